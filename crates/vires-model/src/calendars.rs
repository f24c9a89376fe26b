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
    /// The days that are named.
    pub days: BTreeSet<Day>,
    /// Those are the days that do not count: all other working days do.
    pub except: bool,
    /// The days for which it says which count. Beyond, nobody knows.
    pub covers: Life,
    /// Where.
    pub span: SourceSpan,
}

impl Calendar {
    /// So many of its days later: the first of them is the first after this one. None where that is beyond the days that it covers.
    #[must_use]
    pub fn count(&self, start: Day, days: u32, holidays: &BTreeSet<Day>) -> Option<Day> {
        if days == 0 {
            return Some(start);
        }
        let last = if self.except {
            let free: BTreeSet<Day> = holidays.union(&self.days).copied().collect();
            start.plus_working_days(days, &free)
        } else {
            *self.days.range(start.next()..).nth(usize::try_from(days - 1).ok()?)?
        };
        (self.covers.contains(start.next()) && self.covers.contains(last)).then_some(last)
    }
}
