//! The engine and the plain reference evaluator answer alike: random models, random cases, whole and in part.

#![allow(clippy::unwrap_used, reason = "a test stops where something is not as it must be")]

use std::collections::{BTreeMap, BTreeSet};

use vires_engine::{Act, Answer, Case, Decider, Fraction, Holding, Leaf, Needed, Of, Outcome, Scratch, Why};
use vires_model::random::{self, Dice};
use vires_model::{self as plain, Day, Held, Id, Model, PowerId, Value};

/// Gives the engine what the model's case says of the power's facts.
fn fill(case: &mut Case<'_>, given: &plain::Case) {
    case.clear();
    let facts: Vec<_> = case.power().facts().collect();
    for fact in facts {
        let Some(value) = given.facts.get(&plain::FactId(fact.number)) else { continue };
        let slot = fact.slot;
        // What is outside the domain counts as not given, for both.
        let _ = match value {
            Value::YesNo(yes) => case.yes_no(slot, *yes),
            Value::Choice(leaf) => case.leaf(slot, Leaf(leaf.0)),
            Value::Set(leaves) => case.set(slot, &leaves.iter().map(|leaf| Leaf(leaf.0)).collect::<Vec<_>>()),
            Value::Ordered(number) => match Fraction::new(*number.numer(), *number.denom()) {
                Some(number) => case.number(slot, number),
                None => continue,
            },
            Value::Person(_) => case.person(slot),
            Value::None => case.none(slot),
        };
    }
}

fn mode(act: Act) -> plain::Mode {
    match act {
        Act::One => plain::Mode::One,
        Act::Any => plain::Mode::Any,
        Act::Jointly => plain::Mode::Jointly,
        Act::AnyOf(count) => plain::Mode::AnyOf(count),
    }
}

/// The engine's answers in the model's words.
struct Words<'m> {
    model: &'m Model,
    /// The first row of each list's values.
    first: Vec<u32>,
}

impl<'m> Words<'m> {
    fn new(model: &'m Model) -> Self {
        let mut first = Vec::new();
        let mut next = 0;
        for (_, list) in model.lists.iter() {
            first.push(next);
            next += list.values.len() as u32;
        }
        Self { model, first }
    }
    fn instance(&self, who: vires_engine::Instance) -> plain::Instance {
        let body = plain::BodyId(who.body);
        plain::Instance {
            body,
            of: match who.of {
                Of::Sole => plain::Of::Sole,
                Of::Unsaid => plain::Of::Unsaid,
                Of::Place(place) => {
                    let list = self.model.bodies[body].one_per.unwrap();
                    plain::Of::Place(plain::ValueId(place - self.first[list.index()]))
                }
            },
        }
    }
    fn held(&self, held: &Holding) -> Held {
        match held {
            Holding::One(who) => Held::One(self.instance(*who)),
            Holding::Several(act, parts) => {
                Held::Several(mode(*act), parts.iter().map(|part| self.held(part)).collect())
            }
        }
    }
    fn chain(&self, chain: &[vires_engine::Link]) -> Vec<plain::Link> {
        let link = |link: &vires_engine::Link| plain::Link {
            rule: plain::RuleId(link.rule.0),
            from: link.from.map(|from| self.instance(from)),
            to: link.to.as_ref().map(|to| self.held(to)),
        };
        chain.iter().map(link).collect()
    }
    fn claim(&self, claim: &vires_engine::Claim) -> plain::Claim {
        plain::Claim {
            held: claim.held.as_ref().map(|held| self.held(held)),
            nobody: claim.nobody.map(Self::why),
            chain: self.chain(&claim.chain),
        }
    }
    fn beaten(&self, beaten: &[vires_engine::Beaten]) -> Vec<plain::Beaten> {
        let one = |beaten: &vires_engine::Beaten| plain::Beaten {
            claim: self.claim(&beaten.claim),
            by: match beaten.by {
                Decider::Words => plain::Decider::Words,
                Decider::HigherRank => plain::Decider::HigherRank,
                Decider::Later => plain::Decider::Later,
                Decider::MoreSpecific => plain::Decider::MoreSpecific,
            },
        };
        beaten.iter().map(one).collect()
    }
    fn why(why: Why) -> plain::Why {
        match why {
            Why::Barred => plain::Why::Barred,
            Why::NotRequired => plain::Why::NotRequired,
        }
    }
    fn answer(&self, case: &Case<'_>, answer: &Answer) -> plain::Outcome {
        let rules = |rules: &[vires_engine::RuleNumber]| rules.iter().map(|rule| plain::RuleId(rule.0)).collect();
        match answer {
            Answer::Competent { held, accountable, chain, also, beaten, barred_persons } => plain::Outcome::Competent {
                held: self.held(held),
                accountable: accountable.iter().map(|who| self.instance(*who)).collect(),
                chain: self.chain(chain),
                also: also.iter().map(|chain| self.chain(chain)).collect(),
                beaten: self.beaten(beaten),
                barred_persons: rules(barred_persons),
            },
            Answer::Nobody { why, rule, beaten } => plain::Outcome::Nobody {
                why: Self::why(*why),
                rule: plain::RuleId(rule.0),
                beaten: self.beaten(beaten),
            },
            Answer::Gap { barred_by, orphans } => plain::Outcome::Gap {
                barred_by: rules(barred_by),
                orphans: orphans.iter().map(|who| self.instance(*who)).collect(),
            },
            Answer::Conflict { claims } => {
                plain::Outcome::Conflict { claims: claims.iter().map(|claim| self.claim(claim)).collect() }
            }
            Answer::Undetermined { needs } => {
                plain::Outcome::Undetermined { needs: needs.iter().map(|need| self.need(case, need)).collect() }
            }
            Answer::NotInForce => plain::Outcome::NotInForce,
        }
    }
    fn need(&self, case: &Case<'_>, need: &vires_engine::Need) -> plain::Need {
        let what = match need.what {
            Needed::Fact(slot) => {
                let fact = case.power().facts().find(|fact| fact.slot == slot).unwrap();
                plain::Needed::Fact(plain::FactId(fact.number))
            }
            Needed::Power(power) => plain::Needed::Power(PowerId(power)),
            Needed::Day => plain::Needed::Date,
            // There is one.
            Needed::Parameter(_) => plain::Needed::Parameter(plain::ParameterId(0), None),
        };
        let found_by = match what {
            plain::Needed::Fact(fact) => self.model.facts[fact].found_by,
            _ => None,
        };
        plain::Need { what, found_by }
    }
}

