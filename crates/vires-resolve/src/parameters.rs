//! Parameters as declared, and what they are where a condition names them.

use std::collections::BTreeSet;

use vires_model::{Condition, Domain, Life, Measure, Ordered, ParameterId, Rational, ValueId, ValueSet};
use vires_syntax::ast::{ClauseKind, DeclarationKind, Expression, ExpressionKind, Name};
use vires_syntax::span::Span;
use vires_words::words;

use crate::computations::is_plain;
use crate::declarations::Declared;
use crate::hand::{Key, Setting};
use crate::names::{Thing, UnitId};
use crate::numbers::{on_grid, written_as};
use crate::pairs::Keys;
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Act, Here, Resolver};
use crate::sums::{Amount, Kind, kind_of};

/// What values a parameter takes.
#[derive(Debug, Clone)]
pub(crate) struct ParameterType {
    pub(crate) domain: Domain,
    pub(crate) unit: Option<UnitId>,
}

/// What a parameter is on some days, in some cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) life: Life,
    /// All of these.
    pub(crate) guard: Vec<Condition>,
    /// None: nobody can say.
    pub(crate) value: Option<Setting>,
    /// Nobody can say because lines set it to different values.
    pub(crate) twice: bool,
}

impl Resolver<'_> {
    pub(crate) fn parameter_rows(&mut self) {
        for row in self.declared.clone() {
            if let Some(thing @ Thing::Parameter(id)) = row.thing {
                let done = self.parameter_row(&row, id);
                self.poison(thing, done);
            }
        }
    }

    fn parameter_row(&mut self, row: &Declared<'_>, id: ParameterId) -> Done<()> {
        let here = row.here;
        let mut by = None;
        let mut done = Ok(());
        for clause in &row.line.clauses {
            let step = match &clause.kind {
                ClauseKind::Also(_) => Ok(()),
                ClauseKind::By(name, second) => {
                    self.list_by(here, name, second.as_ref()).and_then(|list| self.once(here, clause, &mut by, list))
                }
                _ => Err(self.misplaced(here, clause, words!("a parameter", "một định mức"))),
            };
            done = done.and(step);
        }
        let DeclarationKind::Parameter { of: Some(of) } = &row.declaration.kind else {
            self.report(
                Problem::error(
                    code::MISPLACED,
                    here.span(row.line.span),
                    words!("the parameter does not say what its values are", "định mức chưa nêu các giá trị có thể có"),
                )
                .help(words!(
                    "add a colon and a type, such as `: VND` or `: set of Form`",
                    "thêm dấu hai chấm và kiểu, như `: VND` hoặc `: tập hợp Form`"
                )),
            );
            return Err(Failed);
        };
        let name = self.model.parameters[id].name.clone();
        let typed = self.domain(here, of, &name)?;
        if of.or_none || typed.domain == Domain::Person {
            self.report(
                Problem::error(
                    code::WRONG_TYPE,
                    here.span(of.span),
                    words!(
                        "a parameter is a constant that provisions set: it is no person, and never `none`",
                        "định mức là hằng số do các điều khoản ấn định: không phải là người và không bao giờ \
                         là `không có`"
                    ),
                )
                .help(words!(
                    "until a provision sets it, it has no value",
                    "khi chưa có điều khoản nào ấn định thì định mức chưa có giá trị"
                )),
            );
            return Err(Failed);
        }
        self.model.parameters[id].by = by;
        self.model.parameters[id].domain = typed.domain.clone();
        if let Some(slot) = self.parameter_types.get_mut(id.0 as usize) {
            *slot = ParameterType { domain: typed.domain, unit: typed.unit };
        }
        done
    }

    /// Whether a parameter is a number, an amount or a date.
    pub(crate) fn is_ordered_parameter(&self, id: ParameterId) -> bool {
        self.parameter_types.get(id.0 as usize).is_some_and(|of| matches!(of.domain, Domain::Ordered(_)))
    }

    /// What a parameter is in the stretch in hand; a stand-in while only needs are looked for.
    pub(crate) fn parameter_setting(
        &mut self,
        here: Here,
        name: &Name,
        id: ParameterId,
        keys: Keys<'_>,
    ) -> Done<Setting> {
        self.sound(Thing::Parameter(id))?;
        let by = self.model.parameters[id].by;
        let pairs = by.filter(|list| self.halves(*list).is_some());
        let key = match pairs {
            Some(list) => {
                let halves = self.pair_keys(here, name, list, keys)?;
                self.pair_read(list, halves)?;
                Key::Pair(halves)
            }
            None => match (by, self.only_key(here, keys)?) {
                (None, None) => Key::Whole,
                (None, Some(_)) => return Err(self.not_kept(here, name.span, self.model.parameters[id].span)),
                (Some(list), None) => match self.in_hand(list) {
                    Some(value) => Key::Value(value),
                    None => return Err(self.of_which(here, name, list)),
                },
                (Some(list), Some(of)) => self.key_named(here, list, of)?,
            },
        };
        self.hand.needs.parameters.insert((id, key));
        let Some(world) = &self.hand.world else {
            return self.stand_in(id);
        };
        let of = match key {
            Key::Whole => None,
            Key::Value(value) => Some(value),
            Key::Fact(fact) => {
                let list = self.model.parameters[id].by.ok_or(Failed)?;
                world.answers.get(&fact).and_then(|answer| self.lifted(fact, *answer, list))
            }
            Key::Pair(halves) => Some(self.pair_read(by.ok_or(Failed)?, halves)?),
        };
        let world = self.hand.world.as_ref().ok_or(Failed)?;
        world.settings.get(&(id, of)).cloned().ok_or(Failed)
    }

    fn stand_in(&self, id: ParameterId) -> Done<Setting> {
        Ok(match &self.parameter_types.get(id.0 as usize).ok_or(Failed)?.domain {
            Domain::YesNo => Setting::YesNo(true),
            Domain::Choice(list) | Domain::SetOf(list) => {
                Setting::Leaves(self.model.lists[*list].leaves().take(1).collect())
            }
            Domain::Ordered(_) => Setting::Number(Rational::from_integer(1)),
            Domain::Person => return Err(Failed),
        })
    }

    /// The same as a sum.
    pub(crate) fn parameter_amount(
        &mut self,
        here: Here,
        name: &Name,
        id: ParameterId,
        keys: Keys<'_>,
    ) -> Done<Amount> {
        let setting = self.parameter_setting(here, name, id, keys)?;
        match (setting, self.kind_of_parameter(id)) {
            (Setting::Number(number), Some((kind, _))) => Ok(Amount::constant(kind, number)),
            (Setting::Unlimited, Some((kind, _))) => Ok(Amount::unlimited(kind)),
            _ => {
                self.report(
                    Problem::error(
                        code::WRONG_TYPE,
                        here.span(name.span),
                        words!(
                            "`{name}` is no number, amount or date, so nothing can be computed with it",
                            "`{name}` không phải là số, lượng hay ngày nên không thể tính toán",
                            name = name.value
                        ),
                    )
                    .see(self.model.parameters[id].span, words!("declared here", "khai báo tại đây")),
                );
                Err(Failed)
            }
        }
    }

    fn kind_of_parameter(&self, id: ParameterId) -> Option<(Kind, Rational)> {
        let of = self.parameter_types.get(id.0 as usize)?;
        let Domain::Ordered(ordered) = &of.domain else {
            return None;
        };
        kind_of(&ordered.measure, of.unit.map(|unit| self.root_of(unit)))
    }

    /// What one of its own measure is in that in which its value is computed with.
    pub(crate) fn factor_of(&self, id: ParameterId) -> Option<Rational> {
        self.kind_of_parameter(id).map(|(_, factor)| factor)
    }

    /// A value written for a parameter: in a `set` line, or given in a test.
    pub(crate) fn setting_written(
        &mut self,
        here: Here,
        id: ParameterId,
        values: &[Expression],
        span: Span,
    ) -> Done<Setting> {
        self.sound(Thing::Parameter(id))?;
        let domain = self.parameter_types.get(id.0 as usize).ok_or(Failed)?.domain.clone();
        if let Domain::SetOf(list) = domain {
            let mut leaves = ValueSet::default();
            let mut done = Ok(());
            for value in values {
                match &value.kind {
                    ExpressionKind::Name(name) => match self.value_at(here, value.span, list, name) {
                        Some(value) => leaves.extend(&self.model.lists[list].leaves_under(value)),
                        None => done = Err(self.no_such_answer(here, value.span, name, list)),
                    },
                    // The set with nothing in it.
                    ExpressionKind::None if values.len() == 1 => {}
                    _ => done = Err(self.no_value_of(here, value.span, list)),
                }
            }
            return done.map(|()| Setting::Leaves(leaves));
        }
        let [value] = values else {
            let name = self.model.parameters[id].name.clone();
            self.report(
                Problem::error(
                    code::WRONG_TYPE,
                    here.span(span),
                    words!("`{name}` has one value, not several", "`{name}` có một giá trị, không phải nhiều"),
                )
                .see(self.model.parameters[id].span, words!("declared here", "khai báo tại đây")),
            );
            return Err(Failed);
        };
        match domain {
            Domain::YesNo => match value.kind {
                ExpressionKind::YesNo(yes) => Ok(Setting::YesNo(yes)),
                _ => Err(self.not_yes_or_no(here, value.span)),
            },
            Domain::Choice(list) => match &value.kind {
                ExpressionKind::Name(name) => {
                    let leaf = self.leaf(here, value.span, name, list)?;
                    Ok(Setting::Leaves([leaf].into_iter().collect()))
                }
                _ => Err(self.no_value_of(here, value.span, list)),
            },
            Domain::Ordered(Ordered { measure, .. })
                if value.kind == ExpressionKind::Unlimited && measure != Measure::Date =>
            {
                Ok(Setting::Unlimited)
            }
            Domain::Ordered(_) => self.number_written(here, id, value).map(Setting::Number),
            Domain::Person | Domain::SetOf(_) => Err(Failed),
        }
    }

    fn number_written(&mut self, here: Here, id: ParameterId, value: &Expression) -> Done<Rational> {
        let of = self.parameter_types.get(id.0 as usize).ok_or(Failed)?.clone();
        let (Domain::Ordered(ordered), Some((kind, factor))) = (of.domain, self.kind_of_parameter(id)) else {
            return Err(Failed);
        };
        let exact = if is_plain(value) {
            self.constant(here, value, &ordered, of.unit, false)?
        } else {
            let outer = std::mem::take(&mut self.hand);
            let amount = self.amount(here, Act::Nowhere, value);
            let needs = std::mem::replace(&mut self.hand, outer).needs;
            let amount = amount?;
            if !amount.is_constant() || !needs.is_empty() {
                let words = self.words_at(here, value.span);
                self.report(
                    Problem::error(
                        code::WRONG_TYPE,
                        here.span(value.span),
                        words!(
                            "a parameter is set to a constant, and `{words}` is none",
                            "định mức được ấn định bằng hằng số, mà `{words}` không phải là hằng số"
                        ),
                    )
                    .help(words!(
                        "what depends on the case is a derived fact: `fact share is 10% of capital`",
                        "điều tùy thuộc hồ sơ là dữ kiện suy ra: `dữ kiện share là 10% của capital`"
                    )),
                );
                return Err(Failed);
            }
            let (amount, _) =
                self.alike(here, value.span, amount, Amount::constant(kind, factor), words!("the same", "trùng nhau"))?;
            use num_traits::CheckedDiv;
            amount.constant.checked_div(&factor).ok_or_else(|| self.too_large(here, value.span))?
        };
        if let Some(decimals) = ordered.decimals
            && !on_grid(exact, decimals)
        {
            return Err(self.too_fine(here, value.span, exact, &ordered, decimals));
        }
        let below = ordered.from.is_some_and(|from| exact < from.value);
        let above = ordered.to.is_some_and(|to| to.value < exact);
        if below || above {
            let name = self.model.parameters[id].name.clone();
            self.report(
                Problem::error(
                    code::OUT_OF_RANGE,
                    here.span(value.span),
                    words!(
                        "{value} is {side} every value of `{name}`",
                        "{value} {side} mọi giá trị của `{name}`",
                        value = written_as(exact, &ordered.measure),
                        side = if below { words!("below", "nhỏ hơn") } else { words!("above", "lớn hơn") }
                    ),
                )
                .see(self.model.parameters[id].span, words!("declared here", "khai báo tại đây")),
            );
            return Err(Failed);
        }
        use num_traits::CheckedMul;
        exact.checked_mul(&factor).ok_or_else(|| self.too_large(here, value.span))
    }

    /// The entries of its list for which a line speaks of a parameter: all of them where it names none.
    pub(crate) fn entries_meant(
        &mut self,
        here: Here,
        name: &Name,
        id: ParameterId,
        (of, per): (&[Name], &[Name]),
    ) -> Done<BTreeSet<Option<ValueId>>> {
        let Some(list) = self.model.parameters[id].by else {
            return if of.is_empty() && per.is_empty() {
                Ok(BTreeSet::from([None]))
            } else {
                Err(self.not_kept(here, name.span, self.model.parameters[id].span))
            };
        };
        Ok(self.values_meant(here, list, of, per)?.into_iter().map(Some).collect())
    }
}
