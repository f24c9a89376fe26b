//! Chains of authority: a root and the transfers that carry it on (semantics 4.1–4.2), each with the region in which it exists.

mod extend;
mod limits;
mod shares;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use vires_model::{BodyId, Effect, RuleId, Why};

use crate::holders::{Named, Tree};
use crate::region::{BoundReached, Region};
use crate::setting::Setting;
use extend::extend;
pub(crate) use limits::{barred, bars, giver_stops, not_stated};

/// The most chains of one power.
const MOST_CHAINS: usize = 4_096;

/// Where in the tree of a claim a seat is: the numbers of the branches from the top.
pub(crate) type Path = Vec<u16>;

/// Whether the seat at a path is in what the other path leads to. Number by number: most paths are empty, and to hand
/// those to the comparison of bytes is slow.
pub(crate) fn begins_with(path: &[u16], beginning: &[u16]) -> bool {
    beginning.len() <= path.len() && beginning.iter().zip(path).all(|(a, b)| a == b)
}

/// One transfer in a chain.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ChainLink {
    /// The seat that it moved, and how many transfers had moved that seat before.
    pub(crate) path: Path,
    pub(crate) depth: u16,
    pub(crate) rule: RuleId,
    pub(crate) from: Named,
    pub(crate) to: Tree,
}

impl ChainLink {
    /// Whether another link moves on what this one has moved.
    pub(crate) fn leads_to(&self, other: &Self) -> bool {
        begins_with(&other.path, &self.path) && (other.path.len() > self.path.len() || self.depth < other.depth)
    }
}

/// A seat at the end of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Seat {
    path: Path,
    depth: u16,
    holder: Named,
    /// The rule by which it has the power.
    by: RuleId,
    /// All that had this seat, this holder included.
    visited: Vec<Named>,
    /// The transfers that led here.
    transfers: Vec<RuleId>,
}

/// What a chain ends in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum End {
    Nobody(Why),
    Held(Tree),
    /// A transfer has taken the power to where too few can hold it: it still displaces its giver.
    Vacant,
}

/// A root and the transfers that carry it on; every prefix is a chain too.
#[derive(Debug, Clone)]
pub(crate) struct Chain {
    pub(crate) root: RuleId,
    /// Who has the power by the root; none: nobody, on purpose. A root that follows another power's holder has a chain for each.
    pub(crate) start: Option<Tree>,
    /// In the order of seats, then of depth. What one chain carries on from another is shared with it: a thousand transfers
    /// one after another are half a million links in their chains.
    pub(crate) links: Vec<Arc<ChainLink>>,
    pub(crate) end: End,
    seats: Vec<Seat>,
    /// Where the root holds and every link links. Whether the ends exist and may hold is not judged here.
    pub(crate) region: Region,
}

/// Why a transfer has no effect somewhere although its giver has the power.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hindrance {
    /// The receiver does not exist on that day.
    ReceiverDoesNotExist,
    /// The receiver may not hold the power; by this rule.
    ReceiverBarred(RuleId),
    /// The power may not be passed on; by this rule.
    Reserved(RuleId),
    /// The modality by which the giver has it does not allow this next step; by this link.
    Onward(RuleId),
    /// The modality does not let this giver give to this receiver.
    Parties,
    /// The modality wants another kind of instrument.
    Form,
    /// The power does not stand in the kind of instrument from which the modality may take it; by this root.
    FoundIn(RuleId),
    /// The issuer stands below the giver.
    IssuerBelow,
    /// What allows this giver to pass it on names other receivers or other cases; by this rule.
    NotEnabled(RuleId),
}

impl Hindrance {
    /// Gives the rule it names another number.
    pub(crate) fn renumber(&mut self, number: &dyn Fn(RuleId) -> RuleId) {
        match self {
            Self::ReceiverBarred(rule)
            | Self::Reserved(rule)
            | Self::Onward(rule)
            | Self::FoundIn(rule)
            | Self::NotEnabled(rule) => {
                *rule = number(*rule);
            }
            Self::ReceiverDoesNotExist | Self::Parties | Self::Form | Self::IssuerBelow => {}
        }
    }
}

/// What became of one transfer of the power.
#[derive(Debug, Clone)]
pub(crate) struct TransferFate {
    pub(crate) rule: RuleId,
    /// Where some chain reaches its giver.
    pub(crate) reached: Region,
    /// Where it links, or a keep cuts it.
    pub(crate) effective: Region,
    /// Where it does not although it is reached, and why.
    pub(crate) hindered: Vec<(Hindrance, Region)>,
}

/// A transfer that would lead back to a body already in the chain.
#[derive(Debug, Clone)]
pub(crate) struct Loop {
    /// The chain whose end would give back.
    pub(crate) chain: usize,
    /// Which of its seats that end is.
    pub(crate) path: Path,
    pub(crate) depth: u16,
    /// The transfer that would.
    pub(crate) transfer: RuleId,
    /// The rule by which that end has the power.
    pub(crate) arriving: RuleId,
    /// All transfers of the circle, the last one included.
    pub(crate) circle: Vec<RuleId>,
    /// Whether everyone in the circle stops acting.
    pub(crate) all_stop: bool,
    pub(crate) region: Region,
}

/// All chains of a power.
pub(crate) struct Chains {
    pub(crate) chains: Vec<Chain>,
    pub(crate) fates: Vec<TransferFate>,
    pub(crate) loops: Vec<Loop>,
    /// Keeps that cut something, and where.
    pub(crate) keeps_used: BTreeMap<RuleId, Region>,
}

