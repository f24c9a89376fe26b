//! Names, dates and numbers of provisions for each sort of slot.

use std::collections::BTreeSet;

use vires_model::{Domain, FactId, ListId, ListValue, Measure, Model, Ordered};
use vires_syntax::Keyword;
use vires_syntax::ast::{DeclarationKind, Definition};
use vires_words::Language;

use super::ItemKind;
use super::context::{Context, Sort};
use super::ended;
use super::items::Items;
use super::measured::{self, measure};
use super::parties::{givers, having, put as put_bodies};
use super::provisions::numbers;
use super::receivers::Transfer;
use crate::slot::{Slot, Subject};
use crate::visible::{Entry, Visible};

/// So many days are proposed.
const MOST_DAYS: usize = 12;

/// Adds what may stand in a slot. `opens`: a sentence begins here, and its own words come first.
pub(super) fn add(slot: &Slot, visible: &Visible<'_>, context: &Context, today: &str, opens: bool, items: &mut Items) {
    let gone = ended::bodies(visible, context);
    // Names of bodies, then modalities, then powers: what begins most sentences first.
    let opening = |rank: u8| if opens { rank } else { 0 };
    // What is expected is mostly that somebody holds something.
    let expected = opens && !context.is_at_start;
    let holders = match (expected, opens) {
        (true, _) => 0,
        (false, true) => 7,
        (false, false) => 1,
    };
    let mut declared = |rank: u8, wanted: &dyn Fn(&DeclarationKind) -> bool| {
        visible.each(|entry| {
            if wanted(entry.kind) && !(is_body(entry.kind) && gone.contains(entry.name.value.as_str())) {
                put(&entry, rank, items);
            }
        });
    };
    match slot {
        Slot::Package => {
            for name in visible.others() {
                let label = visible
                    .model()
                    .packages
                    .iter()
                    .find(|(_, row)| row.name == name)
                    .map(|(_, row)| row.label.as_str());
                items.name(name, label, ItemKind::Package, 0, None);
            }
            let is_read = |name: &str| visible.model().packages.iter().any(|(_, row)| row.name == name);
            for (name, label) in visible.elsewhere.iter().filter(|(name, _)| !is_read(name)) {
                items.name(name, label.as_deref(), ItemKind::Package, 1, None);
            }
        }
        Slot::OwnPackage => {
            for (name, label, beside) in visible.packages() {
                items.name(name, label, ItemKind::Package, if beside { 0 } else { 2 }, None);
            }
        }
        Slot::PlaceFact => place_facts(visible, items),
        // `territory T within |` names another.
        Slot::Length if context.owner == Some(Sort::Declaration(Keyword::Territory)) => {}
        Slot::Length => {
            let is_days = |domain: &Domain| match domain {
                Domain::Ordered(Ordered { measure, .. }) => {
                    matches!(measure, Measure::Days | Measure::WorkingDays | Measure::Months | Measure::Years)
                }
                _ => false,
            };
            for (_, row) in visible.model().parameters.iter() {
                if visible.sees_id(row.package) && is_days(&row.domain) {
                    let at = Some((row.span.file, row.span.start));
                    items.name(&row.name, Some(&row.label), ItemKind::Parameter, 0, at);
                }
            }
            facts(visible, 1, items, |_, domain| is_days(domain));
        }
        Slot::Tier => declared(0, &|kind| matches!(kind, DeclarationKind::Tier)),
        Slot::List => {
            // `by Party and |`: the pairs of a list with itself are none.
            let first = if context.is_behind_a_first_list() { context.list_before() } else { None };
            visible.each(|entry| {
                if is_list(entry.kind) && first != Some(entry.name.value.as_str()) {
                    put(&entry, 0, items);
                }
            });
        }
        Slot::ValueIn { list } => {
            let model = visible.model();
            let own = model.lists.iter().filter(|(_, row)| row.name == *list && visible.sees_id(row.package));
            for (_, row) in own {
                rows(row.values.iter().filter(|row| !context.mentions(&row.name)), 0, false, items);
            }
        }
        Slot::Territory => {
            // Below a rule `within` begins a period.
            if matches!(context.owner, Some(Sort::Declaration(Keyword::Territory))) {
                declared(0, &|kind| matches!(kind, DeclarationKind::Territory { .. }));
            }
        }
        Slot::OuterPlace => {
            // Of another territory than the one being declared, and each once.
            let lists = visible.model().lists.iter().map(|(_, row)| row);
            for list in
                lists.filter(|row| row.territory && visible.sees_id(row.package) && !context.mentions(&row.name))
            {
                rows(list.values.iter().filter(|row| !context.mentions(&row.name)), 0, false, items);
            }
        }
        Slot::BodyKind => {
            if matches!(context.owner, Some(Sort::Declaration(Keyword::Body | Keyword::Office))) {
                declared(0, &|kind| matches!(kind, DeclarationKind::BodyKind));
            }
        }
        Slot::InstrumentKind => {
            if !matches!(context.owner, Some(Sort::Declaration(Keyword::Body | Keyword::Office))) {
                declared(0, &|kind| matches!(kind, DeclarationKind::InstrumentKind));
            }
        }
        Slot::Body => declared(0, &is_body),
        Slot::Office => declared(0, &|kind| matches!(kind, DeclarationKind::Office)),
        Slot::Modality => declared(opening(6), &|kind| matches!(kind, DeclarationKind::Modality)),
        Slot::Sector => sectors(visible, items),
        Slot::Parameter => declared(0, &|kind| matches!(kind, DeclarationKind::Parameter { .. })),
        Slot::Type => declared(1, &|kind| {
            is_list(kind) || matches!(kind, DeclarationKind::Unit { .. } | DeclarationKind::Currency)
        }),
        Slot::Holder => declared(holders, &is_body),
        Slot::Barred => {
            declared(holders, &is_body);
            // A bar may turn on a person.
            facts(visible, if opens { 8 } else { 3 }, items, |_, domain| matches!(domain, Domain::Person));
        }
        Slot::Member => declared(1, &|kind| is_body(kind) || matches!(kind, DeclarationKind::BodyKind)),
        Slot::Calendar => declared(0, &|kind| matches!(kind, DeclarationKind::Calendar { .. })),
        Slot::Person => persons(visible, 0, items),
        Slot::Set => facts(visible, 0, items, |_, domain| matches!(domain, Domain::SetOf(_))),
        Slot::Which { body } => which(body, visible, context, items),
        Slot::Giver { modality, powers } => {
            let having = having(visible, powers);
            let lacks = |body: &vires_model::BodyId| !having.is_empty() && !having.contains(body);
            givers(visible, modality, &|body, name| gone.contains(name) || lacks(&body), items);
        }
        Slot::Receiver { modality, from, powers } => {
            let transfer = Transfer::new(visible, context, modality.as_deref(), from.as_deref(), powers);
            put_bodies(visible, &|body, name| !gone.contains(name) && transfer.may_reach(body), items);
        }
        Slot::LeftOut { group } => {
            let model = visible.model();
            let own = crate::spelling::last_part(group);
            // A group is a kind, or all of one of which there are many.
            let belongs = |body: vires_model::BodyId| {
                let row = &model.bodies[body];
                row.kinds.iter().any(|kind| model.kinds[*kind].name == own)
                    || row.name == own
                    || row.also.iter().any(|name| name == own)
            };
            put_bodies(visible, &|body, name| !gone.contains(name) && belongs(body), items);
        }
        Slot::Group => {
            declared(0, &|kind| is_body(kind) || matches!(kind, DeclarationKind::BodyKind | DeclarationKind::Tier))
        }
        Slot::Power => declared(if expected { 5 } else { opening(8) }, &|kind| matches!(kind, DeclarationKind::Power)),
        Slot::Passed { modality } => {
            if visible.modality(modality).is_some() {
                declared(0, &|kind| matches!(kind, DeclarationKind::Power));
            }
        }
        Slot::PowerOrPlace => {
            declared(0, &|kind| matches!(kind, DeclarationKind::Power));
            declared(2, &|kind| matches!(kind, DeclarationKind::Instrument));
        }
        Slot::Subject => {
            declared(1, &|kind| matches!(kind, DeclarationKind::Fact { .. }));
            declared(3, &|kind| matches!(kind, DeclarationKind::Parameter { .. }));
            if has_acts(visible, context) {
                items.name("act", None, ItemKind::Fact, 2, None);
            }
        }
        Slot::Amount => amounts(visible, items),
        Slot::Given => {
            // What follows from other answers is given by none.
            declared(1, &|kind| matches!(kind, DeclarationKind::Fact { is: None, .. }));
            declared(3, &|kind| matches!(kind, DeclarationKind::Parameter { .. }));
            // Of an event that has a date, that is no question.
            let model = visible.model();
            facts(visible, 2, items, |fact, _| model.facts[fact].event);
            if has_acts(visible, context) {
                items.name("act", None, ItemKind::Fact, 2, None);
            }
        }
        Slot::Operand(subject) | Slot::Value(subject) => {
            let is_event = visible.fact(&subject.name).is_some_and(|fact| visible.model().facts[fact].event);
            if matches!(measure(subject, visible), Some(Measure::Date)) || is_event && context.is_given() {
                dates(visible, context, today, items);
                if !context.is_given() {
                    events(subject, visible, items);
                }
            }
            match slot {
                // When it happens is said in a test; a condition asks what the day is: `today before crisis`.
                _ if is_event => {}
                // What is given, or set, is written out.
                Slot::Value(_) if context.is_given() || context.owner == Some(Sort::Operation(Keyword::Set)) => {
                    match domain(subject, visible) {
                        Some(Domain::Choice(list) | Domain::SetOf(list)) => {
                            rows(&visible.model().lists[*list].values, 0, true, items);
                        }
                        Some(Domain::Person) => persons(visible, 0, items),
                        _ => {}
                    }
                }
                Slot::Value(_) => values(subject, visible, items),
                _ => operands(subject, visible, items),
            }
        }
        // A share has no unit; `unit kW is 1/1000 |` is none.
        Slot::Unit(subject)
            if !context.is_behind_a_share() || context.owner == Some(Sort::Declaration(Keyword::Unit)) =>
        {
            units(subject.as_ref(), visible, items);
        }
        Slot::Unit(_) => {}
        Slot::Key(subject) => keys(subject, visible, context, items),
        Slot::Date => {
            // The day of an event is not that of another.
            if context.owner != Some(Sort::Declaration(Keyword::Event)) {
                declared(2, &|kind| matches!(kind, DeclarationKind::Event));
            }
            dates(visible, context, today, items);
        }
        Slot::Moment => {
            facts(visible, 0, items, |_, domain| {
                matches!(domain, Domain::Ordered(Ordered { measure: Measure::Date, .. }))
            });
            // Nothing is counted from an event without a date.
            let model = visible.model();
            let is_open = |name: &str| model.facts.iter().any(|(_, row)| row.event && row.name == name);
            visible.each(|entry| {
                if matches!(entry.kind, DeclarationKind::Event) && !is_open(&entry.name.value) {
                    put(&entry, 1, items);
                }
            });
            dates(visible, context, today, items);
        }
        Slot::Place => {
            // No text prevails over itself.
            let own = context.instrument.as_deref().filter(|_| context.weighs_texts());
            visible.each(|entry| {
                if matches!(entry.kind, DeclarationKind::Instrument) && own != Some(entry.name.value.as_str()) {
                    put(&entry, 0, items);
                }
            });
        }
        Slot::Number { root, path, kind } => numbers(visible, context, root.as_deref(), path, *kind, items),
    }
}

