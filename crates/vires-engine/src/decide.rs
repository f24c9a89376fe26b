//! One decision: bits of boxes, then which claims stand, then the answer. Nothing is allocated once the scratch is warm.

use crate::bundle::{PowerHandle, RuleNumber};
use crate::case::Case;
use crate::compose;
use crate::instance::{Holding, Instance, Of};
use crate::open;
use crate::reading::{Reading, hits, ones};
use crate::tables::{Act, Ask, Claim, NONE, Says};

/// The answer in short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// The answer.
    pub outcome: Outcome,
    /// The last rule of the chain that is shown, where somebody holds or nobody does by design.
    pub rule: Option<RuleNumber>,
}

/// The answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Somebody holds; so many of them must act.
    Competent(Act),
    /// Nobody, by design.
    Nobody(Why),
    /// Nobody, and the text does not say so.
    Gap,
    /// Several claims and nothing to choose between them.
    Conflict,
    /// It depends on what is not known.
    Undetermined,
    /// Before the first day any rule grants, bars or lifts it.
    NotInForce,
}

/// Nobody, why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// `nobody holds`
    Barred,
    /// `is not required`
    NotRequired,
}

/// Room to decide in. Make one a thread and use it again; after a decision it also knows the holders.
#[derive(Debug, Clone, Default)]
pub struct Scratch {
    pub(crate) mask: Vec<u64>,
    pub(crate) standing: Vec<u64>,
    pub(crate) ring: Vec<u64>,
    work: Work,
    /// What the completions of a case with unknown facts agree on.
    pub(crate) agreed: Option<Holding>,
}

/// What is needed while claims are settled.
#[derive(Debug, Clone, Default)]
struct Work {
    open: Vec<u64>,
    free: Vec<u64>,
    /// One row a claim that is there: who makes it fall.
    felled_by: Vec<u64>,
    there: Vec<u32>,
}

/// Up to so many holders are gathered without allocating.
const FEW: usize = 8;

/// Who may act, one after another, each once.
#[derive(Debug, Clone)]
pub struct Holders {
    few: [Instance; FEW],
    many: Vec<Instance>,
    at: usize,
    len: usize,
}

impl Iterator for Holders {
    type Item = Instance;
    fn next(&mut self) -> Option<Instance> {
        let at = self.at;
        self.at = at.checked_add(1)?;
        if at >= self.len {
            return None;
        }
        let from_many = self.many.get(at);
        from_many.or_else(|| self.few.get(at)).copied()
    }
}

impl Holders {
    const fn none() -> Self {
        const NOBODY: Instance = Instance { body: NONE, of: Of::Sole };
        Self { few: [NOBODY; FEW], many: Vec::new(), at: 0, len: 0 }
    }
    fn of(many: Vec<Instance>) -> Self {
        Self { len: many.len(), many, ..Self::none() }
    }
    /// Puts one in; false where there is no more room.
    fn push(&mut self, who: Instance) -> bool {
        match self.few.get_mut(self.len) {
            Some(place) => {
                *place = who;
                self.len += 1;
                true
            }
            None => false,
        }
    }
    fn so_far(&self) -> &[Instance] {
        self.few.get(..self.len).unwrap_or_default()
    }
}

impl Case<'_> {
    /// Who holds the power in this case on this day (days since 1970-01-01)? A day that is not given is one more unknown.
    ///
    /// With every deciding fact and the day given this allocates nothing, except where several chains with several seats
    /// stand side by side. Unknown facts cost as much as there are answers to be told apart.
    #[must_use]
    pub fn decide(&self, day: Option<i32>, scratch: &mut Scratch) -> Verdict {
        scratch.agreed = None;
        let Some(day) = day else {
            return open::verdict(self, None, scratch);
        };
        let power = self.power;
        if day < power.power.from {
            scratch.standing.clear();
            return Verdict { outcome: Outcome::NotInForce, rule: None };
        }
        let reading = Reading { power, values: &self.values, sets: &self.sets, exact: &self.exact, day };
        if self.missing != 0 || power.power.lives && !all_exist(&reading) {
            return open::verdict(self, Some(day), scratch);
        }
        match settled(&reading, scratch) {
            Some(verdict) => verdict,
            None => open::verdict(self, Some(day), scratch),
        }
    }

    /// Who may act, by the last decision on this case and day with this scratch; nobody where it was not `competent`.
    #[must_use]
    pub fn holders(&self, day: Option<i32>, scratch: &Scratch) -> Holders {
        if let Some(agreed) = &scratch.agreed {
            return Holders::of(agreed.instances());
        }
        let Some(day) = day else {
            return Holders::none();
        };
        let reading = Reading { power: self.power, values: &self.values, sets: &self.sets, exact: &self.exact, day };
        match gather(&reading, &scratch.standing) {
            Some(few) => few,
            None => compose::together(&reading, &scratch.standing)
                .map_or_else(Holders::none, |held| Holders::of(held.instances())),
        }
    }
}

