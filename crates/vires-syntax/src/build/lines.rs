//! Lines with what belongs to them: clauses, continued conditions, and the lines below.

use vires_words::words;

use super::clauses::BuiltClause;
use super::conditions::{Joiner, Open};
use super::{At, Builder, Built, Part, Reported};
use crate::ast::{
    Bound, BoundKind, Clause, ClauseKind, Condition, ConditionKind, DateRef, DaysInARow, Deadline, Declaration,
    DeclarationKind, Definition, Line, LineKind, ListValue, Operation, Step,
};
use crate::error::{SyntaxError, SyntaxErrorCode};
use crate::grammar::Rule;
use crate::lexer::{self, TokenKind};
use crate::messages::{self, Above};
use crate::span::Span;

/// The condition that a line with `and` or `or` would continue.
#[derive(Debug, Clone, Copy)]
enum Last {
    /// There is none.
    Nothing,
    /// It could not be read, and that has been said.
    Broken,
    /// That of the line itself.
    OfLine(Option<Joiner>),
    /// That of the clause with this number.
    OfClause(usize, Option<Joiner>),
}

impl<'t> Builder<'t> {
    /// The lines right below a line.
    pub(super) fn children(&self, at: At) -> Vec<At> {
        let end = self.outline_line(at).map_or(at, |line| line.end);
        self.siblings(at + 1, end)
    }

    fn siblings(&self, from: At, end: At) -> Vec<At> {
        let next = |at: &At| self.outline_line(*at).map(|line| line.end.max(*at + 1));
        std::iter::successors(Some(from), next).take_while(|at| *at < end).collect()
    }

    /// The lines below a line that its own words have not taken.
    pub(super) fn take_below(&mut self, at: At) -> Vec<At> {
        match self.leftover.take() {
            Some(left) => left,
            None => self.children(at),
        }
    }

    /// Reports what cannot be read in lines whose place in the tree is lost.
    pub(super) fn report_lines(&mut self, lines: &[At], rule: Rule) {
        for at in lines {
            let end = self.outline_line(*at).map_or(*at, |line| line.end);
            for line in *at..end {
                // Only the report counts.
                let _ = self.read(line, rule);
            }
        }
    }

    /// The lines at the margin.
    pub(super) fn margin(&mut self) -> Vec<Line> {
        let all = self.siblings(0, self.outline.lines.len());
        let mut lines = Vec::new();
        for at in all {
            if let Some(above) = lines.last_mut()
                && self.takes_clause(above, at)
            {
                self.complain_of_margin(at, Rule::clause_line);
                self.attach(&[at], above, &mut Last::Nothing, None);
                continue;
            }
            lines.push(self.line_at_margin(at));
            lines.append(&mut self.beside);
        }
        lines
    }

    /// Whether a line at the margin is a clause of the test or the instrument above it, and no other line's.
    fn takes_clause(&self, above: &Line, at: At) -> bool {
        let LineKind::Declaration(declaration) = &above.kind else { return false };
        let below = self.what_stands_below(&[at]);
        match declaration.kind {
            DeclarationKind::Test => below.of_test,
            DeclarationKind::Instrument => below.dates && above.below.is_empty(),
            _ => false,
        }
    }

    fn line_at_margin(&mut self, at: At) -> Line {
        match self.read(at, Rule::line) {
            Ok(part) => {
                if matches!(
                    part.as_rule(),
                    Rule::clause_line | Rule::continuation | Rule::condition_line | Rule::given_line
                ) {
                    let alone = matches!(part.as_rule(), Rule::condition_line | Rule::given_line);
                    let is_told =
                        self.complain_of_lone_word(at) || alone && self.complain_of_what_is_said_alone(at, Above::Text);
                    if !is_told {
                        self.complain_of_margin(at, part.as_rule());
                    }
                    return self.unreadable(at);
                }
                self.line(at, part)
            }
            Err(Reported) => self.unreadable(at),
        }
    }

