//! What one body of many like ones holds: of what the text gives to `committee of site`, the cases in which the site is its own.

use std::collections::BTreeMap;

use vires_analysis::{Axis, Extent, HolderTree, ValueBox};
use vires_model::{Domain, FactId, Holder, Instance, Life, ListId, Model, Of, PowerId, ValueId, ValueSet, Which};

/// The boxes of a holding in which this body is among the holders; all of them where there is only one such body, or it is not said
/// which one is meant.
pub(crate) fn those_of(
    model: &Model,
    power: PowerId,
    tree: &HolderTree,
    boxes: &[ValueBox],
    who: Instance,
) -> Vec<ValueBox> {
    let seats: Vec<Holder> = tree.holders().into_iter().filter(|seat| seat.body == who.body).collect();
    let (Of::Place(own), Some(list)) = (who.of, model.bodies[who.body].one_per) else {
        return if seats.is_empty() { Vec::new() } else { boxes.to_vec() };
    };
    if seats.iter().any(|seat| matches!(seat.which, Which::Unsaid | Which::Sole)) {
        return boxes.to_vec();
    }
    let mut all = Vec::new();
    for seat in seats {
        let fact = match seat.which {
            Which::OfFact(fact) => Some(fact),
            Which::OfItsPlace => model.powers[power].place,
            _ => None,
        };
        for (life, leaves) in meant(model, list, own, seat.which, fact) {
            let cases = fact.map(|fact| (Axis::Fact(fact), Extent::Leaves(leaves, false)));
            all.extend(boxes.iter().filter_map(|own| within(own, cases.as_ref(), life)));
        }
    }
    all.sort();
    all.dedup();
    all
}

/// On which days, and for which answers to the fact, a seat is that of this value of the list.
fn meant(model: &Model, list: ListId, own: ValueId, which: Which, fact: Option<FactId>) -> BTreeMap<Life, ValueSet> {
    let mut found: BTreeMap<Life, ValueSet> = BTreeMap::new();
    let mut add = |value: ValueId, leaf: ValueId| {
        for (_, life) in model.lists[list].read_in_time(value).into_iter().filter(|(value, _)| *value == own) {
            found.entry(life).or_default().insert(leaf);
        }
    };
    match (which, fact.map(|fact| &model.facts[fact].domain)) {
        (Which::OfValue(value), _) => add(value, value),
        (_, Some(Domain::Choice(answers))) => {
            for leaf in model.lists[*answers].leaves() {
                if let Some(place) = model.lift(leaf, *answers, list) {
                    add(place, leaf);
                }
            }
        }
        _ => {}
    }
    found
}

/// The part of a box with these answers, on these days; none where there is none.
fn within(own: &ValueBox, cases: Option<&(Axis, Extent)>, life: Life) -> Option<ValueBox> {
    let days = ValueBox::days(life);
    let mut parts = own.0.clone();
    for (axis, extent) in cases.into_iter().chain(&days.0) {
        match parts.iter_mut().find(|(known, _)| known == axis) {
            Some((_, known)) => *known = common(known, extent)?,
            None => parts.push((axis.clone(), extent.clone())),
        }
    }
    parts.sort_by(|(one, _), (other, _)| one.cmp(other));
    Some(ValueBox(parts))
}

fn common(one: &Extent, other: &Extent) -> Option<Extent> {
    match (one, other) {
        (Extent::Leaves(one, none), Extent::Leaves(other, other_none)) => {
            let both: ValueSet = one.iter().filter(|leaf| other.contains(*leaf)).collect();
            let none = *none && *other_none;
            (none || !both.is_empty()).then_some(Extent::Leaves(both, none))
        }
        (Extent::Between(from, to), Extent::Between(other_from, other_to)) => {
            let from = (*from).max(*other_from);
            let to = match (*to, *other_to) {
                (Some(one), Some(other)) => Some(one.min(other)),
                (one, other) => one.or(other),
            };
            (from.is_none() || to.is_none() || from < to).then_some(Extent::Between(from, to))
        }
        _ => Some(one.clone()),
    }
}
