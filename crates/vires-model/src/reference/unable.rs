//! Steps that nobody can do on a day, so that no act is lawful: whoever is asked is not there then or is an office that nobody fills, or there are
//! too few of them beside whoever decides.

use crate::bodies::Mode;
use crate::date::Day;
use crate::decision::{Held, Instance};
use crate::model::Model;
use crate::procedure::{State, StepDue, Unable};

/// Marks them; `held`: who decides, where that is sure. Where silence may stand in for a step, or pass it on, it is no matter that nobody can do it.
pub(super) fn mark(model: &Model, day: Day, held: Option<&Held>, steps: &mut [StepDue]) {
    let found: Vec<Option<Unable>> = steps.iter().map(|step| unable(model, day, held, (step, steps))).collect();
    for (step, why) in steps.iter_mut().zip(found) {
        step.state = why.map_or(step.state, State::Impossible);
    }
}

fn unable(model: &Model, day: Day, held: Option<&Held>, (step, all): (&StepDue, &[StepDue])) -> Option<Unable> {
    let is_open = matches!(step.state, State::Open | State::Overdue | State::Waiting | State::NotBegun);
    let by_silence = step.deadline.as_ref().is_some_and(|own| own.silence.is_some());
    if !is_open || by_silence || !step.kind.comes_first() {
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
