//! Gap and orphan: a region of cases and days in which nobody holds, or only somebody who does not exist.

use std::collections::BTreeSet;

use vires_model::{BodyId, Decision, Holder, InstrumentId, Outcome, RuleId};

use super::{Examined, STEPS, mend};
use crate::chains::Chain;
use crate::claims::Vacancy;
use crate::holders::Named;
use crate::issue::{Issue, IssueKind};
use crate::region::{BoundReached, Cuboid, DimKind, Region, Space, StepBudget, all_uncovered, simplest_free};
use crate::register::holder;

/// The most pieces of a gap that are listed in machine form.
const MOST_PIECES: usize = 100_000;
/// Of a gap in more pieces than this, only the simplest boxes are put into words: nobody reads thousands.
const MOST_TO_DESCRIBE: usize = 2_000;
/// So many of them.
const MOST_SIMPLEST: usize = 20;

pub(crate) fn find(examined: &Examined<'_, '_>) -> Vec<Issue> {
    let solved = examined.solved;
    let space = examined.space();
    let Some(covered) = solved.covered else { return Vec::new() };
    let days = solved.setting.space.life(covered);
    let [within] = days.boxes() else { return Vec::new() };
    // Where it turns on a parameter without a value whether anybody holds, that parameter is reported.
    let claimed: Vec<Cuboid> =
        solved.answered().iter().map(|cuboid| solved.setting.space.whatever_is_set(cuboid)).collect();
    let followed = solved.setting.nobody_to_follow();
    let held: Vec<Cuboid> = claimed.iter().chain(examined.silent.boxes()).chain(followed.boxes()).cloned().collect();
    let mut steps = StepBudget::new(STEPS);
    let listing = all_uncovered(space, within, &held, &|cuboid| examined.can_be(cuboid), &mut steps, MOST_PIECES);
    let pieces = match listing {
        Ok(listing) if listing.complete && listing.boxes.len() <= MOST_TO_DESCRIBE => Region::new(space, listing.boxes),
        Ok(listing) => return vec![too_many(examined, &held, within, listing.boxes, listing.complete)],
        Err(BoundReached) => return vec![too_many(examined, &held, within, Vec::new(), false)],
    };
    if pieces.is_empty() {
        return Vec::new();
    }
    let mut issues = Vec::new();
    let mut rest = pieces;
    let holders: BTreeSet<BodyId> =
        solved.vacancies.iter().filter(|vacancy| vacancy.bars.is_empty()).map(|vacancy| vacancy.holder.body).collect();
    for holder in holders {
        let vacant = solved.vacancies.iter().filter(|vacancy| vacancy.bars.is_empty() && vacancy.holder.body == holder);
        let boxes = vacant.clone().flat_map(|vacancy| vacancy.region.boxes().iter().cloned()).collect();
        let region = Region::new(space, boxes);
        let orphaned = examined.possible(rest.intersect(space, &region));
        if orphaned.is_empty() {
            continue;
        }
        rest = examined.possible(rest.subtract(space, &orphaned));
        let mut rules: Vec<RuleId> = Vec::new();
        for vacancy in vacant.filter(|vacancy| vacancy.region.meets(space, &orphaned)) {
            let chain = solved.chains.get(vacancy.chain).map(Chain::rules).unwrap_or_default();
            rules.extend(chain.into_iter().filter(|rule| !rules.contains(rule)).collect::<Vec<_>>());
        }
        let outside = all_uncovered(space, within, orphaned.boxes(), &|_| true, &mut steps, MOST_PIECES);
        let free_of = outside.map(|outside| outside.boxes).unwrap_or_else(|_| claimed.clone());
        let free_of = without(space, free_of, &examined.silent);
        for few in examined.cover(disjoint(space, &orphaned, &mut steps), &free_of, within) {
            let exact = part(examined, &orphaned, &few);
            let kind = IssueKind::Orphan { holder, lapsed: lapsed(examined, &few) };
            let said = examined.without_idle_sides(few, &exact, within);
            issues.push(examined.issue(kind, rules.clone(), &said, &exact, is_gap));
        }
    }
    if rest.is_empty() {
        return issues;
    }
    let orphaned = solved.vacancies.iter().filter(|vacancy| vacancy.bars.is_empty());
    let free_of: Vec<Cuboid> =
        claimed.iter().cloned().chain(orphaned.flat_map(|vacancy| vacancy.region.boxes().iter().cloned())).collect();
    // Where a bar leaves nobody is told by itself: in the other cases nobody would hold without it either.
    let barred = examined.possible(rest.intersect(space, &left_by_bars(examined)));
    let plain = if barred.is_empty() { rest } else { examined.possible(rest.subtract(space, &barred)) };
    for (region, other) in [(&plain, &barred), (&barred, &plain)] {
        let free_of: Vec<Cuboid> = free_of.iter().chain(other.boxes()).cloned().collect();
        for few in examined.cover(region.clone().into_boxes(), &free_of, within) {
            let exact = part(examined, region, &few);
            let Barring { bars, claims, left } = Barring::of(examined, &exact);
            let kind = IssueKind::Gap { lapsed: lapsed(examined, &few), bars: bars.clone(), left };
            let (rules, mends) = if bars.is_empty() {
                let near = neighbours(examined, &few);
                let mends = mend::of_gap(examined, &few, &near);
                (with_suspended(examined, near, &exact), mends)
            } else {
                ([bars, claims].concat(), Vec::new())
            };
            let said = examined.without_idle_sides(few, &exact, within);
            issues.push(Issue { mends, ..examined.issue(kind, rules, &said, &exact, is_gap) });
        }
    }
    issues
}

