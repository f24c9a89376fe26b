//! Lines that read as clauses or conditions where nothing above asks for one: what is said of them.

use vires_words::words;

use super::{At, Builder};
use crate::MAX_ERRORS;
use crate::error::{SyntaxError, SyntaxErrorCode};
use crate::grammar::Rule;
use crate::lexer;
use crate::messages::{self, Above};
use crate::span::Span;

impl Builder<'_> {
    /// A line such as `article`, which reads as the name of a fact. Says whether it is one.
    pub(super) fn complain_of_lone_word(&mut self, at: At) -> bool {
        let Some(line) = self.outline_line(at).filter(|line| line.tokens.len() == 1) else { return false };
        let Some(help) = messages::lone_word(&lexer::nfc(self.slice(line.span))) else { return false };
        self.complain(
            SyntaxError::new(
                SyntaxErrorCode::BadLine,
                line.span,
                words!("The line ends too early.", "Dòng kết thúc quá sớm."),
            )
            .help(help),
        );
        true
    }

    /// A line that reads as a condition, where its words tell what else it was meant to be. Says whether they do.
    pub(super) fn complain_of_what_is_said_alone(&mut self, at: At, above: Above) -> bool {
        let Some(line) = self.outline_line(at).filter(|_| self.errors.len() < MAX_ERRORS) else { return false };
        let tokens = self.outline.tokens.all.get(line.tokens.clone()).unwrap_or_default();
        let told = messages::said_alone(self.text, tokens, above);
        told.map(|error| self.complain(error)).is_some()
    }

    /// A line that reads, but as a sentence that cannot stand: the sentence that was meant takes the place of the one
    /// error told since so many.
    pub(super) fn say_otherwise(&mut self, at: At, told: usize) {
        let Some(line) = self.outline_line(at).filter(|_| self.errors.len() == told + 1) else { return };
        let tokens = self.outline.tokens.all.get(line.tokens.clone()).unwrap_or_default();
        if let Some(error) = messages::said_otherwise(self.text, tokens) {
            self.errors.truncate(told);
            self.complain(error);
        }
    }

    pub(super) fn complain_of_margin(&mut self, at: At, rule: Rule) {
        let here = self.outline_line(at).map_or(Span::default(), |line| line.span);
        let (what, help) = match rule {
            Rule::clause_line => (
                words!("This is a clause", "Đây là một mệnh đề"),
                words!("Indent it below the line that it belongs to.", "Hãy thụt lề dưới dòng mà nó thuộc về."),
            ),
            Rule::continuation => (
                words!("This continues a condition", "Đây là phần tiếp theo của một điều kiện"),
                words!(
                    "Indent it below the condition that it continues.",
                    "Hãy thụt lề dưới điều kiện mà nó nối tiếp."
                ),
            ),
            _ => (
                words!("This is a condition", "Đây là một điều kiện"),
                words!(
                    "Indent it below `when`, or below a line that ends with `any of` or `all of`.",
                    "Hãy thụt lề dưới `khi`, hoặc dưới dòng kết thúc bằng `một trong các trường hợp` hay \
                     `tất cả các điều kiện`."
                ),
            ),
        };
        let message = words!(
            "{what}, but it stands at the margin, where nothing is above it.",
            "{what}, nhưng lại nằm sát lề, nơi phía trên không có gì.",
            what = what
        );
        let help = messages::done_to(&lexer::nfc(self.slice(here))).unwrap_or(help);
        self.complain(SyntaxError::new(SyntaxErrorCode::Misplaced, here, message).help(help));
    }

    pub(super) fn complain_of_lone_condition(&mut self, at: At, rule: Rule) {
        let here = self.outline_line(at).map_or(Span::default(), |line| line.span);
        let (message, help) = if rule == Rule::given_line {
            (
                words!("These facts stand under no `given`.", "Các dữ kiện này không nằm dưới `với` nào."),
                words!("Write `given` before them.", "Hãy viết `với` ở trước."),
            )
        } else {
            (
                words!(
                    "This is a condition, but the line above does not ask for one.",
                    "Đây là một điều kiện, nhưng dòng ở trên không cần điều kiện."
                ),
                words!(
                    "Begin it with `when`, with `and` or `or`, or end the line above with `when any of` \
                     or `when all of`.",
                    "Hãy bắt đầu bằng `khi`, bằng `và` hoặc `hoặc`, hoặc kết thúc dòng trên bằng `khi \
                     một trong các trường hợp` hay `khi tất cả các điều kiện`."
                ),
            )
        };
        let help = messages::done_to(&lexer::nfc(self.slice(here))).unwrap_or(help);
        self.complain(SyntaxError::new(SyntaxErrorCode::Misplaced, here, message).help(help));
    }
}
