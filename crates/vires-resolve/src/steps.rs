//! Steps and deadlines: of rules, and of `for` lines that attach them to a power wherever it is ruled.

use vires_model::{
    Attachment, Condition, Day, Deadline, Effect, Life, Others, Period, PowerId, Powers, Rational, Reserve, Rule,
    Silence, SourceSpan, Start, Step, StepKind, Term,
};
use vires_syntax::ast::{self, ClauseKind, ExpressionKind, LineKind, What};
use vires_syntax::span::Span;
use vires_words::words;

use crate::amendments::Days;
use crate::clauses::Stated;
use crate::conditions::{all, not};
use crate::groups::groups_of_steps;
use crate::problem::{Done, Failed, Problem, code};
use crate::provisions::Placed;
use crate::resolver::{Act, Here, Resolver};
use crate::sums::{Amount, Kind};
use crate::whom::Asks;

/// The steps and deadlines of one line, as written.
#[derive(Default)]
pub(crate) struct Asked<'a> {
    steps: Vec<(&'a ast::Step, Span)>,
    deadlines: Vec<ast::Deadline>,
}

/// The same, lowered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Beside {
    pub(crate) steps: Vec<Step>,
    pub(crate) deadlines: Vec<Deadline>,
    /// Whether some of it could not be read.
    pub(crate) lost: bool,
}

impl<'a> Asked<'a> {
    pub(crate) fn step(&mut self, step: &'a ast::Step, span: Span) {
        self.steps.push((step, span));
    }

    /// `else …` on a line of its own belongs to the deadline before it.
    pub(crate) fn deadline(&mut self, deadline: &ast::Deadline) {
        match self.deadlines.last_mut() {
            Some(last) if deadline.within.is_none() && last.or_else.is_none() => {
                last.or_else = deadline.or_else.clone();
                last.span = last.span.to(deadline.span);
            }
            _ => self.deadlines.push(deadline.clone()),
        }
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.steps.is_empty() && self.deadlines.is_empty()
    }
}

impl<'a> Resolver<'a> {
    /// Steps are told apart from who decides: one in error costs itself and not the rule.
    pub(crate) fn beside(&mut self, here: Here, act: Act, powers: &[PowerId], asked: &Asked<'a>) -> Beside {
        let mut beside = Beside::default();
        for (step, span) in &asked.steps {
            match self.step(here, act, powers, (step, false), *span) {
                Ok(steps) => beside.steps.extend(steps),
                Err(Failed) => beside.lost = true,
            }
        }
        for deadline in &asked.deadlines {
            let passed = beside.deadlines.last().is_some_and(|before| before.passes_to().is_some());
            match self.deadline(here, act, powers, deadline, passed) {
                Ok(deadline) => beside.deadlines.push(deadline),
                Err(Failed) => beside.lost = true,
            }
        }
        if beside.lost {
            self.lacking_steps.extend(powers);
            // What is wrong may stand in another file.
            self.entangled = true;
        }
        beside
    }

    /// Where a step or a deadline is meant.
    fn cases(&mut self, here: Here, act: Act, cases: &ast::Cases, span: SourceSpan) -> Done<Condition> {
        let when = cases.when.as_ref().map(|condition| self.lower(here, act, condition));
        let except = cases.except.as_ref().map(|condition| {
            let condition_span = here.span(condition.span);
            self.lower(here, act, condition).map(|condition| not(condition, condition_span))
        });
        let parts: Vec<_> = when.into_iter().chain(except).collect();
        Ok(all(parts.into_iter().collect::<Done<_>>()?, span))
    }

