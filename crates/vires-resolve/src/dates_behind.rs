//! Dates behind a condition that has no date to compare: they are those of the rule.

use vires_syntax::ast::{self, ExpressionKind, Name};
use vires_syntax::span::Spanned;

use crate::names::{Sorts, Thing};
use crate::resolver::{Here, Resolver};

impl Resolver<'_> {
    /// `when urgent until 2026-12-31`: a yes-or-no fact has no date to compare, so what stands behind it are the dates of
    /// the rule, as they are behind a condition in brackets. The condition without them, and they.
    pub(crate) fn dates_behind(
        &self,
        here: Here,
        condition: &ast::Condition,
    ) -> Option<(ast::Condition, Vec<ast::Bound>)> {
        match &condition.kind {
            ast::ConditionKind::And(parts) | ast::ConditionKind::Or(parts) => {
                let (last, before) = parts.split_last()?;
                let (last, bounds) = self.dates_behind(here, last)?;
                let parts = before.iter().cloned().chain([last]).collect();
                let kind = match condition.kind {
                    ast::ConditionKind::Or(_) => ast::ConditionKind::Or(parts),
                    _ => ast::ConditionKind::And(parts),
                };
                Some((ast::Condition { span: condition.span, kind }, bounds))
            }
            ast::ConditionKind::Not(inner) => {
                let (inner, bounds) = self.dates_behind(here, inner)?;
                Some((ast::Condition { span: condition.span, kind: ast::ConditionKind::Not(Box::new(inner)) }, bounds))
            }
            ast::ConditionKind::Over { quantifier, members, condition: inner } => {
                let (inner, bounds) = self.dates_behind(here, inner)?;
                let kind = ast::ConditionKind::Over {
                    quantifier: *quantifier,
                    members: members.clone(),
                    condition: Box::new(inner),
                };
                Some((ast::Condition { span: condition.span, kind }, bounds))
            }
            ast::ConditionKind::Dated { condition, bounds } => Some(((**condition).clone(), bounds.clone())),
            ast::ConditionKind::Compare { subject, limits } => {
                let ExpressionKind::Name(name) = &subject.kind else { return None };
                let sorts = Sorts::FACT.or(Sorts::DERIVED).or(Sorts::KEPT);
                let is_answered_yes = match self.find_quietly(here.package, name, sorts)? {
                    Thing::Fact(fact) => self.model.facts[fact].domain == vires_model::Domain::YesNo,
                    Thing::Kept(kept) => self.kept.get(kept.0)?.row.domain == vires_model::Domain::YesNo,
                    Thing::Derived(id) => !self.is_computed(id),
                    _ => false,
                };
                let bound = |(comparison, value): &(Spanned<ast::Comparison>, ast::Expression)| {
                    let kind = match self.words_at(here, comparison.span) {
                        "from" | "từ ngày" => ast::BoundKind::From,
                        "until" | "đến hết ngày" => ast::BoundKind::Until,
                        "before" | "trước ngày" => ast::BoundKind::Before,
                        _ => return None,
                    };
                    let date = match &value.kind {
                        ExpressionKind::Date(date) => ast::DateRef::Date(Spanned { value: *date, span: value.span }),
                        ExpressionKind::Name(event) => {
                            self.find_quietly(here.package, event, Sorts::EVENT)?;
                            ast::DateRef::Event(Name { value: event.clone(), span: value.span })
                        }
                        _ => return None,
                    };
                    Some(ast::Bound { kind, date })
                };
                let bounds: Option<Vec<ast::Bound>> = limits.iter().map(bound).collect();
                let fact = ast::ConditionKind::Fact(subject.clone());
                let condition = ast::Condition { span: subject.span, kind: fact };
                bounds.filter(|_| is_answered_yes).map(|bounds| (condition, bounds))
            }
            _ => None,
        }
    }
}
