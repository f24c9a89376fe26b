//! Overlap: a region of cases and days with two claims and nothing to choose between them.

use std::collections::{BTreeMap, BTreeSet};

use vires_model::{Outcome, RuleId};

use super::{Examined, MOST_TO_RESTATE, mend, turns_on_parameters};
use crate::clashing::{Clashing, Pair};
use crate::contest::Victory;
use crate::issue::{Issue, IssueKind};
use crate::region::{Cuboid, Hub, Region, StepBudget};

/// How many boxes of one finding are held against one another, so that none is listed that lies in another.
const MOST_LOOKS: u64 = 2_000_000;

/// Steps for putting the overlaps of one power into few words. Of a thousand nobody reads the words of the last.
const STEPS_FOR_WORDS: u64 = 400_000;
/// What each of them has in any case.
const LEAST_STEPS: u64 = 1_000;

/// One finding for each rule and all that it clashes with; a rule in most pairs comes first, every pair once. Where its partners clash with each other
/// there only, that is the same finding.
pub(crate) fn find(examined: &Examined<'_, '_>) -> Vec<Issue> {
    let clashing = Clashing::of(examined.solved);
    let groups = clashing.grouped(|pair| !region(examined, &clashing, pair).is_empty());
    let mut steps = StepBudget::new(STEPS_FOR_WORDS);
    groups.iter().map(|group| of_group(examined, &clashing, group, &mut steps)).collect()
}

fn region(examined: &Examined<'_, '_>, clashing: &Clashing<'_, '_>, pair: &Pair) -> Region {
    examined.whatever_is_set(examined.reported(&clashing.region(pair)))
}

fn of_group(examined: &Examined<'_, '_>, clashing: &Clashing<'_, '_>, group: &Hub, steps: &mut StepBudget) -> Issue {
    let space = examined.space();
    let hub = RuleId(group.centre);
    let mut boxes = Vec::new();
    // Of the hub, and of each partner, the rows that clash here.
    let mut rows: Vec<Vec<RuleId>> = vec![Vec::new()];
    let mut pieces: Vec<(Vec<usize>, Region)> = Vec::new();
    for partner in group.partners.iter().map(|partner| RuleId(*partner)) {
        let mut of_partner = Vec::new();
        for pair in clashing.between(hub, partner) {
            let piece = region(examined, clashing, pair);
            if piece.is_empty() {
                continue;
            }
            let (own, other) = if pair.rules.0 == hub { pair.rows } else { (pair.rows.1, pair.rows.0) };
            if let Some(of_hub) = rows.first_mut().filter(|of_hub| !of_hub.contains(&own)) {
                of_hub.push(own);
            }
            of_partner.push(other);
            boxes.extend(piece.boxes().iter().cloned());
            pieces.push((clashing.claims(pair), piece));
        }
        rows.push(of_partner);
    }
    let named = std::iter::once(hub).chain(group.partners.iter().map(|partner| RuleId(*partner)));
    let rules: Vec<RuleId> =
        named.zip(&rows).map(|(first, rows)| rows.iter().min().copied().unwrap_or(first)).collect();
    let mut region = Region::new(space, boxes).without_inner(space, MOST_LOOKS);
    if region.boxes().len() <= MOST_TO_RESTATE {
        region = region.simplify(space);
    }
    // Said relative to the rule where the rule is one box: only what narrows it further.
    let of_hub = rows.first().filter(|rows| !rows.is_empty()).cloned().unwrap_or_else(|| vec![hub]);
    let (within, relative) = match examined.solved.setting.extent(&of_hub) {
        Some(own) => (own.clone(), examined.values(&[own])),
        None => (Cuboid::full(space), Vec::new()),
    };
    let mut own = StepBudget::new(steps.left().max(LEAST_STEPS));
    let before = own.left();
    let few = examined.few_by(&region, &within, &mut own);
    let spent = before.saturating_sub(own.left()).min(steps.left());
    // Never more than is left.
    let _ = steps.spend(spent);
    let ring = is_ring(examined, &pieces);
    let kind = IssueKind::Overlap { within: relative, by_turns: by_turns(examined, &region, pieces), ring };
    let conflict = |decision: &vires_model::Decision| {
        matches!(decision.outcome, Outcome::Conflict { .. }) || turns_on_parameters(decision)
    };
    let mends = mend::of_overlap(examined, region.boxes(), &rules);
    let count = rules.len();
    let places: BTreeMap<u32, usize> = group.partners.iter().copied().zip(1..).collect();
    let among = group.among.iter().filter_map(|(a, b)| Some((*places.get(a)?, *places.get(b)?)));
    let pairs = (1..count).map(|n| (0, n)).chain(among).collect();
    Issue { pairs, mends, ..examined.issue(kind, rules, &few, &region, conflict) }
}

/// Whether each claim that clashes is beaten by another of them, so that all are left over (5.5).
fn is_ring(examined: &Examined<'_, '_>, pieces: &[(Vec<usize>, Region)]) -> bool {
    let claims: BTreeSet<usize> = pieces.iter().flat_map(|(claims, _)| claims).copied().collect();
    let falls = |claim: &usize| {
        let mut lost = examined.solved.lost(*claim);
        lost.any(|edge| edge.by != Victory::Displaces && claims.contains(&edge.winner))
    };
    claims.len() > 2 && claims.iter().all(falls)
}

/// Where different claims clash in different parts of one finding, the rules that say to whom these come; none of them
/// where one rule does not say it. Absent: whoever is competent somewhere in the region is so in all of it.
fn by_turns(
    examined: &Examined<'_, '_>,
    region: &Region,
    mut pieces: Vec<(Vec<usize>, Region)>,
) -> Option<Vec<RuleId>> {
    let space = examined.space();
    pieces.retain(|(_, piece)| !piece.is_empty());
    let mut steps = StepBudget::new(STEPS_FOR_WORDS);
    let is_everywhere = |piece: &Region| region.is_within(space, piece, &mut steps).unwrap_or(false);
    if pieces.len() <= 1 || pieces.iter().map(|(_, piece)| piece).all(is_everywhere) {
        return None;
    }
    let solved = examined.solved;
    let claims: BTreeSet<usize> = pieces.into_iter().flat_map(|(claims, _)| claims).collect();
    let last = |claim: usize| {
        let (chain, claim) = (solved.chain_of(claim)?, solved.claims.get(claim)?);
        let is_one = claim.empty.is_empty() && chain.links.iter().all(|link| link.path.is_empty());
        is_one.then(|| chain.links.last().map_or(chain.root, |link| link.rule))
    };
    let rules: Option<BTreeSet<RuleId>> = claims.into_iter().map(last).collect();
    Some(rules.unwrap_or_default().into_iter().collect())
}
