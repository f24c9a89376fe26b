//! On what sort of line the cursor stands, and in which language that is written.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use vires_syntax::{FileKind, KEYWORDS, Keyword, SourceLineKind, lossless};
use vires_words::Language;

use crate::excerpt::Cursor;
use crate::spelling::{nfc, without_labels};

/// What a line is, by its first words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// A declaration by its word.
    Declaration(Keyword),
    /// The heading of a provision.
    Provision,
    /// An operation on law by its word.
    Operation(Keyword),
    /// `this instrument …`
    OnThis,
    /// A clause by its word: `when`, `given`, a step.
    Clause(Keyword),
    /// A rule, or a condition.
    Sentence,
}

/// Where the cursor is.
#[derive(Debug)]
pub(crate) struct Context {
    /// The line right above that it stands under.
    pub(crate) parent: Option<Sort>,
    /// That line ends so that conditions are listed below it.
    pub(crate) in_list: bool,
    /// That line declares a list or territory, whose values stand below it.
    pub(crate) in_values: bool,
    /// The line of which the cursor's line is, or continues, the clauses.
    pub(crate) owner: Option<Sort>,
    /// The same as if nothing stood on the line: for keywords that take the place of all of it.
    pub(crate) owner_above: Option<Sort>,
    /// Whether the line stands in an instrument.
    pub(crate) in_instrument: bool,
    /// The name of that instrument.
    pub(crate) instrument: Option<String>,
    pub(crate) language: Language,
    pub(crate) is_at_start: bool,
    /// Whether all that stands on the line so far is the beginning of one keyword.
    pub(crate) is_half: bool,
    /// Whether the line gives the facts of a test.
    pub(crate) gives: bool,
    before: Vec<String>,
    /// The words of the rule of which the line is a clause.
    above: Vec<String>,
    /// The keywords on the line, each with the number of its first word: every keyword that may follow is judged by them.
    present: Vec<(usize, Keyword)>,
}

/// What a line is, by its first words.
pub(crate) fn sort(line: &str) -> Sort {
    let words: Vec<String> = without_labels(line).split_whitespace().take(7).map(nfc).collect();
    let Some(keyword) = longest(&words) else { return Sort::Sentence };
    match keyword.row().group {
        "declaration" => Sort::Declaration(keyword),
        "provision" if is_this(keyword) => Sort::OnThis,
        "provision" => Sort::Provision,
        "operation" => Sort::Operation(keyword),
        _ if keyword == Keyword::ForSteps => Sort::Operation(keyword),
        "declaration clause" | "step" | "test" | "modality" => Sort::Clause(keyword),
        _ if matches!(keyword, Keyword::When | Keyword::ExceptWhen | Keyword::InAllOtherCases) => Sort::Clause(keyword),
        _ => Sort::Sentence,
    }
}

fn is_this(keyword: Keyword) -> bool {
    (Keyword::ThisInstrument..=Keyword::ThisAnnex).contains(&keyword)
}

