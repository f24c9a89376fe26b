//! Through the calendar: which changes are alive when, in every world that matters to them.
//!
//! A *world* says which conditions of `applies only when` lines are true of the case, and where the day asked about lies
//! as seen from each event without a date. An event may fall on any day: every day that could make a difference is
//! tried, and where the day asked about and the event being past do not settle what is law, [`Unsettled`] says so.

use std::cell::Cell;
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeSet, HashMap};

use vires_model::{Condition, Day, FactId, Life, Model, ProvisionId};
use vires_syntax::ast::Comparison;

use super::view::{State, View};
use super::{ByCase, Calendar, ChangeKind, Law, Nearest, Spot, turns};
use crate::clauses::Stated;
use crate::events::EventDay;
use crate::exclusion::{Truths, truths};

/// More days of events without a date than this are not weighed together.
const MOST_EVENT_DAYS: usize = 8;
/// So many looks from change to change are taken to follow changes that bear on one another through the calendar.
const MOST_LOOKS: usize = 40_000_000;

/// Where an event lies as seen from a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Seen {
    /// It is still to come, or never will.
    ToCome,
    /// It is on that day; where its date is asked for, in that part of the calendar.
    Today(Option<Part>),
    /// It has been, likewise.
    Past(Option<Part>),
}

/// A part of the calendar in which an event may have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Part {
    /// The number of the stretch.
    pub(crate) stretch: usize,
    /// Not on its first day.
    pub(crate) later: bool,
}

/// Which conditions are true, and where the events lie, in the order of the course's lists.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct World {
    pub(crate) truths: Vec<bool>,
    pub(crate) events: Vec<Seen>,
    /// Of each of the course's pairs of days how they compare, where both have been in one part of the calendar and their
    /// dates are asked for.
    pub(crate) orders: Vec<Option<Ordering>>,
}

impl World {
    /// `at`: the slots on which the events are; `n`: the one looked at.
    fn seen(course: &Course, slots: &[Part], truths: &[bool], at: &[usize], n: usize) -> Self {
        let seen = |(at, is_dated): (&usize, &bool)| {
            let part = slots.get(*at).copied().filter(|_| *is_dated);
            match n.cmp(at) {
                Ordering::Less => Seen::ToCome,
                Ordering::Equal => Seen::Today(part),
                Ordering::Greater => Seen::Past(part),
            }
        };
        let events: Vec<Seen> = at.iter().zip(&course.dated).map(seen).collect();
        let order = |(first, second): (usize, usize)| match (events.get(first)?, events.get(second)?) {
            (Seen::Past(Some(one)), Seen::Past(Some(other))) if one == other && one.later => {
                Some(at.get(first)?.cmp(at.get(second)?))
            }
            _ => None,
        };
        let orders = course.pairs().map(order).collect();
        Self { truths: truths.to_vec(), events, orders }
    }
}

/// To look for a change that bears on a text at one moment counts as so many looks for each change alive.
const PLACE: usize = 4;

/// Why it cannot be said what becomes of the changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unsettled {
    /// Too many conditions or events bear on one another.
    TooMany,
    /// Too many changes bear on one another, on too many days.
    TooLong,
    /// What is law turns on whether an event was before or after some other day.
    OnTheDayOf(FactId),
}

/// What becomes of some changes, in every world.
#[derive(Debug)]
pub(crate) struct Course {
    /// Numbers of conditions.
    pub(crate) conditions: Vec<usize>,
    pub(crate) events: Vec<EventDay>,
    /// Of each whether its date is asked for.
    pub(crate) dated: Vec<bool>,
    /// Stretches of days within which nothing begins or ends.
    pub(crate) stretches: Vec<Life>,
    pub(super) changes: Vec<usize>,
    runs: Vec<Run>,
    refused: Option<Unsettled>,
}

/// One way through the calendar.
#[derive(Debug)]
struct Run {
    moments: Vec<Moment>,
}

#[derive(Debug)]
struct Moment {
    stretch: usize,
    world: World,
    view: View,
    /// The changes that take effect at this moment.
    begun: Vec<usize>,
}

