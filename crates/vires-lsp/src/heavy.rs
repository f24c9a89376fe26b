//! Packages whose proofs take long: what is wrong with a text itself is then told before them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use vires_diagnostics::Finding;
use vires_ide::projects::View as Project;

use crate::view::View;

/// Proofs that take longer are not waited for with what is known before them.
const SLOW: Duration = Duration::from_millis(300);
/// What takes less was remembered, and says nothing of how long the next proof takes.
const REMEMBERED: Duration = Duration::from_millis(30);

/// What is known of them.
#[derive(Debug, Default)]
pub(crate) struct Heavy(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// The roots of the projects whose proofs took long the last time.
    slow: BTreeSet<PathBuf>,
    /// What was told last of a text itself: the names of the findings.
    told: BTreeMap<PathBuf, Vec<String>>,
}

impl Heavy {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The proofs of these projects took so long.
    pub(crate) fn took(&self, projects: &[&Project], time: Duration) {
        let mut state = self.state();
        for project in projects {
            if time > SLOW {
                state.slow.insert(project.root().to_path_buf());
            } else if time > REMEMBERED {
                state.slow.remove(project.root());
            }
        }
    }

    pub(crate) fn is_slow(&self, project: &Project) -> bool {
        self.state().slow.contains(project.root())
    }

    /// Takes in what is told of a text itself; whether that is other than before.
    pub(crate) fn tells<'f>(&self, path: &Path, found: impl Iterator<Item = &'f Finding>) -> bool {
        let now: Vec<String> = found.map(|finding| finding.id.as_str().to_owned()).collect();
        let mut state = self.state();
        let is_news = state.told.get(path).map_or(!now.is_empty(), |before| *before != now);
        state.told.insert(path.to_path_buf(), now);
        is_news
    }
}

/// Whether a finding is about what is written, not about what it means.
pub(crate) fn is_of_the_text(finding: &Finding) -> bool {
    let code = finding.code.as_str();
    code.starts_with("V0") || code.starts_with("V1")
}

/// What is wrong with a text itself, where its package is slow and that is news: the proofs follow.
pub(crate) fn early<'v>(view: &'v View, path: &Path) -> Option<(&'v Project, vires_ide::FileId, Vec<Finding>)> {
    let (project, file) = view.snapshot.home(path)?;
    if !view.heavy.is_slow(project) {
        return None;
    }
    let shown = project.policies.path(file).unwrap_or_default();
    let stands_here = |finding: &Finding| finding.primary().is_some_and(|place| place.span.file == shown);
    let found: Vec<Finding> = project.policies.text_errors().findings.into_iter().filter(stands_here).collect();
    view.heavy.tells(path, found.iter()).then_some((project, file, found))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    use vires_compiler::MemoryFiles;
    use vires_diagnostics::Code;
    use vires_ide::projects::Projects;

    #[test]
    fn what_took_long_is_slow_until_it_is_quick_again() {
        let mut projects = Projects::new(Arc::new(MemoryFiles::default().with("/w/a.vires", "package p\n")));
        projects.set_folders(vec!["/w".into()]);
        let snapshot = projects.snapshot();
        let project = &snapshot.views()[0];
        let heavy = Heavy::default();
        let slow = |millis: u64| {
            heavy.took(&[project], Duration::from_millis(millis));
            heavy.is_slow(project)
        };
        assert_eq!([100, 400, 1, 100, 1].map(slow), [false, true, true, false, false]);
    }

    #[test]
    fn what_is_wrong_with_a_text_is_news_once() {
        let heavy = Heavy::default();
        let found = [Finding::new(Code::ALL[0], "x".to_owned()).identified_by("x")];
        let tells = |found: &[Finding]| heavy.tells(Path::new("/w/a.vires"), found.iter());
        assert_eq!(
            [tells(&[]), tells(&found), tells(&found), tells(&[]), tells(&[])],
            [false, true, false, true, false]
        );
    }
}