/// A declaration by its name and its other names.
fn put(entry: &Entry<'_, '_>, rank: u8, items: &mut Items) {
    items.declared(entry, kind_of(entry.kind), rank);
}

const fn kind_of(kind: &DeclarationKind) -> ItemKind {
    match kind {
        DeclarationKind::Unit { .. } | DeclarationKind::Currency => ItemKind::Unit,
        DeclarationKind::Body | DeclarationKind::Office => ItemKind::Body,
        DeclarationKind::Fact { .. } => ItemKind::Fact,
        DeclarationKind::Parameter { .. } => ItemKind::Parameter,
        DeclarationKind::Event => ItemKind::Event,
        DeclarationKind::Power => ItemKind::Power,
        DeclarationKind::Modality => ItemKind::Modality,
        DeclarationKind::Instrument => ItemKind::Instrument,
        _ => ItemKind::Type,
    }
}

const fn is_list(kind: &DeclarationKind) -> bool {
    matches!(kind, DeclarationKind::List { .. } | DeclarationKind::Territory { .. })
}

const fn is_body(kind: &DeclarationKind) -> bool {
    matches!(kind, DeclarationKind::Body | DeclarationKind::Office)
}

fn sectors(visible: &Visible<'_>, items: &mut Items) {
    let mut known = BTreeSet::new();
    for (_, row) in visible.model().powers.iter().filter(|(_, row)| visible.sees_id(row.package)) {
        known.extend(row.sector.as_deref());
    }
    known.iter().for_each(|sector| items.name(sector, None, ItemKind::Sector, 0, None));
}

