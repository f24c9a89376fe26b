//! What one world asks for beside a decision: the steps of all links in chain order (5.7), over all agreeing chains
//! (5.6); what other texts attach to the power; who may take over (3.8).

use crate::bodies::{Holder, Which};
use crate::decision::{Held, Instance, Of};
use crate::ids::{PowerId, ProvisionId, RuleId};
use crate::model::Model;
use crate::procedure::AskedBy;
use crate::reference::claims::{self, Claim, Leaf, bars_at};
use crate::reference::outcome::order;
use crate::reference::text::{reaches, truth_of};
use crate::reference::world::{Open, Scene, World};
use crate::reference::{contest, holders, silence, text, whom};
use crate::rules::{Effect, Powers};
use crate::steps::{Deadline, DeadlineWords, Step, StepKind};

/// Which words of the text: told apart across worlds by this alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slot {
    /// A step, and which of those it asks.
    Step(AskedBy, usize, usize),
    /// The holder's own deadline.
    Own(AskedBy, usize),
    /// A rule by which somebody may take over.
    TakeOver(RuleId),
}

impl Slot {
    /// The text in which the words stand.
    pub(super) const fn text(self) -> AskedBy {
        match self {
            Self::Step(by, ..) | Self::Own(by, _) => by,
            Self::TakeOver(rule) => AskedBy::Rule(rule),
        }
    }
}

/// What the words come to in one world.
#[derive(Debug, Clone)]
pub(super) struct Bound {
    pub(super) slot: Slot,
    /// Whether they apply; where not, not even all facts say whether.
    pub(super) applies: bool,
    /// Who is asked, or may take over.
    pub(super) who: Option<Instance>,
    /// So many of those whom the step asks are enough; none: it is asked of each.
    pub(super) enough: Option<u32>,
    /// To whom silence passes it after each of its periods, where that one exists and is not barred.
    pub(super) to: Vec<Option<Instance>>,
    /// The holders whom it binds, or in whose place somebody may act.
    pub(super) holders: Vec<Instance>,
    /// Of a step: whom it binds under which holding.
    pub(super) under: Vec<(Instance, Held)>,
}

impl Bound {
    /// To whom silence passes a matter.
    pub(super) fn passes_to(&self) -> Option<Instance> {
        self.to.first().copied().flatten()
    }
    /// Binds these as well.
    pub(super) fn bind(&mut self, under: Vec<(Instance, Held)>) {
        for own in under {
            self.under.extend(Some(own).filter(|own| !self.under.contains(own)));
        }
    }
}

/// Everything that binds, in order.
pub(super) fn all(world: &World<'_>, power: PowerId) -> Result<Vec<Bound>, Open> {
    let scene = Scene { world, power, text: text::Text::of(world, power)? };
    let claims = claims::all(&scene)?;
    let verdict = contest::settle(&scene, &claims);
    let mut standing: Vec<&Claim> = verdict.standing.iter().filter_map(|n| claims.get(*n)).collect();
    standing.retain(|claim| claim.lives());
    standing.sort_by_cached_key(|claim| order(&claim.chain()));
    let ends: Vec<(Leaf, Held)> =
        standing.iter().flat_map(|claim| ends_of(claim)).filter(|(leaf, _)| exists(&scene, leaf)).collect();
    let mut rows: Vec<(Bound, Instance)> = Vec::new();
    let bind = |bound: Bound, (end, held): (Instance, &Held)| {
        let under = vec![(end, held.clone())];
        (Bound { under, ..bound }, end)
    };
    for (leaf, held) in &ends {
        let Some(end) = leaf.path.last() else { continue };
        rows.extend(of_chain(&scene, leaf)?.into_iter().map(|bound| bind(bound, (*end, held))));
    }
    let all: Vec<(Instance, &Held)> = ends.iter().filter_map(|(leaf, held)| Some((*leaf.path.last()?, held))).collect();
    for (n, text) in world.facts.model.attachments.iter().enumerate() {
        if !text.what.speak_of(world.facts.model, power) || !text.life.contains(world.day) {
            continue;
        }
        let when = truth_of(world, &text.when, power)?;
        if when == Some(false) {
            continue;
        }
        let by = AskedBy::Attachment(n);
        let mut attached = asked(&scene, by, &text.steps)?;
        attached.extend(own(&scene, by, &text.deadlines)?);
        for mut bound in attached {
            bound.applies &= when == Some(true);
            rows.extend(all.iter().map(|end| bind(bound.clone(), *end)));
        }
    }
    let mut found: Vec<Bound> = Vec::new();
    for (bound, holder) in silence::contest(&scene, rows)? {
        add(&scene, &mut found, bound, holder);
    }
    found.extend(take_overs(&scene, ends.iter().map(|(leaf, _)| leaf)));
    Ok(found)
}

