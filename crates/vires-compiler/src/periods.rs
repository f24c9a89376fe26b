//! Periods in words: how long, from when, what silence means, and how they stand.

use vires_analysis::words::{day_words, days_words};
use vires_model::{
    Day, Deadline, FactId, Length, Need, Others, Period, PeriodUnit, Rational, Silence, Start, State, StepDue, Unable,
};
use vires_words::{Language, say};

use crate::answer::Wording;
use crate::names::all_of;
use crate::procedure::PeriodRef;

impl Wording<'_> {
    /// The words alone, whatever the case.
    pub(crate) fn deadline_words(&self, deadline: Option<&Deadline>) -> PeriodRef {
        self.period(deadline, None, State::Open, (&[], None))
    }

    pub(crate) fn period(
        &self,
        deadline: Option<&Deadline>,
        until: Option<Day>,
        state: State,
        open: (&[Need], Option<FactId>),
    ) -> PeriodRef {
        let (needs, lacks) = open;
        PeriodRef {
            within: deadline.map(|own| match &own.others {
                None => self.length(&own.within, Language::En, ""),
                Some(others) => self.of_several(own, others, Language::En, ""),
            }),
            counted_from: deadline
                .filter(|own| own.others.is_none())
                .and_then(|own| own.of.as_ref())
                .map(|of| self.start(of, Language::En)),
            until: until.map(|day| day.to_string()),
            silence: deadline.and_then(|own| own.silence.as_ref()).map(|silence| match silence {
                Silence::Approved => "approved".to_owned(),
                Silence::Refused => "refused".to_owned(),
                Silence::RefusedUntilDecided => "refused until decided".to_owned(),
                Silence::Lapses => "lapses".to_owned(),
                Silence::PassesTo(to) => format!("passes to {}", self.names.holder_name(*to)),
            }),
            state: state_word(state),
            now: match state {
                State::Passed(to) => Some(self.names.instance_name(to)),
                _ => None,
            },
            lacks: lacks.map(|fact| self.names.fact(fact)),
            needs: needs.iter().map(|need| self.need(need.what)).collect(),
        }
    }

    /// As the language writes it, with its words in this language.
    fn start(&self, of: &Start, language: Language) -> String {
        match of {
            Start::Fact(fact) => self.names.fact(*fact),
            Start::Day(day) => day.to_string(),
            Start::Sum(terms, constant) => self.sum(terms, *constant, language),
            Start::Extreme { last, of } => {
                let days: Vec<String> = of.iter().map(|one| self.start(one, language)).collect();
                let (last_day, others) = days.split_last().map_or(("", &[][..]), |(last, rest)| (last.as_str(), rest));
                let others = others.join(", ");
                match last {
                    true => {
                        say!(language, "later of {others} and {last_day}", "ngày muộn hơn trong {others} và {last_day}")
                    }
                    false => say!(
                        language,
                        "earlier of {others} and {last_day}",
                        "ngày sớm hơn trong {others} và {last_day}"
                    ),
                }
            }
        }
    }

    /// `received + stopped + 3 days`, as the language writes it.
    fn sum(&self, terms: &[(FactId, Rational)], constant: Rational, language: Language) -> String {
        let (zero, one) = (Rational::from_integer(0), Rational::from_integer(1));
        let mut words = String::new();
        let mut put = |times: Rational, what: String| {
            let sign = match (words.is_empty(), times < zero) {
                (true, false) => "",
                (true, true) => "- ",
                (false, false) => " + ",
                (false, true) => " - ",
            };
            let size = if times < zero { -times } else { times };
            words.push_str(sign);
            words.push_str(&if size == one { what } else { format!("{size} * {what}") });
        };
        // The date first.
        let (added, taken): (Vec<_>, Vec<_>) = terms.iter().copied().partition(|(_, times)| *times > zero);
        for (fact, times) in added.into_iter().chain(taken) {
            put(times, self.names.fact(fact));
        }
        if constant != zero {
            let (sign, size) = if constant < zero { (-one, -constant) } else { (one, constant) };
            put(sign, say!(language, "{size} days", "{size} ngày"));
        }
        words
    }

    /// `15 working days`, `3 months + extension + 10 days`; `mark` stands around the name of a fact.
    fn length(&self, period: &Period, language: Language, mark: &str) -> String {
        let zero = Rational::from_integer(0);
        let mut parts = Vec::new();
        for length in std::iter::once(&period.length).chain(&period.then) {
            if length.count != zero || length.plus.is_empty() {
                parts.push(self.count_words(length, language));
            }
            parts.extend(length.plus.iter().map(|(fact, times)| {
                let name = format!("{mark}{}{mark}", self.names.fact(*fact));
                if *times == Rational::from_integer(1) { name } else { format!("{times} * {name}") }
            }));
        }
        parts.join(" + ")
    }

    /// `later of 15 working days of received and 50 days of notified`
    fn of_several(&self, deadline: &Deadline, others: &Others, language: Language, mark: &str) -> String {
        let periods = deadline.periods().map(|(within, of)| self.length_from(within, of, language, mark));
        let all = all_of(&periods.collect::<Vec<_>>(), language);
        match others.last {
            true => say!(language, "later of {all}", "hết sau trong {all}"),
            false => say!(language, "earlier of {all}", "hết trước trong {all}"),
        }
    }

    /// `15 working days of received`
    fn length_from(&self, within: &Period, of: Option<&Start>, language: Language, mark: &str) -> String {
        let mut words = self.length(within, language, mark);
        if let Some(of) = of {
            let of = match of {
                Start::Fact(_) | Start::Sum(..) | Start::Extreme { .. } => {
                    format!("{mark}{}{mark}", self.start(of, language))
                }
                Start::Day(day) if mark.is_empty() => day.to_string(),
                Start::Day(day) => day_words(*day, language),
            };
            words.push_str(&match within.beginning_with {
                true => say!(language, " beginning with {of}", " tính cả {of}"),
                false => say!(language, " of {of}", " kể từ {of}"),
            });
        }
        words
    }

    /// `, within 15 working days of received (until 22 July 2025), else approved`; nothing without a deadline.
    pub(crate) fn period_words(&self, deadline: Option<&Deadline>, until: Option<Day>) -> String {
        deadline.map_or_else(String::new, |own| format!(", {}", self.one_period(own, until)))
    }

    /// The same of several that run one after another: `, within …, else it passes to the Deputy, then within 14 days, else refused`. `until`: their
    /// last days, as far as they are known.
    pub(crate) fn periods_words(&self, deadlines: &[Deadline], until: impl Iterator<Item = Option<Day>>) -> String {
        let mut words = String::new();
        for (own, until) in deadlines.iter().zip(until.chain(std::iter::repeat(None))) {
            let period = self.one_period(own, until);
            words.push_str(&match words.is_empty() {
                true => format!(", {period}"),
                false => say!(self.names.language, ", then {period}", ", sau đó {period}"),
            });
        }
        words
    }

    /// `: passed to the Deputy on 6 February 2021; waited for`: how a step stands, where silence has passed it on to one who has a period of their own.
    /// `state`: how it stands with that one.
    pub(crate) fn passed_on_words(&self, step: &StepDue, state: &str) -> String {
        let language = self.names.language;
        let passed = step.passed_on(self.names.model).map(|(_, passed, since)| {
            let (to, since) = (self.names.instance(passed.to), day_words(since, language));
            say!(language, "passed to {to} on {since}", "đã chuyển cho {to} từ ngày {since}")
        });
        let mut all: Vec<String> = passed.collect();
        if all.is_empty() {
            return state.to_owned();
        }
        all.extend(state.strip_prefix(": ").map(str::to_owned));
        format!(": {}", all.join("; "))
    }

    /// `within 15 working days of received (until 22 July 2025), else approved`
    fn one_period(&self, deadline: &Deadline, until: Option<Day>) -> String {
        let language = self.names.language;
        let within = match &deadline.others {
            None => self.length_from(&deadline.within, deadline.of.as_ref(), language, "`"),
            Some(others) => self.of_several(deadline, others, language, "`"),
        };
        let mut words = say!(language, "within {within}", "trong thời hạn {within}");
        if deadline.within.on_working_day {
            words.push_str(language.pick(", ending on a working day", ", kết thúc vào ngày làm việc"));
        }
        if let Some(until) = until {
            let until = day_words(until, language);
            words.push_str(&say!(language, " (until {until})", " (đến hết ngày {until})"));
        }
        words.push_str(&match &deadline.silence {
            None => String::new(),
            Some(Silence::Approved) => say!(language, ", else approved", ", quá hạn thì coi như đồng ý"),
            Some(Silence::Refused) => say!(language, ", else refused", ", quá hạn thì coi như từ chối"),
            Some(Silence::Lapses) => say!(language, ", else lapses", ", quá hạn thì hết thẩm quyền"),
            Some(Silence::RefusedUntilDecided) => say!(
                language,
                ", else refused until decided",
                ", quá hạn thì coi như từ chối cho đến khi có quyết định"
            ),
            Some(Silence::PassesTo(to)) => {
                let to = self.names.holder(*to);
                say!(language, ", else it passes to {to}", ", quá hạn thì chuyển cho {to}")
            }
        });
        words
    }

    /// `: waited for`; nothing where there is nothing to add. `from`: when the period begins; `since`: when silence has its effect.
    pub(crate) fn state_words(
        &self,
        state: State,
        (from, since): (Option<Day>, Option<Day>),
        period: &PeriodRef,
    ) -> String {
        let language = self.names.language;
        let needs = all_of(&period.needs, language);
        let is_dated = since.is_some();
        let since = since.map(|since| day_words(since, language)).unwrap_or_default();
        let words = match state {
            State::Approved | State::Refused | State::RefusedUntilDecided | State::Lapsed | State::Passed(_)
                if !is_dated =>
            {
                say!(language, "over, however long it is", "đã hết, dù thời hạn dài bao nhiêu")
            }
            State::Open if needs.is_empty() => match &period.lacks {
                Some(fact) => say!(
                    language,
                    "no period runs, since there is no `{fact}`",
                    "không tính thời hạn, vì không có `{fact}`"
                ),
                None => return String::new(),
            },
            State::Open => say!(language, "needs {needs}", "cần biết {needs}"),
            State::Depends => {
                say!(language, "whether it applies depends on {needs}", "có áp dụng hay không tùy thuộc vào {needs}")
            }
            State::Waiting => say!(language, "waited for", "đang chờ"),
            State::Overdue => say!(language, "overdue since {since}", "quá hạn từ ngày {since}"),
            State::Approved | State::Refused | State::Lapsed => settled_since(state, &since, language),
            State::RefusedUntilDecided => say!(
                language,
                "counts as refused since {since}, until it is decided",
                "coi như từ chối từ ngày {since} cho đến khi có quyết định"
            ),
            State::Passed(to) => {
                let to = self.names.instance(to);
                say!(language, "passed to {to} on {since}", "đã chuyển cho {to} từ ngày {since}")
            }
            State::Done => say!(language, "done", "đã thực hiện"),
            State::Denied => say!(language, "refused", "đã từ chối"),
            State::Moot => say!(language, "no longer matters", "không còn ý nghĩa"),
            State::Disputed => say!(
                language,
                "disputed, since texts that contradict each other say what silence means",
                "chưa rõ, vì các văn bản quy định mâu thuẫn nhau về hệ quả khi quá hạn"
            ),
            State::Impossible(why) => unable(why, language),
            State::NotBegun => match from.map(|from| day_words(from, language)) {
                Some(from) => say!(language, "begins on {from}", "bắt đầu từ ngày {from}"),
                None => say!(language, "has not begun", "chưa bắt đầu"),
            },
        };
        format!(": {words}")
    }
}

