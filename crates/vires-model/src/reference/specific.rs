//! `more specific` (5.4).

use std::collections::{BTreeMap, BTreeSet};

use crate::conditions::{Atom, Condition};
use crate::date::Day;
use crate::facts::Value;
use crate::ids::{FactId, RuleId};
use crate::model::Model;
use crate::reference::facts::{Facts, in_domain};
use crate::reference::sums::days_entangled;
use crate::reference::truth::truth;
use crate::reference::values;
use crate::reference::world::World;

/// So many values are tried; where it takes more, neither condition counts as inside the other.
const TRIES: u32 = 1 << 20;

/// Whether the first rule names the power against a class, or its condition's region lies strictly inside the second's.
pub(super) fn more_specific(world: &World<'_>, i: RuleId, j: RuleId) -> bool {
    let model = world.facts.model;
    let named = |rule: RuleId| model.rules[rule].is_by_name();
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

/// Whether every case and day of the first condition is one of the second, and not the other way round. What another power's holder is, or a
/// parameter without a value makes of a question, counts as a yes-or-no question of its own, so that only the words of the two rules are judged;
/// assumptions are not looked at.
pub(super) fn strictly_inside(model: &Model, inner: &Condition, outer: &Condition) -> bool {
    let conditions = [inner, outer];
    let mut facts: BTreeSet<FactId> = BTreeSet::new();
    let mut free: Vec<&Atom> = Vec::new();
    for condition in conditions {
        condition.atoms(&mut |atom| match atom {
            Atom::Held { .. } | Atom::Unset(_) => {
                if !free.contains(&atom) {
                    free.push(atom);
                }
            }
            atom => atom.facts(&mut |fact| {
                facts.insert(fact);
            }),
        });
    }
    let asked: Vec<FactId> = facts.iter().copied().collect();
    if days_entangled(model, &conditions) {
        return false;
    }
    let days = values::days(model, &conditions, &asked);
    let mut chosen: Vec<(FactId, Vec<Value>)> = Vec::new();
    for fact in &asked {
        let found = values::beside(model, &conditions, *fact, &days, &BTreeMap::new(), &chosen, asked.len());
        let Some(found) = found else { return false };
        chosen.push((*fact, found));
    }
    let mut search = Search { model, facts: &chosen, free: &free, tries: TRIES };
    // A bound that is reached leaves both where they are: neither inside the other.
    let mut outside = |one, other| search.on_any_day(&days, one, other).unwrap_or(true);
    !outside(inner, outer) && outside(outer, inner)
}

/// The search for a case and a day of one condition that is none of another: fact after fact is given one of the values that their constants tell
/// apart, as long as what is given leaves it open.
struct Search<'a> {
    model: &'a Model,
    facts: &'a [(FactId, Vec<Value>)],
    free: &'a [&'a Atom],
    tries: u32,
}

impl Search<'_> {
    /// None where too much would have to be tried.
    fn on_any_day(&mut self, days: &[Day], one: &Condition, other: &Condition) -> Option<bool> {
        for day in days {
            if self.exists(*day, one, other, &mut BTreeMap::new(), &mut Vec::new())? {
                return Some(true);
            }
        }
        Some(false)
    }

    fn exists(
        &mut self,
        day: Day,
        one: &Condition,
        other: &Condition,
        case: &mut BTreeMap<FactId, Value>,
        answers: &mut Vec<bool>,
    ) -> Option<bool> {
        self.tries = self.tries.checked_sub(1)?;
        let reading = Facts { model: self.model, values: case, day: Some(day) };
        let mut ask = |atom: &Atom| {
            let n = self.free.iter().position(|known| *known == atom);
            Ok(n.and_then(|n| answers.get(n).copied()))
        };
        let mut is = |condition| truth(&reading, condition, &mut ask).ok().flatten();
        match (is(one), is(other)) {
            (Some(false), _) | (_, Some(true)) => return Some(false),
            (Some(true), Some(false)) if case.len() == self.facts.len() => return Some(true),
            _ => {}
        }
        let facts = self.facts;
        if let Some((fact, own)) = facts.get(case.len()) {
            for value in own {
                // On this day there may be no such case.
                if in_domain(self.model, *fact, value, Some(day)).as_ref() != Some(value) {
                    continue;
                }
                case.insert(*fact, value.clone());
                let found = self.exists(day, one, other, case, answers);
                case.remove(fact);
                if found? {
                    return Some(true);
                }
            }
            return Some(false);
        }
        if answers.len() >= self.free.len() {
            return Some(false);
        }
        for answer in [false, true] {
            answers.push(answer);
            let found = self.exists(day, one, other, case, answers);
            answers.pop();
            if found? {
                return Some(true);
            }
        }
        Some(false)
    }
}
