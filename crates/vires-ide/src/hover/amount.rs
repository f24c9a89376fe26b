//! An amount with its unit, in the other units of its kind.

use vires_compiler::Policies;
use vires_model::{FileId, SourceSpan};
use vires_syntax::ast::ExpressionKind;

use super::Hover;
use crate::parts::{Part, each};
use crate::{amounts, lines};

/// `50 MW = 50,000 kW`; nothing where no other unit of its kind is declared.
pub(super) fn hover(policies: &Policies, file: FileId, offset: u32) -> Option<Hover> {
    let line = lines::on(&policies.tree(file)?.file, offset)?;
    let mut found = None;
    each(line, &mut |part| {
        if let Part::Expression(expression) = part
            && let ExpressionKind::Quantity(number, unit) = &expression.kind
            && expression.span.start <= offset
            && offset <= expression.span.end
        {
            found = Some((expression.span, number, unit));
        }
    });
    let (span, number, unit) = found?;
    let value = amounts::value(number)?;
    let others = amounts::in_other_units(policies, value, &unit.value);
    if others.is_empty() {
        return None;
    }
    let own = amounts::written(value, policies.language())?;
    let markdown = format!("**{own} {}** = {}", unit.value, others.join(" = "));
    Some(Hover { span: SourceSpan { file, start: span.start, end: span.end }, markdown })
}
