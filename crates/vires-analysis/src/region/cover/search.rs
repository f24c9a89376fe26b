//! The stack of boxes and the five steps done to each.

use super::mask::Mask;
use super::problem::{Live, Problem};
use super::product::Product;
use super::{BoundReached, StepBudget};
use crate::region::side::{Relation, Slot, pack, relate_ranges, relate_sets};

/// A search under way: boxes still to be looked at, the last one first.
///
/// Box `i` of the stack has its row in `rows` and its live rules in `live`
/// from `starts[i]` up to where the next box's begin.
pub(super) struct Search<M> {
    starts: Vec<usize>,
    live: Vec<Live<M>>,
    rows: Vec<u64>,
    found: Vec<u64>,
    /// The box last taken up, while its groups are multiplied.
    product: Option<Box<Product<M>>>,
    /// Scratch: open dimensions of the groups of one box.
    groups: Vec<M>,
    /// Scratch: the two halves of one side.
    halves: [Vec<u64>; 2],
}

/// Where to cut a box.
#[derive(Clone, Copy)]
enum Face {
    /// Below this cell and from it on.
    At(usize, u32),
    /// The members of this rule and the others.
    Around(usize, u32),
}

impl Face {
    fn dim(self) -> usize {
        match self {
            Face::At(dim, _) | Face::Around(dim, _) => dim,
        }
    }
}

/// What became of a box.
enum Outcome {
    Covered,
    Uncovered,
    Undecided,
}

impl<M: Mask> Search<M> {
    /// A search with nothing to do.
    pub(super) fn new() -> Self {
        Search {
            starts: Vec::new(),
            live: Vec::new(),
            rows: Vec::new(),
            found: Vec::new(),
            product: None,
            groups: Vec::new(),
            halves: [Vec::new(), Vec::new()],
        }
    }

    /// Puts a box and its live rules on the stack.
    pub(super) fn push(&mut self, row: &[u64], live: impl Iterator<Item = Live<M>>) {
        self.starts.push(self.live.len());
        self.rows.extend_from_slice(row);
        self.live.extend(live);
    }

    /// The row of the box found last.
    pub(super) fn found(&self) -> &[u64] {
        &self.found
    }

    /// Goes on to the next uncovered box; says whether there was one.
    pub(super) fn advance(&mut self, problem: &Problem, steps: &mut StepBudget) -> Result<bool, BoundReached> {
        loop {
            if let Some(product) = &mut self.product {
                if product.advance(problem, steps, &mut self.found)? {
                    return Ok(true);
                }
                self.product = None;
            }
            let Some(start) = self.starts.pop() else {
                return Ok(false);
            };
            let base = self.rows.len() - problem.width;
            let live = self.live.len() - start;
            steps.spend(1 + live as u64 / 64)?;
            match self.cut_slabs(problem, start, base) {
                Outcome::Covered => {
                    self.live.truncate(start);
                    self.rows.truncate(base);
                }
                Outcome::Uncovered => {
                    self.take_row(base);
                    return Ok(true);
                }
                Outcome::Undecided => {
                    find_groups(&self.live[start..], &mut self.groups);
                    if self.groups.len() > 1 {
                        self.open_product(start, base);
                    } else {
                        self.cut(problem, start, base);
                    }
                }
            }
        }
    }

    /// Moves the top row to `found`.
    fn take_row(&mut self, base: usize) {
        self.found.clear();
        self.found.extend_from_slice(&self.rows[base..]);
        self.rows.truncate(base);
    }

