//! What may come next on a line that is not finished: for completion.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::{Mutex, MutexGuard, PoisonError};

use pest::Parser as _;
use pest::error::{ErrorVariant, InputLocation};

use crate::FileKind;
use crate::fences::{Fences, Place};
use crate::grammar::{LineParser, Rule};
use crate::keywords::{KEYWORDS, Keyword, KeywordRow, code_of_word};
use crate::lexer::{self, Tokens};

/// The character of a name that is no word of a keyword.
const NAME: char = '\u{E000}';

/// Where the stretch of policy begins that the line of an offset stands in; none in the prose of a Markdown file.
#[must_use]
pub fn policy_start(text: &str, kind: FileKind, offset: usize) -> Option<usize> {
    if kind == FileKind::Policy {
        return Some(0);
    }
    let mut fences = Fences::default();
    let mut at = 0;
    let mut open: Option<(u32, usize)> = None;
    for line in text.split_inclusive('\n') {
        let place = fences.next(line.trim_end_matches(['\n', '\r']));
        open = match (place, open) {
            (Place::Outside | Place::Quoted | Place::Misspelt, _) => None,
            (Place::Inside(block), Some((known, start))) if known == block => Some((known, start)),
            (Place::Inside(block), _) => Some((block, at)),
        };
        let end = at + line.len();
        if offset < end || end == text.len() && (offset <= end && !line.ends_with('\n')) {
            return open.map(|(_, start)| start);
        }
        at = end;
    }
    // On the empty line at the very end: in the fence that nothing has closed.
    match fences.next("") {
        Place::Inside(block) => Some(open.filter(|(known, _)| *known == block).map_or(at, |(_, start)| start)),
        Place::Outside | Place::Quoted | Place::Misspelt => None,
    }
}

/// The keywords that may stand next after the beginning of a line, in the order of the table, of those that are wanted. A
/// word that is a keyword in some places and could be a name here is left out where it would be read as a name. `given`:
/// the line stands below a `given`.
#[must_use]
pub fn keywords_after(beginning: &str, given: bool, wanted: &dyn Fn(Keyword) -> bool) -> Vec<Keyword> {
    let (mut tokens, mut errors) = (Tokens::default(), Vec::new());
    let lexed = lexer::lex_line(beginning, 0, beginning.len(), &mut tokens, &mut errors);
    if lexed.comment.is_some() {
        return Vec::new();
    }
    let before = tokens.code(&lexed.tokens);
    let mut known = Known::of(before, given);
    let line = Unfinished {
        rule: if given { Rule::given_block_line } else { Rule::line },
        before,
        begins_with_keyword: begins_with_keyword(before),
        known: RefCell::default(),
    };
    let found = KEYWORDS.iter().filter(|row| wanted(row.keyword) && known.or_ask(row, &line));
    let found = found.map(|row| row.keyword).collect();
    known.keep();
    found
}

/// Whether the first words of a line are a keyword that begins lines.
fn begins_with_keyword(before: &str) -> bool {
    let begins = |row: &KeywordRow| {
        let starts = |phrase: &str| before.starts_with(&phrase.split(' ').filter_map(code_of_word).collect::<String>());
        matches!(row.group, "declaration" | "provision" | "operation" | "test")
            && row.english.iter().chain([&row.vietnamese]).any(|phrase| starts(phrase))
    };
    KEYWORDS.iter().any(begins)
}

/// A line as the grammar sees it, where all names are one character and all numbers another, and whether it stands below a
/// `given`.
type Shape = (String, bool);
/// The answers about one line, by keyword.
type Answers = BTreeMap<Keyword, bool>;

/// Lines of so many shapes are remembered.
const MOST_SHAPES: usize = 1024;

/// Which keywords may stand next after lines of one shape: with every letter of a word the same is asked again, and lines
/// have few shapes.
struct Known {
    shape: Shape,
    answers: Answers,
}

