//! By which provisions something else is decided than before: rules that begin or end, and lines by which a limit that
//! a rule turns on becomes another.

use std::collections::{BTreeMap, BTreeSet};

use vires_analysis::words::{ValueText, setting_text};
use vires_analysis::{Change, Situation};
use vires_diagnostics::Cited;
use vires_model::{
    Atom, Case, Condition, ConditionKind, Day, Domain, Entry, EntryKey, Life, Linear, PowerId, ProvisionId, Rational,
    Rule, RuleId, SetTo, Setting, Value, applies, parameters_used,
};
use vires_resolve::Standing;

use crate::changes::{Sides, cited_once, cited_setting, once, provision};
use crate::names::Names;

/// One side of a change: its law, the day, and the case that shows the change, in its own facts.
#[derive(Clone, Copy)]
struct Side<'a> {
    names: &'a Names<'a>,
    power: PowerId,
    case: &'a Case,
    day: Day,
}

impl Sides<'_> {
    /// The provisions by which one side comes to what it decides and the other does not. Of a limit that has changed it is
    /// the line that sets it anew, or the one that does so no longer; else the rules that are new, or else those that are
    /// gone. `days`: those that are compared; none where every day is.
    pub(crate) fn cause(self, change: &Change, days: Option<(Day, Day)>) -> Vec<Cited> {
        let limits = self.shown(change, days).map(|(old, new)| limits_of_all(old, new)).unwrap_or_default();
        if !limits.is_empty() {
            return limits;
        }
        let all = |situation: &Situation, names| cited_once(names, situation.chains.iter().flatten().copied());
        let (old, new) = (all(&change.before, self.before), all(&change.after, self.after));
        let left_over = self.left_over(change, days);
        let (begun, ended) = left_over.unwrap_or_else(|| (only(&new, &old), only(&old, &new)));
        match (begun.is_empty(), ended.is_empty()) {
            (false, _) => begun,
            (true, false) => ended,
            // The same provisions say something else: by what another says of their names, or of themselves.
            (true, true) => match self.readings(change) {
                readings if readings.is_empty() => new,
                readings => readings,
            },
        }
    }

    /// The provisions that took away, or suspended, what decided on the first of two days, where all that decides on the other was law on both:
    /// whoever holds it now, it is by them that it has come to that. `self` is of one law.
    pub(crate) fn taken_away(
        self,
        change: &Change,
        standings: &BTreeMap<ProvisionId, Standing>,
        (from, to): (Day, Day),
    ) -> Vec<Cited> {
        let model = self.after.model;
        let rules = |situation: &Situation| situation.chains.iter().flatten().copied().collect::<BTreeSet<RuleId>>();
        let (old, new) = (rules(&change.before), rules(&change.after));
        let was_law = |rule: &RuleId| model.rules[*rule].life.contains(from);
        if !new.difference(&old).all(was_law) {
            return Vec::new();
        }
        let by = |rule: &RuleId| {
            let standing = standings.get(&model.rules[*rule].place);
            let gone = standing.into_iter().flat_map(|own| &own.gone).map(|(days, by)| (*days, Some(*by)));
            let there = standing.into_iter().flat_map(|own| &own.there);
            let suspended = there.map(|stretch| (stretch.days, stretch.suspended_by));
            let since = move |(days, by): (Life, Option<ProvisionId>)| {
                by.filter(|_| days.contains(to) && days.from.is_some_and(|first| from < first))
            };
            gone.chain(suspended).filter_map(since).collect::<Vec<_>>()
        };
        let ended: BTreeSet<ProvisionId> = old.difference(&new).flat_map(by).collect();
        once(ended.into_iter().map(|place| provision(self.after, place)))
    }

    /// Where only rules for all other cases decide, and these were law on the other side as well: what of the rules of these
    /// texts that leave them their cases is new, and what is gone; none where nothing of the kind has changed.
    fn left_over(self, change: &Change, days: Option<(Day, Day)>) -> Option<(Vec<Cited>, Vec<Cited>)> {
        let model = self.after.model;
        let deciding: Vec<&Rule> = change.after.chains.iter().flatten().map(|rule| &model.rules[*rule]).collect();
        if deciding.is_empty() || !deciding.iter().all(|rule| rule.effect.is_residual()) {
            return None;
        }
        let (first, last) = compared(change, days)?;
        let texts: BTreeSet<&str> = deciding.iter().map(|rule| text_of(self.after, rule)).collect();
        let law = |names: &Names<'_>, day: Day, residual: bool| {
            let power = self.power(change, names);
            let rules = names.model.rules.iter().filter(|(_, rule)| {
                rule.effect.is_residual() == residual
                    && rule.life.contains(day)
                    && rule.suspended_by.is_none()
                    && texts.contains(text_of(names, rule))
                    && power.is_some_and(|power| rule.effect.speaks_of(names.model, power))
            });
            cited_once(names, rules.map(|(id, _)| id))
        };
        if law(self.before, first, true) != law(self.after, last, true) {
            return None;
        }
        let (old, new) = (law(self.before, first, false), law(self.after, last, false));
        (old != new).then(|| (only(&new, &old), only(&old, &new)))
    }

    /// The lines by which names in the rules of one side are read, and not in those of the other.
    fn readings(self, change: &Change) -> Vec<Cited> {
        let all = |situation: &Situation, names: &Names<'_>| {
            let rules = situation.chains.iter().flatten();
            let places = rules.flat_map(|rule| names.model.rules[*rule].read.iter().map(|own| own.place));
            once(places.map(|place| provision(names, place)))
        };
        let (old, new) = (all(&change.before, self.before), all(&change.after, self.after));
        let begun = only(&new, &old);
        if begun.is_empty() { only(&old, &new) } else { begun }
    }

    /// The power of a change, on one side.
    fn power(self, change: &Change, names: &Names<'_>) -> Option<PowerId> {
        let name = self.shared.model.power_name(change.power);
        names.model.powers.ids().find(|power| names.model.power_name(*power) == name)
    }

    /// Both sides of the case that shows a change, where a limit may be its cause.
    fn shown<'a>(&'a self, change: &'a Change, days: Option<(Day, Day)>) -> Option<(Side<'a>, Side<'a>)> {
        // Where nothing sets a parameter, no limit has changed.
        if self.before.model.settings.is_empty() && self.after.model.settings.is_empty() {
            return None;
        }
        let both = change.witness.as_ref().filter(|both| both.confirmed)?;
        let (first, last) = compared(change, days)?;
        let (earlier, later) = both.own.as_ref().map_or((&both.case, &both.case), |own| (&own.0, &own.1));
        let side = |names: &'a Names<'a>, case: &'a Case, day: Day| {
            Some(Side { names, power: self.power(change, names)?, case, day })
        };
        Some((side(self.before, earlier, first)?, side(self.after, later, last)?))
    }
}

