//! Powers that change hands when an instrument lapses: by what they are held until then, and by what on the day after.

use vires_compiler::day_words;
use vires_diagnostics::{Lapse, Situation};
use vires_model::{Day, SourceSpan};
use vires_words::say;

use super::Scene;

pub(super) fn places(scene: &Scene<'_>, lapse: &Lapse) -> Vec<(SourceSpan, String)> {
    let language = scene.language;
    let Some(last) = Day::parse(&lapse.last_day) else { return Vec::new() };
    let (until, from) = (day_words(last, language), day_words(last.next(), language));
    let told = lapse.changes.iter().flat_map(|change| {
        let power = &change.power.label;
        let before = rule(scene, &change.before).map(|span| {
            let who = &change.before.label;
            (span, say!(language, "{power}: {who} until {until}", "{power}: {who} đến hết ngày {until}"))
        });
        let after = rule(scene, &change.after).map(|span| {
            let who = &change.after.label;
            (span, say!(language, "{power}: {who} from {from} on", "{power}: {who} từ ngày {from}"))
        });
        [before, after].into_iter().flatten()
    });
    told.take(super::MOST).collect()
}

/// The rule by which it is held: the last link of the shortest chain.
fn rule(scene: &Scene<'_>, held: &Situation) -> Option<SourceSpan> {
    let cited = held.chains.first()?.last()?;
    let model = scene.model();
    let stands = |place| {
        let instrument = &model.instruments[model.provisions[place].instrument];
        instrument.name == cited.instrument && model.citation(place) == cited.citation
    };
    model.rules.iter().find(|(_, row)| stands(row.place)).map(|(_, row)| row.span)
}
