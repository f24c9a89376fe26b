//! Which rules the tests have passed through.

use std::collections::BTreeSet;

use vires_diagnostics::SourceSpan;
use vires_model::{Claim, Day, Effect, Link, Model, Outcome, RuleId, Test};
use vires_words::Language;

use crate::decide::decide;
use crate::names::Names;

/// Which rules that give, pass on or lift a power the tests have passed through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// How many such rules there are.
    pub rules: usize,
    /// Those that no answer to a test rests on, in the order of the files.
    pub untested: Vec<Untested>,
}

/// A rule that no answer to a test rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Untested {
    /// Its provision.
    pub citation: String,
    /// Its provision as people write it.
    pub title: String,
    /// Where it stands.
    pub span: SourceSpan,
}

pub(crate) fn coverage<'m>(
    model: &'m Model,
    as_known: &dyn Fn(Option<Day>) -> &'m Model,
    language: Language,
    tests: &[&Test],
    shown: &dyn Fn(vires_model::SourceSpan) -> SourceSpan,
) -> Coverage {
    // By place: a rule that another text tells to read differently from some day is two rows and one rule, and rules
    // are numbered otherwise in what was known on a day.
    let mut touched = BTreeSet::new();
    for test in tests {
        let known = as_known(test.known);
        for expect in &test.expect {
            let outcome = decide(known, expect.power, &test.given, test.on).outcome;
            touched.extend(rested_on(&outcome).into_iter().map(|rule| known.rules[rule].span));
        }
    }
    let names = Names::new(model, language);
    let mut seen = BTreeSet::new();
    let mut untested = Vec::new();
    for (id, rule) in model.rules.iter() {
        let counts = matches!(
            rule.effect,
            Effect::Hold { .. } | Effect::Nobody { .. } | Effect::NotRequired { .. } | Effect::Transfer { .. }
        );
        if counts && seen.insert(rule.span) && !touched.contains(&rule.span) {
            untested.push(Untested {
                citation: model.citation(rule.place),
                title: names.rule_title(id),
                span: shown(rule.span),
            });
        }
    }
    Coverage { rules: seen.len(), untested }
}

fn rested_on(outcome: &Outcome) -> Vec<RuleId> {
    let of_links = |links: &[Link]| links.iter().map(|link| link.rule).collect::<Vec<_>>();
    let of_claims = |claims: &[Claim]| claims.iter().flat_map(|claim| of_links(&claim.chain)).collect::<Vec<_>>();
    match outcome {
        Outcome::Competent { chain, also, beaten, .. } => {
            let beaten = beaten.iter().flat_map(|beaten| of_links(&beaten.claim.chain));
            of_links(chain).into_iter().chain(also.iter().flat_map(|chain| of_links(chain))).chain(beaten).collect()
        }
        Outcome::Nobody { rule, beaten, .. } => {
            let beaten = beaten.iter().flat_map(|beaten| of_links(&beaten.claim.chain));
            std::iter::once(*rule).chain(beaten).collect()
        }
        Outcome::Conflict { claims } => of_claims(claims),
        Outcome::Gap { .. } | Outcome::Undetermined { .. } | Outcome::NotInForce => Vec::new(),
    }
}
