//! The cases and days of one power, cut into cells, as a space for boxes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use vires_model::{
    Atom, Condition, Domain, FactId, HeldBy, Interval, Lapse, Life, ListId, Model, PowerId, Rational, Term, ValueId,
    ValueSet,
};

use crate::atoms::{self, WHOLE, grid_of, life_extent};
use crate::axes::{Axis, Extent, ValueBox};
use crate::cells::{Classes, Cut, Stretches};
use crate::comes::Choice;
use crate::derived::{self, Derived, Whole};
use crate::follow::Following;
use crate::places;
use crate::region::{Cuboid, DimKind, Region, Space};
use crate::solver::{Effort, Stair};
use crate::sums;

/// The cells of one axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cells {
    Stretches(Stretches),
    Classes(Classes),
    /// 0 is no, 1 is yes.
    YesNo,
}

/// A question about another power, whose own answer may be unknown in some cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The power.
    pub power: PowerId,
    /// What is asked of it.
    pub asked: Asked,
    /// Where the answer is yes.
    pub yes: Vec<ValueBox>,
    /// Where there is no answer, for that power, or one on which it hangs, is itself in conflict.
    pub unknown: Vec<ValueBox>,
    /// Where the answer is yes, by what powers in conflict come to.
    pub settled: Vec<ValueBox>,
}

/// What is asked of another power.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// Whether these are among those who may act.
    Held(HeldBy),
    /// Whether it comes to the so-manieth of all the holdings that it can come to.
    Comes(usize),
}

/// The answers to questions about other powers.
pub(crate) trait Answers {
    /// Where `asked` is held so, in values of the asking power's facts.
    fn held(&self, asking: PowerId, asked: PowerId, by: &HeldBy) -> std::sync::Arc<Question>;
    /// What `whose` comes to, in values of the asking power's facts.
    fn followed(&self, asking: PowerId, whose: PowerId) -> std::sync::Arc<Following>;
    /// To whom `asked` may come where it is in conflict, in values of the asking power's facts; none where it never is.
    fn comes(&self, asking: PowerId, asked: PowerId) -> Option<std::sync::Arc<Choice>>;
}

/// What must be told apart, gathered before cells are cut.
pub(crate) struct Collector<'a> {
    model: &'a Model,
    asking: PowerId,
    answers: &'a dyn Answers,
    cuts: BTreeMap<Axis, BTreeSet<Cut>>,
    sets: BTreeMap<Axis, BTreeSet<ValueSet>>,
    plain: BTreeSet<Axis>,
    questions: Vec<std::sync::Arc<Question>>,
    /// The powers whose choices are taken in, or being taken in.
    chosen: BTreeSet<PowerId>,
    choices: Vec<std::sync::Arc<Choice>>,
    whole: BTreeSet<std::sync::Arc<Derived>>,
}

impl<'a> Collector<'a> {
    pub(crate) fn new(model: &'a Model, asking: PowerId, answers: &'a dyn Answers) -> Self {
        Self {
            model,
            asking,
            answers,
            cuts: BTreeMap::from([(Axis::Time, BTreeSet::new())]),
            sets: BTreeMap::new(),
            plain: BTreeSet::new(),
            questions: Vec::new(),
            chosen: BTreeSet::new(),
            choices: Vec::new(),
            whole: BTreeSet::new(),
        }
    }

    pub(crate) fn condition(&mut self, condition: &Condition) {
        condition.atoms(&mut |atom| self.atom(atom));
        self.whole.extend(derived::kept_whole(self.model, condition));
    }

    pub(crate) fn atom(&mut self, atom: &Atom) {
        if let Atom::Held { power, by } = atom {
            let question = self.answers.held(self.asking, *power, by);
            self.question(&question);
            return;
        }
        for positive in [true, false] {
            for value_box in atoms::boxes(self.model, atom, positive) {
                self.value_box(&value_box);
            }
        }
    }

