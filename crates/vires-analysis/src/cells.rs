//! Facts cut into cells: the exact, smallest set of stretches and classes that no rule of one power tells apart.

use std::collections::{BTreeMap, BTreeSet};

use num_traits::{CheckedAdd, CheckedDiv, CheckedMul};
use vires_model::{Interval, Limit, Rational, ValueId, ValueSet};

/// A place between the values of an ordered fact: just before a value, or just after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cut {
    /// The value.
    pub value: Rational,
    /// After it (true) or before it.
    pub after: bool,
}

impl Cut {
    /// The cut before a value.
    #[must_use]
    pub const fn before(value: Rational) -> Self {
        Self { value, after: false }
    }
}

/// The grid of a discrete fact, or none for a dense one: the distance from one value to the next.
pub(crate) type Grid = Option<Rational>;

/// The two cuts of an interval; absent where it is open to infinity.
pub(crate) fn cuts_of(interval: &Interval, grid: Grid) -> (Option<Cut>, Option<Cut>) {
    let from = interval.from.map(|Limit { value, included }| on_grid(Cut { value, after: !included }, grid));
    let to = interval.to.map(|Limit { value, included }| on_grid(Cut { value, after: included }, grid));
    (from, to)
}

/// On a grid there is nothing between two neighbours: every cut is written as the one before the next value.
pub(crate) fn on_grid(cut: Cut, grid: Grid) -> Cut {
    // Numbers too great to be put on the grid stay as they are: that tells more cells apart than there are, and none too few.
    grid.and_then(|step| next_on_grid(cut, step)).map_or(cut, Cut::before)
}

/// The first value on the grid beyond a cut.
pub(crate) fn next_on_grid(cut: Cut, step: Rational) -> Option<Rational> {
    let steps = cut.value.checked_div(&step)?;
    let ceiling = steps.ceil();
    let next = if cut.after && ceiling == steps { ceiling.checked_add(&Rational::from_integer(1))? } else { ceiling };
    next.checked_mul(&step)
}

/// An ordered fact cut into cells: cell `n` reaches from cut `n - 1` to cut `n`, the first from the domain's lower edge, the last to its upper edge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stretches {
    /// Inner cuts, ascending.
    pub(crate) cuts: Vec<Cut>,
    /// The domain's edges; absent: endless.
    pub(crate) from: Option<Cut>,
    pub(crate) to: Option<Cut>,
}

impl Stretches {
    pub(crate) fn new(cuts: &BTreeSet<Cut>, domain: &Interval, grid: Grid) -> Self {
        let (from, to) = cuts_of(domain, grid);
        let inside = |cut: &&Cut| from.is_none_or(|from| from < **cut) && to.is_none_or(|to| **cut < to);
        Self { cuts: cuts.iter().filter(inside).copied().collect(), from, to }
    }
    pub(crate) fn cells(&self) -> u32 {
        u32::try_from(self.cuts.len()).unwrap_or(u32::MAX - 1) + 1
    }
    /// The cells between two cuts, half open. Both cuts were among those collected, or lie outside the domain.
    pub(crate) fn between(&self, from: Option<Cut>, to: Option<Cut>) -> (u32, u32) {
        // As many cuts as lie at or before a cut: the number of the cell that begins there.
        let rank = |cut: Cut| u32::try_from(self.cuts.partition_point(|inner| *inner <= cut)).unwrap_or(u32::MAX);
        let past = |cut: Cut| self.to.is_some_and(|to| cut >= to);
        let start = from.map_or(0, |cut| if past(cut) { self.cells() } else { rank(cut) });
        let end = to.map_or(self.cells(), |cut| {
            if past(cut) {
                self.cells()
            } else if self.from.is_some_and(|from| cut <= from) {
                0
            } else {
                rank(cut)
            }
        });
        (start, end)
    }
    /// The edges of cells `from..to`.
    pub(crate) fn edges(&self, from: u32, to: u32) -> (Option<Cut>, Option<Cut>) {
        let inner = |n: u32| self.cuts.get(n as usize).copied();
        let start = if from == 0 { self.from } else { inner(from - 1) };
        let end = if to >= self.cells() { self.to } else { inner(to.saturating_sub(1)) };
        (start, end)
    }
}

