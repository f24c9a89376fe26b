//! `is`, `is not`, `is one of`, `is none of`, `include`: what is said of answers by name.

use vires_model::{
    Atom, Condition, Domain, FactId, Interval, ListId, ParameterId, Rational, SourceSpan, ValueId, ValueSet,
};
use vires_syntax::ast::{self, Expression, ExpressionKind, IsRelation, Name};
use vires_syntax::span::Span;

use crate::comparisons::never;
use crate::computations::is_plain;
use crate::conditions::{Subject, all, any, atom, not};
use crate::hand::Setting;
use crate::names::{Sorts, Thing};
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Act, Here, Resolver};
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
                    "the question has one answer, which cannot be several things at once",
                )
                .help("write `is one of` and the values"),
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

    /// `fields is A and B` reads like two conditions; where the subject is a set and B one of its values, B is a
    /// second member. None where nothing is to be joined.
    pub(crate) fn members_joined(&self, here: Here, parts: &[ast::Condition], or: bool) -> Option<Vec<ast::Condition>> {
        use ast::ConditionKind as C;
        let mut out: Vec<ast::Condition> = Vec::new();
        for part in parts {
            let member = match &part.kind {
                C::Fact(Expression { kind: ExpressionKind::Name(name), .. }) => Some(name),
                _ => None,
            };
            let joins = |subject: &Expression| {
                member.is_some_and(|name| {
                    self.list_of_set(here, subject).is_some_and(|list| self.value(list, name).is_some())
                })
            };
            let Some(last) = out.last_mut() else {
                out.push(part.clone());
                continue;
            };
            match (&mut last.kind, member) {
                (C::Is { subject, relation, values }, Some(name))
                    if !or && matches!(relation.value, IsRelation::Is | IsRelation::IsNot) && joins(subject) =>
                {
                    values.push(Expression { span: part.span, kind: ExpressionKind::Name(name.clone()) });
                }
                (C::Include { subject, any, values, only: false }, Some(name))
                    if joins(subject) && (*any == or || values.len() == 1) =>
                {
                    *any = or;
                    values.push(Name::new(name.clone(), part.span));
                }
                (C::Include { subject, values, only: true, .. }, Some(name)) if !or && joins(subject) => {
                    values.push(Name::new(name.clone(), part.span));
                }
                _ => {
                    out.push(part.clone());
                    continue;
                }
            }
            last.span = last.span.to(part.span);
        }
        (out.len() < parts.len()).then_some(out)
    }

    /// The list of which a fact's answers are sets.
    fn list_of_set(&self, here: Here, subject: &Expression) -> Option<ListId> {
        let (ExpressionKind::Name(name) | ExpressionKind::Of(Name { value: name, .. }, _)) = &subject.kind else {
            return None;
        };
        let fact = match self.find_quietly(here.package, name, Sorts::FACT.or(Sorts::KEPT))? {
            Thing::Fact(fact) => fact,
            Thing::Kept(kept) => *self.kept.get(kept.0)?.facts.values().next()?,
            _ => return None,
        };
        match self.model.facts[fact].domain {
            Domain::SetOf(list) => Some(list),
            _ => None,
        }
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
                return Ok(Answer::Other(self.today_and_event(event, ast::Comparison::Equal, span)));
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
                    format!("`{name}` always has an answer, so it is never `none`"),
                )
                .see(self.model.facts[fact].span, "declared here without `or none`"),
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
                ExpressionKind::Of(name, of) => self.choice_of(here, fact, list, (name, of), value.span, span),
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
                        format!("`{name}` is a person; a rule cannot turn on who that is"),
                    )
                    .help("a person can be barred: `requester may not hold purchase`"),
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
            Thing::Parameter(id) => match self.parameter_setting(here, &name, id, None)? {
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
        self.report(Problem::error(code::WRONG_TYPE, here.span(span), "the question is answered `yes` or `no`"));
        Failed
    }

    pub(crate) fn no_value_of(&mut self, here: Here, span: Span, list: ListId) -> Failed {
        let words = self.words_at(here, span);
        let name = self.model.lists[list].name.clone();
        self.report(
            Problem::error(
                code::WRONG_TYPE,
                here.span(span),
                format!("`{words}` cannot be an answer here; the text needs a value of {name}"),
            )
            .see(self.model.lists[list].span, "its values are declared here"),
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
            return Ok(Answer::Leaves(self.model.lists[list].leaves_under(value)));
        }
        let mut outer = self.model.lists[list].within;
        while let Some(around) = outer {
            if let Some(value) = self.value_at(here, at, around, name) {
                let places = self.model.lists[around].leaves_under(value);
                let inside = self.model.lists[list].leaves().filter(|leaf| {
                    self.model.lift(*leaf, list, around).is_some_and(|place| place == value || places.contains(place))
                });
                return Ok(Answer::Leaves(inside.collect()));
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
                self.set_as_answer(here, list, &Name::new(name.to_owned(), at), id, None).map(Answer::Leaves)
            }
            Some(_) => Err(self.no_value_of(here, at, list)),
            None => Err(self.no_such_answer(here, at, name, list)),
        }
    }

    /// `is limit of category`: what is kept for a value of a list.
    fn choice_of(
        &mut self,
        here: Here,
        fact: FactId,
        list: ListId,
        (name, of): (&Name, &Name),
        at: Span,
        span: SourceSpan,
    ) -> Done<Answer> {
        match self.find(here, name, Sorts::KEPT.or(Sorts::PARAMETER))? {
            Thing::Kept(kept) => {
                let other = self.kept_for(here, kept, of)?;
                self.same(here, fact, list, other, at, span)
            }
            Thing::Parameter(id) => self.set_as_answer(here, list, name, id, Some(of)).map(Answer::Leaves),
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
        of: Option<&Name>,
    ) -> Done<ValueSet> {
        let fits = match self.parameter_types.get(id.0 as usize).map(|parameter| &parameter.domain) {
            Some(Domain::Choice(own) | Domain::SetOf(own)) => *own == list,
            _ => false,
        };
        if !fits {
            return Err(self.no_value_of(here, name.span, list));
        }
        match self.parameter_setting(here, name, id, of)? {
            Setting::Leaves(leaves) => Ok(leaves),
            Setting::YesNo(_) | Setting::Number(_) => Err(self.no_value_of(here, name.span, list)),
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
                            format!("the parameter is a set of {name}; whether an answer is in it is asked the other way round"),
                        )
                        .help("write the fact first: `form is one of agency_forms`"),
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
                format!("`{name}` is a place of {inner}, narrower than the answers here, which are places of {list}"),
            )
            .help(format!("ask for the place of {inner} as a fact")),
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
                format!("`{}` and `{}` have different kinds of answer, so they are never the same", names[0], names[1]),
            )
            .see(self.model.facts[left].span, format!("`{}` is declared here", names[0]))
            .see(self.model.facts[right].span, format!("`{}` is declared here", names[1])),
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
                Problem::error(code::WRONG_TYPE, span, format!("`{name}` is a set of values, not one value"))
                    .help(format!("write `{name} include`, or `{name} are` and the whole set")),
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
                format!("`{name}` stands for several values; here the text needs one"),
            )
            .help(format!("say which: {}", under.join(", "))),
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
            self.report(Problem::error(code::WRONG_TYPE, here.span(at), "only a set can include something"));
            return Err(Failed);
        };
        let Domain::SetOf(list) = self.model.facts[fact].domain else {
            return Err(self.no_set(here, at, fact));
        };
        let mut named = Vec::new();
        let mut done = Ok(());
        for name in values {
            let parameter = self.find_quietly(here.package, &name.value, Sorts::PARAMETER);
            match (self.value_at(here, name.span, list, &name.value), parameter) {
                (Some(value), _) => named.push(self.model.lists[list].leaves_under(value)),
                // The set that a parameter is: each of its members.
                (None, Some(thing @ Thing::Parameter(id))) => {
                    self.mentions(here, name.span, Named::Thing(thing));
                    match self.set_as_answer(here, list, name, id, None) {
                        Ok(leaves) if only || one_is_enough => named.push(leaves),
                        Ok(leaves) => named.extend(leaves.iter().map(|leaf| [leaf].into_iter().collect::<ValueSet>())),
                        Err(Failed) => done = Err(Failed),
                    }
                }
                (None, _) => done = Err(self.no_such_answer(here, name.span, &name.value, list)),
            }
        }
        done?;
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
