//! Phrases of several words of which one is misspelt, or of which the last are not written yet: `sgined on`, `in all other`.
//!
//! Each guess is tried first: the line reads with the whole phrase, or lacks only what follows it.

use vires_words::words;

use super::near::{plain, slips};
use super::{LONGEST_KEYWORD, Stuck, expected};
use crate::error::SyntaxError;
use crate::keywords::{KEYWORDS, KeywordRow};
use crate::lexer::{TokenKind, nfc};

/// So many phrases are named where a line ends in the middle of one.
const MOST_NAMED: usize = 3;

/// A phrase that was probably meant.
struct Meant {
    /// The token at which it begins, and the one behind it.
    from: usize,
    to: usize,
    phrase: &'static str,
    /// Letters that differ.
    slips: usize,
}

impl Stuck<'_> {
    /// `kind law, sgined on 2024-11-30`, `chief may sitll act`
    pub(super) fn misspelt_phrase(&self) -> Option<SyntaxError> {
        let found = self.phrases_meant().filter(|meant| meant.is_whole()).filter(|meant| meant.slips > 0);
        let helps = found.filter(|meant| self.goes_on(&self.replaced(meant.from, meant.to, meant.phrase)));
        let meant = helps.min_by_key(|meant| (meant.slips, std::cmp::Reverse(meant.to - meant.from)))?;
        let Meant { from, to, phrase, .. } = meant;
        let written = self.words(from, to);
        let message = words!("`{written}` is not how this is written.", "`{written}` chưa đúng cách viết.");
        Some(self.error(from, to, message).help(words!("Did you mean `{phrase}`?", "Có phải muốn viết `{phrase}`?")))
    }

    /// `x holds p in all`, `mnd may not`: the line ends before the phrase does.
    pub(super) fn phrase_cut_short(&self) -> Option<SyntaxError> {
        let found = self.phrases_meant().filter(|meant| !meant.is_whole());
        // `nobody holds` is whole, and no half of another phrase begins inside it.
        let inside = |from: usize| {
            let whole = |before: usize| self.keyword_at(before).is_some_and(|(_, words)| before + words > from);
            (from.saturating_sub(LONGEST_KEYWORD)..from).any(whole)
        };
        let found = found.filter(|meant| !inside(meant.from));
        let helps = found.filter(|meant| self.goes_on(&format!("{} {}", self.written(0, meant.from), meant.phrase)));
        let mut meant: Vec<Meant> = helps.collect();
        let from = meant.iter().map(|meant| meant.from).min()?;
        meant.retain(|meant| meant.from == from);
        let mut phrases: Vec<&str> = meant.iter().map(|meant| meant.phrase).collect();
        phrases.sort_unstable();
        phrases.dedup();
        if phrases.len() > MOST_NAMED {
            return None;
        }
        let written = self.words(from, self.tokens.len());
        let message = words!(
            "The line ends in the middle of a phrase: `{written}`.",
            "Dòng kết thúc giữa một cụm từ: `{written}`."
        );
        let help = words!("Write {phrases}.", "Hãy viết {phrases}.", phrases = expected::any_of_keywords(&phrases));
        Some(self.error(from, self.tokens.len(), message).help(help))
    }

    /// The phrases whose words stand near the place where the line stops, but for slips and for an end that is not written.
    fn phrases_meant(&self) -> impl Iterator<Item = Meant> + '_ {
        let places = self.at.saturating_sub(LONGEST_KEYWORD)..=self.at.min(self.tokens.len().saturating_sub(1));
        let phrases = KEYWORDS.iter().flat_map(KeywordRow::phrases).filter(|phrase| phrase.contains(' '));
        places.flat_map(move |from| phrases.clone().filter_map(move |phrase| self.meant_at(from, phrase)))
    }

    fn meant_at(&self, from: usize, phrase: &'static str) -> Option<Meant> {
        let mut meant = Meant { from, to: from, phrase, slips: 0 };
        for part in phrase.split(' ') {
            if meant.to == self.tokens.len() {
                break;
            }
            let is_word = matches!(self.kind(meant.to), Some(TokenKind::Name | TokenKind::KeywordWord));
            meant.slips += Some(self.word(meant.to)).filter(|_| is_word).and_then(|word| slips_of(word, part))?;
            meant.to += 1;
        }
        // One word alone may begin many phrases.
        let is_begun = meant.to - from > 1;
        (is_begun && (meant.to == self.tokens.len() || meant.is_whole())).then_some(meant)
    }

    /// Whether a line reads, or lacks no more than what stands behind its end.
    fn goes_on(&self, line: &str) -> bool {
        let tried = self.tried(line);
        tried.is_sound && tried.stop.is_none_or(|stop| stop >= tried.tokens)
    }
}

impl Meant {
    /// Whether each of its words is written.
    fn is_whole(&self) -> bool {
        self.to - self.from == self.phrase.split(' ').count()
    }
}

/// In how many letters a word differs from one of a phrase; none: it is another.
fn slips_of(word: &str, part: &str) -> Option<usize> {
    let word = nfc(word).to_lowercase();
    if word == part {
        return Some(0);
    }
    // `qủa` and `quà` for `quả`: a mark on another letter, or another mark, is one slip however short the word.
    if !part.is_ascii() && !word.is_ascii() && plain(&word) == plain(part) {
        return Some(1);
    }
    let allowed = match part.chars().count() {
        0..=3 => 0,
        4..=5 => 1,
        _ => 2,
    };
    Some(slips(&word, part)).filter(|slips| *slips <= allowed && word.chars().count() > 2)
}

/// The phrase of a clause whose first word a name is nearly: `sgined` for `signed on`.
#[must_use]
pub fn clause_meant(name: &str) -> Option<&'static str> {
    let clauses = KEYWORDS.iter().filter(|row| row.group == "declaration clause").flat_map(KeywordRow::phrases);
    let begins = clauses.filter_map(|phrase| Some((slips_of(name, phrase.split(' ').next()?)?, phrase)));
    begins.min().map(|(_, phrase)| phrase)
}
