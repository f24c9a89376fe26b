//! Sums of answers: what they may come to, and whether the answers that a box allows can make them come to what it says.
//!
//! In the algebra of regions a sum is an axis of its own, cut into cells by its limits and free of the axes of its terms. So a box may hold no case:
//! whoever says something of a box asks [`Numbers`] first.

use std::collections::BTreeMap;
use std::sync::Arc;

use num_traits::{CheckedAdd, CheckedMul, Signed, Zero};
use vires_model::{Case, Day, Domain, FactId, Interval, Lapse, Limit, Model, Rational, Term, Value};

use crate::atoms::{WHOLE, grid_of};
use crate::axes::{Axis, Sum};
use crate::case_space::{CaseSpace, Cells};
use crate::cells::{Cut, Grid, cuts_of};
use crate::region::Cuboid;
use crate::solver::{Stair, System, TooHard};

/// A grid finer or coarser than this is left aside: cuts are then told apart that no value lies between, and the solver sees that none does.
const FINEST: i128 = 1_000_000_000_000;
/// What it costs to write one number of an inequality, against working with it.
const WRITING: usize = 8;

/// The distance between the values of one term.
fn grid_of_term(model: &Model, term: Term) -> Grid {
    match term {
        Term::Fact(fact) => grid_of(model, fact),
        Term::Count(_) | Term::Today | Term::Later(_) => WHOLE,
    }
}

/// The least and the greatest value of one term.
fn domain_of_term(model: &Model, term: Term) -> Interval {
    match term {
        Term::Fact(fact) => match &model.facts[fact].domain {
            Domain::Ordered(ordered) => Interval { from: ordered.from, to: ordered.to },
            _ => Interval::default(),
        },
        Term::Count(fact) => {
            let whole = |n: usize| Rational::from_integer(i128::try_from(n).unwrap_or(i128::MAX));
            let from = Interval::exactly(Rational::zero()).from;
            Interval { from, to: Interval::exactly(whole(leaves(model, fact))).to }
        }
        Term::Today => Interval::default(),
        Term::Later(later) => {
            let own = domain_of_term(model, term.base());
            let end = |limit: Option<Limit>| {
                let Limit { value, included } = limit?;
                Some(Limit { value: later.day(value, &model.holidays)?, included })
            };
            Interval { from: end(own.from), to: end(own.to) }
        }
    }
}

/// Whether its values are days of the calendar.
fn is_day(model: &Model, term: Term) -> bool {
    match term {
        Term::Today | Term::Later(_) => true,
        Term::Fact(fact) => model.facts[fact].domain.is_of_days() && grid_of(model, fact) == WHOLE,
        Term::Count(_) => false,
    }
}

/// The lapses of time in a sum, as staircases.
pub(crate) fn stairs<'s>(model: &Model, sums: impl Iterator<Item = &'s Sum>) -> BTreeMap<Lapse, Arc<Stair>> {
    let mut stairs = BTreeMap::new();
    for (term, _) in sums.flat_map(|sum| &sum.0) {
        if let Term::Later(later) = term {
            stairs.entry(later.lapse).or_insert_with(|| Arc::new(Stair::new(later.lapse, &model.holidays)));
        }
    }
    stairs
}

fn leaves(model: &Model, fact: FactId) -> usize {
    match model.facts[fact].domain {
        Domain::SetOf(list) | Domain::Choice(list) => model.lists[list].leaves().count(),
        _ => 0,
    }
}

/// The grid on which all values of a sum lie; none where it has a dense term.
pub(crate) fn grid(model: &Model, sum: &Sum) -> Grid {
    let mut common: Option<Rational> = None;
    for (term, times) in &sum.0 {
        let step = grid_of_term(model, *term)?.checked_mul(&times.abs())?;
        common = Some(match common {
            None => step,
            Some(so_far) => common_measure(so_far, step)?,
        });
    }
    let sane = |value: &Rational| *value.numer() <= FINEST && *value.denom() <= FINEST;
    common.filter(sane)
}

/// The greatest number of which both are whole multiples.
fn common_measure(a: Rational, b: Rational) -> Option<Rational> {
    let left = a.numer().checked_mul(b.denom())?;
    let right = b.numer().checked_mul(a.denom())?;
    let (mut x, mut y) = (left, right);
    while y != 0 {
        (x, y) = (y, x % y);
    }
    Some(Rational::new(x, a.denom().checked_mul(b.denom())?))
}

/// Between what the terms' domains allow.
pub(crate) fn domain(model: &Model, sum: &Sum) -> Interval {
    let zero = Some(Limit { value: Rational::zero(), included: true });
    let (mut from, mut to) = (zero, zero);
    for (term, times) in &sum.0 {
        let own = domain_of_term(model, *term);
        let (low, high) = if times.is_negative() { (own.to, own.from) } else { (own.from, own.to) };
        let add = |so_far: Option<Limit>, limit: Option<Limit>| -> Option<Limit> {
            let (so_far, limit) = (so_far?, limit?);
            let value = limit.value.checked_mul(times)?.checked_add(&so_far.value)?;
            Some(Limit { value, included: so_far.included && limit.included })
        };
        (from, to) = (add(from, low), add(to, high));
    }
    Interval { from, to }
}

