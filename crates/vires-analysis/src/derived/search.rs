//! Whether a box holds a case in which derived facts are as it says.
//!
//! The search is that of M. Davis, G. Logemann and D. Loveland, *A machine program for theorem-proving* (1962): what is forced is put in until nothing
//! is, then one open part is taken as wanted, and as not.

use vires_model::{Condition, ConditionKind, Model};

use crate::atoms;
use crate::axes::Axis;
use crate::case_space::CaseSpace;
use crate::region::{Cuboid, Region};
use crate::solver::TooHard;

/// So many boxes are taken up in one search.
const STEPS: u32 = 100_000;

/// What a derived fact means, over the cells of one space.
#[derive(Debug, Clone)]
enum Tree {
    /// At least so many of them.
    AtLeast(usize, Vec<Tree>),
    Not(Box<Tree>),
    /// Where it is so, and where not.
    Simple {
        yes: Region,
        no: Region,
    },
}

/// The derived facts of one space that are kept whole.
#[derive(Debug, Clone, Default)]
pub(crate) struct Whole(Vec<(usize, Tree)>);

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
type Part<'t> = (&'t Tree, bool);

/// At least so many of these parts must be as wanted.
#[derive(Debug, Clone)]
struct Goal<'t> {
    count: usize,
    parts: Vec<Part<'t>>,
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
            Axis::Derived(derived) => Some((dim, tree(model, space, &derived.condition))),
            _ => None,
        });
        Self(derived.collect())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a box says something of any of them.
    pub(crate) fn is_asked(&self, space: &CaseSpace, cuboid: &Cuboid) -> bool {
        self.0.iter().any(|(dim, _)| space.narrowed(cuboid, *dim).is_some())
    }

    /// What each of them means, part after part.
    pub(crate) fn written(&self) -> impl Iterator<Item = (usize, Vec<Written<'_>>)> {
        self.0.iter().map(|(dim, tree)| {
            let mut parts = Vec::new();
            tree.write(true, &mut parts);
            (*dim, parts)
        })
    }

    /// The box with every answer to all of them.
    pub(crate) fn left_open(&self, space: &CaseSpace, cuboid: &Cuboid) -> Cuboid {
        self.0.iter().fold(cuboid.clone(), |cuboid, (dim, _)| cuboid.with_members(&space.space, *dim, [0, 1]))
    }

    /// Puts the cell of each of them into a point whose other cells are known.
    pub(crate) fn place(&self, space: &CaseSpace, point: &mut [u32]) {
        let answers: Vec<(usize, bool)> = self.0.iter().map(|(dim, tree)| (*dim, tree.holds(space, point))).collect();
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
        let asked = self.0.iter().filter_map(|(dim, tree)| Some((tree, space.narrowed(cuboid, *dim)?)));
        let goals = asked.map(|part| Goal { count: 1, parts: vec![part] }).collect();
        Search { space, may_be, take, steps: STEPS }.any(cuboid.clone(), goals)
    }
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
            Tree::Simple { yes: region(true), no: region(false) }
        }
    }
}

impl Tree {
    fn write<'t>(&'t self, wanted: bool, out: &mut Vec<Written<'t>>) {
        match self {
            Self::Not(part) => part.write(!wanted, out),
            Self::Simple { yes, no } => out.push(Written::In(if wanted { yes } else { no })),
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
            Self::Simple { yes, no } => {
                let (own, other) = if wanted { (yes, no) } else { (no, yes) };
                let meets = |region: &Region| region.boxes().iter().any(|part| part.meets(&space.space, cuboid));
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
    /// What it takes that a part is as wanted: of `n` parts fewer than `count` hold where more than `n - count` do not.
    fn of((tree, wanted): Part<'t>) -> Self {
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
}

/// What is forced has been put in.
enum Forced<'t> {
    /// The box and what is still to be chosen in it.
    Left(Cuboid, Vec<Goal<'t>>),
    /// No case is left.
    Nothing,
}

impl Search<'_> {
    fn any(&mut self, cuboid: Cuboid, goals: Vec<Goal<'_>>) -> Result<bool, TooHard> {
        let mut open = vec![(cuboid, goals)];
        while let Some((cuboid, goals)) = open.pop() {
            self.steps = self.steps.checked_sub(1).ok_or(TooHard)?;
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
    fn choices<'t>(
        &self,
        cuboid: &Cuboid,
        goal: &Goal<'t>,
        others: &[Goal<'t>],
        open: &mut Vec<(Cuboid, Vec<Goal<'t>>)>,
    ) {
        match &goal.parts[..] {
            [(Tree::Simple { yes, no }, wanted)] => {
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
                    let Tree::Simple { yes, no } = part else {
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