/// The places of a body of which there are many, and the facts that say a place of it or below it.
fn which(body: &str, visible: &Visible<'_>, context: &Context, items: &mut Items) {
    let model = visible.model();
    let called = |row: &vires_model::Body| row.name == body || row.also.iter().any(|other| other == body);
    let row = model.bodies.iter().map(|(_, row)| row).find(|row| called(row) && visible.sees_id(row.package));
    let Some(list) = row.and_then(|row| row.one_per) else { return };
    let lies_within = |own: ListId| {
        std::iter::successors(Some(own), |at| model.lists[*at].within).take(model.lists.len()).any(|at| at == list)
    };
    // An instrument is issued by one body, whatever the case.
    let of_case = !matches!(context.owner, Some(Sort::Declaration(Keyword::Instrument | Keyword::InstrumentKind)));
    if of_case {
        facts(visible, 0, items, |_, domain| matches!(domain, Domain::Choice(own) if lies_within(*own)));
    }
    rows(&model.lists[list].values, 2, false, items);
}

/// The facts that may say where a power is exercised: those of places, and those of lists of which each entry has a body of
/// its own. Where no body is one of many yet, any list may still be meant.
fn place_facts(visible: &Visible<'_>, items: &mut Items) {
    let model = visible.model();
    let of_bodies: BTreeSet<ListId> = model.bodies.iter().filter_map(|(_, row)| row.one_per).collect();
    let above = |own: ListId| std::iter::successors(Some(own), |at| model.lists[*at].within).take(model.lists.len());
    facts(visible, 0, items, |_, domain| matches!(domain, Domain::Choice(list) if model.lists[*list].territory));
    facts(visible, 3, items, |_, domain| {
        matches!(domain, Domain::Choice(list) if !model.lists[*list].territory
            && (of_bodies.is_empty() || above(*list).any(|at| of_bodies.contains(&at))))
    });
}

