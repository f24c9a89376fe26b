//! One dimension's part of a box: its *side*, and what two sides can do.
//!
//! A side is one word with a packed range, or several words of a bit set. All
//! code that looks inside the words is here.

use std::cmp::Ordering;

use super::space::DimKind;

/// Where a dimension's side lies in a box's words, and how to read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    kind: DimKind,
    at: usize,
    words: usize,
}

/// How one side lies to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// They share nothing.
    Apart,
    /// They share something, but not all of the other side.
    Open,
    /// The whole of the other side is held.
    Spans,
}

/// A half-open range `lo..hi` in one word.
pub(super) fn pack(lo: u32, hi: u32) -> u64 {
    u64::from(lo) | u64::from(hi) << 32
}

/// The range in a packed word.
pub(super) fn unpack(word: u64) -> (u32, u32) {
    (word as u32, (word >> 32) as u32)
}

/// How the range `ours` lies to the range `theirs`.
#[inline(always)]
pub(super) fn relate_ranges(ours: u64, theirs: u64) -> Relation {
    let (lo, hi) = unpack(ours);
    let (from, to) = unpack(theirs);
    if lo >= to || from >= hi {
        Relation::Apart
    } else if lo <= from && to <= hi {
        Relation::Spans
    } else {
        Relation::Open
    }
}

/// How the set `ours` lies to the set `theirs`.
#[inline(always)]
pub(super) fn relate_sets(ours: &[u64], theirs: &[u64]) -> Relation {
    let mut shared = 0;
    let mut missing = 0;
    for (a, b) in ours.iter().zip(theirs) {
        shared |= a & b;
        missing |= b & !a;
    }
    if shared == 0 {
        Relation::Apart
    } else if missing == 0 {
        Relation::Spans
    } else {
        Relation::Open
    }
}

impl Slot {
    /// The slot of a dimension whose words begin at `at`.
    pub(super) fn new(kind: DimKind, at: usize) -> Slot {
        let words = match kind {
            DimKind::Ordered { .. } => 1,
            // A set without members keeps one word: an empty side must exist.
            DimKind::Set { members } => (members as usize).div_ceil(64).max(1),
        };
        Slot { kind, at, words }
    }

    /// The same dimension in a row of words laid out otherwise.
    pub(super) fn moved_to(self, at: usize) -> Slot {
        Slot { at, ..self }
    }

    pub(super) fn is_ordered(self) -> bool {
        matches!(self.kind, DimKind::Ordered { .. })
    }

    pub(super) fn at(self) -> usize {
        self.at
    }

    pub(super) fn words(self) -> usize {
        self.words
    }

    /// This dimension's side of a box.
    #[inline(always)]
    pub(super) fn of(self, row: &[u64]) -> &[u64] {
        &row[self.at..self.at + self.words]
    }

    /// This dimension's side of a box, to be changed.
    #[inline(always)]
    pub(super) fn of_mut(self, row: &mut [u64]) -> &mut [u64] {
        &mut row[self.at..self.at + self.words]
    }

    /// The packed range of an ordered dimension's side.
    #[inline(always)]
    pub(super) fn range(self, row: &[u64]) -> (u32, u32) {
        unpack(row[self.at])
    }

    /// Makes the side hold every cell.
    pub(super) fn fill(self, row: &mut [u64]) {
        match self.kind {
            DimKind::Ordered { cells } => row[self.at] = pack(0, cells),
            DimKind::Set { members } => {
                let side = self.of_mut(row);
                for (i, word) in side.iter_mut().enumerate() {
                    let held = u64::from(members).saturating_sub(64 * i as u64).min(64);
                    *word = if held == 64 { !0 } else { (1 << held) - 1 };
                }
            }
        }
    }

    /// Whether the side holds no cell.
    #[inline(always)]
    pub(super) fn is_empty(self, row: &[u64]) -> bool {
        match self.kind {
            DimKind::Ordered { .. } => {
                let (lo, hi) = self.range(row);
                lo >= hi
            }
            DimKind::Set { .. } => self.of(row).iter().all(|&word| word == 0),
        }
    }

    /// How many cells the side holds.
    pub(super) fn count(self, row: &[u64]) -> u32 {
        match self.kind {
            DimKind::Ordered { .. } => {
                let (lo, hi) = self.range(row);
                hi.saturating_sub(lo)
            }
            DimKind::Set { .. } => self.of(row).iter().map(|word| word.count_ones()).sum(),
        }
    }

