//! The lines of a file: indentation, blank lines, comments.

use vires_syntax::span::Span;
use vires_syntax::{FileKind, Language, Lossless, SourceLine, SourceLineKind};

use crate::line;

/// The spaces of one level.
const STEP: usize = 2;

/// Writes the file anew.
pub(crate) fn render(text: &str, kind: FileKind, source: &Lossless, language: Option<Language>) -> String {
    let usual = language.unwrap_or_else(|| usual_language(source));
    let comment_depths = comment_depths(text, source);
    let sets = line::sets(text, source);
    let mut writer =
        Writer { out: String::with_capacity(text.len()), line_break: line_break(text), blank: false, fresh: true };
    for (number, line) in source.lines.iter().enumerate() {
        match &line.kind {
            SourceLineKind::Outside => {
                // With its own line break, to the byte.
                let end = source.lines.get(number + 1).map_or(text.len(), |next| next.span.start as usize);
                writer.verbatim(text.get(line.span.start as usize..end).unwrap_or_default());
            }
            SourceLineKind::Blank => writer.blank = true,
            SourceLineKind::Comment => {
                let depth = comment_depths.get(number).copied().unwrap_or_default();
                writer.indent(line.margin + depth * STEP);
                writer.out.push_str(line.comment.map_or("", |comment| slice(text, comment)));
                writer.end_line();
            }
            SourceLineKind::Policy(policy) => {
                writer.indent(line.margin + policy.depth * STEP);
                if policy.keywords.is_some() {
                    let pieces = line::pieces(text, &source.tokens, policy);
                    line::write(&mut writer.out, &pieces, (language, usual), &sets);
                    if let Some(comment) = line.comment {
                        writer.out.push_str("  ");
                        writer.out.push_str(slice(text, comment).trim_end());
                    }
                } else {
                    writer.out.push_str(slice(text, Span::new(policy.span.start, line.span.end)));
                }
                writer.end_line();
            }
        }
    }
    // Without a line break at its end the last fence of a Markdown file would run into what is appended to it.
    if kind == FileKind::Markdown
        && !text.ends_with('\n')
        && writer.out.ends_with(writer.line_break)
        && ends_outside(source)
    {
        writer.out.truncate(writer.out.len() - writer.line_break.len());
    }
    writer.out
}

fn ends_outside(source: &Lossless) -> bool {
    source.lines.last().is_some_and(|line| line.kind == SourceLineKind::Outside)
}

struct Writer {
    out: String,
    line_break: &'static str,
    /// Whether a blank line is to stand before the next one.
    blank: bool,
    /// Whether nothing stands in the file or fence so far.
    fresh: bool,
}

impl Writer {
    fn indent(&mut self, columns: usize) {
        if self.blank && !self.fresh {
            self.out.push_str(self.line_break);
        }
        self.blank = false;
        self.fresh = false;
        self.out.extend(std::iter::repeat_n(' ', columns));
    }

    fn end_line(&mut self) {
        self.out.push_str(self.line_break);
    }

    fn verbatim(&mut self, line: &str) {
        self.out.push_str(line);
        self.blank = false;
        self.fresh = true;
    }
}

fn slice(text: &str, span: Span) -> &str {
    text.get(span.start as usize..span.end as usize).unwrap_or_default()
}

/// The line break of the first line is that of all.
fn line_break(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text.get(..at).is_some_and(|before| before.ends_with('\r')) => "\r\n",
        _ => "\n",
    }
}

/// The language of most keywords.
fn usual_language(source: &Lossless) -> Language {
    let (mut english, mut vietnamese) = (0usize, 0usize);
    for line in &source.lines {
        let SourceLineKind::Policy(policy) = &line.kind else { continue };
        for keyword in policy.keywords.iter().flatten() {
            match keyword.language {
                Language::English => english += 1,
                Language::Vietnamese => vietnamese += 1,
            }
        }
    }
    if vietnamese > english { Language::Vietnamese } else { Language::English }
}

/// How deep each comment on a line of its own stands; 0 for other lines.
///
/// A comment goes with the line below it where the two are indented alike, and always if it is documentation; else
/// with the last line above it that is indented alike; else with the next one further in, or the innermost of all.
fn comment_depths(text: &str, source: &Lossless) -> Vec<usize> {
    let mut depths = vec![0; source.lines.len()];
    let mut below: Option<(u32, usize, usize)> = None;
    let mut next_of = vec![None; source.lines.len()];
    for (number, line) in source.lines.iter().enumerate().rev() {
        if let Some(next) = next_of.get_mut(number) {
            *next = below.filter(|(block, _, _)| *block == line.block).map(|(_, indent, depth)| (indent, depth));
        }
        match &line.kind {
            SourceLineKind::Policy(policy) => below = Some((line.block, line.indent, policy.depth)),
            SourceLineKind::Outside => below = None,
            _ => {}
        }
    }
    let mut levels: Vec<(usize, usize)> = Vec::new();
    for (number, line) in source.lines.iter().enumerate() {
        match &line.kind {
            SourceLineKind::Outside => levels.clear(),
            SourceLineKind::Policy(policy) => {
                levels.retain(|(_, depth)| *depth < policy.depth);
                levels.push((line.indent, policy.depth));
            }
            SourceLineKind::Comment => {
                let next = next_of.get(number).copied().flatten();
                if let Some(depth) = depths.get_mut(number) {
                    *depth = comment_depth(text, line, next, &levels);
                }
            }
            SourceLineKind::Blank => {}
        }
    }
    depths
}

fn comment_depth(text: &str, line: &SourceLine, next: Option<(usize, usize)>, levels: &[(usize, usize)]) -> usize {
    let documents = line.comment.is_some_and(|comment| slice(text, comment).starts_with("##"));
    let with_next = next.filter(|(indent, _)| documents || *indent == line.indent);
    let alike = || levels.iter().find(|(indent, _)| *indent == line.indent).copied();
    // Between two levels it stands on the inner one.
    let innermost = || {
        let inner = levels.iter().position(|(indent, _)| *indent > line.indent);
        inner.or(levels.len().checked_sub(1)).and_then(|at| levels.get(at)).copied()
    };
    with_next.or_else(alike).or_else(innermost).or(next).map_or(0, |(_, depth)| depth)
}
