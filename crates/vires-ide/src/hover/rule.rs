//! A rule: its effect in a sentence, its chain, and what gives way to it.

use vires_compiler::{Does, Example, Policies, Rival};
use vires_diagnostics::{Code, Finding};
use vires_model::{Day, FileId, SourceSpan};
use vires_syntax::ast::{ClauseKind, Line};
use vires_words::{Language, say};

use super::escaped;
use crate::declared::words;

/// So many letters of a condition are repeated.
const MOST_LETTERS: usize = 160;
/// So many lines of one that goes on below are.
const MOST_LINES: usize = 16;
/// So many facts of an example are told.
const MOST_FACTS: usize = 8;
/// So many rules that give way, or prevail, are named.
const MOST_RIVALS: usize = 6;

/// What is said of the rule on a line; nothing where it could not be understood.
pub(super) fn glance(policies: &Policies, file: FileId, line: &Line, today: Day) -> Option<String> {
    let language = policies.language();
    let rules = policies.rules_at(file, line.span.start);
    // A rule may be several, one after the other: the one of today, else the last that is still to come or has been.
    let of_today = rules.iter().find(|rule| policies.model().rules[**rule].life.contains(today));
    let rule = *of_today.or(rules.last())?;
    let glance = policies.rule_glance(rule, today);
    let effects = policies.effects(&rules);
    let mut said = told(policies, file, line, &effects);
    // Whether there is none at all takes all proofs to say: asked only where none was found.
    if glance.example.is_none() {
        for found in idle(policies, file, line) {
            said.push_str(&format!("\n\n**{}**", escaped(&capital(&found))));
        }
    }
    let heading = language.pick("It gives way to:", "Quy định này nhường áp dụng cho:");
    said.push_str(&rivals(heading, &glance.beaten_by, language));
    let heading = language.pick("It prevails over:", "Quy định này được ưu tiên áp dụng so với:");
    said.push_str(&rivals(heading, &glance.beats, language));
    if let Some(example) = &glance.example {
        said.push_str(&example_words(example, language));
    }
    Some(said)
}

/// All that a line does, with its own conditions.
pub(super) fn told(policies: &Policies, file: FileId, line: &Line, effects: &[Does]) -> String {
    let language = policies.language();
    // Of several things that it does, its condition stands behind none.
    let several = effects.len() > 1;
    let (mut own, mut listed) = (String::new(), Vec::new());
    for clause in &line.clauses {
        let (condition, is_except) = match &clause.kind {
            ClauseKind::When(condition) => (condition, false),
            ClauseKind::ExceptWhen(condition) => (condition, true),
            _ => continue,
        };
        let span = SourceSpan { file, start: condition.span.start, end: condition.span.end };
        let text = words(policies, span);
        if several || text.trim().contains('\n') {
            // On one line it would not be seen what belongs to which.
            listed.push((is_except, block(text)));
            continue;
        }
        let said = one_line(text);
        own.push_str(&if is_except {
            say!(language, ", except when `{said}`", ", trừ trường hợp `{said}`")
        } else {
            say!(language, ", when `{said}`", ", trong trường hợp `{said}`")
        });
    }
    let told: Vec<String> = effects.iter().map(|does| sentence(does, &own, language)).collect();
    let mut said = format!("{}.", capital(&told.join("; ")));
    for (is_except, block) in listed {
        let heading = match is_except {
            true => language.pick("Except when", "Trừ trường hợp"),
            false => language.pick("When", "Trong trường hợp"),
        };
        said.push_str(&format!("\n\n{heading}:\n\n```vires\n{block}\n```"));
    }
    said
}

/// One thing that a rule does, in which cases: those of the texts around it first, then its own; and what suspends it.
fn sentence(does: &Does, own: &str, language: Language) -> String {
    let mut said = escaped(&does.sentence);
    if !does.only_when.is_empty() {
        let all: Vec<String> = does.only_when.iter().map(|words| format!("`{}`", one_line(words))).collect();
        let all = all.join(language.pick(" and ", " và "));
        said = say!(language, "{said}, only when {all}", "{said}, chỉ khi {all}");
    }
    said.push_str(own);
    if let Some(suspended) = &does.suspended {
        said.push_str("; ");
        said.push_str(&escaped(suspended));
    }
    said
}

