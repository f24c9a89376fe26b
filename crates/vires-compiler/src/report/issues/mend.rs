//! Changes of the text that would resolve a finding: the words to put, and where.

use vires_analysis::words::{ValueText, value_text};
use vires_analysis::{Mend, Mended};
use vires_diagnostics::{Draft, Edit, Fix};
use vires_model::{Domain, FactId, Interval, Measure, Rational, Value, ValueSet};
use vires_words::{Language, say};

use super::Writer;

/// More values than these are not listed in a condition.
const MOST_VALUES: usize = 12;

/// Adds each change, in words and as an edit.
pub(super) fn write(writer: &Writer<'_, '_>, mends: &[Mend], mut draft: Draft) -> Draft {
    for mend in mends {
        let Some((old, edit)) = change(writer, mend) else { continue };
        let title = say!(
            writer.language,
            "let {rule} take it in: `{replacement}` in place of `{old}`",
            "để {rule} bao gồm cả phần này: `{replacement}` thay cho `{old}`",
            rule = writer.title(mend.rule),
            replacement = edit.replacement
        );
        draft = draft.help(title.clone()).fix(Fix { title, edits: vec![edit] });
    }
    draft
}

/// Adds each change by which one of two claims is left to the other, as an edit: in words the finding says so once for both.
pub(super) fn write_apart(writer: &Writer<'_, '_>, mends: &[Mend], mut draft: Draft) -> Draft {
    for mend in mends {
        let Some((old, edit)) = change(writer, mend) else { continue };
        let title = say!(
            writer.language,
            "let {rule} leave it to the other: `{replacement}` in place of `{old}`",
            "để {rule} nhường phần này cho bên kia: `{replacement}` thay cho `{old}`",
            rule = writer.title(mend.rule),
            replacement = edit.replacement
        );
        draft = draft.fix(Fix { title, edits: vec![edit] });
    }
    draft
}

/// The words that change, and the edit.
fn change(writer: &Writer<'_, '_>, mend: &Mend) -> Option<(String, Edit)> {
    let old = writer.places.words(mend.part);
    let replacement = words(writer, mend, &old)?;
    Some((old, Edit { span: writer.places.span(mend.part), replacement }))
}

/// The new words, in the language of those that they replace, which begin with the fact or, as the second of two limits of
/// one fact, do not name it.
fn words(writer: &Writer<'_, '_>, mend: &Mend, old: &str) -> Option<String> {
    let model = writer.model();
    let language = language_of(&writer.places.words(model.rules[mend.rule].span));
    let fact = writer.names().fact(mend.fact);
    let subject = if old.starts_with(&*fact) {
        format!("{fact} ")
    } else if begins_with_limit(old) {
        String::new()
    } else {
        return None;
    };
    match &mend.to {
        Mended::Limits(within) => Some(format!("{subject}{}", limits(writer, mend.fact, within, language)?)),
        Mended::Leaves(leaves) => {
            let names = names(writer, mend.fact, leaves)?;
            let is = if leaves.len() == 1 {
                language.pick("is", "là")
            } else {
                language.pick("is one of", "thuộc một trong")
            };
            Some(format!("{subject}{is} {names}"))
        }
    }
}

/// Whether these words begin with a comparison, not with what is compared.
fn begins_with_limit(words: &str) -> bool {
    const FIRST: [&str; 15] = [
        "at", "above", "below", "from", "until", "before", "after", "is", "không", "trên", "dưới", "từ", "đến",
        "trước", "sau",
    ];
    words.starts_with(['<', '>', '=']) || words.split_whitespace().next().is_some_and(|first| FIRST.contains(&first))
}

/// The language whose keywords a rule is written in.
fn language_of(rule: &str) -> Language {
    if rule.contains(" holds ") || rule.contains(" hold ") { Language::En } else { Language::Vi }
}

fn names(writer: &Writer<'_, '_>, fact: FactId, leaves: &ValueSet) -> Option<String> {
    let model = writer.model();
    let Domain::Choice(list) = model.facts[fact].domain else { return None };
    let names: Vec<&str> =
        leaves.iter().filter_map(|leaf| Some(model.lists[list].values.get(leaf.0 as usize)?.name.as_str())).collect();
    (!names.is_empty() && names.len() <= MOST_VALUES).then(|| names.join(", "))
}

fn limits(writer: &Writer<'_, '_>, fact: FactId, within: &Interval, language: Language) -> Option<String> {
    let date = matches!(
        &writer.model().facts[fact].domain,
        Domain::Ordered(ordered) if ordered.measure == Measure::Date
    );
    let value = |value: Rational| match value_text(writer.model(), fact, &Value::Ordered(value)) {
        ValueText::Text(text) => Some(text).filter(|text| !text.contains('/')),
        ValueText::YesNo(_) | ValueText::Names(_) => None,
    };
    if let (Some(from), Some(to)) = (within.from, within.to)
        && from == to
    {
        return Some(format!("{} {}", language.pick("is", "là"), value(from.value)?));
    }
    let mut said = Vec::new();
    if let Some(from) = within.from {
        let word = match (date, from.included) {
            (true, true) => language.pick("from", "từ ngày"),
            (true, false) => language.pick("after", "sau"),
            (false, true) => language.pick("at least", "không dưới"),
            (false, false) => language.pick("above", "trên"),
        };
        said.push(format!("{word} {}", value(from.value)?));
    }
    if let Some(to) = within.to {
        let word = match (date, to.included) {
            (true, true) => language.pick("until", "đến hết ngày"),
            (true, false) => language.pick("before", "trước ngày"),
            (false, true) => language.pick("at most", "không quá"),
            (false, false) => language.pick("below", "dưới"),
        };
        said.push(format!("{word} {}", value(to.value)?));
    }
    Some(said.join(language.pick(" and ", " và ")))
}
