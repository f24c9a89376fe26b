//! Who of several holders has to act, where seats stand inside seats.

use std::collections::BTreeSet;

use vires_model::{Held, Instance, Mode};

use crate::answer::{Act, members};

/// Beyond so many sets of holders they are not listed.
const MOST: usize = 256;

/// Holders who together are just enough, as numbers of theirs in [`members`].
pub(crate) type Way = BTreeSet<usize>;

/// How many must act, and where a plain number does not say who, every set of holders that is just enough.
///
/// Where there are too many sets to list, all must act: an answer that asks for too many signatures lets nobody act alone.
pub(crate) fn together(held: &Held) -> (Act, Vec<Way>) {
    let plain = match held {
        Held::One(_) | Held::Several(Mode::One, _) => Act::One,
        Held::Several(Mode::Any, _) => Act::Any,
        Held::Several(Mode::Jointly, _) => Act::Jointly,
        Held::Several(Mode::AnyOf(n), _) => Act::AnyOf(*n),
    };
    if !is_nested(held) {
        return (plain, Vec::new());
    }
    let all = members(held);
    let Some(ways) = ways(held, &all) else { return (Act::Jointly, Vec::new()) };
    let least: Vec<Way> =
        ways.iter().filter(|way| !ways.iter().any(|less| less != *way && less.is_subset(way))).cloned().collect();
    match &least[..] {
        [_] => (Act::Jointly, Vec::new()),
        several if several.iter().all(|way| way.len() == 1) => (Act::Any, Vec::new()),
        _ => (Act::Jointly, least),
    }
}

/// Whether seats stand inside seats.
pub(crate) fn is_nested(held: &Held) -> bool {
    matches!(held, Held::Several(_, parts) if parts.iter().any(|part| matches!(part, Held::Several(..))))
}

/// None where there are too many.
fn ways(held: &Held, all: &[Instance]) -> Option<BTreeSet<Way>> {
    let (mode, parts) = match held {
        Held::One(who) => {
            return Some(all.iter().position(|own| own == who).map(|n| Way::from([n])).into_iter().collect());
        }
        Held::Several(mode, parts) => (mode, parts),
    };
    let wanted = match mode {
        Mode::One | Mode::Any => 1,
        Mode::Jointly => parts.len(),
        Mode::AnyOf(n) => *n as usize,
    };
    // Seats filled so far, each in its way; of so many that must be different, no two in one.
    let mut rows: BTreeSet<Vec<Way>> = BTreeSet::from([Vec::new()]);
    for part in parts {
        let own = ways(part, all)?;
        let open: Vec<Vec<Way>> = rows.iter().filter(|row| row.len() < wanted).cloned().collect();
        for row in open {
            let differs = |way: &&Way| !matches!(mode, Mode::AnyOf(_)) || !row.contains(way);
            for way in own.iter().filter(differs) {
                rows.insert(row.iter().chain([way]).cloned().collect());
                if rows.len() > MOST {
                    return None;
                }
            }
        }
    }
    let full = rows.into_iter().filter(|row| row.len() == wanted);
    Some(full.map(|row| row.into_iter().flatten().collect()).collect())
}
