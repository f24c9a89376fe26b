//! What the seats of a holding come to (4.4), and whether two holdings are the same (3.2, 5.1).

use std::collections::{BTreeMap, BTreeSet};

use crate::bodies::Mode;
use crate::decision::{Held, Instance, Of};

/// 4.4: an empty seat. Jointly → gap; or → the rest; any N → the rest, gap if fewer than N different bodies.
pub(super) fn combine(mode: Mode, short: bool, seats: Vec<Option<Held>>) -> Option<Held> {
    left(mode, short, seats).map(|left| several(mode, left))
}

/// The same as it is written, seat by seat.
pub(super) fn as_written(mode: Mode, short: bool, seats: Vec<Option<Held>>) -> Option<Held> {
    let mut left = left(mode, short, seats)?;
    if left.len() == 1 { left.pop() } else { Some(Held::Several(mode, left)) }
}

/// The seats that are filled; none where they are too few.
fn left(mode: Mode, short: bool, seats: Vec<Option<Held>>) -> Option<Vec<Held>> {
    let empty = short || seats.contains(&None);
    let left: Vec<Held> = seats.into_iter().flatten().collect();
    let enough = match mode {
        Mode::One | Mode::Any => true,
        Mode::Jointly => !empty,
        Mode::AnyOf(n) => different(&left.iter().map(|seat| ways(seat, &Some)).collect::<Vec<_>>()) >= n as usize,
    };
    (enough && !left.is_empty()).then_some(left)
}

/// A holding in canonical form: sorted, without repetition, `or` inside `or` flattened, one alone unwrapped.
/// A seat that several may fill counts again beside its like where so many have to act: it stands as often as it counts.
pub(super) fn several(mode: Mode, parts: Vec<Held>) -> Held {
    let mut counts: BTreeMap<Held, usize> = BTreeMap::new();
    for part in parts {
        match part {
            Held::Several(Mode::Any, inner) if mode == Mode::Any => {
                inner.into_iter().for_each(|part| *counts.entry(part).or_default() += 1);
            }
            part => *counts.entry(part).or_default() += 1,
        }
    }
    let mut parts: Vec<Held> = Vec::new();
    for (part, count) in counts {
        let counted = match mode {
            Mode::AnyOf(n) => count.min(n as usize).min(ways(&part, &Some).len()),
            _ => 1,
        };
        parts.resize(parts.len() + counted.max(1), part);
    }
    match (parts.len(), parts.pop()) {
        (1, Some(alone)) => alone,
        (_, last) => {
            parts.extend(last);
            Held::Several(mode, parts)
        }
    }
}

/// Those who act together: bodies, or the persons who fill them.
pub(super) type Way<A> = BTreeSet<A>;

/// Every set of bodies that is just enough to act; `who` says who acts for a body, if anybody does.
pub(super) fn ways<A: Ord + Clone>(held: &Held, who: &dyn Fn(Instance) -> Option<A>) -> BTreeSet<Way<A>> {
    let (mode, parts) = match held {
        Held::One(body) => return who(*body).into_iter().map(|who| Way::from([who])).collect(),
        Held::Several(mode, parts) => (mode, parts),
    };
    let needed = match mode {
        Mode::One | Mode::Any => 1,
        Mode::Jointly => parts.len(),
        Mode::AnyOf(n) => *n as usize,
    };
    let parts: Vec<BTreeSet<Way<A>>> = parts.iter().map(|part| ways(part, who)).collect();
    // The seats filled so far, each in its way.
    let mut rows: BTreeSet<Vec<&Way<A>>> = BTreeSet::from([Vec::new()]);
    for part in &parts {
        let open = rows.iter().filter(|row| row.len() < needed);
        let longer = open.flat_map(|row| {
            let fresh = part.iter().filter(|way| !matches!(mode, Mode::AnyOf(_)) || !row.contains(way));
            fresh.map(|way| [&row[..], &[way]].concat())
        });
        let longer: Vec<_> = longer.collect();
        rows.extend(longer);
    }
    let full = rows.into_iter().filter(|row| row.len() == needed);
    full.map(|row| row.into_iter().flatten().cloned().collect()).collect()
}

