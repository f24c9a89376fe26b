//! Independent groups of rules: what each leaves, multiplied.

use super::mask::Mask;
use super::problem::Problem;
use super::search::Search;
use super::{BoundReached, StepBudget};

/// One group's search and the boxes it has found so far.
struct Part<M> {
    dims: M,
    search: Search<M>,
    /// The rows found, one after the other.
    found: Vec<u64>,
    /// How many rows `found` holds.
    count: usize,
}

impl<M: Mask> Part<M> {
    /// Searches for one box more; says whether there was one.
    fn pull(&mut self, problem: &Problem, steps: &mut StepBudget) -> Result<bool, BoundReached> {
        let more = self.search.advance(problem, steps)?;
        if more {
            self.found.extend_from_slice(self.search.found());
            self.count += 1;
        }
        Ok(more)
    }
}

/// The uncovered boxes of a box whose rules fall into groups without a common
/// open dimension, made one at a time: no group is searched further than the
/// boxes asked for need.
pub(super) struct Product<M> {
    parts: Vec<Part<M>>,
    /// Which box of each part comes next; none before the first.
    at: Option<Vec<usize>>,
}

impl<M: Mask> Product<M> {
    /// The product of these groups (their dimensions, and a search each). The
    /// first should be the easiest: if it covers, no other is looked at.
    pub(super) fn new(groups: impl Iterator<Item = (M, Search<M>)>) -> Self {
        let parts = groups.map(|(dims, search)| Part { dims, search, found: Vec::new(), count: 0 }).collect();
        Product { parts, at: None }
    }

    /// Writes the next box to `row`; says whether there was one.
    pub(super) fn advance(
        &mut self,
        problem: &Problem,
        steps: &mut StepBudget,
        row: &mut [u64],
    ) -> Result<bool, BoundReached> {
        steps.spend(1)?;
        match &mut self.at {
            None => {
                for part in &mut self.parts {
                    if !part.pull(problem, steps)? {
                        return Ok(false);
                    }
                }
                self.at = Some(vec![0; self.parts.len()]);
            }
            Some(at) => {
                let mut moved = false;
                for (part, at) in self.parts.iter_mut().zip(at.iter_mut()).rev() {
                    *at += 1;
                    if *at < part.count || part.pull(problem, steps)? {
                        moved = true;
                        break;
                    }
                    *at = 0;
                }
                if !moved {
                    return Ok(false);
                }
            }
        }
        let Some(at) = &self.at else {
            return Ok(false);
        };
        for (part, &at) in self.parts.iter().zip(at) {
            let found = &part.found[at * problem.width..(at + 1) * problem.width];
            for (bit, slot) in problem.slots.iter().enumerate() {
                if part.dims.holds(bit) {
                    slot.of_mut(row).copy_from_slice(slot.of(found));
                }
            }
        }
        Ok(true)
    }
}
