//! Facts asked of the case, and what cannot be the case.

use vires_model::{Atom, Condition, FactId};
use vires_syntax::ast::{ClauseKind, DeclarationKind, TypeKind};

use crate::declarations::Declared;
use crate::names::Thing;
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
                    for clause in &row.line.clauses {
                        if !matches!(clause.kind, ClauseKind::Also(_)) {
                            done = Err(self.misplaced(row.here, clause, "a derived fact"));
                        }
                    }
                    if let DeclarationKind::Fact { of: Some(of), .. } = &row.declaration.kind
                        && of.kind != TypeKind::YesOrNo
                    {
                        self.report(
                            Problem::error(
                                code::WRONG_TYPE,
                                row.here.span(of.span),
                                "a fact that is derived from a condition is answered yes or no",
                            )
                            .help("leave the type out, or write `yes or no`"),
                        );
                        done = Err(Failed);
                    }
                    self.poison(thing, done);
                }
                _ => {}
            }
        }
    }

    fn fact(&mut self, row: &Declared<'_>, id: FactId) -> Done<()> {
        let here = row.here;
        let mut done = Ok(());
        let mut found_by = None;
        for clause in &row.line.clauses {
            let step = match &clause.kind {
                ClauseKind::Also(_) => Ok(()),
                ClauseKind::FoundBy(name) => {
                    self.find_body(here, name).and_then(|body| self.once(here, clause, &mut found_by, body))
                }
                _ => Err(self.misplaced(here, clause, "a fact")),
            };
            done = done.and(step);
        }
        let DeclarationKind::Fact { of: Some(of), .. } = &row.declaration.kind else {
            // Where something below could not be read, that may have been the type.
            if self.sound(Thing::Fact(id)).is_ok() {
                self.report(
                    Problem::error(
                        code::MISPLACED,
                        here.span(row.line.span),
                        "the fact does not say what its answers are",
                    )
                    .help("add a colon and a type, such as `: yes or no`, or `is` and a condition"),
                );
            }
            return Err(Failed);
        };
        let name = self.model.facts[id].name.clone();
        let typed = self.domain(here, of, &name)?;
        if let Some(unit) = typed.unit {
            self.unit_of_fact.insert(id, unit);
        }
        let fact = &mut self.model.facts[id];
        fact.domain = typed.domain;
        fact.or_none = of.or_none;
        fact.found_by = found_by;
        done
    }

    /// `assume C`.
    pub(crate) fn assumptions(&mut self) {
        let declared = self.declared.clone();
        for row in &declared {
            let DeclarationKind::Assume { condition } = &row.declaration.kind else {
                continue;
            };
            let mut done = Ok(());
            for clause in &row.line.clauses {
                done = Err(self.misplaced(row.here, clause, "an assumption"));
            }
            let lowered = done.and_then(|()| self.lower(row.here, Act::Nowhere, condition));
            let lowered = lowered.and_then(|lowered| self.about_the_case(lowered));
            match lowered {
                Ok(condition) => self.model.assumptions.push(condition),
                // Cases that it would have excluded would be reported as gaps.
                Err(Failed) => self.break_facts_in(row.here.package, condition),
            }
        }
    }

    /// That a condition speaks of the case alone, not of who holds a power or of the day.
    fn about_the_case(&mut self, condition: Condition) -> Done<Condition> {
        let mut other = false;
        condition.atoms(&mut |atom| other |= matches!(atom, Atom::Held { .. } | Atom::Today(_)));
        if !other {
            return Ok(condition);
        }
        self.report(Problem::error(
            code::MISPLACED,
            condition.span,
            "an assumption says which answers cannot stand together; it cannot turn on who holds a power or on the day",
        ));
        Err(Failed)
    }
}
