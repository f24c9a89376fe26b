//! Values that stand for all values of a fact which no condition tells apart (5.8).

use std::collections::{BTreeMap, BTreeSet};

use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub};

use crate::bodies::{Holder, Which};
use crate::conditions::{Atom, Condition, HeldBy, Term};
use crate::date::{Day, Life};
use crate::facts::{Domain, Ordered, Value};
use crate::ids::{FactId, ListId};
use crate::lists::{ValueId, ValueSet};
use crate::model::Model;
use crate::number::{Interval, Rational};
use crate::reference::facts::{Facts, ordered_in, read, step};
use crate::reference::sums;
use crate::reference::truth::{Truth, simple};

/// Lists with no more leaves are gone through leaf by leaf.
const LEAVES: usize = 64;
/// Sets are gone through by their members in conditions; more than so many members are too many.
const MEMBERS: usize = 10;
/// Of numbers that are added up, those with no more values than this are gone through value by value.
const POINTS: usize = 16;
/// So many combinations of answers that are added up are looked at together.
const TOGETHER: usize = 1 << 12;

/// All conditions of a model.
pub(super) fn conditions(model: &Model) -> Vec<&Condition> {
    let rules = model.rules.iter().map(|(_, rule)| &rule.when);
    let words = model.words.iter().map(|word| &word.when);
    rules.chain(words).chain(&model.assumptions).collect()
}

/// The conditions of steps, and of the texts that attach them.
pub(super) fn conditions_of_steps(model: &Model) -> Vec<&Condition> {
    let own = model.rules.iter().flat_map(|(_, rule)| &rule.steps);
    let attached = model.attachments.iter().flat_map(|text| &text.steps);
    let deadlines = model.rules.iter().flat_map(|(_, rule)| &rule.deadlines);
    let deadlines = deadlines.chain(model.attachments.iter().flat_map(|text| &text.deadlines));
    let texts = model.attachments.iter().map(|text| &text.when);
    own.chain(attached).map(|step| &step.when).chain(deadlines.map(|own| &own.when)).chain(texts).collect()
}

/// Days that stand for all days which nothing in these conditions and in the lives of these facts' values tells apart.
pub(super) fn days(model: &Model, conditions: &[&Condition], facts: &[FactId]) -> Vec<Day> {
    let mut starts = BTreeSet::new();
    for condition in conditions {
        today(condition, &mut starts);
    }
    in_sums(model, conditions, &BTreeMap::new(), &mut starts);
    for fact in facts {
        let (Domain::Choice(list) | Domain::SetOf(list)) = model.facts[*fact].domain else {
            continue;
        };
        let mut at = Some(list);
        while let Some(list) = at {
            for row in &model.lists[list].values {
                ends(row.life, &mut starts);
            }
            at = model.lists[list].within;
        }
    }
    stretches(&starts)
}

/// Days that stand for all days, where these answers are given.
pub(super) fn all_days(model: &Model, given: &BTreeMap<FactId, Value>) -> Vec<Day> {
    let mut starts = BTreeSet::new();
    let conditions = conditions(model);
    for condition in conditions.iter().copied().chain(conditions_of_steps(model)) {
        today(condition, &mut starts);
    }
    in_sums(model, &conditions, given, &mut starts);
    let lists = model.lists.iter().flat_map(|(_, list)| &list.values);
    let lives = (model.rules.iter().map(|(_, rule)| rule.life))
        .chain(model.words.iter().map(|word| word.life))
        .chain(model.attachments.iter().map(|text| text.life))
        .chain(model.bodies.iter().flat_map(|(_, body)| body.lives()))
        .chain(lists.map(|row| row.life));
    lives.for_each(|life| ends(life, &mut starts));
    stretches(&starts)
}

/// The days at which what sums with the day in them can come to changes.
fn in_sums(model: &Model, conditions: &[&Condition], given: &BTreeMap<FactId, Value>, starts: &mut BTreeSet<Day>) {
    if !sums::in_a_sum(conditions, Term::Today) {
        return;
    }
    let around = sums::neighbours(conditions, Term::Today);
    for mark in sums::critical(model, conditions, Term::Today, given, None, usize::MAX).unwrap_or_default() {
        let day = |n: i128| i32::try_from(mark.floor().to_integer().saturating_add(n)).ok().map(Day);
        starts.extend((-around..=around + 1).filter_map(day));
    }
}

/// The first day of each stretch, and one before the first.
fn stretches(starts: &BTreeSet<Day>) -> Vec<Day> {
    let mut days: Vec<Day> = starts.iter().copied().collect();
    let before = days.first().map_or(Day(0), |first| first.previous());
    if days.first() != Some(&before) {
        days.insert(0, before);
    }
    days
}

