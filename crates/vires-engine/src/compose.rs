//! Claims as trees: who holds by one of them, and by several that agree.

use std::collections::BTreeSet;

use crate::instance::{Holding, Instance, combine, several};
use crate::reading::{Reading, ones};
use crate::tables::{Act, Claim, Node, Party};

/// The seats of one holding.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub(crate) act: Act,
    pub(crate) seats: Vec<Seat>,
}

/// One seat.
#[derive(Debug, Clone)]
pub(crate) struct Seat {
    /// Who; none where the facts name nobody.
    pub(crate) who: Option<Instance>,
    pub(crate) passed: Passed,
}

/// What became of a seat.
#[derive(Debug, Clone)]
pub(crate) enum Passed {
    /// It is at the end of its chain.
    End,
    /// Its holder does not exist.
    Empty,
    /// Its holder may not hold.
    Barred,
    /// It has passed on by this link (row of the links), to these.
    On(u32, Group),
    /// It stands for these from the start.
    Inner(Group),
}

/// A claim as a tree; none for what gives to nobody.
pub(crate) fn tree(reading: &Reading<'_>, claim: &Claim) -> Option<Group> {
    group(reading, &mut claim.nodes.of(&reading.tables().nodes).iter())
}

fn group(reading: &Reading<'_>, nodes: &mut std::slice::Iter<'_, Node>) -> Option<Group> {
    let Node::Group(act, count) = *nodes.next()? else {
        return None;
    };
    let mut seats = Vec::new();
    for _ in 0..count {
        let node = nodes.as_slice().first()?;
        if matches!(node, Node::Group(..)) {
            seats.push(Seat { who: None, passed: Passed::Inner(group(reading, nodes)?) });
            continue;
        }
        let (holder, passed) = match *nodes.next()? {
            Node::End(holder) => (holder, Passed::End),
            Node::Empty(holder) => (holder, Passed::Empty),
            Node::Barred(holder) => (holder, Passed::Barred),
            Node::Passed(holder, link) => (holder, Passed::On(link, group(reading, nodes)?)),
            Node::Group(..) => return None,
        };
        seats.push(Seat { who: reading.instance(holder), passed });
    }
    Some(Group { act, seats })
}

impl Group {
    /// Who may act; none where the empty seats leave nobody who may.
    pub(crate) fn held(&self) -> Option<Holding> {
        let seat = |seat: &Seat| match &seat.passed {
            Passed::End => seat.who.map(Holding::One),
            Passed::Empty | Passed::Barred => None,
            Passed::On(_, to) | Passed::Inner(to) => to.held(),
        };
        combine(self.act, self.seats.iter().map(seat).collect())
    }
    /// The holding as its link states it, whoever of them exists or has passed it on, less those who may not hold.
    pub(crate) fn stated(&self) -> Option<Holding> {
        let free = self.seats.iter().filter(|seat| !matches!(seat.passed, Passed::Barred));
        let seats = free.filter_map(|seat| match &seat.passed {
            Passed::Inner(to) => to.stated(),
            _ => seat.who.map(Holding::One),
        });
        let seats: Vec<Holding> = seats.collect();
        (!seats.is_empty()).then(|| several(self.act, seats))
    }
    /// Who answers, link by link.
    pub(crate) fn accountable(&self, reading: &Reading<'_>, out: &mut BTreeSet<Instance>) {
        for seat in &self.seats {
            seat.answers(reading, &seat.who.into_iter().collect(), out);
        }
    }
}

impl Seat {
    /// `before`: who answers for what this seat has.
    fn answers(&self, reading: &Reading<'_>, before: &BTreeSet<Instance>, out: &mut BTreeSet<Instance>) {
        match &self.passed {
            Passed::End => out.extend(before),
            Passed::Empty | Passed::Barred => {}
            Passed::Inner(to) => to.accountable(reading, out),
            Passed::On(link, to) => {
                let link = reading.tables().links.get(*link as usize);
                let party = link.map_or(Party::Receiver, |link| link.answers);
                for receiver in &to.seats {
                    let mut next = BTreeSet::new();
                    if party != Party::Receiver {
                        next.extend(before);
                    }
                    if party != Party::Giver {
                        next.extend(receiver.who);
                    }
                    receiver.answers(reading, &next, out);
                }
            }
        }
    }
}

/// The holding of standing claims that agree; none where nobody is left.
pub(crate) fn together(reading: &Reading<'_>, standing: &[u64]) -> Option<Holding> {
    let claims = ones(standing).filter_map(|claim| reading.power.claim(claim));
    let trees: Vec<(u32, Group)> = claims.filter_map(|claim| Some((claim.root, tree(reading, claim)?))).collect();
    let roots: BTreeSet<u32> = trees.iter().map(|(root, _)| *root).collect();
    let of_root = |root: u32| {
        let groups = trees.iter().filter(|(own, _)| *own == root).map(|(_, group)| group);
        join(reading, &groups.collect::<Vec<_>>())
    };
    let holdings: BTreeSet<Holding> = roots.into_iter().filter_map(of_root).collect();
    // `B`, not said which, beside `B of v`: v's.
    let clearest = |held: &&Holding| !holdings.iter().any(|other| other != *held && other.says_which(held));
    let said: Vec<Holding> = holdings.iter().filter(clearest).cloned().collect();
    (!said.is_empty()).then(|| several(Act::Any, said))
}

/// Claims on one root: seat by seat, the alternatives joined by `or`.
fn join(reading: &Reading<'_>, groups: &[&Group]) -> Option<Holding> {
    let first = groups.first()?;
    let rule = |link: u32| {
        let link = reading.tables().links.get(link as usize);
        link.map(|link| link.rule)
    };
    let seats = (0..first.seats.len()).map(|n| {
        let seats: Vec<&Seat> = groups.iter().filter_map(|group| group.seats.get(n)).collect();
        let mut alternatives: Vec<Holding> = Vec::new();
        let ends = seats.iter().filter(|seat| matches!(seat.passed, Passed::End));
        alternatives.extend(ends.filter_map(|seat| seat.who).map(Holding::One));
        let passed = || {
            seats.iter().filter_map(|seat| match &seat.passed {
                Passed::On(link, to) => Some((rule(*link), to)),
                Passed::Inner(to) => Some((None, to)),
                Passed::End | Passed::Empty | Passed::Barred => None,
            })
        };
        let rules: BTreeSet<Option<u32>> = passed().map(|(rule, _)| rule).collect();
        for rule in rules {
            let to = passed().filter(|(own, _)| *own == rule);
            let to: Vec<&Group> = to.map(|(_, group)| group).collect();
            alternatives.extend(join(reading, &to));
        }
        (!alternatives.is_empty()).then(|| several(Act::Any, alternatives))
    });
    combine(first.act, seats.collect())
}
