//! On which days, and in which cases, a line of text is law.

use vires_model::{Condition, ConditionKind, Day, InstrumentId, Life, Passing, ProvisionId, SourceSpan};

use super::course::{Course, Unsettled, World};
use super::view::State;
use super::{ByCase, End, Layer, Nearest, Spot};
use crate::clauses::Stated;
use crate::conditions::all;
use crate::exclusion::MOST_TRUTHS;
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::Resolver;
use vires_words::words;

/// A stretch of days on which a line is law in some cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Days {
    pub(crate) life: Life,
    pub(crate) when: Condition,
    /// The place of the line that suspends it: it does nothing then.
    pub(crate) suspended_by: Option<ProvisionId>,
    /// The last of them is that of the text, as it or another states it.
    pub(crate) lapses: bool,
    /// What passes with the last day of another text, and with that the stretch begins or ends.
    pub(crate) passing: Vec<Passing>,
}

impl Days {
    /// Those of them that lie in another stretch; none where none does.
    pub(crate) fn within(&self, stretch: Life) -> Option<Self> {
        let life = self.life.intersect(stretch);
        (!life.is_empty()).then(|| Self {
            life,
            lapses: self.lapses && life.until == self.life.until,
            passing: turning(&self.passing, life),
            ..self.clone()
        })
    }
}

/// How a line stands in some cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Standing {
    dates: Stated,
    /// Until when its places are in force, where it is true only while they are.
    within: Stated,
    suspended_by: Option<ProvisionId>,
}

/// What a line says of its own days.
#[derive(Debug, Clone, Copy)]
struct Line {
    own: Stated,
    /// It is true only while its place is in force (2.2); else its own end may lie beyond that of its place (2.1).
    is_state: bool,
    span: SourceSpan,
}

impl Line {
    /// When it is law, where its places are in force so.
    fn standing(self, places: Nearest, suspended_by: Option<ProvisionId>) -> Standing {
        let dates = Nearest::of_line(self.own, places);
        let within = if self.is_state { places.end() } else { Stated::default() };
        Standing { dates, within, suspended_by }
    }
}

impl Standing {
    fn life(self) -> Life {
        self.dates.life().intersect(self.within.life())
    }
}

