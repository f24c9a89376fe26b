//! Regions and holders of one version, in the names of both.

use std::collections::BTreeSet;
use std::sync::Arc;

use vires_model::{
    Among, Atom, Case, Deadline, Domain, FactId, Holder, Interval, Later, Length, Linear, ListId, Model, Others,
    Period, PeriodUnit, PowerId, Rational, Silence, Start, Term, Value, ValueId, ValueSet, Which,
};

use super::asked::{AskedFor, Beside};
use super::joined::{Names, leaves_of};
use super::outcomes::{Ground, Holding, Outcomes, State};
use crate::atoms::grid_of;
use crate::axes::{Axis, Extent, Sum, ValueBox};
use crate::cells::{Cut, cuts_of, on_grid};
use crate::chains::End;
use crate::holders::{Named, One, Tree};

/// One version in the names of both.
pub(super) struct Translation<'a> {
    pub(super) own: &'a Model,
    pub(super) joined: &'a Model,
    pub(super) names: &'a Names,
    /// The fact `act` of the power at hand, and what it is called.
    pub(super) act: Option<(FactId, FactId)>,
}

impl<'a> Translation<'a> {
    /// For one power, which the joined model numbers so.
    pub(super) fn of_power(
        own: &'a Model,
        joined: &'a Model,
        names: &'a Names,
        power: PowerId,
        called: PowerId,
    ) -> Self {
        let act = own.powers[power].act.zip(joined.powers[called].act);
        Self { own, joined, names, act }
    }

    fn fact(&self, fact: FactId) -> FactId {
        match self.act {
            Some((own, called)) if own == fact => called,
            _ => self.names.fact(fact),
        }
    }

    fn list_of(model: &Model, fact: FactId) -> Option<ListId> {
        match model.facts[fact].domain {
            Domain::Choice(list) | Domain::SetOf(list) => Some(list),
            _ => None,
        }
    }

    /// What a value of a fact's list is called. Acts go by name from one power's list to another's.
    fn value(&self, fact: FactId, value: ValueId) -> Option<ValueId> {
        let (own, called) = (Self::list_of(self.own, fact)?, Self::list_of(self.joined, self.fact(fact))?);
        if self.names.list(own) == called {
            return Some(self.names.value(own, value));
        }
        let name = &self.own.lists[own].values.get(value.0 as usize)?.name;
        self.joined.lists[called].by_name.get(name).copied()
    }

    fn leaves(&self, fact: FactId, leaves: &ValueSet) -> ValueSet {
        let mut set = ValueSet::default();
        if let Some(list) = Self::list_of(self.joined, self.fact(fact)) {
            for value in leaves.iter().filter_map(|leaf| self.value(fact, leaf)) {
                set.extend(&leaves_of(self.joined, list, value));
            }
        }
        set
    }

    pub(super) fn outcomes(&self, outcomes: &Outcomes) -> Outcomes {
        let states = outcomes.states.iter().map(|(state, boxes)| (self.state(state), self.boxes(boxes)));
        let grounds = outcomes.grounds.iter();
        let grounds = grounds.map(|own| Ground { rules: own.rules.clone(), boxes: self.boxes(&own.boxes) });
        let mut impossible = self.boxes(&outcomes.impossible);
        let axes: Vec<Axis> = outcomes.axes.iter().filter_map(|axis| self.axis(axis)).collect();
        let facts: BTreeSet<FactId> = outcomes.axes.iter().flat_map(crate::case_space::facts_of).collect();
        impossible.extend(facts.iter().flat_map(|fact| self.outside(*fact)));
        let uncompared = self.boxes(&outcomes.uncompared);
        Outcomes { states: states.collect(), grounds: grounds.collect(), impossible, uncompared, axes }
    }

    pub(super) fn boxes(&self, boxes: &[ValueBox]) -> Vec<ValueBox> {
        boxes.iter().map(|value_box| self.value_box(value_box)).collect()
    }

    fn value_box(&self, value_box: &ValueBox) -> ValueBox {
        let sides = value_box.0.iter().filter_map(|(axis, extent)| {
            let extent = match (axis, extent) {
                (Axis::Fact(fact), Extent::Leaves(leaves, none)) => Extent::Leaves(self.leaves(*fact, leaves), *none),
                (Axis::Fact(fact), Extent::Between(from, to)) => {
                    let grid = grid_of(self.joined, self.fact(*fact));
                    let cut = |cut: Option<Cut>| cut.map(|cut| on_grid(cut, grid));
                    Extent::Between(cut(*from), cut(*to))
                }
                _ => extent.clone(),
            };
            Some((self.axis(axis)?, extent))
        });
        let mut sides: Vec<(Axis, Extent)> = sides.collect();
        sides.sort_by(|(a, _), (b, _)| a.cmp(b));
        ValueBox(sides)
    }