    /// A step; several where the text names those asked in several ways. `is_expected`: a test expects it, which need not say from when its period counts.
    pub(crate) fn step(
        &mut self,
        here: Here,
        act: Act,
        powers: &[PowerId],
        (step, is_expected): (&ast::Step, bool),
        span: Span,
    ) -> Done<Vec<Step>> {
        let whom = self.whom(here, act, powers, step, span);
        let when = self.cases(here, act, &step.cases, here.span(span));
        // The first counts from a date; each further one is that of whoever it passes to.
        let deadlines = step.deadlines.iter().enumerate();
        let deadlines: Vec<_> =
            deadlines.map(|(n, deadline)| self.deadline(here, act, powers, deadline, is_expected || n > 0)).collect();
        let (whom, when, deadlines) = (whom?, when?, deadlines.into_iter().collect::<Done<Vec<Deadline>>>()?);
        if let Some(own) = deadlines.iter().find(|own| own.silence == Some(Silence::Lapses)) {
            self.report(
                Problem::error(
                    code::MISPLACED,
                    own.span,
                    words!(
                        "only the time of whoever holds the power can lapse, not that of who is asked",
                        "chỉ thời hạn của cơ quan có thẩm quyền mới dẫn đến hết thẩm quyền, không phải thời hạn của bên được hỏi"
                    ),
                )
                .help(words!(
                    "say what silence of who is asked means: `else approved`, `else refused`, `else passes to …`",
                    "nêu hệ quả khi bên được hỏi không trả lời: `quá hạn thì coi như đồng ý`, `quá hạn thì coi như từ chối`, …"
                )),
            );
            return Err(Failed);
        }
        let mut steps = Vec::new();
        for Asks { who, enough, among } in whom {
            self.its_place(here, span, &who, powers)?;
            steps.push(Step {
                kind: step_kind(step.kind),
                who,
                enough,
                among,
                when: when.clone(),
                deadlines: deadlines.clone(),
                span: here.span(span),
            });
        }
        Ok(steps)
    }

    /// `passed`: the deadline before it passes the matter on, and this one counts from then where it does not say from when.
    pub(crate) fn deadline(
        &mut self,
        here: Here,
        act: Act,
        powers: &[PowerId],
        deadline: &ast::Deadline,
        passed: bool,
    ) -> Done<Deadline> {
        let Some(within) = &deadline.within else {
            self.report(
                Problem::error(
                    code::MISPLACED,
                    here.span(deadline.span),
                    words!(
                        "this says what silence means, and not from when on there is silence",
                        "dòng này nêu hậu quả của việc không trả lời mà chưa nêu từ khi nào là không trả lời"
                    ),
                )
                .help(words!(
                    "write the period before it: `within 15 working days of received, else approved`",
                    "viết thời hạn ở trước: `trong thời hạn 15 ngày làm việc kể từ received, quá hạn thì \
                     coi như đồng ý`"
                )),
            );
            return Err(Failed);
        };
        let (lengths, counted_from) = self.period_meant(here, within, deadline.of.as_ref());
        let others = deadline.others.iter().flat_map(|others| &others.periods);
        let meant: Vec<_> = others.map(|own| self.period_meant(here, &own.within, Some(&own.of))).collect();
        let lengths = std::iter::once(lengths).chain(meant.iter().map(|(lengths, _)| lengths.clone())).collect();
        let periods = self.periods(here, lengths, here.span(deadline.span));
        let when = self.cases(here, act, &deadline.cases, here.span(deadline.span));
        let of = counted_from.map(|of| self.start(here, &of)).transpose();
        let starts: Vec<_> = meant.iter().filter_map(|(_, of)| of.as_ref()).map(|of| self.start(here, of)).collect();
        let silence = match &deadline.or_else {
            None => Ok(None),
            Some(ast::Silence::Approved) => Ok(Some(Silence::Approved)),
            Some(ast::Silence::Refused) => Ok(Some(Silence::Refused)),
            Some(ast::Silence::Lapses) => Ok(Some(Silence::Lapses)),
            Some(ast::Silence::RefusedUntilDecided) => Ok(Some(Silence::RefusedUntilDecided)),
            Some(ast::Silence::PassesTo(to)) => self.holder(here, to).and_then(|to| {
                self.its_place(here, deadline.span, &[to], powers)?;
                Ok(Some(Silence::PassesTo(to)))
            }),
        };
        let (of, silence, periods, when) = (of?, silence?, periods?, when?);
        let starts = starts.into_iter().collect::<Done<Vec<Start>>>()?;
        if deadline.others.is_some() && (of.is_none() || starts.len() < meant.len()) {
            return Err(self.counts_from_nothing(here, deadline.span));
        }
        let on_working_day = deadline.on_working_day;
        let mut periods = periods.into_iter();
        let first = periods.next().ok_or(Failed)?;
        let within = Period { beginning_with: deadline.beginning_with, on_working_day, ..first };
        let others = deadline.others.as_ref().map(|others| {
            let own = others.periods.iter().zip(periods).zip(starts);
            let own = own.map(|((own, period), start)| {
                (Period { beginning_with: own.beginning_with, on_working_day, ..period }, start)
            });
            Others { last: others.last, of: own.collect() }
        });
        self.lasts_no_day(here, deadline);
        if silence.is_some() && of.is_none() && !passed {
            self.report(
                Problem::warning(
                    code::MISPLACED,
                    here.span(deadline.span),
                    words!(
                        "the text does not say from when this period counts, so no answer can say that it is \
                         over",
                        "chưa nêu thời hạn này tính từ khi nào nên không thể biết đã hết hạn hay chưa"
                    ),
                )
                .help(words!(
                    "name the date: `within 15 working days of received`, where `received` is a fact of \
                     type date",
                    "nêu ngày: `trong thời hạn 15 ngày làm việc kể từ received`, trong đó `received` là \
                     dữ kiện kiểu ngày"
                )),
            );
        }
        Ok(Deadline { within, of, others, silence, when, span: here.span(deadline.span) })
    }