/// Outcome, holders and mode.
fn kind(outcome: &plain::Outcome) -> String {
    match outcome {
        plain::Outcome::Competent { held, .. } => format!("competent {held:?}"),
        plain::Outcome::Nobody { why, .. } => format!("nobody {why:?}"),
        plain::Outcome::Gap { .. } => "gap".to_owned(),
        plain::Outcome::Conflict { claims } => {
            let held: BTreeSet<_> = claims.iter().map(|claim| (claim.held.clone(), claim.nobody)).collect();
            format!("conflict {held:?}")
        }
        plain::Outcome::Undetermined { .. } => "undetermined".to_owned(),
        plain::Outcome::NotInForce => "not in force".to_owned(),
    }
}

/// Rule, giver and receiver. Where a rule names several receivers, which of them its link leaves out is no more than style.
fn links(model: &Model, chain: &[plain::Link]) -> Vec<(plain::RuleId, Option<plain::Instance>, Option<Held>)> {
    let names_one = |rule| match &model.rules[rule].effect {
        plain::Effect::Hold { holding, .. } | plain::Effect::Transfer { to: holding, .. } => holding.seats.len() == 1,
        _ => true,
    };
    let one = |link: &plain::Link| link.to.clone().filter(|_| names_one(link.rule));
    chain.iter().map(|link| (link.rule, link.from, one(link))).collect()
}

/// What else must agree where everything is known.
fn reasons(model: &Model, outcome: &plain::Outcome) -> String {
    match outcome {
        plain::Outcome::Competent { accountable, chain, also, barred_persons, .. } => {
            let all: BTreeSet<_> = also.iter().chain([chain]).map(|chain| links(model, chain)).collect();
            // Of chains by the same rules it is no more than style which comes first.
            let shown: Vec<plain::RuleId> = chain.iter().map(|link| link.rule).collect();
            format!("accountable {accountable:?} shown {shown:?} all {all:?} persons {barred_persons:?}")
        }
        plain::Outcome::Nobody { rule, .. } => format!("{rule:?}"),
        plain::Outcome::Conflict { claims } => {
            let chains: BTreeSet<Vec<_>> =
                claims.iter().map(|claim| claim.chain.iter().map(|link| link.rule).collect()).collect();
            format!("{} claims {chains:?}", claims.len())
        }
        _ => String::new(),
    }
}

fn short(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Competent(_) => "competent",
        Outcome::Nobody(_) => "nobody",
        Outcome::Gap => "gap",
        Outcome::Conflict => "conflict",
        Outcome::Undetermined => "undetermined",
        Outcome::NotInForce => "not in force",
    }
}

