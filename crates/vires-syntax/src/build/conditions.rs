//! Conditions, with the lists of conditions on the lines below them.

use vires_words::words;

use super::{At, Builder, Built, Part, Reported};
use crate::ast::{
    Comparison, Condition, ConditionKind, Expression, ExpressionKind, HeldHow, Holder, Holding, IsRelation, Members,
    Mode, Quantifier, Which,
};
use crate::error::{SyntaxError, SyntaxErrorCode};
use crate::grammar::Rule;
use crate::messages;
use crate::span::{Span, Spanned};

/// `and` or `or`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joiner {
    And,
    Or,
}

impl Joiner {
    fn of(rule: Rule) -> Option<Self> {
        match rule {
            Rule::kw_and => Some(Self::And),
            Rule::kw_or => Some(Self::Or),
            _ => None,
        }
    }

    fn join(self, parts: Vec<Condition>) -> ConditionKind {
        match self {
            Self::And => ConditionKind::And(parts),
            Self::Or => ConditionKind::Or(parts),
        }
    }
}

/// A condition to which a line that begins with `and` or `or` may still add.
pub(super) struct Open {
    pub(super) condition: Condition,
    /// What joins its parts, unless they stand in brackets or in a group.
    pub(super) joiner: Option<Joiner>,
}

impl<'t> Builder<'t> {
    /// A condition; a computation alone is none.
    pub(super) fn condition(&mut self, at: At, part: Part<'t>) -> Built<Open> {
        let built = self.condition_or_value(at, part)?;
        self.truth(built)
    }

    /// Refuses an amount where something true or false is needed.
    fn truth(&mut self, built: Open) -> Built<Open> {
        match &built.condition.kind {
            ConditionKind::Fact(value) => {
                self.truth_of_value(value)?;
            }
            ConditionKind::And(parts) | ConditionKind::Or(parts) => {
                for part in parts {
                    if let ConditionKind::Fact(value) = &part.kind {
                        self.truth_of_value(value)?;
                    }
                }
            }
            _ => {}
        }
        Ok(built)
    }

    fn truth_of_value(&mut self, value: &Expression) -> Built<()> {
        if matches!(value.kind, ExpressionKind::Name(_) | ExpressionKind::Of(..) | ExpressionKind::OfFor(..)) {
            return Ok(());
        }
        let text = messages::short(self.slice(value.span));
        let error = SyntaxError::new(
            SyntaxErrorCode::BadLine,
            value.span,
            words!("`{text}` is a value, not a condition.", "`{text}` là một giá trị, không phải điều kiện."),
        );
        let help = match value.kind {
            ExpressionKind::Today => words!(
                "Compare it: `today until received + 1 month`, `today from 2026-01-01`.",
                "Hãy so sánh: `hôm nay đến hết ngày received + 1 tháng`, `hôm nay từ ngày 2026-01-01`."
            ),
            _ => words!(
                "Compare it: `value at least 50 MW`, `source is wind`.",
                "Hãy so sánh: `value không dưới 50 MW`, `source là wind`."
            ),
        };
        Err(self.complain(error.help(help)))
    }

    /// A condition, or a computation as [`ConditionKind::Fact`].
    pub(super) fn condition_or_value(&mut self, at: At, part: Part<'t>) -> Built<Open> {
        let span = self.span(at, &part);
        let mut units: Vec<Part<'t>> = Vec::new();
        let mut joiners: Vec<(Joiner, Span)> = Vec::new();
        for inner in part.into_inner() {
            match Joiner::of(inner.as_rule()) {
                Some(joiner) => joiners.push((joiner, self.span(at, &inner))),
                None => units.push(inner),
            }
        }
        let joiner = joiners.first().map(|(joiner, _)| *joiner);
        if joiners.iter().any(|(other, _)| Some(*other) != joiner) {
            let texts: Vec<&str> = units.iter().map(|unit| self.slice(self.span(at, unit))).collect();
            return Err(self.complain_of_mix(span, &texts, &joiners));
        }
        if units.len() == 1 {
            let unit = units.pop().ok_or(Reported)?;
            return Ok(Open { condition: self.unit(at, unit)?, joiner: None });
        }
        let joiner = joiner.ok_or(Reported)?;
        let parts = units.into_iter().map(|unit| self.unit(at, unit)).collect::<Built<Vec<_>>>()?;
        let span = parts.last().map_or(span, |last| span.to(last.span));
        Ok(Open { condition: Condition { span, kind: joiner.join(parts) }, joiner: Some(joiner) })
    }

