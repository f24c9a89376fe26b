//! The hard kinds of tables: how long the exact searches take on them.
//!
//! Every benchmark runs over several seeds, because single seeds mislead: a
//! kind one takes a third of the time of a bad one. All tables have seven
//! facts, five of them ordered with 1,000 cells and two enumerations.

use divan::{Bencher, black_box};
use vires_analysis::region::{
    Cuboid, DimKind, Space, StepBudget, all_uncovered, first_uncovered, is_covered, meeting_pairs, minimal_cover,
    simplest_free,
};

fn main() {
    divan::main();
}

const SEEDS: [u64; 4] = [1, 78, 155, 232];

/// A small deterministic generator (splitmix64).
struct Rng(u64);

impl Rng {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ z >> 31) % u64::from(bound)) as u32
    }

    fn percent(&mut self, chance: u32) -> bool {
        self.below(100) < chance
    }
}

fn space() -> Space {
    let kinds = (0..7).map(|dim| match dim {
        2 => DimKind::Set { members: 16 },
        5 => DimKind::Set { members: 40 },
        _ => DimKind::Ordered { cells: 1000 },
    });
    Space::new(kinds.collect())
}

/// Cuts a box in two at random, if it can be cut there.
fn cut(rng: &mut Rng, space: &Space, cuboid: &Cuboid, dim: usize) -> Option<[Cuboid; 2]> {
    if cuboid.count(space, dim) < 2 {
        return None;
    }
    let (one, other) = match space.dims()[dim] {
        DimKind::Ordered { .. } => {
            let (lo, hi) = cuboid.range(space, dim);
            let at = lo + 1 + rng.below(hi - lo - 1);
            (cuboid.clone().with_range(space, dim, lo, at), cuboid.clone().with_range(space, dim, at, hi))
        }
        DimKind::Set { .. } => {
            // The first and the last member go to different halves.
            let members: Vec<u32> = cuboid.members(space, dim).collect();
            let (mut one, mut other) = (Vec::new(), Vec::new());
            for (i, &member) in members.iter().enumerate() {
                let first = i == 0 || i + 1 < members.len() && rng.percent(50);
                if first { &mut one } else { &mut other }.push(member);
            }
            (cuboid.clone().with_members(space, dim, one), cuboid.clone().with_members(space, dim, other))
        }
    };
    Some([one, other])
}

/// A partition into `n` boxes of about equal size, in no order.
fn partition(rng: &mut Rng, space: &Space, n: usize) -> Vec<Cuboid> {
    let mut parts = std::collections::BinaryHeap::from([(Cuboid::full(space).cells(space), 0)]);
    let mut boxes = vec![Cuboid::full(space)];
    while boxes.len() < n {
        let Some((cells, largest)) = parts.pop() else {
            break;
        };
        let dim = rng.below(7) as usize;
        match cut(rng, space, &boxes[largest], dim) {
            Some([one, other]) => {
                parts.push((one.cells(space), largest));
                parts.push((other.cells(space), boxes.len()));
                boxes[largest] = one;
                boxes.push(other);
            }
            None => parts.push((cells, largest)),
        }
    }
    for i in (1..boxes.len()).rev() {
        boxes.swap(i, rng.below(i as u32 + 1) as usize);
    }
    boxes
}

/// A partition whose every side is widened by up to `percent` of its fact.
fn cover(rng: &mut Rng, space: &Space, n: usize, percent: u32) -> Vec<Cuboid> {
    let mut boxes = partition(rng, space, n);
    for cuboid in &mut boxes {
        for (dim, &kind) in space.dims().iter().enumerate() {
            *cuboid = match kind {
                DimKind::Ordered { cells } => {
                    let (lo, hi) = cuboid.range(space, dim);
                    let more = cells * percent / 100 + 1;
                    let lo = lo.saturating_sub(rng.below(more));
                    cuboid.clone().with_range(space, dim, lo, hi + rng.below(more))
                }
                DimKind::Set { members } => {
                    let held: Vec<u32> = cuboid.members(space, dim).collect();
                    let wider = (0..members).filter(|m| held.contains(m) || rng.percent(percent));
                    let wider: Vec<u32> = wider.collect();
                    cuboid.clone().with_members(space, dim, wider)
                }
            };
        }
    }
    boxes
}

/// A box that bounds each fact with chance `percent`, to at most `widest`
/// percent of it.
fn sparse_rule(rng: &mut Rng, space: &Space, percent: u32, widest: u32) -> Cuboid {
    let mut cuboid = Cuboid::full(space);
    for (dim, &kind) in space.dims().iter().enumerate() {
        if !rng.percent(percent) {
            continue;
        }
        let size = kind.size();
        let wide = 1 + rng.below(size * widest / 100);
        let lo = rng.below(size - wide + 1);
        cuboid = cuboid.with_range(space, dim, lo, lo + wide);
    }
    cuboid
}