/// How many seats can be filled, each in another of its ways: one body, or the same several, fill one seat and no second.
pub(super) fn different<A: Ord>(seats: &[BTreeSet<Way<A>>]) -> usize {
    let mut filled_by: BTreeMap<&Way<A>, usize> = BTreeMap::new();
    (0..seats.len()).filter(|seat| fill(*seat, seats, &mut filled_by, &mut BTreeSet::new())).count()
}

/// Fills one more seat, moving others to other ways where that makes room (a matching grows by an augmenting path).
fn fill<'w, A: Ord>(
    seat: usize,
    seats: &'w [BTreeSet<Way<A>>],
    filled_by: &mut BTreeMap<&'w Way<A>, usize>,
    tried: &mut BTreeSet<&'w Way<A>>,
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

/// Whether two holdings, as they are written, are the same in bodies and mode. 3.2: one of a kind, not said which, is never in
/// conflict with an instance of that kind.
pub(super) fn alike(one: &Held, other: &Held) -> bool {
    match (one, other) {
        (Held::One(a), Held::One(b)) => a.may_be(*b),
        (alone @ Held::One(_), group @ Held::Several(..)) | (group @ Held::Several(..), alone @ Held::One(_)) => {
            let (mode, seats) = flat(group);
            // Several come down to one only where all are the same, as far as the text says which.
            let same = seats.first().is_some_and(|first| {
                alike(alone, first) && seats.iter().all(|seat| vague(seat) == vague(first) && alike(seat, first))
            });
            same && !matches!(mode, Mode::AnyOf(2..))
        }
        (Held::Several(..), Held::Several(..)) => {
            let ((mode, these), (other_mode, those)) = (flat(one), flat(other));
            if mode == other_mode {
                return within(&these, &those) && within(&those, &these);
            }
            // Any and jointly are the same only where both come down to one body.
            let neither = |mode: Mode| matches!(mode, Mode::AnyOf(_));
            let all = || these.iter().chain(&those);
            !neither(mode)
                && !neither(other_mode)
                && these.first().is_some_and(|first| all().all(|own| alike(first, own)))
        }
    }
}

/// Whether every one of these is one of those.
fn within(these: &[Held], those: &[Held]) -> bool {
    these.iter().all(|one| those.iter().any(|other| alike(one, other)))
}

/// Mode and seats, with `or` inside `or`, and all inside all, taken apart.
fn flat(held: &Held) -> (Mode, Vec<Held>) {
    let Held::Several(mode, seats) = held else { return (Mode::One, vec![held.clone()]) };
    let inner = |seat: &Held| match seat {
        Held::Several(Mode::Any, _) if *mode == Mode::Any => flat(seat).1,
        Held::Several(Mode::Jointly, _) if *mode == Mode::Jointly => flat(seat).1,
        _ => vec![seat.clone()],
    };
    (*mode, seats.iter().flat_map(inner).collect())
}

/// Whether it comes down to one body, not said which.
fn vague(held: &Held) -> bool {
    match held {
        Held::One(who) => who.of == Of::Unsaid,
        Held::Several(Mode::AnyOf(2..), _) => false,
        Held::Several(_, seats) => {
            seats.first().is_some_and(|first| vague(first) && seats.iter().all(|seat| seat == first))
        }
    }
}

/// Whether the first holding is the second, with bodies that the second leaves unsaid.
pub(super) fn says_which(one: &Held, unsaid: &Held) -> bool {
    match (one, unsaid) {
        (Held::One(a), Held::One(b)) => a.body == b.body && (a.of == b.of || b.of == Of::Unsaid),
        (Held::Several(mode, these), Held::Several(other_mode, those)) => {
            mode == other_mode && these.len() == those.len() && pair_up(these, those)
        }
        _ => false,
    }
}

/// Whether each of these says which of those for its own.
fn pair_up(these: &[Held], those: &[Held]) -> bool {
    let Some((first, rest)) = these.split_first() else { return true };
    (0..those.len()).any(|n| {
        let mut left = those.to_vec();
        let taken = left.remove(n);
        says_which(first, &taken) && pair_up(rest, &left)
    })
}
