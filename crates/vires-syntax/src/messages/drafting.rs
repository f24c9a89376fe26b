//! What legal drafting says in other words: `not exceeding`, `with the prior consent of`, `is hereby repealed`.
//!
//! Most of it is a table of phrases with what is written here instead. A phrase counts only where the line got stuck in
//! it or right behind it, so that a name that happens to be spelled so is left alone.

use vires_words::{Words, words};

use super::{Stuck, short};
use crate::error::SyntaxError;
use crate::grammar::Rule;
use crate::keywords::KEYWORDS;
use crate::lexer::TokenKind;

/// What is written here, and the phrases for which it stands, between bars.
pub(super) type Instead = (&'static str, &'static str);

static PHRASES: [Instead; 56] = [
    (
        "at most",
        "not exceeding | does not exceed | do not exceed | not to exceed | is not more than | is no more than | \
         is not over | no greater than | not greater than | not above | is not above",
    ),
    ("at least", "is not less than | is no less than | not below | is not below | not under | not fewer than"),
    (
        "above",
        "exceed | exceeds | more than | is more than | is over | is greater than | in excess of | is in excess of | is higher than",
    ),
    ("below", "is under | is less than | is lower than | is fewer than"),
    (
        "when",
        "only when | only if | where | provided | provided that | so long as | as long as | in case | in cases \
         where | in the case of | in respect of | on condition that",
    ),
    ("except when", "except where | except if | except in cases where | save where | save when | other than when"),
    (
        "in all other cases",
        "in other cases | in all other case | in any other case | in any other cases | in every other case | in \
         all the other cases | in the other cases | in all remaining cases | for all other cases | in all others \
         | in the remaining cases",
    ),
    (
        "may not be passed on",
        "may not be delegated | may not be subdelegated | may not be transferred | cannot be delegated | shall \
         not be delegated | must not be delegated | is not delegable | may not be assigned",
    ),
    (
        "holds",
        "may hold | must hold | can hold | must have | shall have | may exercise | exercises | is \
         competent for | is authorised for | is authorized for | is responsible for | approves | authorises | \
         authorizes | grants | signs | decides on | decides | decide | determines",
    ),
    ("may not hold", "does not hold | do not hold | must not hold | shall not hold | cannot hold | can not hold"),
    ("may take over", "may call in | calls in | may call up | may evoke | takes over"),
    (
        "with consent of",
        "with the consent of | with prior consent of | with the prior consent of | with the written consent of | \
         with the approval of | with approval of | with the prior approval of | with prior approval of | with the \
         agreement of | with the concurrence of | with concurrence of | subject to consent of | subject to the \
         consent of | subject to approval of | subject to the approval of | by consent of | \
         upon consent of",
    ),
    (
        "after consulting",
        "having consulted | after consultation with | after consultation of | in consultation with | following \
         consultation with | upon consultation with | after having consulted | after hearing",
    ),
    (
        "on proposal of",
        "on the proposal of | on a proposal of | on proposal by | on a proposal from | on the proposal from | on \
         a proposal by | at the proposal of | upon proposal of | on the recommendation of | on recommendation of \
         | on the motion of | at the request of",
    ),
    ("after review by", "after review of | after the review by | after a review by | after examination by"),
    ("in coordination with", "in cooperation with | in co-operation with | together with | coordinating with"),
    ("notifying", "notify | notifies | with notice to | after notifying | with notification to | informing"),
    ("working days", "business days | business day | banking days | work days | office days"),
    ("days", "calendar days | calendar day | consecutive days | clear days | natural days"),
    ("else approved", "otherwise approved | or else approved | failing which approved | deemed approved"),
    ("else refused", "otherwise refused | or else refused | failing which refused | deemed refused"),
    ("else passes to", "otherwise passes to | otherwise it passes to | failing which passes to"),
    ("from", "with effect from | effective from | effective on | as from | as of | starting from"),
    ("until", "up to and including | until and including | until the end of | ending on the"),
    ("issued by", "made by | adopted by | enacted by | promulgated by | issued from"),
    ("repeal …", "is repealed | are repealed | is revoked | are revoked | is rescinded | is hereby repealed"),
    ("suspend …", "is suspended | are suspended"),
    ("replace … with", "is replaced by | is superseded by | is substituted by"),
    ("is not none", "has a value | has been given | has been stated | is not left out"),
    ("is none", "has no value | has not been given | has not been stated | is left out"),
    ("không phải là không có", "có giá trị | đã nêu | đã được nêu | là đã nêu | đã có"),
    ("là không có", "không có giá trị | chưa nêu | chưa được nêu | là chưa nêu | chưa có | bị bỏ trống"),
    ("within", "not later than | no later than | at the latest within"),
    ("và", "cùng với"),
    ("không quá", "không vượt quá | không quá mức | không lớn hơn | không nhiều hơn"),
    ("không dưới", "không nhỏ hơn | không ít hơn | không thấp hơn"),
    ("trên", "cao hơn | nhiều hơn"),
    ("dưới", "thấp hơn | ít hơn"),
    ("khi", "chỉ khi | với điều kiện | trong trường hợp | đối với trường hợp"),
    ("trừ khi", "trừ khi có | ngoại trừ khi | không kể khi"),
    (
        "trong các trường hợp còn lại",
        "trong các trường hợp khác | trong trường hợp khác | trong mọi trường hợp khác | trường hợp còn lại",
    ),
    ("không được chuyển giao tiếp", "không được ủy quyền | không được uỷ quyền | không được ủy quyền lại"),
    ("có thẩm quyền", "được quyền | có quyền | phê duyệt | quyết định về | chịu trách nhiệm về"),
    ("không được thực hiện", "không có thẩm quyền | không có quyền"),
    (
        "có sự đồng ý của",
        "được sự đồng ý của | với sự đồng ý của | được sự chấp thuận của | có sự chấp thuận của | có ý kiến đồng \
         ý của | sau khi có sự đồng ý của",
    ),
    ("sau khi lấy ý kiến", "sau khi tham khảo ý kiến | sau khi có ý kiến của | lấy ý kiến của | sau khi hỏi ý kiến"),
    ("theo đề nghị của", "theo đề xuất của | trên cơ sở đề nghị của | theo kiến nghị của | theo yêu cầu của"),
    ("thông báo cho", "báo cáo cho | thông báo đến | thông báo tới"),
    ("ngày làm việc", "ngày công | ngày hành chính"),
    ("ngày", "ngày lịch | ngày theo lịch"),
    ("trong thời hạn", "trong vòng | chậm nhất là | không muộn hơn"),
    ("kể từ", "tính từ | kể từ khi"),
    ("ban hành bởi", "do cơ quan | được ban hành bởi"),
    ("bãi bỏ …", "bị bãi bỏ | được bãi bỏ | hết hiệu lực thi hành"),
    ("ngưng hiệu lực …", "bị ngưng hiệu lực | tạm ngưng"),
    ("thay thế … bằng", "được thay thế bằng | bị thay thế bởi | được thay bằng"),
];

