//! Sentences that say who decides in another order: `p is reserved to m`, `m alone holds p`, `c may object to p`.

use vires_words::words;

use super::Stuck;
use crate::error::SyntaxError;

/// Verbs behind a power and before whoever has it.
const RESTS_WITH: [&str; 15] = [
    "is reserved to",
    "is reserved for",
    "is vested in",
    "vests in",
    "belongs to",
    "lies with",
    "rests with",
    "is exercised by",
    "is granted to",
    "is given to",
    "is conferred on",
    "is conferred upon",
    "is assigned to",
    "được giao cho",
    "thuộc về",
];

/// How drafting says that nobody else has it.
const NOBODY_ELSE: [&str; 9] = [
    "nobody other than",
    "nobody but",
    "nobody except",
    "no one other than",
    "no one but",
    "no one except",
    "none but",
    "không cơ quan nào ngoài",
    "không ai ngoài",
];

impl Stuck<'_> {
    pub(super) fn said_of_bearers(&self) -> Option<SyntaxError> {
        None.or_else(|| self.rests_with())
            .or_else(|| self.nobody_else())
            .or_else(|| self.objection())
            .or_else(|| self.giver_receiver_power())
            .or_else(|| self.whichever_limit())
    }

    /// `p is reserved to m`
    pub(super) fn rests_with(&self) -> Option<SyntaxError> {
        let verb = (0..self.tokens.len())
            .find_map(|at| RESTS_WITH.iter().find_map(|phrase| Some((at, self.reads(at, phrase)?, phrase.is_ascii()))));
        let (at, words, english) = verb.filter(|(at, ..)| *at > 0)?;
        let who = at + words;
        let of = matches!(self.word(who + 1), "of" | "của") && self.may_be_name(who + 2);
        let end = if of { who + 3 } else { who + 1 };
        let (what, who) = (self.listed(0, at), self.written(who, end));
        let verb = if english { "holds" } else { "có thẩm quyền" };
        let said = format!("{who} {verb} {what}");
        self.would_read(&self.replaced(0, end, &said)).then(|| {
            let message = words!(
                "A rule begins with the one who holds the power.",
                "Quy định bắt đầu bằng chủ thể có thẩm quyền."
            );
            self.error(0, end, message).help(words!("Write `{said}`.", "Hãy viết `{said}`."))
        })
    }

    /// `nobody other than m holds p`, `m alone holds p`
    fn nobody_else(&self) -> Option<SyntaxError> {
        let other = NOBODY_ELSE.iter().find_map(|phrase| Some((0, self.reads(0, phrase)?)));
        let alone = || {
            let at = (1..self.tokens.len()).find(|at| matches!(self.word(*at), "alone" | "exclusively" | "solely"))?;
            Some((at, 1))
        };
        let (at, words) = other.or_else(alone)?;
        let said = self.replaced(at, at + words, "");
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        if self.holds().is_none() || !self.would_read(&said) {
            return None;
        }
        let written = self.words(at, at + words);
        let message = words!(
            "A rule gives a power to those whom it names, and to nobody else.",
            "Quy định trao thẩm quyền cho chủ thể được nêu và không cho ai khác."
        );
        let help = words!(
            "Leave `{written}` out: `{said}`; whom another text may not give it to is barred: `… may not hold …`.",
            "Hãy bỏ `{written}`: `{said}`; chủ thể không được trao thì viết `… không được thực hiện …`."
        );
        Some(self.error(at, at + words, message).help(help))
    }

    /// `c may object to p within 5 days of d`
    fn objection(&self) -> Option<SyntaxError> {
        let objects = ["may object to", "may veto", "can object to", "có thể phản đối", "được phản đối"];
        let (at, words) =
            objects.iter().find_map(|phrase| (1..=3).find_map(|at| Some((at, self.reads(at, phrase)?))))?;
        let (what, behind) = self.names_from(at + words);
        if what.is_empty() {
            return None;
        }
        let who = self.written(0, at);
        let within = self.keyword_among(behind, &["within_period"]).map(|_| self.written(behind, self.tokens.len()));
        let said = if self.word(at).is_ascii() {
            let within = within.unwrap_or_else(|| "within 10 days of submitted".to_owned());
            format!("with consent of {who} {within}, else approved")
        } else {
            let within = within.unwrap_or_else(|| "trong thời hạn 10 ngày kể từ submitted".to_owned());
            format!("có sự đồng ý của {who} {within}, quá hạn thì coi như đồng ý")
        };
        let message = words!(
            "Whoever may object to a decision consents to it by silence.",
            "Chủ thể được phản đối một quyết định mà im lặng thì coi như đồng ý."
        );
        let help = words!(
            "Write below the rule that gives `{what}`: `{said}`.",
            "Dưới quy định trao `{what}`, hãy viết `{said}`."
        );
        Some(self.error(at, at + words, message).help(help))
    }

    /// `m gives to d p`, `a giao cho b p`
    fn giver_receiver_power(&self) -> Option<SyntaxError> {
        let names = [0, 1, 3, 4].into_iter().all(|at| self.may_be_name(at));
        if !names || !matches!(self.word(2), "to" | "cho") {
            return None;
        }
        let (giver, receiver, what) = (self.word(0), self.word(3), self.word(4));
        let english = self.word(2) == "to";
        let way = self.word(1).strip_suffix('s').filter(|_| english).unwrap_or(self.word(1));
        let [from, to] = if english { ["from", "to"] } else { ["từ", "cho"] };
        let said = format!("{way} {what} {from} {giver} {to} {receiver}");
        self.would_read(&self.replaced(0, 5, &said)).then(|| {
            let message = words!(
                "A transfer begins with the way in which it passes the power on.",
                "Việc chuyển giao bắt đầu bằng phương thức chuyển giao."
            );
            self.error(0, 5, message).help(words!("Write `{said}`.", "Hãy viết `{said}`."))
        })
    }

    /// `v at most cap or v at most 3 AUD, whichever is higher`
    fn whichever_limit(&self) -> Option<SyntaxError> {
        let (at, words) = (0..self.tokens.len()).find_map(|at| Some((at, self.reads(at, "whichever is")?)))?;
        let last = at + words + usize::from(self.word(at + words) == "the");
        let of = match self.word(last) {
            "higher" | "greater" | "larger" | "more" => "greater of",
            "lower" | "lesser" | "smaller" | "less" => "lesser of",
            _ => return None,
        };
        let compares = ["at_most", "at_least", "above", "below_limit"];
        let first = (1..at).find(|at| self.keyword_among(*at, &compares).is_some())?;
        let words = self.keyword_among(first, &compares)?;
        let joins = (first..at).find(|at| self.is_keyword(*at, &["or", "and"]))?;
        let (fact, comparator) = (self.word(first - 1), self.written(first, first + words));
        // `or v at most 3 AUD` says the comparison anew, `or 3 AUD` does not.
        let again = (joins..at).find_map(|at| Some(at + self.keyword_among(at, &compares)?));
        let end = if self.is_comma(at - 1) { at - 1 } else { at };
        let (one, other) = (self.written(first + words, joins), self.written(again.unwrap_or(joins + 1), end));
        let said = format!("{fact} {comparator} {of} {one} and {other}");
        self.would_read(&self.replaced(first - 1, last + 1, &said)).then(|| {
            let message = words!(
                "Which of two limits counts is said before the two.",
                "Mức nào trong hai mức được áp dụng thì nêu trước hai mức đó."
            );
            self.error(first - 1, last + 1, message).help(words!("Write `{said}`.", "Hãy viết `{said}`."))
        })
    }
}
