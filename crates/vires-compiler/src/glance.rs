//! What an editor shows at a glance: who holds one power on one day, what one body holds.
//!
//! Bounded, because nobody waits for it: one power is solved with those that it asks about and no others, of a body a few
//! powers are looked at. What is said is exact; what is not looked at is counted.

use std::collections::{BTreeMap, BTreeSet};

use vires_analysis::words::alternatives;
use vires_analysis::{HolderTree, PowerHoldings};
use vires_model::{BodyId, Day, Effect, Holding, Instance, Link, Model, Of, Outcome, PowerId, Rule, RuleId, Why};

use crate::database;
use crate::decide::decide;
use crate::names::Names;
use crate::policies::Policies;
use crate::register::{Held, bodies, held_by, on_day, tree_words, words};
use crate::sample::sample;

/// So many provisions are cited for one holder.
const MOST_CITED: usize = 3;
/// So many cases are decided to find them, for one holder and for all of a power.
const MOST_TRIED: usize = 16;
const MOST_TRIED_IN_ALL: usize = 64;
/// So many powers are looked at to say what a body holds.
const MOST_POWERS: usize = 24;

/// Who holds a power on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PowerGlance {
    /// Each holder with its cases.
    pub holders: Vec<HolderGlance>,
    /// In which cases claims clash.
    pub conflict: Option<String>,
    /// In which cases nobody holds it and no rule says that nobody should; `[]`: in all. None: in none, or it is not known.
    pub gap: Option<Vec<String>>,
}

/// One holder of a power.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolderGlance {
    /// In labels.
    pub label: String,
    /// Whether it is somebody: in cases that no one is meant to decide, the label says so.
    pub somebody: bool,
    /// In which cases; empty: in all.
    pub region: String,
    /// The same, alternative by alternative.
    pub cases: Vec<String>,
    /// The chains of provisions by which it holds in some of these cases, as people cite them: `A`, `A → B`.
    pub citations: Vec<String>,
}

/// What a body holds on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyGlance {
    /// Power by power.
    pub held: Vec<Held>,
    /// How many more powers have rules by which it may hold them, and were not looked at.
    pub further: usize,
    /// Powers, in labels, of which it is not known who holds them: their rules could not all be read, or examined to the end.
    pub unknown: Vec<String>,
}

impl Policies {
    /// Who holds a power on a day; nothing where not all of its rules could be read, or examined to the end.
    #[must_use]
    pub fn power_glance(&self, power: PowerId, day: Day) -> Option<PowerGlance> {
        if self.is_broken(power) {
            return None;
        }
        let row = database::holdings_of(&self.db, self.workspace, power);
        if !row.examined {
            return None;
        }
        let bearing = database::bearing_on(&self.db, self.workspace, power);
        let names = Names::new(self.model(), self.language());
        let mut left = MOST_TRIED_IN_ALL;
        let holders = row.holders.iter().filter_map(|(tree, boxes)| {
            let boxes = on_day(boxes, Some(day));
            let region = words(&names, &boxes)?;
            let mut citations: Vec<String> = Vec::new();
            let mut tried = MOST_TRIED.min(left);
            left -= tried;
            // Each rule that could have made it, in the cases of each box.
            let rules = makers(&bearing.model, row, tree, day);
            for (rule, within) in rules.iter().flat_map(|rule| boxes.iter().map(move |within| (rule, within))) {
                if tried == 0 || citations.len() == MOST_CITED {
                    break;
                }
                tried -= 1;
                let case = sample(&bearing.model, power, Some(within), Some(&rule.when), (day, 0));
                for chain in chains(&decide(&bearing.model, power, &case, Some(day)).outcome, tree) {
                    let titles = chain.iter().map(|rule| names.rule_title(bearing.in_the_whole(*rule)));
                    let said = titles.collect::<Vec<_>>().join(" → ");
                    if !citations.contains(&said) && citations.len() < MOST_CITED {
                        citations.push(said);
                    }
                }
            }
            left += tried;
            Some(HolderGlance {
                label: tree_words(tree, &|holder| names.holder(holder), names.language),
                somebody: !matches!(tree, HolderTree::Nobody(_)),
                region,
                cases: alternatives(names.model, &boxes, names.language),
                citations,
            })
        });
        let holders = holders.collect();
        let gap = row.gaps.as_deref().map(|gaps| on_day(gaps, Some(day))).filter(|gaps| !gaps.is_empty());
        Some(PowerGlance {
            holders,
            conflict: words(&names, &on_day(&row.conflicts, Some(day))),
            gap: gap.map(|boxes| alternatives(names.model, &boxes, names.language)),
        })
    }

    /// What a body holds on a day.
    #[must_use]
    pub fn body_glance(&self, body: BodyId, day: Day) -> BodyGlance {
        let model = self.model();
        let candidates = receiving(model, body, day);
        // In declared order, as in the register.
        let candidates: Vec<PowerId> = candidates.into_iter().filter(|power| !self.is_broken(*power)).collect();
        let looked_at: BTreeSet<PowerId> = candidates.iter().take(MOST_POWERS).copied().collect();
        let rows = looked_at.iter().map(|power| database::holdings_of(&self.db, self.workspace, *power));
        let who = Instance { body, of: Of::Unsaid };
        let held = held_by(model, self.language(), rows, who, Some(day));
        // Which rule could not be read is not known: it may be one that names this body.
        let unexamined =
            looked_at.iter().filter(|power| !database::holdings_of(&self.db, self.workspace, **power).examined);
        let unknown: BTreeSet<PowerId> = self.broken().iter().chain(unexamined).copied().collect();
        let names = Names::new(model, self.language());
        BodyGlance {
            held,
            further: candidates.len() - looked_at.len(),
            unknown: unknown.into_iter().map(|power| names.power(power).to_owned()).collect(),
        }
    }
}

