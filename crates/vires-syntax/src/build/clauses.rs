//! Clauses: what a declaration, a provision, a rule or a test says further.

use super::conditions::Open;
use super::expressions::duration_unit;
use super::{At, Builder, Built, Part, Reported};
use crate::ast::{
    Cases, Clause, ClauseKind, Condition, Content, Deadline, Expression, ExpressionKind, Holding, Label, Length,
    LengthKind, Mode, Name, Onward, OtherPeriods, Party, PeriodFrom, Silence, Step, StepKind, Whom,
};
use crate::error::{SyntaxError, SyntaxErrorCode};
use crate::grammar::Rule;
use crate::span::{Span, Spanned};
use vires_words::words;

/// A clause, and whether a line with `and` or `or` may continue its condition.
pub(super) struct BuiltClause {
    pub(super) clause: Clause,
    pub(super) joiner: Option<super::conditions::Joiner>,
}

fn step_kind(rule: Rule) -> Option<StepKind> {
    Some(match rule {
        Rule::kw_with_consent_of => StepKind::Consent,
        Rule::kw_after_consulting => StepKind::Consult,
        Rule::kw_on_proposal_of => StepKind::Proposal,
        Rule::kw_after_review_by => StepKind::Review,
        Rule::kw_in_coordination_with => StepKind::Coordination,
        Rule::kw_notifying => StepKind::Notify,
        _ => return None,
    })
}

fn content(rule: Rule) -> Option<Content> {
    Some(match rule {
        Rule::kw_content => Content::Content,
        Rule::kw_scope => Content::Scope,
        Rule::kw_term => Content::Term,
        Rule::kw_conditions => Content::Conditions,
        _ => return None,
    })
}

impl<'t> Builder<'t> {
    pub(super) fn clause(&mut self, at: At, part: Part<'t>) -> Built<BuiltClause> {
        // The part of the grammar named `clause` holds the one that says which.
        let part = if part.as_rule() == Rule::clause { part.into_inner().next().ok_or(Reported)? } else { part };
        let span = self.span(at, &part);
        let mut joiner = None;
        let mut whole = span;
        let kind = match part.as_rule() {
            Rule::c_when | Rule::c_except_when => {
                let except = part.as_rule() == Rule::c_except_when;
                let open = self.condition_of(at, part)?;
                joiner = open.joiner;
                whole = span.to(open.condition.span);
                if except { ClauseKind::ExceptWhen(open.condition) } else { ClauseKind::When(open.condition) }
            }
            Rule::step_clause => {
                let (step, step_joiner) = self.step_of_rule(at, part)?;
                joiner = step_joiner;
                whole = step.cases.conditions().fold(span, |whole, condition| whole.to(condition.span));
                ClauseKind::Step(step)
            }
            _ => self.plain_clause(at, part)?,
        };
        Ok(BuiltClause { clause: Clause { span: whole, kind }, joiner })
    }

    /// The condition after `when`, on the line or on the lines below.
    pub(super) fn condition_of(&mut self, at: At, part: Part<'t>) -> Built<Open> {
        let span = self.span(at, &part);
        match part.into_inner().find(|inner| inner.as_rule() == Rule::condition) {
            Some(condition) => self.condition(at, condition),
            None => self.condition_below(at, span),
        }
    }

