//! Of a large body of law, what bears on one power: the same model without the rules that do not.
//!
//! Whoever wants to know one thing of one power need not walk the rules on four thousand others, again for every case. And
//! what an edit elsewhere has left as it was is known to be so: who holds the power is then not looked for again.

use std::collections::BTreeSet;

use vires_analysis::PowerHoldings;
use vires_model::{Id as _, Model, PowerId, RuleId, Table};

/// A model with the rules on one power and on those that they ask about. Outcomes on these powers are those of the whole;
/// tests and requirements, which decide nothing, are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bearing {
    /// Everything has the number that it has in the whole, but for rules.
    pub(crate) model: Model,
    /// Of each of its rules, the number in the whole.
    rules: Vec<RuleId>,
    /// The powers of which all rules are here.
    powers: BTreeSet<PowerId>,
    /// Those of them some of whose rules could not be read.
    broken: BTreeSet<PowerId>,
}

impl Bearing {
    /// What bears on a power: the rules on it, and on every power about which those, or the steps asked for it, ask, and so on.
    pub(crate) fn on(whole: &Model, broken: &BTreeSet<PowerId>, wanted: PowerId) -> Self {
        let mut powers = BTreeSet::from([wanted]);
        let mut rules: BTreeSet<RuleId> = BTreeSet::new();
        let mut work: Vec<PowerId> = vec![wanted];
        // What texts say of each other may ask about a power as well, whichever claims it then chooses between.
        for word in &whole.words {
            work.extend(word.when.asks().into_iter().filter(|power| powers.insert(*power)));
        }
        while !work.is_empty() {
            let these = std::mem::take(&mut work);
            for text in &whole.attachments {
                if these.iter().any(|power| text.what.speak_of(whole, *power)) {
                    work.extend(text.asks().into_iter().filter(|power| powers.insert(*power)));
                }
            }
            for (id, rule) in whole.rules.iter() {
                if !these.iter().any(|power| rule.effect.speaks_of(whole, *power)) || !rules.insert(id) {
                    continue;
                }
                let asks = &rule.asks() | &rule.steps_ask();
                work.extend(asks.into_iter().filter(|power| powers.insert(*power)));
            }
        }
        let broken = powers.intersection(broken).copied().collect();
        Self { model: only(whole, &rules), rules: rules.into_iter().collect(), powers, broken }
    }

    /// The number of one of its rules in the whole.
    pub(crate) fn in_the_whole(&self, rule: RuleId) -> RuleId {
        // Each rule was put here with its number.
        self.rules.get(rule.index()).copied().unwrap_or(rule)
    }

    /// Who holds the power that was asked about, and those that its rules ask about.
    pub(crate) fn holdings(&self) -> Vec<PowerHoldings> {
        let others = self.model.powers.ids().filter(|power| !self.powers.contains(power));
        let mut all = vires_analysis::holdings(&self.model, &others.chain(self.broken.iter().copied()).collect());
        for (won, lost, _) in all.iter_mut().flat_map(|row| &mut row.prevails) {
            (*won, *lost) = (self.in_the_whole(*won), self.in_the_whole(*lost));
        }
        all
    }
}

/// The model with these rules. Written out, so that of tests, which are many and long, no copy is made.
fn only(whole: &Model, rules: &BTreeSet<RuleId>) -> Model {
    let mut kept = Table::default();
    for row in rules.iter().filter_map(|id| whole.rules.shared(*id)) {
        kept.push_shared(row.clone());
    }
    Model {
        packages: whole.packages.clone(),
        tiers: whole.tiers.clone(),
        lists: whole.lists.clone(),
        kinds: whole.kinds.clone(),
        bodies: whole.bodies.clone(),
        instrument_kinds: whole.instrument_kinds.clone(),
        instruments: whole.instruments.clone(),
        provisions: whole.provisions.clone(),
        facts: whole.facts.clone(),
        holidays: whole.holidays.clone(),
        calendars: whole.calendars.clone(),
        assumptions: whole.assumptions.clone(),
        parameters: whole.parameters.clone(),
        settings: whole.settings.clone(),
        powers: whole.powers.clone(),
        modalities: whole.modalities.clone(),
        rules: kept,
        attachments: whole.attachments.clone(),
        appointments: whole.appointments.clone(),
        words: whole.words.clone(),
        tests: Vec::new(),
        requirements: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vires_model::random::{self, Dice, case, interesting_days};

    #[test]
    fn what_bears_on_a_power_decides_as_the_whole_does() {
        let mut smaller = 0;
        for seed in 0..120 {
            for model in [random::model(seed), random::rarer(seed)] {
                let mut dice = Dice::new(seed);
                let days = interesting_days(&model);
                for power in model.powers.ids() {
                    let own = Bearing::on(&model, &BTreeSet::new(), power);
                    smaller += usize::from(own.model.rules.len() < model.rules.len());
                    for _ in 0..4 {
                        let day = dice.pick(&days).copied();
                        let case = case(&model, &mut dice, day, true);
                        let mut decision = vires_model::decide(&own.model, power, &case, day);
                        decision.renumber(&|rule| own.in_the_whole(rule));
                        assert_eq!(decision, vires_model::decide(&model, power, &case, day), "{seed} {power:?}");
                    }
                    let held = |rows: Vec<PowerHoldings>| rows.into_iter().find(|row| row.power == power);
                    let (part, whole) = (own.holdings(), vires_analysis::holdings(&model, &BTreeSet::new()));
                    assert_eq!(held(part), held(whole), "{seed} {power:?}");
                }
            }
        }
        assert!(smaller > 100, "the part is hardly ever smaller: {smaller}");
    }
}