    /// A line that could not be read, with what stands below it.
    fn unreadable(&mut self, at: At) -> Line {
        let mut line = self.empty_line(at);
        let below = self.children(at);
        let tokens = self.outline_line(at).map_or(0..0, |line| line.tokens.clone());
        let tokens = self.outline.tokens.all.get(tokens).unwrap_or_default();
        if messages::begins_values(self.text, tokens) {
            self.report_lines(&below, Rule::value_block_line);
        } else if self.read_as_declaration(at, &mut line) || self.read_as_heading(at, &below, &mut line) {
            self.attach(&below, &mut line, &mut Last::Nothing, None);
        } else {
            self.attach(&below, &mut line, &mut Last::Broken, None);
        }
        line
    }

    pub(super) fn empty_line(&self, at: At) -> Line {
        let (span, doc) = match self.outline_line(at) {
            Some(line) => {
                let docs = self.outline.docs.get(line.docs.clone()).unwrap_or_default();
                let texts: Vec<_> = docs.iter().map(|doc| self.doc_text(*doc)).collect();
                (line.span, (!texts.is_empty()).then(|| texts.join("\n")))
            }
            None => (Span::default(), None),
        };
        Line { span, doc, kind: LineKind::Unreadable, clauses: Vec::new(), below: Vec::new() }
    }

    fn doc_text(&self, span: Span) -> String {
        let text = self.slice(span).trim_start_matches('#').trim();
        lexer::nfc(text).into_owned()
    }

    /// Whether a line that does not read is a rule, which has no rules below it; at the margin it would be in no text.
    fn is_lost_sentence(&self, line: Span) -> bool {
        let at = self.outline.lines.binary_search_by_key(&line.start, |line| line.span.start);
        let Some(line) = at.ok().and_then(|at| self.outline_line(at)).filter(|line| line.depth > 0) else {
            return false;
        };
        let tokens = self.outline.tokens.all.get(line.tokens.clone()).unwrap_or_default();
        self.has_verb(tokens) || tokens.len() > 2 && tokens.iter().all(|token| token.kind == TokenKind::Name)
    }

    /// A line that has been read, with what belongs to it.
    fn line(&mut self, at: At, part: Part<'t>) -> Line {
        let mut line = self.empty_line(at);
        self.leftover = None;
        let told = self.errors.len();
        let mut last = match self.line_kind(at, &part) {
            Ok((kind, joiner)) => {
                line.kind = kind;
                Last::OfLine(joiner)
            }
            Err(Reported) => {
                self.say_otherwise(at, told);
                let below = self.children(at);
                if self.read_as_heading(at, &below, &mut line) { Last::Nothing } else { Last::Broken }
            }
        };
        if let Some(condition) = condition_of_kind(&mut line.kind) {
            line.span = line.span.to(condition.span);
        }
        self.clauses(at, part, &mut line, &mut last, None);
        let below = self.take_below(at);
        self.attach(&below, &mut line, &mut last, None);
        line
    }

    fn line_kind(&mut self, at: At, part: &Part<'t>) -> Built<(LineKind, Option<Joiner>)> {
        let rule = part.as_rule();
        match rule {
            Rule::heading => {
                let (mut step, mut title) = (None, None);
                for inner in part.clone().into_inner() {
                    match inner.as_rule() {
                        Rule::step => step = Some(self.step(at, inner)?),
                        Rule::label => title = Some(self.label(at, &inner)),
                        _ => {}
                    }
                }
                Ok((LineKind::Provision { step: step.ok_or(Reported)?, title }, None))
            }
            Rule::r_nobody | Rule::r_of_holder | Rule::r_of_power | Rule::r_transfer => {
                Ok((self.rule(at, part)?, None))
            }
            Rule::on_this
            | Rule::on_place
            | Rule::o_set
            | Rule::o_repeal
            | Rule::o_replace
            | Rule::o_insert
            | Rule::o_suspend
            | Rule::o_extend
            | Rule::o_start
            | Rule::o_read
            | Rule::o_abolish
            | Rule::o_appoint
            | Rule::o_for => self.operation(at, part),
            _ => self.declaration(at, part),
        }
    }

