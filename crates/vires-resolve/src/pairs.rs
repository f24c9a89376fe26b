//! What is kept by two lists: `limit of director for travel`. Their pairs are a list like any other, whose values have the
//! names of both.

use std::collections::BTreeMap;

use vires_model::{Domain, FactId, List, ListId, ListValue, ValueId};
use vires_syntax::ast::Name;
use vires_words::words;

use crate::hand::Key;
use crate::names::{KeptId, Sorts, Thing};
use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Here, Resolver};

/// The list of the pairs of two lists.
#[derive(Debug, Clone)]
pub(crate) struct Pairs {
    pub(crate) list: ListId,
    pub(crate) of: [ListId; 2],
    values: BTreeMap<(ValueId, ValueId), ValueId>,
}

/// What stands after `of` and after `for`.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Keys<'n> {
    pub(crate) of: Option<&'n Name>,
    pub(crate) per: Option<&'n Name>,
}

/// Half of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Half {
    Value(ValueId),
    /// The answer to a fact.
    Fact(FactId),
}

impl<'n> Keys<'n> {
    pub(crate) const NONE: Self = Self { of: None, per: None };
    pub(crate) const fn of(name: &'n Name) -> Self {
        Self { of: Some(name), per: None }
    }
    fn names(self) -> impl Iterator<Item = &'n Name> {
        self.of.into_iter().chain(self.per)
    }
}

impl<'n> From<Option<&'n Name>> for Keys<'n> {
    fn from(of: Option<&'n Name>) -> Self {
        Self { of, per: None }
    }
}

