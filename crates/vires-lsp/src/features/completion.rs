//! `textDocument/completion` and `completionItem/resolve`

use serde_json::json;
use tower_lsp::ls_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionParams, CompletionResponse, CompletionTextEdit,
    Documentation, InsertTextFormat, MarkupContent, MarkupKind, TextEdit, Uri,
};
use vires_ide::completion::{Insert, Item, ItemKind, completions, documentation};

use crate::view::{Here, View};

/// Words between names end with one; what follows an opening bracket or a colon is another word.
pub(crate) const TRIGGERS: [&str; 3] = [" ", "(", ":"];

pub(crate) fn answer(view: &View, params: &CompletionParams, snippets: bool) -> Option<CompletionResponse> {
    let at = &params.text_document_position;
    let here = view.file(&at.text_document.uri)?;
    let places = here.places()?;
    let offset = places.positions.offset(at.position);
    let by_space =
        params.context.as_ref().and_then(|context| context.trigger_character.as_deref()).is_some_and(|key| key == " ");
    if by_space && is_indentation(here, offset) {
        // Who indents a line has not asked for anything.
        return None;
    }
    let elsewhere = view.snapshot.packages_within_reach(here.project);
    let found = completions(here.policies(), here.file, offset, &view.today().to_string(), &elsewhere);
    let items = found.items.into_iter().enumerate().map(|(n, item)| {
        let range = places.positions.range(item.span.0, item.span.1);
        made(here, &at.text_document.uri, n, item, range, snippets)
    });
    Some(CompletionResponse::List(CompletionList { is_incomplete: !found.complete, items: items.collect() }))
}

fn is_indentation(here: Here<'_>, offset: u32) -> bool {
    let text = here.policies().written(here.file).map(|written| written.text).unwrap_or_default();
    let before = text.get(..offset as usize).unwrap_or_default();
    before.rsplit('\n').next().unwrap_or_default().trim().is_empty()
}

fn made(
    here: Here<'_>,
    uri: &Uri,
    n: usize,
    item: Item,
    range: tower_lsp::ls_types::Range,
    snippets: bool,
) -> CompletionItem {
    let (new_text, format) = match item.insert {
        Insert::Name => (item.name.clone(), None),
        Insert::Snippet { marked, .. } if snippets => (marked, Some(InsertTextFormat::SNIPPET)),
        Insert::Snippet { plain, .. } => (plain, None),
    };
    // Its declaration is read when the client shows it.
    let data = item.declared.and_then(|(file, place)| {
        let path = here.policies().path(file)?;
        Some(json!([uri, path, place]))
    });
    CompletionItem {
        kind: Some(kind(item.kind)),
        detail: item.detail,
        filter_text: Some(item.filter),
        sort_text: Some(format!("{n:03}")),
        insert_text_format: format,
        text_edit: Some(CompletionTextEdit::Edit(TextEdit { range, new_text })),
        data,
        label: item.name,
        ..CompletionItem::default()
    }
}

/// The item with its declaration as it stands.
pub(crate) fn resolve(view: &View, item: &CompletionItem) -> CompletionItem {
    let said = || {
        let [from, path, place] = item.data.as_ref()?.as_array()?.as_slice() else { return None };
        let here = view.file(&from.as_str()?.parse().ok()?)?;
        let file = here.policies().file_at(path.as_str()?)?;
        let place = u32::try_from(place.as_u64()?).ok()?;
        documentation(here.policies(), file, place, &item.label)
    };
    let documentation =
        said().map(|value| Documentation::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value }));
    CompletionItem { documentation, ..item.clone() }
}

const fn kind(kind: ItemKind) -> CompletionItemKind {
    match kind {
        ItemKind::Keyword => CompletionItemKind::KEYWORD,
        ItemKind::Snippet => CompletionItemKind::SNIPPET,
        ItemKind::Package => CompletionItemKind::MODULE,
        ItemKind::Type => CompletionItemKind::ENUM,
        ItemKind::Unit => CompletionItemKind::UNIT,
        ItemKind::Body => CompletionItemKind::CLASS,
        ItemKind::Fact => CompletionItemKind::VARIABLE,
        ItemKind::Parameter => CompletionItemKind::CONSTANT,
        ItemKind::Event => CompletionItemKind::EVENT,
        ItemKind::Value => CompletionItemKind::ENUM_MEMBER,
        ItemKind::Power => CompletionItemKind::FUNCTION,
        ItemKind::Modality => CompletionItemKind::OPERATOR,
        ItemKind::Instrument => CompletionItemKind::STRUCT,
        ItemKind::Provision => CompletionItemKind::REFERENCE,
        ItemKind::Sector => CompletionItemKind::PROPERTY,
    }
}