    fn question(&mut self, question: &std::sync::Arc<Question>) {
        for value_box in question.yes.iter().chain(&question.unknown).chain(&question.settled) {
            self.value_box(value_box);
        }
        if !question.unknown.is_empty() && !self.questions.contains(question) {
            self.questions.push(question.clone());
        }
    }

    /// All that the power can come to whose holder is followed.
    pub(crate) fn following(&mut self, following: &std::sync::Arc<Following>) {
        following.ways.iter().for_each(|(_, question)| self.question(question));
        following.nobody.iter().for_each(|value_box| self.value_box(value_box));
    }

    /// To whom a power may come; those on which that hangs first.
    fn choice(&mut self, power: PowerId) {
        if self.chosen.insert(power)
            && let Some(choice) = self.answers.comes(self.asking, power)
        {
            choice.contending.iter().flatten().for_each(|value_box| self.value_box(value_box));
            self.choices.push(choice);
        }
    }

    pub(crate) fn life(&mut self, life: Life) {
        if let Some(extent) = life_extent(life) {
            self.extent(Axis::Time, &extent);
        }
    }

    pub(crate) fn value_box(&mut self, value_box: &ValueBox) {
        for (axis, extent) in &value_box.0 {
            self.extent(axis.clone(), extent);
        }
    }

    /// Takes in that the facts of an axis are asked at all: a case says what they are, whether it matters or not.
    pub(crate) fn ask(&mut self, axis: &Axis) {
        for fact in facts_of(axis) {
            match self.model.facts[fact].domain {
                Domain::Choice(_) => {
                    self.sets.entry(Axis::Fact(fact)).or_default();
                }
                Domain::Ordered(_) => {
                    self.cuts.entry(Axis::Fact(fact)).or_default();
                }
                Domain::SetOf(list) => {
                    let leaf = self.model.lists[list].leaves().next();
                    self.plain.extend(leaf.map(|leaf| Axis::Member(fact, leaf)));
                }
                Domain::YesNo | Domain::Person => {
                    self.plain.insert(Axis::Fact(fact));
                }
            }
        }
    }

    fn extent(&mut self, axis: Axis, extent: &Extent) {
        match extent {
            Extent::Between(from, to) => {
                self.cuts.entry(axis.clone()).or_default().extend(from.iter().chain(to));
            }
            Extent::Leaves(leaves, _) => {
                self.sets.entry(axis.clone()).or_default().insert(leaves.clone());
            }
            Extent::Is(_) => {
                if let Axis::Derived(derived) = &axis
                    && !self.plain.contains(&axis)
                {
                    derived.condition.atoms(&mut |atom| self.atom(atom));
                }
                self.plain.insert(axis.clone());
            }
        }
        if let Axis::Comes(power) = axis {
            self.choice(power);
        }
        // Where it matters whether a question has an answer, the answer itself is a question too.
        if let Axis::IsNone(fact) = axis {
            match self.model.facts[fact].domain {
                Domain::Ordered(_) => {
                    self.cuts.entry(Axis::Fact(fact)).or_default();
                }
                Domain::YesNo | Domain::Person => {
                    self.plain.insert(Axis::Fact(fact));
                }
                Domain::Choice(_) | Domain::SetOf(_) => {}
            }
        }
        if let Axis::Same(left, right, list) = axis {
            for fact in [left, right] {
                self.sets.entry(Axis::Fact(fact)).or_default();
                // Which places are alike may change from day to day.
                if let Domain::Choice(own) = self.model.facts[fact].domain {
                    self.lives_of(own, list);
                }
            }
        }
    }

    fn lives_of(&mut self, from: ListId, to: ListId) {
        for (_, time) in atoms::stretches(self.model, from, to) {
            if let Some(time) = time {
                self.extent(Axis::Time, &time);
            }
        }
    }

    /// The facts told apart so far.
    pub(crate) fn facts(&self) -> BTreeSet<FactId> {
        let axes = self.cuts.keys().chain(self.sets.keys()).chain(&self.plain);
        axes.flat_map(facts_of).collect()
    }

