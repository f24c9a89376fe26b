//! What a claim amounts to: its ends, and in the place of what a giver who may still act has given, that giver, who holds
//! beside it (semantics 5.7). Two claims agree where one of these of the one is one of the other (5.1).

use crate::chains::{Chain, ChainLink, Path, giver_stops};
use crate::claims::{Claim, Parts, grouped};
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
    let is_in_other = |link: &ChainLink| other.link_at(&link.path, link.depth).is_some_and(|its| its.rule == link.rule);
    let shared = one.links.iter().filter(|link| {
        !giver_stops(setting, link.rule)
            && is_in_other(link)
            && one.links.iter().filter(|own| own.leads_to(link)).all(is_in_other)
    });
    shared.collect()
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
            let lives = self.setting.region_of(&exists(self.setting.model, link.from));
            found.push((None, Region::full(space).subtract(space, &lives)));
            found.push((Some(Tree::Leaf(link.from)), lives));
        }
        found.retain(|(_, region)| !region.is_empty());
        found
    }
}
