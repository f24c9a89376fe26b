//! `textDocument/definition`

use tower_lsp::ls_types::{GotoDefinitionResponse, LocationLink, TextDocumentPositionParams};
use vires_ide::definition::definition;

use crate::view::View;

pub(crate) fn answer(view: &View, at: &TextDocumentPositionParams) -> Option<GotoDefinitionResponse> {
    let (here, offset) = view.cursor(at)?;
    let found = definition(here.policies(), here.file, offset)?;
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
