//! Bodies as they exist in the world, and who of them may act together.

use std::collections::{BTreeMap, BTreeSet};

use crate::tables::Act;

/// One body as it exists in the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instance {
    /// The body or office: its number in the bundle.
    pub body: u32,
    /// Which one.
    pub of: Of,
}

/// Which one of several like bodies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Of {
    /// There is only one.
    Sole,
    /// One of them; the text does not say which.
    Unsaid,
    /// The one of this place: its number in the bundle.
    Place(u32),
}

/// Who may act, after all transfers: a tree, because a seat may have passed to several.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holding {
    /// One body.
    One(Instance),
    /// Several; sorted, `any` never inside `any`, at least two; without repetition, but for seats of [`Act::AnyOf`] that several
    /// may fill: such a seat stands as often as it counts.
    Several(Act, Vec<Holding>),
}

impl Holding {
    /// How many must act.
    #[must_use]
    pub const fn act(&self) -> Act {
        match self {
            Self::One(_) => Act::One,
            Self::Several(act, _) => *act,
        }
    }
    /// Everybody in it, each once, in the order of the tree.
    #[must_use]
    pub fn instances(&self) -> Vec<Instance> {
        let mut all = Vec::new();
        self.collect(&mut all);
        all
    }
    pub(crate) fn collect(&self, all: &mut Vec<Instance>) {
        match self {
            Self::One(who) if all.contains(who) => {}
            Self::One(who) => all.push(*who),
            Self::Several(_, parts) => parts.iter().for_each(|part| part.collect(all)),
        }
    }
    /// Whether this holding is the other one, with bodies that the other leaves unsaid.
    pub(crate) fn says_which(&self, vague: &Self) -> bool {
        match (self, vague) {
            (Self::One(a), Self::One(b)) => a.body == b.body && (a.of == b.of || b.of == Of::Unsaid),
            (Self::Several(act, these), Self::Several(other_act, those)) => {
                act == other_act && these.len() == those.len() && pair_up(these, those)
            }
            _ => false,
        }
    }
}

/// Whether each of these says which of those for its own.
fn pair_up(these: &[Holding], those: &[Holding]) -> bool {
    let Some((first, rest)) = these.split_first() else {
        return true;
    };
    (0..those.len()).any(|n| {
        let mut left = those.to_vec();
        let taken = left.remove(n);
        first.says_which(&taken) && pair_up(rest, &left)
    })
}

/// A holding in canonical form: sorted, without repetition, `any` inside `any` taken apart, one alone unwrapped.
/// A seat that several may fill counts again beside its like where so many have to act: it stands as often as it counts.
pub(crate) fn several(act: Act, parts: Vec<Holding>) -> Holding {
    let mut counts: BTreeMap<Holding, usize> = BTreeMap::new();
    for part in parts {
        match part {
            Holding::Several(Act::Any, inner) if act == Act::Any => {
                inner.into_iter().for_each(|part| *counts.entry(part).or_default() += 1);
            }
            part => *counts.entry(part).or_default() += 1,
        }
    }
    let mut parts: Vec<Holding> = Vec::new();
    for (part, count) in counts {
        let counted = match act {
            Act::AnyOf(n) => count.min(n as usize).min(ways(&part).len()),
            _ => 1,
        };
        parts.resize(parts.len() + counted.max(1), part);
    }
    match (parts.len(), parts.pop()) {
        (1, Some(alone)) => alone,
        (_, last) => {
            parts.extend(last);
            Holding::Several(act, parts)
        }
    }
}

/// What is left of a group whose seats may be empty: jointly, all must be filled; any N, by N different ones.
pub(crate) fn combine(act: Act, seats: Vec<Option<Holding>>) -> Option<Holding> {
    let empty = seats.contains(&None);
    let left: Vec<Holding> = seats.into_iter().flatten().collect();
    let enough = match act {
        Act::One | Act::Any => true,
        Act::Jointly => !empty,
        Act::AnyOf(count) => different(&left.iter().map(ways).collect::<Vec<_>>()) >= count as usize,
    };
    (enough && !left.is_empty()).then(|| several(act, left))
}

/// Those who act together.
type Way = BTreeSet<Instance>;

/// Every set of bodies that is just enough to act.
fn ways(held: &Holding) -> BTreeSet<Way> {
    let (act, parts) = match held {
        Holding::One(who) => return BTreeSet::from([Way::from([*who])]),
        Holding::Several(act, parts) => (act, parts),
    };
    let needed = match act {
        Act::One | Act::Any => 1,
        Act::Jointly => parts.len(),
        Act::AnyOf(count) => *count as usize,
    };
    let parts: Vec<BTreeSet<Way>> = parts.iter().map(ways).collect();
    // The seats filled so far, each in its way.
    let mut rows: BTreeSet<Vec<&Way>> = BTreeSet::from([Vec::new()]);
    for part in &parts {
        let open = rows.iter().filter(|row| row.len() < needed);
        let longer = open.flat_map(|row| {
            let fresh = part.iter().filter(|way| !matches!(act, Act::AnyOf(_)) || !row.contains(way));
            fresh.map(|way| [&row[..], &[way]].concat())
        });
        let longer: Vec<_> = longer.collect();
        rows.extend(longer);
    }
    let full = rows.into_iter().filter(|row| row.len() == needed);
    full.map(|row| row.into_iter().flatten().copied().collect()).collect()
}

/// How many seats can be filled, each in another of its ways.
fn different(seats: &[BTreeSet<Way>]) -> usize {
    let mut filled_by: BTreeMap<&Way, usize> = BTreeMap::new();
    (0..seats.len()).filter(|seat| fill(*seat, seats, &mut filled_by, &mut BTreeSet::new())).count()
}

/// Fills one more seat, moving others to other ways where that makes room.
fn fill<'w>(
    seat: usize,
    seats: &'w [BTreeSet<Way>],
    filled_by: &mut BTreeMap<&'w Way, usize>,
    tried: &mut BTreeSet<&'w Way>,
) -> bool {
    for way in seats.get(seat).into_iter().flatten() {
        if !tried.insert(way) {
            continue;
        }
        let free = match filled_by.get(way).copied() {
            None => true,
            Some(other) => fill(other, seats, filled_by, tried),
        };
        if free {
            filled_by.insert(way, seat);
            return true;
        }
    }
    false
}
