//! Inequalities some of whose variables are days counted by the calendar from others: `today` is before `received + 1 month`.
//!
//! Such a day is a staircase over the one from which it is counted: never falling, and between two steps a constant number of days away. The
//! inequalities are solved with no more known of it than its least and its greatest distance. Mostly that settles the question. Where the
//! solution is none of the calendar, first the order of two days is told apart (who begins later does not end earlier); then the
//! stretches of days on which the distance is constant are gone through, from the solution outwards: on each of them all is linear. What no case on
//! one stretch can fulfil, none can on another that is like it, with the same distances: that is remembered, so that mostly a few
//! stretches are looked at, and the calendar comes again after 400 years.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use vires_model::{Day, Rational};

use super::eliminate::{Search, shadow_on};
use super::row::Row;
use super::stair::{CYCLE, Stair, stretch};
use super::{Effort, STEPS, TooHard};
use crate::cells::Cut;

/// What it costs to look at one stretch of days, against working with a number.
const LOOK: usize = 64;
/// Days farther from each other than this may lie where the calendar is another.
const NEAR: i64 = CYCLE / MOST_NEAR as i64;
/// So many days may be near each other in a row, and still lie in one cycle of the calendar.
const MOST_NEAR: usize = 16;

/// A variable that is a day counted from another variable.
#[derive(Debug, Clone)]
pub(super) struct Tie {
    pub(super) later: usize,
    pub(super) base: usize,
    pub(super) stair: Arc<Stair>,
}

/// The days that can be written.
fn calendar() -> (i64, i64) {
    let day = |year, month, day| Day::from_ymd(year, month, day).map_or(0, |day| i64::from(day.0));
    (day(0, 1, 1), day(9999, 12, 31))
}

/// Inequalities with ties.
pub(super) struct Tied<'s> {
    whole: Vec<bool>,
    ties: &'s [Tie],
    /// What says how days lie to each other, and is as true of all of them so many days later.
    relative: Vec<Row>,
    /// What says when they are.
    absolute: Vec<Row>,
    effort: &'s Effort,
    /// Stretches, seen from the first of them, that hold no case wherever they lie.
    refuted: BTreeSet<Known>,
    /// Between which days the other days lie beside such stretches; none where some may lie far away.
    windows: BTreeMap<Known, Option<Vec<Window>>>,
    /// Whether such stretches hold a case somewhere, with this calendar in those windows.
    somewhere: BTreeMap<(Known, Vec<Seen>), bool>,
}

/// What is settled so far: between which days variables lie, on which what is counted from them is equally far away, and which are the later ones.
#[derive(Debug, Clone, Default)]
struct Branch {
    stretches: Vec<(usize, i64, i64)>,
    order: Vec<Row>,
}

impl Branch {
    /// The day from which its days are seen.
    fn origin(&self) -> i64 {
        self.stretches.first().map_or(0, |(_, from, _)| *from)
    }
}

/// A branch seen from the first day of its first stretch, with the distances on each.
type Known = (Vec<(usize, i64, i64, Vec<i64>)>, Vec<Row>);

/// Between which days a variable may be; `near`: it cannot be anywhere else, whenever the days of the branch are.
struct Reach {
    base: usize,
    from: i64,
    until: i64,
    near: bool,
}

impl Reach {
    const fn width(&self) -> i64 {
        self.until.saturating_sub(self.from)
    }
}

/// A variable, and the first and the last day on which it may be, seen from the first day of a branch.
type Window = (usize, i64, i64);

/// A variable, and the stretches on which it may be: where they begin, and the distances there.
type Seen = (usize, Vec<(i64, Vec<i64>)>);

enum Found {
    Values(Vec<Rational>),
    /// None; `anywhere`: nor if all days were others by as many, as long as the calendar is like this one there.
    Nothing {
        anywhere: bool,
    },
}

