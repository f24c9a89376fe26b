//! Lines in error of which nobody knows what they are about: what they may change is told with them.

use std::collections::BTreeSet;

use vires_analysis::{Idle, Issue, IssueKind};
use vires_diagnostics::{Finding, Place};
use vires_model::{Model, SourceSpan};
use vires_resolve::{Doubt, Resolved};
use vires_words::{Language, say};

use super::places::Places;

/// So many lines are named; the others are counted.
const NAMED: usize = 3;

/// Puts to a finding the lines that may change it.
pub(super) fn tell(finding: &mut Finding, issue: &Issue, law: &Resolved, places: &Places<'_>, language: Language) {
    let (lines, only_grants) = lines(issue, law);
    if lines.is_empty() {
        return;
    }
    let fills = only_grants && matches!(issue.kind, IssueKind::Gap { .. } | IssueKind::Orphan { .. });
    let named: Vec<_> = lines.iter().take(NAMED).map(|line| places.span(*line)).collect();
    let at: Vec<String> = named.iter().map(|span| format!("{}:{}", span.file, span.start.line)).collect();
    let (at, more) = (at.join(", "), if lines.len() > NAMED { ", …" } else { "" });
    let lines = if named.len() > 1 {
        say!(language, "lines in error", "các dòng đang có lỗi")
    } else {
        say!(language, "a line in error", "một dòng đang có lỗi")
    };
    finding.notes.push(if fills {
        say!(
            language,
            "{lines} may give this power to somebody: {at}{more}",
            "{lines} có thể giao thẩm quyền này cho cơ quan nào đó: {at}{more}"
        )
    } else {
        say!(language, "{lines} may change this: {at}{more}", "{lines} có thể làm thay đổi kết luận này: {at}{more}")
    });
    let label = language.pick("in error, and may be about this", "đang có lỗi và có thể liên quan");
    finding.places.extend(named.into_iter().map(|span| Place::new(span).label(label)));
}

/// The lines that may change what was found, and whether these can only be grants.
fn lines(issue: &Issue, law: &Resolved) -> (BTreeSet<SourceSpan>, bool) {
    let mut about: Vec<&Doubt> = match issue.power {
        _ if is_of_words(&issue.kind) => Vec::new(),
        Some(power) => law.doubtful.get(&power).into_iter().collect(),
        None => law.doubtful.values().collect(),
    };
    about.retain(|doubt| !doubt.only_grants || may_turn_on_a_grant(issue, &law.model));
    let mut lines: BTreeSet<SourceSpan> = about.iter().flat_map(|doubt| doubt.lines.iter().copied()).collect();
    // What a transfer must state is stated by its own text, such as until when that is in force.
    if matches!(issue.kind, IssueKind::NotStated { .. }) {
        let own = |line: &SourceSpan| issue.rules.iter().any(|rule| law.model.rules[*rule].span.file == line.file);
        lines.retain(own);
    }
    (lines, about.iter().all(|doubt| doubt.only_grants))
}

/// Whether it is so whatever other lines say.
const fn is_of_words(kind: &IssueKind) -> bool {
    matches!(
        kind,
        IssueKind::Excludes(_)
            | IssueKind::Impossible { .. }
            | IssueKind::AlwaysTrue { .. }
            | IssueKind::Unsaid { .. }
            | IssueKind::PersonBar
            | IssueKind::Shared { .. }
            | IssueKind::Disagreement(_)
            | IssueKind::TooComplex { .. }
            | IssueKind::NeverApplies { why: Idle::NoDay | Idle::NoCase }
    )
}

/// One claim more settles no overlap, unless precedence is declared, narrows no rule but one `in all other cases`, and states
/// nothing that a transfer must.
fn may_turn_on_a_grant(issue: &Issue, model: &Model) -> bool {
    let is_overlap = matches!(issue.kind, IssueKind::Overlap { .. });
    let is_ordered =
        !model.words.is_empty() || issue.power.is_some_and(|power| !model.precedence_over(power).is_empty());
    let is_stated = matches!(issue.kind, IssueKind::NotStated { .. });
    !is_stated && (!is_overlap || is_ordered || issue.rules.iter().any(|rule| model.rules[*rule].effect.is_residual()))
}
