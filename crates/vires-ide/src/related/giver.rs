//! A transfer of too much: the rules by which its giver has what it has, and until when.

use vires_compiler::day_words;
use vires_model::{Effect, Holding, Rule, SourceSpan};
use vires_words::say;

use super::Scene;

pub(super) fn places(scene: &Scene<'_>, row: &Rule) -> Vec<(SourceSpan, String)> {
    let Effect::Transfer { from, .. } = &row.effect else { return Vec::new() };
    let (model, language) = (scene.model(), scene.language);
    let giver = from.body;
    let names = |holding: &Holding| holding.seats.iter().any(|seat| seat.body == giver);
    let gives = |effect: &Effect| match effect {
        Effect::Hold { holding, .. } | Effect::Transfer { to: holding, .. } => names(holding),
        _ => false,
    };
    let rules = scene.others().filter(|other| gives(&other.effect) && scene.share(&row.effect, &other.effect));
    let told = rules.map(|other| {
        let until = other.life.until.map_or_else(String::new, |day| {
            say!(language, ", until {day}", ", đến hết ngày {day}", day = day_words(day, language))
        });
        let said = say!(
            language,
            "{title}: by this rule {giver} has it{until}",
            "{title}: theo quy định này {giver} có thẩm quyền{until}",
            title = scene.title(other),
            giver = model.bodies[giver].label
        );
        (other.span, said)
    });
    told.collect()
}
