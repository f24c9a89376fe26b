//! `textDocument/references`

use tower_lsp::ls_types::{Location, ReferenceParams};
use vires_ide::references::references;

use crate::view::{View, path_of, uri_of};

pub(crate) fn answer(view: &View, params: &ReferenceParams) -> Option<Vec<Location>> {
    let at = &params.text_document_position;
    let path = path_of(&at.text_document.uri)?;
    let offset = view.file_at(&path)?.places()?.positions.offset(at.position);
    let declarations = params.context.include_declaration;
    let found = view
        .snapshot
        .everywhere(&path, offset, |policies, file, place| references(policies, file, place, declarations));
    let mut locations = Vec::new();
    for (path, spans) in found {
        let (Some(uri), Some(there)) = (uri_of(&path), view.file_at(&path)) else {
            continue;
        };
        let positions = there.places()?.positions;
        let ranges = spans.iter().map(|(start, end)| positions.range(*start, *end));
        locations.extend(ranges.map(|range| Location { uri: uri.clone(), range }));
    }
    Some(locations)
}
