//! Conditions (1.1): true, false, or not known because a fact is not given.

use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedMul};

use crate::conditions::{Atom, Condition, ConditionKind, Term};
use crate::facts::{Domain, Value};
use crate::ids::FactId;
use crate::reference::facts::{Facts, Place, read};
use crate::reference::world::Open;

/// Truth as far as it is known.
pub(super) type Truth = Option<bool>;

/// What is known of an atom that facts alone do not answer: `P is held …`, or a question that turns on a parameter without a value.
pub(super) type Ask<'f> = dyn FnMut(&Atom) -> Result<Truth, Open> + 'f;

/// Whether the condition is true. Open where that turns on something open: what the other parts of a condition settle is not asked.
pub(super) fn truth(facts: &Facts<'_>, condition: &Condition, ask: &mut Ask<'_>) -> Result<Truth, Open> {
    let mut count = |wanted: usize, parts: &[Condition]| {
        let (mut yes, mut unknown, mut open) = (0usize, 0usize, None);
        for part in parts {
            match truth(facts, part, ask) {
                Ok(Some(true)) => yes += 1,
                Ok(Some(false)) => {}
                Ok(None) => unknown += 1,
                Err(new) => {
                    unknown += 1;
                    open = open.or(Some(new));
                }
            }
        }
        match (at_least(wanted, (yes, unknown)), open) {
            (None, Some(open)) => Err(open),
            (truth, _) => Ok(truth),
        }
    };
    Ok(match &condition.kind {
        ConditionKind::Always => Some(true),
        ConditionKind::All(parts) => count(parts.len(), parts)?,
        ConditionKind::Any(parts) => count(1, parts)?,
        ConditionKind::AtLeast(n, parts) => count(*n as usize, parts)?,
        ConditionKind::Not(part) => truth(facts, part, ask)?.map(|yes| !yes),
        ConditionKind::Atom(atom @ (Atom::Held { .. } | Atom::Unset(_))) => ask(atom)?,
        ConditionKind::Atom(atom) => simple(facts, atom),
    })
}

fn at_least(wanted: usize, (yes, unknown): (usize, usize)) -> Truth {
    if yes >= wanted {
        Some(true)
    } else if yes + unknown < wanted {
        Some(false)
    } else {
        None
    }
}

/// An atom that asks nothing of another power. 1.1: a comparison in which a value is `none` is false.
pub(super) fn simple(facts: &Facts<'_>, atom: &Atom) -> Truth {
    let given = |fact: &FactId| facts.values.get(fact);
    match atom {
        Atom::Yes(fact) => given(fact).map(|value| *value == Value::YesNo(true)),
        Atom::IsNone(fact) => given(fact).map(|value| *value == Value::None),
        Atom::Within(fact, interval) => given(fact).map(|value| match value {
            Value::Ordered(number) => interval.contains(*number),
            _ => false,
        }),
        Atom::Count(fact, interval) => given(fact).map(|value| match value {
            Value::Set(members) => {
                let count = i128::try_from(members.len()).unwrap_or(i128::MAX);
                interval.contains(Ratio::from_integer(count))
            }
            _ => false,
        }),
        Atom::Today(interval) => facts.day.map(|day| interval.contains(Ratio::from_integer(day.0.into()))),
        // 1.6: values named in the text are read as their successors too.
        Atom::Among(fact, set) => {
            let (value, day) = (given(fact)?, facts.day?);
            let (Value::Choice(value), Domain::Choice(list)) = (value, &facts.model.facts[*fact].domain) else {
                return Some(false);
            };
            Some(set.iter().any(|member| read(facts.model, *list, member, day) == *value))
        }
        Atom::Includes(fact, member) => {
            let (value, day) = (given(fact)?, facts.day?);
            let (Value::Set(members), Domain::SetOf(list)) = (value, &facts.model.facts[*fact].domain) else {
                return Some(false);
            };
            Some(members.contains(&read(facts.model, *list, *member, day)))
        }
        Atom::Same { left, right, list } => match (facts.place(*left, *list), facts.place(*right, *list)) {
            (Place::Nowhere, _) | (_, Place::Nowhere) => Some(false),
            (Place::Unknown, _) | (_, Place::Unknown) => None,
            (Place::At(left), Place::At(right)) => Some(left == right),
        },
        Atom::Linear(linear) => {
            let mut sum = Ratio::from_integer(0);
            for (term, factor) in &linear.sum {
                let value = match term {
                    Term::Today => Ratio::from_integer(i128::from(facts.day?.0)),
                    Term::Fact(fact) => match given(fact)? {
                        Value::Ordered(number) => *number,
                        _ => return Some(false),
                    },
                    Term::Count(fact) => match given(fact)? {
                        Value::Set(members) => Ratio::from_integer(i128::try_from(members.len()).unwrap_or(i128::MAX)),
                        _ => return Some(false),
                    },
                    Term::Later(later) => {
                        let from = match later.from {
                            None => Ratio::from_integer(i128::from(facts.day?.0)),
                            Some(fact) => match given(&fact)? {
                                Value::Ordered(number) => *number,
                                _ => return Some(false),
                            },
                        };
                        later.day(from, &facts.model.holidays)?
                    }
                };
                sum = value.checked_mul(factor).and_then(|product| sum.checked_add(&product))?;
            }
            Some(linear.within.contains(sum))
        }
        // Asked by the caller.
        Atom::Held { .. } | Atom::Unset(_) => None,
    }
}
