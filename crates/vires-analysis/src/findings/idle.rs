//! Rules without effect: those that never apply, and those that always lose. A rule may speak of many powers: only what is so for all of them is said.

use std::collections::{BTreeMap, BTreeSet};

use vires_model::{BodyId, Decider, Effect, Holder, Model, Power, PowerId, Powers, RuleId, Which};

use super::{Examined, STEPS, nemo_dat, take_overs};
use crate::case_space::Collector;
use crate::chains::{TransferFate, barred};
use crate::conditions::Conditions;
use crate::contest::Victory;
use crate::held::Silence;
use crate::issue::{Idle, Issue, IssueKind};
use crate::places::has_lives;
use crate::possible::may_hold_a_case;
use crate::region::{Region, StepBudget};
use crate::relevant::Line;
use crate::setting::Setting;

/// What has been seen of the rules, power after power.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Rules that had an effect on some power, in any order.
    effective: Vec<RuleId>,
    /// Why a rule had none.
    idle: BTreeMap<RuleId, Idle>,
    /// The bars because of which a grant gives nothing.
    bars: BTreeMap<RuleId, BTreeSet<RuleId>>,
    /// Rules that lost wherever they claimed, to what, and those that did not.
    beaten: BTreeMap<RuleId, BTreeSet<(RuleId, Decider)>>,
    unbeaten: Vec<RuleId>,
    /// The assumptions that, with those before them, leave no case of some power.
    excluding: BTreeSet<usize>,
}

impl Tally {
    /// Takes in one power.
    pub(crate) fn count(&mut self, examined: &Examined<'_, '_>) {
        let mut own = Self::default();
        examined.space().refresh();
        let no_case = !examined.has_cases();
        if !no_case {
            own.count_one(examined);
        }
        if no_case || examined.space().is_worn_out() {
            // Nothing is said of rules that may have an effect.
            let rules = || examined.solved.setting.rules.all();
            let excluding = if no_case { excluding(examined).into_iter().collect() } else { BTreeSet::new() };
            own = Self { effective: rules().collect(), unbeaten: rules().collect(), excluding, ..Self::default() };
        }
        self.add(&own);
    }

    fn count_one(&mut self, examined: &Examined<'_, '_>) {
        let setting = &examined.solved.setting;
        let rules = setting.rules;
        for rule in [&rules.roots, &rules.transfers, &rules.bars, &rules.reserves].into_iter().flatten() {
            let row = setting.rule(*rule);
            if is_class(&row.effect) {
                continue;
            }
            let why = if row.life.is_empty() {
                Some(Idle::NoDay)
            } else if examined.is_nothing(setting.region(*rule)) {
                Some(if row.effect.is_residual() { Idle::NoOtherCase } else { Idle::NoCase })
            } else if matches!(row.effect, Effect::Transfer { .. }) {
                continue;
            } else if let Some(bars) = always_barred(examined, *rule) {
                self.bars.entry(*rule).or_default().extend(bars);
                Some(Idle::Barred)
            } else {
                None
            };
            self.note(*rule, why);
        }
        for keep in &rules.keeps {
            let idle = !examined.solved.keeps_used.get(keep).is_some_and(|cut| examined.is_somewhere(cut));
            self.note(*keep, idle.then_some(Idle::NothingToKeep));
        }
        for fate in &examined.solved.fates {
            let class = is_class(&setting.rule(fate.rule).effect);
            let solved = examined.solved;
            let moved = solved.chains.iter().filter(|chain| chain.links.iter().any(|link| link.rule == fate.rule));
            let round = solved.loops.iter().filter(|circle| circle.transfer == fate.rule);
            let mut links = moved.map(|chain| &chain.region).chain(round.map(|circle| &circle.region));
            let links = links.any(|region| examined.is_somewhere(region));
            if links {
                self.note(fate.rule, None);
            } else if class {
                self.note(fate.rule, Some(Idle::NothingToMove));
            } else if examined.is_somewhere(&fate.reached)
                && !fate.hindered.iter().any(|(_, region)| examined.is_somewhere(region))
            {
                // Not that the giver lacks it or may not give it: keeps leave nothing to give.
                self.note(fate.rule, Some(Idle::AllKept));
            } else if !examined.is_nothing(setting.region(fate.rule)) {
                self.note(fate.rule, never_had(examined, fate).then_some(Idle::NotTheGivers));
            }
        }
        self.count_beaten(examined);
    }

