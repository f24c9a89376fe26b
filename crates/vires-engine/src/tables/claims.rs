//! What chains say, and what there is between two of them.

use super::Span;

rows! {
    /// A claim: what one chain says where the same of its seats are filled.
    pub struct Claim {
        /// What it says.
        pub says: Says,
        /// The rule at its root: row of [`Tables::rules`](super::Tables::rules).
        pub root: u32,
        /// The rule of its last link.
        pub last: u32,
        /// Its seats: rows of [`Tables::nodes`](super::Tables::nodes). Empty for what gives to nobody.
        pub nodes: Span,
        /// How it is held where it stands alone, whatever the case; none: that depends on whether places are the same.
        pub act: Option<Act>,
        /// The one who holds, where every link has one receiver: row of [`Tables::holders`](super::Tables::holders), or [`NONE`](super::NONE).
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
        /// A seat at the end of a chain: row of [`Tables::holders`](super::Tables::holders).
        End(u32),
        /// A seat that is empty: its holder does not exist.
        Empty(u32),
        /// A seat whose holder may not hold.
        Barred(u32),
        /// A seat that has passed on: its holder, and row of [`Tables::links`](super::Tables::links).
        Passed(u32, u32),
    }

    /// A transfer in a chain.
    pub struct Link {
        /// Row of [`Tables::rules`](super::Tables::rules).
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
        /// Row of [`Tables::bodies`](super::Tables::bodies).
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
            /// Where it lies: row of [`Tables::places`](super::Tables::places).
            lies_in: u32,
        },
        /// The one of this place: row of [`Tables::values`](super::Tables::values).
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
        /// The claims whose chain would be closed: rows of [`Tables::numbers`](super::Tables::numbers).
        pub closes: Span,
        /// The claims of all in the circle: rows of [`Tables::numbers`](super::Tables::numbers).
        pub claims: Span,
        /// Bits.
        pub bits: Span,
    }

    /// Combinations that cannot occur.
    pub struct Assumption {
        /// The facts it speaks of: rows of [`Tables::numbers`](super::Tables::numbers), slots of the power.
        pub slots: Span,
        /// Whether it speaks of the day.
        pub day: bool,
        /// Bits of what it excludes.
        pub bits: Span,
    }

    /// Where a chain ends in nobody.
    pub struct Vacancy {
        /// Who is missing or barred: row of [`Tables::holders`](super::Tables::holders).
        pub holder: u32,
        /// The bar that removes it: row of [`Tables::rules`](super::Tables::rules), or [`NONE`](super::NONE): it does not exist.
        pub bar: u32,
        /// Bits.
        pub bits: Span,
    }

    /// A bar on a person.
    pub struct PersonBar {
        /// Row of [`Tables::rules`](super::Tables::rules).
        pub rule: u32,
        /// The fact that names the person: slot of the power.
        pub slot: u32,
        /// Bits.
        pub bits: Span,
    }
}