/// Builds every chain of the power.
///
/// # Errors
/// [`BoundReached`] where there are more than 4,096, or the cases of a share fall into too many parts.
pub(crate) fn build(setting: &Setting<'_>) -> Result<Chains, BoundReached> {
    let roots = setting.rules.roots.iter().map(|root| root_chains(setting, *root));
    let mut built = Chains {
        chains: roots.collect::<Result<Vec<_>, _>>()?.concat(),
        fates: (setting.rules.transfers.iter())
            .map(|rule| TransferFate {
                rule: *rule,
                reached: Region::empty(),
                effective: Region::empty(),
                hindered: Vec::new(),
            })
            .collect(),
        loops: Vec::new(),
        keeps_used: BTreeMap::new(),
    };
    let by_giver = by_giver(setting, &built.fates);
    let mut seen: BTreeSet<(RuleId, Option<Tree>, Vec<Arc<ChainLink>>)> = BTreeSet::new();
    let mut next = 0;
    while let Some(chain) = built.chains.get(next).cloned() {
        let given = chain.seats.iter().filter_map(|seat| by_giver.get(&seat.holder.body));
        let fates: BTreeSet<usize> = given.flatten().copied().collect();
        for fate in fates {
            for seat in 0..chain.seats.len() {
                for longer in extend(setting, &mut built, &chain, next, seat, fate) {
                    // The same seats may have been moved in another order.
                    let is_one = chain.seats.len() <= 1;
                    if !is_one && !seen.insert((longer.root, longer.start.clone(), longer.links.clone())) {
                        continue;
                    }
                    if built.chains.len() >= MOST_CHAINS {
                        return Err(BoundReached);
                    }
                    built.chains.push(longer);
                }
            }
        }
        next += 1;
    }
    Ok(built)
}

/// The transfers that each body gives by, by their numbers among the fates.
fn by_giver(setting: &Setting<'_>, fates: &[TransferFate]) -> BTreeMap<BodyId, Vec<usize>> {
    let mut by_giver: BTreeMap<BodyId, Vec<usize>> = BTreeMap::new();
    for (n, fate) in fates.iter().enumerate() {
        if let Effect::Transfer { from, .. } = &setting.rule(fate.rule).effect {
            by_giver.entry(setting.named(*from).body).or_default().push(n);
        }
    }
    by_giver
}

fn root_chains(setting: &Setting<'_>, root: RuleId) -> Result<Vec<Chain>, BoundReached> {
    let region = || setting.region(root).clone();
    let starts = match &setting.rule(root).effect {
        Effect::Hold { holding, .. } => match holding.of_unbarred {
            Some(share) => shares::starts(setting, root, holding, share)?,
            None => vec![(End::Held(setting.tree(holding)), region())],
        },
        Effect::Follow { .. } => {
            setting.followed(root).into_iter().map(|(tree, region)| (End::Held(tree), region)).collect()
        }
        Effect::Nobody { .. } => vec![(End::Nobody(Why::Barred), region())],
        Effect::NotRequired { .. } => vec![(End::Nobody(Why::NotRequired), region())],
        _ => Vec::new(),
    };
    let chain = |(end, region): (End, Region)| {
        let start = match &end {
            End::Held(tree) => Some(tree.clone()),
            End::Nobody(_) | End::Vacant => None,
        };
        let seats = start.as_ref().map_or_else(Vec::new, |tree| seats_of(tree, &Vec::new(), 0, root, &[], &[]));
        Chain { root, start, links: Vec::new(), end, seats, region }
    };
    Ok(starts.into_iter().filter(|(_, region)| !region.is_empty()).map(chain).collect())
}

/// The seats of a tree that stands at a path; a tree of one seat stays at the same path, one deeper.
fn seats_of(tree: &Tree, path: &Path, depth: u16, by: RuleId, visited: &[Named], transfers: &[RuleId]) -> Vec<Seat> {
    match tree {
        Tree::Leaf(holder) => vec![Seat {
            path: path.clone(),
            depth,
            holder: *holder,
            by,
            visited: [visited, &[*holder]].concat(),
            transfers: transfers.to_vec(),
        }],
        Tree::Several(_, branches) => (0..)
            .zip(branches)
            .flat_map(|(n, branch)| {
                let path = [&path[..], &[n]].concat();
                seats_of(branch, &path, 0, by, visited, transfers)
            })
            .collect(),
    }
}

impl Chain {
    /// The number of the seat that is at the end of its chain at this place, if it is.
    pub(crate) fn seat_at(&self, path: &[u16], depth: u16) -> Option<usize> {
        self.seats.iter().position(|seat| seat.path == path && seat.depth == depth)
    }
    /// The link that moved a seat, if one did.
    pub(crate) fn link_at(&self, path: &[u16], depth: u16) -> Option<&ChainLink> {
        let at = self.links.binary_search_by(|link| (&link.path[..], link.depth).cmp(&(path, depth)));
        self.links.get(at.ok()?).map(Arc::as_ref)
    }
    /// The seats with the rule by which each has the power.
    pub(crate) fn ends(&self) -> impl Iterator<Item = (Named, RuleId)> + '_ {
        self.seats.iter().map(|seat| (seat.holder, seat.by))
    }
    /// The rules of the chain, root first, then as in [`Chain::links`].
    pub(crate) fn rules(&self) -> Vec<RuleId> {
        std::iter::once(self.root).chain(self.links.iter().map(|link| link.rule)).collect()
    }
}
