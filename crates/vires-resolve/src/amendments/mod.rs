//! Law that changes law: what each text says on each day, after everything that was repealed, replaced, inserted,
//! suspended, extended or started.
//!
//! - `blocks` and `lines` read the operations from the tree into a [`Law`];
//! - `view` is the text at one moment: the fold of the changes alive then over the texts as issued;
//! - `course` runs through the calendar and finds which changes are alive when, in every world;
//! - `days` says for one place of text on which days, and in which cases, it is law, and `guards` writes these cases;
//! - `remarks` reports changes that strike nothing, come too late, or whose order is not said;
//! - `citations` reports what is cited and gone;
//! - `standing` tells of provisions when they are in force, for whoever reads one by itself.
//!
//! Nothing here knows of powers: a text is a place and who put it there.

mod blocks;
mod citations;
mod course;
mod days;
mod guards;
mod lines;
mod remarks;
mod standing;
mod view;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use vires_model::{Condition, Day, FactId, InstrumentId, Model, ProvisionId, SourceSpan};

use crate::clauses::Stated;
pub(crate) use citations::Citing;
pub(crate) use course::Course;
pub(crate) use days::{Days, turning};
pub use standing::{Standing, Stretch, TurnsOn};

/// Who put a text where it stands: nobody (it was issued so), or a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Layer(u32);

impl Layer {
    /// As issued.
    pub(crate) const ORIGINAL: Self = Self(0);

    fn of(change: usize) -> Self {
        Self(u32::try_from(change).map_or(u32::MAX, |n| n.saturating_add(1)))
    }

    /// The change that put it there.
    pub(crate) fn change(self) -> Option<usize> {
        self.0.checked_sub(1).map(|n| n as usize)
    }
}

/// Text: all that stands at one place and was put there by one act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Spot {
    pub(crate) layer: Layer,
    pub(crate) place: ProvisionId,
}

/// A line that changes law, or that has effect from a day on.
#[derive(Debug, Clone)]
pub(crate) struct Change {
    /// Where the line itself stands.
    pub(crate) at: Spot,
    /// The dates that the line states.
    pub(crate) stated: Stated,
    /// The instrument in which it is written: it counts as issued with that one.
    pub(crate) origin: InstrumentId,
    pub(crate) issued: Option<Day>,
    /// It stays done when its author ends (2.2); else it is a state.
    pub(crate) lasting: bool,
    pub(crate) kind: ChangeKind,
    pub(crate) span: SourceSpan,
    /// The places of text that it cites as its basis.
    pub(crate) based_on: Vec<ProvisionId>,
    /// What it strikes only as one of a class: that it is gone already is nothing to report.
    pub(crate) of_class: Vec<ProvisionId>,
    /// Its instrument has no effect at all, or is not known yet.
    pub(crate) silent: bool,
}

#[derive(Debug, Clone)]
pub(crate) enum ChangeKind {
    Repeal(Vec<ProvisionId>),
    /// The text of its layer takes the place of what stands at and under the place.
    Replace(ProvisionId),
    /// The text of its layer is added.
    Insert(ProvisionId),
    Suspend {
        targets: Vec<ProvisionId>,
        restoring: Vec<ProvisionId>,
    },
    /// The places end then.
    Extend {
        targets: Vec<ProvisionId>,
        to: Stated,
    },
    /// The places begin then.
    Start {
        targets: Vec<ProvisionId>,
        from: Stated,
    },
    /// Everything at and under the place touches only the cases of a condition.
    Limit {
        target: ProvisionId,
        condition: usize,
    },
    /// `read`, `abolish`: nothing in the text changes; the day of effect matters.
    Beside,
}

impl ChangeKind {
    /// The places that it changes or stops.
    pub(crate) fn targets(&self) -> &[ProvisionId] {
        match self {
            Self::Repeal(targets)
            | Self::Suspend { targets, .. }
            | Self::Extend { targets, .. }
            | Self::Start { targets, .. } => targets,
            Self::Replace(target) | Self::Insert(target) | Self::Limit { target, .. } => std::slice::from_ref(target),
            Self::Beside => &[],
        }
    }
}

