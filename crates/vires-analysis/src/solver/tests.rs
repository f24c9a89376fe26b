//! The solver against counting through small grids.

use std::collections::BTreeSet;
use std::sync::Arc;

use vires_model::{Day, Lapse, Rational};

use super::{Effort, Stair, System, TooHard};
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

fn lapse(days: i32, months: i32, working_days: i32) -> Lapse {
    Lapse { days, months, working_days }
}

/// Days counted by the calendar: three days of some weeks, some compared with what is counted from others.
#[test]
fn days_as_counted() {
    let mut dice = Dice(29);
    let holidays: BTreeSet<Day> = [19_753, 19_760, 19_782].map(Day).into();
    let lapses = [lapse(0, 1, 0), lapse(0, 2, 0), lapse(0, 12, 0), lapse(3, -1, 0), lapse(0, 0, 5), lapse(0, 1, 2)];
    let stairs = lapses.map(|lapse| Arc::new(Stair::new(lapse, &holidays)));
    let (mut solvable, mut empty) = (0, 0);
    for round in 0..1_500 {
        // Around the end of January and of February 2024, of 22 days each.
        let first = [19_740, 19_770, 20_110][dice.below(3) as usize];
        let reach = 22_i128;
        let variables = 2 + dice.below(2) as usize;
        let mut system = System::default();
        let days: Vec<usize> = (0..variables).map(|_| system.day()).collect();
        let whole = |n: i128| number(first + n);
        for day in &days {
            let to = Cut { value: whole(reach - 1), after: true };
            system.between(&[(*day, number(1))], Some(Cut::before(whole(0))), Some(to)).expect("small");
        }
        let mut counted: Vec<(usize, usize)> = Vec::new();
        let mut limits: Vec<(usize, usize, i128, i128)> = Vec::new();
        for _ in 0..1 + dice.below(3) {
            let (base, stair) = (dice.below(variables as u64) as usize, dice.below(6) as usize);
            let later = system.day();
            system.tie(later, base, stairs[stair].clone());
            counted.push((base, stair));
            let other = dice.below((variables + counted.len() - 1) as u64) as usize;
            let off = [0, 28, 30, 31, 60, 365, 7][dice.below(7) as usize];
            let from = dice.between(-off - 1, 1 - off);
            limits.push((other, later, from, from + dice.between(0, 2)));
        }
        for (other, later, from, to) in &limits {
            let sum = [(*other, number(1)), (*later, number(-1))];
            let to = Cut { value: number(*to), after: true };
            system.between(&sum, Some(Cut::before(number(*from))), Some(to)).expect("small");
        }
        let holds = |values: &[i128]| {
            let mut all = values.to_vec();
            for (base, stair) in &counted {
                let day = Day(i32::try_from(all[*base]).expect("a day"));
                all.push(lapses[*stair].after(day, &holidays).0.into());
            }
            limits.iter().all(|(other, later, from, to)| (*from..=*to).contains(&(all[*other] - all[*later])))
        };
        let found = (0..reach.pow(variables as u32)).find(|n| {
            let values: Vec<i128> = (0..variables).map(|v| first + n / reach.pow(v as u32) % reach).collect();
            holds(&values)
        });
        let solved = system.solve(&Effort::default()).expect("not too hard");
        assert_eq!(solved.is_some(), found.is_some(), "round {round}: {counted:?} {limits:?}");
        match solved {
            Some(values) => {
                let own: Vec<i128> = values.iter().take(variables).map(Rational::to_integer).collect();
                assert!(holds(&own), "round {round}: {own:?}");
                solvable += 1;
            }
            None => empty += 1,
        }
    }
    assert!(solvable > 100 && empty > 500, "{solvable} {empty}");
}

/// Whenever it is: nothing bounds the days, and the answer is found all the same.
#[test]
fn days_without_bounds() {
    let none = BTreeSet::new();
    // `(counted from, lapse)` of each day that is counted, and `(one, other, least, most)` of each difference; whether there is a case.
    type Asked<'a> = (usize, &'a [(usize, Lapse)], &'a [(usize, usize, Option<i128>, Option<i128>)], bool);
    let (month, two) = (lapse(0, 1, 0), lapse(0, 2, 0));
    let asked: [Asked<'_>; 11] = [
        // A month has 28 to 31 days.
        (1, &[(0, month)], &[(1, 0, None, Some(27))], false),
        (1, &[(0, month)], &[(1, 0, None, Some(28))], true),
        (1, &[(0, month)], &[(1, 0, Some(29), Some(29))], true),
        // A month and another are never more than two.
        (1, &[(0, month), (1, month), (0, two)], &[(2, 3, Some(1), None)], false),
        (1, &[(0, month), (1, month), (0, two)], &[(2, 3, None, Some(-3))], true),
        (1, &[(0, month), (1, month), (0, two)], &[(2, 3, None, Some(-4))], false),
        // Who is received later is not late earlier.
        (2, &[(0, month), (1, month)], &[(1, 0, Some(0), None), (3, 2, None, Some(-1))], false),
        (2, &[(0, month), (1, month)], &[(1, 0, Some(-1), None), (3, 2, None, Some(-1))], true),
        // 400 days are more than a year, and ten years have two or three leap days.
        (1, &[(0, lapse(0, 12, 0))], &[(1, 0, Some(367), None)], false),
        (1, &[(0, lapse(0, 120, 0))], &[(1, 0, Some(3_651), Some(3_651))], true),
        (1, &[(0, lapse(0, 0, 10))], &[(1, 0, Some(11), Some(11))], false),
    ];
    for (n, (free, counted, limits, holds)) in asked.iter().enumerate() {
        let mut system = System::default();
        for _ in 0..*free {
            system.day();
        }
        for (base, lapse) in *counted {
            let later = system.day();
            system.tie(later, *base, Arc::new(Stair::new(*lapse, &none)));
        }
        for (one, other, least, most) in *limits {
            let sum = [(*one, number(1)), (*other, number(-1))];
            let from = least.map(|least| Cut::before(number(least)));
            let to = most.map(|most| Cut { value: number(most), after: true });
            system.between(&sum, from, to).expect("small");
        }
        assert_eq!(system.solve(&Effort::default()).map(|found| found.is_some()), Ok(*holds), "{n}");
    }
}
