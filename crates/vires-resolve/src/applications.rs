//! `this instrument applies only when C`.

use vires_model::{Condition, ConditionKind, Life, ProvisionId, SourceSpan};
use vires_syntax::ast::{ClauseKind, Operation, TextPlace};
use vires_words::{Words, words};

use crate::amendments::Spot;
use crate::broken::extent;
use crate::clauses::Stated;
use crate::conditions::{any, not};
use crate::problem::{Done, Failed, Problem, code};
use crate::provisions::{Item, Placed};
use crate::resolver::{Act, Here, Resolver};

/// A place of text touches only some cases while a line of it says so.
#[derive(Debug, Clone)]
pub(crate) struct Application {
    pub(crate) life: Life,
    pub(crate) when: Condition,
}

/// A line that says so.
#[derive(Debug, Clone)]
pub(crate) struct ApplicationLine {
    spot: Spot,
    target: ProvisionId,
    stated: Stated,
    when: Condition,
    change: usize,
    span: SourceSpan,
}

impl<'a> Resolver<'a> {
    /// Reads every such line.
    pub(crate) fn application_lines(&mut self) {
        for placed in self.placed.clone() {
            let (Item::Operation(Operation::AppliesOnlyWhen { place, condition }), Some(change)) =
                (placed.item, placed.change)
            else {
                continue;
            };
            if self.is_silent(self.instrument_of(placed.place)) {
                continue;
            }
            self.nothing_below(placed.here, placed.line);
            match self.application_line(&placed, change, place, condition) {
                Ok(line) => {
                    self.law.limit(change, line.stated, line.target, line.when.clone());
                    self.application_lines.push(line);
                }
                Err(Failed) => {
                    let by = extent(placed.here, placed.line);
                    self.application_lost(placed.here, placed.place, place, by);
                }
            }
        }
    }

    fn application_line(
        &mut self,
        placed: &Placed<'a>,
        change: usize,
        place: &TextPlace,
        condition: &vires_syntax::ast::Condition,
    ) -> Done<ApplicationLine> {
        let target = self.place(placed.here, Some(placed.place), place);
        let when = self.lower(placed.here, Act::Nowhere, condition);
        let stated = self.line_dates(
            placed,
            words!("an `applies only when` line", "dòng `chỉ áp dụng khi`"),
            &mut |this, clause| this.basis_clause(placed.here, placed.spot(), clause),
        )?;
        let span = placed.here.span(placed.line.span);
        Ok(ApplicationLine { spot: placed.spot(), target: target?, stated, when: when?, change, span })
    }

    fn application_lost(&mut self, here: Here, at: ProvisionId, place: &TextPlace, by: SourceSpan) {
        self.break_place(at, by);
        self.break_targets_meant(here, at, std::slice::from_ref(place), by);
    }

    /// The lines on their days.
    pub(crate) fn applications(&mut self) {
        for line in std::mem::take(&mut self.application_lines) {
            if self.law.is_silent(line.change) {
                continue;
            }
            let Ok(days) = self.state_days(line.spot, line.stated, line.span) else {
                self.break_place(line.spot.place, line.span);
                self.break_place(line.target, line.span);
                continue;
            };
            for days in days.into_iter().filter(|days| days.suspended_by.is_none()) {
                let span = line.when.span;
                let when = match days.when.kind {
                    ConditionKind::Always => line.when.clone(),
                    // Where the line is not in force, the place touches every case.
                    _ => any(vec![not(days.when, span), line.when.clone()], span),
                };
                self.applications_at.entry(line.target).or_default().push(self.applications.len());
                self.applications.push(Application { life: days.life, when });
            }
        }
        self.readings_for_some_cases();
    }

    /// A line may say on what it is based; that is looked up and has no further effect.
    pub(crate) fn basis_clause(&mut self, here: Here, at: Spot, clause: &ClauseKind) -> bool {
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
            // Said once: that the line speaks of bodies as a whole is the same.
            let place = here.span(span);
            self.problems.retain(|problem| problem.code != code::NOT_EXACT || problem.span != place);
            let message = words!(
                "{what} in a text that applies only to some cases are not part of this version of Vires yet",
                "{what} trong văn bản chỉ áp dụng cho một số trường hợp chưa có trong phiên bản này của Vires",
                what = what
            );
            self.report(Problem::error(code::NOT_YET, here.span(span), message).help(words!(
                "a name is read otherwise, or a body is gone, in every case: write the line under a provision to which \
                 the limitation does not extend, such as another article, and let that limitation name its article",
                "cách đọc tên hoặc việc giải thể áp dụng cho mọi trường hợp: đặt dòng này tại quy định không thuộc phạm \
                 vi giới hạn, như một điều khác, và để giới hạn đó chỉ nêu điều của mình"
            )));
        }
    }
}