/// The texts and what changes them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Law {
    /// The provision around each.
    parents: Vec<Option<ProvisionId>>,
    /// Whether each stands in a text as issued.
    original: Vec<bool>,
    /// The dates that each states as issued.
    stated: Arc<Vec<Stated>>,
    /// The headings of the texts put in, with the dates that they state.
    headings: HashMap<Spot, Stated>,
    changes: Vec<Change>,
    /// Conditions of `applies only when` lines.
    conditions: Vec<Condition>,
    /// Events without a date whose dates are asked for.
    pub(crate) dated: BTreeSet<FactId>,
    index: Index,
    courses: HashMap<Arc<BTreeSet<usize>>, Arc<Course>>,
    /// What [`Law::closure_of`] has found.
    closures: HashMap<usize, Arc<BTreeSet<usize>>>,
}

/// Which changes bear on a place, by the place that they name.
#[derive(Debug, Clone, Default)]
struct Index {
    /// By target, whatever the kind; limits apart.
    striking: HashMap<ProvisionId, Vec<usize>>,
    limiting: HashMap<ProvisionId, Vec<usize>>,
    /// Changes whose text has the heading.
    heading: HashMap<ProvisionId, Vec<usize>>,
    /// Suspensions that restore the place.
    restoring: HashMap<ProvisionId, Vec<usize>>,
}

impl Law {
    /// A place more, not there yet.
    pub(crate) fn add_place(&mut self, parent: Option<ProvisionId>) {
        self.parents.push(parent);
        self.original.push(false);
        Arc::make_mut(&mut self.stated).push(Stated::default());
    }

    /// A heading as some text has it.
    pub(crate) fn add_heading(&mut self, spot: Spot) {
        match spot.layer {
            Layer::ORIGINAL => {
                if let Some(there) = self.original.get_mut(spot.place.0 as usize) {
                    *there = true;
                }
            }
            _ => {
                self.headings.entry(spot).or_default();
            }
        }
    }

    /// The dates that a heading states.
    pub(crate) fn stated_mut(&mut self, spot: Spot) -> Option<&mut Stated> {
        match spot.layer {
            Layer::ORIGINAL => Arc::make_mut(&mut self.stated).get_mut(spot.place.0 as usize),
            _ => self.headings.get_mut(&spot),
        }
    }

