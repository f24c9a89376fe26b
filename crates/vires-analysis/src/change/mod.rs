//! What changes hands: between two days, or between two versions of a policy.
//!
//! One power at a time. [`outcomes`] cuts its cases and days into the regions in each of which one thing is decided, and writes them in values:
//! the form in which regions leave one power's cells. [`slice`] makes two such partitions comparable: on a fixed day, and without questions whose
//! answer moves with the day. [`overlay`] lays one over the other and keeps the regions in which they differ.

mod accountable;
mod asked;
mod between_days;
mod between_versions;
mod joined;
pub(crate) mod moved;
mod outcomes;
mod overlay;
mod slice;
mod translate;

use std::cell::OnceCell;

use vires_model::{BodyId, Case, Day, Decision, Holder, Model, Outcome, PowerId, RuleId, Why};

use crate::axes::ValueBox;
use crate::chains::End;
use crate::region::Region;
use crate::register::{HolderTree, holder, public};

pub use self::asked::{AskedChange, AskedFor, Beside};
pub(crate) use self::between_days::{Days, asked_between_days};
pub use self::between_days::{Ending, Lapse};
pub use self::between_versions::{Version, VersionChanges, changes_between_versions};
pub use self::joined::Unlike;
use self::outcomes::{Holding, Outcomes, State};
use self::overlay::{Difference, Overlay};

/// A region of one power's cases in which something else is decided than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The power, as the later side numbers it; as the earlier one does where the later has none.
    pub power: PowerId,
    /// What was decided.
    pub before: Situation,
    /// What is decided.
    pub after: Situation,
    /// Only who answers for it changes, not who acts.
    pub accountable_only: bool,
    /// The region in few boxes, to be put into words.
    pub region: Vec<ValueBox>,
    /// The whole region; boxes may overlap.
    pub boxes: Vec<ValueBox>,
    /// A case in it, with what the reference evaluator decides on each side.
    pub witness: Option<Both>,
}

/// All changes between two sides.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// In the order of the powers as declared.
    pub changes: Vec<Change>,
    /// What is asked for beside a decision, and what silence means, where that changes: in the order of the powers.
    pub asked: Vec<AskedChange>,
    /// Powers that were not compared: rules on them cannot be read, or a documented bound was reached.
    pub unexamined: Vec<PowerId>,
}

/// One case on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Both {
    /// The facts.
    pub case: Case,
    /// The day, where the two sides are two versions.
    pub day: Option<Day>,
    /// The facts as each of two versions names them, where they are versions.
    pub own: Option<Box<(Case, Case)>>,
    /// What is decided on the earlier side.
    pub before: Decision,
    /// What is decided on the later side.
    pub after: Decision,
    /// Whether the reference evaluator decides as the change says. Where it does not, it is our fault.
    pub confirmed: bool,
}

/// What is decided in a region, and by which rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Situation {
    /// What.
    pub outcome: Decided,
    /// The chains that lead to it somewhere in the region, root first; those with the fewest links first.
    pub chains: Vec<Vec<RuleId>>,
}

/// What is decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decided {
    /// The power is not there on this side.
    Absent,
    /// No rule has granted, barred or lifted it yet.
    NotInForce,
    /// Nobody may act, and the text does not say so.
    Gap {
        /// The only holder, which does not exist.
        missing: Option<BodyId>,
    },
    /// Nobody, by design.
    Nobody(Why),
    /// Any of these may act.
    Held {
        /// Who.
        who: Vec<HolderTree>,
        /// Who answers for it.
        accountable: Vec<Holder>,
    },
    /// These claim it, and nothing chooses between them.
    Conflict {
        /// Who.
        who: Vec<HolderTree>,
    },
    /// It hangs on what nobody can say.
    Undetermined,
}

