//! Which claims stand where (semantics 5.5): claims that nothing standing beats or displaces stand; what they beat falls and beats nothing any more;
//! what is left over is a ring.
//!
//! Who beats whom does not depend on the case, only where both claims are. So the claims are taken in the order of the beating: where a claim stands
//! is where it is, less where one that beats it stands. Only claims that beat each other in a circle are cut into pieces and judged piece by piece.

use std::collections::BTreeMap;

use crate::claims::Claim;
use crate::contest::Edge;
use crate::region::{BoundReached, Region, Space};

/// The most pieces into which claims that beat each other in a circle are cut.
const MOST_PIECES: usize = 4_096;

/// Where claims stand, and where some are left over.
#[derive(Debug, Default)]
pub(crate) struct Standing {
    /// For each claim.
    pub(crate) stands: Vec<Region>,
    /// Claims left over together, and where.
    pub(crate) rings: Vec<(Vec<usize>, Region)>,
}

/// Settles all claims.
///
/// # Errors
/// [`BoundReached`] where a circle of claims falls into more than 4,096 pieces.
pub(crate) fn settle(space: &Space, claims: &[Claim], edges: &[Edge]) -> Result<Standing, BoundReached> {
    let mut standing =
        Standing { stands: claims.iter().map(|claim| claim.region.clone()).collect(), rings: Vec::new() };
    if edges.is_empty() {
        return Ok(standing);
    }
    let mut beaten_by: Vec<Vec<&Edge>> = vec![Vec::new(); claims.len()];
    for edge in edges {
        if let Some(list) = beaten_by.get_mut(edge.loser) {
            list.push(edge);
        }
    }
    for circle in circles(&beaten_by) {
        match circle[..] {
            [only] if !beaten_by.get(only).is_some_and(|edges| edges.iter().any(|edge| edge.winner == only)) => {
                let mut region = claims.get(only).map(|claim| claim.region.clone()).unwrap_or_default();
                for edge in beaten_by.get(only).into_iter().flatten() {
                    if region.is_empty() {
                        break;
                    }
                    if let Some(fallen) = reach(space, edge, &standing) {
                        region = region.subtract(space, &fallen);
                    }
                }
                let against = beaten_by.get(only).map_or(&[][..], Vec::as_slice);
                let open = standing.leave_over(space, only, &region, against);
                if let Some(slot) = standing.stands.get_mut(only) {
                    *slot = region.subtract(space, &open);
                }
            }
            _ => judge_circle(space, claims, &beaten_by, &circle, &mut standing)?,
        }
    }
    Ok(standing)
}

impl Standing {
    /// Where a claim, in what standing claims leave of it, is beaten by one that is left over with these.
    fn joins(&self, space: &Space, (members, ring): (&[usize], &Region), left: &Region, against: &[&Edge]) -> Region {
        let here = left.intersect(space, ring);
        let edges = against.iter().filter(|edge| members.contains(&edge.winner));
        let regions =
            edges.map(|edge| edge.region.as_ref().map_or_else(|| here.clone(), |at| here.intersect(space, at)));
        regions.fold(Region::empty(), |all, own| all.union(space, own))
    }

    /// Leaves a claim over with those that are, where they beat it; and says where that is.
    fn leave_over(&mut self, space: &Space, claim: usize, left: &Region, against: &[&Edge]) -> Region {
        let mut open = Region::empty();
        for (members, ring) in std::mem::take(&mut self.rings) {
            let joins = self.joins(space, (&members, &ring), left, against);
            let apart = ring.subtract(space, &joins);
            if !joins.is_empty() {
                self.rings.push(([&members[..], &[claim]].concat(), joins.clone()));
                open = open.union(space, joins);
            }
            if !apart.is_empty() {
                self.rings.push((members, apart));
            }
        }
        open
    }
}

/// Where the winner of an edge stands and the edge holds.
fn reach(space: &Space, edge: &Edge, standing: &Standing) -> Option<Region> {
    let winner = standing.stands.get(edge.winner)?;
    Some(match &edge.region {
        Some(region) => winner.intersect(space, region),
        None => winner.clone(),
    })
}

