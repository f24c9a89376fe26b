//! Regions on one day, in values that mean the same on every day and in every version: cases that may be compared.

use std::cell::RefCell;
use std::sync::Arc;

use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub};
use vires_model::{Day, Domain, Later, ListId, Model, Rational, Term, ValueSet};

use super::outcomes::{Ground, Outcomes};
use crate::atoms::{WHOLE, grid_of};
use crate::axes::{Axis, Extent, Sum, ValueBox};
use crate::cells::{Cut, next_on_grid, on_grid};
use crate::derived::{Derived, Meaning};
use crate::machine_boxes::written_out;
use crate::places;
use crate::region::BoundReached;
use crate::sums;

/// The most boxes into which one is written out.
const MOST_PARTS: usize = 2_000;

/// The outcomes on one day without the day; or on all days, but with places told apart by name where they come and go.
///
/// What other things than the day lie within each other never changes in `fixed` lists: questions about those stay as they are.
///
/// # Errors
/// [`BoundReached`] where that takes too many boxes.
pub(crate) fn sliced(
    model: &Model,
    outcomes: &Outcomes,
    day: Option<Day>,
    fixed: &dyn Fn(ListId) -> bool,
) -> Result<Outcomes, BoundReached> {
    let slice = Slice { model, day, fixed, derived: RefCell::default() };
    let states = outcomes.states.iter().map(|(state, boxes)| Ok((state.clone(), slice.boxes(boxes)?)));
    let states: Result<Vec<_>, BoundReached> = states.collect();
    let grounds = outcomes.grounds.iter();
    let grounds = grounds.map(|own| Ok(Ground { rules: own.rules.clone(), boxes: slice.boxes(&own.boxes)? }));
    let grounds: Result<Vec<_>, BoundReached> = grounds.collect();
    let impossible = slice.boxes(&outcomes.impossible)?;
    Ok(Outcomes {
        states: states?.into_iter().filter(|(_, boxes)| !boxes.is_empty()).collect(),
        grounds: grounds?.into_iter().filter(|ground| !ground.boxes.is_empty()).collect(),
        impossible,
        uncompared: slice.boxes(&outcomes.uncompared)?,
        axes: outcomes.axes.clone(),
    })
}

/// Boxes on one day without the day, or on all.
///
/// # Errors
/// [`BoundReached`] where that takes too many boxes.
pub(super) fn boxes(
    model: &Model,
    boxes: &[ValueBox],
    day: Option<Day>,
    fixed: &dyn Fn(ListId) -> bool,
) -> Result<Vec<ValueBox>, BoundReached> {
    Slice { model, day, fixed, derived: RefCell::default() }.boxes(boxes)
}

/// Terms of a sum.
type Terms = Vec<(Term, Rational)>;

struct Slice<'a> {
    model: &'a Model,
    day: Option<Day>,
    fixed: &'a dyn Fn(ListId) -> bool,
    /// What derived facts mean on the day, as far as they were met.
    derived: RefCell<Vec<(Arc<Derived>, Meant)>>,
}

/// A derived fact on one day; or what it is in every case then.
type Meant = Result<Arc<Derived>, bool>;

