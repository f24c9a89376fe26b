//! What is said of the thing under the cursor.

mod amount;
mod holders;
mod instrument;
mod keyword;
mod operation;
mod rule;

use vires_compiler::Policies;
use vires_model::{Day, Domain, FactId, FileId, SourceSpan};
use vires_resolve::{Named, Thing};
use vires_syntax::ast::{ClauseKind, LineKind, Operation};
use vires_words::{Language, say};

use crate::declared::{Declared, block, words};
use crate::{lines, word};

/// What to show beside a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hover {
    /// The name.
    pub span: SourceSpan,
    /// Markdown.
    pub markdown: String,
}

/// What is to be said of what stands at an offset: a name, an amount, the verb of a rule, any other keyword.
#[must_use]
pub fn hover(policies: &Policies, file: FileId, offset: u32, today: Day) -> Option<Hover> {
    let amount = amount::hover(policies, file, offset);
    let named = of_name(policies, file, offset, today);
    match (amount, named) {
        // On the unit of an amount: the amount, and what the unit is.
        (Some(amount), Some(named)) => {
            Some(Hover { markdown: format!("{}\n\n{}", amount.markdown, named.markdown), ..amount })
        }
        (None, Some(named)) => Some(named),
        // On the word for months or years: what the period comes to, and what the word is.
        (amount, None) => match (amount, of_keyword(policies, file, offset, today)) {
            (Some(amount), Some(keyword)) => {
                Some(Hover { markdown: format!("{}\n\n{}", amount.markdown, keyword.markdown), ..amount })
            }
            (amount, keyword) => amount.or(keyword),
        },
    }
}

/// What is named: its label, its declaration as it is written, its documentation, and how it stands today.
fn of_name(policies: &Policies, file: FileId, offset: u32, today: Day) -> Option<Hover> {
    let language = policies.language();
    let mention = policies.resolved().uses.at(file, offset)?;
    let declared = Declared::all(policies, mention.named);
    // Every file of a package says to which it belongs; one of them says what it is called.
    let named = |own: &&Declared<'_>| matches!(mention.named, Named::Package(_)) && own.label().is_some();
    let first = declared.iter().find(named).or(declared.first());
    let mut parts = vec![headline(policies, mention.named, first, language)];
    if let Some(line) = first.and_then(|first| first.line.map(|line| (first.name.file, line))) {
        let (file, line) = line;
        let span = SourceSpan { file, start: line.span.start, end: line.span.end };
        // The line as it stands; of a long declaration, the beginning.
        parts.push(format!("```vires\n{}\n```", block(policies, span, MOST_LINES)));
    }
    parts.extend(first.and_then(Declared::doc).map(str::to_owned));
    match mention.named {
        // What no line declares: which of its acts the case is about.
        Named::Thing(Thing::Fact(fact)) if first.is_none() => parts.extend(acts(policies, fact, language)),
        Named::Thing(Thing::Power(power)) => {
            parts.extend(holders::of_power(policies, power, today, instrument::in_hand(policies, file, offset)));
        }
        Named::Thing(Thing::Body(body)) => parts.extend(holders::of_body(policies, body, today)),
        Named::Thing(Thing::Instrument(id)) => {
            parts.push(instrument::standing_of(policies, policies.model().instruments[id].text, today));
        }
        Named::Provision(place) => parts.push(instrument::standing_of(policies, place, today)),
        // What the rule does comes first: the modality may be long.
        Named::Thing(Thing::Modality(_)) => parts.splice(0..0, verb_of(policies, file, offset, today)).for_each(drop),
        _ => {}
    }
    Some(Hover { span: mention.span, markdown: parts.join("\n\n") })
}

/// The answers to the question which act of a power the case is about.
fn acts(policies: &Policies, fact: FactId, language: Language) -> Option<String> {
    let model = policies.model();
    let Domain::Choice(list) = model.facts[fact].domain else { return None };
    let all: Vec<&str> = model.lists[list].values.iter().map(|row| row.name.as_str()).collect();
    let all = escaped(&all.join(", "));
    Some(say!(
        language,
        "Which of the acts of a power the case is about: {all}",
        "Hồ sơ thuộc việc nào trong các việc của thẩm quyền: {all}"
    ))
}

/// A keyword: one sentence, and where it belongs to the verb of a rule, the rule.
fn of_keyword(policies: &Policies, file: FileId, offset: u32, today: Day) -> Option<Hover> {
    let (keyword, span) = word::at(policies, file, offset)?.keyword?;
    let mut parts: Vec<String> = verb_of(policies, file, span.start, today).into_iter().collect();
    parts.push(keyword::sentence(policies, file, keyword, span));
    Some(Hover { span: SourceSpan { file, start: span.start, end: span.end }, markdown: parts.join("\n\n") })
}

