//! The exact function from cases and days to outcome, for one power.

use vires_model::{Life, Model, PowerId, RuleId};

use crate::case_space::Answers;
use crate::chains::{Chain, Chains, End, Loop, TransferFate, build};
use crate::claims::{Claim, Vacancy, claims};
use crate::clashing::Clashing;
use crate::contest::{Clash, Contests, Edge, grant_prevails, judge};
use crate::region::{BoundReached, Cuboid, Region, StepBudget};
use crate::relevant::PowerRules;
use crate::setting::Setting;
use crate::standing::{Standing, settle};

/// How many boxes of the conflicts of one rule are held against one another, so that few lie in another.
const MOST_LOOKS: u64 = 2_000_000;

/// Fewer chains with transfers are weighed in no time.
const FEW_CHAINS: usize = 32;

/// A power solved: every chain, every claim, where each stands, and where they conflict.
pub(crate) struct Solved<'a> {
    pub(crate) setting: Setting<'a>,
    pub(crate) chains: Vec<Chain>,
    pub(crate) fates: Vec<TransferFate>,
    pub(crate) keeps_used: std::collections::BTreeMap<vires_model::RuleId, Region>,
    pub(crate) claims: Vec<Claim>,
    pub(crate) vacancies: Vec<Vacancy>,
    pub(crate) edges: Vec<Edge>,
    /// For each claim the edges by which it falls.
    lost: Vec<Vec<u32>>,
    pub(crate) clashes: Vec<Clash>,
    pub(crate) standing: Standing,
    /// Circles of transfers, each with the region in which the chain at its end stands.
    pub(crate) loops: Vec<Loop>,
    /// The days on which the power is covered; none: no rule grants, bars or lifts it.
    pub(crate) covered: Option<Life>,
}

impl<'a> Solved<'a> {
    /// Solves a power.
    ///
    /// # Errors
    /// [`BoundReached`] where a documented bound is passed.
    pub(crate) fn new(
        model: &'a Model,
        power: PowerId,
        rules: &'a PowerRules,
        answers: &dyn Answers,
        steps: &mut StepBudget,
    ) -> Result<Self, BoundReached> {
        let setting = Setting::new(model, power, rules, answers, steps)?;
        let Chains { chains, fates, loops, keeps_used } = build(&setting)?;
        let (claims, vacancies) = claims(&setting, &chains)?;
        let Contests { edges, mut clashes } = judge(&setting, &chains, &claims, steps)?;
        let standing = settle(&setting.space.space, &claims, &edges)?;
        // What has fallen clashes with nothing.
        let somewhere = |claim: usize| standing.stands.get(claim).is_some_and(|stands| !stands.is_empty());
        clashes.retain(|clash| somewhere(clash.left) && somewhere(clash.right));
        let covered = covered(model, rules);
        let mut lost = vec![Vec::new(); claims.len()];
        for (n, edge) in (0..).zip(&edges) {
            if let Some(own) = lost.get_mut(edge.loser) {
                own.push(n);
            }
        }
        let mut solved = Self {
            setting,
            chains,
            fates,
            keeps_used,
            claims,
            vacancies,
            edges,
            lost,
            clashes,
            standing,
            loops,
            covered,
        };
        let loops = std::mem::take(&mut solved.loops);
        solved.loops = loops.into_iter().filter_map(|circle| solved.standing_loop(circle)).collect();
        if solved.setting.space.space.is_worn_out() {
            return Err(BoundReached);
        }
        Ok(solved)
    }

    /// A circle matters only where the chain that closes it stands.
    fn standing_loop(&self, mut circle: Loop) -> Option<Loop> {
        let space = &self.setting.space.space;
        let mut stands = Region::empty();
        for (claim, region) in self.claims.iter().zip(&self.standing.stands) {
            // Of what gives to nobody nothing goes round.
            if claim.chain == circle.chain && claim.end != End::Vacant {
                stands = stands.union(space, region.clone());
            }
        }
        circle.region = circle.region.intersect(space, &stands);
        // A transfer that loses to the grant it would carry out closes no circle.
        let lost = grant_prevails(&self.setting, circle.arriving, circle.transfer, &circle.region);
        circle.region = circle.region.subtract(space, &lost);
        (!circle.region.is_empty()).then_some(circle)
    }

    /// Where two claims clash.
    pub(crate) fn clash_region(&self, clash: &Clash) -> Region {
        let space = &self.setting.space.space;
        let stands = |claim: usize| self.standing.stands.get(claim).cloned().unwrap_or_default();
        let both = stands(clash.left).intersect(space, &stands(clash.right));
        clash.region.as_ref().map_or(both.clone(), |region| both.intersect(space, region))
    }

