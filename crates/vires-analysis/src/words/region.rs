//! Whole regions in words.

use vires_model::{Day, Domain, Fact, FactId, Life, Measure, Model, Rational};

use super::events::not_yet;
use super::leaves::{self, Naming};
use super::naming::{self, Subject};
use super::numbers::Scale;
use super::phrases::{Phrases, fill, plural};
use super::sums::SumWords;
use super::{Language, dates};
use crate::atoms::{WHOLE, grid_of};
use crate::axes::ValueBox;
use crate::cells::{Cut, cuts_of};
use crate::derived::{Derived, dated};
use crate::said::{Range, Said, Topic, What, days, said};

/// Regions of more alternatives are told by what all share and a few of them.
const MOST_ALTERNATIVES: usize = 5;
/// Of more boxes than this nobody reads all, and putting them together takes long.
const MOST_MERGED: usize = 40;
/// How many of many alternatives are said in full.
const SHOWN: usize = 3;

/// The union of the boxes in words, one line without an end mark: `capacity over 29 and up to 30 MW, anywhere but Hà Nội, from 1 July 2025 on`.
///
/// Boxes are said in the order given, those with the fewest conditions first where all are said. Of a region in more than five alternatives the
/// first three given are said, so hand it the largest first.
#[must_use]
pub fn describe(model: &Model, boxes: &[ValueBox], language: Language) -> String {
    let phrases = Phrases::of(language);
    let mut rows = rows_of(model, boxes);
    if rows.iter().any(Vec::is_empty) {
        return phrases.every_case.to_owned();
    }
    let writer = Writer { model, language, phrases };
    match &rows[..] {
        [] => phrases.no_case.to_owned(),
        [only] => writer.conditions(only, true),
        many if many.len() > MOST_ALTERNATIVES => writer.many(many),
        _ => {
            rows.sort_by_key(Vec::len);
            writer.alternatives(&rows)
        }
    }
}

/// The same as a list: each alternative in full, for a table. Empty for every case.
#[must_use]
pub fn alternatives(model: &Model, boxes: &[ValueBox], language: Language) -> Vec<String> {
    let mut rows = rows_of(model, boxes);
    if rows.iter().any(Vec::is_empty) {
        return Vec::new();
    }
    rows.sort_by_key(Vec::len);
    let writer = Writer { model, language, phrases: Phrases::of(language) };
    rows.iter().map(|row| writer.conditions(row, false)).collect()
}

/// What boxes say, each once, those put together that are alike.
fn rows_of(model: &Model, boxes: &[ValueBox]) -> Vec<Vec<Said>> {
    let mut rows: Vec<Vec<Said>> = Vec::new();
    for value_box in dated(model, boxes).iter() {
        let row = said(model, value_box);
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    if rows.len() <= MOST_MERGED { merged(model, rows) } else { rows }
}

/// Puts rows together that are alike but in one topic, as long as there are any.
fn merged(model: &Model, mut rows: Vec<Vec<Said>>) -> Vec<Vec<Said>> {
    let mut at = 0;
    while at < rows.len() {
        let found = (at + 1..rows.len()).find_map(|other| {
            let (one, two) = (rows.get(at)?, rows.get(other)?);
            let row =
                one_row(model, one, two).or_else(|| not_yet(model, one, two)).or_else(|| not_yet(model, two, one))?;
            Some((other, row))
        });
        match found {
            Some((other, row)) => {
                rows.remove(other);
                if let Some(place) = rows.get_mut(at) {
                    *place = row;
                }
                // The new row may be like one passed before.
                at = 0;
            }
            None => at += 1,
        }
    }
    rows
}

/// Two rows as one: they differ in one topic only, or one says all that the other says.
fn one_row(model: &Model, a: &[Said], b: &[Said]) -> Option<Vec<Said>> {
    let within = |a: &[Said], b: &[Said]| b.iter().all(|said| a.contains(said));
    if within(a, b) {
        return Some(b.to_vec());
    }
    if within(b, a) {
        return Some(a.to_vec());
    }
    if a.len() != b.len() {
        return None;
    }
    let mut row = Vec::with_capacity(a.len());
    let mut differ = 0;
    for (a, b) in a.iter().zip(b) {
        if a == b {
            row.push(a.clone());
            continue;
        }
        differ += 1;
        let both = a.or(b).filter(|_| differ == 1)?;
        if !both.is_everything(model) {
            row.push(both);
        }
    }
    Some(row)
}

struct Writer<'a> {
    model: &'a Model,
    language: Language,
    phrases: &'static Phrases,
}

