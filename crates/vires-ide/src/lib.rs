//! What an editor shows of policies: a file for each feature, plain data in and out.
//!
//! A feature is a function of policies, a file and an offset. Policies are a snapshot: a copy of what the texts were at
//! one moment, on which any number of questions may be asked while the texts change ([`unless_superseded`] says when
//! an answer came too late). Places are byte offsets into [`Policies::file_text`], whose lines may end in spaces that nobody
//! wrote ([`Policies::written`] leads to the text as it is); sentences are in the language asked for.
//!
//! # Architecture invariants
//!
//! - No protocol, no JSON, no threads, no async runtime: those are `vires-lsp`'s. No files are opened: they come through
//!   [`vires_compiler::Files`].
//! - A feature does not fail. Where there is nothing to say it says nothing, also in texts that are half typed.

mod amounts;
mod declared;
mod excerpt;
mod lines;

pub mod actions;
pub mod authority;
pub mod completion;
pub mod definition;
pub mod findings;
pub mod folding;
pub mod formatting;
pub mod highlights;
pub mod hints;
pub mod hover;
pub mod indent;
pub mod lenses;
pub mod linked;
pub mod links;
pub mod moves;
pub mod overlay;
mod parts;
pub mod projects;
pub mod ranks;
pub mod references;
pub mod related;
pub mod rename;
mod rule_lines;
pub mod search;
pub mod selection;
pub mod signature;
mod slot;
mod spelling;
pub mod symbols;
pub mod tokens;
pub mod type_definition;
mod visible;
mod word;

pub use vires_compiler::{Policies, Stopper, Superseded, unless_superseded};
pub use vires_model::{FileId, SourceSpan};

/// A piece of text to be put in place of another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextEdit {
    /// What is replaced; empty: the text is put in there.
    pub span: vires_syntax::span::Span,
    /// What takes its place.
    pub text: String,
}
