//! Periods (5.9): their last days, and what silence did by the day asked about.

use std::collections::{BTreeMap, BTreeSet};

use num_traits::{CheckedAdd, CheckedMul};

use crate::bodies::Mode;
use crate::date::Day;
use crate::decision::{Held, Instance, Needed};
use crate::facts::Value;
use crate::ids::FactId;
use crate::model::Model;
use crate::number::Rational;
use crate::procedure::{DeadlineDue, PassedOn, Reading, State};
use crate::reference::holding::several;
use crate::reference::lengths::Lengths;
use crate::reference::silence;
use crate::steps::{Deadline, NoEnd, Period, Silence, Start};

/// From when a period counts, or when it ends, in one case.
pub(super) enum Origin {
    Day(Day),
    /// The text does not say, or the case has no such day: without an answer (`none`) to this fact.
    Nothing(Option<FactId>),
    /// Nobody can say: all that is open.
    Unknown(BTreeSet<Needed>),
}

/// How a period stands.
pub(super) struct Run {
    /// The day on which it begins, where the text says from when it counts and that is known.
    pub(super) since: Option<Day>,
    pub(super) until: Option<Day>,
    pub(super) state: State,
    /// Without an answer (`none`) to this fact it does not run.
    pub(super) lacks: Option<FactId>,
    pub(super) needs: Vec<Needed>,
}

impl Run {
    const fn open(needs: Vec<Needed>) -> Self {
        Self { since: None, until: None, state: State::Open, lacks: None, needs }
    }
}

/// From when the last of these deadlines counts. One that does not say it, behind one that passes the matter on, counts from when it passed.
pub(super) fn from(model: &Model, deadlines: &[&Deadline], values: &BTreeMap<FactId, Value>) -> Origin {
    let Some((last, before)) = deadlines.split_last() else { return Origin::Nothing(None) };
    match &last.of {
        Some(start) => counted(start, values),
        None => match before.last() {
            Some(own) if own.passes_to().is_some() => end(model, own, from(model, before, values), values),
            _ => Origin::Nothing(None),
        },
    }
}

/// The day that this is.
fn counted(start: &Start, values: &BTreeMap<FactId, Value>) -> Origin {
    match start {
        Start::Day(day) => Origin::Day(*day),
        Start::Fact(fact) => match values.get(fact) {
            Some(Value::Ordered(number)) => day_of(*number),
            Some(_) => Origin::Nothing(Some(*fact)),
            None => Origin::Unknown(BTreeSet::from([Needed::Fact(*fact)])),
        },
        Start::Sum(terms, constant) => summed(terms, *constant, values),
        Start::Extreme { last, of } => {
            let days = of.iter().map(|one| counted(one, values));
            days.reduce(|one, other| further(*last, one, other)).unwrap_or(Origin::Nothing(None))
        }
    }
}

/// The later of two days, or the earlier.
fn further(last: bool, one: Origin, other: Origin) -> Origin {
    match (one, other) {
        (Origin::Nothing(lacks), _) | (_, Origin::Nothing(lacks)) => Origin::Nothing(lacks),
        (Origin::Unknown(mut open), Origin::Unknown(more)) => {
            open.extend(more);
            Origin::Unknown(open)
        }
        (Origin::Unknown(open), Origin::Day(_)) | (Origin::Day(_), Origin::Unknown(open)) => Origin::Unknown(open),
        (Origin::Day(one), Origin::Day(other)) => Origin::Day(if last { one.max(other) } else { one.min(other) }),
    }
}

fn day_of(number: Rational) -> Origin {
    i32::try_from(number.floor().to_integer()).map_or(Origin::Nothing(None), |day| Origin::Day(Day(day)))
}

/// The day whose number is a sum of answers. Without an answer (`none`) to one of them there is none.
fn summed(terms: &[(FactId, Rational)], constant: Rational, values: &BTreeMap<FactId, Value>) -> Origin {
    let (mut sum, mut open) = (Some(constant), BTreeSet::new());
    for (fact, times) in terms {
        match values.get(fact) {
            Some(Value::Ordered(number)) => {
                sum = sum.and_then(|sum| number.checked_mul(times).and_then(|own| sum.checked_add(&own)));
            }
            Some(_) => return Origin::Nothing(Some(*fact)),
            None => {
                open.insert(Needed::Fact(*fact));
            }
        }
    }
    if open.is_empty() { sum.map_or(Origin::Nothing(None), day_of) } else { Origin::Unknown(open) }
}

/// The last day of a deadline whose first period counts from this one: the last or the first of all its periods.
fn end(model: &Model, deadline: &Deadline, from: Origin, values: &BTreeMap<FactId, Value>) -> Origin {
    let first = last_day(model, &deadline.within, from, values);
    let Some(others) = &deadline.others else { return first };
    let ends = others.of.iter().map(|(within, of)| last_day(model, within, counted(of, values), values));
    ends.fold(first, |one, other| further(others.last, one, other))
}

