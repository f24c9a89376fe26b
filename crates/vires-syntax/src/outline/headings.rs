//! Headings that stand at another indent than their siblings: said once, and read as standing beside them. Else what is
//! below them would be cited wrongly, or the heading would seem to be empty.

use std::collections::HashMap;
use std::sync::LazyLock;

use vires_words::words;

use super::slipped::is_grant;
use super::{Level, Reader};
use crate::error::{SyntaxError, SyntaxErrorCode};
use crate::keywords::KEYWORDS;
use crate::span::Span;

/// Provisions that contain each other in this order alone.
const LADDER: [&str; 6] = ["part", "chapter", "article", "clause", "point", "subpoint"];

/// A heading of a provision, as its first words tell it.
#[derive(Debug, Clone, Copy)]
struct Heading<'t> {
    kind: &'static str,
    number: &'t str,
    /// Whether nothing stands behind it but what may: a title, dates.
    whole: bool,
}

impl Heading<'_> {
    fn rung(self) -> Option<usize> {
        LADDER.iter().position(|kind| *kind == self.kind)
    }

    /// Whether one of these contains the other, never the other way round.
    fn contains(self, other: Self) -> bool {
        self.rung().zip(other.rung()).is_some_and(|(own, other)| own < other)
    }

    /// Whether a heading right below another was meant to stand beside it, or further out. Provisions without an order of
    /// their own may be made up of provisions of the same kind, which are counted from the first.
    fn cannot_stand_below(self, above: Self) -> bool {
        let counts_on = || {
            let number = |heading: Self| heading.number.parse::<u32>().ok();
            number(above).zip(number(self)).is_some_and(|(above, own)| own > above)
        };
        self.contains(above) || self.kind == above.kind && (self.rung().is_some() || counts_on())
    }
}

/// Where a heading was meant to stand.
pub(super) struct Meant {
    /// How far its siblings are indented.
    pub(super) beside: usize,
    /// How many levels it stands under.
    pub(super) left: usize,
    /// Whether it is another indent than its own, and that has not been said of the sibling before it.
    is_new: bool,
}

impl Reader<'_> {
    /// Where a heading is taken to stand that is indented otherwise than its siblings; and says so.
    pub(super) fn slipped_heading(&mut self, indent: usize, here: Span) -> Option<Meant> {
        let own = heading(self.text, here).filter(|own| own.whole)?;
        let meant = self.too_far_in(own, indent).or_else(|| self.too_far_out(own, indent))?;
        if meant.is_new {
            let other = meant.beside;
            let error = SyntaxError::new(
                SyntaxErrorCode::Indentation,
                here,
                words!(
                    "This heading begins at {indent} spaces, and what it stands beside at {other}: it is read as though it began there too.",
                    "Tiêu đề này thụt lề {indent} dấu cách, còn các phần ngang hàng thụt lề {other} dấu cách: tiêu đề được đọc như đứng ngang hàng với chúng."
                ),
            );
            self.complain(
                error.help(words!("Begin it with {other} spaces.", "Hãy viết tiêu đề này thụt lề {other} dấu cách.")),
            );
        }
        Some(meant)
    }

    /// `article 2` where the rules of `article 1` begin, or below one of them.
    fn too_far_in(&self, own: Heading<'_>, indent: usize) -> Option<Meant> {
        let above = self.levels.get(..self.open_above(indent)).unwrap_or_default();
        // It has a sibling here.
        let beside_it = self.levels.get(above.len()).filter(|level| level.indent == indent);
        if beside_it.is_some_and(|level| self.heading_of(level).is_some_and(|other| other.kind == own.kind)) {
            return None;
        }
        let (at, nearest) = above.iter().enumerate().rev().find(|(_, level)| !self.is_sentence(level))?;
        let below_sentence = at + 1 < above.len();
        match self.heading_of(nearest) {
            Some(other) if own.cannot_stand_below(other) => {
                let is_sibling = |level: &&Level| self.heading_of(level).is_some_and(|other| other.kind == own.kind);
                let (left, sibling) = above.iter().enumerate().rev().find(|(_, level)| is_sibling(level))?;
                Some(self.beside(sibling, left, indent))
            }
            None if !declares(self.text, self.line_of(nearest)) => None,
            _ if below_sentence => above.get(at + 1).map(|sibling| self.beside(sibling, at + 1, indent)),
            _ => None,
        }
    }

    /// `clause 2` where its article begins, or anywhere between the two.
    fn too_far_out(&self, own: Heading<'_>, indent: usize) -> Option<Meant> {
        let open = self.open_above(indent);
        let inner = self.levels.get(open..).unwrap_or_default();
        let (n, sibling) = inner.iter().enumerate().find(|(_, level)| {
            level.beside != indent && self.heading_of(level).is_some_and(|other| other.kind == own.kind)
        })?;
        let is_free = match inner.first().filter(|level| level.indent == indent) {
            Some(level) => match self.heading_of(level) {
                Some(other) => n == 0 || other.contains(own),
                None => declares(self.text, self.line_of(level)),
            },
            // Which of the first two stands out is told by what follows.
            None => !self.is_first(sibling.line),
        };
        is_free.then(|| self.beside(sibling, open + n, indent))
    }

    fn beside(&self, sibling: &Level, left: usize, indent: usize) -> Meant {
        let is_new = sibling.beside != indent && sibling.slipped != Some(indent);
        Meant { beside: sibling.beside, left, is_new }
    }

    fn line_of(&self, level: &Level) -> Span {
        self.outline.lines.get(level.line).map_or(Span::default(), |line| line.span)
    }

    fn heading_of(&self, level: &Level) -> Option<Heading<'_>> {
        heading(self.text, self.line_of(level))
    }

    /// Whether a line is one below which no heading stands: a grant, or a clause.
    fn is_sentence(&self, level: &Level) -> bool {
        let line = self.line_of(level);
        let text = self.text.get(line.start as usize..line.end as usize).unwrap_or_default();
        is_grant(text) && !declares(self.text, line) || DECLARATION_CLAUSES.begin(text)
    }
}

