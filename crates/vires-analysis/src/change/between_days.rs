//! One power on two days.

use std::collections::BTreeSet;

use vires_model::{Day, InstrumentId, ListId, Model, Passing, RuleId};

use super::asked::{self, Asked, AskedChange};
use super::moved;
use super::outcomes::Outcomes;
use super::overlay::{Overlay, World, split};
use super::slice::{self, sliced, turning_points};
use super::{Change, change};
use crate::case_space::Answers;
use crate::findings::STEPS;
use crate::region::{BoundReached, Region, StepBudget};
use crate::replay::Replay;
use crate::setting::Setting;
use crate::solved::Solved;

/// The most pieces of one difference.
const MOST_PIECES: usize = 20_000;

/// A power of which two days are compared.
pub(crate) struct Days<'s> {
    solved: &'s Solved<'s>,
    /// The model with places that are always there.
    plain: &'s Model,
    replay: &'s Replay<'s>,
    outcomes: Outcomes,
}

/// A change on the day after some instruments end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lapse {
    /// The instruments with whose end it comes, the one first through which the power had come first.
    pub by: Vec<InstrumentId>,
    /// What of theirs ends.
    pub ended: Vec<Ending>,
    /// What changes.
    pub change: Change,
}

/// What ends with an instrument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// A rule.
    Rule(RuleId),
    /// What a line sets, by its number among the settings of the model.
    Line(usize),
    /// What a line does to another text.
    Passing(Passing),
}

impl Ending {
    fn instrument(self, model: &Model) -> Option<InstrumentId> {
        match self {
            Self::Rule(rule) => Some(model.written_in(rule)),
            Self::Line(line) => model.settings.get(line).map(|row| model.provisions[row.place].instrument),
            Self::Passing(own) => Some(model.provisions[own.place].instrument),
        }
    }
}

impl Lapse {
    /// Gives every rule another number.
    pub(crate) fn renumber(&mut self, number: &dyn Fn(RuleId) -> RuleId) {
        for ended in &mut self.ended {
            if let Ending::Rule(rule) = ended {
                *rule = number(*rule);
            }
        }
        self.change.renumber(number);
    }
}

/// What the texts of a power ask for differently on two days.
///
/// # Errors
/// [`BoundReached`] where a region takes too many boxes.
pub(crate) fn asked_between_days(
    setting: &Setting<'_>,
    answers: &dyn Answers,
    plain: &Model,
    days: (Day, Day),
) -> Result<Vec<AskedChange>, BoundReached> {
    let asked = Asked::of(setting, answers, &mut StepBudget::new(STEPS))?;
    let world = World { model: setting.model, plain, day: Some(days.1), fixed: &|_| true };
    asked::between_days(world, setting.power, &asked, days)
}

impl<'s> Days<'s> {
    /// Takes up a solved power.
    ///
    /// # Errors
    /// [`BoundReached`] where its regions take too many boxes.
    pub(crate) fn new(
        solved: &'s Solved<'_>,
        plain: &'s Model,
        replay: &'s Replay<'_>,
        steps: &mut StepBudget,
    ) -> Result<Self, BoundReached> {
        Ok(Self { solved, plain, replay, outcomes: Outcomes::of(solved, steps)? })
    }

