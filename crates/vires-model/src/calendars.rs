//! Days of one sort by which periods are counted: sitting days, court days, the bank days of a region.

use std::collections::BTreeSet;

use crate::date::{Day, Life};
use crate::ids::PackageId;
use crate::source::SourceSpan;

/// A calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// Where it is declared.
    pub package: PackageId,
    /// Its name.
    pub name: String,
    /// What people read; the name where none was given.
    pub label: String,
    /// Which days count.
    pub counts: Counts,
    /// The days that are named.
    pub days: BTreeSet<Day>,
    /// The days for which it says which count. Beyond, nobody knows.
    pub covers: Life,
    /// Where.
    pub span: SourceSpan,
}

/// Which days of a calendar count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counts {
    /// Those that are named.
    Named,
    /// The working days that are not named.
    WorkingDays,
    /// All days that are not named.
    Days,
}

impl Calendar {
    /// So many of its days later: the first of them is the first after this one. None where that is beyond the days that it covers.
    #[must_use]
    pub fn count(&self, start: Day, days: u32, holidays: &BTreeSet<Day>) -> Option<Day> {
        if days == 0 {
            return Some(start);
        }
        let last = match self.counts {
            Counts::Named => *self.days.range(start.next()..).nth(usize::try_from(days - 1).ok()?)?,
            Counts::WorkingDays => {
                let free: BTreeSet<Day> = holidays.union(&self.days).copied().collect();
                start.plus_working_days(days, &free)
            }
            // Each day on the way that does not count puts the end off by one.
            Counts::Days => self
                .days
                .range(start.next()..)
                .try_fold(start.plus_days(days), |end, day| if *day <= end { Ok(end.plus_days(1)) } else { Err(end) })
                .unwrap_or_else(|end| end),
        };
        (self.covers.contains(start.next()) && self.covers.contains(last)).then_some(last)
    }
}
