//! Claims: a root, and for each seat a chain of transfers (4.1, 4.4).

use std::collections::BTreeSet;

use crate::bodies::Mode;
use crate::decision::{self, Held, Instance, Why};
use crate::facts::Value;
use crate::ids::{ProvisionId, RuleId};
use crate::pulse;
use crate::reference::facts::Facts;
use crate::reference::holding::{combine, several};
use crate::reference::link::{self, Linked};
use crate::reference::world::{Open, Scene};
use crate::reference::{held, holders};
use crate::rules::{Barred, Effect};

/// What it costs to see whether a transfer continues a claim, in looks at two numbers.
const LINK: u64 = 200;

/// A claim.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Claim {
    pub(super) root: RuleId,
    pub(super) says: Says,
}

/// What a claim says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Says {
    /// These hold.
    Held(Group),
    /// `nobody holds`, `is not required`: without links.
    Nobody(Why),
}

/// The seats of one holding, less those that are empty.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Group {
    pub(super) mode: Mode,
    pub(super) seats: Vec<Seat>,
    /// Whether a seat is empty from the start: barred, or the facts name nobody.
    pub(super) short: bool,
}

/// One seat.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Seat {
    pub(super) who: Instance,
    /// 4.3: a body that does not exist may still give, but holds nothing.
    pub(super) exists: bool,
    /// The transfer by which the seat has passed on.
    pub(super) passed: Option<Passed>,
    /// Nobody by itself: it stands for several, of whom `passed` says who (`whoever holds P` where a seat of P has passed to several).
    pub(super) inner: bool,
}

/// A transfer in a chain.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Passed {
    pub(super) rule: RuleId,
    pub(super) to: Group,
}

/// An end of a chain, and how the power came there.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    pub(super) root: RuleId,
    /// Which seat of the root, which seat of the first receiver, and so on.
    pub(super) address: Vec<usize>,
    /// The bodies visited, the end itself last.
    pub(super) path: Vec<Instance>,
    /// The transfers between them.
    pub(super) by: Vec<RuleId>,
}

impl Leaf {
    /// The link that arrives at this end: a transfer or the root.
    pub(super) fn arriving(&self) -> RuleId {
        self.by.last().copied().unwrap_or(self.root)
    }
}

impl Group {
    /// Who may act; none where the empty seats leave nobody who may.
    pub(super) fn held(&self) -> Option<Held> {
        combine(self.mode, self.short, self.seats.iter().map(Seat::held).collect())
    }
    /// The holding as its link states it, whoever of them exists or has passed it on.
    pub(super) fn stated(&self) -> Held {
        let seats = self.seats.iter().map(|seat| match &seat.passed {
            Some(passed) if seat.inner => passed.to.stated(),
            _ => Held::One(seat.who),
        });
        several(self.mode, seats.collect())
    }
}

impl Seat {
    fn held(&self) -> Option<Held> {
        match &self.passed {
            Some(passed) => passed.to.held(),
            None => self.exists.then_some(Held::One(self.who)),
        }
    }
}

impl Claim {
    /// Whether the claim gives the power to somebody, or says that nobody has it. What does neither contends with nobody (4.3).
    pub(super) fn lives(&self) -> bool {
        match &self.says {
            Says::Held(group) => group.held().is_some(),
            Says::Nobody(_) => true,
        }
    }
    /// The ends of its chains.
    pub(super) fn leaves(&self) -> Vec<Leaf> {
        let mut leaves = Vec::new();
        if let Says::Held(group) = &self.says {
            let start = Leaf { root: self.root, address: Vec::new(), path: Vec::new(), by: Vec::new() };
            collect_leaves(group, &start, &mut leaves);
        }
        leaves
    }
    /// The same claim with what the seat at `address` has passed on exchanged.
    pub(super) fn with(&self, address: &[usize], passed: Option<Passed>) -> Self {
        let mut claim = self.clone();
        if let Says::Held(group) = &mut claim.says
            && let Some(seat) = seat_at(group, address)
        {
            seat.passed = passed;
        }
        claim
    }
    /// Its links: the root, then the transfers, seat by seat.
    pub(super) fn chain(&self) -> Vec<decision::Link> {
        let mut chain = vec![decision::Link {
            rule: self.root,
            from: None,
            to: match &self.says {
                Says::Held(group) => Some(group.stated()),
                Says::Nobody(_) => None,
            },
        }];
        if let Says::Held(group) = &self.says {
            collect_links(group, &mut chain);
        }
        chain
    }
    /// Who may act by it.
    pub(super) fn held(&self) -> Option<Held> {
        match &self.says {
            Says::Held(group) => group.held(),
            Says::Nobody(_) => None,
        }
    }
    /// As it is told.
    pub(super) fn told(&self) -> decision::Claim {
        decision::Claim {
            held: self.held(),
            nobody: match &self.says {
                Says::Held(_) => None,
                Says::Nobody(why) => Some(*why),
            },
            chain: self.chain(),
        }
    }
}

