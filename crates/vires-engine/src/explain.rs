//! The whole answer with its reasons, to be shown or stored.

use std::collections::BTreeSet;

use crate::bundle::RuleNumber;
use crate::case::{Case, NO_ANSWER, UNKNOWN};
use crate::compose::{Group, Passed, tree};
use crate::decide::{Scratch, Why, cell_by_bits};
use crate::instance::{Holding, Instance};
use crate::judge::{Judged, is_there, judge};
use crate::needs::{Need, needs};
use crate::open::{Open, only_slot};
use crate::reading::{Reading, hits};
use crate::tables::{Decider, NONE};

/// A decision with its reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The power: its number.
    pub power: u32,
    /// The day asked about.
    pub day: Option<i32>,
    /// The answer.
    pub answer: Answer,
}

/// The answer with its reasons. Where facts are unknown but do not matter, the reasons are those common to all of their values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Somebody may act.
    Competent {
        /// Who.
        held: Holding,
        /// Who answers for it.
        accountable: Vec<Instance>,
        /// The chain shown: fewest links, then first in the files.
        chain: Vec<Link>,
        /// Other chains that lead to the same.
        also: Vec<Vec<Link>>,
        /// Claims that lost, and what decided.
        beaten: Vec<Beaten>,
        /// Bars on persons that apply: the office holds, this person may not.
        barred_persons: Vec<RuleNumber>,
    },
    /// Nobody, by design.
    Nobody {
        /// Why.
        why: Why,
        /// The rule that says so.
        rule: RuleNumber,
        /// Claims that lost.
        beaten: Vec<Beaten>,
    },
    /// Nobody, and the text does not say so.
    Gap {
        /// Bars that removed holders.
        barred_by: Vec<RuleNumber>,
        /// Holders that no longer, or not yet, exist.
        orphans: Vec<Instance>,
    },
    /// Several claims and nothing to choose between them.
    Conflict {
        /// Each claim.
        claims: Vec<Claim>,
    },
    /// It depends on what is not known.
    Undetermined {
        /// What decides; facts in their order, then other powers, the day last.
        needs: Vec<Need>,
    },
    /// Before the first day any rule grants, bars or lifts it.
    NotInForce,
}

/// One link of a chain.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// The rule.
    pub rule: RuleNumber,
    /// The giver; none at the root.
    pub from: Option<Instance>,
    /// Who has the power after it; none: nobody.
    pub to: Option<Holding>,
}

/// A claim: what one chain says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Claim {
    /// Who would hold; none for what gives to nobody.
    pub held: Option<Holding>,
    /// Why nobody is to hold, where it says so.
    pub nobody: Option<Why>,
    /// By which rules.
    pub chain: Vec<Link>,
}

/// A claim that lost.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Beaten {
    /// The claim.
    pub claim: Claim,
    /// What decided.
    pub by: Decider,
}

impl Case<'_> {
    /// The answer with its reasons, and where facts are unknown, what is needed and what each answer would lead to.
    #[must_use]
    pub fn explain(&self, day: Option<i32>) -> Explanation {
        let answer = match day.and_then(|day| known(self, day)) {
            Some(answer) => answer,
            None => unknown(self, day),
        };
        Explanation { power: self.power.number, day, answer }
    }
}

/// The answer where every deciding fact is given; none where one is not.
fn known(case: &Case<'_>, day: i32) -> Option<Answer> {
    let power = case.power;
    if day < power.power.from {
        return Some(Answer::NotInForce);
    }
    let reading = Reading { power, values: &case.values, sets: &case.sets, exact: &case.exact, day };
    let mut slots = 0..power.power.slots.len();
    if case.missing != 0 || !slots.all(|slot| reading.exists(slot)) {
        return None;
    }
    let mut scratch = Scratch::default();
    let mut mask = vec![u64::MAX; power.power.words as usize];
    for axis in power.about.axes.of(&power.tables.axes) {
        let cell = match axis.ask {
            ask if only_slot(ask).is_some_and(|slot| reading.value(slot) == UNKNOWN) => {
                // Not a deciding fact: only what does not depend on it is said.
                (0..axis.cells).for_each(|cell| power.narrow(&mut mask, axis.rows, cell));
                continue;
            }
            ask => reading.cell(ask).or_else(|| cell_by_bits(&reading, ask, &mask))?,
        };
        power.narrow(&mut mask, axis.rows, cell);
    }
    let judged = judge(&reading, &mask, &mut scratch);
    Some(reasons(&reading, &mask, judged, &scratch))
}

