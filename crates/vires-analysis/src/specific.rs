//! The conditions of a power's rules by their words alone, for `more specific` (semantics 5.4): which of them lies inside which other.
//!
//! What another power's holder is counts as a question that may be answered either way, whatever the rules on that power say, and so does a question
//! that turns on a parameter without a value: which of two rules is more specific is seen by reading the two, and no third changes it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use vires_model::{HeldBy, Model, PowerId, RuleId, days_entangled};

use crate::axes::{Axis, Extent, ValueBox};
use crate::case_space::{Answers, Asked, CaseSpace, Collector, Question};
use crate::comes::Choice;
use crate::conditions::Conditions;
use crate::follow::Following;
use crate::possible;
use crate::region::{BoundReached, Cuboid, Region, StepBudget, is_covered};
use crate::relevant::PowerRules;
use crate::solver::TooHard;

/// Conditions on any day, in a space of their own.
pub(crate) struct Specific {
    space: CaseSpace,
    conditions: BTreeMap<RuleId, Region>,
}

impl Specific {
    /// # Errors
    /// [`BoundReached`] where a condition needs too many boxes.
    pub(crate) fn new(
        model: &Model,
        power: PowerId,
        rules: &PowerRules,
        steps: &mut StepBudget,
    ) -> Result<Self, BoundReached> {
        let either = Either::default();
        let mut collector = Collector::new(model, power, &either);
        let claiming = || rules.roots.iter().chain(&rules.transfers);
        for rule in claiming() {
            collector.condition(&model.rules[*rule].when);
        }
        let space = collector.finish();
        let conditions = Conditions { model, asking: power, space: &space, answers: &either };
        let mut regions = BTreeMap::new();
        for rule in claiming() {
            regions.insert(*rule, conditions.region(&model.rules[*rule].when, true, steps)?);
        }
        if space.space.is_worn_out() {
            return Err(BoundReached);
        }
        Ok(Self { conditions: regions, space })
    }

    /// Whether every case and day of one rule's condition is one of the other's.
    ///
    /// # Errors
    /// [`BoundReached`] where that cannot be told within the budget.
    pub(crate) fn lies_within(
        &self,
        model: &Model,
        inner: RuleId,
        outer: RuleId,
        steps: &mut StepBudget,
    ) -> Result<bool, BoundReached> {
        let words = [&model.rules[inner].when, &model.rules[outer].when];
        let (Some(inner), Some(outer)) = (self.conditions.get(&inner), self.conditions.get(&outer)) else {
            return Ok(false);
        };
        if days_entangled(model, &words) {
            return Ok(false);
        }
        let doubt = std::cell::Cell::new(false);
        let can_be = |cuboid: &Cuboid| {
            possible::holds_a_case(model, &self.space, cuboid).unwrap_or_else(|TooHard| {
                doubt.set(true);
                true
            })
        };
        let covering: Vec<&Cuboid> = outer.boxes().iter().chain(self.space.impossible.boxes()).collect();
        for cuboid in inner.boxes() {
            let covered = is_covered(&self.space.space, cuboid, covering.iter().copied(), &can_be, steps)?;
            if doubt.get() {
                return Err(BoundReached);
            }
            if !covered {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Any answer may be: each question is one of its own.
#[derive(Default)]
struct Either(RefCell<Vec<(PowerId, HeldBy)>>);

impl Answers for Either {
    fn held(&self, _: PowerId, asked: PowerId, by: &HeldBy) -> Arc<Question> {
        let mut known = self.0.borrow_mut();
        let n = known.iter().position(|own| own.0 == asked && own.1 == *by).unwrap_or_else(|| {
            known.push((asked, by.clone()));
            known.len() - 1
        });
        let axis = Axis::Held(asked, u32::try_from(n).unwrap_or(u32::MAX));
        let settled = vec![ValueBox(vec![(axis, Extent::Is(true))])];
        let unknown = vec![ValueBox::default()];
        Arc::new(Question { power: asked, asked: Asked::Held(by.clone()), yes: Vec::new(), unknown, settled })
    }
    fn followed(&self, _: PowerId, _: PowerId) -> Arc<Following> {
        Arc::default()
    }
    fn comes(&self, _: PowerId, _: PowerId) -> Option<Arc<Choice>> {
        None
    }
}
