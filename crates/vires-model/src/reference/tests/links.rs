//! Worked cases 23–32, 38: seats, chains and where they stop.

use super::builder::{Law, atom, day, life, of, one, sole, yes};
use crate::*;

const IN_D: &str = "2025-08-01";
const AFTER_D: &str = "2027-03-01";

fn any(mode: Mode, bodies: &[BodyId]) -> Holding {
    Holding::of(mode, bodies.iter().map(|body| sole(*body)).collect())
}

struct Story {
    law: Law,
    p: PowerId,
    a: BodyId,
    b: BodyId,
    c: BodyId,
    m: BodyId,
    x: FactId,
    devolve: ModalityId,
    authorise: ModalityId,
    l: ProvisionId,
    d: ProvisionId,
}

fn story() -> Story {
    let mut law = Law::new(&[]);
    let [a, b, c, m] = ["a", "b", "c", "m"].map(|name| law.body(name));
    let (p, x) = (law.power("P"), law.asks("x"));
    let (devolve, authorise) = (law.modality("devolve", true), law.modality("authorise", false));
    let l = law.instrument("L", 2, "2024-01-01", life("2024-01-01", ""));
    let d = law.instrument("D", 4, "2025-06-12", life("2025-07-01", "2027-02-28"));
    Story { law, p, a, b, c, m, x, devolve, authorise, l, d }
}

impl Story {
    fn holds(&mut self, who: Holding) -> RuleId {
        self.law.holds(self.l, who, self.p)
    }
    fn passes(&mut self, modality: ModalityId, from: BodyId, to: BodyId) -> RuleId {
        self.law.passes(self.d, modality, self.p, sole(from), one(sole(to)))
    }
    fn told(&self, at: &str) -> String {
        self.law.told(self.p, at, &[(self.x, Value::YesNo(false))])
    }
    fn told_x(&self, at: &str) -> String {
        self.law.told(self.p, at, &[(self.x, Value::YesNo(true))])
    }
}

#[test]
fn case_23_the_giver_need_not_exist() {
    let mut s = story();
    s.law.model.bodies[s.a].life = life("", "2025-06-30");
    s.holds(one(sole(s.a)));
    s.passes(s.devolve, s.a, s.b);
    assert_eq!(s.told("2025-06-30"), "a");
    assert_eq!(s.told(IN_D), "b");
    assert_eq!(s.told(AFTER_D), "gap, orphan a");
}

#[test]
fn case_24_a_giver_who_may_still_act() {
    let mut s = story();
    s.holds(one(sole(s.a)));
    s.passes(s.authorise, s.a, s.b);
    s.passes(s.authorise, s.a, s.c);
    assert_eq!(s.told(IN_D), "a or b or c");
    let Outcome::Competent { accountable, .. } = s.law.ask(s.p, IN_D, &[]) else {
        panic!("competent");
    };
    assert_eq!(accountable.iter().map(|who| s.law.who(*who)).collect::<Vec<_>>(), ["a"]);
}

#[test]
fn case_25_one_of_two_transfers_stops_the_giver() {
    let mut s = story();
    s.holds(one(sole(s.a)));
    s.passes(s.authorise, s.a, s.b);
    s.passes(s.devolve, s.a, s.c);
    assert_eq!(s.told(IN_D), "conflict b, c");
}

#[test]
fn case_26_onward_never() {
    let mut s = story();
    s.holds(one(sole(s.a)));
    s.law.model.modalities[s.authorise].onward = Some(Onward::Never);
    s.passes(s.authorise, s.a, s.b);
    s.passes(s.authorise, s.b, s.c);
    assert_eq!(s.told(IN_D), "a or b");
}

#[test]
fn case_27_a_cycle() {
    let mut s = story();
    s.holds(one(sole(s.a)));
    s.passes(s.devolve, s.a, s.b);
    let back = s.passes(s.devolve, s.b, s.a);
    s.law.when(back, yes(s.x));
    assert_eq!(s.told_x(IN_D), "conflict a, b");
    assert_eq!(s.told(IN_D), "b");
    // One of the loop may still act: the ends stand.
    let mut s = story();
    s.holds(one(sole(s.a)));
    s.passes(s.authorise, s.a, s.b);
    s.passes(s.devolve, s.b, s.a);
    assert_eq!(s.told(IN_D), "a or b");
}

