//! Small models built by hand, for tests.

use vires_model::{
    Day, Domain, Fact, FactId, FileId, Id, Interval, Life, List, ListId, ListValue, Measure, Model, Ordered, Package,
    PackageId, Power, PowerId, Rational, SourceSpan, ValueId, ValueSet,
};

use crate::axes::{Axis, Extent, ValueBox};
use crate::case_space::{Answers, Asked, CaseSpace, Collector, Question};
use crate::cells::Cut;
use crate::comes::Choice;
use crate::follow::Following;

pub(crate) const NOWHERE: SourceSpan = SourceSpan { file: FileId(0), start: 0, end: 0 };

/// A model under construction. The one package is `p`; facts, lists and values are found by name.
#[derive(Default)]
pub(crate) struct Sample {
    pub(crate) model: Model,
}

impl Sample {
    pub(crate) fn new() -> Self {
        let mut sample = Self::default();
        sample.model.packages.push(Package {
            name: "p".to_owned(),
            label: "p".to_owned(),
            precedence: Vec::new(),
            precedence_in: std::collections::BTreeMap::new(),
            language: "en".to_owned(),
        });
        sample.model.powers.push(Power {
            package: PackageId(0),
            name: "licence".to_owned(),
            also: Vec::new(),
            label: "licence".to_owned(),
            sector: None,
            place: None,
            act: None,
            codes: Vec::new(),
            concurrent: false,
            doc: None,
            span: NOWHERE,
        });
        sample
    }

    /// A list from `name "label" >parent @outer from..until =>successor` lines; only the name is needed. A territory where `places`.
    pub(crate) fn list(mut self, name: &str, places: bool, within: Option<&str>, rows: &str) -> Self {
        let within = within.map(|outer| self.list_id(outer));
        let mut list = List {
            package: PackageId(0),
            name: name.to_owned(),
            label: name.to_owned(),
            territory: places,
            within,
            values: Vec::new(),
            by_name: std::collections::BTreeMap::new(),
            span: NOWHERE,
        };
        let names: Vec<&str> = rows.lines().filter_map(|row| row.split_whitespace().next()).collect();
        for (n, name) in names.iter().enumerate() {
            list.by_name.insert((*name).to_owned(), ValueId(u32::try_from(n).expect("few")));
        }
        let find = |name: &str| list.by_name.get(name).copied().expect(name);
        let mut values = Vec::new();
        for row in rows.lines().filter(|row| !row.trim().is_empty()) {
            let (row, label) = match row.split_once('"') {
                Some((before, rest)) => {
                    let (label, after) = rest.split_once('"').expect("a label");
                    (format!("{before}{after}"), Some(label.to_owned()))
                }
                None => (row.to_owned(), None),
            };
            let mut words = row.split_whitespace();
            let name = words.next().expect("a name").to_owned();
            let mut value = ListValue {
                label: label.unwrap_or_else(|| name.clone()),
                name,
                parent: None,
                leaf: true,
                within: None,
                life: Life::ALWAYS,
                successor: None,
                span: NOWHERE,
            };
            for word in words {
                if let Some(parent) = word.strip_prefix('>') {
                    value.parent = Some(find(parent));
                } else if let Some(outer) = word.strip_prefix('@') {
                    let outer_list = &self.model.lists[within.expect("an outer list")];
                    value.within = outer_list.by_name.get(outer).copied();
                } else if let Some(successor) = word.strip_prefix("=>") {
                    value.successor = Some(find(successor));
                } else if let Some((from, until)) = word.split_once("..") {
                    value.life = Life { from: Day::parse(from), until: Day::parse(until) };
                }
            }
            values.push(value);
        }
        let parents: Vec<ValueId> = values.iter().filter_map(|value| value.parent).collect();
        for parent in parents {
            values[parent.0 as usize].leaf = false;
        }
        list.values = values;
        self.model.lists.push(list);
        self
    }

    pub(crate) fn fact(mut self, name: &str, label: &str, domain: Domain, or_none: bool) -> Self {
        self.model.facts.push(Fact {
            package: PackageId(0),
            name: name.to_owned(),
            also: Vec::new(),
            label: if label.is_empty() { name } else { label }.to_owned(),
            domain,
            or_none,
            found_by: None,
            kept: None,
            event: false,
            span: NOWHERE,
        });
        self
    }

    pub(crate) fn yes_no(self, name: &str, label: &str) -> Self {
        self.fact(name, label, Domain::YesNo, false)
    }

    pub(crate) fn choice(self, name: &str, list: &str) -> Self {
        let list = self.list_id(list);
        self.fact(name, "", Domain::Choice(list), false)
    }

    pub(crate) fn set_of(self, name: &str, list: &str) -> Self {
        let list = self.list_id(list);
        self.fact(name, "", Domain::SetOf(list), false)
    }

    /// A number in a unit; an empty unit for a bare number.
    pub(crate) fn number(self, name: &str, unit: &str, decimals: Option<u32>, least: Option<i128>) -> Self {
        let measure = match unit {
            "" => Measure::Number,
            "%" => Measure::Percent,
            "date" => Measure::Date,
            "working days" => Measure::WorkingDays,
            unit => Measure::Unit(unit.to_owned()),
        };
        self.fact(name, "", ordered(measure, decimals, least), false)
    }

    pub(crate) fn fact_id(&self, name: &str) -> FactId {
        let mut facts = self.model.facts.iter();
        facts.find(|(_, fact)| fact.name == name).expect(name).0
    }

    pub(crate) fn list_id(&self, name: &str) -> ListId {
        let mut lists = self.model.lists.iter();
        lists.find(|(_, list)| list.name == name).expect(name).0
    }

