//! `textDocument/documentSymbol`

use tower_lsp::ls_types::{DocumentSymbol, DocumentSymbolResponse, SymbolKind, Uri};
use vires_ide::symbols::{self, Symbol, symbols};

use crate::position::Places;
use crate::view::View;

pub(crate) fn answer(view: &View, uri: &Uri) -> Option<DocumentSymbolResponse> {
    let here = view.file(uri)?;
    let places = here.places()?;
    let found = symbols(here.policies(), here.file);
    Some(DocumentSymbolResponse::Nested(found.into_iter().map(|symbol| nested(symbol, places)).collect()))
}

fn nested(symbol: Symbol, places: Places<'_>) -> DocumentSymbol {
    let children: Vec<_> = symbol.children.into_iter().map(|child| nested(child, places)).collect();
    #[expect(deprecated, reason = "the field must be given a value")]
    DocumentSymbol {
        name: symbol.name,
        detail: symbol.detail,
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        range: places.range(symbol.whole.start, symbol.whole.end),
        selection_range: places.range(symbol.place.start, symbol.place.end),
        children: (!children.is_empty()).then_some(children),
    }
}

pub(crate) const fn kind(kind: symbols::SymbolKind) -> SymbolKind {
    match kind {
        symbols::SymbolKind::Package => SymbolKind::PACKAGE,
        symbols::SymbolKind::Type => SymbolKind::ENUM,
        symbols::SymbolKind::Body => SymbolKind::CLASS,
        symbols::SymbolKind::Fact => SymbolKind::VARIABLE,
        symbols::SymbolKind::Parameter => SymbolKind::CONSTANT,
        symbols::SymbolKind::Event => SymbolKind::EVENT,
        symbols::SymbolKind::Power => SymbolKind::FUNCTION,
        symbols::SymbolKind::Modality => SymbolKind::OPERATOR,
        symbols::SymbolKind::Instrument => SymbolKind::MODULE,
        symbols::SymbolKind::Provision => SymbolKind::NAMESPACE,
        symbols::SymbolKind::Rule => SymbolKind::METHOD,
        symbols::SymbolKind::Check => SymbolKind::BOOLEAN,
    }
}
