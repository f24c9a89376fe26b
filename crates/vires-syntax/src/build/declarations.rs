//! Declarations.

use vires_words::words;

use super::conditions::Joiner;
use super::expressions::duration_unit;
use super::{At, Builder, Built, Part, Reported};
use crate::ast::{
    ConditionKind, DaysOf, Declaration, DeclarationKind, Definition, ExpressionKind, LineKind, ListValue,
    PrecedenceKey, Type, TypeKind,
};
use crate::error::{SyntaxError, SyntaxErrorCode};
use crate::grammar::Rule;
use crate::span::Spanned;

/// The kinds that have nothing but a name, a label and clauses.
fn plain_kind(rule: Rule) -> Option<DeclarationKind> {
    Some(match rule {
        Rule::d_tier => DeclarationKind::Tier,
        Rule::d_currency => DeclarationKind::Currency,
        Rule::d_body_kind => DeclarationKind::BodyKind,
        Rule::d_body => DeclarationKind::Body,
        Rule::d_office => DeclarationKind::Office,
        Rule::d_instrument_kind => DeclarationKind::InstrumentKind,
        Rule::d_instrument => DeclarationKind::Instrument,
        Rule::d_event => DeclarationKind::Event,
        Rule::d_power => DeclarationKind::Power,
        Rule::d_modality => DeclarationKind::Modality,
        Rule::d_test => DeclarationKind::Test,
        _ => return None,
    })
}

fn precedence_key(rule: Rule) -> Option<PrecedenceKey> {
    Some(match rule {
        Rule::kw_higher_rank => PrecedenceKey::HigherRank,
        Rule::kw_later => PrecedenceKey::Later,
        Rule::kw_more_specific => PrecedenceKey::MoreSpecific,
        _ => return None,
    })
}

impl<'t> Builder<'t> {
    /// A declaration without its clauses, and whether a line with `and` or `or` may continue its condition.
    pub(super) fn declaration(&mut self, at: At, parts: &Part<'t>) -> Built<(LineKind, Option<Joiner>)> {
        let rule = parts.as_rule();
        let mut name = None;
        let mut label = None;
        let mut rest = Vec::new();
        for inner in parts.clone().into_inner() {
            match inner.as_rule() {
                Rule::name => name = Some(self.name(at, &inner)),
                Rule::label => label = Some(self.label(at, &inner)),
                Rule::clause => {}
                _ => rest.push(inner),
            }
        }
        match rule {
            Rule::d_package => return Ok((LineKind::Package { name: name.ok_or(Reported)?, label }, None)),
            Rule::d_use => return Ok((LineKind::Use { name: name.ok_or(Reported)? }, None)),
            _ => {}
        }
        let mut joiner = None;
        let kind = match plain_kind(rule) {
            Some(kind) => kind,
            None => self.particular(at, rule, rest, &mut joiner)?,
        };
        Ok((LineKind::Declaration(Declaration { kind, name, label }), joiner))
    }

    fn particular(
        &mut self,
        at: At,
        rule: Rule,
        parts: Vec<Part<'t>>,
        joiner: &mut Option<Joiner>,
    ) -> Built<DeclarationKind> {
        let mut values = Vec::new();
        let (mut written_type, mut definition, mut unit, mut condition, mut requirement) =
            (None, None, None, None, None);
        let (mut keys, mut days, mut sectors) = (Vec::new(), Vec::new(), Vec::new());
        let mut days_of = DaysOf::Named;
        for part in parts {
            match part.as_rule() {
                Rule::list_values => values = self.list_values(at, part)?,
                Rule::type_written => written_type = Some(self.type_written(at, part)?),
                Rule::definition => definition = Some(part),
                Rule::unit_definition => unit = Some(self.unit_definition(at, part)?),
                Rule::condition => {
                    let open = self.condition(at, part)?;
                    *joiner = open.joiner;
                    condition = Some(open.condition);
                }
                Rule::in_sectors => sectors = self.sectors(at, part),
                Rule::days_in_a_row => {
                    self.no_until_behind_a_day(at, &part)?;
                    days.push(self.days_in_a_row(at, part)?);
                }
                Rule::kw_working_days => days_of = DaysOf::WorkingDaysExcept,
                Rule::kw_days => days_of = DaysOf::DaysExcept,
                Rule::rq_moves => requirement = Some(self.moves(at, part)?),
                Rule::rq_has_end | Rule::rq_no_power | Rule::rq_every_power | Rule::rq_has_holder | Rule::rq_held => {
                    requirement = Some(self.requirement(at, part)?);
                }
                other => {
                    keys.extend(precedence_key(other).map(|key| Spanned::new(key, self.span(at, &part))));
                }
            }
        }
        Ok(match rule {
            Rule::d_territory => DeclarationKind::Territory { values },
            Rule::d_list => DeclarationKind::List { values },
            Rule::d_unit => DeclarationKind::Unit { is: unit },
            Rule::d_parameter => DeclarationKind::Parameter { of: written_type },
            Rule::d_assume => DeclarationKind::Assume { condition: condition.ok_or(Reported)? },
            Rule::d_precedence => DeclarationKind::Precedence { keys, sectors },
            Rule::d_holidays => DeclarationKind::Holidays { days },
            Rule::d_calendar => DeclarationKind::Calendar { days, of: days_of },
            Rule::d_require => DeclarationKind::Require { requirement: requirement.ok_or(Reported)? },
            Rule::d_fact => {
                let is = match definition {
                    Some(part) => Some(self.definition(at, part, written_type.as_ref(), joiner)?),
                    None => None,
                };
                DeclarationKind::Fact { of: written_type, is }
            }
            _ => return Err(Reported),
        })
    }

