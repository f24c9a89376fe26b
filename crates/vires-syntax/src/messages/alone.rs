//! Lines of which little is written: a word alone, or a sentence that reads as a condition where none is asked for.

use vires_words::{Words, words};

use super::missing::{likeness, run_together};
use super::{Stuck, short};
use crate::error::SyntaxError;
use crate::grammar::Rule;
use crate::keywords::{KEYWORDS, KeywordRow, Language};
use crate::lexer::TokenKind;

/// What a line stands below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Above {
    /// A heading, or nothing at all.
    Text,
    Test,
    /// Anything else, which may lack its `when`.
    Sentence,
}

/// What a line lacks that reads as a condition where none is asked for, told by its words.
pub(crate) fn said_alone(text: &str, tokens: &[crate::lexer::Token], above: Above) -> Option<SyntaxError> {
    let line = Stuck { text, tokens, at: tokens.len(), wanted: Vec::new(), rule: Rule::whole_clause_line };
    None.or_else(|| line.misspelt_phrase_alone())
        .or_else(|| line.clause_misspelt())
        .or_else(|| line.whole().said_otherwise().filter(|_| above == Above::Text))
        .or_else(|| line.of_a_case().filter(|_| above == Above::Test))
        .or_else(|| line.word_alone().filter(|_| above == Above::Text))
}

impl Stuck<'_> {
    /// `p is not requierd`
    fn misspelt_phrase_alone(&self) -> Option<SyntaxError> {
        self.whole().misspelt_phrase().filter(|_| self.tokens.len() > 1)
    }

    /// The same, read as any line may be.
    fn whole(&self) -> Self {
        Stuck { rule: Rule::line, wanted: Vec::new(), ..*self }
    }

    /// `inforce from 2025-01-01`
    fn clause_misspelt(&self) -> Option<SyntaxError> {
        let reads = |phrase: &&str| self.would_read(&self.replaced(0, 1, phrase));
        let phrase = run_together(self.word(0), |_| true).filter(reads).or_else(|| {
            let words = KEYWORDS.iter().flat_map(KeywordRow::phrases).filter(|phrase| !phrase.contains(' '));
            let mut near: Vec<_> = words.filter_map(|word| Some((likeness(self.word(0), word)?, word))).collect();
            near.sort_unstable();
            near.into_iter().map(|(_, word)| word).find(reads)
        })?;
        Some(self.not_a_word(0, phrase))
    }

    /// `2025-03-01`, `amount is 2 million EUR` below a test.
    fn of_a_case(&self) -> Option<SyntaxError> {
        let vietnamese = self.language() == Language::Vietnamese;
        let all = self.tokens.len();
        let said = short(&self.written(0, all));
        let reads = |word: &str| self.would_read(&self.with(0, word));
        if all == 1 && self.kind(0) == Some(TokenKind::Date) {
            let message = words!("It is not said what this date is.", "Chưa nêu ngày này là ngày gì.");
            return Some(self.error(0, all, message).help(words!("Write `on {said}`.", "Hãy viết `ngày {said}`.")));
        }
        let given = if vietnamese { "với" } else { "given" };
        let message = words!("It is not said that this is given.", "Chưa nêu đây là dữ kiện đã cho.");
        let help = words!("Write `given {said}`.", "Hãy viết `với {said}`.");
        (all > 1 && reads(given)).then(|| self.error(0, all, message).help(help))
    }

    /// `2` for `clause 2`, `agency` or `council of city` for `agency holds levy`.
    fn word_alone(&self) -> Option<SyntaxError> {
        const LONGEST_LETTERS: usize = 2;
        let all = self.tokens.len();
        let of_another = all == 3 && matches!(self.word(1), "of" | "của") && self.may_be_name(0) && self.may_be_name(2);
        if all != 1 && !of_another {
            return None;
        }
        let word = self.written(0, all);
        if matches!(self.kind(0), Some(TokenKind::Number | TokenKind::Ordinal)) {
            let message = words!("A heading begins with its word.", "Tiêu đề bắt đầu bằng từ chỉ loại điều khoản.");
            let help = words!(
                "Write what this is before it, as in `clause {word}`.",
                "Hãy viết loại điều khoản ở trước, như `khoản {word}`."
            );
            return Some(self.error(0, 1, message).help(help));
        }
        let message = words!("Nothing is said of `{word}`.", "Chưa nêu gì về `{word}`.");
        let help = if of_another {
            words!("Go on with what it does, as in `{word} holds …`.", "Hãy viết tiếp, như `{word} có thẩm quyền …`.")
        } else if word.chars().count() <= LONGEST_LETTERS {
            words!(
                "Go on with what it does, as in `{word} holds …`; if it is the number of a heading, write what that is before \
                 it, as in `clause {word}`.",
                "Hãy viết tiếp, như `{word} có thẩm quyền …`; nếu đó là số của tiêu đề, hãy viết loại điều khoản ở trước, như \
                 `khoản {word}`."
            )
        } else {
            words!(
                "Go on with what it does, as in `{word} holds …`, or with what it passes on, as in `{word} … from A to B`; or \
                 write before it what it is; a condition stands below its `when`.",
                "Hãy viết tiếp, như `{word} có thẩm quyền …`, hoặc điều được chuyển giao, như `{word} … từ A cho B`; hoặc viết \
                 ở trước từ cho biết đó là gì; điều kiện thì đứng dưới `khi` của nó."
            )
        };
        let is_name = self.kind(0) == Some(TokenKind::Name) || word.chars().count() <= LONGEST_LETTERS;
        (of_another || is_name).then(|| self.error(0, all, message).help(help))
    }
}

