//! The gap search against plain subtraction and enumeration.

use std::cell::Cell;
use std::ops::ControlFlow;

use super::exact::{Rng, cuboid, cuboids, holding, left_over, partition, plenty, points, space};
use crate::region::{
    BoundReached, Cuboid, DimKind, Space, StepBudget, all_uncovered, first_uncovered, is_covered, uncovered,
};

/// Checks that the uncovered boxes hold each uncovered point of `within` once
/// and nothing else.
fn check(space: &Space, within: &Cuboid, rules: &[Cuboid], seed: u64) {
    let gaps = all_uncovered(space, within, rules, &|_| true, &mut plenty(), usize::MAX).unwrap();
    assert!(gaps.complete);
    for p in &points(space) {
        let open = within.contains_point(space, p) && holding(space, rules, p) == 0;
        assert_eq!(holding(space, &gaps.boxes, p), usize::from(open), "seed {seed}");
    }
    let covered = is_covered(space, within, rules, &|_| true, &mut plenty()).unwrap();
    assert_eq!(covered, gaps.boxes.is_empty());
}

#[test]
fn uncovered_is_the_exact_complement_of_random_boxes() {
    for seed in 0..1500 {
        let rng = &mut Rng::new(seed);
        let space = &space(rng);
        let count = rng.below(14);
        let rules = cuboids(rng, space, count);
        let within = cuboid(rng, space, 2);
        check(space, &Cuboid::full(space), &rules, seed);
        check(space, &within, &rules, seed);
    }
}

#[test]
fn partitions_are_covered_and_miss_exactly_what_is_taken_out() {
    for seed in 0..600 {
        let rng = &mut Rng::new(seed);
        let space = &space(rng);
        let cuts = rng.below(25);
        let mut rules = partition(rng, space, cuts);
        let full = &Cuboid::full(space);
        assert_eq!(is_covered(space, full, &rules, &|_| true, &mut plenty()), Ok(true));
        let out = rules.swap_remove(rng.below(rules.len() as u32) as usize);
        check(space, full, &rules, seed);
        assert_eq!(is_covered(space, &out, &rules, &|_| true, &mut plenty()), Ok(false));
    }
}

/// Rules that bound either the first or the last dimensions, so that every
/// uncovered box is a product of two groups.
#[test]
fn independent_groups_multiply() {
    for seed in 0..400 {
        let rng = &mut Rng::new(seed);
        let kinds = vec![
            DimKind::Ordered { cells: 5 },
            DimKind::Set { members: 4 },
            DimKind::Ordered { cells: 4 },
            DimKind::Set { members: 5 },
            DimKind::Ordered { cells: 3 },
        ];
        let space = &Space::new(kinds);
        let count = 2 + rng.below(10);
        let mut rules = Vec::new();
        for _ in 0..count {
            let mut rule = cuboid(rng, space, 5);
            let free = if rng.one_in(2) { 0..2 } else { 2..5 };
            for dim in free {
                rule = rule.with_members(space, dim, 0..9);
            }
            rules.push(rule);
        }
        check(space, &Cuboid::full(space), &rules, seed);
    }
}

#[test]
fn sets_of_several_words_are_searched_exactly() {
    for seed in 0..60 {
        let rng = &mut Rng::new(seed);
        let kinds = vec![DimKind::Set { members: 130 }, DimKind::Ordered { cells: 6 }];
        let space = &Space::new(kinds);
        let count = 1 + rng.below(12);
        let rules = cuboids(rng, space, count);
        check(space, &Cuboid::full(space), &rules, seed);
        let cuts = rng.below(40);
        let whole = partition(rng, space, cuts);
        check(space, &Cuboid::full(space), &whole, seed);
    }
}

/// Too many points to look at: the cells of the gaps against those of plain
/// subtraction, whose pieces are disjoint too.
#[test]
fn many_dimensions_agree_with_subtraction() {
    for seed in 0..40 {
        let rng = &mut Rng::new(seed);
        let kinds = (0..6).map(|i| match i % 3 {
            0 => DimKind::Set { members: 70 },
            _ => DimKind::Ordered { cells: 30 },
        });
        let space = &Space::new(kinds.collect());
        let full = &Cuboid::full(space);
        let mut rules = partition(rng, space, 25);
        for _ in 0..3 {
            rules.swap_remove(rng.below(rules.len() as u32) as usize);
        }
        rules.extend(cuboids(rng, space, 3));
        let gaps = all_uncovered(space, full, &rules, &|_| true, &mut plenty(), usize::MAX).unwrap();
        let left = left_over(space, full, &rules);
        let cells = |boxes: &[Cuboid]| boxes.iter().map(|b| b.cells(space)).sum::<u128>();
        assert_eq!(cells(&gaps.boxes), cells(&left), "seed {seed}");
        for gap in &gaps.boxes {
            assert!(rules.iter().all(|rule| !rule.meets(space, gap)));
            let others = gaps.boxes.iter().filter(|&other| other != gap);
            assert!(others.into_iter().all(|other| !other.meets(space, gap)));
        }
    }
}

