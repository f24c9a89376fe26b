//! Worked case 47; steps of chains, periods and silence (5.6–5.9), taking over (3.8), one person in two roles.

use num_rational::Ratio;

use super::builder::*;
use crate::random::{Dice, case, interesting_days, model, with_steps};
use crate::*;

const DATES: Domain = Domain::Ordered(Ordered { measure: Measure::Date, decimals: Some(0), from: None, to: None });

fn step(kind: StepKind, who: BodyId) -> Step {
    Step {
        kind,
        who: vec![sole(who)],
        enough: None,
        among: Among::Named,
        when: cond(ConditionKind::Always),
        deadlines: Vec::new(),
        span: NOWHERE,
    }
}

fn within(days: u32, of: FactId, silence: Option<Silence>) -> Deadline {
    let within = Period::of(days, PeriodUnit::Days);
    Deadline {
        within,
        of: Some(Start::Fact(of)),
        others: None,
        silence,
        when: Condition::always(NOWHERE),
        span: NOWHERE,
    }
}

fn on(text: &str) -> Value {
    Value::Ordered(Ratio::from_integer(day(text).0.into()))
}

/// A small law with a power P held by a.
struct Small {
    law: Law,
    place: ProvisionId,
    a: BodyId,
    b: BodyId,
    m: BodyId,
    p: PowerId,
    grant: RuleId,
    received: FactId,
}

fn small() -> Small {
    let mut law = Law::new(&[]);
    let (a, b, m) = (law.body("a"), law.body("b"), law.body("m"));
    let (p, received) = (law.power("P"), law.fact("received", DATES));
    let place = law.instrument("L", 2, "2020-01-01", Life::ALWAYS);
    let grant = law.holds(place, one(sole(a)), p);
    Small { law, place, a, b, m, p, grant, received }
}

impl Small {
    fn asked(&self, at: &str, given: &[(FactId, Value)]) -> Procedure {
        let case = Case { facts: given.iter().cloned().collect() };
        let decision = decide(&self.law.model, self.p, &case, Day::parse(at));
        procedure(&self.law.model, &case, &decision)
    }
    fn rule(&mut self, rule: RuleId) -> &mut Rule {
        &mut self.law.model.rules[rule]
    }
    /// Steps in a few words: `consent of m: Open`, with what is needed.
    fn told(&self, at: &str, given: &[(FactId, Value)]) -> Vec<String> {
        let mut told = Vec::new();
        for step in self.asked(at, given).steps {
            let who = step.who.map_or("?".to_owned(), |who| self.law.who(who));
            let mut words = format!("{:?} {who} {:?}", step.kind, step.state);
            for need in &step.needs {
                match need.what {
                    Needed::Fact(fact) => words.push_str(&format!(", needs {}", self.law.model.facts[fact].name)),
                    other => words.push_str(&format!(", needs {other:?}")),
                }
            }
            told.push(words);
        }
        told
    }
}

#[test]
fn case_47_a_step_that_an_unknown_fact_decides() {
    let mut small = small();
    let (x, y) = (small.law.asks("x"), small.law.asks("y"));
    let grant = small.grant;
    small.law.when(grant, yes(x));
    let second = small.law.holds(small.place, one(sole(small.a)), small.p);
    small.law.when(second, cond(ConditionKind::All(vec![yes(x), yes(y)])));
    let consent = step(StepKind::Consent, small.m);
    small.rule(second).steps.push(consent);
    let x = (x, Value::YesNo(true));
    assert_eq!(small.law.told(small.p, "2025-01-01", std::slice::from_ref(&x)), "a");
    assert_eq!(small.told("2025-01-01", std::slice::from_ref(&x)), ["Consent m Depends, needs y"]);
    assert_eq!(small.told("2025-01-01", &[x.clone(), (y, Value::YesNo(true))]), ["Consent m Open"]);
    assert!(small.told("2025-01-01", &[x, (y, Value::YesNo(false))]).is_empty());
}

#[test]
fn steps_of_all_links_bind_and_a_later_link_may_restate_one() {
    let mut small = small();
    let delegate = small.law.modality("delegate", true);
    let link = small.law.passes(small.place, delegate, small.p, sole(small.a), one(sole(small.b)));
    let (consent, notify) = (step(StepKind::Consent, small.m), step(StepKind::Notify, small.a));
    let grant = small.grant;
    small.rule(grant).steps = vec![consent.clone(), step(StepKind::Consult, small.m)];
    // The later link says more of the consent, and cannot drop the consultation.
    let restated = Step { deadlines: vec![within(10, small.received, Some(Silence::Approved))], ..consent };
    small.rule(link).steps = vec![restated, notify];
    let told = small.told("2025-01-01", &[]);
    assert_eq!(told, ["Consult m Open", "Consent m Open, needs received", "Notify a Open"]);
    let asked = small.asked("2025-01-01", &[]);
    let bound: Vec<String> = asked.steps.iter().flat_map(|step| &step.binds).map(|who| small.law.who(*who)).collect();
    assert_eq!(bound, ["b", "b", "b"]);
}

