//! Slips of the pen, as drafters make them, and what they are told about each, in both languages.
//!
//! `slips/slips.txt` has the slips, one to a paragraph; `slips/prelude.vires` what they speak of. Whoever changes a
//! message reads here how it reads.

use std::fmt::Write;

use vires_compiler::{MemoryFiles, Policies, Request};
use vires_diagnostics::Severity;
use vires_words::Language;

const PRELUDE: &str = include_str!("slips/prelude.vires");
const SLIPS: &str = include_str!("slips/slips.txt");

/// The policy with a slip in it.
fn policy(slip: &str) -> String {
    let (margin, inside): (Vec<&str>, Vec<&str>) = slip.lines().partition(|line| line.starts_with('>'));
    let mut text = PRELUDE.to_owned();
    for line in margin {
        let _ = writeln!(text, "{}", line.strip_prefix("> ").unwrap_or_default());
    }
    text.push_str("instrument decree_1 \"Decree 1\"\n  kind decree, in force from 2025-01-01\n  article 1\n");
    for line in &inside {
        let _ = writeln!(text, "    {line}");
    }
    if inside.is_empty() {
        text.push_str("    mnd holds licence\n");
    }
    text
}

/// Its errors, or what else is found where there are none.
fn told(slip: &str, language: Language) -> Vec<String> {
    let files = MemoryFiles::default().with("slips.vires", policy(slip));
    let mut policies = Policies::load(&files, Request::Paths(&[])).unwrap();
    policies.set_language(language);
    let text = policies.text_errors();
    let errors = |severity: Severity| {
        let found = text.findings.iter().filter(move |finding| finding.severity == severity);
        found.map(|finding| {
            let mut said = format!("{} {}", finding.code, finding.message);
            for help in &finding.help {
                let _ = write!(said, "\n        {help}");
            }
            said
        })
    };
    errors(Severity::Error).chain(errors(Severity::Warning)).collect()
}

#[test]
fn every_slip_is_told_in_both_languages() {
    let mut out = String::new();
    let mut silent = Vec::new();
    for slip in SLIPS.split("\n\n").filter(|slip| !slip.starts_with('#')) {
        let slip = slip.trim_end();
        let _ = writeln!(out, "{slip}");
        for language in Language::ALL {
            let told = told(slip, language);
            if told.is_empty() {
                silent.push(slip);
            }
            for said in told {
                let _ = writeln!(out, "    {} {said}", language.code());
            }
        }
        out.push('\n');
    }
    insta::assert_snapshot!(out);
    assert!(silent.is_empty(), "nothing is said about {silent:#?}");
}
