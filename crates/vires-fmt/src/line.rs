//! One line of policy: its words with the spaces between them.

use std::collections::BTreeSet;

use vires_syntax::{
    Keyword, KeywordUse, Language, Lossless, PolicyLine, Punctuated, SourceLineKind, Token, TokenKind, keyword_of_mark,
};

/// A keyword, or any other token.
pub(crate) enum Piece<'t, 'k> {
    /// A keyword, with where it was found unless a mark such as `<=` stood for it.
    Keyword(Keyword, Option<&'k KeywordUse>),
    /// The text of a token, and its kind.
    Token(&'t str, TokenKind),
    /// The text of a token that stands right behind the one before.
    Glued(&'t str),
}

/// The pieces of a line in order, its lists punctuated as they are to be. A line that does not read has only tokens.
pub(crate) fn pieces<'t, 'k>(text: &'t str, tokens: &[Token], line: &'k PolicyLine) -> Vec<Piece<'t, 'k>> {
    let mut keywords = line.keywords.iter().flatten().peekable();
    let reads = line.keywords.is_some();
    let mut pieces = Vec::new();
    let mut at = line.tokens.start;
    while at < line.tokens.end {
        if let Ok(found) = line.punctuated.binary_search_by_key(&at, |(token, _)| *token) {
            let how = line.punctuated.get(found).map(|(_, how)| *how);
            pieces.extend((how == Some(Punctuated::Comma)).then_some(Piece::Token(",", TokenKind::Symbol)));
            keywords.next_if(|keyword| keyword.tokens.start == at);
            at += 1;
            continue;
        }
        if let Some(keyword) = keywords.next_if(|keyword| keyword.tokens.start == at) {
            pieces.push(Piece::Keyword(keyword.keyword, Some(keyword)));
            at = keyword.tokens.end.max(at + 1);
            continue;
        }
        if let Some(token) = tokens.get(at) {
            let written = text.get(token.span.start as usize..token.span.end as usize).unwrap_or_default();
            pieces.push(match keyword_of_mark(written) {
                _ if line.glued.binary_search(&at).is_ok() => Piece::Glued(written),
                Some(keyword) if reads => Piece::Keyword(keyword, None),
                _ => Piece::Token(written, token.kind),
            });
        }
        at += 1;
    }
    pieces
}

/// The facts that a file declares whose answer is a set: of them `là` is `are`.
pub(crate) fn sets<'t>(text: &'t str, source: &Lossless) -> BTreeSet<&'t str> {
    let policy = source.lines.iter().filter_map(|line| match &line.kind {
        SourceLineKind::Policy(policy) => Some(policy),
        _ => None,
    });
    let named = policy.filter_map(|policy| {
        let keywords = policy.keywords.as_ref()?;
        let declares = keywords.first().filter(|first| first.keyword == Keyword::Fact)?;
        let is_set = keywords.iter().any(|keyword| keyword.keyword == Keyword::SetOf);
        let name = source.tokens.get(declares.tokens.end).filter(|_| is_set)?;
        text.get(name.span.start as usize..name.span.end as usize)
    });
    named.collect()
}

/// Writes a line that reads. Keywords are in `language`, or each in its own; marks become words of `usual`. `sets`: names of
/// which English says `are`.
pub(crate) fn write(
    out: &mut String,
    pieces: &[Piece<'_, '_>],
    (language, usual): (Option<Language>, Language),
    sets: &BTreeSet<&str>,
) {
    let mut before: Option<&Piece<'_, '_>> = None;
    let mut sign = false;
    for (at, piece) in pieces.iter().enumerate() {
        // Of how many are in a set English says `is`.
        let counted =
            || matches!(at.checked_sub(2).and_then(|at| pieces.get(at)), Some(Piece::Keyword(Keyword::CountOf, _)));
        let of_a_set = || matches!(before, Some(Piece::Token(name, _)) if sets.contains(name)) && !counted();
        let glued = before.is_none() || sign || is_glued(before, piece);
        if !glued {
            out.push(' ');
        }
        sign = matches!(piece, Piece::Token("-", _)) && !before.is_some_and(ends_value);
        match piece {
            Piece::Keyword(Keyword::Is, Some(found))
                if language.unwrap_or(found.language) == Language::English && of_a_set() =>
            {
                out.push_str(Keyword::Are.spelling(Language::English));
            }
            Piece::Keyword(_, Some(found)) => out.push_str(found.spelled(language.unwrap_or(found.language))),
            Piece::Keyword(keyword, None) => out.push_str(keyword.spelling(language.unwrap_or(usual))),
            Piece::Token(written, _) | Piece::Glued(written) => out.push_str(written),
        }
        before = Some(piece);
    }
}

/// Whether no space stands between the two.
fn is_glued(before: Option<&Piece<'_, '_>>, piece: &Piece<'_, '_>) -> bool {
    matches!(piece, Piece::Token("," | ")" | "%", _) | Piece::Glued(_)) || matches!(before, Some(Piece::Token("(", _)))
}

/// Whether a `-` after this is an operator and no sign.
fn ends_value(piece: &Piece<'_, '_>) -> bool {
    match piece {
        Piece::Glued(_) => true,
        Piece::Token(written, kind) => *kind != TokenKind::Symbol || matches!(*written, ")" | "%"),
        Piece::Keyword(keyword, _) => matches!(
            keyword,
            Keyword::Today
                | Keyword::Days
                | Keyword::WorkingDays
                | Keyword::Months
                | Keyword::Years
                | Keyword::Thousand
                | Keyword::Million
                | Keyword::Billion
        ),
    }
}