/// The rules in force that may make that holder one.
fn makers<'m>(model: &'m Model, row: &PowerHoldings, tree: &HolderTree, day: Day) -> Vec<&'m Rule> {
    let wanted = bodies(tree);
    let on_it = |rule: &&Rule| {
        rule.life.contains(day) && rule.suspended_by.is_none() && rule.effect.speaks_of(model, row.power)
    };
    let named = |holding: &Holding| holding.seats.iter().any(|seat| wanted.contains(&seat.body));
    let makes = |rule: &&Rule| match (&rule.effect, tree) {
        (Effect::Hold { holding, .. } | Effect::Transfer { to: holding, .. }, _) => named(holding),
        (Effect::Follow { .. }, HolderTree::One(_) | HolderTree::Several(..))
        | (Effect::Nobody { .. }, HolderTree::Nobody(Why::Barred))
        | (Effect::NotRequired { .. }, HolderTree::Nobody(Why::NotRequired)) => true,
        _ => false,
    };
    model.rules.iter().map(|(_, rule)| rule).filter(on_it).filter(makes).collect()
}

/// The chains of an outcome that end in that holder.
fn chains(outcome: &Outcome, tree: &HolderTree) -> Vec<Vec<RuleId>> {
    let rules = |chain: &Vec<Link>| chain.iter().map(|link| link.rule).collect();
    match (outcome, tree) {
        (Outcome::Competent { held, chain, also, .. }, HolderTree::One(_) | HolderTree::Several(..)) => {
            let members = |who: Vec<Instance>| who.into_iter().map(|who| who.body).collect::<BTreeSet<_>>();
            let wanted = bodies(tree);
            let all = members(held.instances());
            // Where any of several may act, each chain leads to one of them.
            let leads_there = |chain: &&Vec<Link>| match chain.last().and_then(|link| link.to.as_ref()) {
                Some(held) => members(held.instances()) == wanted,
                None => all == wanted,
            };
            std::iter::once(chain).chain(also).filter(leads_there).map(rules).collect()
        }
        (Outcome::Nobody { why, rule, .. }, HolderTree::Nobody(wanted)) if why == wanted => vec![vec![*rule]],
        (Outcome::Conflict { claims }, _) => {
            let wanted = bodies(tree);
            let own = claims.iter().filter(|claim| {
                let members = claim.held.iter().flat_map(|held| held.instances()).map(|who| who.body);
                members.collect::<BTreeSet<_>>() == wanted
            });
            own.map(|claim| rules(&claim.chain)).collect()
        }
        _ => Vec::new(),
    }
}

/// The powers that a body may have received: those granted or passed to it by name first, then those of a class that one
/// passes on who may have received them, and those that come with others.
fn receiving(model: &Model, body: BodyId, day: Day) -> Vec<PowerId> {
    let rules = model.rules.iter().map(|(_, rule)| rule).filter(|rule| rule.life.contains(day));
    let effects: Vec<&Effect> = rules.map(|rule| &rule.effect).collect();
    let mut concerned = vec![body];
    let mut at = 0;
    while let Some(receiver) = concerned.get(at).copied() {
        for (giver, _) in classes_to(&effects, receiver) {
            if !concerned.contains(&giver) {
                concerned.push(giver);
            }
        }
        at += 1;
    }
    let named = |body: &BodyId| (*body, named_to(&effects, *body).into_iter().collect());
    let mut have: BTreeMap<BodyId, BTreeSet<PowerId>> = concerned.iter().map(named).collect();
    loop {
        let known: usize = have.values().map(BTreeSet::len).sum();
        for receiver in &concerned {
            let mut own = have.remove(receiver).unwrap_or_default();
            for (giver, class) in classes_to(&effects, *receiver) {
                let passed = have.get(&giver).into_iter().flatten();
                own.extend(passed.filter(|power| class.speaks_of(model, **power)));
            }
            // Whoever holds one holds the other.
            for effect in &effects {
                if let Effect::Follow { powers, whose, .. } = effect
                    && own.contains(whose)
                {
                    own.extend(powers);
                }
            }
            have.insert(*receiver, own);
        }
        if known == have.values().map(BTreeSet::len).sum::<usize>() {
            break;
        }
    }
    let mut found = named_to(&effects, body);
    let further: Vec<PowerId> =
        have.remove(&body).into_iter().flatten().filter(|power| !found.contains(power)).collect();
    found.extend(further);
    found
}

/// Whether a holding names a body.
fn names(holding: &Holding, body: BodyId) -> bool {
    holding.seats.iter().any(|seat| seat.body == body)
}

/// The powers granted or passed to a body by name, each once.
fn named_to(effects: &[&Effect], body: BodyId) -> Vec<PowerId> {
    let mut seen = BTreeSet::new();
    let own = effects.iter().filter(
        |effect| matches!(effect, Effect::Hold { holding, .. } | Effect::Transfer { to: holding, .. } if names(holding, body)),
    );
    own.flat_map(|effect| effect.named_powers()).copied().filter(|power| seen.insert(*power)).collect()
}

/// The transfers of a class to a body, with their givers.
fn classes_to<'e>(effects: &'e [&'e Effect], body: BodyId) -> impl Iterator<Item = (BodyId, &'e Effect)> {
    effects.iter().filter_map(move |effect| match effect {
        Effect::Transfer { from, to, .. } if effect.named_powers().is_empty() && names(to, body) => {
            Some((from.body, *effect))
        }
        _ => None,
    })
}