    /// Builds the clauses among the parts of a line. `of_step` is the clause above that takes `when` and deadlines.
    fn clauses(&mut self, at: At, part: Part<'t>, line: &mut Line, last: &mut Last, of_step: Option<usize>) {
        // On a line of its own, `when` behind a deadline says when that one runs; behind the words of a rule, when the rule applies.
        let own = part.as_rule() == Rule::clause_line;
        let begun = line.clauses.len();
        let periods = periods_of(line, of_step);
        for inner in part.into_inner().filter(|inner| inner.as_rule() == Rule::clause) {
            let told = self.errors.len();
            let built = self.clause(at, inner);
            let built = built
                .and_then(|built| self.dated_clearly(line, built, (own, begun), of_step))
                .and_then(|built| self.of_whole_step(built, periods.max(1) < periods_of(line, of_step)));
            match built {
                Ok(built) => {
                    line.span = line.span.to(built.clause.span);
                    let deadline = line.clauses.len().checked_sub(1).filter(|index| {
                        own && *index >= begun
                            && matches!(built.clause.kind, ClauseKind::When(_) | ClauseKind::ExceptWhen(_))
                            && matches!(
                                line.clauses.get(*index).map(|clause| &clause.kind),
                                Some(ClauseKind::Deadline(_))
                            )
                    });
                    *last = match of_step.or(deadline) {
                        Some(step) => self.add_to_step(line, step, built.clause, built.joiner),
                        None => {
                            line.clauses.push(built.clause);
                            Last::OfClause(line.clauses.len() - 1, built.joiner)
                        }
                    };
                }
                Err(Reported) => {
                    self.say_otherwise(at, told);
                    *last = Last::Broken;
                    let lost = self.lost_with_what_it_took(at);
                    line.below.push(lost);
                }
            }
        }
    }

    /// A line whose clause does not read, with the lines below it that this clause has taken: what is wrong may be there.
    fn lost_with_what_it_took(&self, at: At) -> Line {
        let mut lost = self.empty_line(at);
        if let Some(left) = &self.leftover {
            let taken = self.children(at).into_iter().rfind(|child| !left.contains(child));
            let last = taken.and_then(|taken| self.outline_line(taken)?.end.checked_sub(1));
            lost.span = last.and_then(|last| self.outline_line(last)).map_or(lost.span, |last| lost.span.to(last.span));
        }
        lost
    }

    /// A clause below a step: its `when` and its deadline are the step's, anything else is the line's.
    fn add_to_step(&mut self, line: &mut Line, step: usize, clause: Clause, joiner: Option<Joiner>) -> Last {
        let Clause { span, kind } = clause;
        let except = matches!(kind, ClauseKind::ExceptWhen(_));
        let taken = line.clauses.get_mut(step).map(|clause| (&mut clause.span, &mut clause.kind));
        match (taken, kind) {
            (
                Some((whole, ClauseKind::Step(Step { cases, .. }) | ClauseKind::Deadline(Deadline { cases, .. }))),
                ClauseKind::When(condition) | ClauseKind::ExceptWhen(condition),
            ) => {
                *whole = whole.to(span);
                match self.add_case(cases, except, condition) {
                    Ok(()) => Last::OfClause(step, joiner),
                    Err(Reported) => Last::Broken,
                }
            }
            (Some((whole, ClauseKind::Step(step))), ClauseKind::Deadline(deadline)) => {
                let here = deadline.span;
                if super::clauses::add_deadline(&mut step.deadlines, deadline).is_err() {
                    self.complain_of_second_period(here);
                    return Last::Broken;
                }
                *whole = whole.to(span);
                Last::Nothing
            }
            (Some((whole, ClauseKind::Deadline(deadline))), ClauseKind::Deadline(more)) if more.within.is_none() => {
                *whole = whole.to(span);
                super::clauses::merge_deadline_into(deadline, more);
                Last::Nothing
            }
            (_, kind) => {
                line.clauses.push(Clause { span, kind });
                Last::OfClause(line.clauses.len() - 1, joiner)
            }
        }
    }