    fn complain_of_mix(&mut self, here: Span, texts: &[&str], joiners: &[(Joiner, Span)]) -> Reported {
        let written = |wanted: Joiner| {
            let first = joiners.iter().find(|(joiner, _)| *joiner == wanted);
            format!(" {} ", first.map_or("", |(_, span)| self.slice(*span)))
        };
        if let Some(error) = messages::limit_among(here, texts) {
            return self.complain(error);
        }
        let (and, or) = (written(Joiner::And), written(Joiner::Or));
        let ands: Vec<bool> = joiners.iter().map(|(joiner, _)| *joiner == Joiner::And).collect();
        let (first, second) = messages::two_readings(texts, &ands, &and, &or);
        let message = words!(
            "`{one}` and `{other}` side by side can be read in two ways.",
            "`{one}` và `{other}` đứng cạnh nhau có thể hiểu theo hai cách.",
            one = and.trim(),
            other = or.trim()
        );
        self.complain(SyntaxError::new(SyntaxErrorCode::MixedAndOr, here, message).help(words!(
            "Write {first}, or {second}; or list the parts under `any of` or `all of`.",
            "Hãy viết {first}, hoặc {second}; hoặc liệt kê các phần dưới `một trong các trường \
             hợp` hoặc `tất cả các điều kiện`."
        )))
    }

    /// Adds what a line that begins with `and` or `or` says.
    pub(super) fn extend(&mut self, open: &mut Open, joiner: Joiner, more: Open) -> Built<()> {
        let fits = |other: Option<Joiner>| other.is_none_or(|other| other == joiner);
        if !fits(open.joiner) || !fits(more.joiner) {
            let here = open.condition.span.to(more.condition.span);
            let message = words!(
                "`and` and `or` on one level can be read in two ways, though they begin lines of \
                 their own.",
                "`và` cùng `hoặc` ở một cấp có thể hiểu theo hai cách, dù mỗi từ bắt đầu một dòng \
                 riêng."
            );
            let error = SyntaxError::new(SyntaxErrorCode::MixedAndOr, here, message);
            return Err(self.complain(error.help(words!(
                "List the parts on lines of their own under `any of` or `all of`, or put what \
                 belongs together in brackets.",
                "Hãy liệt kê các phần trên từng dòng dưới `một trong các trường hợp` hoặc `tất cả \
                 các điều kiện`, hoặc đặt những phần đi cùng nhau trong ngoặc."
            ))));
        }
        let span = open.condition.span.to(more.condition.span);
        let parts_of = |open: Open| match (open.joiner, open.condition.kind) {
            (Some(_), ConditionKind::And(parts) | ConditionKind::Or(parts)) => parts,
            (_, kind) => vec![Condition { span: open.condition.span, kind }],
        };
        let placeholder = Condition { span, kind: ConditionKind::And(Vec::new()) };
        let before = std::mem::replace(open, Open { condition: placeholder, joiner: Some(joiner) });
        let mut parts = parts_of(before);
        parts.extend(parts_of(more));
        open.condition.kind = joiner.join(parts);
        Ok(())
    }

