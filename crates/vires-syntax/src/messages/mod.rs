//! Messages for lines that do not read, in the words of the person who wrote them.
//!
//! What the grammar reports is where it could go no further and what would have let it. A drafter is helped more by
//! what such a line usually means, so that is looked for first: a habit from other languages, a slip of spelling, a
//! missing `of`, a label without quotes. Only then comes what may stand there, and never more than three things.

use vires_words::words;

mod alone;
mod amounts;
mod bearers;
mod beside;
mod conditions;
mod drafting;
mod expected;
mod habits;
mod headings;
mod holders;
mod missing;
mod near;
mod pattern_table;
mod patterns;
mod periods;
mod phrases;
mod readings;
mod reserved;
mod rewritten;
mod sentences;
mod turns;

pub(crate) use alone::{Above, lone_word, said_alone};
pub(crate) use conditions::limit_among;
pub(crate) use drafting::{done_to, number_meant};
pub(crate) use headings::late_heading;
pub(crate) use missing::label_begins;
pub(crate) use near::slips;
pub use near::word_meant;
pub(crate) use patterns::said_otherwise;
pub use phrases::clause_meant;
pub(crate) use readings::two_readings;
pub(crate) use reserved::{begins_values, misnamed};

use pest::Parser;
use pest::error::{Error, ErrorVariant, InputLocation};

use vires_words::Words;

use crate::error::{SyntaxError, SyntaxErrorCode};
use crate::grammar::{LineParser, Rule};
use crate::keywords::{KEYWORDS, Keyword, KeywordRow, Language};
use crate::lexer::{CODE_BYTES, Token, TokenKind, Tokens, bad_number, is_thousands_by_point, lex_line, nfc};
use crate::span::Span;

/// The words of the longest keyword.
const LONGEST_KEYWORD: usize = 6;

/// A line that does not read, and how far it does.
struct Stuck<'a> {
    text: &'a str,
    tokens: &'a [Token],
    /// The token that does not fit; the number of tokens where the line ends too early.
    at: usize,
    /// What would have fitted.
    wanted: Vec<Rule>,
    /// What the line was read as.
    rule: Rule,
}

/// A line that was tried.
struct Tried {
    /// Each of its words is a token.
    is_sound: bool,
    /// The token at which it stops, where it does not read to its end.
    stop: Option<usize>,
    tokens: usize,
}

/// The token at which a line stops.
fn stop_of(error: &Error<Rule>) -> usize {
    let (InputLocation::Pos(position) | InputLocation::Span((position, _))) = error.location;
    position / CODE_BYTES
}

/// Says why a line does not read.
pub(crate) fn explain(text: &str, tokens: &[Token], (rule, code): (Rule, &str), error: &Error<Rule>) -> SyntaxError {
    if let ErrorVariant::CustomError { .. } = error.variant {
        return too_deep(tokens);
    }
    let mut stuck = Stuck { text, tokens, at: 0, wanted: Vec::new(), rule };
    stuck.take(error);
    if let Some(error) = stuck.reserved_value() {
        return error;
    }
    if let Some(promised) = stuck.promised_rule()
        && let Err(error) = LineParser::parse(promised, code)
    {
        stuck.take(&error);
    }
    None.or_else(|| stuck.heading_not_first())
        .or_else(|| stuck.mark_missing())
        .or_else(|| stuck.misspelt_phrase())
        .or_else(|| stuck.phrase_cut_short())
        .or_else(|| stuck.said_otherwise())
        .or_else(|| stuck.said_of_bearers())
        .or_else(|| stuck.reads_with_other_words())
        .or_else(|| stuck.drafted_beginning())
        .or_else(|| stuck.misspelt_beginning())
        .or_else(|| stuck.turned())
        .or_else(|| stuck.held_by_others())
        .or_else(|| stuck.condition_in_other_words())
        .or_else(|| stuck.drafted())
        .or_else(|| stuck.article_before_a_name())
        .or_else(|| stuck.built_otherwise())
        .or_else(|| stuck.listed_with_and())
        .or_else(|| stuck.habit(|words| words > 1))
        .or_else(|| stuck.miswritten_keyword())
        // What is known of the word itself says more than what it is nearly.
        .or_else(|| stuck.slip_of_the_pen().filter(|_| !stuck.is_known_by_itself()))
        .or_else(|| stuck.nearly_another_word().filter(|_| !stuck.is_known_by_itself()))
        .or_else(|| stuck.half_a_phrase())
        .or_else(|| stuck.habit(|words| words == 1))
        .or_else(|| stuck.thousands_by_point())
        .or_else(|| stuck.number_glued_to_unit())
        .or_else(|| stuck.reserved_name())
        .or_else(|| stuck.near_miss())
        .or_else(|| stuck.label_without_quotes())
        .or_else(|| stuck.missing_of_or_comma())
        .or_else(|| stuck.no_verb())
        .unwrap_or_else(|| stuck.what_fits())
}

