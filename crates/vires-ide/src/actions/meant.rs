//! What was meant, declared: several holders at once, a transfer that leaves cases out, which body of many.

use vires_diagnostics::Finding;
use vires_model::{Domain, Effect, Model, PowerId};
use vires_syntax::ast::{ClauseKind, Holder, Rule};
use vires_syntax::span::Span;
use vires_words::say;

use super::declared::power;
use super::region::{clauses, parts};
use super::{Action, At, Desk};
use crate::TextEdit;
use crate::spelling::last_part;
use crate::visible::package_of;

/// That several may hold it at once.
pub(super) fn concurrent(desk: &Desk<'_>, finding: &Finding) -> Option<Action> {
    let id = desk.power(finding)?;
    // Between a holder and `nobody holds` there is nothing to be held at once.
    let all_name_a_body = desk
        .rules(finding)
        .iter()
        .all(|at| !matches!(at.row.effect, Effect::Nobody { .. } | Effect::NotRequired { .. }));
    if !all_name_a_body || finding.claims.len() < 2 {
        return None;
    }
    let (file, line) = power(desk, id)?;
    let language = desk.language_of(file, line);
    let words = language.pick("held concurrently", "nhiều cơ quan cùng có");
    let exclusively = line.clauses.iter().find(|clause| clause.kind == ClauseKind::HeldExclusively);
    let edit = match exclusively {
        Some(clause) => {
            let span = Span::new(desk.offset(file, clause.span.start), desk.offset(file, clause.span.end));
            (file, TextEdit { span, text: words.to_owned() })
        }
        None => {
            let comma = if line.clauses.is_empty() { "" } else { "," };
            desk.behind(file, line.span.end, &format!("{comma} {words}"))
        }
    };
    let title = desk.language.pick(
        "several may hold it at once: declare the power `held concurrently`",
        "nhiều cơ quan cùng có thẩm quyền: khai báo `nhiều cơ quan cùng có`",
    );
    Some(desk.fix(title.to_owned(), finding, vec![edit]))
}

/// That the giver of two transfers, in two texts, keeps these cases where one of them is concerned: the other stands.
pub(super) fn keeps(desk: &Desk<'_>, finding: &Finding) -> Vec<Action> {
    let model = &desk.policies.resolved().model;
    let rules = desk.rules(finding);
    let transfers: Vec<_> = rules
        .iter()
        .filter_map(|at| match (at.rule, &at.row.effect) {
            (Rule::Transfer { from, .. }, Effect::Transfer { from: giver, .. }) => Some((at, from, *giver)),
            _ => None,
        })
        .collect();
    let [one, other] = transfers.as_slice() else { return Vec::new() };
    let text = |at: &At<'_>| model.provisions[at.row.place].instrument;
    if finding.claims.len() != 2 || one.2 != other.2 {
        return Vec::new();
    }
    if text(one.0) == text(other.0) {
        // In one text the giver keeps what both would pass on; nothing is offered that leaves nothing of a transfer.
        let [one, other] = [one, other].map(|(at, from, _)| (at, from, desk.is_more_than(at, finding)));
        let left_out = [one, other].into_iter().filter(|(_, _, more)| *more);
        let mut offered: Vec<Action> = left_out.filter_map(|(at, ..)| left_out_of(desk, finding, at)).collect();
        if one.2 && other.2 {
            let later = if one.0.row.span > other.0.row.span { one } else { other };
            offered.extend(kept(desk, finding, later.0, later.1));
        }
        return offered;
    }
    // A transfer of which nothing would be left is better taken out.
    let left = [one, other].into_iter().filter(|(at, ..)| desk.is_more_than(at, finding));
    left.filter_map(|(at, from, _)| kept(desk, finding, at, from)).collect()
}

/// That the giver keeps what a later text grants it again: there the transfer is not to reach.
pub(super) fn keeps_again(desk: &Desk<'_>, finding: &Finding) -> Option<Action> {
    let rules = desk.rules(finding);
    let mut transfers = rules.iter().filter_map(|at| match at.rule {
        Rule::Transfer { from, .. } => Some((at, from)),
        _ => None,
    });
    let (Some((at, from)), None) = (transfers.next(), transfers.next()) else { return None };
    kept(desk, finding, at, from)
}

