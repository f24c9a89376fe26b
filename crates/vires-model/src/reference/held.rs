//! Conditions that look at another power (3.9).

use crate::conditions::HeldBy;
use crate::decision::{Held, Instance, Outcome};
use crate::ids::PowerId;
use crate::reference::holders::names;
use crate::reference::truth::Truth;
use crate::reference::world::{Open, World};

/// Whether the power is held so. Open where it is in conflict, its claims differ on this, and no claim is settled on.
pub(super) fn held(world: &World<'_>, power: PowerId, by: &HeldBy) -> Result<Truth, Open> {
    // Powers that look at each other in a circle are refused before.
    if world.asking.contains(&power) {
        return Ok(Some(false));
    }
    Ok(Some(match world.outcome(power)? {
        Outcome::Competent { held, .. } => among(world, power, by, Some(&held)),
        Outcome::Conflict { claims } => {
            let says = |n: usize| {
                let held = claims.get(n).and_then(|claim| claim.held.as_ref());
                among(world, power, by, held)
            };
            let yes = (0..claims.len()).filter(|n| says(*n)).count();
            if yes == claims.len() || yes == 0 {
                yes > 0
            } else if let Some(claim) = world.settled.get(&power) {
                says(*claim)
            } else {
                return Err(Open { power, claims: claims.len() });
            }
        }
        // Gap, nobody, not in force: false.
        _ => false,
    }))
}

/// Whether those who may act are as asked.
fn among(world: &World<'_>, power: PowerId, by: &HeldBy, held: Option<&Held>) -> bool {
    let mut who = Vec::new();
    if let Some(held) = held {
        instances(held, &mut who);
    }
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

fn instances(held: &Held, out: &mut Vec<Instance>) {
    match held {
        Held::One(who) => out.push(*who),
        Held::Several(_, parts) => parts.iter().for_each(|part| instances(part, out)),
    }
}
