//! Findings as workflow commands of GitHub Actions: each is shown beside its line in a pull request.

use std::fmt::{self, Write as _};

use vires_words::Language;

use crate::code::Severity;
use crate::finding::Finding;

/// Writes one command a finding; those that are accepted have none.
///
/// # Errors
/// Only those of `out`.
pub fn report(out: &mut dyn fmt::Write, findings: &[Finding], language: Language) -> fmt::Result {
    for finding in findings.iter().filter(|finding| finding.accepted.is_none()) {
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        write!(out, "::{command} ")?;
        if let Some(place) = finding.primary() {
            let (start, end) = (place.span.start, place.span.end);
            write!(out, "file={},line={},", property(&place.span.file), start.line)?;
            write!(out, "col={},endLine={},", start.column, end.line)?;
            // Columns are for one line only.
            if end.line == start.line {
                write!(out, "endColumn={},", end.column)?;
            }
        }
        let title = format!("{}: {}", finding.code, finding.code.title(language));
        writeln!(out, "title={}::{}", property(&title), message(&super::in_one_text(finding, language)))?;
    }
    Ok(())
}

/// What stands behind the last `::`: percent signs and line ends have a meaning there.
fn message(text: &str) -> String {
    escaped(text, &[])
}

/// What stands before it: colons and commas too.
fn property(text: &str) -> String {
    escaped(text, &[':', ','])
}

fn escaped(text: &str, more: &[char]) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '%' | '\r' | '\n') || more.contains(&c) {
            let _ = write!(out, "%{:02X}", u32::from(c));
        } else if c.is_control() {
            out.push('\u{fffd}');
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{message, property};

    #[test]
    fn nothing_in_a_text_ends_the_command() {
        assert_eq!(message("65% of\r\na: b, c\u{1b}"), "65%25 of%0D%0Aa: b, c\u{fffd}");
        assert_eq!(property("a:b,c%\n"), "a%3Ab%2Cc%25%0A");
    }
}
