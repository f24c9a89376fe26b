//! Questions about another power: `P is held by X` (semantics 3.9), answered as regions of the asking power's cases.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use vires_model::{HeldBy, Holder, Id, Model, PowerId, ValueSet};

use crate::axes::{Axis, Extent, ValueBox};
use crate::case_space::{Answers, Asked, CaseSpace, Collector, Question};
use crate::follow::{self, ComesTo, Following};
use crate::holders::{Named, One, Tree, named, same};
use crate::region::{Region, StepBudget};
use crate::solved::Solved;

/// Who may act under a power, in values: all that other powers can ask of it.
#[derive(Debug, Clone, Default)]
pub(crate) struct HeldFunction {
    /// Who contends, and where. An end in nobody has no holders.
    contenders: Vec<(Vec<Named>, Vec<ValueBox>)>,
    /// Where contenders conflict.
    conflicts: Vec<ValueBox>,
    /// Where the answer hangs on a third power that is itself in conflict.
    unknown: Vec<ValueBox>,
    /// What it comes to: for powers that follow it.
    comes_to: ComesTo<Vec<ValueBox>>,
}

impl HeldFunction {
    /// What other powers can ask of a solved one. `followed`: some hold what its holder does.
    ///
    /// None where that takes too many boxes.
    pub(crate) fn of(solved: &Solved<'_>, followed: bool, steps: &mut StepBudget) -> Option<Self> {
        let space = &solved.setting.space;
        space.space.refresh();
        let values = |region: &Region| -> Vec<ValueBox> {
            region
                .boxes()
                .iter()
                .flat_map(|cuboid| without_questions(space, space.to_values(cuboid), steps.left()))
                .collect()
        };
        let function = Self {
            contenders: (solved.contenders().iter())
                .map(|(end, region)| (crate::contest::holders(end), values(region)))
                .collect(),
            conflicts: values(&solved.conflicts()),
            unknown: space.questions.iter().flat_map(|question| question.unknown.iter().cloned()).collect(),
            comes_to: if followed { follow::comes_to(solved).map(values) } else { ComesTo::default() },
        };
        (!space.space.is_worn_out()).then_some(function)
    }
}

impl HeldFunction {
    /// Where anyone at all contends to hold.
    pub(crate) fn anyone(&self) -> Vec<ValueBox> {
        let held = self.contenders.iter().filter(|(holders, _)| !holders.is_empty());
        held.flat_map(|(_, boxes)| boxes.iter().cloned()).collect()
    }
}

/// A box that asks about a third power, without that question: where the answer may be so. The unknown part is unknown to whoever asks further anyway.
fn without_questions(space: &CaseSpace, value_box: ValueBox, steps: u64) -> Vec<ValueBox> {
    let mut boxes = vec![ValueBox::default()];
    for (axis, extent) in value_box.0 {
        let sides: Vec<ValueBox> = match (&axis, &extent) {
            (Axis::Held(_, n), Extent::Is(yes)) => {
                let Some(question) = space.questions.get(*n as usize) else {
                    continue;
                };
                if *yes {
                    question.yes.iter().chain(&question.unknown).cloned().collect()
                } else {
                    let region = space.in_cells(&question.yes);
                    let Ok(rest) = region.complement(&space.space, &mut StepBudget::new(steps)) else {
                        continue;
                    };
                    rest.boxes().iter().map(|cuboid| space.to_values(cuboid)).collect()
                }
            }
            _ => vec![ValueBox(vec![(axis, extent)])],
        };
        if !space.space.bears(0, boxes.len().saturating_mul(sides.len())) {
            return Vec::new();
        }
        boxes = boxes
            .iter()
            .flat_map(|so_far| sides.iter().map(|side| ValueBox([&so_far.0[..], &side.0[..]].concat())))
            .collect();
    }
    boxes
}

/// A question once answered: who asked, about which power, how held.
type Answered = (PowerId, PowerId, HeldBy, Arc<Question>);

/// Answers questions from the functions of powers solved before.
pub(crate) struct Solutions<'a> {
    model: &'a Model,
    functions: &'a [Option<HeldFunction>],
    answered: RefCell<Vec<Answered>>,
}

impl<'a> Solutions<'a> {
    /// Answers from these functions, one a power; none where nobody asks about it.
    pub(crate) fn new(model: &'a Model, functions: &'a [Option<HeldFunction>]) -> Self {
        Self { model, functions, answered: RefCell::default() }
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
        let question = Arc::new(match self.functions.get(asked.index()) {
            Some(Some(function)) => answer(self.model, asking, asked, function, by),
            _ => Question { power: asked, asked: Asked::Held(by.clone()), yes: Vec::new(), unknown: Vec::new() },
        });
        self.answered.borrow_mut().push((asking, asked, by.clone(), question.clone()));
        question
    }

    fn followed(&self, asking: PowerId, whose: PowerId) -> Arc<Following> {
        Arc::new(match self.functions.get(whose.index()) {
            Some(Some(function)) => following(self.model, asking, whose, function),
            _ => Following::default(),
        })
    }
}

