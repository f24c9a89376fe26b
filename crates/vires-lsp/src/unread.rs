//! Files that keep a package from being loaded, and what is wrong with manifests: told where it stands, beside whatever is
//! found in the texts.

use std::collections::BTreeMap;
use std::path::PathBuf;

use tower_lsp::ls_types::{Diagnostic, DiagnosticSeverity, Position, Range};
use vires_compiler::LoadError;
use vires_syntax::LineIndex;

use crate::diagnostics::SOURCE;
use crate::view::View;

/// Why packages cannot be loaded, or not as their manifests say, by the file that it is about: several may tell the same
/// of one.
pub(crate) fn unread(view: &View) -> BTreeMap<PathBuf, Vec<Diagnostic>> {
    let mut found: BTreeMap<PathBuf, Vec<Diagnostic>> = BTreeMap::new();
    for failure in view.failures.iter() {
        let Some(path) = &failure.path else { continue };
        let diagnostic = diagnostic(view, path, failure);
        let told = found.entry(path.clone()).or_default();
        if !told.contains(&diagnostic) {
            told.push(diagnostic);
        }
    }
    found
}

/// On the line that the reason names, else on the first.
fn diagnostic(view: &View, path: &PathBuf, failure: &LoadError) -> Diagnostic {
    let number = failure.line.and_then(|line| line.checked_sub(1)).unwrap_or(0);
    let manifest = view.snapshot.manifests().iter().find(|(known, _)| known == path);
    let range = manifest.map_or_else(
        // What is no text has no words to point at.
        || Range::new(Position::new(number, 0), Position::new(number, 0)),
        |(_, text)| {
            let lines = LineIndex::new(text);
            let start = lines.line_start(number).unwrap_or_default();
            let words = text.get(start as usize..).and_then(|rest| rest.lines().next()).unwrap_or_default().trim_end();
            let end = start + u32::try_from(words.len()).unwrap_or_default();
            view.encoding.of(text, &lines).range(start, end)
        },
    );
    Diagnostic {
        range,
        severity: Some(DiagnosticSeverity::ERROR),
        source: Some(SOURCE.to_owned()),
        message: failure.why.in_language(view.general_language()).to_owned(),
        ..Diagnostic::default()
    }
}
