//! Which facts that are not given can matter for a power (5.8).

use std::collections::{BTreeMap, BTreeSet};

use crate::bodies::{Holder, Which};
use crate::conditions::{Atom, Condition, HeldBy};
use crate::date::{Day, Life};
use crate::facts::Value;
use crate::ids::{BodyId, FactId, PowerId, ProvisionId, RuleId};
use crate::model::Model;
use crate::procedure::AskedBy;
use crate::reference::bound::{deadlines_of, place, steps_of};
use crate::reference::facts::Facts;
use crate::reference::text::concerns;
use crate::reference::truth::{Truth, truth};
use crate::rules::{Barred, Effect};
use crate::steps::{Among, Deadline};

/// Facts of rules on the power, of the holders they name, of powers they look at, and of assumptions that touch such facts.
pub(super) fn missing(
    model: &Model,
    power: PowerId,
    given: &BTreeMap<FactId, Value>,
    at: Option<Day>,
) -> BTreeSet<FactId> {
    let mut search = Search::new(model, given, at);
    search.power(power);
    tied(model, given, at, search.found)
}

/// The same with the facts that decide which steps, deadlines and takings over there are; `only`: those of one text. From when a period
/// counts is none of them: nothing else turns on it.
pub(super) fn missing_of_steps(
    model: &Model,
    power: PowerId,
    given: &BTreeMap<FactId, Value>,
    at: Option<Day>,
    only: Option<AskedBy>,
) -> BTreeSet<FactId> {
    let mut search = Search::new(model, given, at);
    search.power(power);
    for text in search.texts(power) {
        if only.is_none_or(|only| only == text) {
            search.steps(text, power);
        }
    }
    tied(model, given, at, search.found)
}

/// The facts that say from when periods count, and how long they are.
pub(super) fn counted(
    model: &Model,
    power: PowerId,
    given: &BTreeMap<FactId, Value>,
    at: Option<Day>,
) -> BTreeSet<FactId> {
    let all = texts(model, power, given, at);
    let deadlines = all.into_iter().flat_map(|text| {
        let own = deadlines_of(model, text).iter();
        own.chain(steps_of(model, text).iter().flat_map(|step| &step.deadlines))
    });
    deadlines.flat_map(|own| own.counted_from().chain(own.lengths())).collect()
}

/// The facts on which it turns what else a decision on a power needs, whoever holds it: those of steps, deadlines, taking over and bars on persons,
/// of what limits passing it on, and by which holders say which one is meant.
pub(super) fn beside(
    model: &Model,
    power: PowerId,
    given: &BTreeMap<FactId, Value>,
    at: Option<Day>,
) -> BTreeSet<FactId> {
    let mut search = Search::new(model, given, at);
    for text in search.texts(power) {
        search.steps_once_it_applies(text, power);
    }
    for (id, rule) in model.rules.iter() {
        let limits = matches!(
            rule.effect,
            Effect::Bar { .. } | Effect::Reserve { .. } | Effect::Enable { .. } | Effect::Keep { .. }
        );
        if !concerns(model, id, power, at) {
            continue;
        }
        // Which one of like bodies is meant.
        rule.effect.holders().into_iter().for_each(|holder| search.holder(holder, power));
        if limits {
            search.condition(&rule.when, power);
        }
    }
    search.found
}

/// The texts that may ask for something beside a decision on a power, or let somebody take it over.
pub(super) fn texts(model: &Model, power: PowerId, given: &BTreeMap<FactId, Value>, at: Option<Day>) -> Vec<AskedBy> {
    Search::new(model, given, at).texts(power)
}

