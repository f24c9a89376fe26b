//! What colour each word has, by what it means and not by how it is spelled.

use vires_compiler::Policies;
use vires_model::{Day, FileId};
use vires_resolve::{Named, Role, Thing};
use vires_syntax::span::Span;
use vires_syntax::{SourceLineKind, TokenKind, lossless};

/// A word with its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where; never over the end of a line.
    pub span: Span,
    /// What it is.
    pub kind: TokenType,
    /// Whether it declares what it names.
    pub declares: bool,
    /// Whether it is a comment that documents what is below it.
    pub documents: bool,
    /// Whether what it names exists no more: an instrument that is no longer in force, a body that is abolished.
    pub is_past: bool,
}

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenType {
    /// A word of the language.
    Keyword,
    /// A comment.
    Comment,
    /// A label.
    Label,
    /// A number or date.
    Number,
    /// A package.
    Package,
    /// A tier, list, territory, unit, or kind.
    Type,
    /// A body or office.
    Body,
    /// A fact.
    Fact,
    /// A parameter.
    Parameter,
    /// An event.
    Event,
    /// A value of a list, a place, an act.
    Value,
    /// A power.
    Power,
    /// A modality.
    Modality,
    /// An instrument.
    Instrument,
    /// The number of a provision.
    Provision,
    /// A sector.
    Sector,
}

impl TokenType {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 16] = [
        Self::Keyword,
        Self::Comment,
        Self::Label,
        Self::Number,
        Self::Package,
        Self::Type,
        Self::Body,
        Self::Fact,
        Self::Parameter,
        Self::Event,
        Self::Value,
        Self::Power,
        Self::Modality,
        Self::Instrument,
        Self::Provision,
        Self::Sector,
    ];
}

/// The words of a file that have a meaning of their own, by place. A name that stands for nothing has none.
#[must_use]
pub fn tokens(policies: &Policies, file: FileId, today: Day) -> Vec<Token> {
    let (Some(text), Some(kind)) = (policies.file_text(file), policies.kind(file)) else {
        return Vec::new();
    };
    let written = lossless(text, kind);
    let mut found = Vec::new();
    let plain = |span, kind| Token { span, kind, declares: false, documents: false, is_past: false };
    for line in &written.lines {
        found.extend(line.comment.map(|comment| {
            let words = text.get(comment.start as usize..).unwrap_or_default();
            Token { documents: words.starts_with("##"), ..plain(comment, TokenType::Comment) }
        }));
        let SourceLineKind::Policy(policy) = &line.kind else {
            continue;
        };
        for (n, token) in policy.tokens.clone().zip(written.tokens.get(policy.tokens.clone()).unwrap_or_default()) {
            let is_keyword = policy.keywords.iter().flatten().any(|keyword| keyword.tokens.contains(&n));
            let kind = match token.kind {
                _ if is_keyword => TokenType::Keyword,
                TokenKind::Quoted => TokenType::Label,
                TokenKind::Number | TokenKind::Date => TokenType::Number,
                TokenKind::Ordinal => TokenType::Provision,
                _ => continue,
            };
            found.push(plain(token.span, kind));
        }
    }
    let names = policies.resolved().uses.in_file(file).iter().filter_map(|mention| {
        let kind = match mention.named {
            // Its keyword and its number have their own colours.
            Named::Provision(_) => return None,
            Named::Package(_) => TokenType::Package,
            Named::Sector(_) => TokenType::Sector,
            Named::Value(..) => TokenType::Value,
            Named::Thing(thing) => of_thing(thing),
        };
        let span = Span::new(mention.span.start, mention.span.end);
        let declares = mention.role == Role::Declares;
        let is_past = last_day(policies, mention.named).is_some_and(|last| last < today);
        Some(Token { span, kind, declares, documents: false, is_past })
    });
    found.extend(names);
    // Where a word of a keyword is used as a name, the name wins.
    found.sort_by_key(|token| (token.span, std::cmp::Reverse(token.kind)));
    found.dedup_by(|later, earlier| later.span.start < earlier.span.end);
    found
}

/// The last day of something, where it has one.
fn last_day(policies: &Policies, named: Named) -> Option<Day> {
    let model = policies.model();
    match named {
        Named::Thing(Thing::Body(id)) => model.bodies[id].life.until,
        Named::Thing(Thing::Tier(id)) => model.tiers[id].life.until,
        Named::Thing(Thing::Instrument(id)) => model.instruments[id].life.until,
        Named::Value(list, value) => model.lists[list].values.get(value.0 as usize)?.life.until,
        _ => None,
    }
}

const fn of_thing(thing: Thing) -> TokenType {
    match thing {
        Thing::Tier(_) | Thing::List(_) | Thing::Unit(_) | Thing::BodyKind(_) | Thing::InstrumentKind(_) => {
            TokenType::Type
        }
        Thing::Body(_) => TokenType::Body,
        Thing::Instrument(_) => TokenType::Instrument,
        Thing::Fact(_) | Thing::Derived(_) | Thing::Kept(_) => TokenType::Fact,
        Thing::Parameter(_) => TokenType::Parameter,
        Thing::Event(_) | Thing::Calendar(_) => TokenType::Event,
        Thing::Power(_) => TokenType::Power,
        Thing::Modality(_) => TokenType::Modality,
    }
}