/// Whether every place given exists on the day: one that does not counts as not given.
fn all_exist(reading: &Reading<'_>) -> bool {
    let slots = 0..reading.power.power.slots.len();
    slots.into_iter().all(|slot| reading.exists(slot))
}

/// The answer where everything is known; none where it hangs on a power that is itself in conflict.
fn settled(reading: &Reading<'_>, scratch: &mut Scratch) -> Option<Verdict> {
    let power = reading.power.power;
    if power.hot == 1 {
        let mask = one_word(reading)?;
        let there = reading.power.there_in_one(mask);
        let (standing, ring) = if there & there.wrapping_sub(1) == 0 || !reading.power.contested() {
            (there, 0)
        } else {
            reading.power.settle_one(mask, there)
        };
        let live = reading.power.live_in_one();
        let (standing, ring) = (standing & live, ring & live);
        scratch.standing.clear();
        scratch.standing.push(standing);
        return Some(answer(reading, &[mask], &[standing], &[ring]));
    }
    let mut mask = std::mem::take(&mut scratch.mask);
    let known = words(reading, power.hot as usize, &mut mask);
    let verdict = known.then(|| {
        settle(reading.power, &mask, scratch);
        answer(reading, &mask, &scratch.standing, &scratch.ring)
    });
    scratch.mask = mask;
    verdict
}

/// The bits left, for a power of one word; none where another power in conflict may come to several.
#[inline]
fn one_word(reading: &Reading<'_>) -> Option<u64> {
    let power = reading.power.power;
    let tables = reading.tables();
    let mut mask = u64::MAX;
    for axis in power.axes.of(&tables.axes) {
        let cell = match reading.cell(axis.ask) {
            Some(cell) => cell,
            None => cell_by_bits(reading, axis.ask, &[mask])?,
        };
        let row = (axis.rows as usize).wrapping_add((cell as usize).wrapping_mul(power.words as usize));
        mask &= tables.masks.get(row).copied().unwrap_or(0);
    }
    Some(mask)
}

/// The cell of a question that the bits left so far answer; none where nobody can say.
#[cold]
pub(crate) fn cell_by_bits(reading: &Reading<'_>, ask: Ask, mask: &[u64]) -> Option<u32> {
    let choice = match ask {
        Ask::Derived { parts } => return Some(u32::from(reading.holds(parts, mask))),
        Ask::Comes { choice } => reading.tables().choices.get(choice as usize)?,
        _ => return None,
    };
    let mut cells = reading.may_come_to(*choice, mask);
    // Where it is not in conflict, one cell is like another.
    let Some(first) = cells.next() else { return Some(0) };
    cells.all(|cell| cell == first).then_some(first)
}

/// The first `width` words of the bits left; false where another power in conflict may come to several.
pub(crate) fn words(reading: &Reading<'_>, width: usize, mask: &mut Vec<u64>) -> bool {
    let power = reading.power.power;
    mask.clear();
    mask.resize(width, u64::MAX);
    for axis in power.axes.of(&reading.tables().axes) {
        let cell = match reading.cell(axis.ask) {
            Some(cell) => cell,
            None => match cell_by_bits(reading, axis.ask, mask) {
                Some(cell) => cell,
                None => return false,
            },
        };
        reading.power.narrow(mask, axis.rows, cell);
    }
    true
}

