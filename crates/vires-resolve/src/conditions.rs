//! Conditions as written → conditions of the model.

use vires_model::{
    Atom, Condition, ConditionKind, Domain, FactId, HeldBy, Holder, Interval, Mode, ParameterId, PowerId, Rational,
    SourceSpan, Term, ValueId,
};
use vires_syntax::ast::{self, Comparison, Expression, ExpressionKind, HeldHow, Holding, IsRelation};
use vires_syntax::span::{Span, Spanned};
use vires_words::words;

use crate::comparisons::never;
use crate::computations::is_plain;
use crate::events::EventDay;
use crate::hand::Setting;
use crate::names::{DerivedId, Sorts, Thing};
use crate::pairs::Keys;
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Act, Here, Resolver};
use crate::sums::{Amount, Kind};
use crate::uses::Named;
use crate::values::day_number;

/// Deeper conditions than this could not be walked safely; the parser stops far below it, derived facts add to it.
const DEEPEST: usize = 256;

/// What a comparison is about.
#[derive(Debug, Clone)]
pub(crate) enum Subject {
    Fact(FactId),
    /// A derived fact, for a value of the list that it is kept by.
    Derived(DerivedId, Option<ValueId>),
    Count(FactId),
    Today,
    /// A computation.
    Amount(Amount),
    /// A parameter that is yes or no, a value of a list or a set of them.
    Setting(ParameterId, Setting),
}

pub(crate) fn atom(atom: Atom, span: SourceSpan) -> Condition {
    Condition::new(ConditionKind::Atom(atom), span)
}

pub(crate) fn not(condition: Condition, span: SourceSpan) -> Condition {
    Condition::new(ConditionKind::Not(Box::new(condition)), span)
}

/// All of them; one alone stays as it is, and what is always so adds nothing.
pub(crate) fn all(mut parts: Vec<Condition>, span: SourceSpan) -> Condition {
    parts.retain(|part| part.kind != ConditionKind::Always);
    match (parts.len(), parts.pop()) {
        (_, None) => Condition::always(span),
        (1, Some(part)) => part,
        (_, Some(last)) => {
            parts.push(last);
            Condition::new(ConditionKind::All(parts), span)
        }
    }
}

/// At least one of them; one alone stays as it is.
pub(crate) fn any(mut parts: Vec<Condition>, span: SourceSpan) -> Condition {
    match (parts.len(), parts.pop()) {
        (1, Some(part)) => part,
        (_, last) => {
            parts.extend(last);
            Condition::new(ConditionKind::Any(parts), span)
        }
    }
}

pub(crate) const fn interval(comparison: Comparison, value: Rational) -> Interval {
    match comparison {
        Comparison::AtLeast => Interval::at_least(value, true),
        Comparison::Above => Interval::at_least(value, false),
        Comparison::AtMost => Interval::at_most(value, true),
        Comparison::Below => Interval::at_most(value, false),
        Comparison::Equal => Interval::exactly(value),
    }
}

