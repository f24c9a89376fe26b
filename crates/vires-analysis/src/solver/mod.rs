//! Whether linear inequalities over numbers, some of them whole, have a solution; exactly.
//!
//! Dense numbers are eliminated one after another (Fourier and Motzkin). Whole numbers follow: equalities by changing variables until one of them
//! has the coefficient one, then inequalities as in W. Pugh, *The Omega Test* (1991): where eliminating a number is not exact for whole numbers, the
//! part that surely has a solution is tried first (the dark shadow), then whether there may be any at all (the real shadow), then the slices close
//! to a lower bound (splinters). All arithmetic is checked: what overflows is [`TooHard`], never wrong. Days that are counted by the calendar from other
//! days are tied to them ([`calendar`]).

mod calendar;
mod eliminate;
mod row;
mod stair;
#[cfg(test)]
mod tests;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::Arc;

use num_traits::{CheckedAdd, CheckedDiv, CheckedMul};
use vires_model::Rational;
use vires_model::pulse::worked;

use self::calendar::{Tie, Tied};
use self::eliminate::{Search, shadow_on};
use self::row::Row;
pub(crate) use self::stair::Stair;
use crate::cells::{Cut, Grid};

/// How many systems one question may lead to; ordinary ones lead to fewer than fifty.
const STEPS: u32 = 20_000;

/// The most that it may cost to tell of boxes over one space whether they hold cases, in numbers of inequalities worked with; some seconds on a machine
/// of 2025.
const EFFORT: u64 = 1_000_000_000;

/// The numbers are too great, the question leads to more than 20,000 systems, or all questions together to too much work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooHard;

/// What looking for cases over one space may still cost: one question is bounded by itself, and there may be many.
#[derive(Debug, Clone)]
pub(crate) struct Effort(Cell<u64>);

impl Default for Effort {
    fn default() -> Self {
        Self(Cell::new(EFFORT))
    }
}

impl Effort {
    /// Takes so much off it.
    ///
    /// # Errors
    /// [`TooHard`] where less is left; then nothing is left.
    pub(crate) fn spend(&self, cost: usize) -> Result<(), TooHard> {
        let cost = u64::try_from(cost).unwrap_or(u64::MAX);
        worked(cost);
        let left = self.0.get().checked_sub(cost);
        self.0.set(left.unwrap_or(0));
        left.map(|_| ()).ok_or(TooHard)
    }

    /// Does something that may cost so much, and takes nothing off what there is for the rest.
    pub(crate) fn apart<T>(&self, most: u64, work: impl FnOnce() -> T) -> T {
        let before = self.0.replace(most);
        let done = work();
        self.0.set(before);
        done
    }
}

/// Inequalities over numbered variables.
#[derive(Debug, Clone, Default)]
pub(crate) struct System {
    /// The distance between the values of each variable; none: dense.
    grids: Vec<Grid>,
    rows: Vec<Row>,
    /// Which variables are days.
    days: Vec<bool>,
    ties: Vec<Tie>,
}

/// Inequalities that hang together by the variables that they share.
#[derive(Debug, Clone, Default)]
pub(crate) struct Part {
    /// The variables in it, ascending: the n-th is that of the whole system which `system` numbers n.
    pub(crate) variables: Vec<usize>,
    pub(crate) system: System,
}

impl System {
    /// One more variable. On a grid its values are whole multiples of the step.
    pub(crate) fn variable(&mut self, grid: Grid) -> usize {
        self.grids.push(grid);
        self.days.push(false);
        self.grids.len() - 1
    }

    /// One more variable, whose values are days.
    pub(crate) fn day(&mut self) -> usize {
        let variable = self.variable(Some(Rational::from_integer(1)));
        if let Some(day) = self.days.last_mut() {
            *day = true;
        }
        variable
    }

    /// The one day is that on which a lapse of time is over that begins on the other.
    pub(crate) fn tie(&mut self, later: usize, base: usize, stair: Arc<Stair>) {
        self.ties.push(Tie { later, base, stair });
    }

    /// The sum lies between two cuts; absent: without end.
    ///
    /// # Errors
    /// [`TooHard`] where the numbers are too great.
    pub(crate) fn between(
        &mut self,
        sum: &[(usize, Rational)],
        from: Option<Cut>,
        to: Option<Cut>,
    ) -> Result<(), TooHard> {
        if let Some(cut) = from {
            self.rows.push(self.row(sum, cut.value, false, cut.after)?);
        }
        if let Some(cut) = to {
            self.rows.push(self.row(sum, cut.value, true, !cut.after)?);
        }
        Ok(())
    }

    /// The variable has this value.
    ///
    /// # Errors
    /// [`TooHard`] where the numbers are too great.
    pub(crate) fn fix(&mut self, variable: usize, value: Rational) -> Result<(), TooHard> {
        let sum = [(variable, Rational::from_integer(1))];
        self.between(&sum, Some(Cut::before(value)), Some(Cut { value, after: true }))
    }

    /// A value for each variable; none where there is no solution.
    ///
    /// # Errors
    /// [`TooHard`] where a bound is passed.
    pub(crate) fn solve(&self, effort: &Effort) -> Result<Option<Vec<Rational>>, TooHard> {
        let mut values = vec![Rational::from_integer(0); self.grids.len()];
        for Part { variables, system } in self.parts() {
            let Some(found) = system.solve_whole(effort)? else { return Ok(None) };
            for (variable, value) in variables.into_iter().zip(found) {
                if let Some(slot) = values.get_mut(variable) {
                    *slot = value;
                }
            }
        }
        Ok(Some(values))
    }