fn ends(life: Life, starts: &mut BTreeSet<Day>) {
    starts.extend(life.from);
    starts.extend(life.until.map(Day::next));
}

fn today(condition: &Condition, starts: &mut BTreeSet<Day>) {
    condition.atoms(&mut |atom| {
        let Atom::Today(interval) = atom else { return };
        for limit in [interval.from, interval.to].into_iter().flatten() {
            let Ok(day) = i32::try_from(limit.value.floor().to_integer()) else {
                continue;
            };
            starts.extend([Day(day), Day(day).next()]);
        }
    });
}

/// As [`representatives`], beside these values of facts chosen before: where several unknown answers are added up, what matters of one of them turns
/// on the others.
pub(super) fn beside(
    model: &Model,
    conditions: &[&Condition],
    fact: FactId,
    days: &[Day],
    given: &BTreeMap<FactId, Value>,
    chosen: &[(FactId, Vec<Value>)],
    together: usize,
) -> Option<Vec<Value>> {
    if !sums::in_a_sum(conditions, Term::Fact(fact)) {
        return representatives(model, conditions, fact, days, given, together);
    }
    let added =
        |fact: FactId| sums::in_a_sum(conditions, Term::Fact(fact)) || sums::in_a_sum(conditions, Term::Count(fact));
    let partners: Vec<&(FactId, Vec<Value>)> = chosen.iter().filter(|(fact, _)| added(*fact)).collect();
    let mut cases = vec![given.clone()];
    for (fact, own) in partners {
        if cases.len().checked_mul(own.len()).is_none_or(|cases| cases > TOGETHER) {
            return None;
        }
        cases = cases
            .iter()
            .flat_map(|case| {
                own.iter().map(|value| {
                    let mut case = case.clone();
                    case.insert(*fact, value.clone());
                    case
                })
            })
            .collect();
    }
    let mut found = BTreeSet::new();
    for case in cases {
        found.extend(representatives(model, conditions, fact, days, &case, together)?);
    }
    Some(found.into_iter().collect())
}

/// Values that stand for all values the fact can have on some of these days; none where there are too many.
/// `given`: facts whose values are known; `together`: how many facts are looked at at once, so that as many places can
/// be alike or different; 0: of numbers, all on either side of every limit, for whoever looks for the nearest.
pub(super) fn representatives(
    model: &Model,
    conditions: &[&Condition],
    fact: FactId,
    days: &[Day],
    given: &BTreeMap<FactId, Value>,
    together: usize,
) -> Option<Vec<Value>> {
    let row = &model.facts[fact];
    let mut atoms: Vec<&Atom> = Vec::new();
    for condition in conditions {
        condition.atoms(&mut |atom| {
            let mut on_it = false;
            atom.facts(&mut |one| on_it |= one == fact);
            if on_it && !matches!(atom, Atom::Same { .. }) && !atoms.contains(&atom) {
                atoms.push(atom);
            }
        });
    }
    let mut found: BTreeSet<Value> = BTreeSet::new();
    match &row.domain {
        Domain::YesNo => found.extend([Value::YesNo(false), Value::YesNo(true)]),
        // Known by name only: nothing tells two of them apart.
        Domain::Person => found.extend([Value::Person("somebody".to_owned())]),
        Domain::Ordered(domain) if atoms.iter().any(|atom| matches!(atom, Atom::Linear(_))) => {
            let term = Term::Fact(fact);
            // Where sums have the day in them, each day has its own values.
            let each = if sums::in_a_sum(conditions, Term::Today) { days } else { days.get(..1).unwrap_or_default() };
            for day in each {
                if let Some(all) = grid_points(domain) {
                    found.extend(all.into_iter().map(Value::Ordered));
                    break;
                }
                let marks = sums::critical(model, conditions, term, given, Some(*day), sums::PAIRS)?;
                // Where nothing else of its sums is unknown, what tells two values apart is seen at once.
                let alone = sums::alone(conditions, term, given);
                let around = if alone { 1 } else { sums::neighbours(conditions, term) };
                let values = ordered(domain, &atoms, marks, around);
                if alone && together > 0 {
                    found.extend(unlike(model, fact, &atoms, *day, given, values));
                } else {
                    found.extend(values);
                }
            }
        }
        Domain::Ordered(domain) => {
            let values = ordered(domain, &atoms, BTreeSet::new(), 1);
            if together > 0 {
                found.extend(unlike(model, fact, &atoms, Day(0), &BTreeMap::new(), values));
            } else {
                found.extend(values);
            }
        }
        Domain::Choice(list) => {
            for day in days {
                found.extend(places(model, &atoms, *list, *day, given, together).into_iter().map(Value::Choice));
            }
        }
        Domain::SetOf(list) => {
            for day in days {
                let sets = sets(model, &atoms, *list, *day)?;
                // What a sum makes of a count turns on its other terms.
                if sums::in_a_sum(conditions, Term::Count(fact)) {
                    found.extend(sets);
                } else {
                    found.extend(unlike(model, fact, &atoms, *day, &BTreeMap::new(), sets));
                }
            }
        }
    }
    if row.or_none {
        found.insert(Value::None);
    }
    Some(found.into_iter().collect())
}

