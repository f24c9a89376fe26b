//! The proofs against the plain reference evaluator, on random models: in every case and on every day tried, the regions that the analysis
//! reports and the holders it registers are what the reference evaluator decides.

mod change;
mod linear;
mod open;
mod point;
mod version;

use std::collections::{BTreeMap, BTreeSet};

use vires_analysis::{IssueKind, analyse, holdings};
use vires_model::random::{self, Dice, case, interesting_days};
use vires_model::{Case, Day, Model, PowerId, decide};

use self::point::Point;

/// Models tried, and cases of each; enough to meet every kind of rule many times over.
const MODELS: u64 = 1_600;
const SUMS: u64 = 600;
const LATER: u64 = 300;
const RARER: u64 = 1_000;
const WAYS: u64 = 400;
const DERIVED: u64 = 600;
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

/// The same with days counted by the calendar.
#[test]
fn days_counted_by_the_calendar_agree_with_the_reference_evaluator() {
    let seen = agree(LATER, &random::later);
    for kind in ["competent", "conflict", "gap"] {
        assert!(seen.get(kind).is_none_or(|count| *count > 100), "{kind} is hardly ever met: {seen:?}");
    }
    assert_eq!(seen.get("too complex"), None, "{seen:?}");
}

/// The same with what fewer laws have.
#[test]
fn rarer_rules_agree_with_the_reference_evaluator() {
    let seen = agree(RARER, &random::rarer);
    for kind in ["competent", "conflict", "gap", "undetermined"] {
        assert!(seen.get(kind).is_none_or(|count| *count > 50), "{kind} is hardly ever met: {seen:?}");
    }
}

/// The same with lines that give several holdings.
#[test]
fn lines_that_give_several_holdings_agree_with_the_reference_evaluator() {
    let seen = agree(WAYS, &random::ways);
    for kind in ["competent", "conflict", "gap"] {
        assert!(seen.get(kind).is_none_or(|count| *count > 50), "{kind} is hardly ever met: {seen:?}");
    }
}

/// The same with derived facts that are kept whole.
#[test]
fn derived_facts_agree_with_the_reference_evaluator() {
    let seen = agree(DERIVED, &random::derived);
    for kind in ["competent", "conflict", "gap"] {
        assert!(seen.get(kind).is_none_or(|count| *count > 100), "{kind} is hardly ever met: {seen:?}");
    }
    assert_eq!(seen.get("too complex"), None, "{seen:?}");
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
    let mut wrong: Vec<(u64, String)> = Vec::new();
    for seed in seeds {
        if let Err(why) = examine(seed, &model(seed), &mut seen) {
            wrong.push((seed, why));
        }
    }
    let numbers: Vec<u64> = wrong.iter().map(|(seed, _)| *seed).collect();
    let shown = wrong.first().map(|(_, why)| why.as_str()).unwrap_or_default();
    assert!(wrong.is_empty(), "{numbers:?} disagree, the first of them:\n{shown}");
    if first.is_none() { seen } else { BTreeMap::new() }
}

/// Holds one model against the reference evaluator.
fn examine(seed: u64, model: &Model, seen: &mut BTreeMap<&'static str, usize>) -> Result<(), String> {
    if misjudged(model).is_some() {
        let small = random::smallest(model, &|model| misjudged(model).is_some());
        let issue = misjudged(&small);
        return Err(format!("seed {seed}: witness decided otherwise: {issue:?}\n  {}", random::shown(&small)));
    }
    let issues = analyse(model, &BTreeSet::new());
    let register = holdings(model, &BTreeSet::new());
    let mut dice = Dice::new(seed.wrapping_mul(31).wrapping_add(7));
    let days = interesting_days(model);
    for _ in 0..CASES {
        let Some(day) = dice.pick(&days).copied() else { continue };
        let facts = case(model, &mut dice, Some(day), false);
        if facts.facts.len() < model.facts.len() {
            continue;
        }
        for power in model.powers.ids() {
            let decision = decide(model, power, &facts, Some(day));
            let point = Point { model, case: &facts, day };
            let Some(kind) = point.check(power, &decision, &issues, &register) else {
                let small = random::smallest(model, &|model| differs(model, power, &facts, day).is_some());
                return Err(format!(
                    "seed {seed}, power {power:?}, day {day} ({}): {:?}\n{}\n  {}",
                    day.0,
                    facts.facts,
                    differs(&small, power, &facts, day).unwrap_or_default(),
                    random::shown(&small),
                ));
            };
            *seen.entry(kind).or_default() += 1;
        }
    }
    Ok(())
}

/// A finding whose witness the reference evaluator decides otherwise.
fn misjudged(model: &Model) -> Option<IssueKind> {
    let kinds = analyse(model, &BTreeSet::new()).into_iter().map(|issue| issue.kind);
    kinds.into_iter().find(|kind| matches!(kind, IssueKind::Disagreement(_)))
}

/// What the reference evaluator decides and the proofs say of a case, where the two differ.
fn differs(model: &Model, power: PowerId, case: &Case, day: Day) -> Option<String> {
    if !random::can_occur(model, case, day) {
        return None;
    }
    let issues = analyse(model, &BTreeSet::new());
    let register = holdings(model, &BTreeSet::new());
    let decision = decide(model, power, case, Some(day));
    if (Point { model, case, day }).check(power, &decision, &issues, &register).is_some() {
        return None;
    }
    let holders = register.get(power.0 as usize).into_iter().flat_map(|own| &own.holders);
    Some(format!(
        "decided {:?}\nregister\n  {}\nissues\n  {}",
        decision.outcome,
        lines(holders.map(|own| format!("{own:?}"))),
        lines(issues.iter().filter(|issue| issue.power == Some(power)).map(|own| format!("{own:?}"))),
    ))
}

fn lines(rows: impl Iterator<Item = String>) -> String {
    rows.collect::<Vec<_>>().join("\n  ")
}
