//! Which powers are incomplete because of an error: a rule that was lost might have filled their gap or settled their
//! overlap, so neither can be said of them. Where all that was lost are grants, the overlaps of the others stand: one
//! claim more settles none of them ([`Lost`]).
//!
//! Lost are: rules in error (the powers they name, or are nearest to the names they give, or for a class the powers that may reach its body), unreadable lines
//! (the powers named on or below them), dates or words of a place in error (the powers of every rule there),
//! assumptions in error (the powers whose conditions ask the same facts), and operations that this version does not
//! carry out (the powers of their targets).

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;
use vires_model::{
    BodyId, Condition, Effect, FactId, PackageId, PowerId, Powers, ProvisionId, RuleId, SourceSpan, Used,
};
use vires_syntax::ast::{self, Line, LineKind, Name, TextPlace, What};
use vires_syntax::{Keyword, beginning_meant};

use crate::doubt::{asking, lose_in};
use crate::names::{Sorts, Thing};
use crate::provisions::Item;
use crate::resolver::{Here, Resolver};
use crate::spelling::{folded, nearness};

/// Words of lines that are no grants though they begin with a body: bars, what a giver keeps, what a text says of another.
const TAKES_AWAY: [&str; 16] = [
    "may",
    "not",
    "cannot",
    "never",
    "no",
    "keep",
    "keeps",
    "retain",
    "retains",
    "prevails",
    "yields",
    "không",
    "được",
    "giữ",
    "ưu",
    "nhường",
];

/// Whether a word is one of these, or nearly.
fn takes_away(word: &str) -> bool {
    let word = folded(word);
    TAKES_AWAY.iter().map(|own| folded(own)).any(|own| own == word || own.len() > 3 && nearness(&own, &word).is_some())
}

/// What a power has lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Lost {
    /// Grants, which only add claims.
    Grants,
    /// What may take a claim away too, or nobody knows what.
    Anything,
}

impl Lost {
    fn with(rule: &ast::Rule) -> Self {
        match rule {
            ast::Rule::Hold { .. } => Self::Grants,
            _ => Self::Anything,
        }
    }
}

/// The lines that were lost.
pub(crate) type Lines = BTreeSet<SourceSpan>;

/// Of so many lines that break one thing it is remembered which they are: each of them is reason enough.
const MOST_LINES: usize = 16;

/// What a power has lost, and on which lines.
#[derive(Debug, Clone)]
pub(crate) struct Loss {
    pub(crate) lost: Lost,
    pub(crate) by: Lines,
}

/// Puts lines to others, up to the most that are remembered.
pub(crate) fn add_lines(known: &mut Lines, by: &Lines) {
    let room = MOST_LINES.saturating_sub(known.len());
    let new: Vec<SourceSpan> = by.iter().filter(|line| !known.contains(line)).take(room).copied().collect();
    known.extend(new);
}

/// A line with what is written below it, which may be a part of it; below a heading stand other lines.
pub(crate) fn extent(here: Here, line: &Line) -> SourceSpan {
    let is_heading = match &line.kind {
        LineKind::Provision { .. } => true,
        LineKind::Declaration(declaration) => matches!(declaration.kind, ast::DeclarationKind::Instrument),
        _ => false,
    };
    let own = here.span(line.span);
    let below = line.below.iter().filter(|_| !is_heading).map(|below| extent(here, below).end);
    SourceSpan { end: below.fold(own.end, u32::max), ..own }
}

impl<'a> Resolver<'a> {
    /// Of this power something is missing.
    pub(crate) fn lose(&mut self, power: PowerId, lost: Lost, by: SourceSpan) {
        self.lose_by(power, lost, &Lines::from([by]));
    }

    pub(crate) fn lose_by(&mut self, power: PowerId, lost: Lost, by: &Lines) {
        lose_in(&mut self.broken, power, lost, by);
    }

    /// Of all powers that a rule names anything may be missing.
    pub(crate) fn lose_all_of(&mut self, rule: RuleId) {
        self.lose_all_of_by(rule, &Lines::from([self.model.rules[rule].span]));
    }

    /// The same because of other lines.
    pub(crate) fn lose_all_of_by(&mut self, rule: RuleId, by: &Lines) {
        for power in self.model.rules[rule].effect.named_powers().to_vec() {
            self.lose_by(power, Lost::Anything, by);
        }
    }