#[test]
fn case_28_bars() {
    let mut s = story();
    s.holds(one(sole(s.a)));
    let bar = s.law.bars(s.l, Barred::Holder(sole(s.a)), s.p);
    s.law.when(bar, yes(s.x));
    assert_eq!(s.told_x(IN_D), "gap");
    let outcome = s.law.ask(s.p, IN_D, &[(s.x, Value::YesNo(true))]);
    assert!(matches!(outcome, Outcome::Gap { barred_by, .. } if barred_by == [bar]));
    assert_eq!(s.told(IN_D), "a");

    let mut s = story();
    s.holds(one(sole(s.a)));
    s.passes(s.devolve, s.a, s.b);
    s.law.bars(s.l, Barred::Holder(sole(s.b)), s.p);
    assert_eq!(s.told(IN_D), "a");
}

#[test]
fn case_29_jointly() {
    let mut s = story();
    s.holds(any(Mode::Jointly, &[s.a, s.m]));
    s.passes(s.devolve, s.a, s.b);
    assert_eq!(s.told(IN_D), "b and m jointly");
    assert_eq!(s.told(AFTER_D), "a and m jointly");
    // Both seats in one body: it acts alone.
    s.passes(s.devolve, s.m, s.b);
    assert_eq!(s.told(IN_D), "b");
}

#[test]
fn case_30_any_two() {
    let mut s = story();
    s.holds(any(Mode::AnyOf(2), &[s.a, s.b, s.m]));
    s.passes(s.devolve, s.a, s.b);
    assert_eq!(s.told(IN_D), "any 2 of b, m");
    s.law.bars(s.l, Barred::Holder(sole(s.m)), s.p);
    assert_eq!(s.told(IN_D), "gap");
    assert_eq!(s.told(AFTER_D), "any 2 of a, b");
}

#[test]
fn a_share_of_those_who_are_not_barred() {
    for (share, none, one, two) in [
        (Share::All, "any 3 of a, b, m", "any 2 of b, m", "m"),
        (Share::MoreThanHalf, "any 2 of a, b, m", "any 2 of b, m", "m"),
        (Share::AtLeast(1, 2), "any 2 of a, b, m", "b or m", "m"),
    ] {
        let mut s = story();
        let seats = any(Mode::AnyOf(2), &[s.a, s.b, s.m]);
        s.holds(Holding { of_unbarred: Some(share), ..seats });
        assert_eq!(s.told(IN_D), none, "{share:?}");
        let a_bar = s.law.bars(s.l, Barred::Holder(sole(s.a)), s.p);
        s.law.when(a_bar, yes(s.x));
        assert_eq!((s.told(IN_D).as_str(), s.told_x(IN_D).as_str()), (none, one), "{share:?}");
        s.law.bars(s.l, Barred::Holder(sole(s.b)), s.p);
        assert_eq!(s.told_x(IN_D), two, "{share:?}");
        s.law.bars(s.l, Barred::Holder(sole(s.m)), s.p);
        assert_eq!(s.told_x(IN_D), "gap", "{share:?}");
    }
}

#[test]
fn an_empty_seat_of_a_choice_leaves_the_rest() {
    let mut s = story();
    s.holds(any(Mode::Any, &[s.a, s.m]));
    s.law.model.bodies[s.m].life = life("", "2025-06-30");
    assert_eq!(s.told("2025-06-30"), "a or m");
    assert_eq!(s.told(IN_D), "a");
}

#[test]
fn a_seat_may_pass_to_several() {
    let mut s = story();
    s.holds(any(Mode::Jointly, &[s.a, s.m]));
    let to = any(Mode::Any, &[s.b, s.c]);
    s.law.passes(s.d, s.devolve, s.p, sole(s.a), to);
    assert_eq!(s.told(IN_D), "m and (b or c) jointly");
}

/// One body and one power with places.
fn places() -> (Law, [FactId; 2], [BodyId; 3], PowerId, ModalityId) {
    let mut law = Law::new(&[]);
    let list = law.list("Province", &["v", "w"]);
    let [site, hq] = ["site", "hq"].map(|name| law.fact(name, Domain::Choice(list)));
    let [a, b, c] = ["a", "b", "c"].map(|name| law.body(name));
    for body in [b, c] {
        law.model.bodies[body].one_per = Some(list);
    }
    let p = law.power("P");
    law.model.powers[p].place = Some(site);
    let devolve = law.modality("devolve", true);
    (law, [site, hq], [a, b, c], p, devolve)
}

