//! Derived facts that mean one thing in one text and another in a later one, as a region is told.
//!
//! Where limits are revoked and set anew together with the rules that turn on them, each text has a meaning of its own of
//! one name, and each is a question of its own. On a day the name means what the texts of that day make of it: there it is
//! said alone. Elsewhere it is said of which days the meaning is.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use vires_model::{Condition, ConditionKind, Day, Deadline, Life, Model, Named, Step};

use super::Derived;
use crate::axes::{Axis, Extent, ValueBox};
use crate::said;

/// The meanings of one name, each with the days of the texts that have it.
type Meanings = BTreeMap<Derived, Vec<Life>>;

/// The boxes with every meaning of a name that has several told apart from the others by its days, and not where the box
/// lies within these.
pub(crate) fn dated<'b>(model: &Model, boxes: &'b [ValueBox]) -> Cow<'b, [ValueBox]> {
    let mut names: BTreeMap<&Named, Meanings> = BTreeMap::new();
    for (axis, _) in boxes.iter().flat_map(|value_box| &value_box.0) {
        if let Axis::Derived(derived) = axis {
            names.entry(&derived.named).or_default();
        }
    }
    if names.is_empty() {
        return Cow::Borrowed(boxes);
    }
    each_condition(model, &mut |life, condition| note(&mut names, life, condition));
    names.retain(|_, meanings| is_one_name(meanings));
    if names.is_empty() {
        return Cow::Borrowed(boxes);
    }
    let told = |value_box: &ValueBox| {
        let days = days_of(value_box);
        let sides = value_box.0.iter().map(|(axis, extent)| match axis {
            Axis::Derived(derived) => {
                let own = names.get(&*derived.named).map_or_else(|| Arc::clone(derived), |all| on(all, derived, days));
                (Axis::Derived(own), extent.clone())
            }
            _ => (axis.clone(), extent.clone()),
        });
        ValueBox(sides.collect())
    };
    Cow::Owned(boxes.iter().map(told).collect())
}

/// The question as it is told on these days: of all meanings it is told as the first.
fn on(meanings: &Meanings, derived: &Arc<Derived>, days: Life) -> Arc<Derived> {
    let Some(first) = meanings.keys().next() else { return Arc::clone(derived) };
    let told = |days: Life| Arc::new(Derived { days, ..first.clone() });
    if derived.days != Life::ALWAYS {
        return told(derived.days);
    }
    let Some(lives) = meanings.get(derived) else { return Arc::clone(derived) };
    if lives.iter().any(|life| life.intersect(days) == days) {
        return told(Life::ALWAYS);
    }
    lives.first().map_or_else(|| Arc::clone(derived), |life| told(*life))
}

/// Whether there are several meanings, and of one day never two: one that turns on the day is on each what the others are.
fn is_one_name(meanings: &mut Meanings) -> bool {
    for lives in meanings.values_mut() {
        *lives = Life::joined(std::mem::take(lives));
    }
    let plain: Vec<&Vec<Life>> =
        meanings.iter().filter(|(meaning, _)| !meaning.turns_on_the_day()).map(|(_, lives)| lives).collect();
    let apart =
        |one: &[Life], other: &[Life]| one.iter().all(|one| other.iter().all(|other| one.intersect(*other).is_empty()));
    meanings.len() > 1
        && plain.iter().enumerate().all(|(n, one)| plain.iter().skip(n + 1).all(|other| apart(one, other)))
}

/// The days that a box allows.
fn days_of(value_box: &ValueBox) -> Life {
    match value_box.extent(Axis::Time) {
        Some(Extent::Between(from, to)) => {
            let (from, until): (Option<Day>, Option<Day>) = said::days((*from, *to));
            Life { from, until }
        }
        _ => Life::ALWAYS,
    }
}

/// Keeps the meanings of these names in a condition.
fn note(names: &mut BTreeMap<&Named, Meanings>, life: Life, condition: &Condition) {
    if let Some(meanings) = condition.named.as_deref().and_then(|named| names.get_mut(named))
        && let Some(meaning) = Derived::of(condition)
    {
        meanings.entry(meaning).or_default().push(life);
    }
    match &condition.kind {
        ConditionKind::Always | ConditionKind::Atom(_) => {}
        ConditionKind::All(parts) | ConditionKind::Any(parts) | ConditionKind::AtLeast(_, parts) => {
            parts.iter().for_each(|part| note(names, life, part));
        }
        ConditionKind::Not(part) => note(names, life, part),
    }
}

/// Every condition of the texts, with the days on which it is law.
fn each_condition(model: &Model, show: &mut dyn FnMut(Life, &Condition)) {
    let mut beside = |life: Life, when: &Condition, steps: &[Step], deadlines: &[Deadline]| {
        show(life, when);
        for step in steps {
            show(life, &step.when);
            step.deadlines.iter().for_each(|own| show(life, &own.when));
        }
        deadlines.iter().for_each(|own| show(life, &own.when));
    };
    for (_, rule) in model.rules.iter().filter(|(_, rule)| !rule.life.is_empty()) {
        beside(rule.life, &rule.when, &rule.steps, &rule.deadlines);
    }
    for text in model.attachments.iter().filter(|text| !text.life.is_empty()) {
        beside(text.life, &text.when, &text.steps, &text.deadlines);
    }
    model.words.iter().for_each(|word| show(word.life, &word.when));
}
