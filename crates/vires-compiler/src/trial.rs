//! Running the tests beside the rules.

use std::collections::BTreeSet;

use serde::Serialize;
use vires_diagnostics::SourceSpan;
use vires_model::{
    Among, Barred, Case, Condition, Day, Deadline, DeadlineDue, Decision, Domain, Effect, Expect, ExpectedAnswer, Held,
    Holder, Holding, Instance, Life, Mode, Model, Needed, Of, Outcome, PowerId, Procedure, ProvisionId, Rule, RuleId,
    State, Step, StepDue, Table, TakeOver, Value, ValueId, Which, Why, outlasting, procedure,
};
use vires_words::{Language, say};

use crate::answer::{DISPUTED, GAP, NOBODY, NOT_IN_FORCE, NOT_REQUIRED, Wording, members};
use crate::decide::{bounded, decide, with_silence};
use crate::names::{all_of, one_of};
use crate::together::competent;

/// The name and version of the machine output of tests.
pub const TEST_SCHEMA: &str = "vires.test/1";

/// How one test went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// Its label.
    pub label: String,
    /// Where it stands.
    pub span: SourceSpan,
    /// What came out otherwise than expected; none: it passed.
    pub failures: Vec<Failure>,
    /// Whether it asks about a power of which not every rule could be read: it is neither passed nor failed.
    pub undecided: bool,
}

/// One expectation that was not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// The full name of the power.
    pub power: String,
    /// Its label.
    pub label: String,
    /// What was expected, in a sentence.
    pub expected: String,
    /// What came out, in a sentence.
    pub got: String,
    /// The provisions by which it came out so.
    pub because: Vec<String>,
    /// Where the expectation stands.
    #[serde(skip)]
    pub span: SourceSpan,
}

/// Runs one test by the model of its knowledge date: what was expected and did not come out.
pub(crate) fn run(
    model: &Model,
    language: Language,
    test: &vires_model::Test,
    half_read: &dyn Fn(PowerId) -> bool,
    shown: &dyn Fn(vires_model::SourceSpan) -> SourceSpan,
) -> Trial {
    let wording = Wording::new(model, language);
    let failures = test.expect.iter().filter_map(|expect| {
        let failed = |got: String, because: Vec<String>| Failure {
            power: model.power_name(expect.power),
            label: wording.names.power(expect.power).to_owned(),
            expected: expected(&wording, expect),
            got,
            because,
            span: shown(expect.span),
        };
        let nothing = |why: &str| Some(failed(why.to_owned(), Vec::new()));
        if half_read(expect.power) {
            return nothing(language.pick("nothing: not every rule can be read", "chưa rõ: có quy định chưa đọc được"));
        }
        let decided = bounded(|| {
            let question = Question { model, case: &test.given, at: test.on, power: expect.power };
            let decision = outlasting(model, &test.given, decide(model, expect.power, &test.given, test.on));
            let procedure = procedure(model, &test.given, &decision);
            if question.is_met(expect, &decision, &procedure) {
                return None;
            }
            let because = match &decision.outcome {
                Outcome::Competent { chain, .. } => chain.iter().map(|link| wording.rule(link.rule).title).collect(),
                Outcome::Nobody { rule, .. } => vec![wording.rule(*rule).title],
                _ => Vec::new(),
            };
            Some(failed(got(&wording, expect, &decision, &procedure), because))
        });
        decided.unwrap_or_else(|| {
            nothing(language.pick(
                "nothing: to decide it takes more work than one case may be",
                "chưa rõ: khối lượng xử lý vượt giới hạn cho một trường hợp",
            ))
        })
    });
    let undecided = test.expect.iter().any(|expect| half_read(expect.power));
    Trial { label: test.label.clone(), span: shown(test.span), failures: failures.collect(), undecided }
}

struct Question<'a> {
    model: &'a Model,
    case: &'a Case,
    at: Option<Day>,
    power: PowerId,
}