fn all_known() -> MutexGuard<'static, BTreeMap<Shape, Answers>> {
    static ALL: Mutex<BTreeMap<Shape, Answers>> = Mutex::new(BTreeMap::new());
    // Whoever failed while it was held has left nothing half done.
    ALL.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Known {
    fn of(before: &str, given: bool) -> Self {
        let shape = (before.to_owned(), given);
        let answers = all_known().get(&shape).cloned().unwrap_or_default();
        Self { shape, answers }
    }

    fn or_ask(&mut self, row: &KeywordRow, line: &Unfinished<'_>) -> bool {
        *self.answers.entry(row.keyword).or_insert_with(|| line.may_go_on_with(row))
    }

    fn keep(self) {
        let mut all = all_known();
        if all.len() == MOST_SHAPES {
            all.clear();
        }
        all.entry(self.shape).or_default().extend(self.answers);
    }
}

/// The beginning of a line, as the grammar reads it.
struct Unfinished<'c> {
    rule: Rule,
    before: &'c str,
    /// Whether its first words are a keyword that begins lines, and no name that happens to be a word of some keyword.
    begins_with_keyword: bool,
    /// How it was found to be read on: the same names are put behind it for every keyword.
    known: RefCell<BTreeMap<String, Option<Rc<Reading>>>>,
}

/// What may come after a keyword: what tells it from a name of the same spelling comes later sometimes.
const AFTER: [&[&str]; 7] =
    [&[], &[A_NUMBER], &[A_NAME], &[A_LABEL], &["holds", A_NAME], &["later"], &[A_NAME, "to", A_NAME]];

/// Tokens that are no words of the language, in the notation of [`AFTER`].
const A_NUMBER: &str = "\u{E001}";
const A_NAME: &str = "\u{E000}";
const A_LABEL: &str = "\u{E004}";

impl Unfinished<'_> {
    fn may_go_on_with(&self, row: &KeywordRow) -> bool {
        // A phrase that falls apart into shorter ones does so in one language, not in both.
        let Some(english) = row.english.first() else { return false };
        [*english, row.vietnamese].into_iter().all(|phrase| {
            let words: Vec<char> = phrase.split(' ').filter_map(code_of_word).collect();
            self.reads_as_keyword(&words, row.reserved)
        })
    }

    fn reads_as_keyword(&self, words: &[char], reserved: bool) -> bool {
        if self.reading(&[], words, &[]).is_none() {
            return false;
        }
        AFTER.iter().any(|after| {
            let Some(reading) = self.reading(&[], words, after) else { return false };
            // Read as a name it would be read just so: then it is none of our words here.
            let names = 1..=words.len();
            let as_name = !reserved
                && names.into_iter().any(|count| {
                    let named: Vec<char> =
                        std::iter::repeat_n(NAME, count).chain(words.iter().skip(count).copied()).collect();
                    self.reading(&[], &named, after).is_some_and(|named| named == reading)
                });
            // `repeal at least 5` is read too, as if `repeal` were a fact: nobody means that.
            let begins_with_name =
                self.begins_with_keyword && self.reading(&[NAME], words, after).is_some_and(|named| named == reading);
            !as_name && !begins_with_name
        })
    }

    /// How the line reads with these words behind its beginning, whose first words may be others.
    fn reading(&self, first: &[char], words: &[char], after: &[&str]) -> Option<Rc<Reading>> {
        let mut code: String = first.iter().collect();
        code.extend(self.before.chars().skip(first.len()));
        code.extend(words);
        for word in after {
            code.extend(code_of_word(word).or_else(|| word.chars().next()));
        }
        if let Some(known) = self.known.borrow().get(&code) {
            return known.clone();
        }
        let reading = Reading::of(self.rule, &code).map(Rc::new);
        self.known.borrow_mut().insert(code, reading.clone());
        reading
    }
}

