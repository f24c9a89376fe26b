//! Clauses that many kinds of line share: dates above all.

use vires_model::{Day, Life};
use vires_syntax::ast::{Bound, BoundKind, Clause, ClauseKind, Comparison, Date, DateBase, DateRef, Line, LineKind};
use vires_syntax::span::Span;
use vires_words::{Language, Words, words};

use crate::events::EventDay;
use crate::names::{Sorts, Thing};
use crate::numbers::said_day;
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Here, Resolver};
use crate::spelling::nearness;

/// The ends that one line states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Stated {
    pub(crate) from: Option<Day>,
    pub(crate) until: Option<Day>,
    /// An event without a date, with which it begins.
    pub(crate) from_event: Option<EventDay>,
    /// Whether its beginning was said by an event with a date.
    pub(crate) from_dated: bool,
    /// Whether its end was said by a day, and by an event with a date: it ends with whichever comes first.
    pub(crate) ends: [bool; 2],
    /// An event without a date that ends it: until (`AtMost`) or before (`Below`) it.
    pub(crate) until_event: Option<(EventDay, Comparison)>,
}

impl Stated {
    fn end_by(&mut self, last: Day) {
        self.until = Some(self.until.map_or(last, |known| known.min(last)));
    }
    pub(crate) const fn life(self) -> Life {
        Life { from: self.from, until: self.until }
    }
    /// It begins as another does.
    pub(crate) fn begin_with(&mut self, other: Self) {
        (self.from, self.from_event, self.from_dated) = (other.from, other.from_event, other.from_dated);
    }
    /// Its end is moved: nothing further out bounds it.
    pub(crate) const fn move_end(&mut self, until: Option<Day>) {
        (self.until, self.ends) = (until, [until.is_some(), false]);
    }
    /// Whether nothing but the date of an event says when it ends.
    pub(crate) const fn ends_by_event(self) -> bool {
        self.ends[1] && !self.ends[0]
    }
    /// Whether an event without a date bounds it.
    pub(crate) const fn has_event(self) -> bool {
        self.from_event.is_some() || self.until_event.is_some()
    }
}

impl<'a> Resolver<'a> {
    /// The day of a date as written.
    pub(crate) fn day(&mut self, here: Here, span: Span, date: Date) -> Done<Day> {
        Day::from_ymd(date.year, date.month, date.day).ok_or_else(|| {
            self.report(Problem::error(
                code::OUT_OF_RANGE,
                here.span(span),
                words!("the calendar has no such day", "lịch không có ngày này"),
            ));
            Failed
        })
    }

    pub(crate) fn date(&mut self, here: Here, date: &DateRef) -> Done<Day> {
        match date {
            DateRef::Date(date) => self.day(here, date.span, date.value),
            DateRef::Event(name) => {
                let Thing::Event(id) = self.find(here, name, Sorts::EVENT)? else {
                    return Err(Failed);
                };
                match self.events.get(id.0).and_then(|event| event.day) {
                    Some(day) => Ok(day),
                    None => Err(self.undated(here, name.span)),
                }
            }
            DateRef::After { span, base, later } => self.later_day(here, *span, base, later),
        }
    }

    pub(crate) fn bound(&mut self, here: Here, span: Span, bound: &Bound, stated: &mut Stated) -> Done<()> {
        let event = self.event_day(here, &bound.date)?;
        let start = bound.kind == BoundKind::From;
        let by_event = event.is_some() || of_event(&bound.date);
        let (twice, words) = if start {
            (stated.from.is_some() || stated.from_event.is_some(), words!("begins", "bắt đầu"))
        } else {
            // A day and an event: whichever comes first.
            let taken = std::mem::replace(&mut stated.ends[usize::from(by_event)], true);
            (taken, words!("ends", "kết thúc"))
        };
        match (event, bound.kind) {
            (Some(event), BoundKind::From) => stated.from_event = Some(event),
            (Some(event), BoundKind::Until) => stated.until_event = Some((event, Comparison::AtMost)),
            (Some(event), BoundKind::Before) => stated.until_event = Some((event, Comparison::Below)),
            (None, kind) => {
                let day = self.date(here, &bound.date)?;
                match kind {
                    BoundKind::From => (stated.from, stated.from_dated) = (Some(day), by_event),
                    BoundKind::Until => stated.end_by(day),
                    BoundKind::Before => stated.end_by(day.previous()),
                }
            }
        }
        if twice {
            self.report(
                Problem::error(
                    code::DECLARED_TWICE,
                    here.span(span),
                    words!(
                        "the line says twice when it {words}",
                        "dòng này nêu hai lần thời điểm {words}",
                        words = words
                    ),
                )
                .help(words!(
                    "where both bind, say it as conditions: `when today before … and today at most …`",
                    "nếu cả hai cùng ràng buộc, viết thành điều kiện: `khi hôm nay trước ngày … và hôm nay không quá …`"
                )),
            );
            return Err(Failed);
        }
        Ok(())
    }

