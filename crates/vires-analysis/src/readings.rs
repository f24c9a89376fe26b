//! What a claim amounts to: its ends, and in the place of what a giver who may still act has given, that giver, who holds
//! beside it (semantics 5.7), whether or not it exists any more (4.3). Two claims agree where one of these of the one is one of the other (5.1).

use std::sync::Arc;

use crate::chains::{Chain, ChainLink, End, Path, giver_stops};
use crate::claims::{Claim, Parts, Sameness, alike, grouped};
use crate::contest::is_same;
use crate::holders::{Named, Tree, exists};
use crate::region::Region;
use crate::setting::Setting;

/// Everything that a claim amounts to, each with where it does. `shared`: links whose givers are left out, for they hold beside another claim as well.
pub(crate) fn readings(
    setting: &Setting<'_>,
    chain: &Chain,
    claim: &Claim,
    shared: &[&ChainLink],
) -> Vec<(Tree, Region)> {
    let Some(start) = &chain.start else { return Vec::new() };
    let all = Reader { setting, chain, claim, shared }.of_tree(start, &Path::new(), 0);
    all.into_iter().filter_map(|(tree, region)| Some((tree?, region))).collect()
}

/// All that a chain of single holders amounts to: who it comes to, and the givers who may still act, each with the number
/// of the link by which it gave. In the order of their names, so that what two of them have in common is met side by side.
pub(crate) struct Row(Vec<(Named, Option<usize>)>);

impl Row {
    /// None where some link or the root gives to several.
    pub(crate) fn of(setting: &Setting<'_>, chain: &Chain, claim: &Claim) -> Option<Self> {
        let (End::Held(Tree::Leaf(end)), Some(Tree::Leaf(_))) = (&claim.end, &chain.start) else { return None };
        let mut all = vec![(*end, None)];
        for (n, link) in chain.links.iter().enumerate() {
            if !matches!(link.to, Tree::Leaf(_)) {
                return None;
            }
            if !giver_stops(setting, link.rule) {
                all.push((link.from, Some(n)));
            }
        }
        all.sort_unstable();
        Some(Self(all))
    }

    /// Where something in one is something in the other; givers of the first `shared` links, which are links of both, are
    /// left out.
    pub(crate) fn agreement(&self, other: &Self, setting: &Setting<'_>, shared: usize) -> Region {
        let space = &setting.space.space;
        let counts = |(_, gave): &&(Named, Option<usize>)| gave.is_none_or(|n| n >= shared);
        let mut its = other.0.iter().filter(counts).peekable();
        let mut agree = Region::empty();
        for own in self.0.iter().filter(counts) {
            while its.next_if(|its| its.0.body < own.0.body).is_some() {}
            for its in its.clone().take_while(|its| its.0.body == own.0.body) {
                agree = agree.union(space, setting.same(own.0, its.0));
                if agree.is_full(space) {
                    return agree;
                }
            }
        }
        agree
    }
}

/// How many links two chains on one root begin with that are made by the same rules.
pub(crate) fn shared_beginning(one: &Chain, other: &Chain) -> usize {
    let links = || one.links.iter().zip(&other.links);
    if one.root == other.root { links().take_while(|(own, its)| own.rule == its.rule).count() } else { 0 }
}

/// Where two claims on one root come to the same in every seat (semantics 4.4: each seat is resolved by itself).
pub(crate) fn seats_agree(setting: &Setting<'_>, one: (&Chain, &Claim), other: (&Chain, &Claim)) -> Region {
    let reader = |(chain, claim)| Reader { setting, chain, claim, shared: &[] };
    match &one.0.start {
        Some(start) if one.0.root == other.0.root && one.0.start == other.0.start => {
            both_in_tree(&reader(one), &reader(other), start, &Path::new(), 0)
        }
        _ => Region::empty(),
    }
}

