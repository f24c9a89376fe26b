//! The **ground** on which rules are read: packages, names, lists, bodies, facts, powers, instruments, provisions, and
//! the operations that change texts. All of it is read before the first rule, and no rule is looked at meanwhile.
//!
//! Most edits are inside a rule, and leave the ground what it was. So it is kept as it stood before the first rule, with
//! the trees that it points into; after such an edit only the rules of the edited files are laid out anew on a copy of it.
//! Its large tables are shared by the copies.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use self_cell::self_cell;
use vires_model::FileId;
use vires_syntax::ast::{self, DeclarationKind, Line, LineKind};
use vires_syntax::span::Span;
use vires_words::Words;

use crate::names::EventId;
use crate::resolver::Resolver;
use crate::{Attachments, Input, SourceFile};

/// A file as it was, and its tree with it.
#[derive(Debug)]
pub(crate) struct File {
    id: FileId,
    path: String,
    text: String,
    edition: Option<u64>,
    tree: ast::File,
}

impl File {
    pub(crate) fn of(source: &SourceFile<'_>) -> Self {
        let SourceFile { id, path, text, edition, tree } = *source;
        Self { id, path: path.to_owned(), text: text.to_owned(), edition, tree: tree.clone() }
    }

    fn as_source(&self) -> SourceFile<'_> {
        SourceFile { id: self.id, path: &self.path, text: &self.text, edition: self.edition, tree: &self.tree }
    }

    /// Whether a file is this one, to the letter.
    pub(crate) fn is(&self, other: &SourceFile<'_>) -> bool {
        let counted = self.edition.is_some() && self.edition == other.edition;
        self.id == other.id && self.path == other.path && (counted || self.text == other.text)
    }

    /// Whether a file differs from this one in nothing but rules.
    pub(crate) fn is_same_but_for_rules(&self, other: &SourceFile<'_>) -> bool {
        let texts = Texts { before: &self.text, after: other.text };
        self.id == other.id && self.path == other.path && texts.alike(&self.tree.lines, &other.tree.lines, Part::Margin)
    }
}

/// Where lines stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Margin,
    /// In a text as issued: its rules may differ.
    Text,
    /// Below any other line.
    Elsewhere,
}

/// Two texts whose lines are compared.
struct Texts<'a> {
    before: &'a str,
    after: &'a str,
}

impl Texts<'_> {
    fn alike(&self, before: &[Line], after: &[Line], part: Part) -> bool {
        let counts = |line: &&Line| part != Part::Text || !is_loose(line);
        let (mut before, mut after) = (before.iter().filter(counts), after.iter().filter(counts));
        loop {
            match (before.next(), after.next()) {
                (None, None) => return true,
                (Some(before), Some(after)) if self.is_alike(before, after, part) => {}
                _ => return false,
            }
        }
    }

    fn is_alike(&self, before: &Line, after: &Line, part: Part) -> bool {
        let below = if part != Part::Elsewhere && holds_rules(before) { Part::Text } else { Part::Elsewhere };
        before.span == after.span
            && before.kind == after.kind
            && before.clauses == after.clauses
            && before.doc == after.doc
            // What could not be read may be the name of something.
            && (before.kind != LineKind::Unreadable || self.says_the_same(before.span))
            && self.alike(&before.below, &after.below, below)
    }

    fn says_the_same(&self, span: Span) -> bool {
        let span = span.start as usize..span.end as usize;
        self.before.get(span.clone()) == self.after.get(span)
    }
}

/// Whether rules stand below a line of this kind.
fn holds_rules(line: &Line) -> bool {
    match &line.kind {
        LineKind::Provision { .. } => true,
        LineKind::Declaration(declaration) => matches!(declaration.kind, DeclarationKind::Instrument),
        _ => false,
    }
}

/// Whether a line in a text is read only with the rules.
fn is_loose(line: &Line) -> bool {
    let bare = |below: &Line| below.kind == LineKind::Unreadable && below.below.is_empty();
    matches!(line.kind, LineKind::Rule(_) | LineKind::Unreadable) && line.below.iter().all(bare)
}

/// What was read of a list file.
#[derive(Debug)]
struct Attached {
    from: FileId,
    name: String,
    content: Result<(FileId, String), Words>,
}

/// Hands list files on, and remembers what they said.
struct Listening<'a> {
    attachments: &'a dyn Attachments,
    heard: RefCell<Vec<Attached>>,
}

impl Attachments for Listening<'_> {
    fn read(&self, from: FileId, name: &str) -> Result<(FileId, String), Words> {
        let content = self.attachments.read(from, name);
        self.heard.borrow_mut().push(Attached { from, name: name.to_owned(), content: content.clone() });
        content
    }
}

self_cell!(
    /// A resolver as it stood before the first rule, with the files that it points into.
    struct Standing {
        owner: Vec<Arc<File>>,
        #[covariant]
        dependent: Resolver,
    }
);

