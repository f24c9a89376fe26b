//! The answer (4.3, 4.5, 5.6, 5.7).

use std::collections::BTreeSet;

use crate::bodies::Mode;
use crate::decision::{self, Beaten, Held, Instance, Outcome};
use crate::facts::Value;
use crate::ids::RuleId;
use crate::powers::Party;
use crate::reference::claims::{Claim, Group, Leaf, Says, Seat, bars_at_root};
use crate::reference::contest::{Read, Verdict, agree, giver_stops, loses_to_grant};
use crate::reference::holding::{combine, says_which, several};
use crate::reference::link::{self, Linked};
use crate::reference::world::Scene;
use crate::rules::{Barred, Effect};

/// 5.6: standing claims disagree or a ring is left: conflict. None: gap. Else nobody or competent.
pub(super) fn outcome(scene: &Scene<'_, '_>, claims: &[Claim], verdict: &Verdict) -> Outcome {
    let pick = |numbers: &[usize]| -> Vec<&Claim> {
        let picked = numbers.iter().filter_map(|n| claims.get(*n));
        picked.filter(|claim| claim.lives()).collect()
    };
    let (standing, ring) = (pick(&verdict.standing), pick(&verdict.ring));
    let in_loops: Vec<Claim> = standing.iter().chain(&ring).flat_map(|claim| cycle(scene, claim)).collect();
    let read: Vec<Read<'_>> = standing.iter().map(|claim| Read::new(scene, claim)).collect();
    let disagree = read.iter().enumerate().any(|(n, x)| read.iter().skip(n).any(|y| !agree(scene, x, y)));
    if disagree || !ring.is_empty() || !in_loops.is_empty() {
        let all = standing.into_iter().chain(ring).chain(&in_loops);
        let told: BTreeSet<decision::Claim> = all.map(Claim::told).collect();
        let mut claims: Vec<_> = told.into_iter().collect();
        claims.sort_by_cached_key(|claim| order(&claim.chain));
        return Outcome::Conflict { claims };
    }
    let beaten = || {
        let mut beaten: Vec<Beaten> = verdict
            .beaten
            .iter()
            .filter_map(|(n, by)| Some(Beaten { claim: claims.get(*n)?.told(), by: *by }))
            .collect();
        beaten.sort_by_cached_key(|beaten| order(&beaten.claim.chain));
        beaten
    };
    let Some(first) = standing.first() else {
        let empty = verdict.standing.iter().filter_map(|n| claims.get(*n));
        return gap(scene, &empty.collect::<Vec<_>>());
    };
    if let Says::Nobody(why) = first.says {
        return Outcome::Nobody { why, rule: first.root, beaten: beaten() };
    }
    let Some(held) = together(&standing) else {
        return gap(scene, &standing);
    };
    // Shown is the chain with fewest links, then first in the files.
    let mut chains: Vec<Vec<decision::Link>> = standing.iter().map(|claim| claim.chain()).collect();
    chains.sort_by_cached_key(|chain| order(chain));
    let mut chains = chains.into_iter();
    let accountable: BTreeSet<Instance> = standing.iter().flat_map(|claim| accountable(scene, claim)).collect();
    Outcome::Competent {
        held,
        accountable: accountable.into_iter().collect(),
        chain: chains.next().unwrap_or_default(),
        also: chains.collect(),
        beaten: beaten(),
        barred_persons: barred_persons(scene),
    }
}

/// Fewest links, then first in the files.
pub(super) fn order(chain: &[decision::Link]) -> (usize, Vec<RuleId>) {
    (chain.len(), chain.iter().map(|link| link.rule).collect())
}

/// 4.5: where everyone in a loop stopped acting, the claims of all in it.
fn cycle(scene: &Scene<'_, '_>, claim: &Claim) -> Vec<Claim> {
    let mut claims = Vec::new();
    for leaf in claim.leaves() {
        for transfer in &scene.text.transfers {
            let Linked::Round(back_to) = link::link(scene, &leaf, *transfer) else {
                continue;
            };
            // A transfer that loses to the grant it would carry out (5.3) closes no loop.
            if !giver_stops(scene, *transfer) || loses_to_grant(scene, *transfer, leaf.arriving()) {
                continue;
            }
            for body in back_to {
                claims.extend(round(scene, claim, &leaf, body));
            }
        }
    }
    claims
}

/// The claims of the bodies of a chain from `body` to its end; none where one of them may still act, or where the body gives to itself.
fn round(scene: &Scene<'_, '_>, claim: &Claim, leaf: &Leaf, body: Instance) -> Vec<Claim> {
    let Some(start) = leaf.path.iter().position(|who| *who == body) else {
        return Vec::new();
    };
    let within = leaf.by.get(start..).unwrap_or_default();
    if within.is_empty() || !within.iter().all(|link| giver_stops(scene, *link)) {
        return Vec::new();
    }
    (start..leaf.address.len())
        .filter_map(|depth| leaf.address.get(..=depth))
        .map(|address| claim.with(address, None))
        .filter(Claim::lives)
        .collect()
}

