//! Which powers are incomplete because of an error: a rule that was lost might have filled their gap or settled their
//! overlap, so neither can be said of them. Where all that was lost are grants, the overlaps of the others stand: one
//! claim more settles none of them ([`Lost`]).
//!
//! Lost are: rules in error (the powers they name, or for a class the powers that may reach its body), unreadable lines
//! (the powers named on or below them), dates or words of a place in error (the powers of every rule there),
//! assumptions in error (the powers whose conditions ask the same facts), and operations that this version does not
//! carry out (the powers of their targets).

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;
use vires_model::{BodyId, Condition, Effect, FactId, PackageId, PowerId, Powers, ProvisionId, RuleId};
use vires_syntax::Keyword;
use vires_syntax::ast::{self, Line, LineKind, Name, TextPlace, What};

use crate::names::{Sorts, Thing};
use crate::provisions::Item;
use crate::resolver::{Here, Resolver};

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

impl<'a> Resolver<'a> {
    /// Of this power something is missing.
    pub(crate) fn lose(&mut self, power: PowerId, lost: Lost) {
        let known = self.broken.entry(power).or_insert(lost);
        *known = lost.max(*known);
    }

    /// Of all powers that a rule names anything may be missing.
    pub(crate) fn lose_all_of(&mut self, rule: RuleId) {
        for power in self.model.rules[rule].effect.named_powers().to_vec() {
            self.lose(power, Lost::Anything);
        }
    }

    /// Marks the powers that lines name, on them or below them. Whether there is any (as far as names are known by now).
    pub(crate) fn break_named_in(&mut self, here: Here, lines: &'a [Line]) -> bool {
        self.pending_breaks.push((here, lines));
        self.mark_named_in(here, lines)
    }

    fn mark_named_in(&mut self, here: Here, lines: &[Line]) -> bool {
        let mut any = false;
        for line in lines {
            match &line.kind {
                LineKind::Unreadable => {
                    let text: String = self.words_at(here, line.span).nfc().collect();
                    let lost = if self.begins_as_grant(here.package, &text) { Lost::Grants } else { Lost::Anything };
                    for word in words(&text) {
                        any |= self.mark_power(here.package, word, lost);
                    }
                }
                LineKind::Rule(rule) => any |= self.mark_rule(here, rule, Lost::with(rule)),
                _ => {}
            }
            any |= self.mark_named_in(here, &line.below);
        }
        any
    }

    /// Whether an unreadable line says at least of whom it speaks and that they hold something: `b of x holds p when the`.
    fn begins_as_grant(&mut self, package: PackageId, text: &str) -> bool {
        let spelled = |keyword: Keyword| {
            let row = keyword.row();
            row.english.iter().copied().chain([row.vietnamese])
        };
        let Some((before, _)) = spelled(Keyword::Holds).find_map(|holds| text.split_once(&format!(" {holds} "))) else {
            return false;
        };
        let joining = [Keyword::Of, Keyword::And, Keyword::Or];
        let is_joining = |word: &str| joining.iter().any(|keyword| spelled(*keyword).any(|phrase| phrase == word));
        let mut before = words(before).enumerate();
        before.next().is_some_and(|(_, name)| self.find_quietly(package, name, Sorts::BODY).is_some())
            && before.all(|(n, word)| is_joining(word) == (n % 2 == 1))
    }

    fn mark_power(&mut self, package: PackageId, name: &str, lost: Lost) -> bool {
        let Some(Thing::Power(id)) = self.find_quietly(package, name, Sorts::POWER) else {
            return false;
        };
        self.lose(id, lost);
        true
    }

