//! Whether a box holds a case in which derived facts are as it says.
//!
//! The search is that of M. Davis, G. Logemann and D. Loveland, *A machine program for theorem-proving* (1962): what is forced is put in until nothing
//! is, then one open part is taken as wanted, and as not.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use vires_model::{Condition, ConditionKind, Model, Named};

use super::implied::implies;
use super::{Derived, Meaning};
use crate::atoms;
use crate::axes::Axis;
use crate::case_space::CaseSpace;
use crate::region::{Cuboid, Region};
use crate::solver::TooHard;

/// So many boxes are taken up in one search.
const STEPS: u32 = 100_000;

/// What a derived fact means, over the cells of one space.
#[derive(Debug, Clone)]
pub(super) enum Tree {
    /// At least so many of them.
    AtLeast(usize, Vec<Tree>),
    Not(Box<Tree>),
    /// Where it is so, and where not; and the dimensions, few of many, in which any of these boxes is not free.
    Simple {
        yes: Region,
        no: Region,
        dims: Vec<usize>,
    },
}

/// One derived fact.
#[derive(Debug, Clone)]
struct Kept {
    /// Its axis.
    dim: usize,
    named: Arc<Named>,
    /// The stretches of days, and what it means in each. They do not overlap, and together they are all days.
    versions: Vec<(Region, Tree)>,
}

/// The derived facts of one space that are kept whole.
#[derive(Debug, Clone, Default)]
pub(crate) struct Whole {
    kept: Vec<Kept>,
    /// Of two of them that are called the same, what each must be for the other not to be what it must be: as far as that was asked.
    opposed: RefCell<BTreeMap<[(usize, bool); 2], bool>>,
}

/// What a derived fact means as a row: each group before its parts.
pub(crate) enum Written<'t> {
    /// At least so many of so many parts that follow hold.
    AtLeast(usize, usize),
    /// Fewer than so many of so many parts that follow hold.
    Fewer(usize, usize),
    /// The case lies here.
    In(&'t Region),
}

/// A part, and whether it is wanted to hold.
pub(super) type Part<'t> = (&'t Tree, bool);

/// A box, and what must be so in it.
type Open<'t> = (Cuboid, Vec<Goal<'t>>);

/// At least so many of these parts must be as wanted.
#[derive(Debug, Clone)]
pub(super) struct Goal<'t> {
    pub(super) count: usize,
    pub(super) parts: Vec<Part<'t>>,
}

/// How a part stands in a box.
enum Standing {
    /// As wanted in all of it.
    Certain,
    /// In none of it.
    Impossible,
    Open,
}

