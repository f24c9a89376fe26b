//! What limits who may have a power and pass it on: bars, keeps, reserves, what a modality wants and what lifts that
//! (semantics 3.5–3.8, 4.2).

use vires_model::{
    Barred, BodyId, Content, Effect, Group, InstrumentKindId, ModalityId, Onward, Powers, ProvisionId, ProvisionKind,
    Reserve, RuleId,
};

use super::{Chain, Hindrance, Seat};
use crate::holders::Named;
use crate::region::Region;
use crate::setting::Setting;

/// What allows a giver to pass a power on in a certain way (semantics 3.8).
pub(super) struct Enabling {
    /// Rules that do, each with where it is in force, whatever its cases: beyond all enabled cases it bars.
    pub(super) rules: Vec<(RuleId, Region)>,
    /// All of that together.
    pub(super) somehow: Region,
}

pub(super) fn enabling(setting: &Setting<'_>, seat: &Seat, modality: ModalityId) -> Enabling {
    let space = &setting.space.space;
    let mut found = Enabling { rules: Vec::new(), somehow: Region::empty() };
    for rule in &setting.rules.enables {
        let row = setting.rule(*rule);
        let Effect::Enable { giver, modality: own, what, .. } = &row.effect else { continue };
        if *own != modality || !class_takes(setting, what, seat.by) {
            continue;
        }
        let meant = setting.meant(seat.holder, setting.named(*giver));
        let region = meant.intersect(space, &setting.space.life(row.life));
        let region = region.subtract(space, &named_beside(setting, what, row.place));
        if !region.is_empty() {
            found.somehow = found.somehow.union(space, region.clone());
            found.rules.push((*rule, region));
        }
    }
    found
}

impl Enabling {
    /// Where one of the rules allows this receiver.
    pub(super) fn to(&self, setting: &Setting<'_>, receiver: Named) -> Region {
        let space = &setting.space.space;
        let mut all = Region::empty();
        for (rule, in_force) in &self.rules {
            if let Effect::Enable { to, .. } = &setting.rule(*rule).effect {
                let meant = setting.meant(receiver, setting.named(*to)).intersect(space, in_force);
                all = all.union(space, meant.intersect(space, setting.region(*rule)));
            }
        }
        all
    }
}

/// Whether a class of powers takes in what a holder has by a certain link; a power by name always is.
pub(super) fn class_takes(setting: &Setting<'_>, what: &Powers, by: RuleId) -> bool {
    let Powers::Class(class) = what else {
        return true;
    };
    let model = setting.model;
    let own = setting.rule(by).place;
    let stands = |places: &[ProvisionId]| places.iter().any(|place| model.stands_in(own, *place));
    (class.under.is_empty() || stands(&class.under)) && !stands(&class.except_under)
}

/// Whether a holder has a power by one of these texts, where any are named.
pub(super) fn had_under(setting: &Setting<'_>, under: &[ProvisionId], by: RuleId) -> bool {
    let own = setting.rule(by).place;
    under.is_empty() || under.iter().any(|place| setting.model.stands_in(own, *place))
}

/// The days on which `every other power` leaves this one out: another transfer of the same article names it then. A suspended one is in force, though it
/// moves nothing: suspension must not hand powers over silently.
pub(super) fn named_beside(setting: &Setting<'_>, what: &Powers, place: ProvisionId) -> Region {
    let model = setting.model;
    if !matches!(what, Powers::Class(class) if class.other) {
        return Region::empty();
    }
    let article = article_of(setting, place);
    let mut days = Region::empty();
    for other in setting.rules.transfers.iter().chain(&setting.rules.halted) {
        let row = setting.rule(*other);
        let names = matches!(&row.effect, Effect::Transfer { what: what @ Powers::Named(_), .. } if what.speak_of(model, setting.power));
        if names && model.stands_in(row.place, article) {
            days = days.union(&setting.space.space, setting.space.life(row.life));
        }
    }
    days
}

/// The article around a place; outside an article the outermost provision around it, or the whole instrument where the place is that.
fn article_of(setting: &Setting<'_>, place: ProvisionId) -> ProvisionId {
    let mut at = place;
    loop {
        let row = &setting.model.provisions[at];
        match row.parent {
            Some(parent) if row.kind != ProvisionKind::Article && setting.model.provisions[parent].parent.is_some() => {
                at = parent;
            }
            _ => return at,
        }
    }
}

/// Keeps of the same instrument by this holder (semantics 3.5), with their regions.
pub(super) fn keeps(setting: &Setting<'_>, seat: &Seat, place: ProvisionId) -> Vec<(RuleId, Region)> {
    let instrument = |place: ProvisionId| setting.model.provisions[place].instrument;
    let mut cut = Vec::new();
    for keep in &setting.rules.keeps {
        let row = setting.rule(*keep);
        if let Effect::Keep { by, what } = &row.effect
            && instrument(row.place) == instrument(place)
            && class_takes(setting, what, seat.by)
        {
            let region = setting.meant(seat.holder, setting.named(*by));
            let region = region.intersect(&setting.space.space, setting.region(*keep));
            let region = region.subtract(&setting.space.space, &named_beside(setting, what, row.place));
            if !region.is_empty() {
                cut.push((*keep, region));
            }
        }
    }
    cut
}

