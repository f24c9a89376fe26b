//! `in the same province` and `in different provinces` written out over the leaves of both facts.

use std::collections::{BTreeMap, BTreeSet};

use vires_model::{Domain, FactId, Life, ListId, Model, ValueId, ValueSet};

use crate::atoms::{life_extent, stretches};
use crate::axes::{Axis, Extent, ValueBox};
use crate::places;
use crate::said::Range;

/// Boxes that hold the same cases as this one and ask nothing about two facts at once; at most `limit`, and whether these are all.
pub(crate) fn written_out(model: &Model, value_box: &ValueBox, limit: usize) -> (Vec<ValueBox>, bool) {
    let mut done = Vec::new();
    let mut open = vec![value_box.clone()];
    while let Some(value_box) = open.pop() {
        if done.len() >= limit {
            return (done, false);
        }
        let link = value_box.0.iter().find_map(|(axis, extent)| match (axis, extent) {
            (Axis::Same(left, right, list), Extent::Is(same)) => Some((*left, *right, *list, *same)),
            _ => None,
        });
        match link {
            None => done.push(value_box),
            Some((left, right, list, same)) => {
                let mut rest = value_box;
                rest.0.retain(|(axis, _)| *axis != Axis::Same(left, right, list));
                let parts = Link { model, left, right, list, same }.parts(&rest);
                // The first part is taken up first.
                open.extend(parts.into_iter().rev());
            }
        }
    }
    (done, true)
}

struct Link<'a> {
    model: &'a Model,
    left: FactId,
    right: FactId,
    list: ListId,
    same: bool,
}

/// The place of each leaf; a leaf without one cannot occur.
type Lies = BTreeMap<ValueId, ValueId>;

impl Link<'_> {
    fn parts(&self, rest: &ValueBox) -> Vec<ValueBox> {
        let (Some(left), Some(right)) = (self.choice(rest, self.left), self.choice(rest, self.right)) else {
            return vec![rest.clone()];
        };
        let mut parts = Vec::new();
        // Without an answer two facts are neither alike nor different, and no rule that asks tells such cases apart: they are in the box.
        let leaves = |leaves: &ValueSet, none| Extent::Leaves(leaves.clone(), none);
        if left.none {
            parts.push(with(rest, Axis::Fact(self.left), leaves(&ValueSet::default(), true)));
        }
        if right.none {
            let nothing = with(rest, Axis::Fact(self.right), leaves(&ValueSet::default(), true));
            parts.push(with(&nothing, Axis::Fact(self.left), leaves(&left.leaves, false)));
        }
        for (time, lies_left, lies_right) in self.times(rest, &left, &right) {
            let mut at_time = rest.clone();
            if let Some(time) = time {
                at_time = with(&at_time, Axis::Time, time);
            }
            for (left, right) in self.pairs(&lies_left, &lies_right) {
                if left.is_empty() || right.is_empty() {
                    continue;
                }
                let part = with(&at_time, Axis::Fact(self.left), leaves(&left, false));
                parts.push(with(&part, Axis::Fact(self.right), leaves(&right, false)));
            }
        }
        parts
    }

    fn choice(&self, value_box: &ValueBox, fact: FactId) -> Option<Choice> {
        let Domain::Choice(list) = self.model.facts[fact].domain else {
            return None;
        };
        let (leaves, none) = match value_box.extent(Axis::Fact(fact)) {
            Some(Extent::Leaves(leaves, none)) => (leaves.clone(), *none),
            _ => (self.model.lists[list].leaves().collect(), self.model.facts[fact].or_none),
        };
        Some(Choice { list, leaves, none })
    }

    /// The stretches of the box's days, each with where the leaves lie in it. Neighbours in which no leaf lies elsewhere are one.
    fn times(&self, rest: &ValueBox, left: &Choice, right: &Choice) -> Vec<(Option<Extent>, Lies, Lies)> {
        let within = match rest.extent(Axis::Time) {
            Some(Extent::Between(from, to)) => (*from, *to),
            _ => (None, None),
        };
        let mut starts: BTreeSet<Option<vires_model::Day>> = BTreeSet::new();
        for choice in [left, right] {
            let days = stretches(self.model, choice.list, self.list);
            starts.extend(days.into_iter().map(|(day, _)| day));
        }
        let ends = starts.iter().skip(1).map(|day| day.map(vires_model::Day::previous)).chain([None]);
        let mut times: Vec<(Range, Lies, Lies)> = Vec::new();
        for (from, until) in starts.iter().copied().zip(ends) {
            let stretch = match life_extent(Life { from, until }) {
                Some(Extent::Between(from, to)) => (from, to),
                _ => (None, None),
            };
            let Some(range) = common(within, stretch) else {
                continue;
            };
            let lies = |choice: &Choice| -> Lies {
                let lies = choice.leaves.iter().filter_map(|leaf| {
                    let place = places::place_on(self.model, leaf, choice.list, self.list, from)?;
                    Some((leaf, place))
                });
                lies.collect()
            };
            let (lies_left, lies_right) = (lies(left), lies(right));
            match times.last_mut() {
                Some((last, l, r)) if agree(l, &lies_left) && agree(r, &lies_right) => {
                    last.1 = range.1;
                    l.extend(lies_left);
                    r.extend(lies_right);
                }
                _ => times.push((range, lies_left, lies_right)),
            }
        }
        let extent = |(from, to): Range| (from.is_some() || to.is_some()).then_some(Extent::Between(from, to));
        times.into_iter().map(|(range, left, right)| (extent(range), left, right)).collect()
    }

    /// Sets of leaves of the one and the other fact of which every pair is as asked, and all pairs that are.
    fn pairs(&self, left: &Lies, right: &Lies) -> Vec<(ValueSet, ValueSet)> {
        let by_place = |lies: &Lies| {
            let mut by_place: BTreeMap<ValueId, ValueSet> = BTreeMap::new();
            for (leaf, place) in lies {
                by_place.entry(*place).or_default().insert(*leaf);
            }
            by_place
        };
        let (by_left, by_right) = (by_place(left), by_place(right));
        if self.same {
            let both = by_left.iter().filter_map(|(place, left)| Some((left.clone(), by_right.get(place)?.clone())));
            return both.collect();
        }
        different(&by_left, &by_right)
    }
}

