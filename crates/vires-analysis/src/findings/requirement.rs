//! Requirements: properties that must hold, with a case where one does not.

use std::cell::Cell;

use vires_model::{Day, Effect, Id, Life, Model, Must, Outcome, PowerId, Requirement};

use super::STEPS;
use crate::axes::Axis;
use crate::case_space::{Answers as _, Collector};
use crate::conditions::Conditions;
use crate::held::{HeldFunction, Solutions};
use crate::issue::{Issue, IssueKind, Witness};
use crate::possible;
use crate::region::{Cuboid, Region, StepBudget, restate};
use crate::setting::{collect_assumptions, impossible};
use crate::solver::TooHard;
use crate::witness;

/// The powers whose holders a requirement asks for.
pub(crate) fn powers(requirement: &Requirement) -> &[PowerId] {
    match &requirement.must {
        // A total looks at two days, and for itself.
        Must::HasEnd(_) | Must::Moves(_) => &[],
        Must::HasHolder(power) => std::slice::from_ref(power),
        Must::Held(powers, _) | Must::NotHeld(powers, _) => powers,
    }
}

/// Everything that breaks the `n`-th requirement.
pub(crate) fn find(
    model: &Model,
    n: usize,
    requirement: &Requirement,
    functions: &[Option<HeldFunction>],
    answers: &Solutions<'_>,
) -> Vec<Issue> {
    if let Must::HasEnd(wanted) = requirement.must {
        let endless = model.rules.iter().filter(|(_, row)| {
            matches!(row.effect, Effect::Transfer { modality, .. } if modality == wanted) && row.life.until.is_none()
        });
        return endless.map(|(rule, _)| Issue::at_rules(IssueKind::Requirement(n), vec![rule])).collect();
    }
    let broken = |power: &PowerId| of_power(model, n, requirement, *power, functions, answers);
    powers(requirement).iter().filter_map(broken).collect()
}

fn of_power(
    model: &Model,
    n: usize,
    requirement: &Requirement,
    power: PowerId,
    functions: &[Option<HeldFunction>],
    answers: &Solutions<'_>,
) -> Option<Issue> {
    let function = functions.get(power.index())?.as_ref()?;
    let unanswered = answers.unanswered(requirement.when.asks().into_iter());
    if !unanswered.is_empty() {
        return Some(Issue::unexamined(power, &unanswered));
    }
    let held = match &requirement.must {
        Must::HasHolder(_) | Must::HasEnd(_) | Must::Moves(_) => None,
        Must::Held(_, by) | Must::NotHeld(_, by) => Some(answers.held(power, power, by)),
    };
    let anyone = function.anyone();
    let covered = Life { from: covered_from(model, power)?, until: None };
    let mut collector = Collector::new(model, power, answers);
    collector.condition(&requirement.when);
    collector.life(requirement.life);
    collector.life(covered);
    let silent = held.iter().flat_map(|question| &question.unknown);
    let yes = held.as_ref().map_or(anyone, |question| &question.yes);
    yes.iter().chain(silent.clone()).chain(anyone).for_each(|value_box| collector.value_box(value_box));
    // A case says of which one of many the holder is.
    function.facts_of_holders().into_iter().for_each(|fact| collector.ask(&Axis::Fact(fact)));
    let assumed = collect_assumptions(model, &mut collector);
    let mut space = collector.finish();
    let mut steps = StepBudget::new(STEPS);
    let conditions = Conditions { model, asking: power, space: &space, answers };
    space.impossible = impossible(&conditions, assumed, &mut steps).ok()?;
    let cells = &space.space;
    let conditions = Conditions { model, asking: power, space: &space, answers };
    let asked = conditions.region(&requirement.when, true, &mut steps).ok()?;
    let asked = asked.intersect(cells, &space.life(requirement.life)).subtract(cells, &space.impossible);
    let yes = space.in_cells(yes);
    let broken = match &requirement.must {
        // Where nobody holds, a requirement on who holds is broken only if somebody must: gaps are findings of their own.
        Must::Held(..) => {
            asked.intersect(cells, &space.life(covered)).intersect(cells, &space.in_cells(anyone)).subtract(cells, &yes)
        }
        Must::NotHeld(..) => asked.intersect(cells, &yes),
        _ => asked.subtract(cells, &yes),
    };
    let broken = broken.subtract(cells, &space.in_cells(&silent.cloned().collect::<Vec<_>>()));
    let doubt = Cell::new(false);
    let can_be = |cuboid: &Cuboid| {
        possible::holds_a_case(model, &space, cuboid).unwrap_or_else(|TooHard| {
            doubt.set(true);
            true
        })
    };
    let broken = Region::new(cells, broken.into_boxes().into_iter().filter(|cuboid| can_be(cuboid)).collect());
    if cells.is_worn_out() {
        return Some(Issue::unexamined(power, &[]));
    }
    if broken.is_empty() {
        return None;
    }
    let few = restate(cells, broken.boxes(), &Cuboid::full(cells), &can_be, &mut steps);
    let few: Vec<Cuboid> = few.map_or_else(|_| broken.boxes().to_vec(), |few| few.into_iter().flatten().collect());
    let values = |boxes: &[Cuboid]| boxes.iter().flat_map(|cuboid| space.to_fact_values(cuboid)).collect();
    let witness = witness::pick(model, &space, broken.boxes()).map(|(case, day): (_, Option<Day>)| {
        let decision = vires_model::decide(model, power, &case, day);
        Witness { case, day, decision }
    });
    if doubt.get() && witness.is_none() {
        return Some(Issue::unexamined(power, &[]));
    }
    let rules = match &witness {
        Some(Witness { decision, .. }) => match &decision.outcome {
            Outcome::Competent { chain, .. } => chain.iter().map(|link| link.rule).collect(),
            _ => Vec::new(),
        },
        None => Vec::new(),
    };
    let mut issue = Issue::at_rules(IssueKind::Requirement(n), rules);
    issue.power = Some(power);
    issue.region = values(&few);
    issue.boxes = values(broken.boxes());
    issue.witness = witness;
    issue.complete = !doubt.get();
    Some(issue)
}

fn covered_from(model: &Model, power: PowerId) -> Option<Option<Day>> {
    let roots = model.rules.iter().filter(|(_, row)| match &row.effect {
        Effect::Hold { powers, .. }
        | Effect::Follow { powers, .. }
        | Effect::Nobody { powers, .. }
        | Effect::NotRequired { powers, .. } => powers.contains(&power),
        _ => false,
    });
    roots.map(|(_, row)| row.life.from).min()
}
