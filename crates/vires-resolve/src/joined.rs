//! Values behind `and` and `or`, which the grammar reads as conditions of their own: further members of a set, and what
//! was meant as one of several answers.

use vires_model::{Domain, ListId};
use vires_syntax::ast::{self, Expression, ExpressionKind, IsRelation, Name};
use vires_words::words;

use crate::names::{Sorts, Thing};
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Here, Resolver};

impl Resolver<'_> {
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

    /// `source is coal or gas`: the second value reads like a question of its own, which it is not.
    pub(crate) fn not_one_of(&mut self, here: Here, parts: &[ast::Condition]) -> Done<()> {
        let [first, rest @ ..] = parts else {
            return Ok(());
        };
        let ast::ConditionKind::Is { subject, relation, values } = &first.kind else {
            return Ok(());
        };
        let ExpressionKind::Name(name) = &subject.kind else {
            return Ok(());
        };
        let Some(Thing::Fact(fact)) = self.find_quietly(here.package, name, Sorts::FACT) else {
            return Ok(());
        };
        let Domain::Choice(list) = self.model.facts[fact].domain else {
            return Ok(());
        };
        let is_value = |part: &ast::Condition| match &part.kind {
            ast::ConditionKind::Fact(Expression { kind: ExpressionKind::Name(value), .. }) => {
                self.value(list, value).is_some()
                    && self.find_quietly(here.package, value, Sorts::FACT.or(Sorts::DERIVED)).is_none()
            }
            _ => false,
        };
        let more: Vec<&ast::Condition> = rest.iter().take_while(|part| is_value(part)).collect();
        let Some(last) = more.last() else {
            return Ok(());
        };
        let spans = values.iter().map(|value| value.span).chain(more.iter().map(|part| part.span));
        let named: Vec<&str> = spans.map(|span| self.words_at(here, span)).collect();
        let named = named.join(", ");
        let negated = matches!(relation.value, IsRelation::IsNot | IsRelation::IsNoneOf);
        let problem = Problem::error(
            code::WRONG_TYPE,
            here.span(first.span.to(last.span)),
            words!(
                "a value stands behind `or` where a condition is needed",
                "sau `hoặc` là một giá trị trong khi cần một điều kiện"
            ),
        );
        self.report(problem.help(if negated {
            words!("write `{name} is none of {named}`", "viết `{name} không thuộc {named}`")
        } else {
            words!("write `{name} is one of {named}`", "viết `{name} thuộc một trong {named}`")
        }));
        Err(Failed)
    }

    /// The list of which a fact's answers are sets.
    fn list_of_set(&self, here: Here, subject: &Expression) -> Option<ListId> {
        let (ExpressionKind::Name(name)
        | ExpressionKind::Of(Name { value: name, .. }, _)
        | ExpressionKind::OfFor(Name { value: name, .. }, ..)) = &subject.kind
        else {
            return None;
        };
        self.list_of_set_named(here, name, Sorts::FACT.or(Sorts::KEPT))
    }

    /// The list of which a fact of that name, found among these sorts, may have several values.
    pub(crate) fn list_of_set_named(&self, here: Here, name: &str, among: Sorts) -> Option<ListId> {
        let fact = match self.find_quietly(here.package, name, among)? {
            Thing::Fact(fact) => fact,
            Thing::Kept(kept) => *self.kept.get(kept.0)?.facts.values().next()?,
            _ => return None,
        };
        match self.model.facts[fact].domain {
            Domain::SetOf(list) => Some(list),
            _ => None,
        }
    }
}
