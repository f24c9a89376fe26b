//! What may reach a terminal. A policy is somebody else's text: left alone, control characters in it could move the
//! cursor and overwrite findings, and direction marks could make a line read otherwise than it is checked.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar as _;

/// Columns a tab is printed as.
const TAB: &str = "    ";

/// Stands for a character that is not printed.
const REPLACEMENT: char = '\u{fffd}';

fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{061c}')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Adds a character of a source line as it is to be seen.
pub(super) fn push(out: &mut String, c: char) {
    match c {
        '\t' => out.push_str(TAB),
        c if is_unsafe(c) => out.push(REPLACEMENT),
        c => out.push(c),
    }
}

/// The columns [`push`] fills with it.
pub(super) fn width(c: char) -> usize {
    match c {
        '\t' => TAB.len(),
        c if is_unsafe(c) => 1,
        c => c.width().unwrap_or(0),
    }
}

/// The columns of a text as it is printed.
pub(super) fn text_width(text: &str) -> usize {
    text.chars().map(width).sum()
}

/// A text on one line: line ends become spaces.
pub(super) fn line(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\t' => out.push(' '),
            '\r' => {}
            c => push(&mut out, c),
        }
    }
    Cow::Owned(out)
}