#[test]
fn a_step_is_told_once_however_many_texts_say_it() {
    let mut small = small();
    let second = small.law.holds(small.place, one(sole(small.a)), small.p);
    for rule in [small.grant, second] {
        let consent = step(StepKind::Consent, small.m);
        small.rule(rule).steps.push(consent);
    }
    let attached = Attachment {
        place: small.place,
        what: Powers::Named(vec![small.p]),
        life: life("2025-01-01", "2025-12-31"),
        when: cond(ConditionKind::Always),
        steps: vec![step(StepKind::Consent, small.m), step(StepKind::Review, small.b)],
        deadlines: vec![],
        span: NOWHERE,
    };
    small.law.model.attachments.push(attached);
    assert_eq!(small.told("2025-06-01", &[]), ["Consent m Open", "Review b Open"]);
    assert_eq!(small.told("2026-06-01", &[]), ["Consent m Open"]);
}

#[test]
fn silence_on_a_step() {
    let mut small = small();
    let received = (small.received, on("2025-07-01"));
    for (silence, after) in [
        (Some(Silence::Approved), "Approved"),
        (Some(Silence::Refused), "Refused"),
        (Some(Silence::PassesTo(sole(small.b))), "Passed(Instance { body: BodyId(1), of: Sole })"),
        (None, "Overdue"),
    ] {
        let mut consent = step(StepKind::Consent, small.m);
        consent.deadlines = vec![within(15, small.received, silence.clone())];
        let grant = small.grant;
        small.rule(grant).steps = vec![consent];
        // 5.9: from the day after, day 15 included.
        for at in ["2025-07-01", "2025-07-16"] {
            assert_eq!(small.told(at, std::slice::from_ref(&received)), ["Consent m Waiting"]);
            let pending = small.asked(at, std::slice::from_ref(&received)).is_pending();
            assert_eq!(pending, silence.is_some(), "{at}");
        }
        assert_eq!(small.told("2025-07-17", std::slice::from_ref(&received)), [format!("Consent m {after}")]);
        assert!(!small.asked("2025-07-17", std::slice::from_ref(&received)).is_pending());
        // 5.9: no day, no pending.
        assert_eq!(small.told("2025-07-02", &[]), ["Consent m Open, needs received"]);
        assert!(!small.asked("2025-07-02", &[]).is_pending());
        // Done in time, or late: it is done.
        let done = Done::of(StepKind::Consent, Instance { body: small.m, of: Of::Sole });
        let mut asked = small.asked("2025-07-17", std::slice::from_ref(&received));
        asked.mark_done(&[done]);
        assert_eq!(asked.steps[0].state, State::Done);
    }
}

#[test]
fn silence_on_a_step_that_passes_to_one_with_a_period() {
    let mut small = small();
    let received = (small.received, on("2025-07-01"));
    for (silence, after) in [
        (Some(Silence::Approved), "Approved"),
        (Some(Silence::Refused), "Refused"),
        (Some(Silence::PassesTo(sole(small.a))), "Passed(Instance { body: BodyId(0), of: Sole })"),
        (None, "Overdue"),
    ] {
        let mut consent = step(StepKind::Consent, small.m);
        let first = within(15, small.received, Some(Silence::PassesTo(sole(small.b))));
        // Counts from the day on which it passed.
        let then = Deadline { of: None, ..within(5, small.received, silence.clone()) };
        consent.deadlines = vec![first, then];
        let grant = small.grant;
        small.rule(grant).steps = vec![consent];
        let asked = |at: &str| small.asked(at, std::slice::from_ref(&received));
        let (m, b) = (Instance { body: small.m, of: Of::Sole }, Instance { body: small.b, of: Of::Sole });
        let first = asked("2025-07-16");
        assert_eq!((first.steps[0].state, first.steps[0].turn()), (State::Waiting, Some(m)));
        assert!(first.is_pending() && first.steps[0].passed.is_empty());
        for at in ["2025-07-17", "2025-07-21"] {
            let then = asked(at);
            assert_eq!((then.steps[0].state, then.steps[0].turn()), (State::Waiting, Some(b)), "{at}");
            assert_eq!(then.steps[0].until, Day::parse("2025-07-21"));
            assert_eq!(then.is_pending(), silence.is_some(), "{at}");
        }
        let over = asked("2025-07-22");
        assert_eq!(format!("{:?}", over.steps[0].state), after);
        assert!(!over.is_pending());
        assert_eq!(over.steps[0].effective(&small.law.model), Day::parse("2025-07-22"));
        // Each in their own time.
        for (who, on, counts) in [
            (m, "2025-07-16", true),
            (m, "2025-07-17", false),
            (b, "2025-07-21", true),
            (b, "2025-07-22", matches!(silence, None | Some(Silence::Approved))),
        ] {
            let mut asked = asked("2025-07-30");
            let done = Done { on: Day::parse(on), ..Done::of(StepKind::Consent, who) };
            asked.mark_done(&[done]);
            assert_eq!(asked.steps[0].state == State::Done, counts, "{who:?} {on} {silence:?}");
        }
    }
    // Where the one to whom it would pass is not there, it stays with the first, and no period of another begins.
    small.law.model.bodies[small.b].life.until = Day::parse("2025-01-01");
    assert_eq!(small.told("2025-09-01", std::slice::from_ref(&received)), ["Consent m Overdue"]);
}

