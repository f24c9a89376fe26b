//! Constants, typed by what they are compared with.

use num_traits::{CheckedDiv, CheckedMul};
use vires_model::{Day, Domain, FactId, Measure, Ordered, Rational};
use vires_syntax::ast::{DurationUnit, Expression, ExpressionKind};
use vires_syntax::span::Span;

use crate::names::{Sorts, Thing, UnitId};
use crate::numbers::{duration, in_bounds, on_grid, written, written_as};
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Here, Resolver};

const MONTHS_A_YEAR: Rational = Rational::new_raw(12, 1);

/// What values of a measure are, after "needs": `an amount in MW`.
pub(crate) fn wanted(measure: &Measure) -> String {
    match measure {
        Measure::Number => "a plain number".to_owned(),
        Measure::Percent => "a percentage, such as 65%".to_owned(),
        Measure::Unit(unit) => format!("an amount in {unit}"),
        Measure::Date => "a date, such as 2025-07-01".to_owned(),
        Measure::Days => "a number of days".to_owned(),
        Measure::WorkingDays => "a number of working days".to_owned(),
        Measure::Months => "a number of months".to_owned(),
        Measure::Years => "a number of years".to_owned(),
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
                    Measure::Date => "write the date as 2025-07-01".to_owned(),
                    measure => format!("write {}", written_as(exact, measure)),
                };
                let message = if of.measure == Measure::Date {
                    "a number stands here where the text needs a date".to_owned()
                } else {
                    "this number lacks its unit".to_owned()
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
            ExpressionKind::None => {
                self.report(
                    Problem::error(code::WRONG_TYPE, here.span(span), "`none` is neither more nor less than anything")
                        .help("ask `is none` as a condition of its own"),
                );
                Err(Failed)
            }
            ExpressionKind::Today => {
                self.not_yet(here, span, "comparisons of a fact with `today`");
                Err(Failed)
            }
            _ => Err(self.arithmetic(here, value)),
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
        if duration(unit) == *of {
            return Ok(value);
        }
        let converted = match (unit, of) {
            (DurationUnit::Years, Measure::Months) => value.checked_mul(&MONTHS_A_YEAR),
            (DurationUnit::Months, Measure::Years) => value.checked_div(&MONTHS_A_YEAR),
            _ => {
                let shown = written_as(value, &duration(unit));
                self.report(
                    Problem::error(
                        code::WRONG_TYPE,
                        here.span(span),
                        format!("{shown} cannot be compared here; the text needs {}", wanted(of)),
                    )
                    .help("only months and years convert into each other: how many days a month or a working week has depends on the calendar"),
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
            format!("`{words}` cannot be compared here; the text needs {}", wanted(of)),
        ));
        Failed
    }

    /// A name where only a constant may stand.
    fn not_a_constant(&mut self, here: Here, span: Span, name: &str, of: &Measure) -> Failed {
        if self.may_be_reported(here.package, name) {
            return Failed;
        }
        let fact = Sorts::FACT.or(Sorts::DERIVED);
        match self.find_if_there(here, span, name, fact) {
            Some(Thing::Fact(id)) if matches!(self.model.facts[id].domain, Domain::Ordered(_)) => {
                self.not_yet(here, span, "comparisons between two facts that are numbers, amounts or dates");
                Failed
            }
            Some(_) => self.wrong_type(here, span, of),
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
        let (side, end) = if below { ("below", ordered.from) } else { ("above", ordered.to) };
        let end = end.map_or_else(String::new, |end| written_as(end.value, &ordered.measure));
        self.report(
            Problem::error(
                code::OUT_OF_RANGE,
                here.span(value.span),
                format!("{} is {side} every value of `{name}`", written_as(exact, &ordered.measure)),
            )
            .see(declared, format!("declared here, {} {end}", if below { "from" } else { "to" }))
            .help("correct the limit, or widen the range of the fact"),
        );
        Err(Failed)
    }

    pub(crate) fn too_fine(&mut self, here: Here, span: Span, value: Rational, of: &Ordered, decimals: u32) -> Failed {
        let shown = written_as(value, &of.measure);
        let message = match (&of.measure, decimals) {
            (Measure::Number, 0) => format!("{} is no whole number", written(value)),
            (Measure::Unit(unit), 0) => format!("{shown} is no whole number of {unit}"),
            (_, 0) => format!("{shown} is not whole"),
            (_, 1) => format!("{shown} has more than 1 decimal"),
            (_, n) => format!("{shown} has more than {n} decimals"),
        };
        self.report(
            Problem::error(code::OUT_OF_RANGE, here.span(span), message)
                .help("no case can have this value; round the limit, or declare more decimals with `with … decimals`"),
        );
        Failed
    }
}

/// A date as the number that the model keeps.
pub(crate) fn day_number(day: Day) -> Rational {
    Rational::from_integer(i128::from(day.0))
}
