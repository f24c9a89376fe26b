//! One case out of many: values that meet a region, and beyond it a rule's own words where they can be met at once.
//!
//! A guess, never a proof: whoever uses a case asks the reference evaluator what it decides, and says no more than that.

use std::collections::{BTreeMap, BTreeSet};

use num_traits::{CheckedAdd, CheckedDiv, CheckedSub};
use vires_analysis::{Axis, Extent, ValueBox};
use vires_model::{
    Atom, Case, Condition, ConditionKind, Day, Domain, FactId, Interval, Limit, ListId, Measure, Model, Ordered,
    PowerId, Rational, Value, ValueId, ValueSet,
};

use crate::ask::facts_asked;

/// What is wanted of one fact.
#[derive(Debug, Clone, Default)]
struct Wanted {
    yes: Option<bool>,
    leaves: Option<ValueSet>,
    /// Each of them; a limit that cannot be met as well is passed over when the value is picked.
    ranges: Vec<Interval>,
    none: Option<bool>,
    members: BTreeMap<ValueId, bool>,
}

/// A case of that power: within the box, if one is given, and as the condition says where the box leaves it open. Persons
/// are left unknown. `way` counts the cases that are made so: each has other values where several are allowed, and keeps to what
/// is assumed by another alternative.
pub(crate) fn sample(
    model: &Model,
    power: PowerId,
    within: Option<&ValueBox>,
    when: Option<&Condition>,
    (day, way): (Day, usize),
) -> Case {
    let mut wanted: BTreeMap<FactId, Wanted> = BTreeMap::new();
    if let Some(within) = within {
        within.0.iter().for_each(|(axis, extent)| in_box(model, axis, extent, &mut wanted));
    }
    if let Some(when) = when {
        in_words(model, when, (true, way), &mut wanted);
    }
    let mut case = Case::default();
    let asked: BTreeSet<FactId> = facts_asked(model, power).into_iter().chain(wanted.keys().copied()).collect();
    for assumed in &model.assumptions {
        if !assumed.facts().is_disjoint(&asked) {
            in_words(model, assumed, (true, way), &mut wanted);
        }
    }
    for fact in asked {
        let own = wanted.get(&fact).cloned().unwrap_or_default();
        if let Some(value) = picked(model, fact, &own, (day, way)) {
            case.facts.insert(fact, value);
        }
    }
    case
}

fn in_box(model: &Model, axis: &Axis, extent: &Extent, wanted: &mut BTreeMap<FactId, Wanted>) {
    match (axis, extent) {
        (Axis::Fact(fact), Extent::Is(yes)) => wanted.entry(*fact).or_default().yes = Some(*yes),
        (Axis::Fact(fact), Extent::Leaves(leaves, none)) => {
            let own = wanted.entry(*fact).or_default();
            own.none = leaves.is_empty().then_some(*none);
            own.leaves = Some(leaves.clone());
        }
        (Axis::Fact(fact), Extent::Between(from, to)) => {
            // A cut lies before its value or just after it.
            let from = from.map(|cut| Limit { value: cut.value, included: !cut.after });
            let to = to.map(|cut| Limit { value: cut.value, included: cut.after });
            wanted.entry(*fact).or_default().ranges.push(Interval { from, to });
        }
        (Axis::IsNone(fact), Extent::Is(none)) => wanted.entry(*fact).or_default().none = Some(*none),
        (Axis::Member(fact, value), Extent::Is(yes)) => {
            wanted.entry(*fact).or_default().members.insert(*value, *yes);
        }
        (Axis::Derived(derived), Extent::Is(yes)) => in_words(model, &derived.condition, (*yes, 0), wanted),
        // Sums, counts and questions about other powers hang on several facts: the evaluator says whether it fits.
        _ => {}
    }
}

/// What a condition says, where that is plain: of alternatives, the one of that number.
fn in_words(model: &Model, when: &Condition, (wish, way): (bool, usize), wanted: &mut BTreeMap<FactId, Wanted>) {
    let mut both = |part: &Condition, wish: bool| in_words(model, part, (wish, way), wanted);
    match (&when.kind, wish) {
        (ConditionKind::Always, _) => {}
        (ConditionKind::All(parts), true) | (ConditionKind::Any(parts), false) => {
            parts.iter().for_each(|part| both(part, wish));
        }
        (ConditionKind::All(parts), false) | (ConditionKind::Any(parts), true) => {
            let one = way.checked_rem(parts.len()).and_then(|way| parts.get(way));
            one.into_iter().for_each(|part| both(part, wish));
        }
        (ConditionKind::AtLeast(count, parts), true) => {
            let from = way.checked_rem(parts.len()).unwrap_or_default();
            parts.iter().cycle().skip(from).take(*count as usize).for_each(|part| both(part, true));
        }
        (ConditionKind::AtLeast(_, parts), false) => parts.iter().for_each(|part| both(part, false)),
        (ConditionKind::Not(part), _) => both(part, !wish),
        (ConditionKind::Atom(atom), _) => in_atom(model, atom, wish, wanted),
    }
}

