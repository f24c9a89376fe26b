//! Claims: what a chain says of who may act, where its ends exist and may hold (semantics 4.3, 4.4).

use vires_model::{Mode, RuleId};

use crate::chains::{Chain, End, barred};
use crate::different::different;
use crate::holders::{Named, One, Tree, exists, names, same};
use crate::region::{BoundReached, Region, Space};
use crate::setting::Setting;

/// The most seats of one chain that may be empty in some cases and filled in others.
const MOST_DOUBTFUL_SEATS: usize = 12;

/// What one chain says in a region in which the same of its seats are filled.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    pub(crate) chain: usize,
    pub(crate) end: End,
    /// The seats at the chain's end that are empty in it, by their numbers.
    pub(crate) empty: Vec<usize>,
    pub(crate) region: Region,
}

/// Where a chain ends in nobody who exists and may hold.
#[derive(Debug, Clone)]
pub(crate) struct Vacancy {
    pub(crate) chain: usize,
    /// The holder that is missing or barred.
    pub(crate) holder: Named,
    /// The bars that remove it; empty: it does not exist.
    pub(crate) bars: Vec<RuleId>,
    pub(crate) region: Region,
}

/// All claims of the chains, and where chains end in nobody.
///
/// # Errors
/// [`BoundReached`] where more than twelve seats of one chain are doubtful.
pub(crate) fn claims(setting: &Setting<'_>, chains: &[Chain]) -> Result<(Vec<Claim>, Vec<Vacancy>), BoundReached> {
    let mut claims = Vec::new();
    let mut vacancies = Vec::new();
    for (number, chain) in chains.iter().enumerate() {
        let End::Held(tree) = &chain.end else {
            claims.push(Claim {
                chain: number,
                end: chain.end.clone(),
                empty: Vec::new(),
                region: chain.region.clone(),
            });
            continue;
        };
        let before = claims.len();
        filled(setting, chain, number, tree, &mut claims)?;
        let nobody = nobody(setting, chain, claims.get(before..).unwrap_or_default());
        if nobody.is_empty() {
            continue;
        }
        vacant(setting, chain, number, &nobody, &mut vacancies);
        if !chain.links.is_empty() {
            claims.push(Claim { chain: number, end: End::Vacant, empty: Vec::new(), region: nobody });
        }
    }
    Ok((claims, vacancies))
}

/// Where a holder exists and is not barred.
fn fit(setting: &Setting<'_>, holder: Named, by: RuleId) -> Region {
    let space = &setting.space.space;
    setting.region_of(&exists(setting.model, holder)).subtract(space, &barred(setting, holder, by).0)
}

fn filled(
    setting: &Setting<'_>,
    chain: &Chain,
    number: usize,
    tree: &Tree,
    claims: &mut Vec<Claim>,
) -> Result<(), BoundReached> {
    let space = &setting.space.space;
    // Seats that are filled in some cases of the chain only, with the region where they are.
    let mut doubtful = Vec::new();
    for (seat, (holder, by)) in chain.ends().enumerate() {
        let fit = fit(setting, holder, by);
        let empty = chain.region.subtract(space, &fit);
        if !empty.is_empty() {
            doubtful.push((seat, fit));
        }
    }
    if doubtful.len() > MOST_DOUBTFUL_SEATS {
        return Err(BoundReached);
    }
    for choice in 0..1usize << doubtful.len() {
        let mut region = chain.region.clone();
        let mut empty = Vec::new();
        for (n, (seat, fit)) in doubtful.iter().enumerate() {
            if choice >> n & 1 == 0 {
                region = region.intersect(space, fit);
            } else {
                region = region.subtract(space, fit);
                empty.push(*seat);
            }
        }
        if region.is_empty() {
            continue;
        }
        for (tree, needed) in without(setting, tree, &empty, &mut 0) {
            let region = region.intersect(space, &needed);
            if let Some(tree) = tree.filter(|_| !region.is_empty()) {
                claims.push(Claim { chain: number, end: End::Held(tree), empty: empty.clone(), region });
            }
        }
    }
    Ok(())
}

