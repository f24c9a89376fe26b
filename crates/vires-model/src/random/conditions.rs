//! Facts and conditions on them.

use num_rational::Ratio;

use crate::conditions::{Atom, Condition, ConditionKind, HeldBy};
use crate::facts::{Domain, Fact, Measure, Ordered};
use crate::ids::{BodyId, FactId, PackageId, PowerId, TierId};
use crate::lists::ValueId;
use crate::model::Model;
use crate::number::{Interval, Limit, Rational};
use crate::random::bodies::{holder, some_body, some_day};
use crate::random::{Dice, NOWHERE};
use crate::rules::{Effect, Rule};

/// 1–4 facts of all sorts.
pub(super) fn facts(model: &mut Model, dice: &mut Dice) {
    for n in 0..dice.between(1, 4) {
        let list = model.lists.ids().nth(dice.below(model.lists.len()));
        let domain = match (dice.below(12), list) {
            (0..=3, Some(list)) => Domain::Choice(list),
            (4, Some(list)) => Domain::SetOf(list),
            (5 | 6, _) => Domain::Ordered(ordered(Measure::Number, Some(0), 0, Some(9))),
            (7, _) => Domain::Ordered(ordered(Measure::Unit("MW".to_owned()), None, 0, None)),
            (8, _) => Domain::Ordered(ordered(Measure::Date, Some(0), 19_000, None)),
            (9, _) => Domain::Person,
            _ => Domain::YesNo,
        };
        let name = format!("fact{n}");
        let found_by = dice.chance(1, 6).then(|| some_body(model, dice));
        model.facts.push(Fact {
            package: PackageId(0),
            label: name.clone(),
            name,
            also: Vec::new(),
            domain,
            or_none: dice.chance(1, 6),
            found_by,
            kept: None,
            event: false,
            span: NOWHERE,
        });
    }
}

fn ordered(measure: Measure, decimals: Option<u32>, from: i128, to: Option<i128>) -> Ordered {
    let limit = |value| Limit { value: Ratio::from_integer(value), included: true };
    Ordered { measure, decimals, from: Some(limit(from)), to: to.map(limit) }
}

fn condition(kind: ConditionKind) -> Condition {
    Condition::new(kind, NOWHERE)
}

/// No condition, or one; it may look at powers before `before` (so that no circle arises).
pub(super) fn maybe(model: &Model, dice: &mut Dice, before: PowerId) -> Condition {
    if dice.chance(1, 2) {
        return Condition::always(NOWHERE);
    }
    some(model, dice, before, 2)
}

/// `A or B`, over facts only.
pub(super) fn either(model: &Model, dice: &mut Dice) -> Condition {
    let nothing_before = PowerId(0);
    let parts = (0..2).map(|_| some(model, dice, nothing_before, 1));
    condition(ConditionKind::Any(parts.collect()))
}

fn some(model: &Model, dice: &mut Dice, before: PowerId, depth: usize) -> Condition {
    let parts = |dice: &mut Dice| -> Vec<Condition> {
        let count = dice.between(2, 3);
        (0..count).map(|_| some(model, dice, before, depth - 1)).collect()
    };
    match dice.below(if depth == 0 { 6 } else { 12 }) {
        0..=5 => condition(ConditionKind::Atom(atom(model, dice, before))),
        6 | 7 => condition(ConditionKind::All(parts(dice))),
        8 | 9 => condition(ConditionKind::Any(parts(dice))),
        10 => condition(ConditionKind::AtLeast(2, parts(dice))),
        _ => condition(ConditionKind::Not(Box::new(some(model, dice, before, depth - 1)))),
    }
}

