//! What a client may set, under the section `vires`.

use serde_json::Value;
use vires_words::Language;

/// The settings, each as if nothing were set where it is absent or of the wrong type.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Settings {
    /// `en` or `vi`: the language of what is said, whatever the packages say. Absent or `auto`: that of each package.
    language: Option<String>,
    /// Whether notes are shown beside errors and warnings.
    pub(crate) notes: Option<bool>,
    /// Where the page of a code lies, `{code}` standing for the code: `https://law.example/vires/{code}.html`. Absent:
    /// codes are no links.
    pub(crate) pages: Option<String>,
}

impl Settings {
    /// From `initializationOptions`, or from the section of the client's configuration.
    pub(crate) fn read(value: Option<&Value>) -> Self {
        let Some(value) = value else {
            return Self::default();
        };
        let value = value.get("vires").unwrap_or(value);
        // Field by field: one that is of the wrong type costs no other.
        let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
        Self { language: text("language"), notes: value.get("notes").and_then(Value::as_bool), pages: text("pages") }
    }

    /// The language that is set, if one is.
    pub(crate) fn language(&self) -> Option<Language> {
        let code = self.language.as_deref()?;
        Language::ALL.into_iter().find(|language| language.code() == code)
    }
}
