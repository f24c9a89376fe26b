//! What texts ask for beside a decision, what they make of silence, and who they let act in the place of the holder: in which cases that is something
//! else on one side than on the other.
//!
//! Texts are compared, rule by rule and line by line: what reads alike and applies in the same cases is one thing, wherever it stands. Which of
//! several texts prevails in a case is not weighed here.

use std::collections::BTreeSet;

use vires_model::{
    Among, AskedBy, Condition, Day, Deadline, Domain, Effect, FactId, FileId, Holder, Life, ListId, Measure, Model,
    PowerId, Rational, RuleId, SourceSpan, Step, StepKind,
};

use super::outcomes::{Outcomes, State};
use super::overlay::{Overlay, World};
use super::slice;
use super::translate::Translation;
use crate::axes::{Axis, Extent, ValueBox};
use crate::case_space::{Answers, CaseSpace, Collector, facts_of};
use crate::cells::Cut;
use crate::conditions::Conditions;
use crate::region::{BoundReached, Region, StepBudget};
use crate::setting::{Setting, collect_assumptions};

/// What a text says of a power beside who holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// A deadline of the holder.
    Deadline,
    /// A step, and how many of those named are enough.
    Step(StepKind, Option<u32>),
    /// Those named may act in the place of a holder, so many of them together.
    TakeOver(Holder, u32),
}

/// A step, a deadline of the holder, or that others may act in its place, as its words say it, whatever the cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedFor {
    /// Which of them.
    pub what: Beside,
    /// Of whom.
    pub who: Vec<Holder>,
    /// How the text says who they are.
    pub among: Among,
    /// How long, from when, and what silence means; of a step that silence passes on, also of those to whom it does.
    /// Each by its words alone: in all cases, and nowhere in particular.
    pub deadlines: Vec<Deadline>,
}

/// Something that is asked for on one side and not on the other, or in other words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedChange {
    /// The power.
    pub power: PowerId,
    /// What the earlier side asks for there, and by which of its texts.
    pub before: Option<(AskedFor, Vec<AskedBy>)>,
    /// What the later side asks for there, and by which of its texts.
    pub after: Option<(AskedFor, Vec<AskedBy>)>,
    /// Cases are compared in which this date is the day compared, on either side.
    pub dated: Option<FactId>,
    /// The region in few boxes, to be put into words.
    pub region: Vec<ValueBox>,
    /// The whole region; boxes may overlap.
    pub boxes: Vec<ValueBox>,
}

/// The texts that ask for something, each with where it does.
type Texts = Vec<(AskedBy, Vec<ValueBox>)>;

/// Makes other boxes of some.
type Remake<'a> = dyn Fn(&[ValueBox]) -> Result<Vec<ValueBox>, BoundReached> + 'a;

/// What one side asks for of one power.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Asked {
    rows: Vec<(AskedFor, Texts)>,
    impossible: Vec<ValueBox>,
    axes: Vec<Axis>,
}

/// The words of one text, and where they apply beside the cases of the text.
struct Line<'m> {
    by: AskedBy,
    asked: AskedFor,
    when: &'m Condition,
}

impl Asked {
    /// What the texts of a power ask for.
    ///
    /// # Errors
    /// [`BoundReached`] where a condition needs too many boxes.
    pub(super) fn of(
        setting: &Setting<'_>,
        answers: &dyn Answers,
        steps: &mut StepBudget,
    ) -> Result<Self, BoundReached> {
        let (model, power) = (setting.model, setting.power);
        let attached = || model.attachments.iter().enumerate().filter(|(_, text)| text.what.speak_of(model, power));
        let mut lines: Vec<Line<'_>> = Vec::new();
        for rule in setting.rules.all() {
            let row = &model.rules[rule];
            lines.extend(lines_of(AskedBy::Rule(rule), &row.steps, &row.deadlines));
        }
        for (n, text) in attached() {
            lines.extend(lines_of(AskedBy::Attachment(n), &text.steps, &text.deadlines));
        }
        lines.extend(setting.rules.take_overs.iter().flat_map(|rule| taken_over(model, *rule)));
        if lines.is_empty() {
            return Ok(Self::default());
        }
        let mut collector = Collector::new(model, power, answers);
        let roots = || setting.rules.roots.iter().chain(&setting.rules.suspended).copied();
        let others = setting.rules.all().chain(setting.rules.take_overs.iter().copied());
        let rules: BTreeSet<RuleId> = roots().chain(others).collect();
        let texts = rules.iter().map(|rule| (&model.rules[*rule].when, model.rules[*rule].life));
        for (when, life) in texts.chain(attached().map(|(_, text)| (&text.when, text.life))) {
            collector.condition(when);
            collector.life(life);
        }
        lines.iter().for_each(|line| collector.condition(line.when));
        let assumed = collect_assumptions(model, &mut collector);
        let space = collector.finish();
        let conditions = Conditions { model, asking: power, space: &space, answers };
        let mut impossible = space.impossible.clone();
        for condition in assumed {
            impossible = impossible.union(&space.space, conditions.region(condition, false, steps)?);
        }
        let mut own = Self {
            rows: Vec::new(),
            impossible: values(&space, &impossible),
            axes: space.axes.iter().map(|(axis, _)| axis.clone()).collect(),
        };
        for line in lines {
            let text = match line.by {
                AskedBy::Rule(rule) => of_rule(setting, &conditions, rule, steps)?,
                AskedBy::Attachment(n) => match model.attachments.get(n) {
                    Some(text) => in_force(&conditions, &text.when, text.life, steps)?,
                    None => continue,
                },
            };
            let region = conditions.region(line.when, true, steps)?.intersect(&space.space, &text);
            if !region.is_empty() {
                own.add(line.asked, line.by, values(&space, &region));
            }
        }
        Ok(own)
    }

