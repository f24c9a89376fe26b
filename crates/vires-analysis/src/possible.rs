//! Whether a box holds a case that can exist, where axes depend on each other.

use std::collections::BTreeMap;

use vires_model::{Day, Domain, FactId, ListId, Model, ValueId};

use crate::axes::Axis;
use crate::case_space::{CaseSpace, Cells};
use crate::places;
use crate::region::Cuboid;
use crate::solver::{Effort, TooHard};
use crate::sums::{Numbers, members};

/// "Same place" or "different place" that a box insists on.
struct Link {
    left: FactId,
    right: FactId,
    list: ListId,
    same: bool,
}

/// Whether some case lies in the box: its facts can be alike or different as it says, its sets can have the members and the number of members it
/// says, its numbers the sums, and its derived facts can be so. Cases that assumptions exclude are not looked at here: see [`CaseSpace::impossible`].
///
/// # Errors
/// [`TooHard`] where the numbers of sums are too great, or hang together in too many ways.
pub(crate) fn holds_a_case(model: &Model, space: &CaseSpace, cuboid: &Cuboid) -> Result<bool, TooHard> {
    if !space.whole.is_asked(space, cuboid) {
        return simple_facts_agree(model, space, cuboid);
    }
    let may_be = |part: &Cuboid| simple_facts_agree(model, space, part);
    space.whole.any_part(space, cuboid, &may_be, &mut |part| simple_facts_agree(model, space, part))
}

/// The same, whatever derived facts are.
fn simple_facts_agree(model: &Model, space: &CaseSpace, cuboid: &Cuboid) -> Result<bool, TooHard> {
    Ok(counts_agree(model, space, cuboid) && places_and_numbers_agree(model, space, cuboid)?)
}

/// As [`holds_a_case`], but where that cannot be told it may hold one.
pub(crate) fn may_hold_a_case(model: &Model, space: &CaseSpace, cuboid: &Cuboid) -> bool {
    holds_a_case(model, space, cuboid).unwrap_or(true)
}

/// Whether any axis depends on another at all.
pub(crate) fn independent(space: &CaseSpace) -> bool {
    !space
        .axes
        .iter()
        .any(|(axis, _)| matches!(axis, Axis::Same(..) | Axis::Count(_) | Axis::Linear(_) | Axis::Derived(_)))
}

fn counts_agree(model: &Model, space: &CaseSpace, cuboid: &Cuboid) -> bool {
    space.axes.iter().enumerate().all(|(dim, (axis, cells))| {
        let (Axis::Count(fact), Cells::Stretches(stretches)) = (axis, cells) else {
            return true;
        };
        let (least, most) = members(model, space, cuboid, *fact);
        let (lo, hi) = cuboid.range(&space.space, dim);
        let (from, to) = stretches.edges(lo, hi);
        let count = |n: usize| vires_model::Rational::from_integer(i128::try_from(n).unwrap_or(i128::MAX));
        from.is_none_or(|from| from.value <= count(most))
            && to.is_none_or(|to| count(least) < to.value || to.after && count(least) == to.value)
    })
}

/// Whether the numbers that a box allows on these days can have the sums it says.
fn numbers_agree(
    model: &Model,
    space: &CaseSpace,
    cuboid: &Cuboid,
    days: (Option<Day>, Option<Day>),
) -> Result<bool, TooHard> {
    match Numbers::of(model, space, cuboid, days)? {
        Some(numbers) => Ok(numbers.system.solve(&space.effort)?.is_some()),
        None => Ok(true),
    }
}

fn places_and_numbers_agree(model: &Model, space: &CaseSpace, cuboid: &Cuboid) -> Result<bool, TooHard> {
    let whole = space.days(cuboid);
    if !numbers_agree(model, space, cuboid, whole)? {
        return Ok(false);
    }
    let mut links = Vec::new();
    for (dim, (axis, _)) in space.axes.iter().enumerate() {
        if let Axis::Same(left, right, list) = axis
            && let Some(same) = space.narrowed(cuboid, dim)
        {
            links.push(Link { left: *left, right: *right, list: *list, same });
        }
    }
    if links.is_empty() {
        return Ok(true);
    }
    let mut choices: BTreeMap<FactId, (ListId, Vec<ValueId>)> = BTreeMap::new();
    let mut days = vec![None];
    for fact in links.iter().flat_map(|link| [link.left, link.right]) {
        let (Domain::Choice(list), Some(dim)) = (&model.facts[fact].domain, space.dim(&Axis::Fact(fact))) else {
            return Ok(true);
        };
        let (leaves, none) = space.leaves(cuboid, dim);
        // Without an answer two facts are neither alike nor different: the atom's own box has asked for an answer where it matters.
        if none {
            return Ok(true);
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
    let (first, last) = whole;
    for (n, starts) in days.iter().enumerate() {
        let ends = days.get(n + 1).copied().flatten().map(Day::previous);
        // The days of this stretch that the box allows.
        let from = first.max(*starts);
        let until = match (last, ends) {
            (Some(last), Some(ends)) => Some(last.min(ends)),
            (end, None) | (None, end) => end,
        };
        let none = from.is_some_and(|from| until.is_some_and(|until| until < from));
        if none || !pick(model, &links, &choices, *starts, &mut Vec::new(), &space.effort)? {
            continue;
        }
        if numbers_agree(model, space, cuboid, (from, until))? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Searches a leaf for each fact so that every link holds. Facts are few; a link that asks for the same place narrows the next choice at once.
fn pick(
    model: &Model,
    links: &[Link],
    choices: &BTreeMap<FactId, (ListId, Vec<ValueId>)>,
    day: Option<Day>,
    picked: &mut Vec<(FactId, ListId, ValueId)>,
    effort: &Effort,
) -> Result<bool, TooHard> {
    let Some((fact, (list, leaves))) = choices.iter().nth(picked.len()) else {
        return Ok(true);
    };
    for leaf in leaves {
        effort.spend(links.len())?;
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
            // What lies nowhere is in no same place.
            (own.is_some() && own == theirs) == link.same
        });
        if !fits || places::place_on(model, *leaf, *list, *list, day).is_none() {
            continue;
        }
        picked.push((*fact, *list, *leaf));
        let found = pick(model, links, choices, day, picked, effort)?;
        picked.pop();
        if found {
            return Ok(true);
        }
    }
    Ok(false)
}
