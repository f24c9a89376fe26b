//! Namespaces. Each package has **one** for everything it declares (tiers, lists, units, bodies, instruments, facts,
//! powers, modalities …) and for their other names (`also`): one name, one thing.
//!
//! A name means the nearest thing that fits the place where it is written: of the package itself first, then of the
//! packages it uses. Apart from these stand the values of a list (known by the type that is expected; there they come
//! before everything else), acts (known by the power), sectors (free words) and the numbers of provisions.

use std::collections::HashMap;

use vires_model::{
    BodyId, CalendarId, Domain, FactId, InstrumentId, InstrumentKindId, KindId, ListId, Measure, ModalityId, PackageId,
    ParameterId, PowerId, SourceSpan, TierId,
};
use vires_syntax::Keyword;
use vires_syntax::ast::Name;
use vires_syntax::span::Span;
use vires_words::{Language, Words, any_of, words};

use crate::problem::{Declarable, Done, Failed, Problem, Remedy, code};
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
    /// A calendar.
    Calendar(CalendarId),
    /// A power.
    Power(PowerId),
    /// A modality.
    Modality(ModalityId),
}

/// Sorts of things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sorts(u16);

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
    pub(crate) const CALENDAR: Self = Self(1 << 14);
    pub(crate) const ANY: Self = Self(u16::MAX);

    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
    /// Whether a thing is of one of these sorts.
    #[must_use]
    pub const fn has(self, thing: Thing) -> bool {
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
            Thing::Calendar(_) => Self::CALENDAR,
            Thing::Power(_) => Self::POWER,
            Thing::Modality(_) => Self::MODALITY,
        };
        self.0 & sort.0 != 0
    }
    /// What a name would be declared as that only this fits.
    fn declarable(self) -> Option<Declarable> {
        [
            (Self::TIER, Declarable::Tier),
            (Self::UNIT, Declarable::Unit),
            (Self::BODY_KIND, Declarable::BodyKind),
            (Self::BODY, Declarable::Body),
            (Self::INSTRUMENT_KIND, Declarable::InstrumentKind),
            (Self::INSTRUMENT, Declarable::Instrument),
            (Self::EVENT, Declarable::Event),
            (Self::POWER, Declarable::Power),
            (Self::MODALITY, Declarable::Modality),
        ]
        .into_iter()
        .find_map(|(sort, declarable)| (sort == self).then_some(declarable))
    }
    /// `a body or an office`
    fn noun(self) -> Words {
        let rows: [(Self, Words); 13] = [
            (Self::CALENDAR, words!("a calendar", "một lịch")),
            (Self::TIER, words!("a tier", "một cấp")),
            (Self::LIST, words!("a list or territory", "một danh mục hoặc địa bàn")),
            (Self::UNIT, words!("a unit or currency", "một đơn vị đo hoặc tiền tệ")),
            (Self::BODY_KIND, words!("a kind of body", "một loại cơ quan")),
            (Self::BODY, words!("a body or office", "một cơ quan hoặc chức danh")),
            (Self::INSTRUMENT_KIND, words!("a kind of instrument", "một loại văn bản")),
            (Self::INSTRUMENT, words!("an instrument", "một văn bản")),
            (Self::FACT.or(Self::DERIVED).or(Self::KEPT), words!("a fact", "một dữ kiện")),
            (Self::PARAMETER, words!("a parameter", "một định mức")),
            (Self::EVENT, words!("an event", "một sự kiện")),
            (Self::POWER, words!("a power", "một thẩm quyền")),
            (Self::MODALITY, words!("a modality", "một phương thức")),
        ];
        // Whoever computes with a fact may use a parameter or an event; it is a fact that is looked for.
        let computed = self.0 & Self::FACT.0 != 0;
        let beside = |sort: &Self| computed && (*sort == Self::PARAMETER || *sort == Self::EVENT);
        let fitting = rows.iter().filter(|(sort, _)| self.0 & sort.0 != 0 && !beside(sort));
        let nouns: Vec<&Words> = fitting.map(|(_, noun)| noun).collect();
        if nouns.is_empty() { words!("a name", "một tên") } else { any_of(&nouns) }
    }
}

/// `a fact` as `fact`.
fn without_article(noun: &Words) -> Option<Words> {
    let (_, english) = noun.in_language(Language::En).split_once(' ')?;
    Some(Words::new(english, noun.in_language(Language::Vi).trim_start_matches("một ")))
}

/// A declared name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) thing: Thing,
    pub(crate) at: SourceSpan,
    /// Where it is declared again, as something else perhaps, so that a use that wants the other is no error of its own.
    pub(crate) twice: Option<SourceSpan>,
}