    /// Cuts the cells.
    pub(crate) fn finish(mut self) -> CaseSpace {
        let model = self.model;
        self.plain.extend(std::mem::take(&mut self.whole).into_iter().map(Axis::Derived));
        // Places that come and go make some cells impossible on some days.
        let choices: Vec<(Axis, ListId)> = (self.sets.keys())
            .filter_map(|axis| match axis {
                Axis::Fact(fact) => match model.facts[*fact].domain {
                    Domain::Choice(list) if places::has_lives(&model.lists[list]) => Some(((*axis).clone(), list)),
                    _ => None,
                },
                _ => None,
            })
            .collect();
        let mut lost = Vec::new();
        for (axis, list) in choices {
            for (day, time) in atoms::stretches(model, list, list) {
                let leaves = places::lost(model, list, day);
                let value_box = ValueBox(
                    std::iter::once((axis.clone(), Extent::Leaves(leaves, false)))
                        .chain(time.map(|time| (Axis::Time, time)))
                        .collect(),
                );
                self.value_box(&value_box);
                lost.push(value_box);
            }
        }
        lost.extend(self.members_lost());
        let axes = self.cuts.keys().chain(self.sets.keys()).chain(&self.plain).cloned();
        let axes: BTreeSet<Axis> = axes.collect();
        let axes: Vec<(Axis, Cells)> = axes.into_iter().map(|axis| (axis.clone(), self.cells(&axis))).collect();
        let space = Space::new(axes.iter().map(|(_, cells)| cells.kind()).collect());
        let index = axes.iter().zip(0..).map(|((axis, _), n)| (axis.clone(), n)).collect();
        let mut built = CaseSpace {
            axes,
            index,
            space,
            impossible: Region::empty(),
            questions: self.questions,
            choices: self.choices,
            contradictory: Region::empty(),
            whole: Whole::default(),
            stairs: BTreeMap::new(),
            effort: Effort::default(),
        };
        let sums = built.axes.iter().filter_map(|(axis, _)| match axis {
            Axis::Linear(sum) => Some(&**sum),
            _ => None,
        });
        built.stairs = sums::stairs(model, sums);
        built.whole = Whole::of(model, &built);
        built.contradictory = built.no_contenders();
        built.impossible = built.in_cells(&lost).union(&built.space, built.contradictory.clone());
        built
    }

    /// Where a set whose members are counted would have one that does not exist then, or is read as another.
    fn members_lost(&mut self) -> Vec<ValueBox> {
        let model = self.model;
        let counted = |axis: &Axis| match *axis {
            Axis::Count(fact) => vec![fact],
            Axis::Linear(ref sum) => sum.0.iter().filter_map(|(term, _)| count_of(*term)).collect(),
            _ => Vec::new(),
        };
        let counted: BTreeSet<FactId> = self.cuts.keys().flat_map(counted).collect();
        let mut lost = Vec::new();
        for fact in counted {
            let Domain::SetOf(list) = model.facts[fact].domain else { continue };
            if !places::has_lives(&model.lists[list]) {
                continue;
            }
            for (day, time) in atoms::stretches(model, list, list) {
                let gone = |leaf: &ValueId| places::place_on(model, *leaf, list, list, day) != Some(*leaf);
                for leaf in model.lists[list].leaves().filter(gone) {
                    let member = (Axis::Member(fact, leaf), Extent::Is(true));
                    lost.push(ValueBox(
                        std::iter::once(member).chain(time.clone().map(|time| (Axis::Time, time))).collect(),
                    ));
                }
            }
        }
        lost.iter().for_each(|value_box| self.value_box(value_box));
        lost
    }