/// Settles claims that are all there by the bits of a mask into [`Scratch::standing`] and [`Scratch::ring`].
///
/// Claims that nobody makes fall stand; what they make fall falls, and makes nothing fall any more; repeat. What is left over is a ring.
pub(crate) fn settle(power: PowerHandle<'_>, mask: &[u64], scratch: &mut Scratch) {
    let width = power.width();
    let Scratch { standing, ring, work, .. } = scratch;
    let Work { open, free, felled_by, there } = work;
    open.clear();
    open.resize(width, 0);
    power.there(mask, open);
    standing.clear();
    ring.clear();
    if !power.contested() {
        power.keep_live(open);
        standing.extend_from_slice(open);
        ring.resize(width, 0);
        return;
    }
    standing.resize(width, 0);
    there.clear();
    there.extend(ones(open));
    felled_by.clear();
    for claim in there.iter() {
        match power.row(power.power.felled_by, *claim) {
            Some(row) => felled_by.extend_from_slice(row),
            None => felled_by.resize(felled_by.len() + width, 0),
        }
    }
    for edge in power.power.guarded_edges.of(&power.tables.guarded) {
        if let Ok(n) = there.binary_search(&edge.loser)
            && hits(mask, edge.bits)
            && let Some(word) = felled_by.get_mut(n * width + (edge.winner / 64) as usize)
        {
            *word |= 1 << (edge.winner % 64);
        }
    }
    let meet = |a: &[u64], b: &[u64]| a.iter().zip(b).any(|(a, b)| a & b != 0);
    let has =
        |set: &[u64], claim: u32| set.get((claim / 64) as usize).is_some_and(|word| word >> (claim % 64) & 1 == 1);
    loop {
        free.clear();
        free.resize(width, 0);
        for (claim, felled) in there.iter().zip(felled_by.chunks_exact(width.max(1))) {
            if has(open, *claim)
                && !meet(felled, open)
                && let Some(word) = free.get_mut((*claim / 64) as usize)
            {
                *word |= 1 << (*claim % 64);
            }
        }
        if free.iter().all(|word| *word == 0) {
            break;
        }
        for ((standing, open), free) in standing.iter_mut().zip(open.iter_mut()).zip(free.iter()) {
            *standing |= free;
            *open &= !free;
        }
        for (claim, felled) in there.iter().zip(felled_by.chunks_exact(width.max(1))) {
            if has(open, *claim)
                && meet(felled, free)
                && let Some(word) = open.get_mut((*claim / 64) as usize)
            {
                *word &= !(1 << (*claim % 64));
            }
        }
    }
    ring.extend_from_slice(open);
    power.keep_live(ring);
    power.keep_live(standing);
}

impl<'b> PowerHandle<'b> {
    /// Words in a set of its claims.
    pub(crate) fn width(self) -> usize {
        (self.power.claims.len() as usize).div_ceil(64)
    }

    /// Whether any claim makes another fall.
    #[inline]
    pub(crate) const fn contested(self) -> bool {
        self.power.felled_by != NONE || !self.power.guarded_edges.is_empty()
    }

