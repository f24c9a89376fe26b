//! The places between the words of a policy, and what each looks like to whoever writes there.

use std::ops::Range;

use vires_syntax::{Lossless, SourceLineKind, TokenKind};

/// What is done at a place: its shape, the line, the tokens of the word, and whether that is a keyword.
type Visit<'v> = dyn FnMut(&str, Range<usize>, Range<usize>, bool) + 'v;

/// Goes to every place before a word, and to the end of each line. `visit` is told the shape of the place (the words of the language that stand before
/// it, on its line and as the first on those that it stands under), the line, the tokens of the word (none at the end of the line), and whether that
/// is a keyword.
pub(crate) fn each_place(text: &str, source: &Lossless, visit: &mut Visit<'_>) {
    let mut above: Vec<(usize, String)> = Vec::new();
    for line in &source.lines {
        let SourceLineKind::Policy(policy) = &line.kind else { continue };
        above.retain(|(depth, _)| *depth < policy.depth);
        let mut shape = above.iter().map(|(_, words)| words.as_str()).collect::<Vec<_>>().join("/");
        let mut own = String::new();
        let mut keywords = policy.keywords.iter().flatten().peekable();
        let mut at = policy.tokens.start;
        shape.push('/');
        let range = line.span.start as usize..line.span.end as usize;
        while at < policy.tokens.end {
            let keyword = keywords.next_if(|keyword| keyword.tokens.start == at);
            let next = keyword.map_or(at + 1, |keyword| keyword.tokens.end.max(at + 1));
            visit(&shape, range.clone(), at..next, keyword.is_some());
            let (first, last) = (source.tokens[at], source.tokens[next - 1]);
            let said = match keyword {
                Some(keyword) => format!(" {:?}", keyword.keyword),
                None if first.kind == TokenKind::Symbol => {
                    format!(" {}", &text[first.span.start as usize..last.span.end as usize])
                }
                None => format!(" {:?}", first.kind),
            };
            shape.push_str(&said);
            own.push_str(&said);
            at = next;
        }
        visit(&shape, range, at..at, false);
        above.push((policy.depth, own.split(' ').nth(1).unwrap_or_default().to_owned()));
    }
}
