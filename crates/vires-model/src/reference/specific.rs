//! `more specific` (5.4).

use std::collections::BTreeMap;

use crate::conditions::{Atom, Condition, ConditionKind};
use crate::facts::Value;
use crate::ids::{FactId, RuleId};
use crate::model::Model;
use crate::reference::facts::{Facts, in_domain};
use crate::reference::truth::truth;
use crate::reference::values;
use crate::reference::world::World;
use crate::rules::{Effect, Powers};

/// So many cells are looked at; where two conditions make more, neither counts as inside the other.
const CELLS: usize = 1 << 16;

/// Whether the first rule names the power against a class, or its condition's region lies strictly inside the second's.
pub(super) fn more_specific(world: &World<'_>, i: RuleId, j: RuleId) -> bool {
    let model = world.facts.model;
    let named = |rule| match &model.rules[rule].effect {
        Effect::Transfer { what, .. } => matches!(what, Powers::Named(_)),
        _ => true,
    };
    if named(i) && !named(j) {
        return true;
    }
    if let Some(known) = world.specific.borrow().get(&(i, j)) {
        return *known;
    }
    let inside = strictly_inside(model, &model.rules[i].when, &model.rules[j].when);
    world.specific.borrow_mut().insert((i, j), inside);
    inside
}

/// Whether every case and day of the first condition is one of the second, and not the other way round: the cells that
/// all constants of both conditions make are gone through one by one. What another power's holder is, or a parameter
/// without a value makes of a question, counts as a yes-or-no question of its own, so that only the words of the two rules are judged; assumptions are not looked at.
fn strictly_inside(model: &Model, inner: &Condition, outer: &Condition) -> bool {
    // Nothing lies strictly around everything.
    if matches!(inner.kind, ConditionKind::Always) {
        return false;
    }
    // Everything lies within everything.
    let conditions = if matches!(outer.kind, ConditionKind::Always) { vec![inner] } else { vec![inner, outer] };
    let mut facts: BTreeMap<FactId, Vec<Value>> = BTreeMap::new();
    let mut free: Vec<&Atom> = Vec::new();
    for condition in &conditions {
        condition.atoms(&mut |atom| match atom {
            Atom::Held { .. } | Atom::Unset(_) => {
                if !free.contains(&atom) {
                    free.push(atom);
                }
            }
            atom => atom.facts(&mut |fact| {
                facts.entry(fact).or_default();
            }),
        });
    }
    let together = facts.len();
    let days = values::days(model, &conditions, &facts.keys().copied().collect::<Vec<_>>());
    let mut cells = days.len();
    let mut chosen: Vec<(FactId, Vec<Value>)> = Vec::new();
    for (fact, own) in &mut facts {
        let found = values::beside(model, &conditions, *fact, &days, &BTreeMap::new(), &chosen, together);
        let Some(found) = found else { return false };
        cells = cells.saturating_mul(found.len());
        chosen.push((*fact, found.clone()));
        *own = found;
    }
    cells = free.iter().fold(cells, |cells, _| cells.saturating_mul(2));
    let mut strictly = false;
    for cell in 0..cells {
        if cell == CELLS {
            return false;
        }
        let mut rest = cell;
        let mut digit = |base: usize| {
            let digit = rest % base.max(1);
            rest /= base.max(1);
            digit
        };
        let Some(day) = days.get(digit(days.len())).copied() else {
            return false;
        };
        let mut case = BTreeMap::new();
        for (fact, own) in &facts {
            let value = own.get(digit(own.len()));
            case.extend(value.map(|value| (*fact, value.clone())));
        }
        let answers: Vec<bool> = free.iter().map(|_| digit(2) == 1).collect();
        // On this day there is no such case.
        if case.iter().any(|(fact, value)| in_domain(model, *fact, value, Some(day)).as_ref() != Some(value)) {
            continue;
        }
        let reading = Facts { model, values: &case, day: Some(day) };
        let mut ask = |atom: &Atom| {
            let n = free.iter().position(|known| *known == atom);
            Ok(n.and_then(|n| answers.get(n).copied()))
        };
        let mut is = |condition| matches!(truth(&reading, condition, &mut ask), Ok(Some(true)));
        match (is(inner), is(outer)) {
            (true, false) => return false,
            (false, true) if matches!(outer.kind, ConditionKind::Always) => return true,
            (false, true) => strictly = true,
            _ => {}
        }
    }
    strictly
}
