//! From a region in many boxes to the fewest plain ones.
//!
//! The pieces a search leaves are cut along other rules' bounds and mean
//! nothing to a reader. Here each is grown to the largest boxes that are still
//! free of every rule, the best of these are chosen until all pieces are
//! taken, and the chosen boxes are put together into findings.

mod grow;
mod simplest;

use std::cmp::{Ordering, Reverse};

use super::cover::{BoundReached, StepBudget, all_uncovered, first_uncovered, is_covered};
use super::cuboid::Cuboid;
use super::space::Space;

pub use self::grow::grow;
use self::grow::grow_in_order;
pub use self::simplest::simplest_free;

/// Steps for asking whether a chosen box is covered by the others. When they
/// are used up the box stays, which is right, if longer than need be.
const SPARE_STEPS: u64 = 50_000;

/// So many looks from box to box count as a step of a search.
const LOOKS_A_STEP: u64 = 8;

/// How many comparisons of boxes are spent on choosing well. No region a person
/// would read comes near it; past it boxes are chosen as they come.
const CAREFUL_WORK: u64 = 2_000_000;

/// Writes the region of `pieces` in few large boxes inside `within`, as
/// findings: lists of boxes that hang together by shared points.
///
/// `pieces` are disjoint boxes inside `within` that meet no rule of `free_of`.
/// The boxes given back hold every point of every piece and meet no rule of
/// `free_of` either. They may run through cells that are neither in a piece
/// nor in a rule: cases the caller knows to be impossible, which it leaves out
/// of both lists. Such cells never join two boxes into one finding.
///
/// `feasible` tells whether a box holds a possible point: a box of which the
/// others hold all that is possible is left out.
///
/// Within a finding the boxes with the fewest conditions (dimensions in which
/// a box says more than `within`) come first, then by position; findings are
/// in the order of their first boxes.
pub fn minimal_cover(
    space: &Space,
    pieces: Vec<Cuboid>,
    free_of: &[Cuboid],
    within: &Cuboid,
    feasible: &dyn Fn(&Cuboid) -> bool,
) -> Vec<Vec<Cuboid>> {
    let chosen = choose(space, &pieces, free_of, within);
    let chosen = drop_covered(space, &pieces, chosen, feasible);
    components(space, chosen, &pieces, within)
}

/// Writes the union of `boxes` (which may overlap), as far as it lies in
/// `within`, in the same way as [`minimal_cover`]. For overlaps: a rule's own
/// box is `within`, its partners' boxes are `boxes`, and what comes back says
/// only what narrows the rule further.
///
/// `feasible` tells whether a box holds a possible point; the words may run
/// through impossible cells.
///
/// # Errors
/// [`BoundReached`] when the budget is used up first.
pub fn restate(
    space: &Space,
    boxes: &[Cuboid],
    within: &Cuboid,
    feasible: &dyn Fn(&Cuboid) -> bool,
    steps: &mut StepBudget,
) -> Result<Vec<Vec<Cuboid>>, BoundReached> {
    let clipped: Vec<Cuboid> = boxes.iter().filter_map(|cuboid| cuboid.intersect(space, within)).collect();
    if let [only] = &clipped[..]
        && !feasible(only)
    {
        return Ok(Vec::new());
    }
    let outside = all_uncovered(space, within, &clipped, feasible, steps, usize::MAX)?.boxes;
    let pieces = pieces(space, &clipped, feasible, steps)?;
    // What is done next looks from pieces to what lies outside, again and again.
    steps.spend((pieces.len() as u64).saturating_mul(outside.len() as u64) / LOOKS_A_STEP)?;
    Ok(minimal_cover(space, pieces, &outside, within, feasible))
}

/// The same points in boxes that have none in common.
///
/// # Errors
/// [`BoundReached`] when the budget is used up first.
pub fn pieces(
    space: &Space,
    boxes: &[Cuboid],
    feasible: &dyn Fn(&Cuboid) -> bool,
    steps: &mut StepBudget,
) -> Result<Vec<Cuboid>, BoundReached> {
    if let [only] = boxes {
        return Ok(vec![only.clone()]);
    }
    let mut pieces: Vec<Cuboid> = Vec::new();
    for cuboid in boxes {
        let new = all_uncovered(space, cuboid, &pieces, feasible, steps, usize::MAX)?;
        pieces.extend(new.boxes);
    }
    Ok(pieces)
}

