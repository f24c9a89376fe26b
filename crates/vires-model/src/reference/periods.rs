//! Periods (5.9): their last days, and what silence did by the day asked about.

use std::collections::BTreeMap;

use crate::bodies::Mode;
use crate::date::Day;
use crate::decision::{Held, Instance, Needed};
use crate::facts::Value;
use crate::ids::FactId;
use crate::procedure::{DeadlineDue, State};
use crate::reference::claims::several;
use crate::steps::{Deadline, Silence, Start};

/// From when a period counts, in one case.
pub(super) enum Origin {
    Day(Day),
    /// The text does not say, or the case has no such day.
    Nothing,
    /// The case does not say.
    Unknown(FactId),
}

/// How a period stands.
pub(super) struct Run {
    pub(super) until: Option<Day>,
    pub(super) state: State,
    pub(super) needs: Option<Needed>,
}

/// From when the last of these deadlines counts. One that does not say it, behind one that passes the matter on, counts from when it passed.
pub(super) fn from(deadlines: &[Deadline], values: &BTreeMap<FactId, Value>) -> Origin {
    let Some((last, before)) = deadlines.split_last() else { return Origin::Nothing };
    match last.of {
        Some(Start::Day(day)) => Origin::Day(day),
        Some(Start::Fact(fact)) => match values.get(&fact) {
            Some(Value::Ordered(number)) => match i32::try_from(number.to_integer()) {
                Ok(day) => Origin::Day(Day(day)),
                Err(_) => Origin::Nothing,
            },
            Some(_) => Origin::Nothing,
            None => Origin::Unknown(fact),
        },
        None if before.last().is_some_and(|own| own.passes_to().is_some()) => match from(before, values) {
            Origin::Day(day) => before.last().map_or(Origin::Nothing, |own| Origin::Day(own.within.last_day(day))),
            other => other,
        },
        None => Origin::Nothing,
    }
}

/// How a period stands on the day asked about; `to`: who it passes to.
pub(super) fn run(deadline: &Deadline, from: &Origin, at: Option<Day>, to: Option<Instance>) -> Run {
    let until = match from {
        Origin::Day(day) => deadline.within.last_day(*day),
        Origin::Nothing => return Run { until: None, state: State::Open, needs: None },
        Origin::Unknown(fact) => {
            return Run { until: None, state: State::Open, needs: Some(Needed::Fact(*fact)) };
        }
    };
    let state = match at {
        None => return Run { until: Some(until), state: State::Open, needs: Some(Needed::Date) },
        Some(at) if at <= until => State::Waiting,
        Some(_) => match (&deadline.silence, to) {
            (Some(Silence::Approved), _) => State::Approved,
            (Some(Silence::Refused), _) => State::Refused,
            (Some(Silence::PassesTo(_)), Some(to)) => State::Passed(to),
            (Some(Silence::PassesTo(_)), None) | (None, _) => State::Overdue,
        },
    };
    Run { until: Some(until), state, needs: None }
}

/// The holder's own deadlines one after another: the first effect of silence that settles the matter leaves nothing to the later ones.
/// Gives back who decides now, where that is another.
pub(super) fn settle(deadlines: &mut [DeadlineDue], held: &Held) -> Option<Held> {
    deadlines.sort_by_key(|own| (own.until.is_none(), own.until));
    let mut now = held.clone();
    let mut settled = false;
    for own in deadlines {
        let binds_all = held.instances().iter().all(|who| own.binds.contains(who));
        match own.state {
            _ if settled => own.state = State::Moot,
            State::Approved | State::Refused => settled = binds_all,
            State::Passed(to) if binds_all => now = Held::One(to),
            State::Passed(to) => now = replaced(&now, &own.binds, to),
            _ => {}
        }
    }
    (now != *held).then_some(now)
}

/// The holding with another in place of these.
fn replaced(held: &Held, those: &[Instance], by: Instance) -> Held {
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
