//! What is asked of all rules of a model at once: which speak of which power, which powers ask about which. After an edit
//! only the rules that are not what they were are looked at.

use std::collections::BTreeSet;
use std::ops::Range;

use vires_model::{Effect, Id, Model, PowerId, Rule, RuleId, Table};

use crate::analyse::asked_by;
use crate::findings::notes;
use crate::relevant::{PowerRules, place, rules_by_power};

/// What is asked of the rules of one model.
#[derive(Debug, Default)]
pub(crate) struct Index {
    rules: Table<RuleId, Rule>,
    /// Of every power, the rules that speak of it.
    pub(crate) by_power: Vec<PowerRules>,
    /// Of every power, those that its rules ask about.
    pub(crate) asks: Vec<BTreeSet<PowerId>>,
    /// Of every power, those whose holders hold it.
    follows: Vec<BTreeSet<PowerId>>,
    /// The rules of which something is to be said whatever the cases are.
    pub(crate) remarkable: BTreeSet<RuleId>,
}

/// Which powers have other rules than before.
#[derive(Debug)]
pub(crate) enum Touched {
    All,
    Only(BTreeSet<PowerId>),
}

impl Touched {
    pub(crate) fn has(&self, power: PowerId) -> bool {
        match self {
            Self::All => true,
            Self::Only(powers) => powers.contains(&power),
        }
    }
}

impl Index {
    pub(crate) fn new(model: &Model) -> Self {
        let by_power = rules_by_power(model);
        let asks = by_power.iter().map(|rules| asked_by(model, rules)).collect();
        let follows = by_power.iter().map(|rules| followed_by(model, rules)).collect();
        let remarkable = model.rules.ids().filter(|rule| notes::is_remarkable(model, *rule)).collect();
        Self { rules: model.rules.clone(), by_power, asks, follows, remarkable }
    }

    /// That of a model that differs in nothing but its rules, and the powers on which they are others or have other
    /// numbers.
    pub(crate) fn renewed(mut self, model: &Model) -> (Self, Touched) {
        let Some(stretch) = self.changed(model) else {
            return (Self::new(model), Touched::All);
        };
        let ids = || stretch.clone().map(RuleId::new);
        let mut touched: BTreeSet<PowerId> = BTreeSet::new();
        for id in ids() {
            for rule in [&self.rules[id], &model.rules[id]] {
                if is_of_class(rule) {
                    return (Self::new(model), Touched::All);
                }
                touched.extend(rule.effect.named_powers());
            }
        }
        let within = |id: &RuleId| stretch.contains(&id.index());
        for power in &touched {
            if let Some(rules) = self.by_power.get_mut(power.index()) {
                rules.lists_mut().into_iter().for_each(|list| list.retain(|id| !within(id)));
            }
        }
        ids().for_each(|id| place(model, id, &mut self.by_power));
        for power in &touched {
            let Some(rules) = self.by_power.get_mut(power.index()) else { continue };
            // In the order of the files.
            rules.lists_mut().into_iter().for_each(|list| list.sort_unstable());
            if let (Some(asks), Some(follows)) = (self.asks.get_mut(power.index()), self.follows.get_mut(power.index()))
            {
                *asks = asked_by(model, rules);
                *follows = followed_by(model, rules);
            }
        }
        self.remarkable.retain(|id| !within(id));
        self.remarkable.extend(ids().filter(|id| notes::is_remarkable(model, *id)));
        self.rules = model.rules.clone();
        (self, Touched::Only(touched))
    }

    /// The stretch of rules outside which all are what they were; none where they have other numbers.
    fn changed(&self, model: &Model) -> Option<Range<usize>> {
        let (before, now) = (&self.rules, &model.rules);
        if before.len() != now.len() || self.by_power.len() != model.powers.len() {
            return None;
        }
        let is_other = |id: &RuleId| before.shared(*id) != now.shared(*id);
        let Some(first) = now.ids().find(is_other) else { return Some(0..0) };
        let last = now.ids().rev().find(is_other)?;
        Some(first.index()..last.index() + 1)
    }

    /// The powers whose holders hold others.
    pub(crate) fn followed(&self) -> BTreeSet<PowerId> {
        self.follows.iter().flatten().copied().collect()
    }
}

fn is_of_class(rule: &Rule) -> bool {
    // One that names powers names at least one.
    rule.effect.named_powers().is_empty()
}

fn followed_by(model: &Model, rules: &PowerRules) -> BTreeSet<PowerId> {
    let followed = rules.all().filter_map(|rule| match &model.rules[rule].effect {
        Effect::Follow { whose, .. } => Some(*whose),
        _ => None,
    });
    followed.collect()
}
