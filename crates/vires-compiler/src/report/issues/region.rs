//! Regions and cases of an issue: in words, in machine form, as an example.

use std::sync::Arc;

use vires_analysis::words::{ValueText, describe, value_text, value_words};
use vires_analysis::{Axis, Extent, Issue, MachineExtent, MachineRange, ValueBox, machine_boxes};
use vires_diagnostics::{BoxEntry, Claim, Draft, FactText, Limit, RegionBox, Witness};
use vires_model::{Day, Domain, FactId, Measure, Model, Ordered, Outcome, PowerId, Rational, Value};
use vires_resolve::{EVENT_AFTER, EVENT_ON};
use vires_words::{Language, say};

use super::Writer;
use crate::names::{self, Names};

/// The most boxes of one region that are listed.
const MOST_BOXES: usize = 200_000;

/// A region in words.
pub(super) fn words(model: &Model, boxes: &[ValueBox], language: Language) -> String {
    if boxes.is_empty() { String::new() } else { describe(model, boxes, language) }
}

/// Longer regions are no part of a headline.
const SHORT: usize = 120;

/// The region for the end of a headline: in full where it is short.
pub(super) fn in_these_cases(writer: &Writer<'_, '_>, boxes: &[ValueBox]) -> String {
    let words = words(writer.model(), boxes, writer.language);
    if words.is_empty() || words.contains('\n') || words.chars().count() > SHORT {
        writer.language.pick(" in some cases", " trong một số trường hợp").to_owned()
    } else {
        say!(writer.language, " in these cases: {words}", " trong các trường hợp sau: {words}")
    }
}

/// Adds region, boxes, example and claims.
pub(super) fn write(writer: &Writer<'_, '_>, issue: &Issue, mut draft: Draft) -> Draft {
    draft = cases(writer.model(), issue, draft, writer.language);
    let Some(found) = &issue.witness else {
        return draft;
    };
    draft = draft.witness(witness(writer.names(), issue.power, &found.case, found.day));
    if let Outcome::Conflict { claims } = &found.decision.outcome {
        for claim in claims {
            let claim = writer.wording.claim(claim);
            draft = draft.claim(Claim::new(claim.holder, claim.chain).said(claim.label, claim.titles));
        }
    }
    draft
}

/// Adds region and boxes.
pub(crate) fn cases(model: &Model, issue: &Issue, mut draft: Draft, language: Language) -> Draft {
    let words = words(model, &issue.region, language);
    let words = match (issue.partial, words.is_empty()) {
        (true, false) => {
            say!(
                language,
                "more cases than can be listed, among them {words}",
                "nhiều trường hợp, không liệt kê hết, trong đó có {words}"
            )
        }
        _ => words,
    };
    if !words.is_empty() {
        draft = draft.region(words);
    }
    if !issue.boxes.is_empty() {
        let (boxes, all) = machine(model, &issue.boxes, MOST_BOXES);
        draft = draft.boxes(boxes, all && issue.complete);
    }
    draft
}

/// Boxes in machine form, at most so many, and whether these are all.
pub(crate) fn machine(model: &Model, boxes: &[ValueBox], most: usize) -> (Vec<RegionBox>, bool) {
    let (boxes, all) = machine_boxes(model, boxes, most);
    let boxes = boxes.into_iter().map(|machine| {
        let room = RegionBox::with_room(machine.len());
        machine.into_iter().fold(room, |region, (fact, extent)| region.with(fact, entry(extent)))
    });
    (boxes.collect(), all)
}

/// A case as it is put to `vires eval`.
pub(crate) fn witness(
    names: &Names<'_>,
    power: Option<PowerId>,
    case: &vires_model::Case,
    day: Option<Day>,
) -> Witness {
    let mut witness = Witness { at: day.map(|day| day.to_string()), facts: Vec::new() };
    for (fact, value) in &case.facts {
        // Whether an event has been is seen from the day asked about; said is a day on which it may have been.
        let seen = if names.model.facts[*fact].event { day } else { None };
        let text = match (seen, value) {
            (Some(day), Value::Choice(EVENT_ON)) => ValueText::Text(day.to_string()),
            (Some(day), Value::Choice(EVENT_AFTER)) => ValueText::Text(day.previous().to_string()),
            _ => value_text(names.model, *fact, value),
        };
        let text = match text {
            ValueText::Text(text) => FactText::Text(text),
            ValueText::YesNo(answer) => FactText::YesNo(answer),
            ValueText::Names(members) => FactText::Set(members),
        };
        let short = &names.model.facts[*fact].name;
        let is_plain = power.is_some_and(|power| crate::find::find_fact(names.model, power, short) == Ok(*fact));
        let name = if is_plain { short.clone() } else { names.fact(*fact) };
        witness = witness.with(name, text);
    }
    witness
}

