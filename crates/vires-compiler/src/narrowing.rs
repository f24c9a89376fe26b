//! The region of a finding written as conditions, or what narrows a rule to all but that: exactly, or not at all.

use vires_analysis::WHERE;
use vires_diagnostics::{BoxEntry, Finding, Limit, RegionBox};
use vires_model::{Day, Domain, Life, Model};
use vires_words::{Language, say};

/// More values than these are not listed in a condition.
const MOST_VALUES: usize = 12;
/// More rules than these say nothing that a reader would want to keep.
const MOST_BOXES: usize = 4;
/// As conditions of one exception, each on a line of its own, some more are read.
const MOST_LINES: usize = 6;

/// One box of a region.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its condition; none where it is every case.
    pub when: Option<String>,
    /// Its days.
    pub days: Life,
}

/// The region of a finding in machine form, and whether that is all of it.
#[derive(Debug, Clone, Copy)]
pub struct Whole<'b> {
    /// Its boxes.
    pub boxes: &'b [RegionBox],
    /// Whether these are all.
    pub complete: bool,
}

impl<'b> From<&'b Finding> for Whole<'b> {
    fn from(finding: &'b Finding) -> Self {
        Self { boxes: &finding.boxes, complete: finding.boxes_complete }
    }
}

/// The boxes of a finding's region.
#[must_use]
pub fn parts<'b>(region: impl Into<Whole<'b>>, language: Language) -> Option<Vec<Part>> {
    let Whole { boxes, complete } = region.into();
    if !complete || boxes.is_empty() || boxes.len() > MOST_BOXES {
        return None;
    }
    boxes.iter().map(|one| part(one, language)).collect()
}

fn part(one: &RegionBox, language: Language) -> Option<Part> {
    let mut days = Life::ALWAYS;
    let mut said = Vec::new();
    for (fact, entry) in one.entries() {
        if **fact == *RegionBox::DATE {
            let BoxEntry::Range { from, to } = entry else { return None };
            days = Life { from: first_day(from.as_ref())?, until: last_day(to.as_ref())? };
            continue;
        }
        said.push(condition(fact, entry, language)?);
    }
    let when = (!said.is_empty()).then(|| said.join(language.pick(" and ", " và ")));
    Some(Part { when, days })
}

/// A derived fact that is kept whole; none of a sum of facts, nor of one as it is on other days.
fn derived(text: &str, language: Language) -> Option<String> {
    let (no, name) = text.strip_prefix("not ").map_or((false, text), |name| (true, name));
    let is_name = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '_');
    let name = match name.split_once(" of ") {
        Some((name, value)) if is_name(name) && is_name(value) => {
            say!(language, "{name} of {value}", "{name} của {value}")
        }
        None if is_name(name) => name.to_owned(),
        _ => return None,
    };
    Some(if no { say!(language, "not {name}", "không phải {name}") } else { name })
}

/// None: it is no date. `Some(None)`: no limit.
#[expect(clippy::option_option, reason = "a limit that is absent is not one that cannot be read")]
fn first_day(limit: Option<&Limit>) -> Option<Option<Day>> {
    let Some(limit) = limit else { return Some(None) };
    let day = Day::parse(&limit.value)?;
    Some(Some(if limit.included { day } else { day.next() }))
}

#[expect(clippy::option_option, reason = "a limit that is absent is not one that cannot be read")]
fn last_day(limit: Option<&Limit>) -> Option<Option<Day>> {
    let Some(limit) = limit else { return Some(None) };
    let day = Day::parse(&limit.value)?;
    Some(Some(if limit.included { day } else { day.previous() }))
}

