//! Whether conditions exclude one another, as far as that is seen without examining cases: the same condition said and
//! denied, and questions about one fact, or about the day, whose answers lie apart.
//!
//! A parameter is set for some cases and a rule applies to some cases; where the two have no case in common, what the
//! parameter is there concerns nobody. Nothing rests on this for a proof: a case that is not seen to be excluded is
//! examined like any other.

use vires_model::{Atom, Condition, ConditionKind, Interval, Life, Limit};

use crate::kept::days_of;

/// What is said or denied.
type Literal<'c> = (bool, &'c ConditionKind);

/// Whether these, and `among`, cannot all be so on any day of `life`.
pub(crate) fn excluded(guard: &[Condition], among: &[Condition], life: Life) -> bool {
    let days = ConditionKind::Atom(Atom::Today(days_of(life)));
    let mut known: Vec<Literal<'_>> = vec![(true, &days)];
    for part in guard.iter().chain(among) {
        literals(part, true, &mut known);
    }
    known.iter().enumerate().any(|(n, one)| known.iter().skip(n + 1).any(|other| contradict(*one, *other)))
}

fn literals<'c>(condition: &'c Condition, yes: bool, out: &mut Vec<Literal<'c>>) {
    match (&condition.kind, yes) {
        (ConditionKind::Not(part), yes) => literals(part, !yes, out),
        (ConditionKind::All(parts), true) | (ConditionKind::Any(parts), false) => {
            out.push((yes, &condition.kind));
            parts.iter().for_each(|part| literals(part, yes, out));
        }
        (kind, yes) => out.push((yes, kind)),
    }
}

fn contradict(one: Literal<'_>, other: Literal<'_>) -> bool {
    match (one, other) {
        ((yes, one), (other_yes, other)) if one == other => yes != other_yes,
        ((true, ConditionKind::Atom(one)), (true, ConditionKind::Atom(other))) => apart(one, other),
        ((true, ConditionKind::Atom(one)), (false, ConditionKind::Atom(other)))
        | ((false, ConditionKind::Atom(other)), (true, ConditionKind::Atom(one))) => within(one, other),
        _ => false,
    }
}

/// No answer fits both.
fn apart(one: &Atom, other: &Atom) -> bool {
    match (one, other) {
        (Atom::Within(a, first), Atom::Within(b, second)) => a == b && lie_apart(first, second),
        (Atom::Today(first), Atom::Today(second)) => lie_apart(first, second),
        (Atom::Among(a, first), Atom::Among(b, second)) => a == b && first.iter().all(|value| !second.contains(value)),
        _ => false,
    }
}

/// Every answer that fits the one fits the other.
fn within(one: &Atom, other: &Atom) -> bool {
    match (one, other) {
        (Atom::Within(a, first), Atom::Within(b, second)) => a == b && lies_within(first, second),
        (Atom::Today(first), Atom::Today(second)) => lies_within(first, second),
        (Atom::Among(a, first), Atom::Among(b, second)) => a == b && first.iter().all(|value| second.contains(value)),
        _ => false,
    }
}

fn lie_apart(one: &Interval, other: &Interval) -> bool {
    let ends = |to: Option<Limit>, from: Option<Limit>| {
        to.zip(from).is_some_and(|(to, from)| {
            to.value < from.value || to.value == from.value && !(to.included && from.included)
        })
    };
    ends(one.to, other.from) || ends(other.to, one.from)
}

fn lies_within(inner: &Interval, outer: &Interval) -> bool {
    let holds = |inner: Option<Limit>, outer: Option<Limit>, further: fn(Limit, Limit) -> bool| match (inner, outer) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(inner), Some(outer)) => {
            further(inner, outer) || inner.value == outer.value && (outer.included || !inner.included)
        }
    };
    holds(inner.from, outer.from, |inner, outer| outer.value < inner.value)
        && holds(inner.to, outer.to, |inner, outer| inner.value < outer.value)
}
