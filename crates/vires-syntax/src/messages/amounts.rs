//! Amounts as they are written elsewhere: `USD 5`, `5M CAD`.

use vires_words::words;

use super::Stuck;
use crate::error::SyntaxError;
use crate::lexer::TokenKind;

/// Scales as they are glued to numbers.
static SCALES: [(&str, &str); 9] = [
    ("k", "thousand"),
    ("K", "thousand"),
    ("m", "million"),
    ("M", "million"),
    ("mn", "million"),
    ("mio", "million"),
    ("bn", "billion"),
    ("B", "billion"),
    ("tr", "triệu"),
];

impl Stuck<'_> {
    pub(super) fn drafted_amount(&self) -> Option<SyntaxError> {
        let at = self.at;
        None.or_else(|| self.digits_in_groups())
            .or_else(|| self.currency_first(at))
            .or_else(|| self.scale_glued(at))
            .or_else(|| self.scale_glued(at.saturating_sub(1)))
    }

    /// `5 000 000 USD`
    fn digits_in_groups(&self) -> Option<SyntaxError> {
        let digits = |at: usize| self.word(at).len() == 3 && self.word(at).bytes().all(|digit| digit.is_ascii_digit());
        let before = |at: usize| self.word(at).len() <= 3 && self.kind(at) == Some(TokenKind::Number);
        let first = (0..self.tokens.len()).find(|at| before(*at) && digits(at + 1))?;
        let groups = (first + 1..self.tokens.len()).take_while(|at| digits(*at)).count();
        let end = first + 1 + groups;
        let number = self.words(first, end).replace(' ', "_");
        if !self.would_read(&self.replaced(first, end, &number)) {
            return None;
        }
        let message =
            words!("The digits of a number are not parted by blanks.", "Các chữ số của một số không cách nhau.");
        Some(self.error(first, end, message).help(words!("Write `{number}`.", "Hãy viết `{number}`.")))
    }

    /// `above CAD 5`
    fn currency_first(&self, at: usize) -> Option<SyntaxError> {
        let unit = at.checked_sub(1)?;
        let comparators =
            ["above", "below_limit", "below_tier", "at_least", "at_most", "to_value", "is", "until", "after"];
        let is_number = self.kind(at) == Some(TokenKind::Number);
        if !is_number || self.kind(unit) != Some(TokenKind::Name) || !self.ends_with_keyword(unit, &comparators) {
            return None;
        }
        let (number, unit_name) = (self.word(at), self.word(unit));
        // `is between 5 and 10` is told as what it is.
        if unit_name == "between" {
            return None;
        }
        let message = words!("The unit stands behind the number.", "Đơn vị đứng sau số.");
        Some(
            self.error(unit, at + 1, message)
                .help(words!("Write `{number} {unit_name}`.", "Hãy viết `{number} {unit_name}`.")),
        )
    }

    /// `5M CAD`
    fn scale_glued(&self, at: usize) -> Option<SyntaxError> {
        if self.kind(at) != Some(TokenKind::Ordinal) || !self.may_be_name(at + 1) {
            return None;
        }
        let word = self.word(at);
        let digits = word.find(|c: char| !(c.is_ascii_digit() || c == '_' || c == '.'))?;
        let (number, scale) = word.split_at(digits);
        let (_, scale) = SCALES.iter().find(|(short, _)| *short == scale)?;
        let unit = self.word(at + 1);
        let message = words!("`{word}` runs a number and a word together.", "`{word}` viết liền số và chữ.");
        let help = words!("Write `{number} {scale} {unit}`.", "Hãy viết `{number} {scale} {unit}`.");
        Some(self.error(at, at + 2, message).help(help))
    }
}
