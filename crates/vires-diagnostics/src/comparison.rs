//! What changes hands between two dates or two versions, in plain data, and the totals of it.

use crate::change::{Answer, AskedChange, Change, PowerName, Situation};
use crate::finding::Finding;

/// A comparison of two sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The earlier side.
    pub before: Side,
    /// The later side.
    pub after: Side,
    /// The day on which two versions are compared; none: on all days.
    pub at: Option<String>,
    /// How many powers were compared.
    pub powers: usize,
    /// What changes, in the order of the powers.
    pub changes: Vec<Change>,
    /// What texts ask for beside a decision, or make of silence, where that changes, in the order of the powers.
    pub asked: Vec<AskedChange>,
    /// Powers that only the later side has.
    pub new_powers: Vec<Alone>,
    /// Powers that only the earlier side has.
    pub gone_powers: Vec<Alone>,
    /// Powers that could not be compared: rules on them cannot be read, or a documented bound was reached.
    pub unexamined: Vec<PowerName>,
    /// What the sides do not have in common, in words: what could be compared only in part.
    pub remarks: Vec<String>,
    /// Findings of the later side that the earlier one has not.
    pub new_findings: Vec<Finding>,
    /// Findings of the earlier side that the later one has not.
    pub gone_findings: Vec<Finding>,
    /// How many findings both sides have.
    pub unchanged_findings: usize,
}

/// One side: a version or a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Side {
    /// A folder or file as it was named.
    Version(String),
    /// A date, `YYYY-MM-DD`, and in words.
    Date(String, String),
}

impl Side {
    /// For people.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Version(path) => path,
            Self::Date(_, words) => words,
        }
    }
}

/// A power that only one side has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alone {
    /// It.
    pub power: PowerName,
    /// Who holds it there, in people's words, each once.
    pub holders: Vec<String>,
}

/// How much changes. A region is one row of the comparison; a power counts once in each figure, however many of its regions change.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Totals {
    /// Who acts changes.
    pub holders: Figures,
    /// Only who answers changes.
    pub accountable: Figures,
    /// What is asked for beside a decision, or what silence means, changes.
    pub asked: Figures,
    /// From where to where, the largest first.
    pub tiers: Vec<(Level, Level, Figures)>,
    /// By sector, in the order of the powers. None: powers without one.
    pub sectors: Vec<(Option<String>, Figures)>,
    /// By the instruments that bring it, by name and label, the largest first. What several bring counts at each.
    pub instruments: Vec<(String, String, Figures)>,
}

/// Powers and regions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Figures {
    /// Powers.
    pub powers: usize,
    /// Regions of their cases.
    pub regions: usize,
}

/// Where a power is held.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// At one tier: name and label.
    Tier(String, String),
    /// By several tiers, or by a body without one.
    Elsewhere,
    /// Not held.
    Not(Answer),
}

impl Level {
    /// Where a situation puts the power.
    #[must_use]
    pub fn of(situation: &Situation) -> Self {
        match (&situation.tier, situation.outcome) {
            (Some(tier), _) => Self::Tier(tier.name.clone(), tier.label.clone()),
            (None, Answer::Competent) => Self::Elsewhere,
            (None, answer) => Self::Not(answer),
        }
    }
}

impl Comparison {
    /// Counts.
    #[must_use]
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        let mut holders = Tally::default();
        let mut accountable = Tally::default();
        let mut tiers: Tallies<(Level, Level)> = Tallies::default();
        let mut sectors: Tallies<Option<String>> = Tallies::default();
        let mut instruments: Tallies<(String, String)> = Tallies::default();
        for change in &self.changes {
            let power = change.power.name.as_str();
            if change.accountable_only {
                accountable.count(power);
                continue;
            }
            holders.count(power);
            tiers.count((Level::of(&change.before), Level::of(&change.after)), power);
            sectors.count(change.power.sector.clone(), power);
            let mut by: Vec<(String, String)> = Vec::new();
            for cited in &change.by {
                let instrument = (cited.instrument.clone(), cited.instrument_label.clone());
                if !by.contains(&instrument) {
                    by.push(instrument);
                }
            }
            by.into_iter().for_each(|instrument| instruments.count(instrument, power));
        }
        let mut asked = Tally::default();
        self.asked.iter().for_each(|change| asked.count(&change.power.name));
        totals.asked = asked.figures();
        totals.holders = holders.figures();
        totals.accountable = accountable.figures();
        totals.tiers = tiers.largest_first().into_iter().map(|((from, to), figures)| (from, to, figures)).collect();
        totals.sectors = sectors.in_order();
        let by = instruments.largest_first().into_iter();
        totals.instruments = by.map(|((name, label), figures)| (name, label, figures)).collect();
        totals
    }
}

/// Regions, and the powers they belong to.
#[derive(Default)]
struct Tally<'a> {
    regions: usize,
    powers: std::collections::BTreeSet<&'a str>,
}

impl<'a> Tally<'a> {
    fn count(&mut self, power: &'a str) {
        self.regions = self.regions.saturating_add(1);
        self.powers.insert(power);
    }

    fn figures(&self) -> Figures {
        Figures { powers: self.powers.len(), regions: self.regions }
    }
}

/// A tally for each of several things, in the order in which they come.
struct Tallies<'a, K>(Vec<(K, Tally<'a>)>);

impl<K> Default for Tallies<'_, K> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'a, K: PartialEq> Tallies<'a, K> {
    fn count(&mut self, key: K, power: &'a str) {
        if let Some((_, tally)) = self.0.iter_mut().find(|(own, _)| *own == key) {
            tally.count(power);
        } else {
            let mut tally = Tally::default();
            tally.count(power);
            self.0.push((key, tally));
        }
    }

    fn in_order(self) -> Vec<(K, Figures)> {
        self.0.into_iter().map(|(key, tally)| (key, tally.figures())).collect()
    }

    fn largest_first(self) -> Vec<(K, Figures)> {
        let mut all = self.in_order();
        all.sort_by_key(|(_, figures)| std::cmp::Reverse(*figures));
        all
    }
}