/// Nobody, and the text does not say so: which bars (3.6), which bodies do not exist (4.3).
fn gap(scene: &Scene<'_, '_>, empty: &[&Claim]) -> Outcome {
    let model = scene.world.facts.model;
    let (mut barred_by, mut orphans) = (BTreeSet::new(), BTreeSet::new());
    for claim in empty {
        barred_by.extend(bars_at_root(scene, claim.root));
        for leaf in claim.leaves() {
            for transfer in &scene.text.transfers {
                if let Linked::Not { bars, .. } = link::link(scene, &leaf, *transfer) {
                    barred_by.extend(bars);
                }
            }
            let end = leaf.path.last().copied();
            orphans.extend(end.filter(|who| !model.exists(*who, scene.world.day)));
        }
    }
    Outcome::Gap { barred_by: barred_by.into_iter().collect(), orphans: orphans.into_iter().collect() }
}

/// The holding of agreeing claims. 5.7: a giver who may still act and its receiver are both holders, `any`.
fn together(standing: &[&Claim]) -> Option<Held> {
    let roots: BTreeSet<RuleId> = standing.iter().map(|claim| claim.root).collect();
    let of_root = |root: RuleId| -> Option<Held> {
        let claims = standing.iter().filter(|claim| claim.root == root);
        let groups: Vec<&Group> = claims
            .filter_map(|claim| match &claim.says {
                Says::Held(group) => Some(group),
                Says::Nobody(_) => None,
            })
            .collect();
        join(&groups)
    };
    let holdings: BTreeSet<Held> = roots.into_iter().filter_map(of_root).collect();
    // 3.2: `B`, not said which, beside `B of v`: v's.
    let clearest = |held: &&Held| !holdings.iter().any(|other| other != *held && says_which(other, held));
    let said: Vec<Held> = holdings.iter().filter(clearest).cloned().collect();
    (!said.is_empty()).then(|| several(Mode::Any, said))
}

/// Claims on one root: seat by seat, the alternatives joined by `or`.
fn join(groups: &[&Group]) -> Option<Held> {
    let first = groups.first()?;
    let seats = (0..first.seats.len()).map(|n| {
        let seats: Vec<&Seat> = groups.iter().filter_map(|group| group.seats.get(n)).collect();
        let mut alternatives = Vec::new();
        let ends = seats.iter().filter(|seat| seat.passed.is_none() && seat.exists);
        alternatives.extend(ends.map(|seat| Held::One(seat.who)));
        let passed = || seats.iter().filter_map(|seat| seat.passed.as_ref());
        let rules: BTreeSet<RuleId> = passed().map(|passed| passed.rule).collect();
        for rule in rules {
            let to = passed().filter(|passed| passed.rule == rule);
            alternatives.extend(join(&to.map(|passed| &passed.to).collect::<Vec<_>>()));
        }
        (!alternatives.is_empty()).then(|| several(Mode::Any, alternatives))
    });
    combine(first.mode, first.short, seats.collect())
}

/// 5.7: who answers, link by link.
fn accountable(scene: &Scene<'_, '_>, claim: &Claim) -> BTreeSet<Instance> {
    let mut out = BTreeSet::new();
    if let Says::Held(group) = &claim.says {
        for seat in &group.seats {
            answer_for(scene, seat, BTreeSet::from([seat.who]), &mut out);
        }
    }
    out
}

/// `answers`: who answers for what this seat has.
fn answer_for(scene: &Scene<'_, '_>, seat: &Seat, answers: BTreeSet<Instance>, out: &mut BTreeSet<Instance>) {
    let Some(passed) = &seat.passed else {
        if seat.exists {
            out.extend(answers);
        }
        return;
    };
    let model = scene.world.facts.model;
    if seat.inner {
        for seat in &passed.to.seats {
            answer_for(scene, seat, BTreeSet::from([seat.who]), out);
        }
        return;
    }
    let Effect::Transfer { modality, .. } = &model.rules[passed.rule].effect else {
        return;
    };
    let record = &model.modalities[*modality];
    let party = match (record.answerable, record.title_moves) {
        (Some(party), _) => party,
        // Not stated: title moves → receiver, stays → giver; and without a word on title nothing has moved.
        (None, Some(true)) => Party::Receiver,
        (None, Some(false) | None) => Party::Giver,
    };
    for receiver in &passed.to.seats {
        let mut next = BTreeSet::new();
        if party != Party::Receiver {
            next.extend(answers.iter().copied());
        }
        if party != Party::Giver {
            next.insert(receiver.who);
        }
        answer_for(scene, receiver, next, out);
    }
}

/// 3.6: bars on persons; the office holds, the answer lists them.
fn barred_persons(scene: &Scene<'_, '_>) -> Vec<RuleId> {
    let facts = &scene.world.facts;
    let on_person = |rule: &RuleId| match &facts.model.rules[*rule].effect {
        Effect::Bar { who: Barred::Person(fact), .. } => facts.values.get(fact) != Some(&Value::None),
        _ => false,
    };
    scene.text.bars.iter().copied().filter(on_person).collect()
}
