//! Tests and requirements.

use std::collections::BTreeSet;

use vires_model::{
    Case, Condition, Domain, Expect, ExpectedAnswer, FactId, HeldBy, Moves, Must, PowerId, ProvisionId, Requirement,
    Test, Value,
};
use vires_syntax::ast::{
    self, Clause, ClauseKind, DeclarationKind, Expectation, Expression, ExpressionKind, Given, HeldHow, LineKind, Name,
};

use vires_words::words;

use crate::clauses::Stated;
use crate::conditions::{Held, all, not};
use crate::declarations::Declared;
use crate::names::{Sorts, Thing};
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Act, Here, Resolver};

impl<'a> Resolver<'a> {
    /// A test or requirement in error is left out: nothing else depends on it.
    pub(crate) fn checks(&mut self) {
        for row in self.declared.clone() {
            if row.line.below.iter().any(|below| below.kind == LineKind::Unreadable) {
                continue;
            }
            match &row.declaration.kind {
                DeclarationKind::Test => {
                    if let Ok(test) = self.test(&row) {
                        self.model.tests.push(test);
                    }
                }
                DeclarationKind::Require { requirement } => {
                    if let Ok(requirement) = self.requirement(&row, requirement) {
                        self.model.requirements.push(requirement);
                    }
                }
                _ => {}
            }
        }
    }

    fn test(&mut self, row: &Declared<'a>) -> Done<Test> {
        let here = row.here;
        let mut done = Ok(());
        let (mut on, mut known) = (None, None);
        let mut given: Vec<&Given> = Vec::new();
        let mut expect = Vec::new();
        for clause in &row.line.clauses {
            let step = match &clause.kind {
                ClauseKind::On(date) => self.date(here, date).and_then(|day| self.once(here, clause, &mut on, day)),
                ClauseKind::KnownOn(date) => {
                    self.date(here, date).and_then(|day| self.once(here, clause, &mut known, day))
                }
                ClauseKind::Given(items) => {
                    given.extend(items);
                    Ok(())
                }
                ClauseKind::Expect(expectation) => {
                    self.expectation(here, clause, expectation).map(|line| expect.push(line))
                }
                _ => Err(self.misplaced(here, clause, "a test")),
            };
            done = done.and(step);
        }
        let powers: Vec<PowerId> = expect.iter().map(|line: &Expect| line.power).collect();
        let mut case = Case::default();
        for item in given {
            done = done.and(self.given(here, item, &powers, &mut case));
        }
        if done.is_ok() && expect.is_empty() {
            self.report(
                Problem::error(code::MISPLACED, here.span(row.line.span), "the test does not say what it expects")
                    .help("add a line such as `expect moit holds licence`"),
            );
            return Err(Failed);
        }
        done?;
        Ok(Test {
            package: here.package,
            label: row.declaration.label.as_ref().map_or_else(String::new, |label| label.value.clone()),
            on,
            known,
            given: case,
            expect,
            span: here.span(row.line.span),
        })
    }

    fn expectation(&mut self, here: Here, clause: &Clause, expectation: &Expectation) -> Done<Expect> {
        let (power, answer) = match expectation {
            Expectation::Holds { holding, power, under } => {
                let holding = self.holding(here, holding);
                let power = self.find_power(here, power);
                let under = under.as_ref().map(|under| self.place(here, None, under)).transpose();
                let (holding, power) = (holding?, power?);
                self.its_place(here, clause.span, &holding.seats, &[power])?;
                (power, ExpectedAnswer::Holds { holding, under: under? })
            }
            Expectation::Nobody { power } => (self.find_power(here, power)?, ExpectedAnswer::Nobody),
            Expectation::NotRequired { power } => (self.find_power(here, power)?, ExpectedAnswer::NotRequired),
            Expectation::Gap { power } => (self.find_power(here, power)?, ExpectedAnswer::Gap),
            Expectation::Conflict { power } => (self.find_power(here, power)?, ExpectedAnswer::Conflict),
            Expectation::Undetermined { power, needs } => {
                let power = self.find_power(here, power)?;
                let needs = self.find_all(here, needs, |this, here, name| this.needed(here, name, power))?;
                (power, ExpectedAnswer::Undetermined { needs })
            }
            Expectation::Barred { who, power } => {
                let who = self.barred(here, who);
                let power = self.find_power(here, power)?;
                (power, ExpectedAnswer::Barred(who?))
            }
        };
        Ok(Expect { power, answer, span: here.span(clause.span) })
    }

    fn needed(&mut self, here: Here, name: &Name, power: PowerId) -> Done<FactId> {
        match self.model.powers[power].act {
            Some(act) if name.value == "act" => Ok(act),
            _ => self.find_fact(here, name),
        }
    }

