//! Lines that give several holdings, any of which is enough.

use crate::bodies::{Holding, Mode};
use crate::ids::RuleId;
use crate::model::Model;
use crate::random::Dice;
use crate::random::bodies::{holder, some_body};
use crate::rules::{Effect, Rule};

/// The model, some of whose grants are in two or three ways.
pub(super) fn with_ways(mut model: Model, dice: &mut Dice) -> Model {
    for rule in model.rules.ids().collect::<Vec<RuleId>>() {
        let Effect::Hold { powers, residual, .. } = model.rules[rule].effect.clone() else { continue };
        if dice.chance(1, 3) {
            continue;
        }
        model.rules[rule].one_of = Some(rule.0);
        for _ in 0..dice.between(1, 2) {
            let mut seats = Vec::new();
            for _ in 0..dice.between(1, 2) {
                let body = some_body(&model, dice);
                let seat = holder(&model, dice, body, &powers, false);
                if !seats.contains(&seat) {
                    seats.push(seat);
                }
            }
            let mode = if seats.len() == 1 { Mode::One } else { Mode::Jointly };
            let effect = Effect::Hold { powers: powers.clone(), holding: Holding::of(mode, seats), residual };
            let way = Rule { effect, ..model.rules[rule].clone() };
            model.rules.push(way);
        }
    }
    model
}
