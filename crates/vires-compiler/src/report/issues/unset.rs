//! Parameters without a value on which it turns who is competent.

use vires_analysis::Issue;
use vires_diagnostics::{Code, Finding, Place};
use vires_model::{Atom, Condition, ConditionKind, ParameterId, PowerId, SourceSpan, ValueId};
use vires_words::{Language, say};

use super::{Writer, region};

/// Further entries are counted.
const MOST_ENTRIES: usize = 5;
/// Further places and powers are not shown.
const MOST_SHOWN: usize = 4;

pub(super) fn finding(
    writer: &mut Writer<'_, '_>,
    issue: &Issue,
    (parameter, of): (ParameterId, &[Option<ValueId>]),
    powers: &[PowerId],
) -> Finding {
    let (language, model) = (writer.language, writer.model());
    let name = &model.parameters[parameter].name;
    let days = match region::days(&issue.region, language) {
        Some(days) => format!(" {days}"),
        None => String::new(),
    };
    let message = say!(
        language,
        "`{name}` has no value{entries}{days}, when a rule turns on it",
        "`{name}` không có giá trị{entries}{days}, trong khi có quy định phụ thuộc vào nó",
        entries = entries(writer, (parameter, of), language)
    );
    let mut draft = Finding::new(Code::NotSet, message);
    if let [power] = powers {
        draft = draft.power(model.power_name(*power));
    }
    draft = draft.place(Place::new(writer.places.span(model.parameters[parameter].span)));
    let mut asking: Vec<SourceSpan> = Vec::new();
    for rule in &issue.rules {
        for part in parts_that_ask(&model.rules[*rule].when, (parameter, of)) {
            if !asking.contains(&part) {
                asking.push(part);
            }
        }
    }
    for span in asking.into_iter().take(MOST_SHOWN) {
        let words = language.pick("this turns on it", "quy định này phụ thuộc vào đó");
        draft = draft.place(Place::new(writer.places.span(span)).label(words));
    }
    draft = region::write(writer, issue, draft).help(language.pick(
        "set it in the provision that says what it is: `set … to …`; until then who is competent cannot be said",
        "ấn định trong điều khoản nêu giá trị: `ấn định … là …`; chưa ấn định thì không xác định được cơ quan có thẩm quyền",
    ));
    if powers.len() > 1 {
        let labels: Vec<&str> = powers.iter().take(MOST_SHOWN).map(|power| writer.names().power(*power)).collect();
        let more = if powers.len() > labels.len() { ", …" } else { "" };
        draft = draft.note(say!(
            language,
            "the powers: {all}{more}",
            "các thẩm quyền: {all}{more}",
            all = labels.join(", ")
        ));
    }
    let list = model.parameters[parameter].by.map(|list| &model.lists[list].values);
    let row = |of: &Option<ValueId>| list?.get((*of)?.0 as usize);
    let entries: Vec<&str> = of.iter().filter_map(row).map(|row| row.name.as_str()).collect();
    writer.named(issue, draft, &format!("{name} {}", entries.join(" ")))
}

/// Where a condition asks for the parameter.
fn parts_that_ask(when: &Condition, (parameter, of): (ParameterId, &[Option<ValueId>])) -> Vec<SourceSpan> {
    let all = |parts: &[Condition]| parts.iter().flat_map(|part| parts_that_ask(part, (parameter, of))).collect();
    match &when.kind {
        ConditionKind::All(parts) | ConditionKind::Any(parts) | ConditionKind::AtLeast(_, parts) => all(parts),
        ConditionKind::Not(part) => parts_that_ask(part, (parameter, of)),
        ConditionKind::Atom(Atom::Unset(unset)) if unset.parameter == parameter && of.contains(&unset.of) => {
            vec![when.span]
        }
        ConditionKind::Always | ConditionKind::Atom(_) => Vec::new(),
    }
}

/// The entries of the list by which the parameter is kept, with what people call them.
fn entries(writer: &Writer<'_, '_>, (parameter, of): (ParameterId, &[Option<ValueId>]), language: Language) -> String {
    let model = writer.model();
    let Some(list) = model.parameters[parameter].by else { return String::new() };
    let row = |of: &Option<ValueId>| model.lists[list].values.get((*of)?.0 as usize);
    let words = |row: &vires_model::ListValue| match row.label == row.name {
        true => format!("`{}`", row.name),
        false => format!("`{}` ({})", row.name, row.label),
    };
    let all: Vec<String> = of.iter().filter_map(row).map(words).collect();
    let shown = all.iter().take(MOST_ENTRIES).cloned().collect::<Vec<_>>().join(", ");
    match all.len().saturating_sub(MOST_ENTRIES) {
        0 if all.is_empty() => String::new(),
        0 => say!(language, " for {shown}", " cho {shown}"),
        more => say!(language, " for {shown} and {more} more", " cho {shown} và {more} mục khác"),
    }
}