impl<'s> Tied<'s> {
    /// `days`: which variables are days.
    pub(super) fn new(
        whole: Vec<bool>,
        rows: Vec<Row>,
        days: &[bool],
        ties: &'s [Tie],
        effort: &'s Effort,
    ) -> Result<Self, TooHard> {
        let moves = |row: &Row| {
            let days = row.terms.iter().zip(days).filter(|(_, day)| **day);
            days.map(|(times, _)| *times).fold(0_i128, i128::saturating_add) != 0
        };
        let (mut absolute, relative): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(moves);
        let (first, last) = calendar();
        let mut tied = Self {
            whole,
            ties,
            relative,
            absolute: Vec::new(),
            effort,
            refuted: BTreeSet::new(),
            windows: BTreeMap::new(),
            somewhere: BTreeMap::new(),
        };
        for tie in ties {
            absolute.extend(tied.between(tie.base, (first, last))?);
        }
        tied.absolute = absolute;
        Ok(tied)
    }

    pub(super) fn solve(&mut self) -> Result<Option<Vec<Rational>>, TooHard> {
        Ok(match self.branch(&Branch::default())? {
            Found::Values(values) => Some(values),
            Found::Nothing { .. } => None,
        })
    }

    fn row(&self, sum: &[(usize, i128)], at_least: i64) -> Result<Row, TooHard> {
        row(self.whole.len(), sum, at_least)
    }

    fn between(&self, variable: usize, (from, until): (i64, i64)) -> Result<[Row; 2], TooHard> {
        Ok([self.row(&[(variable, 1)], from)?, self.row(&[(variable, -1)], -until)?])
    }

    /// What is so in a branch, whenever it is; and the days of its stretches.
    fn rows(&self, branch: &Branch) -> Result<Vec<Row>, TooHard> {
        let mut rows = [&self.relative[..], &branch.order].concat();
        for tie in self.ties {
            let on = branch.stretches.iter().find(|(variable, ..)| *variable == tie.base);
            let distance = match on {
                Some((_, from, _)) => (tie.stair.offset(*from), tie.stair.offset(*from)),
                None => (tie.stair.least, tie.stair.most),
            };
            rows.extend(apart(self.whole.len(), tie, distance)?);
        }
        for (variable, from, until) in &branch.stretches {
            rows.extend(self.between(*variable, (*from, *until))?);
        }
        Ok(rows)
    }

    fn stairs(&self, base: usize) -> impl Iterator<Item = &Stair> + Clone {
        self.ties.iter().filter(move |tie| tie.base == base).map(|tie| &*tie.stair)
    }

    fn known(&self, branch: &Branch) -> Known {
        let origin = branch.origin();
        let seen = |(variable, from, until): &(usize, i64, i64)| {
            let offsets = self.stairs(*variable).map(|stair| stair.offset(*from)).collect();
            (*variable, from - origin, until - origin, offsets)
        };
        (branch.stretches.iter().map(seen).collect(), branch.order.clone())
    }

    fn linear(&self, rows: Vec<Row>) -> Result<Option<Vec<Rational>>, TooHard> {
        Search { steps: STEPS, effort: self.effort }.solve(&self.whole, rows, 0)
    }

    fn branch(&mut self, branch: &Branch) -> Result<Found, TooHard> {
        self.effort.spend(LOOK)?;
        let known = self.known(branch);
        if self.refuted.contains(&known) {
            return Ok(Found::Nothing { anywhere: true });
        }
        let relative = self.rows(branch)?;
        let Some(values) = self.linear([&relative[..], &self.absolute].concat())? else {
            let anywhere = self.linear(relative)?.is_none();
            if anywhere {
                self.refuted.insert(known);
            }
            return Ok(Found::Nothing { anywhere });
        };
        let day = |variable: usize| values.get(variable).map_or(0, |value| value.to_integer());
        let is_so = |tie: &Tie| {
            i64::try_from(day(tie.base)).is_ok_and(|base| day(tie.later) == i128::from(tie.stair.after(base)))
        };
        if self.ties.iter().all(is_so) {
            return Ok(Found::Values(values));
        }
        let out_of_order =
            self.ties.iter().flat_map(|one| self.ties.iter().map(move |other| (one, other))).find(|(one, other)| {
                one.base != other.base
                    && one.stair.lapse.is_never_longer_than(other.stair.lapse)
                    && day(one.base) <= day(other.base)
                    && day(one.later) > day(other.later)
            });
        if let Some((one, other)) = out_of_order {
            let (one, other) = (one.clone(), other.clone());
            return self.in_order(branch, &one, &other);
        }
        // Where a day may be on few days, least is to be gone through, and most is settled by it.
        let mut closest: Option<Reach> = None;
        for base in self.open_bases(branch) {
            let reach = self.reach(branch, base, &relative)?;
            if closest.as_ref().is_none_or(|known| reach.width() < known.width()) {
                closest = Some(reach);
            }
        }
        let Some(reach) = closest else { return Err(TooHard) };
        let at = i64::try_from(day(reach.base)).map_err(|_| TooHard)?;
        self.stretches(branch, &reach, at)
    }

