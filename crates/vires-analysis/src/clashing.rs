//! Pairs of rules that clash, and which of them are one matter.

use std::collections::BTreeMap;

use vires_model::{Id, RuleId, SourceSpan};

use crate::contest::Clash;
use crate::region::{Cuboid, Hub, Meetings, Region, Space, hubs};
use crate::solved::Solved;

/// How many boxes are held against one another to tell whether a pair of rules that are not one box each lies where a third clashes with both.
const MOST_LOOKS: u64 = 10_000_000;

/// Two rules that clash somewhere, and from which claims that is known. A table of rules may have a million of these: regions are made when they are needed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair {
    /// The lower one first. A line that is several rows, since its text is law for a time or for some cases, goes by its first.
    pub(crate) rules: (RuleId, RuleId),
    /// The rows that clash, in that order.
    pub(crate) rows: (RuleId, RuleId),
    source: Source,
}

/// By their numbers in what is solved.
#[derive(Debug, Clone, Copy)]
enum Source {
    Clash(u32),
    Ring(u32),
}

/// All pairs of one power.
pub(crate) struct Clashing<'s, 'm> {
    solved: &'s Solved<'m>,
    /// In the order of their rules; two rules may clash by several claims.
    pairs: Vec<Pair>,
    /// The first row of each line that has several, by the others.
    firsts: BTreeMap<RuleId, RuleId>,
}

impl<'s, 'm> Clashing<'s, 'm> {
    pub(crate) fn of(solved: &'s Solved<'m>) -> Self {
        let mut pairs = Vec::with_capacity(solved.clashes.len());
        let firsts = firsts(solved);
        let first = |rule: RuleId| firsts.get(&rule).copied().unwrap_or(rule);
        let mut add = |a: RuleId, b: RuleId, source: Source| {
            let (one, other) = if (first(a), a) <= (first(b), b) { (a, b) } else { (b, a) };
            pairs.push(Pair { rules: (first(one), first(other)), rows: (one, other), source });
        };
        for (n, clash) in (0..).zip(&solved.clashes) {
            add(clash.rules.0, clash.rules.1, Source::Clash(n));
        }
        for (n, (ring, _)) in (0..).zip(&solved.standing.rings) {
            for (a, b) in couples(solved, ring) {
                add(a, b, Source::Ring(n));
            }
        }
        pairs.sort_by_key(|pair| (pair.rules, pair.rows));
        Self { solved, pairs, firsts }
    }

    /// A rule, or the first row of its line.
    fn first(&self, rule: RuleId) -> RuleId {
        self.firsts.get(&rule).copied().unwrap_or(rule)
    }

    /// All of them.
    pub(crate) fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// Those of two rules.
    pub(crate) fn between(&self, one: RuleId, other: RuleId) -> &[Pair] {
        let key = (one.min(other), one.max(other));
        let first = self.pairs.partition_point(|pair| pair.rules < key);
        let rest = self.pairs.get(first..).unwrap_or_default();
        rest.get(..rest.partition_point(|pair| pair.rules == key)).unwrap_or_default()
    }

    /// Where a pair clashes.
    pub(crate) fn region(&self, pair: &Pair) -> Region {
        match pair.source {
            Source::Clash(n) => self.clash(n).map(|clash| self.solved.clash_region(clash)).unwrap_or_default(),
            Source::Ring(n) => {
                self.solved.standing.rings.get(n as usize).map(|(_, region)| region.clone()).unwrap_or_default()
            }
        }
    }

    /// The claims that clash in a pair, by their numbers.
    pub(crate) fn claims(&self, pair: &Pair) -> Vec<usize> {
        match pair.source {
            Source::Clash(n) => self.clash(n).map_or_else(Vec::new, |clash| vec![clash.left, clash.right]),
            Source::Ring(n) => {
                self.solved.standing.rings.get(n as usize).map_or_else(Vec::new, |(members, _)| members.clone())
            }
        }
    }

    /// The pairs for which `counts` holds, each once: those of one rule together, and with them those of its partners that clash only where it clashes
    /// with some.
    pub(crate) fn grouped(&self, counts: impl Fn(&Pair) -> bool) -> Vec<Hub> {
        let counted = self.pairs.iter().filter(|pair| pair.rules.0 != pair.rules.1 && counts(pair));
        let mut numbers: Vec<(u32, u32)> = counted.map(|pair| (pair.rules.0.0, pair.rules.1.0)).collect();
        numbers.dedup();
        hubs(&numbers, &mut Places::of(self))
    }

    fn clash(&self, number: u32) -> Option<&'s Clash> {
        self.solved.clashes.get(number as usize)
    }
}

/// For each row of a line but its first, that one. What gives several holdings is one line, but these are told apart.
fn firsts(solved: &Solved<'_>) -> BTreeMap<RuleId, RuleId> {
    let (model, rules) = (solved.setting.model, solved.setting.rules);
    let mut by_line: BTreeMap<SourceSpan, RuleId> = BTreeMap::new();
    let mut firsts = BTreeMap::new();
    for rule in rules.roots.iter().chain(&rules.transfers).copied() {
        let row = &model.rules[rule];
        if let Some(line) = row.line().filter(|_| row.one_of.is_none()) {
            let first = *by_line.entry(line).or_insert(rule);
            if first != rule {
                firsts.insert(rule, first);
            }
        }
    }
    firsts
}

