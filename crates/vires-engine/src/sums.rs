//! Sums of several answers: what a case makes of them, and for answers that are not known the values at which that changes.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::case::{Fraction, NO_ANSWER, UNKNOWN};
use crate::open::Open;
use crate::reading::Reading;
use crate::tables::{Ask, FactKind, NONE, Slot, Span, Term, TermOf};

/// So many borders are kept at most.
const BORDERS: usize = 600;
/// Numbers with no more values than this are gone through value by value.
const POINTS: i128 = 16;
/// So many combinations of answers are looked at together.
const TOGETHER: usize = 1 << 12;

impl Fraction {
    const ZERO: Self = Self::whole(0);

    fn floor(self) -> Option<i64> {
        i64::try_from(self.numerator().div_euclid(self.denominator())).ok()
    }

    fn plus(self, other: Self) -> Option<Self> {
        let left = self.numerator().checked_mul(other.denominator())?;
        let right = other.numerator().checked_mul(self.denominator())?;
        Self::new(left.checked_add(right)?, self.denominator().checked_mul(other.denominator())?)
    }
    fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self::new(other.numerator().checked_neg()?, other.denominator())?)
    }
    fn times(self, other: Self) -> Option<Self> {
        // Crosswise in lowest terms first: numbers stay small.
        let one = Self::new(self.numerator(), other.denominator())?;
        let two = Self::new(other.numerator(), self.denominator())?;
        let top = one.numerator().checked_mul(two.numerator())?;
        Self::new(top, one.denominator().checked_mul(two.denominator())?)
    }
    fn over(self, other: Self) -> Option<Self> {
        self.times(Self::new(other.denominator(), other.numerator())?)
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By value: whole parts first, then the rests turned over, so that nothing grows.
impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut a, mut b) = ((self.numerator(), self.denominator()), (other.numerator(), other.denominator()));
        loop {
            let (whole_a, whole_b) = (a.0.div_euclid(a.1), b.0.div_euclid(b.1));
            let (rest_a, rest_b) = (a.0.rem_euclid(a.1), b.0.rem_euclid(b.1));
            let order = whole_a.cmp(&whole_b);
            if order != Ordering::Equal {
                return order;
            }
            match (rest_a, rest_b) {
                (0, 0) => return Ordering::Equal,
                (0, _) => return Ordering::Less,
                (_, 0) => return Ordering::Greater,
                _ => (a, b) = ((b.1, rest_b), (a.1, rest_a)),
            }
        }
    }
}

impl Reading<'_> {
    /// The cell of a sum; none where a term is unknown, or the numbers are too great to be added exactly.
    pub(crate) fn sum_cell(&self, terms: Span, cuts: Span) -> Option<u32> {
        let mut total = Fraction::ZERO;
        for term in terms.of(&self.tables().terms) {
            if let TermOf::Number(slot) | TermOf::Count(slot) = term.what.base() {
                match self.value(slot) {
                    UNKNOWN => return None,
                    // Without an answer nothing is compared: rules ask for the answer besides.
                    NO_ANSWER => return Some(0),
                    _ => {}
                }
            }
            total = total.plus(self.term(*term)?)?;
        }
        let reached = |cut: &&crate::tables::Cut| {
            let at = Fraction::new(cut.numerator.into(), cut.denominator.into()).unwrap_or(Fraction::ZERO);
            if cut.after { at < total } else { at <= total }
        };
        u32::try_from(cuts.of(&self.tables().cuts).iter().take_while(reached).count()).ok()
    }

    fn term(&self, term: Term) -> Option<Fraction> {
        let value = match term.what {
            TermOf::Day => Fraction::whole(self.day.into()),
            TermOf::Number(slot) => self.number(slot)?,
            TermOf::Count(slot) => self.number(slot).unwrap_or(Fraction::whole(self.members(slot))),
            TermOf::Later(later) => {
                let from = match later.from {
                    NONE => self.day.into(),
                    slot => self.number(slot)?.floor()?,
                };
                Fraction::whole(later.day(from, &self.tables().holidays))
            }
        };
        value.times(factor(term)?)
    }
}

fn factor(term: Term) -> Option<Fraction> {
    Fraction::new(term.numerator.into(), term.denominator.into())
}

/// A sum of unknowns and a constant that comes to zero; the first unknown times one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Border {
    terms: BTreeMap<TermOf, Fraction>,
    constant: Fraction,
}

