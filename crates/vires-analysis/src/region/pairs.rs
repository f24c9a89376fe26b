//! Which owners' boxes meet.
//!
//! Boxes are compared in blocks of 64: the blocks keep each dimension's bounds
//! side by side, so one box is held against a whole block a dimension at a
//! time, and a block is left as soon as nothing in it can still meet the box.

use std::cmp::Reverse;
use std::ops::ControlFlow;

use super::cuboid::Cuboid;
use super::space::Space;

/// Boxes to a block.
const BLOCK: usize = 64;

/// Below this many boxes a plain loop is faster.
const FEW: usize = 24;

/// All pairs of different owners, a box of one meeting a box of the other, for
/// which `clash` holds too: each once, the lower owner first, ascending.
///
/// An owner may have several boxes. `clash(lower, higher)` is asked once a
/// pair, and only if boxes meet.
pub fn meeting_pairs(
    space: &Space,
    boxes: &[(u32, Cuboid)],
    mut clash: impl FnMut(u32, u32) -> bool,
) -> Vec<(u32, u32)> {
    let mut pairs = Vec::new();
    each_meeting_pair(
        space,
        boxes,
        |owner| owner,
        |a, b| {
            if clash(a, b) {
                pairs.push((a, b));
            }
            ControlFlow::Continue(())
        },
    );
    pairs
}

/// Calls `found(lower, higher)` for every pair of owners of different kinds
/// whose boxes meet, each once, ascending, until it breaks. For when the pairs
/// may be too many to keep.
///
/// Owners of one kind are not held against one another: where all are of few
/// kinds, most of the table is passed over in blocks.
pub fn each_meeting_pair(
    space: &Space,
    boxes: &[(u32, Cuboid)],
    kind: impl Fn(u32) -> u32,
    mut found: impl FnMut(u32, u32) -> ControlFlow<()>,
) {
    let mut order: Vec<&(u32, Cuboid)> = boxes.iter().filter(|(_, b)| !b.is_empty(space)).collect();
    order.sort_by_key(|(owner, _)| *owner);
    let owners = Owners::new(&order);
    let kinds: Vec<u32> = order.iter().map(|(owner, _)| kind(*owner)).collect();
    if kinds.iter().all(|kind| kinds.first() == Some(kind)) {
        return;
    }
    let table = (order.len() > FEW).then(|| Table::new(space, &order, &kinds));
    let mut partners = vec![0u64; owners.names.len().div_ceil(64)];
    for (place, &owner) in owners.names.iter().enumerate() {
        let (start, end) = (owners.starts[place], owners.starts[place + 1]);
        let own = kinds[start];
        for first in start..end {
            let mark = |second: usize| {
                if kinds[second] == own {
                    return;
                }
                let partner = owners.of_box[second] as usize;
                partners[partner / 64] |= 1 << (partner % 64);
            };
            match &table {
                Some(table) => table.partners(order[first].1.words(), own, end, mark),
                None => {
                    (end..order.len()).filter(|&second| order[first].1.meets(space, &order[second].1)).for_each(mark)
                }
            }
        }
        for (word, slot) in partners.iter_mut().enumerate().skip(place / 64) {
            let mut bits = std::mem::take(slot);
            while bits != 0 {
                let partner = 64 * word + bits.trailing_zeros() as usize;
                bits &= bits - 1;
                if found(owner, owners.names[partner]).is_break() {
                    return;
                }
            }
        }
    }
}

/// Who owns which boxes, once the boxes are in order of their owners.
struct Owners {
    /// The owners, ascending.
    names: Vec<u32>,
    /// Where each owner's boxes begin, and the end.
    starts: Vec<usize>,
    /// For each box the place of its owner in `names`.
    of_box: Vec<u32>,
}

impl Owners {
    fn new(order: &[&(u32, Cuboid)]) -> Owners {
        let mut owners = Owners { names: Vec::new(), starts: Vec::new(), of_box: Vec::with_capacity(order.len()) };
        let mut place = 0;
        for (i, &(owner, _)) in order.iter().enumerate() {
            if owners.names.last() != Some(owner) {
                place = owners.names.len() as u32;
                owners.names.push(*owner);
                owners.starts.push(i);
            }
            owners.of_box.push(place);
        }
        owners.starts.push(order.len());
        owners
    }
}

/// How one column of the table is held against a box.
#[derive(Clone, Copy)]
enum Column {
    /// Lower bounds, and after them upper bounds.
    Range { word: usize },
    /// The 32-bit halves of a set's words.
    Set { word: usize, halves: usize },
}

/// All boxes, block after block; within a block column after column, within a
/// column the 64 boxes side by side.
struct Table {
    columns: Vec<Column>,
    /// Lanes a block: [`BLOCK`] numbers for every bound or half.
    stride: usize,
    lanes: Vec<[i32; BLOCK]>,
    /// For each block the one kind of all its boxes' owners, if they have one.
    kinds: Vec<Option<u32>>,
    /// Boxes in the table.
    count: usize,
}

/// Bounds are kept signed, as the common processors compare them; taking off
/// the middle keeps their order.
fn signed(bound: u32) -> i32 {
    (bound ^ 1 << 31) as i32
}