/// The days that are compared; of two versions the one of the case that shows the change.
fn compared(change: &Change, days: Option<(Day, Day)>) -> Option<(Day, Day)> {
    days.or_else(|| change.witness.as_ref().and_then(|both| both.day).map(|day| (day, day)))
}

/// The instrument in which a rule stands, by name.
fn text_of<'n>(names: &Names<'n>, rule: &Rule) -> &'n str {
    &names.model.instruments[names.model.provisions[rule.place].instrument].name
}

fn only(these: &[Cited], those: &[Cited]) -> Vec<Cited> {
    these.iter().filter(|own| !those.contains(own)).cloned().collect()
}

/// The rules in force that turn on a parameter, by their provision and their number among those of it.
type Turning = BTreeMap<(String, usize), RuleId>;

impl<'a> Side<'a> {
    /// The power, and those about whose holders its rules ask, and so on.
    fn powers(self) -> BTreeSet<PowerId> {
        let model = self.names.model;
        let (mut powers, mut open) = (BTreeSet::from([self.power]), vec![self.power]);
        while let Some(power) = open.pop() {
            let rules = model.rules.iter().filter(|(_, rule)| rule.effect.speaks_of(model, power));
            for asked in rules.flat_map(|(_, rule)| rule.asks()) {
                if powers.insert(asked) {
                    open.push(asked);
                }
            }
        }
        powers
    }

    fn rules(self) -> Turning {
        let model = self.names.model;
        let powers = self.powers();
        let speaks = |rule: &Rule| powers.iter().any(|power| rule.effect.speaks_of(model, *power));
        let mut found = BTreeMap::new();
        let mut count: BTreeMap<String, usize> = BTreeMap::new();
        for (id, rule) in model.rules.iter() {
            let turns = rule.parameters.iter().any(|used| !used.is_period);
            if !turns || !rule.life.contains(self.day) || !speaks(rule) {
                continue;
            }
            let citation = model.citation(rule.place);
            let n = count.entry(citation.clone()).or_default();
            found.insert((citation, *n), id);
            *n = n.saturating_add(1);
        }
        found
    }

    /// The parameters on which it turns for which cases a rule is, by name.
    fn settings(self, rule: RuleId) -> BTreeMap<String, &'a Setting> {
        let used = parameters_used(self.names.model, rule, self.case, Some(self.day));
        let used = used.into_iter().filter(|(used, _)| !used.is_period);
        used.map(|(_, row)| (self.names.parameter(row.parameter, row.of), row)).collect()
    }

    fn line(self, row: &Setting) -> (String, ValueText) {
        (self.names.model.citation(row.place), setting_text(self.names.model, row))
    }

    /// Whether a line, of either side, is law here, though another may count before it.
    fn has(self, name: &str, line: &(String, ValueText)) -> bool {
        self.names.model.settings.iter().any(|own| {
            own.line.contains(self.day)
                && self.names.parameter(own.parameter, own.of) == name
                && self.line(own) == *line
        })
    }
}

/// The same of the case that shows a change and, between two days, of those that differ from it in the entry that a rule
/// reads: what changes alike for several entries is one change, though each may be set by a text of its own.
fn limits_of_all(old: Side<'_>, new: Side<'_>) -> Vec<Cited> {
    let rules = (old.rules(), new.rules());
    let mut all = limits((old, &rules.0), (new, &rules.1));
    for case in &other_entries(old, (new, &rules.1)) {
        all.extend(limits((Side { case, ..old }, &rules.0), (Side { case, ..new }, &rules.1)));
    }
    once(all.into_iter())
}

