//! `textDocument/codeAction`

use std::collections::BTreeMap;
use std::path::PathBuf;

use tower_lsp::ls_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionResponse, Diagnostic,
};
use vires_ide::actions::{Action, ActionKind, actions, fix_all, imports, organize_uses};
use vires_syntax::span::Span;

use super::rename::workspace_edit;
use crate::view::{Here, View};

/// The kinds that are announced.
pub(crate) const KINDS: [CodeActionKind; 4] = [
    CodeActionKind::QUICKFIX,
    CodeActionKind::REFACTOR,
    CodeActionKind::SOURCE_FIX_ALL,
    CodeActionKind::SOURCE_ORGANIZE_IMPORTS,
];

pub(crate) fn answer(view: &View, params: &CodeActionParams, with_versions: bool) -> Option<CodeActionResponse> {
    let here = view.file(&params.text_document.uri)?;
    here.policies().kind(here.file)?;
    let positions = here.places()?.positions;
    let within = Span::new(positions.offset(params.range.start), positions.offset(params.range.end));
    let only = params.context.only.as_deref();
    let wanted = |kind: &CodeActionKind| only.is_none_or(|only| only.iter().any(|own| is_of(kind, own)));
    let mut found = Vec::new();
    // Proofs are asked for only where something is made of them.
    if wanted(&CodeActionKind::QUICKFIX) || wanted(&CodeActionKind::REFACTOR) {
        found.extend(imports(&view.snapshot, here.project, here.file, within));
        found.extend(actions(here.policies(), here.file, within));
    }
    // What is about the whole file is no answer to a question about a line, unless it is asked for.
    if only.is_some() {
        found.extend(fix_all(here.policies(), here.file));
        found.extend(organize_uses(here.policies(), here.file));
    }
    found.retain(|action| wanted(&kind(action.kind)));
    let made = found.into_iter().filter_map(|action| made(view, here, params, action, with_versions));
    Some(made.map(CodeActionOrCommand::CodeAction).collect())
}

/// Whether a kind is one, or one of those below it: `source` has `source.fixAll`.
fn is_of(kind: &CodeActionKind, wanted: &CodeActionKind) -> bool {
    let rest = kind.as_str().strip_prefix(wanted.as_str());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.')) || wanted.as_str().is_empty()
}

const fn kind(kind: ActionKind) -> CodeActionKind {
    match kind {
        ActionKind::QuickFix => CodeActionKind::QUICKFIX,
        ActionKind::Refactor => CodeActionKind::REFACTOR,
        ActionKind::FixAll => CodeActionKind::SOURCE_FIX_ALL,
        ActionKind::OrganizeUses => CodeActionKind::SOURCE_ORGANIZE_IMPORTS,
    }
}

fn made(
    view: &View,
    here: Here<'_>,
    params: &CodeActionParams,
    action: Action,
    with_versions: bool,
) -> Option<CodeAction> {
    let mut edits: BTreeMap<PathBuf, Vec<(u32, u32, String)>> = BTreeMap::new();
    for (file, edit) in action.edits {
        let path = here.project.path(file)?;
        edits.entry(path).or_default().push((edit.span.start, edit.span.end, edit.text));
    }
    if edits.is_empty() {
        return None;
    }
    // What writes something new resolves nothing.
    let resolves = action.kind == ActionKind::QuickFix;
    let is_its = |diagnostic: &&Diagnostic| {
        let id = diagnostic.data.as_ref().and_then(|data| data.get("id")).and_then(|id| id.as_str());
        id.is_some() && id == action.finding.as_deref()
    };
    let own = params.context.diagnostics.iter().filter(|one| resolves && is_its(one));
    let diagnostics: Vec<Diagnostic> = own.cloned().collect();
    Some(CodeAction {
        title: action.title,
        kind: Some(kind(action.kind)),
        diagnostics: (!diagnostics.is_empty()).then_some(diagnostics),
        edit: Some(workspace_edit(view, edits, with_versions)),
        is_preferred: action.preferred.then_some(true),
        ..CodeAction::default()
    })
}
