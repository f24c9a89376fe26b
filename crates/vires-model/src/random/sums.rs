//! Random models with sums of numbers in their conditions.

use crate::conditions::{Atom, Condition, ConditionKind, Linear, Term};
use crate::facts::{Domain, Fact, Measure, Ordered};
use crate::ids::{PackageId, RuleId};
use crate::model::Model;
use crate::number::{Interval, Limit, Rational};
use crate::random::{Dice, NOWHERE, interesting_days};

/// The model with two or three small numbers more, and sums of them and of whatever else can be added in the conditions of some rules.
pub(super) fn with_sums(mut model: Model, dice: &mut Dice) -> Model {
    let span = NOWHERE;
    for n in 0..dice.between(2, 3) {
        let decimals = (n < 2).then_some(0).or(Some(1));
        let limit = |value| Some(Limit { value: Rational::from_integer(value), included: true });
        let to = if decimals == Some(1) { 1 } else { 3 };
        model.facts.push(Fact {
            package: PackageId(0),
            name: format!("number{n}"),
            also: Vec::new(),
            label: format!("number{n}"),
            domain: Domain::Ordered(Ordered { measure: Measure::Number, decimals, from: limit(0), to: limit(to) }),
            or_none: dice.chance(1, 5),
            found_by: None,
            kept: None,
            event: false,
            span,
        });
    }
    let days = interesting_days(&model);
    let mut terms: Vec<Term> = Vec::new();
    for (fact, row) in model.facts.iter() {
        match row.domain {
            Domain::Ordered(_) => terms.push(Term::Fact(fact)),
            Domain::SetOf(_) => terms.push(Term::Count(fact)),
            _ => {}
        }
    }
    terms.push(Term::Today);
    let sum = |dice: &mut Dice| -> Condition {
        // Some sums come again with other limits.
        let mut dice = Dice::new(dice.below(9) as u64 + 77 * terms.len() as u64);
        let dice = &mut dice;
        let numbers = terms.len();
        let count = dice.between(2, 3.min(numbers));
        let mut chosen: Vec<Term> = Vec::new();
        while chosen.len() < count {
            // The small numbers, which stand last before the day, more often than others.
            let n = if dice.chance(2, 3) { numbers - 2 - dice.below(2) } else { dice.below(numbers) };
            if let Some(term) = terms.get(n)
                && !chosen.contains(term)
            {
                chosen.push(*term);
            }
        }
        chosen.sort_unstable();
        let factors = [(1, 1), (-1, 1), (2, 1), (-2, 1), (1, 2), (-3, 10)].map(|(n, d)| Rational::new(n, d));
        let times = |n: usize, dice: &mut Dice| match n {
            0 => Rational::from_integer(1),
            _ => dice.pick(&factors).copied().unwrap_or_else(|| Rational::from_integer(1)),
        };
        let sum: Vec<(Term, Rational)> = chosen.iter().enumerate().map(|(n, term)| (*term, times(n, dice))).collect();
        let mut middle = Rational::new(dice.between(0, 8) as i128 - 2, 2);
        for (term, times) in &sum {
            let date = match term {
                Term::Today => true,
                Term::Fact(fact) => {
                    matches!(&model.facts[*fact].domain, Domain::Ordered(own) if own.measure == Measure::Date)
                }
                Term::Count(_) => false,
                Term::Later(_) => true,
            };
            if date {
                let day = dice.pick(&days).copied().unwrap_or(crate::date::Day(20_000));
                middle += times * Rational::from_integer(i128::from(day.0));
            }
        }
        let within = match dice.below(4) {
            0 => Interval::at_least(middle, dice.chance(1, 2)),
            1 => Interval::at_most(middle, dice.chance(1, 2)),
            2 => Interval::exactly(middle),
            _ => Interval {
                from: Interval::at_least(middle, dice.chance(1, 2)).from,
                to: Interval::at_most(middle + 1, dice.chance(1, 2)).to,
            },
        };
        Condition::new(ConditionKind::Atom(Atom::Linear(Linear { sum, within })), span)
    };
    let rules: Vec<RuleId> = model.rules.ids().collect();
    let mut made: Vec<(RuleId, Condition)> = Vec::new();
    for rule in rules {
        if dice.chance(1, 2) {
            continue;
        }
        let mut own = sum(dice);
        if dice.chance(1, 4) {
            own = Condition::new(ConditionKind::Not(Box::new(own)), span);
        }
        let when = model.rules[rule].when.clone();
        let kind = match dice.below(4) {
            0 => own.kind,
            1 => ConditionKind::Any(vec![when, own]),
            2 => ConditionKind::All(vec![own, sum(dice)]),
            _ => ConditionKind::All(vec![when, own]),
        };
        made.push((rule, Condition::new(kind, span)));
    }
    let assumed = dice.chance(1, 5).then(|| {
        let parts = vec![sum(dice), sum(dice)];
        Condition::new(ConditionKind::Any(parts), span)
    });
    for (rule, when) in made {
        model.rules[rule].when = when;
    }
    model.assumptions.extend(assumed);
    model
}
