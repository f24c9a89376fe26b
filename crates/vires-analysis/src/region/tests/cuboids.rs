//! Boxes and regions against their points.

use super::exact::{Rng, cuboid, cuboids, holding, plenty, points, space};
use crate::region::{Cuboid, DimKind, Region, Space};

#[test]
fn boxes_agree_with_their_points() {
    for seed in 0..400 {
        let rng = &mut Rng::new(seed);
        let space = &space(rng);
        let (a, b) = (cuboid(rng, space, 4), cuboid(rng, space, 4));
        let all = points(space);
        let in_a = |p: &Vec<u32>| a.contains_point(space, p);
        let in_b = |p: &Vec<u32>| b.contains_point(space, p);
        let both = all.iter().filter(|p| in_a(p) && in_b(p)).count();
        assert_eq!(a.meets(space, &b), both > 0, "seed {seed}");
        assert_eq!(a.cells(space), all.iter().filter(|p| in_a(p)).count() as u128);
        assert_eq!(a.cells_shared(space, &b), both as u128);
        assert_eq!(a.contains(space, &b), all.iter().all(|p| !in_b(p) || in_a(p)));
        match a.intersect(space, &b) {
            Some(shared) => {
                for p in &all {
                    assert_eq!(shared.contains_point(space, p), in_a(p) && in_b(p));
                }
            }
            None => assert_eq!(both, 0),
        }
        let rest = a.subtract(space, &b);
        let hull = a.hull(space, &b);
        for p in &all {
            let expected = usize::from(in_a(p) && !in_b(p));
            assert_eq!(holding(space, &rest, p), expected, "seed {seed}");
            assert!(hull.contains_point(space, p) || !(in_a(p) || in_b(p)));
            assert_eq!(Cuboid::point(space, p).cells(space), 1);
            assert!(Cuboid::point(space, p).contains_point(space, p));
        }
        assert_eq!(a.position(space, &b).is_eq(), a == b);
        assert_eq!(a.position(space, &b), b.position(space, &a).reverse());
        for dim in 0..space.dims().len() {
            let members: Vec<u32> = a.members(space, dim).collect();
            assert_eq!(a.count(space, dim) as usize, members.len());
            let (lo, hi) = a.range(space, dim);
            assert_eq!((Some(&lo), Some(hi)), (members.first(), members.last().map(|m| m + 1)));
            let again = Cuboid::full(space).with_members(space, dim, members);
            assert!(again.spans_in(space, dim, &a) && a.spans_in(space, dim, &again));
        }
    }
}

#[test]
fn empty_boxes_meet_nothing_and_lie_everywhere() {
    let space = &Space::new(vec![DimKind::Ordered { cells: 9 }, DimKind::Set { members: 3 }]);
    let full = Cuboid::full(space);
    let backwards = full.clone().with_range(space, 0, 5, 3);
    let beyond = full.clone().with_range(space, 0, 12, 15);
    let nobody = full.clone().with_members(space, 1, [7]);
    for empty in [backwards, beyond, nobody] {
        assert!(empty.is_empty(space));
        assert_eq!(empty.cells(space), 0);
        assert!(!empty.meets(space, &full) && !full.meets(space, &empty));
        assert!(full.contains(space, &empty) && !empty.contains(space, &full));
        assert_eq!(full.intersect(space, &empty), None);
        assert_eq!(full.subtract(space, &empty), std::slice::from_ref(&full));
    }
}

#[test]
fn a_space_without_dimensions_has_one_point() {
    let space = &Space::new(Vec::new());
    let full = Cuboid::full(space);
    assert!(!full.is_empty(space) && full.contains_point(space, &[]));
    assert!(full.meets(space, &full) && full.subtract(space, &full).is_empty());
    assert!(Region::full(space).complement(space, &mut plenty()).is_ok_and(|r| r.is_empty()));
    assert!(Region::empty().complement(space, &mut plenty()).is_ok_and(|r| !r.is_empty()));
}

#[test]
fn sets_of_several_words_keep_their_members() {
    let space = &Space::new(vec![DimKind::Set { members: 130 }]);
    let full = Cuboid::full(space);
    assert_eq!(full.count(space, 0), 130);
    assert_eq!(full.range(space, 0), (0, 130));
    let some = full.clone().with_members(space, 0, [129, 0, 64, 63, 130, 500]);
    assert_eq!(some.members(space, 0).collect::<Vec<_>>(), [0, 63, 64, 129]);
    let rest = full.subtract(space, &some);
    assert_eq!(rest.iter().map(|r| r.count(space, 0)).sum::<u32>(), 126);
    assert!(!rest[0].meets(space, &some) && !some.spans(space, 0) && full.spans(space, 0));
}

#[test]
fn regions_agree_with_their_points() {
    for seed in 0..400 {
        let rng = &mut Rng::new(seed);
        let space = &space(rng);
        let mut region = || {
            let count = rng.below(7);
            Region::new(space, cuboids(rng, space, count))
        };
        let (a, b) = (region(), region());
        let union = a.clone().union(space, b.clone());
        let shared = a.intersect(space, &b);
        let rest = a.subtract(space, &b);
        let taken: Vec<&Cuboid> = b.boxes().iter().collect();
        let without = a.without_all(space, &taken, &mut plenty()).unwrap();
        let simple = a.clone().simplify(space);
        let outside = a.complement(space, &mut plenty()).unwrap();
        assert!(simple.boxes().len() <= a.boxes().len());
        assert_eq!(a.meets(space, &b), !shared.is_empty());
        assert_eq!(a.is_within(space, &b, &mut plenty()), Ok(rest.is_empty()));
        for p in &points(space) {
            let (in_a, in_b) = (a.contains_point(space, p), b.contains_point(space, p));
            assert_eq!(union.contains_point(space, p), in_a || in_b, "seed {seed}");
            assert_eq!(shared.contains_point(space, p), in_a && in_b, "seed {seed}");
            assert_eq!(rest.contains_point(space, p), in_a && !in_b, "seed {seed}");
            assert_eq!(without.contains_point(space, p), in_a && !in_b, "seed {seed}");
            assert_eq!(simple.contains_point(space, p), in_a, "seed {seed}");
            assert_eq!(holding(space, outside.boxes(), p), usize::from(!in_a));
        }
    }
}

#[test]
fn simplify_joins_what_touches() {
    let space = &Space::new(vec![DimKind::Ordered { cells: 10 }, DimKind::Set { members: 3 }]);
    let part = |lo, hi, members: &[u32]| {
        let members = members.iter().copied();
        Cuboid::full(space).with_range(space, 0, lo, hi).with_members(space, 1, members)
    };
    let parts = vec![part(0, 4, &[0]), part(4, 10, &[0]), part(0, 10, &[1, 2])];
    let whole = Region::new(space, parts).simplify(space);
    assert_eq!(whole.boxes(), [Cuboid::full(space)]);
    let apart = vec![part(0, 4, &[0]), part(5, 10, &[0])];
    assert_eq!(Region::new(space, apart).simplify(space).boxes().len(), 2);
}
