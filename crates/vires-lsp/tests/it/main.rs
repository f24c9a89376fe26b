//! The server through the protocol, in memory: a file for each capability.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod announced;
mod authority;
mod client;
mod corners;
mod definition;
mod diagnostics;
mod encodings;
mod files;
mod fixture;
mod folding;
mod formatting;
mod highlight;
mod hints;
mod hover;
mod law;
mod lenses;
mod lifecycle;
mod links;
mod markdown;
mod ordering;
mod progress;
mod pulled;
mod random_edits;
mod ranks;
mod references;
mod search;
mod selection;
mod settings;
mod symbols;
mod sync;
mod tokens;
mod type_definition;
mod workspace;
