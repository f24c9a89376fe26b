//! Headings that do not read: `Article 1`, `instrment l "Law"`, `clause "A`. The slip has been told; what stands below is
//! read as though the heading were right, or everything below one bad line would go unexamined.
//!
//! What the heading was is told by its word, where that is nearly one; else by the lines below it, since each kind of
//! block has lines that no other has. What of the heading is not known with it (a number, dates) leaves an unreadable
//! line below: what turns on it is then not known either.

use super::places::provision_kind;
use super::{At, Builder};
use crate::ast::{Declaration, DeclarationKind, Label, Line, LineKind, PlaceStep, ProvisionKind, UNREAD_NUMBER};
use crate::grammar::{LineParser, Rule};
use crate::lexer::{self, Token, TokenKind};
use crate::messages;
use crate::span::Spanned;

use pest::Parser;

/// Words that stand before a date or an event in a heading.
const BEFORE_DATES: [&str; 8] = ["from", "until", "before", "since", "on", "từ", "đến", "trước"];

/// The kinds of heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heading {
    Provision(ProvisionKind),
    Instrument,
    Test,
}

/// Of what kind of block the lines below one line are.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Below {
    /// Headings, rules and operations.
    law: bool,
    /// Dates and the like, which stand below instruments.
    pub(super) dates: bool,
    /// `on`, `given`, `expect`.
    pub(super) of_test: bool,
}