#[derive(Default)]
struct Tally {
    /// Where several missing numbers are added up, the reference evaluator reaches its bound and names more than decides.
    needs_may_differ: bool,
    /// Where days that are not given hang on each other by the calendar, one of the two may name them all where the other still tells them apart.
    entangled: bool,
    compared: BTreeMap<&'static str, usize>,
    outcomes: BTreeMap<String, usize>,
    wrong: Vec<String>,
}

fn compare(seed: u64, model: &Model, models: &mut Tally) {
    let bundle = vires_analysis::bundle(model, &BTreeSet::new());
    let words = Words::new(model);
    let mut dice = Dice::new(seed ^ 0x5eed);
    let days = random::interesting_days(model);
    let mut scratch = Scratch::default();
    for power in model.powers.ids() {
        let Ok(handle) = bundle.nth(power.index() as u32) else {
            models.wrong.push(format!("seed {seed} power {power:?}: not compiled"));
            continue;
        };
        let mut case = handle.case();
        for round in 0..8 {
            let (what, day, missing) = match round {
                0..4 => ("whole", dice.pick(&days).copied(), false),
                4..6 => ("open", dice.pick(&days).copied(), true),
                6 => ("dateless", None, false),
                _ => ("open and dateless", None, true),
            };
            let given = random::case(model, &mut dice, day, missing);
            // On some days the value of a fact that does not bear on the power may not exist: the power knows nothing of it.
            let bearing: BTreeSet<u32> = handle.facts().map(|fact| fact.number).collect();
            let mut given = given;
            if day.is_none() {
                given.facts.retain(|fact, _| bearing.contains(&fact.0));
            }
            fill(&mut case, &given);
            let wanted = plain::decide(model, power, &given, day).outcome;
            let day_number = day.map(|day: Day| day.0);
            let verdict = case.decide(day_number, &mut scratch);
            let holders: BTreeSet<_> = case.holders(day_number, &scratch).map(|who| words.instance(who)).collect();
            let explained = case.explain(day_number);
            let found = words.answer(&case, &explained.answer);
            *models.compared.entry(what).or_default() += 1;
            *models.outcomes.entry(format!("{what}: {}", short(verdict.outcome))).or_default() += 1;
            let mut wrong = Vec::new();
            let undetermined = |outcome: &plain::Outcome| matches!(outcome, plain::Outcome::Undetermined { .. });
            if models.entangled && what != "whole" && undetermined(&wanted) != undetermined(&found) {
                *models.outcomes.entry(format!("{what}: not told by one")).or_default() += 1;
            } else if kind(&wanted) != kind(&found) {
                wrong.push(format!("wanted {}\n  found  {}", kind(&wanted), kind(&found)));
            } else if what == "whole" && reasons(model, &wanted) != reasons(model, &found) {
                wrong.push(format!("wanted {}\n  found  {}", reasons(model, &wanted), reasons(model, &found)));
            } else if what != "whole" && !models.needs_may_differ && needs(&wanted) != needs(&found) {
                wrong.push(format!("NEEDS wanted {:?}\n  found  {:?}", needs(&wanted), needs(&found)));
            }
            if !kind(&found).starts_with(short(verdict.outcome)) {
                wrong.push(format!("verdict {verdict:?} but explained {}", kind(&found)));
            }
            if let plain::Outcome::Competent { held, .. } = &found {
                let mut all = BTreeSet::new();
                everybody(held, &mut all);
                if all != holders {
                    wrong.push(format!("holders {holders:?} but explained {held:?}"));
                }
                if Outcome::Competent(act(held)) != verdict.outcome {
                    wrong.push(format!("verdict {verdict:?} but explained {held:?}"));
                }
            }
            for wrong in wrong {
                models.wrong.push(format!(
                    "seed {seed} power {} round {round} ({what}) on {:?} case {:?}\n  {wrong}",
                    power.0,
                    day.map(|day| day.0),
                    given.facts
                ));
            }
        }
    }
}

/// What is needed. Of powers only that one is: where a power hangs on the conflict of another, the engine may name both.
fn needs(outcome: &plain::Outcome) -> Vec<plain::Needed> {
    let plain::Outcome::Undetermined { needs } = outcome else { return Vec::new() };
    let mut all: Vec<plain::Needed> = needs.iter().map(|need| need.what).collect();
    let power = |what: &plain::Needed| matches!(what, plain::Needed::Power(_));
    let first = all.iter().position(power);
    let mut n = 0;
    all.retain(|what| {
        n += 1;
        !power(what) || first == Some(n - 1)
    });
    if let Some(plain::Needed::Power(power)) = first.and_then(|first| all.get_mut(first)) {
        *power = PowerId(0);
    }
    all
}

