//! Some of those who acted are enough: in the place of a holder, by any of several lines, and with the steps that bind them and nobody else.

use std::collections::BTreeSet;

use super::builder::*;
use crate::random::{Dice, case, interesting_days, model, with_steps};
use crate::*;

const INTRA: Verdict = Verdict::Intra { by_taking_over: None };

fn who(body: BodyId) -> Instance {
    Instance { body, of: Of::Sole }
}

fn together(mode: Mode, seats: &[BodyId]) -> Holding {
    Holding::of(mode, seats.iter().copied().map(sole).collect())
}

/// Bodies and one power.
struct Board {
    law: Law,
    place: ProvisionId,
    p: PowerId,
    chief: BodyId,
    deputy: BodyId,
    m: [BodyId; 3],
}

fn board() -> Board {
    let mut law = Law::new(&[]);
    let [chief, deputy, m1, m2, m3] = ["chief", "deputy", "m1", "m2", "m3"].map(|name| law.body(name));
    let (p, place) = (law.power("P"), law.instrument("L", 2, "2020-01-01", Life::ALWAYS));
    Board { law, place, p, chief, deputy, m: [m1, m2, m3] }
}

impl Board {
    fn taken(&mut self, by: Holding, from: BodyId) -> RuleId {
        let what = Powers::Named(vec![self.p]);
        self.law.rule(self.place, Effect::TakeOver { by, what, from: sole(from) })
    }

    fn holds(&mut self, holding: Holding) -> RuleId {
        let (place, p) = (self.place, self.p);
        self.law.holds(place, holding, p)
    }

    fn asks(&mut self, rule: RuleId, kind: StepKind, of: BodyId) {
        self.law.model.rules[rule].steps.push(Step {
            kind,
            who: vec![sole(of)],
            enough: None,
            among: Among::Named,
            when: Condition::always(NOWHERE),
            deadlines: Vec::new(),
            span: NOWHERE,
        });
    }

    fn judge(&self, by: &[BodyId]) -> Verdict {
        self.judge_done(by, &[])
    }

    fn judge_done(&self, by: &[BodyId], done: &[Done]) -> Verdict {
        let by: Vec<Instance> = by.iter().map(|body| who(*body)).collect();
        let case = Case::default();
        judge_act(
            &self.law.model,
            &Act { power: self.p, case: &case, at: day("2026-02-01"), by: &by, persons: &[], done },
        )
    }

    /// That these are too few, and who must act as well.
    fn also(&self, by: &[BodyId]) -> Vec<BodyId> {
        match self.judge(by) {
            Verdict::Ultra(ultra) if ultra.kind == UltraKind::MissingStep && ultra.missing.is_empty() => {
                ultra.also.into_iter().map(|who| who.body).collect()
            }
            other => panic!("{other:?}"),
        }
    }
}

const fn by(rule: RuleId) -> Verdict {
    Verdict::Intra { by_taking_over: Some(rule) }
}

#[test]
fn any_line_by_which_somebody_takes_over_is_enough() {
    for turned in [false, true] {
        let mut board = board();
        let (chief, deputy, [m1, m2, m3]) = (board.chief, board.deputy, board.m);
        board.holds(one(sole(chief)));
        let mut lines = [[m1, m2], [m1, m3]];
        if turned {
            lines.reverse();
        }
        let rules = lines.map(|seats| board.taken(together(Mode::Jointly, &seats), chief));
        for (seats, rule) in lines.iter().zip(rules) {
            assert_eq!(board.judge(seats), by(rule), "{turned}");
        }
        assert_eq!(board.also(&[m1]), [m2, m3]);
        assert_eq!(board.also(&[m2, m3]), [m1]);
        // Any so many of a body, or one of them with another.
        let mut board = self::board();
        board.holds(one(sole(chief)));
        let any = |board: &mut Board| board.taken(together(Mode::AnyOf(2), &[m1, m2, m3]), chief);
        let pair = |board: &mut Board| board.taken(together(Mode::Jointly, &[m3, deputy]), chief);
        let (any, pair) = if turned {
            let pair = pair(&mut board);
            (any(&mut board), pair)
        } else {
            (any(&mut board), pair(&mut board))
        };
        assert_eq!(board.judge(&[m3, deputy]), by(pair));
        assert_eq!(board.judge(&[m1, m3]), by(any));
        assert!(matches!(board.judge(&[m1, m2, m3]), Verdict::Intra { .. }));
        assert_eq!(board.also(&[m3]), [deputy, m1, m2]);
    }
    // One alone, beside a line that asks for another with it.
    let mut board = board();
    let (chief, [_, m2, m3]) = (board.chief, board.m);
    board.holds(one(sole(chief)));
    board.taken(together(Mode::Jointly, &[m2, m3]), chief);
    let alone = board.taken(one(sole(m2)), chief);
    assert_eq!(board.judge(&[m2]), by(alone));
}

