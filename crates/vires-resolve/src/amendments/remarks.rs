//! What is wrong with changes of law: they strike nothing, come too late, contradict each other in an order that no
//! text says, or reach above their rank.

use vires_model::{Day, Life, ProvisionId};
use vires_words::words;

use super::{Change, ChangeKind, Law};
use crate::numbers::said_day;
use crate::problem::{Problem, code};
use crate::resolver::Resolver;

impl Resolver<'_> {
    /// Looks at every change.
    pub(crate) fn remarks_on_changes(&mut self) {
        for n in 0..self.law.changes.len() {
            let Some(change) = self.law.change(n).filter(|change| !change.silent).cloned() else { continue };
            if matches!(change.kind, ChangeKind::Beside) {
                let read_in = self.read_in(n);
                self.reaches_above(&change, &read_in).into_iter().for_each(|problem| self.report(problem));
            }
            if change.kind.targets().is_empty() {
                continue;
            }
            if !change.lasting {
                self.ends_with_its_text(change.at, change.stated, change.span);
            }
            let closure = self.law.closure_of(n);
            let course = self.law.course(&closure, &self.model);
            if let Err(why) = course.alive(n) {
                // Reported with the text that it leaves open.
                let _ = self.unsettled(&course, why, change.span);
                continue;
            }
            // What one case or one date of an event leaves it is enough to strike.
            let mut worlds = course.beginnings(n).map(|(life, view)| self.strikes_nothing(n, &change, life.from, view));
            let mut problems = worlds.next().unwrap_or_default();
            for found in worlds {
                problems.retain(|problem| found.iter().any(|other| other.0 == problem.0));
            }
            let mut problems: Vec<Problem> = problems.into_iter().map(|(_, problem)| problem).collect();
            for other in closure.iter().filter(|other| **other != n) {
                // Each pair once, at the one that stands later in the files.
                let is_later = |resolver: &Self| resolver.change_span(*other) <= Some(change.span);
                if self.order_is_open(&course, n, *other)
                    && (is_later(self) || !self.law.closure_of(*other).contains(&n))
                {
                    problems.extend(self.order_not_said(n, *other));
                }
            }
            problems.extend(self.reaches_above(&change, change.kind.targets()));
            problems.extend(self.restores_nothing(&change));
            problems.into_iter().for_each(|problem| self.report(problem));
        }
    }

    /// The targets that are not there on the day, or cannot be extended.
    fn strikes_nothing(
        &self,
        n: usize,
        change: &Change,
        day: Option<Day>,
        view: &super::view::View,
    ) -> Vec<(ProvisionId, Problem)> {
        if matches!(change.kind, ChangeKind::Limit { .. }) {
            return Vec::new();
        }
        let (before, lasting) = view.before(&self.law, n);
        let effective = view.effective(n).unwrap_or_default();
        let mut out = Vec::new();
        for (target, struck) in change.kind.targets().iter().zip(effective) {
            if change.of_class.contains(target) {
                continue;
            }
            let gone = view.taken_away_by(&self.law, *target).filter(|by| *by != n);
            // What a text takes away for its own time is never there for its other lines.
            let by_itself = gone.and_then(|by| self.law.change(by)).is_some_and(|by| by.origin == change.origin);
            let there = before.has(&self.law, *target) || lasting.has(&self.law, *target) && !by_itself;
            if !there {
                out.push((*target, self.nothing_there(change, *target, day, gone)));
            } else if let ChangeKind::Extend { to, .. } = &change.kind {
                if !struck {
                    let end = before.end_of(&self.law, *target);
                    out.push((*target, self.not_extended(change, *target, day, end, to.until)));
                }
            } else if let (Some(day), Some(end)) = (day, before.end_of(&self.law, *target))
                && end < day
                // What is put in behind a place only takes its place there.
                && !matches!(change.kind, ChangeKind::Insert(_))
                && !self.outliving.iter().any(|place| self.law.covers(*target, *place))
            {
                out.push((*target, self.over_already(change, *target, day, end)));
            }
        }
        out
    }

    fn nothing_there(&self, change: &Change, target: ProvisionId, day: Option<Day>, gone: Option<usize>) -> Problem {
        let (name, cited) = self.citations(target);
        let message = match day {
            Some(day) => words!(
                "{name} is not there on {day}, when this would take effect",
                "vào ngày {day}, khi dòng này có hiệu lực, không có {cited}",
                day = said_day(day),
            ),
            None => {
                words!("{name} is not there when this would take effect", "khi dòng này có hiệu lực, không có {cited}",)
            }
        };
        let problem = Problem::error(code::NOTHING_TO_CHANGE, change.span, message).help(words!(
            "name the text that is there on that day; as it stands this line has no effect on it",
            "nêu quy định có vào ngày đó; như hiện nay dòng này không có tác dụng với nó",
        ));
        match gone.and_then(|by| self.change_span(by)) {
            Some(span) => problem.see(span, words!("it was taken away here", "đã bị bãi bỏ hoặc thay thế ở đây")),
            None => problem
                .see(self.model.provisions[target].span, words!("it is put in only here", "chỉ được bổ sung ở đây")),
        }
    }

    fn over_already(&self, change: &Change, target: ProvisionId, day: Day, end: Day) -> Problem {
        let (name, cited) = self.citations(target);
        Problem::error(
            code::NOTHING_TO_CHANGE,
            change.span,
            words!(
                "{name} ended on {end}, before this takes effect on {day}",
                "{cited} đã hết hiệu lực sau ngày {end}, trước khi dòng này có hiệu lực ngày {day}",
                end = said_day(end),
                day = said_day(day),
            ),
        )
        .see(self.model.provisions[target].span, words!("the text begins here", "quy định bắt đầu ở đây"))
        .help(words!(
            "name a text that is still in force on that day, or correct the dates",
            "nêu quy định còn hiệu lực vào ngày đó, hoặc sửa các ngày",
        ))
    }

    fn not_extended(
        &self,
        change: &Change,
        target: ProvisionId,
        day: Option<Day>,
        end: Option<Day>,
        new: Option<Day>,
    ) -> Problem {
        let (name, cited) = self.citations(target);
        let message = match (end, day, new) {
            (Some(end), Some(day), _) if end.next() < day => words!(
                "{name} ended on {end}; what takes effect on {day} can no longer extend it",
                "{cited} đã hết hiệu lực sau ngày {end}; quy định có hiệu lực ngày {day} không thể kéo dài nữa",
                end = said_day(end),
                day = said_day(day),
            ),
            (Some(end), _, Some(new)) => words!(
                "{name} ends on {end}; until {new} is no extension",
                "{cited} hết hiệu lực sau ngày {end}; đến hết ngày {new} không phải là kéo dài",
                end = said_day(end),
                new = said_day(new),
            ),
            _ => words!("{name} has no last day that could be moved", "{cited} không có ngày hết hiệu lực để kéo dài",),
        };
        Problem::error(code::NOT_EXTENDED, change.span, message)
            .see(self.model.provisions[target].span, words!("the text begins here", "quy định bắt đầu ở đây"))
            .help(words!(
                "an extension takes effect no later than the day after the old end, and names a later one",
                "việc kéo dài phải có hiệu lực chậm nhất vào ngày sau ngày hết hiệu lực cũ và nêu một ngày muộn hơn",
            ))
    }

    /// 2.3: of one day and one date of issue, from two instruments, on one place.
    fn order_is_open(&self, course: &super::Course, n: usize, other: usize) -> bool {
        let Some((one, two)) = self.law.change(n).zip(self.law.change(other)) else { return false };
        one.origin != two.origin
            && one.issued == two.issued
            && self.law.contradict(one, two)
            && course.begin_together(n, other)
    }

    fn order_not_said(&self, n: usize, other: usize) -> Option<Problem> {
        let (one, two) = self.law.change(n).zip(self.law.change(other))?;
        let name = |change: &Change| self.model.instruments[change.origin].name.clone();
        let (here, there) = (name(one), name(two));
        Some(
            Problem::error(
                code::ORDER_NOT_SAID,
                one.span,
                words!(
                    "{there} and {here} change one text on one day and were issued on one day; nothing says which comes first",
                    "{there} và {here} cùng sửa một quy định, có hiệu lực và ban hành cùng ngày; không có gì cho biết văn bản nào áp dụng trước",
                ),
            )
            .see(two.span, words!("the other change", "thay đổi kia"))
            .help(words!(
                "say on which day each takes effect, or let only one of them change this text",
                "nêu ngày có hiệu lực của từng thay đổi, hoặc chỉ để một văn bản sửa quy định này",
            )),
        )
    }

    /// The texts in which a line reads one name for another, where it names them.
    fn read_in(&self, n: usize) -> Vec<ProvisionId> {
        let reading = self.readings.iter().find(|reading| reading.is_by(n));
        reading.map(|reading| reading.within.clone()).unwrap_or_default()
    }

    /// 2.6: what is suspended has taken nothing of a text away that is to apply again meanwhile.
    fn restores_nothing(&self, change: &Change) -> Option<Problem> {
        let ChangeKind::Suspend { targets, restoring } = &change.kind else { return None };
        let meet = |one: ProvisionId, other: ProvisionId| self.law.covers(one, other) || self.law.covers(other, one);
        let of_suspended = |own: &Change| targets.iter().any(|target| self.law.covers(*target, own.at.place));
        let done: Vec<(usize, &Change)> =
            self.law.changes.iter().enumerate().filter(|(_, own)| own.lasting && of_suspended(own)).collect();
        let idle = restoring.iter().find(|place| {
            !done.iter().any(|(n, own)| match own.kind {
                // A name is read otherwise, or a body gone, in every text or in those named.
                ChangeKind::Beside => {
                    let within = self.read_in(*n);
                    within.is_empty() || within.iter().any(|within| meet(*within, **place))
                }
                _ => own.kind.targets().iter().any(|target| meet(*target, **place)),
            })
        })?;
        let (name, cited) = self.citations(*idle);
        Some(
            Problem::warning(
                code::NOTHING_TO_CHANGE,
                change.span,
                words!(
                    "what is suspended here has taken nothing of {name} away: there is nothing to apply again",
                    "văn bản bị ngưng hiệu lực ở đây không bãi bỏ, thay thế quy định nào của {cited}: không có gì để áp dụng lại",
                ),
            )
            .see(self.model.provisions[*idle].span, words!("the text begins here", "quy định bắt đầu ở đây"))
            .help(words!(
                "name the text that the suspended one repealed, replaced or changed, or leave `restoring` out",
                "nêu quy định đã bị văn bản bị ngưng hiệu lực bãi bỏ, thay thế hoặc sửa đổi, hoặc bỏ `áp dụng lại`",
            )),
        )
    }

    /// 2.5: a change by an instrument of lower rank, without a basis of at least that rank.
    fn reaches_above(&self, change: &Change, targets: &[ProvisionId]) -> Option<Problem> {
        if matches!(change.kind, ChangeKind::Limit { .. }) {
            return None;
        }
        let rank = |place: ProvisionId| {
            let instrument = &self.model.instruments[self.instrument_of(place)];
            instrument.kind.and_then(|kind| self.model.instrument_kinds[kind].rank)
        };
        let own = rank(self.model.instruments[change.origin].text)?;
        let above = targets.iter().copied().find(|target| rank(*target).is_some_and(|rank| rank < own))?;
        let needed = rank(above)?;
        let around = self
            .bases
            .iter()
            .filter(|basis| basis.at.layer == change.at.layer && self.law.covers(basis.at.place, change.at.place));
        let of_origin = &self.model.instruments[change.origin].based_on;
        let mut bases = change.based_on.iter().chain(around.map(|basis| &basis.place)).chain(of_origin);
        if bases.any(|basis| rank(*basis).is_none_or(|rank| rank <= needed)) {
            return None;
        }
        let (target, cited) = self.citations(above);
        let (origin, text) =
            (&self.model.instruments[change.origin], &self.model.instruments[self.instrument_of(above)]);
        let (lower, lower_label, higher, higher_label) = (&origin.name, &origin.label, &text.name, &text.label);
        Some(
            Problem::warning(
                code::LOWER_RANK,
                change.span,
                words!(
                    "{lower} ranks below {higher} and changes {target}",
                    "{lower_label} có hiệu lực pháp lý thấp hơn {higher_label} nhưng sửa {cited}",
                ),
            )
            .see(text.span, words!("the instrument of higher rank", "văn bản có hiệu lực pháp lý cao hơn"))
            .help(words!(
                "the change has effect; where a text of that rank allows it, say so with `based on`",
                "thay đổi vẫn có hiệu lực; nếu một văn bản cùng bậc cho phép thì ghi rõ bằng `căn cứ`",
            )),
        )
    }
}