/// One case for each two lines between which an entry changes.
fn other_entries(old: Side<'_>, (new, rules): (Side<'_>, &Turning)) -> Vec<Case> {
    let model = new.names.model;
    let mut cases = Vec::new();
    // Two versions have entries of their own.
    if !std::ptr::eq(old.names.model, model) {
        return cases;
    }
    let mut seen = BTreeSet::new();
    let used = rules.values().flat_map(|rule| &model.rules[*rule].parameters);
    for used in used.filter(|used| !used.is_period) {
        let Entry::One(EntryKey::Answer(fact)) = used.entry else { continue };
        let Domain::Choice(list) = model.facts[fact].domain else { continue };
        for leaf in model.lists[list].leaves() {
            let Some((parameter, of)) = used.entry_for(model, &|_| Some(leaf)) else { continue };
            let on = |day: Day| -> Vec<_> {
                let rows = model.settings_of(parameter, of).iter().filter(|row| row.life.contains(day));
                rows.map(|row| (row.place, &row.value)).collect()
            };
            let (before, after) = (on(old.day), on(new.day));
            if before != after && seen.insert((fact, before, after)) {
                let mut case = new.case.clone();
                case.facts.insert(fact, Value::Choice(leaf));
                cases.push(case);
            }
        }
    }
    cases
}

/// The lines that make another limit of what rules turn on, where for that the rules are for other cases.
fn limits((old, before): (Side<'_>, &Turning), (new, after): (Side<'_>, &Turning)) -> Vec<Cited> {
    let mut all = Vec::new();
    for (key, rule) in after {
        let Some(was) = before.get(key) else { continue };
        let applied = applies(old.names.model, *was, old.case, old.day);
        if applied == applies(new.names.model, *rule, new.case, new.day) {
            continue;
        }
        let texts = (&old.names.model.rules[*was], &new.names.model.rules[*rule]);
        let (was, now) = (old.settings(*was), new.settings(*rule));
        // Each line, and whether the rule would be for these cases or not without it.
        let mut lines: Vec<(bool, Cited)> = Vec::new();
        for (name, row) in &now {
            let line = new.line(row);
            match was.get(name) {
                Some(gone) if old.line(gone).1 == line.1 => {}
                Some(gone) => {
                    let (before, after) = (&gone.value, &row.value);
                    let has_part =
                        bears(new, &texts.1.when, (after, before)) || bears(old, &texts.0.when, (before, after));
                    // It was law before, and counts now that the other does no longer.
                    let again = old.has(name, &line);
                    let by = if again { cited_setting(old.names, gone) } else { cited_setting(new.names, row) };
                    lines.push((has_part, by));
                }
                None => lines.push((true, cited_setting(new.names, row))),
            }
        }
        let gone = was.iter().filter(|(name, _)| !now.contains_key(*name));
        lines.extend(gone.map(|(_, row)| (true, cited_setting(old.names, row))));
        // A rule that stays is for other cases by some limit; one that was written anew may be so by its own words.
        let whatever = texts.0.amended_by == texts.1.amended_by && !lines.iter().any(|(has_part, _)| *has_part);
        all.extend(lines.into_iter().filter(|(has_part, _)| *has_part || whatever).map(|(_, by)| by));
    }
    once(all.into_iter())
}

/// Whether another value of a limit makes something else of a condition in the case of one side. Where the limit does not
/// stand in it as it is, that cannot be told, and it is taken to.
fn bears(side: Side<'_>, when: &Condition, (own, other): (&SetTo, &SetTo)) -> bool {
    let (SetTo::Value(Value::Ordered(own)), SetTo::Value(Value::Ordered(other))) = (own, other) else { return true };
    let mut when_so = when.clone();
    let mut found = false;
    instead(&mut when_so, (*own, *other), &mut found);
    let is_so = |when: &Condition| vires_model::is_so(side.names.model, when, side.case, Some(side.day));
    !found || is_so(when) != is_so(&when_so)
}

/// Puts one limit in the place of another.
fn instead(condition: &mut Condition, (own, other): (Rational, Rational), found: &mut bool) {
    match &mut condition.kind {
        ConditionKind::All(parts) | ConditionKind::Any(parts) | ConditionKind::AtLeast(_, parts) => {
            parts.iter_mut().for_each(|part| instead(part, (own, other), found));
        }
        ConditionKind::Not(part) => instead(part, (own, other), found),
        ConditionKind::Atom(Atom::Within(_, within) | Atom::Count(_, within) | Atom::Linear(Linear { within, .. })) => {
            let ends = [&mut within.from, &mut within.to].into_iter().flatten();
            for limit in ends.filter(|limit| limit.value == own) {
                limit.value = other;
                *found = true;
            }
        }
        ConditionKind::Always | ConditionKind::Atom(_) => {}
    }
}
