//! Worked cases 1–22 and 41–42: which claim stands.

use super::builder::{Law, life, not, one, sole, yes};
use crate::*;

const RL: &[PrecedenceKey] = &[PrecedenceKey::HigherRank, PrecedenceKey::Later];
const IN_D: &str = "2025-08-01";
const AFTER_D: &str = "2027-03-01";

/// L law (rank 2) `a holds P`; D decree (rank 4) `transfer P from a to b`, giver stops, 2025-07-01 to 2027-02-28.
struct Story {
    law: Law,
    p: PowerId,
    a: BodyId,
    b: BodyId,
    c: BodyId,
    m: BodyId,
    g: BodyId,
    x: FactId,
    devolve: ModalityId,
    /// L, where it is in the story.
    l: Option<ProvisionId>,
    d: ProvisionId,
}

fn bare(precedence: &[PrecedenceKey]) -> Story {
    let mut law = Law::new(precedence);
    let [a, b, c, m, g] = ["a", "b", "c", "m", "g"].map(|name| law.body(name));
    let (p, x) = (law.power("P"), law.asks("x"));
    let devolve = law.modality("devolve", true);
    let d = law.instrument("D", 4, "2025-06-12", life("2025-07-01", "2027-02-28"));
    law.passes(d, devolve, p, sole(a), one(sole(b)));
    Story { law, p, a, b, c, m, g, x, devolve, l: None, d }
}

/// L and D.
fn story(precedence: &[PrecedenceKey]) -> Story {
    let mut story = bare(precedence);
    let l = story.grant("L", 2, "2024-01-01", story.a);
    story.l = Some(l);
    story
}

impl Story {
    fn instrument(&mut self, name: &str, rank: u32, issued: &str) -> ProvisionId {
        let life = life(issued, "");
        self.law.instrument(name, rank, issued, life)
    }
    fn grant(&mut self, name: &str, rank: u32, issued: &str, to: BodyId) -> ProvisionId {
        let place = self.instrument(name, rank, issued);
        self.law.holds(place, one(sole(to)), self.p);
        place
    }
    fn transfer(&mut self, name: &str, issued: &str, from: BodyId, to: BodyId) -> (ProvisionId, RuleId) {
        let place = self.instrument(name, 4, issued);
        let rule = self.law.passes(place, self.devolve, self.p, sole(from), one(sole(to)));
        (place, rule)
    }
    fn told(&self, at: &str) -> String {
        self.law.told(self.p, at, &[(self.x, Value::YesNo(false))])
    }
    fn told_x(&self, at: &str) -> String {
        self.law.told(self.p, at, &[(self.x, Value::YesNo(true))])
    }
    fn ask(&self, at: &str) -> Outcome {
        self.law.ask(self.p, at, &[])
    }
}

#[test]
fn case_1_a_transfer_carries_its_grant_out_whatever_the_ranks() {
    let s = story(RL);
    assert_eq!(s.told(IN_D), "b");
    assert_eq!(s.law.chain(&s.ask(IN_D)), "L, D");
    assert_eq!(s.told("2027-02-28"), "b");
    assert_eq!(s.told(AFTER_D), "a");
}

#[test]
fn case_2_a_further_transfer_falls_with_the_first() {
    let mut s = story(RL);
    let (_, rule) = s.transfer("N", "2025-07-01", s.b, s.c);
    s.law.model.rules[rule].life = life("2025-07-01", "2027-12-31");
    assert_eq!(s.told(IN_D), "c");
    assert_eq!(s.law.chain(&s.ask(IN_D)), "L, D, N");
    assert_eq!(s.told(AFTER_D), "a");
    assert_eq!(s.told("2027-12-31"), "a");
}

#[test]
fn case_3_prevailing_over_all_does_not_stop_a_later_transfer() {
    let mut s = story(RL);
    let (n, _) = s.transfer("N", "2025-07-10", s.b, s.c);
    s.law.says(s.d, true, &[s.l.expect("L"), n]);
    assert_eq!(s.told(IN_D), "c");
}

#[test]
fn case_4_two_transfers_of_one_giver() {
    for (precedence, expected) in [(&[][..], "conflict b, c"), (RL, "c")] {
        let mut s = story(precedence);
        s.transfer("N", "2025-07-10", s.a, s.c);
        assert_eq!(s.told(IN_D), expected);
    }
}

