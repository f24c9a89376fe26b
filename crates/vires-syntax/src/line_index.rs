//! From byte offsets to lines and columns.

/// Where the lines of a text begin. Built once for a text; every question is a binary search and a walk along one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<u32>,
}

/// A line and a column, both counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    /// The line.
    pub line: u32,
    /// The column in characters (Unicode scalar values).
    pub column: u32,
}

/// A line and a column, both counted from 0, the column in UTF-16 code units, as the language server protocol has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Utf16Position {
    /// The line.
    pub line: u32,
    /// The column.
    pub character: u32,
}

impl LineIndex {
    /// Finds the lines of `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let after_breaks = text.bytes().zip(1u32..).filter_map(|(b, next)| (b == b'\n').then_some(next));
        Self { starts: std::iter::once(0).chain(after_breaks).collect() }
    }

    /// How many lines there are; at least one.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// The byte offset at which a line, counted from 0, begins.
    #[must_use]
    pub fn line_start(&self, line: u32) -> Option<u32> {
        self.starts.get(line as usize).copied()
    }

    /// The line, from 0, that an offset lies on.
    #[must_use]
    pub fn line_of(&self, offset: u32) -> u32 {
        let line = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        u32::try_from(line).unwrap_or(u32::MAX)
    }

    /// The line, from 0, and what stands on it before the offset. A byte order mark takes no column.
    fn line_and_before<'t>(&self, text: &'t str, offset: u32) -> (u32, &'t str) {
        let line = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or_default() as usize;
        let mut end = (offset as usize).min(text.len()).max(start);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let before = text.get(start..end).unwrap_or_default();
        let before = if line == 0 { before.strip_prefix('\u{FEFF}').unwrap_or(before) } else { before };
        (u32::try_from(line).unwrap_or(u32::MAX), before)
    }

    /// Line and column of a byte offset into the same `text`.
    #[must_use]
    pub fn line_column(&self, text: &str, offset: u32) -> LineColumn {
        let (line, before) = self.line_and_before(text, offset);
        let column = u32::try_from(before.chars().count()).unwrap_or(u32::MAX);
        LineColumn { line: line.saturating_add(1), column: column.saturating_add(1) }
    }

    /// Line and UTF-16 column of a byte offset into the same `text`.
    #[must_use]
    pub fn utf16(&self, text: &str, offset: u32) -> Utf16Position {
        let (line, before) = self.line_and_before(text, offset);
        let units = before.chars().map(char::len_utf16).sum::<usize>();
        Utf16Position { line, character: u32::try_from(units).unwrap_or(u32::MAX) }
    }

    /// The byte offset of a UTF-16 position; the end of the line where the column lies past it.
    #[must_use]
    pub fn offset_of_utf16(&self, text: &str, position: Utf16Position) -> Option<u32> {
        let start = self.line_start(position.line)? as usize;
        let line = text.get(start..)?.split('\n').next()?;
        let line = line.strip_suffix('\r').unwrap_or(line);
        let mut left = position.character as usize;
        let mut offset = start;
        for c in line.chars() {
            if left < c.len_utf16() {
                break;
            }
            left -= c.len_utf16();
            offset += c.len_utf8();
        }
        u32::try_from(offset).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_utf16_units() {
        let text = "điều 1\n  \u{1F600}x\r\nend";
        let index = LineIndex::new(text);
        assert_eq!(index.line_count(), 3);
        let x = u32::try_from(text.find('x').unwrap_or_default()).unwrap_or_default();
        assert_eq!(index.line_column(text, x), LineColumn { line: 2, column: 4 });
        assert_eq!(index.utf16(text, x), Utf16Position { line: 1, character: 4 });
        assert_eq!(index.offset_of_utf16(text, Utf16Position { line: 1, character: 4 }), Some(x));
        let past = Utf16Position { line: 1, character: 99 };
        assert_eq!(index.offset_of_utf16(text, past), Some(x + 1));
        let inside_a_character = 1;
        assert_eq!(index.line_column(text, inside_a_character), LineColumn { line: 1, column: 1 });
        assert_eq!(index.line_column(text, u32::MAX), LineColumn { line: 3, column: 4 });
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        let text = "\u{FEFF}body moit";
        assert_eq!(LineIndex::new(text).line_column(text, 8), LineColumn { line: 1, column: 6 });
    }
}
