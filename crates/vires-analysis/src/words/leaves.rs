//! A set of leaves by the fewest names: whole groups and outer places where all of them are in, exceptions where that is shorter.

use std::collections::{BTreeMap, BTreeSet};

use vires_model::{Day, Life, ListId, Model, ValueId, ValueSet};

use super::Language;
use super::naming;
use super::phrases::{Phrases, fill};
use crate::places;

/// Of more names than this only the first ten are said.
const MOST_NAMES: usize = 12;
const SHOWN: usize = 10;

/// A value of a list: a leaf, a group of leaves, or an outer place.
type Node = (ListId, ValueId);

/// One name of a set of leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    node: Node,
    /// Whether it stands for a group of values of a list that is no territory.
    pub(super) group: bool,
    but: Vec<Node>,
}

/// A set of leaves named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Naming {
    /// Every leaf that exists on the days.
    All,
    /// These.
    These(Vec<Name>),
    /// All but these.
    AllBut(Vec<Name>),
}

/// Names the leaves of a list as far as they exist on some of these days.
pub(super) fn naming(model: &Model, list: ListId, leaves: &ValueSet, first: Option<Day>, last: Option<Day>) -> Naming {
    let days = Life { from: first, until: last };
    let lives = |leaf: &ValueId| {
        let row = model.lists[list].values.get(leaf.0 as usize);
        row.is_some_and(|row| !row.life.intersect(days).is_empty())
    };
    let mut relevant: Vec<ValueId> = model.lists[list].leaves().filter(lives).collect();
    if !relevant.iter().any(|leaf| leaves.contains(*leaf)) {
        relevant = model.lists[list].leaves().collect();
    }
    if relevant.iter().all(|leaf| leaves.contains(*leaf)) {
        return Naming::All;
    }
    Forest::grow(model, list, &relevant, leaves, days).naming()
}

/// The relevant leaves with the groups and places around them.
struct Forest<'a> {
    model: &'a Model,
    nodes: Vec<Tree>,
    roots: Vec<usize>,
}

struct Tree {
    node: Node,
    children: Vec<usize>,
    /// Leaves at or under it, and how many of these are in the set.
    leaves: usize,
    inside: usize,
    /// How many names the leaves inside take, without exceptions and with.
    plain: usize,
    best: usize,
    /// How many names the leaves outside take, without exceptions.
    outside: usize,
    /// On some of the days a leaf lies here that lies elsewhere on others, and is in the set; and one that is not.
    passing: [bool; 2],
}

impl Tree {
    /// Whether its name stands for leaves of the set alone.
    fn is_whole(&self) -> bool {
        self.inside == self.leaves && !self.passing[1]
    }

    /// Whether its name stands for leaves alone that are not in the set.
    fn is_apart(&self) -> bool {
        self.inside == 0 && !self.passing[0]
    }
}

impl<'a> Forest<'a> {
    fn grow(model: &'a Model, list: ListId, relevant: &[ValueId], set: &ValueSet, days: Life) -> Self {
        let mut around = Around::new(model, days);
        let mut forest = Self { model, nodes: Vec::new(), roots: Vec::new() };
        let mut index: BTreeMap<Node, usize> = BTreeMap::new();
        for leaf in relevant {
            let inside = usize::from(set.contains(*leaf));
            let mut below: Option<usize> = None;
            let mut at = Some((list, *leaf));
            // From the leaf outwards, until a node that stands in the forest already.
            while let Some(node) = at {
                let known = index.get(&node).copied();
                let here = known.unwrap_or(forest.nodes.len());
                if known.is_none() {
                    forest.nodes.push(Tree {
                        node,
                        children: Vec::new(),
                        leaves: 0,
                        inside: 0,
                        plain: 0,
                        best: 0,
                        outside: 0,
                        passing: [false; 2],
                    });
                    index.insert(node, here);
                }
                if let Some(tree) = forest.nodes.get_mut(here) {
                    tree.children.extend(below);
                    if below.is_none() && known.is_none() {
                        (tree.leaves, tree.inside) = (1, inside);
                    }
                }
                if known.is_some() {
                    below = None;
                    break;
                }
                below = Some(here);
                at = around.outer(node);
            }
            forest.roots.extend(below);
        }
        for leaf in relevant {
            for mut place in around.passing((list, *leaf)) {
                loop {
                    let tree = index.get(&place).and_then(|here| forest.nodes.get_mut(*here));
                    if let Some(tree) = tree {
                        tree.passing[usize::from(!set.contains(*leaf))] = true;
                    }
                    let Some(further) = around.outer(place) else { break };
                    place = further;
                }
            }
        }
        forest.count();
        forest
    }

