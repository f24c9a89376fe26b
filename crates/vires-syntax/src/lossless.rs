//! A file as it is written: every line, every token, every comment, and which words are keywords.
//!
//! For what rewrites or colours text: the formatter, the conversion between languages, highlighters. The tree says
//! what a file means; this says how it is spelled.

use std::ops::Range;

use pest::Parser;
use pest::iterators::Pair;

use crate::FileKind;
use crate::error::SyntaxError;
use crate::grammar::{LineParser, Rule};
use crate::keywords::{self, Keyword, Language};
use crate::lexer::{CODE_BYTES, Token, nfc};
use crate::outline::{self, Outline, PhysicalKind};
use crate::span::Span;

/// A file as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lossless {
    /// Every token of the lines of policy, in the order of the file.
    pub tokens: Vec<Token>,
    /// Every line, in the order of the file.
    pub lines: Vec<SourceLine>,
    /// What is wrong with the lines before the grammar reads them: indentation, characters, quotes.
    pub errors: Vec<SyntaxError>,
}

/// A line of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceLine {
    /// The whole line without its line break.
    pub span: Span,
    /// What it holds.
    pub kind: SourceLineKind,
    /// The comment at its end or that it consists of, `#` included.
    pub comment: Option<Span>,
    /// The columns before its first character.
    pub indent: usize,
    /// The fence of a Markdown file that it stands in; 0 in a policy file.
    pub block: u32,
    /// The column at which the lines at the margin begin: not 0 in a fence that stands in a list.
    pub margin: usize,
}

/// What a line holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceLineKind {
    /// Prose of a Markdown file, or the mark of a fence.
    Outside,
    /// Nothing.
    Blank,
    /// A comment only.
    Comment,
    /// Policy.
    Policy(PolicyLine),
}

/// A line of policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyLine {
    /// How many lines it stands under.
    pub depth: usize,
    /// From its first to its last token.
    pub span: Span,
    /// Its tokens in [`Lossless::tokens`].
    pub tokens: Range<usize>,
    /// The keywords on it, in order. `None`: the line does not read.
    pub keywords: Option<Vec<KeywordUse>>,
    /// Tokens that stand without a space behind the one before: the parts of `L422-1`.
    pub glued: Vec<usize>,
    /// How lists of more than two are punctuated where that is not as they are written, in order.
    pub punctuated: Vec<(usize, Punctuated)>,
}

/// How a token of a list is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Punctuated {
    /// As a comma: the first `and` of `A and B and C`.
    Comma,
    /// Not at all: the last comma of `A, B, and C`.
    Nothing,
}

/// A keyword where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeywordUse {
    /// Which; where `is` and `are` mean the same, the one that fits.
    pub keyword: Keyword,
    /// Its words in [`Lossless::tokens`].
    pub tokens: Range<usize>,
    /// Which of the English spellings fits: `hold` after `and`, `day` after 1, `lapsed` of what is expected.
    pub spelling: usize,
    /// The language it is written in.
    pub language: Language,
}

impl KeywordUse {
    /// The keyword as it is to be spelled in a language.
    #[must_use]
    pub fn spelled(&self, language: Language) -> &'static str {
        match language {
            Language::English => {
                let spelling = self.keyword.row().english.get(self.spelling).copied();
                spelling.unwrap_or_else(|| self.keyword.spelling(language))
            }
            Language::Vietnamese => self.keyword.spelling(language),
        }
    }
}

/// The keyword that a mark stands for, as `<=` does for `at most`.
#[must_use]
pub fn keyword_of_mark(written: &str) -> Option<Keyword> {
    Some(match written {
        "<=" | "≤" => Keyword::AtMost,
        ">=" | "≥" => Keyword::AtLeast,
        "<" => Keyword::BelowLimit,
        ">" => Keyword::Above,
        "=" => Keyword::Is,
        _ => return None,
    })
}

