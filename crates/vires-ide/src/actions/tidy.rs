//! Marks that stand wrong and mean only one thing: tabs before a line, signs that word processors leave, a bracket or a
//! quotation mark that is not closed.

use vires_syntax::span::Span;
use vires_syntax::{FileKind, Lossless, SourceLine, SourceLineKind, SyntaxErrorCode, lossless, parse};
use vires_words::Language;

use super::{Action, ActionKind, Desk};
use crate::TextEdit;
use crate::excerpt::{TAB, columns};

/// Everything that can be put right without asking.
pub(super) fn fix_all(desk: &Desk<'_>) -> Option<Action> {
    let edits = safe(desk, Span::new(0, u32::MAX));
    (!edits.is_empty()).then(|| Action {
        title: desk
            .language
            .pick("put tabs and signs of word processors right", "sửa tab và ký hiệu của trình soạn thảo văn bản")
            .to_owned(),
        kind: ActionKind::FixAll,
        preferred: false,
        finding: None,
        edits: edits.into_iter().map(|(_, edit)| (desk.file, edit)).collect(),
    })
}

/// What was found wrong before a line was even read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrong {
    Tab,
    Sign,
}

pub(super) fn quick_fixes(desk: &Desk<'_>, within: Span) -> Vec<Action> {
    let mut all = Vec::new();
    for (wrong, title) in [
        (Wrong::Tab, ["indent with spaces", "thụt lề bằng dấu cách"]),
        (Wrong::Sign, ["write the sign that is meant", "viết đúng ký hiệu"]),
    ] {
        let edits: Vec<_> = safe(desk, within).into_iter().filter(|(own, _)| *own == wrong).collect();
        if let Some((_, first)) = edits.first() {
            let finding = finding(desk, first.span);
            let [english, vietnamese] = title;
            all.push(Action {
                title: desk.language.pick(english, vietnamese).to_owned(),
                kind: ActionKind::QuickFix,
                preferred: true,
                finding,
                edits: edits.into_iter().map(|(_, edit)| (desk.file, edit)).collect(),
            });
        }
    }
    all.extend(closed(desk, within));
    all
}

/// The finding about a stretch of the file.
fn finding(desk: &Desk<'_>, span: Span) -> Option<String> {
    let path = desk.policies.path(desk.file)?;
    let touches = |finding: &&vires_diagnostics::Finding| {
        finding.primary().is_some_and(|place| {
            place.span.file == path && place.span.start.byte <= span.end && place.span.end.byte >= span.start
        }) && matches!(
            finding.code,
            vires_diagnostics::Code::Indentation
                | vires_diagnostics::Code::UnreadableLine
                | vires_diagnostics::Code::Unclosed
        )
    };
    desk.policies.report().findings.iter().find(touches).map(|finding| finding.id.as_str().to_owned())
}

/// The edits on the lines of a stretch.
fn safe(desk: &Desk<'_>, within: Span) -> Vec<(Wrong, TextEdit)> {
    let text = desk.written(desk.file);
    let Some(kind) = desk.policies.kind(desk.file) else { return Vec::new() };
    let source = lossless(text, kind);
    let has = |line: &SourceLine, code: SyntaxErrorCode| {
        source
            .errors
            .iter()
            .any(|error| error.code == code && error.span.start >= line.span.start && error.span.start <= line.span.end)
    };
    let mut edits = Vec::new();
    let width = tab_width(text, kind, &source);
    for line in &source.lines {
        let touched = line.span.start <= within.end && line.span.end >= within.start;
        if !touched || !matches!(line.kind, SourceLineKind::Policy(_)) {
            continue;
        }
        let words = text.get(line.span.start as usize..line.span.end as usize).unwrap_or_default();
        if has(line, SyntaxErrorCode::Tab) {
            let skipped = words.len() - words.trim_start_matches('\u{feff}').len();
            let rest = words.get(skipped..).unwrap_or_default();
            let length = rest.len() - rest.trim_start().len();
            let start = line.span.start + u32::try_from(skipped).unwrap_or_default();
            let span = Span::new(start, start + u32::try_from(length).unwrap_or_default());
            let indent = columns(rest.get(..length).unwrap_or_default(), width);
            edits.push((Wrong::Tab, TextEdit { span, text: " ".repeat(indent) }));
        }
        if has(line, SyntaxErrorCode::BadCharacter) {
            edits.extend(signs(words, line.span.start).into_iter().map(|edit| (Wrong::Sign, edit)));
        }
    }
    edits
}

