//! One set of names over two versions: bodies, powers, facts and lists are the same where they are called the same, package included.
//!
//! The joined model is the later version, and after its rows those that only the earlier one has. A value that one version tells apart further
//! than the other stands for all that the other has under it, so that both sides speak of the finer ones.

use std::collections::BTreeMap;

use vires_model::{
    Body, BodyId, BodyKind, Calendar, CalendarId, Domain, Fact, FactId, Id, KindId, List, ListId, Model, Ordered,
    PackageId, Power, PowerId, Tier, TierId, ValueId, ValueSet,
};

/// What two versions do not have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unlike {
    /// Only one version asks this; `earlier`: the earlier one.
    Fact {
        /// As the joined model numbers it.
        fact: FactId,
        /// Which one.
        earlier: bool,
    },
    /// The answers to a question differ in kind: each version's question is then one of its own.
    Type {
        /// As the later version has it.
        fact: FactId,
    },
    /// The answers to a question differ in range, step, or whether there need be one: only answers that both allow are compared.
    Range {
        /// As the joined model numbers it.
        fact: FactId,
    },
    /// Only one version knows these values of a list: cases with them are not compared.
    Values {
        /// As the joined model numbers it.
        list: ListId,
        /// Those that only the earlier one knows.
        earlier: Vec<ValueId>,
        /// Those that only the later one knows.
        later: Vec<ValueId>,
    },
}

/// The names of one version in the joined model.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Names {
    pub(crate) facts: Vec<FactId>,
    pub(crate) lists: Vec<ListId>,
    /// For each list, what each of its values is called.
    pub(crate) values: Vec<Vec<ValueId>>,
    pub(crate) bodies: Vec<BodyId>,
    pub(crate) powers: Vec<PowerId>,
    pub(crate) calendars: Vec<CalendarId>,
}

impl Names {
    pub(crate) fn fact(&self, fact: FactId) -> FactId {
        self.facts.get(fact.index()).copied().unwrap_or(fact)
    }

    pub(crate) fn list(&self, list: ListId) -> ListId {
        self.lists.get(list.index()).copied().unwrap_or(list)
    }

    pub(crate) fn body(&self, body: BodyId) -> BodyId {
        self.bodies.get(body.index()).copied().unwrap_or(body)
    }

    pub(crate) fn power(&self, power: PowerId) -> PowerId {
        self.powers.get(power.index()).copied().unwrap_or(power)
    }

    pub(crate) fn calendar(&self, calendar: CalendarId) -> CalendarId {
        self.calendars.get(calendar.index()).copied().unwrap_or(calendar)
    }

    /// What a value is called.
    pub(crate) fn value(&self, list: ListId, value: ValueId) -> ValueId {
        self.values.get(list.index()).and_then(|own| own.get(value.0 as usize)).copied().unwrap_or(value)
    }
}

/// Two versions under one set of names.
#[derive(Debug, Clone)]
pub(crate) struct Joined {
    pub(crate) model: Model,
    pub(crate) earlier: Names,
    pub(crate) later: Names,
    /// Lists with the same values, in the same tree and the same outer places, in both versions.
    pub(crate) fixed: Vec<bool>,
    pub(crate) unlike: Vec<Unlike>,
}

/// Joins two versions.
pub(crate) fn join(old: &Model, new: &Model) -> Joined {
    let mut joining =
        Joining { old, new, model: new.clone(), earlier: Names::default(), unlike: Vec::new(), packages: Vec::new() };
    joining.packages();
    let fixed = joining.lists();
    let tiers = joining.tiers();
    joining.bodies(&tiers);
    joining.facts();
    joining.powers();
    joining.calendars();
    let later = Names {
        facts: new.facts.ids().collect(),
        lists: new.lists.ids().collect(),
        values: new.lists.iter().map(|(_, list)| (0..).zip(&list.values).map(|(n, _)| ValueId(n)).collect()).collect(),
        bodies: new.bodies.ids().collect(),
        powers: new.powers.ids().collect(),
        calendars: new.calendars.ids().collect(),
    };
    joining.unlike.sort();
    Joined { model: joining.model, earlier: joining.earlier, later, fixed, unlike: joining.unlike }
}

