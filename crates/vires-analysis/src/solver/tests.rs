//! The solver against counting through small grids.

use vires_model::Rational;

use super::{Effort, System, TooHard};
use crate::cells::Cut;

struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
    fn between(&mut self, from: i128, to: i128) -> i128 {
        from + i128::from(self.below((to - from + 1) as u64))
    }
}

fn number(n: i128) -> Rational {
    Rational::from_integer(n)
}

/// `(sum, from, to)` of each inequality.
type Limits = (Vec<(usize, Rational)>, Option<Cut>, Option<Cut>);

fn within(limits: &[Limits], values: &[Rational]) -> bool {
    limits.iter().all(|(sum, from, to)| {
        let value: Rational = sum.iter().map(|(variable, times)| values[*variable] * times).sum();
        from.is_none_or(|cut| cut.value < value || cut.value == value && !cut.after)
            && to.is_none_or(|cut| value < cut.value || value == cut.value && cut.after)
    })
}

fn system(grids: &[Option<Rational>], limits: &[Limits]) -> System {
    let mut system = System::default();
    for grid in grids {
        system.variable(*grid);
    }
    for (sum, from, to) in limits {
        system.between(sum, *from, *to).expect("small numbers");
    }
    system
}

fn random_limits(dice: &mut Dice, variables: usize, reach: i128) -> Vec<Limits> {
    let mut limits: Vec<Limits> = (0..variables)
        .map(|n| {
            let (from, to) = (Cut::before(number(0)), Cut { value: number(reach), after: true });
            (vec![(n, number(1))], Some(from), Some(to))
        })
        .collect();
    for _ in 0..1 + dice.below(4) {
        let sum: Vec<(usize, Rational)> = (0..variables)
            .map(|n| (n, Rational::new(dice.between(-7, 7), dice.between(1, 3))))
            .filter(|(_, times)| *times != number(0))
            .collect();
        let cut = |dice: &mut Dice| Cut { value: Rational::new(dice.between(-20, 20), 2), after: dice.below(2) == 0 };
        let (from, to) = (cut(dice), cut(dice));
        match dice.below(4) {
            0 => limits.push((sum, Some(from), None)),
            1 => limits.push((sum, None, Some(to))),
            2 => limits.push((sum, Some(Cut::before(from.value)), Some(Cut { value: from.value, after: true }))),
            _ => limits.push((sum, Some(from.min(to)), Some(from.max(to)))),
        }
    }
    limits
}

/// Every whole solution of a small grid is found, and none where there is none.
#[test]
fn whole_numbers_as_counted() {
    let mut dice = Dice(11);
    let (mut solvable, mut empty) = (0, 0);
    for round in 0..6_000 {
        let variables = 1 + dice.below(3) as usize;
        let limits = random_limits(&mut dice, variables, 6);
        let counted = (0..7i128.pow(variables as u32)).find_map(|n| {
            let values: Vec<Rational> = (0..variables).map(|v| number(n / 7i128.pow(v as u32) % 7)).collect();
            within(&limits, &values).then_some(values)
        });
        let solved =
            system(&vec![Some(number(1)); variables], &limits).solve(&Effort::default()).expect("small numbers");
        assert_eq!(solved.is_some(), counted.is_some(), "round {round}: {limits:?} {counted:?} {solved:?}");
        if let Some(values) = &solved {
            assert!(within(&limits, values) && values.iter().all(Rational::is_integer), "round {round}: {values:?}");
            solvable += 1;
        } else {
            empty += 1;
        }
    }
    assert!(solvable > 1_000 && empty > 1_000, "{solvable} {empty}");
}

