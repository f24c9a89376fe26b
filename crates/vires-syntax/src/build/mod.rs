//! From the outline and the grammar's view of each line to the tree.

use vires_words::words;

mod alone;
mod cases;
mod clauses;
mod conditions;
mod dated;
mod declarations;
mod declared;
mod expressions;
mod headings;
mod lines;
mod misnamed;
mod places;
mod rules;
mod unclear;

use std::sync::Arc;

use pest::Parser;
use pest::iterators::Pair;

use crate::ast::{Date, DaysInARow, File, Label, Line, Name, Number};
use crate::error::{SyntaxError, SyntaxErrorCode};
use crate::grammar::{LineParser, Rule};
use crate::lexer::{self, CODE_BYTES, Token};
use crate::messages;
use crate::outline::{Outline, OutlineLine};
use crate::span::{Span, Spanned};
use crate::{MAX_DEPTH, MAX_ERRORS, Parsed};

/// Builds the tree of a file. `explained`: lines that do not read are said to be wrong in words.
pub(crate) fn file(text: &str, mut outline: Outline, explained: bool) -> Parsed {
    let mut errors = std::mem::take(&mut outline.errors);
    errors.extend(misnamed::read_as_names(text, &mut outline));
    errors.truncate(MAX_ERRORS);
    let mut builder =
        Builder { text, outline: &outline, errors, explained, depth: 0, leftover: None, beside: Vec::new() };
    let lines = builder.margin();
    let mut errors = builder.errors;
    errors.sort_by_key(|error| (error.span.start, error.span.end));
    Parsed { file: File { lines: Arc::new(lines) }, errors }
}

/// A part of the grammar's view of one line.
type Part<'t> = Pair<'t, Rule>;

/// What could not be built has been reported.
struct Reported;

type Built<T> = Result<T, Reported>;

/// The stack that one level of a condition may take, in bytes, and how much is added where less is left.
const STACK_OF_A_LEVEL: usize = 128 * 1024;
const STACK_TO_ADD: usize = 1024 * 1024;

/// The number of a line in the outline.
type At = usize;

struct Builder<'t> {
    text: &'t str,
    outline: &'t Outline,
    errors: Vec<SyntaxError>,
    explained: bool,
    /// How deep the condition or computation at hand is.
    depth: usize,
    /// The lines below the line at hand that its group, `when` or `given` has not taken. `None`: all are left.
    leftover: Option<Vec<At>>,
    /// Sentences that stand below another sentence by a slip of indentation: read as standing beside it.
    beside: Vec<Line>,
}

impl<'t> Builder<'t> {
    fn complain(&mut self, error: SyntaxError) -> Reported {
        if self.errors.len() < MAX_ERRORS {
            self.errors.push(error);
        }
        Reported
    }