#[test]
fn the_later_and_the_earlier_of_two_periods() {
    let mut small = small();
    let notified = small.law.fact("notified", DATES);
    let received = (small.received, on("2025-07-01"));
    let case = [received.clone(), (notified, on("2025-07-10"))];
    for (last, ends) in [(true, "2025-07-31"), (false, "2025-07-15")] {
        let others = Others { last, of: vec![(Period::of(5, PeriodUnit::Days), Start::Fact(notified))] };
        let own = Deadline { others: Some(others), ..within(30, small.received, Some(Silence::Lapses)) };
        let grant = small.grant;
        small.rule(grant).deadlines = vec![own];
        let asked = |at: &str, case: &[(FactId, Value)]| small.asked(at, case).deadlines[0].clone();
        let due = asked(ends, &case);
        assert_eq!((due.until, due.since), (Day::parse(ends), Day::parse("2025-07-01")), "{last}");
        assert_eq!(due.state, State::Waiting);
        assert_eq!(asked("2025-08-01", &case).state, State::Lapsed);
        assert_eq!(asked("2025-06-30", &case).state, State::NotBegun);
        // Both days are needed.
        let open = asked("2025-07-12", std::slice::from_ref(&received));
        assert_eq!((open.state, open.until), (State::Open, None));
        assert!(!open.needs.is_empty());
    }
}

#[test]
fn silence_of_the_holder_one_deadline_after_another() {
    let mut small = small();
    let to_b = Silence::PassesTo(sole(small.b));
    let mut deadlines =
        vec![within(30, small.received, Some(to_b)), within(15, small.received, Some(Silence::Approved))];
    // Counts from the day on which the matter passed.
    deadlines[1].of = None;
    let grant = small.grant;
    small.rule(grant).deadlines = deadlines;
    let received = [(small.received, on("2025-07-01"))];
    let state = |at: &str| {
        let asked = small.asked(at, &received);
        let now = asked.now.as_ref().map(|held| held.instances().into_iter().map(|who| small.law.who(who)).collect());
        let until: Vec<String> = asked.deadlines.iter().map(|own| own.until.expect("a last day").to_string()).collect();
        assert_eq!(until, ["2025-07-31", "2025-08-15"]);
        let now: Vec<String> = now.unwrap_or_default();
        (now.concat(), asked.is_pending(), asked.settled_by_silence().is_some())
    };
    assert_eq!(state("2025-07-31"), (String::new(), true, false));
    assert_eq!(state("2025-08-01"), ("b".into(), true, false));
    assert_eq!(state("2025-08-15"), ("b".into(), true, false));
    assert_eq!(state("2025-08-16"), ("b".into(), false, true));
    // The claim itself is a's as before.
    assert_eq!(small.law.told(small.p, "2025-08-16", &received), "a");
    // One that does not exist, or is barred, receives nothing.
    let bar = small.law.bars(small.place, Barred::Holder(sole(small.b)), small.p);
    assert_eq!(small.asked("2025-08-01", &received).now, None);
    small.rule(bar).life = life("2030-01-01", "");
    assert!(small.asked("2025-08-01", &received).now.is_some());
    small.law.model.bodies[small.b].life = life("", "2025-07-15");
    assert_eq!(small.asked("2025-08-01", &received).now, None);
}

#[test]
fn what_is_settled_first_leaves_nothing_to_what_comes_after() {
    let mut small = small();
    let grant = small.grant;
    small.rule(grant).deadlines =
        vec![within(60, FactId(0), Some(Silence::Refused)), within(30, FactId(0), Some(Silence::Approved))];
    let asked = small.asked("2025-12-01", &[(small.received, on("2025-07-01"))]);
    let states: Vec<State> = asked.deadlines.iter().map(|own| own.state).collect();
    assert_eq!(states, [State::Approved, State::Moot]);
}