/// The answer where something is unknown.
fn unknown(case: &Case<'_>, day: Option<i32>) -> Answer {
    let agreed = Open::new(case, day, false).and_then(|mut open| open.keys(2));
    let agrees = match &agreed {
        Ok(keys) => keys.len() == 1 && !keys.iter().any(|key| matches!(key, crate::open::Key::Undetermined(_))),
        Err(_) => false,
    };
    if agrees && let Ok(mut open) = Open::new(case, day, true) {
        let mut shared: Option<Answer> = None;
        let done = open.each(&mut |reading, mask, judged, scratch| {
            let answer = reasons(reading, mask, judged, scratch);
            shared = Some(match shared.take() {
                None => answer,
                Some(known) => common(known, &answer),
            });
        });
        if let (Ok(()), Some(answer)) = (done, shared) {
            return answer;
        }
    }
    Answer::Undetermined { needs: needs(case, day) }
}

/// The reasons of an answer.
fn reasons(reading: &Reading<'_>, mask: &[u64], judged: Judged, scratch: &Scratch) -> Answer {
    match judged {
        Judged::NotInForce => Answer::NotInForce,
        Judged::Gap => gap(reading, mask),
        Judged::Conflict(claims) => {
            let told = claims.iter().filter_map(|claim| told(reading, *claim));
            let mut claims: Vec<Claim> = told.collect::<BTreeSet<_>>().into_iter().collect();
            claims.sort_by_cached_key(|claim| order(&claim.chain));
            Answer::Conflict { claims }
        }
        Judged::Nobody { why, standing } => {
            let first = standing.first().and_then(|first| reading.power.claim(*first));
            Answer::Nobody {
                why,
                rule: RuleNumber(first.map_or(NONE, |claim| claim.root)),
                beaten: beaten(reading, mask, scratch),
            }
        }
        Judged::Competent { standing, held } => {
            let mut accountable = BTreeSet::new();
            let mut chains = Vec::new();
            for claim in standing.iter().filter_map(|claim| reading.power.claim(*claim)) {
                if let Some(tree) = tree(reading, claim) {
                    tree.accountable(reading, &mut accountable);
                    chains.push(chain(reading, claim.root, Some(&tree)));
                }
            }
            chains.sort_by_cached_key(|chain| order(chain));
            let mut chains = chains.into_iter();
            Answer::Competent {
                held,
                accountable: accountable.into_iter().collect(),
                chain: chains.next().unwrap_or_default(),
                also: chains.collect(),
                beaten: beaten(reading, mask, scratch),
                barred_persons: barred_persons(reading, mask),
            }
        }
    }
}

/// Fewest links, then first in the files.
fn order(chain: &[Link]) -> (usize, Vec<RuleNumber>) {
    (chain.len(), chain.iter().map(|link| link.rule).collect())
}

fn chain(reading: &Reading<'_>, root: u32, tree: Option<&Group>) -> Vec<Link> {
    let mut chain = vec![Link { rule: RuleNumber(root), from: None, to: tree.and_then(Group::stated) }];
    if let Some(tree) = tree {
        links(reading, tree, &mut chain);
    }
    chain
}

fn links(reading: &Reading<'_>, group: &Group, chain: &mut Vec<Link>) {
    for seat in &group.seats {
        if let Passed::Inner(to) = &seat.passed {
            links(reading, to, chain);
        }
        if let Passed::On(link, to) = &seat.passed {
            let row = reading.tables().links.get(*link as usize);
            chain.push(Link { rule: RuleNumber(row.map_or(NONE, |row| row.rule)), from: seat.who, to: to.stated() });
            links(reading, to, chain);
        }
    }
}

fn told(reading: &Reading<'_>, claim: u32) -> Option<Claim> {
    let claim = reading.power.claim(claim)?;
    let tree = tree(reading, claim);
    Some(Claim {
        held: tree.as_ref().and_then(Group::held),
        nobody: claim.says.nobody(),
        chain: chain(reading, claim.root, tree.as_ref()),
    })
}

/// Claims that fell to a standing one, other than by being passed on.
fn beaten(reading: &Reading<'_>, mask: &[u64], scratch: &Scratch) -> Vec<Beaten> {
    let stands = |claim: u32| {
        let word = scratch.standing.get((claim / 64) as usize).copied().unwrap_or(0);
        word >> (claim % 64) & 1 == 1
    };
    let mut done = BTreeSet::new();
    let mut beaten = Vec::new();
    for beat in reading.power.about.beats.of(&reading.tables().beats) {
        let applies = stands(beat.winner)
            && !stands(beat.loser)
            && (beat.bits.is_empty() || hits(mask, beat.bits))
            && is_there(reading, mask, beat.loser);
        if applies && done.insert(beat.loser) {
            beaten.extend(told(reading, beat.loser).map(|claim| Beaten { claim, by: beat.by }));
        }
    }
    beaten.sort_by_cached_key(|beaten| order(&beaten.claim.chain));
    beaten
}

