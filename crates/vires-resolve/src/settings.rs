//! `set limit of goods to 3 billion VND`: what parameters are on each day, and the conditions that waited for it.
//!
//! A `set` line is a rule: it holds while its place is in force, for the cases to which the place applies, and two of
//! them that disagree are settled like claims: by words, then by the declared precedence; else the value is unknown.

mod told;
mod traced;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use vires_model::{
    Atom, Condition, ConditionKind, Day, Deadline, Life, ParameterId, Passing, PrecedenceKey, ProvisionId, SourceSpan,
    Step, ValueId, Word,
};
use vires_syntax::ast::{Line, LineKind, Name, Operation};
use vires_syntax::{Keyword, beginning_meant};
use vires_words::words;

use crate::amendments::turning;
use crate::broken::{Lines, add_lines, extent, words as named};
use crate::exclusion::{MOST_TRUTHS, truths};
use crate::hand::Setting;
use crate::names::{Sorts, Thing};
use crate::parameters::Piece;
use crate::pieces::NotSet;
use crate::problem::{Done, Failed, Problem, code};
use crate::provisions::{Item, Placed};
use crate::resolver::{Here, Resolver};
use traced::{Source, same_or_guarded};

/// One stretch of a `set` line.
#[derive(Debug, Clone)]
pub(crate) struct SetRow {
    parameter: ParameterId,
    of: BTreeSet<Option<ValueId>>,
    /// It names an entry of the list.
    named: bool,
    value: Setting,
    source: Source,
    /// When it counts as issued: with the instrument that put it where it stands.
    issued: Option<Day>,
    life: Life,
    when: Condition,
    span: SourceSpan,
}

/// Why one of two lines that disagree counts.
enum Chooses {
    /// What a text says of the other.
    Words,
    /// The declared precedence.
    Key(PrecedenceKey),
}

/// Where a parameter was needed and nobody can say what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Lack {
    parameter: ParameterId,
    of: Option<ValueId>,
    days: Life,
    span: SourceSpan,
}

/// Two lines that set one parameter to different values on the same days, in the same cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Clash {
    days: Life,
    of: Option<ValueId>,
    places: [SourceSpan; 2],
    /// They stand in one instrument, so that neither could prevail over the other by rank or date.
    same_text: bool,
    /// In some cases only.
    guarded: bool,
}

/// Questions that waited for the values of parameters, answered: for these days, where these conditions hold.
type Known = BTreeMap<(u32, Life, Vec<Condition>), Done<Condition>>;

/// What came of the lines in force.
enum Came<'r> {
    Nothing,
    /// These, which agree; so many of them nobody beats, the others stand because those who beat them have fallen.
    One(Vec<&'r SetRow>, usize),
    /// Two that disagree.
    Two(&'r SetRow, &'r SetRow),
}

/// What a parameter is in one stretch of days where this guard holds, and the line by which it is so.
struct Stretch {
    guard: Vec<Condition>,
    value: Option<Setting>,
    by: Option<Source>,
    /// Lines set it to different values.
    twice: bool,
}

impl<'a> Resolver<'a> {
    /// The parameters that lines in some places set.
    pub(crate) fn parameters_set(&self, is_there: &dyn Fn(ProvisionId) -> bool) -> BTreeSet<ParameterId> {
        self.set_rows.iter().filter(|row| is_there(row.source.place)).map(|row| row.parameter).collect()
    }

    /// Reads every `set` line.
    pub(crate) fn set_lines(&mut self) {
        self.unreadable_set_lines();
        self.spread_to_texts();
        for placed in self.placed.clone() {
            let Item::Operation(Operation::Set { parameter, of, per, to }) = placed.item else {
                continue;
            };
            // From when, or in which cases, it sets the value is not known.
            let by = self.lines_above(placed.place);
            if !by.is_empty()
                && let Some(Thing::Parameter(id)) =
                    self.find_quietly(placed.here.package, &parameter.value, Sorts::PARAMETER)
            {
                add_lines(self.broken_parameters.entry(id).or_default(), &by);
            }
            if self.is_silent(self.instrument_of(placed.place)) {
                continue;
            }
            self.nothing_below(placed.here, placed.line);
            if self.set_line(&placed, parameter, (of, per), to).is_err() {
                // What the line would set is not known: nothing is said of what depends on it.
                let by = Lines::from([extent(placed.here, placed.line)]);
                self.poison_parameters_meant(placed.here, [parameter.value.as_str()], &by);
            }
        }
    }

