//! From which answers on silence has had its effect: a period that counts from a day, or is as long as the case says, is over for some answers
//! and still runs for others.

use std::collections::{BTreeMap, BTreeSet};

use num_traits::{CheckedDiv, CheckedMul};
use vires_model::{
    AskedBy, Condition, Day, Deadline, Domain, FactId, Limit, Measure, Model, PowerId, Rational, SourceSpan, Step,
    Value,
};

use crate::decide::decide;
use crate::leads::{Group, Open, step, stretches};

/// Periods longer than so many steps of a number are not looked for.
const FARTHEST: i128 = 10_000_000;

/// The deadlines that texts set for a holder of the power, as far as the words alone say, each with the condition of its text.
pub(crate) fn deadlines_on(model: &Model, power: PowerId) -> Vec<(&Condition, &Deadline)> {
    let rules = model.rules.iter().filter(|(_, rule)| rule.effect.speaks_of(model, power));
    let rules = rules.flat_map(|(_, rule)| rule.deadlines.iter().map(move |own| (&rule.when, own)));
    let attached = model.attachments.iter().filter(|text| text.what.speak_of(model, power));
    rules.chain(attached.flat_map(|text| text.deadlines.iter().map(move |own| (&text.when, own)))).collect()
}

/// The steps that texts ask for under the power, as far as the words alone say, each with the condition of its text.
pub(crate) fn steps_on(model: &Model, power: PowerId) -> Vec<(&Condition, &Step)> {
    let rules = model.rules.iter().filter(|(_, rule)| rule.effect.speaks_of(model, power));
    let rules = rules.flat_map(|(_, rule)| rule.steps.iter().map(move |step| (&rule.when, step)));
    let attached = model.attachments.iter().filter(|text| text.what.speak_of(model, power));
    rules.chain(attached.flat_map(|text| text.steps.iter().map(move |step| (&text.when, step)))).collect()
}

/// From which answers a period counts, and which say how long it is.
pub(crate) fn counted(deadline: &Deadline) -> BTreeSet<FactId> {
    deadline.counted_from().chain(deadline.lengths()).collect()
}

/// Which deadlines are over, and in which order they ended; those that end on one day count as of one order.
type Over = Vec<BTreeSet<(AskedBy, SourceSpan)>>;

impl Open<'_, '_> {
    /// The answers from which on another deadline is over, or they end in another order: more than matter, never fewer. None where that cannot
    /// be told exactly.
    pub(crate) fn turns(&self, fact: FactId) -> Option<BTreeSet<Rational>> {
        let model = self.model();
        let Domain::Ordered(ordered) = &model.facts[fact].domain else { return Some(BTreeSet::new()) };
        let (Some(at), Some(step)) = (self.at, step(ordered)) else { return Some(BTreeSet::new()) };
        let counts = |own: &Deadline| counted(own).contains(&fact);
        let all: Vec<&Deadline> = deadlines_on(model, self.power).into_iter().map(|(_, own)| own).collect();
        if !all.iter().any(|own| own.silence.is_some() && counts(own)) {
            return Some(BTreeSet::new());
        }
        // Which of two periods ends first may change to and fro where one counts months and the other days.
        let units: BTreeSet<_> = all
            .iter()
            .filter(|own| counts(own))
            .flat_map(|own| own.periods())
            .map(|(own, _)| (own.length.unit, own.then.as_ref().map(|then| then.unit), own.on_working_day))
            .collect();
        if units.len() > 1 {
            return None;
        }
        let number = |value: Rational| value.checked_div(&step).map(|n| n.to_integer());
        let ends = match ordered.measure {
            Measure::Date => [Day::parse("0001-01-01")?, Day::parse("9999-12-31")?].map(|day| i128::from(day.0)),
            _ => [-FARTHEST, FARTHEST],
        };
        let mut turns = BTreeSet::new();
        for group in stretches(&self.limits(fact)?, ordered) {
            let Group::Stretch { from, to } = group else { continue };
            let inner = |limit: Limit, by: i128| number(limit.value).map(|n| if limit.included { n } else { n + by });
            let first = from.map_or(Some(ends[0]), |from| inner(from, 1))?;
            let last = to.map_or(Some(ends[1]), |to| inner(to, -1))?;
            if first >= last {
                continue;
            }
            let mut seen: BTreeMap<i128, Over> = BTreeMap::new();
            let mut work = vec![(first, last)];
            while let Some((low, high)) = work.pop() {
                let mut over = |n: i128| -> Option<Over> {
                    if let Some(known) = seen.get(&n) {
                        return Some(known.clone());
                    }
                    let over = self.over(fact, Rational::from_integer(n).checked_mul(&step)?, at);
                    seen.insert(n, over.clone());
                    Some(over)
                };
                if over(low)? == over(high)? {
                    continue;
                }
                if high - low == 1 {
                    turns.insert(Rational::from_integer(high).checked_mul(&step)?);
                    continue;
                }
                let middle = low + (high - low) / 2;
                work.extend([(low, middle), (middle, high)]);
            }
        }
        Some(turns)
    }

    fn over(&self, fact: FactId, value: Rational, at: Day) -> Over {
        let mut case = self.case.clone();
        case.facts.insert(fact, Value::Ordered(value));
        let decision = decide(self.model(), self.power, &case, self.at);
        let procedure = vires_model::procedure(self.model(), &case, &decision);
        let mut by_day: BTreeMap<Day, BTreeSet<(AskedBy, SourceSpan)>> = BTreeMap::new();
        for own in procedure.deadlines.iter().filter(|own| own.deadline.silence.is_some()) {
            if let Some(until) = own.until.filter(|until| *until < at) {
                by_day.entry(until).or_default().insert((own.by, own.deadline.span));
            }
        }
        by_day.into_values().collect()
    }
}
