//! What is wrong with a policy, as plain data: rules, regions in values, a replayed witness. Sentences are made elsewhere.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use vires_model::{
    BodyId, Case, Content, Day, Decider, Decision, FactId, Holder, Instance, InstrumentId, Interval, Life, ParameterId,
    PowerId, RuleId, SourceSpan, StepKind, ValueId, ValueSet,
};

use crate::axes::ValueBox;
use crate::chains::Hindrance;
use crate::change::Lapse;
use crate::findings::{Checking, Short};

/// One thing found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// What it is.
    pub kind: IssueKind,
    /// The power concerned.
    pub power: Option<PowerId>,
    /// Every rule involved, the one it stands at first.
    pub rules: Vec<RuleId>,
    /// Clashing pairs, as indices into `rules`.
    pub pairs: Vec<(usize, usize)>,
    /// The region in few boxes, to be put into words.
    pub region: Vec<ValueBox>,
    /// Whether `region` is a part of it only: it is made up of more than can be said.
    pub partial: bool,
    /// The whole region; boxes may overlap.
    pub boxes: Vec<ValueBox>,
    /// Whether `boxes` is the whole region; false where a bound was reached.
    pub complete: bool,
    /// A case in it, replayed through the reference evaluator.
    pub witness: Option<Witness>,
    /// Changes of one rule each that would resolve it, the smallest first.
    pub mends: Vec<Mend>,
}

/// A change of one part of a rule's condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mend {
    /// The rule.
    pub rule: RuleId,
    /// The words that change.
    pub part: SourceSpan,
    /// The fact of which they speak.
    pub fact: FactId,
    /// What they should say of it.
    pub to: Mended,
}

/// What a part of a condition should say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mended {
    /// That the value lies within.
    Limits(Interval),
    /// That it is one of these.
    Leaves(ValueSet),
}

impl Issue {
    /// An issue about rules, whatever the case.
    #[must_use]
    pub(crate) fn at_rules(kind: IssueKind, rules: Vec<RuleId>) -> Self {
        Self {
            kind,
            power: None,
            rules,
            pairs: Vec::new(),
            region: Vec::new(),
            partial: false,
            boxes: Vec::new(),
            complete: true,
            witness: None,
            mends: Vec::new(),
        }
    }
}

impl Issue {
    /// A power that was not examined, or not to the end; because its rules ask about `asks`, which were not, if these are any.
    #[must_use]
    pub(crate) fn unexamined(power: PowerId, asks: &[PowerId]) -> Self {
        let kind = IssueKind::TooComplex { asks: asks.to_vec() };
        Self { power: Some(power), ..Self::at_rules(kind, Vec::new()) }
    }

    /// Every rule that is named in it, whatever for.
    #[must_use]
    pub fn rules_named(&self) -> BTreeSet<RuleId> {
        let named = RefCell::new(BTreeSet::new());
        self.clone().renumber(&|rule| {
            named.borrow_mut().insert(rule);
            rule
        });
        named.into_inner()
    }

    /// Gives every rule another number.
    pub(crate) fn renumber(&mut self, number: &dyn Fn(RuleId) -> RuleId) {
        self.rules.iter_mut().for_each(|rule| *rule = number(*rule));
        if let Some(witness) = &mut self.witness {
            witness.decision.renumber(number);
        }
        self.mends.iter_mut().for_each(|mend| mend.rule = number(mend.rule));
        self.kind.renumber(number);
    }
}

