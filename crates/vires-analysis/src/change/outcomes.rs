//! What is decided where: the cases and days of one power, cut into the regions in each of which the outcome is one.

use std::collections::BTreeSet;

use vires_model::{BodyId, Mode, RuleId, Why};

use super::accountable::accountable;
use super::overlay::split;
use crate::axes::{Axis, ValueBox};
use crate::chains::End;
use crate::claims::{equally_said, flat};
use crate::follow;
use crate::holders::{Named, One, Tree};
use crate::region::{BoundReached, Cuboid, Region, StepBudget, all_uncovered};
use crate::setting::Setting;
use crate::solved::Solved;

/// The most boxes of one region that are looked at.
const MOST_BOXES: usize = 20_000;

/// What is decided in one region.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum State {
    /// No rule has granted, barred or lifted the power yet.
    NotInForce,
    /// Nobody may act; the only holder does not exist, where one is named.
    Gap(Option<BodyId>),
    /// Nobody, by design.
    Nobody(Why),
    /// Whoever of these claims is in it: they agree.
    Held(BTreeSet<Holding>),
    /// These claim it, and nothing chooses between them.
    Conflict(BTreeSet<Holding>),
    /// It hangs on what nobody can say: to whom another power comes that is in conflict, or what a parameter without a value is.
    Undetermined,
}

/// What one claim says: who may act, and who answers for it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Holding {
    pub(crate) end: End,
    pub(crate) accountable: BTreeSet<Named>,
}

impl Holding {
    /// Who may act; none for nobody by design.
    pub(crate) fn tree(&self) -> Option<&Tree> {
        match &self.end {
            End::Held(tree) => Some(tree),
            End::Nobody(_) | End::Vacant => None,
        }
    }
}

/// A chain that leads to what is decided, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ground {
    /// Root first.
    pub(crate) rules: Vec<RuleId>,
    pub(crate) boxes: Vec<ValueBox>,
}

/// The outcome of one power, everywhere.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Outcomes {
    /// Each state once, with its region, in the order of the rules. The regions do not overlap, and what is in none of them cannot be.
    pub(crate) states: Vec<(State, Vec<ValueBox>)>,
    /// The chains, in the order of the files.
    pub(crate) grounds: Vec<Ground>,
    /// Cases that cannot occur.
    pub(crate) impossible: Vec<ValueBox>,
    /// Cases that occur, but are another case on the other side: they are not compared, and no region is said to take them in.
    pub(crate) uncompared: Vec<ValueBox>,
    /// All that the rules ask.
    pub(crate) axes: Vec<Axis>,
}

