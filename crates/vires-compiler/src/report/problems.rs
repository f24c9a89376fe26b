//! What could be read but not understood: names, types, places.

use vires_diagnostics::{Code, Draft, Finding, Place, Severity};
use vires_resolve::Problem;

use super::places::Places;

/// The finding for one problem.
pub(super) fn finding(places: &Places<'_>, problem: &Problem) -> Finding {
    // The resolver's codes are a part of the table; a test holds the two together.
    let code = problem.code.parse().unwrap_or(Code::InternalFault);
    let mut draft = Finding::new(code, problem.message.clone())
        .severity(match problem.severity {
            vires_resolve::Severity::Error => Severity::Error,
            vires_resolve::Severity::Warning => Severity::Warning,
        })
        .place(Place::new(places.span(problem.span)));
    for (span, words) in &problem.related {
        draft = draft.place(Place::new(places.span(*span)).label(words.clone()));
    }
    help(draft, problem.help.as_deref()).identified_by(&format!("{} {}", problem.message, places.words(problem.span)))
}

fn help(draft: Draft, help: Option<&str>) -> Draft {
    match help {
        Some(help) => draft.help(help),
        None => draft,
    }
}
