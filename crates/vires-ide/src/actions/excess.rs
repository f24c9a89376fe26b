//! A transfer of what the giver does not have, narrowed to what it has: by its days where these are all that is wrong, else
//! by an exception.

use vires_diagnostics::Finding;
use vires_syntax::ast::{Clause, ClauseKind, Name, Rule, What};
use vires_syntax::span::Span;
use vires_words::{Language, say};

use super::region::{conditions, days_left};
use super::{Action, At, Desk};
use crate::TextEdit;
use crate::spelling::last_part;

/// What narrows a transfer.
enum Narrower {
    /// Words that go on with its line: `until 2027-02-28`.
    Days(String),
    /// Lines below it.
    Exception(Vec<String>),
    /// A condition in the place of that of an exception which is there already.
    Instead(Span, String),
}

pub(super) fn action(desk: &Desk<'_>, finding: &Finding) -> Option<Action> {
    let rules = desk.rules(finding);
    let at = rules.first().filter(|at| matches!(at.rule, Rule::Transfer { .. }))?;
    let Rule::Transfer { what: What::Powers(powers), .. } = at.rule else { return None };
    let edits = narrowed(desk, finding, at)?;
    let title = match powers.as_slice() {
        [_] => desk
            .language
            .pick(
                "narrow the transfer to what its giver has",
                "thu hẹp việc chuyển giao trong phạm vi thẩm quyền của bên giao",
            )
            .to_owned(),
        // Each power of a line may have a change of its own.
        _ => say!(
            desk.language,
            "narrow the transfer of {power} to what its giver has",
            "thu hẹp việc chuyển giao {power} trong phạm vi thẩm quyền của bên giao",
            power = desk.policies.resolved().model.powers[desk.power(finding)?].label
        ),
    };
    let mut action = desk.fix(title, finding, edits);
    action.preferred = at.file == desk.file;
    Some(action)
}

/// The edits by which a transfer leaves out the region of a finding.
pub(super) fn narrowed(
    desk: &Desk<'_>,
    finding: &Finding,
    at: &At<'_>,
) -> Option<Vec<(vires_model::FileId, TextEdit)>> {
    // Of a class of powers, the condition would cut out cases of the others too.
    let Rule::Transfer { what: What::Powers(powers), .. } = at.rule else { return None };
    let narrower = narrower(desk, finding, at, desk.language_of(at.file, at.line))?;
    match powers.as_slice() {
        [_] => Some(vec![narrow(desk, at, narrower)]),
        powers => apart(desk, finding, at, powers, narrower),
    }
}

fn narrower(desk: &Desk<'_>, finding: &Finding, at: &At<'_>, language: Language) -> Option<Narrower> {
    let clauses = &at.line.clauses;
    let has = |wanted: fn(&ClauseKind) -> bool| clauses.iter().any(|clause| wanted(&clause.kind));
    if !has(|kind| matches!(kind, ClauseKind::Life(_)))
        && let Some(days) = days_left(finding, at.row.life, language)
    {
        return Some(Narrower::Days(days));
    }
    let model = &desk.policies.resolved().model;
    let cases = conditions(finding, model, at.row.life, language)?;
    // What would leave nothing of the transfer is for the drafter to strike out.
    if cases.is_empty() {
        return None;
    }
    let mut exceptions = clauses.iter().filter_map(|clause| match &clause.kind {
        ClauseKind::ExceptWhen(condition) => Some(condition),
        _ => None,
    });
    let word = language.pick("except when", "trừ khi");
    match (exceptions.next(), cases.as_slice()) {
        (None, [one]) => Some(Narrower::Exception(vec![format!("{word} {one}")])),
        (None, several) => {
            let any = language.pick("any of", "một trong các trường hợp");
            let lines = several.iter().map(|one| format!("  {one}"));
            Some(Narrower::Exception(std::iter::once(format!("{word} {any}")).chain(lines).collect()))
        }
        (Some(condition), cases) => {
            let text = desk.policies.file_text(at.file)?;
            let old = text.get(condition.span.start as usize..condition.span.end as usize)?;
            if old.contains('\n') || exceptions.next().is_some() {
                return None;
            }
            let all = std::iter::once(format!("({})", old.trim())).chain(cases.iter().map(|one| format!("({one})")));
            let all: Vec<String> = all.collect();
            Some(Narrower::Instead(condition.span, all.join(language.pick(" or ", " hoặc "))))
        }
    }
}