impl Outcomes {
    /// Cuts the cases and days of a solved power.
    ///
    /// # Errors
    /// [`BoundReached`] where a region takes too many boxes.
    pub(crate) fn of(solved: &Solved<'_>, steps: &mut StepBudget) -> Result<Self, BoundReached> {
        let case_space = &solved.setting.space;
        let space = &case_space.space;
        space.refresh();
        let mut outcomes = Self {
            impossible: values(solved, &case_space.impossible),
            axes: case_space.axes.iter().map(|(axis, _)| axis.clone()).collect(),
            ..Self::default()
        };
        let silent = case_space.impossible.clone();

        let mut holdings: Vec<(Holding, Region)> = Vec::new();
        let mut add = |holding: Holding, region: Region| match holdings.iter_mut().find(|(own, _)| *own == holding) {
            Some((_, own)) => *own = std::mem::take(own).union(space, region),
            None => holdings.push((holding, region)),
        };
        for (n, (claim, stands)) in solved.claims.iter().zip(&solved.standing.stands).enumerate() {
            let mut region = stands.clone();
            for (_, ring) in solved.standing.rings.iter().filter(|(members, _)| members.contains(&n)) {
                region = region.union(space, ring.clone());
            }
            let Some(chain) = solved.chain_of(n).filter(|_| !region.is_empty()) else { continue };
            outcomes.grounds.push(Ground { rules: chain.rules(), boxes: values(solved, &region) });
            if claim.end != End::Vacant {
                let accountable = accountable(&solved.setting, chain, claim);
                add(Holding { end: claim.end.clone(), accountable }, region);
            }
        }
        for (n, region) in solved.claims_in_circles() {
            if let (Some(chain), Some(claim)) = (solved.chain_of(n), solved.claims.get(n)) {
                let accountable = accountable(&solved.setting, chain, claim);
                add(Holding { end: claim.end.clone(), accountable }, region);
            }
        }

        let mut states: Vec<(State, Region)> = Vec::new();
        let conflicts = solved.conflicts();
        let joined = holdings.iter().any(|(holding, _)| holding.tree().is_some_and(takes_joining));
        for (holdings, region) in split(space, holdings, MOST_BOXES)? {
            let loud = region.subtract(space, &silent);
            let (torn, agreed) = (loud.intersect(space, &conflicts), loud.subtract(space, &conflicts));
            match settled(&holdings) {
                State::Held(_) if joined => {}
                state => states.push((state, agreed)),
            }
            states.push((State::Conflict(holdings), torn));
        }
        if joined {
            held(solved, &conflicts.union(space, silent.clone()), &mut states)?;
        }
        nobody(solved, &silent, steps, &mut states)?;
        if !case_space.choices.is_empty() || case_space.axes.iter().any(|(axis, _)| matches!(axis, Axis::Unset(_))) {
            states = whatever_it_is(solved, &states, steps)?;
        }
        let mut merged: Vec<(State, Region)> = Vec::new();
        for (state, region) in states.into_iter().filter(|(_, region)| !region.is_empty()) {
            if region.boxes().len() > MOST_BOXES {
                return Err(BoundReached);
            }
            match merged.iter_mut().find(|(own, _)| *own == state) {
                Some((_, own)) => *own = std::mem::take(own).union(space, region),
                None => merged.push((state, region.simplify(space))),
            }
        }
        let written = merged.into_iter().map(|(state, region)| (state, values(solved, &region)));
        outcomes.states = written.filter(|(_, boxes)| !boxes.is_empty()).collect();
        if space.is_worn_out() {
            return Err(BoundReached);
        }
        Ok(outcomes)
    }
}

fn values(solved: &Solved<'_>, region: &Region) -> Vec<ValueBox> {
    region.boxes().iter().flat_map(|cuboid| solved.setting.space.to_fact_values(cuboid)).collect()
}

/// Claims that agree.
fn settled(holdings: &BTreeSet<Holding>) -> State {
    let why = holdings.iter().find_map(|holding| match holding.end {
        End::Nobody(why) => Some(why),
        End::Held(_) | End::Vacant => None,
    });
    why.map_or_else(|| State::Held(holdings.clone()), State::Nobody)
}

/// Whether what the claim says takes the others that stand beside it to be understood: of several seats each is resolved by itself, and one of many
/// that is not said may be said by another.
fn takes_joining(tree: &Tree) -> bool {
    match tree {
        Tree::Leaf(named) => named.which == One::Unsaid,
        Tree::Several(..) => true,
    }
}

/// Claims that stand together, as the one holding that they come to.
fn held(solved: &Solved<'_>, elsewhere: &Region, states: &mut Vec<(State, Region)>) -> Result<(), BoundReached> {
    let space = &solved.setting.space.space;
    let pieces = follow::pieces(solved, elsewhere);
    if pieces.iter().map(|(_, region)| region.boxes().len()).sum::<usize>() > MOST_BOXES {
        return Err(BoundReached);
    }
    for (claims, region) in pieces {
        let answers = claims.iter().filter_map(|n| Some((solved.chain_of(*n)?, solved.claims.get(*n)?)));
        let accountable: BTreeSet<Named> =
            answers.flat_map(|(chain, claim)| accountable(&solved.setting, chain, claim)).collect();
        for (tree, here) in follow::together(solved, &claims) {
            let parts = match flat(&tree) {
                (Mode::Any, parts) => parts,
                _ => vec![tree],
            };
            let holding = |part| Holding { end: End::Held(part), accountable: accountable.clone() };
            states.push((State::Held(parts.into_iter().map(holding).collect()), region.intersect(space, &here)));
        }
    }
    Ok(())
}