/// Why nobody can do a step.
fn unable(why: Unable, language: Language) -> String {
    match why {
        Unable::Gone => say!(
            language,
            "whoever is asked does not exist on that day, so nobody can do it",
            "chủ thể được hỏi không tồn tại vào ngày đó, nên không ai thực hiện được"
        ),
        Unable::Vacant(days) => {
            let days = days_words(days, language);
            say!(language, "vacant {days}; nobody can do it", "khuyết {days}; không ai thực hiện được")
        }
        Unable::Decides => say!(
            language,
            "nobody can do it: whoever is asked is the one who decides",
            "không ai thực hiện được: chủ thể được hỏi chính là bên quyết định"
        ),
        Unable::WhoeverDecides => say!(
            language,
            "it cannot be done: whoever decides, somebody would have to check themselves",
            "không thực hiện được: dù bên nào quyết định thì cũng có chủ thể phải tự kiểm soát chính mình"
        ),
        Unable::Left(0) => say!(
            language,
            "nobody can do it: none of them is left to be asked",
            "không ai thực hiện được: không còn chủ thể nào trong số đó để hỏi"
        ),
        Unable::Left(1) => say!(
            language,
            "it cannot be done: only one of them is left to be asked",
            "không thực hiện được: chỉ còn một chủ thể trong số đó để hỏi"
        ),
        Unable::Left(left) => say!(
            language,
            "it cannot be done: only {left} of them are left to be asked",
            "không thực hiện được: chỉ còn {left} chủ thể trong số đó để hỏi"
        ),
    }
}

