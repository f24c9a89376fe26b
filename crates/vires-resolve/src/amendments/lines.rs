//! The operations on law as written: what they strike, from when, and on which basis.

use std::sync::Arc;

use vires_model::{ProvisionId, SourceSpan};
use vires_syntax::ast::{BoundKind, Clause, ClauseKind, LineKind, Operation, PlaceRoot, TextPlace};
use vires_words::words;

use super::{ChangeKind, Layer};
use crate::broken::extent;
use crate::clauses::Stated;
use crate::problem::{Done, Failed, Problem, code};
use crate::provisions::{Item, Placed};
use crate::resolver::Resolver;

/// What the clauses of an operation say.
#[derive(Default)]
struct Said {
    /// When the line itself has effect.
    stated: Stated,
    /// `until D` of `extend`, `on D` of `start`.
    moved: Stated,
    restoring: Vec<ProvisionId>,
    based_on: Vec<ProvisionId>,
}

impl<'a> Resolver<'a> {
    /// Reads every operation that changes text.
    pub(crate) fn change_lines(&mut self) {
        for placed in self.placed.clone() {
            let (Item::Operation(operation), Some(change)) = (placed.item, placed.change) else {
                continue;
            };
            let targets: &[TextPlace] = match operation {
                Operation::Repeal { targets }
                | Operation::Suspend { targets }
                | Operation::Extend { targets }
                | Operation::Start { targets } => targets,
                Operation::Replace { target } | Operation::InsertAfter { target } => std::slice::from_ref(target),
                _ => continue,
            };
            if self.change_line(&placed, change, operation, targets).is_err() {
                // What it would have changed is not known.
                let by = extent(placed.here, placed.line);
                self.break_named_in(placed.here, &placed.line.below, by);
                self.break_targets_meant(placed.here, placed.place, targets, by);
            }
        }
    }

    fn change_line(
        &mut self,
        placed: &Placed<'a>,
        change: usize,
        operation: &'a Operation,
        targets: &'a [TextPlace],
    ) -> Done<()> {
        let here = placed.here;
        // A clause that could not be read may have been a date.
        let has_block = matches!(operation, Operation::Replace { .. } | Operation::InsertAfter { .. });
        let unread = |line: &vires_syntax::ast::Line| line.kind == LineKind::Unreadable;
        let mut done = if placed.line.below.first().is_some_and(unread) { Err(Failed) } else { Ok(()) };
        if has_block {
            done = done.and(self.something_below(placed, operation));
        } else {
            self.nothing_below(here, placed.line);
        }
        let said = self.change_clauses(placed, operation);
        let (mut places, mut of_class) = (Vec::new(), Vec::new());
        for target in targets {
            let found = match &target.root {
                PlaceRoot::Every(_) => self.class_to_change(placed, target).map(|class| of_class.extend(class)),
                _ => self.place_to_change(here, placed.place, target).map(|place| places.push(place)),
            };
            done = done.and(found);
        }
        of_class.retain(|place| !places.contains(place));
        places.extend(&of_class);
        let said = said?;
        done = done.and(self.lasts(placed, change, said.stated));
        done = done.and(self.forwards(here, placed.line.span, said.stated.life()));
        done?;
        let kind = match operation {
            Operation::Repeal { .. } => ChangeKind::Repeal(places),
            Operation::Suspend { .. } => ChangeKind::Suspend { targets: places, restoring: said.restoring },
            Operation::Extend { .. } | Operation::Start { .. } => {
                let extends = matches!(operation, Operation::Extend { .. });
                // 2.7: aimed at their own instrument they simply are that place's dates.
                let own = self.instrument_of(placed.place);
                // For some cases only, it is an operation like any other.
                let for_some = self.is_for_some_cases(placed.place);
                let elsewhere = |place: &ProvisionId| {
                    for_some || placed.layer != Layer::ORIGINAL || self.instrument_of(*place) != own
                };
                let (other, here): (Vec<_>, Vec<_>) = places.into_iter().partition(elsewhere);
                here.into_iter().for_each(|place| self.redate(place, said.moved, extends));
                match extends {
                    true => ChangeKind::Extend { targets: other, to: said.moved },
                    false => ChangeKind::Start { targets: other, from: said.moved },
                }
            }
            Operation::Replace { .. } => ChangeKind::Replace(*places.first().ok_or(Failed)?),
            _ => ChangeKind::Insert(*places.first().ok_or(Failed)?),
        };
        if let Some(change) = self.law.changes.get_mut(change) {
            change.kind = kind;
            change.stated = said.stated;
            change.based_on = said.based_on;
            change.of_class = of_class;
        }
        Ok(())
    }

