//! A comma, a colon, a verb or a blank that is missing; a comma too many; and short words that are nearly others.
//!
//! Each guess is tried first: the line would read with it.

use vires_words::words;

use super::near::slips;
use super::{LONGEST_KEYWORD, Stuck, short};
use crate::error::SyntaxError;
use crate::grammar::Rule;
use crate::keywords::{KEYWORDS, Keyword, KeywordRow};
use crate::lexer::{TokenKind, nfc};

impl Stuck<'_> {
    pub(super) fn mark_missing(&self) -> Option<SyntaxError> {
        None.or_else(|| self.comma_at_the_end())
            .or_else(|| self.comma_missing())
            .or_else(|| self.colon_missing())
            .or_else(|| self.type_missing())
            .or_else(|| self.blank_missing())
            .or_else(|| self.verb_missing())
    }

    /// `branch_of is north,`
    fn comma_at_the_end(&self) -> Option<SyntaxError> {
        let last = self.tokens.len().checked_sub(1).filter(|last| self.at > *last && self.is_comma(*last))?;
        let message = words!("Nothing stands behind the last comma.", "Sau dấu phẩy cuối dòng không có gì.");
        let before = self.word(last.checked_sub(1)?);
        let help = words!(
            "Write `{before}` without it, or go on behind it.",
            "Hãy viết `{before}` không có dấu phẩy, hoặc viết tiếp sau dấu phẩy.",
            before = short(before)
        );
        self.would_read(&self.written(0, last)).then(|| self.error(last, last + 1, message).help(help))
    }

    pub(super) fn with(&self, at: usize, more: &str) -> String {
        format!("{} {more} {}", self.written(0, at), self.written(at, self.tokens.len()))
    }

    /// `list K "K" : goods "Goods" works "Works"`, `given amount is 5 EUR branch is north`: between values, and between
    /// facts of a case.
    fn comma_missing(&self) -> Option<SyntaxError> {
        let of_values = self.rule == Rule::value_block_line || self.declares_values();
        if !of_values && !self.is_keyword(0, &["given"]) && self.rule != Rule::given_block_line {
            return None;
        }
        let behind = |at: &usize| {
            let ends = matches!(
                self.kind(at - 1),
                Some(
                    TokenKind::Quoted | TokenKind::Name | TokenKind::KeywordWord | TokenKind::Number | TokenKind::Date
                )
            );
            *at < self.tokens.len() && self.may_be_name(*at) && (ends || self.word(at - 1) == ")")
        };
        let near = self.at.saturating_sub(2).max(1)..=self.at;
        let at = near.rev().filter(behind).find(|at| self.would_read(&self.with(*at, ",")))?;
        let (before, word) = (self.word(at - 1), self.word(at));
        let message = words!("A comma is missing before `{word}`.", "Thiếu dấu phẩy trước `{word}`.");
        let help = words!("Write `{before}, {word}`.", "Hãy viết `{before}, {word}`.", before = short(before));
        Some(self.error(at, at + 1, message).help(help))
    }

    /// `fact sort "Kind" Kind`
    fn colon_missing(&self) -> Option<SyntaxError> {
        let of_label = self.at.checked_sub(1).filter(|label| self.kind(*label) == Some(TokenKind::Quoted))?;
        if !self.is_keyword(0, &["fact", "parameter", "list", "territory", "calendar", "holidays"])
            || !self.wanted.contains(&Rule::colon)
            || !self.would_read(&self.with(of_label + 1, ":"))
        {
            return None;
        }
        let rest = short(&self.written(self.at, self.tokens.len()));
        let message = words!("A colon is missing behind the label.", "Thiếu dấu hai chấm sau nhãn.");
        let help = words!("Write `: {rest}`.", "Hãy viết `: {rest}`.");
        Some(self.error(self.at, self.tokens.len(), message).help(help))
    }

    /// `fact area : from 0 to 100`: what may stand there is said, not what the word behind it may be.
    fn type_missing(&self) -> Option<SyntaxError> {
        let colon = self.at.checked_sub(1).filter(|colon| self.word(*colon) == ":")?;
        let is_bound = matches!(self.word(self.at), "from" | "to" | "từ" | "đến" | "with");
        if !is_bound || !self.is_keyword(0, &["fact", "parameter"]) || colon == 0 {
            return None;
        }
        Some(self.what_fits())
    }

    /// `atleast 3`, `inforce from 2025-01-01`
    fn blank_missing(&self) -> Option<SyntaxError> {
        let near = [Some(self.at), self.at.checked_sub(1)];
        near.into_iter().flatten().find_map(|at| {
            let phrase = run_together(self.word(at), |_| true)?;
            self.would_read(&self.replaced(at, at + 1, phrase)).then(|| self.not_a_word(at, phrase))
        })
    }

    /// `cfo waiver when urgent`, `manager of branch order from 2025-01-01`
    fn verb_missing(&self) -> Option<SyntaxError> {
        const ENDS: [&str; 6] = ["when", "except_when", "in_all_other_cases", "from", "until", "with_consent_of"];
        if !self.may_be_name(0) || self.rule != Rule::line {
            return None;
        }
        let holds = Keyword::Holds.spelling(self.language());
        let goes_on = |at: usize| self.is_comma(at) || self.is_keyword(at, &ENDS);
        let fits = |power: &usize| *power > 0 && self.may_be_name(*power) && goes_on(power + 1);
        let near = [self.at.checked_sub(1), Some(self.at)].into_iter().flatten().filter(fits);
        let power = near.into_iter().find(|power| self.would_read(&self.with(*power, holds)))?;
        let (who, what) = (short(&self.written(0, power)), self.word(power));
        let message = words!(
            "It is not said what `{who}` has to do with `{what}`.",
            "Chưa nêu `{who}` liên quan thế nào với `{what}`."
        );
        let help = words!("Write `{who} holds {what}`.", "Hãy viết `{who} có thẩm quyền {what}`.");
        Some(self.error(0, power + 1, message).help(help))
    }

    /// `onn 2025-01-01`, `in force form 2025-01-01`, `knd decree`, `power p sec trade`: with another word for one that is
    /// nearly it, the line reads.
    pub(super) fn nearly_another_word(&self) -> Option<SyntaxError> {
        let near = [Some(self.at), self.at.checked_sub(1), Some(0)];
        let mut found: Vec<(usize, usize, usize, &'static str)> = Vec::new();
        for (order, at) in near.into_iter().enumerate() {
            let Some(at) = at else { continue };
            // A word of the language is seldom meant to be another, and never where the line ends behind it.
            let may_be_meant = match self.kind(at) {
                Some(TokenKind::Name) => true,
                Some(TokenKind::KeywordWord) => self.at < self.tokens.len() && self.word(at).chars().count() > 3,
                _ => false,
            };
            if !may_be_meant {
                continue;
            }
            let alike = KEYWORDS.iter().flat_map(KeywordRow::phrases).filter(|phrase| !phrase.contains(' '));
            found.extend(alike.filter_map(|phrase| Some((likeness(self.word(at), phrase)?, order, at, phrase))));
        }
        found.sort_unstable();
        found.dedup_by_key(|(.., at, phrase)| (*at, *phrase));
        let reads = |at: usize, phrase: &str| self.would_read(&self.replaced(at, at + 1, phrase));
        let (_, _, at, phrase) = found.into_iter().take(MOST_GUESSES).find(|(_, _, at, phrase)| reads(*at, phrase))?;
        Some(self.not_a_word(at, phrase))
    }

    /// Whether a line that would stand here reads, or further than this one.
    pub(super) fn reads_further(&self, line: &str) -> bool {
        self.tried(line).stop.is_none_or(|stop| stop > self.at)
    }
}

