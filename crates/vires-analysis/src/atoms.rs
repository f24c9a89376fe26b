//! What a simple question means in values: the boxes where it is answered yes, and those where it is answered no.

use std::collections::BTreeSet;
use std::sync::Arc;

use vires_model::{Atom, Domain, FactId, Interval, Life, Linear, ListId, Model, Rational, ValueId, ValueSet};

use crate::axes::{Axis, Extent, Sum, ValueBox};
use crate::cells::{Cut, Grid, cuts_of};
use crate::places;
use crate::sums;

/// The grid of days, of counts and of whole numbers.
pub(crate) const WHOLE: Grid = Some(Rational::new_raw(1, 1));

/// The distance between neighbouring values of an ordered fact; none where it is dense.
pub(crate) fn grid_of(model: &Model, fact: FactId) -> Grid {
    grid_in(&model.facts[fact].domain)
}

/// The same of a domain.
pub(crate) fn grid_in(domain: &Domain) -> Grid {
    match domain {
        Domain::Ordered(ordered) => {
            let scale = 10i128.checked_pow(ordered.decimals?)?;
            Some(Rational::new(1, scale))
        }
        _ => WHOLE,
    }
}

/// The stretch of days as an extent of [`Axis::Time`]; none for every day.
pub(crate) fn life_extent(life: Life) -> Option<Extent> {
    let day = |n: i32| Cut::before(Rational::from_integer(i128::from(n)));
    let from = life.from.map(|from| day(from.0));
    let until = life.until.map(|until| day(until.next().0));
    (from.is_some() || until.is_some()).then_some(Extent::Between(from, until))
}

/// The boxes in which the atom, which asks about no other power, is answered `positive`.
pub(crate) fn boxes(model: &Model, atom: &Atom, positive: bool) -> Vec<ValueBox> {
    match atom {
        Atom::Yes(fact) => with_none(model, *fact, positive, vec![vec![(Axis::Fact(*fact), Extent::Is(positive))]]),
        Atom::Within(fact, interval) => {
            let sides = sides(Axis::Fact(*fact), interval, grid_of(model, *fact), positive);
            with_none(model, *fact, positive, sides)
        }
        Atom::Count(fact, interval) => {
            with_none(model, *fact, positive, sides(Axis::Count(*fact), interval, WHOLE, positive))
        }
        Atom::Includes(fact, value) => with_none(model, *fact, positive, includes(model, *fact, *value, positive)),
        Atom::Today(interval) => collect(sides(Axis::Time, interval, WHOLE, positive)),
        // A question that always has an answer.
        Atom::IsNone(fact) if !model.facts[*fact].or_none => collect(if positive { vec![] } else { vec![vec![]] }),
        Atom::IsNone(fact) => match model.facts[*fact].domain {
            Domain::Choice(list) => {
                let leaves = if positive { ValueSet::default() } else { model.lists[list].leaves().collect() };
                vec![ValueBox(vec![(Axis::Fact(*fact), Extent::Leaves(leaves, positive))])]
            }
            _ => vec![ValueBox(vec![(Axis::IsNone(*fact), Extent::Is(positive))])],
        },
        Atom::Among(fact, set) => among(model, *fact, set, positive),
        Atom::Same { left, right, list } => same(model, *left, *right, *list, positive),
        Atom::Linear(own) => linear(model, own, positive),
        Atom::Unset(unset) => vec![ValueBox(vec![(Axis::Unset(*unset), Extent::Is(positive))])],
        Atom::Held { .. } => Vec::new(),
    }
}

/// `list`'s stretches of days as extents; one without an extent where nothing in it ever changes.
pub(crate) fn stretches(model: &Model, from: ListId, to: ListId) -> Vec<(Option<vires_model::Day>, Option<Extent>)> {
    let starts = places::stretches(model, from, to);
    let ends = starts.iter().skip(1).map(|day| day.map(vires_model::Day::previous)).chain([None]);
    starts.iter().zip(ends).map(|(from, until)| (*from, life_extent(Life { from: *from, until }))).collect()
}

fn among(model: &Model, fact: FactId, set: &ValueSet, positive: bool) -> Vec<ValueBox> {
    let Domain::Choice(list) = model.facts[fact].domain else {
        return Vec::new();
    };
    let none = model.facts[fact].or_none && !positive;
    // What the text names is read on the day as what the case names is.
    let on = |day| {
        let named: ValueSet = set.iter().filter_map(|leaf| places::place_on(model, leaf, list, list, day)).collect();
        let inside = places::leaves_in(model, list, list, day, |leaf| named.contains(leaf));
        if positive { inside } else { model.lists[list].leaves().filter(|leaf| !inside.contains(*leaf)).collect() }
    };
    if !places::has_lives(&model.lists[list]) {
        // Each value is itself on every day: where thousands of rules name one value each, none looks at all of them.
        let values = &model.lists[list].values;
        let is_leaf = |value: &ValueId| values.get(value.0 as usize).is_some_and(|row| row.leaf);
        let leaves = match positive {
            true => set.iter().filter(is_leaf).collect(),
            false => model.lists[list].leaves().filter(|leaf| !set.contains(*leaf)).collect(),
        };
        return vec![ValueBox(vec![(Axis::Fact(fact), Extent::Leaves(leaves, none))])];
    }
    let mut boxes: Vec<ValueBox> = Vec::new();
    for (day, time) in stretches(model, list, list) {
        let leaves = on(day);
        boxes.push(ValueBox(
            std::iter::once((Axis::Fact(fact), Extent::Leaves(leaves, none)))
                .chain(time.map(|time| (Axis::Time, time)))
                .collect(),
        ));
    }
    boxes
}

