//! The examples on the pages of the codes: the wrong one gives that code, the mended one gives nothing.

use std::fmt::Write;

use vires_compiler::{MemoryFiles, Policies, Request};
use vires_diagnostics::{Code, Example, Finding, Severity, Verdict, examples};

/// What is found in an example. Files without a name are policies; a name's first folder is a package of its own.
fn findings(files: &[Example]) -> Vec<Finding> {
    let files = files.iter().fold(MemoryFiles::default(), |files, example| {
        files.with(example.path.unwrap_or("example.vires"), example.text)
    });
    let policies = Policies::load(&files, Request::Paths(&[])).unwrap();
    policies.report().findings.clone()
}

fn of(code: Code, verdict: Verdict) -> Vec<Example> {
    examples(code).into_iter().filter(|example| example.verdict == verdict).collect()
}

fn told(findings: &[Finding]) -> String {
    findings.iter().fold(String::new(), |mut text, finding| {
        let _ = writeln!(text, "    {} {}", finding.code, finding.message);
        text
    })
}

/// A failing test is a finding of `vires test`, not of a check.
const ELSEWHERE: Code = Code::TestFailed;

#[test]
fn what_is_found_elsewhere_is_not_found_here() {
    let found = findings(&of(ELSEWHERE, Verdict::Wrong));
    assert!(found.iter().all(|finding| finding.code != ELSEWHERE), "{ELSEWHERE} is found here now");
}

#[test]
fn every_wrong_example_gives_its_code_and_every_mended_one_nothing() {
    let mut wrong = String::new();
    for code in Code::ALL.iter().copied().filter(|code| *code != ELSEWHERE) {
        let (bad, good) = (of(code, Verdict::Wrong), of(code, Verdict::Right));
        if bad.is_empty() {
            continue;
        }
        let found = findings(&bad);
        let others = found.iter().any(|finding| finding.code != code && finding.severity != Severity::Note);
        if others || !found.iter().any(|finding| finding.code == code) {
            let _ = writeln!(wrong, "{code}, the wrong example:\n{}", told(&found));
        }
        let found = findings(&good);
        if !found.is_empty() {
            let _ = writeln!(wrong, "{code}, the mended example:\n{}", told(&found));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
