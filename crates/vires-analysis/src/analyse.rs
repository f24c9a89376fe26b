//! Examines a whole model, power after power.

use std::collections::BTreeSet;

use vires_model::{Day, Effect, Id, Model, PowerId, RuleId, pulse};

use crate::case_space::Answers;
use crate::change::{AskedChange, Change, Changes, Days, Lasting, asked_between_days, moved, without_lives};
use crate::findings::{
    Examined, STEPS, alone, barred, cycle, gap, idle, nemo_dat, notes, overlap, requirement, sunset, total, truth,
    unset, vacancy,
};
use crate::held::{HeldFunction, Solutions};
use crate::issue::Issue;
use crate::region::{BoundReached, StepBudget};
use crate::register::PowerHoldings;
use crate::relevant::{PowerRules, rules_by_power};
use crate::replay::Replay;
use crate::rule_set::RuleSet;
use crate::solved::Solved;

/// Everything that is wrong or worth knowing, in the order of the powers as declared; what concerns no single power comes last.
///
/// Powers in `broken` are not examined: some of their rules could not be read, so what they lack would be blamed on the law.
#[must_use]
pub fn analyse(model: &Model, broken: &BTreeSet<PowerId>) -> Vec<Issue> {
    let mut issues = Vec::new();
    let mut tally = idle::Tally::default();
    let mut told = Told::default();
    let days = Lasting::new(model);
    let (mut lapses, mut moves) = (sunset::Sunsets::default(), total::Totals::default());
    let (mut unfilled, mut turning) = (vacancy::AllUnfilled::default(), unset::AllTurning::default());
    let mut by_power: Vec<Vec<Issue>> = vec![Vec::new(); model.powers.len()];
    let functions = for_each(model, broken, &required(model), &mut |power, answers, replay, solved| {
        let (own, vacant, turns) = examine(power, answers, replay, solved, &mut told, &mut tally);
        if let Some(slot) = by_power.get_mut(power.index()) {
            *slot = own;
        }
        unfilled.add(power, &vacant);
        turning.add(power, &turns);
        if let Ok(solved) = solved {
            let own = sunset::Lapses::of(solved, &days, replay, &lapses.ended);
            lapses.add(power, &own);
            moves.add(power, &total::Moved::of(solved, &days, replay));
        }
    });
    issues.extend(by_power.into_iter().flatten());
    issues.extend(lapses.issues());
    issues.extend(moves.issues(model, broken));
    issues.extend(unfilled.issues(model));
    issues.extend(turning.issues());
    issues.extend(of_no_power(model, model.rules.ids(), &functions, (tally, broken)));
    issues
}

/// What has been told of rules that speak of several powers: it is told once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Told {
    judged: RuleSet,
    stated: RuleSet,
    ranked: RuleSet,
}

impl Told {
    /// What has been told of each of these rules.
    pub(crate) fn of(&self, rules: &[RuleId]) -> Vec<[bool; 3]> {
        let sets = [&self.judged, &self.stated, &self.ranked];
        rules.iter().map(|rule| sets.map(|set| set.contains(rule))).collect()
    }

    /// A copy that knows of these rules only.
    pub(crate) fn only(&self, rules: &[RuleId]) -> Self {
        let mut own = Self::default();
        own.add(rules, &self.of(rules));
        own
    }

    /// Takes in what has been told of each of these rules.
    pub(crate) fn add(&mut self, rules: &[RuleId], told: &[[bool; 3]]) {
        let Self { judged, stated, ranked } = self;
        for (rule, told) in rules.iter().zip(told) {
            for (set, told) in [&mut *judged, &mut *stated, &mut *ranked].into_iter().zip(told) {
                if *told {
                    set.insert(*rule);
                }
            }
        }
    }
}

