//! Powers, and the fact `act` that their acts make.

use vires_model::{Domain, Fact, FactId, Life, List, ListValue, PowerId};
use vires_syntax::ast::{Clause, ClauseKind, Label, Name};
use vires_words::words;

use crate::broken::{Lost, extent};
use crate::declarations::Declared;
use crate::lists::add_value;
use crate::names::Thing;
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Here, Resolver};
use crate::uses::Named;

impl Resolver<'_> {
    pub(crate) fn power_rows(&mut self) {
        let declared = self.declared.clone();
        for row in &declared {
            if let Some(thing @ Thing::Power(id)) = row.thing {
                let done = self.power(row, id);
                if self.poison(thing, done).is_none() || self.sound(thing).is_err() {
                    self.lose(id, Lost::Anything, extent(row.here, row.line));
                }
            }
        }
    }

    /// A power in error keeps its row: rules on it are still examined, and nothing is said of its gaps.
    fn power(&mut self, row: &Declared<'_>, id: PowerId) -> Done<()> {
        let here = row.here;
        let mut done = Ok(());
        let (mut sector, mut place, mut acts, mut concurrent) = (None, None, None, None);
        for clause in &row.line.clauses {
            let step = match &clause.kind {
                ClauseKind::Also(_) => Ok(()),
                ClauseKind::Sector(name) => {
                    self.mentions_sector(here, name);
                    self.once(here, clause, &mut sector, name.value.clone())
                }
                ClauseKind::Place(name) => {
                    self.connecting_fact(here, name).and_then(|fact| self.once(here, clause, &mut place, fact))
                }
                ClauseKind::Acts(acts_named) => {
                    self.act_fact(here, clause, acts_named).and_then(|fact| self.once(here, clause, &mut acts, fact))
                }
                ClauseKind::Code(code) => {
                    self.model.powers[id].codes.push(code.value.clone());
                    Ok(())
                }
                ClauseKind::HeldConcurrently => self.once(here, clause, &mut concurrent, true),
                ClauseKind::HeldExclusively => self.once(here, clause, &mut concurrent, false),
                _ => Err(self.misplaced(here, clause, words!("a power", "một thẩm quyền"))),
            };
            done = done.and(step);
        }
        let power = &mut self.model.powers[id];
        power.sector = sector;
        power.place = place;
        power.act = acts;
        power.concurrent = concurrent.unwrap_or(false);
        done
    }

    fn connecting_fact(&mut self, here: Here, name: &Name) -> Done<FactId> {
        let fact = self.find_fact(here, name)?;
        if matches!(self.model.facts[fact].domain, Domain::Choice(_)) {
            return Ok(fact);
        }
        self.report(
            Problem::error(
                code::WRONG_TYPE,
                here.span(name.span),
                words!(
                    "`{fact}` is no question about a place, so it cannot say where the power is exercised",
                    "`{fact}` không phải là câu hỏi về địa bàn nên không cho biết thẩm quyền được thực \
                     hiện ở đâu",
                    fact = name.value
                ),
            )
            .see(self.model.facts[fact].span, words!("declared here", "khai báo tại đây")),
        );
        Err(Failed)
    }

    /// One fact for all powers with the same acts in the same order, labels included.
    fn act_fact(&mut self, here: Here, clause: &Clause, named: &[(Name, Option<Label>)]) -> Done<FactId> {
        let label = |(name, label): &(Name, Option<Label>)| label.as_ref().unwrap_or(name).value.clone();
        let acts: Vec<_> = named.iter().map(|act| (act.0.value.clone(), label(act))).collect();
        let names = || named.iter().map(|(name, _)| name);
        for (n, name) in names().enumerate() {
            if names().take(n).any(|act| act.value == name.value) {
                self.report(Problem::error(
                    code::DECLARED_TWICE,
                    here.span(name.span),
                    words!(
                        "the act `{act}` is named a second time",
                        "việc `{act}` được nêu lần thứ hai",
                        act = name.value
                    ),
                ));
                return Err(Failed);
            }
        }
        if let Some(fact) = self.acts.get(&acts) {
            let fact = *fact;
            self.act_names(here, fact, names());
            return Ok(fact);
        }
        let span = here.span(clause.span);
        let called = match self.model.packages[here.package].language.as_str() {
            "vi" => "hành vi",
            _ => "act",
        };
        let list = self.model.lists.push(List {
            package: here.package,
            name: "act".to_owned(),
            label: called.to_owned(),
            territory: false,
            within: None,
            values: Vec::new(),
            by_name: Default::default(),
            span,
        });
        for act @ (name, _) in named {
            add_value(
                &mut self.model,
                list,
                ListValue {
                    name: name.value.clone(),
                    label: label(act),
                    parent: None,
                    leaf: true,
                    within: None,
                    life: Life::ALWAYS,
                    successor: None,
                    span: here.span(name.span),
                },
            );
        }
        let fact = self.model.facts.push(Fact {
            package: here.package,
            name: "act".to_owned(),
            also: Vec::new(),
            label: called.to_owned(),
            domain: Domain::Choice(list),
            or_none: false,
            found_by: None,
            kept: None,
            event: false,
            span,
        });
        self.acts.insert(acts, fact);
        self.act_names(here, fact, names());
        Ok(fact)
    }

    /// The values of the fact `act` are declared on each power that has them.
    fn act_names<'n>(&mut self, here: Here, fact: FactId, names: impl Iterator<Item = &'n Name>) {
        let Domain::Choice(list) = self.model.facts[fact].domain else {
            return;
        };
        for name in names {
            if let Some(value) = self.value(list, &name.value) {
                self.declares(here, name.span, Named::Value(list, value));
            }
        }
    }
}
