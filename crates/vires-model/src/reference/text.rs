//! The rules that bear on a power, on a day, in a case (1.5, 2.1, 3.4).

use crate::conditions::Atom;
use crate::date::{Day, Life};
use crate::ids::{InstrumentId, PowerId, ProvisionId, RuleId};
use crate::instruments::ProvisionKind;
use crate::model::Model;
use crate::reference::held;
use crate::reference::truth::{Truth, truth};
use crate::reference::world::{Open, World};
use crate::rules::{Effect, Powers, Word};

/// The active rules on one power, in the order of the files.
#[derive(Default)]
pub(super) struct Text<'a> {
    /// Holds, `nobody holds`, `is not required`.
    pub(super) roots: Vec<RuleId>,
    pub(super) transfers: Vec<RuleId>,
    pub(super) keeps: Vec<RuleId>,
    pub(super) bars: Vec<RuleId>,
    pub(super) reserves: Vec<RuleId>,
    /// Rules that allow transfers without making them.
    pub(super) enables: Vec<RuleId>,
    /// The same and those in force whose condition is not true of the case: beyond all enabled cases they bar.
    pub(super) enabling: Vec<RuleId>,
    /// Rules by which somebody may take over.
    pub(super) take_overs: Vec<RuleId>,
    /// What instruments say of each other.
    pub(super) words: Vec<&'a Word>,
}

impl<'a> Text<'a> {
    /// 2.1 and the first step of the meaning: in force that day, condition true of the case.
    pub(super) fn of(world: &World<'a>, power: PowerId) -> Result<Self, Open> {
        let model = world.facts.model;
        let mut text = Self::default();
        let (mut residual, mut suspended) = (Vec::new(), Vec::new());
        for (id, rule) in model.rules.iter() {
            if !rule.life.contains(world.day) || !concerns(model, id, power, Some(world.day)) {
                continue;
            }
            if matches!(rule.effect, Effect::Enable { .. }) && rule.suspended_by.is_none() {
                text.enabling.push(id);
            }
            if !holds(world, &rule.when, power)? {
                continue;
            }
            if rule.suspended_by.is_some() {
                suspended.extend(is_granted_outright(&rule.effect).then_some(id));
                continue;
            }
            match &rule.effect {
                effect if effect.is_residual() => residual.push(id),
                Effect::Hold { .. } | Effect::Follow { .. } | Effect::Nobody { .. } | Effect::NotRequired { .. } => {
                    text.roots.push(id);
                }
                Effect::Transfer { .. } => text.transfers.push(id),
                Effect::Keep { .. } => text.keeps.push(id),
                Effect::Bar { .. } => text.bars.push(id),
                Effect::Reserve { .. } => text.reserves.push(id),
                Effect::TakeOver { .. } => text.take_overs.push(id),
                Effect::Enable { .. } => text.enables.push(id),
            }
        }
        // 3.4: not in the cases of any other hold, nobody or not-required rule on that power in the same instrument.
        // A suspended one counts: suspension must not hand powers over silently.
        let others: Vec<InstrumentId> = text.roots.iter().chain(&suspended).map(|id| model.written_in(*id)).collect();
        residual.retain(|id| !others.contains(&model.written_in(*id)));
        text.roots.extend(residual);
        text.roots.sort_unstable();
        for word in &model.words {
            let speaks = |place: ProvisionId| model.stands_in(place, word.speaker);
            let is_of = |place: ProvisionId| word.of.iter().any(|of| model.stands_in(place, *of));
            let places = || {
                let rules = text.roots.iter().chain(&text.transfers);
                rules.map(|id| model.rules[*id].place)
            };
            if word.life.contains(world.day)
                && places().any(speaks)
                && places().any(is_of)
                && holds(world, &word.when, power)?
            {
                text.words.push(word);
            }
        }
        Ok(text)
    }
}

/// A hold, nobody or not-required rule that is not itself `in all other cases`.
const fn is_granted_outright(effect: &Effect) -> bool {
    match effect {
        Effect::Hold { residual, .. }
        | Effect::Follow { residual, .. }
        | Effect::Nobody { residual, .. }
        | Effect::NotRequired { residual, .. } => !*residual,
        _ => false,
    }
}

