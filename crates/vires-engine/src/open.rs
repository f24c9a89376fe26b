//! Cases with unknown facts: all their completions, those that nothing tells apart taken together.

use std::collections::{BTreeMap, BTreeSet};

use crate::bundle::{PowerHandle, RuleNumber};
use crate::candidates::{Alike, candidates};
use crate::case::{Case, Fraction, UNKNOWN};
use crate::days::days;
use crate::decide::{Outcome, Scratch, Verdict, Why};
use crate::instance::Holding;
use crate::judge::{Judged, judge};
use crate::reading::{Reading, hits};
use crate::tables::{Ask, Span, Tables, TermOf};
use crate::turns::{Hangs, Turn, deciding};

/// The most completions that are told apart; past it every unknown fact is named as needed.
const MOST: usize = 1 << 16;

/// What must agree: outcome, holders and mode.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    Competent(Holding),
    Nobody(Why),
    Gap,
    /// Whoever the claims name.
    Conflict,
    /// It hangs on these.
    Undetermined(BTreeSet<Hangs>),
    NotInForce,
}

/// Whom the claims of a conflict name.
pub(crate) type Claims = BTreeSet<(Option<Holding>, Option<Why>)>;

/// One kind of completion.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct State {
    /// For each day the words left.
    masks: Vec<u64>,
    /// For each day whether there is such a case.
    valid: Vec<bool>,
    /// The values that place holders, tell whether places are the same, or are added up; [`UNKNOWN`] for all else.
    values: Vec<i64>,
    /// The numbers that are added up.
    exact: Vec<Option<Fraction>>,
}

/// A case with what is unknown of it.
pub(crate) struct Open<'c> {
    case: &'c Case<'c>,
    pub(crate) power: PowerHandle<'c>,
    /// Days that stand for all days in question.
    pub(crate) days: Vec<i32>,
    /// Whether the day itself is unknown.
    pub(crate) day_unknown: bool,
    /// Unknown facts, and the answers that tell something apart.
    pub(crate) unknown: Vec<(u32, Vec<Alike>)>,
    /// Words of a day.
    width: usize,
    /// Whether all bits are looked at, those too that bear on explanations only.
    whole: bool,
    /// Whether combinations that cannot occur are left out.
    assuming: bool,
    memo: BTreeMap<Completed, Option<Key>>,
    scratch: Scratch,
}

/// A day with the words left, and the values that are looked at.
type Completed = (usize, Vec<u64>, Vec<i64>, Vec<Option<Fraction>>);

/// There are too many completions.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TooMany;

/// A value as far as a power's rules look at it, on each of some days.
pub(crate) struct Seen {
    pub(crate) rows: Vec<u64>,
    pub(crate) valid: Vec<bool>,
    pub(crate) places: Vec<u32>,
}

impl<'c> Open<'c> {
    /// `whole`: look at all bits, as explanations do.
    pub(crate) fn new(case: &'c Case<'c>, day: Option<i32>, whole: bool) -> Result<Self, TooMany> {
        let power = case.power;
        let days = day.map_or_else(|| days(power), |day| vec![day]);
        let width = if whole { power.power.words as usize } else { (power.about.bearing as usize).div_ceil(64) };
        let mut open = Self {
            case,
            power,
            days,
            day_unknown: day.is_none(),
            unknown: Vec::new(),
            width,
            whole,
            assuming: true,
            memo: BTreeMap::new(),
            scratch: Scratch::default(),
        };
        let missing = open.missing(day);
        if crate::sums::entangled(&open, &|slot| missing.contains(&slot)) {
            return Err(TooMany);
        }
        if day.is_none() {
            let (values, exact) = open.given();
            let more = crate::sums::critical_days(&open, &values, &exact);
            open.days.extend(more);
            open.days.sort_unstable();
            open.days.dedup();
        }
        for slot in missing {
            let options = candidates(&open, slot)?;
            open.unknown.push((slot, options));
        }
        Ok(open)
    }

