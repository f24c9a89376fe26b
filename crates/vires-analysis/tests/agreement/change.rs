//! What changes between two days, against the reference evaluator on both.

use std::collections::BTreeSet;

use vires_analysis::{Change, Decided, changes_between_days};
use vires_model::random::{self, Dice, can_occur, case, interesting_days};
use vires_model::{Case, Day, FactId, Held, Instance, Model, Of, Outcome, Value, ValueId, decide};

use crate::point::Point;

const MODELS: u64 = 1_000;
const DERIVED: u64 = 100;
const RARER: u64 = 300;
const LATER: u64 = 200;
const PAIRS: usize = 3;
const CASES: usize = 8;

#[test]
fn changes_between_days_agree_with_the_reference_evaluator() {
    let seen = agree(MODELS, &random::model);
    if std::env::var("VIRES_SEED").is_err() {
        assert!(seen.changed > 1_000 && seen.same > 1_000 && seen.answering > 10, "{seen:?}");
    }
}

/// The same with rarer rules: of what hangs on another power's conflict or on a parameter without a value it is said that it is undetermined, where it is.
#[test]
fn changes_of_rarer_rules_agree_with_the_reference_evaluator() {
    let seen = agree(RARER, &random::rarer);
    if std::env::var("VIRES_SEED").is_err() {
        assert!(seen.changed > 300 && seen.same > 300 && seen.undetermined > 20, "{seen:?}");
    }
}

/// The same with days counted by the calendar.
#[test]
fn changes_of_days_counted_by_the_calendar_agree_with_the_reference_evaluator() {
    let seen = agree(LATER, &random::later);
    if std::env::var("VIRES_SEED").is_err() {
        assert!(seen.changed > 100 && seen.same > 100, "{seen:?}");
    }
}

/// The same with derived facts that are kept whole.
#[test]
fn changes_of_derived_facts_agree_with_the_reference_evaluator() {
    let seen = agree(DERIVED, &random::derived);
    if std::env::var("VIRES_SEED").is_err() {
        assert!(seen.changed > 50 && seen.same > 50, "{seen:?}");
    }
}

/// How often something was found.
#[derive(Debug, Default)]
struct Seen {
    changed: usize,
    same: usize,
    /// Only who answers for it changes.
    answering: usize,
    /// A case was shown in which the answer is undetermined on one side.
    undetermined: usize,
}

fn agree(models: u64, model: &dyn Fn(u64) -> Model) -> Seen {
    let mut seen = Seen::default();
    let first = std::env::var("VIRES_SEED").ok().and_then(|seed| seed.parse().ok());
    for seed in first.map_or(0..models, |seed: u64| seed..seed + 1) {
        let model = model(seed);
        let mut dice = Dice::new(seed.wrapping_mul(17).wrapping_add(3));
        let days = interesting_days(&model);
        for _ in 0..PAIRS {
            let (Some(one), Some(other)) = (dice.pick(&days).copied(), dice.pick(&days).copied()) else { continue };
            let (from, to) = (one.min(other), one.max(other));
            if from == to {
                continue;
            }
            let found = changes_between_days(&model, &BTreeSet::new(), from, to);
            if misjudged(&model, from, to).is_some() {
                let small = random::smallest(&model, &|model| misjudged(model, from, to).is_some());
                let change = misjudged(&small, from, to);
                panic!("seed {seed}, {from} to {to}: {change:?}\n  {}", random::shown(&small));
            }
            for change in &found.changes {
                let both = change.witness.as_ref();
                let open = [&change.before, &change.after].iter().any(|side| side.outcome == Decided::Undetermined);
                seen.undetermined += usize::from(open && both.is_some());
            }
            for _ in 0..CASES {
                let facts = case(&model, &mut dice, Some(from), false);
                if facts.facts.len() < model.facts.len() || !exists_on_both(&model, &facts, from, to) {
                    continue;
                }
                let late = Point { model: &model, case: &facts, day: to };
                for power in model.powers.ids().filter(|power| !found.unexamined.contains(power)) {
                    let before = decide(&model, power, &facts, Some(from)).outcome;
                    let after = decide(&model, power, &facts, Some(to)).outcome;
                    // Boxes between days hold no day and ask nothing that moves with it.
                    let own = found.changes.iter().filter(|change| change.power == power);
                    let here: Vec<&Change> = own.filter(|change| late.within(&change.boxes)).collect();
                    let acts = here.iter().any(|change| !change.accountable_only);
                    let answers = here.iter().any(|change| change.accountable_only);
                    let wanted = differ(&model, to, &before, &after);
                    assert!(
                        here.len() <= 1
                            && acts == wanted
                            && (acts || answers == answer_differs(&model, to, &before, &after)),
                        "seed {seed}, power {power:?}, {from} to {to}: {:?}\nbefore {before:?}\nafter {after:?}\nchanges {here:#?}\nall {:#?}\nrules {:#?}",
                        facts.facts,
                        found.changes.iter().filter(|change| change.power == power).collect::<Vec<_>>(),
                        model.rules.iter().collect::<Vec<_>>()
                    );
                    *(if acts {
                        &mut seen.changed
                    } else if answers {
                        &mut seen.answering
                    } else {
                        &mut seen.same
                    }) += 1;
                }
            }
        }
    }
    seen
}