/// Where nobody claims anything: before the power is in force, where the only holder does not exist, and the other gaps.
fn nobody(
    solved: &Solved<'_>,
    silent: &Region,
    steps: &mut StepBudget,
    states: &mut Vec<(State, Region)>,
) -> Result<(), BoundReached> {
    let case_space = &solved.setting.space;
    let space = &case_space.space;
    let Some(covered) = solved.covered else {
        states.push((State::NotInForce, Region::full(space).subtract(space, silent)));
        return Ok(());
    };
    let covered = case_space.life(covered);
    states.push((State::NotInForce, Region::full(space).subtract(space, &covered).subtract(space, silent)));
    let Some(within) = covered.boxes().first() else { return Ok(()) };
    let held: Vec<Cuboid> = solved.answered().iter().chain(silent.boxes()).cloned().collect();
    let gap = all_uncovered(space, within, &held, &|_| true, steps, MOST_BOXES)?;
    if !gap.complete {
        return Err(BoundReached);
    }
    let mut gap = Region::new(space, gap.boxes);
    for vacancy in solved.vacancies.iter().filter(|vacancy| vacancy.bars.is_empty()) {
        let orphaned = gap.intersect(space, &vacancy.region);
        gap = gap.subtract(space, &orphaned);
        states.push((State::Gap(Some(vacancy.holder.body)), orphaned));
    }
    states.push((State::Gap(None), gap));
    Ok(())
}

/// What nobody can say, to whom a power in conflict comes or what a parameter without a value is, may be anything: where the outcome hangs on it, it is
/// undetermined (semantics 1.7, 3.9).
fn whatever_it_is(
    solved: &Solved<'_>,
    states: &[(State, Region)],
    steps: &mut StepBudget,
) -> Result<Vec<(State, Region)>, BoundReached> {
    let case_space = &solved.setting.space;
    let space = &case_space.space;
    let free = |region: &Region| {
        let freed = case_space.whomever(region);
        let freed = freed.boxes().iter().map(|cuboid| case_space.whatever_is_set(cuboid)).collect();
        Region::new(space, freed).simplify(space)
    };
    let freed: Vec<(usize, Region)> = states.iter().enumerate().map(|(n, (_, region))| (n, free(region))).collect();
    let mut done = Vec::new();
    for (led_to, region) in split(space, freed, MOST_BOXES)? {
        steps.spend(u64::try_from(region.boxes().len()).unwrap_or(u64::MAX))?;
        let mut led_to = led_to.iter().filter_map(|n| states.get(*n)).map(|(state, _)| state);
        let Some(mut state) = led_to.next().cloned() else { continue };
        let mut alike = region.clone();
        for other in led_to {
            alike = alike.intersect(space, &same_outcome(&solved.setting, &state, other));
            state = common(state, other);
        }
        done.push((State::Undetermined, region.subtract(space, &alike)));
        done.push((state, alike));
    }
    Ok(done)
}

/// Where two states are one outcome: who acts and how, whoever answers for it (semantics 5.8).
fn same_outcome(setting: &Setting<'_>, one: &State, other: &State) -> Region {
    let space = &setting.space.space;
    let all_within = |these: &BTreeSet<Holding>, those: &BTreeSet<Holding>| {
        these.iter().fold(Region::full(space), |all, this| {
            let among = those.iter().fold(Region::empty(), |any, that| match (this.tree(), that.tree()) {
                (Some(this), Some(that)) => any.union(space, equally_said(setting, this, that)),
                _ if this.end == that.end => Region::full(space),
                _ => any,
            });
            all.intersect(space, &among)
        })
    };
    match (one, other) {
        (State::Held(these), State::Held(those)) | (State::Conflict(these), State::Conflict(those)) => {
            all_within(these, those).intersect(space, &all_within(those, these))
        }
        (State::Gap(_), State::Gap(_)) => Region::full(space),
        _ if one == other => Region::full(space),
        _ => Region::empty(),
    }
}

/// What two states that are one outcome both say.
fn common(one: State, other: &State) -> State {
    match (one, other) {
        (State::Held(these), State::Held(those)) => {
            let answering: BTreeSet<Named> = those.iter().flat_map(|own| own.accountable.iter().copied()).collect();
            let both = |own: Holding| Holding { accountable: &own.accountable & &answering, ..own };
            State::Held(these.into_iter().map(both).collect())
        }
        (State::Gap(missing), State::Gap(other)) => State::Gap(missing.filter(|missing| *other == Some(*missing))),
        (one, _) => one,
    }
}