/// Two dimensions must agree: only boxes that hold a point of the diagonal
/// count, also when the gap is a product of groups.
#[test]
fn impossible_boxes_are_not_put_out() {
    let space = &Space::new(vec![DimKind::Set { members: 6 }, DimKind::Set { members: 6 }]);
    let full = &Cuboid::full(space);
    let diagonal = |cuboid: &Cuboid| {
        let mut first = cuboid.members(space, 0);
        first.any(|a| cuboid.members(space, 1).any(|b| a == b))
    };
    let low = full.clone().with_members(space, 0, [0, 1, 2]);
    let high = full.clone().with_members(space, 1, [3, 4, 5]);
    let rules = [low.clone(), high.clone()];
    // What is left is {3, 4, 5} by {0, 1, 2}, far from the diagonal.
    assert_eq!(is_covered(space, full, &rules, &|_| true, &mut plenty()), Ok(false));
    assert_eq!(is_covered(space, full, &rules, &diagonal, &mut plenty()), Ok(true));
    let high = full.clone().with_members(space, 1, [4, 5]);
    let gap = first_uncovered(space, full, &[low, high], &diagonal, &mut plenty());
    assert!(gap.is_ok_and(|gap| gap.is_some_and(|gap| gap.contains_point(space, &[3, 3]))));
}

#[test]
fn feasibility_is_asked_of_finished_boxes_only() {
    for seed in 0..200 {
        let rng = &mut Rng::new(seed);
        let space = &space(rng);
        let count = rng.below(10);
        let rules = cuboids(rng, space, count);
        let full = &Cuboid::full(space);
        let asked = Cell::new(0usize);
        let feasible = |cuboid: &Cuboid| {
            asked.set(asked.get() + 1);
            assert!(rules.iter().all(|rule| !rule.meets(space, cuboid)));
            asked.get().is_multiple_of(2)
        };
        let gaps = all_uncovered(space, full, &rules, &feasible, &mut plenty(), usize::MAX).unwrap();
        assert_eq!(gaps.boxes.len(), asked.get() / 2);
    }
}

#[test]
fn the_limit_and_the_budget_are_kept() {
    let rng = &mut Rng::new(7);
    let space = &Space::new(vec![DimKind::Ordered { cells: 40 }; 4]);
    let full = &Cuboid::full(space);
    let rules: Vec<Cuboid> = (0..30).map(|_| cuboid(rng, space, 3)).collect();
    let list = |limit, steps| all_uncovered(space, full, &rules, &|_| true, &mut StepBudget::new(steps), limit);
    let all = list(usize::MAX, 1_000_000).unwrap();
    assert!(all.complete && all.boxes.len() > 20);
    let some = list(20, 1_000_000).unwrap();
    assert!(!some.complete);
    assert_eq!(some.boxes, all.boxes[..20]);
    let exactly = list(all.boxes.len(), 1_000_000).unwrap();
    assert!(exactly.complete);
    assert_eq!(list(usize::MAX, 20).unwrap_err(), BoundReached);
    // What came out before the bound is the beginning of the whole list.
    let mut first = Vec::new();
    let mut steps = StepBudget::new(60);
    let end = uncovered(space, full, &rules, &|_| true, &mut steps, &mut |gap| {
        first.push(gap);
        ControlFlow::Continue(())
    });
    assert_eq!((end, steps.left()), (Err(BoundReached), 0));
    assert!(!first.is_empty());
    assert_eq!(first, all.boxes[..first.len()]);
}

#[test]
fn more_open_dimensions_than_the_search_can_hold_are_refused() {
    let kinds = vec![DimKind::Ordered { cells: 2 }; 1_100];
    let space = &Space::new(kinds);
    let full = &Cuboid::full(space);
    let bound =
        |dims: usize| -> Vec<Cuboid> { (0..dims).map(|dim| full.clone().with_range(space, dim, 0, 1)).collect() };
    for dims in [128, 129, 1_024] {
        let gap = all_uncovered(space, full, &bound(dims), &|_| true, &mut plenty(), 9).unwrap();
        assert_eq!(gap.boxes.len(), 1);
        assert_eq!(gap.boxes[0].conditions(space, full), dims);
    }
    let refused = is_covered(space, full, &bound(1_025), &|_| true, &mut plenty());
    assert_eq!(refused, Err(BoundReached));
}

#[test]
fn the_order_of_gaps_does_not_change() {
    let space = &Space::new(vec![DimKind::Ordered { cells: 6 }; 3]);
    let full = &Cuboid::full(space);
    let rules = [
        full.clone().with_range(space, 0, 1, 3).with_range(space, 1, 0, 4),
        full.clone().with_range(space, 1, 2, 6).with_range(space, 2, 3, 5),
        full.clone().with_range(space, 2, 0, 2).with_range(space, 0, 2, 6),
    ];
    let gaps = all_uncovered(space, full, &rules, &|_| true, &mut plenty(), usize::MAX).unwrap();
    let ranges = |b: &Cuboid| [0, 1, 2].map(|dim| b.range(space, dim));
    let found: Vec<_> = gaps.boxes.iter().map(ranges).collect();
    let expected = [
        [(0, 1), (0, 2), (0, 6)],
        [(0, 1), (2, 6), (0, 3)],
        [(0, 1), (2, 6), (5, 6)],
        [(3, 6), (0, 2), (2, 6)],
        [(3, 6), (2, 6), (2, 3)],
        [(3, 6), (2, 6), (5, 6)],
        [(1, 2), (4, 6), (0, 3)],
        [(2, 3), (4, 6), (2, 3)],
        [(1, 3), (4, 6), (5, 6)],
    ];
    assert_eq!(found, expected);
}