    /// Whether a line says of a place, or of one around it, that it applies only when something is so.
    fn is_for_some_cases(&mut self, at: ProvisionId) -> bool {
        let limits = |placed: &Placed<'a>| match placed.item {
            Item::Operation(Operation::AppliesOnlyWhen { place, .. }) => Some((*placed, place)),
            _ => None,
        };
        let lines: Vec<_> = self.placed.iter().filter_map(limits).collect();
        lines.into_iter().any(|(placed, place)| {
            let target = self.place(placed.here, Some(placed.place), place);
            target.is_ok_and(|target| self.model.stands_in(at, target))
        })
    }

    /// `every order issued before 2024-01-01`: those that there are.
    fn class_to_change(&mut self, placed: &Placed<'a>, class: &TextPlace) -> Done<Vec<ProvisionId>> {
        let PlaceRoot::Every(meant) = &class.root else {
            return Err(Failed);
        };
        let found = self.every_instrument(placed.here, placed.place, class, meant)?;
        if found.is_empty() {
            self.report(
                Problem::warning(
                    code::NOTHING_TO_CHANGE,
                    placed.here.span(class.span),
                    words!("there is no such instrument besides this one", "ngoài văn bản này không có văn bản nào như vậy"),
                )
                .help(words!(
                    "one without a kind, or without a date of issue, is not among those of a kind or those issued before a day",
                    "văn bản không nêu loại hoặc ngày ban hành thì không thuộc các văn bản cùng loại hoặc ban hành trước một ngày"
                )),
            );
        }
        Ok(found)
    }

    fn change_clauses(&mut self, placed: &Placed<'a>, operation: &Operation) -> Done<Said> {
        let here = placed.here;
        let mut said = Said::default();
        let mut done = Ok(());
        for clause in &placed.line.clauses {
            let step = match (&clause.kind, operation) {
                (ClauseKind::BasedOn(places), _) => {
                    for place in places {
                        said.based_on.extend(self.basis(here, placed.place, place));
                    }
                    Ok(())
                }
                (ClauseKind::Restoring(places), Operation::Suspend { .. }) => {
                    let found: Done<Vec<_>> =
                        places.iter().map(|place| self.place_to_change(here, placed.place, place)).collect();
                    found.map(|places| said.restoring.extend(places))
                }
                (ClauseKind::Life(bound), Operation::Extend { .. }) if bound.kind != BoundKind::From => {
                    self.bound(here, clause.span, bound, &mut said.moved)
                }
                (ClauseKind::On(date), Operation::Start { .. }) => {
                    let bound = vires_syntax::ast::Bound { kind: BoundKind::From, date: date.clone() };
                    self.bound(here, clause.span, &bound, &mut said.moved)
                }
                _ => self.change_date(placed, clause, &mut said.stated),
            };
            done = done.and(step);
        }
        done?;
        let missing = match operation {
            Operation::Extend { .. } if said.moved == Stated::default() => words!(
                "this does not say until when; add `until` and the new last day",
                "dòng này không nói đến hết ngày nào; hãy thêm `đến hết ngày` và ngày cuối mới",
            ),
            Operation::Start { .. } if said.moved == Stated::default() => words!(
                "this does not say on which day; add `on` and the new first day",
                "dòng này không nói từ ngày nào; hãy thêm `ngày` và ngày đầu mới",
            ),
            _ => return Ok(said),
        };
        self.report(Problem::error(code::MISPLACED, here.span(placed.line.span), missing));
        Err(Failed)
    }

    fn change_date(&mut self, placed: &Placed<'a>, clause: &'a Clause, stated: &mut Stated) -> Done<()> {
        if self.date_clause(placed.here, clause, stated)? {
            return Ok(());
        }
        Err(self.misplaced(placed.here, clause, words!("an operation on law", "dòng sửa đổi văn bản")))
    }

    fn something_below(&mut self, placed: &Placed<'a>, operation: &Operation) -> Done<()> {
        if !placed.line.below.is_empty() {
            return Ok(());
        }
        let problem = Problem::error(
            code::MISPLACED,
            placed.here.span(placed.line.span),
            words!("below this line stands no text", "bên dưới dòng này không có nội dung nào"),
        );
        self.report(match operation {
            Operation::Replace { .. } => problem.help(words!(
                "write the new text below it, indented; to put nothing in its place, `repeal`",
                "viết nội dung mới bên dưới, thụt vào; nếu không thay bằng gì thì dùng `bãi bỏ`",
            )),
            _ => problem.help(words!("write the new text below it, indented", "viết nội dung mới bên dưới, thụt vào",)),
        });
        Err(Failed)
    }

    /// What is done for good has no end.
    fn lasts(&mut self, placed: &Placed<'a>, change: usize, stated: Stated) -> Done<()> {
        let lasting = self.law.changes.get(change).is_some_and(|change| change.lasting);
        if !lasting || stated.until.is_none() && stated.until_event.is_none() {
            return Ok(());
        }
        self.report(
            Problem::error(
                code::MISPLACED,
                placed.here.span(placed.line.span),
                words!(
                    "what this line does stays done, so it has no end",
                    "việc mà dòng này thực hiện có hiệu lực lâu dài nên không có ngày kết thúc",
                ),
            )
            .help(words!(
                "for a time only, `suspend` is the word, or an instrument marked `overlay`: what it changed comes back",
                "nếu chỉ trong một thời gian thì dùng `ngưng hiệu lực`, hoặc văn bản ghi `tạm thời`: điều nó thay đổi sẽ trở lại",
            )),
        );
        Err(Failed)
    }

    fn redate(&mut self, place: ProvisionId, moved: Stated, end: bool) {
        let Some(stated) = Arc::make_mut(&mut self.law.stated).get_mut(place.0 as usize) else {
            return;
        };
        if end {
            stated.move_end(moved.until);
            stated.until_event = moved.until_event.or(stated.until_event);
        } else {
            stated.begin_with(moved);
        }
        let row = &self.model.provisions[place];
        if row.parent.is_none() {
            self.model.instruments[row.instrument].life = stated.life();
        }
    }

    /// Changes by instruments that have no effect, or are not known yet, or to texts of such, are none.
    pub(crate) fn silence_changes(&mut self) {
        let silent: Vec<bool> = self
            .law
            .changes
            .iter()
            .map(|change| self.is_silent(change.origin) || self.is_silent(self.instrument_of(change.at.place)))
            .collect();
        for (change, silent) in self.law.changes.iter_mut().zip(silent) {
            change.silent = silent;
        }
        self.law.settle_index();
    }

    /// The line of a change.
    pub(crate) fn change_span(&self, change: usize) -> Option<SourceSpan> {
        self.law.change(change).map(|change| change.span)
    }
}
