//! What a name stands for, as its declaration says it.

use vires_compiler::Policies;
use vires_model::SourceSpan;
use vires_resolve::{Mention, Named};
use vires_syntax::ast::{Line, LineKind};
use vires_syntax::span::Span;

use crate::lines;

/// A declaration in its text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Declared<'p> {
    /// The name there.
    pub(crate) name: SourceSpan,
    /// The line, where it stands in a policy and not in a list file.
    pub(crate) line: Option<&'p Line>,
}

impl<'p> Declared<'p> {
    /// Every line that declares it, by place, each once.
    pub(crate) fn all(policies: &'p Policies, named: Named) -> Vec<Self> {
        let mut found: Vec<Self> = Vec::new();
        for mention in policies.resolved().uses.declarations(named) {
            let declared = Self::at(policies, mention);
            // `also` gives a second name on the line of the first.
            let known = found.last().is_some_and(|last| {
                last.name.file == mention.span.file
                    && match (last.line, declared.line) {
                        (Some(a), Some(b)) => a.span == b.span,
                        _ => false,
                    }
            });
            if !known || matches!(named, Named::Value(..)) {
                found.push(declared);
            }
        }
        found
    }

    fn at(policies: &'p Policies, mention: &Mention) -> Self {
        let tree = policies.tree(mention.span.file);
        let line = tree.and_then(|tree| lines::on(&tree.file, mention.span.start));
        Self { name: mention.span, line }
    }

    /// The line, or the name where there is none.
    pub(crate) fn whole(&self) -> Span {
        self.line.map_or(Span::new(self.name.start, self.name.end), |line| line.span)
    }

    /// What people read: the label of a declaration, the title of a provision.
    pub(crate) fn label(&self) -> Option<&'p str> {
        let label = match &self.line?.kind {
            LineKind::Package { label, .. } => label,
            LineKind::Declaration(declaration) => &declaration.label,
            LineKind::Provision { title, .. } => title,
            _ => return None,
        };
        label.as_ref().map(|label| label.value.as_str())
    }

    /// The `##` comment above it.
    pub(crate) fn doc(&self) -> Option<&'p str> {
        self.line?.doc.as_deref()
    }
}

/// What the text says at a place.
pub(crate) fn words(policies: &Policies, span: SourceSpan) -> &str {
    let text = policies.file_text(span.file);
    text.and_then(|text| text.get(span.start as usize..span.end as usize)).unwrap_or_default()
}

/// The lines of a place as a block, the first few of them: as far in as they stand from the first, which in a fence may itself
/// stand in.
pub(crate) fn block(policies: &Policies, span: SourceSpan, most: usize) -> String {
    let text = policies.file_text(span.file).unwrap_or_default();
    let before = text.get(..span.start as usize).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
    let indent = before.len() - before.trim_start_matches(' ').len();
    let within = |line: &str| line.len().min(indent).min(line.len() - line.trim_start_matches(' ').len());
    let lines = words(policies, span).lines().map(str::trim_end).take(most);
    let lines = lines.enumerate().map(|(n, line)| if n == 0 { line } else { line.get(within(line)..).unwrap_or(line) });
    lines.collect::<Vec<_>>().join("\n")
}
