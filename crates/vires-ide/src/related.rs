//! Places that explain a finding beside those that it is about: of a transfer of too much, the rules by which its giver has
//! what it has, and until when.

use std::collections::BTreeSet;

use vires_compiler::{Policies, day_words};
use vires_diagnostics::{Code, Finding};
use vires_model::{Effect, Holding, SourceSpan};
use vires_words::say;

/// So many are told.
const MOST: usize = 3;

/// Each place with what stands there.
#[must_use]
pub fn related(policies: &Policies, finding: &Finding) -> Vec<(SourceSpan, String)> {
    if finding.code != Code::NemoDat {
        return Vec::new();
    }
    of_giver(policies, finding).unwrap_or_default()
}

fn of_giver(policies: &Policies, finding: &Finding) -> Option<Vec<(SourceSpan, String)>> {
    let (model, language) = (policies.model(), policies.language());
    let name = finding.power.as_deref()?;
    let power = model.powers.ids().find(|id| model.power_name(*id) == name)?;
    let place = finding.primary()?;
    let file = policies.file_at(&place.span.file)?;
    let start = policies.written(file)?.place(place.span.start.byte);
    let is_it = |span: SourceSpan| span.file == file && span.start == start;
    let giver = model.rules.iter().find_map(|(_, row)| match &row.effect {
        Effect::Transfer { from, .. } if is_it(row.span) => Some(from.body),
        _ => None,
    })?;
    let names = |holding: &Holding| holding.seats.iter().any(|seat| seat.body == giver);
    let gives = |effect: &Effect| match effect {
        Effect::Hold { holding, .. } | Effect::Transfer { to: holding, .. } => names(holding),
        _ => false,
    };
    let rules = model.rules.iter().map(|(_, row)| row);
    let rules = rules.filter(|row| !is_it(row.span) && gives(&row.effect) && row.effect.speaks_of(model, power));
    let mut known = BTreeSet::new();
    let told = rules.filter(|row| known.insert((row.span.file, row.span.start))).take(MOST).map(|row| {
        let until = row.life.until.map_or_else(String::new, |day| {
            say!(language, ", until {day}", ", đến hết ngày {day}", day = day_words(day, language))
        });
        let said = say!(
            language,
            "{title}: by this rule {giver} has it{until}",
            "{title}: theo quy định này {giver} có thẩm quyền{until}",
            title = policies.title(row.place),
            giver = model.bodies[giver].label
        );
        (row.span, said)
    });
    Some(told.collect())
}
