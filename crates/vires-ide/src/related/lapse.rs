//! Powers that change hands when an instrument lapses: by what they are held until then, and by what on the day after.

use vires_compiler::day_words;
use vires_diagnostics::{Lapse, Situation};
use vires_model::{Day, Rule, RuleId, SourceSpan};
use vires_words::say;

use super::Scene;

/// So many rules behind the heading of a text are looked at before all others are.
const MOST_NEAR: usize = 256;

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
    let (instrument, text) = model.instruments.iter().find(|(_, row)| row.name == cited.instrument)?;
    let is_cited = |row: &&Rule| {
        model.provisions[row.place].instrument == instrument && model.citation(row.place) == cited.citation
    };
    // The rules of a text mostly stand together, behind its heading.
    let (mut low, mut high) = (0, u32::try_from(model.rules.len()).ok()?);
    while low < high {
        let middle = low + (high - low) / 2;
        let row = model.rules.get(RuleId(middle))?;
        let comes_before = (row.span.file, row.span.start) < (text.span.file, text.span.start);
        (low, high) = if comes_before { (middle + 1, high) } else { (low, middle) };
    }
    let near = (low..).take(MOST_NEAR).map_while(|n| model.rules.get(RuleId(n))).find(is_cited);
    near.or_else(|| model.rules.iter().map(|(_, row)| row).find(is_cited)).map(|row| row.span)
}
