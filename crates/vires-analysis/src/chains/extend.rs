//! One transfer more at one seat of a chain: where it links, to whom, and what hinders it (semantics 4.2).

use std::sync::Arc;

use vires_model::{BodyId, Effect, ModalityId, RuleId};

use super::limits::{
    Enabling, barred, bars, class_takes, enabling, had_under, hindrances, keeps, member, named_beside, reserved,
};
use super::{Chain, ChainLink, Chains, End, Hindrance, Loop, Seat, giver_stops, seats_of};
use crate::claims::group;
use crate::holders::{Named, One, Tree, exists, names};
use crate::region::Region;
use crate::setting::Setting;

/// The chains with one more transfer at one seat: several where in different cases different receivers can take it.
pub(super) fn extend(
    setting: &Setting<'_>,
    built: &mut Chains,
    chain: &Chain,
    number: usize,
    seat_number: usize,
    fate_number: usize,
) -> Vec<Chain> {
    let space = &setting.space.space;
    let (Some(fate), Some(seat)) = (built.fates.get(fate_number), chain.seats.get(seat_number)) else {
        return Vec::new();
    };
    let transfer = fate.rule;
    let rule = setting.rule(transfer);
    let Effect::Transfer { modality, what, from, under, to, reserve: _ } = &rule.effect else { return Vec::new() };
    let giver = setting.named(*from);
    if giver.body != seat.holder.body || !class_takes(setting, what, seat.by) || !had_under(setting, under, seat.by) {
        return Vec::new();
    }
    let asked = chain.region.intersect(space, setting.region(transfer));
    let asked = asked.intersect(space, &setting.meant(seat.holder, giver));
    // Where a rule names nobody, there is nobody to give.
    let asked = asked.intersect(space, &setting.region_of(&names(setting.model, seat.holder)));
    // A barred body is no root and no receiver: nothing can be had from it.
    let asked = asked.subtract(space, &barred(setting, seat.holder, seat.by).0);
    let asked = asked.subtract(space, &named_beside(setting, what, rule.place));
    if asked.is_empty() {
        return Vec::new();
    }
    let mut works = asked.clone();
    for (keep, kept) in keeps(setting, seat, rule.place) {
        if works.meets(space, &kept) {
            let cut = built.keeps_used.entry(keep).or_default();
            *cut = std::mem::take(cut).union(space, works.intersect(space, &kept));
            works = works.subtract(space, &kept);
        }
    }
    let mut hindered = Vec::new();
    let enabling = enabling(setting, seat, *modality);
    for hindrance in hindrances(setting, chain, seat, transfer, *modality) {
        // Enabling lifts the limits on who may pass it on.
        let lifted = match hindrance {
            Hindrance::Onward(_) | Hindrance::IssuerBelow => works.intersect(space, &enabling.somehow),
            _ => Region::empty(),
        };
        let lost = works.subtract(space, &lifted);
        if !lost.is_empty() {
            hindered.push((hindrance, lost));
        }
        works = lifted;
        if works.is_empty() {
            break;
        }
    }
    let receivers: Vec<Receiver> = (to.seats.iter())
        .map(|holder| {
            let holder = receiver_of(setting, setting.named(*holder), giver, seat.holder);
            receiver(setting, seat, transfer, *modality, &enabling, holder)
        })
        .collect();
    // The same receivers may be left for different reasons: that is one chain.
    let mut longer: Vec<(Tree, Region)> = Vec::new();
    for Variant { region, fit, back } in variants(setting, &works, &receivers) {
        let seats = |numbers: &[usize]| -> Vec<Tree> {
            numbers.iter().filter_map(|n| receivers.get(*n)).map(|receiver| Tree::Leaf(receiver.holder)).collect()
        };
        let mut rest = region.clone();
        if let Some((tree, needed)) = group(setting, to.mode, seats(&fit), fit.len() < receivers.len()) {
            let links = region.intersect(space, &needed);
            rest = region.subtract(space, &needed);
            match longer.iter_mut().find(|(own, _)| *own == tree) {
                Some((_, so_far)) => *so_far = std::mem::take(so_far).union(space, links),
                None if links.is_empty() => {}
                None => longer.push((tree, links)),
            }
        }
        let whole: Vec<usize> = fit.iter().chain(&back).copied().collect();
        if let Some((_, needed)) = group(setting, to.mode, seats(&whole), whole.len() < receivers.len()) {
            // Back to a body already in the chain.
            let round = rest.intersect(space, &needed);
            rest = rest.subtract(space, &needed);
            let before = back.iter().filter_map(|n| receivers.get(*n)).flat_map(|receiver| &receiver.before);
            for (n, at) in before {
                let region = round.intersect(space, at);
                built.loops.extend(closed(setting, number, seat, transfer, *n, region));
            }
        }
        for receiver in &receivers {
            for (hindrance, at) in &receiver.hindrances {
                let lost = rest.intersect(space, at);
                if !lost.is_empty() {
                    hindered.push((*hindrance, lost));
                }
            }
        }
    }
    if let Some(fate) = built.fates.get_mut(fate_number) {
        // What a keep cuts and what goes round in a circle is no bar: only what hinders is.
        let effective = hindered.iter().fold(asked.clone(), |left, (_, lost)| left.subtract(space, lost));
        fate.reached = std::mem::take(&mut fate.reached).union(space, asked);
        fate.effective = std::mem::take(&mut fate.effective).union(space, effective);
        fate.hindered.extend(hindered);
    }
    let continued = |(tree, links)| continued(chain, seat, seat_number, transfer, &tree, links);
    longer.into_iter().map(continued).collect()
}

