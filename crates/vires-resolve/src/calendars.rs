//! Calendars: the days of one sort by which periods are counted.

use std::collections::BTreeSet;

use vires_model::{CalendarId, Counts, Day, Life};
use vires_syntax::ast::{ClauseKind, DaysInARow, DaysOf, DeclarationKind};
use vires_words::words;

use crate::clauses::Stated;
use crate::declarations::Declared;
use crate::names::Thing;
use crate::numbers::said_day;
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Here, Resolver};

/// Days in a row that one calendar may name at once: a hundred years.
const MOST_IN_A_ROW: usize = 36_525;

impl<'a> Resolver<'a> {
    pub(crate) fn calendar_rows(&mut self) {
        for row in self.declared.clone() {
            if let Some(thing @ Thing::Calendar(id)) = row.thing {
                let done = self.calendar(&row, id);
                self.poison(thing, done);
            }
        }
    }

    fn calendar(&mut self, row: &Declared<'a>, id: CalendarId) -> Done<()> {
        let DeclarationKind::Calendar { days: written, of } = &row.declaration.kind else { return Err(Failed) };
        let here = row.here;
        let mut done = Ok(());
        let mut stated = Stated::default();
        for clause in &row.line.clauses {
            let step = match &clause.kind {
                ClauseKind::Also(_) => Ok(()),
                _ => match self.date_clause(here, clause, &mut stated) {
                    Ok(true) => Ok(()),
                    Ok(false) => Err(self.misplaced(here, clause, words!("a calendar", "một lịch"))),
                    Err(Failed) => Err(Failed),
                },
            };
            done = done.and(step);
        }
        self.nothing_below(here, row.line);
        done = done.and(self.without_events(here, row.line.span, stated, words!("a calendar", "một lịch")));
        let mut days: BTreeSet<Day> = BTreeSet::new();
        for row in written {
            match self.days_in_a_row(here, row) {
                Ok(row) => days.extend(row),
                Err(Failed) => done = Err(Failed),
            }
        }
        done?;
        let counts = match of {
            DaysOf::Named => Counts::Named,
            DaysOf::WorkingDaysExcept => Counts::WorkingDays,
            DaysOf::DaysExcept => Counts::Days,
        };
        if days.is_empty() && counts == Counts::Named {
            let problem = Problem::error(
                code::MISPLACED,
                here.span(row.line.span),
                words!("this calendar names no day", "lịch này không nêu ngày nào"),
            );
            self.report(problem.help(words!(
                "write its days: `calendar sitting_days : 2026-01-05, 2026-01-06`, or which working days are none of it: \
                 `calendar bank_days is working days except 2026-04-03`",
                "nêu các ngày: `lịch sitting_days : 2026-01-05, 2026-01-06`, hoặc những ngày làm việc không tính: \
                 `lịch bank_days là ngày làm việc trừ 2026-04-03`"
            )));
            return Err(Failed);
        }
        // The years from that of its first day to that of its last.
        let year = |day: &Day, last: bool| {
            let (year, ..) = day.ymd();
            if last { Day::from_ymd(year, 12, 31) } else { Day::from_ymd(year, 1, 1) }
        };
        let covers = Life {
            from: stated.from.or_else(|| days.first().and_then(|day| year(day, false))),
            until: stated.until.or_else(|| days.last().and_then(|day| year(day, true))),
        };
        self.forwards(here, row.line.span, covers)?;
        if let Some(outside) = days.iter().find(|day| !covers.contains(**day)) {
            self.report(Problem::error(
                code::OUT_OF_RANGE,
                here.span(row.line.span),
                words!(
                    "{outside} is not among the days that this calendar covers",
                    "{outside} không nằm trong khoảng thời gian của lịch này"
                ),
            ));
            return Err(Failed);
        }
        let calendar = &mut self.model.calendars[id];
        calendar.days = days;
        calendar.counts = counts;
        calendar.covers = covers;
        Ok(())
    }

    /// `2026-08-01 to 2026-08-31`: each of them.
    pub(crate) fn days_in_a_row(&mut self, here: Here, row: &DaysInARow) -> Done<Vec<Day>> {
        let first = self.day(here, row.first.span, row.first.value)?;
        let Some(last) = &row.last else { return Ok(vec![first]) };
        let until = self.day(here, last.span, last.value)?;
        let span = row.first.span.to(last.span);
        if until < first {
            let problem = Problem::error(
                code::OUT_OF_RANGE,
                here.span(span),
                words!(
                    "{until} is earlier than {first}",
                    "{until} sớm hơn {first}",
                    until = said_day(until),
                    first = said_day(first)
                ),
            );
            self.report(problem.help(words!(
                "write the first day before `to`, and the last behind it",
                "viết ngày đầu trước `đến`, ngày cuối sau `đến`"
            )));
            return Err(Failed);
        }
        let days: Vec<Day> = std::iter::successors(Some(first), |day| (*day < until).then(|| day.next()))
            .take(MOST_IN_A_ROW + 1)
            .collect();
        if days.len() > MOST_IN_A_ROW {
            self.report(Problem::error(
                code::OUT_OF_RANGE,
                here.span(span),
                words!("these are more days than a hundred years have", "ở đây có nhiều ngày hơn một trăm năm"),
            ));
            return Err(Failed);
        }
        Ok(days)
    }
}
