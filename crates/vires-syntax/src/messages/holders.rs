//! Who holds: seats without brackets, a whole kind, an office whose holder is away, an article before a name.

use vires_words::words;

use super::Stuck;
use crate::error::SyntaxError;

/// Words with which drafting names whoever acts for an office.
const ACTING: [&str; 5] = ["acting", "interim", "quyền", "q.", "tạm"];

/// How drafting says that an office has nobody at hand.
const ABSENCE: [&str; 10] = [
    "in the absence of",
    "in absence of",
    "during the absence of",
    "during absence of",
    "in the event of absence of",
    "khi vắng mặt",
    "khi vắng",
    "trong thời gian vắng mặt",
    "trong thời gian vắng",
    "trong trường hợp vắng mặt",
];

impl Stuck<'_> {
    pub(super) fn held_by_others(&self) -> Option<SyntaxError> {
        None.or_else(|| self.seats_in_brackets())
            .or_else(|| self.a_whole_kind())
            .or_else(|| self.in_the_absence())
            .or_else(|| self.acting())
    }

    /// Where those who hold begin: behind `expect`, else with the line.
    fn first_of_holders(&self) -> usize {
        self.keyword_at(0).filter(|(row, _)| row.id == "expect").map_or(0, |(_, words)| words)
    }

    /// `a and any 2 of b, c hold p jointly`, `any 1 of a and any 1 of b jointly hold p`
    fn seats_in_brackets(&self) -> Option<SyntaxError> {
        let counted = (0..self.tokens.len()).any(|at| matches!(self.word(at), "any" | "bất"));
        let (verb, verb_words) = if counted { self.holds()? } else { return None };
        let start = self.first_of_holders();
        let jointly = (start..verb).find(|at| self.keyword_among(*at, &["jointly"]) == Some(verb - at));
        let end = jointly.unwrap_or(verb);
        let seats = self.seats(start, end)?;
        let groups = seats.iter().filter(|seat| self.is_keyword(seat.from, &["any"])).count();
        let (last, _) = seats.split_last().filter(|(_, others)| !others.is_empty() && groups > 0)?;
        let mut who = String::new();
        for seat in &seats {
            if !who.is_empty() {
                let joins = self.word(seat.from - 1);
                who.push_str(if joins == "," { ", " } else { " " });
                if joins != "," {
                    who.push_str(joins);
                    who.push(' ');
                }
            }
            let written = self.written(seat.from, seat.to);
            who.push_str(&if self.is_keyword(seat.from, &["any"]) { format!("({written})") } else { written });
        }
        let (what, behind) = self.names_from(verb + verb_words);
        let together = self.is_keyword(last.from - 1, &["and"]);
        let said = jointly.is_some() || self.is_keyword(behind, &["jointly"]);
        let joint = match jointly {
            Some(at) => format!(" {}", self.written(at, verb)),
            None if said || !together => String::new(),
            None => format!(" {}", if self.word(verb).is_ascii() { "jointly" } else { "cùng nhau" }),
        };
        let sentence = format!("{who} {} {what}{joint}", self.written(verb, verb + verb_words));
        if !self.would_read(&self.replaced(start, behind, &sentence)) {
            return None;
        }
        let message = words!(
            "Who fills one seat together stands in brackets.",
            "Nhóm chủ thể cùng giữ một vị trí phải đặt trong ngoặc."
        );
        let more = if said && jointly.is_none() { self.keyword_at(behind).map_or(0, |(_, words)| words) } else { 0 };
        let sentence = format!("{sentence} {}", self.written(behind, behind + more));
        let sentence = sentence.trim_end();
        Some(self.error(start, verb, message).help(words!("Write `{sentence}`.", "Hãy viết `{sentence}`.")))
    }

    /// The seats between two tokens; none where brackets or other words stand there.
    fn seats(&self, from: usize, to: usize) -> Option<Vec<Seat>> {
        let mut seats = vec![Seat { from, to }];
        for at in from..to {
            let seat = seats.last_mut()?;
            let many = self.is_keyword(seat.from, &["any"]);
            let joins = self.is_keyword(at, &["and", "or"])
                || self.is_comma(at) && (!many || self.is_keyword(at + 1, &["any"]));
            if matches!(self.word(at), "(" | ")") || joins && at == seat.from {
                return None;
            }
            if joins {
                seat.to = at;
                seats.push(Seat { from: at + 1, to });
            }
        }
        Some(seats)
    }

    /// `every class_a hold p jointly`
    fn a_whole_kind(&self) -> Option<SyntaxError> {
        let start = self.first_of_holders();
        let every = match (self.keyword_among(start, &["every"]), self.word(start)) {
            (Some(words), _) => words,
            (None, "all" | "each" | "mỗi") => 1,
            (None, "tất") if self.word(start + 1) == "cả" => 2,
            _ => return None,
        };
        let kind = start + every;
        let (verb, words) = self.holds().filter(|(verb, _)| *verb == kind + 1)?;
        if !self.may_be_name(kind) || self.at > verb {
            return None;
        }
        let kind = self.word(kind);
        let (what, behind) = self.names_from(verb + words);
        let jointly = self.is_keyword(behind, &["jointly"]);
        let written = self.written(start, verb);
        let message = words!(
            "`{written}` does not say how many must act.",
            "`{written}` chưa nêu bao nhiêu chủ thể phải thực hiện."
        );
        let help = if jointly {
            words!("Write `all of {kind} hold {what}`.", "Hãy viết `tất cả {kind} có thẩm quyền {what}`.")
        } else {
            words!(
                "Write `any 1 of {kind} holds {what}` if each of them may alone, `all of {kind} hold {what}` if all must act.",
                "Hãy viết `bất kỳ 1 của {kind} có thẩm quyền {what}` nếu từng chủ thể đều được, `tất cả {kind} có thẩm quyền {what}` nếu \
                 tất cả phải thực hiện."
            )
        };
        Some(self.error(start, verb, message).help(help))
    }

    /// `dean holds buy in the absence of deputy`
    fn in_the_absence(&self) -> Option<SyntaxError> {
        // `khi deputy vắng mặt`
        let away = self.near_any(&["vắng mặt", "đi vắng"]).filter(|(at, _)| *at > 0 && self.may_be_name(at - 1));
        if let Some((at, words)) = away {
            return Some(self.away(at - 1, at + words, self.word(at - 1)));
        }
        let (at, words) = self.near_any(&ABSENCE)?;
        let mut end = at + words;
        while matches!(self.word(end), "the" | "of" | "của") {
            end += 1;
        }
        let office = if self.may_be_name(end) { self.word(end) } else { "director" };
        Some(self.away(at, (end + 1).min(self.tokens.len()), office))
    }

    fn away(&self, from: usize, to: usize, office: &str) -> SyntaxError {
        let message = words!(
            "Whether somebody is away is a condition, and is said with `when`.",
            "Vắng mặt là một điều kiện và được nêu sau `khi`."
        );
        let help = words!(
            "Write `when {office} is vacant` for the days on which nobody is appointed to it; for a person who is away, declare \
             `fact {office}_absent : yes or no` and write `when {office}_absent`.",
            "Hãy viết `khi {office} khuyết` cho những ngày không ai được bổ nhiệm; nếu người giữ chức danh vắng mặt, hãy khai báo \
             `dữ kiện {office}_absent : có hoặc không` và viết `khi {office}_absent`."
        );
        self.error(from, to, message).help(help)
    }

    /// `acting dean holds buy`
    fn acting(&self) -> Option<SyntaxError> {
        let first = self.at.saturating_sub(2);
        let at = (first..=self.at)
            .find(|at| ACTING.contains(&self.word(*at).to_lowercase().as_str()) && self.may_be_name(at + 1))?;
        let (verb, words) = self.holds().filter(|(verb, _)| *verb > at)?;
        let (acting, office) = (self.word(at), self.word(at + 1));
        let (what, _) = self.names_from(verb + words);
        let message = words!(
            "`{acting} {office}` is no office of its own.",
            "`{acting} {office}` không phải là một chức danh riêng."
        );
        let help = words!(
            "Name the one who acts meanwhile: `deputy holds {what} when {office} is vacant`; a person who fills the office for \
             a time is appointed to it: `appoint … to {office} from … until …`.",
            "Hãy nêu ai thực hiện trong thời gian đó: `deputy có thẩm quyền {what} khi {office} khuyết`; người tạm giữ chức danh thì \
             được bổ nhiệm: `bổ nhiệm … cho {office} từ ngày … đến hết ngày …`."
        );
        Some(self.error(at, at + 2, message).help(help))
    }

    /// `the council holds buy`
    pub(super) fn article_before_a_name(&self) -> Option<SyntaxError> {
        let article = |at: &usize| {
            // `in the name of` is a phrase of the language.
            let of_phrase = *at > 0 && self.keyword_at(at - 1).is_some_and(|(_, words)| words > 1);
            self.word(*at).eq_ignore_ascii_case("the") && self.may_be_name(at + 1) && !of_phrase
        };
        let at = (self.at.saturating_sub(2)..=self.at).find(article)?;
        let (written, name) = (self.word(at), self.word(at + 1));
        let message = words!("`{written}` is one word too many here.", "Ở đây thừa từ `{written}`.");
        Some(self.error(at, at + 1, message).help(words!("Write `{name}` alone.", "Chỉ viết `{name}`.")))
    }

    /// `co holds buy and other`, `co holds buy and dean holds pay`
    pub(super) fn listed_with_and(&self) -> Option<SyntaxError> {
        let joins = |at: &usize| self.is_keyword(*at, &["and", "or"]) && *at > 0 && self.may_be_name(at - 1);
        let at = Some(self.at).filter(joins)?;
        if let Some((verb, _)) = self.holds().filter(|(verb, _)| *verb < at)
            && let Some(second) = (at + 2..self.tokens.len()).find(|at| self.keyword_among(*at, &["holds"]).is_some())
        {
            let rest = self.written(at + 1, self.tokens.len());
            let whole = self.would_read(&self.written(0, at)) && self.would_read(&rest) && second > verb;
            let message = words!("One line says one rule.", "Mỗi dòng nêu một quy định.");
            let help = words!("Write `{rest}` on a line of its own.", "Hãy viết `{rest}` thành một dòng riêng.");
            return whole.then(|| self.error(at, at + 1, message).help(help));
        }
        let mut from = at - 1;
        while from > 1 && self.is_comma(from - 1) && self.may_be_name(from - 2) {
            from -= 2;
        }
        let mut names = vec![self.word(from)];
        let mut end = from + 1;
        while (self.is_comma(end) || self.is_keyword(end, &["and", "or"])) && self.may_be_name(end + 1) {
            names.push(self.word(end + 1));
            end += 2;
        }
        let names = names.join(", ");
        if end <= at || !self.would_read(&self.replaced(from, end, &names)) {
            return None;
        }
        let written = self.word(at);
        let message = words!(
            "What is listed here is joined by commas, not by `{written}`.",
            "Danh sách ở đây cách nhau bằng dấu phẩy, không phải bằng `{written}`."
        );
        Some(self.error(at, at + 1, message).help(words!("Write `{names}`.", "Hãy viết `{names}`.")))
    }
}

/// One of those who act together, from the first of its tokens to behind the last.
struct Seat {
    from: usize,
    to: usize,
}