    /// Of all powers that are ruled in a place something may be missing.
    pub(crate) fn break_place(&mut self, place: ProvisionId, by: SourceSpan) {
        add_lines(self.broken_places.entry(place).or_default(), &Lines::from([by]));
    }

    /// Of all powers that a body may have something may be missing.
    pub(crate) fn break_body(&mut self, body: BodyId, by: SourceSpan) {
        add_lines(self.broken_bodies.entry(body).or_default(), &Lines::from([by]));
    }

    /// Marks the powers that lines name, on them or below them. Whether there is any (as far as names are known by now).
    /// `by`: the line in error because of which these are lost.
    pub(crate) fn break_named_in(&mut self, here: Here, lines: &'a [Line], by: SourceSpan) -> bool {
        self.pending_breaks.push((here, lines, by));
        self.mark_named_in(here, lines, &Lines::from([by]))
    }

    fn mark_named_in(&mut self, here: Here, lines: &[Line], by: &Lines) -> bool {
        let mut any = false;
        for line in lines {
            match &line.kind {
                LineKind::Unreadable => {
                    let text: String = self.words_at(here, line.span).nfc().collect();
                    let lost = if self.is_grant(here.package, &text) { Lost::Grants } else { Lost::Anything };
                    for word in words(&text) {
                        any |= self.mark_power(here.package, word, lost, by);
                    }
                }
                LineKind::Rule(rule) => any |= self.mark_rule(here, rule, Lost::with(rule), by),
                LineKind::Operation(operation) => self.break_struck(here, None, operation, by),
                _ => {}
            }
            any |= self.mark_named_in(here, &line.below, by);
        }
        any
    }

