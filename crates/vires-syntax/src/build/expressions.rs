//! Values and computations.

use vires_words::words;

use super::{At, Builder, Built, Part, Reported};
use crate::ast::{ConditionKind, DurationUnit, Expression, ExpressionKind, Extreme, Name, Number, Operator};
use crate::error::{SyntaxError, SyntaxErrorCode};
use crate::grammar::Rule;
use crate::span::{Span, Spanned};

pub(super) fn duration_unit(rule: Rule) -> Option<DurationUnit> {
    Some(match rule {
        Rule::kw_working_days => DurationUnit::WorkingDays,
        Rule::kw_days | Rule::kw_days_type => DurationUnit::Days,
        Rule::kw_weeks => DurationUnit::Weeks,
        Rule::kw_months => DurationUnit::Months,
        Rule::kw_years => DurationUnit::Years,
        _ => return None,
    })
}

/// The power of ten that a word such as `million` stands for.
pub(super) fn power_of_ten(rule: Rule) -> Option<u32> {
    Some(match rule {
        Rule::kw_thousand => 3,
        Rule::kw_million => 6,
        Rule::kw_billion => 9,
        _ => return None,
    })
}

fn extreme_word(rule: Rule) -> Option<Extreme> {
    Some(match rule {
        Rule::kw_greater_of => Extreme::Greater,
        Rule::kw_lesser_of => Extreme::Lesser,
        Rule::kw_later_of => Extreme::Later,
        Rule::kw_earlier_of => Extreme::Earlier,
        _ => return None,
    })
}

fn operator(rule: Rule) -> Option<Operator> {
    Some(match rule {
        Rule::plus => Operator::Add,
        Rule::minus => Operator::Subtract,
        Rule::star => Operator::Multiply,
        Rule::slash => Operator::Divide,
        _ => return None,
    })
}

/// How many operators one computation may have: each makes the tree one level deeper.
const MAX_OPERATORS: usize = 120;

impl<'t> Builder<'t> {
    /// The expressions among the parts.
    pub(super) fn values(&mut self, at: At, part: Part<'t>) -> Built<Vec<Expression>> {
        let parts = part.into_inner().filter(|inner| inner.as_rule() == Rule::expression);
        parts.map(|inner| self.expression(at, inner)).collect()
    }

    /// A computation: operands and operators in the order written. `*` and `/` bind closer than `+` and `-`.
    pub(super) fn expression(&mut self, at: At, part: Part<'t>) -> Built<Expression> {
        let here = self.span(at, &part);
        if part.clone().into_inner().len() > 2 * MAX_OPERATORS {
            let message = words!(
                "This computation has more than {MAX_OPERATORS} parts.",
                "Phép tính này có hơn {MAX_OPERATORS} phần."
            );
            let error = SyntaxError::new(SyntaxErrorCode::TooDeep, here, message);
            return Err(self.complain(error.help(words!(
                "Name a part of it as a fact of its own and use the name.",
                "Hãy đặt tên một phần thành dữ kiện riêng rồi dùng tên đó."
            ))));
        }
        let mut parts = part.into_inner();
        let mut product = self.operand(at, parts.next().ok_or(Reported)?)?;
        // The sum so far with the operator that waits for the product at hand.
        let mut sum: Option<(Expression, Operator)> = None;
        while let (Some(sign), Some(next)) = (parts.next(), parts.next()) {
            let sign = operator(sign.as_rule()).ok_or(Reported)?;
            let next = self.operand(at, next)?;
            match sign {
                Operator::Multiply | Operator::Divide => product = binary(sign, product, next),
                Operator::Add | Operator::Subtract => {
                    let done = joined(sum.take(), std::mem::replace(&mut product, next));
                    sum = Some((done, sign));
                }
            }
        }
        Ok(joined(sum, product))
    }

    fn operand(&mut self, at: At, part: Part<'t>) -> Built<Expression> {
        let span = self.span(at, &part);
        let kind = match part.as_rule() {
            Rule::reference => self.reference(at, part)?,
            Rule::negated => {
                let inner = part.into_inner().nth(1).ok_or(Reported)?;
                ExpressionKind::Negate(Box::new(self.operand(at, inner)?))
            }
            Rule::amount => return self.amount(at, part),
            Rule::bracket => return self.bracketed_expression(at, part),
            Rule::date => ExpressionKind::Date(self.date(at, &part)?.value),
            Rule::sum_over => return self.sum_over(at, part),
            Rule::count_of => ExpressionKind::CountOf(self.names(at, part).into_iter().next().ok_or(Reported)?),
            Rule::extreme => return self.extreme(at, part),
            Rule::kw_today => ExpressionKind::Today,
            Rule::kw_yes => ExpressionKind::YesNo(true),
            Rule::kw_no => ExpressionKind::YesNo(false),
            Rule::kw_none => ExpressionKind::None,
            Rule::kw_unlimited => ExpressionKind::Unlimited,
            _ => return Err(Reported),
        };
        Ok(Expression { span, kind })
    }

    fn reference(&self, at: At, part: Part<'t>) -> Built<ExpressionKind> {
        Ok(match self.reference_parts(at, part)? {
            (name, of, Some(per)) => ExpressionKind::OfFor(name, of.map(Box::new), Box::new(per)),
            (name, Some(of), None) => ExpressionKind::Of(name, of),
            (name, None, None) => ExpressionKind::Name(name.value),
        })
    }

