//! Random models and random cases, for comparing evaluators. Behind the feature `testing`.
//!
//! The same seed gives the same model for ever after. Models keep what resolution promises: trees have no circles,
//! powers look at each other in no circle, a fact that says which body lies in that body's territory or in a narrower
//! one, texts speak of other texts only.

mod bodies;
mod cases;
mod conditions;
mod derived;
mod dice;
mod later;
mod rarer;
mod rules;
mod smallest;
mod steps;
mod sums;
mod texts;
mod ways;

pub use cases::{can_occur, case, interesting_days, interesting_values};
pub use dice::Dice;
pub use smallest::{shown, smallest};
pub use steps::with_steps;

use crate::ids::FileId;
use crate::model::{Model, Package, PrecedenceKey};
use crate::source::SourceSpan;

/// A small model: 2–8 bodies over one or two territories, 1–3 powers, 1–4 facts, 1–5 instruments, 2–10 rules.
#[must_use]
pub fn model(seed: u64) -> Model {
    use PrecedenceKey::{HigherRank, Later, MoreSpecific};
    let mut dice = Dice::new(seed);
    let mut model = Model::default();
    let orders: [&[PrecedenceKey]; 6] = [
        &[],
        &[HigherRank, Later],
        &[HigherRank, Later],
        &[Later],
        &[MoreSpecific, HigherRank, Later],
        &[HigherRank, MoreSpecific],
    ];
    model.packages.push(Package {
        name: "random".to_owned(),
        label: "random".to_owned(),
        precedence: dice.pick(&orders).map(|order| order.to_vec()).unwrap_or_default(),
        precedence_in: std::collections::BTreeMap::new(),
        language: "en".to_owned(),
    });
    bodies::lists(&mut model, &mut dice);
    bodies::bodies(&mut model, &mut dice);
    conditions::facts(&mut model, &mut dice);
    texts::powers(&mut model, &mut dice);
    texts::modalities(&mut model, &mut dice);
    texts::instruments(&mut model, &mut dice);
    rules::rules(&mut model, &mut dice);
    rules::words(&mut model, &mut dice);
    if dice.chance(1, 4) {
        let assumption = conditions::either(&model, &mut dice);
        model.assumptions.push(assumption);
        // One that leaves no case at all is no assumption.
        if case(&model, &mut dice, None, false).facts.is_empty() {
            model.assumptions.clear();
        }
    }
    model
}

/// The same model, with what fewer laws have: see [`rarer`].
#[must_use]
pub fn rarer(seed: u64) -> Model {
    rarer::with_rarer(model(seed), &mut Dice::new(seed ^ 0x7a7e))
}

/// The same model, with sums of numbers in its conditions.
#[must_use]
pub fn sums(seed: u64) -> Model {
    sums::with_sums(model(seed), &mut Dice::new(seed ^ 0x5c4a))
}

/// The same model, with days counted by the calendar in its conditions.
#[must_use]
pub fn later(seed: u64) -> Model {
    later::with_later(model(seed), &mut Dice::new(seed ^ 0x1a7e))
}

/// The same model, with derived facts of very many cases in its conditions.
#[must_use]
pub fn derived(seed: u64) -> Model {
    derived::with_derived(model(seed), &mut Dice::new(seed ^ 0xde51))
}

/// The same model, some of whose lines give several holdings, any of which is enough.
#[must_use]
pub fn ways(seed: u64) -> Model {
    ways::with_ways(model(seed), &mut Dice::new(seed ^ 0x3a95))
}

/// Random models stand in no file.
const NOWHERE: SourceSpan = SourceSpan { file: FileId(0), start: 0, end: 0 };