#[test]
fn who_may_take_over_stands_beside_the_holder() {
    let mut small = small();
    let what = Powers::Named(vec![small.p]);
    let rule = small.law.rule(small.place, Effect::TakeOver { by: one(sole(small.m)), what, from: sole(small.a) });
    small.rule(rule).deadlines = vec![within(21, FactId(0), None)];
    let received = [(small.received, on("2025-07-01"))];
    let state = |small: &Small, at, given: &[(FactId, Value)]| {
        small.asked(at, given).take_overs.iter().map(|own| (own.state, own.needs.len())).collect::<Vec<_>>()
    };
    assert_eq!(small.law.told(small.p, "2025-07-22", &received), "a");
    assert_eq!(state(&small, "2025-07-22", &received), [(State::Waiting, 0)]);
    assert_eq!(state(&small, "2025-07-23", &received), [(State::Overdue, 0)]);
    assert_eq!(state(&small, "2025-07-23", &[]), [(State::Open, 1)]);
    // An open window is nothing that is waited for.
    assert!(!small.asked("2025-07-22", &received).is_pending());
    small.law.bars(small.place, Barred::Holder(sole(small.m)), small.p);
    assert!(state(&small, "2025-07-22", &received).is_empty());
}

#[test]
fn a_superior_takes_over_from_the_body_in_its_own_place() {
    let mut small = small();
    let provinces = small.law.list("Province", &["n", "s"]);
    let communes = small.law.list("Commune", &["n1", "s1"]);
    for (n, province) in [(0, 0), (1, 1)] {
        small.law.model.lists[communes].values[n].within = Some(ValueId(province));
    }
    small.law.model.lists[communes].within = Some(provinces);
    small.law.model.bodies[small.b].one_per = Some(provinces);
    small.law.model.bodies[small.m].one_per = Some(communes);
    let grant = small.grant;
    let holding = one(of(small.m, Which::OfValue(ValueId(1))));
    small.rule(grant).effect = Effect::Hold { powers: vec![small.p], holding, residual: false };
    let (by, from) = (of(small.b, Which::Unsaid), of(small.m, Which::Unsaid));
    let what = Powers::Named(vec![small.p]);
    small.law.rule(small.place, Effect::TakeOver { by: one(by), what, from });
    let asked = small.asked("2025-07-01", &[]);
    let told = asked.take_overs.iter().map(|own| small.law.who(own.by.expect("somebody"))).collect::<Vec<_>>();
    assert_eq!(told, ["b of s"]);
}

#[test]
fn one_person_in_two_roles() {
    let mut small = small();
    let appoint = |small: &mut Small, office: BodyId, person: &str| {
        let place = small.place;
        small.law.model.bodies[office].office = true;
        let office = sole(office);
        let person = person.to_owned();
        small.law.model.appointments.push(Appointment { place, person, office, life: Life::ALWAYS, span: NOWHERE });
    };
    let holding = Holding::of(Mode::AnyOf(2), vec![sole(small.a), sole(small.b)]);
    let grant = small.grant;
    small.rule(grant).effect = Effect::Hold { powers: vec![small.p], holding, residual: false };
    let consent = step(StepKind::Consent, small.m);
    small.rule(grant).steps = vec![consent, step(StepKind::Notify, small.m)];
    let (a, b, m) = (small.a, small.b, small.m);
    appoint(&mut small, a, "an");
    appoint(&mut small, b, "an");
    appoint(&mut small, m, "bình");
    let why = |small: &Small| {
        small.asked("2025-07-01", &[]).clashes.iter().map(|own| (own.persons.join(" "), own.why)).collect::<Vec<_>>()
    };
    assert_eq!(why(&small), [("an".to_owned(), Apart::ActTogether)]);
    small.law.model.appointments[2].person = "an".to_owned();
    assert_eq!(why(&small).len(), 3);
    // Two persons fill the office: one of them can.
    appoint(&mut small, m, "cúc");
    assert_eq!(why(&small), [("an".to_owned(), Apart::ActTogether)]);
}

