//! Compiled law, and the decisions that an application asks of it: who holds this power, in this case, on this day?
//!
//! ```text
//! let power = bundle.power("vn.industry_trade.generation_licence")?;   // once
//! let capacity = power.fact("installed_capacity").unwrap();            // once
//! let (mut case, mut scratch) = (power.case(), Scratch::default());    // once a thread
//! case.whole(capacity, 50)?;
//! let verdict = case.decide(Some(day), &mut scratch);                  // allocates nothing
//! for holder in case.holders(Some(day), &scratch) { … }
//! let explanation = case.explain(Some(day));                           // chains, citations, what is needed
//! ```
//!
//! **How it decides.** Every box of every claim of a power is one bit. Each question that its rules ask — between which
//! limits a number lies, in which group of places a place, on which stretch of days the day — picks a row of bits: the
//! boxes that allow this answer. What is left of all rows laid over each other are the claims that are there; who makes
//! whom fall is a second table of bits. For an ordinary power all of this is one 64-bit word.
//!
//! **Invariants.** Pure: no files, no clock, no environment, no threads, no floating point, no unsafe code. It knows
//! nothing of texts, grammars or models: a [`Bundle`] is made of [`tables`] of numbers by whoever compiles.
//!
//! Days are counted from 1970-01-01, which is 0.
#![forbid(unsafe_code)]

mod bundle;
mod calendar;
mod candidates;
mod case;
mod compose;
mod days;
mod decide;
mod explain;
mod instance;
mod judge;
mod needs;
mod open;
mod reading;
mod sums;
pub mod tables;
mod turns;

pub use bundle::{Bundle, Cited, Fact, NoPower, PowerHandle, RuleNumber, Slot};
pub use case::{Case, Fraction, Leaf, Refused};
pub use decide::{Holders, Outcome, Scratch, Verdict, Why};
pub use explain::{Answer, Beaten, Claim, Explanation, Link};
pub use instance::{Holding, Instance, Of};
pub use needs::{Answers, Bound, Leads, Need, Needed};
pub use tables::{Act, Decider, FactKind, Measure};
