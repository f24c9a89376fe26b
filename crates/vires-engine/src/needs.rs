//! What an open case hangs on, and what each answer would lead to.

use std::collections::{BTreeMap, BTreeSet};

use crate::bundle::Slot;
use crate::candidates::{Alike, Meaning};
use crate::case::{Case, Fraction, Leaf, NO_ANSWER};
use crate::decide::{Outcome, Why};
use crate::instance::Holding;
use crate::open::{Key, Open, State, TooMany};
use crate::tables::FactKind;
use crate::turns::Hangs;

/// Something that decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// What.
    pub what: Needed,
    /// What its answers lead to, each answer once; empty where there were too many to go through.
    pub leads_to: Vec<Leads>,
}

/// What is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Needed {
    /// A fact.
    Fact(Slot),
    /// The answer about another power (its number), which is in conflict.
    Power(u32),
    /// The value of a parameter that no text sets: see [`crate::Bundle::parameter`].
    Parameter(u32),
    /// The day asked about.
    Day,
}

/// Answers, and what they lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leads {
    /// The answers.
    pub answers: Vec<Answers>,
    /// The outcome; undetermined where it then depends on something else still.
    pub outcome: Outcome,
    /// Who then holds.
    pub held: Option<Holding>,
}

/// Answers to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answers {
    /// Yes or no.
    YesNo(bool),
    /// The question has no answer.
    NoAnswer,
    /// Some person.
    Somebody,
    /// These leaves.
    Leaves(Vec<Leaf>),
    /// Numbers between two limits; absent: as far as the domain goes.
    Numbers {
        /// Lower limit.
        from: Option<Bound>,
        /// Upper limit.
        to: Option<Bound>,
    },
    /// Sets.
    Sets {
        /// With these members,
        has: Vec<Leaf>,
        /// without these,
        lacks: Vec<Leaf>,
        /// and of so many in all.
        members: u32,
    },
    /// Days from the first to the last; absent: endless.
    Days {
        /// First day.
        from: Option<i32>,
        /// Last day.
        until: Option<i32>,
    },
}

/// A limit of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    /// Where.
    pub value: Fraction,
    /// Whether it belongs to them.
    pub included: bool,
}

/// What decides an open case.
pub(crate) fn needs(case: &Case<'_>, day: Option<i32>) -> Vec<Need> {
    match search(case, day) {
        Ok(needs) => needs,
        Err(TooMany) => everything(case, day),
    }
}

/// Every fact that is not given, where there are too many completions to tell which of them decide.
fn everything(case: &Case<'_>, day: Option<i32>) -> Vec<Need> {
    let facts = case.power.facts().filter(|fact| fact.decides);
    let unknown = facts.filter(|fact| !case.knows(fact.slot));
    let facts = unknown.map(|fact| Needed::Fact(fact.slot));
    let date = day.is_none().then_some(Needed::Day);
    facts.chain(date).map(|what| Need { what, leads_to: Vec::new() }).collect()
}

/// For each answer to one question the outcomes it leads to.
type Answered = Vec<BTreeSet<Key>>;

