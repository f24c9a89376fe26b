//! What a policy says of itself: tests and requirements.

use crate::bodies::{Holder, Holding};
use crate::conditions::{Condition, HeldBy};
use crate::date::{Day, Life};
use crate::decision::{Case, Needed, Why};
use crate::ids::{ModalityId, PackageId, PowerId, ProvisionId, TierId};
use crate::procedure::State;
use crate::source::SourceSpan;
use crate::steps::Step;

/// A test beside the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    /// Where it stands.
    pub package: PackageId,
    /// Its name.
    pub label: String,
    /// The day asked about.
    pub on: Option<Day>,
    /// The knowledge date.
    pub known: Option<Day>,
    /// The facts given.
    pub given: Case,
    /// What must come out.
    pub expect: Vec<Expect>,
    /// Where.
    pub span: SourceSpan,
}

/// One `expect` line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expect {
    /// The power asked about.
    pub power: PowerId,
    /// The answer that must come out.
    pub answer: ExpectedAnswer,
    /// Where.
    pub span: SourceSpan,
}

/// An expected answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpectedAnswer {
    /// The whole holding, and the place of the last link of some standing chain.
    Holds {
        /// The holding.
        holding: Holding,
        /// `under R`
        under: Option<ProvisionId>,
    },
    /// A holding in which several fill one seat: the least that suffices, each of several ways.
    HoldsInWays {
        /// Each way: all of these must act.
        ways: Vec<Vec<Holder>>,
        /// `under R`
        under: Option<ProvisionId>,
    },
    /// `nobody holds P`, `P is not required`
    Nobody {
        /// Which of the two.
        why: Why,
        /// `under R`
        under: Option<ProvisionId>,
    },
    /// `not yet in force over P`
    NotYetInForce,
    /// `gap over P`
    Gap,
    /// `conflict over P`
    Conflict,
    /// `undetermined over P, needs …`
    Undetermined {
        /// Of each of these groups one at least is among what is needed; empty: anything is.
        needs: Vec<Vec<Needed>>,
    },
    /// `X may not hold P`: the answer lists this bar, or the body is not among the holders because it is barred.
    Barred(crate::rules::Barred),
    /// `pending over P`: a period with an effect of silence still runs.
    Pending,
    /// `not pending over P`: none does.
    NotPending,
    /// `approved over P`, `refused over P`, `lapsed over P`: so the holder's silence counts.
    Silence(State),
    /// `P with consent of X within …`: the answer lists this step, of each of these; a deadline only where one is expected.
    Step(Box<Step>),
    /// `P not with consent of X`: of none of these the answer lists such a step.
    NoStep(Box<Step>),
    /// `X may take over P from Y`
    TakeOver {
        /// Who may; where several must act, together.
        by: Holding,
        /// In whose place.
        from: Holder,
        /// `may`; else `may not`, whatever is not known.
        so: bool,
    },
}

/// A property that must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// Where it stands.
    pub package: PackageId,
    /// What must hold.
    pub must: Must,
    /// On which days.
    pub life: Life,
    /// For which cases.
    pub when: Condition,
    /// Its documentation.
    pub doc: Option<String>,
    /// Where.
    pub span: SourceSpan,
}

/// What must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Must {
    /// Every transfer by this modality has an end, its own or its instrument's.
    HasEnd(ModalityId),
    /// Somebody holds the power.
    HasHolder(PowerId),
    /// These powers are held so.
    Held(Vec<PowerId>, HeldBy),
    /// None of these powers is held so in any case.
    NotHeld(Vec<PowerId>, HeldBy),
    /// So many powers pass from one tier to another.
    Moves(Moves),
}

/// A declared total: so many powers are held at one tier the day before, and at another on the day, in the same cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moves {
    /// How many.
    pub count: u32,
    /// From which tier.
    pub from: TierId,
    /// To which tier.
    pub to: TierId,
    /// The powers among which they are counted.
    pub powers: Vec<PowerId>,
    /// Only by rules that stand there; empty: by whatever rules.
    pub under: Vec<ProvisionId>,
    /// The day.
    pub on: Day,
}