    /// The place and all around it, innermost first.
    fn up(&self, place: ProvisionId) -> impl Iterator<Item = ProvisionId> + '_ {
        std::iter::successors(Some(place), |at| self.parents.get(at.0 as usize).copied().flatten())
    }

    /// Whether the place is `ancestor` or stands under it.
    fn covers(&self, ancestor: ProvisionId, place: ProvisionId) -> bool {
        self.up(place).any(|at| at == ancestor)
    }

    fn change(&self, n: usize) -> Option<&Change> {
        self.changes.get(n)
    }

    /// The dates that the line of a change states.
    pub(crate) fn restate(&mut self, change: usize, stated: Stated) {
        if let Some(change) = self.changes.get_mut(change) {
            change.stated = stated;
        }
    }

    /// `applies only when`, as a change.
    pub(crate) fn limit(&mut self, change: usize, stated: Stated, target: ProvisionId, when: Condition) {
        let known = self.conditions.iter().position(|known| known.kind == when.kind);
        let condition = known.unwrap_or_else(|| {
            self.conditions.push(when);
            self.conditions.len() - 1
        });
        if let Some(change) = self.changes.get_mut(change) {
            change.stated = stated;
            change.kind = ChangeKind::Limit { target, condition };
        }
    }

    /// The instrument in which a change is written, and the place where it stands.
    pub(crate) fn authors_of(&self, change: usize) -> Option<(InstrumentId, ProvisionId)> {
        self.change(change).map(|change| (change.origin, change.at.place))
    }

    /// Whether a change has no effect at all.
    pub(crate) fn is_silent(&self, change: usize) -> bool {
        self.change(change).is_none_or(|change| change.silent)
    }

    /// The suspensions that stop the text in which a lasting change stands and restore others, with what they restore.
    pub(crate) fn restoring_against(&self, change: usize) -> Vec<(usize, Vec<ProvisionId>)> {
        let Some(of) = self.change(change).filter(|of| of.lasting) else {
            return Vec::new();
        };
        let against = |one: &Change| match &one.kind {
            ChangeKind::Suspend { targets, restoring } if !one.silent && !restoring.is_empty() => {
                targets.iter().any(|target| self.covers(*target, of.at.place)).then(|| restoring.clone())
            }
            _ => None,
        };
        self.changes.iter().enumerate().filter_map(|(n, one)| against(one).map(|restoring| (n, restoring))).collect()
    }

    /// Among the changes of one day: issued earlier first, then in the order of the files.
    fn turn(&self, n: usize) -> (Option<Day>, Option<SourceSpan>) {
        let change = self.change(n);
        (change.and_then(|change| change.issued), change.map(|change| change.span))
    }

    /// Makes the index anew; what was found so far is forgotten.
    fn settle_index(&mut self) {
        self.courses.clear();
        self.closures.clear();
        let mut index = Index::default();
        for (n, change) in self.changes.iter().enumerate() {
            let table = match change.kind {
                ChangeKind::Limit { .. } => &mut index.limiting,
                _ => &mut index.striking,
            };
            for target in change.kind.targets() {
                table.entry(*target).or_default().push(n);
            }
            if let ChangeKind::Suspend { restoring, .. } = &change.kind {
                for place in restoring {
                    index.restoring.entry(*place).or_default().push(n);
                }
            }
        }
        let headings: BTreeSet<Spot> = self.headings.keys().copied().collect();
        for heading in headings {
            if let Some(change) = heading.layer.change() {
                index.heading.entry(heading.place).or_default().push(change);
            }
        }
        self.index = index;
    }

    /// The changes that may decide whether a text is law, directly or through others.
    fn closure(&self, spot: Spot) -> Arc<BTreeSet<usize>> {
        let mut found = BTreeSet::new();
        if !self.changes.is_empty() {
            let mut open = Vec::new();
            self.bearing_on(spot.place, &mut open);
            open.extend(spot.layer.change());
            self.close(open, &mut found);
        }
        Arc::new(found)
    }

    /// The changes that may decide when a change is alive and what it strikes, itself included.
    fn closure_of(&mut self, change: usize) -> Arc<BTreeSet<usize>> {
        if let Some(known) = self.closures.get(&change) {
            return Arc::clone(known);
        }
        let mut found = BTreeSet::new();
        self.close(vec![change], &mut found);
        let found = Arc::new(found);
        self.closures.insert(change, Arc::clone(&found));
        found
    }

    fn close(&self, mut open: Vec<usize>, found: &mut BTreeSet<usize>) {
        // Many changes may strike one text: whose changes are asked for once.
        let mut asked = BTreeSet::new();
        while let Some(n) = open.pop() {
            let Some(change) = self.change(n) else { continue };
            if change.silent || !found.insert(n) {
                continue;
            }
            open.extend(change.at.layer.change());
            for place in self.up(change.at.place) {
                open.extend(self.index.limiting.get(&place).into_iter().flatten());
            }
            for place in std::iter::once(&change.at.place).chain(change.kind.targets()) {
                if asked.insert(*place) {
                    self.bearing_on(*place, &mut open);
                }
            }
        }
    }

    /// The changes that bear on a place directly.
    fn bearing_on(&self, place: ProvisionId, open: &mut Vec<usize>) {
        for at in self.up(place) {
            for table in [&self.index.striking, &self.index.heading, &self.index.restoring] {
                open.extend(table.get(&at).into_iter().flatten());
            }
        }
    }

    /// When a change is in force by its places, where nothing at all bears on these or limits them: whatever else changes,
    /// that stays.
    fn untouched(&self, change: &Change) -> Option<Nearest> {
        let mut bearing = Vec::new();
        self.bearing_on(change.at.place, &mut bearing);
        let is_limited = self.up(change.at.place).any(|place| self.index.limiting.contains_key(&place));
        let there = change.at.layer == Layer::ORIGINAL
            && self.up(change.at.place).all(|at| self.original.get(at.0 as usize) == Some(&true));
        (there && bearing.is_empty() && !is_limited).then(|| self.as_issued(change.at))
    }

    /// What becomes of those changes.
    fn course(&mut self, closure: &Arc<BTreeSet<usize>>, model: &Model) -> Arc<Course> {
        if let Some(known) = self.courses.get(closure) {
            return Arc::clone(known);
        }
        let course = Arc::new(Course::of(self, closure, model));
        self.courses.insert(Arc::clone(closure), Arc::clone(&course));
        course
    }

    /// The dates of a place as issued or as its layer states them, nothing changed.
    fn stated_at(&self, spot: Spot) -> Stated {
        match spot.layer {
            Layer::ORIGINAL => self.stated.get(spot.place.0 as usize).copied().unwrap_or_default(),
            _ => self.headings.get(&spot).copied().unwrap_or_default(),
        }
    }
}

