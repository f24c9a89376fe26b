//! The incremental part: inputs, and the queries from text to findings.
//!
//! Coarse on purpose: a file is parsed once, everything else is one query over the whole workspace, and a cold check pays
//! for no bookkeeping beyond that. Where texts are edited, the proofs remember what they found of each power.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use vires_analysis::{Idle, Issue, IssueKind, PowerHoldings};
use vires_model::{Day, FileId, PowerId, RuleId, SourceSpan};
use vires_resolve::{Attachments, Input, Resolved, SourceFile};
use vires_syntax::{FileKind, LineIndex, Parsed, PolicyLine, SourceLineKind};
use vires_words::{Language, Words, words};

use crate::bearing::Bearing;
use crate::elastic::{self, Written};
use crate::misnamed::Misnamed;
use crate::report::{self, Report, again};

/// What is remembered of the time before the last edit. It makes answers quicker and never other: nothing depends on it,
/// so no query is told of it.
#[derive(Debug, Default)]
pub(crate) struct Remembered {
    /// How the rules of each file were read.
    readings: Mutex<vires_resolve::Memory>,
    /// What was found of each power.
    examinations: Mutex<vires_analysis::Memory>,
    /// The findings as they were put into words.
    pub(crate) told: Mutex<again::Memory>,
}

/// A memory for as long as it is needed. Whoever gave way to an edit with it in hand has left it whole.
pub(crate) fn locked<T>(memory: &Mutex<T>) -> MutexGuard<'_, T> {
    memory.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What the queries go by beside the inputs.
#[salsa::db]
pub(crate) trait Db: salsa::Database {
    /// What is remembered; none where nothing is edited.
    fn remembered(&self) -> Option<&Remembered>;
}

/// The database. Copies share what is remembered.
#[salsa::db]
#[derive(Clone, Default)]
pub(crate) struct Database {
    storage: salsa::Storage<Self>,
    remembered: Option<Arc<Remembered>>,
}

impl Database {
    /// One whose texts will be edited.
    pub(crate) fn for_editing() -> Self {
        Self { remembered: Some(Arc::default()), ..Self::default() }
    }
}

#[salsa::db]
impl salsa::Database for Database {}

#[salsa::db]
impl Db for Database {
    fn remembered(&self) -> Option<&Remembered> {
        self.remembered.as_deref()
    }
}

/// A file of policy.
#[salsa::input]
pub(crate) struct SourceText {
    /// As people read it.
    pub(crate) path: String,
    /// The text that every place is an offset into.
    pub(crate) text: String,
    /// The text as it is written, where the other has room for edits.
    pub(crate) written: Option<String>,
    /// Another for every text that this file ever had; 0 where nothing is edited.
    #[returns(copy)]
    pub(crate) edition: u64,
    #[returns(copy)]
    pub(crate) kind: FileKind,
}

impl SourceText {
    /// A file as it was read.
    pub(crate) fn read(db: &Database, path: String, text: String, kind: FileKind) -> Self {
        match db.remembered {
            Some(_) => Self::new(db, path, elastic::roomy(&text), Some(text), 1, kind),
            None => Self::new(db, path, text, None, 0, kind),
        }
    }

    /// The text as it is written.
    pub(crate) fn as_written(self, db: &dyn salsa::Database) -> &str {
        self.written(db).as_ref().unwrap_or_else(|| self.text(db))
    }
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
    pub(crate) links: BTreeMap<(usize, String), Result<usize, Words>>,
    /// The language of what is said about a package.
    pub(crate) languages: BTreeMap<String, String>,
    /// The manifests that name a package to which none of their files belongs.
    pub(crate) misnamed: Vec<Misnamed>,
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

/// Where the lines of a text as it is written begin.
#[salsa::tracked]
pub(crate) fn written_lines(db: &dyn salsa::Database, file: SourceText) -> LineIndex {
    LineIndex::new(file.as_written(db))
}

/// The keywords of a text as it is written, and marks that stand for one, as they are spelled in English: where each
/// stands, and its words. A text is read so only where a finding goes by its words.
#[salsa::tracked]
pub(crate) fn in_english(db: &dyn salsa::Database, file: SourceText) -> Vec<(std::ops::Range<u32>, &'static str)> {
    let text = written(db, file).text;
    let read = vires_syntax::lossless(text, file.kind(db));
    let mut found = Vec::new();
    for line in &read.lines {
        let SourceLineKind::Policy(PolicyLine { keywords: Some(keywords), tokens, .. }) = &line.kind else { continue };
        for keyword in keywords {
            let tokens = read.tokens.get(keyword.tokens.clone()).unwrap_or_default();
            if let (Some(first), Some(last)) = (tokens.first(), tokens.last()) {
                found.push((first.span.start..last.span.end, keyword.spelled(vires_syntax::Language::English)));
            }
        }
        for token in read.tokens.get(tokens.clone()).unwrap_or_default() {
            let place = token.span.start..token.span.end;
            let mark = text.get(place.start as usize..place.end as usize).and_then(vires_syntax::keyword_of_mark);
            found.extend(mark.map(|keyword| (place, keyword.spelling(vires_syntax::Language::English))));
        }
    }
    found.sort_unstable_by_key(|(place, _)| place.start);
    found.dedup_by_key(|(place, _)| place.start);
    found
}

/// A text as it is written, with the way to its places.
pub(crate) fn written(db: &dyn salsa::Database, file: SourceText) -> Written<'_> {
    match file.written(db) {
        Some(text) => Written::new(text, written_lines(db, file), Some(source_lines(db, file))),
        None => Written::new(file.text(db), source_lines(db, file), None),
    }
}

