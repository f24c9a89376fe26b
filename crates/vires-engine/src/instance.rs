//! Bodies as they exist in the world, and who of them may act together.

use std::collections::BTreeSet;

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
    /// Several; sorted, without repetition, `any` never inside `any`, at least two.
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
pub(crate) fn several(act: Act, parts: Vec<Holding>) -> Holding {
    let mut flat = BTreeSet::new();
    for part in parts {
        match part {
            Holding::Several(Act::Any, inner) if act == Act::Any => flat.extend(inner),
            part => {
                flat.insert(part);
            }
        }
    }
    let mut flat: Vec<Holding> = flat.into_iter().collect();
    match (flat.len(), flat.pop()) {
        (1, Some(alone)) => alone,
        (_, last) => {
            flat.extend(last);
            Holding::Several(act, flat)
        }
    }
}

/// What is left of a group whose seats may be empty: jointly, all must be filled; any N, N different ones.
pub(crate) fn combine(act: Act, seats: Vec<Option<Holding>>) -> Option<Holding> {
    let empty = seats.contains(&None);
    let left: BTreeSet<Holding> = seats.into_iter().flatten().collect();
    let enough = match act {
        Act::One | Act::Any => !left.is_empty(),
        Act::Jointly => !left.is_empty() && !empty,
        Act::AnyOf(count) => !left.is_empty() && left.len() >= count as usize,
    };
    enough.then(|| several(act, left.into_iter().collect()))
}
