//! Events: dates of the world. One whose date is not known yet is a question with three answers, as seen from the day
//! asked about: it is still to come (or never will), it is on that day, it has been.

use vires_model::{Atom, Condition, Day, FactId, Life, ListId, ListValue, SourceSpan, ValueId, ValueSet};
use vires_syntax::ast::{ClauseKind, Comparison, DateRef, Expression, ExpressionKind, Name};
use vires_syntax::span::Span;
use vires_words::words;

use crate::clauses::Stated;
use crate::conditions::atom;
use crate::declarations::Declared;
use crate::lists::add_value;
use crate::names::{Sorts, Thing};
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Here, Resolver};

/// An event as declared.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    /// Its date, where it is known.
    pub(crate) day: Option<Day>,
    /// Else the question where it is, as seen from the day asked about.
    pub(crate) fact: Option<FactId>,
}

const BEFORE: ValueId = ValueId(0);
/// An event without a date is on the day asked about.
pub const ON: ValueId = ValueId(1);
/// An event without a date has been, as seen from the day asked about.
pub const AFTER: ValueId = ValueId(2);

/// Where an event of that day lies, seen from a day; one that never happens is still to come.
#[must_use]
pub fn seen_from(day: Day, event: Option<Day>) -> ValueId {
    match event {
        Some(event) if event == day => ON,
        Some(event) if event < day => AFTER,
        _ => BEFORE,
    }
}

impl<'a> Resolver<'a> {
    /// The dates of events that say one.
    pub(crate) fn event_rows(&mut self) {
        for row in self.declared.clone() {
            if let Some(thing @ Thing::Event(id)) = row.thing {
                let done = self.event_row(&row);
                let day = self.poison(thing, done).flatten();
                if let Some(event) = self.events.get_mut(id.0) {
                    event.day = day;
                }
            }
        }
    }

    fn event_row(&mut self, row: &Declared<'a>) -> Done<Option<Day>> {
        let mut day = None;
        let mut done = Ok(());
        for clause in &row.line.clauses {
            let step = match &clause.kind {
                ClauseKind::Also(_) => Ok(()),
                ClauseKind::On(DateRef::Date(date)) => {
                    self.day(row.here, date.span, date.value).and_then(|on| self.once(row.here, clause, &mut day, on))
                }
                _ => Err(self.misplaced(row.here, clause, words!("an event", "một sự kiện"))),
            };
            done = done.and(step);
        }
        done.map(|()| day)
    }

    /// The list of where an event may lie, as seen from the day asked about.
    pub(crate) fn event_list(&mut self, here: Here, name: &Name, label: &str) -> ListId {
        let span = here.span(name.span);
        let list = self.model.lists.push(vires_model::List {
            package: here.package,
            name: name.value.clone(),
            label: label.to_owned(),
            territory: false,
            within: None,
            values: Vec::new(),
            by_name: Default::default(),
            span,
        });
        for value in ["before", "on", "after"] {
            let value = ListValue {
                name: value.to_owned(),
                label: value.to_owned(),
                parent: None,
                leaf: true,
                within: None,
                life: Life::ALWAYS,
                successor: None,
                span,
            };
            add_value(&mut self.model, list, value);
        }
        list
    }

    /// An event without a date, by name.
    pub(crate) fn undated_event(&self, here: Here, value: &Expression) -> Option<FactId> {
        let ExpressionKind::Name(name) = &value.kind else {
            return None;
        };
        match self.find_if_there(here, value.span, name, Sorts::EVENT) {
            Some(Thing::Event(id)) if self.sound(Thing::Event(id)).is_ok() => self.events.get(id.0)?.fact,
            _ => None,
        }
    }

    /// The day asked about compared with such an event.
    pub(crate) fn today_and_event(&self, event: FactId, comparison: Comparison, span: SourceSpan) -> Condition {
        let where_it_is: &[ValueId] = match comparison {
            Comparison::AtLeast => &[ON, AFTER],
            Comparison::Above => &[AFTER],
            Comparison::AtMost => &[BEFORE, ON],
            Comparison::Below => &[BEFORE],
            Comparison::Equal => &[ON],
        };
        let values: ValueSet = where_it_is.iter().copied().collect();
        atom(Atom::Among(event, values), span)
    }

    /// An event without a date where only a day of the calendar serves.
    pub(crate) fn undated(&mut self, here: Here, span: Span) -> Failed {
        let words = self.words_at(here, span);
        self.report(
            Problem::error(
                code::NOT_EXACT,
                here.span(span),
                words!(
                    "the date of `{words}` is not known yet, so nothing can be computed or compared with \
                     it here",
                    "chưa biết ngày của `{words}` nên ở đây không thể tính toán hay so sánh"
                ),
            )
            .help(words!(
                "compare it with the day asked about: `today before …`, `today from …`; or give the \
                 event its date with `on`",
                "so sánh với ngày được hỏi: `hôm nay trước ngày …`, `hôm nay từ ngày …`; hoặc cho sự \
                 kiện một ngày bằng `ngày`"
            )),
        );
        Failed
    }

    /// The events that bound what has these dates, as conditions.
    pub(crate) fn events_of(&self, dates: Stated, span: SourceSpan) -> Vec<Condition> {
        let mut parts = Vec::new();
        if let Some(event) = dates.from_event {
            parts.push(self.today_and_event(event, Comparison::AtLeast, span));
        }
        if let Some((event, comparison)) = dates.until_event {
            parts.push(self.today_and_event(event, comparison, span));
        }
        parts
    }
}
