//! Nemo dat: days and cases of a transfer that its giver does not have (semantics 6.1).

use std::collections::BTreeSet;

use vires_model::{BodyId, ConditionKind, Effect, Outcome, Powers, ProvisionId, RuleId};

use super::Examined;
use crate::chains::End;
use crate::contest::{Victory, holders};
use crate::holders::{Named, One};
use crate::issue::{Issue, IssueKind};
use crate::region::{Cuboid, Region};

pub(crate) fn find(examined: &Examined<'_, '_>) -> Vec<Issue> {
    let setting = &examined.solved.setting;
    let lines = setting.lines_of(&setting.rules.transfers);
    lines.iter().filter_map(|rows| of_transfer(examined, rows)).collect()
}

/// What of a transfer's cases and days its giver does not have; none where it has them all.
pub(crate) fn excess(examined: &Examined<'_, '_>, transfer: RuleId) -> Option<Region> {
    let solved = examined.solved;
    let setting = &solved.setting;
    let space = examined.space();
    let rule = setting.rule(transfer);
    let Effect::Transfer { what: Powers::Named(_), from, under, to, .. } = &rule.effect else { return None };
    let giver = setting.named(*from);
    let mut meant = setting.region(transfer).clone();
    if !under.is_empty() {
        // It is meant to end with the text by which its giver has the power.
        meant = meant.intersect(space, &days_under(examined, under));
    }
    let mut excess = meant.clone();
    for (number, claim) in solved.claims.iter().enumerate() {
        if excess.is_empty() {
            return None;
        }
        // What rests with the giver, unless a claim has beaten it away. A seat's own chain counts, whatever has become of its other seats.
        let ends = solved.chain_of(number).into_iter().flat_map(|chain| chain.ends().map(|(end, _)| end));
        for end in ends.filter(|end| end.body == giver.body) {
            let has = surviving(examined, number, &claim.region);
            excess = excess.subtract(space, &theirs(examined, (end, giver), has));
        }
    }
    // A giver that does not exist may still give: its chain is no claim, but it is a chain.
    for vacancy in &solved.vacancies {
        if vacancy.bars.is_empty() && vacancy.holder.body == giver.body {
            let has = theirs(examined, (vacancy.holder, giver), vacancy.region.clone());
            excess = excess.subtract(space, &has);
        }
    }
    excess = excess.subtract(space, &of_other_places(examined, giver));
    let receivers = setting.tree(to).leaves();
    for (claim, stands) in solved.claims.iter().zip(&solved.standing.stands) {
        match &claim.end {
            End::Nobody(_) => excess = excess.subtract(space, stands),
            End::Vacant => {}
            End::Held(_) => {
                for holder in holders(&claim.end) {
                    for receiver in receivers.iter().filter(|own| own.body == holder.body) {
                        let rests = theirs(examined, (holder, *receiver), stands.clone());
                        excess = excess.subtract(space, &rests);
                    }
                }
            }
        }
    }
    for edge in &solved.edges {
        if matches!(edge.by, Victory::Beats { lost, .. } if lost == transfer) {
            let stands = solved.standing.stands.get(edge.winner).cloned().unwrap_or_default();
            excess =
                excess.subtract(space, &edge.region.as_ref().map_or(stands.clone(), |at| stands.intersect(space, at)));
        }
    }
    // It takes in no more than what its giver has by that text, if it has anything.
    if !under.is_empty() && !meant.subtract(space, &excess).is_empty() {
        return None;
    }
    let excess = examined.whatever_is_set(examined.reported(&excess));
    (!excess.is_empty()).then_some(excess)
}

/// What of a region in which somebody holds the power is held by the one whom a transfer names. What rests with another place is that other's, and nothing
/// is promised in it; an officer of another grade is somebody else.
fn theirs(examined: &Examined<'_, '_>, (holder, named): (Named, Named), region: Region) -> Region {
    let (setting, space) = (&examined.solved.setting, examined.space());
    let of_places = setting.model.bodies[named.body].one_per.is_some_and(|list| setting.model.lists[list].territory);
    let unsaid = [holder, named].iter().any(|own| own.which == One::Unsaid);
    // Where the case says which of them holds, what is another's is not promised by the one who is named.
    let by_case = matches!((holder.which, named.which), (One::OfFact(_), One::OfValue(_)));
    if holder == named || of_places || unsaid || by_case {
        region
    } else {
        region.intersect(space, &setting.meant(holder, named))
    }
}

