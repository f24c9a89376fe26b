//! What would fill a gap: one limit of one rule moved, or values added to it, so that the rule takes the gap in and meets no rule that it did not meet
//! before. And what would end an overlap: one limit of one rule moved, so that it leaves to the other what both claim.

use vires_model::{
    Atom, Condition, ConditionKind, Effect, FactId, Interval, Limit, Model, Rational, RuleId, SourceSpan,
};

use super::Examined;
use crate::atoms::grid_of;
use crate::axes::Axis;
use crate::case_space::Cells;
use crate::cells::Cut;
use crate::issue::{Mend, Mended};
use crate::region::{Cuboid, DimKind, Region};

/// So many are offered.
const MOST: usize = 2;

/// Changes of one rule each that would fill the gap, the smallest first; none where the gap is not one box.
pub(crate) fn of_gap(examined: &Examined<'_, '_>, few: &[Cuboid], near: &[RuleId]) -> Vec<Mend> {
    let [gap] = few else { return Vec::new() };
    let mut found: Vec<(u32, Mend)> = near.iter().filter_map(|rule| by_rule(examined, gap, *rule)).collect();
    found.sort_by_key(|(cells, mend)| (*cells, mend.rule));
    found.into_iter().map(|(_, mend)| mend).take(MOST).collect()
}

/// Changes of one limit each that would end an overlap of two grants, and leave nothing to nobody.
pub(crate) fn of_overlap(examined: &Examined<'_, '_>, clash: &[Cuboid], rules: &[RuleId]) -> Vec<Mend> {
    let ([clash], [one, other]) = (clash, rules) else { return Vec::new() };
    let pairs = [(*one, *other), (*other, *one)];
    pairs.into_iter().filter_map(|(rule, other)| narrowed(examined, clash, rule, other)).collect()
}

/// A rule that ends where the other begins.
fn narrowed(examined: &Examined<'_, '_>, clash: &Cuboid, rule: RuleId, other: RuleId) -> Option<Mend> {
    let setting = &examined.solved.setting;
    let (model, space) = (setting.model, examined.space());
    let row = setting.rule(rule);
    let [own] = setting.region(rule).boxes() else { return None };
    if !is_plain_grant(examined, rule) || !matches!(setting.rule(other).effect, Effect::Hold { .. }) {
        return None;
    }
    (0..space.dims().len()).find_map(|dim| {
        let (Axis::Fact(fact), Cells::Stretches(stretches)) = setting.space.axes.get(dim)? else { return None };
        let ((low, high), (from, to)) = (own.range(space, dim), clash.range(space, dim));
        let (from, to) = (from.max(low), to.min(high));
        // The other has all that is given up.
        let given_up = Region::new(space, vec![own.clone().with_range(space, dim, from, to)]);
        let is_covered = || examined.is_nothing(&given_up.subtract(space, setting.region(other)));
        let (lower, upper) = match (from == low, to == high) {
            (true, false) if is_covered() => (Some(stretches.edges(to, high).0), None),
            (false, true) if is_covered() => (None, Some(stretches.edges(low, from).1)),
            _ => return None,
        };
        let (part, to) = limits(model, &row.when, *fact, lower, upper)?;
        Some(Mend { rule, part, fact: *fact, to })
    })
}

/// Whether a rule gives the power in the cases that its words say, and reads the same on all days: one in several rows does not.
fn is_plain_grant(examined: &Examined<'_, '_>, rule: RuleId) -> bool {
    let setting = &examined.solved.setting;
    let row = setting.rule(rule);
    let once = setting.rules.all().filter(|other| setting.rule(*other).span == row.span).count() == 1;
    once && matches!(row.effect, Effect::Hold { residual: false, .. })
}

/// The change of one rule, and how many cells it takes in.
fn by_rule(examined: &Examined<'_, '_>, gap: &Cuboid, rule: RuleId) -> Option<(u32, Mend)> {
    let setting = &examined.solved.setting;
    let (model, space) = (setting.model, examined.space());
    let row = setting.rule(rule);
    let [own] = setting.region(rule).boxes() else { return None };
    if !is_plain_grant(examined, rule) {
        return None;
    }
    let mut apart = (0..space.dims().len()).filter(|dim| {
        let ((low, high), (from, to)) = (own.range(space, *dim), gap.range(space, *dim));
        match space.dims().get(*dim) {
            Some(DimKind::Ordered { .. }) => from < low || high < to,
            _ => gap.members(space, *dim).any(|member| !own.members(space, *dim).any(|own| own == member)),
        }
    });
    let (Some(dim), None) = (apart.next(), apart.next()) else { return None };
    let (Axis::Fact(fact), cells) = setting.space.axes.get(dim)? else { return None };
    let (wider, added) = widened(examined, own, gap, dim)?;
    let fresh = Region::new(space, vec![wider.clone()]);
    let meets_no_more = setting.rules.roots.iter().filter(|other| **other != rule).all(|other| {
        let other = setting.region(*other);
        !other.meets(space, &fresh) || other.meets(space, setting.region(rule))
    });
    if !meets_no_more {
        return None;
    }
    let (part, to) = match cells {
        Cells::Stretches(stretches) => {
            let (low, high) = wider.range(space, dim);
            let (from, to) = stretches.edges(low, high);
            let domain = stretches.edges(0, stretches.cells());
            let (own_low, own_high) = own.range(space, dim);
            let lower = (low < own_low).then_some(from.filter(|_| from != domain.0));
            let upper = (high > own_high).then_some(to.filter(|_| to != domain.1));
            limits(model, &row.when, *fact, lower, upper)?
        }
        Cells::Classes(_) => {
            // What every case meets is no condition.
            if Cuboid::full(space).members(space, dim).eq(wider.members(space, dim)) {
                return None;
            }
            let (leaves, none) = setting.space.leaves(&wider, dim);
            let part = among(&row.when, *fact).filter(|_| !none)?;
            (part, Mended::Leaves(leaves))
        }
        Cells::YesNo => return None,
    };
    Some((added, Mend { rule, part, fact: *fact, to }))
}

