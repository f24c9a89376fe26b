//! Sentences of drafting that are built otherwise here: a table of patterns, and the sentence in place of each.
//!
//! A word of a pattern stands for itself, `[a b/c]` for any of the phrases between the bars, and a capital letter for
//! what is put in ([`Slot`]), the same where it stands twice. What is told reads as the line that it replaces would have: each sentence is tried first.

use std::sync::OnceLock;

use vires_words::{Words, words};

use super::Stuck;
use super::drafting::{COUNTS, number_meant};
use super::pattern_table::TURNS;
use crate::error::SyntaxError;
use crate::grammar::Rule;
use crate::lexer::{Token, TokenKind, nfc};

/// A turn of drafting.
pub(super) struct Turn {
    /// How it is written, between `|`.
    pub(super) written: &'static str,
    pub(super) instead: Instead,
    /// Why, in English and in Vietnamese.
    pub(super) why: [&'static str; 2],
}

/// What is written here.
pub(super) enum Instead {
    /// Sentences, each on a line of its own, between `//`.
    Lines(&'static str),
    /// One of two, and for which case each is.
    Either([(&'static str, [&'static str; 2]); 2]),
}

/// What a capital letter of a pattern stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    /// `A` to `E`: a name, also of one of many: `mayor of city`.
    Who,
    /// `L`: names between commas.
    Names,
    /// `N`: a number, also in a word. `M` is one more, `K` one less.
    Number,
    /// `U`: days or weeks.
    Days,
    /// `H`: a scale, `million`.
    Scale,
    /// `D`: a date.
    Date,
    /// `S`: a name, or today.
    Day,
    /// `T`: words without a comma.
    Words,
    /// `R`: the same with a number, as the places of a text have.
    Place,
    /// `P`: what one condition says.
    Predicate,
    /// `W`: all before a condition: it ends with `when`, or has it and ends with a word that joins.
    Behind,
    /// `V`: the same, and it ends with `when`.
    When,
    /// `X`, `Y`, `Z`: anything.
    Any,
}

/// A part of a pattern.
enum Part {
    Phrases(Vec<&'static str>),
    Slot(char, Slot),
}

/// What stands for a letter: from one token to behind the last.
type Filled = Vec<(char, usize, usize)>;

/// A line of more tokens is not looked at: each part may begin anywhere.
const LONGEST: usize = 60;

impl Stuck<'_> {
    pub(super) fn said_otherwise(&self) -> Option<SyntaxError> {
        if self.tokens.len() > LONGEST {
            return None;
        }
        let words: Vec<String> = (0..self.tokens.len()).map(|at| nfc(self.word(at)).to_lowercase()).collect();
        let stands = |part: &Part| match part {
            Part::Phrases(phrases) => {
                phrases.iter().any(|phrase| (0..words.len()).any(|at| stands(&words, at, phrase).is_some()))
            }
            Part::Slot(..) => true,
        };
        // Most lines have none of the words of most patterns.
        let may_be = patterns().iter().filter(|pattern| pattern.parts.iter().all(stands));
        may_be.into_iter().find_map(|pattern| {
            self.fill(&words, &pattern.parts, 0, &mut Vec::new(), &|filled| {
                self.told(pattern.turn, pattern.written, filled)
            })
        })
    }

    /// The first way to read the tokens from one on by these parts of which something is told.
    fn fill(
        &self,
        words: &[String],
        parts: &[Part],
        at: usize,
        filled: &mut Filled,
        told: &dyn Fn(&Filled) -> Option<SyntaxError>,
    ) -> Option<SyntaxError> {
        let Some((part, rest)) = parts.split_first() else {
            return (at == self.tokens.len()).then(|| told(filled)).flatten();
        };
        match part {
            Part::Phrases(phrases) => phrases.iter().find_map(|phrase| {
                let count = stands(words, at, phrase)?;
                self.fill(words, rest, at + count, filled, told)
            }),
            Part::Slot(letter, slot) => {
                let last = if rest.is_empty() { self.tokens.len() } else { at };
                let mut ends: Vec<usize> =
                    (last..=self.tokens.len()).filter(|end| self.fits(*slot, at, *end)).collect();
                // A letter that stands twice stands for the same words.
                if let Some((_, from, to)) = filled.iter().find(|(known, ..)| known == letter) {
                    let same = |end: &usize| words.get(at..*end) == words.get(*from..*to);
                    ends.retain(same);
                }
                // `mayor of city` before `mayor`, and all that a condition says before a part of it.
                if matches!(slot, Slot::Who | Slot::Predicate) {
                    ends.reverse();
                }
                ends.into_iter().find_map(|end| {
                    // What stands next is looked at first.
                    if let Some(Part::Phrases(phrases)) = rest.first()
                        && !phrases.iter().any(|phrase| stands(words, end, phrase).is_some())
                    {
                        return None;
                    }
                    filled.push((*letter, at, end));
                    let found = self.fill(words, rest, end, filled, told);
                    filled.pop();
                    found
                })
            }
        }
    }

