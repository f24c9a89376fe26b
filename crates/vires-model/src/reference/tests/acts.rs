//! Acts within and beyond their authors' powers, and delegations.

use std::collections::BTreeMap;

use num_rational::Ratio;

use super::builder::*;
use crate::random::{Dice, case, interesting_days, model, with_steps};
use crate::*;

fn number(n: i128) -> Value {
    Value::Ordered(Ratio::from_integer(n))
}

fn who(body: BodyId) -> Instance {
    Instance { body, of: Of::Sole }
}

fn below(fact: FactId, limit: i128) -> Condition {
    let to = Some(Limit { value: Ratio::from_integer(limit), included: false });
    atom(Atom::Within(fact, Interval { from: None, to }))
}

/// a holds P below 100, b from 100 on; b until the end of 2026 below 100 too where urgent.
struct Small {
    law: Law,
    place: ProvisionId,
    a: BodyId,
    b: BodyId,
    p: PowerId,
    amount: FactId,
    urgent: FactId,
    first: RuleId,
}

fn small() -> Small {
    let mut law = Law::new(&[]);
    let (a, b) = (law.body("a"), law.body("b"));
    let whole = Ordered { measure: Measure::Number, decimals: Some(0), from: None, to: None };
    let (p, amount, urgent) = (law.power("P"), law.fact("amount", Domain::Ordered(whole)), law.asks("urgent"));
    let place = law.instrument("L", 2, "2020-01-01", Life::ALWAYS);
    let first = law.holds(place, one(sole(a)), p);
    law.when(first, cond(ConditionKind::All(vec![below(amount, 100), not(yes(urgent))])));
    let second = law.holds(place, one(sole(b)), p);
    law.when(second, not(below(amount, 100)));
    let third = law.holds(place, one(sole(b)), p);
    law.when(third, cond(ConditionKind::All(vec![below(amount, 100), yes(urgent)])));
    law.model.rules[third].life = life("", "2026-12-31");
    Small { law, place, a, b, p, amount, urgent, first }
}

impl Small {
    fn judge(&self, by: &[BodyId], at: &str, given: &[(FactId, Value)], persons: &[&str], done: &[Done]) -> Verdict {
        let case = Case { facts: given.iter().cloned().collect() };
        let by: Vec<Instance> = by.iter().map(|body| who(*body)).collect();
        let persons: Vec<String> = persons.iter().map(|name| (*name).to_owned()).collect();
        let act = Act { power: self.p, case: &case, at: day(at), by: &by, persons: &persons, done };
        judge_act(&self.law.model, &act)
    }
    fn given(&self, amount: i128, urgent: bool) -> Vec<(FactId, Value)> {
        vec![(self.amount, number(amount)), (self.urgent, Value::YesNo(urgent))]
    }
}

fn ultra(verdict: Verdict) -> Ultra {
    match verdict {
        Verdict::Ultra(ultra) => ultra,
        other => panic!("{other:?}"),
    }
}

const INTRA: Verdict = Verdict::Intra { by_taking_over: None };

#[test]
fn the_kind_is_that_of_the_nearest_thing_that_would_have_to_differ() {
    let mut small = small();
    let (a, b) = (small.a, small.b);
    assert_eq!(small.judge(&[a], "2026-01-01", &small.given(50, false), &[], &[]), INTRA);
    let over = ultra(small.judge(&[a], "2026-01-01", &small.given(5000, false), &[], &[]));
    assert_eq!((over.kind, &over.changes[..]), (UltraKind::Amount, &[Change::Fact(small.amount, number(99))][..]));
    let urgent = ultra(small.judge(&[a], "2026-01-01", &small.given(50, true), &[], &[]));
    assert_eq!(urgent.kind, UltraKind::Matter);
    assert_eq!(urgent.changes, [Change::Fact(small.urgent, Value::YesNo(false))]);
    // Two things at once.
    let both = ultra(small.judge(&[a], "2026-01-01", &small.given(200, true), &[], &[]));
    assert_eq!((both.kind, both.changes.len()), (UltraKind::Amount, 2));
    // b's power over small urgent ones has lapsed, and a larger amount would be its own: the amount is named first.
    let late = ultra(small.judge(&[b], "2027-02-01", &small.given(50, true), &[], &[]));
    assert_eq!((late.kind, late.changes.len()), (UltraKind::Amount, 1));
    let c = small.law.body("c");
    assert_eq!(ultra(small.judge(&[c], "2026-01-01", &small.given(50, false), &[], &[])).kind, UltraKind::NoPower);
    let place = small.place;
    let grant = small.law.holds(place, one(sole(c)), small.p);
    small.law.model.rules[grant].life = life("2030-01-01", "2030-12-31");
    small.law.model.rules[small.first].life = life("", "2029-12-31");
    let early = ultra(small.judge(&[c], "2026-01-01", &small.given(50, false), &[], &[]));
    assert_eq!((early.kind, early.changes), (UltraKind::Time, vec![Change::Day(day("2030-01-01"))]));
    let late = ultra(small.judge(&[a], "2031-06-01", &small.given(50, false), &[], &[]));
    assert_eq!((late.kind, late.changes), (UltraKind::Time, vec![Change::Day(day("2029-12-31"))]));
}