impl Slice<'_> {
    fn boxes(&self, boxes: &[ValueBox]) -> Result<Vec<ValueBox>, BoundReached> {
        let mut done: Vec<ValueBox> = Vec::new();
        for value_box in boxes {
            let Some(value_box) = self.on_day(value_box)? else { continue };
            let moves = value_box.0.iter().any(|(axis, _)| self.moves(axis));
            if !moves {
                done.push(value_box);
                continue;
            }
            let (parts, complete) = written_out(self.model, &self.dated(value_box), MOST_PARTS);
            if !complete {
                return Err(BoundReached);
            }
            for part in parts {
                done.extend(self.on_day(&part)?);
            }
        }
        Ok(done)
    }

    /// Whether the answer to a question about two places depends on the day or the version.
    fn moves(&self, axis: &Axis) -> bool {
        let Axis::Same(left, right, list) = axis else { return false };
        let own = |fact| match self.model.facts[fact].domain {
            Domain::Choice(list) => Some(list),
            _ => None,
        };
        let mut lists: Vec<ListId> = [*left, *right].into_iter().filter_map(own).collect();
        let mut n = 0;
        while let Some(at) = lists.get(n).copied() {
            if at != *list {
                lists.extend(self.model.lists[at].within);
            }
            n = n.saturating_add(1);
        }
        lists.into_iter().any(|list| !(self.fixed)(list) || places::has_lives(&self.model.lists[list]))
    }

    /// The box with the day in it, for what reads it from there.
    fn dated(&self, mut value_box: ValueBox) -> ValueBox {
        if let Some(day) = self.day {
            let at = |day: Day| Some(Cut::before(Rational::from_integer(i128::from(day.0))));
            value_box.0.push((Axis::Time, Extent::Between(at(day), at(day.next()))));
        }
        value_box
    }

    /// The box on the day, without it; none where it lies on other days.
    fn on_day(&self, value_box: &ValueBox) -> Result<Option<ValueBox>, BoundReached> {
        let Some(day) = self.day else { return Ok(Some(value_box.clone())) };
        let today = Rational::from_integer(i128::from(day.0));
        let mut sides = Vec::with_capacity(value_box.0.len());
        for (axis, extent) in &value_box.0 {
            match (axis, extent) {
                (Axis::Time, Extent::Between(from, to)) => {
                    // Days are cut before each.
                    if from.is_some_and(|from| today < from.value) || to.is_some_and(|to| to.value <= today) {
                        return Ok(None);
                    }
                }
                (Axis::Linear(sum), Extent::Between(from, to)) => {
                    let Some((axis, extent)) = self.sum_on_day(sum, *from, *to, today)? else {
                        continue;
                    };
                    sides.push((axis, extent));
                }
                (Axis::Derived(derived), Extent::Is(yes)) if derived.turns_on_the_day() => {
                    match self.meant(derived, day) {
                        Ok(meant) => sides.push((Axis::Derived(meant), Extent::Is(*yes))),
                        Err(certain) if certain == *yes => {}
                        Err(_) => return Ok(None),
                    }
                }
                _ => sides.push((axis.clone(), extent.clone())),
            }
        }
        Ok(Some(ValueBox(sides)))
    }

    /// What a derived fact means on the day.
    fn meant(&self, derived: &Arc<Derived>, day: Day) -> Meant {
        let mut known = self.derived.borrow_mut();
        let same = |own: &Arc<Derived>| Arc::ptr_eq(own, derived) || own == derived;
        if let Some((_, meant)) = known.iter().find(|(own, _)| same(own)) {
            return meant.clone();
        }
        let meant = match derived.on(day) {
            Meaning::Open(version) => Ok(version),
            Meaning::Certain(yes) => Err(yes),
        };
        known.push((derived.clone(), meant.clone()));
        meant
    }

    /// A limited sum with the day put in: a shorter sum, or the one term that is left; of a day that is counted from an answer, that answer.
    fn sum_on_day(
        &self,
        sum: &std::sync::Arc<Sum>,
        from: Option<Cut>,
        to: Option<Cut>,
        today: Rational,
    ) -> Result<Option<(Axis, Extent)>, BoundReached> {
        let (dated, rest): (Terms, Terms) = sum.0.iter().copied().partition(|(term, _)| term.asks_the_day());
        if dated.is_empty() {
            return Ok(Some((Axis::Linear(sum.clone()), Extent::Between(from, to))));
        }
        let mut moved = Rational::from_integer(0);
        for (term, times) in dated {
            let day = match term {
                Term::Later(later) => later.day(today, &self.model.holidays).ok_or(BoundReached)?,
                _ => today,
            };
            moved = day.checked_mul(&times).and_then(|day| moved.checked_add(&day)).ok_or(BoundReached)?;
        }
        // The first of what is left is counted once, as in every sum.
        let first = rest.first().map_or(Rational::from_integer(1), |(_, times)| *times);
        let rest: Option<Terms> =
            rest.into_iter().map(|(term, times)| Some((term, times.checked_div(&first)?))).collect();
        let rest = rest.ok_or(BoundReached)?;
        let counted = match rest[..] {
            [(Term::Later(later), _)] => Some(later),
            _ => None,
        };
        let (axis, grid) = match rest[..] {
            [] => return Ok(None),
            [(Term::Fact(fact), _)] => (Axis::Fact(fact), grid_of(self.model, fact)),
            [(Term::Count(fact), _)] => (Axis::Count(fact), WHOLE),
            [(Term::Later(Later { from: Some(fact), .. }), _)] => (Axis::Fact(fact), grid_of(self.model, fact)),
            _ => {
                let rest = Sum(rest);
                let grid = sums::grid(self.model, &rest);
                (Axis::Linear(std::sync::Arc::new(rest)), grid)
            }
        };
        let turned = first < Rational::from_integer(0);
        let cut = |cut: Option<Cut>| -> Result<Option<Cut>, BoundReached> {
            let Some(cut) = cut else { return Ok(None) };
            let value =
                cut.value.checked_sub(&moved).and_then(|value| value.checked_div(&first)).ok_or(BoundReached)?;
            let after = cut.after != turned;
            // Days are whole: beyond a day is from the next one on, and it is counted from the first day that leads there.
            let own = match counted {
                Some(later) => {
                    let next = next_on_grid(Cut { value, after }, Rational::from_integer(1));
                    Cut::before(later.first_to(next.ok_or(BoundReached)?, &self.model.holidays).ok_or(BoundReached)?)
                }
                None => Cut { value, after },
            };
            Ok(Some(on_grid(own, grid)))
        };
        let (from, to) = if turned { (to, from) } else { (from, to) };
        Ok(Some((axis, Extent::Between(cut(from)?, cut(to)?))))
    }
}

/// Nothing happens on two days: cases in which an event falls on the very day are not compared with those of another day.
pub(super) fn turning_points(model: &Model, outcomes: &Outcomes) -> Vec<ValueBox> {
    let events = outcomes.axes.iter().filter_map(|axis| match axis {
        Axis::Fact(fact) if model.facts[*fact].event => Some(*fact),
        _ => None,
    });
    let on_its_day = |fact| match model.facts[fact].domain {
        Domain::Choice(list) => model.lists[list].leaves().nth(1),
        _ => None,
    };
    let boxes = events.filter_map(|fact| {
        let leaves: ValueSet = std::iter::once(on_its_day(fact)?).collect();
        Some(ValueBox(vec![(Axis::Fact(fact), Extent::Leaves(leaves, false))]))
    });
    boxes.collect()
}