/// The ends of a claim, each with the whole holding.
fn ends_of(claim: &Claim) -> Vec<(Leaf, Held)> {
    let Some(held) = claim.held() else { return Vec::new() };
    claim.leaves().into_iter().map(|leaf| (leaf, held.clone())).collect()
}

fn exists(scene: &Scene<'_, '_>, leaf: &Leaf) -> bool {
    leaf.path.last().is_some_and(|who| scene.world.facts.model.exists(*who, scene.world.day))
}

/// What binds at the end of one chain. A later link may restate a step (same kind and body), and the holder's own
/// deadlines as a whole; it drops none.
fn of_chain(scene: &Scene<'_, '_>, leaf: &Leaf) -> Result<Vec<Bound>, Open> {
    let model = scene.world.facts.model;
    let (mut steps, mut deadlines): (Vec<Bound>, Vec<Bound>) = Default::default();
    for rule in std::iter::once(leaf.root).chain(leaf.by.iter().copied()) {
        let by = AskedBy::Rule(rule);
        let new = asked(scene, by, &model.rules[rule].steps)?;
        let kind = |bound: &Bound| step_of(scene, bound.slot).map(|step| step.kind);
        let restates = |old: &Bound| {
            let restates =
                |new: &Bound| new.applies && kind(new) == kind(old) && new.who.is_some() && new.who == old.who;
            new.iter().any(|new| restates(new) && group(scene, new) == group(scene, old))
        };
        steps.retain(|old| !restates(old));
        steps.extend(new);
        let own = own(scene, by, &model.rules[rule].deadlines)?;
        if own.iter().any(|bound| bound.applies) {
            deadlines.clear();
        }
        deadlines.extend(own);
    }
    steps.extend(deadlines);
    Ok(steps)
}

/// Adds what binds one holder. What is known already, or says the same of the same body, binds that holder too.
fn add(scene: &Scene<'_, '_>, found: &mut Vec<Bound>, bound: Bound, holder: Instance) {
    let same = |known: &Bound| {
        known.slot == bound.slot
            || known.applies
                && bound.applies
                && known.who == bound.who
                && group(scene, known) == group(scene, &bound)
                && says(scene, known.slot) == says(scene, bound.slot)
    };
    match found.iter_mut().find(|known| same(known)) {
        Some(known) => {
            known.holders.extend(Some(holder).filter(|holder| !known.holders.contains(holder)));
            known.bind(bound.under);
        }
        None => found.push(Bound { holders: vec![holder], ..bound }),
    }
}

/// Of several of whom so many are enough: how many, of whom. Who belongs to two groups is asked as one of each.
fn group<'a>(scene: &Scene<'_, 'a>, bound: &Bound) -> Option<(u32, &'a [Holder])> {
    Some((bound.enough?, step_of(scene, bound.slot)?.who.as_slice()))
}

/// What a step or deadline says, wherever it stands.
type Said<'a> = (Option<StepKind>, Vec<DeadlineWords<'a>>);

