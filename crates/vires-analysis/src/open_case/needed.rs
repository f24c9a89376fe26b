//! On which facts the outcome turns, where it is not the same in all pieces.

use std::collections::BTreeSet;

use vires_model::{Case, FactId, agree};

use super::Piece;
use crate::case_space::facts_of;
use crate::region::Cuboid;
use crate::solved::Solved;

/// More pairs of boxes than this are not compared.
const MOST_PAIRS: usize = 4_000_000;

/// The facts each of which can, changed alone, change the outcome; where none can (assumptions tie them together), all that part two outcomes.
/// What the case gives changes nothing. None where the bound is reached.
pub(super) fn facts(solved: &Solved<'_>, pieces: &[Piece], case: &Case) -> Option<BTreeSet<FactId>> {
    let space = &solved.setting.space;
    let open = |fact: &FactId| !case.facts.contains_key(fact);
    let dims: Vec<Vec<FactId>> =
        space.axes.iter().map(|(axis, _)| facts_of(axis).into_iter().filter(open).collect()).collect();
    let (mut alone, mut together) = (BTreeSet::new(), BTreeSet::new());
    let mut looks = 0_usize;
    for (n, one) in pieces.iter().enumerate() {
        for other in pieces.iter().skip(n + 1).filter(|other| !agree(&one.outcome, &other.outcome)) {
            for (left, right) in
                one.region.boxes().iter().flat_map(|left| other.region.boxes().iter().map(move |right| (left, right)))
            {
                looks += 1;
                if looks > MOST_PAIRS {
                    return None;
                }
                let parting = parting(solved, left, right);
                let facts: BTreeSet<FactId> =
                    parting.iter().filter_map(|dim| dims.get(*dim)).flatten().copied().collect();
                together.extend(&facts);
                // Changed alone, a fact takes one box to the other if it has a part in every question that parts them.
                let changes =
                    |fact: &&FactId| parting.iter().all(|dim| dims.get(*dim).is_some_and(|own| own.contains(fact)));
                alone.extend(facts.iter().filter(changes));
            }
        }
    }
    Some(if alone.is_empty() { together } else { alone })
}

/// The dimensions in which two boxes have nothing in common.
fn parting(solved: &Solved<'_>, left: &Cuboid, right: &Cuboid) -> Vec<usize> {
    let space = &solved.setting.space;
    let apart = |dim: &usize| {
        let mut theirs = right.members(&space.space, *dim);
        let own: BTreeSet<u32> = left.members(&space.space, *dim).collect();
        !theirs.any(|cell| own.contains(&cell))
    };
    (0..space.axes.len()).filter(apart).collect()
}
