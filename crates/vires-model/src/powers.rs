//! Powers, and the modalities by which they pass on.

use crate::ids::{BodyId, FactId, InstrumentKindId, KindId, ModalityId, PackageId, TierId};
use crate::source::SourceSpan;

/// An act on an object: issue a licence, approve a purchase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Power {
    /// Where it is declared.
    pub package: PackageId,
    /// Its name.
    pub name: String,
    /// Other names.
    pub also: Vec<String>,
    /// Its label; the name where none was given.
    pub label: String,
    /// Its sector.
    pub sector: Option<String>,
    /// The fact that is its connecting factor.
    pub place: Option<FactId>,
    /// The fact `act` that its `acts` make.
    pub act: Option<FactId>,
    /// Ids in other registers.
    pub codes: Vec<String>,
    /// Several holders side by side are meant.
    pub concurrent: bool,
    /// Its documentation.
    pub doc: Option<String>,
    /// Where.
    pub span: SourceSpan,
}

/// A way to pass a power on, as a record. What is absent takes no position and is not checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Modality {
    /// Where it is declared.
    pub package: PackageId,
    /// Its name, the verb of its transfers.
    pub name: String,
    /// Other names.
    pub also: Vec<String>,
    /// Its label.
    pub label: String,
    /// Whether title moves to the receiver.
    pub title_moves: Option<bool>,
    /// Whether the giver stops acting. Not said: it stops.
    pub giver_stops: Option<bool>,
    /// Who answers.
    pub answerable: Option<Party>,
    /// In whose name the receiver acts.
    pub in_the_name_of: Option<Party>,
    /// How the power may go on.
    pub onward: Option<Onward>,
    /// The kinds of instrument that may carry it.
    pub form: Option<Vec<InstrumentKindId>>,
    /// The kinds of instrument in which the power must stand at its root.
    pub found_in: Option<Vec<InstrumentKindId>>,
    /// What the instrument must state.
    pub must_state: Vec<Content>,
    /// Who may give to whom; empty: anyone to anyone.
    pub between: Vec<Between>,
    /// Where.
    pub span: SourceSpan,
}

/// Giver, receiver or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// The giver.
    Giver,
    /// The receiver.
    Receiver,
    /// Both.
    Both,
}

/// How a power received by a modality may go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Onward {
    /// In any way.
    Freely,
    /// Not at all.
    Never,
    /// By these only.
    By(Vec<ModalityId>),
}

/// What an instrument that transfers must state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Content {
    /// Which powers.
    Content,
    /// For which cases.
    Scope,
    /// Until when.
    Term,
    /// On what conditions.
    Conditions,
}

/// One line `from A, B to C, D`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Between {
    /// Givers.
    pub from: Vec<Group>,
    /// Receivers.
    pub to: Vec<Group>,
}

/// A body or office, or all of a kind or tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// This body or office (any of its instances).
    Body(BodyId),
    /// Bodies of this kind.
    Kind(KindId),
    /// Bodies (not offices) at this tier.
    Tier(TierId),
}