    fn fits(&self, slot: Slot, from: usize, to: usize) -> bool {
        let count = to - from;
        let when = || {
            let asks = ["when", "except_when", "applies_only_when"];
            (self.ends_with_keyword(to, &asks), (from..to).any(|at| self.is_keyword(at, &asks)))
        };
        match slot {
            Slot::Any => true,
            Slot::Who => {
                let of = count == 3 && matches!(self.word(from + 1), "of" | "của") && self.may_be_name(from + 2);
                (count == 1 || of) && self.may_be_name(from)
            }
            Slot::Names => count > 0 && self.names_from(from).1 >= to && self.may_be_name(to - 1),
            Slot::Number => {
                let number = number_meant(self.word(from));
                count == 1 && (self.kind(from) == Some(TokenKind::Number) || number != self.word(from))
            }
            Slot::Days => self.keyword_among(from, &["days", "days_type", "weeks"]) == Some(count) && count > 0,
            Slot::Scale => count == 1 && self.keyword_among(from, &["thousand", "million", "billion"]).is_some(),
            Slot::Date => count == 1 && self.kind(from) == Some(TokenKind::Date),
            Slot::Day => {
                self.keyword_among(from, &["today"]) == Some(count) && count > 0
                    || count == 1 && self.may_be_name(from) && self.keyword_among(from, &COUNTS).is_none()
            }
            Slot::Words => count > 0 && !(from..to).any(|at| self.is_comma(at)),
            Slot::Place => {
                let is_number = |at: usize| matches!(self.kind(at), Some(TokenKind::Number | TokenKind::Ordinal));
                count > 1 && !(from..to).any(|at| self.is_comma(at)) && (from..to).any(is_number)
            }
            Slot::Predicate => {
                let ends = ["and", "or", "when", "except_when", "in_all_other_cases"];
                count > 0 && !(from..to).any(|at| self.is_comma(at) || self.is_keyword(at, &ends))
            }
            Slot::When => when().0,
            Slot::Behind => {
                let (ends, has) = when();
                ends || has
                    && (self.ends_with_keyword(to, &["and", "or", "not"]) || self.word(to.wrapping_sub(1)) == "(")
            }
        }
    }

    /// What is told where the letters stand for this, if the sentences read.
    fn told(&self, turn: &Turn, pattern: &str, filled: &Filled) -> Option<SyntaxError> {
        let sentences: Vec<&str> = match &turn.instead {
            Instead::Lines(lines) => lines.split(" // ").collect(),
            Instead::Either(ways) => ways.iter().map(|(sentence, _)| *sentence).collect(),
        };
        let whole: Vec<String> = sentences.iter().map(|sentence| self.put_in(sentence, filled)).collect();
        if !whole.iter().all(|sentence| self.would_read(sentence)) || whole.contains(&self.put_in(pattern, filled)) {
            return None;
        }
        // What stands before and behind on both sides is not said again.
        let first = |text: &str| text.split(' ').next().filter(|word| is_letter(word)).map(str::to_owned);
        let last = |text: &str| text.rsplit(' ').next().filter(|word| is_letter(word)).map(str::to_owned);
        let begins = first(pattern).filter(|letter| {
            matches!(letter.as_str(), "X" | "W" | "V")
                && sentences.iter().all(|text| first(text).as_ref() == Some(letter))
        });
        let ends = last(pattern)
            .filter(|letter| letter == "Z" && sentences.iter().all(|text| last(text).as_ref() == Some(letter)));
        let from = filled.first().filter(|_| begins.is_some()).map_or(0, |(.., end)| *end);
        let to = filled.last().filter(|_| ends.is_some()).map_or(self.tokens.len(), |(_, from, _)| *from);
        let inner = |sentence: &&str| {
            let sentence =
                begins.as_ref().and_then(|letter| sentence.strip_prefix(letter.as_str())).unwrap_or(sentence);
            let sentence = ends.as_ref().and_then(|letter| sentence.strip_suffix(letter.as_str())).unwrap_or(sentence);
            self.put_in(sentence, filled)
        };
        let said: Vec<String> = sentences.iter().map(inner).collect();
        let help = match (&turn.instead, said.as_slice()) {
            (Instead::Either([(_, [one, một]), (_, [other, khác])]), [first, second]) => {
                words!("Write `{first}` {one}, `{second}` {other}.", "Hãy viết `{first}` {một}, `{second}` {khác}.")
            }
            (_, [sentence]) => words!("Write `{sentence}`.", "Hãy viết `{sentence}`."),
            (_, [first, others @ ..]) => {
                let others = others.join("`, `");
                words!(
                    "Write `{first}`, and on a line of its own `{others}`.",
                    "Hãy viết `{first}`, và trên dòng riêng `{others}`."
                )
            }
            _ => return None,
        };
        let [english, vietnamese] = turn.why;
        Some(self.error(from, to, Words::new(english, vietnamese)).help(help))
    }

