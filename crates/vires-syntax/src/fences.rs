//! Which lines of a Markdown file are policy: those in fences marked `vires`.
//!
//! Fences are read as CommonMark has them: three or more backticks or tildes, indented by any number of spaces here
//! because a fence may stand in a list; closed by the same mark at least as long, or by the end of the file. What stands in
//! a block quote is quoted, and no policy; neither is what stands in a comment (`<!-- … -->`), which no reader of the page sees.

use crate::messages::slips;

/// Where a line of a Markdown file stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// In the prose, in a fence of another language, or a fence mark itself.
    Outside,
    /// The mark of a fence marked `vires` in a block quote: it looks like policy and is none.
    Quoted,
    /// The mark of a fence that was meant to be marked `vires`: ```` ```virse ````.
    Misspelt,
    /// In a fence marked `vires`; the number tells fences apart.
    Inside(u32),
}

/// Follows the fences of a file line by line.
#[derive(Debug, Default)]
pub(crate) struct Fences {
    open: Option<Fence>,
    count: u32,
    /// Within a comment of the page.
    comment: bool,
}

#[derive(Debug, Clone, Copy)]
struct Fence {
    mark: char,
    length: usize,
    policy: bool,
    quoted: bool,
}

impl Fences {
    /// Whether a line of the prose belongs to a comment.
    fn is_comment(&mut self, line: &str) -> bool {
        let begins = self.open.is_none() && !self.comment && line.starts_with("<!--");
        let within = self.comment || begins;
        self.comment = within && !line.contains("-->");
        within
    }

    /// Says where the next line stands.
    pub(crate) fn next(&mut self, line: &str) -> Place {
        let line = line.trim_start_matches([' ', '\t', '\u{FEFF}']);
        if self.is_comment(line) {
            return Place::Outside;
        }
        let quoted = line.starts_with('>');
        // A fence of a block quote ends with it.
        self.open = self.open.filter(|fence| quoted || !fence.quoted);
        let within = |fence: Option<Fence>| fence.is_none_or(|fence| fence.quoted);
        let line = if within(self.open) { line.trim_start_matches([' ', '\t', '>']) } else { line };
        let mark = if line.starts_with('~') { '~' } else { '`' };
        let length = line.chars().take_while(|c| *c == mark).count();
        let info = line.get(length..).unwrap_or_default().trim();
        match self.open {
            Some(fence) => {
                if mark == fence.mark && length >= fence.length && info.is_empty() {
                    self.open = None;
                    return Place::Outside;
                }
                if fence.policy { Place::Inside(self.count) } else { Place::Outside }
            }
            None => {
                // A line with inline code may begin with three backticks; it has another further on.
                if length < 3 || mark == '`' && info.contains('`') {
                    return Place::Outside;
                }
                let first = info.split([' ', '\t', ',', '{']).next();
                let is_marked = first.is_some_and(|first| first.eq_ignore_ascii_case("vires"));
                let policy = is_marked && !quoted;
                self.count += u32::from(policy);
                self.open = Some(Fence { mark, length, policy, quoted });
                match first {
                    Some(_) if is_marked && quoted => Place::Quoted,
                    Some(first) if !is_marked && slips(&first.to_lowercase(), "vires") == 1 => Place::Misspelt,
                    _ => Place::Outside,
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_a_comment_is_no_policy_and_a_misspelt_mark_is_told() {
        let text = "<!-- old\n```vires\na\n```\n-->\n<!-- one line -->\n```virse\nb\n```\n```vires\n<!-- c\n```\n";
        let mut fences = Fences::default();
        let places: Vec<Place> = text.lines().map(|line| fences.next(line)).collect();
        assert_eq!(places.iter().filter(|place| matches!(place, Place::Inside(_))).count(), 1);
        assert_eq!(places.iter().position(|place| *place == Place::Misspelt), Some(6));
    }

    #[test]
    fn only_fences_marked_vires_are_policy() {
        let text = "# Title\n```vires\na\n```\n~~~~\n```vires\nno\n```\n~~~~\n  ```vires title\nb\n";
        let mut fences = Fences::default();
        let inside: Vec<(&str, Place)> =
            text.lines().map(|line| (line, fences.next(line))).filter(|(_, place)| *place != Place::Outside).collect();
        assert_eq!(inside, [("a", Place::Inside(1)), ("b", Place::Inside(2))]);
    }

    #[test]
    fn the_mark_may_be_in_capitals_and_a_quote_is_no_policy() {
        let text = "```Vires\na\n> b\n```\n> ```vires\n> no\n> ```\n> ~~~ VIRES\n> no\nafter it\n```vires\nc\n";
        let mut fences = Fences::default();
        let inside: Vec<(&str, Place)> =
            text.lines().map(|line| (line, fences.next(line))).filter(|(_, place)| *place != Place::Outside).collect();
        let quoted = |line| (line, Place::Quoted);
        let first = [("a", Place::Inside(1)), ("> b", Place::Inside(1))];
        assert_eq!(inside[..2], first);
        assert_eq!(inside[2..], [quoted("> ```vires"), quoted("> ~~~ VIRES"), ("c", Place::Inside(2))]);
    }

    #[test]
    fn a_fence_that_is_quoted_is_an_error_and_nothing_of_it_is_read() {
        let parsed = crate::parse("> ```vires\n> package p\n> ```\n", crate::FileKind::Markdown);
        assert!(parsed.file.lines.is_empty());
        let codes: Vec<_> = parsed.errors.iter().map(|error| error.code).collect();
        assert_eq!(codes, [crate::SyntaxErrorCode::Misplaced]);
        assert_eq!(crate::parse("```Vires\npackage p\n```\n", crate::FileKind::Markdown).file.lines.len(), 1);
    }
}
