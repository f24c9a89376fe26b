//! Barred transfer: a transfer that has no effect although its giver has the power (semantics 4.2), and what is missing or doubtful in one that works.

use std::collections::BTreeSet;

use vires_model::{Effect, Outcome, Powers};

use super::Examined;
use crate::chains::{Hindrance, not_stated};
use crate::issue::{Issue, IssueKind};
use crate::region::{Cuboid, Region};
use crate::rule_set::RuleSet;

pub(crate) fn find(examined: &Examined<'_, '_>) -> Vec<Issue> {
    let solved = examined.solved;
    let setting = &solved.setting;
    let mut issues = Vec::new();
    for fate in &solved.fates {
        let rule = setting.rule(fate.rule);
        let Effect::Transfer { what: Powers::Named(_), .. } = &rule.effect else { continue };
        let barred = fate.reached.subtract(examined.space(), &fate.effective);
        let barred = examined.reported(&barred);
        if barred.is_empty() {
            continue;
        }
        let meets = |region: &Region| region.meets(examined.space(), &barred);
        let hindrances: BTreeSet<Hindrance> =
            fate.hindered.iter().filter(|(_, region)| meets(region)).map(|(hindrance, _)| *hindrance).collect();
        let mut rules = vec![fate.rule];
        rules.extend(hindrances.iter().filter_map(|hindrance| match hindrance {
            Hindrance::ReceiverBarred(by)
            | Hindrance::Reserved(by)
            | Hindrance::Onward(by)
            | Hindrance::FoundIn(by) => Some(*by),
            _ => None,
        }));
        let within = match setting.region(fate.rule).boxes() {
            [own] => own.clone(),
            _ => Cuboid::full(examined.space()),
        };
        let few = examined.few(&barred, &within);
        let partly = !examined.is_nothing(&fate.effective);
        let kind = IssueKind::BarredTransfer { hindrances: hindrances.into_iter().collect(), partly };
        let transfer = fate.rule;
        let without_it = |decision: &vires_model::Decision| match &decision.outcome {
            Outcome::Competent { chain, .. } => chain.iter().all(|link| link.rule != transfer),
            _ => true,
        };
        issues.push(examined.issue(kind, rules, &few, &barred, without_it));
    }
    issues
}

/// Transfers that do not state what they must, each once.
pub(crate) fn unstated(examined: &Examined<'_, '_>, told: &mut RuleSet) -> Vec<Issue> {
    let setting = &examined.solved.setting;
    let mut issues = Vec::new();
    for transfer in &setting.rules.transfers {
        let missing = not_stated(setting, *transfer);
        if !missing.is_empty() && told.insert(*transfer) {
            let mut issue = Issue::at_rules(IssueKind::NotStated { missing }, vec![*transfer]);
            issue.power = Some(setting.power);
            issues.push(issue);
        }
    }
    issues
}
