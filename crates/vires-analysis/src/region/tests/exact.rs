//! The oracle: small spaces, all of whose points can be looked at, and random
//! boxes in them.

use crate::region::{Cuboid, DimKind, Space, StepBudget};

/// A small deterministic generator (splitmix64).
pub(super) struct Rng(u64);

impl Rng {
    pub(super) fn new(seed: u64) -> Rng {
        Rng(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x1234_5678)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    /// A number below `bound`, which must not be 0.
    pub(super) fn below(&mut self, bound: u32) -> u32 {
        (self.next() % u64::from(bound)) as u32
    }

    pub(super) fn one_in(&mut self, chances: u32) -> bool {
        self.below(chances) == 0
    }
}

/// A space of one to four dimensions and at most some 2,000 points.
pub(super) fn space(rng: &mut Rng) -> Space {
    let dims = 1 + rng.below(4);
    let most = [0, 12, 12, 8, 6][dims as usize];
    let dims = (0..dims).map(|_| {
        let size = 1 + rng.below(most);
        if rng.one_in(2) { DimKind::Ordered { cells: size } } else { DimKind::Set { members: size } }
    });
    Space::new(dims.collect())
}

/// A box that is free in about one dimension of `free`.
pub(super) fn cuboid(rng: &mut Rng, space: &Space, free: u32) -> Cuboid {
    let mut cuboid = Cuboid::full(space);
    for (dim, &kind) in space.dims().iter().enumerate() {
        if rng.one_in(free) {
            continue;
        }
        match kind {
            DimKind::Ordered { cells } => {
                let (a, b) = (rng.below(cells), rng.below(cells));
                cuboid = cuboid.with_range(space, dim, a.min(b), a.max(b) + 1);
            }
            DimKind::Set { members } => {
                let sure = rng.below(members);
                let held: Vec<u32> = (0..members).filter(|&member| member == sure || rng.one_in(2)).collect();
                cuboid = cuboid.with_members(space, dim, held);
            }
        }
    }
    cuboid
}

pub(super) fn cuboids(rng: &mut Rng, space: &Space, count: u32) -> Vec<Cuboid> {
    let free = 1 + rng.below(4);
    (0..count).map(|_| cuboid(rng, space, free + 1)).collect()
}

/// A partition of the whole space by random cuts.
pub(super) fn partition(rng: &mut Rng, space: &Space, cuts: u32) -> Vec<Cuboid> {
    let mut parts = vec![Cuboid::full(space)];
    for _ in 0..cuts {
        let at = rng.below(parts.len() as u32) as usize;
        let cut = cuboid(rng, space, 2);
        let part = parts.swap_remove(at);
        parts.extend(part.intersect(space, &cut));
        parts.extend(part.subtract(space, &cut));
    }
    parts
}

/// All points of the space.
pub(super) fn points(space: &Space) -> Vec<Vec<u32>> {
    let mut points = vec![Vec::new()];
    for dim in space.dims() {
        let longer = points.iter().flat_map(|point| {
            (0..dim.size()).map(move |cell| {
                let mut point: Vec<u32> = point.clone();
                point.push(cell);
                point
            })
        });
        points = longer.collect();
    }
    points
}

/// In how many of the boxes the point lies.
pub(super) fn holding(space: &Space, boxes: &[Cuboid], point: &[u32]) -> usize {
    let holds = |cuboid: &&Cuboid| cuboid.contains_point(space, point);
    boxes.iter().filter(holds).count()
}

/// What the rules leave of a box, one rule taken off after the other.
pub(super) fn left_over(space: &Space, within: &Cuboid, rules: &[Cuboid]) -> Vec<Cuboid> {
    let mut left = vec![within.clone()];
    for rule in rules {
        left = left.iter().flat_map(|piece| piece.subtract(space, rule)).collect();
    }
    left
}

/// More steps than any of these tests needs.
pub(super) fn plenty() -> StepBudget {
    StepBudget::new(10_000_000)
}
