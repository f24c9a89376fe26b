//! Cases: what is known of the facts of one power.

use crate::bundle::{PowerHandle, Slot};
use crate::tables::{self, FactKind, Tables};

/// The fact is not given.
pub(crate) const UNKNOWN: i64 = i64::MIN;
/// The question has no answer.
pub(crate) const NO_ANSWER: i64 = i64::MIN + 1;
/// The least key of a number.
const LEAST: i64 = i64::MIN + 2;

/// What is known of the facts of one power. Facts that are not given are unknown.
#[derive(Debug, Clone)]
pub struct Case<'b> {
    pub(crate) power: PowerHandle<'b>,
    /// One a slot: yes is 1, a leaf is its number in its list, a number is its key, a set is its number in `sets`.
    pub(crate) values: Vec<i64>,
    /// One a slot; empty where the fact is no set.
    pub(crate) sets: Vec<Vec<u32>>,
    /// One a slot: numbers as they were given.
    pub(crate) exact: Vec<Option<Fraction>>,
    /// How many facts on which the holder can depend are not given.
    pub(crate) missing: u32,
}

/// An exact fraction. The denominator is not zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fraction {
    numerator: i128,
    denominator: i128,
}

impl Fraction {
    /// A fraction; none where the denominator is zero or the numbers are at the very edge of what 128 bits hold.
    #[must_use]
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        let (numerator, denominator) = match denominator {
            0 => return None,
            1.. => (numerator, denominator),
            _ => (numerator.checked_neg()?, denominator.checked_neg()?),
        };
        let shared = gcd(numerator.unsigned_abs(), denominator.unsigned_abs());
        let shared = i128::try_from(shared).ok()?;
        Some(Self { numerator: numerator / shared, denominator: denominator / shared })
    }
    /// A whole number.
    #[must_use]
    pub const fn whole(number: i64) -> Self {
        Self { numerator: number as i128, denominator: 1 }
    }
    /// Above the line; the fraction is in lowest terms.
    #[must_use]
    pub const fn numerator(self) -> i128 {
        self.numerator
    }
    /// Below the line, positive.
    #[must_use]
    pub const fn denominator(self) -> i128 {
        self.denominator
    }
    /// Twice the whole part of this number of `1 / scale`, and one more if there is a rest. Numbers too far out for 64 bits are as good as endless.
    /// None where the fraction is too fine to be compared in 128 bits.
    pub(crate) fn key(self, scale: i64) -> Option<i64> {
        let scale = i128::from(scale);
        let rest = self.numerator.rem_euclid(self.denominator).checked_mul(scale)?;
        let key = self
            .numerator
            .div_euclid(self.denominator)
            .checked_mul(scale)
            .and_then(|whole| whole.checked_add(rest.div_euclid(self.denominator)))
            .and_then(|whole| whole.checked_mul(2))
            .and_then(|twice| twice.checked_add(i128::from(rest % self.denominator != 0)))
            .and_then(|key| i64::try_from(key).ok());
        let edge = if self.numerator < 0 { LEAST } else { i64::MAX };
        Some(key.unwrap_or(edge).max(LEAST))
    }
    fn has_decimals(self, decimals: u32) -> bool {
        10i128.checked_pow(decimals).is_some_and(|step| step % self.denominator == 0)
    }
}

const fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    if a == 0 { 1 } else { a }
}

/// A leaf of a list: its number among the values of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Leaf(pub u32);

/// Why a fact does not take a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// The power has no such fact.
    NoSuchFact,
    /// The fact takes values of another type.
    WrongType,
    /// The value is outside the fact's domain.
    OutOfDomain,
    /// The fraction has more digits than can be compared exactly.
    TooFine,
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::NoSuchFact => "this fact does not bear on the power",
            Self::WrongType => "the fact takes values of another type",
            Self::OutOfDomain => "the value is outside the fact's domain",
            Self::TooFine => "the number has more digits than can be compared exactly",
        })
    }
}

impl std::error::Error for Refused {}

