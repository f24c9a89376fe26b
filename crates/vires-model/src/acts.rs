//! Acts: what is asked about one that was done, and whether it was within the powers of whoever did it.

use crate::date::Day;
use crate::decision::{Case, Held, Instance, Need};
use crate::facts::Value;
use crate::ids::{FactId, InstrumentKindId, ModalityId, PowerId, RuleId};
use crate::procedure::{AskedBy, Clash, Done, StepDue};

/// An act.
#[derive(Debug, Clone, Copy)]
pub struct Act<'a> {
    /// Under which power.
    pub power: PowerId,
    /// In which case.
    pub case: &'a Case,
    /// On which day.
    pub at: Day,
    /// Who did it; several: together.
    pub by: &'a [Instance],
    /// The persons who did, where they are known.
    pub persons: &'a [String],
    /// The steps that were done before.
    pub done: &'a [Done],
}

/// One body passes a power on to another.
#[derive(Debug, Clone, Copy)]
pub struct Delegation<'a> {
    /// Which power.
    pub power: PowerId,
    /// In which case.
    pub case: &'a Case,
    /// On which day.
    pub at: Day,
    /// Who gives.
    pub from: Instance,
    /// Who receives.
    pub to: Instance,
    /// How.
    pub modality: ModalityId,
    /// The kind of instrument that carries it; none: one that may.
    pub form: Option<InstrumentKindId>,
    /// Who issues that instrument; none: the giver.
    pub issuer: Option<Instance>,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Within their powers.
    Intra {
        /// By a rule that lets them act in place of the holder.
        by_taking_over: Option<RuleId>,
    },
    /// Beyond their powers.
    Ultra(Ultra),
    /// It depends on what is not known.
    Depends(Vec<Need>),
    /// Theirs is one of several claims in conflict.
    Disputed,
}

/// Why an act is beyond the powers of whoever did it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ultra {
    /// In which way.
    pub kind: UltraKind,
    /// The text that stands against it; none where it is the absence of one.
    pub by: Option<AskedBy>,
    /// What would have to differ for it to be lawful: as few things as there are, at most three, the nearest of their values.
    pub changes: Vec<Change>,
    /// What is not known and would decide once these things differ.
    pub open: Vec<Need>,
    /// The last rule by which the power is theirs once these things differ.
    pub own: Option<RuleId>,
    /// The steps that are missing.
    pub missing: Vec<StepDue>,
    /// Those who must act as well.
    pub also: Vec<Instance>,
    /// The holding for which those who acted are not enough: of a power that would be theirs once things differ, the one there.
    pub wanted: Option<Box<Held>>,
    /// One person where two are asked for.
    pub clash: Option<Clash>,
    /// How the persons who acted do not fit the offices.
    pub misfit: Option<Misfit>,
    /// Of a period in which they could act: whether it has begun.
    pub begun: bool,
    /// What stands in the way of a transfer.
    pub refusal: Option<Refusal>,
}

/// How persons may not fit the offices that acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misfit {
    /// None of them fills this office on that day.
    NotFilledBy(Instance),
    /// Whoever fills this office is barred, by this rule.
    Barred(Instance, RuleId),
    /// One person acted where two must.
    TooFew,
    /// One of them fills none of the offices.
    TooMany,
}

/// The ways in which an act may be beyond its author's powers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UltraKind {
    /// In no case on no day is the power theirs.
    NoPower,
    /// Theirs in cases of another sort.
    Matter,
    /// Theirs in another place, or the same body's of another place.
    Place,
    /// Theirs on another day.
    Time,
    /// Theirs up to, or from, another amount.
    Amount,
    /// This body or person is barred, the office is another's, or one person acts where two must.
    Person,
    /// A step, or another who must act as well, is missing.
    MissingStep,
    /// The power may not be passed on so.
    BarredDelegation,
}

/// Something that would have to differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The same body, of this place or other value of its list.
    Body(Instance),
    /// A fact, with this value.
    Fact(FactId, Value),
    /// The day.
    Day(Day),
}

/// What stands in the way of a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Refusal {
    /// A keep cuts it out; by this rule.
    Kept(RuleId),
    /// The modality wants another kind of instrument.
    Form,
    /// Such an instrument is not this issuer's to issue: it would have no effect.
    Issuer,
    /// The power does not stand in the kind of instrument from which the modality may take it; by this root.
    FoundIn(RuleId),
    /// The receiver does not exist on that day.
    ReceiverDoesNotExist,
    /// Some text enables this giver, and not for this receiver or case; by this rule.
    NotEnabled(RuleId),
    /// The link by which the giver has it does not allow this next step.
    Onward(RuleId),
    /// The issuer stands below the giver.
    IssuerBelow,
    /// The modality does not let this giver give to this receiver.
    Parties,
    /// The power may not be passed on; by this rule.
    Reserved(RuleId),
    /// The receiver may not hold the power; by this rule.
    ReceiverBarred(RuleId),
    /// The receiver has had the power in this chain already.
    Round,
}

impl Ultra {
    /// Of that kind, and nothing more to say.
    pub(crate) const fn new(kind: UltraKind, by: Option<AskedBy>) -> Self {
        Self {
            kind,
            by,
            changes: Vec::new(),
            open: Vec::new(),
            own: None,
            missing: Vec::new(),
            also: Vec::new(),
            wanted: None,
            clash: None,
            misfit: None,
            begun: true,
            refusal: None,
        }
    }
}

impl Refusal {
    /// The rule that stands in the way.
    #[must_use]
    pub const fn rule(self) -> Option<RuleId> {
        match self {
            Self::Kept(rule)
            | Self::FoundIn(rule)
            | Self::NotEnabled(rule)
            | Self::Onward(rule)
            | Self::Reserved(rule)
            | Self::ReceiverBarred(rule) => Some(rule),
            Self::Form
            | Self::Issuer
            | Self::ReceiverDoesNotExist
            | Self::IssuerBelow
            | Self::Parties
            | Self::Round => None,
        }
    }
}
