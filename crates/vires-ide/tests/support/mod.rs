//! One text in an editor, with the list that one of the example packages keeps in a file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use vires_compiler::MemoryFiles;
use vires_ide::projects::Projects;

/// Where the text lies.
pub(crate) const PATH: &str = "/w/a.vires";

/// The text, open.
pub(crate) fn projects(text: &str) -> Projects {
    let states = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies/examples/mergers/states.csv");
    let files = MemoryFiles::default().with(PATH, text).with("/w/states.csv", std::fs::read(states).unwrap());
    let mut projects = Projects::new(Arc::new(files));
    projects.set_folders(vec![PathBuf::from("/w")]);
    projects.set_text(Path::new(PATH), Arc::from(text));
    projects
}
