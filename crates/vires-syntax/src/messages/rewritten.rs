//! Phrases in whose place other words make the line read: `with the consent of`, `no one holds p`, `at leas 50`.
//!
//! Each guess is tried first. What is told leads to a line that reads, whatever else the line might have been taken for.

use vires_words::words;

use super::drafting::{Instead, steps_in_other_words};
use super::near::slips;
use super::{LONGEST_KEYWORD, Stuck};
use crate::error::SyntaxError;
use crate::keywords::{KEYWORDS, Keyword, KeywordRow};
use crate::lexer::{TokenKind, nfc};

/// What is written here, and the phrases for which it stands, between bars.
static INSTEAD: [Instead; 47] = [
    ("%", "percent | per cent | pct | phần trăm"),
    (
        "with consent of",
        "with the prior written consent of | with prior written consent of | with written consent of | with the \
         written approval of | with written approval of | after approval of | after the approval of | after approval \
         by | after the consent of | after consent of | subject to approval by | subject to the approval by | with \
         permission of | with the permission of | with the leave of | with the authorisation of | with the \
         authorization of | with the assent of",
    ),
    ("after review by", "subject to review by | subject to a review by | subject to the review of"),
    ("nobody", "no one | no body | no person | no authority | none"),
    ("nobody holds", "no one may | nobody may | no body may | no person may"),
    (
        "holds",
        "is authorised to | is authorized to | is empowered to | is entitled to | is competent to | has power to | \
         has the power to | has power over | has authority to | has the authority to | has authority over | has \
         competence for | is in charge of | may",
    ),
    (
        "may take over",
        "may call in | can call in | calls in | may call up | may evoke | takes over | take over | may step in for | may assume",
    ),
    ("được trực tiếp giải quyết", "có thể trực tiếp giải quyết | được rút | được rút lên | được giải quyết thay"),
    ("đến", "tới | cho đến | cho tới"),
    ("greater of", "the higher of | higher of | the greater of | the larger of | larger of | the highest of"),
    ("lesser of", "the lower of | lower of | the lesser of | the smaller of | smaller of | the lowest of"),
    ("unlimited", "no limit | without limit | any amount | infinite | unbounded"),
    (
        "today until",
        "today is not after | today not after | today is not later than | today is no later than | today not later \
         than | today no later than | today is on or before | today on or before",
    ),
    (
        "when",
        "while | whilst | whenever | during the | during | throughout the | throughout | only while | only during",
    ),
    ("except", "other than | excluding | apart from | but not | with the exception of | aside from"),
    ("every", "each | all of the | all the | all"),
    ("any 2", "any two | two | at least two | at least 2"),
    ("any 3", "any three | three | at least three | at least 3"),
    ("any", "some | at least one | at least 1 | one"),
    ("sum over", "sum of the | sum of | total of the | total of | the sum over | the sum of | sum"),
    ("every power", "all powers | all the powers | all of the powers | each power | any power"),
    ("every other power", "all other powers | all the other powers"),
    (
        "repeal",
        "this instrument revokes | this instrument replaces | this instrument supersedes | this instrument repeals | \
         repeal and replace | revoke and replace | cancel and replace",
    ),
    (
        "applies only when",
        "applies to | applies where | applies if | applies when | only applies when | only applies to | applies only \
         to | applies only if | applies only where | applies in cases where | shall apply when | shall apply to",
    ),
    (
        "more than half of",
        "more than 1/2 of | more than one half of | more than a half of | more than 50 % of | over half of | above half of | \
         a majority of | the majority of | majority of | a simple majority of | an absolute majority of | most of",
    ),
    ("at least 1/2 of", "at least half of | at least a half of | at least one half of | half of | one half of"),
    (
        "at least 2/3 of",
        "at least two thirds of | two thirds of | a two thirds majority of | a majority of two thirds of | a qualified \
         majority of",
    ),
    ("at least 3/4 of", "at least three quarters of | three quarters of | at least three fourths of"),
    ("all of", "all members of | all the members of | all of the members of"),
    (
        "quá nửa",
        "hơn nửa | hơn một nửa | trên một nửa | đa số | quá bán | hơn 1/2 | trên 1/2 | quá 1/2 | đa số thành viên của",
    ),
    ("không dưới 1/2 của", "ít nhất một nửa | ít nhất một nửa của | ít nhất 1/2 | ít nhất 1/2 của | một nửa của"),
    ("tất cả", "toàn thể | toàn bộ | tất cả thành viên của | tất cả các thành viên của | mọi thành viên của"),
    ("từ ngày", "từ | kể từ | kể từ ngày | bắt đầu từ ngày"),
    (
        "không cơ quan nào",
        "không ai | không chủ thể nào | không một cơ quan nào | không có cơ quan nào | không có ai | không một ai",
    ),
    ("được", "có thể"),
    ("có thẩm quyền", "được phép | có thẩm quyền đối với | có thẩm quyền về | có thẩm quyền thực hiện"),
    (
        "có sự đồng ý của",
        "với sự chấp thuận của | sau khi được sự đồng ý của | có văn bản đồng ý của | được sự nhất trí của | có sự đồng \
         ý bằng văn bản của | sau khi có sự chấp thuận của",
    ),
    ("sau khi thẩm định bởi", "sau khi thẩm định của | sau khi được thẩm định bởi | sau thẩm định của"),
    (
        "mọi thẩm quyền",
        "tất cả thẩm quyền | tất cả các thẩm quyền | toàn bộ thẩm quyền | các thẩm quyền | mọi quyền | mọi quyền hạn",
    ),
    ("mức cao hơn trong", "mức cao hơn giữa | mức cao nhất trong | giá trị lớn hơn trong | số lớn hơn trong"),
    ("mức thấp hơn trong", "mức thấp hơn giữa | mức thấp nhất trong | giá trị nhỏ hơn trong | số nhỏ hơn trong"),
    ("không hạn chế", "không giới hạn | không có giới hạn | vô hạn"),
    ("hôm nay đến hết ngày", "hôm nay không sau | hôm nay không muộn hơn | hôm nay chậm nhất là"),
    ("khi", "trong khi | trong suốt | trong thời gian | trong lúc"),
    (
        "chỉ áp dụng khi",
        "áp dụng khi | áp dụng đối với | áp dụng cho | áp dụng trong trường hợp | chỉ áp dụng đối với | chỉ áp dụng \
         cho | chỉ áp dụng trong trường hợp",
    ),
    ("bãi bỏ", "văn bản này bãi bỏ | văn bản này thay thế | bãi bỏ và thay thế"),
    ("ngày làm việc", "ngày làm việc đầy đủ | ngày làm việc liên tục"),
];

