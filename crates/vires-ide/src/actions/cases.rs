//! A gap filled in: given to somebody who holds the power elsewhere, or to nobody on purpose.

use std::collections::BTreeSet;

use vires_diagnostics::Finding;
use vires_model::Life;
use vires_syntax::ast::{Holding, LineKind, Rule};
use vires_syntax::span::Span;
use vires_words::say;

use super::region::{clauses, parts};
use super::{Action, At, Desk};
use crate::lines::around;

/// So many holders are proposed.
const MOST_HOLDERS: usize = 3;

pub(super) fn actions(desk: &Desk<'_>, finding: &Finding) -> Vec<Action> {
    let Some(power) = finding.power.as_deref() else { return Vec::new() };
    let model = &desk.policies.resolved().model;
    let Some(id) = model.powers.ids().find(|id| model.power_name(*id) == power) else { return Vec::new() };
    // Where a bar is why nobody is left, one more grant would be barred as well.
    let bars =
        |effect: &vires_model::Effect| matches!(effect, vires_model::Effect::Bar { .. }) && effect.speaks_of(model, id);
    if desk.policies.is_broken(id) || model.rules.iter().any(|(_, row)| bars(&row.effect)) {
        return Vec::new();
    }
    let grants = grants(desk, id);
    let mut offered = Vec::new();
    let mut known = BTreeSet::new();
    for grant in &grants {
        let Some((who, name)) = said(desk, grant, id) else { continue };
        if known.len() == MOST_HOLDERS || !known.insert(who.clone()) {
            continue;
        }
        let language = desk.language_of(grant.file, grant.line);
        let Some(lines) = lines(finding, grant, language, |clauses| {
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
        let title = say!(desk.language, "give these cases to {who}", "giao các trường hợp này cho {who}");
        offered.push(desk.fix(title, finding, vec![desk.after(grant.file, grant.line, &lines)]));
    }
    // On purpose: behind the last of its rules.
    if let Some(last) = grants.last()
        && let Some((_, name)) = said(desk, last, id)
    {
        let language = desk.language_of(last.file, last.line);
        let lines = lines(finding, last, language, |clauses| {
            say!(language, "nobody holds {name}{clauses}", "không cơ quan nào có thẩm quyền {name}{clauses}")
        });
        if let Some(lines) = lines {
            let title = desk.language.pick(
                "say that nobody holds it in these cases, on purpose",
                "quy định rõ không cơ quan nào có thẩm quyền trong các trường hợp này",
            );
            offered.push(desk.fix(title.to_owned(), finding, vec![desk.after(last.file, last.line, &lines)]));
        }
    }
    offered
}

/// The verb that fits: `hold` after several.
const fn several(rule: &Rule) -> &'static str {
    use vires_syntax::ast::Mode;
    match rule {
        Rule::Hold { holding: Holding::Of { mode: Mode::Jointly | Mode::AnyOf(_), .. }, .. } => "hold",
        _ => "holds",
    }
}

/// The rules that give the power to somebody named, as they are written.
fn grants<'p>(desk: &Desk<'p>, power: vires_model::PowerId) -> Vec<At<'p>> {
    let model = &desk.policies.resolved().model;
    let rows = model.rules.iter().map(|(_, row)| row).filter(|row| {
        matches!(&row.effect, vires_model::Effect::Hold { powers, .. } if powers.contains(&power))
            && row.amended_by.is_none()
            && row.suspended_by.is_none()
    });
    let at = |row: &'p vires_model::Rule| {
        let tree = desk.policies.tree(row.span.file)?;
        let line =
            around(&tree.file, row.span.start).into_iter().rev().find(|line| line.span.start == row.span.start)?;
        match &line.kind {
            LineKind::Rule(rule) => Some(At { file: row.span.file, line, rule, row }),
            _ => None,
        }
    };
    rows.filter_map(at).collect()
}

/// Who holds and what it is called, in the words of the rule.
fn said(desk: &Desk<'_>, grant: &At<'_>, power: vires_model::PowerId) -> Option<(String, String)> {
    let Rule::Hold { holding: Holding::Of { mode, seats }, powers } = grant.rule else { return None };
    let (first, last) = (seats.first()?, seats.last()?);
    let row = &desk.policies.resolved().model.powers[power];
    let name = powers.iter().find(|name| {
        let own = crate::spelling::last_part(&name.value);
        own == row.name || row.also.iter().any(|other| other == own)
    })?;
    let who = match mode {
        // `any 2 of` begins before the first name; `jointly` may stand behind the powers.
        vires_syntax::ast::Mode::AnyOf(_) => Span::new(grant.line.span.start, last.span.end),
        vires_syntax::ast::Mode::Jointly => return None,
        _ => first.span.to(last.span),
    };
    Some((desk.words(grant.file, who), name.value.clone()))
}

/// A line for each part of the region, where the rules beside it are law on all its days.
fn lines(
    finding: &Finding,
    grant: &At<'_>,
    language: vires_words::Language,
    line: impl Fn(&str) -> String,
) -> Option<Vec<String>> {
    let parts = parts(finding, language)?;
    parts.iter().map(|part| Some(line(&clauses(part, place_life(grant), language)?))).collect()
}

/// The days on which a line beside a rule is law: where the rule states days of its own, only those are sure.
fn place_life(grant: &At<'_>) -> Life {
    grant.row.life
}

/// Whether the holders exist on all days of the region.
fn exists(desk: &Desk<'_>, grant: &At<'_>, finding: &Finding) -> bool {
    let model = &desk.policies.resolved().model;
    let Some(parts) = parts(finding, vires_words::Language::En) else { return false };
    grant.row.effect.holders().iter().all(|holder| {
        let life = model.bodies[holder.body].life;
        parts.iter().all(|part| {
            life.from.is_none_or(|first| part.days.from.is_some_and(|from| first <= from))
                && life.until.is_none_or(|last| part.days.until.is_some_and(|until| until <= last))
        })
    })
}