fn in_atom(model: &Model, atom: &Atom, wish: bool, wanted: &mut BTreeMap<FactId, Wanted>) {
    match atom {
        Atom::Yes(fact) => {
            wanted.entry(*fact).or_default().yes.get_or_insert(wish);
        }
        Atom::Among(fact, leaves) => {
            let Domain::Choice(list) = model.facts[*fact].domain else { return };
            let own = wanted.entry(*fact).or_default();
            let fits = |leaf: &ValueId| {
                leaves.contains(*leaf) == wish && own.leaves.as_ref().is_none_or(|known| known.contains(*leaf))
            };
            let narrowed: ValueSet = model.lists[list].leaves().filter(fits).collect();
            if !narrowed.is_empty() {
                own.leaves = Some(narrowed);
            }
        }
        Atom::Within(fact, interval) if wish => wanted.entry(*fact).or_default().ranges.push(*interval),
        Atom::Within(fact, interval) => {
            let flipped = |limit: Limit| Limit { included: !limit.included, ..limit };
            let outside = match (interval.from, interval.to) {
                (_, Some(to)) => Interval { from: Some(flipped(to)), to: None },
                (Some(from), None) => Interval { from: None, to: Some(flipped(from)) },
                (None, None) => return,
            };
            wanted.entry(*fact).or_default().ranges.push(outside);
        }
        Atom::IsNone(fact) => {
            wanted.entry(*fact).or_default().none.get_or_insert(wish);
        }
        Atom::Includes(fact, value) => {
            wanted.entry(*fact).or_default().members.entry(*value).or_insert(wish);
        }
        _ => {}
    }
}

fn picked(model: &Model, fact: FactId, wanted: &Wanted, (day, way): (Day, usize)) -> Option<Value> {
    let row = &model.facts[fact];
    if row.or_none && wanted.none == Some(true) {
        return Some(Value::None);
    }
    match &row.domain {
        Domain::YesNo => Some(Value::YesNo(wanted.yes.unwrap_or(way % 2 == 1))),
        Domain::Choice(list) => leaf(model, *list, wanted.leaves.as_ref(), (day, way)).map(Value::Choice),
        Domain::SetOf(_) => {
            Some(Value::Set(wanted.members.iter().filter(|(_, yes)| **yes).map(|(value, _)| *value).collect()))
        }
        Domain::Ordered(ordered) => number(ordered, &wanted.ranges, (day, way)).map(Value::Ordered),
        Domain::Person => None,
    }
}

fn leaf(model: &Model, list: ListId, among: Option<&ValueSet>, (day, way): (Day, usize)) -> Option<ValueId> {
    let rows = &model.lists[list].values;
    let exists = |leaf: &ValueId| rows.get(leaf.0 as usize).is_some_and(|row| row.life.contains(day));
    let allowed =
        model.lists[list].leaves().filter(exists).filter(|leaf| among.is_none_or(|among| among.contains(*leaf)));
    nth(allowed, way)
}

/// The one of that number, counted round.
fn nth<T: Clone>(allowed: impl Iterator<Item = T>, way: usize) -> Option<T> {
    // No more are tried than there are ways.
    let first: Vec<T> = allowed.take(way + 1).collect();
    way.checked_rem(first.len()).and_then(|n| first.get(n)).cloned()
}

/// A value that every range allows; of an open range, the one next to its limit.
fn number(ordered: &Ordered, ranges: &[Interval], (day, way): (Day, usize)) -> Option<Rational> {
    let domain = Interval { from: ordered.from, to: ordered.to };
    let mut all = domain;
    for range in ranges {
        let both = all.intersect(*range);
        if !both.is_empty() {
            all = both;
        }
    }
    let one = Rational::from_integer(1);
    let step = ordered
        .decimals
        .and_then(|decimals| one.checked_div(&Rational::from_integer(10_i128.checked_pow(decimals)?)))
        .unwrap_or(one);
    let fits = |value: &Rational| all.contains(*value);
    let from = all.from.and_then(|own| if own.included { Some(own.value) } else { own.value.checked_add(&step) });
    let to = all.to.and_then(|own| if own.included { Some(own.value) } else { own.value.checked_sub(&step) });
    let sum = all.from.zip(all.to).and_then(|(from, to)| from.value.checked_add(&to.value));
    let middle = sum.and_then(|sum| sum.checked_div(&Rational::from_integer(2)));
    // A date is that day where it may be.
    let today = (ordered.measure == Measure::Date).then(|| Rational::from_integer(day.0.into()));
    let ends = today.into_iter().chain(from).chain(to).chain(middle).chain([Rational::from_integer(0)]);
    nth(ends.filter(fits), way)
}
