//! Where the date of an event lies, as seen from the day asked about.

use vires_model::{Model, event_seen_from_today};

use crate::said::{Said, Topic, What};

/// Two rows alike but that an event is still to come in one, and never is in the other: one, in which it has not been yet.
pub(super) fn not_yet(model: &Model, coming: &[Said], never: &[Said]) -> Option<Vec<Said>> {
    let never_is = |said: &Said| match said.topic {
        Topic::Fact(fact) if said.what == What::Nothing && model.facts[fact].event => Some(fact),
        _ => None,
    };
    let (gone, event) = never.iter().enumerate().find_map(|(n, said)| Some((n, never_is(said)?)))?;
    let is_to_come = |said: &Said| match (&said.topic, &said.what) {
        (Topic::Linear(sum), What::Ranges(ranges)) => {
            event_seen_from_today(model, &sum.0) == Some(event) && matches!(ranges[..], [(Some(_), None)])
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