    /// The unknown facts that rules ask for, and those that assumptions tie to them.
    fn missing(&self, day: Option<i32>) -> BTreeSet<u32> {
        let slots = self.power.power.slots.of(&self.tables().slots);
        let open = |slot: u32| {
            let given = self.case.values.get(slot as usize) != Some(&UNKNOWN);
            // A place that does not exist on the day counts as not given.
            !given || day.is_some_and(|day| !self.reading(day, &self.case.values, &self.case.exact).exists(slot))
        };
        let mut missing: BTreeSet<u32> =
            (0..).zip(slots).filter(|(n, slot)| slot.asked && open(*n)).map(|(n, _)| n).collect();
        loop {
            let before = missing.len();
            for assumption in self.power.about.assumptions.of(&self.tables().assumptions) {
                let tied = assumption.slots.of(&self.tables().numbers);
                if assumption.day && day.is_none() || tied.iter().any(|slot| missing.contains(slot)) {
                    missing.extend(tied.iter().copied().filter(|slot| open(*slot)));
                }
            }
            if missing.len() == before {
                return missing;
            }
        }
    }

    pub(crate) const fn tables(&self) -> &'c Tables {
        self.power.tables
    }

    pub(crate) fn reading<'r>(&self, day: i32, values: &'r [i64], exact: &'r [Option<Fraction>]) -> Reading<'r>
    where
        'c: 'r,
    {
        Reading { power: self.power, values, sets: &self.case.sets, exact, day }
    }

    /// What the case gives of the facts that are not unknown.
    pub(crate) fn given(&self) -> (Vec<i64>, Vec<Option<Fraction>>) {
        let (mut values, mut exact) = (self.case.values.clone(), self.case.exact.clone());
        for (slot, _) in &self.unknown {
            if let (Some(value), Some(number)) = (values.get_mut(*slot as usize), exact.get_mut(*slot as usize)) {
                (*value, *number) = (UNKNOWN, None);
            }
        }
        (values, exact)
    }

    /// Whether the case gives a fact.
    pub(crate) fn is_given(&self, slot: u32) -> bool {
        self.case.values.get(slot as usize).is_some_and(|value| *value != UNKNOWN) && !self.is_unknown(slot)
    }

    /// Whether a fact is added to others.
    pub(crate) fn is_added(&self, slot: u32) -> bool {
        let slots = self.power.power.slots.of(&self.tables().slots);
        slots.get(slot as usize).is_some_and(|row| row.added)
    }

    fn is_unknown(&self, slot: u32) -> bool {
        self.unknown.iter().any(|(own, _)| *own == slot)
    }

    /// What the rules see of one value of one fact.
    pub(crate) fn seen(&self, slot: u32, value: i64, exact: Option<Fraction>, set: Option<&[u32]>) -> Seen {
        let alone = self.is_added(slot) && crate::sums::alone(self, slot);
        let (mut values, mut numbers) = self.given();
        if let Some(place) = numbers.get_mut(slot as usize) {
            *place = exact;
        }
        if let Some(place) = values.get_mut(slot as usize) {
            *place = value;
        }
        let mut sets = self.case.sets.clone();
        if let Some(place) = sets.get_mut(slot as usize) {
            *place = set.unwrap_or_default().to_vec();
        }
        let mut seen = Seen { rows: Vec::new(), valid: Vec::new(), places: Vec::new() };
        for day in &self.days {
            let reading = Reading { power: self.power, values: &values, sets: &sets, exact: &numbers, day: *day };
            let mut row = vec![u64::MAX; self.width];
            for axis in self.power.about.axes.of(&self.tables().axes) {
                let added = match axis.ask {
                    Ask::Sum { terms, .. } => alone && self.adds(terms, slot),
                    _ => false,
                };
                if (added || only_slot(axis.ask) == Some(slot))
                    && let Some(cell) = reading.cell(axis.ask)
                {
                    self.power.narrow(&mut row, axis.rows, cell);
                }
            }
            seen.rows.extend(row);
            let own = |leaf: u32| reading.stands_for_itself(slot, leaf);
            seen.valid.push(match (set, u32::try_from(value)) {
                (Some(set), _) => set.iter().all(|leaf| own(*leaf)),
                (None, Ok(leaf)) => own(leaf),
                (None, Err(_)) => true,
            });
            for (own, lies_in) in self.power.placings() {
                if own == slot {
                    seen.places.push(reading.place(slot, lies_in));
                }
            }
        }
        seen
    }

    /// The kinds of completion, one unknown fact left out if so.
    pub(crate) fn states(&self, without: Option<u32>) -> Result<BTreeSet<State>, TooMany> {
        let (values, exact) = self.given();
        let mut start = State { masks: Vec::new(), valid: Vec::new(), values, exact };
        for day in &self.days {
            let reading = self.reading(*day, &start.values, &start.exact);
            let mut mask = vec![u64::MAX; self.width];
            self.keep_bearing(&mut mask);
            for axis in self.power.about.axes.of(&self.tables().axes) {
                let known = match axis.ask {
                    Ask::Derived { .. } | Ask::Comes { .. } | Ask::Unset { .. } => false,
                    Ask::Sum { terms, .. } => !self.adds_unknowns(terms),
                    Ask::Day { .. } => true,
                    Ask::Same { left, right, .. } => !self.is_unknown(left) && !self.is_unknown(right),
                    ask => only_slot(ask).is_some_and(|slot| !self.is_unknown(slot)),
                };
                if known && let Some(cell) = reading.cell(axis.ask) {
                    self.power.narrow(&mut mask, axis.rows, cell);
                }
            }
            start.masks.extend(mask);
            let slots = 0..self.power.power.slots.len();
            start.valid.push(slots.into_iter().all(|slot| reading.exists(slot)));
        }
        let mut states = BTreeSet::from([start]);
        for (slot, options) in self.unknown.iter().filter(|(slot, _)| Some(*slot) != without) {
            let mut next = BTreeSet::new();
            for state in &states {
                for option in options {
                    next.insert(self.with(state, *slot, option));
                }
                if next.len() > MOST {
                    return Err(TooMany);
                }
            }
            states = next;
        }
        Ok(states)
    }

    /// Forgets what bears on explanations only, where none is wanted.
    fn keep_bearing(&self, mask: &mut [u64]) {
        if self.whole {
            return;
        }
        let rest = self.power.about.bearing % 64;
        let last = (self.power.about.bearing / 64) as usize;
        if rest != 0
            && let Some(word) = mask.get_mut(last)
        {
            *word &= (1u64 << rest).wrapping_sub(1);
        }
    }

    pub(crate) fn with(&self, state: &State, slot: u32, option: &Alike) -> State {
        let mut state = state.clone();
        for (word, row) in state.masks.iter_mut().zip(&option.rows) {
            *word &= row;
        }
        for (valid, own) in state.valid.iter_mut().zip(&option.valid) {
            *valid &= own;
        }
        let looked_at = self.is_added(slot) || self.power.placings().any(|(own, _)| own == slot);
        if looked_at
            && let (Some(value), Some(exact)) =
                (state.values.get_mut(slot as usize), state.exact.get_mut(slot as usize))
        {
            (*value, *exact) = (option.value, option.exact);
        }
        state
    }

    /// The answer on one of the days; none where there is no such case.
    pub(crate) fn key(&mut self, day: usize, state: &State) -> Option<Key> {
        if state.valid.get(day) != Some(&true) {
            return None;
        }
        let at = day.checked_mul(self.width)?;
        let mask = state.masks.get(at..at.checked_add(self.width)?)?.to_vec();
        let entry = (day, mask, state.values.clone(), state.exact.clone());
        if let Some(known) = self.memo.get(&entry) {
            return known.clone();
        }
        let (_, mask, values, exact) = entry.clone();
        let mut keys = BTreeSet::new();
        let mut answers: Vec<(Vec<Turn>, (Key, Claims))> = Vec::new();
        let mut scratch = std::mem::take(&mut self.scratch);
        let occurs = self.judged(day, mask, (&values, &exact), &mut scratch, &mut |reading, _, judged, turns, _| {
            let told = judged.told_apart(reading);
            answers.push((turns.to_vec(), told.clone()));
            keys.insert(told);
        });
        self.scratch = scratch;
        let key = match (occurs, keys.len()) {
            (false, _) | (_, 0) => None,
            (_, 1) => keys.pop_first().map(|(key, _)| key),
            _ => Some(Key::Undetermined(deciding(&answers.iter().collect::<Vec<_>>(), 0))),
        };
        self.memo.insert(entry, key.clone());
        key
    }

    /// Judges one completion on one day, once for each way in which what nobody can say may be; false where it cannot occur.
    fn judged(
        &self,
        day: usize,
        mut mask: Vec<u64>,
        (values, exact): (&[i64], &[Option<Fraction>]),
        scratch: &mut Scratch,
        show: &mut Show<'_>,
    ) -> bool {
        let Some(day) = self.days.get(day) else {
            return false;
        };
        let reading = self.reading(*day, values, exact);
        for axis in self.power.about.axes.of(&self.tables().axes) {
            let open = match axis.ask {
                Ask::Same { left, right, .. } => self.is_unknown(left) || self.is_unknown(right),
                Ask::Sum { terms, .. } => self.adds_unknowns(terms),
                _ => false,
            };
            if open && let Some(cell) = reading.cell(axis.ask) {
                self.power.narrow(&mut mask, axis.rows, cell);
            }
        }
        // All on which they hang is in.
        for axis in self.power.about.axes.of(&self.tables().axes) {
            if let Ask::Derived { parts } = axis.ask {
                let cell = u32::from(reading.holds(parts, &mask));
                self.power.narrow(&mut mask, axis.rows, cell);
            }
        }
        if self.assuming && self.excluded(&mask) {
            return false;
        }
        if *day < self.power.power.from {
            show(&reading, &mask, Judged::NotInForce, &[], scratch);
            return true;
        }
        // What nobody can say, one after another: each is taken to be every way in which it may be.
        let axes = self.power.about.axes.of(&self.tables().axes);
        let mut waiting = vec![(mask, 0usize, Vec::new())];
        while let Some((mask, next, turns)) = waiting.pop() {
            let open = axes.iter().enumerate().skip(next);
            let open = open.filter_map(|(n, axis)| Some((n, axis, reading.ways(axis, &mask)?))).next();
            let Some((n, axis, (hangs, cells))) = open else {
                let judged = judge(&reading, &mask, scratch);
                show(&reading, &mask, judged, &turns, scratch);
                continue;
            };
            for cell in &cells {
                let mut mask = mask.clone();
                self.power.narrow(&mut mask, axis.rows, *cell);
                let turn = (cells.len() > 1).then_some((hangs, *cell));
                waiting.push((mask, n + 1, turns.iter().copied().chain(turn).collect()));
            }
        }
        true
    }

    fn adds(&self, terms: Span, slot: u32) -> bool {
        let mut terms = terms.of(&self.tables().terms).iter();
        terms.any(|term| matches!(term.what.base(), TermOf::Number(own) | TermOf::Count(own) if own == slot))
    }

    fn adds_unknowns(&self, terms: Span) -> bool {
        terms.of(&self.tables().terms).iter().any(|term| match term.what.base() {
            TermOf::Number(slot) | TermOf::Count(slot) => self.is_unknown(slot),
            TermOf::Day | TermOf::Later(_) => false,
        })
    }

    fn excluded(&self, mask: &[u64]) -> bool {
        let assumptions = self.power.about.assumptions.of(&self.tables().assumptions);
        assumptions.iter().any(|assumption| {
            let slots = assumption.slots.of(&self.tables().numbers);
            let touches = assumption.day && self.day_unknown || slots.iter().any(|slot| self.is_unknown(*slot));
            touches && hits(mask, assumption.bits)
        })
    }

    /// Shows every completion that can occur; without assumptions where the facts given contradict them.
    pub(crate) fn each(&mut self, show: &mut ShowEach<'_>) -> Result<(), TooMany> {
        let states = self.states(None)?;
        let mut scratch = Scratch::default();
        for assuming in [true, false] {
            self.assuming = assuming;
            let mut any = false;
            for state in &states {
                for day in 0..self.days.len() {
                    if state.valid.get(day) != Some(&true) {
                        continue;
                    }
                    let at = day * self.width;
                    let mask = state.masks.get(at..at + self.width).unwrap_or_default();
                    any |= self.judged(
                        day,
                        mask.to_vec(),
                        (&state.values, &state.exact),
                        &mut scratch,
                        &mut |reading, mask, judged, _, scratch| show(reading, mask, judged, scratch),
                    );
                }
            }
            if any {
                return Ok(());
            }
        }
        Ok(())
    }

    /// All answers of all completions; at most `most` different ones are sought.
    pub(crate) fn keys(&mut self, most: usize) -> Result<BTreeSet<Key>, TooMany> {
        let states = self.states(None)?;
        for assuming in [true, false] {
            if self.assuming != assuming {
                self.assuming = assuming;
                self.memo.clear();
            }
            let mut keys = BTreeSet::new();
            for state in &states {
                for day in 0..self.days.len() {
                    keys.extend(self.key(day, state));
                    if keys.len() >= most {
                        return Ok(keys);
                    }
                }
            }
            if !keys.is_empty() {
                return Ok(keys);
            }
        }
        Ok(BTreeSet::new())
    }
}

