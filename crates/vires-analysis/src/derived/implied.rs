//! Whether what is wanted of one derived fact leaves no choice for another of the same name.
//!
//! On another day, or in another version, a derived fact often means nearly the same: one value of a list less. Then it holds wherever the other does,
//! part for part, and nobody need search for a case that tells them so apart. What is found here is so; what is so need not be found.

use super::search::{Goal, Part, Tree};
use crate::case_space::CaseSpace;
use crate::region::Cuboid;
use crate::solver::TooHard;

/// So many parts are compared for two derived facts.
const STEPS: u32 = 20_000;

/// Whether wherever the first part is as wanted the second is. `may_be` says of a box that it cannot hold a case.
pub(super) fn implies(
    space: &CaseSpace,
    one: Part<'_>,
    other: Part<'_>,
    may_be: &dyn Fn(&Cuboid) -> Result<bool, TooHard>,
) -> Result<bool, TooHard> {
    Comparing { space, may_be, steps: STEPS }.implies(one, other)
}

struct Comparing<'s> {
    space: &'s CaseSpace,
    may_be: &'s dyn Fn(&Cuboid) -> Result<bool, TooHard>,
    steps: u32,
}

impl Comparing<'_> {
    fn implies(&mut self, one: Part<'_>, other: Part<'_>) -> Result<bool, TooHard> {
        let Some(left) = self.steps.checked_sub(1) else { return Ok(false) };
        self.steps = left;
        match (one, other) {
            ((Tree::Not(one), wanted), other) => self.implies((&**one, !wanted), other),
            (one, (Tree::Not(other), wanted)) => self.implies(one, (&**other, !wanted)),
            (
                (Tree::Simple { yes, no, .. }, wanted),
                (Tree::Simple { yes: other_yes, no: other_no, .. }, other_wanted),
            ) => {
                let own = if wanted { yes } else { no };
                let against = if other_wanted { other_no } else { other_yes };
                for own in own.boxes() {
                    for against in against.boxes() {
                        let Some(both) = own.intersect(&self.space.space, against) else { continue };
                        if !self.hang_together(own, against) || (self.may_be)(&both)? {
                            return Ok(false);
                        }
                    }
                }
                Ok(true)
            }
            (one, other) => {
                let (goal, wanted) = (Goal::of(one), Goal::of(other));
                if wanted.count == 0 || goal.parts.len() < goal.count {
                    return Ok(true);
                }
                self.part_for_part(&goal, &wanted)
            }
        }
    }

    /// Each part of the first with one of the second that is as wanted where it is: as many of the second are, then, as of the first must be among
    /// those that have one.
    fn part_for_part(&mut self, goal: &Goal<'_>, wanted: &Goal<'_>) -> Result<bool, TooHard> {
        let mut free: Vec<Part<'_>> = wanted.parts.clone();
        let mut alone = 0;
        for part in &goal.parts {
            let mut found = None;
            for (n, other) in free.iter().enumerate() {
                if self.implies(*part, *other)? {
                    found = Some(n);
                    break;
                }
            }
            match found {
                Some(n) => _ = free.remove(n),
                None => alone += 1,
            }
            if goal.count < wanted.count + alone {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether two boxes limit any question together, or two sums: others have nothing to do with each other.
    fn hang_together(&self, one: &Cuboid, other: &Cuboid) -> bool {
        let sums = |cuboid: &Cuboid| {
            (0..self.space.axes.len()).any(|dim| self.space.is_sum(dim) && !cuboid.spans(&self.space.space, dim))
        };
        sums(one) && sums(other)
    }
}
