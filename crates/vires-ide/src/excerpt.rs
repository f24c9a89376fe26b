//! The line that is being typed, with the lines that it stands under: as much of a text as says what fits there.

use vires_compiler::Policies;
use vires_model::FileId;
use vires_syntax::{FileKind, Keyword, policy_start};

use crate::spelling::nfc;

/// A name that nobody writes, put where the cursor is to see what it would be.
pub(crate) const HOLE: &str = "ꙮ";

/// Where somebody types.
#[derive(Debug, Clone)]
pub(crate) struct Cursor<'t> {
    /// The lines that it stands under, outermost first, each without what is around it.
    pub(crate) above: Vec<Above<'t>>,
    /// The lines just before it whose condition it goes on with, where it begins with `and` or `or` level with them.
    pub(crate) beside: Vec<Above<'t>>,
    /// The line up to the word, without its indentation.
    pub(crate) before: &'t str,
    /// The word up to the cursor.
    pub(crate) word: &'t str,
    /// Where the word begins.
    pub(crate) start: usize,
    /// The cursor.
    pub(crate) end: usize,
    /// The columns before the line's first character.
    pub(crate) indent: usize,
    /// The lines of policy just before it, for the language they are written in.
    pub(crate) recent: &'t str,
    /// Those below its line.
    pub(crate) following: &'t str,
    /// In Markdown, what stands before its fence.
    pub(crate) page: &'t str,
}

/// A line that others stand under.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Above<'t> {
    pub(crate) text: &'t str,
    pub(crate) indent: usize,
}

/// So many bytes before the cursor show in which language a text is written.
const RECENT: usize = 4096;

impl<'t> Cursor<'t> {
    /// The cursor at a written offset of a file; none in prose, in comments and in labels.
    pub(crate) fn of(policies: &'t Policies, file: FileId, offset: u32) -> Option<Self> {
        Self::at(policies.written(file)?.text, policies.kind(file)?, offset as usize)
    }

    pub(crate) fn at(text: &'t str, kind: FileKind, offset: usize) -> Option<Self> {
        let block = policy_start(text, kind, offset)?;
        let upto = text.get(..offset)?;
        let line_start = upto.rfind('\n').map_or(0, |at| at + 1);
        let line = upto.get(line_start..)?.trim_end_matches('\r');
        if in_comment_or_label(line) {
            return None;
        }
        let content = line.trim_start_matches([' ', '\t', '\u{feff}']);
        let indent = columns(line.get(..line.len() - content.len())?, TAB);
        let word = &content[word_start(content)..];
        let before = content.get(..content.len() - word.len())?;
        let end = line_start + line.len();
        let mut above = Vec::new();
        let mut least = indent;
        for line in text.get(block..line_start)?.lines().rev() {
            if least == 0 {
                break;
            }
            let content = line.trim();
            let own = columns(line.get(..line.len() - line.trim_start().len()).unwrap_or_default(), TAB);
            if content.is_empty() || content.starts_with('#') || own >= least {
                continue;
            }
            least = own;
            above.push(Above { text: content, indent: own });
        }
        above.reverse();
        let beside = if goes_on(before) { level_with(text.get(block..line_start)?, indent) } else { Vec::new() };
        let mut recent = line_start.saturating_sub(RECENT).max(block);
        while !text.is_char_boundary(recent) {
            recent += 1;
        }
        let recent = text.get(recent..line_start).unwrap_or_default();
        let below = text.get(end..).unwrap_or_default();
        let mut length = below.len().min(RECENT);
        while !below.is_char_boundary(length) {
            length -= 1;
        }
        let page = if kind == FileKind::Policy { None } else { text.get(..block) }.unwrap_or_default();
        let below = below.get(..length).unwrap_or_default();
        let following = below.split_once('\n').map_or("", |(_, following)| following);
        // In Markdown the fence may end there, and prose may read like anything.
        let fence =
            if kind == FileKind::Policy { None } else { following.find("```").or_else(|| following.find("~~~")) };
        let following = following.get(..fence.unwrap_or(following.len())).unwrap_or_default();
        Some(Self { above, beside, before, word, start: end - word.len(), end, indent, recent, following, page })
    }

    /// The lines above and the line itself with other words from the beginning of its word on; where they begin.
    pub(crate) fn with(&self, words: &str) -> (String, usize) {
        let least = self.above.first().map_or(self.indent, |line| line.indent);
        let mut text = String::new();
        for line in self.above.iter().chain(&self.beside) {
            text.extend(std::iter::repeat_n(' ', line.indent - least));
            text.push_str(line.text);
            text.push('\n');
        }
        text.extend(std::iter::repeat_n(' ', self.indent.saturating_sub(least)));
        text.push_str(self.before);
        let at = text.len();
        text.push_str(words);
        (text, at)
    }

    /// The lines that stand below its line, of the text behind that, as far in as [`Cursor::with`] puts them.
    pub(crate) fn below(&self, behind: &str) -> String {
        let least = self.above.first().map_or(self.indent, |line| line.indent);
        let mut found = String::new();
        for line in behind.split_inclusive('\n') {
            let content = line.trim();
            let own = columns(&line[..line.len() - line.trim_start().len()], TAB);
            if !content.is_empty() && own <= self.indent {
                break;
            }
            found.push('\n');
            found.extend(std::iter::repeat_n(' ', own.saturating_sub(least)));
            found.push_str(content);
        }
        found
    }