impl Border {
    fn new(mut terms: BTreeMap<TermOf, Fraction>, constant: Fraction) -> Option<Self> {
        terms.retain(|_, times| *times != Fraction::ZERO);
        let first = *terms.first_key_value()?.1;
        for times in terms.values_mut() {
            *times = times.over(first)?;
        }
        Some(Self { terms, constant: constant.over(first)? })
    }
    /// Where this border and another meet, told without one unknown.
    fn without(&self, other: &Self, unknown: TermOf) -> Option<Self> {
        let factor = self.terms.get(&unknown)?.over(*other.terms.get(&unknown)?)?;
        let mut terms = self.terms.clone();
        for (term, times) in &other.terms {
            let slot = terms.entry(*term).or_insert(Fraction::ZERO);
            *slot = slot.minus(times.times(factor)?)?;
        }
        terms.remove(&unknown);
        Self::new(terms, self.constant.minus(other.constant.times(factor)?)?)
    }
}

/// The values of one unknown at which what sums come to changes, whatever the other unknowns are.
fn critical(open: &Open<'_>, wanted: TermOf, reading: &Reading<'_>) -> BTreeSet<Fraction> {
    let tables = open.tables();
    let of_base = |term: TermOf| -> Option<Fraction> {
        match term {
            _ if term == wanted => None,
            TermOf::Later(_) => None,
            TermOf::Day => (!open.day_unknown || wanted != TermOf::Day && open.days.contains(&reading.day))
                .then(|| Fraction::whole(reading.day.into())),
            TermOf::Number(slot) => (reading.value(slot) != UNKNOWN).then(|| reading.number(slot)).flatten(),
            TermOf::Count(slot) => match reading.value(slot) {
                UNKNOWN | NO_ANSWER => None,
                _ => Some(reading.number(slot).unwrap_or(Fraction::whole(reading.members(slot)))),
            },
        }
    };
    let known = |term: TermOf| match term {
        TermOf::Later(later) => Some(Fraction::whole(later.day(of_base(term.base())?.floor()?, &tables.holidays))),
        _ => of_base(term),
    };
    let mut borders: BTreeSet<Border> = BTreeSet::new();
    let mut put = |sum: &[(TermOf, Fraction)], limit: Fraction| {
        let (mut terms, mut constant) = (BTreeMap::new(), Fraction::ZERO.minus(limit));
        for (term, times) in sum {
            match known(*term) {
                Some(value) => constant = constant.and_then(|so_far| so_far.plus(value.times(*times)?)),
                None => {
                    terms.insert(*term, *times);
                }
            }
        }
        // Of a day counted from another, where it is reached and where it is passed: the days from which it is.
        if let [(TermOf::Later(later), times)] =
            terms.iter().map(|(term, times)| (*term, *times)).collect::<Vec<_>>()[..]
        {
            let at = constant.and_then(|constant| Fraction::ZERO.minus(constant.over(times)?));
            let days = at.into_iter().flat_map(|at| {
                let reached =
                    at.numerator().checked_add(at.denominator() - 1).map(|up| up.div_euclid(at.denominator()));
                [reached.and_then(|day| i64::try_from(day).ok()), at.floor().and_then(|day| day.checked_add(1))]
            });
            let first = days.flatten().map(|day| Fraction::whole(later.first_to(day, &tables.holidays)));
            let base = |from| Border::new(BTreeMap::from([(TermOf::Later(later).base(), Fraction::whole(1))]), from);
            borders.extend(first.filter_map(|first| base(Fraction::ZERO.minus(first)?)));
            return;
        }
        borders.extend(constant.and_then(|constant| Border::new(terms, constant)));
    };
    let one = Fraction::whole(1);
    let slots = open.power.power.slots.of(&tables.slots);
    let of_key = |slot: u32, key: i64| {
        let scale = slots.get(slot as usize).map_or(1, |row| row.scale);
        Fraction::new(key.div_euclid(2).into(), scale.into())
    };
    for axis in open.power.about.axes.of(&tables.axes) {
        match axis.ask {
            Ask::Sum { terms, cuts } => {
                let sum: Option<Vec<(TermOf, Fraction)>> =
                    terms.of(&tables.terms).iter().map(|term| Some((term.what, factor(*term)?))).collect();
                let Some(sum) = sum else { continue };
                for cut in cuts.of(&tables.cuts) {
                    if let Some(limit) = Fraction::new(cut.numerator.into(), cut.denominator.into()) {
                        put(&sum, limit);
                    }
                }
            }
            Ask::Number { slot, keys } => {
                let limits = keys.of(&tables.keys).iter().filter_map(|key| of_key(slot, *key));
                limits.for_each(|limit| put(&[(TermOf::Number(slot), one)], limit));
            }
            Ask::Count { slot, keys } => {
                let limits = keys.of(&tables.keys).iter().map(|key| Fraction::whole(*key));
                limits.for_each(|limit| put(&[(TermOf::Count(slot), one)], limit));
            }
            Ask::Day { starts } => {
                let limits = starts.of(&tables.days).iter().map(|day| Fraction::whole((*day).into()));
                limits.for_each(|limit| put(&[(TermOf::Day, one)], limit));
            }
            _ => {}
        }
    }
    for (slot, row) in (0..).zip(slots).filter(|(_, row)| row.added) {
        match tables.facts.get(row.fact as usize).map(|fact| fact.kind) {
            Some(FactKind::Number { .. }) => {
                let ends = [row.low, row.high].into_iter().filter(|key| key.unsigned_abs() < 1 << 62);
                ends.filter_map(|key| of_key(slot, key)).for_each(|end| put(&[(TermOf::Number(slot), one)], end));
            }
            Some(FactKind::SetOf(list)) => {
                let values = tables.lists.get(list as usize).map_or(0, |list| list.values.len());
                let ends = [0, values].map(|count| Fraction::whole(count.into()));
                ends.into_iter().for_each(|end| put(&[(TermOf::Count(slot), one)], end));
            }
            _ => {}
        }
    }
    let unknowns: BTreeSet<TermOf> = borders.iter().flat_map(|border| border.terms.keys().copied()).collect();
    for term in unknowns.into_iter().filter(|term| *term != wanted) {
        let (with, mut left): (BTreeSet<Border>, BTreeSet<Border>) =
            borders.into_iter().partition(|border| border.terms.contains_key(&term));
        let with: Vec<Border> = with.into_iter().collect();
        for (n, one) in with.iter().enumerate() {
            for other in with.iter().skip(n + 1) {
                if left.len() < BORDERS {
                    left.extend(one.without(other, term));
                }
            }
        }
        borders = left;
    }
    let alone = borders.into_iter().filter(|border| border.terms.contains_key(&wanted));
    alone.filter_map(|border| Fraction::ZERO.minus(border.constant)).collect()
}

