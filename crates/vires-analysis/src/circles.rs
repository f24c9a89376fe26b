//! Transfers that lead back to where the power has been: whose claims a circle is made of (semantics 4.5).

use std::sync::Arc;

use crate::chains::{ChainLink, End, Loop};
use crate::region::Region;
use crate::solved::Solved;

impl Solved<'_> {
    /// Of every circle in which everyone stops acting the claims of all in it that say something, each with where. Of several seats that are held
    /// together only one goes round: its claims are those of all seats.
    pub(crate) fn claims_in_circles(&self) -> Vec<(usize, Region)> {
        let space = &self.setting.space.space;
        let mut found = Vec::new();
        for circle in self.loops.iter().filter(|circle| circle.all_stop) {
            let chains = self.circle_chains(circle);
            for (n, claim) in self.claims.iter().enumerate() {
                let region = claim.region.intersect(space, &circle.region);
                if claim.end != End::Vacant && chains.contains(&claim.chain) && !region.is_empty() {
                    found.push((n, region));
                }
            }
        }
        found
    }

    /// The chain of a circle and its beginnings, back to where the circle would close.
    pub(crate) fn circle_chains(&self, circle: &Loop) -> Vec<usize> {
        let mut found = vec![circle.chain];
        let Some(chain) = self.chains.get(circle.chain) else { return found };
        // The last transfer of the circle only would be; the one before it leads to its giver.
        let inner = circle.circle.len().saturating_sub(1);
        let leads = |path: &[u16], depth: u16, link: &ChainLink| {
            link.path.starts_with(path) && (link.path.len() > path.len() || depth <= link.depth)
        };
        let mut before: Vec<&ChainLink> = chain.links.iter().map(Arc::as_ref).collect();
        before.retain(|link| {
            circle.path.starts_with(&link.path) && (circle.path.len() > link.path.len() || link.depth < circle.depth)
        });
        before.sort_by_key(|link| (link.path.len(), link.depth));
        let mut links = chain.links.clone();
        for cut in before.into_iter().rev().take(inner) {
            // What the receivers of that transfer passed on goes with it.
            links.retain(|link| !leads(&cut.path, cut.depth, link));
            let same = |start: &crate::chains::Chain| start.root == chain.root && start.start == chain.start;
            found.extend(self.chains.iter().position(|other| same(other) && other.links == links));
        }
        found
    }
}