#[test]
fn what_is_not_known_is_asked_for() {
    let small = small();
    let amount = vec![(small.amount, number(500))];
    // Whoever it is: not a.
    assert_eq!(ultra(small.judge(&[small.a], "2026-01-01", &amount, &[], &[])).kind, UltraKind::Amount);
    assert_eq!(small.judge(&[small.b], "2026-01-01", &amount, &[], &[]), INTRA);
    let Verdict::Depends(needs) = small.judge(&[small.a], "2026-01-01", &[(small.amount, number(5))], &[], &[]) else {
        panic!("it depends on whether it is urgent");
    };
    assert_eq!(needs.iter().map(|need| need.what).collect::<Vec<_>>(), [Needed::Fact(small.urgent)]);
}

/// Who else may act does not matter.
#[test]
fn what_is_not_known_may_not_matter() {
    let mut small = small();
    let (a, b, p, place, urgent) = (small.a, small.b, small.p, small.place, small.urgent);
    small.law.model.rules = Table::default();
    let either = |seats: &[BodyId]| Holding::of(Mode::Any, seats.iter().copied().map(sole).collect());
    let both = small.law.holds(place, either(&[a, b]), p);
    small.law.when(both, yes(urgent));
    let alone = small.law.holds(place, one(sole(a)), p);
    small.law.when(alone, not(yes(urgent)));
    assert_eq!(small.judge(&[a], "2026-01-01", &[], &[], &[]), INTRA);
    let Verdict::Depends(needs) = small.judge(&[b], "2026-01-01", &[], &[], &[]) else {
        panic!("b holds it where urgent")
    };
    assert_eq!(needs.iter().map(|need| need.what).collect::<Vec<_>>(), [Needed::Fact(urgent)]);
    // Jointly with a in the other case: then a alone is enough in one case only.
    small.law.model.rules[alone].when = Condition::always(NOWHERE);
    let joint =
        Effect::Hold { holding: Holding::of(Mode::Jointly, vec![sole(a), sole(b)]), powers: vec![p], residual: false };
    small.law.model.rules[alone].effect = joint;
    small.law.when(alone, not(yes(urgent)));
    assert!(matches!(small.judge(&[a], "2026-01-01", &[], &[], &[]), Verdict::Depends(_)));
    assert_eq!(small.judge(&[a, b], "2026-01-01", &[], &[], &[]), INTRA);
}

/// One of a kind, not said which, is one of them.
#[test]
fn nobody_counts_twice() {
    let mut small = small();
    let list = small.law.list("Grade", &["g1", "g2", "g3"]);
    let officer = small.law.body("officer");
    small.law.model.bodies[officer].one_per = Some(list);
    small.law.model.rules = Table::default();
    let seat = |n: u32| Holder { body: officer, which: Which::OfValue(ValueId(n)) };
    let seats = vec![seat(0), seat(1), seat(2)];
    small.law.holds(small.place, Holding::of(Mode::AnyOf(2), seats), small.p);
    let case = Case::default();
    let judge = |by: &[Of]| {
        let by: Vec<Instance> = by.iter().map(|of| Instance { body: officer, of: *of }).collect();
        let act = Act { power: small.p, case: &case, at: day("2026-01-01"), by: &by, persons: &[], done: &[] };
        judge_act(&small.law.model, &act)
    };
    let (g1, g2) = (Of::Place(ValueId(0)), Of::Place(ValueId(1)));
    for too_few in [&[Of::Unsaid][..], &[Of::Unsaid, Of::Unsaid], &[g1], &[g1, g1]] {
        let own = ultra(judge(too_few));
        assert_eq!(own.kind, UltraKind::MissingStep, "{too_few:?}");
        assert!(!own.also.is_empty(), "{too_few:?}");
    }
    assert_eq!(judge(&[Of::Unsaid, g1]), INTRA);
    assert_eq!(judge(&[g1, g2]), INTRA);
}

