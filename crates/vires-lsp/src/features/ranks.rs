//! `textDocument/prepareTypeHierarchy`, `typeHierarchy/supertypes`, `typeHierarchy/subtypes`: tiers, bodies, lists.

use tower_lsp::ls_types::{SymbolKind, TextDocumentPositionParams, TypeHierarchyItem};
use vires_ide::ranks::{self, Rank, RankKind};

use crate::view::{Here, View};

pub(crate) fn prepare(view: &View, at: &TextDocumentPositionParams) -> Option<Vec<TypeHierarchyItem>> {
    let (here, offset) = view.cursor(at)?;
    let rank = ranks::prepare(here.policies(), here.file, offset)?;
    Some(vec![item(view, here, rank)?])
}

pub(crate) fn above(view: &View, asked: &TypeHierarchyItem) -> Option<Vec<TypeHierarchyItem>> {
    let here = view.file(&asked.uri)?;
    let found = ranks::above(here.policies(), here.file, here.place(asked.selection_range.start)?);
    Some(found.into_iter().filter_map(|rank| item(view, here, rank)).collect())
}

pub(crate) fn below(view: &View, asked: &TypeHierarchyItem) -> Option<Vec<TypeHierarchyItem>> {
    let here = view.file(&asked.uri)?;
    let found = ranks::below(here.policies(), here.file, here.place(asked.selection_range.start)?);
    Some(found.into_iter().filter_map(|rank| item(view, here, rank)).collect())
}

fn item(view: &View, here: Here<'_>, rank: Rank) -> Option<TypeHierarchyItem> {
    let whole = view.location(here.project, rank.whole)?;
    let name = view.location(here.project, rank.place)?;
    Some(TypeHierarchyItem {
        name: rank.name,
        kind: match rank.kind {
            RankKind::Tier => SymbolKind::INTERFACE,
            RankKind::List => SymbolKind::ENUM,
            RankKind::Value => SymbolKind::ENUM_MEMBER,
            RankKind::Body => SymbolKind::CLASS,
        },
        tags: None,
        detail: rank.label,
        uri: whole.uri,
        range: whole.range,
        selection_range: name.range,
        data: None,
    })
}
