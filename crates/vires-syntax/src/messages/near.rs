//! Slips of spelling.

use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;
use vires_words::words;

use super::Stuck;
use crate::error::SyntaxError;
use crate::keywords::{KEYWORDS, Keyword, KeywordRow};
use crate::lexer::{TokenKind, nfc};

/// Small letters without marks: `Điều` is `dieu`.
pub(super) fn plain(word: &str) -> String {
    let without_marks = word.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c));
    without_marks.map(|c| if c == 'đ' || c == 'Đ' { 'd' } else { c }).flat_map(char::to_lowercase).collect()
}

/// Every phrase with its words in small letters without marks.
fn plain_phrases() -> &'static [(&'static str, Vec<String>)] {
    static PHRASES: OnceLock<Vec<(&'static str, Vec<String>)>> = OnceLock::new();
    PHRASES.get_or_init(|| {
        let all = KEYWORDS.iter().flat_map(KeywordRow::phrases);
        all.map(|phrase| (phrase, phrase.split(' ').map(plain).collect())).collect()
    })
}

/// A keyword, longest first, that the words are but for capital letters or Vietnamese marks; with its number of words.
/// Of short words only those in capitals count: without marks too many are alike.
pub(super) fn miswritten<'w>(word: impl Fn(usize) -> &'w str) -> Option<(&'static str, usize)> {
    let first = plain(word(0));
    if first.is_empty() {
        return None;
    }
    let mut best: Option<(&'static str, usize)> = None;
    for (phrase, spelled) in plain_phrases() {
        let words = spelled.len();
        let alike =
            spelled.first() == Some(&first) && spelled.iter().enumerate().all(|(i, part)| plain(word(i)) == *part);
        if !alike || phrase.split(' ').enumerate().all(|(i, part)| nfc(word(i)) == part) {
            continue;
        }
        let only_capitals = phrase.split(' ').enumerate().all(|(i, part)| nfc(word(i)).to_lowercase() == part);
        if (words > 1 || only_capitals) && best.is_none_or(|(_, longest)| words > longest) {
            best = Some((phrase, words));
        }
    }
    best
}

/// The keyword that a single word is one or two slips away from.
pub(super) fn keyword(word: &str, begins_line: bool) -> Option<&'static str> {
    let begins = |row: &KeywordRow| matches!(row.group, "declaration" | "provision" | "operation");
    let fits = |row: &KeywordRow| row.reserved || if begins_line { begins(row) } else { row.group == "provision" };
    nearest(word, fits).into_iter().next()
}

/// The keywords with which lines begin that a single word is one or two slips away from, nearest first.
pub(super) fn beginnings(word: &str) -> Vec<&'static str> {
    nearest(word, |row| matches!(row.group, "declaration" | "provision" | "operation" | "test" | "modality" | "step"))
}

/// The keyword for a heading (a provision, an instrument, a test) that the first words are, or are one or two slips away
/// from; and its number of words.
pub(super) fn heading<'w>(word: impl Fn(usize) -> &'w str) -> Option<(&'static str, usize)> {
    let heads = |row: &KeywordRow| match row.keyword {
        // One of these is none of the others: `instrument kind`.
        Keyword::Instrument | Keyword::InstrumentKind | Keyword::Test => true,
        _ => row.group == "provision",
    };
    let (row, phrase, words) = phrase(word, heads)?;
    let is_heading = row.keyword != Keyword::InstrumentKind && !row.id.starts_with("this_");
    is_heading.then_some((phrase, words))
}

/// The same for what declares a power, a body or the like. One of them is none of the others: `body kind`.
pub(super) fn declaration<'w>(word: impl Fn(usize) -> &'w str) -> Option<(Keyword, usize)> {
    let declares =
        |row: &KeywordRow| matches!(row.keyword, Keyword::Power | Keyword::Body | Keyword::BodyKind | Keyword::Office);
    phrase(word, declares).map(|(row, _, words)| (row.keyword, words))
}