/// Cuts the claims of a circle into pieces in each of which the same are there and the same edges hold, and judges each piece.
fn judge_circle(
    space: &Space,
    claims: &[Claim],
    beaten_by: &[Vec<&Edge>],
    circle: &[usize],
    standing: &mut Standing,
) -> Result<(), BoundReached> {
    // What from outside the circle leaves of each claim, and where of that one from outside beats it that is itself left over.
    let (mut left, mut open): (Vec<Region>, Vec<Region>) = Default::default();
    for member in circle {
        let mut region = claims.get(*member).map(|claim| claim.region.clone()).unwrap_or_default();
        let against = beaten_by.get(*member).map_or(&[][..], Vec::as_slice);
        for edge in against.iter().filter(|edge| !circle.contains(&edge.winner)) {
            if let Some(fallen) = reach(space, edge, standing) {
                region = region.subtract(space, &fallen);
            }
        }
        let rings = standing.rings.iter();
        let joins = rings.map(|(members, ring)| standing.joins(space, (members, ring), &region, against));
        open.push(joins.fold(Region::empty(), |all, own| all.union(space, own)));
        left.push(region);
    }
    let edges: Vec<&Edge> = (circle.iter())
        .filter_map(|member| beaten_by.get(*member))
        .flatten()
        .filter(|edge| circle.contains(&edge.winner))
        .copied()
        .collect();
    // Pieces, each with flags: who is there, whom one from outside leaves open, which edges hold.
    let mut pieces = vec![(Region::full(space), Vec::new())];
    let mut cut = |by: &Region| -> Result<(), BoundReached> {
        let mut next = Vec::new();
        for (piece, flags) in std::mem::take(&mut pieces) {
            let mut add = |part: Region, flag: bool, mut flags: Vec<bool>| {
                flags.push(flag);
                next.push((part, flags));
            };
            let (inside, outside) = (piece.intersect(space, by), piece.subtract(space, by));
            // What is known of a piece grows with every edge: where it is not cut, that is not written down anew.
            match (inside.is_empty(), outside.is_empty()) {
                (false, false) => {
                    add(inside, true, flags.clone());
                    add(outside, false, flags);
                }
                (false, true) => add(inside, true, flags),
                (true, false) => add(outside, false, flags),
                (true, true) => {}
            }
        }
        if next.len() > MOST_PIECES {
            return Err(BoundReached);
        }
        pieces = next;
        Ok(())
    };
    for region in left.iter().chain(&open) {
        cut(region)?;
    }
    for edge in &edges {
        cut(edge.region.as_ref().unwrap_or(&Region::full(space)))?;
    }
    let against = against(circle, &edges);
    let mut stands = vec![Region::empty(); circle.len()];
    for (piece, flags) in pieces {
        let (there, flags) = flags.split_at(circle.len());
        let (open, holds) = flags.split_at(circle.len());
        let verdicts = grounded(there, open, &against, holds);
        for (slot, verdict) in stands.iter_mut().zip(&verdicts) {
            if *verdict == Verdict::Stands {
                *slot = std::mem::take(slot).union(space, piece.clone());
            }
        }
        let ring: Vec<usize> =
            circle.iter().zip(&verdicts).filter(|(_, verdict)| **verdict == Verdict::Open).map(|(n, _)| *n).collect();
        if !ring.is_empty() {
            match standing.rings.iter_mut().find(|(members, _)| *members == ring) {
                Some((_, region)) => *region = std::mem::take(region).union(space, piece),
                None => standing.rings.push((ring, piece)),
            }
        }
    }
    for (member, region) in circle.iter().zip(stands) {
        if let Some(slot) = standing.stands.get_mut(*member) {
            *slot = region;
        }
    }
    Ok(())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Open,
    Stands,
    Falls,
}

/// For each claim of a circle the edges against it, by their numbers, with the place of the winner in the circle.
fn against(circle: &[usize], edges: &[&Edge]) -> Vec<Vec<(usize, usize)>> {
    let places: BTreeMap<usize, usize> = circle.iter().enumerate().map(|(place, claim)| (*claim, place)).collect();
    let mut against = vec![Vec::new(); circle.len()];
    for (n, edge) in edges.iter().enumerate() {
        if let (Some(winner), Some(loser)) = (places.get(&edge.winner), places.get(&edge.loser))
            && let Some(own) = against.get_mut(*loser)
        {
            own.push((n, *winner));
        }
    }
    against
}

/// The claims of one piece, judged one after another until nothing changes. `open`: one from outside, itself left over, beats it.
fn grounded(there: &[bool], open: &[bool], against: &[Vec<(usize, usize)>], holds: &[bool]) -> Vec<Verdict> {
    let mut verdicts: Vec<Verdict> =
        there.iter().map(|there| if *there { Verdict::Open } else { Verdict::Falls }).collect();
    loop {
        let mut changed = false;
        for n in 0..verdicts.len() {
            if verdicts.get(n) != Some(&Verdict::Open) {
                continue;
            }
            let own = against.get(n).into_iter().flatten().filter(|(edge, _)| holds.get(*edge) == Some(&true));
            let mut by = own.filter_map(|(_, winner)| verdicts.get(*winner).copied());
            let verdict = if by.clone().any(|verdict| verdict == Verdict::Stands) {
                Verdict::Falls
            } else if open.get(n) != Some(&true) && by.all(|verdict| verdict == Verdict::Falls) {
                Verdict::Stands
            } else {
                continue;
            };
            if let Some(slot) = verdicts.get_mut(n) {
                *slot = verdict;
                changed = true;
            }
        }
        if !changed {
            return verdicts;
        }
    }
}

/// The strongly connected components of "is beaten by", winners before losers (Tarjan's algorithm, with its stack on the heap: a chain of claims may be long).
fn circles(beaten_by: &[Vec<&Edge>]) -> Vec<Vec<usize>> {
    let count = beaten_by.len();
    let (mut index, mut low) = (vec![usize::MAX; count], vec![0; count]);
    let mut on_stack = vec![false; count];
    let (mut stack, mut found) = (Vec::new(), Vec::new());
    let mut next = 0;
    for start in 0..count {
        if index[start] != usize::MAX {
            continue;
        }
        let mut work = vec![(start, 0)];
        while let Some((node, edge)) = work.pop() {
            if edge == 0 {
                index[node] = next;
                low[node] = next;
                next += 1;
                stack.push(node);
                on_stack[node] = true;
            }
            match beaten_by[node].get(edge).map(|edge| edge.winner) {
                Some(winner) => {
                    work.push((node, edge + 1));
                    if index[winner] == usize::MAX {
                        work.push((winner, 0));
                    } else if on_stack[winner] {
                        low[node] = low[node].min(index[winner]);
                    }
                }
                None => {
                    if let Some((parent, _)) = work.last() {
                        low[*parent] = low[*parent].min(low[node]);
                    }
                    if low[node] == index[node] {
                        let mut circle = Vec::new();
                        while let Some(member) = stack.pop() {
                            on_stack[member] = false;
                            circle.push(member);
                            if member == node {
                                break;
                            }
                        }
                        circle.sort_unstable();
                        found.push(circle);
                    }
                }
            }
        }
    }
    found
}