/// The words of a keyword.
type Phrase = (Vec<&'static str>, Keyword);

/// The keyword with the most words that a line begins with; of several as long, the first of the table.
fn longest(words: &[String]) -> Option<Keyword> {
    longest_with_length(words).map(|(keyword, _)| keyword)
}

/// The same with how many words it has.
fn longest_with_length(words: &[String]) -> Option<(Keyword, usize)> {
    static BY_FIRST_WORD: OnceLock<BTreeMap<&'static str, Vec<Phrase>>> = OnceLock::new();
    let by_first_word = BY_FIRST_WORD.get_or_init(|| {
        let mut phrases: BTreeMap<_, Vec<Phrase>> = BTreeMap::new();
        for row in &KEYWORDS {
            for phrase in row.english.iter().chain([&row.vietnamese]) {
                let words: Vec<&str> = phrase.split(' ').collect();
                let first = words.first().copied().unwrap_or_default();
                phrases.entry(first).or_default().push((words, row.keyword));
            }
        }
        phrases.values_mut().for_each(|phrases| phrases.sort_by_key(|(words, _)| std::cmp::Reverse(words.len())));
        phrases
    });
    let (first, _) = words.split_first()?;
    let fits =
        |phrase: &&Phrase| phrase.0.len() <= words.len() && phrase.0.iter().zip(words).all(|(one, other)| one == other);
    by_first_word.get(first.as_str())?.iter().find(fits).map(|(phrase, keyword)| (*keyword, phrase.len()))
}

/// The keywords among words: `khi` is none in `sau khi lấy ý kiến`.
fn present(words: &[String]) -> Vec<(usize, Keyword)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
        match longest_with_length(rest) {
            Some((keyword, length)) => {
                found.push((at, keyword));
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

impl Context {
    pub(crate) fn of(cursor: &Cursor<'_>, otherwise: Language) -> Self {
        let mut sorts: Vec<Sort> = Vec::new();
        for line in &cursor.above {
            // `với` is the word for several things; in a test it gives the facts.
            let gives = sorts.contains(&Sort::Declaration(Keyword::Test)) && begins_given(line.text);
            sorts.push(if gives { Sort::Clause(Keyword::Given) } else { sort(line.text) });
        }
        let in_test = sorts.contains(&Sort::Declaration(Keyword::Test));
        sorts.extend(cursor.beside.first().map(|line| sort(line.text)));
        let parent = sorts.last().copied();
        let before: Vec<String> = without_labels(cursor.before).split_whitespace().map(nfc).collect();
        // `in the` is the beginning of `in the name of`, and no `in`.
        let is_half = is_half(&before);
        let own = (!cursor.is_at_start() && !is_half).then(|| sort(cursor.before));
        // The nearest line that is no clause: the line itself, or what it continues.
        let is_clause = |sort: &Sort| matches!(sort, Sort::Clause(_));
        let owner_above = sorts.iter().rev().find(|sort| !is_clause(sort)).copied();
        let owner = own.filter(|own| !is_clause(own)).or(owner_above);
        let instrument =
            cursor.above.iter().zip(&sorts).find_map(|(line, sort)| {
                (*sort == Sort::Declaration(Keyword::Instrument)).then(|| name_after(line.text))
            });
        let in_instrument =
            sorts.iter().any(|sort| matches!(sort, Sort::Provision | Sort::Declaration(Keyword::Instrument)));
        let is_of_rule =
            |sort: &Sort| matches!(sort, Sort::Clause(_) | Sort::Sentence | Sort::Operation(Keyword::ForSteps));
        let above = cursor.above.iter().zip(&sorts).filter(|(_, sort)| is_of_rule(sort));
        let above =
            above.flat_map(|(line, _)| without_labels(line.text).split_whitespace().map(nfc).collect::<Vec<_>>());
        let above = above.collect();
        let present = present(&before);
        Self {
            gives: in_test && begins_given(cursor.before),
            parent,
            in_list: cursor.above.last().is_some_and(|line| opens_a_list(line.text)),
            in_values: matches!(parent, Some(Sort::Declaration(Keyword::List | Keyword::Territory))),
            owner,
            owner_above,
            in_instrument,
            instrument: instrument.flatten(),
            language: language(cursor, otherwise),
            is_at_start: cursor.is_at_start(),
            is_half,
            before,
            above,
            present,
        }
    }

    /// Whether the word is the name of something being declared: nothing that is there already fits.
    pub(crate) fn is_name_being_made(&self) -> bool {
        self.before.len() <= 3 && {
            let of_all = longest(&self.before);
            of_all.is_some_and(|keyword| {
                let row = keyword.row();
                let all = self.before.join(" ");
                row.group == "declaration"
                    && !matches!(
                        keyword,
                        Keyword::Package | Keyword::Use | Keyword::Require | Keyword::Assume | Keyword::Precedence
                    )
                    && (row.english.contains(&all.as_str()) || row.vietnamese == all)
            })
        }
    }

    /// Whether a line begins here that no name begins: at the margin, and among the clauses of a declaration or rule.
    pub(crate) fn begins_with_a_keyword(&self) -> bool {
        self.is_at_start
            && !self.in_list
            && match self.parent {
                None | Some(Sort::Sentence | Sort::OnThis) => true,
                Some(Sort::Declaration(keyword)) => keyword != Keyword::Instrument,
                Some(Sort::Operation(keyword)) => !matches!(keyword, Keyword::Replace | Keyword::InsertAfter),
                Some(Sort::Provision | Sort::Clause(_)) => false,
            }
    }

    /// Whether what is written may be a condition: the line is no rule, or has come to its `when`.
    pub(crate) fn is_in_condition(&self) -> bool {
        let begins = matches!(self.parent, Some(Sort::Provision | Sort::Declaration(Keyword::Instrument)));
        let is_sentence = match self.owner {
            Some(Sort::Sentence | Sort::OnThis) => true,
            Some(Sort::Operation(operation)) => !matches!(operation, Keyword::Set | Keyword::ForSteps),
            _ => false,
        };
        !(begins && is_sentence)
            || [Keyword::When, Keyword::ExceptWhen, Keyword::AppliesOnlyWhen].iter().any(|keyword| self.has(*keyword))
    }

    /// Whether the line, or the rule that it goes on with, gives a power to somebody or takes one away: it names its powers,
    /// and passes none on.
    pub(crate) fn grants(&self) -> bool {
        let of_grants = |(_, keyword): &(usize, Keyword)| {
            matches!(
                keyword,
                Keyword::Holds
                    | Keyword::Nobody
                    | Keyword::WhoeverHolds
                    | Keyword::MayNotHold
                    | Keyword::MayTakeOver
                    | Keyword::ForSteps
            )
        };
        self.present.iter().any(of_grants) || present(&self.above).iter().any(of_grants)
    }

    /// Whether texts are named by what they are, `every decree …`, and what they are is still being said.
    pub(crate) fn is_in_a_class(&self) -> bool {
        let every = self.present.iter().position(|(_, keyword)| *keyword == Keyword::Every);
        let Some((before, after)) = every.map(|at| self.present.split_at(at)) else { return false };
        let names_texts = before.is_empty() && self.parent == Some(Sort::Provision)
            || before.iter().any(|(_, keyword)| {
                matches!(keyword, Keyword::Repeal | Keyword::Suspend | Keyword::PrevailsOver | Keyword::YieldsTo)
            });
        let ends = after.iter().any(|(_, keyword)| {
            matches!(keyword, Keyword::Restoring | Keyword::BasedOn | Keyword::PrevailsOver | Keyword::YieldsTo)
        });
        names_texts && !ends
    }

    /// Whether a day comes next on which the texts of a class were issued, or are in force.
    pub(crate) fn is_behind_a_class_date(&self) -> bool {
        self.is_in_a_class() && (self.ends_with(Keyword::Issued) || self.ends_with(Keyword::InForce))
    }

    /// Whether something is counted on from a day: `opened + 45`.
    pub(crate) fn counts_on(&self) -> bool {
        self.before.iter().any(|word| word == "+")
    }

    /// Whether an outcome other than a holder is expected, of which only the power is missing: `expect pending`.
    pub(crate) fn is_behind_an_outcome(&self) -> bool {
        let Some(((_, outcome), before)) = self.present.split_last() else { return false };
        self.begins_with(Keyword::Expect)
            && before.iter().all(|(_, keyword)| matches!(keyword, Keyword::Expect | Keyword::Not))
            && self.ends_with(*outcome)
            && matches!(
                outcome,
                Keyword::Pending
                    | Keyword::Gap
                    | Keyword::Conflict
                    | Keyword::Undetermined
                    | Keyword::NotYetInForce
                    | Keyword::Approved
                    | Keyword::Refused
                    | Keyword::Lapses
            )
    }

    /// Whether the line begins with a keyword.
    pub(crate) fn begins_with(&self, keyword: Keyword) -> bool {
        self.present.first().is_some_and(|(at, first)| *at == 0 && *first == keyword)
    }

    /// Whether a keyword stands on the line already.
    pub(crate) fn has(&self, keyword: Keyword) -> bool {
        self.present.iter().any(|(_, own)| *own == keyword)
    }

    /// Whether a word stands on the line already, or on one above it that it continues.
    pub(crate) fn mentions(&self, word: &str) -> bool {
        self.before.iter().chain(&self.above).any(|own| own.trim_end_matches(',') == word)
    }

    /// Whether the word of a keyword stands on the line, be it the word of others too.
    pub(crate) fn says(&self, keyword: Keyword) -> bool {
        let row = keyword.row();
        self.before.iter().any(|word| row.english.contains(&word.as_str()) || word == row.vietnamese)
    }

    /// Whether the second of two lists comes next, by which something is kept.
    pub(crate) fn is_behind_a_first_list(&self) -> bool {
        self.has(Keyword::By) && self.ends_with(Keyword::And)
    }

    /// The name before the last word.
    pub(crate) fn list_before(&self) -> Option<&str> {
        self.before.iter().rev().nth(1).map(String::as_str)
    }

    /// Whether the line says which of several texts prevails.
    pub(crate) fn weighs_texts(&self) -> bool {
        self.has(Keyword::PrevailsOver) || self.has(Keyword::YieldsTo)
    }

    /// Whether a clause of a declaration says from or until when, where nothing of that sort begins or ends.
    pub(crate) fn is_behind_a_bound(&self) -> bool {
        self.ends_with(Keyword::FromDate) || self.is_behind_an_end()
    }

    /// Whether a share comes before: `2/3`, `30%`.
    pub(crate) fn is_behind_a_share(&self) -> bool {
        let is_number = |word: &str| word.starts_with(|letter: char| letter.is_ascii_digit());
        self.last_word().is_some_and(|word| {
            word.ends_with('%')
                || word.split_once('/').is_some_and(|(above, below)| is_number(above) && is_number(below))
        })
    }

    /// Whether the day on which something ends comes next.
    pub(crate) fn is_behind_an_end(&self) -> bool {
        self.ends_with(Keyword::Until) || self.ends_with(Keyword::Before)
    }

    /// Whether the receiver of a transfer comes next.
    pub(crate) fn is_behind_a_receiver(&self) -> bool {
        !self.in_condition_clause() && (self.ends_with(Keyword::ToReceiver))
    }

    /// Whether `in` stands on the line where nothing is read otherwise, so that no text can be named behind it.
    pub(crate) fn is_in_nothing(&self) -> bool {
        let read = Some(Sort::Operation(Keyword::Read));
        self.ends_with(Keyword::InRead) && self.owner != read && self.owner_above != read
    }

    /// Whether the name of a text comes next, behind `under`.
    pub(crate) fn is_behind_a_text_word(&self) -> bool {
        self.ends_with(Keyword::UnderPlace)
    }

    /// Whether nothing but a keyword stands on the line.
    pub(crate) fn is_only(&self, keyword: Keyword) -> bool {
        let row = keyword.row();
        let all = self.before.join(" ");
        row.english.contains(&all.as_str()) || row.vietnamese == all
    }

    fn in_condition_clause(&self) -> bool {
        self.has(Keyword::When) || self.has(Keyword::ExceptWhen)
    }

    /// Whether the last words of the line are a keyword.
    fn ends_with(&self, keyword: Keyword) -> bool {
        let row = keyword.row();
        let ends = |phrase: &str| {
            let count = phrase.split(' ').count();
            self.before.len() >= count && phrase.split(' ').eq(self.before.iter().skip(self.before.len() - count))
        };
        row.english.iter().any(|phrase| ends(phrase)) || ends(row.vietnamese)
    }

    /// The first word of the line.
    pub(crate) fn first_word(&self) -> Option<&str> {
        self.before.first().map(String::as_str)
    }

    /// The last word before the cursor's.
    pub(crate) fn last_word(&self) -> Option<&str> {
        self.before.last().map(String::as_str)
    }
}

/// Whether a line begins with the word that gives facts.
fn begins_given(line: &str) -> bool {
    let row = Keyword::Given.row();
    line.split_whitespace()
        .next()
        .map(nfc)
        .is_some_and(|first| row.english.contains(&first.as_str()) || first == row.vietnamese)
}

/// The name that follows the word of a declaration.
fn name_after(line: &str) -> Option<String> {
    let source = lossless(line, FileKind::Policy);
    let line_kind = source.lines.first().map(|line| &line.kind)?;
    let SourceLineKind::Policy(policy) = line_kind else { return None };
    let count = match longest(&line.split_whitespace().take(7).map(nfc).collect::<Vec<_>>()) {
        Some(keyword) => {
            let row = keyword.row();
            let first = line.split_whitespace().next().map(nfc).unwrap_or_default();
            let spelled = if row.vietnamese.starts_with(&first) { row.vietnamese } else { row.english.first()? };
            spelled.split(' ').count()
        }
        None => return None,
    };
    let token = source.tokens.get(policy.tokens.clone())?.get(count)?;
    line.get(token.span.start as usize..token.span.end as usize).map(nfc)
}

/// Whether conditions, one a line, stand below a line.
pub(crate) fn opens_a_list(line: &str) -> bool {
    let line = nfc(without_labels(line).split('#').next().unwrap_or_default());
    let line = line.trim_end();
    // `any 2 of`
    let mut words = line.split_whitespace().rev();
    let is_word = |word: Option<&str>, keyword: Keyword| {
        let row = keyword.row();
        word.is_some_and(|word| row.english.contains(&word) || row.vietnamese.split(' ').next_back() == Some(word))
    };
    if is_word(words.next(), Keyword::Of)
        && words.next().is_some_and(|count| count.bytes().all(|digit| digit.is_ascii_digit()))
        && is_word(words.next(), Keyword::Any)
    {
        return true;
    }
    let ends =
        [Keyword::AnyOf, Keyword::AllOf, Keyword::NoneOf, Keyword::When, Keyword::ExceptWhen, Keyword::AppliesOnlyWhen];
    ends.iter().any(|keyword| {
        let row = keyword.row();
        row.english
            .iter()
            .chain([&row.vietnamese])
            .any(|phrase| line == *phrase || line.ends_with(&format!(" {phrase}")))
    })
}

/// The language in which lines are written: that of the last keyword before the cursor, on its line if one is there.
pub(super) fn language(cursor: &Cursor<'_>, otherwise: Language) -> Language {
    let words: Vec<String> = without_labels(cursor.before).split_whitespace().map(nfc).collect();
    // A word that is not kept for the language may be a name: `dữ kiện term : |`.
    for kept in [true, false] {
        for start in (0..words.len()).rev() {
            let rest = words.get(start..).unwrap_or_default();
            let begins = |phrase: &str| {
                phrase.split(' ').zip(rest).filter(|(one, other)| one == other).count() == phrase.split(' ').count()
            };
            if KEYWORDS.iter().any(|row| !row.vietnamese.is_ascii() && begins(row.vietnamese)) {
                return Language::Vi;
            }
            let mut rows = KEYWORDS.iter().filter(|row| row.reserved || !kept);
            if rows.any(|row| row.english.iter().any(|phrase| begins(phrase))) {
                return Language::En;
            }
        }
    }
    let recent = cursor.recent;
    // The first of them may be cut off.
    let start = recent.find('\n').map_or(0, |at| at + 1);
    let before = [recent.get(start..).unwrap_or_default(), recent].into_iter();
    let written = before.map(|text| written_in(text, FileKind::Policy, true)).find_map(|language| language);
    // At the beginning of a file, as the lines below; of a fence, as the page so far.
    let written = written.or_else(|| written_in(cursor.following, FileKind::Policy, false));
    written.or_else(|| written_in(cursor.page, FileKind::Markdown, true)).unwrap_or(otherwise)
}

/// The language of the first keyword in lines, or of the last line with any.
fn written_in(lines: &str, kind: FileKind, last: bool) -> Option<Language> {
    let source = lossless(lines, kind);
    let mut uses = source.lines.iter().filter_map(|line| match &line.kind {
        SourceLineKind::Policy(policy) => policy.keywords.as_ref()?.first(),
        _ => None,
    });
    let keyword = if last { uses.next_back() } else { uses.next() };
    Some(match keyword?.language {
        vires_syntax::Language::English => Language::En,
        vires_syntax::Language::Vietnamese => Language::Vi,
    })
}

/// The language of the first word that is kept for the language, in whichever it is.
pub(super) fn first_language(words: &str) -> Option<vires_syntax::Language> {
    without_labels(words).split_whitespace().map(nfc).find_map(|word| {
        let row = KEYWORDS.iter().find(|row| {
            row.reserved
                && (row.english.contains(&word.as_str()) || row.vietnamese.split(' ').next() == Some(word.as_str()))
        })?;
        let is_english = row.english.contains(&word.as_str());
        Some(if is_english { vires_syntax::Language::English } else { vires_syntax::Language::Vietnamese })
    })
}

/// Whether words are the beginning of a keyword and no keyword themselves.
fn is_half(words: &[String]) -> bool {
    let phrases = || KEYWORDS.iter().flat_map(|row| row.english.iter().chain([&row.vietnamese]));
    let all = words.join(" ");
    let goes_on = |phrase: &&str| phrase.strip_prefix(all.as_str()).is_some_and(|rest| rest.starts_with(' '));
    !words.is_empty() && phrases().any(goes_on) && !phrases().any(|phrase| *phrase == all)
}
