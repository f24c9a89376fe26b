//! One line of text may mean different things at different times: under another name of a body, or for some cases
//! only. Each stretch of days with one meaning is a row of its own.

use std::collections::{BTreeSet, HashSet};

use vires_model::{
    Atom, BodyId, Condition, ConditionKind, Day, Deadline, Effect, HeldBy, Holder, Holding, Life, Passing, ProvisionId,
    Rule, Silence, Step, Succession,
};

use crate::amendments::{Days, turning};
use crate::conditions::all;
use crate::readings::Reading;
use crate::resolver::Resolver;

/// A stretch of days, the readings in force in it and the applications.
struct Stretch {
    life: Life,
    readings: Vec<usize>,
    applications: Vec<usize>,
}

impl Resolver<'_> {
    /// Puts a rule into the model, in as many rows as it has meanings.
    pub(crate) fn push_versions(&mut self, rule: &Rule, days: &[Days]) {
        for row in self.versions(rule, days) {
            self.model.rules.push(row);
        }
    }

    /// The rows of a rule that is law on these days: one for each of its meanings.
    pub(crate) fn versions(&self, rule: &Rule, days: &[Days]) -> Vec<Rule> {
        let row = |days: &Days| Rule {
            life: days.life,
            when: all(vec![rule.when.clone(), days.when.clone()], rule.when.span),
            suspended_by: days.suspended_by,
            lapses: days.lapses,
            passing: days.passing.clone().into(),
            ..rule.clone()
        };
        days.iter().flat_map(|days| self.versions_of(row(days))).collect()
    }

    fn versions_of(&self, rule: Rule) -> Vec<Rule> {
        if self.readings.is_empty() && self.applications.is_empty() {
            return vec![rule];
        }
        let mut bodies = bodies_of(&rule.effect, &rule.when);
        for step in &rule.steps {
            bodies.extend(step.who.iter().map(|who| who.body));
            bodies.extend(bodies_in(&step.when));
            bodies.extend(step.passes_to().map(|to| to.body));
        }
        for deadline in &rule.deadlines {
            bodies.extend(deadline.passes_to().map(|to| to.body));
            bodies.extend(bodies_in(&deadline.when));
        }
        let mut rows: Vec<Rule> = Vec::new();
        let mut goes_on = false;
        for stretch in self.stretches(rule.place, rule.life, bodies.clone()) {
            let Some(effect) = self.effect_read(&rule.effect, &stretch.readings) else {
                goes_on = false;
                continue;
            };
            let next = Rule {
                life: stretch.life,
                when: self.when_in(&rule.when, &stretch),
                effect,
                read: self.successions(&rule.effect, &stretch.readings),
                steps: rule.steps.iter().map(|step| self.step_read(step, &stretch.readings)).collect(),
                deadlines: rule.deadlines.iter().map(|own| self.deadline_read(own, &stretch.readings)).collect(),
                ..rule.clone()
            };
            // A stretch in which nothing changes goes on.
            match rows.last_mut() {
                Some(row) if goes_on && Rule { life: next.life, ..row.clone() } == next => {
                    row.life.until = next.life.until;
                }
                _ => rows.push(next),
            }
            goes_on = true;
        }
        // With the last day of a reading its words mean again what they say.
        let mut passing = rule.passing.to_vec();
        for reading in self.readings_over(rule.place, bodies).iter().filter_map(|n| self.readings.get(*n)) {
            let last = self.last_day_of(reading.place).filter(|last| reading.life.until == Some(*last));
            passing.extend(last.map(|last| Passing { place: reading.place, last }));
        }
        for row in &mut rows {
            row.lapses = rule.lapses && row.life.until == rule.life.until;
            row.passing = turning(&passing, row.life).into();
        }
        rows
    }

    /// Which bodies the words of a rule are read to mean, each once, in the order of the words.
    fn successions(&self, effect: &Effect, readings: &[usize]) -> Box<[Succession]> {
        let mut all: Vec<Succession> = Vec::new();
        if !readings.is_empty() {
            for holder in effect.holders() {
                self.read_noting(holder, readings, &mut |reading| {
                    let own = Succession { old: reading.old.body, new: reading.new, place: reading.place };
                    if !all.contains(&own) {
                        all.push(own);
                    }
                });
            }
        }
        all.into()
    }

    /// The offices that an appointment means, one after another.
    pub(crate) fn offices_read(&self, place: ProvisionId, life: Life, office: Holder) -> Vec<(Holder, Life)> {
        let mut rows: Vec<(Holder, Life)> = Vec::new();
        for stretch in self.stretches(place, life, vec![office.body]) {
            let office = self.read(office, &stretch.readings);
            match rows.last_mut() {
                Some((last, life)) if *last == office => life.until = stretch.life.until,
                _ => rows.push((office, stretch.life)),
            }
        }
        rows
    }

    fn step_read(&self, step: &Step, readings: &[usize]) -> Step {
        Step {
            kind: step.kind,
            who: step.who.iter().map(|who| self.read(*who, readings)).collect(),
            enough: step.enough,
            among: step.among,
            when: self.condition_read(&step.when, readings),
            deadlines: step.deadlines.iter().map(|deadline| self.deadline_read(deadline, readings)).collect(),
            span: step.span,
        }
    }

    fn deadline_read(&self, deadline: &Deadline, readings: &[usize]) -> Deadline {
        let mut read = deadline.clone();
        if let Some(Silence::PassesTo(to)) = &mut read.silence {
            *to = self.read(*to, readings);
        }
        read.when = self.condition_read(&read.when, readings);
        read
    }

    /// The stretches of what a place says without effect of its own: life and condition.
    pub(crate) fn condition_versions(
        &self,
        place: ProvisionId,
        life: Life,
        when: &Condition,
    ) -> Vec<(Life, Condition)> {
        let bodies = bodies_in(when);
        let stretches = self.stretches(place, life, bodies);
        stretches.into_iter().map(|stretch| (stretch.life, self.when_in(when, &stretch))).collect()
    }

    fn stretches(&self, place: ProvisionId, life: Life, mut bodies: Vec<BodyId>) -> Vec<Stretch> {
        let applications = self.applications_over(place);
        bodies.extend(
            applications.iter().filter_map(|n| self.applications.get(*n)).flat_map(|line| bodies_in(&line.when)),
        );
        let readings = self.readings_over(place, bodies);
        if readings.is_empty() && applications.is_empty() {
            return vec![Stretch { life, readings, applications }];
        }
        let undone = |reading: &Reading| -> Vec<Life> {
            let of = reading.undone.iter().filter(|(_, places)| self.stands_in_any(place, places));
            of.map(|(life, _)| *life).collect()
        };
        let read = readings.iter().filter_map(|n| self.readings.get(*n));
        let lives = read.flat_map(|reading| undone(reading).into_iter().chain([reading.life]));
        let others = applications.iter().filter_map(|n| self.applications.get(*n)).map(|line| line.life);
        let mut starts: BTreeSet<Day> = BTreeSet::new();
        for other in lives.chain(others) {
            starts.extend(other.from);
            starts.extend(other.until.map(Day::next));
        }
        let mut stretches = Vec::new();
        let mut from = life.from;
        let inside =
            |day: &Day| life.from.is_none_or(|from| from < *day) && life.until.is_none_or(|until| *day <= until);
        for start in starts.into_iter().filter(inside).map(Some).chain([None]) {
            let until = start.map_or(life.until, |start| Some(start.previous()));
            let stretch = Life { from, until };
            let alive = |other: Life| !other.intersect(stretch).is_empty();
            stretches.push(Stretch {
                life: stretch,
                readings: readings
                    .iter()
                    .copied()
                    .filter(|n| {
                        self.readings.get(*n).is_some_and(|row| alive(row.life) && !undone(row).into_iter().any(alive))
                    })
                    .collect(),
                applications: applications
                    .iter()
                    .copied()
                    .filter(|n| self.applications.get(*n).is_some_and(|row| alive(row.life)))
                    .collect(),
            });
            from = start;
        }
        stretches
    }

    /// The readings that touch a text naming these bodies, those of bodies they lead to included.
    fn readings_over(&self, place: ProvisionId, bodies: Vec<BodyId>) -> Vec<usize> {
        if self.readings.is_empty() {
            return Vec::new();
        }
        let mut found = BTreeSet::new();
        let mut seen: HashSet<BodyId> = HashSet::new();
        let mut open = bodies;
        while let Some(body) = open.pop() {
            if !seen.insert(body) {
                continue;
            }
            for n in self.readings_of.get(&body).into_iter().flatten() {
                let Some(reading) = self.readings.get(*n) else {
                    continue;
                };
                let here = reading.within.is_empty() || self.stands_in_any(place, &reading.within);
                if here {
                    found.insert(*n);
                    open.push(reading.new);
                }
            }
        }
        found.into_iter().collect()
    }

    fn stands_in_any(&self, place: ProvisionId, around: &[ProvisionId]) -> bool {
        around.iter().any(|around| self.model.stands_in(place, *around))
    }

    fn when_in(&self, when: &Condition, stretch: &Stretch) -> Condition {
        let own = self.condition_read(when, &stretch.readings);
        if stretch.applications.is_empty() {
            return own;
        }
        let span = own.span;
        let mut parts = Vec::new();
        if own.kind != ConditionKind::Always {
            parts.push(own);
        }
        for line in stretch.applications.iter().filter_map(|n| self.applications.get(*n)) {
            parts.push(self.condition_read(&line.when, &stretch.readings));
        }
        all(parts, span)
    }

    fn holding_read(&self, holding: &Holding, readings: &[usize]) -> Holding {
        Holding { seats: holding.seats.iter().map(|seat| self.read(*seat, readings)).collect(), ..holding.clone() }
    }

    /// None where a transfer would go from a body to itself: both names came to mean one body.
    fn effect_read(&self, effect: &Effect, readings: &[usize]) -> Option<Effect> {
        if readings.is_empty() {
            return Some(effect.clone());
        }
        let mut read = effect.clone();
        let body = |body: &mut BodyId| {
            let bare = Holder { body: *body, which: vires_model::Which::Unsaid };
            *body = self.read(bare, readings).body;
        };
        match &mut read {
            Effect::Hold { holding, .. } => *holding = self.holding_read(holding, readings),
            Effect::Transfer { from, to, reserve, .. } => {
                *from = self.read(*from, readings);
                *to = self.holding_read(to, readings);
                if to.seats.iter().all(|seat| seat == from) {
                    return None;
                }
                if let Some(reserve) = reserve {
                    reserve.below.iter_mut().for_each(body);
                    reserve.except.iter_mut().for_each(body);
                }
            }
            Effect::Keep { by, .. } => *by = self.read(*by, readings),
            Effect::Bar { who: vires_model::Barred::Holder(holder), .. } => *holder = self.read(*holder, readings),
            Effect::Reserve { reserve, .. } => {
                reserve.below.iter_mut().for_each(body);
                reserve.except.iter_mut().for_each(body);
            }
            Effect::TakeOver { by, from, .. } => {
                *by = self.holding_read(by, readings);
                *from = self.read(*from, readings);
            }
            Effect::Enable { giver, to, .. } => {
                *giver = self.read(*giver, readings);
                *to = self.read(*to, readings);
            }
            Effect::Bar { .. } | Effect::Follow { .. } | Effect::Nobody { .. } | Effect::NotRequired { .. } => {}
        }
        Some(read)
    }

    fn condition_read(&self, condition: &Condition, readings: &[usize]) -> Condition {
        if readings.is_empty() {
            return condition.clone();
        }
        let each = |parts: &[Condition]| parts.iter().map(|part| self.condition_read(part, readings)).collect();
        let holders = |holders: &[Holder]| holders.iter().map(|holder| self.read(*holder, readings)).collect();
        let kind = match &condition.kind {
            ConditionKind::All(parts) => ConditionKind::All(each(parts)),
            ConditionKind::Any(parts) => ConditionKind::Any(each(parts)),
            ConditionKind::AtLeast(n, parts) => ConditionKind::AtLeast(*n, each(parts)),
            ConditionKind::Not(part) => ConditionKind::Not(Box::new(self.condition_read(part, readings))),
            ConditionKind::Atom(Atom::Held { power, by }) => ConditionKind::Atom(Atom::Held {
                power: *power,
                by: match by {
                    HeldBy::AnyOf(some) => HeldBy::AnyOf(holders(some)),
                    HeldBy::AllOf(some) => HeldBy::AllOf(holders(some)),
                    HeldBy::At(_) | HeldBy::Below(_) => by.clone(),
                },
            }),
            ConditionKind::Always | ConditionKind::Atom(_) => condition.kind.clone(),
        };
        Condition { kind, span: condition.span, named: condition.named.clone() }
    }
}

