//! Which rules speak of which power.

use vires_model::{Effect, Id, Model, PowerId, Powers, RuleId};

/// The rules that speak of one power, each list in the order of the files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct PowerRules {
    /// Hold, nobody and not-required rules.
    pub(crate) roots: Vec<RuleId>,
    /// Transfers.
    pub(crate) transfers: Vec<RuleId>,
    pub(crate) keeps: Vec<RuleId>,
    pub(crate) bars: Vec<RuleId>,
    pub(crate) reserves: Vec<RuleId>,
}

/// For every power the rules that speak of it, by name or as one of a class.
pub(crate) fn rules_by_power(model: &Model) -> Vec<PowerRules> {
    let mut by_power = vec![PowerRules::default(); model.powers.len()];
    for (rule, row) in model.rules.iter() {
        let (what, list): (_, fn(&mut PowerRules) -> &mut Vec<RuleId>) = match &row.effect {
            Effect::Hold { powers, .. } | Effect::Nobody { powers } | Effect::NotRequired { powers } => {
                for power in powers {
                    if let Some(rules) = by_power.get_mut(power.index()) {
                        rules.roots.push(rule);
                    }
                }
                continue;
            }
            Effect::Transfer { what, .. } => (what, |rules| &mut rules.transfers),
            Effect::Keep { what, .. } => (what, |rules| &mut rules.keeps),
            Effect::Bar { what, .. } => (what, |rules| &mut rules.bars),
            Effect::Reserve { what, .. } => (what, |rules| &mut rules.reserves),
        };
        match what {
            Powers::Named(powers) => {
                for power in powers {
                    if let Some(rules) = by_power.get_mut(power.index()) {
                        list(rules).push(rule);
                    }
                }
            }
            Powers::Class(_) => {
                for (power, rules) in model.powers.ids().zip(&mut by_power) {
                    if speaks_of(what, model, power) {
                        list(rules).push(rule);
                    }
                }
            }
        }
    }
    by_power
}

/// Whether the words of a rule take in this power; `under` and `except` a place of text are judged link by link.
pub(crate) fn speaks_of(what: &Powers, model: &Model, power: PowerId) -> bool {
    match what {
        Powers::Named(powers) => powers.contains(&power),
        Powers::Class(class) => {
            let sector = &model.powers[power].sector;
            !class.except_powers.contains(&power)
                && (class.sectors.is_empty() || sector.as_ref().is_some_and(|own| class.sectors.contains(own)))
        }
    }
}