impl Builder<'_> {
    /// Lets a line that does not read be the heading that it was meant to be, if it was one. Says whether it was.
    pub(super) fn read_as_heading(&self, at: At, below: &[At], line: &mut Line) -> bool {
        let Some(outlined) = self.outline_line(at) else { return false };
        let tokens = self.outline.tokens.all.get(outlined.tokens.clone()).unwrap_or_default();
        let late = messages::late_heading(self.text, tokens);
        let tokens = late.and_then(|late| tokens.get(late.at..)).unwrap_or(tokens);
        let at_margin = outlined.depth == 0;
        let stands_below = self.what_stands_below(below);
        let word = messages::heading_word(self.text, tokens);
        let meant = word.and_then(|(word, words)| {
            let heading = match word {
                Rule::kw_instrument => Heading::Instrument,
                Rule::kw_test => Heading::Test,
                word => Heading::Provision(provision_kind(word)?),
            };
            let rest = tokens.get(words..).unwrap_or_default();
            self.may_be(heading, rest, at_margin, stands_below).then_some((heading, words, true))
        });
        let meant = meant.or_else(|| {
            let heading = self.told_by_lines_below(at_margin, stands_below)?;
            // Nothing but a provision has such lines below it: `diem a`, `(a)`, `General provisions`.
            if let (Heading::Provision(_), false, None) = (heading, self.has_verb(tokens), word) {
                let words =
                    usize::from(tokens.len() > 1 && tokens.first().is_some_and(|own| own.kind == TokenKind::Name));
                return Some((heading, words, true));
            }
            // `xyz 1 "One"`: neither a sentence nor another declaration.
            let plain = tokens.iter().take_while(|token| token.kind != TokenKind::Quoted);
            let is_bare = plain.clone().all(|token| token.kind != TokenKind::KeywordWord) && plain.count() <= 3;
            let has_mark = tokens.len() == 1 || tokens.iter().any(|token| token.kind != TokenKind::Name);
            // `1 "One"` lacks the word.
            let words = usize::from(tokens.first().is_some_and(|first| first.kind == TokenKind::Name));
            (is_bare && has_mark && word.is_none()).then_some((heading, words, false))
        });
        let Some((heading, words, is_sure)) = meant else { return false };
        let whole = self.fill(heading, at, (tokens, words), line);
        if !(whole && is_sure) || late.is_some_and(|late| late.behind_clause) {
            line.below.push(self.empty_line(at));
        }
        true
    }

    /// Whether such a heading may stand there: with these lines below it, or by how it is written.
    fn may_be(&self, heading: Heading, rest: &[Token], at_margin: bool, below: Below) -> bool {
        let numbered = matches!(rest.first().map(|token| token.kind), Some(TokenKind::Number | TokenKind::Ordinal));
        match heading {
            Heading::Provision(_) => {
                let is_whole =
                    numbered && rest.get(1).is_none_or(|title| title.kind == TokenKind::Quoted) && rest.len() <= 2;
                // `ruler hodls p`
                let is_name = |token: &Token| {
                    let word = lexer::nfc(self.slice(token.span));
                    token.kind == TokenKind::Name && word.chars().count() > 4 && messages::number_meant(&word) == word
                };
                let names = rest.first().is_some_and(is_name);
                is_whole || !(names || below.of_test || self.has_verb(rest)) && (below.law || below.dates)
            }
            Heading::Instrument => at_margin && !below.of_test,
            Heading::Test => at_margin && !below.law && !below.dates,
        }
    }

    const fn told_by_lines_below(&self, at_margin: bool, below: Below) -> Option<Heading> {
        match (at_margin, below) {
            (true, Below { law: true, .. } | Below { dates: true, .. }) => Some(Heading::Instrument),
            (true, Below { of_test: true, .. }) => Some(Heading::Test),
            (false, Below { law: true, .. }) => Some(Heading::Provision(ProvisionKind::Article)),
            _ => None,
        }
    }

    /// Whether tokens have the verb of a rule among them.
    pub(super) fn has_verb(&self, tokens: &[Token]) -> bool {
        let word = |at: usize| tokens.get(at).map_or("", |token| self.slice(token.span));
        (0..tokens.len()).any(|at| messages::is_verb(|offset| word(at + offset)))
    }

    pub(super) fn what_stands_below(&self, below: &[At]) -> Below {
        let mut found = Below::default();
        for at in below {
            let Some(line) = self.outline_line(*at).filter(|line| !line.spoiled) else { continue };
            let Ok(mut parts) = LineParser::parse(Rule::line, self.outline.tokens.code(&line.tokens)) else { continue };
            let Some(part) = parts.next() else { continue };
            let clause = part.clone().into_inner().next().and_then(|clause| clause.into_inner().next());
            match (part.as_rule(), clause.map(|clause| clause.as_rule())) {
                (Rule::clause_line, Some(Rule::c_in_force | Rule::c_based_on | Rule::c_overlay)) => found.dates = true,
                (
                    Rule::clause_line,
                    Some(Rule::c_issued_by | Rule::c_issued_on | Rule::c_signed_on | Rule::c_published_on),
                ) => {
                    found.dates = true;
                }
                (Rule::clause_line, Some(Rule::c_on | Rule::c_given | Rule::c_expect)) => found.of_test = true,
                (Rule::heading | Rule::r_nobody | Rule::r_of_holder | Rule::r_of_power | Rule::r_transfer, _)
                | (
                    Rule::on_this | Rule::on_place | Rule::o_set | Rule::o_repeal | Rule::o_replace | Rule::o_insert,
                    _,
                )
                | (Rule::o_suspend | Rule::o_extend | Rule::o_start | Rule::o_read | Rule::o_abolish, _)
                | (Rule::o_appoint | Rule::o_for, _) => found.law = true,
                _ => {}
            }
        }
        found
    }

    /// Says in the line which heading it is. Whether nothing of it is lost.
    fn fill(&self, heading: Heading, at: At, (tokens, words): (&[Token], usize), line: &mut Line) -> bool {
        let (word, rest) = tokens.split_at(words.min(tokens.len()));
        let start = word.first().map_or(line.span, |token| token.span);
        let can_be_named = |token: &&Token| {
            let kinds = [TokenKind::Number, TokenKind::Ordinal, TokenKind::Name, TokenKind::KeywordWord];
            kinds.contains(&token.kind)
        };
        // `Art. 3`: what is no token has been told.
        let unread = rest.iter().take_while(|token| self.slice(token.span) == ".").count();
        let rest = rest.get(unread..).unwrap_or_default();
        let named = rest.first().filter(can_be_named).filter(|_| heading != Heading::Test);
        let title = self.title(rest.get(usize::from(named.is_some())..).unwrap_or_default());
        let declare = |kind, name| LineKind::Declaration(Declaration { kind, name, label: title.0.clone() });
        let mut whole = title.1;
        line.kind = match heading {
            Heading::Provision(kind) => {
                // What speaks of a provision whose number is lost finds none, and is not known then.
                let number = match named {
                    Some(number) => messages::number_meant(&lexer::nfc(self.slice(number.span))),
                    None => UNREAD_NUMBER.to_owned(),
                };
                let end = named.map_or(start, |number| number.span);
                let step = PlaceStep { span: start.to(end), kind, number };
                LineKind::Provision { step, title: title.0 }
            }
            Heading::Instrument => {
                whole &= named.is_some();
                let name = match named {
                    Some(name) => Spanned::new(lexer::nfc(self.slice(name.span)).into_owned(), name.span),
                    // Nobody can write it, and no two are alike.
                    None => Spanned::new(format!("{UNREAD_NUMBER}{at}"), start),
                };
                declare(DeclarationKind::Instrument, Some(name))
            }
            Heading::Test => declare(DeclarationKind::Test, None),
        };
        whole
    }

    /// The title or label that tokens are, quotes or none; and whether nothing else is among them.
    fn title(&self, tokens: &[Token]) -> (Option<Label>, bool) {
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return (None, true) };
        let quotes = ['"', '“', '”', '„', '«', '»', '\'', '‘', '’'];
        let quoted = tokens.iter().find(|token| token.kind == TokenKind::Quoted);
        let span = quoted.map_or(first.span.to(last.span), |token| token.span);
        let inside = lexer::nfc(self.slice(span).trim().trim_matches(quotes)).into_owned();
        let between_quotes = quoted.is_none() && self.slice(first.span).starts_with(quotes);
        // What a heading may state beside its title has numbers, dates, or a word that stands before a date.
        let says_more = |token: &Token| {
            matches!(token.kind, TokenKind::Number | TokenKind::Ordinal | TokenKind::Date)
                || BEFORE_DATES.contains(&lexer::nfc(self.slice(token.span)).as_ref())
        };
        let whole = between_quotes || !tokens.iter().any(says_more);
        (Some(Spanned::new(inside, span)), whole)
    }
}
