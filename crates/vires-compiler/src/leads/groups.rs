//! Answers to one question that are looked at as one: values, stretches of numbers, sets with some members.

use std::collections::BTreeSet;

use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub};
use vires_model::{Limit, Ordered, Rational, Value};

use crate::sets::Members;

/// A group of answers to one question, not yet in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Group {
    Value(Value),
    Stretch {
        from: Option<Limit>,
        to: Option<Limit>,
    },
    /// Every set with these members and without those, and with so many.
    Members(Members),
}

/// A domain cut at every limit: before the first, each limit alone, between it and the next, after the last.
///
/// A limit between two values of a discrete domain is none of its values: the cut lies between its neighbours.
pub(crate) fn stretches(limits: &BTreeSet<Rational>, of: &Ordered) -> Vec<Group> {
    let limits: BTreeSet<Rational> = limits.iter().flat_map(|limit| neighbours(*limit, step(of))).collect();
    let inside = |limit: &Rational| {
        of.from.is_none_or(|from| from.value < *limit || from.included && from.value == *limit)
            && of.to.is_none_or(|to| *limit < to.value || to.included && to.value == *limit)
    };
    // Between two steps there is no value: a limit there lies after the one and before the other.
    let step = step(of);
    let on_steps =
        |limit: &Rational| match step.and_then(|step| limit.checked_div(&step)).filter(|steps| !steps.is_integer()) {
            None => vec![*limit],
            Some(steps) => [steps.floor(), steps.ceil()].iter().filter_map(|n| n.checked_mul(&step?)).collect(),
        };
    let limits: BTreeSet<Rational> = limits.iter().flat_map(on_steps).collect();
    let mut groups = Vec::new();
    let mut from = of.from;
    for limit in limits.into_iter().filter(inside) {
        let open = Some(Limit { value: limit, included: false });
        let at = Some(Limit { value: limit, included: true });
        if from.is_none_or(|from| from.value < limit) {
            groups.push(Group::Stretch { from, to: open });
        }
        groups.push(Group::Stretch { from: at, to: at });
        from = open;
    }
    if from.is_none()
        || of.to.is_none()
        || from.zip(of.to).is_some_and(|(from, to)| from.value < to.value || from.included)
    {
        groups.push(Group::Stretch { from, to: of.to });
    }
    groups
}

/// The limit itself where it is a value of the domain, else the values on both sides of it.
fn neighbours(limit: Rational, step: Option<Rational>) -> Vec<Rational> {
    let beside = |step: Rational| {
        let below = limit.checked_div(&step)?.floor().checked_mul(&step)?;
        Some(if below == limit { vec![limit] } else { vec![below, below.checked_add(&step)?] })
    };
    step.and_then(beside).unwrap_or_else(|| vec![limit])
}

pub(crate) fn step(of: &Ordered) -> Option<Rational> {
    Some(Rational::new(1, 10_i128.checked_pow(of.decimals?)?))
}

/// A value of the group; none where there is none.
pub(super) fn representative(group: &Group, step: Option<Rational>) -> Option<Value> {
    let (from, to) = match group {
        Group::Value(value) => return Some(value.clone()),
        Group::Members(members) => return Some(Value::Set(members.example.clone())),
        Group::Stretch { from, to } => (*from, *to),
    };
    let one = step.unwrap_or(Rational::from_integer(1));
    let value = match (from, to) {
        (None, None) => Rational::from_integer(0),
        (Some(from), _) if from.included => from.value,
        (_, Some(to)) if to.included => to.value,
        (Some(from), None) => from.value.checked_add(&one)?,
        (None, Some(to)) => to.value.checked_sub(&one)?,
        (Some(from), Some(to)) if step.is_some() => from.value.checked_add(&one).filter(|value| *value < to.value)?,
        (Some(from), Some(to)) => from.value.checked_add(&to.value)?.checked_div(&Rational::from_integer(2))?,
    };
    Some(Value::Ordered(value))
}

/// Names with one end together; neighbouring stretches with one end as one. What has no end cannot be: it is left out, and
/// what lies on both sides of it stays apart.
pub(super) fn merged<T: PartialEq>(ends: Vec<(Group, Option<T>)>) -> Vec<(Vec<Group>, T)> {
    let mut merged: Vec<(Vec<Group>, Option<T>)> = Vec::new();
    for (group, end) in ends {
        if let Group::Stretch { to, .. } = &group {
            if let Some((groups, last)) = merged.last_mut()
                && *last == end
                && let Some(Group::Stretch { to: reach, .. }) = groups.last_mut()
            {
                *reach = *to;
                continue;
            }
        } else if let Some((groups, _)) = merged
            .iter_mut()
            .find(|(groups, own)| *own == end && !matches!(groups.first(), Some(Group::Stretch { .. })))
        {
            groups.push(group);
            continue;
        }
        merged.push((vec![group], end));
    }
    merged.into_iter().filter_map(|(groups, end)| Some((groups, end?))).collect()
}

#[cfg(test)]
mod tests {
    use vires_model::Measure;

    use super::*;

    #[test]
    fn a_domain_is_cut_at_every_limit_and_put_together_again() {
        let of = Ordered { measure: Measure::Number, decimals: Some(0), from: None, to: None };
        let limits = [Rational::from_integer(5), Rational::from_integer(6)].into();
        let groups = stretches(&limits, &of);
        let values: Vec<_> = groups.iter().map(|group| representative(group, step(&of))).collect();
        let number = |n: i128| Some(Value::Ordered(Rational::from_integer(n)));
        // Between 5 and 6 there is no whole number.
        assert_eq!(values, [number(4), number(5), None, number(6), number(7)]);
    }

    #[test]
    fn a_limit_between_two_amounts_is_no_amount() {
        let of = Ordered { measure: Measure::Number, decimals: Some(0), from: None, to: None };
        let groups = stretches(&[Rational::new(400, 3)].into(), &of);
        let values: Vec<_> = groups.iter().filter_map(|group| representative(group, step(&of))).collect();
        let number = |n: i128| Value::Ordered(Rational::from_integer(n));
        assert_eq!(values, [number(132), number(133), number(134), number(135)]);
    }

    #[test]
    fn what_cannot_be_parts_what_lies_around_it() {
        let limit = |value: i128| Some(Limit { value: Rational::from_integer(value), included: true });
        let stretch = |from, to| Group::Stretch { from: limit(from), to: limit(to) };
        let ends = vec![(stretch(0, 1), Some('a')), (stretch(2, 3), Some('a')), (stretch(4, 4), None)];
        let ends = merged(ends.into_iter().chain([(stretch(5, 6), Some('a'))]).collect());
        assert_eq!(ends, [(vec![stretch(0, 3)], 'a'), (vec![stretch(5, 6)], 'a')]);
    }
}