/// What is wrong with one power, the vacant offices for which nobody can act, and the parameters without a value on which it turns; without a solution, that there is none.
pub(crate) fn examine(
    power: PowerId,
    answers: &dyn Answers,
    replay: &Replay<'_>,
    solved: Solution<'_, '_>,
    told: &mut Told,
    tally: &mut idle::Tally,
) -> (Vec<Issue>, vacancy::Unfilled, unset::Turning) {
    let examined = solved.and_then(|solved| Examined::new(solved, replay).ok_or(&[][..]));
    let examined = match examined {
        Ok(examined) => examined,
        Err(asks) => return (vec![Issue::unexamined(power, asks)], Default::default(), Default::default()),
    };
    let mut own = examined.within_bounds(|| overlap::find(&examined));
    own.extend(examined.within_bounds(|| gap::find(&examined)));
    own.extend(examined.within_bounds(|| cycle::find(&examined)));
    own.extend(examined.within_bounds(|| nemo_dat::find(&examined)));
    own.extend(examined.within_bounds(|| barred::find(&examined)));
    own.extend(examined.within_bounds(|| barred::unstated(&examined, &mut told.stated)));
    own.extend(examined.within_bounds(|| truth::find(&examined, answers, &mut told.judged)));
    own.extend(examined.within_bounds(|| notes::no_root(&examined).into_iter().collect::<Vec<_>>()));
    own.extend(examined.within_bounds(|| alone::find(&examined)));
    own.extend(examined.within_bounds(|| notes::low_rank(&examined, &mut told.ranked)));
    own.extend(examined.within_bounds(|| notes::granted_again(&examined)));
    own.extend(examined.within_bounds(|| notes::precedence(&examined)));
    let unfilled = vacancy::Unfilled::of(&examined);
    let turning = examined.within_bounds(|| unset::Turning::of(&examined));
    examined.certain(&mut own);
    tally.count(&examined);
    (own, unfilled, turning)
}

/// What concerns no single power. `remarkable`: in their order, rules of which something may be said.
pub(crate) fn of_no_power(
    model: &Model,
    remarkable: impl Iterator<Item = RuleId> + Clone,
    functions: &[Option<HeldFunction>],
    (tally, broken): (idle::Tally, &BTreeSet<PowerId>),
) -> Vec<Issue> {
    let mut issues = tally.issues(model, broken);
    let answers = Solutions::new(model, functions);
    for (n, row) in model.requirements.iter().enumerate() {
        pulse::ask();
        issues.extend(requirement::find(model, n, row, functions, &answers));
    }
    issues.extend(notes::unsaid(model, remarkable.clone()));
    issues.extend(notes::person_bars(model, remarkable));
    issues.extend(vacancy::shared(model));
    issues
}

/// Who holds each power, and where.
#[must_use]
pub fn holdings(model: &Model, broken: &BTreeSet<PowerId>) -> Vec<PowerHoldings> {
    let mut all: Vec<PowerHoldings> = model.powers.ids().map(PowerHoldings::unexamined).collect();
    for_each(model, broken, &BTreeSet::new(), &mut |power, _, _, solved| {
        if let (Some(slot), Ok(solved)) = (all.get_mut(power.index()), solved) {
            *slot = PowerHoldings::of(solved);
        }
    });
    all
}

/// What is decided differently on the second day than on the first, power after power.
#[must_use]
pub fn changes_between_days(model: &Model, broken: &BTreeSet<PowerId>, from: Day, to: Day) -> Changes {
    let plain = without_lives(model);
    let places_pass = moved::any(model, (from, to));
    let mut by_power: Vec<Vec<Change>> = vec![Vec::new(); model.powers.len()];
    let mut unexamined: BTreeSet<PowerId> = broken.clone();
    let mut asked: Vec<Vec<AskedChange>> = vec![Vec::new(); model.powers.len()];
    for_each(model, broken, &BTreeSet::new(), &mut |power, answers, replay, solved| {
        let Ok(solved) = solved else {
            unexamined.insert(power);
            return;
        };
        let compared = asked_between_days(&solved.setting, answers, &plain, (from, to));
        match (compared, asked.get_mut(power.index())) {
            (Ok(found), Some(slot)) => *slot = found,
            _ => {
                unexamined.insert(power);
            }
        }
        if !solved.setting.space.tells_apart(from, to) && !places_pass {
            return;
        }
        let mut steps = StepBudget::new(STEPS);
        let changes = Days::new(solved, &plain, replay, &mut steps).and_then(|days| days.changes(from, to));
        match (changes, by_power.get_mut(power.index())) {
            (Ok(changes), Some(slot)) => *slot = changes,
            _ => {
                unexamined.insert(power);
            }
        }
    });
    let changes = by_power.into_iter().flatten().collect();
    let asked = asked.into_iter().flatten().collect();
    Changes { changes, asked, unexamined: unexamined.into_iter().collect() }
}