    /// What an axis is called; none for questions without an answer, which decide nothing here.
    fn axis(&self, axis: &Axis) -> Option<Axis> {
        Some(match axis {
            Axis::Fact(fact) => Axis::Fact(self.fact(*fact)),
            Axis::IsNone(fact) => Axis::IsNone(self.fact(*fact)),
            Axis::Count(fact) => Axis::Count(self.fact(*fact)),
            Axis::Member(fact, value) => Axis::Member(self.fact(*fact), self.value(*fact, *value)?),
            Axis::Same(left, right, list) => {
                let (left, right) = (self.fact(*left), self.fact(*right));
                Axis::Same(left.min(right), left.max(right), self.names.list(*list))
            }
            Axis::Linear(sum) => {
                Axis::Linear(Arc::new(Sum(sum.0.iter().map(|(own, times)| (self.term(*own), *times)).collect())))
            }
            Axis::Derived(derived) => Axis::Derived(Arc::new(derived.rewritten(&|atom| self.atom(atom))?)),
            Axis::Time => Axis::Time,
            Axis::Unset(_) | Axis::Held(..) | Axis::Comes(_) => return None,
        })
    }

    /// A simple question in the names of both; none for those that no derived fact asks which is kept whole.
    fn atom(&self, atom: &Atom) -> Option<Atom> {
        Some(match atom {
            Atom::Yes(fact) => Atom::Yes(self.fact(*fact)),
            Atom::Among(fact, leaves) => Atom::Among(self.fact(*fact), self.leaves(*fact, leaves)),
            Atom::Within(fact, interval) => Atom::Within(self.fact(*fact), *interval),
            Atom::IsNone(fact) => Atom::IsNone(self.fact(*fact)),
            Atom::Includes(fact, value) => Atom::Includes(self.fact(*fact), self.value(*fact, *value)?),
            Atom::Count(fact, interval) => Atom::Count(self.fact(*fact), *interval),
            Atom::Linear(Linear { sum, within }) => {
                let mut sum: Vec<_> = sum.iter().map(|(term, times)| (self.term(*term), *times)).collect();
                sum.sort();
                Atom::Linear(Linear { sum, within: *within })
            }
            Atom::Today(interval) => Atom::Today(*interval),
            Atom::Same { .. } | Atom::Unset(_) | Atom::Held { .. } => return None,
        })
    }

    fn term(&self, term: Term) -> Term {
        match term {
            Term::Fact(fact) => Term::Fact(self.fact(fact)),
            Term::Count(fact) => Term::Count(self.fact(fact)),
            Term::Today => Term::Today,
            Term::Later(later) => Term::Later(Later { from: later.from.map(|fact| self.fact(fact)), ..later }),
        }
    }

    /// Answers that the joined question has and that of this version has not.
    fn outside(&self, fact: FactId) -> Vec<ValueBox> {
        let called = self.fact(fact);
        let (own, joined) = (&self.own.facts[fact], &self.joined.facts[called]);
        let mut boxes = Vec::new();
        let only = |axis, extent| ValueBox(vec![(axis, extent)]);
        match (&own.domain, &joined.domain) {
            (Domain::Choice(list), Domain::Choice(all)) => {
                let inside = self.leaves(fact, &self.own.lists[*list].leaves().collect());
                let outside: ValueSet =
                    self.joined.lists[*all].leaves().filter(|leaf| !inside.contains(*leaf)).collect();
                let none = joined.or_none && !own.or_none;
                if !outside.is_empty() || none {
                    boxes.push(only(Axis::Fact(called), Extent::Leaves(outside, none)));
                }
                return boxes;
            }
            (Domain::SetOf(list), Domain::SetOf(all)) => {
                let inside = self.leaves(fact, &self.own.lists[*list].leaves().collect());
                let outside = self.joined.lists[*all].leaves().filter(|leaf| !inside.contains(*leaf));
                boxes.extend(outside.map(|leaf| only(Axis::Member(called, leaf), Extent::Is(true))));
            }
            (Domain::Ordered(inside), Domain::Ordered(_)) => {
                let grid = grid_of(self.joined, called);
                let (from, to) = cuts_of(&Interval { from: inside.from, to: inside.to }, grid);
                boxes.extend(from.map(|from| only(Axis::Fact(called), Extent::Between(None, Some(from)))));
                boxes.extend(to.map(|to| only(Axis::Fact(called), Extent::Between(Some(to), None))));
            }
            _ => {}
        }
        if joined.or_none && !own.or_none {
            boxes.push(only(Axis::IsNone(called), Extent::Is(true)));
        }
        boxes
    }

    fn state(&self, state: &State) -> State {
        let holdings = |holdings: &BTreeSet<Holding>| holdings.iter().map(|own| self.holding(own)).collect();
        match state {
            State::Held(own) => State::Held(holdings(own)),
            State::Conflict(own) => State::Conflict(holdings(own)),
            State::Gap(missing) => State::Gap(missing.map(|body| self.names.body(body))),
            State::NotInForce | State::Nobody(_) | State::Undetermined => state.clone(),
        }
    }

