//! The plain reference evaluator: who holds this power in this case on this day?
//!
//! Written straight from the meaning, number by number (the numbers in comments are those of the meaning page), with
//! no thought of speed: every claim is built, every pair is compared, every completion of a missing fact is tried.
//! The fast evaluator is compared with it at random. It stands on the tables of the model and nothing else.
//!
//! | file | numbers |
//! |---|---|
//! | `facts` | 1.1, 1.6: what a case says on a day |
//! | `truth` | 1.1: conditions |
//! | `text` | 1.5, 2.1, 3.4: the rules that bear on a power |
//! | `holders` | 3.2: bodies as rules name them |
//! | `held` | 3.9: conditions about other powers |
//! | `claims`, `holding` | 4.1, 4.4: chains with seats, and what the seats come to |
//! | `link` | 3.5–3.7, 4.2: where a transfer links |
//! | `contest`, `specific` | 5.1–5.5: which claim stands |
//! | `outcome` | 4.3, 4.5, 5.6, 5.7: the answer |
//! | `missing`, `matter`, `values`, `sums`, `agreement` | 5.8: facts that are not given, and answers that agree |
//! | `settling` | 1.7, 3.9: parameters without a value and powers in conflict |
//! | `whom` | of whom a step is asked |
//! | `settings` | which lines set the parameters that a rule uses |
//! | `bound` | 3.8, 5.6, 5.7: what one world asks for beside a decision |
//! | `silence` | 5.2, 5.4, 5.5: which of several texts says what silence means |
//! | `acquired` | what silence settled before a text ended |
//! | `fate`, `lengths` | 5.8, 5.9: what silence has come to, where it is open which deadlines apply, or how long they are |
//! | `acts`, `acting`, `in_place`, `strangers`, `nearest`, `delegation` | whether an act was within its author's powers, and what would have to differ |
//! | `steps`, `periods`, `persons` | 5.7–5.9: the same where facts are not given; periods and silence; one person in two roles |

mod acquired;
mod acting;
mod acts;
mod agreement;
mod bound;
mod claims;
mod contest;
mod delegation;
mod facts;
mod fate;
mod held;
mod holders;
mod holding;
mod in_place;
mod lengths;
mod levers;
mod link;
mod matter;
mod missing;
mod named;
mod nearest;
mod outcome;
mod periods;
mod persons;
mod settings;
mod settling;
mod silence;
mod specific;
mod steps;
mod strangers;
mod sums;
pub use sums::days_entangled;
mod text;
mod truth;
mod unable;
mod values;
mod void;
mod whom;
mod world;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use crate::acts::{Act, Delegation, Verdict};
use crate::conditions::Condition;
use crate::date::Day;
use crate::decision::{Case, Decision, Held, Instance, Outcome};
use crate::facts::Value;
use crate::ids::{FactId, PowerId, RuleId};
use crate::model::Model;
use crate::procedure::Procedure;
use crate::settings::{Setting, Used};
use crate::source::SourceSpan;

/// Who holds `power` in `case` on the day `at`, by the text of `model`.
///
/// A day not asked is treated as a missing fact. For a knowledge date pass the model without the texts published after
/// it, as resolution makes it. A value outside its fact's domain on that day counts as not given. Where the facts given
/// already contradict an assumption, the answer is what the rules say of them all the same.
///
/// Never fails, but takes time exponential in the number of transfers that meet: it is meant for comparison.
#[must_use]
pub fn decide(model: &Model, power: PowerId, case: &Case, at: Option<Day>) -> Decision {
    Decision { power, at, outcome: missing::answer(model, power, case, at) }
}

/// What belongs to a decision of [`decide`] beside who holds: steps, deadlines and what silence did, who may take over.
/// Nothing where nobody holds.
#[must_use]
pub fn procedure(model: &Model, case: &Case, decision: &Decision) -> Procedure {
    steps::procedure(model, case, decision)
}

/// The decision of [`decide`]; where by the texts of the day nobody may act, or they contradict each other, though silence had settled the matter, or
/// had passed it on, under a text that is no longer law: the decision under that text. What is settled stays settled.
#[must_use]
pub fn outlasting(model: &Model, case: &Case, decision: Decision) -> Decision {
    acquired::outlasting(model, case, decision)
}

/// Whether these are enough to act under a holding, whoever the persons were: each acts as one of the holders and no more.
#[must_use]
pub fn is_enough(held: &Held, by: &[Instance]) -> bool {
    acts::is_enough(held, by)
}

/// Whether an act was within the powers of those who did it.
///
/// What would have to differ is sought among changes of one, two and three things, up to a bound of 16,384 cases tried; beyond, whether
/// they hold the power in any case is told from the whole domain where that fits the same bound, and else from the words of the rules.
#[must_use]
pub fn judge_act(model: &Model, act: &Act<'_>) -> Verdict {
    acts::judge(model, act, true)
}

/// The verdict of [`judge_act`] alone: of an act beyond its author's powers neither the kind nor what would have to differ.
#[must_use]
pub fn verdict_on_act(model: &Model, act: &Act<'_>) -> Verdict {
    acts::judge(model, act, false)
}

