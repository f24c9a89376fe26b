//! Offices that hold a power on days on which nobody is appointed to them, or one person to two that must act together, so that nobody can act;
//! offices that several persons fill.

use std::collections::BTreeMap;

use vires_model::{Instance, Life, Model, Of, PowerId, RuleId, StepKind};

use super::Examined;
use super::steps::Wanted;
use super::taken_over::not_taken_over;
use super::too_few::{Short, short};
use crate::axes::ValueBox;
use crate::chains::{Chain, End};
use crate::claims::{Parts, grouped};
use crate::holders::{Named, One, Tree, same};
use crate::issue::{Issue, IssueKind};
use crate::region::{Cuboid, Region};
use crate::setting::Setting;

/// The stretches of days on which an office is vacant, in the order of the appointments.
pub(crate) fn vacancies(model: &Model) -> Vec<(Instance, Life)> {
    let offices = model.offices_filled().into_iter();
    offices.flat_map(|office| model.vacancies(office).into_iter().map(move |days| (office, days))).collect()
}

/// An office as a rule would name it.
pub(crate) const fn named(office: Instance) -> Named {
    let which = match office.of {
        Of::Place(place) => One::OfValue(place),
        Of::Sole => One::Sole,
        Of::Unsaid => One::Unsaid,
    };
    Named { body: office.body, which }
}

/// The vacancies for which nobody can act under one power.
#[derive(Debug, Clone, Default)]
pub(crate) struct Unfilled {
    found: Vec<Stillness>,
    /// Holdings for which there are too few persons, each with the rules by which it is held.
    short: Vec<(Short, Vec<RuleId>)>,
}

/// A vacancy for which nobody can act.
#[derive(Debug, Clone)]
struct Stillness {
    office: Instance,
    vacant: Life,
    /// The days of the vacancy on which, in some case, nobody can.
    days: Vec<Life>,
    /// By which the office holds the power, or is asked.
    rules: Vec<RuleId>,
    /// The step for which it is asked; none: it holds the power.
    asked: Option<Checking>,
    /// In which cases, in few boxes and in all; empty where it is so in every case on these days.
    region: Vec<ValueBox>,
    boxes: Vec<ValueBox>,
}

/// What an office is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Checking {
    /// Which step.
    pub kind: StepKind,
    /// It is one of several of whom so many are enough, and too few are left.
    pub of_several: bool,
}

/// A claim that stands where nobody can act under it.
struct Still<'t> {
    rules: Vec<RuleId>,
    tree: &'t Tree,
    region: Region,
    /// Where its offices are filled.
    filled: Region,
    short: Vec<Short>,
    /// What has to be done beside, each with where nobody can.
    wanted: Vec<(Wanted, Region)>,
}

