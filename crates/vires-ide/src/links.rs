//! Citations and named files as links: to the provision, to the list, to the page of a code.

use vires_compiler::Policies;
use vires_model::{FileId, SourceSpan};
use vires_resolve::{Named, Role, Thing};
use vires_syntax::ast::{ClauseKind, Line};
use vires_syntax::span::Span;

use crate::declared::{Declared, words};
use crate::lines::whole;

/// A stretch of text that leads somewhere.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// The words.
    pub span: Span,
    /// Where they lead.
    pub target: Target,
    /// What is there.
    pub title: Option<String>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// To a place of these policies.
    Place(SourceSpan),
    /// To a file, as the text names it: relative to the file that it stands in.
    File(String),
    /// To a page of the net.
    Page(String),
}

/// The links of a file, by place.
#[must_use]
pub fn links(policies: &Policies, file: FileId) -> Vec<Link> {
    let mut found = Vec::new();
    let titles = policies.titles();
    for mention in policies.resolved().uses.in_file(file) {
        let cites = matches!(mention.named, Named::Provision(_) | Named::Thing(Thing::Instrument(_)));
        if !cites || mention.role == Role::Declares {
            continue;
        }
        let Some(declared) = Declared::all(policies, mention.named).into_iter().next() else { continue };
        // `this article` leads nowhere else.
        let around = declared.line.map(whole);
        let is_around = around.is_some_and(|own| own.start <= mention.span.start && mention.span.end <= own.end);
        if declared.name.file == file && is_around {
            continue;
        }
        let title = match mention.named {
            Named::Provision(place) => titles.of(place),
            _ => declared.label().unwrap_or_else(|| words(policies, declared.name)).to_owned(),
        };
        found.push(Link {
            span: Span::new(mention.span.start, mention.span.end),
            target: Target::Place(declared.name),
            title: Some(title),
        });
    }
    if let (Some(tree), Some(text)) = (policies.tree(file), policies.file_text(file)) {
        of_labels(&tree.file.lines, text, &mut found);
    }
    found.sort();
    found
}

fn of_labels(lines: &[Line], text: &str, found: &mut Vec<Link>) {
    for line in lines {
        for clause in &line.clauses {
            let (label, target) = match &clause.kind {
                ClauseKind::FromFile(label) => (label, Target::File(label.value.clone())),
                ClauseKind::Code(label) if is_page(&label.value) => (label, Target::Page(label.value.clone())),
                _ => continue,
            };
            found.push(Link { span: inside(label.span, text), target, title: None });
        }
        of_labels(&line.below, text, found);
    }
}

fn is_page(label: &str) -> bool {
    label.starts_with("https://") || label.starts_with("http://")
}

/// The words of a label without its quotation marks.
pub(crate) fn inside(span: Span, text: &str) -> Span {
    let words = text.get(span.start as usize..span.end as usize).unwrap_or_default();
    let quoted = words.len() >= 2 && words.starts_with('"') && words.ends_with('"');
    if quoted { Span::new(span.start + 1, span.end - 1) } else { span }
}
