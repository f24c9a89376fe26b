//! How the provisions stand that something changes, or that state days of their own: for whoever reads one by itself.

use std::collections::{BTreeMap, BTreeSet};

use vires_model::{Day, FactId, Life, Model, ProvisionId};
use vires_syntax::ast::Comparison;

use super::course::{Seen, World};
use super::view::View;
use super::{Law, Layer, Nearest, Spot};
use crate::clauses::Stated;
use crate::events::EventDay;
use crate::resolver::Resolver;

/// A provision through the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    /// When it is in force, in the order of the calendar.
    pub there: Vec<Stretch>,
    /// When it is gone, and the provision whose line took it away.
    pub gone: Vec<(Life, ProvisionId)>,
}

/// Days on which a provision is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// The days.
    pub days: Life,
    /// The provision that suspends it then.
    pub suspended_by: Option<ProvisionId>,
    /// The provision whose line has put it there, or in its present words.
    pub put_by: Option<ProvisionId>,
    /// What that turns on besides.
    pub turns_on: TurnsOn,
}

/// What decides, on such days, whether a provision stands so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TurnsOn {
    /// Nothing.
    Nothing,
    /// It stands so as long as this event, which has no date, has not come.
    ToCome(FactId),
    /// It stands so once that event has come.
    Come(FactId),
    /// The case, or several events.
    Cases,
}

/// What is there of a place at a moment: when it is in force, what suspends it, and what has put it there.
type There = Option<(Stated, Option<ProvisionId>, Option<ProvisionId>)>;

impl Resolver<'_> {
    /// The standing of each provision of which the dates of its instrument do not say all. What cannot be told is left out.
    pub(crate) fn standings(&mut self) -> BTreeMap<ProvisionId, Standing> {
        let touched = self.law.touched();
        if touched.is_empty() {
            return BTreeMap::new();
        }
        let concerned = |place: &ProvisionId| self.law.up(*place).any(|at| touched.contains(&at));
        let places: Vec<ProvisionId> = self.model.provisions.ids().filter(concerned).collect();
        places.into_iter().filter_map(|place| Some((place, self.law.standing(place, &self.model)?))).collect()
    }
}

impl Law {
    /// The provisions that changes name or put in, and those that state days below the heading of their instrument.
    fn touched(&self) -> BTreeSet<ProvisionId> {
        let targets = self.changes.iter().flat_map(|change| change.kind.targets().iter().copied());
        let headings = self.headings.keys().map(|spot| spot.place);
        let stated = (0..).map(ProvisionId).zip(self.stated.iter()).filter(|(place, stated)| {
            let is_whole = self.parents.get(place.0 as usize).copied().flatten().is_none();
            // Of a whole text the dates are known, but for an event.
            (!is_whole || stated.has_event()) && **stated != Stated::default()
        });
        targets.chain(headings).chain(stated.map(|(place, _)| place)).collect()
    }

    fn standing(&mut self, place: ProvisionId, model: &Model) -> Option<Standing> {
        let spot = Spot { layer: Layer::ORIGINAL, place };
        let closure = self.closure(spot);
        let mut found = Standing::default();
        if closure.is_empty() {
            let stated = Nearest::of_line(Stated::default(), self.as_issued(spot));
            let stretch =
                Stretch { days: stated.life(), suspended_by: None, put_by: None, turns_on: TurnsOn::of(stated) };
            found.there.extend(Some(stretch).filter(|stretch| !stretch.days.is_empty()));
            return Some(found);
        }
        let course = self.course(&closure, model);
        for (stretch, cases) in course.by_case(|view| self.there(view, place)).ok()? {
            let mut kinds: Vec<(There, Vec<World>)> = Vec::new();
            for (world, kind) in cases {
                match kinds.iter_mut().find(|(known, _)| *known == kind) {
                    Some((_, worlds)) => worlds.push(world),
                    None => kinds.push((kind, vec![world])),
                }
            }
            if matches!(kinds.as_slice(), [(None, _)]) {
                let change = course.taken_away_by(self, place, stretch).and_then(|n| self.change(n));
                found.gone.extend(change.map(|change| (stretch, change.at.place)));
            }
            let several = kinds.len() > 1;
            for (there, worlds) in kinds {
                let Some((stated, suspended_by, put_by)) = there else { continue };
                let days = stated.life().intersect(stretch);
                let turns_on = match TurnsOn::of(stated) {
                    own if !several => own,
                    TurnsOn::Nothing => TurnsOn::those(&worlds, &course.events),
                    _ => TurnsOn::Cases,
                };
                if !days.is_empty() {
                    found.add(Stretch { days, suspended_by, put_by, turns_on });
                }
            }
        }
        Some(found)
    }

    fn there(&self, view: &View, place: ProvisionId) -> There {
        let stated = view.standing(self, place)?;
        let suspension = view.suspension(self, Spot { layer: Layer::ORIGINAL, place });
        let author = |change: Option<usize>| change.and_then(|n| self.change(n)).map(|change| change.at.place);
        Some((stated, author(suspension), author(view.put_by(self, place))))
    }
}

impl TurnsOn {
    /// By the events that bound it.
    const fn of(stated: Stated) -> Self {
        match (stated.from_event, stated.until_event) {
            (None, None) => Self::Nothing,
            (Some(EventDay { event, later: 0 }), None) => Self::Come(event),
            (None, Some((EventDay { event, later: 0 }, Comparison::Below))) => Self::ToCome(event),
            _ => Self::Cases,
        }
    }

    /// By the worlds in which it is so, of several that there are.
    fn those(worlds: &[World], events: &[EventDay]) -> Self {
        let [EventDay { event, later: 0 }] = events else { return Self::Cases };
        // A condition of the case decides nothing where it may be so or not.
        if worlds.iter().any(|world| !world.truths.is_empty()) {
            return Self::Cases;
        }
        let to_come = worlds.iter().filter(|world| world.events == [Seen::ToCome]).count();
        match to_come {
            0 => Self::Come(*event),
            count if count == worlds.len() => Self::ToCome(*event),
            _ => Self::Cases,
        }
    }
}

impl Standing {
    /// One stretch more; where nothing changes, the one before goes on.
    fn add(&mut self, new: Stretch) {
        let same = |last: &&mut Stretch| {
            last.days.until.map(Day::next) == new.days.from && Stretch { days: new.days, ..**last } == new
        };
        match self.there.last_mut().filter(same) {
            Some(last) => last.days.until = new.days.until,
            None => self.there.push(new),
        }
    }
}