#[test]
fn case_31_places_that_differ() {
    let (mut law, [site, hq], [a, b, _], p, devolve) = places();
    let l = law.instrument("L", 2, "2024-01-01", life("2024-01-01", ""));
    law.holds(l, one(sole(a)), p);
    for (name, fact) in [("E", site), ("F", hq)] {
        let place = law.instrument(name, 4, "2025-01-01", life("2025-07-01", ""));
        law.passes(place, devolve, p, sole(a), one(of(b, Which::OfFact(fact))));
    }
    for (s, h, expected) in
        [(0, 0, "b of v"), (0, 1, "conflict b of v, b of w"), (1, 0, "conflict b of v, b of w"), (1, 1, "b of w")]
    {
        let given = [(site, s), (hq, h)].map(|(fact, n)| (fact, Value::Choice(ValueId(n))));
        assert_eq!(law.told(p, IN_D, &given), expected);
    }
}

#[test]
fn case_32_one_of_a_kind_not_said_which() {
    let (mut law, [site, _], [_, b, c], p, devolve) = places();
    let l = law.instrument("L", 2, "2024-01-01", life("2024-01-01", ""));
    law.holds(l, one(of(b, Which::Unsaid)), p);
    let v = Which::OfValue(ValueId(0));
    law.passes(l, devolve, p, of(b, v), one(of(c, v)));
    for (n, expected) in [(0, "c of v"), (1, "b of ?")] {
        assert_eq!(law.told(p, IN_D, &[(site, Value::Choice(ValueId(n)))]), expected);
    }
}

#[test]
fn each_gives_to_its_own() {
    let (mut law, [site, _], [_, b, c], p, devolve) = places();
    let l = law.instrument("L", 2, "2024-01-01", life("2024-01-01", ""));
    law.holds(l, one(of(b, Which::OfFact(site))), p);
    law.passes(l, devolve, p, of(b, Which::Unsaid), one(of(c, Which::Unsaid)));
    assert_eq!(law.told(p, IN_D, &[(site, Value::Choice(ValueId(1)))]), "c of w");
}

#[test]
fn a_place_that_has_ended_is_read_as_its_successor() {
    let (mut law, [site, _], [_, b, _], p, _) = places();
    let l = law.instrument("L", 2, "2024-01-01", life("2024-01-01", ""));
    let rule = law.holds(l, one(of(b, Which::OfFact(site))), p);
    let v = atom(Atom::Among(site, [ValueId(0)].into_iter().collect()));
    law.when(rule, v);
    let row = &mut law.model.lists[ListId(0)].values[0];
    row.life.until = Some(day("2025-06-30"));
    row.successor = Some(ValueId(1));
    let site_in_v = [(site, Value::Choice(ValueId(0)))];
    assert_eq!(law.told(p, "2025-06-30", &site_in_v), "b of v");
    assert_eq!(law.told(p, "2025-07-01", &site_in_v), "b of w");
    law.model.lists[ListId(0)].values[0].successor = None;
    assert_eq!(law.told(p, "2025-07-01", &site_in_v), "gap");
}

#[test]
fn case_38_held_concurrently() {
    let mut s = story();
    s.law.model.powers[s.p].concurrent = true;
    s.holds(one(sole(s.a)));
    s.holds(one(sole(s.m)));
    s.passes(s.devolve, s.a, s.b);
    assert_eq!(s.told(IN_D), "b or m");
    assert_eq!(s.told(AFTER_D), "a or m");
}

#[test]
fn who_may_give_to_whom_and_in_which_form() {
    let mut s = story();
    s.holds(one(sole(s.a)));
    s.passes(s.devolve, s.a, s.b);
    let between = |from, to| Between { from: vec![Group::Body(from)], to: vec![Group::Body(to)] };
    let (a, b, c) = (s.a, s.b, s.c);
    s.law.model.modalities[s.devolve].between = vec![between(a, c)];
    assert_eq!(s.told(IN_D), "a");
    s.law.model.modalities[s.devolve].between.push(between(a, b));
    assert_eq!(s.told(IN_D), "b");
    let kind = |s: &Story, place: ProvisionId| {
        let instrument = s.law.model.provisions[place].instrument;
        s.law.model.instruments[instrument].kind.expect("a kind")
    };
    let (kind_l, kind_d) = (kind(&s, s.l), kind(&s, s.d));
    s.law.model.modalities[s.devolve].form = Some(vec![kind_l]);
    assert_eq!(s.told(IN_D), "a");
    s.law.model.modalities[s.devolve].form = Some(vec![kind_d]);
    s.law.model.modalities[s.devolve].found_in = Some(vec![kind_d]);
    assert_eq!(s.told(IN_D), "a");
    s.law.model.modalities[s.devolve].found_in = Some(vec![kind_l]);
    assert_eq!(s.told(IN_D), "b");
}

