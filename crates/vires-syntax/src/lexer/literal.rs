//! Words that begin with a digit: numbers, dates, numbers of provisions, and what people write instead of them.

use vires_words::{Words, words};

use super::{TokenKind, span};
use crate::ast::Date;
use crate::error::{SyntaxError, SyntaxErrorCode};

/// What begins with a digit.
pub(super) struct Literal {
    pub(super) kind: TokenKind,
    pub(super) end: usize,
    pub(super) problem: Option<SyntaxError>,
}

/// Reads the literal that begins at `start` of `line`, where a digit stands.
pub(super) fn read(line: &str, start: usize) -> Literal {
    let rest = line.get(start..).unwrap_or_default();
    let length = extent(rest);
    let word = rest.get(..length).unwrap_or_default();
    let end = start + length;
    let here = span(start, end);
    let fine = |kind| Literal { kind, end, problem: None };
    let bad = |error| Literal { kind: TokenKind::Unreadable, end, problem: Some(error) };
    if is_number(word) && !is_thousands_by_point(word) || is_fraction(word) {
        return fine(TokenKind::Number);
    }
    if looks_like_date(word) {
        return match date(word) {
            Some(_) => fine(TokenKind::Date),
            None => bad(bad_date(word, here)),
        };
    }
    // `section 15.300` is no number.
    if is_ordinal(word) && !is_grouped_by_points(word) {
        return fine(TokenKind::Ordinal);
    }
    bad(bad_number(word, here))
}

/// How far the digits, letters and the marks between digits go.
fn extent(rest: &str) -> usize {
    let mut end = 0;
    let mut letters = rest.char_indices().peekable();
    let mut previous_is_digit = false;
    let mut has_letter = false;
    while let Some((at, c)) = letters.next() {
        let next_is_digit = letters.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        let next_is_word = letters.peek().is_some_and(|(_, next)| unicode_ident::is_xid_continue(*next));
        let goes_on = match c {
            // `10.a` names a provision, `2025-07` is half a date, `x-1` is a difference.
            '.' => previous_is_digit && next_is_word,
            ',' | '/' | '-' => previous_is_digit && next_is_digit && !has_letter,
            _ => unicode_ident::is_xid_continue(c),
        };
        if !goes_on {
            break;
        }
        previous_is_digit = c.is_ascii_digit();
        has_letter |= c.is_alphabetic();
        end = at + c.len_utf8();
    }
    // `5-3` is a difference: dates have two hyphens.
    let word = rest.get(..end).unwrap_or_default();
    match word.find('-') {
        Some(hyphen) if word.matches('-').count() != 2 => hyphen,
        _ => end,
    }
}

fn is_digits(text: &str) -> bool {
    let separated = text.split('_').all(|group| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit()));
    separated && !text.is_empty()
}

fn is_number(word: &str) -> bool {
    match word.split_once('.') {
        Some((whole, decimals)) => is_digits(whole) && is_digits(decimals),
        None => is_digits(word),
    }
}

fn is_fraction(word: &str) -> bool {
    word.split_once('/').is_some_and(|(above, below)| is_number(above) && is_number(below))
}

/// `10a`, `7.1.2`, `12bis`: no marks but points, no `_` at an end.
fn is_ordinal(word: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || is_mark(c));
    word.split('.').all(part) && !word.starts_with("00")
}

/// `2.300.000.000`: thousands as some countries write them. No provision has such a number.
fn is_grouped_by_points(word: &str) -> bool {
    let mut groups = word.split('.');
    let first = groups.next().unwrap_or_default();
    let is_digits = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    first.len() <= 3
        && is_digits(first)
        && word.matches('.').count() >= 2
        && groups.all(|group| group.len() == 3 && is_digits(group))
}

/// `50.000`, `2.300`: three decimals, the last of which is a nought. Nobody writes them, but many countries write fifty thousand so.
pub(crate) fn is_thousands_by_point(word: &str) -> bool {
    word.split_once('.').is_some_and(|(whole, decimals)| {
        is_digits(whole)
            && whole.len() <= 3
            && whole != "0"
            && decimals.len() == 3
            && is_digits(decimals)
            && decimals.ends_with('0')
    })
}

