//! Words of the language where a name is needed.

use vires_words::words;

use super::{Stuck, expected};
use crate::error::SyntaxError;
use crate::grammar::Rule;
use crate::lexer::{Token, TokenKind};

/// Declarations of something with a name, by the ids of their keywords.
const NAMED: [&str; 16] = [
    "package",
    "tier",
    "territory",
    "list",
    "unit",
    "currency",
    "body_kind",
    "body",
    "office",
    "instrument_kind",
    "instrument",
    "event",
    "fact",
    "parameter",
    "power",
    "modality",
];

/// The words of the language that stand on a line where something gets its name, and what is to be said of each. `rule`
/// is what the line is read as.
pub(crate) fn misnamed(text: &str, tokens: &[Token], rule: Rule) -> Vec<(usize, SyntaxError)> {
    let line = Stuck { text, tokens, at: 0, wanted: Vec::new(), rule };
    let name = line.reserved_in_declaration();
    name.into_iter().chain(line.reserved_values()).collect()
}

/// Whether the lines below a line are values.
pub(crate) fn begins_values(text: &str, tokens: &[Token]) -> bool {
    Stuck { text, tokens, at: 0, wanted: Vec::new(), rule: Rule::line }.declares_values()
}

impl Stuck<'_> {
    /// `fact kind "Kind" : …`
    fn reserved_in_declaration(&self) -> Option<(usize, SyntaxError)> {
        // Most names are words of no keyword, and to look for the keyword of the line takes long.
        let may_be = |at: &usize| {
            let ends =
                matches!(self.kind(at + 1), None | Some(TokenKind::Quoted)) || matches!(self.word(at + 1), ":" | ",");
            self.kind(*at) == Some(TokenKind::KeywordWord) && ends
        };
        let at = (1..=3).find(may_be).filter(|_| self.kind(0) == Some(TokenKind::KeywordWord))?;
        let (row, words) = self.keyword_at(0)?;
        let fits = words == at && NAMED.contains(&row.id) && self.begins_reserved(at);
        fits.then(|| {
            let message = words!(
                "`{word}` is a word of the language; a name is needed here.",
                "`{word}` là từ của ngôn ngữ; ở đây cần một tên.",
                word = self.word(at)
            );
            (at, self.other_name(at, self.error(at, at + 1, message)))
        })
    }

    fn other_name(&self, at: usize, error: SyntaxError) -> SyntaxError {
        error.help(words!(
            "Choose another name, such as `{word}_1`.",
            "Hãy chọn tên khác, như `{word}_1`.",
            word = self.word(at)
        ))
    }

    /// A word of the language where a name is needed.
    pub(super) fn reserved_name(&self) -> Option<SyntaxError> {
        let wants_name = self.wanted.iter().any(|rule| expected::is_name(*rule));
        if !wants_name || self.kind(self.at) != Some(TokenKind::KeywordWord) || !self.begins_reserved(self.at) {
            return None;
        }
        let (_, words) = self.keyword_at(self.at)?;
        let phrase = self.words(self.at, self.at + words);
        let declares = self.promised_rule() == Some(Rule::whole_declaration);
        let error = self.error(
            self.at,
            self.at + words,
            words!(
                "`{phrase}` is a word of the language; a name is needed here.",
                "`{phrase}` là từ của ngôn ngữ; ở đây cần một tên."
            ),
        );
        Some(if declares {
            self.other_name(self.at, error)
        } else {
            error.help(words!("Write {phrases} before it.", "Hãy viết {phrases} ở trước.", phrases = self.phrases()))
        })
    }

    pub(super) fn declares_values(&self) -> bool {
        matches!(self.word(0), "list" | "territory")
            || self.reads(0, "danh mục").is_some()
            || self.reads(0, "địa bàn").is_some()
    }

    /// A value of a list, called by a word that no name may be.
    pub(super) fn reserved_value(&self) -> Option<SyntaxError> {
        self.reserved_values().into_iter().next().map(|(_, error)| error)
    }

    fn reserved_values(&self) -> Vec<(usize, SyntaxError)> {
        let first = match self.rule {
            Rule::value_block_line => Some(0),
            _ if self.declares_values() => (0..self.tokens.len()).find(|at| self.word(*at) == ":").map(|at| at + 1),
            _ => None,
        };
        let Some(first) = first else { return Vec::new() };
        let separates = |at: usize| matches!(self.word(at), "," | "(" | ")" | "");
        let is_reserved = |at: &usize| {
            let begins = *at == first || matches!(self.word(at - 1), "," | "(");
            let ends = separates(at + 1) || self.kind(at + 1) == Some(TokenKind::Quoted);
            begins && self.kind(*at) == Some(TokenKind::KeywordWord) && ends && self.begins_reserved(*at)
        };
        let told = (first..self.tokens.len()).filter(is_reserved).map(|at| {
            let word = self.word(at);
            let message = words!(
                "`{word}` is a word of the language, so it cannot be the name of a value.",
                "`{word}` là từ của ngôn ngữ nên không thể là tên của một giá trị."
            );
            (at, self.other_name(at, self.error(at, at + 1, message)))
        });
        told.collect()
    }
}
