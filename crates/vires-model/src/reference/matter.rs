//! Which facts that are not given can matter for a power (5.8).

use std::collections::{BTreeMap, BTreeSet};

use crate::bodies::{Holder, Which};
use crate::conditions::{Atom, Condition, HeldBy};
use crate::date::{Day, Life};
use crate::facts::Value;
use crate::ids::{BodyId, FactId, PowerId, ProvisionId, RuleId};
use crate::model::Model;
use crate::reference::facts::Facts;
use crate::reference::text::concerns;
use crate::reference::truth::{Truth, truth};
use crate::rules::{Barred, Effect};

/// Facts of rules on the power, of the holders they name, of powers they look at, and of assumptions that touch such facts.
pub(super) fn missing(
    model: &Model,
    power: PowerId,
    given: &BTreeMap<FactId, Value>,
    at: Option<Day>,
) -> BTreeSet<FactId> {
    let mut search =
        Search { facts: Facts { model, values: given, day: at }, at, powers: BTreeSet::new(), found: BTreeSet::new() };
    search.power(power);
    let mut found = search.found;
    found.retain(|fact| !given.contains_key(fact));
    // Assumptions tie facts to facts.
    let assumptions: Vec<BTreeSet<FactId>> = model
        .assumptions
        .iter()
        .map(|assumption| {
            let mut facts = BTreeSet::new();
            assumption.atoms(&mut |atom| {
                atom.facts(&mut |fact| {
                    if !given.contains_key(&fact) {
                        facts.insert(fact);
                    }
                });
            });
            facts
        })
        .collect();
    loop {
        let before = found.len();
        for facts in &assumptions {
            if !found.is_disjoint(facts) {
                found.extend(facts);
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

struct Search<'a> {
    facts: Facts<'a>,
    at: Option<Day>,
    powers: BTreeSet<PowerId>,
    found: BTreeSet<FactId>,
}

impl Search<'_> {
    fn power(&mut self, power: PowerId) {
        if !self.powers.insert(power) {
            return;
        }
        let model = self.facts.model;
        let bearing = self.rules(power);
        let followed = bearing.iter().filter_map(|id| match &model.rules[*id].effect {
            Effect::Follow { whose, .. } => Some(*whose),
            _ => None,
        });
        for whose in followed.collect::<BTreeSet<_>>() {
            self.asks(power, whose);
        }
        let places: Vec<ProvisionId> = bearing.iter().map(|id| model.rules[*id].place).collect();
        for id in &bearing {
            self.condition(&model.rules[*id].when, power);
            for holder in model.rules[*id].effect.holders() {
                self.holder(holder, power);
            }
        }
        for word in &model.words {
            let speaks = |place: &ProvisionId| model.stands_in(*place, word.speaker);
            let is_of = |place: &ProvisionId| word.of.iter().any(|of| model.stands_in(*place, *of));
            if self.lives(word.life) && places.iter().any(speaks) && places.iter().any(is_of) {
                self.condition(&word.when, power);
            }
        }
    }
    fn lives(&self, life: Life) -> bool {
        match self.at {
            Some(day) => life.contains(day),
            None => !life.is_empty(),
        }
    }
    fn known(&self, condition: &Condition) -> Truth {
        truth(&self.facts, condition, &mut |_| Ok(None)).unwrap_or(None)
    }
    /// The rules that can be active and touch a body which can have the power.
    fn rules(&self, power: PowerId) -> Vec<RuleId> {
        let model = self.facts.model;
        let possible: Vec<RuleId> = model
            .rules
            .iter()
            .filter(|(id, rule)| {
                concerns(model, *id, power, self.at) && self.lives(rule.life) && self.known(&rule.when) != Some(false)
            })
            .map(|(id, _)| id)
            .collect();
        // Whoever holds another power may be anybody.
        let follows = possible.iter().any(|id| matches!(&model.rules[*id].effect, Effect::Follow { .. }));
        let mut bodies: BTreeSet<BodyId> = BTreeSet::new();
        loop {
            let before = bodies.len();
            for id in &possible {
                match &model.rules[*id].effect {
                    Effect::Hold { holding, .. } => {
                        bodies.extend(holding.seats.iter().map(|seat| seat.body));
                    }
                    Effect::Transfer { from, to, .. } if follows || bodies.contains(&from.body) => {
                        bodies.extend(to.seats.iter().map(|seat| seat.body));
                    }
                    _ => {}
                }
            }
            if bodies.len() == before {
                break;
            }
        }
        let bears = |id: &RuleId| match &model.rules[*id].effect {
            Effect::Hold { .. }
            | Effect::Follow { .. }
            | Effect::Nobody { .. }
            | Effect::NotRequired { .. }
            | Effect::Enable { .. }
            | Effect::Reserve { .. } => true,
            // Listed beside the holder: it changes no outcome.
            Effect::TakeOver { .. } => false,
            Effect::Transfer { from, .. } => follows || bodies.contains(&from.body),
            Effect::Keep { by, .. } => follows || bodies.contains(&by.body),
            Effect::Bar { who, .. } => match who {
                Barred::Holder(holder) => follows || bodies.contains(&holder.body),
                // The office holds as long as it is not known who asks.
                Barred::Person(_) => false,
            },
        };
        possible.into_iter().filter(bears).collect()
    }
    /// `asking` looks at another power; its act passes by name.
    fn asks(&mut self, asking: PowerId, asked: PowerId) {
        let model = self.facts.model;
        if let (Some(own), Some(theirs)) = (model.powers[asking].act, model.powers[asked].act)
            && own != theirs
        {
            self.found.insert(own);
        }
        self.power(asked);
    }
    fn condition(&mut self, condition: &Condition, asking: PowerId) {
        if self.known(condition).is_some() {
            return;
        }
        let mut asked: Vec<(PowerId, &HeldBy)> = Vec::new();
        condition.atoms(&mut |atom| {
            atom.facts(&mut |fact| {
                self.found.insert(fact);
            });
            if let Atom::Held { power, by } = atom {
                asked.push((*power, by));
            }
        });
        for (power, by) in asked {
            if let HeldBy::AnyOf(holders) | HeldBy::AllOf(holders) = by {
                for holder in holders {
                    self.holder(*holder, power);
                }
            }
            self.asks(asking, power);
        }
    }
    fn holder(&mut self, holder: Holder, power: PowerId) {
        match holder.which {
            Which::OfFact(fact) => {
                self.found.insert(fact);
            }
            // 3.2: one not said which is known by the power's place.
            Which::OfItsPlace | Which::Unsaid => {
                self.found.extend(self.facts.model.powers[power].place);
            }
            Which::Sole | Which::OfValue(_) => {}
        }
    }
}
