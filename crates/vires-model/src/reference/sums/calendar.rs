//! Borders between days of which one is counted by the calendar from another.
//!
//! `today - (received + 1 month)` comes to zero on a staircase, not on a line. Two staircases between the same two days never meet where
//! they lie apart whatever the month is; where they do meet, the months in which they do are no few values, and nothing is told
//! of them here ([`entangled`]): the solved law then says more.

use std::collections::{BTreeMap, BTreeSet};

use num_rational::Ratio;
use num_traits::CheckedSub;

use super::Border;
use crate::conditions::{Atom, Condition, Linear, Term};
use crate::date::Day;
use crate::facts::Value;
use crate::ids::FactId;
use crate::later::{Lapse, Later};
use crate::model::Model;
use crate::number::Rational;

/// How one day is tied to another: by which lapses on either side, and with which limits.
type Ways = BTreeMap<(Lapse, Lapse), Vec<Rational>>;

/// What a term comes to where what it hangs on is this number.
pub(super) fn counted(model: &Model, term: Term, base: Rational) -> Option<Rational> {
    match term {
        Term::Later(later) => later.day(base, &model.holidays),
        _ => Some(base),
    }
}

/// The numbers at which what a term hangs on takes it across this one.
fn around(model: &Model, term: Term, number: Rational) -> Vec<Rational> {
    let one = Ratio::from_integer(1);
    match term {
        Term::Later(later) => {
            // Where it is reached, and where it is passed.
            [Some(number), number.floor().checked_sub(&-one)]
                .into_iter()
                .flatten()
                .filter_map(|number| later.first_to(number, &model.holidays))
                .collect()
        }
        _ => vec![number],
    }
}

/// The values of the one unknown of a border.
pub(super) fn values(model: &Model, border: &Border) -> Vec<Rational> {
    let [(term, _)] = border.terms.iter().collect::<Vec<_>>()[..] else { return Vec::new() };
    around(model, *term, -border.constant)
}

/// Where two borders meet, told without an unknown that both have.
pub(super) fn met(model: &Model, one: &Border, other: &Border, base: Term) -> Vec<Border> {
    let of = |border: &Border| border.terms.keys().copied().find(|term| term.base() == base);
    let (Some(left), Some(right)) = (of(one), of(other)) else { return Vec::new() };
    if left == right {
        return one.without(other, left).into_iter().collect();
    }
    let mut found = Vec::new();
    for ((own, term), (theirs, theirs_term)) in [((one, left), (other, right)), ((other, right), (one, left))] {
        if own.terms.len() == 1 {
            let step = Ratio::from_integer(1);
            let near = around(model, term, -own.constant).into_iter().flat_map(|at| [at - step, at, at + step]);
            found.extend(near.filter_map(|at| with(theirs, theirs_term, counted(model, theirs_term, at)?)));
        } else if let (Term::Later(later), false) = (theirs_term, matches!(term, Term::Later(_))) {
            found.extend(through(own, term, theirs, later));
        }
    }
    found
}

/// The border with a number in place of a term.
fn with(border: &Border, term: Term, number: Rational) -> Option<Border> {
    let mut terms = border.terms.clone();
    let times = terms.remove(&term)?;
    Border::new(terms, border.constant + times * number)
}

/// A day counted from one that is itself so many days from another.
fn through(days: &Border, middle: Term, counted: &Border, later: Later) -> Option<Border> {
    let [(base, _)] = days.terms.iter().filter(|(term, _)| **term != middle).collect::<Vec<_>>()[..] else {
        return None;
    };
    let (own, theirs) = (days.terms.get(&middle)?, days.terms.get(base)?);
    if *own + *theirs != Ratio::from_integer(0) || matches!(base, Term::Count(_) | Term::Later(_)) {
        return None;
    }
    let off = -days.constant / own;
    let moved = off.is_integer().then(|| i32::try_from(off.to_integer()).ok()).flatten()?;
    let lapse = Lapse { days: later.lapse.days.checked_add(moved)?, ..later.lapse };
    let mut terms = counted.terms.clone();
    let times = terms.remove(&Term::Later(later))?;
    let from = base.fact();
    terms.insert(Term::Later(Later { from, lapse }), times);
    Border::new(terms, counted.constant)
}

