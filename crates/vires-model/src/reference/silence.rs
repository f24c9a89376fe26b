//! Which of several texts says what silence means, where they contradict each other: as between claims, what the texts say of each other,
//! then the declared precedence (5.2, 5.4, 5.5). What neither decides is left standing side by side.

use std::collections::BTreeSet;

use crate::conditions::{Condition, ConditionKind};
use crate::date::Day;
use crate::decision::Instance;
use crate::facts::Value;
use crate::ids::ProvisionId;
use crate::model::{Model, PrecedenceKey};
use crate::procedure::{AskedBy, DeadlineDue, State};
use crate::reference::bound::{Bound, Slot, deadlines_of, place, steps_of};
use crate::reference::specific;
use crate::reference::text::holds;
use crate::reference::world::{Open, Scene};
use crate::rules::{Powers, Word};
use crate::steps::{Deadline, DeadlineWords, Silence, Step};

/// Without what falls to another text. Each row binds one holder.
pub(super) fn contest(scene: &Scene<'_, '_>, rows: Vec<(Bound, Instance)>) -> Result<Vec<(Bound, Instance)>, Open> {
    let model = scene.world.facts.model;
    let runs = |bound: &Bound| bound.applies && has_a_start(scene, bound.slot);
    let clash = |(one, holder): &(Bound, Instance), (other, its): &(Bound, Instance)| {
        holder == its && runs(one) && runs(other) && one.who == other.who && contradict(model, one.slot, other.slot)
    };
    let mut beats: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut words: Option<Vec<&Word>> = None;
    for (i, one) in rows.iter().enumerate() {
        for (j, other) in rows.iter().enumerate().filter(|(j, other)| i != *j && clash(one, other)) {
            let words = match &words {
                Some(words) => words,
                None => words.insert(speaking(scene)?),
            };
            if wins(scene, words, one.0.slot, other.0.slot) {
                beats.insert((i, j));
            }
        }
    }
    // 5.5: what nobody beats stands; what it beats falls, and beats nothing any more.
    let mut open: Vec<usize> = (0..rows.len()).collect();
    let mut fallen: BTreeSet<usize> = BTreeSet::new();
    loop {
        let (free, rest): (Vec<usize>, Vec<usize>) =
            open.iter().partition(|y| !open.iter().any(|x| beats.contains(&(*x, **y))));
        if free.is_empty() {
            break;
        }
        let (falls, left) = rest.into_iter().partition(|y| free.iter().any(|x| beats.contains(&(*x, *y))));
        fallen.extend::<Vec<usize>>(falls);
        open = left;
    }
    Ok(rows.into_iter().enumerate().filter(|(n, _)| !fallen.contains(n)).map(|(_, row)| row).collect())
}

/// Whether the case may have the day from which the period counts: one that never runs says nothing of silence.
fn has_a_start(scene: &Scene<'_, '_>, slot: Slot) -> bool {
    let model = scene.world.facts.model;
    let deadline = match slot {
        Slot::Step(by, n, _) => steps_of(model, by).get(n).and_then(|step| step.deadlines.first()),
        // One that does not say from when it counts, counts from the one before it.
        Slot::Own(by, n) => deadlines_of(model, by).iter().take(n + 1).rev().find(|own| own.of.is_some()),
        Slot::TakeOver(_) => None,
    };
    deadline.is_none_or(|own| own.counted_from().all(|fact| scene.world.facts.values.get(&fact) != Some(&Value::None)))
}

/// Whether two steps of one body, or two deadlines of one holder, cannot both be meant: each says what silence means, and
/// they do not say the same. The deadlines of one text run one after another.
pub(super) fn contradict(model: &Model, one: Slot, other: Slot) -> bool {
    match (one, other) {
        (Slot::Step(by, n, _), Slot::Step(others, m, _)) => {
            let (one, other) = (steps_of(model, by).get(n), steps_of(model, others).get(m));
            one.zip(other).is_some_and(|(one, other)| {
                let say = one.minds_silence() && other.minds_silence();
                one.kind == other.kind && say && periods(one).ne(periods(other))
            })
        }
        (Slot::Own(by, n), Slot::Own(others, m)) => {
            let (one, other) = (deadlines_of(model, by).get(n), deadlines_of(model, others).get(m));
            let words = one.and_then(meaning).zip(other.and_then(meaning));
            by != others && words.is_some_and(|(one, other)| one != other)
        }
        _ => false,
    }
}

fn periods(step: &Step) -> impl Iterator<Item = DeadlineWords<'_>> {
    step.deadlines.iter().map(Deadline::words)
}

/// The same of two deadlines in one case. In one text they contradict each other only where they end on one day with different effects; and two of one
/// instrument after which nobody may act any longer are both kept to.
pub(super) fn stand_against(model: &Model, one: &DeadlineDue, other: &DeadlineDue) -> bool {
    let known = |own: &DeadlineDue| own.state != State::Depends && own.needs.is_empty();
    let (Some(words), Some(others)) = (meaning(&one.deadline), meaning(&other.deadline)) else { return false };
    let at_once = one.until.is_some() && one.until == other.until && words.1 != others.1;
    let both_lapse = *words.1 == Silence::Lapses && *others.1 == Silence::Lapses;
    known(one)
        && known(other)
        && one.binds.iter().any(|who| other.binds.contains(who))
        && if one.by == other.by { at_once } else { words != others }
        && !(both_lapse && is_one_instrument(model, one.by, other.by))
}

