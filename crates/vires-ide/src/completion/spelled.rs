//! Which of its spellings a word has behind what stands before it.

use std::cell::OnceCell;

use vires_syntax::{FileKind, Keyword, SourceLineKind, lossless};
use vires_words::Language;

use super::names::of_keywords;

/// The spelling that goes with what stands before: `hold` after several, which is asked once for all words.
pub(super) fn spelled(keyword: Keyword, language: Language, beginning: &str, several: &OnceCell<bool>) -> &'static str {
    let row = keyword.row();
    let language = of_keywords(language);
    let words = || beginning.split_whitespace();
    let is_number = |word: &str| word.starts_with(|letter: char| letter.is_ascii_digit());
    let second = match keyword {
        _ if language != vires_syntax::Language::English => false,
        Keyword::Holds | Keyword::Keeps => *several.get_or_init(|| are_several(beginning)),
        // `any 2 Party have`
        Keyword::Has => words().rev().nth(1).is_some_and(is_number),
        Keyword::Days
        | Keyword::WorkingDays
        | Keyword::Weeks
        | Keyword::Months
        | Keyword::Years
        | Keyword::Decimals
        | Keyword::PowersMove => words().next_back() == Some("1"),
        // What has come about by a day is told of the past.
        Keyword::Lapses => Keyword::Expect.row().english.iter().any(|expect| words().next() == Some(expect)),
        _ => false,
    };
    match row.english.get(1) {
        Some(other) if second => other,
        _ => keyword.spelling(language),
    }
}

/// Whether several hold what comes next: as the sentence would be laid out.
fn are_several(beginning: &str) -> bool {
    let line = format!("{}holds z", beginning.trim_start());
    let source = lossless(&line, FileKind::Policy);
    let mut uses = source.lines.iter().filter_map(|line| match &line.kind {
        SourceLineKind::Policy(policy) => policy.keywords.as_ref(),
        _ => None,
    });
    uses.next().and_then(|uses| uses.last()).is_some_and(|own| own.keyword == Keyword::Holds && own.spelling == 1)
}
