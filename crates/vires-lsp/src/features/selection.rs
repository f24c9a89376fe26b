//! `textDocument/selectionRange`

use tower_lsp::ls_types::{Position, Range, SelectionRange, Uri};
use vires_ide::selection::selection;

use crate::view::View;

pub(crate) fn answer(view: &View, uri: &Uri, positions: &[Position]) -> Option<Vec<SelectionRange>> {
    let here = view.file(uri)?;
    let places = here.places()?;
    let grown = positions.iter().map(|position| {
        let spans = selection(here.policies(), here.file, places.place(*position));
        let mut ranges: Vec<Range> = spans.iter().map(|span| places.range(span.start, span.end)).collect();
        ranges.dedup();
        let outermost_first = ranges.into_iter().rev();
        let chain = outermost_first
            .fold(None, |parent: Option<Box<SelectionRange>>, range| Some(Box::new(SelectionRange { range, parent })));
        // The client counts on an answer for each place.
        chain.map_or(SelectionRange { range: Range::new(*position, *position), parent: None }, |chain| *chain)
    });
    Some(grown.collect())
}