/// Verbs with which drafting begins what is an operation here.
static OPERATIONS: [Instead; 5] = [
    ("notifying", "notify | notifies | inform | informs"),
    ("repeal", "revoke | revokes | rescind | rescinds | annul | annuls | cancel | cancels | withdraw"),
    ("replace … with", "supersede | supersedes | replaces | substitute | substitutes | amend | amends"),
    ("bãi bỏ", "hủy | huỷ | thu"),
    ("thay thế … bằng", "sửa"),
];

/// How headings are shortened.
static SHORT_HEADINGS: [Instead; 12] = [
    ("article", "art | arts"),
    ("section", "sec | sect | s"),
    ("subsection", "subsec | subs | ss"),
    ("paragraph", "para | par | paras"),
    ("subparagraph", "subpara | subpar"),
    ("clause", "cl"),
    ("schedule", "sch | sched"),
    ("appendix", "app"),
    ("regulation", "reg | regs"),
    ("chapter", "ch | chap"),
    ("point", "pt"),
    ("rule", "r"),
];

/// The operation that a verb of drafting means.
pub(super) fn operation_meant(word: &str) -> Option<&'static str> {
    instead_of(&OPERATIONS, word)
}

/// The word of a heading that is shortened.
pub(super) fn short_heading(word: &str) -> Option<&'static str> {
    instead_of(&SHORT_HEADINGS, word.trim_end_matches('.'))
}