/// Facts by what their answers are.
fn facts(visible: &Visible<'_>, rank: u8, items: &mut Items, wanted: impl Fn(FactId, &Domain) -> bool) {
    for (id, row) in visible.model().facts.iter() {
        if row.kept.is_none() && visible.sees_id(row.package) && wanted(id, &row.domain) {
            let at = Some((row.span.file, row.span.start));
            items.thing(&row.name, row.also.iter().map(String::as_str), Some(&row.label), ItemKind::Fact, rank, at);
        }
    }
}

/// Those who fill offices, with the office.
fn persons(visible: &Visible<'_>, rank: u8, items: &mut Items) {
    let model = visible.model();
    for row in &model.appointments {
        if visible.sees_id(model.instruments[model.provisions[row.place].instrument].package) {
            let office = &model.bodies[row.office.body];
            let at = Some((row.span.file, row.span.start));
            items.name(&row.person, Some(&office.label), ItemKind::Value, rank, at);
        }
    }
}

/// The values of a list; `leaves`: only those that can be an answer.
fn rows<'l>(values: impl IntoIterator<Item = &'l ListValue>, rank: u8, leaves: bool, items: &mut Items) {
    for row in values.into_iter().filter(|row| row.leaf || !leaves) {
        // What stands above others comes after what can be an answer.
        let rank = rank + u8::from(!row.leaf);
        items.name(&row.name, Some(&row.label), ItemKind::Value, rank, Some((row.span.file, row.span.start)));
    }
}

