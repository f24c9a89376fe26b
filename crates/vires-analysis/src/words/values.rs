//! Single values, for people and for the command line.

use vires_model::{Day, Domain, FactId, Life, Measure, Model, Rational, SetTo, Setting, Value};

use super::numbers::Scale;
use super::phrases::Phrases;
use super::{Language, dates, naming};
use crate::atoms::grid_in;
use crate::decimal::written;
use crate::said::day_of;

/// A fact by its label, or by its name in words, as inside a sentence.
#[must_use]
pub fn fact_words(model: &Model, fact: FactId) -> String {
    naming::fact(&model.facts[fact])
}

/// `1 March 2027`, `01 tháng 3 năm 2027`.
#[must_use]
pub fn day_words(day: Day, language: Language) -> String {
    dates::day(day, language)
}

/// `from 1 March 2027 to 30 June 2028`, `in May 2027`, `on 1 March 2027`.
#[must_use]
pub fn days_words(life: Life, language: Language) -> String {
    dates::stretch(life.from, life.until, language)
}

/// A value as a person writes it: `2 billion VND`, `1 March 2027`, `Lâm Đồng`, `yes`, `generation and trading`.
#[must_use]
pub fn value_words(model: &Model, fact: FactId, value: &Value, language: Language) -> String {
    words_in(model, &model.facts[fact].domain, value, language)
}

/// What a parameter is set to, likewise.
#[must_use]
pub fn setting_words(model: &Model, setting: &Setting, language: Language) -> String {
    match &setting.value {
        SetTo::Value(value) => words_in(model, &model.parameters[setting.parameter].domain, value, language),
        SetTo::Unlimited => language.pick("unlimited", "không hạn chế").to_owned(),
    }
}

fn words_in(model: &Model, domain: &Domain, value: &Value, language: Language) -> String {
    let phrases = Phrases::of(language);
    match (value, domain) {
        (Value::YesNo(true), _) => phrases.yes.to_owned(),
        (Value::YesNo(false), _) => phrases.no.to_owned(),
        (Value::None, _) => phrases.none.to_owned(),
        (Value::Person(name), _) => name.clone(),
        (Value::Choice(leaf), Domain::Choice(list)) => naming::value(model, *list, *leaf),
        (Value::Set(members), Domain::SetOf(list)) => {
            let names: Vec<String> = members.iter().map(|leaf| naming::value(model, *list, *leaf)).collect();
            if names.is_empty() { phrases.empty_set.to_owned() } else { Phrases::list(&names, phrases.and) }
        }
        (Value::Ordered(number), Domain::Ordered(ordered)) => match day_measured(ordered, *number) {
            Some(day) => dates::day(day, language),
            None => Scale { measure: &ordered.measure, grid: grid_in(domain), language }.amount(*number),
        },
        (Value::Ordered(number), _) => written(*number, ',', '.'),
        // A value of another domain than the fact's: no case has one.
        (Value::Choice(_) | Value::Set(_), _) => String::new(),
    }
}

fn day_measured(ordered: &vires_model::Ordered, number: Rational) -> Option<Day> {
    (ordered.measure == Measure::Date).then(|| day_of(number)).flatten()
}

/// A value as the command line and JSON take it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ValueText {
    /// A number with its unit (`50 MW`, `2_000_000_000 VND`, `65%`), a date (`2025-07-01`), a name (`lam_dong`), `none`.
    Text(String),
    /// Yes or no.
    YesNo(bool),
    /// The names of a set's members, in declared order.
    Names(Vec<String>),
}

/// The value in the form in which `vires eval FACT=VALUE` reads it back to the same value.
#[must_use]
pub fn value_text(model: &Model, fact: FactId, value: &Value) -> ValueText {
    match value {
        // An event that is still to come is given as one that never happens.
        Value::Choice(vires_model::ValueId(0)) if model.facts[fact].event => ValueText::Text("none".to_owned()),
        _ => text_in(model, &model.facts[fact].domain, value),
    }
}

/// What a parameter is set to, in the same form.
#[must_use]
pub fn setting_text(model: &Model, setting: &Setting) -> ValueText {
    match &setting.value {
        SetTo::Value(value) => text_in(model, &model.parameters[setting.parameter].domain, value),
        SetTo::Unlimited => ValueText::Text("unlimited".to_owned()),
    }
}

fn text_in(model: &Model, domain: &Domain, value: &Value) -> ValueText {
    let name = |list: vires_model::ListId, leaf: vires_model::ValueId| {
        let row = model.lists[list].values.get(leaf.0 as usize);
        row.map_or_else(String::new, |row| row.name.clone())
    };
    match (value, domain) {
        (Value::YesNo(yes), _) => ValueText::YesNo(*yes),
        (Value::None, _) => ValueText::Text("none".to_owned()),
        (Value::Person(person), _) => ValueText::Text(person.clone()),
        // One of a set as well.
        (Value::Choice(leaf), Domain::Choice(list) | Domain::SetOf(list)) => ValueText::Text(name(*list, *leaf)),
        (Value::Set(members), Domain::SetOf(list)) => {
            ValueText::Names(members.iter().map(|leaf| name(*list, *leaf)).collect())
        }
        (Value::Ordered(number), Domain::Ordered(ordered)) => ValueText::Text(number_text(*number, &ordered.measure)),
        (Value::Ordered(number), _) => ValueText::Text(written(*number, '_', '.')),
        (Value::Choice(_) | Value::Set(_), _) => ValueText::Text(String::new()),
    }
}

/// A number of a fact as the language writes it.
pub(crate) fn number_text(number: Rational, measure: &Measure) -> String {
    let digits = written(number, '_', '.');
    match measure {
        Measure::Number => digits,
        Measure::Percent => format!("{digits}%"),
        Measure::Unit(unit) => format!("{digits} {unit}"),
        Measure::Date => day_of(number).map_or(digits, |day| day.to_string()),
        Measure::Days => format!("{digits} days"),
        Measure::WorkingDays => format!("{digits} working days"),
        Measure::Months => format!("{digits} months"),
        Measure::Years => format!("{digits} years"),
    }
}
