//! Declared totals: so many powers pass from one tier to another on a day.

use std::collections::BTreeSet;

use vires_model::{Model, Moves, Must, PowerId, TierId};

use super::STEPS;
use crate::change::{Change, Days, Decided, Situation, without_lives};
use crate::issue::{Issue, IssueKind};
use crate::region::StepBudget;
use crate::register::HolderTree;
use crate::replay::Replay;
use crate::solved::Solved;

/// The totals of a policy, counted power by power.
pub(crate) struct Totals<'m> {
    model: &'m Model,
    /// Made when it is first needed.
    plain: Option<Model>,
    /// The number of each requirement that is a total, what it says, and the powers that move so.
    declared: Vec<(usize, &'m Moves, BTreeSet<PowerId>)>,
    unfinished: BTreeSet<PowerId>,
}

impl<'m> Totals<'m> {
    pub(crate) fn new(model: &'m Model) -> Self {
        let totals = model.requirements.iter().enumerate().filter_map(|(n, row)| match &row.must {
            Must::Moves(moves) => Some((n, moves, BTreeSet::new())),
            _ => None,
        });
        Self { model, plain: None, declared: totals.collect(), unfinished: BTreeSet::new() }
    }

    /// Looks whether one power moves as some total says.
    pub(crate) fn look(&mut self, solved: &Solved<'_>, replay: &Replay<'_>) {
        let power = solved.setting.power;
        let model = self.model;
        let concerned = |moves: &Moves| {
            moves.powers.contains(&power) && solved.setting.space.tells_apart(moves.on.previous(), moves.on)
        };
        if !self.declared.iter().any(|(_, moves, _)| concerned(moves)) {
            return;
        }
        let plain = self.plain.get_or_insert_with(|| without_lives(model));
        let days = Days::new(solved, plain, replay, &mut StepBudget::new(STEPS));
        for (_, moves, found) in self.declared.iter_mut().filter(|(_, moves, _)| concerned(moves)) {
            let changes = days.as_ref().map_err(|bound| *bound);
            match changes.and_then(|days| days.changes(moves.on.previous(), moves.on)) {
                Ok(changes) if changes.iter().any(|change| is_counted(model, moves, change)) => {
                    found.insert(power);
                }
                Ok(_) => {}
                Err(_) => {
                    self.unfinished.insert(power);
                }
            }
        }
    }

    /// One issue for each total that does not come out.
    pub(crate) fn issues(self) -> Vec<Issue> {
        let wrong = self.declared.into_iter().filter(|(_, moves, found)| found.len() != moves.count as usize);
        let mut issues: Vec<Issue> = wrong
            .map(|(n, _, found)| Issue::at_rules(IssueKind::Total(n, found.into_iter().collect()), Vec::new()))
            .collect();
        issues.extend(self.unfinished.into_iter().map(|power| {
            let mut issue = Issue::at_rules(IssueKind::TooComplex, Vec::new());
            issue.power = Some(power);
            issue
        }));
        issues
    }
}

fn is_counted(model: &Model, moves: &Moves, change: &Change) -> bool {
    let stands = |rule: &vires_model::RuleId| {
        let place = model.rules[*rule].place;
        moves.under.is_empty() || moves.under.iter().any(|under| model.stands_in(place, *under))
    };
    !change.accountable_only
        && tier(model, &change.before) == Some(moves.from)
        && tier(model, &change.after) == Some(moves.to)
        && change.after.chains.iter().flatten().any(stands)
}

/// The tier of all who may act, where it is one.
fn tier(model: &Model, situation: &Situation) -> Option<TierId> {
    let Decided::Held { who, .. } = &situation.outcome else { return None };
    let mut tiers = BTreeSet::new();
    let mut open: Vec<&HolderTree> = who.iter().collect();
    while let Some(tree) = open.pop() {
        match tree {
            HolderTree::Nobody(_) => {}
            HolderTree::One(holder) => {
                tiers.insert(model.bodies[holder.body].tier);
            }
            HolderTree::Several(_, parts) => open.extend(parts),
        }
    }
    match tiers.into_iter().collect::<Vec<_>>()[..] {
        [only] => only,
        _ => None,
    }
}
