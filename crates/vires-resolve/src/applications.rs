//! `this instrument applies only when C`.

use vires_model::{Condition, Life, ProvisionId, SourceSpan};
use vires_syntax::ast::{ClauseKind, Operation, TextPlace};
use vires_words::{Words, words};

use crate::conditions::{all, any, not};
use crate::problem::{Done, Failed};
use crate::provisions::{Item, Placed};
use crate::resolver::{Act, Here, Resolver};

/// A place of text touches only some cases while a line of it says so.
#[derive(Debug, Clone)]
pub(crate) struct Application {
    pub(crate) life: Life,
    pub(crate) when: Condition,
}

impl<'a> Resolver<'a> {
    pub(crate) fn applications(&mut self) {
        for placed in self.placed.clone() {
            let Item::Operation(Operation::AppliesOnlyWhen { place, condition }) = placed.item else {
                continue;
            };
            if self.model.instruments[self.instrument_of(placed.place)].void.is_some() {
                continue;
            }
            self.nothing_below(placed.here, placed.line);
            match self.application(&placed, place, condition) {
                Ok((target, application)) => {
                    self.applications_at.entry(target).or_default().push(self.applications.len());
                    self.applications.push(application);
                }
                Err(Failed) => {
                    self.broken_places.insert(placed.place);
                    self.break_targets(placed.here, placed.place, std::slice::from_ref(place));
                }
            }
        }
        self.readings_for_some_cases();
    }

    fn application(
        &mut self,
        placed: &Placed<'a>,
        place: &TextPlace,
        condition: &vires_syntax::ast::Condition,
    ) -> Done<(ProvisionId, Application)> {
        let target = self.place(placed.here, Some(placed.place), place);
        let when = self.lower(placed.here, Act::Nowhere, condition);
        let (_, life, events) = self.line_life_and_events(
            placed,
            words!("an `applies only when` line", "dòng `chỉ áp dụng khi`"),
            &mut |this, clause| this.basis_clause(placed.here, placed.place, clause),
        )?;
        let mut when = when?;
        if !events.is_empty() {
            // While the line is not in force, the place touches every case.
            let span = when.span;
            when = any(vec![not(all(events, span), span), when], span);
        }
        Ok((target?, Application { life, when }))
    }

    /// A line may say on what it is based; that is looked up and has no further effect.
    pub(crate) fn basis_clause(&mut self, here: Here, at: ProvisionId, clause: &ClauseKind) -> bool {
        let ClauseKind::BasedOn(places) = clause else {
            return false;
        };
        self.cited(here, at, places);
        true
    }

    /// The applications that touch what stands at a place.
    pub(crate) fn applications_over(&self, place: ProvisionId) -> Vec<usize> {
        if self.applications.is_empty() {
            return Vec::new();
        }
        let up = std::iter::successors(Some(place), |at| self.model.provisions[*at].parent);
        up.filter_map(|at| self.applications_at.get(&at)).flatten().copied().collect()
    }

    /// A body cannot be read or abolished for some cases only.
    fn readings_for_some_cases(&mut self) {
        let lines: Vec<(SourceSpan, Words)> = self
            .placed
            .iter()
            .filter_map(|placed| match placed.item {
                Item::Operation(Operation::Read { .. }) => Some((placed, words!("`read` lines", "dòng `đọc`"))),
                Item::Operation(Operation::Abolish { .. }) => {
                    Some((placed, words!("`abolish` lines", "dòng `giải thể`")))
                }
                _ => None,
            })
            .filter(|(placed, _)| !self.applications_over(placed.place).is_empty())
            .map(|(placed, what)| (placed.here.span(placed.line.span), what))
            .collect();
        for (span, what) in lines {
            let here = Here { package: vires_model::PackageId(0), file: span.file };
            let span = vires_syntax::span::Span::new(span.start, span.end);
            self.not_yet(
                here,
                span,
                words!(
                    "{what} in a text that applies only to some cases",
                    "{what} trong văn bản chỉ áp dụng cho một số trường hợp",
                    what = what
                ),
            );
        }
    }
}
