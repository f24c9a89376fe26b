//! The cases of a rule that are not said on its line: between events without a date, and those of the texts around it that
//! apply only to some.

use vires_model::{
    Atom, Condition, ConditionKind, Day, Domain, FactId, Interval, Limit, Rule, SourceSpan, ValueSet,
    event_seen_from_today,
};
use vires_words::say;

use crate::policies::Policies;

impl Policies {
    /// What must be so beside the conditions of the line itself, as conditions of the language, all of which it takes.
    pub(crate) fn cases_around(&self, rule: &Rule) -> Vec<String> {
        self.conditions_around(&rule.when, rule.span)
    }

    /// The same of anything else that a line says for some cases.
    pub(crate) fn conditions_around(&self, when: &Condition, line: SourceSpan) -> Vec<String> {
        let around = Around { policies: self, line };
        let mut found = Vec::new();
        around.conjuncts(when, &mut found);
        found
    }

    /// Of these only the events without a date that bound it.
    pub(crate) fn events_around(&self, when: &Condition, line: SourceSpan) -> Vec<String> {
        let around = Around { policies: self, line };
        let mut found = Vec::new();
        around.events(when, &mut found);
        found
    }

    /// Whether other lines confine a rule to some cases, and with it what stands beside it. `bounds_itself`: by an event
    /// without a date, which confines nothing else.
    #[must_use]
    pub fn is_confined(&self, rule: &Rule, bounds_itself: bool) -> bool {
        let around = Around { policies: self, line: rule.span };
        around.comes_from_elsewhere(&rule.when, !bounds_itself)
    }
}

struct Around<'p> {
    policies: &'p Policies,
    line: SourceSpan,
}

