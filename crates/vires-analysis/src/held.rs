//! Questions about another power: `P is held by X` (semantics 3.9), answered as regions of the asking power's cases.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use vires_model::{FactId, HeldBy, Holder, Id, Model, PowerId, ValueSet};

use crate::axes::{Axis, Extent, ValueBox};
use crate::case_space::{Answers, Asked, CaseSpace, Collector, Question};
use crate::chains::End;
use crate::comes::Choice;
use crate::follow::{self, ComesTo, Following};
use crate::holders::{Named, One, Tree, named, same};
use crate::region::Region;
use crate::solved::Solved;

/// Who may act under a power, in values: all that other powers can ask of it.
///
/// Where that hangs on a third power in conflict, it is said by what that power comes to.
#[derive(Debug, Clone, Default)]
pub(crate) struct HeldFunction {
    /// Who contends, each once, and where alone or in agreement with others.
    contenders: Vec<(End, Vec<ValueBox>)>,
    /// For each of them, where it conflicts with others.
    contending: Vec<Vec<ValueBox>>,
    /// Where anyone at all contends to hold.
    anyone: Vec<ValueBox>,
    /// What it comes to: for powers that follow it.
    comes_to: ComesTo<Vec<ValueBox>>,
}

impl HeldFunction {
    /// What other powers can ask of a solved one. `followed`: some hold what its holder does.
    ///
    /// None where that takes too many boxes.
    pub(crate) fn of(solved: &Solved<'_>, followed: bool) -> Option<Self> {
        let space = &solved.setting.space;
        space.space.refresh();
        let cells = &space.space;
        let values = |region: &Region| -> Vec<ValueBox> {
            region.boxes().iter().map(|cuboid| space.to_values(cuboid)).collect()
        };
        let mut all: Vec<(End, Region)> = Vec::new();
        for (end, region) in solved.contenders() {
            match all.iter_mut().find(|(own, _)| *own == end) {
                Some((_, own)) => *own = std::mem::take(own).union(cells, region),
                None => all.push((end, region)),
            }
        }
        let conflicts = solved.conflicts();
        let holding = all.iter().filter(|(end, _)| matches!(end, End::Held(_)));
        let anyone = holding.fold(Region::empty(), |any, (_, region)| any.union(cells, region.clone()));
        let mut contending: Vec<_> =
            all.iter().map(|(_, region)| values(&region.intersect(cells, &conflicts))).collect();
        // Semantics 3.2: one of a kind, not said which, is another one where another claim says which.
        let unsaid = |end: &End| crate::contest::holders(end).iter().any(|leaf| leaf.which == One::Unsaid);
        let vague = all.iter().any(|(end, _)| unsaid(end));
        let comes_to = if followed || vague { follow::comes_to(solved).map(values) } else { ComesTo::default() };
        let agreed = |region: &Region| if vague { Vec::new() } else { values(&region.subtract(cells, &conflicts)) };
        let mut contenders: Vec<_> = all.iter().map(|(end, region)| (end.clone(), agreed(region))).collect();
        if vague {
            contenders.extend(comes_to.whole.iter().map(|(tree, boxes)| (End::Held(tree.clone()), boxes.clone())));
            contending.resize(contenders.len(), Vec::new());
        }
        let function = Self { contenders, contending, anyone: values(&space.whomever(&anyone)), comes_to };
        (!space.space.is_worn_out()).then_some(function)
    }

    /// The facts that say which one of many a holder is.
    pub(crate) fn facts_of_holders(&self) -> BTreeSet<FactId> {
        let named = self.contenders.iter().flat_map(|(end, _)| crate::contest::holders(end));
        let fact = |named: Named| match named.which {
            One::OfFact(fact) => Some(fact),
            _ => None,
        };
        named.filter_map(fact).collect()
    }

    /// Where anyone at all contends to hold.
    pub(crate) fn anyone(&self) -> &[ValueBox] {
        &self.anyone
    }
}

/// A question once answered: who asked, about which power, how held.
type Answered = (PowerId, PowerId, HeldBy, Arc<Question>);

/// To whom powers may come, by who asks and about which.
type Choices = BTreeMap<(PowerId, PowerId), Option<Arc<Choice>>>;

/// Answers questions from the functions of powers solved before.
pub(crate) struct Solutions<'a> {
    model: &'a Model,
    functions: &'a [Option<HeldFunction>],
    answered: RefCell<Vec<Answered>>,
    choices: RefCell<Choices>,
}