/// Two places differ iff their numbers differ in some bit: for each bit one box with it on the left only, one with it on the right only.
fn different(left: &BTreeMap<ValueId, ValueSet>, right: &BTreeMap<ValueId, ValueSet>) -> Vec<(ValueSet, ValueSet)> {
    let union = |sides: &BTreeMap<ValueId, ValueSet>, wanted: &dyn Fn(&ValueId) -> bool| {
        let mut union = ValueSet::default();
        let chosen = sides.iter().filter(|(place, _)| wanted(place));
        chosen.for_each(|(_, leaves)| union.extend(leaves));
        union
    };
    // Where one side has one place only, one box will do.
    let one = |sides: &BTreeMap<ValueId, ValueSet>| match sides.keys().collect::<Vec<_>>()[..] {
        [only] => Some(*only),
        _ => None,
    };
    if let Some(only) = one(left) {
        return vec![(union(left, &|_| true), union(right, &|place| *place != only))];
    }
    if let Some(only) = one(right) {
        return vec![(union(left, &|place| *place != only), union(right, &|_| true))];
    }
    // What only one side has differs from everything on the other.
    let mut pairs = vec![
        (union(left, &|place| !right.contains_key(place)), union(right, &|_| true)),
        (union(left, &|_| true), union(right, &|place| !left.contains_key(place))),
    ];
    let common: Vec<ValueId> = left.keys().filter(|place| right.contains_key(place)).copied().collect();
    let numbers: BTreeMap<ValueId, usize> = common.iter().copied().zip(0..).collect();
    let greatest = common.len().saturating_sub(1);
    for bit in 0..usize::BITS - greatest.leading_zeros() {
        let with_bit = |wanted: usize| {
            let numbers = &numbers;
            move |place: &ValueId| numbers.get(place).is_some_and(|number| number >> bit & 1 == wanted)
        };
        for (on_left, on_right) in [(0, 1), (1, 0)] {
            pairs.push((union(left, &with_bit(on_left)), union(right, &with_bit(on_right))));
        }
    }
    pairs.retain(|(left, right)| !left.is_empty() && !right.is_empty());
    pairs
}

/// What a box allows of one of the two facts.
struct Choice {
    list: ListId,
    leaves: ValueSet,
    none: bool,
}

/// Whether no leaf lies in two places.
fn agree(one: &Lies, other: &Lies) -> bool {
    one.iter().all(|(leaf, place)| other.get(leaf).is_none_or(|theirs| theirs == place))
}

fn common(one: Range, other: Range) -> Option<Range> {
    let from = one.0.max(other.0);
    let to = match (one.1, other.1) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (end, None) | (None, end) => end,
    };
    let empty = matches!((from, to), (Some(from), Some(to)) if from >= to);
    (!empty).then_some((from, to))
}

/// The same box with this extent on an axis.
fn with(value_box: &ValueBox, axis: Axis, extent: Extent) -> ValueBox {
    let mut sides: Vec<(Axis, Extent)> = value_box.0.iter().filter(|(own, _)| *own != axis).cloned().collect();
    sides.push((axis, extent));
    sides.sort_by(|(a, _), (b, _)| a.cmp(b));
    ValueBox(sides)
}
