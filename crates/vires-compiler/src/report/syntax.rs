//! What could not be read.

use vires_diagnostics::{Code, Finding, Place};
use vires_model::FileId;
use vires_syntax::{SyntaxError, SyntaxErrorCode};
use vires_words::Language;

use super::places::{Places, in_file};

/// The finding for one mistake.
pub(super) fn finding(places: &Places<'_>, file: FileId, error: &SyntaxError, language: Language) -> Finding {
    let span = in_file(file, error.span);
    let mut draft = Finding::new(code(error.code), sentence(error.message.in_language(language)))
        .place(Place::new(places.span(span)));
    if let Some(help) = &error.help {
        draft = draft.help(sentence(help.in_language(language)));
    }
    draft.identified_by(&format!("{} {}", error.code.as_str(), places.words(span)))
}

const fn code(code: SyntaxErrorCode) -> Code {
    match code {
        SyntaxErrorCode::BadLine | SyntaxErrorCode::BadCharacter => Code::UnreadableLine,
        SyntaxErrorCode::Tab | SyntaxErrorCode::Indentation => Code::Indentation,
        SyntaxErrorCode::TooDeep => Code::TooDeep,
        SyntaxErrorCode::TooLarge => Code::UnreadableFile,
        SyntaxErrorCode::UnclosedQuote | SyntaxErrorCode::UnclosedBracket => Code::Unclosed,
        SyntaxErrorCode::MixedAndOr => Code::MixedAndOr,
        SyntaxErrorCode::BadDate => Code::BadDate,
        SyntaxErrorCode::BadNumber => Code::BadNumber,
        SyntaxErrorCode::MissingLines => Code::MissingLines,
        SyntaxErrorCode::Misplaced => Code::Misplaced,
    }
}

/// In the one style of all findings: no capital and no full stop.
fn sentence(words: &str) -> String {
    let words = words.strip_suffix('.').unwrap_or(words);
    let mut letters = words.chars();
    match letters.next() {
        // An abbreviation keeps its capitals.
        Some(first) if !letters.clone().next().is_some_and(char::is_uppercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => words.to_owned(),
    }
}
