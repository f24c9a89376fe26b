//! One concrete case in a region: small, round, and near the limit that the finding is about.

#[cfg(test)]
mod corners;
mod number;
mod point;
mod sums;

use std::collections::{BTreeMap, BTreeSet};

use vires_model::{Case, Day, Domain, FactId, ListId, Model, Rational, Term, Value, ValueId};

use crate::atoms::grid_of;
use crate::axes::Axis;
use crate::case_space::{CaseSpace, Cells, facts_of};
use crate::cells::cuts_of;
use crate::places;
use crate::possible::may_hold_a_case;
use crate::region::{Cuboid, StepBudget, all_uncovered};

#[cfg(test)]
pub(crate) use self::corners::corners;
use self::number::Stretch;

/// Steps for finding the possible part of boxes that run through impossible cases.
const STEPS: u64 = 200_000;
/// How many parts of one box are tried.
const PARTS: usize = 64;
/// How many choices of places are tried in one part on one day.
const CHOICES: u32 = 200_000;
/// What one case may cost, where sums are limited and derived facts asked: see [`crate::solver::Effort`].
const EFFORT: u64 = 300_000_000;

/// One case and day in the union of the boxes that is not among the impossible ones; none where none was found.
///
/// Taken from the box that leaves the answers to questions about other powers open, then has the fewest conditions. Every fact that the power's
/// rules ask has a value, except persons: a bar on a person is followed by name only.
pub(crate) fn pick(model: &Model, space: &CaseSpace, boxes: &[Cuboid]) -> Option<(Case, Option<Day>)> {
    let full = Cuboid::full(&space.space);
    let mut ordered: Vec<(usize, usize, &Cuboid)> = boxes
        .iter()
        .map(|cuboid| (answers_fixed(space, cuboid), cuboid.conditions(&space.space, &full), cuboid))
        .collect();
    ordered.sort_by_key(|(fixed, conditions, _)| (*fixed, *conditions));
    let mut steps = StepBudget::new(STEPS);
    let first = || ordered.into_iter().find_map(|(_, _, cuboid)| in_box(model, space, cuboid, &mut steps));
    // What is looked for to be shown takes nothing from what is proved.
    space.effort.apart(EFFORT, first)
}

/// The box of all cases with these facts on that day; none where a value lies outside its domain then.
pub(crate) fn given(model: &Model, space: &CaseSpace, case: &Case, day: Day) -> Option<Cuboid> {
    point::given(model, space, case, day)
}

/// For how many other powers a box fixes to whom they come.
fn answers_fixed(space: &CaseSpace, cuboid: &Cuboid) -> usize {
    let held = space.axes.iter().enumerate();
    held.filter(|(dim, (axis, _))| matches!(axis, Axis::Comes(_)) && !cuboid.spans(&space.space, *dim)).count()
}

/// A case of a box. Where it says what derived facts are, of the first of its parts in which they are so.
fn in_box(model: &Model, space: &CaseSpace, cuboid: &Cuboid, steps: &mut StepBudget) -> Option<(Case, Option<Day>)> {
    if !space.whole.is_asked(space, cuboid) {
        return in_part(model, space, cuboid, steps);
    }
    let mut found = None;
    let mut parts = 0..PARTS;
    // What cannot be told of a part is seen when a case of it is looked for.
    let may_be = |part: &Cuboid| Ok(may_hold_a_case(model, space, &space.whole.left_open(space, part)));
    let taken = space.whole.any_part(space, cuboid, &may_be, &mut |part| {
        found = in_part(model, space, part, steps);
        Ok(found.is_some() || parts.next().is_none())
    });
    found.filter(|_| taken.is_ok())
}

fn in_part(model: &Model, space: &CaseSpace, cuboid: &Cuboid, steps: &mut StepBudget) -> Option<(Case, Option<Day>)> {
    if let Some(found) = simplest(model, space, cuboid) {
        return Some(found);
    }
    // The simplest case cannot occur: look in what is left of the box without those that cannot.
    let feasible = |part: &Cuboid| may_hold_a_case(model, space, part);
    let impossible = space.impossible.boxes();
    let parts = all_uncovered(&space.space, cuboid, impossible, &feasible, steps, PARTS).ok()?;
    parts.boxes.iter().find_map(|part| simplest(model, space, part))
}

