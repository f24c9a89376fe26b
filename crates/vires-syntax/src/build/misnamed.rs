//! Names that are words of the language. They are told where they are declared; everywhere else the line reads as though
//! the name were one, where it reads in no other way. Else each use would be a mistake of its own, told in words that lead
//! elsewhere.

use std::collections::BTreeSet;
use std::ops::Range;

use pest::Parser;

use crate::error::SyntaxError;
use crate::grammar::{LineParser, Rule};
use crate::lexer::{Token, TokenKind, nfc};
use crate::messages;
use crate::outline::Outline;

/// In how many ways a line is tried.
const MOST: usize = 16;

/// Lets such names be read as names; gives back what is to be said of their declarations.
pub(super) fn read_as_names(text: &str, outline: &mut Outline) -> Vec<SyntaxError> {
    let mut errors = Vec::new();
    let mut declared: BTreeSet<String> = BTreeSet::new();
    let mut values_until = 0;
    for number in 0..outline.lines.len() {
        let Some((line, end)) = readable(outline, number) else { continue };
        let tokens = outline.tokens.all.get(line.clone()).unwrap_or_default();
        let rule = if number < values_until { Rule::value_block_line } else { Rule::line };
        if rule == Rule::line && messages::begins_values(text, tokens) {
            values_until = end;
        }
        let told = messages::misnamed(text, tokens, rule);
        let places: Vec<usize> = told.iter().map(|(at, _)| line.start + at).collect();
        if !read_with_names(outline, rule, &line, &places) {
            continue;
        }
        declared.extend(places.iter().map(|at| word(text, &outline.tokens.all, *at)));
        errors.extend(told.into_iter().map(|(_, error)| error));
    }
    if declared.is_empty() {
        return errors;
    }
    for number in 0..outline.lines.len() {
        let Some((line, _)) = readable(outline, number) else { continue };
        let all = &outline.tokens.all;
        let is_use = |at: &usize| {
            let is_word = all.get(*at).is_some_and(|token| token.kind == TokenKind::KeywordWord);
            is_word && declared.contains(&word(text, all, *at))
        };
        let places: Vec<usize> = line.clone().filter(is_use).collect();
        // All of them are names; or one is, or all but one, and the others are what they seem.
        let alone = places.iter().map(|at| vec![*at]);
        let but_one = places.iter().map(|but| places.iter().copied().filter(|at| at != but).collect());
        let ways: Vec<Vec<usize>> = [places.clone()].into_iter().chain(alone).chain(but_one).collect();
        ways.iter().take(MOST).any(|places| read_with_names(outline, Rule::line, &line, places));
    }
    errors
}

/// The tokens of a line, and where the lines below it end; none of a line that is reported already.
fn readable(outline: &Outline, number: usize) -> Option<(Range<usize>, usize)> {
    let line = outline.lines.get(number).filter(|line| !line.spoiled)?;
    Some((line.tokens.clone(), line.end))
}

fn word(text: &str, tokens: &[Token], at: usize) -> String {
    let span = tokens.get(at).map(|token| token.span).unwrap_or_default();
    nfc(text.get(span.start as usize..span.end as usize).unwrap_or_default()).into_owned()
}

/// Puts names in place of some tokens of a line that does not read, where it then does; says whether it did.
fn read_with_names(outline: &mut Outline, rule: Rule, line: &Range<usize>, places: &[usize]) -> bool {
    if places.is_empty() || LineParser::parse(rule, outline.tokens.code(line)).is_ok() {
        return false;
    }
    let before = outline.tokens.code(line).to_owned();
    outline.tokens.name(places);
    let reads = LineParser::parse(rule, outline.tokens.code(line)).is_ok();
    if !reads {
        outline.tokens.restore(line, &before);
    }
    reads
}
