//! Overlap: a region of cases and days with two claims and nothing to choose between them.

use vires_model::{Outcome, RuleId};

use super::{Examined, MOST_TO_RESTATE, turns_on_parameters};
use crate::contest::Clash;
use crate::issue::{Issue, IssueKind};
use crate::region::{Cuboid, Region, hubs};

/// Two rules that clash somewhere, and from which claims that is known. A table of rules may have a million of these: regions are made when they are needed.
struct Pair<'a> {
    rules: (RuleId, RuleId),
    source: Source<'a>,
}

enum Source<'a> {
    Clash(&'a Clash),
    Ring(&'a Region),
}

/// One finding for each rule and all that it clashes with; a rule in most pairs comes first, every pair once.
pub(crate) fn find(examined: &Examined<'_, '_>) -> Vec<Issue> {
    let solved = examined.solved;
    let mut pairs = Vec::new();
    let mut add = |a: RuleId, b: RuleId, source: Source<'_>| {
        let pair = Pair { rules: (a.min(b), a.max(b)), source };
        if a != b && !region(examined, &pair).is_empty() {
            pairs.push(pair.rules);
        }
    };
    for clash in &solved.clashes {
        add(clash.rules.0, clash.rules.1, Source::Clash(clash));
    }
    for (ring, region) in &solved.standing.rings {
        for (a, b) in couples(examined, ring) {
            add(a, b, Source::Ring(region));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let numbers: Vec<(u32, u32)> = pairs.iter().map(|(a, b)| (a.0, b.0)).collect();
    let mut sources = sources(examined);
    sources.sort_by_key(|pair| pair.rules);
    hubs(&numbers).into_iter().map(|hub| of_hub(examined, RuleId(hub.centre), &hub.partners, &sources)).collect()
}

/// All pairs with their sources.
fn sources<'a>(examined: &Examined<'a, '_>) -> Vec<Pair<'a>> {
    let solved = examined.solved;
    let mut all = Vec::new();
    for clash in &solved.clashes {
        let (a, b) = clash.rules;
        all.push(Pair { rules: (a.min(b), a.max(b)), source: Source::Clash(clash) });
    }
    for (ring, region) in &solved.standing.rings {
        all.extend(
            couples(examined, ring)
                .into_iter()
                .map(|(a, b)| Pair { rules: (a.min(b), a.max(b)), source: Source::Ring(region) }),
        );
    }
    all
}

/// Every two rules by which the claims of a ring claim.
fn couples(examined: &Examined<'_, '_>, ring: &[usize]) -> Vec<(RuleId, RuleId)> {
    let last = |claim: &usize| examined.solved.chain_of(*claim).and_then(|chain| chain.rules().last().copied());
    let rules: Vec<RuleId> = ring.iter().filter_map(last).collect();
    let couple = |(n, a): (usize, &RuleId)| rules.iter().skip(n + 1).map(|b| (*a, *b)).collect::<Vec<_>>();
    rules.iter().enumerate().flat_map(couple).collect()
}

fn region(examined: &Examined<'_, '_>, pair: &Pair<'_>) -> Region {
    match pair.source {
        Source::Clash(clash) => examined.whatever_is_set(examined.reported(&examined.solved.clash_region(clash))),
        Source::Ring(region) => examined.whatever_is_set(examined.reported(region)),
    }
}

fn of_hub(examined: &Examined<'_, '_>, hub: RuleId, partners: &[u32], sources: &[Pair<'_>]) -> Issue {
    let space = examined.space();
    let mut boxes = Vec::new();
    let mut rules = vec![hub];
    for partner in partners.iter().map(|partner| RuleId(*partner)) {
        let key = (hub.min(partner), hub.max(partner));
        let first = sources.partition_point(|pair| pair.rules < key);
        for pair in sources.iter().skip(first).take_while(|pair| pair.rules == key) {
            boxes.extend(region(examined, pair).into_boxes());
        }
        rules.push(partner);
    }
    let mut region = Region::new(space, boxes);
    if region.boxes().len() <= MOST_TO_RESTATE {
        region = region.simplify(space);
    }
    // Said relative to the rule where the rule is one box: only what narrows it further.
    let (within, relative) = match examined.solved.setting.region(hub).boxes() {
        [own] => (own.clone(), examined.values(std::slice::from_ref(own))),
        _ => (Cuboid::full(space), Vec::new()),
    };
    let few = examined.few(&region, &within);
    let kind = IssueKind::Overlap { within: relative };
    let conflict = |decision: &vires_model::Decision| {
        matches!(decision.outcome, Outcome::Conflict { .. }) || turns_on_parameters(decision)
    };
    let count = rules.len();
    let mut issue = examined.issue(kind, rules, &few, &region, conflict);
    issue.pairs = (1..count).map(|n| (0, n)).collect();
    issue
}
