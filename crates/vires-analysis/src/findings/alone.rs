//! Seats of one joint holding that have come to one body, so that it acts alone (semantics 4.4); bodies whose own consent is asked.

use std::collections::{BTreeMap, BTreeSet};

use vires_model::{BodyId, Mode, Outcome, RuleId, Seats, Step, StepKind};

use super::Examined;
use super::steps::{self, Wanted, is_certain};
use crate::chains::{Chain, End};
use crate::claims::Sameness;
use crate::different::ways;
use crate::holders::{Named, One, Tree};
use crate::issue::{Issue, IssueKind};
use crate::region::{Cuboid, Region};
use crate::relevant::Line;
use crate::setting::Setting;

/// What is amiss.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Amiss {
    /// It fills two seats of which all must act.
    Alone(BodyId),
    /// It decides, and is asked for this.
    Checks(BodyId, StepKind),
    /// Whoever decides, one of these is lacking.
    Whoever(Asked),
}

/// What is asked, and of whom.
type Asked = Vec<(StepKind, Vec<BodyId>)>;

/// By which rules it is held, what is then lacking, and where.
type Lacking = (Vec<RuleId>, Asked, Region);

pub(crate) fn find(examined: &Examined<'_, '_>) -> Vec<Issue> {
    let (solved, space) = (examined.solved, examined.space());
    // A line is several rules where its text is law for a time or for some cases.
    let mut found: BTreeMap<(Vec<Line>, Amiss), (Vec<RuleId>, Region)> = BTreeMap::new();
    for (number, (claim, stands)) in solved.claims.iter().zip(&solved.standing.stands).enumerate() {
        let (End::Held(tree), Some(chain)) = (&claim.end, solved.chain_of(number)) else { continue };
        if stands.is_empty() {
            continue;
        }
        let own = Together { examined, chain };
        let mut tell = |amiss, region: Region| {
            let region = stands.intersect(space, &region);
            if !region.is_empty() {
                let rules = chain.rules();
                let lines = rules.iter().map(|rule| Line::of(solved.setting.model, *rule)).collect();
                let (_, all) = found.entry((lines, amiss)).or_insert_with(|| (rules, Region::empty()));
                *all = std::mem::take(all).union(space, region);
            }
        };
        own.visit(tree, &mut |body, region| tell(Amiss::Alone(body), region));
        own.checks_itself(tree, &mut |body, step, region| tell(Amiss::Checks(body, step), region));
    }
    check_themselves(examined, &mut |rules, asked, region| {
        let lines = rules.iter().map(|rule| Line::of(solved.setting.model, *rule)).collect();
        let (_, all) = found.entry((lines, Amiss::Whoever(asked))).or_insert_with(|| (rules, Region::empty()));
        *all = std::mem::take(all).union(space, region);
    });
    if found.is_empty() {
        return Vec::new();
    }
    let conflicts = solved.conflicts();
    let found = found.into_iter().filter_map(|((_, amiss), (rules, region))| {
        let region = region.simplify(space);
        let region = examined.whatever_is_set(examined.reported(&region.subtract(space, &conflicts)));
        let few = (!region.is_empty()).then(|| examined.few(&region, &Cuboid::full(space)))?;
        let decided = |decision: &vires_model::Decision| matches!(decision.outcome, Outcome::Competent { .. });
        let kind = match amiss {
            Amiss::Alone(body) => IssueKind::ActsAlone { body },
            Amiss::Checks(body, step) => IssueKind::ChecksItself { body, step },
            Amiss::Whoever(asked) => IssueKind::CheckThemselves { asked },
        };
        Some(examined.issue(kind, rules, &few, &region, decided))
    });
    found.collect()
}