impl<'a> Solutions<'a> {
    /// Answers from these functions, one a power; none where nobody asks about it.
    pub(crate) fn new(model: &'a Model, functions: &'a [Option<HeldFunction>]) -> Self {
        Self { model, functions, answered: RefCell::default(), choices: RefCell::default() }
    }

    fn function(&self, power: PowerId) -> Option<&'a HeldFunction> {
        self.functions.get(power.index())?.as_ref()
    }

    /// Those of which there is no answer.
    pub(crate) fn unanswered(&self, powers: impl Iterator<Item = PowerId>) -> Vec<PowerId> {
        powers.filter(|power| self.function(*power).is_none()).collect()
    }
}

impl Answers for Solutions<'_> {
    fn held(&self, asking: PowerId, asked: PowerId, by: &HeldBy) -> Arc<Question> {
        let known = self
            .answered
            .borrow()
            .iter()
            .find_map(|(a, b, own, question)| (*a == asking && *b == asked && own == by).then(|| question.clone()));
        if let Some(question) = known {
            return question;
        }
        let question = match self.function(asked) {
            Some(function) => answer(self, asking, asked, function, by),
            None => Question::unknown(asked, by),
        };
        let question = Arc::new(question);
        self.answered.borrow_mut().push((asking, asked, by.clone(), question.clone()));
        question
    }

    fn followed(&self, asking: PowerId, whose: PowerId) -> Arc<Following> {
        Arc::new(
            self.function(whose).map_or_else(Following::unknown, |function| following(self, asking, whose, function)),
        )
    }

    fn comes(&self, asking: PowerId, asked: PowerId) -> Option<Arc<Choice>> {
        if let Some(known) = self.choices.borrow().get(&(asking, asked)) {
            return known.clone();
        }
        let function = self.function(asked).filter(|function| function.contending.iter().any(|own| !own.is_empty()));
        let choice = function.map(|function| {
            let acts = Acts::new(self.model, asking, asked);
            let contending = function.contending.iter().map(|boxes| acts.rename_all(boxes)).collect();
            Arc::new(Choice { power: asked, contending })
        });
        self.choices.borrow_mut().insert((asking, asked), choice.clone());
        choice
    }
}

impl Question {
    /// One that is always answered no.
    pub(crate) const fn never(power: PowerId, asked: Asked) -> Self {
        Self { power, asked, yes: Vec::new(), unknown: Vec::new(), settled: Vec::new() }
    }

    /// One to which there is no answer anywhere.
    fn unknown(power: PowerId, by: &HeldBy) -> Self {
        Self { unknown: vec![ValueBox::default()], ..Self::never(power, Asked::Held(by.clone())) }
    }

    /// One that is answered yes in a region, by what powers in conflict come to.
    fn settled(power: PowerId, asked: Asked, space: &CaseSpace, region: &Region) -> Self {
        let cells = &space.space;
        let values = |region: &Region| -> Vec<ValueBox> {
            region.boxes().iter().map(|cuboid| space.to_values(cuboid)).collect()
        };
        let perhaps = space.whomever(region);
        if space.choices.is_empty() {
            return Self { power, asked, yes: values(&perhaps), unknown: Vec::new(), settled: values(&perhaps) };
        }
        let perhaps_not = space.whomever(&Region::full(cells).subtract(cells, region));
        let unknown = perhaps.intersect(cells, &perhaps_not).simplify(cells);
        let yes = values(&perhaps.subtract(cells, &unknown));
        let settled = if unknown.is_empty() { yes.clone() } else { values(region) };
        Self { power, asked, yes, unknown: values(&unknown), settled }
    }
}

/// One of those who contend for a power, in the asking power's facts.
struct Contender<'f> {
    end: &'f End,
    /// Where it stands without a conflict.
    agreed: Vec<ValueBox>,
    /// Where the power is in conflict and comes to it.
    settled: Vec<ValueBox>,
}

impl Contender<'_> {
    fn boxes(&self) -> impl Iterator<Item = &ValueBox> {
        self.agreed.iter().chain(&self.settled)
    }
}

