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
    let told = rules.into_iter().map(|other| {
        let said = say!(
            scene.language,
            "{title}: what {label} passes on",
            "{title}: phần mà {label} chuyển giao",
            title = scene.title(other)
        );
        (other.span, said)
    });
    told.collect()
}

/// What the giver keeps in the same instrument.
fn kept(scene: &Scene<'_>, row: &Rule) -> Vec<(SourceSpan, String)> {
    let Effect::Transfer { from, .. } = &row.effect else { return Vec::new() };
    let keeps = |effect: &Effect| matches!(effect, Effect::Keep { by, .. } if by.body == from.body);
    let rules = scene.others().filter(|other| {
        keeps(&other.effect)
            && scene.share(&row.effect, &other.effect)
            && instrument(scene, other) == instrument(scene, row)
    });
    let label = &scene.model().bodies[from.body].label;
    let told = rules.map(|other| {
        let said = say!(
            scene.language,
            "{title}: what {label} keeps",
            "{title}: phần mà {label} giữ lại",
            title = scene.title(other)
        );
        (other.span, said)
    });
    told.collect()
}

/// The rules of the same instrument that say something of the same power: the rest is what they leave.
fn before_the_rest(scene: &Scene<'_>, row: &Rule) -> Vec<(SourceSpan, String)> {
    let says = |effect: &Effect| {
        let of_cases = matches!(
            effect,
            Effect::Hold { .. } | Effect::Follow { .. } | Effect::Nobody { .. } | Effect::NotRequired { .. }
        );
        of_cases && !effect.is_residual()
    };
    let rules = scene.others().filter(|other| {
        says(&other.effect)
            && scene.share(&row.effect, &other.effect)
            && instrument(scene, other) == instrument(scene, row)
    });
    let told = rules.map(|other| {
        let said = say!(
            scene.language,
            "{title}: these cases are not among the others",
            "{title}: các trường hợp này không thuộc phần còn lại",
            title = scene.title(other)
        );
        (other.span, said)
    });
    told.collect()
}
