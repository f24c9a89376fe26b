//! Derived facts that are kept whole: one question each, where what they mean would take too many boxes to write out.
//!
//! `union_dimension` over three undertakings in six countries means thousands of boxes, and its opposite more; as a question of its own it is two
//! cells of one axis. The price is that this axis hangs on those of the facts: a box that says "yes" may hold no case. As with sums, whoever says
//! something of a box asks first, and here the answer is a search: the meaning is taken apart only as far as it takes to find one case, or to see that
//! there is none (`search`). One that turns on the day, since values of its lists come and go, has a version for each stretch of days (`days`).

mod dated;
mod days;
mod implied;
mod search;

use std::collections::BTreeSet;
use std::sync::Arc;

use vires_model::{Atom, Condition, ConditionKind, Domain, FactId, FileId, Life, ListId, Model, Named, SourceSpan};

pub(crate) use self::dated::dated;
pub(crate) use self::days::Meaning;
pub(crate) use self::search::{Whole, Written};
use crate::atoms;
use crate::places;

/// A condition of fewer boxes is written out, whatever is derived in it.
const MANY: u64 = 256;
/// In a condition of many boxes, derived facts of more boxes than this are kept whole; where that is not enough, those of more than the next.
const LEVELS: [u64; 5] = [256, 64, 16, 4, 1];

/// A derived fact as one question. Two are the same where they are called the same and say the same, wherever they are used.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Derived {
    /// What it is called.
    pub named: Arc<Named>,
    /// What it means, without places.
    pub condition: Condition,
    /// The days on which this is what it means: every day, but where one that turns on the day is looked at on one.
    pub days: Life,
}

impl Derived {
    /// The question whether this condition holds; none where it is the meaning of no derived fact.
    pub(crate) fn of(condition: &Condition) -> Option<Self> {
        let nowhere = SourceSpan { file: FileId(0), start: 0, end: 0 };
        Some(Self { named: condition.named.clone()?, condition: condition.placed_at(nowhere), days: Life::ALWAYS })
    }

    /// The facts on which it hangs.
    pub(crate) fn facts(&self) -> BTreeSet<FactId> {
        let mut facts = BTreeSet::new();
        self.condition.atoms(&mut |atom| {
            atom.facts(&mut |fact| {
                facts.insert(fact);
            });
        });
        facts
    }

    /// The same with every condition in it rewritten; none where one cannot be.
    pub(crate) fn rewritten(&self, atom: &dyn Fn(&Atom) -> Option<Atom>) -> Option<Self> {
        Some(Self { named: self.named.clone(), condition: rewritten(&self.condition, atom)?, days: self.days })
    }
}

fn rewritten(condition: &Condition, atom: &dyn Fn(&Atom) -> Option<Atom>) -> Option<Condition> {
    let each = |parts: &[Condition]| parts.iter().map(|part| rewritten(part, atom)).collect::<Option<Vec<_>>>();
    let kind = match &condition.kind {
        ConditionKind::Always => ConditionKind::Always,
        ConditionKind::All(parts) => ConditionKind::All(each(parts)?),
        ConditionKind::Any(parts) => ConditionKind::Any(each(parts)?),
        ConditionKind::AtLeast(n, parts) => ConditionKind::AtLeast(*n, each(parts)?),
        ConditionKind::Not(part) => ConditionKind::Not(Box::new(rewritten(part, atom)?)),
        ConditionKind::Atom(own) => ConditionKind::Atom(atom(own)?),
    };
    Some(Condition { kind, span: condition.span, named: condition.named.clone() })
}

/// The derived facts in a condition to be kept whole.
pub(crate) fn kept_whole(model: &Model, condition: &Condition) -> BTreeSet<Arc<Derived>> {
    let mut whole = BTreeSet::new();
    if !has_named(condition) {
        return whole;
    }
    // The first level keeps nothing whole.
    for level in std::iter::once(u64::MAX).chain(LEVELS) {
        whole.clear();
        if (Measure { model, level }).of(condition, &mut whole).most() <= MANY {
            break;
        }
    }
    whole
}