    /// A clause, unless it is a date of which it is not said whose it is: a step's, a rule's or the whole provision's. `own`: on a line of
    /// its own; `begun`: the first clause of the line.
    fn dated_clearly(
        &mut self,
        line: &Line,
        built: BuiltClause,
        (own, begun): (bool, usize),
        of_step: Option<usize>,
    ) -> Built<BuiltClause> {
        let is_step = |at: usize| matches!(line.clauses.get(at).map(|clause| &clause.kind), Some(ClauseKind::Step(_)));
        let before = line.clauses.len().checked_sub(1).filter(|at| !own || *at >= begun);
        match (&built.clause.kind, &line.kind) {
            (ClauseKind::Life(bound), LineKind::Rule(_)) if of_step.or(before).is_some_and(is_step) => {
                let step = of_step.or(before).and_then(|at| line.clauses.get(at)).map(|clause| &clause.kind);
                let begins = match (step, bound) {
                    (Some(ClauseKind::Step(step)), Bound { kind: BoundKind::From, date: DateRef::Event(name) })
                        if runs_from_nothing(step) =>
                    {
                        Some(name)
                    }
                    _ => None,
                };
                Err(match begins {
                    Some(name) => self.complain_of_period_from(built.clause.span, &name.value),
                    None => self.complain_of_dates_of_a_step(built.clause.span),
                })
            }
            (ClauseKind::Life(_), LineKind::Provision { .. })
                if line.below.iter().any(|below| matches!(below.kind, LineKind::Rule(_))) =>
            {
                Err(self.complain_of_dates_behind_a_rule(built.clause.span))
            }
            _ => Ok(built),
        }
    }

    /// Gives a line what stands below it.
    fn attach(&mut self, below: &[At], line: &mut Line, last: &mut Last, of_step: Option<usize>) {
        let values_below = values_of_kind(&mut line.kind).is_some();
        let rule = match values_below {
            true => Rule::value_block_line,
            false if days_of_kind(&mut line.kind).is_some() => Rule::day_block_line,
            false => Rule::line,
        };
        // A rule that could not be read; at the margin it would be in no text.
        let above_is_broken = matches!(*last, Last::Broken);
        let lost_sentence = line.kind == LineKind::Unreadable && self.is_lost_sentence(line.span);
        for at in below.iter().copied() {
            let Ok(part) = self.read(at, rule) else {
                *last = Last::Broken;
                if values_below {
                    let children = self.children(at);
                    self.report_lines(&children, rule);
                    line.below.push(self.empty_line(at));
                    continue;
                }
                let before = self.beside.len();
                let child = self.unreadable(at);
                let beside = self.beside.split_off(before);
                line.below.push(child);
                line.below.extend(beside);
                continue;
            };
            if part.as_rule() == Rule::clause_line
                && let Some(above) = line.below.last_mut()
                && self.takes_clause(above, at)
            {
                self.attach(&[at], above, &mut Last::Nothing, None);
                continue;
            }
            match part.as_rule() {
                Rule::clause_line => {
                    self.leftover = None;
                    self.clauses(at, part, line, last, of_step);
                    let further = self.take_below(at);
                    if !further.is_empty() {
                        let step = match *last {
                            Last::OfClause(index, _) => Some(index),
                            _ => of_step.or(line.clauses.len().checked_sub(1)),
                        };
                        let step = step.filter(|index| {
                            line.clauses.get(*index).is_some_and(|clause| {
                                matches!(clause.kind, ClauseKind::Step(_) | ClauseKind::Deadline(_))
                            })
                        });
                        self.attach(&further, line, last, step);
                    }
                }
                Rule::value_line => {
                    if let Ok(more) = self.value_line(at, part)
                        && let Some(values) = values_of_kind(&mut line.kind)
                    {
                        values.extend(more);
                    }
                    line.span = line.span.to(self.outline_line(at).map_or(line.span, |below| below.span));
                    *last = Last::Nothing;
                }
                Rule::day_line => {
                    for part in part.into_inner().filter(|inner| inner.as_rule() == Rule::days_in_a_row) {
                        if let (Ok(row), Some(days)) = (self.days_in_a_row(at, part), days_of_kind(&mut line.kind)) {
                            days.push(row);
                        }
                    }
                    line.span = line.span.to(self.outline_line(at).map_or(line.span, |below| below.span));
                    *last = Last::Nothing;
                }
                Rule::continuation => self.continue_line(at, part, line, last),
                Rule::condition_line | Rule::given_line => {
                    let above = match &line.kind {
                        LineKind::Declaration(Declaration { kind: DeclarationKind::Test, .. }) => Above::Test,
                        LineKind::Declaration(Declaration { kind: DeclarationKind::Instrument, .. })
                        | LineKind::Provision { .. } => Above::Text,
                        _ => Above::Sentence,
                    };
                    let is_told = self.complain_of_lone_word(at) || above_is_broken;
                    if !is_told && !self.complain_of_what_is_said_alone(at, above) {
                        self.complain_of_lone_condition(at, part.as_rule());
                    }
                    let child = self.unreadable(at);
                    line.below.push(child);
                }
                _ => {
                    let before = self.beside.len();
                    let child = self.line(at, part);
                    let above_is_sentence =
                        is_sentence(&line.kind) || line.kind == LineKind::Unreadable && lost_sentence;
                    if above_is_sentence && is_sentence(&child.kind) {
                        if before == 0 && is_sentence(&line.kind) {
                            self.complain_of_sentence_below(line, &child);
                        }
                        self.beside.insert(before, child);
                    } else {
                        let beside = self.beside.split_off(before);
                        line.below.push(child);
                        line.below.extend(beside);
                    }
                    *last = Last::Nothing;
                }
            }
        }
    }