    /// The days from which others are counted, and on which it is not settled yet when they are.
    fn open_bases(&self, branch: &Branch) -> BTreeSet<usize> {
        let settled = |base: &usize| branch.stretches.iter().any(|(variable, ..)| variable == base);
        self.ties.iter().map(|tie| tie.base).filter(|base| !settled(base)).collect()
    }

    /// On which days a variable may be.
    fn reach(&self, branch: &Branch, base: usize, relative: &[Row]) -> Result<Reach, TooHard> {
        let window = days(shadow_on(base, self.whole.len(), relative.to_vec(), self.effort)?)?;
        // Where the stretches settled so far leave only days nearby, the calendar says all.
        let near = |(from, until): &(i64, i64)| until - from <= NEAR;
        if let Some((from, until)) = window.0.zip(window.1).filter(near).filter(|_| branch.stretches.len() < MOST_NEAR)
        {
            return Ok(Reach { base, from, until, near: true });
        }
        let all = [relative, &self.absolute].concat();
        let (from, until) = days(shadow_on(base, self.whole.len(), all, self.effort)?)?;
        let (first, last) = calendar();
        Ok(Reach { base, from: from.unwrap_or(first), until: until.unwrap_or(last), near: false })
    }

    /// Either the one begins no later than the other and ends no later, or it begins after it.
    fn in_order(&mut self, branch: &Branch, one: &Tie, other: &Tie) -> Result<Found, TooHard> {
        let mut nowhere = true;
        let ordered = [
            vec![self.row(&[(other.base, 1), (one.base, -1)], 0)?, self.row(&[(other.later, 1), (one.later, -1)], 0)?],
            vec![self.row(&[(one.base, 1), (other.base, -1)], 1)?],
        ];
        for order in ordered {
            let order = [&branch.order[..], &order].concat();
            match self.branch(&Branch { order, ..branch.clone() })? {
                Found::Nothing { anywhere } => nowhere &= anywhere,
                found @ Found::Values(_) => return Ok(found),
            }
        }
        Ok(Found::Nothing { anywhere: nowhere })
    }

    /// Whether a branch holds no case even if all days were others by as many, as long as the calendar is like this one there. What was found once
    /// is remembered with the calendar around, so that of all months few are looked at.
    fn holds_nothing(&mut self, branch: &Branch) -> Result<bool, TooHard> {
        self.effort.spend(LOOK)?;
        let known = self.known(branch);
        if self.refuted.contains(&known) {
            return Ok(true);
        }
        if !self.windows.contains_key(&known) {
            let windows = self.windows_beside(branch)?;
            self.windows.insert(known.clone(), windows);
        }
        let Some(windows) = self.windows.get(&known).and_then(Option::as_ref) else { return Ok(false) };
        let seen = windows.iter().map(|window| self.seen(*window, branch.origin())).collect::<Vec<Seen>>();
        let key = (known, seen);
        if let Some(somewhere) = self.somewhere.get(&key) {
            return Ok(!somewhere);
        }
        let absolute = std::mem::take(&mut self.absolute);
        let found = self.branch(branch);
        self.absolute = absolute;
        let somewhere = matches!(found?, Found::Values(_));
        self.somewhere.insert(key, somewhere);
        Ok(!somewhere)
    }

    fn windows_beside(&self, branch: &Branch) -> Result<Option<Vec<Window>>, TooHard> {
        let rows = self.rows(branch)?;
        let mut windows = Vec::new();
        for base in self.open_bases(branch) {
            let window = days(shadow_on(base, self.whole.len(), rows.clone(), self.effort)?)?;
            let (Some(from), Some(until)) = window else { return Ok(None) };
            if until - from > NEAR {
                return Ok(None);
            }
            windows.push((base, from - branch.origin(), until - branch.origin()));
        }
        Ok(Some(windows))
    }

