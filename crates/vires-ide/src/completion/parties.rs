//! Who may give by a modality, and to whom.

use std::collections::BTreeSet;

use vires_model::{Between, Effect, Group, Model};

use super::ItemKind;
use super::items::Items;
use crate::spelling::last_part;
use crate::visible::Visible;

/// Givers, or receivers from a giver, that a modality allows; all bodies where it takes no position.
pub(super) fn parties(
    visible: &Visible<'_>,
    modality: &str,
    receivers: Option<Option<&str>>,
    out: &dyn Fn(vires_model::BodyId, &str) -> bool,
    items: &mut Items,
) {
    let model = visible.model();
    let between = visible.modality(modality).map(|row| row.between.as_slice()).unwrap_or_default();
    let is_in = |body: vires_model::BodyId, groups: &[Group]| {
        groups.iter().any(|group| match group {
            Group::Body(own) => *own == body,
            Group::Kind(kind) => model.bodies[body].kinds.contains(kind),
            Group::Tier(tier) => tier_of(model, body) == Some(*tier),
        })
    };
    let by_name = |name: &str| {
        model
            .bodies
            .iter()
            .find(|(_, row)| row.name == name || row.also.iter().any(|other| other == name))
            .map(|(id, _)| id)
    };
    let allowed = |body: vires_model::BodyId| {
        between.is_empty()
            || between.iter().any(|Between { from, to }| match receivers {
                None => is_in(body, from),
                Some(giver) => {
                    is_in(body, to) && giver.and_then(by_name).is_none_or(|giver| giver != body && is_in(giver, from))
                }
            })
    };
    for (id, row) in model.bodies.iter() {
        if visible.sees_id(row.package) && allowed(id) && !out(id, &row.name) {
            let at = Some((row.span.file, row.span.start));
            items.thing(&row.name, row.also.iter().map(String::as_str), Some(&row.label), ItemKind::Body, 0, at);
        }
    }
}

/// The bodies that some rule gives one of these powers: any other would pass on what it does not have.
pub(super) fn having(visible: &Visible<'_>, powers: &[String]) -> BTreeSet<vires_model::BodyId> {
    let model = visible.model();
    let named = |row: &vires_model::Power| {
        powers.iter().map(|name| last_part(name)).any(|name| row.name == name || row.also.iter().any(|own| own == name))
    };
    let powers: Vec<_> = model.powers.iter().filter(|(_, row)| named(row)).map(|(id, _)| id).collect();
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
