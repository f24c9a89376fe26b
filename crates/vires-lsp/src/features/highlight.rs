//! `textDocument/documentHighlight`

use tower_lsp::ls_types::{DocumentHighlight, DocumentHighlightKind, TextDocumentPositionParams};
use vires_ide::highlights::highlights;

use crate::view::View;

pub(crate) fn answer(view: &View, at: &TextDocumentPositionParams) -> Option<Vec<DocumentHighlight>> {
    let (here, offset) = view.cursor(at)?;
    let places = here.places()?;
    let made = highlights(here.policies(), here.file, offset).into_iter().map(|found| DocumentHighlight {
        range: places.range(found.span.start, found.span.end),
        kind: Some(if found.declares { DocumentHighlightKind::WRITE } else { DocumentHighlightKind::READ }),
    });
    Some(made.collect())
}
