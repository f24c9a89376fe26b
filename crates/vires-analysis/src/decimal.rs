//! Numbers as people write them: how many digits they take, and how they look.

use num_traits::{CheckedMul, Zero};
use vires_model::Rational;

/// More decimals than any number of a policy has.
const MOST_DECIMALS: u32 = 24;

/// 10^n.
pub(crate) fn power_of_ten(n: i32) -> Option<Rational> {
    let power = 10_i128.checked_pow(n.unsigned_abs())?;
    Some(if n < 0 { Rational::new_raw(1, power) } else { Rational::from_integer(power) })
}

/// How many decimals the number takes; none where no number of decimals is enough, as for a third.
pub(crate) fn decimals(value: Rational) -> Option<u32> {
    (0..=MOST_DECIMALS).find(|n| {
        let scale = i32::try_from(*n).ok().and_then(power_of_ten);
        scale.and_then(|scale| value.checked_mul(&scale)).is_some_and(|scaled| scaled.is_integer())
    })
}

/// How many digits the number takes without zeros at either end; zero takes one, a third more than any other.
pub(crate) fn significant_digits(value: Rational) -> u32 {
    let Some(decimals) = decimals(value) else {
        return u32::MAX;
    };
    let scaled = i32::try_from(decimals).ok().and_then(power_of_ten).and_then(|scale| value.checked_mul(&scale));
    let mut digits = scaled.map_or(0, |scaled| scaled.numer().unsigned_abs());
    while digits != 0 && digits.is_multiple_of(10) {
        digits /= 10;
    }
    digits.checked_ilog10().map_or(1, |log| log + 1)
}

/// The number in digits, groups of three apart, with this mark between groups and this one before the decimals: `20_000`, `1.5`, `1/3`.
pub(crate) fn written(value: Rational, group: char, point: char) -> String {
    let scaled = decimals(value).and_then(|decimals| {
        let scale = power_of_ten(i32::try_from(decimals).ok()?)?;
        Some((decimals as usize, value.checked_mul(&scale)?))
    });
    let Some((decimals, scaled)) = scaled else {
        return format!("{}/{}", value.numer(), value.denom());
    };
    let digits = scaled.numer().unsigned_abs().to_string();
    let digits = format!("{digits:0>width$}", width = decimals + 1);
    let (whole, part) = digits.split_at(digits.len() - decimals);
    let mut text = String::new();
    if value < Rational::zero() {
        text.push('-');
    }
    for (n, digit) in whole.char_indices() {
        if n > 0 && (whole.len() - n).is_multiple_of(3) {
            text.push(group);
        }
        text.push(digit);
    }
    if !part.is_empty() {
        text.push(point);
        text.push_str(part);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_counted_without_zeros_at_either_end() {
        let cases = [
            (Rational::from_integer(0), 1),
            (Rational::from_integer(45_000_000_000), 2),
            (Rational::from_integer(44_999_999_999), 11),
            (Rational::new(5, 100), 1),
            (Rational::new(49_999, 1_000), 5),
            (Rational::new(1, 3), u32::MAX),
        ];
        for (value, digits) in cases {
            assert_eq!(significant_digits(value), digits, "{value}");
        }
    }

    #[test]
    fn numbers_are_written_exactly() {
        let cases = [
            (Rational::from_integer(1_200), "1_200"),
            (Rational::from_integer(2_000_000_000), "2_000_000_000"),
            (Rational::new(-5, 2), "-2.5"),
            (Rational::new(1, 20), "0.05"),
            (Rational::new(2, 3), "2/3"),
        ];
        for (value, text) in cases {
            assert_eq!(written(value, '_', '.'), text);
        }
        assert_eq!(written(Rational::new(12_345, 10), '.', ','), "1.234,5");
    }
}