impl Whole {
    /// Those among the axes of a space, which may lack this itself.
    pub(crate) fn of(model: &Model, space: &CaseSpace) -> Self {
        let derived = space.axes.iter().enumerate().filter_map(|(dim, (axis, _))| match axis {
            Axis::Derived(derived) => {
                Some(Kept { dim, named: derived.named.clone(), versions: versions(model, space, derived) })
            }
            _ => None,
        });
        Self { kept: derived.collect(), opposed: RefCell::default() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Whether a box says something of any of them.
    pub(crate) fn is_asked(&self, space: &CaseSpace, cuboid: &Cuboid) -> bool {
        self.kept.iter().any(|kept| space.narrowed(cuboid, kept.dim).is_some())
    }

    /// What each of them means, part after part.
    pub(crate) fn written(&self) -> impl Iterator<Item = (usize, Vec<Written<'_>>)> {
        self.kept.iter().map(|kept| {
            let mut parts = Vec::new();
            if let [(_, only)] = &kept.versions[..] {
                only.write(true, &mut parts);
                return (kept.dim, parts);
            }
            // In one of the stretches, and as it is meant there.
            parts.push(Written::AtLeast(1, kept.versions.len()));
            for (days, version) in &kept.versions {
                parts.extend([Written::AtLeast(2, 2), Written::In(days)]);
                version.write(true, &mut parts);
            }
            (kept.dim, parts)
        })
    }

    /// The box with every answer to all of them.
    pub(crate) fn left_open(&self, space: &CaseSpace, cuboid: &Cuboid) -> Cuboid {
        self.kept.iter().fold(cuboid.clone(), |cuboid, kept| cuboid.with_members(&space.space, kept.dim, [0, 1]))
    }

    /// Puts the cell of each of them into a point whose other cells are known.
    pub(crate) fn place(&self, space: &CaseSpace, point: &mut [u32]) {
        let answers: Vec<(usize, bool)> = self.kept.iter().map(|kept| (kept.dim, kept.holds(space, point))).collect();
        for (dim, yes) in answers {
            if let Some(cell) = point.get_mut(dim) {
                *cell = u32::from(yes);
            }
        }
    }

    /// Goes through parts of a box in each of which every derived fact is as the box says, until one is taken; together they are all of it that can be.
    /// `may_be` says early that a part cannot hold a case.
    ///
    /// # Errors
    /// [`TooHard`] where more than 100,000 parts were looked at, or `may_be` or `take` says so.
    pub(crate) fn any_part(
        &self,
        space: &CaseSpace,
        cuboid: &Cuboid,
        may_be: &dyn Fn(&Cuboid) -> Result<bool, TooHard>,
        take: &mut dyn FnMut(&Cuboid) -> Result<bool, TooHard>,
    ) -> Result<bool, TooHard> {
        let asked = self.kept.iter().filter_map(|kept| Some((kept, space.narrowed(cuboid, kept.dim)?)));
        let asked: Vec<(&Kept, bool)> = asked.collect();
        for (n, one) in asked.iter().enumerate() {
            for other in asked.iter().skip(n + 1).filter(|(other, _)| other.named == one.0.named) {
                if self.are_opposed(space, *one, *other, may_be)? {
                    return Ok(false);
                }
            }
        }
        let mut open: Vec<Open<'_>> = vec![(cuboid.clone(), Vec::new())];
        for (kept, wanted) in asked {
            open = open.iter().flat_map(|(cuboid, goals)| kept.on_its_days(space, cuboid, goals, wanted)).collect();
        }
        // The first days on top.
        open.reverse();
        // What is looked at in each part.
        let weight = open.iter().flat_map(|(_, goals)| goals).map(Goal::weight).max().unwrap_or(0);
        Search { space, may_be, take, steps: STEPS, weight }.any(open)
    }
}

impl Whole {
    /// Whether it is seen that no case has both of them so.
    fn are_opposed(
        &self,
        space: &CaseSpace,
        one: (&Kept, bool),
        other: (&Kept, bool),
        may_be: &dyn Fn(&Cuboid) -> Result<bool, TooHard>,
    ) -> Result<bool, TooHard> {
        let key = [(one.0.dim, one.1), (other.0.dim, other.1)];
        if let Some(known) = self.opposed.borrow().get(&key) {
            return Ok(*known);
        }
        let ([(_, left)], [(_, right)]) = (&one.0.versions[..], &other.0.versions[..]) else { return Ok(false) };
        let opposed = implies(space, (left, one.1), (right, !other.1), may_be)?
            || implies(space, (right, other.1), (left, !one.1), may_be)?;
        self.opposed.borrow_mut().insert(key, opposed);
        Ok(opposed)
    }
}

impl Kept {
    /// The parts of a box in each of which it means one thing, with that as one more goal.
    fn on_its_days<'t>(
        &'t self,
        space: &CaseSpace,
        cuboid: &Cuboid,
        goals: &[Goal<'t>],
        wanted: bool,
    ) -> Vec<Open<'t>> {
        let mut parts = Vec::new();
        for (days, version) in &self.versions {
            let goals = || goals.iter().cloned().chain([Goal { count: 1, parts: vec![(version, wanted)] }]).collect();
            let within = days.boxes().iter().filter_map(|days| cuboid.intersect(&space.space, days));
            parts.extend(within.map(|part| (part, goals())));
        }
        parts
    }

    fn holds(&self, space: &CaseSpace, point: &[u32]) -> bool {
        let version = self.versions.iter().find(|(days, _)| days.contains_point(&space.space, point));
        version.is_some_and(|(_, version)| version.holds(space, point))
    }
}

/// What a derived fact means, stretch of days after stretch of days.
fn versions(model: &Model, space: &CaseSpace, derived: &Derived) -> Vec<(Region, Tree)> {
    if !derived.turns_on_the_day() {
        return vec![(Region::full(&space.space), tree(model, space, &derived.condition))];
    }
    let version = |(life, meaning)| {
        let tree = match meaning {
            Meaning::Open(version) => tree(model, space, &version.condition),
            Meaning::Certain(yes) => Tree::AtLeast(usize::from(!yes), Vec::new()),
        };
        (space.life(life), tree)
    };
    derived.versions().into_iter().map(version).collect()
}

fn tree(model: &Model, space: &CaseSpace, condition: &Condition) -> Tree {
    let each = |parts: &[Condition]| parts.iter().map(|part| tree(model, space, part)).collect::<Vec<_>>();
    match &condition.kind {
        ConditionKind::Always => Tree::AtLeast(0, Vec::new()),
        ConditionKind::All(parts) => Tree::AtLeast(parts.len(), each(parts)),
        ConditionKind::Any(parts) => Tree::AtLeast(1, each(parts)),
        ConditionKind::AtLeast(n, parts) => Tree::AtLeast(*n as usize, each(parts)),
        ConditionKind::Not(part) => Tree::Not(Box::new(tree(model, space, part))),
        ConditionKind::Atom(atom) => {
            let region = |positive| space.in_cells(&atoms::boxes(model, atom, positive));
            let (yes, no) = (region(true), region(false));
            let bound = |dim: &usize| yes.boxes().iter().chain(no.boxes()).any(|own| !own.spans(&space.space, *dim));
            let dims = (0..space.space.dims().len()).filter(bound).collect();
            Tree::Simple { yes, no, dims }
        }
    }
}

impl Tree {
    /// How many boxes there are in it.
    fn weight(&self) -> usize {
        match self {
            Self::AtLeast(_, parts) => parts.iter().map(Self::weight).sum::<usize>() + 1,
            Self::Not(part) => part.weight(),
            Self::Simple { yes, no, .. } => yes.boxes().len() + no.boxes().len(),
        }
    }

