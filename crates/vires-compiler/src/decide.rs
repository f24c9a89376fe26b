//! Deciding a case.

use vires_analysis::OpenCase;
use vires_model::{Case, Day, Decision, Model, Outcome, PowerId, Procedure, pulse};

/// How much work it may be to solve the law for one case, in the unit of [`pulse::within`]: about a second on a machine of 2025.
const SOLVING: u64 = 1_000;

/// How much work one case may be, with all that is told of it: some seconds on a machine of 2025.
const DECIDING: u64 = 6_000;

/// Decides one case, or tells of it; none where that is more work than a documented bound, as where very many chains lead to one holder.
pub fn bounded<T>(deciding: impl FnOnce() -> T) -> Option<T> {
    pulse::within(DECIDING, deciding)
}

/// Who holds the power in the case on the day, by a model of [`Policies`](crate::Policies). A day not given is a missing fact.
///
/// Where too many facts are missing to try all they may be, the law is solved for what the others leave.
#[must_use]
pub fn decide(model: &Model, power: PowerId, case: &Case, at: Option<Day>) -> Decision {
    match decide_or_solve(model, power, case, at) {
        Decided::Tried(decision) | Decided::Solved(OpenCase { decision, .. }) => decision,
    }
}

/// How a case was decided.
pub(crate) enum Decided {
    /// By trying what missing facts may be.
    Tried(Decision),
    /// From the solved law.
    Solved(OpenCase),
}

/// As [`decide`], with what the solved law says of all completions, where it was asked.
pub(crate) fn decide_or_solve(model: &Model, power: PowerId, case: &Case, at: Option<Day>) -> Decided {
    if let Some(decision) = vires_model::decide_at_once(model, power, case, at) {
        return Decided::Tried(decision);
    }
    match at.and_then(|day| solve(model, power, case, day)) {
        Some(open) => Decided::Solved(open),
        None => Decided::Tried(vires_model::decide(model, power, case, at)),
    }
}

/// What the solved law says of all completions of a case; none where a documented bound is reached.
pub(crate) fn solve(model: &Model, power: PowerId, case: &Case, day: Day) -> Option<OpenCase> {
    pulse::within(SOLVING, || vires_analysis::open_case(model, power, case, day)).flatten()
}

/// What silence of the holder has come to may turn on facts, or on the day, that are not given: then so does the answer (5.8).
pub(crate) fn with_silence(decision: Decision, procedure: &Procedure) -> Decision {
    if procedure.turns_on.is_empty() {
        return decision;
    }
    Decision { outcome: Outcome::Undetermined { needs: procedure.turns_on.clone() }, ..decision }
}