impl IssueKind {
    fn renumber(&mut self, number: &dyn Fn(RuleId) -> RuleId) {
        match self {
            Self::Gap { bars, .. } => bars.iter_mut().for_each(|rule| *rule = number(*rule)),
            Self::AlwaysBeaten { by } => by.iter_mut().for_each(|(rule, _)| *rule = number(*rule)),
            Self::BarredTransfer { hindrances, .. } => hindrances.iter_mut().for_each(|why| why.renumber(number)),
            Self::Disagreement(kind) => kind.renumber(number),
            Self::Sunset { lapses, .. } => {
                lapses.iter_mut().for_each(|lapse| Arc::make_mut(lapse).renumber(number));
            }
            Self::Overlap { by_turns, .. } => {
                by_turns.iter_mut().flatten().for_each(|rule| *rule = number(*rule));
            }
            Self::Orphan { .. }
            | Self::NemoDat { .. }
            | Self::NotStated { .. }
            | Self::LowRank
            | Self::Cycle { .. }
            | Self::NeverApplies { .. }
            | Self::Excludes(_)
            | Self::Impossible { .. }
            | Self::AlwaysTrue { .. }
            | Self::Requirement(_)
            | Self::Total(..)
            | Self::Unsaid { .. }
            | Self::NoRoot
            | Self::GrantedAgain
            | Self::ActsAlone { .. }
            | Self::ChecksItself { .. }
            | Self::CheckThemselves { .. }
            | Self::PersonBar
            | Self::Vacant { .. }
            | Self::TooFewPersons { .. }
            | Self::Shared { .. }
            | Self::NotSet { .. }
            | Self::PrecedenceDecides { .. }
            | Self::TooComplex { .. } => {}
        }
    }
}

/// One concrete case, with what the reference evaluator decides for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// The facts.
    pub case: Case,
    /// The day.
    pub day: Option<Day>,
    /// The decision.
    pub decision: Decision,
}

