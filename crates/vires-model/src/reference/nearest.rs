//! What would have to differ for an act to be lawful: the fewest things, in a fixed order, each with the nearest value.

use std::collections::BTreeMap;

use crate::acts::{Act, Change, Ultra, UltraKind};
use crate::date::Day;
use crate::decision::{Case, Instance, Of, Outcome};
use crate::facts::{Domain, Measure, Value};
use crate::ids::{FactId, RuleId};
use crate::model::Model;
use crate::procedure::AskedBy;
use crate::reference::missing::{self, COMPLETIONS, Question, Values, given};
use crate::reference::{matter, values};

/// More things at once are no near change.
const TOGETHER: usize = 3;
/// So many completions of what is not known are tried beside each change.
const OPEN: usize = 256;

/// Something that can be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Thing {
    Body,
    Fact(FactId, UltraKind),
    Day,
}

impl Thing {
    const fn kind(self) -> UltraKind {
        match self {
            Self::Body => UltraKind::Place,
            Self::Fact(_, kind) => kind,
            Self::Day => UltraKind::Time,
        }
    }
}

/// Why those who acted do not hold the power.
pub(super) fn ultra(model: &Model, act: &Act<'_>) -> Ultra {
    let search = Search::new(model, act);
    let Some((kind, changes)) = search.fewest() else { return Ultra::new(UltraKind::NoPower, None) };
    let own = search.own(&changes);
    Ultra { changes, own, ..Ultra::new(kind, search.here()) }
}

struct Search<'a> {
    model: &'a Model,
    act: &'a Act<'a>,
    given: Values,
    things: Vec<Thing>,
    days: Vec<Day>,
}

impl<'a> Search<'a> {
    fn new(model: &'a Model, act: &'a Act<'a>) -> Self {
        let given = given(model, act.case, Some(act.at));
        // What the rules ask, on whatever day.
        let asked = matter::missing(model, act.power, &BTreeMap::new(), None);
        let mut facts: Vec<Thing> = asked
            .into_iter()
            .filter(|fact| given.contains_key(fact))
            .map(|fact| Thing::Fact(fact, kind_of(model, fact)))
            .collect();
        let rank = |thing: &Thing| match thing.kind() {
            UltraKind::Amount => 0,
            UltraKind::Place => 1,
            UltraKind::Matter => 2,
            _ => 3,
        };
        facts.sort_by_key(rank);
        let placed = act.by.iter().any(|by| matches!(by.of, Of::Place(_)));
        let things = placed.then_some(Thing::Body).into_iter().chain(facts).chain([Thing::Day]).collect();
        let days = values::all_days(model, &given);
        Self { model, act, given, things, days }
    }

    /// The first of the fewest things whose change makes the act lawful.
    fn fewest(&self) -> Option<(UltraKind, Vec<Change>)> {
        let mut budget = COMPLETIONS;
        for count in 1..=TOGETHER.min(self.things.len()) {
            for chosen in combinations(self.things.len(), count) {
                let chosen: Vec<Thing> = chosen.into_iter().filter_map(|n| self.things.get(n)).copied().collect();
                if let Some(changes) = self.change(&chosen, &mut budget) {
                    let kind = chosen.first().map_or(UltraKind::NoPower, |thing| thing.kind());
                    return Some((kind, changes));
                }
            }
        }
        self.anywhere(&mut budget)
    }

    /// The nearest change of these things together.
    fn change(&self, chosen: &[Thing], budget: &mut usize) -> Option<Vec<Change>> {
        let any_place = chosen.contains(&Thing::Body);
        let days = if chosen.contains(&Thing::Day) { self.days_by_distance() } else { vec![self.act.at] };
        let facts: Vec<FactId> = chosen
            .iter()
            .filter_map(|thing| match thing {
                Thing::Fact(fact, _) => Some(*fact),
                _ => None,
            })
            .collect();
        for day in days {
            let own: Vec<Vec<Value>> = facts.iter().map(|fact| self.values(*fact, day, facts.len())).collect();
            let total: usize = own.iter().map(Vec::len).product();
            for n in 0..total {
                *budget = budget.checked_sub(1)?;
                let (mut case, mut rest) = (self.given.clone(), n);
                let mut changes = Vec::new();
                for (fact, own) in facts.iter().zip(&own) {
                    let value = own.get(rest % own.len().max(1))?;
                    rest /= own.len().max(1);
                    case.insert(*fact, value.clone());
                    changes.push(Change::Fact(*fact, value.clone()));
                }
                let Some(holder) = self.holder(&case, day, any_place) else { continue };
                if any_place {
                    changes.insert(0, Change::Body(holder));
                }
                if day != self.act.at {
                    changes.push(Change::Day(self.nearest_in(&case, day, any_place)));
                }
                return Some(changes);
            }
        }
        None
    }

    /// Whether they hold it in any case on any day: all facts at once, else by the words of the rules.
    fn anywhere(&self, budget: &mut usize) -> Option<(UltraKind, Vec<Change>)> {
        let chosen: Vec<Thing> = self.things.clone();
        let before = *budget;
        *budget = COMPLETIONS;
        let found = self.change(&chosen, budget);
        if let Some(changes) = found {
            let changes: Vec<Change> = changes.into_iter().filter(|change| self.differs(change)).collect();
            let first = chosen.iter().find(|thing| changes.iter().any(|change| is_of(change, **thing)));
            return Some((first.map_or(UltraKind::Matter, |thing| thing.kind()), changes));
        }
        let out_of_steps = *budget == 0 || before == 0;
        let named = self.model.rules.iter().any(|(_, rule)| {
            rule.effect.speaks_of(self.model, self.act.power)
                && rule.effect.holders().iter().any(|holder| self.act.by.iter().any(|by| by.body == holder.body))
        });
        (out_of_steps && named).then(|| (UltraKind::Matter, Vec::new()))
    }