fn atom(model: &Model, dice: &mut Dice, before: PowerId) -> Atom {
    if before.0 > 0 && dice.chance(1, 3) {
        let power = PowerId(u32::try_from(dice.below(before.0 as usize)).unwrap_or(0));
        let tier = TierId(u32::try_from(dice.below(3)).unwrap_or(0));
        let holds = |rule: &Rule| match &rule.effect {
            Effect::Hold { powers, holding, .. } if powers.contains(&power) => holding.seats.clone(),
            _ => Vec::new(),
        };
        let holders: Vec<BodyId> = model.rules.iter().flat_map(|(_, rule)| holds(rule)).map(|seat| seat.body).collect();
        let one = |dice: &mut Dice| {
            // Mostly one that some rule lets hold it.
            let body = match dice.pick(&holders) {
                Some(body) if dice.chance(4, 5) => *body,
                _ => some_body(model, dice),
            };
            holder(model, dice, body, &[power], false)
        };
        let by = match dice.below(5) {
            0 => HeldBy::At(tier),
            1 => HeldBy::Below(tier),
            2 => HeldBy::AllOf(vec![one(dice), one(dice)]),
            _ => HeldBy::AnyOf((0..dice.between(1, 2)).map(|_| one(dice)).collect()),
        };
        return Atom::Held { power, by };
    }
    if dice.chance(1, 25) {
        return Atom::Today(interval(dice, |dice| Ratio::from_integer(some_day(dice).0.into())));
    }
    let fact = FactId(u32::try_from(dice.below(model.facts.len())).unwrap_or(0));
    if model.facts[fact].or_none && dice.chance(1, 4) {
        return Atom::IsNone(fact);
    }
    match &model.facts[fact].domain {
        Domain::YesNo => Atom::Yes(fact),
        // Nothing else can be asked of a person.
        Domain::Person => Atom::IsNone(fact),
        Domain::Choice(list) => {
            let others: Vec<_> =
                model.facts.ids().filter_map(|other| Some((other, shared(model, fact, other)?))).collect();
            match dice.pick(&others) {
                Some((right, list)) if dice.chance(2, 5) => Atom::Same { left: fact, right: *right, list: *list },
                _ => {
                    let rows = model.lists[*list].values.len();
                    let mut set = crate::lists::ValueSet::default();
                    for _ in 0..dice.between(1, 2) {
                        let value = ValueId(u32::try_from(dice.below(rows)).unwrap_or(0));
                        set.extend(&model.lists[*list].leaves_under(value));
                    }
                    Atom::Among(fact, set)
                }
            }
        }
        Domain::SetOf(list) => {
            let leaves: Vec<ValueId> = model.lists[*list].leaves().collect();
            match dice.pick(&leaves) {
                Some(leaf) if dice.chance(2, 3) => Atom::Includes(fact, *leaf),
                _ => Atom::Count(
                    fact,
                    interval(dice, |dice| Ratio::from_integer(i128::try_from(dice.between(1, 3)).unwrap_or(1))),
                ),
            }
        }
        Domain::Ordered(domain) => {
            let date = domain.measure == Measure::Date;
            let dense = domain.decimals.is_none();
            Atom::Within(
                fact,
                interval(dice, |dice| {
                    let number = i128::try_from(dice.between(1, 8)).unwrap_or(1);
                    match (date, dense) {
                        (true, _) => Ratio::from_integer(some_day(dice).0.into()),
                        (_, true) => Ratio::new(number, 2),
                        _ => Ratio::from_integer(number),
                    }
                }),
            )
        }
    }
}

/// The list in which two facts can name the same place: of one list itself, of two the outer one.
fn shared(model: &Model, left: FactId, right: FactId) -> Option<crate::ids::ListId> {
    let (Domain::Choice(one), Domain::Choice(other)) = (&model.facts[left].domain, &model.facts[right].domain) else {
        return None;
    };
    let reaches = |from: crate::ids::ListId, to| {
        let mut at = Some(from);
        while let Some(here) = at {
            if here == to {
                return true;
            }
            at = model.lists[here].within;
        }
        false
    };
    if left == right {
        None
    } else if reaches(*one, *other) {
        Some(*other)
    } else {
        reaches(*other, *one).then_some(*one)
    }
}

fn interval(dice: &mut Dice, mut constant: impl FnMut(&mut Dice) -> Rational) -> Interval {
    let (one, other) = (constant(dice), constant(dice));
    let included = dice.chance(1, 2);
    match dice.below(4) {
        0 => Interval::at_least(one, included),
        1 => Interval::at_most(one, included),
        2 => Interval::exactly(one),
        _ => Interval {
            from: Some(Limit { value: one.min(other), included: true }),
            to: Some(Limit { value: one.max(other), included }),
        },
    }
}