/// How many neighbours of a value on its grid bring out every rest.
fn neighbours(open: &Open<'_>, wanted: TermOf) -> i64 {
    let tables = open.tables();
    let mut most = 1;
    for axis in open.power.about.axes.of(&tables.axes) {
        if let Ask::Sum { terms, .. } = axis.ask {
            let terms = terms.of(&tables.terms);
            if terms.iter().any(|term| term.what.base() == wanted) {
                most = terms.iter().fold(most, |most, term| most.max(term.denominator).max(term.numerator));
            }
        }
    }
    most.clamp(1, 4)
}

/// Whether every other term of the sums that have this fact is known.
pub(crate) fn alone(open: &Open<'_>, slot: u32) -> bool {
    let is = |term: &Term| matches!(term.what.base(), TermOf::Number(own) | TermOf::Count(own) if own == slot);
    let mut sums = open.power.about.axes.of(&open.tables().axes).iter().filter_map(|axis| match axis.ask {
        Ask::Sum { terms, .. } => Some(terms.of(&open.tables().terms)),
        _ => None,
    });
    sums.all(|terms| {
        !terms.iter().any(is)
            || terms.iter().all(|term| {
                is(term)
                    || match term.what.base() {
                        TermOf::Number(other) | TermOf::Count(other) => open.is_given(other),
                        TermOf::Day | TermOf::Later(_) => true,
                    }
            })
    })
}

/// Whether days that are not known hang on each other by the calendar: no few values of them then stand for all.
pub(crate) fn entangled(open: &Open<'_>, is_unknown: &dyn Fn(u32) -> bool) -> bool {
    let tables = open.tables();
    let unknown = |term: &&Term| match term.what.base() {
        TermOf::Number(slot) | TermOf::Count(slot) => is_unknown(slot),
        TermOf::Day | TermOf::Later(_) => open.day_unknown,
    };
    open.power.power.axes.of(&tables.axes).iter().any(|axis| {
        let Ask::Sum { terms, .. } = axis.ask else { return false };
        let unknown: Vec<&Term> = terms.of(&tables.terms).iter().filter(unknown).collect();
        unknown.len() > 1 && unknown.iter().any(|term| matches!(term.what, TermOf::Later(_)))
    })
}