fn condition(fact: &str, entry: &BoxEntry, language: Language) -> Option<String> {
    Some(match entry {
        BoxEntry::Names(all) if fact == WHERE => {
            let all: Option<Vec<String>> = all.iter().map(|one| derived(one, language)).collect();
            all?.join(language.pick(" and ", " và "))
        }
        BoxEntry::Range { from, to } => format!("{fact} {}", limits(from.as_ref(), to.as_ref(), language)?),
        BoxEntry::Names(names) => match names.as_slice() {
            [] => return None,
            [name] => say!(language, "{fact} is {name}", "{fact} là {name}"),
            names if names.len() <= MOST_VALUES => {
                let names = names.join(", ");
                say!(language, "{fact} is one of {names}", "{fact} thuộc một trong {names}")
            }
            _ => return None,
        },
        BoxEntry::YesNo(true) => fact.to_owned(),
        BoxEntry::YesNo(false) => say!(language, "not {fact}", "không phải {fact}"),
        BoxEntry::NoAnswer => say!(language, "{fact} is none", "{fact} là không có"),
        BoxEntry::AnyAnswer => say!(language, "{fact} is not none", "{fact} không phải là không có"),
        BoxEntry::Members { includes, excludes, count: None } => {
            let mut said = Vec::new();
            if !includes.is_empty() {
                let all = includes.join(language.pick(" and ", " và "));
                said.push(say!(language, "{fact} include {all}", "{fact} gồm {all}"));
            }
            for name in excludes {
                said.push(say!(language, "not {fact} include {name}", "không phải {fact} gồm {name}"));
            }
            if said.is_empty() || includes.len() > 1 {
                // `include A, B` is every one of them; `and` would be the next condition.
                return None;
            }
            said.join(language.pick(" and ", " và "))
        }
        BoxEntry::Members { .. } => return None,
    })
}

fn limits(from: Option<&Limit>, to: Option<&Limit>, language: Language) -> Option<String> {
    let is_exact = |limit: &Limit| !limit.value.contains('/');
    if from.is_some_and(|limit| !is_exact(limit)) || to.is_some_and(|limit| !is_exact(limit)) {
        return None;
    }
    if let (Some(from), Some(to)) = (from, to)
        && from == to
    {
        return Some(format!("{} {}", language.pick("is", "là"), from.value));
    }
    let mut said = Vec::new();
    if let Some(from) = from {
        let date = Day::parse(&from.value).is_some();
        let word = match (date, from.included) {
            (true, true) => language.pick("from", "từ ngày"),
            (true, false) => language.pick("after", "sau"),
            (false, true) => language.pick("at least", "không dưới"),
            (false, false) => language.pick("above", "trên"),
        };
        said.push(format!("{word} {}", from.value));
    }
    if let Some(to) = to {
        let date = Day::parse(&to.value).is_some();
        let word = match (date, to.included) {
            (true, true) => language.pick("until", "đến hết ngày"),
            (true, false) => language.pick("before", "trước ngày"),
            (false, true) => language.pick("at most", "không quá"),
            (false, false) => language.pick("below", "dưới"),
        };
        said.push(format!("{word} {}", to.value));
    }
    (!said.is_empty()).then(|| said.join(language.pick(" and ", " và ")))
}

/// The clauses that confine a rule to a part: its condition, and the days in so far as the place of the rule is law on
/// others too. None where it is not law on all of them.
#[must_use]
pub fn clauses(part: &Part, law: Life, language: Language) -> Option<String> {
    let Life { from, until } = part.days;
    let covers = law.from.is_none_or(|first| from.is_some_and(|from| first <= from))
        && law.until.is_none_or(|last| until.is_some_and(|until| until <= last));
    if !covers {
        return None;
    }
    let mut said = String::new();
    if let Some(when) = &part.when {
        said.push_str(&say!(language, " when {when}", " khi {when}"));
    }
    if let Some(from) = from.filter(|from| law.from != Some(*from)) {
        said.push_str(&say!(language, " from {from}", " từ ngày {from}"));
    }
    if let Some(until) = until.filter(|until| law.until != Some(*until)) {
        said.push_str(&say!(language, " until {until}", " đến hết ngày {until}"));
    }
    Some(said)
}

/// The boxes of a finding's region as conditions, one for each: what holds on some days only says so (`today from …`).
/// `law` is when the rule that is narrowed is law: beyond it nothing has to be left alone.
#[must_use]
pub fn conditions<'b>(
    region: impl Into<Whole<'b>>,
    model: &Model,
    law: Life,
    language: Language,
) -> Option<Vec<String>> {
    let Whole { boxes, complete } = region.into();
    if !complete || boxes.is_empty() {
        return None;
    }
    let boxes = joined(boxes, model);
    if boxes.len() > MOST_LINES {
        return None;
    }
    let said = boxes.iter().map(|one| {
        let part = part(one, language)?;
        match (part.when, on_days(part.days, law, language)) {
            (Some(when), Some(days)) => Some(format!("{when}{}{days}", language.pick(" and ", " và "))),
            (when, days) => when.or(days),
        }
    });
    said.collect()
}

