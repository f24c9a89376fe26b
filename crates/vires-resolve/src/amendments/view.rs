//! The text at one moment: the fold of the changes alive then, in their order, over the texts as issued (2.4 to 2.7).

use vires_model::{Day, ProvisionId};

use super::{Change, ChangeKind, End, Law, Layer, Nearest, Spot};
use crate::clauses::Stated;

/// A change alive at the moment.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    change: usize,
    day: Option<Day>,
    /// For each of its targets whether there is anything to strike where its turn comes.
    effective: Vec<bool>,
}

/// The text at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct View {
    log: Vec<Entry>,
    /// The suspensions among them that restore something.
    restorations: Vec<usize>,
}

/// What is there at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct State {
    /// When it is in force, by its places.
    pub(crate) nearest: Nearest,
    /// The change that suspends it.
    pub(crate) suspended: Option<usize>,
}

impl View {
    /// `alive` in the order of effect, each with its day of effect. What begins as another text did is taken over from
    /// there: a text that is changed five hundred times is not folded anew for each.
    pub(crate) fn of(law: &Law, alive: &[(usize, Option<Day>)], known: &Self) -> Self {
        let restorations = alive.iter().map(|(n, _)| *n).filter(|n| {
            matches!(law.change(*n).map(|change| &change.kind), Some(ChangeKind::Suspend { restoring, .. }) if !restoring.is_empty())
        });
        let mut view = Self { log: Vec::with_capacity(alive.len()), restorations: restorations.collect() };
        // What a suspension restores bears on all that comes before it, too.
        if view.restorations == known.restorations {
            let same = alive.iter().zip(&known.log).take_while(|((n, day), own)| own.change == *n && own.day == *day);
            view.log.extend(same.map(|(_, own)| own.clone()));
        }
        for (n, day) in alive.iter().skip(view.log.len()) {
            let Some(change) = law.change(*n) else { continue };
            let strikes = |target: &ProvisionId| view.strikes(law, change, *target, *day);
            let effective = change.kind.targets().iter().map(strikes).collect();
            view.log.push(Entry { change: *n, day: *day, effective });
        }
        view
    }

    /// Whether a change that comes next strikes its target.
    fn strikes(&self, law: &Law, change: &Change, target: ProvisionId, day: Option<Day>) -> bool {
        if !self.has(law, target) {
            return false;
        }
        let ChangeKind::Extend { to, .. } = &change.kind else {
            return true;
        };
        // 2.7: no later than the day after the old end, and to a later one.
        let Some(end) = self.end_of(law, target) else {
            return false;
        };
        day.is_none_or(|day| day <= end.next()) && (to.until.is_some_and(|new| end < new) || to.until_event.is_some())
    }

    /// Whether a place is there.
    pub(crate) fn has(&self, law: &Law, place: ProvisionId) -> bool {
        self.heading(law, Spot { layer: Layer::ORIGINAL, place }).there
    }

    /// The last day of a place, by its own dates or those of the places around it.
    pub(crate) fn end_of(&self, law: &Law, place: ProvisionId) -> Option<Day> {
        self.dates(law, Spot { layer: Layer::ORIGINAL, place }).stated().until
    }

    /// What is there of a text; none where it is not put in yet, or gone.
    pub(crate) fn state(&self, law: &Law, spot: Spot) -> Option<State> {
        let after = match spot.layer.change() {
            None => self.log.as_slice(),
            Some(n) => {
                let at = self.log.iter().position(|entry| entry.change == n)?;
                let (entry, change) = (self.log.get(at)?, law.change(n)?);
                if !entry.puts_in() || self.is_undone(law, change, spot.place) {
                    return None;
                }
                self.log.get(at.saturating_add(1)..).unwrap_or_default()
            }
        };
        for entry in after {
            let change = law.change(entry.change)?;
            let takes_away = matches!(change.kind, ChangeKind::Repeal(_) | ChangeKind::Replace(_));
            if takes_away
                && entry.targets(change).any(|target| law.covers(target, spot.place))
                && !self.is_undone(law, change, spot.place)
            {
                return None;
            }
        }
        Some(State { nearest: self.dates(law, spot), suspended: self.suspension(law, spot) })
    }

