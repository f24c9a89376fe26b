//! `workspace/symbol`

use std::collections::BTreeSet;

use tower_lsp::ls_types::{OneOf, WorkspaceSymbol, WorkspaceSymbolResponse};
use vires_ide::search::{Found, search};

use crate::features::symbols::kind;
use crate::view::View;

/// So many are shown.
const MOST: usize = 128;

/// What is declared in all projects, each once, the best first.
pub(crate) fn answer(view: &View, query: &str) -> Option<WorkspaceSymbolResponse> {
    let mut found: Vec<(Found, WorkspaceSymbol)> = Vec::new();
    let mut seen = BTreeSet::new();
    for project in view.snapshot.views() {
        for one in search(&project.policies, query, MOST) {
            let Some(location) = view.location(project, one.place) else { continue };
            let start = location.range.start;
            if !seen.insert((location.uri.to_string(), start.line, start.character)) {
                continue;
            }
            let symbol = WorkspaceSymbol {
                name: one.name.clone(),
                kind: kind(one.kind),
                tags: None,
                container_name: one.label.clone(),
                location: OneOf::Left(location),
                data: None,
            };
            found.push((one, symbol));
        }
    }
    // Projects are searched one by one; what fits best comes first all the same.
    found.sort_by_key(|(one, _)| (one.rank, one.name.chars().count()));
    found.truncate(MOST);
    Some(WorkspaceSymbolResponse::Nested(found.into_iter().map(|(_, symbol)| symbol).collect()))
}