/// Free boxes that together hold all pieces, picked one at a time: grown from
/// the largest piece left, the one that takes most of what is left.
fn choose(space: &Space, pieces: &[Cuboid], free_of: &[Cuboid], within: &Cuboid) -> Vec<Cuboid> {
    let mut open = Open::new(space, pieces);
    let mut chosen = Vec::new();
    let mut work = CAREFUL_WORK;
    while let Some(largest) = open.largest() {
        let candidates = grow(space, &largest, free_of, within);
        let best = open.best(space, candidates, within, &mut work);
        let best = best.unwrap_or(largest);
        open.take(space, &best);
        chosen.push(best);
        work = work.saturating_sub(open.boxes.len() as u64);
        if work == 0 {
            choose_quickly(space, pieces, free_of, within, &mut chosen);
            break;
        }
    }
    chosen
}

/// Goes on choosing without counting what each box takes: piece after piece,
/// and of a piece what the boxes chosen so far have left, until nothing is.
fn choose_quickly(space: &Space, pieces: &[Cuboid], free_of: &[Cuboid], within: &Cuboid, chosen: &mut Vec<Cuboid>) {
    for piece in pieces {
        let mut near: Vec<Cuboid> = chosen.iter().filter(|taken| taken.meets(space, piece)).cloned().collect();
        loop {
            let mut steps = StepBudget::new(SPARE_STEPS);
            let left = match first_uncovered(space, piece, &near, &|_| true, &mut steps) {
                Ok(None) => break,
                Ok(Some(left)) => left,
                // The whole piece is a safe answer.
                Err(BoundReached) => piece.clone(),
            };
            let grown = grow_in_order(space, &left, free_of, within);
            chosen.push(grown.clone());
            if left == *piece {
                break;
            }
            near.push(grown);
        }
    }
}

/// What no chosen box has taken yet: disjoint boxes, each with its cells.
struct Open {
    boxes: Vec<(u128, Cuboid)>,
}

impl Open {
    fn new(space: &Space, pieces: &[Cuboid]) -> Open {
        let boxes = pieces.iter().map(|piece| (piece.cells(space), piece.clone()));
        Open { boxes: boxes.collect() }
    }

    /// The box with most cells, of equals the first.
    fn largest(&self) -> Option<Cuboid> {
        let places = self.boxes.iter().enumerate();
        places.max_by_key(|(place, (cells, _))| (*cells, Reverse(*place))).map(|(_, (_, cuboid))| cuboid.clone())
    }

    /// Takes a box off.
    fn take(&mut self, space: &Space, taken: &Cuboid) {
        let mut left = Vec::with_capacity(self.boxes.len());
        for (cells, cuboid) in self.boxes.drain(..) {
            if !cuboid.meets(space, taken) {
                left.push((cells, cuboid));
            } else if !taken.contains(space, &cuboid) {
                let parts = cuboid.subtract(space, taken).into_iter();
                left.extend(parts.map(|part| (part.cells(space), part)));
            }
        }
        self.boxes = left;
    }

    /// The candidate that would take most cells, then has the fewest
    /// conditions, then lies first. Counts its comparisons off `work`.
    fn best(&self, space: &Space, mut candidates: Vec<Cuboid>, within: &Cuboid, work: &mut u64) -> Option<Cuboid> {
        if candidates.len() <= 1 {
            return candidates.pop();
        }
        let mut hull = candidates.first()?.clone();
        for candidate in &candidates {
            hull = hull.hull(space, candidate);
        }
        let near: Vec<&Cuboid> =
            self.boxes.iter().map(|(_, cuboid)| cuboid).filter(|cuboid| cuboid.meets(space, &hull)).collect();
        // A box takes no more than it holds: the large ones first, and none
        // that could not take as much as the best does.
        let mut sized: Vec<(u128, Cuboid)> =
            candidates.into_iter().map(|candidate| (candidate.cells(space), candidate)).collect();
        sized.sort_by_key(|(cells, _)| Reverse(*cells));
        let mut best: Option<(u128, Cuboid)> = None;
        for (cells, candidate) in sized {
            if best.as_ref().is_some_and(|(most, _)| cells < *most) {
                break;
            }
            *work = work.saturating_sub(near.len() as u64);
            let taken =
                near.iter().fold(0u128, |sum, cuboid| sum.saturating_add(candidate.cells_shared(space, cuboid)));
            let better = best.as_ref().is_none_or(|(most, so_far)| {
                let order = most.cmp(&taken);
                order.then_with(|| by_simplicity(space, within, &candidate, so_far)).is_lt()
            });
            if better {
                best = Some((taken, candidate));
            }
        }
        best.map(|(_, candidate)| candidate)
    }
}

