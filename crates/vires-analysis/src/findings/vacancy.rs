//! Offices that hold a power on days on which nobody is appointed to them, or one person to two that must act together, so that nobody can act;
//! offices that several persons fill.

use std::collections::BTreeMap;

use vires_model::{Day, Instance, Life, Model, Of, PowerId, RuleId};

use super::Examined;
use super::too_few::{Short, short};
use crate::chains::End;
use crate::claims::{Parts, grouped};
use crate::holders::{Named, One, Tree, same};
use crate::issue::{Issue, IssueKind};
use crate::region::Region;
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
    /// By which the office holds the power.
    rules: Vec<RuleId>,
}

impl Unfilled {
    /// Looks where every holding that stands lacks somebody.
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
            let short = short(setting.model, tree);
            let days = short.iter().map(|short| setting.space.life(short.days));
            let days = days.fold(Region::empty(), |all, days| all.union(space, days));
            let enough = filled.subtract(space, &days);
            dead.push((n, tree, stands.subtract(space, &enough), filled, short));
            alive = alive.union(space, stands.intersect(space, &enough));
        }
        dead.iter_mut().for_each(|(_, _, region, ..)| *region = region.subtract(space, &alive));
        dead.retain(|(_, _, region, ..)| !region.is_empty());
        let rules_of = |n: usize| solved.chain_of(n).map(crate::chains::Chain::rules).unwrap_or_default();
        for (n, _, region, filled, short) in &dead {
            for short in short {
                let here = region.intersect(space, filled).intersect(space, &setting.space.life(short.days));
                if !here.is_empty() && !examined.reported(&here).is_empty() {
                    own.short.push((short.clone(), rules_of(*n)));
                }
            }
        }
        for (office, days) in &vacancies {
            let (mut rules, mut all) = (Vec::<RuleId>::new(), Vec::new());
            for (n, tree, region, filled, _) in &dead {
                let region = region.subtract(space, filled);
                for leaf in tree.leaves() {
                    let here = region.intersect(space, &vacant(setting, leaf, &[(*office, *days)]));
                    let here = if here.is_empty() { here } else { examined.reported(&here) };
                    if !here.is_empty() {
                        all.extend(here.boxes().iter().map(|cuboid| setting.space.days(cuboid)));
                        rules.extend(rules_of(*n).into_iter().filter(|rule| !rules.contains(rule)).collect::<Vec<_>>());
                    }
                }
            }
            if !rules.is_empty() {
                own.found.push(Stillness { office: *office, vacant: *days, days: joined(all, *days), rules });
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

/// Stretches of days laid together: in order, each as long as it may be, and within these days.
fn joined(mut stretches: Vec<(Option<Day>, Option<Day>)>, within: Life) -> Vec<Life> {
    stretches.sort();
    let mut all: Vec<Life> = Vec::new();
    for (from, until) in stretches {
        let own = Life { from, until }.intersect(within);
        match all.last_mut() {
            // One without an end takes all that follow it.
            Some(last) if last.until.is_none_or(|until| own.from.is_none_or(|from| from <= until.next())) => {
                last.until = last.until.zip(own.until).map(|(one, other)| one.max(other));
            }
            _ => all.push(own),
        }
    }
    all
}

/// Where nobody fills a holder.
fn vacant(setting: &Setting<'_>, holder: Named, vacancies: &[(Instance, Life)]) -> Region {
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
        let mut issues = Vec::new();
        for (office, vacant) in vacancies(model) {
            let mut alike: Vec<(Vec<Life>, Vec<PowerId>, Vec<RuleId>)> = Vec::new();
            for (power, own) in &self.by_power {
                for own in own.found.iter().filter(|own| (own.office, own.vacant) == (office, vacant)) {
                    let n = alike.iter().position(|(days, ..)| *days == own.days).unwrap_or(alike.len());
                    if n == alike.len() {
                        alike.push((own.days.clone(), Vec::new(), Vec::new()));
                    }
                    let Some((_, powers, rules)) = alike.get_mut(n) else { continue };
                    powers.push(*power);
                    rules.extend(own.rules.iter().filter(|rule| !rules.contains(rule)).copied().collect::<Vec<_>>());
                }
            }
            alike.sort();
            for (days, powers, rules) in alike {
                let power = powers.first().copied().filter(|_| powers.len() == 1);
                let mut issue = Issue::at_rules(IssueKind::Vacant { office, vacant, days, powers }, rules);
                issue.power = power;
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