/// A set has a value where it has any that is read as the same on the day.
fn includes(model: &Model, fact: FactId, value: ValueId, positive: bool) -> Vec<Sides> {
    let Domain::SetOf(list) = model.facts[fact].domain else { return Vec::new() };
    if !places::has_lives(&model.lists[list]) {
        return vec![vec![(Axis::Member(fact, value), Extent::Is(positive))]];
    }
    let mut boxes = Vec::new();
    for (day, time) in stretches(model, list, list) {
        let named = places::place_on(model, value, list, list, day);
        let alike = places::leaves_in(model, list, list, day, |leaf| Some(leaf) == named);
        let time: Sides = time.map(|time| (Axis::Time, time)).into_iter().collect();
        let member = |leaf| (Axis::Member(fact, leaf), Extent::Is(positive));
        if positive {
            boxes.extend(alike.iter().map(|leaf| [&[member(leaf)], &time[..]].concat()));
        } else {
            boxes.push(alike.iter().map(member).chain(time).collect());
        }
    }
    boxes
}

/// Where two facts name the same place, or not; without an answer they do not.
pub(crate) fn same(model: &Model, left: FactId, right: FactId, list: ListId, positive: bool) -> Vec<ValueBox> {
    // "The site is the head office" and "the head office is the site" are one question.
    let axis = Axis::Same(left.min(right), left.max(right), list);
    let answered = |fact: FactId, answered: bool| {
        let Domain::Choice(own) = model.facts[fact].domain else {
            return None;
        };
        let leaves = if answered { model.lists[own].leaves().collect() } else { ValueSet::default() };
        model.facts[fact].or_none.then_some((Axis::Fact(fact), Extent::Leaves(leaves, !answered)))
    };
    if positive {
        let mut sides = vec![(axis, Extent::Is(true))];
        sides.extend([left, right].into_iter().filter_map(|fact| answered(fact, true)));
        return vec![ValueBox(sides)];
    }
    let mut boxes = vec![ValueBox(vec![(axis, Extent::Is(false))])];
    boxes.extend([left, right].into_iter().filter_map(|fact| answered(fact, false)).map(|side| ValueBox(vec![side])));
    boxes
}

/// A sum within its limits, every term of it answered; or outside them, or a term without an answer.
fn linear(model: &Model, own: &Linear, positive: bool) -> Vec<ValueBox> {
    let sum = Sum(own.sum.clone());
    let may_be_none: BTreeSet<FactId> = sum.facts().filter(|fact| model.facts[*fact].or_none).collect();
    let grid = sums::grid(model, &sum);
    let mut boxes = sides(Axis::Linear(Arc::new(sum)), &own.within, grid, positive);
    if positive {
        let answered = || may_be_none.iter().map(|fact| (Axis::IsNone(*fact), Extent::Is(false)));
        boxes.iter_mut().for_each(|sides| sides.extend(answered()));
    } else {
        boxes.extend(may_be_none.iter().map(|fact| vec![(Axis::IsNone(*fact), Extent::Is(true))]));
    }
    collect(boxes)
}

type Sides = Vec<(Axis, Extent)>;

/// Inside an interval, or on either side of it.
fn sides(axis: Axis, interval: &Interval, grid: Grid, positive: bool) -> Vec<Sides> {
    let (from, to) = cuts_of(interval, grid);
    if positive {
        return vec![vec![(axis, Extent::Between(from, to))]];
    }
    let below = from.map(|from| vec![(axis.clone(), Extent::Between(None, Some(from)))]);
    let above = to.map(|to| vec![(axis, Extent::Between(Some(to), None))]);
    below.into_iter().chain(above).collect()
}

/// A comparison is false where the question has no answer: yes needs an answer, no is also given without one.
fn with_none(model: &Model, fact: FactId, positive: bool, mut boxes: Vec<Sides>) -> Vec<ValueBox> {
    if model.facts[fact].or_none {
        let axis = Axis::IsNone(fact);
        if positive {
            boxes.iter_mut().for_each(|sides| sides.push((axis.clone(), Extent::Is(false))));
        } else {
            boxes.push(vec![(axis, Extent::Is(true))]);
        }
    }
    collect(boxes)
}

fn collect(boxes: Vec<Sides>) -> Vec<ValueBox> {
    boxes.into_iter().map(ValueBox).collect()
}
