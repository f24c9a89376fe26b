//! Lines of texts that are lost, because they do not read or something in them is in error: what else is wrong in them and
//! below them is told all the same, and the powers that they may have been about are kept back.

use vires_syntax::ast::{self, ClauseKind};
use vires_syntax::{Keyword, beginning_meant};

use crate::problem::code;
use crate::provisions::Placed;
use crate::resolver::{Act, Resolver};

impl<'a> Resolver<'a> {
    /// A line of which nothing is known but that it may be about the powers that it names, or about its place.
    pub(crate) fn unreadable(&mut self, placed: &Placed<'a>, among_clauses: bool) {
        self.examine(placed, None, self.problems.len());
        let at = placed.here.span(placed.line.span);
        let text = self.words_at(placed.here, placed.line.span);
        if beginning_meant(text) == Some(Keyword::Appoint) {
            self.lost_appointments.insert(at);
        }
        let of_powers = self.break_named_in(placed.here, std::slice::from_ref(placed.line), at);
        let of_texts = self.break_what_is_named_in(placed, (of_powers, among_clauses), at);
        if among_clauses && !of_powers && !of_texts {
            self.break_place(placed.place, at);
        }
    }

    /// Tells the names that nobody declares in a line that is lost already: one error of a line does not hide the others of
    /// it, nor of the steps below it. `told`: where the problems of this line begin.
    pub(crate) fn examine(&mut self, placed: &Placed<'a>, rule: Option<&'a ast::Rule>, told: usize) {
        let here = placed.here;
        let before = self.problems.len();
        if let Some(rule) = rule {
            self.read_names_of(placed, rule);
        }
        // What turns on the acts of its powers is not told.
        let (act, turns_on_act) = (Act::Later, self.turns_on_act);
        for clause in &placed.line.clauses {
            match &clause.kind {
                ClauseKind::When(condition) | ClauseKind::ExceptWhen(condition) => {
                    let without_dates = self.dates_behind(here, condition).map(|(condition, _)| condition);
                    let _ = self.lower(here, act, without_dates.as_ref().unwrap_or(condition));
                }
                ClauseKind::Step(step) => {
                    let _ = self.step(here, act, &[], (step, false), clause.span);
                }
                ClauseKind::Deadline(deadline) => {
                    let _ = self.deadline(here, act, &[], deadline, false);
                }
                _ => {}
            }
        }
        self.turns_on_act = turns_on_act;
        let further = self.problems.split_off(before);
        for problem in further {
            let is_new = self.problems.iter().skip(told).all(|known| known.span != problem.span);
            if problem.code == code::UNKNOWN_NAME && is_new {
                self.problems.push(problem);
            }
        }
    }
}