/// The edit that narrows the line where it stands.
fn narrow(desk: &Desk<'_>, at: &At<'_>, narrower: Narrower) -> (vires_model::FileId, TextEdit) {
    match narrower {
        Narrower::Days(words) => desk.behind(at.file, first_end(desk, at), &words),
        Narrower::Exception(lines) => {
            desk.lines_at(at.file, desk.end_of(at.file, at.line), &indent_of_clauses(desk, at), &lines)
        }
        Narrower::Instead(span, text) => {
            let span = Span::new(desk.offset(at.file, span.start), desk.offset(at.file, span.end));
            (at.file, TextEdit { span, text })
        }
    }
}

/// The end of the sentence itself: its clauses follow.
fn first_end(desk: &Desk<'_>, at: &At<'_>) -> u32 {
    let clause = at.line.clauses.first().map_or(at.line.span.end, |clause| clause.span.start);
    let text = desk.policies.file_text(at.file).unwrap_or_default();
    let before = text.get(..clause as usize).unwrap_or_default();
    u32::try_from(before.trim_end().len()).unwrap_or(clause)
}

/// Lines of its own that stand further in set how far in the next one has to stand.
fn indent_of_clauses(desk: &Desk<'_>, at: &At<'_>) -> String {
    let text = desk.policies.file_text(at.file).unwrap_or_default();
    let between =
        |clause: &Clause| text.get(at.line.span.start as usize..clause.span.start as usize).unwrap_or_default();
    let below = at.line.clauses.iter().map(between).find(|words| words.contains('\n'));
    match below.and_then(|words| words.rsplit('\n').next()) {
        Some(line) => line.chars().take_while(|letter| *letter == ' ').collect(),
        None => format!("{}  ", desk.indent(at.file, at.line)),
    }
}

/// Of several powers on one line only one is concerned: it gets a line of its own, which is narrowed.
fn apart(
    desk: &Desk<'_>,
    finding: &Finding,
    at: &At<'_>,
    powers: &[Name],
    narrower: Narrower,
) -> Option<Vec<(vires_model::FileId, TextEdit)>> {
    let row = &desk.policies.resolved().model.powers[desk.power(finding)?];
    let is_it = |name: &Name| {
        let own = last_part(&name.value);
        own == row.name || row.also.iter().any(|other| other == own)
    };
    let n = powers.iter().position(is_it)?;
    let name = powers.get(n)?;
    let removed = match (n.checked_sub(1).and_then(|before| powers.get(before)), powers.get(n + 1)) {
        (_, Some(next)) => Span::new(name.span.start, next.span.start),
        (Some(before), None) => Span::new(before.span.end, name.span.end),
        (None, None) => return None,
    };
    let text = desk.written(at.file);
    let of = |start: u32, end: u32| text.get(desk.offset(at.file, start) as usize..desk.offset(at.file, end) as usize);
    let mut copy = String::new();
    copy.push_str(of(at.line.span.start, powers.first()?.span.start)?);
    copy.push_str(of(name.span.start, name.span.end)?);
    let rest_from = powers.last()?.span.end;
    let end = crate::lines::whole(at.line).end;
    let tail = |from: u32| of(from, end);
    match narrower {
        Narrower::Days(words) => {
            let sentence = first_end(desk, at);
            copy.push_str(of(rest_from, sentence)?);
            copy.push_str(&words);
            copy.push_str(tail(sentence)?);
        }
        Narrower::Exception(lines) => {
            copy.push_str(tail(rest_from)?);
            let indent = indent_of_clauses(desk, at);
            lines.iter().for_each(|line| copy.push_str(&format!("\n{indent}{line}")));
        }
        Narrower::Instead(span, words) => {
            copy.push_str(of(rest_from, span.start)?);
            copy.push_str(&words);
            copy.push_str(tail(span.end)?);
        }
    }
    let removed = Span::new(desk.offset(at.file, removed.start), desk.offset(at.file, removed.end));
    Some(vec![(at.file, TextEdit { span: removed, text: String::new() }), desk.after(at.file, at.line, &[copy])])
}