    fn unit(&mut self, at: At, part: Part<'t>) -> Built<Condition> {
        let here = self.span(at, &part);
        let mut nots = Vec::new();
        let mut built = None;
        for inner in part.into_inner() {
            match inner.as_rule() {
                Rule::kw_not => nots.push(self.span(at, &inner)),
                Rule::group => built = Some(self.group(at, inner)?),
                Rule::over => built = Some(self.deeper(here, |builder| builder.over(at, inner))?),
                Rule::predicate => built = Some(self.predicate(at, inner)?),
                _ => {}
            }
        }
        let mut condition = built.ok_or(Reported)?;
        if nots.len() > 1 {
            let message = words!("`not` stands here more than once.", "`không phải` được viết nhiều lần ở đây.");
            let span = nots.first().copied().unwrap_or(here).to(nots.last().copied().unwrap_or(here));
            let error = SyntaxError::new(SyntaxErrorCode::BadLine, span, message);
            return Err(self.complain(error.help(words!(
                "Write the condition without the pairs of `not`.",
                "Hãy viết điều kiện mà không lặp `không phải`."
            ))));
        }
        for not in nots {
            let open = self.truth(Open { condition, joiner: None })?;
            let span = not.to(open.condition.span);
            condition = Condition { span, kind: ConditionKind::Not(Box::new(open.condition)) };
        }
        Ok(condition)
    }

    fn over(&mut self, at: At, part: Part<'t>) -> Built<Condition> {
        let span = self.span(at, &part);
        let (mut quantifier, mut members, mut inner_condition) = (Quantifier::Any, None, None);
        for inner in part.into_inner() {
            match inner.as_rule() {
                Rule::kw_every => quantifier = Quantifier::Every,
                Rule::kw_no_over => quantifier = Quantifier::No,
                Rule::number => quantifier = Quantifier::AnyN(self.count(at, &inner)?.value),
                Rule::members => members = Some(self.values_of_list(at, inner)?),
                Rule::condition_unit => {
                    let condition = self.unit(at, inner)?;
                    inner_condition = Some(self.truth(Open { condition, joiner: None })?.condition);
                }
                _ => {}
            }
        }
        let (Some(members), Some(condition)) = (members, inner_condition) else { return Err(Reported) };
        let span = span.to(condition.span);
        Ok(Condition { span, kind: ConditionKind::Over { quantifier, members, condition: Box::new(condition) } })
    }

    pub(super) fn values_of_list(&self, at: At, part: Part<'t>) -> Built<Members> {
        let (mut list, mut except) = (None, Vec::new());
        for inner in part.into_inner() {
            match inner.as_rule() {
                Rule::name => list = Some(self.name(at, &inner)),
                Rule::not_these => {
                    let names = inner.into_inner().filter(|inner| inner.as_rule() == Rule::names);
                    except.extend(names.flat_map(|names| self.names(at, names)));
                }
                _ => {}
            }
        }
        Ok(Members { list: list.ok_or(Reported)?, except })
    }

    fn predicate(&mut self, at: At, part: Part<'t>) -> Built<Condition> {
        let span = self.span(at, &part);
        let mut inner = part.into_inner();
        let subject_part = inner.next().ok_or(Reported)?;
        let Some(tail) = inner.next() else {
            return self.predicate_alone(at, subject_part);
        };
        if let Some(dated) = self.dated(at, span, &subject_part, &tail)? {
            return Ok(dated);
        }
        let subject = self.expression(at, subject_part)?;
        let kind = match tail.as_rule() {
            Rule::limits => self.limits(at, tail, subject)?,
            Rule::t_is => self.is(at, tail, subject)?,
            Rule::held => {
                let ExpressionKind::Name(name) = subject.kind else {
                    return Err(self.complain(
                        SyntaxError::new(
                            SyntaxErrorCode::BadLine,
                            subject.span,
                            words!("Only a power can be held.", "Chỉ thẩm quyền mới thuộc về một cơ quan."),
                        )
                        .help(words!(
                            "Begin with the name of a power: `generation_licence is held by moit`.",
                            "Hãy bắt đầu bằng tên một thẩm quyền: `generation_licence thuộc thẩm quyền của moit`."
                        )),
                    ));
                };
                let power = Spanned::new(name, subject.span);
                ConditionKind::Held { power, how: self.held(at, tail)? }
            }
            Rule::vacant => {
                let negated = tail.into_inner().any(|inner| inner.as_rule() == Rule::kw_is_not_vacant);
                ConditionKind::Vacant { office: self.office(subject)?, negated }
            }
            Rule::t_include => {
                let mut only = false;
                let mut values = Vec::new();
                for inner in tail.into_inner() {
                    match inner.as_rule() {
                        Rule::kw_include_only => only = true,
                        Rule::names => values = self.names(at, inner),
                        _ => {}
                    }
                }
                ConditionKind::Include { subject, only, any: false, values }
            }
            _ => return Err(Reported),
        };
        Ok(Condition { span, kind })
    }

