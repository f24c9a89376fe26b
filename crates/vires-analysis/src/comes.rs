//! To whom a power comes that is itself in conflict (semantics 3.9): to one of those who contend for it, and nobody can say to which.
//!
//! Whatever rules ask about such a power, they ask of the one contender to which it is taken to come. So it is an axis of the asking power's space:
//! all questions about one power, direct ones and those that come by way of a third power, are answered together.

use vires_model::{PowerId, ValueId, ValueSet};

use crate::axes::{Axis, Extent, ValueBox};
use crate::case_space::{CaseSpace, Cells};
use crate::region::{Cuboid, Region};

/// To whom a power may come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    /// The power.
    pub(crate) power: PowerId,
    /// For each of its contenders, where it is in conflict and this one contends.
    pub(crate) contending: Vec<Vec<ValueBox>>,
}

impl Choice {
    /// The cases and days in which the power, if it is in conflict, comes to its `n`-th contender.
    pub(crate) fn comes_to(power: PowerId, n: usize) -> ValueBox {
        let leaf = ValueId(u32::try_from(n).unwrap_or(u32::MAX));
        ValueBox(vec![(Axis::Comes(power), Extent::Leaves([leaf].into_iter().collect::<ValueSet>(), false))])
    }
}

impl CaseSpace {
    /// For each cell of the axis of a power in conflict, where one of its contenders contends.
    pub(crate) fn contending(&self, choice: &Choice) -> Vec<Region> {
        let dim = self.dim(&Axis::Comes(choice.power));
        let Some(Cells::Classes(classes)) = dim.and_then(|dim| self.axes.get(dim)).map(|(_, cells)| cells) else {
            return Vec::new();
        };
        let class = |members: &Vec<ValueId>| {
            let boxes = members.iter().filter_map(|leaf| choice.contending.get(leaf.0 as usize)).flatten();
            self.in_cells(&boxes.cloned().collect::<Vec<_>>())
        };
        classes.members.iter().map(class).collect()
    }

    /// Where a power is in conflict and would come to somebody who does not contend.
    pub(crate) fn no_contenders(&self) -> Region {
        let space = &self.space;
        let mut wrong = Region::empty();
        for choice in &self.choices {
            let Some(dim) = self.dim(&Axis::Comes(choice.power)) else { continue };
            let contending = self.contending(choice);
            let conflict = contending.iter().fold(Region::empty(), |all, own| all.union(space, own.clone()));
            for (cell, own) in (0..).zip(&contending) {
                let so = Region::new(space, vec![Cuboid::full(space).with_members(space, dim, [cell])]);
                wrong = wrong.union(space, conflict.subtract(space, own).intersect(space, &so));
            }
        }
        wrong
    }

    /// The dimensions that say to whom powers in conflict come.
    fn choice_dims(&self) -> impl Iterator<Item = usize> + '_ {
        self.choices.iter().filter_map(|choice| self.dim(&Axis::Comes(choice.power)))
    }

    /// Where a region has a case, to whomever powers in conflict come.
    pub(crate) fn whomever(&self, region: &Region) -> Region {
        if self.choices.is_empty() {
            return region.clone();
        }
        let space = &self.space;
        let free = |cuboid: &Cuboid| {
            self.choice_dims().fold(cuboid.clone(), |cuboid, dim| {
                let all = 0..space.dims().get(dim).map_or(0, |dim| dim.size());
                cuboid.with_members(space, dim, all)
            })
        };
        let possible = region.subtract(space, &self.contradictory);
        Region::new(space, possible.boxes().iter().map(free).collect()).simplify(space)
    }

    /// A box in values that speak of facts only: where it says to whom another power comes, the cases in which it may.
    pub(crate) fn to_fact_values(&self, cuboid: &Cuboid) -> Vec<ValueBox> {
        if self.choice_dims().all(|dim| cuboid.spans(&self.space, dim)) {
            return vec![self.to_values(cuboid)];
        }
        let cases = self.whomever(&Region::new(&self.space, vec![cuboid.clone()]));
        cases.boxes().iter().map(|cuboid| self.to_values(cuboid)).collect()
    }
}