    /// Marks the powers of a rule that could not be read whole.
    pub(crate) fn lose_rule(&mut self, here: Here, rule: &ast::Rule) -> bool {
        self.mark_rule(here, rule, Lost::with(rule))
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
    fn mark_rule(&mut self, here: Here, rule: &ast::Rule, lost: Lost) -> bool {
        use ast::Rule as R;
        let (what, body) = match rule {
            R::Hold { powers, .. } | R::Nobody { powers } | R::NotRequired { powers } => {
                return self.mark_powers(here, powers, lost);
            }
            R::Transfer { what, from, .. } => (what, Some(&from.name)),
            R::Keep { by, what } | R::TakeOver { by, what, .. } => (what, Some(&by.name)),
            R::Bar { who, what } => (what, Some(&who.name)),
            R::Enable { giver, what, .. } => (what, Some(&giver.name)),
            R::Reserve { what, .. } => (what, None),
        };
        match what {
            What::Powers(powers) => self.mark_powers(here, powers, lost),
            What::Every { of, .. } => {
                let body = of.as_ref().map(|of| &of.name).or(body);
                if let Some(name) = body
                    && let Some(Thing::Body(id)) = self.find_quietly(here.package, &name.value, Sorts::BODY)
                {
                    self.broken_bodies.insert(id);
                }
                false
            }
        }
    }

    fn mark_powers(&mut self, here: Here, powers: &[Name], lost: Lost) -> bool {
        // Each of them, not only the first.
        powers.iter().fold(false, |any, power| self.mark_power(here.package, &power.value, lost) | any)
    }

    /// Marks the powers ruled in places of text that an operation names.
    pub(crate) fn break_targets(&mut self, here: Here, at: ProvisionId, targets: &[TextPlace]) {
        for target in targets {
            // A target that is not there is no second error of a line that has no effect yet.
            if let ast::PlaceRoot::Every { .. } = target.root {
                // Which of them it would have struck is not known.
                let own = self.instrument_of(at);
                self.broken_places
                    .extend(self.model.instruments.iter().filter(|(id, _)| *id != own).map(|(_, row)| row.text));
                continue;
            }
            let problems = self.problems.len();
            if let Ok(place) = self.place(here, Some(at), target) {
                self.broken_places.insert(place);
            }
            self.problems.truncate(problems);
        }
    }

    /// Remembers the facts that a lost condition asks.
    pub(crate) fn break_facts_in(&mut self, package: PackageId, condition: &ast::Condition) {
        let mut names = Vec::new();
        names_in(condition, &mut names);
        for name in names {
            if let Some(Thing::Fact(id)) = self.find_quietly(package, name, Sorts::FACT) {
                self.broken_facts.insert(id);
            }
        }
    }

    /// From lines, places, bodies and facts to the powers they concern.
    pub(crate) fn spread_breakage(&mut self) {
        for (here, lines) in std::mem::take(&mut self.pending_breaks) {
            self.mark_named_in(here, lines);
        }
        if !self.broken_places.is_empty() {
            for placed in self.placed.clone() {
                let mut up = std::iter::successors(Some(placed.place), |at| self.model.provisions[*at].parent);
                if let Item::Rule(rule) = placed.item
                    && up.any(|at| self.broken_places.contains(&at))
                {
                    self.mark_rule(placed.here, rule, Lost::Anything);
                }
            }
        }
        if !self.broken_bodies.is_empty() {
            let reach = self.reach();
            for body in self.broken_bodies.clone() {
                reach.get(&body).into_iter().flatten().for_each(|power| self.lose(*power, Lost::Anything));
            }
        }
        if !self.broken_facts.is_empty() {
            let rules = self.model.rules.iter();
            let asking: Vec<_> =
                rules.filter(|(_, rule)| asks(&rule.when, &self.broken_facts)).map(|(id, _)| id).collect();
            asking.into_iter().for_each(|rule| self.lose_all_of(rule));
        }
        self.break_what_asks();
    }

    /// Whoever asks who holds a broken power gets no answer.
    fn break_what_asks(&mut self) {
        let mut known = 0;
        while known != self.broken.len() {
            known = self.broken.len();
            let rules = self.model.rules.iter();
            let asking = rules.filter(|(_, rule)| rule.asks().iter().any(|power| self.broken.contains_key(power)));
            let asking: Vec<RuleId> = asking.map(|(id, _)| id).collect();
            asking.into_iter().for_each(|rule| self.lose_all_of(rule));
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

fn asks(condition: &Condition, facts: &BTreeSet<FactId>) -> bool {
    let mut found = false;
    condition.atoms(&mut |atom| {
        atom.facts(&mut |fact| found |= facts.contains(&fact));
    });
    found
}

/// The words of an unreadable line that may be names.
fn words(text: &str) -> impl Iterator<Item = &str> {
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