    /// What is said to be vacant.
    fn office(&mut self, subject: Expression) -> Built<Holder> {
        let (name, of) = match subject.kind {
            ExpressionKind::Name(name) => (Spanned::new(name, subject.span), None),
            ExpressionKind::Of(name, of) => (name, Some(Which::Named(of))),
            _ => {
                return Err(self.complain(
                    SyntaxError::new(
                        SyntaxErrorCode::BadLine,
                        subject.span,
                        words!("Only an office can be vacant.", "Chỉ chức danh mới có thể khuyết."),
                    )
                    .help(words!(
                        "Begin with the name of an office: `chief is vacant`, `chair of lam_dong is vacant`.",
                        "Hãy bắt đầu bằng tên một chức danh: `chief khuyết`, `chair của lam_dong khuyết`."
                    )),
                ));
            }
        };
        Ok(Holder { span: subject.span, name, of, except: Vec::new() })
    }

    /// A bracket around a condition, a fact, or an amount that a bracket of a computation holds.
    fn predicate_alone(&mut self, at: At, expression: Part<'t>) -> Built<Condition> {
        let span = self.span(at, &expression);
        let mut operands = expression.clone().into_inner();
        if let (Some(bracket), None) = (operands.next(), operands.next())
            && bracket.as_rule() == Rule::bracket
        {
            let inner = bracket.into_inner().find(|inner| inner.as_rule() == Rule::condition).ok_or(Reported)?;
            let built = self.deeper(span, |builder| builder.condition_or_value(at, inner))?;
            return Ok(Condition { span, kind: built.condition.kind });
        }
        let value = self.expression(at, expression)?;
        Ok(Condition { span, kind: ConditionKind::Fact(value) })
    }

    fn limits(&mut self, at: At, part: Part<'t>, subject: Expression) -> Built<ConditionKind> {
        let mut limits = Vec::new();
        for limit in part.into_inner().filter(|inner| inner.as_rule() == Rule::limit) {
            let mut inner = limit.into_inner();
            let comparator = inner.next().ok_or(Reported)?;
            let span = self.span(at, &comparator);
            let comparison = match comparator.as_rule() {
                Rule::at_least => Comparison::AtLeast,
                Rule::at_most => Comparison::AtMost,
                Rule::above => Comparison::Above,
                _ => Comparison::Below,
            };
            let value = self.expression(at, inner.next().ok_or(Reported)?)?;
            limits.push((Spanned::new(comparison, span), value));
        }
        Ok(ConditionKind::Compare { subject, limits })
    }

