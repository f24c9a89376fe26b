//! Unions of boxes and their algebra.

use super::cover::{BoundReached, StepBudget, all_uncovered};
use super::cuboid::Cuboid;
use super::space::Space;

/// How many looks from box to box one simplification takes.
const MOST_LOOKS: u64 = 20_000_000;

/// Of so few boxes each is held against each.
const FEW: usize = 16;

/// Room that is made for boxes at first.
const BLOCK: usize = 64;

/// A set of points written as a union of boxes, none empty, which may overlap.
///
/// What the operations cost is counted by the space, and where it is too much
/// they give back anything, quickly: see [`Space::is_worn_out`].
///
/// Two regions may hold the same points in different boxes, so there is no
/// `==` on regions; ask [`Region::is_within`] both ways.
#[derive(Clone, Debug, Default)]
pub struct Region(Vec<Cuboid>);

impl Region {
    /// The region without points.
    pub fn empty() -> Region {
        Region(Vec::new())
    }

    /// The region of all points.
    pub fn full(space: &Space) -> Region {
        Region::new(space, vec![Cuboid::full(space)])
    }

    /// The union of these boxes; empty ones are passed over.
    pub fn new(space: &Space, mut boxes: Vec<Cuboid>) -> Region {
        boxes.retain(|cuboid| !cuboid.is_empty(space));
        Region(boxes)
    }

    /// The boxes, which may overlap.
    pub fn boxes(&self) -> &[Cuboid] {
        &self.0
    }

    /// The boxes, taken out.
    pub fn into_boxes(self) -> Vec<Cuboid> {
        self.0
    }

    /// Whether the region holds no point.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether some box holds all points. The boxes together may do so too.
    pub fn is_full(&self, space: &Space) -> bool {
        self.0.iter().any(|cuboid| (0..space.dims().len()).all(|dim| cuboid.spans(space, dim)))
    }

    /// Whether the point with these cells, one a dimension, is in the region.
    pub fn contains_point(&self, space: &Space, point: &[u32]) -> bool {
        self.0.iter().any(|cuboid| cuboid.contains_point(space, point))
    }

    /// Whether the two regions share a point.
    pub fn meets(&self, space: &Space, other: &Region) -> bool {
        if !space.bears(self.0.len().saturating_mul(other.0.len()), 0) {
            return false;
        }
        let mut boxes = self.0.iter();
        boxes.any(|a| other.0.iter().any(|b| a.meets(space, b)))
    }