/// Facts not given, with those that assumptions tie to them, or to a day that is not given.
fn tied(
    model: &Model,
    given: &BTreeMap<FactId, Value>,
    at: Option<Day>,
    mut found: BTreeSet<FactId>,
) -> BTreeSet<FactId> {
    found.retain(|fact| !given.contains_key(fact));
    let facts_of = |assumption: &Condition| {
        let mut facts = assumption.facts();
        facts.retain(|fact| !given.contains_key(fact));
        facts
    };
    let assumptions: Vec<BTreeSet<FactId>> = model.assumptions.iter().map(facts_of).collect();
    if at.is_none() {
        let of_the_day = model.assumptions.iter().filter(|assumption| assumption.asks_the_day());
        found.extend(of_the_day.flat_map(facts_of));
    }
    loop {
        let before = found.len();
        for facts in &assumptions {
            if !found.is_disjoint(facts) {
                found.extend(facts);
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

struct Search<'a> {
    facts: Facts<'a>,
    at: Option<Day>,
    powers: BTreeSet<PowerId>,
    found: BTreeSet<FactId>,
}

impl<'a> Search<'a> {
    const fn new(model: &'a Model, given: &'a BTreeMap<FactId, Value>, at: Option<Day>) -> Self {
        Self { facts: Facts { model, values: given, day: at }, at, powers: BTreeSet::new(), found: BTreeSet::new() }
    }
    fn power(&mut self, power: PowerId) {
        if !self.powers.insert(power) {
            return;
        }
        let model = self.facts.model;
        let bearing = self.rules(power);
        let followed = bearing.iter().filter_map(|id| match &model.rules[*id].effect {
            Effect::Follow { whose, .. } => Some(*whose),
            _ => None,
        });
        for whose in followed.collect::<BTreeSet<_>>() {
            self.asks(power, whose);
        }
        let places: Vec<ProvisionId> = bearing.iter().map(|id| model.rules[*id].place).collect();
        for id in &bearing {
            self.condition(&model.rules[*id].when, power);
            for holder in model.rules[*id].effect.holders() {
                self.holder(holder, power);
            }
        }
        for word in &model.words {
            let speaks = |place: &ProvisionId| model.stands_in(*place, word.speaker);
            let is_of = |place: &ProvisionId| word.of.iter().any(|of| model.stands_in(*place, *of));
            if self.lives(word.life) && places.iter().any(speaks) && places.iter().any(is_of) {
                self.condition(&word.when, power);
            }
        }
    }
    fn texts(&self, power: PowerId) -> Vec<AskedBy> {
        let model = self.facts.model;
        let take_overs = model.rules.iter().filter(|(id, rule)| {
            matches!(rule.effect, Effect::TakeOver { .. })
                && concerns(model, *id, power, self.at)
                && self.lives(rule.life)
                && self.known(&rule.when) != Some(false)
        });
        let rules = self.rules(power).into_iter().filter(|rule| {
            let rule = &model.rules[*rule];
            !rule.steps.is_empty() || !rule.deadlines.is_empty()
        });
        let rules: BTreeSet<RuleId> = take_overs.map(|(id, _)| id).chain(rules).collect();
        let attached = model.attachments.iter().enumerate().filter(|(_, text)| {
            text.what.speak_of(model, power) && self.lives(text.life) && self.known(&text.when) != Some(false)
        });
        let attached: Vec<AskedBy> = attached.map(|(n, _)| AskedBy::Attachment(n)).collect();
        rules.into_iter().map(AskedBy::Rule).chain(attached).collect()
    }
    fn steps(&mut self, text: AskedBy, power: PowerId) {
        if let AskedBy::Rule(rule) = text {
            self.condition(&self.facts.model.rules[rule].when, power);
        }
        self.steps_once_it_applies(text, power);
    }
    /// The same where it is known of each rule by which somebody holds the power whether it applies.
    fn steps_once_it_applies(&mut self, text: AskedBy, power: PowerId) {
        let model = self.facts.model;
        let (steps, deadlines) = match text {
            AskedBy::Rule(rule) => {
                let rule = &model.rules[rule];
                if let Effect::TakeOver { by, .. } = &rule.effect {
                    self.condition(&rule.when, power);
                    rule.effect.holders().into_iter().for_each(|holder| self.holder(holder, power));
                    by.seats.iter().for_each(|seat| self.bars_on(seat.body, power));
                }
                (&rule.steps, &rule.deadlines)
            }
            AskedBy::Attachment(n) => match model.attachments.get(n) {
                Some(text) => {
                    self.condition(&text.when, power);
                    (&text.steps, &text.deadlines)
                }
                None => return,
            },
        };
        self.words_on(text, power);
        for step in steps.iter().filter(|step| self.known(&step.when) != Some(false)).collect::<Vec<_>>() {
            self.condition(&step.when, power);
            match step.among {
                Among::Named | Among::Group => step.who.iter().for_each(|who| self.holder(*who, power)),
                // Each of a set not given may be asked, or not; no completion of it is tried.
                Among::EachOf(_) => {}
                Among::HolderOf(whose) => self.asks(power, whose),
            }
        }
        for deadline in deadlines {
            self.condition(&deadline.when, power);
        }
        let own = steps.iter().flat_map(|step| &step.deadlines);
        for to in own.chain(deadlines).filter_map(Deadline::passes_to).collect::<Vec<_>>() {
            self.holder(to, power);
            self.bars_on(to.body, power);
        }
    }
    /// Who is barred takes nothing over, and nothing passes to them.
    fn bars_on(&mut self, body: BodyId, power: PowerId) {
        let model = self.facts.model;
        for (id, rule) in model.rules.iter() {
            if let Effect::Bar { who: Barred::Holder(holder), .. } = &rule.effect
                && holder.body == body
                && self.lives(rule.life)
                && concerns(model, id, power, self.at)
            {
                self.condition(&rule.when, power);
                self.holder(*holder, power);
            }
        }
    }
    /// What texts say of each other decides which of them says what silence means.
    fn words_on(&mut self, text: AskedBy, power: PowerId) {
        let model = self.facts.model;
        let Some(place) = place(model, text) else { return };
        for word in &model.words {
            let speaks = model.stands_in(place, word.speaker) || word.of.iter().any(|of| model.stands_in(place, *of));
            if speaks && self.lives(word.life) {
                self.condition(&word.when, power);
            }
        }
    }
    fn lives(&self, life: Life) -> bool {
        match self.at {
            Some(day) => life.contains(day),
            None => !life.is_empty(),
        }
    }
    fn known(&self, condition: &Condition) -> Truth {
        truth(&self.facts, condition, &mut |_| Ok(None)).unwrap_or(None)
    }
    /// The rules that can be active and touch a body which can have the power.
    fn rules(&self, power: PowerId) -> Vec<RuleId> {
        let model = self.facts.model;
        let possible: Vec<RuleId> = model
            .rules
            .iter()
            .filter(|(id, rule)| {
                concerns(model, *id, power, self.at) && self.lives(rule.life) && self.known(&rule.when) != Some(false)
            })
            .map(|(id, _)| id)
            .collect();
        // Whoever holds another power may be anybody.
        let follows = possible.iter().any(|id| matches!(&model.rules[*id].effect, Effect::Follow { .. }));
        let mut bodies: BTreeSet<BodyId> = BTreeSet::new();
        loop {
            let before = bodies.len();
            for id in &possible {
                match &model.rules[*id].effect {
                    Effect::Hold { holding, .. } => {
                        bodies.extend(holding.seats.iter().map(|seat| seat.body));
                    }
                    Effect::Transfer { from, to, .. } if follows || bodies.contains(&from.body) => {
                        bodies.extend(to.seats.iter().map(|seat| seat.body));
                    }
                    _ => {}
                }
            }
            if bodies.len() == before {
                break;
            }
        }
        let bears = |id: &RuleId| match &model.rules[*id].effect {
            Effect::Hold { .. }
            | Effect::Follow { .. }
            | Effect::Nobody { .. }
            | Effect::NotRequired { .. }
            | Effect::Enable { .. }
            | Effect::Reserve { .. } => true,
            // Listed beside the holder: it changes no outcome.
            Effect::TakeOver { .. } => false,
            Effect::Transfer { from, .. } => follows || bodies.contains(&from.body),
            Effect::Keep { by, .. } => follows || bodies.contains(&by.body),
            Effect::Bar { who, .. } => match who {
                Barred::Holder(holder) => follows || bodies.contains(&holder.body),
                // The office holds as long as it is not known who asks.
                Barred::Person(fact) => matches!(self.facts.values.get(fact), Some(Value::Person(_))),
            },
        };
        possible.into_iter().filter(bears).collect()
    }
    /// `asking` looks at another power; its act passes by name.
    fn asks(&mut self, asking: PowerId, asked: PowerId) {
        let model = self.facts.model;
        if let (Some(own), Some(theirs)) = (model.powers[asking].act, model.powers[asked].act)
            && own != theirs
        {
            self.found.insert(own);
        }
        self.power(asked);
    }
    fn condition(&mut self, condition: &Condition, asking: PowerId) {
        if self.known(condition).is_some() {
            return;
        }
        let mut asked: Vec<(PowerId, &HeldBy)> = Vec::new();
        condition.atoms(&mut |atom| {
            atom.facts(&mut |fact| {
                self.found.insert(fact);
            });
            if let Atom::Held { power, by } = atom {
                asked.push((*power, by));
            }
        });
        for (power, by) in asked {
            if let HeldBy::AnyOf(holders) | HeldBy::AllOf(holders) = by {
                for holder in holders {
                    self.holder(*holder, power);
                }
            }
            self.asks(asking, power);
        }
    }
    fn holder(&mut self, holder: Holder, power: PowerId) {
        match holder.which {
            Which::OfFact(fact) => {
                self.found.insert(fact);
            }
            // 3.2: one not said which is known by the power's place.
            Which::OfItsPlace | Which::Unsaid => {
                self.found.extend(self.facts.model.powers[power].place);
            }
            Which::Sole | Which::OfValue(_) => {}
        }
    }
}