/// The keyword that the first words of a line are, or are one or two slips away from, among those that fit; and how many
/// words it has.
fn phrase<'w>(
    word: impl Fn(usize) -> &'w str,
    fits: impl Fn(&KeywordRow) -> bool,
) -> Option<(&'static KeywordRow, &'static str, usize)> {
    let all = KEYWORDS.iter().filter(|row| fits(row)).flat_map(|row| row.phrases().map(move |phrase| (row, phrase)));
    let scored = all.filter_map(|(row, phrase)| {
        let words = phrase.split(' ').count();
        let written = (0..words).map(|at| nfc(word(at)).to_lowercase()).collect::<Vec<_>>().join(" ");
        let length = written.chars().count();
        let allowed = match length {
            0..=2 => 0,
            3..=5 => 1,
            _ => 2,
        };
        let without_marks = words > 1 && plain(&written) == plain(phrase);
        let is_alike = written.is_ascii() == phrase.is_ascii();
        let distance = if without_marks { usize::from(written != phrase) } else { slips(&written, phrase) };
        let longer = phrase.chars().count() > length;
        let fits = distance <= allowed && (is_alike || without_marks) && (length > 3 || distance == 0 || longer);
        fits.then_some((distance, std::cmp::Reverse(words), row, phrase))
    });
    let nearest = scored.min_by_key(|(distance, words, ..)| (*distance, *words));
    nearest.map(|(_, std::cmp::Reverse(words), row, phrase)| (row, phrase, words))
}

/// The keyword with which a line was probably meant to begin that bears on others without naming what it bears on: it
/// changes law, says what a text does, assumes something, or is said once for all.
pub(super) fn beginning<'w>(word: impl Fn(usize) -> &'w str) -> Option<Keyword> {
    const BEGIN: [Keyword; 17] = [
        Keyword::Repeal,
        Keyword::Replace,
        Keyword::InsertAfter,
        Keyword::Suspend,
        Keyword::Extend,
        Keyword::Start,
        Keyword::Set,
        Keyword::Read,
        Keyword::Abolish,
        Keyword::Appoint,
        Keyword::ThisInstrument,
        Keyword::Assume,
        Keyword::Holidays,
        Keyword::Precedence,
        // `precedence` may be what is missing.
        Keyword::HigherRank,
        Keyword::Later,
        Keyword::MoreSpecific,
    ];
    let changes = |row: &KeywordRow| BEGIN.contains(&row.keyword);
    // `bãi k điều 1`: the first word of a phrase that goes on otherwise.
    let first = nfc(word(0)).into_owned();
    let order = [Keyword::HigherRank, Keyword::MoreSpecific];
    let halves =
        KEYWORDS.iter().filter(|row| row.group == "operation" && changes(row) && !order.contains(&row.keyword));
    let begins = |phrase: &str| phrase.split_once(' ').is_some_and(|(begins, _)| begins == first);
    let half = halves.filter(|row| row.english.iter().chain([&row.vietnamese]).any(|phrase| begins(phrase)));
    let half = half.map(|row| row.keyword).next();
    let whole = phrase(word, changes).map(|(row, ..)| row.keyword);
    whole.or(half)
}

/// The word of these keywords that a name is one or two slips away from: `dtae` for `date`.
#[must_use]
pub fn word_meant(name: &str, among: &[Keyword]) -> Option<&'static str> {
    nearest(name, |row| among.contains(&row.keyword)).into_iter().next()
}

/// Of the keywords of one word that fit, those one or two slips away, nearest first.
fn nearest(word: &str, fits: impl Fn(&KeywordRow) -> bool) -> Vec<&'static str> {
    if word.contains(['_', '.']) {
        return Vec::new();
    }
    let word = nfc(word).to_lowercase();
    let length = word.chars().count();
    let allowed = match length {
        0..=2 => return Vec::new(),
        3..=5 => 1,
        _ => 2,
    };
    let candidates = KEYWORDS
        .iter()
        .filter(|row| fits(row))
        .flat_map(KeywordRow::phrases)
        .filter(|phrase| !phrase.contains(' ') && phrase.is_ascii() == word.is_ascii());
    let scored = candidates.filter_map(|spelled| {
        let longer = spelled.chars().count().saturating_sub(length);
        let shortened = spelled.ends_with(&word) && (1..=2).contains(&longer);
        let distance = if shortened { 1 } else { slips(&word, spelled) };
        // Of three letters, one replaced makes another word: `gas` is not meant to be `has`.
        let fits = (1..=allowed).contains(&distance) && (length > 3 || longer > 0 || is_swapped(&word, spelled));
        fits.then_some((distance, spelled))
    });
    let mut scored: Vec<(usize, &'static str)> = scored.collect();
    scored.sort_by_key(|(distance, _)| *distance);
    scored.into_iter().map(|(_, spelled)| spelled).collect()
}

