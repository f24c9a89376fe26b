//! What silence has settled stays settled, and where it has passed a matter, there it stays, whatever becomes of the text by which it did: on a
//! later day the text may be repealed, written anew, or name another body.

use std::collections::BTreeSet;

use crate::conditions::{Atom, Condition};
use crate::date::{Day, Life};
use crate::decision::{Case, Decision, Held, Outcome};
use crate::ids::PowerId;
use crate::model::Model;
use crate::procedure::{DeadlineDue, Procedure, State};
use crate::reference::missing::{self, Values};
use crate::reference::steps;
use crate::reference::text::concerns;
use crate::steps::{Deadline, Silence};

/// The decision; or, where by the texts of the day nobody may act, or they contradict each other, the one under an earlier text whose silence had
/// settled the matter by then, or had passed it to somebody who is still there.
pub(super) fn outlasting(model: &Model, case: &Case, decision: Decision) -> Decision {
    let lost = match &decision.outcome {
        Outcome::Nobody { .. } | Outcome::Gap { .. } | Outcome::Conflict { .. } => decision.at,
        Outcome::Competent { .. } | Outcome::Undetermined { .. } | Outcome::NotInForce => None,
    };
    let Some(at) = lost else { return decision };
    let given = missing::given(model, case, Some(at));
    for day in last_days(model, decision.power, at, &given) {
        let (earlier, before) = as_of(model, case, decision.power, day);
        let is_there = |now: &Held| now.instances().iter().all(|who| model.exists(*who, at));
        if before.settled_by_silence().is_some() || before.now.as_ref().is_some_and(is_there) {
            return Decision { at: decision.at, ..earlier };
        }
    }
    decision
}

/// Looks at the last day of every text that said what silence means and is no longer law. The first that settled the matter has settled it; where the
/// texts of the day do not say what silence has come to, the first that passed it on has passed it on.
pub(super) fn keep(model: &Model, case: &Case, decision: &Decision, procedure: &mut Procedure) {
    let (Some(at), Outcome::Competent { held, .. }) = (decision.at, &decision.outcome) else { return };
    let given = missing::given(model, case, Some(at));
    for day in last_days(model, decision.power, at, &given) {
        let (earlier, before) = as_of(model, case, decision.power, day);
        // Who held it then, or what silence has come to, may turn on what is not known.
        let open = match &earlier.outcome {
            Outcome::Undetermined { needs } => needs.clone(),
            _ => before.turns_on.clone(),
        };
        if let Some((settled, due)) = before.settled.zip(before.settled_by_silence()) {
            let due = DeadlineDue { binds: held.instances(), ..due.clone() };
            let then = before.now.clone().or_else(|| match &earlier.outcome {
                Outcome::Competent { held, .. } => Some(held.clone()),
                _ => None,
            });
            procedure.deadlines.iter_mut().for_each(|own| own.state = State::Moot);
            procedure.deadlines.insert(0, due);
            (procedure.settled, procedure.now, procedure.waits, procedure.refused_for_now) =
                (Some(settled), then.filter(|then| then != held), false, false);
            (procedure.disputed, procedure.turns_on) = Default::default();
            return;
        }
        let is_open = procedure.settled.is_none() && procedure.now.is_none() && procedure.turns_on.is_empty();
        let passed = before.deadlines.iter().find(|own| matches!(own.state, State::Passed(_)));
        if let (Some(now), Some(due)) = (&before.now, passed)
            && procedure.now.as_ref() == Some(now)
        {
            // It has been there since then, whatever the texts of the day say of another.
            if let Some(own) = procedure.deadlines.iter_mut().find(|own| matches!(own.state, State::Passed(_))) {
                *own = DeadlineDue { binds: own.binds.clone(), ..due.clone() };
            }
            return;
        }
        if let (true, Some(now), Some(due)) = (is_open && procedure.disputed.is_empty(), &before.now, passed)
            && now.instances().iter().all(|who| model.exists(*who, at))
        {
            let due = DeadlineDue { binds: held.instances(), ..due.clone() };
            procedure.deadlines.iter_mut().for_each(|own| own.state = State::Moot);
            procedure.deadlines.insert(0, due);
            (procedure.now, procedure.waits, procedure.refused_for_now) = (Some(now.clone()), false, false);
            return;
        }
        if procedure.settled.is_none() && !open.is_empty() {
            let fresh: Vec<_> = open.into_iter().filter(|need| !procedure.turns_on.contains(need)).collect();
            procedure.turns_on.extend(fresh);
            return;
        }
    }
}

/// The decision on an earlier day, and what belonged to it then.
fn as_of(model: &Model, case: &Case, power: PowerId, day: Day) -> (Decision, Procedure) {
    let at = Some(day);
    let decision = Decision { power, at, outcome: missing::answer(model, power, case, at) };
    let procedure = steps::on_the_day(model, case, &decision);
    (decision, procedure)
}

/// The last days, before this one, of texts that say what silence of whoever holds the power means, and from when it counts is known; and those
/// before a text on the power begins, or after which one of those whom it names is no longer there.
pub(super) fn last_days(model: &Model, power: PowerId, before: Day, given: &Values) -> BTreeSet<Day> {
    let counts = |own: &Deadline| own.counted_from().all(|fact| given.contains_key(&fact));
    let settles = |own: &&Deadline| counts(own) && !matches!(own.silence, None | Some(Silence::RefusedUntilDecided));
    let (mut days, mut settles_any) = (BTreeSet::new(), false);
    let mut text = |until: Option<Day>, deadlines: &[Deadline]| {
        let mut settling = deadlines.iter().filter(settles).peekable();
        if settling.peek().is_some() {
            settles_any = true;
            days.extend(until);
            settling.for_each(|own| limits(&own.when, &mut days));
        }
    };
    for (_, rule) in model.rules.iter().filter(|(_, rule)| !rule.deadlines.is_empty()) {
        if rule.effect.speaks_of(model, power) {
            text(rule.life.until, &rule.deadlines);
        }
    }
    for attached in model.attachments.iter().filter(|attached| attached.what.speak_of(model, power)) {
        text(attached.life.until, &attached.deadlines);
    }
    if !settles_any {
        return BTreeSet::new();
    }
    for (_, rule) in model.rules.iter().filter(|(id, _)| concerns(model, *id, power, None)) {
        days.extend(rule.life.from.map(Day::previous));
        days.extend(rule.life.until);
        let bodies = rule.effect.holders().into_iter().map(|holder| &model.bodies[holder.body]);
        days.extend(bodies.flat_map(|body| body.lives()).filter_map(|life| life.until));
    }
    days.extend(model.words.iter().filter_map(|word| word.life.from).map(Day::previous));
    days.retain(|day| *day < before);
    days
}

/// The last days of conditions on the day: a period that is as long as a provision says has one for each stretch of days.
fn limits(when: &Condition, days: &mut BTreeSet<Day>) {
    when.atoms(&mut |atom| {
        if let Atom::Today(within) = atom {
            days.extend(Life::of(within).until);
        }
    });
}
