//! A sentence that changes other law: from when, and how what it names stands today. One that asks for steps: for which. And
//! when either, or a rule, is law.

use std::collections::BTreeSet;

use vires_compiler::{Policies, day_words, days_words};
use vires_model::{Day, FileId, Life, SourceSpan};
use vires_resolve::{Named, Role, Thing};
use vires_syntax::ast::{BoundKind, ClauseKind, Holder, Line, LineKind, Name, Operation, PlaceRoot, TextPlace};
use vires_syntax::span::Span;
use vires_words::say;

use super::{escaped, instrument, rule};
use crate::declared::words;

/// What is said of a `for` line: what it asks for, on which days and in which cases, and how those whom it names stand.
pub(super) fn asked(policies: &Policies, file: FileId, line: &Line, today: Day) -> Option<String> {
    let asked = policies.attached(file, line.span.start);
    if asked.is_empty() {
        return glance(policies, file, line, today);
    }
    let told = rule::told(policies, file, line, &asked);
    Some(std::iter::once(told).chain(named(policies, file, line, today)).collect::<Vec<_>>().join("\n\n"))
}

/// When what a line says is law, as the days and events on it and around it come to.
pub(super) fn force(policies: &Policies, file: FileId, line: &Line) -> Option<String> {
    let said = match line.kind {
        LineKind::Rule(_) => policies.force_of(&policies.rules_at(file, line.span.start)),
        LineKind::Operation(Operation::For { .. }) => policies.force_of_attached(file, line.span.start),
        _ => None,
    }?;
    let language = policies.language();
    Some(escaped(&say!(language, "In force {said}.", "Có hiệu lực {said}.")))
}

/// So many things that it names are told.
const MOST: usize = 6;

/// What is said of the operation on a line.
pub(super) fn glance(policies: &Policies, file: FileId, line: &Line, today: Day) -> Option<String> {
    let (model, language) = (policies.model(), policies.language());
    let mut said: Vec<String> = effect(policies, file, line).into_iter().collect();
    let states_days = line.clauses.iter().any(|clause| match &clause.kind {
        ClauseKind::Life(bound) => bound.kind == BoundKind::From,
        kind => matches!(kind, ClauseKind::On(_)),
    });
    let from = instrument::in_hand(policies, file, line.span.start).and_then(|id| model.instruments[id].life.from);
    if let Some(from) = from.filter(|_| !states_days) {
        let from = day_words(from, language);
        said.push(say!(
            language,
            "Takes effect with its text, on {from}.",
            "Có hiệu lực cùng văn bản, từ ngày {from}."
        ));
    }
    said.extend(named(policies, file, line, today));
    (!said.is_empty()).then(|| said.join("\n\n"))
}

/// What an operation does, in one sentence.
fn effect(policies: &Policies, file: FileId, line: &Line) -> Option<String> {
    let language = policies.language();
    let LineKind::Operation(operation) = &line.kind else { return None };
    let spell = Spell { policies, file };
    let days = spell.days(line);
    Some(match operation {
        Operation::Set { parameter, of, per, to } => {
            let (first, last) = (to.first()?, to.last()?);
            let value = spell.quoted(first.span.to(last.span));
            let parameter = spell.called(parameter);
            let mut entries = String::new();
            if !of.is_empty() {
                let of = spell.all(of);
                entries.push_str(&say!(language, " of {of}", " của {of}"));
            }
            if !per.is_empty() {
                let per = spell.all(per);
                entries.push_str(&say!(language, " for {per}", " đối với {per}"));
            }
            say!(
                language,
                "Sets {parameter}{entries} to {value}{days}.",
                "Ấn định {parameter}{entries} là {value}{days}."
            )
        }
        Operation::Repeal { targets } => {
            let texts = spell.texts(targets);
            say!(language, "Ends {texts} for good{days}.", "Bãi bỏ {texts}{days}.")
        }
        Operation::Suspend { targets } => {
            let texts = spell.texts(targets);
            say!(
                language,
                "Stops {texts} for a time: what stands there does nothing meanwhile{days}.",
                "Ngưng hiệu lực {texts}: nội dung tại đó tạm thời không được áp dụng{days}."
            )
        }
        Operation::Extend { targets } => {
            let texts = spell.texts(targets);
            say!(language, "Moves the last day of {texts}{days}.", "Dời ngày cuối cùng của {texts}{days}.")
        }
        Operation::Start { targets } => {
            let texts = spell.texts(targets);
            say!(language, "Moves the first day of {texts}{days}.", "Dời ngày bắt đầu của {texts}{days}.")
        }
        Operation::Replace { target } => {
            let text = spell.text(target);
            say!(
                language,
                "Puts the lines below in place of {text}{days}.",
                "Thay {text} bằng nội dung bên dưới{days}."
            )
        }
        Operation::InsertAfter { target } => {
            let text = spell.text(target);
            say!(
                language,
                "Adds the lines below after {text}{days}.",
                "Bổ sung nội dung bên dưới vào sau {text}{days}."
            )
        }
        Operation::Read { new, old } => {
            let (new, old) = (spell.holder(new), spell.holder(old));
            let texts = line.clauses.iter().find_map(|clause| match &clause.kind {
                ClauseKind::In(places) => Some(spell.texts(places)),
                _ => None,
            });
            match texts {
                Some(texts) => say!(
                    language,
                    "Where {texts} names {old}, {new} is meant{days}.",
                    "Nơi {texts} nêu {old} thì hiểu là {new}{days}."
                ),
                None => say!(
                    language,
                    "Wherever {old} is named, {new} is meant{days}.",
                    "Nơi nào nêu {old} thì hiểu là {new}{days}."
                ),
            }
        }
        Operation::Abolish { bodies } => {
            let all = spell.all(bodies);
            let cease = if bodies.len() == 1 { "ceases" } else { "cease" };
            say!(language, "{all} {cease} to exist{days}.", "{all} chấm dứt tồn tại{days}.")
        }
        Operation::Appoint { person, office } => {
            let (person, office) = (spell.quoted(person.span), spell.holder(office));
            say!(language, "{person} fills the office {office}{days}.", "{person} giữ chức danh {office}{days}.")
        }
        Operation::AppliesOnlyWhen { .. }
        | Operation::PrevailsOver { .. }
        | Operation::YieldsTo { .. }
        | Operation::For { .. } => return None,
    })
}

