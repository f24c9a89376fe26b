//! The outline of each text: provisions, their dates, and the rules and operations in them.

use vires_model::{InstrumentId, Provision, ProvisionId};
use vires_syntax::ast::{ClauseKind, Line, LineKind, Operation, PlaceStep, Rule};

use crate::clauses::Stated;
use crate::names::Thing;
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Here, Resolver, provision_kind};
use crate::uses::Named;

/// Lines that belong to an instrument.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Text<'a> {
    pub(crate) here: Here,
    pub(crate) instrument: InstrumentId,
    pub(crate) lines: &'a [Line],
}

/// A rule or an operation where it stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Placed<'a> {
    pub(crate) here: Here,
    pub(crate) place: ProvisionId,
    pub(crate) line: &'a Line,
    pub(crate) item: Item<'a>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Item<'a> {
    Rule(&'a Rule),
    Operation(&'a Operation),
}

impl<'a> Resolver<'a> {
    pub(crate) fn provision_rows(&mut self) {
        for text in std::mem::take(&mut self.texts) {
            let place = self.model.instruments[text.instrument].text;
            self.walk(text.here, place, text.lines);
        }
        self.bases();
    }

    fn walk(&mut self, here: Here, place: ProvisionId, lines: &'a [Line]) {
        // Clauses stand before anything else below a line.
        let mut among_clauses = true;
        for line in lines {
            match &line.kind {
                LineKind::Provision { step, title } => {
                    let title = title.as_ref().map(|title| title.value.as_str());
                    let provision = self.provision(here, place, step, title);
                    self.declares(here, step.span, Named::Provision(provision));
                    if self.provision_clauses(here, provision, line).is_err() {
                        self.broken_places.insert(provision);
                    }
                    self.walk(here, provision, &line.below);
                }
                LineKind::Rule(rule) => self.placed.push(Placed { here, place, line, item: Item::Rule(rule) }),
                LineKind::Operation(operation) => {
                    self.placed.push(Placed { here, place, line, item: Item::Operation(operation) });
                }
                LineKind::Unreadable => {
                    let of_powers = self.break_named_in(here, std::slice::from_ref(line));
                    if among_clauses && !of_powers {
                        // It may have been a date of the place.
                        self.broken_places.insert(place);
                    }
                    continue;
                }
                // Reported, and declared, when names were collected.
                LineKind::Declaration(_) | LineKind::Package { .. } | LineKind::Use { .. } => {}
            }
            among_clauses = false;
        }
    }

    /// The provision of that heading: a heading that is repeated goes on with the same one.
    pub(crate) fn provision(
        &mut self,
        here: Here,
        parent: ProvisionId,
        step: &PlaceStep,
        title: Option<&str>,
    ) -> ProvisionId {
        let kind = provision_kind(step.kind);
        let key = (parent, kind, step.number.clone());
        if let Some(id) = self.provisions.get(&key) {
            let row = &mut self.model.provisions[*id];
            row.title = row.title.take().or_else(|| title.map(str::to_owned));
            return *id;
        }
        let id = self.model.provisions.push(Provision {
            instrument: self.instrument_of(parent),
            parent: Some(parent),
            kind,
            number: step.number.clone(),
            title: title.map(str::to_owned),
            span: here.span(step.span),
        });
        self.stated.push(Stated::default());
        self.provisions.insert(key, id);
        self.children.entry(parent).or_default().push(id);
        id
    }

    fn provision_clauses(&mut self, here: Here, place: ProvisionId, line: &'a Line) -> Done<()> {
        let mut done = Ok(());
        let mut stated = Stated::default();
        for clause in &line.clauses {
            let step = match &clause.kind {
                ClauseKind::BasedOn(places) => {
                    self.citations.push((here, place, places));
                    Ok(())
                }
                _ => match self.date_clause(here, clause, &mut stated) {
                    Ok(false) => Err(self.misplaced(here, clause, "a provision")),
                    Ok(true) => Ok(()),
                    Err(failed) => Err(failed),
                },
            };
            done = done.and(step);
        }
        let Some(slot) = self.stated.get_mut(place.0 as usize) else {
            return done;
        };
        let clash = |a: Option<_>, b: Option<_>| a.is_some() && b.is_some() && a != b;
        if clash(slot.from, stated.from) || clash(slot.until, stated.until) {
            let first = self.model.provisions[place].span;
            self.report(
                Problem::error(
                    code::DECLARED_TWICE,
                    here.span(line.span),
                    "this provision says twice, differently, when it is in force",
                )
                .see(first, "it begins here"),
            );
            return Err(Failed);
        }
        slot.from = slot.from.or(stated.from);
        slot.until = slot.until.or(stated.until);
        slot.from_event = slot.from_event.or(stated.from_event);
        slot.until_event = slot.until_event.or(stated.until_event);
        let life = slot.life();
        done.and(self.forwards(here, line.span, life))
    }

    /// What instruments are based on, once every text is known.
    fn bases(&mut self) {
        for (here, place, places) in std::mem::take(&mut self.citations) {
            self.cited(here, place, places);
        }
        let declared = self.declared.clone();
        for row in &declared {
            let Some(Thing::Instrument(id)) = row.thing else {
                continue;
            };
            let text = self.model.instruments[id].text;
            for clause in &row.line.clauses {
                let ClauseKind::BasedOn(places) = &clause.kind else {
                    continue;
                };
                for place in places {
                    if let Ok(basis) = self.basis(row.here, text, place) {
                        self.model.instruments[id].based_on.push(basis);
                    }
                }
            }
        }
    }
}
