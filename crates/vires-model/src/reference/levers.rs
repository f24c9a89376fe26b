//! What has to differ at least before a power can be anybody's: of every rule that gives it to them, the simple questions that are answered the wrong
//! way, and of each of these one of the things on which it turns. Whoever looks for the fewest things to change need not try sets without such a one.

use std::collections::BTreeSet;

use crate::acts::Act;
use crate::conditions::{Atom, Condition, ConditionKind};
use crate::date::Day;
use crate::facts::Domain;
use crate::ids::FactId;
use crate::model::Model;
use crate::reference::facts::Facts;
use crate::reference::missing::Values;
use crate::reference::truth::simple;
use crate::rules::{Effect, Rule};
use crate::steps::Deadline;

/// Beyond so many sets nothing is said.
const MOST: usize = 20_000;

/// What can be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Lever {
    Fact(FactId),
    Day,
}

/// Sets of at most so many things, in order, none of which holds another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Levers {
    sets: BTreeSet<Vec<Lever>>,
}

impl Levers {
    /// Those of all rules that give the power to one of those who acted, or to their like, in sets of at most `most`. None: it may come to them in a way
    /// that no condition shows, or there are too many.
    pub(super) fn of(model: &Model, act: &Act<'_>, values: &Values, most: usize) -> Option<Self> {
        let look = Look { model, values, day: act.at, most };
        let is_one = |body| act.by.iter().any(|by| by.body == body);
        let mut all = Self::never();
        for (_, rule) in model.rules.iter().filter(|(_, rule)| rule.effect.speaks_of(model, act.power)) {
            let named = match &rule.effect {
                Effect::Hold { holding, .. }
                | Effect::Transfer { to: holding, .. }
                | Effect::TakeOver { by: holding, .. } => holding.seats.iter().any(|seat| is_one(seat.body)),
                Effect::Follow { .. } => return None,
                _ => false,
            };
            if rule.deadlines.iter().filter_map(Deadline::passes_to).any(|to| is_one(to.body)) {
                return None;
            }
            if named {
                all = look.either(all, look.to_apply(rule)?)?;
            }
        }
        let attached = model.attachments.iter().filter(|text| text.what.speak_of(model, act.power));
        let mut passes_to = attached.flat_map(|text| &text.deadlines).filter_map(Deadline::passes_to);
        (!passes_to.any(|to| is_one(to.body))).then_some(all)
    }

    /// Whether these things have one of the sets among them.
    pub(super) fn are_in(&self, things: &BTreeSet<Lever>) -> bool {
        self.sets.contains(&Vec::new())
            || subsets(&things.iter().copied().collect::<Vec<_>>()).any(|set| self.sets.contains(&set))
    }
}

impl Levers {
    /// It cannot be.
    const fn never() -> Self {
        Self { sets: BTreeSet::new() }
    }

    /// It is so already.
    fn as_it_is() -> Self {
        Self { sets: BTreeSet::from([Vec::new()]) }
    }
}

/// All sets of these things, this one included.
fn subsets(things: &[Lever]) -> impl Iterator<Item = Vec<Lever>> + '_ {
    let chosen = |bits: u32| things.iter().zip(0..).filter(move |(_, n)| bits >> n & 1 == 1).map(|(own, _)| *own);
    (0..1_u32 << things.len().min(16)).map(move |bits| chosen(bits).collect())
}

struct Look<'a> {
    model: &'a Model,
    values: &'a Values,
    day: Day,
    most: usize,
}

