//! In which cases something is so, of which it is known in which worlds of a [course](super::course) it is.

use std::cmp::Ordering;

use vires_model::{Atom, Condition, Day, Life, SourceSpan, ValueId};
use vires_syntax::ast::Comparison;

use super::course::{Course, Part, Seen, World};
use crate::conditions::{all, any, atom, not};
use crate::events::{AFTER, BEFORE, EventDay, ON};
use crate::resolver::Resolver;

/// Worlds of one stretch of days, each with whether it is so there.
type Table<'t> = [(&'t World, bool)];

/// Where an event may lie, with what else it takes there; none: it is not so there.
type Place = (Seen, Option<Condition>);

impl Resolver<'_> {
    /// The condition under which the entries of a table are true in a stretch, from the `n`th variable on; none: never.
    pub(super) fn guard(
        &self,
        course: &Course,
        stretch: usize,
        table: &Table<'_>,
        n: usize,
        span: SourceSpan,
    ) -> Option<Condition> {
        if table.iter().all(|(_, so)| *so) {
            return Some(Condition::always(span));
        }
        if !table.iter().any(|(_, so)| *so) {
            return None;
        }
        let rest_where = |counts: &dyn Fn(&World) -> bool| {
            let part: Vec<(&World, bool)> = table.iter().filter(|(world, _)| counts(world)).copied().collect();
            let is_possible = !part.is_empty();
            self.guard(course, stretch, &part, n + 1, span).filter(|_| is_possible)
        };
        if let Some(condition) = course.conditions.get(n) {
            // What the conditions before it exclude is nowhere in the table.
            let is = |truth: bool| move |world: &World| world.truths.get(n) == Some(&truth);
            let has = |truth: bool| table.iter().any(|(world, _)| is(truth)(world));
            if !has(true) || !has(false) {
                return self.guard(course, stretch, table, n + 1, span);
            }
            let half = |truth: bool| rest_where(&is(truth));
            let (yes, no) = (half(true), half(false));
            if yes == no {
                return yes;
            }
            let condition = self.law.conditions.get(*condition)?.clone();
            let yes = yes.map(|rest| all(vec![condition.clone(), rest], span));
            let no = no.map(|rest| all(vec![not(condition, span), rest], span));
            return Some(any(yes.into_iter().chain(no).collect(), span));
        }
        let number = n - course.conditions.len();
        let Some(event) = course.events.get(number).copied() else {
            let pair = number - course.events.len();
            let days = course.pairs().nth(pair);
            let orders = [None, Some(Ordering::Less), Some(Ordering::Equal), Some(Ordering::Greater)];
            let way = |order: Option<Ordering>| {
                let rest = rest_where(&|world| world.orders.get(pair) == Some(&order))?;
                let compared = days.zip(order).and_then(|(days, order)| compared(&course.events, days, order, span));
                Some(all(compared.into_iter().chain([rest]).collect(), span))
            };
            return Some(any(orders.into_iter().filter_map(way).collect(), span));
        };
        let mut seen: Vec<Seen> = table.iter().filter_map(|(world, _)| world.events.get(number)).copied().collect();
        // From early to late.
        seen.sort_unstable_by_key(|seen| match seen {
            Seen::Past(part) => (0, *part),
            Seen::Today(part) => (1, *part),
            Seen::ToCome => (2, None),
        });
        seen.dedup();
        let place = |seen: Seen| (seen, rest_where(&|world| world.events.get(number) == Some(&seen)));
        let places = on_whichever_day(seen.into_iter().map(place).collect());
        let mut kinds: Vec<&Condition> = Vec::new();
        for kind in places.iter().rev().filter_map(|(_, rest)| rest.as_ref()) {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        let is_dated = course.dated.get(number) == Some(&true);
        let ways = kinds.into_iter().map(|kind| {
            let of_kind = |(_, rest): &Place| rest.as_ref() == Some(kind);
            if places.iter().all(of_kind) {
                return kind.clone();
            }
            let there = if is_dated {
                let is_apart = |(seen, _): &Place| matches!(seen, Seen::Today(Some(_)));
                let runs =
                    places.chunk_by(|one, other| of_kind(one) == of_kind(other) && !is_apart(one) && !is_apart(other));
                let of_these = runs.filter(|run| run.iter().all(of_kind));
                let ends = of_these.filter_map(|run| Some((run.first()?.0, run.last()?.0)));
                let bounded = |(first, last): (Seen, Seen)| {
                    let from = places.first().is_none_or(|(seen, _)| *seen != first).then_some(first);
                    all(self.dated_between(course, stretch, event, (from, last), span), span)
                };
                any(ends.map(bounded).collect(), span)
            } else {
                let values = places.iter().filter(|place| of_kind(place)).map(|(seen, _)| value_of(*seen));
                atom(Atom::Among(event.event, values.collect()), span)
            };
            all(vec![there, kind.clone()], span)
        });
        Some(any(ways.collect(), span))
    }

    /// The date of an event lies, seen from a day of a stretch, between these; the first: however early.
    fn dated_between(
        &self,
        course: &Course,
        stretch: usize,
        event: EventDay,
        (first, last): (Option<Seen>, Seen),
        span: SourceSpan,
    ) -> Vec<Condition> {
        let seen = |comparison| self.today_and_event(event, comparison, span);
        let dated = |comparison, day: Day| event.compared(comparison, day, span);
        let life = |part: Part| course.stretches.get(part.stretch).copied().unwrap_or(Life::ALWAYS);
        let begins = |part: Part| life(part).from.map(|day| if part.later { day.next() } else { day });
        if let Seen::Today(Some(part)) = last {
            let day = if part.later { begins(part) } else { life(part).from };
            let comparison = if part.later { Comparison::AtLeast } else { Comparison::AtMost };
            return std::iter::once(seen(Comparison::Equal)).chain(day.map(|day| dated(comparison, day))).collect();
        }
        // What is still to come may never be: that has no date that could be compared.
        let may_be_never = last == Seen::ToCome;
        let mut parts = Vec::new();
        match first {
            Some(Seen::ToCome) => parts.push(seen(Comparison::Below)),
            Some(Seen::Today(_)) if may_be_never => parts.push(seen(Comparison::AtMost)),
            Some(Seen::Today(_)) => parts.push(seen(Comparison::Equal)),
            Some(Seen::Past(Some(part))) => parts.extend(begins(part).map(|day| match may_be_never {
                true => not(dated(Comparison::Below, day), span),
                false => dated(Comparison::AtLeast, day),
            })),
            Some(Seen::Past(None)) | None => {}
        }
        match last {
            Seen::Past(Some(part)) if part.stretch < stretch || !part.later => {
                let ends = if part.later { life(part).until } else { life(part).from };
                parts.extend(ends.map(|day| dated(Comparison::AtMost, day)));
            }
            _ => {}
        }
        match last {
            Seen::Past(part) if part.is_none_or(|part| part.stretch == stretch) => parts.push(seen(Comparison::Above)),
            Seen::Today(_) if first != Some(last) => parts.push(seen(Comparison::AtLeast)),
            _ => {}
        }
        parts
    }
}