/// How silence has settled it, and since when.
pub(crate) fn settled_since(state: State, since: &str, language: Language) -> String {
    match state {
        State::Lapsed => say!(language, "lapsed on {since}", "hết thẩm quyền từ ngày {since}"),
        State::Refused => say!(language, "counts as refused since {since}", "coi như từ chối từ ngày {since}"),
        _ => say!(language, "counts as approved since {since}", "coi như đồng ý từ ngày {since}"),
    }
}

pub(crate) const fn state_word(state: State) -> &'static str {
    match state {
        State::Depends => "depends",
        State::Open => "open",
        State::Waiting => "waiting",
        State::Overdue => "overdue",
        State::Approved => "approved",
        State::Refused => "refused",
        State::RefusedUntilDecided => "refused_until_decided",
        State::Lapsed => "lapsed",
        State::Passed(_) => "passed",
        State::Done => "done",
        State::Denied => "denied",
        State::Moot => "moot",
        State::Disputed => "disputed",
        State::Impossible(_) => "impossible",
        State::NotBegun => "not_begun",
    }
}

impl Wording<'_> {
    fn count_words(&self, length: &Length, language: Language) -> String {
        let Length { count, unit, .. } = length;
        let one = *count == Rational::from_integer(1);
        let unit = match unit {
            PeriodUnit::Days => language.pick(if one { "day" } else { "days" }, "ngày"),
            PeriodUnit::WorkingDays => language.pick(if one { "working day" } else { "working days" }, "ngày làm việc"),
            PeriodUnit::Months => language.pick(if one { "month" } else { "months" }, "tháng"),
            PeriodUnit::Years => language.pick(if one { "year" } else { "years" }, "năm"),
            PeriodUnit::Counted(calendar) => &self.names.model.calendars[*calendar].name,
        };
        format!("{count} {unit}")
    }
}