fn says<'a>(scene: &Scene<'_, 'a>, slot: Slot) -> Said<'a> {
    match slot {
        Slot::Step(..) => match step_of(scene, slot) {
            Some(step) => (Some(step.kind), step.deadlines.iter().map(Deadline::words).collect()),
            None => (None, Vec::new()),
        },
        Slot::Own(by, n) => {
            let own = deadlines_of(scene.world.facts.model, by).get(n);
            (None, own.iter().map(|own| own.words()).collect())
        }
        Slot::TakeOver(_) => (None, Vec::new()),
    }
}

/// The steps that a text asks for.
pub(super) fn steps_of(model: &Model, by: AskedBy) -> &[Step] {
    match by {
        AskedBy::Rule(rule) => &model.rules[rule].steps,
        AskedBy::Attachment(n) => model.attachments.get(n).map_or(&[], |text| &text.steps),
    }
}

/// The holder's own deadlines that a text states.
pub(super) fn deadlines_of(model: &Model, by: AskedBy) -> &[Deadline] {
    match by {
        AskedBy::Rule(rule) => &model.rules[rule].deadlines,
        AskedBy::Attachment(n) => model.attachments.get(n).map_or(&[], |text| &text.deadlines),
    }
}

/// The first words of the same text that say the same, but for the cases in which they do: they are one step, or one deadline.
pub(super) fn first_alike(model: &Model, slot: Slot) -> Slot {
    match slot {
        Slot::Step(by, n, m) => {
            let steps = steps_of(model, by);
            let Some(own) = steps.get(n) else { return slot };
            let alike = |other: &Step| other.words() == own.words();
            Slot::Step(by, steps.iter().position(alike).unwrap_or(n), m)
        }
        Slot::Own(by, n) => {
            let deadlines = deadlines_of(model, by);
            let Some(own) = deadlines.get(n) else { return slot };
            let alike = |other: &Deadline| own.of.is_some() && other.words() == own.words();
            // One that does not say from when it counts, counts from the one before it.
            if deadlines.iter().all(|own| own.of.is_some()) {
                return Slot::Own(by, deadlines.iter().position(alike).unwrap_or(n));
            }
            let before = deadlines.iter().take(n).rev().take_while(|other| alike(other)).count();
            Slot::Own(by, n.saturating_sub(before))
        }
        Slot::TakeOver(_) => slot,
    }
}

/// Where a text stands.
pub(super) fn place(model: &Model, by: AskedBy) -> Option<ProvisionId> {
    match by {
        AskedBy::Rule(rule) => Some(model.rules[rule].place),
        AskedBy::Attachment(n) => model.attachments.get(n).map(|text| text.place),
    }
}

fn step_of<'a>(scene: &Scene<'_, 'a>, slot: Slot) -> Option<&'a Step> {
    match slot {
        Slot::Step(by, n, _) => steps_of(scene.world.facts.model, by).get(n),
        _ => None,
    }
}

/// Steps whose condition is true, one for each body they name.
fn asked(scene: &Scene<'_, '_>, by: AskedBy, steps: &[Step]) -> Result<Vec<Bound>, Open> {
    let mut found = Vec::new();
    for (n, step) in steps.iter().enumerate() {
        let when = truth_of(scene.world, &step.when, scene.power)?;
        if when == Some(false) {
            continue;
        }
        let to: Vec<_> = step.deadlines.iter().map(|deadline| passes_to(scene, by, deadline)).collect();
        let (whom, enough) = whom::asked(scene, step)?;
        found.extend(whom.into_iter().map(|whom| Bound {
            slot: Slot::Step(by, n, whom.number),
            applies: when == Some(true) && whom.is_known,
            who: whom.who,
            enough,
            to: to.clone(),
            holders: Vec::new(),
            under: Vec::new(),
        }));
    }
    Ok(found)
}

