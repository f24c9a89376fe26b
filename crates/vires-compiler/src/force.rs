//! When the words of one line are law: their days, and the events without a date that bound them; and what a `for` line asks
//! for.

use vires_model::{Attachment, Condition, FileId, Life, RuleId, SourceSpan};
use vires_words::{Language, say};

use crate::answer::Wording;
use crate::names::all_of;
use crate::policies::Policies;
use crate::rule_glance::{Does, periods_words, spoken};

/// One stretch of days of a line, and in which cases.
struct Row<'m> {
    life: Life,
    when: &'m Condition,
    line: SourceSpan,
}

impl Policies {
    /// When the rules of one line are law: `from 1 July 2025 on, only when today before crisis`; nothing where neither a day
    /// nor an event bounds them.
    #[must_use]
    pub fn force_of(&self, rules: &[RuleId]) -> Option<String> {
        let rows = rules.iter().map(|rule| &self.model().rules[*rule]).filter(|rule| rule.suspended_by.is_none());
        self.force(rows.map(|rule| Row { life: rule.life, when: &rule.when, line: rule.span }).collect())
    }

    /// The same of the `for` line at a place.
    #[must_use]
    pub fn force_of_attached(&self, file: FileId, start: u32) -> Option<String> {
        self.force(
            self.attachments(file, start)
                .map(|text| Row { life: text.life, when: &text.when, line: text.span })
                .collect(),
        )
    }

    fn attachments(&self, file: FileId, start: u32) -> impl Iterator<Item = &Attachment> {
        self.model().attachments.iter().filter(move |text| text.span.file == file && text.span.start == start)
    }

    fn force(&self, mut rows: Vec<Row<'_>>) -> Option<String> {
        let language = self.language();
        rows.sort_by_key(|row| row.life.from);
        // The days of all rows that the same events bound are one stretch where they touch.
        let mut groups: Vec<(Vec<String>, Vec<Life>)> = Vec::new();
        for row in rows {
            let events = self.events_around(row.when, row.line);
            match groups.iter_mut().find(|(known, _)| *known == events) {
                Some((_, lives)) => lives.push(row.life),
                None => groups.push((events, vec![row.life])),
            }
        }
        let told: Vec<String> = groups.iter().filter_map(|(events, lives)| bounded(events, lives, language)).collect();
        (!told.is_empty()).then(|| all_of(&told, language))
    }

    /// What the `for` line at a place asks for beside the decision: one thing for each stretch of days that asks something else.
    #[must_use]
    pub fn attached(&self, file: FileId, start: u32) -> Vec<Does> {
        let wording = Wording::new(self.model(), self.language());
        let language = self.language();
        let mut found: Vec<(Does, Vec<Life>)> = Vec::new();
        for text in self.attachments(file, start) {
            let mut asked: Vec<String> = text.steps.iter().map(|step| wording.step_asked(step)).collect();
            asked.extend(text.deadlines.iter().map(|deadline| {
                let within = wording.period_words(Some(deadline), None);
                say!(language, "a decision{within}", "quyết định{within}")
            }));
            let sentence = say!(
                language,
                "required for {what}: {asked}",
                "yêu cầu đối với {what}: {asked}",
                what = spoken(&wording.names, &text.what, None),
                asked = asked.join("; ")
            );
            let does = Does { sentence, only_when: self.conditions_around(&text.when, text.span), suspended: None };
            match found.iter_mut().find(|(known, _)| *known == does) {
                Some((_, lives)) => lives.push(text.life),
                None => found.push((does, vec![text.life])),
            }
        }
        let told = found.into_iter().map(|(does, lives)| match periods_words(&lives, language) {
            Some(days) => Does { sentence: format!("{}, {days}", does.sentence), ..does },
            None => does,
        });
        told.collect()
    }
}

/// `from 1 July 2025 on, only when today before crisis`
fn bounded(events: &[String], lives: &[Life], language: Language) -> Option<String> {
    let days = periods_words(lives, language);
    if events.is_empty() {
        return days;
    }
    let events = events.join(language.pick(" and ", " và "));
    let only = say!(language, "only when {events}", "chỉ khi {events}");
    Some(match days {
        Some(days) => format!("{days}, {only}"),
        None => only,
    })
}
