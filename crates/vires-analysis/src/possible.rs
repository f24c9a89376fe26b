//! Whether a box holds a case that can exist, where axes depend on each other.

use std::collections::BTreeMap;

use vires_model::{Domain, FactId, ListId, Model, ValueId};

use crate::axes::Axis;
use crate::case_space::{CaseSpace, Cells};
use crate::places;
use crate::region::Cuboid;

/// "Same place" or "different place" that a box insists on.
struct Link {
    left: FactId,
    right: FactId,
    list: ListId,
    same: bool,
}

/// Whether some case lies in the box: its facts can be alike or different as it says, and its sets can have the members and the number of members it says.
/// Cases that assumptions exclude are not looked at here: see [`CaseSpace::impossible`].
pub(crate) fn holds_a_case(model: &Model, space: &CaseSpace, cuboid: &Cuboid) -> bool {
    counts_agree(model, space, cuboid) && places_agree(model, space, cuboid)
}

/// Whether any axis depends on another at all.
pub(crate) fn independent(space: &CaseSpace) -> bool {
    !space.axes.iter().any(|(axis, _)| matches!(axis, Axis::Same(..) | Axis::Count(_)))
}

fn counts_agree(model: &Model, space: &CaseSpace, cuboid: &Cuboid) -> bool {
    space.axes.iter().enumerate().all(|(dim, (axis, cells))| {
        let (Axis::Count(fact), Cells::Stretches(stretches)) = (axis, cells) else {
            return true;
        };
        let Domain::SetOf(list) = model.facts[*fact].domain else {
            return true;
        };
        let leaves = model.lists[list].leaves().count();
        let (mut members, mut strangers) = (0, 0);
        for (dim, (axis, _)) in space.axes.iter().enumerate() {
            if matches!(axis, Axis::Member(own, _) if own == fact) {
                match space.narrowed(cuboid, dim) {
                    Some(true) => members += 1,
                    Some(false) => strangers += 1,
                    None => {}
                }
            }
        }
        let (lo, hi) = cuboid.range(&space.space, dim);
        let (from, to) = stretches.edges(lo, hi);
        let count = |n: usize| vires_model::Rational::from_integer(i128::try_from(n).unwrap_or(i128::MAX));
        from.is_none_or(|from| from.value <= count(leaves.saturating_sub(strangers)))
            && to.is_none_or(|to| count(members) < to.value || to.after && count(members) == to.value)
    })
}

fn places_agree(model: &Model, space: &CaseSpace, cuboid: &Cuboid) -> bool {
    let mut links = Vec::new();
    for (dim, (axis, _)) in space.axes.iter().enumerate() {
        if let Axis::Same(left, right, list) = axis
            && let Some(same) = space.narrowed(cuboid, dim)
        {
            links.push(Link { left: *left, right: *right, list: *list, same });
        }
    }
    if links.is_empty() {
        return true;
    }
    let mut choices: BTreeMap<FactId, (ListId, Vec<ValueId>)> = BTreeMap::new();
    let mut days = vec![None];
    for fact in links.iter().flat_map(|link| [link.left, link.right]) {
        let (Domain::Choice(list), Some(dim)) = (&model.facts[fact].domain, space.dim(Axis::Fact(fact))) else {
            return true;
        };
        let (leaves, none) = space.leaves(cuboid, dim);
        // Without an answer two facts are neither alike nor different: the atom's own box has asked for an answer where it matters.
        if none {
            return true;
        }
        choices.entry(fact).or_insert_with(|| (*list, leaves.iter().collect()));
    }
    for link in &links {
        for fact in [link.left, link.right] {
            if let Some((list, _)) = choices.get(&fact) {
                days.extend(places::stretches(model, *list, link.list));
            }
        }
    }
    days.sort_unstable();
    days.dedup();
    let (first, last) = space.days(cuboid);
    let within = |n: usize| {
        let starts = days.get(n).copied().flatten();
        let next = days.get(n + 1).copied().flatten();
        last.is_none_or(|last| starts.is_none_or(|start| start <= last))
            && first.is_none_or(|first| next.is_none_or(|next| first < next))
    };
    (0..days.len()).any(|n| {
        within(n) && {
            let day = days.get(n).copied().flatten();
            let mut picked = Vec::new();
            pick(model, &links, &choices, day, &mut picked)
        }
    })
}

/// Searches a leaf for each fact so that every link holds. Facts are few; a link that asks for the same place narrows the next choice at once.
fn pick(
    model: &Model,
    links: &[Link],
    choices: &BTreeMap<FactId, (ListId, Vec<ValueId>)>,
    day: Option<vires_model::Day>,
    picked: &mut Vec<(FactId, ListId, ValueId)>,
) -> bool {
    let Some((fact, (list, leaves))) = choices.iter().nth(picked.len()) else {
        return true;
    };
    leaves.iter().any(|leaf| {
        let fits = links.iter().all(|link| {
            let other = match (link.left == *fact, link.right == *fact) {
                (true, false) => link.right,
                (false, true) => link.left,
                _ => return true,
            };
            let Some((_, other_list, other_leaf)) = picked.iter().find(|(done, ..)| *done == other) else {
                return true;
            };
            let own = places::place_on(model, *leaf, *list, link.list, day);
            let theirs = places::place_on(model, *other_leaf, *other_list, link.list, day);
            own.is_some() && theirs.is_some() && (own == theirs) == link.same
        });
        if !fits || places::place_on(model, *leaf, *list, *list, day).is_none() {
            return false;
        }
        picked.push((*fact, *list, *leaf));
        let found = pick(model, links, choices, day, picked);
        picked.pop();
        found
    })
}
