//! A text that is open in the editor.

use tower_lsp::ls_types::TextDocumentContentChangeEvent;
use vires_syntax::LineIndex;

use crate::position::Encoding;

/// The text with the number that the client gave it.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) text: String,
    pub(crate) version: i32,
}

impl Document {
    /// Applies changes in their order: each speaks of the text that the one before it left.
    pub(crate) fn change(&mut self, version: i32, changes: Vec<TextDocumentContentChangeEvent>, encoding: Encoding) {
        for change in changes {
            let Some(range) = change.range else {
                self.text = change.text;
                continue;
            };
            let lines = LineIndex::new(&self.text);
            let positions = encoding.of(&self.text, &lines);
            let start = positions.offset(range.start) as usize;
            let end = (positions.offset(range.end) as usize).max(start);
            self.text.replace_range(start..end, &change.text);
        }
        self.version = version;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tower_lsp::ls_types::{Position, Range};

    fn change(range: Option<(u32, u32, u32, u32)>, text: &str) -> TextDocumentContentChangeEvent {
        let range = range.map(|(a, b, c, d)| Range { start: Position::new(a, b), end: Position::new(c, d) });
        TextDocumentContentChangeEvent { range, range_length: None, text: text.to_owned() }
    }

    #[test]
    fn changes_are_applied_one_after_the_other() {
        let mut document = Document { text: "điều 1\nkhoản\n".to_owned(), version: 1 };
        let changes = vec![
            change(Some((1, 0, 1, 5)), "điểm"),
            change(Some((0, 6, 0, 6)), "a\n"),
            change(Some((2, 4, 9, 0)), " đ\n"),
        ];
        document.change(2, changes, Encoding::Utf16);
        assert_eq!((document.text.as_str(), document.version), ("điều 1a\n\nđiểm đ\n", 2));
    }

    #[test]
    fn a_change_without_a_range_is_the_whole_text() {
        let mut document = Document { text: "a".to_owned(), version: 1 };
        document.change(2, vec![change(None, "b😀c"), change(Some((0, 3, 0, 4)), "d")], Encoding::Utf16);
        assert_eq!(document.text, "b😀d");
    }
}
