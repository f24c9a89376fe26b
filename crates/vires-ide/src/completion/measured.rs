//! In what a derived fact is measured, as far as its words tell.

use vires_model::{Domain, Measure};
use vires_syntax::ast::{DeclarationKind, Definition, Expression, ExpressionKind, Operator};

use super::names::domain;
use crate::slot::Subject;
use crate::spelling::last_part;
use crate::visible::Visible;

/// So deep one derived fact may use another: a circle is an error that is told elsewhere.
const MOST: usize = 16;

/// The measure of a question, a parameter, or what is computed under a name.
pub(super) fn measure<'p>(subject: &Subject, visible: &Visible<'p>) -> Option<&'p Measure> {
    of_subject(subject, visible, MOST)
}

/// That of what is computed.
pub(super) fn expression<'p>(of: &Expression, visible: &Visible<'p>) -> Option<&'p Measure> {
    within(of, visible, MOST)
}

fn of_subject<'p>(subject: &Subject, visible: &Visible<'p>, left: usize) -> Option<&'p Measure> {
    subject.measure().or_else(|| match domain(subject, visible) {
        Some(Domain::Ordered(ordered)) => Some(&ordered.measure),
        Some(_) => None,
        None => within(computed(&subject.name, visible)?, visible, left),
    })
}

/// By what a derived fact is computed.
fn computed<'p>(name: &str, visible: &Visible<'p>) -> Option<&'p Expression> {
    let mut found = None;
    visible.named(last_part(name), |entry| {
        if let DeclarationKind::Fact { is: Some(Definition::Expression(of)), .. } = entry.kind {
            found = Some(of);
        }
    });
    found
}

fn within<'p>(of: &Expression, visible: &Visible<'p>, left: usize) -> Option<&'p Measure> {
    let left = left.checked_sub(1)?;
    let of_name = |name: &str| of_subject(&Subject { name: name.to_owned() }, visible, left);
    match &of.kind {
        ExpressionKind::Name(name) => of_name(name),
        ExpressionKind::Of(name, _) | ExpressionKind::OfFor(name, ..) => of_name(&name.value),
        ExpressionKind::Negate(inner) | ExpressionKind::SumOver(_, inner) | ExpressionKind::ShareOf(_, inner) => {
            within(inner, visible, left)
        }
        ExpressionKind::Extreme(_, all) => all.iter().find_map(|one| within(one, visible, left)),
        ExpressionKind::CountOf(_) => Some(&Measure::Number),
        ExpressionKind::Today => Some(&Measure::Date),
        ExpressionKind::Binary(op, one, other) => {
            let (one, other) = (within(one, visible, left), within(other, visible, left));
            match (op, one, other) {
                // From one day to another.
                (Operator::Subtract, Some(Measure::Date), Some(Measure::Date)) => Some(&Measure::Days),
                (Operator::Subtract | Operator::Add, one, other) => one.or(other),
                // A number times an amount, an amount by a number.
                _ => None,
            }
        }
        _ => None,
    }
}