/// Where the first day of a stretch and later ones do not differ, the day asked about is that of the event, whichever it is.
fn on_whichever_day(mut places: Vec<Place>) -> Vec<Place> {
    let is_today = |place: &Place| matches!(place.0, Seen::Today(_));
    let mut today = places.iter().filter(|place| is_today(place)).map(|(_, rest)| rest);
    if let Some(first) = today.next()
        && today.all(|rest| rest == first)
    {
        let first = first.clone();
        let at = places.partition_point(|(seen, _)| matches!(seen, Seen::Past(_)));
        places.retain(|place| !is_today(place));
        places.insert(at, (Seen::Today(None), first));
    }
    places
}

/// How the days of two events compare that have both been.
fn compared(
    events: &[EventDay],
    (first, second): (usize, usize),
    order: Ordering,
    span: SourceSpan,
) -> Option<Condition> {
    let comparison = match order {
        Ordering::Less => Comparison::Below,
        Ordering::Equal => Comparison::Equal,
        Ordering::Greater => Comparison::Above,
    };
    Some(events.get(first)?.compared_with(comparison, *events.get(second)?, span))
}

const fn value_of(seen: Seen) -> ValueId {
    match seen {
        Seen::ToCome => BEFORE,
        Seen::Today(_) => ON,
        Seen::Past(_) => AFTER,
    }
}
