//! What would have to differ for an act to be lawful: the fewest things, in a fixed order, each with the nearest value.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use crate::acts::{Act, Change, Ultra, UltraKind};
use crate::bodies::Which;
use crate::conditions::{Atom, Term};
use crate::date::Day;
use crate::decision::{Case, Decision, Held, Instance, Need, Needed, Of, Outcome};
use crate::facts::{Domain, Measure, Value};
use crate::ids::{BodyId, FactId, ListId, PowerId, RuleId};
use crate::model::Model;
use crate::number::Rational;
use crate::procedure::{AskedBy, DeadlineDue};
use crate::reference::acts::{is_enough, is_theirs};
use crate::reference::levers::{Lever, Levers};
use crate::reference::missing::{self, COMPLETIONS, Values, given};
use crate::reference::named::{deadlines, is_named_beside, names_one, take_overs};
use crate::reference::text::concerns;
use crate::reference::{contradicted, matter, steps, values};
use crate::rules::Effect;
use crate::taking_over::TakeOver;

/// More things at once are no near change.
const TOGETHER: usize = 3;
/// So many completions of what is not known are tried beside each change; where they are not all, nothing is said of every case.
const OPEN: usize = 64;
/// So many worlds are looked at in one search for a change.
const WORLDS: usize = 1 << 17;

/// Something that can be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Thing {
    Body(UltraKind),
    Fact(FactId, UltraKind),
    Day,
}

impl Thing {
    const fn kind(self) -> UltraKind {
        match self {
            Self::Body(kind) | Self::Fact(_, kind) => kind,
            Self::Day => UltraKind::Time,
        }
    }
}

/// Who of those who acted, or of their like, holds the power somewhere.
#[derive(Debug, Clone)]
struct Theirs {
    who: Instance,
    /// What is not known and has to be so; none: it is theirs whatever that is.
    open: Vec<Need>,
    /// Where others must act with them: the holding.
    wanted: Option<Held>,
}

/// A change with which the act would be lawful.
#[derive(Debug, Clone)]
struct Found {
    kind: UltraKind,
    changes: Vec<Change>,
    theirs: Theirs,
    case: Values,
    day: Day,
}

/// Why those who acted do not hold the power.
pub(super) fn ultra(model: &Model, act: &Act<'_>) -> Ultra {
    ultra_by(model, act, Levers::of)
}

/// What has to differ at least, in sets of at most so many.
type Look = fn(&Model, &Act<'_>, &Values, usize) -> Option<Levers>;

pub(super) fn ultra_by(model: &Model, act: &Act<'_>, levers: Look) -> Ultra {
    let search = Search::new(model, act, levers);
    let mut out_of_steps = false;
    let mut within = |look: &dyn Fn(&mut usize) -> Option<Found>| {
        let mut budget = COMPLETIONS;
        search.worlds.set(WORLDS);
        let found = look(&mut budget);
        out_of_steps |= budget == 0;
        found
    };
    let found = within(&|budget| search.fewest(budget)).or_else(|| {
        search.enough.set(false);
        let near = search.short.get().then(|| within(&|budget| search.fewest(budget))).flatten();
        near.or_else(|| within(&|budget| search.anywhere(budget)))
    });
    let incomplete = out_of_steps || search.cut.get();
    let found = found.or_else(|| incomplete.then(|| search.by_words()).flatten());
    let own = found.as_ref().and_then(|found| search.own(found));
    match found {
        Some(Found { kind, changes, theirs, .. }) => {
            // So many things at once are no near change.
            let near = changes.len() <= TOGETHER;
            let Theirs { open, wanted, .. } = theirs;
            let (changes, open, wanted) = if near { (changes, open, wanted) } else { Default::default() };
            let acted = |who: &Instance| act.by.iter().any(|by| by.may_be(*who));
            let also = wanted.as_ref().map(Held::instances).unwrap_or_default();
            let also: BTreeSet<Instance> = also.into_iter().filter(|who| !acted(who)).collect();
            let also = also.into_iter().collect();
            let wanted = wanted.map(Box::new);
            Ultra { changes, open, own, also, wanted, ..Ultra::new(kind, search.here()) }
        }
        None if is_named_beside(model, act) => Ultra::new(UltraKind::Matter, search.here()),
        None if search.over.get() => Ultra::new(UltraKind::Time, search.here()),
        None => Ultra::new(UltraKind::NoPower, None),
    }
}

struct Search<'a> {
    model: &'a Model,
    act: &'a Act<'a>,
    given: Values,
    things: Vec<Thing>,
    days: Vec<Day>,
    /// Whether not all of what is not known could be tried.
    cut: Cell<bool>,
    /// So many worlds may still be looked at.
    worlds: Cell<usize>,
    /// Whether only cases count in which those who acted are enough; else also those in which others must act with them.
    enough: Cell<bool>,
    /// Whether a case has been met in which others would have to act with them.
    short: Cell<bool>,
    /// Whether a case has been met in which it would be theirs, were their time to act not over or still to begin.
    over: Cell<bool>,
    /// What has to differ at least.
    levers: Option<Levers>,
    /// Whether any text says what silence of the holder means.
    silence: bool,
    /// Whether any text lets one of them take it over.
    takes_over: bool,
}