/// Whether a condition is true in this world. What is still unknown is about facts that cannot matter for the power: see `matter`.
pub(super) fn holds(world: &World<'_>, condition: &crate::conditions::Condition, power: PowerId) -> Result<bool, Open> {
    Ok(truth_of(world, condition, power)? == Some(true))
}

/// Whether a condition is true in this world; none: it turns on what nobody can say.
pub(super) fn truth_of(
    world: &World<'_>,
    condition: &crate::conditions::Condition,
    power: PowerId,
) -> Result<Truth, Open> {
    let mut ask = |atom: &Atom| match atom {
        Atom::Held { power: other, by } => held::held(world, power, *other, by),
        // 1.7
        Atom::Unset(unset) => world.settled.unset.get(unset).copied().map(Some).ok_or(Open::Unset(*unset)),
        _ => Ok(None),
    };
    truth(&world.facts, condition, &mut ask)
}

/// 1.5: coverage begins on the first day any hold, `nobody` or `is not required` rule on the power is in force, and never ends.
pub(super) fn covered(model: &Model, power: PowerId, day: Day) -> bool {
    model.rules.iter().any(|(_, rule)| {
        let grants = match &rule.effect {
            Effect::Hold { powers, .. }
            | Effect::Follow { powers, .. }
            | Effect::Nobody { powers, .. }
            | Effect::NotRequired { powers, .. } => powers.contains(&power),
            _ => false,
        };
        let begun = rule.life.from.is_none_or(|from| from <= day);
        grants && begun && !rule.life.is_empty()
    })
}

/// Whether the rule speaks of the power, as far as the text alone says. A day: counting only what is in force on it.
pub(super) fn concerns(model: &Model, rule: RuleId, power: PowerId, day: Option<Day>) -> bool {
    match &model.rules[rule].effect {
        Effect::Hold { powers, .. }
        | Effect::Follow { powers, .. }
        | Effect::Nobody { powers, .. }
        | Effect::NotRequired { powers, .. } => powers.contains(&power),
        Effect::Transfer { what, .. }
        | Effect::Keep { what, .. }
        | Effect::Bar { what, .. }
        | Effect::TakeOver { what, .. }
        | Effect::Enable { what, .. }
        | Effect::Reserve { what, .. } => match what {
            Powers::Named(powers) => powers.contains(&power),
            // 3.7
            Powers::Class(class) => {
                let sector = &model.powers[power].sector;
                (class.sectors.is_empty() || sector.as_ref().is_some_and(|sector| class.sectors.contains(sector)))
                    && !class.except_powers.contains(&power)
                    && !(class.other && named_beside(model, rule, power, day))
            }
        },
    }
}

/// `every other power`: whether another transfer of the same article names this one.
fn named_beside(model: &Model, rule: RuleId, power: PowerId, day: Option<Day>) -> bool {
    let article = article(model, model.rules[rule].place);
    model.rules.iter().any(|(id, other)| {
        let names =
            matches!(&other.effect, Effect::Transfer { what: Powers::Named(powers), .. } if powers.contains(&power));
        let in_force = match day {
            Some(day) => other.life.contains(day),
            // On some day it is not: the class may then reach the power.
            None => other.life == Life::ALWAYS,
        };
        id != rule && names && in_force && model.stands_in(other.place, article)
    })
}

/// The article around a place; where there is none, the outermost provision below the whole instrument.
fn article(model: &Model, place: ProvisionId) -> ProvisionId {
    let mut outermost = place;
    let mut at = Some(place);
    while let Some(here) = at {
        match model.provisions[here].kind {
            ProvisionKind::Article => return here,
            ProvisionKind::Whole => {}
            _ => outermost = here,
        }
        at = model.provisions[here].parent;
    }
    outermost
}

/// 3.7, filters `under` and `except under`: whether a rule that speaks of powers of A reaches this one, which A has by a link that stands in `place`.
pub(super) fn reaches(model: &Model, what: &Powers, place: ProvisionId) -> bool {
    match what {
        Powers::Named(_) => true,
        Powers::Class(class) => {
            let in_any = |places: &[ProvisionId]| places.iter().any(|one| model.stands_in(place, *one));
            (class.under.is_empty() || in_any(&class.under)) && !in_any(&class.except_under)
        }
    }
}
