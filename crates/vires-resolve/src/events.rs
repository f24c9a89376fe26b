//! Events: dates of the world. One whose date is not known yet is a question with three answers, as seen from the day
//! asked about: it is still to come (or never will), it is on that day, it has been.
//!
//! Where more turns on an event than these, because it is compared with other days than that one, or because the law after
//! it differs with the day on which it was, it is a question for its date, and never is an answer as well. Which events are
//! such is known only once everything is read, so that the files are then [read once more](crate::resolve).

use num_rational::Ratio;
use vires_model::{
    Atom, Condition, Day, Domain, FactId, Life, Linear, ListId, ListValue, Measure, Ordered, Rational, SourceSpan,
    Term, ValueId, ValueSet,
};
use vires_syntax::ast::{ClauseKind, Comparison, DateBase, DateRef, DurationUnit, Expression, ExpressionKind, Name};
use vires_syntax::span::Span;
use vires_words::{Words, words};

use crate::clauses::Stated;
use crate::comparisons::never;
use crate::conditions::{atom, interval, not};
use crate::declarations::Declared;
use crate::lists::add_value;
use crate::names::{EventId, Sorts, Thing};
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Here, Resolver};
use crate::values::day_number;

/// An event as declared.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    /// Its date, where it is known.
    pub(crate) day: Option<Day>,
    /// Else the question where it is, as seen from the day asked about.
    pub(crate) fact: Option<FactId>,
}

/// The day of an event without a date, or a day counted from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct EventDay {
    pub(crate) event: FactId,
    /// So many days later.
    pub(crate) later: u32,
}

impl EventDay {
    pub(crate) const fn of(event: FactId) -> Self {
        Self { event, later: 0 }
    }

    fn days_later(self) -> Rational {
        Ratio::from_integer(self.later.into())
    }

    /// The day itself compared with a day of the calendar.
    pub(crate) fn compared(self, comparison: Comparison, day: Day, span: SourceSpan) -> Condition {
        atom(Atom::Within(self.event, interval(comparison, day_number(day) - self.days_later())), span)
    }

    /// It compared with another.
    pub(crate) fn compared_with(self, comparison: Comparison, other: Self, span: SourceSpan) -> Condition {
        let within = interval(comparison, other.days_later() - self.days_later());
        if self.event == other.event {
            return if within.contains(Ratio::from_integer(0)) { Condition::always(span) } else { never(span) };
        }
        let one = Ratio::from_integer(1);
        let sum = vec![(Term::Fact(self.event), one), (Term::Fact(other.event), -one)];
        atom(Atom::Linear(Linear { sum, within }), span)
    }

    /// The day asked about compared with it. One that never happens is still to come.
    fn seen_from_today(self, comparison: Comparison, span: SourceSpan) -> Condition {
        let one = Ratio::from_integer(1);
        // What is false of an event that never happens.
        let date = |comparison: Comparison| {
            let sum = vec![(Term::Fact(self.event), one), (Term::Today, -one)];
            atom(Atom::Linear(Linear { sum, within: interval(comparison, -self.days_later()) }), span)
        };
        match comparison {
            Comparison::AtLeast => date(Comparison::AtMost),
            Comparison::Above => date(Comparison::Below),
            Comparison::Equal => date(Comparison::Equal),
            Comparison::AtMost => not(date(Comparison::Below), span),
            Comparison::Below => not(date(Comparison::AtMost), span),
        }
    }
}

