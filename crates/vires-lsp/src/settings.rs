//! What a client may set, under the section `vires`.

mod read;
mod wrong;

use vires_model::Day;
use vires_words::Language;

pub(crate) use read::{Read, Whose};
pub(crate) use wrong::Wrong;

/// The settings, each as if nothing were set where it is absent or not allowed; of the latter the client is told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Settings {
    /// The language of what is said. Absent: that of each package.
    language: Option<Spoken>,
    /// Whether notes are shown beside errors and warnings.
    pub(crate) notes: Option<bool>,
    /// Where the page of a code lies, `{code}` and `{language}` standing for the code and the language of what is said:
    /// `https://law.example/vires/{language}/{code}.html`. Absent: codes lead to the pages of this computer, if there are any.
    pub(crate) pages: Option<String>,
    /// `2026-07-01`: the day that is spoken of as today. Absent: that of the clock.
    pub(crate) today: Option<Day>,
    /// Whether lenses are shown.
    pub(crate) lenses: Option<bool>,
    /// Which hints are shown.
    pub(crate) hints: Hints,
    /// The client's own commands that lenses may name.
    pub(crate) commands: Vec<String>,
}

/// Which language is spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spoken {
    /// `auto`: that of each package.
    OfThePackage,
    /// `en` or `vi`, whatever the packages say.
    Always(Language),
}

/// Which hints are shown; absent: shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Hints {
    pub(crate) units: Option<bool>,
    pub(crate) dates: Option<bool>,
    pub(crate) other_cases: Option<bool>,
}

impl Settings {
    /// The language that is set, if one is.
    pub(crate) fn language(&self) -> Option<Language> {
        match self.language? {
            Spoken::OfThePackage => None,
            Spoken::Always(language) => Some(language),
        }
    }

    /// These settings, and what they leave open as it was set at the beginning: clients that know no such section answer
    /// with an empty one.
    pub(crate) fn over(self, begun: &Self) -> Self {
        let own = self.with_commands_of(begun);
        Self {
            language: own.language.or(begun.language),
            notes: own.notes.or(begun.notes),
            pages: own.pages,
            today: own.today.or(begun.today),
            lenses: own.lenses.or(begun.lenses),
            hints: Hints {
                units: own.hints.units.or(begun.hints.units),
                dates: own.hints.dates.or(begun.hints.dates),
                other_cases: own.hints.other_cases.or(begun.hints.other_cases),
            },
            commands: own.commands,
        }
    }

    /// These settings with the commands of others, and the pages: a client says once what commands it has, and where the
    /// pages lie does not change.
    pub(crate) fn with_commands_of(mut self, begun: &Self) -> Self {
        if self.commands.is_empty() {
            self.commands.clone_from(&begun.commands);
        }
        self.pages = self.pages.or_else(|| begun.pages.clone());
        self
    }
}