/// The simplest case of a box on the first of its likely days on which there is one.
fn simplest(model: &Model, space: &CaseSpace, cuboid: &Cuboid) -> Option<(Case, Option<Day>)> {
    let asked = asked_for_sums(model, space, cuboid);
    if asked.is_empty() {
        return on_a_likely_day(model, space, cuboid);
    }
    // A sum is what the box says only where all its facts have answers; else it is nothing, and anything goes.
    let answered =
        |no: u32| asked.iter().fold(cuboid.clone(), |cuboid, dim| cuboid.with_members(&space.space, *dim, [no]));
    on_a_likely_day(model, space, &answered(0)).or_else(|| on_a_likely_day(model, space, &answered(1)))
}

/// The questions whether facts of limited sums have answers that the box leaves open.
fn asked_for_sums(model: &Model, space: &CaseSpace, cuboid: &Cuboid) -> BTreeSet<usize> {
    let limited = space.axes.iter().enumerate().filter_map(|(dim, (axis, _))| match axis {
        Axis::Linear(sum) if !cuboid.spans(&space.space, dim) => Some(sum),
        _ => None,
    });
    let facts = limited.flat_map(|sum| sum.facts()).filter(|fact| model.facts[*fact].or_none);
    let dims = facts.filter_map(|fact| space.dim(&Axis::IsNone(fact)));
    dims.filter(|dim| space.narrowed(cuboid, *dim).is_none()).collect()
}

fn on_a_likely_day(model: &Model, space: &CaseSpace, cuboid: &Cuboid) -> Option<(Case, Option<Day>)> {
    likely_days(model, space, cuboid).into_iter().find_map(|day| {
        let numbers = sums::choose(model, space, cuboid, day).ok()??;
        let case = Choosing { model, space, cuboid, day, numbers }.case()?;
        let cells = point::cells(model, space, &case, day, cuboid)?;
        let possible = !space.impossible.contains_point(&space.space, &cells);
        (possible && cuboid.contains_point(&space.space, &cells)).then_some((case, Some(day)))
    })
}

/// The earliest day, then the days on which places come and go, then the last. A box without a first day begins with its last, one with neither in 2026.
fn likely_days(model: &Model, space: &CaseSpace, cuboid: &Cuboid) -> Vec<Day> {
    let (first, last) = space.days(cuboid);
    let some_day = Day::from_ymd(2026, 1, 1).unwrap_or(Day(0));
    let mut days = vec![first.or(last).unwrap_or(some_day)];
    let mut lists: BTreeSet<(ListId, ListId)> = BTreeSet::new();
    for (axis, _) in &space.axes {
        for list in facts_of(axis).iter().filter_map(|fact| list_of(model, *fact)) {
            lists.insert(match axis {
                Axis::Same(_, _, outer) => (list, *outer),
                _ => (list, list),
            });
        }
    }
    let changes: BTreeSet<Day> =
        lists.into_iter().flat_map(|(from, to)| places::stretches(model, from, to)).flatten().collect();
    let inside = |day: &Day| first.is_none_or(|first| first <= *day) && last.is_none_or(|last| *day <= last);
    days.extend(changes.into_iter().filter(inside));
    // Before all changes, where the box reaches back so far.
    let before = days.iter().min().map(|earliest| earliest.previous());
    days.extend(before.filter(|_| first.is_none()));
    days.extend(last);
    days.extend(sums::day(model, space, cuboid));
    let mut seen = BTreeSet::new();
    days.retain(|day| seen.insert(*day));
    days
}

fn list_of(model: &Model, fact: FactId) -> Option<ListId> {
    match model.facts[fact].domain {
        Domain::Choice(list) | Domain::SetOf(list) => Some(list),
        _ => None,
    }
}

/// The values of one box on one day.
struct Choosing<'a> {
    model: &'a Model,
    space: &'a CaseSpace,
    cuboid: &'a Cuboid,
    day: Day,
    /// Values that the sums which the box limits ask for.
    numbers: BTreeMap<Term, Rational>,
}

/// Two facts that must name the same place of a list, or different ones.
struct Link {
    left: FactId,
    right: FactId,
    list: ListId,
    same: bool,
}