/// The holdings of several of whom, whoever decides, somebody is needed for a check: by which rules, for what, and where. One line may be several
/// claims, by each of which others decide.
fn check_themselves(examined: &Examined<'_, '_>, tell: &mut dyn FnMut(Vec<RuleId>, Asked, Region)) {
    let (solved, space) = (examined.solved, examined.space());
    let setting = &solved.setting;
    let mut by_line: BTreeMap<Line, (Vec<Lacking>, Region)> = BTreeMap::new();
    for (number, (claim, stands)) in solved.claims.iter().zip(&solved.standing.stands).enumerate() {
        let (End::Held(tree), Some(chain)) = (&claim.end, solved.chain_of(number)) else { continue };
        let mut checks = Wanted::of_root(setting, chain);
        checks.retain(|own| own.kind.is_check());
        if stands.is_empty() || checks.is_empty() {
            continue;
        }
        let (unable, able) = by_line.entry(Line::of(setting.model, chain.root)).or_default();
        let mut left = stands.clone();
        for (asked, region) in lacking(setting, tree, &checks, stands) {
            left = left.subtract(space, &region);
            // One who decides alone is told by name.
            if let Tree::Several(..) = tree {
                unable.push((chain.rules(), asked, region));
            }
        }
        *able = std::mem::take(able).union(space, left);
    }
    for (unable, able) in by_line.into_values() {
        let mut alike: Vec<Lacking> = Vec::new();
        for (rules, asked, region) in unable {
            let region = region.subtract(space, &able).simplify(space);
            match alike.iter_mut().find(|(.., known)| known.boxes() == region.boxes()) {
                Some((_, known, _)) => {
                    let new: Asked = asked.into_iter().filter(|own| !known.contains(own)).collect();
                    known.extend(new);
                }
                None => alike.push((rules, asked, region)),
            }
        }
        let alike = alike.into_iter().filter(|(.., region)| !region.is_empty());
        alike.for_each(|(rules, asked, region)| tell(rules, asked, region));
    }
}

/// Of the checks on these holders: for which, whoever decides, somebody who decides is needed, and where.
fn lacking(setting: &Setting<'_>, tree: &Tree, checks: &[Wanted], stands: &Region) -> Vec<(Asked, Region)> {
    let space = &setting.space.space;
    let leaves = tree.leaves();
    let decides = |who: &Named| who.which != One::Unsaid && leaves.contains(who);
    let checks: Vec<&Wanted> = checks.iter().filter(|own| own.who.iter().any(decides)).collect();
    let asked: BTreeSet<Named> = checks.iter().flat_map(|own| own.who.iter().copied()).collect();
    // Who of them is there, by day and case.
    let mut cells: Vec<(Vec<Named>, Region)> = vec![(Vec::new(), stands.clone())];
    for who in asked {
        let there = steps::there(setting, who);
        for (here, region) in std::mem::take(&mut cells) {
            let gone = region.subtract(space, &there);
            let there = region.intersect(space, &there);
            cells.extend((!there.is_empty()).then(|| ([&here[..], &[who]].concat(), there)));
            cells.extend((!gone.is_empty()).then_some((here, gone)));
        }
    }
    let lacking = |(here, region): (Vec<Named>, Region)| {
        let able = |own: &Wanted| own.who.iter().filter(|who| here.contains(who)).count();
        let spare = checks.iter().map(|own| able(own).saturating_sub(own.enough.unwrap_or(1)));
        let lacking = seats(tree, &checks).lacking(&spare.collect::<Vec<_>>());
        let both = |own: &Wanted| own.who.iter().filter(|who| decides(who)).map(|who| who.body).collect();
        let asked: Asked = lacking.into_iter().filter_map(|n| checks.get(n)).map(|own| (own.kind, both(own))).collect();
        (!asked.is_empty()).then_some((asked, region))
    };
    cells.into_iter().filter_map(lacking).collect()
}

