//! `read X for Y`, and `abolish`: who is meant by a name, and until when a body exists.

use vires_model::{Body, BodyId, Day, Domain, Group, Holder, Life, ProvisionId, SourceSpan, Which};
use vires_syntax::ast::{self, ClauseKind, LineKind, Name, Operation};
use vires_words::{Words, words};

use crate::amendments::{Days, Nearest, Spot};
use crate::broken::{Lines, extent};
use crate::circles::circles;
use crate::clauses::Stated;
use crate::numbers::said_day;
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
    /// Days on which it counts as not made for texts at or under these places.
    pub(crate) undone: Vec<(Life, Vec<ProvisionId>)>,
    /// The number of its line among the changes of law.
    change: usize,
    /// Where the line stands.
    pub(crate) place: ProvisionId,
    pub(crate) span: SourceSpan,
}

/// Bodies that a line abolishes.
#[derive(Debug, Clone)]
pub(crate) struct Abolition {
    change: usize,
    bodies: Vec<BodyId>,
    span: SourceSpan,
}

impl Reading {
    /// Whether a line is the one that says so, by its number among the changes of law.
    pub(crate) fn is_by(&self, change: usize) -> bool {
        self.change == change
    }
}

impl<'a> Resolver<'a> {
    fn operations(&self) -> Vec<(Placed<'a>, &'a Operation)> {
        let operations = self.placed.iter().filter_map(|placed| match placed.item {
            Item::Operation(operation) => Some((*placed, operation)),
            Item::Rule(_) | Item::Unreadable { .. } => None,
        });
        operations.collect()
    }

