//! Steps, deadlines, takings over and what other texts attach.

use std::collections::BTreeSet;

use num_rational::Ratio;

use crate::bodies::{Holder, Holding, Mode, Which};
use crate::conditions::Condition;
use crate::facts::{Domain, Fact, Measure, Ordered};
use crate::ids::{FactId, Id, PackageId, PowerId, ProvisionId};
use crate::model::Model;
use crate::number::{Limit, Rational};
use crate::random::bodies::{holder, some_body, some_day, some_life};
use crate::random::conditions::maybe;
use crate::random::{Dice, NOWHERE};
use crate::rules::{Effect, Powers, Rule};
use crate::steps::{Among, Attachment, Deadline, Others, Period, PeriodUnit, Silence, Start, Step, StepKind};

/// Adds to a random model what its texts ask for beside decisions, and a fact `received` from which periods count. Who holds stays as it is.
pub fn with_steps(model: &mut Model, seed: u64) {
    let mut dice = Dice::new(seed ^ 0x57e9);
    let limit = |day: i128| Some(Limit { value: Ratio::from_integer(day), included: true });
    let received = model.facts.push(Fact {
        package: PackageId(0),
        name: "received".to_owned(),
        also: Vec::new(),
        label: "received".to_owned(),
        domain: Domain::Ordered(Ordered {
            measure: Measure::Date,
            decimals: Some(0),
            from: limit(19_990),
            to: limit(20_010),
        }),
        or_none: dice.chance(1, 4),
        found_by: None,
        kept: None,
        event: false,
        span: NOWHERE,
    });
    for n in 0..model.rules.len() {
        let rule = crate::ids::RuleId::new(n);
        let effect = model.rules[rule].effect.clone();
        if matches!(effect, Effect::Hold { .. } | Effect::Transfer { .. }) {
            let powers = effect.named_powers().to_vec();
            let steps = steps(model, &mut dice, &powers, received);
            let deadlines = deadlines(model, &mut dice, &powers, received);
            let row = &mut model.rules[rule];
            row.steps = steps;
            row.deadlines = deadlines;
        }
    }
    for _ in 0..dice.below(4) {
        let (place, power) = (some(&mut dice, model.provisions.len()), some(&mut dice, model.powers.len()));
        let power: PowerId = power;
        let seats =
            (0..1 + dice.below(5).saturating_sub(2)).map(|_| some_body(model, &mut dice)).collect::<BTreeSet<_>>();
        let seats: Vec<Holder> = seats.into_iter().map(|by| holder(model, &mut dice, by, &[power], true)).collect();
        let mode = match seats.len() {
            1 => Mode::One,
            all => dice
                .pick(&[Mode::Jointly, Mode::AnyOf(u32::try_from(all - 1).unwrap_or(1))])
                .copied()
                .unwrap_or(Mode::Jointly),
        };
        // Mostly from one who holds it, by itself or among others.
        let held: Vec<Holder> = (model.rules.iter())
            .filter(|(_, row)| row.effect.speaks_of(model, power))
            .flat_map(|(_, row)| match &row.effect {
                Effect::Hold { holding, .. } | Effect::Transfer { to: holding, .. } => holding.seats.clone(),
                _ => Vec::new(),
            })
            .collect();
        let anybody = some_body(model, &mut dice);
        let anybody = holder(model, &mut dice, anybody, &[power], false);
        let from = dice.pick(&held).copied().filter(|_| dice.chance(3, 4)).unwrap_or(anybody);
        let deadlines = match dice.chance(1, 2) {
            true => vec![Deadline { silence: None, ..deadline(model, &mut dice, &[power], received) }],
            false => Vec::new(),
        };
        let rule = Rule {
            place,
            life: some_life(&mut dice, 3, 4),
            own_end: false,
            when: maybe(model, &mut dice, power),
            effect: Effect::TakeOver { by: Holding::of(mode, seats), what: Powers::Named(vec![power]), from },
            amended_by: None,
            suspended_by: None,
            one_of: None,
            of_class: None,
            read: Box::default(),
            lapses: false,
            passing: Box::default(),
            parameters: Box::default(),
            steps: Vec::new(),
            deadlines,
            doc: None,
            span: NOWHERE,
        };
        model.rules.push(rule);
    }
    for _ in 0..dice.below(3) {
        let power: PowerId = some(&mut dice, model.powers.len());
        let attachment = Attachment {
            place: some::<ProvisionId>(&mut dice, model.provisions.len()),
            what: Powers::Named(vec![power]),
            life: some_life(&mut dice, 1, 2),
            when: maybe(model, &mut dice, power),
            steps: steps(model, &mut dice, &[power], received),
            deadlines: deadlines(model, &mut dice, &[power], received),
            span: NOWHERE,
        };
        model.attachments.push(attachment);
    }
}