impl Question<'_> {
    fn is_met(&self, expect: &Expect, decision: &Decision, procedure: &Procedure) -> bool {
        let outcome = &decision.outcome;
        let disputed = !procedure.disputed.is_empty();
        let turns_on = &procedure.turns_on;
        match (&expect.answer, outcome) {
            (ExpectedAnswer::Conflict, Outcome::Competent { .. }) => disputed,
            (ExpectedAnswer::Holds { .. } | ExpectedAnswer::HoldsInWays { .. }, _)
                if disputed || !turns_on.is_empty() =>
            {
                false
            }
            (ExpectedAnswer::Holds { holding, under }, Outcome::Competent { held, chain, also, .. }) => {
                let held = procedure.now.as_ref().unwrap_or(held);
                let is_so = match (holding.of_unbarred, chain.first()) {
                    (Some(_), Some(root)) => self.comes_to(holding, root.rule).is_some_and(|wanted| wanted == *held),
                    _ => self.is(holding, held),
                };
                is_so && std::iter::once(chain).chain(also).any(|chain| self.ends_in(*under, chain))
            }
            (ExpectedAnswer::HoldsInWays { ways, under }, Outcome::Competent { held, chain, also, .. }) => {
                let held = procedure.now.as_ref().unwrap_or(held);
                self.is_in_ways(ways, held)
                    && std::iter::once(chain).chain(also).any(|chain| self.ends_in(*under, chain))
            }
            (ExpectedAnswer::Nobody { why: wanted, under }, Outcome::Nobody { why, rule, .. }) => {
                why == wanted && self.is_in(*under, *rule)
            }
            (ExpectedAnswer::NotYetInForce, Outcome::NotInForce)
            | (ExpectedAnswer::Gap, Outcome::Gap { .. })
            | (ExpectedAnswer::Conflict, Outcome::Conflict { .. }) => true,
            (ExpectedAnswer::Undetermined { needs: wanted }, Outcome::Competent { .. }) if !turns_on.is_empty() => {
                wanted.iter().all(|group| turns_on.iter().any(|need| group.contains(&need.what)))
            }
            (ExpectedAnswer::Undetermined { needs: wanted }, Outcome::Undetermined { needs }) => {
                wanted.iter().all(|group| needs.iter().any(|need| group.contains(&need.what)))
            }
            (ExpectedAnswer::Barred(who), outcome) => self.is_barred(*who, outcome),
            (ExpectedAnswer::Pending, _) => procedure.is_pending(),
            (ExpectedAnswer::NotPending, Outcome::Competent { .. }) => {
                !procedure.is_pending() && !procedure.deadlines.iter().any(DeadlineDue::may_have_passed)
            }
            (ExpectedAnswer::TakeOver { by, from, so: false }, Outcome::Competent { .. }) => {
                let mut like = procedure.take_overs.iter().filter(|own| !own.is_closed());
                !like.any(|own| by.seats.iter().any(|seat| self.takes_over(own, *seat, *from)))
            }
            (ExpectedAnswer::TakeOver { so: false, .. }, _) => false,
            (ExpectedAnswer::Silence(wanted), _) => {
                let for_now = *wanted == State::Refused;
                let is = |state: State| state == *wanted || for_now && state == State::RefusedUntilDecided;
                let any = procedure.settled.is_some_and(is) || procedure.deadlines.iter().any(|own| is(own.state));
                any && turns_on.is_empty()
            }
            (ExpectedAnswer::Step(step), _) => self.asks(step, procedure),
            (ExpectedAnswer::NoStep(step), Outcome::Competent { .. }) => !self.may_ask(step, procedure),
            (ExpectedAnswer::TakeOver { by, from, .. }, _) => procedure.take_overs.iter().any(|first| {
                // By one text.
                let of_rule = |own: &&TakeOver| own.rule == first.rule && own.is_open() && own.enough == by.enough();
                let may =
                    |seat| procedure.take_overs.iter().filter(of_rule).any(|own| self.takes_over(own, seat, *from));
                by.seats.iter().all(|seat| may(*seat))
            }),
            _ => false,
        }
    }

    /// Whether somebody may take over from another by this, once it is time.
    fn takes_over(&self, own: &TakeOver, by: Holder, from: Holder) -> bool {
        own.by.is_some_and(|own| self.names(by, own)) && own.from.iter().any(|own| self.names(from, *own))
    }

    /// Whether a chain ends in a place.
    fn ends_in(&self, under: Option<ProvisionId>, chain: &[vires_model::Link]) -> bool {
        under.is_none() || chain.last().is_some_and(|link| self.is_in(under, link.rule))
    }

    /// Whether a rule stands in a place.
    fn is_in(&self, under: Option<ProvisionId>, rule: RuleId) -> bool {
        under.is_none_or(|under| self.model.stands_in(self.model.rules[rule].place, under))
    }

    /// Whether the answer lists this step, of all whom it names.
    fn asks(&self, step: &Step, procedure: &Procedure) -> bool {
        match step.among {
            Among::Named => step.who.iter().all(|who| self.is_asked(step, *who, procedure)),
            Among::Group => {
                let there = self.there(step).count();
                let enough = step.enough.filter(|enough| (*enough as usize) < there);
                let step = Step { enough, ..step.clone() };
                self.there(&step).all(|who| self.is_asked(&step, who, procedure))
            }
            Among::EachOf(_) | Among::HolderOf(_) => {
                let mut like = procedure.steps.iter().filter(|own| own.kind == step.kind && own.among == step.among);
                let fits = |own: &StepDue| own.state != State::Depends && is_by_then(step, own);
                like.clone().next().is_some() && like.all(fits)
            }
        }
    }

    fn may_ask(&self, step: &Step, procedure: &Procedure) -> bool {
        match step.among {
            Among::Named => step.who.iter().any(|who| self.may_be_asked(step, *who, procedure)),
            Among::Group => self.there(step).any(|who| self.may_be_asked(step, who, procedure)),
            Among::EachOf(_) | Among::HolderOf(_) => {
                let like = |own: &&StepDue| own.kind == step.kind && own.among == step.among;
                procedure.steps.iter().filter(like).any(|own| is_by_then(step, own))
            }
        }
    }

    /// The members of a group that are there on the day.
    fn there<'s>(&'s self, step: &'s Step) -> impl Iterator<Item = Holder> + 's {
        let is_there = |who: &Holder, at: Day| who.instance().is_some_and(|who| self.model.exists(who, at));
        step.who.iter().copied().filter(move |who| self.at.is_none_or(|at| is_there(who, at)))
    }

    /// Whether the answer lists a step of this kind of this body, or may once more is known; where a deadline is named, one with that
    /// deadline.
    fn may_be_asked(&self, step: &Step, who: Holder, procedure: &Procedure) -> bool {
        let like = |own: &&StepDue| own.kind == step.kind && own.who.is_none_or(|own| self.names(who, own));
        procedure.steps.iter().filter(like).any(|own| is_by_then(step, own))
    }

    /// Whether the answer lists this step of this body; a deadline only where one is expected.
    fn is_asked(&self, step: &Step, who: Holder, procedure: &Procedure) -> bool {
        procedure.steps.iter().any(|own| {
            own.state != State::Depends
                && own.kind == step.kind
                && own.enough == step.enough
                && own.who.into_iter().chain(own.turn()).any(|own| self.names(who, own))
                && is_by_then(step, own)
        })
    }

    /// What an expected holding comes to in the case, where that turns on who is barred; `root`: where it would stand.
    fn comes_to(&self, wanted: &Holding, root: RuleId) -> Option<Held> {
        let mut model = self.model.clone();
        model.rules = Table::default();
        let is_other =
            |effect: &Effect| matches!(effect, Effect::Bar { .. }) || !effect.speaks_of(self.model, self.power);
        for (_, rule) in self.model.rules.iter().filter(|(_, rule)| is_other(&rule.effect)) {
            model.rules.push(rule.clone());
        }
        let effect = Effect::Hold { powers: vec![self.power], holding: wanted.clone(), residual: false };
        let row = &self.model.rules[root];
        let when = Condition::always(row.span);
        model.rules.push(Rule {
            effect,
            when,
            life: Life::ALWAYS,
            steps: Vec::new(),
            deadlines: Vec::new(),
            ..row.clone()
        });
        match decide(&model, self.power, self.case, self.at).outcome {
            Outcome::Competent { held, .. } => Some(held),
            _ => None,
        }
    }

    /// Whether what came out is the holding that was expected.
    fn is(&self, wanted: &Holding, held: &Held) -> bool {
        // Two of two are both.
        let all = |mode: Mode, seats: usize| match mode {
            Mode::AnyOf(count) => Mode::enough_of(count, seats),
            mode => mode,
        };
        let seats: Vec<&Held> = match (wanted.mode, held) {
            (Mode::One, held) => vec![held],
            (mode, Held::Several(own, parts)) if all(*own, parts.len()) == all(mode, wanted.seats.len()) => {
                parts.iter().collect()
            }
            _ => return false,
        };
        let names = |wanted: &Holder, seat: &Held| matches!(seat, Held::One(who) if self.names(*wanted, *who));
        seats.len() == wanted.seats.len()
            && wanted.seats.iter().all(|wanted| seats.iter().any(|seat| names(wanted, seat)))
            && seats.iter().all(|seat| wanted.seats.iter().any(|wanted| names(wanted, seat)))
    }

    /// Whether what came out suffices in the ways that were expected, and in no other.
    fn is_in_ways(&self, wanted: &[Vec<Holder>], held: &Held) -> bool {
        let came = ways(held);
        let same = |wanted: &Vec<Holder>, way: &BTreeSet<Instance>| {
            wanted.iter().all(|wanted| way.iter().any(|who| self.names(*wanted, *who)))
                && way.iter().all(|who| wanted.iter().any(|wanted| self.names(*wanted, *who)))
        };
        // Where some of them are enough, that others may act as well is no way of its own.
        let more = |way: &Vec<Holder>| {
            wanted.iter().any(|other| other.len() < way.len() && other.iter().all(|seat| way.contains(seat)))
        };
        let wanted: Vec<&Vec<Holder>> = wanted.iter().filter(|way| !more(way)).collect();
        wanted.iter().all(|wanted| came.iter().any(|way| same(wanted, way)))
            && came.iter().all(|way| wanted.iter().any(|wanted| same(wanted, way)))
    }

    /// Whether a holder as a test names it is this body; named without saying which, it is any of its kind.
    fn names(&self, wanted: Holder, who: Instance) -> bool {
        let of = match wanted.which {
            Which::Sole | Which::Unsaid => None,
            Which::OfValue(value) => Some(self.read(wanted, value)),
            Which::OfFact(fact) => self.place(wanted, fact),
            Which::OfItsPlace => self.model.powers[self.power].place.and_then(|fact| self.place(wanted, fact)),
        };
        let any = matches!(wanted.which, Which::Sole | Which::Unsaid);
        wanted.body == who.body && (any || of.is_some_and(|of| who.of == Of::Place(of)))
    }

    fn read(&self, wanted: Holder, value: ValueId) -> ValueId {
        let list = self.model.bodies[wanted.body].one_per.map(|list| &self.model.lists[list]);
        list.zip(self.at).and_then(|(list, at)| list.read_on(value, at)).unwrap_or(value)
    }

    /// The place of a body's territory in which the fact lies.
    fn place(&self, wanted: Holder, fact: vires_model::FactId) -> Option<ValueId> {
        let Some(Value::Choice(value)) = self.case.facts.get(&fact) else {
            return None;
        };
        let Domain::Choice(from) = self.model.facts[fact].domain else {
            return None;
        };
        let here = self.at.and_then(|at| self.model.lists[from].read_on(*value, at)).unwrap_or(*value);
        let there = self.model.lift(here, from, self.model.bodies[wanted.body].one_per?)?;
        Some(self.read(wanted, there))
    }

    /// A person: the answer lists a bar on that fact. A body or office: it is no holder, and would be one, or claim to
    /// be, were it not for the bars on it.
    fn is_barred(&self, who: Barred, outcome: &Outcome) -> bool {
        let of = |rule: &RuleId| matches!(&self.model.rules[*rule].effect, Effect::Bar { who: own, .. } if *own == who);
        match (who, outcome) {
            (_, Outcome::Competent { barred_persons: listed, .. }) if listed.iter().any(of) => true,
            (_, Outcome::Gap { barred_by, .. }) if barred_by.iter().any(of) => true,
            (_, Outcome::Undetermined { .. }) if self.bar_applies(who) => true,
            (Barred::Person(_), _) => false,
            (Barred::Holder(holder), outcome) => {
                if self.is_among(holder, outcome) {
                    return false;
                }
                let mut model = self.model.clone();
                model.rules = Table::default();
                let on_it = |effect: &Effect| matches!(effect, Effect::Bar { who: Barred::Holder(own), .. } if own.body == holder.body);
                for (_, rule) in self.model.rules.iter().filter(|(_, rule)| !on_it(&rule.effect)) {
                    model.rules.push(rule.clone());
                }
                self.is_among(holder, &decide(&model, self.power, self.case, self.at).outcome)
            }
        }
    }

    /// Where it is not known who holds the power: whether a bar on that person or body applies all the same.
    fn bar_applies(&self, who: Barred) -> bool {
        let on = |own: Barred| match (own, who) {
            (Barred::Holder(own), Barred::Holder(who)) => {
                own.body == who.body && (own == who || matches!(own.which, Which::Sole | Which::Unsaid))
            }
            (own, who) => own == who,
        };
        let bars = self.model.rules.iter().filter(|(_, rule)| match &rule.effect {
            Effect::Bar { who: own, what } => on(*own) && what.speak_of(self.model, self.power),
            _ => false,
        });
        // In which cases it applies, a grant would hold in the same ones.
        let mut model = self.model.clone();
        let Some(body) = model.bodies.ids().find(|body| model.bodies[*body].one_per.is_none()) else { return false };
        (model.bodies[body].life, model.bodies[body].away) = (Life::ALWAYS, Vec::new());
        let holding = Holding::of(Mode::One, vec![Holder { body, which: Which::Sole }]);
        bars.into_iter().any(|(_, bar)| {
            let effect = Effect::Hold { powers: vec![self.power], holding: holding.clone(), residual: false };
            model.rules = Table::default();
            model.rules.push(Rule { effect, steps: Vec::new(), deadlines: Vec::new(), ..bar.clone() });
            matches!(decide(&model, self.power, self.case, self.at).outcome, Outcome::Competent { .. })
        })
    }

    fn is_among(&self, holder: Holder, outcome: &Outcome) -> bool {
        let names = |held: &Held| members(held).into_iter().any(|who| self.names(holder, who));
        match outcome {
            Outcome::Competent { held, .. } => names(held),
            Outcome::Conflict { claims } => claims.iter().filter_map(|claim| claim.held.as_ref()).any(names),
            _ => false,
        }
    }
}