    /// Takes in what was seen of one power.
    pub(crate) fn add(&mut self, own: &Self) {
        self.effective.extend(&own.effective);
        for (rule, why) in &own.idle {
            self.idle.entry(*rule).or_insert(*why);
        }
        for (rule, bars) in &own.bars {
            self.bars.entry(*rule).or_default().extend(bars);
        }
        for (rule, by) in &own.beaten {
            self.beaten.entry(*rule).or_default().extend(by);
        }
        self.unbeaten.extend(&own.unbeaten);
        self.excluding.extend(&own.excluding);
    }

    /// Whether every rule had an effect and lost nowhere.
    pub(crate) fn is_plain(&self) -> bool {
        self.idle.is_empty() && self.beaten.is_empty() && self.excluding.is_empty()
    }

    /// Gives every rule another number.
    pub(crate) fn renumber(&mut self, number: &dyn Fn(RuleId) -> RuleId) {
        let Self { effective, idle, bars, beaten, unbeaten, excluding } = std::mem::take(self);
        *self = Self {
            effective: effective.into_iter().map(number).collect(),
            idle: idle.into_iter().map(|(rule, why)| (number(rule), why)).collect(),
            bars: bars.into_iter().map(|(rule, bars)| (number(rule), bars.into_iter().map(number).collect())).collect(),
            beaten: beaten
                .into_iter()
                .map(|(rule, by)| (number(rule), by.into_iter().map(|(rule, by)| (number(rule), by)).collect()))
                .collect(),
            unbeaten: unbeaten.into_iter().map(number).collect(),
            excluding,
        };
    }

    fn note(&mut self, rule: RuleId, why: Option<Idle>) {
        match why {
            Some(why) => {
                self.idle.entry(rule).or_insert(why);
            }
            None => {
                self.effective.push(rule);
            }
        }
    }

    fn count_beaten(&mut self, examined: &Examined<'_, '_>) {
        let solved = examined.solved;
        let space = examined.space();
        let mut lacking: BTreeMap<RuleId, Option<Region>> = BTreeMap::new();
        // What is carried on by a transfer that stands has its effect, whatever prevails over it where it is not.
        for (number, stands) in solved.standing.stands.iter().enumerate() {
            let links = solved.chain_of(number).map(|chain| chain.rules()).unwrap_or_default();
            if let [before @ .., _] = links.as_slice()
                && !before.is_empty()
                && examined.is_somewhere(stands)
            {
                self.unbeaten.extend(before);
            }
        }
        for (number, claim) in solved.claims.iter().enumerate() {
            let Some(rule) = solved.chain_of(number).and_then(|chain| chain.rules().last().copied()) else { continue };
            if !examined.is_somewhere(&claim.region) {
                continue;
            }
            let mut left = claim.region.clone();
            let mut by = BTreeSet::new();
            for edge in solved.lost(number) {
                let Victory::Beats { by: decider, won, .. } = edge.by else { continue };
                let stands = solved.standing.stands.get(edge.winner).cloned().unwrap_or_default();
                let reach = edge.region.as_ref().map_or(stands.clone(), |at| stands.intersect(space, at));
                if reach.meets(space, &left) {
                    left = left.subtract(space, &reach);
                    by.insert((won, decider));
                }
            }
            if by.is_empty() || !examined.reported(&left).is_empty() {
                self.unbeaten.push(rule);
                continue;
            }
            // A transfer that falls with its giver's grant, and there only, is told as one of what the giver does not have.
            let lacking = lacking.entry(rule).or_insert_with(|| nemo_dat::excess(examined, rule));
            if !lacking.as_ref().is_some_and(|lacking| is_within(examined, &claim.region, lacking)) {
                self.beaten.entry(rule).or_default().extend(by);
            }
        }
    }

