//! Rules as they stand: every inherited date, name substitution and alias already applied.

use std::collections::BTreeSet;

use crate::bodies::{Holder, Holding};
use crate::conditions::Condition;
use crate::date::{Day, Life};
use crate::ids::{BodyId, FactId, InstrumentId, ModalityId, PowerId, ProvisionId};
use crate::model::Model;
use crate::settings::Used;
use crate::source::SourceSpan;
use crate::steps::{Deadline, Step};

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
    /// The instrument that put it where it stands, where that is another than the one it stands in: it counts as issued with that one.
    pub amended_by: Option<InstrumentId>,
    /// The place of the line that suspends it on these days in these cases: it does nothing, and yet they are no others
    /// for `in all other cases`.
    pub suspended_by: Option<ProvisionId>,
    /// Where the words of one line give several holdings, any of which is enough, each is a rule: all with the number of that line.
    pub one_of: Option<u32>,
    /// Where its line grants a class of powers, or says of one that it is nobody's, which; the effect names them all.
    pub of_class: Option<Box<Class>>,
    /// The bodies that its words are read to mean, and by which lines.
    pub read: Box<[Succession]>,
    /// Its last day is that of the text, as it or another states it: it is not repealed, replaced or stopped before.
    pub lapses: bool,
    /// Lines that bear on it only as long as their own texts are in force, and with whose last day it begins or ends.
    pub passing: Box<[Passing]>,
    /// The parameters that its condition and its holders' deadlines use.
    pub parameters: Box<[Used]>,
    /// What must be done besides deciding, in the order written.
    pub steps: Vec<Step>,
    /// The holder's own deadlines, in the order written; of a rule by which another may take over: until when.
    pub deadlines: Vec<Deadline>,
    /// Its documentation.
    pub doc: Option<String>,
    /// Where.
    pub span: SourceSpan,
}

/// That one body is read for another: `read X for Y`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Succession {
    /// The body that is named.
    pub old: BodyId,
    /// The body that is meant.
    pub new: BodyId,
    /// The provision that says so.
    pub place: ProvisionId,
}

/// What a line does to another text for a time: on the day after the last one of its own instrument that is undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Passing {
    /// The provision in which the line stands.
    pub place: ProvisionId,
    /// The last day.
    pub last: Day,
}

impl Rule {
    /// Where the line stands that says it. A line whose text is law for a time, or is law for some cases only, is several rows.
    /// None of a rule that no text has.
    #[must_use]
    pub fn line(&self) -> Option<SourceSpan> {
        (self.span.start < self.span.end).then_some(self.span)
    }

    /// Whether its words name the powers that it grants or passes on, and speak of no class of them.
    #[must_use]
    pub const fn is_by_name(&self) -> bool {
        self.of_class.is_none() && !matches!(self.effect, Effect::Transfer { what: Powers::Class(_), .. })
    }

    /// The powers of which it turns on who holds them.
    #[must_use]
    pub fn asks(&self) -> BTreeSet<PowerId> {
        let mut asks = self.when.asks();
        if let Effect::Follow { whose, .. } = self.effect {
            asks.insert(whose);
        }
        asks
    }