/// The tree without its empty seats: in different cases another may be left, or nobody.
fn without(setting: &Setting<'_>, tree: &Tree, empty: &[usize], next: &mut usize) -> Parts {
    let Tree::Several(mode, seats) = tree else {
        let here = *next;
        *next += 1;
        return vec![((!empty.contains(&here)).then(|| tree.clone()), Region::full(&setting.space.space))];
    };
    let seats: Vec<Parts> = seats.iter().map(|seat| without(setting, seat, empty, next)).collect();
    grouped(setting, *mode, &seats)
}

/// What is left of something in which cases; none: nobody.
pub(crate) type Parts = Vec<(Option<Tree>, Region)>;

/// A holding of seats of which in different cases others are left.
pub(crate) fn grouped(setting: &Setting<'_>, mode: Mode, seats: &[Parts]) -> Parts {
    let space = &setting.space.space;
    // Seats gone through so far, and whether one of them is empty.
    let mut rows: Vec<(Vec<Tree>, bool, Region)> = vec![(Vec::new(), false, Region::full(space))];
    for seat in seats {
        let mut longer = Vec::new();
        for (row, short, region) in &rows {
            for (own, here) in seat {
                let both = region.intersect(space, here);
                if !both.is_empty() {
                    longer.push(([&row[..], own.as_slice()].concat(), *short || own.is_none(), both));
                }
            }
        }
        rows = longer;
    }
    let mut found = Parts::new();
    for (row, short, region) in rows {
        let Some((tree, needed)) = group(setting, mode, row, short) else {
            found.push((None, region));
            continue;
        };
        let few = region.subtract(space, &needed);
        found.push((Some(tree), region.intersect(space, &needed)));
        if !few.is_empty() {
            found.push((None, few));
        }
    }
    found
}

/// The filled seats of a holding as a tree, and where they are enough different bodies; none where they never are.
pub(crate) fn group(
    setting: &Setting<'_>,
    mode: Mode,
    mut seats: Vec<Tree>,
    some_empty: bool,
) -> Option<(Tree, Region)> {
    let space = &setting.space.space;
    if mode == Mode::Jointly && some_empty {
        return None;
    }
    let enough = match mode {
        Mode::AnyOf(count) => different(setting, &seats, count as usize),
        _ => Region::full(space),
    };
    match seats.len() {
        0 => None,
        _ if enough.is_empty() => None,
        1 => Some((seats.remove(0), enough)),
        _ => Some((Tree::Several(mode, seats), enough)),
    }
}

/// Where two named holders are one and the same.
pub(crate) trait Sameness {
    /// The cases and days.
    fn space(&self) -> &Space;
    /// Where they are.
    fn same(&self, left: Named, right: Named) -> Region;
}

impl Sameness for Setting<'_> {
    fn space(&self) -> &Space {
        &self.space.space
    }

    fn same(&self, left: Named, right: Named) -> Region {
        self.region_of(&same(self.model, left, right))
    }
}

/// As [`alike`], but one body of many, not said which, counts as another than each that is said.
pub(crate) fn identical(at: &dyn Sameness, left: &Tree, right: &Tree) -> Region {
    if is_vague(left) == is_vague(right) { alike(at, left, right) } else { Region::empty() }
}

/// As [`alike`], but of each seat it is said which body it is, or of neither.
pub(crate) fn equally_said(at: &dyn Sameness, left: &Tree, right: &Tree) -> Region {
    alike(&Said(at), left, right)
}

struct Said<'a>(&'a dyn Sameness);

impl Sameness for Said<'_> {
    fn space(&self) -> &Space {
        self.0.space()
    }

    fn same(&self, left: Named, right: Named) -> Region {
        if (left.which == One::Unsaid) == (right.which == One::Unsaid) {
            self.0.same(left, right)
        } else {
            Region::empty()
        }
    }
}

/// Whether it comes down to one body of many, not said which.
fn is_vague(tree: &Tree) -> bool {
    match tree {
        Tree::Leaf(named) => named.which == One::Unsaid,
        Tree::Several(Mode::AnyOf(count), _) if *count > 1 => false,
        Tree::Several(_, seats) => {
            seats.first().is_some_and(|first| is_vague(first) && seats.iter().all(|seat| seat == first))
        }
    }
}

