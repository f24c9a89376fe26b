//! What a selection grows to: a word, a clause, a sentence, a rule with all below it, a provision, an instrument, the file.

use vires_compiler::Policies;
use vires_model::FileId;
use vires_syntax::span::Span;

use crate::lines::{around, whole};
use crate::parts::{Part, each};
use crate::word;

/// The stretches around a place, the smallest first, each within the next and larger than the one before.
#[must_use]
pub fn selection(policies: &Policies, file: FileId, place: u32) -> Vec<Span> {
    let Some(text) = policies.file_text(file) else {
        return Vec::new();
    };
    let mut found: Vec<Span> = Vec::new();
    if let Some(word) = word::at(policies, file, place) {
        found.push(word.span);
        found.extend(word.keyword.map(|(_, span)| span));
    }
    found.extend(
        policies.resolved().uses.at(file, place).map(|mention| Span::new(mention.span.start, mention.span.end)),
    );
    found.extend(physical(policies, file, place));
    if let Some(tree) = policies.tree(file) {
        for line in around(&tree.file, place) {
            each(line, &mut |part| {
                found.push(match part {
                    Part::Condition(condition) => condition.span,
                    Part::Expression(expression) => expression.span,
                });
            });
            found.extend(line.clauses.iter().map(|clause| clause.span));
            found.extend([line.span, whole(line)]);
        }
    }
    found.push(Span::new(0, u32::try_from(text.len()).unwrap_or(u32::MAX)));
    found.retain(|span| span.start <= place && place <= span.end);
    found.sort_by_key(|span| (span.end - span.start, span.start));
    // What lies across another is left out: a selection only grows.
    let mut grown: Vec<Span> = Vec::new();
    for span in found {
        let fits = grown.last().is_none_or(|last| *last != span && span.start <= last.start && last.end <= span.end);
        if fits {
            grown.push(span);
        }
    }
    grown
}

/// The line of text, whatever it is, without the spaces around it.
fn physical(policies: &Policies, file: FileId, place: u32) -> Option<Span> {
    let index = policies.lines(file)?;
    let start = index.line_start(index.line_of(place))?;
    let line = policies.file_text(file)?.get(start as usize..)?.split('\n').next()?;
    let length = |text: &str| u32::try_from(text.len()).unwrap_or_default();
    let indent = length(line) - length(line.trim_start());
    let words = length(line.trim());
    (words > 0).then(|| Span::new(start + indent, start + indent + words))
}