/// All who contend for a power.
fn contenders<'f>(acts: &Acts, asked: PowerId, function: &'f HeldFunction) -> Vec<Contender<'f>> {
    let mut all = Vec::new();
    for (n, ((end, agreed), contending)) in function.contenders.iter().zip(&function.contending).enumerate() {
        let comes = Choice::comes_to(asked, n);
        let settled = acts.rename_all(contending).into_iter();
        let settled = settled.map(|value_box| ValueBox([value_box.0, comes.0.clone()].concat())).collect();
        all.push(Contender { end, agreed: acts.rename_all(agreed), settled });
    }
    all
}

/// What another power comes to, in the asking power's facts.
fn following(answers: &Solutions<'_>, asking: PowerId, whose: PowerId, function: &HeldFunction) -> Following {
    let model = answers.model;
    let acts = Acts::new(model, asking, whose);
    let mut ways: Vec<(Tree, Vec<ValueBox>)> = Vec::new();
    let mut put = |tree: Tree, boxes: Vec<ValueBox>| match ways.iter_mut().find(|(own, _)| *own == tree) {
        Some((_, own)) => own.extend(boxes),
        None => ways.push((tree, boxes)),
    };
    function.comes_to.whole.iter().for_each(|(tree, boxes)| put(tree.clone(), acts.rename_all(boxes)));
    for contender in contenders(&acts, whose, function) {
        if let End::Held(tree) = contender.end
            && !contender.settled.is_empty()
        {
            put(tree.told(), contender.settled);
        }
    }
    let nobody = acts.rename_all(&function.comes_to.nobody);
    let mut collector = Collector::new(model, asking, answers);
    ways.iter().flat_map(|(_, boxes)| boxes).chain(&nobody).for_each(|value_box| collector.value_box(value_box));
    let space = collector.finish();
    let way = |(n, (tree, boxes)): (usize, (Tree, Vec<ValueBox>))| {
        let question = Question::settled(whose, Asked::Comes(n), &space, &space.in_cells(&boxes));
        (tree, Arc::new(question))
    };
    if space.space.is_worn_out() {
        return Following::unknown();
    }
    let nobody = space.whomever(&space.in_cells(&nobody));
    Following {
        nobody: nobody.boxes().iter().map(|cuboid| space.to_values(cuboid)).collect(),
        ways: ways.into_iter().enumerate().map(way).collect(),
    }
}

/// Nobody asks anything.
pub(crate) struct Silence;

impl Answers for Silence {
    fn held(&self, _: PowerId, asked: PowerId, by: &HeldBy) -> Arc<Question> {
        Arc::new(Question::never(asked, Asked::Held(by.clone())))
    }
    fn followed(&self, _: PowerId, _: PowerId) -> Arc<Following> {
        Arc::default()
    }
    fn comes(&self, _: PowerId, _: PowerId) -> Option<Arc<Choice>> {
        None
    }
}

