//! A case in which facts are not given (semantics 5.8), answered from the solved law: all its completions at once.
//!
//! The reference evaluator tries completions one by one; where they are too many for that, what the facts given leave of the power's cases is cut
//! into the pieces in which the same claims stand. In each piece the outcome is one, so one completion of each, decided by the reference
//! evaluator, says what all of them come to. Conditions that the facts given settle are settled first: of an entangled law little is left then.

mod needed;
mod simplify;

use std::collections::BTreeSet;

use vires_model::{
    Barred, Case, Day, Decision, Domain, Effect, FactId, Id, Model, Need, Needed, Outcome, PowerId, RuleId, Value,
    ValueId, Why, common_outcome, given_in, is_so,
};

use crate::analyse::{asked_by, for_each};
use crate::axes::Axis;
use crate::chains::End;
use crate::follow::{pieces, together};
use crate::holders::{One, Tree};
use crate::possible::holds_a_case;
use crate::region::{Cuboid, Region};
use crate::relevant::rules_by_power;
use crate::replay::Replay;
use crate::solved::Solved;
use crate::witness;

/// More pieces than this are not gone through.
const MOST_PIECES: usize = 512;

/// The cases of one piece, and one of them.
struct Piece {
    region: Region,
    completion: Case,
    outcome: Outcome,
    /// A fact that says which one of like bodies holds: another completion of the same cases differs from this in it.
    place: Option<FactId>,
}

/// What a case with missing facts comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenCase {
    /// The answer that all completions have in common; or that it turns on facts, each of which can change it.
    pub decision: Decision,
    /// Completions, at least one for each way in which the claims on the power stand. Facts that no rule on the power asks are still missing.
    pub completions: Vec<Case>,
}

/// Answers a case on a day, whatever the facts are that it does not give.
///
/// None where a documented bound is reached, or where no completion can occur.
#[must_use]
pub fn open_case(model: &Model, power: PowerId, case: &Case, day: Day) -> Option<OpenCase> {
    let case = &Case { facts: given_in(model, case, Some(day)) };
    let powers = asked_about(model, power);
    let others: BTreeSet<PowerId> = model.powers.ids().filter(|other| !powers.contains(other)).collect();
    let settled = simplify::settled(model, &powers, case, day);
    let mut found = None;
    for_each(&settled, &others, &BTreeSet::new(), &mut |solved_power, _, replay, solved| {
        if let (true, Ok(solved)) = (solved_power == power, solved) {
            found = all_pieces(solved, replay, case, day).and_then(|pieces| {
                let outcome = answer(solved, replay, &pieces, case, day)?;
                let decision = Decision { power, at: Some(day), outcome };
                Some(OpenCase { decision, completions: pieces.into_iter().map(|piece| piece.completion).collect() })
            });
        }
    });
    found
}

/// The power and all about which its rules ask, and those in turn.
fn asked_about(model: &Model, power: PowerId) -> BTreeSet<PowerId> {
    let rules = rules_by_power(model);
    let mut powers = BTreeSet::from([power]);
    let mut next = vec![power];
    for word in &model.words {
        next.extend(word.when.asks().into_iter().filter(|power| powers.insert(*power)));
    }
    while let Some(power) = next.pop() {
        let asked = rules.get(power.index()).map(|rules| asked_by(model, rules)).unwrap_or_default();
        next.extend(asked.into_iter().filter(|power| powers.insert(*power)));
    }
    powers
}

fn answer(solved: &Solved<'_>, replay: &Replay<'_>, all: &[Piece], case: &Case, day: Day) -> Option<Outcome> {
    let outcomes: Vec<Outcome> = all.iter().map(|piece| piece.outcome.clone()).collect();
    if let Some(mut common) = common_outcome(outcomes) {
        // The pieces differ in what stands; what has lost may be another claim in every completion.
        if let Outcome::Competent { beaten, .. } | Outcome::Nobody { beaten, .. } = &mut common {
            beaten.clear();
        }
        return Some(common);
    }
    let model = solved.setting.model;
    let mut facts = needed::facts(solved, replay, all, case, day)?;
    facts.extend(all.iter().filter_map(|piece| piece.place));
    let of_fact = |fact: FactId| Need { what: Needed::Fact(fact), found_by: model.facts[fact].found_by };
    let needs: Vec<Need> = facts.into_iter().map(of_fact).collect();
    (!needs.is_empty()).then_some(Outcome::Undetermined { needs })
}