/// That one of two transfers leaves these cases to the other.
fn left_out_of(desk: &Desk<'_>, finding: &Finding, at: &At<'_>) -> Option<Action> {
    let edits = super::excess::narrowed(desk, finding, at)?;
    let Effect::Transfer { to, .. } = &at.row.effect else { return None };
    let who = match to.seats.as_slice() {
        [seat] => desk.policies.resolved().model.bodies[seat.body].label.clone(),
        _ => return None,
    };
    let title = say!(
        desk.language,
        "leave these cases out of the transfer to {who}",
        "không chuyển giao các trường hợp này cho {who}"
    );
    Some(desk.fix(title, finding, edits))
}

/// A line beside a transfer by which its giver keeps the cases of a finding: out of what its text passes on, and no other.
fn kept(desk: &Desk<'_>, finding: &Finding, at: &At<'_>, from: &Holder) -> Option<Action> {
    let model = &desk.policies.resolved().model;
    let id = desk.power(finding)?;
    let language = desk.language_of(at.file, at.line);
    let row = &model.powers[id];
    let package = &model.packages[row.package].name;
    let is_own = package_of(desk.policies, at.file) == Some(package);
    let name = if is_own { row.name.clone() } else { model.power_name(id) };
    let who = desk.words(at.file, from.span);
    let lines: Option<Vec<String>> = parts(finding, language)?
        .iter()
        .map(|part| {
            let clauses = clauses(part, at.row.life, language)?;
            Some(say!(language, "{who} keeps {name}{clauses}", "{who} vẫn giữ {name}{clauses}"))
        })
        .collect();
    let place = &model.instruments[model.provisions[at.row.place].instrument].label;
    let title =
        say!(desk.language, "under {place}, {who} keeps these cases", "theo {place}, {who} vẫn giữ các trường hợp này");
    Some(desk.fix(title, finding, vec![desk.after(at.file, at.line, &lines?)]))
}

/// Which body is meant, where there are many: that of the place of the power, or of the one question that says one.
pub(super) fn which(desk: &Desk<'_>, finding: &Finding) -> Option<Action> {
    let rules = desk.rules(finding);
    let at = rules.first()?;
    let model = &desk.policies.resolved().model;
    let mut words: Option<String> = None;
    let mut edits = Vec::new();
    for holder in holders(at.rule).into_iter().filter(|holder| holder.of.is_none()) {
        let called = |row: &vires_model::Body| {
            let own = last_part(&holder.name.value);
            row.name == own || row.also.iter().any(|other| other == own)
        };
        let Some((_, body)) = model.bodies.iter().find(|(_, row)| called(row)) else { continue };
        let Some(list) = body.one_per else { continue };
        let language = desk.language_of(at.file, at.line);
        let of = of(model, at, list, language)?;
        edits.push(desk.behind(at.file, holder.span.end, &format!(" {of}")));
        words = Some(of);
    }
    let of = words?;
    let title = say!(desk.language, "say which one: `{of}`", "nêu rõ cơ quan nào: `{of}`");
    Some(desk.fix(title, finding, edits))
}

/// `of its place`, `of site`
pub(super) fn of(
    model: &Model,
    at: &At<'_>,
    list: vires_model::ListId,
    language: vires_words::Language,
) -> Option<String> {
    let lies_within = |own: vires_model::ListId| {
        std::iter::successors(Some(own), |at| model.lists[*at].within).take(model.lists.len()).any(|at| at == list)
    };
    let says = |fact: vires_model::FactId| matches!(model.facts[fact].domain, Domain::Choice(own) if lies_within(own));
    let powers = at.row.effect.named_powers();
    let has_place = |power: &PowerId| model.powers[*power].place.is_some_and(says);
    if !powers.is_empty() && powers.iter().all(has_place) {
        return Some(language.pick("of its place", "của nơi thực hiện").to_owned());
    }
    let mut facts = model.facts.iter().filter(|(id, row)| row.kept.is_none() && says(*id));
    let (Some((_, fact)), None) = (facts.next(), facts.next()) else { return None };
    Some(say!(language, "of {fact}", "của {fact}", fact = fact.name))
}

fn holders(rule: &Rule) -> Vec<&Holder> {
    match rule {
        Rule::Hold { holding, .. } => holding.named(),
        Rule::Transfer { from, to, .. } => std::iter::once(from).chain(to.named()).collect(),
        Rule::Keep { by, .. } => vec![by],
        _ => Vec::new(),
    }
}