    /// The same cursor with the word before taken as part of its word, as of a label of several words; none where a mark
    /// or the beginning of the line is before it.
    pub(crate) fn with_more(&self, text: &'t str) -> Option<Self> {
        let trimmed = self.before.trim_end_matches(' ');
        let start = trimmed.rfind(' ').map_or(0, |at| at + 1);
        let more = trimmed.get(start..).filter(|more| !more.is_empty() && trimmed.len() < self.before.len())?;
        if !more
            .chars()
            .all(|letter| letter.is_alphanumeric() || unicode_normalization::char::is_combining_mark(letter))
        {
            return None;
        }
        let back = self.before.len() - start;
        let word = text.get(self.start - back..self.end)?;
        Some(Self { before: self.before.get(..start)?, word, start: self.start - back, ..self.clone() })
    }

    /// Whether nothing but the word stands on the line yet.
    pub(crate) fn is_at_start(&self) -> bool {
        self.before.trim().is_empty()
    }

    /// The brackets that are open before the word.
    pub(crate) fn open_brackets(&self) -> usize {
        let count = |mark| self.before.matches(mark).count();
        count('(').saturating_sub(count(')'))
    }
}

/// Whether a line begins with a word that goes on with the condition above it.
fn goes_on(line: &str) -> bool {
    let first = line.split_whitespace().next().map(nfc);
    first.is_some_and(|first| {
        [Keyword::And, Keyword::Or]
            .iter()
            .map(|keyword| keyword.row())
            .any(|row| row.english.contains(&first.as_str()) || first == row.vietnamese)
    })
}

/// The last of the lines that are level with one below them and begin no further part of a condition, with all behind it.
fn level_with(before: &str, indent: usize) -> Vec<Above<'_>> {
    let mut found = Vec::new();
    for line in before.lines().rev() {
        let text = line.trim();
        let own = columns(line.get(..line.len() - line.trim_start().len()).unwrap_or_default(), TAB);
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        if own < indent {
            break;
        }
        found.push(Above { text, indent: own });
        if own == indent && !goes_on(text) {
            found.reverse();
            return found;
        }
    }
    Vec::new()
}

/// The columns of a tab, as the outline takes it for.
pub(crate) const TAB: usize = 4;

/// The columns that an indentation takes where a tab has so many.
pub(crate) fn columns(indent: &str, tab: usize) -> usize {
    indent.chars().fold(0, |column, letter| match letter {
        '\t' => column - column % tab + tab,
        '\u{feff}' => column,
        _ => column + 1,
    })
}

fn in_comment_or_label(line: &str) -> bool {
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            '#' if !quoted => return true,
            _ => {}
        }
    }
    quoted
}

/// Where the word at the end of a line begins: a name that is being typed, or a date.
fn word_start(line: &str) -> usize {
    let is_word = |letter: &char| {
        letter.is_alphanumeric()
            || matches!(letter, '_' | '.')
            || unicode_normalization::char::is_combining_mark(*letter)
    };
    let length: usize = line.chars().rev().take_while(is_word).map(char::len_utf8).sum();
    let date: usize = line.chars().rev().take_while(|letter| letter.is_ascii_digit() || *letter == '-').count();
    // `2025-07` is a date begun; `a -5` is none.
    let date = if date > length && line.get(line.len() - date..).is_some_and(|word| !word.starts_with('-')) {
        date
    } else {
        0
    };
    line.len() - length.max(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(marked: &str, kind: FileKind) -> Option<(String, String, String)> {
        let offset = marked.find("$0").unwrap_or_default();
        let text = marked.replacen("$0", "", 1);
        let cursor = Cursor::at(&text, kind, offset)?;
        let above: Vec<_> = cursor.above.iter().map(|line| line.text).collect();
        Some((above.join(" / "), cursor.before.to_owned(), cursor.word.to_owned()))
    }

    fn found(above: &str, before: &str, word: &str) -> Option<(String, String, String)> {
        Some((above.to_owned(), before.to_owned(), word.to_owned()))
    }

    #[test]
    fn the_lines_above_are_those_it_stands_under() {
        let policy = FileKind::Policy;
        let text = "instrument d1\n  # x\n  article 1\n    a holds b\n\n      when c\n      except when d an$0d e";
        assert_eq!(at(text, policy), found("instrument d1 / article 1 / a holds b", "except when d ", "an"));
        assert_eq!(at("instrument d1\r\n  article 1\r\n  $0\r\n", policy), found("instrument d1", "", ""));
        assert_eq!(at("a\n$0", policy), found("", "", ""));
        assert_eq!(at("body x at ủy_b$0an", policy), found("", "body x at ", "ủy_b"));
        assert_eq!(at("x from 2025-0$0", policy), found("", "x from ", "2025-0"));
        assert_eq!(at("  x -5$0", policy), found("", "x -", "5"));
    }

    #[test]
    fn prose_comments_and_labels_are_none() {
        assert_eq!(at("body x \"la$0bel\"", FileKind::Policy), None);
        assert_eq!(at("body x # no$0", FileKind::Policy), None);
        assert_eq!(at("body x \"#\" $0", FileKind::Policy), found("", "body x \"#\" ", ""));
        assert_eq!(at("Prose $0\n```vires\n```\n", FileKind::Markdown), None);
        assert_eq!(at("```vires\na\n  $0\n```\n", FileKind::Markdown), found("a", "", ""));
    }
}
