//! Conditions in other words: `5 USD or less`, `is not a, b`, `neither a nor b`, `not later than`.

use vires_words::words;

use super::Stuck;
use super::drafting::COUNTS;
use crate::error::{SyntaxError, SyntaxErrorCode};
use crate::lexer::TokenKind;
use crate::span::Span;

/// What stands behind `or`, and whether the amount before it is then the least. `trở lên` has no `or` before it.
const OR_SO: [(&str, bool); 24] = [
    ("or less", false),
    ("or fewer", false),
    ("or lower", false),
    ("or below", false),
    ("or under", false),
    ("or smaller", false),
    ("or earlier", false),
    ("or more", true),
    ("or greater", true),
    ("or higher", true),
    ("or above", true),
    ("or over", true),
    ("or larger", true),
    ("or later", true),
    ("and above", true),
    ("and over", true),
    ("and more", true),
    ("or upwards", true),
    ("upwards", true),
    ("hoặc ít hơn", false),
    ("hoặc thấp hơn", false),
    ("hoặc cao hơn", true),
    ("trở xuống", false),
    ("trở lên", true),
];

/// Days as limits: `req not later than listed + 21 days`. Whether the day is then the first.
const DAYS: [(&str, bool); 19] = [
    ("not later than", false),
    ("no later than", false),
    ("on or before", false),
    ("not after", false),
    ("within", false),
    ("not earlier than", true),
    ("no earlier than", true),
    ("not sooner than", true),
    ("no sooner than", true),
    ("on or after", true),
    ("not before", true),
    ("không muộn hơn", false),
    ("không trễ hơn", false),
    ("muộn nhất là", false),
    ("chậm nhất là", false),
    ("trong thời hạn", false),
    ("trong vòng", false),
    ("không sớm hơn", true),
    ("sớm nhất là", true),
];