/// The word for a heading with which a line begins, or was probably meant to: `artcle 5`, `Art. 5`, `instrment l`. And how
/// many tokens it takes.
pub(crate) fn heading_word(text: &str, tokens: &[Token]) -> Option<(Rule, usize)> {
    let word = |at: usize| {
        let span = tokens.get(at).map_or(Span::default(), |token| token.span);
        text.get(span.start as usize..span.end as usize).unwrap_or_default()
    };
    let (phrase, words) = drafting::short_heading(word(0)).map(|phrase| (phrase, 1)).or_else(|| near::heading(word))?;
    let row = KEYWORDS.iter().find(|row| row.english.contains(&phrase) || row.vietnamese == phrase)?;
    let rule = match row.keyword {
        Keyword::Instrument => Rule::kw_instrument,
        Keyword::Test => Rule::kw_test,
        _ => {
            let (line, mut own, mut errors) = (format!("{phrase} 1"), Tokens::default(), Vec::new());
            let lexed = lex_line(&line, 0, line.len(), &mut own, &mut errors);
            let heading = LineParser::parse(Rule::whole_heading, own.code(&lexed.tokens)).ok()?;
            let step = heading.flatten().find(|part| part.as_rule() == Rule::step)?;
            step.into_inner().next().map(|word| word.as_rule())?
        }
    };
    Some((rule, words))
}

/// The word for what a line declares, if that is a power, a body or the like, or one or two slips away; with its number of
/// tokens.
pub(crate) fn declaration_meant(text: &str, tokens: &[Token]) -> Option<(Keyword, usize)> {
    near::declaration(|at| {
        let span = tokens.get(at).map_or(Span::default(), |token| token.span);
        text.get(span.start as usize..span.end as usize).unwrap_or_default()
    })
}

/// The keyword with which a line that does not read was probably meant to begin, if that bears on others without naming
/// what it bears on: it changes law (`raed c for b`, `revoke k`), says what its text does, assumes something, or is said
/// once for all.
#[must_use]
pub fn beginning_meant(line: &str) -> Option<Keyword> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let first = words.first().copied().unwrap_or_default();
    near::beginning(|at| words.get(at).copied().unwrap_or_default()).or_else(|| {
        let phrase = drafting::operation_meant(first)?;
        let first = phrase.split(' ').next().unwrap_or(phrase);
        let row = KEYWORDS
            .iter()
            .filter(|row| row.group == "operation")
            .find(|row| row.english.iter().chain([&row.vietnamese]).any(|known| *known == phrase || *known == first));
        row.map(|row| row.keyword)
    })
}

/// Whether the verb of a rule begins there.
pub(crate) fn is_verb<'w>(word: impl Fn(usize) -> &'w str) -> bool {
    let verbs = [
        Keyword::Holds,
        Keyword::Keeps,
        Keyword::MayNotHold,
        Keyword::MayNotBePassedOn,
        Keyword::IsNotRequired,
        Keyword::MayTakeOver,
        Keyword::May,
        Keyword::ToReceiver,
    ];
    let mut phrases = verbs.iter().flat_map(|verb| verb.row().phrases());
    phrases.any(|phrase| phrase.split(' ').enumerate().all(|(at, part)| nfc(word(at)) == part))
}

/// The parser gave up because its stack was nearly full.
fn too_deep(tokens: &[Token]) -> SyntaxError {
    let here = tokens.first().zip(tokens.last()).map_or(Span::default(), |(first, last)| first.span.to(last.span));
    SyntaxError::new(
        SyntaxErrorCode::TooDeep,
        here,
        words!("The parts of this line stand inside one another too deep.", "Các phần của dòng này lồng nhau quá sâu."),
    )
    .help(words!(
        "Name a part of it as a fact of its own and use the name.",
        "Hãy đặt tên một phần thành dữ kiện riêng rồi dùng tên đó."
    ))
}

