//! Sunset: what changes hands on the day after an instrument's last (semantics 6.2).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use vires_model::{Day, InstrumentId, Model, ParameterId, PowerId, RuleId};

use super::STEPS;
use crate::analyse::asked_by;
use crate::change::{Days, Ending, Lapse, Lasting};
use crate::issue::{Issue, IssueKind};
use crate::region::StepBudget;
use crate::replay::Replay;
use crate::solved::Solved;

/// With whose end a power changes on the day after this one.
pub(crate) type Ended = BTreeMap<(PowerId, Day), BTreeSet<Ending>>;

/// What lapses with which instrument, of one power.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lapses {
    /// By the instrument through which the power had come first; none where no instrument's end is the cause.
    found: Vec<(Option<InstrumentId>, Day, Arc<Lapse>)>,
    /// A bound was reached, so there may be more.
    unfinished: bool,
}

impl Lapses {
    /// Looks at the power on the last day of every instrument whose end can touch it. `ended`: what is known of the
    /// powers that it asks about.
    pub(crate) fn of(solved: &Solved<'_>, lasting: &Lasting<'_>, replay: &Replay<'_>, ended: &Ended) -> Self {
        let mut own = Self::default();
        let (setting, model) = (&solved.setting, solved.setting.model);
        let words = setting.words.iter().filter_map(|(word, _)| {
            let word = model.words.get(*word)?;
            lapses_with(model, word.life.until, model.provisions[word.place].instrument)
        });
        let own_days = setting.rules.all().filter_map(|rule| last_day(model, rule));
        let passing = setting.rules.all().flat_map(|rule| setting.rule(rule).passing.iter().map(|own| own.last));
        let asked = asked_by(model, setting.rules);
        let of_one = |power: &PowerId| ended.range((*power, Day(i32::MIN))..=(*power, Day(i32::MAX)));
        let of_others = asked.iter().flat_map(of_one).map(|((_, last), _)| *last);
        let lines = lines(model, setting.rules.all());
        let of_lines = lines.iter().map(|(_, _, last)| *last);
        let last_days: BTreeSet<Day> = own_days.chain(passing).chain(words).chain(of_others).chain(of_lines).collect();
        if last_days.is_empty() {
            return own;
        }
        let mut steps = StepBudget::new(STEPS);
        let Ok(days) = Days::new(solved, lasting.model(), replay, &mut steps) else {
            own.unfinished = true;
            return own;
        };
        for last in last_days {
            let of_asked = asked.iter().filter_map(|power| ended.get(&(*power, last))).flatten();
            let of_asked: BTreeSet<Ending> = of_asked.copied().collect();
            let of_asked: Vec<Ending> = of_asked.into_iter().collect();
            let lines = lines.iter().filter(|(_, _, own)| *own == last).map(|(rule, line, _)| (*rule, *line));
            let lines: Vec<(RuleId, Ending)> = lines.collect();
            let ends = |rule: RuleId| last_day(model, rule) == Some(last);
            let Ok(lapses) = days.lapses(last, &ends, &of_asked, &lines) else {
                own.unfinished = true;
                continue;
            };
            own.found.extend(lapses.into_iter().map(|lapse| (lapse.by.first().copied(), last, Arc::new(lapse))));
        }
        own
    }

    /// Gives every rule another number.
    pub(crate) fn renumber(&mut self, number: &dyn Fn(RuleId) -> RuleId) {
        self.found.iter_mut().for_each(|(_, _, lapse)| Arc::make_mut(lapse).renumber(number));
    }
}

/// What lapses with each instrument, gathered from all powers.
#[derive(Debug, Default)]
pub(crate) struct Sunsets {
    found: BTreeMap<(InstrumentId, Day), Vec<Arc<Lapse>>>,
    /// For powers that ask about those gathered so far.
    pub(crate) ended: Ended,
    unfinished: BTreeSet<PowerId>,
}

impl Sunsets {
    pub(crate) fn add(&mut self, power: PowerId, own: &Lapses) {
        for (instrument, last, lapse) in &own.found {
            self.ended.entry((power, *last)).or_default().extend(&lapse.ended);
            if let Some(instrument) = instrument {
                self.found.entry((*instrument, *last)).or_default().push(Arc::clone(lapse));
            }
        }
        if own.unfinished {
            self.unfinished.insert(power);
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
                let ended = lapses.iter().flat_map(|lapse| &lapse.ended);
                let rules: BTreeSet<RuleId> = ended
                    .filter_map(|own| match own {
                        Ending::Rule(rule) => Some(*rule),
                        Ending::Line(_) | Ending::Passing(_) => None,
                    })
                    .collect();
                let kind = IssueKind::Sunset { instrument, last, lapses, elsewhere: elsewhere.into_iter().collect() };
                Issue::at_rules(kind, rules.into_iter().collect())
            })
            .collect();
        issues.extend(self.unfinished.into_iter().map(|power| Issue::unexamined(power, &[])));
        issues
    }
}

/// The settings that end with their instrument, by the rules that use them: each by its number, with its last day. Where the
/// same goes on by another line, nothing ends. With them what other texts do to settings for a time.
fn lines(model: &Model, rules: impl Iterator<Item = RuleId>) -> Vec<(RuleId, Ending, Day)> {
    let mut found = Vec::new();
    for rule in rules {
        let used = &model.rules[rule].parameters;
        let parameters: BTreeSet<ParameterId> =
            used.iter().filter(|used| !used.is_period).map(|used| used.parameter).collect();
        for parameter in parameters {
            let start = model.settings.partition_point(|row| row.parameter < parameter);
            let rows = model.settings.iter().enumerate().skip(start);
            for (n, row) in rows.take_while(|(_, row)| row.parameter == parameter) {
                let goes_on = |other: &vires_model::Setting| {
                    other.life.from == row.life.until.map(Day::next)
                        && other.value == row.value
                        && other.when == row.when
                };
                let reads = used.iter().any(|used| !used.is_period && used.may_be(row.parameter, row.of));
                let last = lapses_with(model, row.life.until, model.provisions[row.place].instrument);
                if let Some(last) = last.filter(|_| reads && !model.settings_of(parameter, row.of).iter().any(goes_on))
                {
                    found.push((rule, Ending::Line(n), last));
                }
                let passing = row.passing.iter().filter(|_| reads);
                found.extend(passing.map(|own| (rule, Ending::Passing(*own), own.last)));
            }
        }
    }
    found
}

/// The last day of a rule, where it is that of its instrument, or of a part that was extended beyond it. A later end of the
/// rule's own is told as such; what a lasting instrument says for a time only is no sunset.
fn last_day(model: &Model, rule: RuleId) -> Option<Day> {
    let row = &model.rules[rule];
    let instrument = &model.instruments[model.written_in(rule)];
    let outlived = |until: &Day| instrument.life.until.is_some_and(|last| last < *until);
    let extended = row.lapses && !row.own_end && !instrument.repealed;
    lapses_with(model, row.life.until, model.written_in(rule))
        .or_else(|| row.life.until.filter(|until| extended && outlived(until)))
}

/// What was repealed has not lapsed: whoever repealed it has said what is law from then on.
fn lapses_with(model: &Model, until: Option<Day>, instrument: InstrumentId) -> Option<Day> {
    let row = &model.instruments[instrument];
    until.filter(|until| !row.repealed && row.life.until == Some(*until))
}