pub(crate) const BEFORE: ValueId = ValueId(0);
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

    /// What may be answered where an event lies: its date, where more is asked than whether it has been.
    pub(crate) fn event_domain(&mut self, here: Here, name: &Name, label: &str, id: EventId) -> Domain {
        if self.dated_events.contains(&id) {
            return Domain::Ordered(Ordered { measure: Measure::Date, decimals: Some(0), from: None, to: None });
        }
        Domain::Choice(self.event_list(here, name, label))
    }

    /// Whether the question is one for the date of an event.
    pub(crate) fn asks_for_date(&self, event: FactId) -> bool {
        self.model.facts[event].domain.is_of_days()
    }

    /// Somebody asks for more of an event than whether it has been. Whether that will be answered, once everything is read
    /// again.
    pub(crate) fn asks_when(&mut self, event: FactId) -> bool {
        let id = self.events.iter().position(|row| row.fact == Some(event)).map(EventId);
        let id = id.filter(|id| !self.dated_events.contains(id));
        self.events_to_date.extend(id);
        self.entangled |= id.is_some();
        id.is_some()
    }

    /// The list of where an event may lie, as seen from the day asked about.
    fn event_list(&mut self, here: Here, name: &Name, label: &str) -> ListId {
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

    /// The day of such an event, or one that is counted from it by days; none of any other date.
    ///
    /// # Errors
    /// Where it is counted otherwise, or everything will be read again with the event as a question for its date.
    pub(crate) fn event_day(&mut self, here: Here, date: &DateRef) -> Done<Option<EventDay>> {
        let (name, counted) = match date {
            DateRef::Event(name) | DateRef::After { base: DateBase::Event(name), .. } => match date {
                DateRef::After { later, .. } => (name, later.as_slice()),
                _ => (name, [].as_slice()),
            },
            _ => return Ok(None),
        };
        let named = Expression { span: name.span, kind: ExpressionKind::Name(name.value.clone()) };
        let Some(event) = self.undated_event(here, &named) else { return Ok(None) };
        let mut day = EventDay::of(event);
        for (count, unit) in counted {
            let days = match unit {
                DurationUnit::Days => *count,
                DurationUnit::Weeks => count.saturating_mul(7),
                DurationUnit::WorkingDays | DurationUnit::Months | DurationUnit::Years => {
                    return Err(self.not_counted_in_days(here, name.span));
                }
            };
            day.later = day.later.saturating_add(days);
        }
        if !counted.is_empty() && !self.asks_for_date(event) {
            return Err(if self.asks_when(event) { Failed } else { self.undated(here, name.span) });
        }
        Ok(Some(day))
    }

    fn not_counted_in_days(&mut self, here: Here, span: Span) -> Failed {
        let words = self.words_at(here, span);
        let message = words!(
            "the date of `{words}` is not known yet, so only days and weeks can be counted from it: how long months, years \
             and working days are differs with the day on which they begin",
            "chưa biết ngày của `{words}` nên chỉ có thể tính theo ngày và tuần kể từ ngày đó: tháng, năm và ngày làm việc \
             dài ngắn khác nhau tùy ngày bắt đầu"
        );
        let help = words!(
            "count in days or weeks, or give the event its date with `on`",
            "tính theo ngày hoặc tuần, hoặc cho sự kiện một ngày bằng `ngày`"
        );
        self.not_exact(here, span, message, help)
    }

    /// The day asked about compared with such a day.
    pub(crate) fn today_and_event(&self, day: EventDay, comparison: Comparison, span: SourceSpan) -> Condition {
        let event = day.event;
        if self.asks_for_date(event) {
            return day.seen_from_today(comparison, span);
        }
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
        let message = words!(
            "the date of `{words}` is not known yet, so nothing can be computed or compared with it here",
            "chưa biết ngày của `{words}` nên ở đây không thể tính toán hay so sánh"
        );
        let help = words!(
            "compare it with the day asked about: `today before …`, `today from …`; or give the event its date with `on`",
            "so sánh với ngày được hỏi: `hôm nay trước ngày …`, `hôm nay từ ngày …`; hoặc cho sự kiện một ngày bằng `ngày`"
        );
        self.not_exact(here, span, message, help)
    }

    fn not_exact(&mut self, here: Here, span: Span, message: Words, help: Words) -> Failed {
        self.report(Problem::error(code::NOT_EXACT, here.span(span), message).help(help));
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
