//! What a claim amounts to: its ends, and in the place of what a giver who may still act has given, that giver, who holds
//! beside it (semantics 5.7). Two claims agree where one of these of the one is one of the other (5.1).

use crate::chains::{Chain, Path, giver_stops};
use crate::claims::{Claim, group};
use crate::holders::{Named, Tree, exists};
use crate::region::Region;
use crate::setting::Setting;

/// Everything that a claim amounts to, each with where it does.
pub(crate) fn readings(setting: &Setting<'_>, chain: &Chain, claim: &Claim) -> Vec<(Tree, Region)> {
    let Some(start) = &chain.start else { return Vec::new() };
    let all = Reader { setting, chain, claim }.of_tree(start, &Path::new(), 0);
    all.into_iter().filter_map(|(tree, region)| Some((tree?, region))).collect()
}

struct Reader<'a> {
    setting: &'a Setting<'a>,
    chain: &'a Chain,
    claim: &'a Claim,
}

/// Where a tree is read as another, or as nobody.
type Readings = Vec<(Option<Tree>, Region)>;

impl Reader<'_> {
    fn of_tree(&self, tree: &Tree, path: &Path, depth: u16) -> Readings {
        let space = &self.setting.space.space;
        let (mode, branches) = match tree {
            Tree::Leaf(holder) => return self.of_seat(*holder, path, depth),
            Tree::Several(mode, branches) => (*mode, branches),
        };
        // Seats read so far, and whether one of them is empty.
        let mut rows: Vec<(Vec<Tree>, bool, Region)> = vec![(Vec::new(), false, Region::full(space))];
        for (n, branch) in (0..).zip(branches) {
            let of_branch = self.of_tree(branch, &[&path[..], &[n]].concat(), 0);
            let mut longer = Vec::new();
            for (seats, short, region) in &rows {
                for (seat, here) in &of_branch {
                    let both = region.intersect(space, here);
                    if !both.is_empty() {
                        longer.push(([&seats[..], seat.as_slice()].concat(), *short || seat.is_none(), both));
                    }
                }
            }
            rows = longer;
        }
        let mut found = Readings::new();
        for (seats, short, region) in rows {
            let Some((tree, needed)) = group(self.setting, mode, seats, short) else {
                found.push((None, region));
                continue;
            };
            let (enough, few) = (region.intersect(space, &needed), region.subtract(space, &needed));
            found.push((Some(tree), enough));
            if !few.is_empty() {
                found.push((None, few));
            }
        }
        found
    }

    fn of_seat(&self, holder: Named, path: &Path, depth: u16) -> Readings {
        let space = &self.setting.space.space;
        let Some(link) = self.chain.links.iter().find(|link| link.path == *path && link.depth == depth) else {
            let is_empty = self.chain.seat_at(path, depth).is_some_and(|seat| self.claim.empty.contains(&seat));
            return vec![((!is_empty).then_some(Tree::Leaf(holder)), Region::full(space))];
        };
        let mut found = self.of_tree(&link.to, path, depth + 1);
        if !giver_stops(self.setting, link.rule) {
            let lives = self.setting.region_of(&exists(self.setting.model, link.from));
            found.push((None, Region::full(space).subtract(space, &lives)));
            found.push((Some(Tree::Leaf(link.from)), lives));
        }
        found.retain(|(_, region)| !region.is_empty());
        found
    }
}
