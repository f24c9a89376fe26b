//! One inequality with whole coefficients.

use num_traits::CheckedMul;
use vires_model::Rational;

use super::TooHard;

/// `terms · x + constant` is at least 0, or more than 0.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Row {
    /// One coefficient a variable.
    pub(super) terms: Vec<i128>,
    pub(super) strict: bool,
    pub(super) constant: i128,
}

/// The greatest common divisor; 0 of nothing but zeros.
pub(super) fn gcd(a: i128, b: i128) -> Result<i128, TooHard> {
    let (mut a, mut b) = (a.checked_abs().ok_or(TooHard)?, b.checked_abs().ok_or(TooHard)?);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    Ok(a)
}

impl Row {
    /// A sum over some of so many variables is at least, or if `upper` at most, the limit: fractions brought to a common denominator. Few
    /// rows have more than one variable, and very many are written.
    pub(super) fn whole(
        sum: &[(usize, Rational)],
        variables: usize,
        limit: Rational,
        upper: bool,
        strict: bool,
    ) -> Result<Self, TooHard> {
        let mut common = 1i128;
        for value in sum.iter().map(|(_, times)| times).chain([&limit]) {
            let denominator = *value.denom();
            common = (common / gcd(common, denominator)?).checked_mul(denominator).ok_or(TooHard)?;
        }
        let sign = if upper { -1 } else { 1 };
        let whole = |value: &Rational| {
            let times = common / *value.denom() * sign;
            i128::checked_mul(*value.numer(), times).ok_or(TooHard)
        };
        let mut terms = vec![0i128; variables];
        for (variable, times) in sum {
            let slot = terms.get_mut(*variable).ok_or(TooHard)?;
            *slot = slot.checked_add(whole(times)?).ok_or(TooHard)?;
        }
        let constant = whole(&limit)?.checked_neg().ok_or(TooHard)?;
        Ok(Self { terms, strict, constant })
    }

    pub(super) fn coefficient(&self, variable: usize) -> i128 {
        self.terms.get(variable).copied().unwrap_or(0)
    }

    /// The variables that are not multiplied by 0, ascending.
    pub(super) fn variables(&self) -> impl Iterator<Item = usize> + '_ {
        self.terms.iter().enumerate().filter(|(_, times)| **times != 0).map(|(variable, _)| variable)
    }

    /// The same over these variables only, numbered anew; the others must be multiplied by 0.
    pub(super) fn only(&self, variables: &[usize]) -> Self {
        let terms = variables.iter().map(|variable| self.coefficient(*variable)).collect();
        Self { terms, strict: self.strict, constant: self.constant }
    }

    /// `times · self + other_times · other`; both factors are positive.
    pub(super) fn combine(&self, times: i128, other: &Self, other_times: i128) -> Result<Self, TooHard> {
        let add = |a: i128, b: i128| -> Result<i128, TooHard> {
            let a = a.checked_mul(times).ok_or(TooHard)?;
            let b = b.checked_mul(other_times).ok_or(TooHard)?;
            a.checked_add(b).ok_or(TooHard)
        };
        let terms = self.terms.iter().zip(&other.terms).map(|(a, b)| add(*a, *b)).collect::<Result<_, _>>()?;
        Ok(Self { terms, strict: self.strict || other.strict, constant: add(self.constant, other.constant)? })
    }

    /// The value of everything but one variable.
    pub(super) fn rest(&self, variable: usize, values: &[Rational]) -> Result<Rational, TooHard> {
        use num_traits::CheckedAdd;
        let mut sum = Rational::from_integer(self.constant);
        for (n, (times, value)) in self.terms.iter().zip(values).enumerate() {
            if n != variable && *times != 0 {
                let term = Rational::from_integer(*times).checked_mul(value).ok_or(TooHard)?;
                sum = sum.checked_add(&term).ok_or(TooHard)?;
            }
        }
        Ok(sum)
    }

    /// In smallest numbers; over whole variables alone as tight as whole numbers allow. None: always so; an error in the inner result: never.
    pub(super) fn tight(mut self, whole: &[bool]) -> Result<Tight, TooHard> {
        let mut divisor = 0;
        for times in &self.terms {
            divisor = gcd(divisor, *times)?;
        }
        if divisor == 0 {
            let holds = if self.strict { self.constant > 0 } else { self.constant >= 0 };
            return Ok(if holds { Tight::Always } else { Tight::Never });
        }
        let all_whole = self.terms.iter().zip(whole).all(|(times, whole)| *times == 0 || *whole);
        if all_whole {
            if self.strict {
                self.constant = self.constant.checked_sub(1).ok_or(TooHard)?;
                self.strict = false;
            }
            self.constant = self.constant.div_euclid(divisor);
        } else {
            divisor = gcd(divisor, self.constant)?;
            self.constant /= divisor;
        }
        self.terms.iter_mut().for_each(|times| *times /= divisor);
        Ok(Tight::Row(self))
    }
}

/// What an inequality comes to.
pub(super) enum Tight {
    Always,
    Never,
    Row(Row),
}
