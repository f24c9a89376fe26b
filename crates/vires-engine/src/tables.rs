//! The compiled form: flat tables of plain rows that point into one another by number.
//!
//! A table is a `Vec` of small rows of one shape, so that a file can hold them as they are. Whoever makes tables by hand
//! must keep to what the comments say; a number that points nowhere is read as "nothing there" and never panics.

/// Marks rows in their serialised form, where that is asked for.
macro_rules! rows {
    ($($(#[$doc:meta])* pub $what:ident $name:ident $body:tt)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        pub $what $name $body
    )*};
}

mod asks;
mod claims;
mod names;

pub use asks::{Ask, Axis, Choice, Contending, Cut, Later, Part, Slot, Term, TermOf};
pub use claims::{
    Act, Assumption, Beat, Claim, Decider, Guarded, Holder, Link, Node, Party, PersonBar, Round, Says, Vacancy, Which,
};
pub use names::{Body, Fact, FactKind, List, Measure, Places, Rule, Value};

/// A number that stands for no row.
pub const NONE: u32 = u32::MAX;

rows! {
    /// Rows `from..to` of one table.
    #[derive(Default)]
    pub struct Span {
        /// First row.
        pub from: u32,
        /// One past the last row.
        pub to: u32,
    }

    /// A piece of [`Tables::text`], in bytes.
    #[derive(Default)]
    pub struct Text {
        /// First byte.
        pub from: u32,
        /// One past the last byte.
        pub to: u32,
    }

    /// One power: what a decision touches.
    pub struct Power {
        /// First day on which any rule grants, bars or lifts it; [`i32::MIN`]: always, [`i32::MAX`] with no claim: never.
        pub from: i32,
        /// Facts: rows of [`Tables::slots`].
        pub slots: Span,
        /// Rows of [`Tables::axes`] that bear on who holds; derived facts come after all that they hang on, then what nobody can say, each after what it hangs on.
        pub axes: Span,
        /// Words in each of its rows of [`Tables::masks`].
        pub words: u32,
        /// How many of those words a decision looks at; the rest is for explanations.
        pub hot: u32,
        /// For each bit of a claim's box the claim: rows of [`Tables::owners`]. These are the first bits.
        pub owners: Span,
        /// Rows of [`Tables::claims`], in the order in which they are shown: fewest links first.
        pub claims: Span,
        /// So many of them, the first ones, say something; the others come to nothing, and only take the place of what they carry on.
        pub live: u32,
        /// Rows of [`Tables::masks`], one a claim and as wide as its claims: who makes it fall wherever both are. [`NONE`]: nobody.
        pub felled_by: u32,
        /// Likewise: with whom it clashes wherever both are.
        pub clashes: u32,
        /// Rows of [`Tables::guarded`], by loser: who makes whom fall in some cases.
        pub guarded_edges: Span,
        /// Rows of [`Tables::guarded`]: who clashes with whom in some cases.
        pub guarded_clashes: Span,
        /// Rows of [`Tables::rounds`].
        pub rounds: Span,
        /// Whether a fact is a value of a list whose values begin and end.
        pub lives: bool,
    }

    /// One power: what only an explanation or an open case touches.
    pub struct About {
        /// Its name with its package.
        pub name: Text,
        /// Its name alone.
        pub short: Text,
        /// Its label.
        pub label: Text,
        /// Other names: rows of [`Tables::texts`].
        pub also: Span,
        /// Whether it can be decided.
        pub state: State,
        /// All its rows of [`Tables::axes`]: those of [`Power::axes`] first, then those that tell only explanations apart.
        pub axes: Span,
        /// How many of the first bits bear on who holds, assumptions included.
        pub bearing: u32,
        /// Holders of its claims: rows of [`Tables::holders`].
        pub holders: Span,
        /// Rows of [`Tables::beats`].
        pub beats: Span,
        /// Rows of [`Tables::assumptions`].
        pub assumptions: Span,
        /// Rows of [`Tables::vacancies`].
        pub vacancies: Span,
        /// Rows of [`Tables::person_bars`].
        pub person_bars: Span,
    }

    /// Whether a power can be decided.
    pub enum State {
        /// It can.
        Ready,
        /// Some of its rules could not be read.
        Broken,
        /// It is too complicated for the documented bounds.
        TooComplex,
        /// Numbers in its rules are too large or too fine to be compared in 64 bits.
        NumbersTooFar,
    }
}

/// All tables of a bundle.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Tables {
    /// All names, labels and citations, one after another.
    pub text: String,
    /// Names that several rows share.
    pub texts: Vec<Text>,
    /// Lists.
    pub lists: Vec<List>,
    /// Their values.
    pub values: Vec<Value>,
    /// Where values of one list lie in another.
    pub places: Vec<Places>,
    /// Rows of [`Tables::values`], or [`NONE`].
    pub lies_in: Vec<u32>,
    /// Bodies and offices.
    pub bodies: Vec<Body>,
    /// Facts.
    pub facts: Vec<Fact>,
    /// Rules, in the order of the model.
    pub rules: Vec<Rule>,
    /// Powers, in the order of the model.
    pub powers: Vec<Power>,
    /// What else there is to say of each power.
    pub about: Vec<About>,
    /// Facts of powers.
    pub slots: Vec<Slot>,
    /// Questions of powers.
    pub axes: Vec<Axis>,
    /// Where cells of numbers begin.
    pub keys: Vec<i64>,
    /// What derived facts mean.
    pub parts: Vec<Part>,
    /// Terms of sums.
    pub terms: Vec<Term>,
    /// Where cells of sums begin.
    pub cuts: Vec<Cut>,
    /// Parameters without a value, as they are called.
    pub parameters: Vec<Text>,
    /// Where stretches of days begin.
    pub days: Vec<i32>,
    /// Days from Monday to Friday that are no working days, in order.
    pub holidays: Vec<i32>,
    /// Cells of leaves.
    pub classes: Vec<u32>,
    /// Rows of bits.
    pub masks: Vec<u64>,
    /// Claims of bits.
    pub owners: Vec<u32>,
    /// Claims.
    pub claims: Vec<Claim>,
    /// Seats of claims.
    pub nodes: Vec<Node>,
    /// Transfers of claims.
    pub links: Vec<Link>,
    /// Holders of claims.
    pub holders: Vec<Holder>,
    /// Contests in some cases.
    pub guarded: Vec<Guarded>,
    /// Contests that were decided other than by passing on.
    pub beats: Vec<Beat>,
    /// Circles.
    pub rounds: Vec<Round>,
    /// Other powers that may be in conflict.
    pub choices: Vec<Choice>,
    /// To whom they may come.
    pub contending: Vec<Contending>,
    /// Assumptions.
    pub assumptions: Vec<Assumption>,
    /// Empty ends.
    pub vacancies: Vec<Vacancy>,
    /// Bars on persons.
    pub person_bars: Vec<PersonBar>,
    /// Lists of small numbers.
    pub numbers: Vec<u32>,
}

impl Span {
    /// The rows of a table; none where the table is shorter.
    #[must_use]
    pub fn of<T>(self, rows: &[T]) -> &[T] {
        rows.get(self.from as usize..self.to as usize).unwrap_or_default()
    }
    /// How many rows.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.to.saturating_sub(self.from)
    }
    /// No row at all.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.from >= self.to
    }
}