impl Unfilled {
    /// Looks where every holding that stands lacks somebody, or somebody who has to be asked.
    pub(crate) fn of(examined: &Examined<'_, '_>) -> Self {
        let solved = examined.solved;
        let (setting, space) = (&solved.setting, examined.space());
        let vacancies = vacancies(setting.model);
        let mut own = Self::default();
        if setting.model.appointments.is_empty() {
            return own;
        }
        // Somebody else may hold it as well, by another claim.
        let (mut dead, mut alive) = (Vec::new(), solved.conflicts());
        for (n, (claim, stands)) in solved.claims.iter().zip(&solved.standing.stands).enumerate() {
            let End::Held(tree) = &claim.end else { continue };
            let lacking = |leaf: &Named| vacancies.iter().any(|(office, _)| office.body == leaf.body);
            let enough = if tree.leaves().iter().any(lacking) {
                let parts = filled(setting, tree, &vacancies);
                parts.into_iter().filter(|(left, _)| left.is_some()).flat_map(|(_, here)| here.into_boxes()).collect()
            } else {
                Region::full(space).into_boxes()
            };
            let filled = Region::new(space, enough);
            // Who decides and is asked as well is told as that.
            let leaves = tree.leaves();
            let mut checks = solved.chain_of(n).map_or_else(Vec::new, |chain| Wanted::of_root(setting, chain));
            checks.retain(|own| own.kind.is_check() && !own.who.iter().any(|who| leaves.contains(who)));
            let short = short(setting.model, tree, &checks);
            let days = short.iter().map(|short| setting.space.life(short.days));
            let days = days.fold(Region::empty(), |all, days| all.union(space, days));
            let wanted: Vec<(Wanted, Region)> = (solved.chain_of(n).into_iter())
                .flat_map(|chain| Wanted::of_chain(setting, chain))
                .map(|own| (own.undone(setting, &vacancies), own))
                .filter(|(undone, _)| !undone.is_empty())
                .map(|(undone, own)| (own, undone))
                .collect();
            let enough = filled.subtract(space, &days);
            let enough = wanted.iter().fold(enough, |left, (_, undone)| left.subtract(space, undone));
            let rules = solved.chain_of(n).map(Chain::rules).unwrap_or_default();
            let region = stands.subtract(space, &enough);
            dead.push(Still { rules, tree, region, filled, short, wanted });
            alive = alive.union(space, stands.intersect(space, &enough));
        }
        dead.iter_mut().for_each(|still| still.region = still.region.subtract(space, &alive));
        dead.retain(|still| !still.region.is_empty());
        for still in &dead {
            for short in &still.short {
                let here = still.region.intersect(space, &still.filled);
                let here = here.intersect(space, &setting.space.life(short.days));
                // For want of anybody, it is told as a vacancy.
                let here = still.wanted.iter().fold(here, |here, (_, undone)| here.subtract(space, undone));
                if !here.is_empty() && !examined.reported(&here).is_empty() {
                    own.short.push((short.clone(), still.rules.clone()));
                }
            }
        }
        for (office, days) in &vacancies {
            let one = [(*office, *days)];
            let mut found: BTreeMap<Option<Checking>, (Vec<RuleId>, Region)> = BTreeMap::new();
            let mut add = |asked, rules: &[RuleId], here: Region| {
                if !here.is_empty() {
                    let (known, region) = found.entry(asked).or_default();
                    known.extend(rules.iter().filter(|rule| !known.contains(rule)).copied().collect::<Vec<_>>());
                    *region = std::mem::take(region).union(space, here);
                }
            };
            for still in &dead {
                let unfilled = still.region.subtract(space, &still.filled);
                for leaf in still.tree.leaves() {
                    add(None, &still.rules, unfilled.intersect(space, &vacant(setting, leaf, &one)));
                }
                for (wanted, undone) in &still.wanted {
                    let region = still.region.intersect(space, undone);
                    let asked = Checking { kind: wanted.kind, of_several: wanted.enough.is_some() };
                    for who in &wanted.who {
                        add(Some(asked), &still.rules, region.intersect(space, &vacant(setting, *who, &one)));
                    }
                }
            }
            for (asked, (rules, region)) in found {
                let region = examined.reported(&region);
                if !region.is_empty() {
                    own.found.push(Stillness::of(examined, (*office, *days), (asked, rules), &region));
                }
            }
        }
        own
    }

    /// Gives every rule another number.
    pub(crate) fn renumber(&mut self, number: &dyn Fn(RuleId) -> RuleId) {
        let short = self.short.iter_mut().flat_map(|(_, rules)| rules);
        self.found.iter_mut().flat_map(|own| &mut own.rules).chain(short).for_each(|rule| *rule = number(*rule));
    }
}

impl Stillness {
    /// `region`: where nobody can act for want of the office.
    fn of(
        examined: &Examined<'_, '_>,
        (office, vacant): (Instance, Life),
        (asked, rules): (Option<Checking>, Vec<RuleId>),
        region: &Region,
    ) -> Self {
        let (setting, space) = (&examined.solved.setting, examined.space());
        let stretch = |(from, until)| Life { from, until }.intersect(vacant);
        let days = Life::joined(region.boxes().iter().map(|cuboid| stretch(setting.space.days(cuboid))));
        let on_them = days.iter().fold(Region::empty(), |all, days| all.union(space, setting.space.life(*days)));
        let (mut few, mut boxes) = (Vec::new(), Vec::new());
        if !examined.reported(&on_them.subtract(space, region)).is_empty() {
            few = examined.values(&examined.few(region, &Cuboid::full(space)));
            boxes = examined.values(region.boxes());
        }
        Self { office, vacant, days, rules, asked, region: few, boxes }
    }
}

/// Where nobody fills a holder.
pub(crate) fn vacant(setting: &Setting<'_>, holder: Named, vacancies: &[(Instance, Life)]) -> Region {
    let space = &setting.space.space;
    let mut all = Region::empty();
    // Of one of many, not said which, nobody can say that it is vacant.
    for (office, days) in
        vacancies.iter().filter(|(office, _)| office.body == holder.body && holder.which != One::Unsaid)
    {
        let theirs = setting.region_of(&same(setting.model, holder, named(*office)));
        all = all.union(space, theirs.intersect(space, &setting.space.life(*days)));
    }
    all
}

