//! The concrete case that shows a finding is real.

use vires_words::{Language, say};

/// The answer to one question of a case.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum FactText {
    /// A number, amount, date, or a name from a list, as the language writes it: `50 MW`, `2025-07-01`, `lam_dong`.
    Text(String),
    /// Yes or no.
    YesNo(bool),
    /// A set of names, in declared order.
    Set(Vec<String>),
}

/// One case on one day. Put to `vires eval`, it gives what the finding claims.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Witness {
    /// The date asked about, `YYYY-MM-DD`.
    pub at: Option<String>,
    /// The facts in the author's order.
    pub facts: Vec<(String, FactText)>,
}

impl Witness {
    /// A case on a date.
    #[must_use]
    pub fn on(date: impl Into<String>) -> Self {
        Self { at: Some(date.into()), facts: Vec::new() }
    }

    /// Adds a fact whose answer is written out.
    #[must_use]
    pub fn fact(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.with(name, FactText::Text(value.into()))
    }

    /// Adds a fact.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: FactText) -> Self {
        self.facts.push((name.into(), value));
        self
    }
}

impl Witness {
    /// The words of a test (`on 2025-07-01, given capacity is 50 MW, fields are generation and trading`), so that a
    /// drafter can make one of it; with the keywords of that language.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        let facts: Vec<String> = self.facts.iter().map(|(name, value)| fact_words(name, value, language)).collect();
        let facts = facts.join(", ");
        match &self.at {
            None => facts,
            Some(date) if facts.is_empty() => say!(language, "on {date}", "ngày {date}"),
            Some(date) => say!(language, "on {date}, given {facts}", "ngày {date}, với {facts}"),
        }
    }
}

fn fact_words(name: &str, value: &FactText, language: Language) -> String {
    match value {
        FactText::Text(text) => say!(language, "{name} is {text}", "{name} là {text}"),
        FactText::YesNo(true) => say!(language, "{name} is yes", "{name} là có"),
        FactText::YesNo(false) => say!(language, "{name} is no", "{name} là không"),
        FactText::Set(names) if names.is_empty() => say!(language, "{name} is none", "{name} là không có"),
        FactText::Set(names) => {
            say!(language, "{name} are {all}", "{name} là {all}", all = names.join(language.pick(" and ", " và ")))
        }
    }
}