    /// The dates that a line stated, where an event without a date is none.
    pub(crate) fn without_events(&mut self, here: Here, span: Span, stated: Stated, what: Words) -> Done<()> {
        if !stated.has_event() {
            return Ok(());
        }
        self.report(
            Problem::error(
                code::NOT_YET,
                here.span(span),
                words!(
                    "events without a date as the beginning or end of {what} are not part of this \
                     version of Vires yet",
                    "sự kiện chưa có ngày chưa thể là thời điểm bắt đầu hoặc kết thúc của {what}",
                    what = what
                ),
            )
            .help(words!(
                "give the event its date with `on`, or put the event into the condition of the rules \
                 that turn on it",
                "cho sự kiện một ngày bằng `ngày`, hoặc đưa sự kiện vào điều kiện của các quy định \
                 phụ thuộc vào nó"
            )),
        );
        Err(Failed)
    }

    /// Takes a date clause; false where the clause is none.
    pub(crate) fn date_clause(&mut self, here: Here, clause: &Clause, stated: &mut Stated) -> Done<bool> {
        match &clause.kind {
            ClauseKind::Life(bound) => self.bound(here, clause.span, bound, stated).map(|()| true),
            ClauseKind::InForce(bounds) => {
                let mut done = Ok(true);
                for bound in bounds {
                    if self.bound(here, clause.span, bound, stated).is_err() {
                        done = Err(Failed);
                    }
                }
                done
            }
            _ => Ok(false),
        }
    }

    /// That the end is not before the beginning.
    pub(crate) fn forwards(&mut self, here: Here, span: Span, life: Life) -> Done<()> {
        let (Some(from), Some(until)) = (life.from, life.until) else {
            return Ok(());
        };
        if from <= until {
            return Ok(());
        }
        self.report(
            Problem::error(
                code::ENDS_BEFORE,
                here.span(span),
                words!(
                    "this ends on {until}, before it begins on {from}",
                    "kết thúc ngày {until}, trước khi bắt đầu ngày {from}",
                    until = said_day(until),
                    from = said_day(from)
                ),
            )
            .help(words!(
                "correct one of the two dates; `until` names the last day, `before` the day after it",
                "sửa một trong hai ngày; `đến hết ngày` nêu ngày cuối cùng, `trước ngày` nêu ngày \
                 liền sau đó"
            )),
        );
        Err(Failed)
    }

    /// A clause that says nothing about such a line.
    pub(crate) fn misplaced(&mut self, here: Here, clause: &Clause, of: Words) -> Failed {
        let words = self.words_at(here, clause.span);
        let words: Vec<_> = words.split_whitespace().take(6).collect();
        let is_rule = of.in_language(Language::En) == "this rule";
        let problem = Problem::error(
            code::MISPLACED,
            here.span(clause.span),
            words!(
                "`{words}` does not belong to {of}",
                "`{words}` không thuộc về {of}",
                words = words.join(" "),
                of = of
            ),
        );
        let of_values = self.in_a_list(here, clause).filter(|_| is_rule);
        // `in forse from 2025-01-01` reads as what stands in a text of that name.
        let is_force = words.get(1).is_some_and(|word| nearness("force", word).is_some());
        let in_force = matches!(clause.kind, ClauseKind::In(_)) && !is_rule && is_force;
        let in_force = in_force.then(|| words!("did you mean `in force`?", "có phải muốn viết `in force`?"));
        let is_writing = of.in_language(Language::En) == "a modality" && words.as_slice() == ["in", "writing"];
        let in_writing = is_writing.then(|| {
            words!(
                "in what kind of instrument it is done is said by `form`, with a declared kind: `form decree`",
                "thực hiện bằng loại văn bản nào thì nêu bằng `hình thức`, với loại đã khai báo: `hình thức decree`"
            )
        });
        let meant = self.meant_by_clause(here, clause, of.in_language(Language::En));
        self.report(match of_values.or(in_force).or(in_writing).or(meant).or_else(|| belongs(&clause.kind, is_rule)) {
            Some(help) => problem.help(help),
            None => problem,
        });
        Failed
    }

    /// The same clause a second time.
    pub(crate) fn said_twice(&mut self, here: Here, clause: &Clause) -> Failed {
        self.report(
            Problem::error(
                code::DECLARED_TWICE,
                here.span(clause.span),
                words!("the line says this a second time", "dòng này nêu điều đó lần thứ hai"),
            )
            .help(words!("keep one of the two", "giữ lại một trong hai")),
        );
        Failed
    }

