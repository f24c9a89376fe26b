//! The figures under a list of findings.

use std::fmt;

use crate::code::Severity;
use crate::finding::Finding;

/// What was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Counted {
    /// Policy files read.
    pub files: usize,
    /// Powers declared in them.
    pub powers: usize,
    /// Rules in them.
    pub rules: usize,
}

/// What was looked at, and how many findings of each severity came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Summary {
    /// Files, powers, rules.
    pub counted: Counted,
    /// Findings of severity error.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Findings of severity note.
    pub notes: usize,
}

impl Summary {
    /// Counts the findings.
    #[must_use]
    pub fn new(counted: Counted, findings: &[Finding]) -> Self {
        let of = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
        Self { counted, errors: of(Severity::Error), warnings: of(Severity::Warning), notes: of(Severity::Note) }
    }
}

/// `3 files, 12 powers, 40 rules: 1 error, 2 warnings`; `… : nothing found` where all is well.
impl fmt::Display for Summary {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counted { files, powers, rules } = self.counted;
        write!(out, "{}, {}, {}: ", Many(files, "file"), Many(powers, "power"), Many(rules, "rule"))?;
        let found = [(self.errors, "error"), (self.warnings, "warning"), (self.notes, "note")];
        let mut first = true;
        for (number, word) in found.into_iter().filter(|(number, _)| *number > 0) {
            if !first {
                out.write_str(", ")?;
            }
            first = false;
            write!(out, "{}", Many(number, word))?;
        }
        if first {
            out.write_str("nothing found")?;
        }
        Ok(())
    }
}

/// A number and its noun, in the singular or the plural.
struct Many(usize, &'static str);

impl fmt::Display for Many {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(number, noun) = *self;
        write!(out, "{number} {noun}{}", if number == 1 { "" } else { "s" })
    }
}
