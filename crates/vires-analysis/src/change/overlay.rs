//! Two partitions of one power's cases laid over each other: where they differ.

use std::cell::Cell;
use std::collections::BTreeSet;

use vires_model::{Case, Day, ListId, Model, PowerId};

use super::outcomes::{Ground, Holding, Outcomes, State};
use super::slice;
use crate::axes::ValueBox;
use crate::case_space::{CaseSpace, Collector};
use crate::chains::End;
use crate::claims::Sameness;
use crate::different::{Way, ways};
use crate::findings::{MOST_TO_RESTATE, STEPS};
use crate::held::Silence;
use crate::holders::{Named, One, Tree, same};
use crate::possible::{holds_a_case, independent};
use crate::region::{BoundReached, Cuboid, Region, Space, StepBudget, restate};
use crate::solver::TooHard;
use crate::witness;

/// The most pairs of boxes that are laid over each other for one pair of states.
const MOST_PAIRS: usize = 4_000_000;
/// The most boxes of one difference.
const MOST_BOXES: usize = 20_000;

/// Where cases are compared.
#[derive(Clone, Copy)]
pub(crate) struct World<'a> {
    /// The names on both sides, with places that come and go: who is the same body as whom.
    pub(crate) model: &'a Model,
    /// The same without: a case is what its facts name, whatever the day.
    pub(crate) plain: &'a Model,
    /// The later day, where two days are compared.
    pub(crate) day: Option<Day>,
    /// Lists that are the same on both sides.
    pub(crate) fixed: &'a dyn Fn(ListId) -> bool,
}

/// One power on both sides.
pub(crate) struct Overlay<'a> {
    world: World<'a>,
    old: &'a Outcomes,
    new: &'a Outcomes,
    space: CaseSpace,
    /// See [`Outcomes::uncompared`].
    uncompared: Region,
    independent: bool,
    /// Whether the bounds kept from telling if some box holds a case: it was then taken to hold one.
    doubt: Cell<bool>,
}

/// A region in which the outcome differs.
#[derive(Debug, Clone)]
pub(crate) struct Difference {
    pub(crate) before: State,
    pub(crate) after: State,
    /// Only who answers differs, not who acts.
    pub(crate) accountable_only: bool,
    pub(crate) region: Region,
}

impl<'a> Overlay<'a> {
    /// Cuts the cells that both sides need.
    ///
    /// # Errors
    /// [`BoundReached`] where that takes too many boxes.
    pub(crate) fn new(
        world: World<'a>,
        power: PowerId,
        old: &'a Outcomes,
        new: &'a Outcomes,
    ) -> Result<Self, BoundReached> {
        let mut collector = Collector::new(world.plain, power, &Silence);
        for side in [old, new] {
            let states = side.states.iter().flat_map(|(_, boxes)| boxes);
            let grounds = side.grounds.iter().flat_map(|own| &own.boxes);
            states
                .chain(grounds)
                .chain(&side.impossible)
                .chain(&side.uncompared)
                .for_each(|value_box| collector.value_box(value_box));
            side.axes.iter().for_each(|axis| collector.ask(axis));
        }
        for (left, right) in meetings(old, new) {
            let boxes = same(world.model, left, right);
            let boxes = slice::boxes(world.model, &boxes, world.day, world.fixed)?;
            boxes.iter().for_each(|value_box| collector.value_box(value_box));
        }
        let mut space = collector.finish();
        let excluded: Vec<ValueBox> = old.impossible.iter().chain(&new.impossible).cloned().collect();
        let excluded = space.in_cells(&excluded).simplify(&space.space);
        space.impossible = space.impossible.clone().union(&space.space, excluded);
        let uncompared: Vec<ValueBox> = old.uncompared.iter().chain(&new.uncompared).cloned().collect();
        let uncompared = space.in_cells(&uncompared);
        let independent = independent(&space);
        Ok(Self { world, old, new, space, uncompared, independent, doubt: Cell::new(false) })
    }

