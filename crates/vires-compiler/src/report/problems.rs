//! What could be read but not understood: names, types, places.

use vires_diagnostics::{Code, Finding, Place, Severity};
use vires_resolve::Problem;
use vires_words::Language;

use super::places::Places;

/// The finding for one problem.
pub(super) fn finding(places: &Places<'_>, problem: &Problem, language: Language) -> Finding {
    // The resolver's codes are a part of the table; a test holds the two together.
    let code = problem.code.parse().unwrap_or(Code::InternalFault);
    let mut draft = Finding::new(code, problem.message.in_language(language))
        .severity(match problem.severity {
            vires_resolve::Severity::Error => Severity::Error,
            vires_resolve::Severity::Warning => Severity::Warning,
        })
        .place(Place::new(places.span(problem.span)));
    for (span, words) in &problem.related {
        draft = draft.place(Place::new(places.span(*span)).label(words.in_language(language)));
    }
    if let Some(help) = &problem.help {
        draft = draft.help(help.in_language(language));
    }
    // Whatever language it is read in, a finding goes by one name.
    let message = problem.message.in_language(Language::En);
    draft.identified_by(&format!("{message} {}", places.words(problem.span)))
}
