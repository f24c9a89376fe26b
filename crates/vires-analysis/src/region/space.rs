//! The dimensions boxes live in, and where each lies in a box's words.

use super::side::Slot;

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
}

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
        Space { dims, slots, width }
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
