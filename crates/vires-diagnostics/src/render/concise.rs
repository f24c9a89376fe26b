//! Findings one line each, for search tools and editors: `path:line:column: severity[code] message`.

use std::fmt;

use super::text::Where;
use super::visible;
use crate::finding::Finding;

/// Writes the line of each finding. One without a place begins with its severity.
///
/// # Errors
/// Only those of `out`.
pub fn report(out: &mut dyn fmt::Write, findings: &[Finding]) -> fmt::Result {
    for finding in findings {
        if let Some(place) = finding.primary() {
            write!(out, "{}: ", Where(place))?;
        }
        writeln!(out, "{}[{}] {}", finding.severity, finding.code, visible::line(&finding.message))?;
    }
    Ok(())
}
