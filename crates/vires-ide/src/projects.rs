//! What an editor has open: folders, the packages in them, and the texts being typed.
//!
//! A **project** is what is checked together, as `vires check` would: a package folder (one with a manifest); the files
//! of a workspace folder that lie in no package; or a single file from elsewhere. A file belongs to the first project
//! that has it as its own, and may be read by others that use its package.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use vires_compiler::{
    Edited, Files, LoadError, MANIFEST, Manifest, PathKind, Policies, Request, absolute, file_kind, package_folders,
    package_of, policy_files, read_manifest, shown,
};
use vires_model::{FileId, SourceSpan};
use vires_syntax::FileKind;
use vires_syntax::ast::{ClauseKind, LineKind};
use vires_words::Language;

use crate::overlay::{Disk, Open, Overlay};
use crate::rename::spelled_alike;

/// What is asked for together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Extent {
    /// A package folder, with all below it.
    Package(PathBuf),
    /// The files below a folder that lie in no package.
    Loose(PathBuf),
    /// One file from elsewhere.
    Single(PathBuf),
}

impl Extent {
    fn root(&self) -> &Path {
        match self {
            Self::Package(path) | Self::Loose(path) | Self::Single(path) => path,
        }
    }

    fn holds(&self, path: &Path) -> bool {
        match self {
            Self::Package(folder) | Self::Loose(folder) => path.starts_with(folder),
            Self::Single(file) => path == file,
        }
    }
}

/// One project with what was loaded for it.
struct Project {
    extent: Extent,
    /// The folder that shown paths start from: that of the workspace, so that names of findings are those of the
    /// command line there.
    current: PathBuf,
    /// None while nothing in it can be checked.
    policies: Option<Policies>,
    /// Why it, or something that its manifests say, could not be taken.
    failures: Vec<LoadError>,
    /// The text of its manifest, where it has one.
    manifest: Option<Arc<str>>,
}

/// All projects.
pub struct Projects {
    disk: Disk,
    folders: Vec<PathBuf>,
    open: Open,
    projects: Vec<Project>,
    language: Option<Language>,
}

impl Projects {
    /// Nothing open yet.
    #[must_use]
    pub fn new(disk: Disk) -> Self {
        Self { disk, folders: Vec::new(), open: Open::new(), projects: Vec::new(), language: None }
    }

    /// Opens these workspace folders in place of those that were open.
    pub fn set_folders(&mut self, folders: Vec<PathBuf>) {
        self.folders = folders;
        self.projects.clear();
        self.reload();
    }

    /// The workspace folders.
    #[must_use]
    pub fn folders(&self) -> &[PathBuf] {
        &self.folders
    }

    /// Speaks this language whatever the manifests say; none: that of each package.
    pub fn set_language(&mut self, language: Option<Language>) {
        if self.language != language {
            self.language = language;
            self.projects.clear();
            self.reload();
        }
    }

    /// The language of the first package.
    #[must_use]
    pub fn language(&self) -> Option<Language> {
        self.projects.iter().find_map(|project| Some(project.policies.as_ref()?.language()))
    }

    /// Takes over a text: opened, or changed by typing.
    pub fn set_text(&mut self, path: &Path, text: Arc<str>) {
        let opened = self.open.insert(path.to_path_buf(), text).is_none();
        self.take_over(path, opened);
    }

    /// Goes back to what is on disk.
    pub fn close(&mut self, path: &Path) {
        if self.open.remove(path).is_some() {
            self.take_over(path, self.disk.kind(path).is_none());
            let single = |project: &Project| matches!(&project.extent, Extent::Single(file) if file == path);
            self.projects.retain(|project| !single(project));
        }
    }

    /// Files that were changed, made or removed by others.
    pub fn changed_on_disk(&mut self, paths: &[PathBuf]) {
        let mut files_differ = false;
        for path in paths {
            if self.open.contains_key(path) {
                continue;
            }
            let known = self.projects.iter().any(|project| project.has(path));
            let kind = self.disk.kind(path);
            let there = kind == Some(PathKind::File);
            let is_named = is_list(path) && self.projects.iter().any(|project| project.names_list(path));
            // A folder stands for what is in it: it came, or it went with files that are read.
            let folder = kind.is_some_and(|kind| kind != PathKind::File);
            files_differ |= folder || self.projects.iter().any(|project| project.has_below(path));
            if is_manifest(path) || known && !there || there && !known && (is_named || file_kind(path).is_some()) {
                files_differ = true;
            } else if known {
                self.take_over(path, false);
            }
        }
        if files_differ {
            self.projects.clear();
            self.reload();
        }
    }

