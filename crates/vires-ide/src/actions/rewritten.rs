//! What can be read in one way or another, written as it is written here: a date with its year in front, a number apart from
//! its unit.

use vires_diagnostics::{Code, Finding};
use vires_model::Day;
use vires_syntax::span::Span;
use vires_syntax::{FileKind, parse_unexplained};
use vires_words::say;

use super::{Action, Desk};
use crate::TextEdit;
use crate::excerpt::Cursor;

pub(super) fn actions(desk: &Desk<'_>, finding: &Finding) -> Vec<Action> {
    let Some(place) = finding.primary() else { return Vec::new() };
    if desk.policies.file_at(&place.span.file) != Some(desk.file) {
        return Vec::new();
    }
    let span = Span::new(place.span.start.byte, place.span.end.byte);
    let text = desk.written(desk.file);
    let word = text.get(span.start as usize..span.end as usize).unwrap_or_default();
    let written = match finding.code {
        Code::BadDate => dates(word),
        _ => apart(word).filter(|apart| reads_better(desk, span, apart)).into_iter().collect(),
    };
    let only = written.len() == 1;
    let made = written.into_iter().map(|new| {
        let title = say!(desk.language, "write `{new}`", "viết `{new}`");
        let mut action = desk.fix(title, finding, vec![(desk.file, TextEdit { span, text: new })]);
        action.preferred = only;
        action
    });
    made.collect()
}

/// The days that `01/07/2025` or `2025/7/1` may be: the day before the month, as is most usual, and the other way round.
fn dates(word: &str) -> Vec<String> {
    let parts: Vec<&str> = word.split(['/', '.', '-']).collect();
    let [first, second, third] = parts.as_slice() else { return Vec::new() };
    let orders = match (first.len(), third.len()) {
        (4, _) => vec![(first, second, third)],
        (_, 4) => vec![(third, second, first), (third, first, second)],
        _ => return Vec::new(),
    };
    let mut found = Vec::new();
    for (year, month, day) in orders {
        let date = format!("{year}-{month:0>2}-{day:0>2}");
        if Day::parse(&date).is_some() && !found.contains(&date) {
            found.push(date);
        }
    }
    found
}

/// `50MW` as `50 MW`.
fn apart(word: &str) -> Option<String> {
    let end = word.find(|letter: char| !letter.is_ascii_digit() && !matches!(letter, '_' | '.'))?;
    let (number, unit) = word.split_at_checked(end)?;
    let is_unit = unit.starts_with(|letter: char| letter.is_alphabetic() || letter == '%');
    (!number.is_empty() && is_unit).then(|| format!("{number} {unit}"))
}

/// Whether the line has an error less with other words in a place.
fn reads_better(desk: &Desk<'_>, span: Span, new: &str) -> bool {
    let better = || {
        let text = desk.written(desk.file);
        let (from, to) = (span.start as usize, span.end as usize);
        let start = text.get(..from)?.rfind('\n').map_or(0, |at| at + 1);
        let line = text.get(start..)?.lines().next()?;
        let indent = line.len() - line.trim_start().len();
        let cursor = Cursor::at(text, desk.policies.kind(desk.file)?, start + indent)?;
        let below = cursor.below(text.get(start + line.len()..)?);
        let errors = |words: &str| {
            let (mut read, _) = cursor.with(words.trim());
            read.push_str(&below);
            parse_unexplained(&read, FileKind::Policy).errors.len()
        };
        let mut mended = line.to_owned();
        let range = from.checked_sub(start)?..to.checked_sub(start)?;
        line.get(range.clone())?;
        mended.replace_range(range, new);
        Some(errors(&mended) < errors(line))
    };
    better().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_either_order() {
        assert_eq!(dates("01/07/2025"), ["2025-07-01", "2025-01-07"]);
        assert_eq!(dates("28.2.2027"), ["2027-02-28"]);
        assert_eq!(dates("01-01-2025"), ["2025-01-01"]);
        assert_eq!(dates("2025/7/1"), ["2025-07-01"]);
        for none in ["31/02/2025", "1/2/25", "2025", "a/b/2025", "é/1/2025"] {
            assert_eq!(dates(none), Vec::<String>::new(), "{none}");
        }
    }

    #[test]
    fn numbers_apart_from_units() {
        assert_eq!(apart("50MW").as_deref(), Some("50 MW"));
        assert_eq!(apart("1_000.5kg").as_deref(), Some("1_000.5 kg"));
        for none in ["MW", "50", "50 MW", "", "5)"] {
            assert_eq!(apart(none), None, "{none}");
        }
    }
}