/// What a line names, in labels, and the rest as it is written.
struct Spell<'p> {
    policies: &'p Policies,
    file: FileId,
}

impl Spell<'_> {
    fn quoted(&self, span: Span) -> String {
        let span = SourceSpan { file: self.file, start: span.start, end: span.end };
        let words = words(self.policies, span).split_whitespace().collect::<Vec<_>>().join(" ");
        format!("`{}`", words.replace('`', "'"))
    }

    fn called(&self, name: &Name) -> String {
        let model = self.policies.model();
        let mention = self.policies.resolved().uses.at(self.file, name.span.start);
        match mention.map(|mention| mention.named) {
            Some(Named::Thing(Thing::Body(id))) => escaped(&model.bodies[id].label),
            Some(Named::Thing(Thing::Parameter(id))) => escaped(&model.parameters[id].label),
            _ => self.quoted(name.span),
        }
    }

    /// One of many is named as it is written, with which one it is.
    fn holder(&self, holder: &Holder) -> String {
        if holder.of.is_some() { self.quoted(holder.span) } else { self.called(&holder.name) }
    }

    fn all(&self, names: &[Name]) -> String {
        self.joined(names.iter().map(|name| self.called(name)).collect())
    }

    fn texts(&self, places: &[TextPlace]) -> String {
        self.joined(places.iter().map(|place| self.text(place)).collect())
    }

    fn joined(&self, all: Vec<String>) -> String {
        vires_words::joined(&all, self.policies.language().pick("and", "và"))
    }

    /// The innermost provision that a place names.
    fn text(&self, place: &TextPlace) -> String {
        let own = self.policies.resolved().uses.in_file(self.file).iter();
        let own = own.filter(|mention| place.span.start <= mention.span.start && mention.span.end <= place.span.end);
        let title = own.filter_map(|mention| match mention.named {
            Named::Provision(place) => Some(self.policies.title(place)),
            Named::Thing(Thing::Instrument(id)) => Some(self.policies.model().instruments[id].label.clone()),
            _ => None,
        });
        let is_class = matches!(place.root, PlaceRoot::Every(_));
        title.last().filter(|_| !is_class).map_or_else(|| self.quoted(place.span), |title| escaped(&title))
    }

    /// The days that the line itself says, as they are written.
    fn days(&self, line: &Line) -> String {
        let own = line.clauses.iter().filter(|clause| matches!(clause.kind, ClauseKind::Life(_) | ClauseKind::On(_)));
        own.map(|clause| format!(", {}", self.quoted(clause.span))).collect()
    }
}

/// The texts, provisions and bodies that a line names, each with its days.
fn named(policies: &Policies, file: FileId, line: &Line, today: Day) -> Option<String> {
    let (model, language) = (policies.model(), policies.language());
    let mut seen = BTreeSet::new();
    let on_line = policies.resolved().uses.in_file(file).iter().filter(|mention| {
        mention.role == Role::Uses && line.span.start <= mention.span.start && mention.span.end <= line.span.end
    });
    let mut bullets = Vec::new();
    let whole = |life: Life| days_words(life, language).map(|days| (life, days)).into_iter().collect::<Vec<_>>();
    for mention in on_line.filter(|mention| seen.insert(mention.named)) {
        match mention.named {
            Named::Provision(place) => {
                bullets.push((policies.title(place), instrument::stretches_of(policies, place)));
            }
            Named::Thing(Thing::Instrument(id)) => {
                let row = &model.instruments[id];
                bullets.push((row.label.clone(), whole(row.life)));
            }
            Named::Thing(Thing::Body(id)) => {
                bullets.push((model.bodies[id].label.clone(), whole(model.bodies[id].life)));
            }
            _ => {}
        }
    }
    let lines = bullets.iter().take(MOST).map(|(label, lives)| {
        let days: String = lives.iter().map(|(_, days)| format!(", {days}")).collect();
        let is_over = |(life, _): &(Life, String)| life.until.is_some_and(|until| until < today);
        let ended = !lives.is_empty() && lives.iter().all(is_over);
        let ended = if ended { language.pick(" (ended)", " (đã hết)") } else { "" };
        format!("- {}{days}{ended}", escaped(label))
    });
    let lines: Vec<String> = lines.collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}
