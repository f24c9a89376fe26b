//! What is worth knowing without being wrong: holders not said which, powers without a root, bars on persons, low-ranking issuers,
//! grants made again, and every use of the declared precedence.

use std::collections::{BTreeMap, BTreeSet};

use vires_model::{Barred, BodyId, Deadline, Decider, Effect, Holder, Model, Powers, RuleId, Which};

use super::Examined;
use crate::chains::begins_with;
use crate::contest::Victory;
use crate::issue::{Issue, IssueKind};
use crate::region::{Cuboid, Region};
use crate::relevant::Line;
use crate::rule_set::RuleSet;

/// Rules that name a body of which there are many without saying which, as holder or receiver (semantics 3.2), or as one who is asked.
pub(crate) fn unsaid(model: &Model, rules: impl Iterator<Item = RuleId>) -> Vec<Issue> {
    let mut issues = Vec::new();
    let mut spans = BTreeSet::new();
    for rule in rules {
        let row = &model.rules[rule];
        let seats: &[Holder] = match &row.effect {
            Effect::Hold { holding, .. } => &holding.seats,
            Effect::Transfer { to, .. } => &to.seats,
            _ => continue,
        };
        let giver = match &row.effect {
            Effect::Transfer { from, .. } => model.bodies[from.body].one_per,
            _ => None,
        };
        for seat in seats {
            let own = model.bodies[seat.body].one_per;
            if seat.which == Which::Unsaid && (giver.is_none() || giver != own) && spans.insert((row.span, seat.body)) {
                issues.push(Issue::at_rules(IssueKind::Unsaid { body: seat.body }, vec![rule]));
            }
        }
        // Whom steps ask, and to whom silence passes a matter.
        let deadlines = row.steps.iter().flat_map(|step| &step.deadlines).chain(&row.deadlines);
        let asked = row.steps.iter().flat_map(|step| step.who.iter().copied());
        for who in asked.chain(deadlines.filter_map(Deadline::passes_to)) {
            if who.which == Which::Unsaid && spans.insert((row.span, who.body)) {
                issues.push(Issue::at_rules(IssueKind::Unsaid { body: who.body }, vec![rule]));
            }
        }
    }
    issues
}

/// Bars that follow a person (semantics 3.6).
pub(crate) fn person_bars(model: &Model, rules: impl Iterator<Item = RuleId>) -> Vec<Issue> {
    let mut told = BTreeSet::new();
    let bars = rules.filter(|rule| is_person_bar(&model.rules[*rule].effect) && told.insert(Line::of(model, *rule)));
    bars.map(|rule| Issue::at_rules(IssueKind::PersonBar, vec![rule])).collect()
}

fn is_person_bar(effect: &Effect) -> bool {
    matches!(effect, Effect::Bar { who: Barred::Person(_), .. })
}

/// Whether one of these is to be said of a rule, if it was not said of another.
pub(crate) fn is_remarkable(model: &Model, rule: RuleId) -> bool {
    is_person_bar(&model.rules[rule].effect) || !unsaid(model, std::iter::once(rule)).is_empty()
}

/// A power that no rule grants, bars or lifts (semantics 1.5).
pub(crate) fn no_root(examined: &Examined<'_, '_>) -> Option<Issue> {
    let setting = &examined.solved.setting;
    if examined.solved.covered.is_some() {
        return None;
    }
    // A transfer of a class has nothing to do with it.
    let names_it = |rule: &RuleId| setting.rule(*rule).effect.named_powers().contains(&examined.power());
    let transfers = setting.rules.transfers.iter().copied().filter(names_it).collect();
    let mut issue = Issue::at_rules(IssueKind::NoRoot, transfers);
    issue.power = Some(examined.power());
    Some(issue)
}

/// Every use of the declared precedence: between which rules, by which key.
pub(crate) fn precedence(examined: &Examined<'_, '_>) -> Vec<Issue> {
    let solved = examined.solved;
    let space = examined.space();
    let line = |rule: RuleId| Line::of(solved.setting.model, rule);
    // A line is several rules where its text is law for a time or for some cases.
    let mut found: BTreeMap<(Line, Line, Decider), (Vec<RuleId>, Region)> = BTreeMap::new();
    for edge in &solved.edges {
        let Victory::Beats { by, won, lost } = edge.by else { continue };
        if by == Decider::Words {
            continue;
        }
        let (Some(stands), Some(loser)) = (solved.standing.stands.get(edge.winner), solved.claims.get(edge.loser))
        else {
            continue;
        };
        let mut region = stands.intersect(space, &loser.region);
        if let Some(at) = &edge.region {
            region = region.intersect(space, at);
        }
        if !region.is_empty() {
            let (_, all) =
                found.entry((line(won), line(lost), by)).or_insert_with(|| (vec![won, lost], Region::empty()));
            *all = std::mem::take(all).union(space, region);
        }
    }
    let mut issues = Vec::new();
    for ((.., by), (rules, region)) in found {
        let region = examined.reported(&region).simplify(space);
        if !region.is_empty() {
            let mut issue = Issue::at_rules(IssueKind::PrecedenceDecides { by }, rules);
            issue.power = Some(examined.power());
            let few = examined.few(&region, &Cuboid::full(space));
            issue.region = examined.values(&few);
            issue.boxes = examined.values(region.boxes());
            issues.push(issue);
        }
    }
    issues
}