impl Table {
    fn new(space: &Space, order: &[&(u32, Cuboid)], kinds: &[u32]) -> Table {
        // Dimensions that tell more boxes apart go first: they empty a block
        // soonest.
        let mut dims: Vec<(usize, usize)> = Vec::new();
        for dim in 0..space.dims().len() {
            let slot = space.slot(dim);
            let mut sides: Vec<&[u64]> = order.iter().map(|(_, b)| slot.of(b.words())).collect();
            sides.sort_unstable();
            sides.dedup();
            let whole = Cuboid::full(space);
            if sides.len() > 1 || sides.iter().any(|&side| side != slot.of(whole.words())) {
                dims.push((sides.len(), dim));
            }
        }
        dims.sort_by_key(|&(sides, dim)| (Reverse(sides), dim));
        let columns: Vec<Column> = dims
            .iter()
            .map(|&(_, dim)| {
                let slot = space.slot(dim);
                let word = slot.at();
                if slot.is_ordered() {
                    Column::Range { word }
                } else {
                    let halves = (space.dims()[dim].size() as usize).div_ceil(32).max(1);
                    Column::Set { word, halves }
                }
            })
            .collect();
        let stride = columns
            .iter()
            .map(|column| match column {
                Column::Range { .. } => 2,
                Column::Set { halves, .. } => *halves,
            })
            .sum();
        let only = |block: &[u32]| block.first().copied().filter(|first| block.iter().all(|kind| kind == first));
        let mut table = Table {
            kinds: kinds.chunks(BLOCK).map(only).collect(),
            columns,
            stride,
            lanes: Vec::with_capacity(stride * order.len().div_ceil(BLOCK)),
            count: order.len(),
        };
        for block in order.chunks(BLOCK) {
            table.add_block(block);
        }
        table
    }

    fn add_block(&mut self, block: &[&(u32, Cuboid)]) {
        for column in &self.columns {
            match *column {
                Column::Range { word } => {
                    for shift in [0, 32] {
                        let mut lane = [0; BLOCK];
                        for (entry, (_, cuboid)) in lane.iter_mut().zip(block) {
                            *entry = signed((cuboid.words()[word] >> shift) as u32);
                        }
                        self.lanes.push(lane);
                    }
                }
                Column::Set { word, halves } => {
                    for half in 0..halves {
                        let mut lane = [0; BLOCK];
                        for (entry, (_, cuboid)) in lane.iter_mut().zip(block) {
                            *entry = half_of(cuboid.words(), word, half);
                        }
                        self.lanes.push(lane);
                    }
                }
            }
        }
    }

    /// Calls `met` for every box from `from` on that meets the box `row`, an
    /// owner's of this kind, but for those of blocks that hold nothing else.
    fn partners(&self, row: &[u64], kind: u32, from: usize, mut met: impl FnMut(usize)) {
        for block in from / BLOCK..self.count.div_ceil(BLOCK) {
            if self.kinds[block] == Some(kind) {
                continue;
            }
            let lanes = &self.lanes[block * self.stride..(block + 1) * self.stride];
            let mut alive = self.held_against(row, lanes);
            let first = block * BLOCK;
            if first < from {
                alive &= !0 << (from - first);
            }
            if self.count - first < BLOCK {
                alive &= (1 << (self.count - first)) - 1;
            }
            while alive != 0 {
                met(first + alive.trailing_zeros() as usize);
                alive &= alive - 1;
            }
        }
    }

    /// Which boxes of a block meet the box `row`, one bit each.
    fn held_against(&self, row: &[u64], lanes: &[[i32; BLOCK]]) -> u64 {
        let mut alive = [-1i32; BLOCK];
        let mut lane = 0;
        for column in &self.columns {
            match *column {
                Column::Range { word } => {
                    let lo = signed(row[word] as u32);
                    let hi = signed((row[word] >> 32) as u32);
                    let (los, his) = (&lanes[lane], &lanes[lane + 1]);
                    lane += 2;
                    for i in 0..BLOCK {
                        alive[i] &= -i32::from(los[i] < hi) & -i32::from(lo < his[i]);
                    }
                }
                Column::Set { word, halves } => {
                    let mut shared = [0i32; BLOCK];
                    for half in 0..halves {
                        let ours = half_of(row, word, half);
                        for (shared, theirs) in shared.iter_mut().zip(&lanes[lane + half]) {
                            *shared |= ours & theirs;
                        }
                    }
                    lane += halves;
                    for i in 0..BLOCK {
                        alive[i] &= -i32::from(shared[i] != 0);
                    }
                }
            }
            if alive.iter().fold(0, |any, lane| any | lane) == 0 {
                return 0;
            }
        }
        let mut bits = 0;
        for (i, &lane) in alive.iter().enumerate() {
            bits |= ((lane & 1) as u64) << i;
        }
        bits
    }
}

/// The 32-bit half number `half` of a set that begins at `word`.
fn half_of(row: &[u64], word: usize, half: usize) -> i32 {
    (row[word + half / 2] >> (32 * (half % 2))) as i32
}