/// What is written in place of a single word, by such a table.
fn instead_of(table: &'static [Instead], word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    let stands_for = |others: &str| others.split(" | ").any(|other| other == word);
    table.iter().find(|(_, others)| stands_for(others)).map(|(instead, _)| *instead)
}

/// Numbers in words.
static NUMBERS: [(&str, &str); 34] = [
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("fourteen", "14"),
    ("fifteen", "15"),
    ("twenty", "20"),
    ("thirty", "30"),
    ("sixty", "60"),
    ("ninety", "90"),
    ("một", "1"),
    ("hai", "2"),
    ("ba", "3"),
    ("bốn", "4"),
    ("năm", "5"),
    ("sáu", "6"),
    ("bảy", "7"),
    ("tám", "8"),
    ("chín", "9"),
    ("mười", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
    ("thirteen", "13"),
    ("eighteen", "18"),
    ("forty", "40"),
    ("fifty", "50"),
    ("twenty-one", "21"),
    ("twenty-eight", "28"),
];

/// The number of a provision that a word says: `article one`.
pub(crate) fn number_meant(word: &str) -> String {
    let lower = word.to_lowercase();
    let number = NUMBERS.iter().find(|(written, _)| *written == lower);
    number.map_or_else(|| word.to_owned(), |(_, number)| (*number).to_owned())
}

/// The phrases for whom a step asks. No other sentence has them.
pub(super) fn steps_in_other_words() -> impl Iterator<Item = &'static Instead> {
    let steps = ["with consent of", "after consulting", "on proposal of", "after review by", "có sự đồng ý của"];
    PHRASES.iter().filter(move |(instead, _)| steps.contains(instead))
}

/// Units of a length of time, by the ids of their keywords: one word may be that of several.
pub(super) const COUNTS: [&str; 6] = ["days", "days_type", "working_days", "weeks", "months", "years"];

/// Behind these a number of units of time is a period.
const WITHIN: [&str; 2] = ["within_period", "within_territory"];

