//! Days, and the stretches of days in which something lives.

use std::collections::BTreeSet;
use std::fmt;

use jiff::civil;

use crate::number::{Interval, Limit, Rational};

/// A day: days since 1970-01-01, which is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// The day of a date; none where the calendar has no such date.
    #[must_use]
    pub fn from_ymd(year: i16, month: i8, day: i8) -> Option<Self> {
        let date = civil::Date::new(year, month, day).ok()?;
        Some(Self(date.since((jiff::Unit::Day, EPOCH)).ok()?.get_days()))
    }
    /// Reads `2025-07-01`; none where it is no such date.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let digits = |part: &str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
        if parts.next().is_some() || !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
            return None;
        }
        Self::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }
    /// Year, month and day of the month.
    #[must_use]
    pub fn ymd(self) -> (i16, i8, i8) {
        let date = self.date();
        (date.year(), date.month(), date.day())
    }
    /// The day after.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
    /// The day before.
    #[must_use]
    pub const fn previous(self) -> Self {
        Self(self.0.saturating_sub(1))
    }
    /// So many calendar months later; a day that the last month lacks is its last day. Ends with the year 9999.
    #[must_use]
    pub fn plus_months(self, months: u32) -> Self {
        Self::ending(calendar::months_later(self.0.into(), months.into()))
    }
    /// So many days later. Ends with the year 9999.
    #[must_use]
    pub fn plus_days(self, days: u32) -> Self {
        Self::ending(i64::from(self.0).saturating_add(days.into()))
    }
    /// So many days from Monday to Friday later that are no holidays: the first of them is the first such day after this one.
    /// Ends with the year 9999.
    #[must_use]
    pub fn plus_working_days(self, days: u32, holidays: &BTreeSet<Self>) -> Self {
        Self::ending(self.working_day(days.into(), holidays))
    }
    /// From Monday to Friday.
    #[must_use]
    pub const fn is_weekday(self) -> bool {
        // 1970-01-01 was a Thursday.
        (self.0 as i64 + 3).rem_euclid(7) < 5
    }
    /// So many calendar months later, or earlier, however far: no end of the calendar holds it up.
    #[must_use]
    pub fn months_away(self, months: i32) -> Self {
        Self::without_end(calendar::months_later(self.0.into(), months.into()))
    }
    /// So many days later, or earlier.
    #[must_use]
    pub const fn days_away(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }
    /// The so-manieth day after this one, or before it, that is from Monday to Friday and no holiday, however far.
    #[must_use]
    pub fn working_days_away(self, days: i32, holidays: &BTreeSet<Self>) -> Self {
        Self::without_end(self.working_day(days.into(), holidays))
    }
    /// The number of that day, in a calendar without end.
    fn working_day(self, days: i64, holidays: &BTreeSet<Self>) -> i64 {
        let day = i64::from(self.0);
        let mut lost = 0;
        loop {
            // Each holiday on the way puts the end off, which may bring further ones onto the way.
            let number = if days > 0 {
                calendar::weekday(calendar::weekdays_until(day) + days + lost)
            } else if days < 0 {
                calendar::weekday(calendar::weekdays_until(day - 1) + 1 + days - lost)
            } else {
                return day;
            };
            let found = Self::without_end(number);
            let on_the_way = match days > 0 {
                true => holidays.range(self.next()..=found.max(self.next())),
                false => holidays.range(found.min(self.previous())..=self.previous()),
            };
            let between = |free: &&Self| free.is_weekday() && **free >= found.min(self) && **free <= found.max(self);
            let count = i64::try_from(on_the_way.filter(between).count()).unwrap_or(i64::MAX);
            if count == lost {
                return number;
            }
            lost = count;
        }
    }
    fn without_end(number: i64) -> Self {
        Self(i32::try_from(number).unwrap_or(if number < 0 { i32::MIN } else { i32::MAX }))
    }
    fn ending(number: i64) -> Self {
        let last = Self::from_ymd(9999, 12, 31).unwrap_or(Self(i32::MAX));
        Self(i32::try_from(number).unwrap_or(i32::MAX)).min(last)
    }
    fn date(self) -> civil::Date {
        let span = jiff::Span::new().try_days(self.0);
        span.and_then(|span| EPOCH.checked_add(span)).unwrap_or(if self.0 < 0 {
            civil::Date::MIN
        } else {
            civil::Date::MAX
        })
    }
}

const EPOCH: civil::Date = civil::Date::constant(1970, 1, 1);