    /// Counts leaves and names from the leaves up. Parents may stand before or after their children, so the order is made first.
    fn count(&mut self) {
        let mut order = Vec::with_capacity(self.nodes.len());
        let mut open = self.roots.clone();
        while let Some(here) = open.pop() {
            order.push(here);
            open.extend(self.nodes.get(here).into_iter().flat_map(|tree| &tree.children));
        }
        for here in order.into_iter().rev() {
            let Some(tree) = self.nodes.get(here) else {
                continue;
            };
            let (mut leaves, mut inside) = (tree.leaves, tree.inside);
            let (mut plain, mut best, mut outside) = (0, 0, 0);
            for child in tree.children.iter().filter_map(|child| self.nodes.get(*child)) {
                leaves += child.leaves;
                inside += child.inside;
                plain += child.plain;
                best += child.best;
                outside += child.outside;
            }
            let passing = tree.passing;
            if inside == 0 && !passing[0] {
                (plain, best, outside) = (0, 0, 1);
            } else if inside == leaves && !passing[1] {
                (plain, best, outside) = (1, 1, 0);
            } else if !passing[1] {
                best = best.min(1 + outside);
            }
            if let Some(tree) = self.nodes.get_mut(here) {
                (tree.leaves, tree.inside) = (leaves, inside);
                (tree.plain, tree.best, tree.outside) = (plain, best, outside);
            }
        }
    }

    fn naming(&self) -> Naming {
        let roots = || self.roots.iter().filter_map(|root| self.nodes.get(*root));
        let inside: usize = roots().map(|tree| tree.best).sum();
        let outside: usize = roots().map(|tree| tree.outside).sum();
        let mut excepted = Vec::new();
        for root in &self.roots {
            self.plain(*root, false, &mut excepted);
        }
        // What is in is said, unless what is out takes fewer names.
        if outside < inside {
            let name = |node: Node| Name { node, group: self.is_group(node), but: Vec::new() };
            return Naming::AllBut(excepted.into_iter().map(name).collect());
        }
        let mut names = Vec::new();
        let mut open: Vec<usize> = self.roots.iter().rev().copied().collect();
        while let Some(here) = open.pop() {
            let Some(tree) = self.nodes.get(here) else {
                continue;
            };
            let children: usize = self.of(tree).map(|child| child.best).sum();
            if tree.inside == 0 {
                continue;
            }
            let whole = tree.is_whole();
            if whole || tree.best < children {
                let mut but = Vec::new();
                if !whole {
                    self.plain(here, false, &mut but);
                }
                names.push(Name { node: tree.node, group: self.is_group(tree.node), but });
            } else {
                open.extend(tree.children.iter().rev());
            }
        }
        // `any fossil, hydro or wind` reads as if hydro were a group: single values first.
        names.sort_by_key(|name| name.group);
        Naming::These(names)
    }

    fn of<'t>(&'t self, tree: &'t Tree) -> impl Iterator<Item = &'t Tree> {
        tree.children.iter().filter_map(|child| self.nodes.get(*child))
    }

    /// The names of the leaves under a node that are in the set (or that are not), without exceptions.
    fn plain(&self, from: usize, inside: bool, names: &mut Vec<Node>) {
        let mut open = vec![from];
        while let Some(here) = open.pop() {
            let Some(tree) = self.nodes.get(here) else {
                continue;
            };
            let (all, some) = match inside {
                true => (tree.is_whole(), tree.inside > 0),
                false => (tree.is_apart(), tree.inside < tree.leaves),
            };
            if all {
                names.push(tree.node);
            } else if some {
                open.extend(tree.children.iter().rev());
            }
        }
    }

    fn is_group(&self, (list, value): Node) -> bool {
        let list = &self.model.lists[list];
        let row = list.values.get(value.0 as usize);
        !list.territory && row.is_some_and(|row| !row.leaf)
    }
}

/// What lies around a value on some days.
struct Around<'a> {
    model: &'a Model,
    days: Life,
    /// The group or outer place of each value asked for.
    known: BTreeMap<Node, Option<Node>>,
    /// Whether a list has groups of its own.
    grouped: BTreeMap<ListId, bool>,
    /// The days on which places of two lists must be looked up.
    stretches: BTreeMap<(ListId, ListId), Vec<Option<Day>>>,
}

impl<'a> Around<'a> {
    fn new(model: &'a Model, days: Life) -> Self {
        Self { model, days, known: BTreeMap::new(), grouped: BTreeMap::new(), stretches: BTreeMap::new() }
    }

    fn outer(&mut self, node: Node) -> Option<Node> {
        if let Some(known) = self.known.get(&node) {
            return *known;
        }
        let outer = self.find(node);
        self.known.insert(node, outer);
        outer
    }

