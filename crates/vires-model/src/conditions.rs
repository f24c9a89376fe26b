//! Conditions of a case and a day, resolved and typed.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::bodies::Holder;
use crate::ids::{FactId, ListId, ParameterId, PowerId, TierId};
use crate::later::Later;
use crate::lists::{ValueId, ValueSet};
use crate::model::Model;
use crate::number::{Interval, Rational};
use crate::source::SourceSpan;

/// A condition with its place; the place of a part is that of the words that say it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Condition {
    /// What it says.
    pub kind: ConditionKind,
    /// Where. For what a derived fact means, the place where the derived fact is used.
    pub span: SourceSpan,
    /// The derived fact whose meaning this is. It says nothing that `kind` does not say.
    pub named: Option<Arc<Named>>,
}

/// What a derived fact is called.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Named {
    /// As the language writes it: `large`, `affected of germany`.
    pub name: String,
    /// As its label says, with the label of the value for which it is meant; the name where it has none.
    pub label: String,
}

/// What a condition says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    /// A sum of several answers lies within.
    Linear(Linear),
    /// What nobody can say: it turns on a parameter without a value. Neither true nor false.
    Unset(Unset),
    /// Who may act under another power.
    Held {
        /// The other power.
        power: PowerId,
        /// Which holders make it true.
        by: HeldBy,
    },
}

/// A sum of answers, each times a constant, that lies within an interval: `loan at most 30% of capital` is `loan - 3/10 capital` at most 0.
/// Where one of the facts has no answer (`none`), it is false.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Linear {
    /// At least two terms in ascending order, each once; the first is multiplied by 1, none by 0.
    pub sum: Vec<(Term, Rational)>,
    /// Where the sum lies.
    pub within: Interval,
}

/// The event without a date whose day a sum compares with the day asked about, and with nothing else: the event less that day.
#[must_use]
pub fn event_seen_from_today(model: &Model, sum: &[(Term, Rational)]) -> Option<FactId> {
    match *sum {
        [(Term::Fact(fact), _), (Term::Today, times)] if times == Rational::from_integer(-1) => {
            Some(fact).filter(|fact| model.facts[*fact].event)
        }
        _ => None,
    }
}

/// What is added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Term {
    /// An ordered fact, in its own unit; a date as the number of its day.
    Fact(FactId),
    /// The number of members of a set.
    Count(FactId),
    /// The number of the day asked about.
    Today,
    /// The number of a day that is counted by the calendar from an answer, or from the day asked about.
    Later(Later),
}

impl Term {
    /// The fact whose answer it hangs on.
    #[must_use]
    pub const fn fact(self) -> Option<FactId> {
        match self {
            Self::Fact(fact) | Self::Count(fact) => Some(fact),
            Self::Later(later) => later.from,
            Self::Today => None,
        }
    }

    /// What it is counted from, or itself.
    #[must_use]
    pub const fn base(self) -> Self {
        match self {
            Self::Later(Later { from: Some(fact), .. }) => Self::Fact(fact),
            Self::Later(Later { from: None, .. }) => Self::Today,
            own => own,
        }
    }

    /// Whether it hangs on the day asked about.
    #[must_use]
    pub fn asks_the_day(self) -> bool {
        self.base() == Self::Today
    }
}

/// A question that turns on a parameter without a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unset {
    /// The parameter.
    pub parameter: ParameterId,
    /// For which value of the list it is kept by.
    pub of: Option<ValueId>,
    /// Tells the questions of a policy apart: two questions with one number have one answer.
    pub question: u32,
    /// Whether lines set it to different values; else none sets it.
    pub twice: bool,
}

/// Which holders make `P is held …` true.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

impl Atom {
    /// The facts it asks about by itself.
    pub fn facts(&self, visit: &mut dyn FnMut(FactId)) {
        match self {
            Self::Yes(fact)
            | Self::Among(fact, _)
            | Self::Within(fact, _)
            | Self::IsNone(fact)
            | Self::Includes(fact, _)
            | Self::Count(fact, _) => visit(*fact),
            Self::Same { left, right, .. } => {
                visit(*left);
                visit(*right);
            }
            Self::Linear(linear) => linear.sum.iter().filter_map(|(term, _)| term.fact()).for_each(visit),
            Self::Today(_) | Self::Unset(_) | Self::Held { .. } => {}
        }
    }
}

impl Condition {
    /// Whether it asks what day it is.
    #[must_use]
    pub fn asks_the_day(&self) -> bool {
        let mut asks = false;
        self.atoms(&mut |atom| {
            asks |= match atom {
                Atom::Today(_) => true,
                Atom::Linear(linear) => linear.sum.iter().any(|(term, _)| term.asks_the_day()),
                _ => false,
            };
        });
        asks
    }
    /// The facts it asks about by itself.
    #[must_use]
    pub fn facts(&self) -> BTreeSet<FactId> {
        let mut facts = BTreeSet::new();
        self.atoms(&mut |atom| atom.facts(&mut |fact| _ = facts.insert(fact)));
        facts
    }
    /// The powers of which it asks who holds them.
    #[must_use]
    pub fn asks(&self) -> BTreeSet<PowerId> {
        let mut asks = BTreeSet::new();
        self.atoms(&mut |atom| {
            if let Atom::Held { power, .. } = atom {
                asks.insert(*power);
            }
        });
        asks
    }
    /// The condition of a rule that has none.
    #[must_use]
    pub const fn always(span: SourceSpan) -> Self {
        Self::new(ConditionKind::Always, span)
    }

    /// A condition that is the meaning of no derived fact.
    #[must_use]
    pub const fn new(kind: ConditionKind, span: SourceSpan) -> Self {
        Self { kind, span, named: None }
    }

    /// The same with every place in it this one.
    #[must_use]
    pub fn placed_at(&self, span: SourceSpan) -> Self {
        let all = |parts: &[Self]| parts.iter().map(|part| part.placed_at(span)).collect();
        let kind = match &self.kind {
            ConditionKind::Always => ConditionKind::Always,
            ConditionKind::Atom(atom) => ConditionKind::Atom(atom.clone()),
            ConditionKind::All(parts) => ConditionKind::All(all(parts)),
            ConditionKind::Any(parts) => ConditionKind::Any(all(parts)),
            ConditionKind::AtLeast(n, parts) => ConditionKind::AtLeast(*n, all(parts)),
            ConditionKind::Not(part) => ConditionKind::Not(Box::new(part.placed_at(span))),
        };
        Self { kind, span, named: self.named.clone() }
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
