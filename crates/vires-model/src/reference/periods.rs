//! Periods (5.9): their last days, and what silence did by the day asked about.

use std::collections::BTreeMap;

use num_traits::{CheckedAdd, CheckedMul};

use crate::bodies::Mode;
use crate::date::Day;
use crate::decision::{Held, Instance, Needed};
use crate::facts::Value;
use crate::ids::FactId;
use crate::model::Model;
use crate::number::Rational;
use crate::procedure::{DeadlineDue, State};
use crate::reference::holding::several;
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
pub(super) fn from(model: &Model, deadlines: &[&Deadline], values: &BTreeMap<FactId, Value>) -> Origin {
    let Some((last, before)) = deadlines.split_last() else { return Origin::Nothing };
    match &last.of {
        Some(Start::Day(day)) => Origin::Day(*day),
        Some(Start::Fact(fact)) => match values.get(fact) {
            Some(Value::Ordered(number)) => day_of(*number),
            Some(_) => Origin::Nothing,
            None => Origin::Unknown(*fact),
        },
        Some(Start::Sum(terms, constant)) => summed(terms, *constant, values),
        None => match before.last() {
            Some(own) if own.passes_to().is_some() => match from(model, before, values) {
                Origin::Day(day) => last_day(model, own, day, values),
                other => other,
            },
            _ => Origin::Nothing,
        },
    }
}

fn day_of(number: Rational) -> Origin {
    i32::try_from(number.floor().to_integer()).map_or(Origin::Nothing, |day| Origin::Day(Day(day)))
}

/// The day whose number is a sum of answers. Without an answer (`none`) to one of them there is none.
fn summed(terms: &[(FactId, Rational)], constant: Rational, values: &BTreeMap<FactId, Value>) -> Origin {
    let mut sum = Some(constant);
    for (fact, times) in terms {
        match values.get(fact) {
            Some(Value::Ordered(number)) => {
                sum = sum.and_then(|sum| number.checked_mul(times).and_then(|own| sum.checked_add(&own)));
            }
            Some(_) => return Origin::Nothing,
            None => return Origin::Unknown(*fact),
        }
    }
    sum.map_or(Origin::Nothing, day_of)
}

/// The last day of a period that counts from this one.
fn last_day(model: &Model, deadline: &Deadline, from: Day, values: &BTreeMap<FactId, Value>) -> Origin {
    if let Some(fact) = deadline.within.facts().find(|fact| !values.contains_key(fact)) {
        return Origin::Unknown(fact);
    }
    let answer = |fact: FactId| match values.get(&fact) {
        Some(Value::Ordered(number)) => Some(*number),
        _ => None,
    };
    deadline.within.last_day(from, &answer, &model.holidays).map_or(Origin::Nothing, Origin::Day)
}

/// How a period stands on the day asked about; `to`: who it passes to.
pub(super) fn run(
    model: &Model,
    deadline: &Deadline,
    from: Origin,
    (at, values): (Option<Day>, &BTreeMap<FactId, Value>),
    to: Option<Instance>,
) -> Run {
    let ends = match from {
        Origin::Day(day) => last_day(model, deadline, day, values),
        other => other,
    };
    let until = match ends {
        Origin::Day(day) => day,
        Origin::Nothing => return Run { until: None, state: State::Open, needs: None },
        Origin::Unknown(fact) => {
            return Run { until: None, state: State::Open, needs: Some(Needed::Fact(fact)) };
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

/// Of two windows that must both be open, the one that closes first; what is not known of the other is needed as long as
/// that one is open.
pub(super) fn narrower(one: Run, other: Run) -> Run {
    let (first, second) = match (one.until, other.until) {
        (Some(a), Some(b)) if b < a => (other, one),
        (None, Some(_)) => (other, one),
        _ => (one, other),
    };
    let needs = first.needs.or(second.needs).filter(|_| first.state != State::Overdue);
    Run { needs, ..first }
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
