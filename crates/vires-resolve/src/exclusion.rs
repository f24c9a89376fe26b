//! Whether conditions exclude one another: no answers to the questions they ask fit all of them.
//!
//! A parameter is set for some cases and a rule applies to some cases; where the two have no case in common, what the
//! parameter is there concerns nobody. The search goes through the ways in which conditions joined by `or` may be so, and
//! looks at each question by itself: answers to two of them that only together cannot be are not seen, and beyond its bound
//! the search ends. Nothing rests on this for a proof: a case that is not seen to be excluded is examined like any other.

use std::collections::BTreeMap;

use num_traits::CheckedMul;
use vires_model::{
    Atom, Condition, ConditionKind, Domain, FactId, Interval, Life, Limit, Model, Rational, Term, ValueId, ValueSet,
};

use crate::conditions::not;
use crate::kept::days_of;

/// How many ways are looked at.
const MOST_WAYS: u32 = 4096;

/// Whether these, and `among`, cannot all be so on any day of `life`.
pub(crate) fn excluded(model: &Model, guard: &[Condition], among: &[Condition], life: Life) -> bool {
    let days = ConditionKind::Atom(Atom::Today(days_of(life)));
    let waiting = guard.iter().chain(among).map(|part| (true, &part.kind)).collect();
    let ways = Ways { known: vec![(true, &days)], waiting, choices: Vec::new() };
    let mut left = MOST_WAYS;
    !may_be(model, ways, &mut left)
}

/// So many ways in which conditions may be true or not are told apart.
pub(crate) const MOST_TRUTHS: usize = 512;

/// Which of several conditions are true, in their order; and the same as conditions.
pub(crate) type Truths = (Vec<bool>, Vec<Condition>);

/// Every way in which conditions may be true and not true on some day of `life`; none where they are more than
/// [`MOST_TRUTHS`]. Conditions on one question split its answers into pieces, which are few.
pub(crate) fn truths(model: &Model, conditions: &[&Condition], life: Life) -> Option<Vec<Truths>> {
    let mut ways: Vec<Truths> = vec![(Vec::new(), Vec::new())];
    for condition in conditions {
        let mut longer = Vec::new();
        for (truths, guard) in ways {
            for truth in [false, true] {
                let own = if truth { (*condition).clone() } else { not((*condition).clone(), condition.span) };
                let guard: Vec<Condition> = guard.iter().cloned().chain([own]).collect();
                if !excluded(model, &guard, &[], life) {
                    longer.push((truths.iter().copied().chain([truth]).collect(), guard));
                }
            }
        }
        if longer.len() > MOST_TRUTHS {
            return None;
        }
        ways = longer;
    }
    Some(ways)
}

/// What is said or denied.
type Literal<'c> = (bool, &'c ConditionKind);

/// What must be so at once.
#[derive(Clone)]
struct Ways<'c> {
    /// Taken apart.
    known: Vec<Literal<'c>>,
    /// Not yet taken apart.
    waiting: Vec<Literal<'c>>,
    /// Of each, one part at least.
    choices: Vec<(bool, &'c [Condition])>,
}

fn may_be(model: &Model, mut ways: Ways<'_>, left: &mut u32) -> bool {
    let Some(rest) = left.checked_sub(1) else { return true };
    *left = rest;
    while let Some((yes, kind)) = ways.waiting.pop() {
        if ways.known.iter().any(|(other, own)| *other != yes && *own == kind) {
            return false;
        }
        if let ConditionKind::Not(part) = kind {
            ways.waiting.push((!yes, &part.kind));
            continue;
        }
        ways.known.push((yes, kind));
        let (all, parts) = match kind {
            ConditionKind::Always if !yes => return false,
            ConditionKind::All(parts) => (yes, parts),
            ConditionKind::Any(parts) | ConditionKind::AtLeast(1, parts) => (!yes, parts),
            // What else is counted is not taken apart.
            _ => continue,
        };
        match all {
            true => ways.waiting.extend(parts.iter().map(|part| (yes, &part.kind))),
            false => ways.choices.push((yes, parts)),
        }
    }
    if !fits(model, &ways.known) {
        return false;
    }
    let Some((yes, parts)) = ways.choices.pop() else { return true };
    parts.iter().any(|part| may_be(model, Ways { waiting: vec![(yes, &part.kind)], ..ways.clone() }, left))
}

/// A question whose answers lie on a line.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Line<'c> {
    Fact(FactId),
    Count(FactId),
    Sum(&'c [(Term, Rational)]),
    Today,
}

/// What is said of the answer to one question.
struct Said<T> {
    is: Vec<T>,
    is_not: Vec<T>,
}

impl<T> Default for Said<T> {
    fn default() -> Self {
        Self { is: Vec::new(), is_not: Vec::new() }
    }
}

