//! What a condition may say next, by the type of what it speaks of: `at least` is nothing that can be said of a list, and
//! `today` nothing that megawatts are compared with.

use vires_model::{Domain, Measure, Ordered};
use vires_syntax::Keyword;
use vires_syntax::ast::{DeclarationKind, Definition};

use super::context::{Context, Sort};
use crate::excerpt::{Cursor, HOLE};
use crate::slot::{self, Slot, Subject};
use crate::spelling::last_part;
use crate::visible::Visible;

/// What sort of thing a condition speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Nature<'p> {
    YesNo,
    Choice,
    Set,
    Amount(&'p Measure),
    /// A derived fact that is computed: a number, an amount, or a date.
    Computed,
    Person,
    /// An event without a date: a test says when it happens.
    Event,
    /// A power: what is asked is who holds it.
    Power,
    /// An office: what is asked is whether it is vacant.
    Office,
    /// Not known, or nothing of the kind: then everything is allowed.
    Any,
}

/// What is wanted at a place of a line.
#[derive(Debug)]
pub(super) struct Asked<'p> {
    what: What<'p>,
    given: bool,
    /// A parameter is set.
    set: bool,
    /// `2/3 |`, `30% |`: a share, of something.
    share: bool,
}

#[derive(Debug)]
enum What<'p> {
    /// Right behind a question: a comparison.
    Comparison {
        of: Nature<'p>,
        kept: bool,
    },
    /// Behind a comparison: what it is compared with.
    Operand {
        of: Nature<'p>,
        is: bool,
        or_none: bool,
    },
    /// Behind a number.
    Unit {
        of: Nature<'p>,
    },
    /// What a condition speaks of: an answer is none.
    Question,
    /// What a period counts from.
    Moment,
    Anything,
}

impl<'p> Asked<'p> {
    /// What is wanted at the word of a cursor. `slots`: what a name there would be.
    pub(super) fn at(cursor: &Cursor<'_>, slots: &[Slot], visible: &Visible<'p>, context: &Context) -> Self {
        let given = context.is_given();
        let what = slots
            .iter()
            .find_map(|slot| match slot {
                Slot::Operand(subject) | Slot::Value(subject) => {
                    let is = matches!(slot, Slot::Value(_));
                    Some(What::Operand { of: nature(subject, visible), is, or_none: or_none(subject, visible) })
                }
                Slot::Unit(Some(subject)) => Some(What::Unit { of: nature(subject, visible) }),
                _ => None,
            })
            .or_else(|| slots.contains(&Slot::Moment).then_some(What::Moment))
            .or_else(|| slots.contains(&Slot::Subject).then_some(What::Question))
            .or_else(|| {
                if cursor.is_at_start() || !(given || context.is_in_condition()) {
                    return None;
                }
                slot::slots_with(cursor, &format!("is {HOLE}")).iter().find_map(|slot| match slot {
                    Slot::Value(subject) => {
                        Some(What::Comparison { of: nature(subject, visible), kept: is_kept(subject, visible) })
                    }
                    _ => None,
                })
            })
            .unwrap_or(What::Anything);
        let set = context.owner == Some(Sort::Operation(Keyword::Set));
        Self { what, given, set, share: context.is_behind_a_share() }
    }

    /// Whether a word of the language can stand there.
    pub(super) fn allows(&self, keyword: Keyword) -> bool {
        match self.what {
            What::Anything | What::Comparison { of: Nature::Any, .. } => true,
            What::Comparison { kept: true, .. } if matches!(keyword, Keyword::Of | Keyword::ForSteps) => true,
            What::Comparison { of, .. } if self.given => match keyword {
                Keyword::Is => of != Nature::Set,
                Keyword::Are => of == Nature::Set,
                _ => false,
            },
            What::Comparison { of, .. } => compares(of, keyword),
            What::Operand { of: Nature::Any, .. } | What::Unit { of: Nature::Any } => true,
            What::Operand { of: Nature::Amount(measure), .. } if keyword == Keyword::Unlimited => {
                (self.set || self.given) && *measure != Measure::Date
            }
            What::Operand { of, is, or_none } => answers(of, keyword, is && or_none, self.given || self.set),
            What::Question => !matches!(keyword, Keyword::Yes | Keyword::No | Keyword::None | Keyword::Unlimited),
            What::Moment => {
                keyword.row().group != "condition" || matches!(keyword, Keyword::LaterOf | Keyword::EarlierOf)
            }
            What::Unit { .. } if self.share && keyword == Keyword::Of => true,
            What::Unit { of } => counts(of, keyword),
        }
    }
}

/// Whether a word compares things of that sort, or may stand behind one that needs no comparison.
fn compares(of: Nature<'_>, keyword: Keyword) -> bool {
    let is = matches!(keyword, Keyword::Is | Keyword::IsNot);
    let of_dates = matches!(keyword, Keyword::Before | Keyword::After | Keyword::FromDate | Keyword::Until);
    let of_numbers = matches!(keyword, Keyword::AtLeast | Keyword::AtMost | Keyword::Above | Keyword::BelowLimit);
    let of_holders = matches!(keyword, Keyword::IsHeldBy | Keyword::IsHeldAt | Keyword::IsHeldBelow);
    let of_sets = matches!(keyword, Keyword::Include | Keyword::IncludeOnly | Keyword::Are);
    let of_lists = matches!(keyword, Keyword::IsOneOf | Keyword::IsNoneOf);
    let of_offices = matches!(keyword, Keyword::IsVacant | Keyword::IsNotVacant);
    if of_offices {
        return matches!(of, Nature::Office | Nature::Any);
    }
    match of {
        // A condition by itself: whatever may follow one, and nothing that compares.
        Nature::YesNo => is || !(of_numbers || of_holders || of_sets || of_lists || is_part_of_words(keyword)),
        Nature::Choice => is || of_lists,
        Nature::Set => of_sets,
        Nature::Amount(Measure::Date) => is || of_dates || matches!(keyword, Keyword::AtLeast | Keyword::AtMost),
        Nature::Amount(_) => is || of_numbers,
        Nature::Computed => is || of_numbers || of_dates,
        Nature::Person => is || !(of_numbers || of_holders || of_sets || of_lists),
        Nature::Power => of_holders,
        // Which of many it is comes first.
        Nature::Office => keyword == Keyword::Of,
        Nature::Event => false,
        Nature::Any => true,
    }
}

