//! Days and stretches of days in words.

use vires_model::Day;
use vires_words::{date, month_name};

use super::Language;

/// `1 March 2027`; `01 tháng 3 năm 2027`.
pub(super) fn day(day: Day, language: Language) -> String {
    let (year, month, day) = day.ymd();
    date(year, month, day).in_language(language).to_owned()
}

/// A stretch of days, both included; absent: without end.
pub(super) fn stretch(from: Option<Day>, to: Option<Day>, language: Language) -> String {
    let word = |one: Day| day(one, language);
    match (from, to, language) {
        (Some(from), Some(to), _) if from == to => match language {
            Language::En => format!("on {}", word(from)),
            Language::Vi => format!("vào ngày {}", word(from)),
        },
        (Some(from), Some(to), _) => match (calendar(from, to), language) {
            (Some((year, None)), Language::En) => format!("in {year}"),
            (Some((year, None)), Language::Vi) => format!("trong năm {year}"),
            (Some((year, Some(month))), Language::En) => {
                format!("in {} {year}", month_name(month, language))
            }
            (Some((year, Some(month))), Language::Vi) => {
                format!("trong tháng {} năm {year}", month_name(month, language))
            }
            (None, Language::En) => format!("from {} to {}", word(from), word(to)),
            (None, Language::Vi) => format!("từ ngày {} đến hết ngày {}", word(from), word(to)),
        },
        (Some(from), None, Language::En) => format!("from {} on", word(from)),
        (Some(from), None, Language::Vi) => format!("từ ngày {} trở đi", word(from)),
        (None, Some(to), Language::En) => format!("before {}", word(to.next())),
        (None, Some(to), Language::Vi) => format!("trước ngày {}", word(to.next())),
        (None, None, Language::En) => "on any day".to_owned(),
        (None, None, Language::Vi) => "vào bất kỳ ngày nào".to_owned(),
    }
}

/// The whole year, or the whole month of a year, that a stretch is.
fn calendar(from: Day, to: Day) -> Option<(i16, Option<i8>)> {
    let (year, month, first) = from.ymd();
    let (next_year, next_month, next_first) = to.next().ymd();
    if (first, next_first) != (1, 1) {
        return None;
    }
    if month == 1 && (next_year, next_month) == (year.checked_add(1)?, 1) {
        return Some((year, None));
    }
    let next = if month == 12 { (year.checked_add(1)?, 1) } else { (year, month + 1) };
    ((next_year, next_month) == next).then_some((year, Some(month)))
}
