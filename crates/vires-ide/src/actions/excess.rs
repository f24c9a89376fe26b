//! A transfer of what the giver does not have, narrowed to what it has.

use vires_diagnostics::Finding;
use vires_syntax::ast::{Clause, ClauseKind, Rule, What};
use vires_words::say;

use super::region::{parts, whole};
use super::{Action, Desk};

pub(super) fn action(desk: &Desk<'_>, finding: &Finding) -> Option<Action> {
    let rules = desk.rules(finding);
    let at = rules.first().filter(|at| matches!(at.rule, Rule::Transfer { .. }))?;
    // Of a class of powers, the condition would cut out cases of the others too.
    let Rule::Transfer { what: What::Powers(powers), .. } = at.rule else { return None };
    let has_exception = at.line.clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::ExceptWhen(_)));
    if powers.len() != 1 || has_exception {
        return None;
    }
    let language = desk.language_of(at.file, at.line);
    let cases = whole(&parts(finding, language)?, at.row.life, language)?;
    let clause = say!(language, "except when {cases}", "trừ khi {cases}");
    // Lines of its own that stand further in set how far in the next one has to stand.
    let text = desk.policies.file_text(at.file).unwrap_or_default();
    let between =
        |clause: &Clause| text.get(at.line.span.start as usize..clause.span.start as usize).unwrap_or_default();
    let below = at.line.clauses.iter().map(between).find(|words| words.contains('\n'));
    let indent = match below.and_then(|words| words.rsplit('\n').next()) {
        Some(line) => line.chars().take_while(|letter| *letter == ' ').collect(),
        None => format!("{}  ", desk.indent(at.file, at.line)),
    };
    let edit = desk.lines_at(at.file, desk.end_of(at.file, at.line), &indent, &[clause]);
    let title = desk.language.pick(
        "narrow the transfer to what its giver has",
        "thu hẹp việc chuyển giao trong phạm vi thẩm quyền của bên giao",
    );
    let mut action = desk.fix(title.to_owned(), finding, vec![edit]);
    action.preferred = true;
    Some(action)
}