/// Words that stand behind something else than a condition that is complete.
const fn is_part_of_words(keyword: Keyword) -> bool {
    matches!(keyword, Keyword::After | Keyword::Of | Keyword::ForSteps | Keyword::Else)
}

/// Whether a word begins what things of that sort are compared with.
fn answers(of: Nature<'_>, keyword: Keyword, or_none: bool, given: bool) -> bool {
    match keyword {
        // Of an event only a test says that it never happens.
        Keyword::None => or_none && (given || of != Nature::Event) || of == Nature::Set,
        Keyword::Yes | Keyword::No => of == Nature::YesNo,
        Keyword::Today => !given && matches!(of, Nature::Amount(Measure::Date) | Nature::Computed),
        Keyword::SumOver => {
            !given && matches!(of, Nature::Amount(_) | Nature::Computed) && of != Nature::Amount(&Measure::Date)
        }
        Keyword::GreaterOf | Keyword::LesserOf => {
            !given && matches!(of, Nature::Amount(_) | Nature::Computed) && of != Nature::Amount(&Measure::Date)
        }
        Keyword::LaterOf | Keyword::EarlierOf => {
            !given && matches!(of, Nature::Amount(Measure::Date) | Nature::Computed)
        }
        Keyword::CountOf => !given && matches!(of, Nature::Amount(Measure::Number) | Nature::Computed),
        _ => false,
    }
}

/// Whether a word may stand behind a number that things of that sort are compared with.
fn counts(of: Nature<'_>, keyword: Keyword) -> bool {
    let days = matches!(keyword, Keyword::Days | Keyword::Weeks);
    let months = matches!(keyword, Keyword::Months | Keyword::Years);
    let is_unit_of_time = days || months || keyword == Keyword::WorkingDays;
    let is_scale = matches!(keyword, Keyword::Thousand | Keyword::Million | Keyword::Billion);
    if matches!(keyword, Keyword::Of | Keyword::ForSteps | Keyword::Else) {
        return false;
    }
    match of {
        // The number wants its unit first.
        Nature::Amount(Measure::Unit(_)) => is_scale,
        Nature::Amount(Measure::Days) => days,
        Nature::Amount(Measure::WorkingDays) => keyword == Keyword::WorkingDays,
        Nature::Amount(Measure::Months | Measure::Years) => months,
        // `received + 30 |`
        Nature::Amount(Measure::Date) => is_unit_of_time,
        Nature::Amount(Measure::Number | Measure::Percent) => !is_unit_of_time,
        _ => true,
    }
}

fn nature<'p>(subject: &Subject, visible: &Visible<'p>) -> Nature<'p> {
    if let Some(measure) = super::measured::measure(subject, visible) {
        return Nature::Amount(measure);
    }
    if visible.fact(&subject.name).is_some_and(|fact| visible.model().facts[fact].event) {
        return Nature::Event;
    }
    match super::names::domain(subject, visible) {
        Some(Domain::YesNo) => Nature::YesNo,
        Some(Domain::Choice(_)) => Nature::Choice,
        Some(Domain::SetOf(_)) => Nature::Set,
        Some(Domain::Person) => Nature::Person,
        Some(Domain::Ordered(Ordered { measure, .. })) => Nature::Amount(measure),
        None => {
            let mut found = Nature::Any;
            visible.named(last_part(&subject.name), |entry| match entry.kind {
                DeclarationKind::Fact { is: Some(Definition::Condition(_)), .. } => found = Nature::YesNo,
                DeclarationKind::Fact { is: Some(Definition::Expression(_)), .. } => found = Nature::Computed,
                DeclarationKind::Power => found = Nature::Power,
                DeclarationKind::Office => found = Nature::Office,
                _ => {}
            });
            found
        }
    }
}

fn or_none(subject: &Subject, visible: &Visible<'_>) -> bool {
    // What may never come about has no date.
    let mut is_event = false;
    visible.named(last_part(&subject.name), |entry| is_event |= matches!(entry.kind, DeclarationKind::Event));
    is_event || visible.fact(&subject.name).is_some_and(|fact| visible.model().facts[fact].or_none)
}

/// Whether it is kept by a list, so that `of` may follow.
fn is_kept(subject: &Subject, visible: &Visible<'_>) -> bool {
    let fact = visible.fact(&subject.name).is_some_and(|fact| visible.model().facts[fact].kept.is_some());
    let derived = || {
        let mut by = false;
        visible.named(last_part(&subject.name), |entry| {
            by |= entry.line.clauses.iter().any(|clause| matches!(clause.kind, vires_syntax::ast::ClauseKind::By(..)));
        });
        by
    };
    fact || visible.parameter(&subject.name).is_some_and(|row| row.by.is_some()) || derived()
}

impl Context {
    /// Whether facts of a case are written out, with their answers.
    pub(super) fn is_given(&self) -> bool {
        matches!(self.parent, Some(Sort::Clause(Keyword::Given))) || self.gives || self.has(Keyword::Given)
    }
}