    fn holding(&self, holding: &Holding) -> Holding {
        let end = match &holding.end {
            End::Held(tree) => End::Held(self.tree(tree)),
            other => other.clone(),
        };
        Holding { end, accountable: holding.accountable.iter().map(|named| self.named(*named)).collect() }
    }

    fn tree(&self, tree: &Tree) -> Tree {
        match tree {
            Tree::Leaf(named) => Tree::Leaf(self.named(*named)),
            Tree::Several(mode, seats) => Tree::Several(*mode, seats.iter().map(|seat| self.tree(seat)).collect()),
        }
    }

    fn named(&self, named: Named) -> Named {
        let which = match (named.which, self.own.bodies[named.body].one_per) {
            (One::OfFact(fact), _) => One::OfFact(self.fact(fact)),
            (One::OfValue(value), Some(list)) => One::OfValue(self.names.value(list, value)),
            (which, _) => which,
        };
        Named { body: self.names.body(named.body), which }
    }

    /// What a text asks for.
    pub(super) fn asked(&self, asked: &AskedFor) -> AskedFor {
        let holder = |holder: &Holder| {
            let which = match (holder.which, self.own.bodies[holder.body].one_per) {
                (Which::OfFact(fact), _) => Which::OfFact(self.fact(fact)),
                (Which::OfValue(value), Some(list)) => Which::OfValue(self.names.value(list, value)),
                (which, _) => which,
            };
            Holder { body: self.names.body(holder.body), which }
        };
        let unit = |unit: PeriodUnit| match unit {
            PeriodUnit::Counted(calendar) => PeriodUnit::Counted(self.names.calendar(calendar)),
            unit => unit,
        };
        let length = |own: &Length| Length { unit: unit(own.unit), plus: self.terms(&own.plus), ..own.clone() };
        let period = |within: &Period| Period {
            length: length(&within.length),
            then: within.then.as_ref().map(length),
            ..within.clone()
        };
        let deadline = |own: &Deadline| {
            let of = own.of.as_ref().map(|of| self.start(of));
            let others = own.others.as_ref().map(|others| Others {
                last: others.last,
                of: others.of.iter().map(|(within, of)| (period(within), self.start(of))).collect(),
            });
            let silence = own.silence.as_ref().map(|silence| match silence {
                Silence::PassesTo(to) => Silence::PassesTo(holder(to)),
                silence => silence.clone(),
            });
            Deadline { within: period(&own.within), of, others, silence, ..own.clone() }
        };
        let among = match asked.among {
            Among::EachOf(fact) => Among::EachOf(self.fact(fact)),
            Among::HolderOf(power) => Among::HolderOf(self.names.power(power)),
            among => among,
        };
        let what = match asked.what {
            Beside::TakeOver(from, enough) => Beside::TakeOver(holder(&from), enough),
            what => what,
        };
        let deadlines = asked.deadlines.iter().map(deadline).collect();
        AskedFor { what, who: asked.who.iter().map(holder).collect(), among, deadlines }
    }

    fn terms(&self, terms: &[(FactId, Rational)]) -> Vec<(FactId, Rational)> {
        let mut terms: Vec<_> = terms.iter().map(|(fact, times)| (self.fact(*fact), *times)).collect();
        terms.sort_unstable();
        terms
    }

    fn start(&self, start: &Start) -> Start {
        match start {
            Start::Fact(fact) => Start::Fact(self.fact(*fact)),
            Start::Day(day) => Start::Day(*day),
            Start::Sum(sum, constant) => Start::Sum(self.terms(sum), *constant),
            Start::Extreme { last, of } => {
                Start::Extreme { last: *last, of: of.iter().map(|one| self.start(one)).collect() }
            }
        }
    }

    /// A case in this version's own names: what it does not ask is left out.
    pub(super) fn own_case(&self, case: &Case) -> Case {
        let mut own = Case::default();
        for fact in self.own.facts.ids() {
            let Some(value) = case.facts.get(&self.fact(fact)) else { continue };
            let back = |value: ValueId| self.own_value(fact, value);
            let value = match value {
                Value::Choice(leaf) => back(*leaf).map(Value::Choice),
                Value::Set(leaves) => Some(Value::Set(leaves.iter().filter_map(|leaf| back(*leaf)).collect())),
                other => Some(other.clone()),
            };
            own.facts.extend(value.map(|value| (fact, value)));
        }
        own
    }

    /// The leaf of this version that stands for one of the joined list.
    fn own_value(&self, fact: FactId, value: ValueId) -> Option<ValueId> {
        let (own, joined) = (Self::list_of(self.own, fact)?, Self::list_of(self.joined, self.fact(fact))?);
        let mut at = Some(value);
        while let Some(here) = at {
            let row = self.joined.lists[joined].values.get(here.0 as usize)?;
            let known = self.own.lists[own].by_name.get(&row.name).copied();
            if let Some(known) =
                known.filter(|known| self.own.lists[own].values.get(known.0 as usize).is_some_and(|row| row.leaf))
            {
                return Some(known);
            }
            at = row.parent;
        }
        None
    }
}