fn collect_leaves(group: &Group, before: &Leaf, out: &mut Vec<Leaf>) {
    for (n, seat) in group.seats.iter().enumerate() {
        let mut here = before.clone();
        here.address.push(n);
        match &seat.passed {
            Some(passed) if seat.inner => {
                collect_leaves(&passed.to, &here, out);
                continue;
            }
            _ => here.path.push(seat.who),
        }
        match &seat.passed {
            Some(passed) => {
                here.by.push(passed.rule);
                collect_leaves(&passed.to, &here, out);
            }
            None => out.push(here),
        }
    }
}

fn collect_links(group: &Group, out: &mut Vec<decision::Link>) {
    for seat in &group.seats {
        if let Some(passed) = &seat.passed {
            if seat.inner {
                collect_links(&passed.to, out);
                continue;
            }
            out.push(decision::Link { rule: passed.rule, from: Some(seat.who), to: Some(passed.to.stated()) });
            collect_links(&passed.to, out);
        }
    }
}

fn seat_at<'g>(group: &'g mut Group, address: &[usize]) -> Option<&'g mut Seat> {
    let (first, rest) = address.split_first()?;
    let seat = group.seats.get_mut(*first)?;
    if rest.is_empty() {
        return Some(seat);
    }
    seat_at(&mut seat.passed.as_mut()?.to, rest)
}

/// 4.1: every active root, and every claim that grows from one by active transfers that link.
pub(super) fn all(scene: &Scene<'_, '_>) -> Result<Vec<Claim>, Open> {
    let mut found: BTreeSet<Claim> = BTreeSet::new();
    let mut growing: Vec<Claim> = Vec::new();
    for rule in &scene.text.roots {
        growing.extend(root(scene, *rule)?);
    }
    while let Some(claim) = growing.pop() {
        if found.contains(&claim) {
            continue;
        }
        for leaf in claim.leaves() {
            for transfer in &scene.text.transfers {
                pulse::worked(LINK);
                if let Linked::To(to) = link::link(scene, &leaf, *transfer) {
                    let passed = Passed { rule: *transfer, to };
                    growing.push(claim.with(&leaf.address, Some(passed)));
                }
            }
        }
        found.insert(claim);
    }
    Ok(found.into_iter().collect())
}

/// What a root claims; nothing where it follows a power that has no holder.
fn root(scene: &Scene<'_, '_>, root: RuleId) -> Result<Option<Claim>, Open> {
    let facts = &scene.world.facts;
    let says = match &facts.model.rules[root].effect {
        Effect::Hold { holding, .. } => {
            let mut group = Group { mode: holding.mode, seats: Vec::new(), short: false };
            for holder in &holding.seats {
                match holders::instance(facts, *holder, scene.power) {
                    // 3.6: a barred body is no root.
                    Some(who) if bars(scene, who, root).is_empty() => {
                        let exists = facts.model.exists(who, scene.world.day);
                        group.seats.push(Seat { who, exists, passed: None, inner: false });
                    }
                    _ => group.short = true,
                }
            }
            // 4.4: so many of those who are there and not barred.
            if let Some(share) = holding.of_unbarred {
                let unbarred = group.seats.iter().filter(|seat| seat.exists).count();
                (group.mode, group.short) = (share.mode_of(unbarred), false);
            }
            Says::Held(group)
        }
        Effect::Follow { whose, .. } => match held::followed(scene.world, scene.power, *whose)? {
            Some(held) => Says::Held(follow(scene, root, &held)),
            None => return Ok(None),
        },
        Effect::Nobody { .. } => Says::Nobody(Why::Barred),
        _ => Says::Nobody(Why::NotRequired),
    };
    Ok(Some(Claim { root, says }))
}

