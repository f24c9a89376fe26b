//! On which days the persons whom the texts appoint are too few for a holding: who must act together must be different persons, and so must whoever
//! checks what they decide.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use vires_model::{Day, Instance, Life, Mode, Model, Of};

use super::steps::Wanted;
use crate::holders::{Named, One, Tree};

/// Days on which a holding takes more persons than fill its offices.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Short {
    /// The offices of the holding to which somebody is appointed.
    pub offices: Vec<Instance>,
    /// Who fills them.
    pub persons: Vec<String>,
    /// When.
    pub days: Life,
}

/// Those of a holding with the checks on it, in order. Of an office of which it turns on the case which one it is, nothing is known, and it counts as filled by somebody
/// else.
pub(crate) fn short(model: &Model, tree: &Tree, checks: &[Wanted]) -> Vec<Short> {
    let asked = checks.iter().flat_map(|check| check.who.iter().copied());
    let offices: BTreeSet<Instance> = tree.leaves().into_iter().chain(asked).filter_map(office).collect();
    let own = || model.appointments.iter().filter(|own| offices.iter().any(|office| own.is_to(*office)));
    if own().nth(1).is_none() || checks.is_empty() && !takes_several(tree) {
        return Vec::new();
    }
    let ends = own().flat_map(|own| [own.life.from, own.life.until.map(Day::next)]).flatten();
    let starts: BTreeSet<Day> = ends.collect();
    let starts: Vec<Option<Day>> = std::iter::once(None).chain(starts.into_iter().map(Some)).collect();
    let mut all: Vec<Short> = Vec::new();
    for (n, from) in starts.iter().enumerate() {
        let until = starts.get(n + 1).copied().flatten().map(Day::previous);
        let Some(day) = (*from).or(until) else { continue };
        if can_be_filled(model, tree, checks, day) {
            continue;
        }
        let filled: Vec<Instance> =
            offices.iter().copied().filter(|office| !model.filled_by(*office, day).is_empty()).collect();
        let persons: BTreeSet<&str> = filled.iter().flat_map(|office| model.filled_by(*office, day)).collect();
        let persons = persons.into_iter().map(str::to_owned).collect();
        let days = Life { from: *from, until };
        match all.last_mut() {
            Some(last) if (&last.offices, &last.persons) == (&filled, &persons) && follows(last.days, days) => {
                last.days.until = until;
            }
            _ => all.push(Short { offices: filled, persons, days }),
        }
    }
    all
}

fn follows(one: Life, other: Life) -> bool {
    one.until.map(Day::next) == other.from
}

const fn office(named: Named) -> Option<Instance> {
    let of = match named.which {
        One::Sole => Of::Sole,
        One::OfValue(place) => Of::Place(place),
        _ => return None,
    };
    Some(Instance { body: named.body, of })
}

fn takes_several(tree: &Tree) -> bool {
    match tree {
        Tree::Leaf(_) => false,
        Tree::Several(Mode::Jointly, _) => true,
        Tree::Several(Mode::AnyOf(count), seats) => *count > 1 || seats.iter().any(takes_several),
        Tree::Several(_, seats) => seats.iter().any(takes_several),
    }
}

/// So many of these seats.
struct Demand {
    count: usize,
    seats: Vec<Named>,
}

/// Whether the seats that must act can be filled by different persons on that day.
fn can_be_filled(model: &Model, tree: &Tree, checks: &[Wanted], day: Day) -> bool {
    let of_check = |check: &Wanted| Demand { count: check.enough.unwrap_or(1), seats: check.who.clone() };
    match tree {
        Tree::Several(Mode::Any | Mode::One, seats) => seats.iter().any(|seat| can_be_filled(model, seat, checks, day)),
        // A group inside a group: no more is known than that it may be.
        _ => demands(tree).is_none_or(|mut demands| {
            demands.extend(checks.iter().map(of_check));
            suffice(model, &demands, day)
        }),
    }
}

