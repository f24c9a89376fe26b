//! What is there no more on the day on which the text being written takes effect: it is not offered in it.

use std::collections::BTreeSet;

use vires_model::{Day, ProvisionId};
use vires_syntax::Keyword;
use vires_syntax::ast::{ClauseKind, DateRef, Line, LineKind, Operation, PlaceRoot};

use super::context::{Context, Sort};
use super::provisions::at_path;
use crate::visible::Visible;

/// The first day of the instrument that the line stands in.
fn day(visible: &Visible<'_>, context: &Context) -> Option<Day> {
    visible.instrument(context.instrument.as_deref()?)?.life.from
}

/// The bodies that had ended before, but not on the eve: to them the text may give a successor. Texts about succession and
/// ends name all.
pub(super) fn bodies<'p>(visible: &Visible<'p>, context: &Context) -> BTreeSet<&'p str> {
    let names_them = matches!(context.owner, Some(Sort::Operation(Keyword::Read | Keyword::Abolish)));
    let Some(day) = day(visible, context).filter(|_| !names_them) else { return BTreeSet::new() };
    let bodies = visible.model().bodies.iter().map(|(_, row)| row);
    bodies.filter(|row| row.life.until.is_some_and(|until| until.next() < day)).map(|row| row.name.as_str()).collect()
}

/// The provisions of a text that other texts have repealed before that day. Only an operation cares: what a rule is based on
/// may have ended since.
pub(super) fn provisions(visible: &Visible<'_>, context: &Context, root: &str) -> Vec<ProvisionId> {
    let changes_law = matches!(
        context.owner,
        Some(Sort::Operation(
            Keyword::Repeal
                | Keyword::Suspend
                | Keyword::Extend
                | Keyword::Replace
                | Keyword::InsertAfter
                | Keyword::Start
        ))
    );
    let (Some(day), Some(text)) = (day(visible, context).filter(|_| changes_law), visible.instrument(root)) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (file, _) in visible.policies.files() {
        let Some(tree) = visible.policies.tree(file) else { continue };
        for line in tree.file.lines.iter() {
            let LineKind::Declaration(declaration) = &line.kind else { continue };
            let Some(own) = declaration.name.as_ref().and_then(|name| visible.instrument(&name.value)) else {
                continue;
            };
            if context.instrument.as_deref() != Some(own.name.as_str()) {
                repealed(line, own.life.from, &mut |place, from| {
                    let names_it = matches!(&place.root, PlaceRoot::Instrument(name)
                        if visible.instrument(&name.value).is_some_and(|row| row.text == text.text));
                    if !names_it || from.is_none_or(|from| from >= day) || place.path.is_empty() {
                        return;
                    }
                    let path: Vec<_> = place.path.iter().map(|step| (step.kind, step.number.clone())).collect();
                    found.extend(at_path(visible, root, &path));
                });
            }
        }
    }
    found
}

/// Every place that the lines below repeal for good and in every case, with the day.
fn repealed(line: &Line, from: Option<Day>, each: &mut impl FnMut(&vires_syntax::ast::TextPlace, Option<Day>)) {
    if let LineKind::Operation(Operation::Repeal { targets }) = &line.kind
        && !line.clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::When(_) | ClauseKind::ExceptWhen(_)))
    {
        let own = line.clauses.iter().find_map(|clause| match &clause.kind {
            ClauseKind::Life(bound) => Some(&bound.date),
            _ => None,
        });
        let from = match own {
            None => from,
            Some(DateRef::Date(date)) => Day::from_ymd(date.value.year, date.value.month, date.value.day),
            // Known once all is resolved.
            Some(DateRef::Event(_) | DateRef::After { .. }) => None,
        };
        targets.iter().for_each(|place| each(place, from));
    }
    line.below.iter().for_each(|line| repealed(line, from, each));
}
