//! Overlap: one power, two claims, and nothing to choose between them.

use vires_analysis::Issue;
use vires_diagnostics::{Code, Finding};
use vires_model::Outcome;

use super::{Writer, region};
use crate::names::enumerated;

/// More names make no headline.
const MOST_NAMED: usize = 3;

pub(super) fn finding(writer: &mut Writer<'_, '_>, issue: &Issue) -> Finding {
    let message = headline(writer, issue);
    let exact = region::exact_limit(writer.model(), &issue.region);
    let mut draft = writer.draft(Code::Overlap, issue, message);
    if let Some((fact, value)) = &exact {
        let fact = &writer.model().facts[*fact].label;
        draft = draft.help(format!(
            "the two sides meet: both take in exactly {value} of \"{fact}\"; leave it to one of them (`below {value}` on one side)"
        ));
    }
    let instruments: std::collections::BTreeSet<_> =
        issue.rules.iter().map(|rule| writer.model().written_in(*rule)).collect();
    let prevails = if instruments.len() > 1 {
        "say which instrument prevails (`this instrument prevails over …`, `yields to …`, or a declared `precedence`)"
    } else {
        "narrow one of them with `when`, or let it take only what the other leaves with `in all other cases`"
    };
    draft = draft.help(prevails);
    if all_name_a_body(issue) {
        draft = draft.help(
            "where both are meant to be competent, say so: `A or B holds …`, `A and B hold … jointly`, or declare the power `held concurrently`",
        );
    }
    writer.named(issue, draft, "")
}

fn headline(writer: &Writer<'_, '_>, issue: &Issue) -> String {
    let power = writer.of_power(issue);
    let at = match region::exact_limit(writer.model(), &issue.region) {
        Some((fact, value)) => format!(" at exactly {value} ({})", writer.model().facts[fact].label),
        None => String::new(),
    };
    let who = writer.claimants(issue);
    if !all_name_a_body(issue) {
        return format!("{power}{} contradict each other{at}: nothing says which prevails", titles(writer, issue));
    }
    match who.as_slice() {
        [a, b] => format!("{power}both {a} and {b} are competent{at}, and nothing says which prevails"),
        [] | [_] => format!(
            "{power}{} give it to different holders{at}, and nothing says which prevails",
            titles(writer, issue)
        ),
        few if few.len() <= MOST_NAMED => {
            format!("{power}{} are all competent{at}, and nothing says which prevails", enumerated(few, "and"))
        }
        [first, second, rest @ ..] => {
            format!(
                "{power}{first}, {second} and {} others are all competent{at}, and nothing says which prevails",
                rest.len()
            )
        }
    }
}

fn titles(writer: &Writer<'_, '_>, issue: &Issue) -> String {
    let mut titles: Vec<String> = Vec::new();
    for title in issue.rules.iter().map(|rule| writer.title(*rule)) {
        if !titles.contains(&title) {
            titles.push(title);
        }
    }
    match titles.as_slice() {
        [only] => format!("rules of {only}"),
        few if few.len() <= MOST_NAMED => enumerated(few, "and"),
        [first, rest @ ..] => format!("{first} and {} other provisions", rest.len()),
        [] => "provisions".to_owned(),
    }
}

/// Whether every claim is that somebody may act.
fn all_name_a_body(issue: &Issue) -> bool {
    match issue.witness.as_ref().map(|witness| &witness.decision.outcome) {
        Some(Outcome::Conflict { claims }) => claims.iter().all(|claim| claim.held.is_some()),
        _ => true,
    }
}