    /// Values of a list on a line of their own; what stands below are the parts of the last of them.
    fn value_line(&mut self, at: At, part: Part<'t>) -> Built<Vec<ListValue>> {
        let here = self.span(at, &part);
        let mut values = self.list_values(at, part)?;
        for child in self.children(at) {
            let under = match self.read(child, Rule::value_block_line) {
                Ok(part) if part.as_rule() == Rule::value_line => {
                    self.deeper(here, |builder| builder.value_line(child, part))
                }
                Ok(_) => {
                    let message = words!(
                        "Nothing but values can stand below a value of a list.",
                        "Dưới một giá trị của danh mục chỉ có thể viết các giá trị."
                    );
                    let here = self.outline_line(child).map_or(here, |line| line.span);
                    let error = SyntaxError::new(SyntaxErrorCode::Misplaced, here, message);
                    Err(self.complain(error.help(words!(
                        "Move the line out, below the list itself.",
                        "Hãy đưa dòng ra ngoài, ngay dưới danh mục."
                    ))))
                }
                Err(Reported) => {
                    let below = self.children(child);
                    self.report_lines(&below, Rule::value_block_line);
                    Err(Reported)
                }
            };
            // The other values stand all the same: the message says that one is missing.
            if let (Ok(under), Some(last)) = (under, values.last_mut()) {
                last.under.extend(under);
            }
        }
        Ok(values)
    }

    /// Said once for all that stand below one sentence.
    fn complain_of_sentence_below(&mut self, above: &Line, child: &Line) {
        let column = |span: Span| {
            let before = self.text.get(..span.start as usize).unwrap_or_default();
            before.chars().rev().take_while(|c| *c != '\n').count()
        };
        let (own, below) = (column(above.span), column(child.span));
        let message = words!(
            "This sentence begins at {own} spaces and the next at {below}, though that is no part of it: they are read as standing side by side.",
            "Câu này thụt lề {own} dấu cách, câu sau thụt lề {below} dấu cách, nhưng câu sau không phải là một phần của câu này: hai câu được đọc như đứng ngang nhau."
        );
        let error = SyntaxError::new(SyntaxErrorCode::Indentation, above.span, message);
        self.complain(
            error.help(words!("Begin both with the same number of spaces.", "Hãy thụt lề hai câu như nhau.")),
        );
    }