    fn add(&mut self, asked: AskedFor, by: AskedBy, boxes: Vec<ValueBox>) {
        match self.rows.iter_mut().find(|(known, _)| *known == asked) {
            Some((_, texts)) => texts.push((by, boxes)),
            None => self.rows.push((asked, vec![(by, boxes)])),
        }
    }

    fn with_boxes(&self, boxes: &Remake<'_>) -> Result<Self, BoundReached> {
        let mut own = Self { rows: Vec::new(), impossible: boxes(&self.impossible)?, axes: self.axes.clone() };
        for (asked, texts) in &self.rows {
            for (by, all) in texts {
                let all = boxes(all)?;
                if !all.is_empty() {
                    own.add(asked.clone(), *by, all);
                }
            }
        }
        Ok(own)
    }

    /// On one day, or on all.
    ///
    /// # Errors
    /// [`BoundReached`] where that takes too many boxes.
    pub(super) fn on(
        &self,
        model: &Model,
        day: Option<Day>,
        fixed: &dyn Fn(ListId) -> bool,
    ) -> Result<Self, BoundReached> {
        self.with_boxes(&|boxes| slice::boxes(model, boxes, day, fixed))
    }

    /// In the names of two versions.
    pub(super) fn translated(&self, translation: &Translation<'_>) -> Self {
        let bare = Outcomes { impossible: self.impossible.clone(), axes: self.axes.clone(), ..Outcomes::default() };
        let bare = translation.outcomes(&bare);
        let mut own = Self { rows: Vec::new(), impossible: bare.impossible, axes: bare.axes };
        for (asked, texts) in &self.rows {
            for (by, boxes) in texts {
                own.add(translation.asked(asked), *by, translation.boxes(boxes));
            }
        }
        own
    }

    /// The dates that some text compares with a day after the first and up to the second: those of which cases begin to be others in between.
    fn dates_between(&self, model: &Model, (from, to): (Day, Day)) -> BTreeSet<FactId> {
        let is_date = |fact: FactId| match &model.facts[fact].domain {
            Domain::Ordered(own) => own.measure == Measure::Date,
            _ => false,
        };
        let within = |cut: &Cut| before(from) < *cut && *cut <= before(to);
        let all = self.rows.iter().flat_map(|(_, texts)| texts).flat_map(|(_, boxes)| boxes).flat_map(|own| &own.0);
        let found: BTreeSet<FactId> = all
            .filter_map(|side| match side {
                (Axis::Fact(fact), Extent::Between(low, high)) if is_date(*fact) => {
                    low.iter().chain(high).any(within).then_some(*fact)
                }
                _ => None,
            })
            .collect();
        // What is compared with other answers as well is not one day by itself.
        let joined: BTreeSet<FactId> = (self.axes.iter())
            .filter(|axis| !matches!(axis, Axis::Fact(_) | Axis::IsNone(_)))
            .flat_map(facts_of)
            .collect();
        found.difference(&joined).copied().collect()
    }

