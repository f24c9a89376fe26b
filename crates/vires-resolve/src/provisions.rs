//! The outline of each text: provisions, their dates, and the rules and operations in them.

use std::sync::Arc;

use vires_model::{InstrumentId, Provision, ProvisionId};
use vires_syntax::ast::{ClauseKind, Line, LineKind, Operation, PlaceStep, Rule};
use vires_words::words;

use crate::amendments::{Citing, Layer, Spot};
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
    /// The line of the instrument, or a provision at the margin that goes on with it.
    pub(crate) head: &'a Line,
}

impl<'a> Text<'a> {
    pub(crate) fn lines(self) -> &'a [Line] {
        match self.head.kind {
            LineKind::Provision { .. } => std::slice::from_ref(self.head),
            _ => &self.head.below,
        }
    }
}

/// What a heading means: the provision that it opens.
pub(crate) type Entering<'a> = fn(&mut Resolver<'a>, Here, Spot, &'a Line, &'a PlaceStep) -> Option<ProvisionId>;

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
    /// A line that could not be read, with all that is below it.
    Unreadable {
        /// Nothing but clauses stands before it: it may have been a date of the place.
        among_clauses: bool,
    },
}

impl<'a> Resolver<'a> {
    pub(crate) fn provision_rows(&mut self) {
        for text in self.texts.clone() {
            self.walk_text(text, Self::open_heading);
        }
        self.originals = self.placed.len();
        self.place_blocks();
        self.bases();
    }

    /// Goes through a text as issued.
    pub(crate) fn walk_text(&mut self, text: Text<'a>, entering: Entering<'a>) {
        let place = self.model.instruments[text.instrument].text;
        self.walk_lines(text.here, Spot { layer: Layer::ORIGINAL, place }, text.lines(), entering);
    }

    /// Goes through the lines of a text.
    pub(crate) fn walk_lines(&mut self, here: Here, spot: Spot, lines: &'a [Line], entering: Entering<'a>) {
        let Spot { layer, place } = spot;
        // Clauses stand before anything else below a line.
        let mut among_clauses = true;
        for line in lines {
            let item = match &line.kind {
                LineKind::Provision { step, .. } => {
                    if let Some(provision) = entering(self, here, spot, line, step) {
                        self.walk_lines(here, Spot { layer, place: provision }, &line.below, entering);
                    }
                    None
                }
                LineKind::Rule(rule) => Some(Item::Rule(rule)),
                LineKind::Operation(operation) => Some(Item::Operation(operation)),
                LineKind::Unreadable => Some(Item::Unreadable { among_clauses }),
                // Reported, and declared, when names were collected.
                LineKind::Declaration(_) | LineKind::Package { .. } | LineKind::Use { .. } => None,
            };
            among_clauses &= line.kind == LineKind::Unreadable;
            if let Some(item) = item {
                self.placed.push(Placed { here, place, layer, line, item, change: None });
            }
        }
    }

    /// Makes the provision of a heading, or goes on with it.
    pub(crate) fn open_heading(
        &mut self,
        here: Here,
        spot: Spot,
        line: &'a Line,
        step: &'a PlaceStep,
    ) -> Option<ProvisionId> {
        let title = match &line.kind {
            LineKind::Provision { title, .. } => title.as_ref().map(|title| title.value.as_str()),
            _ => None,
        };
        let provision = self.provision(here, spot.place, step, title, spot.layer);
        self.declares(here, step.span, Named::Provision(provision));
        if self.provision_clauses(here, Spot { layer: spot.layer, place: provision }, line).is_err() {
            self.break_place(provision, here.span(line.span));
        }
        Some(provision)
    }

    /// The provision of a heading that was read before.
    pub(crate) fn opened(&mut self, _: Here, spot: Spot, _: &'a Line, step: &'a PlaceStep) -> Option<ProvisionId> {
        self.provisions.get(&(spot.place, provision_kind(step.kind), step.number.clone())).copied()
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
        Arc::make_mut(&mut self.provisions).insert(key, id);
        Arc::make_mut(&mut self.children).entry(parent).or_default().push(id);
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
                    Ok(false) => Err(self.misplaced(here, clause, words!("a provision", "một điều khoản"))),
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
                    words!(
                        "this provision says twice, differently, when it is in force",
                        "điều khoản này nêu hai lần khác nhau về thời gian hiệu lực"
                    ),
                )
                .see(first, words!("it begins here", "bắt đầu tại đây")),
            );
            return Err(Failed);
        }
        if slot.from.is_none() {
            (slot.from, slot.from_dated) = (stated.from, stated.from_dated);
        }
        if slot.until.is_none() {
            (slot.until, slot.ends) = (stated.until, stated.ends);
        }
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
