//! A name that nothing has, made of the words of a label: `bo_cong_thuong` where `moit "Bộ Công Thương"` was meant.

use vires_resolve::{Named, Problem, Remedy, Sorts, folded};
use vires_syntax::span::Span;

use super::Desk;
use crate::completion::begins_a_word;
use crate::spelling::{folded_once, last_part};
use crate::visible::Visible;

/// So many are proposed.
const MOST: usize = 3;

/// The names of what fits where a problem stands, by their labels; those whose label says no more than the name first.
pub(super) fn names(desk: &Desk<'_>, problem: &Problem) -> Vec<String> {
    // A name with a letter wrong is nearer than any label.
    let is_near = problem.remedies.iter().any(|remedy| !matches!(remedy, Remedy::Find(_) | Remedy::Declare(_)));
    let wanted = problem.remedies.iter().find_map(|remedy| match remedy {
        Remedy::Find(wanted) => Some(*wanted),
        _ => None,
    });
    let Some(wanted) = wanted.filter(|_| !is_near) else { return Vec::new() };
    let written = desk.words(desk.file, Span::new(problem.span.start, problem.span.end));
    let said = folded(last_part(&written)).replace('_', " ");
    let mut found: Vec<(bool, usize, String)> = Vec::new();
    let visible = Visible::from(desk.policies, desk.file);
    visible.each(|entry| {
        let Some(label) = entry.label.map(folded_once) else { return };
        // One word of a label stands in many.
        let is_whole = *label == *said;
        if (is_whole || said.contains(' ') && begins_a_word(&label, &said))
            && is_wanted(desk, entry.file, entry.name.span.start, wanted)
        {
            found.push((!is_whole, label.len(), entry.name.value.clone()));
        }
    });
    found.sort();
    found.into_iter().take(MOST).map(|(_, _, name)| name).collect()
}

fn is_wanted(desk: &Desk<'_>, file: vires_model::FileId, place: u32, wanted: Sorts) -> bool {
    let mention = desk.policies.resolved().uses.at(file, place);
    mention.is_some_and(|mention| matches!(mention.named, Named::Thing(thing) if wanted.has(thing)))
}
