//! Deciding a case.

use std::borrow::Cow;

use vires_model::{Case, Day, Decision, Model, PowerId};

/// The model as it was known on a day, or as it is. Rules of a decision are numbered as in the model that decided it.
#[must_use]
pub fn as_known(model: &Model, known: Option<Day>) -> Cow<'_, Model> {
    match known {
        Some(day) => Cow::Owned(model.known_on(day)),
        None => Cow::Borrowed(model),
    }
}

/// Who holds the power in the case on the day, by a model from [`as_known`]. A day not given is a missing fact.
#[must_use]
pub fn decide(model: &Model, power: PowerId, case: &Case, at: Option<Day>) -> Decision {
    vires_model::decide(model, power, case, at)
}
