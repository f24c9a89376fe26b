//! The few lines of a file that are printed for one place, cut to fit and safe to print.

use std::ops::Range;

use super::visible;
use crate::place::SourceSpan;

/// Lines of one place that are printed at most; a longer place is cut and says so.
const MAX_LINES: usize = 8;

/// The lines of one place.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The lines, each ended by a line feed, without characters that must not be printed.
    pub(super) text: String,
    /// The bytes of `text` that the place marks.
    pub(super) marked: Range<usize>,
    /// Lines in `text`.
    pub(super) lines: usize,
    /// Whether the place goes on below the last line shown.
    pub(super) cut: bool,
}

impl Excerpt {
    /// Cuts the place out of its file, each line to at most `columns`. Offsets that do not fit the text (it changed
    /// meanwhile) are moved to the nearest that does.
    pub(super) fn of(source: &str, span: &SourceSpan, columns: usize, ellipsis: &str) -> Self {
        let start = boundary(source, span.start.byte);
        let end = boundary(source, span.end.byte).max(start);
        let end = start + source.get(start..end).map_or(0, |marked| marked.trim_end().len());
        let first = source.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |feed| feed + 1);

        let mut excerpt = Self { text: String::new(), marked: 0..0, lines: 0, cut: false };
        let mut line_start = first;
        loop {
            let rest = source.get(line_start..).unwrap_or_default();
            let (line, next) = rest.split_once('\n').map_or((rest, None), |(line, _)| (line, Some(line.len() + 1)));
            let line_end = line_start + line.len();
            let line = line.strip_suffix('\r').unwrap_or(line);
            let is_first = excerpt.lines == 0;
            let is_last = end <= line_end;
            let marked = start.saturating_sub(line_start)..end.saturating_sub(line_start).min(line.len());
            // A place on several lines begins at the left in all but the first: those show their beginning.
            let focus = if is_first && is_last { marked.clone() } else { 0..0 };
            let shown = Shown::of(line, &focus, columns, ellipsis);
            let offsets = shown.push(&mut excerpt.text, line, &marked, ellipsis);
            if is_first {
                excerpt.marked.start = offsets.start;
            }
            excerpt.marked.end = offsets.end;
            excerpt.text.push('\n');
            excerpt.lines += 1;
            match next {
                _ if is_last => break,
                None => break,
                Some(_) if excerpt.lines == MAX_LINES => {
                    excerpt.cut = true;
                    break;
                }
                Some(length) => line_start += length,
            }
        }
        excerpt
    }
}

/// The start of the character that an offset falls in, or the end of the text.
fn boundary(text: &str, offset: u32) -> usize {
    let mut offset = usize::try_from(offset).map_or(text.len(), |offset| offset.min(text.len()));
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// The part of a line that fits.
#[derive(Debug)]
struct Shown {
    range: Range<usize>,
    cut_before: bool,
    cut_after: bool,
}

impl Shown {
    /// Shows the beginning of the line if that holds the focus, else the focus with a little of what stands before it.
    fn of(line: &str, focus: &Range<usize>, columns: usize, ellipsis: &str) -> Self {
        if fitting(line, columns) == line.len() {
            return Self { range: 0..line.len(), cut_before: false, cut_after: false };
        }
        let columns = columns.saturating_sub(ellipsis.chars().count());
        let end = fitting(line, columns);
        if focus.end <= end {
            return Self { range: 0..end, cut_before: false, cut_after: true };
        }
        let columns = columns.saturating_sub(ellipsis.chars().count());
        let start = back(line, focus.start, columns / 4);
        let end = start + fitting(line.get(start..).unwrap_or_default(), columns);
        Self { range: start..end, cut_before: start > 0, cut_after: end < line.len() }
    }

    /// Adds it to `out` and returns where the mark lies there.
    fn push(&self, out: &mut String, line: &str, marked: &Range<usize>, ellipsis: &str) -> Range<usize> {
        if self.cut_before {
            out.push_str(ellipsis);
        }
        let mut offsets = out.len()..out.len();
        for (index, c) in line.get(self.range.clone()).unwrap_or_default().char_indices() {
            let before = out.len();
            visible::push(out, c);
            let index = self.range.start + index;
            if index < marked.start {
                offsets = out.len()..out.len();
            } else if index < marked.end {
                offsets.start = offsets.start.min(before);
                offsets.end = out.len();
            }
        }
        if self.cut_after {
            out.push_str(ellipsis);
        }
        offsets
    }
}

/// The bytes from the start of a text that fill at most so many columns.
fn fitting(text: &str, columns: usize) -> usize {
    let mut filled = 0;
    for (index, c) in text.char_indices() {
        filled += visible::width(c);
        if filled > columns {
            return index;
        }
    }
    text.len()
}

/// The offset about so many columns before `from`, never between a letter and its marks.
fn back(text: &str, from: usize, columns: usize) -> usize {
    let mut filled = 0;
    let mut reached = from;
    for (index, c) in text.get(..from).unwrap_or_default().char_indices().rev() {
        filled += visible::width(c);
        if filled > columns {
            break;
        }
        if visible::width(c) > 0 {
            reached = index;
        }
    }
    reached
}