    /// The leaves at or under these values of a list.
    pub(crate) fn leaves(&self, list: &str, names: &str) -> ValueSet {
        let list = &self.model.lists[self.list_id(list)];
        let mut set = ValueSet::default();
        for name in names.split_whitespace() {
            set.extend(&list.leaves_under(list.by_name.get(name).copied().expect(name)));
        }
        set
    }

    pub(crate) fn value(&self, list: &str, name: &str) -> ValueId {
        let list = &self.model.lists[self.list_id(list)];
        list.by_name.get(name).copied().expect(name)
    }

    /// A side of a box: `capacity (50, 100]`, `staff ..200`, `filed 2025-07-01..`, `source coal gas`, `site !ha_noi`, `foreign yes`,
    /// `storeys none`, `storeys given`, `fields +generation`, `fields -trading`, `fields #2..`, `site=home Province yes`, `at 2025-07-01..`.
    pub(crate) fn side(&self, text: &str) -> (Axis, Extent) {
        let (name, rest) = text.split_once(' ').expect("a fact and what it may be");
        if name == "at" {
            return (Axis::Time, range(rest));
        }
        if let Some((left, right)) = name.split_once('=') {
            let (list, yes) = rest.split_once(' ').expect("a list and yes or no");
            let axis = Axis::Same(self.fact_id(left), self.fact_id(right), self.list_id(list));
            return (axis, Extent::Is(yes == "yes"));
        }
        let fact = self.fact_id(name);
        match (&self.model.facts[fact].domain, rest) {
            (Domain::YesNo, "yes" | "no") => (Axis::Fact(fact), Extent::Is(rest == "yes")),
            (Domain::Choice(list), _) => {
                let list = &self.model.lists[*list];
                let none = rest.split_whitespace().any(|word| word == "none");
                let names = rest.replace("none", "");
                let names = names.trim_start_matches('!');
                let named = self.leaves(&list.name, names);
                let leaves = if rest.starts_with('!') {
                    list.leaves().filter(|leaf| !named.contains(*leaf)).collect()
                } else {
                    named
                };
                (Axis::Fact(fact), Extent::Leaves(leaves, none))
            }
            (_, "none" | "given") => (Axis::IsNone(fact), Extent::Is(rest == "none")),
            (Domain::SetOf(list), _) => {
                let list = self.model.lists[*list].name.clone();
                if let Some(name) = rest.strip_prefix('+') {
                    (Axis::Member(fact, self.value(&list, name)), Extent::Is(true))
                } else if let Some(name) = rest.strip_prefix('-') {
                    (Axis::Member(fact, self.value(&list, name)), Extent::Is(false))
                } else {
                    (Axis::Count(fact), range(rest.trim_start_matches('#')))
                }
            }
            _ => (Axis::Fact(fact), range(rest)),
        }
    }

    /// A box: sides apart by `;`.
    pub(crate) fn value_box(&self, text: &str) -> ValueBox {
        let sides = text.split(';').map(str::trim).filter(|side| !side.is_empty());
        let mut sides: Vec<(Axis, Extent)> = sides.map(|side| self.side(side)).collect();
        sides.sort_by(|(a, _), (b, _)| a.cmp(b));
        ValueBox(sides)
    }

    pub(crate) fn boxes(&self, texts: &[&str]) -> Vec<ValueBox> {
        texts.iter().map(|text| self.value_box(text)).collect()
    }

    /// The space in which all these boxes can be told.
    pub(crate) fn space(&self, boxes: &[ValueBox]) -> CaseSpace {
        let mut collector = Collector::new(&self.model, PowerId::new(0), &NoAnswers);
        for value_box in boxes {
            collector.value_box(value_box);
        }
        collector.finish()
    }
}

struct NoAnswers;

impl Answers for NoAnswers {
    fn held(&self, _: PowerId, asked: PowerId, by: &vires_model::HeldBy) -> std::sync::Arc<Question> {
        std::sync::Arc::new(Question {
            power: asked,
            asked: Asked::Held(by.clone()),
            yes: Vec::new(),
            unknown: Vec::new(),
            settled: Vec::new(),
        })
    }
    fn comes(&self, _: PowerId, _: PowerId) -> Option<std::sync::Arc<Choice>> {
        None
    }
    fn followed(&self, _: PowerId, _: PowerId) -> std::sync::Arc<Following> {
        std::sync::Arc::default()
    }
}

pub(crate) fn ordered(measure: Measure, decimals: Option<u32>, least: Option<i128>) -> Domain {
    let least = least.and_then(|n| Interval::at_least(Rational::from_integer(n), true).from);
    Domain::Ordered(Ordered { measure, decimals, from: least, to: None })
}

/// `50..100` is half open, `(50, 100]` says what belongs; dates are read as days.
fn range(text: &str) -> Extent {
    let (from, to, after_from, after_to) = match text.split_once("..") {
        Some((from, to)) => (from, to, false, false),
        None => {
            let (from, to) = text.split_once(',').expect("two ends");
            let (opens, closes) = (from.starts_with('('), to.ends_with(']'));
            (from.trim_matches(['(', '[', ' ']), to.trim_matches([')', ']', ' ']), opens, closes)
        }
    };
    let cut = |text: &str, after| (!text.is_empty()).then(|| Cut { value: read(text), after });
    Extent::Between(cut(from, after_from), cut(to, after_to))
}

pub(crate) fn read(text: &str) -> Rational {
    if let Some(day) = Day::parse(text) {
        return Rational::from_integer(i128::from(day.0));
    }
    let text = text.replace('_', "");
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let digits: i128 = format!("{whole}{part}").parse().expect("digits");
    Rational::new(digits, 10_i128.pow(u32::try_from(part.len()).expect("few")))
}
