//! The register: who holds a power, and where, in values.

use std::collections::BTreeSet;

use vires_model::{Decider, Holder, Mode, PowerId, RuleId, Which};

use crate::axes::ValueBox;
use crate::case_space::CaseSpace;
use crate::chains::End;
use crate::contest::Victory;
use crate::findings::MOST_TO_RESTATE;
use crate::holders::{Named, One, Tree};
use crate::possible::{independent, may_hold_a_case};
use crate::region::{Cuboid, Region, StepBudget, all_uncovered, minimal_cover, pieces};
use crate::solved::Solved;

/// Steps for looking for few boxes of one region.
const STEPS: u64 = 50_000;

/// Who may act: a tree, because a seat may have passed to several.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum HolderTree {
    /// Nobody may act, or no act is needed.
    Nobody(vires_model::Why),
    /// One body or office.
    One(Holder),
    /// Several.
    Several(Mode, Vec<HolderTree>),
}

impl HolderTree {
    /// All whom it names, left to right.
    #[must_use]
    pub fn holders(&self) -> Vec<Holder> {
        match self {
            Self::Nobody(_) => Vec::new(),
            Self::One(holder) => vec![*holder],
            Self::Several(_, parts) => parts.iter().flat_map(Self::holders).collect(),
        }
    }
}

/// Who holds one power.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PowerHoldings {
    /// The power.
    pub power: PowerId,
    /// Whether its rules could be read, and examined to the end. If not, nothing is said of it here.
    pub examined: bool,
    /// Each holding once, with all cases and days in which it stands, conflicts included; in the order of the rules.
    pub holders: Vec<(HolderTree, Vec<ValueBox>)>,
    /// For each of them, where it conflicts with others.
    pub contested: Vec<Vec<ValueBox>>,
    /// Where holdings conflict.
    pub conflicts: Vec<ValueBox>,
    /// Where nobody can say who holds it, since that turns on who holds a power in conflict (semantics 3.9): it lies in the cases of each who might.
    pub open: Vec<ValueBox>,
    /// Those powers.
    pub turns_on: Vec<PowerId>,
    /// Where nobody holds it, and no rule says that nobody should; none where telling would take too long.
    pub gaps: Option<Vec<ValueBox>>,
    /// Which rule prevails over which in some case, and by what: each once, in the order of the rules.
    pub prevails: Vec<(RuleId, RuleId, Decider)>,
}

impl PowerHoldings {
    /// Of a power that could not be examined.
    #[must_use]
    pub fn unexamined(power: PowerId) -> Self {
        Self {
            power,
            examined: false,
            holders: Vec::new(),
            contested: Vec::new(),
            conflicts: Vec::new(),
            open: Vec::new(),
            turns_on: Vec::new(),
            gaps: None,
            prevails: Vec::new(),
        }
    }

    pub(crate) fn of(solved: &Solved<'_>) -> Self {
        let space = &solved.setting.space;
        space.space.refresh();
        let independent = independent(space);
        let can_be = |cuboid: &Cuboid| independent || may_hold_a_case(solved.setting.model, space, cuboid);
        let possible = |region: Region| {
            let left = region.subtract(&space.space, &space.impossible);
            Region::new(&space.space, left.into_boxes().into_iter().filter(can_be).collect()).simplify(&space.space)
        };
        let values = |region: Region| {
            let boxes = few(space, possible(region), &can_be);
            boxes.iter().flat_map(|cuboid| space.to_fact_values(cuboid)).collect()
        };
        let mut merged: Vec<(HolderTree, Region)> = Vec::new();
        let mut taken = Vec::new();
        for (end, region) in solved.contenders() {
            let tree = match end {
                End::Nobody(why) => HolderTree::Nobody(why),
                End::Held(tree) => public(&tree),
                End::Vacant => continue,
            };
            taken.extend(region.boxes().iter().cloned());
            match merged.iter_mut().find(|(own, _)| *own == tree) {
                Some((_, own)) => *own = std::mem::take(own).union(&space.space, region),
                None => merged.push((tree, region)),
            }
        }
        let conflicts = solved.conflicts();
        let open = open(solved, &merged, &taken);
        let open: Vec<ValueBox> = values(open);
        let turns_on =
            if open.is_empty() { Vec::new() } else { space.choices.iter().map(|choice| choice.power).collect() };
        let own = Self {
            power: solved.setting.power,
            examined: true,
            contested: merged.iter().map(|(_, region)| values(region.intersect(&space.space, &conflicts))).collect(),
            holders: merged.into_iter().map(|(tree, region)| (tree, values(region))).collect(),
            conflicts: values(conflicts),
            open,
            turns_on,
            gaps: None,
            prevails: prevails(solved, &|region| !possible(region).is_empty()),
        };
        if space.space.is_worn_out() {
            return Self::unexamined(own.power);
        }
        // Who would follow a holder that there is not holds nothing, and that is a finding about the other power.
        let taken = Region::new(&space.space, taken);
        let left = |covered| {
            let days: Region = space.life(covered);
            days.subtract(&space.space, &taken).subtract(&space.space, &solved.setting.nobody_to_follow())
        };
        let gaps = solved.covered.map(|covered| values(left(covered)));
        Self { gaps: gaps.filter(|_| !space.space.is_worn_out()), ..own }
    }
}

