//! Days counted by the calendar from a date of the case: how many days a month, a year or so many working days last turns on
//! where they begin.

use std::collections::BTreeSet;

use crate::date::Day;
use crate::ids::FactId;
use crate::number::Rational;

/// A lapse of time: so many days first, then months, then working days. Numbers below zero count back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Lapse {
    /// Calendar days.
    pub days: i32,
    /// Months; a day that the last month lacks is its last day.
    pub months: i32,
    /// Days from Monday to Friday that are no holidays.
    pub working_days: i32,
}

/// The day so much later than a date of the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Later {
    /// The answer from which it is counted; none: the day asked about.
    pub from: Option<FactId>,
    /// How much later.
    pub lapse: Lapse,
}

impl Lapse {
    /// The day on which it is over. A later day never leads to an earlier one.
    #[must_use]
    pub fn after(self, day: Day, holidays: &BTreeSet<Day>) -> Day {
        let day = day.days_away(self.days).months_away(self.months);
        day.working_days_away(self.working_days, holidays)
    }

    /// The first day from which it leads to this one, or beyond.
    #[must_use]
    pub fn first_to(self, target: Day, holidays: &BTreeSet<Day>) -> Day {
        let (least, most) = self.bounds(holidays);
        let day = |number: i64| Day(i32::try_from(number).unwrap_or(if number < 0 { i32::MIN } else { i32::MAX }));
        // From `before` it does not lead so far, from `enough` it does.
        let (mut before, mut enough) = (i64::from(target.0) - most - 1, i64::from(target.0) - least);
        while enough - before > 1 {
            let middle = before + (enough - before) / 2;
            if self.after(day(middle), holidays) >= target {
                enough = middle;
            } else {
                before = middle;
            }
        }
        day(enough)
    }

    /// Of how many days it is at least, and at most, wherever it begins.
    #[must_use]
    pub fn bounds(self, holidays: &BTreeSet<Day>) -> (i64, i64) {
        let months = i64::from(self.months.unsigned_abs());
        // The shortest and the longest run of months of any length, and what a last month may lack.
        let (short, long) = match months {
            0 => (0, 0),
            1 => (28, 31),
            _ => (months * 146_097 / 4_800 - 4, months * 146_097 / 4_800 + 4),
        };
        let working = i64::from(self.working_days.unsigned_abs());
        let free = i64::try_from(holidays.len()).unwrap_or(i64::MAX);
        let (few, many) = match working {
            0 => (0, 0),
            _ => (working, (working + free) / 5 * 7 + (working + free) % 5 + 2),
        };
        let signed = |back: bool, (least, most): (i64, i64)| if back { (-most, -least) } else { (least, most) };
        let (short, long) = signed(self.months < 0, (short, long));
        let (few, many) = signed(self.working_days < 0, (few, many));
        (i64::from(self.days) + short + few, i64::from(self.days) + long + many)
    }

    /// Whether it is over no later than another that begins on the same day, whichever day that is.
    #[must_use]
    pub const fn is_never_longer_than(self, other: Self) -> bool {
        self.days <= other.days && self.months <= other.months && self.working_days <= other.working_days
    }
}

impl Later {
    /// The number of the day, where that from which it is counted is this one.
    #[must_use]
    pub fn day(self, from: Rational, holidays: &BTreeSet<Day>) -> Option<Rational> {
        let from = i32::try_from(from.floor().to_integer()).ok().map(Day)?;
        Some(Rational::from_integer(self.lapse.after(from, holidays).0.into()))
    }

    /// The number of the first day from which it is counted to this day, or beyond it.
    #[must_use]
    pub fn first_to(self, day: Rational, holidays: &BTreeSet<Day>) -> Option<Rational> {
        let day = i32::try_from(day.ceil().to_integer()).ok().map(Day)?;
        Some(Rational::from_integer(self.lapse.first_to(day, holidays).0.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAPSES: [Lapse; 9] = {
        const fn lapse(days: i32, months: i32, working_days: i32) -> Lapse {
            Lapse { days, months, working_days }
        }
        [
            lapse(0, 1, 0),
            lapse(0, -1, 0),
            lapse(0, 2, 0),
            lapse(5, 3, 0),
            lapse(0, 12, 0),
            lapse(0, -25, 0),
            lapse(0, 0, 10),
            lapse(0, 0, -3),
            lapse(1, 1, 7),
        ]
    };

    #[test]
    fn lapses_stay_in_their_bounds_and_in_order() {
        let holidays: BTreeSet<Day> = [19_000, 19_003, 19_004, 19_008, 19_400].map(Day).into();
        for lapse in LAPSES {
            let (least, most) = lapse.bounds(&holidays);
            let mut last = Day(i32::MIN);
            for day in (18_900..22_000).chain(-400_000..-399_000).map(Day) {
                let end = lapse.after(day, &holidays);
                assert!(end >= last || day.0 == -400_000, "{lapse:?} from {day}");
                last = end;
                let offset = i64::from(end.0) - i64::from(day.0);
                assert!((least..=most).contains(&offset), "{lapse:?} from {day}: {offset}");
                let first = lapse.first_to(day, &holidays);
                assert!(lapse.after(first, &holidays) >= day && lapse.after(first.previous(), &holidays) < day);
            }
        }
    }
}