fn both_in_tree(one: &Reader<'_>, other: &Reader<'_>, tree: &Tree, path: &Path, depth: u16) -> Region {
    let space = &one.setting.space.space;
    let Tree::Several(_, branches) = tree else { return both_in_seat(one, other, tree, path, depth) };
    (0..).zip(branches).fold(Region::full(space), |all, (n, branch)| {
        if all.is_empty() {
            return all;
        }
        all.intersect(space, &both_in_tree(one, other, branch, &[&path[..], &[n]].concat(), 0))
    })
}

fn both_in_seat(one: &Reader<'_>, other: &Reader<'_>, seat: &Tree, path: &Path, depth: u16) -> Region {
    let (setting, space) = (one.setting, &one.setting.space.space);
    match (one.chain.link_at(path, depth), other.chain.link_at(path, depth)) {
        (None, None) => return Region::full(space),
        (Some(own), Some(its)) if own.rule == its.rule && own.to == its.to => {
            return both_in_tree(one, other, &own.to, path, depth + 1);
        }
        _ => {}
    }
    let (own, its) = (one.of_tree(seat, path, depth), other.of_tree(seat, path, depth));
    let mut agree = Region::empty();
    for (x, where_x) in &own {
        for (y, where_y) in &its {
            let both = where_x.intersect(space, where_y);
            let same = match (x, y) {
                (Some(x), Some(y)) => both.intersect(space, &alike(setting, x, y)),
                (None, None) => both,
                _ => continue,
            };
            agree = agree.union(space, same);
        }
    }
    agree
}

struct Reader<'a> {
    setting: &'a Setting<'a>,
    chain: &'a Chain,
    claim: &'a Claim,
    shared: &'a [&'a ChainLink],
}

/// The links of a chain whose givers may still act, and that another chain on the same root has as well, with all links before them.
pub(crate) fn shared_givers<'c>(setting: &Setting<'_>, one: &'c Chain, other: &Chain) -> Vec<&'c ChainLink> {
    if one.root != other.root {
        return Vec::new();
    }
    let is_in_other =
        |link: &Arc<ChainLink>| other.link_at(&link.path, link.depth).is_some_and(|its| its.rule == link.rule);
    // With what both begin with, they share all that leads to it.
    let begin = one.links.iter().zip(&other.links).take_while(|(own, its)| is_same(own, its)).count();
    let beyond = one.links.get(begin..).unwrap_or_default();
    let shared = one.links.iter().enumerate().filter(|(n, link)| {
        let all_before = || beyond.iter().filter(|own| own.leads_to(link)).all(is_in_other);
        !giver_stops(setting, link.rule) && (*n < begin || is_in_other(link) && all_before())
    });
    shared.map(|(_, link)| link.as_ref()).collect()
}

impl Reader<'_> {
    fn of_tree(&self, tree: &Tree, path: &Path, depth: u16) -> Parts {
        match tree {
            Tree::Leaf(holder) => self.of_seat(*holder, path, depth),
            Tree::Several(mode, branches) => {
                let branch = |(n, branch): (u16, &Tree)| self.of_tree(branch, &[&path[..], &[n]].concat(), 0);
                grouped(self.setting, *mode, &(0..).zip(branches).map(branch).collect::<Vec<_>>())
            }
        }
    }

    fn of_seat(&self, holder: Named, path: &Path, depth: u16) -> Parts {
        let space = &self.setting.space.space;
        let Some(link) = self.chain.link_at(path, depth) else {
            let is_empty = self.chain.seat_at(path, depth).is_some_and(|seat| self.claim.empty.contains(&seat));
            return vec![((!is_empty).then_some(Tree::Leaf(holder)), Region::full(space))];
        };
        let mut found = self.of_tree(&link.to, path, depth + 1);
        if !giver_stops(self.setting, link.rule) && !self.shared.iter().any(|own| std::ptr::eq(*own, link)) {
            found.push((Some(Tree::Leaf(link.from)), Region::full(space)));
            // Where the giver does not exist, its own seat is empty.
            let exists = self.setting.region_of(&exists(self.setting.model, link.from));
            found.push((None, Region::full(space).subtract(space, &exists)));
        }
        found.retain(|(_, region)| !region.is_empty());
        found
    }
}
