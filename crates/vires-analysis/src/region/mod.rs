//! Regions of facts as unions of boxes over small integers.
//!
//! Everything here is plain geometry. A *dimension* is one fact cut into
//! numbered cells, a *box* ([`Cuboid`]) allows some cells of every dimension,
//! and a *rule* is a box somebody put there. What a cell means (an amount, a
//! day, a commune), what a rule grants and how a box is put into words is the
//! caller's business; nothing in this module knows of law.
//!
//! Every answer is exact. Where a search may take too long it is given a
//! [`StepBudget`] and says [`BoundReached`] instead of guessing. Steps are
//! counted, never timed, so the same input gives the same output everywhere.
//!
//! - [`Space`], [`Cuboid`]: dimensions and boxes;
//! - [`Region`]: unions of boxes, with their algebra;
//! - [`uncovered`] and its shorter forms: what a set of rules leaves open;
//! - [`meeting_pairs`], [`hubs`]: which rules meet, and how to group them;
//! - [`minimal_cover`], [`restate`], [`simplest_free`]: a region in few and
//!   simple boxes, fit to be read.

mod cover;
mod cuboid;
mod describe;
mod hubs;
mod pairs;
mod side;
mod space;
mod union;

#[cfg(test)]
mod tests;

pub use cover::{BoundReached, Listing, StepBudget, all_uncovered, first_uncovered, is_covered, uncovered};
pub use cuboid::Cuboid;
pub use describe::{components, grow, minimal_cover, pieces, restate, simplest_free};
pub use hubs::{Hub, Meetings, hubs};
pub use pairs::{each_meeting_pair, meeting_pairs};
pub use space::{DimKind, Space};
pub use union::Region;
