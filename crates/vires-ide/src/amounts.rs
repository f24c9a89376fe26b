//! Amounts in other units, exactly.

use num_traits::{CheckedDiv, CheckedMul, Zero};
use vires_compiler::Policies;
use vires_model::{Measure, Rational};
use vires_syntax::ast::{DurationUnit, Number};
use vires_words::{Language, say};

/// Most decimals that are written out; an amount with more is not said.
const MOST_DECIMALS: u32 = 12;
/// So many other units are said.
const MOST_UNITS: usize = 3;

/// The value of a number as written; none where it is too large to calculate with.
pub(crate) fn value(number: &Number) -> Option<Rational> {
    let value = digits(&number.digits)?;
    let value = match &number.denominator {
        Some(by) => value.checked_div(&digits(by)?)?,
        None => value,
    };
    value.checked_mul(&power_of_ten(number.power_of_ten)?)
}

fn digits(text: &str) -> Option<Rational> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if whole.len() + part.len() > 30 {
        return None;
    }
    let number: i128 = format!("{whole}{part}").parse().ok()?;
    Rational::from_integer(number).checked_div(&power_of_ten(u32::try_from(part.len()).ok()?)?)
}

fn power_of_ten(n: u32) -> Option<Rational> {
    10_i128.checked_pow(n).map(Rational::from_integer)
}

/// The amount in another unit of the same kind, in words: `50,000 kW`.
pub(crate) fn converted(policies: &Policies, value: Rational, from: &str, to: &str) -> Option<String> {
    let units = &policies.resolved().units;
    let unit = |name: &str| units.iter().find(|unit| unit.name == name);
    let (a, b) = (unit(from)?, unit(to)?);
    if a.root != b.root || a.name == b.name {
        return None;
    }
    let there = value.checked_mul(&a.factor)?.checked_div(&b.factor)?;
    Some(format!("{} {}", written(there, policies.language())?, b.name))
}

/// A period in the unit in which a question is answered, in words: `24 months`. Years and months convert into each other, and
/// weeks into days.
pub(crate) fn period_in(value: Rational, from: DurationUnit, to: &Measure, language: Language) -> Option<String> {
    let of = Rational::from_integer;
    let (there, english, vietnamese) = match (from, to) {
        (DurationUnit::Years, Measure::Months) => (value.checked_mul(&of(MONTHS))?, "month", "tháng"),
        (DurationUnit::Months, Measure::Years) => (value.checked_div(&of(MONTHS))?, "year", "năm"),
        (DurationUnit::Weeks, Measure::Days) => (value.checked_mul(&of(DAYS))?, "day", "ngày"),
        _ => return None,
    };
    let number = written(there, language)?;
    let s = if there == of(1) { "" } else { "s" };
    Some(say!(language, "{number} {english}{s}", "{number} {vietnamese}"))
}

/// The months of a year, and the days of a week.
const MONTHS: i128 = 12;
const DAYS: i128 = 7;

/// A period in the other units that it converts into, where it is a whole number of them.
pub(crate) fn period_in_others(value: Rational, unit: DurationUnit, language: Language) -> Vec<String> {
    let is_whole_years = || value.checked_div(&Rational::from_integer(MONTHS)).is_some_and(|years| years.is_integer());
    let others = [Measure::Months, Measure::Years, Measure::Days];
    let others = others.iter().filter(|to| **to != Measure::Years || is_whole_years());
    others.filter_map(|to| period_in(value, unit, to, language)).collect()
}

/// The amount in the other units of its kind.
pub(crate) fn in_other_units(policies: &Policies, value: Rational, unit: &str) -> Vec<String> {
    let others = policies.resolved().units.iter().filter(|other| other.name != unit);
    others.filter_map(|other| converted(policies, value, unit, &other.name)).take(MOST_UNITS).collect()
}

/// `50,000` in English, `50.000` in Vietnamese; a number that has no end as a fraction.
pub(crate) fn written(value: Rational, language: Language) -> Option<String> {
    let (group, point) = language.pick((',', '.'), ('.', ','));
    let grouped = |digits: &str| {
        let mut out = String::new();
        for (n, digit) in digits.char_indices() {
            if n > 0 && (digits.len() - n).is_multiple_of(3) {
                out.push(group);
            }
            out.push(digit);
        }
        out
    };
    let sign = if value < Rational::zero() { "-" } else { "" };
    let whole_at = |decimals: u32| value.checked_mul(&power_of_ten(decimals)?).filter(Rational::is_integer);
    let Some((decimals, scaled)) = (0..=MOST_DECIMALS).find_map(|decimals| Some((decimals, whole_at(decimals)?)))
    else {
        let (numer, denom) = (value.numer().unsigned_abs().to_string(), value.denom().to_string());
        return (numer.len() + denom.len() <= 24).then(|| format!("{sign}{}/{}", grouped(&numer), grouped(&denom)));
    };
    let digits = format!("{:0>width$}", scaled.numer().unsigned_abs(), width = decimals as usize + 1);
    let (whole, part) = digits.split_at(digits.len() - decimals as usize);
    let part = if part.is_empty() { String::new() } else { format!("{point}{part}") };
    Some(format!("{sign}{}{part}", grouped(whole)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(digits: &str, denominator: Option<&str>, power_of_ten: u32) -> Number {
        let denominator = denominator.map(str::to_owned);
        Number { span: vires_syntax::span::Span::default(), digits: digits.to_owned(), denominator, power_of_ten }
    }

    #[test]
    fn numbers_are_written_exactly_in_both_languages() {
        for (number, english, vietnamese) in [
            (number("50", None, 0), "50", "50"),
            (number("50000", None, 0), "50,000", "50.000"),
            (number("1.5", None, 6), "1,500,000", "1.500.000"),
            (number("0.0025", None, 0), "0.0025", "0,0025"),
            (number("1234567", Some("1000"), 0), "1,234.567", "1.234,567"),
            (number("2000", Some("3"), 0), "2,000/3", "2.000/3"),
        ] {
            let value = value(&number);
            let said = |language| value.and_then(|value| written(value, language));
            assert_eq!(said(Language::En).as_deref(), Some(english));
            assert_eq!(said(Language::Vi).as_deref(), Some(vietnamese));
        }
        assert_eq!(value(&number("1", Some("0"), 0)), None);
        assert_eq!(value(&number("1", None, 99)), None);
        assert_eq!(value(&number(&"9".repeat(40), None, 0)), None);
    }
}