    /// Takes off the box what rules open in a single dimension cover, until
    /// there is nothing more to take off.
    fn cut_slabs(&mut self, problem: &Problem, start: usize, base: usize) -> Outcome {
        loop {
            let row = &mut self.rows[base..];
            let mut changed = M::NONE;
            for live in &self.live[start..] {
                if live.count != 1 {
                    continue;
                }
                let Some(slot) = live.open.first().map(|dim| problem.slots[dim]) else { continue };
                if cut_slab(slot, row, problem.row(live.rule)) {
                    changed = changed.union(live.open);
                    if slot.is_empty(row) {
                        return Outcome::Covered;
                    }
                }
            }
            if changed.is_empty() {
                break;
            }
            // Only the changed dimensions can open, close or lose a rule.
            let mut kept = start;
            'rules: for i in start..self.live.len() {
                let mut live = self.live[i];
                for dim in live.open.shared(changed).numbers() {
                    match problem.slots[dim].relate(problem.row(live.rule), row) {
                        Relation::Apart => continue 'rules,
                        Relation::Open => {}
                        Relation::Spans if live.count == 1 => return Outcome::Covered,
                        Relation::Spans => live = live.without(dim),
                    }
                }
                self.live[kept] = live;
                kept += 1;
            }
            self.live.truncate(kept);
        }
        if self.live.len() == start { Outcome::Uncovered } else { Outcome::Undecided }
    }

    /// Hands the top box to its groups, those with the fewest rules first.
    fn open_product(&mut self, start: usize, base: usize) {
        let mut sized: Vec<(usize, M)> = self
            .groups
            .iter()
            .map(|&dims| {
                let live = self.live[start..].iter();
                (live.filter(|live| live.open.meets(dims)).count(), dims)
            })
            .collect();
        sized.sort_unstable();
        let row = &self.rows[base..];
        let product = Product::new(sized.into_iter().map(|(_, dims)| {
            let mut search = Search::new();
            let live = self.live[start..].iter().copied();
            search.push(row, live.filter(|live| live.open.meets(dims)));
            (dims, search)
        }));
        self.product = Some(Box::new(product));
        self.live.truncate(start);
        self.take_row(base);
    }

    /// Cuts the top box in two and leaves the halves on the stack, on top the
    /// one with fewer live rules.
    fn cut(&mut self, problem: &Problem, start: usize, base: usize) {
        let row = &self.rows[base..];
        let Some(leader) = leader(problem, &self.live[start..], row) else {
            return;
        };
        let mut best: Option<(Face, Tally)> = None;
        for dim in leader.open.numbers() {
            let slot = problem.slots[dim];
            let rule = problem.row(leader.rule);
            let mut try_face = |face: Face| {
                let limit = best.map_or(usize::MAX, |(_, tally)| tally.both);
                halve(problem, slot, row, face, &mut self.halves);
                let halves = [&self.halves[0][..], &self.halves[1][..]];
                let tally = tally(problem, &self.live[start..], dim, halves, limit);
                if tally.both < limit {
                    best = Some((face, tally));
                }
            };
            if slot.is_ordered() {
                let (lo, hi) = slot.range(rule);
                let (from, to) = slot.range(row);
                if lo > from {
                    try_face(Face::At(dim, lo));
                }
                if hi < to {
                    try_face(Face::At(dim, hi));
                }
            } else {
                try_face(Face::Around(dim, leader.rule));
            }
        }
        // A rule open in a dimension has a face there, so there is one.
        if let Some((face, tally)) = best {
            self.split(problem, start, base, face, tally.first_only <= tally.second_only);
        }
    }

    /// Replaces the top box by its halves at `face`; `first_on_top` says which
    /// half is looked at next. A half that a rule spans is left out.
    fn split(&mut self, problem: &Problem, start: usize, base: usize, face: Face, first_on_top: bool) {
        let dim = face.dim();
        let slot = problem.slots[dim];
        halve(problem, slot, &self.rows[base..], face, &mut self.halves);
        if first_on_top {
            self.halves.swap(0, 1);
        }
        // Half 0 stays below, in place; half 1 is gathered behind and moved up.
        let end = self.live.len();
        let mut kept = start;
        let mut covered = [false; 2];
        for i in start..end {
            let live = self.live[i];
            if !live.open.holds(dim) {
                self.live[kept] = live;
                kept += 1;
                self.live.push(live);
                continue;
            }
            let side = slot.of(problem.row(live.rule));
            for (half, covered) in covered.iter_mut().enumerate() {
                let live = match relate(slot, side, &self.halves[half]) {
                    Relation::Apart => continue,
                    Relation::Open => live,
                    Relation::Spans if live.count == 1 => {
                        *covered = true;
                        continue;
                    }
                    Relation::Spans => live.without(dim),
                };
                if half == 0 {
                    self.live[kept] = live;
                    kept += 1;
                } else {
                    self.live.push(live);
                }
            }
        }
        let below = if covered[0] { start } else { kept };
        let above = if covered[1] { 0 } else { self.live.len() - end };
        self.live.copy_within(end..end + above, below);
        self.live.truncate(below + above);
        if !covered[0] {
            self.starts.push(start);
            if !covered[1] {
                self.rows.extend_from_within(base..);
            }
            slot.of_mut(&mut self.rows[base..]).copy_from_slice(&self.halves[0]);
        }
        if !covered[1] {
            self.starts.push(below);
            let top = self.rows.len() - problem.width;
            slot.of_mut(&mut self.rows[top..]).copy_from_slice(&self.halves[1]);
        }
        if covered[0] && covered[1] {
            self.rows.truncate(base);
        }
    }
}

/// Cuts a rule's slab off the box; says whether it could. A slab in the middle
/// of a range must wait for a cut.
fn cut_slab(slot: Slot, row: &mut [u64], rule: &[u64]) -> bool {
    if slot.is_ordered() {
        let (lo, hi) = slot.range(rule);
        let (from, to) = slot.range(row);
        if lo >= to || hi <= from {
            return false;
        }
        let rest = if lo <= from {
            pack(hi.min(to), to)
        } else if hi >= to {
            pack(from, lo)
        } else {
            return false;
        };
        row[slot.at()] = rest;
        true
    } else {
        let mut changed = 0;
        for (left, taken) in slot.of_mut(row).iter_mut().zip(slot.of(rule)) {
            changed |= *left & taken;
            *left &= !taken;
        }
        changed != 0
    }
}