fn demands(tree: &Tree) -> Option<Vec<Demand>> {
    let leaf = |seat: &Tree| match seat {
        Tree::Leaf(named) => Some(*named),
        Tree::Several(..) => None,
    };
    match tree {
        Tree::Leaf(named) => Some(vec![Demand { count: 1, seats: vec![*named] }]),
        Tree::Several(Mode::Jointly, seats) => {
            let mut all: Vec<Demand> = Vec::new();
            for seat in seats {
                for own in demands(seat)? {
                    // One body in two places acts alone.
                    if own.seats.len() > 1 || !all.iter().any(|known| known.seats == own.seats) {
                        all.push(own);
                    }
                }
            }
            Some(all)
        }
        Tree::Several(mode, seats) => {
            let count = if let Mode::AnyOf(count) = mode { *count as usize } else { 1 };
            let seats: Vec<Named> = seats.iter().map(leaf).collect::<Option<_>>()?;
            Some(vec![Demand { count, seats }])
        }
    }
}

/// Whether as many different persons as are demanded can act, each for one seat: a flow from the demands through seats and persons, each of which
/// carries one, found along shortest paths (Edmonds and Karp).
fn suffice(model: &Model, demands: &[Demand], day: Day) -> bool {
    let mut network = Network::default();
    for (n, demand) in demands.iter().enumerate() {
        network.put(Node::Source, Node::Demand(n), demand.count);
        for seat in &demand.seats {
            network.put(Node::Demand(n), Node::Into(*seat), 1);
            network.put(Node::Into(*seat), Node::OutOf(*seat), 1);
            match office(*seat).filter(|office| model.says_who_fills(*office, day)) {
                None => network.put(Node::OutOf(*seat), Node::Sink, 1),
                Some(office) => {
                    for person in model.filled_by(office, day) {
                        network.put(Node::OutOf(*seat), Node::Person(person), 1);
                        network.put(Node::Person(person), Node::Sink, 1);
                    }
                }
            }
        }
    }
    network.flow() == demands.iter().map(|demand| demand.count).sum()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Node<'p> {
    Source,
    Demand(usize),
    Into(Named),
    OutOf(Named),
    Person(&'p str),
    Sink,
}

/// What may still flow from one node to another.
#[derive(Default)]
struct Network<'p> {
    free: BTreeMap<Node<'p>, BTreeMap<Node<'p>, usize>>,
}

impl<'p> Network<'p> {
    fn put(&mut self, from: Node<'p>, to: Node<'p>, most: usize) {
        self.free.entry(from).or_default().insert(to, most);
        self.free.entry(to).or_default().entry(from).or_insert(0);
    }

    fn flow(mut self) -> usize {
        let mut flow = 0;
        while let Some(path) = self.path() {
            for (from, to) in path.iter().zip(path.iter().skip(1)) {
                if let Some(free) = self.free.get_mut(from).and_then(|free| free.get_mut(to)) {
                    *free = free.saturating_sub(1);
                }
                if let Some(back) = self.free.get_mut(to).and_then(|free| free.get_mut(from)) {
                    *back += 1;
                }
            }
            flow += 1;
        }
        flow
    }

    fn path(&self) -> Option<Vec<Node<'p>>> {
        let mut came: BTreeMap<Node<'p>, Node<'p>> = BTreeMap::new();
        let mut open = VecDeque::from([Node::Source]);
        while let Some(node) = open.pop_front() {
            if node == Node::Sink {
                let mut path = vec![node];
                while let Some(before) = path.last().and_then(|last| came.get(last)) {
                    path.push(*before);
                }
                path.reverse();
                return Some(path);
            }
            for (to, _) in self.free.get(&node)?.iter().filter(|(_, free)| **free > 0) {
                if *to != Node::Source && !came.contains_key(to) {
                    came.insert(*to, node);
                    open.push_back(*to);
                }
            }
        }
        None
    }
}
