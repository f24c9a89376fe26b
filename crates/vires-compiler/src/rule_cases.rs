//! The cases of a rule that are not said on its line: between events without a date, and those of the texts around it that
//! apply only to some.

use vires_model::{Atom, Condition, ConditionKind, Domain, FactId, Rule, SourceSpan, ValueSet};
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
            _ if self.comes_from_elsewhere(condition, true) => {
                let words = self.words(condition, false);
                if !found.contains(&words) {
                    found.push(words);
                }
            }
            _ => {}
        }
    }

    fn events(&self, condition: &Condition, found: &mut Vec<String>) {
        match &condition.kind {
            ConditionKind::All(parts) => parts.iter().for_each(|part| self.events(part, found)),
            _ if self.comes_from_elsewhere(condition, true) && self.is_of_events(condition) => {
                let words = self.words(condition, false);
                if !found.contains(&words) {
                    found.push(words);
                }
            }
            _ => {}
        }
    }

    fn is_of_events(&self, condition: &Condition) -> bool {
        match &condition.kind {
            ConditionKind::Always => false,
            ConditionKind::All(parts) | ConditionKind::Any(parts) | ConditionKind::AtLeast(_, parts) => {
                parts.iter().all(|part| self.is_of_events(part))
            }
            ConditionKind::Not(part) => self.is_of_events(part),
            ConditionKind::Atom(atom) => self.event(atom).is_some(),
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
                self.is_beyond(condition) || (events && condition.span == self.line && self.event(atom).is_some())
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
            ConditionKind::Atom(atom) => match self.event(atom) {
                Some((event, seen)) => self.today(event, seen),
                None => {
                    let text = self.policies.file_text(condition.span.file).unwrap_or_default();
                    let words = text.get(condition.span.start as usize..condition.span.end as usize);
                    words.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
                }
            },
        }
    }

    /// An event without a date, and where the day asked about lies as seen from it.
    fn event<'a>(&self, atom: &'a Atom) -> Option<(FactId, &'a ValueSet)> {
        match atom {
            Atom::Among(fact, values) if self.policies.model().facts[*fact].event => Some((*fact, values)),
            _ => None,
        }
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
