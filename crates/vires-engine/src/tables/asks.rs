//! What the rules of a power ask of a case and of the day.

use super::Span;

rows! {
    /// A fact of a power.
    pub struct Slot {
        /// Row of [`Tables::facts`](super::Tables::facts).
        pub fact: u32,
        /// Whether who holds can depend on it.
        pub decides: bool,
        /// Whether rules or assumptions ask for it at all: what is assumed of it may rule out answers to other questions.
        pub asked: bool,
        /// Whether it is added to others.
        pub added: bool,
        /// Numbers are compared as keys: twice the whole part of the number times this, and one more if there is a rest.
        pub scale: i64,
        /// Least key in its domain.
        pub low: i64,
        /// Greatest key in its domain.
        pub high: i64,
    }

    /// One question that a power's rules ask: its answer picks a row of masks.
    pub struct Axis {
        /// The question.
        pub ask: Ask,
        /// First word of its first row in [`Tables::masks`](super::Tables::masks).
        pub rows: u32,
        /// How many rows.
        pub cells: u32,
    }

    /// A question. Slots are numbers within the power.
    pub enum Ask {
        /// No, yes.
        YesNo {
            /// Which fact.
            slot: u32,
        },
        /// Between which keys a number lies.
        Number {
            /// Which fact.
            slot: u32,
            /// Rows of [`Tables::keys`](super::Tables::keys): the least key of each cell but the first.
            keys: Span,
        },
        /// The day asked about, likewise.
        Day {
            /// Rows of [`Tables::days`](super::Tables::days).
            starts: Span,
        },
        /// Which leaf.
        Leaf {
            /// Which fact.
            slot: u32,
            /// First row of [`Tables::classes`](super::Tables::classes), one a value of the list.
            classes: u32,
            /// The cell of `none`.
            none: u32,
        },
        /// Whether the question has no answer.
        IsNone {
            /// Which fact.
            slot: u32,
        },
        /// Whether a set has this value.
        Member {
            /// Which fact.
            slot: u32,
            /// Number of the value in its list.
            value: u32,
        },
        /// How many members a set has.
        Count {
            /// Which fact.
            slot: u32,
            /// Rows of [`Tables::keys`](super::Tables::keys): the least number of each cell but the first.
            keys: Span,
        },
        /// Whether two facts lie in one place.
        Same {
            /// One fact.
            left: u32,
            /// Where it lies: row of [`Tables::places`](super::Tables::places).
            left_in: u32,
            /// The other.
            right: u32,
            /// Where it lies.
            right_in: u32,
        },
        /// What several answers come to when added up.
        Sum {
            /// Rows of [`Tables::terms`](super::Tables::terms).
            terms: Span,
            /// Rows of [`Tables::cuts`](super::Tables::cuts): where each cell but the first begins.
            cuts: Span,
        },
        /// Whether a derived fact holds, by the bits that all questions before leave.
        Derived {
            /// Rows of [`Tables::parts`](super::Tables::parts): what it means.
            parts: Span,
        },
        /// A question that turns on a parameter without a value: nobody can answer it.
        Unset {
            /// Row of [`Tables::parameters`](super::Tables::parameters).
            parameter: u32,
        },
        /// To whom another power comes that may itself be in conflict: a cell for those of its contenders whom no rule tells apart.
        Comes {
            /// Row of [`Tables::choices`](super::Tables::choices).
            choice: u32,
        },
    }

    /// A part of what a derived fact means, written one after another: a group, then each of its parts.
    pub enum Part {
        /// At least so many of so many parts that follow hold.
        AtLeast(u32, u32),
        /// Fewer than so many of so many parts that follow hold.
        Fewer(u32, u32),
        /// One of these bits is left.
        Bits(Span),
    }

    /// A term of a sum.
    pub struct Term {
        /// What is added.
        pub what: TermOf,
        /// Times so much.
        pub numerator: i64,
        /// Divided by so much: positive.
        pub denominator: i64,
    }

    /// What is added up.
    #[derive(PartialOrd, Ord)]
    pub enum TermOf {
        /// The number that this slot gives.
        Number(u32),
        /// How many members the set of this slot has.
        Count(u32),
        /// The number of the day asked about.
        Day,
        /// The number of a day that is counted from another by the calendar.
        Later(Later),
    }

    /// A day so much later than another: so many days first, then months, then working days; numbers below zero count back.
    #[derive(PartialOrd, Ord)]
    pub struct Later {
        /// The slot of the day from which it is counted; [`NONE`](super::NONE): the day asked about.
        pub from: u32,
        /// Calendar days.
        pub days: i32,
        /// Months; a day that the last month lacks is its last day.
        pub months: i32,
        /// Days from Monday to Friday that are none of [`Tables::holidays`](super::Tables::holidays).
        pub working_days: i32,
    }

    /// A point between sums: just below a number, or just above it.
    pub struct Cut {
        /// The number, above the line.
        pub numerator: i64,
        /// Below the line: positive.
        pub denominator: i64,
        /// Whether the number itself lies before it.
        pub after: bool,
    }

    /// To whom another power may come where it is in conflict. It comes to one of them, and nobody can say to which.
    pub struct Choice {
        /// That power.
        pub power: u32,
        /// Rows of [`Tables::contending`](super::Tables::contending). Where no bit of any is left, the power is not in conflict, and every cell of the question is like another.
        pub contending: Span,
    }

    /// Contenders whom no rule tells apart.
    pub struct Contending {
        /// Their cell.
        pub cell: u32,
        /// Bits where one of them contends.
        pub bits: Span,
    }
}
