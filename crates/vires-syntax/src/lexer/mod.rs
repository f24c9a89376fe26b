//! From characters to words.
//!
//! Every token becomes one character of a second, short text that the grammar reads: a word that occurs in some
//! keyword has a character of its own, all other words share one, and so do all numbers, all dates and so on. The
//! characters come from Unicode's private use area and take three bytes each, so that a place in that text divided
//! by three is the number of a token. Three things follow. Spelling is settled here, once: a word typed in NFD is the
//! same word, and its place is still that in the file. The grammar tries a keyword by comparing three bytes. And a
//! complaint of the grammar points at a whole word.

use vires_words::words;

mod literal;

pub(crate) use literal::{bad_number, date, is_thousands_by_point};

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::MAX_DEPTH;
use crate::error::{SyntaxError, SyntaxErrorCode};
use crate::keywords::{KEYWORDS, KeywordRow, code_of_word};
use crate::span::Span;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A word that occurs in no keyword, or a name with dots.
    Name,
    /// A word that occurs in some keyword. Whether it is part of one here, the grammar says.
    KeywordWord,
    /// `50`, `20_000`, `1.5`, `2/3`
    Number,
    /// `10a`, `7.1.2`: a number of a provision.
    Ordinal,
    /// `2025-07-01`
    Date,
    /// `"…"`
    Quoted,
    /// A mark such as `,` or `<=`.
    Symbol,
    /// Something that no line contains.
    Unreadable,
}

/// One word, number or mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands in the text as it was read.
    pub span: Span,
}

/// Every token of a text, and the text that the grammar reads in its place.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    pub(crate) all: Vec<Token>,
    code: String,
}

impl Tokens {
    /// What the grammar reads for these tokens.
    pub(crate) fn code(&self, range: &Range<usize>) -> &str {
        self.code.get(range.start * CODE_BYTES..range.end * CODE_BYTES).unwrap_or_default()
    }

    /// Lets the grammar read names in place of these tokens.
    pub(crate) fn name(&mut self, places: &[usize]) {
        for at in places {
            self.put(at * CODE_BYTES, code::NAME.encode_utf8(&mut [0; CODE_BYTES]));
        }
    }

    /// Lets the grammar read again what it read before.
    pub(crate) fn restore(&mut self, range: &Range<usize>, code: &str) {
        self.put(range.start * CODE_BYTES, code);
    }

    fn put(&mut self, from: usize, code: &str) {
        if self.code.get(from..from + code.len()).is_some() {
            self.code.replace_range(from..from + code.len(), code);
        }
    }

    fn push(&mut self, kind: TokenKind, code: char, start: usize, end: usize) {
        self.all.push(Token { kind, span: span(start, end) });
        self.code.push(code);
    }
}

/// How many bytes of the grammar's text stand for one token.
pub(crate) const CODE_BYTES: usize = 3;

/// The characters of tokens that are no words of keywords. `grammar.pest` names them.
mod code {
    pub(super) const NAME: char = '\u{E000}';
    pub(super) const NUMBER: char = '\u{E001}';
    pub(super) const ORDINAL: char = '\u{E002}';
    pub(super) const DATE: char = '\u{E003}';
    pub(super) const QUOTED: char = '\u{E004}';
    pub(super) const SLASH: char = '\u{E012}';
    pub(super) const UNREADABLE: char = '\u{E0FF}';
}

/// A span of two offsets into a text no longer than [`crate::MAX_TEXT_BYTES`].
pub(crate) fn span(start: usize, end: usize) -> Span {
    let narrow = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    Span::new(narrow(start), narrow(end))
}

/// The word in NFC.
pub(crate) fn nfc(word: &str) -> Cow<'_, str> {
    if word.is_ascii() || is_nfc_quick(word.chars()) == IsNormalized::Yes {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.nfc().collect())
    }
}

/// One line after lexing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LexedLine {
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// The comment at its end, `#` included.
    pub(crate) comment: Option<Span>,
    /// Whether something on it cannot be a token. It has been reported, once for the line.
    pub(crate) spoiled: bool,
}

/// Reads the tokens of `text[start..end]`, which holds no line break.
pub(crate) fn lex_line(
    text: &str,
    start: usize,
    end: usize,
    tokens: &mut Tokens,
    errors: &mut Vec<SyntaxError>,
) -> LexedLine {
    let line = text.get(..end).unwrap_or(text);
    let first = tokens.all.len();
    let mut lexer = LineLexer { line, at: start, first, tokens, problem: None, open: Vec::new() };
    let comment = lexer.run();
    let unclosed = lexer.open.first().copied();
    let mut problem = lexer.problem;
    if let (None, Some(open)) = (&problem, unclosed) {
        let here = span(open, open + 1);
        problem = Some(
            SyntaxError::new(
                SyntaxErrorCode::UnclosedBracket,
                here,
                words!("This bracket is not closed on its line.", "Ngoặc này chưa được đóng trên cùng dòng."),
            )
            .help(words!("Write `)` where the part in brackets ends.", "Hãy viết `)` ở cuối phần trong ngoặc.")),
        );
    }
    let spoiled = problem.is_some();
    errors.extend(problem);
    LexedLine { tokens: first..tokens.all.len(), comment, spoiled }
}

