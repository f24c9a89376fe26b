//! Elimination, variable after variable.

use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub};
use vires_model::Rational;

use super::row::{Row, Tight};
use super::{Effort, TooHard, middle};
use crate::cells::Cut;

/// The most inequalities at a time.
const MOST_ROWS: usize = 4_000;
/// How often each number of a system is looked at, roughly.
pub(super) const PASSES: usize = 4;
/// The deepest recursion: variables, and changes of variables.
const DEEPEST: u32 = 300;

/// One search for a solution.
pub(super) struct Search<'e> {
    pub(super) steps: u32,
    pub(super) effort: &'e Effort,
}

/// Inequalities and equalities in smallest numbers.
struct Plain {
    rows: Vec<Row>,
    /// Equal to 0.
    equal: Vec<Row>,
}

type Values = Option<Vec<Rational>>;

impl Search<'_> {
    pub(super) fn solve(&mut self, whole: &[bool], rows: Vec<Row>, depth: u32) -> Result<Values, TooHard> {
        self.steps = self.steps.checked_sub(1).ok_or(TooHard)?;
        self.effort.spend(rows.len().saturating_mul(whole.len()).saturating_mul(PASSES))?;
        if depth > DEEPEST {
            return Err(TooHard);
        }
        let Some(plain) = plain(whole, rows)? else { return Ok(None) };
        let Plain { mut rows, equal } = plain;
        // Dense variables first, then whole ones by equalities, then the rest.
        let dense = |n: &usize| whole.get(*n) == Some(&false);
        let all = || equal.iter().chain(&rows);
        let used = |n: &usize| all().any(|row| row.coefficient(*n) != 0);
        if let Some(variable) = (0..whole.len()).filter(dense).filter(used).min_by_key(|n| work(*n, &rows, &equal)) {
            rows.extend(equal.iter().map(opposite).collect::<Result<Vec<_>, _>>()?);
            rows.extend(equal);
            return self.without_dense(whole, rows, variable, depth);
        }
        if let Some(first) = equal.first().cloned() {
            let others: Vec<Row> = equal.into_iter().skip(1).collect();
            for row in &others {
                rows.push(opposite(row)?);
            }
            rows.extend(others);
            return self.equality(whole, rows, first, depth);
        }
        let variables = (0..whole.len()).filter(used);
        let Some(variable) = variables.min_by_key(|n| (!exact(*n, &rows), work(*n, &rows, &[]))) else {
            return Ok(Some(vec![Rational::from_integer(0); whole.len()]));
        };
        self.without_whole(whole, rows, variable, depth)
    }

    fn without_dense(
        &mut self,
        whole: &[bool],
        rows: Vec<Row>,
        variable: usize,
        depth: u32,
    ) -> Result<Values, TooHard> {
        let sides = Sides::of(variable, rows);
        let Some(mut values) = self.solve(whole, sides.shadow(variable, false)?, depth + 1)? else { return Ok(None) };
        let (from, to) = sides.bounds(variable, &values)?;
        let value = match (from, to) {
            (Some(from), Some(to)) if from == to => from,
            (Some(from), Some(to)) => middle(from, to)?,
            (Some(from), None) => from.checked_add(&Rational::from_integer(1)).ok_or(TooHard)?,
            (None, Some(to)) => to.checked_sub(&Rational::from_integer(1)).ok_or(TooHard)?,
            (None, None) => Rational::from_integer(0),
        };
        put(&mut values, variable, value);
        Ok(Some(values))
    }

    /// Uses up an equality over whole variables whose coefficients have no common divisor: variables are changed until one coefficient is one.
    fn equality(&mut self, whole: &[bool], mut rows: Vec<Row>, mut equal: Row, depth: u32) -> Result<Values, TooHard> {
        let mut changes: Vec<(usize, Vec<i128>)> = Vec::new();
        let (variable, least) = loop {
            let used = equal.terms.iter().enumerate().filter(|(_, times)| **times != 0);
            let least = used.min_by_key(|(_, times)| times.unsigned_abs()).map(|(n, times)| (n, *times));
            let Some((variable, least)) = least else { return self.solve(whole, rows, depth + 1) };
            if least.unsigned_abs() == 1 {
                break (variable, least);
            }
            // x = x' - Σ q y, where q is how often the least coefficient goes into that of y.
            let parts: Vec<i128> = (equal.terms.iter().enumerate())
                .map(|(n, times)| if n == variable { 0 } else { times.div_euclid(least) })
                .collect();
            equal = changed(&equal, variable, &parts)?;
            rows = rows.iter().map(|row| changed(row, variable, &parts)).collect::<Result<_, _>>()?;
            changes.push((variable, parts));
        };
        // The variable is what the others leave: it goes from every inequality.
        for row in &mut rows {
            let times = row.coefficient(variable);
            if times != 0 {
                *row = add(row, &equal, times.checked_mul(-least).ok_or(TooHard)?)?;
            }
        }
        let Some(mut values) = self.solve(whole, rows, depth + 1)? else { return Ok(None) };
        let value = equal.rest(variable, &values)?.checked_mul(&Rational::from_integer(-least)).ok_or(TooHard)?;
        put(&mut values, variable, value);
        for (variable, parts) in changes.iter().rev() {
            let mut value = values.get(*variable).copied().unwrap_or_default();
            for (part, other) in parts.iter().zip(&values) {
                let less = Rational::from_integer(*part).checked_mul(other).ok_or(TooHard)?;
                value = value.checked_sub(&less).ok_or(TooHard)?;
            }
            put(&mut values, *variable, value);
        }
        Ok(Some(values))
    }

    fn without_whole(
        &mut self,
        whole: &[bool],
        rows: Vec<Row>,
        variable: usize,
        depth: u32,
    ) -> Result<Values, TooHard> {
        let is_exact = exact(variable, &rows);
        let sides = Sides::of(variable, rows);
        if let Some(mut values) = self.solve(whole, sides.shadow(variable, !is_exact)?, depth + 1)? {
            let (from, to) = sides.bounds(variable, &values)?;
            let value = match (from, to) {
                (Some(from), _) => from.ceil(),
                (None, Some(to)) => to.floor(),
                (None, None) => Rational::from_integer(0),
            };
            put(&mut values, variable, value);
            return Ok(Some(values));
        }
        if is_exact || self.solve(whole, sides.shadow(variable, false)?, depth + 1)?.is_none() {
            return Ok(None);
        }
        // Close to a lower bound.
        let most = sides.upper.iter().map(|row| -row.coefficient(variable)).max().unwrap_or(1);
        for lower in &sides.lower {
            let own = lower.coefficient(variable);
            let product = most.checked_mul(own).and_then(|product| product.checked_sub(most)).ok_or(TooHard)?;
            let last = product.checked_sub(own).ok_or(TooHard)?.div_euclid(most);
            let mut above = 0;
            while above <= last {
                let mut equal = lower.clone();
                equal.constant = equal.constant.checked_sub(above).ok_or(TooHard)?;
                let mut rows = sides.all();
                rows.push(opposite(&equal)?);
                rows.push(equal);
                if let Some(values) = self.solve(whole, rows, depth + 1)? {
                    return Ok(Some(values));
                }
                above += 1;
            }
        }
        Ok(None)
    }
}