impl Choosing<'_> {
    fn case(&self) -> Option<Case> {
        let facts: BTreeSet<FactId> = self.space.axes.iter().flat_map(|(axis, _)| facts_of(axis)).collect();
        let mut values = BTreeMap::new();
        let mut choices = Vec::new();
        for fact in facts {
            if self.narrowed(&Axis::IsNone(fact)) == Some(true) {
                values.insert(fact, Value::None);
                continue;
            }
            let value = match &self.model.facts[fact].domain {
                Domain::YesNo => Value::YesNo(self.narrowed(&Axis::Fact(fact)).unwrap_or(false)),
                Domain::Ordered(_) => Value::Ordered(self.number(fact)?),
                Domain::SetOf(list) => Value::Set(self.set(fact, *list)?),
                Domain::Choice(list) => {
                    choices.push((fact, *list));
                    continue;
                }
                // Somebody, whoever it is: rules only ask whether anybody is named.
                Domain::Person => Value::Person("somebody".to_owned()),
            };
            values.insert(fact, value);
        }
        values.extend(self.leaves(&choices)?);
        Some(Case { facts: values })
    }

    fn narrowed(&self, axis: &Axis) -> Option<bool> {
        self.space.narrowed(self.cuboid, self.space.dim(axis)?)
    }

    fn number(&self, fact: FactId) -> Option<Rational> {
        if let Some(chosen) = self.numbers.get(&Term::Fact(fact)) {
            return Some(*chosen);
        }
        let Domain::Ordered(ordered) = &self.model.facts[fact].domain else {
            return None;
        };
        let grid = grid_of(self.model, fact);
        let domain = vires_model::Interval { from: ordered.from, to: ordered.to };
        let edges = cuts_of(&domain, grid);
        let (from, to) = match self.stretch(&Axis::Fact(fact)) {
            Some(cuts) => cuts,
            None => edges,
        };
        let stretch = Stretch { from, to, from_is_edge: from == edges.0, to_is_edge: to == edges.1, grid };
        match ordered.measure {
            vires_model::Measure::Date => number::day(stretch, self.day),
            _ => number::number(stretch, number::natural(ordered)),
        }
    }

    fn stretch(&self, axis: &Axis) -> Option<(Option<crate::cells::Cut>, Option<crate::cells::Cut>)> {
        let dim = self.space.dim(axis)?;
        let (_, Cells::Stretches(stretches)) = self.space.axes.get(dim)? else {
            return None;
        };
        let (lo, hi) = self.cuboid.range(&self.space.space, dim);
        Some(stretches.edges(lo, hi))
    }

    /// The fewest members that will do, in declared order, but at least one where the box allows it: a case with nothing in it explains little.
    fn set(&self, fact: FactId, list: ListId) -> Option<BTreeSet<ValueId>> {
        let (least, most) = self.stretch(&Axis::Count(fact)).map_or((None, None), |(from, to)| (from, to));
        let whole = |value: Rational| usize::try_from(value.ceil().to_integer()).ok();
        let least = least.and_then(|cut| whole(cut.value)).unwrap_or(0);
        // Counts lie on a grid: an upper cut stands before the first count that is too great.
        let below = most.and_then(|cut| whole(cut.value)).unwrap_or(usize::MAX);
        let chosen = self.numbers.get(&Term::Count(fact)).and_then(|count| whole(*count));
        let (least, below) = chosen.map_or((least, below), |count| (count, count.saturating_add(1)));
        let mut members = BTreeSet::new();
        let mut others = Vec::new();
        for leaf in self.model.lists[list].leaves() {
            let exists = self.exists(list, leaf);
            match self.narrowed(&Axis::Member(fact, leaf)) {
                Some(true) => {
                    let read = self.model.lists[list].read_on(leaf, self.day)?;
                    members.insert(read);
                }
                None if exists => others.push(leaf),
                _ => {}
            }
        }
        let wanted = least.max(usize::from(below > 1));
        for leaf in others {
            if members.len() >= wanted {
                break;
            }
            members.insert(leaf);
        }
        (least <= members.len() && members.len() < below).then_some(members)
    }

    /// Whether the value itself exists on the day, not only one that took its place.
    fn exists(&self, list: ListId, value: ValueId) -> bool {
        let row = self.model.lists[list].values.get(value.0 as usize);
        row.is_some_and(|row| row.life.contains(self.day))
    }

    /// A leaf for each fact, so that places are alike or different as the box says.
    fn leaves(&self, choices: &[(FactId, ListId)]) -> Option<BTreeMap<FactId, Value>> {
        let mut values = BTreeMap::new();
        let mut open = Vec::new();
        let links: Vec<Link> = self
            .space
            .axes
            .iter()
            .filter_map(|(axis, _)| match axis {
                Axis::Same(left, right, list) => {
                    Some(Link { left: *left, right: *right, list: *list, same: self.narrowed(axis)? })
                }
                _ => None,
            })
            .collect();
        for (fact, list) in choices {
            let dim = self.space.dim(&Axis::Fact(*fact))?;
            let (leaves, none) = self.space.leaves(self.cuboid, dim);
            let mut leaves: Vec<ValueId> = leaves
                .iter()
                .filter(|leaf| places::place_on(self.model, *leaf, *list, *list, Some(self.day)).is_some())
                .collect();
            leaves.sort_by_key(|leaf| !self.exists(*list, *leaf));
            if leaves.is_empty() {
                if !none {
                    return None;
                }
                values.insert(*fact, Value::None);
                continue;
            }
            open.push((*fact, *list, leaves));
        }
        // Without an answer two facts are neither alike nor different.
        let links: Vec<Link> = links
            .into_iter()
            .filter(|link| !values.contains_key(&link.left) && !values.contains_key(&link.right))
            .collect();
        let open: Vec<Open> =
            open.into_iter().map(|(fact, list, leaves)| self.distinct(fact, list, &leaves, &links)).collect();
        let mut picked = Vec::new();
        let mut tries = CHOICES;
        if !choose(&open, &links, &mut picked, &mut tries) {
            return None;
        }
        let chosen = open.iter().zip(picked);
        values.extend(chosen.map(|(open, leaf)| (open.fact, Value::Choice(leaf.leaf))));
        Some(values)
    }

    /// One leaf of all those that no link tells apart.
    fn distinct(&self, fact: FactId, list: ListId, leaves: &[ValueId], links: &[Link]) -> Open {
        let mut seen = BTreeSet::new();
        let mut distinct = Vec::new();
        for leaf in leaves {
            let places: Vec<Option<ValueId>> = links
                .iter()
                .map(|link| {
                    if link.left != fact && link.right != fact {
                        return None;
                    }
                    places::place_on(self.model, *leaf, list, link.list, Some(self.day))
                })
                .collect();
            if seen.insert(places.clone()) {
                distinct.push(Leaf { leaf: *leaf, places });
            }
        }
        Open { fact, leaves: distinct }
    }
}

