//! The search's input, cut down to what matters: rules that meet the box, and
//! dimensions in which some rule is open.

use super::mask::Mask;
use super::search::Search;
use super::{BoundReached, StepBudget};
use crate::region::cuboid::Cuboid;
use crate::region::side::{Relation, Slot};
use crate::region::space::Space;

/// A rule in a box it meets but does not cover.
#[derive(Clone, Copy, Debug)]
pub(super) struct Live<M> {
    /// The dimensions in which the rule does not span the box; never empty.
    pub(super) open: M,
    /// Its number in the [`Problem`].
    pub(super) rule: u32,
    /// How many dimensions are open.
    pub(super) count: u32,
}

impl<M: Mask> Live<M> {
    /// The rule after this dimension was closed.
    pub(super) fn without(self, dim: usize) -> Self {
        Live { open: self.open.without(M::of(dim)), count: self.count - 1, ..self }
    }
}

/// Rules and a box, in rows of words that leave out the dimensions in which
/// nothing is open.
pub(super) struct Problem {
    /// The open dimensions, as they lie in the short rows.
    pub(super) slots: Vec<Slot>,
    /// Words in a short row.
    pub(super) width: usize,
    /// How many rules there are.
    rules: u32,
    rows: Vec<u64>,
    start: Vec<u64>,
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
        let mut rules = 0;
        for row in meeting {
            if home.iter().all(|slot| slot.relate(row, whole) != Relation::Open) {
                return Ok(None);
            }
            shorten(row, &mut rows);
            rules += 1;
        }
        let mut start = Vec::with_capacity(width);
        shorten(whole, &mut start);
        Ok(Some(Problem { slots, width, rules, rows, start, within: within.clone(), home }))
    }

    /// How many dimensions are open.
    pub(super) fn open(&self) -> usize {
        self.slots.len()
    }

    /// A search with the whole problem on its stack. No more dimensions are open than the mask can tell apart.
    pub(super) fn search<M: Mask>(&self) -> Search<M> {
        let live = (0..self.rules).map(|rule| {
            let row = self.row(rule);
            let is_open = |dim: &usize| self.slots[*dim].relate(row, &self.start) == Relation::Open;
            let open = (0..self.slots.len()).filter(is_open).fold(M::NONE, |open, dim| open.union(M::of(dim)));
            Live { open, rule, count: open.count() }
        });
        let mut search = Search::new();
        search.push(&self.start, live);
        search
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