struct Joining<'a> {
    old: &'a Model,
    new: &'a Model,
    model: Model,
    earlier: Names,
    unlike: Vec<Unlike>,
    packages: Vec<PackageId>,
}

/// What a value of the earlier version hangs on, by the values of both.
struct Links {
    value: ValueId,
    parent: Option<ValueId>,
    successor: Option<ValueId>,
    within: Option<ValueId>,
}

impl Joining<'_> {
    fn package(&self, package: PackageId) -> PackageId {
        self.packages.get(package.index()).copied().unwrap_or(package)
    }

    fn packages(&mut self) {
        let known: BTreeMap<&str, PackageId> =
            self.new.packages.iter().map(|(id, row)| (row.name.as_str(), id)).collect();
        for (_, row) in self.old.packages.iter() {
            let id = known.get(row.name.as_str()).copied();
            let id = id.unwrap_or_else(|| self.model.packages.push(row.clone()));
            self.packages.push(id);
        }
    }

    /// Gives back which lists of the joined model are the same in both versions.
    fn lists(&mut self) -> Vec<bool> {
        // Acts have a list for each set of them, and all of those have one name.
        let key = |model: &Model, package: PackageId, list: &List| {
            let leaves: Vec<String> = list.values.iter().map(|value| value.name.clone()).collect();
            let told_apart = if list.name == ACT { leaves.join(" ") } else { String::new() };
            (model.packages[package].name.clone(), list.name.clone(), told_apart)
        };
        let known: BTreeMap<_, ListId> =
            self.new.lists.iter().map(|(id, row)| (key(self.new, row.package, row), id)).collect();
        let mut fixed = vec![true; self.new.lists.len()];
        for (_, row) in self.old.lists.iter() {
            let id = known.get(&key(self.old, row.package, row)).copied().unwrap_or_else(|| {
                fixed.push(false);
                let empty = List {
                    package: self.package(row.package),
                    values: Vec::new(),
                    by_name: BTreeMap::new(),
                    ..row.clone()
                };
                self.model.lists.push(empty)
            });
            self.earlier.lists.push(id);
        }
        for (list, row) in self.old.lists.iter() {
            let id = self.earlier.list(list);
            let mut values = Vec::with_capacity(row.values.len());
            let mut only_earlier = Vec::new();
            for value in &row.values {
                let own = self.model.lists[id].by_name.get(&value.name).copied();
                values.push(own.unwrap_or_else(|| {
                    let joined = &mut self.model.lists[id];
                    let next = ValueId(u32::try_from(joined.values.len()).unwrap_or(u32::MAX));
                    joined.by_name.insert(value.name.clone(), next);
                    joined.values.push(value.clone());
                    only_earlier.push(next);
                    next
                }));
            }
            self.earlier.values.push(values);
            self.link_values(list, id, &only_earlier);
            let same = self.same_list(list, id);
            if let Some(slot) = fixed.get_mut(id.index()) {
                *slot = *slot && same;
            }
            if id.index() < self.new.lists.len() && row.name != ACT {
                let old_names: std::collections::BTreeSet<&String> = row.by_name.keys().collect();
                let later = (0..).map(ValueId).zip(&self.new.lists[id].values);
                let only_later: Vec<ValueId> =
                    later.filter(|(_, value)| !old_names.contains(&value.name)).map(|(value, _)| value).collect();
                // What the other version only tells apart further is compared all the same.
                let leaf =
                    |value: &ValueId| self.model.lists[id].values.get(value.0 as usize).is_some_and(|row| row.leaf);
                let refined = |value: &ValueId, other: &List| {
                    let mut at = self.model.lists[id].values.get(value.0 as usize).and_then(|row| row.parent);
                    while let Some(here) = at {
                        let Some(above) = self.model.lists[id].values.get(here.0 as usize) else { break };
                        if other
                            .by_name
                            .get(&above.name)
                            .and_then(|own| other.values.get(own.0 as usize))
                            .is_some_and(|own| own.leaf)
                        {
                            return true;
                        }
                        at = above.parent;
                    }
                    false
                };
                let earlier: Vec<ValueId> =
                    only_earlier.into_iter().filter(|own| leaf(own) && !refined(own, &self.new.lists[id])).collect();
                let later: Vec<ValueId> =
                    only_later.into_iter().filter(|own| leaf(own) && !refined(own, row)).collect();
                if !earlier.is_empty() || !later.is_empty() {
                    self.unlike.push(Unlike::Values { list: id, earlier, later });
                }
            }
        }
        // A list that only the later version has is as it is.
        fixed
    }

    /// Puts what only the earlier version has under what it stands under there.
    fn link_values(&mut self, list: ListId, id: ListId, only_earlier: &[ValueId]) {
        let row = &self.old.lists[list];
        let named = |value: Option<ValueId>| value.map(|value| self.earlier.value(list, value));
        let links: Vec<Links> = row
            .values
            .iter()
            .zip(0..)
            .map(|(value, n)| {
                let within = row.within.zip(value.within).map(|(outer, place)| self.earlier.value(outer, place));
                let value_here = self.earlier.value(list, ValueId(n));
                Links { value: value_here, parent: named(value.parent), successor: named(value.successor), within }
            })
            .collect();
        let within = row.within.map(|outer| self.earlier.list(outer));
        let joined = &mut self.model.lists[id];
        for own in links.into_iter().filter(|own| only_earlier.contains(&own.value)) {
            if let Some(row) = joined.values.get_mut(own.value.0 as usize) {
                (row.parent, row.successor, row.within) = (own.parent, own.successor, own.within);
            }
        }
        joined.within = joined.within.or(within);
        let parents: std::collections::BTreeSet<ValueId> = joined.values.iter().filter_map(|row| row.parent).collect();
        for (n, row) in (0..).map(ValueId).zip(&mut joined.values) {
            row.leaf = !parents.contains(&n);
        }
    }

    /// Whether both versions have the same values, in the same tree and the same outer places, for the same time.
    fn same_list(&self, list: ListId, id: ListId) -> bool {
        let row = &self.old.lists[list];
        let Some(later) = self.new.lists.get(id) else { return false };
        let named = |value: Option<ValueId>| value.map(|value| self.earlier.value(list, value));
        later.values.len() == row.values.len()
            && later.within == row.within.map(|outer| self.earlier.list(outer))
            && row.values.iter().zip(0..).all(|(value, n)| {
                let own = later.values.get(self.earlier.value(list, ValueId(n)).0 as usize);
                own.is_some_and(|own| {
                    let within = row.within.zip(value.within).map(|(outer, place)| self.earlier.value(outer, place));
                    own.parent == named(value.parent)
                        && own.within == within
                        && own.life == value.life
                        && own.successor == named(value.successor)
                })
            })
    }

    fn tiers(&mut self) -> Vec<TierId> {
        let key = |model: &Model, row: &Tier| (model.packages[row.package].name.clone(), row.name.clone());
        let known: BTreeMap<_, TierId> = self.new.tiers.iter().map(|(id, row)| (key(self.new, row), id)).collect();
        let mut ids = Vec::new();
        for (_, row) in self.old.tiers.iter() {
            ids.push(known.get(&key(self.old, row)).copied().unwrap_or_else(|| {
                self.model.tiers.push(Tier { package: self.package(row.package), below: None, ..row.clone() })
            }));
        }
        for (tier, row) in self.old.tiers.iter() {
            let Some(id) = ids.get(tier.index()).copied() else { continue };
            if id.index() >= self.new.tiers.len() {
                self.model.tiers[id].below = row.below.and_then(|below| ids.get(below.index()).copied());
            }
        }
        ids
    }

    fn kinds(&mut self) -> Vec<KindId> {
        let key = |model: &Model, row: &BodyKind| (model.packages[row.package].name.clone(), row.name.clone());
        let known: BTreeMap<_, KindId> = self.new.kinds.iter().map(|(id, row)| (key(self.new, row), id)).collect();
        let rows = self.old.kinds.iter();
        rows.map(|(_, row)| {
            known.get(&key(self.old, row)).copied().unwrap_or_else(|| {
                self.model.kinds.push(BodyKind {
                    package: self.packages.get(row.package.index()).copied().unwrap_or(row.package),
                    ..row.clone()
                })
            })
        })
        .collect()
    }

    fn bodies(&mut self, tiers: &[TierId]) {
        let kinds = self.kinds();
        let key = |model: &Model, row: &Body| (model.packages[row.package].name.clone(), row.name.clone());
        let known: BTreeMap<_, BodyId> = self.new.bodies.iter().map(|(id, row)| (key(self.new, row), id)).collect();
        for (_, row) in self.old.bodies.iter() {
            let id = known.get(&key(self.old, row)).copied().unwrap_or_else(|| {
                let body = Body {
                    package: self.package(row.package),
                    tier: row.tier.and_then(|tier| tiers.get(tier.index()).copied()),
                    kinds: row.kinds.iter().filter_map(|kind| kinds.get(kind.index()).copied()).collect(),
                    one_per: row.one_per.map(|list| self.earlier.list(list)),
                    superior: None,
                    incompatible: Vec::new(),
                    ..row.clone()
                };
                self.model.bodies.push(body)
            });
            self.earlier.bodies.push(id);
        }
        for (body, row) in self.old.bodies.iter() {
            let id = self.earlier.body(body);
            if id.index() >= self.new.bodies.len() {
                self.model.bodies[id].superior = row.superior.map(|superior| self.earlier.body(superior));
            }
        }
    }

    fn facts(&mut self) {
        let key = |model: &Model, fact: FactId, row: &Fact| {
            // Acts have a fact for each set of them.
            let acts = match (row.name == ACT, &row.domain) {
                (true, Domain::Choice(list)) => {
                    model.lists[*list].values.iter().map(|value| value.name.as_str()).collect::<Vec<_>>().join(" ")
                }
                _ => String::new(),
            };
            let _ = fact;
            (model.packages[row.package].name.clone(), row.name.clone(), acts)
        };
        let known: BTreeMap<_, FactId> = self.new.facts.iter().map(|(id, row)| (key(self.new, id, row), id)).collect();
        let mut met = std::collections::BTreeSet::new();
        for (fact, row) in self.old.facts.iter() {
            let id = known.get(&key(self.old, fact, row)).copied();
            if let Some(id) = id {
                met.insert(id);
                if let Some(joined) = self.both(row, id) {
                    self.model.facts[id] = joined;
                    self.earlier.facts.push(id);
                    continue;
                }
                self.unlike.push(Unlike::Type { fact: id });
            }
            let domain = match &row.domain {
                Domain::Choice(list) => Domain::Choice(self.earlier.list(*list)),
                Domain::SetOf(list) => Domain::SetOf(self.earlier.list(*list)),
                other => other.clone(),
            };
            let found_by = row.found_by.map(|body| self.earlier.body(body));
            let own = Fact { package: self.package(row.package), domain, found_by, kept: None, ..row.clone() };
            let own = self.model.facts.push(own);
            if id.is_none() && row.name != ACT {
                self.unlike.push(Unlike::Fact { fact: own, earlier: true });
            }
            self.earlier.facts.push(own);
        }
        for (id, row) in self.new.facts.iter().filter(|(id, row)| !met.contains(id) && row.name != ACT) {
            let _ = row;
            self.unlike.push(Unlike::Fact { fact: id, earlier: false });
        }
    }

    /// One question for both versions; none where the answers differ in kind.
    fn both(&mut self, old: &Fact, id: FactId) -> Option<Fact> {
        let new = &self.new.facts[id];
        let domain = match (&old.domain, &new.domain) {
            (Domain::YesNo, Domain::YesNo) => Domain::YesNo,
            (Domain::Person, Domain::Person) => Domain::Person,
            (Domain::Choice(old), Domain::Choice(new)) if self.earlier.list(*old) == *new => Domain::Choice(*new),
            (Domain::SetOf(old), Domain::SetOf(new))
                if self.earlier.list(*old) == *new && self.same_leaves(*old, *new) =>
            {
                Domain::SetOf(*new)
            }
            (Domain::Ordered(old), Domain::Ordered(new)) if old.measure == new.measure => {
                Domain::Ordered(hull(old, new))
            }
            _ => return None,
        };
        let or_none = old.or_none || new.or_none;
        let changed = match (&old.domain, &new.domain) {
            (Domain::Ordered(old), Domain::Ordered(new)) => old != new,
            _ => false,
        };
        if changed || old.or_none != new.or_none {
            self.unlike.push(Unlike::Range { fact: id });
        }
        Some(Fact { domain, or_none, ..new.clone() })
    }

    /// Whether no value of the one version is told apart further in the other.
    fn same_leaves(&self, old: ListId, new: ListId) -> bool {
        let joined = &self.model.lists[new];
        let leaf = |value: ValueId| joined.values.get(value.0 as usize).is_some_and(|row| row.leaf);
        self.old.lists[old].leaves().all(|own| leaf(self.earlier.value(old, own)))
            && self.new.lists[new].leaves().all(leaf)
    }

    fn powers(&mut self) {
        let key = |model: &Model, row: &Power| (model.packages[row.package].name.clone(), row.name.clone());
        let known: BTreeMap<_, PowerId> = self.new.powers.iter().map(|(id, row)| (key(self.new, row), id)).collect();
        for (_, row) in self.old.powers.iter() {
            let id = known.get(&key(self.old, row)).copied().unwrap_or_else(|| {
                let power = Power {
                    package: self.package(row.package),
                    place: row.place.map(|fact| self.earlier.fact(fact)),
                    act: row.act.map(|fact| self.earlier.fact(fact)),
                    ..row.clone()
                };
                self.model.powers.push(power)
            });
            self.earlier.powers.push(id);
        }
    }
}