    /// The cases in which this date is this day, without the question.
    fn dated(&self, fact: FactId, day: Day) -> Result<Self, BoundReached> {
        let holds = |(axis, extent): &(Axis, Extent)| match (axis, extent) {
            (Axis::Fact(own), Extent::Between(low, high)) if *own == fact => {
                low.is_none_or(|low| low <= before(day)) && high.is_none_or(|high| before(day) < high)
            }
            (Axis::IsNone(own), Extent::Is(none)) if *own == fact => !none,
            _ => true,
        };
        let asks = |axis: &Axis| matches!(axis, Axis::Fact(own) | Axis::IsNone(own) if *own == fact);
        let without =
            |own: &ValueBox| ValueBox(own.0.iter().filter(|(axis, _)| !asks(axis)).cloned().collect::<Vec<_>>());
        self.with_boxes(&|boxes| {
            Ok(boxes.iter().filter(|own| own.0.iter().all(holds)).map(without).collect::<Vec<ValueBox>>())
        })
    }

    /// As a side of an overlay.
    fn outcomes(&self) -> Outcomes {
        let boxes = self.rows.iter().flat_map(|(_, texts)| texts).flat_map(|(_, boxes)| boxes);
        let all: Vec<ValueBox> = boxes.cloned().collect();
        Outcomes { states: vec![(State::NotInForce, all)], impossible: self.impossible.clone(), ..Outcomes::default() }
    }

    fn texts(&self, asked: &AskedFor) -> &[(AskedBy, Vec<ValueBox>)] {
        self.rows.iter().find(|(own, _)| own == asked).map_or(&[], |(_, texts)| texts)
    }
}

/// What is asked for differently.
///
/// # Errors
/// [`BoundReached`] where a region takes too many boxes.
pub(super) fn changes(
    world: World<'_>,
    power: PowerId,
    (old, new): (&Asked, &Asked),
    dated: Option<FactId>,
) -> Result<Vec<AskedChange>, BoundReached> {
    if old.rows == new.rows {
        return Ok(Vec::new());
    }
    let sides = (old.outcomes(), new.outcomes());
    let overlay = Overlay::new(world, power, &sides.0, &sides.1)?;
    let cells = overlay.cells();
    let region = |side: &Asked, asked: &AskedFor| {
        let boxes: Vec<ValueBox> = side.texts(asked).iter().flat_map(|(_, boxes)| boxes).cloned().collect();
        overlay.region(&boxes).simplify(cells)
    };
    let only = |these: &Asked, those: &Asked| -> Vec<(AskedFor, Region)> {
        let rows = these.rows.iter().filter_map(|(asked, _)| {
            let region = overlay.possible(region(these, asked).subtract(cells, &region(those, asked)));
            (!region.is_empty()).then(|| (asked.clone(), region))
        });
        rows.collect()
    };
    let (mut ended, mut begun) = (only(old, new), only(new, old));
    let by = |side: &Asked, asked: &AskedFor, region: &Region| {
        let texts = side.texts(asked).iter().filter(|(_, boxes)| overlay.region(boxes).meets(cells, region));
        (asked.clone(), texts.map(|(by, _)| *by).collect::<Vec<AskedBy>>())
    };
    let change = |before: Option<&AskedFor>, after: Option<&AskedFor>, region: &Region| {
        let (few, boxes) = overlay.written(region);
        let (before, after) = (before.map(|own| by(old, own, region)), after.map(|own| by(new, own, region)));
        AskedChange { power, before, after, dated, region: few, boxes }
    };
    let mut all = Vec::new();
    // What takes the place of something in just its cases; then in those that they share.
    for in_all in [true, false] {
        for (asked, gone) in &mut ended {
            let mut pieces = Vec::new();
            for (other, new) in &mut begun {
                let both = if gone.is_empty() { Region::empty() } else { gone.intersect(cells, new).simplify(cells) };
                let same = || gone.subtract(cells, &both).is_empty() && new.subtract(cells, &both).is_empty();
                if both.is_empty() || !other.replaces(asked) || in_all && !same() {
                    continue;
                }
                let both = overlay.possible(both);
                *gone = overlay.possible(gone.subtract(cells, &both)).simplify(cells);
                *new = overlay.possible(new.subtract(cells, &both)).simplify(cells);
                if !both.is_empty() {
                    pieces.push(change(Some(asked), Some(other), &both));
                }
            }
            all.extend(pieces);
        }
    }
    all.extend(ended.iter().filter(|(_, left)| !left.is_empty()).map(|(own, left)| change(Some(own), None, left)));
    all.extend(begun.iter().filter(|(_, left)| !left.is_empty()).map(|(own, left)| change(None, Some(own), left)));
    Ok(all)
}

