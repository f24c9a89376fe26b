//! What editors need beside findings and answers: files by their numbers, the texts being typed, and questions that
//! give way when the text changes.

use std::panic::AssertUnwindSafe;
use std::rc::Rc;

use salsa::Setter as _;
use vires_model::{FileId, pulse};
use vires_resolve::Resolved;
use vires_syntax::{FileKind, LineIndex, Parsed};

use crate::database::{self, ListText, SourceText};
use crate::elastic::{self, Written};
use crate::load::{Heading, line_ends};
use crate::policies::Policies;

/// The text changed while an answer about it was being found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Superseded;

/// What a new text of a file means for the files that are checked with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edited {
    /// They are the same.
    SameFiles,
    /// It names other packages or lists than before: load again.
    OtherFiles,
    /// It is none of the files of these policies.
    Unknown,
}

/// Stops whatever is being found on one copy of policies.
#[derive(Debug, Clone)]
pub struct Stopper(salsa::CancellationToken);

impl Stopper {
    /// The answer gives way, as it does to an edit. Other copies are not touched.
    pub fn stop(&self) {
        self.0.cancel();
    }
}

impl Policies {
    /// What stops this copy.
    #[must_use]
    pub fn stopper(&self) -> Stopper {
        Stopper(salsa::Database::cancellation_token(&self.db))
    }

    /// Gives way where this copy is to be stopped or a text is to be changed: for whoever works long between questions.
    pub fn give_way(&self) {
        salsa::Database::unwind_if_revision_cancelled(&self.db);
    }

    /// The files in the order of their numbers, by the path shown in findings: policy files first, then lists kept as CSV.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &str)> {
        let sources = self.workspace.sources(&self.db).iter().map(|source| source.path(&self.db));
        let lists = self.workspace.lists(&self.db).iter().map(|list| list.path(&self.db));
        (0..).map(FileId).zip(sources.chain(lists).map(String::as_str))
    }

    /// The file shown by that path.
    #[must_use]
    pub fn file_at(&self, path: &str) -> Option<FileId> {
        self.files().find(|(_, known)| *known == path).map(|(file, _)| file)
    }

    /// The path of a file as findings show it.
    #[must_use]
    pub fn path(&self, file: FileId) -> Option<&str> {
        self.files().nth(file.0 as usize).map(|(_, path)| path)
    }

    fn source(&self, file: FileId) -> Option<SourceText> {
        self.workspace.sources(&self.db).get(file.0 as usize).copied()
    }

    /// The text that every place in a file, policy or list, is an offset into. Its lines may end in spaces that nobody
    /// wrote: see [`Policies::written`].
    #[must_use]
    pub fn file_text(&self, file: FileId) -> Option<&str> {
        match self.source(file) {
            Some(source) => Some(source.text(&self.db)),
            None => self.list(file).map(|list| list.text(&self.db).as_str()),
        }
    }

    /// Where the lines of that text begin.
    #[must_use]
    pub fn lines(&self, file: FileId) -> Option<&LineIndex> {
        match self.source(file) {
            Some(source) => Some(database::source_lines(&self.db, source)),
            None => self.list(file).map(|list| database::list_lines(&self.db, list)),
        }
    }

    /// The text of a file as it is written, with the way between places and its offsets.
    #[must_use]
    pub fn written(&self, file: FileId) -> Option<Written<'_>> {
        match self.source(file) {
            Some(source) => Some(database::written(&self.db, source)),
            None => Some(Written::new(self.file_text(file)?, self.lines(file)?, None)),
        }
    }

    fn list(&self, file: FileId) -> Option<ListText> {
        let n = (file.0 as usize).checked_sub(self.workspace.sources(&self.db).len())?;
        self.workspace.lists(&self.db).get(n).copied()
    }

    /// What kind of policy file it is; none for a list.
    #[must_use]
    pub fn kind(&self, file: FileId) -> Option<FileKind> {
        self.source(file).map(|source| source.kind(&self.db))
    }

    /// The tree of a policy file.
    #[must_use]
    pub fn tree(&self, file: FileId) -> Option<&Parsed> {
        self.source(file).map(|source| database::parse(&self.db, source))
    }

    /// What all names stand for, and the law resolved.
    #[must_use]
    pub fn resolved(&self) -> &Resolved {
        database::resolved(&self.db, self.workspace)
    }

    /// Gives a file another text. Answers that are being found on copies of these policies give way first.
    pub fn set_text(&mut self, path: &str, text: &str) -> Edited {
        let Some(file) = self.file_at(path) else {
            return Edited::Unknown;
        };
        let text = &*line_ends(text.to_owned());
        let Some(source) = self.source(file) else {
            if let Some(list) = self.list(file)
                && list.text(&self.db) != text
            {
                list.set_text(&mut self.db).to(text.to_owned());
            }
            return Edited::SameFiles;
        };
        if source.as_written(&self.db) == text {
            return Edited::SameFiles;
        }
        let before = Heading::of(&database::parse(&self.db, source).file);
        let roomy = elastic::edited(source.text(&self.db), source.as_written(&self.db), text);
        let edition = source.edition(&self.db);
        source.set_edition(&mut self.db).to(edition + 1);
        source.set_text(&mut self.db).to(roomy);
        source.set_written(&mut self.db).to(Some(text.to_owned()));
        let parsed = database::parse(&self.db, source);
        // A Markdown file without policy is none of the files.
        let is_prose =
            source.kind(&self.db) == FileKind::Markdown && parsed.file.lines.is_empty() && parsed.errors.is_empty();
        let after = Heading::of(&parsed.file);
        if before == after && !is_prose { Edited::SameFiles } else { Edited::OtherFiles }
    }
}

/// Answers a question on copies of policies that somebody may change meanwhile. Long work gives way where a text of its
/// own policies is to be changed, and where `is_wanted` says no more: whoever keeps copies of other policies as well lets
/// those be changed too.
///
/// # Errors
/// A text changed before the answer was there.
pub fn unless_superseded<T>(
    is_wanted: impl Fn() -> bool + 'static,
    answer: impl FnOnce() -> T,
) -> Result<T, Superseded> {
    let ask = move || {
        salsa::with_attached_database(|db| {
            if !is_wanted() {
                db.cancellation_token().cancel();
            }
            db.unwind_if_revision_cancelled();
        });
    };
    // What unwinds is salsa's own signal; tables half made are salsa's to throw away.
    let answer = AssertUnwindSafe(|| pulse::while_asking(Rc::new(ask), answer));
    salsa::Cancelled::catch(answer).map_err(|_| Superseded)
}