/// Every two rules by which the claims of a ring claim.
fn couples(solved: &Solved<'_>, ring: &[usize]) -> Vec<(RuleId, RuleId)> {
    let last = |claim: &usize| solved.chain_of(*claim).and_then(|chain| chain.rules().last().copied());
    let rules: Vec<RuleId> = ring.iter().filter_map(last).collect();
    let couple = |(n, a): (usize, &RuleId)| rules.iter().skip(n + 1).map(|b| (*a, *b)).collect::<Vec<_>>();
    rules.iter().enumerate().flat_map(couple).collect()
}

/// Where a rule clashes with whatever it clashes with.
#[derive(Clone, Copy)]
enum Side<'s> {
    Nowhere,
    /// Wherever both stand: here.
    Stands(usize, &'s [Cuboid]),
    /// It takes more to say.
    Mixed,
}

/// Tells whether a pair clashes only where a third rule clashes with one of the two.
///
/// Two rules of one claim each, which clash wherever both stand, do so only where the third does if that is where the third stands: what silence, cases
/// that cannot be and parameters take from a region they take from every part of it.
struct Places<'c, 's, 'm> {
    clashing: &'c Clashing<'s, 'm>,
    sides: Vec<Side<'s>>,
    centre: RuleId,
    partners: Vec<u32>,
    /// Where it clashes with them, once that was asked.
    region: Option<Region>,
    looks: u64,
}

impl<'c, 's, 'm> Places<'c, 's, 'm> {
    fn of(clashing: &'c Clashing<'s, 'm>) -> Self {
        let most = clashing.pairs.iter().map(|pair| pair.rules.1.index()).max();
        let mut sides = vec![Side::Nowhere; most.map_or(0, |most| most + 1)];
        let stands = &clashing.solved.standing.stands;
        let mut note = |rule: RuleId, claim: Option<usize>| {
            let Some(slot) = sides.get_mut(rule.index()) else { return };
            let own = claim.and_then(|claim| Some((claim, stands.get(claim)?.boxes())));
            *slot = match (*slot, own) {
                (Side::Nowhere, Some((claim, boxes))) => Side::Stands(claim, boxes),
                (Side::Stands(known, boxes), Some((claim, _))) if known == claim => Side::Stands(known, boxes),
                _ => Side::Mixed,
            };
        };
        for pair in &clashing.pairs {
            let clash = match pair.source {
                Source::Clash(n) => clashing.clash(n),
                Source::Ring(_) => None,
            };
            match clash {
                Some(Clash { left, right, region: None, rules }) => {
                    note(clashing.first(rules.0), Some(*left));
                    note(clashing.first(rules.1), Some(*right));
                }
                _ => {
                    note(pair.rules.0, None);
                    note(pair.rules.1, None);
                }
            }
        }
        Self { clashing, sides, centre: RuleId(0), partners: Vec::new(), region: None, looks: MOST_LOOKS }
    }

    fn space(&self) -> &'s Space {
        &self.clashing.solved.setting.space.space
    }

    fn stands(&self, rule: RuleId) -> Option<&'s [Cuboid]> {
        match self.sides.get(rule.index()) {
            Some(Side::Stands(_, boxes)) => Some(boxes),
            _ => None,
        }
    }

    fn looked(&mut self, times: usize) -> bool {
        let times = times as u64;
        let enough = times <= self.looks;
        self.looks = self.looks.saturating_sub(times);
        enough
    }

    fn where_centre_clashes(&mut self) -> Region {
        let mut boxes = Vec::new();
        for partner in std::mem::take(&mut self.partners) {
            for pair in self.clashing.between(self.centre, RuleId(partner)) {
                boxes.extend(self.clashing.region(pair).into_boxes());
            }
        }
        let looks = self.looks;
        Region::new(self.space(), boxes).without_inner(self.space(), looks)
    }
}

impl Meetings for Places<'_, '_, '_> {
    fn stand_at(&mut self, centre: u32, partners: &[u32]) {
        self.centre = RuleId(centre);
        self.partners = partners.to_vec();
        self.region = None;
    }

    fn take_in(&mut self, one: u32, other: u32) -> bool {
        let (one, other) = (RuleId(one), RuleId(other));
        let space = self.space();
        if let (Some(own), Some(a), Some(b)) = (self.stands(self.centre), self.stands(one), self.stands(other)) {
            if let ([own], [a], [b]) = (own, a, b) {
                return own.contains_shared(space, a, b);
            }
            if !self.looked(own.len().saturating_mul(a.len()).saturating_mul(b.len())) {
                return false;
            }
            let within = |a: &Cuboid, b: &Cuboid| own.iter().any(|own| own.contains_shared(space, a, b));
            return a.iter().all(|a| b.iter().all(|b| within(a, b)));
        }
        if self.looks == 0 {
            return false;
        }
        let whole = self.region.take().unwrap_or_else(|| self.where_centre_clashes());
        let mut inside = true;
        for pair in self.clashing.between(one, other) {
            for cuboid in self.clashing.region(pair).boxes() {
                inside = inside
                    && self.looked(whole.boxes().len())
                    && whole.boxes().iter().any(|own| own.contains(space, cuboid));
            }
        }
        self.region = Some(whole);
        inside
    }
}
