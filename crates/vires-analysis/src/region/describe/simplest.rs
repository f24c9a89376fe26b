//! Free boxes that bound few dimensions, for regions too large to list.

use std::ops::ControlFlow;

use super::{by_simplicity, grow};
use crate::region::cover::{BoundReached, StepBudget, uncovered};
use crate::region::cuboid::Cuboid;
use crate::region::space::Space;

/// At most this many dimensions are bounded together.
const DEEPEST: usize = 3;

/// Free boxes inside `within` that bound the fewest dimensions: all those of
/// one dimension, if there are any, else of two, else of three, simplest
/// first, at most `limit`. Empty when every free box bounds more.
///
/// A box that bounds only some dimensions meets a rule iff it meets the rule's
/// shadow on them, so it is enough to search the shadows.
///
/// # Errors
/// [`BoundReached`] when the budget is used up first.
pub fn simplest_free(
    space: &Space,
    rules: &[Cuboid],
    within: &Cuboid,
    feasible: &dyn Fn(&Cuboid) -> bool,
    steps: &mut StepBudget,
    limit: usize,
) -> Result<Vec<Cuboid>, BoundReached> {
    let rules: Vec<&Cuboid> = rules.iter().filter(|rule| rule.meets(space, within)).collect();
    if rules.is_empty() {
        let whole = (!within.is_empty(space) && feasible(within)).then(|| within.clone());
        return Ok(whole.into_iter().take(limit).collect());
    }
    let bounded: Vec<usize> =
        (0..space.dims().len()).filter(|&dim| rules.iter().any(|rule| !rule.spans_in(space, dim, within))).collect();
    for size in 1..=DEEPEST.min(bounded.len()) {
        let mut found: Vec<Cuboid> = Vec::new();
        let mut subset: Vec<usize> = (0..size).collect();
        loop {
            let dims: Vec<usize> = subset.iter().map(|&i| bounded[i]).collect();
            search_shadows(space, &rules, within, feasible, steps, &dims, limit, &mut found)?;
            if !next_subset(&mut subset, bounded.len()) {
                break;
            }
        }
        if !found.is_empty() {
            found.sort_by(|a, b| by_simplicity(space, within, a, b));
            found.truncate(limit);
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

/// Adds to `found` the maximal free boxes that bound only `dims`.
#[expect(clippy::too_many_arguments, reason = "one loop body, named for reading")]
fn search_shadows(
    space: &Space,
    rules: &[&Cuboid],
    within: &Cuboid,
    feasible: &dyn Fn(&Cuboid) -> bool,
    steps: &mut StepBudget,
    dims: &[usize],
    limit: usize,
    found: &mut Vec<Cuboid>,
) -> Result<(), BoundReached> {
    let shadows: Vec<Cuboid> = rules.iter().map(|rule| shadow(space, rule, within, dims)).collect();
    steps.spend(1 + shadows.len() as u64 / 64)?;
    let mut pieces = Vec::new();
    uncovered(space, within, &shadows, feasible, steps, &mut |piece| {
        pieces.push(piece);
        if pieces.len() < limit { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    for piece in pieces {
        for grown in grow(space, &piece, &shadows, within) {
            if !found.contains(&grown) {
                found.push(grown);
            }
        }
    }
    Ok(())
}

/// The rule with every dimension but `dims` set free.
fn shadow(space: &Space, rule: &Cuboid, within: &Cuboid, dims: &[usize]) -> Cuboid {
    let mut shadow = within.clone();
    for &dim in dims {
        let slot = space.slot(dim);
        slot.of_mut(shadow.words_mut()).copy_from_slice(slot.of(rule.words()));
    }
    shadow
}

/// Steps an ascending choice of numbers below `count`; false after the last.
fn next_subset(subset: &mut [usize], count: usize) -> bool {
    let size = subset.len();
    for i in (0..size).rev() {
        if subset[i] + (size - i) < count {
            subset[i] += 1;
            for j in i + 1..size {
                subset[j] = subset[j - 1] + 1;
            }
            return true;
        }
    }
    false
}
