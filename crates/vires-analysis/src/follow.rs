//! `whoever holds P holds Q` (semantics 3.9): all that a power comes to, as whole holdings, for the powers that follow it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use vires_model::{Mode, RuleId};

use crate::axes::ValueBox;
use crate::case_space::Question;
use crate::chains::{Chain, End};
use crate::claims::{Claim, Parts, grouped};
use crate::holders::{Named, One, Tree, same};
use crate::region::{Region, Space};
use crate::setting::Setting;
use crate::solved::Solved;

/// What a power comes to, as regions or as boxes in values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ComesTo<R> {
    /// Holdings that are the whole answer, and where; what contends with others is not among them.
    pub(crate) whole: Vec<(Tree, R)>,
    /// Where nobody has it although somebody should.
    pub(crate) nobody: R,
}

impl ComesTo<Region> {
    /// The same in values.
    pub(crate) fn map(self, values: impl Fn(&Region) -> Vec<ValueBox>) -> ComesTo<Vec<ValueBox>> {
        let rows = |rows: Vec<(Tree, Region)>| rows.into_iter().map(|(tree, region)| (tree, values(&region))).collect();
        ComesTo { whole: rows(self.whole), nobody: values(&self.nobody) }
    }
}

/// What another power comes to, in the asking power's facts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Following {
    /// Each holding once, and where the power comes to it.
    pub(crate) ways: Vec<(Tree, Arc<Question>)>,
    /// Where it comes to none, or may: what follows from that is not reported again.
    pub(crate) nobody: Vec<ValueBox>,
}

impl Following {
    /// What cannot be told: it is reported of the other power, like what nobody has.
    pub(crate) fn unknown() -> Self {
        Self { nobody: vec![ValueBox::default()], ways: Vec::new() }
    }
}

/// All that a power comes to.
pub(crate) fn comes_to(solved: &Solved<'_>) -> ComesTo<Region> {
    let space = &solved.setting.space.space;
    let conflicts = solved.conflicts();
    let mut comes_to = ComesTo { whole: Vec::new(), nobody: Region::empty() };
    for (set, region) in pieces(solved, &conflicts) {
        for (tree, needed) in together(solved, &set) {
            put(space, &mut comes_to.whole, tree, region.intersect(space, &needed));
        }
    }
    if let Some(covered) = solved.covered {
        let mut nobody = solved.setting.space.life(covered).subtract(space, &conflicts);
        for (claim, stands) in solved.claims.iter().zip(&solved.standing.stands) {
            if claim.end != End::Vacant {
                nobody = nobody.subtract(space, stands);
            }
        }
        comes_to.nobody = nobody;
    }
    comes_to
}

fn put(space: &Space, rows: &mut Vec<(Tree, Region)>, tree: Tree, region: Region) {
    match rows.iter_mut().find(|(own, _)| *own == tree) {
        Some((_, so_far)) => *so_far = std::mem::take(so_far).union(space, region),
        None if region.is_empty() => {}
        None => rows.push((tree, region)),
    }
}

/// Where the same claims stand and nothing conflicts, with these claims.
pub(crate) fn pieces(solved: &Solved<'_>, conflicts: &Region) -> Vec<(Vec<usize>, Region)> {
    let space = &solved.setting.space.space;
    let mut pieces: Vec<(Vec<usize>, Region)> = Vec::new();
    for (n, (claim, stands)) in solved.claims.iter().zip(&solved.standing.stands).enumerate() {
        if !matches!(claim.end, End::Held(_)) {
            continue;
        }
        let mut fresh = stands.subtract(space, conflicts);
        let mut next = Vec::new();
        for (set, region) in pieces {
            let both = region.intersect(space, &fresh);
            if both.is_empty() {
                next.push((set, region));
                continue;
            }
            let rest = region.subtract(space, &both);
            fresh = fresh.subtract(space, &both);
            next.push(([&set[..], &[n]].concat(), both));
            if !rest.is_empty() {
                next.push((set, rest));
            }
        }
        if !fresh.is_empty() {
            next.push((vec![n], fresh));
        }
        pieces = next;
    }
    pieces
}