/// A fact that still needs a leaf, and its leaves in the order in which they are liked.
struct Open {
    fact: FactId,
    leaves: Vec<Leaf>,
}

/// A leaf, and the place it is or lies in for each link.
#[derive(Clone)]
struct Leaf {
    leaf: ValueId,
    places: Vec<Option<ValueId>>,
}

/// Chooses a leaf for each fact in turn and goes back where the links forbid it.
fn choose(open: &[Open], links: &[Link], picked: &mut Vec<Leaf>, tries: &mut u32) -> bool {
    let Some(now) = open.get(picked.len()) else {
        return true;
    };
    for leaf in &now.leaves {
        let Some(left) = tries.checked_sub(1) else {
            return false;
        };
        *tries = left;
        let fits = links.iter().enumerate().all(|(n, link)| {
            let place = |leaf: &Leaf| leaf.places.get(n).copied().flatten();
            let own = place(leaf);
            if link.left == now.fact && link.right == now.fact {
                return link.same && own.is_some();
            }
            let other = match (link.left == now.fact, link.right == now.fact) {
                (true, _) => link.right,
                (_, true) => link.left,
                _ => return true,
            };
            let mut before = open.iter().zip(picked.iter());
            match before.find(|(open, _)| open.fact == other) {
                Some((_, theirs)) => {
                    let theirs = place(theirs);
                    own.is_some() && theirs.is_some() && (own == theirs) == link.same
                }
                None => own.is_some(),
            }
        });
        if !fits {
            continue;
        }
        picked.push(leaf.clone());
        if choose(open, links, picked, tries) {
            return true;
        }
        picked.pop();
    }
    false
}

#[cfg(test)]
mod tests;