impl<'a> Search<'a> {
    fn new(model: &'a Model, act: &'a Act<'a>, levers: Look) -> Self {
        let given = given(model, act.case, Some(act.at));
        // What the rules ask, on whatever day.
        let mut asked = matter::missing(model, act.power, &BTreeMap::new(), None);
        let own = take_overs(model, act);
        let takes_over = !own.is_empty();
        for rule in own {
            let by = Some(AskedBy::Rule(rule));
            asked.extend(matter::missing_of_steps(model, act.power, &BTreeMap::new(), None, by));
        }
        let mut facts: Vec<Thing> = asked
            .into_iter()
            .filter(|fact| given.contains_key(fact))
            .map(|fact| Thing::Fact(fact, kind_of(model, fact)))
            .collect();
        facts.push(Thing::Day);
        let rank = |thing: &Thing| match (thing, thing.kind()) {
            (_, UltraKind::Amount) => 0,
            (_, UltraKind::Place) => 1,
            (_, UltraKind::Matter) => 2,
            (Thing::Day, _) => 3,
            _ => 4,
        };
        facts.sort_by_key(rank);
        let placed = act.by.iter().find(|by| matches!(by.of, Of::Place(_)));
        let placed = placed
            .and_then(|by| Some((by.body, model.bodies[by.body].one_per?)))
            .filter(|(body, list)| {
                let is_of_list = |thing: &Thing| match thing {
                    Thing::Fact(fact, _) => matches!(model.facts[*fact].domain, Domain::Choice(own) if own == *list),
                    _ => false,
                };
                model.lists[*list].territory || goes_by_a_fact(model, act.power, *body) || facts.iter().any(is_of_list)
            })
            .map(|(_, list)| list)
            .map(|list| Thing::Body(if model.lists[list].territory { UltraKind::Place } else { UltraKind::Matter }));
        let things = placed.into_iter().chain(facts).collect();
        let silence = deadlines(model, act.power).any(|own| own.silence.is_some());
        let mut days: BTreeSet<Day> = values::all_days(model, &given).into_iter().collect();
        if silence {
            // And those on which its periods begin, and on which silence has its effect.
            let outcome = missing::answer(model, act.power, act.case, Some(act.at));
            let decision = Decision { power: act.power, at: Some(act.at), outcome };
            let procedure = steps::procedure(model, act.case, &decision);
            days.extend(procedure.deadlines.iter().flat_map(|own| [own.since, own.until.map(Day::next)]).flatten());
        }
        let levers = levers(model, act, &given, TOGETHER);
        Self {
            model,
            act,
            given,
            things,
            days: days.into_iter().collect(),
            cut: Cell::new(false),
            worlds: Cell::new(WORLDS),
            enough: Cell::new(true),
            short: Cell::new(false),
            over: Cell::new(false),
            levers,
            silence,
            takes_over,
        }
    }

    /// The first of the fewest things whose change makes the act lawful; one that does so whatever is not known comes first.
    fn fewest(&self, budget: &mut usize) -> Option<Found> {
        for count in 1..=TOGETHER.min(self.things.len()) {
            let mut possible = None;
            for chosen in combinations(self.things.len(), count) {
                let chosen: Vec<Thing> = chosen.into_iter().filter_map(|n| self.things.get(n)).copied().collect();
                if self.is_another_case(&chosen) || !self.may_do(&chosen) {
                    continue;
                }
                match self.change(&chosen, budget) {
                    Some(found) if found.theirs.open.is_empty() => return Some(self.nearer(found)),
                    found => possible = possible.or(found),
                }
            }
            if let Some(found) = possible {
                return Some(self.nearer(found));
            }
        }
        None
    }