impl Stuck<'_> {
    pub(super) fn condition_in_other_words(&self) -> Option<SyntaxError> {
        None.or_else(|| self.group_on_one_line())
            .or_else(|| self.or_so())
            .or_else(|| self.but_a_limit())
            .or_else(|| self.day_as_limit())
            .or_else(|| self.several_values())
            .or_else(|| self.in_a_list())
            .or_else(|| self.either())
            .or_else(|| self.neither())
    }

    /// `when any of u, v`
    fn group_on_one_line(&self) -> Option<SyntaxError> {
        let (at, words, id) = (1..self.tokens.len()).find_map(|at| {
            let id = ["any_of", "all_of", "none_of"].into_iter().find(|id| self.keyword_among(at, &[id]).is_some())?;
            let words = self.keyword_among(at, &[id]).filter(|_| self.in_condition(at))?;
            (!self.is_keyword(at - 1, &["is"])).then_some((at, words, id))
        })?;
        let all = self.tokens.len();
        let (mut parts, mut begun, mut depth) = (Vec::new(), at + words, 0_usize);
        for end in at + words..=all {
            match self.word(end) {
                "(" => depth += 1,
                ")" => depth = depth.saturating_sub(1),
                _ => {}
            }
            let joins = self.is_comma(end) || self.is_keyword(end, &["and", "or"]);
            if end == all || depth == 0 && joins {
                if begun < end {
                    parts.push(self.written(begun, end));
                }
                begun = end + 1;
            }
        }
        let english = self.word(at).is_ascii();
        let join = match (id, english) {
            ("all_of", true) => " and ",
            ("all_of", false) => " và ",
            (_, true) => " or ",
            (_, false) => " hoặc ",
        };
        let joined = parts.join(join);
        let alone = self.ends_with_keyword(at, &["when", "except_when", "applies_only_when"]);
        let said = match (id, english) {
            ("none_of", true) => format!("not ({joined})"),
            ("none_of", false) => format!("không phải ({joined})"),
            _ if alone => joined,
            _ => format!("({joined})"),
        };
        if parts.len() < 2 || !self.would_read(&self.replaced(at, all, &said)) {
            return None;
        }
        let written = self.words(at, at + words);
        let message = words!(
            "What stands behind `{written}` is written below it, each on a line of its own.",
            "Nội dung của `{written}` được viết bên dưới, mỗi điều trên một dòng riêng."
        );
        let help = words!(
            "Write `{said}`; or end the line with `{written}` and indent each below it.",
            "Hãy viết `{said}`; hoặc kết thúc dòng bằng `{written}` và thụt lề từng điều bên dưới."
        );
        Some(self.error(at, all, message).help(help))
    }

    /// Whether the line has a condition before a token.
    pub(super) fn in_condition(&self, at: usize) -> bool {
        let asks = ["when", "except_when", "and", "or", "not", "applies_only_when", "is", "assume", "has"];
        let behind = (0..at).any(|before| self.is_keyword(before, &asks));
        let alone = self.may_be_name(0) && self.holds().is_none() && self.keyword_among(at, &COUNTS).is_none();
        at > 0 && (behind || alone)
    }

    /// `value 5 USD or less`
    fn or_so(&self) -> Option<SyntaxError> {
        let near = self.at.saturating_sub(2)..=self.at + 5;
        let (at, words, least) = near
            .into_iter()
            .find_map(|at| OR_SO.iter().find_map(|(phrase, least)| Some((at, self.reads(at, phrase)?, *least))))?;
        let number = (at.saturating_sub(4)..at).find(|at| self.kind(*at) == Some(TokenKind::Number))?;
        let is = number.checked_sub(1).filter(|at| matches!(self.word(*at), "is" | "là" | "from" | "từ"));
        let from = is.unwrap_or(number);
        if from == 0 {
            return None;
        }
        let limit = format!("{} {}", limit_word(least, self.word(at).is_ascii()), self.written(number, at));
        if !self.would_read(&self.replaced(from, at + words, &limit)) {
            return None;
        }
        let written = self.written(from, at + words);
        let (fact, message) = (
            self.word(from - 1),
            words!("`{written}` is not how a limit is written.", "`{written}` chưa đúng cách viết một giới hạn."),
        );
        Some(
            self.error(from, at + words, message).help(words!("Write `{fact} {limit}`.", "Hãy viết `{fact} {limit}`.")),
        )
    }

    /// `at least 5 USD but below 10 USD`
    fn but_a_limit(&self) -> Option<SyntaxError> {
        let at = [self.at, self.at.saturating_sub(1)]
            .into_iter()
            .find(|at| matches!(self.word(*at), "but" | "nhưng"))
            .filter(|at| *at > 0)?;
        let and = if self.word(at) == "but" { "and" } else { "và" };
        let limit = self.up_to_the_next(at + 1);
        let message = words!("`{but}` joins nothing here.", "`{but}` không nối được gì ở đây.", but = self.word(at));
        Some(self.error(at, at + 1, message).help(words!("Write `{and} {limit}`.", "Hãy viết `{and} {limit}`.")))
    }

    /// `req not later than listed + 21 days`, `req is within 21 days of listed`
    fn day_as_limit(&self) -> Option<SyntaxError> {
        let (at, words, english, least) = DAYS.iter().find_map(|(phrase, least)| {
            let (at, words) = self.near(phrase)?;
            Some((at, words, phrase.is_ascii(), *least))
        })?;
        let is = at.checked_sub(1).filter(|at| matches!(self.word(*at), "is" | "là"));
        let from = is.unwrap_or(at);
        // `when urgent within 10 days after d` may as well be a condition and a deadline.
        if is.is_none() && self.keyword_among(at, &["within_period"]).is_some() {
            return None;
        }
        if !self.in_condition(from) {
            return self.first_or_last_day(
                at,
                words,
                if english { ["until", "from"] } else { ["đến hết ngày", "từ ngày"] },
                least,
            );
        }
        if !self.may_be_name(from - 1) {
            return None;
        }
        let behind = at + words;
        let limit = limit_word(least, english);
        // `21 days of listed` is the day so long after it.
        let counted = self.kind(behind) == Some(TokenKind::Number);
        let unit = self.keyword_among(behind + 1, &COUNTS).filter(|_| counted);
        let (day, end) = match unit {
            Some(unit) => {
                let of = behind + 1 + unit;
                let of_words = match self.word(of) {
                    "kể" | "tính" if self.word(of + 1) == "từ" => 2,
                    "of" | "after" | "from" | "following" | "before" | "sau" | "từ" | "trước" => 1,
                    _ => return None,
                };
                let name = of + of_words;
                if !self.may_be_name(name) {
                    return None;
                }
                let sign = if matches!(self.word(of), "before" | "trước") { "-" } else { "+" };
                (format!("{} {sign} {}", self.word(name), self.written(behind, of)), name + 1)
            }
            None if counted => return None,
            None => (String::new(), behind),
        };
        let said = format!("{limit} {day}");
        let said = said.trim_end();
        if !self.would_read(&self.replaced(from, end, said)) {
            return None;
        }
        let (written, fact) = (self.written(from, behind), self.word(from - 1));
        let said = if unit.is_some() { said.to_owned() } else { format!("{said} {}", self.up_to_the_next(behind)) };
        let message = words!("`{written}` is not how a day is compared.", "`{written}` chưa đúng cách so sánh ngày.");
        let help = words!("Write `{fact} {said}`.", "Hãy viết `{fact} {said}`.");
        Some(self.error(from, end, message).help(help))
    }

    /// `a holds p not later than 2026-12-31`
    fn first_or_last_day(&self, at: usize, words: usize, said: [&str; 2], least: bool) -> Option<SyntaxError> {
        if self.kind(at + words) != Some(TokenKind::Date) {
            return None;
        }
        let [last, first] = said;
        let before = at.checked_sub(1).filter(|at| self.is_keyword(*at, &["until", "from_date", "within_period"]));
        let (from, instead) = (before.unwrap_or(at), if least { first } else { last });
        self.would_read(&self.replaced(from, at + words, instead)).then(|| self.instead(from, at + words, instead))
    }

    /// Words up to the next comma, joining word or clause.
    fn up_to_the_next(&self, from: usize) -> String {
        let ends =
            |at: &usize| self.is_comma(*at) || self.is_keyword(*at, &["and", "or", "when", "except_when", "else"]);
        self.written(from, (from..self.tokens.len()).find(ends).unwrap_or(self.tokens.len()))
    }

    /// `source is coal, gas`, `source is not coal, gas`
    fn several_values(&self) -> Option<SyntaxError> {
        if self.begins_reserved(self.at) || !self.is_comma(self.at.checked_sub(1)?) {
            return None;
        }
        let mut first = self.at;
        while first > 1 && self.is_comma(first - 1) && self.may_be_name(first - 2) {
            first -= 2;
        }
        let mut end = self.at + usize::from(self.may_be_name(self.at));
        while self.is_comma(end) && self.may_be_name(end + 1) && !self.begins_reserved(end + 1) {
            end += 2;
        }
        let values = self.listed(first, end);
        let negations = [
            "is not one of",
            "is not any of",
            "is not",
            "không phải là một trong",
            "không phải một trong",
            "không phải là",
        ];
        let before =
            |phrase: &str| first.checked_sub(phrase.split(' ').count()).filter(|at| self.reads(*at, phrase).is_some());
        let message = words!(
            "Several values stand here, and it is not said how they belong together.",
            "Ở đây có nhiều giá trị mà chưa nêu chúng đi với nhau như thế nào."
        );
        if let Some(is) = negations.iter().find_map(|phrase| before(phrase)) {
            let error = self.error(is, end, message);
            return Some(error.help(words!("Write `is none of {values}`.", "Hãy viết `không thuộc {values}`.")));
        }
        let is = first.checked_sub(1).filter(|at| matches!(self.word(*at), "is" | "are" | "là"))?;
        if first + 2 != self.at || end != self.at + 1 {
            let error = self.error(is, end, message);
            return Some(error.help(words!("Write `is one of {values}`.", "Hãy viết `thuộc một trong {values}`.")));
        }
        let (one, other) = (self.word(first), self.word(self.at));
        let help = words!(
            "Write `is one of {one}, {other}` if the answer is one of them, `are {one} and {other}` if it is the set \
             of them.",
            "Hãy viết `thuộc một trong {one}, {other}` nếu câu trả lời là một trong số đó, `là {one} và {other}` nếu \
             câu trả lời là tập hợp đó."
        );
        Some(self.error(is, self.at + 1, message).help(help))
    }

    /// `source is in coal, gas`, `source not in coal, gas`
    fn in_a_list(&self) -> Option<SyntaxError> {
        let phrases = [
            ("is not in", "is none of"),
            ("not in", "is none of"),
            ("not one of", "is none of"),
            ("is in", "is one of"),
            ("is among", "is one of"),
            ("is any of", "is one of"),
            ("không nằm trong", "không thuộc"),
            ("không thuộc một trong", "không thuộc"),
            ("không phải là một trong", "không thuộc"),
            ("không phải một trong", "không thuộc"),
            ("là một trong", "thuộc một trong"),
            ("nằm trong", "thuộc một trong"),
            ("in", "is one of"),
        ];
        let first = self.at.saturating_sub(6).max(1);
        let (at, words, instead) = phrases.iter().find_map(|(phrase, instead)| {
            (first..=self.at).find_map(|at| Some((at, self.reads(at, phrase)?, *instead)))
        })?;
        if !self.in_condition(at) || !self.would_read(&self.replaced(at, at + words, instead)) {
            return None;
        }
        Some(self.instead(at, at + words, instead))
    }

    /// `when either a is b or u`, `source is either coal or gas`
    fn either(&self) -> Option<SyntaxError> {
        let at = (self.at.saturating_sub(2)..=self.at).find(|at| self.word(*at).eq_ignore_ascii_case("either"))?;
        if !self.would_read(&self.replaced(at, at + 1, "")) {
            return None;
        }
        let message = words!("`either` is one word too many here.", "Ở đây thừa từ `either`.");
        // Of several answers one is named as such.
        if at > 0 && self.is_keyword(at - 1, &["is"]) && self.is_keyword(at + 2, &["or"]) && self.may_be_name(at + 3) {
            let (one, other) = (self.word(at + 1), self.word(at + 3));
            let help = words!("Write `is one of {one}, {other}`.", "Hãy viết `thuộc một trong {one}, {other}`.");
            return Some(self.error(at, at + 1, message).help(help));
        }
        let rest = self.written(at + 1, self.tokens.len());
        Some(self.error(at, at + 1, message).help(words!("Write `{rest}`.", "Hãy viết `{rest}`.")))
    }

    /// `when neither a nor b`, `source is neither coal nor gas`, `khi không a cũng không b`
    fn neither(&self) -> Option<SyntaxError> {
        let forms = [("neither", "nor"), ("không phải", "cũng không phải"), ("không", "cũng không")];
        let (at, first, nor, second) = forms.iter().find_map(|(neither, nor)| {
            let from = self.at.saturating_sub(4);
            let (at, first) = (from..=self.at).find_map(|at| Some((at, self.reads(at, neither)?)))?;
            let (nor, second) = (at + first..self.tokens.len()).find_map(|at| Some((at, self.reads(at, nor)?)))?;
            Some((at, first, nor, second))
        })?;
        let ends = |at: &usize| self.is_comma(*at) || self.is_keyword(*at, &["and", "when", "except_when"]);
        let end = (nor..self.tokens.len()).find(ends).unwrap_or(self.tokens.len());
        let (one, other) = (self.written(at + first, nor), self.written(nor + second, end));
        let english = self.word(at) == "neither";
        let is = at.checked_sub(1).filter(|at| self.is_keyword(*at, &["is"]));
        let (from, said) = match is {
            Some(is) => (is, format!("is none of {one}, {other}")),
            None if english => (at, format!("not ({one} or {other})")),
            None => (at, format!("không phải ({one} hoặc {other})")),
        };
        if !self.would_read(&self.replaced(from, end, &said)) {
            return None;
        }
        let written = self.written(from, end);
        let message = words!("`{written}` is not how this is written.", "`{written}` chưa đúng cách viết.");
        Some(self.error(from, end, message).help(words!("Write `{said}`.", "Hãy viết `{said}`.")))
    }
}

