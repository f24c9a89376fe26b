//! Places that pass from one larger place into another between two days, as where a province is divided: the body that a fact then names is another
//! one, though the text names it in the same words.

use vires_model::{Day, Domain, FactId, ListId, Model, ValueId, ValueSet};

use super::outcomes::{Holding, Outcomes, State};
use crate::axes::{Axis, Extent, ValueBox};
use crate::chains::End;
use crate::holders::{Named, One, Tree};
use crate::places::place_on;

/// Answers to a fact that lie in another place on the later day.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Passing {
    fact: FactId,
    /// Among these places.
    territory: ListId,
    answers: ValueSet,
    before: ValueId,
    after: ValueId,
}

/// Whether any place lies in another on the later day than on the earlier one.
pub(crate) fn any(model: &Model, days: (Day, Day)) -> bool {
    let inner = model.lists.iter().filter(|(_, list)| list.within.is_some());
    inner.into_iter().any(|(id, list)| {
        let outer = std::iter::successors(list.within, |at| model.lists[*at].within).take(model.lists.len());
        outer.into_iter().any(|outer| list.leaves().any(|leaf| passes(model, leaf, (id, outer), days).is_some()))
    })
}

/// In which place it lies on either day, where that is another: not the same one, nor the one that has taken its place.
fn passes(
    model: &Model,
    leaf: ValueId,
    (from, to): (ListId, ListId),
    (old, new): (Day, Day),
) -> Option<(ValueId, ValueId)> {
    let before = place_on(model, leaf, from, to, Some(old))?;
    let after = place_on(model, leaf, from, to, Some(new))?;
    let same = before == after || model.lists[to].read_on(before, new) == Some(after);
    (!same).then_some((before, after))
}

/// The outcomes of two days, with whoever is named by such an answer named by the place in which that lies on the day.
pub(super) fn told_apart(model: &Model, (old, new): (Outcomes, Outcomes), days: (Day, Day)) -> (Outcomes, Outcomes) {
    let mut all: Vec<Passing> = Vec::new();
    for (state, _) in old.states.iter().chain(&new.states) {
        let State::Held(holdings) = state else { continue };
        for named in holdings.iter().filter_map(Holding::tree).flat_map(Tree::leaves) {
            let (One::OfFact(fact), Some(territory)) = (named.which, model.bodies[named.body].one_per) else {
                continue;
            };
            let Domain::Choice(list) = model.facts[fact].domain else { continue };
            if all.iter().any(|own| (own.fact, own.territory) == (fact, territory)) {
                continue;
            }
            for leaf in model.lists[list].leaves() {
                let Some((before, after)) = passes(model, leaf, (list, territory), days) else { continue };
                let same = |own: &&mut Passing| {
                    (own.fact, own.territory, own.before, own.after) == (fact, territory, before, after)
                };
                match all.iter_mut().find(same) {
                    Some(own) => own.answers.insert(leaf),
                    None => {
                        let answers = [leaf].into_iter().collect();
                        all.push(Passing { fact, territory, answers, before, after });
                    }
                }
            }
        }
    }
    let apart = |mut side: Outcomes, earlier: bool| {
        for passing in &all {
            side.states = split(model, side.states, passing, if earlier { passing.before } else { passing.after });
        }
        side
    };
    (apart(old, true), apart(new, false))
}

type States = Vec<(State, Vec<ValueBox>)>;

/// Each state that names a body by such an answer, in those cases with the place itself in its words.
fn split(model: &Model, states: States, passing: &Passing, place: ValueId) -> States {
    let mut all: States = Vec::new();
    let mut add = |state: State, boxes: Vec<ValueBox>| match all.iter_mut().find(|(own, _)| *own == state) {
        _ if boxes.is_empty() => {}
        Some((_, own)) => own.extend(boxes),
        None => all.push((state, boxes)),
    };
    for (state, boxes) in states {
        let State::Held(holdings) = &state else {
            add(state, boxes);
            continue;
        };
        let renamed: std::collections::BTreeSet<Holding> =
            holdings.iter().map(|own| renamed(model, own, passing, place)).collect();
        if renamed == *holdings {
            add(state, boxes);
            continue;
        }
        let part = |inside: bool| boxes.iter().filter_map(|own| narrowed(model, own, passing, inside)).collect();
        add(State::Held(renamed), part(true));
        add(state.clone(), part(false));
    }
    all
}

/// The box within the answers that pass, or outside them.
fn narrowed(model: &Model, own: &ValueBox, passing: &Passing, inside: bool) -> Option<ValueBox> {
    let axis = Axis::Fact(passing.fact);
    let mut sides = own.0.clone();
    let (leaves, none) = match sides.iter().find(|(at, _)| *at == axis) {
        Some((_, Extent::Leaves(leaves, none))) => (leaves.clone(), *none),
        _ => {
            let Domain::Choice(list) = model.facts[passing.fact].domain else { return None };
            (model.lists[list].leaves().collect(), model.facts[passing.fact].or_none)
        }
    };
    let kept: Vec<ValueId> = leaves.iter().filter(|leaf| passing.answers.contains(*leaf) == inside).collect();
    let none = none && !inside;
    if kept.is_empty() && !none {
        return None;
    }
    sides.retain(|(at, _)| *at != axis);
    sides.push((axis, Extent::Leaves(kept.into_iter().collect(), none)));
    sides.sort_by(|one, other| one.0.cmp(&other.0));
    Some(ValueBox(sides))
}

fn renamed(model: &Model, own: &Holding, passing: &Passing, place: ValueId) -> Holding {
    let name = |named: Named| match named.which {
        One::OfFact(fact) if fact == passing.fact && model.bodies[named.body].one_per == Some(passing.territory) => {
            Named { body: named.body, which: One::OfValue(place) }
        }
        _ => named,
    };
    let end = match &own.end {
        End::Held(tree) => End::Held(of_tree(tree, &name)),
        end => end.clone(),
    };
    Holding { end, accountable: own.accountable.iter().map(|who| name(*who)).collect() }
}

fn of_tree(tree: &Tree, name: &dyn Fn(Named) -> Named) -> Tree {
    match tree {
        Tree::Leaf(leaf) => Tree::Leaf(name(*leaf)),
        Tree::Several(mode, seats) => Tree::Several(*mode, seats.iter().map(|seat| of_tree(seat, name)).collect()),
    }
}
