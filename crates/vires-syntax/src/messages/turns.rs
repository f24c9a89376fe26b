//! Turns of legal drafting that need another sentence here, not another word: `together with`, `the later of`,
//! `extendable by 14 days`, `no longer holds`.

use vires_words::words;

use super::Stuck;
use crate::error::SyntaxError;
use crate::lexer::TokenKind;

/// Comparisons with a limit, by the ids of their keywords.
const LIMITS: [&str; 4] = ["at_most", "at_least", "above", "below_limit"];

impl Stuck<'_> {
    pub(super) fn turned(&self) -> Option<SyntaxError> {
        None.or_else(|| self.all_of_holders())
            .or_else(|| self.together_with())
            .or_else(|| self.any_of_holders_with_and())
            .or_else(|| self.no_longer())
            .or_else(|| self.this_act())
            .or_else(|| self.provision_before_its_text())
            .or_else(|| self.ceases())
            .or_else(|| self.limit_behind_the_power())
            .or_else(|| self.passed_on_only_to())
            .or_else(|| self.order_in_a_sector())
            .or_else(|| self.turned_period())
            .or_else(|| self.turned_condition())
            .or_else(|| self.more_than_the_sentence())
    }

    /// Where a phrase begins at or shortly before the token that does not fit.
    pub(super) fn near(&self, phrase: &str) -> Option<(usize, usize)> {
        let first = self.at.saturating_sub(phrase.split(' ').count() + 1);
        (first..=self.at).find_map(|at| Some((at, self.reads(at, phrase)?)))
    }

    /// Where one of the phrases begins near the token that does not fit.
    pub(super) fn near_any(&self, phrases: &[&str]) -> Option<(usize, usize)> {
        phrases.iter().find_map(|phrase| self.near(phrase))
    }

    /// The verb `holds`, and its number of words.
    pub(super) fn holds(&self) -> Option<(usize, usize)> {
        (0..self.tokens.len()).find_map(|at| Some((at, self.keyword_among(at, &["holds"])?)))
    }

    /// The names from a token on, with the commas between them.
    pub(super) fn names_from(&self, at: usize) -> (String, usize) {
        let mut end = at + usize::from(self.may_be_name(at));
        while end > at && self.word(end) == "," && self.may_be_name(end + 1) {
            end += 2;
        }
        (self.listed(at, end), end)
    }

    pub(super) fn listed(&self, from: usize, to: usize) -> String {
        self.words(from, to).replace(" , ", ", ")
    }

    /// `all of b, cfo and c hold p jointly`
    fn all_of_holders(&self) -> Option<SyntaxError> {
        let (_, words) = self.keyword_at(0).filter(|(row, _)| row.id == "all_of")?;
        let verb = (words..self.tokens.len()).find(|at| self.is_keyword(*at, &["holds", "keeps"]))?;
        let (_, verb_words) = self.keyword_at(verb)?;
        let names: Vec<&str> = (words..verb).filter(|at| self.may_be_name(*at)).map(|at| self.word(at)).collect();
        let (last, others) = names.split_last()?;
        let (what, _) = self.names_from(verb + verb_words);
        let others = others.join(", ");
        let message = words!("`all of` begins a list of conditions.", "`all of` mở đầu một danh sách điều kiện.");
        let help = words!(
            "Write `{others} and {last} hold {what} jointly`.",
            "Hãy viết `{others} và {last} có thẩm quyền {what} cùng nhau`."
        );
        Some(self.error(0, words, message).help(help))
    }

    /// `a together with any 1 of b, c holds p`
    fn together_with(&self) -> Option<SyntaxError> {
        let (at, words) = self.near_any(&["together with", "jointly with", "along with", "acting with"])?;
        let (verb, verb_words) = self.holds().filter(|(verb, _)| *verb > at + words)?;
        let (one, other) = (self.listed(0, at), self.listed(at + words, verb));
        let other = if self.is_keyword(at + words, &["any"]) { format!("({other})") } else { other };
        let (what, _) = self.names_from(verb + verb_words);
        let message = words!(
            "Who must act together is joined by `and`, with `jointly` at the end.",
            "Các chủ thể phải cùng thực hiện được nối bằng `và`, cuối câu có `cùng nhau`."
        );
        let help = words!(
            "Write `{one} and {other} hold {what} jointly`.",
            "Hãy viết `{one} và {other} có thẩm quyền {what} cùng nhau`."
        );
        Some(self.error(at, at + words, message).help(help))
    }

    /// `any 2 of a, b and c hold p`
    fn any_of_holders_with_and(&self) -> Option<SyntaxError> {
        let counted = self.is_keyword(0, &["any"]) && self.kind(1) == Some(TokenKind::Number);
        let (verb, _) = self.holds().filter(|(verb, _)| counted && *verb > self.at)?;
        let last = self.is_keyword(self.at, &["and", "or"]) && verb == self.at + 2;
        if !last || !(0..self.at).any(|at| self.word(at) == ",") {
            return None;
        }
        let (counted, name) = (self.listed(0, self.at), self.word(self.at + 1));
        let message = words!(
            "It is not said whether `{name}` is one of those who are counted.",
            "Chưa nêu `{name}` có thuộc số chủ thể được tính hay không."
        );
        let help = words!(
            "Write `{counted}, {name}` if so, `({counted}) and {name} hold … jointly` if `{name}` must act in any case.",
            "Nếu có, hãy viết `{counted}, {name}`; nếu `{name}` luôn phải tham gia, hãy viết `({counted}) và {name} có \
             thẩm quyền … cùng nhau`."
        );
        Some(self.error(self.at, self.at + 2, message).help(help))
    }

    /// `a no longer holds p from 2020-01-01`
    fn no_longer(&self) -> Option<SyntaxError> {
        let (at, words) = self.near_any(&["no longer", "không còn"])?;
        let message = words!(
            "A rule says who holds a power, and where that ends it says until when.",
            "Quy định nêu ai có thẩm quyền, và nếu chấm dứt thì nêu đến khi nào."
        );
        let help = words!(
            "Write `until` and the last day in the rule that gives it; a later text ends that rule: `repeal act_1 article 5`.",
            "Hãy viết `đến hết ngày` và ngày cuối cùng trong quy định trao thẩm quyền; văn bản sau chấm dứt quy định đó: \
             `bãi bỏ act_1 điều 5`."
        );
        Some(self.error(at, at + words, message).help(help))
    }

    /// `this act prevails over act_0`
    fn this_act(&self) -> Option<SyntaxError> {
        let verbs = ["prevails_over", "yields_to", "applies_only_when"];
        let (verb, said) = (1..=3).find_map(|at| {
            let (row, words) = self.keyword_at(at)?;
            verbs.contains(&row.id).then(|| (at, self.words(at, at + words)))
        })?;
        if self.word(0) != "this" && self.word(verb - 1) != "này" {
            return None;
        }
        if self.keyword_at(0).is_some_and(|(row, words)| row.id.starts_with("this_") && words == verb) {
            return None;
        }
        let written = self.words(0, verb);
        let message = words!(
            "`{written}` is not how a text speaks of itself.",
            "`{written}` không phải cách văn bản nói về chính mình."
        );
        // Which provision is meant is not known, and the whole text would be more than that.
        let of_part = ["provision", "điều khoản", "quy định"].iter().any(|part| written.contains(part));
        let rest = self.written(verb, self.tokens.len());
        let help = if of_part {
            words!(
                "Write the place in which the line stands, as in `this article {rest}` or `this clause {rest}`.",
                "Hãy viết nơi chứa dòng này, như `điều này {rest}` hoặc `khoản này {rest}`."
            )
        } else {
            words!("Write `this instrument {said} …`.", "Hãy viết `văn bản này {said} …`.")
        };
        let to = if of_part { self.tokens.len() } else { verb };
        Some(self.error(0, to, message).help(help))
    }

    /// `article 1 of act_0 is repealed`
    fn provision_before_its_text(&self) -> Option<SyntaxError> {
        let (row, words) = self.keyword_at(0).filter(|(row, _)| row.group == "provision")?;
        let of = Some(self.at).filter(|at| matches!(self.word(*at), "of" | "của"))?;
        if row.id.starts_with("this_") || of <= words || !self.may_be_name(of + 1) {
            return None;
        }
        let place = format!("{} {}", self.word(of + 1), self.words(0, of));
        let is = self.words(of + 2, self.tokens.len());
        let repealed = ["is repealed", "is revoked", "is hereby repealed", "ceases to", "bị bãi bỏ", "được bãi bỏ"];
        let message = words!("A text stands before its provision.", "Văn bản đứng trước điều khoản của nó.");
        let help = if repealed.iter().any(|phrase| is.starts_with(phrase)) {
            words!("Write `repeal {place}`.", "Hãy viết `bãi bỏ {place}`.")
        } else {
            words!("Write `{place}`.", "Hãy viết `{place}`.")
        };
        Some(self.error(0, of + 2, message).help(help))
    }

    /// `act_0 ceases to have effect on 2020-01-01`
    fn ceases(&self) -> Option<SyntaxError> {
        let at = (1..=self.at).find(|at| matches!(self.word(*at), "ceases" | "expires"))?;
        let text = self.words(0, at);
        let day = (at..self.tokens.len()).find(|at| self.kind(*at) == Some(TokenKind::Date));
        let day = day.map_or("2026-01-31", |day| self.word(day));
        let message =
            words!("What is done to a text begins with the verb.", "Thao tác trên văn bản bắt đầu bằng động từ.");
        let help = words!("Write `repeal {text} from {day}`.", "Hãy viết `bãi bỏ {text} từ ngày {day}`.");
        Some(self.error(at, self.tokens.len(), message).help(help))
    }

    /// `a holds p up to 100 EUR`
    fn limit_behind_the_power(&self) -> Option<SyntaxError> {
        let end = match self.holds() {
            Some((verb, words)) => Some(self.names_from(verb + words).1).filter(|end| *end > verb)?,
            None => self.behind_the_receiver()?,
        };
        let most =
            ["up to", "not exceeding", "no more than", "not more than", "tối đa", "nhiều nhất", "không vượt quá"];
        let drafted = most.iter().find_map(|phrase| Some((self.reads(end, phrase)?, "at most", "không quá")));
        let (words, english, vietnamese) = match (self.keyword_at(end), drafted) {
            (_, Some(drafted)) => drafted,
            (Some((row, words)), _) if LIMITS.contains(&row.id) => (words, *row.english.first()?, row.vietnamese),
            _ => return None,
        };
        let number = end + words;
        if self.at > number || self.kind(number) != Some(TokenKind::Number) {
            return None;
        }
        let mut last = number + 1;
        while self.kind(last).is_some() && !self.begins_reserved(last) && self.word(last) != "," {
            last += 1;
        }
        let limit = self.words(number, last);
        let message =
            words!("It is not said what is to be {english} {limit}.", "Chưa nêu điều gì {vietnamese} {limit}.");
        let help = words!(
            "Write the fact that is measured, behind `when`: `when value {english} {limit}`.",
            "Hãy viết dữ kiện được đo sau `khi`: `khi value {vietnamese} {limit}`."
        );
        Some(self.error(end, last, message).help(help))
    }

    /// Where a transfer `delegate p from a to b` has named all that it needs.
    pub(super) fn behind_the_receiver(&self) -> Option<usize> {
        let to = (2..self.tokens.len()).find(|at| matches!(self.word(*at), "to" | "cho"))?;
        if !self.may_be_name(0) || !self.may_be_name(1) || !self.may_be_name(to + 1) {
            return None;
        }
        let of = matches!(self.word(to + 2), "of" | "của") && self.may_be_name(to + 3);
        Some(if of { to + 4 } else { to + 2 })
    }

    /// `p may only be passed on to b`
    fn passed_on_only_to(&self) -> Option<SyntaxError> {
        let (at, _) = self.near_any(&["may only be", "can only be", "may be passed on only", "chỉ được"])?;
        let to = (at..self.tokens.len()).find(|at| matches!(self.word(*at), "to" | "cho"))?;
        let (what, whom) = (self.listed(0, at), self.listed(to + 1, self.tokens.len()));
        let message = words!(
            "To whom alone a power may go is said by what may not be done.",
            "Chỉ được chuyển giao cho ai thì nêu bằng điều không được làm."
        );
        let help = words!(
            "Write `{what} may not be passed on except {whom}`.",
            "Hãy viết `{what} không được chuyển giao tiếp trừ {whom}`."
        );
        Some(self.error(at, to, message).help(help))
    }

    /// `every federal_act yields to every provincial_act in sector pensions`
    fn order_in_a_sector(&self) -> Option<SyntaxError> {
        let (_, words) = self.keyword_at(self.at).filter(|(row, _)| row.id == "in_sector")?;
        (0..self.at).find(|at| self.is_keyword(*at, &["prevails_over", "yields_to"]))?;
        let message = words!(
            "`prevails over` and `yields to` speak of texts and provisions, not of a sector of them.",
            "`được ưu tiên áp dụng so với` và `nhường áp dụng cho` nói về văn bản và điều khoản, không nói về lĩnh vực."
        );
        let help = words!(
            "Name the provisions in question: `act_1 article 5 yields to act_2`.",
            "Hãy nêu các điều khoản liên quan, thay cho lĩnh vực."
        );
        Some(self.error(self.at, self.at + words, message).help(help))
    }

    fn turned_condition(&self) -> Option<SyntaxError> {
        None.or_else(|| self.happened()).or_else(|| self.second_condition())
    }

    /// `when officer refused`
    fn happened(&self) -> Option<SyntaxError> {
        let verbs = [
            "refused",
            "refuses",
            "agreed",
            "agrees",
            "approved",
            "approves",
            "objected",
            "objects",
            "consented",
            "consents",
            "requests",
            "requested",
            "failed",
            "fails",
            "absent",
            "unavailable",
        ];
        let at = (self.at.saturating_sub(1)..=self.at).find(|at| verbs.contains(&self.word(*at)))?;
        let when = (0..at).any(|at| self.is_keyword(at, &["when", "except_when", "and", "or"]));
        if !when || at == 0 || !self.may_be_name(at - 1) {
            return None;
        }
        let fact = format!("{}_{}", self.word(at - 1), self.word(at));
        let message = words!(
            "What has happened in a case is a fact, and a fact is declared.",
            "Điều đã xảy ra trong hồ sơ là dữ kiện, và dữ kiện phải được khai báo."
        );
        let help = words!(
            "Declare `fact {fact} : yes or no` and write `when {fact}`.",
            "Hãy khai báo `dữ kiện {fact} : có hoặc không` và viết `khi {fact}`."
        );
        Some(self.error(at - 1, at + 1, message).help(help))
    }

    /// `when A, provided that B`
    fn second_condition(&self) -> Option<SyntaxError> {
        let phrases =
            ["provided that", "provided", "where", "only if", "so long as", "as long as", "if", "với điều kiện"];
        let (at, words) = self.near_any(&phrases)?;
        (0..at).find(|at| self.is_keyword(*at, &["when"]))?;
        let from = if self.word(at - 1) == "," { at - 1 } else { at };
        let message =
            words!("A second condition is joined to the first.", "Điều kiện thứ hai được nối với điều kiện thứ nhất.");
        let help = words!("Write `and` instead.", "Thay vào đó, hãy viết `và`.");
        Some(self.error(from, at + words, message).help(help))
    }

    fn more_than_the_sentence(&self) -> Option<SyntaxError> {
        if let Some((at, words)) = self.near_any(&["at any time", "bất cứ lúc nào"]) {
            let written = self.words(at, at + words);
            let message = words!(
                "A rule without a time applies at any time.",
                "Quy định không nêu thời gian thì áp dụng bất cứ lúc nào."
            );
            return Some(
                self.error(at, at + words, message).help(words!("Leave `{written}` out.", "Hãy bỏ `{written}`.")),
            );
        }
        let (verb, words) = self.holds()?;
        if self.word(self.at) == "only" && self.at > verb && self.at + 1 == self.tokens.len() {
            let message = words!(
                "A rule gives a power in the cases that it names, and in no others.",
                "Quy định chỉ trao thẩm quyền trong các trường hợp được nêu."
            );
            return Some(self.error(self.at, self.at + 1, message).help(words!("Leave `only` out.", "Hãy bỏ `only`.")));
        }
        // `a holds p with b`
        if self.word(self.at.checked_sub(1)?) == "with" && self.at > verb + words && self.may_be_name(self.at) {
            let (one, other) = (self.listed(0, verb), self.word(self.at));
            let (what, _) = self.names_from(verb + words);
            let message = words!("It is not said what `{other}` does.", "Chưa nêu `{other}` làm gì.");
            let help = words!(
                "Write `{one} and {other} hold {what} jointly` if both decide, `with consent of {other}` or `in coordination \
                 with {other}` if one does.",
                "Hãy viết `{one} và {other} có thẩm quyền {what} cùng nhau` nếu cả hai quyết định, `có sự đồng ý của {other}` \
                 hoặc `phối hợp với {other}` nếu chỉ một bên quyết định."
            );
            return Some(self.error(self.at - 1, self.at + 1, message).help(help));
        }
        None
    }
}
