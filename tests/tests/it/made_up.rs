//! Small policies of one file, made up for one test.

use vires_compiler::{MemoryFiles, Policies, Request};

pub(crate) fn load(text: &str) -> Policies {
    let files = MemoryFiles::default().with("p.vires", text);
    Policies::load(&files, Request::Paths(&[])).unwrap()
}

/// That nothing is wrong with the text, and each of its tests passes.
pub(crate) fn passes(policies: &Policies) {
    let errors: Vec<_> = policies.text_errors().findings.iter().map(|found| found.message.clone()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let trials = policies.run_tests(&|_| true);
    assert!(!trials.is_empty());
    let failed: Vec<_> = trials.iter().filter(|trial| !trial.failures.is_empty()).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}

/// The messages about a text in error.
pub(crate) fn wrong(policies: &Policies) -> String {
    let found = policies.text_errors().findings;
    found.iter().map(|found| found.message.clone()).collect::<Vec<_>>().join("; ")
}
