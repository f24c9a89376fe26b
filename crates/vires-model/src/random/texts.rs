//! Powers, modalities, instruments and their provisions.

use crate::bodies::{Holder, Which};
use crate::date::Life;
use crate::facts::Domain;
use crate::ids::{FactId, Id, InstrumentId, InstrumentKindId, KindId, ModalityId, PackageId, ProvisionId, TierId};
use crate::instruments::{Instrument, InstrumentKind, Provision, ProvisionKind};
use crate::model::Model;
use crate::powers::{Between, Group, Modality, Onward, Party, Power};
use crate::random::bodies::{some_body, some_day};
use crate::random::{Dice, NOWHERE};

/// 1–3 powers, mostly with a place where some fact names one.
pub(super) fn powers(model: &mut Model, dice: &mut Dice) {
    let places: Vec<FactId> = model
        .facts
        .iter()
        .filter(|(_, fact)| matches!(fact.domain, Domain::Choice(list) if model.lists[list].territory))
        .map(|(id, _)| id)
        .collect();
    let count = dice.pick(&[1, 2, 2, 3]).copied().unwrap_or(1);
    for n in 0..count {
        let name = format!("power{n}");
        let place = if dice.chance(2, 3) { dice.pick(&places).copied() } else { None };
        let sector = dice.pick(&["energy", "health"]).copied();
        model.powers.push(Power {
            package: PackageId(0),
            label: name.clone(),
            name,
            also: Vec::new(),
            sector: sector.filter(|_| dice.chance(2, 3)).map(str::to_owned),
            place,
            act: None,
            codes: Vec::new(),
            concurrent: dice.chance(1, 7),
            doc: None,
            span: NOWHERE,
        });
    }
}

/// Three modalities.
pub(super) fn modalities(model: &mut Model, dice: &mut Dice) {
    for kind in 0..3 {
        model.instrument_kinds.push(InstrumentKind {
            package: PackageId(0),
            name: format!("kind{kind}"),
            also: Vec::new(),
            label: format!("kind{kind}"),
            rank: (!dice.chance(1, 10)).then_some(2 * (kind + 1)),
            issued_by: Vec::new(),
            span: NOWHERE,
        });
    }
    let kinds = |dice: &mut Dice| -> Option<Vec<InstrumentKindId>> {
        if dice.chance(5, 6) {
            return None;
        }
        let least = u32::try_from(dice.below(3)).unwrap_or(0);
        Some((0..=least).map(InstrumentKindId).collect())
    };
    let answer = |dice: &mut Dice| dice.chance(4, 5).then(|| dice.chance(1, 2));
    for n in 0..3 {
        let name = format!("modality{n}");
        let onward = match dice.below(8) {
            0 => Some(Onward::Never),
            1 => Some(Onward::Freely),
            2 => Some(Onward::By(vec![ModalityId(u32::try_from(dice.below(3)).unwrap_or(0))])),
            _ => None,
        };
        let party = |dice: &mut Dice| {
            let parties = [None, None, Some(Party::Giver), Some(Party::Receiver), Some(Party::Both)];
            dice.pick(&parties).copied().flatten()
        };
        let between = if dice.chance(1, 5) {
            (0..dice.between(1, 2))
                .map(|_| Between {
                    from: vec![group(model, dice), group(model, dice)],
                    to: vec![group(model, dice), group(model, dice)],
                })
                .collect()
        } else {
            Vec::new()
        };
        let row = Modality {
            package: PackageId(0),
            label: name.clone(),
            name,
            also: Vec::new(),
            title_moves: answer(dice),
            giver_stops: answer(dice),
            answerable: party(dice),
            in_the_name_of: party(dice),
            onward,
            form: kinds(dice),
            found_in: kinds(dice),
            must_state: Vec::new(),
            between,
            span: NOWHERE,
        };
        model.modalities.push(row);
    }
}

fn group(model: &Model, dice: &mut Dice) -> Group {
    match dice.below(4) {
        0 => Group::Kind(KindId(0)),
        1 => Group::Tier(TierId(u32::try_from(dice.below(3)).unwrap_or(0))),
        _ => Group::Body(some_body(model, dice)),
    }
}

/// 1–5 instruments, each with one to three articles, some of them with a clause.
pub(super) fn instruments(model: &mut Model, dice: &mut Dice) {
    for n in 0..dice.between(1, 5) {
        let id = InstrumentId::new(n);
        let place = |parent: Option<ProvisionId>, kind, number: usize| Provision {
            instrument: id,
            parent,
            kind,
            number: if parent.is_some() { number.to_string() } else { String::new() },
            title: None,
            span: NOWHERE,
        };
        let text = model.provisions.push(place(None, ProvisionKind::Whole, 0));
        for number in 1..=dice.between(1, 3) {
            let article = place(Some(text), ProvisionKind::Article, number);
            let article = model.provisions.push(article);
            if dice.chance(1, 2) {
                let clause = place(Some(article), ProvisionKind::Clause, 1);
                model.provisions.push(clause);
            }
        }
        // Early: most days asked about are then covered.
        let issued = some_day(dice).min(some_day(dice)).min(some_day(dice));
        let from = if dice.chance(4, 5) { issued } else { some_day(dice) };
        let issuer = dice.chance(1, 3).then(|| {
            let body = some_body(model, dice);
            let which = match model.bodies[body].one_per {
                Some(_) => Which::Unsaid,
                None => Which::Sole,
            };
            Holder { body, which }
        });
        let name = format!("instrument{n}");
        model.instruments.push(Instrument {
            package: PackageId(0),
            label: name.clone(),
            name,
            also: Vec::new(),
            kind: Some(InstrumentKindId(u32::try_from(dice.below(3)).unwrap_or(0))),
            issuers: issuer.into_iter().collect(),
            issued: Some(issued),
            signed: None,
            published: dice.chance(1, 4).then(|| some_day(dice)),
            life: Life {
                from: Some(from),
                until: dice.chance(1, 3).then(|| some_day(dice)).filter(|until| *until >= from),
            },
            repealed: false,
            overlay: false,
            based_on: Vec::new(),
            text,
            void: None,
            span: NOWHERE,
        });
    }
}