    fn write<'t>(&'t self, wanted: bool, out: &mut Vec<Written<'t>>) {
        match self {
            Self::Not(part) => part.write(!wanted, out),
            Self::Simple { yes, no, .. } => out.push(Written::In(if wanted { yes } else { no })),
            Self::AtLeast(count, parts) => {
                out.push(match wanted {
                    true => Written::AtLeast(*count, parts.len()),
                    false => Written::Fewer(*count, parts.len()),
                });
                parts.iter().for_each(|part| part.write(true, out));
            }
        }
    }

    fn holds(&self, space: &CaseSpace, point: &[u32]) -> bool {
        match self {
            Self::AtLeast(count, parts) => parts.iter().filter(|part| part.holds(space, point)).count() >= *count,
            Self::Not(part) => !part.holds(space, point),
            Self::Simple { yes, .. } => yes.contains_point(&space.space, point),
        }
    }

    fn standing(&self, wanted: bool, space: &CaseSpace, cuboid: &Cuboid) -> Standing {
        match self {
            Self::Not(part) => part.standing(!wanted, space, cuboid),
            Self::Simple { yes, no, dims } => {
                let (own, other) = if wanted { (yes, no) } else { (no, yes) };
                let meets =
                    |region: &Region| region.boxes().iter().any(|part| part.meets_in(&space.space, dims, cuboid));
                match (meets(own), meets(other)) {
                    (false, _) => Standing::Impossible,
                    (true, false) => Standing::Certain,
                    (true, true) => Standing::Open,
                }
            }
            Self::AtLeast(..) => {
                let goal = Goal::of((self, wanted));
                let (mut certain, mut open) = (0, 0);
                for (part, wanted) in goal.parts {
                    match part.standing(wanted, space, cuboid) {
                        Standing::Certain => certain += 1,
                        Standing::Open => open += 1,
                        Standing::Impossible => {}
                    }
                }
                match (certain >= goal.count, certain + open >= goal.count) {
                    (true, _) => Standing::Certain,
                    (false, true) => Standing::Open,
                    (false, false) => Standing::Impossible,
                }
            }
        }
    }
}

impl<'t> Goal<'t> {
    /// How many boxes there are in it.
    fn weight(&self) -> usize {
        self.parts.iter().map(|(tree, _)| tree.weight()).sum()
    }

    /// What it takes that a part is as wanted: of `n` parts fewer than `count` hold where more than `n - count` do not.
    pub(super) fn of((tree, wanted): Part<'t>) -> Self {
        match (tree, wanted) {
            (Tree::Not(part), _) => Self::of((part, !wanted)),
            (Tree::AtLeast(count, parts), true) => {
                Self { count: *count, parts: parts.iter().map(|part| (part, true)).collect() }
            }
            (Tree::AtLeast(count, parts), false) => Self {
                count: (parts.len() + 1).saturating_sub(*count),
                parts: parts.iter().map(|part| (part, false)).collect(),
            },
            (Tree::Simple { .. }, _) => Self { count: 1, parts: vec![(tree, wanted)] },
        }
    }
}

