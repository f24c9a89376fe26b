//! Boxes: some cells of every dimension at once.

use std::cmp::Ordering;

use super::side::{pack, unpack};
use super::space::{DimKind, Space};

/// A box: for every dimension of a [`Space`] the cells it allows.
///
/// A box does not carry its space; every method must be given the one it was
/// made for. A box that allows nothing in some dimension is *empty*: it meets no
/// box and lies in every box. Only the `with_` methods make such boxes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Cuboid {
    words: Box<[u64]>,
}

impl Cuboid {
    /// The box of all points.
    pub fn full(space: &Space) -> Cuboid {
        let mut words = vec![0; space.width()].into_boxed_slice();
        for slot in space.slots() {
            slot.fill(&mut words);
        }
        Cuboid { words }
    }

    /// The box of one point, given the cell of each dimension.
    pub fn point(space: &Space, cells: &[u32]) -> Cuboid {
        let mut point = Cuboid::full(space);
        for (dim, &cell) in cells.iter().enumerate().take(space.dims().len()) {
            point = match space.dims()[dim] {
                DimKind::Ordered { .. } => point.with_range(space, dim, cell, cell.saturating_add(1)),
                DimKind::Set { .. } => point.with_members(space, dim, [cell]),
            };
        }
        point
    }

    /// The same box with the range `lo..hi` in dimension `dim`, cut to the
    /// dimension's cells. In a set dimension: the members `lo..hi`.
    #[must_use]
    pub fn with_range(mut self, space: &Space, dim: usize, lo: u32, hi: u32) -> Cuboid {
        match space.dims()[dim] {
            DimKind::Ordered { cells } => {
                self.words[space.slot(dim).at()] = side_of(lo, hi.min(cells));
                self
            }
            DimKind::Set { members } => self.with_members(space, dim, lo..hi.min(members)),
        }
    }

    /// The same box with exactly these members in dimension `dim`; numbers the
    /// dimension does not have are passed over. In an ordered dimension: the
    /// smallest range that holds them all.
    #[must_use]
    pub fn with_members(mut self, space: &Space, dim: usize, members: impl IntoIterator<Item = u32>) -> Cuboid {
        let size = space.dims()[dim].size();
        let slot = space.slot(dim);
        let members = members.into_iter().filter(|&member| member < size);
        if slot.is_ordered() {
            let (lo, hi) = members.fold((u32::MAX, 0), |(lo, hi), cell| (lo.min(cell), hi.max(cell + 1)));
            self.words[slot.at()] = side_of(lo, hi);
        } else {
            let side = slot.of_mut(&mut self.words);
            side.fill(0);
            for member in members {
                side[member as usize / 64] |= 1 << (member % 64);
            }
        }
        self
    }

    /// Dimension `dim` as a half-open range; of a set, the smallest range that
    /// holds its members. `lo >= hi` when there are none.
    pub fn range(&self, space: &Space, dim: usize) -> (u32, u32) {
        let slot = space.slot(dim);
        if slot.is_ordered() {
            unpack(self.words[slot.at()])
        } else {
            let mut members = self.members(space, dim);
            match members.next() {
                Some(first) => (first, members.last().unwrap_or(first) + 1),
                None => (0, 0),
            }
        }
    }