    /// As [`System::solve`], of inequalities that hang together.
    fn solve_whole(&self, effort: &Effort) -> Result<Option<Vec<Rational>>, TooHard> {
        let whole: Vec<bool> = self.grids.iter().map(Option::is_some).collect();
        let found = if self.ties.is_empty() {
            Search { steps: STEPS, effort }.solve(&whole, self.rows.clone(), 0)?
        } else {
            Tied::new(whole, self.rows.clone(), &self.days, &self.ties, effort)?.solve()?
        };
        let Some(found) = found else { return Ok(None) };
        let values = found.iter().zip(&self.grids).map(|(value, grid)| match grid {
            Some(step) => value.checked_mul(step).ok_or(TooHard),
            None => Ok(*value),
        });
        values.collect::<Result<_, _>>().map(Some)
    }

    /// The same inequalities in systems that share no variable, so that each can be solved by itself.
    pub(crate) fn parts(&self) -> Vec<Part> {
        // Each variable points to one of its part, the first to itself.
        let mut first: Vec<usize> = (0..self.grids.len()).collect();
        let of = |first: &[usize], mut at: usize| {
            while let Some(next) = first.get(at).filter(|next| **next != at) {
                at = *next;
            }
            at
        };
        let join = |first: &mut Vec<usize>, one: usize, other: usize| {
            let (a, b) = (of(first, one), of(first, other));
            if let Some(slot) = first.get_mut(a.max(b)) {
                *slot = a.min(b);
            }
        };
        for row in &self.rows {
            let mut used = row.variables();
            let Some(one) = used.next() else { continue };
            used.for_each(|other| join(&mut first, one, other));
        }
        self.ties.iter().for_each(|tie| join(&mut first, tie.later, tie.base));
        let mut parts: BTreeMap<usize, Part> = BTreeMap::new();
        for (variable, grid) in self.grids.iter().enumerate() {
            let part = parts.entry(of(&first, variable)).or_default();
            part.variables.push(variable);
            part.system.grids.push(*grid);
            part.system.days.push(self.days.get(variable).copied().unwrap_or(false));
        }
        for row in &self.rows {
            // An inequality of no variables belongs to any part.
            let at = row.variables().next().unwrap_or(0);
            if let Some(part) = parts.get_mut(&of(&first, at)) {
                part.system.rows.push(row.only(&part.variables));
            }
        }
        for tie in &self.ties {
            let Some(part) = parts.get_mut(&of(&first, tie.base)) else { continue };
            let own = |variable: usize| part.variables.iter().position(|known| *known == variable);
            if let (Some(later), Some(base)) = (own(tie.later), own(tie.base)) {
                part.system.ties.push(Tie { later, base, stair: tie.stair.clone() });
            }
        }
        parts.into_values().collect()
    }

    /// Between which cuts the variable lies in every solution, gaps between whole numbers left aside.
    ///
    /// # Errors
    /// [`TooHard`] where a bound is passed.
    pub(crate) fn range(&self, variable: usize, effort: &Effort) -> Result<(Option<Cut>, Option<Cut>), TooHard> {
        let rows = [&self.rows[..], &calendar::distances(&self.ties, self.grids.len())?].concat();
        let (from, to) = shadow_on(variable, self.grids.len(), rows, effort)?;
        let scaled = |cut: Option<Cut>| -> Result<Option<Cut>, TooHard> {
            match (cut, self.grids.get(variable).copied().flatten()) {
                (Some(cut), Some(step)) => {
                    let value = cut.value.checked_mul(&step).ok_or(TooHard)?;
                    Ok(Some(Cut { value, after: cut.after }))
                }
                (cut, _) => Ok(cut),
            }
        };
        Ok((scaled(from)?, scaled(to)?))
    }

    /// How far days that are counted from this variable may lie from where they are expected, as much as months differ.
    pub(crate) fn play(&self, variable: usize) -> i64 {
        let own = self.ties.iter().filter(|tie| tie.base == variable || tie.later == variable);
        own.map(|tie| tie.stair.play()).max().unwrap_or(0)
    }

    /// `sum` at least `limit`, or at most; variables on a grid are counted in steps.
    fn row(&self, sum: &[(usize, Rational)], limit: Rational, upper: bool, strict: bool) -> Result<Row, TooHard> {
        let in_steps = |(variable, times): &(usize, Rational)| match self.grids.get(*variable).copied().flatten() {
            Some(step) => Ok((*variable, times.checked_mul(&step).ok_or(TooHard)?)),
            None => Ok((*variable, *times)),
        };
        let sum = sum.iter().map(in_steps).collect::<Result<Vec<_>, TooHard>>()?;
        Row::whole(&sum, self.grids.len(), limit, upper, strict)
    }
}

/// The middle of two numbers.
fn middle(a: Rational, b: Rational) -> Result<Rational, TooHard> {
    let sum = a.checked_add(&b).ok_or(TooHard)?;
    sum.checked_div(&Rational::from_integer(2)).ok_or(TooHard)
}
