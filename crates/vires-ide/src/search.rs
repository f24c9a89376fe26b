//! What is declared anywhere, looked for by a few letters of its name or label, tone marks or not.

use vires_compiler::Policies;
use vires_model::SourceSpan;
use vires_syntax::ast::{ClauseKind, Line, LineKind, PlaceStep, ProvisionKind};
use vires_syntax::span::Span;
use vires_words::Language;

use crate::completion::provision_word;
use crate::declared::words;
use crate::spelling;
use crate::symbols::{SymbolKind, kind_of};

/// Something declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its name; of a provision, its heading and its instrument.
    pub name: String,
    /// Its label or title.
    pub label: Option<String>,
    /// What it is.
    pub kind: SymbolKind,
    /// The name where it is declared.
    pub place: SourceSpan,
    /// How well it fits; the smaller the better.
    pub rank: Rank,
}

/// How well a name or label fits what is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// It is the same.
    Same,
    /// It begins so.
    Begins,
    /// A word of it begins so.
    WordBegins,
    /// It has these letters together.
    Has,
    /// It has them in this order.
    Scattered,
}

/// Everything declared that fits, the best first, and no more than `most`. Nothing looked for: what is declared first.
#[must_use]
pub fn search(policies: &Policies, query: &str, most: usize) -> Vec<Found> {
    let query = folded(query.trim());
    let mut found = Vec::new();
    for (file, _) in policies.files() {
        let Some(tree) = policies.tree(file) else { continue };
        for line in tree.file.lines.iter() {
            let place = |span: Span| SourceSpan { file, start: span.start, end: span.end };
            let (name, label, kind, span) = match &line.kind {
                LineKind::Package { name, label } => (name, label, SymbolKind::Package, name.span),
                LineKind::Declaration(declaration) => match &declaration.name {
                    Some(name) => (name, &declaration.label, kind_of(declaration), name.span),
                    None => continue,
                },
                _ => continue,
            };
            let label = label.as_ref().map(|label| label.value.clone());
            let at = found.len();
            add(&mut found, &query, name.value.clone(), label.clone(), kind, place(span), &[]);
            // By another of its names where that fits better: who has typed that one looks for it.
            let best = found.get(at).map(|one| one.rank);
            let fitting = line.clauses.iter().filter_map(|clause| match &clause.kind {
                ClauseKind::Also(other) => Some((rank(&query, &folded(&other.value))?, other)),
                _ => None,
            });
            let other = fitting.min_by_key(|(rank, _)| *rank);
            if let Some((rank, other)) = other.filter(|(rank, _)| best.is_none_or(|best| *rank < best)) {
                found.truncate(at);
                found.push(Found { name: other.value.clone(), label, kind, place: place(other.span), rank });
            }
            if kind == SymbolKind::Instrument {
                let called = label_of(&line.kind).unwrap_or(&name.value);
                provisions(&line.below, &mut |step, title| {
                    // Its heading in the words of the text: `article 5`, `điều 5`.
                    let heading = format!("{} {}", name.value, words(policies, place(step.span)));
                    // As people cite it, in either language: `điều 5 Nghị định 61/2025/NĐ-CP`.
                    let cited = [Language::En, Language::Vi]
                        .map(|language| format!("{} {} {called}", provision_word(step.kind, language), step.number));
                    add(&mut found, &query, heading, title, SymbolKind::Provision, place(step.span), &cited);
                });
            }
        }
    }
    found.sort_by_key(|one| (one.rank, one.name.chars().count(), one.place));
    found.truncate(most);
    found
}

fn add(
    found: &mut Vec<Found>,
    query: &[char],
    name: String,
    label: Option<String>,
    kind: SymbolKind,
    place: SourceSpan,
    cited: &[String],
) {
    let ranks = std::iter::once(&name).chain(&label).filter_map(|text| rank(query, &folded(text)));
    // A citation has many letters: in some order it has nearly all that anybody types.
    let cited = cited.iter().filter_map(|text| rank(query, &folded(text))).filter(|rank| *rank <= Rank::WordBegins);
    if let Some(rank) = ranks.chain(cited).min() {
        found.push(Found { name, label, kind, place, rank });
    }
}

fn label_of(kind: &LineKind) -> Option<&str> {
    match kind {
        LineKind::Declaration(declaration) => declaration.label.as_ref().map(|label| label.value.as_str()),
        _ => None,
    }
}

/// The articles of an instrument and what is beside them; what is below an article is found through it.
fn provisions(lines: &[Line], visit: &mut dyn FnMut(&PlaceStep, Option<String>)) {
    for line in lines {
        let LineKind::Provision { step, title } = &line.kind else { continue };
        let is_small = matches!(
            step.kind,
            ProvisionKind::Clause
                | ProvisionKind::Point
                | ProvisionKind::Subpoint
                | ProvisionKind::Paragraph
                | ProvisionKind::Item
        );
        if is_small {
            continue;
        }
        visit(step, title.as_ref().map(|title| title.value.clone()));
        if step.kind != ProvisionKind::Article {
            provisions(&line.below, visit);
        }
    }
}

/// How well a text fits; none where it does not.
fn rank(query: &[char], text: &[char]) -> Option<Rank> {
    if query == text {
        return Some(Rank::Same);
    }
    if text.starts_with(query) {
        return Some(Rank::Begins);
    }
    let mut at = text.windows(query.len().max(1)).enumerate().filter(|(_, part)| *part == query).map(|(n, _)| n);
    if let Some(first) = at.next() {
        let begins =
            |n: usize| n.checked_sub(1).and_then(|before| text.get(before)).is_none_or(|c| !c.is_alphanumeric());
        let word = begins(first) || at.any(begins);
        return Some(if word { Rank::WordBegins } else { Rank::Has });
    }
    let mut left = query.iter().filter(|letter| !letter.is_whitespace()).peekable();
    for letter in text {
        left.next_if_eq(&letter);
    }
    left.peek().is_none().then_some(Rank::Scattered)
}

/// Letters without case and tone marks: who types `tinh` means `tỉnh`.
fn folded(text: &str) -> Vec<char> {
    spelling::folded(text).chars().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranked(query: &str, text: &str) -> Option<Rank> {
        rank(&folded(query), &folded(text))
    }

    #[test]
    fn letters_are_compared_without_case_and_marks() {
        assert_eq!(ranked("DIEU", "điều"), Some(Rank::Same));
        assert_eq!(ranked("điều", "dieu 3"), Some(Rank::Begins));
        assert_eq!(ranked("tinh", "Ủy ban nhân dân tỉnh"), Some(Rank::WordBegins));
        assert_eq!(ranked("nh", "tỉnh"), Some(Rank::Has));
        assert_eq!(ranked("ubt", "Ủy ban nhân dân tỉnh"), Some(Rank::Scattered));
        assert_eq!(ranked("ub t", "Ủy ban nhân dân tỉnh"), Some(Rank::Scattered));
        assert_eq!(ranked("tu", "Ủy ban nhân dân tỉnh"), None);
        assert_eq!(ranked("", "x"), Some(Rank::Begins));
        assert_eq!(ranked("", ""), Some(Rank::Same));
        // NFD as typed.
        assert_eq!(ranked("ti\u{309}nh", "tỉnh"), Some(Rank::Same));
    }
}