/// The names of one package.
#[derive(Debug, Clone, Default)]
pub(crate) struct Namespace {
    pub(crate) entries: HashMap<String, Entry>,
    /// The packages used, in the order written.
    pub(crate) uses: Vec<PackageId>,
    /// Lines that use something which could not be read or found: a name that is not known may be its name.
    pub(crate) incomplete: Vec<SourceSpan>,
    /// Words on lines that could not be read, each with the first of these lines: any of them may have been declared there.
    pub(crate) unread: HashMap<String, SourceSpan>,
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
                        words!(
                            "`{name}` is declared by two of the packages used here",
                            "`{name}` được khai báo trong hai gói được dùng ở đây",
                            name = name.value
                        ),
                    )
                    .see(
                        one.at,
                        words!("declared in package {package}", "khai báo trong gói {package}", package = packages[0]),
                    )
                    .see(other.at, words!("and in package {package}", "và trong gói {package}", package = packages[1]))
                    .help(words!(
                        "write `{one}.{n}` or `{other}.{n}`",
                        "viết `{one}.{n}` hoặc `{other}.{n}`",
                        one = packages[0],
                        other = packages[1],
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
                        words!(
                            "`{name}` is {is}; here the text needs {needed}",
                            "`{name}` là {is}; ở đây cần {needed}",
                            is = is,
                            name = name.value,
                            needed = wanted.noun()
                        ),
                    )
                    .see(entry.at, words!("declared here", "khai báo tại đây"))
                    .helped(self.instead_of(here, entry.thing, name, wanted)),
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
        let own = self.namespaces.get(package.0 as usize).and_then(|space| space.entries.get(name));
        if own.is_some_and(|entry| entry.twice.is_some()) {
            return true;
        }
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
                Some(entry) if entry.twice.is_some() => Looked::Silent,
                Some(entry) => Looked::Other(*entry),
                None if namespace.is_some_and(|space| space.unread.contains_key(rest)) => Looked::Silent,
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
        let mut unread = !own.incomplete.is_empty() || own.unread.contains_key(name);
        for used in &own.uses {
            let Some(space) = self.namespaces.get(used.0 as usize) else {
                continue;
            };
            unread |= space.unread.contains_key(name);
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
            (None, Some(entry)) if entry.twice.is_some() => Looked::Silent,
            (None, Some(entry)) => Looked::Other(entry),
            (None, None) => Looked::Nothing,
        }
    }

    /// What is written where a thing of another sort was meant to serve.
    fn instead_of(&self, here: Here, thing: Thing, written: &Name, wanted: Sorts) -> Option<Words> {
        let name = &written.value;
        let is_date = matches!(thing, Thing::Fact(fact) if matches!(&self.model.facts[fact].domain,
            Domain::Ordered(ordered) if ordered.measure == Measure::Date));
        if wanted == Sorts::EVENT && is_date {
            let before = self.words_at(here, Span::new(0, written.span.start));
            return Some(day_of_a_case(before.lines().next_back().unwrap_or_default(), name));
        }
        let behind = |bytes| self.words_at(here, Span::new(written.span.end, written.span.end.saturating_add(bytes)));
        let is_told = behind(4) == " is " || behind(5) == " là ";
        match thing {
            Thing::Body(_) if wanted.has(Thing::Fact(FactId(0))) && is_told => Some(words!(
                "what is so in a case is a fact: declare one, such as `fact {name}_absent : yes or no`; that nobody is \
                 appointed to an office is written `{name} is vacant`",
                "điều có trong hồ sơ là dữ kiện: khai báo một dữ kiện, như `dữ kiện {name}_absent : có hoặc không`; nếu không \
                 ai được bổ nhiệm vào chức danh thì viết `{name} khuyết`"
            )),
            Thing::Calendar(_) if wanted.has(Thing::Fact(FactId(0))) => Some(words!(
                "days of a calendar are counted, in periods; a condition names the days themselves, as in `today from \
                 2026-01-12 and until 2026-01-13`",
                "ngày của lịch được đếm trong thời hạn; điều kiện thì nêu chính các ngày đó, như `hôm nay từ ngày 2026-01-12 và \
                 đến hết ngày 2026-01-13`"
            )),
            _ => None,
        }
    }

    fn unknown(&mut self, here: Here, name: &Name, wanted: Sorts) {
        let what = wanted.noun();
        let message = match without_article(&what) {
            Some(one) if wanted.0.count_ones() == 1 || one.in_language(Language::En) == "fact" => words!(
                "there is no {one} named `{name}`",
                "không có {one} nào tên là `{name}`",
                one = one,
                name = name.value
            ),
            _ => words!(
                "nothing is named `{name}`; here the text needs {what}",
                "không có gì tên là `{name}`; ở đây cần {what}",
                what = what,
                name = name.value
            ),
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
                .see(entry.at, words!("declared in package {package}", "khai báo trong gói {package}"))
                .help(words!("write `use {package}` at the beginning of the file", "viết `dùng {package}` ở đầu tệp"))
                .remedy(Remedy::Use(package.clone()));
        } else {
            problem = problem.remedy(Remedy::Find(wanted));
            problem = self.otherwise(here, name, wanted, problem);
        }
        if let Some(sort) = wanted.declarable().filter(|_| !name.value.contains('.')) {
            problem = problem.remedy(Remedy::Declare(sort));
        }
        self.report(problem);
    }

    /// What may have been meant by a name that no package has which is known here.
    fn otherwise(&mut self, here: Here, name: &Name, wanted: Sorts, mut problem: Problem) -> Problem {
        let is_type = wanted == Sorts::LIST.or(Sorts::UNIT);
        // `30 percent`
        let is_share = wanted == Sorts::UNIT && matches!(name.value.as_str(), "percent" | "percentage" | "pct");
        if let Some(help) = type_meant(&name.value).filter(|_| is_type || is_share) {
            problem = problem.help(help);
        } else if let Some(help) = share_meant(&name.value).filter(|_| wanted.has(Thing::Body(BodyId(0)))) {
            problem = problem.help(help);
        } else if let Some((near, entry)) = self.nearest(here.package, &name.value, wanted) {
            let package = self.package_of(entry.at);
            problem = problem
                .see(
                    entry.at,
                    words!("`{near}` is declared in package {package}", "`{near}` được khai báo trong gói {package}"),
                )
                .help(words!("did you mean `{near}`?", "có phải muốn viết `{near}`?"))
                .remedy(Remedy::Replace(near));
        } else if wanted == Sorts::BODY
            && let Some((near, entry)) = self.nearest(here.package, &name.value, Sorts::BODY_KIND)
        {
            // `any 2 of members`
            problem = problem
                .see(entry.at, words!("`{near}` is a kind of body", "`{near}` là loại cơ quan"))
                .help(words!("did you mean `{near}`?", "có phải muốn viết `{near}`?"))
                .remedy(Remedy::Replace(near));
        } else if wanted.0 & Sorts::FACT.0 != 0
            && let Some(list) = self.list_with(here.package, &name.value)
        {
            let list = &self.model.lists[list];
            problem = problem
                .see(
                    list.span,
                    words!(
                        "`{name}` is a value of {list}",
                        "`{name}` là một giá trị của {list}",
                        name = name.value,
                        list = list.name
                    ),
                )
                .help(words!(
                    "a condition says of what fact this is the answer: `source is coal`, `source is one \
                     of coal, gas`",
                    "điều kiện phải nêu đây là câu trả lời cho dữ kiện nào: `source là coal`, `source \
                     thuộc một trong coal, gas`"
                ));
        } else if let Some(word) = vires_syntax::word_meant(&name.value, words_among(wanted)) {
            problem = problem.help(words!("did you mean `{word}`?", "có phải muốn viết `{word}`?"));
        } else if wanted == Sorts::MODALITY {
            let declared = self.model.modalities.iter().filter(|(_, modality)| modality.package == here.package);
            let names: Vec<String> = declared.take(3).map(|(_, modality)| format!("`{}`", modality.name)).collect();
            if !names.is_empty() {
                let names = vires_words::any_of(&names);
                problem = problem.help(words!("declared are {names}", "đã khai báo {names}", names = names));
            }
        }
        problem
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
    pub(crate) fn nearest(&mut self, package: PackageId, name: &str, wanted: Sorts) -> Option<(String, Entry)> {
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

    fn noun(&self, thing: Thing) -> Words {
        match thing {
            Thing::Tier(_) => words!("a tier", "một cấp"),
            Thing::List(id) if self.model.lists[id].territory => words!("a territory", "một địa bàn"),
            Thing::List(_) => words!("a list", "một danh mục"),
            Thing::Unit(id) if self.units.get(id.0).is_some_and(|unit| unit.currency) => {
                words!("a currency", "một tiền tệ")
            }
            Thing::Unit(_) => words!("a unit", "một đơn vị đo"),
            Thing::BodyKind(_) => words!("a kind of body", "một loại cơ quan"),
            Thing::Body(id) if self.model.bodies[id].office => words!("an office", "một chức danh"),
            Thing::Body(_) => words!("a body", "một cơ quan"),
            Thing::InstrumentKind(_) => words!("a kind of instrument", "một loại văn bản"),
            Thing::Instrument(_) => words!("an instrument", "một văn bản"),
            Thing::Fact(_) => words!("a fact", "một dữ kiện"),
            Thing::Derived(_) => words!("a derived fact", "một dữ kiện suy ra"),
            Thing::Kept(_) => words!("a fact kept by a list", "một dữ kiện lập theo danh mục"),
            Thing::Parameter(_) => words!("a parameter", "một định mức"),
            Thing::Event(_) => words!("an event", "một sự kiện"),
            Thing::Calendar(_) => words!("a calendar", "một lịch"),
            Thing::Power(_) => words!("a power", "một thẩm quyền"),
            Thing::Modality(_) => words!("a modality", "một phương thức"),
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

/// The type that goes by another name elsewhere.
fn type_meant(name: &str) -> Option<Words> {
    Some(match name.to_lowercase().as_str() {
        "integer" | "int" | "whole" => words!("write `number`", "viết `số`"),
        "decimal" | "float" | "double" | "real" | "numeric" => {
            words!("write `number with 2 decimals`", "viết `số với 2 chữ số thập phân`")
        }
        "boolean" | "bool" | "flag" | "yesno" => words!("write `yes or no`", "viết `có hoặc không`"),
        "percentage" | "percent" | "pct" => words!("write `%`", "viết `%`"),
        "money" | "amount" | "currency" => words!(
            "declare the currency, and write its name: `currency USD with 2 decimals`, then `: USD`",
            "khai báo tiền tệ rồi viết tên: `tiền tệ VND`, rồi `: VND`"
        ),
        "text" | "string" | "name" => words!(
            "a rule turns on answers of which all are known: write them out, `: coal, gas`, or name a list; somebody is a \
             `person`",
            "quy định chỉ tùy thuộc vào các câu trả lời biết trước: viết ra, `: coal, gas`, hoặc nêu danh mục; nếu là một \
             người thì viết `người`"
        ),
        "datetime" | "time" | "day" => words!("write `date`", "viết `ngày`"),
        _ => return None,
    })
}

/// What is written of a day of the case, by the words of the line before it: `from`, `until`, `within 2 months from`.
fn day_of_a_case(before: &str, name: &str) -> Words {
    let before = before.trim_end();
    let ends = |phrases: &[&'static str]| phrases.iter().find_map(|phrase| before.strip_suffix(phrase));
    if let Some(period) = ends(&["from", "từ ngày"]) {
        let units = [
            "days", "day", "weeks", "week", "months", "month", "years", "year", "ngày", "tuần", "tháng", "năm", "việc",
        ];
        if units.iter().any(|unit| period.trim_end().ends_with(unit)) {
            return words!(
                "the day from which a period is counted stands behind `of`: `of {name}`",
                "ngày bắt đầu tính thời hạn đứng sau `kể từ`: `kể từ {name}`"
            );
        }
        return words!(
            "the day of a case belongs in the condition: `when today from {name}`",
            "ngày của hồ sơ thuộc về điều kiện: `khi hôm nay từ ngày {name}`"
        );
    }
    if ends(&["until", "đến hết ngày"]).is_some() {
        return words!(
            "the day of a case belongs in the condition: `when today until {name}`",
            "ngày của hồ sơ thuộc về điều kiện: `khi hôm nay đến hết ngày {name}`"
        );
    }
    words!(
        "the day of a case belongs in the condition: `when today before {name}`",
        "ngày của hồ sơ thuộc về điều kiện: `khi hôm nay trước ngày {name}`"
    )
}

/// `half of the_board holds P`, which reads as the half that the board has.
fn share_meant(name: &str) -> Option<Words> {
    match name.to_lowercase().as_str() {
        "half" => Some(words!(
            "half of a group is written `at least 1/2 of`, more than that `more than half of`",
            "một nửa của một nhóm được viết `không dưới 1/2 của`, nhiều hơn một nửa thì viết `quá nửa`"
        )),
        "majority" | "most" => Some(words!(
            "a majority is written `more than half of`; a larger one `at least 2/3 of`",
            "đa số được viết `quá nửa`; đa số lớn hơn thì viết `không dưới 2/3 của`"
        )),
        // `two of member hold p`
        "one" | "two" | "three" | "four" | "five" | "một" | "hai" | "ba" | "bốn" | "năm" => Some(words!(
            "so many of a group are written `any 2 of`",
            "một số chủ thể của một nhóm được viết `bất kỳ 2 của`"
        )),
        _ => None,
    }
}

/// The words of the language that may stand where a name of such a sort may.
fn words_among(wanted: Sorts) -> &'static [Keyword] {
    match wanted {
        wanted if wanted == Sorts::LIST.or(Sorts::UNIT) => {
            &[Keyword::Date, Keyword::Number, Keyword::Months, Keyword::Years, Keyword::Days, Keyword::Person]
        }
        Sorts::UNIT => &[Keyword::Days, Keyword::Weeks, Keyword::Months, Keyword::Years],
        Sorts::MODALITY => &[Keyword::Never, Keyword::Freely],
        wanted if wanted.has(Thing::Body(BodyId(0))) => &[Keyword::Nobody],
        _ => &[],
    }
}
