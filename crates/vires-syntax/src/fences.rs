//! Which lines of a Markdown file are policy: those in fences marked `vires`.
//!
//! Fences are read as CommonMark has them: three or more backticks or tildes, indented by any number of spaces here
//! because a fence may stand in a list; closed by the same mark at least as long, or by the end of the file.

/// Where a line of a Markdown file stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// In the prose, in a fence of another language, or a fence mark itself.
    Outside,
    /// In a fence marked `vires`; the number tells fences apart.
    Inside(u32),
}

/// Follows the fences of a file line by line.
#[derive(Debug, Default)]
pub(crate) struct Fences {
    open: Option<Fence>,
    count: u32,
}

#[derive(Debug, Clone, Copy)]
struct Fence {
    mark: char,
    length: usize,
    policy: bool,
}

impl Fences {
    /// Says where the next line stands.
    pub(crate) fn next(&mut self, line: &str) -> Place {
        let line = line.trim_start_matches([' ', '\t', '>', '\u{FEFF}']);
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
                if length >= 3 && !(mark == '`' && info.contains('`')) {
                    let first = info.split([' ', '\t', ',', '{']).next();
                    let policy = first == Some("vires");
                    self.count += u32::from(policy);
                    self.open = Some(Fence { mark, length, policy });
                }
                Place::Outside
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_fences_marked_vires_are_policy() {
        let text = "# Title\n```vires\na\n```\n~~~~\n```vires\nno\n```\n~~~~\n  ```vires title\nb\n";
        let mut fences = Fences::default();
        let inside: Vec<(&str, Place)> =
            text.lines().map(|line| (line, fences.next(line))).filter(|(_, place)| *place != Place::Outside).collect();
        assert_eq!(inside, [("a", Place::Inside(1)), ("b", Place::Inside(2))]);
    }
}