    /// The texts that are open.
    pub fn open(&self) -> impl Iterator<Item = &Path> {
        self.open.keys().map(PathBuf::as_path)
    }

    /// Why packages could not be loaded, or not as their manifests say.
    pub fn failures(&self) -> impl Iterator<Item = &LoadError> {
        self.projects.iter().flat_map(|project| &project.failures)
    }

    /// A copy of everything as it is now.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        let views = self.projects.iter().filter_map(|project| {
            let policies = project.policies.clone()?;
            Some(View { current: project.current.clone(), extent: project.extent.clone(), policies })
        });
        let manifests = self.projects.iter().filter_map(|project| match (&project.extent, &project.manifest) {
            (Extent::Package(folder), Some(text)) => Some((folder.join(MANIFEST), Arc::clone(text))),
            _ => None,
        });
        Snapshot { views: views.collect(), manifests: manifests.collect(), disk: Arc::clone(&self.disk) }
    }

    /// Brings one text into every project that reads it. `files_differ`: it was not there before, or is no more.
    fn take_over(&mut self, path: &Path, files_differ: bool) {
        if is_manifest(path) {
            self.projects.clear();
            return self.reload();
        }
        let text = match self.open.get(path) {
            Some(text) => Some(Arc::clone(text)),
            None => self.disk.read(path).ok().and_then(|bytes| String::from_utf8(bytes).ok()).map(Arc::from),
        };
        let before = self.projects.iter().find_map(|project| project.package_of(path));
        let after = text.as_deref().filter(|_| file_kind(path).is_some()).map(|text| package_of(path, text));
        self.bring(path, text, files_differ);
        // Another package lies here now: whoever uses either may find it, or find it no more.
        if before != after {
            let named = [before, after];
            let uses = |project: &Project| named.iter().flatten().any(|package| project.uses(package));
            let stale: Vec<usize> = (0..).zip(&self.projects).filter(|(_, own)| uses(own)).map(|(n, _)| n).collect();
            stale.into_iter().for_each(|n| self.load(n));
        }
    }

    fn bring(&mut self, path: &Path, text: Option<Arc<str>>, files_differ: bool) {
        let known = self.projects.iter().any(|project| project.has(path));
        let Some(text) = text else {
            return self.reload_at(path);
        };
        if !known && is_list(path) {
            // It may be one that a text names and that was not there.
            if files_differ {
                let waiting = (0..).zip(&self.projects).filter(|(_, project)| project.names_list(path));
                let waiting: Vec<usize> = waiting.map(|(n, _)| n).collect();
                waiting.into_iter().for_each(|n| self.load(n));
            }
            return;
        }
        if !known && !has_policy(path, &text) {
            return;
        }
        if files_differ && !known || !self.projects.iter().any(|project| project.extent.holds(path)) {
            return self.reload_at(path);
        }
        let mut stale = Vec::new();
        for (n, project) in self.projects.iter_mut().enumerate() {
            let shown = shown(&project.current, path);
            let edited = project.policies.as_mut().map_or(Edited::Unknown, |policies| policies.set_text(&shown, &text));
            // A Markdown file gets its first fence, a broken package is mended: only loading tells.
            if edited == Edited::OtherFiles || edited == Edited::Unknown && project.is_waiting_for(path) {
                stale.push(n);
            }
        }
        for n in stale {
            self.load(n);
        }
    }

    /// Loads what a path lies in again; where it lies nowhere yet, as a project of its own.
    fn reload_at(&mut self, path: &Path) {
        let holding = self.projects.iter().position(|project| project.extent.holds(path));
        match holding {
            Some(n) => self.load(n),
            None if file_kind(path).is_some() && self.open.contains_key(path) => {
                let folder = path.parent().unwrap_or(path).to_path_buf();
                let extent = Extent::Single(path.to_path_buf());
                self.projects.push(Project {
                    extent,
                    current: folder,
                    policies: None,
                    failures: Vec::new(),
                    manifest: None,
                });
                self.load(self.projects.len() - 1);
            }
            None => {}
        }
    }

    /// Looks for the packages of all folders, and loads those that are new.
    fn reload(&mut self) {
        let mut wanted: Vec<(Extent, PathBuf)> = Vec::new();
        for folder in &self.folders {
            let files = Overlay { disk: &*self.disk, open: &self.open, current: folder };
            let has_manifest = |at: &&Path| files.kind(&at.join(MANIFEST)) == Some(PathKind::File);
            if let Some(package) = folder.ancestors().find(has_manifest) {
                wanted.push((Extent::Package(package.to_path_buf()), folder.clone()));
                continue;
            }
            let packages = package_folders(&files, folder).unwrap_or_default();
            wanted.extend(packages.into_iter().map(|package| (Extent::Package(package), folder.clone())));
            wanted.push((Extent::Loose(folder.clone()), folder.clone()));
        }
        let mut seen = BTreeSet::new();
        wanted.retain(|(extent, _)| seen.insert(extent.clone()));
        for (extent, current) in wanted {
            if self.projects.iter().all(|project| project.extent != extent) {
                self.projects.push(Project { extent, current, policies: None, failures: Vec::new(), manifest: None });
                self.load(self.projects.len() - 1);
            }
        }
        let open: Vec<PathBuf> = self.open.keys().cloned().collect();
        for path in open {
            if !self.projects.iter().any(|project| project.extent.holds(&path) || project.has(&path)) {
                self.reload_at(&path);
            }
        }
    }

    fn load(&mut self, n: usize) {
        let packages: Vec<PathBuf> = self
            .projects
            .iter()
            .filter_map(|project| match &project.extent {
                Extent::Package(folder) => Some(folder.clone()),
                _ => None,
            })
            .collect();
        let Some(project) = self.projects.get_mut(n) else {
            return;
        };
        let files = Overlay { disk: &*self.disk, open: &self.open, current: &project.current };
        project.manifest = match &project.extent {
            Extent::Package(folder) => {
                let text = files.read(&folder.join(MANIFEST)).ok().and_then(|bytes| String::from_utf8(bytes).ok());
                text.map(Arc::from)
            }
            _ => None,
        };
        let named = |path: &Path| path.to_string_lossy().into_owned();
        let asked = match &project.extent {
            Extent::Package(folder) => vec![named(folder)],
            Extent::Single(file) => vec![named(file)],
            Extent::Loose(folder) => {
                let all = policy_files(&files, folder).unwrap_or_default();
                let loose = all.iter().filter(|file| !packages.iter().any(|package| file.starts_with(package)));
                loose.map(|file| named(file)).collect()
            }
        };
        let nothing = asked.is_empty()
            || matches!(&project.extent, Extent::Package(folder) if policy_files(&files, folder).is_ok_and(|all| all.is_empty()));
        if nothing {
            // A manifest may be wrong before the first text of its package is there.
            let home = project.extent.root();
            let wrong = project.manifest.as_deref().map(|text| read_manifest(&files, home, text).1).unwrap_or_default();
            let path = home.join(MANIFEST);
            let named = shown(&project.current, &path);
            let failure = |fault| LoadError::of_manifest(path.clone(), &named, fault);
            (project.policies, project.failures) = (None, wrong.into_iter().map(failure).collect());
            return;
        }
        match Policies::load_beside_manifests(&files, Request::Paths(&asked)) {
            Ok((mut policies, complaints)) => {
                if let Some(language) = self.language {
                    policies.set_language(language);
                }
                (project.policies, project.failures) = (Some(policies), complaints);
            }
            Err((why, mut complaints)) => {
                // Prose alone, as in most Markdown files, is nothing to complain of.
                let loose = matches!(project.extent, Extent::Loose(_) | Extent::Single(_));
                if !loose || !no_policy(&files, &asked) {
                    complaints.push(why);
                }
                (project.policies, project.failures) = (None, complaints);
            }
        }
    }
}

