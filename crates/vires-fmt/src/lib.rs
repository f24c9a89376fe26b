//! The one way to lay a policy file out, and its conversion between English and Vietnamese.
//!
//! The formatter works on the words of each line, not on the tree: comments, blank lines, names and labels are never
//! at risk, and a line that does not read is left as it is. Before it gives a text back it reads it once more and
//! compares, line by line, what was there with what is there now.

mod layout;
mod line;

use std::fmt;

use vires_syntax::{FileKind, Keyword, Language, Lossless, SourceLineKind, SyntaxError, SyntaxErrorCode, lossless};

/// A text that was left as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotFormatted {
    /// What belongs to what is not clear: the mistakes in the order of the file.
    Unclear(Vec<SyntaxError>),
    /// The words of the other language would read differently on this line, counted from 1.
    WouldChange {
        /// The line.
        line: usize,
    },
}

impl fmt::Display for NotFormatted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unclear(errors) => {
                let first = errors.first().map_or("the file cannot be laid out", |error| {
                    error.message.in_language(vires_words::Language::En)
                });
                write!(f, "{first}")
            }
            Self::WouldChange { line } => write!(f, "line {line} would read differently"),
        }
    }
}

impl std::error::Error for NotFormatted {}

/// Lays a file out: two spaces a level, one space between words, at most one blank line, the spelling that fits.
/// Keywords stay in their language. Formatting twice changes nothing.
///
/// # Errors
///
/// [`NotFormatted::Unclear`] where indentation leaves open what belongs to what, or the file is too large.
pub fn format(text: &str, kind: FileKind) -> Result<String, NotFormatted> {
    render(text, kind, None)
}

/// Lays a file out with every keyword in one language. Names and labels stay as they are.
///
/// # Errors
///
/// As [`format`]; [`NotFormatted::WouldChange`] where a name of the file is a keyword of the other language.
pub fn convert(text: &str, kind: FileKind, language: Language) -> Result<String, NotFormatted> {
    render(text, kind, Some(language))
}

fn render(text: &str, kind: FileKind, language: Option<Language>) -> Result<String, NotFormatted> {
    let source = lossless(text, kind);
    let unclear = |error: &SyntaxError| {
        matches!(error.code, SyntaxErrorCode::Indentation | SyntaxErrorCode::TooDeep | SyntaxErrorCode::TooLarge)
    };
    if source.errors.iter().any(unclear) {
        return Err(NotFormatted::Unclear(source.errors.into_iter().filter(unclear).collect()));
    }
    let rendered = layout::render(text, kind, &source, language);
    match first_difference(text, &source, &rendered, &lossless(&rendered, kind)) {
        None => Ok(rendered),
        Some(line) => Err(NotFormatted::WouldChange { line }),
    }
}

/// The first line, from 1, that says something else in the other text.
fn first_difference(text: &str, source: &Lossless, rendered: &str, result: &Lossless) -> Option<usize> {
    let before = said(text, source);
    let after = said(rendered, result);
    let differs = before.iter().zip(&after).find(|((_, one), (_, other))| one != other);
    match differs {
        Some(((line, _), _)) => Some(*line),
        None if before.len() == after.len() => None,
        None => Some(before.get(after.len()).map_or(source.lines.len(), |(line, _)| *line)),
    }
}

/// A piece of a line, whatever its spelling.
#[derive(Debug, PartialEq, Eq)]
enum Said<'t> {
    Keyword(Keyword),
    Text(&'t str),
}

/// What each line of policy says, with the number of the line in the file.
fn said<'t>(text: &'t str, source: &Lossless) -> Vec<(usize, (usize, Vec<Said<'t>>))> {
    let lines = source.lines.iter().zip(1..);
    lines
        .filter_map(|(line, number)| match &line.kind {
            SourceLineKind::Policy(policy) => {
                let pieces = line::pieces(text, &source.tokens, policy);
                let said = pieces.into_iter().map(|piece| match piece {
                    line::Piece::Keyword(Keyword::Are, _) => Said::Keyword(Keyword::Is),
                    line::Piece::Keyword(keyword, _) => Said::Keyword(keyword),
                    line::Piece::Token(token, _) | line::Piece::Glued(token) => Said::Text(token),
                });
                Some((number, (policy.depth, said.collect())))
            }
            _ => None,
        })
        .collect()
}
