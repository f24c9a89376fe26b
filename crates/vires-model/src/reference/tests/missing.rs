//! Worked case 37, and facts that are not given.

use super::builder::{Law, NOWHERE, atom, cond, life, not, of, one, sole, yes};
use crate::*;

const DAY: &str = "2025-08-01";

/// Q `m holds Q when P is held by a`; L, and D with that modality.
fn looks_at(giver_stops: bool) -> (Law, PowerId, PowerId, ProvisionId) {
    let mut law = Law::new(&[]);
    let [a, b, m] = ["a", "b", "m"].map(|name| law.body(name));
    let (p, q) = (law.power("P"), law.power("Q"));
    let modality = law.modality("D", giver_stops);
    let l = law.instrument("L", 2, "2024-01-01", life("2024-01-01", ""));
    law.holds(l, one(sole(a)), p);
    law.passes(l, modality, p, sole(a), one(sole(b)));
    let rule = law.holds(l, one(sole(m)), q);
    let held = Atom::Held { power: p, by: HeldBy::AnyOf(vec![sole(a)]) };
    law.when(rule, atom(held));
    (law, p, q, l)
}

#[test]
fn case_37_looking_at_another_power() {
    let (law, _, q, _) = looks_at(true);
    assert_eq!(law.told(q, DAY, &[]), "gap");
    let (law, _, q, _) = looks_at(false);
    assert_eq!(law.told(q, DAY, &[]), "m");
    // P in conflict: m in every claim, in none, in one.
    let (mut law, p, q, l) = looks_at(false);
    law.holds(l, one(sole(BodyId(2))), p);
    assert_eq!(law.told(p, DAY, &[]), "conflict a, b, m");
    assert_eq!(law.told(q, DAY, &[]), "undetermined P");
    // Where it decides nothing, there is nothing to need.
    law.holds(l, one(sole(BodyId(2))), q);
    assert_eq!(law.told(q, DAY, &[]), "m");
}

#[test]
fn completions_that_agree_answer() {
    let mut law = Law::new(&[]);
    let [a, b] = ["a", "b"].map(|name| law.body(name));
    let p = law.power("P");
    let [x, y] = ["x", "y"].map(|name| law.asks(name));
    let l = law.instrument("L", 2, "2024-01-01", life("2024-01-01", ""));
    let first = law.holds(l, one(sole(a)), p);
    law.when(first, yes(x));
    let second = law.holds(l, one(sole(a)), p);
    law.when(second, not(yes(x)));
    assert_eq!(law.told(p, DAY, &[]), "a");
    // What is not common is not shown.
    assert_eq!(law.chain(&law.ask(p, DAY, &[])), "");
    law.when(second, cond(ConditionKind::All(vec![not(yes(x)), yes(y)])));
    let third = law.holds(l, one(sole(b)), p);
    law.when(third, cond(ConditionKind::All(vec![not(yes(x)), not(yes(y))])));
    assert_eq!(law.told(p, DAY, &[]), "undetermined x, y");
    assert_eq!(law.told(p, DAY, &[(x, Value::YesNo(true))]), "a");
    assert_eq!(law.told(p, DAY, &[(x, Value::YesNo(false))]), "undetermined y");
    // An assumption excludes the rest.
    law.model.assumptions.push(cond(ConditionKind::Any(vec![yes(x), yes(y)])));
    assert_eq!(law.told(p, DAY, &[]), "a");
}

#[test]
fn facts_tied_by_an_assumption_are_needed_together() {
    let mut law = Law::new(&[]);
    let [a, b] = ["a", "b"].map(|name| law.body(name));
    let p = law.power("P");
    let [x, y] = ["x", "y"].map(|name| law.asks(name));
    let l = law.instrument("L", 2, "2024-01-01", life("2024-01-01", ""));
    let first = law.holds(l, one(sole(a)), p);
    law.when(first, yes(x));
    let second = law.holds(l, one(sole(b)), p);
    law.when(second, not(yes(y)));
    let same = |one, other| cond(ConditionKind::Any(vec![one, other]));
    law.model.assumptions.push(same(yes(x), not(yes(y))));
    law.model.assumptions.push(same(not(yes(x)), yes(y)));
    assert_eq!(law.told(p, DAY, &[]), "undetermined x, y");
    assert_eq!(law.told(p, DAY, &[(x, Value::YesNo(true))]), "a");
}

