//! What can be said of a power although grants on it could not be read: that others overlap. A claim more settles no
//! conflict, unless precedence is declared, and narrows no rule but one `in all other cases`.

use std::collections::BTreeSet;

use vires_model::{Id, Model, PowerId, RuleId};

use crate::analyse::{asked_by, for_each};
use crate::findings::{Examined, overlap};
use crate::issue::{Issue, IssueKind};
use crate::relevant::rules_by_power;

/// The overlaps of powers that have lost nothing but grants (`lacking_grants`); of those that ask about a power in
/// `broken`, and where one claim may prevail over another, nothing.
#[must_use]
pub fn overlaps_despite_loss(
    model: &Model,
    broken: &BTreeSet<PowerId>,
    lacking_grants: &BTreeSet<PowerId>,
) -> Vec<Issue> {
    if lacking_grants.is_empty() || !model.words.is_empty() {
        return Vec::new();
    }
    let rules = rules_by_power(model);
    let asked = |power: PowerId| rules.get(power.index()).map(|own| asked_by(model, own)).unwrap_or_default();
    let mut passed_over: BTreeSet<PowerId> = model.powers.ids().collect();
    let mut wanted = BTreeSet::new();
    for power in lacking_grants.iter().copied().filter(|power| model.precedence_over(*power).is_empty()) {
        let mut needed = asked(power);
        let mut work: Vec<PowerId> = needed.iter().copied().collect();
        while let Some(next) = work.pop() {
            work.extend(asked(next).into_iter().filter(|more| needed.insert(*more)));
        }
        if needed.is_disjoint(broken) {
            needed.iter().chain([&power]).for_each(|power| _ = passed_over.remove(power));
            wanted.insert(power);
        }
    }
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut issues = Vec::new();
    for_each(model, &passed_over, &BTreeSet::new(), &mut |power, _, replay, solved| {
        let Some(solved) = solved.ok().filter(|_| wanted.contains(&power)) else { return };
        let Some(examined) = Examined::new(solved, replay) else { return };
        let mut own = examined.within_bounds(|| overlap::find(&examined));
        let narrowed = |rule: &RuleId| model.rules[*rule].effect.is_residual();
        own.retain(|issue| matches!(issue.kind, IssueKind::Overlap { .. }) && !issue.rules.iter().any(narrowed));
        examined.certain(&mut own);
        issues.append(&mut own);
    });
    issues
}