/// 5.8: what is said of steps with facts missing holds in every case that completes them.
#[test]
fn what_is_sure_is_so_in_every_completion() {
    let (mut compared, mut open, mut passed, mut sure) = (0, 0, 0, 0);
    for seed in 0..400 {
        let mut model = model(seed);
        with_steps(&mut model, seed);
        let days = interesting_days(&model);
        let mut dice = Dice::new(seed ^ 0x0bad);
        for power in model.powers.ids() {
            for _ in 0..4 {
                let at = dice.pick(&days).copied();
                let whole = case(&model, &mut dice, at, false);
                let mut partial = whole.clone();
                partial.facts.retain(|_, _| dice.chance(3, 4));
                let decision = decide(&model, power, &partial, at);
                let said = procedure(&model, &partial, &decision);
                let wanted = decide(&model, power, &whole, at);
                let told = procedure(&model, &whole, &wanted);
                if !matches!(decision.outcome, Outcome::Competent { .. }) || whole.facts.is_empty() {
                    continue;
                }
                compared += 1;
                passed += usize::from(told.now.is_some());
                // What silence has come to, where every period that may run counts from a day that is given.
                let counts = |own: &DeadlineDue| own.deadline.silence.is_none() || own.until.is_some();
                // What was settled before its text ended is seen only where all that its period counts from is given.
                let seen = |own: &DeadlineDue| {
                    let mut asked = own.deadline.counted_from().chain(own.deadline.within.facts());
                    asked.all(|fact| partial.facts.contains_key(&fact))
                };
                let all = || said.deadlines.iter().chain(&told.deadlines);
                if at.is_some() && said.turns_on.is_empty() && all().all(counts) && told.deadlines.iter().all(seen) {
                    let came = |own: &Procedure| (own.settled, !own.disputed.is_empty());
                    assert_eq!(came(&said), came(&told), "seed {seed}");
                    assert!(said.settled.is_some() || said.now == told.now, "seed {seed}");
                    sure += usize::from(told.settled.is_some() || told.now.is_some());
                }
                let like = |one: &StepDue, other: &StepDue| {
                    let words = |own: &StepDue| (own.kind, own.named, own.among, own.deadlines.clone());
                    words(one) == words(other)
                };
                for step in &said.steps {
                    open += usize::from(step.state == State::Depends);
                    if step.state == State::Depends {
                        assert!(!step.needs.is_empty(), "seed {seed}");
                        continue;
                    }
                    // Several may be asked in the same words: each of a set, all who hold another power.
                    let of_whom = |own: &&StepDue| like(own, step) && (step.who.is_none() || own.who == step.who);
                    let same = told.steps.iter().find(of_whom);
                    let same = same.unwrap_or_else(|| panic!("seed {seed}: {step:?} is not in {told:?}"));
                    if step.needs.is_empty() {
                        // That nobody can do it may take more facts.
                        let state = match same.state {
                            State::Impossible(_) if step.state != State::Done => step.state,
                            // So may that another text, from which it is not yet known when it counts, makes something else of silence.
                            State::Disputed => step.state,
                            state => state,
                        };
                        assert_eq!((step.state, step.until, step.who), (state, same.until, same.who), "seed {seed}");
                    }
                }
                for step in &told.steps {
                    assert!(said.steps.iter().any(|own| like(own, step)), "seed {seed}: {step:?} is not in {said:?}");
                }
                for own in &told.take_overs {
                    assert!(
                        said.take_overs.iter().any(|known| known.rule == own.rule) || said.now.is_some(),
                        "seed {seed}"
                    );
                }
            }
        }
    }
    assert!(compared > 300 && open > 20 && passed > 5, "{compared} compared, {open} open, {passed} passed");
    assert!(sure > 5, "{sure}");
}

/// Time only ever moves a deadline on: it waits up to its last day, and then the effect stays what it is.
#[test]
fn a_deadline_waits_to_its_last_day_and_not_longer() {
    let mut small = small();
    let mut dice = Dice::new(7);
    let units = [PeriodUnit::Days, PeriodUnit::WorkingDays, PeriodUnit::Months, PeriodUnit::Years];
    for _ in 0..200 {
        let (start, count) = (
            Day(20_000 + i32::try_from(dice.below(800)).expect("small")),
            u32::try_from(dice.below(40)).expect("small"),
        );
        let mut deadline = within(count, small.received, Some(Silence::Refused));
        deadline.within.length.unit = *dice.pick(&units).expect("one");
        let until = deadline.within.last_day(start, &|_| None, &Model::default()).expect("small numbers");
        assert!(until >= start);
        let mut consent = step(StepKind::Consent, small.m);
        consent.deadlines = vec![deadline];
        let grant = small.grant;
        small.rule(grant).steps = vec![consent];
        let received = [(small.received, Value::Ordered(Ratio::from_integer(start.0.into())))];
        for (at, state) in [(start, State::Waiting), (until, State::Waiting), (until.next(), State::Refused)] {
            let step = small.asked(&at.to_string(), &received).steps.remove(0);
            assert_eq!((step.state, step.until), (state, Some(until)), "{at}");
        }
    }
}

#[test]
fn whoever_has_two_windows_takes_over_within_both() {
    use crate::reference::periods::{Run, narrower};
    let run = |until: &str, state| Run { since: None, until: Some(day(until)), state, lacks: None, needs: vec![] };
    let open = |needs| Run { since: None, until: None, state: State::Open, lacks: None, needs };
    let first = |one, other| {
        let run = narrower(one, other);
        (run.until.map(|day| day.to_string()), run.state, run.needs)
    };
    let (early, late) = (run("2025-01-10", State::Waiting), run("2025-02-10", State::Waiting));
    assert_eq!(first(late, early), (Some("2025-01-10".into()), State::Waiting, vec![]));
    let (closed, unknown) = (run("2025-01-10", State::Overdue), open(vec![Needed::Date]));
    assert_eq!(first(unknown, closed), (Some("2025-01-10".into()), State::Overdue, vec![]));
    let (waiting, unknown) = (run("2025-01-10", State::Waiting), open(vec![Needed::Date]));
    assert_eq!(first(waiting, unknown), (Some("2025-01-10".into()), State::Open, vec![Needed::Date]));
    let (before, waiting) = (run("2025-03-10", State::NotBegun), run("2025-01-10", State::Waiting));
    assert_eq!(first(waiting, before).1, State::NotBegun);
}