/// A mark that combines with the letter before it, as in a text in NFD.
fn is_mark(c: char) -> bool {
    !c.is_ascii() && unicode_ident::is_xid_continue(c)
}

fn looks_like_date(word: &str) -> bool {
    let parts = |mark: char| word.split(mark).filter(|part| part.bytes().all(|b| b.is_ascii_digit())).count();
    parts('-') == 3 || parts('/') == 3 || (parts('.') == 3 && word.len() >= 8 && four_digits_at_an_end(word))
}

fn four_digits_at_an_end(word: &str) -> bool {
    word.split('.').next_back().is_some_and(|part| part.len() == 4)
}

/// The date written as year, month and day, if that day exists.
pub(crate) fn date(word: &str) -> Option<Date> {
    let mut parts = word.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let digits_only = [year, month, day].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
    if !digits_only || parts.next().is_some() || (year.len(), month.len(), day.len()) != (4, 2, 2) {
        return None;
    }
    let date = Date { year: year.parse().ok()?, month: month.parse().ok()?, day: day.parse().ok()? };
    let exists = date.year >= 1 && date.day >= 1 && date.day <= days_in(date.year, date.month)?;
    exists.then_some(date)
}

/// The days of a month of the Gregorian calendar, if there is such a month.
fn days_in(year: i16, month: i8) -> Option<i8> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    Some(match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    })
}

fn bad_date(word: &str, here: crate::span::Span) -> SyntaxError {
    let error = |message: Words| SyntaxError::new(SyntaxErrorCode::BadDate, here, message);
    let parts: Vec<&str> = word.split(['-', '/', '.']).collect();
    let [first, second, third] = parts.as_slice() else {
        return error(words!("`{word}` is no date.", "`{word}` không phải là ngày."));
    };
    let day_first = format!("{third:0>4}-{second:0>2}-{first:0>2}");
    let year_first = format!("{first:0>4}-{second:0>2}-{third:0>2}");
    if word.contains('-') && date(&year_first).is_some() && first.len() == 4 {
        return error(words!(
            "`{word}` needs two digits for the month and two for the day.",
            "`{word}` cần hai chữ số cho tháng và hai chữ số cho ngày."
        ))
        .help(words!("Write `{year_first}`.", "Hãy viết `{year_first}`."));
    }
    if third.len() == 4 {
        let error = error(words!(
            "`{word}` has two readings: a date is written year, month, day.",
            "`{word}` có thể hiểu theo hai cách: ngày được viết theo thứ tự năm, tháng, ngày."
        ));
        return match date(&day_first) {
            Some(_) => error.help(words!(
                "If the day comes first, write `{day_first}`.",
                "Nếu ngày đứng trước tháng thì viết `{day_first}`."
            )),
            None => error.help(words!("Write it as in `2025-07-01`.", "Hãy viết như `2025-07-01`.")),
        };
    }
    if first.len() == 4 && word.contains(['/', '.']) && date(&year_first).is_some() {
        return error(words!(
            "The parts of a date are joined by hyphens: `{word}` is not.",
            "Các phần của ngày nối với nhau bằng dấu gạch nối; `{word}` thì không."
        ))
        .help(words!("Write `{year_first}`.", "Hãy viết `{year_first}`."));
    }
    if word.contains('-') && first.len() == 4 {
        return error(words!("There is no day `{word}` in the calendar.", "Lịch không có ngày `{word}`."));
    }
    error(words!("`{word}` is neither a date nor a number.", "`{word}` không phải là ngày cũng không phải là số."))
        .help(words!("A date is written as in `2025-07-01`.", "Ngày được viết như `2025-07-01`."))
}

