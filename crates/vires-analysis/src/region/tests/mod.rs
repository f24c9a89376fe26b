//! The algorithms held against plain enumeration of all points.
#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod cover;
mod cuboids;
mod describe;
mod exact;
mod hubs;
mod pairs;
