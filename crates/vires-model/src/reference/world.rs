//! One world: a day and a value for every fact that matters.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::conditions::Unset;
use crate::date::Day;
use crate::decision::{Needed, Outcome};
use crate::ids::{FactId, PowerId, RuleId};
use crate::reference::bound::Slot;
use crate::reference::facts::Facts;
use crate::reference::text::{self, Text};
use crate::reference::{claims, contest, outcome};

/// One world.
pub(super) struct World<'a> {
    pub(super) facts: Facts<'a>,
    pub(super) day: Day,
    pub(super) settled: &'a Settled,
    /// The facts that are given, and not chosen to complete the case.
    pub(super) given: &'a BTreeSet<FactId>,
    /// The powers whose answers are being sought, outermost first.
    pub(super) asking: Vec<PowerId>,
    /// What [`crate::reference::specific`] has found so far.
    pub(super) specific: &'a RefCell<BTreeMap<(RuleId, RuleId), bool>>,
    /// The same of steps and deadlines, by [`crate::reference::silence`].
    pub(super) silences: &'a RefCell<BTreeMap<(Slot, Slot), bool>>,
}

/// What nobody can say, as it is taken to be while an answer is sought.
#[derive(Debug, Clone, Default)]
pub(super) struct Settled {
    /// For powers in conflict: which of their claims is taken to hold (3.9).
    pub(super) powers: BTreeMap<PowerId, usize>,
    /// Questions that turn on a parameter without a value (1.7).
    pub(super) unset: BTreeMap<Unset, bool>,
}

/// The answer turns on something that is not settled yet.
#[derive(Debug, Clone, Copy)]
pub(super) enum Open {
    /// A power in conflict, with so many claims.
    Power(PowerId, usize),
    /// A question that turns on a parameter without a value.
    Unset(Unset),
}

/// A world and the text that bears on one power in it.
pub(super) struct Scene<'w, 'a> {
    pub(super) world: &'w World<'a>,
    pub(super) power: PowerId,
    pub(super) text: Text<'a>,
}

impl<'a> World<'a> {
    /// The answer for one power.
    pub(super) fn outcome(&self, power: PowerId) -> Result<Outcome, Open> {
        // 1.5
        if !text::covered(self.facts.model, power, self.day) {
            return Ok(Outcome::NotInForce);
        }
        let scene = Scene { world: self, power, text: Text::of(self, power)? };
        let claims = claims::all(&scene)?;
        let verdict = contest::settle(&scene, &claims);
        Ok(outcome::outcome(&scene, &claims, &verdict))
    }
    /// This world while the answer for one more power is sought.
    pub(super) fn asking(&self, power: PowerId) -> World<'a> {
        let mut asking = self.asking.clone();
        asking.push(power);
        World { asking, ..*self }
    }
}

impl Open {
    /// What is open, and every way in which it may turn out, beside what is settled already.
    pub(super) fn either_way(self, settled: &Settled) -> (Needed, Vec<Settled>) {
        match self {
            Self::Power(power, claims) => {
                let with = |claim| {
                    let mut settled = settled.clone();
                    settled.powers.insert(power, claim);
                    settled
                };
                (Needed::Power(power), (0..claims).map(with).collect())
            }
            Self::Unset(unset) => {
                let with = |answer| {
                    let mut settled = settled.clone();
                    settled.unset.insert(unset, answer);
                    settled
                };
                (Needed::Parameter(unset.parameter, unset.of), [false, true].map(with).to_vec())
            }
        }
    }
}
