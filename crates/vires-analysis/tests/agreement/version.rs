//! What changes between two versions, against the reference evaluator on both.

use std::collections::BTreeSet;

use vires_analysis::{Change, Version, changes_between_versions};
use vires_model::random::{self, Dice, case, interesting_days};
use vires_model::{Life, Model, Rule, Table, decide};

use crate::change::{answer_differs, differ};
use crate::point::Point;

const MODELS: u64 = 800;
const DERIVED: u64 = 100;
const RARER: u64 = 300;
const CASES: usize = 10;

#[test]
fn changes_between_versions_agree_with_the_reference_evaluator() {
    let (changed, same) = agree(MODELS, &random::model);
    if std::env::var("VIRES_SEED").is_err() {
        assert!(changed > 500 && same > 500, "{changed} changed, {same} not");
    }
}

/// The same with rarer rules.
#[test]
fn changes_of_rarer_rules_agree_with_the_reference_evaluator() {
    let (changed, same) = agree(RARER, &random::rarer);
    if std::env::var("VIRES_SEED").is_err() {
        assert!(changed > 200 && same > 200, "{changed} changed, {same} not");
    }
}

/// The same with derived facts that are kept whole.
#[test]
fn changes_of_derived_facts_agree_with_the_reference_evaluator() {
    let (changed, same) = agree(DERIVED, &random::derived);
    if std::env::var("VIRES_SEED").is_err() {
        assert!(changed > 50 && same > 50, "{changed} changed, {same} not");
    }
}

/// How often something was found to change, and not to.
fn agree(models: u64, model: &dyn Fn(u64) -> Model) -> (usize, usize) {
    let (mut changed, mut same) = (0, 0);
    let none = BTreeSet::new();
    let first = std::env::var("VIRES_SEED").ok().and_then(|seed| seed.parse().ok());
    for seed in first.map_or(0..models, |seed: u64| seed..seed + 1) {
        let old = model(seed);
        let mut dice = Dice::new(seed.wrapping_mul(23).wrapping_add(5));
        let new = amended(&old, &mut dice);
        let version = |model| Version { model, broken: &none };
        let found = changes_between_versions(version(&old), version(&new), None);
        assert!(found.new_powers.is_empty() && found.gone_powers.is_empty() && found.unlike.is_empty());
        let again = |old: &Model| misjudged(old, &amended(old, &mut Dice::new(seed.wrapping_mul(23).wrapping_add(5))));
        if again(&old).is_some() {
            let small = random::smallest(&old, &|old| again(old).is_some());
            panic!("seed {seed}: {:?}\n  {}", again(&small), random::shown(&small));
        }
        let days: Vec<_> = interesting_days(&old).into_iter().chain(interesting_days(&new)).collect();
        for _ in 0..CASES {
            let Some(day) = dice.pick(&days).copied() else { continue };
            let facts = case(&old, &mut dice, Some(day), false);
            if facts.facts.len() < old.facts.len() {
                continue;
            }
            let late = Point { model: &new, case: &facts, day };
            for power in old.powers.ids().filter(|power| !found.changes.unexamined.contains(power)) {
                let before = decide(&old, power, &facts, Some(day)).outcome;
                let after = decide(&new, power, &facts, Some(day)).outcome;
                let own = found.changes.changes.iter().filter(|change| change.power == power);
                let here: Vec<&Change> = own.filter(|change| late.within(&change.boxes)).collect();
                let acts = here.iter().any(|change| !change.accountable_only);
                let answers = here.iter().any(|change| change.accountable_only);
                assert!(
                    here.len() <= 1
                        && acts == differ(&new, day, &before, &after)
                        && (acts || answers == answer_differs(&new, day, &before, &after)),
                    "seed {seed}, power {power:?}, {day}: {:?}\nbefore {before:?}\nafter {after:?}\nchanges {here:#?}",
                    facts.facts
                );
                *(if acts { &mut changed } else { &mut same }) += 1;
            }
        }
    }
    (changed, same)
}

/// A change whose witness the reference evaluator decides otherwise.
fn misjudged(old: &Model, new: &Model) -> Option<Change> {
    let none = BTreeSet::new();
    let version = |model| Version { model, broken: &none };
    let changes = changes_between_versions(version(old), version(new), None).changes.changes;
    changes.into_iter().find(|change| change.witness.as_ref().is_some_and(|both| !both.confirmed))
}

/// Nothing changes from a version to itself.
#[test]
fn a_version_is_like_itself() {
    let none = BTreeSet::new();
    for seed in 0..100 {
        let model = random::model(seed);
        let version = Version { model: &model, broken: &none };
        let found = changes_between_versions(version, version, None);
        assert!(found.changes.changes.is_empty(), "seed {seed}: {:?}", found.changes.changes);
    }
}

/// Some rules taken out, some with other dates.
fn amended(old: &Model, dice: &mut Dice) -> Model {
    let mut new = old.clone();
    new.rules = Table::default();
    let days = interesting_days(old);
    for (_, rule) in old.rules.iter() {
        if dice.chance(1, 5) {
            continue;
        }
        let life = match dice.pick(&days).copied().filter(|_| dice.chance(1, 4)) {
            Some(day) if dice.chance(1, 2) => Life { until: Some(day), ..rule.life },
            Some(day) => Life { from: Some(day), ..rule.life },
            None => rule.life,
        };
        new.rules.push(Rule { life, ..rule.clone() });
    }
    new
}