impl Around<'_> {
    fn conjuncts(&self, condition: &Condition, found: &mut Vec<String>) {
        match &condition.kind {
            ConditionKind::All(parts) if self.one_line(condition).is_none() => {
                parts.iter().for_each(|part| self.conjuncts(part, found));
            }
            _ if self.comes_from_elsewhere(condition, true) => self.tell(condition, found),
            _ => {}
        }
    }

    fn events(&self, condition: &Condition, found: &mut Vec<String>) {
        match &condition.kind {
            ConditionKind::All(parts) => parts.iter().for_each(|part| self.events(part, found)),
            _ if self.comes_from_elsewhere(condition, true) && self.is_of_events(condition) => {
                self.tell(condition, found);
            }
            _ => {}
        }
    }

    /// Its words, once.
    fn tell(&self, condition: &Condition, found: &mut Vec<String>) {
        let words = self.words(condition, false);
        if !found.contains(&words) {
            found.push(words);
        }
    }

    fn is_of_events(&self, condition: &Condition) -> bool {
        match &condition.kind {
            ConditionKind::Always => false,
            ConditionKind::All(parts) | ConditionKind::Any(parts) | ConditionKind::AtLeast(_, parts) => {
                parts.iter().all(|part| self.is_of_events(part))
            }
            ConditionKind::Not(part) => self.is_of_events(part),
            ConditionKind::Atom(atom) => self.event(atom, false).is_some(),
        }
    }

    /// What the line says itself stands somewhere on it; of an event that bounds it the whole line is given as the place.
    fn comes_from_elsewhere(&self, condition: &Condition, events: bool) -> bool {
        match &condition.kind {
            ConditionKind::Always => false,
            ConditionKind::All(parts) | ConditionKind::Any(parts) | ConditionKind::AtLeast(_, parts) => {
                parts.iter().any(|part| self.comes_from_elsewhere(part, events))
            }
            ConditionKind::Not(part) => self.comes_from_elsewhere(part, events),
            ConditionKind::Atom(atom) => {
                self.is_beyond(condition)
                    || (events && condition.span == self.line && self.event(atom, false).is_some())
            }
        }
    }

    fn is_beyond(&self, condition: &Condition) -> bool {
        let (own, line) = (condition.span, self.line);
        own.file != line.file || own.start < line.start || line.end < own.end
    }

    /// The words of a condition that another line says, where they stand on one.
    fn one_line(&self, condition: &Condition) -> Option<String> {
        if !self.is_beyond(condition) {
            return None;
        }
        let text = self.policies.file_text(condition.span.file)?;
        let words = text.get(condition.span.start as usize..condition.span.end as usize)?.trim();
        (!words.is_empty() && !words.contains('\n')).then(|| words.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// `inner`: among others, from which it must be kept apart.
    fn words(&self, condition: &Condition, inner: bool) -> String {
        let language = self.policies.language();
        let apart = |words: String| if inner { format!("({words})") } else { words };
        let joined = |parts: &[Condition], by: &str| {
            apart(parts.iter().map(|part| self.words(part, true)).collect::<Vec<_>>().join(by))
        };
        if let Some(words) = self.one_line(condition) {
            return match condition.kind {
                ConditionKind::Atom(_) | ConditionKind::Not(_) => words,
                _ => apart(words),
            };
        }
        let event = match &condition.kind {
            ConditionKind::Atom(atom) => self.event(atom, false),
            ConditionKind::Not(part) => match &part.kind {
                ConditionKind::Atom(atom) => self.event(atom, true),
                _ => None,
            },
            _ => None,
        };
        if let Some(words) = event {
            return words;
        }
        match &condition.kind {
            ConditionKind::Always => language.pick("any case", "mọi trường hợp").to_owned(),
            ConditionKind::All(parts) => joined(parts, language.pick(" and ", " và ")),
            ConditionKind::Any(parts) => joined(parts, language.pick(" or ", " hoặc ")),
            ConditionKind::AtLeast(least, parts) => {
                let all = joined(parts, "; ");
                apart(say!(language, "at least {least} of {all}", "ít nhất {least} trong {all}"))
            }
            ConditionKind::Not(part) => {
                let part = self.words(part, true);
                say!(language, "not {part}", "không phải {part}")
            }
            ConditionKind::Atom(_) => {
                let text = self.policies.file_text(condition.span.file).unwrap_or_default();
                let words = text.get(condition.span.start as usize..condition.span.end as usize);
                words.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
            }
        }
    }

    /// What an atom says of the day of an event without a date, as one would write it oneself: `today from crisis`.
    fn event(&self, atom: &Atom, denied: bool) -> Option<String> {
        let model = self.policies.model();
        let is_event = |fact: FactId| model.facts[fact].event;
        match atom {
            Atom::Among(fact, values) if is_event(*fact) && !denied => Some(self.today(*fact, values)),
            Atom::Within(fact, within) if is_event(*fact) && !denied => self.dated(*fact, *within),
            Atom::Linear(linear) => self.since(event_seen_from_today(model, &linear.sum)?, linear.within, denied),
            _ => None,
        }
    }

    /// The date of an event, compared with a day: `crisis until 2025-06-30`.
    fn dated(&self, event: FactId, within: Interval) -> Option<String> {
        let (name, language) = (&self.policies.model().facts[event].name, self.policies.language());
        let day = |limit: Limit| i32::try_from(limit.value.to_integer()).ok().map(Day);
        Some(match (within.from, within.to) {
            (Some(from), Some(to)) if from == to => {
                let day = day(from)?;
                say!(language, "{name} is {day}", "{name} là {day}")
            }
            (Some(from), None) if from.included => {
                let day = day(from)?;
                say!(language, "{name} from {day}", "{name} từ ngày {day}")
            }
            (None, Some(to)) if to.included => {
                let day = day(to)?;
                say!(language, "{name} until {day}", "{name} đến hết ngày {day}")
            }
            (None, Some(to)) => {
                let day = day(to)?;
                say!(language, "{name} before {day}", "{name} trước ngày {day}")
            }
            _ => return None,
        })
    }

    /// The day asked about, compared with an event or a day counted from it. `denied`: it is not so.
    fn since(&self, event: FactId, within: Interval, denied: bool) -> Option<String> {
        let (name, language) = (&self.policies.model().facts[event].name, self.policies.language());
        let to = within.to?;
        // The event less the day asked about is at most this.
        let later = -to.value;
        let days = later.to_integer();
        let event = match days {
            0 => name.clone(),
            1 => say!(language, "{name} + 1 day", "{name} + 1 ngày"),
            _ => say!(language, "{name} + {days} days", "{name} + {days} ngày"),
        };
        Some(match (within.from, to.included, denied) {
            (None, true, false) => say!(language, "today from {event}", "hôm nay từ ngày {event}"),
            (None, true, true) => say!(language, "today before {event}", "hôm nay trước ngày {event}"),
            (None, false, false) => say!(language, "today after {event}", "hôm nay sau {event}"),
            (None, false, true) => say!(language, "today until {event}", "hôm nay đến hết ngày {event}"),
            (Some(_), _, false) => say!(language, "today is {event}", "hôm nay là {event}"),
            (Some(_), _, true) => return None,
        })
    }

    /// As one would write it oneself: `today from crisis`.
    fn today(&self, event: FactId, seen: &ValueSet) -> String {
        let (model, language) = (self.policies.model(), self.policies.language());
        let row = &model.facts[event];
        let is = |name: &str| match &row.domain {
            Domain::Choice(list) => {
                let list = &model.lists[*list];
                list.by_name.get(name).is_some_and(|value| seen.contains(*value))
            }
            _ => false,
        };
        let event = &row.name;
        match (is("before"), is("on"), is("after")) {
            (false, true, true) => say!(language, "today from {event}", "hôm nay từ ngày {event}"),
            (true, false, false) => say!(language, "today before {event}", "hôm nay trước ngày {event}"),
            (true, true, false) => say!(language, "today until {event}", "hôm nay đến hết ngày {event}"),
            (false, false, true) => say!(language, "today after {event}", "hôm nay sau {event}"),
            (true, false, true) => say!(language, "not today is {event}", "không phải hôm nay là {event}"),
            _ => say!(language, "today is {event}", "hôm nay là {event}"),
        }
    }
}