/// The holder's own deadlines whose condition is true.
fn own(scene: &Scene<'_, '_>, by: AskedBy, deadlines: &[Deadline]) -> Result<Vec<Bound>, Open> {
    let mut found = Vec::new();
    for (n, deadline) in deadlines.iter().enumerate() {
        let when = truth_of(scene.world, &deadline.when, scene.power)?;
        if when != Some(false) {
            found.push(Bound {
                slot: Slot::Own(by, n),
                applies: when == Some(true),
                who: None,
                enough: None,
                to: vec![passes_to(scene, by, deadline)],
                holders: Vec::new(),
                under: Vec::new(),
            });
        }
    }
    Ok(found)
}

/// 3.6: a barred body receives nothing; 4.3: nor does one that does not exist.
fn passes_to(scene: &Scene<'_, '_>, by: AskedBy, deadline: &Deadline) -> Option<Instance> {
    let who = holders::instance(&scene.world.facts, deadline.passes_to()?, scene.power)?;
    may_act(scene, who, by).then_some(who)
}

fn may_act(scene: &Scene<'_, '_>, who: Instance, by: AskedBy) -> bool {
    let model = scene.world.facts.model;
    model.exists(who, scene.world.day) && place(model, by).is_none_or(|place| bars_at(scene, who, place).is_empty())
}

/// 3.8: beside the holders in whose place it may act.
fn take_overs<'l>(scene: &Scene<'_, '_>, ends: impl Iterator<Item = &'l Leaf> + Clone) -> Vec<Bound> {
    let facts = &scene.world.facts;
    let mut found: Vec<Bound> = Vec::new();
    for rule in &scene.text.take_overs {
        let Effect::TakeOver { by, what, from } = &facts.model.rules[*rule].effect else { continue };
        for leaf in ends.clone() {
            let Some(end) = leaf.path.last().copied() else { continue };
            let Some(holder) = answers(scene, leaf, what, *from) else { continue };
            let seats = by.seats.iter().filter_map(|seat| superior(scene, *seat, *from, holder));
            let seats: Vec<Instance> = seats.filter(|who| may_act(scene, *who, AskedBy::Rule(*rule))).collect();
            if seats.len() < by.enough() as usize {
                continue;
            }
            let slot = Slot::TakeOver(*rule);
            for who in seats {
                match found.iter_mut().find(|known| known.slot == slot && known.who == Some(who)) {
                    Some(known) if known.holders.contains(&end) => {}
                    Some(known) => known.holders.push(end),
                    None => found.push(Bound {
                        slot,
                        applies: true,
                        who: Some(who),
                        enough: None,
                        to: Vec::new(),
                        holders: vec![end],
                        under: Vec::new(),
                    }),
                }
            }
        }
    }
    found
}

/// Who of those through whom the power came is the one in whose place somebody may act: the last who is so named and still has it as their own,
/// since nobody escapes it by letting another act for them.
fn answers(scene: &Scene<'_, '_>, leaf: &Leaf, what: &Powers, from: Holder) -> Option<Instance> {
    let (facts, model) = (&scene.world.facts, scene.world.facts.model);
    let mut arriving = leaf.by.iter().rev().copied().chain([leaf.root]);
    for holder in leaf.path.iter().rev() {
        let by = arriving.next()?;
        if holders::names(facts, from, *holder, scene.power) && reaches(model, what, model.rules[by].place) {
            return Some(*holder);
        }
        let Effect::Transfer { modality, .. } = model.rules[by].effect else { return None };
        if model.modalities[modality].title_moves != Some(false) {
            return None;
        }
    }
    None
}

/// Who takes over. 3.2: of a body of which there are many, named without saying which, it is that of the holder's own place, or of the
/// place in which that lies.
fn superior(scene: &Scene<'_, '_>, by: Holder, from: Holder, end: Instance) -> Option<Instance> {
    let facts = &scene.world.facts;
    let territory = |body| facts.model.bodies[body].one_per;
    if let (Which::Unsaid, Of::Place(place), Some(own), Some(outer)) =
        (by.which, end.of, territory(end.body), territory(by.body))
        && let Some(there) = facts.model.lift(place, own, outer)
    {
        return Some(Instance { body: by.body, of: Of::Place(there) });
    }
    holders::receiver(facts, by, from, end, scene.power)
}
