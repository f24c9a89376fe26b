//! Cases at the corners of a box and one step outside it, to try a region against another evaluator.

use vires_model::{Case, Day, Domain, FactId, Measure, Model, Rational, Value, ValueId};

use super::{in_box, point};
use crate::axes::Axis;
use crate::case_space::{CaseSpace, Cells};
use crate::cells::{Cut, Stretches};
use crate::region::{Cuboid, StepBudget};

/// A case at a corner of a box, or one step outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Corner {
    /// The facts.
    pub(crate) case: Case,
    /// The day.
    pub(crate) day: Day,
    /// Whether it lies in the box.
    pub(crate) inside: bool,
}

/// What a case may be changed to on one axis.
#[derive(Debug, Clone)]
enum Change {
    Fact(FactId, Value),
    Member(FactId, ValueId, bool),
    Day(Day),
}

/// At most `limit` possible cases: for each axis the first and the last value that the box allows and the nearest ones that it does not, the
/// other axes held at the box's simplest case; then the combinations of first and last values. Whether a case lies in the box is computed from
/// the case, so a change that carries another axis along (another place may no longer be in the same province) is told right.
///
/// A box that fixes an answer about another power has no corners: no change of the case alone stays at it.
pub(crate) fn corners(model: &Model, space: &CaseSpace, cuboid: &Cuboid, limit: usize) -> Vec<Corner> {
    let fixed =
        |(dim, (axis, _)): (usize, &(Axis, Cells))| matches!(axis, Axis::Comes(_)) && !cuboid.spans(&space.space, dim);
    if space.axes.iter().enumerate().any(fixed) {
        return Vec::new();
    }
    let Some((case, Some(day))) = in_box(model, space, cuboid, &mut StepBudget::new(super::STEPS)) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut add = |case: Case, day: Day| {
        if found.len() >= limit {
            return false;
        }
        if let Some(corner) = judge(model, space, cuboid, case, day)
            && !found.contains(&corner)
        {
            found.push(corner);
        }
        true
    };
    add(case.clone(), day);
    let mut ends: Vec<Vec<Change>> = Vec::new();
    for (dim, (axis, cells)) in space.axes.iter().enumerate() {
        let (inner, outer) = changes(model, space, cuboid, dim, axis, cells);
        for change in inner.iter().chain(&outer) {
            let (case, day) = apply(&case, day, change);
            add(case, day);
        }
        if inner.len() > 1 {
            ends.push(inner);
        }
    }
    let combinations = ends.iter().fold(1usize, |all, ends| all.saturating_mul(ends.len()));
    for n in 0..combinations {
        let (mut case, mut day, mut n) = (case.clone(), day, n);
        for ends in &ends {
            if let Some(change) = ends.get(n % ends.len()) {
                (case, day) = apply(&case, day, change);
            }
            n /= ends.len();
        }
        if !add(case, day) {
            break;
        }
    }
    found
}

fn judge(model: &Model, space: &CaseSpace, cuboid: &Cuboid, case: Case, day: Day) -> Option<Corner> {
    let cells = point::cells(model, space, &case, day, cuboid)?;
    if space.impossible.contains_point(&space.space, &cells) {
        return None;
    }
    let inside = cuboid.contains_point(&space.space, &cells);
    Some(Corner { case, day, inside })
}

fn apply(case: &Case, day: Day, change: &Change) -> (Case, Day) {
    let (mut case, mut day) = (case.clone(), day);
    match change {
        Change::Fact(fact, value) => {
            case.facts.insert(*fact, value.clone());
        }
        Change::Member(fact, leaf, has) => {
            if let Some(Value::Set(members)) = case.facts.get_mut(fact) {
                if *has {
                    members.insert(*leaf);
                } else {
                    members.remove(leaf);
                }
            }
        }
        Change::Day(new) => day = *new,
    }
    (case, day)
}

