//! Meeting pairs against every pair.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use super::exact::{Rng, cuboids, space};
use crate::region::{Cuboid, DimKind, Space, each_meeting_pair, meeting_pairs};

/// Every pair, looked at.
fn plain(space: &Space, boxes: &[(u32, Cuboid)]) -> Vec<(u32, u32)> {
    let mut pairs = BTreeSet::new();
    for (a, first) in boxes {
        for (b, second) in boxes {
            if a < b && first.meets(space, second) {
                pairs.insert((*a, *b));
            }
        }
    }
    pairs.into_iter().collect()
}

fn owned(rng: &mut Rng, space: &Space, count: u32, owners: u32) -> Vec<(u32, Cuboid)> {
    let boxes = cuboids(rng, space, count).into_iter();
    boxes.map(|cuboid| (3 * rng.below(owners), cuboid)).collect()
}

#[test]
fn pairs_are_exact() {
    for seed in 0..400 {
        let rng = &mut Rng::new(seed);
        let space = &space(rng);
        // From few boxes, compared one by one, to several blocks of them.
        let count = rng.below(if seed % 4 == 0 { 300 } else { 40 });
        let owners = 1 + rng.below(200);
        let boxes = owned(rng, space, count, owners);
        let all = plain(space, &boxes);
        assert_eq!(meeting_pairs(space, &boxes, |_, _| true), all, "seed {seed}");
        let mut asked = Vec::new();
        let some = meeting_pairs(space, &boxes, |a, b| {
            asked.push((a, b));
            (a + b) % 2 == 0
        });
        assert_eq!(asked, all);
        assert!(some.iter().all(|(a, b)| (a + b) % 2 == 0));
        assert_eq!(some.len(), all.iter().filter(|(a, b)| (a + b) % 2 == 0).count());
    }
}

#[test]
fn pairs_see_wide_sets_and_wide_ranges() {
    let kinds = vec![DimKind::Set { members: 130 }, DimKind::Ordered { cells: u32::MAX }, DimKind::Set { members: 40 }];
    let space = &Space::new(kinds);
    for seed in 0..20 {
        let rng = &mut Rng::new(seed);
        let mut boxes = Vec::new();
        for owner in 0..200 {
            let members: Vec<u32> = (0..1 + rng.below(4)).map(|_| rng.below(130)).collect();
            let lo = rng.below(u32::MAX - 1);
            let cuboid = Cuboid::full(space)
                .with_members(space, 0, members)
                .with_range(space, 1, lo, lo.saturating_add(1 << (10 + rng.below(22))))
                .with_members(space, 2, [rng.below(40), rng.below(40), rng.below(40)]);
            boxes.push((owner, cuboid));
        }
        let all = plain(space, &boxes);
        assert!(!all.is_empty());
        assert_eq!(meeting_pairs(space, &boxes, |_, _| true), all);
    }
}

#[test]
fn pairs_can_be_broken_off() {
    let space = &Space::new(vec![DimKind::Ordered { cells: 4 }]);
    let boxes: Vec<_> = (0..100).map(|owner| (owner, Cuboid::full(space))).collect();
    let mut seen = Vec::new();
    each_meeting_pair(
        space,
        &boxes,
        |owner| owner,
        |a, b| {
            seen.push((a, b));
            if seen.len() == 150 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        },
    );
    assert_eq!(seen.len(), 150);
    assert_eq!(seen.last(), Some(&(1, 52)));
}

#[test]
fn owners_of_one_kind_are_no_pair() {
    for seed in 0..200 {
        let rng = &mut Rng::new(seed);
        let space = &space(rng);
        let boxes = owned(rng, space, 300, 150);
        // From one kind over long runs of few to a kind for each.
        let run = 1 + rng.below(if seed % 2 == 0 { 4 } else { 300 });
        let kind = |owner: u32| owner / 3 / run;
        let mut found = Vec::new();
        each_meeting_pair(space, &boxes, kind, |a, b| {
            found.push((a, b));
            ControlFlow::Continue(())
        });
        let mut all = plain(space, &boxes);
        all.retain(|(a, b)| kind(*a) != kind(*b));
        assert_eq!(found, all, "seed {seed}");
    }
}