    fn is(&mut self, at: At, part: Part<'t>, subject: Expression) -> Built<ConditionKind> {
        let mut relation = None;
        let mut values = Vec::new();
        for inner in part.into_inner() {
            let span = self.span(at, &inner);
            let kind = match inner.as_rule() {
                Rule::kw_is | Rule::kw_are | Rule::equal => IsRelation::Is,
                Rule::kw_is_not => IsRelation::IsNot,
                Rule::kw_is_one_of => IsRelation::IsOneOf,
                Rule::kw_is_none_of => IsRelation::IsNoneOf,
                Rule::expression => {
                    values.push(self.expression(at, inner)?);
                    continue;
                }
                Rule::values => {
                    values.extend(self.values(at, inner)?);
                    continue;
                }
                Rule::name => {
                    let name = self.name(at, &inner);
                    values.push(Expression { span: name.span, kind: ExpressionKind::Name(name.value) });
                    continue;
                }
                _ => continue,
            };
            relation.get_or_insert(Spanned::new(kind, span));
        }
        let relation = relation.ok_or(Reported)?;
        Ok(match (relation.value, values.as_slice()) {
            (IsRelation::Is, [Expression { kind: ExpressionKind::None, .. }]) => {
                ConditionKind::IsNone { subject, negated: false }
            }
            (IsRelation::IsNot, [Expression { kind: ExpressionKind::None, .. }]) => {
                ConditionKind::IsNone { subject, negated: true }
            }
            _ => ConditionKind::Is { subject, relation, values },
        })
    }

    pub(super) fn held(&mut self, at: At, part: Part<'t>) -> Built<HeldHow> {
        let mut below = false;
        for inner in part.into_inner() {
            match inner.as_rule() {
                Rule::held_by | Rule::held_by_in_full => {
                    let holding = self.holding_of_condition(at, inner)?;
                    return Ok(HeldHow::By(holding));
                }
                Rule::kw_is_held_below => below = true,
                Rule::name if below => return Ok(HeldHow::Below(self.name(at, &inner))),
                Rule::name => return Ok(HeldHow::At(self.name(at, &inner))),
                _ => {}
            }
        }
        Err(Reported)
    }

    fn holding_of_condition(&mut self, at: At, part: Part<'t>) -> Built<Holding> {
        match self.holding(at, part, false)? {
            Holding::Of { mode: Mode::Any, seats } if seats.len() == 1 => Ok(Holding::Of { mode: Mode::One, seats }),
            holding => Ok(holding),
        }
    }

    /// A group: its members are the conditions on the lines below.
    fn group(&mut self, at: At, part: Part<'t>) -> Built<Condition> {
        let span = self.span(at, &part);
        let (mut word, mut count) = (Rule::kw_any_of, 0);
        for inner in part.into_inner() {
            match inner.as_rule() {
                Rule::kw_all_of => word = Rule::kw_all_of,
                Rule::kw_none_of => word = Rule::kw_none_of,
                Rule::number => {
                    count = self.count(at, &inner)?.value;
                    word = Rule::kw_any;
                }
                _ => {}
            }
        }
        let members = self.group_members(at, span)?;
        let span = members.last().map_or(span, |last| span.to(last.span));
        let kind = match word {
            Rule::kw_all_of => ConditionKind::And(members),
            Rule::kw_none_of => ConditionKind::NoneOf(members),
            Rule::kw_any => ConditionKind::AtLeast(count, members),
            _ => ConditionKind::Or(members),
        };
        Ok(Condition { span, kind })
    }

    /// The members of a group: at least one.
    pub(super) fn group_members(&mut self, at: At, span: Span) -> Built<Vec<Condition>> {
        let members = self.deeper(span, |builder| builder.members(at))?;
        if members.is_empty() {
            let message =
                words!("No conditions stand on the lines below.", "Các dòng bên dưới không có điều kiện nào.");
            let error = SyntaxError::new(SyntaxErrorCode::MissingLines, span, message);
            return Err(self.complain(error.help(words!(
                "Write each condition on a line of its own, indented below this one.",
                "Hãy viết mỗi điều kiện trên một dòng riêng, thụt lề dưới dòng này."
            ))));
        }
        Ok(members)
    }