/// The seats of another power's holding, bars on this one applied.
fn follow(scene: &Scene<'_, '_>, root: RuleId, held: &Held) -> Group {
    let (mode, parts) = match held {
        Held::One(_) => (Mode::One, std::slice::from_ref(held)),
        Held::Several(mode, parts) => (*mode, parts.as_slice()),
    };
    let mut group = Group { mode, seats: Vec::new(), short: false };
    for part in parts {
        match part {
            Held::One(who) if bars(scene, *who, root).is_empty() => {
                let exists = scene.world.facts.model.exists(*who, scene.world.day);
                group.seats.push(Seat { who: *who, exists, passed: None, inner: false });
            }
            Held::One(_) => group.short = true,
            Held::Several(..) => {
                let to = follow(scene, root, part);
                let first = to.seats.first().map(|seat| seat.who);
                match first {
                    Some(who) => group.seats.push(Seat {
                        who,
                        exists: false,
                        passed: Some(Passed { rule: root, to }),
                        inner: true,
                    }),
                    None => group.short = true,
                }
            }
        }
    }
    group
}

/// 3.6: the bars that remove a body which would have the power by the link `by`.
pub(super) fn bars(scene: &Scene<'_, '_>, who: Instance, by: RuleId) -> Vec<RuleId> {
    bars_at(scene, who, scene.world.facts.model.rules[by].place)
}

/// The same for a body that would have the power by text that stands in `place`.
pub(super) fn bars_at(scene: &Scene<'_, '_>, who: Instance, place: ProvisionId) -> Vec<RuleId> {
    let facts = &scene.world.facts;
    let reaching = scene.text.bars.iter().copied().filter(|bar| match &facts.model.rules[*bar].effect {
        Effect::Bar { what, .. } => crate::reference::text::reaches(facts.model, what, place),
        _ => false,
    });
    let reaching: Vec<RuleId> = reaching.collect();
    let filled = facts.model.filled_by(who, scene.world.day);
    // A bar on a person follows the person, not the office: that is out only where nobody else fills it.
    let all_barred = !filled.is_empty()
        && filled.iter().all(|own| reaching.iter().any(|bar| barred_person(facts, *bar) == Some(*own)));
    let removes = |bar: &RuleId| match &facts.model.rules[*bar].effect {
        Effect::Bar { who: Barred::Holder(barred), .. } => holders::names(facts, *barred, who, scene.power),
        _ => all_barred && barred_person(facts, *bar).is_some_and(|person| filled.contains(&person)),
    };
    reaching.iter().copied().filter(removes).collect()
}

/// The person on whom a bar is, where that is known.
fn barred_person<'f>(facts: &Facts<'f>, bar: RuleId) -> Option<&'f str> {
    let Effect::Bar { who: Barred::Person(fact), .. } = &facts.model.rules[bar].effect else { return None };
    match facts.values.get(fact) {
        Some(Value::Person(person)) => Some(person),
        _ => None,
    }
}

/// 3.6: the bars that removed seats which the root names.
pub(super) fn bars_at_root(scene: &Scene<'_, '_>, root: RuleId) -> Vec<RuleId> {
    let facts = &scene.world.facts;
    let named: Vec<Instance> = match &facts.model.rules[root].effect {
        Effect::Hold { holding, .. } => {
            holding.seats.iter().filter_map(|holder| holders::instance(facts, *holder, scene.power)).collect()
        }
        Effect::Follow { whose, .. } => match held::followed(scene.world, scene.power, *whose) {
            Ok(Some(held)) => held.instances(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    named.into_iter().flat_map(|who| bars(scene, who, root)).collect()
}
