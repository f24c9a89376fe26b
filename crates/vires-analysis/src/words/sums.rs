//! Sums of answers in words: `loan over 30% of capital`, `base + options up to 2 billion VND`.

use num_traits::{One, Signed, Zero};
use vires_model::{Domain, Measure, Model, Rational, Term, event_seen_from_today};

use super::lapses::Side;
use super::naming::{self, Subject};
use super::phrases::{Phrases, fill};
use super::{Language, lapses, numbers};
use crate::axes::Sum;
use crate::cells::{Cut, Grid, cuts_of};
use crate::decimal::{decimals, written};
use crate::said::Range;
use crate::sums;

/// A sum to be said.
pub(super) struct SumWords<'a> {
    pub(super) model: &'a Model,
    pub(super) language: Language,
    pub(super) sum: &'a Sum,
}

impl SumWords<'_> {
    fn phrases(&self) -> &'static Phrases {
        Phrases::of(self.language)
    }

    /// A condition that says in which ranges the sum lies. `or_never`: or that an event in it never is.
    pub(super) fn condition(&self, ranges: &[Range], or_never: bool) -> String {
        let grid = sums::grid(self.model, self.sum);
        let edges = cuts_of(&sums::domain(self.model, self.sum), grid);
        if let [range] = ranges
            && let Some(words) = self.compared(*range, edges, grid, or_never)
        {
            return words;
        }
        // Days are counted forwards: `days from d to today: over 10`, not `from today to d: under -10`.
        let backwards =
            |cut: Option<Cut>, edge: Option<Cut>| cut == edge || cut.is_some_and(|cut| cut.value.is_negative());
        let turned =
            self.counts_days() && ranges.iter().all(|range| backwards(range.0, edges.0) && backwards(range.1, edges.1));
        let opposite = |cut: Option<Cut>| cut.map(|cut| opposite(cut, grid));
        let turn = |range: Range| if turned { (opposite(range.1), opposite(range.0)) } else { range };
        let (ranges, edges): (Vec<Range>, Range) = (ranges.iter().copied().map(turn).collect(), turn(edges));
        let (subject, measure) = self.subject(turned);
        let scale = numbers::Scale { measure: &measure, grid, language: self.language };
        let among = ranges.len() > 1;
        let words: Vec<String> = ranges.iter().map(|range| scale.range(*range, edges, among)).collect();
        let words = Phrases::list(&words, self.phrases().or);
        let template = if subject.long { self.phrases().colon } else { self.phrases().number };
        fill(template, &[("fact", &subject.name), ("", &words)])
    }

    /// One term against the other: `loan over 30% of capital`, `received before filed`.
    fn compared(&self, range: Range, edges: Range, grid: Grid, or_never: bool) -> Option<String> {
        let [(left, _), (right, times)] = self.sum.0[..] else { return None };
        if !times.is_negative() || self.measure(left) != self.measure(right) {
            return None;
        }
        let limit = |cut: Option<Cut>, edge: Option<Cut>| cut.filter(|cut| Some(*cut) != edge);
        let zero = Rational::zero();
        // On a grid a limit may be said from either side.
        let included = |cut: Cut, upper: bool| -> Option<bool> {
            let next = grid.and_then(|step| crate::cells::next_on_grid(Cut { value: zero, after: true }, step));
            match (cut.value == zero, next == Some(cut.value) && !cut.after) {
                (true, _) => Some(cut.after == upper),
                (_, true) => Some(upper),
                _ => None,
            }
        };
        let phrases = self.phrases();
        if event_seen_from_today(self.model, &self.sum.0).is_some() {
            let [not_yet, on_its_day, _, already, not_after, before] = phrases.event;
            let template = match (limit(range.0, edges.0), limit(range.1, edges.1)) {
                (Some(from), None) => match (included(from, false)?, or_never) {
                    (true, true) => not_after,
                    (true, false) => phrases.from_that_day,
                    (false, true) => not_yet,
                    (false, false) => phrases.to_come,
                },
                (None, Some(to)) if included(to, true)? => already,
                (None, Some(_)) => before,
                (Some(from), Some(to)) if included(from, false)? && included(to, true)? => on_its_day,
                _ => return None,
            };
            return Some(fill(template, &[("fact", &self.term(left))]));
        }
        let date = self.measure(left) == Measure::Date;
        let (template, side) = match (limit(range.0, edges.0), limit(range.1, edges.1)) {
            (Some(cut), None) => match (included(cut, false)?, date) {
                (true, false) => (phrases.at_least, Side::NotBefore),
                (false, false) => (phrases.over, Side::After),
                (true, true) => (phrases.not_before, Side::NotBefore),
                (false, true) => (phrases.after, Side::After),
            },
            (None, Some(cut)) => match (included(cut, true)?, date) {
                (true, false) => (phrases.up_to, Side::NotAfter),
                (false, false) => (phrases.under, Side::Before),
                (true, true) => (phrases.not_after, Side::NotAfter),
                (false, true) => (phrases.before, Side::Before),
            },
            (Some(from), Some(to))
                if matches!(right, Term::Later(_)) && included(from, false)? && included(to, true)? =>
            {
                ("", Side::On)
            }
            _ => return None,
        };
        let words = match right {
            Term::Later(later) if times.abs().is_one() => {
                lapses::compared(side, later.lapse, &self.term(right.base()), self.language)?
            }
            _ => fill(template, &[("", &self.share(right, times.abs()))]),
        };
        let name = self.term(left);
        let long = name.split_whitespace().count() > naming::WORDS_IN_A_ROW;
        let template = if long && !date { phrases.colon } else { phrases.number };
        Some(fill(template, &[("fact", &name), ("", &words)]))
    }

    /// Whether it is one date less another.
    fn counts_days(&self) -> bool {
        let [(left, _), (right, times)] = self.sum.0[..] else { return false };
        self.measure(left) == Measure::Date && self.measure(right) == Measure::Date && times == -Rational::one()
    }

    /// The sum itself as the subject of a condition, and what it measures. `turned`: of days between two dates, from
    /// the one that is added to the one that is taken away.
    fn subject(&self, turned: bool) -> (Subject, Measure) {
        let first = self.sum.0.first().map(|(term, _)| *term);
        let measure = first.map_or(Measure::Number, |term| self.measure(term));
        if let [(left, _), (right, _)] = self.sum.0[..]
            && self.counts_days()
        {
            let (from, to) = if turned { (left, right) } else { (right, left) };
            let gaps = [("from", &*self.term(from)), ("to", &self.term(to))];
            return (Subject { name: fill(self.phrases().days_between, &gaps), long: true }, Measure::Number);
        }
        let mut name = String::new();
        for (n, (term, times)) in self.sum.0.iter().enumerate() {
            if n > 0 {
                name.push_str(if times.is_negative() { " - " } else { " + " });
            }
            let alike = self.measure(*term) == measure && measure != Measure::Date;
            name.push_str(&if alike { self.share(*term, times.abs()) } else { self.product(*term, times.abs()) });
        }
        let long = self.sum.0.len() > 1 || name.split_whitespace().count() > naming::WORDS_IN_A_ROW;
        // A date with days added is still no day of the calendar once more dates come in: it is a number.
        let measure = if measure == Measure::Date { Measure::Number } else { measure };
        (Subject { name, long }, measure)
    }

    /// `capital`, `30% of capital`, `3 × capital`, `2/3 of capital`.
    fn share(&self, term: Term, times: Rational) -> String {
        let hundred = times * Rational::from_integer(100);
        let (group, point) = self.marks();
        if times >= Rational::one() || decimals(times).is_some_and(|decimals| decimals > 4) {
            return self.product(term, times);
        }
        let share = if decimals(hundred).is_some() {
            format!("{}%", written(hundred, group, point))
        } else {
            written(times, group, point)
        };
        fill(self.phrases().share, &[("share", &share), ("", &self.term(term))])
    }

    /// `capital`, `3 × capital`.
    fn product(&self, term: Term, times: Rational) -> String {
        if times.is_one() {
            return self.term(term);
        }
        let (group, point) = self.marks();
        format!("{} × {}", written(times, group, point), self.term(term))
    }

    const fn marks(&self) -> (char, char) {
        match self.language {
            Language::En => (',', '.'),
            Language::Vi => ('.', ','),
        }
    }

    fn term(&self, term: Term) -> String {
        match term {
            Term::Fact(fact) => naming::fact(&self.model.facts[fact]),
            Term::Count(fact) => fill(self.phrases().count, &[("fact", &naming::fact(&self.model.facts[fact]))]),
            Term::Today => self.phrases().today.to_owned(),
            Term::Later(later) => lapses::day(later.lapse, &self.term(term.base()), self.language),
        }
    }

    fn measure(&self, term: Term) -> Measure {
        match term {
            Term::Fact(fact) => match &self.model.facts[fact].domain {
                Domain::Ordered(ordered) => ordered.measure.clone(),
                _ => Measure::Number,
            },
            Term::Count(_) => Measure::Number,
            Term::Today | Term::Later(_) => Measure::Date,
        }
    }
}

