//! What a box says, topic by topic: everything about one fact put together, and whether the fact may have no answer.
//!
//! On its axes a box may limit a fact and leave open whether it has an answer at all. A case without an answer then lies in the box whatever the
//! limit, since no rule that looks at the value tells such cases apart. Here that is said outright.

use std::sync::Arc;

use vires_model::{Day, Domain, FactId, ListId, Model, PowerId, Rational, Unset, ValueId, ValueSet};

use crate::axes::{Axis, Extent, Sum, ValueBox};
use crate::cells::Cut;
use crate::derived::Derived;

/// Between two cuts; absent: the domain's edge.
pub(crate) type Range = (Option<Cut>, Option<Cut>);

/// What something is said of, in the order in which it is said.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Topic {
    Fact(FactId),
    Same(FactId, FactId, ListId),
    Linear(Arc<Sum>),
    Derived(Arc<Derived>),
    Unset(Unset),
    Comes(PowerId),
    Time,
}

/// What is said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) topic: Topic,
    pub(crate) what: What,
    /// Whether the fact may have no answer.
    pub(crate) none: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum What {
    /// No answer.
    Nothing,
    /// Any answer.
    Anything,
    /// In one of these, ascending and apart.
    Ranges(Vec<Range>),
    /// One of these leaves.
    Leaves(ValueSet),
    /// Yes, or no.
    Is(bool),
    /// A set with these leaves, without those, and so many in all.
    Members { with: Vec<ValueId>, without: Vec<ValueId>, count: Vec<Range> },
}

/// A box, topic by topic; a topic on which it says nothing is absent.
pub(crate) fn said(model: &Model, value_box: &ValueBox) -> Vec<Said> {
    let topic = |side: &(Axis, Extent)| match &side.0 {
        Axis::Fact(fact) | Axis::IsNone(fact) | Axis::Member(fact, _) | Axis::Count(fact) => Topic::Fact(*fact),
        Axis::Same(left, right, list) => Topic::Same(*left, *right, *list),
        Axis::Linear(sum) => Topic::Linear(sum.clone()),
        Axis::Derived(derived) => Topic::Derived(derived.clone()),
        Axis::Unset(unset) => Topic::Unset(*unset),
        Axis::Held(power, _) | Axis::Comes(power) => Topic::Comes(*power),
        Axis::Time => Topic::Time,
    };
    let mut sides: Vec<(Topic, &(Axis, Extent))> = value_box.0.iter().map(|side| (topic(side), side)).collect();
    sides.sort_by(|(a, _), (b, _)| a.cmp(b));
    let mut all = Vec::with_capacity(sides.len());
    for sides in sides.chunk_by(|(a, _), (b, _)| a == b) {
        let Some((topic, _)) = sides.first() else { continue };
        let (what, none) = together(model, topic, sides);
        all.push(Said { topic: topic.clone(), what, none });
    }
    all.retain(|said| !said.is_everything(model));
    all
}

fn together(model: &Model, topic: &Topic, sides: &[(Topic, &(Axis, Extent))]) -> (What, bool) {
    let mut none = matches!(topic, Topic::Fact(fact) if model.facts[*fact].or_none);
    let mut what = What::Anything;
    let (mut with, mut without, mut count) = (Vec::new(), Vec::new(), Vec::new());
    for (_, (axis, extent)) in sides {
        match (axis, extent) {
            (Axis::IsNone(_), Extent::Is(true)) => return (What::Nothing, true),
            (Axis::IsNone(_), Extent::Is(false)) => none = false,
            (Axis::Member(_, leaf), Extent::Is(true)) => with.push(*leaf),
            (Axis::Member(_, leaf), Extent::Is(false)) => without.push(*leaf),
            (Axis::Count(_), Extent::Between(from, to)) => count.push((*from, *to)),
            (_, Extent::Between(from, to)) => what = What::Ranges(vec![(*from, *to)]),
            (_, Extent::Is(yes)) => what = What::Is(*yes),
            (_, Extent::Leaves(leaves, also_none)) => {
                none &= *also_none;
                what = if leaves.is_empty() && *also_none { What::Nothing } else { What::Leaves(leaves.clone()) };
            }
        }
    }
    if !(with.is_empty() && without.is_empty() && count.is_empty()) {
        what = What::Members { with, without, count };
    }
    (what, none)
}

impl Said {
    /// Whether it excludes nothing.
    pub(crate) fn is_everything(&self, model: &Model) -> bool {
        let whatever = match &self.what {
            What::Anything => true,
            What::Ranges(ranges) => ranges.contains(&(None, None)),
            What::Leaves(leaves) => match self.topic {
                Topic::Fact(fact) => match model.facts[fact].domain {
                    Domain::Choice(list) => model.lists[list].leaves().all(|leaf| leaves.contains(leaf)),
                    _ => false,
                },
                _ => false,
            },
            _ => false,
        };
        let may_be_none = matches!(self.topic, Topic::Fact(fact) if model.facts[fact].or_none);
        whatever && (self.none || !may_be_none)
    }

    /// Both together, where that can be said as one.
    pub(crate) fn or(&self, other: &Self) -> Option<Self> {
        let what = match (&self.what, &other.what) {
            (a, b) if a == b => a.clone(),
            (What::Nothing, what) | (what, What::Nothing) => what.clone(),
            (What::Anything, _) | (_, What::Anything) => What::Anything,
            (What::Ranges(a), What::Ranges(b)) => What::Ranges(joined(a.iter().chain(b).copied().collect())),
            (What::Leaves(a), What::Leaves(b)) => {
                let mut both = a.clone();
                both.extend(b);
                What::Leaves(both)
            }
            (What::Is(_), What::Is(_)) => What::Anything,
            _ => return None,
        };
        (self.topic == other.topic).then(|| Self { topic: self.topic.clone(), what, none: self.none || other.none })
    }
}

/// The same values in ranges that are ascending and apart.
fn joined(mut ranges: Vec<Range>) -> Vec<Range> {
    // An absent lower cut lies before every other, an absent upper one after.
    ranges.sort_by_key(|range| range.0);
    let mut apart: Vec<Range> = Vec::with_capacity(ranges.len());
    for (from, to) in ranges {
        match apart.last_mut() {
            Some((_, last)) if last.is_none_or(|last| from.is_none_or(|from| from <= last)) => {
                *last = match (*last, to) {
                    (Some(last), Some(to)) => Some(last.max(to)),
                    _ => None,
                };
            }
            _ => apart.push((from, to)),
        }
    }
    apart
}

/// The first and the last day of a stretch of days.
pub(crate) fn days((from, to): Range) -> (Option<Day>, Option<Day>) {
    let day = |cut: Cut| day_of(cut.value);
    (from.and_then(day), to.and_then(day).map(Day::previous))
}

/// The day whose number this is.
pub(crate) fn day_of(value: Rational) -> Option<Day> {
    i32::try_from(value.to_integer()).ok().map(Day)
}