/// What another power comes to, in the asking power's facts.
fn following(model: &Model, asking: PowerId, whose: PowerId, function: &HeldFunction) -> Following {
    let acts = Acts::new(model, asking, whose);
    let deeper = acts.rename_all(&function.unknown);
    let ComesTo { whole, contending, torn, nobody } = &function.comes_to;
    let rename = |rows: &[(Tree, Vec<ValueBox>)]| -> Vec<(Tree, Vec<ValueBox>)> {
        rows.iter().map(|(tree, boxes)| (tree.clone(), acts.rename_all(boxes))).collect()
    };
    let (whole, contending) = (rename(whole), rename(contending));
    let (torn, nobody) = (acts.rename_all(torn), acts.rename_all(nobody));
    let mut collector = Collector::new(model, asking, &Silence);
    let rows = whole.iter().chain(&contending).flat_map(|(_, boxes)| boxes);
    rows.chain(&deeper).chain(&torn).chain(&nobody).for_each(|value_box| collector.value_box(value_box));
    let space = collector.finish();
    let cells = &space.space;
    let deeper = space.in_cells(&deeper);
    let values =
        |region: &Region| -> Vec<ValueBox> { region.boxes().iter().map(|cuboid| space.to_values(cuboid)).collect() };
    let mut trees: Vec<&Tree> = Vec::new();
    for (tree, _) in whole.iter().chain(&contending) {
        if !trees.contains(&tree) {
            trees.push(tree);
        }
    }
    let of = |rows: &[(Tree, Vec<ValueBox>)], tree: &Tree| -> Region {
        let boxes = rows.iter().filter(|(own, _)| own == tree).flat_map(|(_, boxes)| boxes.iter().cloned());
        space.in_cells(&boxes.collect::<Vec<_>>())
    };
    let way = |(n, tree): (usize, &&Tree)| {
        let (certain, perhaps) = (of(&whole, tree), of(&contending, tree));
        let unknown = perhaps.union(cells, certain.intersect(cells, &deeper));
        let yes = certain.subtract(cells, &unknown);
        let (yes, unknown) = (values(&yes), values(&unknown));
        ((*tree).clone(), Arc::new(Question { power: whose, asked: Asked::Comes(n), yes, unknown }))
    };
    let following = Following {
        ways: trees.iter().enumerate().map(way).collect(),
        torn: values(&space.in_cells(&torn).subtract(cells, &deeper)),
        nobody: values(&space.in_cells(&nobody).union(cells, deeper.clone())),
    };
    // What cannot be told is told of the other power, like what nobody has.
    let unknown = || Following { nobody: vec![ValueBox::default()], ..Following::default() };
    if cells.is_worn_out() { unknown() } else { following }
}

/// Nobody asks anything.
pub(crate) struct Silence;

impl Answers for Silence {
    fn held(&self, _: PowerId, asked: PowerId, by: &HeldBy) -> Arc<Question> {
        Arc::new(Question { power: asked, asked: Asked::Held(by.clone()), yes: Vec::new(), unknown: Vec::new() })
    }
    fn followed(&self, _: PowerId, _: PowerId) -> Arc<Following> {
        Arc::default()
    }
}

fn answer(model: &Model, asking: PowerId, asked: PowerId, function: &HeldFunction, by: &HeldBy) -> Question {
    let acts = Acts::new(model, asking, asked);
    let contenders: Vec<(&Vec<Named>, Vec<ValueBox>)> =
        function.contenders.iter().map(|(holders, boxes)| (holders, acts.rename_all(boxes))).collect();
    let conflicts = acts.rename_all(&function.conflicts);
    let deeper = acts.rename_all(&function.unknown);

    let mut collector = Collector::new(model, asking, &Silence);
    let all = contenders.iter().flat_map(|(_, boxes)| boxes).chain(&conflicts).chain(&deeper);
    all.for_each(|value_box| collector.value_box(value_box));
    let mut meetings: BTreeMap<(Named, Named), Vec<ValueBox>> = BTreeMap::new();
    for holder in asked_holders(by) {
        let wanted = named(model, asking, *holder);
        for leaf in contenders.iter().flat_map(|(holders, _)| holders.iter()) {
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
        let wanted = named(model, asking, *holder);
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
    let (mut some, mut others) = (Region::empty(), Region::empty());
    for (holders, boxes) in &contenders {
        let region = space.in_cells(boxes);
        let among = among(holders);
        some = some.union(cells, region.intersect(cells, &among));
        others = others.union(cells, region.subtract(cells, &among));
    }
    let conflicts = space.in_cells(&conflicts);
    let deeper = space.in_cells(&deeper);
    let torn = conflicts.intersect(cells, &others);
    let unknown = torn.intersect(cells, &some).union(cells, deeper);
    if let HeldBy::AllOf(wanted) = by {
        // Claims that stand beside each other are one holding: one may name the one, another the other.
        let anywhere = |holder: &Holder| {
            let each = contenders.iter();
            each.fold(Region::empty(), |any, (holders, boxes)| {
                any.union(cells, space.in_cells(boxes).intersect(cells, &meets(holders, holder)))
            })
        };
        let all = wanted.iter().fold(Region::full(cells), |all, holder| all.intersect(cells, &anywhere(holder)));
        some = some.union(cells, all.subtract(cells, &conflicts));
    }
    let yes = some.subtract(cells, &unknown);
    let values = |region: &Region| region.boxes().iter().map(|cuboid| space.to_values(cuboid)).collect();
    if cells.is_worn_out() {
        let unknown = vec![ValueBox::default()];
        return Question { power: asked, asked: Asked::Held(by.clone()), yes: Vec::new(), unknown };
    }
    Question { power: asked, asked: Asked::Held(by.clone()), yes: values(&yes), unknown: values(&unknown) }
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
