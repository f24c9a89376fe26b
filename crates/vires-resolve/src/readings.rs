//! `read X for Y`, and `abolish`: who is meant by a name, and until when a body exists.

use vires_model::{Body, BodyId, Day, Domain, Group, Holder, Life, ProvisionId, SourceSpan, Which};
use vires_syntax::ast::{self, ClauseKind, LineKind, Name, Operation};
use vires_words::{Words, words};

use crate::circles::circles;
use crate::clauses::Stated;
use crate::problem::{Done, Failed, Problem, code};
use crate::provisions::{Item, Placed};
use crate::resolver::Resolver;

/// From some day on a text that names one body means another.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    pub(crate) old: Holder,
    /// The new body; `of` where the text says which one, else the same one as before.
    pub(crate) new: BodyId,
    of: Option<Which>,
    pub(crate) life: Life,
    /// Only texts at or under these places; empty: every text.
    pub(crate) within: Vec<ProvisionId>,
    pub(crate) span: SourceSpan,
}

impl<'a> Resolver<'a> {
    fn operations(&self) -> Vec<(Placed<'a>, &'a Operation)> {
        let operations = self.placed.iter().filter_map(|placed| match placed.item {
            Item::Operation(operation) => Some((*placed, operation)),
            Item::Rule(_) => None,
        });
        operations.collect()
    }