/// The holdings that claims which stand together and agree come to, each with where (semantics 5.7): a giver who may still act and
/// its receiver are both holders, `any`.
pub(crate) fn together(solved: &Solved<'_>, set: &[usize]) -> Vec<(Tree, Region)> {
    let setting = &solved.setting;
    let space = &setting.space.space;
    let mut by_root: BTreeMap<(RuleId, &Option<Tree>), Vec<Part<'_>>> = BTreeMap::new();
    for claim in set.iter().filter_map(|claim| solved.claims.get(*claim)) {
        let Some(chain) = solved.chains.get(claim.chain) else { continue };
        by_root.entry((chain.root, &chain.start)).or_default().push(Part { chain, claim });
    }
    let mut rows: Vec<(Vec<Tree>, Region)> = vec![(Vec::new(), Region::full(space))];
    for ((_, start), parts) in by_root {
        let Some(start) = start else { continue };
        let joined = join(setting, &parts, start, &[], 0);
        let longer = rows.iter().flat_map(|(row, region)| {
            joined.iter().map(move |(tree, here)| {
                let fresh = tree.iter().map(Tree::told).filter(|tree| !row.contains(tree));
                (row.iter().cloned().chain(fresh).collect(), region.intersect(space, here))
            })
        });
        rows = longer.filter(|(_, region)| !region.is_empty()).collect();
    }
    let whole = |(holdings, region): (Vec<Tree>, Region)| {
        // Semantics 3.2: one of a kind, not said which, beside the one of a place: that one.
        let vague = |tree: &Tree| holdings.iter().any(|other| other != tree && says_which(setting, other, tree));
        let mut said: Vec<Tree> = holdings.iter().filter(|tree| !vague(tree)).cloned().collect();
        match said.len() {
            0 => None,
            1 => Some((said.remove(0), region)),
            _ => Some((Tree::Several(Mode::Any, said).told(), region)),
        }
    };
    rows.into_iter().filter_map(whole).collect()
}

/// Whether the first holding is the second, with bodies that the second leaves unsaid.
fn says_which(setting: &Setting<'_>, clear: &Tree, vague: &Tree) -> bool {
    match (clear, vague) {
        (Tree::Leaf(clear), Tree::Leaf(vague)) => {
            let unsaid = vague.which == One::Unsaid;
            clear.body == vague.body
                && (unsaid || clear.which == vague.which && !same(setting.model, *clear, *vague).is_empty())
        }
        (Tree::Several(mode, these), Tree::Several(other, those)) => {
            mode == other
                && these.len() == those.len()
                && these.iter().zip(those).all(|(clear, vague)| says_which(setting, clear, vague))
        }
        _ => false,
    }
}

/// A claim of one root.
struct Part<'s> {
    chain: &'s Chain,
    claim: &'s Claim,
}

/// Claims on one root: seat by seat, the alternatives joined by `or`.
fn join(setting: &Setting<'_>, parts: &[Part<'_>], tree: &Tree, path: &[u16], depth: u16) -> Parts {
    match tree {
        Tree::Leaf(holder) => seat(setting, parts, *holder, path, depth),
        Tree::Several(mode, branches) => {
            let branch = |(n, branch): (u16, &Tree)| join(setting, parts, branch, &[path, &[n]].concat(), 0);
            grouped(setting, *mode, &(0..).zip(branches).map(branch).collect::<Vec<_>>())
        }
    }
}

fn seat(setting: &Setting<'_>, parts: &[Part<'_>], holder: Named, path: &[u16], depth: u16) -> Parts {
    let space = &setting.space.space;
    let stays = |part: &Part<'_>| {
        let seat = part.chain.seat_at(path, depth);
        seat.is_some_and(|seat| !part.claim.empty.contains(&seat))
    };
    let stays = parts.iter().any(stays).then(|| vec![(Some(Tree::Leaf(holder)), Region::full(space))]);
    let mut alternatives: Vec<Parts> = stays.into_iter().collect();
    let link = |part: &Part<'_>| part.chain.link_at(path, depth).cloned();
    let links: BTreeSet<_> = parts.iter().filter_map(link).map(|link| (link.rule, link.to)).collect();
    for (rule, to) in links {
        let onward = parts.iter().filter(|part| link(part).is_some_and(|link| link.rule == rule && link.to == to));
        let onward: Vec<Part<'_>> = onward.map(|part| Part { chain: part.chain, claim: part.claim }).collect();
        alternatives.push(join(setting, &onward, &to, path, depth.saturating_add(1)));
    }
    let once = |tree: Tree| match tree {
        Tree::Several(Mode::Any, parts) => {
            let mut once: Vec<Tree> = Vec::new();
            for part in parts {
                if !once.contains(&part) {
                    once.push(part);
                }
            }
            if once.len() == 1 { once.remove(0) } else { Tree::Several(Mode::Any, once) }
        }
        tree => tree,
    };
    let joined = grouped(setting, Mode::Any, &alternatives);
    joined.into_iter().map(|(tree, region)| (tree.map(once), region)).collect()
}
