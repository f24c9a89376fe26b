//! A gap filled in: given to somebody who holds the power elsewhere, or to nobody on purpose.

use std::collections::BTreeSet;

use vires_diagnostics::Finding;
use vires_model::{Life, PowerId, SourceSpan};
use vires_resolve::{Named, Role, Thing};
use vires_syntax::ast::{ClauseKind, Holding, Line, LineKind, Mode, Operation, Rule, What};
use vires_syntax::span::Span;
use vires_words::say;

use super::region::{clauses, parts};
use super::{Action, At, Desk, article};
use crate::lines::around;
use crate::visible::package_of;

/// So many holders are proposed.
const MOST_HOLDERS: usize = 3;

pub(super) fn actions(desk: &Desk<'_>, finding: &Finding) -> Vec<Action> {
    let model = &desk.policies.resolved().model;
    let Some(id) = desk.power(finding) else { return Vec::new() };
    // Who may not hold it is given nothing; whom a bar on a person meets is not known.
    let bars: Vec<&vires_model::Effect> = model
        .rules
        .iter()
        .map(|(_, row)| &row.effect)
        .filter(|effect| matches!(effect, vires_model::Effect::Bar { .. }) && effect.speaks_of(model, id))
        .collect();
    if desk.policies.is_broken(id) || bars.iter().any(|effect| effect.holders().is_empty()) {
        return Vec::new();
    }
    let is_barred = |grant: &At<'_>| {
        grant
            .row
            .effect
            .holders()
            .iter()
            .any(|who| bars.iter().any(|effect| effect.holders().iter().any(|barred| barred.body == who.body)))
    };
    let mut grants = grants(desk, id);
    // What stands in the text in hand is the drafter's to change; another text comes after.
    grants.sort_by_key(|grant| grant.file != desk.file);
    let mut offered = Vec::new();
    let mut known = BTreeSet::new();
    for grant in grants.iter().filter(|grant| !is_barred(grant)) {
        let Some((who, called, name)) = said(desk, grant, id) else { continue };
        if known.len() == MOST_HOLDERS || !known.insert(who.clone()) {
            continue;
        }
        let language = desk.language_of(grant.file, grant.line);
        let Some(lines) = lines(desk, finding, grant, language, |clauses| {
            say!(
                language,
                "{who} {holds} {name}{clauses}",
                "{who} có thẩm quyền {name}{clauses}",
                holds = several(grant.rule)
            )
        }) else {
            continue;
        };
        if !exists(desk, grant, finding) {
            continue;
        }
        let title = say!(desk.language, "give these cases to {called}", "giao các trường hợp này cho {called}");
        offered.push(desk.fix(title, finding, vec![desk.after(grant.file, grant.line, &lines)]));
    }
    let elsewhere = elsewhere(desk, id);
    if offered.is_empty() {
        let able: Vec<At<'_>> = grants.iter().filter(|grant| !is_barred(grant)).copied().collect();
        offered.extend(
            given_elsewhere(desk, finding, id, &able, &elsewhere).or_else(|| given_behind(desk, finding, id, &able)),
        );
    }
    offered
        .extend(nobody(desk, finding, id, &grants, &elsewhere).or_else(|| nobody_behind(desk, finding, id, &grants)));
    offered
}

/// The first holder once more, in an article of its own.
fn given_behind(desk: &Desk<'_>, finding: &Finding, power: PowerId, grants: &[At<'_>]) -> Option<Action> {
    let grant = grants.first().filter(|grant| exists(desk, grant, finding))?;
    let (who, called, name) = said(desk, grant, power)?;
    let language = desk.language_of(grant.file, grant.line);
    let edit = article::behind(desk, finding, grant, language, |clauses| {
        let holds = several(grant.rule);
        say!(language, "{who} {holds} {name}{clauses}", "{who} có thẩm quyền {name}{clauses}")
    })?;
    let title = say!(desk.language, "give these cases to {called}", "giao các trường hợp này cho {called}");
    Some(desk.fix(title, finding, vec![edit]))
}

