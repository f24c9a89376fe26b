//! What is asked and what is answered.

use std::collections::BTreeMap;

use crate::bodies::Mode;
use crate::date::Day;
use crate::facts::Value;
use crate::ids::{BodyId, CalendarId, FactId, ParameterId, PowerId, RuleId};
use crate::lists::ValueId;

/// A case: values of facts. What is absent is unknown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Case {
    /// The facts given.
    pub facts: BTreeMap<FactId, Value>,
}

/// One body as it exists in the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instance {
    /// The body or office.
    pub body: BodyId,
    /// Which one.
    pub of: Of,
}

impl Instance {
    /// Whether one body, not said which, may be meant by another.
    #[must_use]
    pub fn may_be(self, other: Self) -> bool {
        self.body == other.body && (self.of == other.of || self.of == Of::Unsaid || other.of == Of::Unsaid)
    }
}

/// Which one of several like bodies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Of {
    /// There is only one.
    Sole,
    /// One of them; the text does not say which.
    Unsaid,
    /// The one of this place of the body's territory.
    Place(ValueId),
}

/// Who may act, after all transfers: a tree because a seat may have passed to several.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Held {
    /// One body.
    One(Instance),
    /// Several with a mode; sorted, never nested in an equal mode `Any`, at least two; without repetition, but for seats of
    /// [`Mode::AnyOf`] that several may fill: such a seat stands as often as it counts.
    Several(Mode, Vec<Held>),
}

impl Held {
    /// Everyone in it, in order; one who has several seats, as often.
    #[must_use]
    pub fn instances(&self) -> Vec<Instance> {
        match self {
            Self::One(who) => vec![*who],
            Self::Several(_, parts) => parts.iter().flat_map(Self::instances).collect(),
        }
    }
}

/// The answer to: who holds this power in this case on this day?
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The power asked about.
    pub power: PowerId,
    /// The day asked about.
    pub at: Option<Day>,
    /// The answer.
    pub outcome: Outcome,
}

/// The answer itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Somebody may act.
    Competent {
        /// Who.
        held: Held,
        /// Who answers for it.
        accountable: Vec<Instance>,
        /// The chain shown: the one with the fewest links, then first in the files.
        chain: Vec<Link>,
        /// Other chains that lead to the same.
        also: Vec<Vec<Link>>,
        /// Claims that lost, and what decided.
        beaten: Vec<Beaten>,
        /// Bars on persons that apply: the office holds, this person may not.
        barred_persons: Vec<RuleId>,
    },
    /// Nobody, by design.
    Nobody {
        /// A bar (`nobody holds`) or no act needed (`is not required`).
        why: Why,
        /// The rule that says so.
        rule: RuleId,
        /// Claims that lost.
        beaten: Vec<Beaten>,
    },
    /// Nobody, and the text does not say so.
    Gap {
        /// Bars that removed the only holders.
        barred_by: Vec<RuleId>,
        /// Holders that no longer, or not yet, exist.
        orphans: Vec<Instance>,
    },
    /// Several claims and nothing to choose between them.
    Conflict {
        /// Each claim.
        claims: Vec<Claim>,
    },
    /// It depends on what is not known.
    Undetermined {
        /// The facts that decide, as declared; the date asked about last.
        needs: Vec<Need>,
    },
    /// Before the first day any rule grants, bars or lifts it.
    NotInForce,
}

/// Nobody, why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// `nobody holds`
    Barred,
    /// `is not required`
    NotRequired,
}

/// One link of a chain of authority.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Link {
    /// The rule.
    pub rule: RuleId,
    /// The giver; none at the root.
    pub from: Option<Instance>,
    /// Who has the power after this link; none: `nobody holds` or `is not required`, which stand alone.
    pub to: Option<Held>,
}

/// A claim: what one chain says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Claim {
    /// Who would hold; none for `nobody holds` and `is not required`.
    pub held: Option<Held>,
    /// Which of the two it is.
    pub nobody: Option<Why>,
    /// By which rules.
    pub chain: Vec<Link>,
}

/// A claim that lost.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Beaten {
    /// The claim.
    pub claim: Claim,
    /// What decided.
    pub by: Decider,
}

/// What decided between two claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

/// A fact that decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// Which.
    pub what: Needed,
    /// Whose finding it is.
    pub found_by: Option<BodyId>,
}

/// What is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Needed {
    /// A fact of the case.
    Fact(FactId),
    /// The answer about another power, which is in conflict.
    Power(PowerId),
    /// The value of a parameter that no text sets: of this entry, where it is kept by a list.
    Parameter(ParameterId, Option<ValueId>),
    /// The date asked about.
    Date,
    /// The days of a calendar beyond those that it covers.
    Calendar(CalendarId),
}

impl Decision {
    /// Renames every rule in it: for decisions made over an excerpt of a model.
    pub fn renumber(&mut self, number: &dyn Fn(RuleId) -> RuleId) {
        let chain = |links: &mut Vec<Link>| links.iter_mut().for_each(|link| link.rule = number(link.rule));
        let all = |rules: &mut Vec<RuleId>| rules.iter_mut().for_each(|rule| *rule = number(*rule));
        let losers = |beaten: &mut Vec<Beaten>| beaten.iter_mut().for_each(|own| chain(&mut own.claim.chain));
        match &mut self.outcome {
            Outcome::Competent { chain: shown, also, beaten, barred_persons, .. } => {
                chain(shown);
                also.iter_mut().for_each(chain);
                losers(beaten);
                all(barred_persons);
            }
            Outcome::Nobody { rule, beaten, .. } => {
                *rule = number(*rule);
                losers(beaten);
            }
            Outcome::Gap { barred_by, .. } => all(barred_by),
            Outcome::Conflict { claims } => claims.iter_mut().for_each(|claim| chain(&mut claim.chain)),
            Outcome::Undetermined { .. } | Outcome::NotInForce => {}
        }
    }
}