    /// A row of a claim.
    pub(crate) fn row(self, first: u32, claim: u32) -> Option<&'b [u64]> {
        if first == NONE {
            return None;
        }
        let width = self.width();
        let at = (first as usize).wrapping_add((claim as usize).wrapping_mul(width));
        self.tables.masks.get(at..at.checked_add(width)?)
    }

    pub(crate) fn claim(self, claim: u32) -> Option<&'b Claim> {
        self.power.claims.of(&self.tables.claims).get(claim as usize)
    }

    /// Keeps of a mask what a cell allows.
    pub(crate) fn narrow(self, mask: &mut [u64], rows: u32, cell: u32) {
        let at = (rows as usize).wrapping_add((cell as usize).wrapping_mul(self.power.words as usize));
        let row = self.tables.masks.get(at..).unwrap_or_default();
        for (word, allowed) in mask.iter_mut().zip(row) {
            *word &= allowed;
        }
    }

    /// The claims that say something.
    #[inline]
    const fn live_in_one(self) -> u64 {
        if self.power.live >= 64 { u64::MAX } else { (1u64 << self.power.live).wrapping_sub(1) }
    }

    /// Likewise, of any number of words.
    fn keep_live(self, claims: &mut [u64]) {
        let live = self.power.live;
        for (word, from) in claims.iter_mut().zip((0u32..).step_by(64)) {
            let own = live.saturating_sub(from);
            if own < 64 {
                *word &= (1u64 << own).wrapping_sub(1);
            }
        }
    }

    /// The claims that are there.
    #[inline]
    fn there_in_one(self, mask: u64) -> u64 {
        let boxes = self.power.owners.len();
        let own = if boxes >= 64 { mask } else { mask & (1u64 << boxes).wrapping_sub(1) };
        if boxes == self.power.claims.len() {
            return own;
        }
        let owners = self.power.owners.of(&self.tables.owners);
        ones(&[own]).fold(0, |there, bit| there | 1 << (owners.get(bit as usize).copied().unwrap_or(0) % 64))
    }

    /// Likewise, for any number of words.
    fn there(self, mask: &[u64], out: &mut [u64]) {
        let owners = self.power.owners.of(&self.tables.owners);
        for bit in ones(mask) {
            let Some(owner) = owners.get(bit as usize) else {
                break;
            };
            if let Some(word) = out.get_mut((owner / 64) as usize) {
                *word |= 1 << (owner % 64);
            }
        }
    }

    /// [`settle`] for a power of one word.
    fn settle_one(self, mask: u64, there: u64) -> (u64, u64) {
        let guarded = self.power.guarded_edges.of(&self.tables.guarded);
        let felled_by = |claim: u32| {
            let row = self.row(self.power.felled_by, claim);
            let always = row.and_then(|row| row.first()).copied().unwrap_or(0);
            let edges = guarded
                .iter()
                .filter(|edge| edge.loser == claim && there >> (edge.winner % 64) & 1 == 1 && hits(&[mask], edge.bits));
            edges.fold(always, |all, edge| all | 1 << (edge.winner % 64))
        };
        let (mut standing, mut open) = (0u64, there);
        loop {
            let free =
                ones(&[open]).filter(|claim| felled_by(*claim) & open == 0).fold(0u64, |free, claim| free | 1 << claim);
            if free == 0 {
                return (standing, open);
            }
            standing |= free;
            open &= !free;
            let fallen = ones(&[open])
                .filter(|claim| felled_by(*claim) & free != 0)
                .fold(0u64, |fallen, claim| fallen | 1 << claim);
            open &= !fallen;
            if open == 0 {
                return (standing, 0);
            }
        }
    }

    /// Whether standing claims disagree, claims are left over, or a circle is closed.
    pub(crate) fn conflict(self, mask: &[u64], standing: &[u64], ring: &[u64]) -> bool {
        if ring.iter().any(|word| *word != 0) {
            return true;
        }
        let has = |claim: u32| {
            let word = standing.get((claim / 64) as usize).copied().unwrap_or(0);
            word >> (claim % 64) & 1 == 1
        };
        if self.power.clashes != NONE {
            let clashes = |claim| {
                let row = self.row(self.power.clashes, claim).unwrap_or_default();
                row.iter().zip(standing).any(|(a, b)| a & b != 0)
            };
            if ones(standing).any(clashes) {
                return true;
            }
        }
        let clash = self.power.guarded_clashes.of(&self.tables.guarded);
        if clash.iter().any(|clash| has(clash.loser) && has(clash.winner) && hits(mask, clash.bits)) {
            return true;
        }
        self.rounds(mask, standing, ring).next().is_some()
    }

    /// The circles that standing claims close.
    pub(crate) fn rounds<'m>(
        self,
        mask: &'m [u64],
        standing: &'m [u64],
        ring: &'m [u64],
    ) -> impl Iterator<Item = &'b crate::tables::Round> + 'm
    where
        'b: 'm,
    {
        let has = |set: &[u64], claim: u32| {
            let word = set.get((claim / 64) as usize).copied().unwrap_or(0);
            word >> (claim % 64) & 1 == 1
        };
        let rounds = self.power.rounds.of(&self.tables.rounds).iter();
        rounds.filter(move |round| {
            let closes = round.closes.of(&self.tables.numbers);
            hits(mask, round.bits) && closes.iter().any(|claim| has(standing, *claim) || has(ring, *claim))
        })
    }
}

