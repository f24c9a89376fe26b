//! Lines of the tree around an offset.

use vires_syntax::ast::{File, Line};
use vires_syntax::span::Span;

/// The lines around an offset, outermost first: each is the line in which, or below which, the offset lies.
pub(crate) fn around(file: &File, offset: u32) -> Vec<&Line> {
    let mut found = Vec::new();
    let mut lines = file.lines.as_slice();
    loop {
        let next = lines.partition_point(|line| line.span.start <= offset);
        let Some(line) = next.checked_sub(1).and_then(|at| lines.get(at)) else {
            return found;
        };
        if offset > whole(line).end {
            return found;
        }
        found.push(line);
        lines = &line.below;
    }
}

/// The innermost line that an offset lies on.
pub(crate) fn on(file: &File, offset: u32) -> Option<&Line> {
    around(file, offset).into_iter().rev().find(|line| line.span.start <= offset && offset <= line.span.end)
}

/// A line with all that is below it.
pub(crate) fn whole(line: &Line) -> Span {
    line.below.last().map_or(line.span, |last| line.span.to(whole(last)))
}