/// The chain with a transfer at one seat.
fn continued(chain: &Chain, seat: &Seat, seat_number: usize, transfer: RuleId, to: &Tree, region: Region) -> Chain {
    let link =
        ChainLink { path: seat.path.clone(), depth: seat.depth, rule: transfer, from: seat.holder, to: to.clone() };
    let transfers = [&seat.transfers[..], &[transfer]].concat();
    let new = seats_of(to, &seat.path, seat.depth.saturating_add(1), transfer, &seat.visited, &transfers);
    let mut seats = chain.seats.clone();
    seats.splice(seat_number..=seat_number, new);
    let mut links = chain.links.clone();
    links.insert(links.partition_point(|own| **own < link), Arc::new(link));
    let end = match &chain.end {
        End::Held(tree) => End::Held(tree.with_leaf(seat_number, to)),
        other => other.clone(),
    };
    Chain { root: chain.root, start: chain.start.clone(), links, end, seats, region }
}

/// The circle that a transfer would close from a seat to the `n`-th body that had it.
fn closed(
    setting: &Setting<'_>,
    chain: usize,
    seat: &Seat,
    transfer: RuleId,
    n: usize,
    region: Region,
) -> Option<Loop> {
    let within: Vec<RuleId> = seat.transfers.iter().skip(n).copied().collect();
    // A body that gives to itself goes on acting.
    let all_stop = !within.is_empty() && within.iter().chain([&transfer]).all(|link| giver_stops(setting, *link));
    let circle = [&within[..], &[transfer]].concat();
    (!region.is_empty()).then(|| Loop {
        chain,
        path: seat.path.clone(),
        depth: seat.depth,
        transfer,
        arriving: seat.by,
        circle,
        all_stop,
        region,
    })
}

/// One receiver of a transfer, and where it can take the power.
struct Receiver {
    holder: Named,
    /// Where it exists, is not barred and may be given to.
    fit: Region,
    /// Where it already had the power in this chain, and as the how-manieth.
    before: Vec<(usize, Region)>,
    hindrances: Vec<(Hindrance, Region)>,
}