    /// `within later of 20 days of received and term of matter`, where the term is kept by a list.
    fn counts_from_nothing(&mut self, here: Here, span: Span) -> Failed {
        self.report(
            Problem::error(
                code::MISPLACED,
                here.span(span),
                words!(
                    "it is not said of each of these periods from when it counts",
                    "chưa nêu mỗi thời hạn này tính từ khi nào"
                ),
            )
            .help(words!(
                "name the date of each: `within later of (term of matter) of received and 10 days of notified`",
                "nêu ngày của từng thời hạn: `trong thời hạn hết sau trong (term của matter) kể từ received và 10 ngày kể từ notified`"
            )),
        );
        Failed
    }

    /// `within 0 days of later of received + 20 days and notified + 10 days`: it begins on the day on which it ends.
    fn lasts_no_day(&mut self, here: Here, deadline: &ast::Deadline) {
        let lengths = deadline.within.iter().flat_map(|within| &within.value);
        let is_none = lengths.map(|own| &own.kind).all(|own| matches!(own, ast::LengthKind::Fixed { count: 0, .. }));
        let kind = deadline.of.as_ref().map(|of| &of.kind);
        let is_computed = matches!(kind, Some(ExpressionKind::Extreme { .. } | ExpressionKind::Binary(..)));
        if !is_none || !is_computed || deadline.others.is_some() {
            return;
        }
        self.report(
            Problem::warning(
                code::MISPLACED,
                here.span(deadline.span),
                words!(
                    "this period has no days: it begins on the day on which it ends",
                    "thời hạn này không có ngày nào: nó bắt đầu đúng vào ngày kết thúc"
                ),
            )
            .help(words!(
                "where it ends with the later of two periods, write both: `within later of 20 days of received and 10 days of notified`; \
                 with the earlier: `within earlier of …`",
                "nếu thời hạn hết theo thời hạn hết sau trong hai thời hạn thì viết cả hai: `trong thời hạn hết sau trong 20 ngày kể từ received \
                 và 10 ngày kể từ notified`; nếu theo thời hạn hết trước: `trong thời hạn hết trước trong …`"
            )),
        );
    }

