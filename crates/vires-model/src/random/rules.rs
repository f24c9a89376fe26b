//! Rules of all effects, and what texts say of each other.

use crate::bodies::{Holder, Holding, Mode, Share};
use crate::conditions::Condition;
use crate::facts::Domain;
use crate::ids::{BodyId, FactId, ModalityId, PowerId, ProvisionId};
use crate::model::Model;
use crate::random::bodies::{holder, some_body, some_life};
use crate::random::conditions::maybe;
use crate::random::{Dice, NOWHERE};
use crate::rules::{Barred, Class, Effect, Powers, Reserve, Rule, Word};

/// 2–10 rules; the first is a grant.
pub(super) fn rules(model: &mut Model, dice: &mut Dice) {
    // Bodies that may have the power: transfers start there more often than not.
    let mut reached: Vec<BodyId> = Vec::new();
    for n in 0..dice.between(2, 10) {
        let place = some_place(model, dice);
        let kind = if n == 0 { 0 } else { dice.below(20) };
        let effect = match kind {
            0..=5 => {
                let powers = some_powers(model, dice);
                let holding = holding(model, dice, &powers, None);
                reached.extend(holding.seats.iter().map(|seat| seat.body));
                Effect::Hold { powers, holding, residual: dice.chance(1, 6) }
            }
            6 => Effect::Nobody { powers: some_powers(model, dice), residual: dice.chance(1, 6) },
            7 => Effect::NotRequired { powers: some_powers(model, dice), residual: dice.chance(1, 6) },
            8 => {
                let what = what(model, dice);
                let body = giver(model, dice, &reached);
                Effect::Keep { by: holder(model, dice, body, &named(model, &what), false), what }
            }
            9 => bar(model, dice, &reached),
            10 => {
                let what = what(model, dice);
                Effect::Reserve { what: without_filters(what), reserve: reserve(model, dice) }
            }
            _ => {
                let what = what(model, dice);
                let powers = named(model, &what);
                let body = giver(model, dice, &reached);
                let from = holder(model, dice, body, &powers, false);
                let to = holding(model, dice, &powers, Some(from));
                reached.extend(to.seats.iter().map(|seat| seat.body));
                Effect::Transfer {
                    modality: ModalityId(u32::try_from(dice.below(3)).unwrap_or(0)),
                    what,
                    from,
                    under: Vec::new(),
                    to,
                    reserve: dice.chance(1, 10).then(|| reserve(model, dice)),
                }
            }
        };
        let of_class = granted_class(model, &effect);
        let before = first_power(model, &effect);
        let when = maybe(model, dice, before);
        let own = some_life(dice, 3, 4);
        let instrument = model.provisions[place].instrument;
        let life = if dice.chance(1, 12) {
            // An own date may lie outside the instrument's.
            own
        } else {
            model.instruments[instrument].life.intersect(own)
        };
        model.rules.push(Rule {
            place,
            life,
            own_end: own.until.is_some(),
            when,
            effect,
            amended_by: None,
            suspended_by: None,
            one_of: None,
            of_class,
            read: Box::default(),
            lapses: life.until.is_some(),
            passing: Box::default(),
            parameters: Box::default(),
            steps: Vec::new(),
            deadlines: Vec::new(),
            doc: None,
            span: NOWHERE,
        });
    }
}

fn some_place(model: &Model, dice: &mut Dice) -> ProvisionId {
    ProvisionId(u32::try_from(dice.below(model.provisions.len())).unwrap_or(0))
}

fn some_powers(model: &Model, dice: &mut Dice) -> Vec<PowerId> {
    let first = PowerId(u32::try_from(dice.below(model.powers.len())).unwrap_or(0));
    let mut powers = vec![first];
    powers.extend(model.powers.ids().filter(|_| dice.chance(1, 2)));
    powers.sort_unstable();
    powers.dedup();
    powers
}

/// Of the grants that name all powers, some speak of the class of all.
fn granted_class(model: &Model, effect: &Effect) -> Option<Box<Class>> {
    let (Effect::Hold { powers, .. } | Effect::Nobody { powers, .. } | Effect::NotRequired { powers, .. }) = effect
    else {
        return None;
    };
    let all = model.powers.ids().eq(powers.iter().copied());
    (all && model.rules.len() % 3 == 1).then(Box::default)
}

/// The lowest power a rule speaks of: its condition looks only at powers before it.
fn first_power(model: &Model, effect: &Effect) -> PowerId {
    let powers = match effect {
        Effect::Hold { powers, .. }
        | Effect::Follow { powers, .. }
        | Effect::Nobody { powers, .. }
        | Effect::NotRequired { powers, .. } => powers.clone(),
        Effect::Transfer { what, .. }
        | Effect::Keep { what, .. }
        | Effect::Bar { what, .. }
        | Effect::TakeOver { what, .. }
        | Effect::Enable { what, .. }
        | Effect::Reserve { what, .. } => named(model, what),
    };
    powers.first().copied().unwrap_or(PowerId(0))
}

