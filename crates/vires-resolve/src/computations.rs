//! Computations as written → sums of answers. Exact and linear: a product of two answers is refused.

use num_traits::{CheckedDiv, CheckedMul, Zero};
use vires_model::{Domain, FactId, Rational, Term};
use vires_syntax::ast::{DurationUnit, Expression, ExpressionKind, Name, Operator};
use vires_syntax::span::Span;
use vires_words::{Words, words};

use crate::events::Event;
use crate::names::{DerivedId, Sorts, Thing};
use crate::pairs::Keys;
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Act, Here, Resolver};
use crate::sums::{Amount, Kind, kind_of};
use crate::values::day_number;

/// Computations within computations, derived facts included.
const DEEPEST: usize = 256;
/// Answers that one sum may add up.
const MOST_TERMS: usize = 1024;
const HUNDRED: Rational = Rational::new_raw(100, 1);

/// What may stand in a computation by name.
const COMPUTED: Sorts = Sorts::FACT.or(Sorts::DERIVED).or(Sorts::KEPT).or(Sorts::PARAMETER).or(Sorts::EVENT);

/// Whether it is a value written out, which limits on one fact treat by themselves.
pub(crate) fn is_plain(value: &Expression) -> bool {
    match &value.kind {
        ExpressionKind::Number(_)
        | ExpressionKind::Quantity(..)
        | ExpressionKind::Percent(_)
        | ExpressionKind::Date(_)
        | ExpressionKind::Duration(..)
        | ExpressionKind::YesNo(_)
        | ExpressionKind::Unlimited
        | ExpressionKind::None => true,
        ExpressionKind::Negate(inner) => is_plain(inner),
        _ => false,
    }
}

