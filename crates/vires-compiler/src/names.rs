//! What things are called: by people, in their labels, and by programs, in their names.

use std::collections::BTreeSet;

use vires_analysis::words::day_words;
use vires_model::{
    BodyId, CalendarId, Day, FactId, Held, Holder, Holding, Instance, InstrumentId, ListId, Mode, Model, Of, PackageId,
    ParameterId, PowerId, ProvisionId, RuleId, Share, ValueId, Which,
};
use vires_words::{Language, joined, say};

/// The name of the fact that a power's acts make.
pub(crate) const ACT: &str = "act";

/// The names and labels of a model, labels in sentences of one language. Names are the same in every language.
#[derive(Debug, Clone)]
pub(crate) struct Names<'m> {
    pub(crate) model: &'m Model,
    pub(crate) language: Language,
    /// Names that two facts, or two bodies, go by: said with the package.
    shared: BTreeSet<&'m str>,
}

impl<'m> Names<'m> {
    pub(crate) fn new(model: &'m Model, language: Language) -> Self {
        let mut shared = twice(model.bodies.iter().map(|(_, row)| row.name.as_str()));
        // `act` is one fact for each set of acts; a power knows its own.
        shared.extend(twice(model.facts.iter().map(|(_, row)| row.name.as_str()).filter(|name| *name != ACT)));
        Self { model, language, shared }
    }

    /// The same, where it is at hand which names are shared.
    pub(crate) fn with(model: &'m Model, language: Language, shared: &'m BTreeSet<String>) -> Self {
        Self { model, language, shared: shared.iter().map(String::as_str).collect() }
    }

    pub(crate) fn shared_names(&self) -> BTreeSet<String> {
        self.shared.iter().map(|name| (*name).to_owned()).collect()
    }

    fn qualified(&self, package: PackageId, name: &str) -> String {
        if self.shared.contains(name) {
            format!("{}.{name}", self.model.packages[package].name)
        } else {
            name.to_owned()
        }
    }

    /// A fact's name, with its package where another fact goes by the same.
    pub(crate) fn fact(&self, fact: FactId) -> String {
        let row = &self.model.facts[fact];
        self.qualified(row.package, &row.name)
    }

    /// A fact as people read it: its label, or its name where it has none.
    pub(crate) fn asked(&self, fact: FactId) -> String {
        let row = &self.model.facts[fact];
        if row.label == row.name { format!("`{}`", row.name) } else { format!("“{}”", row.label) }
    }

    /// A parameter's name, with the entry of the list by which it is kept.
    pub(crate) fn parameter(&self, parameter: ParameterId, of: Option<ValueId>) -> String {
        let row = &self.model.parameters[parameter];
        let name = self.qualified(row.package, &row.name);
        match self.entry(parameter, of) {
            Some(entry) => format!("{name} of {}", entry.name),
            None => name,
        }
    }

    /// Likewise by labels.
    pub(crate) fn parameter_label(&self, parameter: ParameterId, of: Option<ValueId>) -> String {
        let row = &self.model.parameters[parameter];
        match self.entry(parameter, of) {
            Some(entry) => {
                say!(self.language, "{label} of {entry}", "{label} của {entry}", label = row.label, entry = entry.label)
            }
            None => row.label.clone(),
        }
    }