/// The powers a rule may speak of: of a class, all.
fn named(model: &Model, what: &Powers) -> Vec<PowerId> {
    match what {
        Powers::Named(powers) => powers.clone(),
        Powers::Class(_) => model.powers.ids().collect(),
    }
}

fn what(model: &Model, dice: &mut Dice) -> Powers {
    if dice.chance(3, 4) {
        return Powers::Named(some_powers(model, dice));
    }
    let place = |dice: &mut Dice, n| match dice.chance(1, n) {
        true => vec![some_place(model, dice)],
        false => Vec::new(),
    };
    Powers::Class(Class {
        other: dice.chance(1, 4),
        sectors: dice.chance(1, 3).then(|| "energy".to_owned()).into_iter().collect(),
        under: place(dice, 4),
        except_powers: if dice.chance(1, 4) { some_powers(model, dice) } else { Vec::new() },
        except_under: place(dice, 4),
    })
}

/// `every power … may not be passed on` names no body, so no link of one.
fn without_filters(what: Powers) -> Powers {
    match what {
        Powers::Class(class) => {
            Powers::Class(Class { other: false, under: Vec::new(), except_under: Vec::new(), ..class })
        }
        named => named,
    }
}

fn giver(model: &Model, dice: &mut Dice, reached: &[BodyId]) -> BodyId {
    match dice.pick(reached) {
        Some(body) if dice.chance(5, 6) => *body,
        _ => some_body(model, dice),
    }
}

/// A holding; for receivers `from` is the giver: a body bare to bare gives to its own.
fn holding(model: &Model, dice: &mut Dice, powers: &[PowerId], from: Option<Holder>) -> Holding {
    let one = |dice: &mut Dice| {
        let body = some_body(model, dice);
        // A body seldom gives to its own kind.
        let body = match from {
            Some(from) if from.body == body => some_body(model, dice),
            _ => body,
        };
        holder(model, dice, body, powers, false)
    };
    let (mode, count) = match dice.below(12) {
        0 => (Mode::Any, 2),
        1 => (Mode::Jointly, 2),
        2 | 3 if from.is_none() => (Mode::AnyOf(2), 3),
        _ => (Mode::One, 1),
    };
    // Of those who are not barred, so many.
    let of_unbarred = (matches!(mode, Mode::AnyOf(_)) && dice.chance(1, 2))
        .then(|| dice.pick(&[Share::All, Share::MoreThanHalf, Share::AtLeast(1, 3), Share::AtLeast(2, 3)]).copied());
    Holding { mode, seats: (0..count).map(|_| one(dice)).collect(), of_unbarred: of_unbarred.flatten() }
}

fn bar(model: &Model, dice: &mut Dice, reached: &[BodyId]) -> Effect {
    let what = what(model, dice);
    let persons: Vec<FactId> =
        model.facts.iter().filter(|(_, fact)| fact.domain == Domain::Person).map(|(id, _)| id).collect();
    match dice.pick(&persons) {
        Some(person) if dice.chance(2, 3) => {
            Effect::Bar { who: Barred::Person(*person), what: Powers::Named(some_powers(model, dice)) }
        }
        _ => {
            let body = giver(model, dice, reached);
            let who = holder(model, dice, body, &named(model, &what), false);
            Effect::Bar { who: Barred::Holder(who), what }
        }
    }
}

fn reserve(model: &Model, dice: &mut Dice) -> Reserve {
    let below = dice.chance(1, 2).then(|| some_body(model, dice));
    let except = dice.chance(1, 3).then(|| some_body(model, dice));
    Reserve { below, except: except.into_iter().collect() }
}

/// 0–3 words, of other instruments or places in them.
pub(super) fn words(model: &mut Model, dice: &mut Dice) {
    for _ in 0..dice.below(4) {
        let speaker = some_place(model, dice);
        let own = model.provisions[speaker].instrument;
        let others: Vec<ProvisionId> =
            model.provisions.iter().filter(|(_, row)| row.instrument != own).map(|(id, _)| id).collect();
        // Mostly whole instruments speak of whole instruments.
        let whole = |place: ProvisionId, dice: &mut Dice| {
            if dice.chance(3, 4) { model.instruments[model.provisions[place].instrument].text } else { place }
        };
        let mut of = Vec::new();
        for _ in 0..dice.between(1, 3) {
            if let Some(place) = dice.pick(&others).copied() {
                of.push(whole(place, dice));
            }
        }
        if of.is_empty() {
            continue;
        }
        let speaker = whole(speaker, dice);
        let when = if dice.chance(2, 3) { Condition::always(NOWHERE) } else { maybe(model, dice, PowerId(0)) };
        let word = Word {
            speaker,
            place: speaker,
            prevails: dice.chance(2, 3),
            of,
            life: model.instruments[own].life,
            when,
            span: NOWHERE,
        };
        model.words.push(word);
    }
}
