//! Everywhere a thing is named.

use vires_compiler::Policies;
use vires_model::{FileId, SourceSpan};
use vires_resolve::Role;

/// The places that name what is named at an offset, by file and place; declarations only where they are wanted.
#[must_use]
pub fn references(policies: &Policies, file: FileId, offset: u32, declarations: bool) -> Vec<SourceSpan> {
    let uses = &policies.resolved().uses;
    let Some(mention) = uses.at(file, offset) else {
        return Vec::new();
    };
    let wanted = uses.of(mention.named).filter(|mention| declarations || mention.role == Role::Uses);
    wanted.map(|mention| mention.span).collect()
}
