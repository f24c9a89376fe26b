//! An amount with its unit, in the other units of its kind.

use vires_compiler::Policies;
use vires_model::{FileId, SourceSpan};
use vires_syntax::ast::ExpressionKind;

use super::Hover;
use crate::declared::words;
use crate::parts::{Part, each};
use crate::{amounts, lines};

/// So many digits are counted before they are read.
const MANY_DIGITS: usize = 6;

/// `50 MW = 50,000 kW`; `6 billion VND` as 6,000,000,000 VND.
pub(super) fn hover(policies: &Policies, file: FileId, offset: u32) -> Option<Hover> {
    let line = lines::on(&policies.tree(file)?.file, offset)?;
    let mut found = None;
    each(line, &mut |part| {
        if let Part::Expression(expression) = part
            && matches!(expression.kind, ExpressionKind::Quantity(..) | ExpressionKind::Duration(..))
            && expression.span.start <= offset
            && offset <= expression.span.end
        {
            found = Some(expression);
        }
    });
    let expression = found?;
    let span = SourceSpan { file, start: expression.span.start, end: expression.span.end };
    let (number, unit) = match &expression.kind {
        ExpressionKind::Quantity(number, unit) => (number, unit),
        ExpressionKind::Duration(number, unit) => {
            let others = amounts::period_in_others(amounts::value(number)?, *unit, policies.language());
            let written = words(policies, span);
            return (!others.is_empty())
                .then(|| Hover { span, markdown: format!("**{written}** = {}", others.join(" = ")) });
        }
        _ => return None,
    };
    let value = amounts::value(number)?;
    let others = amounts::in_other_units(policies, value, &unit.value);
    let own = amounts::written(value, policies.language())?;
    // Of an amount that has no other unit, how large it is, where that is not seen at once.
    if others.is_empty() && number.power_of_ten == 0 && number.digits.len() < MANY_DIGITS {
        return None;
    }
    let all: Vec<String> = std::iter::once(format!("**{own} {}**", unit.value)).chain(others).collect();
    Some(Hover { span, markdown: all.join(" = ") })
}