/// Whether none of these files has a line of policy.
fn no_policy(files: &dyn Files, asked: &[String]) -> bool {
    asked.iter().all(|path| {
        let path = Path::new(path);
        let text = files.read(path).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        text.is_some_and(|text| !has_policy(path, &text))
    })
}

/// Whether a text is one of policy: most Markdown files are not.
fn has_policy(path: &Path, text: &str) -> bool {
    match file_kind(path) {
        Some(FileKind::Policy) => true,
        Some(kind) => {
            text.contains("vires") && {
                let parsed = vires_syntax::parse(text, kind);
                !parsed.file.lines.is_empty() || !parsed.errors.is_empty()
            }
        }
        None => false,
    }
}

fn is_list(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "csv")
}

fn is_manifest(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == MANIFEST)
}

impl Project {
    /// Whether it reads that file.
    fn has(&self, path: &Path) -> bool {
        let shown = shown(&self.current, path);
        self.policies.as_ref().is_some_and(|policies| policies.file_at(&shown).is_some())
    }

    /// The package that a file it reads belongs to.
    fn package_of(&self, path: &Path) -> Option<String> {
        let policies = self.policies.as_ref()?;
        let file = policies.file_at(&shown(&self.current, path))?;
        policies.kind(file)?;
        Some(package_of(path, policies.written(file)?.text))
    }

