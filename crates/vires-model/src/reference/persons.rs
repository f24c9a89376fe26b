//! One person in two roles that ask for two persons.

use crate::bodies::Mode;
use crate::date::Day;
use crate::decision::{Held, Instance};
use crate::model::Model;
use crate::procedure::{Apart, Clash, Procedure, State};

/// The clashes on that day, each once: offices that one person fills alone, in roles that ask for two persons.
pub(super) fn clashes(model: &Model, day: Day, held: &Held, procedure: &Procedure) -> Vec<Clash> {
    let mut found: Vec<Clash> = Vec::new();
    let mut look = |one: Instance, other: Instance, why: Apart| {
        let (Some(person), Some(same)) = (alone(model, one, day), alone(model, other, day)) else { return };
        let clash = Clash { person: person.to_owned(), offices: [one, other], why };
        if one != other && person == same && !found.contains(&clash) {
            found.push(clash);
        }
    };
    together(held, &mut look);
    let open = |state: State| !matches!(state, State::Depends | State::Moot);
    let asked = procedure.steps.iter().filter(|step| step.kind.is_check() && open(step.state));
    let asked: Vec<_> = asked.collect();
    for (n, step) in asked.iter().enumerate() {
        let Some(who) = step.turn() else { continue };
        for holder in &step.binds {
            look(*holder, who, Apart::DecidesAndChecks);
        }
        let others = asked.iter().take(n).filter(|other| !other.is_choice_with(step) || step.enough != Some(1));
        for other in others.filter_map(|other| other.turn()) {
            look(other, who, Apart::BothCheck);
        }
    }
    found
}

/// Seats that must act together.
fn together(held: &Held, look: &mut dyn FnMut(Instance, Instance, Apart)) {
    let Held::Several(mode, parts) = held else { return };
    if matches!(mode, Mode::Jointly | Mode::AnyOf(_)) {
        for (n, one) in parts.iter().enumerate() {
            for other in parts.iter().skip(n + 1) {
                if let (Held::One(one), Held::One(other)) = (one, other) {
                    look(*one, *other, Apart::ActTogether);
                }
            }
        }
    }
    parts.iter().for_each(|part| together(part, look));
}

/// The one person who fills the office.
fn alone(model: &Model, office: Instance, day: Day) -> Option<&str> {
    match model.filled_by(office, day).as_slice() {
        [person] => Some(person),
        _ => None,
    }
}