fn search(case: &Case<'_>, day: Option<i32>) -> Result<Vec<Need>, TooMany> {
    let mut open = Open::new(case, day, false)?;
    // Where the facts given contradict an assumption, the assumptions are left aside.
    let all = open.keys(usize::MAX)?;
    let (mut alone, mut tied) = (Vec::new(), Vec::new());
    let facts: Vec<(u32, Vec<Alike>)> = open.unknown.clone();
    for (slot, options) in &facts {
        let (decides, answered) = by_fact(&mut open, *slot, options)?;
        let Ok(number) = u16::try_from(*slot) else {
            continue;
        };
        let means = options.iter().map(|option| option.means.clone()).collect();
        // What a number that is added to others leads to turns on them.
        let leads_to = if open.is_added(*slot) { Vec::new() } else { table(case, *slot, means, &answered) };
        let need = Need { what: Needed::Fact(Slot(number)), leads_to };
        if decides {
            alone.push(need);
        } else if differ(&answered) {
            tied.push(need);
        }
    }
    let mut date = None;
    if open.day_unknown {
        let (decides, answered) = by_day(&mut open)?;
        let need = Need { what: Needed::Day, leads_to: days(&open.days, &answered) };
        if decides {
            date = Some(need);
        } else if differ(&answered) {
            tied.push(need);
        }
    }
    // Assumptions may tie facts together so that none of them changes alone.
    let mut needs = if alone.is_empty() && date.is_none() {
        let (days, facts) = tied.into_iter().partition(|need| need.what == Needed::Day);
        alone = facts;
        date = Vec::<Need>::into_iter(days).next();
        alone
    } else {
        alone
    };
    let others: BTreeSet<Hangs> = all
        .iter()
        .flat_map(|key| match key {
            Key::Undetermined(others) => others.iter().copied().collect(),
            _ => Vec::new(),
        })
        .collect();
    let other = |hangs| match hangs {
        Hangs::Power(power) => Needed::Power(power),
        Hangs::Parameter(parameter) => Needed::Parameter(parameter),
    };
    needs.extend(others.into_iter().map(|hangs| Need { what: other(hangs), leads_to: Vec::new() }));
    needs.extend(date);
    Ok(needs)
}

/// Whether two answers can lead to two outcomes.
fn differ(answered: &Answered) -> bool {
    let mut led: Vec<&BTreeSet<Key>> = answered.iter().filter(|keys| !keys.is_empty()).collect();
    led.dedup();
    led.len() > 1 || led.len() == 1 && answered.len() > 1 && led.iter().any(|keys| keys.len() > 1)
}

/// Whether a fact decides alone: two of its answers lead to different outcomes in the same circumstances.
fn by_fact(open: &mut Open<'_>, slot: u32, options: &[Alike]) -> Result<(bool, Answered), TooMany> {
    let states: Vec<State> = open.states(Some(slot))?.into_iter().collect();
    let mut answered = vec![BTreeSet::new(); options.len()];
    let mut decides = false;
    for state in &states {
        let mut seen: BTreeMap<usize, Key> = BTreeMap::new();
        for (option, keys) in options.iter().zip(&mut answered) {
            let state = open.with(state, slot, option);
            for day in 0..open.days.len() {
                let Some(key) = open.key(day, &state) else {
                    continue;
                };
                decides |= seen.get(&day).is_some_and(|other| *other != key);
                seen.entry(day).or_insert_with(|| key.clone());
                keys.insert(key);
            }
        }
    }
    Ok((decides, answered))
}

fn by_day(open: &mut Open<'_>) -> Result<(bool, Answered), TooMany> {
    let states: Vec<State> = open.states(None)?.into_iter().collect();
    let mut answered = vec![BTreeSet::new(); open.days.len()];
    let mut decides = false;
    for state in &states {
        let mut seen: Option<Key> = None;
        for (day, keys) in answered.iter_mut().enumerate() {
            let Some(key) = open.key(day, state) else {
                continue;
            };
            decides |= seen.as_ref().is_some_and(|other| *other != key);
            seen.get_or_insert_with(|| key.clone());
            keys.insert(key);
        }
    }
    Ok((decides, answered))
}

/// The outcome that an answer leads to; none where it cannot be.
fn outcome(keys: &BTreeSet<Key>) -> Option<(Outcome, Option<Holding>)> {
    let mut keys = keys.iter();
    let first = keys.next()?;
    if keys.next().is_some() {
        return Some((Outcome::Undetermined, None));
    }
    Some(match first {
        Key::Competent(held) => (Outcome::Competent(held.act()), Some(held.clone())),
        Key::Nobody(Why::Barred) => (Outcome::Nobody(Why::Barred), None),
        Key::Nobody(Why::NotRequired) => (Outcome::Nobody(Why::NotRequired), None),
        Key::Gap => (Outcome::Gap, None),
        Key::Conflict => (Outcome::Conflict, None),
        Key::Undetermined(_) => (Outcome::Undetermined, None),
        Key::NotInForce => (Outcome::NotInForce, None),
    })
}