    /// A name, with what stands after `of` and after `for`.
    pub(super) fn reference_parts(&self, at: At, part: Part<'t>) -> Built<(Name, Option<Name>, Option<Name>)> {
        let (mut name, mut of, mut per, mut second) = (None, None, None, false);
        for inner in part.into_inner() {
            match inner.as_rule() {
                Rule::kw_for_steps => second = true,
                Rule::kw_of => second = false,
                Rule::name if name.is_none() => name = Some(self.name(at, &inner)),
                Rule::name if second => per = Some(self.name(at, &inner)),
                Rule::name => of = Some(self.name(at, &inner)),
                _ => {}
            }
        }
        Ok((name.ok_or(Reported)?, of, per))
    }

    fn amount(&mut self, at: At, part: Part<'t>) -> Built<Expression> {
        let span = self.span(at, &part);
        let mut number: Option<Number> = None;
        let mut kind: Option<ExpressionKind> = None;
        let mut own_span = span;
        let mut share_of = None;
        for inner in part.into_inner() {
            let rule = inner.as_rule();
            let here = self.span(at, &inner);
            if matches!(rule, Rule::kw_of) {
                continue;
            }
            match (&mut number, rule) {
                (None, Rule::number) => {
                    own_span = here;
                    number = Some(self.number(at, &inner));
                    continue;
                }
                (Some(number), _) if power_of_ten(rule).is_some() => {
                    number.power_of_ten = power_of_ten(rule).unwrap_or_default();
                    number.span = number.span.to(here);
                }
                (Some(number), Rule::percent) => kind = Some(ExpressionKind::Percent(number.clone())),
                (Some(number), Rule::name) => {
                    kind = Some(ExpressionKind::Quantity(number.clone(), self.name(at, &inner)));
                }
                (Some(number), _) if duration_unit(rule).is_some() => {
                    let unit = duration_unit(rule).ok_or(Reported)?;
                    kind = Some(ExpressionKind::Duration(number.clone(), unit));
                }
                _ => {
                    share_of = Some(self.deeper(here, |builder| builder.operand(at, inner))?);
                    continue;
                }
            }
            own_span = own_span.to(here);
        }
        let number = number.ok_or(Reported)?;
        let own = Expression { span: own_span, kind: kind.unwrap_or(ExpressionKind::Number(number)) };
        let Some(whole) = share_of else { return Ok(own) };
        match own.kind {
            ExpressionKind::Number(_) | ExpressionKind::Percent(_) => {
                Ok(Expression { span, kind: ExpressionKind::ShareOf(Box::new(own), Box::new(whole)) })
            }
            _ => Err(self.complain(
                SyntaxError::new(
                    SyntaxErrorCode::BadLine,
                    own_span,
                    words!("Only a share can be taken of something.", "Chỉ có thể lấy một tỷ lệ của một đại lượng."),
                )
                .help(words!(
                    "Write `10% of limit` or `2/3 of members`; which value of a list is meant stands behind the name: `set limit of \
                     goods to 5 USD`.",
                    "Hãy viết `10% của limit` hoặc `2/3 của members`; giá trị của danh mục được viết ngay sau tên: `ấn định limit \
                     của goods là 5 USD`."
                )),
            )),
        }
    }

    /// A bracket in a computation holds one computation.
    fn bracketed_expression(&mut self, at: At, part: Part<'t>) -> Built<Expression> {
        let here = self.span(at, &part);
        let inner = part.into_inner().find(|inner| inner.as_rule() == Rule::condition).ok_or(Reported)?;
        let built = self.deeper(here, |builder| builder.condition_or_value(at, inner))?;
        match built.condition.kind {
            ConditionKind::Fact(mut expression) => {
                expression.span = here;
                Ok(expression)
            }
            _ => Err(self.complain(
                SyntaxError::new(
                    SyntaxErrorCode::BadLine,
                    here,
                    words!(
                        "A condition stands here where an amount is needed.",
                        "Ở đây là điều kiện trong khi cần một đại lượng."
                    ),
                )
                .help(words!(
                    "In a computation, brackets hold amounts: `(base + options) * 2`.",
                    "Trong phép tính, ngoặc chứa các đại lượng: `(base + options) * 2`."
                )),
            )),
        }
    }

    fn extreme(&mut self, at: At, part: Part<'t>) -> Built<Expression> {
        let span = self.span(at, &part);
        let (mut word, mut of) = (None, Vec::new());
        for inner in part.into_inner() {
            match inner.as_rule() {
                Rule::expression => of.push(self.deeper(span, |builder| builder.expression(at, inner))?),
                rule => word = word.or_else(|| Some(Spanned::new(extreme_word(rule)?, self.span(at, &inner)))),
            }
        }
        Ok(Expression { span, kind: ExpressionKind::Extreme(word.ok_or(Reported)?, of) })
    }

    fn sum_over(&mut self, at: At, part: Part<'t>) -> Built<Expression> {
        let span = self.span(at, &part);
        let (mut members, mut summed) = (None, None);
        for inner in part.into_inner() {
            match inner.as_rule() {
                Rule::members => members = Some(self.values_of_list(at, inner)?),
                Rule::product => summed = Some(self.deeper(span, |builder| builder.expression(at, inner))?),
                _ => {}
            }
        }
        let (Some(members), Some(summed)) = (members, summed) else { return Err(Reported) };
        Ok(Expression { span, kind: ExpressionKind::SumOver(members, Box::new(summed)) })
    }
}

fn joined(sum: Option<(Expression, Operator)>, next: Expression) -> Expression {
    match sum {
        Some((so_far, sign)) => binary(sign, so_far, next),
        None => next,
    }
}

fn binary(operator: Operator, left: Expression, right: Expression) -> Expression {
    let span: Span = left.span.to(right.span);
    Expression { span, kind: ExpressionKind::Binary(operator, Box::new(left), Box::new(right)) }
}