/// Nobody on purpose, in an article of its own.
fn nobody_behind(desk: &Desk<'_>, finding: &Finding, power: PowerId, grants: &[At<'_>]) -> Option<Action> {
    let grant = grants.first()?;
    let (_, _, name) = said(desk, grant, power)?;
    let language = desk.language_of(grant.file, grant.line);
    let edit = article::behind(desk, finding, grant, language, |clauses| {
        say!(language, "nobody holds {name}{clauses}", "không cơ quan nào có thẩm quyền {name}{clauses}")
    })?;
    Some(desk.fix(on_purpose(desk), finding, vec![edit]))
}

fn on_purpose(desk: &Desk<'_>) -> String {
    let title = desk.language.pick(
        "say that nobody holds it in these cases, on purpose",
        "quy định rõ không cơ quan nào có thẩm quyền trong các trường hợp này",
    );
    title.to_owned()
}

/// Rules of other texts, each with what the power is called there: those of the file in hand first, then those of the
/// package, the last text first. A line beside one of them is law where none beside the grants is.
fn elsewhere<'p>(desk: &Desk<'p>, power: PowerId) -> Vec<(At<'p>, String)> {
    let model = &desk.policies.resolved().model;
    let row = &model.powers[power];
    let own = package_of(desk.policies, desk.file);
    let rows = model.rules.iter().map(|(_, row)| row);
    let mut all: Vec<&vires_model::Rule> = rows.filter(|row| package_of(desk.policies, row.span.file) == own).collect();
    let from = |row: &vires_model::Rule| model.instruments[model.provisions[row.place].instrument].life.from;
    all.sort_by_key(|row| (row.span.file != desk.file, std::cmp::Reverse((from(row), row.span.start))));
    let is_own = own == Some(model.packages[row.package].name.as_str());
    let name = if is_own { row.name.clone() } else { model.power_name(power) };
    // One rule of a text stands for all that are law as long.
    let mut seen = BTreeSet::new();
    all.retain(|row| seen.insert((row.place, row.life.from, row.life.until)));
    all.into_iter().filter_map(|row| Some((at(desk, row)?, name.clone()))).collect()
}