/// A window opens on the day from which it counts; days that are added to that day make it longer. Where there is no such day, it does not open.
#[test]
fn a_window_has_a_first_day() {
    let mut small = small();
    let days = Domain::Ordered(Ordered { measure: Measure::Days, decimals: Some(0), from: None, to: None });
    let dates = Fact { or_none: true, ..small.law.model.facts[small.received].clone() };
    small.law.model.facts[small.received] = dates;
    let pause = small.law.fact("pause", days);
    let what = Powers::Named(vec![small.p]);
    let rule = small.law.rule(small.place, Effect::TakeOver { by: one(sole(small.m)), what, from: sole(small.a) });
    let one = Ratio::from_integer(1);
    let sum = Start::Sum(vec![(small.received, one), (pause, one)], Ratio::from_integer(0));
    small.rule(rule).deadlines = vec![Deadline { of: Some(sum), ..within(10, small.received, None) }];
    let given =
        |pause_of: i128| [(small.received, on("2025-07-10")), (pause, Value::Ordered(Ratio::from_integer(pause_of)))];
    let state = |at, given: &[(FactId, Value)]| {
        let own = small.asked(at, given).take_overs.remove(0);
        (own.state, own.needs.len())
    };
    assert_eq!(state("2025-07-09", &given(5)), (State::NotBegun, 0));
    for (at, expected) in
        [("2025-07-10", State::Waiting), ("2025-07-25", State::Waiting), ("2025-07-26", State::Overdue)]
    {
        assert_eq!(state(at, &given(5)), (expected, 0), "{at}");
    }
    assert_eq!(state("2025-07-10", &[(small.received, Value::None)]), (State::NotBegun, 0));
    assert_eq!(state("2025-07-10", &[]), (State::Open, 2));
    // However long the pause is, the window is open for ten days, and for no longer than the pause allows.
    small.law.model.facts[pause].domain = days_from_to(0, 30);
    let received = [(small.received, on("2025-07-10"))];
    let state = |at| {
        let own = small.asked(at, &received).take_overs.remove(0);
        (own.state, own.needs.len(), own.is_open())
    };
    assert_eq!(state("2025-07-09"), (State::NotBegun, 0, false));
    assert_eq!(state("2025-07-10"), (State::Waiting, 1, true));
    assert_eq!(state("2025-07-20"), (State::Waiting, 1, true));
    assert_eq!(state("2025-07-21"), (State::Open, 1, false));
    assert_eq!(state("2025-08-19"), (State::Open, 1, false));
    assert_eq!(state("2025-08-20"), (State::Overdue, 0, false));
}

fn days_from_to(from: i128, to: i128) -> Domain {
    let end = |days| Some(Limit { value: Ratio::from_integer(days), included: true });
    Domain::Ordered(Ordered { measure: Measure::Days, decimals: Some(0), from: end(from), to: end(to) })
}

/// All facts of a period that are not known are asked for.
#[test]
fn a_period_needs_all_its_facts() {
    let mut small = small();
    let days = Domain::Ordered(Ordered { measure: Measure::Days, decimals: Some(0), from: None, to: None });
    let (pause, more) = (small.law.fact("pause", days.clone()), small.law.fact("more", days));
    let one = Ratio::from_integer(1);
    let sum = Start::Sum(vec![(small.received, one), (pause, one)], Ratio::from_integer(0));
    let mut deadline = Deadline { of: Some(sum), ..within(10, small.received, Some(Silence::Refused)) };
    deadline.within.length.plus = vec![(more, one)];
    let grant = small.grant;
    small.rule(grant).deadlines = vec![deadline];
    let needs = |given: &[(FactId, Value)]| {
        small.asked("2025-07-01", given).deadlines[0].needs.iter().map(|need| need.what).collect::<Vec<_>>()
    };
    assert_eq!(needs(&[]), [small.received, pause, more].map(Needed::Fact));
    assert_eq!(needs(&[(pause, Value::Ordered(one))]), [small.received, more].map(Needed::Fact));
}

/// Two texts, each with its own deadline for P, or its own consent of m.
struct Two {
    small: Small,
    first: ProvisionId,
    second: ProvisionId,
}

