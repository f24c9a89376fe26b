//! Conditions and holders that look at another power (3.9).

use crate::conditions::HeldBy;
use crate::decision::{Held, Outcome};
use crate::facts::{Domain, Value};
use crate::ids::{FactId, PowerId};
use crate::reference::facts::Facts;
use crate::reference::holders::names;
use crate::reference::truth::Truth;
use crate::reference::world::{Open, World};

/// Whether the power is held so, as a rule on `asking` asks. Open where it is in conflict, its claims differ on this, and no claim is settled on.
pub(super) fn held(world: &World<'_>, asking: PowerId, power: PowerId, by: &HeldBy) -> Result<Truth, Open> {
    Ok(Some(match outcome_of(world, asking, power)? {
        Outcome::Competent { held, .. } => among(world, power, by, Some(&held)),
        Outcome::Conflict { claims } => {
            let says = |n: usize| {
                let held = claims.get(n).and_then(|claim| claim.held.as_ref());
                among(world, power, by, held)
            };
            let yes = (0..claims.len()).filter(|n| says(*n)).count();
            if yes == claims.len() || yes == 0 {
                yes > 0
            } else if let Some(claim) = world.settled.powers.get(&power) {
                says(*claim)
            } else {
                return Err(Open::Power(power, claims.len()));
            }
        }
        // Gap, nobody, not in force: false.
        _ => false,
    }))
}

/// `whoever holds P`: P's whole holding; none where it has none. Open where P is in conflict and no claim is settled on.
pub(super) fn followed(world: &World<'_>, asking: PowerId, whose: PowerId) -> Result<Option<Held>, Open> {
    Ok(match outcome_of(world, asking, whose)? {
        Outcome::Competent { held, .. } => Some(held),
        Outcome::Conflict { claims } => match world.settled.powers.get(&whose) {
            Some(claim) => claims.get(*claim).and_then(|claim| claim.held.clone()),
            None => return Err(Open::Power(whose, claims.len())),
        },
        _ => None,
    })
}

/// The answer about another power in this world. `act` passes by name.
fn outcome_of(world: &World<'_>, asking: PowerId, asked: PowerId) -> Result<Outcome, Open> {
    // Powers that look at each other in a circle are refused before. Steps may look at their own power: they do not change who holds it.
    if world.asking.contains(&asked) {
        return Ok(Outcome::Gap { barred_by: Vec::new(), orphans: Vec::new() });
    }
    let world = world.asking(asking);
    match act_of(&world, asking, asked) {
        None => world.outcome(asked),
        Some((fact, act)) => {
            let mut values = world.facts.values.clone();
            values.insert(fact, act);
            World { facts: Facts { values: &values, ..world.facts }, ..world }.outcome(asked)
        }
    }
}

/// What the other power's `act` is, where its acts are listed apart and this power's act is given.
fn act_of(world: &World<'_>, asking: PowerId, asked: PowerId) -> Option<(FactId, Value)> {
    let model = world.facts.model;
    let (own, theirs) = (model.powers[asking].act?, model.powers[asked].act?);
    let Value::Choice(act) = world.facts.values.get(&own)? else {
        return None;
    };
    let (Domain::Choice(list), Domain::Choice(other)) = (&model.facts[own].domain, &model.facts[theirs].domain) else {
        return None;
    };
    let name = &model.lists[*list].values.get(act.0 as usize)?.name;
    let there = model.lists[*other].by_name.get(name)?;
    (own != theirs).then_some((theirs, Value::Choice(*there)))
}

/// Whether those who may act are as asked.
fn among(world: &World<'_>, power: PowerId, by: &HeldBy, held: Option<&Held>) -> bool {
    let who = held.map(Held::instances).unwrap_or_default();
    let model = world.facts.model;
    let named = |holder| who.iter().any(|one| names(&world.facts, holder, *one, power));
    match by {
        HeldBy::AnyOf(holders) => holders.iter().any(|holder| named(*holder)),
        HeldBy::AllOf(holders) => holders.iter().all(|holder| named(*holder)),
        HeldBy::At(tier) => who.iter().any(|one| model.bodies[one.body].tier == Some(*tier)),
        HeldBy::Below(tier) => who.iter().any(|one| {
            let own = model.bodies[one.body].tier;
            own.is_some_and(|own| model.tier_is_below(own, *tier))
        }),
    }
}
