//! Regions in machine form: a list of boxes, each an object of what facts may be.
//!
//! | in a box | means |
//! |---|---|
//! | a fact is left out | it spans its domain, `none` included where it may have no answer |
//! | a range | between these limits; a missing one is the edge of the domain. Numbers and dates of discrete facts are closed ranges. Never `none` |
//! | names | one of these leaves, in declared order. Never `none` |
//! | yes or no | that answer. Never `none` |
//! | [`MachineExtent::Null`] (`null`) | the fact has no answer |
//! | [`MachineExtent::Given`] (`{"given": true}`) | the fact has an answer, any |
//! | [`MachineExtent::Members`] (`{"includes": […], "excludes": […], "count": {…}}`) | a set with these leaves, without those, with so many members |
//! | [`WHERE`] (`where`) | conditions on sums of facts, and derived facts, all of which hold: `["loan - 0.3 * capital at most 0 VND", "not large"]` |
//! | `at` | the date, a closed range |
//! | `held P #n` | whether the n-th question about who holds the power P, which is itself in conflict, is answered yes |
//!
//! That two facts name the same place, or different ones, has no form of its own: it is written out as boxes over the leaves of both facts,
//! exactly, for each stretch of days in which places lie in the same outer places.

mod same;
pub(crate) use same::written_out;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use num_traits::CheckedSub;
use vires_model::{Domain, FactId, Measure, Model, ValueId};

use crate::atoms::{WHOLE, grid_of};
use crate::axes::ValueBox;
use crate::case_space::facts_of;
use crate::cells::Grid;
use crate::said::{Range, Said, Topic, What, said};
use crate::words::{number_text, sum_text};

/// The key under which the date stands.
pub const DATE: &str = "at";
/// The key under which limited sums of facts and derived facts stand, as conditions of the language; all of them hold.
pub const WHERE: &str = "where";

/// What a fact may be in a box.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MachineExtent {
    /// A stretch of numbers or dates.
    Range(MachineRange),
    /// One of these leaves by name.
    Names(Vec<String>),
    /// Yes or no.
    YesNo(bool),
    /// No answer.
    Null,
    /// Any answer, of a fact that may have none.
    Given,
    /// A set.
    Members {
        /// Leaves it has.
        includes: Vec<String>,
        /// Leaves it has not.
        excludes: Vec<String>,
        /// How many members it has; none: any number.
        count: Option<MachineRange>,
    },
}

/// A stretch of numbers or dates; an absent limit is the edge of the domain.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MachineRange {
    /// The lower limit as the language writes it: `50 MW`, `2025-07-01`.
    pub from: Option<String>,
    /// The upper limit.
    pub to: Option<String>,
    /// Whether the lower limit itself belongs to it; true where there is none.
    pub from_included: bool,
    /// Whether the upper limit itself belongs to it; true where there is none.
    pub to_included: bool,
}

/// One box: names of facts (or [`DATE`]) and what they may be, in declared order, the date last.
pub type MachineBox = Vec<(String, MachineExtent)>;

/// The union of the boxes in machine form, at most `limit` boxes, and whether that is all of it.
#[must_use]
pub fn machine_boxes(model: &Model, boxes: &[ValueBox], limit: usize) -> (Vec<MachineBox>, bool) {
    let facts = boxes.iter().flat_map(|value_box| &value_box.0);
    let keys = fact_keys(model, facts.flat_map(|(axis, _)| facts_of(axis)));
    let mut found: Vec<MachineBox> = Vec::new();
    let mut seen: BTreeSet<MachineBox> = BTreeSet::new();
    let mut complete = true;
    for value_box in boxes {
        // One more than may be shown tells whether something is left out.
        let room = limit.saturating_sub(found.len()).saturating_add(1);
        let (parts, all) = same::written_out(model, value_box, room);
        complete &= all;
        for part in parts {
            let (rows, all) = with_or_without_answer(said(model, &part), room);
            complete &= all;
            for row in rows {
                let written = machine_box(model, &keys, &row);
                if seen.contains(&written) {
                    continue;
                }
                if found.len() >= limit {
                    return (found, false);
                }
                seen.insert(written.clone());
                found.push(written);
            }
        }
    }
    (found, complete)
}

/// Rows in which every fact either has an answer or has none; at most `limit`, and whether these are all.
fn with_or_without_answer(row: Vec<Said>, limit: usize) -> (Vec<Vec<Said>>, bool) {
    let mut rows = vec![Vec::with_capacity(row.len())];
    let mut complete = true;
    for said in row {
        let nothing = Said { topic: said.topic.clone(), what: What::Nothing, none: true };
        let ways = match (said.none, &said.what) {
            (true, What::Nothing) | (false, _) => vec![said],
            (true, _) => vec![Said { none: false, ..said }, nothing],
        };
        rows = rows
            .iter()
            .flat_map(|done: &Vec<Said>| {
                ways.iter().map(|way| {
                    let mut row = done.clone();
                    row.push(way.clone());
                    row
                })
            })
            .collect();
        complete &= rows.len() <= limit;
        rows.truncate(limit);
    }
    (rows, complete)
}