/// Of values that no atom tells apart, beside what is given, the first.
fn unlike(
    model: &Model,
    fact: FactId,
    atoms: &[&Atom],
    day: Day,
    given: &BTreeMap<FactId, Value>,
    values: impl IntoIterator<Item = Value>,
) -> Vec<Value> {
    let mut seen: BTreeSet<Vec<Truth>> = BTreeSet::new();
    let mut out = Vec::new();
    for value in values {
        let mut case = given.clone();
        case.insert(fact, value);
        let facts = Facts { model, values: &case, day: Some(day) };
        if seen.insert(atoms.iter().map(|atom| simple(&facts, atom)).collect()) {
            out.extend(case.remove(&fact));
        }
    }
    out
}

/// Every value of a domain that has few.
fn grid_points(domain: &Ordered) -> Option<Vec<Rational>> {
    let (step, from, to) = (step(domain)?, domain.from?.value, domain.to?.value);
    let mut points = Vec::new();
    let mut next = from.checked_div(&step)?.ceil().checked_mul(&step)?;
    while next <= to {
        points.push(next);
        if points.len() > POINTS {
            return None;
        }
        next = next.checked_add(&step)?;
    }
    points.retain(|point| ordered_in(domain, *point));
    Some(points)
}

/// Every constant and every other mark, a value in every gap between two of them, and one beyond each end; on a grid so many neighbours of each.
fn ordered(domain: &Ordered, atoms: &[&Atom], mut marks: BTreeSet<Rational>, neighbours: i128) -> Vec<Value> {
    let mut mark = |interval: Interval| {
        marks.extend(interval.from.map(|limit| limit.value));
        marks.extend(interval.to.map(|limit| limit.value));
    };
    mark(Interval { from: domain.from, to: domain.to });
    for atom in atoms {
        if let Atom::Within(_, interval) = atom {
            mark(*interval);
        }
    }
    if marks.is_empty() {
        marks.insert(Ratio::from_integer(0));
    }
    let marks: Vec<Rational> = marks.into_iter().collect();
    let one = Ratio::from_integer(1);
    let mut candidates: Vec<Option<Rational>> = Vec::new();
    match step(domain) {
        // Neighbours on the grid.
        Some(step) => {
            for mark in &marks {
                let below = mark.checked_div(&step).and_then(|steps| steps.floor().checked_mul(&step));
                for n in -neighbours..=neighbours + 1 {
                    let away = step.checked_mul(&Ratio::from_integer(n));
                    candidates.push(below.zip(away).and_then(|(below, away)| below.checked_add(&away)));
                }
            }
        }
        // Middles.
        None => {
            candidates.push(marks.first().and_then(|first| first.checked_sub(&one)));
            candidates.push(marks.last().and_then(|last| last.checked_add(&one)));
            candidates.extend(marks.iter().map(|mark| Some(*mark)));
            for (low, high) in marks.iter().zip(marks.iter().skip(1)) {
                let sum = low.checked_add(high);
                candidates.push(sum.and_then(|sum| sum.checked_div(&Ratio::from_integer(2))));
            }
        }
    }
    let within = candidates.into_iter().flatten();
    within.filter(|number| ordered_in(domain, *number)).map(Value::Ordered).collect()
}

/// Every choice of the members named, with every number of others.
fn sets(model: &Model, atoms: &[&Atom], list: ListId, day: Day) -> Option<Vec<Value>> {
    let alive: Vec<ValueId> = alive(model, list, day);
    let named: ValueSet = atoms
        .iter()
        .filter_map(|atom| match atom {
            Atom::Includes(_, member) => Some(read(model, list, *member, day)),
            _ => None,
        })
        .collect();
    let (named, others): (Vec<ValueId>, Vec<ValueId>) = alive.iter().partition(|value| named.contains(**value));
    if named.len() > MEMBERS {
        return None;
    }
    let mut out = Vec::new();
    for bits in 0..1u32 << named.len() {
        let chosen = (0..).zip(&named).filter(|(n, _)| bits >> n & 1 == 1);
        let chosen: BTreeSet<ValueId> = chosen.map(|(_, value)| *value).collect();
        for count in 0..=others.len() {
            let mut set = chosen.clone();
            set.extend(others.iter().take(count));
            out.push(Value::Set(set));
        }
    }
    Some(out)
}

