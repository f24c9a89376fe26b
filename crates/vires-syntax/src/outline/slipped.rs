//! Declarations and sentences at a wrong indent: said once, and read where they were meant to stand.

use std::ops::Range;

use pest::Parser;
use vires_words::words;

use super::headings::begins_as_heading;
use super::{Reader, columns};
use crate::error::{SyntaxError, SyntaxErrorCode};
use crate::grammar::{LineParser, Rule};
use crate::keywords::Keyword;
use crate::span::Span;

impl Reader<'_> {
    /// Whether a line declares something, below a declaration below which no other stands: `  tier state` below a package,
    /// `  body board "Board"` below a list. Amid a text the lines behind it go on with the text.
    pub(super) fn declares_below_another(&self, tokens: &Range<usize>, here: Span) -> bool {
        let Some(above) = self.levels.first().and_then(|level| self.outline.lines.get(level.line)) else {
            return false;
        };
        let declares = |span: Span| super::declares(self.text, span);
        let is_text = |span: Span| {
            let line = self.text.get(span.start as usize..span.end as usize).unwrap_or_default();
            let begins = |keyword: Keyword| keyword.row().phrases().any(|word| line.starts_with(&format!("{word} ")));
            begins(Keyword::Instrument) && !begins(Keyword::InstrumentKind)
        };
        if is_text(above.span) || !declares(here) || !declares(above.span) {
            return false;
        }
        let code = self.outline.tokens.code(tokens);
        let reads = |rule: Rule| LineParser::parse(rule, code).is_ok();
        reads(Rule::whole_declaration) && !reads(Rule::value_block_line) && !reads(Rule::given_block_line)
    }

    /// A sentence that begins where the heading right above it does, though the sentences behind it stand further in: below
    /// that heading, as they do.
    pub(super) fn beside_its_heading(&mut self, indent: usize, here: Span) -> Option<(usize, usize)> {
        let above = self.levels.last().filter(|level| level.indent == indent)?;
        let heading = self.outline.lines.get(above.line).filter(|_| above.line + 1 == self.outline.lines.len())?;
        if !begins_as_heading(self.text, heading.span) || !self.is_grant(here) {
            return None;
        }
        let rest = self.text.get(here.end as usize..)?;
        let further =
            rest.lines().skip(1).filter(|line| !line.trim_start().is_empty() && !line.trim_start().starts_with('#'));
        let further =
            further.map(|line| (columns(line.get(..line.len() - line.trim_start().len()).unwrap_or_default()), line));
        let mut further = further.take_while(|(own, _)| *own > indent);
        let (meant, _) = further.find(|(_, line)| is_grant(line))?;
        let error = SyntaxError::new(
            SyntaxErrorCode::Indentation,
            here,
            words!(
                "This line begins at {indent} spaces, as the heading above it does, and those behind it at {meant}: it is read as standing below the heading.",
                "Dòng này thụt lề {indent} dấu cách như tiêu đề ở trên, còn các dòng sau thụt lề {meant}: dòng được đọc như nằm dưới tiêu đề."
            ),
        );
        self.complain(
            error.help(words!("Begin it with {meant} spaces.", "Hãy viết dòng này thụt lề {meant} dấu cách.")),
        );
        Some((meant, self.levels.len()))
    }

    fn is_grant(&self, line: Span) -> bool {
        is_grant(self.text.get(line.start as usize..line.end as usize).unwrap_or_default())
    }
}

/// Whether a line has the verb of a grant.
pub(super) fn is_grant(line: &str) -> bool {
    Keyword::Holds.row().phrases().any(|verb| line.contains(&format!(" {verb} ")))
}
