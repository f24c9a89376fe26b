//! A region in machine form: a list of boxes, each a set of limits on facts.
//!
//! A region may have a hundred thousand boxes that name the same facts and values again and again: these texts are shared.

use std::sync::Arc;

/// One limit of a range.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Limit {
    /// The value as the language writes it: `50 MW`, `2_000_000_000 VND`, `2025-07-01`.
    pub value: Arc<str>,
    /// Whether the value itself lies inside. Numbers and dates of discrete facts are closed: always true for them.
    pub included: bool,
}

impl Limit {
    /// A limit that belongs to the range.
    #[must_use]
    pub fn included(value: impl Into<Arc<str>>) -> Self {
        Self { value: value.into(), included: true }
    }

    /// A limit that does not belong to the range.
    #[must_use]
    pub fn excluded(value: impl Into<Arc<str>>) -> Self {
        Self { value: value.into(), included: false }
    }
}

/// What one fact may be in a box.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum BoxEntry {
    /// A stretch of numbers, amounts or dates; a missing limit is the edge of the fact's domain.
    Range {
        /// The lower limit.
        from: Option<Limit>,
        /// The upper limit.
        to: Option<Limit>,
    },
    /// The leaves of a list or territory, in declared order.
    Names(Vec<String>),
    /// Yes or no.
    YesNo(bool),
    /// The question has no answer.
    NoAnswer,
    /// The question, which may have no answer, has one.
    AnyAnswer,
    /// A set of names.
    Members {
        /// Names that are in it.
        includes: Vec<String>,
        /// Names that are not.
        excludes: Vec<String>,
        /// How many names are in it, a missing limit being the edge; absent: any number.
        count: Option<Box<(Option<Limit>, Option<Limit>)>>,
    },
}

/// One box: the facts it limits, in the author's order. A fact that is left out spans its domain; `at` is the date.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct RegionBox {
    /// Fact name and what it may be. A name comes at most once: [`RegionBox::with`] replaces.
    entries: Vec<(Arc<str>, BoxEntry)>,
}

impl RegionBox {
    /// The key under which the date stands.
    pub const DATE: &'static str = "at";

    /// The box without limits: every case on every day.
    #[must_use]
    pub fn everything() -> Self {
        Self::default()
    }

    /// A box to be given so many limits.
    #[must_use]
    pub fn with_room(limits: usize) -> Self {
        Self { entries: Vec::with_capacity(limits) }
    }

    /// Limits one fact; a fact limited before keeps its place and gets the new limit.
    #[must_use]
    pub fn with(mut self, fact: impl Into<Arc<str>>, entry: BoxEntry) -> Self {
        let fact = fact.into();
        if let Some((_, old)) = self.entries.iter_mut().find(|(name, _)| *name == fact) {
            *old = entry;
        } else {
            self.entries.push((fact, entry));
        }
        self
    }

    /// The limits in order.
    #[must_use]
    pub fn entries(&self) -> &[(Arc<str>, BoxEntry)] {
        &self.entries
    }
}
