//! Rules without effect, conditions that decide nothing, and precedence at work.

use vires_analysis::{Idle, Issue};
use vires_diagnostics::{Code, Finding};
use vires_model::{Decider, Effect, RuleId, SourceSpan};

use super::{Writer, region};
use crate::answer::decider;
use crate::names::enumerated;

pub(super) fn never_applies(writer: &mut Writer<'_, '_>, issue: &Issue, why: Idle) -> Finding {
    let (because, help) = match why {
        Idle::NoDay => ("it ends before it begins", "correct its dates"),
        Idle::NoOtherCase => (
            "the other rules of its instrument leave no other case",
            "take it out, or narrow the rules that leave nothing",
        ),
        Idle::NothingToKeep => (
            "no transfer of its instrument takes anything from that body",
            "take it out, or put it into the instrument that makes the transfer",
        ),
        Idle::NothingToMove => {
            ("the giver has no power of that class", "take it out, or correct the giver or the class")
        }
        Idle::AllKept => (
            "what the giver keeps in the same instrument leaves nothing to pass on",
            "take one of them out, or narrow what is kept",
        ),
        Idle::NoCase => ("no case that can occur meets it", "take it out, or correct its condition or what is assumed"),
    };
    let message = format!("{}this rule never applies: {because}", writer.of_power(issue));
    let draft = writer.draft(Code::NeverApplies, issue, message).help(help);
    let words = rule_words(writer, issue.rules.first().copied());
    writer.named(issue, draft, &words)
}

pub(super) fn always_beaten(writer: &mut Writer<'_, '_>, issue: &Issue, by: &[(RuleId, Decider)]) -> Finding {
    let mut winners: Vec<String> = Vec::new();
    for (rule, by) in by {
        let words = format!("{} ({})", writer.title(*rule), decider(*by).1);
        if !winners.contains(&words) {
            winners.push(words);
        }
    }
    let message =
        format!("{}this rule loses wherever it applies, to {}", writer.of_power(issue), enumerated(&winners, "and"));
    let draft = writer.draft(Code::AlwaysBeaten, issue, message);
    let draft = draft.help("take it out, or say which cases it is meant to keep (`this article prevails over …`)");
    let words = rule_words(writer, issue.rules.first().copied());
    writer.named(issue, draft, &words)
}

pub(super) fn impossible(writer: &mut Writer<'_, '_>, issue: &Issue, part: SourceSpan) -> Finding {
    let words = writer.places.words(part);
    condition(writer, issue, part, Code::Impossible, format!("no case can meet this condition: `{}`", short(&words)))
}

pub(super) fn always_true(writer: &mut Writer<'_, '_>, issue: &Issue, part: SourceSpan) -> Finding {
    let words = writer.places.words(part);
    condition(writer, issue, part, Code::AlwaysTrue, format!("every case meets this condition: `{}`", short(&words)))
}

fn condition(writer: &mut Writer<'_, '_>, issue: &Issue, part: SourceSpan, code: Code, message: String) -> Finding {
    let message = format!("{}{message}", writer.of_power(issue));
    let mut draft = Finding::new(code, message);
    if let Some(power) = issue.power {
        draft = draft.power(writer.model().power_name(power));
    }
    if let Some(rule) = issue.rules.first() {
        draft = draft.place(writer.at(*rule, part));
    }
    draft = region::write(writer, issue, draft).help(match code {
        Code::Impossible => "correct the condition, or what is assumed; as it stands it excludes every case",
        _ => "take the condition out, or correct it; as it stands it excludes nothing",
    });
    let words = writer.places.words(part);
    writer.named(issue, draft, &words)
}

pub(super) fn precedence(writer: &mut Writer<'_, '_>, issue: &Issue, by: Decider) -> Finding {
    let title = |n: usize| issue.rules.get(n).map(|rule| writer.title(*rule)).unwrap_or_default();
    let message = format!("{}{} prevails over {}, {}", writer.of_power(issue), title(0), title(1), decider(by).1);
    let draft = writer.draft(Code::DecidedByPrecedence, issue, message);
    let draft =
        draft.help("where it should be the other way round, let the text say so: `this instrument prevails over …`");
    writer.named(issue, draft, decider(by).0)
}

/// The words of a rule: what tells it from the other rules of its provision.
fn rule_words(writer: &Writer<'_, '_>, rule: Option<RuleId>) -> String {
    let Some(rule) = rule else { return String::new() };
    let row = &writer.model().rules[rule];
    match row.effect {
        Effect::Hold { .. } | Effect::Transfer { .. } => writer.places.words(row.span),
        _ => writer.does(rule),
    }
}

fn short(words: &str) -> String {
    const LONGEST: usize = 80;
    if words.chars().count() <= LONGEST {
        return words.to_owned();
    }
    let cut: String = words.chars().take(LONGEST).collect();
    format!("{}…", cut.trim_end())
}
