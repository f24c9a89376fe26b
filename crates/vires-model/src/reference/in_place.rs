//! Who acts in the place of a holder: what silence leaves of it, and why somebody who was let may not.

use crate::acts::{Act, Change, Ultra, UltraKind, Verdict};
use crate::date::Day;
use crate::decision::{Held, Instance};
use crate::model::Model;
use crate::procedure::{AskedBy, DeadlineDue, Procedure, State};
use crate::reference::acts::{is_enough, is_theirs_on};
use crate::taking_over::TakeOver;

/// Nobody takes over from one whose silence has passed the matter on, or once silence has settled it, or before anybody may act. Where it turns on
/// what is not known whether that is so, so does taking over.
pub(super) fn after_silence(model: &Model, at: Option<Day>, held: &Held, procedure: &mut Procedure) {
    let held = procedure.now.clone().unwrap_or_else(|| held.clone());
    let holders = held.instances();
    let mut all = std::mem::take(&mut procedure.take_overs);
    all.retain(|own| own.from.iter().any(|from| holders.contains(from)));
    let settled = procedure.settled_by_silence().map(|due| due.effective(model));
    let to_begin = procedure.deadlines.iter().find(|due| due.is_to_begin()).map(|due| due.since);
    for own in &mut all {
        if let Some(since) = settled {
            // A window that closed before is closed.
            let closed = own.state == State::Overdue && own.until.zip(since).is_some_and(|(last, since)| last < since);
            own.state = if closed { State::Overdue } else { State::Moot };
        } else if let Some(since) = to_begin.filter(|_| own.may_be_open()) {
            (own.state, own.since) = (State::NotBegun, own.since.max(since));
        } else if at.is_some() && !procedure.turns_on.is_empty() && !own.is_closed() {
            own.state = State::Depends;
            let fresh = procedure.turns_on.iter().filter(|need| !own.needs.contains(need)).cloned();
            own.needs.extend(fresh.collect::<Vec<_>>());
        }
    }
    procedure.take_overs = all;
    let alone = |own: &TakeOver| {
        let those = |other: &TakeOver| other.rule == own.rule;
        let by: Vec<Instance> = procedure.take_overs.iter().filter(|own| those(own)).filter_map(|own| own.by).collect();
        is_enough(&procedure.in_place(&held, &those), &by)
    };
    let with_others: Vec<bool> = procedure.take_overs.iter().map(|own| !alone(own)).collect();
    for (own, with_others) in procedure.take_overs.iter_mut().zip(with_others) {
        own.with_others = with_others;
    }
}

/// Why those who were let take over may not: their time is over or has not begun, or silence had settled the matter.
pub(super) fn too_late_or_early(model: &Model, act: &Act<'_>, procedure: &Procedure) -> Option<Verdict> {
    let closed = procedure.take_overs.iter().filter(|own| own.is_closed() && own.is_by_one_of(act.by));
    // The one whose time comes next.
    let own = closed.min_by_key(|own| (own.state != State::NotBegun, own.since))?;
    if let (State::Moot, Some(due)) = (own.state, procedure.settled_by_silence()) {
        return Some(settled(model, act, due));
    }
    let since = own.since.filter(|since| *since > act.at && is_theirs_on(model, act, *since));
    let changes = since.map(Change::Day).into_iter().collect();
    let begun = own.state != State::NotBegun;
    Some(Verdict::Ultra(Ultra { changes, begun, ..Ultra::new(UltraKind::Time, Some(AskedBy::Rule(own.rule))) }))
}

/// Silence had settled it; before, it could be taken over.
fn settled(model: &Model, act: &Act<'_>, due: &DeadlineDue) -> Verdict {
    let last = due.until.filter(|last| *last < act.at && is_theirs_on(model, act, *last));
    let changes = last.map(Change::Day).into_iter().collect();
    Verdict::Ultra(Ultra { changes, ..Ultra::new(UltraKind::Time, Some(due.by)) })
}