/// What a question or a parameter is answered with.
pub(super) fn domain<'p>(subject: &Subject, visible: &Visible<'p>) -> Option<&'p Domain> {
    let model = visible.model();
    match visible.fact(&subject.name) {
        Some(fact) => Some(&model.facts[fact].domain),
        None => visible.parameter(&subject.name).map(|row| &row.domain),
    }
}

/// Whether the power of which the line speaks has acts; where it names none, whether any has.
fn has_acts(visible: &Visible<'_>, context: &Context) -> bool {
    let model = visible.model();
    let mut named = None;
    for (_, row) in model.powers.iter().filter(|(_, row)| visible.sees_id(row.package)) {
        if context.mentions(&row.name) || row.also.iter().any(|name| context.mentions(name)) {
            named = Some(named.unwrap_or(false) || row.act.is_some());
        }
    }
    named.unwrap_or_else(|| model.powers.iter().any(|(_, row)| row.act.is_some() && visible.sees_id(row.package)))
}

fn values(subject: &Subject, visible: &Visible<'_>, items: &mut Items) {
    let model = visible.model();
    match domain(subject, visible) {
        Some(Domain::Choice(list) | Domain::SetOf(list)) => {
            rows(&model.lists[*list].values, 0, false, items);
            let own = visible.fact(&subject.name);
            // Another question with the same answers may be compared with it.
            facts(visible, 4, items, |id, domain| {
                own != Some(id) && matches!(domain, Domain::Choice(other) if other == list)
            });
        }
        Some(Domain::Ordered(_)) => operands(subject, visible, items),
        // Nothing but `yes` or `no`.
        None if is_condition(&subject.name, visible) => {}
        None => operands(subject, visible, items),
        Some(Domain::Person) => persons(visible, 0, items),
        Some(Domain::YesNo) => {}
    }
}

/// What can be computed with: numbers, amounts and dates, those kept by lists too.
fn amounts(visible: &Visible<'_>, items: &mut Items) {
    visible.each(|entry| {
        let answers = match entry.kind {
            DeclarationKind::Fact { is: Some(definition), .. } => {
                if matches!(definition, Definition::Expression(_)) {
                    put(&entry, 2, items);
                }
                return;
            }
            DeclarationKind::Fact { .. } => {
                visible.fact(&entry.name.value).map(|fact| &visible.model().facts[fact].domain)
            }
            DeclarationKind::Parameter { .. } => visible.parameter(&entry.name.value).map(|row| &row.domain),
            _ => return,
        };
        if matches!(answers, Some(Domain::Ordered(_))) {
            put(&entry, 1, items);
        }
    });
}