impl Two {
    /// The first of rank 3, the second of rank 2 and issued later; the texts in either order.
    fn new(precedence: &[PrecedenceKey], swapped: bool, silences: [(u32, Silence); 2], consent: bool) -> Self {
        let mut small = small();
        small.law.model.packages[PackageId(0)].precedence = precedence.to_vec();
        let mut places = [("D", 3, "2021-01-01"), ("M", 2, "2022-01-01")]
            .map(|(name, rank, issued)| small.law.instrument(name, rank, issued, Life::ALWAYS));
        let mut rows: Vec<(ProvisionId, (u32, Silence))> = places.into_iter().zip(silences).collect();
        if swapped {
            rows.reverse();
        }
        for (place, (days, silence)) in rows {
            let deadline = within(days, small.received, Some(silence));
            let asked = Step { deadlines: vec![deadline.clone()], ..step(StepKind::Consent, small.m) };
            let (steps, deadlines) = if consent { (vec![asked], vec![]) } else { (vec![], vec![deadline]) };
            small.law.model.attachments.push(Attachment {
                place,
                what: Powers::Named(vec![small.p]),
                life: Life::ALWAYS,
                when: cond(ConditionKind::Always),
                steps,
                deadlines,
                span: NOWHERE,
            });
        }
        places.sort_unstable();
        Self { small, first: places[0], second: places[1] }
    }

    /// What silence of the holder came to, and who decides.
    fn came_to(&self, at: &str) -> String {
        let asked = self.small.asked(at, &[(self.small.received, on("2025-07-01"))]);
        let names = |held: &Held| held.instances().into_iter().map(|who| self.small.law.who(who)).collect::<String>();
        if !asked.disputed.is_empty() {
            let said = asked.disputed.iter().map(|own| format!("{} {:?}", names(&own.held), own.settled));
            return said.collect::<Vec<_>>().join(" / ");
        }
        let now = asked.now.as_ref().map_or("a".to_owned(), names);
        format!("{now} {:?}", asked.settled_by_silence().map(|own| own.state))
    }

    fn consents(&self, at: &str) -> Vec<State> {
        let asked = self.small.asked(at, &[(self.small.received, on("2025-07-01"))]);
        asked.steps.iter().map(|step| step.state).collect()
    }
}

/// 5.2, 5.4: what silence means is settled as claims are, and never by the order in the file.
#[test]
fn silences_that_contradict_each_other() {
    let opposite = || [(10, Silence::Approved), (10, Silence::Refused)];
    for swapped in [false, true] {
        let nothing = Two::new(&[], swapped, opposite(), false);
        assert_eq!(nothing.came_to("2025-07-11"), "a None", "while it runs nothing is disputed");
        let said = nothing.came_to("2025-07-12");
        assert!(said == "a Some(Approved) / a Some(Refused)" || said == "a Some(Refused) / a Some(Approved)", "{said}");
        for key in [PrecedenceKey::HigherRank, PrecedenceKey::Later] {
            assert_eq!(Two::new(&[key], swapped, opposite(), false).came_to("2025-07-12"), "a Some(Refused)");
        }
        let mut words = Two::new(&[PrecedenceKey::HigherRank], swapped, opposite(), false);
        let (first, second) = (words.first, words.second);
        words.small.law.says(first, true, &[second]);
        assert_eq!(words.came_to("2025-07-12"), "a Some(Approved)");
        // Another period is another meaning: in between they differ, in the end they do not.
        let later = [(10, Silence::Approved), (20, Silence::Approved)];
        let longer = Two::new(&[], swapped, later.clone(), false);
        assert!(longer.came_to("2025-07-15").contains(" / "), "{}", longer.came_to("2025-07-15"));
        assert_eq!(longer.came_to("2025-07-22"), "a Some(Approved)");
        assert_eq!(Two::new(&[PrecedenceKey::Later], swapped, later, false).came_to("2025-07-15"), "a None");
        // One passes the matter to b, the other to m.
        let b = |two: &Two| Silence::PassesTo(sole(two.small.b));
        let (to_b, to_m) = (b(&longer), Silence::PassesTo(sole(longer.small.m)));
        let passed = Two::new(&[PrecedenceKey::Later], swapped, [(10, to_b), (20, to_m)], false);
        assert_eq!(passed.came_to("2025-07-15"), "a None");
        assert_eq!(passed.came_to("2025-07-25"), "m None");
        // Consents.
        assert_eq!(
            Two::new(&[PrecedenceKey::Later], swapped, opposite(), true).consents("2025-07-12"),
            [State::Refused]
        );
        let two = Two::new(&[], swapped, opposite(), true);
        assert_eq!(two.consents("2025-07-11"), [State::Waiting; 2]);
        assert_eq!(two.consents("2025-07-12"), [State::Disputed; 2]);
    }
}