/// The phrases of a group of keywords by their first bytes: every line of a file is asked whether it begins with one.
struct Beginnings(HashMap<u8, Vec<(&'static str, &'static str)>>);

static DECLARATIONS: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::of("declaration"));
static DECLARATION_CLAUSES: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::of("declaration clause"));
static PROVISIONS: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::of("provision"));

impl Beginnings {
    fn of(group: &str) -> Self {
        let mut by_first: HashMap<u8, Vec<_>> = HashMap::new();
        for row in KEYWORDS.iter().filter(|row| row.group == group) {
            for phrase in row.phrases() {
                by_first.entry(phrase.bytes().next().unwrap_or_default()).or_default().push((phrase, row.id));
            }
        }
        Self(by_first)
    }

    /// The keywords with a phrase of which a text begins, in the order of the table, each with what follows.
    fn of_text<'t>(&self, text: &'t str) -> impl Iterator<Item = (&'static str, &'t str)> {
        let same_first = text.bytes().next().and_then(|first| self.0.get(&first)).into_iter().flatten();
        same_first.filter_map(|(phrase, id)| Some((*id, text.strip_prefix(phrase)?)))
    }

    /// Whether a text begins with one of them as a word.
    fn begin(&self, text: &str) -> bool {
        self.of_text(text).any(|(_, rest)| rest.is_empty() || rest.starts_with(' '))
    }
}

/// Whether a line begins as one that stands at the margin.
pub(super) fn declares(text: &str, line: Span) -> bool {
    let line = text.get(line.start as usize..line.end as usize).unwrap_or_default();
    DECLARATIONS.begin(line)
}

/// Whether a line begins with a word for a provision, below which others stand.
pub(super) fn begins_as_heading(text: &str, line: Span) -> bool {
    heading(text, line).is_some()
}

/// The heading with which a line begins: `article 5`, `point a "…"`.
fn heading(text: &str, line: Span) -> Option<Heading<'_>> {
    const LONGEST_LETTERS: usize = 2;
    let line = text.get(line.start as usize..line.end as usize).unwrap_or_default();
    PROVISIONS.of_text(line).find_map(|(kind, rest)| {
        let rest = rest.trim_start();
        let number = rest.split([' ', ',', '"']).next().unwrap_or_default();
        let behind = rest.get(number.len()..).unwrap_or_default().trim_start();
        let is_letters = !number.is_empty()
            && number.chars().count() <= LONGEST_LETTERS
            && number.chars().all(char::is_alphabetic)
            && (behind.is_empty() || behind.starts_with('"'));
        let whole = behind.is_empty() || behind.starts_with(['"', ',']) || DECLARATION_CLAUSES.begin(behind);
        (is_letters || number.starts_with(|c: char| c.is_ascii_digit())).then_some(Heading { kind, number, whole })
    })
}