fn has_named(condition: &Condition) -> bool {
    condition.named.is_some()
        || match &condition.kind {
            ConditionKind::Always | ConditionKind::Atom(_) => false,
            ConditionKind::All(parts) | ConditionKind::Any(parts) | ConditionKind::AtLeast(_, parts) => {
                parts.iter().any(has_named)
            }
            ConditionKind::Not(part) => has_named(part),
        }
}

/// At most so many boxes where a condition holds, and where it does not.
#[derive(Debug, Clone, Copy)]
struct Boxes {
    yes: u64,
    no: u64,
}

impl Boxes {
    fn most(self) -> u64 {
        self.yes.max(self.no)
    }
}

struct Measure<'m> {
    model: &'m Model,
    level: u64,
}

impl Measure<'_> {
    fn of(&self, condition: &Condition, whole: &mut BTreeSet<Arc<Derived>>) -> Boxes {
        let mut inner = BTreeSet::new();
        let boxes = match &condition.kind {
            ConditionKind::Always => Boxes { yes: 1, no: 0 },
            ConditionKind::Not(part) => {
                let Boxes { yes, no } = self.of(part, &mut inner);
                Boxes { yes: no, no: yes }
            }
            ConditionKind::All(parts) => self.at_least(parts.len(), parts, &mut inner),
            ConditionKind::Any(parts) => self.at_least(1, parts, &mut inner),
            ConditionKind::AtLeast(n, parts) => self.at_least(*n as usize, parts, &mut inner),
            // What another power asks is no part of a derived fact that may be kept whole, and is little in itself.
            ConditionKind::Atom(Atom::Held { .. } | Atom::Unset(_)) => Boxes { yes: 1, no: 1 },
            ConditionKind::Atom(atom) => {
                let count = |positive| atoms::boxes(self.model, atom, positive).len() as u64;
                Boxes { yes: count(true), no: count(false) }
            }
        };
        if boxes.most() > self.level
            && asks_the_case(self.model, condition)
            && let Some(derived) = Derived::of(condition)
        {
            whole.insert(Arc::new(derived));
            return Boxes { yes: 1, no: 1 };
        }
        whole.extend(inner);
        boxes
    }

    fn at_least(&self, count: usize, parts: &[Condition], whole: &mut BTreeSet<Arc<Derived>>) -> Boxes {
        let parts: Vec<Boxes> = parts.iter().map(|part| self.of(part, whole)).collect();
        let yes = products(count, parts.iter().map(|part| part.yes));
        let no = products((parts.len() + 1).saturating_sub(count), parts.iter().map(|part| part.no));
        Boxes { yes, no }
    }
}

/// The sum of the products of so many of the numbers, in every choice of them.
fn products(count: usize, numbers: impl Iterator<Item = u64>) -> u64 {
    // `sums`: of the numbers seen so far, in choices of none, of one, of two …
    let mut sums = vec![1_u64];
    for number in numbers {
        let longer = sums.iter().map(|sum| sum.saturating_mul(number));
        let longer: Vec<u64> = std::iter::once(0).chain(longer).collect();
        sums.push(0);
        sums = sums.iter().zip(longer).map(|(without, with)| without.saturating_add(with)).collect();
    }
    sums.get(count).copied().unwrap_or(0)
}

/// Whether it asks about nothing but the facts of the case and whether the day lies in a stretch of days: then each of its versions says the same of a
/// case on every day, and may be compared between days.
fn asks_the_case(model: &Model, condition: &Condition) -> bool {
    let constant = |list: ListId| !places::has_lives(&model.lists[list]);
    let choice = |fact: FactId| match model.facts[fact].domain {
        Domain::Choice(list) | Domain::SetOf(list) => constant(list) && !model.facts[fact].event,
        _ => true,
    };
    let mut only = true;
    condition.atoms(&mut |atom| {
        only &= match atom {
            Atom::Yes(_) | Atom::Within(..) | Atom::Today(_) => true,
            Atom::Among(fact, _) | Atom::IsNone(fact) | Atom::Includes(fact, _) | Atom::Count(fact, _) => choice(*fact),
            Atom::Linear(linear) => linear.sum.iter().all(|(term, _)| !term.asks_the_day()),
            Atom::Same { .. } | Atom::Unset(_) | Atom::Held { .. } => false,
        };
    });
    only
}
