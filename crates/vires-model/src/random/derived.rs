//! Random models with derived facts that mean too much to be written out.

use std::sync::Arc;

use crate::conditions::{Atom, Condition, ConditionKind, Linear, Named, Term};
use crate::facts::{Domain, Fact, Measure, Ordered};
use crate::ids::{FactId, PackageId, RuleId};
use crate::model::Model;
use crate::number::{Interval, Limit, Rational};
use crate::random::bodies::some_day;
use crate::random::{Dice, NOWHERE};

/// Parts of a derived fact: any five of ten, of two boxes each, are thousands of boxes.
const PARTS: usize = 10;

/// The model with a few small numbers and questions more, and derived facts over them in the conditions of most rules.
pub(super) fn with_derived(mut model: Model, dice: &mut Dice) -> Model {
    let (mut numbers, mut answers) = (Vec::new(), Vec::new());
    for n in 0..dice.between(2, 3) {
        let limit = |value| Some(Limit { value: Rational::from_integer(value), included: true });
        let ordered = Ordered { measure: Measure::Number, decimals: Some(0), from: limit(0), to: limit(4) };
        numbers.push(fact(&mut model, &format!("amount{n}"), Domain::Ordered(ordered), dice.chance(1, 6)));
    }
    for n in 0..dice.between(3, 4) {
        answers.push(fact(&mut model, &format!("answer{n}"), Domain::YesNo, false));
    }
    let literal = |dice: &mut Dice| {
        let value = |dice: &mut Dice| Rational::from_integer(dice.between(0, 4) as i128);
        let atom = match dice.below(8) {
            // As where values of a list come and go: the derived fact then turns on the day.
            6 => Atom::Today(match (Rational::from_integer(some_day(dice).0.into()), dice.chance(1, 2)) {
                (day, true) => Interval::at_least(day, true),
                (day, false) => Interval::at_most(day, true),
            }),
            0..=2 | 7 => Atom::Yes(*dice.pick(&answers).expect("some")),
            3 | 4 => {
                let limit = value(dice);
                let within = match dice.below(3) {
                    0 => Interval::exactly(limit),
                    1 => Interval::at_least(limit, true),
                    _ => Interval::at_most(limit, true),
                };
                Atom::Within(*dice.pick(&numbers).expect("some"), within)
            }
            _ => {
                let minus = Rational::from_integer(if dice.chance(1, 2) { 1 } else { -1 });
                let terms = numbers.iter().take(2).map(|fact| Term::Fact(*fact));
                let sum = terms.zip([Rational::from_integer(1), minus]).collect();
                Atom::Linear(Linear { sum, within: Interval::at_least(value(dice) + minus, dice.chance(1, 2)) })
            }
        };
        let atom = Condition::new(ConditionKind::Atom(atom), NOWHERE);
        if dice.chance(1, 3) { Condition::new(ConditionKind::Not(Box::new(atom)), NOWHERE) } else { atom }
    };
    let mut derived: Vec<Condition> = Vec::new();
    for n in 0..dice.between(2, 3) {
        let mut parts: Vec<Condition> = Vec::new();
        for _ in 0..PARTS {
            let pair = vec![literal(dice), literal(dice)];
            let kind = if dice.chance(1, 2) { ConditionKind::All(pair) } else { ConditionKind::Any(pair) };
            parts.push(Condition::new(kind, NOWHERE));
        }
        // Derived facts of derived facts.
        if let Some(earlier) = dice.pick(&derived).filter(|_| dice.chance(1, 3)).cloned() {
            parts.push(earlier);
        }
        let count = u32::try_from(dice.between(3, 7)).unwrap_or(5);
        let name = format!("derived{n}");
        let named = Some(Arc::new(Named { label: name.clone(), name }));
        derived.push(Condition { named, ..Condition::new(ConditionKind::AtLeast(count, parts), NOWHERE) });
    }
    let some = |dice: &mut Dice| {
        let own = dice.pick(&derived).cloned().expect("some");
        if dice.chance(1, 3) { Condition::new(ConditionKind::Not(Box::new(own)), NOWHERE) } else { own }
    };
    let rules: Vec<RuleId> = model.rules.ids().collect();
    for rule in rules {
        if dice.chance(1, 4) {
            continue;
        }
        let when = model.rules[rule].when.clone();
        let kind = match dice.below(5) {
            0 => ConditionKind::All(vec![some(dice)]),
            1 => ConditionKind::Any(vec![when, some(dice)]),
            2 => ConditionKind::All(vec![some(dice), some(dice)]),
            3 => ConditionKind::All(vec![some(dice), literal(dice)]),
            _ => ConditionKind::All(vec![when, some(dice)]),
        };
        model.rules[rule].when = Condition::new(kind, NOWHERE);
    }
    if dice.chance(1, 6) {
        let assumed = ConditionKind::Any(vec![some(dice), literal(dice)]);
        model.assumptions.push(Condition::new(assumed, NOWHERE));
    }
    model
}

fn fact(model: &mut Model, name: &str, domain: Domain, or_none: bool) -> FactId {
    model.facts.push(Fact {
        package: PackageId(0),
        name: name.to_owned(),
        also: Vec::new(),
        label: name.to_owned(),
        domain,
        or_none,
        found_by: None,
        kept: None,
        event: false,
        span: NOWHERE,
    })
}
