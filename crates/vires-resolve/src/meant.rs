//! What a line in error may have touched, where that is not said by a name that is known: a line that does not read and
//! changes law, passes a class of powers on or assumes something; and names that nobody declares. Meant is the thing of
//! the nearest name, if there is one; else it may have been any, and what is found of each is told with that doubt. Only
//! where the line bears on all of them, as an assumption does, is nothing said of any.

use unicode_normalization::UnicodeNormalization;
use vires_model::{PackageId, ProvisionId, SourceSpan};
use vires_syntax::ast::{LineKind, PlaceRoot, TextPlace};
use vires_syntax::{Keyword, KeywordRow, beginning_meant};

use crate::broken::{Lines, Lost, add_lines, after_verb, words};
use crate::names::{Sorts, Thing};
use crate::provisions::Placed;
use crate::resolver::{Here, Resolver};
use crate::spelling::{folded, nearness};

impl<'a> Resolver<'a> {
    /// The thing of that name, or else of the name that is nearest to it.
    pub(crate) fn thing_meant(&mut self, package: PackageId, name: &str, sorts: Sorts) -> Option<Thing> {
        let known = self.find_quietly(package, name, sorts);
        known.or_else(|| self.nearest(package, name, sorts).map(|(_, entry)| entry.thing))
    }

    /// Of every power something is missing.
    fn lose_everything(&mut self, by: &Lines) {
        let all: Vec<_> = self.model.powers.ids().collect();
        all.into_iter().for_each(|power| self.lose_by(power, Lost::Anything, by));
    }

    /// Of all powers of the body that a name means something may be missing.
    pub(crate) fn break_body_meant(&mut self, package: PackageId, name: &str, by: &Lines) {
        match self.thing_meant(package, name, Sorts::BODY) {
            Some(Thing::Body(id)) => add_lines(self.broken_bodies.entry(id).or_default(), by),
            _ => self.doubt_everything(Lost::Anything, by),
        }
    }

    /// Marks the powers ruled in the places that an operation was meant to change. `by`: its line.
    pub(crate) fn break_targets_meant(&mut self, here: Here, at: ProvisionId, targets: &[TextPlace], by: SourceSpan) {
        self.break_targets(here, at, targets, by);
        for target in targets {
            if matches!(target.root, PlaceRoot::Every(_)) {
                continue;
            }
            let problems = self.problems.len();
            let found = self.place(here, Some(at), target);
            self.problems.truncate(problems);
            if found.is_ok() {
                continue;
            }
            let lines = Lines::from([by]);
            match &target.root {
                PlaceRoot::Instrument(name) => self.break_text_meant(here.package, [name.value.as_str()], &lines),
                // A provision of its own instrument.
                _ => self.break_place(self.model.instruments[self.instrument_of(at)].text, by),
            }
        }
    }

