//! `textDocument/prepareCallHierarchy`, `callHierarchy/incomingCalls`, `callHierarchy/outgoingCalls`: chains of authority.

use tower_lsp::ls_types::{
    CallHierarchyIncomingCall, CallHierarchyItem, CallHierarchyOutgoingCall, Range, SymbolKind,
    TextDocumentPositionParams,
};
use vires_ide::authority::{self, Station};

use crate::view::{Here, View, path_of};

pub(crate) fn prepare(view: &View, at: &TextDocumentPositionParams) -> Option<Vec<CallHierarchyItem>> {
    let (here, offset) = view.cursor(at)?;
    let stations = authority::prepare(here.policies(), here.file, offset);
    let items: Vec<_> = stations.into_iter().filter_map(|station| item(view, here, station)).collect();
    (!items.is_empty()).then_some(items)
}

/// Who gave it powers, in all packages that know the body. The places are those of the rules.
pub(crate) fn incoming(view: &View, asked: &CallHierarchyItem) -> Option<Vec<CallHierarchyIncomingCall>> {
    let mut calls: Vec<CallHierarchyIncomingCall> = Vec::new();
    for (here, place) in everywhere(view, asked)? {
        for station in authority::incoming(here.policies(), here.file, place) {
            let ranges = ranges(view, here, &station);
            let Some(from) = item(view, here, station) else { continue };
            let call = CallHierarchyIncomingCall { from_ranges: ranges, from };
            if !calls.contains(&call) {
                calls.push(call);
            }
        }
    }
    Some(calls)
}

/// To whom it passes them. Places are counted in the text of who was asked about: where the rule stands in another, its name.
pub(crate) fn outgoing(view: &View, asked: &CallHierarchyItem) -> Option<Vec<CallHierarchyOutgoingCall>> {
    let mut calls: Vec<CallHierarchyOutgoingCall> = Vec::new();
    for (here, place) in everywhere(view, asked)? {
        for station in authority::outgoing(here.policies(), here.file, place) {
            let ranges = ranges(view, here, &station);
            let Some(to) = item(view, here, station) else { continue };
            let ranges = if to.uri == asked.uri { ranges } else { vec![asked.selection_range] };
            let call = CallHierarchyOutgoingCall { from_ranges: ranges, to };
            if !calls.contains(&call) {
                calls.push(call);
            }
        }
    }
    Some(calls)
}

/// The projects that know the body, each with a place that names it.
fn everywhere<'v>(view: &'v View, asked: &CallHierarchyItem) -> Option<Vec<(Here<'v>, u32)>> {
    let path = path_of(&asked.uri)?;
    let offset = view.file_at(&path)?.places()?.positions.offset(asked.selection_range.start);
    let all = view.snapshot.naming(&path, offset).into_iter();
    Some(all.map(|(project, file, place)| (view.here(project, file), place)).collect())
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
