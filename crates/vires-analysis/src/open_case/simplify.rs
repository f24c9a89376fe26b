//! The law for the cases that some facts and a day leave: what they settle of a condition is written as settled.

use std::collections::BTreeSet;
use std::sync::Arc;

use vires_model::{
    Atom, Case, Condition, ConditionKind, Day, FactId, FileId, Interval, Model, PowerId, PrecedenceKey, Rational, Rule,
    SourceSpan, Table, Value, is_so,
};

/// The model with the conditions of the rules on these powers settled as far as the case and the day do. Where the declared precedence asks which
/// of two rules is more specific, conditions say more than when they hold: then they stay as they are.
pub(super) fn settled(model: &Model, powers: &BTreeSet<PowerId>, case: &Case, day: Day) -> Model {
    let mut settled = model.clone();
    let number = |day: Day| Rational::from_integer(i128::from(day.0));
    let given = case.facts.iter().filter_map(|(fact, value)| of_value(*fact, value));
    settled.assumptions.extend(given.chain([Atom::Today(Interval::exactly(number(day)))]).map(told_apart));
    let whole = powers.iter().any(|power| model.precedence_over(*power).contains(&PrecedenceKey::MoreSpecific));
    if whole {
        return settled;
    }
    let mut rules = Table::default();
    for id in model.rules.ids() {
        let Some(shared) = model.rules.shared(id) else { continue };
        if !powers.iter().any(|power| shared.effect.speaks_of(model, *power)) {
            rules.push_shared(Arc::clone(shared));
            continue;
        }
        let when = match shared.life.contains(day) {
            true => simplified(model, &shared.when, case, day),
            false => never(&shared.when),
        };
        if when == shared.when {
            rules.push_shared(Arc::clone(shared));
        } else {
            rules.push_shared(Arc::new(Rule { when, ..shared.as_ref().clone() }));
        }
    }
    settled.rules = rules;
    settled
}

/// What says that the fact has this value; none where the value has a cell of its own in any case.
fn of_value(fact: FactId, value: &Value) -> Option<Atom> {
    match value {
        Value::Choice(leaf) => Some(Atom::Among(fact, [*leaf].into_iter().collect())),
        Value::Ordered(number) => Some(Atom::Within(fact, Interval::exactly(*number))),
        // Of a set, its size; members that no rule asks about are as good as each other.
        Value::Set(members) => {
            let size = i128::try_from(members.len()).unwrap_or(i128::MAX);
            Some(Atom::Count(fact, Interval::exactly(Rational::from_integer(size))))
        }
        Value::YesNo(_) | Value::Person(_) | Value::None => None,
    }
}

/// An assumption that says nothing, so that what is given has a cell of its own: a case that is found in it then has that value, that day, and no
/// other that the rules treat alike but that gives other sums, or lies in another place.
fn told_apart(given: Atom) -> Condition {
    let nowhere = SourceSpan { file: FileId(0), start: 0, end: 0 };
    let is = Condition::new(ConditionKind::Atom(given), nowhere);
    let is_not = Condition::new(ConditionKind::Not(Box::new(is.clone())), nowhere);
    Condition::new(ConditionKind::Any(vec![is, is_not]), nowhere)
}

fn never(condition: &Condition) -> Condition {
    Condition::new(ConditionKind::Any(Vec::new()), condition.span)
}

fn is_never(condition: &Condition) -> bool {
    matches!(&condition.kind, ConditionKind::Any(parts) if parts.is_empty())
}

fn simplified(model: &Model, condition: &Condition, case: &Case, day: Day) -> Condition {
    let constant = |yes: bool| if yes { Condition::always(condition.span) } else { never(condition) };
    let parts_of = |parts: &[Condition]| -> Vec<Condition> {
        parts.iter().map(|part| simplified(model, part, case, day)).collect()
    };
    let kind = match &condition.kind {
        ConditionKind::Always => return condition.clone(),
        ConditionKind::Atom(_) => {
            return is_so(model, condition, case, Some(day)).map_or_else(|| condition.clone(), constant);
        }
        ConditionKind::Not(part) => {
            let part = simplified(model, part, case, day);
            match (&part.kind, is_never(&part)) {
                (ConditionKind::Always, _) => return constant(false),
                (_, true) => return constant(true),
                _ => ConditionKind::Not(Box::new(part)),
            }
        }
        ConditionKind::All(parts) => {
            let mut parts = parts_of(parts);
            if parts.iter().any(is_never) {
                return constant(false);
            }
            parts.retain(|part| part.kind != ConditionKind::Always);
            if parts.is_empty() {
                return constant(true);
            }
            ConditionKind::All(parts)
        }
        ConditionKind::Any(parts) => {
            let mut parts = parts_of(parts);
            if parts.iter().any(|part| part.kind == ConditionKind::Always) {
                return constant(true);
            }
            parts.retain(|part| !is_never(part));
            ConditionKind::Any(parts)
        }
        ConditionKind::AtLeast(n, parts) => {
            let mut parts = parts_of(parts);
            let so = parts.iter().filter(|part| part.kind == ConditionKind::Always).count();
            let left = (*n as usize).saturating_sub(so);
            parts.retain(|part| part.kind != ConditionKind::Always && !is_never(part));
            match (left, parts.len()) {
                (0, _) => return constant(true),
                (left, parts) if left > parts => return constant(false),
                (left, _) => ConditionKind::AtLeast(u32::try_from(left).unwrap_or(u32::MAX), parts),
            }
        }
    };
    Condition { kind, span: condition.span, named: condition.named.clone() }
}
