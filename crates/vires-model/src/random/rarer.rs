//! What fewer laws have: powers that follow another's holder, what allows transfers, suspended rules, rules put in by another text, parameters
//! without a value, events, places within places that end.

use crate::bodies::{Holder, Holding, Mode};
use crate::conditions::{Atom, Condition, ConditionKind, Unset};
use crate::facts::{Domain, Fact};
use crate::ids::{FactId, Id, InstrumentId, ListId, ModalityId, PackageId, ParameterId, PowerId, ProvisionId, RuleId};
use crate::lists::{List, ListValue, ValueId, ValueSet};
use crate::model::Model;
use crate::parameters::Parameter;
use crate::random::bodies::{holder, some_body, some_day, some_life};
use crate::random::conditions::maybe;
use crate::random::{Dice, NOWHERE, case};
use crate::rules::{Effect, Powers, Rule};

/// The model with some of these.
pub(super) fn with_rarer(mut model: Model, dice: &mut Dice) -> Model {
    if dice.chance(1, 3) {
        ended_places(&mut model, dice);
    }
    if dice.chance(1, 4) {
        event(&mut model, dice);
    }
    if dice.chance(1, 4) {
        unset(&mut model, dice);
    }
    for _ in 0..dice.below(3) {
        follow(&mut model, dice);
    }
    for _ in 0..dice.below(3) {
        allow(&mut model, dice);
    }
    let rules: Vec<RuleId> = model.rules.ids().collect();
    for rule in rules {
        if dice.chance(1, 10) {
            model.rules[rule].suspended_by = Some(model.rules[rule].place);
        }
        if dice.chance(1, 10) {
            let instrument = InstrumentId::new(dice.below(model.instruments.len()));
            model.rules[rule].amended_by = Some(instrument);
        }
    }
    // Assumptions may leave no case on a world that has changed.
    if case(&model, dice, None, false).facts.is_empty() {
        model.assumptions.clear();
    }
    model
}

/// A rule like others, with this effect.
fn rule(model: &mut Model, dice: &mut Dice, effect: Effect, before: PowerId) {
    let place = ProvisionId::new(dice.below(model.provisions.len()));
    let instrument = model.provisions[place].instrument;
    let own = some_life(dice, 3, 4);
    let life = model.instruments[instrument].life.intersect(own);
    let when = maybe(model, dice, before);
    model.rules.push(Rule {
        place,
        life,
        own_end: own.until.is_some(),
        when,
        effect,
        amended_by: None,
        suspended_by: None,
        one_of: None,
        of_class: None,
        read: Box::default(),
        lapses: life.until.is_some(),
        passing: Box::default(),
        parameters: Box::default(),
        steps: Vec::new(),
        deadlines: Vec::new(),
        doc: None,
        span: NOWHERE,
    });
}

/// `whoever holds P holds Q`, of a power before it: no circle arises.
fn follow(model: &mut Model, dice: &mut Dice) {
    let count = model.powers.len();
    if count < 2 {
        return;
    }
    let whose = dice.below(count - 1);
    let own = dice.between(whose + 1, count - 1);
    let residual = dice.chance(1, 4);
    let powers = vec![PowerId::new(own)];
    rule(model, dice, Effect::Follow { powers, whose: PowerId::new(whose), residual }, PowerId::new(own));
}

/// A rule that allows transfers, or lets somebody take over.
fn allow(model: &mut Model, dice: &mut Dice) {
    let power = PowerId::new(dice.below(model.powers.len()));
    let powers = vec![power];
    // Mostly of a giver that is there.
    let givers: Vec<(Holder, ModalityId)> = (model.rules.iter())
        .filter_map(|(_, rule)| match &rule.effect {
            Effect::Transfer { from, modality, .. } => Some((*from, *modality)),
            _ => None,
        })
        .collect();
    let body = some_body(model, dice);
    let to = holder(model, dice, body, &powers, false);
    let Some((giver, modality)) = dice.pick(&givers).copied() else { return };
    let effect = if dice.chance(1, 4) {
        Effect::TakeOver { by: Holding::of(Mode::One, vec![to]), what: Powers::Named(powers), from: giver }
    } else {
        Effect::Enable { giver, modality, what: Powers::Named(powers), to }
    };
    rule(model, dice, effect, power);
}

/// Places of the innermost territory end; some have a successor.
fn ended_places(model: &mut Model, dice: &mut Dice) {
    let inner: Vec<ListId> =
        model.lists.iter().filter(|(_, list)| list.within.is_some()).map(|(list, _)| list).collect();
    for list in inner {
        let day = some_day(dice);
        let successor = dice.chance(2, 3).then_some(ValueId(0));
        let rows = &mut model.lists[list].values;
        if rows.len() > 1
            && let Some(last) = rows.last_mut()
        {
            last.life.until = Some(day);
            last.successor = successor;
        }
    }
}

/// Puts an atom beside the conditions of some rules.
fn beside(model: &mut Model, dice: &mut Dice, atoms: &[Atom]) {
    let rules: Vec<RuleId> = model.rules.ids().collect();
    for rule in rules {
        let Some(atom) = dice.pick(atoms).filter(|_| dice.chance(1, 3)).cloned() else { continue };
        let own = Condition::new(ConditionKind::Atom(atom), NOWHERE);
        let when = model.rules[rule].when.clone();
        let kind = match dice.below(3) {
            0 => own.kind,
            1 => ConditionKind::Any(vec![when, own]),
            _ => ConditionKind::All(vec![when, Condition::new(ConditionKind::Not(Box::new(own)), NOWHERE)]),
        };
        model.rules[rule].when = Condition::new(kind, NOWHERE);
    }
}

/// A parameter that no text sets, and two questions that turn on it.
fn unset(model: &mut Model, dice: &mut Dice) {
    let parameter = model.parameters.push(Parameter {
        package: PackageId(0),
        name: "parameter".to_owned(),
        also: Vec::new(),
        label: "parameter".to_owned(),
        by: None,
        domain: Domain::YesNo,
        span: NOWHERE,
    });
    let atom = |parameter: ParameterId, question| Atom::Unset(Unset { parameter, of: None, question, twice: false });
    beside(model, dice, &[atom(parameter, 0), atom(parameter, 1)]);
}

/// A date of the world that is not known, seen from the day asked about.
fn event(model: &mut Model, dice: &mut Dice) {
    let names = ["before", "on", "after"];
    let value = |name: &str| ListValue {
        name: name.to_owned(),
        label: name.to_owned(),
        parent: None,
        leaf: true,
        within: None,
        life: crate::date::Life::ALWAYS,
        successor: None,
        span: NOWHERE,
    };
    let list = model.lists.push(List {
        package: PackageId(0),
        name: "Event".to_owned(),
        label: "Event".to_owned(),
        territory: false,
        within: None,
        values: names.map(value).to_vec(),
        by_name: names.iter().zip(0..).map(|(name, n)| ((*name).to_owned(), ValueId(n))).collect(),
        span: NOWHERE,
    });
    let fact: FactId = model.facts.push(Fact {
        package: PackageId(0),
        name: "event".to_owned(),
        also: Vec::new(),
        label: "event".to_owned(),
        domain: Domain::Choice(list),
        or_none: false,
        found_by: None,
        kept: None,
        event: true,
        span: NOWHERE,
    });
    let among = |values: &[u32]| Atom::Among(fact, values.iter().map(|n| ValueId(*n)).collect::<ValueSet>());
    beside(model, dice, &[among(&[0]), among(&[1, 2])]);
}