    /// Every region in which the outcome differs, state against state, in their order.
    ///
    /// # Errors
    /// [`BoundReached`] where a region takes too many boxes.
    pub(crate) fn differences(&self) -> Result<Vec<Difference>, BoundReached> {
        let cells = &self.space.space;
        let regions = |side: &Outcomes| -> Vec<Region> {
            side.states.iter().map(|(_, boxes)| self.space.in_cells(boxes).simplify(cells)).collect()
        };
        let (olds, news) = (regions(self.old), regions(self.new));
        let mut differences = Vec::new();
        for ((before, _), old) in self.old.states.iter().zip(&olds) {
            for ((after, _), new) in self.new.states.iter().zip(&news) {
                if !may_differ(before, after) {
                    continue;
                }
                if old.boxes().len().saturating_mul(new.boxes().len()) > MOST_PAIRS {
                    return Err(BoundReached);
                }
                let both = old.intersect(cells, new).subtract(cells, &self.space.impossible);
                let both = both.subtract(cells, &self.uncompared);
                if cells.is_worn_out() {
                    return Err(BoundReached);
                }
                if both.is_empty() {
                    continue;
                }
                let mut add = |accountable_only: bool, region: Region| {
                    let region = self.possible(region);
                    if !region.is_empty() {
                        let (before, after) = (before.clone(), after.clone());
                        differences.push(Difference { before, after, accountable_only, region });
                    }
                };
                match (before, after) {
                    (State::Held(left), State::Held(right)) => {
                        let alike = both.intersect(cells, &self.same_holders(left, right));
                        let answering = self.same_bodies(&accountable(left), &accountable(right));
                        add(false, both.subtract(cells, &alike));
                        add(true, alike.subtract(cells, &answering));
                    }
                    (State::Conflict(left), State::Conflict(right)) => {
                        add(false, both.subtract(cells, &self.same_claims(left, right)));
                    }
                    _ => add(false, both),
                }
                // A difference that nobody has may not be told, nor may one be kept back.
                if cells.is_worn_out() || self.doubt.get() {
                    return Err(BoundReached);
                }
            }
        }
        if differences.iter().any(|own| own.region.boxes().len() > MOST_BOXES) {
            return Err(BoundReached);
        }
        Ok(differences)
    }

    /// Where some boxes lie.
    pub(crate) fn region(&self, boxes: &[ValueBox]) -> Region {
        self.space.in_cells(boxes)
    }

    pub(crate) fn cells(&self) -> &Space {
        &self.space.space
    }

