//! One place with its lines, drawn by miette: it keeps marks under the right letters where text has combining
//! diacritics or joined emoji. Only the drawing is its work; headings, order and words are `text`'s.

use std::fmt;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode,
    SpanContents, ThemeCharacters, ThemeStyles,
};
use vires_words::say;

use super::excerpt::Excerpt;
use super::wrap::wrap;
use super::{RenderOptions, visible};
use crate::code::Severity;
use crate::place::Place;

/// Columns that miette fills left of a source line, beside the line number.
const GUTTER: usize = 8;

/// Writes the lines of a place with its mark and label.
pub(super) fn write(
    out: &mut dyn fmt::Write,
    place: &Place,
    severity: Severity,
    source: &str,
    options: &RenderOptions,
) -> fmt::Result {
    let columns = options.width().saturating_sub(GUTTER + place.span.end.line.to_string().len());
    let excerpt = Excerpt::of(source, &place.span, columns, options.ellipsis());
    let label = label(place, &excerpt, options);
    let drawing = Drawing { place, excerpt: &excerpt, label };

    let mut drawn = String::new();
    handler(severity, options).render_report(&mut drawn, &drawing)?;
    // The first line is miette's headline, of which we make no use.
    let (_, lines) = drawn.split_once('\n').unwrap_or_default();
    for line in lines.lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// The label in lines of half the width: it begins under the middle of what it labels.
fn label(place: &Place, excerpt: &Excerpt, options: &RenderOptions) -> Option<String> {
    let mut words = place.label.as_deref().map(|label| visible::line(label).into_owned()).unwrap_or_default();
    if excerpt.cut {
        let separator = if words.is_empty() { "" } else { " " };
        let last = place.span.end.line;
        words.push_str(separator);
        words.push_str(&say!(options.language, "(goes on to line {last})", "(đến dòng {last})"));
    }
    let lines = wrap(&words, (options.width() / 2).max(30));
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn handler(severity: Severity, options: &RenderOptions) -> GraphicalReportHandler {
    let mut styles = if options.colour { ThemeStyles::ansi() } else { ThemeStyles::none() };
    styles.highlights = vec![match severity {
        Severity::Error => styles.error,
        Severity::Warning => styles.warning,
        Severity::Note => styles.advice,
    }];
    let characters = if options.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
    GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
        .without_syntax_highlighting()
        .with_width(options.width())
}

struct Drawing<'a> {
    place: &'a Place,
    excerpt: &'a Excerpt,
    label: Option<String>,
}

impl SourceCode for Drawing<'_> {
    /// Always the whole excerpt, whatever is asked for: it holds one place and no line more. `column` is the place's
    /// own: it is shown beside the file's name and used for nothing else.
    fn read_span<'a>(
        &'a self,
        _: &miette::SourceSpan,
        _: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let from_zero = |counted: u32| usize::try_from(counted.saturating_sub(1)).unwrap_or(usize::MAX);
        let start = self.place.span.start;
        Ok(Box::new(MietteSpanContents::new_named(
            visible::line(&self.place.span.file).into_owned(),
            self.excerpt.text.as_bytes(),
            (0, self.excerpt.text.len()).into(),
            from_zero(start.line),
            from_zero(start.column),
            self.excerpt.lines,
        )))
    }
}

impl Diagnostic for Drawing<'_> {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let marked = &self.excerpt.marked;
        let label = LabeledSpan::new(self.label.clone(), marked.start, marked.len());
        Some(Box::new(std::iter::once(label)))
    }
}

impl fmt::Display for Drawing<'_> {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl fmt::Debug for Drawing<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:?}", self.place)
    }
}

impl std::error::Error for Drawing<'_> {}
