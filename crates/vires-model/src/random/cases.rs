//! Days, values and cases worth asking about.

use std::collections::BTreeSet;

use num_rational::Ratio;

use crate::conditions::{Atom, Condition, Term};
use crate::date::{Day, Life};
use crate::decision::Case;
use crate::facts::{Domain, Ordered, Value};
use crate::ids::FactId;
use crate::model::Model;
use crate::number::{Interval, Rational};
use crate::random::Dice;
use crate::reference::is_possible;

fn conditions(model: &Model) -> Vec<&Condition> {
    let rules = model.rules.iter().map(|(_, rule)| &rule.when);
    let words = model.words.iter().map(|word| &word.when);
    rules.chain(words).chain(&model.assumptions).collect()
}

/// Both ends of everything that has a life, and the days beside them; ascending.
#[must_use]
pub fn interesting_days(model: &Model) -> Vec<Day> {
    let mut days = BTreeSet::from([Day(20_000)]);
    let mut near = |day: Day| days.extend([day.previous(), day, day.next()]);
    let lists = model.lists.iter().flat_map(|(_, list)| &list.values);
    let lives: Vec<Life> = (model.rules.iter().map(|(_, rule)| rule.life))
        .chain(model.words.iter().map(|word| word.life))
        .chain(model.bodies.iter().map(|(_, body)| body.life))
        .chain(model.instruments.iter().map(|(_, text)| text.life))
        .chain(lists.map(|row| row.life))
        .collect();
    for life in lives {
        [life.from, life.until].into_iter().flatten().for_each(&mut near);
    }
    for condition in conditions(model) {
        condition.atoms(&mut |atom| {
            if let Atom::Today(interval) = atom {
                for value in limits(*interval) {
                    let day = i32::try_from(value.floor().to_integer());
                    day.into_iter().map(Day).for_each(&mut near);
                }
            }
        });
    }
    days.into_iter().collect()
}

fn limits(interval: Interval) -> impl Iterator<Item = Rational> {
    let limits = [interval.from, interval.to];
    limits.into_iter().flatten().map(|limit| limit.value)
}

/// Values of a fact at and beside every constant and at the ends of its domain; every leaf; sets of up to two members and the full one; `none`. Ascending.
#[must_use]
pub fn interesting_values(model: &Model, fact: FactId) -> Vec<Value> {
    let row = &model.facts[fact];
    let mut values = BTreeSet::new();
    match &row.domain {
        Domain::YesNo => values.extend([Value::YesNo(false), Value::YesNo(true)]),
        Domain::Person => values.extend(["an", "bình"].map(|name| Value::Person(name.to_owned()))),
        Domain::Choice(list) => values.extend(model.lists[*list].leaves().map(Value::Choice)),
        Domain::SetOf(list) => {
            let leaves: BTreeSet<_> = model.lists[*list].leaves().collect();
            values.insert(Value::Set(BTreeSet::new()));
            for one in &leaves {
                for other in &leaves {
                    values.insert(Value::Set(BTreeSet::from([*one, *other])));
                }
            }
            values.insert(Value::Set(leaves));
        }
        Domain::Ordered(domain) => {
            let numbers = numbers(model, fact, domain);
            values.extend(numbers.into_iter().map(Value::Ordered));
        }
    }
    if row.or_none {
        values.insert(Value::None);
    }
    values.into_iter().collect()
}

fn numbers(model: &Model, fact: FactId, domain: &Ordered) -> BTreeSet<Rational> {
    let range = Interval { from: domain.from, to: domain.to };
    let mut marks: BTreeSet<Rational> = limits(range).collect();
    for condition in conditions(model) {
        condition.atoms(&mut |atom| {
            if let Atom::Within(own, interval) = atom
                && *own == fact
            {
                marks.extend(limits(*interval));
            }
            if let Atom::Linear(linear) = atom
                && linear.sum.iter().any(|(term, _)| matches!(term, Term::Later(_)))
            {
                marks.extend(linear.sum.iter().flat_map(|(term, _)| days_from_which(model, *term, fact)));
            }
        });
    }
    // Just beside: a grid step, or so little that nothing else lies between.
    let decimals = domain.decimals.unwrap_or(6).min(18);
    let scale = 10i128.pow(decimals);
    let step = Ratio::new(1, scale);
    let on_grid = |number: &Rational| domain.decimals.is_none() || scale % number.denom() == 0;
    marks
        .iter()
        .flat_map(|mark| [*mark - step, *mark, *mark + step])
        .filter(|number| range.contains(*number) && on_grid(number))
        .collect()
}

/// Days of a fact from which days are counted, or which are compared with such, that lead to days worth asking about.
fn days_from_which(model: &Model, term: Term, fact: FactId) -> Vec<Rational> {
    if term.base() != Term::Fact(fact) {
        return Vec::new();
    }
    let number = |day: Day| Ratio::from_integer(i128::from(day.0));
    // Of a month that ends on any day, and every third of the days that tell texts apart.
    let ends = (0..3).flat_map(|n| [Day(20_024 + 31 * n), Day(20_117)]);
    let days = interesting_days(model).into_iter().step_by(3).chain(ends);
    days.filter_map(|day| match term {
        Term::Later(later) => later.first_to(number(day), &model.holidays),
        _ => Some(number(day)),
    })
    .collect()
}

/// A case that can exist on that day, or on any day: every fact given, or where `missing` only some of them.
/// Whatever is missing can be completed. Empty where chance found no possible case.
#[must_use]
pub fn case(model: &Model, dice: &mut Dice, day: Option<Day>, missing: bool) -> Case {
    let days = interesting_days(model);
    for _ in 0..40 {
        let mut case = Case::default();
        for fact in model.facts.ids() {
            let value = dice.pick(&interesting_values(model, fact)).cloned();
            case.facts.extend(value.map(|value| (fact, value)));
        }
        let Some(on) = day.or_else(|| dice.pick(&days).copied()) else {
            break;
        };
        if is_possible(model, &case, on) {
            if missing {
                case.facts.retain(|_, _| dice.chance(3, 5));
            }
            return case;
        }
    }
    Case::default()
}

/// Whether a case can occur on a day: its places are there, and nothing that is assumed excludes it.
#[must_use]
pub fn can_occur(model: &Model, case: &Case, day: Day) -> bool {
    is_possible(model, case, day)
}