    /// `not` before a condition whose `not` was part of another keyword: it binds its first part only.
    pub(super) fn negated_first(&mut self, open: Open) -> Built<Open> {
        let mut open = self.truth(open)?;
        let negate = |part: &mut Condition| {
            let span = part.span;
            let inner = std::mem::replace(part, Condition { span, kind: ConditionKind::And(Vec::new()) });
            part.kind = ConditionKind::Not(Box::new(inner));
        };
        match (&open.joiner, &mut open.condition.kind) {
            (Some(_), ConditionKind::And(parts) | ConditionKind::Or(parts)) => {
                if let Some(first) = parts.first_mut() {
                    negate(first);
                }
            }
            _ => negate(&mut open.condition),
        }
        Ok(open)
    }

    /// The conditions on the lines below a line. The other lines below stay for the line itself.
    fn members(&mut self, at: At) -> Built<Vec<Condition>> {
        let mut members: Vec<Open> = Vec::new();
        let mut leftover = Vec::new();
        let mut spoiled = false;
        for child in self.children(at) {
            match self.member(child, &mut members) {
                Ok(true) => {}
                Ok(false) => leftover.push(child),
                Err(Reported) => spoiled = true,
            }
        }
        self.leftover = Some(leftover);
        if spoiled { Err(Reported) } else { Ok(members.into_iter().map(|open| open.condition).collect()) }
    }

    /// Takes one line below a group; says whether it was a member.
    fn member(&mut self, child: At, members: &mut Vec<Open>) -> Built<bool> {
        let part = match self.read(child, Rule::line) {
            Ok(part) => part,
            Err(Reported) => {
                let below = self.children(child);
                self.report_lines(&below, Rule::line);
                return Err(Reported);
            }
        };
        match part.as_rule() {
            Rule::condition_line => {
                let inner = part.into_inner().next().ok_or(Reported)?;
                self.leftover = None;
                let built = self.condition(child, inner);
                let below = self.take_below(child);
                let mut open = match built {
                    Ok(open) => open,
                    Err(Reported) => {
                        self.report_lines(&below, Rule::line);
                        return Err(Reported);
                    }
                };
                let continued = self.continue_below(&below, &mut open);
                members.push(open);
                continued.map(|()| true)
            }
            Rule::continuation => {
                self.leftover = None;
                let built = self.continuation(child, part);
                let below = self.take_below(child);
                let Ok((joiner, mut more)) = built else {
                    self.report_lines(&below, Rule::line);
                    return Err(Reported);
                };
                self.continue_below(&below, &mut more)?;
                let Some(open) = members.last_mut() else {
                    return Err(self.complain_of_first_continuation(child));
                };
                self.extend(open, joiner, more).map(|()| true)
            }
            _ => Ok(false),
        }
    }

    /// The lines below a line of a list, which may only continue its condition.
    fn continue_below(&mut self, below: &[At], open: &mut Open) -> Built<()> {
        for (position, child) in below.iter().copied().enumerate() {
            let part = self.read(child, Rule::line);
            let done = match part {
                Ok(part) if part.as_rule() == Rule::continuation => {
                    self.leftover = None;
                    let built = self.continuation(child, part);
                    let further = self.take_below(child);
                    match built {
                        Ok((joiner, mut more)) => {
                            let more_below = self.continue_below(&further, &mut more);
                            more_below.and_then(|()| self.extend(open, joiner, more))
                        }
                        Err(Reported) => Err(Reported),
                    }
                }
                Ok(_) => Err(self.complain_of_stray(child)),
                Err(Reported) => Err(Reported),
            };
            if done.is_err() {
                self.report_lines(below.get(position + 1..).unwrap_or_default(), Rule::line);
                return Err(Reported);
            }
        }
        Ok(())
    }

