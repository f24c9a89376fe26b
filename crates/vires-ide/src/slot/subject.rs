//! What a comparison speaks of.

use vires_model::Measure;
use vires_syntax::ast::{Expression, ExpressionKind};

/// A fact or parameter, and of which entry of its list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Subject {
    pub(crate) name: String,
}

/// Names that nothing declared has: words of the language.
const TODAY: &str = "today";
const COUNT: &str = "count of";

impl Subject {
    /// Whether it is the day that is asked about.
    pub(crate) fn is_today(&self) -> bool {
        self.name == TODAY
    }

    /// What is measured, where the words say it by themselves.
    pub(crate) fn measure(&self) -> Option<&'static Measure> {
        match self.name.as_str() {
            TODAY => Some(&Measure::Date),
            COUNT => Some(&Measure::Number),
            _ => None,
        }
    }
}

/// What an expression speaks of.
pub(super) fn subject_of(expression: &Expression) -> Option<Subject> {
    match &expression.kind {
        ExpressionKind::Name(name) => Some(Subject { name: name.clone() }),
        ExpressionKind::Of(name, _) | ExpressionKind::OfFor(name, ..) => Some(Subject { name: name.value.clone() }),
        ExpressionKind::SumOver(_, inner) => subject_of(inner),
        ExpressionKind::Extreme(_, of) => of.iter().find_map(subject_of),
        ExpressionKind::CountOf(_) => Some(Subject { name: COUNT.to_owned() }),
        ExpressionKind::Today => Some(Subject { name: TODAY.to_owned() }),
        _ => None,
    }
}
