//! Sums of answers: each answer times a constant, and a constant, with what they measure.

use std::collections::{BTreeMap, BTreeSet};

use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, Zero};
use vires_model::{FactId, Interval, Limit, Measure, Rational, Term};

use crate::names::UnitId;
use crate::numbers::in_bounds;

/// What a sum measures, down to what converts: units by the unit at the end of their chain, years as months.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A plain number.
    Number,
    /// One amount divided by another: as good as a number and as a percentage (1 is 100%).
    Ratio,
    /// Percent: 65% is 65.
    Percent,
    /// In the unit that this row is.
    Unit(UnitId),
    /// The number of a day.
    Date,
    Days,
    WorkingDays,
    Months,
}

/// What is more than any number, or less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Endless {
    More,
    Less,
}

/// A sum of answers. It is in the unit of its kind; the facts in it are in their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Amount {
    pub(crate) kind: Kind,
    pub(crate) terms: BTreeMap<Term, Rational>,
    pub(crate) constant: Rational,
    /// Where something unlimited is in it: whether it is more than any number, or less. Then nothing else in it matters.
    pub(crate) endless: Option<Endless>,
    /// Every fact that was added up, also where it has fallen out again: without an answer to it nothing is compared.
    pub(crate) asked: BTreeSet<FactId>,
    /// What is the greatest or the least of several sums, each times a factor that is not zero.
    pub(crate) extremes: Vec<(Extreme, Rational)>,
}

/// The greatest of several sums, or the least. None of them is unlimited, and which one it is turns on the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Extreme {
    pub(crate) greatest: bool,
    pub(crate) of: Vec<Amount>,
}

impl Endless {
    /// The same below zero.
    const fn turned(self) -> Self {
        match self {
            Self::More => Self::Less,
            Self::Less => Self::More,
        }
    }
}

impl Amount {
    pub(crate) fn constant(kind: Kind, constant: Rational) -> Self {
        Self { kind, terms: BTreeMap::new(), constant, endless: None, asked: BTreeSet::new(), extremes: Vec::new() }
    }
    /// More than any number.
    pub(crate) fn unlimited(kind: Kind) -> Self {
        Self { endless: Some(Endless::More), ..Self::constant(kind, Rational::zero()) }
    }
    /// One answer times a factor.
    pub(crate) fn of(kind: Kind, term: Term, factor: Rational) -> Self {
        let asked = term.fact().into_iter().collect();
        Self { terms: BTreeMap::from([(term, factor)]), asked, ..Self::constant(kind, Rational::zero()) }
    }
    /// Whether it is one number, and asks nothing.
    pub(crate) fn is_constant(&self) -> bool {
        self.terms.is_empty() && self.endless.is_none() && self.extremes.is_empty()
    }
    /// This and so many times the other; none where the numbers grow too large, or what is unlimited is taken from what is. It keeps its own
    /// kind.
    pub(crate) fn plus(&self, other: &Self, times: Rational) -> Option<Self> {
        let mut sum = self.clone();
        for (term, factor) in &other.terms {
            let own = sum.terms.entry(*term).or_insert_with(Rational::zero);
            *own = bounded(own.checked_add(&factor.checked_mul(&times)?)?)?;
        }
        sum.terms.retain(|_, factor| !factor.is_zero());
        sum.constant = bounded(sum.constant.checked_add(&other.constant.checked_mul(&times)?)?)?;
        let added = match other.endless {
            Some(_) if times.is_zero() => None,
            Some(endless) if times < Rational::zero() => Some(endless.turned()),
            endless => endless,
        };
        sum.endless = match (self.endless, added) {
            (Some(one), Some(other)) if one != other => return None,
            (one, other) => one.or(other),
        };
        sum.asked.extend(&other.asked);
        for (extreme, factor) in &other.extremes {
            let factor = bounded(factor.checked_mul(&times)?)?;
            match sum.extremes.iter_mut().find(|(known, _)| known == extreme) {
                Some((_, own)) => *own = bounded(own.checked_add(&factor)?)?,
                None => sum.extremes.push((extreme.clone(), factor)),
            }
        }
        sum.extremes.retain(|(_, factor)| !factor.is_zero());
        Some(sum)
    }
    /// So many times this.
    pub(crate) fn times(&self, factor: Rational) -> Option<Self> {
        Self { asked: self.asked.clone(), ..Self::constant(self.kind, Rational::zero()) }.plus(self, factor)
    }
    /// In how many ways the greatest and the least of several in it may turn out.
    pub(crate) fn ways(&self) -> usize {
        let ways = |extreme: &Extreme| extreme.of.iter().map(Self::ways).fold(0, usize::saturating_add);
        self.extremes.iter().map(|(extreme, _)| ways(extreme)).fold(1, usize::saturating_mul)
    }
    /// The same as that kind.
    pub(crate) fn of_kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }
}

fn bounded(value: Rational) -> Option<Rational> {
    Some(value).filter(in_bounds)
}

/// The interval of `x` where `x` times `factor` lies in this one.
pub(crate) fn divided(interval: Interval, factor: Rational) -> Option<Interval> {
    let end = |limit: Option<Limit>| match limit {
        None => Some(None),
        Some(limit) => {
            let value = bounded(limit.value.checked_div(&factor)?)?;
            Some(Some(Limit { value, ..limit }))
        }
    };
    let (from, to) = (end(interval.from)?, end(interval.to)?);
    Some(if factor < Rational::zero() { Interval { from: to, to: from } } else { Interval { from, to } })
}

/// The interval on whole multiples of `step`; none where no multiple lies in it.
pub(crate) fn on_steps(interval: Interval, step: Rational) -> Option<Option<Interval>> {
    let end = |limit: Option<Limit>, up: bool| match limit {
        None => Some(None),
        Some(limit) => {
            let steps = limit.value.checked_div(&step)?;
            let nearest = if up { steps.ceil() } else { steps.floor() };
            let included = limit.included || nearest != steps;
            Some(Some(Limit { value: nearest.checked_mul(&step)?, included }))
        }
    };
    let (from, to) = (end(interval.from, true)?, end(interval.to, false)?);
    let empty = matches!((from, to), (Some(from), Some(to))
        if from.value > to.value || from.value == to.value && !(from.included && to.included));
    Some((!empty).then_some(Interval { from, to }))
}

/// The measure of answers and the factor from it to the unit of its kind.
pub(crate) fn kind_of(measure: &Measure, unit: Option<(UnitId, Rational)>) -> Option<(Kind, Rational)> {
    let one = Rational::from_integer(1);
    Some(match (measure, unit) {
        (Measure::Number, _) => (Kind::Number, one),
        (Measure::Percent, _) => (Kind::Percent, one),
        (Measure::Unit(_), Some((root, factor))) => (Kind::Unit(root), factor),
        (Measure::Unit(_), None) => return None,
        (Measure::Date, _) => (Kind::Date, one),
        (Measure::Days, _) => (Kind::Days, one),
        (Measure::WorkingDays, _) => (Kind::WorkingDays, one),
        (Measure::Months, _) => (Kind::Months, one),
        (Measure::Years, _) => (Kind::Months, Rational::from_integer(12)),
    })
}
