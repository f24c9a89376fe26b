//! What silence has come to, where it is open which of the holder's deadlines apply (5.8, 5.9).

use num_rational::Ratio;

use super::builder::*;
use crate::*;

const DATES: Domain = Domain::Ordered(Ordered { measure: Measure::Date, decimals: Some(0), from: None, to: None });

/// A law by which a holds P, with deadlines for it.
struct Silent {
    law: Law,
    p: PowerId,
    grant: RuleId,
    b: BodyId,
    received: FactId,
}

fn silent() -> Silent {
    let mut law = Law::new(&[]);
    let (a, b) = (law.body("a"), law.body("b"));
    let (p, received) = (law.power("P"), law.fact("received", DATES));
    let place = law.instrument("L", 2, "2020-01-01", Life::ALWAYS);
    let grant = law.holds(place, one(sole(a)), p);
    Silent { law, p, grant, b, received }
}

fn not(condition: Condition) -> Condition {
    cond(ConditionKind::Not(Box::new(condition)))
}

fn on(text: &str) -> Value {
    Value::Ordered(Ratio::from_integer(day(text).0.into()))
}

impl Silent {
    fn within(&mut self, days: u32, of: FactId, silence: Silence, when: Condition) {
        let within = Period::of(days, PeriodUnit::Days);
        let own =
            Deadline { within, of: Some(Start::Fact(of)), others: None, silence: Some(silence), when, span: NOWHERE };
        self.law.model.rules[self.grant].deadlines.push(own);
    }

    /// What silence has come to on that day: who decides, what is settled, what it turns on.
    fn came_to(&self, at: Option<&str>, given: &[(FactId, Value)]) -> String {
        let asked = self.asked(at, given);
        let needs = asked.turns_on.iter().map(|need| match need.what {
            Needed::Fact(fact) => self.law.model.facts[fact].name.clone(),
            other => format!("{other:?}"),
        });
        let needs: Vec<String> = needs.collect();
        if !needs.is_empty() {
            return format!("turns on {}", needs.join(", "));
        }
        let now: Vec<String> =
            asked.now.iter().flat_map(|held| held.instances()).map(|who| self.law.who(who)).collect();
        let settled = asked.settled.map_or(String::new(), |state| format!("{state:?}"));
        format!("{}{settled}{}", now.concat(), if asked.is_pending() { "pending" } else { "" })
    }

    fn asked(&self, at: Option<&str>, given: &[(FactId, Value)]) -> Procedure {
        let case = Case { facts: given.iter().cloned().collect() };
        let decision = decide(&self.law.model, self.p, &case, at.and_then(Day::parse));
        procedure(&self.law.model, &case, &decision)
    }
}

#[test]
fn where_the_deadlines_that_may_apply_come_to_different_things_the_answer_turns_on_the_fact() {
    let mut law = silent();
    let x = law.law.asks("x");
    let (received, b) = (law.received, law.b);
    law.within(10, received, Silence::Approved, yes(x));
    law.within(10, received, Silence::PassesTo(sole(b)), not(yes(x)));
    let given = [(received, on("2025-07-01"))];
    assert_eq!(law.came_to(Some("2025-07-11"), &given), "pending");
    assert_eq!(law.came_to(Some("2025-07-12"), &given), "turns on x");
    assert_eq!(law.came_to(Some("2025-07-12"), &[given[0].clone(), (x, Value::YesNo(true))]), "Approved");
    assert_eq!(law.came_to(Some("2025-07-12"), &[given[0].clone(), (x, Value::YesNo(false))]), "b");
    // Without a day it turns on the day as well; from when nothing counts, nothing follows.
    assert_eq!(law.came_to(None, &given), "turns on x, Date");
    assert_eq!(law.came_to(Some("2025-07-12"), &[]), "");
}

#[test]
fn what_every_deadline_that_may_apply_comes_to_is_sure() {
    for silence in [Silence::Approved, Silence::Refused] {
        let mut law = silent();
        let x = law.law.asks("x");
        let received = law.received;
        law.within(10, received, silence.clone(), yes(x));
        law.within(20, received, silence.clone(), not(yes(x)));
        let given = [(received, on("2025-07-01"))];
        assert_eq!(law.came_to(Some("2025-07-05"), &given), "pending");
        assert_eq!(law.came_to(Some("2025-07-15"), &given), "turns on x");
        assert_eq!(law.came_to(Some("2025-07-22"), &given), format!("{silence:?}"));
        let asked = law.asked(Some("2025-07-22"), &given);
        assert!(asked.settled_by_silence().is_some());
        assert!(asked.deadlines.iter().all(|own| own.state == State::Depends));
    }
    let mut law = silent();
    let x = law.law.asks("x");
    let (received, b) = (law.received, law.b);
    law.within(10, received, Silence::PassesTo(sole(b)), yes(x));
    law.within(20, received, Silence::PassesTo(sole(b)), not(yes(x)));
    let given = [(received, on("2025-07-01"))];
    assert_eq!(law.came_to(Some("2025-07-22"), &given), "b");
    assert!(law.asked(Some("2025-07-22"), &given).passed_by_one_of().is_some());
}

