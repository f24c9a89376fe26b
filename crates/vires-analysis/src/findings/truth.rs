//! Conditions that no case can meet, and conditions that every case meets; with the smallest part that makes it so.

use std::collections::BTreeMap;

use vires_model::{Condition, ConditionKind, RuleId};

use super::{Examined, STEPS};
use crate::case_space::Answers;
use crate::conditions::Conditions;
use crate::issue::{Issue, IssueKind};
use crate::region::StepBudget;
use crate::relevant::Line;
use crate::rule_set::RuleSet;

/// Judges the conditions of all rules not told yet.
pub(crate) fn find(examined: &Examined<'_, '_>, answers: &dyn Answers, told: &mut RuleSet) -> Vec<Issue> {
    // Of no case everything is true, and false.
    if !examined.has_cases() {
        return Vec::new();
    }
    let setting = &examined.solved.setting;
    let conditions = Conditions { model: setting.model, asking: setting.power, space: &setting.space, answers };
    let truth = Truth { examined, conditions };
    let mut issues = Vec::new();
    let rules = setting.rules;
    let all = [&rules.roots, &rules.transfers, &rules.keeps, &rules.bars, &rules.reserves];
    let mut lines: Vec<Vec<RuleId>> = Vec::new();
    let mut known: BTreeMap<_, usize> = BTreeMap::new();
    for rule in all.into_iter().flatten() {
        let line = *known.entry(Line::of(setting.model, *rule)).or_insert_with(|| {
            lines.push(Vec::new());
            lines.len() - 1
        });
        lines.get_mut(line).into_iter().for_each(|line| line.push(*rule));
    }
    for line in lines {
        // In all its rows; each is inserted.
        if line.iter().filter(|rule| told.insert(**rule)).count() == 0 {
            continue;
        }
        issues.extend(truth.of_line(&line).into_iter().map(|kind| {
            let mut issue = Issue::at_rules(kind, line.iter().take(1).copied().collect());
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
    /// What is never so, or always, of the condition of a line: in all the rules that it is, where its text is law for a time or for some cases.
    fn of_line(&self, line: &[RuleId]) -> Vec<IssueKind> {
        let mut common: Option<Vec<IssueKind>> = None;
        for rule in line {
            let mut parts = Vec::new();
            let when = &self.examined.solved.setting.rule(*rule).when;
            if !matches!(when.kind, ConditionKind::Always) {
                self.judge(when, &mut parts);
            }
            match &mut common {
                None => common = Some(parts),
                Some(common) => common.retain(|kind| parts.contains(kind)),
            }
            if common.as_ref().is_some_and(Vec::is_empty) {
                break;
            }
        }
        common.unwrap_or_default()
    }

    /// Puts out what is never so, or always; with the smallest part that makes it so.
    fn judge(&self, condition: &Condition, out: &mut Vec<IssueKind>) {
        if self.is(condition, false) {
            out.push(IssueKind::AlwaysTrue { part: self.always(condition).span });
        } else {
            self.never(condition, out);
        }
    }

    /// The part of a condition that is always met which alone makes it so: one of several alternatives.
    fn always<'c>(&self, condition: &'c Condition) -> &'c Condition {
        match &condition.kind {
            ConditionKind::Any(parts) if condition.named.is_none() => {
                parts.iter().find(|part| self.is(part, false)).map_or(condition, |part| self.always(part))
            }
            _ => condition,
        }
    }

    /// Every part that no case can meet: what a part explains is not said of the whole again. A derived fact is one part: what it is made of stands
    /// elsewhere.
    fn never(&self, condition: &Condition, out: &mut Vec<IssueKind>) {
        let before = out.len();
        if let ConditionKind::All(parts) | ConditionKind::Any(parts) | ConditionKind::AtLeast(_, parts) =
            &condition.kind
            && condition.named.is_none()
            && !is_one_question(condition)
        {
            parts.iter().for_each(|part| self.never(part, out));
        }
        if out.len() == before && self.is(condition, true) {
            out.push(IssueKind::Impossible { part: condition.span });
        }
    }

    /// Whether no case that can be meets the condition (`positive`), or none fails it.
    fn is(&self, condition: &Condition, positive: bool) -> bool {
        let region = self.conditions.region(condition, positive, &mut StepBudget::new(STEPS));
        region.is_ok_and(|region| self.examined.is_nothing(&region))
    }
}

/// What is one comparison as written, and reads differently on other days or for other entries of a list: that one of
/// its readings is met nowhere says nothing of it.
fn is_one_question(condition: &Condition) -> bool {
    match &condition.kind {
        ConditionKind::Any(parts) => parts.iter().all(|part| part.span == condition.span),
        _ => false,
    }
}
