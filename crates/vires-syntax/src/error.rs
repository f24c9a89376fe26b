//! What is wrong with a line, in the words of the person who wrote it.

use vires_words::Words;

use crate::span::Span;

/// A line, or a part of one, that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// What kind of mistake it is.
    pub code: SyntaxErrorCode,
    /// The words that do not fit.
    pub span: Span,
    /// One sentence that says what is wrong.
    pub message: Words,
    /// One sentence that says what would put it right.
    pub help: Option<Words>,
}

/// The kinds of mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SyntaxErrorCode {
    /// The file is larger than [`crate::MAX_TEXT_BYTES`].
    TooLarge,
    /// A tab or another unusual space begins the line.
    Tab,
    /// The line begins between two levels, or is indented with nothing above it.
    Indentation,
    /// More than 128 levels of lines, brackets or groups.
    TooDeep,
    /// `"` without its end.
    UnclosedQuote,
    /// `(` or `)` without its partner.
    UnclosedBracket,
    /// A character that no line contains.
    BadCharacter,
    /// A date that does not exist or is written in another order.
    BadDate,
    /// A number that is not written as numbers are.
    BadNumber,
    /// `and` and `or` side by side.
    MixedAndOr,
    /// The line is readable, but nothing above it takes such a line.
    Misplaced,
    /// A group, `when` or `given` without its lines, or without the word that joins them.
    MissingLines,
    /// The line does not read as any sentence of the language.
    BadLine,
}

impl SyntaxErrorCode {
    /// The code as it is shown and filtered by.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TooLarge => "too_large",
            Self::Tab => "tab",
            Self::Indentation => "indentation",
            Self::TooDeep => "too_deep",
            Self::UnclosedQuote => "unclosed_quote",
            Self::UnclosedBracket => "unclosed_bracket",
            Self::BadCharacter => "bad_character",
            Self::BadDate => "bad_date",
            Self::BadNumber => "bad_number",
            Self::MixedAndOr => "mixed_and_or",
            Self::Misplaced => "misplaced",
            Self::MissingLines => "missing_lines",
            Self::BadLine => "bad_line",
        }
    }
}

impl SyntaxError {
    pub(crate) fn new(code: SyntaxErrorCode, span: Span, message: impl Into<Words>) -> Self {
        Self { code, span, message: message.into(), help: None }
    }

    pub(crate) fn help(mut self, help: impl Into<Words>) -> Self {
        self.help = Some(help.into());
        self
    }
}
