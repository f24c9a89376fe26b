//! Seats of one joint holding that have come to one body, so that it acts alone (semantics 4.4); bodies whose own consent is asked.

use std::collections::BTreeMap;

use vires_model::{BodyId, Mode, Outcome, RuleId, Step, StepKind};

use super::Examined;
use super::steps::{self, is_certain};
use crate::chains::{Chain, End};
use crate::claims::Sameness;
use crate::different::ways;
use crate::holders::{Named, One, Tree};
use crate::issue::{Issue, IssueKind};
use crate::region::{Cuboid, Region};
use crate::relevant::Line;

/// By which lines, who acts alone, and of which step, if of one.
type Alone = (Vec<Line>, BodyId, Option<StepKind>);

pub(crate) fn find(examined: &Examined<'_, '_>) -> Vec<Issue> {
    let (solved, space) = (examined.solved, examined.space());
    // A line is several rules where its text is law for a time or for some cases.
    let mut found: BTreeMap<Alone, (Vec<RuleId>, Region)> = BTreeMap::new();
    for (number, (claim, stands)) in solved.claims.iter().zip(&solved.standing.stands).enumerate() {
        let (End::Held(tree), Some(chain)) = (&claim.end, solved.chain_of(number)) else { continue };
        if stands.is_empty() {
            continue;
        }
        let own = Together { examined, chain };
        let mut tell = |(body, step), region: Region| {
            let region = stands.intersect(space, &region);
            if !region.is_empty() {
                let rules = chain.rules();
                let lines = rules.iter().map(|rule| Line::of(solved.setting.model, *rule)).collect();
                let (_, all) = found.entry((lines, body, step)).or_insert_with(|| (rules, Region::empty()));
                *all = std::mem::take(all).union(space, region);
            }
        };
        own.visit(tree, &mut |body, region| tell((body, None), region));
        own.checks_itself(tree, &mut |body, step, region| tell((body, Some(step)), region));
    }
    if found.is_empty() {
        return Vec::new();
    }
    let conflicts = solved.conflicts();
    let found = found.into_iter().filter_map(|((_, body, step), (rules, region))| {
        let region = region.simplify(space);
        let region = examined.whatever_is_set(examined.reported(&region.subtract(space, &conflicts)));
        let few = (!region.is_empty()).then(|| examined.few(&region, &Cuboid::full(space)))?;
        let decided = |decision: &vires_model::Decision| matches!(decision.outcome, Outcome::Competent { .. });
        Some(examined.issue(IssueKind::ActsAlone { body, step }, rules, &few, &region, decided))
    });
    found.collect()
}

/// The end of one chain, whose seats are compared.
struct Together<'e, 's, 'm> {
    examined: &'e Examined<'s, 'm>,
    chain: &'e Chain,
}

impl Together<'_, '_, '_> {
    /// Every body that can fill two seats of which all must act, and where. Seats that the grant itself gives to it are meant so, unless it names
    /// one body twice, as where `read` puts one in the place of another.
    fn visit(&self, tree: &Tree, tell: &mut dyn FnMut(BodyId, Region)) {
        let Tree::Several(mode, seats) = tree else { return };
        seats.iter().for_each(|seat| self.visit(seat, tell));
        if *mode != Mode::Jointly {
            return;
        }
        let (setting, space) = (&self.examined.solved.setting, self.examined.space());
        let alone: Vec<Vec<(Named, Region)>> = seats.iter().map(|seat| self.enough_alone(seat)).collect();
        for (n, seat) in alone.iter().enumerate() {
            for (left, here) in seat {
                for (right, there) in alone.iter().skip(n + 1).flatten() {
                    if left.body == right.body && (left == right || self.has_arrived(*left) || self.has_arrived(*right))
                    {
                        let both = here.intersect(space, there);
                        tell(left.body, both.intersect(space, &setting.same(*left, *right)));
                    }
                }
            }
        }
    }

    /// A sole holder who is asked, in whatever case, to do as another what checks it.
    fn checks_itself(&self, tree: &Tree, tell: &mut dyn FnMut(BodyId, StepKind, Region)) {
        let Tree::Leaf(holder) = tree else { return };
        let setting = &self.examined.solved.setting;
        let steps = self.chain.rules().into_iter().flat_map(|rule| &setting.rule(rule).steps);
        for step in steps.filter(|step: &&Step| is_certain(step) && step.kind.is_check()) {
            let who: Vec<Named> = step.who.iter().map(|who| setting.named(*who)).collect();
            if who.iter().any(|who| who == holder && who.which != One::Unsaid) {
                tell(holder.body, step.kind, self.left_to(*holder, step.enough, &who));
            }
        }
    }

    /// Where a step that is asked of these takes whoever holds the power: where it is asked of each of them, or too few others are there.
    fn left_to(&self, holder: Named, enough: Option<u32>, who: &[Named]) -> Region {
        let (setting, space) = (&self.examined.solved.setting, self.examined.space());
        let Some(enough) = enough.map(|enough| enough as usize) else { return Region::full(space) };
        let there =
            |all: &mut dyn Iterator<Item = Named>| all.map(|who| steps::there(setting, who)).collect::<Vec<_>>();
        let all = there(&mut who.iter().copied());
        let others = there(&mut who.iter().copied().filter(|own| *own != holder));
        // That fewer are there than it asks, whoever decides, is told of the step.
        let enough_with = steps::at_least(setting, &all, enough);
        enough_with.subtract(space, &steps::at_least(setting, &others, enough))
    }

    /// Who can fill a seat without anybody else, and where.
    fn enough_alone(&self, seat: &Tree) -> Vec<(Named, Region)> {
        let ways = ways(&self.examined.solved.setting, seat).into_iter();
        let alone = ways.filter_map(|(way, region)| match way {
            Tree::Leaf(named) if named.which != One::Unsaid => Some((named, region)),
            _ => None,
        });
        alone.collect()
    }

    /// Whether a transfer has brought a seat to this holder.
    fn has_arrived(&self, holder: Named) -> bool {
        self.chain.ends().any(|(own, by)| own == holder && by != self.chain.root)
    }
}
