//! Powers whose rules compare sums of small numbers, held against every case there is.

use vires_model::random::Dice;
use vires_model::{
    Atom, Body, BodyId, Case, Condition, ConditionKind, Day, Domain, Effect, Fact, FactId, FileId, Holder, Holding,
    Instrument, InstrumentId, Interval, Life, Limit, Linear, Measure, Mode, Model, Ordered, Package, PackageId, Power,
    PowerId, Provision, ProvisionId, ProvisionKind, Rational, Rule, SourceSpan, Term, Value, Which,
};

const NOWHERE: SourceSpan = SourceSpan { file: FileId(0), start: 0, end: 0 };
/// Numbers go from 0 to this.
const MOST: i128 = 3;

/// 2–3 numbers and 2–5 rules, each with one or two sums in its condition.
pub(crate) fn model(seed: u64) -> Model {
    let mut dice = Dice::new(seed);
    let mut model = Model::default();
    model.packages.push(Package {
        name: "linear".to_owned(),
        label: "linear".to_owned(),
        precedence: Vec::new(),
        precedence_in: std::collections::BTreeMap::new(),
        language: "en".to_owned(),
    });
    let limit = |value| Some(Limit { value: Rational::from_integer(value), included: true });
    for n in 0..dice.between(2, 3) {
        model.facts.push(Fact {
            package: PackageId(0),
            name: format!("f{n}"),
            also: Vec::new(),
            label: format!("f{n}"),
            domain: Domain::Ordered(Ordered {
                measure: Measure::Number,
                decimals: Some(0),
                from: limit(0),
                to: limit(MOST),
            }),
            or_none: dice.chance(1, 6),
            found_by: None,
            kept: None,
            event: false,
            span: NOWHERE,
        });
    }
    model.powers.push(Power {
        package: PackageId(0),
        name: "p".to_owned(),
        also: Vec::new(),
        label: "p".to_owned(),
        sector: None,
        place: None,
        act: None,
        codes: Vec::new(),
        concurrent: false,
        doc: None,
        span: NOWHERE,
    });
    let instrument = InstrumentId(0);
    let text = model.provisions.push(Provision {
        instrument,
        parent: None,
        kind: ProvisionKind::Whole,
        number: String::new(),
        title: None,
        span: NOWHERE,
    });
    model.instruments.push(Instrument {
        package: PackageId(0),
        name: "i".to_owned(),
        also: Vec::new(),
        label: "i".to_owned(),
        kind: None,
        issuers: Vec::new(),
        issued: None,
        signed: None,
        published: None,
        life: Life { from: Some(Day(20_000)), until: None },
        repealed: false,
        overlay: false,
        based_on: Vec::new(),
        text,
        void: None,
        span: NOWHERE,
    });
    for n in 0..dice.between(2, 5) {
        model.bodies.push(Body {
            package: PackageId(0),
            name: format!("b{n}"),
            also: Vec::new(),
            label: format!("b{n}"),
            office: false,
            tier: None,
            superior: None,
            one_per: None,
            kinds: Vec::new(),
            life: Life::ALWAYS,
            away: Vec::new(),
            incompatible: Vec::new(),
            span: NOWHERE,
        });
        let when = condition(&model, &mut dice, 2);
        model.rules.push(rule(text, BodyId(n as u32), when));
    }
    model
}

fn rule(place: ProvisionId, body: BodyId, when: Condition) -> Rule {
    let holding = Holding::of(Mode::One, vec![Holder { body, which: Which::Sole }]);
    Rule {
        place,
        life: Life { from: Some(Day(20_000)), until: None },
        own_end: false,
        when,
        effect: Effect::Hold { powers: vec![PowerId(0)], holding, residual: false },
        amended_by: None,
        suspended_by: None,
        one_of: None,
        of_class: None,
        read: Box::default(),
        lapses: false,
        passing: Box::default(),
        parameters: Box::default(),
        steps: Vec::new(),
        deadlines: Vec::new(),
        doc: None,
        span: NOWHERE,
    }
}

fn condition(model: &Model, dice: &mut Dice, depth: usize) -> Condition {
    let kind = match dice.below(if depth == 0 { 2 } else { 6 }) {
        0 | 1 => ConditionKind::Atom(sum(model, dice)),
        2 => ConditionKind::All(vec![condition(model, dice, depth - 1), condition(model, dice, depth - 1)]),
        3 => ConditionKind::Any(vec![condition(model, dice, depth - 1), condition(model, dice, depth - 1)]),
        4 => ConditionKind::Not(Box::new(condition(model, dice, depth - 1))),
        _ => {
            let fact = FactId(dice.below(model.facts.len()) as u32);
            let value = Rational::from_integer(dice.below(4) as i128);
            ConditionKind::Atom(Atom::Within(fact, Interval::at_most(value, dice.chance(1, 2))))
        }
    };
    Condition::new(kind, NOWHERE)
}

fn sum(model: &Model, dice: &mut Dice) -> Atom {
    let factors = [(1, 1), (-1, 1), (2, 1), (-2, 1), (3, 1), (-3, 2), (1, 3), (-1, 2)];
    let count = dice.between(2, model.facts.len());
    let mut sum: Vec<(Term, Rational)> = Vec::new();
    for fact in model.facts.ids() {
        if sum.len() < count && (dice.chance(2, 3) || model.facts.len() - fact.0 as usize <= count - sum.len()) {
            let (top, bottom) = factors[dice.below(factors.len())];
            let times = if sum.is_empty() { Rational::from_integer(1) } else { Rational::new(top, bottom) };
            sum.push((Term::Fact(fact), times));
        }
    }
    let value = Rational::new(dice.below(13) as i128 - 4, 1 + dice.below(2) as i128);
    let within = match dice.below(4) {
        0 => Interval::at_least(value, dice.chance(1, 2)),
        1 => Interval::at_most(value, dice.chance(1, 2)),
        2 => Interval::exactly(value),
        _ => Interval {
            from: Interval::at_least(value, dice.chance(1, 2)).from,
            to: Interval::at_most(value + 2, dice.chance(1, 2)).to,
        },
    };
    Atom::Linear(Linear { sum, within })
}

/// Every case of the model.
pub(crate) fn cases(model: &Model) -> Vec<Case> {
    let mut cases = vec![Case::default()];
    for (fact, row) in model.facts.iter() {
        let mut values: Vec<Value> = (0..=MOST).map(|n| Value::Ordered(Rational::from_integer(n))).collect();
        values.extend(row.or_none.then_some(Value::None));
        cases = cases
            .iter()
            .flat_map(|case| {
                values.iter().map(move |value| {
                    let mut case = case.clone();
                    case.facts.insert(fact, value.clone());
                    case
                })
            })
            .collect();
    }
    cases
}
