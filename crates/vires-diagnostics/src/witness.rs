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
        let facts: Vec<String> = self.said().map(|(name, value)| fact_words(name, value, language)).collect();
        let facts = facts.join(", ");
        match &self.at {
            None => facts,
            Some(date) if facts.is_empty() => say!(language, "on {date}", "ngày {date}"),
            Some(date) => say!(language, "on {date}, given {facts}", "ngày {date}, với {facts}"),
        }
    }
}

/// Of fewer answers to one question each is said.
const FEW_ENTRIES: usize = 3;

impl Witness {
    /// The facts as they are said: of a fact kept by a list, what most of its entries are once for all of them, then the others.
    fn said(&self) -> impl Iterator<Item = (&str, &FactText)> {
        let of_one = |a: &(String, FactText), b: &(String, FactText)| kept(&a.0).is_some() && kept(&a.0) == kept(&b.0);
        self.facts.chunk_by(of_one).flat_map(|entries| {
            let usual = usual(entries);
            let all = usual.and_then(|value| Some((kept(&entries.first()?.0)?, value)));
            let others = entries.iter().filter(move |(_, value)| usual != Some(value));
            all.into_iter().chain(others.map(|(name, value)| (name.as_str(), value)))
        })
    }
}

/// What a fact that is kept by a list is called without the entry: `turnover of target`.
fn kept(name: &str) -> Option<&str> {
    name.split_once(" of ").map(|(kept, _)| kept)
}

/// The answer that most entries have, the first of them where several do; none where it is not worth saying apart.
fn usual(entries: &[(String, FactText)]) -> Option<&FactText> {
    let times = |value: &FactText| entries.iter().filter(|(_, own)| own == value).count();
    let most = entries.iter().rev().max_by_key(|(_, value)| times(value)).map(|(_, value)| value)?;
    (entries.len() >= FEW_ENTRIES && times(most) > 1).then_some(most)
}

/// How no answer is written: of a fact that may have none, and of an event that never happens.
const NO_ANSWER: &str = "none";

fn fact_words(name: &str, value: &FactText, language: Language) -> String {
    match value {
        FactText::Text(text) if text == NO_ANSWER => say!(language, "{name} is none", "{name} là không có"),
        FactText::Text(text) => say!(language, "{name} is {text}", "{name} là {text}"),
        FactText::YesNo(true) => say!(language, "{name} is yes", "{name} là có"),
        FactText::YesNo(false) => say!(language, "{name} is no", "{name} là không"),
        FactText::Set(names) if names.is_empty() => say!(language, "{name} is none", "{name} là không có"),
        FactText::Set(names) => {
            say!(language, "{name} are {all}", "{name} là {all}", all = names.join(language.pick(" and ", " và ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_most_entries_of_a_list_are_is_said_once() {
        let witness = Witness::on("2024-05-01")
            .fact("state", "de")
            .fact("turnover of first", "5 EUR")
            .fact("turnover of second for de", "0 EUR")
            .fact("turnover of second for fr", "0 EUR")
            .fact("share of first", "1")
            .fact("share of second", "2");
        assert_eq!(
            witness.words(Language::En),
            "on 2024-05-01, given state is de, turnover is 0 EUR, turnover of first is 5 EUR, share of first is 1, \
             share of second is 2"
        );
    }
}