/// A limited sum as the language writes it: `loan - 0.3 * capital at most 0 VND`; one line a limit.
pub(crate) fn sum_text(
    model: &Model,
    sum: &Sum,
    (from, to): Range,
    key: &dyn Fn(vires_model::FactId) -> String,
) -> Vec<String> {
    let words = SumWords { model, language: Language::En, sum };
    let measure = sum.0.first().map_or(Measure::Number, |(term, _)| words.measure(*term));
    let measure = if measure == Measure::Date { Measure::Number } else { measure };
    let grid = sums::grid(model, sum);
    let mut text = String::new();
    for (n, (term, times)) in sum.0.iter().enumerate() {
        if n > 0 {
            text.push_str(if times.is_negative() { " - " } else { " + " });
        }
        if !times.abs().is_one() {
            text.push_str(&written(times.abs(), '_', '.'));
            text.push_str(" * ");
        }
        let name = |term: Term| match term {
            Term::Fact(fact) => key(fact),
            Term::Count(fact) => format!("count of {}", key(fact)),
            Term::Today | Term::Later(_) => "today".to_owned(),
        };
        text.push_str(&match term {
            Term::Later(later) => format!("({})", lapses::text(later.lapse, &name(term.base()))),
            _ => name(*term),
        });
    }
    let mut lines = Vec::new();
    let mut limit = |word: &str, value: Rational| {
        lines.push(format!("{text} {word} {}", super::number_text(value, &measure)));
    };
    if let Some(cut) = from {
        limit(if cut.after { "above" } else { "at least" }, cut.value);
    }
    if let Some(cut) = to {
        use num_traits::CheckedSub;
        match grid.and_then(|step| cut.value.checked_sub(&step)).filter(|_| !cut.after) {
            Some(last) => limit("at most", last),
            None => limit(if cut.after { "at most" } else { "below" }, cut.value),
        }
    }
    lines
}

/// The same cut seen from the other side of zero. On a grid it lies before the next value there is.
fn opposite(cut: Cut, grid: Grid) -> Cut {
    let turned = Cut { value: -cut.value, after: !cut.after };
    match grid.and_then(|step| crate::cells::next_on_grid(turned, step)) {
        Some(next) => Cut { value: next, after: false },
        None => turned,
    }
}
