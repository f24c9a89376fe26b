//! Where a transfer links (3.5–3.8, 4.2).

use crate::acts::Refusal;
use crate::decision::Instance;
use crate::ids::{BodyId, InstrumentKindId, RuleId};
use crate::model::Model;
use crate::powers::{Between, Group as Sort, Modality, Onward};
use crate::reference::claims::{Group, Leaf, Seat, bars};
use crate::reference::holders;
use crate::reference::text::reaches;
use crate::reference::world::Scene;
use crate::rules::{Effect, Reserve};

/// What becomes of a transfer at the end of a chain.
pub(super) enum Linked {
    /// It links; these receive.
    To(Group),
    /// It would link, but leads back to these bodies of the chain (4.5).
    Round(Vec<Instance>),
    /// It does not link.
    Not {
        /// Bars that removed receivers.
        bars: Vec<RuleId>,
        /// What is in the way, where this giver gives at all; what hinders the first receiver.
        why: Option<Refusal>,
    },
}

const NOT: Linked = Linked::Not { bars: Vec::new(), why: None };

const fn refused(why: Refusal) -> Linked {
    Linked::Not { bars: Vec::new(), why: Some(why) }
}

/// 4.2, condition by condition. Which rule it is, is all that matters of the transfer: it is active.
pub(super) fn link(scene: &Scene<'_, '_>, leaf: &Leaf, transfer: RuleId) -> Linked {
    let facts = &scene.world.facts;
    let model = facts.model;
    let rule = &model.rules[transfer];
    let Effect::Transfer { modality, what, from, under, to, .. } = &rule.effect else {
        return NOT;
    };
    let Some(giver) = leaf.path.last().copied() else {
        return NOT;
    };
    let arriving = leaf.arriving();
    let arrived_in = model.rules[arriving].place;
    let record = &model.modalities[*modality];
    // The giver is the end of the chain (it need not exist: 4.3). 3.7: of a class, what A has by such a link.
    let by_them = under.is_empty() || under.iter().any(|place| model.stands_in(arrived_in, *place));
    if !holders::names(facts, *from, giver, scene.power) || !reaches(model, what, arrived_in) || !by_them {
        return NOT;
    }
    // 3.5: no keep. Keeps cut the transfers of the same instrument, class transfers too.
    let kept = scene.text.keeps.iter().find(|keep| {
        let keep = *keep;
        model.written_in(*keep) == model.written_in(transfer)
            && matches!(&model.rules[*keep].effect, Effect::Keep { by, what }
                if holders::names(facts, *by, giver, scene.power) && reaches(model, what, arrived_in))
    });
    // The arriving link's `onward`; a hold allows all.
    let onward = match &model.rules[arriving].effect {
        Effect::Transfer { modality: last, .. } => match &model.modalities[*last].onward {
            Some(Onward::Never) => false,
            Some(Onward::By(allowed)) => allowed.contains(modality),
            Some(Onward::Freely) | None => true,
        },
        _ => true,
    };
    if let Some(keep) = kept {
        return refused(Refusal::Kept(*keep));
    }
    if !carried(scene, &record.form, transfer) {
        return refused(Refusal::Form);
    }
    if !carried(scene, &record.found_in, leaf.root) {
        return refused(Refusal::FoundIn(leaf.root));
    }
    let below = issuer_stands_below(scene, transfer, giver);
    // 3.8: what enabling says of this giver, modality and power.
    let says = |who: Option<&Instance>, rule: &RuleId| match &model.rules[*rule].effect {
        Effect::Enable { giver: own, modality: by, what, to } => {
            by == modality
                && holders::names(facts, *own, giver, scene.power)
                && reaches(model, what, arrived_in)
                && who.is_none_or(|who| holders::names(facts, *to, *who, scene.power))
        }
        _ => false,
    };
    let is_enabling = scene.text.enabling.iter().any(|rule| says(None, rule));
    let hinders = |who: &Instance| {
        if !model.exists(*who, scene.world.day) {
            return Some(Refusal::ReceiverDoesNotExist);
        }
        if is_enabling {
            if !scene.text.enables.iter().any(|rule| says(Some(who), rule)) {
                return scene.text.enabling.iter().find(|rule| says(None, rule)).map(|rule| Refusal::NotEnabled(*rule));
            }
        } else if !onward {
            return Some(Refusal::Onward(arriving));
        } else if below {
            return Some(Refusal::IssuerBelow);
        } else if !between(model, record, giver.body, who.body) {
            return Some(Refusal::Parties);
        }
        reserved(scene, arriving, who.body).map(Refusal::Reserved)
    };
    // The receivers: each seat must exist, be free of bars, and be one to whom this giver may pass the power on.
    let mut group = Group { mode: to.mode, seats: Vec::new(), short: false };
    let (mut round, mut barred_by, mut why) = (Vec::new(), Vec::new(), None);
    for holder in &to.seats {
        let who = holders::receiver(facts, *holder, *from, giver, scene.power);
        let hindrance = who.as_ref().map(hinders);
        let (Some(who), Some(None)) = (who, hindrance) else {
            why = why.or(hindrance.flatten());
            group.short = true;
            continue;
        };
        let removed_by = bars(scene, who, transfer);
        if let Some(first) = removed_by.first() {
            why = why.or(Some(Refusal::ReceiverBarred(*first)));
            barred_by.extend(removed_by);
            group.short = true;
        } else if leaf.path.contains(&who) {
            // 4.1: a chain never visits a body twice.
            round.push(who);
        } else {
            group.seats.push(Seat { who, exists: true, passed: None, inner: false });
        }
    }
    let mut whole = group.clone();
    whole.seats.extend(round.iter().map(|who| Seat { who: *who, exists: true, passed: None, inner: false }));
    group.short |= !round.is_empty();
    if group.held().is_some() {
        Linked::To(group)
    } else if whole.held().is_some() {
        Linked::Round(round)
    } else {
        Linked::Not { bars: barred_by, why }
    }
}

