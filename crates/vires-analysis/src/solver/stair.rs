//! Days that are counted by the calendar from other days: a staircase that never falls.

use std::collections::BTreeSet;

use vires_model::{Day, Lapse};

/// The days of 400 years, after which the calendar comes again.
pub(super) const CYCLE: i64 = 146_097;
/// The months of four years, one of which has a leap day: every run of months shorter than a year begins in one of them.
const MONTHS: i32 = 48;
/// So many days at the end of a month may be put off to the last of a shorter one.
const CLIPPED: i64 = 4;
/// A stretch of days is cut where it is longer.
const LONGEST: i64 = 400;

/// A lapse of time, and how many days it lasts.
#[derive(Debug, Clone)]
pub(crate) struct Stair {
    pub(super) lapse: Lapse,
    holidays: BTreeSet<Day>,
    /// At least and at most, wherever it begins.
    pub(super) least: i64,
    pub(super) most: i64,
}

impl Stair {
    pub(crate) fn new(lapse: Lapse, holidays: &BTreeSet<Day>) -> Self {
        let holidays = if lapse.working_days == 0 { BTreeSet::new() } else { holidays.clone() };
        let mut own = Self { lapse, holidays, least: 0, most: 0 };
        let (months, working) = (own.bounds_of_months(), own.bounds_of_working_days());
        own.least = i64::from(lapse.days) + months.0 + working.0;
        own.most = i64::from(lapse.days) + months.1 + working.1;
        own
    }

    /// The day on which the lapse is over that begins on this one.
    pub(super) fn after(&self, day: i64) -> i64 {
        i64::from(self.lapse.after(Day(i32::try_from(day).unwrap_or(i32::MAX)), &self.holidays).0)
    }

    /// How many days it lasts from this day on.
    pub(super) fn offset(&self, day: i64) -> i64 {
        self.after(day) - day
    }

    /// By how many days it may differ.
    pub(super) const fn play(&self) -> i64 {
        self.most - self.least
    }

    /// The last of the days that make this calendar another than that of 400 years before.
    pub(super) fn last_holiday(&self) -> Option<i64> {
        self.holidays.last().map(|day| i64::from(day.0))
    }

    /// The first of them.
    pub(super) fn first_holiday(&self) -> Option<i64> {
        self.holidays.first().map(|day| i64::from(day.0))
    }

    /// The longest and the shortest that its months last.
    fn bounds_of_months(&self) -> (i64, i64) {
        let (years, months) = (i64::from(self.lapse.months / 12), self.lapse.months % 12);
        let mut bounds = (0, 0);
        if months != 0 {
            let only =
                Self { lapse: Lapse { months, ..Lapse::default() }, holidays: BTreeSet::new(), least: 0, most: 0 };
            let mut seen: Option<(i64, i64)> = None;
            for month in 0..MONTHS {
                // A month begins with its longest lapse and ends with its shortest.
                let first = i64::from(Day(0).months_away(month).0);
                for day in std::iter::once(first).chain(first - CLIPPED..first) {
                    seen = Some(wider(seen, only.offset(day)));
                }
            }
            bounds = seen.unwrap_or(bounds);
        }
        // Of four years one has a leap day, but for three in four hundred.
        let length = years.abs();
        let (few, many) = ((length / 4 - length / 100 - 1).max(0), (length + 3) / 4);
        let (short, long) = (365 * length + few, 365 * length + many);
        if years < 0 { (bounds.0 - long, bounds.1 - short) } else { (bounds.0 + short, bounds.1 + long) }
    }

    fn bounds_of_working_days(&self) -> (i64, i64) {
        let lapse = Lapse { working_days: self.lapse.working_days, ..Lapse::default() };
        if lapse.working_days == 0 {
            return (0, 0);
        }
        let (least, most) = lapse.bounds(&self.holidays);
        let only = Self { lapse, ..self.clone() };
        let mut bounds: Option<(i64, i64)> = None;
        // A week without a holiday, and all days on which one is in the way.
        let ordinary = self.last_holiday().unwrap_or(0) + least.abs().max(most.abs()) + 7;
        for day in ordinary..ordinary + 7 {
            bounds = Some(wider(bounds, only.offset(day)));
        }
        let mut seen = i64::MIN;
        let reach = bounds.map_or(0, |(least, most)| least.abs().max(most.abs()));
        for holiday in self.holidays.iter().map(|day| i64::from(day.0)) {
            // Holidays in a row put the end off further: as far as the widest seen so far.
            let wide = bounds.map_or(reach, |(least, most)| least.abs().max(most.abs())) + 7;
            for day in (holiday - wide).max(seen)..=holiday + wide {
                bounds = Some(wider(bounds, only.offset(day)));
                seen = day + 1;
            }
        }
        bounds.unwrap_or((0, 0))
    }
}

fn wider(bounds: Option<(i64, i64)>, offset: i64) -> (i64, i64) {
    bounds.map_or((offset, offset), |(least, most)| (least.min(offset), most.max(offset)))
}

/// The days around one from which each of some lapses lasts equally long.
pub(super) fn stretch<'s>(stairs: impl Iterator<Item = &'s Stair> + Clone, day: i64) -> (i64, i64) {
    let alike = |other: i64| stairs.clone().all(|stair| stair.offset(other) == stair.offset(day));
    let (mut from, mut until) = (day, day);
    while day - from < LONGEST && alike(from - 1) {
        from -= 1;
    }
    while until - day < LONGEST && alike(until + 1) {
        until += 1;
    }
    (from, until)
}
