//! Which keywords are coloured alike, and found in the same places of a line.

use crate::keyword_rows::Row;

/// The set of a keyword; none if its group is new here.
pub(super) fn set_of(row: &Row) -> Option<&'static str> {
    let set = match (row.group.as_str(), row.id.as_str()) {
        ("declaration", "assume" | "holidays" | "precedence" | "require" | "test" | "use") => "statement",
        ("declaration", _) => "declaration",
        ("provision", id) if id.starts_with("this_") => "this",
        ("provision", _) => "provision",
        ("declaration clause", _) | ("type", "decimals") | ("test", "needs") => "clause",
        ("type", _) if row.reserved => "clause",
        ("type", _) => "type",
        ("condition", "days" | "months" | "weeks" | "working_days" | "years") => "period",
        ("condition", "billion" | "million" | "thousand") => "scale",
        ("condition", "no" | "none" | "today" | "unlimited" | "yes") => "value",
        ("condition", _) => "condition",
        ("rule", _) => "rule",
        ("step", "approved" | "lapses" | "passes_to" | "refused" | "refused_until_decided") => "silence",
        ("step", _) => "step",
        ("operation", "higher_rank" | "later" | "more_specific" | "then") => "order",
        ("operation", _) if row.reserved => "effect",
        ("operation", _) => "operation",
        ("test", "expect" | "given") => "test",
        ("test", "over") => "over",
        ("test", _) => "outcome",
        ("modality", "both" | "giver" | "receiver") => "party",
        ("modality", "freely" | "never") => "freedom",
        ("modality", "conditions" | "content" | "scope" | "term") => "content",
        ("modality", "form") => "form",
        ("modality", _) => "modality",
        ("requirement", _) => "requirement",
        _ => return None,
    };
    Some(set)
}

/// A second set of a keyword: no name has several words, so `working days` is one without a number before it too, as in
/// `calendar bank_days is working days except …`.
fn second_set_of(row: &Row) -> Option<&'static str> {
    (row.id == "working_days").then_some("clause")
}

/// Every set with its keywords, in the order in which the table begins them.
pub(super) fn all(rows: &[Row]) -> Result<Vec<(&'static str, Vec<&Row>)>, String> {
    let mut sets: Vec<(&'static str, Vec<&Row>)> = Vec::new();
    for row in rows {
        let name = set_of(row).ok_or_else(|| format!("`{}`: no colour is chosen for `{}`", row.id, row.group))?;
        for name in std::iter::once(name).chain(second_set_of(row)) {
            match sets.iter_mut().find(|(other, _)| *other == name) {
                Some((_, members)) => members.push(row),
                None => sets.push((name, vec![row])),
            }
        }
    }
    Ok(sets)
}