/// The pieces in which completions lie; none where there are none, or where a bound is reached.
fn all_pieces(solved: &Solved<'_>, replay: &Replay<'_>, case: &Case, day: Day) -> Option<Vec<Piece>> {
    let space = &solved.setting.space.space;
    // What nobody can say makes other pieces than facts do.
    let unsaid = |axis: &Axis| matches!(axis, Axis::Unset(_) | Axis::Comes(_) | Axis::Held(..));
    if solved.setting.space.axes.iter().any(|(axis, _)| unsaid(axis)) {
        return None;
    }
    // The office holds or not as the person does: the pieces do not tell.
    let of_given_person = |rule: &RuleId| match solved.setting.rule(*rule).effect {
        Effect::Bar { who: Barred::Person(fact), .. } => case.facts.contains_key(&fact),
        _ => false,
    };
    if solved.setting.rules.bars.iter().any(of_given_person) {
        return None;
    }
    space.refresh();
    let cuboid = witness::given(solved.setting.model, &solved.setting.space, case, day)?;
    let here = Region::new(space, vec![cuboid]).subtract(space, &solved.setting.space.impossible);
    let mut regions: Vec<(Region, BTreeSet<FactId>)> = Vec::new();
    let mut rest = here.clone();
    let conflicts = solved.conflicts().intersect(space, &here);
    let mut contested = vec![(conflicts.clone(), BTreeSet::new())];
    for (end, contends) in solved.contenders() {
        contested = contested.into_iter().flat_map(|one| parted(solved, one, (&end, &contends), case)).collect();
        if contested.len() > MOST_PIECES {
            return None;
        }
    }
    rest = rest.subtract(space, &conflicts);
    regions.extend(contested);
    for why in [Why::Barred, Why::NotRequired] {
        for (claim, stands) in solved.claims.iter().zip(&solved.standing.stands) {
            if claim.end == End::Nobody(why) {
                let region = rest.intersect(space, stands);
                rest = rest.subtract(space, &region);
                regions.push((region, BTreeSet::new()));
            }
        }
    }
    for (set, region) in pieces(solved, &conflicts_everywhere(solved, &here, &conflicts)) {
        let region = region.intersect(space, &rest);
        if region.is_empty() {
            continue;
        }
        for (tree, where_so) in together(solved, &set) {
            let places = places_of(&tree, case);
            regions.push((region.intersect(space, &where_so), places));
        }
        rest = rest.subtract(space, &region);
    }
    regions.push((rest, BTreeSet::new()));
    let mut all = Vec::new();
    for (region, places) in regions {
        all.extend(decided(solved, replay, (region, places), case, day)?);
        if all.len() > MOST_PIECES {
            return None;
        }
    }
    (!all.is_empty() && !space.is_worn_out()).then_some(all)
}

/// Only the conflicts of these cases matter.
fn conflicts_everywhere(solved: &Solved<'_>, here: &Region, conflicts: &Region) -> Region {
    let space = &solved.setting.space.space;
    Region::full(space).subtract(space, here).union(space, conflicts.clone())
}

/// What of the cases of a conflict this claim contends in, and what not; with the facts that say who claims it.
fn parted(
    solved: &Solved<'_>,
    (region, places): (Region, BTreeSet<FactId>),
    (end, contends): (&End, &Region),
    case: &Case,
) -> Vec<(Region, BTreeSet<FactId>)> {
    let space = &solved.setting.space.space;
    let (inside, outside) = (region.intersect(space, contends), region.subtract(space, contends));
    let mut of_claim = places.clone();
    if let End::Held(tree) = end {
        of_claim.extend(places_of(tree, case));
    }
    [(inside, of_claim), (outside, places)].into_iter().filter(|(part, _)| !part.is_empty()).collect()
}