impl<T> Said<T> {
    fn add(&mut self, yes: bool, what: T) {
        if yes { self.is.push(what) } else { self.is_not.push(what) }
    }
}

/// Whether each question by itself has an answer that fits.
fn fits(model: &Model, known: &[Literal<'_>]) -> bool {
    let mut lines: BTreeMap<Line<'_>, Said<Interval>> = BTreeMap::new();
    let mut lists: BTreeMap<FactId, Said<&ValueSet>> = BTreeMap::new();
    let none = |fact: FactId, wanted: bool| {
        known
            .iter()
            .any(|own| matches!(own, (yes, ConditionKind::Atom(Atom::IsNone(of))) if *of == fact && *yes == wanted))
    };
    for (yes, kind) in known {
        let ConditionKind::Atom(atom) = kind else { continue };
        match atom {
            Atom::Within(fact, interval) => lines.entry(Line::Fact(*fact)).or_default().add(*yes, *interval),
            Atom::Count(fact, interval) => lines.entry(Line::Count(*fact)).or_default().add(*yes, *interval),
            Atom::Linear(sum) => lines.entry(Line::Sum(&sum.sum)).or_default().add(*yes, sum.within),
            Atom::Today(interval) => lines.entry(Line::Today).or_default().add(*yes, *interval),
            Atom::Among(fact, values) => lists.entry(*fact).or_default().add(*yes, values),
            _ => {}
        }
    }
    // Without an answer (`none`), every comparison is false.
    let may_be_none = |fact: FactId| model.facts[fact].or_none && !none(fact, false);
    lines.iter().all(|(line, said)| match line {
        Line::Fact(fact) if said.is.is_empty() && may_be_none(*fact) => true,
        Line::Fact(fact) => !none(*fact, true) && has_a_number(said, &model.facts[*fact].domain),
        // Where one of several has no answer, the sum is none.
        Line::Sum(_) if said.is.is_empty() => true,
        Line::Count(fact) if said.is.is_empty() && may_be_none(*fact) => true,
        Line::Sum(_) | Line::Count(_) | Line::Today => is_left(&left_of(said, Interval { from: None, to: None }), None),
    }) && lists.iter().all(|(fact, said)| match said.is.is_empty() && may_be_none(*fact) {
        true => true,
        false => !none(*fact, true) && has_a_value(model, said, *fact),
    })
}

fn has_a_value(model: &Model, said: &Said<&ValueSet>, fact: FactId) -> bool {
    let Domain::Choice(list) = model.facts[fact].domain else { return true };
    let fits = |leaf: ValueId| {
        said.is.iter().all(|values| values.contains(leaf)) && !said.is_not.iter().any(|values| values.contains(leaf))
    };
    model.lists[list].leaves().any(fits)
}

fn has_a_number(said: &Said<Interval>, domain: &Domain) -> bool {
    match domain {
        Domain::Ordered(own) => {
            is_left(&left_of(said, Interval { from: own.from, to: own.to }), own.decimals.and_then(step))
        }
        _ => true,
    }
}

/// How many values there are in one; none where numbers grow too large.
fn step(decimals: u32) -> Option<Rational> {
    10_i128.checked_pow(decimals).map(Rational::from_integer)
}

/// What of `within` lies in all that the answer is, and in nothing that it is not.
fn left_of(said: &Said<Interval>, within: Interval) -> Vec<Interval> {
    let mut left = vec![said.is.iter().fold(within, |left, own| left.intersect(*own))];
    for taken in &said.is_not {
        left = left.iter().flat_map(|own| [before(own, taken.from), behind(own, taken.to)]).flatten().collect();
    }
    left
}

/// What lies before an interval that begins so.
fn before(own: &Interval, from: Option<Limit>) -> Option<Interval> {
    let end = from.map(|from| Limit { included: !from.included, ..from })?;
    Some(own.intersect(Interval { from: None, to: Some(end) }))
}

fn behind(own: &Interval, to: Option<Limit>) -> Option<Interval> {
    let start = to.map(|to| Limit { included: !to.included, ..to })?;
    Some(own.intersect(Interval { from: Some(start), to: None }))
}

/// Whether one of them holds a number; of a question with steps, one of those: so many in one.
fn is_left(left: &[Interval], in_one: Option<Rational>) -> bool {
    let holds = |own: &Interval| {
        let (Some(from), Some(to)) = (own.from, own.to) else { return true };
        let counted = |limit: Limit| limit.value.checked_mul(&in_one?);
        match (counted(from), counted(to)) {
            (Some(first), Some(last)) => {
                let one = Rational::from_integer(1);
                let first = if from.included { first.ceil() } else { first.floor() + one };
                let last = if to.included { last.floor() } else { last.ceil() - one };
                first <= last
            }
            _ => !own.is_empty(),
        }
    };
    left.iter().any(holds)
}
