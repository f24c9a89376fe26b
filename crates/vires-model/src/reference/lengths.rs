//! How long periods are, where the case does not say (5.9): the lengths to try, so that what all of them come to is known.
//!
//! Whether a period is over, and which of two ends first, changes at most once along each length. So all lengths stand alike if the extreme ones
//! do; and one length alone is gone through value by value.

use std::collections::BTreeSet;

use crate::facts::{Domain, Measure, Value};
use crate::ids::FactId;
use crate::model::Model;
use crate::number::Rational;
use crate::reference::missing::Values;
use crate::steps::Deadline;

/// So many values of one length are tried one by one.
const TRIED: i128 = 1_000;

/// Of more lengths that are open at once, not even the extreme ones are tried.
const MOST_OPEN: usize = 6;

/// Lengths to try.
pub(super) struct Lengths {
    /// What was given, with a value for each length that is open.
    pub(super) worlds: Vec<Values>,
    /// The first so many of them are every value there is below that of the last; of the others, only the extreme values are tried.
    pub(super) one_by_one: usize,
    /// The facts that are open.
    pub(super) open: BTreeSet<FactId>,
}

impl Lengths {
    /// Of those periods that count from a known date.
    pub(super) fn of<'d>(model: &Model, deadlines: impl Iterator<Item = &'d Deadline>, given: &Values) -> Self {
        let mut open = BTreeSet::new();
        for deadline in deadlines {
            open.extend(open_lengths(model, deadline, given).into_iter().flatten());
        }
        let mut own = Self { worlds: vec![given.clone()], one_by_one: 0, open };
        if own.open.len() > MOST_OPEN {
            return own;
        }
        for fact in own.open.clone() {
            let values = if own.open.len() == 1 { one_after_another(model, fact) } else { extremes(model, fact) };
            let with = |world: &Values| {
                let world = world.clone();
                values.iter().map(move |value| world.clone().into_iter().chain([(fact, value.clone())]).collect())
            };
            own.worlds = own.worlds.iter().flat_map(with).collect();
        }
        if own.open.len() == 1 {
            own.one_by_one = own.worlds.len().saturating_sub(1);
        }
        own
    }

    /// Whether nothing can be said of the worlds that were not tried.
    pub(super) fn are_too_many(&self) -> bool {
        self.open.len() > MOST_OPEN
    }
}

/// What is not given of how long a period is; none where it is not even known from which date it counts.
fn open_lengths(model: &Model, deadline: &Deadline, given: &Values) -> Option<Vec<FactId>> {
    let open = |fact: &FactId| !given.contains_key(fact);
    if deadline.counted_from().any(|fact| model.facts[fact].domain.is_of_days() && open(&fact)) {
        return None;
    }
    Some(deadline.counted_from().chain(deadline.lengths()).filter(open).collect())
}

/// The least and the greatest answer: two centuries where the type does not say.
fn ends(model: &Model, fact: FactId) -> (i128, i128) {
    let Domain::Ordered(own) = &model.facts[fact].domain else { return (0, 0) };
    let far = match own.measure {
        Measure::Years => 200,
        Measure::Months => 2_400,
        _ => 73_000,
    };
    let from = own.from.map_or(0, |from| from.value.ceil().to_integer());
    let to = own.to.map_or(from.saturating_add(far), |to| to.value.floor().to_integer());
    (from, to)
}

fn values(model: &Model, fact: FactId, numbers: impl Iterator<Item = i128>) -> Vec<Value> {
    let none = model.facts[fact].or_none.then_some(Value::None);
    none.into_iter().chain(numbers.map(|number| Value::Ordered(Rational::from_integer(number)))).collect()
}

fn extremes(model: &Model, fact: FactId) -> Vec<Value> {
    let (from, to) = ends(model, fact);
    values(model, fact, [from, to].into_iter())
}

/// All of them, or the first ones and the greatest.
fn one_after_another(model: &Model, fact: FactId) -> Vec<Value> {
    let (from, to) = ends(model, fact);
    let first = to.min(from.saturating_add(TRIED));
    values(model, fact, (from..first).chain([first, to]))
}
