//! Deciding a case.

use vires_model::{Case, Day, DeadlineDue, Decision, Model, Need, Needed, Outcome, PowerId, Procedure, State};

/// Who holds the power in the case on the day, by a model of [`Policies`](crate::Policies). A day not given is a missing fact.
#[must_use]
pub fn decide(model: &Model, power: PowerId, case: &Case, at: Option<Day>) -> Decision {
    vires_model::decide(model, power, case, at)
}

/// A day that is not asked about is a missing fact: where silence decides from some day on, it depends on the day.
pub(crate) fn on_what_day(decision: Decision, procedure: &Procedure) -> Decision {
    let turns = |own: &DeadlineDue| {
        own.deadline.silence.is_some()
            && own.state == State::Open
            && own.needs.iter().all(|need| need.what == Needed::Date)
    };
    // A deadline whose last day is not known turns on more than the day.
    if decision.at.is_some() || !procedure.deadlines.iter().any(|own| own.until.is_some() && turns(own)) {
        return decision;
    }
    let needs = vec![Need { what: Needed::Date, found_by: None }];
    Decision { outcome: Outcome::Undetermined { needs }, ..decision }
}
