//! By which text a parameter has the value that a rule turns on.
//!
//! Conditions hold the values of parameters, day by day and case by case, and decide by themselves; what is kept here is
//! how to say from which line a value came. Nothing of it decides anything.

use crate::conditions::Condition;
use crate::date::Life;
use crate::facts::{Domain, Value};
use crate::ids::{FactId, InstrumentId, ListId, ParameterId, ProvisionId};
use crate::lists::ValueId;
use crate::model::Model;
use crate::rules::Passing;

/// What a parameter is on some days, in some cases, and by which line. Rows of one entry have no day and case in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The parameter.
    pub parameter: ParameterId,
    /// The entry of the list by which it is kept.
    pub of: Option<ValueId>,
    /// On these days.
    pub life: Life,
    /// In the cases in which all of these are so.
    pub when: Vec<Condition>,
    /// What it is.
    pub value: SetTo,
    /// The provision that sets it so: of several that agree, the first.
    pub place: ProvisionId,
    /// On which days the line is law, whether or not another counts before it.
    pub line: Life,
    /// The instrument that put the line where it stands, where that is another than the one it stands in.
    pub amended_by: Option<InstrumentId>,
    /// Lines of other texts with whose last day that line begins or ends.
    pub passing: Box<[Passing]>,
}

/// The value of a parameter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum SetTo {
    /// One of its domain.
    Value(Value),
    /// More than any number.
    Unlimited,
}

/// A parameter that a rule uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Used {
    /// The parameter.
    pub parameter: ParameterId,
    /// Which entry of the list by which it is kept.
    pub entry: Entry,
    /// How long a period of the holder is turns on it, and not in which cases the rule holds.
    pub is_period: bool,
}

/// Which entry of the list by which a parameter is kept a rule reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entry {
    /// It is kept by no list.
    Whole,
    /// That of one list.
    One(EntryKey),
    /// That of a pair of values of two lists.
    Pair([(ListId, EntryKey); 2]),
    /// One after the other: `any Chemical has …`.
    Each,
}

/// What says which entry is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKey {
    /// It is named.
    Value(ValueId),
    /// The answer to a fact.
    Answer(FactId),
}

impl Used {
    /// The entry that is read where these are the answers to facts; none where they do not say which.
    pub fn entry_for(
        &self,
        model: &Model,
        answer: &dyn Fn(FactId) -> Option<ValueId>,
    ) -> Option<(ParameterId, Option<ValueId>)> {
        let read = |key: EntryKey, list: ListId| match key {
            EntryKey::Value(value) => Some(value),
            EntryKey::Answer(fact) => match model.facts[fact].domain {
                Domain::Choice(from) => model.lift(answer(fact)?, from, list),
                _ => None,
            },
        };
        let of = match self.entry {
            Entry::Whole => None,
            Entry::One(key) => Some(read(key, model.parameters[self.parameter].by?)?),
            Entry::Pair([(first, one), (second, other)]) => {
                let place = |list: ListId, key| {
                    let value = read(key, list)?;
                    model.lists[list].leaves().position(|leaf| leaf == value)
                };
                // The list of pairs has them in the order of the first list, and for each in that of the second.
                let before = place(first, one)?.checked_mul(model.lists[second].leaves().count())?;
                let n = before.checked_add(place(second, other)?)?;
                Some(ValueId(u32::try_from(n).ok()?))
            }
            Entry::Each => return None,
        };
        Some((self.parameter, of))
    }

    /// Whether it may be this entry that is read.
    #[must_use]
    pub fn may_be(&self, parameter: ParameterId, of: Option<ValueId>) -> bool {
        let named = match self.entry {
            Entry::One(EntryKey::Value(value)) => Some(value),
            _ => None,
        };
        self.parameter == parameter && (named.is_none() || named == of)
    }
}

impl Model {
    /// What an entry of a parameter is, by days and cases.
    #[must_use]
    pub fn settings_of(&self, parameter: ParameterId, of: Option<ValueId>) -> &[Setting] {
        let key = (parameter, of);
        let start = self.settings.partition_point(|row| (row.parameter, row.of) < key);
        let end = self.settings.partition_point(|row| (row.parameter, row.of) <= key);
        self.settings.get(start..end).unwrap_or_default()
    }
}