/// Lines of one text that read alike are one, whatever the cases each is for.
#[test]
fn lines_that_read_alike_are_one_line() {
    let mut law = silent();
    let x = law.law.asks("x");
    let (received, b) = (law.received, law.b);
    law.within(10, received, Silence::Approved, yes(x));
    law.within(10, received, Silence::Approved, not(yes(x)));
    for when in [yes(x), not(yes(x))] {
        let step = Step {
            kind: StepKind::Consent,
            who: vec![sole(b)],
            enough: None,
            among: Among::Named,
            when,
            deadlines: Vec::new(),
            span: NOWHERE,
        };
        law.law.model.rules[law.grant].steps.push(step);
    }
    let asked = law.asked(Some("2025-07-12"), &[(received, on("2025-07-01"))]);
    assert_eq!((asked.steps.len(), asked.deadlines.len()), (1, 1));
    assert_eq!((asked.steps[0].state, asked.deadlines[0].state), (State::Open, State::Approved));
    assert!(asked.steps[0].needs.is_empty() && asked.deadlines[0].needs.is_empty());
}

/// 5.9: a day that is put in to complete a condition is no day from which anything counts.
#[test]
fn a_period_counts_from_what_is_given_alone() {
    let mut law = silent();
    let completed = law.law.fact("completed", DATES);
    law.law.model.facts[completed].or_none = true;
    let received = law.received;
    let none = || cond(ConditionKind::Atom(Atom::IsNone(completed)));
    law.within(10, completed, Silence::Approved, not(none()));
    law.within(10, received, Silence::Approved, none());
    let given = (received, on("2025-07-01"));
    assert_eq!(law.came_to(Some("2025-09-01"), std::slice::from_ref(&given)), "turns on completed");
    assert_eq!(law.came_to(Some("2025-09-01"), &[given.clone(), (completed, Value::None)]), "Approved");
    assert_eq!(law.came_to(Some("2025-09-01"), &[given.clone(), (completed, on("2025-08-25"))]), "pending");
    // Without an answer the period does not run, and the answer says for want of what.
    let mut law = silent();
    let completed = law.law.fact("completed", DATES);
    law.law.model.facts[completed].or_none = true;
    law.within(10, completed, Silence::Approved, Condition::always(NOWHERE));
    let asked = law.asked(Some("2025-09-01"), &[(completed, Value::None)]);
    assert_eq!(
        asked.deadlines.iter().map(|own| (own.state, own.lacks)).collect::<Vec<_>>(),
        [(State::Open, Some(completed))]
    );
}

/// Beyond the bound on completions, it turns on what the deadlines that may have had an effect turn on.
#[test]
fn too_many_completions() {
    let mut law = silent();
    let facts: Vec<FactId> = (0..16).map(|n| law.law.asks(&format!("x{n}"))).collect();
    let received = law.received;
    let all = cond(ConditionKind::All(facts.iter().map(|fact| yes(*fact)).collect()));
    law.within(10, received, Silence::Approved, all);
    let given = [(received, on("2025-07-01"))];
    assert!(law.came_to(Some("2025-07-12"), &given).starts_with("turns on x0, x1"));
    assert_eq!(law.came_to(Some("2025-07-11"), &given), "");
}

/// Where not all ways were seen in which what nobody can say may turn out, the answer turns on it, whatever was seen.
#[test]
fn too_many_ways_in_which_parameters_may_turn_out() {
    let mut law = silent();
    let received = law.received;
    let mut unset = |n: u32| super::missing::unset(&mut law.law, &format!("limit{n}"), n);
    let first = unset(0);
    // No way in which the first is so is seen: whether so many are so is open until most are known.
    let half = cond(ConditionKind::AtLeast(20, (1..40).map(unset).collect()));
    law.within(10, received, Silence::Approved, first);
    law.within(1000, received, Silence::Approved, half);
    let given = [(received, on("2025-07-01"))];
    assert!(law.came_to(Some("2025-07-12"), &given).starts_with("turns on Parameter"));
}
