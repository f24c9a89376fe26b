//! All tables together, and the small questions asked of them everywhere.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::appointments::{Appointment, vacant_between};
use crate::bodies::{Body, BodyKind, Tier};
use crate::calendars::Calendar;
use crate::checks::{Requirement, Test};
use crate::conditions::Condition;
use crate::date::{Day, Life};
use crate::decision::{Instance, Of};
use crate::facts::Fact;
use crate::ids::{
    BodyId, CalendarId, FactId, InstrumentId, InstrumentKindId, KindId, ListId, ModalityId, PackageId, ParameterId,
    PowerId, ProvisionId, RuleId, Table, TierId,
};
use crate::instruments::{Instrument, InstrumentKind, Provision, ProvisionKind};
use crate::lists::{List, ValueId};
use crate::parameters::Parameter;
use crate::powers::{Modality, Power};
use crate::rules::{Rule, Word};
use crate::settings::Setting;
use crate::steps::Attachment;

/// A package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// Its name, with dots.
    pub name: String,
    /// Its label; the name where none was given.
    pub label: String,
    /// The declared precedence, its own or that of the packages it uses; empty: none.
    pub precedence: Vec<PrecedenceKey>,
    /// Another one for the powers of some sectors, likewise.
    pub precedence_in: BTreeMap<String, Vec<PrecedenceKey>>,
    /// Language of what is said about it: `en` or `vi`.
    pub language: String,
}

/// One key of a declared precedence, in the order declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PrecedenceKey {
    /// The instrument of higher rank.
    HigherRank,
    /// The instrument issued later.
    Later,
    /// The power by name against a class, or the condition whose region lies strictly inside.
    MoreSpecific,
}

/// The law resolved.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Model {
    /// Packages.
    pub packages: Table<PackageId, Package>,
    /// Tiers.
    pub tiers: Table<TierId, Tier>,
    /// Lists and territories.
    pub lists: Table<ListId, List>,
    /// Kinds of body.
    pub kinds: Table<KindId, BodyKind>,
    /// Bodies and offices.
    pub bodies: Table<BodyId, Body>,
    /// Kinds of instrument.
    pub instrument_kinds: Table<InstrumentKindId, InstrumentKind>,
    /// Instruments.
    pub instruments: Table<InstrumentId, Instrument>,
    /// Places of their texts.
    pub provisions: Table<ProvisionId, Provision>,
    /// Facts.
    pub facts: Table<FactId, Fact>,
    /// Days that are no working days.
    pub holidays: BTreeSet<Day>,
    /// Calendars by which periods may be counted.
    pub calendars: Table<CalendarId, Calendar>,
    /// Combinations that cannot occur are those in which one of these is false.
    pub assumptions: Vec<Condition>,
    /// Parameters.
    pub parameters: Table<ParameterId, Parameter>,
    /// What they are, by the lines that set them: by parameter and entry, each in the order of days.
    pub settings: Arc<[Setting]>,
    /// Powers.
    pub powers: Table<PowerId, Power>,
    /// Modalities.
    pub modalities: Table<ModalityId, Modality>,
    /// Rules. Those of void instruments are not here.
    pub rules: Table<RuleId, Rule>,
    /// Steps that provisions attach to powers.
    pub attachments: Vec<Attachment>,
    /// Who fills which office.
    pub appointments: Vec<Appointment>,
    /// What instruments say of each other.
    pub words: Vec<Word>,
    /// Tests.
    pub tests: Vec<Test>,
    /// Requirements.
    pub requirements: Vec<Requirement>,
}

impl Model {
    /// Whether two models differ in nothing but their rules.
    #[must_use]
    pub fn is_same_but_for_rules(&self, other: &Self) -> bool {
        // Taken apart, so that a table that is added one day is not forgotten here.
        let Self {
            packages,
            tiers,
            lists,
            kinds,
            bodies,
            instrument_kinds,
            instruments,
            provisions,
            facts,
            assumptions,
            parameters,
            settings,
            powers,
            modalities,
            rules: _,
            attachments,
            appointments,
            words,
            tests,
            requirements,
            holidays,
            calendars,
        } = self;
        *packages == other.packages
            && *tiers == other.tiers
            && *lists == other.lists
            && *kinds == other.kinds
            && *bodies == other.bodies
            && *instrument_kinds == other.instrument_kinds
            && *instruments == other.instruments
            && *provisions == other.provisions
            && *facts == other.facts
            && *assumptions == other.assumptions
            && *parameters == other.parameters
            && *settings == other.settings
            && *powers == other.powers
            && *modalities == other.modalities
            && *attachments == other.attachments
            && *appointments == other.appointments
            && *words == other.words
            && *tests == other.tests
            && *requirements == other.requirements
            && *holidays == other.holidays
            && *calendars == other.calendars
    }