    /// The chains of one side that lead to what is decided somewhere in a region, those with the fewest links first.
    pub(crate) fn grounds<'s>(&self, side: &'s Outcomes, region: &Region) -> Vec<&'s Ground> {
        let meets = |ground: &&Ground| self.region(&ground.boxes).meets(self.cells(), region);
        let mut grounds: Vec<&Ground> = side.grounds.iter().filter(meets).collect();
        grounds.sort_by_key(|ground| (ground.rules.len(), ground.rules.clone()));
        grounds.dedup_by_key(|ground| ground.rules.clone());
        grounds
    }

    /// A region in few boxes, for words, and whole.
    pub(crate) fn written(&self, region: &Region) -> (Vec<ValueBox>, Vec<ValueBox>) {
        let values = |boxes: &[Cuboid]| boxes.iter().map(|cuboid| self.space.to_values(cuboid)).collect();
        (values(&self.few(region)), values(region.boxes()))
    }

    /// A case in a region.
    pub(crate) fn case(&self, region: &Region) -> Option<(Case, Option<Day>)> {
        let few = self.few(region);
        let simplest = few.first()?;
        let inside: Vec<Cuboid> =
            region.boxes().iter().filter_map(|cuboid| cuboid.intersect(self.cells(), simplest)).collect();
        let pick = |boxes: &[Cuboid]| witness::pick(self.world.plain, &self.space, boxes);
        let (case, day) = pick(&inside).or_else(|| pick(region.boxes()))?;
        Some((case, day.filter(|_| self.world.day.is_none())))
    }

    fn few(&self, region: &Region) -> Vec<Cuboid> {
        let cells = self.cells();
        if region.boxes().len() > MOST_TO_RESTATE {
            return region.boxes().to_vec();
        }
        let loud = |cuboid: &Cuboid| self.can_be(cuboid) && !self.is_impossible(cuboid);
        match restate(cells, region.boxes(), &Cuboid::full(cells), &loud, &mut StepBudget::new(STEPS)) {
            Ok(few) if !few.is_empty() => few.into_iter().flatten().collect(),
            _ => region.boxes().to_vec(),
        }
    }

    /// What of a region can be, in few boxes.
    pub(crate) fn possible(&self, region: Region) -> Region {
        let cells = self.cells();
        let region = region.subtract(cells, &self.space.impossible).subtract(cells, &self.uncompared);
        let boxes = region.into_boxes().into_iter().filter(|cuboid| self.can_be(cuboid)).collect();
        Region::new(cells, boxes).simplify(cells)
    }

    fn can_be(&self, cuboid: &Cuboid) -> bool {
        self.independent
            || holds_a_case(self.world.plain, &self.space, cuboid).unwrap_or_else(|TooHard| {
                self.doubt.set(true);
                true
            })
    }

    fn is_impossible(&self, cuboid: &Cuboid) -> bool {
        !self.space.impossible.is_empty()
            && Region::new(self.cells(), vec![cuboid.clone()])
                .is_within(self.cells(), &self.space.impossible, &mut StepBudget::new(STEPS))
                .unwrap_or(false)
    }

    /// Where the same bodies may act together.
    fn same_holders(&self, left: &BTreeSet<Holding>, right: &BTreeSet<Holding>) -> Region {
        let ways = |holdings: &BTreeSet<Holding>| -> Vec<Way> {
            holdings.iter().filter_map(Holding::tree).flat_map(|tree| ways(self, tree)).collect()
        };
        self.same_ways(&ways(left), &ways(right))
    }

    /// Where the same claims clash: each gives to the same bodies as one on the other side.
    fn same_claims(&self, left: &BTreeSet<Holding>, right: &BTreeSet<Holding>) -> Region {
        let nobody = |holdings: &BTreeSet<Holding>| -> BTreeSet<End> {
            holdings.iter().filter(|own| own.tree().is_none()).map(|own| own.end.clone()).collect()
        };
        if nobody(left) != nobody(right) {
            return Region::empty();
        }
        let claims = |holdings: &BTreeSet<Holding>| -> Vec<Vec<Way>> {
            holdings.iter().filter_map(Holding::tree).map(|tree| ways(self, tree)).collect()
        };
        self.same_sets(&claims(left), &claims(right), &|left, right| self.same_ways(left, right))
    }

    fn same_ways(&self, left: &[Way], right: &[Way]) -> Region {
        let cells = self.cells();
        let within = |lefts: &[Way], rights: &[Way]| {
            lefts.iter().fold(Region::full(cells), |all, (left, there)| {
                let among = |any: Region, (right, also): &Way| {
                    let same = self.same_leaves(&left.leaves(), &right.leaves());
                    any.union(cells, same.intersect(cells, also))
                };
                let lost = there.subtract(cells, &rights.iter().fold(Region::empty(), among));
                all.subtract(cells, &lost)
            })
        };
        within(left, right).intersect(cells, &within(right, left))
    }

    fn same_bodies(&self, left: &BTreeSet<Named>, right: &BTreeSet<Named>) -> Region {
        let list = |bodies: &BTreeSet<Named>| bodies.iter().copied().collect::<Vec<_>>();
        self.same_leaves(&list(left), &list(right))
    }

    fn same_leaves(&self, left: &[Named], right: &[Named]) -> Region {
        self.same_sets(left, right, &|left, right| self.same(*left, *right))
    }

    /// Where each of these is one of those, and each of those one of these.
    fn same_sets<T>(&self, left: &[T], right: &[T], same: &dyn Fn(&T, &T) -> Region) -> Region {
        let cells = self.cells();
        let within = |lefts: &[T], rights: &[T]| {
            lefts.iter().fold(Region::full(cells), |all, left| {
                let among = |any: Region, right: &T| any.union(cells, same(left, right));
                all.intersect(cells, &rights.iter().fold(Region::empty(), among))
            })
        };
        within(left, right).intersect(cells, &within(right, left))
    }
}