fn alive(model: &Model, list: ListId, day: Day) -> Vec<ValueId> {
    let list = &model.lists[list];
    let here = |value: &ValueId| list.read_on(*value, day) == Some(*value);
    list.leaves().filter(here).collect()
}

/// Leaves of a list on a day: all, or where they are many, enough of each class that nothing tells apart.
fn places(
    model: &Model,
    atoms: &[&Atom],
    list: ListId,
    day: Day,
    given: &BTreeMap<FactId, Value>,
    together: usize,
) -> Vec<ValueId> {
    let alive = alive(model, list, day);
    if alive.len() <= LEAVES {
        return alive;
    }
    // Where each leaf lies, outermost place first, itself last.
    let mut lists = vec![list];
    while let Some(outer) = lists.last().and_then(|last| model.lists[*last].within) {
        lists.push(outer);
    }
    let way = |leaf: ValueId| -> Vec<Option<ValueId>> {
        let lifted = lists.iter().rev().map(|outer| {
            let place = model.lift(leaf, list, *outer)?;
            Some(read(model, *outer, place, day))
        });
        lifted.collect()
    };
    let marks = marked_places(model, &lists, day, given);
    let mut tree = Node::default();
    for leaf in alive {
        let member = |atom: &&Atom| match atom {
            Atom::Among(_, set) => set.iter().any(|member| read(model, list, member, day) == leaf),
            _ => false,
        };
        let like: Vec<bool> = atoms.iter().map(member).collect();
        let mut node = &mut tree;
        for (place, list) in way(leaf).into_iter().zip(lists.iter().rev()) {
            node = node.children.entry(place).or_default();
            node.mark = place.filter(|place| marks.contains(&(*list, *place)));
        }
        node.leaf = Some((leaf, like));
    }
    let mut kept = Vec::new();
    tree.keep(together + 1, &mut kept);
    kept.sort_unstable();
    kept
}

/// Places that rules name or other facts give.
fn marked_places(
    model: &Model,
    lists: &[ListId],
    day: Day,
    given: &BTreeMap<FactId, Value>,
) -> BTreeSet<(ListId, ValueId)> {
    let mut marks = BTreeSet::new();
    let mut named: Vec<Holder> = Vec::new();
    for (_, rule) in model.rules.iter() {
        named.extend(rule.effect.holders());
        named.extend(rule.steps.iter().flat_map(|step| &step.who));
    }
    named.extend(model.attachments.iter().flat_map(|text| &text.steps).flat_map(|step| &step.who));
    for condition in conditions(model).into_iter().chain(conditions_of_steps(model)) {
        condition.atoms(&mut |atom| {
            if let Atom::Held { by: HeldBy::AnyOf(holders) | HeldBy::AllOf(holders), .. } = atom {
                named.extend(holders);
            }
        });
    }
    for holder in named {
        if let (Which::OfValue(value), Some(list)) = (holder.which, model.bodies[holder.body].one_per) {
            marks.insert((list, read(model, list, value, day)));
        }
    }
    let facts = Facts { model, values: given, day: Some(day) };
    for fact in given.keys() {
        let Domain::Choice(from) = model.facts[*fact].domain else {
            continue;
        };
        // Only lists in which its own list lies can be asked for.
        let mut at = Some(from);
        while let Some(list) = at {
            if lists.contains(&list)
                && let crate::reference::facts::Place::At(place) = facts.place(*fact, list)
            {
                marks.insert((list, place));
            }
            at = model.lists[list].within;
        }
    }
    marks
}

/// A place with the places in it.
#[derive(Default)]
struct Node {
    mark: Option<ValueId>,
    leaf: Option<(ValueId, Vec<bool>)>,
    children: BTreeMap<Option<ValueId>, Node>,
}

/// What can be told of a place: its mark, the atoms true of it, and what can be told of the places in it.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Look {
    mark: Option<ValueId>,
    like: Option<Vec<bool>>,
    nowhere: bool,
    inside: BTreeSet<Look>,
}

impl Node {
    fn look(&self, nowhere: bool) -> Look {
        let inside = self.children.iter();
        Look {
            mark: self.mark,
            like: self.leaf.as_ref().map(|(_, like)| like.clone()),
            nowhere,
            inside: inside.map(|(place, node)| node.look(place.is_none())).collect(),
        }
    }
    /// Of places that look alike, the first few; in each likewise.
    fn keep(&self, few: usize, kept: &mut Vec<ValueId>) {
        kept.extend(self.leaf.as_ref().map(|(leaf, _)| *leaf));
        let mut seen: BTreeMap<Look, usize> = BTreeMap::new();
        for (place, node) in &self.children {
            let count = seen.entry(node.look(place.is_none())).or_default();
            *count += 1;
            if *count <= few {
                node.keep(few, kept);
            }
        }
    }
}
