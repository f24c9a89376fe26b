//! Cases in which facts are missing: the solved law gives the answer that all completions give, tried one by one.

use vires_analysis::open_case;
use vires_model::random::{self, Dice, case, interesting_days};
use vires_model::{Decision, Model, Needed, Outcome, agree, decide_at_once};

const MODELS: u64 = 250;
const CASES: usize = 6;

/// How often what came out.
#[derive(Debug, Default)]
struct Met {
    sure: usize,
    open: usize,
    bound: usize,
    /// Other facts are named than decide alone.
    more: usize,
}

fn compare(seeds: u64, make: &dyn Fn(u64) -> Model) -> Met {
    let mut met = Met::default();
    for seed in 0..seeds {
        let model = make(seed);
        let days = interesting_days(&model);
        let mut dice = Dice::new(seed ^ 0x09e4);
        for power in model.powers.ids() {
            for _ in 0..CASES {
                let Some(day) = dice.pick(&days).copied() else { continue };
                let mut given = case(&model, &mut dice, Some(day), false);
                given.facts.retain(|_, _| dice.chance(1, 2));
                let facts = |decision: &Decision| match &decision.outcome {
                    Outcome::Undetermined { needs } => {
                        let what = needs.iter().map(|need| need.what);
                        what.filter(|what| matches!(what, Needed::Fact(_))).collect::<Vec<_>>()
                    }
                    _ => Vec::new(),
                };
                let both = |model: &Model| {
                    let tried = decide_at_once(model, power, &given, Some(day))?;
                    Some((tried, open_case(model, power, &given, day).map(|open| open.decision)))
                };
                let fewer = |(tried, solved): &(Decision, Option<Decision>)| {
                    let Some(solved) = solved else { return false };
                    let (wanted, named) = (facts(tried), facts(solved));
                    !named.is_empty() && !wanted.iter().all(|fact| named.contains(fact))
                };
                let Some((tried, solved)) = both(&model) else { continue };
                let Some(solved) = solved else {
                    met.bound += 1;
                    continue;
                };
                let said = format!("seed {seed}, {power:?} on {day}, {given:?}: {tried:?} against {solved:?}");
                match (&tried.outcome, &solved.outcome) {
                    (Outcome::Undetermined { .. }, Outcome::Undetermined { .. }) => {
                        let (wanted, named) = (facts(&tried), facts(&solved));
                        if !wanted.iter().all(|fact| named.contains(fact)) {
                            let small = random::smallest(&model, &|model| both(model).is_some_and(|both| fewer(&both)));
                            panic!("{said}\n{:?}\n  {}", both(&small), random::shown(&small));
                        }
                        met.more += usize::from(wanted.len() < named.len());
                        met.open += 1;
                    }
                    (one, other) => {
                        assert!(agree(one, other), "{said}");
                        met.sure += 1;
                    }
                }
            }
        }
    }
    met
}

#[test]
fn missing_facts_are_answered_from_the_solved_law() {
    let kinds: [(&str, &dyn Fn(u64) -> Model); 6] = [
        ("plain", &random::model),
        ("sums", &random::sums),
        ("later", &random::later),
        ("rarer", &random::rarer),
        ("ways", &random::ways),
        ("derived", &random::derived),
    ];
    for (kind, make) in kinds {
        let met = compare(MODELS, make);
        assert!(met.sure > 100 && met.open > 100 && met.bound < met.sure, "{kind}: {met:?}");
    }
}