    /// How many cells two boxes share in this dimension.
    pub(super) fn count_shared(self, a: &[u64], b: &[u64]) -> u32 {
        match self.kind {
            DimKind::Ordered { .. } => {
                let (alo, ahi) = self.range(a);
                let (blo, bhi) = self.range(b);
                ahi.min(bhi).saturating_sub(alo.max(blo))
            }
            DimKind::Set { .. } => {
                let pairs = self.of(a).iter().zip(self.of(b));
                pairs.map(|(x, y)| (x & y).count_ones()).sum()
            }
        }
    }

    /// How box `a` lies to box `b` in this dimension.
    #[inline(always)]
    pub(super) fn relate(self, a: &[u64], b: &[u64]) -> Relation {
        match self.kind {
            DimKind::Ordered { .. } => relate_ranges(a[self.at], b[self.at]),
            DimKind::Set { .. } => relate_sets(self.of(a), self.of(b)),
        }
    }

    /// Whether two boxes share a cell here.
    #[inline(always)]
    pub(super) fn meets(self, a: &[u64], b: &[u64]) -> bool {
        match self.kind {
            DimKind::Ordered { .. } => {
                let (alo, ahi) = self.range(a);
                let (blo, bhi) = self.range(b);
                alo < bhi && blo < ahi
            }
            DimKind::Set { .. } => {
                let mut pairs = self.of(a).iter().zip(self.of(b));
                pairs.any(|(x, y)| x & y != 0)
            }
        }
    }

    /// Whether `a` holds every cell of `b` here.
    #[inline(always)]
    pub(super) fn contains(self, a: &[u64], b: &[u64]) -> bool {
        match self.kind {
            DimKind::Ordered { .. } => {
                let (alo, ahi) = self.range(a);
                let (blo, bhi) = self.range(b);
                alo <= blo && bhi <= ahi
            }
            DimKind::Set { .. } => {
                let mut pairs = self.of(a).iter().zip(self.of(b));
                pairs.all(|(x, y)| y & !x == 0)
            }
        }
    }

    /// Whether `a` holds every cell here that `b` and `c` share.
    #[inline(always)]
    pub(super) fn contains_shared(self, a: &[u64], b: &[u64], c: &[u64]) -> bool {
        match self.kind {
            DimKind::Ordered { .. } => {
                let (alo, ahi) = self.range(a);
                let (blo, bhi) = self.range(b);
                let (clo, chi) = self.range(c);
                alo <= blo.max(clo) && bhi.min(chi) <= ahi
            }
            DimKind::Set { .. } => {
                let shared = self.of(b).iter().zip(self.of(c)).map(|(x, y)| x & y);
                self.of(a).iter().zip(shared).all(|(x, y)| y & !x == 0)
            }
        }
    }

    /// Leaves of `a` only what `b` holds too; says whether anything is left.
    pub(super) fn keep(self, a: &mut [u64], b: &[u64]) -> bool {
        match self.kind {
            DimKind::Ordered { .. } => {
                let (alo, ahi) = self.range(a);
                let (blo, bhi) = self.range(b);
                let (lo, hi) = (alo.max(blo), ahi.min(bhi));
                a[self.at] = pack(lo, hi);
                lo < hi
            }
            DimKind::Set { .. } => {
                let mut left = 0;
                for (x, y) in self.of_mut(a).iter_mut().zip(self.of(b)) {
                    *x &= y;
                    left |= *x;
                }
                left != 0
            }
        }
    }

    /// Takes off `a` what keeps it from missing `b`, on the side that still
    /// holds `anchor`; `anchor` and `b` must be apart here.
    pub(super) fn cut_away(self, a: &mut [u64], b: &[u64], anchor: &[u64]) {
        match self.kind {
            DimKind::Ordered { .. } => {
                let (lo, hi) = self.range(a);
                let (from, to) = self.range(b);
                let (_, end) = self.range(anchor);
                a[self.at] = if end <= from { pack(lo, hi.min(from)) } else { pack(lo.max(to), hi) };
            }
            DimKind::Set { .. } => {
                for (x, y) in self.of_mut(a).iter_mut().zip(self.of(b)) {
                    *x &= !y;
                }
            }
        }
    }

    /// A total order of sides: by first cell, then as the cells follow.
    pub(super) fn position(self, a: &[u64], b: &[u64]) -> Ordering {
        match self.kind {
            DimKind::Ordered { .. } => self.range(a).cmp(&self.range(b)),
            DimKind::Set { .. } => {
                for (x, y) in self.of(a).iter().zip(self.of(b)) {
                    let differ = x ^ y;
                    if differ != 0 {
                        let first = differ & differ.wrapping_neg();
                        return if x & first != 0 { Ordering::Less } else { Ordering::Greater };
                    }
                }
                Ordering::Equal
            }
        }
    }
}