    /// A sentence with what the letters stand for.
    fn put_in(&self, sentence: &str, filled: &Filled) -> String {
        let found = |wanted: char| filled.iter().find(|(letter, ..)| *letter == wanted);
        let number = || found('N').map(|(_, from, _)| number_meant(self.word(*from)));
        let mut text = String::new();
        let mut comma = false;
        for word in sentence.split_whitespace() {
            if word == ",?" {
                comma = true;
                continue;
            }
            // `(A`, `B)`, `A,`
            let bare = word.trim_matches(['(', ')', ',']);
            let put = match bare.chars().next().filter(|_| is_letter(bare)) {
                Some('M') => number().and_then(|number| Some(number.parse::<u32>().ok()?.checked_add(1)?.to_string())),
                Some('K') => number().and_then(|number| Some(number.parse::<u32>().ok()?.checked_sub(1)?.to_string())),
                Some('N') => number(),
                Some(letter) => found(letter).map(|(_, from, to)| self.written(*from, *to)),
                None => None,
            };
            let put = put.map_or_else(|| word.to_owned(), |put| word.replace(bare, &put));
            if put.is_empty() {
                continue;
            }
            // A comma only where something follows.
            if comma && !put.starts_with(',') {
                text.push(',');
            }
            comma = false;
            if !text.is_empty() && !put.starts_with(',') {
                text.push(' ');
            }
            text.push_str(&put);
        }
        text
    }
}

fn is_letter(word: &str) -> bool {
    word.len() == 1 && word.starts_with(|c: char| c.is_ascii_uppercase())
}

/// The number of words of a phrase, where it stands among words in small letters.
fn stands(words: &[String], at: usize, phrase: &str) -> Option<usize> {
    let mut count = 0;
    for word in phrase.split(' ') {
        if words.get(at + count).is_none_or(|written| written != word) {
            return None;
        }
        count += 1;
    }
    Some(count)
}

/// A way in which a turn is written.
struct Pattern {
    turn: &'static Turn,
    written: &'static str,
    parts: Vec<Part>,
}

fn patterns() -> &'static [Pattern] {
    static PATTERNS: OnceLock<Vec<Pattern>> = OnceLock::new();
    PATTERNS.get_or_init(|| {
        let all = TURNS.iter().flat_map(|turn| turn.written.split(" | ").map(move |written| (turn, written)));
        all.map(|(turn, written)| Pattern { turn, written, parts: parts(written) }).collect()
    })
}

/// The parts of a pattern.
fn parts(pattern: &'static str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = pattern.trim();
    while !rest.is_empty() {
        let (part, behind) = match rest.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
            Some((phrases, behind)) => (Part::Phrases(phrases.split('/').collect()), behind),
            None => {
                let (word, behind) = rest.split_once(' ').unwrap_or((rest, ""));
                let letter = word.chars().next().filter(|_| is_letter(word));
                (letter.map_or_else(|| Part::Phrases(vec![word]), |letter| Part::Slot(letter, slot(letter))), behind)
            }
        };
        parts.push(part);
        rest = behind.trim_start();
    }
    parts
}

fn slot(letter: char) -> Slot {
    match letter {
        'A'..='C' | 'E' => Slot::Who,
        'L' => Slot::Names,
        'N' => Slot::Number,
        'U' => Slot::Days,
        'H' => Slot::Scale,
        'D' => Slot::Date,
        'S' => Slot::Day,
        'T' => Slot::Words,
        'R' => Slot::Place,
        'P' => Slot::Predicate,
        'W' => Slot::Behind,
        'V' => Slot::When,
        _ => Slot::Any,
    }
}

/// What is told of a line that reads, but as a sentence that cannot stand there.
pub(crate) fn said_otherwise(text: &str, tokens: &[Token]) -> Option<SyntaxError> {
    let line = Stuck { text, tokens, at: tokens.len(), wanted: Vec::new(), rule: Rule::line };
    None.or_else(|| line.said_otherwise()).or_else(|| line.rests_with()).or_else(|| line.first_word_swapped())
}
