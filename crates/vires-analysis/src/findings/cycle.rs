//! Cycle: transfers that lead back to a body that has passed the power on (semantics 4.5).

use std::collections::BTreeMap;

use vires_model::{Outcome, RuleId};

use super::{Examined, turns_on_parameters};
use crate::issue::{Issue, IssueKind};
use crate::region::{Cuboid, Region};

pub(crate) fn find(examined: &Examined<'_, '_>) -> Vec<Issue> {
    let space = examined.space();
    // The same circle may close from several chains.
    let mut circles: BTreeMap<(Vec<RuleId>, bool), Region> = BTreeMap::new();
    for circle in &examined.solved.loops {
        let region = examined.whatever_is_set(examined.reported(&circle.region));
        if !region.is_empty() {
            let mut rules = circle.circle.clone();
            rules.sort_unstable();
            let so_far = circles.entry((rules, circle.all_stop)).or_default();
            *so_far = std::mem::take(so_far).union(space, region);
        }
    }
    let mut issues = Vec::new();
    for ((rules, all_stop), region) in circles {
        let few = examined.few(&region, &Cuboid::full(space));
        let claimed = |decision: &vires_model::Decision| {
            !all_stop || matches!(decision.outcome, Outcome::Conflict { .. }) || turns_on_parameters(decision)
        };
        issues.push(examined.issue(IssueKind::Cycle { all_stop }, rules, &few, &region, claimed));
    }
    issues
}
