//! Days counted by the calendar from other days: months, years and working days.

use crate::tables::{Later, NONE, TermOf};

/// 1 March of the year 0, as the number of a day. Years begin with March here, so that a leap day is the last of its year.
const FIRST: i64 = -719_468;
/// The days of 400 years, after which the calendar comes again.
const CYCLE: i64 = 146_097;

impl TermOf {
    /// What it hangs on, or itself.
    pub(crate) const fn base(self) -> Self {
        match self {
            Self::Later(Later { from: NONE, .. }) => Self::Day,
            Self::Later(Later { from, .. }) => Self::Number(from),
            own => own,
        }
    }
}

impl Later {
    /// The day, where that from which it is counted is this one.
    pub(crate) fn day(self, from: i64, holidays: &[i32]) -> i64 {
        let day = months_later(from + i64::from(self.days), self.months.into());
        working_days_later(day, self.working_days.into(), holidays)
    }

    /// The first day from which it is counted to this day, or beyond it.
    pub(crate) fn first_to(self, target: i64, holidays: &[i32]) -> i64 {
        let months = i64::from(self.months.unsigned_abs());
        let working = i64::from(self.working_days.unsigned_abs()) + i64::try_from(holidays.len()).unwrap_or(0);
        // Farther than it ever is.
        let far = i64::from(self.days.unsigned_abs()) + 31 * months + 2 * working + 14;
        let (mut before, mut enough) = (target - far, target + far);
        while enough - before > 1 {
            let middle = before + (enough - before) / 2;
            if self.day(middle, holidays) >= target {
                enough = middle;
            } else {
                before = middle;
            }
        }
        enough
    }
}

const fn first_of(month: i64) -> i64 {
    let (year, month) = (month.div_euclid(12), month.rem_euclid(12));
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    FIRST + 365 * year + leap_days + (153 * month + 2) / 5
}

const fn month_of(day: i64) -> i64 {
    let (cycle, day) = ((day - FIRST).div_euclid(CYCLE), (day - FIRST).rem_euclid(CYCLE));
    let year = (day - day / 1_460 + day / 36_524 - day / (CYCLE - 1)) / 365;
    let of_year = day - (365 * year + year / 4 - year / 100);
    12 * (400 * cycle + year) + (5 * of_year + 2) / 153
}

/// A day that the last month lacks is its last day.
fn months_later(day: i64, months: i64) -> i64 {
    let month = month_of(day);
    let first = first_of(month + months);
    (first + day - first_of(month)).min(first_of(month + months + 1) - 1)
}

fn working_days_later(day: i64, count: i64, holidays: &[i32]) -> i64 {
    if count == 0 {
        return day;
    }
    // 1970-01-01 was a Thursday; weekdays are counted from the Monday before.
    let weekdays = |day: i64| 5 * (day + 3).div_euclid(7) + ((day + 3).rem_euclid(7) + 1).min(5);
    let lost = |day: i64| i64::try_from(holidays.partition_point(|free| i64::from(*free) <= day)).unwrap_or(0);
    let wanted =
        if count > 0 { weekdays(day) - lost(day) + count } else { weekdays(day - 1) - lost(day - 1) + count + 1 };
    let mut free = 0;
    loop {
        let number = wanted + free - 1;
        let found = 7 * number.div_euclid(5) + number.rem_euclid(5) - 3;
        if lost(found) == free {
            return found;
        }
        free = lost(found);
    }
}