/// The first and last values inside on one axis, and the nearest ones outside.
fn changes(
    model: &Model,
    space: &CaseSpace,
    cuboid: &Cuboid,
    dim: usize,
    axis: &Axis,
    cells: &Cells,
) -> (Vec<Change>, Vec<Change>) {
    match (axis.clone(), cells) {
        (Axis::Fact(fact), Cells::Stretches(stretches)) => {
            let change = |value| Change::Fact(fact, Value::Ordered(value));
            let (inner, outer) =
                numbers(stretches, cuboid.range(&space.space, dim), crate::atoms::grid_of(model, fact));
            let date =
                matches!(&model.facts[fact].domain, Domain::Ordered(ordered) if ordered.measure == Measure::Date);
            let fits = |value: &Rational| !date || value.is_integer();
            let all = |values: Vec<Rational>| values.into_iter().filter(fits).map(change).collect();
            (all(inner), all(outer))
        }
        (Axis::Time, Cells::Stretches(stretches)) => {
            let change = |value: Rational| i32::try_from(value.to_integer()).ok().map(|n| Change::Day(Day(n)));
            let (inner, outer) = numbers(stretches, cuboid.range(&space.space, dim), crate::atoms::WHOLE);
            let all = |values: Vec<Rational>| values.into_iter().filter_map(change).collect();
            (all(inner), all(outer))
        }
        (Axis::Fact(fact), Cells::Classes(classes)) => {
            let mut inner = Vec::new();
            let mut outer = Vec::new();
            for (class, members) in (0..).zip(&classes.members) {
                let side =
                    if cuboid.members(&space.space, dim).any(|own| own == class) { &mut inner } else { &mut outer };
                let ends = [members.first(), members.last()];
                side.extend(ends.into_iter().flatten().map(|leaf| Change::Fact(fact, Value::Choice(*leaf))));
            }
            if let Some(none) = classes.none_class() {
                let allowed = cuboid.members(&space.space, dim).any(|own| own == none);
                let side = if allowed { &mut inner } else { &mut outer };
                side.push(Change::Fact(fact, Value::None));
            }
            (inner, outer)
        }
        (Axis::Fact(fact), Cells::YesNo) => flip(cuboid, space, dim, |yes| Change::Fact(fact, Value::YesNo(yes))),
        (Axis::Member(fact, leaf), Cells::YesNo) => flip(cuboid, space, dim, |has| Change::Member(fact, leaf, has)),
        (Axis::IsNone(fact), Cells::YesNo) => {
            let change = Change::Fact(fact, Value::None);
            if space.narrowed(cuboid, dim) == Some(false) {
                (Vec::new(), vec![change])
            } else {
                (vec![change], Vec::new())
            }
        }
        _ => (Vec::new(), Vec::new()),
    }
}

fn flip(cuboid: &Cuboid, space: &CaseSpace, dim: usize, change: impl Fn(bool) -> Change) -> (Vec<Change>, Vec<Change>) {
    let allowed = |yes: bool| space.narrowed(cuboid, dim).is_none_or(|narrowed| narrowed == yes);
    let (inner, outer): (Vec<bool>, Vec<bool>) = [false, true].into_iter().partition(|y| allowed(*y));
    (inner.into_iter().map(&change).collect(), outer.into_iter().map(&change).collect())
}

/// The lowest and highest numbers of cells `lo..hi`, and those next to them outside. What is next to an excluded limit of a dense fact is a
/// number half way to the next cut, or one further where there is none.
fn numbers(stretches: &Stretches, (lo, hi): (u32, u32), grid: Option<Rational>) -> (Vec<Rational>, Vec<Rational>) {
    let ends = |cell: u32| {
        let (from, to) = stretches.edges(cell, cell + 1);
        (lowest(from, to, grid), highest(from, to, grid))
    };
    let inner = [ends(lo).0, ends(hi.saturating_sub(1)).1];
    let below = lo.checked_sub(1).and_then(|cell| ends(cell).1);
    let above = (hi < stretches.cells()).then(|| ends(hi).0).flatten();
    let inner = inner.into_iter().flatten().collect();
    (inner, below.into_iter().chain(above).collect())
}

fn lowest(from: Option<Cut>, to: Option<Cut>, grid: Option<Rational>) -> Option<Rational> {
    let one = Rational::from_integer(1);
    Some(match (from, to) {
        (Some(from), _) if !from.after => from.value,
        (Some(from), Some(to)) => (from.value + to.value) / Rational::from_integer(2),
        (Some(from), None) => from.value + one,
        (None, Some(to)) => to.value - grid.unwrap_or(one),
        (None, None) => Rational::from_integer(0),
    })
}

fn highest(from: Option<Cut>, to: Option<Cut>, grid: Option<Rational>) -> Option<Rational> {
    let one = Rational::from_integer(1);
    Some(match (from, to) {
        (_, Some(to)) if to.after => to.value,
        (_, Some(to)) if grid.is_some() => to.value - grid?,
        (Some(from), Some(to)) => (from.value + to.value) / Rational::from_integer(2),
        (None, Some(to)) => to.value - one,
        (Some(from), None) => from.value + one,
        (None, None) => Rational::from_integer(0),
    })
}