fn bodies_of(effect: &Effect, when: &Condition) -> Vec<BodyId> {
    let mut bodies = bodies_in(when);
    let mut reserved = |reserve: &vires_model::Reserve| {
        let mut named: Vec<_> = reserve.except.clone();
        named.extend(reserve.below);
        named
    };
    match effect {
        Effect::Hold { holding, .. } => bodies.extend(holding.seats.iter().map(|seat| seat.body)),
        Effect::Transfer { from, to, reserve, .. } => {
            bodies.push(from.body);
            bodies.extend(to.seats.iter().map(|seat| seat.body));
            bodies.extend(reserve.iter().flat_map(&mut reserved));
        }
        Effect::Keep { by, .. } => bodies.push(by.body),
        Effect::Bar { who: vires_model::Barred::Holder(holder), .. } => bodies.push(holder.body),
        Effect::Reserve { reserve, .. } => bodies.extend(reserved(reserve)),
        Effect::TakeOver { by, from, .. } => bodies.extend(by.seats.iter().chain([from]).map(|seat| seat.body)),
        Effect::Enable { giver, to, .. } => bodies.extend([giver.body, to.body]),
        Effect::Bar { .. } | Effect::Follow { .. } | Effect::Nobody { .. } | Effect::NotRequired { .. } => {}
    }
    bodies
}

fn bodies_in(condition: &Condition) -> Vec<BodyId> {
    let mut bodies = Vec::new();
    condition.atoms(&mut |atom| {
        if let Atom::Held { by: HeldBy::AnyOf(holders) | HeldBy::AllOf(holders), .. } = atom {
            bodies.extend(holders.iter().map(|holder| holder.body));
        }
    });
    bodies
}
