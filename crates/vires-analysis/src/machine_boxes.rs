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
//! | [`WHERE`] (`where`) | conditions on sums of facts, and derived facts, all of which hold: `["loan - 0.3 * capital at most 0 VND", "not large"]`; a derived fact as it is on other days than the box allows with these: `large until 2020-12-31` |
//! | `at` | the date, a closed range |
//! | `held P #n` | whether the n-th question about who holds the power P, which is itself in conflict, is answered yes |
//!
//! That two facts name the same place, or different ones, has no form of its own: it is written out as boxes over the leaves of both facts,
//! exactly, for each stretch of days in which places lie in the same outer places.

mod same;
pub(crate) use same::written_out;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use num_traits::CheckedSub;
use vires_model::{Domain, FactId, Measure, Model, Rational, ValueId};

use crate::atoms::{WHOLE, grid_of};
use crate::axes::ValueBox;
use crate::case_space::facts_of;
use crate::cells::Grid;
use crate::derived::dated;
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
        count: Option<Box<MachineRange>>,
    },
}

/// A stretch of numbers or dates; an absent limit is the edge of the domain.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MachineRange {
    /// The lower limit as the language writes it: `50 MW`, `2025-07-01`.
    pub from: Option<Arc<str>>,
    /// The upper limit.
    pub to: Option<Arc<str>>,
    /// Whether the lower limit itself belongs to it; true where there is none.
    pub from_included: bool,
    /// Whether the upper limit itself belongs to it; true where there is none.
    pub to_included: bool,
}

/// One box: names of facts (or [`DATE`]) and what they may be, in declared order, the date last.
pub type MachineBox = Vec<(Arc<str>, MachineExtent)>;

/// The union of the boxes in machine form, at most `limit` boxes, and whether that is all of it.
#[must_use]
pub fn machine_boxes(model: &Model, boxes: &[ValueBox], limit: usize) -> (Vec<MachineBox>, bool) {
    let boxes = dated(model, boxes);
    let facts = boxes.iter().flat_map(|value_box| &value_box.0);
    let mut written = Written::new(model, facts.flat_map(|(axis, _)| facts_of(axis)));
    let mut found: Vec<Rc<MachineBox>> = Vec::new();
    let mut seen: HashSet<Rc<MachineBox>> = HashSet::new();
    let mut complete = true;
    'boxes: for value_box in boxes.iter() {
        // One more than may be shown tells whether something is left out.
        let room = limit.saturating_sub(found.len()).saturating_add(1);
        let (parts, all) = same::written_out(model, value_box, room);
        complete &= all;
        for part in parts {
            let (rows, all) = with_or_without_answer(said(model, &part), room);
            complete &= all;
            for row in rows {
                let row = Rc::new(written.machine_box(&row));
                if seen.contains(&row) {
                    continue;
                }
                if found.len() >= limit {
                    complete = false;
                    break 'boxes;
                }
                seen.insert(Rc::clone(&row));
                found.push(row);
            }
        }
    }
    drop(seen);
    let own = |row: Rc<MachineBox>| Rc::try_unwrap(row).unwrap_or_else(|row| (*row).clone());
    (found.into_iter().map(own).collect(), complete)
}

/// Rows in which every fact either has an answer or has none; at most `limit`, and whether these are all.
fn with_or_without_answer(row: Vec<Said>, limit: usize) -> (Vec<Vec<Said>>, bool) {
    if row.iter().all(|said| !said.none || said.what == What::Nothing) {
        return (vec![row], true);
    }
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

/// Texts that come again in box after box.
struct Written<'m> {
    model: &'m Model,
    keys: BTreeMap<FactId, Arc<str>>,
    date: Arc<str>,
    sums: Arc<str>,
    /// Values of a fact, and days, as they are written: numerator and denominator, and whether it is what lies before the value.
    values: HashMap<(Option<FactId>, i128, i128, bool), Arc<str>>,
}

impl<'m> Written<'m> {
    fn new(model: &'m Model, facts: impl IntoIterator<Item = FactId>) -> Self {
        let keys = fact_keys(model, facts).into_iter().map(|(fact, key)| (fact, key.into())).collect();
        Self { model, keys, date: DATE.into(), sums: WHERE.into(), values: HashMap::new() }
    }

