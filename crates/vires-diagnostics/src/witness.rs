//! The concrete case that shows a finding is real.

use std::fmt;

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

/// The words of a test (`capacity is 50 MW, fields are generation and trading`), so that a drafter can make one of it.
impl fmt::Display for Witness {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(date) = &self.at {
            write!(out, "on {date}")?;
        }
        for (index, (name, value)) in self.facts.iter().enumerate() {
            match (index, &self.at) {
                (0, None) => {}
                (0, Some(_)) => out.write_str(", given ")?,
                _ => out.write_str(", ")?,
            }
            match value {
                FactText::Text(text) => write!(out, "{name} is {text}")?,
                FactText::YesNo(true) => write!(out, "{name} is yes")?,
                FactText::YesNo(false) => write!(out, "{name} is no")?,
                FactText::Set(names) if names.is_empty() => write!(out, "{name} is none")?,
                FactText::Set(names) => write!(out, "{name} are {}", names.join(" and "))?,
            }
        }
        Ok(())
    }
}