    /// A line that begins with `and` or `or`.
    fn continue_line(&mut self, at: At, part: Part<'t>, line: &mut Line, last: &mut Last) {
        self.leftover = None;
        let built = self.continuation(at, part);
        let further = self.take_below(at);
        let was = *last;
        match (built, was) {
            (Ok(_), Last::Broken) => {}
            (Ok((joiner, more)), _) => {
                if self.continue_condition(at, line, last, joiner, more).is_err() {
                    *last = Last::Broken;
                    line.below.push(self.empty_line(at));
                }
            }
            (Err(Reported), _) => {
                *last = Last::Broken;
                line.below.push(self.empty_line(at));
            }
        }
        self.attach(&further, line, last, None);
    }

    fn continue_condition(
        &mut self,
        at: At,
        line: &mut Line,
        last: &mut Last,
        joiner: Joiner,
        more: Open,
    ) -> Built<()> {
        let (condition, so_far) = match last {
            Last::OfLine(so_far) => (condition_of_kind(&mut line.kind), so_far),
            Last::OfClause(index, so_far) => (line.clauses.get_mut(*index).and_then(condition_of_clause), so_far),
            Last::Nothing | Last::Broken => return Err(self.complain_of_first_continuation(at)),
        };
        let Some(condition) = condition else {
            return Err(self.complain_of_first_continuation(at));
        };
        let placeholder = Condition { span: condition.span, kind: ConditionKind::And(Vec::new()) };
        let mut open = Open { condition: std::mem::replace(condition, placeholder), joiner: *so_far };
        let extended = self.extend(&mut open, joiner, more);
        line.span = line.span.to(open.condition.span);
        *so_far = open.joiner;
        let whole = open.condition.span;
        *condition = open.condition;
        if let Last::OfClause(index, _) = last
            && let Some(clause) = line.clauses.get_mut(*index)
        {
            clause.span = clause.span.to(whole);
        }
        extended
    }
}

/// Whether a line is a whole sentence, below which only its clauses can stand.
const fn is_sentence(kind: &LineKind) -> bool {
    matches!(kind, LineKind::Rule(_))
}

/// The values that a line declares, where it may have any.
fn values_of_kind(kind: &mut LineKind) -> Option<&mut Vec<ListValue>> {
    match kind {
        LineKind::Declaration(Declaration {
            kind: DeclarationKind::List { values } | DeclarationKind::Territory { values },
            ..
        }) => Some(values),
        _ => None,
    }
}

fn days_of_kind(kind: &mut LineKind) -> Option<&mut Vec<DaysInARow>> {
    match kind {
        LineKind::Declaration(Declaration {
            kind: DeclarationKind::Holidays { days } | DeclarationKind::Calendar { days, .. },
            ..
        }) => Some(days),
        _ => None,
    }
}

/// The condition that a line has without a clause.
fn condition_of_kind(kind: &mut LineKind) -> Option<&mut Condition> {
    match kind {
        LineKind::Declaration(Declaration { kind: DeclarationKind::Assume { condition }, .. })
        | LineKind::Declaration(Declaration {
            kind: DeclarationKind::Fact { is: Some(Definition::Condition(condition)), .. },
            ..
        })
        | LineKind::Operation(Operation::AppliesOnlyWhen { condition, .. }) => Some(condition),
        _ => None,
    }
}

fn condition_of_clause(clause: &mut Clause) -> Option<&mut Condition> {
    match &mut clause.kind {
        ClauseKind::When(condition) | ClauseKind::ExceptWhen(condition) => Some(condition),
        ClauseKind::Step(Step { cases, .. }) | ClauseKind::Deadline(Deadline { cases, .. }) => {
            cases.except.as_mut().or(cases.when.as_mut())
        }
        _ => None,
    }
}

/// Whether a period of the step says how long it is, and not from when.
fn runs_from_nothing(step: &Step) -> bool {
    step.deadlines.last().is_some_and(|deadline| deadline.within.is_some() && deadline.of.is_none())
}

/// How many periods the step above has.
fn periods_of(line: &Line, of_step: Option<usize>) -> usize {
    match of_step.and_then(|step| line.clauses.get(step)).map(|clause| &clause.kind) {
        Some(ClauseKind::Step(step)) => step.deadlines.len(),
        _ => 0,
    }
}