/// So many guesses are tried.
const MOST_GUESSES: usize = 8;

/// How near a short word is to a keyword: by a letter too many, too few, swapped or replaced, or cut short.
pub(super) fn likeness(word: &str, keyword: &str) -> Option<usize> {
    let word = nfc(word).to_lowercase();
    let (length, whole) = (word.chars().count(), keyword.chars().count());
    if length < 3 || word == keyword || word.is_ascii() != keyword.is_ascii() {
        return None;
    }
    let cut_short = keyword.starts_with(&word) && whole > length;
    let distance = if cut_short { 1 } else { slips(&word, keyword) };
    // Of three letters, one replaced makes another word.
    let fits = distance == 1 && (length > 3 || whole != length) || distance == 2 && length > 5;
    fits.then_some(distance)
}

/// The phrase that a word is without its blanks: `inforce`.
pub(super) fn run_together(word: &str, wanted: impl Fn(&KeywordRow) -> bool) -> Option<&'static str> {
    let word = nfc(word).to_lowercase();
    let rows = KEYWORDS.iter().filter(|row| wanted(row));
    let phrases = rows.flat_map(KeywordRow::phrases).filter(|phrase| phrase.contains(' '));
    phrases.into_iter().find(|phrase| phrase.len() > word.len() && phrase.replace(' ', "") == word)
}

/// Of a line with one `"`: the place where the label was meant to begin, if the line reads then.
pub(crate) fn label_begins(line: &str) -> Option<usize> {
    const LONGEST: usize = 1000;
    if line.len() > LONGEST {
        return None;
    }
    let quote = line.find('"').filter(|quote| !line.get(quote + 1..).unwrap_or_default().contains('"'))?;
    let before = line.get(..quote)?;
    let starts = before.char_indices().filter(|(at, letter)| {
        *at > 0 && !letter.is_whitespace() && before.get(..*at).is_some_and(|head| head.ends_with(' '))
    });
    starts.take(LONGEST_KEYWORD + 1).map(|(at, _)| at).find(|at| {
        let quoted = format!("{}\"{}", line.get(..*at).unwrap_or_default(), line.get(*at..).unwrap_or_default());
        super::headings::reads(Rule::line, &quoted)
    })
}
