//! What is wrong with one power: a file for each kind of finding.

pub(crate) mod alone;
pub(crate) mod barred;
pub(crate) mod cycle;
pub(crate) mod gap;
pub(crate) mod idle;
pub(crate) mod mend;
pub(crate) mod nemo_dat;
pub(crate) mod notes;
pub(crate) mod overlap;
pub(crate) mod requirement;
pub(crate) mod steps;
pub(crate) mod sunset;
mod take_overs;
mod taken_over;
mod too_few;
pub(crate) mod total;
pub(crate) mod truth;
pub(crate) mod unset;
pub(crate) mod vacancy;

pub use too_few::Short;
pub use vacancy::Checking;

use std::cell::Cell;

use vires_model::{Decision, Needed, Outcome, PowerId, RuleId};

use crate::axes::{Axis, ValueBox};
use crate::issue::{Issue, IssueKind, Witness};
use crate::possible;
use crate::region::{Cuboid, Region, Space, StepBudget, minimal_cover, restate};
use crate::replay::Replay;
use crate::solved::Solved;
use crate::solver::TooHard;
use crate::witness;

/// So many sides of boxes are looked at, whether they leave out anything.
const MOST_SIDES: usize = 256;

/// Steps for one search in one power; about four seconds on a machine of 2025.
pub(crate) const STEPS: u64 = 4_000_000;
/// Chains of one power held against each other, link by link, for the cases that are shown of it.
const MOST_WEIGHED: u64 = 20_000_000;
/// Beyond so many boxes a region is listed as it is, without looking for fewer.
pub(crate) const MOST_TO_RESTATE: usize = 64;

/// One power under examination.
pub(crate) struct Examined<'s, 'm> {
    pub(crate) solved: &'s Solved<'m>,
    replay: &'s Replay<'m>,
    /// Where nothing is reported: cases that cannot occur, and those that hang on another power's conflict.
    pub(crate) silent: Region,
    independent: bool,
    /// What may still be spent on weighing chains anew for cases that are shown.
    weighing: Cell<u64>,
    /// Whether the bounds kept from telling if some box holds a case: it was then taken to hold one.
    doubt: Cell<bool>,
}

/// Whether the answer turns on parameters without a value and on nothing else. Two claims may conflict whatever they are set to, and others beside them
/// only with some values: the answer as a whole is then undetermined.
fn turns_on_parameters(decision: &Decision) -> bool {
    match &decision.outcome {
        Outcome::Undetermined { needs } => needs.iter().all(|need| matches!(need.what, Needed::Parameter(..))),
        _ => false,
    }
}

impl<'s, 'm> Examined<'s, 'm> {
    /// None where it takes too many boxes to say where nothing is reported.
    pub(crate) fn new(solved: &'s Solved<'m>, replay: &'s Replay<'m>) -> Option<Self> {
        let space = &solved.setting.space;
        space.space.refresh();
        let mut silent = space.impossible.clone();
        for question in &space.questions {
            // Another power may be in conflict with some values of a parameter without a value: then this one hangs on both.
            let unknown = space.in_cells(&question.unknown);
            let unknown = unknown.boxes().iter().map(|cuboid| space.whatever_is_set(cuboid)).collect();
            silent = silent.union(&space.space, Region::new(&space.space, unknown));
        }
        let independent = possible::independent(space);
        (!space.space.is_worn_out()).then(|| Self {
            solved,
            replay,
            silent,
            independent,
            weighing: Cell::new(MOST_WEIGHED),
            doubt: Cell::new(false),
        })
    }

