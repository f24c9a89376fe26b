//! Lists of named values and territories (lists of places).

use std::collections::BTreeMap;

use crate::date::{Day, Life};
use crate::ids::{ListId, PackageId};
use crate::source::SourceSpan;

/// A value of a list: its row in [`List::values`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ValueId(pub u32);

/// A closed set of named values, flat or a tree. Facts take leaves; inner values stand for all leaves under them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// Where it is declared.
    pub package: PackageId,
    /// Its name.
    pub name: String,
    /// What people read; the name where none was given.
    pub label: String,
    /// Whether its values are places.
    pub territory: bool,
    /// The territory in which its places lie: `Commune within Province`.
    pub within: Option<ListId>,
    /// All values, inner ones included, in declared order.
    pub values: Vec<ListValue>,
    /// Rows by name (NFC).
    pub by_name: BTreeMap<String, ValueId>,
    /// Where.
    pub span: SourceSpan,
}

/// One value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListValue {
    /// Its name.
    pub name: String,
    /// Its label; the name where none was given.
    pub label: String,
    /// The value above it in the same list.
    pub parent: Option<ValueId>,
    /// Whether no value is under it.
    pub leaf: bool,
    /// The place of the outer territory it lies in.
    pub within: Option<ValueId>,
    /// When it exists.
    pub life: Life,
    /// The one value that took its place when it ended.
    pub successor: Option<ValueId>,
    /// Where.
    pub span: SourceSpan,
}

impl List {
    /// The leaves at or under a value.
    #[must_use]
    pub fn leaves_under(&self, value: ValueId) -> ValueSet {
        let mut set = ValueSet::default();
        for leaf in self.leaves() {
            let mut at = Some(leaf);
            // Parents are acyclic: resolution refuses a tree that goes round.
            while let Some(here) = at {
                if here == value {
                    set.insert(leaf);
                    break;
                }
                at = self.values.get(here.0 as usize).and_then(|row| row.parent);
            }
        }
        set
    }
    /// All leaves, in declared order.
    pub fn leaves(&self) -> impl Iterator<Item = ValueId> + '_ {
        self.values.iter().zip(0..).filter(|(row, _)| row.leaf).map(|(_, n)| ValueId(n))
    }
    /// What a value is read as on a day: itself while it exists, after its end its one successor (and so on);
    /// none where it does not exist yet, or ended without one successor.
    #[must_use]
    pub fn read_on(&self, value: ValueId, day: Day) -> Option<ValueId> {
        let mut at = value;
        for _ in 0..=self.values.len() {
            let row = self.values.get(at.0 as usize)?;
            if row.life.until.is_none_or(|until| day <= until) {
                return row.life.contains(day).then_some(at);
            }
            at = row.successor?;
        }
        None
    }
    /// As what a value is read day by day: itself until it ends, and from then on its one successor, and so on.
    #[must_use]
    pub fn read_in_time(&self, value: ValueId) -> Vec<(ValueId, Life)> {
        let (mut at, mut from, mut read) = (Some(value), None, Vec::new());
        while let Some(row) =
            at.and_then(|at| self.values.get(at.0 as usize)).filter(|_| read.len() < self.values.len())
        {
            read.extend(at.map(|at| (at, Life { from, until: row.life.until })));
            from = row.life.until.map(Day::next);
            at = row.successor.filter(|_| from.is_some());
        }
        read
    }
}

/// A set of values of one list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ValueSet {
    words: Vec<u64>,
}

impl ValueSet {
    /// Puts a value in.
    pub fn insert(&mut self, value: ValueId) {
        let word = (value.0 / 64) as usize;
        if self.words.len() <= word {
            self.words.resize(word + 1, 0);
        }
        if let Some(bits) = self.words.get_mut(word) {
            *bits |= 1 << (value.0 % 64);
        }
    }
    /// Whether the value is in it.
    #[must_use]
    pub fn contains(&self, value: ValueId) -> bool {
        self.words.get((value.0 / 64) as usize).is_some_and(|bits| bits >> (value.0 % 64) & 1 == 1)
    }
    /// Both together.
    pub fn extend(&mut self, other: &Self) {
        for value in other.iter() {
            self.insert(value);
        }
    }
    /// The values, ascending.
    pub fn iter(&self) -> impl Iterator<Item = ValueId> + '_ {
        (0..).zip(&self.words).flat_map(|(word, bits)| {
            (0..64u32).filter(move |bit| bits >> bit & 1 == 1).map(move |bit| ValueId(word * 64 + bit))
        })
    }
    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.iter().map(|bits| bits.count_ones() as usize).sum()
    }
    /// None at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|bits| *bits == 0)
    }
}

impl FromIterator<ValueId> for ValueSet {
    fn from_iter<T: IntoIterator<Item = ValueId>>(values: T) -> Self {
        let mut set = Self::default();
        for value in values {
            set.insert(value);
        }
        set
    }
}
