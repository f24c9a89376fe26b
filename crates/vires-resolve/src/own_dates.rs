//! Days counted from a day that the instrument itself has, or from an event: `published + 6 months`.

use vires_model::Day;
use vires_syntax::ast::{ClauseKind, DateBase, DateRef, DurationUnit};
use vires_syntax::span::Span;
use vires_words::words;

use crate::declarations::Declared;
use crate::names::Thing;
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Here, Resolver};

impl<'a> Resolver<'a> {
    /// So much later than that day, one length after another.
    pub(crate) fn later_day(
        &mut self,
        here: Here,
        span: Span,
        base: &DateBase,
        later: &[(u32, DurationUnit)],
    ) -> Done<Day> {
        let mut day = match base {
            DateBase::Event(name) => self.date(here, &DateRef::Event(name.clone()))?,
            own => self.own_day(here, span, own)?,
        };
        for (count, unit) in later {
            day = match unit {
                DurationUnit::Days => day.plus_days(*count),
                DurationUnit::Weeks => day.plus_days(count.saturating_mul(7)),
                DurationUnit::WorkingDays => day.plus_working_days(*count, &self.model.holidays),
                DurationUnit::Months => day.plus_months(*count),
                DurationUnit::Years => day.plus_months(count.saturating_mul(12)),
            };
        }
        Ok(day)
    }

    /// When the instrument in which these words stand was signed, published or issued, as it says.
    fn own_day(&mut self, here: Here, span: Span, base: &DateBase) -> Done<Day> {
        // A provision belongs to the instrument declared last.
        let declared = self.declared.iter().filter(|row| {
            row.here.file == here.file
                && row.line.span.start < span.start
                && matches!(row.thing, Some(Thing::Instrument(_)))
        });
        let Some(row) = declared.max_by_key(|row| row.line.span.start).copied() else {
            self.report(Problem::error(
                code::MISPLACED,
                here.span(span),
                words!("these words stand in no instrument", "các từ này không nằm trong văn bản nào"),
            ));
            return Err(Failed);
        };
        match stated(&row, base) {
            Some(DateRef::After { base, .. }) if !matches!(base, DateBase::Event(_)) => {
                self.report(
                    Problem::error(
                        code::MISPLACED,
                        here.span(span),
                        words!(
                            "that day is itself counted from another day of the instrument",
                            "ngày đó lại được tính từ một ngày khác của chính văn bản"
                        ),
                    )
                    .help(words!("write the day there", "hãy viết rõ ngày ở đó")),
                );
                Err(Failed)
            }
            Some(date) => self.date(row.here, &date.clone()),
            None => {
                let (was, write) = match base {
                    DateBase::Signed => (words!("signed", "ký"), words!("signed on", "ký ngày")),
                    DateBase::Published => (words!("published", "công bố"), words!("published on", "công bố ngày")),
                    _ => (words!("issued", "ban hành"), words!("issued on", "ban hành ngày")),
                };
                let name = row.declaration.name.as_ref().map_or("", |name| name.value.as_str());
                self.report(
                    Problem::error(
                        code::MISPLACED,
                        here.span(span),
                        words!(
                            "`{name}` does not say when it was {was}, so no day can be counted from it",
                            "`{name}` chưa nêu ngày {was} nên không tính được ngày nào từ đó",
                            was = was
                        ),
                    )
                    .see(row.here.span(row.line.span), words!("the instrument", "văn bản"))
                    .help(words!(
                        "add the day to the instrument: `{write} 2025-01-31`",
                        "thêm ngày vào văn bản: `{write} 2025-01-31`",
                        write = write
                    )),
                );
                Err(Failed)
            }
        }
    }
}

/// What an instrument says of such a day.
fn stated<'a>(row: &Declared<'a>, base: &DateBase) -> Option<&'a DateRef> {
    row.line.clauses.iter().find_map(|clause| match (&clause.kind, base) {
        (ClauseKind::SignedOn(date), DateBase::Signed)
        | (ClauseKind::PublishedOn(date), DateBase::Published)
        | (ClauseKind::IssuedOn(date), DateBase::Issued) => Some(date),
        (ClauseKind::IssuedBy { on, .. }, DateBase::Issued) => on.as_ref(),
        _ => None,
    })
}