    /// Clauses without conditions.
    fn plain_clause(&mut self, at: At, part: Part<'t>) -> Built<ClauseKind> {
        let rule = part.as_rule();
        Ok(match rule {
            Rule::c_all_other_cases => ClauseKind::InAllOtherCases,
            Rule::c_overlay => ClauseKind::Overlay,
            Rule::c_held_exclusively => ClauseKind::HeldExclusively,
            Rule::c_held_concurrently => ClauseKind::HeldConcurrently,
            Rule::c_in_force => ClauseKind::InForce(self.bounds(at, part)?),
            Rule::c_life => {
                let bound = part.into_inner().next().ok_or(Reported)?;
                ClauseKind::Life(self.bound(at, bound)?)
            }
            Rule::c_from_to => {
                let mut lists = part.into_inner().filter(|inner| inner.as_rule() == Rule::names);
                let (Some(from), Some(to)) = (lists.next(), lists.next()) else { return Err(Reported) };
                ClauseKind::FromTo { from: self.names(at, from), to: self.names(at, to) }
            }
            Rule::c_kind => ClauseKind::Kind(self.list_of_names(at, part)?),
            Rule::c_at => ClauseKind::At(self.one_name(at, part)?),
            Rule::c_sector => ClauseKind::Sector(self.one_name(at, part)?),
            Rule::c_place => ClauseKind::Place(self.one_name(at, part)?),
            Rule::c_under => ClauseKind::Under(self.one_name(at, part)?),
            Rule::c_one_per => ClauseKind::OnePer(self.one_name(at, part)?),
            Rule::c_also => ClauseKind::Also(self.one_name(at, part)?),
            Rule::c_below => ClauseKind::Below(self.one_name(at, part)?),
            Rule::c_within => ClauseKind::Within(self.one_name(at, part)?),
            Rule::c_by => {
                let mut names = self.names(at, part).into_iter();
                ClauseKind::By(names.next().ok_or(Reported)?, names.next())
            }
            Rule::c_found_by => ClauseKind::FoundBy(self.one_name(at, part)?),
            Rule::c_acts => {
                let acts = part.into_inner().filter(|inner| inner.as_rule() == Rule::act);
                ClauseKind::Acts(acts.map(|act| self.act(at, act)).collect::<Built<_>>()?)
            }
            Rule::c_incompatible => ClauseKind::IncompatibleWith(self.list_of_names(at, part)?),
            Rule::c_found_in => ClauseKind::FoundIn(self.list_of_names(at, part)?),
            Rule::c_rank => ClauseKind::Rank(self.one_count(at, part)?),
            Rule::c_decimals => ClauseKind::Decimals(self.one_count(at, part)?),
            Rule::c_code | Rule::c_from_file => {
                let label = part.into_inner().find(|inner| inner.as_rule() == Rule::label).ok_or(Reported)?;
                let label = self.label(at, &label);
                if rule == Rule::c_code { ClauseKind::Code(label) } else { ClauseKind::FromFile(label) }
            }
            Rule::c_issued_by => self.issued_by(at, part)?,
            Rule::c_issued_on | Rule::c_on | Rule::c_signed_on | Rule::c_published_on | Rule::c_known_on => {
                let is_day = |inner: &Part<'t>| {
                    matches!(inner.as_rule(), Rule::date | Rule::name | Rule::own_day | Rule::event_day)
                };
                let day = part.into_inner().find(is_day).ok_or(Reported)?;
                let day = self.day(at, &day)?;
                match rule {
                    Rule::c_issued_on => ClauseKind::IssuedOn(day),
                    Rule::c_signed_on => ClauseKind::SignedOn(day),
                    Rule::c_published_on => ClauseKind::PublishedOn(day),
                    Rule::c_known_on => ClauseKind::KnownOn(day),
                    _ => ClauseKind::On(day),
                }
            }
            Rule::c_based_on => ClauseKind::BasedOn(self.places_within(at, part)?),
            Rule::c_restoring => ClauseKind::Restoring(self.places_within(at, part)?),
            Rule::c_in_texts => ClauseKind::In(self.places_within(at, part)?),
            Rule::c_passed_on => {
                let passed_on = part.into_inner().next().ok_or(Reported)?;
                let (below, except) = self.passed_on(at, passed_on);
                ClauseKind::MayNotBePassedOn { below, except }
            }
            Rule::c_deadline => ClauseKind::Deadline(self.deadline(at, part)?),
            Rule::c_given => self.given(at, part)?,
            Rule::c_expect => {
                let expected = part.into_inner().nth(1).ok_or(Reported)?;
                ClauseKind::Expect(self.expectation(at, expected)?)
            }
            _ => self.modality_clause(at, part)?,
        })
    }

    fn modality_clause(&mut self, at: At, part: Part<'t>) -> Built<ClauseKind> {
        let rule = part.as_rule();
        Ok(match rule {
            Rule::c_title_moves => ClauseKind::Title { moves: true },
            Rule::c_title_stays => ClauseKind::Title { moves: false },
            Rule::c_giver_stops => ClauseKind::GiverStops(true),
            Rule::c_giver_may_act => ClauseKind::GiverStops(false),
            Rule::c_answerable | Rule::c_in_the_name_of => {
                let party = match part.into_inner().nth(1).ok_or(Reported)?.as_rule() {
                    Rule::kw_giver => Party::Giver,
                    Rule::kw_receiver => Party::Receiver,
                    _ => Party::Both,
                };
                if rule == Rule::c_answerable { ClauseKind::Answerable(party) } else { ClauseKind::InTheNameOf(party) }
            }
            Rule::c_onward => {
                let how = part.into_inner().nth(1).ok_or(Reported)?;
                ClauseKind::Onward(match how.as_rule() {
                    Rule::kw_freely => Onward::Freely,
                    Rule::kw_never => Onward::Never,
                    _ => Onward::By(self.names(at, how)),
                })
            }
            Rule::c_form => {
                let or_above = part.clone().into_inner().any(|inner| inner.as_rule() == Rule::kw_or_above);
                ClauseKind::Form { kinds: self.list_of_names(at, part)?, or_above }
            }
            Rule::c_must_state => {
                let contents = part.into_inner().filter_map(|inner| {
                    content(inner.as_rule()).map(|value| Spanned::new(value, self.span(at, &inner)))
                });
                ClauseKind::MustState(contents.collect())
            }
            _ => return Err(Reported),
        })
    }

    fn one_name(&self, at: At, part: Part<'t>) -> Built<Name> {
        self.names(at, part).into_iter().next().ok_or(Reported)
    }

    /// The names of the one list of names in a part.
    fn act(&self, at: At, part: Part<'t>) -> Built<(Name, Option<Label>)> {
        let (mut name, mut label) = (None, None);
        for inner in part.into_inner() {
            match inner.as_rule() {
                Rule::name => name = Some(self.name(at, &inner)),
                Rule::label => label = Some(self.label(at, &inner)),
                _ => {}
            }
        }
        Ok((name.ok_or(Reported)?, label))
    }

    pub(super) fn list_of_names(&self, at: At, part: Part<'t>) -> Built<Vec<Name>> {
        let list = part.into_inner().find(|inner| inner.as_rule() == Rule::names).ok_or(Reported)?;
        Ok(self.names(at, list))
    }

    fn one_count(&mut self, at: At, part: Part<'t>) -> Built<Spanned<u32>> {
        let number = part.into_inner().find(|inner| inner.as_rule() == Rule::number).ok_or(Reported)?;
        self.count(at, &number)
    }

    fn issued_by(&mut self, at: At, part: Part<'t>) -> Built<ClauseKind> {
        let (mut by, mut mode, mut on) = (Vec::new(), Mode::One, None);
        for inner in part.into_inner() {
            match inner.as_rule() {
                Rule::issuers => {
                    let joined = |rule| inner.clone().into_inner().any(|part| part.as_rule() == rule);
                    mode = match (joined(Rule::kw_or), joined(Rule::kw_and)) {
                        (true, true) => return Err(self.complain_of_issuers(self.span(at, &inner))),
                        (true, false) => Mode::Any,
                        (false, true) => Mode::Jointly,
                        (false, false) => Mode::One,
                    };
                    by = self.holders(at, inner)?;
                }
                Rule::date | Rule::name | Rule::own_day | Rule::event_day => on = Some(self.day(at, &inner)?),
                _ => {}
            }
        }
        Ok(ClauseKind::IssuedBy { by, mode, on })
    }

    fn complain_of_issuers(&mut self, here: Span) -> Reported {
        let message = words!(
            "It is not said which of these issue together, and which alone.",
            "Chưa nêu cơ quan nào cùng ban hành, cơ quan nào tự ban hành."
        );
        self.complain(SyntaxError::new(SyntaxErrorCode::BadLine, here, message).help(words!(
            "Write `or` between all of them, or `and` between all of them.",
            "Hãy viết `hoặc` giữa tất cả, hoặc `và` giữa tất cả."
        )))
    }

    /// What follows `may not be passed on`.
    pub(super) fn passed_on(&self, at: At, part: Part<'t>) -> (Option<Name>, Vec<Name>) {
        let (mut below, mut except) = (None, Vec::new());
        for inner in part.into_inner() {
            match inner.as_rule() {
                Rule::passed_below => below = self.one_name(at, inner).ok(),
                Rule::passed_except => except = self.list_of_names(at, inner).unwrap_or_default(),
                _ => {}
            }
        }
        (below, except)
    }

    pub(super) fn step_of_rule(&mut self, at: At, part: Part<'t>) -> Built<(Step, Option<super::conditions::Joiner>)> {
        let mut kind = None;
        let mut step = Step {
            kind: StepKind::Consent,
            who: Vec::new(),
            mode: Mode::One,
            deadlines: Vec::new(),
            cases: Box::default(),
        };
        let mut joiner = None;
        for inner in part.into_inner() {
            match inner.as_rule() {
                Rule::holders_joined => (step.who, step.mode) = self.asked(at, inner)?,
                Rule::c_deadline => {
                    let more = self.deadline(at, inner)?;
                    let span = more.span;
                    add_deadline(&mut step.deadlines, more).map_err(|_| self.complain_of_second_period(span))?;
                }
                Rule::step_when | Rule::step_except => {
                    let except = inner.as_rule() == Rule::step_except;
                    let open = self.condition_of(at, inner)?;
                    joiner = open.joiner;
                    self.add_case(&mut step.cases, except, open.condition)?;
                }
                other => kind = kind.or(step_kind(other)),
            }
        }
        step.kind = kind.ok_or(Reported)?;
        Ok((step, joiner))
    }

    /// `A and B`: all of them; `A or B`: one is enough; `any 2 of A, B, C`.
    fn asked(&mut self, at: At, part: Part<'t>) -> Built<(Vec<Whom>, Mode)> {
        let (mut who, mut mode) = (Vec::new(), Mode::One);
        for inner in part.into_inner() {
            let span = self.span(at, &inner);
            match inner.as_rule() {
                Rule::any_n => {
                    if let Holding::Of { mode, seats } = self.any_n(at, inner)? {
                        return Ok((seats.into_iter().map(Whom::Holder).collect(), mode));
                    }
                }
                Rule::kw_or => mode = Mode::Any,
                Rule::kw_and => mode = Mode::Jointly,
                Rule::holder => who.push(Whom::Holder(self.holder(at, inner)?)),
                Rule::every_one => who.push(Whom::Every { span, name: self.one_name(at, inner)? }),
                Rule::whoever => who.push(Whom::Whoever { span, power: self.one_name(at, inner)? }),
                Rule::one_of_every => {
                    let mut names = self.names(at, inner).into_iter();
                    let (Some(name), Some(of)) = (names.next(), names.next()) else { return Err(Reported) };
                    who.push(Whom::OfEvery { span, name, of });
                }
                _ => {}
            }
        }
        Ok((who, mode))
    }

    /// Gives a step or deadline its condition or exception. A second one would leave open how the two join.
    pub(super) fn add_case(&mut self, cases: &mut Cases, except: bool, condition: Condition) -> Built<()> {
        let taken = cases.except.is_some() || !except && cases.when.is_some();
        if taken {
            return Err(self.complain_of_second_when(condition.span));
        }
        *if except { &mut cases.except } else { &mut cases.when } = Some(condition);
        Ok(())
    }

    fn deadline(&mut self, at: At, part: Part<'t>) -> Built<Deadline> {
        let span = self.span(at, &part);
        let mut deadline = Deadline {
            span,
            within: None,
            of: None,
            beginning_with: false,
            others: None,
            on_working_day: false,
            or_else: None,
            cases: Box::default(),
        };
        for inner in part.into_inner() {
            match inner.as_rule() {
                Rule::within => {
                    for inner in inner.into_inner() {
                        match inner.as_rule() {
                            Rule::period => deadline.within = Some(self.lengths(at, inner)?),
                            Rule::periods_joined => self.periods_joined(at, inner, &mut deadline)?,
                            Rule::expression => deadline.of = Some(self.expression(at, inner)?),
                            Rule::kw_beginning_with => deadline.beginning_with = true,
                            Rule::kw_ending_on_a_working_day => deadline.on_working_day = true,
                            _ => {}
                        }
                    }
                }
                Rule::or_else => deadline.or_else = Some(self.silence(at, inner)?),
                _ => {}
            }
        }
        if let (Some(within), Some(of)) = (&mut deadline.within, &mut deadline.of) {
            of_the_length(within, of);
        }
        Ok(deadline)
    }

    /// `later of 15 working days of received and 50 days of notified`
    fn periods_joined(&mut self, at: At, part: Part<'t>, deadline: &mut Deadline) -> Built<()> {
        let (mut last, mut all) = (false, Vec::new());
        for inner in part.into_inner() {
            match inner.as_rule() {
                Rule::kw_later_of_periods => last = true,
                Rule::period_from => all.push(self.period_from(at, inner)?),
                _ => {}
            }
        }
        if all.is_empty() {
            return Err(Reported);
        }
        let first = all.remove(0);
        (deadline.within, deadline.of) = (Some(first.within), Some(first.of));
        deadline.beginning_with = first.beginning_with;
        deadline.others = Some(OtherPeriods { last, periods: all });
        Ok(())
    }

    fn period_from(&mut self, at: At, part: Part<'t>) -> Built<PeriodFrom> {
        let span = self.span(at, &part);
        let (mut within, mut of, mut beginning_with) = (None, None, false);
        for inner in part.into_inner() {
            match inner.as_rule() {
                Rule::period => within = Some(self.lengths(at, inner)?),
                Rule::expression => of = Some(self.expression(at, inner)?),
                Rule::kw_beginning_with => beginning_with = true,
                _ => {}
            }
        }
        let (mut within, mut of) = (within.ok_or(Reported)?, of.ok_or(Reported)?);
        of_the_length(&mut within, &mut of);
        Ok(PeriodFrom { span, within, of, beginning_with })
    }

    fn lengths(&mut self, at: At, part: Part<'t>) -> Built<Spanned<Vec<Length>>> {
        let span = self.span(at, &part);
        let mut lengths = Vec::new();
        for inner in part.into_inner() {
            let span = self.span(at, &inner);
            let kind = match inner.as_rule() {
                Rule::duration => {
                    let (count, unit) = self.duration(at, inner)?;
                    LengthKind::Fixed { count, unit }
                }
                Rule::length_counted => {
                    let (mut count, mut calendar) = (None, None);
                    for part in inner.into_inner() {
                        match part.as_rule() {
                            Rule::number => count = Some(self.count(at, &part)?.value),
                            _ => calendar = Some(self.name(at, &part)),
                        }
                    }
                    LengthKind::Counted { count: count.ok_or(Reported)?, calendar: calendar.ok_or(Reported)? }
                }
                Rule::length_named | Rule::length_of => self.length_named(at, inner, false)?,
                Rule::length_in_brackets => {
                    let inner = inner.into_inner().find(|inner| inner.as_rule() == Rule::reference);
                    self.length_named(at, inner.ok_or(Reported)?, true)?
                }
                _ => continue,
            };
            lengths.push(Length { span, kind });
        }
        Ok(Spanned::new(lengths, span))
    }

    fn length_named(&self, at: At, part: Part<'t>, bracketed: bool) -> Built<LengthKind> {
        let (name, of, per) = self.reference_parts(at, part)?;
        Ok(LengthKind::Named { name, of, per, bracketed })
    }

    pub(super) fn duration(&mut self, at: At, part: Part<'t>) -> Built<(u32, crate::ast::DurationUnit)> {
        let (mut count, mut unit) = (None, None);
        for inner in part.into_inner() {
            match inner.as_rule() {
                Rule::number => count = Some(self.count(at, &inner)?.value),
                other => unit = duration_unit(other),
            }
        }
        Ok((count.ok_or(Reported)?, unit.ok_or(Reported)?))
    }

    fn silence(&self, at: At, part: Part<'t>) -> Built<Silence> {
        let mut silence = None;
        for inner in part.into_inner() {
            match inner.as_rule() {
                Rule::kw_approved => silence = Some(Silence::Approved),
                Rule::kw_refused => silence = Some(Silence::Refused),
                Rule::kw_lapses => silence = Some(Silence::Lapses),
                Rule::kw_refused_until_decided => silence = Some(Silence::RefusedUntilDecided),
                Rule::holder => silence = Some(Silence::PassesTo(self.holder(at, inner)?)),
                _ => {}
            }
        }
        silence.ok_or(Reported)
    }
}