/// Whether two words have the same letters in another order.
pub(super) fn is_swapped(a: &str, b: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    a != b && sorted(a) == sorted(b)
}

/// Letters to insert, delete, replace or swap with the next one (optimal string alignment).
pub(crate) fn slips(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    if a.len().abs_diff(b.len()) > 2 {
        return usize::MAX;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX - 1);
            let replaced = at(&above, j) + usize::from(x != y);
            let mut least = replaced.min(at(&above, j + 1) + 1).min(at(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                least = least.min(at(&before, j - 1) + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or(usize::MAX)
}

impl Stuck<'_> {
    /// `powr p "P"`: the line would read with the word that is nearest to its first.
    pub(super) fn misspelt_beginning(&self) -> Option<SyntaxError> {
        // `powers` is a word of the language too, but begins none that stands there.
        let fits = self.kind(0) == Some(TokenKind::Name) || self.keyword_at(0).is_none();
        let word = Some(self.word(0)).filter(|_| fits)?;
        let keyword = beginnings(word).into_iter().find(|keyword| self.would_read(&self.replaced(0, 1, keyword)))?;
        Some(self.not_a_word(0, keyword))
    }

    /// `form pc to chair` below a modality: a line that reads, but as a transfer that lacks its giver.
    pub(super) fn first_word_swapped(&self) -> Option<SyntaxError> {
        const SHORTEST: usize = 4;
        let word = Some(self.word(0)).filter(|word| word.chars().count() >= SHORTEST)?;
        let swapped = |phrase: &&str| !phrase.contains(' ') && is_swapped(word, phrase) && slips(word, phrase) == 1;
        let phrases = KEYWORDS.iter().flat_map(KeywordRow::phrases).filter(swapped);
        let phrase = phrases.into_iter().find(|phrase| self.would_read(&self.replaced(0, 1, phrase)))?;
        Some(self.not_a_word(0, phrase))
    }

    pub(super) fn not_a_word(&self, at: usize, keyword: &str) -> SyntaxError {
        let word = self.word(at);
        let message = match self.kind(at) {
            Some(TokenKind::KeywordWord) => {
                words!("`{word}` does not fit here.", "`{word}` không phù hợp ở đây.")
            }
            _ => words!(
                "`{word}` is not a word of the language, and no name fits here.",
                "`{word}` không phải là từ của ngôn ngữ, và ở đây không thể là một tên."
            ),
        };
        self.error(at, at + 1, message).help(words!("Did you mean `{keyword}`?", "Có phải muốn viết `{keyword}`?"))
    }

    /// A slip of one or two letters.
    pub(super) fn near_miss(&self) -> Option<SyntaxError> {
        let places = [Some(self.at), self.at.checked_sub(1)];
        places.into_iter().flatten().find_map(|at| {
            if self.kind(at) != Some(TokenKind::Name) {
                return None;
            }
            Some(self.not_a_word(at, keyword(self.word(at), at == 0)?))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted() {
        assert_eq!(slips("hodls", "holds"), 1);
        assert_eq!(slips("til", "until"), 2);
        assert_eq!(slips("when", "when"), 0);
    }

    #[test]
    fn a_slip_finds_its_keyword() {
        assert_eq!(keyword("hodls", false), Some("holds"));
        assert_eq!(keyword("til", false), Some("until"));
        assert_eq!(keyword("artcle", true), Some("article"));
        assert_eq!(keyword("moit", false), None);
    }

    #[test]
    fn missing_marks_and_capitals() {
        let at = |line: &'static str| miswritten(move |i| line.split(' ').nth(i).unwrap_or_default());
        assert_eq!(at("co tham quyen x"), Some(("có thẩm quyền", 3)));
        assert_eq!(at("Article 22"), Some(("article", 1)));
        assert_eq!(at("article 22"), None);
    }
}