struct LineLexer<'t, 'o> {
    /// The text up to the end of the line.
    line: &'t str,
    at: usize,
    /// The number of the line's first token.
    first: usize,
    tokens: &'o mut Tokens,
    problem: Option<SyntaxError>,
    /// Where the brackets stand that are open.
    open: Vec<usize>,
}

impl LineLexer<'_, '_> {
    fn rest(&self) -> &str {
        self.line.get(self.at..).unwrap_or_default()
    }

    fn byte(&self, offset: usize) -> Option<u8> {
        self.line.as_bytes().get(offset).copied()
    }

    /// Reads the line; gives back the comment at its end.
    fn run(&mut self) -> Option<Span> {
        while let Some(first) = self.byte(self.at) {
            match first {
                b' ' | b'\t' => self.at += 1,
                b'#' => return Some(span(self.at, self.line.len())),
                b'a'..=b'z' | b'A'..=b'Z' => self.word(),
                b'0'..=b'9' => self.digits(),
                b'"' => self.quoted(),
                b'(' => self.open_bracket(),
                b')' => self.close_bracket(),
                0x80.. => self.beyond_ascii(),
                _ => self.symbol(first),
            }
        }
        None
    }

    fn complain(&mut self, error: SyntaxError) {
        self.problem.get_or_insert(error);
    }

    fn take(&mut self, kind: TokenKind, code: char, end: usize) {
        self.tokens.push(kind, code, self.at, end);
        self.at = end;
    }