/// Numbers and dates of the same sort.
fn operands(subject: &Subject, visible: &Visible<'_>, items: &mut Items) {
    let measure = measure(subject, visible);
    // An office is vacant, a power is held: neither is compared with anything.
    if measure.is_none() && is_no_question(subject, visible) {
        return;
    }
    let own = visible.fact(&subject.name);
    let same = |other: &Measure| measure.is_none_or(|measure| convert(visible, measure, other));
    for (_, row) in visible.model().parameters.iter() {
        if visible.sees_id(row.package) && matches!(&row.domain, Domain::Ordered(ordered) if same(&ordered.measure)) {
            items.name(&row.name, Some(&row.label), ItemKind::Parameter, 1, Some((row.span.file, row.span.start)));
        }
    }
    facts(visible, 2, items, |id, domain| {
        own != Some(id) && matches!(domain, Domain::Ordered(ordered) if same(&ordered.measure))
    });
    visible.each(|entry| {
        // Where it cannot be told what is computed, it may be of the sort that is needed.
        if let DeclarationKind::Fact { is: Some(Definition::Expression(of)), .. } = entry.kind
            && entry.name.value != subject.name
            && measured::expression(of, visible).is_none_or(same)
        {
            put(&entry, 3, items);
        }
    });
}

/// Whether a name is that of a derived fact that is so or not.
fn is_condition(name: &str, visible: &Visible<'_>) -> bool {
    let mut found = false;
    visible.named(crate::spelling::last_part(name), |entry| {
        found |= matches!(entry.kind, DeclarationKind::Fact { is: Some(Definition::Condition(_)), .. });
    });
    found
}

/// Whether a name is declared, and as nothing that has an answer.
fn is_no_question(subject: &Subject, visible: &Visible<'_>) -> bool {
    let (mut known, mut question) = (false, false);
    visible.named(crate::spelling::last_part(&subject.name), |entry| {
        known = true;
        question |= matches!(
            entry.kind,
            DeclarationKind::Fact { .. } | DeclarationKind::Parameter { .. } | DeclarationKind::Event
        );
    });
    known && !question
}

fn convert(visible: &Visible<'_>, one: &Measure, other: &Measure) -> bool {
    match (one, other) {
        (Measure::Unit(one), Measure::Unit(other)) => {
            let units = &visible.policies.resolved().units;
            let root = |name: &String| units.iter().find(|unit| unit.name == *name).map(|unit| &unit.root);
            one == other || root(one).is_some_and(|own| root(other) == Some(own))
        }
        _ => one == other,
    }
}

fn units(subject: Option<&Subject>, visible: &Visible<'_>, items: &mut Items) {
    let known = subject.and_then(|subject| domain(subject, visible));
    if known.is_some_and(|domain| !matches!(domain, Domain::Ordered(_))) {
        return;
    }
    let measure = subject.and_then(|subject| measure(subject, visible));
    visible.each(|entry| {
        if !matches!(entry.kind, DeclarationKind::Unit { .. } | DeclarationKind::Currency) {
            return;
        }
        let own = Measure::Unit(entry.name.value.clone());
        if measure.is_none_or(|measure| convert(visible, measure, &own)) {
            let is_its_own = measure == Some(&own);
            put(&entry, if is_its_own { 0 } else { 1 }, items);
        }
    });
}

/// The entries of the list by which a fact or parameter is kept, and the facts that say one.
fn keys(subject: &Subject, visible: &Visible<'_>, context: &Context, items: &mut Items) {
    let model = visible.model();
    let kept = visible.fact(&subject.name).and_then(|fact| model.facts[fact].kept.as_ref().map(|kept| kept.by));
    let Some(list) = kept.or_else(|| visible.parameter(&subject.name).and_then(|row| row.by)) else { return };
    for list in halves(model, list) {
        rows(&model.lists[list].values, 1, false, items);
        // What is given, or set, is given or set for an entry that is named.
        if !context.is_given() && context.owner != Some(Sort::Operation(Keyword::Set)) {
            facts(visible, 0, items, |_, domain| matches!(domain, Domain::Choice(own) if *own == list));
        }
    }
}

