//! `textDocument/rangeFormatting` and `textDocument/onTypeFormatting`

use tower_lsp::ls_types::{DocumentOnTypeFormattingParams, DocumentRangeFormattingParams, TextEdit};
use vires_ide::indent::{on_new_line, range_formatting};
use vires_syntax::span::Span;

use crate::view::{Here, View};

pub(crate) fn of_range(view: &View, params: &DocumentRangeFormattingParams) -> Option<Vec<TextEdit>> {
    let here = view.file(&params.text_document.uri)?;
    let positions = here.places()?.positions;
    let within = Span::new(positions.offset(params.range.start), positions.offset(params.range.end));
    let written = here.policies().written(here.file)?;
    made(here, range_formatting(written.text, here.policies().kind(here.file)?, within))
}

pub(crate) fn on_type(view: &View, params: &DocumentOnTypeFormattingParams) -> Option<Vec<TextEdit>> {
    let at = &params.text_document_position;
    let here = view.file(&at.text_document.uri)?;
    let offset = here.places()?.positions.offset(at.position);
    let written = here.policies().written(here.file)?;
    made(here, on_new_line(written.text, here.policies().kind(here.file)?, offset))
}

fn made(here: Here<'_>, edits: Vec<vires_ide::TextEdit>) -> Option<Vec<TextEdit>> {
    let positions = here.places()?.positions;
    let made = edits
        .into_iter()
        .map(|edit| TextEdit { range: positions.range(edit.span.start, edit.span.end), new_text: edit.text });
    Some(made.collect())
}
