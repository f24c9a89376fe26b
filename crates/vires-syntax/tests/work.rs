//! How much work the grammar does, counted in its own steps and not in time. Alone in its file: the limit is one for
//! the whole process.

use std::num::NonZero;
use vires_words::Language;

use vires_syntax::{FileKind, parse};

#[test]
fn nested_brackets_cost_in_proportion() {
    // Enough for each text below by a factor of about four; a shared prefix would need 2¹²⁰.
    pest::set_call_limit(NonZero::new(60_000));
    let nested = [
        ("(", "a", ")"),
        ("(x + ", "a", ")"),
        ("not (", "a above 1", ")"),
        ("any x has (", "a", ")"),
        ("(x and ", "a", ")"),
    ];
    for (open, inner, close) in nested {
        let text = format!("m holds p when {}{inner}{} above 1", open.repeat(120), close.repeat(120));
        let errors = parse(&text, FileKind::Policy).errors;
        let text = format!("m holds p when {}{inner}{}", open.repeat(120), close.repeat(120));
        let more = parse(&text, FileKind::Policy).errors;
        let gave_up = |message: &str| message.contains("too deep");
        assert!(!errors.iter().chain(&more).any(|error| gave_up(error.message.in_language(Language::En))), "{open}");
    }
}
