//! The page of the language reference: its examples are one policy without errors, and its tests pass.

use vires_compiler::{MemoryFiles, Policies, Request};
use vires_diagnostics::Severity;

const PAGE: &str = include_str!("../../../docs/reference.md");

#[test]
fn the_examples_of_the_reference_check_and_their_tests_pass() {
    let files = MemoryFiles::default().with("reference.md", PAGE);
    let policies = Policies::load(&files, Request::Paths(&[])).unwrap();
    let errors: Vec<String> = (policies.report().findings.iter())
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| format!("{} {}", finding.code, finding.message))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let trials = policies.run_tests(&|_| true);
    assert!(trials.len() >= 3, "the page has tests");
    let failed: Vec<&str> =
        trials.iter().filter(|trial| !trial.failures.is_empty()).map(|trial| trial.label.as_str()).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}
