//! Random models whose conditions count days by the calendar: months, years and working days after a date of the case.

use crate::conditions::{Atom, Condition, ConditionKind, Linear, Term};
use crate::date::Day;
use crate::facts::{Domain, Fact, Measure, Ordered};
use crate::ids::{FactId, PackageId, RuleId};
use crate::later::{Lapse, Later};
use crate::model::Model;
use crate::number::{Interval, Rational};
use crate::random::{Dice, NOWHERE};

/// Around the days on which random texts begin and end.
const MIDDLE: i32 = 20_000;

/// The model with one or two dates more, some holidays, and days counted from those dates in the conditions of some rules.
pub(super) fn with_later(mut model: Model, dice: &mut Dice) -> Model {
    let mut dates: Vec<FactId> = Vec::new();
    for n in 0..dice.between(1, 2) {
        dates.push(model.facts.push(Fact {
            package: PackageId(0),
            name: format!("date{n}"),
            also: Vec::new(),
            label: format!("date{n}"),
            domain: Domain::Ordered(Ordered { measure: Measure::Date, decimals: Some(0), from: None, to: None }),
            or_none: dice.chance(1, 5),
            found_by: None,
            kept: None,
            event: false,
            span: NOWHERE,
        }));
    }
    if dice.chance(2, 3) {
        let days = (0..dice.between(1, 6)).map(|_| MIDDLE + small(dice.below(90)) - 45);
        let days: Vec<i32> = days.collect();
        model.holidays.extend(days.into_iter().map(Day));
    }
    let rules: Vec<RuleId> = model.rules.ids().collect();
    let mut made: Vec<(RuleId, Condition)> = Vec::new();
    for rule in rules {
        if dice.chance(1, 2) {
            continue;
        }
        let own = compared(&dates, dice);
        let when = model.rules[rule].when.clone();
        let kind = match dice.below(4) {
            0 => own.kind,
            1 => ConditionKind::Any(vec![when, own]),
            2 => ConditionKind::All(vec![own, compared(&dates, dice)]),
            _ => ConditionKind::All(vec![when, own]),
        };
        made.push((rule, Condition::new(kind, NOWHERE)));
    }
    for (rule, when) in made {
        model.rules[rule].when = when;
    }
    if dice.chance(1, 3) {
        let order = [(Term::Fact(*dates.first().unwrap_or(&FactId(0))), 1), (last(&dates), -1)];
        let order = if dates.len() > 1 { order } else { [order[0], (Term::Today, -1)] };
        let sum = order.map(|(term, times)| (term, Rational::from_integer(times))).to_vec();
        let within = Interval::at_most(Rational::from_integer(0), true);
        model.assumptions.push(Condition::new(ConditionKind::Atom(Atom::Linear(Linear { sum, within })), NOWHERE));
    }
    model
}

fn last(dates: &[FactId]) -> Term {
    dates.last().map_or(Term::Today, |date| Term::Fact(*date))
}

fn small(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(0)
}

/// One day compared with another that is counted from a third.
fn compared(dates: &[FactId], dice: &mut Dice) -> Condition {
    let lapse = |months, days, working_days| Lapse { days, months, working_days };
    let lapses = [
        lapse(1, 0, 0),
        lapse(1, 0, 0),
        lapse(2, 0, 0),
        lapse(12, 0, 0),
        lapse(-1, 0, 0),
        lapse(1, 3, 0),
        lapse(0, 0, 5),
        lapse(0, 0, 10),
        lapse(0, 0, -3),
        lapse(1, 0, 2),
        lapse(0, 0, 0),
    ];
    let lapse = dice.pick(&lapses).copied().unwrap_or_default();
    let from = dice.pick(dates).copied();
    let others = dates.iter().copied().filter(|date| Some(*date) != from).map(Term::Fact);
    let others: Vec<Term> = others.chain([Term::Today, Term::Today]).collect();
    let other = dice.pick(&others).copied().unwrap_or(Term::Today);
    let counted = match from {
        Some(fact) if lapse == Lapse::default() => Term::Fact(fact),
        from => Term::Later(Later { from, lapse }),
    };
    let mut sum = vec![(other, Rational::from_integer(1)), (counted, Rational::from_integer(-1))];
    let mut limit = match dice.below(4) {
        0 => small(dice.between(0, 4)) - 2,
        1 if lapse == Lapse::default() => small(dice.between(26, 32)),
        _ => 0,
    };
    if other > counted {
        sum = vec![(counted, Rational::from_integer(1)), (other, Rational::from_integer(-1))];
        limit = -limit;
    }
    let limit = Rational::from_integer(limit.into());
    let within = match dice.below(5) {
        0 | 1 => Interval::at_least(limit, dice.chance(1, 2)),
        2 | 3 => Interval::at_most(limit, dice.chance(1, 2)),
        _ => Interval::exactly(limit),
    };
    let own = Condition::new(ConditionKind::Atom(Atom::Linear(Linear { sum, within })), NOWHERE);
    match dice.chance(1, 5) {
        true => Condition::new(ConditionKind::Not(Box::new(own)), NOWHERE),
        false => own,
    }
}
