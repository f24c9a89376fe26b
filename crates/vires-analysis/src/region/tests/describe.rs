//! Descriptions against the points they must and must not hold.

use super::exact::{Rng, cuboid, cuboids, holding, partition, plenty, points, space};
use crate::region::{
    Cuboid, DimKind, Space, all_uncovered, components, grow, is_covered, minimal_cover, restate, simplest_free,
};

fn gaps(space: &Space, within: &Cuboid, rules: &[Cuboid]) -> Vec<Cuboid> {
    all_uncovered(space, within, rules, &|_| true, &mut plenty(), usize::MAX).unwrap().boxes
}

/// Random rules, or a partition with a few parts taken out or moved.
fn rules(rng: &mut Rng, space: &Space) -> Vec<Cuboid> {
    if rng.one_in(2) {
        let count = rng.below(12);
        return cuboids(rng, space, count);
    }
    let cuts = 1 + rng.below(20);
    let mut parts = partition(rng, space, cuts);
    for _ in 0..1 + rng.below(3) {
        parts.swap_remove(rng.below(parts.len() as u32) as usize);
        if parts.is_empty() {
            break;
        }
    }
    parts
}

/// Whether the box could be wider in some dimension without meeting a rule.
fn could_grow(space: &Space, cuboid: &Cuboid, rules: &[Cuboid], within: &Cuboid) -> bool {
    (0..space.dims().len()).any(|dim| {
        within.members(space, dim).any(|cell| {
            let held: Vec<u32> = cuboid.members(space, dim).collect();
            if held.contains(&cell) {
                return false;
            }
            let wider = match space.dims()[dim] {
                DimKind::Set { .. } => {
                    let more = held.iter().copied().chain([cell]);
                    cuboid.clone().with_members(space, dim, more)
                }
                DimKind::Ordered { .. } => {
                    let (lo, hi) = cuboid.range(space, dim);
                    cuboid.clone().with_range(space, dim, lo.min(cell), hi.max(cell + 1))
                }
            };
            rules.iter().all(|rule| !rule.meets(space, &wider))
        })
    })
}

#[test]
fn covers_hold_exactly_the_pieces_and_miss_every_rule() {
    let mut several = 0;
    for seed in 0..800 {
        let rng = &mut Rng::new(seed);
        let space = &space(rng);
        let rules = rules(rng, space);
        let within = &if rng.one_in(3) { cuboid(rng, space, 2) } else { Cuboid::full(space) };
        let pieces = gaps(space, within, &rules);
        let findings = minimal_cover(space, pieces.clone(), &rules, within, &|_| true);
        let boxes: Vec<Cuboid> = findings.iter().flatten().cloned().collect();
        assert!(boxes.len() <= pieces.len(), "seed {seed}");
        several += usize::from(findings.len() > 1);
        for p in &points(space) {
            let open = holding(space, &pieces, p) > 0;
            let said = holding(space, &boxes, p) > 0;
            assert_eq!(said, open, "seed {seed} {p:?}");
            // One point is never in two findings.
            let hold = |finding: &&Vec<Cuboid>| holding(space, finding, p) > 0;
            assert!(findings.iter().filter(hold).count() <= 1);
        }
        for cuboid in &boxes {
            assert!(!could_grow(space, cuboid, &rules, within), "seed {seed}");
        }
        for finding in &findings {
            let conditions = finding.iter().map(|b| b.conditions(space, within));
            assert!(conditions.is_sorted());
        }
    }
    assert!(several > 100);
}

/// Impossible cells are in no rule and in no piece; boxes may run through them
/// but need not hold them.
#[test]
fn boxes_may_run_through_impossible_cells() {
    for seed in 0..400 {
        let rng = &mut Rng::new(seed);
        let space = &space(rng);
        let rules = rules(rng, space);
        let impossible = cuboids(rng, space, 2);
        let full = &Cuboid::full(space);
        let every: Vec<Cuboid> = rules.iter().chain(&impossible).cloned().collect();
        let pieces = gaps(space, full, &every);
        let findings = minimal_cover(space, pieces.clone(), &rules, full, &|_| true);
        let boxes: Vec<Cuboid> = findings.iter().flatten().cloned().collect();
        for p in &points(space) {
            let said = holding(space, &boxes, p) > 0;
            if holding(space, &pieces, p) > 0 {
                assert!(said, "seed {seed}");
            }
            assert!(!said || holding(space, &rules, p) == 0, "seed {seed}");
        }
    }
    // Where staff is 2 is impossible: one box says what two would say else.
    let space = &Space::new(vec![DimKind::Ordered { cells: 5 }, DimKind::Ordered { cells: 4 }]);
    let full = &Cuboid::full(space);
    let rule = full.clone().with_range(space, 1, 0, 2);
    let impossible = full.clone().with_range(space, 0, 2, 3);
    let pieces = gaps(space, full, &[rule.clone(), impossible]);
    assert_eq!(pieces.len(), 2);
    let expected = full.clone().with_range(space, 1, 2, 4);
    assert_eq!(minimal_cover(space, pieces, &[rule], full, &|_| true), [[expected]]);
}

#[test]
fn growing_finds_every_maximal_box() {
    for seed in 0..400 {
        let rng = &mut Rng::new(seed);
        let space = &space(rng);
        let rules = rules(rng, space);
        let full = &Cuboid::full(space);
        for piece in gaps(space, full, &rules) {
            let grown = grow(space, &piece, &rules, full);
            assert!(!grown.is_empty());
            for cuboid in &grown {
                assert!(cuboid.contains(space, &piece));
                assert!(rules.iter().all(|rule| !rule.meets(space, cuboid)));
                assert!(!could_grow(space, cuboid, &rules, full), "seed {seed}");
            }
            // Any free box that holds the piece lies in one of them.
            for _ in 0..20 {
                let other = cuboid(rng, space, 3).hull(space, &piece);
                if rules.iter().all(|rule| !rule.meets(space, &other)) {
                    assert!(grown.iter().any(|g| g.contains(space, &other)), "seed {seed}");
                }
            }
        }
    }
}

