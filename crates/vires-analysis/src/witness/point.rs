//! Where a case lies among the cells of a power.

use vires_model::{Case, Day, Domain, FactId, ListId, Model, Rational, Value, ValueId};

use crate::axes::Axis;
use crate::case_space::{CaseSpace, Cells};
use crate::cells::Stretches;
use crate::places;
use crate::region::Cuboid;
use crate::sums;

/// The cell of a case and day on every axis; none where a value lies outside its domain on that day.
///
/// An axis on which the case takes no position (what a fact without an answer would be, the answer about another power, a fact not given) gets a
/// cell that `cuboid` allows.
pub(super) fn cells(model: &Model, space: &CaseSpace, case: &Case, day: Day, cuboid: &Cuboid) -> Option<Vec<u32>> {
    let position = Position { model, case, day };
    let mut cells = Vec::with_capacity(space.axes.len());
    for (dim, (axis, axis_cells)) in space.axes.iter().enumerate() {
        let cell = match position.on(axis, axis_cells)? {
            Some(cell) => cell,
            None => cuboid.members(&space.space, dim).next()?,
        };
        cells.push(cell);
    }
    space.whole.place(space, &mut cells);
    Some(cells)
}

/// The box of all cases with these facts on that day; none where a value lies outside its domain then.
pub(super) fn given(model: &Model, space: &CaseSpace, case: &Case, day: Day) -> Option<Cuboid> {
    let position = Position { model, case, day };
    let mut cuboid = Cuboid::full(&space.space);
    for (dim, (axis, cells)) in space.axes.iter().enumerate() {
        if let Some(cell) = position.on(axis, cells)? {
            cuboid = cuboid.with_range(&space.space, dim, cell, cell + 1);
        }
    }
    Some(cuboid)
}

struct Position<'a> {
    model: &'a Model,
    case: &'a Case,
    day: Day,
}

impl Position<'_> {
    /// The cell on one axis; inner none: no position; outer none: outside the domain.
    fn on(&self, axis: &Axis, cells: &Cells) -> Option<Option<u32>> {
        let value = |fact: FactId| self.case.facts.get(&fact);
        match *axis {
            Axis::Time => number(cells, Rational::from_integer(i128::from(self.day.0))).map(Some),
            // What derived facts are follows from all the others.
            Axis::Derived(_) | Axis::Held(..) | Axis::Comes(_) | Axis::Unset(_) => Some(None),
            Axis::Linear(ref sum) => match sums::value(self.model, sum, self.case, self.day) {
                Some(value) => number(cells, value).map(Some),
                None => Some(None),
            },
            Axis::IsNone(fact) => Some(value(fact).map(|value| u32::from(matches!(value, Value::None)))),
            Axis::Fact(fact) => match value(fact) {
                None | Some(Value::Person(_) | Value::Set(_)) => Some(None),
                Some(Value::YesNo(yes)) => Some(Some(u32::from(*yes))),
                Some(Value::Ordered(value)) => number(cells, *value).map(Some),
                Some(Value::Choice(leaf)) => {
                    let list = self.choice(fact)?;
                    let Cells::Classes(classes) = cells else {
                        return None;
                    };
                    places::place_on(self.model, *leaf, list, list, Some(self.day))?;
                    classes.of.get(leaf).copied().map(Some)
                }
                // Only a fact with a list has a cell of its own for `none`.
                Some(Value::None) => Some(match cells {
                    Cells::Classes(classes) => classes.none_class(),
                    _ => None,
                }),
            },
            Axis::Member(fact, leaf) => match (value(fact), &self.model.facts[fact].domain) {
                (Some(Value::Set(members)), Domain::SetOf(list)) => {
                    let read = |value| self.model.lists[*list].read_on(value, self.day);
                    let wanted = read(leaf).unwrap_or(leaf);
                    // A member that does not exist on the day puts the whole set outside its domain.
                    if members.iter().any(|member| read(*member).is_none()) {
                        return None;
                    }
                    let has = members.iter().any(|member| read(*member) == Some(wanted));
                    Some(Some(u32::from(has)))
                }
                _ => Some(None),
            },
            Axis::Count(fact) => match value(fact) {
                Some(Value::Set(members)) => {
                    let count = i128::try_from(members.len()).unwrap_or(i128::MAX);
                    number(cells, Rational::from_integer(count)).map(Some)
                }
                _ => Some(None),
            },
            Axis::Same(left, right, list) => {
                let (Some(Value::Choice(left_leaf)), Some(Value::Choice(right_leaf))) = (value(left), value(right))
                else {
                    return Some(None);
                };
                let place = |fact: FactId, leaf: ValueId| {
                    let own = self.choice(fact)?;
                    places::place_on(self.model, leaf, own, list, Some(self.day))
                };
                let (left, right) = (place(left, *left_leaf)?, place(right, *right_leaf)?);
                Some(Some(u32::from(left == right)))
            }
        }
    }

    fn choice(&self, fact: FactId) -> Option<ListId> {
        match self.model.facts[fact].domain {
            Domain::Choice(list) => Some(list),
            _ => None,
        }
    }
}

/// The stretch a number lies in; none where it is outside the domain.
fn number(cells: &Cells, value: Rational) -> Option<u32> {
    let Cells::Stretches(stretches) = cells else {
        return None;
    };
    let Stretches { cuts, from, to } = stretches;
    let after = |cut: &crate::cells::Cut| cut.value < value || cut.value == value && !cut.after;
    let inside = from.as_ref().is_none_or(after) && !to.as_ref().is_some_and(after);
    inside.then(|| u32::try_from(cuts.partition_point(after)).unwrap_or(u32::MAX))
}