/// The facts that the case does not give by which a holding says which one is meant.
fn places_of(tree: &Tree, case: &Case) -> BTreeSet<FactId> {
    let place = |which: One| match which {
        One::OfFact(fact) => Some(fact).filter(|fact| !case.facts.contains_key(fact)),
        _ => None,
    };
    tree.leaves().into_iter().filter_map(|leaf| place(leaf.which)).collect()
}

/// Completions of a region, decided: one, and another for each fact that says which of like bodies is meant. The inner is empty where the region has
/// no case, the outer none where that cannot be told.
fn decided(
    solved: &Solved<'_>,
    replay: &Replay<'_>,
    (region, places): (Region, BTreeSet<FactId>),
    case: &Case,
    day: Day,
) -> Option<Vec<Piece>> {
    let setting = &solved.setting;
    let mut boxes: Vec<Cuboid> = Vec::new();
    for cuboid in region.boxes() {
        if holds_a_case(setting.model, &setting.space, cuboid).ok()? {
            boxes.push(cuboid.clone());
        }
    }
    if boxes.is_empty() {
        return Some(Vec::new());
    }
    let region = Region::new(&setting.space.space, boxes);
    let (mut first, _) = witness::pick(setting.model, &setting.space, region.boxes())?;
    first.facts.extend(case.facts.clone());
    let mut completions = vec![(first.clone(), None)];
    for fact in places {
        let other = elsewhere(solved, &region, &first, fact, day)?;
        completions.extend(other.map(|other| (other, Some(fact))));
    }
    let piece = |(completion, place): (Case, Option<FactId>)| Piece {
        region: region.clone(),
        outcome: replay.decide(setting.power, &completion, Some(day)).outcome,
        completion,
        place,
    };
    Some(completions.into_iter().map(piece).collect())
}

/// A completion of the region with another value of this fact; the inner none where all have the same, the outer where that cannot be told.
#[expect(clippy::option_option, reason = "that there is none is another thing than that it cannot be told")]
fn elsewhere(solved: &Solved<'_>, region: &Region, first: &Case, fact: FactId, day: Day) -> Option<Option<Case>> {
    let setting = &solved.setting;
    let Domain::Choice(list) = setting.model.facts[fact].domain else { return None };
    let list = &setting.model.lists[list];
    let known = first.facts.get(&fact);
    let is_other = |value: &ValueId| list.read_on(*value, day) == Some(*value) && known != Some(&Value::Choice(*value));
    let with = |value: ValueId| {
        let mut other = first.clone();
        other.facts.insert(fact, Value::Choice(value));
        other
    };
    let Some(dim) = setting.space.dim(&Axis::Fact(fact)) else {
        // No rule asks it; assumptions may say what it is all the same.
        let excluded = |case: &Case| {
            let mut assumptions = setting.model.assumptions.iter();
            assumptions.any(|assumption| is_so(setting.model, assumption, case, Some(day)) == Some(false))
        };
        return Some(list.leaves().filter(is_other).map(with).find(|other| !excluded(other)));
    };
    let space = &setting.space.space;
    let lies_in_it = |case: &Case| {
        let cells = witness::given(setting.model, &setting.space, case, day);
        cells.is_some_and(|cells| region.boxes().iter().any(|own| own.meets(space, &cells)))
    };
    let mut untold = false;
    for cuboid in region.boxes() {
        let (leaves, _) = setting.space.leaves(cuboid, dim);
        for value in leaves.iter().filter(is_other) {
            if lies_in_it(&with(value)) {
                return Some(Some(with(value)));
            }
            // The other facts have to be others as well.
            let alone = Case { facts: [(fact, Value::Choice(value))].into() };
            let narrowed = witness::given(setting.model, &setting.space, &alone, day)
                .and_then(|own| own.intersect(space, cuboid))
                .and_then(|own| witness::pick(setting.model, &setting.space, &[own]));
            let Some((mut other, _)) = narrowed else { continue };
            for (fact, value) in &first.facts {
                other.facts.entry(*fact).or_insert_with(|| value.clone());
            }
            other.facts.insert(fact, Value::Choice(value));
            if lies_in_it(&other) {
                return Some(Some(other));
            }
            untold = true;
        }
    }
    (!untold).then_some(None)
}