/// Fewest conditions first, then by position.
fn by_simplicity(space: &Space, within: &Cuboid, a: &Cuboid, b: &Cuboid) -> Ordering {
    let conditions = |cuboid: &Cuboid| cuboid.conditions(space, within);
    conditions(a).cmp(&conditions(b)).then_with(|| a.position(space, b))
}

/// Drops boxes whose part of the pieces the other boxes hold, last first.
fn drop_covered(
    space: &Space,
    pieces: &[Cuboid],
    mut chosen: Vec<Cuboid>,
    feasible: &dyn Fn(&Cuboid) -> bool,
) -> Vec<Cuboid> {
    let mut steps = StepBudget::new(SPARE_STEPS);
    for i in (0..chosen.len()).rev() {
        match is_spare(space, pieces, &chosen, i, feasible, &mut steps) {
            Ok(true) => {
                chosen.remove(i);
            }
            Ok(false) => {}
            Err(BoundReached) => break,
        }
    }
    chosen
}

/// Whether the other boxes hold all that box `i` holds of the pieces.
fn is_spare(
    space: &Space,
    pieces: &[Cuboid],
    chosen: &[Cuboid],
    i: usize,
    feasible: &dyn Fn(&Cuboid) -> bool,
    steps: &mut StepBudget,
) -> Result<bool, BoundReached> {
    let places = chosen.iter().enumerate();
    let others: Vec<&Cuboid> =
        places.filter(|&(j, other)| j != i && other.meets(space, &chosen[i])).map(|(_, other)| other).collect();
    if others.is_empty() {
        return Ok(false);
    }
    for piece in pieces {
        if piece.meets(space, &chosen[i])
            && let Some(part) = piece.intersect(space, &chosen[i])
            && !is_covered(space, &part, others.iter().copied(), feasible, steps)?
        {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Puts boxes together that share a point of some piece, directly or through
/// others; boxes that merely touch stay apart. Order as in [`minimal_cover`].
pub fn components(space: &Space, mut boxes: Vec<Cuboid>, pieces: &[Cuboid], within: &Cuboid) -> Vec<Vec<Cuboid>> {
    boxes.sort_by(|a, b| by_simplicity(space, within, a, b));
    let mut group: Vec<usize> = (0..boxes.len()).collect();
    fn root(group: &mut [usize], mut i: usize) -> usize {
        while group[i] != i {
            group[i] = group[group[i]];
            i = group[i];
        }
        i
    }
    for i in 0..boxes.len() {
        for j in 0..i {
            let (a, b) = (root(&mut group, i), root(&mut group, j));
            if a == b {
                continue;
            }
            let shared = boxes[i].intersect(space, &boxes[j]);
            let real = |shared: Cuboid| pieces.iter().any(|piece| piece.meets(space, &shared));
            if shared.is_some_and(real) {
                // The root is the simplest box, so groups come in its order.
                group[a.max(b)] = a.min(b);
            }
        }
    }
    let mut findings: Vec<Vec<Cuboid>> = Vec::new();
    let mut place = vec![0; boxes.len()];
    for (i, cuboid) in boxes.into_iter().enumerate() {
        let first = root(&mut group, i);
        if first == i {
            place[i] = findings.len();
            findings.push(Vec::new());
        }
        findings[place[first]].push(cuboid);
    }
    findings
}