/// The names under which facts stand side by side in a box or a witness: their own, or with their package where two have the same.
#[must_use]
pub fn fact_keys(model: &Model, facts: impl IntoIterator<Item = FactId>) -> BTreeMap<FactId, String> {
    let facts: BTreeSet<FactId> = facts.into_iter().collect();
    let name = |fact: FactId| &model.facts[fact].name;
    let mut times: BTreeMap<&String, usize> = BTreeMap::new();
    for fact in &facts {
        *times.entry(name(*fact)).or_default() += 1;
    }
    let key = |fact: FactId| {
        let own = name(fact);
        if times.get(own).is_some_and(|times| *times > 1) {
            format!("{}.{own}", model.packages[model.facts[fact].package].name)
        } else {
            own.clone()
        }
    };
    facts.iter().map(|fact| (*fact, key(*fact))).collect()
}

fn machine_box(model: &Model, keys: &BTreeMap<FactId, String>, row: &[Said]) -> MachineBox {
    let entries = row.iter().filter_map(|said| {
        let key = key(model, keys, &said.topic)?;
        Some((key, extent(model, said)?))
    });
    let mut entries: MachineBox = entries.collect();
    let name = |fact: FactId| keys.get(&fact).cloned().unwrap_or_default();
    let sums: Vec<String> = row
        .iter()
        .flat_map(|said| match (&said.topic, &said.what) {
            (Topic::Linear(sum), What::Ranges(ranges)) => {
                ranges.first().map(|range| sum_text(model, sum, *range, &name)).unwrap_or_default()
            }
            (Topic::Derived(derived), What::Is(yes)) => {
                let days = [("from", derived.days.from), ("until", derived.days.until)];
                let days = days.iter().filter_map(|(word, day)| Some(format!(" {word} {}", (*day)?)));
                let not = if *yes { "" } else { "not " };
                vec![format!("{not}{}{}", derived.named.name, days.collect::<String>())]
            }
            _ => Vec::new(),
        })
        .collect();
    if !sums.is_empty() {
        let place = entries.iter().position(|(key, _)| key == DATE).unwrap_or(entries.len());
        entries.insert(place, (WHERE.to_owned(), MachineExtent::Names(sums)));
    }
    entries
}

fn key(model: &Model, keys: &BTreeMap<FactId, String>, topic: &Topic) -> Option<String> {
    match topic {
        Topic::Fact(fact) => keys.get(fact).cloned(),
        Topic::Held(power, n) => Some(format!("held {} #{}", model.power_name(*power), n.saturating_add(1))),
        Topic::Unset(unset) => Some(format!("unset {} #{}", model.parameters[unset.parameter].name, unset.question)),
        Topic::Time => Some(DATE.to_owned()),
        // Written out before, or together under a key of their own.
        Topic::Same(..) | Topic::Linear(_) | Topic::Derived(_) => None,
    }
}

fn extent(model: &Model, said: &Said) -> Option<MachineExtent> {
    Some(match (&said.what, &said.topic) {
        (What::Nothing, _) => MachineExtent::Null,
        (What::Anything, _) => MachineExtent::Given,
        (What::Is(yes), _) => MachineExtent::YesNo(*yes),
        (What::Ranges(ranges), topic) => {
            // A box has one; only putting boxes together makes more.
            let range = *ranges.first()?;
            let (measure, grid) = match *topic {
                Topic::Fact(fact) => match &model.facts[fact].domain {
                    Domain::Ordered(ordered) => (&ordered.measure, grid_of(model, fact)),
                    _ => return None,
                },
                _ => (&Measure::Date, WHOLE),
            };
            MachineExtent::Range(machine_range(range, measure, grid))
        }
        (What::Leaves(leaves), Topic::Fact(fact)) => {
            MachineExtent::Names(leaves.iter().map(|leaf| name(model, *fact, leaf)).collect())
        }
        (What::Members { with, without, count }, Topic::Fact(fact)) => {
            let names = |values: &[ValueId]| values.iter().map(|leaf| name(model, *fact, *leaf)).collect();
            MachineExtent::Members {
                includes: names(with),
                excludes: names(without),
                count: count.first().map(|range| machine_range(*range, &Measure::Number, WHOLE)),
            }
        }
        _ => return None,
    })
}

fn name(model: &Model, fact: FactId, leaf: ValueId) -> String {
    let (Domain::Choice(list) | Domain::SetOf(list)) = model.facts[fact].domain else {
        return String::new();
    };
    let row = model.lists[list].values.get(leaf.0 as usize);
    row.map_or_else(String::new, |row| row.name.clone())
}

fn machine_range((from, to): Range, measure: &Measure, grid: Grid) -> MachineRange {
    // On a grid every cut stands before a value: the first of the range, or the first beyond it.
    let last = to.map(|cut| {
        let before = grid.and_then(|step| cut.value.checked_sub(&step));
        before.unwrap_or(cut.value)
    });
    MachineRange {
        from: from.map(|cut| number_text(cut.value, measure)),
        to: last.map(|value| number_text(value, measure)),
        from_included: from.is_none_or(|cut| !cut.after),
        to_included: grid.is_some() || to.is_none_or(|cut| cut.after),
    }
}
