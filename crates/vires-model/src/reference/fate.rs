//! What has become of the matter by the holder's own deadlines, where the case leaves open which of them apply (5.8): in each completion
//! those that apply in it decide, and what all completions come to is sure, whichever deadline brings it there.
//!
//! From when a period counts is taken from the facts given alone: a day put in to complete a condition is no day that anybody has said. How long
//! it is may be open, where it counts from a known date: then every length is tried.

use std::collections::{BTreeMap, BTreeSet};

use crate::date::Day;
use crate::decision::{Held, Instance, Need, Needed};
use crate::ids::FactId;
use crate::model::Model;
use crate::procedure::{AskedBy, DeadlineDue, Reading, State};
use crate::reference::bound::{Bound, Slot, deadlines_of};
use crate::reference::lengths::Lengths;
use crate::reference::missing::{Choices, Question, Values, deciding};
use crate::reference::periods;
use crate::steps::Deadline;

/// What it has come to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fate {
    /// Silence has settled it.
    Settled(State),
    /// Who decides; and of holders who are but some of all, whose silence means what.
    Open(Held, Vec<(State, Vec<Instance>)>),
    /// Texts that contradict each other make these things of it.
    Disputed(BTreeSet<(Held, Option<State>)>),
    /// It turns on the day, which the case does not give: after which days what happens, by whose silence.
    OnTheDay(BTreeSet<(Day, State, Vec<Instance>)>),
}

/// What one completion comes to.
#[derive(Debug, Clone)]
struct Came {
    fate: Fate,
    /// A period in which silence means something still runs.
    waits: bool,
    /// It counts as refused as long as nothing is decided.
    refused_for_now: bool,
    /// Who decides, where that is another than those who hold.
    now: Option<Held>,
    readings: Vec<Reading>,
    /// How each deadline stands.
    states: States,
}

/// How deadlines stand: by which text, and which of its deadlines.
type States = BTreeMap<(AskedBy, usize), State>;

impl Came {
    const fn new(fate: Fate) -> Self {
        let states = States::new();
        Self { fate, waits: false, refused_for_now: false, now: None, readings: Vec::new(), states }
    }

    fn is_as(&self, other: &Self) -> bool {
        (&self.fate, self.waits, self.refused_for_now, &self.now, &self.states)
            == (&other.fate, other.waits, other.refused_for_now, &other.now, &other.states)
    }
}

/// What all completions come to.
#[derive(Debug, Clone, Default)]
pub(super) struct Fates {
    /// What it turns on; nothing where all agree.
    pub(super) turns_on: Vec<Need>,
    /// As in [`Procedure`](crate::procedure::Procedure).
    pub(super) now: Option<Held>,
    pub(super) disputed: Vec<Reading>,
    pub(super) settled: Option<State>,
    pub(super) refused_for_now: bool,
    pub(super) waits: bool,
    /// How deadlines stand that stand alike in all completions.
    pub(super) states: States,
}

/// What each completion comes to, one after another.
#[derive(Debug, Default)]
pub(super) struct Completions {
    came: Vec<(usize, Vec<Came>)>,
    /// In one of them, not all ways in which what is open may turn out were seen.
    cut_short: bool,
    /// How long periods are on which it turns.
    lengths: BTreeSet<FactId>,
}

impl Completions {
    /// One completion: what binds in it, once for each way in which what is open may turn out. `whole`: these are all ways.
    pub(super) fn see(
        &mut self,
        n: usize,
        (all, whole): (&[Vec<Bound>], bool),
        question: &Question<'_>,
        given: &Values,
        held: &Held,
    ) {
        self.cut_short |= !whole;
        let at = if question.dateless { None } else { question.days.first().copied() };
        let mut came = Vec::new();
        for bounds in all {
            // Of what not even all facts say whether it applies, either is possible.
            let doubtful = bounds.iter().any(|bound| !bound.applies && matches!(bound.slot, Slot::Own(..)));
            for doubtful in [false, true].into_iter().take(1 + usize::from(doubtful)) {
                came.extend(self.whatever_the_lengths(question.model, bounds, doubtful, (at, given), held));
            }
        }
        self.came.push((n, came));
    }

