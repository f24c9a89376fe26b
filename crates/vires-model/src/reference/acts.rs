//! Whether an act was within the powers of those who did it.

use std::collections::BTreeSet;

use crate::acts::{Act, Ultra, UltraKind, Verdict};
use crate::bodies::Mode;
use crate::date::{Day, Life};
use crate::decision::{Decision, Held, Instance, Need, Outcome};
use crate::facts::Value;
use crate::ids::RuleId;
use crate::model::Model;
use crate::procedure::{Apart, AskedBy, Procedure, State};
use crate::reference::holding::{different, ways};
use crate::reference::missing::{COMPLETIONS, Question, deciding, given};
use crate::reference::{matter, missing, nearest, steps};
use crate::rules::{Barred, Effect};

pub(super) fn judge(model: &Model, act: &Act<'_>) -> Verdict {
    let at = Some(act.at);
    let outcome = missing::answer(model, act.power, act.case, at);
    let decision = Decision { power: act.power, at, outcome };
    let mut procedure = steps::procedure(model, act.case, &decision);
    procedure.mark_done_for(act.done, &|who| act.by.iter().any(|by| by.may_be(who)));
    match &decision.outcome {
        Outcome::Competent { held, barred_persons, .. } => {
            let held = procedure.now.as_ref().unwrap_or(held);
            if is_among(held, act.by) {
                of_holder(model, act, held, &procedure, barred_persons)
            } else {
                of_another(model, act, &procedure)
            }
        }
        Outcome::Conflict { claims } => {
            let claims = claims.iter().filter_map(|claim| claim.held.as_ref());
            if claims.into_iter().any(|held| is_among(held, act.by)) {
                Verdict::Disputed
            } else {
                of_another(model, act, &procedure)
            }
        }
        Outcome::Undetermined { needs } => match holds_somewhere(model, act) {
            Some(needed) if needed.is_empty() => Verdict::Depends(needs.clone()),
            Some(needed) => Verdict::Depends(needed),
            None => of_another(model, act, &procedure),
        },
        Outcome::Nobody { .. } | Outcome::Gap { .. } | Outcome::NotInForce => of_another(model, act, &procedure),
    }
}

/// Somebody who holds the power acted: with whom, how, and when.
fn of_holder(model: &Model, act: &Act<'_>, held: &Held, procedure: &Procedure, bars: &[RuleId]) -> Verdict {
    let ultra = |kind, by| Ultra::new(kind, by);
    if let Some(own) = procedure.settled_by_silence() {
        return Verdict::Ultra(ultra(UltraKind::Time, Some(own.by)));
    }
    if let Some(rule) = bars.iter().find(|rule| names_person(model, act, **rule)) {
        return Verdict::Ultra(ultra(UltraKind::Person, Some(AskedBy::Rule(*rule))));
    }
    if act.by.iter().any(|office| is_filled_by_others(model, *office, act)) {
        return Verdict::Ultra(ultra(UltraKind::Person, None));
    }
    if !is_enough(held, act.by, &|_| None) {
        let also = held.instances().into_iter().filter(|who| !act.by.iter().any(|by| by.may_be(*who)));
        let also: BTreeSet<Instance> = also.collect();
        let also = also.into_iter().collect();
        return Verdict::Ultra(Ultra { also, ..ultra(UltraKind::MissingStep, None) });
    }
    let person = |office: Instance| match (act.by, act.persons) {
        ([_], [only]) => Some(only.as_str()),
        _ => alone(model, office, act.at),
    };
    if !is_enough(held, act.by, &person) {
        let clash = procedure.clashes.iter().find(|clash| clash.why == Apart::ActTogether).cloned();
        return Verdict::Ultra(Ultra { clash, ..ultra(UltraKind::Person, None) });
    }
    let binding: Vec<_> = procedure
        .steps
        .iter()
        .filter(|step| step.binds.iter().any(|who| act.by.iter().any(|by| by.may_be(*who))))
        .collect();
    let open: Vec<_> = binding.iter().filter(|step| !step.is_settled()).copied().cloned().collect();
    let sure: Vec<_> = open.iter().filter(|step| step.state != State::Depends).cloned().collect();
    if let Some(first) = sure.first() {
        return Verdict::Ultra(Ultra { missing: sure.clone(), ..ultra(UltraKind::MissingStep, Some(first.by)) });
    }
    if !open.is_empty() {
        let mut needs: Vec<Need> = Vec::new();
        for need in open.into_iter().flat_map(|step| step.needs) {
            if !needs.contains(&need) {
                needs.push(need);
            }
        }
        return Verdict::Depends(needs);
    }
    let was_done = |who: Instance| binding.iter().any(|step| step.state == State::Done && step.turn() == Some(who));
    let clash = procedure.clashes.iter().find(|clash| match clash.why {
        Apart::ActTogether => false,
        Apart::DecidesAndChecks => act.by.contains(&clash.offices[0]) && was_done(clash.offices[1]),
        Apart::BothCheck => clash.offices.iter().all(|office| was_done(*office)),
    });
    match clash {
        Some(clash) => Verdict::Ultra(Ultra { clash: Some(clash.clone()), ..ultra(UltraKind::Person, None) }),
        None => Verdict::Intra { by_taking_over: None },
    }
}