/// The ground, and what it was read from.
pub(crate) struct Ground {
    standing: Standing,
    languages: BTreeMap<String, String>,
    lists: Vec<Attached>,
}

impl std::fmt::Debug for Ground {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.debug_struct("Ground").finish_non_exhaustive()
    }
}

impl Ground {
    pub(crate) fn read(
        files: Vec<Arc<File>>,
        dated_events: BTreeSet<EventId>,
        input: &Input<'_>,
        attachments: &dyn Attachments,
    ) -> Self {
        let listening = Listening { attachments, heard: RefCell::default() };
        let standing = Standing::new(files, |files| {
            let sources = files.iter().map(|file| file.as_source()).collect();
            let mut resolver = Resolver::new(sources, input.known);
            resolver.dated_events = dated_events;
            resolver.ground(input.languages, &listening);
            resolver
        });
        Self { standing, languages: input.languages.clone(), lists: listening.heard.into_inner() }
    }

    /// Whether it would be read so again, of files that differ in nothing but rules.
    pub(crate) fn stands(&self, input: &Input<'_>, attachments: &dyn Attachments) -> bool {
        let resolver = self.standing.borrow_dependent();
        // A line out of place takes what is below it with it, rules included.
        resolver.pending_breaks.is_empty()
            && resolver.known == input.known
            && self.languages == *input.languages
            && self.lists.iter().all(|list| attachments.read(list.from, &list.name) == list.content)
    }

    /// The resolver before the first rule, with the rules of these files.
    pub(crate) fn under<'g>(&'g self, input: &Input<'g>, files: &[Arc<File>]) -> Resolver<'g> {
        let mut resolver: Resolver<'g> = self.standing.borrow_dependent().clone();
        resolver.files = Arc::from(input.files);
        let before = self.standing.borrow_owner();
        let is_edited: Vec<bool> = before.iter().zip(files).map(|(before, now)| !Arc::ptr_eq(before, now)).collect();
        if is_edited.contains(&true) {
            resolver.lay_out_again(&is_edited);
        }
        resolver
    }
}

impl<'a> Resolver<'a> {
    /// Reads everything but rules.
    pub(crate) fn ground(&mut self, languages: &BTreeMap<String, String>, attachments: &dyn Attachments) {
        // What comes later looks at what came earlier.
        self.packages(languages);
        self.declarations();
        self.unit_rows();
        self.list_rows(attachments);
        self.body_rows();
        self.event_rows();
        self.calendar_rows();
        self.fact_rows();
        self.kept_rows();
        self.parameter_rows();
        self.power_rows();
        self.derived_rows();
        self.instrument_kind_rows();
        self.modality_rows();
        self.instrument_rows();
        self.provision_rows();
        self.law.dated = self.dated_events.iter().filter_map(|id| self.events.get(id.0)?.fact).collect();
        self.change_lines();
        self.abolition_lines();
        self.reading_lines();
        self.application_lines();
        self.abolish();
        self.void_instruments();
        self.readings();
        self.applications();
        self.lives_of_instruments();
        self.uses.get_mut().put_aside();
    }

    /// Finds the rules of edited files in their new trees. What operations put in is ground, and where it was.
    fn lay_out_again(&mut self, is_edited: &[bool]) {
        let before = std::mem::take(&mut self.placed);
        let (originals, put_in) = before.split_at(self.originals);
        let mut originals = originals.chunk_by(|a, b| a.here.file == b.here.file).peekable();
        let mut texts = std::mem::take(&mut self.texts);
        let mut of_file = texts.chunk_by_mut(|a, b| a.here.file == b.here.file).peekable();
        let files = Arc::clone(&self.files);
        for (file, is_edited) in files.iter().zip(is_edited) {
            let known = originals.next_if(|run| run.first().is_some_and(|first| first.here.file == file.id));
            let texts = of_file.next_if(|texts| texts.first().is_some_and(|first| first.here.file == file.id));
            if !is_edited {
                self.placed.extend_from_slice(known.unwrap_or_default());
                continue;
            }
            let start = self.placed.len();
            for text in texts.into_iter().flatten() {
                if let Some(head) = line_at(&file.tree.lines, text.head.span.start) {
                    text.head = head;
                    self.walk_text(*text, Self::opened);
                }
            }
            let changes: BTreeMap<u32, usize> =
                known.into_iter().flatten().filter_map(|line| Some((line.line.span.start, line.change?))).collect();
            for placed in self.placed.iter_mut().skip(start) {
                placed.change = changes.get(&placed.line.span.start).copied();
            }
        }
        self.originals = self.placed.len();
        self.placed.extend_from_slice(put_in);
        self.texts = texts;
    }
}

/// The line that begins there.
fn line_at(lines: &[Line], start: u32) -> Option<&Line> {
    let n = lines.partition_point(|line| line.span.start <= start);
    let line = lines.get(n.checked_sub(1)?)?;
    if line.span.start == start { Some(line) } else { line_at(&line.below, start) }
}