impl<'b> Case<'b> {
    pub(crate) fn new(power: PowerHandle<'b>) -> Self {
        let slots = power.power.slots.of(&power.tables.slots);
        let mut case = Self {
            power,
            values: vec![UNKNOWN; slots.len()],
            sets: vec![Vec::new(); slots.len()],
            exact: vec![None; slots.len()],
            missing: 0,
        };
        case.clear();
        case
    }

    /// The power it is a case of.
    #[must_use]
    pub const fn power(&self) -> PowerHandle<'b> {
        self.power
    }

    /// Forgets every fact.
    pub fn clear(&mut self) {
        self.values.fill(UNKNOWN);
        let slots = self.power.power.slots.of(&self.power.tables.slots);
        let deciding = slots.iter().filter(|slot| slot.decides).count();
        self.missing = u32::try_from(deciding).unwrap_or(u32::MAX);
    }

    /// Whether a fact is given.
    #[must_use]
    pub fn knows(&self, slot: Slot) -> bool {
        self.values.get(usize::from(slot.0)).is_some_and(|value| *value != UNKNOWN)
    }

    /// Gives a yes-or-no fact.
    ///
    /// # Errors
    /// [`Refused`]
    pub fn yes_no(&mut self, slot: Slot, yes: bool) -> Result<(), Refused> {
        match self.kind(slot)? {
            FactKind::YesNo => self.put(slot, i64::from(yes)),
            _ => Err(Refused::WrongType),
        }
    }

    /// Gives a number in the fact's own unit, or a date as the number of days since 1970-01-01.
    ///
    /// # Errors
    /// [`Refused`]
    pub fn number(&mut self, slot: Slot, number: Fraction) -> Result<(), Refused> {
        let FactKind::Number { decimals, .. } = self.kind(slot)? else {
            return Err(Refused::WrongType);
        };
        let row = self.row(slot)?;
        let key = number.key(row.scale).ok_or(Refused::TooFine)?;
        let in_domain =
            row.low <= key && key <= row.high && decimals.is_none_or(|decimals| number.has_decimals(decimals));
        if !in_domain {
            return Err(Refused::OutOfDomain);
        }
        if let Some(place) = self.exact.get_mut(usize::from(slot.0)) {
            *place = Some(number);
        }
        self.put(slot, key)
    }

    /// Gives a whole number in the fact's own unit.
    ///
    /// # Errors
    /// [`Refused`]
    pub fn whole(&mut self, slot: Slot, number: i64) -> Result<(), Refused> {
        self.number(slot, Fraction::whole(number))
    }

    /// Gives a leaf of the fact's list.
    ///
    /// # Errors
    /// [`Refused`]
    pub fn leaf(&mut self, slot: Slot, leaf: Leaf) -> Result<(), Refused> {
        match self.kind(slot)? {
            FactKind::Choice(list) if is_leaf(self.power.tables, list, leaf) => self.put(slot, i64::from(leaf.0)),
            FactKind::Choice(_) => Err(Refused::OutOfDomain),
            _ => Err(Refused::WrongType),
        }
    }

    /// Gives a set of leaves of the fact's list.
    ///
    /// # Errors
    /// [`Refused`]
    pub fn set(&mut self, slot: Slot, leaves: &[Leaf]) -> Result<(), Refused> {
        let FactKind::SetOf(list) = self.kind(slot)? else {
            return Err(Refused::WrongType);
        };
        if !leaves.iter().all(|leaf| is_leaf(self.power.tables, list, *leaf)) {
            return Err(Refused::OutOfDomain);
        }
        if let Some(members) = self.sets.get_mut(usize::from(slot.0)) {
            members.clear();
            members.extend(leaves.iter().map(|leaf| leaf.0));
            members.sort_unstable();
            members.dedup();
        }
        self.put(slot, 0)
    }

    /// Says that a fact which names a person names one.
    ///
    /// # Errors
    /// [`Refused`]
    pub fn person(&mut self, slot: Slot) -> Result<(), Refused> {
        match self.kind(slot)? {
            FactKind::Person => self.put(slot, 1),
            _ => Err(Refused::WrongType),
        }
    }

    /// Says that the question has no answer.
    ///
    /// # Errors
    /// [`Refused`], where it must have one.
    pub fn none(&mut self, slot: Slot) -> Result<(), Refused> {
        let fact = self.row(slot)?.fact;
        let row = self.power.tables.facts.get(fact as usize);
        if row.is_some_and(|row| row.or_none) { self.put(slot, NO_ANSWER) } else { Err(Refused::OutOfDomain) }
    }

    /// Forgets a fact.
    pub fn unknown(&mut self, slot: Slot) {
        // A slot that is not there is forgotten already.
        let _ = self.put(slot, UNKNOWN);
    }

    /// The leaf of this name in the list of a fact: look it up once, and keep it.
    #[must_use]
    pub fn leaf_named(&self, slot: Slot, name: &str) -> Option<Leaf> {
        self.power.leaf_named(slot, name)
    }

    fn row(&self, slot: Slot) -> Result<tables::Slot, Refused> {
        let slots = self.power.power.slots.of(&self.power.tables.slots);
        slots.get(usize::from(slot.0)).copied().ok_or(Refused::NoSuchFact)
    }

    fn kind(&self, slot: Slot) -> Result<FactKind, Refused> {
        let fact = self.row(slot)?.fact;
        let row = self.power.tables.facts.get(fact as usize);
        row.map(|row| row.kind).ok_or(Refused::NoSuchFact)
    }

    fn put(&mut self, slot: Slot, value: i64) -> Result<(), Refused> {
        let decides = self.row(slot)?.decides;
        let place = self.values.get_mut(usize::from(slot.0)).ok_or(Refused::NoSuchFact)?;
        if decides {
            match (*place == UNKNOWN, value == UNKNOWN) {
                (true, false) => self.missing = self.missing.saturating_sub(1),
                (false, true) => self.missing = self.missing.saturating_add(1),
                _ => {}
            }
        }
        *place = value;
        Ok(())
    }
}