/// Whether days in these conditions hang on each other by the calendar so that which of them may be true together turns on the months. Then none
/// of them counts as more specific than another.
#[must_use]
pub fn days_entangled(model: &Model, conditions: &[&Condition]) -> bool {
    let mut bases: BTreeSet<Term> = BTreeSet::new();
    for condition in conditions {
        condition.atoms(&mut |atom| {
            if let Atom::Linear(linear) = atom {
                let counted = linear.sum.iter().filter(|(term, _)| matches!(term, Term::Later(_)));
                bases.extend(counted.map(|(term, _)| term.base()));
            }
        });
    }
    bases.into_iter().any(|base| entangled(model, conditions, base, &BTreeMap::new(), None))
}

/// Whether days that are not known, `wanted` among them, hang on each other by the calendar so that what they may be together turns
/// on the months.
pub(in crate::reference) fn entangled(
    model: &Model,
    conditions: &[&Condition],
    wanted: Term,
    given: &BTreeMap<FactId, Value>,
    day: Option<Day>,
) -> bool {
    let open = |term: Term| match term.base() {
        base if base == wanted => true,
        Term::Today => day.is_none(),
        base => base.fact().is_some_and(|fact| !given.contains_key(&fact)),
    };
    let mut sums: BTreeSet<&Linear> = BTreeSet::new();
    for condition in conditions {
        condition.atoms(&mut |atom| {
            if let Atom::Linear(linear) = atom {
                sums.insert(linear);
            }
        });
    }
    let by_calendar = |sum: &&Linear| sum.sum.iter().any(|(term, _)| matches!(term, Term::Later(_)) && open(*term));
    if !sums.iter().any(by_calendar) {
        return false;
    }
    // The sums that hang together with the unknown that is wanted, by other unknowns.
    let unknowns =
        |sum: &Linear| -> Vec<(Term, Rational)> { sum.sum.iter().filter(|(term, _)| open(*term)).copied().collect() };
    let mut together = BTreeSet::from([wanted]);
    let mut tied: BTreeSet<&Linear> = BTreeSet::new();
    loop {
        let before = tied.len();
        for sum in &sums {
            let own = unknowns(sum);
            if own.len() > 1 && own.iter().any(|(term, _)| together.contains(&term.base())) {
                tied.insert(*sum);
                together.extend(own.iter().map(|(term, _)| term.base()));
            }
        }
        if tied.len() == before {
            break;
        }
    }
    if !tied.iter().any(by_calendar) {
        return false;
    }
    // Between which two days, and how far the one lies from the other on each border.
    let mut pairs: BTreeMap<(Term, Term), Ways> = BTreeMap::new();
    for sum in tied {
        let lapse = |term: Term| match term {
            Term::Later(later) => later.lapse,
            _ => Lapse::default(),
        };
        let [(left, own), (right, theirs)] = unknowns(sum)[..] else { return true };
        let one = Ratio::from_integer(1);
        if left.base() == right.base() || own * own != one || own + theirs != Ratio::from_integer(0) {
            return true;
        }
        let (left, right, sign) = if left.base() < right.base() { (left, right, own) } else { (right, left, theirs) };
        let limits = [sum.within.from, sum.within.to].into_iter().flatten().map(|limit| limit.value * sign);
        let of_pair = pairs.entry((left.base(), right.base())).or_default();
        of_pair.entry((lapse(left), lapse(right))).or_default().extend(limits);
    }
    // In a circle each of them is tied to another in two ways.
    if pairs.len() >= together.len() {
        return true;
    }
    pairs.values().any(|ways| {
        let reach = |((left, right), limits): (&(Lapse, Lapse), &Vec<Rational>)| {
            let ((low, high), (least, most)) = (left.bounds(&model.holidays), right.bounds(&model.holidays));
            let number = |days: i64| Ratio::from_integer(i128::from(days));
            let (from, to) = (limits.iter().min()?, limits.iter().max()?);
            Some((*from + number(least - high), *to + number(most - low)))
        };
        let mut stretches: Vec<(Rational, Rational)> = ways.iter().filter_map(reach).collect();
        stretches.sort();
        let apart = |pair: &[(Rational, Rational)]| match pair {
            [one, other] => one.1 + Ratio::from_integer(3) < other.0,
            _ => true,
        };
        ways.len() > 1 && !stretches.windows(2).all(apart)
    })
}