#[test]
fn whoever_takes_over_from_one_of_several_acts_with_the_others() {
    let mut board = board();
    let (chief, deputy, [m1, m2, m3]) = (board.chief, board.deputy, board.m);
    board.holds(together(Mode::Jointly, &[chief, deputy]));
    let rule = board.taken(one(sole(m1)), chief);
    assert_eq!(board.also(&[m1]), [deputy]);
    assert_eq!(board.judge(&[m1, deputy]), by(rule));
    assert_eq!(board.judge(&[chief, deputy]), INTRA);
    assert_eq!(board.also(&[m1, chief]), [deputy]);
    // Who takes over from each of them acts for each.
    board.taken(one(sole(m2)), deputy);
    assert_eq!(board.judge(&[m1, m2]), by(rule));
    // What binds a holder binds the act in which it takes part.
    let mut board = self::board();
    let grant = board.holds(together(Mode::Jointly, &[chief, deputy]));
    board.asks(grant, StepKind::Consent, m3);
    let rule = board.taken(one(sole(m1)), chief);
    assert!(matches!(board.judge(&[m1, deputy]), Verdict::Ultra(Ultra { missing, .. }) if missing.len() == 1));
    assert_eq!(board.judge_done(&[m1, deputy], &[Done::of(StepKind::Consent, who(m3))]), by(rule));
    // Of so many that must be different.
    let mut board = self::board();
    board.holds(together(Mode::AnyOf(2), &[m1, m2, m3]));
    let rule = board.taken(one(sole(chief)), m1);
    assert_eq!(board.also(&[chief]), [m2, m3]);
    assert_eq!(board.judge(&[chief, m2]), by(rule));
    let own = board.taken(one(sole(m2)), m1);
    assert_eq!(board.also(&[m2]), [m1, m3]);
    assert_ne!(board.judge(&[m2, chief]), by(own));
    let told = |board: &Board| {
        let at = Some(day("2026-02-01"));
        let decision = decide(&board.law.model, board.p, &Case::default(), at);
        let procedure = procedure(&board.law.model, &Case::default(), &decision);
        procedure.take_overs.iter().map(|own| own.with_others).collect::<Vec<_>>()
    };
    assert_eq!(told(&board), [true, true]);
}

#[test]
fn steps_bind_those_under_whose_rule_they_stand() {
    let mut board = board();
    let (chief, deputy, [m1, m2, m3]) = (board.chief, board.deputy, board.m);
    let p = board.p;
    board.law.model.powers[p].concurrent = true;
    board.holds(together(Mode::Jointly, &[m1, m2]));
    let second = board.holds(together(Mode::Jointly, &[m1, m3]));
    board.asks(second, StepKind::Consent, chief);
    assert_eq!(board.judge(&[m1, m2]), INTRA);
    let missing = |verdict: Verdict| matches!(verdict, Verdict::Ultra(Ultra { missing, .. }) if missing.len() == 1);
    assert!(missing(board.judge(&[m1, m3])));
    assert_eq!(board.judge(&[m1, m2, m3]), INTRA);
    assert_eq!(board.judge_done(&[m1, m3], &[Done::of(StepKind::Consent, who(chief))]), INTRA);
    // Any two of three, or one of them with another and a consent.
    let mut board = self::board();
    board.law.model.powers[p].concurrent = true;
    board.holds(together(Mode::AnyOf(2), &[m1, m2, m3]));
    let pair = board.holds(together(Mode::Jointly, &[m3, deputy]));
    board.asks(pair, StepKind::Consent, chief);
    for pair in [[m1, m2], [m1, m3], [m2, m3]] {
        assert_eq!(board.judge(&pair), INTRA);
    }
    assert!(missing(board.judge(&[m3, deputy])));
    // A giver who may still act is not bound by what the transfer asks of its receiver.
    let mut board = self::board();
    board.holds(one(sole(m1)));
    let sub = board.law.modality("sub", false);
    let (place, p) = (board.place, board.p);
    let link = board.law.passes(place, sub, p, sole(m1), one(sole(m2)));
    board.asks(link, StepKind::Consult, m3);
    assert_eq!(board.judge(&[m1]), INTRA);
    assert!(missing(board.judge(&[m2])));
    assert_eq!(board.judge(&[m1, m2]), INTRA);
}