/// What is asked for differently on the later of two days; and in cases of which a date is the day itself, where some text tells such a date of the
/// one from that of the other.
///
/// # Errors
/// [`BoundReached`] where a region takes too many boxes.
pub(super) fn between_days(
    world: World<'_>,
    power: PowerId,
    asked: &Asked,
    (from, to): (Day, Day),
) -> Result<Vec<AskedChange>, BoundReached> {
    if asked.rows.is_empty() {
        return Ok(Vec::new());
    }
    let (old, new) = (asked.on(world.model, Some(from), world.fixed)?, asked.on(world.model, Some(to), world.fixed)?);
    let mut all = changes(world, power, (&old, &new), None)?;
    let dates: BTreeSet<FactId> =
        [&old, &new].iter().flat_map(|side| side.dates_between(world.model, (from, to))).collect();
    for fact in dates {
        let found = changes(world, power, (&old.dated(fact, from)?, &new.dated(fact, to)?), Some(fact))?;
        let known = |own: &AskedChange| all.iter().any(|one| one.before == own.before && one.after == own.after);
        let found: Vec<AskedChange> = found.into_iter().filter(|own| !known(own)).collect();
        all.extend(found);
    }
    Ok(all)
}

impl AskedFor {
    /// Whether it may stand in place of the other: another deadline of the holder, the same step of the same bodies, or the same bodies in the place of
    /// the same holder.
    fn replaces(&self, other: &Self) -> bool {
        let alike = match (self.what, other.what) {
            (Beside::Step(own, _), Beside::Step(other, _)) => own == other,
            (Beside::TakeOver(own, _), Beside::TakeOver(other, _)) => own == other,
            (own, other) => own == other,
        };
        alike && (&self.who, self.among) == (&other.who, other.among)
    }
}

fn before(day: Day) -> Cut {
    Cut::before(Rational::from_integer(i128::from(day.0)))
}

/// The lines by which others may act in the place of a holder, one for each of the periods in which they may.
fn taken_over(model: &Model, rule: RuleId) -> Vec<Line<'_>> {
    let row = &model.rules[rule];
    let Effect::TakeOver { by, from, .. } = &row.effect else { return Vec::new() };
    let what = Beside::TakeOver(*from, by.enough());
    let line = |deadline: Option<&Deadline>, when| Line {
        by: AskedBy::Rule(rule),
        asked: AskedFor {
            what,
            who: by.seats.clone(),
            among: Among::Named,
            deadlines: deadline.map(said).into_iter().collect(),
        },
        when,
    };
    if row.deadlines.is_empty() {
        return vec![line(None, &row.when)];
    }
    row.deadlines.iter().map(|own| line(Some(own), &own.when)).collect()
}

/// Its words alone.
fn said(own: &Deadline) -> Deadline {
    let nowhere = SourceSpan { file: FileId(0), start: 0, end: 0 };
    Deadline { when: Condition::always(nowhere), span: nowhere, ..own.clone() }
}

fn lines_of<'m>(by: AskedBy, steps: &'m [Step], deadlines: &'m [Deadline]) -> Vec<Line<'m>> {
    let steps = steps.iter().map(|step| Line {
        by,
        asked: AskedFor {
            what: Beside::Step(step.kind, step.enough),
            who: step.who.clone(),
            among: step.among,
            deadlines: step.deadlines.iter().map(said).collect(),
        },
        when: &step.when,
    });
    let deadlines = deadlines.iter().map(|own| Line {
        by,
        asked: AskedFor { what: Beside::Deadline, who: Vec::new(), among: Among::Named, deadlines: vec![said(own)] },
        when: &own.when,
    });
    steps.chain(deadlines).collect()
}

fn values(space: &CaseSpace, region: &Region) -> Vec<ValueBox> {
    region.boxes().iter().map(|cuboid| space.to_values(cuboid)).collect()
}

fn in_force(
    conditions: &Conditions<'_>,
    when: &Condition,
    life: Life,
    steps: &mut StepBudget,
) -> Result<Region, BoundReached> {
    let space = conditions.space;
    Ok(conditions.region(when, true, steps)?.intersect(&space.space, &space.life(life)))
}

/// The cases of a rule; 3.4: of one for all other cases, without those of the others.
fn of_rule(
    setting: &Setting<'_>,
    conditions: &Conditions<'_>,
    rule: RuleId,
    steps: &mut StepBudget,
) -> Result<Region, BoundReached> {
    let (model, row) = (setting.model, setting.rule(rule));
    let mut region = in_force(conditions, &row.when, row.life, steps)?;
    if !row.effect.is_residual() {
        return Ok(region);
    }
    let instrument = |rule: RuleId| model.provisions[model.rules[rule].place].instrument;
    for other in setting.rules.roots.iter().chain(&setting.rules.suspended).copied() {
        let its = &model.rules[other];
        if !its.effect.is_residual() && instrument(other) == instrument(rule) {
            region = region.subtract(&conditions.space.space, &in_force(conditions, &its.when, its.life, steps)?);
        }
    }
    Ok(region)
}
