//! How names are spelled: in NFC, and as people type them who leave the marks out.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use unicode_normalization::UnicodeNormalization as _;
pub(crate) use vires_resolve::folded;
use vires_syntax::{FileKind, KEYWORDS, SourceLineKind, TokenKind, lossless};

/// A name as the language compares it.
pub(crate) fn nfc(name: &str) -> String {
    name.nfc().collect()
}

/// So many folded texts are kept: the names and labels of a large workspace.
const MOST_FOLDED: usize = 1 << 17;

/// [`folded`], once for each text: with every letter that is typed the labels of a whole workspace are compared.
pub(crate) fn folded_once(text: &str) -> Rc<str> {
    thread_local! {
        static KNOWN: RefCell<HashMap<Box<str>, Rc<str>>> = RefCell::default();
    }
    KNOWN.with_borrow_mut(|known| {
        if let Some(own) = known.get(text) {
            return Rc::clone(own);
        }
        if known.len() == MOST_FOLDED {
            known.clear();
        }
        let own: Rc<str> = folded(text).into();
        known.insert(text.into(), Rc::clone(&own));
        own
    })
}

/// Whether the letters of one folded text come in that order in another.
pub(crate) fn is_within(letters: &str, text: &str) -> bool {
    let mut rest = text.chars();
    letters.chars().all(|letter| rest.any(|other| other == letter))
}

/// A line with nothing between its quotation marks: the words of a label are no words of the language.
pub(crate) fn without_labels(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut quoted = false;
    for letter in line.chars() {
        if letter == '"' {
            quoted = !quoted;
        }
        if letter == '"' || !quoted {
            out.push(letter);
        }
    }
    out
}

/// The last part of a name that may be written with its package.
pub(crate) fn last_part(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// Whether a text is one name without a package.
pub(crate) fn is_name(text: &str) -> bool {
    let line = lossless(text, FileKind::Policy);
    let [token] = line.tokens.as_slice() else { return false };
    matches!(token.kind, TokenKind::Name | TokenKind::KeywordWord)
        && token.span.start == 0
        && token.span.end as usize == text.len()
        && !text.contains('.')
        && line.lines.iter().all(|line| matches!(line.kind, SourceLineKind::Policy(_)))
}

/// Whether no name may be spelled so: a keyword of one word that is kept for the language.
pub(crate) fn is_reserved(name: &str) -> bool {
    KEYWORDS.iter().any(|row| row.reserved && (row.vietnamese == name || row.english.contains(&name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_what_is_none() {
        for name in ["moit", "ủy_ban_tỉnh", "a1", "Tỉnh", "điểm", "body"] {
            assert!(is_name(name), "{name}");
        }
        for name in ["", "1a", "a b", "a.b", "a-b", "a#", " a", "a ", "“a”", "😀", "a\nb", "\"a\"", "2025-01-01"]
        {
            assert!(!is_name(name), "{name:?}");
        }
        assert!(is_reserved("when") && is_reserved("và") && !is_reserved("licence"));
    }

    #[test]
    fn the_words_of_labels_are_left_out() {
        assert_eq!(without_labels("body x \"Cơ quan khi có\" at y \"z"), "body x \"\" at y \"");
    }

    #[test]
    fn folded_texts_are_found_by_their_letters() {
        assert_eq!(folded("Ủy ban nhân dân Đà Nẵng"), "uy ban nhan dan da nang");
        let decomposed: String = "Điện".nfd().collect();
        assert_eq!(folded(&decomposed), "dien");
        assert!(is_within("ubnd", &folded("Ủy ban nhân dân")));
        assert!(!is_within("ndbu", &folded("Ủy ban nhân dân")));
    }
}