/// The last day of a period that counts from this one.
fn last_day(model: &Model, within: &Period, from: Origin, values: &BTreeMap<FactId, Value>) -> Origin {
    let unknown = within.facts().filter(|fact| !values.contains_key(fact));
    let unknown: BTreeSet<Needed> = unknown.map(Needed::Fact).collect();
    let answer = |fact: FactId| match values.get(&fact) {
        Some(Value::Ordered(number)) => Some(*number),
        _ => None,
    };
    match from {
        Origin::Day(_) if !unknown.is_empty() => Origin::Unknown(unknown),
        Origin::Day(day) => match within.last_day(day, &answer, model) {
            Ok(day) => Origin::Day(day),
            Err(NoEnd::TooLong) => Origin::Nothing(None),
            Err(NoEnd::Beyond(calendar)) => Origin::Unknown(BTreeSet::from([Needed::Calendar(calendar)])),
        },
        Origin::Unknown(mut open) => {
            open.extend(unknown);
            Origin::Unknown(open)
        }
        Origin::Nothing(lacks) => Origin::Nothing(lacks),
    }
}

/// How the last of these deadlines stands on the day asked about; `to`: who it passes to.
pub(super) fn run(
    model: &Model,
    deadlines: &[&Deadline],
    (at, values): (Option<Day>, &BTreeMap<FactId, Value>),
    to: Option<Instance>,
) -> Run {
    let Some(deadline) = deadlines.last() else { return Run::open(Vec::new()) };
    let origin = from(model, deadlines, values);
    // Of several periods it is open from the beginning of the first.
    let others = deadline.others.iter().flat_map(|others| &others.of);
    let begins = |start: &Start, origin: &Origin| match origin {
        Origin::Day(counted) => Some(opens(model, start, *counted, values)),
        Origin::Nothing(_) | Origin::Unknown(_) => None,
    };
    let since = deadline.of.as_ref().and_then(|start| begins(start, &origin));
    let since = others.fold(since, |since, (_, start)| Some(since?.min(begins(start, &counted(start, values))?)));
    let open = |needs: Vec<Needed>| Run { since, ..Run::open(needs) };
    let until = match end(model, deadline, origin, values) {
        Origin::Day(day) => day,
        Origin::Nothing(lacks) => return Run { lacks, ..open(Vec::new()) },
        Origin::Unknown(needs) => return open(needs.into_iter().collect()),
    };
    let state = match at {
        None => return Run { until: Some(until), ..open(vec![Needed::Date]) },
        Some(at) if since.is_some_and(|since| at < since) => State::NotBegun,
        Some(at) if at <= until => State::Waiting,
        Some(_) => effect(deadline, to),
    };
    Run { until: Some(until), state, ..open(Vec::new()) }
}

/// How a step stands whose periods run one after another: those that are over and have passed it on to one who has a period of their own, and how
/// the period of that one stands. `to`: to whom each passes it.
pub(super) fn run_of_step(
    model: &Model,
    deadlines: &[Deadline],
    when: (Option<Day>, &BTreeMap<FactId, Value>),
    to: &[Option<Instance>],
) -> (Vec<PassedOn>, Run) {
    let all: Vec<&Deadline> = deadlines.iter().collect();
    let mut passed = Vec::new();
    loop {
        let n = passed.len();
        let so_far = all.get(..=n).unwrap_or(&all);
        let run = run(model, so_far, when, to.get(n).copied().flatten());
        match (run.state, run.until) {
            (State::Passed(to), Some(until)) if n + 1 < all.len() => passed.push(PassedOn { until, to }),
            _ => return (passed, run),
        }
    }
}

/// How a deadline stands once it is over; `to`: who it passes to.
pub(super) const fn effect(deadline: &Deadline, to: Option<Instance>) -> State {
    match (&deadline.silence, to) {
        (Some(Silence::Approved), _) => State::Approved,
        (Some(Silence::Refused), _) => State::Refused,
        (Some(Silence::Lapses), _) => State::Lapsed,
        (Some(Silence::RefusedUntilDecided), _) => State::RefusedUntilDecided,
        (Some(Silence::PassesTo(_)), Some(to)) => State::Passed(to),
        (Some(Silence::PassesTo(_)), None) | (None, _) => State::Overdue,
    }
}

/// How a window stands: as a period, but without a day from which it counts it does not open, and before it opens nothing else need be known of it.
/// Where it is not given how long it is, it stands as it does at every length; what is not given is needed to say when it ends.
pub(super) fn window(model: &Model, deadline: &Deadline, when: (Option<Day>, &BTreeMap<FactId, Value>)) -> Run {
    let run = window_of_given_length(model, deadline, when);
    if run.state != State::Open || run.needs.is_empty() {
        return run;
    }
    let lengths = Lengths::of(model, std::iter::once(deadline), when.1);
    if lengths.open.is_empty() || lengths.are_too_many() {
        return run;
    }
    let mut tried = lengths.worlds.iter().map(|values| window_of_given_length(model, deadline, (when.0, values)).state);
    match tried.next() {
        Some(state) if tried.all(|other| other == state) => {
            let needs = if state == State::Waiting { run.needs } else { Vec::new() };
            Run { state, needs, ..run }
        }
        _ => run,
    }
}

