//! How two chains of authority relate: one carries the other on, they part, or they move different seats (semantics 5.3, 5.4).

use std::sync::Arc;

use vires_model::RuleId;

use crate::chains::{Chain, ChainLink, Path, begins_with};

type Links = [Arc<ChainLink>];

/// How two chains relate.
pub(super) enum Relation<'c> {
    /// The second carries the first on; these are its first links beyond it.
    CarriedOn(Vec<&'c ChainLink>),
    /// The first carries the second on, by these.
    CarriesOn(Vec<&'c ChainLink>),
    /// They part; here.
    Part(Vec<Parting>),
    /// They move different seats of one holding: both are carried on by a chain that moves both.
    Beside,
}

/// Where two chains part: the seat, the rules, and the links of each from there on.
pub(super) struct Parting {
    pub(super) rules: (RuleId, RuleId),
    pub(super) after: (Vec<RuleId>, Vec<RuleId>),
}

/// How `b` relates to `a`.
pub(super) fn relate<'c>(a: &'c Chain, b: &'c Chain) -> Relation<'c> {
    if a.root != b.root {
        return Relation::Part(vec![Parting { rules: (a.root, b.root), after: (a.rules(), b.rules()) }]);
    }
    // What both begin with, neither parts at.
    let shared = a.links.iter().zip(&b.links).take_while(|(x, y)| is_same(x, y)).count();
    let rest = |chain: &'c Chain| chain.links.get(shared..).unwrap_or_default();
    let (a, b) = (rest(a), rest(b));
    if let Some(links) = beyond(a, b) {
        return Relation::CarriedOn(links);
    }
    if let Some(links) = beyond(b, a) {
        return Relation::CarriesOn(links);
    }
    let partings = partings(a, b);
    if partings.is_empty() { Relation::Beside } else { Relation::Part(partings) }
}

/// Whether two links are one; mostly they are shared, or are of different rules.
pub(crate) fn is_same(one: &Arc<ChainLink>, other: &Arc<ChainLink>) -> bool {
    Arc::ptr_eq(one, other) || one.rule == other.rule && one == other
}

/// The first links of `b` beyond `a`, where it has all those of `a`.
fn beyond<'c>(a: &Links, b: &'c Links) -> Option<Vec<&'c ChainLink>> {
    if a.len() > b.len() {
        return None;
    }
    // Both are in one order: what they share is met side by side.
    let mut own = a.iter().peekable();
    let mut first: Vec<&ChainLink> = Vec::new();
    for link in b {
        if own.peek().is_some_and(|own| *own < link) {
            return None;
        }
        // A first link beyond is one that no other link beyond leads to; whichever does stands right before what it leads to.
        if own.next_if(|own| is_same(own, link)).is_none() && !first.last().is_some_and(|before| before.leads_to(link))
        {
            first.push(link);
        }
    }
    own.next().is_none().then_some(first)
}

/// The seats that two chains pass on by different transfers.
fn partings(a: &Links, b: &Links) -> Vec<Parting> {
    let mut partings: Vec<(&Path, Parting)> = Vec::new();
    for x in a {
        // Later links at a seat where they have parted already belong to that parting, and stand right behind it.
        if partings.last().is_some_and(|(path, _)| begins_with(&x.path, path)) {
            continue;
        }
        let at = b.binary_search_by(|link| (&link.path, link.depth).cmp(&(&x.path, x.depth)));
        let other = at.ok().and_then(|at| b.get(at)).filter(|y| y.rule != x.rule);
        if let Some(y) = other {
            let from = |links: &Links| -> Vec<RuleId> {
                let is_there = |link: &ChainLink| {
                    link.depth == x.depth && link.path.len() == x.path.len() && begins_with(&link.path, &x.path)
                };
                let after = links.iter().filter(|link| is_there(link) || x.leads_to(link));
                after.map(|link| link.rule).collect()
            };
            partings.push((&x.path, Parting { rules: (x.rule, y.rule), after: (from(a), from(b)) }));
        }
    }
    partings.into_iter().map(|(_, parting)| parting).collect()
}