    /// The entry of the list by which a parameter is kept.
    pub(crate) fn entry(&self, parameter: ParameterId, of: Option<ValueId>) -> Option<&'m vires_model::ListValue> {
        self.model.lists[self.model.parameters[parameter].by?].values.get(of?.0 as usize)
    }

    /// A body's name, with its package where another body goes by the same.
    pub(crate) fn body_name(&self, body: BodyId) -> String {
        let row = &self.model.bodies[body];
        self.qualified(row.package, &row.name)
    }

    /// The label of a body.
    pub(crate) fn body(&self, body: BodyId) -> &'m str {
        &self.model.bodies[body].label
    }

    /// The label of a power.
    pub(crate) fn power(&self, power: PowerId) -> &'m str {
        &self.model.powers[power].label
    }

    /// The name of a value of a list.
    pub(crate) fn value(&self, list: ListId, value: ValueId) -> &'m str {
        self.model.lists[list].values.get(value.0 as usize).map_or("", |row| row.name.as_str())
    }

    fn value_label(&self, list: ListId, value: ValueId) -> &'m str {
        self.model.lists[list].values.get(value.0 as usize).map_or("", |row| row.label.as_str())
    }

    /// What is not known of a calendar: `Sitting days after 31 December 2026`.
    pub(crate) fn calendar_beyond(&self, calendar: CalendarId) -> String {
        let row = &self.model.calendars[calendar];
        let label = &row.label;
        match (row.covers.from, row.covers.until) {
            (Some(from), Some(until)) => say!(
                self.language,
                "{label} before {from} and after {until}",
                "{label} trước ngày {from} và sau ngày {until}",
                from = day_words(from, self.language),
                until = day_words(until, self.language)
            ),
            (None, Some(until)) => {
                let until = day_words(until, self.language);
                say!(self.language, "{label} after {until}", "{label} sau ngày {until}")
            }
            (Some(from), None) => {
                let from = day_words(from, self.language);
                say!(self.language, "{label} before {from}", "{label} trước ngày {from}")
            }
            (None, None) => label.clone(),
        }
    }

    /// A body as it exists, in labels: `Ủy ban nhân dân tỉnh (Lâm Đồng)`.
    pub(crate) fn instance(&self, who: Instance) -> String {
        let label = self.body(who.body);
        match (who.of, self.model.bodies[who.body].one_per) {
            (Of::Place(place), Some(list)) => format!("{label} ({})", self.value_label(list, place)),
            _ => label.to_owned(),
        }
    }

    /// A body as it exists, by names: `provincial_pc of lam_dong`.
    pub(crate) fn instance_name(&self, who: Instance) -> String {
        let name = self.body_name(who.body);
        match self.instance_place(who) {
            Some(place) => format!("{name} of {place}"),
            None => name,
        }
    }

    /// The name of the place of a body of which there is one per place.
    pub(crate) fn instance_place(&self, who: Instance) -> Option<&'m str> {
        match (who.of, self.model.bodies[who.body].one_per) {
            (Of::Place(place), Some(list)) => Some(self.value(list, place)),
            _ => None,
        }
    }

    /// A body as a rule names it, in labels: `Ủy ban nhân dân tỉnh (theo “Địa điểm”)`.
    pub(crate) fn holder(&self, holder: Holder) -> String {
        let label = self.body(holder.body);
        match (holder.which, self.model.bodies[holder.body].one_per) {
            (Which::OfValue(place), Some(list)) => format!("{label} ({})", self.value_label(list, place)),
            (Which::OfFact(of), _) => {
                say!(self.language, "{label} (of {fact})", "{label} (theo {fact})", fact = self.asked(of))
            }
            (Which::OfItsPlace, _) => say!(self.language, "{label} (of its place)", "{label} (nơi thực hiện)"),
            _ => label.to_owned(),
        }
    }

    /// A body as a rule names it, by names: `provincial_pc of site`.
    pub(crate) fn holder_name(&self, holder: Holder) -> String {
        let name = self.body_name(holder.body);
        match (holder.which, self.model.bodies[holder.body].one_per) {
            (Which::OfValue(place), Some(list)) => format!("{name} of {}", self.value(list, place)),
            (Which::OfFact(of), _) => format!("{name} of {}", self.fact(of)),
            (Which::OfItsPlace, _) => format!("{name} of its place"),
            _ => name,
        }
    }

    /// Who holds, as a rule says it, in labels.
    pub(crate) fn holding(&self, holding: &Holding) -> String {
        let all: Vec<String> = holding.seats.iter().map(|seat| self.holder(*seat)).collect();
        match holding.of_unbarred {
            Some(share) => of_unbarred(share, &all, self.language),
            None => seats(holding.mode, &all, self.language),
        }
    }

    /// Who may act, in labels.
    pub(crate) fn held(&self, held: &Held) -> String {
        held_by(held, &|who| self.instance(who), self.language)
    }

    /// Who may act, by names.
    pub(crate) fn held_names(&self, held: &Held) -> String {
        held_by(held, &|who| self.instance_name(who), NAMES)
    }

    /// The provision of a rule as people cite it, with the instrument that wrote it anew, if another did:
    /// `Decree 1/2025, article 2 (as amended by Decree 7/2026)`.
    pub(crate) fn rule_title(&self, rule: RuleId) -> String {
        let row = &self.model.rules[rule];
        self.title_as_amended(row.place, row.amended_by)
    }

    /// The same of any line of a provision.
    pub(crate) fn title_as_amended(&self, place: ProvisionId, amended_by: Option<InstrumentId>) -> String {
        let title = self.title(place);
        match amended_by {
            Some(by) => say!(
                self.language,
                "{title} (as amended by {by})",
                "{title} (được sửa đổi, bổ sung bởi {by})",
                by = self.model.instruments[by].label
            ),
            None => title,
        }
    }

    /// A place of text as people cite it.
    pub(crate) fn title(&self, place: ProvisionId) -> String {
        vires_resolve::title(self.model, place, self.language)
    }
}