/// What is missing after a word that stands alone on its line, if it begins sentences.
pub(crate) fn lone_word(word: &str) -> Option<Words> {
    let row = KEYWORDS.iter().find(|row| row.english.contains(&word) || row.vietnamese == word)?;
    match row.group {
        "provision" => Some(words!("Write its number: `{word} 22`.", "Hãy viết số: `{word} 22`.")),
        "test" if matches!(row.id, "expect" | "given" | "on") => Some(match row.id {
            "expect" => words!(
                "Write what is expected: `expect moit holds licence`.",
                "Hãy viết kết quả mong đợi: `kết quả moit có thẩm quyền licence`."
            ),
            "given" => words!(
                "Write what is given: `given capacity is 50 MW`.",
                "Hãy viết dữ kiện đã cho: `với capacity là 50 MW`."
            ),
            _ => words!("Write the day: `on 2025-03-01`.", "Hãy viết ngày: `ngày 2025-03-01`."),
        }),
        "declaration" => Some(declared_by(row.id, word)),
        "operation" => Some(words!(
            "Write what it is done to: `repeal decree_15_2018 article 10`.",
            "Hãy viết đối tượng: `bãi bỏ decree_15_2018 điều 10`."
        )),
        _ => None,
    }
}

/// How a declaration goes on of which only the word is written.
fn declared_by(id: &str, word: &str) -> Words {
    let example = match id {
        "package" => "vn.trade \"Thương mại\"",
        "use" => "vn.trade",
        "test" => "\"Giấy phép dưới 50 MW\"",
        "instrument" => "decree_15_2018 \"Nghị định 15/2018/NĐ-CP\"",
        "instrument_kind" => "decree \"Nghị định\"",
        "fact" | "parameter" => "capacity : MW",
        "list" | "territory" => "Source : coal, gas",
        "power" => "licence \"Cấp giấy phép\"",
        "modality" => "delegate \"Ủy quyền\"",
        "event" => "new_law \"Luật mới có hiệu lực\"",
        "tier" => "province \"Cấp tỉnh\"",
        "unit" => "MW \"megawatt\"",
        "currency" => "VND \"đồng\", with 0 decimals",
        "body_kind" => "ministry \"Bộ\"",
        "body" | "office" => "moit \"Bộ Công Thương\"",
        _ => "…",
    };
    words!("Write what is declared: `{word} {example}`.", "Hãy viết điều được khai báo: `{word} {example}`.")
}