impl Course {
    pub(super) fn of(law: &Law, closure: &BTreeSet<usize>, model: &Model) -> Self {
        let changes = || closure.iter().filter_map(|n| law.change(*n));
        let conditions: BTreeSet<usize> = changes()
            .filter_map(|change| match change.kind {
                ChangeKind::Limit { condition, .. } => Some(condition),
                _ => None,
            })
            .collect();
        let mut days = BTreeSet::new();
        let mut events = BTreeSet::new();
        let mut dates = |stated: Stated| {
            turns(stated, &mut days);
            events.extend(stated.from_event);
            events.extend(stated.until_event.map(|(event, _)| event));
        };
        let mut places = BTreeSet::new();
        for change in changes() {
            dates(change.stated);
            for place in std::iter::once(&change.at.place).chain(change.kind.targets()) {
                places.extend(law.up(*place));
            }
            match &change.kind {
                ChangeKind::Extend { to: moved, .. } | ChangeKind::Start { from: moved, .. } => dates(*moved),
                _ => {}
            }
        }
        for place in places {
            dates(law.stated_at(Spot { layer: super::Layer::ORIGINAL, place }));
            for other in law.index.heading.get(&place).into_iter().flatten().filter(|n| closure.contains(n)) {
                dates(law.stated_at(Spot { layer: super::Layer::of(*other), place }));
            }
        }
        let mut course = Self {
            conditions: conditions.into_iter().collect(),
            dated: events.iter().map(|day: &EventDay| law.dated.contains(&day.event)).collect(),
            events: events.into_iter().collect(),
            stretches: stretches(&days),
            changes: closure.iter().copied().collect(),
            runs: Vec::new(),
            refused: None,
        };
        let conditions: Vec<&Condition> = course.conditions.iter().filter_map(|n| law.conditions.get(*n)).collect();
        let truths = truths(model, &conditions, Life::ALWAYS).filter(|_| course.events.len() <= MOST_EVENT_DAYS);
        course.refused = match truths {
            Some(truths) => (!course.run_all(law, closure, &truths)).then_some(Unsettled::TooLong),
            None => Some(Unsettled::TooMany),
        };
        course
    }

    /// False where that takes too long.
    fn run_all(&mut self, law: &Law, closure: &BTreeSet<usize>, truths: &[Truths]) -> bool {
        let slots = self.slots();
        let each_way = slots.len().saturating_mul(truths.len()).saturating_mul(closure.len()).max(1);
        let Some(positions) = self.positions(&slots, MOST_LOOKS / each_way) else { return false };
        let untouched: HashMap<usize, Nearest> =
            closure.iter().filter_map(|n| Some((*n, law.untouched(law.change(*n)?)?))).collect();
        let looks = Cell::new(0_usize);
        for (truths, _) in truths {
            for positions in &positions {
                let mut run = Run { moments: Vec::with_capacity(slots.len()) };
                let mut runner = Runner {
                    law,
                    course: self,
                    closure,
                    untouched: &untouched,
                    begun: Vec::new(),
                    known: BTreeSet::new(),
                    alive: BTreeSet::new(),
                    last: View::default(),
                    looks: &looks,
                };
                for (n, slot) in slots.iter().enumerate() {
                    let world = World::seen(self, &slots, truths, positions, n);
                    let (view, begun) = runner.step(slot.stretch, &world);
                    if looks.get() > MOST_LOOKS {
                        return false;
                    }
                    run.moments.push(Moment { stretch: slot.stretch, world, view, begun });
                }
                self.runs.push(run);
            }
        }
        true
    }

    /// The moments of the calendar. Where events may fall within a stretch, it is taken apart far enough for each of
    /// them to fall before, on and after each other.
    fn slots(&self) -> Vec<Part> {
        let mut slots = Vec::new();
        for (stretch, life) in self.stretches.iter().enumerate() {
            let one_day = life.from.is_some() && life.from == life.until;
            let inner = if self.events.is_empty() || one_day { 0 } else { 2 * self.events.len() + 1 };
            slots.extend((0..=inner).map(|n| Part { stretch, later: n > 0 || life.from.is_none() }));
        }
        slots
    }

    /// Every way to put the days of events on moments, or on none (one past the last); none where there are more than `most`.
    /// Days that are counted from one event keep their distance.
    fn positions(&self, slots: &[Part], most: usize) -> Option<Vec<Vec<usize>>> {
        let mut out = vec![Vec::new()];
        for _ in &self.events {
            let mut longer = Vec::new();
            for known in &out {
                for at in 0..=slots.len() {
                    let mut more: Vec<usize> = known.clone();
                    more.push(at);
                    if self.keeps_distance(slots, &more) {
                        longer.push(more);
                    }
                }
                if longer.len() > most {
                    return None;
                }
            }
            out = longer;
        }
        Some(out)
    }

