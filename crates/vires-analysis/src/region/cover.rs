//! What a set of rules leaves uncovered of a box.
//!
//! The search keeps a stack of boxes, each with the rules still *live* in it
//! and, for every rule, the set of dimensions in which it is *open*: in which
//! it does not span the box. A box is taken up and
//!
//! 1. rules that miss it are gone already; a rule open nowhere covers it;
//! 2. a rule open in one dimension is a *slab* of the box: it is cut off;
//! 3. a box without live rules is uncovered and is put out;
//! 4. rules that share no open dimension fall into *groups*, each searched
//!    alone: the box is covered iff one group covers it, and otherwise what is
//!    uncovered is the product of what the groups leave;
//! 5. else the box is *cut* in two at a face of the live rule with the fewest
//!    open dimensions, and both halves go on the stack.
//!
//! Nothing is remembered between boxes and nothing is hashed, so the answer
//! and its order depend on the input alone. Covering is NP-hard in the number
//! of dimensions; hence the [`StepBudget`].

mod mask;
mod problem;
mod product;
mod search;

use std::fmt;
use std::ops::ControlFlow;

use vires_model::pulse::worked;

use self::mask::{Mask, Narrow, Wide};
use self::problem::Problem;
use self::search::Search;
use super::cuboid::Cuboid;
use super::space::Space;

/// What a step is of the work after which it is asked whether that is still wanted.
const STEP: u64 = 300;

/// How much searching is allowed. One step is one box taken up, and one more
/// for every 64 rules looked at with it: on a machine of 2025 about a
/// microsecond.
#[derive(Clone, Debug)]
pub struct StepBudget {
    left: u64,
}

impl StepBudget {
    /// A budget of so many steps.
    pub fn new(steps: u64) -> StepBudget {
        StepBudget { left: steps }
    }

    /// What is left of it.
    pub fn left(&self) -> u64 {
        self.left
    }

    /// Takes steps off the budget.
    ///
    /// # Errors
    /// [`BoundReached`] when fewer are left; then nothing is left.
    pub fn spend(&mut self, steps: u64) -> Result<(), BoundReached> {
        worked(steps.saturating_mul(STEP));
        match self.left.checked_sub(steps) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => {
                self.left = 0;
                Err(BoundReached)
            }
        }
    }
}

/// The search was stopped before it could tell: the step budget is used up, or
/// the rules are open in more dimensions than the search can hold (1,024).
///
/// What was put out until then is right, but there may be more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BoundReached;

impl fmt::Display for BoundReached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the bound on the search was reached before an answer was found")
    }
}

impl std::error::Error for BoundReached {}

/// Uncovered boxes, and whether these are all.
#[derive(Clone, Debug)]
pub struct Listing {
    /// Disjoint boxes that no rule meets.
    pub boxes: Vec<Cuboid>,
    /// Whether the list is whole; `false` when it stopped at its limit.
    pub complete: bool,
}

/// Puts out the points of `within` that no rule covers, as disjoint boxes in an
/// order that depends on the input alone.
///
/// `feasible` tells whether a box holds at least one possible point, for
/// callers whose dimensions depend on each other; a box it refuses is not put
/// out. `out` may stop the search with [`ControlFlow::Break`].
///
/// # Errors
/// [`BoundReached`] when the budget is used up first.
pub fn uncovered<'r>(
    space: &Space,
    within: &Cuboid,
    rules: impl IntoIterator<Item = &'r Cuboid>,
    feasible: &dyn Fn(&Cuboid) -> bool,
    steps: &mut StepBudget,
    out: &mut dyn FnMut(Cuboid) -> ControlFlow<()>,
) -> Result<(), BoundReached> {
    if within.is_empty(space) {
        return Ok(());
    }
    let Some(problem) = Problem::new(space, within, rules, steps)? else {
        return Ok(());
    };
    let mut out = |gap: Cuboid| if feasible(&gap) { out(gap) } else { ControlFlow::Continue(()) };
    match problem.open() {
        open if open <= Narrow::MOST => search(&problem, &mut problem.search::<Narrow>(), steps, &mut out),
        open if open <= Wide::MOST => search(&problem, &mut problem.search::<Wide>(), steps, &mut out),
        _ => {
            steps.left = 0;
            Err(BoundReached)
        }
    }
}

fn search<M: Mask>(
    problem: &Problem,
    search: &mut Search<M>,
    steps: &mut StepBudget,
    out: &mut dyn FnMut(Cuboid) -> ControlFlow<()>,
) -> Result<(), BoundReached> {
    while search.advance(problem, steps)? {
        if out(problem.expand(search.found())).is_break() {
            break;
        }
    }
    Ok(())
}

/// The first box [`uncovered`] would put out.
///
/// # Errors
/// [`BoundReached`] when the budget is used up first.
pub fn first_uncovered<'r>(
    space: &Space,
    within: &Cuboid,
    rules: impl IntoIterator<Item = &'r Cuboid>,
    feasible: &dyn Fn(&Cuboid) -> bool,
    steps: &mut StepBudget,
) -> Result<Option<Cuboid>, BoundReached> {
    let mut first = None;
    uncovered(space, within, rules, feasible, steps, &mut |gap| {
        first = Some(gap);
        ControlFlow::Break(())
    })?;
    Ok(first)
}

/// Whether the rules cover every possible point of `within`.
///
/// # Errors
/// [`BoundReached`] when the budget is used up first.
pub fn is_covered<'r>(
    space: &Space,
    within: &Cuboid,
    rules: impl IntoIterator<Item = &'r Cuboid>,
    feasible: &dyn Fn(&Cuboid) -> bool,
    steps: &mut StepBudget,
) -> Result<bool, BoundReached> {
    first_uncovered(space, within, rules, feasible, steps).map(|gap| gap.is_none())
}

/// All boxes [`uncovered`] would put out, but at most `limit`.
///
/// # Errors
/// [`BoundReached`] when the budget is used up before the list is whole or the
/// limit is reached.
pub fn all_uncovered<'r>(
    space: &Space,
    within: &Cuboid,
    rules: impl IntoIterator<Item = &'r Cuboid>,
    feasible: &dyn Fn(&Cuboid) -> bool,
    steps: &mut StepBudget,
    limit: usize,
) -> Result<Listing, BoundReached> {
    let mut boxes = Vec::new();
    let mut complete = true;
    uncovered(space, within, rules, feasible, steps, &mut |gap| {
        if boxes.len() == limit {
            complete = false;
            return ControlFlow::Break(());
        }
        boxes.push(gap);
        ControlFlow::Continue(())
    })?;
    Ok(Listing { boxes, complete })
}