    fn outline_line(&self, at: At) -> Option<&'t OutlineLine> {
        self.outline.lines.get(at)
    }

    /// The grammar's view of a line. A line that does not read is reported.
    fn read(&mut self, at: At, rule: Rule) -> Built<Part<'t>> {
        let line = self.outline_line(at).ok_or(Reported)?;
        if line.spoiled {
            return Err(Reported);
        }
        let code = self.outline.tokens.code(&line.tokens);
        match LineParser::parse(rule, code) {
            Ok(mut parts) => parts.next().ok_or(Reported),
            // Past the limit nothing more is said, so nothing more need be found out.
            Err(_) if self.errors.len() >= MAX_ERRORS => Err(Reported),
            Err(_) if !self.explained => {
                Err(self.complain(SyntaxError::new(SyntaxErrorCode::BadLine, line.span, words!("", ""))))
            }
            Err(error) => {
                let tokens = self.outline.tokens.all.get(line.tokens.clone()).unwrap_or_default();
                Err(self.complain(messages::explain(self.text, tokens, (rule, code), &error)))
            }
        }
    }

    /// The tokens of a part, numbered in the file.
    fn token_range(&self, at: At, part: &Part<'t>) -> (usize, usize) {
        let first = self.outline_line(at).map_or(0, |line| line.tokens.start);
        let span = part.as_span();
        (first + span.start() / CODE_BYTES, first + span.end() / CODE_BYTES)
    }

    fn first_token(&self, at: At, part: &Part<'t>) -> Option<Token> {
        self.outline.tokens.all.get(self.token_range(at, part).0).copied()
    }

    fn span(&self, at: At, part: &Part<'t>) -> Span {
        let (start, end) = self.token_range(at, part);
        let all = &self.outline.tokens.all;
        let first = all.get(start).map(|token| token.span);
        let last = end.checked_sub(1).and_then(|last| all.get(last)).map(|token| token.span);
        match (first, last) {
            (Some(first), Some(last)) if end > start => Span::new(first.start, last.end),
            (Some(first), _) => Span::new(first.start, first.start),
            _ => self.outline_line(at).map_or(Span::default(), |line| line.span),
        }
    }

    /// The text of a part that is one token.
    fn text(&self, at: At, part: &Part<'t>) -> (&'t str, Span) {
        let span = self.first_token(at, part).map_or(Span::default(), |token| token.span);
        (self.slice(span), span)
    }

    fn slice(&self, span: Span) -> &'t str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    fn name(&self, at: At, part: &Part<'t>) -> Name {
        let (text, span) = self.text(at, part);
        Spanned::new(lexer::nfc(text).into_owned(), span)
    }

    /// The names among the parts.
    fn names(&self, at: At, part: Part<'t>) -> Vec<Name> {
        part.into_inner().filter(|inner| inner.as_rule() == Rule::name).map(|inner| self.name(at, &inner)).collect()
    }

    fn label(&self, at: At, part: &Part<'t>) -> Label {
        let (text, span) = self.text(at, part);
        let inner = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(text);
        Spanned::new(lexer::nfc(inner).into_owned(), span)
    }

    /// A number as written, without a word such as `million`.
    fn number(&self, at: At, part: &Part<'t>) -> Number {
        let (text, span) = self.text(at, part);
        let plain = |digits: &str| digits.replace('_', "");
        let (digits, denominator) = match text.split_once('/') {
            Some((above, below)) => (plain(above), Some(plain(below))),
            None => (plain(text), None),
        };
        Number { span, digits, denominator, power_of_ten: 0 }
    }

    /// A whole number where a count is meant.
    fn count(&mut self, at: At, part: &Part<'t>) -> Built<Spanned<u32>> {
        let (text, span) = self.text(at, part);
        match text.replace('_', "").parse() {
            Ok(value) => Ok(Spanned::new(value, span)),
            Err(_) => Err(self.complain(SyntaxError::new(
                SyntaxErrorCode::BadNumber,
                span,
                words!(
                    "`{number}` is no whole number that can stand here.",
                    "`{number}` không phải là số nguyên dùng được ở đây.",
                    number = messages::short(text)
                ),
            ))),
        }
    }

    fn date(&self, at: At, part: &Part<'t>) -> Built<Spanned<Date>> {
        let (text, span) = self.text(at, part);
        lexer::date(text).map(|date| Spanned::new(date, span)).ok_or(Reported)
    }

    /// `2026-08-01 to 2026-08-31`
    fn days_in_a_row(&self, at: At, part: Part<'t>) -> Built<DaysInARow> {
        let mut dates = part.into_inner().filter(|inner| inner.as_rule() == Rule::date);
        let first = self.date(at, &dates.next().ok_or(Reported)?)?;
        Ok(DaysInARow { first, last: dates.next().map(|last| self.date(at, &last)).transpose()? })
    }

    /// `calendar c : 2026-08-01 until 2026-08-31` would be one day, and the end of the calendar.
    fn no_until_behind_a_day(&mut self, at: At, part: &Part<'t>) -> Built<()> {
        let (start, end) = self.token_range(at, part);
        let word = |n: usize| self.outline.tokens.all.get(end + n).map(|token| self.slice(token.span));
        let until =
            word(0) == Some("until") || word(0) == Some("đến") && word(1) == Some("hết") && word(2) == Some("ngày");
        let is_behind = self.outline_line(at).is_some_and(|line| line.tokens.end > end);
        if end != start + 1 || !is_behind || !until {
            return Ok(());
        }
        let span = self.outline.tokens.all.get(end).map_or(Span::default(), |token| token.span);
        let message = words!("Days in a row are joined by `to`.", "Nhiều ngày liền nhau thì nối bằng `đến`.");
        let error = SyntaxError::new(SyntaxErrorCode::BadLine, span, message).help(words!(
            "Write the first and the last: `2025-01-28 to 2025-01-30`; where the calendar ends then, put a comma before `until`.",
            "Hãy viết ngày đầu và ngày cuối: `2025-01-28 đến 2025-01-30`; nếu lịch hết hiệu lực vào ngày đó, hãy đặt dấu phẩy trước \
             `đến hết ngày`."
        ));
        Err(self.complain(error))
    }

    /// Builds something one level deeper, unless that is too deep.
    pub(super) fn deeper<T>(&mut self, here: Span, build: impl FnOnce(&mut Self) -> Built<T>) -> Built<T> {
        if self.depth >= MAX_DEPTH {
            let message = words!(
                "Conditions and amounts stand inside one another more than {MAX_DEPTH} deep here.",
                "Các điều kiện và đại lượng ở đây lồng nhau quá {MAX_DEPTH} tầng."
            );
            let error = SyntaxError::new(SyntaxErrorCode::TooDeep, here, message).help(words!(
                "Name a part of it as a fact of its own and use the name.",
                "Hãy đặt tên một phần thành dữ kiện riêng rồi dùng tên đó."
            ));
            return Err(self.complain(error));
        }
        self.depth += 1;
        // A level takes little stack, but many times more in a build without optimisation.
        let built = stacker::maybe_grow(STACK_OF_A_LEVEL, STACK_TO_ADD, || build(self));
        self.depth -= 1;
        built
    }
}