/// The one fact that an axis asks about.
pub(crate) const fn only_slot(ask: Ask) -> Option<u32> {
    match ask {
        Ask::YesNo { slot }
        | Ask::Number { slot, .. }
        | Ask::Leaf { slot, .. }
        | Ask::IsNone { slot }
        | Ask::Member { slot, .. }
        | Ask::Count { slot, .. } => Some(slot),
        Ask::Day { .. }
        | Ask::Same { .. }
        | Ask::Sum { .. }
        | Ask::Derived { .. }
        | Ask::Unset { .. }
        | Ask::Comes { .. } => None,
    }
}

/// The answer in short.
pub(crate) fn verdict(case: &Case<'_>, day: Option<i32>, scratch: &mut Scratch) -> Verdict {
    let undetermined = Verdict { outcome: Outcome::Undetermined, rule: None };
    scratch.standing.clear();
    let Ok(mut open) = Open::new(case, day, false) else {
        return undetermined;
    };
    let Ok(mut keys) = open.keys(2) else {
        return undetermined;
    };
    let (Some(key), None) = (keys.pop_first(), keys.pop_first()) else {
        return undetermined;
    };
    let outcome = match key {
        Key::Competent(held) => {
            let act = held.act();
            scratch.agreed = Some(held);
            Outcome::Competent(act)
        }
        Key::Nobody(why) => Outcome::Nobody(why),
        Key::Gap => Outcome::Gap,
        Key::Conflict => Outcome::Conflict,
        Key::Undetermined(_) => Outcome::Undetermined,
        Key::NotInForce => Outcome::NotInForce,
    };
    Verdict { outcome, rule: common_rule(&mut open) }
}

/// The last rule of the chain shown, where it is the same in every completion.
fn common_rule(open: &mut Open<'_>) -> Option<RuleNumber> {
    let mut rules = BTreeSet::new();
    let power = open.power;
    let done = open.each(&mut |_, _, judged, _| {
        let claim = judged.shown().and_then(|claim| power.claim(claim));
        rules.insert(claim.map(|claim| claim.last));
    });
    match (done, rules.pop_first(), rules.pop_first()) {
        (Ok(()), Some(Some(rule)), None) => Some(RuleNumber(rule)),
        _ => None,
    }
}

/// Takes each completion: the case as completed, its mask, the judgement, what it takes to be so that nobody can say.
type Show<'s> = dyn FnMut(&Reading<'_>, &[u64], Judged, &[Turn], &Scratch) + 's;
/// The same without that.
type ShowEach<'s> = dyn FnMut(&Reading<'_>, &[u64], Judged, &Scratch) + 's;