fn answer(answers: &Solutions<'_>, asking: PowerId, asked: PowerId, function: &HeldFunction, by: &HeldBy) -> Question {
    let model = answers.model;
    let acts = Acts::new(model, asking, asked);
    let all = contenders(&acts, asked, function);
    let held: Vec<(Vec<Named>, &Contender<'_>)> =
        all.iter().map(|own| (crate::contest::holders(own.end), own)).collect();

    let mut collector = Collector::new(model, asking, answers);
    all.iter().flat_map(Contender::boxes).for_each(|value_box| collector.value_box(value_box));
    let mut meetings: BTreeMap<(Named, Named), Vec<ValueBox>> = BTreeMap::new();
    for holder in asked_holders(by) {
        let wanted = named(model, asked, *holder);
        for leaf in held.iter().flat_map(|(holders, _)| holders.iter()) {
            let boxes = match (leaf.which, wanted.which) {
                _ if leaf.body != wanted.body => Vec::new(),
                (_, One::Unsaid) => vec![ValueBox::default()],
                // Semantics 3.2: one, not said which, is that of the asked power's own place.
                (One::Unsaid, _) => match model.powers[asked].place {
                    Some(place) => same(model, Named { body: leaf.body, which: One::OfFact(place) }, wanted),
                    None => Vec::new(),
                },
                _ => same(model, *leaf, wanted),
            };
            boxes.iter().for_each(|value_box| collector.value_box(value_box));
            meetings.insert((wanted, *leaf), boxes);
        }
    }
    let space = collector.finish();
    let cells = &space.space;
    let meets = |holders: &[Named], holder: &Holder| {
        let wanted = named(model, asked, *holder);
        let boxes = holders.iter().filter_map(|leaf| meetings.get(&(wanted, *leaf))).flatten();
        space.in_cells(&boxes.cloned().collect::<Vec<_>>())
    };
    let among = |holders: &[Named]| -> Region {
        let one = |holder: &Holder| meets(holders, holder);
        let tier = |fits: &dyn Fn(vires_model::TierId) -> bool| {
            let any = holders.iter().any(|leaf| model.bodies[leaf.body].tier.is_some_and(fits));
            if any { Region::full(cells) } else { Region::empty() }
        };
        match by {
            HeldBy::AnyOf(wanted) => wanted.iter().fold(Region::empty(), |any, holder| any.union(cells, one(holder))),
            HeldBy::AllOf(wanted) => {
                wanted.iter().fold(Region::full(cells), |all, holder| all.intersect(cells, &one(holder)))
            }
            HeldBy::At(wanted) => tier(&|own| own == *wanted),
            HeldBy::Below(wanted) => tier(&|own| model.tier_is_below(own, *wanted)),
        }
    };
    let mut yes = Region::empty();
    for (holders, contender) in &held {
        let region = space.in_cells(&contender.boxes().cloned().collect::<Vec<_>>());
        yes = yes.union(cells, region.intersect(cells, &among(holders)));
    }
    if let HeldBy::AllOf(wanted) = by {
        // Claims that stand beside each other are one holding: one may name the one, another the other.
        let anywhere = |holder: &Holder| {
            held.iter().fold(Region::empty(), |any, (holders, contender)| {
                let agreed = space.in_cells(&contender.agreed);
                any.union(cells, agreed.intersect(cells, &meets(holders, holder)))
            })
        };
        let all = wanted.iter().fold(Region::full(cells), |all, holder| all.intersect(cells, &anywhere(holder)));
        yes = yes.union(cells, all);
    }
    if cells.is_worn_out() {
        return Question::unknown(asked, by);
    }
    Question::settled(asked, Asked::Held(by.clone()), &space, &yes)
}

fn asked_holders(by: &HeldBy) -> &[Holder] {
    match by {
        HeldBy::AnyOf(holders) | HeldBy::AllOf(holders) => holders,
        HeldBy::At(_) | HeldBy::Below(_) => &[],
    }
}

/// The act passes by name from the asking power to the one asked about.
struct Acts {
    /// The two `act` facts where they are not one, and which value of the one asked about is which of the asking one.
    rename: Option<(vires_model::FactId, vires_model::FactId, BTreeMap<vires_model::ValueId, vires_model::ValueId>)>,
}

impl Acts {
    fn new(model: &Model, asking: PowerId, asked: PowerId) -> Self {
        let (Some(own), Some(theirs)) = (model.powers[asking].act, model.powers[asked].act) else {
            return Self { rename: None };
        };
        if own == theirs {
            return Self { rename: None };
        }
        let list = |fact: vires_model::FactId| match model.facts[fact].domain {
            vires_model::Domain::Choice(list) => Some(&model.lists[list]),
            _ => None,
        };
        let (Some(own_list), Some(their_list)) = (list(own), list(theirs)) else {
            return Self { rename: None };
        };
        let pairs = their_list.by_name.iter().filter_map(|(name, value)| Some((*value, *own_list.by_name.get(name)?)));
        Self { rename: Some((theirs, own, pairs.collect())) }
    }

    fn rename_all(&self, boxes: &[ValueBox]) -> Vec<ValueBox> {
        boxes.iter().filter_map(|value_box| self.rename(value_box)).collect()
    }

    fn rename(&self, value_box: &ValueBox) -> Option<ValueBox> {
        let Some((theirs, own, values)) = &self.rename else {
            return Some(value_box.clone());
        };
        let mut sides = Vec::new();
        for (axis, extent) in &value_box.0 {
            match (axis, extent) {
                (Axis::Fact(fact), Extent::Leaves(leaves, none)) if fact == theirs => {
                    let renamed: ValueSet = leaves.iter().filter_map(|leaf| values.get(&leaf).copied()).collect();
                    if renamed.is_empty() {
                        return None;
                    }
                    sides.push((Axis::Fact(*own), Extent::Leaves(renamed, *none)));
                }
                _ => sides.push((axis.clone(), extent.clone())),
            }
        }
        Some(ValueBox(sides))
    }
}