    /// What one way comes to, whatever the lengths of periods are that the case leaves open.
    fn whatever_the_lengths(
        &mut self,
        model: &Model,
        bounds: &[Bound],
        doubtful: bool,
        (at, given): (Option<Day>, &Values),
        held: &Held,
    ) -> Vec<Came> {
        let own = |bound: &Bound| match bound.slot {
            Slot::Own(by, n) if bound.applies || doubtful => deadlines_of(model, by).get(n),
            _ => None,
        };
        let speaking = bounds.iter().filter_map(own).filter(|deadline| deadline.silence.is_some());
        let lengths = Lengths::of(model, speaking, given);
        let mut turns = lengths.are_too_many();
        let mut came: Vec<Came> = Vec::new();
        let mut before: Option<Vec<(AskedBy, usize, State)>> = None;
        for (n, values) in lengths.worlds.iter().enumerate() {
            let mut deadlines = running(model, bounds, doubtful, (at, values));
            deadlines.sort_by_key(|(_, own)| (own.until.is_none(), own.until));
            let pattern = deadlines.iter().map(|(n, own)| (own.by, *n, own.state)).collect();
            // Between those that are not tried one by one, other lengths lie.
            turns |= n >= lengths.one_by_one && before.as_ref().is_some_and(|before| *before != pattern);
            before = Some(pattern);
            let own = come_to(model, deadlines, at, held);
            if !came.iter().any(|known| known.is_as(&own)) {
                came.push(own);
            }
        }
        let alike = |own: &Came| came.first().is_none_or(|first| (&first.fate, &first.now) == (&own.fate, &own.now));
        if turns || !came.iter().all(alike) {
            self.lengths.extend(lengths.open);
        }
        came
    }

    /// All together. `open`: what is not known beside the facts.
    pub(super) fn together(
        self,
        question: &Question<'_>,
        sizes: &[usize],
        choices: &Choices,
        open: &BTreeSet<Needed>,
    ) -> Fates {
        let mut numbers: BTreeMap<BTreeSet<&Fate>, usize> = BTreeMap::new();
        let mut answers: Vec<Option<usize>> = vec![None; sizes.iter().product()];
        for (n, came) in &self.came {
            let fresh = numbers.len();
            let own = *numbers.entry(came.iter().map(|came| &came.fate).collect()).or_insert(fresh);
            if let Some(slot) = answers.get_mut(*n) {
                *slot = Some(own);
            }
        }
        let (date, facts) = if numbers.len() > 1 { deciding(sizes, choices, &answers) } else { Default::default() };
        let by_day = numbers.keys().flatten().any(|fate| matches!(fate, Fate::OnTheDay(_)));
        let mut turns_on = question.needs(&facts, false);
        if self.cut_short || self.lengths.is_empty() && numbers.keys().any(|fates| fates.len() > 1) {
            turns_on.extend(open.iter().map(|what| Need { what: *what, found_by: None }));
        }
        for need in question.needs(&self.lengths, false) {
            if !turns_on.contains(&need) {
                turns_on.push(need);
            }
        }
        turns_on.extend((date || by_day).then_some(Need { what: Needed::Date, found_by: None }));
        let mut all = self.came.into_iter().flat_map(|(_, came)| came);
        let Some(first) = all.next().filter(|_| turns_on.is_empty()) else {
            return Fates { turns_on, ..Fates::default() };
        };
        let settled = match first.fate {
            Fate::Settled(state) => Some(state),
            _ => None,
        };
        let rest: Vec<Came> = all.collect();
        Fates {
            turns_on,
            waits: first.waits && rest.iter().all(|own| own.waits),
            refused_for_now: first.refused_for_now && rest.iter().all(|own| own.refused_for_now),
            states: {
                let mut states = first.states;
                states.retain(|slot, state| rest.iter().all(|own| own.states.get(slot) == Some(state)));
                states
            },
            now: first.now.filter(|now| rest.iter().all(|own| own.now.as_ref() == Some(now))),
            disputed: first.readings,
            settled,
        }
    }
}

/// Where there are too many completions: what is sure of each deadline by itself; whatever may have had an effect makes it turn on what that
/// deadline turns on.
pub(super) fn one_by_one(model: &Model, deadlines: &[DeadlineDue], held: &Held, at: Option<Day>) -> Fates {
    let mut turns_on: Vec<Need> = Vec::new();
    let may = |own: &&DeadlineDue| match own.state {
        State::Depends => own.deadline.silence.is_some() && !matches!(own.stands, State::Waiting | State::NotBegun),
        _ => false,
    };
    for need in deadlines.iter().filter(may).flat_map(|own| &own.needs) {
        if !turns_on.contains(need) {
            turns_on.push(need.clone());
        }
    }
    let date = Need { what: Needed::Date, found_by: None };
    if at.is_none() && deadlines.iter().any(turns_on_the_day) && !turns_on.contains(&date) {
        turns_on.push(date);
    }
    if !turns_on.is_empty() {
        return Fates { turns_on, ..Fates::default() };
    }
    let mut deadlines = deadlines.to_vec();
    let Came { now, readings, fate, waits, refused_for_now, states } = settled(model, &mut deadlines, held);
    let settled = match fate {
        Fate::Settled(state) => Some(state),
        _ => None,
    };
    Fates { turns_on, now, disputed: readings, settled, refused_for_now, waits, states }
}