impl Sameness for Overlay<'_> {
    fn space(&self) -> &Space {
        self.cells()
    }

    /// Unlike in one text, one of many that is not said is another answer than one that is.
    fn same(&self, left: Named, right: Named) -> Region {
        if (left.which == One::Unsaid) != (right.which == One::Unsaid) {
            return Region::empty();
        }
        let boxes = same(self.world.model, left, right);
        // Bounds were kept when the cells were cut.
        let boxes = slice::boxes(self.world.model, &boxes, self.world.day, self.world.fixed).unwrap_or_default();
        self.region(&boxes)
    }
}

fn accountable(holdings: &BTreeSet<Holding>) -> BTreeSet<Named> {
    holdings.iter().flat_map(|holding| holding.accountable.iter().copied()).collect()
}

/// Whether two states can be two outcomes at all.
fn may_differ(before: &State, after: &State) -> bool {
    !matches!((before, after), (State::Gap(_), State::Gap(_))) && before != after
}

/// Every two holders of one body that the sides name differently.
fn meetings(old: &Outcomes, new: &Outcomes) -> Vec<(Named, Named)> {
    let mut named: BTreeSet<Named> = BTreeSet::new();
    for (state, _) in old.states.iter().chain(&new.states) {
        if let State::Held(holdings) | State::Conflict(holdings) = state {
            for holding in holdings {
                named.extend(holding.tree().into_iter().flat_map(Tree::leaves));
                named.extend(&holding.accountable);
            }
        }
    }
    let named: Vec<Named> = named.into_iter().collect();
    let mut pairs = Vec::new();
    for (n, left) in named.iter().enumerate() {
        let rest = named.iter().skip(n.saturating_add(1));
        pairs.extend(rest.filter(|right| right.body == left.body).map(|right| (*left, *right)));
    }
    pairs
}

/// Cuts overlapping regions into pieces in each of which the same of them are, in the order in which they come.
///
/// # Errors
/// [`BoundReached`] where that makes more than so many boxes.
pub(crate) fn split<K: Ord + Clone>(
    space: &Space,
    regions: Vec<(K, Region)>,
    most: usize,
) -> Result<Vec<(BTreeSet<K>, Region)>, BoundReached> {
    let mut pieces: Vec<(BTreeSet<K>, Region)> = Vec::new();
    for (key, region) in regions {
        let mut rest = region;
        let mut next = Vec::with_capacity(pieces.len().saturating_add(1));
        for (keys, piece) in pieces {
            if !piece.meets(space, &rest) {
                next.push((keys, piece));
                continue;
            }
            let both = piece.intersect(space, &rest);
            let without = piece.subtract(space, &rest);
            rest = rest.subtract(space, &both);
            let mut more = keys.clone();
            more.insert(key.clone());
            next.extend([(keys, without), (more, both)].into_iter().filter(|(_, region)| !region.is_empty()));
        }
        if !rest.is_empty() {
            next.push((BTreeSet::from([key]), rest));
        }
        if next.iter().map(|(_, region)| region.boxes().len()).sum::<usize>() > most {
            return Err(BoundReached);
        }
        pieces = next;
    }
    Ok(pieces)
}