/// Words that drafting adds and that say nothing here.
const LEFT_OUT: [&str; 14] = [
    "in any case",
    "in any event",
    "at all events",
    "clear",
    "full",
    "the period of",
    "a period of",
    "period of",
    "also",
    "hereby",
    "always",
    "trong mọi trường hợp",
    "khoảng thời gian",
    "cũng",
];

/// Words before a number: `at least the 50`.
const ARTICLES: [&str; 3] = ["the", "a", "an"];

impl Stuck<'_> {
    pub(super) fn reads_with_other_words(&self) -> Option<SyntaxError> {
        None.or_else(|| self.other_phrase()).or_else(|| self.share_in_percent()).or_else(|| self.left_out())
    }

    pub(super) fn slip_of_the_pen(&self) -> Option<SyntaxError> {
        None.or_else(|| self.slip_in_a_phrase()).or_else(|| self.slip_in_a_short_word())
    }

    /// The longest phrase of the tables in whose place its own words make the line read.
    fn other_phrase(&self) -> Option<SyntaxError> {
        let tables = INSTEAD.iter().chain(steps_in_other_words());
        let all = tables.flat_map(|(instead, phrases)| phrases.split(" | ").map(move |phrase| (*instead, phrase)));
        let mut found: Vec<(usize, usize, &str)> = all
            .flat_map(|(instead, phrase)| self.where_it_stands(phrase).map(move |(at, words)| (at, words, instead)))
            .collect();
        found.sort_by_key(|(at, words, _)| (usize::MAX - words, *at));
        let helps = |(at, words, instead): &(usize, usize, &str)| {
            self.would_read(&self.replaced(*at, at + words, instead)) && !self.names_no_power(*at + words, instead)
        };
        let (at, words, instead) = found.into_iter().find(helps)?;
        Some(self.instead(at, at + words, instead))
    }

    /// `may call in p` is no power `call`: what stands behind `holds` would be read as the name of one, and the rest as where
    /// it is so.
    fn names_no_power(&self, behind: usize, instead: &str) -> bool {
        let holds = Keyword::Holds.row().phrases().any(|phrase| instead.ends_with(phrase));
        holds && matches!(self.word(behind + 1), "in" | "up" | "back" | "from" | "tại" | "từ")
    }

    /// Every place of a phrase, with its number of words.
    fn where_it_stands(&self, phrase: &str) -> impl Iterator<Item = (usize, usize)> {
        let words: Vec<&str> = phrase.split(' ').collect();
        (0..self.tokens.len()).filter_map(move |at| {
            let stands = words.iter().enumerate().all(|(n, word)| nfc(self.word(at + n)).to_lowercase() == *word);
            stands.then_some((at, words.len()))
        })
    }

    /// `at least 66% of committee`
    fn share_in_percent(&self) -> Option<SyntaxError> {
        let at = (1..self.tokens.len()).find(|at| self.word(*at) == "%")?;
        let share: u32 = self.word(at - 1).parse().ok().filter(|share| (1..=100).contains(share))?;
        let common = (1..=share).rev().find(|by| share.is_multiple_of(*by) && 100_u32.is_multiple_of(*by))?;
        let fraction = format!("{}/{}", share / common, 100 / common);
        let reads = self.would_read(&self.replaced(at - 1, at + 1, &fraction));
        reads.then(|| self.instead(at - 1, at + 1, &fraction))
    }

    /// `within 5 clear working days of d`
    fn left_out(&self) -> Option<SyntaxError> {
        let without = |at: usize, words: usize| self.would_read(&self.replaced(at, at + words, ""));
        let phrase = LEFT_OUT.iter().flat_map(|phrase| self.where_it_stands(phrase));
        let article = ARTICLES.iter().flat_map(|article| self.where_it_stands(article));
        let article = article.filter(|(at, words)| self.kind(at + words) == Some(TokenKind::Number));
        let (at, words) = phrase.chain(article).find(|(at, words)| without(*at, *words))?;
        let written = self.words(at, at + words);
        let message = words!("`{written}` is too much here.", "Ở đây thừa `{written}`.");
        Some(self.error(at, at + words, message).help(words!("Leave `{written}` out.", "Hãy bỏ `{written}`.")))
    }

    /// `at leas 50`, `x least 50`, `văn bảng m "M"`: one word of a phrase is misspelt, or missing.
    fn slip_in_a_phrase(&self) -> Option<SyntaxError> {
        let mut best: Option<Slip> = None;
        for at in self.at.saturating_sub(3)..=self.at {
            let written: Vec<String> = (at..at + LONGEST_KEYWORD).map(|at| nfc(self.word(at)).to_lowercase()).collect();
            for phrase in KEYWORDS.iter().flat_map(KeywordRow::phrases) {
                let Some((words, slips)) = slips_in(&written, phrase) else { continue };
                // An English word of the language is no slip: `is no` is not meant to be `is not`. One mark makes `bảng` of `bản`.
                let differs = |n: &usize| phrase.split(' ').nth(*n) != written.get(*n).map(String::as_str);
                let other = (0..words).find(differs).map(|n| at + n);
                let is_word = |other: usize| self.kind(other) != Some(TokenKind::Name) && self.word(other).is_ascii();
                if slips < LACKING && other.is_some_and(is_word) {
                    continue;
                }
                let far = best.as_ref().is_some_and(|best| best.slips < slips);
                if far || !self.would_read(&self.replaced(at, at + words, phrase)) {
                    continue;
                }
                match &mut best {
                    Some(best) if best.slips == slips => best.alone &= best.phrase == phrase,
                    _ => best = Some(Slip { at, words, phrase, slips, alone: true }),
                }
            }
        }
        // Between two that are equally near nothing is guessed.
        let Slip { at, words, phrase, .. } = best.filter(|best| best.alone)?;
        Some(self.meant(at, words, phrase))
    }

    fn meant(&self, at: usize, words: usize, phrase: &str) -> SyntaxError {
        let written = self.words(at, at + words);
        let message = words!("`{written}` is not how this is written.", "`{written}` chưa đúng cách viết.");
        self.error(at, at + words, message).help(words!("Did you mean `{phrase}`?", "Có phải muốn viết `{phrase}`?"))
    }

    /// `y an (x below 10)`: a slip in a word of so few letters is one only where the line reads without it.
    fn slip_in_a_short_word(&self) -> Option<SyntaxError> {
        let at = [self.at, self.at.saturating_sub(1)].into_iter().find(|at| {
            let letters = self.word(*at).chars().count();
            self.may_be_name(*at) && letters <= 2
        })?;
        let rows = KEYWORDS.iter().filter(|row| row.reserved);
        let spelled = rows.flat_map(KeywordRow::phrases);
        let near = spelled.filter(|phrase| !phrase.contains(' ') && slips(self.word(at), phrase) == 1);
        let mut reading: Vec<&str> =
            near.filter(|phrase| self.would_read(&self.replaced(at, at + 1, phrase))).collect();
        reading.dedup();
        let [phrase] = reading.as_slice() else { return None };
        Some(self.meant(at, 1, phrase))
    }
}

/// A phrase that may be meant.
struct Slip {
    at: usize,
    /// How many words stand for it.
    words: usize,
    phrase: &'static str,
    slips: usize,
    /// Whether no other is as near.
    alone: bool,
}

/// A word that is missing is farther than any slip.
const LACKING: usize = 3;

/// How many of the words stand for a phrase with one slip in it, and how far the slip is.
fn slips_in(written: &[String], phrase: &str) -> Option<(usize, usize)> {
    let count = phrase.split(' ').count();
    let written = written.get(..count).filter(|_| count > 1)?;
    let mut differing = phrase.split(' ').zip(written).filter(|(word, written)| word != written);
    let (word, other) = differing.next()?;
    if differing.next().is_none() {
        let allowed = if word.chars().count() > 5 { 2 } else { 1 };
        return Some(slips(other, word)).filter(|slips| *slips <= allowed).map(|slips| (count, slips));
    }
    // Without its first word.
    let shorter = written.split_last()?.1;
    phrase.split(' ').skip(1).eq(shorter).then_some((count - 1, LACKING))
}
