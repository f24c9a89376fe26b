//! Where a finding points: a stretch of one file, and what stands there.

/// One point in a file, in the three countings that readers of a finding need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in Unicode scalar values.
    pub column: u32,
    /// Byte offset from the start of the file as it was read, before any normalisation.
    pub byte: u32,
}

impl Position {
    /// Line and column from 1, byte offset from 0.
    #[must_use]
    pub const fn new(line: u32, column: u32, byte: u32) -> Self {
        Self { line, column, byte }
    }
}

/// A half-open stretch of one file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceSpan {
    /// The file, as the caller wants it shown and as [`Sources`](crate::Sources) knows it.
    pub file: String,
    /// The first character.
    pub start: Position,
    /// Just after the last character.
    pub end: Position,
}

impl SourceSpan {
    /// From `start` up to, not including, `end`.
    #[must_use]
    pub fn new(file: impl Into<String>, start: Position, end: Position) -> Self {
        Self { file: file.into(), start, end }
    }
}

/// A rule, declaration or line that a finding is about.
///
/// The contract lists these under `rules`: findings about names, types and syntax carry theirs there too.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// The provision as the language spells it, e.g. `decree_146_2025 article 12 clause 1`; none outside an instrument.
    pub citation: Option<String>,
    /// The provision as people write it, e.g. `Nghị định 146/2025/NĐ-CP, điều 12 khoản 1`: the heading over the text.
    pub title: Option<String>,
    /// Where it stands.
    pub span: SourceSpan,
    /// What it does here, e.g. "this rule gives it to the ministry"; starts lower case, no full stop.
    pub label: Option<String>,
}

impl Place {
    /// A place without citation, title or label.
    #[must_use]
    pub fn new(span: SourceSpan) -> Self {
        Self { citation: None, title: None, span, label: None }
    }

    /// With the citation (the language's spelling).
    #[must_use]
    pub fn citation(mut self, citation: impl Into<String>) -> Self {
        self.citation = Some(citation.into());
        self
    }

    /// With the heading (people's spelling).
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// With the words beside it.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// The heading to print: the title, else the citation.
    #[must_use]
    pub fn heading(&self) -> Option<&str> {
        self.title.as_deref().or(self.citation.as_deref())
    }
}