/// In one text deadlines run one after another, unless two end on one day and do not do the same.
#[test]
fn deadlines_of_one_text_that_end_on_one_day() {
    let mut small = small();
    let grant = small.grant;
    let approved = within(10, small.received, Some(Silence::Approved));
    small.rule(grant).deadlines = vec![approved.clone(), within(10, FactId(0), Some(Silence::Refused))];
    let asked = small.asked("2025-07-12", &[(small.received, on("2025-07-01"))]);
    assert_eq!((asked.disputed.len(), asked.settled_by_silence()), (2, None));
    assert!(asked.deadlines.iter().all(|own| own.state == State::Disputed));
    small.rule(grant).deadlines = vec![approved, within(11, FactId(0), Some(Silence::Refused))];
    let asked = small.asked("2025-07-15", &[(small.received, on("2025-07-01"))]);
    assert_eq!(asked.settled_by_silence().map(|own| own.state), Some(State::Approved));
}

/// Two windows of one instrument are both kept to; what else its lines make of silence may contradict.
#[test]
fn windows_of_one_instrument_are_both_kept_to() {
    for (silences, settled) in [
        ([Silence::Lapses, Silence::Lapses], Some(State::Lapsed)),
        ([Silence::Refused, Silence::Approved], None),
        ([Silence::Lapses, Silence::Approved], None),
    ] {
        let mut small = small();
        for (days, silence) in [10, 90].into_iter().zip(silences) {
            small.law.model.attachments.push(Attachment {
                place: small.place,
                what: Powers::Named(vec![small.p]),
                life: Life::ALWAYS,
                when: cond(ConditionKind::Always),
                steps: vec![],
                deadlines: vec![within(days, small.received, Some(silence))],
                span: NOWHERE,
            });
        }
        let came = |day| {
            let asked = small.asked(day, &[(small.received, on("2025-07-01"))]);
            (asked.settled_by_silence().map(|own| own.state), !asked.disputed.is_empty())
        };
        assert_eq!(came("2025-07-11"), (None, false));
        assert_eq!(came("2025-07-12"), (settled, settled.is_none()));
        assert_eq!(came("2026-07-12"), (settled, settled.is_none()));
    }
}

/// The order in which texts stand in the files decides nothing of what silence did.
#[test]
fn the_order_of_the_texts_does_not_matter() {
    let (mut compared, mut disputed) = (0, 0);
    for seed in 0..400 {
        let mut model = model(seed);
        with_steps(&mut model, seed);
        let mut turned = model.clone();
        turned.attachments.reverse();
        let days = interesting_days(&model);
        let mut dice = Dice::new(seed ^ 0x0dde);
        for power in model.powers.ids() {
            for _ in 0..4 {
                let at = dice.pick(&days).copied();
                let case = case(&model, &mut dice, at, false);
                let told = |model: &Model| {
                    let decision = decide(model, power, &case, at);
                    let asked = procedure(model, &case, &decision);
                    let settled = asked.settled_by_silence().map(|own| own.state);
                    let mut readings: Vec<_> = asked.disputed.into_iter().map(|own| (own.held, own.settled)).collect();
                    readings.sort();
                    let mut steps: Vec<_> =
                        asked.steps.iter().map(|own| (own.kind, own.who, own.until, own.state)).collect();
                    steps.sort();
                    (asked.now, settled, readings, steps)
                };
                let first = told(&model);
                compared += usize::from(first.0.is_some() || first.1.is_some() || !first.3.is_empty());
                disputed += usize::from(!first.2.is_empty());
                assert_eq!(first, told(&turned), "seed {seed}");
            }
        }
    }
    assert!(compared > 100 && disputed > 0, "{compared} compared, {disputed} disputed");
}

#[test]
fn months_come_before_days_and_what_the_case_adds_counts_with_its_own_unit() {
    let whole = Rational::from_integer;
    let (more_months, more_days) = (FactId(0), FactId(1));
    let length = |unit, count: i128, fact| Length { unit, count: whole(count), plus: vec![(fact, whole(1))] };
    let period = Period {
        length: length(PeriodUnit::Months, 3, more_months),
        then: Some(length(PeriodUnit::Days, 10, more_days)),
        beginning_with: false,
        on_working_day: false,
    };
    let day = |text: &str| Day::parse(text).expect("a date");
    let last = |months: i128, days: i128| {
        let answer = |fact| Some(if fact == more_months { whole(months) } else { whole(days) });
        period.last_day(day("2024-01-31"), &answer, &Model::default())
    };
    assert_eq!(last(0, 0), Ok(day("2024-05-10")), "30 April and 10 days");
    assert_eq!(last(0, 20), Ok(day("2024-05-30")), "30 April and 30 days");
    assert_eq!(last(1, 0), Ok(day("2024-06-10")), "31 May, not 30 April and a month, and 10 days");
    assert_eq!(last(0, -50), Ok(day("2024-04-30")), "less than no days is none");
    assert_eq!(period.last_day(day("2024-01-31"), &|_| None, &Model::default()), last(0, 0));
    assert_eq!(last(i128::MAX, 0), Err(NoEnd::TooLong), "no number of months");
}
