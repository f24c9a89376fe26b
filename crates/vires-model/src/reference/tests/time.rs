//! Worked cases 33–34, 39–40, 43, 46: time, residual grants, persons.

use super::builder::{Law, life, one, sole, yes};
use crate::*;

const DAY: &str = "2025-08-01";

struct Story {
    law: Law,
    p: PowerId,
    a: BodyId,
    b: BodyId,
    x: FactId,
    i: ProvisionId,
}

fn story() -> Story {
    let mut law = Law::new(&[]);
    let [a, b] = ["a", "b"].map(|name| law.body(name));
    let (p, x) = (law.power("P"), law.asks("x"));
    let i = law.instrument("I", 4, "2024-01-01", life("2024-01-01", ""));
    Story { law, p, a, b, x, i }
}

/// I: a holds when x; b in all other cases.
fn residual() -> (Story, RuleId) {
    let mut s = story();
    let rule = s.law.holds(s.i, one(sole(s.a)), s.p);
    s.law.when(rule, yes(s.x));
    let effect = Effect::Hold { powers: vec![s.p], holding: one(sole(s.b)), residual: true };
    s.law.rule(s.i, effect);
    (s, rule)
}

impl Story {
    fn told(&self, at: &str, x: bool) -> String {
        self.law.told(self.p, at, &[(self.x, Value::YesNo(x))])
    }
}

#[test]
fn case_33_in_all_other_cases() {
    let (mut s, rule) = residual();
    assert_eq!(s.told(DAY, true), "a");
    assert_eq!(s.told(DAY, false), "b");
    // Repealed: the residual rule is wider.
    s.law.model.rules[rule].life.until = Day::parse("2025-06-30");
    assert_eq!(s.told("2025-06-30", true), "a");
    assert_eq!(s.told(DAY, true), "b");
}

#[test]
fn case_34_an_inserted_rule_shrinks_the_residual_one() {
    let (mut s, _) = residual();
    let c = s.law.body("c");
    let y = s.law.asks("y");
    let rule = s.law.holds(s.i, one(sole(c)), s.p);
    s.law.when(rule, yes(y));
    let given = [(s.x, Value::YesNo(false)), (y, Value::YesNo(true))];
    assert_eq!(s.law.told(s.p, DAY, &given), "c");
}

#[test]
fn case_39_coverage_begins_once_and_never_ends() {
    let mut s = story();
    let rule = s.law.holds(s.i, one(sole(s.a)), s.p);
    s.law.model.rules[rule].life = life("2025-01-01", "2025-12-31");
    for (at, expected) in [
        ("2024-12-31", "not in force"),
        ("2025-01-01", "a"),
        ("2025-12-31", "a"),
        ("2026-01-01", "gap"),
        ("2099-01-01", "gap"),
    ] {
        assert_eq!(s.told(at, false), expected);
    }
}

#[test]
fn case_40_a_transfer_alone() {
    let mut s = story();
    let devolve = s.law.modality("devolve", true);
    s.law.passes(s.i, devolve, s.p, sole(s.a), one(sole(s.b)));
    assert_eq!(s.told(DAY, false), "not in force");
}

#[test]
fn case_43_a_rule_may_start_before_its_instrument() {
    let mut s = story();
    let i = s.law.instrument("J", 4, "2026-05-01", life("2026-07-01", ""));
    let rule = s.law.holds(i, one(sole(s.a)), s.p);
    s.law.model.rules[rule].life.from = Day::parse("2026-01-01");
    assert_eq!(s.told("2026-02-01", false), "a");
}

#[test]
fn case_46_a_bar_on_a_person_leaves_the_office() {
    let mut s = story();
    s.law.model.bodies[s.a].office = true;
    let requester = s.law.fact("requester", Domain::Person);
    s.law.holds(s.i, one(sole(s.a)), s.p);
    let bar = s.law.bars(s.i, Barred::Person(requester), s.p);
    let outcome = s.law.ask(s.p, DAY, &[]);
    assert!(matches!(&outcome, Outcome::Competent { barred_persons, .. } if *barred_persons == [bar]));
    assert_eq!(s.told(DAY, false), "a");
}

#[test]
fn a_date_not_asked_is_a_missing_fact() {
    let mut s = story();
    let rule = s.law.holds(s.i, one(sole(s.a)), s.p);
    assert_eq!(s.law.told(s.p, "", &[]), "undetermined date");
    s.law.model.rules[rule].life = Life::ALWAYS;
    assert_eq!(s.law.told(s.p, "", &[]), "a");
    // `today` is the date asked.
    let limit = Limit { value: Rational::from_integer(20_000), included: true };
    let today = Atom::Today(Interval { from: Some(limit), to: None });
    s.law.when(rule, super::builder::atom(today));
    assert_eq!(s.law.told(s.p, "", &[]), "undetermined date");
    assert_eq!(s.law.told(s.p, &Day(20_000).to_string(), &[]), "a");
    assert_eq!(s.law.told(s.p, &Day(19_999).to_string(), &[]), "gap");
}
