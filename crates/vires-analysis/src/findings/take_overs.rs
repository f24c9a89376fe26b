//! Lines by which somebody may take over: no solved law knows of them, so each is looked at by itself. Conditions that no case meets, bodies that
//! would replace themselves, and offices that must act together and have too few persons.

use std::collections::BTreeMap;

use vires_model::{Atom, Condition, ConditionKind, Effect, Holder, Model, PowerId, RuleId};

use super::STEPS;
use super::idle::only_power;
use super::too_few::{Short, short};
use super::vacancy::named;
use crate::case_space::{CaseSpace, Collector};
use crate::conditions::Conditions;
use crate::held::Silence;
use crate::holders::Tree;
use crate::issue::{Idle, Issue, IssueKind};
use crate::possible::may_hold_a_case;
use crate::region::{Region, StepBudget};
use crate::relevant::Line;

/// All findings, in the order of the lines.
pub(crate) fn issues(model: &Model) -> Vec<Issue> {
    let mut lines: Vec<Vec<RuleId>> = Vec::new();
    let mut known: BTreeMap<Line, usize> = BTreeMap::new();
    let is_one = |effect: &Effect| matches!(effect, Effect::TakeOver { .. });
    for (rule, row) in model.rules.iter() {
        if is_one(&row.effect) && row.suspended_by.is_none() && !row.life.is_empty() {
            let line = *known.entry(Line::of(model, rule)).or_insert(lines.len());
            lines.resize(lines.len().max(line + 1), Vec::new());
            lines.get_mut(line).into_iter().for_each(|line| line.push(rule));
        }
    }
    lines.iter().flat_map(|line| of_line(model, line)).collect()
}

fn of_line(model: &Model, line: &[RuleId]) -> Vec<Issue> {
    let Some(first) = line.first().copied() else { return Vec::new() };
    let Effect::TakeOver { by, from, .. } = &model.rules[first].effect else { return Vec::new() };
    let mut kinds: Vec<IssueKind> = Vec::new();
    if by.seats.iter().all(|seat| seat == from) {
        kinds.push(IssueKind::NeverApplies { why: Idle::ReplacesItself });
    }
    // In all the rules that it is, where its text is law for a time or for some cases.
    let mut never = line.iter().map(|rule| impossible(model, *rule));
    if let Some(mut common) = never.next() {
        never.for_each(|own| common.retain(|kind| own.contains(kind)));
        kinds.extend(common);
    }
    let power = only_power(model, first).or_else(|| spoken_of(model, first));
    let mut issues: Vec<Issue> = Vec::new();
    for kind in kinds {
        issues.push(Issue { power, ..Issue::at_rules(kind, vec![first]) });
    }
    for short in too_few(model, line) {
        let powers = model.powers.ids().filter(|power| model.rules[first].effect.speaks_of(model, *power)).collect();
        issues.push(Issue { power, ..Issue::at_rules(IssueKind::TooFewPersons { short, powers }, vec![first]) });
    }
    issues
}

fn spoken_of(model: &Model, rule: RuleId) -> Option<PowerId> {
    model.powers.ids().find(|power| model.rules[rule].effect.speaks_of(model, *power))
}

/// The parts of the condition of a rule that no case meets.
fn impossible(model: &Model, rule: RuleId) -> Vec<IssueKind> {
    let when = &model.rules[rule].when;
    let mut asks_of_others = matches!(when.kind, ConditionKind::Always);
    when.atoms(&mut |atom| asks_of_others |= matches!(atom, Atom::Held { .. }));
    let Some(power) = spoken_of(model, rule).filter(|_| !asks_of_others) else { return Vec::new() };
    let mut collector = Collector::new(model, power, &Silence);
    model.assumptions.iter().chain([when]).for_each(|condition| collector.condition(condition));
    let space = collector.finish();
    let cases = Cases::of(model, power, &space);
    let mut found = Vec::new();
    if cases.may_meet(&Condition::always(when.span)) {
        cases.never(when, &mut found);
    }
    found
}

/// The cases that can be, of one power.
struct Cases<'a> {
    model: &'a Model,
    conditions: Conditions<'a>,
    all: Region,
}

impl<'a> Cases<'a> {
    fn of(model: &'a Model, power: PowerId, space: &'a CaseSpace) -> Self {
        let conditions = Conditions { model, asking: power, space, answers: &Silence };
        let mut all = Region::full(&space.space).subtract(&space.space, &space.impossible);
        for assumed in &model.assumptions {
            if let Ok(region) = conditions.region(assumed, true, &mut StepBudget::new(STEPS)) {
                all = all.intersect(&space.space, &region);
            }
        }
        Self { model, conditions, all }
    }

    fn may_meet(&self, condition: &Condition) -> bool {
        let space = self.conditions.space;
        let region = self.conditions.region(condition, true, &mut StepBudget::new(STEPS));
        let meets = |region: Region| {
            let left = self.all.intersect(&space.space, &region);
            left.boxes().iter().any(|cuboid| may_hold_a_case(self.model, space, cuboid))
        };
        region.map_or(true, meets)
    }

    /// The smallest parts: what a part explains is not said of the whole again.
    fn never(&self, condition: &Condition, out: &mut Vec<IssueKind>) {
        if self.may_meet(condition) {
            return;
        }
        let before = out.len();
        if let (ConditionKind::All(parts), None) = (&condition.kind, &condition.named) {
            parts.iter().for_each(|part| self.never(part, out));
        }
        if out.len() == before {
            out.push(IssueKind::Impossible { part: condition.span });
        }
    }
}

/// The days of the line on which those who would have to take over together are not enough persons.
fn too_few(model: &Model, line: &[RuleId]) -> Vec<Short> {
    let of_rule = |rule: &RuleId| {
        let row = &model.rules[*rule];
        let Effect::TakeOver { by, .. } = &row.effect else { return Vec::new() };
        let seat = |seat: &Holder| seat.instance().map(|office| Tree::Leaf(named(office)));
        let seats: Option<Vec<Tree>> = by.seats.iter().map(seat).collect();
        let Some(seats) = seats.filter(|_| by.enough() > 1) else { return Vec::new() };
        let found = short(model, &Tree::Several(by.mode, seats), &[]).into_iter();
        let there = found.map(|own| Short { days: own.days.intersect(row.life), ..own });
        // A vacancy is told where the office is to hold something.
        there.filter(|own| !own.days.is_empty() && !own.persons.is_empty()).collect()
    };
    line.iter().flat_map(of_rule).collect()
}