/// What is left of a holding where offices are vacant.
fn filled(setting: &Setting<'_>, tree: &Tree, vacancies: &[(Instance, Life)]) -> Parts {
    match tree {
        Tree::Leaf(leaf) => {
            let space = &setting.space.space;
            let vacant = vacant(setting, *leaf, vacancies);
            vec![(Some(tree.clone()), Region::full(space).subtract(space, &vacant)), (None, vacant)]
        }
        Tree::Several(mode, seats) => {
            let seats: Vec<Parts> = seats.iter().map(|seat| filled(setting, seat, vacancies)).collect();
            grouped(setting, *mode, &seats)
        }
    }
}

/// The same of all powers.
#[derive(Debug, Default)]
pub(crate) struct AllUnfilled {
    by_power: Vec<(PowerId, Unfilled)>,
}

impl AllUnfilled {
    pub(crate) fn add(&mut self, power: PowerId, own: &Unfilled) {
        if !own.found.is_empty() || !own.short.is_empty() {
            self.by_power.push((power, own.clone()));
        }
    }

    /// One issue for each vacancy and the days of it on which nobody can act.
    pub(crate) fn issues(mut self, model: &Model) -> Vec<Issue> {
        self.by_power.sort_by_key(|(power, _)| *power);
        for (power, own) in &mut self.by_power {
            for own in own.found.iter_mut().filter(|own| own.asked.is_none()) {
                own.days = not_taken_over(model, *power, own.office, &own.days);
            }
            own.found.retain(|own| !own.days.is_empty());
        }
        let mut issues = Vec::new();
        for (office, vacant) in vacancies(model) {
            let mut alike: Vec<(&Stillness, Vec<PowerId>, Vec<RuleId>)> = Vec::new();
            for (power, own) in &self.by_power {
                for own in own.found.iter().filter(|own| (own.office, own.vacant) == (office, vacant)) {
                    // What is so in some cases only is told of each power by itself.
                    let same = |other: &Stillness| {
                        other.days == own.days
                            && other.asked == own.asked
                            && other.region.is_empty()
                            && own.region.is_empty()
                    };
                    let n = alike.iter().position(|(other, ..)| same(other)).unwrap_or(alike.len());
                    if n == alike.len() {
                        alike.push((own, Vec::new(), Vec::new()));
                    }
                    let Some((_, powers, rules)) = alike.get_mut(n) else { continue };
                    powers.push(*power);
                    rules.extend(own.rules.iter().filter(|rule| !rules.contains(rule)).copied().collect::<Vec<_>>());
                }
            }
            alike.sort_by(|one, other| {
                (&one.0.days, &one.1, one.0.asked).cmp(&(&other.0.days, &other.1, other.0.asked))
            });
            for (own, powers, rules) in alike {
                let power = powers.first().copied().filter(|_| powers.len() == 1);
                let (days, asked) = (own.days.clone(), own.asked);
                let mut issue = Issue::at_rules(IssueKind::Vacant { office, vacant, days, powers, asked }, rules);
                (issue.power, issue.region, issue.boxes) = (power, own.region.clone(), own.boxes.clone());
                issues.push(issue);
            }
        }
        let mut alike: BTreeMap<&Short, (Vec<PowerId>, Vec<RuleId>)> = BTreeMap::new();
        for (power, own) in &self.by_power {
            for (short, by) in &own.short {
                let (powers, rules) = alike.entry(short).or_default();
                if !powers.contains(power) {
                    powers.push(*power);
                }
                rules.extend(by.iter().filter(|rule| !rules.contains(rule)).copied().collect::<Vec<_>>());
            }
        }
        for (short, (powers, rules)) in alike {
            let power = powers.first().copied().filter(|_| powers.len() == 1);
            let mut issue = Issue::at_rules(IssueKind::TooFewPersons { short: short.clone(), powers }, rules);
            issue.power = power;
            issues.push(issue);
        }
        issues
    }
}

/// Offices that several persons fill on one day: any of them may act.
pub(crate) fn shared(model: &Model) -> Vec<Issue> {
    let is_shared = |office: &Instance| {
        let own: Vec<_> = model.appointments.iter().filter(|own| own.is_to(*office)).collect();
        let meets = |n: usize, one: &vires_model::Appointment| {
            own.iter().take(n).any(|other| other.person != one.person && !other.life.intersect(one.life).is_empty())
        };
        own.iter().enumerate().any(|(n, one)| meets(n, one))
    };
    let shared = model.offices_filled().into_iter().filter(is_shared);
    shared.map(|office| Issue::at_rules(IssueKind::Shared { office }, Vec::new())).collect()
}
