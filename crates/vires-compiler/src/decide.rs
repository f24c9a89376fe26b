//! Deciding a case.

use vires_model::{Case, Day, Decision, Model, PowerId};

/// Who holds the power in the case on the day, by a model of [`Policies`](crate::Policies). A day not given is a missing fact.
#[must_use]
pub fn decide(model: &Model, power: PowerId, case: &Case, at: Option<Day>) -> Decision {
    vires_model::decide(model, power, case, at)
}
