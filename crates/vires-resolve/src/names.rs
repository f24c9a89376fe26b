//! Namespaces. Each package has **one** for everything it declares (tiers, lists, units, bodies, instruments, facts,
//! powers, modalities …) and for their other names (`also`): one name, one thing.
//!
//! A name means the nearest thing that fits the place where it is written: of the package itself first, then of the
//! packages it uses. Apart from these stand the values of a list (known by the type that is expected; there they come
//! before everything else), acts (known by the power), sectors (free words) and the numbers of provisions.

use std::collections::{HashMap, HashSet};

use vires_model::{
    BodyId, FactId, InstrumentId, InstrumentKindId, KindId, ListId, ModalityId, PackageId, ParameterId, PowerId,
    SourceSpan, TierId,
};
use vires_syntax::ast::Name;
use vires_syntax::span::Span;

use crate::problem::{Done, Failed, Problem, code};
use crate::resolver::{Here, Resolver};
use crate::spelling::{folded, nearness};
use crate::uses::Named;

/// A row of the units of measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(pub(crate) usize);

/// A row of the derived facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DerivedId(pub(crate) usize);

/// A row of the facts kept by a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeptId(pub(crate) usize);

/// A row of the events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(pub(crate) usize);

/// Something with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thing {
    /// A tier.
    Tier(TierId),
    /// A list or territory.
    List(ListId),
    /// A unit or currency.
    Unit(UnitId),
    /// A kind of body.
    BodyKind(KindId),
    /// A body or office.
    Body(BodyId),
    /// A kind of instrument.
    InstrumentKind(InstrumentKindId),
    /// An instrument.
    Instrument(InstrumentId),
    /// A fact.
    Fact(FactId),
    /// A fact with a definition.
    Derived(DerivedId),
    /// A fact kept by a list.
    Kept(KeptId),
    /// A parameter.
    Parameter(ParameterId),
    /// An event.
    Event(EventId),
    /// A power.
    Power(PowerId),
    /// A modality.
    Modality(ModalityId),
}

/// Sorts of things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sorts(u16);

impl Sorts {
    pub(crate) const TIER: Self = Self(1);
    pub(crate) const LIST: Self = Self(1 << 1);
    pub(crate) const UNIT: Self = Self(1 << 2);
    pub(crate) const BODY_KIND: Self = Self(1 << 3);
    pub(crate) const BODY: Self = Self(1 << 4);
    pub(crate) const INSTRUMENT_KIND: Self = Self(1 << 5);
    pub(crate) const INSTRUMENT: Self = Self(1 << 6);
    pub(crate) const FACT: Self = Self(1 << 7);
    pub(crate) const DERIVED: Self = Self(1 << 8);
    pub(crate) const POWER: Self = Self(1 << 9);
    pub(crate) const MODALITY: Self = Self(1 << 10);
    pub(crate) const KEPT: Self = Self(1 << 11);
    pub(crate) const PARAMETER: Self = Self(1 << 12);
    pub(crate) const EVENT: Self = Self(1 << 13);
    pub(crate) const ANY: Self = Self(u16::MAX);

    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
    const fn has(self, thing: Thing) -> bool {
        let sort = match thing {
            Thing::Tier(_) => Self::TIER,
            Thing::List(_) => Self::LIST,
            Thing::Unit(_) => Self::UNIT,
            Thing::BodyKind(_) => Self::BODY_KIND,
            Thing::Body(_) => Self::BODY,
            Thing::InstrumentKind(_) => Self::INSTRUMENT_KIND,
            Thing::Instrument(_) => Self::INSTRUMENT,
            Thing::Fact(_) => Self::FACT,
            Thing::Derived(_) => Self::DERIVED,
            Thing::Kept(_) => Self::KEPT,
            Thing::Parameter(_) => Self::PARAMETER,
            Thing::Event(_) => Self::EVENT,
            Thing::Power(_) => Self::POWER,
            Thing::Modality(_) => Self::MODALITY,
        };
        self.0 & sort.0 != 0
    }
    /// `a body or an office`
    fn noun(self) -> String {
        let rows: [(Self, &str); 12] = [
            (Self::TIER, "a tier"),
            (Self::LIST, "a list or territory"),
            (Self::UNIT, "a unit or currency"),
            (Self::BODY_KIND, "a kind of body"),
            (Self::BODY, "a body or office"),
            (Self::INSTRUMENT_KIND, "a kind of instrument"),
            (Self::INSTRUMENT, "an instrument"),
            (Self::FACT.or(Self::DERIVED).or(Self::KEPT), "a fact"),
            (Self::PARAMETER, "a parameter"),
            (Self::EVENT, "an event"),
            (Self::POWER, "a power"),
            (Self::MODALITY, "a modality"),
        ];
        // Whoever computes with a fact may use a parameter or an event; it is a fact that is looked for.
        let computed = self.0 & Self::FACT.0 != 0;
        let beside = |sort: &Self| computed && (*sort == Self::PARAMETER || *sort == Self::EVENT);
        let words: Vec<_> =
            rows.iter().filter(|(sort, _)| self.0 & sort.0 != 0 && !beside(sort)).map(|(_, word)| *word).collect();
        match words.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
            Some((last, _)) => (*last).to_owned(),
            None => "a name".to_owned(),
        }
    }
}

