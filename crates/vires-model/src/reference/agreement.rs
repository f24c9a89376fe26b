//! Answers that agree (5.8): in outcome, holders and mode; and what such answers have in common.

use std::collections::BTreeSet;

use crate::decision::{Claim, Held, Link, Needed, Outcome, Why};

/// What must agree: outcome, holders and mode.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Competent(Held),
    Nobody(Why),
    Gap,
    /// Nobody may act upon a contradiction, whoever the claims name: they are told as far as they are common.
    Conflict,
    Undetermined(Vec<Needed>),
    NotInForce,
}

/// What must agree of an outcome.
pub(super) fn key(outcome: &Outcome) -> Key {
    match outcome {
        Outcome::Competent { held, .. } => Key::Competent(held.clone()),
        Outcome::Nobody { why, .. } => Key::Nobody(*why),
        Outcome::Gap { .. } => Key::Gap,
        Outcome::Conflict { .. } => Key::Conflict,
        Outcome::Undetermined { needs } => Key::Undetermined(needs.iter().map(|need| need.what).collect()),
        Outcome::NotInForce => Key::NotInForce,
    }
}

/// Whom the claims of a conflict name.
pub(super) type Claimed = BTreeSet<(Option<Held>, Option<Why>)>;

/// What tells apart the answers that what nobody can say may lead to (1.7): of a conflict the claims as well.
pub(super) fn told_apart(outcome: &Outcome) -> (Key, Claimed) {
    let claims = match outcome {
        Outcome::Conflict { claims } => claims.as_slice(),
        _ => &[],
    };
    (key(outcome), claims.iter().map(|claim| (claim.held.clone(), claim.nobody)).collect())
}

/// What answers that agree have in common; none where two do not.
pub(super) fn common_outcome(outcomes: Vec<Outcome>) -> Option<Outcome> {
    let mut outcomes = outcomes.into_iter();
    let first = outcomes.next()?;
    outcomes.try_fold(first, |known, new| (key(&known) == key(&new)).then(|| common(known, &new)))
}

/// What two answers that agree have in common: chain, accountable and the rest only as far as both say it.
pub(super) fn common(one: Outcome, other: &Outcome) -> Outcome {
    match (one, other) {
        (
            Outcome::Competent { held, accountable, chain, also, beaten, barred_persons },
            Outcome::Competent {
                accountable: other_accountable,
                chain: other_chain,
                also: other_also,
                beaten: other_beaten,
                barred_persons: other_persons,
                ..
            },
        ) => {
            let (chain, also) = common_chains((chain, also), (other_chain, other_also));
            Outcome::Competent {
                held,
                accountable: both(accountable, other_accountable),
                chain,
                also,
                beaten: both(beaten, other_beaten),
                barred_persons: both(barred_persons, other_persons),
            }
        }
        (Outcome::Nobody { why, rule, beaten }, Outcome::Nobody { rule: other_rule, beaten: other_beaten, .. }) => {
            Outcome::Nobody { why, rule: rule.min(*other_rule), beaten: both(beaten, other_beaten) }
        }
        (Outcome::Gap { barred_by, orphans }, Outcome::Gap { barred_by: other_bars, orphans: other_orphans }) => {
            Outcome::Gap { barred_by: both(barred_by, other_bars), orphans: both(orphans, other_orphans) }
        }
        (Outcome::Conflict { claims }, Outcome::Conflict { claims: other_claims }) => {
            Outcome::Conflict { claims: common_claims(&claims, other_claims) }
        }
        (one, _) => one,
    }
}

fn both<T: PartialEq>(mut one: Vec<T>, other: &[T]) -> Vec<T> {
    one.retain(|item| other.contains(item));
    one
}

/// The chains that lead to both answers; where there is none, the links with which the chains shown begin.
fn common_chains(
    (chain, also): (Vec<Link>, Vec<Vec<Link>>),
    (other, other_also): (&[Link], &[Vec<Link>]),
) -> (Vec<Link>, Vec<Vec<Link>>) {
    let leads = |own: &Vec<Link>| own == other || other_also.contains(own);
    let mut all: Vec<Vec<Link>> = std::iter::once(chain.clone()).chain(also).filter(leads).collect();
    if all.is_empty() { (start(chain, other), all) } else { (all.remove(0), all) }
}

/// The links with which both chains begin.
fn start(one: Vec<Link>, other: &[Link]) -> Vec<Link> {
    let same = one.into_iter().zip(other).take_while(|(a, b)| a == *b);
    same.map(|(link, _)| link).collect()
}

/// The claims that both name; for a holding that different chains claim, one claim with the links they begin with.
fn common_claims(one: &[Claim], other: &[Claim]) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    for claim in one {
        if other.contains(claim) {
            claims.push(claim.clone());
        }
    }
    for claim in one {
        let same = |other: &&Claim| (&other.held, other.nobody) == (&claim.held, claim.nobody);
        if claims.iter().any(|known| same(&known)) {
            continue;
        }
        let like = other.iter().find(same);
        claims.extend(like.map(|like| Claim { chain: start(claim.chain.clone(), &like.chain), ..claim.clone() }));
    }
    claims
}
