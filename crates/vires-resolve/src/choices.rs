//! `is`, `is not`, `is one of`, `is none of`, `include`: what is said of answers by name.

use vires_model::{
    Atom, Condition, Domain, FactId, Interval, ListId, ParameterId, Rational, SourceSpan, ValueId, ValueSet,
};
use vires_syntax::ast::{self, Expression, ExpressionKind, IsRelation, Name};
use vires_syntax::span::Span;
use vires_words::words;

use crate::comparisons::never;
use crate::computations::is_plain;
use crate::conditions::{Subject, all, any, atom, not};
use crate::events::EventDay;
use crate::hand::Setting;
use crate::names::{Sorts, Thing};
use crate::pairs::Keys;
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Act, Here, Resolver};
use crate::territories;
use crate::uses::Named;

/// One thing that an answer may be.
enum Answer {
    /// One of these leaves.
    Leaves(ValueSet),
    /// Anything else, as a condition.
    Other(Condition),
}

impl Resolver<'_> {
    pub(crate) fn is(
        &mut self,
        here: Here,
        act: Act,
        subject: Subject,
        relation: IsRelation,
        values: &[Expression],
        span: SourceSpan,
    ) -> Done<Condition> {
        let (several, negated) = match relation {
            IsRelation::Is => (false, false),
            IsRelation::IsNot => (false, true),
            IsRelation::IsOneOf => (true, false),
            IsRelation::IsNoneOf => (true, true),
        };
        if let Subject::Fact(fact) = subject
            && let Domain::SetOf(list) = self.model.facts[fact].domain
        {
            return self.is_set(here, fact, list, several, negated, values, span);
        }
        if let Subject::Setting(parameter, setting) = &subject {
            let condition = self.is_setting(here, *parameter, setting, values, span)?;
            return Ok(if negated { not(condition, span) } else { condition });
        }
        if !several && values.len() > 1 {
            self.report(
                Problem::error(
                    code::WRONG_TYPE,
                    span,
                    words!(
                        "the question has one answer, which cannot be several things at once",
                        "câu hỏi chỉ có một câu trả lời, không thể cùng lúc là nhiều giá trị"
                    ),
                )
                .help(words!("write `is one of` and the values", "viết `thuộc một trong` rồi đến các giá trị")),
            );
            return Err(Failed);
        }
        let mut leaves = ValueSet::default();
        let mut others = Vec::new();
        let mut done = Ok(());
        for value in values {
            // One value is said by the whole condition, one of several by itself.
            let at = if values.len() == 1 { span } else { here.span(value.span) };
            match self.answer(here, act, &subject, value, at) {
                Ok(Answer::Leaves(more)) => leaves.extend(&more),
                Ok(Answer::Other(condition)) => others.push(condition),
                Err(Failed) => done = Err(Failed),
            }
        }
        done?;
        if let Subject::Fact(fact) = subject
            && (!leaves.is_empty() || others.is_empty())
        {
            others.insert(0, atom(Atom::Among(fact, leaves), span));
        }
        let condition = any(others, span);
        Ok(if negated { not(condition, span) } else { condition })
    }

    /// What it means that the answer is this value.
    fn answer(
        &mut self,
        here: Here,
        act: Act,
        subject: &Subject,
        value: &Expression,
        span: SourceSpan,
    ) -> Done<Answer> {
        let fact = match subject {
            Subject::Fact(fact) => *fact,
            Subject::Count(fact) if is_plain(value) => {
                let exact = self.count(here, value)?;
                return Ok(Answer::Other(atom(Atom::Count(*fact, Interval::exactly(exact)), span)));
            }
            Subject::Today if matches!(value.kind, ExpressionKind::Date(_)) => {
                let day = self.fixed_date(here, value)?;
                return Ok(Answer::Other(atom(Atom::Today(Interval::exactly(day)), span)));
            }
            Subject::Today if self.undated_event(here, value).is_some() => {
                let event = self.undated_event(here, value).ok_or(Failed)?;
                return Ok(Answer::Other(self.today_and_event(EventDay::of(event), ast::Comparison::Equal, span)));
            }
            Subject::Count(_) | Subject::Today | Subject::Amount(_) => {
                let amount = self.amount_about(subject)?;
                let same = self.compared_with(here, act, amount, ast::Comparison::Equal, value, span)?;
                return Ok(Answer::Other(same));
            }
            Subject::Setting(..) => return Err(Failed),
            Subject::Derived(id, key) => {
                let ExpressionKind::YesNo(yes) = value.kind else {
                    return Err(self.not_yes_or_no(here, value.span));
                };
                let condition = self.derived_condition(*id, act, *key, span)?;
                return Ok(Answer::Other(if yes { condition } else { not(condition, span) }));
            }
        };
        if value.kind == ExpressionKind::None {
            if self.model.facts[fact].or_none {
                return Ok(Answer::Other(atom(Atom::IsNone(fact), span)));
            }
            let name = self.model.facts[fact].name.clone();
            self.report(
                Problem::error(
                    code::WRONG_TYPE,
                    here.span(value.span),
                    words!(
                        "`{name}` always has an answer, so it is never `none`",
                        "`{name}` luôn có câu trả lời nên không bao giờ là `không có`"
                    ),
                )
                .see(
                    self.model.facts[fact].span,
                    words!("declared here without `or none`", "khai báo tại đây, không có `hoặc không có`"),
                ),
            );
            return Err(Failed);
        }
        match self.model.facts[fact].domain.clone() {
            Domain::YesNo => match &value.kind {
                ExpressionKind::YesNo(true) => Ok(Answer::Other(atom(Atom::Yes(fact), span))),
                ExpressionKind::YesNo(false) => Ok(Answer::Other(self.is_no(fact, span))),
                ExpressionKind::Name(name) => self.same_yes_or_no(here, act, fact, name, value.span, span),
                _ => Err(self.not_yes_or_no(here, value.span)),
            },
            Domain::Choice(list) => match &value.kind {
                ExpressionKind::Name(name) => self.choice(here, fact, list, name, value.span, span),
                ExpressionKind::Of(name, of) => {
                    self.choice_of(here, fact, list, (name, Keys::of(of)), value.span, span)
                }
                ExpressionKind::OfFor(name, of, per) => {
                    let keys = Keys { of: of.as_deref(), per: Some(per) };
                    self.choice_of(here, fact, list, (name, keys), value.span, span)
                }
                _ => Err(self.no_value_of(here, value.span, list)),
            },
            Domain::Ordered(_) if !is_plain(value) => {
                let answer = self.answer_of(here, value.span, fact)?;
                let same = self.compared_with(here, act, answer, ast::Comparison::Equal, value, span)?;
                Ok(Answer::Other(same))
            }
            Domain::Ordered(_) => {
                let exact: Rational = self.limit(here, value, fact)?;
                Ok(Answer::Other(atom(Atom::Within(fact, Interval::exactly(exact)), span)))
            }
            Domain::Person => {
                let name = self.model.facts[fact].name.clone();
                self.report(
                    Problem::error(
                        code::WRONG_TYPE,
                        here.span(value.span),
                        words!(
                            "`{name}` is a person; a rule cannot turn on who that is",
                            "`{name}` là một người; quy định không thể tùy thuộc vào người đó là ai"
                        ),
                    )
                    .help(words!(
                        "a person can be barred: `requester may not hold purchase`",
                        "có thể loại trừ một người: `requester không được thực hiện purchase`"
                    )),
                );
                Err(Failed)
            }
            Domain::SetOf(_) => Err(Failed),
        }
    }

    /// The fact is answered no; where there is no answer, it is neither.
    fn is_no(&self, fact: FactId, span: SourceSpan) -> Condition {
        let no = not(atom(Atom::Yes(fact), span), span);
        if !self.model.facts[fact].or_none {
            return no;
        }
        let answered = not(atom(Atom::IsNone(fact), span), span);
        all(vec![answered, no], span)
    }

    fn same_yes_or_no(
        &mut self,
        here: Here,
        act: Act,
        fact: FactId,
        name: &str,
        at: Span,
        span: SourceSpan,
    ) -> Done<Answer> {
        let fact_sorts = Sorts::FACT.or(Sorts::DERIVED).or(Sorts::KEPT).or(Sorts::PARAMETER);
        if self.find_quietly(here.package, name, Sorts::ANY).is_none() {
            return if self.may_be_reported(here.package, name) {
                Err(Failed)
            } else {
                Err(self.not_yes_or_no(here, at))
            };
        }
        let name = Name::new(name.to_owned(), at);
        let (yes, no) = match self.find(here, &name, fact_sorts)? {
            Thing::Fact(other) if self.model.facts[other].domain == Domain::YesNo => {
                (atom(Atom::Yes(other), span), self.is_no(other, span))
            }
            Thing::Kept(kept) => {
                let other = self.kept_in_hand(here, &name, kept)?;
                if self.model.facts[other].domain != Domain::YesNo {
                    return Err(self.not_yes_or_no(here, at));
                }
                (atom(Atom::Yes(other), span), self.is_no(other, span))
            }
            Thing::Parameter(id) => match self.parameter_setting(here, &name, id, Keys::NONE)? {
                Setting::YesNo(true) => (Condition::always(span), never(span)),
                Setting::YesNo(false) => (never(span), Condition::always(span)),
                _ => return Err(self.not_yes_or_no(here, at)),
            },
            Thing::Derived(id) => {
                let key = self.derived_key(here, at, id, None)?;
                let yes = self.derived_condition(id, act, key, span)?;
                (yes.clone(), not(yes, span))
            }
            _ => return Err(self.not_yes_or_no(here, at)),
        };
        let both = all(vec![atom(Atom::Yes(fact), span), yes], span);
        let neither = all(vec![self.is_no(fact, span), no], span);
        Ok(Answer::Other(any(vec![both, neither], span)))
    }

    pub(crate) fn not_yes_or_no(&mut self, here: Here, span: Span) -> Failed {
        self.report(Problem::error(
            code::WRONG_TYPE,
            here.span(span),
            words!("the question is answered `yes` or `no`", "câu hỏi được trả lời `có` hoặc `không`"),
        ));
        Failed
    }

    pub(crate) fn no_value_of(&mut self, here: Here, span: Span, list: ListId) -> Failed {
        let words = self.words_at(here, span);
        let name = self.model.lists[list].name.clone();
        self.report(
            Problem::error(
                code::WRONG_TYPE,
                here.span(span),
                words!(
                    "`{words}` cannot be an answer here; the text needs a value of {name}",
                    "`{words}` không thể là câu trả lời ở đây; cần một giá trị của {name}"
                ),
            )
            .see(
                self.model.lists[list].span,
                words!("its values are declared here", "các giá trị được khai báo tại đây"),
            ),
        );
        Failed
    }

    /// A value of the fact's list, a place of a territory around it, or another fact.
    fn choice(
        &mut self,
        here: Here,
        fact: FactId,
        list: ListId,
        name: &str,
        at: Span,
        span: SourceSpan,
    ) -> Done<Answer> {
        if let Some(value) = self.value_at(here, at, list, name) {
            let under = territories::leaves_under(&self.model, list, value);
            return Ok(match under.as_slice() {
                [(_, always)] => Answer::Leaves(always.clone()),
                _ => Answer::Other(territories::among(fact, under, span)),
            });
        }
        let mut outer = self.model.lists[list].within;
        while let Some(around) = outer {
            if let Some(value) = self.value_at(here, at, around, name) {
                let inside = territories::leaves_in(&self.model, list, value, around);
                return Ok(match inside.as_slice() {
                    [(_, always)] => Answer::Leaves(always.clone()),
                    _ => Answer::Other(territories::among(fact, inside, span)),
                });
            }
            outer = self.model.lists[around].within;
        }
        if self.value_is_reported(list, name) || self.may_be_reported(here.package, name) {
            return Err(Failed);
        }
        let sorts = Sorts::FACT.or(Sorts::DERIVED).or(Sorts::KEPT).or(Sorts::PARAMETER);
        match self.find_if_there(here, at, name, sorts) {
            Some(Thing::Fact(other)) => self.same(here, fact, list, other, at, span),
            Some(Thing::Kept(kept)) => {
                let other = self.kept_in_hand(here, &Name::new(name.to_owned(), at), kept)?;
                self.same(here, fact, list, other, at, span)
            }
            Some(Thing::Parameter(id)) => {
                self.set_as_answer(here, list, &Name::new(name.to_owned(), at), id, Keys::NONE).map(Answer::Leaves)
            }
            Some(_) => Err(self.no_value_of(here, at, list)),
            None => Err(self.no_such_answer(here, at, name, list)),
        }
    }

    /// A fact with answers from this list.
    fn fact_among(&mut self, here: Here, list: ListId, name: &Name) -> Option<FactId> {
        match self.find_quietly(here.package, &name.value, Sorts::FACT)? {
            Thing::Fact(fact) if self.model.facts[fact].domain == Domain::Choice(list) => {
                self.mentions(here, name.span, Named::Thing(Thing::Fact(fact)));
                Some(fact)
            }
            _ => None,
        }
    }

    /// `is limit of category`: what is kept for a value of a list.
    fn choice_of(
        &mut self,
        here: Here,
        fact: FactId,
        list: ListId,
        (name, keys): (&Name, Keys<'_>),
        at: Span,
        span: SourceSpan,
    ) -> Done<Answer> {
        match self.find(here, name, Sorts::KEPT.or(Sorts::PARAMETER))? {
            Thing::Kept(kept) => {
                let other = self.kept_at(here, name, kept, keys)?;
                self.same(here, fact, list, other, at, span)
            }
            Thing::Parameter(id) => self.set_as_answer(here, list, name, id, keys).map(Answer::Leaves),
            _ => Err(Failed),
        }
    }

    /// The values of a parameter with values of this list.
    fn set_as_answer(
        &mut self,
        here: Here,
        list: ListId,
        name: &Name,
        id: ParameterId,
        keys: Keys<'_>,
    ) -> Done<ValueSet> {
        let fits = match self.parameter_types.get(id.0 as usize).map(|parameter| &parameter.domain) {
            Some(Domain::Choice(own) | Domain::SetOf(own)) => *own == list,
            _ => false,
        };
        if !fits {
            return Err(self.no_value_of(here, name.span, list));
        }
        match self.parameter_setting(here, name, id, keys)? {
            Setting::Leaves(leaves) => Ok(leaves),
            Setting::YesNo(_) | Setting::Number(_) | Setting::Unlimited => Err(self.no_value_of(here, name.span, list)),
        }
    }

    /// `mode is strict`, where the mode is a parameter.
    fn is_setting(
        &mut self,
        here: Here,
        parameter: ParameterId,
        setting: &Setting,
        values: &[Expression],
        span: SourceSpan,
    ) -> Done<Condition> {
        let domain = self.parameter_types.get(parameter.0 as usize).map(|parameter| parameter.domain.clone());
        let mut found = false;
        for value in values {
            found |= match (setting, &domain, &value.kind) {
                (Setting::YesNo(is), _, ExpressionKind::YesNo(wanted)) => is == wanted,
                (Setting::YesNo(_), _, _) => return Err(self.not_yes_or_no(here, value.span)),
                (Setting::Leaves(leaves), Some(Domain::Choice(list)), ExpressionKind::Name(name)) => {
                    match self.value_at(here, value.span, *list, name) {
                        Some(wanted) => {
                            let wanted = self.model.lists[*list].leaves_under(wanted);
                            leaves.iter().any(|leaf| wanted.contains(leaf))
                        }
                        None => return Err(self.no_such_answer(here, value.span, name, *list)),
                    }
                }
                (_, Some(Domain::SetOf(list)), _) => {
                    let name = self.model.lists[*list].name.clone();
                    self.report(
                        Problem::error(
                            code::WRONG_TYPE,
                            here.span(value.span),
                            words!(
                                "the parameter is a set of {name}; whether an answer is in it is asked the other way \
                                 round",
                                "định mức là một tập hợp {name}; muốn hỏi câu trả lời có thuộc tập hợp đó không thì \
                                 phải viết ngược lại"
                            ),
                        )
                        .help(words!(
                            "write the fact first: `form is one of agency_forms`",
                            "viết dữ kiện trước: `form thuộc một trong agency_forms`"
                        )),
                    );
                    return Err(Failed);
                }
                _ => return Err(self.not_yes_or_no(here, value.span)),
            };
        }
        Ok(if found { Condition::always(span) } else { never(span) })
    }

    pub(crate) fn no_such_answer(&mut self, here: Here, at: Span, name: &str, list: ListId) -> Failed {
        let inner =
            self.model.lists.ids().find(|id| {
                *id != list && self.lies_within(*id, list) && self.model.lists[*id].by_name.contains_key(name)
            });
        let Some(inner) = inner else {
            return self.unknown_value(here, at, name, list);
        };
        let (inner, list) = (self.model.lists[inner].name.clone(), self.model.lists[list].name.clone());
        self.report(
            Problem::error(
                code::WRONG_TYPE,
                here.span(at),
                words!(
                    "`{name}` is a place of {inner}, narrower than the answers here, which are places of \
                     {list}",
                    "`{name}` là địa bàn thuộc {inner}, hẹp hơn các câu trả lời ở đây là địa bàn thuộc \
                     {list}"
                ),
            )
            .help(words!("ask for the place of {inner} as a fact", "hỏi địa bàn thuộc {inner} bằng một dữ kiện riêng")),
        );
        Failed
    }

    /// Both facts have the same answer.
    fn same(
        &mut self,
        here: Here,
        left: FactId,
        list: ListId,
        right: FactId,
        at: Span,
        span: SourceSpan,
    ) -> Done<Answer> {
        self.sound(Thing::Fact(right))?;
        if let Domain::Choice(other) = self.model.facts[right].domain {
            let wider = if self.lies_within(other, list) {
                Some(list)
            } else if self.lies_within(list, other) {
                Some(other)
            } else {
                None
            };
            if let Some(list) = wider {
                return Ok(Answer::Other(atom(Atom::Same { left, right, list }, span)));
            }
        }
        let names = [left, right].map(|fact| self.model.facts[fact].name.clone());
        self.report(
            Problem::error(
                code::WRONG_TYPE,
                here.span(at),
                words!(
                    "`{one}` and `{other}` have different kinds of answer, so they are never the same",
                    "`{one}` và `{other}` có câu trả lời khác loại nên không bao giờ trùng nhau",
                    one = names[0],
                    other = names[1]
                ),
            )
            .see(
                self.model.facts[left].span,
                words!("`{name}` is declared here", "`{name}` được khai báo tại đây", name = names[0]),
            )
            .see(
                self.model.facts[right].span,
                words!("`{name}` is declared here", "`{name}` được khai báo tại đây", name = names[1]),
            ),
        );
        Err(Failed)
    }

    /// `fields are A and B`: exactly that set.
    #[expect(clippy::too_many_arguments, reason = "the parts of one sentence")]
    fn is_set(
        &mut self,
        here: Here,
        fact: FactId,
        list: ListId,
        several: bool,
        negated: bool,
        values: &[Expression],
        span: SourceSpan,
    ) -> Done<Condition> {
        if several {
            let name = self.model.facts[fact].name.clone();
            self.report(
                Problem::error(
                    code::WRONG_TYPE,
                    span,
                    words!(
                        "`{name}` is a set of values, not one value",
                        "`{name}` là một tập hợp giá trị, không phải một giá trị"
                    ),
                )
                .help(words!(
                    "write `{name} include`, or `{name} are` and the whole set",
                    "viết `{name} gồm`, hoặc `{name} là` rồi đến cả tập hợp"
                )),
            );
            return Err(Failed);
        }
        let mut leaves = ValueSet::default();
        let mut done = Ok(());
        for value in values {
            match &value.kind {
                ExpressionKind::Name(name) => match self.leaf(here, value.span, name, list) {
                    Ok(leaf) => leaves.insert(leaf),
                    Err(Failed) => done = Err(Failed),
                },
                _ => done = Err(self.no_value_of(here, value.span, list)),
            }
        }
        done?;
        let size = Rational::from_integer(i128::try_from(leaves.len()).unwrap_or(i128::MAX));
        let mut parts: Vec<_> = leaves.iter().map(|leaf| atom(Atom::Includes(fact, leaf), span)).collect();
        parts.push(atom(Atom::Count(fact, Interval::exactly(size)), span));
        let condition = all(parts, span);
        Ok(if negated { not(condition, span) } else { condition })
    }

    /// A value under which there is no other.
    pub(crate) fn leaf(&mut self, here: Here, span: Span, name: &str, list: ListId) -> Done<ValueId> {
        let Some(value) = self.value_at(here, span, list, name) else {
            return Err(self.no_such_answer(here, span, name, list));
        };
        let row = &self.model.lists[list];
        if row.values.get(value.0 as usize).is_some_and(|value| value.leaf) {
            return Ok(value);
        }
        let under: Vec<_> = row
            .leaves_under(value)
            .iter()
            .filter_map(|leaf| row.values.get(leaf.0 as usize))
            .take(8)
            .map(|leaf| leaf.name.clone())
            .collect();
        self.report(
            Problem::error(
                code::WRONG_TYPE,
                here.span(span),
                words!(
                    "`{name}` stands for several values; here the text needs one",
                    "`{name}` bao gồm nhiều giá trị; ở đây chỉ cần một"
                ),
            )
            .help(words!("say which: {values}", "nêu rõ giá trị nào: {values}", values = under.join(", "))),
        );
        Err(Failed)
    }

    /// `fields include A or B`, `fields include only A, B`.
    #[expect(clippy::too_many_arguments, reason = "the parts of one sentence")]
    pub(crate) fn include(
        &mut self,
        here: Here,
        subject: Subject,
        at: Span,
        only: bool,
        one_is_enough: bool,
        values: &[Name],
        span: SourceSpan,
    ) -> Done<Condition> {
        let Subject::Fact(fact) = subject else {
            self.report(Problem::error(
                code::WRONG_TYPE,
                here.span(at),
                words!("only a set can include something", "chỉ tập hợp mới có thể gồm các giá trị"),
            ));
            return Err(Failed);
        };
        let Domain::SetOf(list) = self.model.facts[fact].domain else {
            return Err(self.no_set(here, at, fact));
        };
        let (mut named, mut others): (_, Vec<(FactId, Span)>) = (Vec::new(), Vec::new());
        let mut done = Ok(());
        for name in values {
            let parameter = self.find_quietly(here.package, &name.value, Sorts::PARAMETER);
            match (self.value_at(here, name.span, list, &name.value), parameter) {
                (Some(value), _) => named.push(self.model.lists[list].leaves_under(value)),
                // The set that a parameter is: each of its members.
                (None, Some(thing @ Thing::Parameter(id))) => {
                    self.mentions(here, name.span, Named::Thing(thing));
                    match self.set_as_answer(here, list, name, id, Keys::NONE) {
                        Ok(leaves) if only || one_is_enough => named.push(leaves),
                        Ok(leaves) => named.extend(leaves.iter().map(|leaf| [leaf].into_iter().collect::<ValueSet>())),
                        Err(Failed) => done = Err(Failed),
                    }
                }
                (None, _) => match self.fact_among(here, list, name) {
                    Some(other) => others.push((other, name.span)),
                    None => done = Err(self.no_such_answer(here, name.span, &name.value, list)),
                },
            }
        }
        done?;
        if let [(other, at), rest @ ..] = others.as_slice() {
            if only || !rest.is_empty() || !named.is_empty() {
                let words = self.words_at(here, *at);
                self.report(
                    Problem::error(
                        code::WRONG_TYPE,
                        here.span(*at),
                        words!(
                            "`{words}` is a question of its own, so it stands alone after `include`",
                            "`{words}` là một câu hỏi riêng nên phải đứng một mình sau `gồm`"
                        ),
                    )
                    .help(words!(
                        "write a condition for each and join them",
                        "viết mỗi giá trị thành một điều kiện rồi nối lại"
                    )),
                );
                return Err(Failed);
            }
            let leaves: Vec<ValueId> = self.model.lists[list].leaves().collect();
            let each = leaves.into_iter().map(|leaf| {
                let answer = atom(Atom::Among(*other, [leaf].into_iter().collect()), span);
                all(vec![atom(Atom::Includes(fact, leaf), span), answer], span)
            });
            return Ok(any(each.collect(), span));
        }
        if only {
            // Nothing else is in it. That says nothing of a question without answer, which no comparison fits.
            let others = self.model.lists[list].leaves().filter(|leaf| named.iter().all(|set| !set.contains(*leaf)));
            let mut parts: Vec<_> = others.map(|leaf| not(atom(Atom::Includes(fact, leaf), span), span)).collect();
            if self.model.facts[fact].or_none {
                parts.push(not(atom(Atom::IsNone(fact), span), span));
            }
            return Ok(all(parts, span));
        }
        let each =
            named.iter().map(|set| any(set.iter().map(|leaf| atom(Atom::Includes(fact, leaf), span)).collect(), span));
        let each: Vec<_> = each.collect();
        Ok(if one_is_enough { any(each, span) } else { all(each, span) })
    }
}
