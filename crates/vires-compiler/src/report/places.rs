//! From places in the model to places that people and programs read.

use vires_diagnostics::{Position, SourceSpan};
use vires_model::FileId;
use vires_syntax::span::Span;

use crate::database::{ListText, SourceText, Workspace, in_english, list_lines, written};
use crate::elastic::Written;

/// The files of a workspace by their ids.
#[derive(Clone, Copy)]
pub(crate) struct Places<'a> {
    db: &'a dyn salsa::Database,
    sources: &'a [SourceText],
    lists: &'a [ListText],
}

impl<'a> Places<'a> {
    pub(crate) fn new(db: &'a dyn salsa::Database, workspace: Workspace) -> Self {
        Self { db, sources: workspace.sources(db), lists: workspace.lists(db) }
    }

    /// Path and written text of a file.
    fn file(&self, id: FileId) -> Option<(&'a str, Written<'a>)> {
        let n = id.0 as usize;
        if let Some(source) = self.sources.get(n) {
            return Some((source.path(self.db), written(self.db, *source)));
        }
        let list = self.lists.get(n.saturating_sub(self.sources.len()))?;
        Some((list.path(self.db), Written::new(list.text(self.db), list_lines(self.db, *list), None)))
    }

    /// The policy files, each with which of its texts it has now.
    pub(crate) fn editions(&self) -> impl Iterator<Item = (&'a str, u64)> {
        let db = self.db;
        self.sources.iter().map(move |source| (source.path(db).as_str(), source.edition(db)))
    }

    /// A place as it is shown; that of a file which is not there, at its very beginning.
    pub(crate) fn span(&self, span: vires_model::SourceSpan) -> SourceSpan {
        let Some((path, written)) = self.file(span.file) else {
            let start = Position::new(1, 1, 0);
            return SourceSpan::new(String::new(), start, start);
        };
        let position = |place: u32| {
            let byte = written.offset(place);
            let at = written.lines.line_column(written.text, byte);
            Position::new(at.line, at.column, byte)
        };
        SourceSpan::new(path, position(span.start), position(span.end))
    }

    /// The words that stand at a place, on one line, with the keywords in English: the same in whichever language the text
    /// is written.
    pub(crate) fn words_in_english(&self, span: vires_model::SourceSpan) -> String {
        let Some(source) = self.sources.get(span.file.0 as usize) else { return self.words(span) };
        let Written { text, .. } = written(self.db, *source);
        let offset = |place: u32| written(self.db, *source).offset(place);
        let (mut at, end) = (offset(span.start), offset(span.end));
        let between = |from: u32, to: u32| text.get(from as usize..to as usize).unwrap_or_default();
        let keywords = in_english(self.db, *source);
        let mut words = String::new();
        for (place, keyword) in keywords.iter().skip(keywords.partition_point(|(place, _)| place.start < at)) {
            if place.end > end {
                break;
            }
            words.extend([between(at, place.start), " ", keyword, " "]);
            at = place.end;
        }
        words.push_str(between(at, end));
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The words that stand at a place, on one line.
    pub(crate) fn words(&self, span: vires_model::SourceSpan) -> String {
        let text = self.file(span.file).and_then(|(_, written)| {
            written.text.get(written.offset(span.start) as usize..written.offset(span.end) as usize)
        });
        text.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// A place in a source file.
pub(crate) fn in_file(file: FileId, span: Span) -> vires_model::SourceSpan {
    vires_model::SourceSpan { file, start: span.start, end: span.end }
}