/// Whether a step has the deadlines that are expected, if any are.
fn is_by_then(wanted: &Step, own: &StepDue) -> bool {
    let same = |(own, wanted): (&Deadline, &Deadline)| own.words() == wanted.words();
    let count = wanted.deadlines.len();
    // Also the period alone of one to whom silence passes it.
    count == 0 || own.deadlines.windows(count).any(|some| some.iter().zip(&wanted.deadlines).all(same))
}

/// Those who are enough together, with nobody to spare: each way.
fn ways(held: &Held) -> BTreeSet<BTreeSet<Instance>> {
    let all = match held {
        Held::One(who) => BTreeSet::from([BTreeSet::from([*who])]),
        Held::Several(mode, parts) => {
            let wanted = match mode {
                Mode::One | Mode::Any => 1,
                Mode::Jointly => parts.len(),
                Mode::AnyOf(count) => *count as usize,
            };
            // By how many parts have acted: each way so far.
            let mut so_far: Vec<BTreeSet<BTreeSet<Instance>>> = vec![BTreeSet::from([BTreeSet::new()])];
            for part in parts {
                let own = ways(part);
                let mut next = so_far.clone();
                next.resize((so_far.len() + 1).min(wanted + 1), BTreeSet::new());
                for (count, sets) in so_far.iter().enumerate().take(wanted) {
                    let with = sets.iter().flat_map(|set| own.iter().map(move |more| set | more));
                    if let Some(slot) = next.get_mut(count + 1) {
                        slot.extend(with);
                    }
                }
                so_far = next;
            }
            so_far.into_iter().nth(wanted).unwrap_or_default()
        }
    };
    all.iter().filter(|way| !all.iter().any(|other| other != *way && other.is_subset(way))).cloned().collect()
}