    /// Whether a rule that gives them the power may apply where these differ.
    fn may_do(&self, chosen: &[Thing]) -> bool {
        let lever = |thing: &Thing| match thing {
            Thing::Fact(fact, _) => Some(Lever::Fact(*fact)),
            Thing::Day => Some(Lever::Day),
            Thing::Body(_) => None,
        };
        self.levers.as_ref().is_none_or(|levers| levers.are_in(&chosen.iter().filter_map(lever).collect()))
    }

    /// Whether both the body and what says which one it is would differ: that is no longer this act.
    fn is_another_case(&self, chosen: &[Thing]) -> bool {
        let lists: Vec<_> = self.act.by.iter().filter_map(|by| self.model.bodies[by.body].one_per).collect();
        let selects = |thing: &Thing| match thing {
            Thing::Fact(fact, _) => match self.model.facts[*fact].domain {
                Domain::Choice(list) => lists.iter().any(|own| lies_within(self.model, list, *own)),
                _ => false,
            },
            _ => false,
        };
        chosen.iter().any(|thing| matches!(thing, Thing::Body(_))) && chosen.iter().any(selects)
    }

    /// A change of these things together. Where sums tie them to each other, each of them alone tells nothing of what they may be together.
    fn change(&self, chosen: &[Thing], budget: &mut usize) -> Option<Found> {
        let facts: BTreeSet<FactId> = facts_of(chosen).collect();
        let found = self.change_beside(chosen, &self.given, budget);
        if found.as_ref().is_some_and(|found| found.theirs.open.is_empty()) || !self.are_tied(&facts) {
            return found;
        }
        let mut others = self.given.clone();
        others.retain(|fact, _| !facts.contains(fact));
        self.change_beside(chosen, &others, budget).or(found)
    }

    /// Whether a sum has two of these facts in it.
    fn are_tied(&self, facts: &BTreeSet<FactId>) -> bool {
        let mut tied = false;
        for condition in values::conditions(self.model) {
            condition.atoms(&mut |atom| {
                if let Atom::Linear(_) = atom {
                    let mut count = 0;
                    atom.facts(&mut |fact| count += usize::from(facts.contains(&fact)));
                    tied |= count > 1;
                }
            });
        }
        tied
    }

    /// The same, with values that matter beside these.
    fn change_beside(&self, chosen: &[Thing], beside: &Values, budget: &mut usize) -> Option<Found> {
        let any_place = chosen.iter().any(|thing| matches!(thing, Thing::Body(_)));
        let days = if chosen.contains(&Thing::Day) { self.days_by_distance() } else { vec![self.act.at] };
        let facts: Vec<FactId> = facts_of(chosen).collect();
        let kind = chosen.first()?.kind();
        let mut possible: Option<Found> = None;
        for day in days {
            let own: Vec<Vec<Value>> = facts.iter().map(|fact| self.values(*fact, day, facts.len(), beside)).collect();
            let total: usize = own.iter().map(Vec::len).product();
            for n in 0..total {
                let Some(left) = budget.checked_sub(1) else { return possible };
                *budget = left;
                let (mut case, mut rest) = (self.given.clone(), n);
                let mut changes = Vec::new();
                for (fact, own) in facts.iter().zip(&own) {
                    let value = own.get(rest % own.len().max(1))?;
                    rest /= own.len().max(1);
                    case.insert(*fact, value.clone());
                    changes.push(Change::Fact(*fact, value.clone()));
                }
                let Some(theirs) = self.holder(&case, day, any_place) else { continue };
                if !theirs.open.is_empty() && possible.is_some() {
                    continue;
                }
                if any_place {
                    changes.insert(0, Change::Body(theirs.who));
                }
                let mut day = day;
                if day != self.act.at {
                    day = self.nearest_in(&case, day, any_place);
                    changes.push(Change::Day(day));
                }
                changes.retain(|change| self.differs(change));
                let found = Found { kind, changes, theirs, case, day };
                if found.theirs.open.is_empty() {
                    return Some(found);
                }
                possible = Some(found);
            }
        }
        possible
    }