    fn differs(&self, change: &Change) -> bool {
        match change {
            Change::Body(who) => !self.act.by.contains(who),
            Change::Fact(fact, value) => self.given.get(fact) != Some(value),
            Change::Day(day) => *day != self.act.at,
        }
    }

    /// The one of those who acted, or with `any_place` its like, who holds the power then.
    fn holder(&self, case: &Values, day: Day, any_place: bool) -> Option<Instance> {
        let of = |outcome: &Outcome| {
            let Outcome::Competent { held, .. } = outcome else { return None };
            let holders = held.instances();
            let like = |by: &Instance, who: &Instance| by.may_be(*who) || any_place && by.body == who.body;
            let all = self.act.by.iter().all(|by| holders.iter().any(|who| like(by, who)));
            let first = self.act.by.first()?;
            holders.into_iter().find(|who| like(first, who)).filter(|_| all)
        };
        let whole = Case { facts: case.clone() };
        let outcome = missing::answer(self.model, self.act.power, &whole, Some(day));
        if !matches!(outcome, Outcome::Undetermined { .. }) {
            return of(&outcome);
        }
        // What is not known may be as it has to be.
        let question = Question::new(self.model, self.act.power, Some(day), case);
        let open = matter::missing(self.model, self.act.power, case, Some(day));
        let choices = question.choices(case, &open, OPEN)?;
        let mut found = None;
        question.each(case, &choices, &mut |_, day, values| {
            if found.is_none() {
                found = of(&question.on(day, values));
            }
        });
        found
    }

    /// Values that stand for all others, the nearest first.
    fn values(&self, fact: FactId, day: Day, together: usize) -> Vec<Value> {
        let conditions = values::conditions(self.model);
        let ordered = matches!(self.model.facts[fact].domain, Domain::Ordered(_));
        let at_once = if ordered && together == 1 { 0 } else { together };
        let own = values::representatives(self.model, &conditions, fact, &[day], &self.given, at_once);
        let mut own = own.unwrap_or_default();
        if let Some(Value::Ordered(given)) = self.given.get(&fact) {
            own.sort_by_key(|value| match value {
                Value::Ordered(number) => {
                    let distance = if number > given { *number - *given } else { *given - *number };
                    (0, distance)
                }
                _ => (1, *given),
            });
        }
        own.retain(|value| together > 1 || self.given.get(&fact) != Some(value));
        own
    }

    fn days_by_distance(&self) -> Vec<Day> {
        let at = self.act.at;
        // Where each stretch is nearest to the day of the act.
        let mut days: Vec<(u32, Day)> = Vec::new();
        for (n, day) in self.days.iter().enumerate() {
            let last = self.days.get(n + 1).map(|next| next.previous());
            let near = match last {
                Some(last) if last < at => last,
                _ => *day,
            };
            days.push((near.0.abs_diff(at.0), *day));
        }
        days.sort_unstable();
        days.into_iter().map(|(_, day)| day).collect()
    }

    /// The day of a stretch that is nearest to the day of the act.
    fn nearest_in(&self, case: &Values, day: Day, any_place: bool) -> Day {
        let next = self.days.iter().find(|next| **next > day);
        let last = next.map(|next| next.previous()).filter(|last| *last < self.act.at);
        last.filter(|last| self.holder(case, *last, any_place).is_some()).unwrap_or(day)
    }

    /// The text that gives the power to somebody else here, or to nobody.
    fn here(&self) -> Option<AskedBy> {
        match missing::answer(self.model, self.act.power, self.act.case, Some(self.act.at)) {
            Outcome::Competent { chain, .. } => chain.last().map(|link| AskedBy::Rule(link.rule)),
            Outcome::Nobody { rule, .. } => Some(AskedBy::Rule(rule)),
            _ => None,
        }
    }

    /// The last rule by which they hold it where they do.
    fn own(&self, changes: &[Change]) -> Option<RuleId> {
        let (mut case, mut at) = (self.act.case.clone(), self.act.at);
        for change in changes {
            match change {
                Change::Body(_) => {}
                Change::Fact(fact, value) => {
                    case.facts.insert(*fact, value.clone());
                }
                Change::Day(day) => at = *day,
            }
        }
        match missing::answer(self.model, self.act.power, &case, Some(at)) {
            Outcome::Competent { chain, .. } => chain.last().map(|link| link.rule),
            _ => None,
        }
    }
}

fn is_of(change: &Change, thing: Thing) -> bool {
    match (change, thing) {
        (Change::Body(_), Thing::Body) | (Change::Day(_), Thing::Day) => true,
        (Change::Fact(fact, _), Thing::Fact(own, _)) => *fact == own,
        _ => false,
    }
}

/// Which kind of excess a change of this fact would mend.
fn kind_of(model: &Model, fact: FactId) -> UltraKind {
    match &model.facts[fact].domain {
        Domain::Ordered(ordered) if ordered.measure == Measure::Date => UltraKind::Time,
        Domain::Ordered(_) => UltraKind::Amount,
        Domain::Choice(list) if model.lists[*list].territory => UltraKind::Place,
        Domain::Person => UltraKind::Person,
        Domain::YesNo | Domain::Choice(_) | Domain::SetOf(_) => UltraKind::Matter,
    }
}

/// All choices of so many of `n` things, in order.
fn combinations(n: usize, count: usize) -> Vec<Vec<usize>> {
    if count == 0 {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for first in 0..n {
        for rest in combinations(n - first - 1, count - 1) {
            all.push(std::iter::once(first).chain(rest.into_iter().map(|k| first + 1 + k)).collect());
        }
    }
    all
}