fn twice<'m>(names: impl Iterator<Item = &'m str>) -> BTreeSet<&'m str> {
    let mut once = BTreeSet::new();
    names.filter(|name| !once.insert(*name)).collect()
}

/// Names for programs are joined in the words of the language's English keywords, whatever people are answered in.
pub(crate) const NAMES: Language = Language::En;

fn held_by(held: &Held, name: &dyn Fn(Instance) -> String, language: Language) -> String {
    match held {
        Held::One(who) => name(*who),
        Held::Several(mode, parts) => {
            let parts: Vec<String> = parts
                .iter()
                .map(|part| match part {
                    Held::One(who) => name(*who),
                    Held::Several(..) => format!("({})", held_by(part, name, language)),
                })
                .collect();
            seats(*mode, &parts, language)
        }
    }
}

/// `a`, `a or b`, `a and b jointly`, `any 2 of a, b, c`.
pub(crate) fn seats(mode: Mode, parts: &[String], language: Language) -> String {
    match mode {
        Mode::One | Mode::Any => joined(parts, language.pick("or", "hoặc")),
        Mode::Jointly => say!(language, "{all} jointly", "{all} cùng nhau", all = all_of(parts, language)),
        Mode::AnyOf(n) => {
            say!(language, "any {n} of {all}", "{n} trong số {all}", all = parts.join(", "))
        }
    }
}

/// `more than half of those of a, b and c who are not barred`
fn of_unbarred(share: Share, parts: &[String], language: Language) -> String {
    let all = all_of(parts, language);
    let those = say!(language, "those of {all} who are not barred", "những chủ thể không bị loại trừ trong số {all}");
    match share {
        Share::All => say!(language, "all of {those}", "tất cả {those}"),
        Share::MoreThanHalf => say!(language, "more than half of {those}", "quá nửa {those}"),
        Share::AtLeast(part, whole) => {
            say!(language, "at least {part}/{whole} of {those}", "không dưới {part}/{whole} {those}")
        }
    }
}

/// `a, b and c`; `a, b và c`.
pub(crate) fn all_of(parts: &[String], language: Language) -> String {
    joined(parts, language.pick("and", "và"))
}

pub(crate) fn one_of(parts: &[String], language: Language) -> String {
    joined(parts, language.pick("or", "hoặc"))
}

/// Days in words, both included: `on 1 March 2027`, `from 1 July 2025 to 28 February 2027`, `từ ngày … trở đi`.
pub(crate) fn stretch(from: Option<Day>, to: Option<Day>, language: Language) -> Option<String> {
    let day = |day: Day| day_words(day, language);
    Some(match (from, to) {
        (Some(from), Some(to)) if from == to => {
            say!(language, "on {from}", "vào ngày {from}", from = day(from))
        }
        (Some(from), Some(to)) => {
            say!(language, "from {from} to {to}", "từ ngày {from} đến hết ngày {to}", from = day(from), to = day(to))
        }
        (Some(from), None) => say!(language, "from {from} on", "từ ngày {from} trở đi", from = day(from)),
        (None, Some(to)) => say!(language, "until {to}", "đến hết ngày {to}", to = day(to)),
        (None, None) => return None,
    })
}