/// What came out, as far as it was asked for.
fn got(wording: &Wording<'_>, expect: &Expect, decision: &Decision, procedure: &Procedure) -> String {
    let language = wording.names.language;
    let Some(held) = procedure.decides_now(decision) else {
        let decision = &with_silence(decision.clone(), procedure);
        return match procedure.disputed.is_empty() {
            true => wording.sentence(&decision.outcome),
            false => language.pick(DISPUTED.0, DISPUTED.1).to_owned(),
        };
    };
    let holders = match &decision.outcome {
        Outcome::Competent { held, .. } => held.instances(),
        _ => Vec::new(),
    };
    let rows: Vec<String> = match &expect.answer {
        ExpectedAnswer::Step(_) | ExpectedAnswer::NoStep(_) => {
            wording.steps(&procedure.steps, &holders).into_iter().map(|step| step.sentence).collect()
        }
        ExpectedAnswer::TakeOver { .. } => {
            wording.take_overs(&procedure.take_overs).into_iter().map(|own| own.sentence).collect()
        }
        ExpectedAnswer::Pending | ExpectedAnswer::NotPending | ExpectedAnswer::Silence(_) => {
            procedure.deadlines.iter().map(|own| wording.deadline(own).sentence).collect()
        }
        _ => {
            return competent(&held, &wording.names.held(&held), language);
        }
    };
    if rows.is_empty() {
        return language.pick("the answer lists nothing of the kind", "kết quả không có nội dung này").to_owned();
    }
    rows.join("; ")
}

