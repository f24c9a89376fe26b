//! Cases that other projects wrote, turned into policies and put through the compiler and the checker.
//!
//! The cases are not in this repository: `VIRES_CONFORMANCE=FOLDER cargo test -p vires-tests --test conformance -- --ignored`
//! reads them from a folder. Each file there is JSON; a file that is not there is an error.

mod cells;
mod column;
mod exceptions;
mod tables;

use std::path::PathBuf;

use serde_json::Value;
use vires_compiler::{MemoryFiles, Policies, Request};
use vires_diagnostics::{Finding, Severity};

/// A file of cases.
fn cases(file: &str) -> Value {
    let folder = std::env::var("VIRES_CONFORMANCE").expect("VIRES_CONFORMANCE names the folder of the cases");
    let path = PathBuf::from(folder).join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What the checker says of one text. What the compiler cannot read or resolve is a fault of the translation.
fn findings(id: &str, text: &str) -> Vec<Finding> {
    let files = MemoryFiles::default().with("case.vires", text);
    let policies = Policies::load(&files, Request::Paths(&[])).expect("it is there");
    let findings = policies.report().findings.clone();
    for finding in &findings {
        let code = finding.code.as_str();
        assert!(
            finding.severity != Severity::Error || code.starts_with("V2"),
            "{id}: {code} {}\n{text}",
            finding.message
        );
    }
    findings
}

/// Whatever differs, all at once.
fn report(compared: usize, wrong: &[String]) {
    assert!(compared > 0, "no case was compared");
    assert!(wrong.is_empty(), "{} of {compared} differ:\n{}", wrong.len(), wrong.join("\n"));
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