/// Days on which something begins or ends in these dates.
fn turns(stated: Stated, days: &mut BTreeSet<Day>) {
    days.extend(stated.from);
    days.extend(stated.until.map(Day::next));
}

/// How a place has come to the end that it states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum End {
    /// It states it.
    #[default]
    Stated,
    /// Its end was moved to an event: no date further out ends it.
    ToEvent,
    /// It stated none, and the day on which it ends was moved: an event that a place around it names ends it all the same.
    Extended,
}

/// What a line states, completed by what the places around it state, nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Nearest {
    stated: Stated,
    /// Some place said when it begins: whether by a date or by an event.
    begins: bool,
    /// Some place said when it ends.
    ends: bool,
    /// Its end was moved to an event: no date further out ends it.
    open: bool,
}

impl Nearest {
    /// One place further out. An event, its date known or not, does not take the place of a date further out: what begins
    /// with an event in a text in force from July begins at the later of the two, and ends at the earlier.
    pub(crate) fn around(&mut self, outer: Stated, end: End) {
        if !self.begins {
            self.stated.from_event = outer.from_event;
            self.begins = outer.from.is_some() || outer.from_event.is_some();
        }
        if self.stated.from.is_none() {
            (self.stated.from, self.stated.from_dated) = (outer.from, outer.from_dated);
        } else if let Some(from) = outer.from.filter(|_| self.stated.from_dated) {
            self.stated.from = self.stated.from.max(Some(from));
            self.stated.from_dated = outer.from_dated;
        }
        if !self.ends {
            self.stated.until_event = outer.until_event;
            self.ends = outer.until.is_some() && end != End::Extended || outer.until_event.is_some();
        }
        if !self.open {
            if self.stated.until.is_none() {
                (self.stated.until, self.stated.ends) = (outer.until, outer.ends);
            } else if let Some(until) = outer.until.filter(|_| self.stated.ends_by_event()) {
                self.stated.until = self.stated.until.min(Some(until));
                self.stated.ends = outer.ends;
            }
            self.open = end == End::ToEvent && self.stated.until.is_none();
        }
    }

    pub(crate) const fn stated(self) -> Stated {
        self.stated
    }
}

/// Answers by case: which of several things is so, as far as conditions and events decide.
pub(crate) type ByCase<T> = BTreeMap<course::World, T>;

/// The same, stretch by stretch of the calendar.
pub(crate) type Calendar<T> = Vec<(vires_model::Life, ByCase<T>)>;

impl Nearest {
    /// Until when the places are in force: what is true only while they are ends then at the latest (2.2).
    pub(crate) const fn end(self) -> Stated {
        Stated { from: None, from_event: None, ..self.stated }
    }

    /// What a line states, completed by what its places state.
    pub(crate) fn of_line(own: Stated, places: Self) -> Stated {
        let mut nearest = Self::default();
        nearest.around(own, End::Stated);
        nearest.around(places.stated, if places.open { End::ToEvent } else { End::Stated });
        nearest.stated
    }
}
