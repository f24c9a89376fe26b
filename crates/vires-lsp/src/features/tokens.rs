//! `textDocument/semanticTokens/full`, `/full/delta` and `/range`

use tower_lsp::ls_types::{
    Range, SemanticToken, SemanticTokenModifier, SemanticTokenType, SemanticTokens, SemanticTokensDelta,
    SemanticTokensEdit, SemanticTokensFullDeltaResult, Uri,
};
use vires_ide::tokens::{TokenType, tokens};

use crate::view::View;

/// The names that themes know, by the numbers of [`TokenType::ALL`].
pub(crate) fn legend_types() -> Vec<SemanticTokenType> {
    TokenType::ALL.into_iter().map(name).collect()
}

/// The names of modifiers, by their bits.
pub(crate) fn legend_modifiers() -> Vec<SemanticTokenModifier> {
    vec![SemanticTokenModifier::DECLARATION, SemanticTokenModifier::DOCUMENTATION, SemanticTokenModifier::DEPRECATED]
}

const fn name(kind: TokenType) -> SemanticTokenType {
    match kind {
        TokenType::Keyword => SemanticTokenType::KEYWORD,
        TokenType::Comment => SemanticTokenType::COMMENT,
        TokenType::Label => SemanticTokenType::STRING,
        TokenType::Number => SemanticTokenType::NUMBER,
        TokenType::Package => SemanticTokenType::NAMESPACE,
        TokenType::Type => SemanticTokenType::TYPE,
        TokenType::Body => SemanticTokenType::CLASS,
        TokenType::Fact => SemanticTokenType::VARIABLE,
        TokenType::Parameter => SemanticTokenType::PARAMETER,
        TokenType::Event => SemanticTokenType::EVENT,
        TokenType::Value => SemanticTokenType::ENUM_MEMBER,
        TokenType::Power => SemanticTokenType::FUNCTION,
        TokenType::Modality => SemanticTokenType::METHOD,
        TokenType::Instrument => SemanticTokenType::STRUCT,
        TokenType::Provision => SemanticTokenType::PROPERTY,
        TokenType::Sector => SemanticTokenType::MODIFIER,
    }
}

/// The tokens of a file, or of a stretch of it.
pub(crate) fn answer(view: &View, uri: &Uri, within: Option<Range>) -> Option<SemanticTokens> {
    let here = view.file(uri)?;
    let places = here.places()?;
    let (start, end) = within.map_or((0, u32::MAX), |range| (places.place(range.start), places.place(range.end)));
    let mut data = Vec::new();
    let (mut line, mut column) = (0, 0);
    for token in tokens(here.policies(), here.file, view.today()) {
        if token.span.end <= start || token.span.start >= end {
            continue;
        }
        let range = places.range(token.span.start, token.span.end);
        if range.start.line != range.end.line {
            continue;
        }
        let delta_line = range.start.line - line;
        data.push(SemanticToken {
            delta_line,
            delta_start: if delta_line == 0 { range.start.character - column } else { range.start.character },
            length: range.end.character - range.start.character,
            token_type: TokenType::ALL.iter().zip(0..).find(|(kind, _)| **kind == token.kind).map_or(0, |(_, n)| n),
            token_modifiers_bitset: u32::from(token.declares)
                | u32::from(token.documents) << 1
                | u32::from(token.is_past) << 2,
        });
        (line, column) = (range.start.line, range.start.character);
    }
    Some(SemanticTokens { result_id: None, data })
}

/// From the tokens that a client has to those that it should have: one stretch replaced, what is before and after stays.
pub(crate) fn delta(before: &[SemanticToken], after: SemanticTokens) -> SemanticTokensFullDeltaResult {
    let same = |(a, b): &(&SemanticToken, &SemanticToken)| a == b;
    let head = before.iter().zip(&after.data).take_while(same).count();
    let most = before.len().min(after.data.len()) - head;
    let tail = before.iter().rev().zip(after.data.iter().rev()).take(most).take_while(same).count();
    let removed = before.len() - head - tail;
    let added = after.data.get(head..after.data.len() - tail).unwrap_or_default();
    // The protocol counts numbers, five to a token.
    let numbers = |tokens: usize| u32::try_from(tokens * 5).unwrap_or(u32::MAX);
    let edit = SemanticTokensEdit { start: numbers(head), delete_count: numbers(removed), data: Some(added.to_vec()) };
    let edits = if removed == 0 && added.is_empty() { Vec::new() } else { vec![edit] };
    SemanticTokensFullDeltaResult::TokensDelta(SemanticTokensDelta { result_id: after.result_id, edits })
}