    /// Puts a value into its slot, which must be empty.
    pub(crate) fn once<T>(&mut self, here: Here, clause: &Clause, slot: &mut Option<T>, value: T) -> Done<()> {
        if slot.is_some() {
            return Err(self.said_twice(here, clause));
        }
        *slot = Some(value);
        Ok(())
    }

    pub(crate) fn no_clauses(&mut self, here: Here, line: &'a Line) {
        for clause in &line.clauses {
            self.misplaced(here, clause, words!("this line", "dòng này"));
        }
    }

    /// That nothing but what could not be read (and is reported) stands below the line.
    pub(crate) fn nothing_below(&mut self, here: Here, line: &'a Line) {
        for below in &line.below {
            if below.kind != LineKind::Unreadable {
                self.report(Problem::error(
                    code::MISPLACED,
                    here.span(below.span),
                    words!(
                        "nothing stands below a line such as the one above",
                        "dưới một dòng như dòng trên không có gì được viết"
                    ),
                ));
                self.break_named_in(here, std::slice::from_ref(below), here.span(below.span));
            }
        }
    }
}

/// Whether a date is that of an event, or counted from one.
const fn of_event(date: &DateRef) -> bool {
    matches!(date, DateRef::Event(_) | DateRef::After { base: DateBase::Event(_), .. })
}

/// Where what such a clause says belongs; `is_rule`: it stands in a rule.
fn belongs(clause: &ClauseKind, is_rule: bool) -> Option<Words> {
    Some(match clause {
        ClauseKind::In(_) if is_rule => words!(
            "in which form a power is passed on is said where the way of passing it on is declared: `modality …` with `form \
             decision`, where `decision` is a kind of instrument",
            "hình thức chuyển giao được nêu ở nơi khai báo phương thức: `phương thức …` với `hình thức decision`, trong đó \
             `decision` là một loại văn bản"
        ),
        ClauseKind::By(..) if is_rule => words!(
            "such a line binds everybody; who may pass a power on, and to whom, is said where the way of passing it on is \
             declared: `modality …` with `from A to B`, or `onward never`",
            "dòng như vậy ràng buộc mọi chủ thể; ai được chuyển giao và cho ai thì nêu ở nơi khai báo phương thức: `phương \
             thức …` với `từ A cho B`, hoặc `chuyển tiếp không được phép`"
        ),
        ClauseKind::InAllOtherCases if is_rule => words!(
            "that is what no other holder has by the same instrument, and only a line with `holds`, `nobody holds` or `is not \
             required` says it; a transfer says its cases itself: declare `fact minor is …`, and write `when minor` in the \
             one, `except when minor` in the other",
            "đó là phần không chủ thể nào khác có theo cùng văn bản, và chỉ dòng có `có thẩm quyền`, `không cơ quan nào có thẩm \
             quyền` hoặc `không phải thực hiện` mới nêu được; việc chuyển giao tự nêu các trường hợp: khai báo `dữ kiện minor \
             là …`, rồi viết `khi minor` ở một dòng, `trừ khi minor` ở dòng kia"
        ),
        ClauseKind::When(_) | ClauseKind::ExceptWhen(_) => words!(
            "a condition belongs to a rule or a step; what else a provision says is limited to some cases by a line of its \
             own: `this article applies only when …`",
            "điều kiện thuộc về một quy định về thẩm quyền hoặc một bước; nội dung khác của điều khoản được giới hạn bằng \
             một dòng riêng: `điều này chỉ áp dụng khi …`"
        ),
        ClauseKind::Rank(_) => words!(
            "a kind of instrument has a rank, and the instrument names its kind: `instrument kind order rank 2`, then `kind order`",
            "thứ bậc thuộc loại văn bản, và văn bản nêu loại của mình: `loại văn bản order hiệu lực bậc 2`, rồi `loại order`"
        ),
        ClauseKind::In(_) => words!(
            "`under X` names the body to which an office belongs, `one per L` the list of which each value has its own",
            "`trực thuộc X` nêu cơ quan mà chức danh thuộc về, `một cho mỗi L` nêu danh mục mà mỗi giá trị có một"
        ),
        ClauseKind::On(_) => words!(
            "what happened on that day stands before it: `signed on 2025-06-12`, `published on 2025-06-12`; the first day of \
             something is written `from 2025-07-01`",
            "việc diễn ra vào ngày đó đứng trước ngày: `ký ngày 2025-06-12`, `công bố ngày 2025-06-12`; ngày bắt đầu được \
             viết `từ ngày 2025-07-01`"
        ),
        ClauseKind::By(..) => words!(
            "who issued it stands before the day: `issued by X on 2025-07-01`",
            "cơ quan ban hành đứng trước ngày: `ban hành bởi X ngày 2025-07-01`"
        ),
        _ => return None,
    })
}
