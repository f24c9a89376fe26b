//! What is cited and gone: a basis, an exception, a text that another reads or prevails over.

use vires_model::{Life, ProvisionId, SourceSpan};
use vires_words::words;

use super::{Layer, Spot};
use crate::clauses::Stated;
use crate::numbers::said_day;
use crate::problem::{Problem, code};
use crate::provisions::Placed;
use crate::resolver::Resolver;

/// A place of text that another cites.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Citing {
    /// The text that cites.
    pub(crate) at: Spot,
    /// What it cites.
    pub(crate) place: ProvisionId,
    /// Where it does.
    pub(crate) span: SourceSpan,
    /// It rests on what it cites as long as it lives. What merely prevails over a text loses nothing when that is gone.
    pub(crate) lasts: bool,
}

impl Resolver<'_> {
    /// Remembers what a line cites.
    pub(crate) fn cite(&mut self, placed: &Placed<'_>, place: ProvisionId, span: SourceSpan, lasts: bool) {
        self.citing.push(Citing { at: placed.spot(), place, span, lasts });
    }

    /// Reports what is cited on days on which it is gone.
    pub(crate) fn gone_citations(&mut self) {
        let citing: Vec<Citing> = self.bases.iter().chain(&self.citing).copied().collect();
        for citing in citing {
            self.gone_citation(citing);
        }
    }

    fn gone_citation(&mut self, citing: Citing) {
        let closure = self.law.closure(Spot { layer: Layer::ORIGINAL, place: citing.place });
        if closure.is_empty() || self.is_silent(self.instrument_of(citing.at.place)) {
            return;
        }
        let problems = self.problems.len();
        let days = self.days(citing.at, Stated::default(), citing.span);
        self.problems.truncate(problems);
        let Ok(days) = days else { return };
        let Some(first) = days.first().map(|days| days.life) else { return };
        let course = self.law.course(&closure, &self.model);
        let Ok(stretches) = course.standing(&self.law, citing.place) else { return };
        let gone = |stretch: &Life| days.iter().any(|days| !days.life.intersect(*stretch).is_empty());
        let mut absent = stretches
            .into_iter()
            .filter(|(stretch, cases)| gone(stretch) && cases.values().all(Option::is_none))
            .map(|(stretch, _)| stretch);
        let Some(stretch) = absent.next() else { return };
        let from_the_start = first.from.is_none_or(|from| stretch.contains(from));
        if !from_the_start && !citing.lasts {
            return;
        }
        let (name, cited) = self.citations(citing.place);
        let problem = match stretch.from.filter(|_| !from_the_start) {
            Some(from) => Problem::warning(
                code::CITES_GONE,
                citing.span,
                words!(
                    "{name} is no longer there from {from} on, and is still cited here",
                    "{cited} không còn từ ngày {from} nhưng vẫn được viện dẫn ở đây",
                    from = said_day(from),
                ),
            ),
            None => Problem::error(
                code::DANGLING_BASIS,
                citing.span,
                words!(
                    "{name} is no longer there when this takes effect",
                    "{cited} không còn khi quy định này có hiệu lực",
                ),
            ),
        };
        let problem = self.seen_gone(problem, &course, citing.place, stretch);
        self.report(
            problem.help(words!("cite the text that has taken its place", "viện dẫn quy định đã thay thế nó",)),
        );
    }

    /// With the line that took the place away.
    fn seen_gone(&self, problem: Problem, course: &super::Course, place: ProvisionId, stretch: Life) -> Problem {
        match course.taken_away_by(&self.law, place, stretch).and_then(|change| self.change_span(change)) {
            Some(span) => problem.see(span, words!("taken away here", "bị bãi bỏ hoặc thay thế ở đây")),
            None => problem,
        }
    }
}