    /// The same things, each with the nearest value that will do beside the others.
    fn nearer(&self, mut found: Found) -> Found {
        if found.changes.len() < 2 {
            return found;
        }
        let any_place = found.changes.iter().any(|change| matches!(change, Change::Body(_)));
        for change in &mut found.changes {
            let Change::Fact(fact, value) = change else { continue };
            for near in self.values(*fact, found.day, 1, &found.case) {
                let mut case = found.case.clone();
                case.insert(*fact, near.clone());
                let theirs = self.holder(&case, found.day, any_place);
                if let Some(theirs) = theirs.filter(|own| own.open.is_empty() || !found.theirs.open.is_empty()) {
                    *value = near;
                    (found.case, found.theirs) = (case, theirs);
                    break;
                }
            }
        }
        found
    }

    /// Whether they hold it in any case on any day: all facts at once.
    fn anywhere(&self, budget: &mut usize) -> Option<Found> {
        let is_body = |thing: &&Thing| matches!(thing, Thing::Body(_));
        let chosen: Vec<Thing> = self.things.iter().filter(|thing| !is_body(thing)).copied().collect();
        let found = self.change(&chosen, budget)?;
        let first = chosen.iter().find(|thing| found.changes.iter().any(|change| is_of(change, **thing)));
        Some(Found { kind: first.map_or(UltraKind::Matter, |thing| thing.kind()), ..found })
    }

    /// Where there are too many cases to try: whether a rule names them.
    fn by_words(&self) -> Option<Found> {
        let named = self.model.rules.iter().any(|(_, rule)| {
            rule.effect.speaks_of(self.model, self.act.power)
                && rule.effect.holders().iter().any(|holder| names_one(self.model, self.act, *holder))
        });
        let theirs = Theirs { who: *self.act.by.first()?, open: Vec::new(), wanted: None };
        let (case, day) = (self.given.clone(), self.act.at);
        named.then_some(Found { kind: UltraKind::Matter, changes: Vec::new(), theirs, case, day })
    }

    fn differs(&self, change: &Change) -> bool {
        match change {
            Change::Body(who) => !self.act.by.contains(who),
            Change::Fact(fact, value) => self.given.get(fact) != Some(value),
            Change::Day(day) => *day != self.act.at,
        }
    }

    /// The one of those who acted, or with `any_place` its like, who holds the power then.
    fn holder(&self, case: &Values, day: Day, any_place: bool) -> Option<Theirs> {
        let mut budget = OPEN;
        self.theirs(case, day, any_place, &mut budget)
    }

    /// What is not known may be as it has to be: fact after fact is given one of its values, as long as the answer turns on it.
    fn theirs(&self, case: &Values, day: Day, any_place: bool, budget: &mut usize) -> Option<Theirs> {
        let left = budget.checked_sub(1).filter(|_| self.worlds.get() > 0);
        let Some(left) = left else {
            self.cut.set(true);
            return None;
        };
        *budget = left;
        let whole = Case { facts: case.clone() };
        if !self.may_be(&whole, day) {
            return None;
        }
        let (outcome, looked_at) = missing::answer_counted(self.model, self.act.power, &whole, Some(day));
        self.worlds.set(self.worlds.get().saturating_sub(looked_at));
        let decision = Decision { power: self.act.power, at: Some(day), outcome };
        let needs = match &decision.outcome {
            Outcome::Competent { held, .. } => {
                let holders = held.instances();
                let like = |by: &Instance, who: &Instance| by.may_be(*who) || any_place && by.body == who.body;
                let all = self.act.by.iter().all(|by| holders.iter().any(|who| like(by, who)));
                // Each as the one of its like that holds it there.
                let by = self.act.by.iter().map(|by| (by, holders.iter().find(|who| like(by, who))));
                let as_there: Vec<Instance> = by.clone().map(|(by, who)| *who.unwrap_or(by)).collect();
                let enough = is_enough(held, &as_there);
                let short = all && !enough;
                self.short.set(self.short.get() || short);
                let theirs = enough || short && !self.enough.get();
                let other = by.clone().find_map(|(by, who)| who.filter(|who| !by.may_be(**who)));
                let who = other.or_else(|| by.clone().find_map(|(_, who)| who)).copied();
                let who = who.filter(|_| theirs);
                let over = who.is_some() && self.is_over(&whole, &decision, held);
                self.over.set(self.over.get() || over);
                let wanted = (!enough).then(|| held.clone());
                let theirs = who.filter(|_| !over).map(|who| Theirs { who, open: Vec::new(), wanted });
                return theirs.or_else(|| self.taken_over(&whole, &decision, held, &like));
            }
            Outcome::Undetermined { needs } => needs.clone(),
            _ => return None,
        };
        let fact = needs.iter().find_map(|need| match need.what {
            Needed::Fact(fact) => Some(fact),
            _ => None,
        });
        let conditions = values::conditions(self.model);
        let own = fact.and_then(|fact| {
            let own = values::representatives(self.model, &conditions, fact, &[day], case, needs.len())?;
            Some((fact, own))
        });
        let Some((fact, own)) = own else {
            self.cut.set(true);
            return None;
        };
        for value in own {
            let mut case = case.clone();
            case.insert(fact, value);
            if let Some(found) = self.theirs(&case, day, any_place, budget) {
                return Some(Theirs { open: needs, ..found });
            }
        }
        None
    }

