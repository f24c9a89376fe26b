//! Lines whose words are right and whose order is not.

use vires_words::words;

use super::{Stuck, near, short};
use crate::error::SyntaxError;
use crate::lexer::{TokenKind, nfc};

/// The verbs of rules, by the ids of their keywords.
const VERBS: [&str; 5] = ["holds", "keeps", "may_not_hold", "may_take_over", "is_not_required"];

impl Stuck<'_> {
    pub(super) fn built_otherwise(&self) -> Option<SyntaxError> {
        None.or_else(|| self.verb_first())
            .or_else(|| self.declared_with_spaces())
            .or_else(|| self.name_with_spaces())
            .or_else(|| self.holders_with_commas())
            .or_else(|| self.giver_first())
            .or_else(|| self.nothing_passed_on())
            .or_else(|| self.giver_and_receiver_apart())
            .or_else(|| self.expected_backwards())
            .or_else(|| self.range_as_condition())
            .or_else(|| self.one_word_too_many())
    }

    pub(super) fn is_keyword(&self, at: usize, ids: &[&str]) -> bool {
        self.keyword_at(at).is_some_and(|(row, _)| ids.contains(&row.id))
    }

    /// Where the verb of the rule begins.
    fn verb(&self) -> Option<usize> {
        (0..self.tokens.len()).find(|at| self.is_keyword(*at, &VERBS))
    }

    /// `holds moit licence`
    fn verb_first(&self) -> Option<SyntaxError> {
        let (_, words) = self.keyword_at(0).filter(|(row, _)| VERBS.contains(&row.id))?;
        if !self.may_be_name(words) || !self.may_be_name(words + 1) {
            return None;
        }
        let (verb, who, what) = (self.words(0, words), self.word(words), self.word(words + 1));
        let message = words!("`{verb}` stands behind the one who holds.", "`{verb}` đứng sau cơ quan có thẩm quyền.");
        let help = words!("Write `{who} {verb} {what}`.", "Hãy viết `{who} {verb} {what}`.");
        Some(self.error(0, words, message).help(help))
    }

    /// `fact my capacity : MW`, `dữ kiện công suất : MW`
    fn declared_with_spaces(&self) -> Option<SyntaxError> {
        let (_, first) = self.keyword_at(0).filter(|(row, _)| row.group == "declaration")?;
        let is_word = |at: &usize| {
            matches!(self.kind(*at), Some(TokenKind::Name | TokenKind::KeywordWord)) && !self.begins_reserved(*at)
        };
        let end = first + (first..self.tokens.len()).take_while(is_word).count();
        let ends = self.word(end) == ":" || self.kind(end) == Some(TokenKind::Quoted);
        let joined = self.words(first, end).replace(' ', "_");
        if end < first + 2 || !ends || !self.would_read(&self.replaced(first, end, &joined)) {
            return None;
        }
        let written = self.words(first, end);
        let message = words!("A name has no spaces: `{written}`.", "Tên không có dấu cách: `{written}`.");
        Some(self.error(first, end, message).help(words!("Write `{joined}`.", "Hãy viết `{joined}`.")))
    }

    /// `bộ công thương có thẩm quyền P`, `provincial_pc of ha noi holds P`
    fn name_with_spaces(&self) -> Option<SyntaxError> {
        let verb = self.verb().filter(|_| !self.is_keyword(0, &["nobody"]))?;
        let start = self.keyword_at(0).filter(|(row, _)| row.id == "expect").map_or(0, |(_, words)| words);
        let parts = (start..verb).rev().take_while(|at| self.may_be_name(*at)).count();
        let first = verb - parts;
        // Two names alone are more likely a body and its place.
        if parts < 2 || first == start && parts == 2 {
            return None;
        }
        let written = self.words(first, verb);
        // `pc oq hue`
        let of = if self.word(verb).is_ascii() { "of" } else { "của" };
        let middle = first + 1;
        if parts == 3 && near::slips(&nfc(self.word(middle)), of) == 1 {
            let said = self.replaced(middle, middle + 1, of);
            if self.would_read(&said) {
                return Some(self.not_a_word(middle, of));
            }
        }
        let joined = written.replace(' ', "_");
        let message = words!("A name has no spaces: `{written}`.", "Tên không có dấu cách: `{written}`.");
        let help = words!(
            "Write `{joined}`, if that is how it is declared.",
            "Hãy viết `{joined}`, nếu tên được khai báo như vậy."
        );
        Some(self.error(first, verb, message).help(help))
    }

    /// `A, B hold P`
    fn holders_with_commas(&self) -> Option<SyntaxError> {
        let verb = self.verb()?;
        let fits = |at: usize| self.may_be_name(at) || self.is_comma(at) || matches!(self.word(at), "of" | "của");
        if !self.may_be_name(0) || !(0..verb).all(fits) || !(0..verb).any(|at| self.is_comma(at)) {
            return None;
        }
        let message = words!(
            "It is not said whether these act together or each alone.",
            "Chưa nêu các cơ quan này cùng nhau thực hiện hay mỗi cơ quan tự thực hiện."
        );
        let help = words!(
            "Write `A or B holds P` if either may, `A and B hold P jointly` if all must act, `any 2 of A, B, C hold P` \
             if so many must.",
            "Hãy viết `A hoặc B có thẩm quyền P` nếu cơ quan nào cũng được, `A và B có thẩm quyền P cùng nhau` nếu \
             phải cùng thực hiện, `bất kỳ 2 của A, B, C có thẩm quyền P` nếu cần đủ số đó."
        );
        Some(self.error(0, verb, message).help(help))
    }

    pub(super) fn is_comma(&self, at: usize) -> bool {
        self.word(at) == ","
    }

    /// `moit delegates licence to mnd`
    fn giver_first(&self) -> Option<SyntaxError> {
        if !(0..3).all(|at| self.may_be_name(at)) || !matches!(self.word(3), "to" | "cho") {
            return None;
        }
        // `delegates` is the verb of a modality `delegate`.
        let (giver, what) = (self.word(0), self.word(2));
        let way = self.word(1).strip_suffix('s').filter(|_| self.word(3) == "to").unwrap_or(self.word(1));
        let message = words!(
            "A transfer begins with the way in which it passes the power on.",
            "Việc chuyển giao bắt đầu bằng phương thức chuyển giao."
        );
        let help = words!("Write `{way} {what} from {giver} to …`.", "Hãy viết `{way} {what} từ {giver} cho …`.");
        Some(self.error(0, 3, message).help(help))
    }

    /// `decentralise from moit to provincial_pc of site`
    fn nothing_passed_on(&self) -> Option<SyntaxError> {
        let is_from = matches!(self.word(1), "from" | "từ") && self.may_be_name(0);
        if !is_from || !self.may_be_name(2) || !(2..self.tokens.len()).any(|at| matches!(self.word(at), "to" | "cho")) {
            return None;
        }
        let (way, giver) = (self.word(0), self.word(2));
        let message = words!("It is not said what is passed on.", "Chưa nêu thẩm quyền nào được chuyển giao.");
        let help = words!(
            "Write the power before `from`: `{way} licence from {giver} to …`; or `{way} every power of {giver} to …`.",
            "Hãy viết tên thẩm quyền trước `từ`: `{way} licence từ {giver} cho …`; hoặc `{way} mọi thẩm quyền của {giver} cho …`."
        );
        Some(self.error(0, 2, message).help(help))
    }

    /// `from ministry, agency` and `to department` on two lines of a modality.
    fn giver_and_receiver_apart(&self) -> Option<SyntaxError> {
        let is_to = matches!(self.word(0), "to" | "cho") && self.may_be_name(1);
        let is_from = matches!(self.word(0), "from" | "từ") && self.may_be_name(1) && self.is_comma(2);
        if !is_to && !is_from {
            return None;
        }
        let message = words!(
            "Who may give and to whom is said on one line.",
            "Ai được chuyển giao và chuyển giao cho ai được viết trên một dòng."
        );
        let help = words!("Write `from A, B to C, D`.", "Hãy viết `từ A, B cho C, D`.");
        Some(self.error(0, 1, message).help(help))
    }

    /// `expect licence is held by moit`
    fn expected_backwards(&self) -> Option<SyntaxError> {
        if !self.is_keyword(0, &["expect"]) {
            return None;
        }
        let at = (1..self.tokens.len()).find(|at| self.is_keyword(*at, &["is_held_by"]))?;
        let (_, words) = self.keyword_at(at)?;
        let (what, who) = (self.words(at - 1, at), short(&self.words(at + words, self.tokens.len())));
        let message = words!(
            "What a test expects is said as a rule says it.",
            "Kết quả của kiểm thử được viết như một quy định."
        );
        let help = words!("Write `expect {who} holds {what}`.", "Hãy viết `kết quả {who} có thẩm quyền {what}`.");
        Some(self.error(at, at + words, message).help(help))
    }

    /// `capacity from 5 to 50 MW`
    fn range_as_condition(&self) -> Option<SyntaxError> {
        let from = (0..self.at).rev().find(|at| matches!(self.word(*at), "from" | "từ"))?;
        let to = (from..self.tokens.len()).find(|at| matches!(self.word(*at), "to" | "đến"))?;
        let number = |at: usize| self.kind(at) == Some(TokenKind::Number);
        if !number(from + 1) || !number(to + 1) || to > self.at + 2 || self.is_keyword(0, &["fact", "parameter"]) {
            return None;
        }
        let unit = if self.may_be_name(to + 2) { format!(" {}", self.word(to + 2)) } else { String::new() };
        let low = if to == from + 2 { format!("{}{unit}", self.word(from + 1)) } else { self.words(from + 1, to) };
        let high = format!("{}{unit}", self.word(to + 1));
        let message = words!(
            "`from … to …` is the range of a type, and leaves open here whether its ends are included.",
            "`từ … đến …` là khoảng giá trị của một kiểu, và ở đây không cho biết có tính cả hai đầu hay không."
        );
        let help = words!(
            "Write `at least {low} and at most {high}`, or `above` and `below`.",
            "Hãy viết `không dưới {low} và không quá {high}`, hoặc `trên` và `dưới`."
        );
        Some(self.error(from, to + 2, message).help(help))
    }

    /// `today is after 2026-01-01`, `value under 5 USD`
    fn one_word_too_many(&self) -> Option<SyntaxError> {
        let before = self.at.checked_sub(1)?;
        let comparators = ["above", "below_limit", "below_tier", "at_least", "at_most", "after", "before", "until"];
        if matches!(self.word(before), "is" | "là") && self.is_keyword(self.at, &comparators) {
            let (_, words) = self.keyword_at(self.at)?;
            let (is, comparator) = (self.word(before), self.words(self.at, self.at + words));
            let message = words!("`{is}` is one word too many here.", "Ở đây thừa từ `{is}`.");
            let help = words!(
                "Write `{comparator}` right behind what is compared.",
                "Hãy viết `{comparator}` ngay sau điều được so sánh."
            );
            return Some(self.error(before, self.at, message).help(help));
        }
        if self.word(before) == "under" && self.kind(self.at) == Some(TokenKind::Number) {
            let message = words!("`under` names a superior.", "`under` nêu cơ quan cấp trên.");
            let help = words!("Write `below` before a limit.", "Hãy viết `below` trước một giới hạn.");
            return Some(self.error(before, self.at, message).help(help));
        }
        None
    }
}
