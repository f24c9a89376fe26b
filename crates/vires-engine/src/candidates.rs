//! The answers to one unknown fact that a power's rules tell apart.

use std::collections::{BTreeMap, BTreeSet};

use crate::case::{Fraction, NO_ANSWER};
use crate::open::{Open, Seen, TooMany};
use crate::reading::Reading;
use crate::tables::{Ask, FactKind, Slot};

/// The most members of a set that rules name.
const MOST_NAMED: usize = 12;

/// Values of a fact that nothing tells apart.
#[derive(Debug, Clone)]
pub(crate) struct Alike {
    /// One of them.
    pub(crate) value: i64,
    /// The number itself, or how many members a set has, where it is added to others.
    pub(crate) exact: Option<Fraction>,
    /// For each day the words that it leaves.
    pub(crate) rows: Vec<u64>,
    /// For each day whether it can be so.
    pub(crate) valid: Vec<bool>,
    /// What to call them.
    pub(crate) means: Vec<Meaning>,
}

/// A value, or a stretch of values.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Meaning {
    /// Yes or no, a leaf, or [`NO_ANSWER`].
    Value(i64),
    /// Keys from the first, up to but without the second.
    Keys(i64, Option<i64>),
    /// A set: which of the members that rules name it has and lacks, and how many it has in all.
    Set(Vec<u32>, Vec<u32>, usize),
    /// A number that is added to others: what it stands for turns on them.
    Added,
}

/// A value and, for a set, its members.
struct Candidate {
    value: i64,
    exact: Option<Fraction>,
    set: Option<Vec<u32>>,
    means: Meaning,
}

/// The answers to a fact that are told apart.
pub(crate) fn candidates(open: &Open<'_>, slot: u32) -> Result<Vec<Alike>, TooMany> {
    let tables = open.tables();
    let row = open.power.power.slots.of(&tables.slots).get(slot as usize);
    let fact = row.and_then(|row| tables.facts.get(row.fact as usize));
    let (Some(row), Some(fact)) = (row, fact) else {
        return Ok(Vec::new());
    };
    let plain = |value: i64| Candidate { value, exact: None, set: None, means: Meaning::Value(value) };
    let added = open.is_added(slot);
    let alone = added && crate::sums::alone(open, slot);
    let mut all: Vec<Candidate> = match fact.kind {
        FactKind::YesNo => vec![plain(0), plain(1)],
        FactKind::Person => vec![plain(1)],
        FactKind::Choice(list) => leaves(open, list).map(plain).collect(),
        FactKind::SetOf(list) => sets(open, slot, list)?,
        FactKind::Number { .. } if added => added_numbers(open, slot, row)?,
        FactKind::Number { .. } => numbers(open, slot, row.low, row.high),
    };
    if fact.or_none {
        all.push(plain(NO_ANSWER));
    }
    let mut options: Vec<Alike> = Vec::new();
    let mut alike: BTreeMap<Likeness, usize> = BTreeMap::new();
    for candidate in all {
        let Seen { rows, valid, places } = open.seen(slot, candidate.value, candidate.exact, candidate.set.as_deref());
        if !valid.contains(&true) {
            continue;
        }
        let fresh = options.len();
        let exact = candidate.exact.filter(|_| added);
        // Beside what is known, the rows say all of it.
        let apart = exact.filter(|_| !alone);
        let n = *alike.entry((rows.clone(), valid.clone(), places, apart)).or_insert(fresh);
        match options.get_mut(n) {
            Some(option) => option.means.push(candidate.means),
            None => {
                options.push(Alike { value: candidate.value, exact, rows, valid, means: vec![candidate.means] });
            }
        }
    }
    Ok(options)
}

fn leaves(open: &Open<'_>, list: u32) -> impl Iterator<Item = i64> {
    let tables = open.tables();
    let values = tables.lists.get(list as usize).map_or(&[][..], |list| list.values.of(&tables.values));
    let leaves = (0i64..).zip(values).filter(|(_, value)| value.leaf);
    leaves.map(|(n, _)| n)
}

