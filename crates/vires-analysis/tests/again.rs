//! Examining again after edits finds what examining afresh finds: random models, random edits of their rules.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;

use vires_analysis::{Memory, analyse, analyse_again};
use vires_model::pulse::while_asking;
use vires_model::random::{Dice, model};
use vires_model::{Atom, Model, PowerId, Rule, Table};

const MODELS: u64 = 200;
const EDITS: usize = 12;

#[test]
fn after_every_edit_the_findings_are_those_of_a_fresh_look() {
    let mut found = 0;
    for seed in 0..MODELS {
        let mut dice = Dice::new(seed ^ 0xed17);
        let mut now = model(seed);
        // Rules of another model of the same shape cannot be taken over: what is put in is a rule of this one.
        let all: Vec<Rule> = now.rules.iter().map(|(_, rule)| rule.clone()).collect();
        let mut memory = Memory::default();
        for edit in 0..EDITS {
            let broken = broken(&now, &mut dice);
            let fresh = analyse(&now, &broken);
            if dice.chance(1, 4) {
                interrupted(&mut memory, &now, &broken, dice.below(4));
            }
            let again = analyse_again(&mut memory, &now, &broken);
            assert_eq!(again, fresh, "model {seed}, edit {edit}");
            found += fresh.len();
            let mut rules: Vec<Rule> = now.rules.iter().map(|(_, rule)| rule.clone()).collect();
            change(&mut rules, &all, &mut dice);
            // Now and then the ground itself.
            if dice.chance(1, 6) {
                now.words.pop();
            }
            now.rules = Table::default();
            for rule in rules {
                now.rules.push(rule);
            }
        }
    }
    assert!(found > 1_000, "hardly anything was found: {found}");
}

/// A look that gives way to the next edit before it has come to the end.
fn interrupted(memory: &mut Memory, now: &Model, broken: &BTreeSet<PowerId>, after: usize) {
    let left = Cell::new(after);
    let ask = move || match left.get().checked_sub(1) {
        Some(fewer) => left.set(fewer),
        None => resume_unwind(Box::new("gives way")),
    };
    // Where nothing was left to examine, it was not interrupted.
    let _ = catch_unwind(AssertUnwindSafe(|| while_asking(Rc::new(ask), || analyse_again(memory, now, broken))));
}

/// One rule out, in, changed, or in another place.
fn change(rules: &mut Vec<Rule>, all: &[Rule], dice: &mut Dice) {
    let at = if rules.is_empty() { 0 } else { dice.below(rules.len()) };
    match dice.below(4) {
        0 if !rules.is_empty() => {
            rules.remove(at);
        }
        1 if !rules.is_empty() => {
            let rule = rules.remove(at);
            let to = dice.below(rules.len() + 1);
            rules.insert(to, rule);
        }
        2 if !rules.is_empty() => {
            if let (Some(rule), Some(other)) = (rules.get_mut(at), dice.pick(all))
                && !asks(other)
            {
                rule.when = other.when.clone();
                rule.life = other.life;
            }
        }
        // Copies of one transfer of several seats multiply chains without end, and say nothing new.
        _ => rules.extend(dice.pick(all).filter(|rule| !rules.contains(rule)).cloned()),
    }
}

/// Whether a rule asks who holds another power: put elsewhere, it might lead round in a circle, which no text may.
fn asks(rule: &Rule) -> bool {
    let mut asks = false;
    rule.when.atoms(&mut |atom| asks |= matches!(atom, Atom::Held { .. }));
    asks
}

fn broken(model: &Model, dice: &mut Dice) -> BTreeSet<PowerId> {
    let mut broken: BTreeSet<PowerId> = model.powers.ids().collect();
    broken.retain(|_| dice.chance(1, 10));
    broken
}
