//! Who may act all the same where a holder is vacant: whoever may take the power over. That changes no outcome, so no power is solved anew for it, and it
//! is asked when the findings of all powers are known.

use vires_model::{Effect, Holder, Instance, Life, Model, Of, PowerId, Rule, Which};

/// What is left of these days of a vacancy without those on which, in any case, somebody who is there and fills their office may take over.
pub(crate) fn not_taken_over(model: &Model, power: PowerId, office: Instance, days: &[Life]) -> Vec<Life> {
    let rules = model.rules.iter().filter(|(_, row)| may_be_taken_over(model, row, power, office));
    let able = rules.flat_map(|(_, row)| able(model, row));
    Life::left_of(days.to_vec(), able)
}

fn may_be_taken_over(model: &Model, row: &Rule, power: PowerId, office: Instance) -> bool {
    let Effect::TakeOver { from, .. } = &row.effect else { return false };
    row.suspended_by.is_none() && row.effect.speaks_of(model, power) && may_be(*from, office)
}

/// Whether a holder as a text names it may be this one.
fn may_be(named: Holder, office: Instance) -> bool {
    let other = |value| matches!(office.of, Of::Place(place) if place != value);
    named.body == office.body && !matches!(named.which, Which::OfValue(value) if other(value))
}

/// The days on which enough of those who may take over by a rule can act.
fn able(model: &Model, row: &Rule) -> Vec<Life> {
    let Effect::TakeOver { by, .. } = &row.effect else { return Vec::new() };
    if by.enough() > 1 {
        // Who of several is there on a day is not looked at: somebody may be.
        return vec![row.life];
    }
    let able = |seat: &Holder| {
        let Some(office) = seat.instance() else { return vec![row.life] };
        let there = model.bodies[seat.body].lives().into_iter().map(|life| row.life.intersect(life)).collect();
        Life::left_of(there, model.vacancies(office))
    };
    by.seats.iter().flat_map(able).filter(|life| !life.is_empty()).collect()
}