impl Resolver<'_> {
    /// A whole condition.
    pub(crate) fn lower(&mut self, here: Here, act: Act, condition: &ast::Condition) -> Done<Condition> {
        self.inlined = 0;
        self.condition(here, act, condition)
    }

    /// A condition or a part of one.
    pub(crate) fn condition(&mut self, here: Here, act: Act, condition: &ast::Condition) -> Done<Condition> {
        if self.nesting >= DEEPEST {
            self.report(Problem::error(
                code::NOT_EXACT,
                here.span(condition.span),
                words!(
                    "this condition is nested more than {DEEPEST} deep, derived facts included",
                    "điều kiện lồng nhau quá {DEEPEST} tầng, kể cả dữ kiện suy ra"
                ),
            ));
            return Err(Failed);
        }
        self.nesting += 1;
        let lowered = self.condition_kind(here, act, condition);
        self.nesting -= 1;
        lowered
    }

    fn condition_kind(&mut self, here: Here, act: Act, condition: &ast::Condition) -> Done<Condition> {
        let span = here.span(condition.span);
        match &condition.kind {
            ast::ConditionKind::And(parts) => {
                let joined = self.members_joined(here, parts, false);
                Ok(all(self.parts(here, act, joined.as_deref().unwrap_or(parts))?, span))
            }
            ast::ConditionKind::Or(parts) => {
                self.not_one_of(here, parts)?;
                self.no_limit_behind_or(here, parts)?;
                let joined = self.members_joined(here, parts, true);
                Ok(any(self.parts(here, act, joined.as_deref().unwrap_or(parts))?, span))
            }
            ast::ConditionKind::Not(part) => Ok(not(self.condition(here, act, part)?, span)),
            ast::ConditionKind::NoneOf(parts) => Ok(not(any(self.parts(here, act, parts)?, span), span)),
            ast::ConditionKind::AtLeast(n, parts) => {
                let lowered = self.parts(here, act, parts)?;
                if *n == 0 || *n as usize > lowered.len() {
                    self.report(Problem::error(
                        code::OUT_OF_RANGE,
                        span,
                        words!(
                            "the text asks for {n} of {count} conditions",
                            "ở đây đòi hỏi {n} trong {count} điều kiện",
                            count = lowered.len()
                        ),
                    ));
                    return Err(Failed);
                }
                Ok(Condition::new(ConditionKind::AtLeast(*n, lowered), span))
            }
            ast::ConditionKind::Over { quantifier, members, condition } => {
                self.over(here, act, (*quantifier, members), condition, span)
            }
            ast::ConditionKind::Held { power, how } => {
                let power_id = self.find_power(here, power);
                let by = self.held_by(here, how);
                let (power_id, by) = (power_id?, by?);
                self.its_place(here, condition.span, by.holders(), &[power_id])?;
                self.act_passes(here, act, power, power_id)?;
                Ok(match by {
                    Held::One(by) => atom(Atom::Held { power: power_id, by }, span),
                    Held::AtLeast(n, each) => {
                        let one = |seat| Atom::Held { power: power_id, by: HeldBy::AnyOf(vec![seat]) };
                        let each = each.into_iter().map(|seat| atom(one(seat), span));
                        Condition::new(ConditionKind::AtLeast(n, each.collect()), span)
                    }
                })
            }
            ast::ConditionKind::Vacant { office, negated } => {
                if let Some(answer) = self.answer_called_vacant(here, condition.span, office, *negated) {
                    return self.simple(here, act, &answer);
                }
                let vacant = self.vacant(here, office, span)?;
                Ok(if *negated { not(vacant, span) } else { vacant })
            }
            // Where they are the dates of the rule, they have been taken off.
            ast::ConditionKind::Dated { .. } => {
                self.report(
                    Problem::error(
                        code::MISPLACED,
                        span,
                        words!(
                            "these dates stand behind a part of the condition: a condition in brackets has no date to \
                             compare",
                            "các ngày này đứng sau một phần của điều kiện: điều kiện trong ngoặc không có ngày để so sánh"
                        ),
                    )
                    .help(words!(
                        "the dates of the rule stand last, behind the whole condition; a day of the case is compared by its \
                         fact, and the day asked about by `today from 2025-07-01`",
                        "thời hạn của quy định đứng sau cùng, sau toàn bộ điều kiện; ngày của vụ việc được so sánh qua dữ \
                         kiện của nó, còn ngày được hỏi thì viết `hôm nay từ ngày 2025-07-01`"
                    )),
                );
                Err(Failed)
            }
            // Each limit is a question of its own: where one is not known, the other may decide.
            ast::ConditionKind::Compare { subject, limits } if limits.len() > 1 => {
                let mut parts = Vec::new();
                let mut done = Ok(());
                for limit in limits {
                    let kind = ast::ConditionKind::Compare { subject: subject.clone(), limits: vec![limit.clone()] };
                    let one = ast::Condition { span: limit.0.span.to(limit.1.span), kind };
                    match self.simple(here, act, &one) {
                        Ok(part) => parts.push(part),
                        Err(Failed) => done = Err(Failed),
                    }
                }
                done.map(|()| all(parts, span))
            }
            ast::ConditionKind::Compare { .. }
            | ast::ConditionKind::Is { .. }
            | ast::ConditionKind::IsNone { .. }
            | ast::ConditionKind::Include { .. }
            | ast::ConditionKind::Fact(_) => match self.among_a_parameter(here, condition) {
                Some(condition) => self.condition(here, act, &condition),
                None => self.simple(here, act, condition),
            },
        }
    }

    /// `listed include procedure`, of a set that a parameter is: `procedure is one of listed`.
    fn among_a_parameter(&self, here: Here, condition: &ast::Condition) -> Option<ast::Condition> {
        let ast::ConditionKind::Include { subject, only: false, any, values } = &condition.kind else { return None };
        let (ExpressionKind::Name(name) | ExpressionKind::Of(ast::Name { value: name, .. }, _)) = &subject.kind else {
            return None;
        };
        let Thing::Parameter(id) = self.find_quietly(here.package, name, Sorts::PARAMETER)? else { return None };
        let Domain::SetOf(_) = self.model.parameters[id].domain else { return None };
        let span = condition.span;
        let each = values.iter().map(|name| {
            let relation = Spanned::new(ast::IsRelation::IsOneOf, span);
            let asked = ast::Expression { span: name.span, kind: ExpressionKind::Name(name.value.clone()) };
            ast::Condition {
                span,
                kind: ast::ConditionKind::Is { subject: asked, relation, values: vec![subject.clone()] },
            }
        });
        let each: Vec<ast::Condition> = each.collect();
        let kind = if *any { ast::ConditionKind::Or(each) } else { ast::ConditionKind::And(each) };
        Some(ast::Condition { span, kind })
    }

    /// A condition without parts, in the stretch and with the choices in hand.
    pub(crate) fn one_question(&mut self, here: Here, act: Act, condition: &ast::Condition) -> Done<Condition> {
        let span = here.span(condition.span);
        match &condition.kind {
            ast::ConditionKind::Compare { subject, limits } => self.compare(here, act, subject, limits, span),
            ast::ConditionKind::Is { subject, relation, values } => {
                self.given_or_not(here, subject, relation.value, values)?;
                let subject = self.subject(here, act, subject)?;
                self.is(here, act, subject, relation.value, values, span)
            }
            ast::ConditionKind::IsNone { subject, negated } => {
                let at = subject.span;
                let Subject::Fact(fact) = self.subject(here, act, subject)? else {
                    return Err(self.never_none(here, at, None));
                };
                let none = match &self.model.facts[fact] {
                    row if row.or_none => atom(Atom::IsNone(fact), span),
                    // A set always has an answer, and that may be nothing.
                    row if matches!(row.domain, Domain::SetOf(_)) => {
                        atom(Atom::Count(fact, Interval::exactly(Rational::from_integer(0))), span)
                    }
                    _ => return Err(self.never_none(here, at, Some(fact))),
                };
                Ok(if *negated { not(none, span) } else { none })
            }
            ast::ConditionKind::Include { subject, only, any, values } => {
                let subject_span = subject.span;
                let subject = self.subject(here, act, subject)?;
                self.include(here, subject, subject_span, *only, *any, values, span)
            }
            ast::ConditionKind::Fact(fact) => self.yes_or_no(here, act, fact, condition.span),
            _ => self.condition(here, act, condition),
        }
    }

    /// Every part, so that each error in them is reported.
    fn parts(&mut self, here: Here, act: Act, parts: &[ast::Condition]) -> Done<Vec<Condition>> {
        let lowered: Vec<_> = parts.iter().map(|part| self.condition(here, act, part)).collect();
        lowered.into_iter().collect()
    }

    /// A yes-or-no fact by name alone.
    pub(crate) fn yes_or_no(&mut self, here: Here, act: Act, fact: &Expression, span: Span) -> Done<Condition> {
        match self.subject(here, act, fact)? {
            Subject::Fact(id) if self.model.facts[id].domain == Domain::YesNo => {
                Ok(atom(Atom::Yes(id), here.span(span)))
            }
            Subject::Derived(id, value) => self.derived_condition(id, act, value, here.span(span)),
            Subject::Setting(_, Setting::YesNo(yes)) => {
                let span = here.span(span);
                Ok(if yes { Condition::always(span) } else { never(span) })
            }
            _ => {
                let words = self.words_at(here, fact.span);
                let problem = Problem::error(
                    code::WRONG_TYPE,
                    here.span(span),
                    words!(
                        "`{words}` is not answered yes or no, so it is no condition by itself",
                        "`{words}` không được trả lời có hoặc không nên tự nó không phải là điều kiện"
                    ),
                );
                let within = self.day_within(here, fact.span);
                self.report(
                    problem.help(
                        within.unwrap_or_else(|| words!("say what it is compared with", "nêu rõ so sánh với gì")),
                    ),
                );
                Err(Failed)
            }
        }
    }

    pub(crate) fn subject(&mut self, here: Here, act: Act, subject: &Expression) -> Done<Subject> {
        let span = subject.span;
        match &subject.kind {
            ExpressionKind::Name(name) => {
                let name = Spanned::new(name.clone(), span);
                if name.value == "act" {
                    return self.act(here, act, &name).map(Subject::Fact);
                }
                self.subject_named(here, act, &name, Keys::NONE, subject)
            }
            ExpressionKind::Of(name, of) => self.subject_named(here, act, name, Keys::of(of), subject),
            ExpressionKind::OfFor(name, of, per) => {
                self.subject_named(here, act, name, Keys { of: of.as_deref(), per: Some(per) }, subject)
            }
            ExpressionKind::CountOf(name) => {
                let id = self.asked_fact(here, name)?;
                match self.model.facts[id].domain {
                    Domain::SetOf(_) => Ok(Subject::Count(id)),
                    _ => Err(self.no_set(here, name.span, id)),
                }
            }
            ExpressionKind::Today => Ok(Subject::Today),
            ExpressionKind::Number(_)
            | ExpressionKind::Quantity(..)
            | ExpressionKind::Percent(_)
            | ExpressionKind::Date(_)
            | ExpressionKind::Duration(..)
            | ExpressionKind::YesNo(_)
            | ExpressionKind::Unlimited
            | ExpressionKind::None => {
                self.report(
                    Problem::error(
                        code::WRONG_TYPE,
                        here.span(span),
                        words!(
                            "a comparison begins with what the case is asked, not with a value",
                            "phép so sánh bắt đầu bằng điều được hỏi của hồ sơ, không phải bằng giá trị"
                        ),
                    )
                    .help(words!(
                        "write the fact first, then the limit: `capacity at least 50 MW`",
                        "viết dữ kiện trước, rồi đến giới hạn: `capacity không dưới 50 MW`"
                    )),
                );
                Err(Failed)
            }
            _ => self.amount(here, act, subject).map(Subject::Amount),
        }
    }

    fn subject_named(
        &mut self,
        here: Here,
        act: Act,
        name: &ast::Name,
        keys: Keys<'_>,
        whole: &Expression,
    ) -> Done<Subject> {
        let sorts = Sorts::FACT.or(Sorts::DERIVED).or(Sorts::KEPT).or(Sorts::PARAMETER).or(Sorts::EVENT);
        match self.find(here, name, sorts)? {
            Thing::Fact(id) => match self.only_key(here, keys)? {
                None => Ok(Subject::Fact(id)),
                Some(_) => Err(self.not_kept(here, name.span, self.model.facts[id].span)),
            },
            Thing::Kept(kept) => self.kept_at(here, name, kept, keys).map(Subject::Fact),
            Thing::Derived(id) if self.is_computed(id) => self.amount(here, act, whole).map(Subject::Amount),
            Thing::Derived(id) => {
                let of = self.only_key(here, keys)?;
                Ok(Subject::Derived(id, self.derived_key(here, name.span, id, of)?))
            }
            Thing::Parameter(id) if !self.is_ordered_parameter(id) => {
                let setting = self.parameter_setting(here, name, id, keys)?;
                Ok(Subject::Setting(id, setting))
            }
            Thing::Parameter(_) | Thing::Event(_) => self.amount(here, act, whole).map(Subject::Amount),
            _ => Err(Failed),
        }
    }

    /// The fact `act` of the powers in hand; a fact that the text itself calls so where there are none.
    fn act(&mut self, here: Here, act: Act, name: &ast::Name) -> Done<FactId> {
        if let Act::Of(fact) = act {
            self.mentions(here, name.span, Named::Thing(Thing::Fact(fact)));
            return Ok(fact);
        }
        if let Some(Thing::Fact(id)) = self.find_if_there(here, name.span, &name.value, Sorts::FACT) {
            return self.sound(Thing::Fact(id)).map(|_| id);
        }
        let message = match act {
            Act::Later => {
                self.turns_on_act = true;
                return Err(Failed);
            }
            Act::Lacking(power) if self.poisoned.contains(&Thing::Power(power)) => return Err(Failed),
            Act::Lacking(power) => words!(
                "`{power}` is a power without acts, so there is no `act` to ask about",
                "`{power}` là thẩm quyền không có `gồm các việc` nên không có `act` để hỏi",
                power = self.model.powers[power].name
            ),
            _ => words!(
                "`act` can be asked about only where one power, or several with the same acts, are \
                 named",
                "chỉ được hỏi `act` ở nơi nêu một thẩm quyền, hoặc nhiều thẩm quyền có cùng các việc"
            ),
        };
        let help = match act {
            // Whatever acts the powers have: the line names none of them.
            Act::Nowhere => words!(
                "write `when act is …` in a rule, which names its power: a text for certain acts only says so in its rules",
                "viết `khi act là …` trong một quy định có nêu thẩm quyền: văn bản chỉ áp dụng cho một số việc thì nêu điều đó \
                 trong các quy định của mình"
            ),
            _ => words!(
                "say which acts the power has where it is declared: `acts issue, extend, revoke`",
                "nêu các việc của thẩm quyền tại nơi khai báo: `gồm các việc issue, extend, revoke`"
            ),
        };
        self.report(Problem::error(code::UNKNOWN_NAME, here.span(name.span), message).help(help));
        Err(Failed)
    }

    /// `act` passes by name to the power looked at: that must have every act of the power in hand, or none at all.
    pub(crate) fn act_passes(&mut self, here: Here, act: Act, name: &ast::Name, power: PowerId) -> Done<()> {
        let (Act::Of(mine), Some(theirs)) = (act, self.model.powers[power].act) else {
            return Ok(());
        };
        let (Domain::Choice(mine), Domain::Choice(theirs)) =
            (&self.model.facts[mine].domain, &self.model.facts[theirs].domain)
        else {
            return Ok(());
        };
        let theirs = &self.model.lists[*theirs];
        let lacking = self.model.lists[*mine].values.iter().find(|value| !theirs.by_name.contains_key(&value.name));
        let Some(lacking) = lacking.map(|value| value.name.clone()) else {
            return Ok(());
        };
        self.report(
            Problem::error(
                code::WRONG_TYPE,
                here.span(name.span),
                words!(
                    "`{power}` has no act `{lacking}`, so who holds it for that act cannot be asked",
                    "`{power}` không có việc `{lacking}` nên không thể hỏi cơ quan nào có thẩm quyền về \
                     việc đó",
                    power = name.value
                ),
            )
            .see(self.model.powers[power].span, words!("its acts are declared here", "các việc được khai báo tại đây")),
        );
        Err(Failed)
    }

    fn compare(
        &mut self,
        here: Here,
        act: Act,
        subject: &Expression,
        limits: &[(Spanned<Comparison>, Expression)],
        span: SourceSpan,
    ) -> Done<Condition> {
        let about = self.subject(here, act, subject)?;
        // `=` is the sign for `is`, whatever it compares.
        if let [(sign, value)] = limits
            && sign.value == Comparison::Equal
        {
            return self.is(here, act, about, IsRelation::Is, std::slice::from_ref(value), span);
        }
        let mut parts = Vec::new();
        let mut done = Ok(());
        for (comparison, value) in limits {
            let at = if limits.len() == 1 { span } else { here.span(comparison.span.to(value.span)) };
            match self.compared(here, act, &about, subject.span, comparison.value, value, at) {
                Ok(part) => parts.push(part),
                Err(Failed) => done = Err(Failed),
            }
        }
        done.map(|()| all(parts, span))
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one sentence")]
    fn compared(
        &mut self,
        here: Here,
        act: Act,
        subject: &Subject,
        at: Span,
        comparison: Comparison,
        value: &Expression,
        span: SourceSpan,
    ) -> Done<Condition> {
        match subject {
            Subject::Fact(fact) if matches!(self.model.facts[*fact].domain, Domain::Ordered(_)) => {
                if !is_plain(value) {
                    let answer = self.answer_of(here, at, *fact)?;
                    return self.compared_with(here, act, answer, comparison, value, span);
                }
                let exact = self.limit(here, value, *fact)?;
                Ok(atom(Atom::Within(*fact, interval(comparison, exact)), span))
            }
            Subject::Count(fact) if is_plain(value) => {
                let exact = self.count(here, value)?;
                Ok(atom(Atom::Count(*fact, interval(comparison, exact)), span))
            }
            Subject::Today if matches!(value.kind, ExpressionKind::Date(_)) => {
                let day = self.fixed_date(here, value)?;
                Ok(atom(Atom::Today(interval(comparison, day)), span))
            }
            Subject::Today if self.undated_event(here, value).is_some() => {
                let event = self.undated_event(here, value).ok_or(Failed)?;
                Ok(self.today_and_event(EventDay::of(event), comparison, span))
            }
            Subject::Count(_) | Subject::Today => {
                let amount = self.amount_about(subject)?;
                self.compared_with(here, act, amount, comparison, value, span)
            }
            Subject::Amount(amount) => self.compared_with(here, act, amount.clone(), comparison, value, span),
            Subject::Fact(_) | Subject::Derived(..) | Subject::Setting(..) => {
                let words = self.words_at(here, at);
                let help = match subject {
                    Subject::Fact(fact) if matches!(self.model.facts[*fact].domain, Domain::SetOf(_)) => {
                        words!(
                            "write `count of {words}` for how many there are",
                            "viết `số lượng {words}` để hỏi có bao nhiêu"
                        )
                    }
                    _ if matches!(value.kind, ExpressionKind::Date(_)) => {
                        words!(
                            "if the date is that of the rule, write it before `when`",
                            "nếu là ngày của quy định thì viết trước `khi`"
                        )
                    }
                    _ => words!("write `{words} is …`", "viết `{words} là …`"),
                };
                self.report(
                    Problem::error(
                        code::WRONG_TYPE,
                        here.span(at),
                        words!(
                            "the answers to `{words}` have no order, so none is more or less than another",
                            "các câu trả lời cho `{words}` không có thứ tự lớn nhỏ"
                        ),
                    )
                    .help(help),
                );
                Err(Failed)
            }
        }
    }

    /// The sum that a count or the day asked about is.
    pub(crate) fn amount_about(&self, subject: &Subject) -> Done<Amount> {
        let one = Rational::from_integer(1);
        match subject {
            Subject::Count(fact) => Ok(Amount::of(Kind::Number, Term::Count(*fact), one)),
            Subject::Today => Ok(Amount::of(Kind::Date, Term::Today, one)),
            Subject::Amount(amount) => Ok(amount.clone()),
            _ => Err(Failed),
        }
    }

    /// A whole number of members.
    pub(crate) fn count(&mut self, here: Here, value: &Expression) -> Done<Rational> {
        let of =
            vires_model::Ordered { measure: vires_model::Measure::Number, decimals: Some(0), from: None, to: None };
        let exact = self.constant(here, value, &of, None, false)?;
        if exact.is_integer() {
            return Ok(exact);
        }
        Err(self.too_fine(here, value.span, exact, &of, 0))
    }

    /// A date of the text.
    pub(crate) fn fixed_date(&mut self, here: Here, value: &Expression) -> Done<Rational> {
        if let ExpressionKind::Date(date) = value.kind {
            return self.day(here, value.span, date).map(day_number);
        }
        if let ExpressionKind::Name(name) = &value.kind
            && self.may_be_reported(here.package, name)
        {
            return Err(Failed);
        }
        self.report(
            Problem::error(
                code::WRONG_TYPE,
                here.span(value.span),
                words!(
                    "`today` is compared with a date of the text",
                    "`hôm nay` được so sánh với một ngày nêu trong văn bản"
                ),
            )
            .help(words!("write a date such as 2025-07-01", "viết ngày như 2025-07-01")),
        );
        Err(Failed)
    }

    fn never_none(&mut self, here: Here, span: Span, fact: Option<FactId>) -> Failed {
        let words = self.words_at(here, span);
        let mut problem = Problem::error(
            code::WRONG_TYPE,
            here.span(span),
            words!(
                "`{words}` always has an answer, so it is never `none`",
                "`{words}` luôn có câu trả lời nên không bao giờ là `không có`"
            ),
        );
        if let Some(fact) = fact {
            problem = problem
                .see(
                    self.model.facts[fact].span,
                    words!("declared here without `or none`", "khai báo tại đây, không có `hoặc không có`"),
                )
                .help(words!(
                    "add `or none` to its type if the question may have no answer",
                    "thêm `hoặc không có` vào kiểu nếu câu hỏi có thể không có câu trả lời"
                ));
        }
        self.report(problem);
        Failed
    }

    pub(crate) fn no_set(&mut self, here: Here, span: Span, fact: FactId) -> Failed {
        let name = self.model.facts[fact].name.clone();
        self.report(
            Problem::error(
                code::WRONG_TYPE,
                here.span(span),
                words!(
                    "`{name}` has one answer, not a set of them",
                    "`{name}` có một câu trả lời, không phải một tập hợp"
                ),
            )
            .see(self.model.facts[fact].span, words!("declared here", "khai báo tại đây"))
            .help(words!(
                "declare it as `set of` a list, or write `is`",
                "khai báo là `tập hợp` của một danh mục, hoặc viết `là`"
            )),
        );
        Failed
    }

    /// Who makes `P is held …` true.
    pub(crate) fn held_by(&mut self, here: Here, how: &HeldHow) -> Done<Held> {
        Ok(Held::One(match how {
            HeldHow::At(tier) => HeldBy::At(self.find_tier(here, tier)?),
            HeldHow::Below(tier) => HeldBy::Below(self.find_tier(here, tier)?),
            HeldHow::By(holding) => {
                if let Holding::Whoever(name) = holding {
                    self.not_yet(
                        here,
                        name.span,
                        words!(
                            "conditions about whoever holds another power",
                            "điều kiện về cơ quan nào có thẩm quyền khác"
                        ),
                    );
                    return Err(Failed);
                }
                let holding = self.holding(here, holding)?;
                match holding.mode {
                    Mode::One | Mode::Any => HeldBy::AnyOf(holding.seats),
                    Mode::Jointly => HeldBy::AllOf(holding.seats),
                    Mode::AnyOf(n) => return Ok(Held::AtLeast(n, holding.seats)),
                }
            }
        }))
    }
}

/// What `P is held …` asks: one question, or whether so many of these hold it.
pub(crate) enum Held {
    One(HeldBy),
    AtLeast(u32, Vec<Holder>),
}

impl Held {
    pub(crate) fn holders(&self) -> &[Holder] {
        match self {
            Self::One(HeldBy::AnyOf(holders) | HeldBy::AllOf(holders)) | Self::AtLeast(_, holders) => holders,
            Self::One(HeldBy::At(_) | HeldBy::Below(_)) => &[],
        }
    }
}