    /// All findings, in the order of the rules.
    pub(crate) fn issues(mut self, model: &Model, broken: &BTreeSet<PowerId>) -> Vec<Issue> {
        let mut issues = Vec::new();
        self.idle.extend(of_no_holder(model, broken).map(|rule| (rule, Idle::NobodyToReplace)));
        self.idle.extend(of_no_power(model).map(|rule| (rule, Idle::NothingToMove)));
        // A line is several rules where its text is law for a time or for some cases: what one of them does, the line does.
        let line = |rule: &RuleId| Line::of(model, *rule);
        let effective: BTreeSet<_> = self.effective.iter().map(line).collect();
        let unbeaten: BTreeSet<_> = self.unbeaten.iter().map(line).collect();
        let mut told = BTreeSet::new();
        for (rule, why) in &self.idle {
            if !effective.contains(&line(rule)) && told.insert(line(rule)) {
                let bars = self.bars.get(rule).into_iter().flatten().filter(|_| *why == Idle::Barred).copied();
                let rules = std::iter::once(*rule).chain(bars).collect();
                issues.push(Issue::at_rules(IssueKind::NeverApplies { why: *why }, rules));
            }
        }
        let mut beaten: BTreeMap<_, (RuleId, BTreeSet<(RuleId, Decider)>)> = BTreeMap::new();
        for (rule, by) in self.beaten {
            let (_, all) = beaten.entry(line(&rule)).or_insert_with(|| (rule, BTreeSet::new()));
            all.extend(by);
        }
        let mut beaten: Vec<_> = beaten.into_iter().filter(|(line, _)| !unbeaten.contains(line)).collect();
        beaten.sort_by_key(|(_, (rule, _))| *rule);
        for (_, (rule, by)) in beaten {
            let rules = std::iter::once(rule).chain(by.iter().map(|(winner, _)| *winner)).collect();
            issues.push(Issue::at_rules(IssueKind::AlwaysBeaten { by: by.into_iter().collect() }, rules));
        }
        issues.extend(take_overs::issues(model));
        issues.extend(self.excluding.into_iter().map(|n| Issue::at_rules(IssueKind::Excludes(n), Vec::new())));
        for issue in &mut issues {
            issue.power = issue.power.or_else(|| issue.rules.first().and_then(|rule| only_power(model, *rule)));
        }
        issues
    }
}

/// The bars by which whoever a grant names may not hold the power in any of its cases, so that it gives nothing.
fn always_barred(examined: &Examined<'_, '_>, rule: RuleId) -> Option<BTreeSet<RuleId>> {
    let (solved, space) = (examined.solved, examined.space());
    let setting = &solved.setting;
    let Effect::Hold { holding, .. } = &setting.rule(rule).effect else { return None };
    let tree = setting.tree(holding);
    let mut bars = BTreeSet::new();
    for seat in tree.leaves() {
        let (region, by) = barred(setting, seat, rule);
        if by.is_empty() || !examined.is_nothing(&setting.region(rule).subtract(space, &region)) {
            return None;
        }
        bars.extend(by);
    }
    // What it gives may have been passed on all the same.
    let is_passed_on = solved.chains.iter().any(|chain| chain.root == rule && !chain.links.is_empty());
    (!bars.is_empty() && !is_passed_on).then_some(bars)
}

/// Whether the giver of a transfer has nowhere what it passes on, and that is told nowhere else (6.1: where the receiver has it by its own right,
/// nothing is promised in vain).
fn never_had(examined: &Examined<'_, '_>, fate: &TransferFate) -> bool {
    let (setting, space) = (&examined.solved.setting, examined.space());
    let region = setting.region(fate.rule);
    // Where nothing is reported, nothing is known.
    let silent = region.intersect(space, &examined.silent);
    !examined.is_somewhere(&fate.reached)
        && examined.is_nothing(&silent)
        && nemo_dat::excess(examined, fate.rule).is_none()
}