    /// What decides between two claims on a power where no words do, in this order.
    #[must_use]
    pub fn precedence_over(&self, power: PowerId) -> &[PrecedenceKey] {
        let row = &self.powers[power];
        let package = &self.packages[row.package];
        let own = row.sector.as_ref().and_then(|sector| package.precedence_in.get(sector));
        own.unwrap_or(&package.precedence)
    }
    /// Whether two rules are the words of one line that gives several holdings, any of which is enough.
    #[must_use]
    pub fn one_of(&self, one: RuleId, other: RuleId) -> bool {
        self.rules[one].one_of.is_some() && self.rules[one].one_of == self.rules[other].one_of
    }
    /// Whether a provision is `ancestor` or stands under it.
    #[must_use]
    pub fn stands_in(&self, place: ProvisionId, ancestor: ProvisionId) -> bool {
        let mut at = Some(place);
        while let Some(here) = at {
            if here == ancestor {
                return true;
            }
            at = self.provisions[here].parent;
        }
        false
    }
    /// The instrument in whose text a rule stands.
    #[must_use]
    pub fn written_in(&self, rule: RuleId) -> InstrumentId {
        self.provisions[self.rules[rule].place].instrument
    }
    /// The day on which a rule counts as issued: that of the instrument that put it where it stands.
    #[must_use]
    pub fn issued_on(&self, rule: RuleId) -> Option<Day> {
        self.instruments[self.rules[rule].amended_by.unwrap_or_else(|| self.written_in(rule))].issued_on()
    }
    /// Whether a body or office is strictly under another, by superiors.
    #[must_use]
    pub fn is_under(&self, body: BodyId, superior: BodyId) -> bool {
        // Superiors are acyclic: resolution refuses a circle.
        let mut at = self.bodies[body].superior;
        while let Some(here) = at {
            if here == superior {
                return true;
            }
            at = self.bodies[here].superior;
        }
        false
    }
    /// Whether a body exists on a day, and the place of which it is the one exists too.
    #[must_use]
    pub fn exists(&self, who: Instance, day: Day) -> bool {
        let body = &self.bodies[who.body];
        let place = match (who.of, body.one_per) {
            (Of::Place(place), Some(list)) => {
                self.lists[list].values.get(place.0 as usize).is_some_and(|row| row.life.contains(day))
            }
            _ => true,
        };
        place && body.exists_on(day)
    }
    /// Who fills an office on a day, in the order of the files, each once.
    #[must_use]
    pub fn filled_by(&self, office: Instance, day: Day) -> Vec<&str> {
        let mut persons: Vec<&str> = Vec::new();
        for own in self.appointments.iter().filter(|own| own.fills(office, day)) {
            if !persons.contains(&own.person.as_str()) {
                persons.push(&own.person);
            }
        }
        persons
    }
    /// Whether the texts have begun by that day to say who fills an office: from then on nobody does whom they do not appoint.
    #[must_use]
    pub fn says_who_fills(&self, office: Instance, day: Day) -> bool {
        self.appointments.iter().any(|own| own.is_to(office) && own.life.from.is_none_or(|from| from <= day))
    }
    /// Whether nobody can act for an office on that day: the texts say who fills it, and name nobody.
    #[must_use]
    pub fn is_unfilled(&self, office: Instance, day: Day) -> bool {
        self.says_who_fills(office, day) && self.filled_by(office, day).is_empty()
    }
    /// The days on which an office is vacant, in their order: those from the first appointment to it on, on which there is the office
    /// and nobody is appointed to it.
    #[must_use]
    pub fn vacancies(&self, office: Instance) -> Vec<Life> {
        let body = &self.bodies[office.body];
        let place = match (office.of, body.one_per) {
            (Of::Place(place), Some(list)) => self.lists[list].values.get(place.0 as usize).map(|row| row.life),
            _ => None,
        };
        let lives = body.lives().into_iter().map(|life| place.map_or(life, |place| place.intersect(life)));
        let lives: Vec<Life> = lives.collect();
        let vacant = vacant_between(self.appointments.iter().filter(|own| own.is_to(office)).map(|own| own.life));
        let there = vacant.into_iter().flat_map(|vacant| lives.iter().map(move |life| vacant.intersect(*life)));
        there.filter(|life| !life.is_empty()).collect()
    }
    /// Every office to which somebody is appointed, in the order of the appointments.
    #[must_use]
    pub fn offices_filled(&self) -> Vec<Instance> {
        let mut offices: Vec<Instance> = Vec::new();
        for office in self.appointments.iter().filter_map(Appointment::office) {
            if !offices.contains(&office) {
                offices.push(office);
            }
        }
        offices
    }
    /// The days around that day on which an office is vacant; none where it is not.
    #[must_use]
    pub fn vacancy(&self, office: Instance, day: Day) -> Option<Life> {
        self.vacancies(office).into_iter().find(|life| life.contains(day))
    }
    /// Whether a tier is strictly below another.
    #[must_use]
    pub fn tier_is_below(&self, tier: TierId, above: TierId) -> bool {
        let mut at = self.tiers[tier].below;
        while let Some(here) = at {
            if here == above {
                return true;
            }
            at = self.tiers[here].below;
        }
        false
    }
    /// The place of `list` that a value of `from` is or lies in, going outwards; none where it lies in none.
    /// `from` and `list` are the same list, or `list` is reached from `from` by `within`.
    #[must_use]
    pub fn lift(&self, value: ValueId, from: ListId, list: ListId) -> Option<ValueId> {
        let (mut value, mut at) = (value, from);
        while at != list {
            let row = self.lists[at].values.get(value.0 as usize)?;
            value = row.within?;
            at = self.lists[at].within?;
        }
        Some(value)
    }
    /// A power's name with its package: `vn.electricity.generation_licence`.
    #[must_use]
    pub fn power_name(&self, power: PowerId) -> String {
        let row = &self.powers[power];
        format!("{}.{}", self.packages[row.package].name, row.name)
    }
    /// A place of text by names: `decree_146_2025 art. 12(1)(a)`, `resolution_19_2026 annex I section C`.
    #[must_use]
    pub fn citation(&self, place: ProvisionId) -> String {
        let mut path = Vec::new();
        let mut at = Some(place);
        while let Some(here) = at {
            path.push(here);
            at = self.provisions[here].parent;
        }
        let mut text = self.instruments[self.provisions[place].instrument].name.clone();
        let has_article = path.iter().any(|here| self.provisions[*here].kind == ProvisionKind::Article);
        let mut in_article = false;
        for row in path.iter().rev().map(|here| &self.provisions[*here]) {
            let word = match row.kind {
                ProvisionKind::Whole => continue,
                // Articles are numbered through: the part, chapter or section around one is not cited.
                ProvisionKind::Part | ProvisionKind::Chapter | ProvisionKind::Section if has_article && !in_article => {
                    continue;
                }
                ProvisionKind::Article => {
                    in_article = true;
                    text.push_str(&format!(" art. {}", row.number));
                    continue;
                }
                ProvisionKind::Clause | ProvisionKind::Point | ProvisionKind::Subpoint if in_article => {
                    text.push_str(&format!("({})", row.number));
                    continue;
                }
                ProvisionKind::Part => "part",
                ProvisionKind::Chapter => "chapter",
                ProvisionKind::Section => "section",
                ProvisionKind::Clause => "clause",
                ProvisionKind::Point => "point",
                ProvisionKind::Subpoint => "subpoint",
                ProvisionKind::Annex => "annex",
                ProvisionKind::Paragraph => "paragraph",
                ProvisionKind::Item => "item",
                ProvisionKind::Subsection => "subsection",
                ProvisionKind::Subparagraph => "subparagraph",
                ProvisionKind::Schedule => "schedule",
                ProvisionKind::Appendix => "appendix",
                ProvisionKind::Regulation => "reg.",
                ProvisionKind::Rule => "rule",
                ProvisionKind::Table => "table",
                ProvisionKind::Row => "row",
                ProvisionKind::Sentence => "sentence",
            };
            text.push_str(&format!(" {word} {}", row.number));
        }
        text
    }
}