    /// The cells or members allowed in dimension `dim`, ascending.
    pub fn members(&self, space: &Space, dim: usize) -> impl Iterator<Item = u32> + '_ {
        let slot = space.slot(dim);
        let (range, words) = if slot.is_ordered() {
            let (lo, hi) = unpack(self.words[slot.at()]);
            (lo..hi, &[][..])
        } else {
            (0..0, slot.of(&self.words))
        };
        let bits = (0u32..)
            .zip(words)
            .flat_map(|(i, &word)| (0..64).filter(move |bit| word >> bit & 1 != 0).map(move |bit| 64 * i + bit));
        range.chain(bits)
    }

    /// How many cells or members are allowed in dimension `dim`.
    pub fn count(&self, space: &Space, dim: usize) -> u32 {
        space.slot(dim).count(&self.words)
    }

    /// How many cells are allowed, of all dimensions together. A box that holds
    /// another is broader, or the same.
    pub(super) fn breadth(&self, space: &Space) -> u64 {
        space.slots().iter().map(|slot| u64::from(slot.count(&self.words))).sum()
    }

    /// Whether the box holds no point.
    pub fn is_empty(&self, space: &Space) -> bool {
        space.slots().iter().any(|slot| slot.is_empty(&self.words))
    }

    /// The points in both boxes, if there are any.
    pub fn intersect(&self, space: &Space, other: &Cuboid) -> Option<Cuboid> {
        let mut shared = self.clone();
        for slot in space.slots() {
            if !slot.keep(&mut shared.words, &other.words) {
                return None;
            }
        }
        Some(shared)
    }

    /// Whether two boxes share a point.
    pub fn meets(&self, space: &Space, other: &Cuboid) -> bool {
        let mut slots = space.slots().iter();
        slots.all(|slot| slot.meets(&self.words, &other.words))
    }

    /// The same of two boxes that are not empty, of which one at least is free in all dimensions but these.
    pub fn meets_in(&self, space: &Space, dims: &[usize], other: &Cuboid) -> bool {
        dims.iter().all(|dim| space.slot(*dim).meets(&self.words, &other.words))
    }

    /// Whether every point of `other` is in this box.
    pub fn contains(&self, space: &Space, other: &Cuboid) -> bool {
        let mut slots = space.slots().iter();
        slots.all(|slot| slot.contains(&self.words, &other.words))
    }

    /// Whether every point that two boxes share is in this box.
    pub fn contains_shared(&self, space: &Space, one: &Cuboid, other: &Cuboid) -> bool {
        let mut slots = space.slots().iter();
        slots.all(|slot| slot.contains_shared(&self.words, &one.words, &other.words)) || !one.meets(space, other)
    }

    /// Whether the point with these cells, one a dimension, is in this box.
    pub fn contains_point(&self, space: &Space, point: &[u32]) -> bool {
        debug_assert_eq!(point.len(), space.dims().len());
        space.slots().iter().zip(point).all(|(slot, &cell)| {
            if slot.is_ordered() {
                let (lo, hi) = unpack(self.words[slot.at()]);
                lo <= cell && cell < hi
            } else {
                let word = slot.of(&self.words).get(cell as usize / 64);
                word.is_some_and(|word| word >> (cell % 64) & 1 != 0)
            }
        })
    }

    /// Whether dimension `dim` is left free: every cell is allowed.
    pub fn spans(&self, space: &Space, dim: usize) -> bool {
        self.count(space, dim) == space.dims()[dim].size()
    }

    /// Whether dimension `dim` says nothing beyond what `within` says.
    pub fn spans_in(&self, space: &Space, dim: usize, within: &Cuboid) -> bool {
        space.slot(dim).contains(&self.words, &within.words)
    }

    /// How many dimensions say more than `within` does.
    pub fn conditions(&self, space: &Space, within: &Cuboid) -> usize {
        let slots = space.slots().iter();
        slots.filter(|slot| !slot.contains(&self.words, &within.words)).count()
    }

    /// The points of this box that `other` lacks, as disjoint boxes: at most
    /// two an ordered dimension and one a set.
    pub fn subtract(&self, space: &Space, other: &Cuboid) -> Vec<Cuboid> {
        if !self.meets(space, other) {
            return vec![self.clone()];
        }
        let mut rest = self.clone();
        let mut parts = Vec::new();
        for slot in space.slots() {
            if slot.contains(&other.words, &rest.words) {
                continue;
            }
            if slot.is_ordered() {
                let (lo, hi) = slot.range(&rest.words);
                let (from, to) = slot.range(&other.words);
                for (start, end) in [(lo, from), (to, hi)] {
                    if start < end {
                        let mut part = rest.clone();
                        part.words[slot.at()] = pack(start, end);
                        parts.push(part);
                    }
                }
            } else {
                let mut part = rest.clone();
                slot.cut_away(&mut part.words, &other.words, &[]);
                parts.push(part);
            }
            slot.keep(&mut rest.words, &other.words);
        }
        parts
    }

    /// The smallest box that holds both.
    #[must_use]
    pub fn hull(&self, space: &Space, other: &Cuboid) -> Cuboid {
        let mut hull = self.clone();
        for slot in space.slots() {
            if slot.is_ordered() {
                let (alo, ahi) = slot.range(&self.words);
                let (blo, bhi) = slot.range(&other.words);
                hull.words[slot.at()] = pack(alo.min(blo), ahi.max(bhi));
            } else {
                let side = slot.of_mut(&mut hull.words);
                for (word, more) in side.iter_mut().zip(slot.of(&other.words)) {
                    *word |= more;
                }
            }
        }
        hull
    }

    /// How many points the box holds. Stops at the greatest `u128`, so it may
    /// order choices but must not decide anything.
    pub fn cells(&self, space: &Space) -> u128 {
        let counts = space.slots().iter().map(|slot| slot.count(&self.words));
        product(counts)
    }

    /// How many points two boxes share; the same caution as [`Cuboid::cells`].
    pub fn cells_shared(&self, space: &Space, other: &Cuboid) -> u128 {
        let slots = space.slots().iter();
        product(slots.map(|slot| slot.count_shared(&self.words, &other.words)))
    }

    /// A total order of boxes by where they lie: dimension by dimension, by
    /// first cell. Used wherever an order must not depend on chance.
    pub fn position(&self, space: &Space, other: &Cuboid) -> Ordering {
        let mut order = Ordering::Equal;
        for slot in space.slots() {
            order = order.then_with(|| slot.position(&self.words, &other.words));
        }
        order
    }

    pub(super) fn words(&self) -> &[u64] {
        &self.words
    }

    pub(super) fn words_mut(&mut self) -> &mut [u64] {
        &mut self.words
    }
}

/// The side of a range; every empty one is written so that it meets nothing.
fn side_of(lo: u32, hi: u32) -> u64 {
    if lo < hi { pack(lo, hi) } else { pack(u32::MAX, 0) }
}

/// A product that stops at the greatest number; zero wins over "too many".
fn product(counts: impl Iterator<Item = u32>) -> u128 {
    let mut cells = 1u128;
    for count in counts {
        if count == 0 {
            return 0;
        }
        cells = cells.saturating_mul(u128::from(count));
    }
    cells
}