/// The region in few boxes, which may overlap and run through what cannot be; as it is, where that is not found soon.
fn few(cases: &CaseSpace, region: Region, can_be: &dyn Fn(&Cuboid) -> bool) -> Vec<Cuboid> {
    let space = &cases.space;
    let (full, mut steps) = (Cuboid::full(space), StepBudget::new(STEPS));
    let mut restated = || {
        let own_or_none = region.boxes().iter().chain(cases.impossible.boxes());
        let outside = all_uncovered(space, &full, own_or_none, can_be, &mut steps, MOST_TO_RESTATE).ok()?;
        let pieces = pieces(space, region.boxes(), can_be, &mut steps).ok()?;
        outside.complete.then(|| minimal_cover(space, pieces, &outside.boxes, &full, can_be).concat())
    };
    let told = if region.boxes().len() > MOST_TO_RESTATE { None } else { restated() };
    told.unwrap_or_else(|| region.into_boxes())
}

/// Where one may hold the power, and another, or nobody, by whom a power in conflict comes to.
fn open(solved: &Solved<'_>, held: &[(HolderTree, Region)], taken: &[Cuboid]) -> Region {
    let (cases, space) = (&solved.setting.space, &solved.setting.space.space);
    let Some(covered) = solved.covered.filter(|_| !cases.choices.is_empty()) else { return Region::empty() };
    let nobody = cases.life(covered).subtract(space, &Region::new(space, taken.to_vec()));
    let mut all = Region::empty();
    let mut before: Vec<(Region, &Region)> = Vec::new();
    for region in held.iter().map(|(_, region)| region).chain([&nobody]) {
        let may = cases.whomever(region);
        for (other_may, other) in &before {
            // What both contend for, whoever that power comes to, is a conflict of this power.
            let both = cases.whomever(&region.intersect(space, other));
            all = all.union(space, may.intersect(space, other_may).subtract(space, &both));
        }
        before.push((may, region));
    }
    all
}

/// Where a claim falls because another of higher standing is there: the rules of both on which that turns.
fn prevails(solved: &Solved<'_>, is_somewhere: &dyn Fn(Region) -> bool) -> Vec<(RuleId, RuleId, Decider)> {
    let space = &solved.setting.space.space;
    let mut found = BTreeSet::new();
    for edge in &solved.edges {
        let Victory::Beats { by, won, lost } = edge.by else { continue };
        let both = solved.standing.stands.get(edge.winner).zip(solved.claims.get(edge.loser));
        let Some((stands, loser)) = both.filter(|_| !found.contains(&(won, lost, by))) else { continue };
        let meet = stands.intersect(space, &loser.region);
        let meet = edge.region.as_ref().map_or_else(|| meet.clone(), |at| meet.intersect(space, at));
        if is_somewhere(meet) {
            found.insert((won, lost, by));
        }
    }
    found.into_iter().collect()
}

/// A holder as a rule would name it.
pub(crate) fn holder(named: Named) -> Holder {
    let which = match named.which {
        One::Sole => Which::Sole,
        One::Unsaid => Which::Unsaid,
        One::OfFact(fact) => Which::OfFact(fact),
        One::OfValue(value) => Which::OfValue(value),
    };
    Holder { body: named.body, which }
}

pub(crate) fn public(tree: &Tree) -> HolderTree {
    match tree {
        Tree::Leaf(leaf) => HolderTree::One(holder(*leaf)),
        Tree::Several(mode, seats) => HolderTree::Several(*mode, seats.iter().map(public).collect()),
    }
}
