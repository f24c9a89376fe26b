//! On which facts the outcome turns, where it is not the same in all pieces.

use std::collections::BTreeSet;

use vires_model::{Case, Condition, Day, Domain, FactId, Model, Value, agree, is_so};

use super::Piece;
use crate::case_space::facts_of;
use crate::region::Cuboid;
use crate::replay::Replay;
use crate::solved::Solved;

/// More pairs of boxes than this are not compared.
const MOST_PAIRS: usize = 4_000_000;

/// The facts each of which can, changed alone, change the outcome; where none can (assumptions tie them together), all that part two outcomes, and
/// those tied to them. What the case gives changes nothing. None where the bound is reached.
pub(super) fn facts(
    solved: &Solved<'_>,
    replay: &Replay<'_>,
    pieces: &[Piece],
    case: &Case,
    day: Day,
) -> Option<BTreeSet<FactId>> {
    let space = &solved.setting.space;
    let open = |fact: &FactId| !case.facts.contains_key(fact);
    let dims: Vec<Vec<FactId>> =
        space.axes.iter().map(|(axis, _)| facts_of(axis).into_iter().filter(open).collect()).collect();
    let (mut alone, mut together) = (BTreeSet::new(), BTreeSet::new());
    let mut looks = 0_usize;
    for (n, one) in pieces.iter().enumerate() {
        for other in pieces.iter().skip(n + 1).filter(|other| !agree(&one.outcome, &other.outcome)) {
            for (left, right) in
                one.region.boxes().iter().flat_map(|left| other.region.boxes().iter().map(move |right| (left, right)))
            {
                looks += 1;
                if looks > MOST_PAIRS {
                    return None;
                }
                let parting = parting(solved, left, right);
                let facts: BTreeSet<FactId> =
                    parting.iter().filter_map(|dim| dims.get(*dim)).flatten().copied().collect();
                together.extend(&facts);
                // Changed alone, a fact takes one box to the other if it has a part in every question that parts them.
                let changes =
                    |fact: &&FactId| parting.iter().all(|dim| dims.get(*dim).is_some_and(|own| own.contains(fact)));
                alone.extend(facts.iter().filter(changes));
            }
        }
    }
    if alone.is_empty() {
        return Some(together);
    }
    // Boxes do not tell what assumptions demand of several facts at once.
    let ties = ties(solved.setting.model, case);
    let is_free = |fact: &FactId| !ties.iter().any(|tied| tied.contains(fact));
    if !alone.iter().any(|fact| is_free(fact) || changes_alone(solved, replay, pieces, *fact, day)) {
        for tied in ties.iter().filter(|tied| !tied.is_disjoint(&together)) {
            alone.extend(tied);
        }
        alone.extend(together);
    }
    Some(alone)
}

/// The facts not given that one assumption speaks of, if it speaks of several.
fn ties(model: &Model, case: &Case) -> Vec<BTreeSet<FactId>> {
    let of = |assumption: &Condition| {
        let mut facts = assumption.facts();
        facts.retain(|fact| !case.facts.contains_key(fact));
        facts
    };
    model.assumptions.iter().map(of).filter(|tied| tied.len() > 1).collect()
}

/// Whether one of the completions has another outcome, and is possible still, with another value of this fact alone.
fn changes_alone(solved: &Solved<'_>, replay: &Replay<'_>, pieces: &[Piece], fact: FactId, day: Day) -> bool {
    let (model, power) = (solved.setting.model, solved.setting.power);
    let of_domain: Vec<Value> = match &model.facts[fact].domain {
        Domain::Choice(list) => model.lists[*list].leaves().map(Value::Choice).collect(),
        _ => Vec::new(),
    };
    let of_pieces = pieces.iter().filter_map(|piece| piece.completion.facts.get(&fact).cloned());
    let values: BTreeSet<Value> = of_pieces.chain(of_domain).collect();
    let binding: Vec<&Condition> = model.assumptions.iter().filter(|own| own.facts().contains(&fact)).collect();
    pieces.iter().any(|piece| {
        values.iter().any(|value| {
            let mut changed = piece.completion.clone();
            changed.facts.insert(fact, value.clone());
            let is_met = |assumption: &&Condition| is_so(model, assumption, &changed, Some(day)) == Some(true);
            let outcome = || replay.decide(power, &changed, Some(day)).outcome;
            binding.iter().all(is_met) && !agree(&outcome(), &piece.outcome)
        })
    })
}

/// The dimensions in which two boxes have nothing in common.
fn parting(solved: &Solved<'_>, left: &Cuboid, right: &Cuboid) -> Vec<usize> {
    let space = &solved.setting.space;
    let apart = |dim: &usize| {
        let mut theirs = right.members(&space.space, *dim);
        let own: BTreeSet<u32> = left.members(&space.space, *dim).collect();
        !theirs.any(|cell| own.contains(&cell))
    };
    (0..space.axes.len()).filter(apart).collect()
}