    /// Whether an unreadable line is a grant: it speaks of somebody or of nobody, or has the verb of one, and no word that
    /// takes anything away: `b hlds p when x below 3`, `zz holds`.
    pub(crate) fn is_grant(&self, package: PackageId, text: &str) -> bool {
        let after =
            |keyword: Keyword| keyword.row().phrases().find_map(|phrase| text.strip_prefix(phrase)?.strip_prefix(' '));
        let rest = after(Keyword::Nobody).or_else(|| after(Keyword::Holds));
        let ends = |word: &&str| Keyword::When.row().phrases().any(|when| when == *word);
        let spoken = words(rest.unwrap_or(text)).skip_while(|word| matches!(*word, "the" | "a" | "an"));
        let mut spoken = spoken.take_while(|word| !ends(word)).peekable();
        let of_whom = spoken.peek().is_some_and(|first| self.find_quietly(package, first, Sorts::BODY).is_some());
        let has_verb = || beginning_meant(text).is_none() && after_verb(text).is_some();
        // `any 2 of`: so many of those who will be named.
        let counts = [Keyword::Any, Keyword::AtLeast, Keyword::AllOfThem, Keyword::MoreThanHalfOf];
        let of_several = counts
            .iter()
            .flat_map(|count| count.row().phrases())
            .any(|phrase| text.strip_prefix(phrase).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')));
        (rest.is_some() || of_whom || of_several || has_verb()) && !spoken.any(takes_away)
    }

    fn mark_power(&mut self, package: PackageId, name: &str, lost: Lost, by: &Lines) -> bool {
        // `GOV HOLDS QUARRY`
        let found = self.find_quietly(package, name, Sorts::POWER);
        let found = found.or_else(|| self.find_quietly(package, &name.to_lowercase(), Sorts::POWER));
        let Some(Thing::Power(id)) = found else {
            return false;
        };
        self.lose_by(id, lost, by);
        true
    }

    /// Marks the powers of a rule that could not be read whole.
    pub(crate) fn lose_rule(&mut self, here: Here, line: &Line, rule: &ast::Rule) -> bool {
        self.mark_rule(here, rule, Lost::with(rule), &Lines::from([extent(here, line)]))
    }

    /// Of the powers that such a line speaks of, not all that is to be done is known.
    pub(crate) fn lose_steps(&mut self, here: Here, what: &What) {
        let named = |name: &Name| match self.find_quietly(here.package, &name.value, Sorts::POWER) {
            Some(Thing::Power(id)) => Some(id),
            _ => None,
        };
        let powers: Vec<PowerId> = match what {
            What::Powers(powers) => powers.iter().filter_map(named).collect(),
            What::Every { .. } => self.model.powers.ids().collect(),
        };
        self.lacking_steps.extend(powers);
    }

    /// Marks the powers that a rule speaks of.
    fn mark_rule(&mut self, here: Here, rule: &ast::Rule, lost: Lost, by: &Lines) -> bool {
        use ast::Rule as R;
        let (what, body) = match rule {
            R::Hold { what, .. } | R::Nobody { what } | R::NotRequired { what } => match what {
                What::Powers(powers) => return self.mark_powers(here, powers, lost, by),
                What::Every { sectors, except, .. } => return self.mark_class(here, sectors, except, lost, by),
            },
            R::Transfer { what, from, .. } => (what, Some(&from.name)),
            R::Keep { by, what } => (what, Some(&by.name)),
            R::TakeOver { what, from, .. } => (what, Some(&from.name)),
            R::Bar { who, what } => (what, Some(&who.name)),
            R::Enable { giver, what, .. } => (what, Some(&giver.name)),
            R::Reserve { what, .. } => (what, None),
        };
        match what {
            What::Powers(powers) => self.mark_powers(here, powers, lost, by),
            What::Every { of, .. } => {
                if let Some(name) = of.as_ref().map(|of| &of.name).or(body) {
                    self.break_body_meant(here.package, &name.value, by);
                }
                false
            }
        }
    }

    /// Marks all powers of some sectors, but those that are left out.
    fn mark_class(&mut self, here: Here, sectors: &[Name], except: &[TextPlace], lost: Lost, by: &Lines) -> bool {
        let powers = self.written_out(self.class_named(here, sectors, except));
        powers.iter().for_each(|power| self.lose_by(*power, lost, by));
        !powers.is_empty()
    }

    fn mark_powers(&mut self, here: Here, powers: &[Name], lost: Lost, by: &Lines) -> bool {
        // Each of them, not only the first.
        powers.iter().fold(false, |any, power| self.mark_power_meant(here.package, &power.value, lost, by) | any)
    }

    /// Marks the power of that name; where there is none, the one that a misspelt name was probably meant to be.
    pub(crate) fn mark_power_meant(&mut self, package: PackageId, name: &str, lost: Lost, by: &Lines) -> bool {
        if self.mark_power(package, name, lost, by) {
            return true;
        }
        let is_declared = self.find_quietly(package, name, Sorts::ANY).is_some();
        match self.nearest(package, name, Sorts::POWER).filter(|_| !is_declared) {
            Some((near, _)) => self.mark_power(package, &near, lost, by),
            None => false,
        }
    }

    /// Marks the powers ruled in places of text that an operation names. `by`: its line.
    pub(crate) fn break_targets(&mut self, here: Here, at: ProvisionId, targets: &[TextPlace], by: SourceSpan) {
        for target in targets {
            if let ast::PlaceRoot::Every(_) = target.root {
                // Which of them it would have struck is not known.
                let own = self.instrument_of(at);
                let others = self.model.instruments.iter().filter(|(id, _)| *id != own);
                let others: Vec<ProvisionId> = others.map(|(_, row)| row.text).collect();
                others.into_iter().for_each(|text| self.break_place(text, by));
                continue;
            }
            let problems = self.problems.len();
            if let Ok(place) = self.place(here, Some(at), target) {
                self.break_place(place, by);
            }
            self.problems.truncate(problems);
        }
    }

    /// The lines in error of a place and of all around it.
    pub(crate) fn lines_above(&self, place: ProvisionId) -> Lines {
        self.lines_around(place, &self.broken_places)
    }

    /// Of lines by place, those of a place and of all around it.
    pub(crate) fn lines_around(&self, place: ProvisionId, lines: &BTreeMap<ProvisionId, Lines>) -> Lines {
        let up = std::iter::successors(Some(place), |at| self.model.provisions[*at].parent);
        let mut by = Lines::new();
        up.filter_map(|at| lines.get(&at)).for_each(|lines| add_lines(&mut by, lines));
        by
    }

    /// Of what an operation changes, anything may be missing.
    pub(crate) fn break_struck(&mut self, here: Here, at: Option<ProvisionId>, operation: &ast::Operation, by: &Lines) {
        use ast::Operation as O;
        let (targets, bodies): (&[TextPlace], Vec<&Name>) = match operation {
            O::Repeal { targets } | O::Suspend { targets } | O::Extend { targets } | O::Start { targets } => {
                (targets, Vec::new())
            }
            O::Replace { target } | O::InsertAfter { target } => (std::slice::from_ref(target), Vec::new()),
            O::Read { old, new } => (&[], vec![&old.name, &new.name]),
            O::Abolish { bodies } => (&[], bodies.iter().collect()),
            _ => return,
        };
        for name in bodies {
            self.break_body_meant(here.package, &name.value, by);
        }
        for target in targets {
            let problems = self.problems.len();
            if let Ok(place) = self.place(here, at, target) {
                add_lines(self.broken_places.entry(place).or_default(), by);
            }
            self.problems.truncate(problems);
        }
    }

    /// Remembers the facts that a lost condition asks. `by`: its line.
    pub(crate) fn break_facts_in(&mut self, package: PackageId, condition: &ast::Condition, by: SourceSpan) {
        let mut names = Vec::new();
        names_in(condition, &mut names);
        let is_known = |name: &&str| self.find_quietly(package, name, Sorts::FACT).is_some();
        // Of those, one may be that of a fact that is misspelt only where no other is there.
        let known: Vec<&str> = names.iter().copied().filter(is_known).collect();
        let names = if known.is_empty() { names } else { known };
        self.break_facts_meant(package, &names, &Lines::from([by]));
    }

    /// From lines, places, bodies and facts to the powers they concern.
    pub(crate) fn spread_breakage(&mut self) {
        for (here, lines, by) in std::mem::take(&mut self.pending_breaks) {
            self.mark_named_in(here, lines, &Lines::from([by]));
        }
        self.spread_to_texts();
        if !self.broken_places.is_empty() {
            for placed in self.placed.clone() {
                let Item::Rule(rule) = placed.item else { continue };
                let by = self.lines_above(placed.place);
                if !by.is_empty() {
                    self.mark_rule(placed.here, rule, Lost::Anything, &by);
                }
            }
        }
        if !self.broken_bodies.is_empty() {
            let reach = self.reach();
            for (body, by) in self.broken_bodies.clone() {
                reach.get(&body).into_iter().flatten().for_each(|power| self.lose_by(*power, Lost::Anything, &by));
            }
        }
        if !self.broken_parameters.is_empty() {
            let lines = |used: &[Used]| {
                let mut by = Lines::new();
                let lost = used.iter().filter_map(|used| self.broken_parameters.get(&used.parameter));
                lost.for_each(|lines| add_lines(&mut by, lines));
                by
            };
            let using: Vec<(RuleId, Lines)> =
                self.model.rules.iter().map(|(id, rule)| (id, lines(&rule.parameters))).collect();
            for (rule, by) in using.into_iter().filter(|(_, by)| !by.is_empty()) {
                self.lose_all_of_by(rule, &by);
            }
        }
        if !self.broken_facts.is_empty() {
            let rules = self.model.rules.iter();
            let asking: Vec<(RuleId, Lines)> =
                rules.map(|(id, rule)| (id, lines_asked(&rule.when, &self.broken_facts))).collect();
            for (rule, by) in asking.into_iter().filter(|(_, by)| !by.is_empty()) {
                self.lose_all_of_by(rule, &by);
            }
        }
        self.break_what_asks();
        self.spread_doubt();
    }

    /// From places to what the lines in them change: when a line whose dates or words are in error changes other texts,
    /// nobody knows, nor what those change in turn.
    pub(crate) fn spread_to_texts(&mut self) {
        let lost = |this: &Self| (this.broken_places.len(), this.broken_bodies.len(), this.broken.len());
        let mut before = None;
        while !self.broken_places.is_empty() && before != Some(lost(self)) {
            before = Some(lost(self));
            for placed in self.placed.clone() {
                let Item::Operation(operation) = placed.item else { continue };
                let by = self.lines_above(placed.place);
                if !by.is_empty() {
                    self.break_struck(placed.here, Some(placed.place), operation, &by);
                }
            }
        }
    }

    /// Whoever asks who holds a broken power gets no answer.
    fn break_what_asks(&mut self) {
        let mut known = 0;
        while known != self.broken.len() {
            known = self.broken.len();
            for (rule, by) in asking(&self.model, &self.broken) {
                self.lose_all_of_by(rule, &by);
            }
        }
    }

    /// The powers that each body may come to have by some rule, whatever the case and the day.
    pub(crate) fn reach(&self) -> BTreeMap<BodyId, BTreeSet<PowerId>> {
        let mut reach: BTreeMap<BodyId, BTreeSet<PowerId>> = BTreeMap::new();
        let (mut classes, mut follows) = (Vec::new(), Vec::new());
        for (_, rule) in self.model.rules.iter() {
            let (powers, to) = match &rule.effect {
                Effect::Hold { powers, holding, .. } => (powers, holding),
                Effect::Transfer { what: Powers::Named(powers), to, .. } => (powers, to),
                Effect::Transfer { what: Powers::Class(class), from, to, .. } => {
                    classes.push((from.body, class, to));
                    continue;
                }
                Effect::Follow { powers, whose, .. } => {
                    follows.push((*whose, powers));
                    continue;
                }
                _ => continue,
            };
            for seat in &to.seats {
                reach.entry(seat.body).or_default().extend(powers);
            }
        }
        // Each round moves some power to one body more, or ends.
        loop {
            let mut grown = false;
            for (whose, powers) in &follows {
                for had in reach.values_mut().filter(|had| had.contains(whose)) {
                    let before = had.len();
                    had.extend(powers.iter());
                    grown |= had.len() > before;
                }
            }
            for (from, class, to) in &classes {
                let moved: Vec<_> = reach
                    .get(from)
                    .into_iter()
                    .flatten()
                    .copied()
                    .filter(|power| {
                        let sector = self.model.powers[*power].sector.as_ref();
                        let fits =
                            class.sectors.is_empty() || sector.is_some_and(|sector| class.sectors.contains(sector));
                        fits && !class.except_powers.contains(power)
                    })
                    .collect();
                for seat in &to.seats {
                    let powers = reach.entry(seat.body).or_default();
                    let before = powers.len();
                    powers.extend(&moved);
                    grown |= powers.len() > before;
                }
            }
            if !grown {
                return reach;
            }
        }
    }
}

/// The lines that were lost and ask facts that a condition asks, too.
fn lines_asked(condition: &Condition, facts: &BTreeMap<FactId, Lines>) -> Lines {
    let mut found = Lines::new();
    condition.atoms(&mut |atom| {
        atom.facts(&mut |fact| {
            if let Some(by) = facts.get(&fact) {
                add_lines(&mut found, by);
            }
        });
    });
    found
}

/// What stands behind the verb of a grant: `p when x` of `b holds p when x`.
pub(crate) fn after_verb(text: &str) -> Option<&str> {
    let behind = |verb: &str| {
        let (_, rest) = text.split_once(&format!(" {verb}"))?;
        (rest.is_empty() || rest.starts_with([' ', ','])).then_some(rest)
    };
    Keyword::Holds.row().phrases().find_map(behind)
}

/// The words of an unreadable line that may be names.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '_' | '.')));
    words.map(|word| word.trim_matches('.')).filter(|word| !word.is_empty())
}

/// Every name that a condition asks about.
fn names_in<'c>(condition: &'c ast::Condition, names: &mut Vec<&'c str>) {
    use ast::ConditionKind as C;
    match &condition.kind {
        C::And(parts) | C::Or(parts) | C::NoneOf(parts) | C::AtLeast(_, parts) => {
            for part in parts {
                names_in(part, names);
            }
        }
        C::Not(part) | C::Over { condition: part, .. } | C::Dated { condition: part, .. } => names_in(part, names),
        C::Compare { subject, .. }
        | C::Is { subject, .. }
        | C::IsNone { subject, .. }
        | C::Include { subject, .. }
        | C::Fact(subject) => match &subject.kind {
            ast::ExpressionKind::Name(name) => names.push(name),
            ast::ExpressionKind::CountOf(name) => names.push(&name.value),
            _ => {}
        },
        C::Held { .. } | C::Vacant { .. } => {}
    }
}
