//! Which of two claims beats the other, and where (semantics 5.1–5.4).

mod relation;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

use vires_model::{Decider, PrecedenceKey, RuleId};

use crate::chains::{Chain, ChainLink, End, giver_stops};
use crate::claims::{Claim, alike};
use crate::holders::{Named, Tree};
use crate::readings::{Row, readings, seats_agree, shared_beginning, shared_givers};
use crate::region::{BoundReached, Region, StepBudget, each_meeting_pair};
use crate::setting::Setting;
pub(crate) use relation::is_same;
use relation::{Parting, Relation, relate};

/// Two chains that are held against each other count as so many pairs of boxes for each of their links, and as so many
/// boxes made. A ladder of transfers, each rung reached in two ways, has twice as many chains with every rung.
const LINK: usize = 4;
const PAIR: usize = 20;

/// One claim falls where another stands.
#[derive(Debug, Clone)]
pub(crate) struct Edge {
    pub(crate) winner: usize,
    pub(crate) loser: usize,
    /// Where it does; absent: wherever both are.
    pub(crate) region: Option<Region>,
    pub(crate) by: Victory,
}

/// How one claim makes another fall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Victory {
    /// It carries the other on, and the giver stops acting.
    Displaces,
    /// It wins.
    Beats {
        /// What decided.
        by: Decider,
        /// The winner's link that won.
        won: RuleId,
        /// The loser's link that lost.
        lost: RuleId,
    },
}

/// Two claims that disagree with nothing to choose between them.
#[derive(Debug, Clone)]
pub(crate) struct Clash {
    pub(crate) left: usize,
    pub(crate) right: usize,
    /// Where; absent: wherever both are.
    pub(crate) region: Option<Region>,
    /// The rules at which they part: one of each.
    pub(crate) rules: (RuleId, RuleId),
}

/// All contests between claims.
#[derive(Debug, Default)]
pub(crate) struct Contests {
    pub(crate) edges: Vec<Edge>,
    pub(crate) clashes: Vec<Clash>,
}

