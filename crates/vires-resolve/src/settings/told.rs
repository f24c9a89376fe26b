//! What is said of `set` lines and of parameters: two values, none, lines that set nothing.

use std::collections::{BTreeMap, BTreeSet};

use vires_model::{Day, Life, ParameterId, PrecedenceKey, SourceSpan, ValueId};
use vires_words::{Words, words};

use super::{Clash, Lack, SetRow};
use crate::exclusion::excluded;
use crate::names::Thing;
use crate::numbers::said_days;
use crate::problem::{Problem, Severity, code};
use crate::resolver::Resolver;

/// Further places that one finding shows.
const SEEN: usize = 4;
/// Entries of a list that it names.
const ENTRIES: usize = 5;

impl Resolver<'_> {
    /// Two lines that disagree, and since when.
    pub(super) fn sets_clash(
        &mut self,
        (parameter, of): (ParameterId, Option<ValueId>),
        (days, guarded): (Life, bool),
        one: &SetRow,
        other: &SetRow,
    ) {
        let pair = if one.span <= other.span { [one, other] } else { [other, one] };
        let same_text = self.instrument_of(one.source.place) == self.instrument_of(other.source.place);
        let clash = Clash { days, of, places: pair.map(|row| row.span), same_text, guarded };
        let known = self.clashes.entry(parameter).or_default();
        if known.contains(&clash) {
            return;
        }
        let before = known.iter_mut().find(|before| {
            let goes_on = before.days.until.map(Day::next) == days.from && days.from.is_some();
            goes_on && Clash { days, ..**before } == clash
        });
        match before {
            Some(before) => before.days.until = days.until,
            None => known.push(clash),
        }
    }

    /// Parameters that lines set to different values: once for each.
    pub(super) fn clashes_reported(&mut self) {
        if self.order_unread {
            // It may have said which of the lines counts.
            return;
        }
        for (parameter, clashes) in self.clashes.clone() {
            let Some(first) = clashes.iter().min() else { continue };
            let row = &self.model.parameters[parameter];
            let (name, span) = (row.name.clone(), row.span);
            let entries = self.entries_in_words(parameter, clashes.iter().map(|clash| clash.of));
            let same_days = clashes.iter().all(|clash| clash.days == first.days && !clash.guarded);
            let since = said_days(first.days);
            let mut problem = Problem::error(
                code::SET_TWICE,
                span,
                words!(
                    "`{name}` is set to different values{entries}{since}, and nothing says which of them counts",
                    "`{name}` được ấn định các giá trị khác nhau{entries}{since}, và không có gì quy định giá trị \
                     nào được áp dụng",
                    entries = entries,
                    since = since
                ),
            )
            .known_by(&name)
            .see(first.places[0], words!("set here", "ấn định tại đây"))
            .see(first.places[1], words!("and, differently, here", "và khác đi tại đây"));
            problem.days = Some(first.days).filter(|_| same_days);
            let mut others: Vec<SourceSpan> = clashes.iter().flat_map(|clash| clash.places).collect();
            others.sort_unstable();
            others.dedup();
            others.retain(|place| !first.places.contains(place));
            for place in others.into_iter().take(SEEN) {
                problem = problem.see(place, words!("and here", "và tại đây"));
            }
            let package = self.model.parameters[parameter].package;
            let specific = self.model.packages[package].precedence.contains(&PrecedenceKey::MoreSpecific);
            let same_text = clashes.iter().all(|clash| clash.same_text);
            self.report(problem.help(if specific && same_text {
                words!(
                    "keep one of the lines, or give one of them an end; where each of them is more specific in one way, set what \
                     they share on a line of its own, which names both: `set {name} of … for … to …`",
                    "giữ lại một dòng, hoặc chấm dứt hiệu lực một dòng; nếu mỗi dòng cụ thể hơn ở một khía cạnh thì ấn định \
                     phần chung bằng một dòng riêng nêu cả hai: `ấn định {name} của … đối với … là …`"
                )
            } else if specific {
                words!(
                    "let one of the texts say which counts: `this instrument prevails over …`; end the older line; or, where each of \
                     them is more specific in one way, set what they share on a line of its own",
                    "để một văn bản quy định giá trị nào được áp dụng: `văn bản này được ưu tiên áp dụng so với …`; chấm dứt dòng \
                     cũ; hoặc, nếu mỗi dòng cụ thể hơn ở một khía cạnh, ấn định phần chung bằng một dòng riêng"
                )
            } else if same_text {
                words!(
                    "keep one of the lines, or give one of them an end; where what is set for one entry counts before \
                     what is set for all, declare `precedence more specific`",
                    "giữ lại một dòng, hoặc chấm dứt hiệu lực một dòng; nếu giá trị ấn định cho một mục được áp dụng \
                     trước giá trị ấn định cho tất cả thì khai báo `thứ tự áp dụng quy định riêng`"
                )
            } else {
                words!(
                    "let one of the texts say which counts: `this instrument prevails over …`; end the \
                     older line; or declare a `precedence`; with `more specific` what is set for one \
                     entry counts before what is set for all",
                    "để một văn bản quy định giá trị nào được áp dụng: `văn bản này được ưu tiên áp dụng \
                     so với …`; chấm dứt dòng cũ; hoặc khai báo `thứ tự áp dụng`; với `quy định riêng`, \
                     giá trị ấn định cho một mục được áp dụng trước giá trị ấn định cho tất cả"
                )
            }));
        }
    }

    /// Each use of the declared precedence between two lines. While a line is in error another key may be what decides.
    pub(crate) fn precedence_reported(&mut self) {
        let unread = self.namespaces.iter().any(|space| !space.unread.is_empty());
        let lost = !self.broken.is_empty() || !self.doubtful.is_empty() || !self.poisoned.is_empty();
        if unread || lost || self.problems.iter().any(|own| own.severity == Severity::Error) {
            return;
        }
        for ((parameter, first, other), (key, days)) in std::mem::take(&mut self.chosen) {
            let name = self.model.parameters[parameter].name.clone();
            let since = Life::joined(days).first().map_or_else(|| Words::as_written(""), |days| said_days(*days));
            let key = match key {
                PrecedenceKey::HigherRank => words!("higher rank", "hiệu lực pháp lý cao hơn"),
                PrecedenceKey::Later => words!("later", "ban hành sau"),
                PrecedenceKey::MoreSpecific => words!("more specific", "quy định riêng"),
            };
            let problem = Problem::note(
                code::BY_PRECEDENCE,
                first,
                words!(
                    "`{name}` is what this line sets{since}, and not what another does, by the declared precedence: {key}",
                    "`{name}` được áp dụng theo dòng này{since} mà không theo dòng kia, theo thứ tự áp dụng đã khai báo: {key}",
                    name = name,
                    since = since,
                    key = key
                ),
            );
            let problem = problem.known_by(&name).see(other, words!("and, differently, here", "và khác đi tại đây"));
            self.report(problem);
        }
    }

    /// `set` lines that set nothing on any day in any case.
    pub(crate) fn idle_set_lines(&mut self) {
        if !self.overrides.is_empty() {
            return;
        }
        // Of what nobody asks for, nothing else is said.
        let (clashes, problems) = (self.clashes.clone(), self.problems.len());
        let asked: BTreeSet<(ParameterId, Option<ValueId>)> =
            self.set_rows.iter().flat_map(|row| row.of.iter().map(|of| (row.parameter, *of))).collect();
        asked.into_iter().for_each(|(parameter, of)| _ = self.settings_of(parameter, of));
        self.clashes = clashes;
        self.problems.truncate(problems);
        let mut lines: BTreeMap<SourceSpan, Vec<SetRow>> = BTreeMap::new();
        for row in &self.set_rows {
            lines.entry(row.span).or_default().push(row.clone());
        }
        for (span, rows) in lines {
            let poisoned = |row: &SetRow| self.poisoned.contains(&Thing::Parameter(row.parameter));
            if self.set_by.contains(&span) || rows.iter().any(poisoned) {
                continue;
            }
            let lives = |row: &SetRow| {
                !row.life.is_empty() && !excluded(&self.model, std::slice::from_ref(&row.when), &[], row.life)
            };
            let others = self.set_rows.iter().filter(|other| {
                let same = |row: &SetRow| {
                    let days = !row.life.intersect(other.life).is_empty();
                    days && row.parameter == other.parameter && !row.of.is_disjoint(&other.of)
                };
                other.span != span && self.set_by.contains(&other.span) && rows.iter().any(same)
            });
            let winner = others.map(|row| row.span).min();
            let problem = match winner.filter(|_| rows.iter().any(lives)) {
                Some(winner) => Problem::warning(
                    code::ALWAYS_BEATEN,
                    span,
                    words!(
                        "this line never sets anything: wherever it applies, another value counts",
                        "dòng này không bao giờ ấn định được gì: ở mọi trường hợp, giá trị khác được áp dụng"
                    ),
                )
                .see(winner, words!("this one counts", "giá trị này được áp dụng"))
                .help(words!(
                    "take it out, or say for which days or cases it is meant to count",
                    "bỏ dòng này, hoặc nêu rõ thời gian hay trường hợp mà giá trị này được áp dụng"
                )),
                None => Problem::warning(
                    code::NEVER_APPLIES,
                    span,
                    words!(
                        "this line never sets anything: there is no day and no case in which it is law",
                        "dòng này không bao giờ ấn định được gì: không có ngày nào và trường hợp nào mà dòng này có hiệu lực"
                    ),
                )
                .help(words!(
                    "correct its dates or the condition of its place, or take it out",
                    "sửa lại ngày hiệu lực hoặc điều kiện của quy định chứa dòng này, hoặc bỏ dòng này"
                )),
            };
            self.report(problem);
        }
    }

    /// Entries of the list by which a parameter is kept, with what people call them, a few of many.
    fn entries_in_words(&self, parameter: ParameterId, of: impl Iterator<Item = Option<ValueId>>) -> Words {
        let Some(list) = self.model.parameters[parameter].by else { return Words::as_written("") };
        let of: BTreeSet<ValueId> = of.flatten().collect();
        let rows = of.iter().filter_map(|of| self.model.lists[list].values.get(of.0 as usize));
        let all: Vec<String> = rows
            .map(|row| match row.label == row.name {
                true => format!("`{}`", row.name),
                false => format!("`{}` ({})", row.name, row.label),
            })
            .collect();
        let shown = all.iter().take(ENTRIES).cloned().collect::<Vec<_>>().join(", ");
        match all.len().saturating_sub(ENTRIES) {
            0 if all.is_empty() => Words::as_written(""),
            0 => words!(" for {shown}", " cho {shown}"),
            more => words!(" for {shown} and {more} more", " cho {shown} và {more} mục khác"),
        }
    }

    /// Parameters without a value on a day on which a step, a period or a requirement turns on them: once for each.
    pub(super) fn lacks_reported(&mut self) {
        let lacking = std::mem::take(&mut self.lacking);
        let mut of_each: BTreeMap<ParameterId, Vec<Lack>> = BTreeMap::new();
        for lack in lacking {
            if !self.poisoned.contains(&Thing::Parameter(lack.parameter)) {
                of_each.entry(lack.parameter).or_default().push(lack);
            }
        }
        for (parameter, lacks) in of_each {
            let row = &self.model.parameters[parameter];
            let (name, span) = (row.name.clone(), row.span);
            let of = self.entries_in_words(parameter, lacks.iter().map(|lack| lack.of));
            let Some(first) = lacks.iter().min_by_key(|lack| (lack.days, lack.span)) else { continue };
            let same_days = lacks.iter().all(|lack| lack.days == first.days);
            let since = said_days(first.days);
            let mut problem = Problem::error(
                code::NOT_SET,
                span,
                words!(
                    "`{name}` has no value{of}{since}, when a rule turns on it",
                    "`{name}` không có giá trị{of}{since}, trong khi có quy định phụ thuộc vào nó",
                    of = of,
                    since = since
                ),
            )
            .known_by(&name)
            .help(words!(
                "set it in the provision that says what it is: `set … to …`; until then who is \
                 competent cannot be said",
                "ấn định trong điều khoản nêu giá trị: `ấn định … là …`; chưa ấn định thì không xác \
                 định được cơ quan có thẩm quyền"
            ));
            problem.days = Some(first.days).filter(|_| same_days);
            let mut places: Vec<SourceSpan> = lacks.iter().map(|lack| lack.span).collect();
            places.sort_unstable();
            places.dedup();
            for place in places.into_iter().take(4) {
                problem = problem.see(place, words!("this turns on it", "quy định này phụ thuộc vào đó"));
            }
            self.report(problem);
        }
    }
}
