//! Comparisons of sums → the simplest atom that says the same.

use std::collections::BTreeMap;

use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, Zero};
use vires_model::{
    Atom, Condition, ConditionKind, Domain, FactId, Interval, Later, Limit, Linear, Rational, SourceSpan, Term,
};
use vires_syntax::ast::{Comparison, Expression};
use vires_syntax::span::Span;
use vires_words::words;

use crate::conditions::{all, any, atom, interval, not};
use crate::numbers::power_of_ten;
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Act, Here, Resolver};
use crate::sums::{Amount, Endless, Extreme, divided, on_steps};

impl Resolver<'_> {
    /// `left` compared with a value written as an expression.
    pub(crate) fn compared_with(
        &mut self,
        here: Here,
        act: Act,
        left: Amount,
        comparison: Comparison,
        value: &Expression,
        span: SourceSpan,
    ) -> Done<Condition> {
        let right = self.amount(here, act, value)?;
        let at = Span::new(span.start, span.end);
        let (left, right) = self.alike(here, at, left, right, words!("compared", "so sánh với nhau"))?;
        if left.endless.is_some() && left.endless == right.endless {
            // Of two that are unlimited, neither is more.
            let asked = &left.asked | &right.asked;
            let equal = Amount { asked, ..Amount::constant(left.kind, Rational::zero()) };
            return self.compared_to_zero(here, equal, comparison, span);
        }
        let difference = left.plus(&right, Ratio::from_integer(-1)).ok_or_else(|| self.too_large(here, at))?;
        self.compared_to_zero(here, difference, comparison, span)
    }

    /// A sum compared with zero.
    fn compared_to_zero(
        &mut self,
        here: Here,
        mut sum: Amount,
        comparison: Comparison,
        span: SourceSpan,
    ) -> Done<Condition> {
        if let Some((extreme, times)) = sum.extremes.pop() {
            return self.extreme_compared(here, &sum, (extreme, times), comparison, span);
        }
        let dropped: Vec<FactId> = sum
            .asked
            .iter()
            .copied()
            .filter(|fact| sum.endless.is_some() || !sum.terms.keys().any(|term| term.fact() == Some(*fact)))
            .filter(|fact| self.model.facts[*fact].or_none)
            .collect();
        let lowered = match sum.endless {
            Some(endless) if beyond(endless, comparison) => Condition::always(span),
            Some(_) => never(span),
            None => {
                let within = interval(comparison, -sum.constant);
                self.sum_within(here, sum, within, span)?
            }
        };
        // What has fallen out of the sum must have an answer all the same.
        let mut parts: Vec<Condition> =
            dropped.into_iter().map(|fact| not(atom(Atom::IsNone(fact), span), span)).collect();
        parts.push(lowered);
        Ok(all(parts, span))
    }

    /// A sum and so many times the greatest, or the least, of several, compared with zero. What is greater makes the sum greater, or with a factor
    /// below zero less: then either one of the several is enough for the comparison, or each of them has to fulfil it.
    fn extreme_compared(
        &mut self,
        here: Here,
        rest: &Amount,
        (extreme, times): (Extreme, Rational),
        comparison: Comparison,
        span: SourceSpan,
    ) -> Done<Condition> {
        let upward = match comparison {
            Comparison::AtLeast | Comparison::Above => true,
            Comparison::AtMost | Comparison::Below => false,
            Comparison::Equal => {
                let both = [Comparison::AtLeast, Comparison::AtMost]
                    .map(|comparison| self.extreme_compared(here, rest, (extreme.clone(), times), comparison, span));
                return Ok(all(both.into_iter().collect::<Done<_>>()?, span));
            }
        };
        let grows = extreme.greatest == (times > Rational::zero());
        let mut asked = rest.asked.clone();
        asked.extend(extreme.of.iter().flat_map(|one| &one.asked));
        let mut parts = Vec::new();
        for one in &extreme.of {
            let at = Span::new(span.start, span.end);
            let sum = rest.plus(one, times).ok_or_else(|| self.too_large(here, at))?;
            // Without an answer to any of them nothing is compared.
            parts.push(self.compared_to_zero(here, Amount { asked: asked.clone(), ..sum }, comparison, span)?);
        }
        Ok(if grows == upward { any(parts, span) } else { all(parts, span) })
    }

    fn steps_of(&self, term: Term) -> Option<Rational> {
        match term {
            Term::Count(_) | Term::Today | Term::Later(_) => Some(Ratio::from_integer(1)),
            Term::Fact(fact) => match &self.model.facts[fact].domain {
                Domain::Ordered(ordered) => Ratio::from_integer(1).checked_div(&power_of_ten(ordered.decimals?)?),
                _ => None,
            },
        }
    }

    fn one_term(&self, term: Term, within: Interval, span: SourceSpan) -> Option<Condition> {
        let within = match self.steps_of(term) {
            Some(step) => match on_steps(within, step)? {
                Some(within) => within,
                None => return Some(never(span)),
            },
            None => within,
        };
        let within = match term {
            Term::Later(later) => match on_steps(self.counted_from(later, within)?, Ratio::from_integer(1))? {
                Some(within) => within,
                None => return Some(never(span)),
            },
            _ => within,
        };
        Some(atom(
            match term.base() {
                Term::Fact(fact) => Atom::Within(fact, within),
                Term::Count(fact) => Atom::Count(fact, within),
                Term::Today | Term::Later(_) => Atom::Today(within),
            },
            span,
        ))
    }

    /// The days from which one is counted that lies within. A stretch of days to which none is counted is an empty one.
    fn counted_from(&self, later: Later, within: Interval) -> Option<Interval> {
        let one = Ratio::from_integer(1);
        let first_to = |day: Rational| later.first_to(day, &self.model.holidays);
        let from = match within.from {
            Some(Limit { value, included }) => {
                let first = if included { value.ceil() } else { value.floor().checked_add(&one)? };
                Interval::at_least(first_to(first)?, true).from
            }
            None => None,
        };
        let to = match within.to {
            Some(Limit { value, included }) => {
                let beyond = if included { value.floor().checked_add(&one)? } else { value.ceil() };
                Interval::at_most(first_to(beyond)?, false).to
            }
            None => None,
        };
        Some(Interval { from, to })
    }

    fn sum_within(&mut self, here: Here, sum: Amount, within: Interval, span: SourceSpan) -> Done<Condition> {
        let mut terms = sum.terms.into_iter();
        let Some((first, factor)) = terms.next() else {
            return Ok(if within.contains(Rational::zero()) { whatever(span) } else { never(span) });
        };
        let at = Span::new(span.start, span.end);
        let scaled = divided(within, factor);
        let rest: Option<Vec<(Term, Rational)>> =
            terms.map(|(term, own)| Some((term, own.checked_div(&factor)?))).collect();
        let (Some(within), Some(rest)) = (scaled, rest) else {
            return Err(self.too_large(here, at));
        };
        if !rest.iter().all(|(_, factor)| crate::numbers::in_bounds(factor)) {
            return Err(self.too_large(here, at));
        }
        let mut bases: BTreeMap<Term, usize> = BTreeMap::from([(first.base(), 1)]);
        rest.iter().for_each(|(term, _)| *bases.entry(term.base()).or_default() += 1);
        if bases.values().any(|count| *count > 1) {
            return Err(self.counted_from_one(here, at));
        }
        if rest.is_empty() {
            return self.one_term(first, within, span).ok_or_else(|| self.too_large(here, at));
        }
        let sum = std::iter::once((first, Ratio::from_integer(1))).chain(rest).collect();
        Ok(atom(Atom::Linear(Linear { sum, within }), span))
    }
}