/// Judges every two claims that meet.
///
/// # Errors
/// [`BoundReached`] where `more specific` cannot be told within the budget.
pub(crate) fn judge(
    setting: &Setting<'_>,
    chains: &[Chain],
    claims: &[Claim],
    steps: &mut StepBudget,
) -> Result<Contests, BoundReached> {
    let mut boxes = Vec::new();
    for (number, claim) in (0..).zip(claims) {
        boxes.extend(claim.region.boxes().iter().map(|cuboid| (number, cuboid.clone())));
    }
    let kinds = kinds(setting, chains, claims);
    let readings = vec![OnceCell::new(); claims.len()];
    let rows = claims.iter().map(|_| OnceCell::new()).collect();
    let mut judge = Judge { setting, chains, claims, readings, rows, contests: Contests::default() };
    let mut result = Ok(());
    let kind = |claim: u32| kinds.get(claim as usize).copied().unwrap_or(claim);
    each_meeting_pair(&setting.space.space, &boxes, kind, |left, right| {
        result = judge.pair(left as usize, right as usize, steps);
        if result.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    result.map(|()| judge.contests)
}

/// A number for each claim; claims with the same agree wherever both are, so that they need not be judged: what comes to one and the same holder, by
/// whatever way. A table may have thousands of such grants. None carries another on, for a chain never comes twice to one body.
fn kinds(setting: &Setting<'_>, chains: &[Chain], claims: &[Claim]) -> Vec<u32> {
    let mut known: BTreeMap<(&End, &[usize]), u32> = BTreeMap::new();
    let concurrent = setting.model.powers[setting.power].concurrent;
    let mut next = 0_u32;
    let mut new = || {
        next = next.saturating_add(1);
        next
    };
    let mut kinds = Vec::with_capacity(claims.len());
    for claim in claims {
        kinds.push(match chains.get(claim.chain) {
            // Semantics 5.1: any holdings of a power that is held concurrently agree.
            Some(chain) if chain.links.is_empty() && concurrent && matches!(claim.end, End::Held(_)) => 0,
            Some(chain) if claim.end != End::Vacant => {
                *known.entry((&chain.end, &claim.empty)).or_insert_with(&mut new)
            }
            _ => new(),
        });
    }
    kinds
}

struct Judge<'a> {
    setting: &'a Setting<'a>,
    chains: &'a [Chain],
    claims: &'a [Claim],
    /// What each claim amounts to, once it was asked.
    readings: Vec<OnceCell<Vec<(Tree, Region)>>>,
    /// The same of chains of single holders.
    rows: Vec<OnceCell<Option<Row>>>,
    contests: Contests,
}

/// Who wins between two claims, and by which links.
#[derive(Debug, Clone, Copy)]
struct Verdict {
    left_wins: bool,
    by: Decider,
    won: RuleId,
    lost: RuleId,
}

impl Judge<'_> {
    fn pair(&mut self, left: usize, right: usize, steps: &mut StepBudget) -> Result<(), BoundReached> {
        let (Some(a), Some(b)) = (self.claims.get(left), self.claims.get(right)) else {
            return Ok(());
        };
        if a.chain == b.chain {
            return Ok(());
        }
        let (Some(chain_a), Some(chain_b)) = (self.chains.get(a.chain), self.chains.get(b.chain)) else {
            return Ok(());
        };
        // What another power comes to is one thing or the other, never both.
        if chain_a.root == chain_b.root && chain_a.start != chain_b.start {
            return Ok(());
        }
        let links = chain_a.links.len() + chain_b.links.len();
        if links > 0 && !self.setting.space.space.bears(links.saturating_mul(LINK), PAIR) {
            return Err(BoundReached);
        }
        match relate(chain_a, chain_b) {
            Relation::CarriedOn(links) => self.continued(left, right, chain_a, &links),
            Relation::CarriesOn(links) => self.continued(right, left, chain_b, &links),
            // A claim that comes to nothing contends with nobody.
            _ if a.end == End::Vacant || b.end == End::Vacant => {}
            Relation::Part(partings) => return self.parted(left, right, &partings, steps),
            Relation::Beside => self.beside(left, right, chain_a, chain_b),
        }
        Ok(())
    }

    /// Claims that move different seats of one holding: where no claim that moves both displaces them, they clash if they disagree.
    fn beside(&mut self, left: usize, right: usize, chain_a: &Chain, chain_b: &Chain) {
        let apart = self.disagree(left, right, &[]);
        let last = |chain: &Chain| chain.rules().last().copied().unwrap_or(chain.root);
        if apart.as_ref().is_none_or(|apart| !apart.is_empty()) {
            self.contests.clashes.push(Clash { left, right, region: apart, rules: (last(chain_a), last(chain_b)) });
        }
    }

    /// Semantics 5.3: no contest of precedence between a claim and what carries it on.
    fn continued(&mut self, claim: usize, longer: usize, chain: &Chain, links: &[&ChainLink]) {
        for link in links {
            let arriving = chain.links.iter().rev().find(|own| own.leads_to(link));
            let last = arriving.map_or(chain.root, |own| own.rule);
            let both = self.joint(claim, longer);
            let vacant = self.claims.get(claim).is_some_and(|claim| claim.end == End::Vacant);
            let lost = if vacant { Region::empty() } else { grant_prevails(self.setting, last, link.rule, &both) };
            let left = both.subtract(&self.setting.space.space, &lost);
            if !lost.is_empty() {
                self.contests.edges.push(Edge {
                    winner: claim,
                    loser: longer,
                    region: Some(lost),
                    by: Victory::Beats { by: Decider::Words, won: last, lost: link.rule },
                });
            }
            if giver_stops(self.setting, link.rule) && !left.is_empty() {
                self.contests.edges.push(Edge {
                    winner: longer,
                    loser: claim,
                    region: Some(left),
                    by: Victory::Displaces,
                });
            }
        }
    }

    fn parted(
        &mut self,
        left: usize,
        right: usize,
        partings: &[Parting],
        steps: &mut StepBudget,
    ) -> Result<(), BoundReached> {
        let space = &self.setting.space.space;
        let apart = self.disagree(left, right, partings);
        if apart.as_ref().is_some_and(Region::is_empty) {
            return Ok(());
        }
        let Some(first) = partings.first() else {
            return Ok(());
        };
        let (all_left, all_right): (Vec<RuleId>, Vec<RuleId>) = (
            partings.iter().flat_map(|parting| parting.after.0.iter().copied()).collect(),
            partings.iter().flat_map(|parting| parting.after.1.iter().copied()).collect(),
        );
        // Each word is held against each link, and where it speaks against each two.
        let links = all_left.len().saturating_add(all_right.len());
        if !space.bears(self.setting.words.len().saturating_mul(links).saturating_mul(LINK), 0) {
            return Err(BoundReached);
        }
        if !self.any_words(&all_left, &all_right) {
            let winner = self.verdict(&[], partings, steps)?;
            self.settle(left, right, apart, winner, first.rules);
            return Ok(());
        }
        let joint = self.joint(left, right);
        let joint = apart.as_ref().map_or(joint.clone(), |apart| joint.intersect(space, apart));
        for (piece, active) in by_words(self.setting, &joint, &all_left, &all_right) {
            let couples = all_left.len().saturating_mul(all_right.len());
            if !space.bears(active.len().saturating_mul(couples).saturating_mul(LINK), 0) {
                return Err(BoundReached);
            }
            let winner = self.verdict(&active, partings, steps)?;
            self.settle(left, right, Some(piece), winner, first.rules);
        }
        Ok(())
    }

    /// Who wins where these words speak: who wins at some seat where they part, and loses at none.
    fn verdict(
        &self,
        words: &[usize],
        partings: &[Parting],
        steps: &mut StepBudget,
    ) -> Result<Option<Verdict>, BoundReached> {
        let mut verdict: Option<Verdict> = None;
        for parting in partings {
            let Some(next) = self.verdict_at(words, parting, steps)? else { continue };
            if verdict.is_some_and(|verdict| verdict.left_wins != next.left_wins) {
                return Ok(None);
            }
            verdict = verdict.or(Some(next));
        }
        Ok(verdict)
    }

    /// Semantics 5.4: words between any links after the parting, if only one side speaks; else the declared precedence at the parting.
    fn verdict_at(
        &self,
        words: &[usize],
        parting: &Parting,
        steps: &mut StepBudget,
    ) -> Result<Option<Verdict>, BoundReached> {
        let speaks = |winners: &[RuleId], losers: &[RuleId]| {
            winners.iter().find_map(|a| losers.iter().find(|b| self.beats(words, *a, **b)).map(|b| (*a, *b)))
        };
        let (left, right) = (&parting.after.0, &parting.after.1);
        if words.is_empty() {
            return self.precedence(parting.rules.0, parting.rules.1, steps);
        }
        match (speaks(left, right), speaks(right, left)) {
            (Some((won, lost)), None) => Ok(Some(Verdict { left_wins: true, by: Decider::Words, won, lost })),
            (None, Some((won, lost))) => Ok(Some(Verdict { left_wins: false, by: Decider::Words, won, lost })),
            _ => self.precedence(parting.rules.0, parting.rules.1, steps),
        }
    }

    /// Writes down who won.
    fn settle(
        &mut self,
        left: usize,
        right: usize,
        region: Option<Region>,
        winner: Option<Verdict>,
        rules: (RuleId, RuleId),
    ) {
        let region = region.filter(|region| !region.is_full(&self.setting.space.space));
        match winner {
            Some(Verdict { left_wins, by, won, lost }) => {
                let (winner, loser) = if left_wins { (left, right) } else { (right, left) };
                self.contests.edges.push(Edge { winner, loser, region, by: Victory::Beats { by, won, lost } });
            }
            None => self.contests.clashes.push(Clash { left, right, region, rules }),
        }
    }

    /// The declared precedence between two links.
    fn precedence(&self, left: RuleId, right: RuleId, steps: &mut StepBudget) -> Result<Option<Verdict>, BoundReached> {
        let model = self.setting.model;
        let instrument = |rule: RuleId| &model.instruments[model.provisions[self.setting.rule(rule).place].instrument];
        for key in model.precedence_over(self.setting.power) {
            let (verdict, decider) = match key {
                PrecedenceKey::HigherRank => {
                    let rank = |rule| instrument(rule).kind.and_then(|kind| model.instrument_kinds[kind].rank);
                    let verdict = rank(left).zip(rank(right)).filter(|(a, b)| a != b).map(|(a, b)| a < b);
                    (verdict, Decider::HigherRank)
                }
                PrecedenceKey::Later => {
                    let verdict =
                        model.issued_on(left).zip(model.issued_on(right)).filter(|(a, b)| a != b).map(|(a, b)| a > b);
                    (verdict, Decider::Later)
                }
                PrecedenceKey::MoreSpecific => (self.more_specific(left, right, steps)?, Decider::MoreSpecific),
            };
            if let Some(left_wins) = verdict {
                let (won, lost) = if left_wins { (left, right) } else { (right, left) };
                return Ok(Some(Verdict { left_wins, by: decider, won, lost }));
            }
        }
        Ok(None)
    }

    /// Whether one of two rules is more specific and the other is not: it names the power against a class, or its condition lies strictly inside the
    /// other's. Where each is in one of these ways, neither is.
    fn more_specific(&self, left: RuleId, right: RuleId, steps: &mut StepBudget) -> Result<Option<bool>, BoundReached> {
        let by_name = |rule: RuleId| self.setting.rule(rule).is_by_name();
        let Some(specific) = &self.setting.specific else { return Ok(None) };
        let model = self.setting.model;
        let left_in_right = specific.lies_within(model, left, right, steps)?;
        let right_in_left = specific.lies_within(model, right, left, steps)?;
        let left_is = by_name(left) && !by_name(right) || left_in_right && !right_in_left;
        let right_is = by_name(right) && !by_name(left) || right_in_left && !left_in_right;
        Ok((left_is != right_is).then_some(left_is))
    }

    /// Where the claims' holders are not the same; absent: everywhere.
    fn disagree(&self, left: usize, right: usize, partings: &[Parting]) -> Option<Region> {
        let space = &self.setting.space.space;
        let (a, b) = (self.claims.get(left)?, self.claims.get(right)?);
        let (tree_a, tree_b) = match (&a.end, &b.end) {
            (End::Held(a), End::Held(b)) => (a, b),
            (End::Nobody(a), End::Nobody(b)) if a == b => return Some(Region::empty()),
            _ => return None,
        };
        let root = |claim: &Claim| self.chains.get(claim.chain).map(|chain| chain.root);
        let of_one_line = root(a).zip(root(b)).is_some_and(|(a, b)| self.setting.model.one_of(a, b));
        if self.setting.model.powers[self.setting.power].concurrent || of_one_line {
            return Some(Region::empty());
        }
        if let (Tree::Leaf(a), Tree::Leaf(b), [only]) = (tree_a, tree_b, partings)
            && only.after.0.len() == 1
            && only.after.1.len() == 1
            && a.body != b.body
            && giver_stops(self.setting, only.rules.0)
            && giver_stops(self.setting, only.rules.1)
        {
            return None;
        }
        if let (Some(own), Some(its), Some(chain_a), Some(chain_b)) =
            (self.row(left, a), self.row(right, b), self.chains.get(a.chain), self.chains.get(b.chain))
        {
            let agree = own.agreement(its, self.setting, shared_beginning(chain_a, chain_b));
            return Some(Region::full(space).subtract(space, &agree));
        }
        let (own, its) = (self.readings(left, a, b), self.readings(right, b, a));
        let mut agree = match (self.chains.get(a.chain), self.chains.get(b.chain)) {
            (Some(chain), Some(other)) => seats_agree(self.setting, (chain, a), (other, b)),
            _ => Region::empty(),
        };
        for (x, where_x) in own.iter() {
            for (y, where_y) in its.iter() {
                let both = where_x.intersect(space, where_y);
                agree = agree.union(space, both.intersect(space, &alike(self.setting, x, y)));
            }
        }
        Some(Region::full(space).subtract(space, &agree))
    }

    /// What a claim amounts to, where its chain is one of single holders.
    fn row(&self, number: usize, claim: &Claim) -> Option<&Row> {
        let (known, chain) = (self.rows.get(number)?, self.chains.get(claim.chain)?);
        known.get_or_init(|| Row::of(self.setting, chain, claim)).as_ref()
    }

    /// What a claim amounts to beside another; found out once where they share no link whose giver may still act.
    fn readings(&self, number: usize, claim: &Claim, other: &Claim) -> Cow<'_, [(Tree, Region)]> {
        let (Some(known), Some(chain), Some(its)) =
            (self.readings.get(number), self.chains.get(claim.chain), self.chains.get(other.chain))
        else {
            return Cow::default();
        };
        let shared = shared_givers(self.setting, chain, its);
        if shared.is_empty() {
            Cow::Borrowed(known.get_or_init(|| readings(self.setting, chain, claim, &[])))
        } else {
            Cow::Owned(readings(self.setting, chain, claim, &shared))
        }
    }

    fn joint(&self, left: usize, right: usize) -> Region {
        match (self.claims.get(left), self.claims.get(right)) {
            (Some(a), Some(b)) => a.region.intersect(&self.setting.space.space, &b.region),
            _ => Region::empty(),
        }
    }

    fn any_words(&self, left: &[RuleId], right: &[RuleId]) -> bool {
        let model = self.setting.model;
        let mut speakers = self.setting.words.iter().filter_map(|(word, _)| model.words.get(*word));
        speakers.any(|word| {
            left.iter().chain(right).any(|rule| model.stands_in(self.setting.rule(*rule).place, word.speaker))
        })
    }

    /// Semantics 5.2.
    fn beats(&self, words: &[usize], a: RuleId, b: RuleId) -> bool {
        let yields = |speaker, to| says(self.setting, words, speaker, to, false);
        let prevails = |speaker, over| says(self.setting, words, speaker, over, true);
        yields(b, a) && !yields(a, b) || prevails(a, b) && !prevails(b, a) && !yields(a, b) && !yields(b, a)
    }
}

