//! What a case says on a day (1.1, 1.6).

use std::collections::{BTreeMap, BTreeSet};

use num_rational::Ratio;

use crate::date::Day;
use crate::facts::{Domain, Ordered, Value};
use crate::ids::{FactId, ListId};
use crate::lists::ValueId;
use crate::model::Model;
use crate::number::{Interval, Rational};

/// Values of facts, each inside its domain, and the day on which they are read.
#[derive(Clone, Copy)]
pub(super) struct Facts<'a> {
    pub(super) model: &'a Model,
    pub(super) values: &'a BTreeMap<FactId, Value>,
    /// None: not known; then nothing about values of lists is known either, since they have lives.
    pub(super) day: Option<Day>,
}

/// A place as a fact gives it.
pub(super) enum Place {
    /// The fact is not given.
    Unknown,
    /// The fact has no answer, or lies in no such place.
    Nowhere,
    /// Here.
    At(ValueId),
}

impl Facts<'_> {
    /// The place of `list` which the fact names or in which what it names lies.
    pub(super) fn place(&self, fact: FactId, list: ListId) -> Place {
        let (Some(day), Some(value)) = (self.day, self.values.get(&fact)) else {
            return Place::Unknown;
        };
        let (Value::Choice(value), Domain::Choice(from)) = (value, &self.model.facts[fact].domain) else {
            return Place::Nowhere;
        };
        let here = read(self.model, *from, *value, day);
        match self.model.lift(here, *from, list) {
            Some(there) => Place::At(read(self.model, list, there, day)),
            None => Place::Nowhere,
        }
    }
}

/// 1.6: a value that has ended is read as its successor; one without stays what it was.
pub(super) fn read(model: &Model, list: ListId, value: ValueId, day: Day) -> ValueId {
    model.lists[list].read_on(value, day).unwrap_or(value)
}

/// The value as it counts on that day (on no day in particular: as given); none where it is outside the closed domain.
pub(super) fn in_domain(model: &Model, fact: FactId, value: &Value, day: Option<Day>) -> Option<Value> {
    let fact = model.facts.get(fact)?;
    let leaf = |list: ListId, value: ValueId| {
        let list = &model.lists[list];
        let value = match day {
            // 1.6
            Some(day) => list.read_on(value, day)?,
            None => value,
        };
        list.values.get(value.0 as usize).is_some_and(|row| row.leaf).then_some(value)
    };
    match (value, &fact.domain) {
        (Value::None, _) => fact.or_none.then_some(Value::None),
        (Value::YesNo(_), Domain::YesNo) | (Value::Person(_), Domain::Person) => Some(value.clone()),
        (Value::Choice(value), Domain::Choice(list)) => leaf(*list, *value).map(Value::Choice),
        (Value::Set(values), Domain::SetOf(list)) => {
            values.iter().map(|value| leaf(*list, *value)).collect::<Option<BTreeSet<_>>>().map(Value::Set)
        }
        (Value::Ordered(number), Domain::Ordered(domain)) => ordered_in(domain, *number).then(|| value.clone()),
        _ => None,
    }
}

/// Whether a number is a value of an ordered domain.
pub(super) fn ordered_in(domain: &Ordered, number: Rational) -> bool {
    let range = Interval { from: domain.from, to: domain.to };
    let on_grid = match step(domain) {
        Some(step) => *step.denom() % *number.denom() == 0,
        None => true,
    };
    range.contains(number) && on_grid
}

/// The distance between neighbours of a discrete domain; none: dense.
pub(super) fn step(domain: &Ordered) -> Option<Rational> {
    Some(Ratio::new(1, 10i128.checked_pow(domain.decimals?)?))
}
