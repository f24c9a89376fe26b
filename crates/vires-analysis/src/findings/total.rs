//! Declared totals: so many powers pass from one tier to another on a day.

use std::collections::{BTreeMap, BTreeSet};

use vires_model::{Model, Moves, Must, PowerId, ProvisionId, RuleId, TierId};

use super::STEPS;
use crate::change::{Change, Days, Decided, Lasting, Situation};
use crate::issue::{Issue, IssueKind};
use crate::region::StepBudget;
use crate::register::HolderTree;
use crate::replay::Replay;
use crate::solved::Solved;

/// The declared totals for which one power counts, by the number of their requirement.
#[derive(Debug, Clone, Default)]
pub(crate) struct Moved {
    counts_for: Vec<usize>,
    /// A bound was reached, so it may count for more.
    unfinished: bool,
}

impl Moved {
    /// Looks whether the power moves as some total says.
    pub(crate) fn of(solved: &Solved<'_>, lasting: &Lasting<'_>, replay: &Replay<'_>) -> Self {
        let (power, model) = (solved.setting.power, solved.setting.model);
        let mut own = Self::default();
        let concerned = totals(model).filter(|(_, moves)| {
            moves.powers.contains(&power) && solved.setting.space.tells_apart(moves.on.previous(), moves.on)
        });
        let concerned: Vec<(usize, &Moves)> = concerned.collect();
        if concerned.is_empty() {
            return own;
        }
        let days = Days::new(solved, lasting.model(), replay, &mut StepBudget::new(STEPS));
        for (n, moves) in concerned {
            let changes = days.as_ref().map_err(|bound| *bound);
            match changes.and_then(|days| days.changes(moves.on.previous(), moves.on)) {
                Ok(changes) if changes.iter().any(|change| is_counted(model, moves, change)) => own.counts_for.push(n),
                Ok(_) => {}
                Err(_) => own.unfinished = true,
            }
        }
        own
    }
}

/// The totals of a policy, counted power by power.
#[derive(Debug, Default)]
pub(crate) struct Totals {
    found: BTreeMap<usize, BTreeSet<PowerId>>,
    unfinished: BTreeSet<PowerId>,
}

impl Totals {
    pub(crate) fn add(&mut self, power: PowerId, own: &Moved) {
        for n in &own.counts_for {
            self.found.entry(*n).or_default().insert(power);
        }
        if own.unfinished {
            self.unfinished.insert(power);
        }
    }

    /// One issue for each total that does not come out, however many of the powers move some of whose rules could not be read.
    pub(crate) fn issues(mut self, model: &Model, broken: &BTreeSet<PowerId>) -> Vec<Issue> {
        let mut issues: Vec<Issue> = Vec::new();
        for (n, moves) in totals(model) {
            let found = self.found.remove(&n).unwrap_or_default();
            let unknown = moves.powers.iter().filter(|power| broken.contains(power)).count();
            let may_be = found.len()..=found.len() + unknown;
            if !may_be.contains(&(moves.count as usize)) {
                issues.push(Issue::at_rules(IssueKind::Total(n, found.into_iter().collect()), Vec::new()));
            }
        }
        issues.extend(self.unfinished.into_iter().map(|power| Issue::unexamined(power, &[])));
        issues
    }
}

/// The requirements that are totals, by number.
fn totals(model: &Model) -> impl Iterator<Item = (usize, &Moves)> {
    model.requirements.iter().enumerate().filter_map(|(n, row)| match &row.must {
        Must::Moves(moves) => Some((n, moves)),
        _ => None,
    })
}

fn is_counted(model: &Model, moves: &Moves, change: &Change) -> bool {
    let before: BTreeSet<&RuleId> = change.before.chains.iter().flatten().collect();
    // What it brings about: the rule is new in the chain, and stands there or was written by that text.
    let brings = |rule: &&RuleId| {
        let row = &model.rules[**rule];
        let wrote = |under: &ProvisionId| row.amended_by.is_some_and(|by| model.instruments[by].text == *under);
        moves.under.iter().any(|under| model.stands_in(row.place, *under) || wrote(under)) && !before.contains(rule)
    };
    !change.accountable_only
        && tier(model, &change.before) == Some(moves.from)
        && tier(model, &change.after) == Some(moves.to)
        && (moves.under.is_empty() || change.after.chains.iter().flatten().any(|rule| brings(&rule)))
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