impl PowerHandle<'_> {
    /// The leaf of this name in the list of a fact: look it up once, and keep it.
    #[must_use]
    pub fn leaf_named(self, slot: Slot, name: &str) -> Option<Leaf> {
        let row = self.power.slots.of(&self.tables.slots).get(usize::from(slot.0))?;
        let fact = self.tables.facts.get(row.fact as usize)?;
        let (FactKind::Choice(list) | FactKind::SetOf(list)) = fact.kind else {
            return None;
        };
        let values = self.tables.lists.get(list as usize)?.values;
        (0..)
            .zip(values.of(&self.tables.values))
            .find(|(_, value)| value.leaf && self.tables.string(value.name) == name)
            .map(|(n, _)| Leaf(n))
    }
}

fn is_leaf(tables: &Tables, list: u32, leaf: Leaf) -> bool {
    let values = tables.lists.get(list as usize).map_or(&[][..], |list| list.values.of(&tables.values));
    values.get(leaf.0 as usize).is_some_and(|value| value.leaf)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(numerator: i128, denominator: i128, scale: i64) -> Option<i64> {
        Fraction::new(numerator, denominator).and_then(|number| number.key(scale))
    }

    #[test]
    fn a_number_lies_at_or_between_grid_points() {
        assert_eq!(key(50, 1, 1), Some(100));
        assert_eq!(key(99, 2, 1), Some(99), "between 49 and 50");
        assert_eq!(key(101, 2, 1), Some(101), "between 50 and 51");
        assert_eq!(key(99, 2, 2), Some(198), "a point of the finer grid");
        assert_eq!(key(-1, 2, 1), Some(-1), "between -1 and 0");
        assert_eq!(key(-1, -2, 1), Some(1));
    }

    #[test]
    fn numbers_far_out_are_as_good_as_endless() {
        assert_eq!(key(i128::MAX, 1, 1_000), Some(i64::MAX));
        assert_eq!(key(-(10i128.pow(30)), 1, 1), Some(LEAST));
        assert_eq!(key(i64::MAX.into(), 1, 1), Some(i64::MAX));
    }

    #[test]
    fn what_cannot_be_compared_exactly_is_refused() {
        assert_eq!(key(1, 10i128.pow(38), 1_000_000_000), Some(1), "just above zero");
        assert_eq!(key(10i128.pow(38) - 1, 10i128.pow(38), 1_000_000_000), None);
        assert_eq!(Fraction::new(1, 0), None);
    }
}
