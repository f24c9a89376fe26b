//! Where the date of an event lies, as seen from the day asked about.

use num_traits::One;
use vires_model::{FactId, Model, Rational, Term};

use crate::axes::Sum;
use crate::said::{Said, Topic, What};

/// The event whose date is compared with the day asked about, and with nothing else.
pub(super) fn seen_from_today(model: &Model, sum: &Sum) -> Option<FactId> {
    match sum.0[..] {
        [(Term::Fact(fact), _), (Term::Today, times)] if model.facts[fact].event && times == -Rational::one() => {
            Some(fact)
        }
        _ => None,
    }
}

/// Two rows alike but that an event is still to come in one, and never is in the other: one, in which it has not been yet.
pub(super) fn not_yet(model: &Model, coming: &[Said], never: &[Said]) -> Option<Vec<Said>> {
    let never_is = |said: &Said| match said.topic {
        Topic::Fact(fact) if said.what == What::Nothing && model.facts[fact].event => Some(fact),
        _ => None,
    };
    let (gone, event) = never.iter().enumerate().find_map(|(n, said)| Some((n, never_is(said)?)))?;
    let is_to_come = |said: &Said| match (&said.topic, &said.what) {
        (Topic::Linear(sum), What::Ranges(ranges)) => {
            seen_from_today(model, sum) == Some(event) && matches!(ranges[..], [(Some(_), None)])
        }
        _ => false,
    };
    let at = coming.iter().position(is_to_come)?;
    let without = |row: &[Said], n: usize| -> Vec<Said> {
        row.iter().enumerate().filter(|(own, _)| *own != n).map(|(_, said)| said.clone()).collect()
    };
    if without(coming, at) != without(never, gone) {
        return None;
    }
    let mut row = coming.to_vec();
    row.get_mut(at)?.none = true;
    Some(row)
}
