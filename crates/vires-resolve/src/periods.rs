//! How long periods are: `within 3 months + extension of received`, `within term of matter of received`.
//!
//! A part is so many of a unit, or as long as a fact, a parameter or a derived fact says. Months are added up, and days;
//! the period is the months first and then the days. What turns on parameters, or on what is kept by a list, waits until
//! all texts are known and is then one deadline for each length, with its days and cases.

use num_traits::Zero;
use vires_model::{Condition, Deadline, Domain, Length, Life, Measure, Period, PeriodUnit, Rational, SourceSpan, Term};
use vires_syntax::ast::{self, DurationUnit, Expression, ExpressionKind, LengthKind, Name};
use vires_syntax::span::{Span, Spanned};
use vires_words::words;

use crate::conditions::all;
use crate::hand::{Hand, Needs};
use crate::kept::during;
use crate::names::{Sorts, Thing};
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Act, Here, Resolver};
use crate::sums::{Amount, Kind};

/// What may say how long a period is.
const LENGTHS: Sorts = Sorts::FACT.or(Sorts::PARAMETER).or(Sorts::DERIVED).or(Sorts::KEPT);

/// How long one period of a deadline is.
pub(crate) type Lengths = Spanned<Vec<ast::Length>>;

/// Periods of one deadline that wait for the values of parameters, or for answers by which something is kept.
#[derive(Debug, Clone)]
pub(crate) struct Timed {
    here: Here,
    periods: Vec<Lengths>,
    needs: Needs,
}

impl Timed {
    pub(crate) fn needs(&self) -> &Needs {
        &self.needs
    }
}

