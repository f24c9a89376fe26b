//! The features of `vires_ide` in the protocol's shapes: a file for each.

pub(crate) mod actions;
pub(crate) mod authority;
pub(crate) mod commands;
pub(crate) mod completion;
pub(crate) mod definition;
pub(crate) mod diagnostic;
pub(crate) mod files;
pub(crate) mod folding;
pub(crate) mod formatting;
pub(crate) mod highlight;
pub(crate) mod hints;
pub(crate) mod hover;
pub(crate) mod layout;
pub(crate) mod lenses;
pub(crate) mod linked;
pub(crate) mod links;
pub(crate) mod ranks;
pub(crate) mod references;
pub(crate) mod rename;
pub(crate) mod search;
pub(crate) mod selection;
pub(crate) mod signature;
pub(crate) mod symbols;
pub(crate) mod tokens;