fn expected(wording: &Wording<'_>, expect: &Expect) -> String {
    let names = &wording.names;
    let language = names.language;
    let pick = |english: &str, vietnamese: &str| language.pick(english, vietnamese).to_owned();
    let under = |said: String, under: &Option<ProvisionId>| match under {
        None => said,
        Some(place) => {
            say!(language, "{said}, under {under}", "{said} theo quy định tại {under}", under = names.title(*place))
        }
    };
    match &expect.answer {
        ExpectedAnswer::Holds { holding, under: place } => {
            let said = say!(language, "{who} is competent", "{who} có thẩm quyền", who = names.holding(holding));
            under(said, place)
        }
        ExpectedAnswer::HoldsInWays { ways, under: place } => {
            let way = |seats: &Vec<Holder>| {
                let mode = if seats.len() == 1 { Mode::One } else { Mode::Jointly };
                names.holding(&Holding::of(mode, seats.clone()))
            };
            let ways: Vec<String> = ways.iter().map(way).collect();
            let ways = ways.join(language.pick("; or ", "; hoặc "));
            under(say!(language, "{ways} is competent", "{ways} có thẩm quyền"), place)
        }
        ExpectedAnswer::Nobody { why: Why::Barred, under: place } => under(pick(NOBODY.0, NOBODY.1), place),
        ExpectedAnswer::Nobody { why: Why::NotRequired, under: place } => {
            under(pick(NOT_REQUIRED.0, NOT_REQUIRED.1), place)
        }
        ExpectedAnswer::NotYetInForce => pick(NOT_IN_FORCE.0, NOT_IN_FORCE.1),
        ExpectedAnswer::Gap => pick(GAP.0, GAP.1),
        ExpectedAnswer::Conflict => pick("a conflict", "chồng chéo thẩm quyền"),
        ExpectedAnswer::Undetermined { needs } if needs.is_empty() => {
            pick("it depends on what is not known", "tùy thuộc vào dữ kiện chưa biết")
        }
        ExpectedAnswer::Undetermined { needs } => {
            let group = |group: &Vec<Needed>| {
                let each: Vec<String> = group.iter().map(|what| wording.need(*what)).collect();
                one_of(&each, language)
            };
            let needs: Vec<String> = needs.iter().map(group).collect();
            say!(language, "it depends on {needs}", "tùy thuộc vào {needs}", needs = all_of(&needs, language))
        }
        ExpectedAnswer::Pending => pick("a period still runs", "chưa hết thời hạn"),
        ExpectedAnswer::NotPending => pick("no period runs any longer", "không còn thời hạn nào"),
        ExpectedAnswer::Silence(State::Approved) => pick("approved by silence", "coi như đồng ý do quá hạn"),
        ExpectedAnswer::Silence(State::Lapsed) => pick("lapsed", "đã hết thẩm quyền"),
        ExpectedAnswer::Silence(_) => pick("refused by silence", "coi như từ chối do quá hạn"),
        ExpectedAnswer::Step(step) => wording.step_asked(step),
        ExpectedAnswer::NoStep(step) => {
            let step = wording.step_asked(step);
            say!(language, "not: {step}", "không có: {step}")
        }
        ExpectedAnswer::TakeOver { by, from, so: false } => say!(
            language,
            "{by} may not take over from {from}",
            "{by} không được trực tiếp giải quyết thay {from}",
            by = names.holding(by),
            from = names.holder(*from)
        ),
        ExpectedAnswer::TakeOver { by, from, .. } => say!(
            language,
            "{by} may take over from {from}",
            "{by} được trực tiếp giải quyết thay {from}",
            by = names.holding(by),
            from = names.holder(*from)
        ),
        ExpectedAnswer::Barred(Barred::Holder(holder)) => {
            say!(language, "{who} may not hold it", "{who} không được thực hiện", who = names.holder(*holder))
        }
        ExpectedAnswer::Barred(Barred::Person(fact)) => say!(
            language,
            "the person in `{fact}` may not hold it",
            "người nêu tại `{fact}` không được thực hiện",
            fact = names.fact(*fact)
        ),
    }
}