fn example_words(example: &Example, language: Language) -> String {
    let day = vires_compiler::day_words(example.day, language);
    let power = escaped(&example.power);
    let told = example.case.iter().take(MOST_FACTS).map(|value| format!("`{value}`"));
    let more = (example.case.len() > MOST_FACTS).then(|| "…".to_owned());
    let case = told.chain(more).collect::<Vec<_>>().join(", ");
    let mut said = if case.is_empty() {
        say!(language, "\n\nChain on {day}, {power}:\n", "\n\nChuỗi thẩm quyền ngày {day}, {power}:\n")
    } else {
        say!(
            language,
            "\n\nChain in a case such as {case} on {day}, {power}:\n",
            "\n\nChuỗi thẩm quyền, chẳng hạn với {case} vào ngày {day}, {power}:\n"
        )
    };
    for (n, (title, held)) in example.chain.iter().enumerate() {
        let title = escaped(title);
        let held = held.as_ref().map_or_else(String::new, |held| format!(": {}", escaped(held)));
        said.push_str(&format!("\n{}. {title}{held}", n + 1));
    }
    said
}

/// The rules on the other side, in one list.
fn rivals(heading: &str, all: &[Rival], language: Language) -> String {
    if all.is_empty() {
        return String::new();
    }
    let mut said = format!("\n\n{heading}\n");
    for rival in all.iter().take(MOST_RIVALS) {
        let title = escaped(&rival.title);
        let who = rival.who.as_deref().map(escaped);
        let because = &rival.because;
        said.push_str(&match who {
            Some(who) => say!(language, "\n- {who}, under {title} ({because})", "\n- {who}, theo {title} ({because})"),
            None => format!("\n- {title} ({because})"),
        });
    }
    let further = all.len().saturating_sub(MOST_RIVALS);
    if further > 0 {
        said.push_str(&say!(language, "\n- and {further} more", "\n- và {further} quy định khác"));
    }
    said
}

/// What is found of a rule that decides nothing: that it never applies, or loses wherever it does.
fn idle(policies: &Policies, file: FileId, line: &Line) -> Vec<String> {
    let (Some(path), Some(written)) = (policies.path(file), policies.written(file)) else { return Vec::new() };
    let is_here = |finding: &&Finding| {
        matches!(finding.code, Code::NeverApplies | Code::AlwaysBeaten)
            && finding
                .primary()
                .is_some_and(|place| place.span.file == path && written.place(place.span.start.byte) == line.span.start)
    };
    let told = |finding: &Finding| {
        let others: Vec<&str> = finding.places.iter().skip(1).filter_map(|place| place.heading()).collect();
        if others.is_empty() { finding.message.clone() } else { format!("{} ({})", finding.message, others.join("; ")) }
    };
    policies.report().findings.iter().filter(is_here).map(told).collect()
}

/// Lines as they stand below each other, the further ones as far in from the first as a list is.
fn block(text: &str) -> String {
    let mut lines = text.lines().map(str::trim_end).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    let rest: Vec<&str> = lines.collect();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let least = rest.iter().map(|line| indent(line)).min().unwrap_or_default();
    let mut said = first.trim_start().to_owned();
    for line in rest.iter().take(MOST_LINES) {
        said.push_str("\n  ");
        said.push_str(line.get(least..).unwrap_or_default());
    }
    if rest.len() > MOST_LINES {
        said.push_str("\n  …");
    }
    said
}

fn one_line(text: &str) -> String {
    let said = text.split_whitespace().collect::<Vec<_>>().join(" ").replace('`', "'");
    match said.char_indices().nth(MOST_LETTERS) {
        Some((end, _)) => format!("{}…", said.get(..end).unwrap_or_default().trim_end()),
        None => said,
    }
}

pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
