//! Claims as rows of seats.

use std::collections::BTreeMap;

use vires_engine::tables::{Act, Link, NONE, Node, Party, Span};
use vires_model::{Effect, Mode, RuleId};

use super::shared::{number, put};
use crate::chains::{Chain, End, barred};
use crate::claims::Claim;
use crate::holders::{Named, Tree, exists};
use crate::region::Region;
use crate::setting::Setting;

/// Seats of one claim.
pub(super) enum Seats {
    Group(Act, Vec<Seat>),
}

/// A seat.
pub(super) enum Seat {
    End(Named),
    /// Nobody: it does not exist, or (if so) it may not hold.
    Empty(Named, bool),
    Passed(Named, RuleId, Seats),
    /// Several in the place of one: the holding of a power that is followed.
    Inner(Seats),
}

pub(super) const fn act(mode: Mode) -> Act {
    match mode {
        Mode::One => Act::One,
        Mode::Any => Act::Any,
        Mode::Jointly => Act::Jointly,
        Mode::AnyOf(count) => Act::AnyOf(count),
    }
}

/// The seats of a claim; none where it gives to nobody.
pub(super) fn seats(setting: &Setting<'_>, chain: &Chain, claim: &Claim) -> Option<Seats> {
    let (Some(start), End::Held(_)) = (&chain.start, &claim.end) else { return None };
    // Which of the chain's ends are empty in this claim: those that do not exist or are barred in it.
    let space = &setting.space.space;
    let ends = chain.ends().map(|(holder, by)| {
        let missing = Region::full(space).subtract(space, &setting.region_of(&exists(setting.model, holder)));
        if claim.region.meets(space, &barred(setting, holder, by).0) {
            Fit::Barred
        } else if claim.region.meets(space, &missing) {
            Fit::Missing
        } else {
            Fit::Able
        }
    });
    let mut ends = ends.collect::<Vec<Fit>>().into_iter();
    Some(group(start, &[], 0, chain, &mut ends))
}

/// Whether the holder at the end of a chain may hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    Able,
    Missing,
    Barred,
}

fn group(tree: &Tree, path: &[u16], depth: u16, chain: &Chain, ends: &mut dyn Iterator<Item = Fit>) -> Seats {
    match tree {
        Tree::Leaf(_) => Seats::Group(Act::One, vec![seat(tree, path, depth, chain, ends)]),
        Tree::Several(mode, branches) => Seats::Group(
            act(*mode),
            (0..).zip(branches).map(|(n, branch)| seat(branch, &[path, &[n]].concat(), 0, chain, ends)).collect(),
        ),
    }
}

fn seat(tree: &Tree, path: &[u16], depth: u16, chain: &Chain, ends: &mut dyn Iterator<Item = Fit>) -> Seat {
    let holder = match tree {
        Tree::Leaf(holder) => *holder,
        Tree::Several(..) => return Seat::Inner(group(tree, path, depth, chain, ends)),
    };
    match chain.link_at(path, depth) {
        Some(link) => {
            let to = group(&link.to, path, depth.saturating_add(1), chain, ends);
            Seat::Passed(holder, link.rule, to)
        }
        None => match ends.next() {
            Some(Fit::Barred) => Seat::Empty(holder, true),
            Some(Fit::Missing) => Seat::Empty(holder, false),
            Some(Fit::Able) | None => Seat::End(holder),
        },
    }
}

/// Numbers of holders and links, as they are written.
#[derive(Default)]
pub(super) struct Numbers {
    pub(super) holders: BTreeMap<Named, u32>,
    pub(super) links: BTreeMap<RuleId, u32>,
}

