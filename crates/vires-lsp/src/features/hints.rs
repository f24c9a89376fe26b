//! `textDocument/inlayHint`

use tower_lsp::ls_types::{InlayHint, InlayHintLabel, Range, Uri};
use vires_ide::hints::{HintKind, hints};

use crate::view::View;

/// The hints in a stretch, of the kinds that are not switched off.
pub(crate) fn answer(view: &View, uri: &Uri, within: Range) -> Option<Vec<InlayHint>> {
    let here = view.file(uri)?;
    let places = here.places()?;
    let settings = &view.settings.hints;
    let wanted = |kind| {
        let set = match kind {
            HintKind::Unit => settings.units,
            HintKind::Days => settings.dates,
            HintKind::OtherCases => settings.other_cases,
        };
        set != Some(false)
    };
    let within = vires_syntax::span::Span::new(places.place(within.start), places.place(within.end));
    let made = hints(here.policies(), here.file, within, &wanted).into_iter().map(|hint| InlayHint {
        position: places.range(hint.at, hint.at).start,
        label: InlayHintLabel::String(hint.label),
        kind: None,
        text_edits: None,
        tooltip: None,
        padding_left: Some(true),
        padding_right: None,
        data: None,
    });
    Some(made.collect())
}
