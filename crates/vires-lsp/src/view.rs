//! What a question is answered on: the texts of one moment, and how the client counts.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tower_lsp::ls_types::{Location, Position, Range, TextDocumentPositionParams, Uri};
use vires_compiler::LoadError;
use vires_ide::projects::{Snapshot, View as Project};
use vires_ide::{FileId, Policies, SourceSpan};
use vires_model::Day;
use vires_words::Language;

use crate::heavy::Heavy;
use crate::position::{Encoding, Places};
use crate::publisher::Promise;
use crate::settings::Settings;
use crate::unsaved;

/// The texts of one moment.
#[derive(Clone)]
pub(crate) struct View {
    pub(crate) snapshot: Snapshot,
    pub(crate) encoding: Encoding,
    pub(crate) settings: Arc<Settings>,
    /// The client's numbers of the texts that are open.
    pub(crate) versions: Arc<BTreeMap<PathBuf, i32>>,
    /// Why packages could not be loaded.
    pub(crate) failures: Arc<Vec<LoadError>>,
    /// Which packages are slow to prove.
    pub(crate) heavy: Arc<Heavy>,
    /// Where the client can be told to ask for findings again.
    pub(crate) promise: Option<Promise>,
    /// Counts the changes of texts: up to this moment, and up to now.
    pub(crate) revision: u64,
    pub(crate) now: Arc<AtomicU64>,
}

/// A file of one project.
#[derive(Clone, Copy)]
pub(crate) struct Here<'v> {
    view: &'v View,
    pub(crate) project: &'v Project,
    pub(crate) file: FileId,
}

impl View {
    /// Whether no text has changed since.
    pub(crate) fn is_current(&self) -> bool {
        self.now.load(Ordering::SeqCst) == self.revision
    }

    /// The same, to be asked by whoever works on it: an edit of any text waits until every view is given back.
    pub(crate) fn wanted(&self) -> impl Fn() -> bool + use<> {
        let (now, revision) = (Arc::clone(&self.now), self.revision);
        move || now.load(Ordering::SeqCst) == revision
    }

    /// The day that is spoken of as today: the one that is set, else that of the clock.
    pub(crate) fn today(&self) -> Day {
        let clock = || Day::parse(&jiff::Zoned::now().date().to_string());
        self.settings.today.or_else(clock).unwrap_or(Day(0))
    }

    /// The file that a client names, in the project it belongs to.
    pub(crate) fn file(&self, uri: &Uri) -> Option<Here<'_>> {
        self.file_at(&path_of(uri)?)
    }

    pub(crate) fn file_at(&self, path: &Path) -> Option<Here<'_>> {
        let (project, file) = self.snapshot.home(path)?;
        Some(Here { view: self, project, file })
    }

    /// A place that a client names.
    pub(crate) fn cursor(&self, at: &TextDocumentPositionParams) -> Option<(Here<'_>, u32)> {
        let here = self.file(&at.text_document.uri)?;
        Some((here, here.place(at.position)?))
    }

    /// A file of a project.
    pub(crate) const fn here<'v>(&'v self, project: &'v Project, file: FileId) -> Here<'v> {
        Here { view: self, project, file }
    }

    /// A stretch of a project's file as the client finds it.
    pub(crate) fn location(&self, project: &Project, span: SourceSpan) -> Option<Location> {
        let here = self.here(project, span.file);
        Some(Location { uri: here.uri()?, range: here.range(span.start, span.end)? })
    }
}

impl View {
    /// The language of what is told of no package in particular: the one that is set, else that of the first package.
    pub(crate) fn general_language(&self) -> Language {
        let own = || self.snapshot.views().first().map(|project| project.policies.language());
        self.settings.language().or_else(own).unwrap_or_default()
    }
}

impl<'v> Here<'v> {
    pub(crate) fn policies(&self) -> &'v Policies {
        &self.project.policies
    }

    /// The language that is spoken about it.
    pub(crate) fn language(&self) -> Language {
        self.policies().language()
    }

    pub(crate) fn places(&self) -> Option<Places<'v>> {
        Some(Places::new(self.view.encoding, self.policies().written(self.file)?))
    }

    pub(crate) fn place(&self, position: Position) -> Option<u32> {
        Some(self.places()?.place(position))
    }

    pub(crate) fn range(&self, start: u32, end: u32) -> Option<Range> {
        Some(self.places()?.range(start, end))
    }

    pub(crate) fn path(&self) -> Option<PathBuf> {
        self.project.path(self.file)
    }

    pub(crate) fn uri(&self) -> Option<Uri> {
        uri_of(&self.path()?)
    }
}

/// The path of a file on disk, or one that stands for a text that was never saved; none for documents of other kinds.
pub(crate) fn path_of(uri: &Uri) -> Option<PathBuf> {
    let is_file = uri.scheme().as_str().eq_ignore_ascii_case("file");
    if !is_file {
        return unsaved::path(uri);
    }
    uri.to_file_path().map(|path| vires_compiler::absolute(Path::new("/"), &path))
}

/// The name of a file for clients.
pub(crate) fn uri_of(path: &Path) -> Option<Uri> {
    unsaved::uri(path).or_else(|| Uri::from_file_path(path))
}