#[test]
fn an_issuer_below_the_giver_binds_nobody() {
    let mut s = story();
    s.holds(one(sole(s.a)));
    s.passes(s.devolve, s.a, s.b);
    let instrument = s.law.model.provisions[s.d].instrument;
    s.law.model.instruments[instrument].issuers = vec![sole(s.c)];
    assert_eq!(s.told(IN_D), "b");
    s.law.model.bodies[s.c].superior = Some(s.a);
    assert_eq!(s.told(IN_D), "a");
    // An office directly under a body acts for it.
    s.law.model.bodies[s.c].office = true;
    assert_eq!(s.told(IN_D), "b");
    let province = TierId(1);
    let central = s.law.tier("central", None);
    s.law.tier("province", Some(central));
    s.law.model.bodies[s.c].superior = None;
    s.law.model.bodies[s.c].tier = Some(province);
    s.law.model.bodies[s.a].tier = Some(central);
    assert_eq!(s.told(IN_D), "a");
    // Together with the giver it is not below it.
    s.law.model.instruments[instrument].issuers.push(sole(s.a));
    assert_eq!(s.told(IN_D), "b");
}

#[test]
fn may_not_be_passed_on() {
    let mut s = story();
    s.holds(one(sole(s.a)));
    s.passes(s.devolve, s.a, s.b);
    s.passes(s.devolve, s.b, s.c);
    s.law.model.bodies[s.c].superior = Some(s.m);
    let reserve = |below, except| Reserve { below, except };
    let effect = |reserve| Effect::Reserve { what: Powers::Named(vec![PowerId(0)]), reserve };
    let rule = s.law.rule(s.l, effect(reserve(None, vec![])));
    assert_eq!(s.told(IN_D), "a");
    s.law.model.rules[rule].effect = effect(reserve(None, vec![s.b]));
    assert_eq!(s.told(IN_D), "b");
    s.law.model.rules[rule].effect = effect(reserve(Some(s.m), vec![]));
    assert_eq!(s.told(IN_D), "b");
    s.law.model.rules[rule].effect = effect(reserve(Some(s.m), vec![s.c]));
    assert_eq!(s.told(IN_D), "c");
    // As a clause: the next link only.
    s.law.model.rules[rule].life = life("", "2020-01-01");
    let Effect::Transfer { reserve: clause, .. } = &mut s.law.model.rules[RuleId(1)].effect else {
        panic!("a transfer");
    };
    *clause = Some(Reserve::default());
    assert_eq!(s.told(IN_D), "b");
}

#[test]
fn classes_by_sector_article_and_source() {
    let mut s = story();
    s.holds(one(sole(s.a)));
    let class = |class| Effect::Transfer {
        modality: ModalityId(0),
        what: Powers::Class(class),
        from: sole(BodyId(0)),
        under: Vec::new(),
        to: one(sole(BodyId(1))),
        reserve: None,
    };
    let article = s.law.article(s.d, "1");
    let rule = s.law.rule(article, class(Class::default()));
    assert_eq!(s.told(IN_D), "b");
    let (l, d, p) = (s.l, s.d, s.p);
    let mut told = |new: Class| {
        s.law.model.rules[rule].effect = class(new);
        s.told(IN_D)
    };
    let sectors = vec!["energy".to_string()];
    assert_eq!(told(Class { sectors, ..Class::default() }), "a");
    assert_eq!(told(Class { under: vec![l], ..Class::default() }), "b");
    assert_eq!(told(Class { under: vec![d], ..Class::default() }), "a");
    assert_eq!(told(Class { except_under: vec![l], ..Class::default() }), "a");
    assert_eq!(told(Class { except_powers: vec![p], ..Class::default() }), "a");
    assert_eq!(told(Class { other: true, ..Class::default() }), "b");
    s.law.passes(article, s.devolve, s.p, sole(s.a), one(sole(s.c)));
    assert_eq!(s.told(IN_D), "c");
}