    fn given(&mut self, here: Here, item: &Given, powers: &[PowerId], case: &mut Case) -> Done<()> {
        if let Some(of) = &item.of {
            if !self.may_be_reported(here.package, &item.name.value) {
                self.not_yet(here, item.name.span.to(of.span), "facts and parameters kept by a list");
            }
            return Err(Failed);
        }
        let acts: BTreeSet<FactId> = powers.iter().filter_map(|power| self.model.powers[*power].act).collect();
        if item.name.value == "act" && !acts.is_empty() {
            // Each power asked about has acts of its own, and is asked about the act of that name.
            for fact in acts {
                let value = self.given_value(here, item, fact)?;
                case.facts.insert(fact, value);
            }
            return Ok(());
        }
        let fact = match self.find(here, &item.name, Sorts::FACT.or(Sorts::DERIVED))? {
            Thing::Fact(fact) => fact,
            _ => {
                self.report(
                    Problem::error(
                        code::WRONG_SORT,
                        here.span(item.name.span),
                        format!("`{}` is derived from other facts, so it cannot be given", item.name.value),
                    )
                    .help("give the facts it is derived from"),
                );
                return Err(Failed);
            }
        };
        let value = self.given_value(here, item, fact)?;
        if case.facts.insert(fact, value).is_some() {
            self.report(Problem::error(
                code::DECLARED_TWICE,
                here.span(item.span),
                format!("`{}` is given a second time", item.name.value),
            ));
            return Err(Failed);
        }
        Ok(())
    }

    fn given_value(&mut self, here: Here, item: &Given, fact: FactId) -> Done<Value> {
        if let [Expression { kind: ExpressionKind::None, span }] = item.values.as_slice() {
            if self.model.facts[fact].or_none {
                return Ok(Value::None);
            }
            self.report(
                Problem::error(
                    code::WRONG_TYPE,
                    here.span(*span),
                    format!("`{}` always has an answer, so it is never `none`", item.name.value),
                )
                .see(self.model.facts[fact].span, "declared here without `or none`"),
            );
            return Err(Failed);
        }
        let domain = self.model.facts[fact].domain.clone();
        if let Domain::SetOf(list) = domain {
            let mut set = BTreeSet::new();
            for value in &item.values {
                let ExpressionKind::Name(name) = &value.kind else {
                    return Err(self.no_answer(here, value, "a value of the list"));
                };
                set.insert(self.leaf(here, value.span, name, list)?);
            }
            return Ok(Value::Set(set));
        }
        let [value] = item.values.as_slice() else {
            self.report(Problem::error(
                code::WRONG_TYPE,
                here.span(item.span),
                format!("`{}` has one answer, not several", item.name.value),
            ));
            return Err(Failed);
        };
        match (domain, &value.kind) {
            (Domain::YesNo, ExpressionKind::YesNo(yes)) => Ok(Value::YesNo(*yes)),
            (Domain::YesNo, _) => Err(self.no_answer(here, value, "`yes` or `no`")),
            (Domain::Choice(list), ExpressionKind::Name(name)) => {
                self.leaf(here, value.span, name, list).map(Value::Choice)
            }
            (Domain::Choice(_), _) => Err(self.no_answer(here, value, "a value of the list")),
            (Domain::Ordered(_), _) => self.limit(here, value, fact).map(Value::Ordered),
            (Domain::Person, ExpressionKind::Name(name)) => Ok(Value::Person(name.clone())),
            (Domain::Person | Domain::SetOf(_), _) => Err(self.no_answer(here, value, "the name of a person")),
        }
    }

    fn no_answer(&mut self, here: Here, value: &Expression, wanted: &str) -> Failed {
        let words = self.words_at(here, value.span);
        self.report(Problem::error(
            code::WRONG_TYPE,
            here.span(value.span),
            format!("`{words}` is no answer to this question; the text needs {wanted}"),
        ));
        Failed
    }

    fn requirement(&mut self, row: &Declared<'a>, requirement: &ast::Requirement) -> Done<Requirement> {
        let here = row.here;
        if let ast::Requirement::Moves { .. } = requirement {
            return self.moves(row, requirement);
        }
        let must = self.must(here, row, requirement);
        let mut stated = Stated::default();
        let mut done = Ok(());
        let (mut when, mut except) = (Vec::new(), Vec::new());
        for clause in &row.line.clauses {
            let step = match &clause.kind {
                ClauseKind::When(condition) => {
                    when.push(condition);
                    Ok(())
                }
                ClauseKind::ExceptWhen(condition) => {
                    except.push(condition);
                    Ok(())
                }
                _ => match self.date_clause(here, clause, &mut stated) {
                    Ok(false) => Err(self.misplaced(here, clause, "a requirement")),
                    Ok(true) => Ok(()),
                    Err(failed) => Err(failed),
                },
            };
            done = done.and(step);
        }
        let must = must?;
        done?;
        self.forwards(here, row.line.span, stated.life())?;
        self.without_events(here, row.line.span, stated, "a requirement")?;
        let act = self.act_of_all(&must);
        let mut parts: Vec<Condition> = Vec::new();
        for condition in when {
            parts.push(self.lower(here, act, condition)?);
        }
        for condition in except {
            let part = self.lower(here, act, condition)?;
            parts.push(not(part, here.span(condition.span)));
        }
        let span = here.span(row.line.span);
        Ok(Requirement {
            package: here.package,
            must,
            life: stated.life(),
            when: all(parts, span),
            doc: row.line.doc.clone(),
            span,
        })
    }

