//! `workspace/executeCommand`

use serde_json::{Value, json};
use vires_ide::lenses::{said, test_on};

use crate::features::lenses::test_at;
use crate::view::View;

/// Runs the test at a place: a document and a position.
pub(crate) const RUN_TEST: &str = "vires.runTest";

/// What the commands are called.
pub(crate) const COMMANDS: [&str; 1] = [RUN_TEST];

/// What came of a command: for programs, and in a sentence for the drafter. Nothing where there is no such test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Done {
    pub(crate) result: Value,
    pub(crate) sentence: String,
    pub(crate) passed: bool,
}

/// Runs a test.
pub(crate) fn run_test(view: &View, arguments: &[Value]) -> Option<Done> {
    let (uri, lens) = test_at(view, arguments)?;
    let here = view.file(&uri)?;
    let trial = here.policies().run_test(test_on(here.policies(), here.file, lens.span)?)?;
    let said = said(here.policies(), here.file, lens, view.today())?;
    let passed = trial.failures.is_empty();
    let result = json!({ "label": trial.label, "passed": passed, "failures": trial.failures });
    Some(Done { result, sentence: format!("{}: {said}", trial.label), passed })
}
