//! Two versions of a policy, power by power.

use std::collections::{BTreeMap, BTreeSet};

use vires_model::{Day, Id, ListId, Model, PowerId};

use super::asked::{self, Asked};
use super::joined::{Joined, Unlike, join};
use super::outcomes::Outcomes;
use super::overlay::{Overlay, World};
use super::slice::sliced;
use super::translate::Translation;
use super::{Change, Changes, change, without_lives};
use crate::analyse::{asked_by, for_each};
use crate::findings::STEPS;
use crate::region::{BoundReached, StepBudget};
use crate::relevant::rules_by_power;
use crate::replay::Replay;

/// All changes from one version to another, and the names they are written in.
#[derive(Debug, Clone)]
pub struct VersionChanges {
    /// The later version, and after its rows those that only the earlier one has: what powers, facts and bodies of the changes are numbered by.
    /// Rules are numbered by the version of their side.
    pub names: Model,
    /// The changes of powers that both versions have.
    pub changes: Changes,
    /// Powers that only the later version has.
    pub new_powers: Vec<PowerId>,
    /// Powers that only the earlier version has.
    pub gone_powers: Vec<PowerId>,
    /// What the versions do not have in common.
    pub unlike: Vec<Unlike>,
}

/// A model, and the powers some of whose rules cannot be read.
#[derive(Debug, Clone, Copy)]
pub struct Version<'m> {
    /// The law resolved.
    pub model: &'m Model,
    /// Powers that are not compared.
    pub broken: &'m BTreeSet<PowerId>,
}

/// What is decided differently in the later version: on all days, or on one.
#[must_use]
pub fn changes_between_versions(earlier: Version<'_>, later: Version<'_>, at: Option<Day>) -> VersionChanges {
    let joined = join(earlier.model, later.model);
    let plain = without_lives(&joined.model);
    let fixed = |list: ListId| joined.fixed.get(list.index()).copied().unwrap_or(false);
    let fixed_earlier = |list: ListId| fixed(joined.earlier.list(list));
    let mut olds = side(earlier, &joined, true, at, &fixed_earlier);
    let mut news = side(later, &joined, false, at, &fixed);
    let world = World { model: &joined.model, plain: &plain, day: at, fixed: &fixed };
    let asked = (Replayed::new(earlier.model), Replayed::new(later.model));
    let replays = (asked.0.replay(earlier.model), asked.1.replay(later.model));
    let old_ids: BTreeMap<PowerId, PowerId> =
        earlier.model.powers.ids().map(|power| (joined.earlier.power(power), power)).collect();

    let mut found = Changes::default();
    let (mut new_powers, mut gone_powers) = (Vec::new(), Vec::new());
    for power in joined.model.powers.ids() {
        let (old, new) = (old_ids.get(&power).copied(), later.model.powers.get(power).map(|_| power));
        let (old_power, new_power) = match (old, new) {
            (Some(old), Some(new)) => (old, new),
            (None, _) => {
                new_powers.push(power);
                continue;
            }
            (_, None) => {
                gone_powers.push(power);
                continue;
            }
        };
        let sides = olds.remove(&power).zip(news.remove(&power));
        let Some(((old, old_asked), (new, new_asked))) = sides else {
            found.unexamined.push(power);
            continue;
        };
        match asked::changes(world, power, (&old_asked, &new_asked), None) {
            Ok(asked) => found.asked.extend(asked),
            Err(BoundReached) => {
                found.unexamined.push(power);
                continue;
            }
        }
        if old.states == new.states && old.impossible == new.impossible {
            continue;
        }
        let as_earlier = Translation::of_power(earlier.model, &joined.model, &joined.earlier, old_power, power);
        let as_later = Translation::of_power(later.model, &joined.model, &joined.later, new_power, power);
        let compared = compare(world, power, &old, &new, &mut |case, day| {
            let day = at.or(day);
            (
                replays.0.decide(old_power, &as_earlier.own_case(case), day),
                replays.1.decide(new_power, &as_later.own_case(case), day),
            )
        });
        match compared {
            Ok(changes) => found.changes.extend(changes.into_iter().map(|mut change| {
                if let Some(both) = &mut change.witness {
                    both.own = Some(Box::new((as_earlier.own_case(&both.case), as_later.own_case(&both.case))));
                }
                change
            })),
            Err(BoundReached) => found.unexamined.push(power),
        }
    }
    VersionChanges { names: joined.model, changes: found, new_powers, gone_powers, unlike: joined.unlike }
}

type Decide<'d> = dyn FnMut(&vires_model::Case, Option<Day>) -> (vires_model::Decision, vires_model::Decision) + 'd;

fn compare(
    world: World<'_>,
    power: PowerId,
    old: &Outcomes,
    new: &Outcomes,
    decide: &mut Decide<'_>,
) -> Result<Vec<Change>, BoundReached> {
    let overlay = Overlay::new(world, power, old, new)?;
    let differences = overlay.differences()?;
    let changes = differences.iter();
    Ok(changes.map(|own| change(&overlay, power, (old, new), own, &own.region, decide)).collect())
}

/// The outcomes of one version in the names of both; a power that cannot be examined is left out.
fn side(
    version: Version<'_>,
    joined: &Joined,
    earlier: bool,
    at: Option<Day>,
    fixed: &dyn Fn(ListId) -> bool,
) -> BTreeMap<PowerId, (Outcomes, Asked)> {
    let names = if earlier { &joined.earlier } else { &joined.later };
    let mut all = BTreeMap::new();
    for_each(version.model, version.broken, &BTreeSet::new(), &mut |power, answers, _, solved| {
        let called = names.power(power);
        let both = solved.map_err(|_| BoundReached).and_then(|solved| {
            let outcomes = Outcomes::of(solved, &mut StepBudget::new(STEPS))?;
            let asked = Asked::of(&solved.setting, answers, &mut StepBudget::new(STEPS))?;
            Ok((sliced(version.model, &outcomes, at, fixed)?, asked.on(version.model, at, fixed)?))
        });
        if let Ok((outcomes, asked)) = both {
            let translation = Translation::of_power(version.model, &joined.model, names, power, called);
            all.insert(called, (translation.outcomes(&outcomes), asked.translated(&translation)));
        }
    });
    all
}

/// What is needed to put cases to the reference evaluator.
struct Replayed {
    rules: Vec<crate::relevant::PowerRules>,
    asks: Vec<BTreeSet<PowerId>>,
}

impl Replayed {
    fn new(model: &Model) -> Self {
        let rules = rules_by_power(model);
        let asks = rules.iter().map(|rules| asked_by(model, rules)).collect();
        Self { rules, asks }
    }

    fn replay<'a>(&'a self, model: &'a Model) -> Replay<'a> {
        Replay::new(model, &self.rules, &self.asks)
    }
}
