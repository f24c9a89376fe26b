//! Whether some can decide and enough others are left to check them: nobody checks themselves.

use std::collections::BTreeSet;

use crate::bodies::Mode;

/// Beyond so many ways of deciding that differ in whom they leave, it counts as possible.
const MOST_WAYS: usize = 4_096;

/// Who decides, as far as it matters for the checks on the decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seats {
    /// One body, with the numbers of the checks that ask it too.
    One(Vec<usize>),
    /// Several.
    Several(Mode, Vec<Self>),
}

/// Of each check, how many of those whom it asks take part in the decision.
type Taken = Vec<usize>;

impl Seats {
    /// Whether the decision can be made so that of those whom check number `n` asks at most `spare[n]` take part in it. The ways of deciding that
    /// take least are built up seat by seat; one that takes of every check at least what another takes is left out.
    #[must_use]
    pub fn leave_enough(&self, spare: &[usize]) -> bool {
        self.least(spare).is_none_or(|ways| !ways.is_empty())
    }

    /// Where somebody would have to check themselves whoever decides: the checks that are lacking whoever of several decides alone, in order; where
    /// they exclude each other only together, all that ask somebody who may decide. Empty where it can be decided.
    #[must_use]
    pub fn lacking(&self, spare: &[usize]) -> Vec<usize> {
        if self.leave_enough(spare) {
            return Vec::new();
        }
        let all = 0..spare.len();
        let found: BTreeSet<usize> = match self {
            Self::Several(Mode::One | Mode::Any, seats) => seats.iter().flat_map(|seat| seat.lacking(spare)).collect(),
            one => {
                let alone = |check: usize| {
                    let only = spare.iter().enumerate().map(|(n, spare)| if n == check { *spare } else { usize::MAX });
                    !one.leave_enough(&only.collect::<Vec<_>>())
                };
                let alone: BTreeSet<usize> = all.clone().filter(|check| alone(*check)).collect();
                if alone.is_empty() { all.filter(|check| one.is_asked(*check)).collect() } else { alone }
            }
        };
        found.into_iter().collect()
    }

    /// Whether a check asks somebody of these.
    fn is_asked(&self, check: usize) -> bool {
        match self {
            Self::One(checks) => checks.contains(&check),
            Self::Several(_, seats) => seats.iter().any(|seat| seat.is_asked(check)),
        }
    }

    /// None: there are too many.
    fn least(&self, spare: &[usize]) -> Option<Vec<Taken>> {
        let (mode, seats) = match self {
            Self::One(checks) => {
                let taken = (0..spare.len()).map(|n| usize::from(checks.contains(&n))).collect();
                return Some(minimal(vec![taken], spare));
            }
            Self::Several(mode, seats) => (*mode, seats),
        };
        let needed = match mode {
            Mode::One | Mode::Any => 1,
            Mode::Jointly => seats.len(),
            Mode::AnyOf(count) => count as usize,
        };
        // By how many of the seats gone through take part.
        let mut reached: Vec<Vec<Taken>> = vec![Vec::new(); needed + 1];
        if let Some(none) = reached.first_mut() {
            none.push(vec![0; spare.len()]);
        }
        for seat in seats {
            let own = seat.least(spare)?;
            for count in (1..=needed).rev() {
                let Some([before, here]) = reached.get_mut(count - 1..=count) else { continue };
                let longer = before.iter().flat_map(|taken| own.iter().map(|more| together(taken, more)));
                let all: Vec<Taken> = here.drain(..).chain(longer).collect();
                *here = minimal(all, spare);
                if here.len() > MOST_WAYS {
                    return None;
                }
            }
        }
        reached.pop()
    }
}

fn together(taken: &Taken, more: &Taken) -> Taken {
    taken.iter().zip(more).map(|(one, other)| one + other).collect()
}

/// Those that leave enough and take no more than need be.
fn minimal(mut all: Vec<Taken>, spare: &[usize]) -> Vec<Taken> {
    all.retain(|taken| taken.iter().zip(spare).all(|(taken, spare)| taken <= spare));
    all.sort();
    let mut kept: Vec<Taken> = Vec::new();
    for taken in all {
        // What takes less in all of them stands before it in order.
        if !kept.iter().any(|known| known.iter().zip(&taken).all(|(known, own)| known <= own)) {
            kept.push(taken);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Dice;

    /// By trying every set of bodies.
    fn tried(seats: &Seats, spare: &[usize]) -> bool {
        fn leaves<'s>(seats: &'s Seats, all: &mut Vec<&'s Vec<usize>>) {
            match seats {
                Seats::One(checks) => all.push(checks),
                Seats::Several(_, seats) => seats.iter().for_each(|seat| leaves(seat, all)),
            }
        }
        fn decide(seats: &Seats, chosen: u32, next: &mut u32) -> bool {
            match seats {
                Seats::One(_) => {
                    *next += 1;
                    chosen >> (*next - 1) & 1 == 1
                }
                Seats::Several(mode, seats) => {
                    let able = seats.iter().map(|seat| decide(seat, chosen, next)).filter(|able| *able).count();
                    able >= match mode {
                        Mode::One | Mode::Any => 1,
                        Mode::Jointly => seats.len(),
                        Mode::AnyOf(count) => *count as usize,
                    }
                }
            }
        }
        let mut all = Vec::new();
        leaves(seats, &mut all);
        (0..1_u32 << all.len()).any(|chosen| {
            let taken = |check: usize| {
                let takes = |n: usize| chosen >> n & 1 == 1 && all.get(n).is_some_and(|own| own.contains(&check));
                (0..all.len()).filter(|n| takes(*n)).count()
            };
            decide(seats, chosen, &mut 0) && spare.iter().enumerate().all(|(check, spare)| taken(check) <= *spare)
        })
    }

    fn seats(dice: &mut Dice, depth: usize) -> Seats {
        if depth == 0 || dice.chance(1, 3) {
            return Seats::One((0..3).filter(|_| dice.chance(1, 3)).collect());
        }
        let seats: Vec<Seats> = (0..dice.between(1, 3)).map(|_| seats(dice, depth - 1)).collect();
        let all = u32::try_from(seats.len()).unwrap_or(1);
        let mode =
            *dice.pick(&[Mode::Any, Mode::Jointly, Mode::AnyOf(1), Mode::AnyOf(2.min(all))]).unwrap_or(&Mode::Any);
        Seats::Several(mode, seats)
    }

    #[test]
    fn it_is_as_trying_every_set_of_bodies_says() {
        let mut dice = Dice::new(5);
        let mut possible = 0;
        for _ in 0..2_000 {
            let seats = seats(&mut dice, 2);
            let spare: Vec<usize> = (0..3).map(|_| dice.below(3)).collect();
            let leaves = seats.leave_enough(&spare);
            assert_eq!(leaves, tried(&seats, &spare), "{seats:?} {spare:?}");
            possible += usize::from(leaves);
        }
        assert!((200..1_800).contains(&possible), "{possible} of 2,000 are possible");
    }
}
