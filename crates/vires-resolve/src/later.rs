//! Months, years and working days after a date of the case: `received + 1 month`, `expiry - 10 working days`.
//!
//! How many days they last turns on where they begin, so that such a day is no sum but one term of a sum. A later day never leads to an
//! earlier one: what is counted from the later of two days is the later of what is counted from each.

use num_traits::{One, Zero};
use vires_model::{Day, Lapse, Later, Rational, Term};
use vires_syntax::span::Span;
use vires_words::words;

use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Here, Resolver};
use crate::sums::{Amount, Extreme, Kind};
use crate::values::day_number;

/// Longer lapses of time than this lead out of the calendar: 10,000 years.
const LONGEST: i32 = 120_000;

impl Resolver<'_> {
    /// So much later than a date, or earlier.
    pub(crate) fn counted_later(
        &mut self,
        here: Here,
        (date, date_at): (&Amount, Span),
        (lapse, lapse_at): (&Amount, Span),
        minus: bool,
    ) -> Done<Amount> {
        if !lapse.is_constant() {
            return Err(self.no_fixed_length(here, lapse_at, lapse.kind));
        }
        let count = lapse.constant.is_integer().then(|| i32::try_from(lapse.constant.to_integer()).ok()).flatten();
        let count = count.filter(|count| (-LONGEST..=LONGEST).contains(count));
        let Some(count) = count else { return Err(self.no_whole_length(here, lapse_at)) };
        let count = if minus { -count } else { count };
        let of = match lapse.kind {
            Kind::WorkingDays => Lapse { working_days: count, ..Lapse::default() },
            _ => Lapse { months: count, ..Lapse::default() },
        };
        let mut found = self.later_amount(date, of).ok_or_else(|| self.no_later_day(here, date_at))?;
        found.asked.extend(&lapse.asked);
        Ok(found)
    }

    /// None where it is counted from several answers at once.
    fn later_amount(&self, date: &Amount, of: Lapse) -> Option<Amount> {
        let moved = |days: Rational| i32::try_from(days.is_integer().then(|| days.to_integer())?).ok();
        if date.endless.is_some() {
            return Some(date.clone());
        }
        if of == Lapse::default() {
            return Some(date.clone());
        }
        let mut terms = date.terms.iter();
        match (terms.next(), terms.next(), &date.extremes[..]) {
            (None, None, []) => {
                let day = Day(moved(date.constant.floor())?);
                let later = match of.working_days {
                    0 => day.months_away(of.months),
                    _ => day.working_days_away(of.working_days, &self.model.holidays),
                };
                Some(Amount { constant: day_number(later), ..date.clone() })
            }
            (None, None, [(Extreme { greatest, of: several }, times)]) if times.is_one() => {
                let each = several.iter().map(|one| {
                    let one = Amount { constant: one.constant + date.constant, ..one.clone() };
                    self.later_amount(&one, of)
                });
                let extreme = Extreme { greatest: *greatest, of: each.collect::<Option<_>>()? };
                let extremes = vec![(extreme, Rational::one())];
                Some(Amount { constant: Rational::zero(), extremes, ..date.clone() })
            }
            (Some((term, times)), None, []) if times.is_one() => {
                let later = counted(*term, moved(date.constant)?, of)?;
                let terms = std::iter::once((Term::Later(later), Rational::one())).collect();
                Some(Amount { terms, constant: Rational::zero(), ..date.clone() })
            }
            _ => None,
        }
    }

    fn no_later_day(&mut self, here: Here, span: Span) -> Failed {
        self.report(
            Problem::error(
                code::NOT_EXACT,
                here.span(span),
                words!(
                    "months, years and working days are counted from one date: here they would be counted from a sum, or from days \
                     that are themselves counted behind such a length",
                    "tháng, năm và ngày làm việc được tính từ một ngày: ở đây chúng sẽ được tính từ một tổng, hoặc từ ngày đã được \
                     tính sau một khoảng như thế"
                ),
            )
            .help(words!(
                "count in this order: days, then months and years, then working days, then further days; or ask for the day itself as a \
                 fact: `fact lapses : date`",
                "hãy tính theo thứ tự: ngày, rồi tháng và năm, rồi ngày làm việc, rồi các ngày tiếp theo; hoặc hỏi chính ngày đó \
                 bằng một dữ kiện: `dữ kiện lapses : ngày`"
            )),
        );
        Failed
    }

    fn no_whole_length(&mut self, here: Here, span: Span) -> Failed {
        self.report(Problem::error(
            code::NOT_EXACT,
            here.span(span),
            words!(
                "months, years and working days are counted in whole numbers, up to 10,000 years",
                "tháng, năm và ngày làm việc được tính bằng số nguyên, không quá 10.000 năm"
            ),
        ));
        Failed
    }

    /// How long it is, is itself an answer.
    fn no_fixed_length(&mut self, here: Here, span: Span, kind: Kind) -> Failed {
        let what = self.kind_in_words(kind);
        self.report(
            Problem::error(
                code::NOT_EXACT,
                here.span(span),
                words!(
                    "{what} that the case says cannot be added to a date",
                    "{what} do hồ sơ nêu không thể cộng vào một ngày",
                    what = what
                ),
            )
            .help(words!(
                "write the number, or a parameter; or ask for the day itself as a fact: `fact lapses : date`. A deadline may be as long as the \
                 case says: `within term of received`",
                "hãy viết con số, hoặc một tham số; hoặc hỏi chính ngày đó bằng một dữ kiện: `dữ kiện lapses : ngày`. Còn thời hạn có thể \
                 dài theo hồ sơ: `trong thời hạn term kể từ received`"
            )),
        );
        Failed
    }
}

/// So many days and such a lapse after a term: days first, then months, then working days. None where they would come in another order.
fn counted(term: Term, days: i32, of: Lapse) -> Option<Later> {
    let (from, known) = match term {
        Term::Fact(fact) => (Some(fact), Lapse::default()),
        Term::Today => (None, Lapse::default()),
        Term::Later(later) => (later.from, later.lapse),
        Term::Count(_) => return None,
    };
    let lapse = if known == Lapse::default() {
        Lapse { days, ..of }
    } else if days != 0 {
        return None;
    } else if of.working_days != 0 {
        let alike = known.working_days == 0 || (known.working_days < 0) == (of.working_days < 0);
        let working_days = known.working_days.checked_add(of.working_days).filter(|_| alike)?;
        Lapse { working_days, ..known }
    } else if known.working_days == 0 && (known.months < 0) == (of.months < 0) {
        // As periods count: months are added up, and the day is that of the first one.
        Lapse { months: known.months.checked_add(of.months)?, ..known }
    } else {
        return None;
    };
    Some(Later { from, lapse })
}
