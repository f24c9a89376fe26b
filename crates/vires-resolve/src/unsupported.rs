//! What this version of the language does not know yet: one clear sentence each.

use vires_syntax::ast::{Expression, ExpressionKind, Operator};
use vires_syntax::span::Span;

use crate::problem::{Failed, Problem, code};
use crate::resolver::{Here, Resolver};

impl Resolver<'_> {
    /// `what` in the plural: `events`, `sums over a list`.
    pub(crate) fn not_yet(&mut self, here: Here, span: Span, what: &str) {
        self.report(
            Problem::error(code::NOT_YET, here.span(span), format!("{what} are not part of this version of Vires yet"))
                .help("what this line says has no effect for now"),
        );
    }

    /// Reports a computation. A product of two answers is no linear arithmetic, and will stay out of the language.
    pub(crate) fn arithmetic(&mut self, here: Here, value: &Expression) -> Failed {
        if self.a_name_is_reported(here, value) {
            return Failed;
        }
        if let Some(span) = product_of_answers(value) {
            self.report(
                Problem::error(
                    code::NOT_EXACT,
                    here.span(span),
                    "two answers of the case cannot be multiplied with or divided by each other",
                )
                .help("ask for the result as a fact of its own"),
            );
            return Failed;
        }
        let what = match &value.kind {
            ExpressionKind::Of(..) => "facts and parameters kept by a list",
            ExpressionKind::SumOver(..) => "sums over a list",
            _ => "computations with facts",
        };
        self.not_yet(here, value.span, what);
        Failed
    }

    /// Whether a name in it is reported where it is declared, so that the computation is no cause of its own.
    fn a_name_is_reported(&self, here: Here, value: &Expression) -> bool {
        match &value.kind {
            ExpressionKind::Name(name) => self.may_be_reported(here.package, name),
            ExpressionKind::Of(name, _) | ExpressionKind::CountOf(name) => {
                self.may_be_reported(here.package, &name.value)
            }
            ExpressionKind::Negate(one) | ExpressionKind::SumOver(_, one) => self.a_name_is_reported(here, one),
            ExpressionKind::Binary(_, one, other) | ExpressionKind::ShareOf(one, other) => {
                self.a_name_is_reported(here, one) || self.a_name_is_reported(here, other)
            }
            _ => false,
        }
    }
}

/// Where two answers are multiplied or divided, if anywhere.
fn product_of_answers(value: &Expression) -> Option<Span> {
    match &value.kind {
        ExpressionKind::Binary(operator, one, other) => {
            let product = matches!(operator, Operator::Multiply | Operator::Divide);
            if product && asks(one) && asks(other) {
                return Some(value.span);
            }
            product_of_answers(one).or_else(|| product_of_answers(other))
        }
        ExpressionKind::ShareOf(one, other) => product_of_answers(one).or_else(|| product_of_answers(other)),
        ExpressionKind::Negate(one) | ExpressionKind::SumOver(_, one) => product_of_answers(one),
        _ => None,
    }
}

/// Whether it asks anything of the case.
fn asks(value: &Expression) -> bool {
    match &value.kind {
        ExpressionKind::Name(_) | ExpressionKind::CountOf(_) => true,
        ExpressionKind::Negate(one) | ExpressionKind::SumOver(_, one) => asks(one),
        ExpressionKind::Binary(_, one, other) | ExpressionKind::ShareOf(one, other) => asks(one) || asks(other),
        _ => false,
    }
}
