//! Findings as the protocol has them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;

use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location,
    NumberOrString, Uri,
};
use vires_diagnostics::render::in_one_text;
use vires_diagnostics::{Code, Finding, Severity, SourceSpan};
use vires_ide::findings::findings;
use vires_ide::projects::View as Project;
use vires_ide::{FileId, SourceSpan as Span};
use vires_words::Language;

use crate::view::View;

/// Who says it.
const SOURCE: &str = "vires";

/// The diagnostics of all files that have any.
pub(crate) fn by_path(view: &View) -> BTreeMap<PathBuf, Vec<Diagnostic>> {
    let mut by_path: BTreeMap<PathBuf, BTreeMap<String, Diagnostic>> = BTreeMap::new();
    // The project that a file belongs to speaks first; another that reads it adds what only it sees.
    let mut order: BTreeMap<PathBuf, Vec<String>> = BTreeMap::new();
    for own in [true, false] {
        for project in view.snapshot.views() {
            let writer = Writer::new(view, project);
            for (file, findings) in findings(&project.policies) {
                let Some(path) = project.path(file).filter(|path| project.is_own(path) == own) else {
                    continue;
                };
                for finding in findings {
                    let id = finding.id.as_str();
                    let known = by_path.entry(path.clone()).or_default();
                    if known.contains_key(id) || !writer.is_wanted(finding) {
                        continue;
                    }
                    if let Some(diagnostic) = writer.diagnostic(file, finding) {
                        known.insert(id.to_owned(), diagnostic);
                        order.entry(path.clone()).or_default().push(id.to_owned());
                    }
                }
            }
        }
    }
    let ordered = |path: PathBuf, mut known: BTreeMap<String, Diagnostic>| {
        let ids = order.get(&path).map(Vec::as_slice).unwrap_or_default();
        let diagnostics = ids.iter().filter_map(|id| known.remove(id)).collect();
        (path, diagnostics)
    };
    by_path.into_iter().map(|(path, known)| ordered(path, known)).collect()
}

/// The diagnostics of one file.
pub(crate) fn of_file(view: &View, path: &Path) -> Vec<Diagnostic> {
    by_path(view).remove(path).unwrap_or_default()
}

struct Writer<'v> {
    view: &'v View,
    project: &'v Project,
    language: Language,
    files: BTreeMap<&'v str, FileId>,
}

impl<'v> Writer<'v> {
    fn new(view: &'v View, project: &'v Project) -> Self {
        let files = project.policies.files().map(|(file, path)| (path, file)).collect();
        Self { view, project, language: project.policies.language(), files }
    }

    /// Notes only where they are asked for, as on the command line.
    fn is_wanted(&self, finding: &Finding) -> bool {
        finding.severity != Severity::Note || self.view.settings.notes == Some(true)
    }

    fn location(&self, span: &SourceSpan) -> Option<Location> {
        let file = *self.files.get(span.file.as_str())?;
        self.view.location(self.project, Span { file, start: span.start.byte, end: span.end.byte })
    }

    fn diagnostic(&self, file: FileId, finding: &Finding) -> Option<Diagnostic> {
        let start = Span { file, start: 0, end: 0 };
        let location = match finding.primary() {
            Some(place) => self.location(&place.span)?,
            None => self.view.location(self.project, start)?,
        };
        let related = finding.places.iter().skip(1).filter_map(|place| {
            let label = place.label.as_deref().unwrap_or_default();
            let message = match place.heading() {
                Some(heading) if label.is_empty() => heading.to_owned(),
                Some(heading) => format!("{heading}: {label}"),
                None => label.to_owned(),
            };
            Some(DiagnosticRelatedInformation { location: self.location(&place.span)?, message })
        });
        let related: Vec<_> = related.collect();
        Some(Diagnostic {
            range: location.range,
            severity: Some(match finding.severity {
                Severity::Error => DiagnosticSeverity::ERROR,
                Severity::Warning => DiagnosticSeverity::WARNING,
                Severity::Note => DiagnosticSeverity::INFORMATION,
            }),
            code: Some(NumberOrString::String(finding.code.as_str().to_owned())),
            code_description: self.page(finding.code),
            source: Some(SOURCE.to_owned()),
            message: in_one_text(finding, self.language),
            related_information: (!related.is_empty()).then_some(related),
            tags: is_without_effect(finding.code).then(|| vec![DiagnosticTag::UNNECESSARY]),
            // All there is to know, witness and exact region included: the shape of `vires check --format json`.
            data: serde_json::to_value(finding).ok(),
        })
    }

    fn page(&self, code: Code) -> Option<CodeDescription> {
        let page = self.view.settings.pages.as_ref()?.replace("{code}", code.as_str());
        Some(CodeDescription { href: Uri::from_str(&page).ok()? })
    }
}

/// Lines that do nothing: editors show them faded.
fn is_without_effect(code: Code) -> bool {
    matches!(code, Code::NeverApplies)
}
