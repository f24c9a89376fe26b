//! Findings for other programs: one `vires.check/1` document.

use std::fmt;

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
        out.write_str(&text(finding)?)?;
    }
    out.write_str("]}\n")
}

/// Our values have text keys only and no numbers but whole ones, so that this cannot fail.
pub(super) fn text<T: Serialize + ?Sized>(value: &T) -> Result<String, fmt::Error> {
    serde_json::to_string(value).map_err(|_| fmt::Error)
}