    /// Where the outcome is `conflict`.
    pub(crate) fn conflicts(&self) -> Region {
        let space = &self.setting.space.space;
        let clashing = Clashing::of(self);
        let mut all = Vec::new();
        // Pairs that clash only where a third rule clashes with both need not be looked at.
        for hub in clashing.grouped(|_| true) {
            let own = hub.partners.iter().flat_map(|partner| clashing.between(RuleId(hub.centre), RuleId(*partner)));
            let own = own.flat_map(|pair| clashing.region(pair).into_boxes()).collect();
            all.extend(Region::new(space, own).without_inner(space, MOST_LOOKS).into_boxes());
        }
        for pair in clashing.pairs().iter().filter(|pair| pair.rules.0 == pair.rules.1) {
            all.extend(clashing.region(pair).into_boxes());
        }
        for (_, region) in &self.standing.rings {
            all.extend(region.boxes().iter().cloned());
        }
        for circle in self.loops.iter().filter(|circle| circle.all_stop) {
            all.extend(circle.region.boxes().iter().cloned());
        }
        Region::new(space, all).simplify(space)
    }

    /// Every holding that contends somewhere: standing claims, those left over in rings, and those that a circle would lead back to.
    pub(crate) fn contenders(&self) -> Vec<(End, Region)> {
        let space = &self.setting.space.space;
        let mut contenders = Vec::new();
        for (n, (claim, stands)) in self.claims.iter().zip(&self.standing.stands).enumerate() {
            let mut region = stands.clone();
            for (members, ring) in &self.standing.rings {
                if members.contains(&n) {
                    region = region.union(space, ring.clone());
                }
            }
            if !region.is_empty() && claim.end != End::Vacant {
                contenders.push((claim.end.clone(), region));
            }
        }
        let in_circles = self.claims_in_circles().into_iter();
        contenders.extend(in_circles.filter_map(|(n, region)| Some((self.claims.get(n)?.end.clone(), region))));
        contenders
    }

    /// Where somebody holds, or nobody by design, or several conflict: all but the gap.
    pub(crate) fn answered(&self) -> Vec<Cuboid> {
        // Where every chain ends in somebody, whatever is claimed at all is answered.
        if self.claims.iter().all(|claim| claim.end != End::Vacant) {
            return self.claims.iter().flat_map(|claim| claim.region.boxes().iter().cloned()).collect();
        }
        let mut boxes = Vec::new();
        for (claim, stands) in self.claims.iter().zip(&self.standing.stands) {
            if claim.end != End::Vacant {
                boxes.extend(stands.boxes().iter().cloned());
            }
        }
        boxes.extend(self.standing.rings.iter().flat_map(|(_, region)| region.boxes().iter().cloned()));
        boxes
    }

    /// What it takes to decide one case of these boxes anew, chain by chain: links in all pairs of chains.
    pub(crate) fn weight_in(&self, boxes: &[Cuboid]) -> u64 {
        if self.chains.iter().filter(|chain| !chain.links.is_empty()).take(FEW_CHAINS).count() < FEW_CHAINS {
            return 0;
        }
        let here = Region::new(&self.setting.space.space, boxes.to_vec());
        let there = self.chains.iter().filter(|chain| chain.region.meets(&self.setting.space.space, &here));
        let (count, longest) = there.fold((0_u64, 1), |(count, most), chain| (count + 1, chain.links.len().max(most)));
        // Each word of precedence is held against every two links, too.
        let each = longest.saturating_mul(self.setting.words.len().saturating_mul(longest).saturating_add(1));
        count.saturating_mul(count).saturating_mul(u64::try_from(each).unwrap_or(u64::MAX))
    }

    /// The edges by which a claim falls.
    pub(crate) fn lost(&self, claim: usize) -> impl Iterator<Item = &Edge> {
        self.lost.get(claim).into_iter().flatten().filter_map(|edge| self.edges.get(*edge as usize))
    }

    /// The chain of a claim.
    pub(crate) fn chain_of(&self, claim: usize) -> Option<&Chain> {
        self.chains.get(self.claims.get(claim)?.chain)
    }
}

/// Semantics 1.5: from the first day of any hold, nobody or not-required rule, without end.
fn covered(model: &Model, rules: &PowerRules) -> Option<Life> {
    // A suspended rule is in force, though it does nothing.
    let roots = rules.roots.iter().chain(&rules.suspended);
    let lives = roots.map(|rule| model.rules[*rule].life).filter(|life| !life.is_empty());
    let from = lives.map(|life| life.from).min()?;
    Some(Life { from, until: None })
}
