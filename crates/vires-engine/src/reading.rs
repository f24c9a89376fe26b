//! A case read on a day: which cells it lies in, which bits are left, and who the holders are.

use crate::bundle::PowerHandle;
use crate::case::{Fraction, NO_ANSWER, UNKNOWN};
use crate::instance::{Instance, Of};
use crate::tables::{Ask, Choice, FactKind, NONE, Part, Span, Tables, Which};

/// Parts within parts are no deeper than conditions can be written.
const DEEPEST: u32 = 1 << 10;

/// The values of a case on a day.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'r> {
    pub(crate) power: PowerHandle<'r>,
    pub(crate) values: &'r [i64],
    pub(crate) sets: &'r [Vec<u32>],
    /// One a slot: the number itself, or how many members a set has where it is not known which.
    pub(crate) exact: &'r [Option<Fraction>],
    pub(crate) day: i32,
}

impl<'r> Reading<'r> {
    pub(crate) const fn tables(&self) -> &'r Tables {
        self.power.tables
    }

    #[inline]
    pub(crate) fn value(&self, slot: u32) -> i64 {
        self.values.get(slot as usize).copied().unwrap_or(UNKNOWN)
    }

    /// The number that a slot gives, where it is one.
    pub(crate) fn number(&self, slot: u32) -> Option<Fraction> {
        self.exact.get(slot as usize).copied().flatten()
    }

    /// The cell that the case lies in; none for what nobody can say, for what other bits say, and for sums of unknowns.
    #[inline]
    pub(crate) fn cell(&self, ask: Ask) -> Option<u32> {
        Some(match ask {
            Ask::Day { starts } => {
                let starts = starts.of(&self.tables().days);
                reached(starts, self.day)
            }
            Ask::Number { slot, keys } => {
                let value = self.value(slot);
                let keys = keys.of(&self.tables().keys);
                reached(keys, value)
            }
            Ask::Leaf { slot, classes, none } => match self.value(slot) {
                NO_ANSWER => none,
                value => {
                    let at = (classes as usize).wrapping_add(usize::try_from(value).unwrap_or(usize::MAX));
                    self.tables().classes.get(at).copied().unwrap_or(0)
                }
            },
            Ask::YesNo { slot } => u32::from(self.value(slot) == 1),
            Ask::IsNone { slot } => u32::from(self.value(slot) == NO_ANSWER),
            Ask::Member { slot, value } => u32::from(self.has_member(slot, value)),
            Ask::Count { slot, keys } => {
                let members = self.members(slot);
                let keys = keys.of(&self.tables().keys);
                reached(keys, members)
            }
            Ask::Same { left, left_in, right, right_in } => {
                let left = self.place(left, left_in);
                u32::from(left != NONE && left == self.place(right, right_in))
            }
            Ask::Sum { terms, cuts } => return self.sum_cell(terms, cuts),
            Ask::Derived { .. } | Ask::Comes { .. } | Ask::Unset { .. } => return None,
        })
    }

    /// The row of [`Tables::values`] of the place in which a fact lies; [`NONE`]: in none.
    #[inline]
    pub(crate) fn place(&self, slot: u32, lies_in: u32) -> u32 {
        let tables = self.tables();
        let Some(places) = tables.places.get(lies_in as usize) else {
            return NONE;
        };
        let Ok(leaf) = u32::try_from(self.value(slot)) else {
            return NONE;
        };
        let starts = places.starts.of(&tables.days);
        // The first stretch begins with the least day.
        let stretch =
            if starts.len() == 1 { 0 } else { starts.partition_point(|start| *start <= self.day).saturating_sub(1) };
        let row =
            stretch.wrapping_mul(places.width as usize).wrapping_add(places.first as usize).wrapping_add(leaf as usize);
        tables.lies_in.get(row).copied().unwrap_or(NONE)
    }

    /// The body that a holder is in this case; none where the facts name none.
    #[inline]
    pub(crate) fn instance(&self, holder: u32) -> Option<Instance> {
        let holder = self.tables().holders.get(holder as usize)?;
        let of = match holder.which {
            Which::Sole => Of::Sole,
            Which::Unsaid => Of::Unsaid,
            Which::OfFact { slot, lies_in } => match self.place(slot, lies_in) {
                NONE => return None,
                place => Of::Place(place),
            },
            Which::Of(value) => Of::Place(self.read(value)),
        };
        Some(Instance { body: holder.body, of })
    }

    /// What a value is read as on the day: after its end, its one successor; where there is none, itself.
    fn read(&self, value: u32) -> u32 {
        self.read_on(value).unwrap_or(value)
    }

    /// Likewise; none where it does not exist on the day.
    fn read_on(&self, value: u32) -> Option<u32> {
        let values = &self.tables().values;
        let mut at = value;
        for _ in 0..=values.len() {
            let row = values.get(at as usize)?;
            if self.day <= row.until {
                return (row.from <= self.day).then_some(at);
            }
            at = row.successor;
        }
        None
    }

    /// The list of a slot: its first value's row and whether its values begin and end.
    fn list(&self, slot: u32) -> Option<(u32, bool)> {
        let slots = self.power.power.slots.of(&self.tables().slots);
        let fact = slots.get(slot as usize)?.fact;
        let (FactKind::Choice(list) | FactKind::SetOf(list)) = self.tables().facts.get(fact as usize)?.kind else {
            return None;
        };
        let list = self.tables().lists.get(list as usize)?;
        Some((list.values.from, list.lives))
    }

    /// Whether a value that the case gives exists on the day: [`crate::Case`] checks everything else of its domain.
    pub(crate) fn exists(&self, slot: u32) -> bool {
        let value = self.value(slot);
        let Some((first, true)) = self.list(slot) else {
            return true;
        };
        match value {
            UNKNOWN | NO_ANSWER => true,
            _ => match self.set(slot) {
                Some(members) => members.iter().all(|member| self.read_on(first.wrapping_add(*member)).is_some()),
                None => u32::try_from(value).is_ok_and(|leaf| self.read_on(first.wrapping_add(leaf)).is_some()),
            },
        }
    }

    /// What a value of a slot's list, by its number there, is read as on the day.
    pub(crate) fn read_in_list(&self, slot: u32, value: u32) -> u32 {
        match self.list(slot) {
            Some((first, true)) => self.read(first.wrapping_add(value)).wrapping_sub(first),
            _ => value,
        }
    }

    /// Whether a leaf stands for itself on the day.
    pub(crate) fn stands_for_itself(&self, slot: u32, leaf: u32) -> bool {
        match self.list(slot) {
            Some((first, true)) => {
                let row = first.wrapping_add(leaf);
                self.read_on(row) == Some(row)
            }
            _ => true,
        }
    }

    fn set(&self, slot: u32) -> Option<&'r [u32]> {
        let slots = self.power.power.slots.of(&self.tables().slots);
        let fact = slots.get(slot as usize)?.fact;
        match self.tables().facts.get(fact as usize)?.kind {
            FactKind::SetOf(_) => self.sets.get(slot as usize).map(Vec::as_slice),
            _ => None,
        }
    }

    fn has_member(&self, slot: u32, value: u32) -> bool {
        if self.value(slot) != 0 {
            return false;
        }
        let members = self.set(slot).unwrap_or_default();
        match self.list(slot) {
            Some((first, true)) => {
                let wanted = self.read(first.wrapping_add(value));
                members.iter().any(|member| self.read(first.wrapping_add(*member)) == wanted)
            }
            _ => members.binary_search(&value).is_ok(),
        }
    }

    pub(crate) fn members(&self, slot: u32) -> i64 {
        if self.value(slot) != 0 {
            return 0;
        }
        let members = self.set(slot).unwrap_or_default();
        let different = match self.list(slot) {
            Some((first, true)) => {
                let read = |member: u32| self.read(first.wrapping_add(member));
                let is_first =
                    |(n, member): (usize, &u32)| !members.iter().take(n).any(|before| read(*before) == read(*member));
                members.iter().enumerate().filter(|one| is_first(*one)).count()
            }
            _ => members.len(),
        };
        i64::try_from(different).unwrap_or(i64::MAX)
    }

    /// Whether a derived fact holds, by the bits left so far.
    pub(crate) fn holds(&self, parts: Span, mask: &[u64]) -> bool {
        holds(&mut parts.of(&self.tables().parts).iter(), mask, DEEPEST)
    }

    /// The cells of those to whom another power may come, by the bits left so far; some may be named twice. None at all where it is not in conflict.
    pub(crate) fn may_come_to(&self, choice: Choice, mask: &[u64]) -> impl Iterator<Item = u32> {
        let all = choice.contending.of(&self.tables().contending).iter();
        all.filter(move |own| hits(mask, own.bits)).map(|own| own.cell)
    }
}

