//! Holders as rules name them, and where two of them are one body.

use vires_model::{BodyId, Domain, FactId, Holder, ListId, Mode, Model, PowerId, ValueId, Which};

use crate::atoms;
use crate::axes::{Axis, Extent, ValueBox};
use crate::places;

/// A holder with `of its place` already read as the power's connecting factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Named {
    pub(crate) body: BodyId,
    pub(crate) which: One,
}

/// Which one of like bodies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum One {
    Sole,
    /// Each of them, or one of them, as the place in the rule has it.
    Unsaid,
    OfFact(FactId),
    OfValue(ValueId),
}

/// Reads a holder for one power. `of its place` of a power without a place says nothing.
pub(crate) fn named(model: &Model, power: PowerId, holder: Holder) -> Named {
    let which = match holder.which {
        Which::Sole => One::Sole,
        Which::Unsaid => One::Unsaid,
        Which::OfFact(fact) => One::OfFact(fact),
        Which::OfValue(value) => One::OfValue(value),
        Which::OfItsPlace => model.powers[power].place.map_or(One::Unsaid, One::OfFact),
    };
    Named { body: holder.body, which }
}

/// Who may act: a tree, because a seat may have passed to several.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Tree {
    /// One seat; its number among the leaves of the claim is its place in the tree, left to right.
    Leaf(Named),
    Several(Mode, Vec<Tree>),
}

impl Tree {
    pub(crate) fn leaves(&self) -> Vec<Named> {
        let mut leaves = Vec::new();
        self.walk(&mut |leaf| leaves.push(leaf));
        leaves
    }
    /// The same holding as it is told and followed: in order, without repetition, `or` inside `or` taken apart, one alone for itself. Of any N, a seat
    /// that several may fill stands as often as it may be filled.
    pub(crate) fn told(&self) -> Self {
        let Self::Several(mode, seats) = self else { return self.clone() };
        let mut all = Vec::new();
        for seat in seats {
            match seat.told() {
                Self::Several(Mode::Any, inner) if *mode == Mode::Any => all.extend(inner),
                seat => all.push(seat),
            }
        }
        all.sort();
        let mut told: Vec<Self> = Vec::new();
        for seat in all {
            let again = told.iter().rev().take_while(|own| **own == seat).count();
            let most = match mode {
                Mode::AnyOf(count) if !seat.is_filled_in_one_way() => *count as usize,
                _ => 1,
            };
            if again < most {
                told.push(seat);
            }
        }
        match told.len() {
            1 => told.remove(0),
            _ => Self::Several(*mode, told),
        }
    }
    fn is_filled_in_one_way(&self) -> bool {
        match self {
            Self::Leaf(_) => true,
            Self::Several(mode, seats) => *mode == Mode::Jointly && seats.iter().all(Self::is_filled_in_one_way),
        }
    }
    fn walk(&self, visit: &mut dyn FnMut(Named)) {
        match self {
            Self::Leaf(leaf) => visit(*leaf),
            Self::Several(_, seats) => seats.iter().for_each(|seat| seat.walk(visit)),
        }
    }
    /// The tree with its `n`-th leaf replaced.
    pub(crate) fn with_leaf(&self, n: usize, new: &Self) -> Self {
        fn go(tree: &Tree, left: &mut usize, new: &Tree) -> Tree {
            match tree {
                Tree::Leaf(_) => {
                    let here = *left == 0;
                    *left = left.wrapping_sub(1);
                    if here { new.clone() } else { tree.clone() }
                }
                Tree::Several(mode, seats) => {
                    Tree::Several(*mode, seats.iter().map(|seat| go(seat, left, new)).collect())
                }
            }
        }
        let mut left = n;
        go(self, &mut left, new)
    }
}

/// The territory of a body of which there is one per place, and the list of a fact that says which.
fn territories(model: &Model, body: BodyId, fact: FactId) -> Option<(ListId, ListId)> {
    let territory = model.bodies[body].one_per?;
    match model.facts[fact].domain {
        Domain::Choice(list) => Some((list, territory)),
        _ => None,
    }
}

/// Where two holders of the same body are one and the same, in values. `Unsaid` is the same as any: its callers judge it first.
pub(crate) fn same(model: &Model, left: Named, right: Named) -> Vec<ValueBox> {
    let everywhere = vec![ValueBox::default()];
    if left.body != right.body {
        return Vec::new();
    }
    match (left.which, right.which) {
        // The same words mean the same body, whether it exists or not.
        (left, right) if left == right => everywhere,
        (One::OfFact(a), One::OfFact(b)) => {
            let Some((_, territory)) = territories(model, left.body, a) else {
                return everywhere;
            };
            atoms::same(model, a, b, territory, true)
        }
        (One::OfFact(fact), One::OfValue(value)) | (One::OfValue(value), One::OfFact(fact)) => {
            of_value(model, left.body, fact, value)
        }
        // One that no longer exists may still give.
        (One::OfValue(a), One::OfValue(b)) if a == b => everywhere,
        (One::OfValue(a), One::OfValue(b)) => {
            let Some(list) = model.bodies[left.body].one_per else {
                return everywhere;
            };
            days_when(model, list, |day| {
                let a = places::place_on(model, a, list, list, day);
                a.is_some() && a == places::place_on(model, b, list, list, day)
            })
        }
        _ => everywhere,
    }
}

