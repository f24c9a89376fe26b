//! Constants, typed by what they are compared with.

use num_traits::{CheckedDiv, CheckedMul};
use vires_model::{Day, Domain, FactId, Measure, Ordered, Rational};
use vires_syntax::ast::{DurationUnit, Expression, ExpressionKind};
use vires_syntax::span::Span;
use vires_words::{Words, words};

use crate::names::{Sorts, UnitId};
use crate::numbers::{duration, in_bounds, on_grid, written, written_as};
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Here, Resolver};

const DAYS_A_WEEK: Rational = Rational::new_raw(7, 1);
const MONTHS_A_YEAR: Rational = Rational::new_raw(12, 1);

/// What values of a measure are, after "needs": `an amount in MW`.
pub(crate) fn wanted(measure: &Measure) -> Words {
    match measure {
        Measure::Number => words!("a plain number", "một số"),
        Measure::Percent => words!("a percentage, such as 65%", "một tỷ lệ phần trăm như 65%"),
        Measure::Unit(unit) => words!("an amount in {unit}", "một lượng tính bằng {unit}"),
        Measure::Date => words!("a date, such as 2025-07-01", "một ngày như 2025-07-01"),
        Measure::Days => words!("a number of days", "một số ngày"),
        Measure::WorkingDays => words!("a number of working days", "một số ngày làm việc"),
        Measure::Months => words!("a number of months", "một số tháng"),
        Measure::Years => words!("a number of years", "một số năm"),
    }
}

