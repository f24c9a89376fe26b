//! Sunset: what changes hands on the day after an instrument's last (semantics 6.2).

use std::collections::{BTreeMap, BTreeSet};

use vires_model::{Day, InstrumentId, Model, PowerId, RuleId};

use super::STEPS;
use crate::analyse::asked_by;
use crate::change::{Days, Lapse};
use crate::issue::{Issue, IssueKind};
use crate::region::StepBudget;
use crate::replay::Replay;
use crate::solved::Solved;

/// What lapses with each instrument, gathered power by power.
pub(crate) struct Sunsets<'m> {
    model: &'m Model,
    /// Made when it is first needed.
    plain: Option<Model>,
    found: BTreeMap<(InstrumentId, Day), Vec<Lapse>>,
    /// The rules with whose end a power changes, for powers that ask about it.
    ended: BTreeMap<(PowerId, Day), BTreeSet<RuleId>>,
    unfinished: BTreeSet<PowerId>,
}

impl<'m> Sunsets<'m> {
    pub(crate) fn new(model: &'m Model) -> Self {
        Self { model, plain: None, found: BTreeMap::new(), ended: BTreeMap::new(), unfinished: BTreeSet::new() }
    }

    /// Looks at one power on the last day of every instrument whose end can touch it.
    pub(crate) fn look(&mut self, solved: &Solved<'_>, replay: &Replay<'_>) {
        let setting = &solved.setting;
        let words = setting.words.iter().filter_map(|(word, _)| {
            let word = self.model.words.get(*word)?;
            lapses_with(self.model, word.life.until, self.model.provisions[word.speaker].instrument)
        });
        let own = setting.rules.all().filter_map(|rule| last_day(self.model, rule));
        let asked = asked_by(self.model, setting.rules);
        let of_one = |power: &PowerId| self.ended.range((*power, Day(i32::MIN))..=(*power, Day(i32::MAX)));
        let of_others = asked.iter().flat_map(of_one).map(|((_, last), _)| *last);
        let last_days: BTreeSet<Day> = own.chain(words).chain(of_others).collect();
        if last_days.is_empty() {
            return;
        }
        let model = self.model;
        let plain = self.plain.get_or_insert_with(|| crate::change::without_lives(model));
        let mut steps = StepBudget::new(STEPS);
        let Ok(days) = Days::new(solved, plain, replay, &mut steps) else {
            self.unfinished.insert(setting.power);
            return;
        };
        for last in last_days {
            let of_asked = asked.iter().filter_map(|power| self.ended.get(&(*power, last))).flatten();
            let of_asked: BTreeSet<RuleId> = of_asked.copied().collect();
            let of_asked: Vec<RuleId> = of_asked.into_iter().collect();
            let Ok(lapses) = days.lapses(last, &|rule| last_day(model, rule) == Some(last), &of_asked) else {
                self.unfinished.insert(setting.power);
                continue;
            };
            for lapse in lapses {
                self.ended.entry((setting.power, last)).or_default().extend(&lapse.ended);
                if let Some(first) = lapse.by.first() {
                    self.found.entry((*first, last)).or_default().push(lapse);
                }
            }
        }
    }

    /// One issue for each instrument and last day with which anything changes hands.
    pub(crate) fn issues(self) -> Vec<Issue> {
        let mut told: BTreeMap<(InstrumentId, Day), BTreeMap<InstrumentId, usize>> = BTreeMap::new();
        for ((first, last), lapses) in &self.found {
            told.entry((*first, *last)).or_default();
            for lapse in lapses {
                for other in lapse.by.iter().skip(1) {
                    let count = told.entry((*other, *last)).or_default().entry(*first).or_default();
                    *count = count.saturating_add(1);
                }
            }
        }
        let mut found = self.found;
        let mut issues: Vec<Issue> = (told.into_iter())
            .map(|((instrument, last), elsewhere)| {
                let mut lapses = found.remove(&(instrument, last)).unwrap_or_default();
                lapses.sort_by_key(|lapse| lapse.change.power);
                let rules: BTreeSet<RuleId> = lapses.iter().flat_map(|lapse| lapse.ended.iter().copied()).collect();
                let kind = IssueKind::Sunset { instrument, last, lapses, elsewhere: elsewhere.into_iter().collect() };
                Issue::at_rules(kind, rules.into_iter().collect())
            })
            .collect();
        issues.extend(self.unfinished.into_iter().map(|power| {
            let mut issue = Issue::at_rules(IssueKind::TooComplex, Vec::new());
            issue.power = Some(power);
            issue
        }));
        issues
    }
}

/// The last day of a rule, where it is that of its instrument.
fn last_day(model: &Model, rule: RuleId) -> Option<Day> {
    lapses_with(model, model.rules[rule].life.until, model.written_in(rule))
}

fn lapses_with(model: &Model, until: Option<Day>, instrument: InstrumentId) -> Option<Day> {
    until.filter(|until| model.instruments[instrument].life.until == Some(*until))
}