/// Who decides, each with the checks that ask them.
fn seats(tree: &Tree, checks: &[&Wanted]) -> Seats {
    match tree {
        Tree::Leaf(named) => {
            let asks = |own: &&Wanted| named.which != One::Unsaid && own.who.contains(named);
            Seats::One((0..checks.len()).filter(|n| checks.get(*n).is_some_and(asks)).collect())
        }
        Tree::Several(mode, parts) => Seats::Several(*mode, parts.iter().map(|part| seats(part, checks)).collect()),
    }
}

/// The end of one chain, whose seats are compared.
struct Together<'e, 's, 'm> {
    examined: &'e Examined<'s, 'm>,
    chain: &'e Chain,
}

impl Together<'_, '_, '_> {
    /// Every body that can fill two seats of which all must act, and where. Seats that the grant itself gives to it are meant so, unless it names
    /// one body twice, as where `read` puts one in the place of another.
    fn visit(&self, tree: &Tree, tell: &mut dyn FnMut(BodyId, Region)) {
        let Tree::Several(mode, seats) = tree else { return };
        seats.iter().for_each(|seat| self.visit(seat, tell));
        if *mode != Mode::Jointly {
            return;
        }
        let (setting, space) = (&self.examined.solved.setting, self.examined.space());
        let alone: Vec<Vec<(Named, Region)>> = seats.iter().map(|seat| self.enough_alone(seat)).collect();
        for (n, seat) in alone.iter().enumerate() {
            for (left, here) in seat {
                for (right, there) in alone.iter().skip(n + 1).flatten() {
                    if left.body == right.body && (left == right || self.has_arrived(*left) || self.has_arrived(*right))
                    {
                        let both = here.intersect(space, there);
                        tell(left.body, both.intersect(space, &setting.same(*left, *right)));
                    }
                }
            }
        }
    }

    /// A sole holder who is asked, in whatever case, to do as another what checks it.
    fn checks_itself(&self, tree: &Tree, tell: &mut dyn FnMut(BodyId, StepKind, Region)) {
        let Tree::Leaf(holder) = tree else { return };
        let setting = &self.examined.solved.setting;
        let steps = self.chain.rules().into_iter().flat_map(|rule| &setting.rule(rule).steps);
        for step in steps.filter(|step: &&Step| is_certain(step) && step.kind.is_check()) {
            let who: Vec<Named> = step.who.iter().map(|who| setting.named(*who)).collect();
            if who.iter().any(|who| who == holder && who.which != One::Unsaid) {
                tell(holder.body, step.kind, self.left_to(*holder, step.enough, &who));
            }
        }
    }

    /// Where a step that is asked of these takes whoever holds the power: where it is asked of each of them, or too few others are there.
    fn left_to(&self, holder: Named, enough: Option<u32>, who: &[Named]) -> Region {
        let (setting, space) = (&self.examined.solved.setting, self.examined.space());
        let Some(enough) = enough.map(|enough| enough as usize) else { return Region::full(space) };
        let there =
            |all: &mut dyn Iterator<Item = Named>| all.map(|who| steps::there(setting, who)).collect::<Vec<_>>();
        let all = there(&mut who.iter().copied());
        let others = there(&mut who.iter().copied().filter(|own| *own != holder));
        // That fewer are there than it asks, whoever decides, is told of the step.
        let enough_with = steps::at_least(setting, &all, enough);
        enough_with.subtract(space, &steps::at_least(setting, &others, enough))
    }

    /// Who can fill a seat without anybody else, and where.
    fn enough_alone(&self, seat: &Tree) -> Vec<(Named, Region)> {
        let ways = ways(&self.examined.solved.setting, seat).into_iter();
        let alone = ways.filter_map(|(way, region)| match way {
            Tree::Leaf(named) if named.which != One::Unsaid => Some((named, region)),
            _ => None,
        });
        alone.collect()
    }

    /// Whether a transfer has brought a seat to this holder.
    fn has_arrived(&self, holder: Named) -> bool {
        self.chain.ends().any(|(own, by)| own == holder && by != self.chain.root)
    }
}