/// The calendar of all times in whole numbers. Years begin with March here, so that a leap day is the last of its year.
mod calendar {
    /// 1 March of the year 0, as the number of a day.
    const FIRST: i64 = -719_468;
    /// The days of 400 years, after which the calendar comes again.
    const CYCLE: i64 = 146_097;

    /// The first day of a month; months are numbered on from March of the year 0.
    const fn first_of(month: i64) -> i64 {
        let (year, month) = (month.div_euclid(12), month.rem_euclid(12));
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        FIRST + 365 * year + leap_days + (153 * month + 2) / 5
    }

    /// The month in which a day lies.
    const fn month_of(day: i64) -> i64 {
        let (cycle, day) = ((day - FIRST).div_euclid(CYCLE), (day - FIRST).rem_euclid(CYCLE));
        let year = (day - day / 1_460 + day / 36_524 - day / (CYCLE - 1)) / 365;
        let of_year = day - (365 * year + year / 4 - year / 100);
        12 * (400 * cycle + year) + (5 * of_year + 2) / 153
    }

    /// So many months later; a day that the last month lacks is its last day.
    pub(super) fn months_later(day: i64, months: i64) -> i64 {
        let month = month_of(day);
        let first = first_of(month + months);
        (first + day - first_of(month)).min(first_of(month + months + 1) - 1)
    }

    /// The days from Monday to Friday up to a day, counted from the Monday before 1970-01-01.
    pub(super) fn weekdays_until(day: i64) -> i64 {
        let day = day + 3;
        5 * day.div_euclid(7) + (day.rem_euclid(7) + 1).min(5)
    }

    /// The so-manieth of these days.
    pub(super) const fn weekday(number: i64) -> i64 {
        7 * (number - 1).div_euclid(5) + (number - 1).rem_euclid(5) - 3
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// The days in which something lives, both ends included; an absent end is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Life {
    /// First day.
    pub from: Option<Day>,
    /// Last day.
    pub until: Option<Day>,
}

impl Life {
    /// Every day.
    pub const ALWAYS: Self = Self { from: None, until: None };