pub(crate) fn bad_number(word: &str, here: crate::span::Span) -> SyntaxError {
    let error = |message: Words| SyntaxError::new(SyntaxErrorCode::BadNumber, here, message);
    if word.contains(',') {
        let with_point = word.replacen(',', ".", 1);
        let grouped = word.replace(',', "_");
        let error = error(words!(
            "`{word}` has two readings: a comma between digits.",
            "`{word}` có thể hiểu theo hai cách: dấu phẩy giữa các chữ số."
        ));
        return if is_number(&with_point) && !groups_of_three(word) {
            error.help(words!(
                "Decimals follow a point: `{with_point}`. Two values need a space after the comma.",
                "Phần thập phân viết sau dấu chấm: `{with_point}`. Nếu là hai giá trị thì cần dấu \
                 cách sau dấu phẩy."
            ))
        } else if is_number(&grouped) && groups_of_three(word) {
            let decimals = if is_number(&with_point) && !is_thousands_by_point(&with_point) {
                words!(
                    " Decimals follow a point: `{with_point}`.",
                    " Phần thập phân viết sau dấu chấm: `{with_point}`."
                )
            } else {
                Words::as_written("")
            };
            error.help(words!(
                "Group digits with `_`: `{grouped}`.{decimals}",
                "Nhóm chữ số bằng `_`: `{grouped}`.{decimals}",
                decimals = decimals
            ))
        } else {
            error.help(words!(
                "Decimals follow a point, digits are grouped with `_`, two values need a space after \
                 the comma.",
                "Phần thập phân viết sau dấu chấm, nhóm chữ số bằng `_`, hai giá trị thì cần dấu \
                 cách sau dấu phẩy."
            ))
        };
    }
    if is_thousands_by_point(word) {
        let (thousands, decimal) = (word.replacen('.', "_", 1), word.trim_end_matches('0').trim_end_matches('.'));
        return error(words!(
            "`{word}` has two readings: a point before three digits.",
            "`{word}` có thể hiểu theo hai cách: dấu chấm trước ba chữ số."
        ))
        .help(words!(
            "If thousands are meant, write `{thousands}`; if not, `{decimal}`.",
            "Nếu là hàng nghìn thì viết `{thousands}`; nếu không thì viết `{decimal}`."
        ));
    }
    if is_grouped_by_points(word) {
        return error(words!(
            "`{word}` has two readings: points between groups of digits.",
            "`{word}` có thể hiểu theo hai cách: dấu chấm giữa các nhóm chữ số."
        ))
        .help(words!(
            "Group digits with `_`: `{grouped}`.",
            "Nhóm chữ số bằng `_`: `{grouped}`.",
            grouped = word.replace('.', "_")
        ));
    }
    if word.contains('_') {
        return error(words!(
            "`{word}` is not written as numbers are: `_` stands between digits.",
            "`{word}` không được viết như một số: `_` phải nằm giữa các chữ số."
        ))
        .help(words!("Write `20_000`. A name begins with a letter.", "Hãy viết `20_000`. Tên bắt đầu bằng chữ cái."));
    }
    error(words!("`{word}` is neither a number nor a date.", "`{word}` không phải là số cũng không phải là ngày."))
        .help(words!(
            "Write `50`, `1.5`, `20_000`, `2/3` or `2025-07-01`.",
            "Hãy viết `50`, `1.5`, `20_000`, `2/3` hoặc `2025-07-01`."
        ))
}

fn groups_of_three(word: &str) -> bool {
    word.split(',').skip(1).all(|group| group.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        assert!(date("2024-02-29").is_some());
        assert!(date("2000-02-29").is_some());
        for missing in [
            "2025-02-29",
            "1900-02-29",
            "2025-04-31",
            "2025-13-01",
            "2025-00-10",
            "2025-01-00",
            "0000-01-01",
            "2025-1-1",
            "+025-01-01",
        ] {
            assert_eq!(date(missing), None, "{missing}");
        }
    }

    #[test]
    fn a_difference_of_numbers_is_no_date() {
        assert_eq!(extent("5-3"), 1);
        assert_eq!(extent("2025-07-01 x"), 10);
        assert_eq!(extent("1,5 MW"), 3);
        assert_eq!(extent("1, 5"), 1);
    }
}
