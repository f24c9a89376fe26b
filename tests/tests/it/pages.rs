//! The examples on the pages of the codes: the wrong one gives that code, the mended one gives nothing.

use std::fmt::Write;

use vires_compiler::{MemoryFiles, Policies, Request};
use vires_diagnostics::{Code, Example, Finding, Severity, Verdict, examples, explain};
use vires_words::Language;

/// What is found in an example. Files without a name are policies; a name's first folder is a package of its own.
fn findings(files: &[Example]) -> Vec<Finding> {
    found_in(files.iter().map(|example| (example.path.unwrap_or("example.vires"), example.text)))
}

fn found_in<'t>(files: impl Iterator<Item = (&'t str, &'t str)>) -> Vec<Finding> {
    let files = files.fold(MemoryFiles::default(), |files, (path, text)| files.with(path, text));
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

/// The fences of a Vietnamese page: the verdict, the path, the text.
fn fences(page: &str) -> Vec<(Verdict, &str, &str)> {
    let blocks = page.split("\n```").skip(1).filter_map(|block| block.split_once('\n'));
    let examples = blocks.filter_map(|(opening, text)| {
        let mut words = opening.split(' ').skip(1);
        let verdict = match words.next()? {
            "wrong" => Verdict::Wrong,
            "right" => Verdict::Right,
            _ => return None,
        };
        Some((verdict, words.next().unwrap_or("example.vires"), text))
    });
    examples.collect()
}

#[test]
fn the_examples_of_the_vietnamese_pages_say_the_same() {
    let mut wrong = String::new();
    for code in Code::ALL.iter().copied().filter(|code| *code != ELSEWHERE && !of(*code, Verdict::Wrong).is_empty()) {
        let page = explain(code, Language::Vi);
        let fences = fences(&page);
        let found = |wanted: Verdict| {
            let files = fences.iter().filter(|(verdict, ..)| *verdict == wanted);
            found_in(files.map(|(_, path, text)| (*path, *text)))
        };
        let bad = found(Verdict::Wrong);
        if !bad.iter().any(|finding| finding.code == code) {
            let _ = writeln!(wrong, "{code}, the wrong example:\n{}", told(&bad));
        }
        let good = found(Verdict::Right);
        if !good.is_empty() {
            let _ = writeln!(wrong, "{code}, the mended example:\n{}", told(&good));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
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
