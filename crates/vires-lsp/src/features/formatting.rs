//! `textDocument/formatting`

use tower_lsp::ls_types::{TextEdit, Uri};
use vires_ide::formatting::formatting;

use crate::view::View;

pub(crate) fn answer(view: &View, uri: &Uri) -> Option<Vec<TextEdit>> {
    let here = view.file(uri)?;
    let positions = here.places()?.positions;
    let edits = formatting(here.policies().written(here.file)?.text, here.policies().kind(here.file)?);
    let made = edits
        .into_iter()
        .map(|edit| TextEdit { range: positions.range(edit.span.start, edit.span.end), new_text: edit.text });
    Some(made.collect())
}