/// The rule's box with the gap's side in one dimension taken in, and by how many cells it grows; none where they do not touch there.
fn widened(examined: &Examined<'_, '_>, own: &Cuboid, gap: &Cuboid, dim: usize) -> Option<(Cuboid, u32)> {
    let space = examined.space();
    match space.dims().get(dim)? {
        DimKind::Ordered { .. } => {
            let ((low, high), (from, to)) = (own.range(space, dim), gap.range(space, dim));
            let touch = from <= high && low <= to;
            let (least, most) = (low.min(from), high.max(to));
            touch.then(|| (own.clone().with_range(space, dim, least, most), (most - least) - (high - low)))
        }
        DimKind::Set { .. } => {
            let all: Vec<u32> = own.members(space, dim).chain(gap.members(space, dim)).collect();
            let added = gap.members(space, dim).filter(|member| !own.members(space, dim).any(|own| own == *member));
            let added = u32::try_from(added.count()).ok()?;
            Some((own.clone().with_members(space, dim, all), added))
        }
    }
}

/// The parts that must all be so.
fn parts<'c>(condition: &'c Condition, out: &mut Vec<&'c Condition>) {
    match &condition.kind {
        ConditionKind::All(all) => all.iter().for_each(|part| parts(part, out)),
        _ => out.push(condition),
    }
}

/// Those of them that ask for a fact.
fn parts_on(condition: &Condition, fact: FactId) -> Vec<&Condition> {
    let mut all = Vec::new();
    parts(condition, &mut all);
    all.retain(|part| part.facts().contains(&fact));
    all
}

fn among(condition: &Condition, fact: FactId) -> Option<SourceSpan> {
    match parts_on(condition, fact)[..] {
        [only] => match &only.kind {
            ConditionKind::Atom(Atom::Among(..)) => Some(only.span),
            _ => None,
        },
        _ => None,
    }
}

/// The part with the limits that move, and what they become. `lower`, `upper`: the new ends of those that move; an inner none is the domain's edge.
fn limits(
    model: &Model,
    condition: &Condition,
    fact: FactId,
    lower: Option<Option<Cut>>,
    upper: Option<Option<Cut>>,
) -> Option<(SourceSpan, Mended)> {
    let mut within: Vec<(SourceSpan, Interval)> = Vec::new();
    for part in parts_on(condition, fact) {
        match &part.kind {
            ConditionKind::Atom(Atom::Within(_, interval)) => within.push((part.span, *interval)),
            _ => return None,
        }
    }
    let moved = within
        .iter()
        .filter(|(_, interval)| lower.is_some() && interval.from.is_some() || upper.is_some() && interval.to.is_some());
    let [(span, interval)] = moved.collect::<Vec<_>>()[..] else { return None };
    let grid = grid_of(model, fact);
    let mut new = *interval;
    if let Some(cut) = lower {
        new.from = cut.map(|cut| lower_limit(cut, grid));
    }
    if let Some(cut) = upper {
        new.to = cut.map(|cut| upper_limit(cut, interval.to, grid));
    }
    (new.from.is_some() || new.to.is_some()).then_some((*span, Mended::Limits(new)))
}

/// A lower end: `at least 50.01`, or rounder `above 50`.
fn lower_limit(cut: Cut, grid: Option<Rational>) -> Limit {
    let before = grid.filter(|_| !cut.after).map(|step| cut.value - step);
    match before.filter(|before| is_rounder(*before, cut.value)) {
        Some(before) => Limit { value: before, included: false },
        None => Limit { value: cut.value, included: !cut.after },
    }
}

/// An upper end as the author wrote the old one, `at most 49` or `below 50`, unless the other words are rounder.
fn upper_limit(cut: Cut, old: Option<Limit>, grid: Option<Rational>) -> Limit {
    let before = grid.filter(|_| !cut.after && old.is_some_and(|old| old.included)).map(|step| cut.value - step);
    match before.filter(|before| !is_rounder(cut.value, *before)) {
        Some(before) => Limit { value: before, included: true },
        None => Limit { value: cut.value, included: cut.after },
    }
}

/// Whether the first has fewer decimals.
fn is_rounder(one: Rational, other: Rational) -> bool {
    one.denom() < other.denom()
}
