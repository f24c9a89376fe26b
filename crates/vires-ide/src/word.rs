//! The word under the cursor, as the language spells it.

use vires_compiler::Policies;
use vires_model::FileId;
use vires_syntax::span::Span;
use vires_syntax::{FileKind, Keyword, Lossless, SourceLineKind, TokenKind, lossless};

use crate::lines;

/// A word, number, mark or label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word {
    /// Where it stands.
    pub(crate) span: Span,
    /// What it is.
    pub(crate) kind: TokenKind,
    /// The keyword that it is a word of, with all the words of that.
    pub(crate) keyword: Option<(Keyword, Span)>,
}

/// The word at a place of a line of policy; just behind its last letter it is still there. None in comments and prose.
pub(crate) fn at(policies: &Policies, file: FileId, place: u32) -> Option<Word> {
    let (text, index, kind) = (policies.file_text(file)?, policies.lines(file)?, policies.kind(file)?);
    let tree = policies.tree(file)?;
    // The tree knows which lines of a Markdown file are policy.
    if kind == FileKind::Markdown && lines::around(&tree.file, place).is_empty() {
        return None;
    }
    let start = index.line_start(index.line_of(place))?;
    let line = text.get(start as usize..)?.split_inclusive('\n').next()?;
    let indent = line.len() - line.trim_start().len();
    let offset = start + u32::try_from(indent).ok()?;
    let alone = lossless(line.trim(), FileKind::Policy);
    let is_read = |read: &Lossless| {
        read.lines.iter().any(|line| matches!(&line.kind, SourceLineKind::Policy(policy) if policy.keywords.is_some()))
    };
    // A line of a case reads only below `given`.
    if is_read(&alone) {
        return in_line(&alone, offset, place);
    }
    in_line(&lossless(text, kind), 0, place)
}

fn in_line(read: &Lossless, offset: u32, place: u32) -> Option<Word> {
    let moved = |span: Span| Span::new(span.start + offset, span.end + offset);
    let near = |span: Span| moved(span).start <= place && place <= moved(span).end;
    for line in &read.lines {
        let SourceLineKind::Policy(policy) = &line.kind else { continue };
        let numbered = policy.tokens.clone().zip(read.tokens.get(policy.tokens.clone()).unwrap_or_default());
        // Of two words that touch, the one that begins here.
        let Some((n, token)) = numbered.filter(|(_, token)| near(token.span)).max_by_key(|(_, token)| token.span.start)
        else {
            continue;
        };
        let keyword = policy.keywords.iter().flatten().find(|keyword| keyword.tokens.contains(&n));
        let keyword = keyword.and_then(|keyword| {
            let words = read.tokens.get(keyword.tokens.clone())?;
            Some((keyword.keyword, moved(words.first()?.span.to(words.last()?.span))))
        });
        return Some(Word { span: moved(token.span), kind: token.kind, keyword });
    }
    None
}