impl Resolver<'_> {
    /// The value of a constant in the unit of `of`, not yet held against its range and decimals.
    /// `bare`: a number may stand without its unit.
    pub(crate) fn constant(
        &mut self,
        here: Here,
        value: &Expression,
        of: &Ordered,
        unit: Option<UnitId>,
        bare: bool,
    ) -> Done<Rational> {
        let span = value.span;
        match &value.kind {
            ExpressionKind::Number(number) => {
                let exact = self.exact(here, number)?;
                if of.measure == Measure::Number || bare && of.measure != Measure::Date {
                    return Ok(exact);
                }
                let help = match &of.measure {
                    Measure::Date => {
                        words!("write the date as 2025-07-01", "viết ngày theo dạng 2025-07-01")
                    }
                    measure => words!("write {written}", "viết {written}", written = written_as(exact, measure)),
                };
                let message = if of.measure == Measure::Date {
                    words!("a number stands here where the text needs a date", "ở đây là số trong khi cần một ngày")
                        .to_owned()
                } else {
                    words!("this number lacks its unit", "số này thiếu đơn vị đo")
                };
                self.report(Problem::error(code::WRONG_TYPE, here.span(span), message).help(help));
                Err(Failed)
            }
            ExpressionKind::Quantity(number, name) => {
                let exact = self.exact(here, number);
                let from = self.find_unit(here, name)?;
                let exact = exact?;
                match (&of.measure, unit) {
                    (Measure::Unit(_), Some(to)) => self.convert(here, span, exact, from, to),
                    _ => Err(self.wrong_type(here, span, &of.measure)),
                }
            }
            ExpressionKind::Percent(number) => {
                let exact = self.exact(here, number)?;
                if of.measure == Measure::Percent {
                    return Ok(exact);
                }
                Err(self.wrong_type(here, span, &of.measure))
            }
            ExpressionKind::Date(date) => {
                let day = self.day(here, span, *date)?;
                if of.measure == Measure::Date {
                    return Ok(day_number(day));
                }
                Err(self.wrong_type(here, span, &of.measure))
            }
            ExpressionKind::Duration(number, unit) => {
                let exact = self.exact(here, number)?;
                self.in_duration(here, span, exact, *unit, &of.measure)
            }
            ExpressionKind::Negate(inner) => Ok(-self.constant(here, inner, of, unit, bare)?),
            ExpressionKind::Name(name) => Err(self.not_a_constant(here, span, name, &of.measure)),
            ExpressionKind::YesNo(_) => Err(self.wrong_type(here, span, &of.measure)),
            ExpressionKind::Unlimited => {
                self.report(
                    Problem::error(
                        code::WRONG_TYPE,
                        here.span(span),
                        words!(
                            "`unlimited` is what a parameter may be set to, if it is a number or an amount",
                            "chỉ định mức là số hoặc lượng mới được ấn định `không hạn chế`"
                        ),
                    )
                    .help(words!(
                        "leave the limit out where there is none, or set a parameter: `set limit of head to unlimited`",
                        "bỏ giới hạn nếu không có giới hạn, hoặc ấn định: `ấn định limit của head là không hạn chế`"
                    )),
                );
                Err(Failed)
            }
            ExpressionKind::None => {
                self.report(
                    Problem::error(
                        code::WRONG_TYPE,
                        here.span(span),
                        words!(
                            "`none` is neither more nor less than anything",
                            "`không có` không lớn hơn hay nhỏ hơn bất cứ gì"
                        ),
                    )
                    .help(words!(
                        "ask `is none` as a condition of its own",
                        "hỏi `là không có` bằng một điều kiện riêng"
                    )),
                );
                Err(Failed)
            }
            _ => Err(self.not_written_out(here, span, &of.measure)),
        }
    }

    fn in_duration(
        &mut self,
        here: Here,
        span: Span,
        value: Rational,
        unit: DurationUnit,
        of: &Measure,
    ) -> Done<Rational> {
        if duration(unit) == *of && unit != DurationUnit::Weeks {
            return Ok(value);
        }
        let converted = match (unit, of) {
            (DurationUnit::Weeks, Measure::Days) => value.checked_mul(&DAYS_A_WEEK),
            (DurationUnit::Years, Measure::Months) => value.checked_mul(&MONTHS_A_YEAR),
            (DurationUnit::Months, Measure::Years) => value.checked_div(&MONTHS_A_YEAR),
            _ => {
                let shown = written_as(value, &duration(unit));
                self.report(
                    Problem::error(
                        code::WRONG_TYPE,
                        here.span(span),
                        words!(
                            "{shown} cannot be compared here; the text needs {wanted}",
                            "không thể so sánh {shown} ở đây; cần {wanted}",
                            shown = shown,
                            wanted = wanted(of)
                        ),
                    )
                    .help(words!(
                        "only months and years convert into each other: how many days a month or a working \
                         week has depends on the calendar",
                        "chỉ tháng và năm quy đổi được cho nhau: một tháng hay một tuần làm việc có bao \
                         nhiêu ngày tùy thuộc vào lịch"
                    )),
                );
                return Err(Failed);
            }
        };
        converted.filter(in_bounds).ok_or_else(|| self.too_large(here, span))
    }

    fn wrong_type(&mut self, here: Here, span: Span, of: &Measure) -> Failed {
        let words = self.words_at(here, span);
        self.report(Problem::error(
            code::WRONG_TYPE,
            here.span(span),
            words!(
                "`{words}` cannot be compared here; the text needs {wanted}",
                "không thể so sánh `{words}` ở đây; cần {wanted}",
                wanted = wanted(of)
            ),
        ));
        Failed
    }

    /// Something that follows from other things where only a value written out may stand.
    fn not_written_out(&mut self, here: Here, span: Span, of: &Measure) -> Failed {
        let words = self.words_at(here, span);
        self.report(Problem::error(
            code::WRONG_TYPE,
            here.span(span),
            words!(
                "`{words}` is not a value written out; here the text needs {wanted}",
                "`{words}` không phải là một giá trị viết rõ; ở đây cần {wanted}",
                wanted = wanted(of)
            ),
        ));
        Failed
    }

    /// A name where only a constant may stand.
    fn not_a_constant(&mut self, here: Here, span: Span, name: &str, of: &Measure) -> Failed {
        if self.may_be_reported(here.package, name) {
            return Failed;
        }
        let fact = Sorts::FACT.or(Sorts::DERIVED).or(Sorts::PARAMETER).or(Sorts::EVENT);
        match self.find_if_there(here, span, name, fact) {
            Some(_) => self.not_written_out(here, span, of),
            None => {
                let name = vires_syntax::span::Spanned::new(name.to_owned(), span);
                match self.find(here, &name, fact) {
                    Ok(_) | Err(Failed) => Failed,
                }
            }
        }
    }

    /// The value of a limit on a fact, within its range and no finer than its decimals.
    pub(crate) fn limit(&mut self, here: Here, value: &Expression, fact: FactId) -> Done<Rational> {
        let row = &self.model.facts[fact];
        let Domain::Ordered(ordered) = &row.domain else {
            return Err(Failed);
        };
        let (ordered, declared, name) = (ordered.clone(), row.span, row.name.clone());
        let unit = self.unit_of_fact.get(&fact).copied();
        let exact = self.constant(here, value, &ordered, unit, false)?;
        if let Some(decimals) = ordered.decimals
            && !on_grid(exact, decimals)
        {
            return Err(self.too_fine(here, value.span, exact, &ordered, decimals));
        }
        let below = ordered.from.is_some_and(|from| exact < from.value);
        let above = ordered.to.is_some_and(|to| to.value < exact);
        if !below && !above {
            return Ok(exact);
        }
        let (side, end) = if below {
            (words!("below", "nhỏ hơn"), ordered.from)
        } else {
            (words!("above", "lớn hơn"), ordered.to)
        };
        let end = end.map_or_else(|| Words::as_written(""), |end| written_as(end.value, &ordered.measure));
        self.report(
            Problem::error(
                code::OUT_OF_RANGE,
                here.span(value.span),
                words!(
                    "{value} is {side} every value of `{name}`",
                    "{value} {side} mọi giá trị của `{name}`",
                    side = side,
                    value = written_as(exact, &ordered.measure)
                ),
            )
            .see(
                declared,
                words!(
                    "declared here, {side} {end}",
                    "khai báo tại đây, {side} {end}",
                    side = if below { words!("from", "từ") } else { words!("to", "đến") },
                    end = end
                ),
            )
            .help(words!(
                "correct the limit, or widen the range of the fact",
                "sửa giới hạn, hoặc mở rộng khoảng giá trị của dữ kiện"
            )),
        );
        Err(Failed)
    }

    pub(crate) fn too_fine(&mut self, here: Here, span: Span, value: Rational, of: &Ordered, decimals: u32) -> Failed {
        let shown = written_as(value, &of.measure);
        let message = match (&of.measure, decimals) {
            (Measure::Number, 0) => {
                words!("{value} is no whole number", "{value} không phải là số nguyên", value = written(value))
            }
            (Measure::Unit(unit), 0) => {
                words!("{shown} is no whole number of {unit}", "{shown} không phải là số nguyên {unit}", shown = shown)
            }
            (_, 0) => words!("{shown} is not whole", "{shown} không phải là số nguyên", shown = shown),
            (_, 1) => words!("{shown} has more than 1 decimal", "{shown} có hơn 1 chữ số thập phân", shown = shown),
            (_, n) => {
                words!("{shown} has more than {n} decimals", "{shown} có hơn {n} chữ số thập phân", shown = shown)
            }
        };
        self.report(Problem::error(code::OUT_OF_RANGE, here.span(span), message).help(words!(
            "no case can have this value; round the limit, or declare more decimals with `with … \
             decimals`",
            "không hồ sơ nào có giá trị này; làm tròn giới hạn, hoặc khai báo thêm chữ số thập \
             phân bằng `với … chữ số thập phân`"
        )));
        Failed
    }
}

/// A date as the number that the model keeps.
pub(crate) fn day_number(day: Day) -> Rational {
    Rational::from_integer(i128::from(day.0))
}
