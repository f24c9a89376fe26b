//! What could be read but not understood: names, types, places.

use vires_analysis::{Issue, ValueBox};
use vires_diagnostics::{Code, Finding, Place, Severity};
use vires_model::Model;
use vires_resolve::Problem;
use vires_words::Language;

use super::places::Places;
use crate::names::stretch;

/// The finding for one problem. `cases`: in which cases something turns on it, where proofs have told.
pub(super) fn finding(
    places: &Places<'_>,
    problem: &Problem,
    (model, cases): (&Model, Option<&Issue>),
    language: Language,
) -> Finding {
    // The resolver's codes are a part of the table; a test holds the two together.
    let code = problem.code.parse().unwrap_or(Code::InternalFault);
    let mut draft = Finding::new(code, problem.message.in_language(language))
        .severity(match problem.severity {
            vires_resolve::Severity::Error => Severity::Error,
            vires_resolve::Severity::Warning => Severity::Warning,
            vires_resolve::Severity::Note => Severity::Note,
        })
        .place(Place::new(places.span(problem.span)));
    match (cases, problem.days) {
        (Some(issue), _) => draft = super::issues::cases(model, issue, draft, language),
        (None, Some(days)) => {
            let on = ValueBox::days(days);
            draft = draft.boxes(super::machine(model, &[on], 1).0, true);
            if let Some(words) = stretch(days.from, days.until, language) {
                draft = draft.period(words);
            }
        }
        (None, None) => {}
    }
    for (span, words) in &problem.related {
        draft = draft.place(Place::new(places.span(*span)).label(words.in_language(language)));
    }
    if let Some(help) = &problem.help {
        draft = draft.help(help.in_language(language));
    }
    // Whatever language it is read in, a finding goes by one name.
    let message = problem.known_by.as_deref().unwrap_or_else(|| problem.message.in_language(Language::En));
    draft.identified_by(&format!("{message} {}", places.words_in_english(problem.span)))
}