/// What a sum comes to in a case on a day; none where a term has no answer, or none is given.
pub(crate) fn value(model: &Model, sum: &Sum, case: &Case, day: Day) -> Option<Rational> {
    let mut total = Rational::zero();
    for (term, times) in &sum.0 {
        let base = match term.base() {
            Term::Fact(fact) => match case.facts.get(&fact)? {
                Value::Ordered(value) => *value,
                _ => return None,
            },
            Term::Count(fact) => match case.facts.get(&fact)? {
                Value::Set(members) => Rational::from_integer(i128::try_from(members.len()).ok()?),
                _ => return None,
            },
            Term::Today | Term::Later(_) => Rational::from_integer(i128::from(day.0)),
        };
        let value = match term {
            Term::Later(later) => later.day(base, &model.holidays)?,
            _ => base,
        };
        total = value.checked_mul(times)?.checked_add(&total)?;
    }
    Some(total)
}

/// The numbers of one box whose sums it limits, as inequalities.
#[derive(Debug, Clone)]
pub(crate) struct Numbers {
    pub(crate) system: System,
    /// The variable of each term.
    pub(crate) variables: BTreeMap<Term, usize>,
}

impl Numbers {
    /// None where the box limits no sum of facts that are sure to have an answer. On these days only, where some are given.
    ///
    /// # Errors
    /// [`TooHard`] where the numbers are too great.
    pub(crate) fn of(
        model: &Model,
        space: &CaseSpace,
        cuboid: &Cuboid,
        (first, last): (Option<Day>, Option<Day>),
    ) -> Result<Option<Self>, TooHard> {
        let mut limited: Vec<(&Sum, Option<Cut>, Option<Cut>)> = Vec::new();
        for (dim, (axis, cells)) in space.axes.iter().enumerate() {
            if let (Axis::Linear(sum), Cells::Stretches(stretches)) = (axis, cells)
                && !cuboid.spans(&space.space, dim)
                && sum.facts().all(|fact| answered(model, space, cuboid, fact))
            {
                let (lo, hi) = cuboid.range(&space.space, dim);
                let (from, to) = stretches.edges(lo, hi);
                limited.push((sum, from, to));
            }
        }
        if limited.is_empty() {
            return Ok(None);
        }
        let mut system = System::default();
        let mut variables: BTreeMap<Term, usize> = BTreeMap::new();
        for (term, _) in limited.iter().flat_map(|(sum, ..)| &sum.0) {
            for term in [term.base(), *term] {
                variables.entry(term).or_insert_with(|| match is_day(model, term) {
                    true => system.day(),
                    false => system.variable(grid_of_term(model, term)),
                });
            }
        }
        // Each row is written out over all of them.
        let rows = variables.len().saturating_add(limited.len());
        space.effort.spend(rows.saturating_mul(variables.len()).saturating_mul(WRITING))?;
        for (term, variable) in &variables {
            let (from, to) = match term {
                Term::Later(later) => {
                    if let (Some(base), Some(stair)) = (variables.get(&term.base()), space.stairs.get(&later.lapse)) {
                        system.tie(*variable, *base, stair.clone());
                    }
                    continue;
                }
                Term::Today => {
                    let day = |day: Day| Rational::from_integer(i128::from(day.0));
                    (first.map(|first| Cut::before(day(first))), last.map(|last| Cut { value: day(last), after: true }))
                }
                Term::Fact(fact) => stretch(model, space, cuboid, &Axis::Fact(*fact), *term),
                Term::Count(fact) => {
                    let own = stretch(model, space, cuboid, &Axis::Count(*fact), *term);
                    let (least, most) = members(model, space, cuboid, *fact);
                    let whole = |n: usize| Rational::from_integer(i128::try_from(n).unwrap_or(i128::MAX));
                    let (from, to) = (Cut::before(whole(least)), Cut { value: whole(most), after: true });
                    (own.0.max(Some(from)), own.1.map_or(Some(to), |own| Some(own.min(to))))
                }
            };
            system.between(&[(*variable, Rational::from_integer(1))], from, to)?;
        }
        for (sum, from, to) in limited {
            let terms: Vec<(usize, Rational)> =
                sum.0.iter().filter_map(|(term, times)| Some((*variables.get(term)?, *times))).collect();
            system.between(&terms, from, to)?;
        }
        Ok(Some(Self { system, variables }))
    }
}

/// Whether the box holds only cases in which the fact has an answer.
fn answered(model: &Model, space: &CaseSpace, cuboid: &Cuboid, fact: FactId) -> bool {
    let dim = space.dim(&Axis::IsNone(fact));
    !model.facts[fact].or_none || dim.is_some_and(|dim| space.narrowed(cuboid, dim) == Some(false))
}

/// What a box allows of a term by itself.
fn stretch(model: &Model, space: &CaseSpace, cuboid: &Cuboid, axis: &Axis, term: Term) -> (Option<Cut>, Option<Cut>) {
    if let Some(dim) = space.dim(axis)
        && let Some((_, Cells::Stretches(stretches))) = space.axes.get(dim)
    {
        let (lo, hi) = cuboid.range(&space.space, dim);
        return stretches.edges(lo, hi);
    }
    cuts_of(&domain_of_term(model, term), grid_of_term(model, term))
}

/// The fewest and the most members that a box leaves a set.
pub(crate) fn members(model: &Model, space: &CaseSpace, cuboid: &Cuboid, fact: FactId) -> (usize, usize) {
    let (mut with, mut without) = (0, 0);
    for (dim, (axis, _)) in space.axes.iter().enumerate() {
        if matches!(axis, Axis::Member(own, _) if *own == fact) {
            match space.narrowed(cuboid, dim) {
                Some(true) => with += 1,
                Some(false) => without += 1,
                None => {}
            }
        }
    }
    (with, leaves(model, fact).saturating_sub(without))
}
