//! Which places lie in a place of a territory around them, day by day: a place that has ended is read as its
//! successor, and what lay in it lies in the successor then.

use std::collections::BTreeSet;

use vires_model::{Atom, Condition, Day, FactId, Life, ListId, Model, SourceSpan, ValueId, ValueSet};

use crate::conditions::{all, any, atom};
use crate::kept::during;

/// Values of `list`, and the days on which they count.
pub(crate) type ByDay = Vec<(Life, ValueSet)>;

/// The leaves of `list` that lie in `place` of the territory `around`, in stretches of days that differ, in their order.
pub(crate) fn leaves_in(model: &Model, list: ListId, place: ValueId, around: ListId) -> ByDay {
    by_day(model, (list, around), &|day| leaves_on(model, list, place, around, day))
}

/// The leaves of a list under one of its own values, likewise: a leaf that has ended lies where its successor does.
pub(crate) fn leaves_under(model: &Model, list: ListId, value: ValueId) -> ByDay {
    let row = &model.lists[list];
    let under = row.leaves_under(value);
    if row.values.iter().all(|row| row.successor.is_none())
        || row.values.get(value.0 as usize).is_some_and(|row| row.leaf)
    {
        return vec![(Life::ALWAYS, under)];
    }
    let now = |leaf: ValueId, day| row.read_on(leaf, day).unwrap_or(leaf);
    by_day(model, (list, list), &|day| row.leaves().filter(|leaf| under.contains(now(*leaf, day))).collect())
}

fn by_day(model: &Model, (list, around): (ListId, ListId), on: &dyn Fn(Day) -> ValueSet) -> ByDay {
    let mut stretches: ByDay = Vec::new();
    for from in beginnings(model, list, around) {
        let leaves = on(from.unwrap_or(Day(i32::MIN)));
        match stretches.last_mut() {
            Some((_, before)) if *before == leaves => {}
            last => {
                if let Some((life, _)) = last {
                    life.until = from.map(Day::previous);
                }
                stretches.push((Life { from, until: None }, leaves));
            }
        }
    }
    stretches
}

/// That the answer to `fact` is one of the values that count on the day.
pub(crate) fn among(fact: FactId, by_day: ByDay, span: SourceSpan) -> Condition {
    let stretch = |(life, leaves): (Life, ValueSet)| {
        let own = atom(Atom::Among(fact, leaves), span);
        all(during(life, span).into_iter().chain([own]).collect(), span)
    };
    any(by_day.into_iter().map(stretch).collect(), span)
}

/// The first days of the stretches in which no place comes into being or ends; none stands for the time before all.
fn beginnings(model: &Model, list: ListId, around: ListId) -> Vec<Option<Day>> {
    let mut days = BTreeSet::new();
    let mut at = Some(list);
    while let Some(here) = at {
        for value in &model.lists[here].values {
            days.extend(value.life.from);
            days.extend(value.life.until.map(Day::next));
        }
        at = model.lists[here].within.filter(|_| here != around);
    }
    std::iter::once(None).chain(days.into_iter().map(Some)).collect()
}

fn leaves_on(model: &Model, list: ListId, place: ValueId, around: ListId, day: Day) -> ValueSet {
    let read = |list: ListId, value: ValueId| model.lists[list].read_on(value, day).unwrap_or(value);
    let mut wanted: ValueSet = model.lists[around].leaves_under(place).iter().map(|leaf| read(around, leaf)).collect();
    wanted.insert(read(around, place));
    let lies_in = |leaf: &ValueId| {
        let outer = model.lift(read(list, *leaf), list, around);
        outer.is_some_and(|outer| wanted.contains(read(around, outer)))
    };
    model.lists[list].leaves().filter(lies_in).collect()
}