/// Between which cuts one variable lies in the solutions over dense numbers.
pub(super) fn shadow_on(
    variable: usize,
    variables: usize,
    rows: Vec<Row>,
    effort: &Effort,
) -> Result<(Option<Cut>, Option<Cut>), TooHard> {
    let dense = vec![false; variables];
    let mut rows = rows;
    loop {
        let Some(Plain { rows: mut left, equal }) = plain(&dense, rows)? else { return Ok((None, None)) };
        left.extend(equal.iter().map(opposite).collect::<Result<Vec<_>, _>>()?);
        left.extend(equal);
        let used = |n: &usize| *n != variable && left.iter().any(|row| row.coefficient(*n) != 0);
        let Some(next) = (0..variables).filter(used).min_by_key(|n| work(*n, &left, &[])) else {
            let sides = Sides::of(variable, left);
            let nothing = vec![Rational::from_integer(0); variables];
            let cut = |row: &Row, lower: bool| -> Result<Cut, TooHard> {
                let value = bound(row, variable, &nothing)?;
                Ok(Cut { value, after: row.strict == lower })
            };
            let lower = sides.lower.iter().map(|row| cut(row, true)).collect::<Result<Vec<_>, _>>()?;
            let upper = sides.upper.iter().map(|row| cut(row, false)).collect::<Result<Vec<_>, _>>()?;
            return Ok((lower.into_iter().max(), upper.into_iter().min()));
        };
        effort.spend(left.len().saturating_mul(variables).saturating_mul(PASSES))?;
        rows = Sides::of(next, left).shadow(next, false)?;
    }
}

/// Rows sorted by what they say of one variable.
struct Sides {
    lower: Vec<Row>,
    upper: Vec<Row>,
    others: Vec<Row>,
}

impl Sides {
    fn of(variable: usize, rows: Vec<Row>) -> Self {
        let mut sides = Self { lower: Vec::new(), upper: Vec::new(), others: Vec::new() };
        for row in rows {
            match row.coefficient(variable) {
                0 => sides.others.push(row),
                1.. => sides.lower.push(row),
                _ => sides.upper.push(row),
            }
        }
        sides
    }

    fn all(&self) -> Vec<Row> {
        [&self.lower[..], &self.upper[..], &self.others[..]].concat()
    }

    /// What they say of the other variables; `dark`: so that there surely is a whole number between the bounds.
    fn shadow(&self, variable: usize, dark: bool) -> Result<Vec<Row>, TooHard> {
        let mut rows = self.others.clone();
        for lower in &self.lower {
            for upper in &self.upper {
                let (a, b) = (lower.coefficient(variable), -upper.coefficient(variable));
                let mut row = lower.combine(b, upper, a)?;
                if dark {
                    let room = (a - 1).checked_mul(b - 1).ok_or(TooHard)?;
                    row.constant = row.constant.checked_sub(room).ok_or(TooHard)?;
                }
                rows.push(row);
                if rows.len() > MOST_ROWS {
                    return Err(TooHard);
                }
            }
        }
        Ok(rows)
    }