/// Days around those at which sums change.
pub(crate) fn critical_days(open: &Open<'_>, values: &[i64], exact: &[Option<Fraction>]) -> Vec<i32> {
    let asked = |axis: &crate::tables::Axis| match axis.ask {
        Ask::Sum { terms, .. } => terms.of(&open.tables().terms).iter().any(|term| term.what.base() == TermOf::Day),
        _ => false,
    };
    if !open.power.about.axes.of(&open.tables().axes).iter().any(asked) {
        return Vec::new();
    }
    let reading = open.reading(0, values, exact);
    let around = i128::from(neighbours(open, TermOf::Day));
    let mut days = Vec::new();
    for mark in critical(open, TermOf::Day, &reading) {
        let day = mark.numerator().div_euclid(mark.denominator());
        days.extend((-around..=around + 1).filter_map(|n| i32::try_from(day.checked_add(n)?).ok()));
    }
    days
}

/// Values of an unknown number that is added to others: for each combination of the values chosen for others before, every one at which a sum changes,
/// and one in each stretch between. None where there are too many.
pub(crate) fn numbers(open: &Open<'_>, slot: u32) -> Option<BTreeSet<Fraction>> {
    let tables = open.tables();
    let row = open.power.power.slots.of(&tables.slots).get(slot as usize)?;
    let FactKind::Number { decimals, .. } = tables.facts.get(row.fact as usize)?.kind else { return None };
    if let Some(all) = grid_points(row, decimals) {
        return Some(all);
    }
    let (values, exact) = open.given();
    let mut cases = vec![(values, exact)];
    for (before, options) in open.unknown.iter().filter(|(before, _)| open.is_added(*before)) {
        if cases.len().checked_mul(options.len())? > TOGETHER {
            return None;
        }
        let with = |(values, exact): &(Vec<i64>, Vec<Option<Fraction>>)| {
            let (values, exact) = (values.clone(), exact.clone());
            options.iter().map(move |option| {
                let (mut values, mut exact) = (values.clone(), exact.clone());
                if let (Some(value), Some(number)) = (values.get_mut(*before as usize), exact.get_mut(*before as usize))
                {
                    (*value, *number) = (option.value, option.exact);
                }
                (values, exact)
            })
        };
        cases = cases.iter().flat_map(with).collect();
    }
    let around = neighbours(open, TermOf::Number(slot));
    let mut found = BTreeSet::new();
    for (values, exact) in &cases {
        for day in &open.days {
            let marks = critical(open, TermOf::Number(slot), &open.reading(*day, values, exact));
            found.extend(between(&marks, decimals, around)?);
        }
        if found.len() > TOGETHER {
            return None;
        }
    }
    Some(found)
}

/// Every value of a number that has few.
fn grid_points(row: &Slot, decimals: Option<u32>) -> Option<BTreeSet<Fraction>> {
    let scale = 10i128.checked_pow(decimals?)?;
    // Keys are twice the number of 1 / scale of the slot, and one more where there is a rest.
    let limit = |key: i64| Fraction::new(i128::from(key), i128::from(row.scale).checked_mul(2)?);
    if row.low.unsigned_abs() >= 1 << 62 || row.high.unsigned_abs() >= 1 << 62 {
        return None;
    }
    let (low, high) = (limit(row.low)?, limit(row.high)?);
    let first = low.numerator().checked_mul(scale)?.div_euclid(low.denominator());
    let last = high.numerator().checked_mul(scale)?.div_euclid(high.denominator());
    if last.checked_sub(first)? > POINTS {
        return None;
    }
    (first..=last).map(|steps| Fraction::new(steps, scale)).collect()
}

/// Every mark, what lies between two neighbours, and what lies beyond; on a grid, its points around each.
fn between(marks: &BTreeSet<Fraction>, decimals: Option<u32>, around: i64) -> Option<Vec<Fraction>> {
    let mut found = Vec::new();
    let none = BTreeSet::from([Fraction::ZERO]);
    let marks = if marks.is_empty() { &none } else { marks };
    match decimals {
        Some(decimals) => {
            let scale = 10i128.checked_pow(decimals)?;
            for mark in marks {
                let steps = mark.numerator().checked_mul(scale)?.div_euclid(mark.denominator());
                for n in -around..=around + 1 {
                    found.push(Fraction::new(steps.checked_add(n.into())?, scale)?);
                }
            }
        }
        None => {
            let one = Fraction::whole(1);
            found.push(marks.first()?.minus(one)?);
            found.push(marks.last()?.plus(one)?);
            found.extend(marks);
            for (low, high) in marks.iter().zip(marks.iter().skip(1)) {
                found.push(low.plus(*high)?.over(Fraction::whole(2))?);
            }
        }
    }
    Some(found)
}
