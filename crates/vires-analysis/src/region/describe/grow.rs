//! Growing one piece to the largest boxes that miss every rule.

use crate::region::cuboid::Cuboid;
use crate::region::space::Space;

/// Above this many boxes in hand, growing turns to a few orders of dimensions.
const MANY: usize = 200;

/// How many orders are tried then.
const ORDERS: usize = 8;

/// The maximal boxes inside `within` that hold `piece` and meet no rule of
/// `free_of`; never none. `piece` itself must meet no rule.
///
/// All of them, unless more than 200 came up on the way; then a few of them.
pub fn grow(space: &Space, piece: &Cuboid, free_of: &[Cuboid], within: &Cuboid) -> Vec<Cuboid> {
    let room = Room::around(space, piece, free_of, within);
    let mut candidates = vec![room.limit.clone()];
    for &(_, rule) in &room.near {
        candidates = miss(space, candidates, rule, piece);
        if candidates.len() > MANY {
            return room.grow_in_orders(space);
        }
    }
    candidates
}

/// One of the boxes [`grow`] gives, found quickly: the piece made as large as
/// can be in one dimension after the other.
pub(super) fn grow_in_order(space: &Space, piece: &Cuboid, free_of: &[Cuboid], within: &Cuboid) -> Cuboid {
    let room = Room::around(space, piece, free_of, within);
    room.grow_along(space, 0..space.dims().len())
}

/// A piece, how far it can grow at most, and the rules that still matter.
struct Room<'a> {
    piece: &'a Cuboid,
    /// `within` less what rules forbid that are apart from the piece in one
    /// dimension: they leave no choice.
    limit: Cuboid,
    /// The other rules that reach into the limit, those apart from the piece
    /// in the fewest dimensions first, with the number of these.
    near: Vec<(usize, &'a Cuboid)>,
}

impl<'a> Room<'a> {
    fn around(space: &Space, piece: &'a Cuboid, free_of: &'a [Cuboid], within: &Cuboid) -> Room<'a> {
        let mut limit = within.clone();
        let mut near = Vec::new();
        for rule in free_of {
            match apart(space, piece, rule) {
                Apart::Nowhere => {}
                Apart::Once(dim) => cut_away(space, &mut limit, rule, piece, dim),
                Apart::Often(count) => near.push((count, rule)),
            }
        }
        near.retain(|(_, rule)| rule.meets(space, &limit));
        near.sort_by_key(|&(count, _)| count);
        Room { piece, limit, near }
    }

    /// Grows the piece one dimension at a time, as far as the rules let it.
    fn grow_along(&self, space: &Space, order: impl Iterator<Item = usize>) -> Cuboid {
        let mut cuboid = self.piece.clone();
        for dim in order {
            let slot = space.slot(dim);
            slot.of_mut(cuboid.words_mut()).copy_from_slice(slot.of(self.limit.words()));
            for (_, rule) in &self.near {
                if cuboid.meets(space, rule) {
                    cut_away(space, &mut cuboid, rule, self.piece, dim);
                }
            }
        }
        cuboid
    }

    /// The same in several orders of the dimensions.
    fn grow_in_orders(&self, space: &Space) -> Vec<Cuboid> {
        let dims = space.dims().len();
        let mut grown: Vec<Cuboid> = Vec::new();
        for turn in 0..ORDERS.min(2 * dims) {
            // Rotations of the declared order, every other one backwards.
            let first = turn / 2 * dims.div_ceil(ORDERS / 2);
            let cuboid = self.grow_along(
                space,
                (0..dims).map(|i| {
                    let i = (i + first) % dims;
                    if turn % 2 == 0 { i } else { dims - 1 - i }
                }),
            );
            if !grown.contains(&cuboid) {
                grown.push(cuboid);
            }
        }
        grown
    }
}

/// In how many dimensions a rule and the piece are apart.
enum Apart {
    /// They meet, which the caller has excluded.
    Nowhere,
    Once(usize),
    Often(usize),
}

fn apart(space: &Space, piece: &Cuboid, rule: &Cuboid) -> Apart {
    let mut first = 0;
    let mut count = 0;
    for (dim, slot) in space.slots().iter().enumerate() {
        if !slot.meets(piece.words(), rule.words()) {
            if count == 0 {
                first = dim;
            }
            count += 1;
        }
    }
    match count {
        0 => Apart::Nowhere,
        1 => Apart::Once(first),
        _ => Apart::Often(count),
    }
}

/// Narrows `cuboid` in dimension `dim` so that it misses `rule` and still
/// holds `piece`, which must be apart from the rule there.
fn cut_away(space: &Space, cuboid: &mut Cuboid, rule: &Cuboid, piece: &Cuboid, dim: usize) {
    let slot = space.slot(dim);
    if slot.meets(cuboid.words(), rule.words()) {
        slot.cut_away(cuboid.words_mut(), rule.words(), piece.words());
    }
}

/// Replaces each candidate that meets the rule by its largest parts that miss
/// it and hold the piece: one for every dimension in which they are apart.
fn miss(space: &Space, candidates: Vec<Cuboid>, rule: &Cuboid, piece: &Cuboid) -> Vec<Cuboid> {
    let (met, mut kept): (Vec<_>, Vec<_>) = candidates.into_iter().partition(|candidate| candidate.meets(space, rule));
    if met.is_empty() {
        return kept;
    }
    let mut parts: Vec<Cuboid> = Vec::new();
    for candidate in met {
        for (dim, slot) in space.slots().iter().enumerate() {
            if slot.meets(piece.words(), rule.words()) {
                continue;
            }
            let mut part = candidate.clone();
            cut_away(space, &mut part, rule, piece, dim);
            let inside = |other: &Cuboid| other.contains(space, &part);
            if !kept.iter().any(inside) && !parts.iter().any(inside) {
                parts.retain(|other| !part.contains(space, other));
                parts.push(part);
            }
        }
    }
    kept.append(&mut parts);
    kept
}
