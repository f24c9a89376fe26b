//! Where what stands under the cursor is declared.

use vires_compiler::Policies;
use vires_model::{FileId, SourceSpan};

use crate::declared::Declared;

/// The way from a name to its declarations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// The name that was asked about.
    pub origin: SourceSpan,
    /// Its declarations. Several where a text goes on in another place: provisions, acts of several powers.
    pub targets: Vec<Target>,
}

/// One declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The name in it.
    pub name: SourceSpan,
    /// The whole line with its clauses; a row of a list file.
    pub whole: SourceSpan,
}

/// The declarations of what is named at an offset.
#[must_use]
pub fn definition(policies: &Policies, file: FileId, offset: u32) -> Option<Definition> {
    let mention = policies.resolved().uses.at(file, offset)?;
    let targets: Vec<_> = Declared::all(policies, mention.named)
        .into_iter()
        .map(|declared| {
            let whole = declared.whole();
            let whole = SourceSpan { file: declared.name.file, start: whole.start, end: whole.end };
            Target { name: declared.name, whole }
        })
        .collect();
    (!targets.is_empty()).then_some(Definition { origin: mention.span, targets })
}