#[test]
fn bars_steps_and_persons() {
    let mut small = small();
    let (a, p, place, given) = (small.a, small.p, small.place, small.given(50, false));
    let m = small.law.body("m");
    let consent = Step {
        kind: StepKind::Consent,
        who: vec![sole(m)],
        enough: None,
        among: Among::Named,
        when: cond(ConditionKind::Always),
        deadlines: Vec::new(),
        span: NOWHERE,
    };
    small.law.model.rules[small.first].steps = vec![consent.clone(), Step { kind: StepKind::Notify, ..consent }];
    let missing = ultra(small.judge(&[a], "2026-01-01", &given, &[], &[]));
    assert_eq!((missing.kind, missing.missing.len()), (UltraKind::MissingStep, 1));
    let done = [Done::of(StepKind::Consent, who(m))];
    assert_eq!(small.judge(&[a], "2026-01-01", &given, &[], &done), INTRA);
    // Of several of whom one is enough, one is enough; but not whoever decides.
    let either =
        Step { who: vec![sole(m), sole(a)], enough: Some(1), ..small.law.model.rules[small.first].steps[0].clone() };
    let both = small.law.model.rules[small.first].steps.clone();
    small.law.model.rules[small.first].steps = vec![either];
    let itself = [Done::of(StepKind::Consent, who(a))];
    let missing = ultra(small.judge(&[a], "2026-01-01", &given, &[], &itself));
    assert_eq!((missing.kind, missing.missing.len()), (UltraKind::MissingStep, 2));
    assert_eq!(small.judge(&[a], "2026-01-01", &given, &[], &done), INTRA);
    small.law.model.rules[small.first].steps = both;
    // Who decides may not consent as well.
    for office in [a, m] {
        small.law.model.bodies[office].office = true;
        let office = sole(office);
        let person = "an".to_owned();
        small.law.model.appointments.push(Appointment { place, person, office, life: Life::ALWAYS, span: NOWHERE });
    }
    let same = ultra(small.judge(&[a], "2026-01-01", &given, &["an"], &done));
    assert_eq!((same.kind, same.clash.map(|clash| clash.why)), (UltraKind::Person, Some(Apart::DecidesAndChecks)));
    assert_eq!(ultra(small.judge(&[a], "2026-01-01", &given, &["bình"], &done)).kind, UltraKind::Person);
    small.law.model.appointments.clear();
    let bar = small.law.bars(place, Barred::Holder(sole(a)), p);
    let barred = ultra(small.judge(&[a], "2026-01-01", &given, &[], &done));
    assert_eq!((barred.kind, barred.by), (UltraKind::Person, Some(AskedBy::Rule(bar))));
}

#[test]
fn who_must_act_together() {
    let mut small = small();
    let (a, b, p, place) = (small.a, small.b, small.p, small.place);
    let c = small.law.body("c");
    small.law.model.rules = Table::default();
    let seats = vec![sole(a), sole(b), sole(c)];
    small.law.holds(place, Holding::of(Mode::AnyOf(2), seats), p);
    let alone = ultra(small.judge(&[a], "2026-01-01", &[], &[], &[]));
    assert_eq!((alone.kind, alone.also), (UltraKind::MissingStep, vec![who(b), who(c)]));
    assert_eq!(small.judge(&[a, c], "2026-01-01", &[], &[], &[]), INTRA);
    for office in [a, c] {
        small.law.model.bodies[office].office = true;
        let (person, office) = ("an".to_owned(), sole(office));
        small.law.model.appointments.push(Appointment { place, person, office, life: Life::ALWAYS, span: NOWHERE });
    }
    let one = ultra(small.judge(&[a, c], "2026-01-01", &[], &[], &[]));
    assert_eq!((one.kind, one.clash.map(|clash| clash.why)), (UltraKind::Person, Some(Apart::ActTogether)));
    assert_eq!(small.judge(&[a, b, c], "2026-01-01", &[], &[], &[]), INTRA);
}

#[test]
fn a_body_of_another_place() {
    let mut small = small();
    let places = small.law.list("Province", &["n", "s"]);
    let site = small.law.fact("site", Domain::Choice(places));
    let (pc, p, place) = (small.law.body("pc"), small.p, small.place);
    small.law.model.bodies[pc].one_per = Some(places);
    small.law.model.rules = Table::default();
    small.law.holds(place, one(of(pc, Which::OfFact(site))), p);
    let case = Case { facts: BTreeMap::from([(site, Value::Choice(ValueId(0)))]) };
    let judge = |of| {
        let by = [Instance { body: pc, of }];
        judge_act(
            &small.law.model,
            &Act { power: p, case: &case, at: day("2026-01-01"), by: &by, persons: &[], done: &[] },
        )
    };
    assert_eq!(judge(Of::Place(ValueId(0))), INTRA);
    let other = ultra(judge(Of::Place(ValueId(1))));
    let right = Instance { body: pc, of: Of::Place(ValueId(0)) };
    assert_eq!((other.kind, other.changes), (UltraKind::Place, vec![Change::Body(right)]));
}