    /// The one of them, or their like, who may take it over there.
    fn taken_over(
        &self,
        case: &Case,
        decision: &Decision,
        held: &Held,
        like: &dyn Fn(&Instance, &Instance) -> bool,
    ) -> Option<Theirs> {
        if !self.takes_over {
            return None;
        }
        let procedure = steps::procedure(self.model, case, decision);
        let open = procedure.take_overs.iter().filter(|own| own.is_open()).filter_map(|own| own.by);
        let who = open.into_iter().find(|who| self.act.by.iter().any(|by| like(by, who)))?;
        let held = procedure.now.as_ref().unwrap_or(held);
        let may = procedure.in_place(held, &TakeOver::is_open);
        let holders = may.instances();
        let as_there = |by: &Instance| holders.iter().find(|who| like(by, who)).copied().unwrap_or(*by);
        let by: Vec<Instance> = self.act.by.iter().map(as_there).collect();
        let enough = is_enough(&may, &by);
        self.short.set(self.short.get() || !enough);
        let of_theirs = |own: &TakeOver| {
            let mut of_rule = procedure.take_overs.iter().filter(|other| other.rule == own.rule);
            own.is_open() && of_rule.any(|other| other.is_by_one_of(&by))
        };
        let wanted = (!enough).then(|| procedure.exchanged(held, &of_theirs, &|holder| by.contains(&holder)));
        (enough || !self.enough.get()).then_some(Theirs { who, open: Vec::new(), wanted })
    }

    /// Whether such an act can be done: nothing that is assumed excludes the case, unless it excludes the one given as well, and each of the
    /// offices that acted is filled on that day, or is not said to be by anybody.
    fn may_be(&self, case: &Case, day: Day) -> bool {
        let (model, act) = (self.model, self.act);
        let vacant = |office: &Instance| model.is_unfilled(*office, day);
        let excluded = |case: &Case, day: Day| !contradicted(model, case, Some(day)).is_empty();
        !act.by.iter().any(vacant) && (!excluded(case, day) || excluded(act.case, act.at))
    }

    /// Whether silence has settled the matter there, or has passed it to another, or their time to act has not begun.
    fn is_over(&self, case: &Case, decision: &Decision, held: &Held) -> bool {
        if !self.silence {
            return false;
        }
        let procedure = steps::procedure(self.model, case, decision);
        let theirs = procedure.now.as_ref().unwrap_or(held);
        procedure.settled_by_silence().is_some()
            || procedure.deadlines.iter().any(DeadlineDue::is_to_begin)
            || !is_theirs(theirs, self.act.by) && theirs != held
    }

    /// Values that stand for all others beside these, the nearest first.
    fn values(&self, fact: FactId, day: Day, together: usize, beside: &Values) -> Vec<Value> {
        let conditions = values::conditions(self.model);
        let all = |together| {
            let own = values::representatives(self.model, &conditions, fact, &[day], beside, together);
            own.unwrap_or_else(|| {
                self.cut.set(true);
                Vec::new()
            })
        };
        let Domain::Ordered(ordered) = &self.model.facts[fact].domain else {
            let mut own = all(together);
            own.extend(self.own_places(fact).filter(|place| !own.contains(place)).collect::<Vec<_>>());
            own.retain(|value| together > 1 || self.given.get(&fact) != Some(value));
            return own;
        };
        let mut own = all(if together == 1 { 0 } else { together });
        let near = match self.given.get(&fact) {
            Some(Value::Ordered(given)) => Some(*given),
            // Of dates that the case does not have, the nearest is that of the act.
            _ if ordered.measure == Measure::Date => Some(Rational::from_integer(day.0.into())),
            _ => None,
        };
        if let Some(near) = near {
            own.sort_by_key(|value| match value {
                Value::Ordered(number) => (0, if *number > near { *number - near } else { near - *number }),
                _ => (1, near),
            });
        }
        own.retain(|value| together > 1 || self.given.get(&fact) != Some(value));
        own
    }

