//! Bars on a person of whom the case does not say who it is: whether an act is lawful may turn on that.

use std::collections::BTreeSet;

use crate::acts::{Act, Verdict};
use crate::date::Day;
use crate::decision::{Case, Need, Needed};
use crate::facts::Value;
use crate::ids::{BodyId, FactId, PowerId};
use crate::model::Model;
use crate::reference::acts::{each_once, judged};
use crate::reference::facts::Facts;
use crate::reference::missing::{COMPLETIONS, Choices, deciding, given};
use crate::reference::text::concerns;
use crate::reference::truth::truth;
use crate::rules::{Barred, Effect};

/// The facts by which a person may be barred, and that are not given, where the verdict turns on them; with what it turns on besides.
pub(super) fn decide(model: &Model, act: &Act<'_>) -> Option<Vec<Need>> {
    let facts = unknown(model, act.power, act.case, act.at);
    let persons = persons(model, act);
    if facts.is_empty() || persons.is_empty() {
        return None;
    }
    let values: Vec<Value> = persons.into_iter().map(Value::Person).collect();
    let choices: Choices = facts.into_iter().map(|fact| (fact, values.clone())).collect();
    let sizes: Vec<usize> = std::iter::once(1).chain(choices.iter().map(|(_, own)| own.len())).collect();
    let total = sizes.iter().try_fold(1_usize, |all, own| all.checked_mul(*own));
    let Some(total) = total.filter(|total| *total <= COMPLETIONS) else {
        let facts = choices.iter().map(|(fact, _)| *fact);
        return Some(facts.map(|fact| need(model, fact)).collect());
    };
    let verdicts: Vec<Verdict> = (0..total)
        .map(|n| {
            let (mut case, mut rest): (Case, usize) = (act.case.clone(), n);
            for (fact, own) in &choices {
                case.facts.extend(own.get(rest % own.len()).map(|value| (*fact, value.clone())));
                rest /= own.len();
            }
            judged(model, &Act { case: &case, ..*act }, false)
        })
        .collect();
    let answers: Vec<Option<usize>> = verdicts.iter().map(|verdict| Some(sort(verdict))).collect();
    let (_, facts) = deciding(&sizes, &choices, &answers);
    if facts.is_empty() {
        return None;
    }
    let besides = verdicts.iter().flat_map(|verdict| match verdict {
        Verdict::Depends(needs) => needs.as_slice(),
        _ => &[],
    });
    let facts: Vec<Need> = facts.iter().map(|fact| need(model, *fact)).collect();
    let mut needs = each_once(facts.iter().chain(besides));
    needs.sort_by_key(|need| need.what);
    Some(needs)
}

/// Those of whom it may matter whether a bar is on them, by name; first somebody else, whose name is empty.
pub(super) fn persons(model: &Model, act: &Act<'_>) -> BTreeSet<String> {
    let rules = || model.rules.iter().filter(|(id, _)| concerns(model, *id, act.power, None)).map(|(_, rule)| rule);
    let named = rules().flat_map(|rule| rule.effect.holders()).map(|holder| holder.body);
    let bodies: BTreeSet<BodyId> = named.chain(act.by.iter().map(|by| by.body)).collect();
    // Whoever holds another power may be anybody.
    let anybody = rules().any(|rule| matches!(rule.effect, Effect::Follow { .. }));
    let offices = model.offices_filled().into_iter().filter(|office| anybody || bodies.contains(&office.body));
    let filling = offices.flat_map(|office| model.filled_by(office, act.at)).map(str::to_owned);
    let filling: BTreeSet<String> = filling.chain(act.persons.iter().cloned()).collect();
    if filling.is_empty() { filling } else { filling.into_iter().chain([String::new()]).collect() }
}

/// The facts that say which person is barred from the power, where they are not given.
fn unknown(model: &Model, power: PowerId, case: &Case, at: Day) -> BTreeSet<FactId> {
    let values = given(model, case, Some(at));
    let facts = Facts { model, values: &values, day: Some(at) };
    let may_apply = |condition| !matches!(truth(&facts, condition, &mut |_| Ok(None)), Ok(Some(false)));
    let rules = model.rules.iter().filter(|(id, rule)| {
        rule.suspended_by.is_none()
            && rule.life.contains(at)
            && concerns(model, *id, power, Some(at))
            && may_apply(&rule.when)
    });
    let barred = rules.filter_map(|(_, rule)| match &rule.effect {
        Effect::Bar { who: Barred::Person(fact), .. } => Some(*fact),
        _ => None,
    });
    barred.filter(|fact| !values.contains_key(fact)).collect()
}

fn need(model: &Model, fact: FactId) -> Need {
    Need { what: Needed::Fact(fact), found_by: model.facts[fact].found_by }
}

/// Verdicts of one sort are one answer.
pub(super) const fn sort(verdict: &Verdict) -> usize {
    match verdict {
        Verdict::Intra { .. } => 0,
        Verdict::Ultra(_) => 1,
        Verdict::Depends(_) => 2,
        Verdict::Disputed => 3,
    }
}
