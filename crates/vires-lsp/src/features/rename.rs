//! `textDocument/prepareRename` and `textDocument/rename`

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::{
    DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, PrepareRenameResponse, RenameParams,
    TextDocumentEdit, TextDocumentPositionParams, TextEdit, Uri, WorkspaceEdit,
};
use vires_ide::rename;

use crate::view::{View, path_of, uri_of};

/// What the client is told where nothing can be changed.
fn refused(words: String) -> Error {
    Error { code: ErrorCode::ServerError(REQUEST_FAILED), message: words.into(), data: None }
}

/// `RequestFailed`: the request was right, and cannot be done.
const REQUEST_FAILED: i64 = -32803;

pub(crate) fn prepare(view: &View, at: &TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
    let Some((here, place)) = view.cursor(at) else { return Ok(None) };
    let one = rename::renamable(here.policies(), here.file, place, here.language()).map_err(refused)?;
    let range = here.range(one.span.start, one.span.end);
    Ok(range.map(|range| PrepareRenameResponse::RangeWithPlaceholder { range, placeholder: one.name }))
}

pub(crate) fn answer(view: &View, params: &RenameParams, with_versions: bool) -> Result<Option<WorkspaceEdit>> {
    let at = &params.text_document_position;
    let Some(path) = path_of(&at.text_document.uri) else { return Ok(None) };
    let Some(here) = view.file_at(&path) else { return Ok(None) };
    let Some(places) = here.places() else { return Ok(None) };
    let offset = places.positions.offset(at.position);
    let renamed = rename::rename(&view.snapshot, &path, offset, &params.new_name, here.language()).map_err(refused)?;
    let new: String = rename::spelled(&params.new_name);
    let edits = renamed.into_iter().map(|(path, spans)| {
        let edits = spans.into_iter().map(|(start, end)| (start, end, new.clone())).collect();
        (path, edits)
    });
    Ok(Some(workspace_edit(view, edits.collect(), with_versions)))
}

/// Edits of texts as they are written, by path, in the shape that the client knows.
pub(crate) fn workspace_edit(
    view: &View,
    edits: BTreeMap<PathBuf, Vec<(u32, u32, String)>>,
    with_versions: bool,
) -> WorkspaceEdit {
    let mut all: Vec<(PathBuf, Uri, Vec<TextEdit>)> = Vec::new();
    for (path, edits) in edits {
        let (Some(uri), Some(here)) = (uri_of(&path), view.file_at(&path)) else { continue };
        let Some(places) = here.places() else { continue };
        let made = edits
            .into_iter()
            .map(|(start, end, new_text)| TextEdit { range: places.positions.range(start, end), new_text });
        all.push((path, uri, made.collect()));
    }
    if !with_versions {
        let changes: HashMap<Uri, Vec<TextEdit>> = all.into_iter().map(|(_, uri, edits)| (uri, edits)).collect();
        return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
    }
    let documents = all.into_iter().map(|(path, uri, edits)| TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version: view.versions.get(&path).copied() },
        edits: edits.into_iter().map(OneOf::Left).collect(),
    });
    let changes = DocumentChanges::Edits(documents.collect());
    WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() }
}