impl Resolver<'_> {
    /// The days of a line that states these dates, in the order of the calendar. What is to be said of them stands at
    /// `span`.
    pub(crate) fn days(&mut self, spot: Spot, own: Stated, span: SourceSpan) -> Done<Vec<Days>> {
        self.days_of_line(spot, Line { own, is_state: false, span })
    }

    /// The same of a line that is true only while its place is in force.
    pub(crate) fn state_days(&mut self, spot: Spot, own: Stated, span: SourceSpan) -> Done<Vec<Days>> {
        self.days_of_line(spot, Line { own, is_state: true, span })
    }

    fn days_of_line(&mut self, spot: Spot, line: Line) -> Done<Vec<Days>> {
        let span = line.span;
        let closure = self.law.closure(spot);
        if spot.layer.change().is_some_and(|change| self.law.is_silent(change)) {
            return Ok(Vec::new());
        }
        if closure.is_empty() {
            let standing = line.standing(self.law.as_issued(spot), None);
            let when = all(self.events_bounding(standing, span), span);
            let life = standing.life();
            return Ok(match life.is_empty() {
                true => Vec::new(),
                false => {
                    vec![Days { life, when, suspended_by: None, lapses: life.until.is_some(), passing: Vec::new() }]
                }
            });
        }
        let course = self.law.course(&closure, &self.model);
        let states = match course.states(&self.law, spot) {
            Ok(states) => states,
            Err(why) => return Err(self.unsettled(&course, why, span)),
        };
        let mut out: Vec<Days> = Vec::new();
        for (n, (stretch, cases)) in states.into_iter().enumerate() {
            for (life, when, suspended_by, lapses) in self.days_in(&course, (n, stretch), cases, line) {
                // Where nothing changes, the stretch before goes on.
                let same = out.iter_mut().rev().find(|last| {
                    last.life.until.map(Day::next) == life.from
                        && last.when == when
                        && last.suspended_by == suspended_by
                });
                match same {
                    Some(last) => (last.life.until, last.lapses) = (life.until, lapses),
                    None => out.push(Days { life, when, suspended_by, lapses, passing: Vec::new() }),
                }
            }
        }
        let passing = self.passing(&course, spot);
        for days in &mut out {
            days.passing = turning(&passing, days.life);
        }
        Ok(out)
    }

    /// The changes that bear on a text for as long as their own texts are in force, with the last days of these. Where some
    /// name the text itself, those that bear on it through others are left out.
    fn passing(&self, course: &Course, spot: Spot) -> Vec<Passing> {
        let mut found: Vec<(bool, Passing)> = Vec::new();
        for n in &course.changes {
            let Some(change) = self.law.change(*n).filter(|change| !change.lasting && !change.silent) else { continue };
            let place = change.at.place;
            let Some(last) = self.last_day_of(place).filter(|last| course.is_alive_until(*n, *last)) else { continue };
            let names = |target: &ProvisionId| self.law.covers(*target, spot.place);
            let directly = spot.layer.change() == Some(*n) || change.kind.targets().iter().any(names);
            found.push((directly, Passing { place, last }));
        }
        let on_the_day = |directly: bool, last: Day| found.iter().any(|own| own.0 == directly && own.1.last == last);
        let counts = |(directly, own): &&(bool, Passing)| *directly || !on_the_day(true, own.last);
        found.iter().filter(counts).map(|(_, own)| *own).collect()
    }

    /// The last day of the instrument of a place, where it ends and has not been repealed.
    pub(crate) fn last_day_of(&self, place: ProvisionId) -> Option<Day> {
        let row = &self.model.instruments[self.instrument_of(place)];
        row.life.until.filter(|_| !row.repealed)
    }

    /// What one stretch of the calendar holds: lives within it, each with its cases.
    fn days_in(
        &self,
        course: &Course,
        (n, stretch): (usize, Life),
        cases: ByCase<Option<State>>,
        line: Line,
    ) -> Vec<(Life, Condition, Option<ProvisionId>, bool)> {
        let span = line.span;
        let law = |state: State| {
            let suspended_by = state.suspended.and_then(|n| self.law.change(n)).map(|change| change.at.place);
            line.standing(state.nearest, suspended_by)
        };
        let cases: Vec<(World, Option<Standing>)> =
            cases.into_iter().map(|(world, state)| (world, state.map(law))).collect();
        let mut kinds: Vec<Standing> = Vec::new();
        for kind in cases.iter().filter_map(|(_, found)| *found) {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        let mut out = Vec::new();
        for kind in kinds {
            let life = kind.life().intersect(stretch);
            if life.is_empty() {
                continue;
            }
            let table: Vec<(&World, bool)> = cases.iter().map(|(world, found)| (world, *found == Some(kind))).collect();
            let Some(guard) = self.guard(course, n, &table, 0, span) else {
                continue;
            };
            let mut parts = vec![guard];
            parts.extend(self.events_bounding(kind, span));
            let lapses = life.until.is_some() && life.until == kind.life().until;
            out.push((life, all(parts, span), kind.suspended_by, lapses));
        }
        out
    }

    /// The events without a date between which a line is law.
    fn events_bounding(&self, standing: Standing, span: SourceSpan) -> Vec<Condition> {
        let Standing { dates, within, .. } = standing;
        let mut parts = self.events_of(dates, span);
        if within.until_event != dates.until_event {
            parts.extend(self.events_of(within, span));
        }
        parts
    }

    /// What cannot be said is refused.
    pub(crate) fn unsettled(&mut self, course: &Course, why: Unsettled, span: SourceSpan) -> Failed {
        let problem = match why {
            // Everything is read again, with the event as a question for its date.
            Unsettled::OnTheDayOf(event) if self.asks_when(event) => return Failed,
            Unsettled::OnTheDayOf(event) => {
                let row = &self.model.facts[event];
                let (name, known_by) = (row.label.clone(), row.name.clone());
                let mut lines = self.law.changes_bound_by(&course.changes, event).into_iter();
                let span = lines.next().unwrap_or(span);
                let problem = Problem::error(
                    code::NOT_EXACT,
                    span,
                    words!(
                        "from “{name}” on, lines that it sets off undo one another in turn, so that no text comes of them",
                        "kể từ “{name}”, các dòng phụ thuộc vào sự kiện này lần lượt làm mất hiệu lực của nhau nên không xác định được quy định nào còn hiệu lực",
                    ),
                )
                .known_by(known_by)
                .help(words!(
                    "let only one of them change the text in which the other stands",
                    "chỉ để một trong các dòng đó sửa đổi văn bản có dòng kia",
                ));
                lines.take(4).fold(problem, |problem, line| {
                    problem.see(line, words!("this depends on the event", "dòng này phụ thuộc vào sự kiện"))
                })
            }
            Unsettled::TooLong => Problem::error(
                code::NOT_EXACT,
                course.changes.first().and_then(|n| self.change_span(*n)).unwrap_or(span),
                words!(
                    "too many changes bear on one another, on too many days, to be followed through the calendar",
                    "quá nhiều sửa đổi tác động lẫn nhau, vào quá nhiều ngày, nên không thể lần theo từng ngày",
                ),
            )
            .help(words!(
                "leave out changes that others have overtaken, or write the text as it now stands",
                "bỏ bớt những sửa đổi đã bị sửa đổi sau thay thế, hoặc viết quy định như hiện nay",
            )),
            Unsettled::TooMany => Problem::error(
                code::NOT_EXACT,
                course.changes.first().and_then(|n| self.change_span(*n)).unwrap_or(span),
                words!(
                    "too many conditions and events together decide what is law here",
                    "quá nhiều điều kiện và sự kiện cùng quyết định điều gì có hiệu lực ở đây",
                ),
            )
            .help(words!(
                "let the `applies only when` lines turn on fewer questions: they may be true in {MOST_TRUTHS} ways, and eight days of events \
                 without a date are weighed together",
                "để các dòng `chỉ áp dụng khi` phụ thuộc vào ít câu hỏi hơn: chúng được xem xét trong tối đa {MOST_TRUTHS} cách xảy ra, cùng \
                 tám ngày của các sự kiện chưa có ngày",
            )),
        };
        self.report(problem);
        Failed
    }

    /// The instrument that put a text where it stands, where that is another than the one that it belongs to.
    pub(crate) fn amended_by(&self, spot: Spot) -> Option<InstrumentId> {
        let origin = self.law.change(spot.layer.change()?)?.origin;
        (origin != self.instrument_of(spot.place)).then_some(origin)
    }

    /// The days on which a change is alive, in which every case agrees.
    pub(crate) fn days_alive(&mut self, change: usize, span: SourceSpan) -> Done<Vec<Life>> {
        let closure = self.law.closure_of(change);
        let course = self.law.course(&closure, &self.model);
        let stretches = match course.alive(change) {
            Ok(stretches) => stretches,
            Err(why) => return Err(self.unsettled(&course, why, span)),
        };
        let mut out: Vec<Life> = Vec::new();
        for (life, cases) in stretches {
            let some = cases.values().any(|alive| *alive);
            if some && !cases.values().all(|alive| *alive) {
                return Err(self.depends_on_the_case(span));
            }
            match out.last_mut() {
                Some(last) if some && last.until.map(Day::next) == life.from => last.until = life.until,
                _ if some => out.push(life),
                _ => {}
            }
        }
        Ok(out)
    }

    /// The lives of a line, which must not differ from case to case.
    pub(crate) fn for_every_case(&mut self, span: SourceSpan, days: Vec<Days>) -> Done<Vec<Life>> {
        if days.iter().any(|days| days.when.kind != ConditionKind::Always) {
            return Err(self.depends_on_the_case(span));
        }
        Ok(days.into_iter().map(|days| days.life).collect())
    }

    fn depends_on_the_case(&mut self, span: SourceSpan) -> Failed {
        self.report(Problem::error(
            code::NOT_EXACT,
            span,
            words!(
                "whether this line has effect differs from case to case, and it speaks of bodies as a whole",
                "dòng này có hiệu lực hay không còn khác nhau theo từng trường hợp, trong khi nó nói về cơ quan nói chung",
            ),
        ));
        Failed
    }

    /// Instruments end when their text does: as extended, or repealed.
    pub(crate) fn lives_of_instruments(&mut self) {
        for id in self.model.instruments.ids().collect::<Vec<_>>() {
            let place = self.model.instruments[id].text;
            let closure = self.law.closure(Spot { layer: Layer::ORIGINAL, place });
            if closure.is_empty() {
                continue;
            }
            let course = self.law.course(&closure, &self.model);
            // Where it differs, that is reported at the lines that make it differ.
            let Ok(stretches) = course.standing(&self.law, place) else { continue };
            let mut ends = Vec::new();
            for (stretch, cases) in stretches {
                let lives = cases.values().flatten().map(|dates| dates.life().intersect(stretch));
                ends.extend(lives.filter(|life| !life.is_empty()).map(|life| life.until));
            }
            let last = ends.iter().copied().max_by_key(|end| end.map_or((true, None), |day| (false, Some(day))));
            if let Some(last) = last {
                let row = &mut self.model.instruments[id];
                row.repealed = last.is_some_and(|last| row.life.until.is_none_or(|stated| last < stated));
                row.life.until = last;
            }
        }
    }
}

