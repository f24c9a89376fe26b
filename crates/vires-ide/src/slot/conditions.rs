//! What a name would be in conditions, and in what they compute.

use vires_syntax::ast::{Bound, Condition, ConditionKind, Expression, ExpressionKind, Members};

use super::subject::subject_of;
use super::{Finder, Slot, Subject};

impl Finder<'_> {
    fn members(&mut self, members: &Members) {
        self.is(&members.list, Slot::List);
        self.all(&members.except, &Slot::ValueIn { list: members.list.value.clone() });
    }

    pub(super) fn condition(&mut self, condition: &Condition) {
        match &condition.kind {
            ConditionKind::And(all)
            | ConditionKind::Or(all)
            | ConditionKind::NoneOf(all)
            | ConditionKind::AtLeast(_, all) => all.iter().for_each(|one| self.condition(one)),
            ConditionKind::Not(one) => self.condition(one),
            ConditionKind::Compare { subject, limits } => {
                self.expression(subject, None);
                let about = subject_of(subject);
                for (_, limit) in limits {
                    self.expression(limit, about.as_ref().map(|about| (about, false)));
                }
            }
            ConditionKind::Is { subject, values, .. } => {
                self.expression(subject, None);
                let about = subject_of(subject);
                for value in values {
                    self.expression(value, about.as_ref().map(|about| (about, true)));
                }
            }
            ConditionKind::IsNone { subject, .. } => self.expression(subject, None),
            ConditionKind::Include { subject, values, .. } => {
                self.expression(subject, None);
                if let Some(about) = subject_of(subject) {
                    self.all(values, &Slot::Value(about));
                }
            }
            ConditionKind::Over { members, condition, .. } => {
                self.members(members);
                self.condition(condition);
            }
            ConditionKind::Held { power, how } => {
                self.is(power, Slot::Power);
                self.held(how);
            }
            ConditionKind::Vacant { office, .. } => self.holder(office, &Slot::Office),
            ConditionKind::Dated { condition, bounds } => {
                self.condition(condition);
                bounds.iter().for_each(|Bound { date, .. }| self.date(date));
            }
            ConditionKind::Fact(expression) => self.expression(expression, None),
        }
    }

    /// `about`: what it is compared with, and whether as an answer.
    pub(super) fn expression(&mut self, expression: &Expression, about: Option<(&Subject, bool)>) {
        match &expression.kind {
            ExpressionKind::Name(name) => self.is_called(
                name,
                match about {
                    Some((subject, true)) => Slot::Value(subject.clone()),
                    Some((subject, false)) => Slot::Operand(subject.clone()),
                    None => Slot::Subject,
                },
            ),
            ExpressionKind::Of(name, of) => {
                self.is(name, about.map_or(Slot::Subject, |(subject, _)| Slot::Operand(subject.clone())));
                self.is(of, Slot::Key(Subject { name: name.value.clone() }));
            }
            ExpressionKind::OfFor(name, of, per) => {
                // An answer is a value, and has no entries.
                match about {
                    Some((subject, false)) => self.is(name, Slot::Operand(subject.clone())),
                    Some((_, true)) => {}
                    None => self.is(name, Slot::Subject),
                }
                let key = Slot::Key(Subject { name: name.value.clone() });
                of.iter().chain([per]).for_each(|of| self.is(of, key.clone()));
            }
            ExpressionKind::Quantity(_, unit) => {
                self.is(unit, Slot::Unit(about.map(|(subject, _)| subject.clone())));
            }
            ExpressionKind::Negate(inner) => self.expression(inner, about),
            ExpressionKind::Binary(_, one, other) | ExpressionKind::ShareOf(one, other) => {
                let about = about.map(|(subject, _)| (subject, false));
                self.amount(one, about);
                self.amount(other, about);
            }
            ExpressionKind::SumOver(members, inner) => {
                self.members(members);
                self.amount(inner, None);
            }
            ExpressionKind::CountOf(name) => self.is(name, Slot::Set),
            ExpressionKind::Extreme(_, of) => of.iter().for_each(|one| self.amount(one, about)),
            _ => {}
        }
    }

    /// An expression that is computed with; `about`: what the whole is compared with.
    fn amount(&mut self, expression: &Expression, about: Option<(&Subject, bool)>) {
        match (&expression.kind, about) {
            (ExpressionKind::Name(name), None) => self.is_called(name, Slot::Amount),
            (ExpressionKind::Of(name, of), None) => {
                self.is(name, Slot::Amount);
                self.is(of, Slot::Key(Subject { name: name.value.clone() }));
            }
            (ExpressionKind::OfFor(name, of, per), None) => {
                self.is(name, Slot::Amount);
                let key = Slot::Key(Subject { name: name.value.clone() });
                of.iter().chain([per]).for_each(|of| self.is(of, key.clone()));
            }
            _ => self.expression(expression, about),
        }
    }
}