    /// Poisons the parameters that names mean; where none of them is one, all: any of them may have been set.
    fn poison_parameters_meant<'w>(&mut self, here: Here, names: impl IntoIterator<Item = &'w str>, by: &Lines) {
        let mut any = false;
        for name in names {
            if let Some(thing) = self.thing_meant(here.package, name, Sorts::PARAMETER) {
                self.poison_by(thing, by);
                any = true;
            }
        }
        let all: Vec<_> = self.model.parameters.ids().filter(|_| !any).collect();
        all.into_iter().for_each(|id| self.poison_by(Thing::Parameter(id), by));
    }

    /// What a `set` line that does not read would set is not known: nothing is said of what depends on it.
    fn unreadable_set_lines(&mut self) {
        for (here, lines, _) in self.pending_breaks.clone() {
            let mut lines: Vec<&Line> = lines.iter().collect();
            while let Some(line) = lines.pop() {
                lines.extend(&line.below);
                let text = self.words_at(here, line.span);
                if line.kind != LineKind::Unreadable {
                    continue;
                }
                let by = Lines::from([here.span(line.span)]);
                if beginning_meant(text) == Some(Keyword::Set) {
                    self.poison_parameters_meant(here, named(text).skip(1), &by);
                    continue;
                }
                // `cap to 40`: it names no power, so it was no rule that asks about the parameter.
                let mut things: Vec<Thing> = Vec::new();
                things.extend(
                    named(text)
                        .filter_map(|word| self.find_quietly(here.package, word, Sorts::PARAMETER.or(Sorts::POWER))),
                );
                if !things.iter().any(|thing| matches!(thing, Thing::Power(_))) {
                    things.into_iter().for_each(|thing| self.poison_by(thing, &by));
                }
            }
        }
    }

    fn set_line(
        &mut self,
        placed: &Placed<'a>,
        name: &Name,
        (of, per): (&[Name], &[Name]),
        to: &[vires_syntax::ast::Expression],
    ) -> Done<()> {
        let here = placed.here;
        let Thing::Parameter(parameter) = self.find(here, name, Sorts::PARAMETER)? else {
            return Err(Failed);
        };
        let entries = self.entries_meant(here, name, parameter, (of, per));
        let value = self.setting_written(here, parameter, to, placed.line.span);
        let days = self.line_days(placed, words!("a `set` line", "dòng `ấn định`"), &mut |this, clause| {
            this.basis_clause(placed.here, placed.spot(), clause)
        })?;
        let (entries, value) = (entries?, value?);
        let span = here.span(placed.line.span);
        let author = self.amended_by(placed.spot()).unwrap_or_else(|| self.instrument_of(placed.place));
        let issued = self.model.instruments[author].issued_on();
        let mut versions: Vec<(Life, Condition, Box<[Passing]>)> = Vec::new();
        for days in &days {
            for (life, when) in self.condition_versions(placed.place, days.life, &days.when) {
                versions.push((life, when, turning(&days.passing, life).into()));
            }
        }
        for (life, when, passing) in versions {
            let mut turns = false;
            when.atoms(&mut |atom| turns |= matches!(atom, Atom::Unset(_) | Atom::Held { .. }));
            if turns {
                self.report(Problem::error(
                    code::NOT_EXACT,
                    span,
                    words!(
                        "which value a parameter has cannot turn on another parameter, nor on who holds a power",
                        "giá trị của định mức không thể tùy thuộc vào định mức khác hay vào cơ quan có thẩm \
                         quyền"
                    ),
                ));
                return Err(Failed);
            }
            self.set_rows.push(SetRow {
                parameter,
                of: entries.clone(),
                named: !of.is_empty() || !per.is_empty(),
                value: value.clone(),
                source: Source { place: placed.place, amended_by: self.amended_by(placed.spot()), life, passing },
                issued,
                life,
                when,
                span,
            });
        }
        Ok(())
    }

    /// What a parameter is, stretch by stretch.
    pub(crate) fn settings_of(&mut self, parameter: ParameterId, of: Option<ValueId>) -> Vec<Piece> {
        if let Some(known) = self.settings.get(&(parameter, of)) {
            return known.to_vec();
        }
        let pieces = Arc::new(self.pieces_of(parameter, of));
        self.settings.insert((parameter, of), Arc::clone(&pieces));
        pieces.to_vec()
    }

    fn pieces_of(&mut self, parameter: ParameterId, of: Option<ValueId>) -> Vec<Piece> {
        let given = self.overrides.iter().find(|row| row.parameter == parameter && row.of == of);
        if let Some(given) = given {
            return vec![Piece {
                life: Life::ALWAYS,
                guard: Vec::new(),
                value: Some(given.value.clone()),
                twice: false,
            }];
        }
        let rows: Vec<SetRow> =
            self.set_rows.iter().filter(|row| row.parameter == parameter && row.of.contains(&of)).cloned().collect();
        let words: Vec<Word> = self.words_between(&rows);
        let mut starts = BTreeSet::new();
        for life in rows.iter().map(|row| row.life).chain(words.iter().map(|word| word.life)) {
            starts.extend(life.from);
            starts.extend(life.until.map(Day::next));
        }
        let mut pieces: Vec<Piece> = Vec::new();
        let mut told = Vec::new();
        let mut from = None;
        for start in starts.into_iter().map(Some).chain([None]) {
            let life = Life { from, until: start.map(Day::previous) };
            from = start;
            if life.is_empty() {
                continue;
            }
            let alive = |other: Life| !other.intersect(life).is_empty();
            let own: Vec<&SetRow> = rows.iter().filter(|row| alive(row.life)).collect();
            let speak: Vec<&Word> = words.iter().filter(|word| alive(word.life)).collect();
            let stretch = self.stretch((parameter, of), life, &own, &speak);
            self.told(&mut told, (parameter, of), life, &stretch);
            for (guard, value, twice) in same_or_guarded(stretch) {
                match pieces.last_mut() {
                    Some(last)
                        if guard.is_empty()
                            && last.guard.is_empty()
                            && (&last.value, last.twice) == (&value, twice)
                            && last.life.until.map(Day::next) == life.from =>
                    {
                        last.life.until = life.until;
                    }
                    _ => pieces.push(Piece { life, guard, value, twice }),
                }
            }
        }
        self.told_settings.insert((parameter, of), told);
        pieces
    }

    /// Words of one of these places about another.
    fn words_between(&self, rows: &[SetRow]) -> Vec<Word> {
        let speaks = |word: &&Word| {
            let by = rows.iter().any(|row| self.model.stands_in(row.source.place, word.speaker));
            let of = |place: ProvisionId| rows.iter().any(|row| self.model.stands_in(row.source.place, place));
            by && word.of.iter().any(|place| of(*place))
        };
        self.model.words.iter().filter(speaks).cloned().collect()
    }

    /// What a parameter is in one stretch: by the conditions that decide, where any do.
    fn stretch(
        &mut self,
        (parameter, of): (ParameterId, Option<ValueId>),
        life: Life,
        rows: &[&SetRow],
        words: &[&Word],
    ) -> Vec<Stretch> {
        let mut conditions: Vec<&Condition> = Vec::new();
        for when in rows.iter().map(|row| &row.when).chain(words.iter().map(|word| &word.when)) {
            if when.kind != ConditionKind::Always && !conditions.iter().any(|known| known.kind == when.kind) {
                conditions.push(when);
            }
        }
        let Some(ways) = truths(&self.model, &conditions, life) else {
            if let Some(row) = rows.first() {
                let problem = Problem::error(
                    code::NOT_EXACT,
                    row.span,
                    words!(
                        "the conditions that decide which line sets this parameter may be true in more than {MOST_TRUTHS} ways",
                        "các điều kiện quyết định dòng nào ấn định định mức này có hơn {MOST_TRUTHS} cách xảy ra"
                    ),
                );
                let help =
                    words!("let them turn on fewer questions", "để các điều kiện đó phụ thuộc vào ít câu hỏi hơn");
                self.report(problem.help(help));
            }
            self.poison_by(Thing::Parameter(parameter), &rows.iter().map(|row| row.span).collect());
            return vec![Stretch { guard: Vec::new(), value: None, by: None, twice: false }];
        };
        let mut out: Vec<Stretch> = Vec::new();
        for (true_ones, guard) in ways {
            let holds = |when: &Condition| {
                let n = conditions.iter().position(|known| known.kind == when.kind);
                n.is_none_or(|n| true_ones.get(n) == Some(&true))
            };
            let own: Vec<&SetRow> = rows.iter().copied().filter(|row| holds(&row.when)).collect();
            let speak: Vec<&Word> = words.iter().copied().filter(|word| holds(&word.when)).collect();
            let mut twice = false;
            let first = match self.contest(parameter, &own, &speak) {
                Came::Nothing => None,
                Came::One(by, unbeaten) => {
                    self.set_by.extend(by.iter().map(|row| row.span));
                    self.chosen_by_precedence((parameter, life), &by, (&own, &speak));
                    // By one that stands by another's fall it is only so while that one is fallen.
                    by.into_iter().take(unbeaten).min_by_key(|row| row.span)
                }
                Came::Two(one, other) => {
                    self.set_by.extend([one.span, other.span]);
                    self.sets_clash((parameter, of), (life, !guard.is_empty()), one, other);
                    twice = true;
                    None
                }
            };
            let value = first.map(|row| row.value.clone());
            out.push(Stretch { guard, value, by: first.map(|row| row.source.clone()), twice });
        }
        out
    }

    /// Which of the lines in force stands: nobody beats it, or all who do have fallen themselves.
    fn contest<'r>(&self, parameter: ParameterId, rows: &[&'r SetRow], words: &[&Word]) -> Came<'r> {
        let mut open: Vec<&'r SetRow> = rows.to_vec();
        let mut standing: Vec<&'r SetRow> = Vec::new();
        let mut unbeaten = None;
        let beats =
            |one: &SetRow, other: &SetRow| one.value != other.value && self.set_beats(parameter, one, other, words);
        loop {
            let (free, rest): (Vec<&'r SetRow>, Vec<&'r SetRow>) =
                open.iter().partition(|row| !open.iter().any(|other| beats(other, row)));
            if free.is_empty() {
                break;
            }
            open = rest;
            open.retain(|row| !free.iter().any(|other| beats(other, row)));
            standing.extend(free);
            unbeaten.get_or_insert(standing.len());
        }
        standing.extend(open);
        match standing.split_first() {
            None => Came::Nothing,
            Some((first, rest)) => match rest.iter().find(|row| row.value != first.value) {
                None => {
                    let all = standing.len();
                    Came::One(standing, unbeaten.unwrap_or(all))
                }
                Some(other) => Came::Two(first, other),
            },
        }
    }

    /// Remembers where the declared precedence has decided for one of these lines.
    fn chosen_by_precedence(
        &mut self,
        (parameter, days): (ParameterId, Life),
        standing: &[&SetRow],
        (rows, words): (&[&SetRow], &[&Word]),
    ) {
        let Some(first) = standing.iter().min_by_key(|row| row.span) else { return };
        for other in rows.iter().filter(|row| row.value != first.value) {
            let Some(Chooses::Key(key)) = self.chooses(parameter, first, other, words) else { continue };
            let known = self.chosen.entry((parameter, first.span, other.span)).or_insert((key, Vec::new()));
            known.1.push(days);
        }
    }

    fn set_beats(&self, parameter: ParameterId, one: &SetRow, other: &SetRow, words: &[&Word]) -> bool {
        self.chooses(parameter, one, other, words).is_some()
    }

    /// Why one line counts before another; none where it does not.
    fn chooses(&self, parameter: ParameterId, one: &SetRow, other: &SetRow, words: &[&Word]) -> Option<Chooses> {
        let says = |by: &SetRow, of: &SetRow, prevails: bool| {
            words.iter().any(|word| {
                word.prevails == prevails
                    && self.model.stands_in(by.source.place, word.speaker)
                    && word.of.iter().any(|place| self.model.stands_in(of.source.place, *place))
            })
        };
        let yields = (says(one, other, false), says(other, one, false));
        let prevails = (says(one, other, true), says(other, one, true));
        match (yields, prevails) {
            ((false, true), _) | ((false, false), (true, false)) => return Some(Chooses::Words),
            ((true, false), _) | ((false, false), (false, true)) => return None,
            _ => {}
        }
        let (a, b) = (self.instrument_of(one.source.place), self.instrument_of(other.source.place));
        let rank = |id| {
            let row: &vires_model::Instrument = &self.model.instruments[id];
            row.kind.and_then(|kind| self.model.instrument_kinds[kind].rank)
        };
        let package = self.model.parameters[parameter].package;
        for key in &self.model.packages[package].precedence {
            let (first, second) = match key {
                PrecedenceKey::HigherRank if a != b => match (rank(a), rank(b)) {
                    (Some(first), Some(second)) => (first < second, second < first),
                    _ => (false, false),
                },
                PrecedenceKey::Later if a != b => match (one.issued, other.issued) {
                    (Some(first), Some(second)) => (first > second, second > first),
                    _ => (false, false),
                },
                PrecedenceKey::MoreSpecific => {
                    // By the entries that a line names, and by the cases for which it counts.
                    let narrower = |one: &SetRow, other: &SetRow| {
                        let entries = match one.of == other.of {
                            true => one.named && !other.named,
                            false => one.of.is_subset(&other.of),
                        };
                        let cases = other.when.kind == ConditionKind::Always && one.when.kind != ConditionKind::Always;
                        entries || cases
                    };
                    (narrower(one, other), narrower(other, one))
                }
                PrecedenceKey::HigherRank | PrecedenceKey::Later => (false, false),
            };
            if first != second {
                return first.then_some(Chooses::Key(*key));
            }
        }
        None
    }

    /// Lowers for good what waited for the values of parameters.
    pub(crate) fn settle(&mut self) {
        if self.deferred.is_empty() && self.timed.is_empty() {
            return;
        }
        let (mut known, mut of_rules) = (Known::new(), Known::new());
        for id in self.model.rules.ids().collect::<Vec<_>>() {
            let rule = &self.model.rules[id];
            let (life, when, steps, deadlines) =
                (rule.life, rule.when.clone(), rule.steps.clone(), rule.deadlines.clone());
            let among = conjuncts(&when);
            let parameters = self.parameters_used(&when, &deadlines);
            let mut steps = self.timed_steps(steps, &among, life);
            let mut deadlines = self.timed_deadlines(&deadlines, &among, life);
            // On which days and in which cases who is competent turns on a value that is not there, the proofs tell.
            let lacking = std::mem::take(&mut self.lacking);
            let settled = self.settled(&when, &[], life, &mut of_rules);
            self.lacking = lacking;
            let whens = steps.iter_mut().map(|step| &mut step.when);
            for own in whens.chain(deadlines.iter_mut().map(|deadline| &mut deadline.when)) {
                match self.settled(own, &among, life, &mut known) {
                    Ok(when) => *own = when,
                    Err(Failed) => self.lose_all_of(id),
                }
            }
            let unknown = settled.as_ref().is_ok_and(|when| self.turns_on_poison(when));
            match settled {
                Ok(when) => self.model.rules[id].when = when,
                Err(Failed) => self.lose_all_of(id),
            }
            if unknown {
                self.lose_all_of(id);
            }
            self.model.rules[id].parameters = parameters;
            self.model.rules[id].steps = steps;
            self.model.rules[id].deadlines = deadlines;
        }
        let mut words = std::mem::take(&mut self.model.words);
        let lacking = std::mem::take(&mut self.lacking);
        for word in &mut words {
            if let Ok(when) = self.settled(&word.when, &[], word.life, &mut of_rules) {
                word.when = when;
            }
        }
        self.lacking = lacking;
        self.model.words = words;
        let mut requirements = std::mem::take(&mut self.model.requirements);
        for requirement in &mut requirements {
            if let Ok(when) = self.settled(&requirement.when, &[], requirement.life, &mut known) {
                requirement.when = when;
            }
        }
        self.model.requirements = requirements;
        let mut attachments = std::mem::take(&mut self.model.attachments);
        for row in &mut attachments {
            let among = conjuncts(&row.when);
            row.steps = self.timed_steps(std::mem::take(&mut row.steps), &among, row.life);
            row.deadlines = self.timed_deadlines(&row.deadlines, &among, row.life);
            let whens = row.steps.iter_mut().map(|step| &mut step.when);
            let whens = whens.chain(row.deadlines.iter_mut().map(|deadline| &mut deadline.when));
            for when in std::iter::once(&mut row.when).chain(whens) {
                if let Ok(settled) = self.settled(when, &among, row.life, &mut known) {
                    *when = settled;
                }
            }
        }
        self.model.attachments = attachments;
        self.clashes_reported();
        self.lacks_reported();
    }

    /// The same steps, one for each value of the parameters that set their periods.
    fn timed_steps(&mut self, steps: Vec<Step>, among: &[Condition], life: Life) -> Vec<Step> {
        let mut all = Vec::new();
        for step in steps {
            let mut rows = vec![Step { deadlines: Vec::new(), ..step.clone() }];
            for deadline in &step.deadlines {
                if !self.timed.contains_key(&deadline.span) {
                    rows.iter_mut().for_each(|row| row.deadlines.push(deadline.clone()));
                    continue;
                }
                let among: Vec<Condition> = among.iter().cloned().chain(conjuncts(&step.when)).collect();
                let timed = self.timed_deadlines(std::slice::from_ref(deadline), &among, life);
                let with = |row: &Step, own: &Deadline| {
                    let (mut row, mut own) = (row.clone(), own.clone());
                    let days = std::mem::replace(&mut own.when, Condition::always(own.span));
                    row.when = crate::conditions::all(vec![days, row.when], step.when.span);
                    row.deadlines.push(own);
                    row
                };
                rows = rows.iter().flat_map(|row| timed.iter().map(move |own| with(row, own))).collect();
            }
            all.extend(rows);
        }
        all
    }

    fn turns_on_poison(&self, when: &Condition) -> bool {
        let mut found = false;
        when.atoms(&mut |atom| {
            if let Atom::Unset(unset) = atom {
                found |= self.poisoned.contains(&Thing::Parameter(unset.parameter));
            }
        });
        found
    }

    /// A condition with what waited for the values of parameters. `among`: what is so wherever its answer matters.
    fn settled(&mut self, when: &Condition, among: &[Condition], life: Life, known: &mut Known) -> Done<Condition> {
        let each = |this: &mut Self, parts: &[Condition], among: &[Condition], known: &mut _| -> Done<Vec<Condition>> {
            parts.iter().map(|part| this.settled(part, among, life, known)).collect()
        };
        let kind = match &when.kind {
            ConditionKind::All(parts) => {
                let among: Vec<Condition> = among.iter().cloned().chain(conjuncts(when)).collect();
                ConditionKind::All(each(self, parts, &among, known)?)
            }
            ConditionKind::Any(parts) => ConditionKind::Any(each(self, parts, among, known)?),
            ConditionKind::AtLeast(n, parts) => ConditionKind::AtLeast(*n, each(self, parts, among, known)?),
            ConditionKind::Not(part) => ConditionKind::Not(Box::new(self.settled(part, among, life, known)?)),
            ConditionKind::Atom(Atom::Unset(unset)) => {
                let key = (unset.question, life, among.to_vec());
                let own = match known.get(&key) {
                    Some(own) => own.clone(),
                    None => {
                        let deferred = self.deferred.get(unset.question as usize).cloned().ok_or(Failed)?;
                        let own = self.spread(&deferred, among, life, unset.question);
                        known.insert(key, own.clone());
                        own
                    }
                };
                return own.map(|own| own.placed_at(when.span));
            }
            ConditionKind::Always | ConditionKind::Atom(_) => return Ok(when.clone()),
        };
        Ok(Condition { kind, span: when.span, named: when.named.clone() })
    }

    /// Remembers where a parameter is needed and not known.
    pub(crate) fn lacks(&mut self, unset: NotSet, days: Life, span: SourceSpan) {
        // That lines contradict each other is told where they do.
        if !unset.twice {
            self.lacking.insert(Lack { parameter: unset.parameter, of: unset.of, days, span });
        }
    }
}

/// What must be so wherever this is so, less what itself waits for the value of a parameter.
fn conjuncts(when: &Condition) -> Vec<Condition> {
    let parts = match &when.kind {
        ConditionKind::All(parts) => parts.as_slice(),
        _ => std::slice::from_ref(when),
    };
    let waits = |part: &Condition| {
        let mut waits = false;
        part.atoms(&mut |atom| waits |= matches!(atom, Atom::Unset(_)));
        waits
    };
    parts.iter().filter(|part| part.kind != ConditionKind::Always && !waits(part)).cloned().collect()
}

/// A value that a test or a case gives a parameter, whatever the law says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Override {
    pub(crate) parameter: ParameterId,
    pub(crate) of: Option<ValueId>,
    pub(crate) value: Setting,
}
