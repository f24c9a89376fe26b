//! Conditions as regions.

use vires_model::{Atom, Condition, ConditionKind, Model, PowerId};

use crate::atoms;
use crate::case_space::{Answers, CaseSpace};
use crate::region::{BoundReached, Cuboid, Region, StepBudget};

/// The most boxes that one condition may need before it is refused.
const MOST_BOXES: usize = 20_000;

/// Turns conditions of one power's rules into regions.
pub(crate) struct Conditions<'a> {
    pub(crate) model: &'a Model,
    pub(crate) asking: PowerId,
    pub(crate) space: &'a CaseSpace,
    pub(crate) answers: &'a dyn Answers,
}

impl Conditions<'_> {
    /// Where the condition holds (`positive`), or where it does not.
    ///
    /// # Errors
    /// [`BoundReached`] where it would need more than 20,000 boxes.
    pub(crate) fn region(
        &self,
        condition: &Condition,
        positive: bool,
        steps: &mut StepBudget,
    ) -> Result<Region, BoundReached> {
        let space = &self.space.space;
        if let Some(dim) = self.space.kept_whole(condition) {
            let side = Cuboid::full(space).with_members(space, dim, [u32::from(positive)]);
            return Ok(Region::new(space, vec![side]));
        }
        match &condition.kind {
            ConditionKind::Always if positive => Ok(Region::full(space)),
            ConditionKind::Always => Ok(Region::empty()),
            ConditionKind::Not(part) => self.region(part, !positive, steps),
            ConditionKind::All(parts) if positive => self.all(parts, true, steps),
            ConditionKind::All(parts) => self.any(parts, false, steps),
            ConditionKind::Any(parts) if positive => self.any(parts, true, steps),
            ConditionKind::Any(parts) => self.all(parts, false, steps),
            ConditionKind::AtLeast(count, parts) => {
                let count = *count as usize;
                // Not at least n of m are so: at least m - n + 1 are not.
                let count = if positive { count } else { (parts.len() + 1).saturating_sub(count) };
                let regions =
                    parts.iter().map(|part| self.region(part, positive, steps)).collect::<Result<Vec<_>, _>>()?;
                self.at_least(count, &regions)
            }
            ConditionKind::Atom(atom) => self.atom(atom, positive, steps),
        }
    }

    fn all(&self, parts: &[Condition], positive: bool, steps: &mut StepBudget) -> Result<Region, BoundReached> {
        let mut region = Region::full(&self.space.space);
        for part in parts {
            let part = self.region(part, positive, steps)?;
            if region.boxes().len().saturating_mul(part.boxes().len()) > MOST_BOXES {
                return Err(BoundReached);
            }
            region = region.intersect(&self.space.space, &part);
        }
        Ok(region)
    }

    fn any(&self, parts: &[Condition], positive: bool, steps: &mut StepBudget) -> Result<Region, BoundReached> {
        let mut boxes = Vec::new();
        for part in parts {
            boxes.extend(self.region(part, positive, steps)?.into_boxes());
            if boxes.len() > MOST_BOXES {
                return Err(BoundReached);
            }
        }
        Ok(Region::new(&self.space.space, boxes).simplify(&self.space.space))
    }

    /// Where at least so many of the regions lie over each other: by how many of those gone through were so.
    fn at_least(&self, count: usize, regions: &[Region]) -> Result<Region, BoundReached> {
        let space = &self.space.space;
        if count > regions.len() {
            return Ok(Region::empty());
        }
        let mut reached = vec![Region::empty(); count + 1];
        if let Some(none) = reached.first_mut() {
            *none = Region::full(space);
        }
        for region in regions {
            for n in (1..=count).rev() {
                let (Some(fewer), Some(so_far)) = (reached.get(n - 1), reached.get(n)) else {
                    continue;
                };
                let more = so_far.clone().union(space, fewer.intersect(space, region));
                if more.boxes().len() > MOST_BOXES {
                    return Err(BoundReached);
                }
                if let Some(slot) = reached.get_mut(n) {
                    *slot = more;
                }
            }
        }
        Ok(reached.pop().unwrap_or_default())
    }

    fn atom(&self, atom: &Atom, positive: bool, steps: &mut StepBudget) -> Result<Region, BoundReached> {
        let Atom::Held { power, by } = atom else {
            return Ok(self.space.in_cells(&atoms::boxes(self.model, atom, positive)));
        };
        let question = self.answers.held(self.asking, *power, by);
        let yes = self.space.answered(&question);
        if positive { Ok(yes) } else { yes.complement(&self.space.space, steps) }
    }
}
