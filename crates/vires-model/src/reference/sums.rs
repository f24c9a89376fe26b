//! Sums of several answers some of which are not given (5.8): the values of one answer at which what the others can make of a sum changes.
//!
//! Every limit of a sum or of an answer is a border: a sum of unknown answers that comes to zero on it. To see where the borders of several unknowns
//! matter for one of them, the others are eliminated one after another: two borders of an unknown meet where their difference, in which it no longer
//! occurs, is zero.

use std::collections::{BTreeMap, BTreeSet};

use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Zero};

use crate::conditions::{Atom, Condition, Term};
use crate::date::Day;
use crate::facts::{Domain, Ordered, Value};
use crate::ids::FactId;
use crate::model::Model;
use crate::number::{Interval, Rational};

mod calendar;
pub use calendar::days_entangled;
pub(super) use calendar::entangled;

/// So many borders are kept at most.
const BORDERS: usize = 600;

/// So many pairs of them are looked at for one answer.
pub(super) const PAIRS: usize = 200_000;

/// A sum of unknowns and a constant; the first unknown times one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Border {
    terms: BTreeMap<Term, Rational>,
    constant: Rational,
}

impl Border {
    /// The same border with the first unknown times one; none where there is no unknown, or a number is too great.
    fn new(mut terms: BTreeMap<Term, Rational>, constant: Rational) -> Option<Self> {
        terms.retain(|_, times| !times.is_zero());
        let (_, first) = terms.first_key_value()?;
        let first = *first;
        for times in terms.values_mut() {
            *times = times.checked_div(&first)?;
        }
        Some(Self { terms, constant: constant.checked_div(&first)? })
    }
    /// The unknowns, days by those from which they are counted.
    fn bases(&self) -> impl Iterator<Item = Term> + '_ {
        self.terms.keys().map(|term| term.base())
    }
    /// Where this border and another meet, told without `term`.
    fn without(&self, other: &Self, term: Term) -> Option<Self> {
        let (own, theirs) = (*self.terms.get(&term)?, *other.terms.get(&term)?);
        let factor = own.checked_div(&theirs)?;
        let mut terms = self.terms.clone();
        for (term, times) in &other.terms {
            let slot = terms.entry(*term).or_insert_with(Rational::zero);
            *slot = slot.checked_sub(&times.checked_mul(&factor)?)?;
        }
        terms.remove(&term);
        Self::new(terms, self.constant.checked_sub(&other.constant.checked_mul(&factor)?)?)
    }
}

/// Whether any sum has this term, or what is counted from it.
pub(super) fn in_a_sum(conditions: &[&Condition], wanted: Term) -> bool {
    let mut found = false;
    for condition in conditions {
        condition.atoms(&mut |atom| {
            if let Atom::Linear(linear) = atom {
                found |= linear.sum.iter().any(|(term, _)| term.base() == wanted);
            }
        });
    }
    found
}

