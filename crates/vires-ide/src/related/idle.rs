//! A rule that never applies: what leaves it nothing.

use vires_model::{Effect, Rule, SourceSpan};
use vires_words::say;

use super::{Scene, giver};

pub(super) fn places(scene: &Scene<'_>, row: &Rule) -> Vec<(SourceSpan, String)> {
    match &row.effect {
        Effect::Keep { .. } => transfers(scene, row),
        Effect::Transfer { .. } => {
            Some(kept(scene, row)).filter(|kept| !kept.is_empty()).unwrap_or_else(|| giver::places(scene, row))
        }
        effect if effect.is_residual() => before_the_rest(scene, row),
        _ => Vec::new(),
    }
}

fn instrument(scene: &Scene<'_>, row: &Rule) -> vires_model::InstrumentId {
    row.amended_by.unwrap_or(scene.model().provisions[row.place].instrument)
}

/// The rules of the same instrument that speak of the same power.
fn beside<'s>(scene: &'s Scene<'_>, row: &'s Rule) -> impl Iterator<Item = &'s Rule> {
    let text = instrument(scene, row);
    scene.others().filter(move |other| scene.share(&row.effect, &other.effect) && instrument(scene, other) == text)
}

/// Where these rules stand, each with what is said of it behind its title.
fn told<'s>(scene: &Scene<'_>, rules: impl Iterator<Item = &'s Rule>, said: &str) -> Vec<(SourceSpan, String)> {
    rules.map(|other| (other.span, format!("{}: {said}", scene.title(other)))).collect()
}

/// The transfers by the body that keeps: those of its instrument, from which nothing is left to keep, or else those of
/// others, out of which it cannot keep.
fn transfers(scene: &Scene<'_>, row: &Rule) -> Vec<(SourceSpan, String)> {
    let Effect::Keep { by, .. } = &row.effect else { return Vec::new() };
    let gives = |effect: &Effect| matches!(effect, Effect::Transfer { from, .. } if from.body == by.body);
    let mut rules: Vec<&Rule> =
        scene.others().filter(|other| gives(&other.effect) && scene.share(&row.effect, &other.effect)).collect();
    if rules.iter().any(|other| instrument(scene, other) == instrument(scene, row)) {
        rules.retain(|other| instrument(scene, other) == instrument(scene, row));
    }
    let label = &scene.model().bodies[by.body].label;
    told(scene, rules.into_iter(), &say!(scene.language, "what {label} passes on", "phần mà {label} chuyển giao"))
}

/// What the giver keeps in the same instrument.
fn kept(scene: &Scene<'_>, row: &Rule) -> Vec<(SourceSpan, String)> {
    let Effect::Transfer { from, .. } = &row.effect else { return Vec::new() };
    let rules =
        beside(scene, row).filter(|other| matches!(&other.effect, Effect::Keep { by, .. } if by.body == from.body));
    let label = &scene.model().bodies[from.body].label;
    told(scene, rules, &say!(scene.language, "what {label} keeps", "phần mà {label} giữ lại"))
}

/// The rules of the same instrument that say something of the same power: the rest is what they leave.
fn before_the_rest(scene: &Scene<'_>, row: &Rule) -> Vec<(SourceSpan, String)> {
    let rules = beside(scene, row).filter(|other| other.effect.is_root() && !other.effect.is_residual());
    let said =
        scene.language.pick("these cases are not among the others", "các trường hợp này không thuộc phần còn lại");
    told(scene, rules, said)
}
