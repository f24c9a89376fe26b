//! An overlap ended by what one of two rules, or its text, says of the other.

use vires_diagnostics::{Code, Finding};
use vires_model::{Effect, InstrumentId};
use vires_resolve::{Named, Thing};
use vires_syntax::ast::{ClauseKind, Line, LineKind};
use vires_syntax::span::Span;
use vires_words::say;

use super::{Action, At, Desk};
use crate::TextEdit;
use crate::declared::Declared;
use crate::visible::package_of;

/// That one of two rules of one text takes what the other leaves. Only where somebody has every case already: then the rule takes
/// in no more than it had.
pub(super) fn in_other_cases(desk: &Desk<'_>, finding: &Finding) -> Vec<Action> {
    let rules = desk.rules(finding);
    let [one, other] = rules.as_slice() else { return Vec::new() };
    if text_of(desk, one) != text_of(desk, other) || finding.claims.len() != 2 || leaves_gaps(desk, finding) {
        return Vec::new();
    }
    [one, other].into_iter().filter_map(|at| what_is_left(desk, finding, at)).collect()
}

fn what_is_left(desk: &Desk<'_>, finding: &Finding, at: &At<'_>) -> Option<Action> {
    let model = &desk.policies.resolved().model;
    let Effect::Hold { powers, holding, residual: false, .. } = &at.row.effect else { return None };
    let ([power], [clause]) = (powers.as_slice(), at.line.clauses.as_slice()) else { return None };
    // Another text's grants would be met where this rule takes in more, and two rules cannot both have what is left.
    let mut others = model
        .rules
        .iter()
        .map(|(_, row)| row)
        .filter(|row| row.effect.is_root() && row.effect.speaks_of(model, *power));
    let own = text_of(desk, at);
    if !matches!(clause.kind, ClauseKind::When(_))
        || others.any(|row| {
            model.provisions[row.place].instrument != own || row.amended_by.is_some() || row.effect.is_residual()
        })
    {
        return None;
    }
    // Where the other has all its cases, nothing would be left.
    if !desk.is_more_than(at, finding) {
        return None;
    }
    let language = desk.language_of(at.file, at.line);
    let words = language.pick("in all other cases", "trong các trường hợp còn lại");
    let span = Span::new(desk.offset(at.file, clause.span.start), desk.offset(at.file, clause.span.end));
    let who = match holding.seats.as_slice() {
        [seat] => model.bodies[seat.body].label.clone(),
        _ => return None,
    };
    let title =
        say!(desk.language, "leave {who} what is left: `{words}`", "chỉ giao phần còn lại cho {who}: `{words}`");
    Some(desk.fix(title, finding, vec![(at.file, TextEdit { span, text: words.to_owned() })]))
}

/// Whether there are cases of the power that nobody has.
fn leaves_gaps(desk: &Desk<'_>, finding: &Finding) -> bool {
    let all = &desk.policies.report().findings;
    all.iter().any(|other| other.code == Code::Gap && other.power == finding.power)
}

/// That one of two texts prevails over the other.
pub(super) fn prevails(desk: &Desk<'_>, finding: &Finding) -> Vec<Action> {
    let rules = desk.rules(finding);
    let [one, other] = rules.as_slice() else { return Vec::new() };
    if text_of(desk, one) == text_of(desk, other) || finding.places.len() != 2 {
        return Vec::new();
    }
    [(one, other), (other, one)].into_iter().filter_map(|(at, over)| over_the_other(desk, finding, at, over)).collect()
}

fn over_the_other(desk: &Desk<'_>, finding: &Finding, at: &At<'_>, over: &At<'_>) -> Option<Action> {
    let model = &desk.policies.resolved().model;
    let (own, other) = (&model.instruments[text_of(desk, at)], &model.instruments[text_of(desk, over)]);
    // By its plain name; a text of another package is another's to speak of.
    let package = package_of(desk.policies, at.file);
    if package != package_of(desk.policies, over.file) || other.name.is_empty() {
        return None;
    }
    let heading = heading(desk, at)?;
    let language = desk.language_of(at.file, at.line);
    let line = say!(
        language,
        "this instrument prevails over {other}",
        "văn bản này được ưu tiên áp dụng so với {other}",
        other = other.name
    );
    let below = heading.below.first()?;
    let end = end_of_words(desk, at.file, heading.span.end);
    let edit = desk.lines_at(at.file, end, desk.indent(at.file, below), &[line]);
    let title = say!(
        desk.language,
        "let {own} prevail over {other}",
        "quy định {own} được ưu tiên áp dụng so với {other}",
        own = own.label,
        other = other.label
    );
    Some(desk.fix(title, finding, vec![edit]))
}

fn text_of(desk: &Desk<'_>, at: &At<'_>) -> InstrumentId {
    desk.policies.resolved().model.provisions[at.row.place].instrument
}

/// The first line of the text that a rule stands in, where it stands in the same file.
fn heading<'p>(desk: &Desk<'p>, at: &At<'_>) -> Option<&'p Line> {
    let named = Named::Thing(Thing::Instrument(text_of(desk, at)));
    let declared = Declared::all(desk.policies, named).into_iter().find(|one| one.name.file == at.file)?;
    declared.line.filter(|line| matches!(line.kind, LineKind::Declaration(_)))
}

/// The end of the line on which a place lies, with what is remarked there.
fn end_of_words(desk: &Desk<'_>, file: vires_model::FileId, place: u32) -> u32 {
    let at = desk.offset(file, place);
    let rest = desk.written(file).get(at as usize..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default().trim_end_matches('\r');
    at + u32::try_from(line.len()).unwrap_or_default()
}
