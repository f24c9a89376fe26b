//! The outline of each text: provisions, their dates, and the rules and operations in them.

use vires_model::{InstrumentId, Provision, ProvisionId};
use vires_syntax::ast::{ClauseKind, Line, LineKind, Operation, PlaceStep, Rule};

use crate::amendments::{Citing, Layer, Spot};
use crate::clauses::Stated;
use crate::names::Thing;
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Here, Resolver, provision_kind};

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
    /// Who put it there.
    pub(crate) layer: Layer,
    pub(crate) line: &'a Line,
    pub(crate) item: Item<'a>,
    /// Its number among the changes of law, if it is one.
    pub(crate) change: Option<usize>,
}

impl Placed<'_> {
    pub(crate) const fn spot(&self) -> Spot {
        Spot { layer: self.layer, place: self.place }
    }
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
            self.walk_lines(text.here, Spot { layer: Layer::ORIGINAL, place }, text.lines);
        }
        self.place_blocks();
        self.bases();
    }

    /// Goes through the lines of a text.
    pub(crate) fn walk_lines(&mut self, here: Here, spot: Spot, lines: &'a [Line]) {
        let Spot { layer, place } = spot;
        // Clauses stand before anything else below a line.
        let mut among_clauses = true;
        for line in lines {
            match &line.kind {
                LineKind::Provision { step, title } => {
                    let title = title.as_ref().map(|title| title.value.as_str());
                    let provision = self.provision(here, place, step, title, layer);
                    let spot = Spot { layer, place: provision };
                    if self.provision_clauses(here, spot, line).is_err() {
                        self.broken_places.insert(provision);
                    }
                    self.walk_lines(here, spot, &line.below);
                }
                LineKind::Rule(rule) => {
                    let item = Item::Rule(rule);
                    self.placed.push(Placed { here, place, layer, line, item, change: None });
                }
                LineKind::Operation(operation) => {
                    let item = Item::Operation(operation);
                    self.placed.push(Placed { here, place, layer, line, item, change: None });
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
        layer: Layer,
    ) -> ProvisionId {
        let kind = provision_kind(step.kind);
        let key = (parent, kind, step.number.clone());
        if let Some(id) = self.provisions.get(&key).copied() {
            let row = &mut self.model.provisions[id];
            row.title = row.title.take().or_else(|| title.map(str::to_owned));
            self.law.add_heading(Spot { layer, place: id });
            return id;
        }
        let id = self.model.provisions.push(Provision {
            instrument: self.instrument_of(parent),
            parent: Some(parent),
            kind,
            number: step.number.clone(),
            title: title.map(str::to_owned),
            span: here.span(step.span),
        });
        self.law.add_place(Some(parent));
        self.law.add_heading(Spot { layer, place: id });
        self.provisions.insert(key, id);
        self.children.entry(parent).or_default().push(id);
        id
    }

    fn provision_clauses(&mut self, here: Here, spot: Spot, line: &'a Line) -> Done<()> {
        let place = spot.place;
        let mut done = Ok(());
        let mut stated = Stated::default();
        for clause in &line.clauses {
            let step = match &clause.kind {
                ClauseKind::BasedOn(places) => {
                    self.citations.push((here, spot, places));
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
        let Some(slot) = self.law.stated_mut(spot) else {
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
        for (here, spot, places) in std::mem::take(&mut self.citations) {
            self.cited(here, spot, places);
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
                        let at = Spot { layer: Layer::ORIGINAL, place: text };
                        self.bases.push(Citing { at, place: basis, span: row.here.span(place.span), lasts: true });
                        self.model.instruments[id].based_on.push(basis);
                    }
                }
            }
        }
    }
}