    fn cells(&self, axis: &Axis) -> Cells {
        let empty = BTreeSet::new();
        let cuts = self.cuts.get(axis).unwrap_or(&empty);
        let model = self.model;
        match *axis {
            Axis::Time => Cells::Stretches(Stretches::new(cuts, &Interval::default(), WHOLE)),
            Axis::Count(fact) => {
                let most = match model.facts[fact].domain {
                    Domain::SetOf(list) => model.lists[list].leaves().count(),
                    _ => 0,
                };
                let whole = |n: usize| Rational::from_integer(i128::try_from(n).unwrap_or(i128::MAX));
                let domain = Interval { from: Interval::exactly(whole(0)).from, to: Interval::exactly(whole(most)).to };
                Cells::Stretches(Stretches::new(cuts, &domain, WHOLE))
            }
            Axis::Fact(fact) => match &model.facts[fact].domain {
                Domain::Choice(list) => {
                    let none = BTreeSet::new();
                    let sets = self.sets.get(axis).unwrap_or(&none);
                    Cells::Classes(Classes::new(model.lists[*list].leaves(), sets, model.facts[fact].or_none))
                }
                Domain::Ordered(ordered) => {
                    let domain = Interval { from: ordered.from, to: ordered.to };
                    Cells::Stretches(Stretches::new(cuts, &domain, grid_of(model, fact)))
                }
                Domain::YesNo | Domain::SetOf(_) | Domain::Person => Cells::YesNo,
            },
            Axis::Linear(ref sum) => {
                Cells::Stretches(Stretches::new(cuts, &sums::domain(model, sum), sums::grid(model, sum)))
            }
            Axis::Comes(power) => {
                let none = BTreeSet::new();
                let choice = self.choices.iter().find(|choice| choice.power == power);
                let all = (0..).map(ValueId).take(choice.map_or(1, |choice| choice.contending.len()));
                Cells::Classes(Classes::new(all, self.sets.get(axis).unwrap_or(&none), false))
            }
            Axis::IsNone(_)
            | Axis::Member(..)
            | Axis::Same(..)
            | Axis::Derived(_)
            | Axis::Held(..)
            | Axis::Unset(_) => Cells::YesNo,
        }
    }
}

/// The fact whose members a term counts.
const fn count_of(term: Term) -> Option<FactId> {
    match term {
        Term::Count(fact) => Some(fact),
        Term::Fact(_) | Term::Today | Term::Later(_) => None,
    }
}

/// The facts an axis asks about.
pub(crate) fn facts_of(axis: &Axis) -> Vec<FactId> {
    match *axis {
        Axis::Fact(fact) | Axis::IsNone(fact) | Axis::Member(fact, _) | Axis::Count(fact) => {
            vec![fact]
        }
        Axis::Same(left, right, _) => vec![left, right],
        Axis::Linear(ref sum) => sum.facts().collect(),
        Axis::Derived(ref derived) => derived.facts().into_iter().collect(),
        Axis::Held(..) | Axis::Comes(_) | Axis::Unset(_) | Axis::Time => Vec::new(),
    }
}

impl Cells {
    fn kind(&self) -> DimKind {
        match self {
            Self::Stretches(stretches) => DimKind::Ordered { cells: stretches.cells() },
            Self::Classes(classes) => DimKind::Set { members: classes.cells() },
            Self::YesNo => DimKind::Set { members: 2 },
        }
    }
}

/// The cases and days of one power. Boxes of [`CaseSpace::space`] are regions of them.
#[derive(Debug, Clone)]
pub struct CaseSpace {
    pub(crate) axes: Vec<(Axis, Cells)>,
    pub(crate) index: BTreeMap<Axis, usize>,
    /// The space of boxes; one dimension an axis, time last.
    pub(crate) space: Space,
    /// Cases that cannot occur: excluded by an assumption, or in a place that does not exist on the day, or where a power comes to nobody who contends.
    pub(crate) impossible: Region,
    /// Questions about other powers that have no answer in some cases.
    pub(crate) questions: Vec<std::sync::Arc<Question>>,
    /// The powers in conflict among the axes, those on which others hang first.
    pub(crate) choices: Vec<std::sync::Arc<Choice>>,
    /// Of what is impossible, where a power in conflict comes to somebody who does not contend.
    pub(crate) contradictory: Region,
    /// The derived facts among the axes, taken apart.
    pub(crate) whole: Whole,
    /// The lapses of time by which days in sums are counted from others.
    pub(crate) stairs: BTreeMap<Lapse, Arc<Stair>>,
    /// What looking for cases in boxes may still cost.
    pub(crate) effort: Effort,
}