/// Answers that lead to the same, together.
fn table(case: &Case<'_>, slot: u32, means: Vec<Vec<Meaning>>, answered: &Answered) -> Vec<Leads> {
    let mut found: Vec<(Leads, Vec<Meaning>)> = Vec::new();
    for (means, keys) in means.into_iter().zip(answered) {
        let Some((outcome, held)) = outcome(keys) else {
            continue;
        };
        match found.iter_mut().find(|(leads, _)| leads.outcome == outcome && leads.held == held) {
            Some((_, own)) => own.extend(means),
            None => found.push((Leads { answers: Vec::new(), outcome, held }, means)),
        }
    }
    let told = found.into_iter().map(|(mut leads, mut means)| {
        means.sort();
        leads.answers = tell(case, slot, &means);
        leads
    });
    told.collect()
}

/// Meanings in the words of the fact; neighbours are joined.
fn tell(case: &Case<'_>, slot: u32, means: &[Meaning]) -> Vec<Answers> {
    let tables = case.power.tables;
    let row = case.power.power.slots.of(&tables.slots).get(slot as usize);
    let fact = row.and_then(|row| tables.facts.get(row.fact as usize));
    let (Some(row), Some(fact)) = (row, fact) else {
        return Vec::new();
    };
    let mut answers: Vec<Answers> = Vec::new();
    let mut leaves = Vec::new();
    let mut stretch: Option<(i64, Option<i64>)> = None;
    let bound = |key: i64| Bound {
        value: Fraction::new(i128::from(key.div_euclid(2)), i128::from(row.scale)).unwrap_or(Fraction::whole(0)),
        included: key.rem_euclid(2) == 0,
    };
    let numbers = |(from, to): (i64, Option<i64>)| Answers::Numbers {
        from: (from > row.low).then(|| bound(from)),
        // What begins at a value ends what comes before just below it; what begins after a value, at it.
        to: to.map(|to| {
            let end = bound(to);
            Bound { included: !end.included, ..end }
        }),
    };
    for meaning in means {
        match (meaning, fact.kind) {
            (Meaning::Value(NO_ANSWER), _) => answers.push(Answers::NoAnswer),
            (Meaning::Value(value), FactKind::YesNo) => answers.push(Answers::YesNo(*value == 1)),
            (Meaning::Value(value), FactKind::Choice(_)) => {
                leaves.extend(u32::try_from(*value).ok().map(Leaf));
            }
            (Meaning::Value(_), _) => answers.push(Answers::Somebody),
            (Meaning::Added, _) => {}
            (Meaning::Keys(from, to), _) => match &mut stretch {
                Some((_, end)) if *end == Some(*from) => *end = *to,
                _ => answers.extend(stretch.replace((*from, *to)).map(numbers)),
            },
            (Meaning::Set(has, lacks, members), _) => answers.push(Answers::Sets {
                has: has.iter().copied().map(Leaf).collect(),
                lacks: lacks.iter().copied().map(Leaf).collect(),
                members: u32::try_from(*members).unwrap_or(u32::MAX),
            }),
        }
    }
    answers.extend(stretch.map(numbers));
    if !leaves.is_empty() {
        leaves.sort_unstable();
        answers.push(Answers::Leaves(leaves));
    }
    answers
}

/// Stretches of days that lead to the same.
fn days(starts: &[i32], answered: &Answered) -> Vec<Leads> {
    let mut found: Vec<Leads> = Vec::new();
    for (n, keys) in answered.iter().enumerate() {
        let Some((outcome, held)) = outcome(keys) else {
            continue;
        };
        let from = starts.get(n).copied().filter(|_| n > 0);
        let until = starts.get(n + 1).map(|next| next.saturating_sub(1));
        let like = found.iter_mut().find(|leads| leads.outcome == outcome && leads.held == held);
        match like {
            Some(leads) => match leads.answers.last_mut() {
                Some(Answers::Days { until: end, .. })
                    if end.map(|end| end.saturating_add(1)) == from && from.is_some() =>
                {
                    *end = until;
                }
                _ => leads.answers.push(Answers::Days { from, until }),
            },
            None => found.push(Leads { answers: vec![Answers::Days { from, until }], outcome, held }),
        }
    }
    found
}