impl Stuck<'_> {
    fn take(&mut self, error: &Error<Rule>) {
        self.at = stop_of(error).min(self.tokens.len());
        self.wanted = match &error.variant {
            ErrorVariant::ParsingError { positives, .. } => positives.clone(),
            ErrorVariant::CustomError { .. } => Vec::new(),
        };
    }

    /// The kind of line that the first words promise, unless they are a name.
    fn promised_rule(&self) -> Option<Rule> {
        let (row, words) = self.keyword_at(0)?;
        // `fact hold : days` declares something by a word that no name may be.
        let declares = self.word(words + 1) == ":" || self.kind(words + 1) == Some(TokenKind::Quoted);
        let goes_on_as_name =
            !declares && matches!(self.word(words), "of" | "của" | "is" | "là" | "holds" | "hold" | "keeps" | "may");
        if goes_on_as_name {
            return None;
        }
        Some(match (row.group, row.id) {
            ("provision", id) if id.starts_with("this_") => Rule::whole_on_this,
            ("provision", _) => Rule::whole_heading,
            ("declaration", _) => Rule::whole_declaration,
            ("operation", "set" | "repeal" | "replace" | "insert_after" | "suspend" | "extend" | "start")
            | ("operation", "read" | "abolish" | "appoint") => Rule::whole_operation,
            ("declaration clause" | "step" | "modality" | "test", _) => Rule::whole_clause_line,
            ("rule", "when" | "except_when" | "in_all_other_cases") => Rule::whole_clause_line,
            _ => return None,
        })
    }

    /// The longest keyword that begins at a token, with its number of words. A longer one of a line's beginning wins.
    fn keyword_at(&self, at: usize) -> Option<(&'static KeywordRow, usize)> {
        let mut best: Option<(&'static KeywordRow, usize)> = None;
        for row in &KEYWORDS {
            for phrase in row.english.iter().chain([&row.vietnamese]) {
                if let Some(words) = self.reads(at, phrase)
                    && best.is_none_or(|(_, longest)| words > longest)
                {
                    best = Some((row, words));
                }
            }
        }
        best
    }

    /// The number of words of a phrase, where it stands at a token.
    fn reads(&self, at: usize, phrase: &str) -> Option<usize> {
        let mut words = 0;
        for word in phrase.split(' ') {
            if self.word(at + words) != word {
                return None;
            }
            words += 1;
        }
        Some(words)
    }

    /// The text of a token as it is written; empty past the end.
    fn word(&self, at: usize) -> &str {
        let span = self.tokens.get(at).map_or(Span::default(), |token| token.span);
        self.text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    fn kind(&self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// Whether the token may be a name: a word that is not reserved.
    fn may_be_name(&self, at: usize) -> bool {
        match self.kind(at) {
            Some(TokenKind::Name) => true,
            Some(TokenKind::KeywordWord) => !self.begins_reserved(at),
            _ => false,
        }
    }

    fn begins_reserved(&self, at: usize) -> bool {
        KEYWORDS.iter().filter(|row| row.reserved).any(|row| {
            let mut phrases = row.english.iter().chain([&row.vietnamese]);
            phrases.any(|phrase| phrase.split(' ').enumerate().all(|(i, word)| nfc(self.word(at + i)) == word))
        })
    }

    /// Some tokens as they are written, with their spaces.
    fn written(&self, from: usize, to: usize) -> String {
        if from >= to.min(self.tokens.len()) {
            return String::new();
        }
        let span = self.span(from, to.min(self.tokens.len()));
        nfc(self.text.get(span.start as usize..span.end as usize).unwrap_or_default()).into_owned()
    }

    /// The line with something else in place of some tokens.
    fn replaced(&self, from: usize, to: usize, by: &str) -> String {
        format!("{} {by} {}", self.written(0, from), self.written(to, self.tokens.len()))
    }

    /// Whether such a line would read where this one stands: no help may lead to another error.
    fn would_read(&self, line: &str) -> bool {
        let tried = self.tried(line);
        tried.is_sound && tried.stop.is_none()
    }

    /// How far a line would read where this one stands.
    fn tried(&self, line: &str) -> Tried {
        let (mut tokens, mut errors) = (Tokens::default(), Vec::new());
        let lexed = lex_line(line, 0, line.len(), &mut tokens, &mut errors);
        let stop = LineParser::parse(self.rule, tokens.code(&lexed.tokens)).err().map(|error| stop_of(&error));
        Tried { is_sound: errors.is_empty(), stop, tokens: lexed.tokens.len() }
    }

    /// The place of some tokens; a point at the end of the line where there are none.
    fn span(&self, from: usize, to: usize) -> Span {
        match (self.tokens.get(from), to.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) if to > from => first.span.to(last.span),
            _ => self.tokens.last().map_or(Span::default(), |last| last.span),
        }
    }

    fn error(&self, from: usize, to: usize, message: impl Into<Words>) -> SyntaxError {
        SyntaxError::new(SyntaxErrorCode::BadLine, self.span(from, to), message)
    }

    fn language(&self) -> Language {
        // `cho` and `khi` have no marks.
        let vietnamese = (0..self.tokens.len())
            .filter(|at| self.kind(*at) == Some(TokenKind::KeywordWord))
            .any(|at| !self.word(at).is_ascii() || matches!(self.word(at), "cho" | "khi" | "theo" | "thay"));
        if vietnamese { Language::Vietnamese } else { Language::English }
    }

    /// A word that people bring from other languages, where this one has another.
    /// Whether the word at which the line stops is a habit from elsewhere, or an `of` before which something is missing.
    fn is_known_by_itself(&self) -> bool {
        self.habit(|words| words == 1).is_some() || matches!(self.word(self.at), "of" | "của")
    }

    fn habit(&self, long: fn(usize) -> bool) -> Option<SyntaxError> {
        let places = [Some(self.at), self.at.checked_sub(1)];
        places.into_iter().flatten().find_map(|at| {
            let (habit, words) = habits::at(|offset| self.word(at + offset)).filter(|(_, words)| long(*words))?;
            // One word before, only what is no keyword can have been taken for a name.
            if at < self.at && self.kind(at) == Some(TokenKind::KeywordWord) {
                return None;
            }
            Some(self.error(at, at + words, habit.message()).help(habit.help()))
        })
    }

    /// A keyword in capital letters or without its Vietnamese marks.
    fn miswritten_keyword(&self) -> Option<SyntaxError> {
        let nearby = self.at.saturating_sub(LONGEST_KEYWORD)..=self.at;
        let found = nearby.rev().filter_map(|at| {
            let (phrase, words) = near::miswritten(|offset| self.word(at + offset))?;
            // A name of one's own may be spelled as a keyword is: `Kind`.
            let helps = words > 1 || at == 0 || self.reads_further(&self.replaced(at, at + 1, phrase));
            helps.then_some((at, words, phrase))
        });
        let (at, words, phrase) = found.max_by_key(|(_, words, _)| *words)?;
        let written = short(&self.words(at, at + words));
        Some(
            self.error(
                at,
                at + words,
                words!("`{written}` is not how this is written.", "`{written}` chưa đúng cách viết."),
            )
            .help(words!("Write `{phrase}`.", "Hãy viết `{phrase}`.")),
        )
    }

    fn words(&self, from: usize, to: usize) -> String {
        let all: Vec<&str> = (from..to).map(|at| self.word(at)).collect();
        all.join(" ")
    }

    /// `50.000`, which is no number but may be that of a provision.
    fn thousands_by_point(&self) -> Option<SyntaxError> {
        let word = Some(self.word(self.at)).filter(|word| is_thousands_by_point(word))?;
        (self.kind(self.at) == Some(TokenKind::Ordinal)).then(|| bad_number(word, self.span(self.at, self.at + 1)))
    }

    /// `50MW`
    fn number_glued_to_unit(&self) -> Option<SyntaxError> {
        if self.kind(self.at) != Some(TokenKind::Ordinal) {
            return None;
        }
        let word = self.word(self.at);
        let digits = word.find(|c: char| !(c.is_ascii_digit() || c == '_' || c == '.'))?;
        let (number, unit) = word.split_at(digits);
        let message =
            words!("`{word}` runs a number and a word together.", "`{word}` viết liền số và chữ.", word = short(word));
        Some(
            self.error(self.at, self.at + 1, message)
                .help(words!("Write `{number} {unit}`.", "Hãy viết `{number} {unit}`.")),
        )
    }

    /// The first word of a longer keyword, which goes on otherwise than written.
    fn half_a_phrase(&self) -> Option<SyntaxError> {
        let places = [Some(self.at), self.at.checked_sub(1), (self.at == 2).then_some(0)];
        places.into_iter().flatten().find_map(|at| {
            let word = self.word(at);
            if self.kind(at) != Some(TokenKind::KeywordWord) {
                return None;
            }
            let whole = KEYWORDS.iter().any(|row| row.english.contains(&word) || row.vietnamese == word);
            let mut phrases: Vec<&str> = KEYWORDS
                .iter()
                .filter(|row| {
                    !whole || self.wanted.iter().any(|rule| crate::keywords::of_rule(*rule) == Some(row.keyword))
                })
                .flat_map(|row| row.english.iter().chain([&row.vietnamese]))
                .copied()
                .filter(|phrase| phrase.split(' ').next() == Some(word) && *phrase != word)
                // What stands there already is no help.
                .filter(|phrase| phrase.split(' ').enumerate().any(|(n, word)| self.word(at + n) != word))
                .collect();
            // Two keywords may be spelled alike.
            phrases.sort_unstable();
            phrases.dedup();
            let fits = (1..=3).contains(&phrases.len());
            let said = words!(
                "`{word}` begins a phrase of the language that goes on otherwise.",
                "`{word}` là phần đầu của một cụm từ khác với cách viết ở đây."
            );
            fits.then(|| {
                self.error(at, at + 1, said).help(words!(
                    "Did you mean {keywords}?",
                    "Có phải muốn viết {keywords}?",
                    keywords = expected::any_of_keywords(&phrases)
                ))
            })
        })
    }

    /// `body moit Bộ Công Thương`
    fn label_without_quotes(&self) -> Option<SyntaxError> {
        if !self.wanted.contains(&Rule::quoted) && !self.wanted.contains(&Rule::label) {
            return None;
        }
        let is_word = |at: &usize| matches!(self.kind(*at), Some(TokenKind::Name | TokenKind::KeywordWord));
        let words =
            (self.at..self.tokens.len()).take_while(is_word).take_while(|at| !self.begins_reserved(*at)).count();
        // One word may as well be a type, or the next value of a list.
        let may_be_other = self.wanted.contains(&Rule::colon) || self.at > 2;
        if words == 0 || (words == 1 && may_be_other) {
            return None;
        }
        let label = self.span(self.at, self.at + words);
        let text = self.text.get(label.start as usize..label.end as usize).unwrap_or_default();
        let error = self.error(
            self.at,
            self.at + words,
            words!(
                "This looks like a label, but a label stands between double quotes.",
                "Đây có vẻ là nhãn, nhưng nhãn phải nằm giữa hai dấu ngoặc kép."
            ),
        );
        Some(error.help(words!("Write `\"{label}\"`.", "Hãy viết `\"{label}\"`.", label = short(text))))
    }

    fn what_fits(&self) -> SyntaxError {
        let phrases = self.phrases();
        let mut error = if self.at >= self.tokens.len() {
            let last = self.tokens.len();
            self.error(last.saturating_sub(1), last, words!("The line ends too early.", "Dòng kết thúc quá sớm."))
        } else {
            let word = short(self.word(self.at));
            self.error(self.at, self.at + 1, words!("`{word}` does not fit here.", "`{word}` không phù hợp ở đây."))
        };
        if !phrases.in_language(vires_words::Language::En).is_empty() {
            error.help = Some(words!("What fits here: {phrases}.", "Ở đây có thể viết: {phrases}.", phrases = phrases));
        }
        error
    }

    /// Up to three things that would fit.
    fn phrases(&self) -> Words {
        let before = self.at.checked_sub(1).map(|at| self.word(at)).unwrap_or_default();
        let declared = self.keyword_at(0).filter(|(row, _)| row.group == "declaration").map(|(row, _)| row.id);
        expected::phrases(&self.wanted, (before, declared), self.language())
    }
}

/// The beginning of a text, for a message.
pub(crate) fn short(text: &str) -> String {
    const LONGEST: usize = 40;
    let text = nfc(text);
    if text.chars().count() <= LONGEST {
        return text.into_owned();
    }
    let beginning: String = text.chars().take(LONGEST).collect();
    format!("{}…", beginning.trim_end())
}