impl Resolver<'_> {
    /// The sum that an expression means.
    pub(crate) fn amount(&mut self, here: Here, act: Act, value: &Expression) -> Done<Amount> {
        if self.nesting >= DEEPEST {
            self.report(Problem::error(
                code::NOT_EXACT,
                here.span(value.span),
                words!(
                    "this computation is nested more than {DEEPEST} deep, derived facts included",
                    "phép tính lồng nhau quá {DEEPEST} tầng, kể cả dữ kiện suy ra"
                ),
            ));
            return Err(Failed);
        }
        self.nesting += 1;
        let amount = self.amount_kind(here, act, value);
        self.nesting -= 1;
        let amount = amount?;
        if amount.terms.len() > MOST_TERMS {
            self.report(
                Problem::error(
                    code::NOT_EXACT,
                    here.span(value.span),
                    words!(
                        "written out in full, this adds up more than {MOST_TERMS} answers",
                        "viết đầy đủ thì phép tính này cộng hơn {MOST_TERMS} câu trả lời"
                    ),
                )
                .help(words!("ask for the sum as a fact of its own", "hỏi tổng đó bằng một dữ kiện riêng")),
            );
            return Err(Failed);
        }
        Ok(amount)
    }

    fn amount_kind(&mut self, here: Here, act: Act, value: &Expression) -> Done<Amount> {
        let span = value.span;
        match &value.kind {
            ExpressionKind::Number(number) => Ok(Amount::constant(Kind::Number, self.exact(here, number)?)),
            ExpressionKind::Percent(number) => Ok(Amount::constant(Kind::Percent, self.exact(here, number)?)),
            ExpressionKind::Quantity(number, unit) => {
                let exact = self.exact(here, number);
                let unit = self.find_unit(here, unit)?;
                let (root, factor) = self.root_of(unit);
                let value = exact?.checked_mul(&factor).ok_or_else(|| self.too_large(here, span))?;
                Ok(Amount::constant(Kind::Unit(root), value))
            }
            ExpressionKind::Date(date) => {
                let day = self.day(here, span, *date)?;
                Ok(Amount::constant(Kind::Date, day_number(day)))
            }
            ExpressionKind::Duration(number, unit) => {
                let exact = self.exact(here, number)?;
                let (kind, factor) = match unit {
                    DurationUnit::Days => (Kind::Days, 1),
                    DurationUnit::Weeks => (Kind::Days, 7),
                    DurationUnit::WorkingDays => (Kind::WorkingDays, 1),
                    DurationUnit::Months => (Kind::Months, 1),
                    DurationUnit::Years => (Kind::Months, 12),
                };
                let value = exact.checked_mul(&Rational::from_integer(factor));
                Ok(Amount::constant(kind, value.ok_or_else(|| self.too_large(here, span))?))
            }
            ExpressionKind::Today => Ok(Amount::of(Kind::Date, Term::Today, Rational::from_integer(1))),
            ExpressionKind::CountOf(name) => {
                let fact = self.asked_fact(here, name)?;
                match self.model.facts[fact].domain {
                    Domain::SetOf(_) => Ok(Amount::of(Kind::Number, Term::Count(fact), Rational::from_integer(1))),
                    _ => Err(self.no_set(here, name.span, fact)),
                }
            }
            ExpressionKind::Name(name) => self.amount_named(here, &Name::new(name.clone(), span)),
            ExpressionKind::Of(name, of) => self.amount_of(here, act, name, Keys::of(of), span),
            ExpressionKind::OfFor(name, of, per) => {
                self.amount_of(here, act, name, Keys { of: of.as_deref(), per: Some(per) }, span)
            }
            ExpressionKind::Negate(inner) => {
                let amount = self.amount(here, act, inner)?;
                if amount.kind == Kind::Date {
                    return Err(self.no_date_here(here, inner.span));
                }
                amount.times(Rational::from_integer(-1)).ok_or_else(|| self.too_large(here, span))
            }
            ExpressionKind::Binary(operator, one, other) => {
                if let (Operator::Subtract, ExpressionKind::Binary(Operator::Add, first, second)) =
                    (operator, &one.kind)
                {
                    return self.moved(here, act, [first, second, other], (one.span, span));
                }
                let left = self.amount(here, act, one);
                let right = self.amount(here, act, other);
                let (left, right) = (left?, right?);
                match operator {
                    Operator::Add | Operator::Subtract => {
                        self.added(here, span, *operator, (&left, one.span), (&right, other.span))
                    }
                    Operator::Multiply => self.multiplied(here, span, &left, &right, false),
                    Operator::Divide => self.quotient(here, span, &left, (&right, other.span)),
                }
            }
            ExpressionKind::ShareOf(share, whole) => {
                let share = self.amount(here, act, share);
                let whole = self.amount(here, act, whole)?;
                self.multiplied(here, span, &share?, &whole, true)
            }
            ExpressionKind::SumOver(members, summed) => self.sum_over(here, act, members, summed, span),
            ExpressionKind::Extreme(word, of) => self.extreme(here, act, word, of, span),
            ExpressionKind::YesNo(_) | ExpressionKind::None | ExpressionKind::Unlimited => {
                let words = self.words_at(here, span);
                self.report(Problem::error(
                    code::WRONG_TYPE,
                    here.span(span),
                    words!("nothing can be computed with `{words}`", "không thể tính toán với `{words}`"),
                ));
                Err(Failed)
            }
        }
    }

    /// `a + b - c`. Of three dates it is the day later than the first by the days between the others, as the words mean it:
    /// a sum of two dates is none.
    fn moved(
        &mut self,
        here: Here,
        act: Act,
        [first, second, less]: [&Expression; 3],
        (sum, span): (Span, Span),
    ) -> Done<Amount> {
        let amounts = [first, second, less].map(|one| self.amount(here, act, one));
        let [Ok(a), Ok(b), Ok(c)] = amounts else { return Err(Failed) };
        if [a.kind, b.kind, c.kind] == [Kind::Date; 3] {
            let days = self.added(here, span, Operator::Subtract, (&b, second.span), (&c, less.span))?;
            return self.added(here, span, Operator::Add, (&a, first.span), (&days, second.span));
        }
        let sum_of_both = self.added(here, sum, Operator::Add, (&a, first.span), (&b, second.span))?;
        self.added(here, span, Operator::Subtract, (&sum_of_both, sum), (&c, less.span))
    }

    fn amount_named(&mut self, here: Here, name: &Name) -> Done<Amount> {
        match self.find(here, name, COMPUTED)? {
            Thing::Fact(fact) => self.answer_of(here, name.span, fact),
            Thing::Kept(kept) => {
                let fact = self.kept_in_hand(here, name, kept)?;
                self.answer_of(here, name.span, fact)
            }
            Thing::Derived(id) => self.derived_amount(here, name.span, id, None),
            Thing::Parameter(id) => self.parameter_amount(here, name, id, Keys::NONE),
            Thing::Event(id) => match self.events.get(id.0).cloned() {
                Some(Event { day: Some(day), .. }) => Ok(Amount::constant(Kind::Date, day_number(day))),
                Some(Event { fact: Some(fact), .. }) if self.asks_for_date(fact) => {
                    self.answer_of(here, name.span, fact)
                }
                Some(Event { fact: Some(fact), .. }) if self.asks_when(fact) => Err(Failed),
                _ => Err(self.undated(here, name.span)),
            },
            _ => Err(Failed),
        }
    }

    /// `limit of category`, `quantity of chlorine`; `rate of capital` where the rate is a parameter.
    fn amount_of(&mut self, here: Here, act: Act, name: &Name, keys: Keys<'_>, span: Span) -> Done<Amount> {
        match self.find(here, name, COMPUTED)? {
            Thing::Kept(kept) => {
                let fact = self.kept_at(here, name, kept, keys)?;
                self.answer_of(here, span, fact)
            }
            Thing::Derived(id) => {
                let of = self.only_key(here, keys)?;
                self.derived_amount(here, span, id, of)
            }
            Thing::Parameter(id) if self.model.parameters[id].by.is_some() => {
                self.parameter_amount(here, name, id, keys)
            }
            Thing::Parameter(id) => {
                let of = self.only_key(here, keys)?.ok_or(Failed)?;
                let share = self.parameter_amount(here, name, id, Keys::NONE);
                let whole = Expression { span: of.span, kind: ExpressionKind::Name(of.value.clone()) };
                let whole = self.amount(here, act, &whole)?;
                self.multiplied(here, span, &share?, &whole, true)
            }
            Thing::Fact(fact) => Err(self.not_kept(here, name.span, self.model.facts[fact].span)),
            Thing::Event(_) => Err(self.undated(here, span)),
            _ => Err(Failed),
        }
    }

    /// The answer to one fact.
    pub(crate) fn answer_of(&mut self, here: Here, span: Span, fact: FactId) -> Done<Amount> {
        let Domain::Ordered(ordered) = &self.model.facts[fact].domain else {
            let words = self.words_at(here, span);
            self.report(
                Problem::error(
                    code::WRONG_TYPE,
                    here.span(span),
                    words!(
                        "`{words}` is no number, amount or date, so nothing can be computed with it",
                        "`{words}` không phải là số, lượng hay ngày nên không thể tính toán"
                    ),
                )
                .see(self.model.facts[fact].span, words!("declared here", "khai báo tại đây")),
            );
            return Err(Failed);
        };
        let unit = self.unit_of_fact.get(&fact).map(|unit| self.root_of(*unit));
        let (kind, factor) = kind_of(&ordered.measure, unit).ok_or(Failed)?;
        Ok(Amount::of(kind, Term::Fact(fact), factor))
    }

    /// The unit at the end of a unit's chain, and how many of that one of it is.
    pub(crate) fn root_of(&self, unit: crate::names::UnitId) -> (crate::names::UnitId, Rational) {
        let row = &self.units[unit.0];
        (row.root, row.factor)
    }

    fn derived_amount(&mut self, here: Here, span: Span, id: DerivedId, of: Option<&Name>) -> Done<Amount> {
        let value = self.derived_key(here, span, id, of)?;
        if let Some(known) = self.hand.amounts.get(&(id, value)) {
            return known.clone();
        }
        let amount = self.derived_sum(id, value, here, span);
        self.hand.amounts.insert((id, value), amount.clone());
        amount
    }

    /// `a + b` and `a - b`: of one kind; of a date and days the day so much later or earlier, of two dates the days
    /// between them.
    fn added(
        &mut self,
        here: Here,
        span: Span,
        operator: Operator,
        (left, left_at): (&Amount, Span),
        (right, right_at): (&Amount, Span),
    ) -> Done<Amount> {
        let minus = operator == Operator::Subtract;
        let times = Rational::from_integer(if minus { -1 } else { 1 });
        let kind = match (left.kind, right.kind, minus) {
            (Kind::Date, Kind::Date, true) => Kind::Days,
            (Kind::Date, Kind::Date, false) => return Err(self.no_date_here(here, right_at)),
            (Kind::Date, Kind::Days, _) | (Kind::Days, Kind::Date, false) => Kind::Date,
            (Kind::Date, Kind::Months | Kind::WorkingDays, _) => {
                return self.counted_later(here, (left, left_at), (right, right_at), minus);
            }
            (Kind::Months | Kind::WorkingDays, Kind::Date, false) => {
                return self.counted_later(here, (right, right_at), (left, left_at), false);
            }
            (Kind::Months | Kind::WorkingDays, Kind::Date, true) => return Err(self.no_date_here(here, right_at)),
            _ => {
                let (left, right) =
                    self.alike(here, span, left.clone(), right.clone(), words!("added up", "cộng với nhau"))?;
                return left.plus(&right, times).ok_or_else(|| self.too_large(here, span));
            }
        };
        let sum = left.plus(right, times).ok_or_else(|| self.too_large(here, span))?;
        Ok(sum.of_kind(kind))
    }

    /// Two amounts of one kind, where they convert.
    pub(crate) fn alike(
        &mut self,
        here: Here,
        span: Span,
        left: Amount,
        right: Amount,
        what: Words,
    ) -> Done<(Amount, Amount)> {
        let both = match (left.kind, right.kind) {
            (one, other) if one == other => Some((left, right)),
            (Kind::Ratio, Kind::Number) => Some((left.of_kind(Kind::Number), right)),
            (Kind::Number, Kind::Ratio) => Some((left, right.of_kind(Kind::Number))),
            (Kind::Ratio, Kind::Percent) => {
                let left = left.times(HUNDRED).ok_or_else(|| self.too_large(here, span))?;
                Some((left.of_kind(Kind::Percent), right))
            }
            (Kind::Percent, Kind::Ratio) => {
                let right = right.times(HUNDRED).ok_or_else(|| self.too_large(here, span))?;
                Some((left, right.of_kind(Kind::Percent)))
            }
            (one, other) => {
                let (one, other) = (self.kind_in_words(one), self.kind_in_words(other));
                self.report(
                    Problem::error(
                        code::WRONG_TYPE,
                        here.span(span),
                        words!(
                            "{one} and {other} cannot be {what}",
                            "{one} và {other} không thể {what}",
                            one = one,
                            other = other,
                            what = what
                        ),
                    )
                    .help(words!(
                        "only what is in one unit, or in units that convert, can be added up or compared",
                        "chỉ những gì cùng đơn vị đo, hoặc đơn vị đo quy đổi được, mới cộng hoặc so sánh được"
                    )),
                );
                None
            }
        };
        both.ok_or(Failed)
    }

    pub(crate) fn kind_in_words(&self, kind: Kind) -> Words {
        match kind {
            Kind::Number => words!("a plain number", "một số"),
            Kind::Ratio => words!("a ratio", "một tỷ lệ"),
            Kind::Percent => words!("a percentage", "một tỷ lệ phần trăm"),
            Kind::Unit(unit) => {
                words!(
                    "an amount in {unit}",
                    "một lượng tính bằng {unit}",
                    unit = self.units.get(unit.0).map_or("", |unit| unit.name.as_str())
                )
            }
            Kind::Date => words!("a date", "một ngày"),
            Kind::Days => words!("a number of days", "một số ngày"),
            Kind::WorkingDays => words!("a number of working days", "một số ngày làm việc"),
            Kind::Months => words!("a number of months", "một số tháng"),
        }
    }

    pub(crate) fn no_date_here(&mut self, here: Here, span: Span) -> Failed {
        self.report(
            Problem::error(
                code::WRONG_TYPE,
                here.span(span),
                words!(
                    "a date cannot be added, multiplied or taken with a minus",
                    "không thể cộng, nhân hay lấy số âm của một ngày"
                ),
            )
            .help(words!(
                "days may be added to a date, and one date taken from another: that gives the days \
                 between them",
                "có thể cộng số ngày vào một ngày, và trừ một ngày cho ngày khác để được số ngày ở giữa"
            )),
        );
        Failed
    }

    /// A product in which at most one side asks anything. `share`: the left side is a share of the right one.
    fn multiplied(&mut self, here: Here, span: Span, left: &Amount, right: &Amount, share: bool) -> Done<Amount> {
        let (factor, amount) = match (left.is_constant(), right.is_constant()) {
            (false, false) => return Err(self.product(here, span)),
            (true, false) => (left, right),
            (false, true) => (right, left),
            // Of two constants the one that has no unit is the factor; a share is always one.
            (true, true) if share || is_factor(left.kind) && (left.kind != Kind::Percent || !is_bare(right.kind)) => {
                (left, right)
            }
            (true, true) => (right, left),
        };
        if amount.kind == Kind::Date || factor.kind == Kind::Date {
            return Err(self.no_date_here(here, span));
        }
        let by = match factor.kind {
            Kind::Number | Kind::Ratio => Some(factor.constant),
            Kind::Percent => factor.constant.checked_div(&HUNDRED),
            // `2 * x MW`: the answer is the plain number.
            _ if is_bare(amount.kind) && !share => {
                let by = factor.constant;
                let amount = amount.times(by).ok_or_else(|| self.too_large(here, span))?;
                return Ok(amount.of_kind(factor.kind));
            }
            _ => {
                let (one, other) = (self.kind_in_words(left.kind), self.kind_in_words(right.kind));
                self.report(Problem::error(
                    code::WRONG_TYPE,
                    here.span(span),
                    words!(
                        "{one} and {other} cannot be multiplied",
                        "{one} và {other} không thể nhân với nhau",
                        one = one,
                        other = other
                    ),
                ));
                return Err(Failed);
            }
        };
        by.and_then(|by| amount.times(by)).ok_or_else(|| self.too_large(here, span))
    }

    fn quotient(&mut self, here: Here, span: Span, left: &Amount, (right, at): (&Amount, Span)) -> Done<Amount> {
        if !right.is_constant() {
            return Err(self.product(here, span));
        }
        if left.kind == Kind::Date || right.kind == Kind::Date {
            return Err(self.no_date_here(here, span));
        }
        if right.constant.is_zero() {
            // While only kinds are looked at, parameters have no values yet.
            if self.hand.world.is_none() && !self.hand.needs.is_empty() {
                return Ok(left.clone().of_kind(if left.kind == right.kind { Kind::Ratio } else { left.kind }));
            }
            self.report(Problem::error(
                code::OUT_OF_RANGE,
                here.span(at),
                words!("nothing can be divided by zero", "không thể chia cho không"),
            ));
            return Err(Failed);
        }
        let one = Rational::from_integer(1);
        let (by, kind) = match (left.kind, right.kind) {
            (left, right) if left == right && !is_bare(left) => (one, Kind::Ratio),
            (kind, Kind::Number | Kind::Ratio) => (one, kind),
            (kind, Kind::Percent) => (HUNDRED, kind),
            (one, other) => {
                let (one, other) = (self.kind_in_words(one), self.kind_in_words(other));
                self.report(Problem::error(
                    code::WRONG_TYPE,
                    here.span(span),
                    words!(
                        "{one} cannot be divided by {other}",
                        "{one} không thể chia cho {other}",
                        one = one,
                        other = other
                    ),
                ));
                return Err(Failed);
            }
        };
        let factor = by.checked_div(&right.constant);
        let result = factor.and_then(|factor| left.times(factor)).ok_or_else(|| self.too_large(here, span))?;
        Ok(result.of_kind(kind))
    }

    fn product(&mut self, here: Here, span: Span) -> Failed {
        self.report(
            Problem::error(
                code::NOT_EXACT,
                here.span(span),
                words!(
                    "two answers of the case cannot be multiplied with or divided by each other",
                    "không thể nhân hoặc chia hai câu trả lời của hồ sơ cho nhau"
                ),
            )
            .help(words!(
                "multiply out: for `loan / capital at most 30%` write `loan at most 30% of capital`; \
                 or ask for the result as a fact of its own",
                "chuyển vế: thay cho `loan / capital không quá 30%` viết `loan không quá 30% của \
                 capital`; hoặc hỏi kết quả bằng một dữ kiện riêng"
            )),
        );
        Failed
    }
}

const fn is_bare(kind: Kind) -> bool {
    matches!(kind, Kind::Number | Kind::Ratio)
}

const fn is_factor(kind: Kind) -> bool {
    matches!(kind, Kind::Number | Kind::Ratio | Kind::Percent)
}