    /// Whether one of its texts uses that package.
    fn uses(&self, package: &str) -> bool {
        let Some(policies) = &self.policies else { return false };
        let mut trees = policies.files().filter_map(|(file, _)| policies.tree(file));
        trees.any(|tree| {
            let mut lines = tree.file.lines.iter();
            lines.any(|line| matches!(&line.kind, LineKind::Use { name } if name.value == package))
        })
    }

    /// Whether one of its texts names that file as a list.
    fn names_list(&self, path: &Path) -> bool {
        let Some(policies) = &self.policies else { return false };
        policies.files().any(|(file, shown)| {
            let at = absolute(&self.current, Path::new(shown));
            let lines = policies.tree(file).map(|tree| tree.file.lines.as_slice()).unwrap_or_default();
            let mut clauses = lines.iter().flat_map(|line| &line.clauses);
            clauses.any(|clause| match (&clause.kind, at.parent()) {
                (ClauseKind::FromFile(name), Some(folder)) => absolute(folder, Path::new(&name.value)) == path,
                _ => false,
            })
        })
    }

    /// Whether it reads a file in that folder.
    fn has_below(&self, folder: &Path) -> bool {
        let within = |shown: &str| {
            let path = absolute(&self.current, Path::new(shown));
            path != folder && path.starts_with(folder)
        };
        self.policies.as_ref().is_some_and(|policies| policies.files().any(|(_, shown)| within(shown)))
    }

    /// Whether that file, which has policy, is one of its own and not read yet.
    fn is_waiting_for(&self, path: &Path) -> bool {
        self.extent.holds(path) && (self.policies.is_none() || file_kind(path) == Some(FileKind::Markdown))
    }
}

/// Everything as it was at one moment.
#[derive(Clone)]
pub struct Snapshot {
    views: Vec<View>,
    manifests: Vec<(PathBuf, Arc<str>)>,
    disk: Disk,
}

/// One project of a snapshot.
#[derive(Clone)]
pub struct View {
    current: PathBuf,
    extent: Extent,
    /// What is checked together.
    pub policies: Policies,
}

impl View {
    /// The absolute path of a file.
    #[must_use]
    pub fn path(&self, file: FileId) -> Option<PathBuf> {
        self.policies.path(file).map(|shown| absolute(&self.current, Path::new(shown)))
    }

    /// What it is made of: the folder of a package or of loose files, or a single file.
    #[must_use]
    pub fn root(&self) -> &Path {
        self.extent.root()
    }

    /// The file at an absolute path.
    #[must_use]
    pub fn file(&self, path: &Path) -> Option<FileId> {
        self.policies.file_at(&shown(&self.current, path))
    }

    /// Whether findings show the file at an absolute path by this path.
    #[must_use]
    pub fn shows(&self, path: &Path, shown_as: &str) -> bool {
        shown(&self.current, path) == shown_as
    }

    /// Whether a file is one of its own, and not only read because its package is used.
    #[must_use]
    pub fn is_own(&self, path: &Path) -> bool {
        self.extent.holds(path)
    }
}

impl Snapshot {
    /// What lies below all that is open.
    pub(crate) fn disk(&self) -> &dyn Files {
        &*self.disk
    }

    /// Whether a package folder is among the projects.
    pub(crate) fn reads(&self, folder: &Path) -> bool {
        self.views.iter().any(|view| view.root() == folder)
    }

    /// The projects.
    #[must_use]
    pub fn views(&self) -> &[View] {
        &self.views
    }

    /// The manifests of the packages, with their texts.
    #[must_use]
    pub fn manifests(&self) -> &[(PathBuf, Arc<str>)] {
        &self.manifests
    }

    /// The project that a file belongs to: the innermost that has it as its own, else the first that reads it.
    #[must_use]
    pub fn home(&self, path: &Path) -> Option<(&View, FileId)> {
        let reading = || self.views.iter().filter_map(|view| Some((view, view.file(path)?)));
        reading().filter(|(view, _)| view.is_own(path)).last().or_else(|| reading().next())
    }

