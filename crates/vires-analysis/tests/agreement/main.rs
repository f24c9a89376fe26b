//! The proofs against the plain reference evaluator, on random models: in every case and on every day tried, the regions that the analysis
//! reports and the holders it registers are what the reference evaluator decides.

mod change;
mod linear;
mod point;
mod version;

use std::collections::{BTreeMap, BTreeSet};

use vires_analysis::{IssueKind, analyse, holdings};
use vires_model::random::{self, Dice, case, interesting_days};
use vires_model::{Day, Model, PowerId, decide};

use self::point::Point;

/// Models tried, and cases of each; enough to meet every kind of rule many times over.
const MODELS: u64 = 1_600;
const SUMS: u64 = 600;
const RARER: u64 = 1_000;
const LINEAR: u64 = 1_500;
const CASES: usize = 12;

#[test]
fn regions_agree_with_the_reference_evaluator() {
    let seen = agree(MODELS, &random::model);
    for kind in ["competent", "conflict", "gap", "nobody", "not in force"] {
        assert!(seen.get(kind).is_none_or(|count| *count > 100), "{kind} is hardly ever met: {seen:?}");
    }
}

/// The same with sums of numbers in the conditions.
#[test]
fn sums_agree_with_the_reference_evaluator() {
    let seen = agree(SUMS, &random::sums);
    for kind in ["competent", "conflict", "gap"] {
        assert!(seen.get(kind).is_none_or(|count| *count > 100), "{kind} is hardly ever met: {seen:?}");
    }
}

/// The same with what fewer laws have.
#[test]
fn rarer_rules_agree_with_the_reference_evaluator() {
    let seen = agree(RARER, &random::rarer);
    for kind in ["competent", "conflict", "gap", "undetermined"] {
        assert!(seen.get(kind).is_none_or(|count| *count > 50), "{kind} is hardly ever met: {seen:?}");
    }
}

/// Every case of small powers whose rules compare sums: no region is too large or too small by one of them.
#[test]
fn sums_agree_in_every_case() {
    for seed in 0..LINEAR {
        let model = linear::model(seed);
        let issues = analyse(&model, &BTreeSet::new());
        let register = holdings(&model, &BTreeSet::new());
        let day = Day(20_000);
        for case in linear::cases(&model) {
            let decision = decide(&model, PowerId(0), &case, Some(day));
            let point = Point { model: &model, case: &case, day };
            let agrees = point.check(PowerId(0), &decision, &issues, &register);
            assert!(
                agrees.is_some(),
                "seed {seed}: {:?} decided {:?}\nissues {issues:?}",
                case.facts,
                decision.outcome
            );
            assert_ne!(agrees, Some("too complex"), "seed {seed}");
        }
    }
}

/// Tries models and counts what was decided; one model only, and nothing counted, where `VIRES_SEED` names it.
fn agree(models: u64, model: &dyn Fn(u64) -> Model) -> BTreeMap<&'static str, usize> {
    let first = std::env::var("VIRES_SEED").ok().and_then(|seed| seed.parse().ok());
    let models = std::env::var("VIRES_MODELS").ok().and_then(|count| count.parse().ok()).unwrap_or(models);
    let seeds = first
        .map_or(0..models, |seed: u64| seed..seed + if std::env::var("VIRES_MODELS").is_ok() { models } else { 1 });
    let mut seen: BTreeMap<&'static str, usize> = BTreeMap::new();
    for seed in seeds {
        let model = model(seed);
        let issues = analyse(&model, &BTreeSet::new());
        let register = holdings(&model, &BTreeSet::new());
        for issue in &issues {
            assert!(
                !matches!(issue.kind, IssueKind::Disagreement(_)),
                "seed {seed}: witness decided otherwise: {issue:?}\nrules\n  {}\nwords {:?}",
                lines(model.rules.iter().map(|own| format!("{own:?}"))),
                model.words
            );
        }
        let mut dice = Dice::new(seed.wrapping_mul(31).wrapping_add(7));
        let days = interesting_days(&model);
        for _ in 0..CASES {
            let Some(day) = dice.pick(&days).copied() else { continue };
            let facts = case(&model, &mut dice, Some(day), false);
            if facts.facts.len() < model.facts.len() {
                continue;
            }
            for power in model.powers.ids() {
                let decision = decide(&model, power, &facts, Some(day));
                let point = Point { model: &model, case: &facts, day };
                if let Some(kind) = point.check(power, &decision, &issues, &register) {
                    *seen.entry(kind).or_default() += 1;
                } else {
                    panic!(
                        "seed {seed}, power {power:?}, day {day} ({}): {:?}\ndecided {:?}\nregister\n  {}\nissues\n  {}\nrules\n  {}\nwords {:?}",
                        day.0,
                        facts.facts,
                        decision.outcome,
                        lines(
                            register
                                .get(power.0 as usize)
                                .into_iter()
                                .flat_map(|own| &own.holders)
                                .map(|own| format!("{own:?}"))
                        ),
                        lines(issues.iter().filter(|issue| issue.power == Some(power)).map(|own| format!("{own:?}"))),
                        lines(model.rules.iter().map(|own| format!("{own:?}"))),
                        model.words,
                    );
                }
            }
        }
    }
    if first.is_none() { seen } else { BTreeMap::new() }
}

fn lines(rows: impl Iterator<Item = String>) -> String {
    rows.collect::<Vec<_>>().join("\n  ")
}