    /// The greatest lower and the least upper bound, given the other variables.
    fn bounds(&self, variable: usize, values: &[Rational]) -> Result<(Option<Rational>, Option<Rational>), TooHard> {
        let bound = |row: &Row| bound(row, variable, values);
        let lower = self.lower.iter().map(bound).collect::<Result<Vec<_>, _>>()?;
        let upper = self.upper.iter().map(bound).collect::<Result<Vec<_>, _>>()?;
        Ok((lower.into_iter().max(), upper.into_iter().min()))
    }
}

/// The value of the variable at which the row comes to 0.
fn bound(row: &Row, variable: usize, values: &[Rational]) -> Result<Rational, TooHard> {
    let rest = row.rest(variable, values)?;
    rest.checked_div(&Rational::from_integer(-row.coefficient(variable))).ok_or(TooHard)
}

/// Whether eliminating a whole variable is exact: one of each two coefficients is one, or there is a bound on one side only.
fn exact(variable: usize, rows: &[Row]) -> bool {
    let coefficients = || rows.iter().map(|row| row.coefficient(variable));
    coefficients().all(|times| times <= 1) || coefficients().all(|times| times >= -1)
}

/// How many rows eliminating a variable makes.
fn work(variable: usize, rows: &[Row], equal: &[Row]) -> usize {
    let both = equal.iter().filter(|row| row.coefficient(variable) != 0).count();
    let lower = rows.iter().filter(|row| row.coefficient(variable) > 0).count() + both;
    let upper = rows.iter().filter(|row| row.coefficient(variable) < 0).count() + both;
    lower.saturating_mul(upper)
}

fn put(values: &mut [Rational], variable: usize, value: Rational) {
    if let Some(slot) = values.get_mut(variable) {
        *slot = value;
    }
}

/// The row after x = x' - Σ q y.
fn changed(row: &Row, variable: usize, parts: &[i128]) -> Result<Row, TooHard> {
    let own = row.coefficient(variable);
    let term = |(times, part): (&i128, &i128)| {
        let less = own.checked_mul(*part).ok_or(TooHard)?;
        times.checked_sub(&less).ok_or(TooHard)
    };
    let terms = row.terms.iter().zip(parts).map(term).collect::<Result<_, _>>()?;
    Ok(Row { terms, strict: row.strict, constant: row.constant })
}

fn opposite(row: &Row) -> Result<Row, TooHard> {
    let minus = |value: &i128| value.checked_neg().ok_or(TooHard);
    let terms = row.terms.iter().map(minus).collect::<Result<_, _>>()?;
    Ok(Row { terms, strict: row.strict, constant: minus(&row.constant)? })
}

/// `row + times · equal`, where `equal` is 0.
fn add(row: &Row, equal: &Row, times: i128) -> Result<Row, TooHard> {
    let add = |a: i128, b: i128| b.checked_mul(times).and_then(|b| a.checked_add(b)).ok_or(TooHard);
    let terms = row.terms.iter().zip(&equal.terms).map(|(a, b)| add(*a, *b)).collect::<Result<_, _>>()?;
    Ok(Row { terms, strict: row.strict, constant: add(row.constant, equal.constant)? })
}

/// In smallest numbers, of rows alike the strongest, opposite ones as equalities; none where two contradict each other.
fn plain(whole: &[bool], rows: Vec<Row>) -> Result<Option<Plain>, TooHard> {
    let mut kept: Vec<Row> = Vec::with_capacity(rows.len());
    for row in rows {
        match row.tight(whole)? {
            Tight::Always => {}
            Tight::Never => return Ok(None),
            Tight::Row(row) => kept.push(row),
        }
    }
    // Of rows with the same terms in smallest numbers the strongest: over dense variables constants are compared as fractions of their terms.
    kept.sort();
    let mut strongest: Vec<Row> = Vec::with_capacity(kept.len());
    for row in kept {
        match strongest.last_mut() {
            Some(last) if last.terms == row.terms => {
                if row.constant < last.constant || row.constant == last.constant && row.strict {
                    *last = row;
                }
            }
            _ => strongest.push(row),
        }
    }
    let mut equal = Vec::new();
    let mut done = vec![false; strongest.len()];
    for n in 0..strongest.len() {
        let Some(row) = strongest.get(n) else { continue };
        let other = opposite(row)?;
        let Ok(m) = strongest.binary_search_by(|row| row.terms.cmp(&other.terms)) else { continue };
        let Some(against) = strongest.get(m) else { continue };
        let room = row.constant.checked_add(against.constant).ok_or(TooHard)?;
        if room < 0 || room == 0 && (row.strict || against.strict) {
            return Ok(None);
        }
        if room == 0 && n < m {
            equal.push(row.clone());
            for slot in [n, m] {
                if let Some(done) = done.get_mut(slot) {
                    *done = true;
                }
            }
        }
    }
    let rows = strongest.into_iter().zip(done).filter(|(_, done)| !done).map(|(row, _)| row).collect();
    Ok(Some(Plain { rows, equal }))
}