fn any(_: &Cuboid) -> bool {
    true
}

fn plenty() -> StepBudget {
    StepBudget::new(100_000_000)
}

#[divan::bench(args = SEEDS, consts = [1000, 5000], sample_count = 5)]
fn cover_20_percent<const N: usize>(bencher: Bencher<'_, '_>, seed: u64) {
    let space = &space();
    let rules = cover(&mut Rng(seed), space, N, 20);
    let full = &Cuboid::full(space);
    bencher.bench_local(|| {
        assert_eq!(is_covered(space, full, black_box(&rules), &any, &mut plenty()), Ok(true));
    });
}

/// The hardest kind found: much overlap, but every rule small.
#[divan::bench(args = SEEDS, consts = [1000, 5000], sample_count = 3)]
fn cover_5_percent<const N: usize>(bencher: Bencher<'_, '_>, seed: u64) {
    let space = &space();
    let rules = cover(&mut Rng(seed), space, N, 5);
    let full = &Cuboid::full(space);
    bencher.bench_local(|| {
        assert_eq!(is_covered(space, full, black_box(&rules), &any, &mut plenty()), Ok(true));
    });
}

#[divan::bench(args = SEEDS, consts = [1000, 5000], sample_count = 10)]
fn partition_covers<const N: usize>(bencher: Bencher<'_, '_>, seed: u64) {
    let space = &space();
    let rules = partition(&mut Rng(seed), space, N);
    let full = &Cuboid::full(space);
    bencher.bench_local(|| {
        assert_eq!(is_covered(space, full, black_box(&rules), &any, &mut plenty()), Ok(true));
    });
}

#[divan::bench(args = SEEDS, sample_count = 10)]
fn one_rule_missing_of_5000(bencher: Bencher<'_, '_>, seed: u64) {
    let space = &space();
    let rules = partition(&mut Rng(seed), space, 5000);
    let full = &Cuboid::full(space);
    bencher.bench_local(|| {
        let gap = first_uncovered(space, full, black_box(&rules[1..]), &any, &mut plenty());
        assert!(gap.is_ok_and(|gap| gap.is_some()));
    });
}

/// All gaps of a table with 50 rules missing, as findings.
#[divan::bench(args = SEEDS, consts = [1500, 5000], sample_count = 5)]
fn findings_of_50_missing<const N: usize>(bencher: Bencher<'_, '_>, seed: u64) {
    let space = &space();
    let rules = partition(&mut Rng(seed), space, N);
    let full = &Cuboid::full(space);
    bencher.bench_local(|| {
        let rules = black_box(&rules[50..]);
        let gaps = all_uncovered(space, full, rules, &any, &mut plenty(), 10_000);
        gaps.map(|gaps| minimal_cover(space, gaps.boxes, rules, full, &|_| true))
    });
}

#[divan::bench(args = SEEDS, consts = [20, 50, 200], sample_count = 10)]
fn simplest_free_of_sparse<const N: usize>(bencher: Bencher<'_, '_>, seed: u64) {
    let space = &space();
    let rng = &mut Rng(seed);
    let rules: Vec<Cuboid> = (0..N).map(|_| sparse_rule(rng, space, 70, 50)).collect();
    let full = &Cuboid::full(space);
    bencher.bench_local(|| simplest_free(space, black_box(&rules), full, &any, &mut plenty(), 5));
}

/// Over a million of the twelve million pairs meet.
#[divan::bench(args = SEEDS, consts = [1000, 5000], sample_count = 5)]
fn pairs<const N: usize>(bencher: Bencher<'_, '_>, seed: u64) {
    let space = &space();
    let rng = &mut Rng(seed);
    let owned = |owner| (owner, sparse_rule(rng, space, 70, 60));
    let boxes: Vec<(u32, Cuboid)> = (0..N as u32).map(owned).collect();
    bencher.bench_local(|| meeting_pairs(space, black_box(&boxes), |_, _| true));
}

/// A large power as people write them: 500 rules over five facts, every pair
/// and the verdict on gaps.
#[divan::bench(args = SEEDS, sample_count = 10)]
fn power_of_500_rules(bencher: Bencher<'_, '_>, seed: u64) {
    let space = &space();
    let full = &Cuboid::full(space);
    let mut boxes = Vec::new();
    for (owner, mut rule) in (0..).zip(cover(&mut Rng(seed), space, 500, 5)) {
        for free in [4, 6] {
            rule = rule.with_range(space, free, 0, 1000);
        }
        boxes.push((owner, rule));
    }
    let rules: Vec<Cuboid> = boxes.iter().map(|(_, rule)| rule.clone()).collect();
    bencher.bench_local(|| {
        let pairs = meeting_pairs(space, black_box(&boxes), |_, _| true);
        let covered = is_covered(space, full, black_box(&rules), &any, &mut plenty());
        (pairs, covered)
    });
}
