//! What all powers share: lists, bodies, facts and rules.

use super::{Span, Text};

rows! {
    /// A list of named values or a territory.
    pub struct List {
        /// Its name.
        pub name: Text,
        /// Its label.
        pub label: Text,
        /// Its rows of [`Tables::values`](super::Tables::values).
        pub values: Span,
        /// Whether any of its values begins or ends.
        pub lives: bool,
    }

    /// A value of a list.
    pub struct Value {
        /// Its name.
        pub name: Text,
        /// Its label.
        pub label: Text,
        /// Whether a case may give it.
        pub leaf: bool,
        /// First day on which it exists.
        pub from: i32,
        /// Last day.
        pub until: i32,
        /// The value that took its place when it ended: row of [`Tables::values`](super::Tables::values), or [`NONE`](super::NONE).
        pub successor: u32,
    }

    /// In which place of a territory each value of a list lies, stretch of days by stretch of days.
    pub struct Places {
        /// First days of the stretches: rows of [`Tables::days`](super::Tables::days). The first one is the least day there is.
        pub starts: Span,
        /// How many values the list has.
        pub width: u32,
        /// First row of [`Tables::lies_in`](super::Tables::lies_in); one row a value, stretch after stretch.
        pub first: u32,
    }

    /// A body or an office.
    pub struct Body {
        /// Its name.
        pub name: Text,
        /// Its label.
        pub label: Text,
        /// The list of places of each of which there is one such body, or [`NONE`](super::NONE).
        pub one_per: u32,
    }

    /// A fact that a case may give.
    pub struct Fact {
        /// Its name.
        pub name: Text,
        /// Its label.
        pub label: Text,
        /// What values it takes.
        pub kind: FactKind,
        /// Whether the question may have no answer.
        pub or_none: bool,
        /// The body whose judgement it is, or [`NONE`](super::NONE).
        pub found_by: u32,
    }

    /// What values a fact takes.
    pub enum FactKind {
        /// Yes or no.
        YesNo,
        /// One leaf of this list.
        Choice(u32),
        /// A set of leaves of this list.
        SetOf(u32),
        /// A number.
        Number {
            /// What it counts.
            measure: Measure,
            /// Decimals of a discrete fact; none: dense.
            decimals: Option<u32>,
        },
        /// A person.
        Person,
    }

    /// What a number counts or measures.
    pub enum Measure {
        /// A bare number.
        Plain,
        /// Percent: 65 % is 65.
        Percent,
        /// This unit or currency.
        Unit(Text),
        /// A date, as the number of days since 1970-01-01.
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

    /// A rule of law as it is cited.
    pub struct Rule {
        /// `decree_146_2025 art. 12(1)`
        pub citation: Text,
        /// The instrument's label, and the title of the nearest titled place of text.
        pub heading: Text,
        /// `hold`, `nobody`, `not_required`, or the verb of a transfer.
        pub effect: Text,
    }
}
