//! Witnesses put through the reference evaluator, over only those rules that bear on the power: the evaluator goes through every rule of its model.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use vires_model::{Case, Day, Decision, Id, Model, PowerId, RuleId, Table, decide};

use crate::relevant::PowerRules;

/// Replays cases of one power after another.
pub(crate) struct Replay<'m> {
    model: &'m Model,
    rules: &'m [PowerRules],
    asks: &'m [BTreeSet<PowerId>],
    /// The model with the rules of the power last asked about, and which rule of the whole model each is.
    last: RefCell<Option<Excerpt>>,
}

struct Excerpt {
    power: PowerId,
    model: Model,
    rules: Vec<RuleId>,
    /// The case asked about last and its answer: of many findings in one place, each shows the same case.
    decided: Option<(Case, Option<Day>, Decision)>,
}

impl<'m> Replay<'m> {
    pub(crate) fn new(model: &'m Model, rules: &'m [PowerRules], asks: &'m [BTreeSet<PowerId>]) -> Self {
        Self { model, rules, asks, last: RefCell::new(None) }
    }

    /// What the reference evaluator decides.
    pub(crate) fn decide(&self, power: PowerId, case: &Case, day: Option<Day>) -> Decision {
        let mut last = self.last.borrow_mut();
        let mut excerpt = match last.take() {
            Some(excerpt) if excerpt.power == power => excerpt,
            Some(excerpt) => self.excerpt(power, excerpt.model),
            None => self.excerpt(power, self.model.clone()),
        };
        let known = excerpt.decided.take().filter(|(asked, on, _)| asked == case && *on == day);
        let decision = known.map(|(_, _, decision)| decision).unwrap_or_else(|| {
            let mut decision = decide(&excerpt.model, power, case, day);
            decision.renumber(&|rule| excerpt.rules.get(rule.index()).copied().unwrap_or(rule));
            decision
        });
        excerpt.decided = Some((case.clone(), day, decision.clone()));
        *last = Some(excerpt);
        decision
    }

    fn excerpt(&self, power: PowerId, mut model: Model) -> Excerpt {
        let mut powers = BTreeSet::new();
        let mut next = vec![power];
        let mut rules = BTreeSet::new();
        while let Some(power) = next.pop() {
            if !powers.insert(power) {
                continue;
            }
            if let Some(own) = self.rules.get(power.index()) {
                rules.extend(own.all());
            }
            next.extend(self.asks.get(power.index()).into_iter().flatten());
        }
        model.rules = Table::default();
        for rule in &rules {
            self.model.rules.shared(*rule).into_iter().for_each(|rule| {
                model.rules.push_shared(Arc::clone(rule));
            });
        }
        Excerpt { power, model, rules: rules.into_iter().collect(), decided: None }
    }
}