fn some<I: Id>(dice: &mut Dice, rows: usize) -> I {
    I::new(dice.below(rows))
}

fn steps(model: &Model, dice: &mut Dice, powers: &[PowerId], received: FactId) -> Vec<Step> {
    use StepKind::{Consent, Consult, Coordination, Notify, Proposal, Review};
    let count = dice.below(3);
    let step = |dice: &mut Dice| {
        let asked: Vec<Holder> = (0..dice.between(1, 2)).map(|_| asked(model, dice, powers)).collect();
        let (asked, among) = match dice.below(8) {
            0 | 1 => (asked, Among::Group),
            2 if model.powers.len() > 1 => (Vec::new(), Among::HolderOf(some(dice, model.powers.len()))),
            3 => one_for_each(model).unwrap_or((asked, Among::Named)),
            _ => (asked, Among::Named),
        };
        Step {
            kind: dice.pick(&[Consent, Consult, Proposal, Review, Coordination, Notify]).copied().unwrap_or(Consent),
            enough: (matches!(among, Among::Named | Among::Group) && dice.chance(1, 4))
                .then(|| u32::try_from(dice.between(1, asked.len())).unwrap_or(1)),
            who: asked,
            among,
            when: condition(model, dice, powers),
            deadlines: one_after_another(model, dice, powers, received),
            span: NOWHERE,
        }
    };
    (0..count).map(|_| step(dice)).collect()
}

/// One body for each of a set, where the model has such a set and such bodies.
fn one_for_each(model: &Model) -> Option<(Vec<Holder>, Among)> {
    model.facts.iter().find_map(|(fact, row)| {
        let Domain::SetOf(list) = row.domain else { return None };
        let (body, _) = model.bodies.iter().find(|(_, body)| body.one_per == Some(list))?;
        Some((vec![Holder { body, which: Which::OfFact(fact) }], Among::EachOf(fact)))
    })
}

fn asked(model: &Model, dice: &mut Dice, powers: &[PowerId]) -> Holder {
    let body = some_body(model, dice);
    holder(model, dice, body, powers, true)
}

fn condition(model: &Model, dice: &mut Dice, powers: &[PowerId]) -> Condition {
    maybe(model, dice, powers.iter().min().copied().unwrap_or(PowerId(0)))
}

fn deadlines(model: &Model, dice: &mut Dice, powers: &[PowerId], received: FactId) -> Vec<Deadline> {
    let count = dice.below(5).saturating_sub(2);
    (0..count).map(|_| deadline(model, dice, powers, received)).collect()
}

/// The periods of a step: one, and another of each to whom silence passes it.
fn one_after_another(model: &Model, dice: &mut Dice, powers: &[PowerId], received: FactId) -> Vec<Deadline> {
    let mut all: Vec<Deadline> = Vec::new();
    while dice.chance(1, 2) && all.last().is_none_or(|last| last.passes_to().is_some()) {
        let own = deadline(model, dice, powers, received);
        let of = own.of.clone().filter(|_| all.is_empty() || dice.chance(1, 4));
        let others = own.others.clone().filter(|_| of.is_some());
        all.push(Deadline { of, others, ..own });
    }
    all
}

fn deadline(model: &Model, dice: &mut Dice, powers: &[PowerId], received: FactId) -> Deadline {
    let unit = [PeriodUnit::Days, PeriodUnit::WorkingDays, PeriodUnit::Months, PeriodUnit::Years];
    let count = u32::try_from(dice.below(12)).unwrap_or(0);
    Deadline {
        within: {
            let period = Period::of(count, dice.pick(&unit).copied().unwrap_or(PeriodUnit::Days));
            Period { beginning_with: dice.chance(1, 6), on_working_day: dice.chance(1, 6), ..period }
        },
        of: match dice.below(5) {
            0 => None,
            1 => Some(Start::Day(some_day(dice))),
            2 => Some(Start::Sum(vec![(received, Rational::from_integer(1))], Rational::from_integer(3))),
            _ => Some(Start::Fact(received)),
        },
        others: dice.chance(1, 6).then(|| Others {
            last: dice.chance(1, 2),
            of: vec![(
                Period::of(u32::try_from(dice.below(9)).unwrap_or(0), PeriodUnit::WorkingDays),
                if dice.chance(1, 2) { Start::Fact(received) } else { Start::Day(some_day(dice)) },
            )],
        }),
        when: match dice.chance(1, 4) {
            true => condition(model, dice, powers),
            false => Condition::always(NOWHERE),
        },
        silence: match dice.below(6) {
            0 => None,
            1 => Some(Silence::Approved),
            2 => Some(Silence::Refused),
            3 => Some(Silence::RefusedUntilDecided),
            4 => Some(Silence::Lapses),
            _ => Some(Silence::PassesTo(asked(model, dice, powers))),
        },
        span: NOWHERE,
    }
}
