//! Who fills the seats of a holding together, and where so many different ones can (`any N of`, semantics 4.4).

use vires_model::Mode;

use crate::claims::{Sameness, identical};
use crate::holders::Tree;
use crate::region::Region;

/// Where at least so many of the seats can be filled, each by another: one body, or the same several, fill one seat and no second.
pub(crate) fn different(at: &dyn Sameness, seats: &[Tree], count: usize) -> Region {
    if count > seats.len() {
        return Region::empty();
    }
    let seats: Vec<Vec<Way>> = seats.iter().map(|seat| ways(at, seat)).collect();
    if seats.iter().all(|ways| ways.len() == 1) {
        return one_way_each(at, seats.into_iter().flatten().collect(), count);
    }
    let mut search = Search { at, seats: &seats, left: Region::full(at.space()) };
    search.fill(0, count, &mut Vec::new(), Region::full(at.space()));
    Region::full(at.space()).subtract(at.space(), &search.left)
}

/// Those who act together, and where they are enough.
pub(crate) type Way = (Tree, Region);

/// Every set of bodies that is just enough to act.
pub(crate) fn ways(at: &dyn Sameness, seat: &Tree) -> Vec<Way> {
    let space = at.space();
    let (mode, parts) = match seat {
        Tree::Leaf(_) => return vec![(seat.clone(), Region::full(space))],
        Tree::Several(mode, parts) => (*mode, parts),
    };
    let needed = match mode {
        Mode::One | Mode::Any => 1,
        Mode::Jointly => parts.len(),
        Mode::AnyOf(count) => count as usize,
    };
    let mut rows: Vec<(Vec<Tree>, Region)> = vec![(Vec::new(), Region::full(space))];
    for part in parts {
        let mut longer = Vec::new();
        for (row, region) in rows.iter().filter(|(row, _)| row.len() < needed) {
            for (way, enough) in ways(at, part) {
                let mut region = region.intersect(space, &enough);
                if matches!(mode, Mode::AnyOf(_)) {
                    region = unlike(at, &way, row, region);
                }
                if !region.is_empty() {
                    longer.push(([&row[..], &[way]].concat(), region));
                }
            }
        }
        rows.extend(longer);
    }
    let together = |mut row: Vec<Tree>| if row.len() == 1 { row.remove(0) } else { Tree::Several(Mode::Jointly, row) };
    let mut found: Vec<Way> = Vec::new();
    for (row, region) in rows.into_iter().filter(|(row, _)| row.len() == needed && !row.is_empty()) {
        let way = together(row);
        match found.iter_mut().find(|(own, _)| *own == way) {
            Some((_, so_far)) => *so_far = std::mem::take(so_far).union(space, region),
            None => found.push((way, region)),
        }
    }
    found
}

/// The part of a region where one is none of these.
fn unlike(at: &dyn Sameness, one: &Tree, those: &[Tree], region: Region) -> Region {
    those.iter().fold(region, |left, other| left.subtract(at.space(), &identical(at, one, other)))
}

/// Where each seat can be filled in one way only: a seat counts where it is none of those before it.
fn one_way_each(at: &dyn Sameness, seats: Vec<Way>, count: usize) -> Region {
    let space = at.space();
    let mut reached = vec![Region::empty(); count + 1];
    if let Some(none) = reached.first_mut() {
        *none = Region::full(space);
    }
    let (trees, enough): (Vec<Tree>, Vec<Region>) = seats.into_iter().unzip();
    for (n, (seat, enough)) in trees.iter().zip(enough).enumerate() {
        let new = unlike(at, seat, trees.get(..n).unwrap_or_default(), enough);
        for k in (1..=count).rev() {
            let more = match (reached.get(k), reached.get(k - 1)) {
                (Some(so_far), Some(fewer)) => so_far.clone().union(space, fewer.intersect(space, &new)),
                _ => continue,
            };
            if let Some(slot) = reached.get_mut(k) {
                *slot = more;
            }
        }
    }
    reached.pop().unwrap_or_default()
}

/// Goes through the ways to fill so many seats until they are enough everywhere.
struct Search<'a> {
    at: &'a dyn Sameness,
    seats: &'a [Vec<Way>],
    /// Where no ways have been found yet.
    left: Region,
}

impl Search<'_> {
    /// Fills `count` more of the seats from the `n`-th on, in a region in which those before are filled by `taken`.
    fn fill(&mut self, n: usize, count: usize, taken: &mut Vec<Tree>, region: Region) {
        let space = self.at.space();
        let region = region.intersect(space, &self.left);
        if region.is_empty() {
            return;
        }
        if count == 0 {
            self.left = self.left.subtract(space, &region);
            return;
        }
        for seat in n..=self.seats.len().saturating_sub(count) {
            for (way, enough) in self.seats.get(seat).into_iter().flatten() {
                let fresh = unlike(self.at, way, taken, region.intersect(space, enough));
                taken.push(way.clone());
                self.fill(seat + 1, count - 1, taken, fresh);
                taken.pop();
            }
        }
    }
}
