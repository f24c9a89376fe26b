//! Turns of phrase that read as another sentence than the one that is meant: `value is 5 USD or less` as two conditions,
//! `req within 21 days of listed` as a condition and a deadline.

use vires_model::{Domain, Measure};
use vires_syntax::ast::{self, Clause, ClauseKind, Expression, ExpressionKind, Given, IsRelation, Length, LengthKind};
use vires_syntax::span::Span;
use vires_words::{Words, words};

use crate::checks::GIVEN;
use crate::names::{Sorts, Thing};
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Here, Resolver};

/// What stands behind `or`, and whether the amount before it is then the least.
const OR_SO: [(&str, bool); 12] = [
    ("less", false),
    ("fewer", false),
    ("lower", false),
    ("smaller", false),
    ("under", false),
    ("earlier", false),
    ("more", true),
    ("greater", true),
    ("higher", true),
    ("larger", true),
    ("over", true),
    ("later", true),
];

/// What is said of a question that has an answer, and of one that has none.
const ANSWERED: [&str; 7] = ["given", "present", "known", "stated", "supplied", "provided", "specified"];
const UNANSWERED: [&str; 8] = ["missing", "absent", "unknown", "empty", "blank", "null", "unspecified", "nothing"];

impl Resolver<'_> {
    /// `value is 5 USD or less`
    pub(crate) fn no_limit_behind_or(&mut self, here: Here, parts: &[ast::Condition]) -> Done<()> {
        for (first, second) in parts.iter().zip(parts.iter().skip(1)) {
            let ast::ConditionKind::Fact(Expression { kind: ExpressionKind::Name(word), .. }) = &second.kind else {
                continue;
            };
            let Some((_, least)) = OR_SO.iter().find(|(known, _)| known == word) else { continue };
            let (subject, limit) = match &first.kind {
                ast::ConditionKind::Is { subject, relation, values } if relation.value == IsRelation::Is => {
                    (subject, values.first())
                }
                ast::ConditionKind::Compare { subject, limits } => (subject, limits.first().map(|(_, value)| value)),
                _ => continue,
            };
            let Some(limit) = limit.filter(|_| !self.is_declared(here, word)) else { continue };
            let said = matches!(first.kind, ast::ConditionKind::Compare { .. });
            let written = self.words_at(here, limit.span.to(second.span));
            let problem = Problem::error(
                code::WRONG_TYPE,
                here.span(first.span.to(second.span)),
                words!("`{written}` is not how a limit is written", "`{written}` chưa đúng cách viết một giới hạn"),
            );
            let whole = self.words_at(here, first.span);
            let (subject, limit) = (self.words_at(here, subject.span), self.words_at(here, limit.span));
            self.report(problem.help(match least {
                _ if said => words!("write `{whole}` alone", "chỉ viết `{whole}`"),
                true => words!("write `{subject} at least {limit}`", "viết `{subject} không dưới {limit}`"),
                false => words!("write `{subject} at most {limit}`", "viết `{subject} không quá {limit}`"),
            }));
            return Err(Failed);
        }
        Ok(())
    }

    /// `given conflicts are seat_a, seat_b`: a comma ends what is given of one fact.
    pub(crate) fn given_with_commas(&mut self, here: Here, items: &[Given]) -> Done<()> {
        let mut rest = items;
        while let Some((first, behind)) = rest.split_first() {
            rest = behind;
            let Some(list) = self.list_of_set_named(here, &first.name.value, GIVEN) else { continue };
            let is_value = |item: &&Given| {
                let name = &item.name.value;
                item.span == item.name.span
                    && self.value(list, name).is_some()
                    && self.find_quietly(here.package, name, GIVEN).is_none()
            };
            let others: Vec<&Given> = behind.iter().take_while(is_value).collect();
            let Some(last) = others.last() else { continue };
            let span = here.span(first.span.to(last.span));
            let (said, names) = (self.words_at(here, first.span), others.iter().map(|item| item.name.value.as_str()));
            let names: Vec<&str> = names.collect();
            let (and, và) = (names.join(" and "), names.join(" và "));
            let problem = Problem::error(
                code::WRONG_TYPE,
                span,
                words!(
                    "a comma ends what is given of one fact; several values of it are joined by `and`",
                    "dấu phẩy kết thúc phần nêu về một dữ kiện; nhiều giá trị của nó được nối bằng `và`"
                ),
            );
            self.report(problem.help(words!("write `{said} and {and}`", "viết `{said} và {và}`")));
            return Err(Failed);
        }
        Ok(())
    }

    /// `req is given`, `req is missing`: that a question has an answer is said by `none`.
    pub(crate) fn given_or_not(
        &mut self,
        here: Here,
        subject: &Expression,
        relation: IsRelation,
        values: &[Expression],
    ) -> Done<()> {
        let ([Expression { kind: ExpressionKind::Name(word), span }], ExpressionKind::Name(name)) =
            (values, &subject.kind)
        else {
            return Ok(());
        };
        let is = match relation {
            IsRelation::Is => true,
            IsRelation::IsNot => false,
            _ => return Ok(()),
        };
        let answered = match word.as_str() {
            word if ANSWERED.contains(&word) => is,
            word if UNANSWERED.contains(&word) => !is,
            _ => return Ok(()),
        };
        let Some(Thing::Fact(fact)) = self.find_quietly(here.package, name, Sorts::FACT) else { return Ok(()) };
        let row = &self.model.facts[fact];
        let is_value = match row.domain {
            Domain::Choice(list) | Domain::SetOf(list) => self.value(list, word).is_some(),
            Domain::YesNo | Domain::Ordered(_) => false,
            // Whoever is called so.
            Domain::Person => true,
        };
        if is_value || self.is_declared(here, word) {
            return Ok(());
        }
        let said =
            if answered { ["is not none", "không phải là không có"] } else { ["is none", "là không có"] };
        let [english, vietnamese] = said;
        let (may_be_none, declared) = (row.or_none, row.span);
        let problem = Problem::error(
            code::WRONG_TYPE,
            here.span(subject.span.to(*span)),
            words!(
                "whether `{name}` has an answer is said by `none`",
                "`{name}` có câu trả lời hay không thì nêu bằng `không có`"
            ),
        );
        let problem = if may_be_none {
            problem.help(words!("write `{name} {english}`", "viết `{name} {vietnamese}`"))
        } else {
            problem.see(declared, words!("declared here without `or none`", "khai báo tại đây, không có `hoặc không có`")).help(
                words!(
                    "add `or none` to its type if the question may have no answer, and write `{name} {english}`",
                    "thêm `hoặc không có` vào kiểu nếu câu hỏi có thể không có câu trả lời, và viết `{name} {vietnamese}`"
                ),
            )
        };
        self.report(problem);
        Err(Failed)
    }

    fn is_declared(&self, here: Here, word: &str) -> bool {
        self.find_quietly(here.package, word, Sorts::ANY).is_some() || self.may_be_reported(here.package, word)
    }

    /// `req within 21 days of listed`, where the fact has been read as a condition by itself: what to write.
    pub(crate) fn day_within(&self, here: Here, fact: Span) -> Option<Words> {
        let name = self.words_at(here, fact);
        let Some(Thing::Fact(id)) = self.find_quietly(here.package, name, Sorts::FACT) else { return None };
        let Domain::Ordered(ordered) = &self.model.facts[id].domain else { return None };
        let behind = self.line_behind(here, fact.end);
        let period = behind.strip_prefix("within ").or_else(|| behind.strip_prefix("trong thời hạn "))?;
        let (length, day) = period.split_once(" of ").or_else(|| period.split_once(" kể từ "))?;
        let day = day.split([' ', ',']).next().filter(|day| !day.is_empty())?;
        let of_days = ordered.measure == Measure::Date && !length.contains(',') && length.split(' ').count() <= 3;
        of_days.then(|| words!("write `{name} at most {day} + {length}`", "viết `{name} không quá {day} + {length}`"))
    }

    /// `source in coal, gas`, where the values have been read as texts: what to write.
    pub(crate) fn in_a_list(&self, here: Here, clause: &Clause) -> Option<Words> {
        let ClauseKind::In(_) = clause.kind else { return None };
        let name = self.line_before(here, clause.span.start).rsplit(' ').next()?;
        let Some(Thing::Fact(fact)) = self.find_quietly(here.package, name, Sorts::FACT) else { return None };
        let Domain::Choice(_) = self.model.facts[fact].domain else { return None };
        let (_, values) = self.words_at(here, clause.span).split_once(' ')?;
        Some(words!("write `{name} is one of {values}`", "viết `{name} thuộc một trong {values}`"))
    }

    /// A clause that reads, where what it was meant to be is said otherwise: `chief holds p in north`, `… in all`,
    /// `when q is not held by m`, `set fee to 5 USD in all other cases`.
    pub(crate) fn meant_by_clause(&self, here: Here, clause: &Clause, of: &str) -> Option<Words> {
        let is_rule = of == "this rule";
        let words = self.words_at(here, clause.span);
        match &clause.kind {
            ClauseKind::In(_) if is_rule => {
                let (_, name) = words.split_once(' ')?;
                if matches!(name, "all" | "all other" | "other") {
                    return Some(words!(
                        "did you mean `in all other cases`?",
                        "có phải muốn viết `trong các trường hợp còn lại`?"
                    ));
                }
                let (list, _) = self.model.lists.iter().find(|(_, list)| list.by_name.contains_key(name))?;
                let asks = |domain: &Domain| matches!(domain, Domain::Choice(of) if *of == list);
                let (_, fact) = self.model.facts.iter().find(|(_, fact)| asks(&fact.domain))?;
                let fact = &fact.name;
                Some(words!("write `when {fact} is {name}`", "viết `khi {fact} là {name}`"))
            }
            ClauseKind::By(..) if is_rule => {
                let before = self.line_before(here, clause.span.start).trim_end().strip_suffix("is not held")?;
                let power = before.trim_end().rsplit(' ').next()?;
                Some(words!("write `not ({power} is held {words})`", "viết `không phải ({power} is held {words})`"))
            }
            ClauseKind::InAllOtherCases if of == "a `set` line" => Some(words!(
                "leave it out: a line without `when` says the value of all cases, and one with `when` goes before it where \
                 `precedence more specific` is declared",
                "bỏ đi: dòng không có `khi` nêu giá trị cho mọi trường hợp, và dòng có `khi` được ưu tiên nếu đã khai báo `thứ tự \
                 áp dụng quy định riêng`"
            )),
            _ => None,
        }
    }

    /// `within 45 days + 5 working days of n`: the days first, then the others. What to write.
    pub(crate) fn days_first(&self, here: Here, lengths: &[Length], span: Span) -> Option<Words> {
        let [one, other] = lengths else { return None };
        let is_days = |length: &Length| {
            matches!(length.kind, LengthKind::Fixed { unit: ast::DurationUnit::Days | ast::DurationUnit::Weeks, .. })
        };
        let (days, rest) = match (is_days(one), is_days(other)) {
            (true, false) => (one, other),
            (false, true) => (other, one),
            _ => return None,
        };
        let (days, rest) = (self.words_at(here, days.span), self.words_at(here, rest.span));
        let behind = self.line_behind(here, span.end);
        let (of, day) = ["of ", "kể từ "].iter().find_map(|of| Some((*of, behind.strip_prefix(of)?)))?;
        let day = day.split([' ', ',']).next().filter(|day| !day.is_empty())?;
        Some(words!(
            "where the days come first, write `within {rest} {of}{day} + {days}`",
            "nếu tính ngày trước, viết `trong thời hạn {rest} {of}{day} + {days}`"
        ))
    }

    /// `dean may take over buy from co with consent of chair`: nobody else takes part in that.
    pub(crate) fn step_of_taking_over(&mut self, here: Here, step: &ast::Step, clause: &Clause) -> Failed {
        let words: Vec<&str> = self.words_at(here, clause.span).split_whitespace().take(6).collect();
        let name = match step.who.first() {
            Some(ast::Whom::Holder(holder)) => holder.name.value.as_str(),
            _ => "all",
        };
        let done = match step.kind {
            ast::StepKind::Consent => "consented",
            ast::StepKind::Proposal => "proposed",
            ast::StepKind::Review => "reviewed",
            ast::StepKind::Notify => "notified",
            _ => "asked",
        };
        let problem = Problem::error(
            code::MISPLACED,
            here.span(clause.span),
            words!(
                "`{words}` does not belong to a line by which somebody may take over",
                "`{words}` không thuộc về dòng cho phép trực tiếp giải quyết",
                words = words.join(" ")
            ),
        );
        self.report(problem.help(words!(
            "what must have happened before is a condition: declare `fact {name}_{done} : yes or no`, and write `when {name}_{done}`",
            "điều phải có trước là một điều kiện: khai báo `dữ kiện {name}_{done} : có hoặc không`, rồi viết `khi {name}_{done}`"
        )));
        Failed
    }

    /// What stands behind a place on its line.
    fn line_behind(&self, here: Here, at: u32) -> &str {
        let text = self.words_at(here, Span::new(at, self.length_of(here)));
        text.lines().next().unwrap_or_default().trim_start()
    }

    /// What stands before a place on its line.
    fn line_before(&self, here: Here, at: u32) -> &str {
        let text = self.words_at(here, Span::new(0, at));
        text.rsplit('\n').next().unwrap_or_default().trim_end()
    }

    fn length_of(&self, here: Here) -> u32 {
        let file = self.files.iter().find(|file| file.id == here.file);
        file.and_then(|file| u32::try_from(file.text.len()).ok()).unwrap_or_default()
    }
}
