//! Types as written → closed domains.

use vires_model::{Domain, Limit, List, Measure, Ordered, Rational};
use vires_syntax::ast::{Expression, Type, TypeKind};
use vires_words::words;

use crate::names::{Sorts, Thing, UnitId};
use crate::numbers::{duration, on_grid, written_as};
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Here, Resolver};

/// A type resolved.
pub(crate) struct Typed {
    pub(crate) domain: Domain,
    pub(crate) unit: Option<UnitId>,
}

impl Resolver<'_> {
    /// The domain of a type. `owner` is the fact, whose name the list of values written out takes.
    pub(crate) fn domain(&mut self, here: Here, of: &Type, owner: &str) -> Done<Typed> {
        let mut unit = None;
        let (measure, decimals) = match &of.kind {
            TypeKind::YesOrNo => return self.plain(here, of, Domain::YesNo),
            TypeKind::Person => return self.plain(here, of, Domain::Person),
            TypeKind::SetOf(name) => {
                let list = self.find_list(here, name)?;
                return self.plain(here, of, Domain::SetOf(list));
            }
            TypeKind::Values(values) => {
                let list = self.model.lists.push(List {
                    package: here.package,
                    name: owner.to_owned(),
                    label: owner.to_owned(),
                    territory: false,
                    within: None,
                    values: Vec::new(),
                    by_name: Default::default(),
                    span: here.span(of.span),
                });
                self.written_values(here, list, values);
                self.close_list(list);
                return self.plain(here, of, Domain::Choice(list));
            }
            TypeKind::Named(name) => match self.find(here, name, Sorts::LIST.or(Sorts::UNIT))? {
                Thing::List(list) => return self.plain(here, of, Domain::Choice(list)),
                Thing::Unit(id) => {
                    unit = Some(id);
                    let row = &self.units[id.0];
                    (Measure::Unit(row.name.clone()), row.decimals)
                }
                _ => return Err(Failed),
            },
            TypeKind::Number => (Measure::Number, Some(0)),
            TypeKind::Percent => (Measure::Percent, None),
            TypeKind::Date => (Measure::Date, Some(0)),
            TypeKind::Duration(unit) => (duration(*unit), Some(0)),
        };
        let decimals = match &of.decimals {
            Some(said) if measure == Measure::Date || matches!(of.kind, TypeKind::Duration(_)) => {
                self.report(Problem::error(
                    code::WRONG_TYPE,
                    here.span(said.span),
                    words!(
                        "dates and durations are counted in whole days, months or years; they have no decimals",
                        "ngày và khoảng thời gian tính bằng số nguyên ngày, tháng hoặc năm; không có chữ số \
                         thập phân"
                    ),
                ));
                return Err(Failed);
            }
            Some(said) => Some(self.decimals(here, said)?),
            None => decimals,
        };
        let mut ordered = Ordered { measure, decimals, from: None, to: None };
        let from = self.end(here, of.from.as_ref(), &ordered, unit);
        let to = self.end(here, of.to.as_ref(), &ordered, unit);
        (ordered.from, ordered.to) = (from?, to?);
        if let (Some(from), Some(to)) = (ordered.from, ordered.to)
            && from.value > to.value
        {
            self.report(Problem::error(
                code::ENDS_BEFORE,
                here.span(of.span),
                words!(
                    "the range begins at {from} and ends at {to}, which is less",
                    "khoảng bắt đầu từ {from} và kết thúc ở {to}, nhỏ hơn",
                    from = written_as(from.value, &ordered.measure),
                    to = written_as(to.value, &ordered.measure)
                ),
            ));
            return Err(Failed);
        }
        Ok(Typed { domain: Domain::Ordered(ordered), unit })
    }

    /// A type without order has neither range nor decimals.
    fn plain(&mut self, here: Here, of: &Type, domain: Domain) -> Done<Typed> {
        let stray = of.from.as_ref().or(of.to.as_ref()).map(|end| end.span);
        let stray = stray.or(of.decimals.as_ref().map(|decimals| decimals.span));
        if let Some(span) = stray {
            self.report(Problem::error(
                code::WRONG_TYPE,
                here.span(span),
                words!(
                    "only numbers, amounts, dates and durations have a range or decimals",
                    "chỉ số, lượng, ngày và khoảng thời gian mới có khoảng giá trị hoặc chữ số thập phân"
                ),
            ));
            return Err(Failed);
        }
        Ok(Typed { domain, unit: None })
    }

    fn end(&mut self, here: Here, end: Option<&Expression>, of: &Ordered, unit: Option<UnitId>) -> Done<Option<Limit>> {
        let Some(end) = end else {
            return Ok(None);
        };
        // The unit is that of the type, and need not be said again.
        let value: Rational = self.constant(here, end, of, unit, true)?;
        if let Some(decimals) = of.decimals
            && !on_grid(value, decimals)
        {
            return Err(self.too_fine(here, end.span, value, of, decimals));
        }
        Ok(Some(Limit { value, included: true }))
    }
}
