//! Transfers: of what the giver does not have, against what forbids them, back to where they began.

use vires_analysis::{Hindrance, Issue};
use vires_diagnostics::{Code, Finding, Severity};
use vires_model::{Content, Effect, RuleId};

use super::{Writer, region};
use crate::names::enumerated;

pub(super) fn nemo_dat(writer: &mut Writer<'_, '_>, issue: &Issue, conditional: bool) -> Finding {
    let giver = giver(writer, issue);
    let where_to = if region::is_every_case(&issue.region) {
        region::days(&issue.region).map_or_else(String::new, |days| format!(" {days}"))
    } else {
        region::in_these_cases(writer.model(), &issue.region)
    };
    let message = format!("{}{giver} passes on what it does not have{where_to}", writer.of_power(issue));
    let draft = writer.draft(Code::NemoDat, issue, message);
    let draft = draft
        .severity(if conditional { Severity::Error } else { Severity::Warning })
        .help(format!(
            "limit the transfer to the cases and days in which {giver} has the power (`when`, `from`, `until`)"
        ))
        .help(format!("or give {giver} the power first, or correct the giver"));
    writer.named(issue, draft, "")
}

pub(super) fn barred(writer: &mut Writer<'_, '_>, issue: &Issue, hindrances: &[Hindrance]) -> Finding {
    let reasons: Vec<String> = hindrances.iter().map(|hindrance| reason(writer, issue, *hindrance)).collect();
    let message = format!("{}this transfer has no effect: {}", writer.of_power(issue), enumerated(&reasons, "and"));
    let mut draft = writer.draft(Code::BarredTransfer, issue, message);
    for hindrance in hindrances {
        draft = draft.help(match hindrance {
            Hindrance::ReceiverDoesNotExist => {
                "name a receiver that exists on these days, or limit the days of the transfer"
            }
            Hindrance::ReceiverBarred(_) | Hindrance::Reserved(_) => {
                "drop the transfer, limit it to what is not barred, or write the exception into the rule that bars it"
            }
            Hindrance::Onward(_) => {
                "pass it on from the first giver instead, or let the modality allow the next step (`onward`)"
            }
            Hindrance::Parties | Hindrance::Form | Hindrance::FoundIn(_) => {
                "use another modality, or correct what the modality requires"
            }
            Hindrance::IssuerBelow => "let the giver, or a body above it, issue the instrument",
        });
    }
    writer.named(issue, draft, "")
}

fn reason(writer: &Writer<'_, '_>, issue: &Issue, hindrance: Hindrance) -> String {
    let (giver, receiver, modality) = (giver(writer, issue), receiver(writer, issue), modality(writer, issue));
    match hindrance {
        Hindrance::ReceiverDoesNotExist => format!("{receiver} does not exist on these days"),
        Hindrance::ReceiverBarred(by) => format!("{receiver} may not hold it ({})", writer.title(by)),
        Hindrance::Reserved(by) => format!("it may not be passed on ({})", writer.title(by)),
        Hindrance::Onward(by) => format!("{giver} has it by {}, which does not allow it to go on so", writer.title(by)),
        Hindrance::Parties => format!("\"{modality}\" is not made between {giver} and {receiver}"),
        Hindrance::Form => format!("\"{modality}\" needs another kind of instrument"),
        Hindrance::FoundIn(by) => {
            format!("\"{modality}\" may not take it from {}, an instrument of the wrong kind", writer.title(by))
        }
        Hindrance::IssuerBelow => format!("the instrument is issued by a body below {giver}"),
    }
}

pub(super) fn not_stated(writer: &mut Writer<'_, '_>, issue: &Issue, missing: &[Content]) -> Finding {
    let words: Vec<String> = missing
        .iter()
        .map(|content| {
            match content {
                Content::Content => "which powers it passes on",
                Content::Scope => "for which cases",
                Content::Term => "until when",
                Content::Conditions => "on what conditions",
            }
            .to_owned()
        })
        .collect();
    let (modality, words) = (modality(writer, issue), enumerated(&words, "and"));
    let message = format!("{}\"{modality}\" must state {words}, and this does not", writer.of_power(issue));
    let mut draft = writer.draft(Code::MissingContent, issue, message);
    for content in missing {
        draft = draft.help(match content {
            Content::Content => "name the powers, or narrow the class (`in sector …`, `except …`)",
            Content::Scope => "add `when` and the cases, or name the powers one by one",
            Content::Term => "add `until` and the last day",
            Content::Conditions => "add `when` and the conditions, or `may not be passed on`",
        });
    }
    writer.named(issue, draft, "")
}

pub(super) fn low_rank(writer: &mut Writer<'_, '_>, issue: &Issue) -> Finding {
    let giver = giver(writer, issue);
    let by = issue.rules.get(1).map(|rule| writer.title(*rule)).unwrap_or_default();
    let message = format!(
        "{}passed on from {giver} by an issuer that is neither {giver} nor above it, in an instrument ranking below {by}",
        writer.of_power(issue)
    );
    let draft = writer.draft(Code::LowerIssuer, issue, message);
    let draft = draft
        .help("check who may pass this power on: the giver itself, or a body above it, or an instrument of equal rank");
    writer.named(issue, draft, "")
}

pub(super) fn cycle(writer: &mut Writer<'_, '_>, issue: &Issue, all_stop: bool) -> Finding {
    let end = if all_stop { ", and everyone in the circle has stopped acting" } else { "" };
    let message = format!("{}the transfers lead back to where they began{end}", writer.of_power(issue));
    let draft = writer.draft(Code::TransferCycle, issue, message);
    let draft = draft
        .severity(if all_stop { Severity::Error } else { Severity::Warning })
        .help("end one of the transfers before the other begins, or limit them to different cases");
    writer.named(issue, draft, "")
}

pub(super) fn granted_again(writer: &mut Writer<'_, '_>, issue: &Issue) -> Finding {
    let transfer = issue.rules.get(1).map(|rule| writer.title(*rule)).unwrap_or_default();
    let message = format!("{}granted again after {transfer} passed it on; the transfer stands", writer.of_power(issue));
    let draft = writer.draft(Code::GrantedAgain, issue, message);
    let draft =
        draft.help("where the new grant is meant to end the transfer, say so: `this instrument prevails over …`");
    writer.named(issue, draft, "")
}

fn first_rule(issue: &Issue) -> Option<RuleId> {
    issue.rules.first().copied()
}

fn giver(writer: &Writer<'_, '_>, issue: &Issue) -> String {
    match first_rule(issue).map(|rule| &writer.model().rules[rule].effect) {
        Some(Effect::Transfer { from, .. }) => writer.names().holder(*from),
        _ => "the giver".to_owned(),
    }
}

fn receiver(writer: &Writer<'_, '_>, issue: &Issue) -> String {
    match first_rule(issue).map(|rule| &writer.model().rules[rule].effect) {
        Some(Effect::Transfer { to, .. }) => writer.names().holding(to),
        _ => "the receiver".to_owned(),
    }
}

fn modality(writer: &Writer<'_, '_>, issue: &Issue) -> String {
    match first_rule(issue).map(|rule| &writer.model().rules[rule].effect) {
        Some(Effect::Transfer { modality, .. }) => writer.model().modalities[*modality].label.clone(),
        _ => String::new(),
    }
}