impl CaseSpace {
    /// The dimension of an axis, where the rules of this power ask it.
    pub(crate) fn dim(&self, axis: &Axis) -> Option<usize> {
        self.index.get(axis).copied()
    }

    /// Whether a dimension is that of a sum of answers.
    pub(crate) fn is_sum(&self, dim: usize) -> bool {
        matches!(self.axes.get(dim), Some((Axis::Linear(_), _)))
    }

    /// The dimension of a derived fact that is kept whole, if this condition is the meaning of one.
    pub(crate) fn kept_whole(&self, condition: &Condition) -> Option<usize> {
        if self.whole.is_empty() {
            return None;
        }
        self.dim(&Axis::Derived(std::sync::Arc::new(Derived::of(condition)?)))
    }

    /// The boxes of a region written in values. An axis that this space lacks is passed over by widening: the caller has collected all it needs.
    pub(crate) fn in_cells(&self, boxes: &[ValueBox]) -> Region {
        Region::new(&self.space, boxes.iter().map(|value_box| self.cuboid(value_box)).collect())
    }

    fn cuboid(&self, value_box: &ValueBox) -> Cuboid {
        let mut cuboid = Cuboid::full(&self.space);
        for (axis, extent) in &value_box.0 {
            let Some(dim) = self.dim(axis) else { continue };
            let narrowed = match (extent, &self.axes[dim].1) {
                (Extent::Between(from, to), Cells::Stretches(stretches)) => {
                    let (lo, hi) = stretches.between(*from, *to);
                    Cuboid::full(&self.space).with_range(&self.space, dim, lo, hi)
                }
                (Extent::Leaves(leaves, none), Cells::Classes(classes)) => {
                    let members = classes.of_set(leaves).into_iter().chain(classes.none_class().filter(|_| *none));
                    Cuboid::full(&self.space).with_members(&self.space, dim, members)
                }
                (Extent::Is(yes), Cells::YesNo) => {
                    Cuboid::full(&self.space).with_members(&self.space, dim, [u32::from(*yes)])
                }
                _ => continue,
            };
            // An axis may be named twice (a date both by a life and by `today`).
            match cuboid.intersect(&self.space, &narrowed) {
                Some(both) => cuboid = both,
                None => return narrowed.with_members(&self.space, dim, []),
            }
        }
        cuboid
    }

    /// Where the answer to a question about another power is yes.
    pub(crate) fn answered(&self, question: &Question) -> Region {
        self.in_cells(&question.settled)
    }

    /// A box with every answer to the questions that nobody can answer, for they turn on parameters without a value.
    pub(crate) fn whatever_is_set(&self, cuboid: &Cuboid) -> Cuboid {
        let unset = self.axes.iter().enumerate().filter(|(_, (axis, _))| matches!(axis, Axis::Unset(_)));
        unset.fold(cuboid.clone(), |cuboid, (dim, _)| cuboid.with_members(&self.space, dim, [0, 1]))
    }

    /// The days of a life as a box.
    pub(crate) fn life(&self, life: Life) -> Region {
        if life.is_empty() {
            return Region::empty();
        }
        let sides = life_extent(life).map(|extent| (Axis::Time, extent)).into_iter().collect();
        self.in_cells(&[ValueBox(sides)])
    }

