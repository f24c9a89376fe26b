//! `textDocument/foldingRange`

use tower_lsp::ls_types::{FoldingRange, FoldingRangeKind, Uri};
use vires_ide::folding::{FoldKind, folds};

use crate::view::View;

pub(crate) fn answer(view: &View, uri: &Uri) -> Option<Vec<FoldingRange>> {
    let here = view.file(uri)?;
    let ranges = folds(here.policies(), here.file).into_iter().map(|fold| FoldingRange {
        start_line: fold.first,
        end_line: fold.last,
        kind: match fold.kind {
            FoldKind::Below => None,
            FoldKind::Comment => Some(FoldingRangeKind::Comment),
            FoldKind::Uses => Some(FoldingRangeKind::Imports),
        },
        ..FoldingRange::default()
    });
    Some(ranges.collect())
}