    /// The packages in whose folders one project finds what its files use, beside what it has read already: those beside its
    /// own, and those below a folder that its manifest names.
    pub fn within_reach<'s>(&'s self, own: &'s View) -> impl Iterator<Item = &'s View> {
        let home = match &own.extent {
            Extent::Package(folder) => Some(folder.as_path()),
            _ => None,
        };
        let text = home.and_then(|home| self.manifests.iter().find(|(path, _)| path.parent() == Some(home)));
        let manifest = text.map(|(_, text)| Manifest::read(text).0).unwrap_or_default();
        let named = move |home: &Path, folder: &Path| {
            manifest.search.iter().any(|place| folder.starts_with(absolute(home, Path::new(&place.folder))))
        };
        self.views.iter().filter(move |other| match (home, &other.extent) {
            (Some(home), Extent::Package(folder)) => {
                folder != home && (folder.parent() == home.parent() || named(home, folder))
            }
            _ => false,
        })
    }

    /// The packages that the files of one project would find so, with their labels, by name.
    #[must_use]
    pub fn packages_within_reach(&self, own: &View) -> Vec<(String, Option<String>)> {
        let mut found = BTreeMap::new();
        for other in self.within_reach(own) {
            for (file, _) in
                other.policies.files().filter(|(file, _)| other.path(*file).is_some_and(|at| other.is_own(&at)))
            {
                let lines = other.policies.tree(file).map(|tree| tree.file.lines.as_slice()).unwrap_or_default();
                for line in lines {
                    if let LineKind::Package { name, label } = &line.kind {
                        let known: &mut Option<String> = found.entry(name.value.clone()).or_default();
                        *known = known.take().or_else(|| label.as_ref().map(|label| label.value.clone()));
                    }
                }
            }
        }
        found.into_iter().collect()
    }

    /// The projects in groups, each of which shares no file with another: what is found in one says nothing of the others.
    #[must_use]
    pub fn apart(&self) -> Vec<Vec<&View>> {
        let mut groups: Vec<(BTreeSet<PathBuf>, Vec<&View>)> = Vec::new();
        for view in &self.views {
            let mut own: BTreeSet<PathBuf> = view.policies.files().filter_map(|(file, _)| view.path(file)).collect();
            let mut members = vec![view];
            let (touched, others): (Vec<_>, Vec<_>) =
                groups.into_iter().partition(|(paths, _)| paths.iter().any(|path| own.contains(path)));
            groups = others;
            for (paths, views) in touched {
                own.extend(paths);
                members.splice(0..0, views);
            }
            groups.push((own, members));
        }
        groups.into_iter().map(|(_, members)| members).collect()
    }

    /// The projects that know what is named at an offset of a file as it is written, each with a place that names it in the
    /// same spelling: those that read the file, and those that only read another file which speaks of the thing, as two
    /// packages do that use a third.
    #[must_use]
    pub fn naming(&self, path: &Path, offset: u32) -> Vec<(&View, FileId, u32)> {
        let mut waiting: Vec<&View> = self.views.iter().collect();
        let mut found = Vec::new();
        let mut known = BTreeSet::from([path.to_path_buf()]);
        let mut places = VecDeque::from([(path.to_path_buf(), offset)]);
        while let Some((path, offset)) = places.pop_front()
            && !waiting.is_empty()
        {
            let (reading, others): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|view| view.file(&path).is_some());
            waiting = others;
            for view in reading {
                let Some(file) = view.file(&path) else { continue };
                // Each project has places of its own.
                let Some(written) = view.policies.written(file) else { continue };
                let place = written.place(offset);
                found.push((view, file, place));
                for span in spelled_alike(&view.policies, file, place) {
                    if let (Some(path), Some(there)) = (view.path(span.file), view.policies.written(span.file))
                        && known.insert(path.clone())
                    {
                        places.push_back((path, there.offset(span.start)));
                    }
                }
            }
        }
        found
    }

    /// What one question about an offset of a file as it is written finds in all projects: stretches of the texts as
    /// they are written, by path and place, each once.
    #[must_use]
    pub fn everywhere(
        &self,
        path: &Path,
        offset: u32,
        mut ask: impl FnMut(&Policies, FileId, u32) -> Vec<SourceSpan>,
    ) -> BTreeMap<PathBuf, BTreeSet<(u32, u32)>> {
        let mut found: BTreeMap<PathBuf, BTreeSet<(u32, u32)>> = BTreeMap::new();
        for (view, file, place) in self.naming(path, offset) {
            for span in ask(&view.policies, file, place) {
                if let (Some(path), Some(there)) = (view.path(span.file), view.policies.written(span.file)) {
                    found.entry(path).or_default().insert((there.offset(span.start), there.offset(span.end)));
                }
            }
        }
        found
    }
}