/// Numbers for all that they can make sums with others come to.
fn added_numbers(open: &Open<'_>, slot: u32, row: &Slot) -> Result<Vec<Candidate>, TooMany> {
    let numbers = crate::sums::numbers(open, slot).ok_or(TooMany)?;
    let candidates = numbers.into_iter().filter_map(|number| {
        let value = number.key(row.scale)?;
        (row.low <= value && value <= row.high).then_some(Candidate {
            value,
            exact: Some(number),
            set: None,
            means: Meaning::Added,
        })
    });
    Ok(candidates.collect())
}

/// One number for each stretch between the limits that rules name.
fn numbers(open: &Open<'_>, slot: u32, low: i64, high: i64) -> Vec<Candidate> {
    let tables = open.tables();
    let axes = open.power.about.axes.of(&tables.axes).iter();
    let mut starts: BTreeSet<i64> = axes
        .filter_map(|axis| match axis.ask {
            Ask::Number { slot: own, keys } if own == slot => Some(keys.of(&tables.keys)),
            _ => None,
        })
        .flatten()
        .copied()
        .collect();
    starts.retain(|start| low < *start && *start <= high);
    starts.insert(low);
    let ends = starts.iter().skip(1).copied().map(Some).chain([None]);
    let stretches = starts.iter().copied().zip(ends);
    let candidate = |(from, to)| Candidate { value: from, exact: None, set: None, means: Meaning::Keys(from, to) };
    stretches.map(candidate).collect()
}

/// Every choice of the members that rules name, with every number of others.
fn sets(open: &Open<'_>, slot: u32, list: u32) -> Result<Vec<Candidate>, TooMany> {
    let tables = open.tables();
    let named: BTreeSet<u32> = open
        .power
        .about
        .axes
        .of(&tables.axes)
        .iter()
        .filter_map(|axis| match axis.ask {
            Ask::Member { slot: own, value } if own == slot => Some(value),
            _ => None,
        })
        .collect();
    let mut found: BTreeMap<Vec<u32>, Meaning> = BTreeMap::new();
    let (none, nothing): (Vec<i64>, Vec<Option<Fraction>>) = (Vec::new(), Vec::new());
    for day in &open.days {
        let reading: Reading<'_> = open.reading(*day, &none, &nothing);
        let alive = leaves(open, list)
            .filter_map(|leaf| u32::try_from(leaf).ok())
            .filter(|leaf| reading.stands_for_itself(slot, *leaf));
        let wanted: BTreeSet<u32> = named.iter().map(|value| reading.read_in_list(slot, *value)).collect();
        let (named, others): (Vec<u32>, Vec<u32>) = alive.partition(|leaf| wanted.contains(leaf));
        if named.len() > MOST_NAMED {
            return Err(TooMany);
        }
        for bits in 0..1u32 << named.len() {
            let is_in = |n: &usize| bits >> n & 1 == 1;
            let pick = |wanted: bool| -> Vec<u32> {
                let picked = named.iter().enumerate().filter(|(n, _)| is_in(n) == wanted);
                picked.map(|(_, leaf)| *leaf).collect()
            };
            let (has, lacks) = (pick(true), pick(false));
            for count in 0..=others.len() {
                let mut set = has.clone();
                set.extend(others.iter().take(count));
                set.sort_unstable();
                let means = Meaning::Set(has.clone(), lacks.clone(), set.len());
                found.entry(set).or_insert(means);
            }
        }
    }
    let sets = found.into_iter();
    let candidate = |(set, means): (Vec<u32>, Meaning)| {
        let count = i64::try_from(set.len()).unwrap_or(i64::MAX);
        Candidate { value: 0, exact: Some(Fraction::whole(count)), set: Some(set), means }
    };
    Ok(sets.map(candidate).collect())
}

/// What two candidates must share for one to stand for both: the mask, and what else of the value is asked.
type Likeness = (Vec<u64>, Vec<bool>, Vec<u32>, Option<Fraction>);
