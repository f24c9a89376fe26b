//! `textDocument/definition`, `textDocument/declaration`, `textDocument/typeDefinition`

use tower_lsp::ls_types::{GotoDefinitionResponse, LocationLink, TextDocumentPositionParams};
use vires_ide::definition::{Definition, definition};
use vires_ide::type_definition::type_definition;

use crate::view::{Here, View};

pub(crate) fn answer(view: &View, at: &TextDocumentPositionParams) -> Option<GotoDefinitionResponse> {
    let (here, offset) = view.cursor(at)?;
    links(view, here, definition(here.policies(), here.file, offset)?)
}

/// The declarations of what the thing there is one of.
pub(crate) fn of_type(view: &View, at: &TextDocumentPositionParams) -> Option<GotoDefinitionResponse> {
    let (here, offset) = view.cursor(at)?;
    links(view, here, type_definition(here.policies(), here.file, offset)?)
}

fn links(view: &View, here: Here<'_>, found: Definition) -> Option<GotoDefinitionResponse> {
    let origin = here.range(found.origin.start, found.origin.end)?;
    let links = found.targets.iter().filter_map(|target| {
        let whole = view.location(here.project, target.whole)?;
        let name = view.location(here.project, target.name)?;
        Some(LocationLink {
            origin_selection_range: Some(origin),
            target_uri: whole.uri,
            target_range: whole.range,
            target_selection_range: name.range,
        })
    });
    Some(GotoDefinitionResponse::Link(links.collect()))
}

/// For clients that know no links: the names alone.
pub(crate) fn plain(response: GotoDefinitionResponse) -> GotoDefinitionResponse {
    match response {
        GotoDefinitionResponse::Link(links) => {
            let location = |link: LocationLink| tower_lsp::ls_types::Location {
                uri: link.target_uri,
                range: link.target_selection_range,
            };
            GotoDefinitionResponse::Array(links.into_iter().map(location).collect())
        }
        other => other,
    }
}
