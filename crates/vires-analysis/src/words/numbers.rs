//! Numbers with what they measure, and ranges of them, in words.

use num_traits::{CheckedAdd, CheckedDiv, CheckedSub};
use vires_model::{Measure, Rational};

use super::Language;
use super::phrases::{Phrases, fill};
use crate::cells::Grid;
use crate::decimal::{decimals, significant_digits, written};
use crate::said::Range;

/// From how many digits on a number is told by the round one beside it.
const LONG: u32 = 5;

/// A measure with the distance between its values.
pub(super) struct Scale<'a> {
    pub(super) measure: &'a Measure,
    pub(super) grid: Grid,
    pub(super) language: Language,
}

/// A limit as it was most likely written.
#[derive(Clone, Copy)]
enum End {
    Included(Rational),
    Excluded(Rational),
}

impl Scale<'_> {
    /// `50 MW`, `2 billion VND`, `65%`.
    pub(super) fn amount(&self, value: Rational) -> String {
        self.with_unit(&self.number(value), value)
    }

    /// The number without what it measures: `800 billion`, `20,000`.
    fn number(&self, value: Rational) -> String {
        let (group, point) = match self.language {
            Language::En => (',', '.'),
            Language::Vi => ('.', ','),
        };
        let phrases = Phrases::of(self.language);
        for (size, word) in [(1_000_000_000, phrases.billion), (1_000_000, phrases.million)] {
            let scaled = value.checked_div(&Rational::from_integer(size));
            if let Some(scaled) = scaled
                && scaled >= Rational::from_integer(1)
                && decimals(scaled).is_some_and(|decimals| decimals <= 2)
            {
                return format!("{} {word}", written(scaled, group, point));
            }
        }
        let number = written(value, group, point);
        if *self.measure == Measure::Percent { format!("{number}%") } else { number }
    }

    fn with_unit(&self, number: &str, value: Rational) -> String {
        let unit = Phrases::of(self.language).unit(self.measure, value);
        if unit.is_empty() { number.to_owned() } else { format!("{number} {unit}") }
    }

    /// A range in words; `edges` are those of the fact's domain. `among`: one of several, joined by *or*.
    pub(super) fn range(&self, range: Range, edges: Range, among: bool) -> String {
        let phrases = Phrases::of(self.language);
        if let Some(only) = self.only((range.0.or(edges.0), range.1.or(edges.1))) {
            return self.exactly(only);
        }
        let one = |template: &str, value: Rational| fill(template, &[("", &self.amount(value))]);
        let two = |template: &str, from: Rational, to: Rational| {
            fill(template, &[("from", &self.number(from)), ("to", &self.amount(to))])
        };
        use End::{Excluded, Included};
        match (self.lower(range), self.upper(range)) {
            (Some(Included(a)), Some(Excluded(b))) => two(phrases.from_under, a, b),
            (Some(Included(a)), Some(Included(b))) => two(phrases.from_to, a, b),
            (Some(Excluded(a)), Some(Included(b))) => two(phrases.over_up_to, a, b),
            (Some(Excluded(a)), Some(Excluded(b))) => two(phrases.over_under, a, b),
            (Some(Included(a)), None) if among => one(phrases.from_up, a),
            (Some(Included(a)), None) => one(phrases.or_more, a),
            (Some(Excluded(a)), None) => one(phrases.over, a),
            (None, Some(Excluded(b))) => one(phrases.under, b),
            (None, Some(Included(b))) => one(phrases.up_to, b),
            (None, None) => phrases.any_amount.to_owned(),
        }
    }

    fn only(&self, (from, to): Range) -> Option<Rational> {
        let (from, to) = (from?, to?);
        match self.grid {
            Some(step) => (from.value.checked_add(&step)? == to.value).then_some(from.value),
            None => (from.value == to.value && !from.after && to.after).then_some(from.value),
        }
    }

    /// On a grid `under 50` and `up to 49.999` are the same: the one with fewer digits is said, of equals the first.
    fn upper(&self, (_, to): Range) -> Option<End> {
        let cut = to?;
        let Some(last) = self.grid.and_then(|step| cut.value.checked_sub(&step)) else {
            return Some(if cut.after { End::Included(cut.value) } else { End::Excluded(cut.value) });
        };
        let shorter = significant_digits(last) < significant_digits(cut.value);
        Some(if shorter { End::Included(last) } else { End::Excluded(cut.value) })
    }

    fn lower(&self, (from, _): Range) -> Option<End> {
        let cut = from?;
        let Some(before) = self.grid.and_then(|step| cut.value.checked_sub(&step)) else {
            return Some(if cut.after { End::Excluded(cut.value) } else { End::Included(cut.value) });
        };
        let shorter = significant_digits(before) < significant_digits(cut.value);
        Some(if shorter { End::Excluded(before) } else { End::Included(cut.value) })
    }

    /// One value; a long one beside a round one as so much short of it or beyond it.
    fn exactly(&self, value: Rational) -> String {
        let phrases = Phrases::of(self.language);
        if let Some(step) = self.grid {
            let digits = significant_digits(value);
            let beside = |round: Option<Rational>| {
                round.filter(|round| digits >= LONG && significant_digits(*round).saturating_add(3) <= digits)
            };
            let both = [
                (beside(value.checked_add(&step)), phrases.short_of),
                (beside(value.checked_sub(&step)), phrases.beyond),
            ];
            for (round, template) in both {
                if let Some(round) = round {
                    let (step, round) = (self.amount(step), self.amount(round));
                    return fill(template, &[("step", &step), ("round", &round)]);
                }
            }
        }
        fill(phrases.exactly, &[("", &self.amount(value))])
    }
}