    /// The dates that a line states, and the life that follows for it. Other clauses are left to `other`, which says
    /// whether it knows them.
    pub(crate) fn line_life(
        &mut self,
        placed: &Placed<'a>,
        what: Words,
        other: &mut dyn FnMut(&mut Self, &'a ClauseKind) -> bool,
    ) -> Done<(Stated, Life)> {
        let (stated, life, events) = self.line_life_and_events(placed, what.clone(), other)?;
        if !events.is_empty() {
            let what = words!(
                "events without a date as the beginning or end of {what}",
                "việc lấy sự kiện chưa có ngày làm thời điểm bắt đầu hoặc kết thúc của {what}",
                what = what
            );
            self.not_yet(placed.here, placed.line.span, what);
            return Err(Failed);
        }
        Ok((stated, life))
    }

    /// The dates of a line, events left aside.
    pub(crate) fn line_dates(
        &mut self,
        placed: &Placed<'a>,
        what: Words,
        other: &mut dyn FnMut(&mut Self, &'a ClauseKind) -> bool,
    ) -> Done<(Stated, Life)> {
        let mut stated = Stated::default();
        // A clause that could not be read may have been anything.
        let unread = placed.line.below.iter().any(|below| below.kind == LineKind::Unreadable);
        let mut done = if unread { Err(Failed) } else { Ok(()) };
        for clause in &placed.line.clauses {
            match self.date_clause(placed.here, clause, &mut stated) {
                Ok(true) => {}
                Ok(false) if other(self, &clause.kind) => {}
                Ok(false) => done = Err(self.misplaced(placed.here, clause, what.clone())),
                Err(Failed) => done = Err(Failed),
            }
        }
        let inherited = self.life_of(placed.place);
        let life = Life { from: stated.from.or(inherited.from), until: stated.until.or(inherited.until) };
        let forwards = self.forwards(placed.here, placed.line.span, life);
        done.and(forwards).map(|()| (stated, life))
    }

    /// `abolish B from D`, in the order of effect: an abolition by an issuer that was abolished before is none.
    pub(crate) fn abolitions(&mut self) {
        let mut found: Vec<(Day, usize, BodyId, ProvisionId)> = Vec::new();
        for (n, (placed, operation)) in self.operations().into_iter().enumerate() {
            let Operation::Abolish { bodies } = operation else {
                continue;
            };
            self.nothing_below(placed.here, placed.line);
            match self.abolition(&placed, bodies) {
                Ok((day, bodies)) => found.extend(bodies.into_iter().map(|body| (day, n, body, placed.place))),
                Err(Failed) => {
                    for name in bodies {
                        self.break_body(&placed, name);
                    }
                }
            }
        }
        found.sort();
        for (day, _, body, place) in found {
            if self.is_void(self.instrument_of(place)).is_some() {
                continue;
            }
            let life = &mut self.model.bodies[body].life;
            let last = day.previous();
            life.until = Some(life.until.map_or(last, |until| until.min(last)));
        }
    }

    fn abolition(&mut self, placed: &Placed<'a>, names: &[Name]) -> Done<(Day, Vec<BodyId>)> {
        let here = placed.here;
        let bodies = self.find_all(here, names, Self::find_body);
        let (stated, life) =
            self.line_life(placed, words!("an `abolish` line", "dòng `giải thể`"), &mut |this, clause| match clause
            {
                ClauseKind::BasedOn(places) => {
                    this.cited(placed.here, placed.place, places);
                    true
                }
                _ => false,
            })?;
        let bodies = bodies?;
        if stated.until.is_some() {
            self.report(
                Problem::error(
                    code::MISPLACED,
                    here.span(placed.line.span),
                    words!(
                        "a body that is abolished is gone for good; this line says until when",
                        "cơ quan bị giải thể là chấm dứt hẳn; dòng này lại nêu đến khi nào"
                    ),
                )
                .help(words!(
                    "leave the end out; for a time only, `nobody holds` is the word",
                    "bỏ ngày kết thúc; nếu chỉ trong một thời gian thì viết `không cơ quan nào có thẩm \
                     quyền`"
                )),
            );
            return Err(Failed);
        }
        if self.ends_as_overlay(placed) {
            self.not_yet(
                here,
                placed.line.span,
                words!(
                    "`abolish` lines of an instrument that is an overlay and ends",
                    "dòng `giải thể` của văn bản tạm thời có ngày hết hiệu lực"
                ),
            );
            return Err(Failed);
        }
        let Some(day) = life.from else {
            self.report(
                Problem::error(
                    code::MISPLACED,
                    here.span(placed.line.span),
                    words!(
                        "neither this line nor its instrument says from which day",
                        "cả dòng này và văn bản đều chưa nêu từ ngày nào"
                    ),
                )
                .help(words!("add `from` and a date", "thêm `từ ngày` và một ngày")),
            );
            return Err(Failed);
        };
        Ok((day, bodies))
    }

    fn ends_as_overlay(&self, placed: &Placed<'_>) -> bool {
        self.model.instruments[self.instrument_of(placed.place)].overlay && self.life_of(placed.place).until.is_some()
    }

    fn break_body(&mut self, placed: &Placed<'_>, name: &Name) {
        use crate::names::{Sorts, Thing};
        if let Some(Thing::Body(id)) = self.find_quietly(placed.here.package, &name.value, Sorts::BODY) {
            self.broken_bodies.insert(id);
        }
    }

    /// `read X for Y [in D]`.
    pub(crate) fn readings(&mut self) {
        for (placed, operation) in self.operations() {
            let Operation::Read { new, old } = operation else {
                continue;
            };
            self.nothing_below(placed.here, placed.line);
            match self.reading(&placed, new, old) {
                Ok(reading) if self.is_void(self.instrument_of(placed.place)).is_none() => self.readings.push(reading),
                Ok(_) => {}
                Err(Failed) => {
                    self.break_body(&placed, &old.name);
                    self.break_body(&placed, &new.name);
                }
            }
        }
        self.cut_circles_of_readings();
        for (n, reading) in self.readings.iter().enumerate() {
            self.readings_of.entry(reading.old.body).or_default().push(n);
        }
        self.read_declarations();
    }

    fn reading(&mut self, placed: &Placed<'a>, new: &ast::Holder, old: &ast::Holder) -> Done<Reading> {
        let here = placed.here;
        let new_holder = self.holder(here, new);
        let old_holder = self.holder(here, old);
        let mut within = Vec::new();
        let mut found = Ok(());
        let (_, life) =
            self.line_life(placed, words!("a `read` line", "dòng `đọc`"), &mut |this, clause| match clause {
                ClauseKind::In(places) => {
                    for place in places {
                        match this.place(here, Some(placed.place), place) {
                            Ok(place) => within.push(place),
                            Err(Failed) => found = Err(Failed),
                        }
                    }
                    true
                }
                ClauseKind::BasedOn(places) => {
                    this.cited(here, placed.place, places);
                    true
                }
                _ => false,
            })?;
        found?;
        let (new_holder, old) = (new_holder?, old_holder?);
        // What is read so stays so when the text that says it ends, unless that text is an overlay.
        let overlay = self.model.instruments[self.instrument_of(placed.place)].overlay;
        let until = if overlay { life.until } else { None };
        Ok(Reading {
            old,
            new: new_holder.body,
            of: new.of.is_some().then_some(new_holder.which),
            life: Life { from: life.from, until },
            within,
            span: here.span(placed.line.span),
        })
    }

    fn cut_circles_of_readings(&mut self) {
        let edges: Vec<_> =
            self.readings.iter().map(|reading| (reading.old.body.0 as usize, reading.new.0 as usize)).collect();
        for set in circles(self.model.bodies.len(), &edges) {
            let inside = |reading: &Reading| {
                set.contains(&(reading.old.body.0 as usize)) && set.contains(&(reading.new.0 as usize))
            };
            let mut lines = self.readings.iter().filter(|reading| inside(reading));
            let Some(first) = lines.next() else {
                continue;
            };
            let names: Vec<_> = set.iter().map(|body| self.model.bodies[BodyId(*body as u32)].name.clone()).collect();
            let message = match names.as_slice() {
                [one] => words!("`{one}` is to be read for itself", "`{one}` được đọc thay cho chính nó"),
                _ => words!(
                    "{names} are to be read for each other in a circle",
                    "{names} được đọc thay cho nhau thành vòng tròn",
                    names = names.join(", ")
                ),
            };
            let mut problem = Problem::error(code::CIRCLE, first.span, message);
            for line in lines {
                problem = problem.see(line.span, words!("and this line", "và dòng này"));
            }
            self.readings.retain(|reading| !inside(reading));
            self.report(problem);
            self.broken_bodies.extend(set.iter().map(|body| BodyId(*body as u32)));
        }
    }

    /// Succession reaches what is declared, too: whoever takes a body's place may issue what it issued, and give and
    /// receive as it did.
    fn read_declarations(&mut self) {
        // Readings make no circle, so a chain is no longer than there are readings.
        for _ in 0..self.readings.len() {
            for reading in self.readings.iter().filter(|reading| reading.within.is_empty()) {
                let (old, new) = (reading.old.body, reading.new);
                for id in self.model.instrument_kinds.ids() {
                    let issuers = &mut self.model.instrument_kinds[id].issued_by;
                    if issuers.contains(&old) && !issuers.contains(&new) {
                        issuers.push(new);
                    }
                }
                for id in self.model.modalities.ids() {
                    for line in &mut self.model.modalities[id].between {
                        for groups in [&mut line.from, &mut line.to] {
                            if groups.contains(&Group::Body(old)) && !groups.contains(&Group::Body(new)) {
                                groups.push(Group::Body(new));
                            }
                        }
                    }
                }
            }
        }
    }

    /// The holder that a text means where these readings are in force.
    pub(crate) fn read(&self, holder: Holder, readings: &[usize]) -> Holder {
        let mut at = holder;
        for _ in 0..=readings.len() {
            let next = readings.iter().filter_map(|n| self.readings.get(*n)).find(|reading| {
                reading.old.body == at.body && matches!(reading.old.which, Which::Sole | Which::Unsaid)
                    || reading.old == at
            });
            let Some(reading) = next else {
                break;
            };
            let which = reading.of.unwrap_or_else(|| self.carried(at, reading.new));
            at = Holder { body: reading.new, which };
        }
        at
    }

    /// Which one of the new bodies stands for this one of the old.
    fn carried(&self, old: Holder, new: BodyId) -> Which {
        let per = |body: BodyId| {
            let body: &Body = &self.model.bodies[body];
            body.one_per
        };
        let Some(list) = per(new) else {
            return Which::Sole;
        };
        match (old.which, per(old.body)) {
            (Which::OfFact(fact), _) => match self.model.facts[fact].domain {
                Domain::Choice(of) if self.lies_within(of, list) => old.which,
                _ => Which::Unsaid,
            },
            (Which::OfValue(value), Some(from)) => {
                self.model.lift(value, from, list).map_or(Which::Unsaid, Which::OfValue)
            }
            (Which::OfItsPlace, Some(from)) if self.lies_within(from, list) => Which::OfItsPlace,
            _ => Which::Unsaid,
        }
    }
}