/// The rule of which a place is part, before its first clause; in the clause that says from or until when, what comes of it.
fn verb_of(policies: &Policies, file: FileId, place: u32, today: Day) -> Option<String> {
    let line = lines::on(&policies.tree(file)?.file, place)?;
    if let Some(clause) = line.clauses.iter().rfind(|clause| clause.span.start <= place) {
        return matches!(clause.kind, ClauseKind::Life(_)).then(|| operation::force(policies, file, line)).flatten();
    }
    match line.kind {
        LineKind::Rule(_) => rule::glance(policies, file, line, today),
        LineKind::Operation(Operation::For { .. }) => operation::asked(policies, file, line, today),
        LineKind::Operation(_) => operation::glance(policies, file, line, today),
        _ => None,
    }
}

/// So many lines of a declaration are shown.
const MOST_LINES: usize = 12;

/// `**Bộ Công Thương** · body`
fn headline(policies: &Policies, named: Named, declared: Option<&Declared<'_>>, language: Language) -> String {
    let model = &policies.resolved().model;
    let label = match named {
        Named::Value(list, value) => model.lists[list].values.get(value.0 as usize).map(|row| row.label.clone()),
        Named::Provision(place) => Some(policies.title(place)),
        Named::Sector(sector) => Some(policies.resolved().uses.sector(sector).to_owned()),
        Named::Package(id) => Some(model.packages[id].label.clone()),
        Named::Thing(Thing::Fact(fact)) if declared.is_none() => Some(model.facts[fact].label.clone()),
        Named::Thing(_) => declared.and_then(Declared::label).map(str::to_owned),
    };
    let label = label.or_else(|| declared.map(|declared| words(policies, declared.name).to_owned()));
    let sort = sort(policies, named, language);
    match label {
        Some(label) => format!("**{}** · {sort}", escaped(&label)),
        None => sort,
    }
}

/// The word for what it is: `body`, `cơ quan`.
fn sort(policies: &Policies, named: Named, language: Language) -> String {
    let model = &policies.resolved().model;
    let pick = |english: &str, vietnamese: &str| language.pick(english, vietnamese).to_owned();
    match named {
        Named::Package(_) => pick("package", "gói"),
        Named::Sector(_) => pick("sector", "lĩnh vực"),
        Named::Value(list, _) if model.lists[list].territory => {
            say!(language, "place of {list}", "địa bàn thuộc {list}", list = model.lists[list].label)
        }
        Named::Value(list, _) if model.lists[list].name == "act" => pick("act", "hành vi"),
        Named::Value(list, _) => {
            say!(language, "value of {list}", "giá trị của {list}", list = model.lists[list].label)
        }
        Named::Provision(place) => {
            let title = model.provisions[place].title.clone().unwrap_or_default();
            let sort = pick("provision", "quy định");
            if title.is_empty() { sort } else { format!("{sort}: {}", escaped(&title)) }
        }
        Named::Thing(thing) => match thing {
            Thing::Tier(_) => pick("tier", "cấp"),
            Thing::List(id) if model.lists[id].territory => pick("territory", "địa bàn"),
            Thing::List(_) => pick("list", "danh mục"),
            Thing::Unit(_) => pick("unit", "đơn vị"),
            Thing::BodyKind(_) => pick("kind of body", "loại cơ quan"),
            Thing::Body(id) if model.bodies[id].office => pick("office", "chức danh"),
            Thing::Body(_) => pick("body", "cơ quan"),
            Thing::InstrumentKind(_) => pick("kind of instrument", "loại văn bản"),
            Thing::Instrument(_) => pick("instrument", "văn bản"),
            Thing::Fact(_) => pick("fact", "dữ kiện"),
            Thing::Derived(_) => pick("derived fact", "dữ kiện suy ra"),
            Thing::Kept(_) => pick("fact kept by a list", "dữ kiện theo danh mục"),
            Thing::Parameter(_) => pick("parameter", "tham số"),
            Thing::Event(_) => pick("event", "sự kiện"),
            Thing::Calendar(_) => pick("calendar", "lịch"),
            Thing::Power(_) => pick("power", "thẩm quyền"),
            Thing::Modality(_) => pick("modality of transfer", "phương thức chuyển giao"),
        },
    }
}

/// Text in which Markdown reads no marks.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|') {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}