/// The rules that let somebody take a power over from one to whom no text gives it, as long as all that give it could be read.
fn of_no_holder<'m>(model: &'m Model, broken: &'m BTreeSet<PowerId>) -> impl Iterator<Item = RuleId> + 'm {
    // Of places that come and go, one may stand for another.
    let come_and_go = |body: BodyId| model.bodies[body].one_per.is_some_and(|list| has_lives(&model.lists[list]));
    let is_another = move |one: Holder, other: Holder| match (one.which, other.which) {
        (Which::OfValue(left), Which::OfValue(right)) => left != right && !come_and_go(one.body),
        _ => false,
    };
    let gives = move |effect: &Effect, who: Holder| match effect {
        Effect::Hold { holding, .. } | Effect::Transfer { to: holding, .. } => {
            holding.seats.iter().any(|seat| seat.body == who.body && !is_another(*seat, who))
        }
        Effect::Follow { .. } => true,
        _ => false,
    };
    let is_idle = move |effect: &Effect| {
        let Effect::TakeOver { from, .. } = effect else { return false };
        let powers: Vec<PowerId> = model.powers.ids().filter(|power| effect.speaks_of(model, *power)).collect();
        let giving = || model.rules.iter().filter(|(_, row)| gives(&row.effect, *from));
        let given = |power: &PowerId| giving().any(|(_, row)| row.effect.speaks_of(model, *power));
        !powers.is_empty() && !powers.iter().any(|power| broken.contains(power) || given(power))
    };
    let there = model.rules.iter().filter(|(_, row)| row.suspended_by.is_none() && !row.life.is_empty());
    there.filter(move |(_, row)| is_idle(&row.effect)).map(|(id, _)| id)
}

/// The first assumption that, with those before it, leaves no case.
fn excluding(examined: &Examined<'_, '_>) -> Option<usize> {
    let Setting { model, power, .. } = examined.solved.setting;
    let mut collector = Collector::new(model, power, &Silence);
    model.assumptions.iter().for_each(|assumed| collector.condition(assumed));
    let space = collector.finish();
    let conditions = Conditions { model, asking: power, space: &space, answers: &Silence };
    let mut left = Region::full(&space.space).subtract(&space.space, &space.impossible);
    for (n, assumed) in model.assumptions.iter().enumerate() {
        let region = conditions.region(assumed, true, &mut StepBudget::new(STEPS)).ok()?;
        left = left.intersect(&space.space, &region);
        if !left.boxes().iter().any(|cuboid| may_hold_a_case(model, &space, cuboid)) {
            return Some(n);
        }
    }
    None
}

/// Whether all that is to be reported of a region lies in another.
fn is_within(examined: &Examined<'_, '_>, region: &Region, other: &Region) -> bool {
    let steps = &mut StepBudget::new(STEPS);
    examined.reported(region).is_within(examined.space(), other, steps).unwrap_or(false)
}

/// Transfers of a class to which no power belongs: no power tells of them. Where that is so because no power is of its
/// sectors, it is told at these.
fn of_no_power(model: &Model) -> impl Iterator<Item = RuleId> + '_ {
    let class_of = |effect: &Effect| match effect {
        Effect::Transfer { what: what @ Powers::Class(class), .. } => {
            let of_class = |power: &Power| power.sector.as_ref().is_some_and(|own| class.sectors.contains(own));
            let is_there = class.sectors.is_empty() || model.powers.iter().any(|(_, power)| of_class(power));
            is_there && !model.powers.ids().any(|power| what.speak_of(model, power))
        }
        _ => false,
    };
    let there = model.rules.iter().filter(|(_, row)| row.suspended_by.is_none() && !row.life.is_empty());
    there.filter(move |(_, row)| class_of(&row.effect)).map(|(id, _)| id)
}

/// Whether a transfer speaks of a class of powers.
pub(super) fn is_class(effect: &Effect) -> bool {
    matches!(effect, Effect::Transfer { what: Powers::Class(_), .. })
}

/// The power a rule speaks of, where it speaks of one by name.
pub(super) fn only_power(model: &Model, rule: RuleId) -> Option<vires_model::PowerId> {
    match model.rules[rule].effect.named_powers() {
        [only] => Some(*only),
        _ => None,
    }
}
