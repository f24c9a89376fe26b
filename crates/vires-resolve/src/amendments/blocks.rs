//! The text below `replace X with` and `insert after X`, put where it belongs.
//!
//! A heading of the same kind as X, or as a place around it, stands beside that one; where it also has its number, it
//! is that one. Every other heading stands in X. Rules without a heading stand in X where they replace it, beside it
//! where they are inserted after it.

use vires_model::ProvisionId;
use vires_syntax::ast::{Line, LineKind, Operation, TextPlace};

use super::{Change, ChangeKind, Layer, Spot};
use crate::clauses::Stated;
use crate::problem::code;
use crate::provisions::{Item, Placed};
use crate::resolver::{Here, Resolver, provision_kind};

impl<'a> Resolver<'a> {
    /// Gives every operation that changes law its number, and puts the texts below into their places. A text may be
    /// put in beside another that was put in, so it goes on until nothing finds its place any more.
    pub(crate) fn place_blocks(&mut self) {
        let mut next = 0;
        let mut waiting: Vec<usize> = Vec::new();
        loop {
            while let Some(placed) = self.placed.get(next).copied() {
                if let Item::Operation(operation) = placed.item
                    && is_change(operation)
                {
                    let change = self.new_change(&placed);
                    if let Some(slot) = self.placed.get_mut(next) {
                        slot.change = Some(change);
                    }
                    if block_of(operation).is_some() {
                        waiting.push(next);
                    }
                }
                next += 1;
            }
            let before = waiting.len();
            waiting.retain(|n| !self.place_block(*n));
            if waiting.len() == before {
                return;
            }
        }
    }

    fn new_change(&mut self, placed: &Placed<'a>) -> usize {
        let origin = placed.layer.change().and_then(|n| self.law.changes.get(n)).map(|outer| outer.origin);
        let origin = origin.unwrap_or_else(|| self.instrument_of(placed.place));
        let instrument = &self.model.instruments[origin];
        let overlay = self.model.instruments[self.instrument_of(placed.place)].overlay;
        let lasting = match placed.item {
            Item::Operation(Operation::Suspend { .. } | Operation::AppliesOnlyWhen { .. }) => false,
            _ => !overlay,
        };
        self.law.changes.push(Change {
            at: placed.spot(),
            stated: Stated::default(),
            origin,
            issued: instrument.issued_on(),
            lasting,
            kind: ChangeKind::Beside,
            span: placed.here.span(placed.line.span),
            based_on: Vec::new(),
            of_class: Vec::new(),
            silent: false,
        });
        self.law.changes.len() - 1
    }

    /// Whether the text below the line has found its place.
    fn place_block(&mut self, n: usize) -> bool {
        let Some(placed) = self.placed.get(n).copied() else {
            return true;
        };
        let (Item::Operation(operation), Some(change)) = (placed.item, placed.change) else {
            return true;
        };
        let Some(target) = block_of(operation) else {
            return true;
        };
        // Whether it is there at all is reported when the line is read.
        let problems = self.problems.len();
        let found = self.place_to_change(placed.here, placed.place, target);
        self.problems.truncate(problems);
        let Ok(found) = found else {
            return false;
        };
        let beside = matches!(operation, Operation::InsertAfter { .. });
        self.walk_block(placed.here, Layer::of(change), found, beside, &placed.line.below);
        true
    }

    fn walk_block(&mut self, here: Here, layer: Layer, target: ProvisionId, beside: bool, lines: &'a [Line]) {
        let parent = |this: &Self, place: ProvisionId| this.model.provisions[place].parent;
        for line in lines {
            let place = match &line.kind {
                LineKind::Provision { step, .. } => {
                    let kind = provision_kind(step.kind);
                    let alike = self.law.up(target).find(|at| self.model.provisions[*at].kind == kind);
                    alike.and_then(|alike| parent(self, alike)).unwrap_or(target)
                }
                _ if beside => parent(self, target).unwrap_or(target),
                _ => target,
            };
            self.walk_lines(here, Spot { layer, place }, std::slice::from_ref(line), Self::open_heading);
        }
    }

    /// A place that an operation is to change: of a text that is only named here, any provision may be meant.
    pub(crate) fn place_to_change(
        &mut self,
        here: Here,
        at: ProvisionId,
        place: &TextPlace,
    ) -> crate::problem::Done<ProvisionId> {
        self.cited_place(here, at, place, code::NOTHING_TO_CHANGE)
    }
}

/// Whether a line changes law, or has effect from its day on.
const fn is_change(operation: &Operation) -> bool {
    !matches!(
        operation,
        Operation::Set { .. }
            | Operation::Appoint { .. }
            | Operation::PrevailsOver { .. }
            | Operation::YieldsTo { .. }
            | Operation::For { .. }
    )
}

const fn block_of(operation: &Operation) -> Option<&TextPlace> {
    match operation {
        Operation::Replace { target } | Operation::InsertAfter { target } => Some(target),
        _ => None,
    }
}