/// Those on whom it may turn whether an act is lawful, by being barred or not: who fills the offices that the rules name, and the persons who
/// acted. Anybody else is as good as the one whose name is empty.
#[must_use]
pub fn persons_in_question(model: &Model, act: &Act<'_>) -> BTreeSet<String> {
    strangers::persons(model, act)
}

/// Whether each of those who act can have a person of its own to act for it, by what the texts say of who fills which office; `bars`: those on
/// persons.
#[must_use]
pub fn persons_suffice(model: &Model, act: &Act<'_>, bars: &[RuleId]) -> bool {
    persons::suffice(model, act, bars)
}

/// Whether a body may pass a power on to another in that way, and what stands in the way.
#[must_use]
pub fn judge_delegation(model: &Model, delegation: &Delegation<'_>) -> Verdict {
    delegation::judge(model, delegation, true)
}

/// The verdict of [`judge_delegation`] alone.
#[must_use]
pub fn verdict_on_delegation(model: &Model, delegation: &Delegation<'_>) -> Verdict {
    delegation::judge(model, delegation, false)
}

/// The values of a case as they count on that day: what lies outside its fact's domain then is not given.
#[must_use]
pub fn given_in(model: &Model, case: &Case, at: Option<Day>) -> BTreeMap<FactId, Value> {
    missing::given(model, case, at)
}

/// Whether a condition is true of the case on the day; none where that is not known, or turns on more than facts.
#[must_use]
pub fn is_so(model: &Model, condition: &Condition, case: &Case, at: Option<Day>) -> Option<bool> {
    let facts = facts::Facts { model, values: &case.facts, day: at };
    truth::truth(&facts, condition, &mut |_| Ok(None)).ok().flatten()
}

/// Whether two answers agree: in outcome, holders and how many must act.
#[must_use]
pub fn agree(one: &Outcome, other: &Outcome) -> bool {
    agreement::key(one) == agreement::key(other)
}

/// What answers that agree have in common; none where two do not, or there are none.
#[must_use]
pub fn common_outcome(outcomes: Vec<Outcome>) -> Option<Outcome> {
    agreement::common_outcome(outcomes)
}

/// As [`decide`]; none where that takes more completions than can be tried at once.
#[must_use]
pub fn decide_at_once(model: &Model, power: PowerId, case: &Case, at: Option<Day>) -> Option<Decision> {
    Some(Decision { power, at, outcome: missing::answer_at_once(model, power, case, at)? })
}

/// The facts not given on which it turns what else a decision on a power needs, whoever holds it: steps, deadlines, taking over, bars on persons,
/// limits to passing it on, and which one of like bodies is meant; where silence may have settled the matter before, also who held it then.
#[must_use]
pub fn facts_beside(model: &Model, power: PowerId, case: &Case, at: Day) -> BTreeSet<FactId> {
    let given = missing::given(model, case, Some(at));
    let mut facts = matter::beside(model, power, &given, Some(at));
    for day in acquired::last_days(model, power, at, &given) {
        facts.extend(matter::missing_of_steps(model, power, &given, Some(day), None));
    }
    facts
}

/// Where the assumptions stand that the facts given contradict, whatever the others are.
#[must_use]
pub fn contradicted(model: &Model, case: &Case, at: Option<Day>) -> Vec<SourceSpan> {
    let values = missing::given(model, case, at);
    let facts = facts::Facts { model, values: &values, day: at };
    let is_false =
        |assumption: &&Condition| matches!(truth::truth(&facts, assumption, &mut |_| Ok(None)), Ok(Some(false)));
    model.assumptions.iter().filter(is_false).map(|assumption| assumption.span).collect()
}

/// By which lines the parameters that a rule uses are what they are in that case on that day. Where it is not known which
/// entry the rule reads, or which line counts, nothing is said of that parameter.
#[must_use]
pub fn parameters_used<'m>(
    model: &'m Model,
    rule: RuleId,
    case: &Case,
    at: Option<Day>,
) -> Vec<(&'m Used, &'m Setting)> {
    settings::used(model, rule, &missing::given(model, case, at), at)
}

/// Whether a rule is in force on that day and its condition true of the case; none where that is not known, or turns on
/// more than facts.
#[must_use]
pub fn applies(model: &Model, rule: RuleId, case: &Case, at: Day) -> Option<bool> {
    let row = &model.rules[rule];
    if row.suspended_by.is_some() || !row.life.contains(at) {
        return Some(false);
    }
    let values = missing::given(model, case, Some(at));
    let facts = facts::Facts { model, values: &values, day: Some(at) };
    truth::truth(&facts, &row.when, &mut |_| Ok(None)).ok().flatten()
}

/// Whether the case can exist on that day: each value is one of its fact's domain then, and no assumption excludes it
/// as far as its facts say.
#[cfg(any(test, feature = "testing"))]
pub(crate) fn is_possible(model: &Model, case: &Case, day: Day) -> bool {
    let facts = facts::Facts { model, values: &case.facts, day: Some(day) };
    let inside = |(fact, value): (&crate::ids::FactId, &crate::facts::Value)| {
        facts::in_domain(model, *fact, value, Some(day)).as_ref() == Some(value)
    };
    let allowed = |assumption: &crate::conditions::Condition| {
        !matches!(truth::truth(&facts, assumption, &mut |_| Ok(None)), Ok(Some(false)))
    };
    case.facts.iter().all(inside) && model.assumptions.iter().all(allowed)
}