/// Where the lines of a list file begin.
#[salsa::tracked]
pub(crate) fn list_lines(db: &dyn salsa::Database, file: ListText) -> LineIndex {
    LineIndex::new(file.text(db))
}

/// The model, and what of the text did not make it there.
#[salsa::tracked]
pub(crate) fn resolved(db: &dyn Db, workspace: Workspace) -> Resolved {
    with_files(db, workspace, None, |input, lists| match db.remembered() {
        None => vires_resolve::resolve(input, lists),
        Some(before) => vires_resolve::resolve_again(&mut locked(&before.readings), input, lists),
    })
}

/// The model as it was known on a day: without the texts published after it and all that they changed.
#[salsa::tracked]
pub(crate) fn resolved_as_known(db: &dyn salsa::Database, workspace: Workspace, known: Day) -> Resolved {
    with_files(db, workspace, Some(known), vires_resolve::resolve)
}

/// The model with the values that one test gives to parameters, as it was known on the day the test says.
#[salsa::tracked]
pub(crate) fn resolved_as_given(
    db: &dyn salsa::Database,
    workspace: Workspace,
    test: usize,
    known: Option<Day>,
) -> Resolved {
    with_files(db, workspace, known, |input, lists| vires_resolve::resolve_as_given(input, lists, test))
}

fn with_files(
    db: &dyn salsa::Database,
    workspace: Workspace,
    known: Option<Day>,
    resolve: impl FnOnce(&Input<'_>, &dyn Attachments) -> Resolved,
) -> Resolved {
    let sources = workspace.sources(db);
    let files: Vec<SourceFile<'_>> = sources
        .iter()
        .zip(0..)
        .map(|(source, n)| SourceFile {
            id: FileId(n),
            path: source.path(db),
            text: source.text(db),
            edition: Some(source.edition(db)).filter(|edition| *edition > 0),
            tree: &parse(db, *source).file,
        })
        .collect();
    let input = Input { files: &files, known, languages: workspace.languages(db) };
    resolve(&input, &ListFiles { db, workspace })
}

/// What the rules mean, and what is wrong with it.
#[salsa::tracked]
pub(crate) fn analysis(db: &dyn Db, workspace: Workspace) -> Vec<Issue> {
    let resolved = resolved(db, workspace);
    let Resolved { model, broken, lacking_grants, names_unread, withheld, .. } = resolved;
    let mut issues = match db.remembered() {
        None => vires_analysis::analyse(model, broken),
        Some(before) => vires_analysis::analyse_again(&mut locked(&before.examinations), model, broken),
    };
    // What a class passes on may be a power that was lost itself, or of which a grant to the giver was.
    let may_move = |rule: &RuleId| broken.iter().any(|power| model.rules[*rule].effect.speaks_of(model, *power));
    // Of what sector a power is cannot be known where its own line is in error.
    let half_declared = |power: &PowerId| {
        let (own, lines) = (model.powers[*power].span, withheld.get(power));
        let is_own = |line: &SourceSpan| line.file == own.file && (line.start..line.end).contains(&own.start);
        lines.is_some_and(|lines| lines.iter().any(is_own))
    };
    let any_may_be_meant = *names_unread || broken.iter().any(half_declared);
    issues.retain(|issue| match issue.kind {
        IssueKind::NeverApplies { why: Idle::NothingToMove } => !any_may_be_meant && !issue.rules.iter().any(may_move),
        _ => true,
    });
    issues.extend(vires_analysis::overlaps_despite_loss(model, broken, lacking_grants));
    issues
}

/// Who holds each power, and where. Only registers ask for it.
#[salsa::tracked]
pub(crate) fn holdings(db: &dyn Db, workspace: Workspace) -> Vec<PowerHoldings> {
    let resolved = resolved(db, workspace);
    vires_analysis::holdings(&resolved.model, &resolved.uncertain())
}

/// What bears on one power. An editor asks about a few at a time.
#[salsa::tracked(lru = 64)]
pub(crate) fn bearing_on(db: &dyn Db, workspace: Workspace, power: PowerId) -> Bearing {
    let resolved = resolved(db, workspace);
    Bearing::on(&resolved.model, &resolved.broken, power)
}

/// Who holds one power, and where.
#[salsa::tracked]
pub(crate) fn holdings_of(db: &dyn Db, workspace: Workspace, power: PowerId) -> PowerHoldings {
    let all = bearing_on(db, workspace, power).holdings();
    let own = all.into_iter().find(|row| row.power == power);
    own.unwrap_or_else(|| PowerHoldings::unexamined(power))
}

/// Everything found, in order, in words.
#[salsa::tracked]
pub(crate) fn reported(db: &dyn Db, workspace: Workspace) -> Report {
    report::report(db, workspace)
}

struct ListFiles<'a> {
    db: &'a dyn salsa::Database,
    workspace: Workspace,
}

impl Attachments for ListFiles<'_> {
    fn read(&self, from: FileId, name: &str) -> Result<(FileId, String), Words> {
        let not_loaded = || words!("it was not loaded", "tệp chưa được nạp");
        let lists = self.workspace.lists(self.db);
        let number = match self.workspace.links(self.db).get(&(from.0 as usize, name.to_owned())) {
            Some(Ok(number)) => *number,
            Some(Err(why)) => return Err(why.clone()),
            None => return Err(not_loaded()),
        };
        let Some(list) = lists.get(number) else { return Err(not_loaded()) };
        let id = self.workspace.sources(self.db).len().saturating_add(number);
        let id = FileId(u32::try_from(id).unwrap_or(u32::MAX));
        Ok((id, list.text(self.db).clone()))
    }
}