    /// The day from which a period counts: a date, a fact of type date, or a day computed from such.
    fn start(&mut self, here: Here, of: &ast::Expression) -> Done<Start> {
        let outer = std::mem::take(&mut self.hand);
        let amount = self.amount(here, Act::Nowhere, of);
        let needs = std::mem::replace(&mut self.hand, outer).needs;
        let amount = amount?;
        if needs.is_empty()
            && let Some(start) = self.start_of(here, of, &amount)?
        {
            return Ok(start);
        }
        self.report(
            Problem::error(
                code::WRONG_TYPE,
                here.span(of.span),
                words!(
                    "a period counts from a date, or from a fact of type date",
                    "thời hạn tính từ một ngày, hoặc từ một dữ kiện kiểu ngày"
                ),
            )
            .help(words!(
                "ask for the date as a fact of its own: `fact received : date`",
                "hỏi ngày đó bằng một dữ kiện riêng: `dữ kiện received : ngày`"
            )),
        );
        Err(Failed)
    }

    /// The day that a sum is; none where it is no day, or turns on more than facts.
    fn start_of(&mut self, here: Here, of: &ast::Expression, amount: &Amount) -> Done<Option<Start>> {
        if amount.kind != Kind::Date {
            return Ok(None);
        }
        if let [(extreme, times)] = amount.extremes.as_slice() {
            let one = Rational::from_integer(1);
            if *times != one {
                return Ok(None);
            }
            // What is added to the last of several days is added to each of them.
            let rest = Amount { extremes: Vec::new(), ..amount.clone() };
            let mut starts = Vec::new();
            for own in &extreme.of {
                let day = rest.plus(own, one).ok_or_else(|| self.too_large(here, of.span))?;
                match self.start_of(here, of, &day)? {
                    Some(start) => starts.push(start),
                    None => return Ok(None),
                }
            }
            return Ok(Some(Start::Extreme { last: extreme.greatest, of: starts }));
        }
        let mut terms = Vec::new();
        for (term, times) in &amount.terms {
            if let Term::Fact(fact) = term {
                terms.push((*fact, *times));
            }
        }
        if terms.len() < amount.terms.len() || !amount.extremes.is_empty() || amount.endless.is_some() {
            return Ok(None);
        }
        Ok(Some(match terms.as_slice() {
            [] => match i32::try_from(amount.constant.floor().to_integer()) {
                Ok(day) => Start::Day(Day(day)),
                Err(_) => return Err(self.too_large(here, of.span)),
            },
            [(fact, times)] if *times == Rational::from_integer(1) && amount.constant == Rational::from_integer(0) => {
                Start::Fact(*fact)
            }
            _ => Start::Sum(terms, amount.constant),
        }))
    }

