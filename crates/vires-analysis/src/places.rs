//! Places on a day: what a value is read as, and in which outer place it lies.

use std::collections::BTreeSet;

use vires_model::{Day, List, ListId, Model, ValueId, ValueSet};

/// Whether any value of the list comes into being or ends.
pub(crate) fn has_lives(list: &List) -> bool {
    list.values.iter().any(|value| value.life != vires_model::Life::ALWAYS)
}

/// The list and the territories around it, up to `to`.
fn outwards(model: &Model, from: ListId, to: ListId) -> Vec<ListId> {
    let mut lists = vec![from];
    let mut at = from;
    while at != to {
        let Some(outer) = model.lists[at].within else {
            break;
        };
        lists.push(outer);
        at = outer;
    }
    lists
}

/// The first days of the stretches in which every place of `from`, read in `to`, is the same; none stands for the time before all of them.
pub(crate) fn stretches(model: &Model, from: ListId, to: ListId) -> Vec<Option<Day>> {
    let mut days = BTreeSet::new();
    for list in outwards(model, from, to) {
        for value in &model.lists[list].values {
            days.extend(value.life.from);
            days.extend(value.life.until.map(Day::next));
        }
    }
    std::iter::once(None).chain(days.into_iter().map(Some)).collect()
}

/// The place of `to` that a value of `from` is, or lies in, on a day (none: long before every stated day); nothing where the value does not exist then.
/// A place around it that does not exist then stays what it was: the district of a commune may be abolished, and still have had powers to give.
pub(crate) fn place_on(model: &Model, value: ValueId, from: ListId, to: ListId, day: Option<Day>) -> Option<ValueId> {
    let on = day.unwrap_or(Day(i32::MIN));
    let here = model.lists[from].read_on(value, on)?;
    let there = model.lift(here, from, to)?;
    Some(model.lists[to].read_on(there, on).unwrap_or(there))
}

/// Whether a place exists on a day.
pub(crate) fn exists_on(model: &Model, place: ValueId, list: ListId, day: Option<Day>) -> bool {
    model.lists[list].read_on(place, day.unwrap_or(Day(i32::MIN))) == Some(place)
}

/// The leaves of `from` that on a day are, or lie in, one of the places of `to` that `wanted` accepts.
pub(crate) fn leaves_in(
    model: &Model,
    from: ListId,
    to: ListId,
    day: Option<Day>,
    wanted: impl Fn(ValueId) -> bool,
) -> ValueSet {
    let leaves = model.lists[from].leaves();
    leaves.filter(|leaf| place_on(model, *leaf, from, to, day).is_some_and(&wanted)).collect()
}

/// The leaves of a list that do not exist on a day, nor have one successor that does.
pub(crate) fn lost(model: &Model, list: ListId, day: Option<Day>) -> ValueSet {
    let leaves = model.lists[list].leaves();
    leaves.filter(|leaf| place_on(model, *leaf, list, list, day).is_none()).collect()
}
