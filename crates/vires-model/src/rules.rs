//! Rules as they stand: every inherited date, name substitution and alias already applied.

use crate::bodies::{Holder, Holding};
use crate::conditions::Condition;
use crate::date::Life;
use crate::ids::{BodyId, FactId, ModalityId, PowerId, ProvisionId};
use crate::source::SourceSpan;

/// A rule. The order of rules in the table is their order in the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The provision it stands in.
    pub place: ProvisionId,
    /// The days on which it is in force: its own dates, else those of its nearest dated place. A rule that names a body which another text
    /// tells to read as a new one from some day is two rows, one before and one after, with the same span.
    pub life: Life,
    /// The end as the rule itself (not its place) states it, for `must state term` and `has an end`.
    pub own_end: bool,
    /// For which cases.
    pub when: Condition,
    /// What it does.
    pub effect: Effect,
    /// Its documentation.
    pub doc: Option<String>,
    /// Where.
    pub span: SourceSpan,
}

/// What a rule does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// An original grant. `residual`: in the cases that no other hold, nobody or not-required rule on that power in the same instrument gives.
    Hold {
        /// The powers granted.
        powers: Vec<PowerId>,
        /// To whom.
        holding: Holding,
        /// `in all other cases`
        residual: bool,
    },
    /// Nobody may act.
    Nobody {
        /// The powers.
        powers: Vec<PowerId>,
    },
    /// No act is needed.
    NotRequired {
        /// The powers.
        powers: Vec<PowerId>,
    },
    /// A transfer.
    Transfer {
        /// How.
        modality: ModalityId,
        /// Which powers.
        what: Powers,
        /// The giver.
        from: Holder,
        /// The receiver.
        to: Holding,
        /// `may not be passed on` as a clause: bars the next link only.
        reserve: Option<Reserve>,
    },
    /// Cut out of the transfers of the same instrument by this giver.
    Keep {
        /// The giver.
        by: Holder,
        /// Which powers.
        what: Powers,
    },
    /// Removes a holder, whatever other rule names it.
    Bar {
        /// Who.
        who: Barred,
        /// Which powers.
        what: Powers,
    },
    /// May not be passed on.
    Reserve {
        /// Which powers.
        what: Powers,
        /// How far.
        reserve: Reserve,
    },
}

/// Who is barred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Barred {
    /// A body or office; named without saying which: each of them.
    Holder(Holder),
    /// The person that this fact names, whatever office that person fills.
    Person(FactId),
}

/// How far a power may not be passed on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reserve {
    /// Only to receivers under this body or office; none: to anyone.
    pub below: Option<BodyId>,
    /// Receivers to whom it may all the same be passed.
    pub except: Vec<BodyId>,
}

/// The powers that a rule speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Powers {
    /// By name.
    Named(Vec<PowerId>),
    /// A class: all powers of the rule's body in the case, narrowed.
    Class(Class),
}

/// `every [other] power of A in sector S under D except …`; the body A is the giver, keeper or barred one of the rule.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Class {
    /// `every other power`: without those that another transfer of the same article names.
    pub other: bool,
    /// Only these sectors; empty: all.
    pub sectors: Vec<String>,
    /// Only where the body's own link stands in one of these places; empty: anywhere.
    pub under: Vec<ProvisionId>,
    /// Without these powers.
    pub except_powers: Vec<PowerId>,
    /// Without what the body has by a link that stands in one of these places.
    pub except_under: Vec<ProvisionId>,
}

/// `prevails over` and `yields to`: what one place of text says of other instruments while it is in force. Acts on conflicting claims only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The place that speaks (the whole instrument, an article …): it speaks for every rule at or under it.
    pub speaker: ProvisionId,
    /// `prevails over` (true) or `yields to`.
    pub prevails: bool,
    /// Places of other texts it speaks of, those at or under them included. `every …` is already resolved to instruments.
    pub of: Vec<ProvisionId>,
    /// When it speaks.
    pub life: Life,
    /// For which cases.
    pub when: Condition,
    /// Where.
    pub span: SourceSpan,
}