/// The two lists whose pairs a list is, by the names of its values (`target for germany`); any other list is itself.
fn halves(model: &Model, list: ListId) -> Vec<ListId> {
    let row = &model.lists[list];
    let first = row.values.first().and_then(|value| value.name.split_once(" for "));
    let (Some((left, right)), Some(lists)) = (first, row.name.split_once(" and ")) else { return vec![list] };
    let named = |name: &str, value: &str| {
        let mut lists = model.lists.iter();
        lists.find(|(_, row)| row.name == name && row.by_name.contains_key(value)).map(|(id, _)| id)
    };
    named(lists.0, left).into_iter().chain(named(lists.1, right)).collect()
}

/// Events that a date is compared with: those that have one, and with the day that is asked about any.
fn events(subject: &Subject, visible: &Visible<'_>, items: &mut Items) {
    let model = visible.model();
    let is_open = |name: &str| model.facts.iter().any(|(_, row)| row.event && row.name == name);
    let of_today = subject.is_today();
    visible.each(|entry| {
        let is_event = matches!(entry.kind, DeclarationKind::Event) && entry.name.value != subject.name;
        if is_event && (of_today || !is_open(&entry.name.value)) {
            put(&entry, 3, items);
        }
    });
}

/// Days on which something begins or ends here, and today.
fn dates(visible: &Visible<'_>, context: &Context, today: &str, items: &mut Items) {
    let language = context.language;
    let mut days: Vec<(String, String, u8)> = Vec::new();
    let mut add = |day: Option<vires_model::Day>, said: String, rank: u8| {
        if let Some(day) = day.map(|day| day.to_string())
            && !days.iter().any(|(known, ..)| *known == day)
        {
            days.push((day, said, rank));
        }
    };
    let force = |label: &str| match language {
        Language::En => format!("{label}: in force from"),
        Language::Vi => format!("{label}: có hiệu lực từ ngày"),
    };
    let own = context.instrument.as_deref().and_then(|name| visible.instrument(name));
    // What a text says ends no sooner than the text begins.
    let begins = own.and_then(|own| own.life.from).filter(|_| context.is_behind_an_end());
    let is_too_early =
        |day: &str| begins.is_some_and(|begins| vires_model::Day::parse(day).is_some_and(|day| day < begins));
    if let Some(own) = own {
        add(own.life.from, force(&own.label), 0);
        add(own.issued_on(), format!("{}: {}", own.label, language.pick("issued", "ngày ban hành")), 0);
    }
    let mut others: Vec<_> =
        visible.model().instruments.iter().map(|(_, row)| row).filter(|row| visible.sees_id(row.package)).collect();
    others.sort_by_key(|row| std::cmp::Reverse(row.life.from));
    for row in others.iter().take(MOST_DAYS) {
        add(row.life.from, force(&row.label), 3);
    }
    for row in others.iter().filter(|row| row.life.until.is_some()).take(MOST_DAYS) {
        let said = language.pick("last day in force", "ngày cuối còn hiệu lực");
        add(row.life.until, format!("{}: {said}", row.label), 4);
    }
    if is_too_early(today) {
        days.retain(|(day, ..)| day != today);
    } else {
        items.name(today, Some(language.pick("today", "hôm nay")), ItemKind::Event, 1, None);
    }
    for (day, said, rank) in days.iter().filter(|(day, ..)| day != today && !is_too_early(day)) {
        items.name(day, Some(said), ItemKind::Event, *rank, None);
    }
}

/// The language of keywords in which sentences are written in that language.
pub(super) const fn of_keywords(language: Language) -> vires_syntax::Language {
    match language {
        Language::En => vires_syntax::Language::English,
        Language::Vi => vires_syntax::Language::Vietnamese,
    }
}