/// 10 dimensions, each pair of which may be wide together in one way only:
/// 1,024 maximal boxes hold the middle, too many to make.
#[test]
fn growing_with_too_many_choices_still_gives_maximal_free_boxes() {
    let space = &Space::new(vec![DimKind::Ordered { cells: 3 }; 20]);
    let full = &Cuboid::full(space);
    let rules: Vec<Cuboid> =
        (0..10).map(|i| full.clone().with_range(space, 2 * i, 2, 3).with_range(space, 2 * i + 1, 2, 3)).collect();
    let piece = Cuboid::point(space, &[0; 20]);
    let grown = grow(space, &piece, &rules, full);
    assert!(!grown.is_empty() && grown.len() < 20);
    for cuboid in &grown {
        assert!(cuboid.contains(space, &piece));
        assert!(rules.iter().all(|rule| !rule.meets(space, cuboid)));
        assert!(!could_grow(space, cuboid, &rules, full));
    }
}

#[test]
fn touching_boxes_stay_apart_and_crossing_boxes_join() {
    let space = &Space::new(vec![DimKind::Ordered { cells: 6 }, DimKind::Ordered { cells: 6 }]);
    let full = &Cuboid::full(space);
    let part =
        |a: (u32, u32), b: (u32, u32)| full.clone().with_range(space, 0, a.0, a.1).with_range(space, 1, b.0, b.1);
    let touching = vec![part((0, 3), (0, 6)), part((3, 6), (0, 2))];
    assert_eq!(components(space, touching.clone(), &touching, full).len(), 2);
    let crossing = vec![part((0, 1), (0, 6)), part((0, 6), (0, 1)), part((4, 6), (3, 6))];
    let found = components(space, crossing.clone(), &crossing, full);
    let sizes: Vec<usize> = found.iter().map(Vec::len).collect();
    assert_eq!(sizes, [2, 1]);
    // The same boxes crossing only where no piece is.
    let pieces = vec![part((0, 1), (1, 6)), part((1, 6), (0, 1)), part((4, 6), (3, 6))];
    assert_eq!(components(space, crossing, &pieces, full).len(), 3);
}

#[test]
fn unions_are_said_again_exactly() {
    for seed in 0..400 {
        let rng = &mut Rng::new(seed);
        let space = &space(rng);
        let count = rng.below(6);
        let boxes = cuboids(rng, space, count);
        let within = &cuboid(rng, space, 3);
        let found = restate(space, &boxes, within, &|_| true, &mut plenty()).unwrap();
        let said: Vec<Cuboid> = found.into_iter().flatten().collect();
        for p in &points(space) {
            let inside = within.contains_point(space, p) && holding(space, &boxes, p) > 0;
            assert_eq!(holding(space, &said, p) > 0, inside, "seed {seed}");
        }
    }
}

#[test]
fn the_simplest_free_boxes_bound_as_few_dimensions_as_can_be() {
    let mut deeper = 0;
    for seed in 0..400 {
        let rng = &mut Rng::new(seed);
        let space = &space(rng);
        let rules = rules(rng, space);
        let full = &Cuboid::full(space);
        let simple = simplest_free(space, &rules, full, &|_| true, &mut plenty(), usize::MAX).unwrap();
        let open = gaps(space, full, &rules);
        let Some(first) = simple.first() else {
            // Four bounded dimensions are more than are looked for.
            let four = |piece: &Cuboid| {
                let grown = grow(space, piece, &rules, full);
                grown.iter().all(|g| g.conditions(space, full) > 3)
            };
            assert!(open.iter().all(four), "seed {seed}");
            continue;
        };
        let fewest = first.conditions(space, full);
        deeper += usize::from(fewest > 1);
        for cuboid in &simple {
            assert!(rules.iter().all(|rule| !rule.meets(space, cuboid)), "seed {seed}");
            assert!(!could_grow(space, cuboid, &rules, full));
        }
        for piece in &open {
            for grown in grow(space, piece, &rules, full) {
                assert!(grown.conditions(space, full) >= fewest, "seed {seed}");
            }
        }
    }
    assert!(deeper > 50);
}

/// Sparse rules leave a region of a thousand boxes and more, too many to be
/// chosen with care; what is said must be exact all the same.
#[test]
fn regions_of_a_thousand_boxes_are_still_exact() {
    let rng = &mut Rng::new(4);
    let kinds = (0..7).map(|i| match i {
        2 | 5 => DimKind::Set { members: 16 },
        _ => DimKind::Ordered { cells: 50 },
    });
    let space = &Space::new(kinds.collect());
    let full = &Cuboid::full(space);
    let rules: Vec<Cuboid> = (0..20).map(|_| cuboid(rng, space, 3)).collect();
    let pieces = gaps(space, full, &rules);
    let findings = minimal_cover(space, pieces.clone(), &rules, full, &|_| true);
    let boxes: Vec<Cuboid> = findings.into_iter().flatten().collect();
    assert!(boxes.len() > 500 && boxes.len() < pieces.len());
    for cuboid in &boxes {
        assert!(rules.iter().all(|rule| !rule.meets(space, cuboid)));
    }
    let every = rules.iter().chain(&boxes);
    assert_eq!(is_covered(space, full, every, &|_| true, &mut plenty()), Ok(true));
}