    /// The calendar in a window.
    fn seen(&self, (base, from, until): Window, origin: i64) -> Seen {
        let mut stretches = Vec::new();
        let mut next = origin + from;
        while next <= origin + until {
            let (_, last) = stretch(self.stairs(base), next);
            stretches.push((next - origin, self.stairs(base).map(|stair| stair.offset(next)).collect()));
            next = last + 1;
        }
        (base, stretches)
    }

    /// Goes through the stretches of days on which a variable may lie, from one day outwards.
    fn stretches(&mut self, branch: &Branch, reach: &Reach, at: i64) -> Result<Found, TooHard> {
        let Reach { base, from, until, near } = *reach;
        let mut anywhere = near;
        for forwards in [true, false] {
            let start = stretch(self.stairs(base), at).0;
            let mut next = if forwards { at } else { start - 1 };
            // Since when no stretch holds a case wherever it lies.
            let mut nothing_since: Option<i64> = None;
            while from <= next && next <= until {
                let (first, last) = stretch(self.stairs(base), next);
                let own = (base, first.max(from), last.min(until));
                let stretches = branch.stretches.iter().copied().chain([own]).collect();
                let part = Branch { stretches, order: branch.order.clone() };
                let found = match !near && self.holds_nothing(&part)? {
                    true => Found::Nothing { anywhere: true },
                    false => self.branch(&part)?,
                };
                match found {
                    found @ Found::Values(_) => return Ok(found),
                    Found::Nothing { anywhere: true } => {
                        let since = *nothing_since.get_or_insert(if forwards { own.1 } else { own.2 });
                        let gone = if forwards { own.2 - since } else { since - own.1 };
                        if gone >= CYCLE && self.repeats(since, forwards) {
                            break;
                        }
                    }
                    Found::Nothing { anywhere: false } => (anywhere, nothing_since) = (false, None),
                }
                next = if forwards { last + 1 } else { first - 1 };
            }
        }
        Ok(Found::Nothing { anywhere })
    }

    /// Whether from a day on, or before it, no holidays make the calendar another than that of 400 years before.
    fn repeats(&self, since: i64, forwards: bool) -> bool {
        self.ties.iter().all(|tie| {
            let far = tie.stair.least.abs().max(tie.stair.most.abs()) + CYCLE;
            match forwards {
                true => tie.stair.last_holiday().is_none_or(|last| last + far < since),
                false => tie.stair.first_holiday().is_none_or(|first| since < first - far),
            }
        })
    }
}

/// The days between two cuts.
fn days((from, to): (Option<Cut>, Option<Cut>)) -> Result<(Option<i64>, Option<i64>), TooHard> {
    let day = |value: Rational| i64::try_from(value.to_integer()).map_err(|_| TooHard);
    let from = from.map(|cut| day(cut.value.ceil())).transpose()?;
    Ok((from, to.map(|cut| day(cut.value.floor())).transpose()?))
}

/// A sum of whole numbers is at least so much.
fn row(variables: usize, sum: &[(usize, i128)], at_least: i64) -> Result<Row, TooHard> {
    let sum: Vec<(usize, Rational)> = sum.iter().map(|(n, times)| (*n, Rational::from_integer(*times))).collect();
    Row::whole(&sum, variables, Rational::from_integer(at_least.into()), false, false)
}

/// How far the days of a tie lie from each other.
fn apart(variables: usize, tie: &Tie, (least, most): (i64, i64)) -> Result<[Row; 2], TooHard> {
    let (later, base) = (tie.later, tie.base);
    Ok([row(variables, &[(later, 1), (base, -1)], least)?, row(variables, &[(later, -1), (base, 1)], -most)?])
}

/// The distances that ties leave, for whoever asks between which values a variable lies.
pub(super) fn distances(ties: &[Tie], variables: usize) -> Result<Vec<Row>, TooHard> {
    let rows = ties.iter().map(|tie| apart(variables, tie, (tie.stair.least, tie.stair.most)));
    Ok(rows.collect::<Result<Vec<_>, TooHard>>()?.into_iter().flatten().collect())
}
