//! Conditions of a case and a day, resolved and typed.

use crate::bodies::Holder;
use crate::ids::{FactId, ListId, PowerId, TierId};
use crate::lists::{ValueId, ValueSet};
use crate::number::Interval;
use crate::source::SourceSpan;

/// A condition with its place; the place of a part is that of the words that say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// What it says.
    pub kind: ConditionKind,
    /// Where. For what a derived fact means, the place where the derived fact is used.
    pub span: SourceSpan,
}

/// What a condition says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConditionKind {
    /// Always (a rule without `when`).
    Always,
    /// All of them.
    All(Vec<Condition>),
    /// At least one of them.
    Any(Vec<Condition>),
    /// At least so many of them.
    AtLeast(u32, Vec<Condition>),
    /// Not so.
    Not(Box<Condition>),
    /// A simple question.
    Atom(Atom),
}

/// A simple question about the case or the day. Where a fact has no answer (`none`), every atom on it is false except [`Atom::IsNone`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Atom {
    /// The fact is yes.
    Yes(FactId),
    /// The fact's value is one of these leaves (places that have ended are read as their successor first).
    Among(FactId, ValueSet),
    /// The ordered fact lies within.
    Within(FactId, Interval),
    /// The fact has no answer.
    IsNone(FactId),
    /// The set has this leaf.
    Includes(FactId, ValueId),
    /// The number of members of the set lies within.
    Count(FactId, Interval),
    /// Both facts name the same value of `list`: their own list, or for places the territory in which the narrower place lies.
    Same {
        /// One.
        left: FactId,
        /// The other.
        right: FactId,
        /// Compared as places (values) of this list.
        list: ListId,
    },
    /// The day asked about lies within.
    Today(Interval),
    /// Who may act under another power.
    Held {
        /// The other power.
        power: PowerId,
        /// Which holders make it true.
        by: HeldBy,
    },
}

/// Which holders make `P is held …` true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeldBy {
    /// One of these is among those who may act.
    AnyOf(Vec<Holder>),
    /// Each of these is among those who may act.
    AllOf(Vec<Holder>),
    /// Someone at this tier may act.
    At(TierId),
    /// Someone at a tier below this one may act.
    Below(TierId),
}

impl Condition {
    /// The condition of a rule that has none.
    #[must_use]
    pub const fn always(span: SourceSpan) -> Self {
        Self { kind: ConditionKind::Always, span }
    }
    /// All atoms in it, in order.
    pub fn atoms<'a>(&'a self, visit: &mut dyn FnMut(&'a Atom)) {
        match &self.kind {
            ConditionKind::Always => {}
            ConditionKind::All(parts) | ConditionKind::Any(parts) | ConditionKind::AtLeast(_, parts) => {
                for part in parts {
                    part.atoms(visit);
                }
            }
            ConditionKind::Not(part) => part.atoms(visit),
            ConditionKind::Atom(atom) => visit(atom),
        }
    }
}
