//! The incremental part: inputs, and the queries from text to findings.
//!
//! Coarse on purpose: a file is parsed once, everything else is one query over the whole workspace. A cold check pays
//! for no bookkeeping beyond that; whoever edits live refines the steps that an edit makes dear.

use std::collections::BTreeMap;

use vires_analysis::{Issue, PowerHoldings};
use vires_model::{Day, FileId};
use vires_resolve::{Attachments, Input, Resolved, SourceFile};
use vires_syntax::{FileKind, LineIndex, Parsed};
use vires_words::Language;

use crate::report::{self, Report};

/// The database.
#[salsa::db]
#[derive(Clone, Default)]
pub(crate) struct Database {
    storage: salsa::Storage<Self>,
}

#[salsa::db]
impl salsa::Database for Database {}

/// A file of policy.
#[salsa::input]
pub(crate) struct SourceText {
    /// As people read it.
    pub(crate) path: String,
    pub(crate) text: String,
    #[returns(copy)]
    pub(crate) kind: FileKind,
}

/// A list kept as CSV.
#[salsa::input]
pub(crate) struct ListText {
    /// As people read it.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// What is checked together.
#[salsa::input]
pub(crate) struct Workspace {
    /// The files asked for by path, then those of the packages used.
    pub(crate) sources: Vec<SourceText>,
    /// The list files; their ids come after those of the sources.
    pub(crate) lists: Vec<ListText>,
    /// What a file calls a list file, by the file's number, as its number in `lists`; or why it cannot be read.
    pub(crate) links: BTreeMap<(usize, String), Result<usize, String>>,
    /// The language of what is said about a package.
    pub(crate) languages: BTreeMap<String, String>,
    /// The language that findings and answers are put into.
    #[returns(copy)]
    pub(crate) language: Language,
}

/// The tree of one file.
#[salsa::tracked]
pub(crate) fn parse(db: &dyn salsa::Database, file: SourceText) -> Parsed {
    vires_syntax::parse(file.text(db), file.kind(db))
}

/// Where the lines of a text begin.
#[salsa::tracked]
pub(crate) fn source_lines(db: &dyn salsa::Database, file: SourceText) -> LineIndex {
    LineIndex::new(file.text(db))
}

/// Where the lines of a list file begin.
#[salsa::tracked]
pub(crate) fn list_lines(db: &dyn salsa::Database, file: ListText) -> LineIndex {
    LineIndex::new(file.text(db))
}

/// The model, and what of the text did not make it there.
#[salsa::tracked]
pub(crate) fn resolved(db: &dyn salsa::Database, workspace: Workspace) -> Resolved {
    resolve(db, workspace, None)
}

/// The model as it was known on a day: without the texts published after it and all that they changed.
#[salsa::tracked]
pub(crate) fn resolved_as_known(db: &dyn salsa::Database, workspace: Workspace, known: Day) -> Resolved {
    resolve(db, workspace, Some(known))
}

fn resolve(db: &dyn salsa::Database, workspace: Workspace, known: Option<Day>) -> Resolved {
    let sources = workspace.sources(db);
    let files: Vec<SourceFile<'_>> = sources
        .iter()
        .zip(0..)
        .map(|(source, n)| SourceFile {
            id: FileId(n),
            path: source.path(db),
            text: source.text(db),
            tree: &parse(db, *source).file,
        })
        .collect();
    let input = Input { files: &files, known, languages: workspace.languages(db) };
    vires_resolve::resolve(&input, &ListFiles { db, workspace })
}

/// What the rules mean, and what is wrong with it.
#[salsa::tracked]
pub(crate) fn analysis(db: &dyn salsa::Database, workspace: Workspace) -> Vec<Issue> {
    let resolved = resolved(db, workspace);
    vires_analysis::analyse(&resolved.model, &resolved.broken)
}

/// Who holds each power, and where. Only registers ask for it.
#[salsa::tracked]
pub(crate) fn holdings(db: &dyn salsa::Database, workspace: Workspace) -> Vec<PowerHoldings> {
    let resolved = resolved(db, workspace);
    vires_analysis::holdings(&resolved.model, &resolved.broken)
}

/// Everything found, in order, in words.
#[salsa::tracked]
pub(crate) fn reported(db: &dyn salsa::Database, workspace: Workspace) -> Report {
    report::report(db, workspace)
}

struct ListFiles<'a> {
    db: &'a dyn salsa::Database,
    workspace: Workspace,
}

impl Attachments for ListFiles<'_> {
    fn read(&self, from: FileId, name: &str) -> Result<(FileId, String), String> {
        let lists = self.workspace.lists(self.db);
        let number = match self.workspace.links(self.db).get(&(from.0 as usize, name.to_owned())) {
            Some(Ok(number)) => *number,
            Some(Err(why)) => return Err(why.clone()),
            None => return Err("it was not loaded".to_owned()),
        };
        let Some(list) = lists.get(number) else {
            return Err("it was not loaded".to_owned());
        };
        let id = self.workspace.sources(self.db).len().saturating_add(number);
        let id = FileId(u32::try_from(id).unwrap_or(u32::MAX));
        Ok((id, list.text(self.db).clone()))
    }
}