/// Those with which these days begin or end.
pub(crate) fn turning(passing: &[Passing], life: Life) -> Vec<Passing> {
    let turns = |own: &&Passing| life.until == Some(own.last) || life.from == Some(own.last.next());
    passing.iter().filter(turns).copied().collect()
}

impl super::Law {
    /// When a text is in force by its places as they were issued or put in.
    pub(crate) fn as_issued(&self, spot: Spot) -> Nearest {
        let mut nearest = Nearest::default();
        for place in self.up(spot.place) {
            let own = Spot { layer: spot.layer, place };
            let stated = match spot.layer {
                Layer::ORIGINAL => self.stated_at(own),
                _ if self.headings.contains_key(&own) => self.stated_at(own),
                _ => self.stated_at(Spot { layer: Layer::ORIGINAL, place }),
            };
            nearest.around(stated, End::Stated);
        }
        nearest
    }

    /// Whether a place around a text states an end before its beginning: that is told there.
    pub(crate) fn states_it_backwards(&self, spot: Spot) -> bool {
        let stated = |place: ProvisionId| {
            let own = Spot { layer: spot.layer, place };
            if self.headings.contains_key(&own) { own } else { Spot { layer: Layer::ORIGINAL, place } }
        };
        self.up(spot.place).any(|place| {
            let Stated { from, until, .. } = self.stated_at(stated(place));
            from.zip(until).is_some_and(|(from, until)| until < from)
        })
    }

    fn changes_bound_by(&self, changes: &[usize], event: vires_model::FactId) -> Vec<SourceSpan> {
        let bound = |stated: Stated| {
            let days = stated.from_event.into_iter().chain(stated.until_event.map(|(until, _)| until));
            days.into_iter().any(|day| day.event == event)
        };
        let at = |change: &super::Change| {
            bound(change.stated)
                || self.up(change.at.place).any(|place| bound(self.stated_at(Spot { layer: change.at.layer, place })))
        };
        changes.iter().filter_map(|n| self.change(*n)).filter(|change| at(change)).map(|change| change.span).collect()
    }
}