    /// The end of the letters, digits and `_` from `from` on.
    fn end_of_word(&self, from: usize) -> usize {
        let mut end = from;
        let bytes = self.line.as_bytes();
        loop {
            match bytes.get(end) {
                Some(b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_') => end += 1,
                Some(0x80..) => {
                    let Some(c) = self.line.get(end..).and_then(|rest| rest.chars().next()) else {
                        return end;
                    };
                    if !unicode_ident::is_xid_continue(c) {
                        return end;
                    }
                    end += c.len_utf8();
                }
                _ => return end,
            }
        }
    }

    fn word(&mut self) {
        let mut end = self.end_of_word(self.at);
        let mut dotted = false;
        while self.byte(end) == Some(b'.') {
            let after = self.line.get(end + 1..).and_then(|rest| rest.chars().next());
            // `vn.moit`, and `I.2` as the number of an annex.
            if !after.is_some_and(|c| unicode_ident::is_xid_start(c) || c.is_ascii_digit()) {
                break;
            }
            dotted = true;
            end = self.end_of_word(end + 1);
        }
        let word = self.line.get(self.at..end).unwrap_or_default();
        // No word of a keyword has a `_`, and most names have one.
        let keyword = if dotted || word.contains('_') { None } else { code_of_word(&nfc(word)) };
        match keyword {
            Some(code) => self.take(TokenKind::KeywordWord, code, end),
            None => self.take(TokenKind::Name, code::NAME, end),
        }
    }

    fn digits(&mut self) {
        let literal = literal::read(self.line, self.at);
        if let Some(error) = literal.problem {
            self.complain(error);
        }
        let code = match literal.kind {
            TokenKind::Number => code::NUMBER,
            TokenKind::Date => code::DATE,
            TokenKind::Ordinal => code::ORDINAL,
            _ => code::UNREADABLE,
        };
        // After a slash a fraction would be read as one number: `x / 2/3` is (x / 2) / 3.
        let after_slash = self.tokens.all.len() > self.first && self.tokens.code.ends_with(code::SLASH);
        let whole = self.line.get(self.at..literal.end).unwrap_or_default();
        let end = match whole.find('/') {
            Some(slash) if after_slash && literal.kind == TokenKind::Number => self.at + slash,
            _ => literal.end,
        };
        self.take(literal.kind, code, end);
    }

    fn quoted(&mut self) {
        let after = self.at + 1;
        match self.line.get(after..).and_then(|rest| rest.find('"')) {
            Some(length) => self.take(TokenKind::Quoted, code::QUOTED, after + length + 1),
            None => {
                let end = self.line.trim_end().len();
                let here = span(self.at, end);
                self.complain(
                    SyntaxError::new(
                        SyntaxErrorCode::UnclosedQuote,
                        here,
                        words!("This label has no closing `\"`.", "Nhãn này thiếu dấu `\"` đóng."),
                    )
                    .help(words!(
                        "Write `\"` where the label ends; a label stays on one line.",
                        "Hãy viết `\"` ở cuối nhãn; nhãn nằm trên một dòng."
                    )),
                );
                self.take(TokenKind::Unreadable, code::UNREADABLE, self.line.len());
            }
        }
    }

    fn open_bracket(&mut self) {
        self.open.push(self.at);
        if self.open.len() > MAX_DEPTH {
            let here = span(self.at, self.at + 1);
            self.complain(
                SyntaxError::new(
                    SyntaxErrorCode::TooDeep,
                    here,
                    words!(
                        "More than {MAX_DEPTH} brackets stand inside one another here.",
                        "Ở đây có hơn {MAX_DEPTH} ngoặc lồng nhau."
                    ),
                )
                .help(words!(
                    "Name a part of the condition as a fact of its own and use the name.",
                    "Hãy đặt tên một phần của điều kiện thành dữ kiện riêng rồi dùng tên đó."
                )),
            );
        }
        self.take(TokenKind::Symbol, '\u{E008}', self.at + 1);
    }

    fn close_bracket(&mut self) {
        if self.open.pop().is_none() {
            let here = span(self.at, self.at + 1);
            self.complain(
                SyntaxError::new(
                    SyntaxErrorCode::UnclosedBracket,
                    here,
                    words!("This bracket was never opened.", "Ngoặc này chưa được mở."),
                )
                .help(words!(
                    "Remove it, or write `(` where the part in brackets begins.",
                    "Hãy bỏ đi, hoặc viết `(` ở đầu phần trong ngoặc."
                )),
            );
        }
        self.take(TokenKind::Symbol, '\u{E009}', self.at + 1);
    }

    fn symbol(&mut self, first: u8) {
        let second = self.byte(self.at + 1);
        let (code, length) = match (first, second) {
            (b'<', Some(b'=')) => ('\u{E00B}', 2),
            (b'>', Some(b'=')) => ('\u{E00D}', 2),
            (b'%', _) => ('\u{E005}', 1),
            (b',', _) => ('\u{E006}', 1),
            (b':', _) => ('\u{E007}', 1),
            (b'<', _) => ('\u{E00A}', 1),
            (b'=', _) => ('\u{E00C}', 1),
            (b'>', _) => ('\u{E00E}', 1),
            (b'+', _) => ('\u{E00F}', 1),
            (b'-', _) => ('\u{E010}', 1),
            (b'*', _) => ('\u{E011}', 1),
            (b'/', _) => (code::SLASH, 1),
            _ => return self.unreadable(char::from(first)),
        };
        self.take(TokenKind::Symbol, code, self.at + length);
    }

    fn beyond_ascii(&mut self) {
        let Some(c) = self.rest().chars().next() else {
            self.at = self.line.len();
            return;
        };
        if unicode_ident::is_xid_start(c) {
            return self.word();
        }
        if is_space(c) {
            self.at += c.len_utf8();
            return;
        }
        let symbol = match c {
            '≤' => '\u{E00B}',
            '≥' => '\u{E00D}',
            _ => return self.unreadable(c),
        };
        self.take(TokenKind::Symbol, symbol, self.at + c.len_utf8());
    }

    /// `1. article 2`
    fn heading_follows(&self, mark: char) -> bool {
        let rest = self.rest().trim_start_matches(mark).trim_start();
        let mut words = KEYWORDS.iter().filter(|row| row.group == "provision").flat_map(KeywordRow::phrases);
        words.any(|word| rest.strip_prefix(word).is_some_and(|number| number.starts_with(' ')))
    }

    fn unreadable(&mut self, c: char) {
        let end = self.at + c.len_utf8();
        let here = span(self.at, end);
        let message = if is_invisible(c) {
            words!("An invisible character stands here.", "Ở đây có một ký tự không nhìn thấy.").to_owned()
        } else {
            words!("`{c}` has no meaning in a line.", "`{c}` không có nghĩa trong một dòng.")
        };
        let help = match c {
            '“' | '”' | '„' | '«' | '»' | '\'' | '‘' | '’' => words!(
                "Labels stand between straight double quotes: `\"…\"`.",
                "Nhãn nằm giữa hai dấu ngoặc kép thẳng: `\"…\"`."
            ),
            '–' | '—' | '−' => words!("Write the hyphen `-`.", "Hãy viết dấu gạch nối `-`."),
            ';' => words!("Write a comma, or begin a new line.", "Hãy viết dấu phẩy, hoặc xuống dòng mới."),
            '.' if self.heading_follows(c) => words!(
                "A heading begins with its word: leave out what stands before it.",
                "Tiêu đề bắt đầu bằng từ chỉ loại điều khoản: hãy bỏ phần đứng trước."
            ),
            '.' => words!(
                "No line ends with a full stop. A number has digits on both sides of its point: `0.5`.",
                "Không dòng nào kết thúc bằng dấu chấm. Số có chữ số ở cả hai bên dấu chấm: `0.5`."
            ),
            '!' => words!(
                "Write `is not`, or `not` before the condition.",
                "Hãy viết `không phải là`, hoặc `không phải` trước điều kiện."
            ),
            '&' => words!("Write `and`.", "Hãy viết `và`."),
            '|' => words!("Write `or`.", "Hãy viết `hoặc`."),
            '[' | ']' | '{' | '}' => {
                words!("Only round brackets group: `( … )`.", "Chỉ dùng ngoặc tròn để nhóm: `( … )`.")
            }
            '$' | '€' | '£' | '¥' | '₫' => words!(
                "Write the name of the currency after the amount: `50 million VND`.",
                "Hãy viết tên tiền tệ sau số tiền: `50 triệu VND`."
            ),
            '_' => words!("A name begins with a letter.", "Tên bắt đầu bằng chữ cái."),
            _ if is_invisible(c) => words!(
                "Delete it and type an ordinary space where one is meant.",
                "Hãy xóa đi và gõ dấu cách thường ở chỗ cần."
            ),
            _ => words!("Leave it out; a comment begins with `#`.", "Hãy bỏ ký tự này; ghi chú bắt đầu bằng `#`."),
        };
        self.complain(SyntaxError::new(SyntaxErrorCode::BadCharacter, here, message).help(help));
        self.take(TokenKind::Unreadable, code::UNREADABLE, end);
    }
}

/// Spaces that a word processor leaves behind. Within a line they are spaces like any other.
fn is_space(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}')
}

