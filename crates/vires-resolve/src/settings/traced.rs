//! What the model keeps of parameters beside the conditions that hold their values: which rule uses which, and by which
//! lines they are what they are.

use std::collections::BTreeSet;

use num_traits::CheckedDiv;
use vires_model::{
    Atom, Condition, Day, Deadline, Domain, Entry, EntryKey, InstrumentId, Life, ListId, ParameterId, Passing,
    ProvisionId, SetTo, Used, Value, ValueId,
};

use super::Stretch;
use crate::hand::{Key, Needs, Setting};
use crate::pairs::Half;
use crate::resolver::Resolver;

/// Where a `set` line stands, and the instrument that put it there, if another did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) place: ProvisionId,
    pub(super) amended_by: Option<InstrumentId>,
    /// On which days it is law.
    pub(super) life: Life,
    /// What passes with the last day of another text, and with that those days begin or end.
    pub(super) passing: Box<[Passing]>,
}

/// What a parameter is by the conditions that decide, where any do: whoever compares with it does not ask who set it.
pub(super) fn same_or_guarded(stretch: Vec<Stretch>) -> Vec<(Vec<Condition>, Option<Setting>, bool)> {
    match stretch.split_first() {
        Some((first, rest)) if rest.iter().all(|own| (&own.value, own.twice) == (&first.value, first.twice)) => {
            vec![(Vec::new(), first.value.clone(), first.twice)]
        }
        _ => stretch.into_iter().map(|own| (own.guard, own.value, own.twice)).collect(),
    }
}

impl Resolver<'_> {
    /// Adds the rows of one stretch of days; what goes on from the stretch before is one row.
    pub(super) fn told(
        &self,
        rows: &mut Vec<vires_model::Setting>,
        (parameter, of): (ParameterId, Option<ValueId>),
        life: Life,
        stretch: &[Stretch],
    ) {
        let alike = stretch.windows(2).all(|pair| match pair {
            [one, other] => one.value == other.value && one.by == other.by,
            _ => true,
        });
        for own in stretch.iter().take(if alike { 1 } else { stretch.len() }) {
            let (Some(value), Some(by)) = (&own.value, own.by.clone()) else { continue };
            let Some(value) = self.set_to(parameter, value) else { continue };
            let when = if alike { Vec::new() } else { own.guard.clone() };
            let Source { place, amended_by, life: line, passing } = by;
            let new = vires_model::Setting { parameter, of, life, when, value, place, line, amended_by, passing };
            let goes_on = rows.iter_mut().find(|before| {
                let next = before.life.until.map(Day::next);
                next.is_some() && next == life.from && vires_model::Setting { life, ..(*before).clone() } == new
            });
            match goes_on {
                Some(before) => before.life.until = life.until,
                None => rows.push(new),
            }
        }
    }

    /// The value in the parameter's own measure.
    fn set_to(&self, parameter: ParameterId, value: &Setting) -> Option<SetTo> {
        let value = match value {
            Setting::YesNo(yes) => Value::YesNo(*yes),
            Setting::Leaves(leaves) => match self.model.parameters[parameter].domain {
                Domain::Choice(_) => Value::Choice(leaves.iter().next()?),
                _ => Value::Set(leaves.iter().collect()),
            },
            Setting::Number(number) => Value::Ordered(number.checked_div(&self.factor_of(parameter)?)?),
            Setting::Unlimited => return Some(SetTo::Unlimited),
        };
        Some(SetTo::Value(value))
    }

    /// Hands the table to the model.
    pub(crate) fn settings_told(&mut self) {
        self.model.settings = std::mem::take(&mut self.told_settings).into_values().flatten().collect();
    }

    /// What a condition and deadlines that wait for the values of parameters use.
    pub(super) fn parameters_used(&self, when: &Condition, deadlines: &[Deadline]) -> Box<[Used]> {
        let mut used = BTreeSet::new();
        when.atoms(&mut |atom| {
            if let Atom::Unset(unset) = atom
                && let Some(deferred) = self.deferred.get(unset.question as usize)
            {
                self.add_used(&deferred.needs, (&deferred.bound, false), &mut used);
            }
        });
        for timed in deadlines.iter().filter_map(|deadline| self.timed.get(&deadline.span)) {
            self.add_used(timed.needs(), (&[], true), &mut used);
        }
        used.into_iter().collect()
    }

    /// `bound`: the values spoken of one after the other.
    fn add_used(&self, needs: &Needs, (bound, is_period): (&[(ListId, ValueId)], bool), used: &mut BTreeSet<Used>) {
        for (parameter, key) in &needs.parameters {
            let by = self.model.parameters[*parameter].by;
            let is_spoken_of = |list: ListId, value: ValueId| bound.contains(&(list, value));
            let half = |half: Half, list: ListId| match half {
                Half::Value(value) if is_spoken_of(list, value) => None,
                Half::Value(value) => Some((list, EntryKey::Value(value))),
                Half::Fact(fact) => Some((list, EntryKey::Answer(fact))),
            };
            let entry = match (*key, by) {
                (Key::Whole, _) => Entry::Whole,
                (Key::Value(value), Some(list)) if is_spoken_of(list, value) => Entry::Each,
                (Key::Value(value), _) => Entry::One(EntryKey::Value(value)),
                (Key::Fact(fact), _) => Entry::One(EntryKey::Answer(fact)),
                (Key::Pair([one, other]), by) => {
                    let Some([first, second]) = by.and_then(|list| self.halves(list)) else { continue };
                    match (half(one, first), half(other, second)) {
                        (Some(one), Some(other)) => Entry::Pair([one, other]),
                        _ => Entry::Each,
                    }
                }
            };
            used.insert(Used { parameter: *parameter, entry, is_period });
        }
    }
}
