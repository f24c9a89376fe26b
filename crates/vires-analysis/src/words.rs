//! Regions, cases and values in words that a person reads: English, and Vietnamese as a ministry writes it.
//!
//! One box is its conditions in the order in which the facts are declared, the date last. Several boxes that are alike but in one fact are said
//! as one; what all of them share comes first, then `and any of: (1) …; (2) …`. Of more than five, three are said in full, and before them what
//! holds in every one. Words are true of the whole region and of nothing else; only the limits of a long list leave names out, and then say
//! how many.

mod dates;
mod events;
mod lapses;
mod leaves;
mod naming;
mod numbers;
mod phrases;
mod region;
mod sums;
mod values;

#[cfg(test)]
mod tests;

pub use region::{alternatives, describe};
pub(crate) use sums::sum_text;
pub(crate) use values::number_text;
pub use values::{ValueText, day_words, days_words, fact_words, setting_text, setting_words, value_text, value_words};

pub use vires_words::Language;