impl Seats {
    /// Every holder named.
    pub(super) fn holders(&self, out: &mut Vec<Named>) {
        let Self::Group(_, seats) = self;
        for seat in seats {
            match seat {
                Seat::End(holder) | Seat::Empty(holder, _) => out.push(*holder),
                Seat::Passed(holder, _, to) => {
                    out.push(*holder);
                    to.holders(out);
                }
                Seat::Inner(to) => to.holders(out),
            }
        }
    }
    /// Every transfer.
    pub(super) fn transfers(&self, out: &mut Vec<RuleId>) {
        let Self::Group(_, seats) = self;
        for seat in seats {
            match seat {
                Seat::Passed(_, rule, to) => {
                    out.push(*rule);
                    to.transfers(out);
                }
                Seat::Inner(to) => to.transfers(out),
                Seat::End(_) | Seat::Empty(..) => {}
            }
        }
    }
    /// The rows.
    pub(super) fn nodes(&self, numbers: &Numbers, out: &mut Vec<Node>) {
        let Self::Group(act, seats) = self;
        out.push(Node::Group(*act, number(seats.len())));
        let holder = |holder: &Named| numbers.holders.get(holder).copied().unwrap_or(NONE);
        for seat in seats {
            match seat {
                Seat::End(who) => out.push(Node::End(holder(who))),
                Seat::Empty(who, false) => out.push(Node::Empty(holder(who))),
                Seat::Empty(who, true) => out.push(Node::Barred(holder(who))),
                Seat::Passed(who, rule, to) => {
                    let link = numbers.links.get(rule).copied().unwrap_or(NONE);
                    out.push(Node::Passed(holder(who), link));
                    to.nodes(numbers, out);
                }
                Seat::Inner(to) => to.nodes(numbers, out),
            }
        }
    }
    /// The one end, where every link has one receiver.
    pub(super) fn only(&self) -> Option<Named> {
        let Self::Group(_, seats) = self;
        match &seats[..] {
            [Seat::End(holder)] => Some(*holder),
            [Seat::Passed(_, _, to) | Seat::Inner(to)] => to.only(),
            _ => None,
        }
    }
    /// How it is held, where that does not depend on the case: no seat is empty and no two can be one body.
    pub(super) fn act(&self) -> Option<Act> {
        let mut ends = Vec::new();
        if !self.ends(&mut ends) {
            return None;
        }
        let mut bodies: Vec<_> = ends.iter().map(|end| end.body).collect();
        bodies.sort_unstable();
        bodies.dedup();
        if bodies.len() != ends.len() {
            return None;
        }
        self.outermost()
    }
    /// The ends; false where one is empty.
    fn ends(&self, out: &mut Vec<Named>) -> bool {
        let Self::Group(_, seats) = self;
        seats.iter().all(|seat| match seat {
            Seat::End(holder) => {
                out.push(*holder);
                true
            }
            Seat::Empty(..) => false,
            Seat::Passed(_, _, to) | Seat::Inner(to) => to.ends(out),
        })
    }
    fn outermost(&self) -> Option<Act> {
        let Self::Group(act, seats) = self;
        match (&seats[..], act) {
            ([Seat::Passed(_, _, to) | Seat::Inner(to)], _) => to.outermost(),
            ([_], Act::AnyOf(2..)) => None,
            ([_], _) => Some(Act::One),
            (several, Act::AnyOf(count)) if several.len() < *count as usize => None,
            _ => Some(*act),
        }
    }
}

/// Writes the transfers of a power's claims.
pub(super) fn write_links(
    setting: &Setting<'_>,
    table: &mut Vec<Link>,
    transfers: impl Iterator<Item = RuleId>,
) -> (Span, BTreeMap<RuleId, u32>) {
    let mut numbers = BTreeMap::new();
    let mut rows = Vec::new();
    let first = number(table.len());
    for rule in transfers {
        if numbers.contains_key(&rule) {
            continue;
        }
        numbers.insert(rule, first + number(rows.len()));
        rows.push(Link { rule: rule.0, answers: answers(setting, rule) });
    }
    (put(table, rows), numbers)
}

/// Semantics 5.7: not stated, title moves → the receiver, stays (or nothing is said of it) → the giver.
fn answers(setting: &Setting<'_>, transfer: RuleId) -> Party {
    let Effect::Transfer { modality, .. } = &setting.rule(transfer).effect else {
        return Party::Receiver;
    };
    let record = &setting.model.modalities[*modality];
    match (record.answerable, record.title_moves) {
        (Some(vires_model::Party::Giver), _) | (None, Some(false) | None) => Party::Giver,
        (Some(vires_model::Party::Receiver), _) | (None, Some(true)) => Party::Receiver,
        (Some(vires_model::Party::Both), _) => Party::Both,
    }
}
