//! What must be done besides deciding: consent, consultation, review …, and the deadlines of those asked.

use std::collections::BTreeSet;

use num_traits::{CheckedAdd, CheckedMul};

use crate::bodies::Holder;
use crate::conditions::Condition;
use crate::date::{Day, Life};
use crate::ids::{CalendarId, FactId, PowerId, ProvisionId};
use crate::model::Model;
use crate::number::Rational;
use crate::rules::Powers;
use crate::source::SourceSpan;

/// Something to be done besides deciding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Which.
    pub kind: StepKind,
    /// By or of whom.
    pub who: Vec<Holder>,
    /// So many different ones of them are enough; none: it is asked of each.
    pub enough: Option<u32>,
    /// How the text says who they are.
    pub among: Among,
    /// For which cases.
    pub when: Condition,
    /// Until when, and what silence means: of those asked, and then of each to whom silence passes it.
    pub deadlines: Vec<Deadline>,
    /// Where.
    pub span: SourceSpan,
}

/// How a text says of whom something is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Among {
    /// By name.
    #[default]
    Named,
    /// By a group: those of it that exist on the day.
    Group,
    /// One body for each of the set that a fact gives: the only one of [`Step::who`], of that fact.
    EachOf(FactId),
    /// Whoever holds another power in the case; [`Step::who`] and [`Step::enough`] then say nothing.
    HolderOf(PowerId),
}

/// The kinds of step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepKind {
    /// No act without it.
    Consent,
    /// They must be asked, and need not be followed.
    Consult,
    /// They alone may begin.
    Proposal,
    /// Their opinion must be on file.
    Review,
    /// The holder leads, together with them.
    Coordination,
    /// They are told afterwards.
    Notify,
}

/// `within N of D, else …`: counted from the day after D, day N included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// How long.
    pub within: Period,
    /// From when; none where the text does not say: then nothing follows from it but what it says.
    pub of: Option<Start>,
    /// It ends with the last, or the first, of this period and of others.
    pub others: Option<Others>,
    /// What silence does.
    pub silence: Option<Silence>,
    /// Of the holder's own deadline: in which cases it runs.
    pub when: Condition,
    /// Where.
    pub span: SourceSpan,
}

/// The other periods of `within later of 15 working days of a and 50 days of b`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Others {
    /// Whether it is the last of all that ends it.
    pub last: bool,
    /// How long, and from when.
    pub of: Vec<(Period, Start)>,
}

/// How long, from when, and what silence does.
pub type DeadlineWords<'a> = (&'a Period, Option<&'a Start>, Option<&'a Others>, Option<&'a Silence>);

/// Which step, of whom, of how many of them, and its deadlines.
pub type StepWords<'a> = (StepKind, (&'a [Holder], Among), Option<u32>, Vec<DeadlineWords<'a>>);

impl Step {
    /// The powers of which it turns on who holds them.
    #[must_use]
    pub fn asks(&self) -> BTreeSet<PowerId> {
        let mut asks = self.when.asks();
        asks.extend(self.deadlines.iter().flat_map(Deadline::asks));
        if let Among::HolderOf(power) = self.among {
            asks.insert(power);
        }
        asks
    }

    /// Whether the text says what silence of whoever is asked means.
    #[must_use]
    pub fn minds_silence(&self) -> bool {
        self.deadlines.iter().any(|own| own.silence.is_some())
    }

    /// To whom silence passes it, from hand to hand.
    pub fn passes_to(&self) -> impl Iterator<Item = Holder> {
        self.deadlines.iter().filter_map(Deadline::passes_to)
    }
}

impl Deadline {
    /// The powers of which it turns on who holds them.
    #[must_use]
    pub fn asks(&self) -> BTreeSet<PowerId> {
        self.when.asks()
    }

    /// What it says, whatever the cases in which it does.
    #[must_use]
    pub const fn words(&self) -> DeadlineWords<'_> {
        (&self.within, self.of.as_ref(), self.others.as_ref(), self.silence.as_ref())
    }

    /// Every period of it, and from when each counts.
    pub fn periods(&self) -> impl Iterator<Item = (&Period, Option<&Start>)> {
        let others = self.others.iter().flat_map(|others| &others.of).map(|(within, of)| (within, Some(of)));
        std::iter::once((&self.within, self.of.as_ref())).chain(others)
    }

    /// The facts whose answers say how long it is.
    pub fn lengths(&self) -> impl Iterator<Item = FactId> {
        self.periods().flat_map(|(within, _)| within.facts())
    }
}

impl Step {
    /// What it says, whatever the cases in which it does.
    #[must_use]
    pub fn words(&self) -> StepWords<'_> {
        (self.kind, (&self.who, self.among), self.enough, self.deadlines.iter().map(Deadline::words).collect())
    }
}

/// A length of time: months and years first, then days.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// `3 months`, `15 working days + extension`.
    pub length: Length,
    /// `3 months + 10 days`: so many days more, counted from where the months end.
    pub then: Option<Length>,
    /// It counts from a day that is itself its first.
    pub beginning_with: bool,
    /// Where the last day is no working day, it ends on the next one.
    pub on_working_day: bool,
}

/// So many of one unit, and as many more as the case says; less than none is none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length {
    /// Of what.
    pub unit: PeriodUnit,
    /// How many the text says.
    pub count: Rational,
    /// The answers that are added, and how many times each; no answer (`none`) adds nothing.
    pub plus: Vec<(FactId, Rational)>,
}

