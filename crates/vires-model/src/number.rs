//! Exact numbers, and intervals of them.

use num_rational::Ratio;

/// An exact fraction. Whoever computes with one uses the checked operations.
pub type Rational = Ratio<i128>;

/// One end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Limit {
    /// Where.
    pub value: Rational,
    /// Whether the value itself belongs to the interval.
    pub included: bool,
}

/// An interval; an absent end is open to infinity. Intervals are ordered so that sets of them have an order, not by where they lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Interval {
    /// Lower end.
    pub from: Option<Limit>,
    /// Upper end.
    pub to: Option<Limit>,
}

impl Interval {
    /// Exactly one value.
    #[must_use]
    pub const fn exactly(value: Rational) -> Self {
        let limit = Some(Limit { value, included: true });
        Self { from: limit, to: limit }
    }
    /// `value` and more, or only more.
    #[must_use]
    pub const fn at_least(value: Rational, included: bool) -> Self {
        Self { from: Some(Limit { value, included }), to: None }
    }
    /// `value` and less, or only less.
    #[must_use]
    pub const fn at_most(value: Rational, included: bool) -> Self {
        Self { from: None, to: Some(Limit { value, included }) }
    }
    /// What lies in both.
    #[must_use]
    pub fn intersect(self, other: Self) -> Self {
        let stricter = |a: Option<Limit>, b: Option<Limit>, greater: bool| match (a, b) {
            (Some(a), Some(b)) if a.value == b.value => Some(Limit { included: a.included && b.included, ..a }),
            (Some(a), Some(b)) => Some(if (a.value > b.value) == greater { a } else { b }),
            (limit, None) | (None, limit) => limit,
        };
        Self { from: stricter(self.from, other.from, true), to: stricter(self.to, other.to, false) }
    }
    /// Whether no number lies in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let (Some(from), Some(to)) = (self.from, self.to) else { return false };
        from.value > to.value || from.value == to.value && !(from.included && to.included)
    }
    /// Whether it holds the value.
    #[must_use]
    pub fn contains(&self, value: Rational) -> bool {
        self.from.is_none_or(|from| from.value < value || from.included && from.value == value)
            && self.to.is_none_or(|to| value < to.value || to.included && to.value == value)
    }
}
