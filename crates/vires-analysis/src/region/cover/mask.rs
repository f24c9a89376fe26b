//! Sets of open dimensions, one bit each.

/// A set of numbers below [`Mask::MOST`].
pub(super) trait Mask: Copy + Ord {
    /// How many numbers it can tell apart.
    const MOST: usize;
    /// The empty set.
    const NONE: Self;

    /// The set of one number.
    fn of(number: usize) -> Self;
    /// What is in one of them.
    fn union(self, other: Self) -> Self;
    /// What is in both.
    fn shared(self, other: Self) -> Self;
    /// What is in the first alone.
    fn without(self, other: Self) -> Self;
    /// The least number in it.
    fn first(self) -> Option<usize>;
    /// How many are in it.
    fn count(self) -> u32;

    fn is_empty(self) -> bool {
        self == Self::NONE
    }

    fn meets(self, other: Self) -> bool {
        !self.shared(other).is_empty()
    }

    fn holds(self, number: usize) -> bool {
        self.meets(Self::of(number))
    }

    /// The numbers in it, the least first.
    fn numbers(mut self) -> impl Iterator<Item = usize> {
        std::iter::from_fn(move || {
            let first = self.first()?;
            self = self.without(Self::of(first));
            Some(first)
        })
    }
}

/// What nearly every problem fits into.
pub(super) type Narrow = u128;

impl Mask for Narrow {
    const MOST: usize = 128;
    const NONE: Self = 0;

    #[inline(always)]
    fn of(number: usize) -> Self {
        1 << number
    }

    #[inline(always)]
    fn union(self, other: Self) -> Self {
        self | other
    }

    #[inline(always)]
    fn shared(self, other: Self) -> Self {
        self & other
    }

    #[inline(always)]
    fn without(self, other: Self) -> Self {
        self & !other
    }

    #[inline(always)]
    fn first(self) -> Option<usize> {
        (self != 0).then(|| self.trailing_zeros() as usize)
    }

    #[inline(always)]
    fn count(self) -> u32 {
        self.count_ones()
    }
}

/// What problems of very many facts need.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Wide([u128; WORDS]);

const WORDS: usize = 8;

impl Wide {
    fn each(self, other: Self, what: fn(u128, u128) -> u128) -> Self {
        let mut both = self;
        both.0.iter_mut().zip(other.0).for_each(|(own, other)| *own = what(*own, other));
        both
    }
}

impl Mask for Wide {
    const MOST: usize = 128 * WORDS;
    const NONE: Self = Self([0; WORDS]);

    fn of(number: usize) -> Self {
        let mut one = Self::NONE;
        one.0[number / 128] = 1 << (number % 128);
        one
    }

    fn union(self, other: Self) -> Self {
        self.each(other, |own, other| own | other)
    }

    fn shared(self, other: Self) -> Self {
        self.each(other, |own, other| own & other)
    }

    fn without(self, other: Self) -> Self {
        self.each(other, |own, other| own & !other)
    }

    fn first(self) -> Option<usize> {
        let (word, bits) = self.0.iter().enumerate().find(|(_, bits)| **bits != 0)?;
        Some(word * 128 + bits.trailing_zeros() as usize)
    }

    fn count(self) -> u32 {
        self.0.iter().map(|bits| bits.count_ones()).sum()
    }
}
