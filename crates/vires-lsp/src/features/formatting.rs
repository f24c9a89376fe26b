//! `textDocument/formatting`

use tower_lsp::ls_types::{TextEdit, Uri};
use vires_ide::formatting::formatting;

use crate::view::View;

pub(crate) fn answer(view: &View, uri: &Uri) -> Option<Vec<TextEdit>> {
    let here = view.file(uri)?;
    let places = here.places()?;
    let edits = formatting(here.policies().file_text(here.file)?, here.policies().kind(here.file)?);
    let made = edits
        .into_iter()
        .map(|edit| TextEdit { range: places.range(edit.span.start, edit.span.end), new_text: edit.text });
    Some(made.collect())
}
