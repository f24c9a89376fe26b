//! Derived facts that turn on the day: one version for each stretch of days in which they mean one thing.
//!
//! What is said of all values of a list says it of those that there are: with the end of one of them the derived fact means something else. On the
//! days of one stretch it asks about the case alone, and is searched and compared like any other.

use std::collections::BTreeSet;
use std::sync::Arc;

use vires_model::{Atom, Condition, ConditionKind, Day, Interval, Life, Rational};

use super::Derived;
use crate::atoms::WHOLE;
use crate::cells::cuts_of;

/// What a derived fact comes to on some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// This, which asks about the case alone.
    Open(Arc<Derived>),
    /// The same in every case.
    Certain(bool),
}

impl Derived {
    /// Whether it says one thing of a case on some days and another on others.
    pub(crate) fn turns_on_the_day(&self) -> bool {
        self.condition.asks_the_day()
    }

    /// What it means on all days: each stretch once, in their order, and neighbours mean two things.
    pub(crate) fn versions(&self) -> Vec<(Life, Meaning)> {
        let mut starts = BTreeSet::new();
        self.condition.atoms(&mut |atom| {
            if let Atom::Today(interval) = atom {
                starts.extend(starts_of(interval));
            }
        });
        let ends = starts.iter().map(|start| Some(start.previous())).chain([None]);
        let lives = std::iter::once(None).chain(starts.iter().copied().map(Some)).zip(ends);
        let mut versions: Vec<(Life, Result<Condition, bool>)> = Vec::new();
        for (from, until) in lives {
            // Before the first start any day is like the one before it; without a start every day is like any other.
            let day = from.or(until).unwrap_or(Day(0));
            let meaning = on_day(&self.condition, day);
            match versions.last_mut() {
                Some((life, known)) if *known == meaning => life.until = until,
                _ => versions.push((Life { from, until }, meaning)),
            }
        }
        let version = |(life, meaning)| {
            let meaning = match meaning {
                Ok(condition) => Meaning::Open(Arc::new(Self { named: self.named.clone(), condition, days: life })),
                Err(certain) => Meaning::Certain(certain),
            };
            (life, meaning)
        };
        versions.into_iter().map(version).collect()
    }

    /// What it means on a day.
    pub(crate) fn on(&self, day: Day) -> Meaning {
        let version = self.versions().into_iter().find(|(life, _)| life.contains(day));
        version.map_or_else(|| Meaning::Open(Arc::new(self.clone())), |(_, meaning)| meaning)
    }
}

/// The days with which an interval of days begins, and the days after it.
fn starts_of(interval: &Interval) -> impl Iterator<Item = Day> {
    let (from, to) = cuts_of(interval, WHOLE);
    let day = |value: Rational| i32::try_from(value.to_integer()).ok().map(Day);
    from.into_iter().chain(to).filter_map(move |cut| day(cut.value))
}

/// The condition with a day put in; where it is the same in every case, what it is.
fn on_day(condition: &Condition, day: Day) -> Result<Condition, bool> {
    let (count, parts) = match &condition.kind {
        ConditionKind::Always => return Err(true),
        ConditionKind::Atom(Atom::Today(interval)) => {
            return Err(interval.contains(Rational::from_integer(i128::from(day.0))));
        }
        ConditionKind::Atom(_) => return Ok(condition.clone()),
        ConditionKind::Not(part) => {
            let part = on_day(part, day).map_err(|certain| !certain)?;
            return Ok(Condition { kind: ConditionKind::Not(Box::new(part)), ..condition.clone() });
        }
        ConditionKind::All(parts) => (parts.len(), parts),
        ConditionKind::Any(parts) => (1, parts),
        ConditionKind::AtLeast(count, parts) => (*count as usize, parts),
    };
    let mut count = count;
    let mut open = Vec::with_capacity(parts.len());
    for part in parts {
        match on_day(part, day) {
            Ok(part) => open.push(part),
            Err(true) => count = count.saturating_sub(1),
            Err(false) => {}
        }
    }
    if count == 0 || open.len() < count {
        return Err(count == 0);
    }
    let kind = match open.len() {
        1 => return Ok(open.remove(0)),
        all if all == count => ConditionKind::All(open),
        _ if count == 1 => ConditionKind::Any(open),
        _ => ConditionKind::AtLeast(u32::try_from(count).unwrap_or(u32::MAX), open),
    };
    Ok(Condition { kind, span: condition.span, named: condition.named.clone() })
}

#[cfg(test)]
mod tests {
    use vires_model::{FactId, FileId, Named, SourceSpan};

    use super::*;

    const NOWHERE: SourceSpan = SourceSpan { file: FileId(0), start: 0, end: 0 };

    fn part(kind: ConditionKind) -> Condition {
        Condition::new(kind, NOWHERE)
    }

    fn yes(fact: u32) -> Condition {
        part(ConditionKind::Atom(Atom::Yes(FactId(fact))))
    }

    /// The fact counts until the day.
    fn until(fact: u32, day: i32) -> Condition {
        let days = Interval::at_most(Rational::from_integer(i128::from(day)), true);
        part(ConditionKind::All(vec![part(ConditionKind::Atom(Atom::Today(days))), yes(fact)]))
    }

    fn derived(kind: ConditionKind) -> Derived {
        let name = "large".to_owned();
        Derived { named: Arc::new(Named { label: name.clone(), name }), condition: part(kind), days: Life::ALWAYS }
    }

    #[test]
    fn each_stretch_of_days_has_its_meaning() {
        let large = derived(ConditionKind::AtLeast(2, vec![yes(0), until(1, 9), until(2, 19)]));
        assert!(large.turns_on_the_day());
        let versions = large.versions();
        let life = |from: Option<i32>, until: Option<i32>| Life { from: from.map(Day), until: until.map(Day) };
        let stretches: Vec<Life> = versions.iter().map(|(life, _)| *life).collect();
        assert_eq!(stretches, [life(None, Some(9)), life(Some(10), Some(19)), life(Some(20), None)]);
        let meant = |meaning: &Meaning| match meaning {
            Meaning::Open(version) => version.condition.kind.clone(),
            Meaning::Certain(_) => ConditionKind::Always,
        };
        assert_eq!(meant(&large.on(Day(9))), ConditionKind::AtLeast(2, vec![yes(0), yes(1), yes(2)]));
        assert_eq!(meant(&large.on(Day(10))), ConditionKind::All(vec![yes(0), yes(2)]));
        // Two of one there are not.
        assert_eq!(large.on(Day(20)), Meaning::Certain(false));
    }

    #[test]
    fn what_means_the_same_before_and_after_is_one_stretch() {
        let plain = derived(ConditionKind::Any(vec![yes(0), yes(1)]));
        assert!(!plain.turns_on_the_day());
        assert_eq!(plain.versions(), [(Life::ALWAYS, Meaning::Open(Arc::new(plain.clone())))]);
        let never = part(ConditionKind::Not(Box::new(part(ConditionKind::Always))));
        let idle = derived(ConditionKind::Any(vec![part(ConditionKind::All(vec![never, until(1, 9)])), yes(0)]));
        assert_eq!(idle.versions().len(), 1);
    }
}
