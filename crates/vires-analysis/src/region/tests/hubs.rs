//! The grouping of pairs.

use std::collections::BTreeSet;

use super::exact::{Rng, cuboids, space};
use crate::region::{Cuboid, Hub, Meetings, Space, hubs};

/// No pair lies where a third rule is.
struct Apart;

impl Meetings for Apart {
    fn stand_at(&mut self, _: u32, _: &[u32]) {}
    fn take_in(&mut self, _: u32, _: u32) -> bool {
        false
    }
}

/// Rules that are one box each.
struct Boxes<'a> {
    space: &'a Space,
    boxes: &'a [Cuboid],
    centre: usize,
}

impl Meetings for Boxes<'_> {
    fn stand_at(&mut self, centre: u32, _: &[u32]) {
        self.centre = centre as usize;
    }
    fn take_in(&mut self, one: u32, other: u32) -> bool {
        self.boxes[self.centre].contains_shared(self.space, &self.boxes[one as usize], &self.boxes[other as usize])
    }
}

fn held(hubs: &[Hub]) -> Vec<(u32, u32)> {
    let mut held = Vec::new();
    for hub in hubs {
        held.extend(hub.partners.iter().map(|&partner| (hub.centre.min(partner), hub.centre.max(partner))));
        held.extend(&hub.among);
    }
    held.sort_unstable();
    held
}

#[test]
fn hubs_take_the_busiest_rule_first() {
    let grouped = hubs(&[(1, 5), (2, 5), (3, 5), (1, 2), (7, 8)], &mut Apart);
    let plain: Vec<_> = grouped.iter().map(|hub| (hub.centre, &hub.partners[..])).collect();
    assert_eq!(plain, [(5, &[1, 2, 3][..]), (1, &[2]), (7, &[8])]);
}

#[test]
fn hubs_hold_every_pair_once() {
    for seed in 0..200 {
        let rng = &mut Rng::new(seed);
        let pairs: BTreeSet<(u32, u32)> = (0..rng.below(60)).map(|_| (rng.below(12), 12 + rng.below(12))).collect();
        let pairs: Vec<_> = pairs.into_iter().collect();
        assert_eq!(held(&hubs(&pairs, &mut Apart)), pairs);
    }
}

#[test]
fn pairs_that_add_nothing_stand_with_the_hub() {
    for seed in 0..300 {
        let rng = &mut Rng::new(seed);
        let space = &space(rng);
        let boxes: Vec<Cuboid> = cuboids(rng, space, 30);
        let meet = |a: u32, b: u32| boxes[a as usize].meets(space, &boxes[b as usize]);
        let count = boxes.len() as u32;
        let pairs: Vec<(u32, u32)> =
            (0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b))).filter(|&(a, b)| meet(a, b)).collect();
        let grouped = hubs(&pairs, &mut Boxes { space, boxes: &boxes, centre: 0 });
        assert_eq!(held(&grouped), pairs, "seed {seed}");
        for hub in &grouped {
            let shared = |a: u32, b: u32| boxes[a as usize].intersect(space, &boxes[b as usize]).unwrap();
            for &(a, b) in &hub.among {
                assert!(hub.partners.contains(&a) && hub.partners.contains(&b), "seed {seed}");
                let pair = shared(a, b);
                let within = |&partner: &u32| shared(hub.centre, partner).contains(space, &pair);
                assert!(hub.partners.iter().any(within), "seed {seed}");
            }
        }
    }
}

#[test]
fn rules_that_all_meet_everywhere_are_one_hub() {
    let rng = &mut Rng::new(1);
    let space = &space(rng);
    let boxes = vec![Cuboid::full(space); 40];
    let pairs: Vec<(u32, u32)> = (0..40).flat_map(|a| (a + 1..40).map(move |b| (a, b))).collect();
    let grouped = hubs(&pairs, &mut Boxes { space, boxes: &boxes, centre: 0 });
    assert_eq!(grouped.len(), 1);
    assert_eq!(held(&grouped), pairs);
}
