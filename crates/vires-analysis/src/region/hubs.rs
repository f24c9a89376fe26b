//! How pairs of rules that meet are grouped.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// How many pairs are looked at to find those that lie wholly where another
/// rule meets both; beyond, every pair stands with one of its own two.
const MOST_LOOKS: u64 = 100_000_000;

/// One rule and the rules that meet it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hub {
    /// The rule that was in most pairs.
    pub centre: u32,
    /// Its partners, ascending.
    pub partners: Vec<u32>,
    /// Pairs of these partners that meet nowhere but where the centre meets
    /// its partners, ascending.
    pub among: Vec<(u32, u32)>,
}

/// What tells whether a pair lies wholly where a rule meets others.
pub trait Meetings {
    /// From now on it is this rule, which meets these.
    fn stand_at(&mut self, centre: u32, partners: &[u32]);
    /// Whether two of these partners meet only where the rule meets some of
    /// them. No is always safe: the pair then stands elsewhere.
    fn take_in(&mut self, one: u32, other: u32) -> bool;
}

/// Groups pairs so that one rule which meets many makes one finding: while
/// pairs are left, the owner in most of them (the lowest, if several) is taken
/// with all its partners, and with the pairs of these that add no point to
/// where it meets them.
pub fn hubs(pairs: &[(u32, u32)], meetings: &mut impl Meetings) -> Vec<Hub> {
    let mut owners: Vec<u32> = pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
    owners.sort_unstable();
    owners.dedup();
    let mut left = Left::new(&owners, pairs);
    // Counts only go down, so the top of the heap is the busiest owner once its
    // count there is still true; if not, it goes back with the true one.
    let mut queue: BinaryHeap<(usize, Reverse<usize>)> =
        left.counts.iter().enumerate().map(|(owner, &count)| (count, Reverse(owner))).collect();
    let mut hubs = Vec::new();
    let mut marked = vec![false; owners.len()];
    let mut looks = MOST_LOOKS;
    while let Some((count, Reverse(centre))) = queue.pop() {
        if left.counts[centre] == 0 {
            continue;
        }
        if left.counts[centre] != count {
            queue.push((left.counts[centre], Reverse(centre)));
            continue;
        }
        let mine = left.take(centre);
        let mut hub = Hub {
            centre: owners[centre],
            partners: mine.iter().map(|&partner| owners[partner as usize]).collect(),
            among: Vec::new(),
        };
        let inner: u64 = mine.iter().map(|&partner| left.higher[partner as usize].len() as u64).sum();
        if inner > 0 && inner <= looks {
            looks -= inner;
            meetings.stand_at(hub.centre, &hub.partners);
            mine.iter().for_each(|&partner| marked[partner as usize] = true);
            for &partner in &mine {
                left.take_where(partner as usize, |other| {
                    let names = (owners[partner as usize], owners[other]);
                    let taken = marked[other] && meetings.take_in(names.0, names.1);
                    if taken {
                        hub.among.push(names);
                    }
                    taken
                });
            }
            mine.iter().for_each(|&partner| marked[partner as usize] = false);
        }
        hubs.push(hub);
    }
    hubs
}

/// The pairs that no group has yet.
struct Left {
    /// Of each owner the partners above it that are left, ascending.
    higher: Vec<Vec<u32>>,
    /// Of each owner the partners below it, ascending, gone ones too.
    lower: Vec<Vec<u32>>,
    /// How many partners of each are left.
    counts: Vec<usize>,
}

impl Left {
    fn new(owners: &[u32], pairs: &[(u32, u32)]) -> Left {
        let place = |owner: u32| owners.partition_point(|&other| other < owner) as u32;
        let mut placed: Vec<(u32, u32)> =
            pairs.iter().filter(|(a, b)| a != b).map(|&(a, b)| (place(a.min(b)), place(a.max(b)))).collect();
        placed.sort_unstable();
        placed.dedup();
        let mut left = Left {
            higher: vec![Vec::new(); owners.len()],
            lower: vec![Vec::new(); owners.len()],
            counts: vec![0; owners.len()],
        };
        for (a, b) in placed {
            left.higher[a as usize].push(b);
            left.lower[b as usize].push(a);
            left.counts[a as usize] += 1;
            left.counts[b as usize] += 1;
        }
        left
    }

    /// Takes all pairs of an owner; gives back its partners, ascending.
    fn take(&mut self, centre: usize) -> Vec<u32> {
        let mut mine = Vec::with_capacity(self.counts[centre]);
        for &partner in &self.lower[centre] {
            let above = &mut self.higher[partner as usize];
            if let Ok(at) = above.binary_search(&(centre as u32)) {
                above.remove(at);
                mine.push(partner);
            }
        }
        mine.append(&mut self.higher[centre]);
        mine.iter().for_each(|&partner| self.counts[partner as usize] -= 1);
        self.counts[centre] = 0;
        mine
    }

    /// Takes the pairs of an owner with those above it for which `taken` holds.
    fn take_where(&mut self, owner: usize, mut taken: impl FnMut(usize) -> bool) {
        let Left { higher, counts, .. } = self;
        let mut gone = 0;
        higher[owner].retain(|&other| {
            let taken = taken(other as usize);
            if taken {
                counts[other as usize] -= 1;
                gone += 1;
            }
            !taken
        });
        counts[owner] -= gone;
    }
}
