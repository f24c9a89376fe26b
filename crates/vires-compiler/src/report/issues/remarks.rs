//! Requirements, remarks, and what went wrong on our side.

use vires_analysis::{Issue, IssueKind};
use vires_diagnostics::{Code, Draft, Finding, Place};
use vires_model::BodyId;

use super::Writer;

pub(super) fn requirement(writer: &mut Writer<'_, '_>, issue: &Issue, n: usize) -> Finding {
    let Some(row) = writer.model().requirements.get(n) else {
        return disagreement(writer, issue, &issue.kind);
    };
    let words = writer.places.words(row.span);
    let got = issue.witness.as_ref().map(|witness| writer.wording.sentence(&witness.decision.outcome));
    let got = got.map_or_else(String::new, |got| format!(": {got}"));
    let message = format!("{}a requirement is not met{got}", writer.of_power(issue));
    let mut draft = Finding::new(Code::BrokenRequirement, message);
    if let Some(power) = issue.power {
        draft = draft.power(writer.model().power_name(power));
    }
    let required =
        Place::new(writer.places.span(row.span)).label(row.doc.clone().unwrap_or_else(|| "required here".to_owned()));
    draft = draft.place(required);
    for rule in &issue.rules {
        draft = draft.place(writer.rule(*rule));
    }
    draft = super::region::write(writer, issue, draft)
        .help("change the rule, or limit the requirement to where it is meant (`when`, `from`, `until`)");
    writer.named(issue, draft, &words)
}

pub(super) fn unsaid(writer: &mut Writer<'_, '_>, issue: &Issue, body: BodyId) -> Finding {
    let row = &writer.model().bodies[body];
    let list = row.one_per.map_or_else(String::new, |list| writer.model().lists[list].label.clone());
    let message = format!("there is a \"{}\" for each \"{list}\"; this does not say which one", row.label);
    let draft = writer.draft(Code::WhichBody, issue, message);
    let draft = draft.help(format!("say which: `{} of FACT`, or `of its place`", row.name));
    writer.named(issue, draft, &row.name)
}

pub(super) fn no_root(writer: &mut Writer<'_, '_>, issue: &Issue) -> Finding {
    let message = format!("{}no provision gives it to anyone, on any day", writer.of_power(issue));
    let draft = writer.draft(Code::PowerWithoutRule, issue, message);
    let draft = at_power(writer, issue, draft).help("say who holds it: `… holds …`; or take the declaration out");
    writer.named(issue, draft, "")
}

pub(super) fn person_bar(writer: &mut Writer<'_, '_>, issue: &Issue) -> Finding {
    let message =
        "this bar follows the person, not the office: the office stays competent, and its answers list the bar"
            .to_owned();
    let draft = writer.draft(Code::PersonBar, issue, message);
    writer.named(issue, draft, "")
}

pub(super) fn too_complex(writer: &mut Writer<'_, '_>, issue: &Issue) -> Finding {
    let message = format!(
        "{}its rules are too entangled to be examined to the end; nothing is said of it here",
        writer.of_power(issue)
    );
    let draft = writer.draft(Code::BoundReached, issue, message);
    let draft = at_power(writer, issue, draft)
        .help("fewer transfers that meet, or fewer facts in one power, bring it within reach");
    writer.named(issue, draft, "")
}

/// The proof and the plain evaluator differ: never to be hidden, always our fault.
pub(super) fn disagreement(writer: &mut Writer<'_, '_>, issue: &Issue, kind: &IssueKind) -> Finding {
    let message = format!(
        "{}the proof found {} here, and deciding the case gives another answer; one of the two is wrong",
        writer.of_power(issue),
        match kind {
            IssueKind::Overlap { .. } => "two claims",
            IssueKind::Gap { .. } => "no holder",
            IssueKind::Orphan { .. } => "a holder that does not exist",
            IssueKind::Cycle { .. } => "a circle of transfers",
            _ => "a transfer without effect",
        }
    );
    let mut draft = writer.draft(Code::InternalFault, issue, message);
    if let Some(witness) = &issue.witness {
        draft = draft.note(format!("deciding the case gives: {}", writer.wording.sentence(&witness.decision.outcome)));
    }
    let draft = at_power(writer, issue, draft)
        .help("please report this with the files: it is a fault of Vires, not of the text");
    writer.named(issue, draft, "")
}

/// The power's own declaration as a place, where no rule is one.
fn at_power(writer: &Writer<'_, '_>, issue: &Issue, draft: Draft) -> Draft {
    match issue.power {
        Some(power) if issue.rules.is_empty() => {
            draft.place(Place::new(writer.places.span(writer.model().powers[power].span)))
        }
        _ => draft,
    }
}