    /// The powers of which it turns on who holds them what has to be done besides deciding, and until when.
    #[must_use]
    pub fn steps_ask(&self) -> BTreeSet<PowerId> {
        let mut asks: BTreeSet<PowerId> = self.steps.iter().flat_map(Step::asks).collect();
        asks.extend(self.deadlines.iter().flat_map(Deadline::asks));
        asks
    }
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
    /// Whoever holds another power holds these, in the same mode; where that one has no holder, it grants nothing.
    Follow {
        /// The powers granted.
        powers: Vec<PowerId>,
        /// The other power.
        whose: PowerId,
        /// `in all other cases`
        residual: bool,
    },
    /// Nobody may act. `residual` as with [`Effect::Hold`].
    Nobody {
        /// The powers.
        powers: Vec<PowerId>,
        /// `in all other cases`.
        residual: bool,
    },
    /// No act is needed. `residual` as with [`Effect::Hold`].
    NotRequired {
        /// The powers.
        powers: Vec<PowerId>,
        /// `in all other cases`.
        residual: bool,
    },
    /// A transfer.
    Transfer {
        /// How.
        modality: ModalityId,
        /// Which powers.
        what: Powers,
        /// The giver.
        from: Holder,
        /// Of powers by name: only what the giver has by a link that stands in one of these places; empty: however it has them. Of a class
        /// that is in the class.
        under: Vec<ProvisionId>,
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
    /// A superior may act as well, and is no holder.
    TakeOver {
        /// Who may; where several must act, together.
        by: Holding,
        /// Which powers.
        what: Powers,
        /// From whom.
        from: Holder,
    },
    /// Allows a transfer without making it.
    Enable {
        /// Who may give.
        giver: Holder,
        /// How.
        modality: ModalityId,
        /// Which powers.
        what: Powers,
        /// To whom.
        to: Holder,
    },
    /// May not be passed on.
    Reserve {
        /// Which powers.
        what: Powers,
        /// How far.
        reserve: Reserve,
    },
}

impl Powers {
    /// Whether the words take in this power; `under` and `except` a place of text are judged link by link, `other` day by day.
    #[must_use]
    pub fn speak_of(&self, model: &Model, power: PowerId) -> bool {
        match self {
            Self::Named(powers) => powers.contains(&power),
            Self::Class(class) => {
                let sector = &model.powers[power].sector;
                !class.except_powers.contains(&power)
                    && (class.sectors.is_empty() || sector.as_ref().is_some_and(|own| class.sectors.contains(own)))
            }
        }
    }
}

impl Effect {
    /// Whether it says of cases whose the power is, or that it is nobody's: what `in all other cases` leaves out.
    #[must_use]
    pub const fn is_root(&self) -> bool {
        matches!(self, Self::Hold { .. } | Self::Follow { .. } | Self::Nobody { .. } | Self::NotRequired { .. })
    }
    /// Whether the words of the rule take in this power: see [`Powers::speak_of`].
    #[must_use]
    pub fn speaks_of(&self, model: &Model, power: PowerId) -> bool {
        match self {
            Self::Hold { powers, .. }
            | Self::Follow { powers, .. }
            | Self::Nobody { powers, .. }
            | Self::NotRequired { powers, .. } => powers.contains(&power),
            Self::Transfer { what, .. }
            | Self::Keep { what, .. }
            | Self::Bar { what, .. }
            | Self::TakeOver { what, .. }
            | Self::Enable { what, .. }
            | Self::Reserve { what, .. } => what.speak_of(model, power),
        }
    }
    /// The bodies and offices it names as giver, receiver, holder, keeper or barred.
    #[must_use]
    pub fn holders(&self) -> Vec<Holder> {
        match self {
            Self::Hold { holding, .. } => holding.seats.clone(),
            Self::Transfer { from, to, .. } => to.seats.iter().chain([from]).copied().collect(),
            Self::Keep { by, .. } => vec![*by],
            Self::Bar { who: Barred::Holder(holder), .. } => vec![*holder],
            Self::TakeOver { by, from, .. } => by.seats.iter().chain([from]).copied().collect(),
            Self::Enable { giver, to, .. } => vec![*giver, *to],
            Self::Bar { .. }
            | Self::Follow { .. }
            | Self::Reserve { .. }
            | Self::Nobody { .. }
            | Self::NotRequired { .. } => Vec::new(),
        }
    }
    /// Whether it grants only `in all other cases`.
    #[must_use]
    pub const fn is_residual(&self) -> bool {
        matches!(
            self,
            Self::Hold { residual: true, .. }
                | Self::Follow { residual: true, .. }
                | Self::Nobody { residual: true, .. }
                | Self::NotRequired { residual: true, .. }
        )
    }
    /// The powers it names; none of a class.
    #[must_use]
    pub fn named_powers(&self) -> &[PowerId] {
        match self {
            Self::Hold { powers, .. }
            | Self::Follow { powers, .. }
            | Self::Nobody { powers, .. }
            | Self::NotRequired { powers, .. }
            | Self::Transfer { what: Powers::Named(powers), .. }
            | Self::Keep { what: Powers::Named(powers), .. }
            | Self::Bar { what: Powers::Named(powers), .. }
            | Self::TakeOver { what: Powers::Named(powers), .. }
            | Self::Enable { what: Powers::Named(powers), .. }
            | Self::Reserve { what: Powers::Named(powers), .. } => powers,
            Self::Transfer { .. }
            | Self::Keep { .. }
            | Self::Bar { .. }
            | Self::TakeOver { .. }
            | Self::Enable { .. }
            | Self::Reserve { .. } => &[],
        }
    }
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
    /// The place that it makes prevail or yield (the whole instrument, an article …), and every rule at or under it.
    pub speaker: ProvisionId,
    /// Where it is said: mostly there as well.
    pub place: ProvisionId,
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