/// Where bars leave a chain without one of its ends.
fn left_by_bars(examined: &Examined<'_, '_>) -> Region {
    let barred = examined.solved.vacancies.iter().filter(|vacancy| !vacancy.bars.is_empty());
    Region::new(examined.space(), barred.flat_map(|vacancy| vacancy.region.boxes().iter().cloned()).collect())
}

/// The part of a region that these boxes take in.
fn part(examined: &Examined<'_, '_>, region: &Region, boxes: &[Cuboid]) -> Region {
    let boxes = Region::new(examined.space(), boxes.to_vec());
    // Words run through what is silent, and through nothing else that is no gap.
    if examined.silent.is_empty() { boxes } else { region.intersect(examined.space(), &boxes) }
}

fn disjoint(space: &crate::region::Space, region: &Region, steps: &mut StepBudget) -> Vec<Cuboid> {
    let mut pieces: Vec<Cuboid> = Vec::new();
    for cuboid in region.boxes() {
        match all_uncovered(space, cuboid, &pieces, &|_| true, steps, MOST_PIECES) {
            Ok(new) => pieces.extend(new.boxes),
            Err(BoundReached) => pieces.push(cuboid.clone()),
        }
    }
    pieces
}

/// Words may run through what is silent.
fn without(space: &crate::region::Space, boxes: Vec<Cuboid>, silent: &Region) -> Vec<Cuboid> {
    if silent.is_empty() {
        return boxes;
    }
    Region::new(space, boxes).subtract(space, silent).into_boxes()
}

/// How bars leave nobody somewhere in a region.
struct Barring {
    bars: Vec<RuleId>,
    /// The grants and transfers by which those who are barred would hold.
    claims: Vec<RuleId>,
    /// Where several must act and some of them are left, those.
    left: Vec<Holder>,
}

impl Barring {
    fn of(examined: &Examined<'_, '_>, region: &Region) -> Self {
        let solved = examined.solved;
        let is_here = |vacancy: &&Vacancy| examined.is_somewhere(&vacancy.region.intersect(examined.space(), region));
        let vacant: Vec<&Vacancy> = solved.vacancies.iter().filter(is_here).collect();
        let barred = || vacant.iter().filter(|vacancy| !vacancy.bars.is_empty());
        let bars: BTreeSet<RuleId> = barred().flat_map(|vacancy| vacancy.bars.iter().copied()).collect();
        let chains: BTreeSet<usize> = barred().map(|vacancy| vacancy.chain).collect();
        let claims: BTreeSet<RuleId> =
            chains.iter().filter_map(|chain| solved.chains.get(*chain)).flat_map(Chain::rules).collect();
        let left = |chain: usize| -> BTreeSet<Holder> {
            let gone = |end: Named| vacant.iter().any(|vacancy| vacancy.chain == chain && vacancy.holder == end);
            let ends = solved.chains.get(chain).into_iter().flat_map(Chain::ends);
            ends.map(|(end, _)| end).filter(|end| !gone(*end)).map(holder).collect()
        };
        let mut each = chains.iter().map(|chain| left(*chain));
        let first = each.next().unwrap_or_default();
        let left = if each.all(|other| other == first) { first } else { BTreeSet::new() };
        Self {
            bars: bars.into_iter().collect(),
            claims: claims.into_iter().collect(),
            left: left.into_iter().collect(),
        }
    }
}