    /// A line below a line of a list that does not continue it.
    fn complain_of_stray(&mut self, at: At) -> Reported {
        let here = self.outline_line(at).map_or(Span::default(), |line| line.span);
        let message = words!(
            "Nothing can stand below this line of a list but what continues its condition.",
            "Dưới dòng này của danh sách chỉ có thể viết phần tiếp theo của điều kiện."
        );
        let error = SyntaxError::new(SyntaxErrorCode::Misplaced, here, message);
        self.complain(error.help(words!(
            "Begin it with `and` or `or`, end the line above with `any of` or `all of`, or move \
             it one level out.",
            "Hãy bắt đầu bằng `và` hoặc `hoặc`, kết thúc dòng trên bằng `một trong các trường \
             hợp` hoặc `tất cả các điều kiện`, hoặc đưa dòng ra ngoài một cấp."
        )))
    }

    pub(super) fn complain_of_first_continuation(&mut self, at: At) -> Reported {
        let here = self.outline_line(at).map_or(Span::default(), |line| line.span);
        let message = words!(
            "A line that begins with `and` or `or` continues the condition above it, and there \
             is none.",
            "Dòng bắt đầu bằng `và` hoặc `hoặc` nối tiếp điều kiện ở trên, mà ở trên không có \
             điều kiện nào."
        );
        let error = SyntaxError::new(SyntaxErrorCode::Misplaced, here, message);
        self.complain(error.help(words!(
            "Put it right below the condition that it belongs to.",
            "Hãy đặt ngay dưới điều kiện mà nó nối tiếp."
        )))
    }

    /// What a line that begins with `and` or `or` says. Its own lines below are taken or left as for any condition.
    pub(super) fn continuation(&mut self, at: At, part: Part<'t>) -> Built<(Joiner, Open)> {
        let mut inner = part.into_inner();
        let joiner = inner.next().and_then(|word| Joiner::of(word.as_rule())).ok_or(Reported)?;
        let condition = inner.next().ok_or(Reported)?;
        Ok((joiner, self.condition(at, condition)?))
    }

    /// The condition on the lines below a bare `when`: one, which lines with `and` or `or` may continue.
    pub(super) fn condition_below(&mut self, at: At, keyword: Span) -> Built<Open> {
        let mut members: Vec<Open> = Vec::new();
        let mut leftover = Vec::new();
        let mut spoiled = false;
        for child in self.children(at) {
            let before = members.len();
            match self.member(child, &mut members) {
                Ok(true) if before > 0 && members.len() > before => {
                    spoiled = true;
                    let here = self.outline_line(child).map_or(keyword, |line| line.span);
                    let message = words!(
                        "It is not said how this condition joins the one above it.",
                        "Chưa nêu điều kiện này nối với điều kiện ở trên như thế nào."
                    );
                    let error = SyntaxError::new(SyntaxErrorCode::MissingLines, here, message);
                    self.complain(error.help(words!(
                        "Begin the line with `and` or `or`, or write `any of` or `all of` above the list.",
                        "Hãy bắt đầu dòng bằng `và` hoặc `hoặc`, hoặc viết `một trong các trường hợp` hay \
                         `tất cả các điều kiện` trên danh sách."
                    )));
                }
                Ok(true) => {}
                Ok(false) => leftover.push(child),
                Err(Reported) => spoiled = true,
            }
        }
        self.leftover = Some(leftover);
        if spoiled {
            return Err(Reported);
        }
        if members.is_empty() {
            let message = words!(
                "No condition follows, neither on this line nor on the lines below.",
                "Không có điều kiện nào theo sau, cả trên dòng này và các dòng bên dưới."
            );
            let error = SyntaxError::new(SyntaxErrorCode::MissingLines, keyword, message);
            return Err(self.complain(error.help(words!(
                "Write it here, or on a line of its own, indented below this one.",
                "Hãy viết điều kiện ở đây, hoặc trên dòng riêng thụt lề dưới dòng này."
            ))));
        }
        members.into_iter().next().ok_or(Reported)
    }
}