impl Writer<'_> {
    /// All conditions of a row. `whole`: they are the whole region, so that a date alone is said of every case.
    fn conditions(&self, row: &[Said], whole: bool) -> String {
        let (first, last) = days_of(row);
        let (dates, facts): (Vec<&Said>, Vec<&Said>) = row.iter().partition(|said| said.topic == Topic::Time);
        let words = |said: Vec<&Said>| -> Vec<String> {
            said.into_iter().flat_map(|said| self.condition(said, first, last)).collect()
        };
        let (mut words, dates) = (words(facts), words(dates));
        if words.is_empty() && (whole || dates.is_empty()) {
            words.push(self.phrases.every_case.to_owned());
        }
        words.extend(dates);
        words.join(", ")
    }

    /// What all share, then each by itself.
    fn alternatives(&self, rows: &[Vec<Said>]) -> String {
        let shared = shared(rows);
        let numbered = self.numbered(rows, &shared);
        if shared.is_empty() {
            return fill(self.phrases.any_of, &[("", &numbered)]);
        }
        let shared = self.conditions(&shared, false);
        fill(self.phrases.and_any_of, &[("shared", &shared), ("", &numbered)])
    }

    /// `(1) …; (2) …`, without what is shared.
    fn numbered(&self, rows: &[Vec<Said>], shared: &[Said]) -> String {
        let own =
            |row: &Vec<Said>| -> Vec<Said> { row.iter().filter(|said| !shared.contains(said)).cloned().collect() };
        let whole = shared.iter().all(|said| said.topic == Topic::Time);
        let lines = (1..).zip(rows);
        let lines = lines.map(|(n, row)| format!("({n}) {}", self.conditions(&own(row), whole)));
        lines.collect::<Vec<_>>().join("; ")
    }

    /// More than can be read: how many, what holds in all of them, the first few in full, and how many more.
    fn many(&self, rows: &[Vec<Said>]) -> String {
        let mut parts = vec![fill(self.phrases.many, &[("n", &rows.len().to_string())])];
        let necessary = self.necessary(rows);
        if !necessary.is_empty() {
            let words = self.conditions(&necessary, false);
            parts.push(fill(self.phrases.only_where, &[("", &words)]));
        }
        let (first, rest) = rows.split_at(SHOWN.min(rows.len()));
        let numbered = self.numbered(first, &[]);
        parts.push(fill(self.phrases.the_first, &[("", &numbered)]));
        parts.push(fill(self.phrases.more, &[("n", &rest.len().to_string())]));
        parts.join("; ")
    }

    /// What every row says of a topic, put together: true in the whole region, but not enough.
    fn necessary(&self, rows: &[Vec<Said>]) -> Vec<Said> {
        let Some((first, others)) = rows.split_first() else {
            return Vec::new();
        };
        let hulls = first.iter().filter_map(|said| {
            let mut all = said.clone();
            for row in others {
                let other = row.iter().find(|other| other.topic == said.topic)?;
                all = all.or(other)?;
            }
            // Between the first and the last of several ranges: short, and still necessary.
            if let What::Ranges(ranges) = &mut all.what
                && let (Some((from, _)), Some((_, to))) = (ranges.first(), ranges.last())
            {
                *ranges = vec![(*from, *to)];
            }
            (!all.is_everything(self.model)).then_some(all)
        });
        hulls.collect()
    }

    /// The conditions that one topic makes; none where it comes to nothing on these days.
    fn condition(&self, said: &Said, first: Option<Day>, last: Option<Day>) -> Vec<String> {
        match &said.topic {
            Topic::Time => match &said.what {
                What::Ranges(ranges) => vec![self.stretches(ranges)],
                _ => Vec::new(),
            },
            Topic::Linear(sum) => match &said.what {
                What::Ranges(ranges) => {
                    vec![SumWords { model: self.model, language: self.language, sum }.condition(ranges, said.none)]
                }
                _ => Vec::new(),
            },
            Topic::Derived(derived) => vec![self.derived(derived, said.what == What::Is(true))],
            Topic::Unset(unset) => {
                let parameter = naming::parameter(self.model, unset.parameter);
                vec![fill(self.phrases.unset, &[("", &parameter)])]
            }
            // What a power in conflict comes to is no fact that a case may have.
            Topic::Comes(_) => Vec::new(),
            Topic::Same(left, right, list) => {
                let alike = said.what == What::Is(true);
                let place = self.model.lists[*list].territory;
                let list = naming::list(self.model, *list);
                let template = match (alike, place) {
                    (true, true) => self.phrases.same_place,
                    // Only of an English word the plural is known.
                    (false, true) if list.is_ascii() => self.phrases.different_place,
                    (false, true) => self.phrases.not_same_place,
                    (true, false) => self.phrases.same_value,
                    (false, false) => self.phrases.different_value,
                };
                let fact = |fact: FactId| naming::fact(&self.model.facts[fact]);
                let gaps =
                    [("left", &*fact(*left)), ("right", &fact(*right)), ("list", &list), ("lists", &plural(&list))];
                vec![fill(template, &gaps)]
            }
            Topic::Fact(fact) => self.fact(*fact, said, first, last),
        }
    }

    /// Where an event lies, as seen from the day asked about: its list is before it, on its day, after it.
    fn event(&self, subject: &naming::Subject, leaves: &vires_model::ValueSet) -> String {
        let is = |n: u32| leaves.contains(vires_model::ValueId(n));
        let [not_yet, on_its_day, on_no_day, already, not_after, before] = self.phrases.event;
        let template = match (is(0), is(1), is(2)) {
            (true, false, false) => not_yet,
            (false, true, false) => on_its_day,
            (true, false, true) => on_no_day,
            (false, true, true) => already,
            (true, true, _) => not_after,
            (false, false, _) => before,
        };
        fill(template, &[("fact", &subject.name)])
    }

    fn fact(&self, id: FactId, said: &Said, first: Option<Day>, last: Option<Day>) -> Vec<String> {
        let fact = &self.model.facts[id];
        let subject = naming::subject(self.model, id, self.language == Language::Vi);
        let named = |template: &str| fill(template, &[("fact", &subject.name)]);
        let mut words = match &said.what {
            // `call-in notice given` says by itself that it is.
            What::Nothing if subject.name.ends_with(" given") => return vec![named(self.phrases.not_that)],
            What::Anything if !said.none && fact.or_none && subject.name.ends_with(" given") => {
                return vec![subject.name.clone()];
            }
            What::Nothing if fact.event => return vec![named(self.phrases.never)],
            What::Nothing => return vec![named(self.phrases.not_given)],
            What::Anything if !said.none && fact.or_none => {
                return vec![named(if fact.event { self.phrases.some_day } else { self.phrases.given })];
            }
            What::Anything => return Vec::new(),
            What::Is(yes) => vec![self.yes_or_no(fact, &subject, *yes)],
            What::Ranges(ranges) => vec![self.ranges(id, &subject, ranges)],
            What::Leaves(leaves) if fact.event => vec![self.event(&subject, leaves)],
            What::Leaves(leaves) => {
                let Domain::Choice(list) = fact.domain else {
                    return Vec::new();
                };
                let naming = leaves::naming(self.model, list, leaves, first, last);
                match self.leaves(id, &subject, &naming) {
                    Some(words) => vec![words],
                    None if fact.or_none && !said.none => return vec![named(self.phrases.given)],
                    None => return Vec::new(),
                }
            }
            What::Members { with, without, count } => self.members(id, &subject, with, without, count),
        };
        if said.none
            && fact.or_none
            && let Some(last) = words.last_mut()
        {
            let or_none = if fact.event { self.phrases.or_never } else { self.phrases.or_not_given };
            *last = fill(or_none, &[("", last)]);
        }
        words
    }

    fn yes_or_no(&self, fact: &Fact, subject: &Subject, yes: bool) -> String {
        if naming::has_label(fact) {
            // A label is a phrase of its own, and may be a whole sentence.
            let answer = if yes { self.phrases.yes } else { self.phrases.no };
            return fill(self.phrases.colon, &[("fact", &subject.name), ("", answer)]);
        }
        let template = if yes { self.phrases.is_yes } else { self.phrases.is_no };
        fill(template, &[("fact", &subject.name)])
    }

    fn derived(&self, derived: &Derived, yes: bool) -> String {
        let (named, days) = (&derived.named, derived.days);
        let mut name = naming::derived(named);
        if days != Life::ALWAYS {
            name = format!("{name} ({})", dates::stretch(days.from, days.until, self.language));
        }
        if named.label != named.name {
            let answer = if yes { self.phrases.yes } else { self.phrases.no };
            return fill(self.phrases.colon, &[("fact", &name), ("", answer)]);
        }
        fill(if yes { self.phrases.is_yes } else { self.phrases.is_no }, &[("fact", &name)])
    }

    fn ranges(&self, id: FactId, subject: &Subject, ranges: &[Range]) -> String {
        let Domain::Ordered(ordered) = &self.model.facts[id].domain else {
            return subject.name.clone();
        };
        let words = if ordered.measure == Measure::Date {
            self.stretches(ranges)
        } else {
            let grid = grid_of(self.model, id);
            let domain = vires_model::Interval { from: ordered.from, to: ordered.to };
            let scale = Scale { measure: &ordered.measure, grid, language: self.language };
            self.scaled(&scale, ranges, cuts_of(&domain, grid))
        };
        self.predicate(subject, &words)
    }

    fn scaled(&self, scale: &Scale<'_>, ranges: &[Range], edges: Range) -> String {
        let among = ranges.len() > 1;
        let words: Vec<String> = ranges.iter().map(|range| scale.range(*range, edges, among)).collect();
        Phrases::list(&words, self.phrases.or)
    }

    fn stretches(&self, ranges: &[Range]) -> String {
        let words: Vec<String> = ranges
            .iter()
            .map(|range| {
                let (from, to) = days(*range);
                dates::stretch(from, to, self.language)
            })
            .collect();
        Phrases::list(&words, self.phrases.or)
    }

    fn predicate(&self, subject: &Subject, words: &str) -> String {
        let template = if subject.long { self.phrases.colon } else { self.phrases.number };
        fill(template, &[("fact", &subject.name), ("", words)])
    }

    fn leaves(&self, id: FactId, subject: &Subject, naming: &Naming) -> Option<String> {
        let Domain::Choice(list) = self.model.facts[id].domain else {
            return None;
        };
        let territory = self.model.lists[list].territory;
        let alone = territory && self.only_place(id);
        let said = |template: &str, words: &str| fill(template, &[("fact", &subject.name), ("", words)]);
        Some(match naming {
            Naming::All => return None,
            Naming::AllBut(names) => {
                let words = leaves::excepted(self.model, names, self.language);
                match (territory, alone, subject.long) {
                    (true, true, _) => said(self.phrases.place_outside, &words),
                    (_, _, true) => said(self.phrases.all_but_long, &words),
                    (true, ..) => said(self.phrases.outside, &words),
                    (false, ..) => said(self.phrases.all_but, &words),
                }
            }
            Naming::These(names) => {
                let words = leaves::listed(self.model, names, self.language);
                let begins_with_group = names.first().is_some_and(|name| name.group);
                match (territory, alone, subject.long) {
                    (true, true, _) => said(self.phrases.place_in, &words),
                    (_, _, true) => said(self.phrases.colon, &words),
                    (true, ..) => said(self.phrases.inside, &words),
                    (false, ..) if begins_with_group => match &names[..] {
                        [only] => {
                            let word = leaves::bare(self.model, only);
                            let words = fill(self.phrases.any_group, &[("fact", &subject.name), ("any", &word)]);
                            leaves::excepting(self.model, only, words, self.language)
                        }
                        _ => said(self.phrases.number, &words),
                    },
                    (false, ..) => said(self.phrases.one_of, &words),
                }
            }
        })
    }

    /// Whether the fact is the only place that its package asks for: then `in Lâm Đồng` says enough.
    fn only_place(&self, id: FactId) -> bool {
        let package = self.model.facts[id].package;
        let place = |fact: &Fact| match fact.domain {
            Domain::Choice(list) | Domain::SetOf(list) => self.model.lists[list].territory,
            _ => false,
        };
        let facts = self.model.facts.iter();
        let places = facts.filter(|(_, fact)| fact.package == package && place(fact));
        places.map(|(place, _)| place).eq([id])
    }

    fn members(
        &self,
        id: FactId,
        subject: &Subject,
        with: &[vires_model::ValueId],
        without: &[vires_model::ValueId],
        count: &[Range],
    ) -> Vec<String> {
        let Domain::SetOf(list) = self.model.facts[id].domain else {
            return Vec::new();
        };
        let names = |values: &[vires_model::ValueId], last: &str| {
            let names: Vec<String> = values.iter().map(|value| naming::value(self.model, list, *value)).collect();
            Phrases::list(&names, last)
        };
        let template = match (with.is_empty(), without.is_empty(), subject.long) {
            (true, true, _) => None,
            (false, true, false) => Some(self.phrases.include),
            (false, true, true) => Some(self.phrases.include_long),
            (false, false, false) => Some(self.phrases.include_but_not),
            (false, false, true) => Some(self.phrases.include_but_not_long),
            (true, false, false) => Some(self.phrases.without),
            (true, false, true) => Some(self.phrases.without_long),
        };
        let mut words = Vec::new();
        if let Some(template) = template {
            let excluded = names(without, self.phrases.nor);
            let main = if with.is_empty() { excluded.clone() } else { names(with, self.phrases.and) };
            let gaps = [("fact", &*subject.name), ("", &main), ("but", &excluded)];
            words.push(fill(template, &gaps));
        }
        if !count.is_empty() {
            let scale = Scale { measure: &Measure::Number, grid: WHOLE, language: self.language };
            let leaves = self.model.lists[list].leaves().count();
            let whole = |n: usize| Rational::from_integer(i128::try_from(n).unwrap_or(i128::MAX));
            let edges = (Some(Cut::before(whole(0))), Some(Cut::before(whole(leaves + 1))));
            let counted = Subject { name: fill(self.phrases.count, &[("fact", &subject.name)]), long: subject.long };
            let range = self.scaled(&scale, count, edges);
            words.push(self.predicate(&counted, &range));
        }
        words
    }
}

/// What all rows say alike.
fn shared(rows: &[Vec<Said>]) -> Vec<Said> {
    let Some((first, others)) = rows.split_first() else {
        return Vec::new();
    };
    let in_all = |said: &&Said| others.iter().all(|row| row.contains(said));
    first.iter().filter(in_all).cloned().collect()
}

/// The first and last day a row speaks of.
fn days_of(row: &[Said]) -> (Option<Day>, Option<Day>) {
    let time = row.iter().find(|said| said.topic == Topic::Time);
    match time.map(|said| &said.what) {
        Some(What::Ranges(ranges)) => match (ranges.first(), ranges.last()) {
            (Some((from, _)), Some((_, to))) => days((*from, *to)),
            _ => (None, None),
        },
        _ => (None, None),
    }
}