/// A change whose witness the reference evaluator decides otherwise.
fn misjudged(model: &Model, from: Day, to: Day) -> Option<Change> {
    let changes = changes_between_days(model, &BTreeSet::new(), from, to).changes;
    changes.into_iter().find(|change| change.witness.as_ref().is_some_and(|both| !both.confirmed))
}

/// Whether every place that the case names is there on both days, and no event is on the one and on the other.
fn exists_on_both(model: &Model, case: &Case, from: Day, to: Day) -> bool {
    let on_its_day = |(fact, value): (&FactId, &Value)| model.facts[*fact].event && *value == Value::Choice(ValueId(1));
    can_occur(model, case, from) && can_occur(model, case, to) && !case.facts.iter().any(on_its_day)
}

/// Whether two outcomes are two, places of the earlier one being read on the later day.
pub(crate) fn differ(model: &Model, to: Day, before: &Outcome, after: &Outcome) -> bool {
    match (before, after) {
        (Outcome::Competent { held: before, .. }, Outcome::Competent { held: after, .. }) => {
            read(model, before, to) != read(model, after, to)
        }
        (Outcome::Nobody { why: before, .. }, Outcome::Nobody { why: after, .. }) => before != after,
        (Outcome::Conflict { claims: before }, Outcome::Conflict { claims: after }) => {
            let held = |claims: &[vires_model::Claim]| -> BTreeSet<_> {
                let held =
                    claims.iter().map(|claim| (claim.held.as_ref().map(|held| read(model, held, to)), claim.nobody));
                held.collect()
            };
            held(before) != held(after)
        }
        (Outcome::Gap { .. }, Outcome::Gap { .. })
        | (Outcome::NotInForce, Outcome::NotInForce)
        | (Outcome::Undetermined { .. }, Outcome::Undetermined { .. }) => false,
        _ => true,
    }
}

pub(crate) fn answer_differs(model: &Model, to: Day, before: &Outcome, after: &Outcome) -> bool {
    let answer = |outcome: &Outcome| -> BTreeSet<Instance> {
        match outcome {
            Outcome::Competent { accountable, .. } => accountable.iter().map(|who| read_one(model, *who, to)).collect(),
            _ => BTreeSet::new(),
        }
    };
    answer(before) != answer(after)
}

/// The sets of bodies of which each can act, by whom they are on a day.
fn read(model: &Model, held: &Held, day: Day) -> BTreeSet<BTreeSet<Instance>> {
    match held {
        Held::One(who) => BTreeSet::from([BTreeSet::from([read_one(model, *who, day)])]),
        Held::Several(mode, parts) => {
            let parts: Vec<_> = parts.iter().map(|part| read(model, part, day)).collect();
            let needed = match mode {
                vires_model::Mode::One | vires_model::Mode::Any => 1,
                vires_model::Mode::Jointly => parts.len(),
                vires_model::Mode::AnyOf(count) => *count as usize,
            };
            let mut ways = BTreeSet::new();
            for chosen in 0..1usize << parts.len() {
                if chosen.count_ones() as usize != needed {
                    continue;
                }
                // Of any N, each fills one seat only.
                let apart = matches!(mode, vires_model::Mode::AnyOf(_));
                let mut together: Vec<Vec<&BTreeSet<Instance>>> = vec![Vec::new()];
                for (_, part) in parts.iter().enumerate().filter(|(n, _)| chosen >> n & 1 == 1) {
                    let longer = together.iter().flat_map(|so_far| {
                        let fresh = part.iter().filter(|way| !apart || !so_far.contains(way));
                        fresh.map(|way| [&so_far[..], &[way]].concat())
                    });
                    together = longer.collect();
                }
                ways.extend(together.into_iter().map(|ways| ways.into_iter().flatten().copied().collect()));
            }
            ways
        }
    }
}

fn read_one(model: &Model, who: Instance, day: Day) -> Instance {
    match (who.of, model.bodies[who.body].one_per) {
        (Of::Place(place), Some(list)) => {
            // One that has ended without a successor stays what it was: it is still said which.
            Instance { body: who.body, of: Of::Place(model.lists[list].read_on(place, day).unwrap_or(place)) }
        }
        _ => who,
    }
}