fn is_one_instrument(model: &Model, one: AskedBy, other: AskedBy) -> bool {
    let of = |by| place(model, by).map(|place| model.provisions[place].instrument);
    of(one) == of(other)
}

/// What a deadline says silence means, and when; none where it means nothing.
fn meaning(deadline: &Deadline) -> Option<(DeadlineWords<'_>, &Silence)> {
    Some((deadline.words(), deadline.silence.as_ref()?))
}

/// What the texts say of each other on that day in that case.
fn speaking<'a>(scene: &Scene<'_, 'a>) -> Result<Vec<&'a Word>, Open> {
    let world = scene.world;
    let mut words = Vec::new();
    for word in &world.facts.model.words {
        if word.life.contains(world.day) && holds(world, &word.when, scene.power)? {
            words.push(word);
        }
    }
    Ok(words)
}

fn wins(scene: &Scene<'_, '_>, words: &[&Word], one: Slot, other: Slot) -> bool {
    let model = scene.world.facts.model;
    let (Some(own), Some(its)) = (place(model, one.text()), place(model, other.text())) else { return false };
    let says = |speaker: ProvisionId, of: ProvisionId, prevails: bool| {
        words.iter().any(|word| {
            word.prevails == prevails
                && model.stands_in(speaker, word.speaker)
                && word.of.iter().any(|place| model.stands_in(of, *place))
        })
    };
    // 5.2
    let beats = |i: ProvisionId, j: ProvisionId| {
        let yields = says(j, i, false) && !says(i, j, false);
        let neither = !says(i, j, false) && !says(j, i, false);
        yields || says(i, j, true) && !says(j, i, true) && neither
    };
    match (beats(own, its), beats(its, own)) {
        (true, false) => true,
        (false, true) => false,
        _ => is_preferred(scene, one, other),
    }
}

/// By the declared precedence, key after key.
fn is_preferred(scene: &Scene<'_, '_>, one: Slot, other: Slot) -> bool {
    let model = scene.world.facts.model;
    for key in model.precedence_over(scene.power) {
        let (first, second) = match key {
            PrecedenceKey::HigherRank => match (rank(model, one.text()), rank(model, other.text())) {
                (Some(one), Some(other)) => (one < other, other < one),
                _ => continue,
            },
            PrecedenceKey::Later => match (issued(model, one.text()), issued(model, other.text())) {
                (Some(one), Some(other)) => (one > other, other > one),
                _ => continue,
            },
            PrecedenceKey::MoreSpecific => (is_more_specific(scene, one, other), is_more_specific(scene, other, one)),
        };
        if first != second {
            return first;
        }
    }
    false
}

fn rank(model: &Model, by: AskedBy) -> Option<u32> {
    let instrument = &model.instruments[model.provisions[place(model, by)?].instrument];
    model.instrument_kinds[instrument.kind?].rank
}

fn issued(model: &Model, by: AskedBy) -> Option<Day> {
    match by {
        AskedBy::Rule(rule) => model.issued_on(rule),
        AskedBy::Attachment(_) => model.instruments[model.provisions[place(model, by)?].instrument].issued_on(),
    }
}

/// Whether the first names the power against a class, or its cases lie strictly inside those of the other.
fn is_more_specific(scene: &Scene<'_, '_>, one: Slot, other: Slot) -> bool {
    let model = scene.world.facts.model;
    if is_by_name(model, one.text()) && !is_by_name(model, other.text()) {
        return true;
    }
    if let Some(known) = scene.world.silences.borrow().get(&(one, other)) {
        return *known;
    }
    let both = cases(model, one).zip(cases(model, other));
    let inside = both.is_some_and(|(one, other)| specific::strictly_inside(model, &one, &other));
    scene.world.silences.borrow_mut().insert((one, other), inside);
    inside
}

fn is_by_name(model: &Model, by: AskedBy) -> bool {
    match by {
        AskedBy::Rule(rule) => model.rules[rule].is_by_name(),
        AskedBy::Attachment(n) => model.attachments.get(n).is_none_or(|text| matches!(text.what, Powers::Named(_))),
    }
}

/// For which cases the words are meant.
fn cases(model: &Model, slot: Slot) -> Option<Condition> {
    let text = match slot.text() {
        AskedBy::Rule(rule) => &model.rules[rule].when,
        AskedBy::Attachment(n) => &model.attachments.get(n)?.when,
    };
    let own = match slot {
        Slot::Step(by, n, _) => &steps_of(model, by).get(n)?.when,
        Slot::Own(by, n) => &deadlines_of(model, by).get(n)?.when,
        Slot::TakeOver(_) => return None,
    };
    Some(Condition { kind: ConditionKind::All(vec![text.clone(), own.clone()]), span: text.span, named: None })
}