    fn find(&mut self, (list, value): Node) -> Option<Node> {
        let row = self.model.lists[list].values.get(value.0 as usize)?;
        if let Some(parent) = row.parent {
            return Some((list, parent));
        }
        // A list with groups of its own is named by these alone.
        let rows = &self.model.lists[list].values;
        if *self.grouped.entry(list).or_insert_with(|| rows.iter().any(|row| !row.leaf)) {
            return None;
        }
        let outer = self.model.lists[list].within?;
        // A place that changed hands within the days lies in no one place.
        let mut places = self.places(list, value, outer).into_iter();
        match (places.next(), places.next()) {
            (Some(only), None) => Some((outer, only)),
            _ => None,
        }
    }

    /// The places in which one lies on some of the days.
    fn places(&mut self, list: ListId, value: ValueId, outer: ListId) -> BTreeSet<ValueId> {
        let (model, days) = (self.model, self.days);
        let stretches = self.stretches.entry((list, outer)).or_insert_with(|| stretches_in(model, list, outer, days));
        stretches.iter().filter_map(|day| places::place_on(model, value, list, outer, *day)).collect()
    }

    /// The same of one that changed hands within the days; of any other, none.
    fn passing(&mut self, (list, value): Node) -> Vec<Node> {
        let Some(outer) = self.model.lists[list].within.filter(|_| self.outer((list, value)).is_none()) else {
            return Vec::new();
        };
        let places = self.places(list, value, outer);
        if places.len() < 2 { Vec::new() } else { places.into_iter().map(|place| (outer, place)).collect() }
    }
}

/// A day of each stretch, among these days, in which places lie in the same outer places.
fn stretches_in(model: &Model, from: ListId, to: ListId, days: Life) -> Vec<Option<Day>> {
    let starts = places::stretches(model, from, to);
    let inside = |day: &Option<Day>| day.is_some_and(|day| days.contains(day));
    let mut found: Vec<Option<Day>> = starts.into_iter().filter(inside).collect();
    if !found.contains(&days.from) {
        found.push(days.from);
    }
    found
}

/// `a, b or c`, each as it stands alone; too many are cut short and counted.
pub(super) fn listed(model: &Model, names: &[Name], language: Language) -> String {
    let phrases = Phrases::of(language);
    let (shown, rest) = shown(names);
    let mut words: Vec<String> = shown.iter().map(|name| word(model, name, language)).collect();
    words.extend(rest.map(|n| fill(phrases.other_or, &[("n", &n.to_string())])));
    Phrases::list(&words, phrases.or)
}

/// What is excepted: `a, b and c`.
pub(super) fn excepted(model: &Model, names: &[Name], language: Language) -> String {
    let nodes: Vec<Node> = names.iter().map(|name| name.node).collect();
    nodes_listed(model, &nodes, language, Phrases::of(language).and)
}

fn nodes_listed(model: &Model, nodes: &[Node], language: Language, last: &str) -> String {
    let (shown, rest) = shown(nodes);
    let mut words: Vec<String> = shown.iter().map(|node| plain_word(model, *node)).collect();
    words.extend(rest.map(|n| fill(Phrases::of(language).others, &[("n", &n.to_string())])));
    Phrases::list(&words, last)
}

fn shown<T>(all: &[T]) -> (&[T], Option<usize>) {
    if all.len() <= MOST_NAMES {
        return (all, None);
    }
    let (shown, rest) = all.split_at(SHOWN);
    (shown, Some(rest.len()))
}

fn word(model: &Model, name: &Name, language: Language) -> String {
    let phrases = Phrases::of(language);
    let mut word = plain_word(model, name.node);
    if name.group {
        word = fill(phrases.group, &[("", &word)]);
    }
    excepting(model, name, word, language)
}

/// A name followed by its exceptions.
pub(super) fn excepting(model: &Model, name: &Name, word: String, language: Language) -> String {
    if name.but.is_empty() {
        return word;
    }
    let phrases = Phrases::of(language);
    let but = nodes_listed(model, &name.but, language, phrases.nor);
    fill(phrases.but_not, &[("", &word), ("but", &but)])
}

/// The name without *any* and without its exceptions.
pub(super) fn bare(model: &Model, name: &Name) -> String {
    plain_word(model, name.node)
}

/// A value's label; where several values of the list have the same one, with the place around it.
fn plain_word(model: &Model, (list, value): Node) -> String {
    let word = naming::value(model, list, value);
    let rows = &model.lists[list].values;
    let Some(row) = rows.get(value.0 as usize) else {
        return word;
    };
    let alike = rows.iter().filter(|other| other.label == row.label).count() > 1;
    match (alike, model.lists[list].within, row.within) {
        (true, Some(outer), Some(place)) => {
            format!("{word} ({})", naming::value(model, outer, place))
        }
        _ => word,
    }
}
