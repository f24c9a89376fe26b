//! What is wrong, file by file.

use std::collections::BTreeMap;

use vires_compiler::Policies;
use vires_diagnostics::Finding;
use vires_model::FileId;

/// The findings of each file in which one stands; what stands nowhere counts with the first file.
#[must_use]
pub fn findings(policies: &Policies) -> BTreeMap<FileId, Vec<&Finding>> {
    let files: BTreeMap<&str, FileId> = policies.files().map(|(file, path)| (path, file)).collect();
    let mut by_file: BTreeMap<FileId, Vec<&Finding>> = BTreeMap::new();
    for finding in &policies.report().findings {
        let file = finding.primary().and_then(|place| files.get(place.span.file.as_str()).copied());
        by_file.entry(file.unwrap_or(FileId(0))).or_default().push(finding);
    }
    by_file
}
