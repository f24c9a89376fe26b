//! Which texts name those who acted.

use crate::acts::Act;
use crate::bodies::{Holder, Which};
use crate::date::Life;
use crate::decision::{Instance, Of};
use crate::ids::{PowerId, RuleId};
use crate::model::Model;
use crate::rules::Effect;
use crate::steps::Deadline;

/// Whether any text lets silence pass the power to them, or lets them take it over.
pub(super) fn is_named_beside(model: &Model, act: &Act<'_>) -> bool {
    !take_overs(model, act).is_empty()
        || deadlines(model, act.power).filter_map(Deadline::passes_to).any(|to| names_one(model, act, to))
}

/// Whether a holder, as a text names it, may be one of those who acted: of places that come and go, one may stand for another.
pub(super) fn names_one(model: &Model, act: &Act<'_>, named: Holder) -> bool {
    act.by.iter().any(|by| names(model, named, *by))
}

/// The same of one body.
pub(super) fn names(model: &Model, named: Holder, who: Instance) -> bool {
    let other = match (named.which, who.of, model.bodies[named.body].one_per) {
        (Which::OfValue(value), Of::Place(place), Some(list)) => {
            let lives = model.lists[list].values.iter().any(|value| value.life != Life::ALWAYS);
            value != place && !lives
        }
        _ => false,
    };
    named.body == who.body && !other
}

/// The rules that let one of those who acted take it over.
pub(super) fn take_overs(model: &Model, act: &Act<'_>) -> Vec<RuleId> {
    let is_one = |seat: &Holder| names_one(model, act, *seat);
    let lets_one = |effect: &Effect| matches!(effect, Effect::TakeOver { by, .. } if by.seats.iter().any(is_one));
    let rules =
        model.rules.iter().filter(|(_, rule)| lets_one(&rule.effect) && rule.effect.speaks_of(model, act.power));
    rules.map(|(id, _)| id).collect()
}

/// The deadlines of whoever holds the power.
pub(super) fn deadlines(model: &Model, power: PowerId) -> impl Iterator<Item = &Deadline> {
    let rules = model.rules.iter().filter(move |(_, rule)| rule.effect.speaks_of(model, power));
    let attached = model.attachments.iter().filter(move |text| text.what.speak_of(model, power));
    rules.flat_map(|(_, rule)| &rule.deadlines).chain(attached.flat_map(|text| &text.deadlines))
}