/// Somebody else acted.
fn of_another(model: &Model, act: &Act<'_>, procedure: &Procedure) -> Verdict {
    let own = procedure.take_overs.iter().find(|own| act.by.iter().any(|by| own.by.is_some_and(|who| by.may_be(who))));
    match own.map(|own| (own, own.state)) {
        Some((own, State::Open | State::Waiting)) => return Verdict::Intra { by_taking_over: Some(own.rule) },
        Some((own, State::Depends)) => return Verdict::Depends(own.needs.clone()),
        Some((own, _)) => return Verdict::Ultra(Ultra::new(UltraKind::Time, Some(AskedBy::Rule(own.rule)))),
        None => {}
    }
    if let Some(passed) = procedure.deadlines.iter().find(|own| {
        matches!(own.state, State::Passed(_)) && own.binds.iter().any(|who| act.by.iter().any(|by| by.may_be(*who)))
    }) {
        return Verdict::Ultra(Ultra::new(UltraKind::Time, Some(passed.by)));
    }
    if let Some(bar) = barred_by(model, act) {
        return Verdict::Ultra(Ultra::new(UltraKind::Person, Some(AskedBy::Rule(bar))));
    }
    Verdict::Ultra(nearest::ultra(model, act))
}

/// Whether all who acted are among those who may.
fn is_among(held: &Held, by: &[Instance]) -> bool {
    let holders = held.instances();
    !by.is_empty() && by.iter().all(|by| holders.iter().any(|who| by.may_be(*who)))
}

/// Whether those who acted are enough. `person`: who filled an office, where that is known; one person is one, whatever offices that one fills.
pub(super) fn is_enough<'p>(held: &Held, by: &[Instance], person: &dyn Fn(Instance) -> Option<&'p str>) -> bool {
    let acted = |part: &Held| is_enough(part, by, person);
    match held {
        Held::One(who) => by.iter().any(|by| by.may_be(*who)),
        Held::Several(Mode::One | Mode::Any, parts) => parts.iter().any(acted),
        Held::Several(Mode::AnyOf(n), parts) => {
            let by_whom = |who: Instance| {
                let acted = by.iter().any(|by| by.may_be(who));
                acted.then(|| person(who).map_or(Acting::Body(who), Acting::Person))
            };
            let filled: Vec<_> = parts.iter().filter(|part| acted(part)).map(|part| ways(part, &by_whom)).collect();
            different(&filled) >= *n as usize
        }
        Held::Several(Mode::Jointly, parts) => {
            let persons = parts.iter().filter_map(|part| match part {
                Held::One(who) => person(*who),
                Held::Several(..) => None,
            });
            let persons: Vec<&str> = persons.collect();
            parts.iter().all(acted) && persons.iter().collect::<BTreeSet<_>>().len() == persons.len()
        }
    }
}

/// Who acts for a body: the person who fills it, where that is known.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Acting<'p> {
    Person(&'p str),
    Body(Instance),
}

fn alone(model: &Model, office: Instance, day: Day) -> Option<&str> {
    match model.filled_by(office, day).as_slice() {
        [person] => Some(person),
        _ => None,
    }
}

/// Whether the office is filled, and by none of the persons who acted.
fn is_filled_by_others(model: &Model, office: Instance, act: &Act<'_>) -> bool {
    let persons = model.filled_by(office, act.at);
    !act.persons.is_empty()
        && !persons.is_empty()
        && !persons.iter().any(|person| act.persons.iter().any(|own| own == person))
}

fn names_person(model: &Model, act: &Act<'_>, bar: RuleId) -> bool {
    let Effect::Bar { who: Barred::Person(fact), .. } = &model.rules[bar].effect else { return false };
    matches!(act.case.facts.get(fact), Some(Value::Person(person)) if act.persons.contains(person))
}

/// The bar without which those who acted would have been among the holders.
fn barred_by(model: &Model, act: &Act<'_>) -> Option<RuleId> {
    let on_them = |effect: &Effect| match effect {
        Effect::Bar { who: Barred::Holder(holder), .. } => act.by.iter().any(|by| by.body == holder.body),
        Effect::Bar { who: Barred::Person(_), .. } => true,
        _ => false,
    };
    let bars: Vec<RuleId> = model.rules.iter().filter(|(_, rule)| on_them(&rule.effect)).map(|(id, _)| id).collect();
    let without = |bars: &[RuleId]| {
        let mut model = model.clone();
        let never = Life { from: Some(Day(1)), until: Some(Day(0)) };
        bars.iter().for_each(|bar| model.rules[*bar].life = never);
        match missing::answer(&model, act.power, act.case, Some(act.at)) {
            Outcome::Competent { held, .. } => is_among(&held, act.by),
            _ => false,
        }
    };
    // One that keeps them out by itself; else the first of several that do.
    let alone = bars.iter().find(|bar| without(std::slice::from_ref(bar)));
    alone.or_else(|| bars.first().filter(|_| without(&bars))).copied()
}

/// Where facts are missing: the facts that decide whether they hold it; none where they hold it in no completion.
fn holds_somewhere(model: &Model, act: &Act<'_>) -> Option<Vec<Need>> {
    let at = Some(act.at);
    let given = given(model, act.case, at);
    let question = Question::new(model, act.power, at, &given);
    let missing = matter::missing(model, act.power, &given, at);
    let Some(choices) = question.choices(&given, &missing, COMPLETIONS) else { return Some(Vec::new()) };
    let sizes = question.sizes(&choices);
    let mut answers: Vec<Option<usize>> = vec![None; sizes.iter().product()];
    let mut found = false;
    question.each(&given, &choices, &mut |n, day, values| {
        let among = match question.on(day, values) {
            Outcome::Competent { held, .. } => usize::from(is_among(&held, act.by)),
            Outcome::Conflict { claims } => {
                let mut held = claims.iter().filter_map(|claim| claim.held.as_ref());
                2 * usize::from(held.any(|held| is_among(held, act.by)))
            }
            Outcome::Undetermined { .. } => 3,
            _ => 0,
        };
        found |= among > 0;
        if let Some(slot) = answers.get_mut(n) {
            *slot = Some(among);
        }
    });
    let (date, facts) = deciding(&sizes, &choices, &answers);
    found.then(|| question.needs(&facts, date))
}
