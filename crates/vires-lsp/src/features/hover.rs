//! `textDocument/hover`

use tower_lsp::ls_types::{Hover, HoverContents, MarkupContent, MarkupKind, TextDocumentPositionParams};
use vires_ide::hover::hover;

use crate::view::View;

pub(crate) fn answer(view: &View, at: &TextDocumentPositionParams) -> Option<Hover> {
    let (here, offset) = view.cursor(at)?;
    let found = hover(here.policies(), here.file, offset, view.today())?;
    let contents = HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value: found.markdown });
    Some(Hover { contents, range: here.range(found.span.start, found.span.end) })
}