/// Takes the first part off, with all of its own.
fn holds(parts: &mut std::slice::Iter<'_, Part>, mask: &[u64], deepest: u32) -> bool {
    let Some(deepest) = deepest.checked_sub(1) else { return false };
    match parts.next() {
        None => false,
        Some(Part::Bits(bits)) => hits(mask, *bits),
        Some(Part::AtLeast(count, of)) => so_many(parts, *of, mask, deepest) >= *count,
        Some(Part::Fewer(count, of)) => so_many(parts, *of, mask, deepest) < *count,
    }
}

/// How many of the next parts hold.
fn so_many(parts: &mut std::slice::Iter<'_, Part>, of: u32, mask: &[u64], deepest: u32) -> u32 {
    let mut count = 0u32;
    for _ in 0..of {
        if parts.len() == 0 {
            break;
        }
        count = count.wrapping_add(u32::from(holds(parts, mask, deepest)));
    }
    count
}

/// How many of the starts a value has reached. A few are counted without a branch, which is quicker than searching them.
#[inline]
fn reached<T: Copy + PartialOrd>(starts: &[T], value: T) -> u32 {
    if starts.len() <= 16 {
        return starts.iter().map(|start| u32::from(*start <= value)).sum();
    }
    u32::try_from(starts.partition_point(|start| *start <= value)).unwrap_or(u32::MAX)
}

/// Whether any bit of a stretch is set.
#[inline]
pub(crate) fn hits(mask: &[u64], bits: Span) -> bool {
    let mut from = bits.from;
    while from < bits.to {
        let word = mask.get((from / 64) as usize).copied().unwrap_or(0);
        let end = (from / 64).wrapping_add(1).wrapping_mul(64).min(bits.to);
        let length = end.wrapping_sub(from);
        let stretch = if length == 64 { u64::MAX } else { (1u64 << length).wrapping_sub(1) };
        if word >> (from % 64) & stretch != 0 {
            return true;
        }
        from = end;
    }
    false
}

/// The set bits of some words.
pub(crate) fn ones(words: &[u64]) -> impl Iterator<Item = u32> + '_ {
    (0u32..).zip(words).flat_map(|(n, word)| {
        let mut left = *word;
        std::iter::from_fn(move || {
            (left != 0).then(|| {
                let bit = left.trailing_zeros();
                left &= left.wrapping_sub(1);
                n.wrapping_mul(64).wrapping_add(bit)
            })
        })
    })
}
