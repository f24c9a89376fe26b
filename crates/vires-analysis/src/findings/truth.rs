//! Conditions that no case can meet, and conditions that every case meets; with the smallest part that makes it so.

use std::collections::BTreeSet;

use vires_model::{Condition, ConditionKind, RuleId};

use super::{Examined, STEPS};
use crate::case_space::Answers;
use crate::conditions::Conditions;
use crate::issue::{Issue, IssueKind};
use crate::region::{Region, StepBudget};

/// Judges the conditions of all rules not told yet.
pub(crate) fn find(examined: &Examined<'_, '_>, answers: &dyn Answers, told: &mut BTreeSet<RuleId>) -> Vec<Issue> {
    let setting = &examined.solved.setting;
    let conditions = Conditions { model: setting.model, asking: setting.power, space: &setting.space, answers };
    let truth = Truth { examined, conditions };
    let mut issues = Vec::new();
    let rules = setting.rules;
    let all = [&rules.roots, &rules.transfers, &rules.keeps, &rules.bars, &rules.reserves];
    for rule in all.into_iter().flatten() {
        let when = &setting.rule(*rule).when;
        if matches!(when.kind, ConditionKind::Always) || !told.insert(*rule) {
            continue;
        }
        let mut parts = Vec::new();
        truth.judge(when, &mut parts);
        issues.extend(parts.into_iter().map(|kind| {
            let mut issue = Issue::at_rules(kind, vec![*rule]);
            issue.power = Some(setting.power);
            issue
        }));
    }
    issues
}

struct Truth<'a, 's, 'm> {
    examined: &'a Examined<'s, 'm>,
    conditions: Conditions<'a>,
}

impl Truth<'_, '_, '_> {
    /// Puts out what is never or always so among the cases that can be.
    fn judge(&self, condition: &Condition, out: &mut Vec<IssueKind>) {
        let before = out.len();
        let parts = match &condition.kind {
            ConditionKind::All(parts) | ConditionKind::Any(parts) | ConditionKind::AtLeast(_, parts) => &parts[..],
            _ => &[],
        };
        for part in parts {
            self.judge(part, out);
        }
        // What a part explains is not said of the whole again.
        if out.len() > before {
            return;
        }
        if self.region(condition, true).is_empty() {
            out.push(IssueKind::Impossible { part: condition.span });
        } else if self.region(condition, false).is_empty() {
            out.push(IssueKind::AlwaysTrue { part: condition.span });
        }
    }

    fn region(&self, condition: &Condition, positive: bool) -> Region {
        let region = self.conditions.region(condition, positive, &mut StepBudget::new(STEPS));
        region.map_or_else(|_| Region::full(self.examined.space()), |region| self.examined.reported(&region))
    }
}
