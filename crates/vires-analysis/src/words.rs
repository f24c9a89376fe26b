//! Regions, cases and values in words that a person reads: English, and Vietnamese as a ministry writes it.
//!
//! One box is its conditions in the order in which the facts are declared, the date last. Several boxes that are alike but in one fact are said
//! as one; what all of them share comes first, then `and any of: (1) …; (2) …`. Of more than five, three are said in full, and before them what
//! holds in every one. Words are true of the whole region and of nothing else; only the limits of a long list leave names out, and then say
//! how many.

mod dates;
mod events;
mod leaves;
mod naming;
mod numbers;
mod phrases;
mod region;
mod sums;
mod values;

#[cfg(test)]
mod tests;

pub(crate) use sums::sum_text;
pub(crate) use values::number_text;
pub use values::{ValueText, day_words, days_words, fact_words, setting_text, setting_words, value_text, value_words};

pub use vires_words::Language;

use vires_model::Model;

use crate::axes::ValueBox;
use crate::derived::dated;

/// The union of the boxes in words, one line without an end mark: `capacity over 29 and up to 30 MW, anywhere but Hà Nội, from 1 July 2025 on`.
///
/// Boxes are said in the order given, those with the fewest conditions first where all are said. Of a region in more than five alternatives the
/// first three given are said, so hand it the largest first.
#[must_use]
pub fn describe(model: &Model, boxes: &[ValueBox], language: Language) -> String {
    region::describe(model, &dated(model, boxes), language)
}

/// The same as a list: each alternative in full, for a table. Empty for every case.
#[must_use]
pub fn alternatives(model: &Model, boxes: &[ValueBox], language: Language) -> Vec<String> {
    region::alternatives(model, &dated(model, boxes), language)
}
