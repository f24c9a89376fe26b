//! What is in hand while one comparison is lowered: which value of a list is spoken of, and on what the comparison
//! turns that is no constant.
//!
//! A comparison that uses a parameter, or adds up over a list whose values come and go, is lowered more than once. The
//! first time finds out what it needs, with stand-ins for parameters; then once for each stretch of days and each
//! choice of what it needs.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use vires_model::{FactId, Life, ListId, ParameterId, Rational, ValueId, ValueSet};

use crate::names::DerivedId;
use crate::pairs::Half;
use crate::problem::Done;
use crate::sums::Amount;

/// What is in hand.
#[derive(Debug, Clone, Default)]
pub(crate) struct Hand {
    /// `any Chemical has …`: the value spoken of, innermost last.
    pub(crate) bound: Vec<(ListId, ValueId)>,
    /// What was needed so far.
    pub(crate) needs: Needs,
    /// One stretch and choice; none the first time.
    pub(crate) world: Option<World>,
    /// Sums of derived facts in this world.
    pub(crate) amounts: HashMap<(DerivedId, Option<ValueId>), Done<Amount>>,
}

/// What a comparison needs that is no constant.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Needs {
    pub(crate) parameters: BTreeSet<(ParameterId, Key)>,
    /// Facts kept by a list, read for the answer to a fact.
    pub(crate) kept: BTreeSet<FactId>,
    /// Lists added up over whose values come and go.
    pub(crate) lists: BTreeSet<ListId>,
}

impl Needs {
    pub(crate) fn is_empty(&self) -> bool {
        self.parameters.is_empty() && self.kept.is_empty() && self.lists.is_empty()
    }
}

/// For which value of its list something is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Key {
    /// It is kept by no list.
    Whole,
    /// For this value.
    Value(ValueId),
    /// For the answer to this fact.
    Fact(FactId),
    /// For a pair of a value of each of two lists.
    Pair([Half; 2]),
}

/// One stretch of days and one choice of what a comparison needs.
#[derive(Debug, Clone, Default)]
pub(crate) struct World {
    /// Nothing that is needed changes in it.
    pub(crate) life: Life,
    /// The answers to facts by which something is read.
    pub(crate) answers: BTreeMap<FactId, ValueId>,
    pub(crate) settings: BTreeMap<(ParameterId, Option<ValueId>), Setting>,
}

/// The value of a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Setting {
    YesNo(bool),
    /// One leaf, or the leaves of a set.
    Leaves(ValueSet),
    /// In the unit of the parameter's kind.
    Number(Rational),
    /// More than any number.
    Unlimited,
}
