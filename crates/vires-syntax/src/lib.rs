//! Text to tree: the lines of a policy file, their clauses, and the lines below them.
//!
//! Reading goes in three steps. The *outline* finds the lines of policy and which belongs to which, by indentation
//! alone. The *grammar* reads each line by itself, so that a bad line costs that line and nothing else. *Building*
//! puts clauses, lists of conditions and continued conditions back together with the line above them.
//!
//! Nothing here fails: what cannot be read is [`ast::LineKind::Unreadable`] in the tree and a [`SyntaxError`] beside it.

use std::borrow::Cow;

#[allow(missing_docs, reason = "the fields of the tree say what they are; their variants carry the example")]
pub mod ast;
mod build;
mod error;
mod fences;
mod grammar;
mod keywords;
mod lexer;
mod line_index;
mod lossless;
mod messages;
mod next;
mod outline;
pub mod span;

pub use error::{SyntaxError, SyntaxErrorCode};
pub use keywords::{KEYWORDS, Keyword, KeywordRow, Language, is_reserved};
pub use lexer::{Token, TokenKind};
pub use line_index::{LineColumn, LineIndex, Utf16Position};
pub use lossless::{
    KeywordUse, Lossless, PolicyLine, Punctuated, SourceLine, SourceLineKind, keyword_of_mark, lossless,
};
pub use messages::{beginning_meant, clause_meant, word_meant};
pub use next::{keywords_after, policy_start};

/// The largest text that is read. A loader refuses a larger file before it is in memory.
pub const MAX_TEXT_BYTES: usize = 16 * 1024 * 1024;

/// How deep lines, brackets and groups may stand inside one another.
pub const MAX_DEPTH: usize = 128;

/// How many mistakes of one file are reported.
pub const MAX_ERRORS: usize = 1000;

/// What kind of file a text is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// Every line is policy.
    Policy,
    /// Only the fences marked `vires` are policy.
    Markdown,
}

/// A file as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// The tree.
    pub file: ast::File,
    /// What could not be read, in the order of the file.
    pub errors: Vec<SyntaxError>,
}

/// Reads a file. Never fails; places are byte offsets into `text`.
#[must_use]
pub fn parse(text: &str, kind: FileKind) -> Parsed {
    let outline = outline::read(text, kind);
    build::file(text, outline, true)
}

/// The number of a provision as it is written in a policy: between quotes where it cannot be read without.
#[must_use]
pub fn written_number(number: &str) -> Cow<'_, str> {
    let read = parse_unexplained(&format!("article {number}"), FileKind::Policy);
    let is_bare = matches!(read.file.lines.as_slice(), [line] if matches!(
        &line.kind,
        ast::LineKind::Provision { step, .. } if step.number == number
    ));
    if read.errors.is_empty() && is_bare { Cow::Borrowed(number) } else { Cow::Owned(format!("\"{number}\"")) }
}

/// The same tree for whoever asks only whether lines read: of a line that does not, the error has the place and no words.
/// To find the words takes longer than to read a line.
#[must_use]
pub fn parse_unexplained(text: &str, kind: FileKind) -> Parsed {
    let outline = outline::read(text, kind);
    build::file(text, outline, false)
}