fn gap(reading: &Reading<'_>, mask: &[u64]) -> Answer {
    let (mut barred_by, mut orphans) = (BTreeSet::new(), BTreeSet::new());
    for vacancy in reading.power.about.vacancies.of(&reading.tables().vacancies) {
        if !hits(mask, vacancy.bits) {
            continue;
        }
        match vacancy.bar {
            NONE => orphans.extend(reading.instance(vacancy.holder)),
            bar => {
                barred_by.insert(RuleNumber(bar));
            }
        }
    }
    Answer::Gap { barred_by: barred_by.into_iter().collect(), orphans: orphans.into_iter().collect() }
}

fn barred_persons(reading: &Reading<'_>, mask: &[u64]) -> Vec<RuleNumber> {
    let bars = reading.power.about.person_bars.of(&reading.tables().person_bars);
    bars.iter()
        .filter(|bar| reading.value(bar.slot) != NO_ANSWER && hits(mask, bar.bits))
        .map(|bar| RuleNumber(bar.rule))
        .collect()
}

/// What two answers that agree have in common.
fn common(one: Answer, other: &Answer) -> Answer {
    match (one, other) {
        (
            Answer::Competent { held, accountable, chain, also, beaten, barred_persons },
            Answer::Competent {
                accountable: other_accountable,
                chain: other_chain,
                also: other_also,
                beaten: other_beaten,
                barred_persons: other_persons,
                ..
            },
        ) => {
            let (chain, also) = common_chains((chain, also), (other_chain, other_also));
            Answer::Competent {
                held,
                accountable: both(accountable, other_accountable),
                chain,
                also,
                beaten: both(beaten, other_beaten),
                barred_persons: both(barred_persons, other_persons),
            }
        }
        (Answer::Nobody { why, rule, beaten }, Answer::Nobody { rule: other_rule, beaten: other_beaten, .. }) => {
            Answer::Nobody { why, rule: rule.min(*other_rule), beaten: both(beaten, other_beaten) }
        }
        (Answer::Gap { barred_by, orphans }, Answer::Gap { barred_by: other_bars, orphans: other_orphans }) => {
            Answer::Gap { barred_by: both(barred_by, other_bars), orphans: both(orphans, other_orphans) }
        }
        (Answer::Conflict { claims }, Answer::Conflict { claims: other_claims }) => {
            Answer::Conflict { claims: common_claims(&claims, other_claims) }
        }
        (one, _) => one,
    }
}

fn both<T: PartialEq>(mut one: Vec<T>, other: &[T]) -> Vec<T> {
    one.retain(|item| other.contains(item));
    one
}

/// The chains that lead to both answers; where there is none, the links with which the chains shown begin.
fn common_chains(
    (chain, also): (Vec<Link>, Vec<Vec<Link>>),
    (other, other_also): (&[Link], &[Vec<Link>]),
) -> (Vec<Link>, Vec<Vec<Link>>) {
    let leads = |own: &Vec<Link>| own == other || other_also.contains(own);
    let mut all: Vec<Vec<Link>> = std::iter::once(chain.clone()).chain(also).filter(leads).collect();
    if all.is_empty() { (start(chain, other), all) } else { (all.remove(0), all) }
}

/// The links with which both chains begin.
fn start(one: Vec<Link>, other: &[Link]) -> Vec<Link> {
    let same = one.into_iter().zip(other).take_while(|(a, b)| a == *b);
    same.map(|(link, _)| link).collect()
}

/// The claims that both name; for a holding that different chains claim, one claim with the links they begin with.
fn common_claims(one: &[Claim], other: &[Claim]) -> Vec<Claim> {
    let mut claims: Vec<Claim> = one.iter().filter(|claim| other.contains(claim)).cloned().collect();
    for claim in one {
        let same = |other: &&Claim| (&other.held, other.nobody) == (&claim.held, claim.nobody);
        if claims.iter().any(|known| same(&known)) {
            continue;
        }
        let like = other.iter().find(same);
        claims.extend(like.map(|like| Claim { chain: start(claim.chain.clone(), &like.chain), ..claim.clone() }));
    }
    claims
}
