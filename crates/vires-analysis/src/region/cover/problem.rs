//! The search's input, cut down to what matters: rules that meet the box, and
//! dimensions in which some rule is open.

use super::search::Search;
use super::{BoundReached, StepBudget};
use crate::region::cuboid::Cuboid;
use crate::region::side::{Relation, Slot};
use crate::region::space::Space;

/// A set of open dimensions, one bit each.
pub(super) type Mask = u128;

/// A rule in a box it meets but does not cover.
#[derive(Clone, Copy, Debug)]
pub(super) struct Live {
    /// The dimensions in which the rule does not span the box; never empty.
    pub(super) open: Mask,
    /// Its number in the [`Problem`].
    pub(super) rule: u32,
    /// How many dimensions are open.
    pub(super) count: u32,
}

impl Live {
    /// The rule after dimension `bit` was closed.
    pub(super) fn without(self, bit: Mask) -> Live {
        Live { open: self.open & !bit, count: self.count - 1, ..self }
    }
}

/// Rules and a box, in rows of words that leave out the dimensions in which
/// nothing is open.
pub(super) struct Problem {
    /// The open dimensions, as they lie in the short rows.
    pub(super) slots: Vec<Slot>,
    /// Words in a short row.
    pub(super) width: usize,
    rows: Vec<u64>,
    start: Vec<u64>,
    live: Vec<Live>,
    within: Cuboid,
    /// Where each open dimension lies in a full box.
    home: Vec<Slot>,
}

impl Problem {
    /// The problem of covering `within` (not empty); none when a single rule
    /// covers it.
    pub(super) fn new<'r>(
        space: &Space,
        within: &Cuboid,
        rules: impl IntoIterator<Item = &'r Cuboid>,
        steps: &mut StepBudget,
    ) -> Result<Option<Problem>, BoundReached> {
        let meeting: Vec<&[u64]> =
            rules.into_iter().filter(|rule| rule.meets(space, within)).map(Cuboid::words).collect();
        steps.spend(meeting.len() as u64 / 64)?;
        let whole = within.words();
        let home: Vec<Slot> = space
            .slots()
            .iter()
            .copied()
            .filter(|slot| meeting.iter().any(|rule| !slot.contains(rule, whole)))
            .collect();
        if home.len() > Mask::BITS as usize {
            return Err(BoundReached);
        }
        let mut width = 0;
        let mut slots = Vec::with_capacity(home.len());
        for slot in &home {
            slots.push(slot.moved_to(width));
            width += slot.words();
        }
        let shorten = |row: &[u64], into: &mut Vec<u64>| {
            for slot in &home {
                into.extend_from_slice(slot.of(row));
            }
        };
        let mut rows = Vec::with_capacity(width * meeting.len());
        let mut live = Vec::with_capacity(meeting.len());
        for (number, row) in (0u32..).zip(meeting) {
            let mut open = 0;
            for (bit, slot) in home.iter().enumerate() {
                if slot.relate(row, whole) == Relation::Open {
                    open |= 1 << bit;
                }
            }
            if open == 0 {
                return Ok(None);
            }
            shorten(row, &mut rows);
            live.push(Live { open, rule: number, count: open.count_ones() });
        }
        let mut start = Vec::with_capacity(width);
        shorten(whole, &mut start);
        Ok(Some(Problem { slots, width, rows, start, live, within: within.clone(), home }))
    }

    /// Puts the whole problem on a search's stack.
    pub(super) fn seed(&self, search: &mut Search) {
        search.push(&self.start, self.live.iter().copied());
    }

    /// A rule's row.
    #[inline(always)]
    pub(super) fn row(&self, rule: u32) -> &[u64] {
        let at = rule as usize * self.width;
        &self.rows[at..at + self.width]
    }

    /// The full box of a short row.
    pub(super) fn expand(&self, row: &[u64]) -> Cuboid {
        let mut cuboid = self.within.clone();
        for (home, slot) in self.home.iter().zip(&self.slots) {
            home.of_mut(cuboid.words_mut()).copy_from_slice(slot.of(row));
        }
        cuboid
    }
}
