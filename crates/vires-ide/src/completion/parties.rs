//! Who may give by a modality, and to whom.

use std::collections::BTreeSet;

use vires_model::{Between, BodyId, Effect, Group, Model, PowerId};

use super::ItemKind;
use super::items::Items;
use crate::spelling::last_part;
use crate::visible::Visible;

/// Givers that a modality allows, or that some text enables; all bodies where neither says.
pub(super) fn givers(
    visible: &Visible<'_>,
    modality: &str,
    out: &dyn Fn(vires_model::BodyId, &str) -> bool,
    items: &mut Items,
) {
    let model = visible.model();
    let lines = visible.modality(modality).map(|row| row.between.as_slice()).unwrap_or_default();
    let own = last_part(modality);
    let enabled: BTreeSet<BodyId> = model
        .rules
        .iter()
        .filter_map(|(_, row)| match &row.effect {
            Effect::Enable { giver, modality, .. } => Some((giver.body, &model.modalities[*modality])),
            _ => None,
        })
        .filter(|(_, row)| row.name == own || row.also.iter().any(|other| other == own))
        .map(|(body, _)| body)
        .collect();
    let may = |body: BodyId| {
        lines.is_empty() || lines.iter().any(|line| is_in(model, body, &line.from)) || enabled.contains(&body)
    };
    put(visible, &|id, name| may(id) && !out(id, name), items);
}

/// Bodies that may be named here, and are wanted.
pub(super) fn put(visible: &Visible<'_>, wanted: &dyn Fn(BodyId, &str) -> bool, items: &mut Items) {
    for (id, row) in visible.model().bodies.iter() {
        if visible.sees_id(row.package) && wanted(id, &row.name) {
            let at = Some((row.span.file, row.span.start));
            items.thing(&row.name, row.also.iter().map(String::as_str), Some(&row.label), ItemKind::Body, 0, at);
        }
    }
}

fn is_in(model: &Model, body: BodyId, groups: &[Group]) -> bool {
    groups.iter().any(|group| match group {
        Group::Body(own) => *own == body,
        Group::Kind(kind) => model.bodies[body].kinds.contains(kind),
        Group::Tier(tier) => tier_of(model, body) == Some(*tier),
    })
}

/// Whether the lines of a modality, if there are any, let a giver pass on to a receiver.
pub(super) fn between(model: &Model, lines: &[Between], giver: Option<BodyId>, receiver: BodyId) -> bool {
    lines.is_empty()
        || lines.iter().any(|Between { from, to }| {
            is_in(model, receiver, to) && giver.is_none_or(|giver| is_in(model, giver, from))
        })
}

pub(super) fn body_named(model: &Model, name: &str) -> Option<BodyId> {
    let name = last_part(name);
    let is_it = |row: &vires_model::Body| row.name == name || row.also.iter().any(|other| other == name);
    model.bodies.iter().find(|(_, row)| is_it(row)).map(|(id, _)| id)
}

pub(super) fn powers_named(model: &Model, names: &[String]) -> Vec<PowerId> {
    let named = |row: &vires_model::Power| {
        names.iter().map(|name| last_part(name)).any(|name| row.name == name || row.also.iter().any(|own| own == name))
    };
    model.powers.iter().filter(|(_, row)| named(row)).map(|(id, _)| id).collect()
}

/// The bodies that some rule gives one of these powers: any other would pass on what it does not have.
pub(super) fn having(visible: &Visible<'_>, powers: &[String]) -> BTreeSet<vires_model::BodyId> {
    let model = visible.model();
    let powers = powers_named(model, powers);
    let mut found = BTreeSet::new();
    for (_, rule) in model.rules.iter() {
        // Whoever holds another power: that may be anybody.
        if let Effect::Follow { powers: following, .. } = &rule.effect
            && following.iter().any(|power| powers.contains(power))
        {
            return BTreeSet::new();
        }
        if let Effect::Hold { holding, .. } | Effect::Transfer { to: holding, .. } = &rule.effect
            && powers.iter().any(|power| rule.effect.speaks_of(model, *power))
        {
            found.extend(holding.seats.iter().map(|seat| seat.body));
        }
    }
    found
}

/// A body without a tier of its own is at that of its superior.
fn tier_of(model: &Model, body: vires_model::BodyId) -> Option<vires_model::TierId> {
    let superiors = std::iter::successors(Some(body), |at| model.bodies[*at].superior);
    superiors.take(model.bodies.len()).find_map(|at| model.bodies[at].tier)
}