/// The leaves of a list sorted into classes that no rule tells apart; `none` is a class of its own at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Classes {
    /// The class of each leaf.
    pub(crate) of: BTreeMap<ValueId, u32>,
    /// The leaves of each class, in declared order; classes in the order of their first leaves.
    pub(crate) members: Vec<Vec<ValueId>>,
    /// Whether there is a class for `none`.
    pub(crate) none: bool,
}

impl Classes {
    pub(crate) fn new(leaves: impl Iterator<Item = ValueId>, sets: &BTreeSet<ValueSet>, none: bool) -> Self {
        // The sets that each leaf is in, by their numbers: of thousands of sets of one leaf each, nearly none.
        let mut in_sets: BTreeMap<ValueId, Vec<usize>> = BTreeMap::new();
        for (n, set) in sets.iter().enumerate() {
            set.iter().for_each(|leaf| in_sets.entry(leaf).or_default().push(n));
        }
        let mut by_signature: BTreeMap<Vec<usize>, u32> = BTreeMap::new();
        let mut members: Vec<Vec<ValueId>> = Vec::new();
        let mut of = BTreeMap::new();
        for leaf in leaves {
            let signature = in_sets.remove(&leaf).unwrap_or_default();
            let next = u32::try_from(members.len()).unwrap_or(u32::MAX);
            let class = *by_signature.entry(signature).or_insert(next);
            if class == next {
                members.push(Vec::new());
            }
            if let Some(class) = members.get_mut(class as usize) {
                class.push(leaf);
            }
            of.insert(leaf, class);
        }
        Self { of, members, none }
    }
    pub(crate) fn cells(&self) -> u32 {
        u32::try_from(self.members.len()).unwrap_or(u32::MAX) + u32::from(self.none)
    }
    /// The class of `none`, where there is one.
    pub(crate) fn none_class(&self) -> Option<u32> {
        self.none.then(|| self.cells() - 1)
    }
    /// The classes of a set of leaves that is a union of classes.
    pub(crate) fn of_set(&self, set: &ValueSet) -> Vec<u32> {
        let mut there = vec![false; self.members.len()];
        for class in set.iter().filter_map(|leaf| self.of.get(&leaf)) {
            if let Some(there) = there.get_mut(*class as usize) {
                *there = true;
            }
        }
        (0..).zip(there).filter_map(|(class, there)| there.then_some(class)).collect()
    }
    /// The leaves of some classes, and whether `none` is among them.
    pub(crate) fn leaves(&self, classes: impl Iterator<Item = u32>) -> (ValueSet, bool) {
        let mut set = ValueSet::default();
        let mut none = false;
        for class in classes {
            match self.members.get(class as usize) {
                Some(leaves) => leaves.iter().for_each(|leaf| set.insert(*leaf)),
                None => none = true,
            }
        }
        (set, none)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(n: i128) -> Rational {
        Rational::from_integer(n)
    }

    #[test]
    fn a_grid_leaves_nothing_between_neighbours() {
        let grid = Some(Rational::new(1, 100));
        let below = Interval::at_most(Rational::new(99_999, 100), true);
        let above = Interval::at_least(number(1_000), true);
        assert_eq!(cuts_of(&below, grid).1, cuts_of(&above, grid).0);
        let dense_below = Interval::at_most(number(50), false);
        let dense_above = Interval::at_least(number(50), false);
        assert_ne!(cuts_of(&dense_below, None).1, cuts_of(&dense_above, None).0);
    }

    #[test]
    fn cells_between_cuts() {
        let cuts: BTreeSet<Cut> = [10, 20, 30].map(|n| Cut::before(number(n))).into();
        let domain =
            Interval { from: Interval::at_least(number(0), true).from, to: Interval::at_most(number(30), false).to };
        let cells = Stretches::new(&cuts, &domain, None);
        assert_eq!(cells.cells(), 3);
        assert_eq!(cells.between(Some(Cut::before(number(10))), None), (1, 3));
        assert_eq!(cells.between(None, Some(Cut::before(number(20)))), (0, 2));
        assert_eq!(cells.between(Some(Cut::before(number(30))), None), (3, 3));
        assert_eq!(cells.between(None, Some(Cut::before(number(0)))), (0, 0));
        assert_eq!(cells.edges(0, 1), (Some(Cut::before(number(0))), Some(Cut::before(number(10)))));
        assert_eq!(cells.edges(2, 3), (Some(Cut::before(number(20))), Some(Cut { value: number(30), after: false })));
    }
}