impl Decided {
    fn of(state: &State) -> Self {
        let who = |holdings: &std::collections::BTreeSet<Holding>| -> Vec<HolderTree> {
            let mut all: Vec<HolderTree> = Vec::new();
            for holding in holdings {
                let tree = match &holding.end {
                    End::Held(tree) => public(tree),
                    End::Nobody(why) => HolderTree::Nobody(*why),
                    End::Vacant => continue,
                };
                if !all.contains(&tree) {
                    all.push(tree);
                }
            }
            all
        };
        match state {
            State::NotInForce => Self::NotInForce,
            State::Gap(missing) => Self::Gap { missing: *missing },
            State::Nobody(why) => Self::Nobody(*why),
            State::Held(holdings) => {
                let accountable: std::collections::BTreeSet<Holder> =
                    holdings.iter().flat_map(|own| own.accountable.iter().map(|named| holder(*named))).collect();
                Self::Held { who: who(holdings), accountable: accountable.into_iter().collect() }
            }
            State::Conflict(holdings) => Self::Conflict { who: who(holdings) },
            State::Undetermined => Self::Undetermined,
        }
    }

    /// Whether that is what was decided, as far as kinds of outcome go.
    fn is_decided(&self, decision: &Decision) -> bool {
        match (self, &decision.outcome) {
            (Self::NotInForce, Outcome::NotInForce)
            | (Self::Gap { .. }, Outcome::Gap { .. })
            | (Self::Held { .. }, Outcome::Competent { .. })
            | (Self::Conflict { .. }, Outcome::Conflict { .. })
            | (Self::Undetermined, Outcome::Undetermined { .. }) => true,
            (Self::Nobody(why), Outcome::Nobody { why: decided, .. }) => why == decided,
            _ => false,
        }
    }
}

/// What the reference evaluator decides on either side, in this case on this day.
type Deciding<'d> = dyn FnMut(&Case, Option<Day>) -> (Decision, Decision) + 'd;

/// A difference written out, with a case put to the reference evaluator on both sides.
fn change(
    overlay: &Overlay<'_>,
    power: PowerId,
    (old, new): (&Outcomes, &Outcomes),
    difference: &Difference,
    region: &Region,
    decide: &mut Deciding<'_>,
) -> Change {
    let chains = |side: &Outcomes| overlay.grounds(side, region).iter().map(|own| own.rules.clone()).collect();
    let before = Situation { outcome: Decided::of(&difference.before), chains: chains(old) };
    let after = Situation { outcome: Decided::of(&difference.after), chains: chains(new) };
    let (few, boxes) = overlay.written(region);
    let witness = overlay.case(region).map(|(case, day)| {
        let (one, other) = decide(&case, day);
        let confirmed = before.outcome.is_decided(&one)
            && after.outcome.is_decided(&other)
            && (difference.accountable_only || differ(&one.outcome, &other.outcome));
        Both { case, day, own: None, before: one, after: other, confirmed }
    });
    Change { power, before, after, accountable_only: difference.accountable_only, region: few, boxes, witness }
}

/// Whether two outcomes of one kind are two.
fn differ(before: &Outcome, after: &Outcome) -> bool {
    match (before, after) {
        (Outcome::Competent { held: before, .. }, Outcome::Competent { held: after, .. }) => before != after,
        (Outcome::Conflict { claims: before }, Outcome::Conflict { claims: after }) => {
            let held = |claims: &[vires_model::Claim]| -> std::collections::BTreeSet<_> {
                claims.iter().map(|claim| (claim.held.clone(), claim.nobody)).collect()
            };
            held(before) != held(after)
        }
        _ => true,
    }
}

/// The model with places that are always there, made when it is first needed.
pub(crate) struct Lasting<'m> {
    model: &'m Model,
    plain: OnceCell<Model>,
}

impl<'m> Lasting<'m> {
    pub(crate) fn new(model: &'m Model) -> Self {
        Self { model, plain: OnceCell::new() }
    }

    pub(crate) fn model(&self) -> &Model {
        self.plain.get_or_init(|| without_lives(self.model))
    }
}

impl Change {
    /// Gives every rule another number.
    fn renumber(&mut self, number: &dyn Fn(RuleId) -> RuleId) {
        for situation in [&mut self.before, &mut self.after] {
            situation.chains.iter_mut().flatten().for_each(|rule| *rule = number(*rule));
        }
        if let Some(both) = &mut self.witness {
            both.before.renumber(number);
            both.after.renumber(number);
        }
    }
}

/// The model with places that are always there: what a fact names is then one thing on every day.
pub(crate) fn without_lives(model: &Model) -> Model {
    let mut plain = model.clone();
    for list in model.lists.ids() {
        for value in &mut plain.lists[list].values {
            value.life = vires_model::Life::ALWAYS;
        }
    }
    plain
}
