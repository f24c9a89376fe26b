//! The outline of a file: what it declares, its provisions and rules.

use vires_compiler::Policies;
use vires_model::FileId;
use vires_syntax::ast::{Declaration, DeclarationKind, Line, LineKind};
use vires_syntax::span::Span;

use crate::lines::whole;

/// One entry of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    /// The name, the heading of a provision, the words of a rule.
    pub name: String,
    /// The label or title.
    pub detail: Option<String>,
    /// What it is.
    pub kind: SymbolKind,
    /// The line with all that is below it.
    pub whole: Span,
    /// The name in it.
    pub place: Span,
    /// What is below it.
    pub children: Vec<Symbol>,
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SymbolKind {
    /// A package.
    Package,
    /// A tier, list, territory, unit, currency, or kind.
    Type,
    /// A body or office.
    Body,
    /// A fact.
    Fact,
    /// A parameter.
    Parameter,
    /// An event.
    Event,
    /// A power.
    Power,
    /// A modality.
    Modality,
    /// An instrument.
    Instrument,
    /// A provision.
    Provision,
    /// A rule or an operation on law.
    Rule,
    /// A test, a requirement, an assumption, the declared precedence.
    Check,
}

/// So many characters of a rule name it.
const MOST_LETTERS: usize = 80;

/// The outline.
#[must_use]
pub fn symbols(policies: &Policies, file: FileId) -> Vec<Symbol> {
    let (Some(tree), Some(text)) = (policies.tree(file), policies.file_text(file)) else {
        return Vec::new();
    };
    below(&tree.file.lines, text)
}

fn below(lines: &[Line], text: &str) -> Vec<Symbol> {
    lines.iter().filter_map(|line| symbol(line, text)).collect()
}

fn symbol(line: &Line, text: &str) -> Option<Symbol> {
    let words = |span: Span| {
        let words = text.get(span.start as usize..span.end as usize).unwrap_or_default();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        match words.char_indices().nth(MOST_LETTERS) {
            Some((end, _)) => format!("{}…", words.get(..end).unwrap_or_default().trim_end()),
            None => words,
        }
    };
    let made = |name: String, detail: Option<String>, kind, place| Symbol {
        name,
        detail,
        kind,
        whole: whole(line),
        place,
        children: below(&line.below, text),
    };
    Some(match &line.kind {
        LineKind::Package { name, label } => {
            made(name.value.clone(), label.as_ref().map(|label| label.value.clone()), SymbolKind::Package, name.span)
        }
        LineKind::Declaration(declaration) => {
            let kind = kind_of(declaration);
            let label = declaration.label.as_ref().map(|label| label.value.clone());
            // A label is empty while it is begun, and a name may not be read yet: an entry is called something all the same.
            match declaration.name.as_ref().filter(|name| !name.value.starts_with('?')) {
                Some(name) => made(name.value.clone(), label, kind, name.span),
                None => {
                    let label = label.filter(|label| !label.trim().is_empty());
                    made(label.unwrap_or_else(|| words(line.span)), None, kind, line.span)
                }
            }
        }
        LineKind::Provision { step, title } => {
            made(words(step.span), title.as_ref().map(|title| title.value.clone()), SymbolKind::Provision, step.span)
        }
        LineKind::Rule(_) | LineKind::Operation(_) => made(words(line.span), None, SymbolKind::Rule, line.span),
        LineKind::Use { .. } | LineKind::Unreadable => return None,
    })
}

pub(crate) fn kind_of(declaration: &Declaration) -> SymbolKind {
    match declaration.kind {
        DeclarationKind::Tier
        | DeclarationKind::Territory { .. }
        | DeclarationKind::List { .. }
        | DeclarationKind::Unit { .. }
        | DeclarationKind::Currency
        | DeclarationKind::BodyKind
        | DeclarationKind::InstrumentKind => SymbolKind::Type,
        DeclarationKind::Body | DeclarationKind::Office => SymbolKind::Body,
        DeclarationKind::Instrument => SymbolKind::Instrument,
        DeclarationKind::Event | DeclarationKind::Calendar { .. } => SymbolKind::Event,
        DeclarationKind::Fact { .. } => SymbolKind::Fact,
        DeclarationKind::Parameter { .. } => SymbolKind::Parameter,
        DeclarationKind::Power => SymbolKind::Power,
        DeclarationKind::Modality => SymbolKind::Modality,
        DeclarationKind::Holidays { .. }
        | DeclarationKind::Assume { .. }
        | DeclarationKind::Precedence { .. }
        | DeclarationKind::Require { .. }
        | DeclarationKind::Test => SymbolKind::Check,
    }
}