/// Reads a file as it is written. Never fails.
#[must_use]
pub fn lossless(text: &str, kind: FileKind) -> Lossless {
    let outline = outline::read_all(text, kind);
    let policy = policy_lines(text, &outline);
    let Outline { tokens, errors, physical, margins, .. } = outline;
    let lines = physical.into_iter().map(|line| SourceLine {
        span: line.span,
        kind: match line.kind {
            PhysicalKind::Outside => SourceLineKind::Outside,
            PhysicalKind::Blank => SourceLineKind::Blank,
            PhysicalKind::Comment => SourceLineKind::Comment,
            PhysicalKind::Policy(number) => {
                policy.get(number).cloned().map_or(SourceLineKind::Blank, SourceLineKind::Policy)
            }
        },
        comment: line.comment,
        indent: line.indent,
        block: line.block,
        margin: margins.get(&line.block).copied().unwrap_or_default(),
    });
    let lines = lines.collect();
    Lossless { tokens: tokens.all, lines, errors }
}

fn policy_lines(text: &str, outline: &Outline) -> Vec<PolicyLine> {
    let mut lines: Vec<PolicyLine> = Vec::with_capacity(outline.lines.len());
    // How lines below the line open at each depth read: below a bare `given` as facts of a case, below a list as its values.
    let mut below: Vec<Rule> = Vec::new();
    for line in &outline.lines {
        below.truncate(line.depth);
        let rule = below.last().copied().unwrap_or(Rule::line);
        let mut collector = Collector {
            text,
            outline,
            first: line.tokens.start,
            keywords: Vec::new(),
            glued: Vec::new(),
            punctuated: Vec::new(),
        };
        let parsed = LineParser::parse(rule, outline.tokens.code(&line.tokens));
        let reads = !line.spoiled && parsed.is_ok();
        for part in parsed.into_iter().flatten().filter(|_| reads) {
            collector.collect(part, false);
        }
        let Collector { keywords, glued, mut punctuated, .. } = collector;
        punctuated.sort_unstable_by_key(|(at, _)| *at);
        let keywords = reads.then_some(keywords);
        let (first, last) = match keywords.as_deref() {
            Some([only]) => (Some(only), Some(only)),
            Some([first, .., last]) => (Some(first), Some(last)),
            _ => (None, None),
        };
        let facts = last.is_some_and(|last| last.keyword == Keyword::Given && last.tokens.end == line.tokens.end);
        let values = first.is_some_and(|first| {
            matches!(first.keyword, Keyword::List | Keyword::Territory) && first.tokens.start == line.tokens.start
        });
        let days = first.is_some_and(|first| {
            matches!(first.keyword, Keyword::Calendar | Keyword::Holidays) && first.tokens.start == line.tokens.start
        });
        below.push(match rule {
            _ if facts => Rule::given_block_line,
            Rule::value_block_line => rule,
            _ if values => Rule::value_block_line,
            _ if days => Rule::day_block_line,
            _ => Rule::line,
        });
        let (depth, span, tokens) = (line.depth, line.span, line.tokens.clone());
        lines.push(PolicyLine { depth, span, tokens, keywords, glued, punctuated });
    }
    lines
}

struct Collector<'t> {
    text: &'t str,
    outline: &'t Outline,
    first: usize,
    keywords: Vec<KeywordUse>,
    glued: Vec<usize>,
    punctuated: Vec<(usize, Punctuated)>,
}

