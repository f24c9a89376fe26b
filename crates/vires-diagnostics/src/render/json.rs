//! Findings for other programs: one `vires.check/1` document.

use std::{fmt, io};

use serde::Serialize;

use crate::finding::Finding;
use crate::summary::Summary;

/// The name and version of the document's shape.
pub const SCHEMA: &str = "vires.check/1";

/// Writes the document, one finding a line: readable by programs, and by people in a comparison of two versions.
///
/// # Errors
/// Only those of `out`.
pub fn report(out: &mut dyn fmt::Write, findings: &[Finding], summary: &Summary) -> fmt::Result {
    write!(out, "{{\"schema\": {}, \"summary\": {}, \"findings\": [", text(SCHEMA)?, text(summary)?)?;
    for (index, finding) in findings.iter().enumerate() {
        out.write_str(if index == 0 { "\n" } else { ",\n" })?;
        piece_by_piece(out, finding)?;
    }
    out.write_str("]}\n")
}

/// Writes a value as it goes: the boxes of one region alone may take megabytes.
fn piece_by_piece<T: Serialize + ?Sized>(out: &mut dyn fmt::Write, value: &T) -> fmt::Result {
    let mut pieces = Pieces { out, held: Vec::new() };
    serde_json::to_writer(&mut pieces, value).map_err(|_| fmt::Error)?;
    io::Write::flush(&mut pieces).map_err(|_| fmt::Error)
}

/// So many bytes are passed on together: most pieces are single marks.
const TOGETHER: usize = 1 << 14;

/// Whole characters come in each piece: what is escaped is escaped between them.
struct Pieces<'a> {
    out: &'a mut dyn fmt::Write,
    held: Vec<u8>,
}

impl io::Write for Pieces<'_> {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(piece);
        if self.held.len() >= TOGETHER {
            self.flush()?;
        }
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let text = std::str::from_utf8(&self.held).map_err(io::Error::other)?;
        self.out.write_str(text).map_err(io::Error::other)?;
        self.held.clear();
        Ok(())
    }
}

/// Our values have text keys only and no numbers but whole ones, so that this cannot fail.
pub(super) fn text<T: Serialize + ?Sized>(value: &T) -> Result<String, fmt::Error> {
    serde_json::to_string(value).map_err(|_| fmt::Error)
}