/// The open dimensions of rules that hang together, joined where they share
/// one.
fn find_groups<M: Mask>(live: &[Live<M>], groups: &mut Vec<M>) {
    groups.clear();
    let all = live.iter().fold(M::NONE, |all, live| all.union(live.open));
    for live in live {
        let mut joined = live.open;
        let mut i = 0;
        while i < groups.len() {
            if groups[i].meets(joined) {
                joined = joined.union(groups.swap_remove(i));
            } else {
                i += 1;
            }
        }
        groups.push(joined);
        if joined == all {
            return;
        }
    }
}

/// The rule whose face to cut at: fewest open dimensions, then the largest
/// share of the box, then the lowest number.
fn leader<M: Mask>(problem: &Problem, live: &[Live<M>], row: &[u64]) -> Option<Live<M>> {
    let fewest = live.iter().map(|live| live.count).min()?;
    let mut best: Option<(Live<M>, i64)> = None;
    for &live in live.iter().filter(|live| live.count == fewest) {
        let share = share(problem, live, row);
        if best.is_none_or(|(_, most)| share > most) {
            best = Some((live, share));
        }
    }
    best.map(|(live, _)| live)
}

/// The rule's share of the box, as a fixed-point logarithm: a product of
/// fractions of cells would soon be too small or too large for any integer.
fn share<M: Mask>(problem: &Problem, live: Live<M>, row: &[u64]) -> i64 {
    let rule = problem.row(live.rule);
    let mut share = 0;
    for dim in live.open.numbers() {
        let slot = problem.slots[dim];
        share += i64::from(log2(slot.count_shared(rule, row)));
        share -= i64::from(log2(slot.count(row)));
    }
    share
}

/// Numbers of up to this many bits and one more have their own logarithm.
const MANTISSA_BITS: u32 = 10;

/// `log2(i) * 2^16`, rounded down, for `i` in `1..2^(MANTISSA_BITS + 1)`.
static LOG2: [u32; 1 << (MANTISSA_BITS + 1)] = {
    let mut table = [0; 1 << (MANTISSA_BITS + 1)];
    let mut i = 1;
    while i < table.len() {
        // The integer part, then one bit of the fraction for every squaring.
        let whole = (i as u64).ilog2();
        let mut mantissa = (i as u64) << (31 - whole);
        let mut log = whole;
        let mut bit = 0;
        while bit < 16 {
            mantissa = (mantissa * mantissa) >> 31;
            log <<= 1;
            if mantissa >> 32 != 0 {
                log |= 1;
                mantissa >>= 1;
            }
            bit += 1;
        }
        table[i] = log;
        i += 1;
    }
    table
};

/// `log2(cells) * 2^16`, from the leading bits; 0 for no cells.
fn log2(cells: u32) -> u32 {
    let excess = (32 - cells.leading_zeros()).saturating_sub(MANTISSA_BITS + 1);
    LOG2[(cells >> excess) as usize] + (excess << 16)
}

/// The two halves of the box's side at a face. Neither is empty: a face lies
/// inside the box.
fn halve(problem: &Problem, slot: Slot, row: &[u64], face: Face, halves: &mut [Vec<u64>; 2]) {
    let [first, second] = halves;
    first.clear();
    second.clear();
    match face {
        Face::At(_, cell) => {
            let (from, to) = slot.range(row);
            first.push(pack(from, cell));
            second.push(pack(cell, to));
        }
        Face::Around(_, rule) => {
            for (ours, rule) in slot.of(row).iter().zip(slot.of(problem.row(rule))) {
                first.push(ours & rule);
                second.push(ours & !rule);
            }
        }
    }
}

/// How a rule's side lies to a half.
#[inline(always)]
fn relate(slot: Slot, rule: &[u64], half: &[u64]) -> Relation {
    if slot.is_ordered() { relate_ranges(rule[0], half[0]) } else { relate_sets(rule, half) }
}

/// How many live rules a cut would leave on which side.
#[derive(Clone, Copy, Default)]
struct Tally {
    both: usize,
    first_only: usize,
    second_only: usize,
}

/// Counts the live rules on the sides of a cut; breaks off, with `both` at
/// `limit`, when the cut is no better than one already known.
fn tally<M: Mask>(problem: &Problem, live: &[Live<M>], dim: usize, halves: [&[u64]; 2], limit: usize) -> Tally {
    let slot = problem.slots[dim];
    let mut tally = Tally::default();
    for live in live {
        let (first, second) = if !live.open.holds(dim) {
            (true, true)
        } else {
            let side = slot.of(problem.row(live.rule));
            (relate(slot, side, halves[0]) != Relation::Apart, relate(slot, side, halves[1]) != Relation::Apart)
        };
        tally.both += usize::from(first & second);
        tally.first_only += usize::from(first & !second);
        tally.second_only += usize::from(second & !first);
        if tally.both >= limit {
            break;
        }
    }
    tally
}