    /// 2.6: the change that stops a text, or the act that put it there.
    pub(super) fn suspension(&self, law: &Law, spot: Spot) -> Option<usize> {
        for entry in &self.log {
            let change = law.change(entry.change)?;
            if matches!(change.kind, ChangeKind::Suspend { .. })
                && entry.targets(change).any(|target| law.covers(target, spot.place))
            {
                return Some(entry.change);
            }
        }
        // Also where the act itself is gone meanwhile: a repeal revives nothing.
        self.suspension(law, law.change(spot.layer.change()?)?.at)
    }

    /// `restoring X`: for X, what a suspended text has done for good counts as not done.
    pub(crate) fn is_undone(&self, law: &Law, change: &Change, place: ProvisionId) -> bool {
        change.lasting
            && self.restorations.iter().filter_map(|n| law.change(*n)).any(|suspension| match &suspension.kind {
                ChangeKind::Suspend { targets, restoring } => {
                    restoring.iter().any(|restored| law.covers(*restored, place))
                        && targets.iter().any(|target| law.covers(*target, change.at.place))
                }
                _ => false,
            })
    }

    /// When a text is in force by its places: what they state now.
    fn dates(&self, law: &Law, spot: Spot) -> Nearest {
        let mut nearest = Nearest::default();
        for place in law.up(spot.place) {
            let now = self.heading(law, Spot { layer: spot.layer, place });
            nearest.around(now.stated, now.end);
        }
        nearest
    }

    /// A place as it is now: whether it is there, and what it states for the text of a layer.
    fn heading(&self, law: &Law, spot: Spot) -> Heading {
        let place = spot.place;
        let original = Spot { layer: Layer::ORIGINAL, place };
        let there = law.original.get(place.0 as usize).copied().unwrap_or(false);
        let mut now = Heading { there, stated: law.stated_at(original), end: End::Stated };
        // What others put beside the text of a layer is none of its headings.
        let own = spot.layer.change().filter(|_| law.headings.contains_key(&spot));
        let mut own_passed = false;
        for entry in &self.log {
            let Some(change) = law.change(entry.change) else { continue };
            if self.is_undone(law, change, place) {
                continue;
            }
            let takes_away = |target: ProvisionId| match change.kind {
                ChangeKind::Repeal(_) => law.covers(target, place),
                // The heading of what is replaced stays.
                ChangeKind::Replace(_) => target != place && law.covers(target, place),
                _ => false,
            };
            if now.there && entry.targets(change).any(takes_away) {
                now.there = false;
            }
            let layer = Spot { layer: Layer::of(entry.change), place };
            if let Some(new) = law.headings.get(&layer).filter(|_| entry.puts_in() && !own_passed) {
                let is_own = own == Some(entry.change);
                own_passed = is_own;
                if matches!(change.kind, ChangeKind::Replace(target) if target == place) {
                    now.restate(*new);
                } else if is_own || !now.there {
                    (now.stated, now.end) = (*new, End::Stated);
                }
                now.there = true;
            }
            let on_it = || entry.targets(change).any(|target| target == place);
            match &change.kind {
                ChangeKind::Extend { to, .. } if on_it() => now.extend(*to),
                ChangeKind::Start { from, .. } if on_it() => {
                    now.stated.begin_with(*from);
                }
                _ => {}
            }
        }
        now
    }

    /// When a place that is there is in force.
    pub(crate) fn standing(&self, law: &Law, place: ProvisionId) -> Option<Stated> {
        let spot = Spot { layer: Layer::ORIGINAL, place };
        self.has(law, place).then(|| self.dates(law, spot).stated())
    }