/// Where the power rests, in another place than that of a giver who is named by its place, with one of those through whom it came
/// to the giver: what it passes on is not said of other places.
fn of_other_places(examined: &Examined<'_, '_>, giver: Named) -> Region {
    let (solved, setting) = (examined.solved, &examined.solved.setting);
    let (model, space) = (setting.model, examined.space());
    let territory = |body: BodyId| model.bodies[body].one_per.filter(|list| model.lists[*list].territory);
    let (One::OfValue(place), Some(own)) = (giver.which, territory(giver.body)) else { return Region::empty() };
    let mut through: BTreeSet<BodyId> = BTreeSet::new();
    for chain in solved.chains.iter().filter(|chain| chain.ends().any(|(end, _)| end == giver)) {
        through.extend(chain.links.iter().map(|link| link.from.body));
    }
    let mut elsewhere = Region::empty();
    for (claim, stands) in solved.claims.iter().zip(&solved.standing.stands) {
        for holder in holders(&claim.end).into_iter().filter(|holder| through.contains(&holder.body)) {
            let Some(there) = territory(holder.body).and_then(|list| model.lift(place, own, list)) else { continue };
            let here = setting.meant(holder, Named { body: holder.body, which: One::OfValue(there) });
            elsewhere = elsewhere.union(space, stands.subtract(space, &here));
        }
    }
    elsewhere
}

/// The days on which a rule on the power in one of these places is law.
fn days_under(examined: &Examined<'_, '_>, under: &[ProvisionId]) -> Region {
    let setting = &examined.solved.setting;
    let all = setting.rules.roots.iter().chain(&setting.rules.transfers);
    let there = all
        .map(|rule| setting.rule(*rule))
        .filter(|row| under.iter().any(|place| setting.model.stands_in(row.place, *place)));
    there.fold(Region::empty(), |days, row| days.union(examined.space(), setting.space.life(row.life)))
}

/// `rows`: those of one line, which is told once.
fn of_transfer(examined: &Examined<'_, '_>, rows: &[RuleId]) -> Option<Issue> {
    let setting = &examined.solved.setting;
    let space = examined.space();
    let exceeding: Vec<(RuleId, Region)> =
        rows.iter().filter_map(|row| Some((*row, excess(examined, *row)?))).collect();
    let (transfer, _) = *exceeding.first()?;
    let rows: Vec<RuleId> = exceeding.iter().map(|(row, _)| *row).collect();
    let excess = exceeding.into_iter().fold(Region::empty(), |all, (_, own)| all.union(space, own));
    let within = setting.extent(&rows).unwrap_or_else(|| Cuboid::full(space));
    let few = examined.few(&excess, &within);
    let conditional = rows.iter().all(|row| !matches!(setting.rule(*row).when.kind, ConditionKind::Always));
    let kind = IssueKind::NemoDat { conditional };
    // What its giver had has been beaten, though what it gave on may be what the winner comes to as well.
    let without_it = |decision: &vires_model::Decision| match &decision.outcome {
        Outcome::Competent { chain, beaten, .. } => {
            chain.iter().position(|link| rows.contains(&link.rule)).is_none_or(|at| {
                let had = chain.get(..at).unwrap_or_default();
                beaten.iter().any(|beaten| beaten.claim.chain == had)
            })
        }
        _ => true,
    };
    Some(examined.issue(kind, vec![transfer], &few, &excess, without_it))
}

/// Where a claim is and has not been beaten; displaced it may be.
fn surviving(examined: &Examined<'_, '_>, number: usize, region: &Region) -> Region {
    let space = examined.space();
    let solved = examined.solved;
    let mut left = region.clone();
    let beaten = solved.lost(number).filter(|edge| edge.by != Victory::Displaces);
    for edge in beaten {
        let stands = solved.standing.stands.get(edge.winner).cloned().unwrap_or_default();
        left = left.subtract(space, &edge.region.as_ref().map_or(stands.clone(), |at| stands.intersect(space, at)));
    }
    left
}
