//! Steps without which no act is lawful, whatever the case: where nobody can do them, nobody can act under the power.

use vires_model::{Among, ConditionKind, Instance, Life, Rule, Step, StepKind};

use super::vacancy::vacant;
use crate::chains::Chain;
use crate::holders::{Named, exists};
use crate::region::Region;
use crate::setting::Setting;

/// A step that is asked in every case of its text.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    pub(crate) kind: StepKind,
    /// Of whom.
    pub(crate) who: Vec<Named>,
    /// So many of several are enough; none: it is asked of this one.
    pub(crate) enough: Option<usize>,
}

/// Whether a step is asked in every case of its text, and nothing stands in for it where nobody does it.
pub(crate) fn is_certain(step: &Step) -> bool {
    let named = matches!(step.among, Among::Named | Among::Group);
    named && step.when.kind == ConditionKind::Always && step.kind.comes_first() && !step.minds_silence()
}

impl Wanted {
    /// Those of a chain that take somebody who acts. A later link may state one anew.
    pub(crate) fn of_chain(setting: &Setting<'_>, chain: &Chain) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for rule in chain.rules() {
            let row = setting.rule(rule);
            all.retain(|own| !restates(row, own));
            all.extend(Self::of_rule(setting, row));
        }
        all
    }

    /// Those of its root that no link states anew: they bind every seat.
    pub(crate) fn of_root(setting: &Setting<'_>, chain: &Chain) -> Vec<Self> {
        let mut all = Self::of_rule(setting, setting.rule(chain.root));
        let links: Vec<&Rule> = chain.links.iter().map(|link| setting.rule(link.rule)).collect();
        all.retain(|own| !links.iter().any(|link| restates(link, own)));
        all
    }

    fn of_rule(setting: &Setting<'_>, row: &Rule) -> Vec<Self> {
        let mut all = Vec::new();
        for step in row.steps.iter().filter(|step| is_certain(step) && step.kind.takes_an_act()) {
            let who: Vec<Named> = step.who.iter().map(|who| setting.named(*who)).collect();
            let kind = step.kind;
            match step.enough {
                Some(enough) => all.push(Self { kind, who, enough: Some(enough as usize) }),
                None => all.extend(who.into_iter().map(|who| Self { kind, who: vec![who], enough: None })),
            }
        }
        all
    }

    /// Where nobody fills the office that is asked, or too few of those offices are there and filled.
    pub(crate) fn undone(&self, setting: &Setting<'_>, vacancies: &[(Instance, Life)]) -> Region {
        let space = &setting.space.space;
        let vacant = self.who.iter().map(|who| vacant(setting, *who, vacancies));
        let Some(enough) = self.enough else { return vacant.fold(Region::empty(), |all, own| all.union(space, own)) };
        let able: Vec<Region> =
            self.who.iter().zip(vacant).map(|(who, vacant)| there(setting, *who).subtract(space, &vacant)).collect();
        Region::full(space).subtract(space, &at_least(setting, &able, enough))
    }
}

fn restates(row: &Rule, known: &Wanted) -> bool {
    let names = |step: &Step| step.who.iter().any(|who| known.who.iter().any(|own| own.body == who.body));
    row.steps.iter().any(|step| step.kind == known.kind && names(step))
}

/// On which days and in which cases there is such a body.
pub(crate) fn there(setting: &Setting<'_>, who: Named) -> Region {
    setting.region_of(&exists(setting.model, who))
}

/// Where at least so many of these regions meet.
pub(crate) fn at_least(setting: &Setting<'_>, regions: &[Region], count: usize) -> Region {
    let space = &setting.space.space;
    let mut reached = vec![Region::empty(); count + 1];
    if let Some(none) = reached.first_mut() {
        *none = Region::full(space);
    }
    for region in regions {
        for k in (1..=count).rev() {
            let more = match (reached.get(k), reached.get(k - 1)) {
                (Some(so_far), Some(fewer)) => so_far.clone().union(space, fewer.intersect(space, region)),
                _ => continue,
            };
            if let Some(slot) = reached.get_mut(k) {
                *slot = more;
            }
        }
    }
    reached.pop().unwrap_or_default()
}
