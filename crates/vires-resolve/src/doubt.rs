//! Lines that may be about a power, though nothing says that they are: a grant that names no power yet, a repeal that
//! names no text, words that are nothing known. They keep nothing back. What is found is told, and says which line may
//! change it; nothing is decided until the line reads.

use std::collections::{BTreeMap, BTreeSet};

use vires_model::{Domain, ListId, Model, PowerId, ProvisionId, Rule, RuleId, SourceSpan};

use crate::broken::{Lines, Loss, Lost, add_lines};
use crate::resolver::Resolver;

/// Why what is found of a power may read otherwise once all lines do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// The lines in error that may be about it.
    pub lines: Vec<SourceSpan>,
    /// Whether all of them are grants, which only add claims.
    pub only_grants: bool,
}

impl From<Loss> for Doubt {
    fn from(loss: Loss) -> Self {
        Self { lines: loss.by.into_iter().collect(), only_grants: loss.lost == Lost::Grants }
    }
}

impl Resolver<'_> {
    /// Lines that may be about any power.
    pub(crate) fn doubt_everything(&mut self, lost: Lost, by: &Lines) {
        self.model.powers.ids().for_each(|power| lose_in(&mut self.doubtful, power, lost, by));
    }

    /// A line of a place that may be about anything ruled there.
    pub(crate) fn doubt_place(&mut self, place: ProvisionId, by: &Lines) {
        add_lines(self.doubtful_places.entry(place).or_default(), by);
    }

    /// The lists on whose values a rule turns: those of the questions that it asks, and of its holders; with those around them.
    fn lists_of(&self, rule: &Rule) -> impl Iterator<Item = ListId> + '_ {
        let model = &self.model;
        let mut lists: BTreeSet<ListId> = BTreeSet::new();
        rule.when.atoms(&mut |atom| {
            atom.facts(&mut |fact| {
                if let Domain::Choice(list) | Domain::SetOf(list) = model.facts[fact].domain {
                    lists.insert(list);
                }
            });
        });
        lists.extend(rule.effect.holders().iter().filter_map(|holder| model.bodies[holder.body].one_per));
        lists.into_iter().flat_map(|list| std::iter::successors(Some(list), |list| model.lists[*list].within))
    }

    /// From places and lists to the powers ruled there or by them, and from powers to those whose rules ask who holds them.
    pub(crate) fn spread_doubt(&mut self) {
        let mut doubtful = std::mem::take(&mut self.doubtful);
        let any = !self.doubtful_places.is_empty() || !self.doubtful_lists.is_empty();
        for (_, rule) in self.model.rules.iter().filter(|_| any) {
            let mut by = self.lines_around(rule.place, &self.doubtful_places);
            let rows = self.lists_of(rule).filter_map(|list| self.doubtful_lists.get(&list));
            rows.for_each(|own| add_lines(&mut by, own));
            let spoken_of = self.model.powers.ids().filter(|power| rule.effect.speaks_of(&self.model, *power));
            spoken_of.filter(|_| !by.is_empty()).for_each(|power| {
                lose_in(&mut doubtful, power, Lost::Anything, &by);
            });
        }
        loop {
            let known = doubtful.len();
            for (rule, by) in asking(&self.model, &doubtful) {
                for power in self.model.rules[rule].effect.named_powers() {
                    lose_in(&mut doubtful, *power, Lost::Anything, &by);
                }
            }
            if known == doubtful.len() {
                break;
            }
        }
        self.doubtful = doubtful;
    }
}

/// Of a power something is, or may be, missing.
pub(crate) fn lose_in(losses: &mut BTreeMap<PowerId, Loss>, power: PowerId, lost: Lost, by: &Lines) {
    let known = losses.entry(power).or_insert_with(|| Loss { lost, by: Lines::new() });
    known.lost = lost.max(known.lost);
    add_lines(&mut known.by, by);
}

/// The rules that ask who holds one of these powers, with the lines that bear on it.
pub(crate) fn asking(model: &Model, losses: &BTreeMap<PowerId, Loss>) -> Vec<(RuleId, Lines)> {
    // Mostly nothing is lost, and then no rule need be looked at.
    if losses.is_empty() {
        return Vec::new();
    }
    let asking = model.rules.iter().filter_map(|(id, rule)| {
        let mut by = Lines::new();
        rule.asks().iter().filter_map(|power| losses.get(power)).for_each(|loss| add_lines(&mut by, &loss.by));
        (!by.is_empty()).then_some((id, by))
    });
    asking.collect()
}