struct Search<'s> {
    space: &'s CaseSpace,
    may_be: &'s dyn Fn(&Cuboid) -> Result<bool, TooHard>,
    take: &'s mut dyn FnMut(&Cuboid) -> Result<bool, TooHard>,
    steps: u32,
    weight: usize,
}

/// What is forced has been put in.
enum Forced<'t> {
    /// The box and what is still to be chosen in it.
    Left(Cuboid, Vec<Goal<'t>>),
    /// No case is left.
    Nothing,
}

impl Search<'_> {
    fn any(&mut self, mut open: Vec<Open<'_>>) -> Result<bool, TooHard> {
        while let Some((cuboid, goals)) = open.pop() {
            self.steps = self.steps.checked_sub(1).ok_or(TooHard)?;
            self.space.effort.spend(self.weight)?;
            let Forced::Left(cuboid, mut goals) = self.forced(cuboid, goals) else { continue };
            let next = (0..goals.len()).min_by_key(|n| goals.get(*n).map_or(0, |goal| goal.parts.len()));
            let Some(next) = next else {
                if (self.take)(&cuboid)? {
                    return Ok(true);
                }
                continue;
            };
            if (self.may_be)(&cuboid)? {
                let goal = goals.swap_remove(next);
                self.choices(&cuboid, &goal, &goals, &mut open);
            }
        }
        Ok(false)
    }

    /// Every way to begin with a goal, the one to be tried first on top.
    fn choices<'t>(&self, cuboid: &Cuboid, goal: &Goal<'t>, others: &[Goal<'t>], open: &mut Vec<Open<'t>>) {
        match &goal.parts[..] {
            [(Tree::Simple { yes, no, .. }, wanted)] => {
                let own = if *wanted { yes } else { no };
                let parts = own.boxes().iter().rev().filter_map(|own| cuboid.intersect(&self.space.space, own));
                open.extend(parts.map(|part| (part, others.to_vec())));
            }
            [(part, wanted), rest @ ..] => {
                // As wanted first.
                for (as_wanted, count) in [(false, goal.count), (true, goal.count.saturating_sub(1))] {
                    let mut goals = others.to_vec();
                    goals.push(Goal { count: 1, parts: vec![(*part, *wanted == as_wanted)] });
                    goals.push(Goal { count, parts: rest.to_vec() });
                    open.push((cuboid.clone(), goals));
                }
            }
            [] => {}
        }
    }

    /// Puts in what leaves no choice, as long as anything does. Afterwards every goal leaves one: more open parts than it takes, or one simple part of
    /// several boxes.
    fn forced<'t>(&self, mut cuboid: Cuboid, goals: Vec<Goal<'t>>) -> Forced<'t> {
        let space = &self.space.space;
        let mut left: Vec<Goal<'t>> = goals;
        loop {
            let mut changed = false;
            let mut next = Vec::with_capacity(left.len());
            for Goal { mut count, parts } in left {
                let mut open: Vec<Part<'t>> = Vec::with_capacity(parts.len());
                for (part, wanted) in parts {
                    match part.standing(wanted, self.space, &cuboid) {
                        Standing::Certain => count = count.saturating_sub(1),
                        Standing::Open => open.push((part, wanted)),
                        Standing::Impossible => {}
                    }
                }
                if count == 0 {
                    continue;
                }
                if open.len() < count {
                    return Forced::Nothing;
                }
                if open.len() > count {
                    next.push(Goal { count, parts: open });
                    continue;
                }
                for (part, wanted) in open {
                    let Tree::Simple { yes, no, .. } = part else {
                        next.push(Goal::of((part, wanted)));
                        changed = true;
                        continue;
                    };
                    let own = if wanted { yes } else { no };
                    let mut meeting = own.boxes().iter().filter_map(|own| cuboid.intersect(space, own));
                    match (meeting.next(), meeting.next()) {
                        (Some(only), None) => {
                            cuboid = only;
                            changed = true;
                        }
                        (Some(_), Some(_)) => next.push(Goal { count: 1, parts: vec![(part, wanted)] }),
                        (None, _) => return Forced::Nothing,
                    }
                }
            }
            left = next;
            if !changed {
                return Forced::Left(cuboid, left);
            }
        }
    }
}