    /// A box in values.
    pub(crate) fn to_values(&self, cuboid: &Cuboid) -> ValueBox {
        // Regions may have a hundred thousand boxes: no room beyond what they say.
        let narrowed = (0..self.axes.len()).filter(|dim| !cuboid.spans(&self.space, *dim)).count();
        let mut sides = Vec::with_capacity(narrowed);
        for (dim, (axis, cells)) in self.axes.iter().enumerate() {
            if cuboid.spans(&self.space, dim) {
                continue;
            }
            let extent = match cells {
                Cells::Stretches(stretches) => {
                    let (lo, hi) = cuboid.range(&self.space, dim);
                    let (from, to) = stretches.edges(lo, hi);
                    let domain = stretches.edges(0, stretches.cells());
                    // Where the box reaches the domain's edge, it says nothing on that side.
                    Extent::Between(from.filter(|_| from != domain.0), to.filter(|_| to != domain.1))
                }
                Cells::Classes(classes) => {
                    let (leaves, none) = classes.leaves(cuboid.members(&self.space, dim));
                    Extent::Leaves(leaves, none)
                }
                Cells::YesNo => Extent::Is(cuboid.members(&self.space, dim).next() == Some(1)),
            };
            sides.push((axis.clone(), extent));
        }
        ValueBox(sides)
    }

    /// The leaves that a box allows for a fact with a list, and whether it allows `none`.
    pub(crate) fn leaves(&self, cuboid: &Cuboid, dim: usize) -> (ValueSet, bool) {
        match &self.axes[dim].1 {
            Cells::Classes(classes) => classes.leaves(cuboid.members(&self.space, dim)),
            _ => (ValueSet::default(), false),
        }
    }

    /// The member of a yes-or-no dimension to which a box is narrowed; none where it allows both.
    pub(crate) fn narrowed(&self, cuboid: &Cuboid, dim: usize) -> Option<bool> {
        let mut members = cuboid.members(&self.space, dim);
        match (members.next(), members.next()) {
            (Some(only), None) => Some(only == 1),
            _ => None,
        }
    }

    /// Whether anything that the rules ask can tell these two days apart.
    pub(crate) fn tells_apart(&self, from: vires_model::Day, to: vires_model::Day) -> bool {
        let number = |day: vires_model::Day| Rational::from_integer(i128::from(day.0));
        let (first, second) = (number(from.min(to)), number(from.max(to)));
        self.axes.iter().any(|(axis, cells)| match (axis, cells) {
            // Days are cut before each.
            (Axis::Time, Cells::Stretches(own)) => own.cuts.iter().any(|cut| first < cut.value && cut.value <= second),
            (Axis::Linear(sum), _) => sum.0.iter().any(|(term, _)| term.asks_the_day()),
            _ => false,
        })
    }

    /// The first day that a box allows; none where it has no first day.
    pub(crate) fn first_day(&self, cuboid: &Cuboid) -> Option<vires_model::Day> {
        let (from, _) = self.days(cuboid);
        from
    }

    /// The last day before a box, and the box on days that end with it; none where it has no first day.
    pub(crate) fn just_before(&self, cuboid: &Cuboid) -> Option<(vires_model::Day, Cuboid)> {
        let (first, dim) = (self.first_day(cuboid)?, self.dim(&Axis::Time)?);
        let (low, _) = cuboid.range(&self.space, dim);
        let cell = low.checked_sub(1)?;
        Some((first.previous(), cuboid.clone().with_range(&self.space, dim, cell, low)))
    }

    /// The first and the last day that a box allows; none where it has none.
    pub(crate) fn days(&self, cuboid: &Cuboid) -> (Option<vires_model::Day>, Option<vires_model::Day>) {
        let Some(dim) = self.dim(&Axis::Time) else {
            return (None, None);
        };
        let Cells::Stretches(stretches) = &self.axes[dim].1 else {
            return (None, None);
        };
        let (lo, hi) = cuboid.range(&self.space, dim);
        let (from, to) = stretches.edges(lo, hi);
        let day = |cut: Cut| i32::try_from(cut.value.to_integer()).ok().map(vires_model::Day);
        (from.and_then(day), to.and_then(day).map(vires_model::Day::previous))
    }
}