/// Whether the case gives everything but the day.
fn turns_on_the_day(own: &DeadlineDue) -> bool {
    own.deadline.silence.is_some() && own.until.is_some() && own.needs.iter().all(|need| need.what == Needed::Date)
}

/// The deadlines that run in one way, each with the place of its words.
fn running(
    model: &Model,
    bounds: &[Bound],
    doubtful: bool,
    (at, given): (Option<Day>, &Values),
) -> Vec<(usize, DeadlineDue)> {
    let applies = |bound: &&Bound| bound.applies || doubtful;
    let runs = |slot: Slot| bounds.iter().filter(applies).any(|bound| bound.slot == slot);
    let mut deadlines = Vec::new();
    for bound in bounds.iter().filter(applies) {
        let Slot::Own(by, n) = bound.slot else { continue };
        // Those before it that do not run in this case say nothing of when it counts from.
        let before = deadlines_of(model, by).iter().enumerate().take(n + 1);
        let chain: Vec<&Deadline> = before.filter(|(m, _)| runs(Slot::Own(by, *m))).map(|(_, own)| own).collect();
        let Some(deadline) = chain.last().copied() else { continue };
        let run = periods::run(model, &chain, (at, given), bound.passes_to());
        let need = |what: &Needed| Need { what: *what, found_by: None };
        let due = DeadlineDue {
            by,
            binds: bound.holders.clone(),
            deadline: deadline.clone(),
            passes_to: bound.passes_to(),
            since: run.since,
            until: run.until,
            state: run.state,
            stands: run.state,
            lacks: run.lacks,
            needs: run.needs.iter().map(need).collect(),
        };
        deadlines.push((n, due));
    }
    deadlines
}

/// What they come to.
fn come_to(model: &Model, deadlines: Vec<(usize, DeadlineDue)>, at: Option<Day>, held: &Held) -> Came {
    if at.is_none() {
        let all = deadlines.iter().map(|(_, own)| own);
        let turns = all.filter(|own| turns_on_the_day(own)).filter_map(|own| {
            let effect = periods::effect(&own.deadline, own.passes_to);
            Some((own.until?, effect, own.binds.clone()))
        });
        let turns: BTreeSet<_> = turns.collect();
        if !turns.is_empty() {
            return Came::new(Fate::OnTheDay(turns));
        }
    }
    let (places, mut deadlines): (Vec<usize>, Vec<DeadlineDue>) = deadlines.into_iter().unzip();
    let came = settled(model, &mut deadlines, held);
    let states = places.into_iter().zip(&deadlines).map(|(n, own)| ((own.by, n), own.state)).collect();
    Came { states, ..came }
}

/// What these deadlines come to together.
fn settled(model: &Model, deadlines: &mut [DeadlineDue], held: &Held) -> Came {
    let (now, readings) = periods::settle(model, deadlines, held);
    let waits = readings.is_empty()
        && deadlines.iter().any(|own| own.state == State::Waiting && own.deadline.silence.is_some());
    let binds_all = |own: &&DeadlineDue| held.instances().iter().all(|who| own.binds.contains(who));
    let mut settles = deadlines.iter().filter(|own| own.state.settles());
    let refused_for_now = deadlines.iter().any(|own| own.state == State::RefusedUntilDecided);
    let fate = if !readings.is_empty() {
        Fate::Disputed(readings.iter().map(|own| (own.held.clone(), own.settled)).collect())
    } else if let Some(own) = settles.clone().find(binds_all) {
        Fate::Settled(own.state)
    } else {
        let mut parts: Vec<_> = settles.by_ref().map(|own| (own.state, own.binds.clone())).collect();
        parts.sort();
        Fate::Open(now.clone().unwrap_or_else(|| held.clone()), parts)
    };
    Came { waits, now, readings, refused_for_now, ..Came::new(fate) }
}