#[inline]
fn answer(reading: &Reading<'_>, mask: &[u64], standing: &[u64], ring: &[u64]) -> Verdict {
    let power = reading.power;
    let first = ones(standing).next();
    let several = standing.iter().map(|word| word.count_ones()).sum::<u32>() > 1;
    let quiet = !several && power.power.rounds.is_empty() && ring.iter().all(|word| *word == 0);
    if !quiet && power.conflict(mask, standing, ring) {
        return Verdict { outcome: Outcome::Conflict, rule: None };
    }
    let Some(claim) = first.and_then(|first| power.claim(first)) else {
        return Verdict { outcome: Outcome::Gap, rule: None };
    };
    let outcome = match claim.says {
        Says::Barred => Outcome::Nobody(Why::Barred),
        Says::NotRequired => Outcome::Nobody(Why::NotRequired),
        Says::Vacant => Outcome::Gap,
        Says::Held => match claim.act.filter(|_| !several) {
            Some(act) => Outcome::Competent(act),
            None => match act(reading, standing) {
                Some(act) => Outcome::Competent(act),
                None => {
                    return Verdict { outcome: Outcome::Gap, rule: None };
                }
            },
        },
    };
    Verdict { outcome, rule: Some(RuleNumber(claim.last)) }
}

/// How agreeing claims are held together.
fn act(reading: &Reading<'_>, standing: &[u64]) -> Option<Act> {
    match few_ends(reading, standing) {
        Some(few) if few.len == 1 => Some(Act::One),
        Some(_) => Some(Act::Any),
        None => compose::together(reading, standing).map(|held| held.act()),
    }
}

/// The holders of claims, without building the tree, where that is simple.
fn gather(reading: &Reading<'_>, standing: &[u64]) -> Option<Holders> {
    let mut claims = ones(standing).filter_map(|claim| reading.power.claim(claim));
    let Some(first) = claims.next() else {
        return Some(Holders::none());
    };
    if claims.next().is_none() && first.only == NONE {
        first.act?;
        let mut holders = Holders::none();
        for node in first.nodes.of(&reading.tables().nodes) {
            if let crate::tables::Node::End(holder) = node {
                let who = reading.instance(*holder)?;
                if !holders.so_far().contains(&who) && !holders.push(who) {
                    return None;
                }
            }
        }
        return Some(holders);
    }
    few_ends(reading, standing)
}

/// The ends of claims of which each has one: all of one root, or each of its own.
fn few_ends(reading: &Reading<'_>, standing: &[u64]) -> Option<Holders> {
    let mut holders = Holders::none();
    let mut roots = [NONE; FEW];
    let mut count = 0usize;
    for claim in ones(standing) {
        let claim = reading.power.claim(claim)?;
        if claim.only == NONE {
            return None;
        }
        let who = reading.instance(claim.only)?;
        *roots.get_mut(count)? = claim.root;
        count += 1;
        if !holders.so_far().contains(&who) && !holders.push(who) {
            return None;
        }
    }
    let roots = roots.get(..count)?;
    let one_root = roots.windows(2).all(|pair| matches!(pair, [a, b] if a == b));
    let own_roots = (1..roots.len()).all(|n| {
        let (before, after) = roots.split_at(n);
        after.first().is_none_or(|root| !before.contains(root))
    });
    if !one_root {
        if !own_roots {
            return None;
        }
        // One of a kind, not said which, beside the one of a place: that one.
        let all = holders.few;
        let all = all.get(..holders.len)?;
        holders.len = 0;
        for who in all {
            let clearer = |other: &Instance| other.body == who.body && other.of != Of::Unsaid;
            if who.of != Of::Unsaid || !all.iter().any(clearer) {
                holders.push(*who);
            }
        }
    }
    let all = holders.few.get_mut(..holders.len)?;
    all.sort_unstable();
    Some(holders)
}
