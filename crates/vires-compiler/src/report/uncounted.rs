//! What a finding counts is counted of the powers that were examined: the others are told with it.

use std::collections::BTreeSet;

use vires_analysis::{Issue, IssueKind};
use vires_diagnostics::Finding;
use vires_model::{Model, Must, PowerId};
use vires_resolve::Resolved;
use vires_words::{Language, say};

use super::withheld::named;

/// The powers of which not everything is known: some of their rules could not be read, or a bound was reached.
pub(super) fn not_examined(law: &Resolved, issues: &[Issue]) -> BTreeSet<PowerId> {
    let too_complex = issues.iter().filter(|issue| matches!(issue.kind, IssueKind::TooComplex { .. }));
    too_complex.filter_map(|issue| issue.power).chain(law.broken.iter().copied()).collect()
}

/// Puts to a finding that counts powers which were not examined.
pub(super) fn tell(
    finding: &mut Finding,
    issue: &Issue,
    (model, not_examined): (&Model, &BTreeSet<PowerId>),
    language: Language,
) {
    let labels: Vec<&str> = not_examined
        .iter()
        .filter(|power| is_counted(model, issue, **power))
        .map(|power| model.powers[*power].label.as_str())
        .collect();
    let named = named(&labels, language);
    finding.notes.extend(match labels.len() {
        0 => None,
        1 => Some(say!(
            language,
            "one power could not be examined to the end and may add to this: {named}",
            "một thẩm quyền chưa được xem xét hết, có thể làm tăng con số này: {named}"
        )),
        n => Some(say!(
            language,
            "{n} powers could not be examined to the end and may add to this: {named}",
            "{n} thẩm quyền chưa được xem xét hết, có thể làm tăng con số này: {named}"
        )),
    });
}

/// Whether a power might count for what an issue counts.
fn is_counted(model: &Model, issue: &Issue, power: PowerId) -> bool {
    match &issue.kind {
        IssueKind::Sunset { lapses, .. } => !lapses.iter().any(|lapse| lapse.change.power == power),
        IssueKind::Total(n, _) => matches!(
            model.requirements.get(*n).map(|row| &row.must),
            Some(Must::Moves(moves)) if moves.powers.contains(&power)
        ),
        // Of one power no number is said.
        IssueKind::Vacant { powers, .. } | IssueKind::TooFewPersons { powers, .. } => {
            powers.len() > 1 && !powers.contains(&power)
        }
        _ => false,
    }
}