impl Resolver<'_> {
    /// A day and another that is counted from it: which of them is the earlier is no question about the case.
    fn counted_from_one(&mut self, here: Here, at: Span) -> Failed {
        self.report(
            Problem::error(
                code::NOT_EXACT,
                here.span(at),
                words!(
                    "this compares two days that are counted from one and the same day: only the length of the months decides",
                    "điều kiện này so sánh hai ngày được tính từ cùng một ngày: kết quả chỉ tùy các tháng dài ngắn ra sao"
                ),
            )
            .help(words!(
                "of the two lengths say the one that is meant, or `later of … and …` of both days",
                "hãy nêu khoảng thời gian được dùng, hoặc `ngày muộn hơn trong … và …` của hai ngày đó"
            )),
        );
        Failed
    }
}

/// Whether what is more than any number, or less, compares so with zero.
const fn beyond(endless: Endless, comparison: Comparison) -> bool {
    match endless {
        Endless::More => matches!(comparison, Comparison::AtLeast | Comparison::Above),
        Endless::Less => matches!(comparison, Comparison::AtMost | Comparison::Below),
    }
}

/// What is never so.
pub(crate) fn never(span: SourceSpan) -> Condition {
    Condition::new(ConditionKind::Any(Vec::new()), span)
}

/// A condition as written that is met whatever the answers are; a rule that has none is another thing.
fn whatever(span: SourceSpan) -> Condition {
    Condition::new(ConditionKind::All(Vec::new()), span)
}