impl Joining<'_> {
    fn calendars(&mut self) {
        let key = |model: &Model, row: &Calendar| (model.packages[row.package].name.clone(), row.name.clone());
        let known: BTreeMap<_, CalendarId> =
            self.new.calendars.iter().map(|(id, row)| (key(self.new, row), id)).collect();
        for (_, row) in self.old.calendars.iter() {
            let id = known.get(&key(self.old, row)).copied().unwrap_or_else(|| {
                self.model.calendars.push(Calendar { package: self.package(row.package), ..row.clone() })
            });
            self.earlier.calendars.push(id);
        }
    }
}

/// The name of the fact that a power's acts make, and of its list.
const ACT: &str = "act";

/// The values of either domain, by the coarser step: both have those.
fn hull(old: &Ordered, new: &Ordered) -> Ordered {
    let decimals = match (old.decimals, new.decimals) {
        (Some(old), Some(new)) => Some(old.min(new)),
        (only, None) | (None, only) => only,
    };
    let from =
        old.from.zip(new.from).map(|(a, b)| if (a.value, !a.included) <= (b.value, !b.included) { a } else { b });
    let to = old.to.zip(new.to).map(|(a, b)| if (a.value, a.included) >= (b.value, b.included) { a } else { b });
    Ordered { measure: new.measure.clone(), decimals, from, to }
}

/// The leaves that a value of one version stands for.
pub(crate) fn leaves_of(model: &Model, list: ListId, value: ValueId) -> ValueSet {
    model.lists[list].leaves_under(value)
}
