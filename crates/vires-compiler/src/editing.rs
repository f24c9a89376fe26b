//! What editors need beside findings and answers: files by their numbers, the texts being typed, and questions that
//! give way when the text changes.

use std::panic::AssertUnwindSafe;

use salsa::Setter as _;
use vires_model::FileId;
use vires_resolve::Resolved;
use vires_syntax::{FileKind, LineIndex, Parsed};

use crate::database::{self, SourceText};
use crate::load::Heading;
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

impl Policies {
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

    /// The text of a file, policy or list.
    #[must_use]
    pub fn file_text(&self, file: FileId) -> Option<&str> {
        if let Some(source) = self.source(file) {
            return Some(source.text(&self.db));
        }
        let n = (file.0 as usize).checked_sub(self.workspace.sources(&self.db).len())?;
        self.workspace.lists(&self.db).get(n).map(|list| list.text(&self.db).as_str())
    }

    /// Where the lines of a file begin.
    #[must_use]
    pub fn lines(&self, file: FileId) -> Option<&LineIndex> {
        if let Some(source) = self.source(file) {
            return Some(database::source_lines(&self.db, source));
        }
        let n = (file.0 as usize).checked_sub(self.workspace.sources(&self.db).len())?;
        self.workspace.lists(&self.db).get(n).map(|list| database::list_lines(&self.db, *list))
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
        let Some(source) = self.source(file) else {
            let n = (file.0 as usize).saturating_sub(self.workspace.sources(&self.db).len());
            if let Some(list) = self.workspace.lists(&self.db).get(n).copied()
                && list.text(&self.db) != text
            {
                list.set_text(&mut self.db).to(text.to_owned());
            }
            return Edited::SameFiles;
        };
        if source.text(&self.db) == text {
            return Edited::SameFiles;
        }
        let before = Heading::of(&database::parse(&self.db, source).file);
        source.set_text(&mut self.db).to(text.to_owned());
        let after = Heading::of(&database::parse(&self.db, source).file);
        if before == after { Edited::SameFiles } else { Edited::OtherFiles }
    }
}

/// Answers a question on copies of policies that somebody may change meanwhile.
///
/// # Errors
/// A text changed before the answer was there.
pub fn unless_superseded<T>(answer: impl FnOnce() -> T) -> Result<T, Superseded> {
    // What unwinds is salsa's own signal; tables half made are salsa's to throw away.
    salsa::Cancelled::catch(AssertUnwindSafe(answer)).map_err(|_| Superseded)
}