impl Law {
    /// Whether it matters which of two changes comes first.
    fn contradict(&self, one: &Change, other: &Change) -> bool {
        self.comes_out_otherwise(&one.kind, &other.kind) || self.comes_out_otherwise(&other.kind, &one.kind)
    }

    fn comes_out_otherwise(&self, one: &ChangeKind, other: &ChangeKind) -> bool {
        use ChangeKind as K;
        let within = |around: ProvisionId, place: ProvisionId| self.covers(around, place);
        match (one, other) {
            (K::Replace(one), K::Replace(other)) => within(*one, *other),
            // What the one repeals the other may have written anew.
            (K::Replace(whole), K::Repeal(parts)) => parts.iter().any(|part| part != whole && within(*whole, *part)),
            (K::Replace(whole), K::Insert(beside)) => whole != beside && within(*whole, *beside),
            (K::Repeal(wholes), K::Insert(beside)) => wholes.iter().any(|whole| within(*whole, *beside)),
            (K::Extend { targets, to }, K::Extend { targets: others, to: then }) => {
                to != then && targets.iter().any(|target| others.contains(target))
            }
            (K::Start { targets, from }, K::Start { targets: others, from: then }) => {
                from != then && targets.iter().any(|target| others.contains(target))
            }
            _ => false,
        }
    }
}

impl super::Course {
    /// The change that took a place away, by some day of a stretch.
    pub(super) fn taken_away_by(&self, law: &Law, place: ProvisionId, stretch: Life) -> Option<usize> {
        self.views_in(stretch).find_map(|view| view.taken_away_by(law, place))
    }
}