/// The units of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PeriodUnit {
    /// Calendar days.
    Days,
    /// Monday to Friday, without the holidays of the policy.
    WorkingDays,
    /// Months of the calendar; a day that the last month lacks is its last day.
    Months,
    /// Years of the calendar, likewise.
    Years,
    /// Days of a calendar that is declared.
    Counted(CalendarId),
}

impl Length {
    /// How many, where the answers are these; none where the numbers grow too large.
    fn total(&self, answer: &dyn Fn(FactId) -> Option<Rational>) -> Option<u32> {
        let mut total = self.count;
        for (fact, times) in &self.plus {
            if let Some(number) = answer(*fact) {
                total = total.checked_add(&number.checked_mul(times)?)?;
            }
        }
        let total = total.floor().to_integer();
        u32::try_from(total.max(0)).ok()
    }

    fn from(&self, start: Day, answer: &dyn Fn(FactId) -> Option<Rational>, model: &Model) -> Result<Day, NoEnd> {
        let count = self.total(answer).ok_or(NoEnd::TooLong)?;
        Ok(match self.unit {
            PeriodUnit::Days => start.plus_days(count),
            PeriodUnit::WorkingDays => start.plus_working_days(count, &model.holidays),
            PeriodUnit::Months => start.plus_months(count),
            PeriodUnit::Years => start.plus_months(count.saturating_mul(12)),
            PeriodUnit::Counted(id) => {
                let calendar = &model.calendars[id];
                calendar.count(start, count, &model.holidays).ok_or(NoEnd::Beyond(id))?
            }
        })
    }

    /// Whether it is said in months or years.
    const fn is_of_months(&self) -> bool {
        matches!(self.unit, PeriodUnit::Months | PeriodUnit::Years)
    }
}

impl Period {
    /// So many of one unit.
    #[must_use]
    pub fn of(count: u32, unit: PeriodUnit) -> Self {
        let length = Length { unit, count: Rational::from_integer(count.into()), plus: Vec::new() };
        Self { length, then: None, beginning_with: false, on_working_day: false }
    }

    /// The facts whose answers it turns on.
    pub fn facts(&self) -> impl Iterator<Item = FactId> {
        let lengths = std::iter::once(&self.length).chain(&self.then);
        lengths.flat_map(|length| length.plus.iter().map(|(fact, _)| *fact))
    }

    /// The last day of the period that counts from `start`: the day after it is the first (5.9), or that day itself where the
    /// period begins with it.
    ///
    /// # Errors
    ///
    /// Why there is none.
    pub fn last_day(
        &self,
        start: Day,
        answer: &dyn Fn(FactId) -> Option<Rational>,
        model: &Model,
    ) -> Result<Day, NoEnd> {
        let mut last = start;
        // A month that begins with the first of March ends with the day before the first of April; where the month lacks that day, with
        // its last.
        let mut begins = self.beginning_with;
        let day_before = |last: Day| if last.ymd().2 < start.ymd().2 { last } else { last.previous() };
        for length in std::iter::once(&self.length).chain(&self.then) {
            if begins && !length.is_of_months() {
                (begins, last) = (false, day_before(last));
            }
            last = length.from(last, answer, model)?;
        }
        if begins {
            last = day_before(last);
        }
        let is_free = !last.is_weekday() || model.holidays.contains(&last);
        Ok(if self.on_working_day && is_free { last.plus_working_days(1, &model.holidays) } else { last })
    }
}

/// Why a period has no last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoEnd {
    /// The numbers grow too large.
    TooLong,
    /// It would have to be counted over days that this calendar does not cover.
    Beyond(CalendarId),
}

/// From when a period counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Start {
    /// The day that this fact gives.
    Fact(FactId),
    /// This day.
    Day(Day),
    /// The day whose number is this sum: `received + days_stopped`, `received + supplied - requested`. A part of a day is left out.
    Sum(Vec<(FactId, Rational)>, Rational),
    /// The last of these days, or the first. Without an answer (`none`) to one of them there is none.
    Extreme {
        /// Whether it is the last.
        last: bool,
        /// The days.
        of: Vec<Start>,
    },
}

impl Start {
    /// Visits the facts whose answers say which day it is.
    pub fn facts(&self, visit: &mut dyn FnMut(FactId)) {
        match self {
            Self::Fact(fact) => visit(*fact),
            Self::Sum(terms, _) => terms.iter().for_each(|(fact, _)| visit(*fact)),
            Self::Day(_) => {}
            Self::Extreme { of, .. } => of.iter().for_each(|one| one.facts(visit)),
        }
    }
}

/// The effect of silence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Silence {
    /// It counts as approved.
    Approved,
    /// It counts as refused.
    Refused,
    /// It counts as refused as long as whoever is silent has not decided; they still may.
    RefusedUntilDecided,
    /// Nobody may act any longer.
    Lapses,
    /// It passes to another.
    PassesTo(Holder),
}

/// `for P when C` + steps: steps that one provision attaches to whatever holds a power, while it is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// The provision it stands in.
    pub place: ProvisionId,
    /// To which powers; a class names no body.
    pub what: Powers,
    /// The days on which it is in force.
    pub life: Life,
    /// For which cases.
    pub when: Condition,
    /// What must be done, in the order written.
    pub steps: Vec<Step>,
    /// The holder's own deadlines, in the order written.
    pub deadlines: Vec<Deadline>,
    /// Where.
    pub span: SourceSpan,
}

impl Attachment {
    /// The powers of which it turns on who holds them.
    #[must_use]
    pub fn asks(&self) -> BTreeSet<PowerId> {
        let mut asks = self.when.asks();
        asks.extend(self.steps.iter().flat_map(Step::asks));
        asks.extend(self.deadlines.iter().flat_map(Deadline::asks));
        asks
    }
}