/// Bars on a holder that has the power by a certain rule, each with its region.
pub(crate) fn bars(setting: &Setting<'_>, holder: Named, by: RuleId) -> Vec<(RuleId, Region)> {
    let mut found = Vec::new();
    for bar in &setting.rules.bars {
        let row = setting.rule(*bar);
        if let Effect::Bar { who: Barred::Holder(who), what } = &row.effect
            && who.body == holder.body
            && class_takes(setting, what, by)
        {
            let region = setting.meant(holder, setting.named(*who));
            let region = region.intersect(&setting.space.space, setting.region(*bar));
            let region = region.subtract(&setting.space.space, &named_beside(setting, what, row.place));
            if !region.is_empty() {
                found.push((*bar, region));
            }
        }
    }
    found
}

/// Where a holder is barred, and by which rules.
pub(crate) fn barred(setting: &Setting<'_>, holder: Named, by: RuleId) -> (Region, Vec<RuleId>) {
    let mut all = Region::empty();
    let mut rules = Vec::new();
    for (bar, region) in bars(setting, holder, by) {
        all = all.union(&setting.space.space, region);
        rules.push(bar);
    }
    (all, rules)
}

/// Whether the giver of a transfer stops acting; where the modality is silent it does.
pub(crate) fn giver_stops(setting: &Setting<'_>, transfer: RuleId) -> bool {
    match setting.rule(transfer).effect {
        Effect::Transfer { modality, .. } => setting.model.modalities[modality].giver_stops.unwrap_or(true),
        _ => true,
    }
}

pub(super) fn reserved(setting: &Setting<'_>, limit: &Reserve, receiver: Named) -> bool {
    !limit.except.contains(&receiver.body)
        && limit.below.is_none_or(|superior| setting.model.is_under(receiver.body, superior))
}

pub(super) fn member(setting: &Setting<'_>, group: &Group, body: BodyId) -> bool {
    let row = &setting.model.bodies[body];
    match group {
        Group::Body(own) => *own == body,
        Group::Kind(kind) => row.kinds.contains(kind),
        Group::Tier(tier) => !row.office && row.tier == Some(*tier),
    }
}

/// What hinders a transfer whatever the case and the receiver (semantics 4.2).
pub(super) fn hindrances(
    setting: &Setting<'_>,
    chain: &Chain,
    seat: &Seat,
    transfer: RuleId,
    modality: ModalityId,
) -> Vec<Hindrance> {
    let model = setting.model;
    let record = &model.modalities[modality];
    let instrument = |rule: RuleId| &model.instruments[model.provisions[setting.rule(rule).place].instrument];
    let mut found = Vec::new();
    // The link by which the giver has it.
    if let Effect::Transfer { modality: arriving, .. } = &setting.rule(seat.by).effect {
        let allowed = match &model.modalities[*arriving].onward {
            None | Some(Onward::Freely) => true,
            Some(Onward::Never) => false,
            Some(Onward::By(modalities)) => modalities.contains(&modality),
        };
        if !allowed {
            found.push(Hindrance::Onward(seat.by));
        }
    }
    let carries =
        |kinds: &Vec<InstrumentKindId>, rule: RuleId| instrument(rule).kind.is_some_and(|kind| kinds.contains(&kind));
    if record.form.as_ref().is_some_and(|kinds| !carries(kinds, transfer)) {
        found.push(Hindrance::Form);
    }
    if record.found_in.as_ref().is_some_and(|kinds| !carries(kinds, chain.root)) {
        found.push(Hindrance::FoundIn(chain.root));
    }
    let issuers = &instrument(transfer).issuers;
    if !issuers.is_empty() && issuers.iter().all(|issuer| stands_below(setting, issuer.body, seat.holder.body)) {
        found.push(Hindrance::IssuerBelow);
    }
    found
}

/// Whether an issuer stands below a giver. An office directly under a giver that is a body acts for it.
fn stands_below(setting: &Setting<'_>, issuer: BodyId, giver: BodyId) -> bool {
    let model = setting.model;
    if issuer == giver
        || model.bodies[issuer].office && !model.bodies[giver].office && model.bodies[issuer].superior == Some(giver)
    {
        return false;
    }
    let lower_tier = match (model.bodies[issuer].tier, model.bodies[giver].tier) {
        (Some(issuer), Some(giver)) => model.tier_is_below(issuer, giver),
        _ => false,
    };
    model.is_under(issuer, giver) || lower_tier
}

/// What a modality wants stated and a transfer does not state (semantics 4.2, last sentence).
pub(crate) fn not_stated(setting: &Setting<'_>, transfer: RuleId) -> Vec<Content> {
    let rule = setting.rule(transfer);
    let Effect::Transfer { modality, what, reserve, .. } = &rule.effect else {
        return Vec::new();
    };
    let narrowed = match what {
        Powers::Named(_) => true,
        Powers::Class(class) => *class != vires_model::Class::default(),
    };
    let always = matches!(rule.when.kind, vires_model::ConditionKind::Always);
    let stated = |content: &Content| match content {
        Content::Content | Content::Scope => narrowed,
        Content::Term => rule.life.until.is_some(),
        Content::Conditions => !always || reserve.is_some() || !rule.steps.is_empty(),
    };
    setting.model.modalities[*modality].must_state.iter().filter(|content| !stated(content)).copied().collect()
}