    pub(crate) fn space(&self) -> &'s Space {
        &self.solved.setting.space.space
    }

    pub(crate) fn power(&self) -> PowerId {
        self.solved.setting.power
    }

    /// Whether a box holds a case that can exist.
    pub(crate) fn can_be(&self, cuboid: &Cuboid) -> bool {
        self.independent
            || possible::holds_a_case(self.solved.setting.model, &self.solved.setting.space, cuboid).unwrap_or_else(
                |TooHard| {
                    self.doubt.set(true);
                    true
                },
            )
    }

    /// What is found, unless that takes too many boxes: then nothing of it is known, and there is doubt.
    pub(crate) fn within_bounds<T: Default>(&self, find: impl FnOnce() -> T) -> T {
        self.space().refresh();
        let found = find();
        if self.space().is_worn_out() {
            self.doubt.set(true);
            return T::default();
        }
        found
    }

    /// What stays certain of the findings where some box was taken to hold a case without proof: those with a case to show. And that there is a bound.
    pub(crate) fn certain(&self, issues: &mut Vec<Issue>) {
        if !self.doubt.get() {
            return;
        }
        issues.retain(|issue| issue.boxes.is_empty() || issue.witness.is_some());
        issues.iter_mut().for_each(|issue| issue.complete = false);
        issues.push(Issue::unexamined(self.power(), &[]));
    }

    /// Whether a region holds a case that can exist.
    pub(crate) fn is_somewhere(&self, region: &Region) -> bool {
        region.boxes().iter().any(|cuboid| self.can_be(cuboid))
    }

    /// What of a region is to be reported: without what is silent and what cannot be.
    pub(crate) fn reported(&self, region: &Region) -> Region {
        let space = self.space();
        let loud = if self.silent.is_empty() { region.clone() } else { region.subtract(space, &self.silent) };
        self.possible(loud)
    }

    /// Whether any case is left by what is assumed.
    pub(crate) fn has_cases(&self) -> bool {
        self.solved.setting.model.assumptions.is_empty() || !self.is_nothing(&Region::full(self.space()))
    }

    /// Whether there is nothing in a region. What is silent is something: it is only told elsewhere.
    pub(crate) fn is_nothing(&self, region: &Region) -> bool {
        let left = region.subtract(self.space(), &self.solved.setting.space.impossible);
        !left.boxes().iter().any(|cuboid| self.can_be(cuboid))
    }

    /// What of a region is so whatever parameters without a value are set to (semantics 1.7): elsewhere the answer is undetermined, and the cause is
    /// reported at the parameter.
    pub(crate) fn whatever_is_set(&self, region: Region) -> Region {
        let (space, cells) = (&self.solved.setting.space, self.space());
        if !space.axes.iter().any(|(axis, _)| matches!(axis, Axis::Unset(_))) {
            return region;
        }
        let Ok(elsewhere) = region.complement(cells, &mut StepBudget::new(STEPS)) else { return Region::empty() };
        let doubtful = elsewhere.boxes().iter().map(|cuboid| space.whatever_is_set(cuboid)).collect();
        region.subtract(cells, &Region::new(cells, doubtful))
    }

    /// What of a region can be.
    pub(crate) fn possible(&self, region: Region) -> Region {
        if self.independent {
            return region;
        }
        let boxes = region.into_boxes().into_iter().filter(|cuboid| self.can_be(cuboid)).collect();
        Region::new(self.space(), boxes)
    }

    /// A region in few boxes, inside `within`.
    pub(crate) fn few(&self, region: &Region, within: &Cuboid) -> Vec<Cuboid> {
        self.few_by(region, within, &mut StepBudget::new(STEPS))
    }

    /// The same, of several regions in turn as far as the steps last.
    pub(crate) fn few_by(&self, region: &Region, within: &Cuboid, steps: &mut StepBudget) -> Vec<Cuboid> {
        let space = self.space();
        if region.boxes().len() > MOST_TO_RESTATE {
            return region.boxes().to_vec();
        }
        let loud = |cuboid: &Cuboid| self.can_be(cuboid) && !self.is_silent(cuboid);
        match restate(space, region.boxes(), within, &loud, steps) {
            Ok(findings) => self.without_idle_sides(findings.into_iter().flatten().collect(), region, within),
            Err(_) => region.boxes().to_vec(),
        }
    }

    /// The same boxes, as far as they can be, without the sides that leave out nothing that can be: of a set that has nothing in it, that it
    /// lacks one value as well.
    pub(crate) fn without_idle_sides(&self, mut few: Vec<Cuboid>, region: &Region, within: &Cuboid) -> Vec<Cuboid> {
        let space = self.space();
        let dims = space.dims().len();
        if self.independent || few.len().saturating_mul(dims) > MOST_SIDES {
            return few;
        }
        // Of what cannot be, every side could be left out.
        few.retain(|own| self.can_be(own));
        let whole = Region::new(space, few.clone()).union(space, region.clone());
        for at in 0..few.len() {
            for dim in 0..dims {
                let Some(own) = few.get(at).filter(|own| !own.spans_in(space, dim, within)) else { continue };
                let freed = own.clone().with_members(space, dim, within.members(space, dim));
                let more = Region::new(space, vec![freed.clone()]).subtract(space, &whole);
                let is_idle = more.boxes().len() <= MOST_SIDES && !more.boxes().iter().any(|part| self.can_be(part));
                if let Some(own) = few.get_mut(at).filter(|_| is_idle) {
                    *own = freed;
                }
            }
        }
        // Of two alike the first stays.
        let is_inner = |at: usize, own: &Cuboid| {
            let mut others = few.iter().enumerate().filter(|(n, _)| *n != at);
            others.any(|(n, other)| other.contains(space, own) && (other != own || n < at))
        };
        few.iter().enumerate().filter(|(at, own)| !is_inner(*at, own)).map(|(_, own)| own.clone()).collect()
    }

    /// Few boxes that hold all pieces and meet none of `free_of`, as separate findings.
    pub(crate) fn cover(&self, pieces: Vec<Cuboid>, free_of: &[Cuboid], within: &Cuboid) -> Vec<Vec<Cuboid>> {
        minimal_cover(self.space(), pieces, free_of, within, &|cuboid| self.can_be(cuboid))
    }

    fn is_silent(&self, cuboid: &Cuboid) -> bool {
        let Some(first) = self.silent.boxes().first() else { return false };
        first.contains(self.space(), cuboid)
            || Region::new(self.space(), vec![cuboid.clone()])
                .is_within(self.space(), &self.silent, &mut StepBudget::new(STEPS))
                .unwrap_or(false)
    }

    pub(crate) fn values(&self, boxes: &[Cuboid]) -> Vec<ValueBox> {
        boxes.iter().flat_map(|cuboid| self.solved.setting.space.to_fact_values(cuboid)).collect()
    }

    /// An issue over a region. `few` is what is put into words; `region` is exact. The witness is taken from the exact region and must be decided as `claimed` says:
    /// where it is not, the two ways of deciding disagree, and that is said instead.
    pub(crate) fn issue(
        &self,
        kind: IssueKind,
        rules: Vec<RuleId>,
        few: &[Cuboid],
        region: &Region,
        claimed: impl Fn(&Decision) -> bool,
    ) -> Issue {
        let mut issue = Issue {
            kind,
            power: Some(self.power()),
            rules,
            pairs: Vec::new(),
            region: self.values(few),
            partial: false,
            boxes: self.values(region.boxes()),
            complete: true,
            witness: None,
            mends: Vec::new(),
        };
        let exact = self.exact(few, region);
        issue.witness = self.witness(if exact.is_empty() { region.boxes() } else { exact.boxes() });
        if issue.witness.as_ref().is_some_and(|witness| !claimed(&witness.decision)) {
            issue.kind = IssueKind::Disagreement(Box::new(issue.kind));
        }
        issue
    }

    /// What of the few boxes really belongs to the region: the simplest boxes make the simplest witness.
    fn exact(&self, few: &[Cuboid], region: &Region) -> Region {
        let Some(simplest) = few.first() else { return Region::empty() };
        let boxes = region.boxes().iter().filter_map(|cuboid| cuboid.intersect(self.space(), simplest)).collect();
        Region::new(self.space(), boxes)
    }

    pub(crate) fn witness(&self, boxes: &[Cuboid]) -> Option<Witness> {
        let setting = &self.solved.setting;
        let (case, day) = witness::pick(setting.model, &setting.space, boxes)?;
        let left = self.weighing.get().checked_sub(self.solved.weight_in(boxes))?;
        self.weighing.set(left);
        let decision = self.replay.decide(setting.power, &case, day);
        Some(Witness { case, day, decision })
    }
}
