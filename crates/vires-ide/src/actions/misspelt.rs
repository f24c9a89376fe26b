//! A word of the language with a letter wrong: written right, where the line then reads. Only it is read again, with the
//! lines that it stands under and those below it.

use std::collections::BTreeSet;

use vires_diagnostics::Finding;
use vires_syntax::span::Span;
use vires_syntax::{FileKind, KEYWORDS, parse_unexplained};
use vires_words::say;

use super::{Action, Desk};
use crate::TextEdit;
use crate::excerpt::Cursor;
use crate::spelling::nfc;

/// Shorter words are near too many others.
const LEAST_LETTERS: usize = 3;

pub(super) fn action(desk: &Desk<'_>, finding: &Finding) -> Option<Action> {
    let place = finding.primary()?;
    if desk.policies.file_at(&place.span.file)? != desk.file {
        return None;
    }
    let (text, kind) = (desk.written(desk.file), desk.policies.kind(desk.file)?);
    let at = place.span.start.byte as usize;
    let start = text.get(..at)?.rfind('\n').map_or(0, |at| at + 1);
    let line = text.get(start..)?.lines().next()?;
    let indent = line.len() - line.trim_start().len();
    let cursor = Cursor::at(text, kind, start + indent)?;
    let below = cursor.below(text.get(start + line.len()..)?);
    let errors = |words: &str| {
        let (mut read, _) = cursor.with(words);
        read.push_str(&below);
        parse_unexplained(&read, FileKind::Policy).errors.len()
    };
    let words_of_line = line.trim();
    let before = errors(words_of_line);
    let mut found = BTreeSet::new();
    for (from, word) in words(words_of_line) {
        for near in near(word) {
            let mut mended = words_of_line.to_owned();
            mended.replace_range(from..from + word.len(), near);
            if errors(&mended) < before {
                let from = start + indent + from;
                found.insert((from, from + word.len(), near));
            }
        }
    }
    let (from, to, near) = *found.first()?;
    let span = Span::new(u32::try_from(from).ok()?, u32::try_from(to).ok()?);
    let title = say!(desk.language, "write `{near}`", "viết `{near}`");
    let mut action = desk.fix(title, finding, vec![(desk.file, TextEdit { span, text: near.to_owned() })]);
    action.preferred = found.len() == 1;
    Some(action)
}

/// The words of a line outside of labels and comments.
fn words(line: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let (mut quoted, mut start) = (false, None);
    for (at, letter) in line.char_indices().chain([(line.len(), ' ')]) {
        let in_word = !quoted && (letter.is_alphanumeric() || letter == '_');
        match (in_word, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found.extend(line.get(from..at).map(|word| (from, word)));
                start = None;
            }
            _ => {}
        }
        match letter {
            '"' => quoted = !quoted,
            '#' if !quoted => break,
            _ => {}
        }
    }
    found
}

/// The words of the language that are one letter away.
fn near(word: &str) -> BTreeSet<&'static str> {
    let word: Vec<char> = nfc(word).chars().collect();
    let phrases = KEYWORDS.iter().flat_map(|row| row.english.iter().chain([&row.vietnamese]));
    let all = phrases.flat_map(|phrase| phrase.split(' '));
    let is_near = |other: &&str| {
        let other: Vec<char> = other.chars().collect();
        word.len().min(other.len()) >= LEAST_LETTERS && is_one_away(&word, &other)
    };
    all.filter(is_near).collect()
}

/// Whether one letter is missing, too much, another, or two stand the wrong way round.
fn is_one_away(one: &[char], other: &[char]) -> bool {
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (one.get(same..).unwrap_or_default(), other.get(same..).unwrap_or_default());
    match (one, other) {
        ([], [_]) | ([_], []) => true,
        ([_, rest @ ..], [_, others @ ..]) if rest == others => true,
        ([a, b, rest @ ..], [c, d, others @ ..]) if (a, b, rest) == (d, c, others) => true,
        ([_, rest @ ..], whole) if rest == whole => true,
        (whole, [_, rest @ ..]) => whole == rest,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_away() {
        for (one, other) in
            [("whn", "when"), ("artcle", "article"), ("hodls", "holds"), ("wheen", "when"), ("khii", "khi")]
        {
            assert!(near(one).contains(other), "{one}");
        }
        assert!(near("when").iter().all(|word| *word != "when"));
        assert!(near("capacity").is_empty());
    }

    #[test]
    fn words_outside_of_labels_and_comments() {
        let found: Vec<_> = words("body a_1 \"b c\" at d # e").into_iter().map(|(_, word)| word).collect();
        assert_eq!(found, ["body", "a_1", "at", "d"]);
    }
}