/// A declared name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) thing: Thing,
    pub(crate) at: SourceSpan,
    /// Declared again as something else, so that a use that wants the other is no error of its own.
    pub(crate) twice: bool,
}

/// The names of one package.
#[derive(Debug, Default)]
pub(crate) struct Namespace {
    pub(crate) entries: HashMap<String, Entry>,
    /// The packages used, in the order written.
    pub(crate) uses: Vec<PackageId>,
    /// Something used could not be read or found: a name that is not known may be its name.
    pub(crate) incomplete: bool,
    /// Words on lines that could not be read: any of them may have been declared there.
    pub(crate) unread: HashSet<String>,
}

/// What a name stands for.
enum Looked {
    Found(Thing),
    Several(Entry, Entry),
    Other(Entry),
    /// Nothing, and the cause may be a line that is already reported.
    Silent,
    Nothing,
}

impl Resolver<'_> {
    /// The thing of one of the wanted sorts that the name stands for.
    pub(crate) fn find(&mut self, here: Here, name: &Name, wanted: Sorts) -> Done<Thing> {
        let span = here.span(name.span);
        match self.look(here.package, &name.value, wanted) {
            Looked::Found(thing) => {
                self.mentions(here, name.span, Named::Thing(thing));
                self.sound(thing)
            }
            Looked::Silent => Err(Failed),
            Looked::Several(one, other) => {
                let packages = [one, other].map(|entry| self.package_of(entry.at));
                self.report(
                    Problem::error(
                        code::AMBIGUOUS,
                        span,
                        format!("`{}` is declared by two of the packages used here", name.value),
                    )
                    .see(one.at, format!("declared in package {}", packages[0]))
                    .see(other.at, format!("and in package {}", packages[1]))
                    .help(format!(
                        "write `{}.{n}` or `{}.{n}`",
                        packages[0],
                        packages[1],
                        n = name.value
                    )),
                );
                Err(Failed)
            }
            Looked::Other(entry) => {
                self.sound(entry.thing)?;
                let is = self.noun(entry.thing);
                self.report(
                    Problem::error(
                        code::WRONG_SORT,
                        span,
                        format!("`{}` is {is}; here the text needs {}", name.value, wanted.noun()),
                    )
                    .see(entry.at, "declared here"),
                );
                Err(Failed)
            }
            Looked::Nothing => {
                self.unknown(here, name, wanted);
                Err(Failed)
            }
        }
    }

    /// The same without a word where there is none: for names that may also stand for something else.
    pub(crate) fn find_quietly(&self, package: PackageId, name: &str, wanted: Sorts) -> Option<Thing> {
        match self.look(package, name, wanted) {
            Looked::Found(thing) => Some(thing),
            _ => None,
        }
    }

    /// The same where what is found is what the name stands for.
    pub(crate) fn find_if_there(&self, here: Here, span: Span, name: &str, wanted: Sorts) -> Option<Thing> {
        let thing = self.find_quietly(here.package, name, wanted)?;
        self.mentions(here, span, Named::Thing(thing));
        Some(thing)
    }

    /// Whether an unknown name may stand for something whose declaration is already reported.
    pub(crate) fn may_be_reported(&self, package: PackageId, name: &str) -> bool {
        match self.look(package, name, Sorts::ANY) {
            Looked::Found(thing) => self.poisoned.contains(&thing),
            Looked::Silent => true,
            _ => false,
        }
    }

    /// The thing, unless its declaration is in error.
    pub(crate) fn sound(&self, thing: Thing) -> Done<Thing> {
        if self.poisoned.contains(&thing) { Err(Failed) } else { Ok(thing) }
    }

    fn look(&self, package: PackageId, name: &str, wanted: Sorts) -> Looked {
        let Some(own) = self.namespaces.get(package.0 as usize) else {
            return Looked::Nothing;
        };
        if let Some((of, rest)) = name.rsplit_once('.')
            && let Some(id) = self.package_names.get(of)
            && (*id == package || own.uses.contains(id))
        {
            let namespace = self.namespaces.get(id.0 as usize);
            return match namespace.and_then(|space| space.entries.get(rest)) {
                Some(entry) if wanted.has(entry.thing) => Looked::Found(entry.thing),
                Some(entry) if entry.twice => Looked::Silent,
                Some(entry) => Looked::Other(*entry),
                None if namespace.is_some_and(|space| space.unread.contains(rest)) => Looked::Silent,
                None => Looked::Nothing,
            };
        }
        let mine = own.entries.get(name);
        if let Some(entry) = mine
            && wanted.has(entry.thing)
        {
            return Looked::Found(entry.thing);
        }
        let mut fitting: Option<Entry> = None;
        let mut other = mine.copied();
        let mut unread = own.incomplete || own.unread.contains(name);
        for used in &own.uses {
            let Some(space) = self.namespaces.get(used.0 as usize) else {
                continue;
            };
            unread |= space.unread.contains(name);
            match space.entries.get(name) {
                Some(entry) if wanted.has(entry.thing) => match fitting {
                    Some(first) if first.thing != entry.thing => {
                        return Looked::Several(first, *entry);
                    }
                    _ => fitting = Some(*entry),
                },
                Some(entry) => other = other.or(Some(*entry)),
                None => {}
            }
        }
        match (fitting, other) {
            (Some(entry), _) => Looked::Found(entry.thing),
            (None, _) if unread => Looked::Silent,
            (None, Some(entry)) if entry.twice => Looked::Silent,
            (None, Some(entry)) => Looked::Other(entry),
            (None, None) => Looked::Nothing,
        }
    }

    fn unknown(&mut self, here: Here, name: &Name, wanted: Sorts) {
        let what = wanted.noun();
        let message = match what.split_once(' ') {
            Some((_, one)) if wanted.0.count_ones() == 1 || one == "fact" => {
                format!("there is no {one} named `{}`", name.value)
            }
            _ => format!("nothing is named `{}`; here the text needs {what}", name.value),
        };
        let mut problem = Problem::error(code::UNKNOWN_NAME, here.span(name.span), message);
        // Declared, but in a package that is not used: that is the likeliest cause.
        let plain = name.value.rsplit('.').next().unwrap_or(&name.value);
        let elsewhere =
            self.model.packages.iter().zip(&self.namespaces).filter(|((id, _), _)| *id != here.package).find_map(
                |((_, package), space)| {
                    let entry = space.entries.get(plain)?;
                    wanted.has(entry.thing).then(|| (package.name.clone(), *entry))
                },
            );
        if let Some((package, entry)) = elsewhere {
            problem = problem
                .see(entry.at, format!("declared in package {package}"))
                .help(format!("write `use {package}` at the beginning of the file"));
        } else if let Some((near, entry)) = self.nearest(here.package, &name.value, wanted) {
            let package = self.package_of(entry.at);
            problem = problem
                .see(entry.at, format!("`{near}` is declared in package {package}"))
                .help(format!("did you mean `{near}`?"));
        } else if wanted.0 & Sorts::FACT.0 != 0
            && let Some(list) = self.list_with(here.package, &name.value)
        {
            let list = &self.model.lists[list];
            problem = problem.see(list.span, format!("`{}` is a value of {}", name.value, list.name)).help(
                "a condition says of what fact this is the answer: `source is coal`, `source is one of coal, gas`",
            );
        }
        self.report(problem);
    }

    /// A list of this package, or of one that it uses, with a value of that name.
    fn list_with(&mut self, package: PackageId, name: &str) -> Option<ListId> {
        if !self.may_suggest() {
            return None;
        }
        let own = self.namespaces.get(package.0 as usize)?;
        let visible = |of: PackageId| of == package || own.uses.contains(&of);
        let mut lists = self.model.lists.iter().filter(|(_, list)| visible(list.package));
        lists.find(|(_, list)| list.by_name.contains_key(name)).map(|(id, _)| id)
    }

    /// The nearest name of a wanted sort that may be used here.
    fn nearest(&mut self, package: PackageId, name: &str, wanted: Sorts) -> Option<(String, Entry)> {
        if !self.may_suggest() {
            return None;
        }
        let own = self.namespaces.get(package.0 as usize)?;
        let used = own.uses.iter().filter_map(|id| self.namespaces.get(id.0 as usize));
        let name = folded(name);
        std::iter::once(own)
            .chain(used)
            .flat_map(|space| &space.entries)
            .filter(|(_, entry)| wanted.has(entry.thing))
            .filter_map(|(known, entry)| Some((nearness(&name, &folded(known))?, known, entry)))
            .min_by_key(|(distance, known, entry)| (*distance, known.as_str(), entry.at))
            .map(|(_, known, entry)| (known.clone(), *entry))
    }

    /// Looking for near names costs time; a text with hundreds of unknown names is not a text with slips of the pen.
    pub(crate) fn may_suggest(&mut self) -> bool {
        const MOST: u32 = 100;
        self.suggested += 1;
        self.suggested <= MOST
    }

    fn noun(&self, thing: Thing) -> &'static str {
        match thing {
            Thing::Tier(_) => "a tier",
            Thing::List(id) if self.model.lists[id].territory => "a territory",
            Thing::List(_) => "a list",
            Thing::Unit(id) if self.units.get(id.0).is_some_and(|unit| unit.currency) => "a currency",
            Thing::Unit(_) => "a unit",
            Thing::BodyKind(_) => "a kind of body",
            Thing::Body(id) if self.model.bodies[id].office => "an office",
            Thing::Body(_) => "a body",
            Thing::InstrumentKind(_) => "a kind of instrument",
            Thing::Instrument(_) => "an instrument",
            Thing::Fact(_) => "a fact",
            Thing::Derived(_) => "a derived fact",
            Thing::Kept(_) => "a fact kept by a list",
            Thing::Parameter(_) => "a parameter",
            Thing::Event(_) => "an event",
            Thing::Power(_) => "a power",
            Thing::Modality(_) => "a modality",
        }
    }

    /// The name of the package in whose files a place lies.
    fn package_of(&self, at: SourceSpan) -> String {
        self.package_of_file.get(&at.file).map_or_else(String::new, |id| self.model.packages[*id].name.clone())
    }

    pub(crate) fn find_list(&mut self, here: Here, name: &Name) -> Done<ListId> {
        match self.find(here, name, Sorts::LIST)? {
            Thing::List(id) => Ok(id),
            _ => Err(Failed),
        }
    }
    pub(crate) fn find_tier(&mut self, here: Here, name: &Name) -> Done<TierId> {
        match self.find(here, name, Sorts::TIER)? {
            Thing::Tier(id) => Ok(id),
            _ => Err(Failed),
        }
    }
    pub(crate) fn find_unit(&mut self, here: Here, name: &Name) -> Done<UnitId> {
        match self.find(here, name, Sorts::UNIT)? {
            Thing::Unit(id) => Ok(id),
            _ => Err(Failed),
        }
    }
    pub(crate) fn find_body(&mut self, here: Here, name: &Name) -> Done<BodyId> {
        match self.find(here, name, Sorts::BODY)? {
            Thing::Body(id) => Ok(id),
            _ => Err(Failed),
        }
    }
    pub(crate) fn find_fact(&mut self, here: Here, name: &Name) -> Done<FactId> {
        match self.find(here, name, Sorts::FACT)? {
            Thing::Fact(id) => Ok(id),
            _ => Err(Failed),
        }
    }
    pub(crate) fn find_power(&mut self, here: Here, name: &Name) -> Done<PowerId> {
        match self.find(here, name, Sorts::POWER)? {
            Thing::Power(id) => Ok(id),
            _ => Err(Failed),
        }
    }
    pub(crate) fn find_modality(&mut self, here: Here, name: &Name) -> Done<ModalityId> {
        match self.find(here, name, Sorts::MODALITY)? {
            Thing::Modality(id) => Ok(id),
            _ => Err(Failed),
        }
    }
    pub(crate) fn find_instrument_kind(&mut self, here: Here, name: &Name) -> Done<InstrumentKindId> {
        match self.find(here, name, Sorts::INSTRUMENT_KIND)? {
            Thing::InstrumentKind(id) => Ok(id),
            _ => Err(Failed),
        }
    }
    /// All of them, each unknown one reported.
    pub(crate) fn find_all<T>(
        &mut self,
        here: Here,
        names: &[Name],
        mut find: impl FnMut(&mut Self, Here, &Name) -> Done<T>,
    ) -> Done<Vec<T>> {
        let found: Vec<_> = names.iter().map(|name| find(self, here, name)).collect();
        found.into_iter().collect()
    }
}
