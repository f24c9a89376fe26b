//! `textDocument/linkedEditingRange`

use tower_lsp::ls_types::{LinkedEditingRanges, TextDocumentPositionParams};
use vires_ide::linked::linked;
use vires_ide::references::references;

use crate::view::View;

pub(crate) fn answer(view: &View, at: &TextDocumentPositionParams) -> Option<LinkedEditingRanges> {
    let (here, offset) = view.cursor(at)?;
    let places = here.places()?;
    let found = linked(here.policies(), here.file, offset);
    // Packages that use this one may say it too.
    let (path, offset) = (here.path()?, places.positions.offset(at.position));
    let all = view.snapshot.everywhere(&path, offset, |policies, file, place| references(policies, file, place, true));
    if all.keys().any(|other| *other != path) {
        return None;
    }
    let ranges: Vec<_> = found.into_iter().map(|span| places.range(span.start, span.end)).collect();
    // One place alone is edited without our help.
    (ranges.len() > 1).then_some(LinkedEditingRanges { ranges, word_pattern: None })
}