/// The rules beside which the gap lies: those that grant the power in cases, or on days, that differ from those of the gap in one respect only. Where
/// there is none, all that grant it.
fn neighbours(examined: &Examined<'_, '_>, few: &[Cuboid]) -> Vec<RuleId> {
    let setting = &examined.solved.setting;
    let space = examined.space();
    let around: Vec<Cuboid> = few.iter().flat_map(|cuboid| beside(space, cuboid)).collect();
    let around = Region::new(space, around);
    let roots = &setting.rules.roots;
    let near: Vec<RuleId> = roots.iter().copied().filter(|rule| setting.region(*rule).meets(space, &around)).collect();
    if near.is_empty() { roots.clone() } else { near }
}

/// With the rules that would grant the power there if they were not suspended.
fn with_suspended(examined: &Examined<'_, '_>, mut rules: Vec<RuleId>, gap: &Region) -> Vec<RuleId> {
    let setting = &examined.solved.setting;
    let suspended = setting.rules.suspended.iter().copied();
    rules.extend(suspended.filter(|rule| setting.region(*rule).meets(examined.space(), gap)));
    rules.sort_unstable();
    rules
}

/// The box widened in each dimension by itself: of an ordered one by the next cell on both sides, of a set by all its members.
fn beside(space: &Space, cuboid: &Cuboid) -> Vec<Cuboid> {
    let widened = |(dim, kind): (usize, &DimKind)| match kind {
        DimKind::Ordered { .. } => {
            let (low, high) = cuboid.range(space, dim);
            cuboid.clone().with_range(space, dim, low.saturating_sub(1), high.saturating_add(1))
        }
        DimKind::Set { members } => cuboid.clone().with_members(space, dim, 0..*members),
    };
    space.dims().iter().enumerate().map(widened).collect()
}

/// The instruments with whose end some of the region begins: through a rule of theirs, or through what they did to another
/// text, somebody had claimed the power there the day before.
fn lapsed(examined: &Examined<'_, '_>, boxes: &[Cuboid]) -> Vec<InstrumentId> {
    let setting = &examined.solved.setting;
    let model = setting.model;
    let mut ended: BTreeSet<InstrumentId> = BTreeSet::new();
    for cuboid in boxes {
        let Some((last, before)) = setting.space.just_before(cuboid) else { continue };
        let before = Region::new(examined.space(), vec![before]);
        let claimed = examined.solved.chains.iter().filter(|chain| chain.region.meets(examined.space(), &before));
        let rules: BTreeSet<RuleId> = claimed.flat_map(Chain::rules).collect();
        for rule in rules {
            let row = setting.rule(rule);
            let instrument = model.written_in(rule);
            if row.life.until == Some(last) && model.instruments[instrument].life.until == Some(last) {
                ended.insert(instrument);
            } else {
                let passing = row.passing.iter().filter(|own| own.last == last);
                ended.extend(passing.map(|own| model.provisions[own.place].instrument));
            }
        }
    }
    ended.into_iter().collect()
}

/// More gaps than anyone reads: the simplest of them in words, all of them in machine form as far as they are known.
fn too_many(
    examined: &Examined<'_, '_>,
    held: &[Cuboid],
    within: &Cuboid,
    pieces: Vec<Cuboid>,
    complete: bool,
) -> Issue {
    let space = examined.space();
    let can_be = |cuboid: &Cuboid| examined.can_be(cuboid);
    let simplest = simplest_free(space, held, within, &can_be, &mut StepBudget::new(STEPS), MOST_SIMPLEST);
    let few = match simplest {
        Ok(few) if !few.is_empty() => few,
        _ => pieces.iter().take(MOST_SIMPLEST).cloned().collect(),
    };
    if few.is_empty() {
        return Issue::unexamined(examined.power(), &[]);
    }
    let region = Region::new(space, few.clone());
    let kind = IssueKind::Gap { lapsed: Vec::new(), bars: Vec::new(), left: Vec::new() };
    let rules = with_suspended(examined, neighbours(examined, &few), &region);
    let mut issue = examined.issue(kind, rules, &few, &region, is_gap);
    if !pieces.is_empty() {
        issue.boxes = examined.values(&pieces);
    }
    issue.complete = complete;
    issue.partial = true;
    issue
}

fn is_gap(decision: &Decision) -> bool {
    matches!(decision.outcome, Outcome::Gap { .. })
}
