//! The server through the protocol, in memory: a file for each capability.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod actions;
mod announced;
mod client;
mod completion;
mod definition;
mod diagnostics;
mod encodings;
mod fixture;
mod folding;
mod formatting;
mod hover;
mod layout;
mod lifecycle;
mod markdown;
mod ordering;
mod pulled;
mod references;
mod rename;
mod signature;
mod symbols;
mod sync;
mod tokens;
mod workspace;
