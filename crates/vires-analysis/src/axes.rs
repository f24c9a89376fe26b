//! The axes of a power's cases, and regions written in values: the form in which regions leave one power's cells.

use std::cmp::Ordering;
use std::sync::Arc;

use vires_model::{FactId, Life, ListId, PowerId, Rational, Term, Unset, ValueId, ValueSet};

use crate::atoms::life_extent;
use crate::cells::Cut;
use crate::derived::Derived;

/// One independent question that the rules of a power ask of a case or of the day.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Axis {
    /// The fact's value: yes or no, a leaf, or an ordered value.
    Fact(FactId),
    /// Whether an ordered fact or a set has no answer.
    IsNone(FactId),
    /// Whether a set has this leaf.
    Member(FactId, ValueId),
    /// How many members a set has.
    Count(FactId),
    /// Whether two facts name the same value of this list.
    Same(FactId, FactId, ListId),
    /// The value of a sum of several answers. It hangs on the axes of these answers: a box over it may hold no case.
    Linear(Arc<Sum>),
    /// Whether a derived fact holds that is kept whole. It hangs on the axes of its facts: a box over it may hold no case.
    Derived(Arc<Derived>),
    /// The answer to a question that turns on a parameter without a value: nobody can say.
    Unset(Unset),
    /// Whether another power is held as the `n`-th question asks, where only words are compared: either may be.
    Held(PowerId, u32),
    /// To which of its contenders another power comes that may itself be in conflict: nobody can say. Elsewhere it means nothing.
    Comes(PowerId),
    /// The day asked about.
    Time,
}

/// A sum of answers, each times a constant: terms in ascending order, each once, the first times one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sum(pub Vec<(Term, Rational)>);

impl Sum {
    /// The facts in it, in order.
    pub fn facts(&self) -> impl Iterator<Item = FactId> + '_ {
        self.0.iter().filter_map(|(term, _)| term.fact())
    }
}

impl Axis {
    /// Facts as declared, what belongs to one fact together, time last.
    fn rank(&self) -> (u8, u32, u8, u32, u32) {
        match *self {
            Self::Fact(fact) => (0, fact.0, 0, 0, 0),
            Self::IsNone(fact) => (0, fact.0, 1, 0, 0),
            Self::Count(fact) => (0, fact.0, 2, 0, 0),
            Self::Member(fact, value) => (0, fact.0, 3, value.0, 0),
            Self::Same(left, right, list) => (1, left.0, 0, right.0, list.0),
            Self::Linear(_) => (2, 0, 0, 0, 0),
            Self::Derived(_) => (2, 0, 1, 0, 0),
            Self::Unset(Unset { parameter, of, question, twice }) => {
                let question = question.saturating_mul(2).saturating_add(u32::from(twice));
                (3, parameter.0, u8::from(of.is_some()), of.map_or(0, |of| of.0), question)
            }
            Self::Held(power, n) => (4, power.0, 0, n, 0),
            Self::Comes(power) => (4, power.0, 1, 0, 0),
            Self::Time => (5, 0, 0, 0, 0),
        }
    }
}

impl PartialOrd for Axis {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Axis {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Linear(one), Self::Linear(other)) => one.cmp(other),
            (Self::Derived(one), Self::Derived(other)) => one.cmp(other),
            _ => self.rank().cmp(&other.rank()),
        }
    }
}

/// What a box allows on one axis.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Extent {
    /// Between two cuts; absent: the domain's edge.
    Between(Option<Cut>, Option<Cut>),
    /// These leaves, and `none` if so. Contenders of a power are counted as leaves are.
    Leaves(ValueSet, bool),
    /// Yes, or no.
    Is(bool),
}

/// A box in values: axes in order; what is absent spans its domain.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ValueBox(pub Vec<(Axis, Extent)>);

impl ValueBox {
    /// All cases on these days.
    #[must_use]
    pub fn days(days: Life) -> Self {
        Self(life_extent(days).map(|extent| (Axis::Time, extent)).into_iter().collect())
    }

    /// What the box allows on an axis; none: everything.
    #[must_use]
    pub fn extent(&self, axis: Axis) -> Option<&Extent> {
        self.0.iter().find(|(own, _)| *own == axis).map(|(_, extent)| extent)
    }
}
