//! What is named at an offset, everywhere in the same file.

use vires_compiler::Policies;
use vires_model::FileId;
use vires_resolve::Role;
use vires_syntax::span::Span;

/// One place of the file that names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Highlight {
    /// The name there.
    pub span: Span,
    /// Whether it is declared there.
    pub declares: bool,
}

/// The places of a file that name what is named at an offset.
#[must_use]
pub fn highlights(policies: &Policies, file: FileId, offset: u32) -> Vec<Highlight> {
    let uses = &policies.resolved().uses;
    let Some(named) = uses.at(file, offset).map(|mention| mention.named) else {
        return Vec::new();
    };
    let own = uses.in_file(file).iter().filter(|mention| mention.named == named);
    let made = own.map(|mention| Highlight {
        span: Span::new(mention.span.start, mention.span.end),
        declares: mention.role == Role::Declares,
    });
    made.collect()
}