/// A power solved; or those powers without an answer about which its rules ask, none where a bound was passed in the power itself.
pub(crate) type Solution<'s, 'm> = Result<&'s Solved<'m>, &'s [PowerId]>;

/// Takes each power in turn.
type Show<'s> = dyn FnMut(PowerId, &dyn Answers, &Replay<'_>, Solution<'_, '_>) + 's;

/// Solves every power, those first that others ask about, and shows each; gives back what can be asked of those that are.
pub(crate) fn for_each(
    model: &Model,
    broken: &BTreeSet<PowerId>,
    also_asked: &BTreeSet<PowerId>,
    show: &mut Show<'_>,
) -> Vec<Option<HeldFunction>> {
    let rules = rules_by_power(model);
    let asks: Vec<BTreeSet<PowerId>> = rules.iter().map(|rules| asked_by(model, rules)).collect();
    let replay = Replay::new(model, &rules, &asks);
    let asked: BTreeSet<PowerId> = asks.iter().flatten().chain(also_asked).copied().collect();
    let followed = followed(model);
    let mut functions: Vec<Option<HeldFunction>> = vec![None; model.powers.len()];
    for power in in_order(model, &asks) {
        let Some(own) = rules.get(power.index()) else { continue };
        if broken.contains(&power) {
            continue;
        }
        let function = {
            let answers = Solutions::new(model, &functions);
            let solved = solve(model, power, (own, asks.get(power.index())), &answers);
            show(power, &answers, &replay, solved.as_ref().map_err(Vec::as_slice));
            solved
                .ok()
                .filter(|_| asked.contains(&power))
                .and_then(|solved| HeldFunction::of(&solved, followed.contains(&power)))
        };
        if let Some(slot) = functions.get_mut(power.index()) {
            *slot = function;
        }
    }
    functions
}

/// Solves a power with what is known of those that its rules ask about.
///
/// # Errors
/// See [`Solution`]. Where one of those asked has no answer there is none here either: taken for nobody's, it would make the law say what it does not.
pub(crate) fn solve<'m>(
    model: &'m Model,
    power: PowerId,
    (rules, asks): (&'m PowerRules, Option<&BTreeSet<PowerId>>),
    answers: &Solutions<'_>,
) -> Result<Solved<'m>, Vec<PowerId>> {
    let unanswered = answers.unanswered(asks.into_iter().flatten().copied());
    if !unanswered.is_empty() {
        return Err(unanswered);
    }
    Solved::new(model, power, rules, answers, &mut StepBudget::new(STEPS)).map_err(|BoundReached| Vec::new())
}

/// The powers whose holders hold others.
pub(crate) fn followed(model: &Model) -> BTreeSet<PowerId> {
    let followed = model.rules.iter().filter_map(|(_, rule)| match rule.effect {
        Effect::Follow { whose, .. } => Some(whose),
        _ => None,
    });
    followed.collect()
}

/// The powers that requirements ask about.
pub(crate) fn required(model: &Model) -> BTreeSet<PowerId> {
    let mut required = BTreeSet::new();
    for row in model.requirements.iter() {
        required.extend(requirement::powers(row));
        required.extend(row.when.asks());
    }
    required
}

/// The powers that the rules on a power ask about.
pub(crate) fn asked_by(model: &Model, rules: &PowerRules) -> BTreeSet<PowerId> {
    rules.all().flat_map(|rule| model.rules[rule].asks()).collect()
}

/// The powers in declared order, each after those it asks about. Circles were refused when names were resolved.
pub(crate) fn in_order(model: &Model, asks: &[BTreeSet<PowerId>]) -> Vec<PowerId> {
    let mut order = Vec::with_capacity(model.powers.len());
    let mut seen = vec![false; model.powers.len()];
    let mut is_new = |power: PowerId| seen.get_mut(power.index()).is_some_and(|seen| !std::mem::replace(seen, true));
    let mut work = Vec::new();
    for power in model.powers.ids() {
        work.push((power, false));
        while let Some((power, asked_done)) = work.pop() {
            if asked_done {
                order.push(power);
            } else if is_new(power) {
                work.push((power, true));
                let asked = asks.get(power.index()).into_iter().flatten();
                work.extend(asked.rev().map(|asked| (*asked, false)));
            }
        }
    }
    order
}
