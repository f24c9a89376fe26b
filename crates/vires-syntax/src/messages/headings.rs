//! Headings that do not begin their line: `1. article 2`, `the article 2`, `in force from 2024-01-01 article 1`.

use pest::Parser;
use vires_words::words;

use super::Stuck;
use crate::error::SyntaxError;
use crate::grammar::{LineParser, Rule};
use crate::lexer::{Token, TokenKind, Tokens, lex_line};

/// A heading with something before it on its line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LateHeading {
    /// The token with which it begins.
    pub(crate) at: usize,
    /// Whether what stands before it is a sentence of its own, and no mere mark.
    pub(crate) behind_clause: bool,
}

/// The heading with which a line ends.
pub(crate) fn late_heading(text: &str, tokens: &[Token]) -> Option<LateHeading> {
    Stuck { text, tokens, at: 0, wanted: Vec::new(), rule: Rule::line }.late_heading()
}

impl Stuck<'_> {
    fn late_heading(&self) -> Option<LateHeading> {
        let ends_as_heading = |at: &usize| {
            let is_word =
                self.keyword_at(*at).is_some_and(|(row, _)| row.group == "provision" && !row.id.starts_with("this_"));
            is_word && reads(Rule::whole_heading, &self.written(*at, self.tokens.len()))
        };
        let at = (1..self.tokens.len()).find(ends_as_heading)?;
        let is_mark = |at: usize| {
            matches!(self.kind(at), Some(TokenKind::Number | TokenKind::Ordinal))
                || matches!(self.word(at), "the" | "a")
                || !self.word(at).contains(char::is_alphanumeric)
        };
        let behind_clause = reads(Rule::whole_clause_line, &self.written(0, at));
        (behind_clause || (0..at).all(is_mark)).then_some(LateHeading { at, behind_clause })
    }

    pub(super) fn heading_not_first(&self) -> Option<SyntaxError> {
        let LateHeading { at, behind_clause } = self.late_heading()?;
        let heading = self.written(at, self.tokens.len());
        if behind_clause {
            let message = words!("A heading stands on a line of its own.", "Tiêu đề phải nằm trên một dòng riêng.");
            let help =
                words!("Begin a new line with `{heading}`.", "Hãy xuống dòng và bắt đầu dòng mới bằng `{heading}`.");
            return Some(self.error(at, self.tokens.len(), message).help(help));
        }
        let message = words!("A heading begins with its word.", "Tiêu đề bắt đầu bằng từ chỉ loại điều khoản.");
        let help = words!("Write `{heading}`.", "Hãy viết `{heading}`.");
        Some(self.error(0, at, message).help(help))
    }
}

pub(super) fn reads(rule: Rule, line: &str) -> bool {
    let (mut tokens, mut errors) = (Tokens::default(), Vec::new());
    let lexed = lex_line(line, 0, line.len(), &mut tokens, &mut errors);
    errors.is_empty() && LineParser::parse(rule, tokens.code(&lexed.tokens)).is_ok()
}
