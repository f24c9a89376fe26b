//! Barred transfer: a transfer that has no effect although its giver has the power (semantics 4.2), and what is missing or doubtful in one that works.

use std::collections::BTreeSet;

use vires_model::{Effect, Outcome, Powers};

use super::Examined;
use super::idle::is_class;
use crate::chains::{Hindrance, not_stated};
use crate::issue::{Issue, IssueKind};
use crate::region::{Cuboid, Region};
use crate::rule_set::RuleSet;

pub(crate) fn find(examined: &Examined<'_, '_>) -> Vec<Issue> {
    let solved = examined.solved;
    let setting = &solved.setting;
    let mut issues = Vec::new();
    for rows in setting.lines_of(&setting.rules.transfers) {
        let fates = || solved.fates.iter().filter(|fate| rows.contains(&fate.rule));
        let Some(transfer) = fates().map(|fate| fate.rule).next() else { continue };
        let Effect::Transfer { what: Powers::Named(_), .. } = &setting.rule(transfer).effect else { continue };
        let space = examined.space();
        let barred = fates().fold(Region::empty(), |all, fate| {
            all.union(space, examined.reported(&fate.reached.subtract(space, &fate.effective)))
        });
        if barred.is_empty() {
            continue;
        }
        let meets = |region: &Region| region.meets(examined.space(), &barred);
        let hindered = fates().flat_map(|fate| &fate.hindered);
        let hindrances: BTreeSet<Hindrance> =
            hindered.filter(|(_, region)| meets(region)).map(|(hindrance, _)| *hindrance).collect();
        let mut rules = vec![transfer];
        rules.extend(hindrances.iter().filter_map(|hindrance| match hindrance {
            Hindrance::ReceiverBarred(by)
            | Hindrance::Reserved(by)
            | Hindrance::Onward(by)
            | Hindrance::FoundIn(by) => Some(*by),
            _ => None,
        }));
        let within = setting.extent(&rows).unwrap_or_else(|| Cuboid::full(space));
        let few = examined.few(&barred, &within);
        let partly = fates().any(|fate| !examined.is_nothing(&fate.effective));
        let kind = IssueKind::BarredTransfer { hindrances: hindrances.into_iter().collect(), partly };
        let without_it = |decision: &vires_model::Decision| match &decision.outcome {
            Outcome::Competent { chain, .. } => chain.iter().all(|link| !rows.contains(&link.rule)),
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
    for rows in setting.lines_of(&setting.rules.transfers) {
        let Some(transfer) = rows.first() else { continue };
        let missing = not_stated(setting, *transfer);
        let mut is_new = true;
        for row in &rows {
            is_new &= told.insert(*row);
        }
        if !missing.is_empty() && is_new {
            let mut issue = Issue::at_rules(IssueKind::NotStated { missing }, vec![*transfer]);
            // What a class must state is amiss whatever its powers are.
            issue.power = Some(setting.power).filter(|_| !is_class(&setting.rule(*transfer).effect));
            issues.push(issue);
        }
    }
    issues
}