/// `form`: the kinds of instrument that may carry the transfer. `found in`: the kinds where the root must stand.
fn carried(scene: &Scene<'_, '_>, kinds: &Option<Vec<InstrumentKindId>>, rule: RuleId) -> bool {
    let model = scene.world.facts.model;
    match kinds {
        None => true,
        Some(kinds) => model.instruments[model.written_in(rule)].kind.is_some_and(|kind| kinds.contains(&kind)),
    }
}

/// Whether every issuer of the transfer's instrument stands below the giver, by superior or by tier.
/// An office directly under a giver that is a body acts for it.
fn issuer_stands_below(scene: &Scene<'_, '_>, transfer: RuleId, giver: Instance) -> bool {
    let model = scene.world.facts.model;
    let issuers = &model.instruments[model.written_in(transfer)].issuers;
    let is_below = |issuer: &crate::bodies::Holder| {
        let (by, of) = (&model.bodies[issuer.body], &model.bodies[giver.body]);
        if by.office && !of.office && by.superior == Some(giver.body) {
            return false;
        }
        model.is_under(issuer.body, giver.body)
            || matches!((by.tier, of.tier), (Some(own), Some(above)) if model.tier_is_below(own, above))
    };
    !issuers.is_empty() && issuers.iter().all(is_below)
}

/// Who-to-whom: several lines add up; none means anyone.
fn between(model: &Model, record: &Modality, giver: BodyId, receiver: BodyId) -> bool {
    let is = |body: BodyId, sort: &Sort| {
        let row = &model.bodies[body];
        match sort {
            Sort::Body(one) => body == *one,
            Sort::Kind(kind) => row.kinds.contains(kind),
            Sort::Tier(tier) => !row.office && row.tier == Some(*tier),
        }
    };
    let fits =
        |line: &Between| line.from.iter().any(|sort| is(giver, sort)) && line.to.iter().any(|sort| is(receiver, sort));
    record.between.is_empty() || record.between.iter().any(fits)
}

/// The rule by which the power may not be passed on to this receiver: one that says so, or the arriving link with such a clause (next link only).
fn reserved(scene: &Scene<'_, '_>, arriving: RuleId, receiver: BodyId) -> Option<RuleId> {
    let model = scene.world.facts.model;
    let place = model.rules[arriving].place;
    let stops = |reserve: &Reserve| {
        let reached = match reserve.below {
            None => true,
            Some(above) => model.is_under(receiver, above),
        };
        reached && !reserve.except.contains(&receiver)
    };
    let by_rule = scene.text.reserves.iter().find(|rule| match &model.rules[**rule].effect {
        Effect::Reserve { what, reserve } => reaches(model, what, place) && stops(reserve),
        _ => false,
    });
    let by_clause = match &model.rules[arriving].effect {
        Effect::Transfer { reserve, .. } => reserve.as_ref().is_some_and(stops),
        _ => false,
    };
    by_rule.copied().or(by_clause.then_some(arriving))
}