fn entry(extent: MachineExtent) -> BoxEntry {
    match extent {
        MachineExtent::Range(range) => {
            let (from, to) = limits(range);
            BoxEntry::Range { from, to }
        }
        MachineExtent::Names(names) => BoxEntry::Names(names),
        MachineExtent::YesNo(answer) => BoxEntry::YesNo(answer),
        MachineExtent::Null => BoxEntry::NoAnswer,
        MachineExtent::Given => BoxEntry::AnyAnswer,
        MachineExtent::Members { includes, excludes, count } => {
            BoxEntry::Members { includes, excludes, count: count.map(|count| Box::new(limits(*count))) }
        }
    }
}

fn limits(range: MachineRange) -> (Option<Limit>, Option<Limit>) {
    let limit = |value: Option<Arc<str>>, included| value.map(|value| Limit { value, included });
    (limit(range.from, range.from_included), limit(range.to, range.to_included))
}

/// A single value of an ordered fact to which the whole region is confined: the limit of a band, in words.
pub(super) fn exact_limit(writer: &Writer<'_, '_>, boxes: &[ValueBox]) -> Option<(FactId, String)> {
    let (fact, value) = exact_value(writer.model(), boxes)?;
    Some((fact, value_words(writer.model(), fact, &Value::Ordered(value), writer.language)))
}

/// The day, if it is one of a fact of type date.
pub(super) fn exact_day(writer: &Writer<'_, '_>, boxes: &[ValueBox]) -> Option<Day> {
    let (fact, value) = exact_value(writer.model(), boxes)?;
    match &writer.model().facts[fact].domain {
        Domain::Ordered(Ordered { measure: Measure::Date, .. }) => i32::try_from(value.to_integer()).ok().map(Day),
        _ => None,
    }
}

fn exact_value(model: &Model, boxes: &[ValueBox]) -> Option<(FactId, Rational)> {
    let point = |value_box: &ValueBox| {
        value_box.0.iter().find_map(|(axis, extent)| match (axis, extent) {
            (Axis::Fact(fact), Extent::Between(Some(from), Some(to))) => {
                single(model, *fact, *from, *to).map(|value| (*fact, value))
            }
            _ => None,
        })
    };
    let (first, rest) = boxes.split_first()?;
    let (fact, value) = point(first)?;
    let same = rest.iter().all(|value_box| point(value_box) == Some((fact, value)));
    same.then_some((fact, value))
}

fn single(model: &Model, fact: FactId, from: vires_analysis::Cut, to: vires_analysis::Cut) -> Option<Rational> {
    let Domain::Ordered(Ordered { decimals, .. }) = &model.facts[fact].domain else {
        return None;
    };
    let alone = match decimals {
        None => from.value == to.value && !from.after && to.after,
        // On a grid every cut stands before a value.
        Some(decimals) => {
            let step = Rational::new(1, 10_i128.checked_pow(*decimals)?);
            num_traits::CheckedSub::checked_sub(&to.value, &from.value)? == step
        }
    };
    alone.then_some(from.value)
}

/// Whether an issue is about one value of that fact alone.
pub(super) fn is_of_one_place(issue: &Issue, fact: FactId) -> bool {
    let place = |value_box: &ValueBox| match value_box.extent(Axis::Fact(fact)) {
        Some(Extent::Leaves(leaves, false)) => leaves.iter().next().filter(|_| leaves.iter().nth(1).is_none()),
        _ => None,
    };
    let first = issue.region.first().and_then(place);
    first.is_some() && issue.region.iter().all(|value_box| place(value_box) == first)
}

/// Whether the boxes limit nothing but the date.
pub(super) fn is_every_case(boxes: &[ValueBox]) -> bool {
    !boxes.is_empty() && boxes.iter().all(|value_box| value_box.0.iter().all(|(axis, _)| *axis == Axis::Time))
}

/// The days in words, where all boxes have the same.
pub(super) fn days(boxes: &[ValueBox], language: Language) -> Option<String> {
    let (first, rest) = boxes.split_first()?;
    let time = |value_box: &ValueBox| value_box.extent(Axis::Time).cloned();
    let Some(Extent::Between(from, to)) =
        time(first).filter(|own| rest.iter().all(|other| time(other).as_ref() == Some(own)))
    else {
        return None;
    };
    let day = |cut: vires_analysis::Cut, shift: i32| {
        let number = i32::try_from(cut.value.to_integer()).ok()?;
        Some(Day(number.checked_add(shift)?))
    };
    names::stretch(from.and_then(|cut| day(cut, 0)), to.and_then(|cut| day(cut, -1)), language)
}

/// The first day of the boxes.
pub(super) fn first_day(boxes: &[ValueBox]) -> Option<Day> {
    let first = |value_box: &ValueBox| match value_box.extent(Axis::Time) {
        Some(Extent::Between(Some(cut), _)) => i32::try_from(cut.value.to_integer()).ok().map(Day),
        _ => None,
    };
    boxes.iter().map(first).min().flatten()
}