    /// `for P when C` and the steps below it.
    pub(crate) fn attachment(&mut self, placed: &Placed<'a>, what: &What) -> Done<()> {
        let here = placed.here;
        if placed.line.below.iter().any(|below| below.kind == LineKind::Unreadable) {
            return Err(Failed);
        }
        self.nothing_below(here, placed.line);
        let (mut stated, mut asked) = (Stated::default(), Asked::default());
        let (mut when, mut except_when) = (Vec::new(), Vec::new());
        let mut done = Ok(());
        for clause in &placed.line.clauses {
            match &clause.kind {
                ClauseKind::When(condition) => when.push(condition),
                ClauseKind::ExceptWhen(condition) => except_when.push(condition),
                ClauseKind::Step(step) => asked.step(step, clause.span),
                ClauseKind::Deadline(deadline) => asked.deadline(deadline),
                kind if self.basis_clause(here, placed.spot(), kind) => {}
                _ => match self.date_clause(here, clause, &mut stated) {
                    Ok(true) => {}
                    Ok(false) => done = Err(self.misplaced(here, clause, words!("a `for` line", "dòng `đối với`"))),
                    Err(Failed) => done = Err(Failed),
                },
            }
        }
        let what = self.reserved(
            placed,
            what,
            words!("`for` every power of one body", "`đối với` mọi thẩm quyền của một cơ quan"),
        )?;
        done?;
        let Powers::Named(powers) = what else {
            return Err(Failed);
        };
        if asked.is_empty() {
            self.report(
                Problem::error(
                    code::MISPLACED,
                    here.span(placed.line.span),
                    words!("this line says of nothing that it is to be done", "dòng này chưa nêu phải làm gì"),
                )
                .help(words!(
                    "write a step below it, such as `with consent of …`, or a deadline, such as `within \
                     15 days of received`",
                    "viết bên dưới một bước, như `có sự đồng ý của …`, hoặc một thời hạn, như `trong \
                     thời hạn 15 ngày kể từ received`"
                )),
            );
            return Err(Failed);
        }
        let line = here.span(placed.line.span);
        self.line_forwards(placed, stated)?;
        self.ends_with_its_text(placed.spot(), stated, line);
        let days = self.state_days(placed.spot(), stated, line)?;
        let groups: Vec<&ast::Holder> = groups_of_steps(placed.line).collect();
        if groups.is_empty() {
            return self.attached(placed, powers, (&when, &except_when, &asked), (stated, &days));
        }
        self.in_each_stretch(here, &groups, &days, &mut |this, days| {
            this.attached(placed, powers.clone(), (&when, &except_when, &asked), (stated, days))
        })
    }

    /// The rows of a `for` line on some days.
    fn attached(
        &mut self,
        placed: &Placed<'a>,
        powers: Vec<PowerId>,
        (when, except_when, asked): (&[&ast::Condition], &[&ast::Condition], &Asked<'a>),
        (stated, days): (Stated, &[Days]),
    ) -> Done<()> {
        let here = placed.here;
        for (act, powers) in self.by_act(powers) {
            let span = here.span(placed.line.span);
            let mut parts = Vec::new();
            for condition in when {
                parts.push(self.lower(here, act, condition)?);
            }
            for condition in except_when {
                let part = self.lower(here, act, condition)?;
                parts.push(not(part, here.span(condition.span)));
            }
            let beside = self.beside(here, act, &powers, asked);
            // It shares what rules have: dates, readings, applications.
            let row = Rule {
                place: placed.place,
                life: Life::ALWAYS,
                own_end: stated.until.is_some(),
                when: all(parts, span),
                effect: Effect::Reserve { what: Powers::Named(powers), reserve: Reserve::default() },
                amended_by: None,
                suspended_by: None,
                one_of: None,
                of_class: None,
                read: Box::default(),
                lapses: false,
                passing: Box::default(),
                parameters: Box::default(),
                steps: beside.steps,
                deadlines: beside.deadlines,
                doc: None,
                span,
            };
            for row in self.versions(&row, days).into_iter().filter(|row| row.suspended_by.is_none()) {
                if let Effect::Reserve { what, .. } = row.effect {
                    self.model.attachments.push(Attachment {
                        place: row.place,
                        what,
                        life: row.life,
                        when: row.when,
                        steps: row.steps,
                        deadlines: row.deadlines,
                        span: row.span,
                    });
                }
            }
        }
        Ok(())
    }
}

const fn step_kind(kind: ast::StepKind) -> StepKind {
    match kind {
        ast::StepKind::Consent => StepKind::Consent,
        ast::StepKind::Consult => StepKind::Consult,
        ast::StepKind::Proposal => StepKind::Proposal,
        ast::StepKind::Review => StepKind::Review,
        ast::StepKind::Coordination => StepKind::Coordination,
        ast::StepKind::Notify => StepKind::Notify,
    }
}