    /// A declared total, which is of one day.
    fn moves(&mut self, row: &Declared<'a>, requirement: &ast::Requirement) -> Done<Requirement> {
        let here = row.here;
        let ast::Requirement::Moves { count, from, to, sectors, under } = requirement else { return Err(Failed) };
        let tiers = self.find_tier(here, from).and_then(|from| Ok((from, self.find_tier(here, to)?)));
        let places: Vec<Done<ProvisionId>> = under.iter().map(|place| self.place(here, None, place)).collect();
        let mut on = None;
        let mut done = Ok(());
        for clause in &row.line.clauses {
            done = done.and(match &clause.kind {
                ClauseKind::On(date) => self.date(here, date).and_then(|day| self.once(here, clause, &mut on, day)),
                _ => Err(self.misplaced(here, clause, "a declared total")),
            });
        }
        done?;
        let Some(on) = on else {
            let message = words!(
                "this total does not say on which day the powers move",
                "tổng số này không nêu ngày chuyển thẩm quyền"
            );
            let problem = Problem::error(code::MISPLACED, here.span(row.line.span), message);
            self.report(problem.help(words!("add the day: `on 2025-07-01`", "thêm ngày: `ngày 2025-07-01`")));
            return Err(Failed);
        };
        let (from, to) = tiers?;
        let under = places.into_iter().collect::<Done<Vec<ProvisionId>>>()?;
        let span = here.span(row.line.span);
        let powers = self.powers_in(sectors);
        Ok(Requirement {
            package: here.package,
            must: Must::Moves(Moves { count: count.value, from, to, powers, under, on }),
            life: vires_model::Life::ALWAYS,
            when: Condition::always(span),
            doc: row.line.doc.clone(),
            span,
        })
    }

    /// What `act` asks about in a requirement on these powers.
    fn act_of_all(&self, must: &Must) -> Act {
        let powers: &[PowerId] = match must {
            Must::HasEnd(_) | Must::Moves(_) => &[],
            Must::HasHolder(power) => std::slice::from_ref(power),
            Must::Held(powers, _) | Must::NotHeld(powers, _) => powers,
        };
        let mut acts = powers.iter().map(|power| self.act_of(*power));
        match acts.next() {
            Some(first) if acts.all(|act| act == first) => first,
            _ => Act::Nowhere,
        }
    }

    fn must(&mut self, here: Here, row: &Declared<'a>, requirement: &ast::Requirement) -> Done<Must> {
        Ok(match requirement {
            ast::Requirement::HasEnd { modality } => Must::HasEnd(self.find_modality(here, modality)?),
            ast::Requirement::HasHolder { power } => Must::HasHolder(self.find_power(here, power)?),
            ast::Requirement::Held { power, how } => {
                let found = self.find_power(here, power);
                let by = self.required(here, row, how);
                Must::Held(vec![found?], by?)
            }
            ast::Requirement::NoPower { sectors, how } => {
                let by = self.required(here, row, how)?;
                Must::NotHeld(self.powers_in(sectors), by)
            }
            ast::Requirement::EveryPower { sectors, how } => {
                let by = self.required(here, row, how)?;
                Must::Held(self.powers_in(sectors), by)
            }
            // Read by itself: its clause is a day, not a time.
            ast::Requirement::Moves { .. } => return Err(Failed),
        })
    }

    fn required(&mut self, here: Here, row: &Declared<'a>, how: &HeldHow) -> Done<HeldBy> {
        match self.held_by(here, how)? {
            Held::One(by) => Ok(by),
            Held::AtLeast(..) => {
                self.not_yet(here, row.line.span, "requirements that any so many of several bodies hold a power");
                Err(Failed)
            }
        }
    }

    /// The powers of these sectors; of all sectors where none is named.
    fn powers_in(&self, sectors: &[Name]) -> Vec<PowerId> {
        let fits = |sector: Option<&String>| {
            sectors.is_empty() || sector.is_some_and(|sector| sectors.iter().any(|name| name.value == *sector))
        };
        let powers = self.model.powers.iter().filter(|(_, power)| fits(power.sector.as_ref()));
        powers.map(|(id, _)| id).collect()
    }
}
