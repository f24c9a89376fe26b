//! What one package says is missing, and another has: who looks at a package by itself does not see what others make of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use vires_diagnostics::{Code, Finding};
use vires_ide::findings::findings;
use vires_ide::projects::View as Project;

/// What is found where something is not there: a grant, a holder, a value.
const MISSING: &[Code] = &[
    Code::UnknownName,
    Code::Gap,
    Code::Sunset,
    Code::NotSet,
    Code::VacantOffice,
    Code::NemoDat,
    Code::BrokenRequirement,
    Code::PowerWithoutRule,
];

/// The projects that are told of together, by the files that several of them read.
pub(crate) struct Together<'v> {
    /// The files of each; none where there is one project alone.
    files: Vec<BTreeSet<PathBuf>>,
    /// What is missing by what each finds, by file.
    missing: Vec<BTreeMap<PathBuf, Vec<&'v Finding>>>,
}

impl<'v> Together<'v> {
    pub(crate) fn new(projects: &[&'v Project]) -> Self {
        let several = projects.len() > 1;
        let of = |project: &&'v Project| project.policies.files().filter_map(|(file, _)| project.path(file)).collect();
        let missing = |project: &&'v Project| {
            let found = findings(&project.policies).into_iter().filter_map(|(file, found)| {
                let missing = found.into_iter().filter(|finding| MISSING.contains(&finding.code));
                Some((project.path(file)?, missing.collect()))
            });
            found.collect()
        };
        let all = projects.iter().filter(|_| several);
        let (files, missing) = (all.clone().map(of).collect(), all.map(missing).collect());
        Self { files, missing }
    }

    /// Whether what the `n`-th project misses in a file is there by what others that read the file know: one that knows all that
    /// the `n`-th does misses it no more, or another misses nothing of that sort.
    pub(crate) fn is_there(&self, n: usize, path: &Path, finding: &Finding) -> bool {
        if !MISSING.contains(&finding.code) || self.files.len() < 2 {
            return false;
        }
        let place = |finding: &Finding| finding.primary().map(|place| (place.span.start.byte, place.span.end.byte));
        let others = self.files.iter().zip(&self.missing).enumerate();
        others.filter(|(other, (files, _))| *other != n && files.contains(path)).any(|(_, (files, missing))| {
            let theirs = || missing.get(path).into_iter().flatten();
            let is_same =
                |other: &&&Finding| other.id.unnumbered() == finding.id.unnumbered() && place(other) == place(finding);
            let is_alike = |other: &&&Finding| other.code == finding.code && other.power == finding.power;
            let knows_all = || self.files.get(n).is_some_and(|own| own.is_subset(files));
            match theirs().find(is_same) {
                Some(_) => false,
                None => theirs().find(is_alike).is_none() || knows_all(),
            }
        })
    }
}
