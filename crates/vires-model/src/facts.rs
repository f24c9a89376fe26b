//! Facts, their closed domains, and the values a case may give them.

use std::collections::BTreeSet;

use crate::ids::{BodyId, ListId, PackageId};
use crate::lists::ValueId;
use crate::number::{Limit, Rational};
use crate::source::SourceSpan;

/// A typed question about the case. Derived facts are no rows: conditions that use them hold their meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Where it is declared.
    pub package: PackageId,
    /// Its name; `act` for the fact that a power's `acts` make.
    pub name: String,
    /// Other names of it.
    pub also: Vec<String>,
    /// What people read; the name where none was given.
    pub label: String,
    /// What values it takes.
    pub domain: Domain,
    /// Whether the question may have no answer.
    pub or_none: bool,
    /// The body whose judgement it is.
    pub found_by: Option<BodyId>,
    /// Kept by a list: there is a row for each of its values.
    pub kept: Option<Kept>,
    /// A date of the world that is not known yet. Its domain is the list of `before it`, `on its day` and `after it`, in this order, as seen from
    /// the day asked about; or its date, where more turns on it, and then it has no answer where it never happens.
    pub event: bool,
    /// Its place among all facts as declared.
    pub span: SourceSpan,
}

/// One of the facts that a fact kept by a list stands for: `quantity of chlorine`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The name that all of them share: `quantity`.
    pub name: String,
    /// The list.
    pub by: ListId,
    /// The value for which this one is.
    pub of: ValueId,
}

/// The values a fact takes, `none` apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Domain {
    /// Yes or no.
    YesNo,
    /// One leaf of a list.
    Choice(ListId),
    /// Any set of leaves of a list.
    SetOf(ListId),
    /// An ordered value.
    Ordered(Ordered),
    /// A person, known by name only.
    Person,
}

impl Domain {
    /// Whether its values are days.
    #[must_use]
    pub fn is_of_days(&self) -> bool {
        matches!(self, Self::Ordered(own) if own.measure == Measure::Date)
    }
}

/// An ordered domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ordered {
    /// What is counted or measured.
    pub measure: Measure,
    /// Decimals of a discrete domain (0: whole numbers); none: dense.
    pub decimals: Option<u32>,
    /// Least value.
    pub from: Option<Limit>,
    /// Greatest value.
    pub to: Option<Limit>,
}

/// What an ordered value counts or measures; values are in this unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measure {
    /// A bare number.
    Number,
    /// Percent: 65 % is 65.
    Percent,
    /// A quantity in the unit of that name, or an amount in the currency of that name.
    Unit(String),
    /// A date: the number of its [`Day`](crate::Day).
    Date,
    /// Days.
    Days,
    /// Working days.
    WorkingDays,
    /// Months.
    Months,
    /// Years.
    Years,
}

/// A value that a case gives a fact.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// Yes or no.
    YesNo(bool),
    /// A leaf of the fact's list.
    Choice(ValueId),
    /// A set of leaves.
    Set(BTreeSet<ValueId>),
    /// A number in the fact's unit; a date as the number of its day.
    Ordered(Rational),
    /// A person by name.
    Person(String),
    /// The question has no answer.
    None,
}
