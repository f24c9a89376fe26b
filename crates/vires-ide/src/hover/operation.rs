//! A sentence that changes other law: from when, and how what it names stands today. One that asks for steps: for which. And
//! when either, or a rule, is law.

use std::collections::BTreeSet;

use vires_compiler::{Policies, day_words, days_words};
use vires_model::{Day, FileId, Life};
use vires_resolve::{Named, Role, Thing};
use vires_syntax::ast::{ClauseKind, Line, LineKind, Operation};
use vires_words::say;

use super::{escaped, instrument, rule};

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
    let mut said = Vec::new();
    let states_days = line.clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::Life(_) | ClauseKind::On(_)));
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
