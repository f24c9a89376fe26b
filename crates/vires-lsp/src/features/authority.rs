//! `textDocument/prepareCallHierarchy`, `callHierarchy/incomingCalls`, `callHierarchy/outgoingCalls`: chains of authority.

use tower_lsp::ls_types::{
    CallHierarchyIncomingCall, CallHierarchyItem, CallHierarchyOutgoingCall, Range, SymbolKind,
    TextDocumentPositionParams,
};
use vires_ide::authority::{self, Station};

use crate::view::{Here, View};

pub(crate) fn prepare(view: &View, at: &TextDocumentPositionParams) -> Option<Vec<CallHierarchyItem>> {
    let (here, offset) = view.cursor(at)?;
    let stations = authority::prepare(here.policies(), here.file, offset);
    let items: Vec<_> = stations.into_iter().filter_map(|station| item(view, here, station)).collect();
    (!items.is_empty()).then_some(items)
}

/// Who gave it powers. The places are those of the rules.
pub(crate) fn incoming(view: &View, asked: &CallHierarchyItem) -> Option<Vec<CallHierarchyIncomingCall>> {
    let here = view.file(&asked.uri)?;
    let stations = authority::incoming(here.policies(), here.file, here.place(asked.selection_range.start)?);
    let calls = stations.into_iter().filter_map(|station| {
        let ranges = ranges(view, here, &station);
        let from = item(view, here, station)?;
        Some(CallHierarchyIncomingCall { from_ranges: ranges, from })
    });
    Some(calls.collect())
}

/// To whom it passes them. Places are counted in the text of who was asked about: where the rule stands in another, its name.
pub(crate) fn outgoing(view: &View, asked: &CallHierarchyItem) -> Option<Vec<CallHierarchyOutgoingCall>> {
    let here = view.file(&asked.uri)?;
    let stations = authority::outgoing(here.policies(), here.file, here.place(asked.selection_range.start)?);
    let calls = stations.into_iter().filter_map(|station| {
        let ranges = ranges(view, here, &station);
        let to = item(view, here, station)?;
        let ranges = if to.uri == asked.uri { ranges } else { vec![asked.selection_range] };
        Some(CallHierarchyOutgoingCall { from_ranges: ranges, to })
    });
    Some(calls.collect())
}

fn ranges(view: &View, here: Here<'_>, station: &Station) -> Vec<Range> {
    let places = station.places.iter().filter_map(|place| view.location(here.project, *place));
    places.map(|location| location.range).collect()
}

/// The same name at the same place is the same body when it is asked about again.
fn item(view: &View, here: Here<'_>, station: Station) -> Option<CallHierarchyItem> {
    let whole = view.location(here.project, station.whole)?;
    let name = view.location(here.project, station.name)?;
    Some(CallHierarchyItem {
        name: station.label,
        kind: if station.instrument { SymbolKind::MODULE } else { SymbolKind::CLASS },
        tags: None,
        detail: station.detail,
        uri: whole.uri,
        range: whole.range,
        selection_range: name.range,
        data: None,
    })
}
