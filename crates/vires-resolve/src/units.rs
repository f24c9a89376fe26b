//! Units of measure and currencies, with exact conversion.

use num_traits::{CheckedDiv, CheckedMul, One};
use vires_model::Rational;
use vires_syntax::ast::{ClauseKind, DeclarationKind};
use vires_words::words;

use crate::circles::circles;
use crate::names::{Thing, UnitId};
use crate::numbers::in_bounds;
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Here, Resolver};

/// A unit or a currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unit {
    pub(crate) name: String,
    pub(crate) currency: bool,
    /// The unit at the end of its chain of definitions: units convert where this is the same.
    pub(crate) root: UnitId,
    /// One of it is so many of the root.
    pub(crate) factor: Rational,
    /// Decimals of an amount in this currency. A currency that does not say has none: a constant that needs them is
    /// then refused, whereas decimals assumed in silence would open gaps between amounts that nobody can pay.
    pub(crate) decimals: Option<u32>,
}

/// A unit or a currency as cases may use it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    /// Its name.
    pub name: String,
    /// The name of the unit at the end of its chain of definitions: units convert where this is the same.
    pub root: String,
    /// One of it is so many of the root.
    pub factor: Rational,
}

impl Unit {
    pub(crate) fn new(id: UnitId, name: String, currency: bool) -> Self {
        Self { name, currency, root: id, factor: Rational::one(), decimals: currency.then_some(0) }
    }
}

impl Resolver<'_> {
    /// The units that could be resolved.
    pub(crate) fn measured(&self) -> Vec<Measured> {
        let sound = (0..).zip(&self.units).filter(|(n, _)| !self.poisoned.contains(&Thing::Unit(UnitId(*n))));
        let measured = sound.filter_map(|(_, unit)| {
            Some(Measured {
                name: unit.name.clone(),
                root: self.units.get(unit.root.0)?.name.clone(),
                factor: unit.factor,
            })
        });
        measured.collect()
    }

    pub(crate) fn unit_rows(&mut self) {
        let declared = self.declared.clone();
        // (unit, factor, of which unit)
        let mut links: Vec<(UnitId, Rational, UnitId, vires_model::SourceSpan)> = Vec::new();
        for row in declared {
            let Some(Thing::Unit(id)) = row.thing else {
                continue;
            };
            let here = row.here;
            let mut done = Ok(());
            for clause in &row.line.clauses {
                match &clause.kind {
                    ClauseKind::Also(_) => {}
                    ClauseKind::Decimals(decimals) if self.units[id.0].currency => {
                        match self.decimals(here, decimals) {
                            Ok(decimals) => self.units[id.0].decimals = Some(decimals),
                            Err(Failed) => done = Err(Failed),
                        }
                    }
                    _ => {
                        done = Err(self.misplaced(
                            here,
                            clause,
                            words!("a unit or currency", "một đơn vị đo hoặc tiền tệ"),
                        ))
                    }
                }
            }
            if let DeclarationKind::Unit { is: Some((factor, of)) } = &row.declaration.kind {
                match (self.exact(here, factor), self.find_unit(here, of)) {
                    (Ok(value), Ok(of)) if self.units[of.0].currency => {
                        self.report(Problem::error(
                            code::WRONG_TYPE,
                            here.span(row.line.span),
                            words!(
                                "a unit cannot be a multiple of the currency {currency}",
                                "đơn vị đo không thể là bội của tiền tệ {currency}",
                                currency = self.units[of.0].name
                            ),
                        ));
                        done = Err(Failed);
                        let _ = value;
                    }
                    (Ok(value), Ok(_)) if value <= Rational::from_integer(0) => {
                        self.report(Problem::error(
                            code::OUT_OF_RANGE,
                            here.span(factor.span),
                            words!(
                                "a unit is some multiple of another, so the number must be above zero",
                                "đơn vị đo là bội của đơn vị khác nên số phải lớn hơn không"
                            ),
                        ));
                        done = Err(Failed);
                    }
                    (Ok(value), Ok(of)) => links.push((id, value, of, here.span(row.line.span))),
                    _ => done = Err(Failed),
                }
            }
            self.poison(Thing::Unit(id), done);
        }
        self.chain_units(&links);
    }

    fn chain_units(&mut self, links: &[(UnitId, Rational, UnitId, vires_model::SourceSpan)]) {
        let edges: Vec<_> = links.iter().map(|(id, _, of, _)| (id.0, of.0)).collect();
        for set in circles(self.units.len(), &edges) {
            let mut at = links.iter().filter(|(id, ..)| set.contains(&id.0)).map(|row| row.3);
            if let Some(first) = at.next() {
                let names: Vec<_> = set.iter().map(|id| self.units[*id].name.as_str()).collect();
                let mut problem = Problem::error(
                    code::CIRCLE,
                    first,
                    words!(
                        "the units {names} are defined by each other in a circle",
                        "các đơn vị đo {names} được định nghĩa bằng nhau thành vòng tròn",
                        names = names.join(", ")
                    ),
                );
                for span in at {
                    problem = problem.see(span, words!("and here", "và tại đây"));
                }
                self.report(problem);
            }
            self.poisoned.extend(set.iter().map(|id| Thing::Unit(UnitId(*id))));
        }
        let link: std::collections::HashMap<UnitId, usize> =
            links.iter().enumerate().map(|(n, (id, ..))| (*id, n)).collect();
        for (id, _, _, span) in links {
            let (mut at, mut factor) = (*id, Some(Rational::one()));
            // Circles are poisoned, and a chain is no longer than there are links.
            for _ in 0..links.len() {
                let Some((_, by, of, _)) = link.get(&at).and_then(|n| links.get(*n)) else {
                    break;
                };
                factor = factor.and_then(|factor| factor.checked_mul(by)).filter(in_bounds);
                at = *of;
            }
            if self.poisoned.contains(&Thing::Unit(at)) {
                self.poisoned.insert(Thing::Unit(*id));
            }
            match factor {
                Some(factor) => {
                    self.units[id.0].root = at;
                    self.units[id.0].factor = factor;
                }
                None if self.poisoned.contains(&Thing::Unit(*id)) => {}
                None => {
                    self.report(Problem::error(
                        code::OUT_OF_RANGE,
                        *span,
                        words!(
                            "the factor between this unit and the first of its chain is too large to be \
                             calculated with exactly",
                            "hệ số giữa đơn vị này và đơn vị gốc quá lớn nên không thể tính chính xác"
                        ),
                    ));
                    self.poisoned.insert(Thing::Unit(*id));
                }
            }
        }
    }

    /// A value in one unit as a value in another.
    pub(crate) fn convert(
        &mut self,
        here: Here,
        span: vires_syntax::span::Span,
        value: Rational,
        from: UnitId,
        to: UnitId,
    ) -> Done<Rational> {
        if from == to {
            return Ok(value);
        }
        let (a, b) = (&self.units[from.0], &self.units[to.0]);
        if a.root != b.root {
            let (a, b) = (a.name.clone(), b.name.clone());
            self.report(Problem::error(
                code::WRONG_TYPE,
                here.span(span),
                words!(
                    "an amount in {a} cannot be compared with one in {b}",
                    "không thể so sánh lượng tính bằng {a} với lượng tính bằng {b}"
                ),
            ));
            return Err(Failed);
        }
        let converted = value.checked_mul(&a.factor).and_then(|value| value.checked_div(&b.factor));
        converted.filter(in_bounds).ok_or_else(|| self.too_large(here, span))
    }
}
