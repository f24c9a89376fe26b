//! The number a person would name: round, and next to the limit.

use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Signed, Zero};
use vires_model::{Day, Measure, Ordered, Rational};

use crate::cells::{Cut, Grid};
use crate::decimal::{decimals, power_of_ten, significant_digits};

/// The values a box allows of an ordered fact, between two cuts (absent: endless).
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch {
    pub(super) from: Option<Cut>,
    pub(super) to: Option<Cut>,
    /// Whether the lower cut is where the fact's domain begins: nobody's limit.
    pub(super) from_is_edge: bool,
    /// Whether the upper cut is where the fact's domain ends.
    pub(super) to_is_edge: bool,
    pub(super) grid: Grid,
}

/// A limit as a person would write it.
#[derive(Debug, Clone, Copy)]
struct Written {
    value: Rational,
    included: bool,
}

impl Stretch {
    fn contains(&self, value: Rational) -> bool {
        let above = self.from.is_none_or(|cut| cut.value < value || !cut.after && cut.value == value);
        let below = self.to.is_none_or(|cut| value < cut.value || cut.after && cut.value == value);
        let on_grid = self.grid.is_none_or(|step| value.checked_div(&step).is_some_and(|steps| steps.is_integer()));
        above && below && on_grid
    }

    /// The only value, where there is but one.
    fn only(&self) -> Option<Rational> {
        let (from, to) = (self.from?, self.to?);
        let last = match self.grid {
            Some(step) => to.value.checked_sub(&step)?,
            None => to.value,
        };
        (from.value == last && self.contains(last)).then_some(last)
    }

    /// On a grid a limit can be said in two ways, `50 or more` and `over 49.999`: the shorter one is what was written.
    fn lower(&self) -> Option<Written> {
        let cut = self.from?;
        let plain = Written { value: cut.value, included: !cut.after };
        let before = self.grid.and_then(|step| cut.value.checked_sub(&step));
        Some(match before {
            Some(value) if significant_digits(value) < significant_digits(cut.value) => {
                Written { value, included: false }
            }
            _ => plain,
        })
    }

    fn upper(&self) -> Option<Written> {
        let cut = self.to?;
        let plain = Written { value: cut.value, included: cut.after };
        let last = self.grid.and_then(|step| cut.value.checked_sub(&step));
        Some(match last {
            Some(value) if significant_digits(value) < significant_digits(cut.value) => {
                Written { value, included: true }
            }
            _ => plain,
        })
    }

    /// Some value, whatever it looks like.
    fn any(&self) -> Option<Rational> {
        let one = Rational::from_integer(1);
        let middle = match (self.from, self.to) {
            (Some(from), Some(to)) => half(from.value).and_then(|a| half(to.value).and_then(|b| a.checked_add(&b))),
            (Some(from), None) => from.value.checked_add(&one),
            (None, Some(to)) => to.value.checked_sub(&one),
            (None, None) => Some(Rational::zero()),
        };
        let ends = [self.from, self.to].map(|cut| cut.map(|cut| cut.value));
        let mut candidates = ends.into_iter().chain([middle]).flatten();
        candidates.find(|value| self.contains(*value))
    }
}

fn half(value: Rational) -> Option<Rational> {
    value.checked_div(&Rational::from_integer(2))
}

/// One of what the fact counts or measures; of a currency that people count in large numbers a million, of others a thousand.
pub(super) fn natural(ordered: &Ordered) -> Rational {
    Rational::from_integer(match (&ordered.measure, ordered.decimals) {
        (Measure::Unit(unit), Some(decimals)) if is_currency(unit) => {
            if decimals == 0 {
                1_000_000
            } else {
                1_000
            }
        }
        _ => 1,
    })
}