#[test]
fn silence_and_taking_over() {
    let mut small = small();
    let (a, b, p, place) = (small.a, small.b, small.p, small.place);
    let m = small.law.body("m");
    let start = Some(Start::Day(day("2026-01-01")));
    let within = Period::of(30, PeriodUnit::Days);
    let silence = Some(Silence::PassesTo(sole(m)));
    small.law.model.rules[small.first].deadlines = vec![Deadline {
        within: within.clone(),
        of: start.clone(),
        others: None,
        silence,
        when: Condition::always(NOWHERE),
        span: NOWHERE,
    }];
    let what = Powers::Named(vec![p]);
    let rule = small.law.rule(place, Effect::TakeOver { by: one(sole(b)), what, from: sole(a) });
    small.law.model.rules[rule].deadlines = vec![Deadline {
        within,
        of: start,
        others: None,
        silence: None,
        when: Condition::always(NOWHERE),
        span: NOWHERE,
    }];
    let given = small.given(50, false);
    assert_eq!(small.judge(&[a], "2026-01-31", &given, &[], &[]), INTRA);
    let by_taking_over = Some(rule);
    assert_eq!(small.judge(&[b], "2026-01-31", &given, &[], &[]), Verdict::Intra { by_taking_over });
    assert_eq!(ultra(small.judge(&[a], "2026-02-01", &given, &[], &[])).kind, UltraKind::Time);
    assert_eq!(small.judge(&[m], "2026-02-01", &given, &[], &[]), INTRA);
    let early = ultra(small.judge(&[m], "2026-01-31", &given, &[], &[]));
    assert_eq!(
        (early.kind, early.changes, early.begun),
        (UltraKind::Time, vec![Change::Day(day("2026-02-01"))], false)
    );
    // In cases of another sort it would pass to them.
    assert_eq!(ultra(small.judge(&[m], "2026-02-01", &small.given(5000, false), &[], &[])).kind, UltraKind::Matter);
    // Before the day from which it counts there is no window.
    let early = ultra(small.judge(&[b], "2025-12-31", &given, &[], &[]));
    assert_eq!((early.kind, early.changes), (UltraKind::Time, vec![Change::Day(day("2026-01-01"))]));
}

/// Two texts let one body take over: whichever is open is enough, in whatever order they stand.
#[test]
fn any_window_is_enough() {
    let windows = [("2026-01-10", 21), ("2026-01-20", 7)];
    for order in [[0, 1], [1, 0]] {
        let mut small = small();
        let (a, b, p, place) = (small.a, small.b, small.p, small.place);
        let rules = order.map(|n: usize| {
            let what = Powers::Named(vec![p]);
            let rule = small.law.rule(place, Effect::TakeOver { by: one(sole(b)), what, from: sole(a) });
            let (start, days) = windows[n];
            let (within, of) = (Period::of(days, PeriodUnit::Days), Some(Start::Day(day(start))));
            small.law.model.rules[rule].deadlines = vec![Deadline {
                within,
                of,
                others: None,
                silence: None,
                when: Condition::always(NOWHERE),
                span: NOWHERE,
            }];
            (n, rule)
        });
        let given = small.given(50, false);
        let judge = |at: &str| small.judge(&[b], at, &given, &[], &[]);
        let by = |wanted: usize| {
            let rule = rules.iter().find(|(n, _)| *n == wanted).map(|(_, rule)| *rule);
            Verdict::Intra { by_taking_over: rule }
        };
        assert_eq!(judge("2026-01-15"), by(0), "{order:?}");
        let neither = ultra(judge("2026-01-05"));
        assert_eq!(
            (neither.kind, neither.changes),
            (UltraKind::Time, vec![Change::Day(day("2026-01-10"))]),
            "{order:?}"
        );
        // Once the longer one is over, the other begins anew.
        let (start, rule) = (Some(Start::Day(day("2026-03-01"))), rules.iter().find(|(n, _)| *n == 1).map(|own| own.1));
        let rule = rule.expect("the second");
        small.law.model.rules[rule].deadlines[0].of = start;
        let between = ultra(small.judge(&[b], "2026-02-15", &given, &[], &[]));
        assert_eq!(
            (between.kind, between.changes),
            (UltraKind::Time, vec![Change::Day(day("2026-03-01"))]),
            "{order:?}"
        );
        assert_eq!(
            small.judge(&[b], "2026-03-02", &given, &[], &[]),
            Verdict::Intra { by_taking_over: Some(rule) },
            "{order:?}"
        );
    }
}