/// Where two trees name the same holders in the same mode, whatever is written: sets of bodies are compared, and a set of one is that body.
pub(crate) fn alike(at: &dyn Sameness, left: &Tree, right: &Tree) -> Region {
    let space = at.space();
    match (left, right) {
        (Tree::Leaf(left), Tree::Leaf(right)) => at.same(*left, *right),
        (leaf @ Tree::Leaf(_), several @ Tree::Several(..)) | (several @ Tree::Several(..), leaf @ Tree::Leaf(_)) => {
            let (mode, seats) = flat(several);
            if matches!(mode, Mode::AnyOf(count) if count > 1) {
                return Region::empty();
            }
            // Several come down to one only where all are the same, as far as the text says which.
            let Some(first) = seats.first() else { return Region::empty() };
            let one =
                seats.iter().fold(Region::full(space), |all, seat| all.intersect(space, &identical(at, first, seat)));
            one.intersect(space, &alike(at, leaf, first))
        }
        (Tree::Several(..), Tree::Several(..)) => {
            let ((left_mode, lefts), (right_mode, rights)) = (flat(left), flat(right));
            if left_mode == right_mode {
                return within(at, &lefts, &rights).intersect(space, &within(at, &rights, &lefts));
            }
            if matches!(left_mode, Mode::AnyOf(_)) || matches!(right_mode, Mode::AnyOf(_)) {
                return Region::empty();
            }
            // Any and jointly are the same only where both come down to one body.
            let Some(first) = lefts.first() else {
                return Region::empty();
            };
            let all = lefts.iter().chain(&rights);
            all.fold(Region::full(space), |all, seat| all.intersect(space, &alike(at, first, seat)))
        }
    }
}

/// Where every one of `lefts` is one of `rights`.
fn within(at: &dyn Sameness, lefts: &[Tree], rights: &[Tree]) -> Region {
    let space = at.space();
    lefts.iter().fold(Region::full(space), |all, left| {
        let one = (rights.iter()).fold(Region::empty(), |any, right| any.union(space, alike(at, left, right)));
        all.intersect(space, &one)
    })
}

/// The mode and seats of a tree with `any` inside `any`, and all inside all, taken apart.
pub(crate) fn flat(tree: &Tree) -> (Mode, Vec<Tree>) {
    let Tree::Several(mode, seats) = tree else {
        return (Mode::One, vec![tree.clone()]);
    };
    let mut all = Vec::new();
    for seat in seats {
        match (mode, seat) {
            (Mode::Any, Tree::Several(Mode::Any, _)) | (Mode::Jointly, Tree::Several(Mode::Jointly, _)) => {
                all.extend(flat(seat).1);
            }
            _ => all.push(seat.clone()),
        }
    }
    (*mode, all)
}

/// Where a chain ends in nobody.
fn nobody(setting: &Setting<'_>, chain: &Chain, claims: &[Claim]) -> Region {
    let space = &setting.space.space;
    claims.iter().fold(chain.region.clone(), |left, claim| left.subtract(space, &claim.region))
}

fn vacant(setting: &Setting<'_>, chain: &Chain, number: usize, nobody: &Region, vacancies: &mut Vec<Vacancy>) {
    let space = &setting.space.space;
    for (holder, by) in chain.ends() {
        // Somebody is named who does not exist; where nobody is named at all, there is nobody to miss.
        let missing = nobody.intersect(space, &setting.region_of(&names(setting.model, holder)));
        let missing = missing.subtract(space, &setting.region_of(&exists(setting.model, holder)));
        if !missing.is_empty() {
            vacancies.push(Vacancy { chain: number, holder, bars: Vec::new(), region: missing });
        }
        let (barred, bars) = barred(setting, holder, by);
        let barred = nobody.intersect(space, &barred);
        if !barred.is_empty() {
            vacancies.push(Vacancy { chain: number, holder, bars, region: barred });
        }
    }
}
