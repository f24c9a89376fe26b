//! What all powers share: names, lists, bodies, facts and rules.

use std::collections::BTreeMap;

use vires_engine::tables::{About, Body, Fact, FactKind, List, Measure, NONE, Rule, Span, State, Tables, Text, Value};
use vires_model::{Domain, Effect, Id, ListId, Model, ParameterId, PowerId, ProvisionId, RuleId, Unset, ValueId};

use crate::places::has_lives;

/// The tables while they are written.
pub(super) struct Writer<'m> {
    pub(super) model: &'m Model,
    pub(super) tables: Tables,
    texts: BTreeMap<String, Text>,
    /// Rows of places by list and territory.
    pub(super) places: BTreeMap<(ListId, ListId), u32>,
    /// Tables of leaves that are alike.
    pub(super) classes: BTreeMap<Vec<u32>, u32>,
    /// Parameters without a value.
    parameters: BTreeMap<(ParameterId, Option<ValueId>), u32>,
}

/// A row's number.
pub(super) fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(NONE)
}

/// Puts rows at the end of a table.
pub(super) fn put<T>(table: &mut Vec<T>, rows: impl IntoIterator<Item = T>) -> Span {
    let from = number(table.len());
    table.extend(rows);
    Span { from, to: number(table.len()) }
}

impl<'m> Writer<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        let mut writer = Self {
            model,
            tables: Tables::default(),
            texts: BTreeMap::new(),
            places: BTreeMap::new(),
            classes: BTreeMap::new(),
            parameters: BTreeMap::new(),
        };
        writer.lists();
        for (_, body) in model.bodies.iter() {
            let row = Body {
                name: writer.text(&body.name),
                label: writer.text(&body.label),
                one_per: body.one_per.map_or(NONE, |list| number(list.index())),
            };
            writer.tables.bodies.push(row);
        }
        for (_, fact) in model.facts.iter() {
            let row = Fact {
                name: writer.text(&fact.name),
                label: writer.text(&fact.label),
                kind: writer.kind(&fact.domain),
                or_none: fact.or_none,
                found_by: fact.found_by.map_or(NONE, |body| number(body.index())),
            };
            writer.tables.facts.push(row);
        }
        let weekdays = model.holidays.iter().filter(|day| day.is_weekday());
        writer.tables.holidays.extend(weekdays.map(|day| day.0));
        for rule in model.rules.ids() {
            let row = writer.rule(rule);
            writer.tables.rules.push(row);
        }
        writer
    }

    /// A piece of text; the same words are written once.
    pub(super) fn text(&mut self, words: &str) -> Text {
        if let Some(known) = self.texts.get(words) {
            return *known;
        }
        let from = number(self.tables.text.len());
        self.tables.text.push_str(words);
        let text = Text { from, to: number(self.tables.text.len()) };
        self.texts.insert(words.to_owned(), text);
        text
    }

    /// The row of a parameter without a value: its name, with the entry of the list by which it is kept.
    pub(super) fn parameter(&mut self, unset: Unset) -> u32 {
        if let Some(known) = self.parameters.get(&(unset.parameter, unset.of)) {
            return *known;
        }
        let row = &self.model.parameters[unset.parameter];
        let entry = row.by.zip(unset.of).and_then(|(list, of)| self.model.lists[list].values.get(of.0 as usize));
        let name = match entry {
            Some(entry) => format!("{} of {}", row.name, entry.name),
            None => row.name.clone(),
        };
        let name = self.text(&name);
        let number = put(&mut self.tables.parameters, [name]).from;
        self.parameters.insert((unset.parameter, unset.of), number);
        number
    }

    fn lists(&mut self) {
        let mut first = 0;
        for (_, list) in self.model.lists.iter() {
            let mut rows = Vec::with_capacity(list.values.len());
            for value in &list.values {
                rows.push(Value {
                    name: self.text(&value.name),
                    label: self.text(&value.label),
                    leaf: value.leaf,
                    from: value.life.from.map_or(i32::MIN, |day| day.0),
                    until: value.life.until.map_or(i32::MAX, |day| day.0),
                    successor: value.successor.map_or(NONE, |next| first + next.0),
                });
            }
            let values = put(&mut self.tables.values, rows);
            first = values.to;
            let row =
                List { name: self.text(&list.name), label: self.text(&list.label), values, lives: has_lives(list) };
            self.tables.lists.push(row);
        }
    }

    /// The row of a value of a list.
    pub(super) fn value(&self, list: ListId, value: ValueId) -> u32 {
        let first = self.tables.lists.get(list.index()).map_or(0, |list| list.values.from);
        first.saturating_add(value.0)
    }

    fn kind(&mut self, domain: &Domain) -> FactKind {
        match domain {
            Domain::YesNo => FactKind::YesNo,
            Domain::Choice(list) => FactKind::Choice(number(list.index())),
            Domain::SetOf(list) => FactKind::SetOf(number(list.index())),
            Domain::Person => FactKind::Person,
            Domain::Ordered(ordered) => FactKind::Number {
                measure: match &ordered.measure {
                    vires_model::Measure::Number => Measure::Plain,
                    vires_model::Measure::Percent => Measure::Percent,
                    vires_model::Measure::Unit(unit) => Measure::Unit(self.text(unit)),
                    vires_model::Measure::Date => Measure::Date,
                    vires_model::Measure::Days => Measure::Days,
                    vires_model::Measure::WorkingDays => Measure::WorkingDays,
                    vires_model::Measure::Months => Measure::Months,
                    vires_model::Measure::Years => Measure::Years,
                },
                decimals: ordered.decimals,
            },
        }
    }

    fn rule(&mut self, rule: RuleId) -> Rule {
        let model = self.model;
        let row = &model.rules[rule];
        let instrument = &model.instruments[model.provisions[row.place].instrument];
        let mut heading = instrument.label.clone();
        if let Some(title) = title(model, row.place) {
            heading.push_str(" — ");
            heading.push_str(title);
        }
        let effect = match &row.effect {
            Effect::Hold { .. } | Effect::Follow { .. } => "hold",
            Effect::Nobody { .. } => "nobody",
            Effect::NotRequired { .. } => "not_required",
            Effect::Transfer { modality, .. } => &model.modalities[*modality].name,
            Effect::Keep { .. } => "keep",
            Effect::Bar { .. } => "bar",
            Effect::TakeOver { .. } => "take_over",
            Effect::Enable { .. } => "enable",
            Effect::Reserve { .. } => "reserve",
        };
        Rule {
            citation: self.text(&model.citation(row.place)),
            heading: self.text(&heading),
            effect: self.text(effect),
        }
    }

    /// What there is to say of a power before it is solved.
    pub(super) fn about(&mut self, power: PowerId, state: State) -> About {
        let row = &self.model.powers[power];
        let also: Vec<Text> = row.also.iter().map(|name| self.text(name)).collect();
        let nothing = Span::default();
        About {
            name: self.text(&self.model.power_name(power)),
            short: self.text(&row.name),
            label: self.text(&row.label),
            also: put(&mut self.tables.texts, also),
            state,
            axes: nothing,
            bearing: 0,
            holders: nothing,
            beats: nothing,
            assumptions: nothing,
            vacancies: nothing,
            person_bars: nothing,
        }
    }
}

/// The title of the nearest titled place of text.
fn title(model: &Model, place: ProvisionId) -> Option<&str> {
    let mut at = Some(place);
    while let Some(here) = at {
        let row = &model.provisions[here];
        if row.title.is_some() {
            return row.title.as_deref();
        }
        at = row.parent;
    }
    None
}
