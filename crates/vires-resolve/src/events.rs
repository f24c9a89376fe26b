//! Events: dates of the world. One whose date is not known yet is a question with three answers, as seen from the day
//! asked about: it is still to come (or never will), it is on that day, it has been.

use vires_model::{Atom, Condition, Day, FactId, Life, ListId, ListValue, ProvisionId, SourceSpan, ValueId, ValueSet};
use vires_syntax::ast::{ClauseKind, Comparison, DateRef, Expression, ExpressionKind, Name};
use vires_syntax::span::Span;

use crate::clauses::Stated;
use crate::conditions::atom;
use crate::declarations::Declared;
use crate::lists::add_value;
use crate::names::{Sorts, Thing};
use crate::problem::{Done, Failed, Problem, code};
use crate::provisions::Placed;
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
const ON: ValueId = ValueId(1);
const AFTER: ValueId = ValueId(2);

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
                _ => Err(self.misplaced(row.here, clause, "an event")),
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
                format!("the date of `{words}` is not known yet, so nothing can be computed or compared with it here"),
            )
            .help("compare it with the day asked about: `today before …`, `today from …`; or give the event its date with `on`"),
        );
        Failed
    }

    /// The events that a line, or the places around it, states as its beginning or end, as conditions.
    ///
    /// Each end is that of the nearest place that states one. An event does not take the place of a date further out:
    /// what begins with an event in a text in force from July begins at the later of the two.
    pub(crate) fn events_of(&self, stated: Stated, place: ProvisionId, span: SourceSpan) -> Vec<Condition> {
        let around = std::iter::successors(Some(place), |at| self.model.provisions[*at].parent)
            .filter_map(|at| self.stated.get(at.0 as usize).copied());
        let levels: Vec<Stated> = std::iter::once(stated).chain(around).collect();
        let mut parts = Vec::new();
        let start = levels.iter().find(|level| level.from.is_some() || level.from_event.is_some());
        if let Some(event) = start.and_then(|level| level.from_event) {
            parts.push(self.today_and_event(event, Comparison::AtLeast, span));
        }
        let end = levels.iter().find(|level| level.until.is_some() || level.until_event.is_some());
        if let Some((event, comparison)) = end.and_then(|level| level.until_event) {
            parts.push(self.today_and_event(event, comparison, span));
        }
        parts
    }

    /// The dates of a line with the events that bound it.
    pub(crate) fn line_life_and_events(
        &mut self,
        placed: &Placed<'a>,
        what: &str,
        other: &mut dyn FnMut(&mut Self, &'a ClauseKind) -> bool,
    ) -> Done<(Stated, Life, Vec<Condition>)> {
        let (stated, life) = self.line_dates(placed, what, other)?;
        let events = self.events_of(stated, placed.place, placed.here.span(placed.line.span));
        Ok((stated, life, events))
    }
}
