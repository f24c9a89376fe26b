//! The features of `vires_ide` in the protocol's shapes: a file for each.

pub(crate) mod definition;
pub(crate) mod diagnostic;
pub(crate) mod folding;
pub(crate) mod formatting;
pub(crate) mod hover;
pub(crate) mod references;
pub(crate) mod symbols;
pub(crate) mod tokens;
