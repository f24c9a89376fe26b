//! What facts, values and lists are called in a sentence.

use vires_model::{Fact, FactId, ListId, Model, Named, ParameterId, ValueId};

/// More words than this and what follows is set apart by a colon: `price of all options: under 5 million VND`.
pub(super) const WORDS_IN_A_ROW: usize = 3;
/// Vietnamese writes every syllable as a word.
const SYLLABLES_IN_A_ROW: usize = 6;

/// A label as part of a sentence; where there is none the name, in words.
fn in_a_sentence(label: &str, name: &str) -> String {
    if label == name || label.is_empty() {
        return name.replace('_', " ");
    }
    if needs_quotes(label) {
        return format!("“{label}”");
    }
    lower_first(label)
}

/// `Installed capacity` begins small inside a sentence; `UBND`, `EU funding` and `Bộ` as a whole word in capitals stay.
fn lower_first(label: &str) -> String {
    let mut letters = label.chars();
    let Some(first) = letters.next() else {
        return String::new();
    };
    let word = label.split_whitespace().next().unwrap_or_default();
    let others_small = word.chars().skip(1).all(|c| !c.is_uppercase() && !c.is_numeric());
    if others_small && word.chars().nth(1).is_some_and(char::is_lowercase) {
        first.to_lowercase().chain(letters).collect()
    } else {
        label.to_owned()
    }
}

/// Conditions are set apart by commas: a name with one in it is quoted.
fn needs_quotes(name: &str) -> bool {
    name.contains([',', ';'])
}

/// A fact's name in a sentence.
pub(super) fn fact(fact: &Fact) -> String {
    in_a_sentence(&fact.label, &fact.name)
}

/// A derived fact's name in a sentence.
pub(super) fn derived(named: &Named) -> String {
    in_a_sentence(&named.label, &named.name)
}

/// A fact as the subject of a condition.
pub(super) struct Subject {
    /// Its name in a sentence.
    pub(super) name: String,
    /// Whether the name is so long that what is said of it stands after a colon.
    pub(super) long: bool,
}

/// How a fact is named before what is said of it.
pub(super) fn subject(model: &Model, id: FactId, vietnamese: bool) -> Subject {
    let name = fact(&model.facts[id]);
    let most = if vietnamese { SYLLABLES_IN_A_ROW } else { WORDS_IN_A_ROW };
    let long = !name.starts_with('“') && name.split_whitespace().count() > most;
    Subject { name, long }
}

/// Whether the fact has no label, so that its name must do.
pub(super) fn has_label(fact: &Fact) -> bool {
    fact.label != fact.name && !fact.label.is_empty()
}

/// A value of a list. Its label is often a proper name and keeps its capitals.
pub(super) fn value(model: &Model, list: ListId, value: ValueId) -> String {
    let Some(row) = model.lists[list].values.get(value.0 as usize) else {
        return String::new();
    };
    if row.label == row.name {
        row.name.replace('_', " ")
    } else if needs_quotes(&row.label) {
        format!("“{}”", row.label)
    } else {
        row.label.clone()
    }
}

/// A list by what its values are: `province`.
pub(super) fn list(model: &Model, id: ListId) -> String {
    let row = &model.lists[id];
    let name = in_a_sentence(&row.label, &row.name);
    // Names of lists are capitalised by custom.
    if row.label == row.name { lower_first(&name) } else { name }
}

/// A parameter.
pub(super) fn parameter(model: &Model, id: ParameterId) -> String {
    let row = &model.parameters[id];
    in_a_sentence(&row.label, &row.name)
}
