//! Gap and orphan: cases and days in which nobody holds, or only somebody who does not exist.

use vires_analysis::Issue;
use vires_diagnostics::{Code, Draft, Finding};
use vires_model::{BodyId, InstrumentId, RuleId};

use super::{Writer, region};
use crate::names::{day, enumerated};

pub(super) fn finding(writer: &mut Writer<'_, '_>, issue: &Issue, lapsed: &[InstrumentId], bars: &[RuleId]) -> Finding {
    let message =
        format!("{}nobody is competent{}", writer.of_power(issue), where_and_why(writer, issue, lapsed, bars));
    let exact = region::exact_limit(writer.model(), &issue.region);
    let mut draft = writer.draft(Code::Gap, issue, message);
    draft = since(writer, issue, lapsed, draft);
    if let Some((_, value)) = exact {
        draft = draft.help(format!(
            "the two sides leave out exactly {value}: let one of them take it in (`at least {value}`, or `at most {value}`)"
        ));
    }
    if bars.is_empty() {
        draft = draft
            .help("say who holds it in these cases, or give one holder what is left: `… holds … in all other cases`");
    } else {
        draft = draft.help("narrow the bar with `when`, or name another holder for these cases");
    }
    draft = draft.help("where nobody is meant to hold it, say so: `nobody holds …`, or `… is not required`");
    writer.named(issue, draft, "")
}

pub(super) fn orphan(writer: &mut Writer<'_, '_>, issue: &Issue, holder: BodyId, lapsed: &[InstrumentId]) -> Finding {
    let body = writer.names().body(holder);
    let life = writer.model().bodies[holder].life;
    let first = region::first_day(&issue.region);
    let gone = match (life.until, life.from) {
        (Some(until), _) if first.is_none_or(|first| until < first) => {
            format!("has not existed since {}", day(until.next()))
        }
        (_, Some(from)) => format!("does not exist before {}", day(from)),
        _ => "does not exist on these days".to_owned(),
    };
    let power = writer.of_power(issue);
    let message = match lapsed {
        [] => format!("{power}it rests with {body} alone, which {gone}"),
        lapsed => {
            format!("{power}when {} it rests with {body} alone, which {gone}", end(writer, lapsed))
        }
    };
    let mut draft = writer.draft(Code::Orphan, issue, message);
    draft = since(writer, issue, lapsed, draft);
    draft = draft
        .help(format!("pass the power on to a body that exists, or give it anew, before {body} has gone"))
        .help("where one body took the place of another, say so once for every text: `read NEW for OLD`");
    writer.named(issue, draft, &writer.model().bodies[holder].name)
}

fn where_and_why(writer: &Writer<'_, '_>, issue: &Issue, lapsed: &[InstrumentId], bars: &[RuleId]) -> String {
    let mut words = match region::exact_limit(writer.model(), &issue.region) {
        Some((fact, value)) => format!(" at exactly {value} ({})", writer.model().facts[fact].label),
        None if region::is_every_case(&issue.region) => {
            region::days(&issue.region).map_or_else(String::new, |days| format!(" {days}"))
        }
        None => region::in_these_cases(writer.model(), &issue.region),
    };
    if let Some(bar) = bars.first() {
        words.push_str(&format!(": {} bars the only holder", writer.title(*bar)));
    }
    if !lapsed.is_empty() {
        let begins = region::first_day(&issue.region).map(day);
        let already = words.contains("from ");
        let begins = begins.filter(|_| !already).map_or_else(String::new, |day| format!(" from {day} on"));
        words.push_str(&format!("{begins}, the day after {}", end(writer, lapsed)));
    }
    words
}

/// Where the region begins with the end of an instrument, when.
fn since(writer: &Writer<'_, '_>, issue: &Issue, lapsed: &[InstrumentId], draft: Draft) -> Draft {
    match region::first_day(&issue.region) {
        Some(first) if !lapsed.is_empty() => {
            draft.period(format!("begins on {}, the day after {}", day(first), end(writer, lapsed)))
        }
        _ => draft,
    }
}

/// `Nghị định 139/2025/NĐ-CP ends`, `… and … end`.
fn end(writer: &Writer<'_, '_>, instruments: &[InstrumentId]) -> String {
    let labels: Vec<String> =
        instruments.iter().map(|instrument| writer.model().instruments[*instrument].label.clone()).collect();
    let verb = if labels.len() == 1 { "ends" } else { "end" };
    format!("{} {verb}", enumerated(&labels, "and"))
}