    /// Whether every point is also in `other`.
    ///
    /// # Errors
    /// [`BoundReached`] when the search would take more steps than allowed.
    pub fn is_within(&self, space: &Space, other: &Region, steps: &mut StepBudget) -> Result<bool, BoundReached> {
        for cuboid in &self.0 {
            if !super::cover::is_covered(space, cuboid, &other.0, &|_| true, steps)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The points in either region.
    #[must_use]
    pub fn union(mut self, space: &Space, other: Region) -> Region {
        self.0.extend(other.0);
        self.simplify(space)
    }

    /// The points in both regions: every box with every box, without those
    /// inside another.
    #[must_use]
    pub fn intersect(&self, space: &Space, other: &Region) -> Region {
        let mut boxes = Vec::new();
        if !space.bears(self.0.len().saturating_mul(other.0.len()), 0) {
            return Region(boxes);
        }
        for a in &self.0 {
            let before = boxes.len();
            boxes.extend(other.0.iter().filter_map(|b| a.intersect(space, b)));
            if !space.bears(0, boxes.len() - before) || !space.holds(boxes.len()) {
                return Region::empty();
            }
        }
        Region(boxes).simplify(space)
    }

    /// The points of this region that `other` lacks, as boxes that are
    /// disjoint wherever this region's were.
    #[must_use]
    pub fn subtract(&self, space: &Space, other: &Region) -> Region {
        // What lies whole in one of them is gone at once: cut up box by box, a region taken from itself would fall into
        // ever more pieces before nothing is left.
        if !space.bears(self.0.len().saturating_mul(other.0.len()), 0) {
            return Region::empty();
        }
        let mut left: Vec<Cuboid> =
            self.0.iter().filter(|own| !other.0.iter().any(|taken| taken.contains(space, own))).cloned().collect();
        for taken in &other.0 {
            let before = left.len();
            let mut next = Vec::with_capacity(before);
            for cuboid in left {
                if cuboid.meets(space, taken) {
                    next.extend(cuboid.subtract(space, taken));
                } else {
                    next.push(cuboid);
                }
            }
            left = next;
            if !space.bears(before, left.len().saturating_sub(before)) || !space.holds(left.len()) {
                return Region::empty();
            }
        }
        Region(left)
    }

    /// The points of this region that none of many boxes has, as boxes that are disjoint wherever this region's were. Taken away one after
    /// another, many boxes leave far more pieces.
    ///
    /// # Errors
    /// [`BoundReached`] when the search would take more steps than allowed.
    pub fn without_all(
        &self,
        space: &Space,
        taken: &[&Cuboid],
        steps: &mut StepBudget,
    ) -> Result<Region, BoundReached> {
        let mut left = Vec::new();
        for cuboid in &self.0 {
            left.extend(all_uncovered(space, cuboid, taken.iter().copied(), &|_| true, steps, usize::MAX)?.boxes);
        }
        Ok(Region(left))
    }

    /// All points not in this region, as disjoint boxes.
    ///
    /// # Errors
    /// [`BoundReached`] when the search would take more steps than allowed.
    pub fn complement(&self, space: &Space, steps: &mut StepBudget) -> Result<Region, BoundReached> {
        let full = Cuboid::full(space);
        let gaps = all_uncovered(space, &full, &self.0, &|_| true, steps, usize::MAX)?;
        Ok(Region(gaps.boxes))
    }

    /// The same points without boxes inside another, as far as so many looks
    /// from box to box tell.
    #[must_use]
    pub fn without_inner(self, space: &Space, mut looks: u64) -> Region {
        Region(absorb(space, self.0, &mut looks))
    }

    /// The same points in fewer boxes, where that is easy: boxes inside
    /// another are dropped, boxes alike in all dimensions but one are joined
    /// where they touch or overlap. Of thousands, not all that lie inside
    /// another are found.
    #[must_use]
    pub fn simplify(self, space: &Space) -> Region {
        if !space.bears(self.0.len(), 0) {
            return self;
        }
        // Along one line, such as the numbers that are none of many, what lies in another is found by sorting alone.
        if let Some(dim) = line(space, &self.0) {
            if !space.bears(self.0.len().saturating_mul(rounds(self.0.len())), 0) {
                return self;
            }
            return Region(join_along(space, dim, self.0));
        }
        let mut looks = MOST_LOOKS;
        let mut boxes = absorb(space, self.0, &mut looks);
        loop {
            let before = boxes.len();
            for dim in 0..space.dims().len() {
                if boxes.len() > 1 {
                    if !space.bears(boxes.len().saturating_mul(rounds(boxes.len())), 0) {
                        return Region(boxes);
                    }
                    boxes = join_along(space, dim, boxes);
                }
            }
            if boxes.len() == before {
                return Region(boxes);
            }
            boxes = absorb(space, boxes, &mut looks);
        }
    }
}

/// How often sorting looks from each of so many boxes to another, about.
fn rounds(boxes: usize) -> usize {
    (usize::BITS - boxes.leading_zeros()) as usize
}

/// The ordered dimension in which alone several boxes differ, if there is one.
fn line(space: &Space, boxes: &[Cuboid]) -> Option<usize> {
    let (first, rest) = boxes.split_first()?;
    let differs = |a: &Cuboid, dim: usize| space.slot(dim).of(a.words()) != space.slot(dim).of(first.words());
    let dim = (0..space.dims().len()).find(|dim| rest.iter().any(|other| differs(other, *dim)))?;
    let alike = |other: &Cuboid| (dim + 1..space.dims().len()).all(|beyond| !differs(other, beyond));
    (space.slot(dim).is_ordered() && rest.iter().all(alike)).then_some(dim)
}

/// Drops the boxes that lie inside another, of equal ones all but the first,
/// as long as looks from box to box are left.
///
/// Only a broader box holds another that is not the same: many boxes that are
/// all equally broad, as those of conditions that hang together by "either, but
/// not both" are, need no look at all.
fn absorb(space: &Space, boxes: Vec<Cuboid>, looks: &mut u64) -> Vec<Cuboid> {
    if boxes.len() <= FEW {
        return absorb_few(space, boxes, looks);
    }
    let breadths: Vec<u64> = boxes.iter().map(|cuboid| cuboid.breadth(space)).collect();
    let mut order: Vec<usize> = (0..boxes.len()).collect();
    order.sort_by(|a, b| breadths[*b].cmp(&breadths[*a]).then_with(|| boxes[*a].words().cmp(boxes[*b].words())));
    let mut inside = vec![false; boxes.len()];
    let mut kept: Vec<usize> = Vec::with_capacity(boxes.len());
    let mut broader = 0;
    let mut before = None;
    for n in order {
        match before.replace(n) {
            Some(last) if breadths[last] > breadths[n] => broader = kept.len(),
            Some(last) if boxes[last] == boxes[n] => {
                inside[n] = true;
                continue;
            }
            _ => {}
        }
        if *looks > 0 && space.bears(broader, 0) {
            *looks = looks.saturating_sub(broader as u64);
            inside[n] = kept[..broader].iter().any(|other| boxes[*other].contains(space, &boxes[n]));
        }
        if !inside[n] {
            kept.push(n);
        }
    }
    let mut inside = inside.into_iter();
    boxes.into_iter().filter(|_| inside.next() != Some(true)).collect()
}

/// The same, each held against each.
fn absorb_few(space: &Space, boxes: Vec<Cuboid>, looks: &mut u64) -> Vec<Cuboid> {
    let mut kept: Vec<Cuboid> = Vec::with_capacity(boxes.len().min(BLOCK));
    for cuboid in boxes {
        if *looks == 0 || !space.bears(kept.len(), 0) {
            kept.push(cuboid);
            continue;
        }
        *looks = looks.saturating_sub(kept.len() as u64);
        if !kept.iter().any(|other| other.contains(space, &cuboid)) {
            kept.retain(|other| !cuboid.contains(space, other));
            kept.push(cuboid);
        }
    }
    kept
}

/// Joins boxes that differ in dimension `dim` only and leave no hole there.
fn join_along(space: &Space, dim: usize, mut boxes: Vec<Cuboid>) -> Vec<Cuboid> {
    let slot = space.slot(dim);
    let elsewhere = |a: &Cuboid, b: &Cuboid| {
        let (a, b) = (a.words(), b.words());
        let (before, after) = (slot.at(), slot.at() + slot.words());
        a[..before].cmp(&b[..before]).then_with(|| a[after..].cmp(&b[after..]))
    };
    boxes.sort_by(|a, b| elsewhere(a, b).then_with(|| slot.position(a.words(), b.words())));
    let mut joined: Vec<Cuboid> = Vec::with_capacity(boxes.len());
    for cuboid in boxes {
        if let Some(last) = joined.last_mut()
            && elsewhere(last, &cuboid).is_eq()
            && (!slot.is_ordered() || slot.range(cuboid.words()).0 <= slot.range(last.words()).1)
        {
            *last = last.hull(space, &cuboid);
        } else {
            joined.push(cuboid);
        }
    }
    joined
}
