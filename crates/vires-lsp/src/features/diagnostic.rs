//! `textDocument/diagnostic` and `workspace/diagnostic`: the findings for clients that ask.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Instant;

use tower_lsp::ls_types::{
    Diagnostic, DocumentDiagnosticParams, DocumentDiagnosticReport, DocumentDiagnosticReportResult,
    FullDocumentDiagnosticReport, RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    UnchangedDocumentDiagnosticReport, WorkspaceDiagnosticParams, WorkspaceDiagnosticReport,
    WorkspaceDiagnosticReportResult, WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
    WorkspaceUnchangedDocumentDiagnosticReport,
};

use crate::diagnostics::Found;
use crate::heavy::{early, is_of_the_text};
use crate::view::{View, path_of, uri_of};

/// The findings of one file.
pub(crate) fn of_document(view: &View, params: &DocumentDiagnosticParams) -> DocumentDiagnosticReportResult {
    let path = path_of(&params.text_document.uri).unwrap_or_default();
    if let Some(promise) = &view.promise
        && let Some((project, file, found)) = early(view, &path)
    {
        promise.give();
        return early_report(Found::diagnostics_of(view, project, file, &found), view.revision);
    }
    let began = Instant::now();
    let found = Found::about(view, &path);
    let id = found.name(&path);
    let reading = view.snapshot.views().iter().filter(|project| project.file(&path).is_some());
    view.heavy.took(&reading.collect::<Vec<_>>(), began.elapsed());
    view.heavy.tells(&path, found.of(&path).filter(|finding| is_of_the_text(finding)));
    let report = if params.previous_result_id.as_ref() == Some(&id) {
        DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id: id },
        })
    } else {
        DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: FullDocumentDiagnosticReport {
                result_id: Some(id),
                items: found.diagnostics(&path),
            },
        })
    };
    DocumentDiagnosticReportResult::Report(report)
}

/// What is known before the proofs. Its name is that of no list of findings: what follows is another in any case.
fn early_report(items: Vec<Diagnostic>, revision: u64) -> DocumentDiagnosticReportResult {
    DocumentDiagnosticReportResult::Report(DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report: FullDocumentDiagnosticReport {
            result_id: Some(format!("text {revision}")),
            items,
        },
    }))
}

/// The findings of all files; of those that the client knows to have some, also that there are none any more.
pub(crate) fn of_workspace(view: &View, params: &WorkspaceDiagnosticParams) -> WorkspaceDiagnosticReportResult {
    let known: BTreeMap<PathBuf, &str> = params
        .previous_result_ids
        .iter()
        .filter_map(|previous| Some((path_of(&previous.uri)?, previous.value.as_str())))
        .collect();
    let found = Found::new(view);
    let paths: BTreeSet<PathBuf> = found.paths().chain(known.keys()).cloned().collect();
    let items = paths.into_iter().filter_map(|path| {
        let uri = uri_of(&path)?;
        let version = view.versions.get(&path).map(|version| i64::from(*version));
        let id = found.name(&path);
        Some(if known.get(&path) == Some(&id.as_str()) {
            WorkspaceDocumentDiagnosticReport::Unchanged(WorkspaceUnchangedDocumentDiagnosticReport {
                uri,
                version,
                unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id: id },
            })
        } else {
            WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
                uri,
                version,
                full_document_diagnostic_report: FullDocumentDiagnosticReport {
                    result_id: Some(id),
                    items: found.diagnostics(&path),
                },
            })
        })
    });
    WorkspaceDiagnosticReportResult::Report(WorkspaceDiagnosticReport { items: items.collect() })
}