fn receiver(
    setting: &Setting<'_>,
    seat: &Seat,
    transfer: RuleId,
    modality: ModalityId,
    enabling: &Enabling,
    holder: Named,
) -> Receiver {
    let space = &setting.space.space;
    let model = setting.model;
    let mut fit = Region::full(space);
    let mut hindrances = Vec::new();
    let mut hinder = |hindrance: Hindrance, region: Region| {
        if !region.is_empty() {
            fit = fit.subtract(space, &region);
            hindrances.push((hindrance, region));
        }
    };
    let record = &model.modalities[modality];
    let gives = record.between.iter().any(|line| {
        line.from.iter().any(|group| member(setting, group, seat.holder.body))
            && line.to.iter().any(|group| member(setting, group, holder.body))
    });
    if !record.between.is_empty() && !gives {
        hinder(Hindrance::Parties, Region::full(space).subtract(space, &enabling.somehow));
    }
    for (rule, in_force) in &enabling.rules {
        hinder(Hindrance::NotEnabled(*rule), in_force.subtract(space, &enabling.to(setting, holder)));
    }
    if let Effect::Transfer { reserve: Some(limit), .. } = &setting.rule(seat.by).effect
        && reserved(setting, limit, holder)
    {
        hinder(Hindrance::Reserved(seat.by), Region::full(space));
    }
    for reserve in &setting.rules.reserves {
        let row = setting.rule(*reserve);
        if let Effect::Reserve { what, reserve: limit } = &row.effect
            && class_takes(setting, what, seat.by)
            && reserved(setting, limit, holder)
        {
            let beside = named_beside(setting, what, row.place);
            hinder(Hindrance::Reserved(*reserve), setting.region(*reserve).subtract(space, &beside));
        }
    }
    let exists = setting.region_of(&exists(model, holder));
    hinder(Hindrance::ReceiverDoesNotExist, Region::full(space).subtract(space, &exists));
    for (bar, region) in bars(setting, holder, transfer) {
        hinder(Hindrance::ReceiverBarred(bar), region);
    }
    let mut before = Vec::new();
    for (n, earlier) in seat.visited.iter().enumerate() {
        if earlier.body == holder.body {
            let region = match (earlier.which, holder.which) {
                (One::Unsaid, One::Unsaid) => Region::full(space),
                (One::Unsaid, _) | (_, One::Unsaid) => Region::empty(),
                _ => setting.region_of(&crate::holders::same(model, *earlier, holder)),
            };
            before.push((n, region));
        }
    }
    Receiver { holder, fit, before, hindrances }
}

/// A region in which the same receivers can take the power, and the same would have it back.
struct Variant {
    region: Region,
    fit: Vec<usize>,
    back: Vec<usize>,
}

fn variants(setting: &Setting<'_>, works: &Region, receivers: &[Receiver]) -> Vec<Variant> {
    let space = &setting.space.space;
    let mut variants = vec![Variant { region: works.clone(), fit: Vec::new(), back: Vec::new() }];
    for (n, receiver) in receivers.iter().enumerate() {
        let back = receiver.before.iter().fold(Region::empty(), |all, (_, at)| all.union(space, at.clone()));
        let mut next = Vec::new();
        for Variant { region, fit, back: so_far } in variants {
            let fits = region.intersect(space, &receiver.fit);
            let new = fits.subtract(space, &back);
            if !new.is_empty() {
                next.push(Variant { region: new, fit: [&fit[..], &[n]].concat(), back: so_far.clone() });
            }
            let again = fits.intersect(space, &back);
            if !again.is_empty() {
                next.push(Variant { region: again, fit: fit.clone(), back: [&so_far[..], &[n]].concat() });
            }
            let lost = region.subtract(space, &receiver.fit);
            if !lost.is_empty() {
                next.push(Variant { region: lost, fit, back: so_far });
            }
        }
        variants = next;
    }
    variants
}

/// The receiver: named without saying which, beside a giver of the same territory, it is the giver's own (semantics 3.2). Which giver that is, the
/// rule may say where the chain does not.
fn receiver_of(setting: &Setting<'_>, to: Named, from: Named, giver: Named) -> Named {
    let territory = |body: BodyId| setting.model.bodies[body].one_per;
    if to.which == One::Unsaid && territory(to.body).is_some() && territory(to.body) == territory(giver.body) {
        let which = if giver.which == One::Unsaid { from.which } else { giver.which };
        return Named { body: to.body, which };
    }
    to
}