impl Resolver<'_> {
    /// Which of the last two `of` is that of the length: `term of matter of received` where the term is kept by a list,
    /// `term of received of file` where the day of receipt is.
    pub(crate) fn period_meant(
        &self,
        here: Here,
        within: &Spanned<Vec<ast::Length>>,
        counted_from: Option<&Expression>,
    ) -> (Lengths, Option<Expression>) {
        let (mut lengths, mut from) = (within.value.clone(), counted_from.cloned());
        if let Some(LengthKind::Named { name, of, per: None, bracketed: false }) =
            lengths.last_mut().map(|last| &mut last.kind)
        {
            let kept = self.is_kept(here, name);
            match (of.take(), &mut from) {
                (Some(whole), Some(from)) if !kept => put_behind(from, whole),
                // The text says for which answer, and not from when on.
                (None, Some(Expression { kind: ExpressionKind::Name(whole), span }))
                    if kept && self.is_answer_by_list(here, whole) =>
                {
                    *of = Some(Name::new(whole.clone(), *span));
                    from = None;
                }
                (taken, _) => *of = taken,
            }
        }
        (Spanned::new(lengths, within.span), from)
    }

    fn is_kept(&self, here: Here, name: &Name) -> bool {
        match self.find_quietly(here.package, &name.value, LENGTHS) {
            Some(Thing::Kept(_)) => true,
            Some(Thing::Parameter(id)) => self.model.parameters[id].by.is_some(),
            Some(Thing::Derived(id)) => self.derived.get(id.0).is_some_and(|row| row.by.is_some()),
            _ => false,
        }
    }

    fn is_answer_by_list(&self, here: Here, name: &str) -> bool {
        match self.find_quietly(here.package, name, Sorts::FACT) {
            Some(Thing::Fact(fact)) => matches!(self.model.facts[fact].domain, Domain::Choice(_)),
            _ => false,
        }
    }

    /// How long the periods of a deadline are. `line`: its place, under which they are remembered until what they need is known.
    pub(crate) fn periods(&mut self, here: Here, periods: Vec<Lengths>, line: SourceSpan) -> Done<Vec<Period>> {
        let hand = Box::new(Hand { bound: self.hand.bound.clone(), ..Hand::default() });
        let outer = std::mem::replace(&mut self.hand, hand);
        let all = self.periods_in_hand(here, &periods);
        let needs = std::mem::replace(&mut self.hand, outer).needs;
        if all.is_ok() && !needs.is_empty() {
            self.entangled = true;
            self.timed.insert(line, Timed { here, periods, needs });
        }
        all
    }

    fn periods_in_hand(&mut self, here: Here, periods: &[Lengths]) -> Done<Vec<Period>> {
        let all: Vec<_> = periods.iter().map(|own| self.period_in_hand(here, &own.value, own.span)).collect();
        all.into_iter().collect()
    }

    /// The period with what is in hand: months and years first, then days.
    fn period_in_hand(&mut self, here: Here, lengths: &[ast::Length], span: Span) -> Done<Period> {
        let (mut months, mut days): (Option<Amount>, Option<Amount>) = (None, None);
        let mut in_years = true;
        let mut counted: Option<Length> = None;
        for length in lengths {
            if let LengthKind::Counted { count, calendar } = &length.kind {
                let own = self.days_of(here, *count, calendar)?;
                match &mut counted {
                    None => counted = Some(own),
                    Some(known) if known.unit == own.unit => known.count += own.count,
                    Some(_) => return Err(self.two_sorts_of_days(here, lengths, span)),
                }
                continue;
            }
            let (amount, years) = self.length(here, length)?;
            let sum = match amount.kind {
                Kind::Months => {
                    in_years &= years;
                    &mut months
                }
                _ => &mut days,
            };
            *sum = Some(match sum.take() {
                None => amount,
                Some(so_far) if so_far.kind != amount.kind => return Err(self.two_sorts_of_days(here, lengths, span)),
                Some(so_far) => {
                    so_far.plus(&amount, Rational::from_integer(1)).ok_or_else(|| self.too_large(here, length.span))?
                }
            });
        }
        let months = months.map(|amount| match in_years {
            true => row(&amount, PeriodUnit::Years, Rational::new(1, 12)),
            false => row(&amount, PeriodUnit::Months, Rational::from_integer(1)),
        });
        let days = days.map(|amount| {
            let unit = if amount.kind == Kind::Days { PeriodUnit::Days } else { PeriodUnit::WorkingDays };
            row(&amount, unit, Rational::from_integer(1))
        });
        if days.is_some() && counted.is_some() {
            return Err(self.two_sorts_of_days(here, lengths, span));
        }
        let (length, then) = match (months, days.or(counted)) {
            (Some(months), days) => (months, days),
            (None, Some(days)) => (days, None),
            (None, None) => return Err(Failed),
        };
        Ok(Period { length, then, beginning_with: false, on_working_day: false })
    }

    /// `40 sitting_days`
    fn days_of(&mut self, here: Here, count: u32, calendar: &Name) -> Done<Length> {
        let Thing::Calendar(id) = self.find(here, calendar, Sorts::CALENDAR)? else { return Err(Failed) };
        let count = Rational::from_integer(count.into());
        Ok(Length { unit: PeriodUnit::Counted(id), count, plus: Vec::new() })
    }

    /// One part of it, and whether it is said in years.
    fn length(&mut self, here: Here, length: &ast::Length) -> Done<(Amount, bool)> {
        match &length.kind {
            LengthKind::Fixed { count, unit } => {
                let (kind, times) = match unit {
                    DurationUnit::Days => (Kind::Days, 1),
                    DurationUnit::Weeks => (Kind::Days, 7),
                    DurationUnit::WorkingDays => (Kind::WorkingDays, 1),
                    DurationUnit::Months => (Kind::Months, 1),
                    DurationUnit::Years => (Kind::Months, 12),
                };
                let count = Rational::from_integer(i128::from(*count) * times);
                Ok((Amount::constant(kind, count), *unit == DurationUnit::Years))
            }
            LengthKind::Counted { .. } => Err(Failed),
            LengthKind::Named { name, of, per, .. } => {
                let thing = self.find(here, name, LENGTHS)?;
                self.sound(thing)?;
                let kind = match (of, per) {
                    (of, Some(per)) => {
                        ExpressionKind::OfFor(name.clone(), of.clone().map(Box::new), Box::new(per.clone()))
                    }
                    (Some(of), None) => ExpressionKind::Of(name.clone(), of.clone()),
                    (None, None) => ExpressionKind::Name(name.value.clone()),
                };
                let measure = self.measure_of(thing);
                if measure.is_none() && !matches!(thing, Thing::Derived(_)) {
                    return Err(self.no_period(here, name, thing));
                }
                let amount = self.amount(here, Act::Nowhere, &Expression { span: length.span, kind })?;
                if amount.endless.is_some() {
                    return Err(self.without_end(here, length.span, name));
                }
                if !amount.extremes.is_empty() {
                    return Err(self.length_of_several(here, length.span));
                }
                let only_facts = amount.terms.keys().all(|term| matches!(term, Term::Fact(_)));
                if !only_facts || !matches!(amount.kind, Kind::Days | Kind::WorkingDays | Kind::Months) {
                    return Err(self.no_period(here, name, thing));
                }
                Ok((amount, measure == Some(Measure::Years)))
            }
        }
    }

    fn length_of_several(&mut self, here: Here, span: Span) -> Failed {
        let problem = Problem::error(
            code::NOT_EXACT,
            here.span(span),
            words!(
                "how long a period is cannot be the greater or the lesser of several answers",
                "độ dài thời hạn không thể là mức cao hơn hoặc thấp hơn trong nhiều câu trả lời"
            ),
        );
        self.report(problem.help(words!(
            "write a line for each, with `when` for its cases: `within first of received, else approved when first is at least second`",
            "viết mỗi độ dài thành một dòng với `khi` cho trường hợp của nó: `trong thời hạn first kể từ received, quá hạn thì coi như đồng ý khi \
             first không dưới second`"
        )));
        Failed
    }

    /// In what a fact or a parameter measures time, if it does.
    fn measure_of(&self, thing: Thing) -> Option<Measure> {
        let domain = match thing {
            Thing::Fact(fact) => &self.model.facts[fact].domain,
            Thing::Kept(kept) => &self.model.facts[*self.kept.get(kept.0)?.facts.values().next()?].domain,
            Thing::Parameter(id) => &self.parameter_types.get(id.0 as usize)?.domain,
            _ => return None,
        };
        let Domain::Ordered(ordered) = domain else { return None };
        let is_time =
            matches!(ordered.measure, Measure::Days | Measure::WorkingDays | Measure::Months | Measure::Years);
        is_time.then(|| ordered.measure.clone())
    }

    fn no_period(&mut self, here: Here, name: &Name, thing: Thing) -> Failed {
        let problem = Problem::error(
            code::WRONG_TYPE,
            here.span(name.span),
            words!("`{name}` is no period of time", "`{name}` không phải là một khoảng thời gian", name = name.value),
        );
        let problem = match self.declared_at(thing) {
            Some(span) => problem.see(span, words!("declared here", "khai báo tại đây")),
            None => problem,
        };
        self.report(problem.help(words!(
            "its type has to be `days`, `working days`, `months` or `years`",
            "kiểu phải là `ngày`, `ngày làm việc`, `tháng` hoặc `năm`"
        )));
        Failed
    }

    fn without_end(&mut self, here: Here, span: Span, name: &Name) -> Failed {
        let problem = Problem::error(
            code::WRONG_TYPE,
            here.span(span),
            words!(
                "a period that is unlimited never ends: `{name}` is set so",
                "thời hạn không hạn chế thì không bao giờ hết: `{name}` được ấn định như vậy",
                name = name.value
            ),
        );
        self.report(problem.help(words!(
            "say with `when` in which cases the period runs",
            "dùng `khi` để nêu thời hạn áp dụng cho trường hợp nào"
        )));
        Failed
    }

    fn declared_at(&self, thing: Thing) -> Option<SourceSpan> {
        match thing {
            Thing::Fact(fact) => Some(self.model.facts[fact].span),
            Thing::Parameter(id) => Some(self.model.parameters[id].span),
            Thing::Derived(id) => self.derived.get(id.0).map(|row| row.span),
            _ => None,
        }
    }

    fn two_sorts_of_days(&mut self, here: Here, lengths: &[ast::Length], span: Span) -> Failed {
        let days_first = self.days_first(here, lengths, span);
        self.report(
            Problem::error(
                code::WRONG_TYPE,
                here.span(span),
                words!(
                    "this period has days and working days, and it is not said which come first",
                    "thời hạn này gồm cả ngày và ngày làm việc mà chưa rõ tính ngày nào trước"
                ),
            )
            .help(days_first.unwrap_or_else(|| {
                words!(
                    "say it in one of the two: months and years may be lengthened by either",
                    "viết theo một trong hai: tháng và năm có thể cộng thêm ngày hoặc ngày làm việc"
                )
            })),
        );
        Failed
    }

    /// The deadlines whose length was waited for: one for each length, with its days and cases. `among`: what is so
    /// wherever they run.
    pub(crate) fn timed_deadlines(&mut self, deadlines: &[Deadline], among: &[Condition], life: Life) -> Vec<Deadline> {
        let mut out = Vec::new();
        for deadline in deadlines {
            let Some(timed) = self.timed.get(&deadline.span).cloned() else {
                out.push(deadline.clone());
                continue;
            };
            let among: Vec<Condition> = among.iter().cloned().chain([deadline.when.clone()]).collect();
            let Ok(choices) = self.choices(&timed.needs, &among, life, deadline.span) else {
                continue;
            };
            for choice in choices {
                if let Some(unset) = choice.unset {
                    self.lacks(unset, choice.world.life, deadline.span);
                    continue;
                }
                let days = if choice.world.life == life { None } else { during(choice.world.life, deadline.span) };
                let hand = Box::new(Hand { world: Some(choice.world), ..Hand::default() });
                let outer = std::mem::replace(&mut self.hand, hand);
                let periods = self.periods_in_hand(timed.here, &timed.periods);
                self.hand = outer;
                let Ok(periods) = periods else { continue };
                let cases = days.into_iter().chain(choice.guards).chain([deadline.when.clone()]);
                out.push(Deadline { when: all(cases.collect(), deadline.span), ..lasting(deadline.clone(), periods) });
            }
        }
        out
    }
}

/// The deadline with periods that are so long.
fn lasting(mut deadline: Deadline, periods: Vec<Period>) -> Deadline {
    let others = deadline.others.iter_mut().flat_map(|others| &mut others.of).map(|(within, _)| within);
    for (own, period) in std::iter::once(&mut deadline.within).chain(others).zip(periods) {
        let (on_working_day, beginning_with) = (own.on_working_day, own.beginning_with);
        *own = Period { on_working_day, beginning_with, ..period };
    }
    deadline
}

fn row(amount: &Amount, unit: PeriodUnit, times: Rational) -> Length {
    let plus = amount.terms.iter().filter_map(|(term, factor)| match term {
        Term::Fact(fact) if !factor.is_zero() => Some((*fact, factor * times)),
        _ => None,
    });
    Length { unit, count: amount.constant * times, plus: plus.collect() }
}

/// `file`, and before it `received of`.
fn put_behind(from: &mut Expression, name: Name) {
    let first = from.first_mut();
    if let ExpressionKind::Name(whole) = &first.kind {
        let whole = Name::new(whole.clone(), first.span);
        first.span = name.span.to(first.span);
        first.kind = ExpressionKind::Of(name, whole);
    }
}