#[test]
fn case_5_a_circular_loses_by_rank() {
    let mut s = story(RL);
    s.grant("C", 6, "2025-01-01", s.g);
    assert_eq!(s.told(IN_D), "b");
    assert_eq!(s.law.beaten(&s.ask(IN_D)), [("g".to_string(), Decider::HigherRank)]);
}

/// Decree E `a holds P`, later decree F `m holds P`, D.
fn case_6() -> (Story, ProvisionId, ProvisionId) {
    let mut s = bare(RL);
    let e = s.grant("E", 4, "2024-01-01", s.a);
    let f = s.grant("F", 4, "2024-06-01", s.m);
    (s, e, f)
}

#[test]
fn case_6_the_later_grant_wins_at_the_parting() {
    let (s, ..) = case_6();
    assert_eq!(s.told(IN_D), "m");
}

#[test]
fn case_7_words_after_the_parting() {
    let (mut s, e, f) = case_6();
    s.law.says(s.d, true, &[e, f]);
    assert_eq!(s.told(IN_D), "b");
    assert_eq!(s.law.beaten(&s.ask(IN_D)), [("m".to_string(), Decider::Words)]);
}

/// E, D, later N `a holds P`.
fn case_8() -> (Story, ProvisionId) {
    let mut s = bare(RL);
    s.grant("E", 4, "2024-01-01", s.a);
    let n = s.grant("N", 4, "2025-07-10", s.a);
    (s, n)
}

#[test]
fn case_8_yielding_to_a_later_grant_undoes_the_transfer() {
    let (mut s, n) = case_8();
    s.law.says(s.d, false, &[n]);
    assert_eq!(s.told(IN_D), "a");
}

#[test]
fn case_9_a_later_grant_passes_on_unless_it_prevails() {
    let (mut s, n) = case_8();
    assert_eq!(s.told(IN_D), "b");
    s.law.says(n, true, &[s.d]);
    assert_eq!(s.told(IN_D), "a");
}

#[test]
fn case_10_the_transfer_falls_and_the_grants_are_left() {
    for (precedence, expected) in [(&[][..], "conflict a, m"), (RL, "m")] {
        let mut s = bare(precedence);
        s.grant("E", 4, "2024-01-01", s.a);
        let n = s.grant("N", 4, "2025-07-10", s.m);
        s.law.says(s.d, false, &[n]);
        assert_eq!(s.told(IN_D), expected);
    }
}

#[test]
fn case_11_claims_that_end_alike_agree() {
    let mut s = bare(&[]);
    s.grant("E", 4, "2024-01-01", s.a);
    s.grant("F", 4, "2024-06-01", s.b);
    assert_eq!(s.told(IN_D), "b");
    let Outcome::Competent { chain, also, .. } = s.ask(IN_D) else {
        panic!("competent");
    };
    assert_eq!(s.law.links(&chain), "F");
    assert_eq!(also.iter().map(|chain| s.law.links(chain)).collect::<Vec<_>>(), ["E, D"]);
    assert_eq!(s.told(AFTER_D), "conflict a, b");
}

/// Three grants to three bodies.
fn three(s: &mut Story) -> [ProvisionId; 3] {
    [("X", s.a), ("Y", s.m), ("Z", s.g)].map(|(name, body)| s.grant(name, 4, "2024-01-01", body))
}

#[test]
fn case_12_what_has_fallen_beats_nothing() {
    let mut s = bare(&[]);
    let [x, y, z] = three(&mut s);
    s.law.says(x, true, &[y]);
    s.law.says(y, true, &[z]);
    assert_eq!(s.told("2024-08-01"), "conflict a, g");
}

#[test]
fn case_13_a_ring() {
    let mut s = bare(&[]);
    let [x, y, z] = three(&mut s);
    s.law.says(x, true, &[y]);
    s.law.says(y, true, &[z]);
    s.law.says(z, true, &[x]);
    assert_eq!(s.told("2024-08-01"), "conflict a, g, m");
}

#[test]
fn case_14_mutual_words_are_no_words() {
    for (precedence, expected) in [(&[][..], "conflict a, m"), (RL, "m")] {
        let mut s = bare(precedence);
        let x = s.grant("X", 4, "2024-01-01", s.a);
        let y = s.grant("Y", 4, "2024-06-01", s.m);
        s.law.says(x, true, &[y]);
        s.law.says(y, true, &[x]);
        assert_eq!(s.told("2024-08-01"), expected);
    }
}

