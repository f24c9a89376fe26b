//! Which rules speak of which power.

use vires_model::{Effect, Id, Model, Powers, RuleId, SourceSpan};

/// What is one line to whoever reads the text. A line whose text is law with interruptions, or for some cases, is several rules; of those that give
/// one of several holdings, each is told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Line {
    Written(SourceSpan, Option<u32>),
    /// No text has it.
    Unwritten(RuleId),
}

impl Line {
    pub(crate) fn of(model: &Model, rule: RuleId) -> Self {
        let row = &model.rules[rule];
        row.line().map_or(Self::Unwritten(rule), |span| Self::Written(span, row.one_of))
    }
}

/// The rules that speak of one power, each list in the order of the files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct PowerRules {
    /// Hold, nobody and not-required rules.
    pub(crate) roots: Vec<RuleId>,
    /// Transfers.
    pub(crate) transfers: Vec<RuleId>,
    /// Roots that are suspended: nothing but no other cases.
    pub(crate) suspended: Vec<RuleId>,
    /// Transfers that are suspended: nothing but none of every other power.
    pub(crate) halted: Vec<RuleId>,
    pub(crate) keeps: Vec<RuleId>,
    pub(crate) bars: Vec<RuleId>,
    pub(crate) reserves: Vec<RuleId>,
    pub(crate) enables: Vec<RuleId>,
    /// Rules by which another may act in the place of the holder. They change no outcome.
    pub(crate) take_overs: Vec<RuleId>,
}

impl PowerRules {
    /// All on which the outcome hangs, kind after kind.
    pub(crate) fn all(&self) -> impl Iterator<Item = RuleId> {
        self.lists().into_iter().flatten().copied()
    }

    /// How many there are of each kind.
    pub(crate) fn kinds(&self) -> [usize; 8] {
        self.lists().map(Vec::len)
    }

    pub(crate) const fn lists_mut(&mut self) -> [&mut Vec<RuleId>; 9] {
        let Self { roots, transfers, suspended, halted, keeps, bars, reserves, enables, take_overs } = self;
        [roots, suspended, transfers, halted, keeps, bars, reserves, enables, take_overs]
    }

    const fn lists(&self) -> [&Vec<RuleId>; 8] {
        let Self { roots, transfers, suspended, halted, keeps, bars, reserves, enables, take_overs: _ } = self;
        [roots, suspended, transfers, halted, keeps, bars, reserves, enables]
    }
}

/// For every power the rules that speak of it, by name or as one of a class.
pub(crate) fn rules_by_power(model: &Model) -> Vec<PowerRules> {
    let mut by_power = vec![PowerRules::default(); model.powers.len()];
    for rule in model.rules.ids() {
        place(model, rule, &mut by_power);
    }
    by_power
}

/// Adds a rule to those of every power of which it speaks.
pub(crate) fn place(model: &Model, rule: RuleId, by_power: &mut [PowerRules]) {
    let row = &model.rules[rule];
    let (what, list): (_, fn(&mut PowerRules) -> &mut Vec<RuleId>) = match &row.effect {
        Effect::Hold { powers, .. }
        | Effect::Follow { powers, .. }
        | Effect::Nobody { powers, .. }
        | Effect::NotRequired { powers, .. } => {
            for power in powers {
                if let Some(rules) = by_power.get_mut(power.index()) {
                    let list = if row.suspended_by.is_some() { &mut rules.suspended } else { &mut rules.roots };
                    list.push(rule);
                }
            }
            return;
        }
        Effect::Transfer { what, .. } if row.suspended_by.is_some() => (what, |rules| &mut rules.halted),
        Effect::Transfer { what, .. } => (what, |rules| &mut rules.transfers),
        Effect::Keep { what, .. } => (what, |rules| &mut rules.keeps),
        Effect::Bar { what, .. } => (what, |rules| &mut rules.bars),
        Effect::Reserve { what, .. } => (what, |rules| &mut rules.reserves),
        Effect::TakeOver { what, .. } => (what, |rules| &mut rules.take_overs),
        Effect::Enable { what, .. } => (what, |rules| &mut rules.enables),
    };
    if row.suspended_by.is_some() && !matches!(row.effect, Effect::Transfer { .. }) {
        return;
    }
    match what {
        Powers::Named(powers) => {
            for power in powers {
                if let Some(rules) = by_power.get_mut(power.index()) {
                    list(rules).push(rule);
                }
            }
        }
        Powers::Class(_) => {
            for (power, rules) in model.powers.ids().zip(by_power) {
                if what.speak_of(model, power) {
                    list(rules).push(rule);
                }
            }
        }
    }
}
