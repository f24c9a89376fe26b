//! What must be done besides deciding: consent, consultation, review …, and the deadlines of those asked.

use crate::bodies::Holder;
use std::collections::BTreeSet;

use crate::conditions::Condition;
use crate::date::{Day, Life};
use crate::ids::{FactId, ProvisionId};
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
    /// For which cases.
    pub when: Condition,
    /// Until when, and what silence means.
    pub deadline: Option<Deadline>,
    /// Where.
    pub span: SourceSpan,
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
    /// What silence does.
    pub silence: Option<Silence>,
    /// Of the holder's own deadline: in which cases it runs.
    pub when: Condition,
    /// Where.
    pub span: SourceSpan,
}

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: PeriodUnit,
    /// As many more as the case says, in the same unit; no answer (`none`) adds nothing.
    pub plus: Option<FactId>,
    /// Where the last day is no working day, it ends on the next one.
    pub on_working_day: bool,
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
}

impl Period {
    /// The last day of the period that counts from `start`: the day after it is the first (5.9). `more`: what the case adds.
    #[must_use]
    pub fn last_day(self, start: Day, more: u32, holidays: &BTreeSet<Day>) -> Day {
        let count = self.count.saturating_add(more);
        let last = match self.unit {
            PeriodUnit::Days => start.plus_days(count),
            PeriodUnit::WorkingDays => start.plus_working_days(count, holidays),
            PeriodUnit::Months => start.plus_months(count),
            PeriodUnit::Years => start.plus_months(count.saturating_mul(12)),
        };
        let is_free = !last.is_weekday() || holidays.contains(&last);
        if self.on_working_day && is_free { last.plus_working_days(1, holidays) } else { last }
    }
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
}

/// The effect of silence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Silence {
    /// It counts as approved.
    Approved,
    /// It counts as refused.
    Refused,
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