#[test]
fn who_may_not_take_over_is_told_why() {
    let mut board = board();
    let (chief, [m1, m2, _]) = (board.chief, board.m);
    board.holds(one(sole(chief)));
    board.taken(one(sole(m1)), chief);
    let (place, p) = (board.place, board.p);
    let bar = board.law.bars(place, Barred::Holder(sole(m1)), p);
    let Verdict::Ultra(ultra) = board.judge(&[m1]) else { panic!("it is barred") };
    assert_eq!((ultra.kind, ultra.by), (UltraKind::Person, Some(AskedBy::Rule(bar))));
    // A window of which it is not known whether it is open, beside a line that asks for another.
    let mut board = self::board();
    board.holds(one(sole(chief)));
    let dates = Domain::Ordered(Ordered { measure: Measure::Date, decimals: Some(0), from: None, to: None });
    let notified = board.law.fact("notified", dates);
    board.taken(together(Mode::Jointly, &[m1, m2]), chief);
    let alone = board.taken(one(sole(m1)), chief);
    board.law.model.rules[alone].deadlines = vec![Deadline {
        within: Period::of(5, PeriodUnit::Days),
        of: Some(Start::Fact(notified)),
        others: None,
        silence: None,
        when: Condition::always(NOWHERE),
        span: NOWHERE,
    }];
    let Verdict::Depends(needs) = board.judge(&[m1]) else { panic!("it depends on when it was notified") };
    assert_eq!(needs.iter().map(|need| need.what).collect::<Vec<_>>(), [Needed::Fact(notified)]);
    assert!(matches!(board.judge(&[m1, m2]), Verdict::Intra { .. }));
}

/// The first that approves or refuses settles the matter: afterwards nobody takes it over.
#[test]
fn nobody_takes_over_what_silence_has_settled() {
    let mut board = board();
    let (chief, [m1, ..]) = (board.chief, board.m);
    let grant = board.holds(one(sole(chief)));
    let within = |days, silence| Deadline {
        within: Period::of(days, PeriodUnit::Days),
        of: Some(Start::Day(day("2026-01-10"))),
        others: None,
        silence,
        when: Condition::always(NOWHERE),
        span: NOWHERE,
    };
    let rule = board.taken(one(sole(m1)), chief);
    board.law.model.rules[rule].deadlines = vec![within(25, None)];
    board.law.model.rules[grant].deadlines = vec![within(23, Some(Silence::Approved))];
    // The last day is that of the act, and then the day before it.
    assert_eq!(board.judge(&[m1]), by(rule));
    board.law.model.rules[grant].deadlines = vec![within(21, Some(Silence::Approved))];
    let Verdict::Ultra(ultra) = board.judge(&[m1]) else { panic!("it is approved") };
    assert_eq!((ultra.kind, ultra.by), (UltraKind::Time, Some(AskedBy::Rule(grant))));
    assert_eq!(ultra.changes, [Change::Day(day("2026-01-31"))]);
    let decision = decide(&board.law.model, board.p, &Case::default(), Some(day("2026-02-01")));
    let told = procedure(&board.law.model, &Case::default(), &decision).take_overs;
    assert_eq!(told.iter().map(|own| own.state).collect::<Vec<_>>(), [State::Moot]);
    // Nor before anybody may act.
    let later = Deadline { of: Some(Start::Day(day("2026-03-01"))), ..within(9, Some(Silence::Lapses)) };
    board.law.model.rules[grant].deadlines = vec![later];
    let Verdict::Ultra(early) = board.judge(&[m1]) else { panic!("nobody may act yet") };
    assert_eq!((early.kind, early.begun), (UltraKind::Time, false));
}

/// Every set of bodies that is just enough, by the meaning alone.
fn sets(held: &Held, instead: &dyn Fn(Instance) -> Vec<BTreeSet<Instance>>) -> Vec<BTreeSet<Instance>> {
    let (mode, parts) = match held {
        Held::One(who) => return std::iter::once(BTreeSet::from([*who])).chain(instead(*who)).collect(),
        Held::Several(mode, parts) => (*mode, parts),
    };
    let each: Vec<Vec<BTreeSet<Instance>>> = parts.iter().map(|part| sets(part, instead)).collect();
    let needed = match mode {
        Mode::One | Mode::Any => 1,
        Mode::Jointly => parts.len(),
        Mode::AnyOf(count) => count as usize,
    };
    let mut rows: Vec<Vec<BTreeSet<Instance>>> = vec![Vec::new()];
    for own in each {
        let longer: Vec<_> = rows
            .iter()
            .flat_map(|row| own.iter().map(|set| [row.as_slice(), std::slice::from_ref(set)].concat()))
            .filter(|row| !matches!(mode, Mode::AnyOf(_)) || row.iter().collect::<BTreeSet<_>>().len() == row.len())
            .collect();
        rows.extend(longer.into_iter().filter(|row| row.len() <= needed));
    }
    let full = rows.into_iter().filter(|row| row.len() == needed);
    full.map(|row| row.into_iter().flatten().collect()).collect()
}