    fn machine_box(&mut self, row: &[Said]) -> MachineBox {
        let model = self.model;
        let mut entries = MachineBox::with_capacity(row.len());
        for said in row {
            if let Some(key) = self.key(&said.topic)
                && let Some(extent) = self.extent(said)
            {
                entries.push((key, extent));
            }
        }
        let name = |fact: FactId| self.keys.get(&fact).map_or_else(String::new, |key| key.to_string());
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
            let place = entries.iter().position(|(key, _)| **key == *DATE).unwrap_or(entries.len());
            entries.insert(place, (Arc::clone(&self.sums), MachineExtent::Names(sums)));
        }
        entries
    }

    fn key(&self, topic: &Topic) -> Option<Arc<str>> {
        let model = self.model;
        match topic {
            Topic::Fact(fact) => self.keys.get(fact).cloned(),
            // What a power in conflict comes to is no fact: see [`crate::CaseSpace::to_fact_values`].
            Topic::Comes(_) => None,
            Topic::Unset(unset) => {
                Some(format!("unset {} #{}", model.parameters[unset.parameter].name, unset.question).into())
            }
            Topic::Time => Some(Arc::clone(&self.date)),
            // Written out before, or together under a key of their own.
            Topic::Same(..) | Topic::Linear(_) | Topic::Derived(_) => None,
        }
    }

    fn extent(&mut self, said: &Said) -> Option<MachineExtent> {
        let model = self.model;
        Some(match (&said.what, &said.topic) {
            (What::Nothing, _) => MachineExtent::Null,
            (What::Anything, _) => MachineExtent::Given,
            (What::Is(yes), _) => MachineExtent::YesNo(*yes),
            (What::Ranges(ranges), topic) => {
                // A box has one; only putting boxes together makes more.
                let range = *ranges.first()?;
                let (fact, measure, grid) = match *topic {
                    Topic::Fact(fact) => match &model.facts[fact].domain {
                        Domain::Ordered(ordered) => (Some(fact), &ordered.measure, grid_of(model, fact)),
                        _ => return None,
                    },
                    _ => (None, &Measure::Date, WHOLE),
                };
                let values = &mut self.values;
                let mut text = |value: Rational, before: bool| {
                    let known = values.entry((fact, *value.numer(), *value.denom(), before));
                    Arc::clone(known.or_insert_with(|| limit_text(value, before, grid, measure)))
                };
                MachineExtent::Range(machine_range(range, grid, &mut text))
            }
            (What::Leaves(leaves), Topic::Fact(fact)) => {
                MachineExtent::Names(leaves.iter().map(|leaf| name(model, *fact, leaf)).collect())
            }
            (What::Members { with, without, count }, Topic::Fact(fact)) => {
                let names = |values: &[ValueId]| values.iter().map(|leaf| name(model, *fact, *leaf)).collect();
                let mut text = |value: Rational, before: bool| limit_text(value, before, WHOLE, &Measure::Number);
                MachineExtent::Members {
                    includes: names(with),
                    excludes: names(without),
                    count: count.first().map(|range| Box::new(machine_range(*range, WHOLE, &mut text))),
                }
            }
            _ => return None,
        })
    }
}

fn name(model: &Model, fact: FactId, leaf: ValueId) -> String {
    let (Domain::Choice(list) | Domain::SetOf(list)) = model.facts[fact].domain else {
        return String::new();
    };
    let row = model.lists[list].values.get(leaf.0 as usize);
    row.map_or_else(String::new, |row| row.name.clone())
}

/// A value as it is written, or on a grid the one `before` it.
fn limit_text(value: Rational, before: bool, grid: Grid, measure: &Measure) -> Arc<str> {
    let before = grid.filter(|_| before).and_then(|step| value.checked_sub(&step));
    number_text(before.unwrap_or(value), measure).into()
}

fn machine_range((from, to): Range, grid: Grid, text: &mut dyn FnMut(Rational, bool) -> Arc<str>) -> MachineRange {
    MachineRange {
        from: from.map(|cut| text(cut.value, false)),
        // On a grid every cut stands before a value: the first of the range, or the first beyond it.
        to: to.map(|cut| text(cut.value, true)),
        from_included: from.is_none_or(|cut| !cut.after),
        to_included: grid.is_some() || to.is_none_or(|cut| cut.after),
    }
}
