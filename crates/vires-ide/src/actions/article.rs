//! An article of its own behind the others of a text: for what none of them could say, because each applies to some cases only.

use vires_diagnostics::Finding;
use vires_model::FileId;
use vires_syntax::ast::{ClauseKind, DateRef, DeclarationKind, Line, LineKind, Operation, PlaceRoot, ProvisionKind};
use vires_words::Language;

use super::region::{clauses, parts};
use super::{At, Desk, cases};
use crate::TextEdit;
use crate::lines::around;

/// An article with a line for each part of the region, in the text of a rule. None where that text itself applies to some
/// cases only, is changed by others, or is not all articles with plain numbers.
pub(super) fn behind(
    desk: &Desk<'_>,
    finding: &Finding,
    grant: &At<'_>,
    language: Language,
    line: impl Fn(&str) -> String,
) -> Option<(FileId, TextEdit)> {
    let tree = desk.policies.tree(grant.file)?;
    let text = *around(&tree.file, grant.row.span.start).first()?;
    let is_text = matches!(&text.kind, LineKind::Declaration(own) if matches!(own.kind, DeclarationKind::Instrument));
    if !is_text
        || cases::is_changed(desk, grant, changes)
        || text.clauses.iter().any(bounds_by_event)
        || is_limited(desk)
    {
        return None;
    }
    let mut last: Option<(&Line, u32)> = None;
    for own in &text.below {
        let LineKind::Provision { step, .. } = &own.kind else { continue };
        let number: u32 = (step.kind == ProvisionKind::Article).then(|| step.number.parse().ok())??;
        last = Some((own, last.map_or(number, |(_, known)| known.max(number))));
    }
    let (last, number) = last?;
    let model = &desk.policies.resolved().model;
    let law = model.instruments[model.provisions[grant.row.place].instrument].life;
    let parts = parts(finding, language)?;
    let indent = desk.indent(grant.file, last);
    let step = if indent.contains('\t') { "\t" } else { "  " };
    let mut lines = vec![format!("{} {}", language.pick("article", "điều"), number.checked_add(1)?)];
    for part in &parts {
        lines.push(format!("{step}{}", line(&clauses(part, law, language)?)));
    }
    Some(desk.lines_at(grant.file, desk.end_of(grant.file, last), indent, &lines))
}

/// What is said of the articles that there are is not said of a new one.
const fn changes(operation: &Operation) -> bool {
    !matches!(operation, Operation::AppliesOnlyWhen { .. })
}

fn bounds_by_event(clause: &vires_syntax::ast::Clause) -> bool {
    matches!(&clause.kind, ClauseKind::InForce(bounds)
        if bounds.iter().any(|bound| !matches!(bound.date, DateRef::Date(_))))
}

/// Whether some line limits a whole text, or one that it names, to some cases: which is not looked at.
fn is_limited(desk: &Desk<'_>) -> bool {
    fn says(line: &Line) -> bool {
        let own = matches!(&line.kind, LineKind::Operation(Operation::AppliesOnlyWhen { place, .. })
            if !matches!(place.root, PlaceRoot::This(_)));
        own || line.below.iter().any(says)
    }
    let mut trees = desk.policies.files().filter_map(|(file, _)| desk.policies.tree(file));
    trees.any(|tree| tree.file.lines.iter().any(says))
}
