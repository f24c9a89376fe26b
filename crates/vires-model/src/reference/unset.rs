//! Parameters without a value (1.7): what turns on one is tried both ways. Where the answers differ, it is undetermined.

use std::collections::BTreeSet;

use crate::conditions::{Atom, Condition, ConditionKind, Unset};
use crate::date::Day;
use crate::decision::{Case, Need, Needed, Outcome};
use crate::ids::PowerId;
use crate::model::Model;
use crate::reference::facts::Facts;
use crate::reference::missing::{self, Key, key};
use crate::reference::truth::simple;

/// So many open questions are tried together; beyond, the answer is that all of them are needed.
const MOST: usize = 8;

/// The answer for one power.
pub(super) fn answer(model: &Model, power: PowerId, case: &Case, at: Option<Day>) -> Outcome {
    let open: Vec<Unset> = questions(model, power, case, at).into_iter().collect();
    if open.is_empty() {
        return missing::answer(model, power, case, at);
    }
    if open.len() > MOST {
        return undetermined(Vec::new(), &open);
    }
    let outcomes: Vec<Outcome> = (0..1usize << open.len())
        .map(|mask| {
            let settled = settled(model, &|unset| open.iter().position(|own| own == unset).map(|n| mask >> n & 1 == 1));
            missing::answer(&settled, power, case, at)
        })
        .collect();
    let keys: Vec<Key> = outcomes.iter().map(key).collect();
    let differ = |one: usize, other: usize| keys.get(one) != keys.get(other);
    if !(1..keys.len()).any(|mask| differ(0, mask)) {
        return outcomes.into_iter().next().unwrap_or(Outcome::NotInForce);
    }
    let decides = |n: usize| (0..keys.len()).any(|mask| differ(mask, mask ^ 1 << n));
    let deciding: Vec<Unset> = open.iter().enumerate().filter(|(n, _)| decides(*n)).map(|(_, unset)| *unset).collect();
    let mut needs: Vec<Need> = Vec::new();
    for outcome in outcomes {
        if let Outcome::Undetermined { needs: own } = outcome {
            for need in own {
                if !needs.contains(&need) {
                    needs.push(need);
                }
            }
        }
    }
    undetermined(needs, &deciding)
}

fn undetermined(mut needs: Vec<Need>, open: &[Unset]) -> Outcome {
    let parameters: BTreeSet<Needed> = open.iter().map(|unset| Needed::Parameter(unset.parameter, unset.of)).collect();
    needs.extend(parameters.into_iter().map(|what| Need { what, found_by: None }));
    Outcome::Undetermined { needs }
}

/// The questions without an answer on which the power, or one that its rules ask about, may turn in this case.
fn questions(model: &Model, power: PowerId, case: &Case, at: Option<Day>) -> BTreeSet<Unset> {
    let facts = Facts { model, values: &case.facts, day: at };
    let mut open = BTreeSet::new();
    let mut powers = vec![power];
    let mut next = 0;
    while let Some(power) = powers.get(next).copied() {
        next += 1;
        for (_, rule) in model.rules.iter().filter(|(_, rule)| rule.effect.speaks_of(model, power)) {
            if at.is_some_and(|day| !rule.life.contains(day)) {
                continue;
            }
            open_in(&facts, &rule.when, &mut open);
            let mut asked: Vec<PowerId> = Vec::new();
            if let crate::rules::Effect::Follow { whose, .. } = &rule.effect {
                asked.push(*whose);
            }
            rule.when.atoms(&mut |atom| {
                if let Atom::Held { power, .. } = atom {
                    asked.push(*power);
                }
            });
            for power in asked {
                if !powers.contains(&power) {
                    powers.push(power);
                }
            }
        }
    }
    for word in &model.words {
        open_in(&facts, &word.when, &mut open);
    }
    open
}

/// The open questions of a condition, unless what is known decides it without them. Whether it does.
fn open_in(facts: &Facts<'_>, condition: &Condition, open: &mut BTreeSet<Unset>) -> Option<bool> {
    let mut own = BTreeSet::new();
    let mut parts = |parts: &[Condition], wanted: usize| {
        let known: Vec<Option<bool>> = parts.iter().map(|part| open_in(facts, part, &mut own)).collect();
        let yes = known.iter().filter(|known| **known == Some(true)).count();
        let no = known.iter().filter(|known| **known == Some(false)).count();
        if yes >= wanted {
            Some(true)
        } else if no > parts.len().saturating_sub(wanted) {
            Some(false)
        } else {
            None
        }
    };
    let known = match &condition.kind {
        ConditionKind::Always => Some(true),
        ConditionKind::All(all) => parts(all, all.len()),
        ConditionKind::Any(any) => parts(any, 1),
        ConditionKind::AtLeast(n, any) => parts(any, *n as usize),
        ConditionKind::Not(part) => open_in(facts, part, &mut own).map(|yes| !yes),
        ConditionKind::Atom(Atom::Unset(unset)) => {
            own.insert(*unset);
            None
        }
        ConditionKind::Atom(atom) => simple(facts, atom),
    };
    if known.is_none() {
        open.extend(own);
    }
    known
}

/// The model with these questions answered.
fn settled(model: &Model, answer: &dyn Fn(&Unset) -> Option<bool>) -> Model {
    let mut settled = model.clone();
    for id in model.rules.ids() {
        settle(&mut settled.rules[id].when, answer);
    }
    for word in &mut settled.words {
        settle(&mut word.when, answer);
    }
    settled
}

fn settle(condition: &mut Condition, answer: &dyn Fn(&Unset) -> Option<bool>) {
    match &mut condition.kind {
        ConditionKind::Always => {}
        ConditionKind::All(parts) | ConditionKind::Any(parts) | ConditionKind::AtLeast(_, parts) => {
            parts.iter_mut().for_each(|part| settle(part, answer));
        }
        ConditionKind::Not(part) => settle(part, answer),
        ConditionKind::Atom(Atom::Unset(unset)) => match answer(unset) {
            Some(true) => condition.kind = ConditionKind::Always,
            Some(false) => condition.kind = ConditionKind::Any(Vec::new()),
            None => {}
        },
        ConditionKind::Atom(_) => {}
    }
}
