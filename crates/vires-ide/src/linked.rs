//! A name that is typed anew everywhere at once, while it is typed.

use vires_compiler::Policies;
use vires_model::FileId;
use vires_syntax::span::Span;
use vires_words::Language;

use crate::declared::words;
use crate::rename::{last_of, renamable};

/// The places of a file in which a name stands that nobody says elsewhere, in order; none where it is said in other files or
/// in list files too, or is written in two ways: then it takes a renaming.
#[must_use]
pub fn linked(policies: &Policies, file: FileId, offset: u32) -> Vec<Span> {
    // Why a name cannot be changed is told where somebody asks for it.
    let Ok(one) = renamable(policies, file, offset, Language::En) else { return Vec::new() };
    let uses = &policies.resolved().uses;
    let Some(named) = uses.at(file, offset).map(|mention| mention.named) else { return Vec::new() };
    let written = words(policies, one.span);
    let mut places = Vec::new();
    for mention in uses.of(named) {
        let span = last_of(policies, mention.span);
        if span.file != file || words(policies, span) != written {
            return Vec::new();
        }
        places.push(Span::new(span.start, span.end));
    }
    places.sort_unstable();
    places.dedup();
    places
}