impl Look<'_> {
    fn to_apply(&self, rule: &Rule) -> Option<Levers> {
        let own = self.ways(&rule.when, true)?;
        if rule.life.contains(self.day) {
            return Some(own);
        }
        self.both(own, &Levers { sets: BTreeSet::from([vec![Lever::Day]]) })
    }

    /// What has to differ for a condition to be answered so.
    fn ways(&self, condition: &Condition, wish: bool) -> Option<Levers> {
        match (&condition.kind, wish) {
            (ConditionKind::Always, true) => Some(Levers::as_it_is()),
            (ConditionKind::Always, false) => Some(Levers::never()),
            (ConditionKind::Not(part), wish) => self.ways(part, !wish),
            (ConditionKind::All(parts), true) | (ConditionKind::Any(parts), false) => {
                self.at_least(parts.len(), parts, wish)
            }
            (ConditionKind::Any(parts), true) | (ConditionKind::All(parts), false) => self.at_least(1, parts, wish),
            (ConditionKind::AtLeast(count, parts), true) => self.at_least(*count as usize, parts, true),
            (ConditionKind::AtLeast(count, parts), false) => {
                self.at_least((parts.len() + 1).saturating_sub(*count as usize), parts, false)
            }
            (ConditionKind::Atom(atom), wish) => Some(self.simple(atom, wish)),
        }
    }

    /// So that at least so many of the parts are answered so.
    fn at_least(&self, count: usize, parts: &[Condition], wish: bool) -> Option<Levers> {
        let mut reached = vec![Levers::never(); count + 1];
        if let Some(none) = reached.first_mut() {
            *none = Levers::as_it_is();
        }
        for part in parts {
            let own = self.ways(part, wish)?;
            for n in (1..=count).rev() {
                let Some([before, here]) = reached.get_mut(n - 1..=n) else { continue };
                let more = self.both(before.clone(), &own)?;
                *here = self.either(std::mem::replace(here, Levers::never()), more)?;
            }
        }
        reached.pop()
    }

    fn simple(&self, atom: &Atom, wish: bool) -> Levers {
        let facts = Facts { model: self.model, values: self.values, day: Some(self.day) };
        let known = match atom {
            Atom::Held { .. } | Atom::Unset(_) => None,
            atom => simple(&facts, atom),
        };
        // What is not known may be as it has to be.
        if known.is_none_or(|known| known == wish) {
            return Levers::as_it_is();
        }
        let mut levers: BTreeSet<Lever> = BTreeSet::new();
        atom.facts(&mut |fact| {
            levers.insert(Lever::Fact(fact));
            // Values of lists come and go.
            if matches!(self.model.facts[fact].domain, Domain::Choice(_) | Domain::SetOf(_)) {
                levers.insert(Lever::Day);
            }
        });
        let of_the_day = match atom {
            Atom::Today(_) => true,
            Atom::Linear(linear) => linear.sum.iter().any(|(term, _)| term.asks_the_day()),
            _ => false,
        };
        levers.extend(of_the_day.then_some(Lever::Day));
        Levers { sets: levers.into_iter().map(|lever| vec![lever]).collect() }
    }

    fn either(&self, one: Levers, other: Levers) -> Option<Levers> {
        self.least(one.sets.into_iter().chain(other.sets))
    }

    fn both(&self, one: Levers, other: &Levers) -> Option<Levers> {
        if one.sets.len().saturating_mul(other.sets.len()) > MOST * 16 {
            return None;
        }
        let pairs = one.sets.iter().flat_map(|left| other.sets.iter().map(move |right| left.iter().chain(right)));
        let together = pairs.map(|both| both.copied().collect::<BTreeSet<Lever>>().into_iter().collect());
        self.least(together)
    }

    /// Those that are not too large and hold no other; none where they are too many.
    fn least(&self, sets: impl Iterator<Item = Vec<Lever>>) -> Option<Levers> {
        let all: BTreeSet<Vec<Lever>> = sets.filter(|set| set.len() <= self.most).collect();
        let holds_another = |set: &Vec<Lever>| subsets(set).any(|part| part.len() < set.len() && all.contains(&part));
        let kept: BTreeSet<Vec<Lever>> = all.iter().filter(|set| !holds_another(set)).cloned().collect();
        (kept.len() <= MOST).then_some(Levers { sets: kept })
    }
}