    /// The dates that a line states. Other clauses are left to `other`, which says whether it knows them.
    pub(crate) fn line_dates(
        &mut self,
        placed: &Placed<'a>,
        what: Words,
        other: &mut dyn FnMut(&mut Self, &'a ClauseKind) -> bool,
    ) -> Done<Stated> {
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
        let forwards = self.line_forwards(placed, stated);
        done.and(forwards).map(|()| stated)
    }

    /// That a line does not end before it begins. Where it states no date, and a place around it ends so, that is told there.
    pub(crate) fn line_forwards(&mut self, placed: &Placed<'_>, stated: Stated) -> Done<()> {
        if stated.from.is_none() && stated.until.is_none() && self.law.states_it_backwards(placed.spot()) {
            return Err(Failed);
        }
        self.forwards(placed.here, placed.line.span, self.issued_dates(placed, stated).life())
    }

    /// When a line is in force by its own dates and those of its places, before any change of them.
    pub(crate) fn issued_dates(&self, placed: &Placed<'_>, stated: Stated) -> Stated {
        Nearest::of_line(stated, self.law.as_issued(placed.spot()))
    }

    /// The same, and on which days the line is law.
    pub(crate) fn line_days(
        &mut self,
        placed: &Placed<'a>,
        what: Words,
        other: &mut dyn FnMut(&mut Self, &'a ClauseKind) -> bool,
    ) -> Done<Vec<Days>> {
        let stated = self.line_dates(placed, what, other)?;
        self.ends_with_its_text(placed.spot(), stated, placed.here.span(placed.line.span));
        let days = self.state_days(placed.spot(), stated, placed.here.span(placed.line.span))?;
        // A state that is suspended stops (2.6).
        Ok(days.into_iter().filter(|days| days.suspended_by.is_none()).collect())
    }

    /// That a line which is true only while its place is in force states no end beyond that of its instrument.
    pub(crate) fn ends_with_its_text(&mut self, spot: Spot, stated: Stated, span: SourceSpan) {
        let instrument = &self.model.instruments[self.instrument_of(spot.place)];
        let (Some(own), Some(end)) = (stated.until, instrument.life.until) else { return };
        if own <= end {
            return;
        }
        let problem = Problem::warning(
            code::OUTLIVES,
            span,
            words!(
                "this line names {own} as its last day, but {instrument} ends on {end}, and the line with it",
                "dòng này nêu ngày cuối là {own}, nhưng {instrument} hết hiệu lực ngày {end} và dòng này cũng vậy",
                own = said_day(own),
                end = said_day(end),
                instrument = instrument.name
            ),
        )
        .see(instrument.span, words!("the instrument ends earlier", "văn bản hết hiệu lực sớm hơn"))
        .help(words!(
            "what such a line says is true only while its instrument is in force; let the instrument last as long, or leave the line's own end out",
            "điều mà dòng như vậy quy định chỉ đúng khi văn bản còn hiệu lực; kéo dài hiệu lực văn bản, hoặc bỏ ngày cuối riêng của dòng"
        ));
        self.report(problem);
    }

    /// That no event without a date bounds a line.
    fn dates_without_events(&mut self, placed: &Placed<'a>, stated: Stated, what: Words) -> Done<()> {
        if !self.issued_dates(placed, stated).has_event() {
            return Ok(());
        }
        let what = words!(
            "events without a date as the beginning or end of {what}",
            "việc lấy sự kiện chưa có ngày làm thời điểm bắt đầu hoặc kết thúc của {what}",
            what = what
        );
        self.not_yet(placed.here, placed.line.span, what);
        Err(Failed)
    }

    /// Reads every `abolish` line.
    pub(crate) fn abolition_lines(&mut self) {
        for (placed, operation) in self.operations() {
            let (Operation::Abolish { bodies }, Some(change)) = (operation, placed.change) else {
                continue;
            };
            self.nothing_below(placed.here, placed.line);
            match self.abolition(&placed, bodies) {
                Ok((stated, bodies)) => {
                    self.law.restate(change, stated);
                    self.abolitions.push(Abolition { change, bodies, span: placed.here.span(placed.line.span) });
                }
                Err(Failed) => {
                    for name in bodies {
                        self.break_named_body(&placed, name);
                    }
                }
            }
        }
    }

    /// `abolish B from D`, in the order of effect: an abolition by an issuer that was abolished before is none. What
    /// is abolished decides which instruments have effect, and those decide what is abolished, so it is looked at
    /// until nothing changes any more.
    pub(crate) fn abolish(&mut self) {
        let lives: Vec<Life> = self.model.bodies.iter().map(|(_, body)| body.life).collect();
        for _ in 0..=self.model.instruments.len() {
            self.silence_changes();
            let before: Vec<bool> = self.model.instruments.ids().map(|id| self.is_silent(id)).collect();
            for (id, life) in self.model.bodies.ids().zip(&lives).collect::<Vec<_>>() {
                (self.model.bodies[id].life, self.model.bodies[id].away) = (*life, Vec::new());
            }
            // From which day, the number of the line, what it abolishes, its change, until when.
            let mut found: Vec<(Day, usize, BodyId, usize, Option<Day>)> = Vec::new();
            for (n, row) in self.abolitions.clone().into_iter().enumerate() {
                let Ok(days) = self.days_alive(row.change, row.span) else {
                    row.bodies.into_iter().for_each(|body| self.break_body(body, row.span));
                    continue;
                };
                for Life { from, until } in days {
                    let Some(from) = from else { continue };
                    found.extend(row.bodies.iter().map(|body| (from, n, *body, row.change, until)));
                }
            }
            found.sort();
            for (day, _, body, change, until) in found {
                if self.is_silenced(change) {
                    continue;
                }
                let body = &mut self.model.bodies[body];
                if until.is_some() {
                    // An overlay that ends: there it is again.
                    body.away.push(Life { from: Some(day), until });
                } else {
                    let last = day.previous();
                    body.life.until = Some(body.life.until.map_or(last, |until| until.min(last)));
                }
            }
            let ids = self.model.instruments.ids().collect::<Vec<_>>();
            if ids.iter().zip(&before).all(|(id, before)| self.is_silent(*id) == *before) {
                break;
            }
        }
    }

    /// Whether the instrument of a change has no effect, by what is known by now.
    fn is_silenced(&self, change: usize) -> bool {
        self.law
            .authors_of(change)
            .is_some_and(|(origin, place)| self.is_silent(origin) || self.is_silent(self.instrument_of(place)))
    }

    fn abolition(&mut self, placed: &Placed<'a>, names: &[Name]) -> Done<(Stated, Vec<BodyId>)> {
        let here = placed.here;
        let bodies = self.find_all(here, names, Self::find_body);
        let stated =
            self.line_dates(placed, words!("an `abolish` line", "dòng `giải thể`"), &mut |this, clause| {
                this.basis_clause(placed.here, placed.spot(), clause)
            })?;
        self.dates_without_events(placed, stated, words!("an `abolish` line", "dòng `giải thể`"))?;
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
        if self.issued_dates(placed, stated).from.is_none() {
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
        }
        Ok((stated, bodies))
    }

    fn break_named_body(&mut self, placed: &Placed<'_>, name: &Name) {
        let by = Lines::from([extent(placed.here, placed.line)]);
        self.break_body_meant(placed.here.package, &name.value, &by);
    }

    /// Reads every `read X for Y [in D]`.
    pub(crate) fn reading_lines(&mut self) {
        for (placed, operation) in self.operations() {
            let (Operation::Read { new, old }, Some(change)) = (operation, placed.change) else {
                continue;
            };
            self.nothing_below(placed.here, placed.line);
            match self.reading(&placed, change, new, old) {
                Ok((stated, reading)) => {
                    self.law.restate(change, stated);
                    self.readings.push(reading);
                }
                Err(Failed) => {
                    self.break_named_body(&placed, &old.name);
                    self.break_named_body(&placed, &new.name);
                }
            }
        }
    }

    /// The readings on their days. What is read so stays so when the text that says it ends, unless it is an overlay.
    pub(crate) fn readings(&mut self) {
        for reading in std::mem::take(&mut self.readings) {
            let Ok(days) = self.days_alive(reading.change, reading.span) else {
                [reading.old.body, reading.new].into_iter().for_each(|body| self.break_body(body, reading.span));
                continue;
            };
            let undone = self.undone(reading.change, reading.span);
            let rows = days.into_iter().map(|life| Reading { life, undone: undone.clone(), ..reading.clone() });
            self.readings.extend(rows);
        }
        self.cut_circles_of_readings();
        for (n, reading) in self.readings.iter().enumerate() {
            self.readings_of.entry(reading.old.body).or_default().push(n);
        }
        self.read_declarations();
    }

    fn reading(
        &mut self,
        placed: &Placed<'a>,
        change: usize,
        new: &ast::Holder,
        old: &ast::Holder,
    ) -> Done<(Stated, Reading)> {
        let here = placed.here;
        let new_holder = self.holder(here, new);
        let old_holder = self.holder(here, old);
        let mut within = Vec::new();
        let mut found = Ok(());
        let stated =
            self.line_dates(placed, words!("a `read` line", "dòng `đọc`"), &mut |this, clause| match clause {
                ClauseKind::In(places) => {
                    for place in places {
                        match this.place(here, Some(placed.place), place) {
                            Ok(cited) => {
                                this.cite(placed, cited, here.span(place.span), true);
                                within.push(cited);
                            }
                            Err(Failed) => found = Err(Failed),
                        }
                    }
                    true
                }
                _ => this.basis_clause(here, placed.spot(), clause),
            })?;
        self.dates_without_events(placed, stated, words!("a `read` line", "dòng `đọc`"))?;
        found?;
        let (new_holder, old) = (new_holder?, old_holder?);
        let reading = Reading {
            old,
            new: new_holder.body,
            of: new.of.is_some().then_some(new_holder.which),
            life: Life::ALWAYS,
            within,
            undone: Vec::new(),
            change,
            place: placed.place,
            span: here.span(placed.line.span),
        };
        Ok((stated, reading))
    }

    /// On which days, and for which texts, what a line has done counts as not done, because its text is suspended and
    /// another restored.
    fn undone(&mut self, change: usize, span: SourceSpan) -> Vec<(Life, Vec<ProvisionId>)> {
        let mut out = Vec::new();
        for (suspension, restoring) in self.law.restoring_against(change) {
            for life in self.days_alive(suspension, span).unwrap_or_default() {
                out.push((life, restoring.clone()));
            }
        }
        out
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
            let of_many = names.len() == 1 && matches!(first.old.which, Which::OfValue(_));
            let message = match names.as_slice() {
                [one] if of_many => words!(
                    "one of many `{one}` cannot be read for another of them",
                    "không thể đọc một trong nhiều `{one}` thay cho một chủ thể khác trong số đó",
                ),
                [one] => words!("`{one}` is to be read for itself", "`{one}` được đọc thay cho chính nó"),
                _ => words!(
                    "{names} are to be read for each other in a circle",
                    "{names} được đọc thay cho nhau thành vòng tròn",
                    names = names.join(", ")
                ),
            };
            let by = first.span;
            let mut problem = Problem::error(code::CIRCLE, by, message);
            for line in lines {
                problem = problem.see(line.span, words!("and this line", "và dòng này"));
            }
            if of_many {
                problem = problem.help(words!(
                    "where one place takes the place of another, say so in their list: an end, and a successor; where a power passes, \
                     transfer it",
                    "nếu một địa bàn kế thừa địa bàn khác thì khai báo trong danh mục: ngày kết thúc và địa bàn kế thừa; nếu thẩm quyền \
                     được chuyển thì khai báo việc chuyển giao",
                ));
            }
            self.readings.retain(|reading| !inside(reading));
            self.report(problem);
            set.iter().for_each(|body| self.break_body(BodyId(*body as u32), by));
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
        self.read_noting(holder, readings, &mut |_| {})
    }

    /// The same; each reading that leads there is shown.
    pub(crate) fn read_noting(&self, holder: Holder, readings: &[usize], note: &mut dyn FnMut(&Reading)) -> Holder {
        let mut at = holder;
        for _ in 0..=readings.len() {
            let next = readings.iter().filter_map(|n| self.readings.get(*n)).find(|reading| {
                reading.old.body == at.body && matches!(reading.old.which, Which::Sole | Which::Unsaid)
                    || reading.old == at
            });
            let Some(reading) = next else {
                break;
            };
            note(reading);
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