impl Resolver<'_> {
    /// The list by which something is kept: the one that is named, or that of the pairs of two.
    pub(crate) fn list_by(&mut self, here: Here, name: &Name, second: Option<&Name>) -> Done<ListId> {
        let first = self.find_list(here, name);
        let Some(second) = second else { return first };
        let other = self.find_list(here, second);
        let (first, other) = (first?, other?);
        if first == other {
            self.report(Problem::error(
                code::DECLARED_TWICE,
                here.span(second.span),
                words!("`{name}` is named twice", "`{name}` được nêu hai lần", name = second.value),
            ));
            return Err(Failed);
        }
        self.few_enough(here, name.span, first)?;
        self.few_enough(here, second.span, other)?;
        if let Some(known) = self.pairs.iter().find(|pairs| pairs.of == [first, other]) {
            return Ok(known.list);
        }
        let (one, two) = (&self.model.lists[first], &self.model.lists[other]);
        let mut list = List {
            package: one.package,
            name: format!("{} and {}", one.name, two.name),
            label: format!("{}, {}", one.label, two.label),
            territory: false,
            within: None,
            values: Vec::new(),
            by_name: BTreeMap::new(),
            span: one.span,
        };
        let mut values = BTreeMap::new();
        for a in one.leaves() {
            for b in two.leaves() {
                let rows = (one.values.get(a.0 as usize), two.values.get(b.0 as usize));
                let (Some(left), Some(right)) = rows else { continue };
                let id = ValueId(u32::try_from(list.values.len()).unwrap_or(u32::MAX));
                let name = format!("{} for {}", left.name, right.name);
                list.by_name.insert(name.clone(), id);
                list.values.push(ListValue {
                    name,
                    label: format!("{}, {}", left.label, right.label),
                    parent: None,
                    leaf: true,
                    within: None,
                    life: left.life.intersect(right.life),
                    successor: None,
                    span: left.span,
                });
                values.insert((a, b), id);
            }
        }
        let list = self.model.lists.push(list);
        self.few_enough(here, name.span, list)?;
        self.pairs.push(Pairs { list, of: [first, other], values });
        Ok(list)
    }

    /// The lists whose pairs a list is.
    pub(crate) fn halves(&self, list: ListId) -> Option<[ListId; 2]> {
        self.pairs.iter().find(|pairs| pairs.list == list).map(|pairs| pairs.of)
    }

    pub(crate) fn pair_of(&self, list: ListId, halves: [ValueId; 2]) -> Option<ValueId> {
        let pairs = self.pairs.iter().find(|pairs| pairs.list == list)?;
        pairs.values.get(&(halves[0], halves[1])).copied()
    }

    /// What stands after `of` or `for`, of what is kept by one list.
    pub(crate) fn only_key<'n>(&mut self, here: Here, keys: Keys<'n>) -> Done<Option<&'n Name>> {
        if let (Some(_), Some(second)) = (keys.of, keys.per) {
            self.report(
                Problem::error(
                    code::WRONG_TYPE,
                    here.span(second.span),
                    words!(
                        "this is kept by one list, so `{name}` says nothing of it",
                        "nội dung này chỉ lập theo một danh mục nên `{name}` không có ý nghĩa ở đây",
                        name = second.value
                    ),
                )
                .help(words!("declare it by two: `by A and B`", "khai báo theo hai danh mục: `theo A và B`")),
            );
            return Err(Failed);
        }
        Ok(keys.of.or(keys.per))
    }

    /// Both halves of the pair that is meant: as named, else as spoken of (`any A has …`).
    pub(crate) fn pair_keys(&mut self, here: Here, name: &Name, list: ListId, keys: Keys<'_>) -> Done<[Half; 2]> {
        let lists = self.halves(list).ok_or(Failed)?;
        let mut named: Vec<&Name> = keys.names().collect();
        let mut found: [Option<Half>; 2] = [None, None];
        for (slot, list) in found.iter_mut().zip(lists) {
            let at = named.iter().position(|key| self.is_key(here, list, key));
            *slot = match at.map(|at| named.remove(at)) {
                Some(key) => match self.key_named(here, list, key)? {
                    Key::Value(value) => Some(Half::Value(value)),
                    Key::Fact(fact) => Some(Half::Fact(fact)),
                    Key::Whole | Key::Pair(_) => None,
                },
                None => self.in_hand(list).map(Half::Value),
            };
        }
        if let Some(stranger) = named.first() {
            let list = lists.iter().zip(&found).find(|(_, found)| found.is_none()).map_or(lists[0], |(list, _)| *list);
            self.key_named(here, list, stranger)?;
            return Err(Failed);
        }
        match found {
            [Some(one), Some(two)] => Ok([one, two]),
            _ => Err(self.of_which(here, name, list)),
        }
    }

    /// Whether a name is a value of the list, or a fact with answers from it.
    fn is_key(&self, here: Here, list: ListId, key: &Name) -> bool {
        if self.value(list, &key.value).is_some() {
            return true;
        }
        match self.find_quietly(here.package, &key.value, Sorts::FACT) {
            Some(Thing::Fact(fact)) => match self.model.facts[fact].domain {
                Domain::Choice(from) => self.lies_within(from, list),
                _ => false,
            },
            _ => false,
        }
    }

    /// The pair in the stretch and with the choices in hand; a stand-in while only needs are looked for.
    pub(crate) fn pair_read(&mut self, list: ListId, halves: [Half; 2]) -> Done<ValueId> {
        let lists = self.halves(list).ok_or(Failed)?;
        let mut read = [ValueId(0); 2];
        for ((slot, half), list) in read.iter_mut().zip(halves).zip(lists) {
            *slot = match half {
                Half::Value(value) => value,
                Half::Fact(fact) => {
                    self.hand.needs.kept.insert(fact);
                    let value = match &self.hand.world {
                        Some(world) => world.answers.get(&fact).and_then(|answer| self.lifted(fact, *answer, list)),
                        None => self.model.lists[list].leaves().next(),
                    };
                    value.ok_or(Failed)?
                }
            };
        }
        self.pair_of(list, read).ok_or(Failed)
    }

    /// The fact that is meant of those kept by one list, or by two.
    pub(crate) fn kept_at(&mut self, here: Here, name: &Name, id: KeptId, keys: Keys<'_>) -> Done<FactId> {
        let list = self.kept.get(id.0).and_then(|kept| kept.list).ok_or(Failed)?;
        if self.halves(list).is_some() {
            let halves = self.pair_keys(here, name, list, keys)?;
            let value = self.pair_read(list, halves)?;
            return self.kept.get(id.0).and_then(|kept| kept.facts.get(&value)).copied().ok_or(Failed);
        }
        match self.only_key(here, keys)? {
            Some(of) => self.kept_for(here, id, of),
            None => self.kept_in_hand(here, name, id),
        }
    }

    /// The values of a list for which a line speaks: all where it names none. Of pairs, those with one of the names in each half.
    pub(crate) fn values_meant(
        &mut self,
        here: Here,
        list: ListId,
        of: &[Name],
        per: &[Name],
    ) -> Done<std::collections::BTreeSet<ValueId>> {
        let Some(lists) = self.halves(list) else {
            if let (Some(first), Some(second)) = (of.first(), per.first()) {
                self.only_key(here, Keys { of: Some(first), per: Some(second) })?;
            }
            let names = if of.is_empty() { per } else { of };
            return self.leaves_named(here, list, names);
        };
        // Which of the two groups of names belongs to which list, the first name of each says.
        let fits = |this: &Self, names: &[Name], list| {
            names.first().is_some_and(|name| this.value(list, &name.value).is_some())
        };
        let swapped = fits(self, of, lists[1]) && !fits(self, of, lists[0])
            || fits(self, per, lists[0]) && !fits(self, per, lists[1]);
        let (first, second) = if swapped { (per, of) } else { (of, per) };
        let (first, second) = (self.leaves_named(here, lists[0], first)?, self.leaves_named(here, lists[1], second)?);
        let pairs = first.iter().flat_map(|a| second.iter().map(move |b| [*a, *b]));
        Ok(pairs.filter_map(|halves| self.pair_of(list, halves)).collect())
    }

    fn leaves_named(&mut self, here: Here, list: ListId, names: &[Name]) -> Done<std::collections::BTreeSet<ValueId>> {
        if names.is_empty() {
            return Ok(self.model.lists[list].leaves().collect());
        }
        let mut leaves = std::collections::BTreeSet::new();
        for name in names {
            match self.value_at(here, name.span, list, &name.value) {
                Some(value) => leaves.extend(self.model.lists[list].leaves_under(value).iter()),
                None => return Err(self.no_such_answer(here, name.span, &name.value, list)),
            }
        }
        Ok(leaves)
    }
}
