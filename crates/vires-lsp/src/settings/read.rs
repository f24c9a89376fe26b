//! Settings from what a client sends, field by field: one that is wrong costs no other.

use std::str::FromStr as _;

use serde_json::{Map, Value};
use tower_lsp::ls_types::Uri;
use vires_model::Day;
use vires_words::Language;

use super::wrong::{Allowed, Wrong};
use super::{Hints, Settings, Spoken};

/// Settings with what was wrong in them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Read {
    pub(crate) settings: Settings,
    pub(crate) wrong: Vec<Wrong>,
}

/// Whose settings are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    /// Those of this server and nothing else.
    Ours,
    /// Those of the client, perhaps: then ours are one section of them, and what the others are called is not our affair.
    Perhaps,
}

/// Names under which clients keep what is theirs: where the program lies, what of the conversation is shown.
const OF_CLIENTS: [&str; 2] = ["server", "trace"];

impl Read {
    /// From `initializationOptions`, or from the section of the client's configuration.
    pub(crate) fn of(value: Option<&Value>, whose: Whose) -> Self {
        let section = value.and_then(|value| value.get("vires"));
        let ours = whose == Whose::Ours || section.is_some();
        let Some(value) = section.or(value) else { return Self::default() };
        let mut reader = Reader { wrong: Vec::new() };
        let Some(fields) = reader.fields("", value) else { return Self { wrong: reader.wrong, ..Self::default() } };
        let language = reader.take(&fields, "language", Allowed::Language, |value| match value.as_str()? {
            "auto" => Some(Spoken::OfThePackage),
            code => Language::ALL.into_iter().find(|one| one.code() == code).map(Spoken::Always),
        });
        let settings = Settings {
            language,
            notes: reader.take(&fields, "notes", Allowed::YesOrNo, Value::as_bool),
            pages: reader.take(&fields, "pages", Allowed::Address, address),
            today: reader.take(&fields, "today", Allowed::Day, |value| Day::parse(value.as_str()?)),
            lenses: reader.take(&fields, "lenses", Allowed::YesOrNo, Value::as_bool),
            hints: reader.hints(&fields, ours),
            commands: reader.take(&fields, "commands", Allowed::Names, names).unwrap_or_default(),
        };
        let known = ["language", "notes", "pages", "today", "lenses", "hints", "commands"];
        if ours {
            reader.unknown("", &fields, &[&known[..], &OF_CLIENTS].concat());
        }
        Self { settings, wrong: reader.wrong }
    }
}

struct Reader {
    wrong: Vec<Wrong>,
}

impl Reader {
    /// The fields of a section.
    fn fields(&mut self, name: &str, value: &Value) -> Option<Map<String, Value>> {
        match value {
            Value::Null => None,
            Value::Object(fields) => Some(fields.clone()),
            // An empty table of Lua.
            Value::Array(all) if all.is_empty() => None,
            _ => {
                self.wrong.push(Wrong::value(name, value, Allowed::Section));
                None
            }
        }
    }

    fn take<T>(
        &mut self,
        fields: &Map<String, Value>,
        name: &str,
        allowed: Allowed,
        read: impl Fn(&Value) -> Option<T>,
    ) -> Option<T> {
        let key = name.rsplit('.').next().unwrap_or(name);
        let value = fields.get(key).filter(|value| !value.is_null())?;
        let taken = read(value);
        if taken.is_none() {
            self.wrong.push(Wrong::value(name, value, allowed));
        }
        taken
    }

    fn hints(&mut self, fields: &Map<String, Value>, ours: bool) -> Hints {
        let Some(fields) = fields.get("hints").and_then(|value| self.fields("hints", value)) else {
            return Hints::default();
        };
        if ours {
            self.unknown("hints.", &fields, &["units", "dates", "otherCases"]);
        }
        let mut shown = |name| self.take(&fields, name, Allowed::YesOrNo, Value::as_bool);
        Hints { units: shown("hints.units"), dates: shown("hints.dates"), other_cases: shown("hints.otherCases") }
    }

    fn unknown(&mut self, within: &str, fields: &Map<String, Value>, known: &[&str]) {
        let unknown = fields.keys().filter(|key| !known.contains(&key.as_str()));
        self.wrong.extend(unknown.map(|key| Wrong::name(&format!("{within}{key}"))));
    }
}

/// An address, once the places for code and language are filled in.
fn address(value: &Value) -> Option<String> {
    let page = value.as_str()?;
    let filled = page.replace("{code}", "V0001").replace("{language}", "en");
    Uri::from_str(&filled).is_ok().then(|| page.to_owned())
}

fn names(value: &Value) -> Option<Vec<String>> {
    value.as_array()?.iter().map(|name| name.as_str().map(str::to_owned)).collect()
}
