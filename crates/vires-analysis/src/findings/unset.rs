//! Parameters without a value (semantics 1.7): in which cases, and on which days, who is competent turns on one. Where the answer is the same
//! whatever it is set to, nothing is lacking.

use std::collections::{BTreeMap, BTreeSet};

use vires_model::{Atom, Model, ParameterId, PowerId, RuleId, ValueId};

use super::Examined;
use crate::axes::{Axis, ValueBox};
use crate::chains::End;
use crate::issue::{Issue, IssueKind};
use crate::region::{Cuboid, Region};

/// A parameter, of one entry of the list by which it is kept; and whether lines set it to different values, or none does.
type Entry = (ParameterId, Option<ValueId>, bool);

/// Where the answer for one power turns on parameters without a value.
#[derive(Debug, Clone, Default)]
pub(crate) struct Turning {
    found: Vec<Turns>,
}

#[derive(Debug, Clone)]
struct Turns {
    entry: Entry,
    /// The rules that ask.
    rules: Vec<RuleId>,
    /// In few boxes, and exactly.
    few: Vec<ValueBox>,
    boxes: Vec<ValueBox>,
}

impl Turning {
    pub(crate) fn of(examined: &Examined<'_, '_>) -> Self {
        let solved = examined.solved;
        let (setting, space) = (&solved.setting, examined.space());
        let mut dims: BTreeMap<Entry, Vec<usize>> = BTreeMap::new();
        for (dim, (axis, _)) in setting.space.axes.iter().enumerate() {
            if let Axis::Unset(unset) = axis {
                dims.entry((unset.parameter, unset.of, unset.twice)).or_default().push(dim);
            }
        }
        let Some(covered) = solved.covered.filter(|_| !dims.is_empty()) else { return Self::default() };
        let parts = parts(examined);
        let within = setting.space.life(covered).subtract(space, &setting.space.impossible);
        let mut found = Vec::new();
        for (entry, dims) in dims {
            let either = |cuboid: &Cuboid| {
                dims.iter().fold(cuboid.clone(), |cuboid, dim| cuboid.with_members(space, *dim, [0, 1]))
            };
            let mut turns = Region::empty();
            for part in &parts {
                let whatever = Region::new(space, part.boxes().iter().map(either).collect());
                turns = turns.union(space, whatever.subtract(space, part));
            }
            let turns = turns.intersect(space, &within);
            let turns = turns.boxes().iter().map(|cuboid| setting.space.whatever_is_set(cuboid)).collect();
            let turns = examined.possible(Region::new(space, turns).simplify(space));
            if turns.is_empty() {
                continue;
            }
            let few = examined.few(&turns, &Cuboid::full(space));
            let rules = setting.rules.all().filter(|rule| asks(setting.model, *rule, entry)).collect();
            found.push(Turns { entry, rules, few: examined.values(&few), boxes: examined.values(turns.boxes()) });
        }
        Self { found }
    }

    /// Gives every rule another number.
    pub(crate) fn renumber(&mut self, number: &dyn Fn(RuleId) -> RuleId) {
        self.found.iter_mut().flat_map(|turns| &mut turns.rules).for_each(|rule| *rule = number(*rule));
    }
}

/// All that can be answered, with where it is: where each holding contends, and where several do.
fn parts(examined: &Examined<'_, '_>) -> Vec<Region> {
    let space = examined.space();
    let mut parts: Vec<(Option<End>, Region)> = vec![(None, examined.solved.conflicts())];
    for (end, region) in examined.solved.contenders() {
        match parts.iter_mut().find(|(own, _)| own.as_ref() == Some(&end)) {
            Some((_, own)) => *own = std::mem::take(own).union(space, region),
            None => parts.push((Some(end), region)),
        }
    }
    parts.into_iter().map(|(_, region)| region).collect()
}

fn asks(model: &Model, rule: RuleId, entry: Entry) -> bool {
    let mut asks = false;
    model.rules[rule].when.atoms(&mut |atom| {
        asks |= matches!(atom, Atom::Unset(unset) if (unset.parameter, unset.of, unset.twice) == entry);
    });
    asks
}

/// Of one parameter: its entries, the powers, and what else is told.
type Gathered = (BTreeSet<Option<ValueId>>, BTreeSet<PowerId>, Issue);

/// The same of all powers.
#[derive(Debug, Default)]
pub(crate) struct AllTurning {
    by_power: Vec<(PowerId, Turning)>,
}

impl AllTurning {
    pub(crate) fn add(&mut self, power: PowerId, own: &Turning) {
        if !own.found.is_empty() {
            self.by_power.push((power, own.clone()));
        }
    }

    /// One issue for each parameter that no line sets, and one for each that lines set to different values.
    pub(crate) fn issues(mut self) -> Vec<Issue> {
        self.by_power.sort_by_key(|(power, _)| *power);
        let mut issues: BTreeMap<(ParameterId, bool), Gathered> = BTreeMap::new();
        for (power, turning) in self.by_power {
            for turns in turning.found {
                let (parameter, of, twice) = turns.entry;
                let kind = IssueKind::NotSet { parameter, twice, of: Vec::new(), powers: Vec::new() };
                let none = || (BTreeSet::new(), BTreeSet::new(), Issue::at_rules(kind, Vec::new()));
                let (entries, powers, issue) = issues.entry((parameter, twice)).or_insert_with(none);
                entries.insert(of);
                powers.insert(power);
                put(&mut issue.rules, turns.rules);
                put(&mut issue.region, turns.few);
                put(&mut issue.boxes, turns.boxes);
            }
        }
        let issues = issues.into_iter().map(|((parameter, twice), (entries, powers, mut issue))| {
            issue.power = powers.first().copied().filter(|_| powers.len() == 1);
            let (of, powers) = (entries.into_iter().collect(), powers.into_iter().collect());
            Issue { kind: IssueKind::NotSet { parameter, twice, of, powers }, ..issue }
        });
        issues.collect()
    }
}

fn put<T: PartialEq>(all: &mut Vec<T>, more: Vec<T>) {
    for one in more {
        if !all.contains(&one) {
            all.push(one);
        }
    }
}