/// The columns that a tab is meant to be: as many as a step of the lines with spaces, where these are there and what has tabs
/// then stands right among them; else as many as it is read as.
fn tab_width(text: &str, kind: FileKind, source: &Lossless) -> usize {
    let of_policy = source.lines.iter().filter(|line| matches!(line.kind, SourceLineKind::Policy(_)));
    let words = |line: &SourceLine| text.get(line.span.start as usize..line.span.end as usize).unwrap_or_default();
    let mut has_tabs = false;
    let mut step: Option<usize> = None;
    for line in of_policy {
        if words(line).starts_with(['\t', ' ']) && indentation(words(line)).contains('\t') {
            has_tabs = true;
        } else if line.indent > 0 {
            step = Some(step.map_or(line.indent, |known| known.min(line.indent)));
        }
    }
    let Some(step) = step.filter(|step| has_tabs && *step != TAB) else { return TAB };
    let wrong = |width: usize| {
        let lines = text.split_inclusive('\n').map(|line| {
            let indent = indentation(line);
            format!("{}{}", " ".repeat(columns(indent, width)), line.get(indent.len()..).unwrap_or_default())
        });
        parse(&lines.collect::<String>(), kind).errors.len()
    };
    if wrong(step) < wrong(TAB) { step } else { TAB }
}

/// What stands before a line.
fn indentation(line: &str) -> &str {
    line.get(..line.len() - line.trim_start().len()).unwrap_or_default().trim_end_matches(['\r', '\n'])
}

/// The signs of a line that mean one of ours; none where the line would still hold one that means nothing.
fn signs(line: &str, start: u32) -> Vec<TextEdit> {
    let (mut edits, mut put_right, mut quoted) = (Vec::new(), String::new(), false);
    // Within a label it is an apostrophe, unless one of its kind opened the label.
    let mut single = false;
    for (at, letter) in line.char_indices() {
        if letter == '#' && !quoted {
            put_right.push_str(line.get(at..).unwrap_or_default());
            break;
        }
        let wanted = match letter {
            '"' => {
                quoted = !quoted;
                None
            }
            '“' | '”' | '„' | '«' | '»' => {
                quoted = !quoted;
                Some("\"")
            }
            '‘' | '‚' if !quoted => {
                (quoted, single) = (true, true);
                Some("\"")
            }
            '‘' | '’' if single => {
                (quoted, single) = (false, false);
                Some("\"")
            }
            '–' | '—' | '−' if !quoted => Some("-"),
            '\u{200B}' | '\u{200C}' | '\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' if !quoted => Some(""),
            _ => None,
        };
        match wanted {
            Some(wanted) => {
                let from = start + u32::try_from(at).unwrap_or_default();
                let to = from + u32::try_from(letter.len_utf8()).unwrap_or_default();
                edits.push(TextEdit { span: Span::new(from, to), text: wanted.to_owned() });
                put_right.push_str(wanted);
            }
            None => put_right.push(letter),
        }
    }
    // A line that reads afterwards is a line on which it was clear what was meant.
    let still = lossless(put_right.trim_start(), FileKind::Policy);
    let reads = still.lines.iter().all(|line| match &line.kind {
        SourceLineKind::Policy(policy) => policy.keywords.is_some(),
        _ => true,
    });
    if still.errors.is_empty() && reads { edits } else { Vec::new() }
}

/// A bracket or a quotation mark put in where the line ends, where the line then reads.
fn closed(desk: &Desk<'_>, within: Span) -> Vec<Action> {
    let text = desk.written(desk.file);
    let Some(kind) = desk.policies.kind(desk.file) else { return Vec::new() };
    let source = lossless(text, kind);
    let mut all = Vec::new();
    for error in &source.errors {
        let mark = match error.code {
            SyntaxErrorCode::UnclosedBracket => ")",
            SyntaxErrorCode::UnclosedQuote => "\"",
            _ => continue,
        };
        let line =
            source.lines.iter().find(|line| line.span.start <= error.span.start && error.span.start <= line.span.end);
        let Some(line) = line.filter(|line| line.span.start <= within.end && line.span.end >= within.start) else {
            continue;
        };
        // Behind the last word, before a comment.
        let end = match line.comment {
            Some(comment) => comment.start,
            None => line.span.end,
        };
        let words = text.get(line.span.start as usize..end as usize).unwrap_or_default();
        let at = line.span.start + u32::try_from(words.trim_end().len()).unwrap_or_default();
        let mut mended = text.to_owned();
        mended.insert_str(at as usize, mark);
        let errors = |text: &str| parse(text, kind).errors.len();
        if errors(&mended) >= errors(text) {
            continue;
        }
        let title = match (mark, desk.language) {
            (")", Language::En) => "close the bracket at the end of the line",
            (")", Language::Vi) => "đóng ngoặc ở cuối dòng",
            (_, Language::En) => "close the label at the end of the line",
            (_, Language::Vi) => "đóng nhãn ở cuối dòng",
        };
        all.push(Action {
            title: title.to_owned(),
            kind: ActionKind::QuickFix,
            preferred: false,
            finding: finding(desk, error.span),
            edits: vec![(desk.file, TextEdit { span: Span::new(at, at), text: mark.to_owned() })],
        });
    }
    all
}