/// The kinds of issue, with what only they have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IssueKind {
    /// Two or more claims and nothing to choose between them. `pairs` says which rules clash: `rules[0]` with each of the others, and some
    /// of these with each other, where it clashes with them.
    Overlap {
        /// The conditions of `rules[0]`, which `region` only narrows further, as boxes; empty: the region stands by itself.
        within: Vec<ValueBox>,
        /// Where different claims clash in different parts of the region, the rules that say to whom these come; empty
        /// where no one rule says it.
        by_turns: Option<Vec<RuleId>>,
        /// Each of the claims falls to another of them, round in a circle.
        ring: bool,
    },
    /// Nobody holds.
    Gap {
        /// It begins the day after these instruments end.
        lapsed: Vec<InstrumentId>,
        /// Bars that remove the only holders.
        bars: Vec<RuleId>,
        /// Where several must act, those whom the bars leave.
        left: Vec<Holder>,
    },
    /// The only holder does not exist.
    Orphan {
        /// It.
        holder: BodyId,
        /// It begins the day after these instruments end.
        lapsed: Vec<InstrumentId>,
    },
    /// What changes hands, or falls to nobody, on the day after the last day of an instrument.
    Sunset {
        /// It.
        instrument: InstrumentId,
        /// Its last day.
        last: Day,
        /// What changes, power after power. What comes with the end of several is told at the first of them.
        lapses: Vec<Arc<Lapse>>,
        /// How many changes that come with its end too are told at other instruments.
        elsewhere: Vec<(InstrumentId, usize)>,
    },
    /// A transfer of what the giver does not have.
    NemoDat {
        /// Whether the transfer is limited by a condition (then it is an error).
        conditional: bool,
    },
    /// A transfer that has no effect although the giver has the power.
    BarredTransfer {
        /// Why, each reason once.
        hindrances: Vec<Hindrance>,
        /// Elsewhere it has effect.
        partly: bool,
    },
    /// A transfer that does not state what its modality wants stated.
    NotStated {
        /// What is missing.
        missing: Vec<Content>,
    },
    /// Two seats of a joint holding have come to one body.
    ActsAlone {
        /// It.
        body: BodyId,
    },
    /// A body holds the power and is asked to check itself.
    ChecksItself {
        /// It.
        body: BodyId,
        /// What it is asked for.
        step: StepKind,
    },
    /// Whoever of several decides, somebody would have to check themselves.
    CheckThemselves {
        /// What is lacking, and who both may decide and is asked for it.
        asked: Vec<(StepKind, Vec<BodyId>)>,
    },
    /// The issuer is neither the giver nor above it, in an instrument that ranks below the one by which the giver has the power (`rules[1]`).
    LowRank,
    /// Transfers that lead back; `rules` is the circle.
    Cycle {
        /// Everyone in it stops acting: a conflict.
        all_stop: bool,
    },
    /// The rule has no effect on any day in any case.
    NeverApplies {
        /// Why.
        why: Idle,
    },
    /// The rule loses wherever it applies.
    AlwaysBeaten {
        /// To these rules, by these.
        by: Vec<(RuleId, Decider)>,
    },
    /// What is assumed, up to this assumption by its number, leaves no case.
    Excludes(usize),
    /// A condition that no case can meet.
    Impossible {
        /// The smallest part that makes it so.
        part: SourceSpan,
    },
    /// A condition that every case meets.
    AlwaysTrue {
        /// The part.
        part: SourceSpan,
    },
    /// A requirement is broken; index into the model's requirements.
    Requirement(usize),
    /// A declared total that the rules do not come to; index into the model's requirements, and the powers that do move.
    Total(usize, Vec<PowerId>),
    /// A body of which there are many, named without saying which.
    Unsaid {
        /// The body.
        body: BodyId,
    },
    /// A power that no rule grants, bars or lifts.
    NoRoot,
    /// A grant made again after the transfer of `rules[1]`, which passes it on.
    GrantedAgain,
    /// A bar on a person, which follows the person and not the office.
    PersonBar,
    /// An office that holds powers, or is asked before any act under them, is vacant, and nobody can act. `region` is of those cases, where there are
    /// others.
    Vacant {
        /// It.
        office: Instance,
        /// The days from the end of an appointment on on which nobody is appointed.
        vacant: Life,
        /// Those of them on which nobody can act in some case, in order.
        days: Vec<Life>,
        /// Under which powers.
        powers: Vec<PowerId>,
        /// What it is asked for; none: it holds them.
        asked: Option<Checking>,
    },
    /// Offices that must act together, and too few persons to fill them: nobody can act.
    TooFewPersons {
        /// Which, by whom, when.
        short: Short,
        /// Under which powers.
        powers: Vec<PowerId>,
    },
    /// An office that several persons fill on one day.
    Shared {
        /// It.
        office: Instance,
    },
    /// A parameter without a value on which it turns who is competent; `rules` are those that ask for it.
    NotSet {
        /// It.
        parameter: ParameterId,
        /// Whether lines set it to different values; else none sets it.
        twice: bool,
        /// Which entries of the list by which it is kept.
        of: Vec<Option<ValueId>>,
        /// The powers of which it is so.
        powers: Vec<PowerId>,
    },
    /// The declared precedence decides between `rules[0]` (which wins) and `rules[1]`.
    PrecedenceDecides {
        /// Which key, or words.
        by: Decider,
    },
    /// Our fault: the reference evaluator does not decide the witness as the finding says.
    Disagreement(Box<IssueKind>),
    /// The power is too complicated to be examined within the documented bounds; or its rules ask who holds `asks`, and there is no answer to that.
    TooComplex {
        /// These powers.
        asks: Vec<PowerId>,
    },
}

/// Why a rule never applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Idle {
    /// It ends before it begins.
    NoDay,
    /// Other rules of the instrument leave no other case.
    NoOtherCase,
    /// There is nothing for the keep to cut out.
    NothingToKeep,
    /// The giver has no power of that class.
    NothingToMove,
    /// The giver has nowhere the power that it passes on.
    NotTheGivers,
    /// Nobody gives the power to the one from whom it may be taken over.
    NobodyToReplace,
    /// A body would take over from itself.
    ReplacesItself,
    /// Keeps of the same instrument leave nothing to give.
    AllKept,
    /// Whoever it names may not hold the power anywhere in its cases; the bars stand behind it among the rules.
    Barred,
    /// Its cases are excluded by assumptions or places that do not exist.
    NoCase,
}