    /// Of the text that one of the names means something may be missing.
    fn break_text_meant<'w>(&mut self, package: PackageId, names: impl IntoIterator<Item = &'w str>, by: &Lines) {
        let meant = names.into_iter().find_map(|name| self.thing_meant(package, name, Sorts::INSTRUMENT));
        match meant {
            Some(Thing::Instrument(id)) => {
                let text = self.model.instruments[id].text;
                add_lines(self.broken_places.entry(text).or_default(), by);
            }
            _ => self.doubt_everything(Lost::Anything, by),
        }
    }

    /// A line that could not be read and begins as one that changes texts may have changed or ended those that it names: anything may be
    /// missing of the powers ruled there. So of the powers of the bodies that it may have abolished or renamed, or whose powers, as a class,
    /// it passes on or bars. Whether it touched any.
    pub(crate) fn break_what_is_named_in(
        &mut self,
        placed: &Placed<'a>,
        (of_powers, among_clauses): (bool, bool),
        by: SourceSpan,
    ) -> bool {
        let package = placed.here.package;
        let text: String = self.words_at(placed.here, placed.line.span).nfc().collect();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let all: Vec<&str> = words(&text).collect();
        let lines = Lines::from([by]);
        let sorts = Sorts::INSTRUMENT.or(Sorts::BODY).or(Sorts::MODALITY).or(Sorts::POWER);
        // `CEDE EVERY POWER OF GOV`
        let small = text.to_lowercase();
        let thing = |word: &&str| {
            let found = self.find_quietly(package, word, sorts);
            found.or_else(|| self.find_quietly(package, &word.to_lowercase(), sorts))
        };
        let things: Vec<Option<Thing>> = all.iter().map(thing).collect();
        let first = things.first().copied().flatten();
        let texts: Vec<ProvisionId> = things
            .iter()
            .filter_map(|thing| match thing {
                Some(Thing::Instrument(id)) => Some(self.model.instruments[*id].text),
                _ => None,
            })
            .collect();
        let is_to = |at: usize| at.checked_sub(1).is_some_and(|at| matches!(all.get(at), Some(&"to" | &"cho")));
        let body = |(at, thing): (usize, &Option<Thing>)| match thing {
            Some(Thing::Body(id)) => Some((at, *id)),
            _ => None,
        };
        let bodies: Vec<_> = things.iter().enumerate().filter_map(body).collect();

        let is_class = [Keyword::EveryPower, Keyword::EveryOtherPower].iter().any(|every| {
            let row = every.row();
            row.english.iter().chain([&row.vietnamese]).any(|phrase| small.contains(phrase))
        });
        if is_class || matches!(first, Some(Thing::Modality(_))) {
            if !is_class && matches!(things.get(1), Some(Some(Thing::Power(_)))) {
                return of_powers;
            }
            // What the receiver of a class has of its own is not touched.
            match bodies.iter().find(|(at, _)| !is_to(*at)) {
                Some((_, giver)) => self.break_body(*giver, by),
                None => self.doubt_everything(Lost::Anything, &lines),
            }
            return true;
        }
        let operation = beginning_meant(&text).filter(|keyword| {
            let other = [
                Keyword::Set,
                Keyword::Appoint,
                Keyword::Assume,
                Keyword::Precedence,
                Keyword::HigherRank,
                Keyword::Later,
                Keyword::MoreSpecific,
                Keyword::Holidays,
            ];
            first.is_none() && !other.contains(keyword)
        });
        // `i is revoked`, `revoke i`.
        let speaks_of_a_text = things.iter().take(2).any(|thing| matches!(thing, Some(Thing::Instrument(_))));
        if operation.is_some() || speaks_of_a_text {
            texts.iter().for_each(|text| self.break_place(*text, by));
        }
        match operation {
            Some(_) if !texts.is_empty() => true,
            Some(Keyword::Read | Keyword::Abolish) => {
                bodies.iter().for_each(|(_, body)| self.break_body(*body, by));
                // `read b`: for whom is not written yet.
                let named = if operation == Some(Keyword::Read) { 2 } else { 1 };
                if bodies.len() < named && !of_powers {
                    self.doubt_everything(Lost::Anything, &lines);
                }
                true
            }
            Some(_) if of_powers || !bodies.is_empty() => {
                bodies.iter().for_each(|(_, body)| self.break_body(*body, by));
                true
            }
            Some(operation) => {
                let own = self.model.instruments[self.instrument_of(placed.place)].text;
                let is_written = operation.row().english.iter().any(|phrase| text.starts_with(&format!("{phrase} ")))
                    || text.starts_with(&format!("{} ", operation.row().vietnamese));
                let of_own = is_written && names_a_provision(&all) || operation == Keyword::ThisInstrument;
                match of_own {
                    true => self.break_place(own, by),
                    false => self.break_text_meant(package, all.iter().skip(1).copied(), &lines),
                }
                true
            }
            None if speaks_of_a_text => true,
            None => self.break_without_power(&text, &things, (placed, of_powers, among_clauses), &lines),
        }
    }

    /// `b may not hold`, `b holds when x`, `c for b in k`: of which power is lost, or what was done. Whether it touched any.
    fn break_without_power(
        &mut self,
        text: &str,
        things: &[Option<Thing>],
        (placed, of_powers, among_clauses): (&Placed<'a>, bool, bool),
        by: &Lines,
    ) -> bool {
        let package = placed.here.package;
        let is_grant = self.is_grant(package, text);
        // `a holds p,`: there was another.
        if of_powers && !(is_grant && text.ends_with(',')) {
            return false;
        }
        if is_grant {
            // Of `b` alone nobody knows that it was one.
            let lost = if things.len() > 1 { Lost::Grants } else { Lost::Anything };
            if of_powers || !self.mark_powers_meant(package, text, lost, by) {
                self.doubt_everything(lost, by);
            }
            return true;
        }
        let mut any = false;
        for thing in things.iter().flatten() {
            match thing {
                Thing::Instrument(id) => {
                    let text = self.model.instruments[*id].text;
                    add_lines(self.broken_places.entry(text).or_default(), by);
                }
                Thing::Body(id) => add_lines(self.broken_bodies.entry(*id).or_default(), by),
                _ => continue,
            }
            any = true;
        }
        // Among the clauses of a place it was a date of the place, or the like, if it has anything of one.
        let is_named = |word: &str| self.find_quietly(package, word, Sorts::ANY).is_some();
        if among_clauses && (has_words_of_clauses(text) || words(text).any(is_named)) {
            return false;
        }
        match among_clauses {
            _ if any => {}
            true => self.doubt_everything(Lost::Anything, by),
            false => self.doubt_place(placed.place, by),
        }
        any || among_clauses
    }

    /// The powers that are nearest to the names behind the verb of a grant. Whether there is any.
    fn mark_powers_meant(&mut self, package: PackageId, text: &str, lost: Lost, by: &Lines) -> bool {
        let Some(behind) = after_verb(text) else { return false };
        let is_when = |word: &&str| Keyword::When.row().phrases().any(|when| when == *word);
        let names = words(behind).take_while(|word| !is_when(word));
        names.fold(false, |any, name| self.mark_power_meant(package, name, lost, by) | any)
    }

    /// Lines at the margin that could not be read and bear on all powers, or on all that ask some fact: without an
    /// assumption, the cases that it would have excluded would be reported as gaps.
    pub(crate) fn unread_at_margin(&mut self) {
        for file in self.files.clone().iter() {
            let Some(package) = self.package_of_file.get(&file.id).copied() else { continue };
            let here = Here { package, file: file.id };
            for line in file.tree.lines.iter().filter(|line| line.kind == LineKind::Unreadable) {
                let text: String = self.words_at(here, line.span).nfc().collect();
                let by = Lines::from([here.span(line.span)]);
                match beginning_meant(&text) {
                    Some(Keyword::Assume) => {
                        let names: Vec<&str> = words(&text).skip(1).collect();
                        self.break_facts_meant(package, &names, &by);
                    }
                    Some(Keyword::Precedence | Keyword::HigherRank | Keyword::Later | Keyword::MoreSpecific) => {
                        self.order_unread = true;
                        self.lose_everything(&by);
                    }
                    Some(Keyword::Holidays) => self.lose_everything(&by),
                    _ => {}
                }
            }
        }
    }

    /// Of powers whose conditions ask one of these facts something may be missing; where none of them is one, of all powers.
    pub(crate) fn break_facts_meant(&mut self, package: PackageId, names: &[&str], by: &Lines) {
        let mut any = false;
        for name in names {
            if let Some(Thing::Fact(id)) = self.thing_meant(package, name, Sorts::FACT) {
                add_lines(self.broken_facts.entry(id).or_default(), by);
                any = true;
            }
        }
        if !any {
            self.lose_everything(by);
        }
    }
}

/// Whether the second of the words is one for a provision, or all that is named are provisions of the own text.
fn names_a_provision(words: &[&str]) -> bool {
    let second = words.get(1).copied().unwrap_or_default();
    let rows = vires_syntax::KEYWORDS.iter().filter(|row| row.group == "provision");
    second == "this" || rows.flat_map(|row| row.english.iter().chain([&row.vietnamese])).any(|word| *word == second)
}

/// Whether a line that does not read has anything of a clause: a number, or nearly a word that dates and the like have.
fn has_words_of_clauses(text: &str) -> bool {
    let rows = vires_syntax::KEYWORDS.iter().filter(|row| row.group == "declaration clause");
    let known: Vec<String> = rows.flat_map(KeywordRow::phrases).flat_map(str::split_whitespace).map(folded).collect();
    // Short words are near too many.
    let is_near = |word: &str| {
        let word = folded(word);
        known.iter().any(|known| *known == word || word.len() > 3 && nearness(&word, known).is_some())
    };
    text.contains(|letter: char| letter.is_ascii_digit()) || words(text).any(is_near)
}