/// Where the fact lies in the place, day by day.
fn of_value(model: &Model, body: BodyId, fact: FactId, value: ValueId) -> Vec<ValueBox> {
    let Some((list, territory)) = territories(model, body, fact) else {
        return vec![ValueBox::default()];
    };
    let mut boxes = Vec::new();
    for (day, time) in atoms::stretches(model, list, territory) {
        let place = places::place_on(model, value, territory, territory, day).unwrap_or(value);
        let leaves = places::leaves_in(model, list, territory, day, |here| here == place);
        let mut sides = vec![(Axis::Fact(fact), Extent::Leaves(leaves, false))];
        sides.extend(time.map(|time| (Axis::Time, time)));
        boxes.push(ValueBox(sides));
    }
    boxes
}

/// The days on which something about places of a list is so.
fn days_when(model: &Model, list: ListId, holds: impl Fn(Option<vires_model::Day>) -> bool) -> Vec<ValueBox> {
    let stretches = atoms::stretches(model, list, list).into_iter();
    stretches
        .filter(|(day, _)| holds(*day))
        .map(|(_, time)| ValueBox(time.map(|time| (Axis::Time, time)).into_iter().collect()))
        .collect()
}

/// Where the holder exists, in values: its body lives, and its place.
pub(crate) fn exists(model: &Model, holder: Named) -> Vec<ValueBox> {
    let body = &model.bodies[holder.body];
    let places = match (holder.which, body.one_per) {
        (One::OfValue(value), Some(list)) if places::has_lives(&model.lists[list]) => {
            days_when(model, list, |day| places::place_on(model, value, list, list, day).is_some())
        }
        (One::OfFact(fact), Some(territory)) => territories(model, holder.body, fact)
            .map(|(list, _)| places_with_a_body(model, fact, list, territory, true))
            .filter(|boxes| !boxes.is_empty())
            .unwrap_or_else(|| vec![ValueBox::default()]),
        _ => vec![ValueBox::default()],
    };
    let lives = body.lives().into_iter().filter(|life| !life.is_empty());
    let lives = lives.map(|life| atoms::life_extent(life).map(|extent| (Axis::Time, extent)));
    let of_life = |life: Option<(Axis, Extent)>| {
        places
            .iter()
            .map(move |place| ValueBox(life.iter().cloned().chain(place.0.iter().cloned()).collect()))
            .collect::<Vec<_>>()
    };
    lives.flat_map(of_life).collect()
}

/// Where a rule that names this holder names anybody at all, existing or not.
pub(crate) fn names(model: &Model, holder: Named) -> Vec<ValueBox> {
    let everywhere = vec![ValueBox::default()];
    let (One::OfFact(fact), Some(territory)) = (holder.which, model.bodies[holder.body].one_per) else {
        return everywhere;
    };
    let Some((list, _)) = territories(model, holder.body, fact) else { return everywhere };
    let boxes = places_with_a_body(model, fact, list, territory, false);
    if boxes.is_empty() { everywhere } else { boxes }
}

/// Where the fact names a place that has a body of this territory: not where the question has no answer, nor where its place lies in no outer place.
/// Nothing where that is always so (places that do not exist are impossible anyway). `alive`: only where the outer place still, or already, exists.
fn places_with_a_body(model: &Model, fact: FactId, list: ListId, territory: ListId, alive: bool) -> Vec<ValueBox> {
    let mut boxes = Vec::new();
    let mut always = !model.facts[fact].or_none;
    for (day, time) in atoms::stretches(model, list, territory) {
        let counts = |place| !alive || places::exists_on(model, place, territory, day);
        let housed = places::leaves_in(model, list, territory, day, counts);
        let lost = places::lost(model, list, day);
        always &= model.lists[list].leaves().all(|leaf| housed.contains(leaf) || lost.contains(leaf));
        let mut sides = vec![(Axis::Fact(fact), Extent::Leaves(housed, false))];
        sides.extend(time.map(|time| (Axis::Time, time)));
        boxes.push(ValueBox(sides));
    }
    if always { Vec::new() } else { boxes }
}