    /// The text before the turn of a change: with all before it, and with those alone that are done for good.
    pub(crate) fn before(&self, law: &Law, change: usize) -> (Self, Self) {
        let earlier = || self.log.iter().take_while(|entry| entry.change != change);
        let all: Vec<_> = earlier().map(|entry| (entry.change, entry.day)).collect();
        let lasting = |n: usize| law.change(n).is_some_and(|change| change.lasting);
        let lasting: Vec<_> = all.iter().copied().filter(|(n, _)| lasting(*n)).collect();
        (Self::of(law, &all, self), Self::of(law, &lasting, self))
    }

    /// The change that took a place away last.
    pub(crate) fn taken_away_by(&self, law: &Law, place: ProvisionId) -> Option<usize> {
        let takes = |entry: &&Entry| {
            law.change(entry.change).is_some_and(|change| match change.kind {
                ChangeKind::Repeal(_) => entry.targets(change).any(|target| law.covers(target, place)),
                ChangeKind::Replace(target) => entry.puts_in() && target != place && law.covers(target, place),
                _ => false,
            })
        };
        self.log.iter().rev().find(takes).map(|entry| entry.change)
    }

    /// The change that has put a place there, or written it anew, last.
    pub(super) fn put_by(&self, law: &Law, place: ProvisionId) -> Option<usize> {
        let puts = |entry: &&Entry| {
            let spot = Spot { layer: Layer::of(entry.change), place };
            let is_undone = || law.change(entry.change).is_some_and(|change| self.is_undone(law, change, place));
            entry.puts_in() && law.headings.contains_key(&spot) && !is_undone()
        };
        self.log.iter().rev().find(puts).map(|entry| entry.change)
    }

    /// How many changes are alive.
    pub(crate) fn len(&self) -> usize {
        self.log.len()
    }

    /// The changes alive, in the order of effect.
    pub(crate) fn changes(&self) -> impl Iterator<Item = usize> + '_ {
        self.log.iter().map(|entry| entry.change)
    }

    /// For each target of a change whether it strikes it; none where the change is not alive.
    pub(crate) fn effective(&self, change: usize) -> Option<&[bool]> {
        self.log.iter().find(|entry| entry.change == change).map(|entry| entry.effective.as_slice())
    }
}

/// A place at a moment.
struct Heading {
    there: bool,
    stated: Stated,
    /// How it has come to its end.
    end: End,
}

impl Heading {
    /// Its end is moved. Where that is said of a day, an event that ends it as well, whichever comes first, still does: what such an event has ended
    /// is not brought back.
    fn extend(&mut self, to: Stated) {
        if to.until_event.is_some() {
            (self.stated.until_event, self.end) = (to.until_event, End::ToEvent);
        } else if self.stated.until.is_none() && self.stated.until_event.is_none() {
            self.end = End::Extended;
        } else if self.end == End::ToEvent {
            self.end = End::Stated;
        }
        self.stated.move_end(to.until);
    }

    /// It is written anew: what the new heading does not say stays.
    fn restate(&mut self, new: Stated) {
        if new.from.is_some() || new.from_event.is_some() {
            self.stated.begin_with(new);
        }
        if new.until.is_some() || new.until_event.is_some() {
            (self.stated.until, self.stated.until_event, self.stated.ends) = (new.until, new.until_event, new.ends);
            self.end = End::Stated;
        }
    }
}

impl Entry {
    /// The targets that it strikes.
    fn targets<'c>(&'c self, change: &'c Change) -> impl Iterator<Item = ProvisionId> + 'c {
        change
            .kind
            .targets()
            .iter()
            .zip(&self.effective)
            .filter(|(_, effective)| **effective)
            .map(|(target, _)| *target)
    }

    /// Whether the text of its layer, if it has any, is put in.
    fn puts_in(&self) -> bool {
        self.effective.first() == Some(&true)
    }
}
