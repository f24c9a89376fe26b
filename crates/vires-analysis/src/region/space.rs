//! The dimensions boxes live in, and where each lies in a box's words.

use std::cell::Cell;

use vires_model::pulse::worked;

use super::side::Slot;

/// So many pairs of boxes are looked at before the algebra of one space gives
/// up; some seconds on a machine of 2025.
const PAIRS: u64 = 4_000_000_000;
/// A box that is made counts as so many pairs.
const MADE: u64 = 50;
/// The most boxes of one region while it is made: they take memory, too.
const MOST_AT_ONCE: usize = 500_000;

/// What one dimension is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DimKind {
    /// Cells in an order; a box holds one half-open range of them.
    Ordered {
        /// How many cells, ranked `0..cells`.
        cells: u32,
    },
    /// Members without an order; a box holds any set of them.
    Set {
        /// How many members, numbered `0..members`.
        members: u32,
    },
}

impl DimKind {
    /// How many cells or members the dimension has.
    pub fn size(self) -> u32 {
        match self {
            DimKind::Ordered { cells } => cells,
            DimKind::Set { members } => members,
        }
    }
}

/// The dimensions of a set of boxes, in the order their facts were declared.
///
/// A box of this space is a flat row of 64-bit words: one word for an ordered
/// dimension, one word for every 64 members of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Space {
    dims: Vec<DimKind>,
    slots: Vec<Slot>,
    width: usize,
    strength: Strength,
}

/// What the algebra may still cost. It is no part of what the space is.
#[derive(Clone, Debug)]
struct Strength(Cell<u64>);

impl PartialEq for Strength {
    fn eq(&self, _: &Strength) -> bool {
        true
    }
}

impl Eq for Strength {}

impl Space {
    /// The space with these dimensions. No dimension at all is allowed: such a
    /// space has exactly one point.
    pub fn new(dims: Vec<DimKind>) -> Space {
        let mut slots = Vec::with_capacity(dims.len());
        let mut width = 0;
        for &kind in &dims {
            let slot = Slot::new(kind, width);
            width += slot.words();
            slots.push(slot);
        }
        Space { dims, slots, width, strength: Strength(Cell::new(PAIRS)) }
    }

    /// Whether the algebra of regions has cost more than it may. Regions made
    /// since are not what they are called: whoever asks for them asks this
    /// before believing them, and says that a bound was reached.
    pub fn is_worn_out(&self) -> bool {
        self.strength.0.get() == 0
    }

    /// Begins anew with what the algebra may cost.
    pub fn refresh(&self) {
        self.strength.0.set(PAIRS);
    }

    /// Takes in that a region has so many boxes. False where these are too many.
    pub(super) fn holds(&self, boxes: usize) -> bool {
        if boxes > MOST_AT_ONCE {
            self.strength.0.set(0);
        }
        !self.is_worn_out()
    }

    /// Takes in that so many pairs of boxes are looked at and so many boxes
    /// made. False where that is too much: nothing need be made then.
    pub fn bears(&self, pairs: usize, made: usize) -> bool {
        let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        let cost = number(made).saturating_mul(MADE).saturating_add(number(pairs));
        worked(cost);
        let left = self.strength.0.get().saturating_sub(cost);
        self.strength.0.set(left);
        left > 0
    }

    /// The kinds of the dimensions, in order.
    pub fn dims(&self) -> &[DimKind] {
        &self.dims
    }

    pub(super) fn slots(&self) -> &[Slot] {
        &self.slots
    }

    pub(super) fn slot(&self, dim: usize) -> Slot {
        self.slots[dim]
    }

    /// Words in a box of this space.
    pub(super) fn width(&self) -> usize {
        self.width
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Cuboid, Region};
    use super::{DimKind, PAIRS, Space};

    #[test]
    fn looking_from_box_to_box_is_charged() {
        let space = Space::new(vec![DimKind::Ordered { cells: 200 }; 2]);
        let full = Cuboid::full(&space);
        let spent = |work: &dyn Fn()| {
            space.refresh();
            work();
            PAIRS - space.strength.0.get()
        };
        // Each lies in all of the others: nothing is cut, and all are looked at.
        let alike = Region::new(&space, vec![full.clone(); 100]);
        assert!(spent(&|| assert!(alike.subtract(&space, &alike).is_empty())) >= 100 * 100);
        // Beside looking for those that lie in a broader one, it takes sorting.
        let broader = |n: u32| full.clone().with_range(&space, 0, n * (n + 1) / 2, (n + 1) * (n + 2) / 2);
        let apart = (0..18).map(|n| broader(n).with_range(&space, 1, 3 * n, 3 * n + 1)).collect();
        let apart = Region::new(&space, apart);
        let looks = 18 + 18 * 17 / 2;
        assert!(spent(&|| assert_eq!(apart.clone().simplify(&space).boxes().len(), 18)) >= looks + 18 * 4);
        // None is looked for in one that is no broader.
        let cell = |n| full.clone().with_range(&space, 0, 3 * n, 3 * n + 1);
        let alike = (0..64).map(|n| cell(n).with_range(&space, 1, 3 * n, 3 * n + 1)).collect();
        let alike = Region::new(&space, alike);
        assert!(spent(&|| assert_eq!(alike.clone().simplify(&space).boxes().len(), 64)) < 64 * 63 / 2);
        // Along one line, sorting is enough.
        let line = Region::new(&space, (0..64).map(cell).collect());
        let cost = spent(&|| assert_eq!(line.clone().simplify(&space).boxes().len(), 64));
        assert!((64 * 6..64 * 10).contains(&cost));
    }

    #[test]
    fn what_costs_too_much_is_known_to() {
        let space = Space::new(vec![DimKind::Ordered { cells: 4 }]);
        let region = |lo, hi| Region::new(&space, vec![Cuboid::full(&space).with_range(&space, 0, lo, hi)]);
        let (left, right) = (region(0, 3), region(2, 4));
        assert!(left.meets(&space, &right) && !space.is_worn_out());
        assert!(!space.bears(usize::MAX, usize::MAX));
        assert!(space.is_worn_out());
        // Whatever these are now, nobody may believe them.
        let _ = left.intersect(&space, &right).union(&space, left.subtract(&space, &right));
        assert!(space.is_worn_out());
        space.refresh();
        assert!(!space.is_worn_out());
        assert!(left.intersect(&space, &right).contains_point(&space, &[2]));
        assert!(!left.subtract(&space, &right).contains_point(&space, &[2]));
    }
}
