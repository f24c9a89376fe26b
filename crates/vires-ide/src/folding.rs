//! What can be folded away: lines with what is below them, and comments.

use vires_compiler::Policies;
use vires_model::FileId;
use vires_syntax::ast::{Line, LineKind};
use vires_syntax::{LineIndex, SourceLineKind, lossless};

use crate::lines::whole;

/// Lines that fold, counted from 0, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fold {
    /// The line that stays.
    pub first: u32,
    /// The last line that goes.
    pub last: u32,
    /// What is folded away.
    pub kind: FoldKind,
}

/// What is folded away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FoldKind {
    /// What stands below a line.
    Below,
    /// A comment.
    Comment,
    /// The names of packages used.
    Uses,
}

/// The folds of a file, by place.
#[must_use]
pub fn folds(policies: &Policies, file: FileId) -> Vec<Fold> {
    let (Some(text), Some(kind), Some(tree), Some(index)) =
        (policies.file_text(file), policies.kind(file), policies.tree(file), policies.lines(file))
    else {
        return Vec::new();
    };
    let mut folds = Vec::new();
    below(&tree.file.lines, text, index, &mut folds);
    uses(&tree.file.lines, text, index, &mut folds);
    let mut first = None;
    let written = lossless(text, kind);
    for (n, line) in (0..).zip(&written.lines) {
        match (&line.kind, first) {
            (SourceLineKind::Comment, None) => first = Some(n),
            (SourceLineKind::Comment, Some(_)) => {}
            (_, Some(start)) => {
                folds.extend((n - start > 1).then_some(Fold { first: start, last: n - 1, kind: FoldKind::Comment }));
                first = None;
            }
            (_, None) => {}
        }
    }
    folds.sort();
    folds
}

fn below(lines: &[Line], text: &str, index: &LineIndex, folds: &mut Vec<Fold>) {
    for line in lines {
        let span = whole(line);
        let at = |offset| index.line_column(text, offset).line.saturating_sub(1);
        let (first, last) = (at(span.start), at(span.end));
        if last > first {
            folds.push(Fold { first, last, kind: FoldKind::Below });
        }
        below(&line.below, text, index, folds);
    }
}

/// Several `use` lines, one under the other.
fn uses(lines: &[Line], text: &str, index: &LineIndex, folds: &mut Vec<Fold>) {
    let of_use = |line: &Line| matches!(line.kind, LineKind::Use { .. });
    let number = |line: &Line| index.line_column(text, line.span.start).line.saturating_sub(1);
    for run in lines.chunk_by(|a, b| of_use(a) && of_use(b) && number(a) + 1 == number(b)) {
        if let [first, .., last] = run {
            folds.push(Fold { first: number(first), last: number(last), kind: FoldKind::Uses });
        }
    }
}