impl<'t> Collector<'t> {
    /// Adds the keywords of a part. `several` says that the subject before it is more than one.
    fn collect(&mut self, part: Pair<'t, Rule>, several: bool) {
        let rule = part.as_rule();
        if let Some(keyword) = keywords::of_rule(rule) {
            return self.push(&part, keyword, usize::from(several));
        }
        match rule {
            Rule::step_number => self.glued.extend(self.range(&part).skip(1)),
            Rule::holding | Rule::group_of | Rule::holders_joined | Rule::held_by | Rule::held_by_in_full => {
                self.punctuate(&part)
            }
            _ => {}
        }
        let has = |wanted: Rule| part.clone().into_inner().any(|inner| inner.as_rule() == wanted);
        let fits_several = match rule {
            Rule::r_of_holder | Rule::e_of_holder => {
                part.clone().into_inner().next().is_some_and(|who| self.is_several(&who))
            }
            Rule::holds => several,
            Rule::over => has(Rule::number),
            Rule::given_item => has(Rule::kw_and),
            // Their second spelling is the singular.
            Rule::amount | Rule::duration | Rule::type_decimals | Rule::c_decimals | Rule::rq_moves => {
                self.is_one(&part)
            }
            _ => false,
        };
        for inner in part.into_inner() {
            let several = match (rule, inner.as_rule()) {
                (Rule::r_of_holder, Rule::holds) => fits_several,
                (Rule::e_of_holder, Rule::kw_holds) | (Rule::holds, Rule::kw_holds) => fits_several,
                (Rule::over, Rule::kw_has) => fits_several,
                (Rule::given_item, Rule::kw_is | Rule::kw_are) => {
                    let keyword = if fits_several { Keyword::Are } else { Keyword::Is };
                    self.push(&inner, keyword, 0);
                    continue;
                }
                (
                    Rule::amount | Rule::duration,
                    Rule::kw_days | Rule::kw_working_days | Rule::kw_weeks | Rule::kw_months | Rule::kw_years,
                )
                | (Rule::type_decimals | Rule::c_decimals, Rule::kw_decimals)
                | (Rule::rq_moves, Rule::kw_powers_move) => fits_several,
                // What is expected has happened.
                (Rule::e_silence, Rule::kw_lapses) => true,
                _ => false,
            };
            self.collect(inner, several);
        }
    }

    /// `A and B and C` is written `A, B and C`.
    fn punctuate(&mut self, part: &Pair<'t, Rule>) {
        // What stands between one and the next: a comma, a word, or both.
        let mut gaps: Vec<(Option<usize>, Option<usize>)> = Vec::new();
        let mut open = false;
        for inner in part.clone().into_inner() {
            let is_comma = inner.as_rule() == Rule::list_comma;
            if !is_comma && !matches!(inner.as_rule(), Rule::kw_and | Rule::kw_or) {
                open = false;
                continue;
            }
            if !open {
                gaps.push((None, None));
            }
            open = true;
            let at = self.range(&inner).start;
            if let Some((comma, word)) = gaps.last_mut() {
                *if is_comma { comma } else { word } = Some(at);
            }
        }
        let Some(((last_comma, Some(_)), before)) = gaps.split_last() else { return };
        self.punctuated.extend(last_comma.map(|comma| (comma, Punctuated::Nothing)));
        for (comma, word) in before {
            let how = if comma.is_some() { Punctuated::Nothing } else { Punctuated::Comma };
            self.punctuated.extend(word.map(|word| (word, how)));
        }
    }

    /// Whether more than one must act: `A and B`, `any 2 of`.
    fn is_several(&self, holding: &Pair<'_, Rule>) -> bool {
        holding.clone().into_inner().any(|inner| match inner.as_rule() {
            Rule::kw_and => true,
            Rule::any_n | Rule::any_n_seats => !self.is_one(&inner),
            _ => false,
        })
    }

    fn is_one(&self, part: &Pair<'t, Rule>) -> bool {
        let number = part.clone().into_inner().find(|inner| inner.as_rule() == Rule::number);
        let token = number.and_then(|number| self.outline.tokens.all.get(self.range(&number).start));
        token.is_some_and(|token| self.slice(token.span) == "1")
    }

    fn slice(&self, span: Span) -> &'t str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    fn range(&self, part: &Pair<'t, Rule>) -> Range<usize> {
        let span = part.as_span();
        self.first + span.start() / CODE_BYTES..self.first + span.end() / CODE_BYTES
    }

    fn push(&mut self, part: &Pair<'t, Rule>, keyword: Keyword, spelling: usize) {
        let tokens = self.range(part);
        let all = self.outline.tokens.all.get(tokens.clone()).unwrap_or_default();
        let mut words = all.iter().map(|token| nfc(self.slice(token.span)));
        let vietnamese =
            keyword.row().vietnamese.split(' ').all(|word| words.next().is_some_and(|found| found == word));
        let language = if vietnamese { Language::Vietnamese } else { Language::English };
        self.keywords.push(KeywordUse { keyword, tokens, spelling, language });
    }
}