    /// What a derived fact is. A name alone may be a yes-or-no fact or an amount: the type says which, if written;
    /// else it is taken for a condition.
    fn definition(
        &mut self,
        at: At,
        part: Part<'t>,
        written: Option<&Type>,
        joiner: &mut Option<Joiner>,
    ) -> Built<Definition> {
        let here = self.span(at, &part);
        let negated = part.clone().into_inner().next().is_some_and(|word| word.as_rule() == Rule::kw_is_not);
        let Some(inner) = part.into_inner().find(|inner| inner.as_rule() == Rule::condition) else {
            let members = self.group_members(at, here)?;
            let span = members.last().map_or(here, |last| here.to(last.span));
            return Ok(Definition::Condition(crate::ast::Condition { span, kind: ConditionKind::NoneOf(members) }));
        };
        let mut open = self.condition_or_value(at, inner)?;
        if negated {
            open = self.negated_first(open)?;
        }
        let yes_or_no = written.map(|written| written.kind == TypeKind::YesOrNo);
        match open.condition.kind {
            ConditionKind::Fact(value) => {
                let by_itself =
                    matches!(value.kind, ExpressionKind::Name(_) | ExpressionKind::Of(..) | ExpressionKind::OfFor(..));
                if yes_or_no.unwrap_or(by_itself) {
                    let span = value.span;
                    let condition = crate::ast::Condition { span, kind: ConditionKind::Fact(value) };
                    return Ok(Definition::Condition(condition));
                }
                Ok(Definition::Expression(value))
            }
            _ if yes_or_no == Some(false) => {
                let message = words!(
                    "This fact is no yes-or-no question, but a condition defines it.",
                    "Dữ kiện này không phải câu hỏi có hoặc không nhưng lại được định nghĩa bằng một \
                     điều kiện."
                );
                let error = SyntaxError::new(SyntaxErrorCode::BadLine, here, message);
                Err(self.complain(error.help(words!(
                    "Write `: yes or no`, or leave the type out.",
                    "Hãy viết `: có hoặc không`, hoặc bỏ kiểu."
                ))))
            }
            kind => {
                *joiner = open.joiner;
                Ok(Definition::Condition(crate::ast::Condition { span: open.condition.span, kind }))
            }
        }
    }

    pub(super) fn list_values(&mut self, at: At, part: Part<'t>) -> Built<Vec<ListValue>> {
        let values = part.into_inner().filter(|inner| inner.as_rule() == Rule::list_value);
        values.map(|inner| self.list_value(at, inner)).collect()
    }

    fn list_value(&mut self, at: At, part: Part<'t>) -> Built<ListValue> {
        let (mut name, mut label, mut under) = (None, None, Vec::new());
        for inner in part.into_inner() {
            match inner.as_rule() {
                Rule::name => name = Some(self.name(at, &inner)),
                Rule::label => label = Some(self.label(at, &inner)),
                Rule::list_values => {
                    let here = self.span(at, &inner);
                    under = self.deeper(here, |builder| builder.list_values(at, inner))?;
                }
                _ => {}
            }
        }
        Ok(ListValue { name: name.ok_or(Reported)?, label, under })
    }

    fn type_written(&mut self, at: At, part: Part<'t>) -> Built<Type> {
        let span = self.span(at, &part);
        let mut kind = None;
        let (mut least, mut greatest, mut decimals, mut or_none) = (None, None, None, false);
        for inner in part.into_inner() {
            match inner.as_rule() {
                Rule::kw_yes_or_no => kind = Some(TypeKind::YesOrNo),
                Rule::kw_number => kind = Some(TypeKind::Number),
                Rule::percent => kind = Some(TypeKind::Percent),
                Rule::kw_date => kind = Some(TypeKind::Date),
                Rule::kw_person => kind = Some(TypeKind::Person),
                Rule::type_set => {
                    kind = self.names(at, inner).into_iter().next().map(TypeKind::SetOf);
                }
                Rule::list_values => {
                    let values = self.list_values(at, inner)?;
                    kind = Some(match values.as_slice() {
                        [ListValue { name, label: None, under }] if under.is_empty() => TypeKind::Named(name.clone()),
                        _ => TypeKind::Values(values),
                    });
                }
                Rule::type_from if least.is_some() => return Err(self.complain_of_second_range(at, &inner)),
                Rule::type_to if greatest.is_some() => return Err(self.complain_of_second_range(at, &inner)),
                Rule::type_from => least = self.values(at, inner)?.pop(),
                Rule::type_to => greatest = self.values(at, inner)?.pop(),
                Rule::type_decimals => {
                    let number = inner.into_inner().find(|inner| inner.as_rule() == Rule::number).ok_or(Reported)?;
                    decimals = Some(self.count(at, &number)?);
                }
                Rule::kw_or_none => or_none = true,
                other => kind = kind.or(duration_unit(other).map(TypeKind::Duration)),
            }
        }
        Ok(Type { span, kind: kind.ok_or(Reported)?, from: least, to: greatest, decimals, or_none })
    }

    fn complain_of_second_range(&mut self, at: At, part: &Part<'t>) -> Reported {
        let message = words!("The range of this type is given already.", "Khoảng giá trị của kiểu này đã được nêu.");
        let error = SyntaxError::new(SyntaxErrorCode::Misplaced, self.span(at, part), message);
        self.complain(error.help(words!("Write one `from … to …`.", "Hãy viết một `từ … đến …`.")))
    }
}