/// The values of `wanted` at which what sums can come to changes, whatever the answers that `given` does not say; none where that takes more
/// than so many pairs of borders.
pub(super) fn critical(
    model: &Model,
    conditions: &[&Condition],
    wanted: Term,
    given: &BTreeMap<FactId, Value>,
    day: Option<Day>,
    mut pairs: usize,
) -> Option<BTreeSet<Rational>> {
    if entangled(model, conditions, wanted, given, day) {
        return None;
    }
    let of_base = |term: Term| -> Option<Rational> {
        if term == wanted {
            return None;
        }
        match term {
            Term::Today => day.map(|day| Ratio::from_integer(day.0.into())),
            Term::Fact(fact) => match given.get(&fact)? {
                Value::Ordered(number) => Some(*number),
                _ => None,
            },
            Term::Count(fact) => match given.get(&fact)? {
                Value::Set(members) => i128::try_from(members.len()).ok().map(Ratio::from_integer),
                _ => None,
            },
            Term::Later(_) => None,
        }
    };
    let known = |term: &Term| calendar::counted(model, *term, of_base(term.base())?);
    let mut borders: BTreeSet<Border> = BTreeSet::new();
    let mut put = |sum: &[(Term, Rational)], within: Interval| {
        for limit in [within.from, within.to].into_iter().flatten() {
            let (mut terms, mut constant) = (BTreeMap::new(), Some(-limit.value));
            for (term, times) in sum {
                match known(term) {
                    Some(value) => {
                        constant = constant
                            .and_then(|so_far| value.checked_mul(times).and_then(|own| so_far.checked_add(&own)));
                    }
                    None => {
                        terms.insert(*term, *times);
                    }
                }
            }
            borders.extend(constant.and_then(|constant| Border::new(terms, constant)));
        }
    };
    let one = Ratio::from_integer(1);
    for condition in conditions {
        condition.atoms(&mut |atom| match atom {
            Atom::Linear(linear) => put(&linear.sum, linear.within),
            Atom::Within(fact, within) => put(&[(Term::Fact(*fact), one)], *within),
            Atom::Count(fact, within) => put(&[(Term::Count(*fact), one)], *within),
            Atom::Today(within) => put(&[(Term::Today, one)], *within),
            _ => {}
        });
    }
    for (fact, row) in model.facts.iter() {
        match &row.domain {
            Domain::Ordered(domain) => {
                put(&[(Term::Fact(fact), one)], Interval { from: domain.from, to: domain.to });
            }
            Domain::SetOf(list) => {
                let most = i128::try_from(model.lists[*list].leaves().count()).unwrap_or(i128::MAX);
                let ends = [0, most].map(|count| Interval::exactly(Ratio::from_integer(count)));
                ends.into_iter().for_each(|end| put(&[(Term::Count(fact), one)], end));
            }
            Domain::YesNo | Domain::Choice(_) | Domain::Person => {}
        }
    }
    let unknowns: BTreeSet<Term> = borders.iter().flat_map(Border::bases).collect();
    for term in unknowns.into_iter().filter(|term| *term != wanted) {
        let (with, mut left): (Vec<Border>, BTreeSet<Border>) = {
            let (with, left): (BTreeSet<Border>, BTreeSet<Border>) =
                borders.into_iter().partition(|border| border.bases().any(|base| base == term));
            (with.into_iter().collect(), left)
        };
        pairs = pairs.checked_sub(with.len().saturating_mul(with.len()) / 2)?;
        for (n, one) in with.iter().enumerate() {
            for other in with.iter().skip(n + 1) {
                if left.len() < BORDERS {
                    left.extend(calendar::met(model, one, other, term));
                }
            }
        }
        borders = left;
    }
    // What is left is the wanted unknown alone.
    let alone = borders.iter().filter(|border| border.bases().any(|base| base == wanted));
    Some(alone.flat_map(|border| calendar::values(model, border)).collect())
}

/// Two values of an answer that lie as far apart as its type allows, or farther than any limit that is spoken of.
pub(super) fn far_apart(conditions: &[&Condition], domain: &Ordered) -> [Rational; 2] {
    let mut most = Ratio::from_integer(1);
    let mut put = |within: Interval| {
        for limit in [within.from, within.to].into_iter().flatten() {
            most = most.max(limit.value).max(-limit.value);
        }
    };
    for condition in conditions {
        condition.atoms(&mut |atom| match atom {
            Atom::Linear(linear) => put(linear.within),
            Atom::Within(_, within) => put(*within),
            _ => {}
        });
    }
    let far = most.ceil().checked_mul(&Ratio::from_integer(10)).unwrap_or(most);
    [domain.from.map_or(-far, |from| from.value), domain.to.map_or(far, |to| to.value)]
}

/// Whether every other term of the sums that have this one is given; the day is.
pub(super) fn alone(conditions: &[&Condition], wanted: Term, given: &BTreeMap<FactId, Value>) -> bool {
    let mut alone = true;
    for condition in conditions {
        condition.atoms(&mut |atom| {
            if let Atom::Linear(linear) = atom
                && linear.sum.iter().any(|(term, _)| term.base() == wanted)
            {
                let other = |term: &Term| term.fact().is_none_or(|fact| given.contains_key(&fact));
                alone &= linear.sum.iter().all(|(term, _)| term.base() == wanted || other(term));
            }
        });
    }
    alone
}

/// How many neighbours on its grid a value in a sum needs so that every rest is met: the denominators of what it is multiplied by.
pub(super) fn neighbours(conditions: &[&Condition], wanted: Term) -> i128 {
    let mut most = 1;
    for condition in conditions {
        condition.atoms(&mut |atom| {
            if let Atom::Linear(linear) = atom
                && linear.sum.iter().any(|(term, _)| term.base() == wanted)
            {
                for (_, times) in &linear.sum {
                    most = most.max(*times.denom()).max(*times.numer());
                }
            }
        });
    }
    most.clamp(1, 4)
}
