//! One case on one day, against what the analysis says of it.

use std::collections::BTreeSet;

use vires_analysis::{Axis, Cut, Extent, HolderTree, Issue, IssueKind, PowerHoldings, Sum, ValueBox};
use vires_model::{
    Atom, Case, Condition, ConditionKind, Day, Decision, Domain, Effect, FactId, Held, Holder, Instance, ListId, Model,
    Needed, Of, Outcome, PowerId, Rational, Term, Value, ValueId, Which, Why, decide,
};

/// One case on one day.
pub(crate) struct Point<'a> {
    pub(crate) model: &'a Model,
    pub(crate) case: &'a Case,
    pub(crate) day: Day,
}

impl Point<'_> {
    /// What was decided, if the analysis says so too.
    pub(crate) fn check(
        &self,
        power: PowerId,
        decision: &Decision,
        issues: &[Issue],
        register: &[PowerHoldings],
    ) -> Option<&'static str> {
        let of_power = || issues.iter().filter(|issue| issue.power == Some(power));
        if of_power().any(|issue| matches!(issue.kind, IssueKind::TooComplex { .. })) {
            return Some("too complex");
        }
        let within = |kind: &dyn Fn(&IssueKind) -> bool| {
            of_power().filter(|issue| kind(&issue.kind)).any(|issue| self.within(&issue.boxes))
        };
        // What hangs on another power's conflict is not examined: that conflict is.
        if self.hangs_on_a_conflict(power) {
            return Some("hangs on a conflict");
        }
        let conflict = within(&|kind| matches!(kind, IssueKind::Overlap { .. } | IssueKind::Cycle { all_stop: true }));
        let gap = within(&|kind| matches!(kind, IssueKind::Gap { .. } | IssueKind::Orphan { .. }));
        let mut holders = BTreeSet::new();
        let mut nobody = BTreeSet::new();
        for (tree, boxes) in &register.get(power.0 as usize)?.holders {
            if self.within(boxes) {
                match tree {
                    HolderTree::Nobody(why) => {
                        nobody.insert(*why);
                    }
                    tree => self.leaves(tree, &mut holders),
                }
            }
        }
        let fits = |wanted: bool, name| wanted.then_some(name);
        match &decision.outcome {
            Outcome::Conflict { .. } => fits(conflict && !gap, "conflict"),
            Outcome::Gap { .. } => fits(gap && !conflict && holders.is_empty(), "gap"),
            Outcome::Competent { held, .. } => {
                let mut own = BTreeSet::new();
                instances(held, &mut own);
                fits(!gap && !conflict && nobody.is_empty() && same(&own, &holders), "competent")
            }
            Outcome::Nobody { why, .. } => {
                fits(!gap && !conflict && holders.is_empty() && nobody == BTreeSet::from([*why]), "nobody")
            }
            Outcome::NotInForce => {
                fits(!gap && !conflict && holders.is_empty() && nobody == BTreeSet::<Why>::new(), "not in force")
            }
            // Claims may conflict whatever a parameter is set to, and others beside them only with some values.
            Outcome::Undetermined { needs } => {
                let parameters = needs.iter().all(|need| matches!(need.what, Needed::Parameter(..)));
                fits(!gap && (!conflict || parameters), "undetermined")
            }
        }
    }

    /// Whether rules on the power look at one that is in conflict, or follow one that has no holder: that is reported there.
    pub(crate) fn hangs_on_a_conflict(&self, power: PowerId) -> bool {
        let (mut asked, mut followed) = (BTreeSet::new(), BTreeSet::new());
        for (_, rule) in self.model.rules.iter() {
            rule.when.atoms(&mut |atom| {
                if let Atom::Held { power: other, .. } = atom {
                    asked.insert(*other);
                }
            });
            if let Effect::Follow { whose, .. } = &rule.effect {
                followed.insert(*whose);
            }
        }
        let outcome = |other: &PowerId| decide(self.model, *other, self.case, Some(self.day)).outcome;
        let torn = |other: &PowerId| matches!(outcome(other), Outcome::Conflict { .. } | Outcome::Undetermined { .. });
        let nobody = |other: &PowerId| matches!(outcome(other), Outcome::Gap { .. });
        asked.union(&followed).any(|other| *other != power && torn(other))
            || followed.iter().any(|other| *other != power && nobody(other))
    }

    pub(crate) fn within(&self, boxes: &[ValueBox]) -> bool {
        boxes.iter().any(|value_box| value_box.0.iter().all(|(axis, extent)| self.allows(axis, extent)))
    }

    fn allows(&self, axis: &Axis, extent: &Extent) -> bool {
        let value = |fact: FactId| self.case.facts.get(&fact);
        match (axis.clone(), extent) {
            (Axis::Fact(fact), Extent::Leaves(leaves, none)) => match value(fact) {
                Some(Value::Choice(leaf)) => leaves.contains(*leaf),
                _ => *none,
            },
            (Axis::Fact(fact), Extent::Is(yes)) => match value(fact) {
                Some(Value::YesNo(own)) => own == yes,
                _ => true,
            },
            (Axis::Fact(fact), Extent::Between(from, to)) => match value(fact) {
                Some(Value::Ordered(own)) => between(*own, *from, *to),
                _ => true,
            },
            (Axis::IsNone(fact), Extent::Is(yes)) => (value(fact) == Some(&Value::None)) == *yes,
            (Axis::Member(fact, leaf), Extent::Is(yes)) => match value(fact) {
                Some(Value::Set(set)) => set.contains(&leaf) == *yes,
                _ => true,
            },
            (Axis::Count(fact), Extent::Between(from, to)) => match value(fact) {
                Some(Value::Set(set)) => {
                    between(Rational::from_integer(i128::try_from(set.len()).expect("small")), *from, *to)
                }
                _ => true,
            },
            (Axis::Same(left, right, list), Extent::Is(yes)) => {
                let (left, right) = (self.place(left, list), self.place(right, list));
                (left.is_some() && left == right) == *yes
            }
            (Axis::Time, Extent::Between(from, to)) => {
                between(Rational::from_integer(i128::from(self.day.0)), *from, *to)
            }
            (Axis::Linear(sum), Extent::Between(from, to)) => self.sum(&sum).is_none_or(|sum| between(sum, *from, *to)),
            (Axis::Derived(derived), Extent::Is(yes)) => self.holds(&derived.condition) == *yes,
            (Axis::Held(..) | Axis::Unset(_), _) => true,
            other => panic!("no such side: {other:?}"),
        }
    }

    /// Whether the meaning of a derived fact holds.
    fn holds(&self, condition: &Condition) -> bool {
        let so = |parts: &[Condition]| parts.iter().filter(|part| self.holds(part)).count();
        match &condition.kind {
            ConditionKind::Always => true,
            ConditionKind::All(parts) => so(parts) == parts.len(),
            ConditionKind::Any(parts) => so(parts) > 0,
            ConditionKind::AtLeast(count, parts) => so(parts) >= *count as usize,
            ConditionKind::Not(part) => !self.holds(part),
            ConditionKind::Atom(Atom::Yes(fact)) => self.case.facts.get(fact) == Some(&Value::YesNo(true)),
            ConditionKind::Atom(Atom::Within(fact, within)) => match self.case.facts.get(fact) {
                Some(Value::Ordered(own)) => within.contains(*own),
                _ => false,
            },
            ConditionKind::Atom(Atom::Linear(linear)) => {
                self.sum(&Sum(linear.sum.clone())).is_some_and(|sum| linear.within.contains(sum))
            }
            ConditionKind::Atom(Atom::Today(days)) => days.contains(Rational::from_integer(i128::from(self.day.0))),
            ConditionKind::Atom(atom) => panic!("no derived fact that is kept whole asks this here: {atom:?}"),
        }
    }

    /// What a sum comes to; none where a term of it has no answer.
    fn sum(&self, sum: &Sum) -> Option<Rational> {
        let base = |term: Term| match term {
            Term::Today | Term::Later(_) => Some(Rational::from_integer(i128::from(self.day.0))),
            Term::Fact(fact) => match self.case.facts.get(&fact)? {
                Value::Ordered(number) => Some(*number),
                _ => None,
            },
            Term::Count(fact) => match self.case.facts.get(&fact)? {
                Value::Set(set) => Some(Rational::from_integer(i128::try_from(set.len()).expect("small"))),
                _ => None,
            },
        };
        let value = |term: &Term| match term {
            Term::Later(later) => later.day(base(term.base())?, &self.model.holidays),
            term => base(*term),
        };
        sum.0.iter().try_fold(Rational::from_integer(0), |total, (term, times)| Some(total + value(term)? * times))
    }

    /// The place of `list` that a fact names or lies in on the day.
    fn place(&self, fact: FactId, list: ListId) -> Option<ValueId> {
        let (Domain::Choice(own), Some(Value::Choice(leaf))) =
            (&self.model.facts[fact].domain, self.case.facts.get(&fact))
        else {
            return None;
        };
        let here = self.model.lists[*own].read_on(*leaf, self.day)?;
        let there = self.model.lift(here, *own, list)?;
        Some(self.model.lists[list].read_on(there, self.day).unwrap_or(there))
    }

    fn leaves(&self, tree: &HolderTree, into: &mut BTreeSet<Instance>) {
        match tree {
            HolderTree::Nobody(_) => {}
            HolderTree::One(holder) => {
                into.insert(self.instance(*holder));
            }
            HolderTree::Several(_, seats) => seats.iter().for_each(|seat| self.leaves(seat, into)),
        }
    }

    fn instance(&self, holder: Holder) -> Instance {
        let territory = self.model.bodies[holder.body].one_per;
        let of = match (holder.which, territory) {
            (Which::Sole, _) => Of::Sole,
            (Which::OfFact(fact), Some(territory)) => self.place(fact, territory).map_or(Of::Unsaid, Of::Place),
            (Which::OfValue(value), Some(territory)) => {
                self.model.lists[territory].read_on(value, self.day).map_or(Of::Unsaid, Of::Place)
            }
            _ => Of::Unsaid,
        };
        Instance { body: holder.body, of }
    }
}

fn between(value: Rational, from: Option<Cut>, to: Option<Cut>) -> bool {
    from.is_none_or(|from| from.value < value || from.value == value && !from.after)
        && to.is_none_or(|to| value < to.value || value == to.value && to.after)
}

fn instances(held: &Held, into: &mut BTreeSet<Instance>) {
    match held {
        Held::One(one) => {
            into.insert(*one);
        }
        Held::Several(_, seats) => seats.iter().for_each(|seat| instances(seat, into)),
    }
}

/// The same bodies; one not said which is any of its kind.
fn same(own: &BTreeSet<Instance>, registered: &BTreeSet<Instance>) -> bool {
    let met = |one: &Instance, all: &BTreeSet<Instance>| {
        all.iter().any(|other| {
            one.body == other.body && (one.of == other.of || one.of == Of::Unsaid || other.of == Of::Unsaid)
        })
    };
    own.iter().all(|one| met(one, registered)) && registered.iter().all(|one| met(one, own))
}
