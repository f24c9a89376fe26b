//! Layout while typing: where the next line begins, and the layout of a stretch of lines.

use vires_syntax::span::Span;
use vires_syntax::{FileKind, Keyword, policy_start};

use crate::TextEdit;
use crate::completion::{Sort, opens_a_list, sort};

/// So many columns a line stands further in than the one it belongs to.
const STEP: usize = 2;

/// What puts the line that was begun at an offset where it belongs: below a heading further in, level otherwise. Nothing
/// in prose, below an empty line, and below a comment, where it may belong to anything.
#[must_use]
pub fn on_new_line(text: &str, kind: FileKind, offset: u32) -> Vec<TextEdit> {
    let offset = offset as usize;
    let (Some(upto), Some(block)) = (text.get(..offset), policy_start(text, kind, offset)) else {
        return Vec::new();
    };
    let start = upto.rfind('\n').map_or(0, |at| at + 1);
    let Some(before) = text.get(block..start).and_then(|lines| lines.lines().next_back()) else {
        return Vec::new();
    };
    let content = before.trim_start_matches(' ');
    // Who indents with tabs is told so; counting on from one would be a guess.
    if content.trim().is_empty() || content.starts_with(['#', '\t']) {
        return Vec::new();
    }
    let own = before.len() - content.len();
    let wanted = if opens(content) { own + STEP } else { own };
    let rest = text.get(start..).unwrap_or_default();
    let there = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    if rest.get(..there) == Some(" ".repeat(wanted).as_str()) {
        return Vec::new();
    }
    let span = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    vec![TextEdit { span: Span::new(span(start), span(start + there)), text: " ".repeat(wanted) }]
}

/// Whether lines are expected below a line.
fn opens(line: &str) -> bool {
    if opens_a_list(line) {
        return true;
    }
    match sort(line) {
        Sort::Provision => true,
        Sort::Declaration(keyword) => {
            matches!(keyword, Keyword::Instrument | Keyword::Test | Keyword::Modality)
                || matches!(keyword, Keyword::List | Keyword::Territory) && has_values_below(line)
        }
        Sort::Operation(keyword) => {
            matches!(keyword, Keyword::Replace | Keyword::InsertAfter | Keyword::ForSteps)
        }
        Sort::Clause(Keyword::Given) => matches!(line.trim(), "given" | "với"),
        Sort::Clause(_) | Sort::OnThis | Sort::Sentence => false,
    }
}

/// Whether a list names none of its values on its line and takes none from a file, or has more of them below.
fn has_values_below(line: &str) -> bool {
    let outside_labels: String = line.split('"').step_by(2).collect();
    let line = outside_labels.split('#').next().unwrap_or_default().trim_end();
    let from_file =
        [" from", " lấy từ"].iter().any(|words| line.ends_with(words) || line.contains(&format!("{words} ")));
    line.ends_with([':', ',']) || !line.contains(':') && !from_file
}

/// The edits that lay out the lines of a stretch; the lines around it stay as they are.
#[must_use]
pub fn range_formatting(text: &str, kind: FileKind, within: Span) -> Vec<TextEdit> {
    let Ok(laid_out) = vires_fmt::format(text, kind) else {
        return Vec::new();
    };
    let (old, new) = (lines(text), lines(&laid_out));
    let is_blank = |line: &&(usize, &str)| line.1.trim().is_empty();
    let told = |lines: &[(usize, &str)]| lines.iter().filter(|line| !is_blank(line)).count();
    if told(&old) != told(&new) {
        return Vec::new();
    }
    let mut edits = Vec::new();
    let mut laid = new.iter().filter(|line| !is_blank(line));
    for (start, line) in old.iter().filter(|line| !is_blank(line)) {
        let Some((_, wanted)) = laid.next() else { break };
        let end = start + line.len();
        // A selection that ends at the beginning of a line does not have it.
        let inside = *start < within.end as usize && end > within.start as usize
            || within.start == within.end && *start <= within.start as usize && within.start as usize <= end;
        if inside && line != wanted {
            let span = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            edits.push(TextEdit { span: Span::new(span(*start), span(end)), text: (*wanted).to_owned() });
        }
    }
    edits
}

/// The lines without their breaks, with where they begin.
fn lines(text: &str) -> Vec<(usize, &str)> {
    let mut at = 0;
    let begin = |line: &'_ str| {
        let start = at;
        at += line.len();
        start
    };
    let starts: Vec<usize> = text.split_inclusive('\n').map(begin).collect();
    starts.into_iter().zip(text.split_inclusive('\n').map(|line| line.trim_end_matches(['\n', '\r']))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn indented(marked: &str, kind: FileKind) -> String {
        let offset = marked.find("$0").unwrap_or_default();
        let mut text = marked.replacen("$0", "", 1);
        for edit in on_new_line(&text, kind, u32::try_from(offset).unwrap_or_default()) {
            text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
        }
        text
    }

    #[test]
    fn the_next_line_stands_where_it_belongs() {
        let policy = FileKind::Policy;
        for (before, after) in [
            ("instrument d1\n$0", "instrument d1\n  "),
            ("instrument d1\n  article 1 \"x\"\n  $0", "instrument d1\n  article 1 \"x\"\n    "),
            ("văn bản d1\r\n  điều 1\r\n$0x", "văn bản d1\r\n  điều 1\r\n    x"),
            ("    moit holds a\n        $0", "    moit holds a\n    "),
            ("a holds b when any of # x\n$0", "a holds b when any of # x\n  "),
            ("test \"x\"\n  given\n$0", "test \"x\"\n  given\n    "),
            ("test \"x\"\n  given a is b\n$0", "test \"x\"\n  given a is b\n  "),
            ("body x\n  $0", "body x\n"),
            ("article 1\n\n$0", "article 1\n\n"),
            ("# article 1\n$0", "# article 1\n"),
            ("\tarticle 1\n$0", "\tarticle 1\n"),
            ("$0", ""),
        ] {
            assert_eq!(indented(before, policy), after, "{before:?}");
        }
        assert_eq!(indented("article 1\n$0", FileKind::Markdown), "article 1\n");
        assert_eq!(indented("```vires\narticle 1\n$0\n```\n", FileKind::Markdown), "```vires\narticle 1\n  \n```\n");
    }

    #[test]
    fn only_lines_of_the_stretch_are_laid_out() {
        let text = "package p\nbody   a\n\n\n\nbody   b\nbody   c\n";
        let at = |word: &str| u32::try_from(text.find(word).unwrap_or_default()).unwrap_or_default();
        let edits = range_formatting(text, FileKind::Policy, Span::new(at("body   b"), at("body   c")));
        assert_eq!(edits.len(), 1);
        assert_eq!((edits[0].span.start, edits[0].text.as_str()), (at("body   b"), "body b"));
    }
}