    /// Whether the last of these days can lie there, as far as it is counted from the event from which others are.
    fn keeps_distance(&self, slots: &[Part], at: &[usize]) -> bool {
        let days = || self.events.iter().zip(at);
        let Some((last, last_at)) = days().next_back() else { return true };
        let mut event = Life::ALWAYS;
        for (day, slot) in days().filter(|(day, _)| day.event == last.event) {
            // Never is never for all; of two days of one event the one counted further lies later.
            if (*slot == slots.len()) != (*last_at == slots.len())
                || day.later.cmp(&last.later) != slot.cmp(last_at) && *slot < slots.len()
            {
                return false;
            }
            let Some(part) = slots.get(*slot) else { continue };
            let stretch = self.stretches.get(part.stretch).copied().unwrap_or_default();
            let earlier = |end: Day| Day(end.0.saturating_sub_unsigned(day.later));
            let (from, until) = match (part.later, stretch.from) {
                (false, first) => (first, first),
                (true, first) => (first.map(Day::next), stretch.until),
            };
            event = event.intersect(Life { from: from.map(earlier), until: until.map(earlier) });
        }
        !event.is_empty()
    }

    /// The pairs of days that are counted from two events, by their numbers.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let all = 0..self.events.len();
        let pairs = all.clone().flat_map(move |first| (first + 1..all.end).map(move |second| (first, second)));
        let event = |n: usize| self.events.get(n).map(|day| day.event);
        pairs.filter(move |(first, second)| event(*first) != event(*second))
    }

    /// What is so in each stretch, by world.
    ///
    /// # Errors
    /// Where a world of a stretch does not settle it.
    pub(super) fn by_case<T: PartialEq>(&self, mut ask: impl FnMut(&View) -> T) -> Result<Calendar<T>, Unsettled> {
        if let Some(why) = self.refused {
            return Err(why);
        }
        let mut out: Calendar<T> = self.stretches.iter().map(|life| (*life, ByCase::new())).collect();
        for moment in self.runs.iter().flat_map(|run| &run.moments) {
            let Some((_, cases)) = out.get_mut(moment.stretch) else { continue };
            let found = ask(&moment.view);
            match cases.get(&moment.world) {
                Some(known) if *known != found => {
                    // Some event is or has been, and on which day matters.
                    let been = || {
                        let events = self.events.iter().zip(&moment.world.events).zip(&self.dated);
                        events.filter(|((_, seen), _)| **seen != Seen::ToCome)
                    };
                    let event = been().find(|(_, is_dated)| !**is_dated).or_else(|| been().next());
                    return Err(event.map_or(Unsettled::TooMany, |((event, _), _)| Unsettled::OnTheDayOf(event.event)));
                }
                Some(_) => {}
                None => {
                    cases.insert(moment.world.clone(), found);
                }
            }
        }
        Ok(out)
    }

    /// What is there of a text in each stretch.
    pub(crate) fn states(&self, law: &Law, spot: Spot) -> Result<Calendar<Option<State>>, Unsettled> {
        self.by_case(|view| view.state(law, spot))
    }

    /// When a place that is there is in force; none where it is not there.
    pub(crate) fn standing(&self, law: &Law, place: ProvisionId) -> Result<Calendar<Option<Stated>>, Unsettled> {
        self.by_case(|view| view.standing(law, place))
    }

    /// Whether two changes ever take effect on one day.
    pub(crate) fn begin_together(&self, one: usize, other: usize) -> bool {
        let moments = || self.runs.iter().flat_map(|run| &run.moments);
        moments().any(|moment| moment.begun.contains(&one) && moment.begun.contains(&other))
    }

    /// Whether a change is alive in each stretch: a lasting one from its day of effect on.
    pub(crate) fn alive(&self, change: usize) -> Result<Calendar<bool>, Unsettled> {
        self.by_case(|view| view.changes().any(|n| n == change))
    }

    /// Whether a change is alive on a day, in some case, and in none on the day after.
    pub(super) fn is_alive_until(&self, change: usize, last: Day) -> bool {
        let on = |day: Day| {
            let stretch = self.stretches.iter().position(|life| life.contains(day));
            let moments = self.runs.iter().flat_map(|run| &run.moments);
            let mut there = moments.filter(|moment| Some(moment.stretch) == stretch);
            there.any(|moment| moment.view.changes().any(|n| n == change))
        };
        on(last) && !on(last.next())
    }

    /// The text at every moment of a stretch.
    pub(super) fn views_in(&self, stretch: Life) -> impl Iterator<Item = &View> + '_ {
        let moments = self.runs.iter().flat_map(|run| &run.moments);
        moments.filter(move |moment| self.stretches.get(moment.stretch) == Some(&stretch)).map(|moment| &moment.view)
    }

    /// The moments at which a change takes effect: the first day, and the text before and after.
    pub(crate) fn beginnings(&self, change: usize) -> impl Iterator<Item = (Life, &View)> + '_ {
        self.runs
            .iter()
            .flat_map(|run| &run.moments)
            .filter(move |moment| moment.begun.contains(&change))
            .filter_map(|moment| self.stretches.get(moment.stretch).map(|life| (*life, &moment.view)))
    }
}