/// Transfers whose instrument ranks below the one by which the giver has the power, issued by somebody neither the giver nor above it (semantics 4.2).
pub(crate) fn low_rank(examined: &Examined<'_, '_>, told: &mut RuleSet) -> Vec<Issue> {
    let solved = examined.solved;
    let model = solved.setting.model;
    let mut issues = Vec::new();
    for chain in solved.chains.iter().filter(|chain| examined.is_somewhere(&chain.region)) {
        for (n, link) in chain.links.iter().enumerate() {
            let by = chain
                .links
                .iter()
                .take(n)
                .rev()
                .find(|own| begins_with(&link.path, &own.path))
                .map_or(chain.root, |own| own.rule);
            let instrument =
                |rule: RuleId| &model.instruments[model.provisions[solved.setting.rule(rule).place].instrument];
            let rank = |rule: RuleId| instrument(rule).kind.and_then(|kind| model.instrument_kinds[kind].rank);
            let lower = rank(link.rule).zip(rank(by)).is_some_and(|(own, above)| own > above);
            let issuers = &instrument(link.rule).issuers;
            if !lower || issuers.is_empty() {
                continue;
            }
            let giver = link.from.body;
            let is_entitled = |issuer: &vires_model::Holder| {
                let tier_above = match (model.bodies[giver].tier, model.bodies[issuer.body].tier) {
                    (Some(giver), Some(issuer)) => model.tier_is_below(giver, issuer),
                    _ => false,
                };
                let acts_for = model.bodies[issuer.body].superior == Some(giver) && model.bodies[issuer.body].office;
                let of_its_kind = issuer.body == giver || acts_for || model.is_under(giver, issuer.body) || tier_above;
                of_its_kind && !is_of_elsewhere(model, issuer, &solved.setting.rule(link.rule).effect)
            };
            if !issuers.iter().any(is_entitled) && told.insert(link.rule) {
                let mut issue = Issue::at_rules(IssueKind::LowRank, vec![link.rule, by]);
                issue.power = Some(examined.power());
                issues.push(issue);
            }
        }
    }
    issues
}

/// Whether the issuer is of one place, and the giver that the transfer names of another, which does not lie in it.
fn is_of_elsewhere(model: &Model, issuer: &Holder, transfer: &Effect) -> bool {
    let Effect::Transfer { from: giver, .. } = transfer else { return false };
    let territory = |body: BodyId| model.bodies[body].one_per;
    let (Which::OfValue(own), Which::OfValue(its)) = (issuer.which, giver.which) else { return false };
    let (Some(list), Some(inner)) = (territory(issuer.body), territory(giver.body)) else { return false };
    model.lift(its, inner, list).is_some_and(|its| its != own)
}

/// Grants issued after a transfer by name that passes them on all the same (semantics 5.3).
pub(crate) fn granted_again(examined: &Examined<'_, '_>) -> Vec<Issue> {
    let solved = examined.solved;
    let model = solved.setting.model;
    let mut told = BTreeSet::new();
    let mut issues = Vec::new();
    for (claim, stands) in solved.claims.iter().zip(&solved.standing.stands) {
        let Some(chain) = solved.chains.get(claim.chain).filter(|_| examined.is_somewhere(stands)) else { continue };
        let Some(link) = chain.links.first() else { continue };
        let issued = |rule: RuleId| model.issued_on(rule);
        let by_name = matches!(solved.setting.rule(link.rule).effect, Effect::Transfer { what: Powers::Named(_), .. });
        let later = issued(chain.root).zip(issued(link.rule)).is_some_and(|(grant, transfer)| grant > transfer);
        // Worth a word only where there was something to transfer before.
        let again = solved.setting.rules.roots.iter().any(|root| {
            *root != chain.root
                && issued(*root).zip(issued(link.rule)).is_some_and(|(grant, transfer)| grant <= transfer)
        });
        if by_name && later && again && told.insert((chain.root, link.rule)) {
            let (space, setting) = (examined.space(), &solved.setting);
            let both = setting.region(chain.root).intersect(space, setting.region(link.rule));
            let region = examined.reported(&both).simplify(space);
            let few = examined.few(&region, &Cuboid::full(space));
            let mut issue = Issue::at_rules(IssueKind::GrantedAgain, vec![chain.root, link.rule]);
            issue.power = Some(examined.power());
            issue.region = examined.values(&few);
            issue.boxes = examined.values(region.boxes());
            issues.push(issue);
        }
    }
    issues
}
