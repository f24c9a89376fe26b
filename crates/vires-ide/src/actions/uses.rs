//! The `use` lines of a file: in order, each once, without those that bring in nothing.

use std::collections::BTreeSet;

use vires_model::FileId;
use vires_resolve::{Named, Role};
use vires_syntax::ast::{DeclarationKind, Line, LineKind};
use vires_syntax::span::Span;

use super::{Action, ActionKind, Desk};
use crate::TextEdit;
use crate::visible::{package_of, uses};

pub(super) fn organize(desk: &Desk<'_>) -> Option<Action> {
    let text = desk.written(desk.file);
    let lines: Vec<(&Line, &str)> = desk
        .policies
        .tree(desk.file)?
        .file
        .lines
        .iter()
        .filter_map(|line| match &line.kind {
            LineKind::Use { name } if line.below.is_empty() => Some((line, name.value.as_str())),
            _ => None,
        })
        .collect();
    let needed = needed(desk)?;
    let mut kept = BTreeSet::new();
    // Lines that follow each other directly are put in order; what stands between two, a comment say, parts them.
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some((first, _)) = lines.get(at) {
        let start = line_start(text, desk.offset(desk.file, first.span.start));
        let mut end = start;
        let mut run: Vec<(&str, &str)> = Vec::new();
        while let Some((line, name)) = lines.get(at) {
            let own = line_start(text, desk.offset(desk.file, line.span.start));
            if own != end {
                break;
            }
            end = line_end(text, own);
            run.push((name, text.get(own..end).unwrap_or_default()));
            at += 1;
        }
        let mut sorted: Vec<_> = run.iter().copied().filter(|(name, _)| needed.contains(name)).collect();
        sorted.sort();
        sorted.retain(|(name, _)| kept.insert((*name).to_owned()));
        let before: String = run.iter().map(|(_, line)| *line).collect();
        let after: String = sorted.iter().map(|(_, line)| with_break(line, text)).collect();
        let after = if before.ends_with('\n') { after } else { after.trim_end_matches(['\n', '\r']).to_owned() };
        if before != after {
            let span = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            edits.push((desk.file, TextEdit { span: Span::new(span(start), span(end)), text: after }));
        }
    }
    (!edits.is_empty()).then(|| Action {
        title: desk.language.pick("put the `use` lines in order", "sắp xếp các dòng `dùng`").to_owned(),
        kind: ActionKind::OrganizeUses,
        preferred: false,
        finding: None,
        edits,
    })
}

fn line_start(text: &str, offset: u32) -> usize {
    text.get(..offset as usize).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1)
}

fn line_end(text: &str, start: usize) -> usize {
    text.get(start..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| start + at + 1)
}

/// A line with its break: the last one of a file may have none.
fn with_break(line: &str, text: &str) -> String {
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    if line.ends_with('\n') { line.to_owned() } else { format!("{line}{newline}") }
}

/// The packages that cannot be left out: something of them is named in this package, or they are law that counts without
/// being named, or it is not known what they are.
fn needed<'p>(desk: &Desk<'p>) -> Option<BTreeSet<&'p str>> {
    let policies = desk.policies;
    let own = package_of(policies, desk.file)?;
    // A line that cannot be understood may name anything.
    let mut everything = !policies.text_errors().findings.is_empty();
    let mut named: BTreeSet<FileId> = BTreeSet::new();
    let mut sectors = false;
    for (file, _) in policies.files().filter(|(file, _)| package_of(policies, *file) == Some(own)) {
        for mention in policies.resolved().uses.in_file(file).iter().filter(|mention| mention.role == Role::Uses) {
            match mention.named {
                Named::Package(_) => {}
                Named::Sector(_) => sectors = true,
                Named::Thing(_) | Named::Value(..) | Named::Provision(_) => {
                    named.extend(policies.resolved().uses.declarations(mention.named).map(|mention| mention.span.file));
                }
            }
        }
    }
    // Sectors belong to no package: a rule on one speaks of the powers of all that are used.
    everything |= sectors;
    let mut needed = BTreeSet::new();
    for name in uses(policies, desk.file) {
        let name = name.value.as_str();
        let files: Vec<FileId> =
            policies.files().map(|(file, _)| file).filter(|file| package_of(policies, *file) == Some(name)).collect();
        let is_named = files.iter().any(|file| named.contains(file));
        if everything || files.is_empty() || is_named || files.iter().any(|file| counts_unnamed(desk, *file)) {
            needed.insert(name);
        }
    }
    Some(needed)
}

/// Whether a file says something that counts without being named: texts, assumptions, requirements, lists kept elsewhere.
fn counts_unnamed(desk: &Desk<'_>, file: FileId) -> bool {
    let lines = desk.policies.tree(file).map(|tree| tree.file.lines.as_slice()).unwrap_or_default();
    lines.iter().any(|line| match &line.kind {
        LineKind::Package { .. } => false,
        LineKind::Declaration(declaration) => matches!(
            declaration.kind,
            DeclarationKind::Instrument
                | DeclarationKind::Assume { .. }
                | DeclarationKind::Precedence { .. }
                | DeclarationKind::Require { .. }
                | DeclarationKind::Test
                | DeclarationKind::List { .. }
                | DeclarationKind::Territory { .. }
        ),
        _ => true,
    })
}