    /// The days whose numbers lie in an interval.
    #[must_use]
    pub fn of(within: &Interval) -> Self {
        let day = |number: Rational| i32::try_from(number.to_integer()).ok().map(Day);
        let after = |limit: Limit| match limit.included || limit.value != limit.value.ceil() {
            true => day(limit.value.ceil()),
            false => day(limit.value).map(Day::next),
        };
        let before = |limit: Limit| match limit.included || limit.value != limit.value.floor() {
            true => day(limit.value.floor()),
            false => day(limit.value).map(Day::previous),
        };
        Self { from: within.from.and_then(after), until: within.to.and_then(before) }
    }
    /// Whether it lives on that day.
    #[must_use]
    pub fn contains(self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
    /// Days common to both.
    #[must_use]
    pub fn intersect(self, other: Self) -> Self {
        let later = |a: Option<Day>, b: Option<Day>| a.max(b);
        let earlier = |a: Option<Day>, b: Option<Day>| match (a, b) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (end, None) | (None, end) => end,
        };
        Self { from: later(self.from, other.from), until: earlier(self.until, other.until) }
    }
    /// Its days without those of another, in order.
    fn without(self, other: Self) -> Vec<Self> {
        if self.intersect(other).is_empty() {
            return vec![self].into_iter().filter(|life| !life.is_empty()).collect();
        }
        let before = other.from.map(|from| self.intersect(Self { from: None, until: Some(from.previous()) }));
        let after = other.until.map(|until| self.intersect(Self { from: Some(until.next()), until: None }));
        before.into_iter().chain(after).filter(|life| !life.is_empty()).collect()
    }
    /// Stretches of days without any of others.
    #[must_use]
    pub fn left_of(stretches: Vec<Self>, others: impl IntoIterator<Item = Self>) -> Vec<Self> {
        others.into_iter().fold(stretches, |left, other| left.into_iter().flat_map(|own| own.without(other)).collect())
    }
    /// Stretches of days laid together: in order, each as long as it goes on.
    #[must_use]
    pub fn joined(stretches: impl IntoIterator<Item = Self>) -> Vec<Self> {
        let mut sorted: Vec<Self> = stretches.into_iter().collect();
        sorted.sort_by_key(|life| life.from);
        let mut whole: Vec<Self> = Vec::new();
        for life in sorted {
            match whole.last_mut() {
                // One without an end takes all that follow it.
                Some(last) if last.until.is_none_or(|until| life.from.is_none_or(|from| from <= until.next())) => {
                    last.until = last.until.zip(life.until).map(|(one, other)| one.max(other));
                }
                _ => whole.push(life),
            }
        }
        whole
    }
    /// No day at all.
    #[must_use]
    pub fn is_empty(self) -> bool {
        matches!((self.from, self.until), (Some(from), Some(until)) if from > until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_round_trip() {
        for text in ["1970-01-01", "0001-01-01", "2024-02-29", "2027-03-01", "9999-12-31"] {
            assert_eq!(Day::parse(text).map(|day| day.to_string()).as_deref(), Some(text));
        }
        assert_eq!(Day::parse("1970-01-02"), Some(Day(1)));
        for text in ["2025-02-29", "2025-1-01", "2025-07-01-", "31/12/2026", "+025-01-01"] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a date")
    }

    #[test]
    fn months_end_with_the_last_month() {
        assert_eq!(day("2024-01-31").plus_months(1), day("2024-02-29"));
        assert_eq!(day("2025-08-31").plus_months(6), day("2026-02-28"));
        assert_eq!(day("2025-07-01").plus_months(0), day("2025-07-01"));
        assert_eq!(day("9999-12-01").plus_months(u32::MAX), day("9999-12-31"));
        assert_eq!(day("9999-12-01").plus_days(u32::MAX), day("9999-12-31"));
    }

    #[test]
    fn months_are_those_of_the_calendar() {
        for start in (-800_000..2_500_000).step_by(977).map(Day) {
            for months in [0, 1, 2, 11, 12, 13, 48, 1_200] {
                let span = jiff::Span::new().months(months);
                let date = start.date().checked_add(span).expect("a date");
                assert_eq!(Some(start.months_away(months)), Day::from_ymd(date.year(), date.month(), date.day()));
                let date = start.date().checked_sub(span).map(|date| (date.year(), date.month(), date.day()));
                let Ok((year, month, day)) = date else { continue };
                assert_eq!(Some(start.months_away(-months)), Day::from_ymd(year, month, day), "{start} - {months}");
            }
        }
        assert_eq!(day("9999-12-15").months_away(1), Day(day("9999-12-15").0 + 31));
    }

    #[test]
    fn working_days_forth_and_back() {
        let holidays: BTreeSet<Day> =
            ["2025-06-30", "2025-07-01", "2025-07-04", "2025-07-05", "2025-07-08", "2025-07-21"].map(day).into();
        let works = |day: &Day| day.is_weekday() && !holidays.contains(day);
        for start in (0..30).map(|n| Day(day("2025-06-20").0 + n)) {
            for days in 1..25_i32 {
                let count = u32::try_from(days).expect("small");
                assert_eq!(start.working_days_away(days, &holidays), start.plus_working_days(count, &holidays));
                let back = (1..).map(|n| Day(start.0 - n)).filter(works).nth(usize::try_from(days - 1).expect("small"));
                assert_eq!(Some(start.working_days_away(-days, &holidays)), back, "{days} before {start}");
            }
            assert_eq!(start.working_days_away(0, &holidays), start);
        }
    }

    #[test]
    fn working_days_are_those_that_counting_finds() {
        // 2025-06-30 was a Monday.
        for from in 0..14 {
            let start = Day(day("2025-06-30").0 + from);
            let (mut at, mut counted) = (start, 0);
            for days in 0..60 {
                while counted < days {
                    at = at.next();
                    counted += u32::from((at.0 - day("2025-06-30").0).rem_euclid(7) < 5);
                }
                assert_eq!(start.plus_working_days(days, &BTreeSet::new()), at, "{days} after {start}");
            }
        }
        assert_eq!(day("9999-12-01").plus_working_days(u32::MAX, &BTreeSet::new()), day("9999-12-31"));
    }

    #[test]
    fn holidays_are_no_working_days() {
        let holidays: BTreeSet<Day> =
            ["2025-07-01", "2025-07-04", "2025-07-05", "2025-07-07", "2025-07-08", "2025-07-21"].map(day).into();
        for start in 0..12 {
            let start = Day(day("2025-06-28").0 + start);
            for days in 0..30 {
                let mut at = start;
                let mut counted = 0;
                while counted < days {
                    at = at.next();
                    counted += u32::from(at.is_weekday() && !holidays.contains(&at));
                }
                assert_eq!(start.plus_working_days(days, &holidays), at, "{days} after {start}");
            }
        }
    }
}
