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

    /// A list of named values or a territory.
    pub struct List {
        /// Its name.
        pub name: Text,
        /// Its label.
        pub label: Text,
        /// Its rows of [`Tables::values`].
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
        /// The value that took its place when it ended: row of [`Tables::values`], or [`NONE`].
        pub successor: u32,
    }

    /// In which place of a territory each value of a list lies, stretch of days by stretch of days.
    pub struct Places {
        /// First days of the stretches: rows of [`Tables::days`]. The first one is the least day there is.
        pub starts: Span,
        /// How many values the list has.
        pub width: u32,
        /// First row of [`Tables::lies_in`]; one row a value, stretch after stretch.
        pub first: u32,
    }

    /// A body or an office.
    pub struct Body {
        /// Its name.
        pub name: Text,
        /// Its label.
        pub label: Text,
        /// The list of places of each of which there is one such body, or [`NONE`].
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
        /// The body whose judgement it is, or [`NONE`].
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

    /// A fact of a power.
    pub struct Slot {
        /// Row of [`Tables::facts`].
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
        /// First word of its first row in [`Tables::masks`].
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
            /// Rows of [`Tables::keys`]: the least key of each cell but the first.
            keys: Span,
        },
        /// The day asked about, likewise.
        Day {
            /// Rows of [`Tables::days`].
            starts: Span,
        },
        /// Which leaf.
        Leaf {
            /// Which fact.
            slot: u32,
            /// First row of [`Tables::classes`], one a value of the list.
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
            /// Rows of [`Tables::keys`]: the least number of each cell but the first.
            keys: Span,
        },
        /// Whether two facts lie in one place.
        Same {
            /// One fact.
            left: u32,
            /// Where it lies: row of [`Tables::places`].
            left_in: u32,
            /// The other.
            right: u32,
            /// Where it lies.
            right_in: u32,
        },
        /// What several answers come to when added up.
        Sum {
            /// Rows of [`Tables::terms`].
            terms: Span,
            /// Rows of [`Tables::cuts`]: where each cell but the first begins.
            cuts: Span,
        },
        /// Whether a derived fact holds, by the bits that all questions before leave.
        Derived {
            /// Rows of [`Tables::parts`]: what it means.
            parts: Span,
        },
        /// A question that turns on a parameter without a value: nobody can answer it.
        Unset {
            /// Row of [`Tables::parameters`].
            parameter: u32,
        },
        /// To whom another power comes that may itself be in conflict: a cell for those of its contenders whom no rule tells apart.
        Comes {
            /// Row of [`Tables::choices`].
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
        /// Rows of [`Tables::contending`]. Where no bit of any is left, the power is not in conflict, and every cell of the question is like another.
        pub contending: Span,
    }

    /// Contenders whom no rule tells apart.
    pub struct Contending {
        /// Their cell.
        pub cell: u32,
        /// Bits where one of them contends.
        pub bits: Span,
    }

    /// A claim: what one chain says where the same of its seats are filled.
    pub struct Claim {
        /// What it says.
        pub says: Says,
        /// The rule at its root: row of [`Tables::rules`].
        pub root: u32,
        /// The rule of its last link.
        pub last: u32,
        /// Its seats: rows of [`Tables::nodes`]. Empty for what gives to nobody.
        pub nodes: Span,
        /// How it is held where it stands alone, whatever the case; none: that depends on whether places are the same.
        pub act: Option<Act>,
        /// The one who holds, where every link has one receiver: row of [`Tables::holders`], or [`NONE`].
        pub only: u32,
    }

    /// What a claim says.
    pub enum Says {
        /// Somebody holds.
        Held,
        /// `nobody holds`
        Barred,
        /// `is not required`
        NotRequired,
        /// A transfer has taken the power to where too few can hold it: it displaces its giver and holds nothing.
        Vacant,
    }

    /// How many of those who hold must act.
    #[derive(PartialOrd, Ord, Hash)]
    pub enum Act {
        /// There is one.
        One,
        /// Any one of them.
        Any,
        /// All together.
        Jointly,
        /// Any so many different ones.
        AnyOf(u32),
    }

    /// A part of a claim's seats, written one after another: a group, then each of its seats; a seat that has passed on is followed by the group of its
    /// receivers. A group in the place of a seat: several who have that seat from the start.
    pub enum Node {
        /// So many seats follow.
        Group(Act, u32),
        /// A seat at the end of a chain: row of [`Tables::holders`].
        End(u32),
        /// A seat that is empty: its holder does not exist.
        Empty(u32),
        /// A seat whose holder may not hold.
        Barred(u32),
        /// A seat that has passed on: its holder, and row of [`Tables::links`].
        Passed(u32, u32),
    }

    /// A transfer in a chain.
    pub struct Link {
        /// Row of [`Tables::rules`].
        pub rule: u32,
        /// Who answers for what is done under it.
        pub answers: Party,
    }

    /// Giver, receiver or both.
    pub enum Party {
        /// Whoever answered before.
        Giver,
        /// The receiver.
        Receiver,
        /// Both.
        Both,
    }

    /// A holder as a rule of one power names it.
    pub struct Holder {
        /// Row of [`Tables::bodies`].
        pub body: u32,
        /// Which one.
        pub which: Which,
    }

    /// Which one of like bodies.
    pub enum Which {
        /// There is only one.
        Sole,
        /// The text does not say.
        Unsaid,
        /// The one of the place in which this fact lies.
        OfFact {
            /// Which fact.
            slot: u32,
            /// Where it lies: row of [`Tables::places`].
            lies_in: u32,
        },
        /// The one of this place: row of [`Tables::values`].
        Of(u32),
    }

    /// Something between two claims, in the cases of some bits.
    pub struct Guarded {
        /// Who falls, or one of both.
        pub loser: u32,
        /// Who makes it fall, or the other.
        pub winner: u32,
        /// Bits; none at all: wherever both are.
        pub bits: Span,
    }

    /// A claim that wins over another, and what decides.
    pub struct Beat {
        /// Who loses.
        pub loser: u32,
        /// Who wins.
        pub winner: u32,
        /// What decides.
        pub by: Decider,
        /// Bits; none at all: wherever both are.
        pub bits: Span,
    }

    /// What decided between two claims.
    #[derive(PartialOrd, Ord, Hash)]
    pub enum Decider {
        /// `prevails over` or `yields to`.
        Words,
        /// `precedence higher rank`
        HigherRank,
        /// `precedence later`
        Later,
        /// `precedence more specific`
        MoreSpecific,
    }

    /// A transfer that would lead back to where the power has been, where everyone in the circle stopped acting.
    pub struct Round {
        /// The claims whose chain would be closed: rows of [`Tables::numbers`].
        pub closes: Span,
        /// The claims of all in the circle: rows of [`Tables::numbers`].
        pub claims: Span,
        /// Bits.
        pub bits: Span,
    }

    /// Combinations that cannot occur.
    pub struct Assumption {
        /// The facts it speaks of: rows of [`Tables::numbers`], slots of the power.
        pub slots: Span,
        /// Whether it speaks of the day.
        pub day: bool,
        /// Bits of what it excludes.
        pub bits: Span,
    }

    /// Where a chain ends in nobody.
    pub struct Vacancy {
        /// Who is missing or barred: row of [`Tables::holders`].
        pub holder: u32,
        /// The bar that removes it: row of [`Tables::rules`], or [`NONE`]: it does not exist.
        pub bar: u32,
        /// Bits.
        pub bits: Span,
    }

    /// A bar on a person.
    pub struct PersonBar {
        /// Row of [`Tables::rules`].
        pub rule: u32,
        /// The fact that names the person: slot of the power.
        pub slot: u32,
        /// Bits.
        pub bits: Span,
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
