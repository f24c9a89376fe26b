//! Declarations of powers, bodies and offices that do not read: `power p P`, `boddy a`. The slip has been told; what is
//! declared is there all the same, or nobody could say what turns on it. What of the line is lost stands below it as a
//! line that does not read, so that nothing is taken from it but its name.

use super::{At, Builder};
use crate::ast::{Declaration, DeclarationKind, Line, LineKind};
use crate::keywords::Keyword;
use crate::lexer::{self, TokenKind};
use crate::messages;
use crate::span::Spanned;

impl Builder<'_> {
    /// Lets a line at the margin be the declaration that it was meant to be, if it was one. Says whether it was.
    pub(super) fn read_as_declaration(&self, at: At, line: &mut Line) -> bool {
        let Some(outlined) = self.outline_line(at).filter(|line| line.depth == 0) else { return false };
        let tokens = self.outline.tokens.all.get(outlined.tokens.clone()).unwrap_or_default();
        let Some((keyword, words)) = messages::declaration_meant(self.text, tokens) else { return false };
        let kind = match keyword {
            Keyword::Power => DeclarationKind::Power,
            Keyword::Body => DeclarationKind::Body,
            Keyword::Office => DeclarationKind::Office,
            _ => return false,
        };
        let Some(name) = tokens.get(words).filter(|token| token.kind == TokenKind::Name) else { return false };
        let name = Spanned::new(lexer::nfc(self.slice(name.span)).into_owned(), name.span);
        line.kind = LineKind::Declaration(Declaration { kind, name: Some(name), label: None });
        line.below.push(self.empty_line(at));
        true
    }
}