/// A model does not say which of its units are currencies; currencies are written in the three capitals of their code.
fn is_currency(unit: &str) -> bool {
    unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// A date of the case: the earliest that matters, else the latest, else the day asked about.
pub(super) fn day(stretch: Stretch, asked: Day) -> Option<Rational> {
    let asked = Rational::from_integer(i128::from(asked.0));
    let first = stretch.from.map(|cut| cut.value);
    let last = stretch.to.and_then(|cut| cut.value.checked_sub(&Rational::from_integer(1)));
    let candidates =
        [first.filter(|_| !stretch.from_is_edge), last.filter(|_| !stretch.to_is_edge), Some(asked), first, last];
    candidates.into_iter().flatten().find(|value| stretch.contains(*value))
}

/// The number to show: the only one; a limit that belongs to the stretch; the roundest next to a limit that does not; `natural` where no rule
/// sets a limit.
pub(super) fn number(stretch: Stretch, natural: Rational) -> Option<Rational> {
    let limit_below = stretch.lower().filter(|_| !stretch.from_is_edge);
    let limit_above = stretch.upper().filter(|_| !stretch.to_is_edge);
    let fits = |value: &Rational| stretch.contains(*value);
    let included = |limit: Option<Written>| limit.filter(|limit| limit.included).map(|limit| limit.value);
    stretch
        .only()
        .or_else(|| included(limit_below).filter(fits))
        .or_else(|| included(limit_above).filter(fits))
        .or_else(|| match (limit_below, limit_above) {
            (Some(limit), _) => beside(stretch, limit.value, true, natural),
            (None, Some(limit)) => beside(stretch, limit.value, false, natural),
            (None, None) => Some(natural).filter(fits),
        })
        .or_else(|| stretch.any())
}

/// The roundest number of the fifth of the stretch next to a limit, above or below it; a finer one where the stretch is too narrow for tenths.
fn beside(stretch: Stretch, limit: Rational, above: bool, natural: Rational) -> Option<Rational> {
    if limit.is_zero() && stretch.contains(natural) {
        return Some(natural);
    }
    let far = if above { stretch.to } else { stretch.from };
    // A stretch without end is taken to reach as far beyond the limit as the limit is from zero.
    let width = match far {
        Some(far) => far.value.checked_sub(&limit)?.abs(),
        None => limit.abs(),
    };
    let fifth = width.checked_div(&Rational::from_integer(5))?;
    let near = |value: &Rational| value.checked_sub(&limit).is_some_and(|distance| distance.abs() <= fifth);
    let finest = stretch.grid.and_then(decimals).and_then(|decimals| i32::try_from(decimals).ok());
    let levels = [0, -1].into_iter().filter(|level| finest.is_none_or(|finest| *level >= -finest));
    let mut numbers = levels.flat_map(|level| rounder_first(limit, above, level));
    numbers
        .clone()
        .find(|value| stretch.contains(*value) && near(value))
        .or_else(|| numbers.find(|value| stretch.contains(*value)))
        .or_else(|| between(stretch))
}

/// The next number beyond the limit of one significant digit, of two, and so on, down to the digit of 10^`level`.
fn rounder_first(limit: Rational, above: bool, level: i32) -> impl Iterator<Item = Rational> + Clone {
    let magnitude = magnitude(limit).max(level);
    (level..=magnitude).rev().filter_map(move |digit| {
        let unit = power_of_ten(digit)?;
        let units = limit.checked_div(&unit)?;
        let one = Rational::from_integer(1);
        let next = if above { units.floor().checked_add(&one)? } else { units.ceil().checked_sub(&one)? };
        next.checked_mul(&unit)
    })
}

/// The power of ten of a number's first digit; 0 for zero.
fn magnitude(value: Rational) -> i32 {
    let value = value.abs();
    if value.is_zero() {
        return 0;
    }
    (-24..=36).rev().find(|digit| power_of_ten(*digit).is_some_and(|unit| unit <= value)).unwrap_or(0)
}

/// A number in the middle, with as few digits more than the limits have as will do: 499.95 between 499.9 and 500.
fn between(stretch: Stretch) -> Option<Rational> {
    let (from, to) = (stretch.from?.value, stretch.to?.value);
    let middle = half(from)?.checked_add(&half(to)?)?;
    let author = decimals(from).unwrap_or(0).max(decimals(to).unwrap_or(0)).max(1);
    (author + 1..=author + 12)
        .filter_map(|decimals| {
            let unit = power_of_ten(i32::try_from(decimals).ok()?)?;
            middle.checked_mul(&unit)?.floor().checked_div(&unit)
        })
        .find(|value| stretch.contains(*value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Rational {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let digits: i128 = format!("{whole}{part}").parse().expect("digits");
        Rational::new(digits, 10_i128.pow(part.len() as u32))
    }

    /// `[50, 100)` in a domain from 0; `(` excludes, nothing is endless, `e` stands for the domain's edge.
    fn stretch(text: &str, grid: Option<&str>) -> Stretch {
        let (from, to) = text.split_once(", ").expect("two ends");
        let (opens, from) = from.split_at(from.len().min(1));
        let (to, closes) = to.split_at(to.len() - 1);
        let cut = |text: &str, after: bool| {
            let number = text.trim_start_matches('e');
            (!number.is_empty()).then(|| Cut { value: read(number), after })
        };
        Stretch {
            from: cut(from, opens == "("),
            to: cut(to, closes == "]"),
            from_is_edge: from.starts_with('e') || from.is_empty(),
            to_is_edge: to.starts_with('e') || to.is_empty(),
            grid: grid.map(read),
        }
    }

    #[test]
    fn the_number_a_person_would_name() {
        let cases = [
            // The only one, the limits that belong to it.
            ("[50, 50]", None, "50"),
            ("[50, 100)", None, "50"),
            ("(29, 30]", None, "30"),
            ("[e0, 5]", None, "5"),
            // Next to a limit that does not belong.
            ("(500, e20000]", None, "600"),
            ("(500, )", None, "600"),
            ("[e0, 50)", None, "40"),
            ("(29, 30)", None, "29.1"),
            ("(29.9, 30)", None, "29.95"),
            ("(499.9, 500)", None, "499.95"),
            ("(0, 50)", None, "1"),
            // No limit.
            ("[e0, e20000]", None, "1"),
            (", )", None, "1"),
            ("[e5, e10]", None, "5"),
            ("(e5, )", None, "6"),
            // On a grid.
            ("[e0, 45000000000)", Some("1"), "40000000000"),
            ("[e0, 1000000000)", Some("1"), "900000000"),
            ("[44999999999, 45000000000)", Some("1"), "44999999999"),
            ("[50, )", Some("1"), "50"),
            ("[e0, 10)", Some("1"), "9"),
            ("[e0, 101)", Some("1"), "100"),
            ("[50.001, e20000.001)", Some("0.001"), "60"),
            ("[29.001, 30.001)", Some("0.001"), "30"),
            ("[49.999, 50)", Some("0.001"), "49.999"),
            ("[49.998, 50)", Some("0.001"), "49.998"),
        ];
        for (text, grid, shown) in cases {
            let found = number(stretch(text, grid), Rational::from_integer(1));
            assert_eq!(found, Some(read(shown)), "{text}");
        }
    }

    #[test]
    fn below_zero() {
        let minus = |text: &str| -read(text);
        let under = Stretch {
            from: None,
            to: Some(Cut::before(minus("5"))),
            from_is_edge: true,
            to_is_edge: false,
            grid: None,
        };
        assert_eq!(number(under, Rational::from_integer(1)), Some(minus("6")));
        let over = Stretch {
            from: Some(Cut { value: minus("5"), after: true }),
            to: None,
            from_is_edge: false,
            to_is_edge: true,
            grid: None,
        };
        assert_eq!(number(over, Rational::from_integer(1)), Some(minus("4")));
    }

    #[test]
    fn a_date_is_the_first_or_the_last_that_matters() {
        let cut = |n| Some(Cut::before(Rational::from_integer(n)));
        let stretch = |from, to| Stretch {
            from,
            to,
            from_is_edge: from.is_none(),
            to_is_edge: to.is_none(),
            grid: Some(Rational::from_integer(1)),
        };
        let number = |n| Some(Rational::from_integer(n));
        assert_eq!(day(stretch(cut(10), cut(20)), Day(15)), number(10));
        assert_eq!(day(stretch(None, cut(20)), Day(5)), number(19));
        assert_eq!(day(stretch(None, None), Day(5)), number(5));
    }
}