/// Controls, and the marks of width, of direction and of byte order, which show nothing.
fn is_invisible(c: char) -> bool {
    let is_mark = matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}');
    is_mark || c.is_control() || c.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_told_as_such() {
        for unseen in ["\u{200B}", "\u{202E}", "\u{FEFF}", "\u{7}"] {
            let line = format!("body b{unseen}");
            let (mut tokens, mut errors) = (Tokens::default(), Vec::new());
            lex_line(&line, 0, line.len(), &mut tokens, &mut errors);
            let messages: Vec<String> =
                errors.iter().map(|error: &SyntaxError| format!("{:?}", error.message)).collect();
            assert!(messages.iter().any(|message| message.contains("invisible")), "{messages:?}");
        }
    }

    fn kinds(line: &str) -> Vec<(TokenKind, &str)> {
        let (mut tokens, mut errors) = (Tokens::default(), Vec::new());
        lex_line(line, 0, line.len(), &mut tokens, &mut errors);
        let text = |token: &Token| &line[token.span.start as usize..token.span.end as usize];
        tokens.all.iter().map(|token| (token.kind, text(token))).collect()
    }

    #[test]
    fn every_token_is_three_bytes_of_code() {
        let line = "a 1 10a 2025-01-01 \"x\" when % , : ( ) < <= = >= > + - * / ; không";
        let (mut tokens, mut errors) = (Tokens::default(), Vec::new());
        let lexed = lex_line(line, 0, line.len(), &mut tokens, &mut errors);
        assert_eq!(tokens.code(&lexed.tokens).len(), tokens.all.len() * CODE_BYTES);
        assert_eq!(tokens.all.len(), 22);
    }

    #[test]
    fn numbers_ordinals_dates_and_fractions() {
        use TokenKind::{Date, Number, Ordinal, Symbol};
        assert_eq!(
            kinds("20_000 7.12 10a 7.1.2 2/3 2025-07-01"),
            [
                (Number, "20_000"),
                (Number, "7.12"),
                (Ordinal, "10a"),
                (Ordinal, "7.1.2"),
                (Number, "2/3"),
                (Date, "2025-07-01")
            ]
        );
        assert_eq!(kinds("1/2/3"), [(TokenKind::Unreadable, "1/2/3")], "looks like a date in another order");
        assert_eq!(kinds("5/6")[0], (Number, "5/6"));
        assert_eq!(
            kinds("x/2/3").into_iter().skip(1).collect::<Vec<_>>(),
            [(Symbol, "/"), (Number, "2"), (Symbol, "/"), (Number, "3")]
        );
    }

    #[test]
    fn a_word_in_nfd_is_the_same_word() {
        let composed = "khi công_suất";
        let decomposed: String = composed.nfd().collect();
        let kinds_only = |line: &str| kinds(line).into_iter().map(|(kind, _)| kind).collect::<Vec<_>>();
        assert_eq!(kinds_only(composed), kinds_only(&decomposed));
        assert_eq!(kinds_only(composed), [TokenKind::KeywordWord, TokenKind::Name]);
    }
}