impl Stuck<'_> {
    pub(super) fn drafted(&self) -> Option<SyntaxError> {
        None.or_else(|| self.drafted_sentence())
            .or_else(|| self.drafted_phrase())
            .or_else(|| self.number_in_words())
            .or_else(|| self.drafted_amount())
    }

    /// The longest phrase of the table in which, or right behind which, the line got stuck.
    fn drafted_phrase(&self) -> Option<SyntaxError> {
        let mut best: Option<(usize, usize, &'static str)> = None;
        let behind = usize::from(self.at == self.tokens.len());
        let first = self.at.saturating_sub(6);
        let written: Vec<String> = (first..self.tokens.len()).map(|at| self.word(at).to_lowercase()).collect();
        for start in first..=self.at {
            let written = written.get(start - first..).unwrap_or_default();
            for (instead, phrases) in &PHRASES {
                for phrase in phrases.split(" | ") {
                    let mut words = 0;
                    let stands = phrase.split(' ').all(|word| {
                        words += 1;
                        written.get(words - 1).is_some_and(|written| written == word)
                    });
                    let reaches = start + words + behind >= self.at.max(1);
                    if stands && reaches && best.is_none_or(|(_, longest, _)| words > longest) {
                        best = Some((start, words, instead));
                    }
                }
            }
        }
        let (start, words, instead) = best?;
        Some(self.instead(start, start + words, instead))
    }

    pub(super) fn instead(&self, from: usize, to: usize, instead: &str) -> SyntaxError {
        let written = self.listed(from, to);
        // What is done to a text begins with the verb.
        let instead = if from > 0 { instead.replace('…', &self.words(0, from)) } else { instead.to_owned() };
        let message = words!("`{written}` is not how this is written.", "`{written}` chưa đúng cách viết.");
        self.error(from, to, message).help(words!("Write `{instead}`.", "Hãy viết `{instead}`."))
    }

    /// A word with which drafting begins what is called otherwise here: `art 5`, `revoke o1`.
    pub(super) fn drafted_beginning(&self) -> Option<SyntaxError> {
        let first = self.word(0);
        if !self.may_be_name(0) || self.at > 2 {
            return None;
        }
        let numbered = matches!(self.kind(1), Some(TokenKind::Number | TokenKind::Ordinal));
        let heading = short_heading(first).filter(|_| numbered);
        let instead = heading.or_else(|| instead_of(&OPERATIONS, first).filter(|_| self.may_be_name(1)))?;
        Some(self.instead(0, 1, instead))
    }

    /// A number in a word.
    fn number_in_words(&self) -> Option<SyntaxError> {
        let number = |at: usize| Some(number_meant(self.word(at))).filter(|number| number != self.word(at));
        let helps = |at: &usize| {
            let counts = self.keyword_among(at + 1, &COUNTS).is_some() || self.is_keyword(at + 1, &["of"]);
            let behind = self.is_keyword(at - 1, &["any"]) || self.ends_with_keyword(*at, &["within_period"]);
            counts && behind || self.would_read(&self.replaced(*at, at + 1, &number(*at).unwrap_or_default()))
        };
        let near = self.at.saturating_sub(3).max(1)..=self.at;
        let at = near.rev().filter(|at| number(*at).is_some()).find(helps)?;
        Some(self.instead(at, at + 1, &number(at)?))
    }

    /// The number of words of one of these keywords that begins at a token: one word may be that of several.
    pub(super) fn keyword_among(&self, at: usize, ids: &[&str]) -> Option<usize> {
        let rows = KEYWORDS.iter().filter(|row| ids.contains(&row.id));
        let mut phrases = rows.flat_map(|row| row.english.iter().chain([&row.vietnamese]));
        phrases.find_map(|phrase| self.reads(at, phrase))
    }

    /// Whether one of these keywords ends right before a token.
    pub(super) fn ends_with_keyword(&self, before: usize, ids: &[&str]) -> bool {
        (before.saturating_sub(4)..before)
            .any(|at| self.keyword_among(at, ids).is_some_and(|words| at + words == before))
    }

    /// Sentences that are built otherwise here, whatever they speak of.
    fn drafted_sentence(&self) -> Option<SyntaxError> {
        let at = self.at;
        None.or_else(|| self.limit_of_another_place())
            .or_else(|| self.members_counted())
            .or_else(|| self.days_in_a_row())
            .or_else(|| self.days_between())
            .or_else(|| self.counted_from(at))
            .or_else(|| self.lengths_joined(at))
            .or_else(|| self.third_list())
            .or_else(|| self.place_of_a_body(at))
            .or_else(|| self.type_of_values(at))
            .or_else(|| self.one_word(at))
    }

    /// `article 2 applies only when …`
    fn limit_of_another_place(&self) -> Option<SyntaxError> {
        let (row, _) =
            self.keyword_at(0).filter(|(row, _)| row.group == "provision" && !row.id.starts_with("this_"))?;
        let at = (1..=self.at).find(|at| self.is_keyword(*at, &["applies_only_when"]))?;
        let place = self.words(0, at);
        let this = KEYWORDS.iter().find(|this| this.id.strip_prefix("this_") == Some(row.id))?;
        let (english, vietnamese) = (this.english.first()?, this.vietnamese);
        let message = words!(
            "A text says this of the provision in which it stands.",
            "Câu này được viết cho chính điều khoản chứa nó."
        );
        let help = words!(
            "Write `{english} applies only when …` below its heading, or `this instrument {place} applies only when …`.",
            "Hãy viết `{vietnamese} chỉ áp dụng khi …` dưới tiêu đề của nó, hoặc `văn bản này {place} chỉ áp dụng khi …`."
        );
        Some(self.error(0, at, message).help(help))
    }

    /// `given count of s is 0`
    fn members_counted(&self) -> Option<SyntaxError> {
        let is_given = self.is_keyword(0, &["given"]);
        let at = [self.at, self.at.saturating_sub(1)].into_iter().find(|at| self.is_keyword(*at, &["count_of"]))?;
        let (_, words) = self.keyword_at(at).filter(|_| is_given)?;
        let set = self.word(at + words);
        let message = words!(
            "A test gives what is in a set, not how many there are.",
            "Kiểm thử nêu các giá trị trong tập hợp, không nêu số lượng."
        );
        let help = words!(
            "Write `{set} is none` for nothing, else its members: `{set} are a and b`.",
            "Hãy viết `{set} là không có` nếu không có giá trị nào, nếu có thì nêu các giá trị: `{set} là a và b`."
        );
        Some(self.error(at, at + words, message).help(help))
    }

    /// `holidays : 2025-01-28 until 2025-01-30`, `calendar c : 2026-08-01 - 2026-08-31`
    fn days_in_a_row(&self) -> Option<SyntaxError> {
        let is_date = |at: usize| self.kind(at) == Some(TokenKind::Date);
        let of_days = self.rule == Rule::day_block_line || is_date(0) || self.is_keyword(0, &["holidays", "calendar"]);
        let to = ["to", "until", "through", "till", "đến", "tới", "-", "from", "từ", "between"];
        let between =
            (1..self.tokens.len()).find(|at| is_date(at - 1) && to.contains(&self.word(*at)) && is_date(at + 1));
        let at = between.or_else(|| Some(self.at).filter(|at| to.contains(&self.word(*at))))?;
        if !of_days {
            return None;
        }
        let message = words!("Days in a row are joined by `to`.", "Nhiều ngày liền nhau thì nối bằng `đến`.");
        let help = words!(
            "Write the first and the last: `2025-01-28 to 2025-01-30`.",
            "Hãy viết ngày đầu và ngày cuối: `2025-01-28 đến 2025-01-30`."
        );
        Some(self.error(at, at + 1, message).help(help))
    }

    /// `x holds p between 2024-01-01 and 2024-12-31`
    fn days_between(&self) -> Option<SyntaxError> {
        let at = (self.at.saturating_sub(2)..=self.at).find(|at| self.word(*at) == "between")?;
        let is_date = |at: usize| self.kind(at) == Some(TokenKind::Date);
        if !is_date(at + 1) || !is_date(at + 3) {
            return None;
        }
        let (from, until) = (self.word(at + 1), self.word(at + 3));
        let message = words!(
            "`between` leaves open whether the ends are included.",
            "`between` không cho biết có tính cả hai đầu hay không."
        );
        let help = words!(
            "Write `from {from} until {until}`: both days are included.",
            "Hãy viết `từ ngày {from} đến hết ngày {until}`: tính cả hai ngày."
        );
        Some(self.error(at, at + 4, message).help(help))
    }

    /// `within 10 days after d`, `within 10 days from d`
    fn counted_from(&self, at: usize) -> Option<SyntaxError> {
        let is_period = (0..at).any(|at| self.keyword_among(at, &WITHIN).is_some());
        let word = self.word(at).to_lowercase();
        let from = matches!(word.as_str(), "after" | "from" | "following" | "since" | "sau" | "từ");
        if !is_period || !from || !self.ends_with_keyword(at, &COUNTS) {
            return None;
        }
        let of = if word.is_ascii() { "of" } else { "kể từ" };
        Some(self.instead(at, at + 1, of))
    }

    /// `within 3 months and 10 days of d`
    fn lengths_joined(&self, at: usize) -> Option<SyntaxError> {
        let joined = self.is_keyword(at, &["and"]) && self.kind(at + 1) == Some(TokenKind::Number);
        if !joined || !self.ends_with_keyword(at, &COUNTS) || self.keyword_among(at + 2, &COUNTS).is_none() {
            return None;
        }
        Some(self.instead(at, at + 1, "+"))
    }

    /// `by A and B and C`, `by A, B and C`, `by A, B`
    fn third_list(&self) -> Option<SyntaxError> {
        let by = (1..self.tokens.len()).rev().find(|at| {
            matches!(self.word(*at), "by" | "theo") && self.may_be_name(at + 1) && self.kind(at - 1).is_some()
        })?;
        let joins = |at: usize| self.is_comma(at) || self.is_keyword(at, &["and"]);
        let further = |at: &usize| joins(*at) && self.may_be_name(at + 1);
        let lists = 1 + (by + 2..self.tokens.len()).step_by(2).take_while(further).count();
        let end = by + 2 * lists;
        if !self.is_keyword(0, &["fact", "parameter"]) || self.at > end {
            return None;
        }
        let (one, other) = (self.word(by + 1), self.word(by + 3));
        let (by_word, and) = if self.word(by) == "by" { ("by", "and") } else { ("theo", "và") };
        if lists == 2 && self.is_comma(by + 2) {
            let said = format!("{by_word} {one} {and} {other}");
            let reads = self.would_read(&self.replaced(by, end, &said));
            return reads.then(|| self.instead(by, end, &said));
        }
        if lists < 3 {
            return None;
        }
        let third = self.word(by + 5);
        let message = words!(
            "What is kept by lists is kept by two of them at most.",
            "Một nội dung được lập theo nhiều nhất hai danh mục."
        );
        let help = words!(
            "Make one list of the combinations of two that occur, such as `{one}` with `{other}`, and write `by` that list \
             `and {third}`.",
            "Hãy lập một danh mục gồm các tổ hợp có thực của hai danh mục, như `{one}` với `{other}`, rồi viết `theo` danh \
             mục đó `và {third}`."
        );
        Some(self.error(by, end, message).help(help))
    }

    /// `office o of x`, `office o in x`, `office o per L`
    fn place_of_a_body(&self, at: usize) -> Option<SyntaxError> {
        if at < 2 || !self.is_keyword(0, &["office", "body"]) {
            return None;
        }
        let of = ["of", "in", "per", "for", "each", "every", "của", "mỗi", "cho"];
        let at = [at, at - 1].into_iter().find(|at| of.contains(&self.word(*at)))?;
        let written = self.word(at);
        let message = words!("`{written}` does not fit here.", "`{written}` không phù hợp ở đây.");
        let help = words!(
            "Write `under X` for the body to which it belongs, `one per L` where there is one for each value of a list.",
            "Hãy viết `trực thuộc X` để nêu cơ quan cấp trên, `một cho mỗi L` nếu mỗi giá trị của danh mục có một."
        );
        Some(self.error(at, at + 1, message).help(help))
    }

    /// `fact f : one of a, b`, `fact f : a or b`, `fact f : list of L`
    fn type_of_values(&self, at: usize) -> Option<SyntaxError> {
        if !self.is_keyword(0, &["fact", "parameter"]) {
            return None;
        }
        let colon = (0..at).find(|at| self.word(*at) == ":")?;
        let begins = self.word(colon + 1).to_lowercase();
        let is_of = self.word(colon + 2) == "of";
        let (message, help) = match begins.as_str() {
            "one" | "either" | "any" if is_of => (
                words!(
                    "The values of a type stand behind the colon.",
                    "Các giá trị của kiểu được viết ngay sau dấu hai chấm."
                ),
                words!("Write `: a, b`, without `{begins} of`.", "Hãy viết `: a, b`, không có `{begins} of`."),
            ),
            "list" | "array" | "lists" | "several" if is_of => {
                let list = self.word(colon + 3);
                (
                    words!("`{begins} of` is no type.", "`{begins} of` không phải là kiểu."),
                    words!(
                        "Write `: {list}` where the answer is one value of it, `: set of {list}` where it may be several.",
                        "Hãy viết `: {list}` nếu câu trả lời là một giá trị, `: tập hợp {list}` nếu có thể là nhiều giá trị."
                    ),
                )
            }
            _ if self.is_keyword(at, &["or"]) => (
                words!(
                    "The values of a type are separated by commas.",
                    "Các giá trị của kiểu cách nhau bằng dấu phẩy."
                ),
                words!(
                    "Write `: {written}`.",
                    "Hãy viết `: {written}`.",
                    written =
                        short(&self.words(colon + 1, self.tokens.len()).replace(" or ", ", ").replace(" hoặc ", ", "))
                ),
            ),
            _ => return None,
        };
        Some(self.error(colon + 1, (at + 1).min(self.tokens.len()), message).help(help))
    }

    /// One word that stands where it cannot.
    fn one_word(&self, at: usize) -> Option<SyntaxError> {
        let before = at.saturating_sub(1);
        let near = |wanted: &str| [at, before].into_iter().find(|at| self.word(*at).eq_ignore_ascii_case(wanted));
        let starts = |ids: &[&str]| self.is_keyword(0, ids);
        if at <= 3 && self.word(0) == "only" && self.may_be_name(1) {
            let who = self.word(1);
            let message = words!(
                "A rule gives a power to those whom it names, and to nobody else.",
                "Quy định trao thẩm quyền cho chủ thể được nêu và không cho ai khác."
            );
            let help = words!(
                "Leave `only` out: `{who} holds …`; whom another text may not give it to is barred: `… may not hold …`.",
                "Hãy bỏ `only`: `{who} có thẩm quyền …`; chủ thể không được trao thì viết `… không được thực hiện …`."
            );
            return Some(self.error(0, 1, message).help(help));
        }
        if let Some(except) = near("except").or_else(|| near("trừ"))
            && (1..except).any(|at| self.is_keyword(at, &["holds"]))
        {
            let message =
                words!("`except` names powers or provisions.", "`except` (`trừ`) nêu thẩm quyền hoặc điều khoản.");
            let help = words!(
                "Write `except when …` before a condition.",
                "Hãy viết `trừ khi …` (`except when …`) trước một điều kiện."
            );
            return Some(self.error(except, except + 1, message).help(help));
        }
        // `given hold is 0 days`
        if starts(&["given"])
            && matches!(self.word(at), "is" | "are" | "là")
            && before > 0
            && self.begins_reserved(before)
        {
            let word = self.word(before);
            let message = words!(
                "`{word}` is a word of the language, not a name.",
                "`{word}` là từ của ngôn ngữ, không phải tên."
            );
            let help = words!(
                "Choose another name where it is declared, such as `{word}_1`.",
                "Hãy chọn tên khác ở nơi khai báo, như `{word}_1`."
            );
            return Some(self.error(before, at, message).help(help));
        }
        if self.is_keyword(at, &["in_sector"]) && starts(&["power"]) {
            let (_, words) = self.keyword_at(at)?;
            return Some(self.instead(at, at + words, if self.word(at).is_ascii() { "sector" } else { "lĩnh vực" }));
        }
        if self.kind(at) == Some(TokenKind::Date) && self.is_keyword(before, &["at"]) {
            return Some(self.instead(before, at, if self.word(before).is_ascii() { "on" } else { "ngày" }));
        }
        let notice = (at.saturating_sub(2)..=at).find(|at| self.words(*at, at + 3) == "until further notice");
        if let Some(until) = notice {
            let message =
                words!("A rule without a last day goes on.", "Quy định không nêu ngày cuối thì tiếp tục có hiệu lực.");
            let help = words!("Leave `until further notice` out.", "Hãy bỏ `until further notice`.");
            return Some(self.error(until, until + 3, message).help(help));
        }
        None
    }
}

/// `order_1 is hereby repealed`: what is done to a text begins with the verb. The line reads as a condition.
pub(crate) fn done_to(line: &str) -> Option<Words> {
    let of_verbs = PHRASES.iter().filter(|(instead, _)| instead.contains('…'));
    let mut all = of_verbs.flat_map(|(instead, phrases)| phrases.split(" | ").map(move |phrase| (*instead, phrase)));
    let (instead, phrase) = all.find(|(_, phrase)| line.contains(phrase))?;
    let target = line.split(phrase).next().unwrap_or_default().trim();
    let written = instead.replace('…', target);
    Some(words!("Write `{written}`.", "Hãy viết `{written}`."))
}