/// One who is asked has one period.
pub(super) struct SecondPeriod;

/// A deadline may be told in parts: `within …` on one line, `else …` on the next. Where silence passes the step on, another period is that of
/// whoever it passes to.
pub(super) fn add_deadline(deadlines: &mut Vec<Deadline>, more: Deadline) -> Result<(), SecondPeriod> {
    let is_new = |known: &Deadline| {
        known.within.is_some() && more.within.is_some() || known.or_else.is_some() && more.or_else.is_some()
    };
    match deadlines.last_mut() {
        Some(known) if !is_new(known) => merge_deadline_into(known, more),
        Some(known) if more.within.is_some() && !matches!(known.or_else, Some(Silence::PassesTo(_))) => {
            return Err(SecondPeriod);
        }
        _ => deadlines.push(more),
    }
    Ok(())
}

pub(super) fn merge_deadline_into(known: &mut Deadline, more: Deadline) {
    known.span = known.span.to(more.span);
    known.within = known.within.take().or(more.within);
    known.of = known.of.take().or(more.of);
    known.others = known.others.take().or(more.others);
    known.beginning_with |= more.beginning_with;
    known.on_working_day |= more.on_working_day;
    known.or_else = known.or_else.take().or(more.or_else);
    known.cases.when = known.cases.when.take().or(more.cases.when);
    known.cases.except = known.cases.except.take().or(more.cases.except);
}

/// `term of matter of received` can be read in two ways, and which words stand for the two `of` differs by language:
/// there is one tree for both, in which the length has it.
fn of_the_length(within: &mut Spanned<Vec<Length>>, counted_from: &mut Expression) {
    let Some(Length { kind: LengthKind::Named { of: of @ None, bracketed: false, .. }, .. }) = within.value.last_mut()
    else {
        return;
    };
    let first = counted_from.first_mut();
    if let ExpressionKind::Of(name, whole) = &first.kind {
        let (name, whole) = (name.clone(), whole.clone());
        *of = Some(name);
        *first = Expression { span: whole.span, kind: ExpressionKind::Name(whole.value) };
    }
}