fn window_of_given_length(
    model: &Model,
    deadline: &Deadline,
    (at, values): (Option<Day>, &BTreeMap<FactId, Value>),
) -> Run {
    let run = run(model, &[deadline], (at, values), None);
    // Neither begun nor waiting for an answer: the case has no such day.
    if deadline.of.is_some() && run.since.is_none() && run.needs.is_empty() {
        return Run { state: State::NotBegun, ..run };
    }
    if at.zip(run.since).is_some_and(|(at, since)| at < since) {
        return Run { state: State::NotBegun, needs: Vec::new(), ..run };
    }
    run
}

/// The day on which a period begins: that from which it counts, or where that is a sum, the first date in it, since what is added to that date
/// makes the period longer.
fn opens(model: &Model, start: &Start, counted: Day, values: &BTreeMap<FactId, Value>) -> Day {
    let Start::Sum(terms, _) = start else { return counted };
    let is_date = |fact: FactId| model.facts[fact].domain.is_of_days();
    let added = terms.iter().filter(|(fact, times)| *times > Rational::from_integer(0) && is_date(*fact));
    let days = added.filter_map(|(fact, _)| match values.get(fact) {
        Some(Value::Ordered(number)) => i32::try_from(number.floor().to_integer()).ok().map(Day),
        _ => None,
    });
    days.chain([counted]).min().unwrap_or(counted)
}

/// Of two windows that must both be open, the one that is not, or closes first; what is not known of the other is needed as well, as long as
/// that one is open.
pub(super) fn narrower(one: Run, other: Run) -> Run {
    let rank = |run: &Run| match run.state {
        State::NotBegun => 0,
        State::Overdue => 1,
        _ => 2,
    };
    let key = |run: &Run| (rank(run), run.until.is_none(), run.until);
    let since = one.since.max(other.since);
    let (first, second) = if key(&other) < key(&one) { (other, one) } else { (one, other) };
    let (mut needs, mut state) = (first.needs, first.state);
    if !matches!(state, State::NotBegun | State::Overdue) {
        // That one of them is open says nothing of the other.
        if second.state == State::Open && !second.needs.is_empty() {
            state = State::Open;
        }
        needs.extend(second.needs);
    }
    Run { since, needs, until: first.until, state, lacks: first.lacks }
}

/// What the holder's own deadlines come to together: who decides now, where that is another; or what each text makes of silence, where they
/// contradict each other by now and nothing says which of them prevails.
pub(super) fn settle(model: &Model, deadlines: &mut [DeadlineDue], held: &Held) -> (Option<Held>, Vec<Reading>) {
    deadlines.sort_by_key(|own| (own.until.is_none(), own.until));
    let mut readings: Vec<Reading> = Vec::new();
    let mut against: Vec<usize> = Vec::new();
    for (n, own) in deadlines.iter().enumerate() {
        if !deadlines.iter().any(|other| silence::stand_against(model, own, other)) {
            continue;
        }
        against.push(n);
        let mut alone: Vec<DeadlineDue> = deadlines.to_vec();
        alone.retain(|other| !silence::stand_against(model, own, other));
        let (now, settled) = one_after_another(&mut alone, held);
        if !readings.iter().any(|known| known.held == now && known.settled == settled) {
            readings.push(Reading { by: own.by, held: now, settled });
        }
    }
    if readings.len() > 1 {
        for n in against {
            if let Some(own) = deadlines.get_mut(n) {
                own.state = State::Disputed;
            }
        }
        return (None, readings);
    }
    let (now, _) = one_after_another(deadlines, held);
    ((now != *held).then_some(now), Vec::new())
}

/// The first effect of silence that settles the matter leaves nothing to the later ones. Gives back who decides, and how it is settled.
fn one_after_another(deadlines: &mut [DeadlineDue], held: &Held) -> (Held, Option<State>) {
    let (mut now, mut settled) = (held.clone(), None);
    for own in deadlines {
        let binds_all = held.instances().iter().all(|who| own.binds.contains(who));
        match own.state {
            _ if settled.is_some() => own.state = State::Moot,
            state if state.settles() => settled = binds_all.then_some(own.state),
            State::Passed(to) if binds_all => now = Held::One(to),
            State::Passed(to) => now = replaced(&now, &own.binds, to),
            _ => {}
        }
    }
    (now, settled)
}

/// The holding with another in place of these.
pub(super) fn replaced(held: &Held, those: &[Instance], by: Instance) -> Held {
    match held {
        Held::One(who) if those.contains(who) => Held::One(by),
        Held::One(_) => held.clone(),
        Held::Several(mode, parts) => {
            let parts = parts.iter().map(|part| replaced(part, those, by)).collect();
            match *mode {
                // One who has several seats holds each of them.
                Mode::AnyOf(_) | Mode::Jointly => Held::Several(*mode, parts),
                mode => several(mode, parts),
            }
        }
    }
}
