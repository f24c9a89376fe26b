//! Trees without places, so that two spellings of one text can be compared.

use vires_syntax::{FileKind, parse};

/// The tree of a policy file in words, its places left out. The text must read without a mistake.
pub(crate) fn tree(text: &str) -> String {
    let parsed = parse(text, FileKind::Policy);
    let messages: Vec<_> = parsed.errors.iter().map(|error| (&error.message, &error.help)).collect();
    assert!(parsed.errors.is_empty(), "{messages:#?}\nin\n{text}");
    without_places(&format!("{:?}", parsed.file))
}

/// Leaves `Span { … }` out of a debug text.
pub(crate) fn without_places(debug: &str) -> String {
    let mut out = String::new();
    let mut rest = debug;
    while let Some(at) = rest.find("Span { start: ") {
        out.push_str(&rest[..at]);
        let end = rest[at..].find('}').expect("a span closes");
        rest = &rest[at + end + 1..];
    }
    out.push_str(rest);
    out
}