/// The days between turning points.
fn stretches(days: &BTreeSet<Day>) -> Vec<Life> {
    let mut from = None;
    let mut out = Vec::new();
    for day in days.iter().copied().map(Some).chain([None]) {
        let life = Life { from, until: day.map(Day::previous) };
        if !life.is_empty() {
            out.push(life);
        }
        from = day;
    }
    out
}

/// Goes from moment to moment.
struct Runner<'a> {
    law: &'a Law,
    course: &'a Course,
    closure: &'a BTreeSet<usize>,
    /// The changes that have taken effect, in the order of effect, with the number of the step and the day.
    begun: Vec<Begun>,
    /// The same, by their numbers.
    known: BTreeSet<usize>,
    /// The states alive at the moment before.
    alive: BTreeSet<usize>,
    /// The text at the moment before.
    last: View,
    /// When those changes are in force that no other bears on.
    untouched: &'a HashMap<usize, Nearest>,
    looks: &'a Cell<usize>,
}

#[derive(Debug, Clone, Copy)]
struct Begun {
    change: usize,
    day: Option<Day>,
}

/// What the lines themselves allow at a moment.
struct Scene<'a> {
    stretch: Life,
    day: Option<Day>,
    world: &'a World,
}

impl Runner<'_> {
    /// The text at the next moment, and the changes that begin there.
    fn step(&mut self, stretch: usize, world: &World) -> (View, Vec<usize>) {
        let life = self.course.stretches.get(stretch).copied().unwrap_or_default();
        let scene = Scene { stretch: life, day: life.from, world };
        let alive = self.settle(&scene);
        let mut begun: Vec<usize> = alive.iter().copied().filter(|n| !self.known.contains(n)).collect();
        begun.sort_by_key(|n| self.law.turn(*n));
        self.begun.extend(begun.iter().map(|change| Begun { change: *change, day: scene.day }));
        self.known.extend(&begun);
        let view = self.view(&alive, &scene);
        self.alive = alive.into_iter().filter(|n| !self.is_lasting(*n)).collect();
        self.last = view.clone();
        (view, begun)
    }

    /// The changes alive among those not done yet: each alive exactly where its line is law, given the others.
    ///
    /// What was alive before is tried first, and of those that are new those issued later (2.3), so that of two which
    /// exclude each other the one in force stays, and the later one comes before the earlier. Where they go round in a
    /// circle without end, each is decided once, in that order.
    fn settle(&self, scene: &Scene<'_>) -> BTreeSet<usize> {
        let mut open: Vec<usize> = self.closure.iter().copied().filter(|n| !self.is_done(*n)).collect();
        open.sort_by_key(|n| {
            let (issued, place) = self.law.turn(*n);
            (Reverse(issued), place)
        });
        let mut alive = self.alive.clone();
        for _ in 0..open.len().saturating_add(2) {
            if self.looks.get() > MOST_LOOKS {
                return alive;
            }
            let mut stable = true;
            let mut view = None;
            for n in &open {
                let stays = self.stays(*n, &alive, scene, &mut view);
                if stays != alive.contains(n) {
                    stable = false;
                    view = None;
                    if stays {
                        alive.insert(*n);
                    } else {
                        alive.remove(n);
                    }
                }
            }
            if stable {
                return alive;
            }
        }
        let mut alive = BTreeSet::new();
        for n in &open {
            if self.stays(*n, &alive, scene, &mut None) {
                alive.insert(*n);
            }
        }
        alive
    }

    /// Whether a change is alive, given the others.
    fn stays(&self, n: usize, alive: &BTreeSet<usize>, scene: &Scene<'_>, view: &mut Option<View>) -> bool {
        let Some(change) = self.law.change(n) else {
            return false;
        };
        self.look(1);
        if let Some(places) = self.untouched.get(&n) {
            return self.dates_allow(change, *places, scene);
        }
        // The line's own dates spare looking at its places.
        if !lasts_through(change.stated.life(), scene.stretch) {
            return false;
        }
        let is_new = |other: usize| !self.known.contains(&other);
        let issued = |other: usize| self.law.change(other).and_then(|change| change.issued);
        // None strikes itself; and of one day, an earlier one does not keep a later one from being done.
        let aside =
            |other: usize| other == n || change.lasting && is_new(other) && is_new(n) && issued(other) < issued(n);
        let apart = alive.iter().any(|other| aside(*other) && self.may_strike(*other, n));
        let own;
        let view: &View = if apart {
            let rest: BTreeSet<usize> = alive.iter().copied().filter(|other| !aside(*other)).collect();
            own = self.view(&rest, scene);
            &own
        } else {
            view.get_or_insert_with(|| self.view(alive, scene))
        };
        // Each place around it is looked up among all changes alive.
        self.look(view.len().saturating_mul(PLACE));
        let Some(state) = view.state(self.law, change.at) else {
            return false;
        };
        state.suspended.is_none()
            && self.dates_allow(change, state.nearest, scene)
            && self.limits_allow(n, view, scene.world)
    }

    /// Whether a change is in force by its own dates and its places; a state is so only while these are, whatever end it
    /// states itself (2.2).
    fn dates_allow(&self, change: &super::Change, places: Nearest, scene: &Scene<'_>) -> bool {
        let allow = |dates: Stated| lasts_through(dates.life(), scene.stretch) && self.events_allow(dates, scene.world);
        allow(Nearest::of_line(change.stated, places)) && (change.lasting || allow(places.end()))
    }

    fn look(&self, times: usize) {
        self.looks.set(self.looks.get().saturating_add(times));
    }

    fn may_strike(&self, one: usize, other: usize) -> bool {
        let Some((one, other)) = self.law.change(one).zip(self.law.change(other)) else {
            return false;
        };
        one.kind.targets().iter().any(|target| self.law.covers(*target, other.at.place))
    }

    fn events_allow(&self, stated: Stated, world: &World) -> bool {
        let seen = |event: EventDay| {
            let n = self.course.events.iter().position(|known| *known == event);
            n.and_then(|n| world.events.get(n)).copied().unwrap_or(Seen::ToCome)
        };
        let begun = stated.from_event.is_none_or(|event| seen(event) != Seen::ToCome);
        let lasts = stated.until_event.is_none_or(|(event, comparison)| match comparison {
            Comparison::Below => seen(event) == Seen::ToCome,
            _ => !matches!(seen(event), Seen::Past(_)),
        });
        begun && lasts
    }

    /// 2.9: whether the place of a change touches the case.
    fn limits_allow(&self, n: usize, view: &View, world: &World) -> bool {
        let Some(change) = self.law.change(n) else {
            return false;
        };
        view.changes().filter(|other| *other != n).all(|other| {
            let Some(ChangeKind::Limit { target, condition }) = self.law.change(other).map(|other| &other.kind) else {
                return true;
            };
            if !self.law.covers(*target, change.at.place) {
                return true;
            }
            // Two that limit one text add up, whichever of them stands under the other.
            if let ChangeKind::Limit { target: own, .. } = change.kind
                && self.law.covers(*target, own)
            {
                return true;
            }
            let n = self.course.conditions.iter().position(|known| known == condition);
            n.and_then(|n| world.truths.get(n)).copied().unwrap_or(true)
        })
    }

    fn is_lasting(&self, n: usize) -> bool {
        self.law.change(n).is_some_and(|change| change.lasting)
    }

    /// Whether it has taken effect for good.
    fn is_done(&self, n: usize) -> bool {
        self.is_lasting(n) && self.known.contains(&n)
    }

    /// The text if these changes are alive, besides those done.
    fn view(&self, alive: &BTreeSet<usize>, scene: &Scene<'_>) -> View {
        let old = self.begun.iter().filter(|known| self.is_lasting(known.change) || alive.contains(&known.change));
        let mut order: Vec<(usize, Option<Day>)> = old.map(|known| (known.change, known.day)).collect();
        let mut new: Vec<usize> = alive.iter().copied().filter(|n| !self.known.contains(n)).collect();
        new.sort_by_key(|n| self.law.turn(*n));
        let new_ones = new.len();
        order.extend(new.into_iter().map(|n| (n, scene.day)));
        self.look(order.len().saturating_mul(new_ones.saturating_add(1)).saturating_mul(PLACE));
        View::of(self.law, &order, &self.last)
    }
}

/// Whether what lives then is in force in a stretch: those lie within a life or outside it, never across an end.
fn lasts_through(life: Life, stretch: Life) -> bool {
    !life.intersect(stretch).is_empty()
}