fn act(held: &Held) -> Act {
    match held {
        Held::One(_) | Held::Several(plain::Mode::One, _) => Act::One,
        Held::Several(plain::Mode::Any, _) => Act::Any,
        Held::Several(plain::Mode::Jointly, _) => Act::Jointly,
        Held::Several(plain::Mode::AnyOf(count), _) => Act::AnyOf(*count),
    }
}

fn everybody(held: &Held, out: &mut BTreeSet<plain::Instance>) {
    match held {
        Held::One(who) => {
            out.insert(*who);
        }
        Held::Several(_, parts) => parts.iter().for_each(|part| everybody(part, out)),
    }
}

/// The model with many more grants, so that one word is not enough for its boxes: grants, holders and conditions of its own, newly put together.
fn crowded(seed: u64) -> Model {
    let mut model = random::model(seed);
    let mut dice = Dice::new(seed ^ 0xc20d);
    let rules: Vec<plain::Rule> = model.rules.iter().map(|(_, rule)| rule.clone()).collect();
    let grants: Vec<&plain::Rule> = rules
        .iter()
        .filter(|rule| {
            matches!(&rule.effect, plain::Effect::Hold { residual: false, .. } | plain::Effect::Nobody { .. })
        })
        .collect();
    // Powers look only at powers before them: a condition may go to a rule on no earlier power.
    let free: Vec<&plain::Rule> = rules
        .iter()
        .filter(|rule| {
            let mut asks = false;
            rule.when.atoms(&mut |atom| asks |= matches!(atom, plain::Atom::Held { .. }));
            !asks
        })
        .collect();
    for _ in 0..90 {
        let (Some(grant), Some(when)) = (dice.pick(&grants), dice.pick(&free)) else { break };
        let mut rule = (*grant).clone();
        rule.when = when.when.clone();
        if dice.chance(1, 2) {
            rule.life = when.life;
        }
        model.rules.push(rule);
    }
    model
}

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(default)
}

fn check(tally: &Tally) {
    let shown: Vec<&str> = tally.wrong.iter().take(number("VIRES_SHOWN", 40) as usize).map(String::as_str).collect();
    assert!(
        tally.wrong.is_empty(),
        "{} of {:?} differ ({:?}):\n{}",
        tally.wrong.len(),
        tally.compared,
        tally.outcomes,
        shown.join("\n")
    );
}

/// `VIRES_SEED` and `VIRES_MODELS` choose others.
#[test]
fn random_models() {
    let (first, count) = (number("VIRES_SEED", 0), number("VIRES_MODELS", 2_000));
    let mut tally = Tally::default();
    for seed in first..first + count {
        compare(seed, &random::model(seed), &mut tally);
    }
    check(&tally);
}

#[test]
fn rarer_models() {
    let (first, count) = (number("VIRES_SEED", 0), number("VIRES_MODELS", 1_000));
    let mut tally = Tally::default();
    for seed in first..first + count {
        compare(seed, &random::rarer(seed), &mut tally);
    }
    check(&tally);
}

#[test]
fn lines_that_give_several_holdings() {
    let (first, count) = (number("VIRES_SEED", 0), number("VIRES_MODELS", 400));
    let mut tally = Tally::default();
    for seed in first..first + count {
        compare(seed, &random::ways(seed), &mut tally);
    }
    check(&tally);
}

#[test]
fn models_with_sums() {
    let (first, count) = (number("VIRES_SEED", 0), number("VIRES_MODELS", 30));
    let mut tally = Tally { needs_may_differ: true, ..Tally::default() };
    for seed in first..first + count {
        compare(seed, &random::sums(seed), &mut tally);
    }
    check(&tally);
}

#[test]
fn models_with_days_counted_by_the_calendar() {
    let (first, count) = (number("VIRES_SEED", 0), number("VIRES_MODELS", 300));
    let mut tally = Tally { needs_may_differ: true, entangled: true, ..Tally::default() };
    for seed in first..first + count {
        compare(seed, &random::later(seed), &mut tally);
    }
    check(&tally);
}

#[test]
fn models_with_derived_facts() {
    let (first, count) = (number("VIRES_SEED", 0), number("VIRES_MODELS", 60));
    let mut tally = Tally { needs_may_differ: true, ..Tally::default() };
    for seed in first..first + count {
        compare(seed, &random::derived(seed), &mut tally);
    }
    check(&tally);
}

#[test]
fn crowded_models() {
    let (first, count) = (number("VIRES_SEED", 0), number("VIRES_MODELS", 2_000) / 500);
    let mut tally = Tally::default();
    for seed in first..first + count {
        compare(seed, &crowded(seed), &mut tally);
    }
    check(&tally);
}
