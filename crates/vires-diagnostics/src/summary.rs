//! The figures under a list of findings.

use vires_words::{Language, say};

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
    /// Powers that could not be examined to the end: of them it is not known whether somebody holds them in every case.
    pub not_examined: usize,
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
    /// Findings that are accepted for now; they are in none of the other figures.
    pub accepted: usize,
}

impl Summary {
    /// Counts the findings.
    #[must_use]
    pub fn new(counted: Counted, findings: &[Finding]) -> Self {
        let counts = |finding: &&Finding| finding.accepted.is_none();
        let of = |severity| findings.iter().filter(counts).filter(|finding| finding.severity == severity).count();
        Self {
            counted,
            errors: of(Severity::Error),
            warnings: of(Severity::Warning),
            notes: of(Severity::Note),
            accepted: findings.iter().filter(|finding| finding.accepted.is_some()).count(),
        }
    }
}

impl Summary {
    /// `3 files, 12 powers, 40 rules: 1 error, 2 warnings`; `… : nothing found` where all is well.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        let Counted { files, powers, rules, not_examined } = self.counted;
        let many = |number: usize, english: &str, vietnamese: &str| match language {
            Language::En => format!("{number} {english}{}", if number == 1 { "" } else { "s" }),
            Language::Vi => format!("{number} {vietnamese}"),
        };
        let looked_at =
            [many(files, "file", "tệp"), many(powers, "power", "thẩm quyền"), many(rules, "rule", "quy định")];
        let found = [
            (self.errors, "error", Severity::Error),
            (self.warnings, "warning", Severity::Warning),
            (self.notes, "note", Severity::Note),
        ];
        let found = found.into_iter().filter(|(number, ..)| *number > 0);
        let found: Vec<String> =
            found.map(|(number, english, severity)| many(number, english, severity.word(Language::Vi))).collect();
        let found = if found.is_empty() {
            language.pick("nothing found", "không phát hiện vấn đề nào").to_owned()
        } else {
            found.join(", ")
        };
        let accepted = match self.accepted {
            0 => String::new(),
            n => say!(language, "; accepted for now: {n}", "; tạm thời chấp nhận: {n}"),
        };
        let left_out = match not_examined {
            0 => String::new(),
            1 => say!(language, "; 1 power not examined to the end", "; 1 thẩm quyền chưa được xem xét hết"),
            n => say!(language, "; {n} powers not examined to the end", "; {n} thẩm quyền chưa được xem xét hết"),
        };
        format!("{}: {found}{left_out}{accepted}", looked_at.join(", "))
    }
}