/// How the grammar reads a line up to its end.
#[derive(PartialEq, Eq)]
enum Reading {
    /// Whole: the rules it is made of.
    Whole(Vec<Rule>),
    /// It would have to go on with one of these.
    Beginning(Vec<Rule>),
}

impl Reading {
    /// None where it stumbles before the end.
    fn of(rule: Rule, code: &str) -> Option<Self> {
        match LineParser::parse(rule, code) {
            Ok(pairs) => Some(Self::Whole(pairs.flatten().map(|pair| pair.as_rule()).collect())),
            Err(error) => {
                let (InputLocation::Pos(at) | InputLocation::Span((at, _))) = error.location;
                match error.variant {
                    ErrorVariant::ParsingError { mut positives, .. } if at >= code.len() => {
                        positives.sort_unstable();
                        positives.dedup();
                        Some(Self::Beginning(positives))
                    }
                    _ => None,
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(beginning: &str) -> Vec<&'static str> {
        keywords_after(beginning, false, &|_| true).iter().map(|keyword| keyword.row().id).collect()
    }

    #[test]
    fn what_the_grammar_would_read_on_with() {
        assert!(after("moit ").contains(&"holds"));
        assert!(after("moit ").contains(&"may_not_hold"));
        assert!(!after("moit ").contains(&"when"));
        assert!(after("moit holds licence").contains(&"when"));
        assert!(after("moit holds licence").contains(&"in_all_other_cases"));
        assert!(after("moit holds licence when capacity ").contains(&"at_least"));
        assert!(after("moit holds licence when ").contains(&"not"));
        assert!(after("moit có thẩm quyền licence ").contains(&"when"), "Vietnamese too");
        assert_eq!(after("moit holds licence # "), Vec::<&str>::new());
    }

    #[test]
    fn a_keyword_that_would_be_a_name_here_is_none() {
        assert!(!after("moit holds ").contains(&"gap"));
        assert!(after("expect ").contains(&"gap"));
        assert!(after("fact x : ").contains(&"number"));
        assert!(after("fact x ").iter().all(|id| *id != "number"));
        assert!(after("moit holds licence when capacity at least 5 ").contains(&"million"));
        assert!(after("answerable ").contains(&"both"));
        assert!(after("body").iter().all(|id| *id != "body"));
        assert!(!after("moit holds ").contains(&"body_kind"), "a name and `kind`");
        assert!(!after("moit ").contains(&"passes_to"));
        assert!(after("repeal ").contains(&"article") && !after("repeal ").contains(&"at_least"));
        assert!(after("expect ").contains(&"nobody") && !after("expect ").contains(&"holds"));
        assert!(after("expect moit ").contains(&"holds"));
        assert!(after("act ").contains(&"is"), "a name that is a word of a keyword");
        assert!(after("").contains(&"precedence"));
        assert!(after("").contains(&"body") && after("").contains(&"nobody") && after("").contains(&"article"));
        assert!(after("test \"x\" ").contains(&"given"));
        assert!(after("").contains(&"appoint"));
    }

    #[test]
    fn a_fence_is_the_stretch_that_an_offset_stands_in() {
        let text = "# A\n```vires\none\n\n```\nprose\n```vires\ntwo";
        let at = |word: &str| text.find(word).unwrap_or_default();
        let start = |offset| policy_start(text, FileKind::Markdown, offset);
        assert_eq!(start(at("# A")), None);
        assert_eq!(start(at("one")), Some(at("one")));
        assert_eq!(start(at("one") + 4), Some(at("one")), "the empty line");
        assert_eq!(start(at("prose")), None);
        assert_eq!(start(text.len()), Some(at("two")));
        assert_eq!(policy_start("```vires\n", FileKind::Markdown, 9), Some(9));
        assert_eq!(policy_start("```vires\na\n", FileKind::Markdown, 11), Some(9));
        assert_eq!(policy_start("```vires\na\n```\n", FileKind::Markdown, 15), None);
        assert_eq!(policy_start("anything", FileKind::Policy, 3), Some(0));
    }
}