    fn world(&self, day: Day) -> World<'s> {
        const ALL: &dyn Fn(ListId) -> bool = &|_| true;
        World { model: self.solved.setting.model, plain: self.plain, day: Some(day), fixed: ALL }
    }

    fn on(&self, day: Day) -> Result<Outcomes, BoundReached> {
        let model = self.solved.setting.model;
        let mut outcomes = sliced(model, &self.outcomes, Some(day), &|_| true)?;
        outcomes.uncompared.extend(turning_points(model, &outcomes));
        Ok(outcomes)
    }

    /// What is decided differently on the later day.
    ///
    /// # Errors
    /// [`BoundReached`] where a region takes too many boxes.
    pub(crate) fn changes(&self, from: Day, to: Day) -> Result<Vec<Change>, BoundReached> {
        let Setting { model, power, .. } = self.solved.setting;
        let (old, new) = moved::told_apart(model, (self.on(from)?, self.on(to)?), (from, to));
        let overlay = Overlay::new(self.world(to), power, &old, &new)?;
        let differences = overlay.differences()?;
        let changes = differences.iter().map(|difference| {
            change(&overlay, power, (&old, &new), difference, &difference.region, &mut |case, _| {
                (self.replay.decide(power, case, Some(from)), self.replay.decide(power, case, Some(to)))
            })
        });
        Ok(changes.collect())
    }

    /// What changes on the day after a last day with the end of instruments; `ends` says which rules end with theirs, `asked` what ends with a
    /// change of a power that this one asks about, `lines` by which settings end or begin then, each beside a rule that uses it.
    ///
    /// # Errors
    /// [`BoundReached`] where a region takes too many boxes.
    pub(crate) fn lapses(
        &self,
        last: Day,
        ends: &dyn Fn(RuleId) -> bool,
        asked: &[Ending],
        lines: &[(RuleId, Ending)],
    ) -> Result<Vec<Lapse>, BoundReached> {
        let model = self.solved.setting.model;
        let power = self.solved.setting.power;
        let (old, new) = (self.on(last)?, self.on(last.next())?);
        let overlay = Overlay::new(self.world(last.next()), power, &old, &new)?;
        let space = overlay.cells();
        let mut lapses = Vec::new();
        for difference in overlay.differences()? {
            // Where one thing came by several chains, different instruments end in different cases.
            let mut chains: Vec<(Vec<Ending>, Region)> = Vec::new();
            let mut rest = difference.region.clone();
            let before = overlay.grounds(&old, &difference.region).into_iter().map(|ground| (ground, last));
            // What another text had taken away for a time is back.
            let after = overlay.grounds(&new, &difference.region).into_iter().map(|ground| (ground, last.next()));
            for (ground, day) in before.chain(after) {
                let ended = once(ground.rules.iter().flat_map(|rule| self.turns(*rule, last, day, ends)));
                if ended.is_empty() {
                    continue;
                }
                let region = overlay.region(&ground.boxes).intersect(space, &difference.region);
                rest = rest.subtract(space, &region);
                match chains.iter_mut().find(|(own, _)| *own == ended) {
                    Some((_, own)) => *own = std::mem::take(own).union(space, region),
                    None => chains.push((ended, region)),
                }
            }
            let mut pieces: Vec<(Vec<Ending>, Region)> = Vec::new();
            for (chains, region) in split(space, chains, MOST_PIECES)? {
                pieces.push((once(chains.into_iter().flatten()), region));
            }
            pieces.push((self.otherwise(last, &overlay, &rest, ends, (asked, lines))?, rest));
            for (ended, region) in pieces.into_iter().filter(|(ended, region)| !ended.is_empty() && !region.is_empty())
            {
                let mut seen = BTreeSet::new();
                let instruments = ended.iter().filter_map(|own| own.instrument(model));
                let by: Vec<InstrumentId> = instruments.filter(|own| seen.insert(*own)).collect();
                let change = change(&overlay, power, (&old, &new), &difference, &region, &mut |case, _| {
                    let on = |day: Day| self.replay.decide(power, case, Some(day));
                    (on(last), on(last.next()))
                });
                lapses.push(Lapse { by, ended, change });
            }
        }
        if space.is_worn_out() {
            return Err(BoundReached);
        }
        Ok(lapses)
    }

    /// With what a rule that is law on this one of the two days ends or begins: with its instrument, or with what another text does
    /// for a time.
    fn turns(&self, rule: RuleId, last: Day, day: Day, ends: &dyn Fn(RuleId) -> bool) -> Vec<Ending> {
        if day == last && ends(rule) {
            return vec![Ending::Rule(rule)];
        }
        let passing = self.solved.setting.rule(rule).passing.iter().filter(|own| own.last == last);
        passing.copied().map(Ending::Passing).collect()
    }

    /// What ends where no link of a chain does: a keep or a bar, so that another chain comes into its own; what another power rested on; a
    /// limit, so that rules are for other cases; or a word of precedence, spoken by an instrument whose own rules on the power end with it.
    fn otherwise(
        &self,
        last: Day,
        overlay: &Overlay<'_>,
        region: &Region,
        ends: &dyn Fn(RuleId) -> bool,
        (asked, lines): (&[Ending], &[(RuleId, Ending)]),
    ) -> Result<Vec<Ending>, BoundReached> {
        let setting = &self.solved.setting;
        let rules = setting.rules;
        let mut narrowing = Vec::new();
        for rule in rules.keeps.iter().chain(&rules.bars).chain(&rules.reserves).chain(&rules.enables) {
            for day in [last, last.next()] {
                let turns = self.turns(*rule, last, day, ends);
                if !turns.is_empty()
                    && setting.rule(*rule).life.contains(day)
                    && self.region_on(day, overlay, *rule)?.meets(overlay.cells(), region)
                {
                    narrowing.extend(turns);
                }
            }
        }
        if !narrowing.is_empty() {
            return Ok(once(narrowing.into_iter()));
        }
        if !asked.is_empty() {
            return Ok(asked.to_vec());
        }
        let lines = self.lines_moved(last, overlay, region, lines)?;
        if !lines.is_empty() {
            return Ok(lines);
        }
        Ok(rules.all().filter(|rule| ends(*rule)).map(Ending::Rule).collect())
    }

    /// In which cases the condition of a rule is true on a day.
    fn region_on(&self, day: Day, overlay: &Overlay<'_>, rule: RuleId) -> Result<Region, BoundReached> {
        let setting = &self.solved.setting;
        let boxes: Vec<_> = setting.region(rule).boxes().iter().map(|cuboid| setting.space.to_values(cuboid)).collect();
        Ok(overlay.region(&slice::boxes(setting.model, &boxes, Some(day), &|_| true)?))
    }

    /// The settings whose end, or return, makes a rule one for other cases of a region.
    fn lines_moved(
        &self,
        last: Day,
        overlay: &Overlay<'_>,
        region: &Region,
        lines: &[(RuleId, Ending)],
    ) -> Result<Vec<Ending>, BoundReached> {
        let space = overlay.cells();
        let mut moved: Vec<Ending> = Vec::new();
        for of_rule in lines.chunk_by(|one, other| one.0 == other.0) {
            let Some((rule, _)) = of_rule.first() else { continue };
            let before = self.region_on(last, overlay, *rule)?.intersect(space, region);
            let after = self.region_on(last.next(), overlay, *rule)?.intersect(space, region);
            if before.subtract(space, &after).is_empty() && after.subtract(space, &before).is_empty() {
                continue;
            }
            moved.extend(of_rule.iter().map(|(_, line)| *line));
        }
        Ok(once(moved.into_iter()))
    }
}

/// Each once, in their order.
fn once(all: impl Iterator<Item = Ending>) -> Vec<Ending> {
    let mut kept: Vec<Ending> = Vec::new();
    for own in all {
        if !kept.contains(&own) {
            kept.push(own);
        }
    }
    kept
}