/// The first holder once more, in another text.
fn given_elsewhere(
    desk: &Desk<'_>,
    finding: &Finding,
    power: PowerId,
    grants: &[At<'_>],
    elsewhere: &[(At<'_>, String)],
) -> Option<Action> {
    let grant = grants.first().filter(|grant| exists(desk, grant, finding))?;
    let (who, called, _) = said(desk, grant, power)?;
    elsewhere.iter().find_map(|(at, name)| {
        let language = desk.language_of(at.file, at.line);
        let lines = lines(desk, finding, at, language, |clauses| {
            let holds = several(grant.rule);
            say!(language, "{who} {holds} {name}{clauses}", "{who} có thẩm quyền {name}{clauses}")
        })?;
        let title = say!(desk.language, "give these cases to {called}", "giao các trường hợp này cho {called}");
        Some(desk.fix(title, finding, vec![desk.after(at.file, at.line, &lines)]))
    })
}

/// On purpose: behind the last of its rules in this file, or in another; where none of them is law on those days, in another
/// text that is.
fn nobody(
    desk: &Desk<'_>,
    finding: &Finding,
    power: PowerId,
    grants: &[At<'_>],
    elsewhere: &[(At<'_>, String)],
) -> Option<Action> {
    let here = grants.iter().rev().filter(|grant| grant.file == desk.file);
    let there = grants.iter().rev().filter(|grant| grant.file != desk.file);
    let beside = here.chain(there).filter_map(|grant| Some((*grant, said(desk, grant, power)?.2)));
    let mut all = beside.chain(elsewhere.iter().cloned());
    all.find_map(|(at, name)| {
        let language = desk.language_of(at.file, at.line);
        let lines = lines(desk, finding, &at, language, |clauses| {
            say!(language, "nobody holds {name}{clauses}", "không cơ quan nào có thẩm quyền {name}{clauses}")
        })?;
        Some(desk.fix(on_purpose(desk), finding, vec![desk.after(at.file, at.line, &lines)]))
    })
}

/// The verb that fits: `hold` after several.
const fn several(rule: &Rule) -> &'static str {
    match rule {
        Rule::Hold {
            holding:
                Holding::Of { mode: Mode::Jointly | Mode::AnyOf(_) | Mode::Share(_) | Mode::ShareOfUnbarred(_), .. },
            ..
        } => "hold",
        _ => "holds",
    }
}

/// The rules that give the power to somebody named, as they are written.
fn grants<'p>(desk: &Desk<'p>, power: PowerId) -> Vec<At<'p>> {
    let model = &desk.policies.resolved().model;
    let rows = model
        .rules
        .iter()
        .map(|(_, row)| row)
        .filter(|row| matches!(&row.effect, vires_model::Effect::Hold { powers, .. } if powers.contains(&power)));
    rows.filter_map(|row| at(desk, row)).collect()
}

/// A rule with its line, as it is written.
fn at<'p>(desk: &Desk<'p>, row: &'p vires_model::Rule) -> Option<At<'p>> {
    if row.amended_by.is_some() || row.suspended_by.is_some() {
        return None;
    }
    let tree = desk.policies.tree(row.span.file)?;
    let line = around(&tree.file, row.span.start).into_iter().rev().find(|line| line.span.start == row.span.start)?;
    match &line.kind {
        LineKind::Rule(rule) => Some(At { file: row.span.file, line, rule, row }),
        _ => None,
    }
}

/// Who holds, in the words of the rule and by its label, and what the power is called there.
fn said(desk: &Desk<'_>, grant: &At<'_>, power: PowerId) -> Option<(String, String, String)> {
    let Rule::Hold { holding: Holding::Of { mode, seats }, what: What::Powers(powers) } = grant.rule else {
        return None;
    };
    let (first, last) = (seats.first()?, seats.last()?);
    let row = &desk.policies.resolved().model.powers[power];
    let name = powers.iter().find(|name| {
        let own = crate::spelling::last_part(&name.value);
        own == row.name || row.also.iter().any(|other| other == own)
    })?;
    let who = match mode {
        // `any 2 of` begins before the first name; `jointly` may stand behind the powers.
        Mode::AnyOf(_) | Mode::Share(_) | Mode::ShareOfUnbarred(_) => Span::new(grant.line.span.start, last.span.end),
        Mode::Jointly => return None,
        _ => first.span.to(last.span),
    };
    let mut words = desk.words(grant.file, who);
    let holders = grant.row.effect.holders();
    let model = &desk.policies.resolved().model;
    let called = match holders.as_slice() {
        [holder] => model.bodies[holder.body].label.clone(),
        _ => words.clone(),
    };
    // Of which place, where the rule leaves it to be understood.
    for seat in seats.iter().filter(|seat| seat.of.is_none()) {
        let own = crate::spelling::last_part(&seat.name.value);
        let mut bodies = model.bodies.iter().map(|(_, row)| row);
        let body = bodies.find(|row| row.name == own || row.also.iter().any(|other| other == own));
        if let Some(list) = body.and_then(|row| row.one_per) {
            if seats.len() > 1 {
                return None;
            }
            let of = super::meant::of(model, grant, list, desk.language_of(grant.file, grant.line))?;
            words = format!("{words} {of}");
        }
    }
    Some((words, called, name.value.clone()))
}

/// A line for each part of the region, where the rules beside it are law on all its days.
fn lines(
    desk: &Desk<'_>,
    finding: &Finding,
    grant: &At<'_>,
    language: vires_words::Language,
    line: impl Fn(&str) -> String,
) -> Option<Vec<String>> {
    if is_confined(desk, grant) {
        return None;
    }
    let parts = parts(finding, language)?;
    parts.iter().map(|part| Some(line(&clauses(part, place_life(desk, grant), language)?))).collect()
}

/// Whether a line beside a rule would be law in some cases only: a text around it applies only to these, or only between
/// events without a date.
fn is_confined(desk: &Desk<'_>, grant: &At<'_>) -> bool {
    let by_event = |clause: &vires_syntax::ast::Clause| {
        let bounds = match &clause.kind {
            ClauseKind::Life(bound) => std::slice::from_ref(bound),
            ClauseKind::InForce(bounds) => bounds.as_slice(),
            _ => &[],
        };
        bounds.iter().any(|bound| !matches!(bound.date, vires_syntax::ast::DateRef::Date(_)))
    };
    let tree = desk.policies.tree(grant.file);
    let above = tree.map(|tree| around(&tree.file, grant.row.span.start)).unwrap_or_default();
    let is_above = |line: &&&Line| line.span != grant.line.span;
    let bounds_itself = grant.line.clauses.iter().any(by_event)
        && !above.iter().filter(is_above).any(|line| line.clauses.iter().any(by_event));
    desk.policies.is_confined(grant.row, bounds_itself)
}

/// The days on which a line beside a rule is law. Where the rule states days of its own, those of its text, if no other text
/// changes that one: else only those of the rule are sure.
fn place_life(desk: &Desk<'_>, grant: &At<'_>) -> Life {
    let states_days = grant.line.clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::Life(_)));
    if !states_days || is_changed(desk, grant, |_| true) {
        return grant.row.life;
    }
    let model = &desk.policies.resolved().model;
    model.instruments[model.provisions[grant.row.place].instrument].life
}

/// Whether an operation speaks of the text of a rule, or one of its headings has days of its own.
/// `counts`: which of these operations matter.
pub(super) fn is_changed(desk: &Desk<'_>, grant: &At<'_>, counts: impl Fn(&Operation) -> bool) -> bool {
    let model = &desk.policies.resolved().model;
    let text = model.provisions[grant.row.place].instrument;
    let has_days = |line: &&Line| {
        matches!(line.kind, LineKind::Provision { .. })
            && line.clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::InForce(_) | ClauseKind::Life(_)))
    };
    let tree = desk.policies.tree(grant.file);
    let above = tree.map(|tree| around(&tree.file, grant.row.span.start)).unwrap_or_default();
    let is_operation = |span: SourceSpan| {
        let Some(tree) = desk.policies.tree(span.file) else { return true };
        around(&tree.file, span.start).last().is_none_or(|line| match &line.kind {
            LineKind::Operation(operation) => counts(operation),
            _ => false,
        })
    };
    let uses = &desk.policies.resolved().uses;
    let mut provisions = model.provisions.iter().filter(|(_, row)| row.instrument == text).map(|(id, _)| id);
    above.iter().any(has_days)
        || provisions.any(|id| {
            uses.of(Named::Provision(id)).any(|mention| mention.role == Role::Uses && is_operation(mention.span))
        })
        || uses
            .of(Named::Thing(Thing::Instrument(text)))
            .any(|mention| mention.role == Role::Uses && is_operation(mention.span))
}

/// Whether the holders exist on all days of the region.
fn exists(desk: &Desk<'_>, grant: &At<'_>, finding: &Finding) -> bool {
    let model = &desk.policies.resolved().model;
    let Some(parts) = parts(finding, vires_words::Language::En) else { return false };
    grant.row.effect.holders().iter().all(|holder| {
        let lives = model.bodies[holder.body].lives();
        parts.iter().all(|part| lives.iter().any(|life| life.intersect(part.days) == part.days))
    })
}
