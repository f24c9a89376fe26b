//! Which words of files are keywords, names, numbers, as the grammar has it. One a line: file, line, first column, column
//! after the last, kind; lines and columns from 0, columns in UTF-16. The highlighting of editors is held against it.
//!
//! `cargo run -p vires-syntax --example spelled -- policies/vietnam/prelude.vires`

use std::io::{self, Write};

use vires_syntax::span::Span;
use vires_syntax::{FileKind, LineIndex, SourceLineKind, TokenKind, lossless};

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path)?;
        let kind = if path.ends_with(".md") { FileKind::Markdown } else { FileKind::Policy };
        let index = LineIndex::new(&text);
        for (span, kind) in spelled(&text, kind) {
            let (start, end) = (index.utf16(&text, span.start), index.utf16(&text, span.end));
            writeln!(out, "{path}\t{}\t{}\t{}\t{kind}", start.line, start.character, end.character)?;
        }
    }
    out.flush()
}

/// Every word and comment of the lines that read. A keyword of several words is one.
fn spelled(text: &str, kind: FileKind) -> Vec<(Span, &'static str)> {
    let file = lossless(text, kind);
    let mut spelled = Vec::new();
    for line in file.lines.iter() {
        if let SourceLineKind::Policy(policy) = &line.kind {
            let Some(keywords) = &policy.keywords else { continue };
            let mut keywords = keywords.iter().peekable();
            let mut at = policy.tokens.start;
            while let Some(token) = file.tokens.get(at).filter(|_| at < policy.tokens.end) {
                if let Some(keyword) = keywords.next_if(|keyword| keyword.tokens.start == at) {
                    let last = keyword.tokens.end.max(at + 1);
                    let end = file.tokens.get(last - 1).map_or(token.span, |token| token.span);
                    spelled.push((token.span.to(end), "keyword"));
                    at = last;
                    continue;
                }
                spelled.push((token.span, name_of(token.kind)));
                at += 1;
            }
        }
        spelled.extend(line.comment.map(|comment| (comment, "comment")));
    }
    spelled
}

fn name_of(kind: TokenKind) -> &'static str {
    match kind {
        TokenKind::Name | TokenKind::KeywordWord => "name",
        TokenKind::Number | TokenKind::Ordinal => "number",
        TokenKind::Date => "date",
        TokenKind::Quoted => "label",
        TokenKind::Symbol | TokenKind::Unreadable => "mark",
    }
}
