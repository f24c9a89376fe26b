//! `(urgent or large) until 2026-12-31`: a condition in brackets has no date to compare, so what stands behind it are the dates of the rule.

use super::{At, Builder, Built, Part, Reported};
use crate::ast::{Bound, BoundKind, Condition, ConditionKind, DateRef, ExpressionKind};
use crate::grammar::Rule;
use crate::span::{Span, Spanned};

impl<'t> Builder<'t> {
    /// A condition in brackets with dates behind it.
    pub(super) fn dated(
        &mut self,
        at: At,
        span: Span,
        subject: &Part<'t>,
        tail: &Part<'t>,
    ) -> Built<Option<Condition>> {
        if tail.as_rule() != Rule::limits {
            return Ok(None);
        }
        let mut operands = subject.clone().into_inner();
        let (Some(bracket), None) = (operands.next(), operands.next()) else { return Ok(None) };
        if bracket.as_rule() != Rule::bracket {
            return Ok(None);
        }
        let limits = tail.clone().into_inner().filter(|inner| inner.as_rule() == Rule::limit);
        let Some(bounds) = limits.map(|limit| self.bound_of(at, limit)).collect::<Option<Vec<Bound>>>() else {
            return Ok(None);
        };
        let here = self.span(at, &bracket);
        let inner = bracket.into_inner().find(|inner| inner.as_rule() == Rule::condition).ok_or(Reported)?;
        let built = self.deeper(here, |builder| builder.condition_or_value(at, inner))?;
        // What is computed in brackets may well be a date.
        if matches!(built.condition.kind, ConditionKind::Fact(_)) {
            return Ok(None);
        }
        let condition = Box::new(Condition { span: here, kind: built.condition.kind });
        Ok(Some(Condition { span, kind: ConditionKind::Dated { condition, bounds } }))
    }

    /// A limit by a day or an event, as the end of a period.
    fn bound_of(&mut self, at: At, limit: Part<'t>) -> Option<Bound> {
        let mut inner = limit.into_inner();
        let word = inner.next()?.into_inner().next()?;
        let kind = match word.as_rule() {
            Rule::kw_from_date => BoundKind::From,
            Rule::kw_until => BoundKind::Until,
            Rule::kw_before => BoundKind::Before,
            _ => return None,
        };
        let value = self.expression(at, inner.next()?).ok()?;
        let date = match value.kind {
            ExpressionKind::Date(date) => DateRef::Date(Spanned::new(date, value.span)),
            ExpressionKind::Name(event) => DateRef::Event(Spanned::new(event, value.span)),
            _ => return None,
        };
        Some(Bound { kind, date })
    }
}
