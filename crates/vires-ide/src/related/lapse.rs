//! Powers that change hands when an instrument lapses: by what they are held until then, and by what on the day after.

use vires_compiler::day_words;
use vires_diagnostics::{Lapse, Situation};
use vires_model::{Day, ProvisionId, RuleId, SourceSpan};
use vires_words::say;

use super::Scene;

/// So many provisions of a text, or rules of a provision, are looked at before all others are.
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
    let (instrument, row) = model.instruments.iter().find(|(_, row)| row.name == cited.instrument)?;
    let is_cited = |place: &ProvisionId| {
        model.provisions[*place].instrument == instrument && model.citation(*place) == cited.citation
    };
    // A text stands together, and so do its rules: mostly near where it begins.
    let next =
        (row.text.0..).take(MOST_NEAR).map(ProvisionId).take_while(|place| model.provisions.get(*place).is_some());
    let place = next.clone().find(is_cited).or_else(|| model.provisions.ids().find(is_cited))?;
    let heading = model.provisions[place].span;
    let (mut low, mut high) = (0, u32::try_from(model.rules.len()).ok()?);
    while low < high {
        let middle = low + (high - low) / 2;
        let row = model.rules.get(RuleId(middle))?;
        let comes_before = (row.span.file, row.span.start) < (heading.file, heading.start);
        (low, high) = if comes_before { (middle + 1, high) } else { (low, middle) };
    }
    let near = (low..).take(MOST_NEAR).map_while(|n| model.rules.get(RuleId(n))).find(|row| row.place == place);
    near.or_else(|| model.rules.iter().map(|(_, row)| row).find(|row| row.place == place)).map(|row| row.span)
}
