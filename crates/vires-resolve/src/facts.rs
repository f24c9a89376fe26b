//! Facts asked of the case, and what cannot be the case.

use vires_model::{Atom, Condition, Fact, FactId};
use vires_syntax::ast::{ClauseKind, DeclarationKind};
use vires_words::{Words, words};

use crate::broken::extent;
use crate::declarations::Declared;
use crate::names::{Thing, UnitId};
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Act, Resolver};

impl Resolver<'_> {
    pub(crate) fn fact_rows(&mut self) {
        let declared = self.declared.clone();
        for row in &declared {
            match row.thing {
                Some(thing @ Thing::Fact(id)) => {
                    let done = self.fact(row, id);
                    self.poison(thing, done);
                }
                Some(thing @ Thing::Derived(_)) => {
                    let mut done = Ok(());
                    let mut by = None;
                    for clause in &row.line.clauses {
                        done = done.and(match &clause.kind {
                            ClauseKind::Also(_) => Ok(()),
                            ClauseKind::By(_, None) => self.once(row.here, clause, &mut by, ()),
                            _ => Err(self.misplaced(row.here, clause, words!("a derived fact", "một dữ kiện suy ra"))),
                        });
                    }
                    self.poison(thing, done);
                }
                _ => {}
            }
        }
    }

    fn fact(&mut self, row: &Declared<'_>, id: FactId) -> Done<()> {
        let mut fact = self.model.facts[id].clone();
        let unit = self.typed_fact(row, words!("a fact", "một dữ kiện"), &mut fact);
        self.model.facts[id] = fact;
        if let Some(unit) = unit? {
            self.unit_of_fact.insert(id, unit);
        }
        Ok(())
    }

    /// Puts into a fact what its line says of its answers, and gives the unit of these.
    pub(crate) fn typed_fact(&mut self, row: &Declared<'_>, what: Words, fact: &mut Fact) -> Done<Option<UnitId>> {
        let here = row.here;
        let mut done = Ok(());
        let mut found_by = None;
        for clause in &row.line.clauses {
            let step = match &clause.kind {
                ClauseKind::Also(_) => Ok(()),
                ClauseKind::By(..) => Ok(()),
                ClauseKind::FoundBy(name) => {
                    self.find_body(here, name).and_then(|body| self.once(here, clause, &mut found_by, body))
                }
                _ => Err(self.misplaced(here, clause, what.clone())),
            };
            done = done.and(step);
        }
        let DeclarationKind::Fact { of: Some(of), .. } = &row.declaration.kind else {
            // Where something below could not be read, that may have been the type.
            if row.thing.is_some_and(|thing| self.sound(thing).is_ok()) {
                self.report(
                    Problem::error(
                        code::MISPLACED,
                        here.span(row.line.span),
                        words!(
                            "the fact does not say what its answers are",
                            "dữ kiện chưa nêu các câu trả lời có thể có"
                        ),
                    )
                    .help(words!(
                        "add a colon and a type, such as `: yes or no`, or `is` and a condition",
                        "thêm dấu hai chấm và kiểu, như `: có hoặc không`, hoặc `là` và một điều kiện"
                    )),
                );
            }
            return Err(Failed);
        };
        let typed = self.domain(here, of, &fact.name)?;
        fact.domain = typed.domain;
        fact.or_none = of.or_none;
        fact.found_by = found_by;
        done.map(|()| typed.unit)
    }

    /// `assume C`.
    pub(crate) fn assumptions(&mut self) {
        self.unread_at_margin();
        let declared = self.declared.clone();
        for row in &declared {
            let DeclarationKind::Assume { condition } = &row.declaration.kind else {
                continue;
            };
            let mut done = Ok(());
            for clause in &row.line.clauses {
                done = Err(self.misplaced(row.here, clause, words!("an assumption", "một giả định")));
            }
            let lowered = done.and_then(|()| self.lower(row.here, Act::Nowhere, condition));
            let lowered = lowered.and_then(|lowered| self.about_the_case(lowered));
            match lowered {
                Ok(condition) => self.model.assumptions.push(condition),
                // Cases that it would have excluded would be reported as gaps.
                Err(Failed) => {
                    self.break_facts_in(row.here.package, condition, extent(row.here, row.line));
                }
            }
        }
    }

    /// That a condition speaks of the case and its day alone, not of who holds a power.
    fn about_the_case(&mut self, condition: Condition) -> Done<Condition> {
        let mut other = false;
        condition.atoms(&mut |atom| {
            other |= matches!(atom, Atom::Held { .. } | Atom::Unset(_));
        });
        if !other {
            return Ok(condition);
        }
        self.report(Problem::error(
            code::MISPLACED,
            condition.span,
            words!(
                "an assumption says which answers cannot stand together; it cannot turn on who holds \
                 a power or on a parameter",
                "giả định nêu những câu trả lời không thể đi cùng nhau; giả định không thể tùy thuộc \
                 vào cơ quan có thẩm quyền hay định mức"
            ),
        ));
        Err(Failed)
    }
}
