//! Steps that nobody can do on a day, so that no act is lawful: whoever is asked is not there then or is an office that nobody fills, or there are
//! too few of them beside whoever decides.

use crate::apart::Seats;
use crate::bodies::Mode;
use crate::date::Day;
use crate::decision::{Held, Instance};
use crate::model::Model;
use crate::procedure::{State, StepDue, Unable};

/// Marks them; `held`: who decides, where that is sure. Where silence may stand in for a step, or pass it on, it is no matter that nobody can do it.
pub(super) fn mark(model: &Model, day: Day, held: Option<&Held>, steps: &mut [StepDue]) {
    let mut found: Vec<Option<Unable>> = steps.iter().map(|step| unable(model, day, held, (step, steps))).collect();
    if let Some(held) = held.filter(|_| found.iter().all(Option::is_none)) {
        for n in check_themselves(model, day, held, steps) {
            if let Some(why) = found.get_mut(n) {
                *why = Some(Unable::WhoeverDecides);
            }
        }
    }
    for (step, why) in steps.iter_mut().zip(found) {
        step.state = why.map_or(step.state, State::Impossible);
    }
}

/// Whether it is to be done, and no silence stands in for it.
fn is_wanted(step: &StepDue) -> bool {
    let is_open = matches!(step.state, State::Open | State::Overdue | State::Waiting | State::NotBegun);
    is_open && !step.minds_silence() && step.kind.comes_first()
}

fn unable(model: &Model, day: Day, held: Option<&Held>, (step, all): (&StepDue, &[StepDue])) -> Option<Unable> {
    if !is_wanted(step) {
        return None;
    }
    let able = |who: Instance| model.can_do(who, step.kind, day);
    let Some(wanted) = step.enough else {
        let who = step.who?;
        let vacant = || Unable::Vacant(model.vacancy(who, day).unwrap_or_default());
        return match able(who) {
            false => Some(if model.exists(who, day) { vacant() } else { Unable::Gone }),
            true => (step.is_apart() && deciding(&decides(held?, step), &[who]) > 0).then_some(Unable::Decides),
        };
    };
    let asked = all.iter().filter(|other| step.is_choice_with(other));
    // Of whom it is not known who it is, nothing can be said.
    let left: Vec<Instance> =
        asked.map(|own| own.who).collect::<Option<Vec<_>>>()?.into_iter().filter(|who| able(*who)).collect();
    let busy = match held {
        Some(held) if step.is_apart() => deciding(&decides(held, step), &left),
        _ => 0,
    };
    let left = left.len().saturating_sub(busy);
    let left = u32::try_from(left).unwrap_or(u32::MAX);
    (left < wanted).then_some(Unable::Left(left))
}

/// Who decides where the step binds: of several of whom any may act, the one whom it binds alone.
fn decides(held: &Held, step: &StepDue) -> Held {
    match (held, step.binds.as_slice()) {
        (Held::Several(Mode::One | Mode::Any, _), [only]) => Held::One(*only),
        _ => held.clone(),
    }
}

/// How many of these have to take part in the decision, whoever of the holders makes it.
fn deciding(held: &Held, these: &[Instance]) -> usize {
    let (mode, parts) = match held {
        Held::One(who) => return usize::from(these.contains(who)),
        Held::Several(mode, parts) => (mode, parts),
    };
    let mut each: Vec<usize> = parts.iter().map(|part| deciding(part, these)).collect();
    each.sort_unstable();
    match mode {
        Mode::One | Mode::Any => each.first().copied().unwrap_or(0),
        Mode::Jointly => each.iter().sum(),
        Mode::AnyOf(count) => each.iter().take(*count as usize).sum(),
    }
}

/// One check on whoever decides.
struct Check {
    /// Its steps: of each of whom it asks.
    steps: Vec<usize>,
    /// Those of them who can do it.
    able: Vec<Instance>,
    /// So many are enough.
    wanted: usize,
}

/// Where each check by itself could be made, but somebody would have to check themselves whoever decides: the steps of [`Seats::lacking`].
fn check_themselves(model: &Model, day: Day, held: &Held, steps: &[StepDue]) -> Vec<usize> {
    let parts = match held {
        Held::Several(Mode::One | Mode::Any, parts) => parts.as_slice(),
        one => std::slice::from_ref(one),
    };
    let mut lacking: Vec<usize> = Vec::new();
    for part in parts {
        let Some(checks) = checks_on(model, day, &part.instances(), steps) else { return Vec::new() };
        let spare: Vec<usize> = checks.iter().map(|check| check.able.len().saturating_sub(check.wanted)).collect();
        let own = seats(part, &checks).lacking(&spare);
        if own.is_empty() {
            return Vec::new();
        }
        lacking.extend(own.into_iter().filter_map(|n| checks.get(n)).flat_map(|check| check.steps.iter().copied()));
    }
    lacking
}

/// Those that bind all who decide; none where it is not known who is asked.
fn checks_on(model: &Model, day: Day, deciders: &[Instance], steps: &[StepDue]) -> Option<Vec<Check>> {
    let mut all: Vec<Check> = Vec::new();
    for (n, step) in steps.iter().enumerate().filter(|(_, step)| is_wanted(step) && step.is_apart()) {
        if !deciders.iter().all(|who| step.binds.contains(who)) {
            continue;
        }
        let is_of = |check: &Check| {
            check.steps.first().and_then(|first| steps.get(*first)).is_some_and(|first| first.is_choice_with(step))
        };
        let known = all.iter().position(is_of).unwrap_or(all.len());
        if known == all.len() {
            let wanted = step.enough.map_or(1, |enough| enough as usize);
            all.push(Check { steps: Vec::new(), able: Vec::new(), wanted });
        }
        let check = all.get_mut(known)?;
        check.steps.push(n);
        let who = step.who?;
        if model.can_do(who, step.kind, day) {
            check.able.push(who);
        }
    }
    Some(all)
}

/// Who decides, each with the checks that ask them.
fn seats(held: &Held, checks: &[Check]) -> Seats {
    match held {
        Held::One(who) => {
            let asks = checks.iter().enumerate().filter(|(_, check)| check.able.contains(who));
            Seats::One(asks.map(|(n, _)| n).collect())
        }
        Held::Several(mode, parts) => Seats::Several(*mode, parts.iter().map(|part| seats(part, checks)).collect()),
    }
}