/// Semantics 5.3: where a grant beats the transfer that would carry it out, for the transfer's text yields to the grant's, or the grant's was issued
/// later and prevails over it.
pub(crate) fn grant_prevails(setting: &Setting<'_>, grant: RuleId, transfer: RuleId, region: &Region) -> Region {
    let model = setting.model;
    let later = model.issued_on(grant).zip(model.issued_on(transfer)).is_some_and(|(grant, transfer)| grant > transfer);
    let mut lost = Vec::new();
    for (piece, active) in by_words(setting, region, &[grant], &[transfer]) {
        let yields = |speaker, to| says(setting, &active, speaker, to, false);
        let prevails = |speaker, over| says(setting, &active, speaker, over, true);
        // Semantics 5.2: mutual words are none.
        let prevailed = prevails(grant, transfer)
            && !prevails(transfer, grant)
            && !yields(grant, transfer)
            && !yields(transfer, grant);
        if yields(transfer, grant) && !yields(grant, transfer) || later && prevailed {
            lost.extend(piece.into_boxes());
        }
    }
    Region::new(&setting.space.space, lost)
}

/// The region cut into pieces in which the same words between these rules speak; each piece with the words that do.
fn by_words(setting: &Setting<'_>, region: &Region, left: &[RuleId], right: &[RuleId]) -> Vec<(Region, Vec<usize>)> {
    let space = &setting.space.space;
    let model = setting.model;
    let mut pieces = vec![(region.clone(), Vec::new())];
    for (word, speaks) in &setting.words {
        let Some(row) = model.words.get(*word) else {
            continue;
        };
        let concerns = |speakers: &[RuleId], others: &[RuleId]| {
            speakers.iter().any(|rule| model.stands_in(setting.rule(*rule).place, row.speaker))
                && others.iter().any(|rule| row.of.iter().any(|of| model.stands_in(setting.rule(*rule).place, *of)))
        };
        if !concerns(left, right) && !concerns(right, left) {
            continue;
        }
        let mut next = Vec::new();
        for (piece, words) in pieces {
            let inside = piece.intersect(space, speaks);
            let outside = piece.subtract(space, speaks);
            if !inside.is_empty() {
                next.push((inside, [&words[..], &[*word]].concat()));
            }
            if !outside.is_empty() {
                next.push((outside, words));
            }
        }
        pieces = next;
    }
    pieces.retain(|(piece, _)| !piece.is_empty());
    pieces
}

/// Whether one rule's text prevails over the other's, or yields to it, by these words.
fn says(setting: &Setting<'_>, words: &[usize], speaker: RuleId, of: RuleId, prevails: bool) -> bool {
    let model = setting.model;
    let (speaker, of) = (setting.rule(speaker).place, setting.rule(of).place);
    words.iter().filter_map(|word| model.words.get(*word)).any(|word| {
        word.prevails == prevails
            && model.stands_in(speaker, word.speaker)
            && word.of.iter().any(|place| model.stands_in(of, *place))
    })
}

/// The holders of a claim's end.
pub(crate) fn holders(end: &End) -> Vec<Named> {
    match end {
        End::Nobody(_) | End::Vacant => Vec::new(),
        End::Held(tree) => tree.leaves(),
    }
}
