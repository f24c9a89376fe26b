//! Values for facts whose sums a box limits: round ones that fit each other.

use std::collections::BTreeMap;

use vires_model::{Day, Domain, Interval, Model, Rational, Term};

use super::number::{self, Stretch};
use crate::atoms::{WHOLE, grid_of};
use crate::case_space::CaseSpace;
use crate::cells::{Cut, Grid, cuts_of, next_on_grid};
use crate::region::Cuboid;
use crate::solver::{Part, TooHard};
use crate::sums::Numbers;

/// A value for every term of the limited sums on a day; none where there are no such values, or none were found.
pub(super) fn choose(
    model: &Model,
    space: &CaseSpace,
    cuboid: &Cuboid,
    day: Day,
) -> Result<Option<BTreeMap<Term, Rational>>, TooHard> {
    let Some(numbers) = Numbers::of(model, space, cuboid, (Some(day), Some(day)))? else {
        return Ok(Some(BTreeMap::new()));
    };
    let mut chosen = BTreeMap::new();
    for Part { variables, mut system } in numbers.system.parts() {
        let Some(mut solution) = system.solve(&space.effort)? else { return Ok(None) };
        let terms = numbers
            .variables
            .iter()
            .filter_map(|(term, variable)| Some((*term, variables.iter().position(|own| own == variable)?)));
        for (term, variable) in terms {
            let range = system.range(variable, &space.effort)?;
            let mut fixed = false;
            let values = liked(model, term, range, day);
            // Where months are of different lengths, what fits for sure lies a little further inside.
            let play = Rational::from_integer(system.play(variable).into());
            let inside = [(range.0, play), (range.1, -play)].map(|(cut, by)| Some(cut?.value.floor() + by));
            let inside = inside.into_iter().flatten().filter(|_| play > Rational::from_integer(0));
            for value in values.into_iter().chain(inside) {
                let mut trial = system.clone();
                if trial.fix(variable, value).is_err() {
                    continue;
                }
                if let Ok(Some(found)) = trial.solve(&space.effort) {
                    (system, solution, fixed) = (trial, found, true);
                    break;
                }
            }
            let value = solution.get(variable).copied().ok_or(TooHard)?;
            if !fixed {
                system.fix(variable, value)?;
            }
            chosen.insert(term, value);
        }
    }
    Ok(Some(chosen))
}

/// A day on which the sums of a box, the day asked about in them, can be as it says.
pub(super) fn day(model: &Model, space: &CaseSpace, cuboid: &Cuboid) -> Option<Day> {
    let numbers = Numbers::of(model, space, cuboid, space.days(cuboid)).ok()??;
    let variable = *numbers.variables.get(&Term::Today)?;
    let solution = numbers.system.solve(&space.effort).ok()??;
    i32::try_from(solution.get(variable)?.to_integer()).ok().map(Day)
}

/// Values in the order in which they are liked: the one that a person would name whatever the sums, then one a little inside what the sums leave,
/// then one at their very limit.
fn liked(model: &Model, term: Term, (from, to): (Option<Cut>, Option<Cut>), day: Day) -> Vec<Rational> {
    let (domain, grid, pick): (Interval, Grid, &dyn Fn(Stretch) -> Option<Rational>) = match term {
        Term::Today => return vec![Rational::from_integer(i128::from(day.0))],
        // Whatever the day is from which it is counted, that one says it.
        Term::Later(_) => return Vec::new(),
        Term::Count(_) => (Interval::default(), WHOLE, &|stretch| number::number(stretch, Rational::from_integer(1))),
        Term::Fact(fact) => match &model.facts[fact].domain {
            Domain::Ordered(ordered) => {
                let domain = Interval { from: ordered.from, to: ordered.to };
                let natural = number::natural(ordered);
                let date = ordered.measure == vires_model::Measure::Date;
                let pick =
                    move |stretch| if date { number::day(stretch, day) } else { number::number(stretch, natural) };
                return stretches(domain, grid_of(model, fact), from, to).filter_map(pick).collect();
            }
            _ => return Vec::new(),
        },
    };
    stretches(domain, grid, from, to).filter_map(pick).collect()
}

fn stretches(domain: Interval, grid: Grid, from: Option<Cut>, to: Option<Cut>) -> impl Iterator<Item = Stretch> {
    let edges = cuts_of(&domain, grid);
    let on_grid = |cut: Cut| match grid {
        Some(step) => next_on_grid(cut, step).map_or(cut, Cut::before),
        None => cut,
    };
    // A limit that only the other numbers make is nobody's: a round number beside it is better.
    let inside_from = from.map(|cut| Cut { value: cut.value, after: true }).map(on_grid);
    let inside_to = to.map(|cut| Cut { value: cut.value, after: false }).map(on_grid);
    let (from, to) = (from.map(on_grid), to.map(on_grid));
    let stretch = move |from: Option<Cut>, to: Option<Cut>| Stretch {
        from,
        to,
        from_is_edge: from == edges.0,
        to_is_edge: to == edges.1,
        grid,
    };
    let inside = |own: Option<Cut>, inside: Option<Cut>, edge: Option<Cut>| if own == edge { own } else { inside };
    let first = stretch(inside(from, inside_from, edges.0), inside(to, inside_to, edges.1));
    [first, stretch(from, to)].into_iter()
}
