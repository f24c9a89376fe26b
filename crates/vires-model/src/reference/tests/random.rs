//! Properties of the answers to random models.

use std::collections::BTreeSet;

use crate::random::{Dice, case, interesting_days, model};
use crate::reference::agreement::{Key, key};
use crate::reference::holding::several;
use crate::reference::missing::answer_within;
use crate::*;

const SEEDS: u64 = 300;

/// Every power of the model in a few cases.
fn each(missing: bool, mut look: impl FnMut(u64, &Model, PowerId, &Case, Option<Day>)) {
    for seed in 0..SEEDS {
        let model = model(seed);
        let days = interesting_days(&model);
        let mut dice = Dice::new(seed ^ 0x5eed);
        for power in model.powers.ids() {
            for _ in 0..4 {
                let day = dice.pick(&days).copied().filter(|_| !missing || dice.chance(7, 8));
                let case = case(&model, &mut dice, day, missing);
                // No case found on this day.
                if !missing && case.facts.is_empty() {
                    continue;
                }
                look(seed, &model, power, &case, day);
            }
        }
    }
}

fn told(model: &Model, power: PowerId, case: &Case, day: Option<Day>) -> Key {
    key(&decide(model, power, case, day).outcome)
}

fn canonical(held: &Held) -> Held {
    match held {
        Held::One(who) => Held::One(*who),
        Held::Several(mode, parts) => several(*mode, parts.iter().map(canonical).collect()),
    }
}

#[test]
fn every_answer_is_well_formed() {
    let mut kinds = BTreeSet::new();
    each(false, |seed, model, power, case, day| {
        let outcome = decide(model, power, case, day).outcome;
        match &outcome {
            Outcome::Competent { held, chain, also, .. } => {
                assert_eq!(*held, canonical(held), "seed {seed}");
                for chain in also.iter().chain([chain]) {
                    // Where answers about another power in conflict agree, only what is common is shown.
                    let Some((root, rest)) = chain.split_first() else {
                        continue;
                    };
                    assert!(root.from.is_none() && root.to.is_some());
                    assert!(rest.iter().all(|link| link.from.is_some()));
                }
                kinds.insert(match chain.len() {
                    1 => "root",
                    2 => "one link",
                    _ => "more links",
                });
            }
            Outcome::Nobody { .. } => {
                kinds.insert("nobody");
            }
            Outcome::Gap { orphans, .. } => {
                kinds.insert(if orphans.is_empty() { "gap" } else { "orphan" });
            }
            Outcome::Conflict { claims } => {
                // Two seats that change places with each other leave one claim only.
                assert!(!claims.is_empty(), "seed {seed}");
                kinds.insert("conflict");
            }
            // With every fact given only another power's conflict is left to decide.
            Outcome::Undetermined { needs } => {
                assert!(needs.iter().all(|need| matches!(need.what, Needed::Power(_))));
                assert!(!needs.is_empty());
                kinds.insert("undetermined");
            }
            Outcome::NotInForce => {
                kinds.insert("not in force");
            }
        }
    });
    // The models are worth asking: everything that can come out does.
    assert_eq!(kinds.len(), 9, "{kinds:?}");
}

#[test]
fn an_answer_with_facts_missing_holds_for_every_completion() {
    let (mut answered, mut open) = (0, 0);
    each(true, |seed, model, power, partial, day| {
        let known = told(model, power, partial, day);
        let mut dice = Dice::new(seed);
        for _ in 0..6 {
            let day = day.or_else(|| dice.pick(&interesting_days(model)).copied());
            let mut full = case(model, &mut dice, day, false);
            let (Some(on), false) = (day, full.facts.is_empty()) else {
                continue;
            };
            full.facts.extend(partial.facts.clone());
            if !crate::reference::is_possible(model, &full, on) {
                continue;
            }
            if matches!(known, Key::Undetermined(_)) {
                open += 1;
            } else {
                answered += 1;
                assert_eq!(told(model, power, &full, day), known, "seed {seed}");
            }
        }
    });
    assert!(answered > 500 && open > 500, "{answered} {open}");
}

#[test]
fn fact_by_fact_finds_what_all_completions_together_find() {
    each(true, |seed, model, power, case, day| {
        let together = key(&decide(model, power, case, day).outcome);
        let apart = key(&answer_within(model, power, case, day, 0));
        match (&together, &apart) {
            (Key::Undetermined(needs), Key::Undetermined(more)) => {
                let fact = |need: &&Needed| !matches!(need, Needed::Power(_));
                assert!(needs.iter().filter(fact).all(|need| more.contains(need)), "seed {seed}: {needs:?} {more:?}");
            }
            _ => assert_eq!(together, apart, "seed {seed}"),
        }
    });
}

#[test]
fn the_order_of_rules_decides_nothing() {
    each(false, |seed, model, power, case, day| {
        let mut turned = model.clone();
        turned.rules = Table::default();
        for (_, rule) in model.rules.iter().rev() {
            turned.rules.push(rule.clone());
        }
        turned.words.reverse();
        let (one, other) = (told(model, power, case, day), told(&turned, power, case, day));
        assert_eq!(one, other, "seed {seed}");
    });
}

#[test]
fn saying_a_rule_twice_changes_nothing() {
    each(false, |seed, model, power, case, day| {
        // Words aside: a grant said twice in a text that prevails over its own transfer speaks against the transfer of
        // its twin (5.4), though not against its own (5.3).
        let mut model = model.clone();
        model.words.clear();
        let model = &model;
        let mut twice = model.clone();
        let n = usize::try_from(seed).unwrap_or(0) % model.rules.len();
        twice.rules.push(model.rules[RuleId::new(n)].clone());
        let (one, other) = (told(model, power, case, day), told(&twice, power, case, day));
        assert_eq!(one, other, "seed {seed}");
    });
}
