//! Manifests that cannot be read: of a package without one nothing else is found, so this is, where it stands.

use std::collections::BTreeMap;
use std::path::PathBuf;

use tower_lsp::ls_types::{Diagnostic, DiagnosticSeverity};
use vires_compiler::MANIFEST;
use vires_syntax::LineIndex;

use crate::diagnostics::SOURCE;
use crate::view::View;

/// Why packages cannot be loaded, by the manifest that it is about.
pub(crate) fn manifests(view: &View) -> BTreeMap<PathBuf, Diagnostic> {
    let mut found = BTreeMap::new();
    for (path, why) in view.failures.iter() {
        let of_it = |(manifest, _): &&(PathBuf, _)| manifest.parent() == Some(path.as_path());
        let Some((manifest, text)) = view.snapshot.manifests().iter().find(of_it) else { continue };
        found.insert(manifest.clone(), diagnostic(view, text, why));
    }
    found
}

/// On the line that the reason names, else on the first.
fn diagnostic(view: &View, text: &str, why: &str) -> Diagnostic {
    // `packages/vn/vires.toml: line 2: …`
    let said = why.split_once(&format!("{MANIFEST}: ")).map_or(why, |(_, said)| said);
    let line = said.strip_prefix("line ").and_then(|rest| rest.split_once(": "));
    let numbered = line.and_then(|(number, said)| Some((number.parse::<u32>().ok()?.checked_sub(1)?, said)));
    let (number, said) = numbered.unwrap_or((0, said));
    let lines = LineIndex::new(text);
    let start = lines.line_start(number).unwrap_or_default();
    let words = text.get(start as usize..).and_then(|rest| rest.lines().next()).unwrap_or_default().trim_end();
    let end = start + u32::try_from(words.len()).unwrap_or_default();
    Diagnostic {
        range: view.encoding.of(text, &lines).range(start, end),
        severity: Some(DiagnosticSeverity::ERROR),
        source: Some(SOURCE.to_owned()),
        message: said.to_owned(),
        ..Diagnostic::default()
    }
}