/// The day asked about, where a region does not last as long as the law.
fn on_days(days: Life, law: Life, language: Language) -> Option<String> {
    let from = days.from.filter(|from| law.from.is_none_or(|first| first < *from));
    let until = days.until.filter(|until| law.until.is_none_or(|last| *until < last));
    let from = from.map(|from| say!(language, "from {from}", "từ ngày {from}"));
    let until = until.map(|until| say!(language, "until {until}", "đến hết ngày {until}"));
    let said: Vec<String> = from.into_iter().chain(until).collect();
    let today = language.pick("today", "hôm nay");
    (!said.is_empty()).then(|| format!("{today} {}", said.join(language.pick(" and ", " và "))))
}

/// Boxes that differ in the values of one list only, as one; what then has all values of it, without it. `not f and g or f`
/// is `g or f`.
fn joined(boxes: &[RegionBox], model: &Model) -> Vec<RegionBox> {
    let mut boxes = boxes.to_vec();
    while let Some((at, other, new)) = pair(&boxes, model) {
        boxes.remove(other);
        if let Some(old) = boxes.get_mut(at) {
            *old = new;
        }
    }
    while let Some((at, new)) = freed(&boxes) {
        if let Some(old) = boxes.get_mut(at) {
            *old = new;
        }
    }
    boxes
}

/// A box without an answer whose contrary another box takes in whole.
fn freed(boxes: &[RegionBox]) -> Option<(usize, RegionBox)> {
    boxes.iter().enumerate().find_map(|(at, one)| {
        let free = one.entries().iter().find(|(fact, entry)| {
            let BoxEntry::YesNo(answer) = entry else { return false };
            let contrary = (fact.clone(), BoxEntry::YesNo(!answer));
            boxes.iter().any(|other| {
                let mut others = other.entries().iter().filter(|own| **own != contrary);
                other.entries().contains(&contrary) && others.all(|own| one.entries().contains(own))
            })
        })?;
        let kept = one.entries().iter().filter(|own| *own != free);
        Some((at, kept.fold(RegionBox::everything(), |made, (own, entry)| made.with(own.clone(), entry.clone()))))
    })
}

fn pair(boxes: &[RegionBox], model: &Model) -> Option<(usize, usize, RegionBox)> {
    boxes.iter().enumerate().find_map(|(at, one)| {
        let rest = boxes.iter().enumerate().skip(at + 1);
        rest.filter_map(|(n, other)| Some((at, n, union(one, other, model)?))).next()
    })
}

fn union(one: &RegionBox, other: &RegionBox, model: &Model) -> Option<RegionBox> {
    if one.entries().len() != other.entries().len() {
        return None;
    }
    let mut differing = one.entries().iter().zip(other.entries()).filter(|(one, other)| one != other);
    let ((fact, BoxEntry::Names(names)), (same, BoxEntry::Names(more))) = differing.next()? else { return None };
    // Conditions of which all hold are no values of which one does.
    if fact != same || **fact == *WHERE || differing.next().is_some() {
        return None;
    }
    let mut all = names.clone();
    all.extend(more.iter().filter(|name| !names.contains(name)).cloned());
    let is_everything = model.facts.iter().any(|(_, row)| {
        row.name == **fact
            && !row.or_none
            && matches!(row.domain, Domain::Choice(list)
                if model.lists[list].values.iter().filter(|value| value.leaf).all(|value| all.contains(&value.name)))
    });
    let kept = one.entries().iter().filter(|(own, _)| !(is_everything && own == fact));
    Some(kept.fold(RegionBox::everything(), |made, (own, entry)| {
        let entry = if own == fact { BoxEntry::Names(all.clone()) } else { entry.clone() };
        made.with(own.clone(), entry)
    }))
}

/// Where a region is every case up to some day, or from some day on: the days that it leaves of a rule that is law on
/// these, as a clause.
#[must_use]
pub fn days_left<'b>(region: impl Into<Whole<'b>>, law: Life, language: Language) -> Option<String> {
    let parts = parts(region, language)?;
    let [part] = parts.as_slice() else { return None };
    if part.when.is_some() {
        return None;
    }
    let from_the_first = part.days.from.is_none_or(|from| law.from.is_some_and(|first| from <= first));
    let to_the_last = part.days.until.is_none_or(|until| law.until.is_some_and(|last| last <= until));
    match (from_the_first, to_the_last) {
        (true, false) => {
            let from = part.days.until?.next();
            Some(say!(language, " from {from}", " từ ngày {from}"))
        }
        (false, true) => {
            let until = part.days.from?.previous();
            Some(say!(language, " until {until}", " đến hết ngày {until}"))
        }
        _ => None,
    }
}