/// What is not known of a deadline or a window is not known of the act.
#[test]
fn dates_that_are_not_known() {
    let mut small = small();
    let (a, p, place) = (small.a, small.p, small.place);
    let (m, top) = (small.law.body("m"), small.law.body("top"));
    let dates = Domain::Ordered(Ordered { measure: Measure::Date, decimals: Some(0), from: None, to: None });
    let received = small.law.fact("received", dates);
    let within = |silence| Deadline {
        within: Period::of(10, PeriodUnit::Days),
        of: Some(Start::Fact(received)),
        others: None,
        silence,
        when: Condition::always(NOWHERE),
        span: NOWHERE,
    };
    let given = small.given(50, false);
    let depends = |small: &Small, by: BodyId| match small.judge(&[by], "2026-02-01", &given, &[], &[]) {
        Verdict::Depends(needs) => needs.iter().map(|need| need.what).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    let first = small.first;
    small.law.model.rules[first].deadlines = vec![within(Some(Silence::PassesTo(sole(m))))];
    assert_eq!(depends(&small, a), [Needed::Fact(received)]);
    assert_eq!(depends(&small, m), [Needed::Fact(received)]);
    // Nor of one in a case in which it is not known whose the power is.
    let open = small.judge(&[m], "2026-02-01", &given[..1], &[], &[]);
    assert!(
        matches!(&open, Verdict::Depends(needs) if needs.iter().any(|need| need.what == Needed::Fact(small.urgent)))
    );
    small.law.model.rules[first].deadlines = vec![within(None)];
    assert_eq!(small.judge(&[a], "2026-02-01", &given, &[], &[]), INTRA);
    let consent = |silence| Step {
        kind: StepKind::Consent,
        who: vec![sole(m)],
        enough: None,
        among: Among::Named,
        when: cond(ConditionKind::Always),
        deadlines: vec![within(silence)],
        span: NOWHERE,
    };
    small.law.model.rules[first].steps = vec![consent(Some(Silence::Approved))];
    assert_eq!(depends(&small, a), [Needed::Fact(received)]);
    // Whatever the day, nobody has consented.
    small.law.model.rules[first].steps = vec![consent(Some(Silence::Refused))];
    assert_eq!(ultra(small.judge(&[a], "2026-02-01", &given, &[], &[])).kind, UltraKind::MissingStep);
    small.law.model.rules[first].steps.clear();
    let rule =
        small.law.rule(place, Effect::TakeOver { by: one(sole(top)), what: Powers::Named(vec![p]), from: sole(a) });
    small.law.model.rules[rule].deadlines = vec![within(None)];
    assert_eq!(depends(&small, top), [Needed::Fact(received)]);
}

/// Each office needs a person of its own, and where the law says who fills it, that one.
#[test]
fn who_signs_for_whom() {
    let mut small = small();
    let (a, b, p, place) = (small.a, small.b, small.p, small.place);
    small.law.model.rules = Table::default();
    small.law.holds(place, Holding::of(Mode::Jointly, vec![sole(a), sole(b)]), p);
    let misfit = |small: &Small, by: &[BodyId], persons: &[&str]| match small.judge(by, "2026-01-01", &[], persons, &[])
    {
        Verdict::Ultra(ultra) => {
            assert_eq!(ultra.kind, UltraKind::Person);
            ultra.misfit
        }
        verdict => {
            assert_eq!(verdict, INTRA);
            None
        }
    };
    for persons in [&["an"][..], &["an", "an"]] {
        assert_eq!(misfit(&small, &[a, b], persons), Some(Misfit::TooFew));
    }
    assert_eq!(misfit(&small, &[a, b], &["an", "bình"]), None);
    assert_eq!(misfit(&small, &[a, b], &["an", "bình", "cúc"]), Some(Misfit::TooMany));
    assert_eq!(misfit(&small, &[a, b], &[]), None);
    let appoint = |small: &mut Small, office: BodyId, person: &str, life: Life| {
        let (person, office) = (person.to_owned(), sole(office));
        small.law.model.appointments.push(Appointment { place, person, office, life, span: NOWHERE });
    };
    // Two persons may sign for b, one of whom is also a.
    appoint(&mut small, a, "an", Life::ALWAYS);
    appoint(&mut small, b, "an", Life::ALWAYS);
    appoint(&mut small, b, "bình", Life::ALWAYS);
    assert_eq!(misfit(&small, &[a, b], &["an", "an"]), Some(Misfit::TooFew));
    assert_eq!(misfit(&small, &[a, b], &["bình", "an"]), None);
    assert_eq!(misfit(&small, &[a, b], &["bình", "cúc"]), Some(Misfit::NotFilledBy(who(a))));
    assert_eq!(misfit(&small, &[a, b], &[]), None);
    // From the first appointment on, nobody fills the office but by appointment.
    small.law.model.appointments.clear();
    appoint(&mut small, a, "an", life("", "2025-06-30"));
    assert_eq!(misfit(&small, &[a, b], &["cúc", "bình"]), Some(Misfit::NotFilledBy(who(a))));
    assert_eq!(misfit(&small, &[a, b], &[]), Some(Misfit::NotFilledBy(who(a))));
    small.law.model.appointments[0].life = life("2027-01-01", "");
    assert_eq!(misfit(&small, &[a, b], &["cúc", "bình"]), None);
    assert_eq!(misfit(&small, &[a, b], &[]), None);
}

/// A bar on a person strikes an office only where nobody else fills it.
#[test]
fn a_bar_strikes_one_of_two_persons_in_one_office() {
    let mut small = small();
    let (a, b, p, place) = (small.a, small.b, small.p, small.place);
    let (requester, spouse) = (small.law.fact("requester", Domain::Person), small.law.fact("spouse", Domain::Person));
    small.law.model.rules = Table::default();
    small.law.holds(place, one(sole(a)), p);
    let bar = small.law.bars(place, Barred::Person(requester), p);
    let other = small.law.bars(place, Barred::Person(spouse), p);
    for person in ["an", "bình"] {
        let (person, office) = (person.to_owned(), sole(a));
        small.law.model.appointments.push(Appointment { place, person, office, life: Life::ALWAYS, span: NOWHERE });
    }
    let given = |requester_is: &str, spouse_is: &str| {
        let person = |name: &str| Value::Person(name.to_owned());
        vec![(requester, person(requester_is)), (spouse, person(spouse_is))]
    };
    let judge = |small: &Small, given: &[(FactId, Value)], persons: &[&str]| {
        small.judge(&[a], "2026-01-01", given, persons, &[])
    };
    let asks = given("bình", "cúc");
    assert_eq!(judge(&small, &asks, &["an"]), INTRA);
    assert_eq!(judge(&small, &asks, &[]), INTRA);
    let barred = ultra(judge(&small, &asks, &["bình"]));
    assert_eq!((barred.kind, barred.by), (UltraKind::Person, Some(AskedBy::Rule(bar))));
    // Both are barred, each by a rule of its own: nobody is left.
    let both = given("bình", "an");
    let barred = ultra(judge(&small, &both, &["an"]));
    assert_eq!((barred.kind, barred.by), (UltraKind::Person, Some(AskedBy::Rule(bar))));
    assert!(matches!(
        small.law.ask(p, "2026-01-01", &both),
        Outcome::Gap { barred_by, .. } if barred_by == [bar, other]
    ));
    // Who is barred is no second person where two must act.
    small.law.model.rules = Table::default();
    small.law.holds(place, Holding::of(Mode::Jointly, vec![sole(a), sole(b)]), p);
    small.law.bars(place, Barred::Person(requester), p);
    let (person, office) = ("an".to_owned(), sole(b));
    small.law.model.appointments.push(Appointment { place, person, office, life: Life::ALWAYS, span: NOWHERE });
    let together = |asks: &[(FactId, Value)]| small.judge(&[a, b], "2026-01-01", asks, &[], &[]);
    // Who asks may be `bình`, or `an`.
    let Verdict::Depends(needs) = together(&[]) else { panic!("it depends on who asks") };
    assert_eq!(needs.iter().map(|need| need.what).collect::<Vec<_>>(), [Needed::Fact(requester)]);
    assert_eq!(ultra(together(&asks[..1])).misfit, Some(Misfit::TooFew));
}

#[test]
fn days_on_which_an_office_is_vacant() {
    let mut small = small();
    let (a, place) = (small.a, small.place);
    let vacant = |small: &mut Small, lives: &[(&str, &str)]| {
        small.law.model.appointments.clear();
        for (from, until) in lives {
            let (person, office, life) = ("an".to_owned(), sole(a), life(from, until));
            small.law.model.appointments.push(Appointment { place, person, office, life, span: NOWHERE });
        }
        small.law.model.vacancies(who(a))
    };
    assert_eq!(vacant(&mut small, &[]), []);
    assert_eq!(vacant(&mut small, &[("", "")]), []);
    assert_eq!(vacant(&mut small, &[("2026-01-01", "")]), []);
    assert_eq!(vacant(&mut small, &[("2026-01-01", "2026-03-31"), ("2026-04-01", "")]), []);
    assert_eq!(
        vacant(&mut small, &[("2026-05-15", ""), ("", "2026-03-31"), ("2026-03-01", "2026-03-10")]),
        [life("2026-04-01", "2026-05-14")]
    );
    assert_eq!(
        vacant(&mut small, &[("2026-01-01", "2026-01-31"), ("2026-03-01", "2026-12-31")]),
        [life("2026-02-01", "2026-02-28"), life("2027-01-01", "")]
    );
    assert_eq!(small.law.model.vacancy(who(a), day("2026-02-14")), Some(life("2026-02-01", "2026-02-28")));
    assert_eq!(small.law.model.vacancy(who(a), day("2025-12-31")), None);
}

/// Each of several values is the nearest that will do, the rule is that by which it is theirs, and what is not known is not made up.
#[test]
fn the_nearest_of_several_values() {
    let mut small = small();
    let (a, b, p, place) = (small.a, small.b, small.p, small.place);
    let whole = Ordered { measure: Measure::Number, decimals: Some(0), from: None, to: None };
    let staff = small.law.fact("staff", Domain::Ordered(whole));
    small.law.model.rules = Table::default();
    let few = cond(ConditionKind::All(vec![below(small.amount, 11), not(below(staff, 5))]));
    let first = small.law.holds(place, one(sole(a)), p);
    small.law.when(first, few.clone());
    let second = small.law.holds(place, one(sole(b)), p);
    small.law.when(second, not(few));
    let given = [(small.amount, number(50)), (staff, number(1))];
    let beyond = ultra(small.judge(&[a], "2026-01-01", &given, &[], &[]));
    let changes = vec![Change::Fact(small.amount, number(10)), Change::Fact(staff, number(5))];
    assert_eq!((beyond.changes, beyond.own), (changes, Some(first)));
    // Above 10 and below 20 it is a's by b's transfer.
    let entrust = small.law.modality("entrust", false);
    let link = small.law.passes(place, entrust, p, sole(b), one(sole(a)));
    small.law.when(link, cond(ConditionKind::All(vec![not(below(small.amount, 11)), below(small.amount, 20)])));
    let given = [(small.amount, number(50)), (staff, number(9))];
    let beyond = ultra(small.judge(&[a], "2026-01-01", &given, &[], &[]));
    assert_eq!((beyond.changes, beyond.own), (vec![Change::Fact(small.amount, number(19))], Some(link)));
    // Nearest where it also has to be urgent, which is not said.
    let urgent = small.urgent;
    small.law.model.rules[link].life = life("", "2020-01-01");
    small.law.when(first, cond(ConditionKind::All(vec![below(small.amount, 11), yes(urgent)])));
    let beyond = ultra(small.judge(&[a], "2026-01-01", &given, &[], &[]));
    assert_eq!(beyond.changes, [Change::Fact(small.amount, number(10))]);
    assert_eq!(beyond.open.iter().map(|need| need.what).collect::<Vec<_>>(), [Needed::Fact(urgent)]);
}

/// Another of its kind, in another place as well, is another act.
#[test]
fn no_body_and_place_at_once() {
    let mut small = small();
    let places = small.law.list("Province", &["n", "s"]);
    let site = small.law.fact("site", Domain::Choice(places));
    let (pc, c, p, place) = (small.law.body("pc"), small.law.body("c"), small.p, small.place);
    small.law.model.bodies[pc].one_per = Some(places);
    small.law.model.rules = Table::default();
    let in_n = atom(Atom::Among(site, ValueSet::from_iter([ValueId(0)])));
    let first = small.law.holds(place, one(of(pc, Which::OfValue(ValueId(0)))), p);
    small.law.when(first, in_n.clone());
    let second = small.law.holds(place, one(sole(c)), p);
    small.law.when(second, not(in_n));
    let judge = |of, site_of| {
        let case = Case { facts: BTreeMap::from([(site, Value::Choice(ValueId(site_of)))]) };
        let by = [Instance { body: pc, of: Of::Place(ValueId(of)) }];
        let act = Act { power: p, case: &case, at: day("2026-01-01"), by: &by, persons: &[], done: &[] };
        ultra(judge_act(&small.law.model, &act))
    };
    assert_eq!(judge(1, 1).kind, UltraKind::NoPower);
    assert_eq!(judge(1, 0).kind, UltraKind::Place);
    assert_eq!((judge(0, 1).kind, judge(0, 1).changes.len()), (UltraKind::Place, 1));
}

#[test]
fn may_it_be_passed_on() {
    let mut small = small();
    let (a, b, p, place, given) = (small.a, small.b, small.p, small.place, small.given(50, false));
    let delegate = small.law.modality("delegate", true);
    let case = Case { facts: given.into_iter().collect() };
    let judge = |small: &Small, from, to| {
        let delegation = Delegation {
            power: p,
            case: &case,
            at: day("2026-01-01"),
            from: who(from),
            to: who(to),
            modality: delegate,
            form: None,
            issuer: None,
        };
        judge_delegation(&small.law.model, &delegation)
    };
    assert_eq!(judge(&small, a, b), INTRA);
    assert_eq!(ultra(judge(&small, b, a)).kind, UltraKind::Amount);
    let reserve = small.law.rule(place, Effect::Reserve { what: Powers::Named(vec![p]), reserve: Reserve::default() });
    let refused = ultra(judge(&small, a, b));
    assert_eq!((refused.kind, refused.refusal), (UltraKind::BarredDelegation, Some(Refusal::Reserved(reserve))));
    small.law.model.rules[reserve].life = life("", "2020-01-01");
    small.law.model.modalities[delegate].onward = Some(Onward::Never);
    let link = small.law.passes(place, delegate, p, sole(a), one(sole(b)));
    let c = small.law.body("c");
    assert_eq!(ultra(judge(&small, b, c)).refusal, Some(Refusal::Onward(link)));
    // What was passed on is no longer there to be passed on; it was when that was not allowed.
    let gone = ultra(judge(&small, a, c));
    assert_eq!((gone.kind, gone.changes), (UltraKind::Time, vec![Change::Day(day("2020-01-01"))]));
    small.law.model.bodies[c].life = life("", "2025-01-01");
    assert_eq!(ultra(judge(&small, b, c)).refusal, Some(Refusal::ReceiverDoesNotExist));
}

/// Whoever holds the power acts within it, once the steps are done; and what is said to have to differ does make the difference.
#[test]
fn verdicts_agree_with_decisions() {
    let (mut intra, mut changed) = (0, 0);
    for seed in 0..150 {
        let mut model = model(seed);
        with_steps(&mut model, seed);
        let days = interesting_days(&model);
        let mut dice = Dice::new(seed ^ 0xac75);
        for power in model.powers.ids() {
            let Some(at) = dice.pick(&days).copied() else { continue };
            let case = case(&model, &mut dice, Some(at), false);
            if case.facts.is_empty() {
                continue;
            }
            let decision = decide(&model, power, &case, Some(at));
            let beside = procedure(&model, &case, &decision);
            let done: Vec<Done> =
                beside.steps.iter().filter_map(|step| Some(Done::of(step.kind, step.turn()?))).collect();
            if let Some(held) = beside.decides_now(&decision)
                && beside.settled_by_silence().is_none()
                && beside.steps.iter().all(|step| {
                    // What nobody can do, or whoever decides would do for themselves, is not done.
                    let able =
                        |who| model.can_do(who, step.kind, at) && !(step.is_apart() && held.instances().contains(&who));
                    step.turn().is_some_and(able) && !matches!(step.state, State::Impossible(_))
                })
                && !beside
                    .deadlines
                    .iter()
                    .any(|own| own.deadline.silence == Some(Silence::Lapses) && own.state == State::NotBegun)
            {
                let act = Act { power, case: &case, at, by: &held.instances(), persons: &[], done: &done };
                assert_eq!(judge_act(&model, &act), INTRA, "seed {seed}");
                intra += 1;
            }
            for body in model.bodies.ids() {
                let of = if model.bodies[body].one_per.is_some() { Of::Unsaid } else { Of::Sole };
                let by = [Instance { body, of }];
                let act = Act { power, case: &case, at, by: &by, persons: &[], done: &done };
                let Verdict::Ultra(ultra) = judge_act(&model, &act) else { continue };
                let (mut case, mut at) = (case.clone(), at);
                for change in &ultra.changes {
                    match change {
                        Change::Body(_) => {}
                        Change::Fact(fact, value) => {
                            case.facts.insert(*fact, value.clone());
                        }
                        Change::Day(day) => at = *day,
                    }
                }
                if ultra.changes.is_empty() {
                    continue;
                }
                changed += 1;
                let decision = decide(&model, power, &case, Some(at));
                let beside = procedure(&model, &case, &decision);
                // By law, by silence, or by taking over.
                let mut held = beside.decides_now(&decision).map(|held| held.instances()).unwrap_or_default();
                let Outcome::Competent { held: by_law, .. } = decision.outcome else {
                    panic!("seed {seed}: {decision:?}")
                };
                held.extend(by_law.instances());
                held.extend(beside.take_overs.iter().filter(|own| own.is_open()).filter_map(|own| own.by));
                assert!(held.iter().any(|who| who.body == body), "seed {seed}: {ultra:?}");
            }
        }
    }
    assert!(intra > 40 && changed > 40, "{intra} within, {changed} beyond");
}
