//! Days as people write them.

use crate::{Language, Words};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `1 March 2027`; `01 tháng 3 năm 2027` as official papers write it: the first nine days and the first two months take a zero.
#[must_use]
pub fn date(year: i16, month: i8, day: i8) -> Words {
    let [english, vietnamese] = Language::ALL.map(|language| month_name(month, language));
    Words::new(format!("{day} {english} {year}"), format!("{day:02} tháng {vietnamese} năm {year}"))
}

/// `March`, `3`; `02`.
#[must_use]
pub fn month_name(month: i8, language: Language) -> String {
    match language {
        Language::En => {
            usize::try_from(month - 1).ok().and_then(|n| MONTHS.get(n)).copied().unwrap_or_default().to_owned()
        }
        Language::Vi if month < 3 => format!("0{month}"),
        Language::Vi => month.to_string(),
    }
}

/// A date of machine output, `2027-03-01`, as people write it. What is no such date is said as it is.
#[must_use]
pub fn date_of(iso: &str) -> Words {
    let mut parts = iso.splitn(3, '-');
    let mut part = || parts.next().unwrap_or_default();
    match (part().parse(), part().parse(), part().parse()) {
        (Ok(year), Ok(month), Ok(day)) => date(year, month, day),
        _ => Words::as_written(iso),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn official_papers_write_a_zero_before_small_days_and_the_first_two_months() {
        let said = |iso| Language::ALL.map(|language| date_of(iso).in_language(language).to_owned());
        assert_eq!(said("2027-03-01"), ["1 March 2027", "01 tháng 3 năm 2027"]);
        assert_eq!(said("2025-02-28"), ["28 February 2025", "28 tháng 02 năm 2025"]);
        assert_eq!(said("today"), ["today", "today"]);
    }
}