#[test]
fn an_assumption_about_the_day_counts_where_the_day_is_not_given() {
    let mut law = Law::new(&[]);
    let [a, b] = ["a", "b"].map(|name| law.body(name));
    let p = law.power("P");
    let x = law.asks("x");
    let l = law.instrument("L", 2, "2024-01-01", life("2024-01-01", ""));
    let first = law.holds(l, one(sole(a)), p);
    law.when(first, yes(x));
    let second = law.holds(l, one(sole(b)), p);
    law.when(second, not(yes(x)));
    let case = Case { facts: std::collections::BTreeMap::from([(x, Value::YesNo(false))]) };
    let told = |law: &Law| match decide(&law.model, p, &case, None).outcome {
        Outcome::Undetermined { needs } => needs.iter().map(|need| need.what).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(told(&law), [Needed::Date]);
    // From the day on which P is in force x is so: with x given otherwise, no day is left on which anybody holds.
    let begun = Day::parse("2024-01-01").map_or(0, |day| i128::from(day.0));
    let from = Interval::at_least(Rational::from_integer(begun), true);
    law.model.assumptions.push(cond(ConditionKind::Any(vec![not(atom(Atom::Today(from))), yes(x)])));
    assert_eq!(decide(&law.model, p, &case, None).outcome, Outcome::NotInForce);
}

#[test]
fn an_exact_limit_of_a_dense_fact_is_tried() {
    let mut law = Law::new(&[]);
    let a = law.body("a");
    let p = law.power("P");
    let ordered = Ordered {
        measure: Measure::Unit("MW".into()),
        decimals: None,
        from: Some(Limit { value: Rational::from_integer(0), included: true }),
        to: None,
    };
    let capacity = law.fact("capacity", Domain::Ordered(ordered));
    let l = law.instrument("L", 2, "2024-01-01", life("2024-01-01", ""));
    let fifty = Rational::from_integer(50);
    for interval in [Interval::at_most(fifty, false), Interval::at_least(fifty, false)] {
        let rule = law.holds(l, one(sole(a)), p);
        law.when(rule, atom(Atom::Within(capacity, interval)));
    }
    assert_eq!(law.told(p, DAY, &[]), "undetermined capacity");
    let exactly = law.holds(l, one(sole(a)), p);
    law.when(exactly, atom(Atom::Within(capacity, Interval::exactly(fifty))));
    assert_eq!(law.told(p, DAY, &[]), "a");
    // Whole numbers have nothing between 49 and 50.
    law.model.rules[exactly].life = life("", "2020-01-01");
    let Domain::Ordered(ordered) = &mut law.model.facts[capacity].domain else {
        panic!("ordered");
    };
    ordered.decimals = Some(0);
    let upto = Interval::at_most(Rational::from_integer(49), true);
    law.when(RuleId(0), atom(Atom::Within(capacity, upto)));
    law.when(RuleId(1), atom(Atom::Within(capacity, Interval::at_least(fifty, true))));
    assert_eq!(law.told(p, DAY, &[]), "a");
}

#[test]
fn sets_are_completed_by_members_and_count() {
    let mut law = Law::new(&[]);
    let [a, b] = ["a", "b"].map(|name| law.body(name));
    let p = law.power("P");
    let list = law.list("Field", &["u", "v", "w"]);
    let fields = law.fact("fields", Domain::SetOf(list));
    let l = law.instrument("L", 2, "2024-01-01", life("2024-01-01", ""));
    let rule = law.holds(l, one(sole(a)), p);
    let count = |least| Interval::at_least(Rational::from_integer(least), true);
    law.when(rule, atom(Atom::Count(fields, count(3))));
    let rule = law.holds(l, one(sole(b)), p);
    law.when(rule, not(atom(Atom::Includes(fields, ValueId(1)))));
    // Three of three include v: the two rules never meet, and two with v are left over.
    assert_eq!(law.told(p, DAY, &[]), "undetermined fields");
    law.when(RuleId(0), atom(Atom::Includes(fields, ValueId(1))));
    law.model.rules[RuleId(1)].effect = law.model.rules[RuleId(0)].effect.clone();
    assert_eq!(law.told(p, DAY, &[]), "a");
}

#[test]
fn many_places_are_completed_by_classes() {
    let mut law = Law::new(&[]);
    let (a, b) = (law.body("a"), law.body("b"));
    let p = law.power("P");
    let outer = law.list("Province", &["north", "south"]);
    let names: Vec<String> = (0..100).map(|n| format!("c{n}")).collect();
    let list = law.list("Commune", &names.iter().map(String::as_str).collect::<Vec<_>>());
    law.model.lists[list].within = Some(outer);
    for n in 0..100 {
        law.model.lists[list].values[n].within = Some(ValueId(u32::from(n >= 50)));
    }
    law.model.bodies[b].one_per = Some(outer);
    let [site, hq] = ["site", "hq"].map(|name| law.fact(name, Domain::Choice(list)));
    let l = law.instrument("L", 2, "2024-01-01", life("2024-01-01", ""));
    let rule = law.holds(l, one(of(b, Which::OfFact(site))), p);
    let same = |list| atom(Atom::Same { left: site, right: hq, list });
    law.when(rule, same(outer));
    let rule = law.holds(l, one(sole(a)), p);
    law.when(rule, not(same(outer)));
    let given = [(hq, Value::Choice(ValueId(7)))];
    assert_eq!(law.told(p, DAY, &given), "undetermined site");
    let given = [(site, Value::Choice(ValueId(60))), (hq, Value::Choice(ValueId(61)))];
    assert_eq!(law.told(p, DAY, &given), "b of south");
    // The same commune is always the same province.
    law.when(RuleId(0), cond(ConditionKind::All(vec![same(list), not(same(outer))])));
    law.when(RuleId(1), cond(ConditionKind::Always));
    assert_eq!(law.told(p, DAY, &[]), "a");
    // Two communes of one province are met.
    law.when(RuleId(0), cond(ConditionKind::All(vec![same(outer), not(same(list))])));
    assert_eq!(law.told(p, DAY, &[]), "undetermined site, hq");
}

#[test]
fn past_the_bound_the_answer_is_found_fact_by_fact() {
    let mut law = Law::new(&[]);
    let [a, b] = ["a", "b"].map(|name| law.body(name));
    let p = law.power("P");
    let facts: Vec<FactId> = (0..20).map(|n| law.asks(&format!("x{n}"))).collect();
    let l = law.instrument("L", 2, "2024-01-01", life("2024-01-01", ""));
    let any = cond(ConditionKind::Any(facts.iter().map(|fact| yes(*fact)).collect()));
    let rule = law.holds(l, one(sole(a)), p);
    law.when(rule, any.clone());
    let rule = law.holds(l, one(sole(a)), p);
    law.when(rule, not(any));
    assert_eq!(law.told(p, DAY, &[]), "a");
    law.model.rules[rule].effect = Effect::Hold { powers: vec![p], holding: one(sole(b)), residual: false };
    assert!(law.told(p, DAY, &[]).starts_with("undetermined x0, x1"));
    assert_eq!(law.told(p, DAY, &[(facts[7], Value::YesNo(true))]), "a");
}

/// A limit without a value, asked about in its `n`-th way.
pub(super) fn unset(law: &mut Law, name: &str, question: u32) -> Condition {
    let parameter = law.model.parameters.push(Parameter {
        package: PackageId(0),
        name: name.into(),
        also: Vec::new(),
        label: name.into(),
        by: None,
        domain: Domain::YesNo,
        span: NOWHERE,
    });
    atom(Atom::Unset(Unset { parameter, of: None, question, twice: false }))
}

#[test]
fn a_parameter_without_a_value_is_asked_after_only_where_it_matters() {
    let mut law = Law::new(&[]);
    let [a, b] = ["a", "b"].map(|name| law.body(name));
    let p = law.power("P");
    let names: Vec<String> = (0..40).map(|n| format!("v{n}")).collect();
    let list = law.list("Head", &names.iter().map(String::as_str).collect::<Vec<_>>());
    let head = law.fact("head", Domain::Choice(list));
    let l = law.instrument("L", 2, "2024-01-01", life("2024-01-01", ""));
    let entry = |law: &mut Law, n: u32| {
        let mut set = ValueSet::default();
        set.insert(ValueId(n));
        let here = atom(Atom::Among(head, set));
        cond(ConditionKind::All(vec![here, unset(law, &format!("limit{n}"), n)]))
    };
    let entries: Vec<Condition> = (0..40).map(|n| entry(&mut law, n)).collect();
    let within = cond(ConditionKind::Any(entries));
    let rule = law.holds(l, one(sole(a)), p);
    law.when(rule, within.clone());
    let rule = law.holds(l, one(sole(b)), p);
    law.when(rule, not(within));
    let last = [(head, Value::Choice(ValueId(39)))];
    assert_eq!(law.told(p, DAY, &last), "undetermined limit39");
    assert!(law.told(p, DAY, &[]).starts_with("undetermined head, limit0, limit1"));
    law.model.rules[rule].effect = law.model.rules[RuleId(0)].effect.clone();
    assert_eq!(law.told(p, DAY, &last), "a");
    assert_eq!(law.told(p, DAY, &[]), "a");
}

#[test]
fn beyond_the_bound_every_parameter_that_was_asked_after_is_needed() {
    let mut law = Law::new(&[]);
    let [a, b] = ["a", "b"].map(|name| law.body(name));
    let p = law.power("P");
    let l = law.instrument("L", 2, "2024-01-01", life("2024-01-01", ""));
    let questions: Vec<Condition> = (0..40).map(|n| unset(&mut law, &format!("limit{n}"), n)).collect();
    let all = cond(ConditionKind::All(questions));
    let rule = law.holds(l, one(sole(a)), p);
    law.when(rule, all.clone());
    let rest = law.holds(l, one(sole(b)), p);
    law.when(rest, not(all));
    // One that is not so settles all of them.
    let told = law.told(p, DAY, &[]);
    assert!(told.starts_with("undetermined limit0, limit1") && told.ends_with("limit39"), "{told}");
    // Whether so many are so is open until most are known.
    let questions: Vec<Condition> = (0..40).map(|n| unset(&mut law, &format!("other{n}"), 40 + n)).collect();
    let half = cond(ConditionKind::AtLeast(20, questions));
    law.when(rule, half.clone());
    law.when(rest, not(half));
    let told = law.told(p, DAY, &[]);
    assert!(told.starts_with("undetermined other0, other1"), "{told}");
    // And so it is said where nothing turns on them that could be gone through.
    law.model.rules[rest].effect = law.model.rules[rule].effect.clone();
    assert!(law.told(p, DAY, &[]).starts_with("undetermined other0, other1"));
}
