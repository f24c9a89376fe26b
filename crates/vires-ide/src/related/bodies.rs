//! A holder that does not exist: where it is declared, and when it exists.

use vires_compiler::day_words;
use vires_model::{Effect, SourceSpan};
use vires_words::say;

use super::Scene;

pub(super) fn places(scene: &Scene<'_>) -> Vec<(SourceSpan, String)> {
    let language = scene.language;
    let holdings = scene.rules().filter_map(|row| match &row.effect {
        Effect::Hold { holding, .. } | Effect::Transfer { to: holding, .. } => Some(holding),
        _ => None,
    });
    let bodies = holdings.flat_map(|holding| &holding.seats).map(|seat| &scene.model().bodies[seat.body]);
    let told = bodies.filter_map(|body| {
        let (label, day) = (&body.label, |day| day_words(day, language));
        let said = match (body.life.from, body.life.until) {
            (None, None) => return None,
            (Some(from), None) => {
                say!(language, "{label} exists from {from} on", "{label} tồn tại từ ngày {from}", from = day(from))
            }
            (None, Some(until)) => {
                say!(
                    language,
                    "{label} exists until {until}",
                    "{label} tồn tại đến hết ngày {until}",
                    until = day(until)
                )
            }
            (Some(from), Some(until)) => say!(
                language,
                "{label} exists from {from} until {until}",
                "{label} tồn tại từ ngày {from} đến hết ngày {until}",
                from = day(from),
                until = day(until)
            ),
        };
        Some((body.span, said))
    });
    told.collect()
}
