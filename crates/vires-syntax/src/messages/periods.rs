//! Periods of time, as legal drafting puts them: `the later of`, `extendable by 14 days`, a length with a difference in it.

use vires_words::words;

use super::Stuck;
use super::drafting::{COUNTS, number_meant};
use crate::error::SyntaxError;
use crate::keywords::Keyword;
use crate::lexer::TokenKind;

impl Stuck<'_> {
    pub(super) fn turned_period(&self) -> Option<SyntaxError> {
        None.or_else(|| self.difference_before_of())
            .or_else(|| self.later_of())
            .or_else(|| self.part_of_a_period())
            .or_else(|| self.extendable())
            .or_else(|| self.waiting_time())
            .or_else(|| self.for_some_years())
            .or_else(|| self.day_before_an_event())
    }

    /// `a holds p until hearing - 5 working days`
    fn day_before_an_event(&self) -> Option<SyntaxError> {
        let name = self.at.checked_sub(1).filter(|at| self.word(self.at) == "-" && self.may_be_name(*at))?;
        let ends = ["until", "before", "from_date"];
        let first = (name.saturating_sub(3)..name)
            .find(|at| self.keyword_among(*at, &ends).is_some_and(|words| at + words == name))?;
        let counts =
            self.kind(self.at + 1) == Some(TokenKind::Number) && self.keyword_among(self.at + 2, &COUNTS).is_some();
        if !counts {
            return None;
        }
        let day = self.written(name, self.tokens.len());
        let (ends, written) = (self.written(first, name), self.written(first, self.tokens.len()));
        let message = words!(
            "No day so long before another begins or ends a rule: `{written}`.",
            "Quy định không bắt đầu hay kết thúc vào ngày cách trước một ngày khác: `{written}`."
        );
        let today = Keyword::Today.spelling(self.language());
        let when = Keyword::When.spelling(self.language());
        let condition = format!("{when} {today} {ends} {day}");
        let help = match self.would_read(&self.replaced(first, self.tokens.len(), &condition)) {
            true => words!("Write a condition: `{condition}`.", "Hãy viết thành điều kiện: `{condition}`."),
            false => words!(
                "Declare a fact for that day, and write `{when} {today} {ends} that_day`.",
                "Hãy khai báo một dữ kiện cho ngày đó và viết `{when} {today} {ends} that_day`."
            ),
        };
        Some(self.error(first, self.tokens.len(), message).help(help))
    }

    /// `within 45 days + answered - asked of called`
    fn difference_before_of(&self) -> Option<SyntaxError> {
        let (within, words) =
            (0..self.at).rev().find_map(|at| Some((at, self.keyword_among(at, &["within_period"])?)))?;
        let of = (self.at..self.tokens.len())
            .find(|at| self.keyword_among(*at, &["of_period", "beginning_with"]).is_some())?;
        let (first, behind) = (within + words, of + self.keyword_among(of, &["of_period", "beginning_with"])?);
        let begins = (first..of).find(|at| matches!(self.word(*at), "+" | "-"))?;
        let differs = self.word(self.at) == "-" || self.word(self.at.checked_sub(1)?) == "-";
        if !differs || !self.may_be_name(behind) {
            return None;
        }
        let moved = self.written(begins, of);
        let (length, of) = (self.written(first, begins), self.written(of, behind));
        let said = format!("{length} {of} {} {moved}", self.word(behind));
        if !self.would_read(&self.replaced(first, behind + 1, &said)) {
            return None;
        }
        let within = self.written(within, first);
        let message = words!(
            "A length of time is a sum; what is taken off stands behind the day from which it is counted.",
            "Độ dài thời hạn là một tổng; phần được trừ đứng sau ngày bắt đầu tính."
        );
        Some(
            self.error(first, behind + 1, message)
                .help(words!("Write `{within} {said}`.", "Hãy viết `{within} {said}`.")),
        )
    }

    /// `within 6 months of the later of filed and aware`
    fn later_of(&self) -> Option<SyntaxError> {
        let (at, _) = self.near_any(&["later of", "earlier of", "latest of", "earliest of", "whichever is"])?;
        let later = matches!(self.word(at), "later" | "latest") || self.word(at + 2) == "later";
        let from = if at > 0 && self.word(at - 1) == "the" { at - 1 } else { at };
        let (one, other) = if later { ("later of", "earlier of") } else { ("earlier of", "later of") };
        if from < at && self.would_read(&self.replaced(from, at, "")) {
            let message = words!("`{one}` stands here without `the`.", "`{one}` ở đây viết không có `the`.");
            let said = self.written(at, self.tokens.len());
            return Some(self.error(from, at, message).help(words!("Write `{said}`.", "Hãy viết `{said}`.")));
        }
        let and = (at..self.tokens.len()).find(|at| self.is_keyword(*at, &["and", "or"]));
        let day = |at: Option<usize>| at.filter(|at| self.may_be_name(*at)).map(|at| self.word(at));
        let days = and.and_then(|and| day(and.checked_sub(1)).zip(day(Some(and + 1))));
        let (a, b) = days.unwrap_or(("received", "notified"));
        let (one_vi, from_vi) = match later {
            true => ("hết sau trong", "ngày muộn hơn trong"),
            false => ("hết trước trong", "ngày sớm hơn trong"),
        };
        let message = words!("A period is counted from one day.", "Thời hạn được tính kể từ một ngày.");
        let help = words!(
            "Where it ends with the {one} two periods, write both: `within {one} 20 days of {a} and 10 days of {b}`. Where it counts from the \
             {one} two days: `within 20 days of {one} {a} and {b}`. `{other}` is the other of the two.",
            "Nếu hết theo một trong hai thời hạn thì viết cả hai: `trong thời hạn {one_vi} 20 ngày kể từ {a} và 10 ngày kể từ {b}`. Nếu tính từ một trong \
             hai ngày: `trong thời hạn 20 ngày kể từ {from_vi} {a} và {b}`."
        );
        Some(self.error(from, self.tokens.len().min(at + 2), message).help(help))
    }

    /// `within 1/2 of term of filed`
    fn part_of_a_period(&self) -> Option<SyntaxError> {
        let number = self.at.checked_sub(1).filter(|at| self.kind(*at) == Some(TokenKind::Number))?;
        let of = matches!(self.word(self.at), "of" | "kể" | "của");
        // `within 15 of D` lacks its unit.
        if !of || !self.word(number).contains(['/', '.']) || !self.ends_with_keyword(number, &["within_period"]) {
            return None;
        }
        let part = self.word(number);
        let message = words!(
            "A period is a length of time, not {part} of one.",
            "Thời hạn là một khoảng thời gian, không phải {part} của một khoảng thời gian."
        );
        let help = words!(
            "Declare the shorter length as a parameter of its own, such as `parameter short_term : days`, and write `within \
             short_term of …`.",
            "Hãy khai báo khoảng ngắn hơn thành tham số riêng, như `tham số short_term : ngày`, rồi viết `trong thời hạn \
             short_term kể từ …`."
        );
        Some(self.error(number, self.at + 1, message).help(help))
    }

    /// `within 28 days of filed extendable by 14 days`
    fn extendable(&self) -> Option<SyntaxError> {
        let words = ["extendable", "extensible", "extended", "prolonged", "renewable"];
        let at = (self.at.saturating_sub(2)..=self.at).find(|at| words.contains(&self.word(*at)))?;
        let number = (at..self.tokens.len()).find(|at| self.kind(*at) == Some(TokenKind::Number));
        let most = number.map_or("14", |number| self.word(number));
        let message = words!(
            "By how much a period is extended is a fact of the case.",
            "Thời hạn được kéo dài bao lâu là một dữ kiện của hồ sơ."
        );
        let help = words!(
            "Declare `fact extension : days from 0 to {most}` and write `within 28 days + extension of …`.",
            "Hãy khai báo `dữ kiện extension : ngày từ 0 đến {most}` và viết `trong thời hạn 28 ngày + extension kể từ …`."
        );
        Some(self.error(at, at + 1, message).help(help))
    }

    /// `not before 28 days of filed`
    fn waiting_time(&self) -> Option<SyntaxError> {
        let phrases =
            ["not before", "not earlier than", "not sooner than", "no earlier than", "no sooner than", "after"];
        let (at, words) = phrases.iter().find_map(|phrase| {
            let (at, words) = self.near(phrase)?;
            let number = at + words;
            let counts =
                self.kind(number) == Some(TokenKind::Number) && self.keyword_among(number + 1, &COUNTS).is_some();
            // `req not earlier than 21 days after listed` compares a day.
            if at > 0 && self.in_condition(at) && (self.may_be_name(at - 1) || self.word(at - 1) == "is") {
                return None;
            }
            let alone = at == 0 || self.holds().is_some_and(|(verb, _)| verb < at);
            (counts && alone).then_some((at, words))
        })?;
        let unit = self.keyword_among(at + words + 1, &COUNTS)?;
        let length = self.words(at + words, at + words + 1 + unit);
        let day = at + words + 2 + unit;
        let day = if self.may_be_name(day) { self.word(day) } else { "filed" };
        let message = words!(
            "A time that must pass first is a rule of its own.",
            "Khoảng thời gian phải chờ là một quy định riêng."
        );
        let help = words!(
            "Write `nobody holds … when today before {day} + {length}`.",
            "Hãy viết `không cơ quan nào có thẩm quyền … khi hôm nay trước ngày {day} + {length}`."
        );
        Some(self.error(at, at + words, message).help(help))
    }

    /// `a holds p for 5 years`, `delegate p from a to b for one year`
    fn for_some_years(&self) -> Option<SyntaxError> {
        let is_for = |at: &usize| {
            self.is_keyword(*at, &["for_steps", "for_read"]) || matches!(self.word(*at), "trong" | "during")
        };
        let at = (self.at.saturating_sub(1)..=self.at).find(is_for)?;
        let counted =
            self.kind(at + 1) == Some(TokenKind::Number) || number_meant(self.word(at + 1)) != self.word(at + 1);
        let units = self.keyword_among(at + 2, &COUNTS).filter(|_| counted)?;
        if self.holds().is_none() && self.behind_the_receiver().is_none() {
            return None;
        }
        let message = words!("A rule states its last day.", "Quy định nêu ngày cuối cùng của mình.");
        let help = words!(
            "Write `until` and the last day: `until 2030-12-31`, or `until published + 5 years`.",
            "Hãy viết `đến hết ngày` và ngày cuối cùng: `đến hết ngày 2030-12-31`."
        );
        Some(self.error(at, at + 2 + units, message).help(help))
    }
}