/// Where no step is asked, an act is lawful where some of those who acted are enough: by themselves, or in the place of holders.
#[test]
fn whoever_acts_is_enough_by_the_meaning_alone() {
    let (mut lawful, mut in_place, mut beyond) = (0, 0, 0);
    for seed in 0..900 {
        let mut model = model(seed);
        with_steps(&mut model, seed);
        model.attachments.clear();
        model.appointments.clear();
        let mut rules = Table::default();
        for (_, rule) in model.rules.iter() {
            let plain = !matches!(rule.effect, Effect::TakeOver { .. });
            let deadlines = if plain { Vec::new() } else { rule.deadlines.clone() };
            if !matches!(rule.effect, Effect::Bar { .. }) {
                rules.push(Rule { steps: Vec::new(), deadlines, ..rule.clone() });
            }
        }
        model.rules = rules;
        let mut dice = Dice::new(seed ^ 0xac71);
        let days = interesting_days(&model);
        for power in model.powers.ids() {
            let Some(at) = dice.pick(&days).copied() else { continue };
            let case = case(&model, &mut dice, Some(at), false);
            let decision = decide(&model, power, &case, Some(at));
            let Outcome::Competent { held, .. } = &decision.outcome else { continue };
            let told = procedure(&model, &case, &decision);
            let open: Vec<&TakeOver> = told.take_overs.iter().filter(|own| own.is_open()).collect();
            let rules: BTreeSet<RuleId> = open.iter().map(|own| own.rule).collect();
            let instead = |holder: Instance| {
                let mut all = Vec::new();
                for rule in &rules {
                    let rows = open.iter().filter(|own| own.rule == *rule && own.from.contains(&holder));
                    let group: Vec<(u32, Instance)> = rows.filter_map(|own| Some((own.enough, own.by?))).collect();
                    let enough = group.first().map_or(1, |own| own.0.max(1)) as usize;
                    let seats: Vec<Held> = group.into_iter().map(|own| Held::One(own.1)).collect();
                    if seats.len() >= enough {
                        let mode = Mode::AnyOf(u32::try_from(enough).unwrap_or(1));
                        all.extend(sets(&Held::Several(mode, seats), &|_| Vec::new()));
                    }
                }
                all
            };
            let enough = sets(held, &instead);
            let may: Vec<Instance> = enough.iter().flatten().copied().collect::<BTreeSet<_>>().into_iter().collect();
            if may.iter().any(|who| who.of == Of::Unsaid) {
                continue;
            }
            for _ in 0..8 {
                let by: Vec<Instance> = may.iter().copied().filter(|_| dice.chance(1, 2)).collect();
                if by.is_empty() {
                    continue;
                }
                let is = |set: &BTreeSet<Instance>| set.iter().all(|who| by.contains(who));
                let act = Act { power, case: &case, at, by: &by, persons: &[], done: &[] };
                let verdict = judge_act(&model, &act);
                let alone = sets(held, &|_| Vec::new());
                match &verdict {
                    Verdict::Intra { by_taking_over } => {
                        assert!(enough.iter().any(is), "seed {seed}: {by:?} of {enough:?}");
                        assert_eq!(by_taking_over.is_none(), alone.iter().any(is), "seed {seed}");
                        (lawful, in_place) = (lawful + 1, in_place + usize::from(by_taking_over.is_some()));
                    }
                    Verdict::Ultra(_) => {
                        assert!(!enough.iter().any(is), "seed {seed}: {by:?} of {enough:?}: {verdict:?}");
                        beyond += 1;
                    }
                    other => assert!(enough.iter().all(|set| !is(set)), "seed {seed}: {other:?}"),
                }
            }
        }
    }
    assert!(lawful > 300 && in_place > 50 && beyond > 50, "{lawful} within, {in_place} in place, {beyond} beyond");
}
