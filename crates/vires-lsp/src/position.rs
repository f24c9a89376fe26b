//! Byte offsets and the protocol's positions.

use tower_lsp::ls_types::{ClientCapabilities, Position, PositionEncodingKind, Range};
use vires_compiler::Written;
use vires_syntax::{LineIndex, Utf16Position};

/// How a client counts along a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Encoding {
    /// In bytes.
    Utf8,
    /// In UTF-16 code units: what every client knows.
    #[default]
    Utf16,
}

impl Encoding {
    /// Bytes where the client can count them.
    pub(crate) fn chosen(client: &ClientCapabilities) -> Self {
        let offered = client.general.as_ref().and_then(|general| general.position_encodings.as_ref());
        match offered {
            Some(offered) if offered.contains(&PositionEncodingKind::UTF8) => Self::Utf8,
            _ => Self::Utf16,
        }
    }

    /// Its name in the protocol.
    pub(crate) const fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
        }
    }

    /// A text with its lines, to be asked for positions.
    pub(crate) const fn of<'t>(self, text: &'t str, lines: &'t LineIndex) -> Positions<'t> {
        Positions { encoding: self, text, lines }
    }
}

/// The positions of one text as it is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Positions<'t> {
    encoding: Encoding,
    text: &'t str,
    lines: &'t LineIndex,
}

impl Positions<'_> {
    /// The position of a byte offset; beyond the text, its end.
    pub(crate) fn position(&self, offset: u32) -> Position {
        let mut offset = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let offset = u32::try_from(offset).unwrap_or(u32::MAX);
        let Utf16Position { line, character } = self.lines.utf16(self.text, offset);
        match self.encoding {
            Encoding::Utf16 => Position { line, character },
            Encoding::Utf8 => {
                Position { line, character: offset.saturating_sub(self.lines.line_start(line).unwrap_or_default()) }
            }
        }
    }

    pub(crate) fn range(&self, start: u32, end: u32) -> Range {
        Range { start: self.position(start), end: self.position(end) }
    }

    /// The byte offset of a position; past the end of a line, that end; past the last line, the end of the text.
    pub(crate) fn offset(&self, position: Position) -> u32 {
        let end = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        match self.encoding {
            Encoding::Utf16 => {
                let position = Utf16Position { line: position.line, character: position.character };
                self.lines.offset_of_utf16(self.text, position).unwrap_or(end)
            }
            Encoding::Utf8 => {
                let Some(start) = self.lines.line_start(position.line) else {
                    return end;
                };
                let rest = self.text.get(start as usize..).unwrap_or_default();
                let line = rest.split('\n').next().unwrap_or_default();
                let line = line.strip_suffix('\r').unwrap_or(line);
                let mut along = (position.character as usize).min(line.len());
                while !line.is_char_boundary(along) {
                    along -= 1;
                }
                start + u32::try_from(along).unwrap_or_default()
            }
        }
    }
}

/// The positions of the places of one file (see [`Written`]).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Places<'t> {
    pub(crate) positions: Positions<'t>,
    written: Written<'t>,
}

impl<'t> Places<'t> {
    pub(crate) const fn new(encoding: Encoding, written: Written<'t>) -> Self {
        Self { positions: encoding.of(written.text, written.lines), written }
    }

    pub(crate) fn range(&self, start: u32, end: u32) -> Range {
        self.positions.range(self.written.offset(start), self.written.offset(end))
    }

    /// The place of a position.
    pub(crate) fn place(&self, position: Position) -> u32 {
        self.written.place(self.positions.offset(position))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_encodings_go_there_and_back() {
        let text = "điều 1 😀x\r\n  end";
        let lines = LineIndex::new(text);
        let x = u32::try_from(text.find('x').unwrap_or_default()).unwrap_or_default();
        for (encoding, character) in [(Encoding::Utf8, 14), (Encoding::Utf16, 9)] {
            let positions = encoding.of(text, &lines);
            assert_eq!(positions.position(x), Position { line: 0, character }, "{encoding:?}");
            assert_eq!(positions.offset(Position { line: 0, character }), x);
            assert_eq!(positions.offset(Position { line: 0, character: 99 }), x + 1);
            assert_eq!(positions.offset(Position { line: 9, character: 0 }) as usize, text.len());
            // In the middle of a letter: its beginning.
            assert_eq!(positions.position(1), Position { line: 0, character: 0 });
        }
        assert_eq!(Encoding::Utf8.of(text, &lines).offset(Position { line: 0, character: 1 }), 0);
    }
}
