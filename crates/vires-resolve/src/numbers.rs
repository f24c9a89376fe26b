//! Numbers as written, exactly.

use num_traits::{CheckedDiv, CheckedMul, Zero};
use vires_model::{Day, Life, Measure, Rational};
use vires_syntax::ast::{DurationUnit, Number};
use vires_syntax::span::{Span, Spanned};
use vires_words::{Words, words};

use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Here, Resolver};

/// Most decimals a number may have.
pub(crate) const MOST_DECIMALS: u32 = 12;

/// Numbers in a policy stay below 10^24 and are no finer than 10^-12, so that two of them can always be compared,
/// added and scaled within 128 bits.
pub(crate) fn in_bounds(value: &Rational) -> bool {
    const LARGEST: i128 = 10_i128.pow(24);
    const FINEST: i128 = 10_i128.pow(MOST_DECIMALS);
    value.numer().checked_abs().is_some_and(|numer| numer <= LARGEST) && *value.denom() <= FINEST
}

/// 10^n.
pub(crate) fn power_of_ten(n: u32) -> Option<Rational> {
    10_i128.checked_pow(n).map(Rational::from_integer)
}

/// Whether a value has no more than so many decimals.
pub(crate) fn on_grid(value: Rational, decimals: u32) -> bool {
    power_of_ten(decimals).and_then(|scale| value.checked_mul(&scale)).is_some_and(|scaled| scaled.is_integer())
}

fn read(digits: &str) -> Option<Rational> {
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |text: &str| text.len() <= 30 && text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !plain(whole) || !plain(part) {
        return None;
    }
    let numer: i128 = format!("{whole}{part}").parse().ok()?;
    Rational::from_integer(numer).checked_div(&power_of_ten(u32::try_from(part.len()).ok()?)?)
}

impl Resolver<'_> {
    /// The value of a number as written.
    pub(crate) fn exact(&mut self, here: Here, number: &Number) -> Done<Rational> {
        let value = || {
            let mut value = read(&number.digits)?;
            if let Some(denominator) = &number.denominator {
                value = value.checked_div(&read(denominator)?)?;
            }
            value.checked_mul(&power_of_ten(number.power_of_ten)?).filter(in_bounds)
        };
        let zero = number.denominator.as_deref().and_then(read).is_some_and(|by| by.is_zero());
        if zero {
            self.report(Problem::error(
                code::OUT_OF_RANGE,
                here.span(number.span),
                words!("nothing can be divided by zero", "không thể chia cho không"),
            ));
            return Err(Failed);
        }
        value().ok_or_else(|| self.too_large(here, number.span))
    }

    pub(crate) fn too_large(&mut self, here: Here, span: Span) -> Failed {
        self.report(
            Problem::error(
                code::OUT_OF_RANGE,
                here.span(span),
                words!(
                    "this number is too large, or has too many decimals, to be calculated with exactly",
                    "số này quá lớn hoặc có quá nhiều chữ số thập phân nên không thể tính chính xác"
                ),
            )
            .help(words!(
                "numbers may have up to 24 digits before the point and {MOST_DECIMALS} after it",
                "số có thể có đến 24 chữ số trước dấu chấm và {MOST_DECIMALS} chữ số sau dấu chấm"
            )),
        );
        Failed
    }

    /// A declared number of decimals.
    pub(crate) fn decimals(&mut self, here: Here, decimals: &Spanned<u32>) -> Done<u32> {
        if decimals.value <= MOST_DECIMALS {
            return Ok(decimals.value);
        }
        self.report(Problem::error(
            code::OUT_OF_RANGE,
            here.span(decimals.span),
            words!(
                "numbers may have at most {MOST_DECIMALS} decimals",
                "số có thể có nhiều nhất {MOST_DECIMALS} chữ số thập phân"
            ),
        ));
        Err(Failed)
    }
}

/// A number as people write it here: `20_000`, `1.5`, `1/3`.
pub(crate) fn written(value: Rational) -> String {
    let decimals = (0..=MOST_DECIMALS).find(|decimals| on_grid(value, *decimals));
    let Some(decimals) = decimals else {
        return format!("{}/{}", value.numer(), value.denom());
    };
    let scaled = power_of_ten(decimals).and_then(|scale| value.checked_mul(&scale));
    let digits = scaled.map_or_else(String::new, |scaled| scaled.numer().unsigned_abs().to_string());
    let digits = format!("{digits:0>width$}", width = decimals as usize + 1);
    let (whole, part) = digits.split_at(digits.len() - decimals as usize);
    let mut text = String::new();
    if value < Rational::zero() {
        text.push('-');
    }
    for (n, digit) in whole.char_indices() {
        if n > 0 && (whole.len() - n) % 3 == 0 {
            text.push('_');
        }
        text.push(digit);
    }
    if !part.is_empty() {
        text.push('.');
        text.push_str(part);
    }
    text
}

/// A value with what it measures, as policies write it: `50 MW`, `65%`, `2025-07-01`, `15 working days`.
#[must_use]
pub fn written_as(value: Rational, measure: &Measure) -> Words {
    let number = written(value);
    match measure {
        Measure::Number => Words::as_written(number),
        Measure::Percent => Words::as_written(format!("{number}%")),
        Measure::Unit(unit) => Words::as_written(format!("{number} {unit}")),
        Measure::Date => match i32::try_from(value.to_integer()) {
            Ok(day) => Words::as_written(Day(day).to_string()),
            Err(_) => Words::as_written(number),
        },
        Measure::Days => words!("{number} days", "{number} ngày"),
        Measure::WorkingDays => words!("{number} working days", "{number} ngày làm việc"),
        Measure::Months => words!("{number} months", "{number} tháng"),
        Measure::Years => words!("{number} years", "{number} năm"),
    }
}

/// A day as people write it.
pub(crate) fn said_day(day: Day) -> Words {
    let (year, month, day) = day.ymd();
    vires_words::date(year, month, day)
}

/// ` from 1 March 2027 on`, ` on 1 March 2027`: with a space before; nothing of all days.
pub(crate) fn said_days(days: Life) -> Words {
    match (days.from.map(said_day), days.until.map(said_day)) {
        (Some(from), Some(until)) if from == until => words!(" on {from}", " vào ngày {from}", from = from),
        (Some(from), Some(until)) => {
            words!(" from {from} to {until}", " từ ngày {from} đến hết ngày {until}", from = from, until = until)
        }
        (Some(from), None) => words!(" from {from} on", " từ ngày {from}", from = from),
        (None, Some(until)) => words!(" until {until}", " đến hết ngày {until}", until = until),
        (None, None) => Words::as_written(""),
    }
}

/// What a kind of duration is measured in.
pub(crate) const fn duration(unit: DurationUnit) -> Measure {
    match unit {
        DurationUnit::Days | DurationUnit::Weeks => Measure::Days,
        DurationUnit::WorkingDays => Measure::WorkingDays,
        DurationUnit::Months => Measure::Months,
        DurationUnit::Years => Measure::Years,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_read() {
        for text in ["0", "50", "20_000", "1.5", "0.05", "1_200", "2_000_000_000"] {
            let value = read(&text.replace('_', "")).unwrap_or_default();
            assert_eq!(written(value), text);
        }
        assert_eq!(written(Rational::new(-1, 3)), "-1/3");
        assert_eq!(written(Rational::new(-5, 2)), "-2.5");
        assert!(read("").is_none() && read(".5").is_none() && read("1e9").is_none());
        assert!(on_grid(Rational::new(1, 8), 3) && !on_grid(Rational::new(1, 8), 2));
    }
}