/// Dense numbers: a solution is one; where a fine grid has one, there is one.
#[test]
fn dense_and_mixed_numbers() {
    let mut dice = Dice(5);
    let (mut solvable, mut empty) = (0, 0);
    for round in 0..4_000 {
        let variables = 1 + dice.below(2) as usize;
        let limits = random_limits(&mut dice, variables, 5);
        let grids: Vec<Option<Rational>> =
            (0..variables).map(|_| (dice.below(3) == 0).then(|| Rational::new(1, 2))).collect();
        let fine = |n: i128| Rational::new(n, 12);
        let counted = (0..61i128.pow(variables as u32)).any(|n| {
            let values: Vec<Rational> = (0..variables).map(|v| fine(n / 61i128.pow(v as u32) % 61)).collect();
            let on_grid =
                values.iter().zip(&grids).all(|(value, grid)| grid.is_none_or(|step| (value / step).is_integer()));
            on_grid && within(&limits, &values)
        });
        let solved = system(&grids, &limits).solve(&Effort::default()).expect("small numbers");
        if let Some(values) = &solved {
            assert!(within(&limits, values), "round {round}: {limits:?} {values:?}");
            let on_grid =
                values.iter().zip(&grids).all(|(value, grid)| grid.is_none_or(|step| (value / step).is_integer()));
            assert!(on_grid, "round {round}");
            solvable += 1;
        } else {
            assert!(!counted, "round {round}: {limits:?}");
            empty += 1;
        }
    }
    assert!(solvable > 1_000 && empty > 500, "{solvable} {empty}");
}

/// Without bounds on the variables only arithmetic can tell.
#[test]
fn endless_whole_numbers() {
    let whole = Some(number(1));
    let exactly = |n: i128| (Some(Cut::before(number(n))), Some(Cut { value: number(n), after: true }));
    let solve = |terms: &[i128], limit: i128| {
        let sum: Vec<(usize, Rational)> = terms.iter().copied().map(number).enumerate().collect();
        let (from, to) = exactly(limit);
        system(&vec![whole; terms.len()], &[(sum, from, to)]).solve(&Effort::default()).expect("small numbers")
    };
    assert_eq!(solve(&[6, 9, 15], 4), None);
    let found = solve(&[6, 10, 15], 1).expect("small numbers");
    assert_eq!(number(6) * found[0] + number(10) * found[1] + number(15) * found[2], number(1));
    // 27 ≤ 11x + 13y ≤ 45 and -10 ≤ 7x - 9y ≤ 4: Pugh's own example, without a whole solution.
    let cuts = |from: i128, to: i128| (Some(Cut::before(number(from))), Some(Cut { value: number(to), after: true }));
    let (a, b) = (cuts(27, 45), cuts(-10, 4));
    let pugh = [(vec![(0, number(11)), (1, number(13))], a.0, a.1), (vec![(0, number(7)), (1, number(-9))], b.0, b.1)];
    assert_eq!(system(&[whole; 2], &pugh).solve(&Effort::default()).expect("small numbers"), None);
    assert!(system(&[None; 2], &pugh).solve(&Effort::default()).expect("small numbers").is_some());
}

#[test]
fn ranges_are_tight() {
    // x + y at most 10, x over 3, y at least 2.
    let limits = [
        (vec![(0, number(1)), (1, number(1))], None, Some(Cut { value: number(10), after: true })),
        (vec![(0, number(1))], Some(Cut { value: number(3), after: true }), None),
        (vec![(1, number(1))], Some(Cut::before(number(2))), None),
    ];
    let system = system(&[None, Some(Rational::new(1, 100))], &limits);
    let cut = |n: i128, after: bool| Some(Cut { value: number(n), after });
    assert_eq!(system.range(0, &Effort::default()).expect("small numbers"), (cut(3, true), cut(8, true)));
    assert_eq!(system.range(1, &Effort::default()).expect("small numbers"), (cut(2, false), cut(7, false)));
}

#[test]
fn too_great_numbers_are_refused() {
    let great = Rational::from_integer(i128::MAX / 2);
    let mut system = System::default();
    let (a, b) = (system.variable(Some(number(1))), system.variable(Some(number(1))));
    let cut = Some(Cut::before(number(1)));
    let made = system
        .between(&[(a, great), (b, number(-3))], cut, None)
        .and_then(|()| system.between(&[(a, number(-5)), (b, great)], cut, None));
    assert_eq!(made.and_then(|()| system.solve(&Effort::default())), Err(TooHard));
}