    /// The values of which those who acted are the bodies.
    fn own_places(&self, fact: FactId) -> impl Iterator<Item = Value> {
        let list = match self.model.facts[fact].domain {
            Domain::Choice(list) => Some(list),
            _ => None,
        };
        self.act.by.iter().filter_map(move |by| match by.of {
            Of::Place(place) if self.model.bodies[by.body].one_per == list => Some(Value::Choice(place)),
            _ => None,
        })
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
    fn own(&self, found: &Found) -> Option<RuleId> {
        let case = Case { facts: found.case.clone() };
        let Outcome::Competent { chain, also, .. } =
            missing::answer(self.model, self.act.power, &case, Some(found.day))
        else {
            return None;
        };
        let is_theirs = |who: Instance| who == found.theirs.who || self.act.by.iter().any(|by| by.may_be(who));
        let ends = std::iter::once(&chain).chain(&also).filter_map(|chain| chain.last());
        let mut theirs = ends.filter(|link| link.to.iter().flat_map(Held::instances).any(is_theirs));
        theirs.next().map(|link| link.rule)
    }
}

/// Whether the case says which of these bodies holds the power. Where the texts name each of them, another of them is no
/// change of the same act.
fn goes_by_a_fact(model: &Model, power: PowerId, body: BodyId) -> bool {
    let of_power = |id: &RuleId| concerns(model, *id, power, None);
    // Whoever holds another power may be named anywhere.
    let follows = model.rules.iter().any(|(id, rule)| matches!(rule.effect, Effect::Follow { .. }) && of_power(&id));
    let mut rules = model.rules.iter().filter(|(id, _)| follows || of_power(id));
    let by_fact = |which: Which| matches!(which, Which::OfFact(_) | Which::OfItsPlace);
    rules.any(|(_, rule)| rule.effect.holders().iter().any(|own| own.body == body && by_fact(own.which)))
}

/// Whether a list is another, or its places lie in those of the other.
fn lies_within(model: &Model, list: ListId, outer: ListId) -> bool {
    let mut at = Some(list);
    while let Some(here) = at {
        if here == outer {
            return true;
        }
        at = model.lists[here].within;
    }
    false
}

fn facts_of(things: &[Thing]) -> impl Iterator<Item = FactId> {
    things.iter().filter_map(|thing| match thing {
        Thing::Fact(fact, _) => Some(*fact),
        _ => None,
    })
}

fn is_of(change: &Change, thing: Thing) -> bool {
    match (change, thing) {
        (Change::Body(_), Thing::Body(_)) | (Change::Day(_), Thing::Day) => true,
        (Change::Fact(fact, _), Thing::Fact(own, _)) => *fact == own,
        _ => false,
    }
}

/// Which kind of excess a change of this fact would mend.
fn kind_of(model: &Model, fact: FactId) -> UltraKind {
    match &model.facts[fact].domain {
        Domain::Ordered(ordered) if ordered.measure == Measure::Date || counts_days(model, fact) => UltraKind::Time,
        Domain::Ordered(_) => UltraKind::Amount,
        Domain::Choice(list) if model.lists[*list].territory => UltraKind::Place,
        Domain::Person => UltraKind::Person,
        Domain::YesNo | Domain::Choice(_) | Domain::SetOf(_) => UltraKind::Matter,
    }
}

/// Whether the fact is a length of time that conditions add to the date asked about.
fn counts_days(model: &Model, fact: FactId) -> bool {
    let Domain::Ordered(ordered) = &model.facts[fact].domain else { return false };
    let mut found = false;
    for condition in values::conditions(model) {
        condition.atoms(&mut |atom| {
            if let Atom::Linear(linear) = atom {
                let has = |wanted: Term| linear.sum.iter().any(|(term, _)| term.base() == wanted);
                found |= has(Term::Today) && has(Term::Fact(fact));
            }
        });
    }
    found && ordered.measure == Measure::Days
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