#[test]
fn case_15_what_is_yielded_cannot_be_reclaimed() {
    let mut s = bare(&[]);
    let x = s.grant("X", 4, "2024-01-01", s.a);
    let y = s.grant("Y", 4, "2024-06-01", s.m);
    s.law.says(x, true, &[y]);
    s.law.says(x, false, &[y]);
    assert_eq!(s.told("2024-08-01"), "m");
}

#[test]
fn case_16_nobody_is_a_claim_like_any_other() {
    let mut s = bare(RL);
    let place = s.grant("I", 4, "2024-01-01", s.a);
    let powers = vec![s.p];
    s.law.rule(place, Effect::Nobody { powers, residual: false });
    assert_eq!(s.told("2024-08-01"), "conflict a, nobody");
}

#[test]
fn case_17_not_required_prevails() {
    let mut s = story(RL);
    let n = s.instrument("N", 4, "2025-07-10");
    let powers = vec![s.p];
    s.law.rule(n, Effect::NotRequired { powers, residual: false });
    s.law.says(n, true, &[s.l.expect("L"), s.d]);
    assert_eq!(s.told(IN_D), "not required");
}

#[test]
fn case_18_not_required_loses_by_rank() {
    let mut s = story(RL);
    let n = s.instrument("C", 6, "2025-07-10");
    let powers = vec![s.p];
    s.law.rule(n, Effect::NotRequired { powers, residual: false });
    assert_eq!(s.told(IN_D), "b");
}

#[test]
fn case_19_a_keep_cuts_only_its_own_instrument() {
    for (in_d, expected) in [(true, "a"), (false, "b")] {
        let mut s = story(RL);
        let n = s.instrument("N", 4, "2025-07-10");
        let effect = Effect::Keep { by: sole(s.a), what: Powers::Named(vec![s.p]) };
        let keep = s.law.rule(if in_d { s.d } else { n }, effect);
        s.law.when(keep, yes(s.x));
        assert_eq!(s.told_x(IN_D), expected);
        assert_eq!(s.told(IN_D), "b");
    }
}

#[test]
fn case_20_a_transfer_with_a_condition() {
    let mut s = story(RL);
    s.law.when(RuleId(0), yes(s.x));
    assert_eq!(s.told(IN_D), "a");
    assert_eq!(s.told_x(IN_D), "b");
}

#[test]
fn cases_21_and_22_the_giver_has_only_part() {
    for (other_is_b, otherwise) in [(false, "m"), (true, "b")] {
        let mut s = bare(&[]);
        let i = s.instrument("I", 4, "2024-01-01");
        let other = if other_is_b { s.b } else { s.m };
        let rule = s.law.holds(i, one(sole(s.a)), s.p);
        s.law.when(rule, yes(s.x));
        let rule = s.law.holds(i, one(sole(other)), s.p);
        s.law.when(rule, not(yes(s.x)));
        assert_eq!(s.told_x(IN_D), "b");
        assert_eq!(s.told(IN_D), otherwise);
    }
}

#[test]
fn case_42_two_ways_to_one_body() {
    let mut s = story(&[]);
    s.transfer("N", "2025-07-01", s.a, s.c);
    s.transfer("N1", "2025-07-01", s.b, s.g);
    s.transfer("N2", "2025-07-01", s.c, s.g);
    assert_eq!(s.told(IN_D), "g");
    let Outcome::Competent { chain, also, .. } = s.ask(IN_D) else {
        panic!("competent");
    };
    assert_eq!(s.law.links(&chain), "L, D, N1");
    assert_eq!(also.iter().map(|chain| s.law.links(chain)).collect::<Vec<_>>(), ["L, N, N2"]);
}

#[test]
fn more_specific_by_region_and_by_name() {
    const SPECIFIC: &[PrecedenceKey] = &[PrecedenceKey::MoreSpecific];
    let mut s = bare(SPECIFIC);
    let i = s.instrument("I", 4, "2024-01-01");
    s.law.holds(i, one(sole(s.a)), s.p);
    let rule = s.law.holds(i, one(sole(s.m)), s.p);
    s.law.when(rule, yes(s.x));
    assert_eq!(s.told("2024-08-01"), "a");
    assert_eq!(s.told_x("2024-08-01"), "m");
    // D names the power; N passes every power of a.
    let n = s.instrument("N", 4, "2025-07-10");
    let effect = Effect::Transfer {
        modality: s.devolve,
        what: Powers::Class(Class::default()),
        from: sole(s.a),
        under: Vec::new(),
        to: one(sole(s.c)),
        reserve: None,
    };
    s.law.rule(n, effect);
    assert_eq!(s.told(IN_D), "b");
}