/// `value is 5 USD or less and urgent`, whose parts cannot be joined as they stand: the limit that is meant.
pub(crate) fn limit_among(here: Span, parts: &[&str]) -> Option<SyntaxError> {
    let (first, word, least) = parts.iter().zip(parts.iter().skip(1)).find_map(|(first, second)| {
        let is_so = |phrase: &str| phrase.strip_prefix("or ").is_some_and(|word| word == *second);
        let (_, least) = OR_SO.iter().find(|(phrase, _)| is_so(phrase))?;
        Some((*first, *second, *least))
    })?;
    let (fact, limit) = first.split_once(" is ").or_else(|| first.split_once(" là "))?;
    let said = limit_word(least, true);
    let written = format!("{limit} or {word}");
    let message = words!("`{written}` is not how a limit is written.", "`{written}` chưa đúng cách viết một giới hạn.");
    let error = SyntaxError::new(SyntaxErrorCode::BadLine, here, message);
    Some(error.help(words!("Write `{fact} {said} {limit}`.", "Hãy viết `{fact} {said} {limit}`.")))
}

fn limit_word(least: bool, english: bool) -> &'static str {
    match (least, english) {
        (true, true) => "at least",
        (false, true) => "at most",
        (true, false) => "không dưới",
        (false, false) => "không quá",
    }
}
