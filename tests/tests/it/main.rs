//! The whole of Vires at work: text in, findings and answers out.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]

mod amendments;
mod calendars;
mod chains;
mod classes;
mod counted;
mod drafting;
mod findings;
mod groups;
mod ladders;
mod lasting;
mod made_up;
mod open_lengths;
mod pages;
mod reference;
mod slips;
mod tables;
mod unlimited;
mod worked;
